//! Everything a profile holds, part by part: what a saved page says and what the preview shows.

use super::{Line, lines};
use crate::content::{Key, Texts, key};
use crate::engine::{Block, Domain, Field, Profile, QuestionId};

/// One heading with its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is about.
    pub heading: &'static str,
    /// The answers in it.
    pub lines: Vec<Line>,
}

/// Everything the profile holds, in the order of the route: the domains with what belongs to them, then the blocks.
#[must_use]
pub fn everything(texts: &'static Texts, profile: &Profile) -> Vec<Part> {
    let answers = &profile.answers;
    let domain = |domain: Domain| {
        let fields =
            Field::all().filter(|field| field.def().per_domain && *field != Field::DomainApplies);
        Part {
            heading: texts.get(domain.label()),
            lines: lines(
                texts,
                answers,
                fields.map(|field| QuestionId::of(field, domain)),
            ),
        }
    };
    let block = |heading: Key, block: Block| Part {
        heading: texts.get(heading),
        lines: lines(texts, answers, Field::in_block(block).map(QuestionId::from)),
    };
    Domain::all()
        .map(domain)
        .chain([
            block(key::SHARE_WORK_SEARCH, Block::WorkSearch),
            block(key::SHARE_STRENGTHS, Block::Strengths),
            block(key::SHARE_PLAN, Block::Plan),
        ])
        .filter(|part| !part.lines.is_empty())
        .collect()
}
