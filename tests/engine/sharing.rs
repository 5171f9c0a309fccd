//! Sharing: whatever is withheld leaves no trace. A profile with something withheld is the same, byte for byte, as
//! that of somebody who was never asked.

use crate::people::{
    answer, day, domain, dutch, interview, question, sharing_also, withdrawn_man,
    woman_who_answers_high,
};
#[cfg(target_arch = "wasm32")]
use crate::test;
use startbeeld::engine::profile::compact;
use startbeeld::engine::{Domain, Interview, Profile, SharedBlock, Sharing};

/// What leaves the device: the bytes and the self-describing form.
fn traces(interview: &Interview, sharing: &Sharing) -> (Vec<u8>, String) {
    let profile = Profile::new(interview, sharing, day(), dutch());
    let bytes = compact::to_bytes(&profile);
    assert_eq!(
        compact::from_bytes(&bytes).as_ref(),
        Ok(&profile),
        "what is shared can be read"
    );
    (bytes, serde_json::to_string(&profile).unwrap())
}

/// Shares all except `withheld` of an interview with `answers` and `secret`, and compares with one without `secret`.
fn check(withheld: &[&str], answers: &[(&str, &str)], secret: &[(&str, &str)]) {
    let mut sharing = Sharing::everything();
    for id in withheld {
        match SharedBlock::from_id(id) {
            Some(block) => sharing.set_block(block, false),
            None => sharing.set_domain(domain(id), false),
        }
    }
    let both = [answers, secret].concat();
    let told = traces(&interview(&both), &sharing);
    assert_eq!(
        told,
        traces(&interview(answers), &sharing),
        "withheld: {withheld:?}"
    );
    for (_, value) in secret.iter().filter(|(id, _)| id.ends_with("_own")) {
        assert!(!told.1.contains(value), "{value}");
    }
    // Switching nothing else but these on shows that the secret would otherwise have been there.
    assert_ne!(
        traces(&interview(&both), &Sharing::everything()),
        told,
        "the secret is one"
    );
}

const SOME: [(&str, &str); 6] = [
    ("domain.money.level", "2"),
    ("domain.network.level", "4"),
    ("focus.network", "yes"),
    ("steering.network.phase", "action"),
    ("work.obstacles", "age"),
    ("plan.contact", "phone"),
];

#[test]
fn a_domain_takes_everything_along() {
    check(&["mind"], &SOME, &[("domain.mind.level", "1")]);
    check(&["mind"], &SOME, &[("domain.mind.level", "unknown")]);
    check(&["mind"], &SOME, &[("domain.mind.talk", "yes")]);
    check(&["mind"], &SOME, &[("domain.mind.help", "waiting")]);
    check(&["mind"], &SOME, &[("focus.mind", "yes")]);
    check(
        &["mind"],
        &SOME,
        &[
            ("focus.mind", "yes"),
            ("steering.mind.importance", "9"),
            ("steering.mind.wish", "information"),
        ],
    );
}

#[test]
fn an_obstacle_goes_with_its_domain_and_its_weight_with_the_obstacle() {
    check(
        &["mind"],
        &SOME,
        &[("work.obstacles", "mind"), ("work.weight.mind", "much")],
    );
    check(
        &["body"],
        &SOME,
        &[("work.obstacles", "body"), ("work.weight.body", "some")],
    );
    check(
        &["money"],
        &SOME[1..],
        &[("work.obstacles", "debts"), ("work.weight.debts", "cope")],
    );
    check(
        &["body", "mind"],
        &SOME[..4],
        &[
            ("work.obstacles", "body,mind"),
            ("work.weight.body", "much"),
            ("work.weight.mind", "much"),
        ],
    );
}

#[test]
fn a_goal_goes_with_its_domain() {
    let goal = [
        ("plan.goal_domain", "substances"),
        ("plan.goal", "substances.stop"),
        ("plan.goal_own", "Geen druppel meer."),
        ("plan.step", "call"),
        ("plan.step_own", "Ik bel de kliniek."),
        ("plan.when", "this_week"),
        ("plan.helpers", "professional"),
    ];
    check(&["substances"], &SOME, &goal);
    for count in 1..goal.len() {
        check(&["substances"], &SOME, &goal[..count]);
    }
}

#[test]
fn what_to_talk_about_first_goes_with_its_domain() {
    check(&["home"], &SOME, &[("plan.talk_first", "home")]);
    check(
        &["home"],
        &SOME,
        &[
            ("plan.talk_first", "home"),
            ("plan.talk_first_own", "Mijn man slaat mij."),
        ],
    );
}

#[test]
fn a_domain_that_the_person_would_rather_not_talk_about_is_withheld() {
    let told = |secret: &[(&str, &str)]| {
        traces(
            &interview(&[&SOME[..], secret].concat()),
            &Sharing::everything(),
        )
    };
    let nothing = told(&[]);
    assert_eq!(told(&[("domain.body.level", "declined")]), nothing);
    assert_eq!(
        told(&[
            ("domain.body.level", "declined"),
            ("domain.body.help", "wanted"),
            ("domain.body.talk", "yes")
        ]),
        nothing
    );
    assert_eq!(
        told(&[
            ("domain.body.level", "declined"),
            ("focus.body", "yes"),
            ("steering.body.phase", "action")
        ]),
        nothing
    );
    assert_eq!(
        told(&[
            ("domain.body.level", "declined"),
            ("work.obstacles", "body"),
            ("work.weight.body", "much")
        ]),
        nothing
    );
    assert_eq!(
        told(&[
            ("domain.body.level", "declined"),
            ("plan.goal_domain", "body"),
            ("plan.goal", "body.care")
        ]),
        nothing
    );
    assert_eq!(
        told(&[
            ("domain.body.level", "declined"),
            ("plan.talk_first", "body"),
            ("plan.talk_first_own", "Rug")
        ]),
        nothing
    );
    assert!(!nothing.1.contains("declined"));
}

#[test]
fn a_domain_that_does_not_apply_leaves_no_trace() {
    let told = |secret: &[(&str, &str)]| {
        traces(
            &interview(&[&SOME[..], secret].concat()),
            &Sharing::everything(),
        )
    };
    let nothing = told(&[]);
    let gate = "domain.parenting.applies";
    assert_eq!(told(&[(gate, "no")]), nothing);
    assert_eq!(
        told(&[
            (gate, "yes"),
            ("domain.parenting.level", "1"),
            ("focus.parenting", "yes"),
            (gate, "no")
        ]),
        nothing
    );
    assert_eq!(
        told(&[
            (gate, "yes"),
            ("plan.goal_domain", "parenting"),
            ("plan.goal", "parenting.rest"),
            (gate, "no")
        ]),
        nothing
    );
    assert_ne!(told(&[(gate, "yes")]), nothing);
    check(
        &["parenting"],
        &SOME,
        &[(gate, "yes"), ("domain.parenting.level", "2")],
    );
}

#[test]
fn a_block_takes_everything_along() {
    check(
        &["work_search"],
        &SOME[..4],
        &[
            ("work.want_work", "8"),
            ("work.obstacles", "age,body"),
            ("work.weight.age", "some"),
        ],
    );
    check(
        &["strengths"],
        &SOME,
        &[
            ("strength.list", "hands"),
            ("strength.own", "Fietsen maken"),
            ("strength.energy", "music"),
        ],
    );
    check(
        &["plan"],
        &SOME[..5],
        &[
            ("plan.goal_domain", "work"),
            ("plan.goal_own", "Een baan"),
            ("plan.contact", "mail"),
        ],
    );
}

#[test]
fn a_skipped_job_search_is_withheld() {
    let mut person = interview(&[&SOME[..], &[("work.want_work", "3")]].concat());
    person.work_skipped = true;
    let mut without = interview(&[&SOME[..4], &SOME[5..]].concat());
    assert_eq!(
        traces(&person, &Sharing::everything()),
        traces(&without, &Sharing::everything())
    );
    without.work_skipped = true;
    assert_eq!(
        traces(&person, &Sharing::everything()),
        traces(&without, &Sharing::everything())
    );
}

#[test]
fn what_is_not_asked_any_more_is_not_shared() {
    let told = |secret: &[(&str, &str)], back: &str| {
        let mut person = interview(&[&SOME[..], secret].concat());
        let question = question(back);
        (0..question.field.option_count()).for_each(|option| person.tap(question, option, false));
        traces(&person, &Sharing::everything())
    };
    let nothing = traces(&interview(&SOME), &Sharing::everything());
    assert_eq!(
        told(
            &[("focus.work", "yes"), ("steering.work.phase", "action")],
            "focus.work"
        ),
        nothing
    );
    let mut short = interview(&[&SOME[..], &[("strength.list", "care")]].concat());
    short.set_route(startbeeld::engine::RouteKind::Short);
    let (_, json) = traces(&short, &Sharing::everything());
    assert!(!json.contains("strength") && !json.contains("obstacles"));
}

#[test]
fn every_domain_of_every_person_can_be_withheld_without_a_trace() {
    for person in [withdrawn_man(), woman_who_answers_high()] {
        for withheld in Domain::all() {
            let mut sharing = Sharing::everything();
            sharing.set_domain(withheld, false);
            let mut never_asked = person.interview.clone();
            let all = never_asked.answers.clone();
            never_asked.answers.retain(|question, _| {
                let goal = question.field.def().goal && all.goal_domain() == Some(withheld);
                let first = question.to_string().starts_with("plan.talk_first")
                    && all.chosen(
                        startbeeld::engine::Field::PlanTalkFirst,
                        u8::try_from(withheld.index()).unwrap(),
                    );
                question.domain != Some(withheld) && !goal && !first
            });
            let obstacle = match withheld.id() {
                "body" => Some(0),
                "mind" => Some(1),
                "money" => Some(3),
                _ => None,
            };
            if let Some(option) = obstacle {
                never_asked.tap(question("work.obstacles"), option, false);
            }
            assert_eq!(
                traces(&person.interview, &sharing),
                traces(&never_asked, &Sharing::everything()),
                "{withheld:?}"
            );
            let profile = Profile::new(&person.interview, &sharing, day(), dutch());
            assert!(!profile.has_domain(withheld));
        }
    }
}

#[test]
fn nothing_shared_is_nothing_told() {
    let mut sharing = Sharing::everything();
    Domain::all().for_each(|domain| sharing.set_domain(domain, false));
    SharedBlock::ALL
        .into_iter()
        .for_each(|block| sharing.set_block(block, false));
    for person in [withdrawn_man(), woman_who_answers_high()] {
        assert_eq!(
            traces(&person.interview, &sharing),
            traces(&Interview::default(), &Sharing::everything())
        );
    }
}

#[test]
fn health_substances_home_justice_and_parenting_start_withheld() {
    let sharing = Sharing::default();
    let off: Vec<&str> = Domain::all()
        .filter(|domain| !sharing.domain(*domain))
        .map(Domain::id)
        .collect();
    assert_eq!(
        off,
        ["home", "mind", "body", "substances", "justice", "parenting"]
    );
    assert!(
        SharedBlock::ALL
            .into_iter()
            .all(|block| sharing.block(block))
    );
}

#[test]
fn sharing_changes_nothing_on_the_device() {
    let person = withdrawn_man();
    let before = person.interview.clone();
    let _ = person.sharing.apply(&person.interview);
    assert_eq!(person.interview, before);
}

#[test]
fn a_goal_that_is_not_of_its_domain_is_not_shared() {
    // Taps cannot make this, a stored session of an older version could.
    let mut person = interview(&[("plan.goal_domain", "work")]);
    let goal = question("plan.goal");
    let calm = goal.field.option("mind.calm").unwrap();
    person
        .answers
        .set(goal, startbeeld::engine::Answer::One(calm))
        .unwrap();
    let (_, json) = traces(&person, &sharing_also(&["mind"]));
    assert!(json.contains("plan.goal_domain") && !json.contains("mind.calm"));
}

#[test]
fn an_open_domain_and_a_withheld_one_look_the_same() {
    let mut person = interview(&SOME);
    let open = traces(&person, &Sharing::default());
    answer(&mut person, "domain.justice.level", "1");
    assert_eq!(traces(&person, &Sharing::default()), open);
}
