//! The only module that uses the browser: it starts the page, listens to events, stores and draws.
//!
//! [`events`] turns events of the browser into events of the [`desk`](crate::desk), and [`effect`]
//! carries out the effects of the desk after each transition ([`running`]). `www/instances.js`
//! describes how instances start, trap and start again. Several instances may run in one document,
//! each in a root element of its own. [`api`] is the one kind of handle through which other
//! programs work on a report, whether a page shows it or not. [`host_page`] reports to the host
//! page what happens in a page in an element. [`words`], [`unpack`] and [`viewer`] are WebAssembly
//! modules of their own.

#[cfg(feature = "page")]
mod api;
#[cfg(feature = "page")]
mod host_page;
#[cfg(feature = "page")]
mod chips;
#[cfg(feature = "page")]
mod clipboard;
#[cfg(feature = "page")]
mod composing;
#[cfg(feature = "page")]
mod database;
#[cfg(feature = "page")]
mod dialogs;
#[cfg(feature = "page")]
mod dom;
#[cfg(feature = "page")]
mod editor;
#[cfg(feature = "page")]
mod effect;
#[cfg(feature = "page")]
mod events;
#[cfg(feature = "page")]
mod files;
#[cfg(feature = "page")]
mod number_size;
#[cfg(feature = "page")]
mod fonts;
#[cfg(feature = "page")]
mod listeners;
#[cfg(feature = "page")]
mod cell_editing;
#[cfg(feature = "page")]
mod keys;
#[cfg(feature = "page")]
mod live_fields;
#[cfg(feature = "page")]
mod event_target;
#[cfg(feature = "page")]
mod offline;
#[cfg(feature = "page")]
mod options;
#[cfg(feature = "page")]
mod idle;
#[cfg(feature = "page")]
mod preferences;
#[cfg(feature = "page")]
mod preview;
#[cfg(feature = "page")]
mod reading;
#[cfg(feature = "page")]
mod regions;
#[cfg(feature = "page")]
mod running;
#[cfg(feature = "page")]
mod selection;
#[cfg(feature = "page")]
mod screen_snapshot;
#[cfg(feature = "page")]
mod sleep;
#[cfg(feature = "page")]
mod starting;
#[cfg(feature = "page")]
mod storage;
#[cfg(feature = "page")]
mod writing;

#[cfg(feature = "office")]
mod office;

#[cfg(any(feature = "page", feature = "office"))]
mod boundary;
#[cfg(any(feature = "page", feature = "office"))]
mod messages;
#[cfg(any(feature = "page", feature = "words", feature = "office"))]
mod panics;

#[cfg(feature = "unpack")]
mod unpack;

#[cfg(feature = "words")]
mod words;

#[cfg(feature = "viewer")]
mod viewer;

#[cfg(feature = "page")]
pub use api::Nianbao;
#[cfg(feature = "page")]
pub use starting::start;
