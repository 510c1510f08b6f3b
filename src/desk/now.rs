//! The time of an event, and whether drafts may be saved at that time.

use crate::report::Date;

/// The time of an event, and whether drafts may be saved at that time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Date and time of day, by the clock of this computer.
    pub moment: LocalTime,
    /// The time, in milliseconds since 1970-01-01T00:00Z.
    pub millis: u64,
    /// Whether drafts shall not be saved in this browser (不在本机保存). It is read again for every
    /// event, because another window may have changed it.
    pub local_saving_off: bool,
}

/// A date and a time of day, by the clock and the time zone of this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// The day.
    pub day: Date,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
}

impl LocalTime {
    /// The time of day in the form `17:20`.
    pub fn clock(self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }
}
