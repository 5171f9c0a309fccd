//! Two people from beginning to end: what their coach gets to see.

use crate::people::{Person, withdrawn_man, woman_who_answers_high};
#[cfg(target_arch = "wasm32")]
use crate::test;
use startbeeld::engine::profile::compact;
use startbeeld::engine::steering::{readings, topics};
use startbeeld::engine::{Domain, Profile};

fn check(profile: &Profile, hypotheses: &str, found: &str) {
    let read: Vec<String> = readings(&profile.answers)
        .iter()
        .map(|reading| format!("{} {}", reading.domain.id(), reading.hypothesis.id()))
        .collect();
    assert_eq!(read.join(", "), hypotheses);
    let topics: Vec<String> = topics(&profile.answers)
        .iter()
        .map(|finding| {
            format!(
                "{} {}",
                finding.topic.id(),
                finding.domain.map_or("-", Domain::id)
            )
        })
        .collect();
    assert_eq!(topics.join(", "), found);
    assert_eq!(
        compact::from_text(&compact::to_text(profile)).as_ref(),
        Ok(profile)
    );
}

#[test]
fn the_withdrawn_man() {
    let person: Person = withdrawn_man();
    let progress = person.interview.progress();
    assert_eq!(
        progress.total - progress.answered,
        3,
        "two process questions and a wish about his mind are open"
    );
    check(
        &person.profile(),
        "money toetser, work co-producent, mind co-producent",
        "help-wanted money, help-wanted work, importance-without-confidence money, importance-without-confidence work, \
         wants-work-cannot-apply -, expectations-unclear -, heavy-obstacle -",
    );
    assert!(
        !person.profile().has_domain(Domain::Home),
        "he does not share how things go at home"
    );
    assert!(
        person.profile().has_domain(Domain::Mind),
        "he does share how he feels"
    );
}

#[test]
fn the_woman_who_answers_high() {
    let person = woman_who_answers_high();
    assert_eq!(person.interview.open().next(), None);
    check(&person.profile(), "work regievoerder", "overreach -");
    check(
        &person.full_profile(),
        "work regievoerder, mind regievoerder, network regievoerder",
        "overreach -",
    );
    let shared = serde_json::to_string(&person.profile()).unwrap();
    for word in ["mind", ".network.", "grens", "stoppen", "plan.goal", "body"] {
        assert!(!shared.contains(word), "{word} is withheld: {shared}");
    }
}
