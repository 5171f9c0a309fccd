//! The lines of the guide for a talk, and the differences between coach and client, in words.

use super::steering::topic;
use crate::content::{Key, Texts, key};
use crate::engine::desk::{Approach, Difference, Disagreement, Line, Norbs, Party, Role, Stance};
use crate::engine::{Answers, Domain};

/// A line of the guide, ready to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineView {
    /// What kind of line it is: the part of the technique, or what the topic is called.
    pub label: String,
    /// The domains it is about.
    pub about: String,
    /// What to say.
    pub text: String,
}

/// A difference between coach and client, ready to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferenceView {
    /// A few words.
    pub title: &'static str,
    /// What each of them sees.
    pub reason: String,
    /// An open question to start with.
    pub question: &'static str,
}

/// The sentences of the three approaches, in the order of the parts.
const SENTENCES: [(Approach, [&[Key]; 5]); 3] = [
    (
        Approach::Explore,
        [
            &[key::GUIDE_EXPLORE_NEUTRAL_0, key::GUIDE_EXPLORE_NEUTRAL_1],
            &[
                key::GUIDE_EXPLORE_OPEN_0,
                key::GUIDE_EXPLORE_OPEN_1,
                key::GUIDE_EXPLORE_OPEN_2,
            ],
            &[key::GUIDE_EXPLORE_REFLECT_0, key::GUIDE_EXPLORE_REFLECT_1],
            &[key::GUIDE_EXPLORE_AFFIRM_0, key::GUIDE_EXPLORE_AFFIRM_1],
            &[
                key::GUIDE_EXPLORE_SUMMARISE_0,
                key::GUIDE_EXPLORE_SUMMARISE_1,
            ],
        ],
    ),
    (
        Approach::Plan,
        [
            &[key::GUIDE_PLAN_NEUTRAL_0, key::GUIDE_PLAN_NEUTRAL_1],
            &[
                key::GUIDE_PLAN_OPEN_0,
                key::GUIDE_PLAN_OPEN_1,
                key::GUIDE_PLAN_OPEN_2,
            ],
            &[key::GUIDE_PLAN_REFLECT_0, key::GUIDE_PLAN_REFLECT_1],
            &[key::GUIDE_PLAN_AFFIRM_0, key::GUIDE_PLAN_AFFIRM_1],
            &[key::GUIDE_PLAN_SUMMARISE_0, key::GUIDE_PLAN_SUMMARISE_1],
        ],
    ),
    (
        Approach::Keep,
        [
            &[key::GUIDE_KEEP_NEUTRAL_0, key::GUIDE_KEEP_NEUTRAL_1],
            &[
                key::GUIDE_KEEP_OPEN_0,
                key::GUIDE_KEEP_OPEN_1,
                key::GUIDE_KEEP_OPEN_2,
            ],
            &[key::GUIDE_KEEP_REFLECT_0, key::GUIDE_KEEP_REFLECT_1],
            &[key::GUIDE_KEEP_AFFIRM_0, key::GUIDE_KEEP_AFFIRM_1],
            &[key::GUIDE_KEEP_SUMMARISE_0, key::GUIDE_KEEP_SUMMARISE_1],
        ],
    ),
];

/// What the coach does well to avoid, in the order of a talk.
pub const PITFALLS: [Key; 8] = [
    key::PITFALLS_NO_OPENING,
    key::PITFALLS_NO_HELP_QUESTION,
    key::PITFALLS_ADVICE,
    key::PITFALLS_TAKING_OVER,
    key::PITFALLS_LABELS,
    key::PITFALLS_PROGRAMMES,
    key::PITFALLS_SCORES,
    key::PITFALLS_NO_SUMMARY,
];

fn sentence(approach: Approach, part: Norbs, number: u8) -> Option<Key> {
    let (_, parts) = SENTENCES.iter().find(|(known, _)| *known == approach)?;
    let at = Norbs::ALL.iter().position(|known| *known == part)?;
    parts.get(at)?.get(usize::from(number)).copied()
}

/// A line of the guide in words.
#[must_use]
pub fn line(texts: &Texts, answers: &Answers, line: &Line) -> LineView {
    let names = |domains: &[Domain]| {
        let names: Vec<&str> = domains
            .iter()
            .map(|domain| texts.get(domain.label()))
            .collect();
        names.join(" · ")
    };
    match line {
        Line::HelpFirst => LineView {
            label: texts.get(key::COACH_TOPICS_FIRST).to_owned(),
            about: String::new(),
            text: texts.get(key::HELP_FIRST_QUESTION).to_owned(),
        },
        Line::Topic(finding) => {
            let view = topic(texts, answers, finding);
            let domains: Vec<Domain> = finding.domain.into_iter().chain(finding.other).collect();
            LineView {
                label: view.title,
                about: names(&domains),
                text: view.question,
            }
        }
        Line::Difference(found) => {
            let view = difference(texts, found);
            LineView {
                label: view.title.to_owned(),
                about: names(&[found.domain]),
                text: view.question.to_owned(),
            }
        }
        Line::Sentence {
            approach,
            part,
            number,
            domains,
        } => LineView {
            label: texts.get(part_name(*part)).to_owned(),
            about: names(domains),
            text: sentence(*approach, *part, *number)
                .map(|key| texts.get(key).to_owned())
                .unwrap_or_default(),
        },
    }
}

/// What a talk is for, by its approach.
#[must_use]
pub const fn goal(approach: Approach) -> Key {
    match approach {
        Approach::Explore => key::GUIDE_EXPLORE_GOAL,
        Approach::Plan => key::GUIDE_PLAN_GOAL,
        Approach::Keep => key::GUIDE_KEEP_GOAL,
    }
}

const fn part_name(part: Norbs) -> Key {
    match part {
        Norbs::Neutral => key::COACH_GUIDE_NEUTRAL,
        Norbs::Open => key::COACH_GUIDE_OPEN,
        Norbs::Reflect => key::COACH_GUIDE_REFLECT,
        Norbs::Affirm => key::COACH_GUIDE_AFFIRM,
        Norbs::Summarise => key::COACH_GUIDE_SUMMARISE,
    }
}

/// A difference between coach and client in words.
#[must_use]
pub fn difference(texts: &Texts, found: &Difference) -> DifferenceView {
    let (title, reason, question) = match found.kind {
        Disagreement::Level => (
            key::DIFFERENCE_LEVEL_TITLE,
            key::DIFFERENCE_LEVEL_REASON,
            key::DIFFERENCE_LEVEL_QUESTION,
        ),
        Disagreement::Otherwise => (
            key::DIFFERENCE_OTHERWISE_TITLE,
            key::DIFFERENCE_OTHERWISE_REASON,
            key::DIFFERENCE_OTHERWISE_QUESTION,
        ),
        Disagreement::Discuss => (
            key::DIFFERENCE_DISCUSS_TITLE,
            key::DIFFERENCE_DISCUSS_REASON,
            key::DIFFERENCE_DISCUSS_QUESTION,
        ),
        Disagreement::Unshared => (
            key::DIFFERENCE_UNSHARED_TITLE,
            key::DIFFERENCE_UNSHARED_REASON,
            key::DIFFERENCE_UNSHARED_QUESTION,
        ),
    };
    let number = |level: Option<u8>| level.map(|level| level.to_string()).unwrap_or_default();
    let values = [
        ("domain", texts.get(found.domain.label())),
        ("client", &*number(found.client)),
        ("coach", &*number(found.coach)),
    ];
    DifferenceView {
        title: texts.get(title),
        reason: texts.fill(reason, &values),
        question: texts.get(question),
    }
}

/// The name of a role.
#[must_use]
pub fn role(texts: &Texts, role: Role) -> &'static str {
    texts.get(match role {
        Role::CaseManager => key::COACH_DESK_ROLE_CASE_MANAGER,
        Role::WorkCoach => key::COACH_DESK_ROLE_WORK_COACH,
        Role::DebtAdviser => key::COACH_DESK_ROLE_DEBT_ADVISER,
        Role::SocialWorker => key::COACH_DESK_ROLE_SOCIAL_WORKER,
        Role::Other => key::COACH_DESK_ROLE_OTHER,
    })
}

/// The name of a stance.
#[must_use]
pub fn stance(texts: &Texts, stance: Stance) -> &'static str {
    texts.get(match stance {
        Stance::Recognise => key::COACH_DESK_STANCE_RECOGNISE,
        Stance::Differ => key::COACH_DESK_STANCE_DIFFER,
        Stance::Discuss => key::COACH_DESK_STANCE_DISCUSS,
    })
}

/// Who does what was agreed.
#[must_use]
pub fn party(texts: &Texts, party: Party) -> &'static str {
    texts.get(match party {
        Party::Client => key::COACH_DESK_PARTY_CLIENT,
        Party::Coach => key::COACH_DESK_PARTY_COACH,
        Party::Together => key::COACH_DESK_PARTY_TOGETHER,
        Party::Other => key::COACH_DESK_PARTY_OTHER,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::desk;

    #[test]
    fn the_engine_counts_the_sentences_that_are_written() {
        for approach in Approach::ALL {
            for (part, count) in Norbs::ALL.iter().zip(desk::SENTENCES) {
                let written =
                    (0..u8::MAX).take_while(|number| sentence(*approach, *part, *number).is_some());
                assert_eq!(written.count(), usize::from(count), "{approach:?} {part:?}");
            }
        }
    }
}
