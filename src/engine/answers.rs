//! What was answered. A question without an entry is open; whether it was skipped or not yet asked is known by
//! the [`Interview`](crate::engine::Interview), which remembers the pages that were seen.

use super::instrument::{Domain, Field, Kind, LEVEL_DECLINED};
use super::sorted::SortedMap;
use std::fmt;
use std::str::FromStr;

/// One question of one person: a field, and the life domain where it is asked per domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionId {
    /// The question.
    pub field: Field,
    /// The life domain, where the question has one.
    pub domain: Option<Domain>,
}

impl QuestionId {
    /// The question; `domain` is dropped where the question is not asked per domain.
    #[must_use]
    pub fn new(field: Field, domain: Option<Domain>) -> QuestionId {
        QuestionId {
            field,
            domain: domain.filter(|_| field.def().per_domain),
        }
    }

    /// Every question there is, domain by domain and then the blocks.
    pub fn all() -> impl Iterator<Item = QuestionId> {
        let per_domain = Domain::all().flat_map(|domain| {
            Field::all()
                .filter(|field| field.def().per_domain)
                .map(move |field| QuestionId::of(field, domain))
        });
        let once = Field::all()
            .filter(|field| !field.def().per_domain)
            .map(QuestionId::from);
        per_domain.chain(once)
    }

    /// The question about this domain.
    #[must_use]
    pub fn of(field: Field, domain: Domain) -> QuestionId {
        Self::new(field, Some(domain))
    }
}

impl From<Field> for QuestionId {
    fn from(field: Field) -> QuestionId {
        QuestionId::new(field, None)
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.field.id(self.domain))
    }
}

impl FromStr for QuestionId {
    type Err = ();

    fn from_str(id: &str) -> Result<QuestionId, ()> {
        Field::from_id(id)
            .map(|(field, domain)| QuestionId { field, domain })
            .ok_or(())
    }
}

/// One answer. Options are positions in [`FieldDef::codes`](super::instrument::FieldDef::codes).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The chosen option.
    One(u8),
    /// The chosen options, option 0 in the lowest bit. Never empty.
    Many(u32),
    /// The checkbox is ticked.
    Flag,
    /// Own words. Never empty.
    Text(String),
}

/// Why an answer does not fit its question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// Another kind of answer than the question takes.
    Kind,
    /// An option the question does not have.
    Scale,
    /// The option that excludes all others stands beside others, or nothing is chosen.
    Combination,
    /// More characters than the question takes, or none.
    Length,
}

/// The answers of one person, by question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(SortedMap<QuestionId, Answer>);

impl Answers {
    /// The answer to a question.
    #[must_use]
    pub fn get(&self, question: impl Into<QuestionId>) -> Option<&Answer> {
        self.0.get(&question.into())
    }

    /// All answers, by question.
    pub fn iter(&self) -> impl Iterator<Item = (QuestionId, &Answer)> {
        self.0.iter().map(|(question, answer)| (*question, answer))
    }

    /// How many questions have an answer.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the question has an answer.
    #[must_use]
    pub fn has(&self, question: impl Into<QuestionId>) -> bool {
        self.get(question).is_some()
    }

    /// The chosen option of a question with one answer.
    #[must_use]
    pub fn one(&self, question: impl Into<QuestionId>) -> Option<u8> {
        match self.get(question) {
            Some(Answer::One(option)) => Some(*option),
            _ => None,
        }
    }

    /// The chosen options of a question with several answers, as bits; 0 when open.
    #[must_use]
    pub fn many(&self, question: impl Into<QuestionId>) -> u32 {
        match self.get(question) {
            Some(Answer::Many(options)) => *options,
            _ => 0,
        }
    }

    /// Whether the checkbox is ticked.
    #[must_use]
    pub fn flag(&self, question: impl Into<QuestionId>) -> bool {
        matches!(self.get(question), Some(Answer::Flag))
    }

    /// Own words; empty when open.
    #[must_use]
    pub fn text(&self, question: impl Into<QuestionId>) -> &str {
        match self.get(question) {
            Some(Answer::Text(text)) => text,
            _ => "",
        }
    }

    /// Whether this option is chosen, in a question with one answer, several answers or a checkbox.
    #[must_use]
    pub fn chosen(&self, question: impl Into<QuestionId>, option: u8) -> bool {
        match self.get(question) {
            Some(Answer::One(chosen)) => *chosen == option,
            Some(Answer::Many(options)) => options & bit(option) != 0,
            Some(Answer::Flag) => option == 0,
            _ => false,
        }
    }

    /// The level of a domain from 1 (acute) to 5 (fine); `None` for open, unknown and declined.
    #[must_use]
    pub fn level(&self, domain: Domain) -> Option<u8> {
        self.one(QuestionId::of(Field::DomainLevel, domain))
            .filter(|option| *option < 5)
            .map(|option| option + 1)
    }

    /// Whether the person would rather not say how this domain goes.
    #[must_use]
    pub fn declined(&self, domain: Domain) -> bool {
        self.one(QuestionId::of(Field::DomainLevel, domain)) == Some(LEVEL_DECLINED)
    }

    /// Whether a domain is there for this person: a supplement only for who says that it applies.
    #[must_use]
    pub fn applies(&self, domain: Domain) -> bool {
        !domain.is_supplement() || self.one(QuestionId::of(Field::DomainApplies, domain)) == Some(0)
    }

    /// The domains chosen to talk about, in the fixed order.
    pub fn focus(&self) -> impl Iterator<Item = Domain> {
        Domain::all().filter(|domain| {
            self.applies(*domain) && self.flag(QuestionId::of(Field::Focus, *domain))
        })
    }

    /// The domain the goal is about.
    #[must_use]
    pub fn goal_domain(&self) -> Option<Domain> {
        Domain::all().nth(usize::from(self.one(Field::PlanGoalDomain)?))
    }

    /// Answers a question; the former answer is replaced.
    ///
    /// # Errors
    /// Says why the answer does not fit the question; nothing changes then.
    pub fn set(&mut self, question: QuestionId, answer: Answer) -> Result<(), Misfit> {
        check(question.field, &answer)?;
        self.0.insert(question, answer);
        Ok(())
    }

    /// Leaves a question open again.
    pub fn clear(&mut self, question: impl Into<QuestionId>) {
        self.0.remove(&question.into());
    }

    /// Drops every answer of which `keep` says no.
    pub fn retain(&mut self, mut keep: impl FnMut(QuestionId, &mut Answer) -> bool) {
        self.0.retain(|question, answer| keep(*question, answer));
    }

    /// Taps an option, as a person does: chooses it, or for several answers and a checkbox turns it on or off.
    /// An option that excludes all others clears them, and the other way round. Unknown options change nothing.
    pub fn tap(&mut self, question: QuestionId, option: u8, on: bool) {
        let def = question.field.def();
        if option >= question.field.option_count() {
            return;
        }
        match def.kind {
            Kind::One if on => {
                self.0.insert(question, Answer::One(option));
            }
            Kind::Flag if on => {
                self.0.insert(question, Answer::Flag);
            }
            Kind::Many => {
                let before = self.many(question);
                let after = match (on, def.alone) {
                    (false, _) => before & !bit(option),
                    (true, Some(alone)) if alone == option => bit(option),
                    (true, Some(alone)) => (before | bit(option)) & !bit(alone),
                    (true, None) => before | bit(option),
                };
                if after == 0 {
                    self.0.remove(&question)
                } else {
                    self.0.insert(question, Answer::Many(after))
                };
            }
            Kind::One | Kind::Flag => {
                if self.chosen(question, option) {
                    self.0.remove(&question);
                }
            }
            Kind::Text => {}
        }
    }

    /// Writes own words, cut at the largest number of characters the question takes; blank words leave it open.
    pub fn write(&mut self, question: QuestionId, text: &str) {
        let def = question.field.def();
        if def.kind != Kind::Text {
            return;
        }
        let text: String = text
            .chars()
            .filter(|c| !is_forbidden(*c))
            .take(usize::from(def.max))
            .collect();
        if text.trim().is_empty() {
            self.0.remove(&question)
        } else {
            self.0.insert(question, Answer::Text(text))
        };
    }
}

/// The bit of an option.
#[must_use]
pub fn bit(option: u8) -> u32 {
    1u32.checked_shl(u32::from(option)).unwrap_or(0)
}

/// The options in a set of bits, lowest first.
pub fn options(bits: u32) -> impl Iterator<Item = u8> {
    (0..32).filter(move |option| bits & bit(*option) != 0)
}

/// Control characters other than a line break have no place in own words.
#[must_use]
pub fn is_forbidden(c: char) -> bool {
    c.is_control() && c != '\n'
}

/// Whether an answer fits its question.
///
/// # Errors
/// Says why it does not.
pub fn check(field: Field, answer: &Answer) -> Result<(), Misfit> {
    let def = field.def();
    match (def.kind, answer) {
        (Kind::One, Answer::One(option)) if *option < field.option_count() => Ok(()),
        (Kind::One, Answer::One(_)) => Err(Misfit::Scale),
        (Kind::Many, Answer::Many(0)) => Err(Misfit::Combination),
        (Kind::Many, Answer::Many(options)) => match def.alone {
            _ if *options >= bit(field.option_count()) => Err(Misfit::Scale),
            Some(alone) if options & bit(alone) != 0 && *options != bit(alone) => {
                Err(Misfit::Combination)
            }
            _ => Ok(()),
        },
        (Kind::Flag, Answer::Flag) => Ok(()),
        (Kind::Text, Answer::Text(text)) => {
            let length = text.chars().count();
            if text.trim().is_empty()
                || length > usize::from(def.max)
                || text.chars().any(is_forbidden)
            {
                return Err(Misfit::Length);
            }
            Ok(())
        }
        _ => Err(Misfit::Kind),
    }
}
