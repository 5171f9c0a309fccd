//! Answers: what a tap does, what fits a question, and how own words are cut.

use crate::people::question;
#[cfg(target_arch = "wasm32")]
use crate::test;
use startbeeld::engine::answers::{Misfit, check as fits, options};
use startbeeld::engine::{Answer, Answers, Domain, Field, Kind, QuestionId};

/// Taps `+code` and `-code` one after another and compares what is chosen in the end.
fn check(id: &str, taps: &str, expect: &str) {
    let question = question(id);
    let mut answers = Answers::default();
    for tap in taps.split_whitespace() {
        let (sign, code) = tap.split_at(1);
        let option = question.field.option(code).unwrap_or(u8::MAX);
        answers.tap(question, option, sign == "+");
    }
    let count = question.field.option_count();
    let chosen = (0..count).filter(|option| answers.chosen(question, *option));
    let codes: Vec<&str> = chosen
        .map(|option| question.field.code(option).unwrap())
        .collect();
    assert_eq!(codes.join(" "), expect, "{id}: {taps}");
    assert_eq!(
        answers.has(question),
        !expect.is_empty(),
        "an empty choice is an open question"
    );
    if let Some(answer) = answers.get(question) {
        assert_eq!(
            fits(question.field, answer),
            Ok(()),
            "a tap always makes an answer that fits"
        );
    }
}

#[test]
fn one_answer() {
    check("domain.money.level", "", "");
    check("domain.money.level", "+3", "3");
    check("domain.money.level", "+3 +5", "5");
    check("domain.money.level", "+3 -3", "");
    check("domain.money.level", "+unknown", "unknown");
    check("domain.money.level", "+2 +declined", "declined");
    check("steering.work.importance", "+10", "10");
    check("steering.work.importance", "+0", "0");
}

#[test]
fn taking_back_another_option_changes_nothing() {
    check("domain.money.level", "+3 -2", "3");
    check("plan.when", "+later -unknown", "later");
}

#[test]
fn an_unknown_option_changes_nothing() {
    check("domain.money.level", "+3 +7", "3");
    check(
        "work.channels",
        "+internet +telepathy -telepathy",
        "internet",
    );
    check("focus.money", "+yes -no", "yes");
}

#[test]
fn several_answers() {
    check("strength.list", "+hands +care +hands", "hands care");
    check("strength.list", "+together +hands", "hands together");
    check("strength.list", "+hands -hands", "");
    check("strength.list", "-hands", "");
}

#[test]
fn an_option_that_excludes_the_others() {
    check("work.obstacles", "+body +mind +none", "none");
    check("work.obstacles", "+none +body", "body");
    check("work.obstacles", "+none -none", "");
    check("work.obstacles", "+none +none", "none");
    check("work.channels", "+internet +none", "none");
    check("plan.helpers", "+friend +coach +unknown", "unknown");
    check("steering.mind.wish", "+nothing +information", "information");
}

#[test]
fn a_checkbox() {
    check("focus.work", "+yes", "yes");
    check("focus.work", "+yes -yes", "");
    check("domain.home.talk", "-yes", "");
}

fn check_words(text: &str, expect: &str) {
    let question = question("plan.step_own");
    let mut answers = Answers::default();
    answers.write(question, text);
    assert_eq!(answers.text(question), expect);
    assert_eq!(answers.has(question), !expect.is_empty());
}

#[test]
fn own_words() {
    check_words("", "");
    check_words(" \n\u{a0}\u{3000} ", "");
    check_words("Ik bel morgen.", "Ik bel morgen.");
    check_words("  twee regels\nblijven ", "  twee regels\nblijven ");
    check_words("a\r\nb\tc\u{0}d\u{7f}e\u{85}f", "a\nbcdef");
    check_words(
        "مرحبا \u{1f469}\u{200d}\u{1f33e}",
        "مرحبا \u{1f469}\u{200d}\u{1f33e}",
    );
}

#[test]
fn own_words_are_cut_by_characters_not_bytes() {
    for letter in ["a", "é", "语", "\u{1f600}"] {
        check_words(&letter.repeat(299), &letter.repeat(299));
        check_words(&letter.repeat(300), &letter.repeat(300));
        check_words(&letter.repeat(301), &letter.repeat(300));
    }
    // What is not allowed does not count.
    check_words(&"\u{7}a".repeat(300), &"a".repeat(300));
    // Three hundred spaces and a letter beyond them are blank.
    check_words(&format!("{}x", " ".repeat(300)), "");
    let mut answers = Answers::default();
    answers.write(question("plan.coach_must_know"), &"x".repeat(600));
    assert_eq!(answers.text(question("plan.coach_must_know")).len(), 500);
}

#[test]
fn writing_where_nothing_is_written_and_tapping_where_nothing_is_tapped() {
    let mut answers = Answers::default();
    answers.write(question("domain.money.level"), "3");
    answers.tap(question("plan.goal_own"), 0, true);
    assert!(answers.is_empty());
}

fn check_fit(id: &str, answer: Answer, expect: Result<(), Misfit>) {
    let question = question(id);
    assert_eq!(fits(question.field, &answer), expect, "{id} {answer:?}");
    let mut answers = Answers::default();
    assert_eq!(answers.set(question, answer), expect);
    assert_eq!(answers.has(question), expect.is_ok());
}

#[test]
fn what_fits() {
    check_fit("domain.money.level", Answer::One(0), Ok(()));
    check_fit("domain.money.level", Answer::One(6), Ok(()));
    check_fit("domain.money.level", Answer::One(7), Err(Misfit::Scale));
    check_fit("steering.work.confidence", Answer::One(10), Ok(()));
    check_fit(
        "steering.work.confidence",
        Answer::One(11),
        Err(Misfit::Scale),
    );
    check_fit(
        "steering.work.confidence",
        Answer::One(255),
        Err(Misfit::Scale),
    );
    check_fit("domain.money.level", Answer::Many(1), Err(Misfit::Kind));
    check_fit("domain.money.level", Answer::Flag, Err(Misfit::Kind));
    check_fit(
        "domain.money.level",
        Answer::Text("3".into()),
        Err(Misfit::Kind),
    );
    check_fit("work.obstacles", Answer::Many(0), Err(Misfit::Combination));
    check_fit("work.obstacles", Answer::Many(1 << 11), Ok(()));
    check_fit(
        "work.obstacles",
        Answer::Many(1 << 11 | 1),
        Err(Misfit::Combination),
    );
    check_fit("work.obstacles", Answer::Many(1 << 12), Err(Misfit::Scale));
    check_fit("work.obstacles", Answer::Many(u32::MAX), Err(Misfit::Scale));
    check_fit("strength.list", Answer::Many((1 << 12) - 1), Ok(()));
    check_fit("focus.work", Answer::Flag, Ok(()));
    check_fit("focus.work", Answer::One(0), Err(Misfit::Kind));
    check_fit("plan.goal_own", Answer::Text("a\nb".into()), Ok(()));
    check_fit(
        "plan.goal_own",
        Answer::Text(String::new()),
        Err(Misfit::Length),
    );
    check_fit(
        "plan.goal_own",
        Answer::Text(" \n ".into()),
        Err(Misfit::Length),
    );
    check_fit(
        "plan.goal_own",
        Answer::Text("\u{1f600}".repeat(300)),
        Ok(()),
    );
    check_fit(
        "plan.goal_own",
        Answer::Text("x".repeat(301)),
        Err(Misfit::Length),
    );
    check_fit(
        "plan.goal_own",
        Answer::Text("a\u{0}".into()),
        Err(Misfit::Length),
    );
    check_fit(
        "plan.goal_own",
        Answer::Text("a\r\nb".into()),
        Err(Misfit::Length),
    );
}

#[test]
fn identifiers_are_read_as_they_are_written() {
    let mut count = 0;
    for field in Field::all() {
        let domains: Vec<Option<Domain>> = if field.def().per_domain {
            Domain::all().map(Some).collect()
        } else {
            vec![None]
        };
        let exists = |domain: &Option<Domain>| {
            !field.def().supplement_only || domain.is_some_and(Domain::is_supplement)
        };
        for domain in domains.into_iter().filter(exists) {
            let question = QuestionId::new(field, domain);
            assert_eq!(question.to_string().parse(), Ok(question));
            count += 1;
        }
    }
    assert_eq!(
        count,
        1 + 14 * 14 + 47,
        "parenting.applies, fourteen questions per domain and those that come once"
    );
}

#[test]
fn identifiers_that_do_not_exist() {
    for id in [
        "",
        ".",
        "domain",
        "domain.",
        "domain..level",
        "domain.level",
        "domain.money",
        "domain.money.",
        "domain.money.Level",
        "domain.money.level ",
        " domain.money.level",
        "domain.cash.level",
        "domain.money.applies",
        "focus",
        "focus.",
        "focus.money.x",
        "steering.money",
        "work",
        "work.weight",
        "work.weight.none",
        "work.weight.body.x",
        "plan.goal.",
        "domain.money.level\n",
        "domain.money.money.level",
    ] {
        assert_eq!(id.parse::<QuestionId>(), Err(()), "{id:?}");
    }
}

#[test]
fn every_code_of_a_question_is_there_once() {
    for field in Field::all() {
        for (position, code) in field.def().codes.iter().enumerate() {
            assert_eq!(
                field.option(code).map(usize::from),
                Some(position),
                "{code} of {field:?}"
            );
        }
        assert!(
            field.def().kind != Kind::Many || field.option_count() < 32,
            "several answers fit in 32 bits"
        );
        assert_eq!(field.def().codes.is_empty(), field.def().kind == Kind::Text);
    }
    assert_eq!(options(0b1010_0001).collect::<Vec<_>>(), [0, 5, 7]);
}

#[test]
fn a_level_is_one_to_five_or_none() {
    let level = |code| {
        let mut answers = Answers::default();
        answers.tap(
            question("domain.mind.level"),
            Field::DomainLevel.option(code).unwrap(),
            true,
        );
        (answers.level(Domain::Mind), answers.declined(Domain::Mind))
    };
    assert_eq!(level("1"), (Some(1), false));
    assert_eq!(level("5"), (Some(5), false));
    assert_eq!(level("unknown"), (None, false));
    assert_eq!(level("declined"), (None, true));
}
