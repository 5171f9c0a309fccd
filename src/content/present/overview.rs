//! A whole profile in reading order: what the person wants to talk about first, then the domains, the chosen
//! domains, the topics, and the blocks. Open questions have no line; nothing tells why something is not there.

use super::{TopicView, answer_text, hypothesis, reason_text, short_text, topic};
use crate::content::Texts;
use crate::engine::steering::{Reading, readings, topics};
use crate::engine::{Answers, Block, Domain, Field, Profile, QuestionId};

/// The questions of the plan that open the talk, shown before everything else.
pub const TALK_FIRST: [Field; 3] = [
    Field::PlanTalkFirst,
    Field::PlanTalkFirstOwn,
    Field::PlanCoachMustKnow,
];

/// One answered question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The question.
    pub question: QuestionId,
    /// A few words that name it.
    pub label: String,
    /// The answer, one text per chosen option. Never empty.
    pub values: Vec<String>,
}

/// One life domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainView {
    /// The domain.
    pub domain: Domain,
    /// Its name.
    pub label: &'static str,
    /// Whether anything about it is shared. Skipped, declined and withheld look the same.
    pub shared: bool,
    /// The level from 1 to 5; `None` when not shared and for "I do not know".
    pub level: Option<u8>,
    /// The sentence the person chose, the wish to talk, and help.
    pub lines: Vec<Line>,
}

/// Self-direction in one chosen domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FocusView {
    /// What the rules read and say.
    pub reading: Reading,
    /// The name of the domain.
    pub label: &'static str,
    /// The answers, in the order of the instrument.
    pub lines: Vec<Line>,
    /// The hypothesis in words.
    pub hypothesis: &'static str,
    /// What the hypothesis means for the talk.
    pub meaning: &'static str,
    /// Why it is what it is.
    pub reasons: [String; 3],
}

/// A whole profile in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// What the person wants to talk about first and wants the coach to know.
    pub talk_first: Vec<Line>,
    /// Every domain in the fixed order; a supplement domain only when it is shared.
    pub domains: Vec<DomainView>,
    /// The domains the person chose to talk about.
    pub focus: Vec<FocusView>,
    /// What stands out.
    pub topics: Vec<TopicView>,
    /// Job search.
    pub work: Vec<Line>,
    /// Strengths and energy.
    pub strengths: Vec<Line>,
    /// Goal, first step and contact.
    pub plan: Vec<Line>,
}

impl Overview {
    /// Puts a profile into words.
    #[must_use]
    pub fn new(texts: &Texts, profile: &Profile) -> Overview {
        let answers = &profile.answers;
        let block = |block| lines(texts, answers, Field::in_block(block).map(QuestionId::from));
        let (talk_first, plan) = block(Block::Plan)
            .into_iter()
            .partition(|line: &Line| TALK_FIRST.contains(&line.question.field));
        Overview {
            talk_first,
            domains: Domain::all()
                .map(|domain| domain_view(texts, profile, domain))
                .filter(|view| view.shared || !view.domain.is_supplement())
                .collect(),
            focus: readings(answers)
                .into_iter()
                .map(|reading| focus_view(texts, answers, reading))
                .collect(),
            topics: topics(answers)
                .iter()
                .map(|finding| topic(texts, answers, finding))
                .collect(),
            work: block(Block::WorkSearch),
            strengths: block(Block::Strengths),
            plan,
        }
    }
}

fn domain_view(texts: &Texts, profile: &Profile, domain: Domain) -> DomainView {
    let fields = [Field::DomainLevel, Field::DomainTalk, Field::DomainHelp];
    DomainView {
        domain,
        label: texts.get(domain.label()),
        shared: profile.has_domain(domain),
        level: profile.answers.level(domain),
        lines: lines(
            texts,
            &profile.answers,
            fields
                .into_iter()
                .map(|field| QuestionId::of(field, domain)),
        ),
    }
}

fn focus_view(texts: &Texts, answers: &Answers, reading: Reading) -> FocusView {
    let questions =
        Field::in_block(Block::Steering).map(|field| QuestionId::of(field, reading.domain));
    let (title, meaning) = hypothesis(texts, reading.hypothesis);
    FocusView {
        label: texts.get(reading.domain.label()),
        lines: lines(texts, answers, questions),
        hypothesis: title,
        meaning,
        reasons: reading.reasons.map(|reason| reason_text(texts, &reason)),
        reading,
    }
}

/// The answered ones of these questions, in their order.
#[must_use]
pub fn lines(
    texts: &Texts,
    answers: &Answers,
    questions: impl Iterator<Item = QuestionId>,
) -> Vec<Line> {
    questions
        .filter_map(|question| {
            let values = answer_text(texts, question, answers.get(question)?);
            Some(Line {
                question,
                label: short_text(texts, question),
                values,
            })
        })
        .collect()
}
