//! Where coach and client see a domain differently: a topic of its own for the talk, never a correction.

use super::{Desk, Stance};
use crate::engine::answers::QuestionId;
use crate::engine::instrument::{Domain, Field, LEVEL_UNKNOWN};
use crate::engine::profile::Profile;

/// In what way the views differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disagreement {
    /// Both chose a level, and not the same one.
    Level,
    /// The coach sees it otherwise.
    Otherwise,
    /// The coach wants to talk about it.
    Discuss,
    /// The coach chose a level, the client shared none.
    Unshared,
}
super::codes!(Disagreement {
    Level = "level",
    Otherwise = "otherwise",
    Discuss = "discuss",
    Unshared = "unshared",
});

/// A domain in which the views differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The domain.
    pub domain: Domain,
    /// In what way; where several apply, the first of [`Disagreement::ALL`].
    pub kind: Disagreement,
    /// The client's level, 1 to 5, where one was shared.
    pub client: Option<u8>,
    /// The coach's level, 1 to 5.
    pub coach: Option<u8>,
}

/// Every difference between the coach's view and this profile, in the order of the domains.
#[must_use]
pub fn differences(desk: &Desk, profile: &Profile) -> Vec<Difference> {
    let find = |(domain, view): (&Domain, &super::Judgement)| {
        let client = client_level(profile, *domain);
        let kind = match (client, view.level, view.stance) {
            (Some(client), Some(coach), _) if client != coach => Disagreement::Level,
            (_, _, Some(Stance::Differ)) => Disagreement::Otherwise,
            (_, _, Some(Stance::Discuss)) => Disagreement::Discuss,
            (None, Some(_), _) => Disagreement::Unshared,
            _ => return None,
        };
        Some(Difference {
            domain: *domain,
            kind,
            client,
            coach: view.level,
        })
    };
    desk.views.iter().filter_map(find).collect()
}

/// The client's level from 1 to 5; "I do not know" is none.
fn client_level(profile: &Profile, domain: Domain) -> Option<u8> {
    profile
        .answers
        .one(QuestionId::of(Field::DomainLevel, domain))
        .filter(|option| *option < LEVEL_UNKNOWN)
        .map(|option| option + 1)
}
