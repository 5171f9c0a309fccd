//! The table of levels: a row per profile with the 13 domains that everybody is asked about. No own words, no totals.

use crate::engine::answers::QuestionId;
use crate::engine::{Domain, Field, Profile};

/// The columns before those of the domains; names and order stay as they are.
const FIXED: [&str; 6] = [
    "file",
    "created",
    "language",
    "route",
    "instrument",
    "rules",
];

/// The 13 domains that everybody is asked about, in the fixed order.
pub fn core() -> impl Iterator<Item = Domain> {
    Domain::all().filter(|domain| !domain.is_supplement())
}

/// The names of the columns.
pub fn columns() -> impl Iterator<Item = String> {
    FIXED
        .map(str::to_owned)
        .into_iter()
        .chain(core().map(|domain| QuestionId::of(Field::DomainLevel, domain).to_string()))
}

/// The row of a profile, in the order of the columns. A level is `1` to `5` or `unknown`, and empty when it is not
/// shared, for whatever reason. `name` says where the profile came from.
pub fn row(name: &str, profile: &Profile) -> impl Iterator<Item = String> {
    let fixed = [
        name.to_owned(),
        profile.created.to_string(),
        profile.language.tag().to_owned(),
        profile.route.id().to_owned(),
        profile.instrument.to_string(),
        format!("steering/{}", profile.rules),
    ];
    let levels = core().map(|domain| {
        profile
            .answers
            .one(QuestionId::of(Field::DomainLevel, domain))
            .and_then(|option| Field::DomainLevel.code(option))
            .unwrap_or_default()
            .to_owned()
    });
    fixed.into_iter().chain(levels)
}
