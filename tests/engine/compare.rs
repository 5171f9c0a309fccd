//! Several profiles of one person side by side: what is compared, and what says why it cannot be.

use crate::people::interview;
#[cfg(target_arch = "wasm32")]
use crate::test;
use startbeeld::engine::compare::{Absence, Cell, Change, Comparison, Row, Why, compare};
use startbeeld::engine::steering::Hypothesis;
use startbeeld::engine::{Domain, Profile, RouteKind, Sharing};

/// What somebody shares on a day.
fn on(day: &str, answers: &[(&str, &str)]) -> Profile {
    Profile::new(
        &interview(answers),
        &Sharing::everything(),
        day.parse().unwrap(),
        startbeeld::engine::Language::default(),
    )
}

fn row<'a>(comparison: &'a Comparison, question: &str) -> &'a Row {
    comparison
        .rows
        .iter()
        .find(|row| row.question.to_string() == question)
        .unwrap_or_else(|| panic!("{question} has no row"))
}

/// The change of one question between two days.
fn check(question: &str, before: &[(&str, &str)], after: &[(&str, &str)], expect: Change) {
    let comparison = compare(&[on("2026-01-10", before), on("2026-06-10", after)]);
    let row = row(&comparison, question);
    assert_eq!(row.change, expect, "{question}: {before:?} {after:?}");
}

/// The change of a question with one answer each day.
fn check_one(question: &str, before: &str, after: &str, expect: Change) {
    let focus = question
        .strip_prefix("steering.")
        .and_then(|rest| rest.split('.').next())
        .map(|domain| format!("focus.{domain}"));
    let with = |answer| {
        let mut answers = vec![(question, answer)];
        answers.extend(focus.as_deref().map(|focus| (focus, "yes")));
        answers
    };
    check(question, &with(before), &with(after), expect);
}

#[test]
fn scales_with_an_up_and_a_down() {
    for question in ["domain.money.level", "work.ladder"] {
        check_one(question, "2", "3", Change::Higher);
        check_one(question, "3", "2", Change::Lower);
        check_one(question, "3", "3", Change::Equal);
    }
    check_one("steering.work.confidence", "9", "10", Change::Higher);
    check_one("steering.work.start", "3", "0", Change::Lower);
    check_one("work.searched", "not", "daily", Change::Higher);
    check_one("work.hours", "0", "25_32", Change::Higher);
    check_one("work.knows_offer", "agree", "disagree", Change::Lower);
}

#[test]
fn not_knowing_has_no_direction() {
    check_one("domain.money.level", "unknown", "2", Change::Different);
    check_one("domain.money.level", "5", "unknown", Change::Different);
    check_one("domain.money.level", "unknown", "unknown", Change::Equal);
    check_one("work.hours", "33_40", "unknown", Change::Different);
}

#[test]
fn choices_are_equal_or_different() {
    check_one(
        "steering.work.phase",
        "contemplation",
        "action",
        Change::Different,
    );
    check_one(
        "steering.work.division",
        "self",
        "proposal",
        Change::Different,
    );
    check_one("domain.money.help", "waiting", "getting", Change::Different);
    check_one("work.obstacles", "body,age", "age,body", Change::Equal);
    check_one("work.obstacles", "body", "none", Change::Different);
    check_one(
        "plan.coach_must_know",
        "Ik bel liever.",
        "Ik bel liever.",
        Change::Equal,
    );
    check_one(
        "plan.coach_must_know",
        "Ik bel liever.",
        "Mail mij.",
        Change::Different,
    );
}

#[test]
fn a_checkbox_that_was_left_empty_is_an_answer_when_its_domain_is_shared() {
    let level = ("domain.money.level", "3");
    let talk = ("domain.money.talk", "yes");
    check(
        "domain.money.talk",
        &[level],
        &[level, talk],
        Change::Different,
    );
    let gone = Change::Incomparable(Why::Absent(Absence::NotShared));
    let comparison = compare(&[on("2026-01-10", &[]), on("2026-06-10", &[level, talk])]);
    let row = row(&comparison, "domain.money.talk");
    assert_eq!(row.cells[0], Cell::Absent(Absence::NotShared));
    assert_eq!(row.change, Change::Incomparable(Why::OneMoment));
    assert_eq!(row.steps, [gone]);
}

#[test]
fn what_is_not_there_says_why() {
    let mut short = on(
        "2026-01-10",
        &[("domain.money.level", "3"), ("domain.work.level", "2")],
    );
    short.route = RouteKind::Short;
    let long = on(
        "2026-06-10",
        &[
            ("domain.mind.level", "2"),
            ("focus.work", "yes"),
            ("steering.work.confidence", "4"),
            ("work.want_work", "7"),
            ("work.obstacles", "age"),
            ("work.weight.age", "some"),
            ("plan.step", "call"),
        ],
    );
    let other = on("2026-07-10", &[("work.obstacles", "none")]);
    let comparison = compare(&[short, long, other]);
    let absence = |question: &str, at: usize| match row(&comparison, question).cells[at] {
        Cell::Absent(absence) => absence,
        _ => panic!("{question} has an answer"),
    };
    assert_eq!(absence("domain.mind.level", 0), Absence::NotShared);
    assert_eq!(absence("steering.work.confidence", 0), Absence::NotChosen);
    assert_eq!(absence("steering.work.confidence", 2), Absence::NotShared);
    assert_eq!(absence("work.want_work", 0), Absence::ShortRoute);
    assert_eq!(absence("work.weight.age", 0), Absence::ShortRoute);
    assert_eq!(absence("work.weight.age", 2), Absence::NotAsked);
    assert_eq!(absence("plan.step", 0), Absence::NotShared);
    assert_eq!(
        row(&comparison, "domain.money.level").change,
        Change::Incomparable(Why::OneMoment)
    );
}

#[test]
fn a_skipped_a_declined_and_a_withheld_domain_look_the_same() {
    let after = on("2026-06-10", &[("domain.mind.level", "2")]);
    let skipped = on("2026-01-10", &[]);
    let declined = on("2026-01-10", &[("domain.mind.level", "declined")]);
    let mut sharing = Sharing::everything();
    sharing.set_domain(Domain::Mind, false);
    let withheld = Profile {
        answers: sharing.apply(&interview(&[("domain.mind.level", "1")])),
        ..skipped
    };
    let expected = compare(&[skipped, after.clone()]);
    assert_eq!(compare(&[declined, after.clone()]), expected);
    assert_eq!(compare(&[withheld, after]), expected);
}

#[test]
fn two_goals_are_two_scales() {
    let goal = |domain: &'static str, goal: &'static str, step: &'static str| {
        vec![
            ("plan.goal_domain", domain),
            ("plan.goal", goal),
            ("plan.step", step),
        ]
    };
    let job = goal("work", "work.job", "call");
    let course = goal("work", "work.course", "call");
    let debts = goal("money", "money.debts", "call");
    check("plan.goal_domain", &job, &debts, Change::Different);
    check(
        "plan.goal",
        &job,
        &debts,
        Change::Incomparable(Why::OtherGoal),
    );
    check("plan.goal", &job, &course, Change::Different);
    check("plan.step", &job, &job, Change::Equal);
    check(
        "plan.step",
        &job,
        &course,
        Change::Incomparable(Why::OtherGoal),
    );
}

#[test]
fn other_versions_do_not_compare() {
    let answers = [("domain.money.level", "3"), ("focus.money", "yes")];
    let before = on("2026-01-10", &answers);
    let mut newer = on("2026-06-10", &answers);
    newer.rules = 2;
    let comparison = compare(&[before.clone(), newer.clone()]);
    assert_eq!(row(&comparison, "domain.money.level").change, Change::Equal);
    assert_eq!(
        comparison.steering[0].change,
        Change::Incomparable(Why::OtherRules)
    );
    newer.instrument = 2;
    let comparison = compare(&[before, newer]);
    assert_eq!(
        row(&comparison, "domain.money.level").change,
        Change::Incomparable(Why::OtherInstrument)
    );
}

#[test]
fn moments_come_oldest_first_and_one_of_them_says_nothing() {
    let level = |day: &str, level| on(day, &[("domain.money.level", level)]);
    let all = [
        level("2026-06-10", "2"),
        level("2026-01-10", "4"),
        level("2026-06-10", "3"),
    ];
    let comparison = compare(&all);
    let sources: Vec<usize> = comparison
        .moments
        .iter()
        .map(|moment| moment.source)
        .collect();
    assert_eq!(sources, [1, 0, 2]);
    let row = &comparison.rows[0];
    assert_eq!(row.change, Change::Lower);
    assert_eq!(row.steps, [Change::Lower, Change::Higher]);

    let alone = compare(&all[..1]);
    assert_eq!(alone.rows[0].change, Change::Incomparable(Why::OneMoment));
    assert!(alone.rows[0].steps.is_empty());
    assert!(compare(&[]).rows.is_empty());
}

#[test]
fn hypotheses_stand_side_by_side_without_a_direction() {
    let toetser = [
        ("focus.work", "yes"),
        ("steering.work.start", "0"),
        ("steering.work.goal", "0"),
        ("steering.work.step", "1"),
    ];
    let nothing = [("domain.work.level", "3")];
    let open = [("focus.work", "yes")];
    let comparison = compare(&[
        on("2026-01-10", &toetser),
        on("2026-02-10", &nothing),
        on("2026-03-10", &[]),
        on("2026-04-10", &open),
    ]);
    let row = &comparison.steering[0];
    assert_eq!(
        row.cells,
        [
            Ok(Hypothesis::Toetser),
            Err(Absence::NotChosen),
            Err(Absence::NotShared),
            Ok(Hypothesis::Undetermined)
        ]
    );
    assert_eq!(row.change, Change::Different);
}
