//! Every text that has placeholders is filled, whatever the answers.

use super::*;
use crate::engine::profile::Profile;
use crate::engine::steering::{Finding, PROCESS, Topic, readings, topics};
use crate::engine::{Answers, Domain};

fn texts() -> &'static Texts {
    Texts::dutch_for_coach()
}

fn check_filled(text: &str) {
    assert!(
        !text.trim().is_empty() && !text.contains(['{', '}']),
        "{text:?}"
    );
}

/// One chosen domain, answered in every way the rules tell apart.
fn interviews() -> impl Iterator<Item = Answers> {
    let scales = [None, Some(0), Some(1), Some(2), Some(3)];
    let ten = [None, Some(0), Some(4), Some(7), Some(10)];
    let phases = [None, Some(0), Some(1), Some(2), Some(3), Some(4)];
    let divisions = [None, Some(0), Some(3)];
    let combine = move |process: Option<u8>,
                        confidence: Option<u8>,
                        phase: Option<u8>,
                        division: Option<u8>| {
        let mut answers = Answers::default();
        answers.tap(QuestionId::of(Field::Focus, Domain::Money), 0, true);
        let mut set = |field, option: Option<u8>| {
            option
                .into_iter()
                .for_each(|option| answers.tap(QuestionId::of(field, Domain::Money), option, true));
        };
        PROCESS.into_iter().for_each(|field| set(field, process));
        set(Field::SteeringConfidence, confidence);
        set(
            Field::SteeringImportance,
            confidence.map(|value| 10 - value),
        );
        set(Field::SteeringPhase, phase);
        set(Field::SteeringDivision, division);
        answers
    };
    scales.into_iter().flat_map(move |process| {
        ten.into_iter().flat_map(move |confidence| {
            phases.into_iter().flat_map(move |phase| {
                divisions
                    .into_iter()
                    .map(move |division| combine(process, confidence, phase, division))
            })
        })
    })
}

#[test]
fn every_reason_and_topic_of_a_domain_is_filled() {
    let mut seen = std::collections::BTreeSet::new();
    for answers in interviews() {
        for reading in readings(&answers) {
            reading
                .reasons
                .iter()
                .for_each(|reason| check_filled(&reason_text(texts(), reason)));
            let (title, meaning) = hypothesis(texts(), reading.hypothesis);
            check_filled(title);
            check_filled(meaning);
        }
        for finding in topics(&answers) {
            let view = topic(texts(), &answers, &finding);
            [&view.title, &view.reason, &view.question]
                .into_iter()
                .for_each(|text| check_filled(text));
            seen.insert(view.id);
        }
    }
    assert_eq!(seen.len(), 6, "{seen:?}");
}

#[test]
fn every_topic_has_its_texts() {
    let mut answers = Answers::default();
    answers.tap(Field::WorkWantWork.into(), 9, true);
    answers.tap(Field::WorkCanApply.into(), 1, true);
    let (domain, other) = (Some(Domain::Money), Some(Domain::Work));
    for known in Topic::ALL {
        let view = topic(
            texts(),
            &answers,
            &Finding {
                topic: known,
                domain,
                other,
                obstacle: Some(3),
            },
        );
        [&view.title, &view.reason, &view.question]
            .into_iter()
            .for_each(|text| check_filled(text));
        assert_eq!(view.id, known.id());
    }
}

#[test]
fn every_option_of_every_question_has_words() {
    for field in Field::all() {
        let question = QuestionId::new(field, Some(Domain::Parenting));
        check_filled(&question_text(texts(), question));
        check_filled(&short_text(texts(), question));
        for option in 0..field.option_count() {
            let answer = if field.def().kind == Kind::Flag {
                Answer::Flag
            } else {
                Answer::One(option)
            };
            answer_text(texts(), question, &answer)
                .iter()
                .for_each(|text| check_filled(text));
        }
    }
    let weight = QuestionId::from(Field::WorkWeightDebts);
    assert_eq!(short_text(texts(), weight), "Hoe zwaar (Schulden)");
    assert_eq!(
        question_text(texts(), weight),
        "Schulden: hoe zwaar is dat voor jou?"
    );
}

#[test]
fn numbers_days_and_languages() {
    assert_eq!(
        [0, 9, 10, 19, 30].map(decimal),
        ["0,0", "0,9", "1,0", "1,9", "3,0"]
    );
    assert_eq!(
        date(texts(), "2026-11-21".parse().unwrap()),
        "21 november 2026"
    );
    for month in 1..=12 {
        check_filled(&date(texts(), Date::from_calendar(2026, month, 1).unwrap()));
    }
    for index in 0..6 {
        let name = language(texts(), Language::from_index(index).unwrap());
        assert!(name.len() > 2, "{name}");
    }
}

#[test]
fn an_overview_holds_every_answer_once() {
    let mut answers = Answers::default();
    for field in
        Field::all().filter(|field| field.def().condition.is_none_or(|(_, option)| option == 3))
    {
        let domains = if field.def().per_domain {
            Domain::all().take(2).map(Some).collect()
        } else {
            vec![None]
        };
        for domain in domains.into_iter().filter(|_| !field.def().supplement_only) {
            let question = QuestionId::new(field, domain);
            answers.tap(
                question,
                field.option_count().saturating_sub(1).min(3),
                true,
            );
            answers.write(question, "eigen woorden");
        }
    }
    let count = answers.len();
    let profile = Profile {
        created: Date::from_days(0),
        language: Language::default(),
        route: RouteKind::Full,
        instrument: 1,
        rules: 1,
        answers,
    };
    let view = Overview::new(texts(), &profile);
    let lines = view
        .domains
        .iter()
        .map(|view| view.lines.len())
        .chain(view.focus.iter().map(|view| view.lines.len()));
    let blocks = [&view.talk_first, &view.work, &view.strengths, &view.plan].map(Vec::len);
    // The choice of a domain shows as its place among the chosen ones.
    assert_eq!(
        lines.sum::<usize>() + blocks.iter().sum::<usize>() + view.focus.len(),
        count
    );
}
