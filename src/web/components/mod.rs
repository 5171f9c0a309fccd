//! The pieces both pages are made of: functions from values to markup, without state of their own.

mod bar;
mod changing;
mod dialog;
mod pictogram;

pub use bar::{view_bar, view_ten, view_three};
pub use changing::view_changing;
pub use dialog::{Dialog, DialogProps, use_open_dialog, view_dialog};
pub use pictogram::view_pictogram;
