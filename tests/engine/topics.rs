//! The topics for the talk: each one on, and each one off by a hair.

use crate::people::{domain, interview};
#[cfg(target_arch = "wasm32")]
use crate::test;
use startbeeld::engine::Field;
use startbeeld::engine::steering::{Finding, Topic, topics};

fn shown(finding: &Finding) -> String {
    let place = [
        finding.domain.map(|d| d.id()),
        finding.other.map(|d| d.id()),
        finding.obstacle.and_then(|o| Field::WorkObstacles.code(o)),
    ];
    std::iter::once(finding.topic.id())
        .chain(place.into_iter().flatten())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The findings as `topic domain other obstacle`, with commas between them.
fn check(answers: &[(&str, &str)], expect: &str) {
    let found: Vec<String> = topics(&interview(answers).answers)
        .iter()
        .map(shown)
        .collect();
    assert_eq!(found.join(", "), expect, "{answers:?}");
}

/// The same within `steering.work`, with the domain chosen.
fn check_work(answers: &[(&str, &str)], expect: &str) {
    let ids: Vec<String> = answers
        .iter()
        .map(|(id, _)| format!("steering.work.{id}"))
        .collect();
    let steering = ids
        .iter()
        .map(String::as_str)
        .zip(answers.iter().map(|(_, value)| *value));
    let all: Vec<(&str, &str)> = std::iter::once(("focus.work", "yes"))
        .chain(steering)
        .collect();
    check(&all, expect);
}

#[test]
fn nothing_stands_out_when_nothing_was_said() {
    check(&[], "");
    check(&[("focus.work", "yes")], "");
    check(
        &[
            ("domain.money.level", "3"),
            ("domain.mind.level", "unknown"),
            ("domain.home.level", "declined"),
        ],
        "",
    );
}

#[test]
fn acute() {
    check(&[("domain.money.level", "1")], "acute money");
    check(&[("domain.money.level", "2")], "");
    check(
        &[("domain.mind.level", "1"), ("domain.money.level", "1")],
        "acute money, acute mind",
    );
}

#[test]
fn help() {
    check(&[("domain.mind.help", "wanted")], "help-wanted mind");
    check(&[("domain.mind.help", "waiting")], "waiting mind");
    check(&[("domain.mind.help", "not_now")], "help-not-wanted mind");
    check(&[("domain.mind.help", "none")], "");
    check(&[("domain.mind.help", "getting")], "");
    check(
        &[
            ("domain.money.help", "not_now"),
            ("domain.mind.help", "waiting"),
            ("domain.home.help", "wanted"),
            ("domain.body.level", "1"),
        ],
        "acute body, help-wanted home, waiting mind, help-not-wanted money",
    );
}

#[test]
fn importance_and_confidence() {
    check_work(
        &[("importance", "7"), ("confidence", "4")],
        "importance-without-confidence work",
    );
    check_work(&[("importance", "6"), ("confidence", "4")], "");
    check_work(&[("importance", "7"), ("confidence", "5")], "");
    check_work(
        &[("importance", "10"), ("confidence", "0")],
        "importance-without-confidence work",
    );
    check_work(
        &[("importance", "3"), ("confidence", "7")],
        "confidence-without-importance work",
    );
    check_work(&[("importance", "4"), ("confidence", "7")], "");
    check_work(&[("importance", "3"), ("confidence", "6")], "");
    check_work(&[("importance", "7")], "");
    check_work(&[("confidence", "4")], "");
}

#[test]
fn action_and_process() {
    let low = [("start", "1"), ("goal", "1"), ("step", "0")];
    let fair = [("start", "1"), ("goal", "1"), ("step", "1")];
    check_work(
        &[&low[..], &[("phase", "action")]].concat(),
        "action-without-process work",
    );
    check_work(
        &[&low[..], &[("phase", "maintenance")]].concat(),
        "action-without-process work",
    );
    check_work(&[&low[..], &[("phase", "preparation")]].concat(), "");
    check_work(&[&fair[..], &[("phase", "action")]].concat(), "");
    check_work(&[&low[..2], &[("phase", "action")]].concat(), "");
    let high = [("start", "2"), ("goal", "2"), ("step", "2")];
    let less = [("start", "2"), ("goal", "2"), ("step", "1")];
    check_work(
        &[&high[..], &[("phase", "contemplation")]].concat(),
        "process-without-phase work",
    );
    check_work(
        &[&high[..], &[("phase", "precontemplation")]].concat(),
        "process-without-phase work",
    );
    check_work(&[&high[..], &[("phase", "preparation")]].concat(), "");
    check_work(&[&less[..], &[("phase", "contemplation")]].concat(), "");
}

#[test]
fn the_wish_who_plans_beside_the_hypothesis() {
    let toetser = [("start", "0"), ("goal", "0"), ("step", "0")];
    let steers = [
        ("start", "2"),
        ("goal", "2"),
        ("step", "2"),
        ("confidence", "6"),
        ("phase", "preparation"),
    ];
    check_work(
        &[&toetser[..], &[("division", "self")]].concat(),
        "self-without-process work",
    );
    check_work(
        &[&toetser[..], &[("division", "self_with_advice")]].concat(),
        "",
    );
    check_work(&[&toetser[..], &[("division", "proposal")]].concat(), "");
    check_work(
        &[&steers[..], &[("division", "proposal")]].concat(),
        "proposal-though-steering work",
    );
    check_work(&[&steers[..], &[("division", "together")]].concat(), "");
    check_work(&[&steers[..4], &[("division", "proposal")]].concat(), "");
    check_work(&[("division", "self")], "");
}

#[test]
fn everything_at_the_top() {
    let top = [
        ("domain.money.level", "5"),
        ("focus.work", "yes"),
        ("steering.work.importance", "10"),
    ];
    check(&top, "overreach");
    check(&top[..2], "");
    check(&top[1..], "");
    check(&[&top[..], &[("domain.work.level", "4")]].concat(), "");
    check(
        &[&top[..], &[("domain.work.level", "unknown")]].concat(),
        "overreach",
    );
    check(
        &[&top[..], &[("steering.work.confidence", "9")]].concat(),
        "",
    );
    check(
        &[
            &top[..],
            &[
                ("steering.work.confidence", "10"),
                ("steering.work.start", "3"),
            ],
        ]
        .concat(),
        "overreach",
    );
    check(&[&top[..], &[("steering.work.start", "2")]].concat(), "");
    check(
        &[&top[..], &[("steering.mind.start", "0")]].concat(),
        "overreach",
    );
}

#[test]
fn one_domain_beside_another() {
    let steers = |id: &str| -> Vec<(String, String)> {
        [
            ("start", "3"),
            ("goal", "3"),
            ("step", "3"),
            ("confidence", "8"),
            ("phase", "action"),
        ]
        .map(|(field, value)| (format!("steering.{id}.{field}"), value.to_owned()))
        .into()
    };
    let low = |id: &str| -> Vec<(String, String)> {
        ["start", "goal", "step"]
            .map(|field| (format!("steering.{id}.{field}"), "0".to_owned()))
            .into()
    };
    let find = |focus: &[&str], answers: Vec<(String, String)>, expect: &str| {
        let mut all: Vec<(String, String)> = focus
            .iter()
            .map(|id| (format!("focus.{id}"), "yes".to_owned()))
            .collect();
        all.extend(answers);
        let all: Vec<(&str, &str)> = all
            .iter()
            .map(|(id, value)| (id.as_str(), value.as_str()))
            .collect();
        check(&all, expect);
    };
    find(
        &["work", "money"],
        [steers("work"), low("money")].concat(),
        "differs-by-domain work money",
    );
    find(
        &["work", "money"],
        [steers("work"), steers("money")].concat(),
        "",
    );
    find(&["work", "money"], [low("work"), low("money")].concat(), "");
    find(&["work"], [steers("work"), low("money")].concat(), "");
    find(
        &["work", "money", "mind"],
        [low("work"), steers("money"), steers("mind")].concat(),
        "differs-by-domain money work",
    );
}

#[test]
fn wanting_to_work_and_being_able_to_apply() {
    check(
        &[("work.want_work", "7"), ("work.can_apply", "4")],
        "wants-work-cannot-apply",
    );
    check(&[("work.want_work", "6"), ("work.can_apply", "4")], "");
    check(&[("work.want_work", "7"), ("work.can_apply", "5")], "");
    check(&[("work.want_work", "7")], "");
    check(&[("work.can_apply", "0")], "");
}

#[test]
fn what_is_expected() {
    check(
        &[("work.expectations_clear", "partly")],
        "expectations-unclear",
    );
    check(&[("work.expectations_clear", "no")], "expectations-unclear");
    check(
        &[
            ("work.contact_clear", "partly"),
            ("work.expectations_clear", "yes"),
        ],
        "expectations-unclear",
    );
    check(
        &[
            ("work.contact_clear", "yes"),
            ("work.expectations_clear", "yes"),
        ],
        "",
    );
}

#[test]
fn obstacles_that_weigh_much() {
    check(
        &[
            ("work.obstacles", "age,care"),
            ("work.weight.age", "much"),
            ("work.weight.care", "some"),
        ],
        "heavy-obstacle age",
    );
    check(
        &[("work.obstacles", "age"), ("work.weight.age", "cope")],
        "",
    );
    check(&[("work.weight.age", "much")], "");
    check(
        &[
            ("work.obstacles", "prejudice,body"),
            ("work.weight.body", "much"),
            ("work.weight.prejudice", "much"),
        ],
        "heavy-obstacle body, heavy-obstacle prejudice",
    );
}

#[test]
fn every_topic_has_an_identifier_of_its_own_and_keeps_its_order() {
    let mut ids: Vec<&str> = Topic::ALL.iter().map(|topic| topic.id()).collect();
    assert!(Topic::ALL.is_sorted());
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 15);
}

#[test]
fn findings_of_one_topic_stand_in_the_order_of_the_domains() {
    check(
        &[
            ("domain.justice.help", "wanted"),
            ("domain.work.help", "wanted"),
            ("domain.home.help", "wanted"),
        ],
        "help-wanted work, help-wanted home, help-wanted justice",
    );
    assert_eq!(domain("justice").index(), 12);
}
