//! The only code that touches a browser: it starts, listens, stores and draws.
//!
//! [`events`] turns what the browser tells into events of the state ([`desk`]), and [`effect`]
//! carries out what the state asks for, once it is free again ([`running`]). `www/instances.js`
//! describes how instances start, trap and start again: several may live in one document, each in a
//! root of its own. [`api`] is the one kind of handle through which other programs work on a report,
//! whether the page shows it or not; [`around`] tells the program around a page in an element what
//! happens there. [`unpack`] and
//! [`viewer`] are modules of their own.

#[cfg(feature = "page")]
mod api;
#[cfg(feature = "page")]
mod around;
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
mod fit;
#[cfg(feature = "page")]
mod fonts;
#[cfg(feature = "page")]
mod host;
#[cfg(feature = "page")]
mod in_hand;
#[cfg(feature = "page")]
mod keys;
#[cfg(feature = "page")]
mod live;
#[cfg(feature = "page")]
mod meant;
#[cfg(feature = "page")]
mod offline;
#[cfg(feature = "page")]
mod options;
#[cfg(feature = "page")]
mod pause;
#[cfg(feature = "page")]
mod preferences;
#[cfg(feature = "page")]
mod preview;
#[cfg(feature = "page")]
mod regions;
#[cfg(feature = "page")]
mod running;
#[cfg(feature = "page")]
mod selection;
#[cfg(feature = "page")]
mod sight;
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
mod exchange;
#[cfg(any(feature = "page", feature = "office"))]
mod panics;

#[cfg(feature = "unpack")]
mod unpack;

#[cfg(feature = "viewer")]
mod viewer;

#[cfg(feature = "page")]
pub use api::Nianbao;
#[cfg(feature = "page")]
pub use starting::start;
