//! What is wrong in a configuration, for whoever wrote it.

use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The field is left out and its default is used.
    Wrong,
    /// The field is of no use, or something beside it is missing; everything that is there counts.
    Doubt,
}

/// One thing that is wrong: where, what, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The path of the field, such as `kiosk.idle_seconds` or `help.money[0].phone`; empty for the file as a whole.
    pub field: String,
    /// What is wrong, without a full stop.
    pub problem: String,
    /// What would be right, without a full stop.
    pub expected: String,
    /// How bad it is.
    pub level: Level,
}

impl Fault {
    /// Whether the field is left out because of it.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.level == Level::Wrong
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        let after = match self.level {
            Level::Wrong => " (left out, so the default is used)",
            Level::Doubt => "",
        };
        write!(f, "{}; expected {}{after}", self.problem, self.expected)
    }
}
