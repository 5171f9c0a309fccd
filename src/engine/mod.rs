//! The engine: what is asked, what was answered, which screen follows, what follows from it, and how it is shared.
//!
//! Pure on purpose: nothing here knows a browser, a clock, a file or a random number. Today's date is an argument.
//! `tests/architecture.rs` holds that line.

pub mod answers;
pub mod caution;
pub mod compare;
pub mod date;
pub mod desk;
pub mod instrument;
pub mod profile;
pub mod route;
pub mod session;
pub mod sharing;
pub mod sorted;
pub mod steering;

pub use answers::{Answer, Answers, QuestionId};
pub use date::Date;
pub use instrument::{Block, Domain, Field, Kind, Screen, Style};
pub use profile::{Language, Profile, ProfileError};
pub use route::{Interview, Module, Modules, PageId, Progress, RouteKind};
pub use sharing::{SharedBlock, Sharing};
