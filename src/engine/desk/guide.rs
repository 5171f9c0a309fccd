//! The guide for a talk: which lines fit a profile, and in which order the coach put them.
//!
//! The first line is always whether help is wanted and for what. Then come the topics, the differences between coach
//! and client, and sentences in the order of NORBS (neutraal informeren, open vragen, reflecteren, bevestigen,
//! samenvatten) for each approach that the phases of the chosen domains ask for.

use super::{Desk, MAX_LINES, MAX_QUESTION, Mark, clean, differences};
use super::{Difference, codes};
use crate::engine::answers::QuestionId;
use crate::engine::instrument::{Domain, Field};
use crate::engine::profile::Profile;
use crate::engine::steering::{Finding, Phase, readings, topics};

/// What a talk about a domain is for, by its phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approach {
    /// Before a decision: explore what somebody wants.
    Explore,
    /// Around a decision: goals and feasible steps.
    Plan,
    /// After it: name what went well.
    Keep,
}
codes!(Approach {
    Explore = "explore",
    Plan = "plan",
    Keep = "keep",
});

impl Approach {
    /// The approach that fits a phase; without one, exploring does.
    #[must_use]
    pub fn of(phase: Option<Phase>) -> Approach {
        match phase {
            Some(Phase::Maintenance) => Approach::Keep,
            Some(phase) if phase.is_ready() => Approach::Plan,
            _ => Approach::Explore,
        }
    }
}

/// A part of the basic technique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Norbs {
    /// *Neutraal informeren.*
    Neutral,
    /// *Open vragen.*
    Open,
    /// *Reflecteren.*
    Reflect,
    /// *Bevestigen.*
    Affirm,
    /// *Samenvatten.*
    Summarise,
}
codes!(Norbs {
    Neutral = "neutral",
    Open = "open",
    Reflect = "reflect",
    Affirm = "affirm",
    Summarise = "summarise",
});

/// How many sentences the guide has for each part, in order.
pub const SENTENCES: [u8; 5] = [2, 3, 2, 2, 2];

/// A line that the product proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Whether help is wanted, and for what.
    HelpFirst,
    /// A topic that stands out.
    Topic(Finding),
    /// A difference between coach and client.
    Difference(Difference),
    /// A sentence of the technique.
    Sentence {
        /// What the talk is for.
        approach: Approach,
        /// The part of the technique.
        part: Norbs,
        /// Which of its sentences, from 0.
        number: u8,
        /// The domains it fits.
        domains: Vec<Domain>,
    },
}

impl Line {
    /// The stable identifier, as in a dossier.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Line::HelpFirst => "help-first".to_owned(),
            Line::Topic(finding) => {
                let domain = finding.domain.map(Domain::id);
                let obstacle = finding
                    .obstacle
                    .and_then(|option| QuestionId::from(Field::WorkObstacles).field.code(option));
                let parts = ["topic", finding.topic.id()].into_iter();
                parts
                    .chain(domain)
                    .chain(obstacle)
                    .collect::<Vec<_>>()
                    .join(".")
            }
            Line::Difference(difference) => ["difference.", difference.domain.id()].concat(),
            Line::Sentence {
                approach,
                part,
                number,
                ..
            } => format!("{}.{}.{number}", approach.id(), part.id()),
        }
    }
}

/// A line in the coach's own order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// One that the product proposes, by its identifier.
    Standard {
        /// The identifier; see [`Line::id`].
        id: String,
        /// Whether the coach struck it out.
        struck: bool,
    },
    /// A question of the coach.
    Own {
        /// The question; empty while it is being written.
        text: String,
        /// Who wrote it, and when.
        mark: Mark,
    },
}

/// A line where it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its place in [`Desk::arranged`]: what changes name.
    pub at: usize,
    /// The entry.
    pub entry: Entry,
    /// What it says; nothing for a question of the coach.
    pub line: Option<Line>,
}

/// Every line that fits a profile, in the order in which it is proposed.
fn proposed(desk: &Desk, profile: &Profile) -> Vec<Line> {
    let mut lines = vec![Line::HelpFirst];
    lines.extend(topics(&profile.answers).into_iter().map(Line::Topic));
    lines.extend(differences(desk, profile).into_iter().map(Line::Difference));
    let readings = readings(&profile.answers);
    for approach in Approach::ALL {
        let domains: Vec<Domain> = readings
            .iter()
            .filter(|reading| Approach::of(reading.phase) == *approach)
            .map(|reading| reading.domain)
            .collect();
        // Without a chosen domain, exploring fits: there is a talk all the same.
        let wanted = !domains.is_empty() || readings.is_empty() && *approach == Approach::Explore;
        for (part, count) in Norbs::ALL.iter().zip(SENTENCES).filter(|_| wanted) {
            lines.extend((0..count).map(|number| Line::Sentence {
                approach: *approach,
                part: *part,
                number,
                domains: domains.clone(),
            }));
        }
    }
    lines
}

impl Desk {
    /// The guide in the coach's order. A line that was not there when the coach arranged it, because an answer or a view
    /// is new, stands behind the one that is proposed before it.
    #[must_use]
    pub fn arranged(&self, profile: &Profile) -> Vec<Entry> {
        self.arrange(&proposed(self, profile))
    }

    fn arrange(&self, lines: &[Line]) -> Vec<Entry> {
        let mut entries = self.guide.clone();
        let mut before: Option<String> = None;
        for line in lines {
            let id = line.id();
            if place(&entries, &id).is_none() {
                let after = before.as_deref().and_then(|id| place(&entries, id));
                let entry = Entry::Standard {
                    id: id.clone(),
                    struck: false,
                };
                entries.insert(after.map_or(0, |at| at + 1), entry);
            }
            before = Some(id);
        }
        entries
    }

    /// What of it fits this profile. Lines that fit another one of the same person keep their place unseen.
    #[must_use]
    pub fn guide_for(&self, profile: &Profile) -> Vec<Placed> {
        let lines = proposed(self, profile);
        let place = |(at, entry): (usize, Entry)| {
            let line = match &entry {
                Entry::Own { .. } => None,
                Entry::Standard { id, .. } => {
                    Some(lines.iter().find(|line| line.id() == *id)?.clone())
                }
            };
            Some(Placed { at, entry, line })
        };
        self.arrange(&lines)
            .into_iter()
            .enumerate()
            .filter_map(place)
            .collect()
    }

    /// Strikes a line out, or takes it back; a question of the coach goes away.
    pub fn strike(&mut self, profile: &Profile, at: usize) {
        let mut entries = self.arranged(profile);
        match entries.get_mut(at) {
            Some(Entry::Standard { struck, .. }) => *struck = !*struck,
            Some(Entry::Own { .. }) => {
                entries.remove(at);
            }
            None => return,
        }
        self.guide = entries;
    }

    /// Moves a line before the one above it, or behind the one below it; gives back its new place.
    pub fn move_line(&mut self, profile: &Profile, at: usize, up: bool) -> Option<usize> {
        let places: Vec<usize> = self.guide_for(profile).iter().map(|line| line.at).collect();
        let position = places.iter().position(|place| *place == at)?;
        let other = if up {
            position.checked_sub(1)
        } else {
            position.checked_add(1)
        };
        let other = *places.get(other?)?;
        let mut entries = self.arranged(profile);
        entries.swap(at, other);
        self.guide = entries;
        Some(other)
    }

    /// Begins a question of the coach, behind the first line of the guide; gives back its place.
    pub fn ask(&mut self, profile: &Profile, mark: Mark) -> Option<usize> {
        let mut entries = self.arranged(profile);
        if entries.len() >= MAX_LINES {
            return None;
        }
        let place = entries.len().min(1);
        let text = String::new();
        entries.insert(place, Entry::Own { text, mark });
        self.guide = entries;
        Some(place)
    }

    /// Writes a question of the coach.
    pub fn write_question(&mut self, at: usize, words: &str, by: Mark) {
        if let Some(Entry::Own { text, mark }) = self.guide.get_mut(at) {
            *text = clean(words, MAX_QUESTION).replace('\n', " ");
            *mark = by;
        }
    }
}

fn place(entries: &[Entry], wanted: &str) -> Option<usize> {
    entries
        .iter()
        .position(|entry| matches!(entry, Entry::Standard { id, .. } if id == wanted))
}
