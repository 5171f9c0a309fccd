//! What the person shares: per life domain and per block. Whatever is off leaves no trace.

use super::answers::{Answer, Answers, bit, options};
use super::instrument::{Block, Domain, Field};
use super::profile::is_possible;
use super::route::{Interview, is_meaningful, tied_domains};

/// A block that is shared or withheld as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharedBlock {
    /// Job search.
    WorkSearch,
    /// Strengths and energy.
    Strengths,
    /// Goal, first step and the talk.
    Plan,
}

impl SharedBlock {
    /// Every block, in the order of the sharing screen.
    pub const ALL: [SharedBlock; 3] = [
        SharedBlock::WorkSearch,
        SharedBlock::Strengths,
        SharedBlock::Plan,
    ];

    /// The identifier in `share.<block>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            SharedBlock::WorkSearch => "work_search",
            SharedBlock::Strengths => "strengths",
            SharedBlock::Plan => "plan",
        }
    }

    /// The block with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<SharedBlock> {
        Self::ALL.into_iter().find(|block| block.id() == id)
    }

    /// The block of the instrument.
    #[must_use]
    pub const fn block(self) -> Block {
        match self {
            SharedBlock::WorkSearch => Block::WorkSearch,
            SharedBlock::Strengths => Block::Strengths,
            SharedBlock::Plan => Block::Plan,
        }
    }
}

/// The choice what to share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
    domains: [bool; Domain::COUNT],
    blocks: [bool; SharedBlock::ALL.len()],
}

impl Default for Sharing {
    /// Everything except health, substances, home, justice and parenting.
    fn default() -> Self {
        let mut domains = [false; Domain::COUNT];
        for (on, domain) in domains.iter_mut().zip(Domain::all()) {
            *on = domain.shared_by_default();
        }
        Sharing {
            domains,
            blocks: [true; SharedBlock::ALL.len()],
        }
    }
}

impl Sharing {
    /// Everything is shared.
    #[must_use]
    pub const fn everything() -> Sharing {
        Sharing {
            domains: [true; Domain::COUNT],
            blocks: [true; SharedBlock::ALL.len()],
        }
    }

    /// Whether the person shares this domain.
    #[must_use]
    pub fn domain(&self, domain: Domain) -> bool {
        self.domains.get(domain.index()).copied().unwrap_or(false)
    }

    /// Turns a domain on or off.
    pub fn set_domain(&mut self, domain: Domain, on: bool) {
        if let Some(slot) = self.domains.get_mut(domain.index()) {
            *slot = on;
        }
    }

    /// Whether the person shares this block.
    #[must_use]
    pub fn block(&self, block: SharedBlock) -> bool {
        self.blocks.get(block as usize).copied().unwrap_or(false)
    }

    /// Turns a block on or off.
    pub fn set_block(&mut self, block: SharedBlock, on: bool) {
        if let Some(slot) = self.blocks.get_mut(block as usize) {
            *slot = on;
        }
    }

    /// The answers that may leave the device: nothing of withheld domains and blocks, nothing the person would
    /// rather not say, nothing that is not asked any more. Options, goals and weights that are about a withheld
    /// domain go along with it.
    #[must_use]
    pub fn apply(&self, interview: &Interview) -> Answers {
        let all = &interview.answers;
        let open =
            |domain: Domain| self.domain(domain) && !all.declined(domain) && all.applies(domain);
        let goal_open = all.goal_domain().is_none_or(open);
        // Own words beside "talk about this domain first" are words about that domain.
        let talk = all.one(Field::PlanTalkFirst).map_or(0, bit);
        let talk_open = tied_domains(Field::PlanTalkFirst, talk).all(open);
        let mut shared = all.clone();
        shared.retain(|question, answer| {
            let def = question.field.def();
            let in_block = match SharedBlock::ALL
                .into_iter()
                .find(|block| block.block() == def.block)
            {
                Some(SharedBlock::WorkSearch) => {
                    self.block(SharedBlock::WorkSearch) && !interview.work_skipped
                }
                Some(block) => self.block(block),
                None => question.domain.is_some_and(open),
            };
            let goes_along = (!def.goal || goal_open)
                && (question.field != Field::PlanTalkFirstOwn || talk_open);
            in_block
                && interview.is_asked(question)
                && goes_along
                && keep_options(question.field, answer, open)
        });
        // A second look: a weight whose obstacle went along with a domain is not asked any more, and a goal that is
        // not one of the chosen domain is nobody's goal.
        let rest = shared.clone();
        shared.retain(|question, _| is_meaningful(&rest, question) && is_possible(&rest, question));
        shared
    }
}

/// Takes the options of withheld domains out of an answer; false when nothing is left.
fn keep_options(field: Field, answer: &mut Answer, open: impl Fn(Domain) -> bool) -> bool {
    let ties = field.def().ties;
    let visible = |option: u8| {
        ties.get(usize::from(option))
            .copied()
            .flatten()
            .is_none_or(&open)
    };
    match answer {
        Answer::One(option) => visible(*option),
        Answer::Many(bits) => {
            *bits = options(*bits)
                .filter(|option| visible(*option))
                .map(bit)
                .sum();
            *bits != 0
        }
        Answer::Flag | Answer::Text(_) => true,
    }
}
