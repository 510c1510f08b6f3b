//! Drives real browsers over the built page.
