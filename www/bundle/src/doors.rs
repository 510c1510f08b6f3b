//! Which functions of the page are called only once all of the program is there: on somebody's page
//! what draws the form comes without them.
//!
//! `src/web/rest.rs` sees to it that none is called before: words are read and causes looked for at
//! `Depth::Whole` alone, and buttons wait. A function that is named here and no longer there stops
//! the build; one that is called too early traps, and `embed::parted` looks for that.

use crate::parted::Doors;

/// The doors of the page module.
pub const PAGE: Doors = Doors {
    called: &[
        "nianbao::check::checker::words::<impl nianbao::check::checker::Checker>::read_all_words",
        "nianbao::diagnosis::diagnose",
        "nianbao::web::app::pressing::<impl nianbao::web::app::App>::act",
    ],
    held: &[
        // Rules on words.
        "nianbao::rules::contents::",
        "nianbao::rules::form::",
        "nianbao::rules::narrative::",
        "nianbao::rules::organ::",
        "nianbao::rules::paragraphs::",
        "nianbao::rules::period::",
        "nianbao::rules::privacy::",
        "nianbao::rules::punctuation::",
        "nianbao::rules::repetition::",
        "nianbao::rules::terms::",
    ],
};
