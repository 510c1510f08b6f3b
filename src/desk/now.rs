//! The moment of an event.

use crate::report::Date;

/// The moment of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Date and time of day, by the clock of this computer.
    pub moment: Moment,
    /// The time, in milliseconds since 1970.
    pub millis: u64,
    /// Nothing that is written shall be kept in this browser (不在本机保存). It is asked anew at every
    /// event: another window may have said so.
    pub keeps_nothing: bool,
}

/// A moment by the clock and the calendar of this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: Date,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
}

impl Moment {
    /// The time of day, as 17:20.
    pub fn clock(self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }
}
