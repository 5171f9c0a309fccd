//! The pictograms: one soft area and one set of lines each, drawn on a field of 48 by 48.

use crate::engine::Domain;

/// The path data of a pictogram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pictogram {
    /// The soft area.
    pub fill: &'static str,
    /// The lines.
    pub line: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/pictograms.rs"));

impl Domain {
    /// The pictogram of the domain.
    #[must_use]
    #[allow(
        clippy::indexing_slicing,
        reason = "the table has a row for every domain; build/pictograms.rs writes it"
    )]
    pub const fn pictogram(self) -> Pictogram {
        DOMAIN_PICTOGRAMS[self as usize]
    }
}
