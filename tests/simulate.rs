//! Invented people: always the same for a seed, always possible, and of every kind that the route allows.
#![cfg(feature = "simulate")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop with a panic"
)]

use startbeeld::engine::profile::{compact, json};
use startbeeld::engine::route::PageId;
use startbeeld::engine::steering::{Hypothesis, readings, topics};
use startbeeld::engine::{Domain, Field, Kind, RouteKind};
use startbeeld::simulate::Population;
use std::collections::BTreeSet;

const SOME: u64 = 1_500;

fn population(seed: u64) -> Population {
    Population {
        seed,
        ..Population::default()
    }
}

#[test]
fn a_seed_gives_the_same_people_whatever_their_number() {
    let seven = population(1).person(7).profile;
    assert_eq!(population(1).people(20).nth(7).unwrap().profile, seven);
    assert_ne!(population(2).person(7).profile, seven);
    assert_ne!(population(1).person(8).profile, seven);
}

#[test]
fn people_stay_who_they_are() {
    // The same on every machine. Whoever changes these people computes docs/rules.md and docs/analysis.md again.
    let codes: Vec<String> = population(1)
        .people(40)
        .map(|person| compact::to_text(&person.profile))
        .collect();
    let sum = codes.concat().bytes().fold(0u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u32::from(byte))
    });
    assert_eq!(sum, 2_109_598_072);
}

#[test]
fn every_profile_survives_both_carriers() {
    for person in population(1).people(SOME) {
        let profile = person.profile;
        assert_eq!(
            compact::from_text(&compact::to_text(&profile)).as_ref(),
            Ok(&profile)
        );
        assert_eq!(
            json::from_json(&json::to_json(&profile)).as_ref(),
            Ok(&profile)
        );
    }
}

#[test]
fn everybody_keeps_to_the_route() {
    for person in population(3).people(200) {
        let interview = person.interview;
        let asked: BTreeSet<_> = interview.asked().collect();
        for (question, _) in interview.answers.iter() {
            assert!(asked.contains(&question), "{question}");
        }
        let mut page = PageId::WELCOME;
        let mut stopped = false;
        loop {
            // Nobody goes on after stopping, and nothing on the way is passed over.
            stopped |= !interview.seen.contains(&page);
            assert_ne!(
                interview.seen.contains(&page),
                stopped,
                "{}",
                page.address()
            );
            let next = interview.next(page);
            if next == page {
                break;
            }
            page = next;
        }
    }
}

#[test]
fn everything_that_can_happen_happens() {
    let mut languages = BTreeSet::new();
    let mut hypotheses = BTreeSet::new();
    let mut found = BTreeSet::new();
    let mut fields = BTreeSet::new();
    let (mut short, mut declined, mut withheld, mut skipped) = (0, 0, 0, 0);
    for person in population(1).people(SOME) {
        let answers = &person.profile.answers;
        languages.insert(person.profile.language.tag());
        hypotheses.extend(
            readings(answers)
                .iter()
                .map(|reading| reading.hypothesis.id()),
        );
        found.extend(topics(answers).iter().map(|finding| finding.topic.id()));
        fields.extend(answers.iter().map(|(question, _)| question.field));
        short += u32::from(person.profile.route == RouteKind::Short);
        declined +=
            u32::from(Domain::all().any(|domain| person.interview.answers.declined(domain)));
        withheld += u32::from(answers.len() < person.interview.answers.len());
        skipped += u32::from(person.interview.work_skipped);
    }
    assert_eq!(languages.len(), 6);
    assert_eq!(hypotheses.len(), 4, "{}", Hypothesis::Toetser.id());
    assert!(found.len() >= 14, "{found:?}");
    let missing: Vec<Field> = Field::all()
        .filter(|field| !fields.contains(field))
        .collect();
    assert_eq!(missing, []);
    assert!((300..450).contains(&short), "{short}");
    assert!(declined > 100 && withheld > 500 && skipped > 50);
}

#[test]
fn answers_hang_together() {
    // Whoever does not cope in one domain copes less in another, and whoever steers is surer.
    let (mut low, mut high) = ((0, 0), (0, 0));
    for person in population(1).people(SOME) {
        let answers = &person.interview.answers;
        if let (Some(days), Some(mind)) =
            (answers.level(Domain::Daytime), answers.level(Domain::Mind))
        {
            let group = if days <= 2 { &mut low } else { &mut high };
            group.0 += u32::from(mind);
            group.1 += 1;
        }
    }
    assert!(low.0 * high.1 < high.0 * low.1, "{low:?} {high:?}");
}

#[test]
fn own_words_are_few_and_fit() {
    let mut words = 0;
    for person in population(1).people(SOME) {
        let own =
            |question: startbeeld::engine::QuestionId| question.field.def().kind == Kind::Text;
        words += person
            .profile
            .answers
            .iter()
            .filter(|(question, _)| own(*question))
            .count();
    }
    assert!((200..2_000).contains(&words), "{words}");
}
