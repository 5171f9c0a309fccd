//! The coach's desk: what a coach writes about one client, beside the client's own words and never among them.
//!
//! A [`Desk`] holds the profiles of one person, the coach's own view per life domain, the guide for the talk as the
//! coach arranged it, and the agreements. Everything a coach writes carries the writer's role and the day; names are
//! not asked. `difference` says where coach and client see things differently, `guide` puts the lines of the guide in
//! order, and `dossier` is the one form in which a desk leaves the page.

mod difference;
#[cfg(feature = "json")]
pub mod dossier;
mod guide;
#[cfg(test)]
mod tests;

pub use difference::{Difference, Disagreement, differences};
pub use guide::{Approach, Entry, Line, Norbs, Placed, SENTENCES};

use super::date::Date;
use super::instrument::Domain;
use super::profile::Profile;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The longest note about a domain, in characters.
pub const MAX_NOTE: usize = 500;
/// The longest agreement, in characters.
pub const MAX_WHAT: usize = 300;
/// The longest time of an agreement in words, in characters.
pub const MAX_WHEN: usize = 100;
/// The longest question of the coach, in characters.
pub const MAX_QUESTION: usize = 200;
/// The most profiles of one person.
pub const MAX_PROFILES: usize = 50;
/// The most agreements.
pub const MAX_AGREEMENTS: usize = 100;
/// The most lines of a guide that are kept.
pub const MAX_LINES: usize = 300;

/// Gives an enum its codes, in one order.
macro_rules! codes {
    ($name:ident { $($variant:ident = $code:literal),+ $(,)? }) => {
        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The stable identifier.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// The one with this identifier.
            #[must_use]
            pub fn from_id(id: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.id() == id)
            }
        }
    };
}
use codes;

/// Who writes at the desk: what somebody does, never who somebody is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Klantmanager, who looks after benefit and plan.
    #[default]
    CaseManager,
    /// Werkcoach.
    WorkCoach,
    /// Schuldhulpverlener.
    DebtAdviser,
    /// Maatschappelijk werker.
    SocialWorker,
    /// Somebody else.
    Other,
}
codes!(Role {
    CaseManager = "case_manager",
    WorkCoach = "work_coach",
    DebtAdviser = "debt_adviser",
    SocialWorker = "social_worker",
    Other = "other",
});

/// How the coach stands to what the client says of a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// *Herken ik.*
    Recognise,
    /// *Zie ik anders.*
    Differ,
    /// *Bespreken.*
    Discuss,
}
codes!(Stance {
    Recognise = "recognise",
    Differ = "differ",
    Discuss = "discuss",
});

/// Who does what was agreed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Party {
    /// The client.
    #[default]
    Client,
    /// The coach.
    Coach,
    /// Both together.
    Together,
    /// Somebody else.
    Other,
}
codes!(Party {
    Client = "client",
    Coach = "coach",
    Together = "together",
    Other = "other",
});

/// Who wrote something, and when it was last changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The role of the writer.
    pub by: Role,
    /// The day.
    pub on: Date,
}

/// The coach's own view of one domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The level of the Zelfredzaamheid-Matrix, 1 to 5, by the coach's own training.
    pub level: Option<u8>,
    /// How the coach stands to the client's view.
    pub stance: Option<Stance>,
    /// A note; empty when there is none.
    pub note: String,
    /// Who wrote it, and when.
    pub mark: Mark,
}

/// Something that was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Who does it.
    pub who: Party,
    /// What; empty while it is being written.
    pub what: String,
    /// When, in words: a day, "every Monday"; may be empty.
    pub when: String,
    /// The day on which both look back.
    pub look_back: Option<Date>,
    /// Who wrote it down, and when.
    pub mark: Mark,
}

/// Everything of one client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// The profiles of this person, oldest first. The first one to open is the first here.
    pub profiles: Vec<Rc<Profile>>,
    /// The coach's own view of the domains that it has one of.
    pub views: BTreeMap<Domain, Judgement>,
    /// The guide as the coach arranged it; empty while it is as it comes.
    pub guide: Vec<Entry>,
    /// The agreements, in the order in which they were made.
    pub agreements: Vec<Agreement>,
}

/// A change of the coach's own view of a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opinion {
    /// Another level, or none.
    Level(Option<u8>),
    /// Another stance, or none.
    Stance(Option<Stance>),
    /// Another note.
    Note(String),
}

/// A change of an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// Who does it.
    Who(Party),
    /// What.
    What(String),
    /// When, in words.
    When(String),
    /// When both look back.
    LookBack(Option<Date>),
}

impl Desk {
    /// A desk with one profile and nothing written.
    #[must_use]
    pub fn of(profile: Rc<Profile>) -> Desk {
        Desk {
            profiles: vec![profile],
            ..Desk::default()
        }
    }

    /// Whether the coach wrote or arranged anything that would be a loss.
    #[must_use]
    pub fn has_work(&self) -> bool {
        let own = |entry: &Entry| match entry {
            Entry::Own { text, .. } => !text.trim().is_empty(),
            Entry::Standard { struck, .. } => *struck,
        };
        !self.views.is_empty()
            || self.agreements.iter().any(Agreement::is_written)
            || self.guide.iter().any(own)
    }

    /// Puts a profile beside the others of this person, in the order of their days.
    pub fn add_profile(&mut self, profile: Rc<Profile>) {
        if !self.profiles.contains(&profile) && self.profiles.len() < MAX_PROFILES {
            let later = |other: &&Rc<Profile>| other.created > profile.created;
            let behind = self.profiles.iter().rev().take_while(later).count();
            let place = self.profiles.len().saturating_sub(behind);
            self.profiles.insert(place, profile);
        }
    }

    /// Changes the coach's view of a domain; when nothing is left of it, it is gone.
    pub fn judge(&mut self, domain: Domain, opinion: Opinion, mark: Mark) {
        let view = self.views.entry(domain).or_insert(Judgement {
            level: None,
            stance: None,
            note: String::new(),
            mark,
        });
        view.mark = mark;
        match opinion {
            Opinion::Level(level) => view.level = level.filter(|level| (1..=5).contains(level)),
            Opinion::Stance(stance) => view.stance = stance,
            Opinion::Note(note) => view.note = clean(&note, MAX_NOTE),
        }
        if view.level.is_none() && view.stance.is_none() && view.note.is_empty() {
            self.views.remove(&domain);
        }
    }

    /// Begins a new agreement.
    pub fn agree(&mut self, mark: Mark) {
        if self.agreements.len() < MAX_AGREEMENTS {
            self.agreements.push(Agreement {
                who: Party::default(),
                what: String::new(),
                when: String::new(),
                look_back: None,
                mark,
            });
        }
    }

    /// Changes the agreement at this place.
    pub fn amend(&mut self, at: usize, term: Term, mark: Mark) {
        let Some(agreement) = self.agreements.get_mut(at) else {
            return;
        };
        agreement.mark = mark;
        match term {
            Term::Who(who) => agreement.who = who,
            Term::What(what) => agreement.what = clean(&what, MAX_WHAT),
            Term::When(when) => agreement.when = clean(&when, MAX_WHEN),
            Term::LookBack(day) => agreement.look_back = day,
        }
    }

    /// Takes the agreement at this place away.
    pub fn drop_agreement(&mut self, at: usize) {
        if at < self.agreements.len() {
            self.agreements.remove(at);
        }
    }
}

impl Agreement {
    /// Whether it says what was agreed.
    #[must_use]
    pub fn is_written(&self) -> bool {
        !self.what.trim().is_empty()
    }
}

/// A text as it may be kept: without control characters but the line break, and not longer than this.
fn clean(text: &str, max: usize) -> String {
    text.chars()
        .filter(|c| *c == '\n' || !c.is_control())
        .take(max)
        .collect()
}
