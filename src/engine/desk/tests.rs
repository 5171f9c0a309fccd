//! What the desk promises: who wrote what, the order of the guide, differences, and the dossier there and back.

use super::*;
use crate::engine::answers::QuestionId;
use crate::engine::instrument::{Domain, Field};
use crate::engine::profile::Language;
use crate::engine::{Interview, Sharing};

fn day(days: u16) -> Date {
    Date::from_days(days)
}

fn mark(days: u16) -> Mark {
    Mark {
        by: Role::WorkCoach,
        on: day(days),
    }
}

/// A profile with these answers, made on this day.
fn profile(days: u16, answers: &[(Field, Domain, u8)]) -> Profile {
    let mut interview = Interview::default();
    for (field, domain, option) in answers {
        interview.tap(QuestionId::of(*field, *domain), *option, true);
    }
    Profile::new(
        &interview,
        &Sharing::everything(),
        day(days),
        Language::default(),
    )
}

/// Money at level 2, a talk about it wanted, in the phase of contemplation.
fn usual() -> Profile {
    profile(
        900,
        &[
            (Field::DomainLevel, Domain::Money, 1),
            (Field::DomainLevel, Domain::Housing, 4),
            (Field::DomainHelp, Domain::Money, 3),
            (Field::Focus, Domain::Money, 0),
            (Field::SteeringPhase, Domain::Money, 1),
        ],
    )
}

fn ids(desk: &Desk, profile: &Profile) -> Vec<String> {
    let id = |placed: &Placed| match (&placed.line, &placed.entry) {
        (Some(line), _) => line.id(),
        (None, Entry::Own { text, .. }) => format!("own: {text}"),
        (None, Entry::Standard { id, .. }) => format!("unknown: {id}"),
    };
    desk.guide_for(profile).iter().map(id).collect()
}

#[test]
fn a_judgement_carries_who_wrote_it_and_goes_when_it_is_empty() {
    let mut desk = Desk::of(Rc::new(usual()));
    assert!(!desk.has_work());
    desk.judge(Domain::Money, Opinion::Level(Some(4)), mark(1));
    desk.judge(Domain::Money, Opinion::Note("a\u{7}b\nc".into()), mark(2));
    let view = &desk.views[&Domain::Money];
    assert_eq!(
        (view.level, &*view.note, view.mark),
        (Some(4), "ab\nc", mark(2))
    );
    assert!(desk.has_work());
    desk.judge(Domain::Money, Opinion::Level(None), mark(3));
    desk.judge(Domain::Money, Opinion::Note(String::new()), mark(3));
    assert!(desk.views.is_empty() && !desk.has_work());
    desk.judge(Domain::Money, Opinion::Level(Some(6)), mark(3));
    assert!(desk.views.is_empty(), "there is no sixth level");
    let long = "x".repeat(MAX_NOTE + 1);
    desk.judge(Domain::Money, Opinion::Note(long), mark(3));
    assert_eq!(desk.views[&Domain::Money].note.len(), MAX_NOTE);
}

#[test]
fn differences_are_found_and_equal_views_are_not() {
    let profile = usual();
    let check = |domain, opinions: &[Opinion], expect: Option<Disagreement>| {
        let mut desk = Desk::default();
        for opinion in opinions {
            desk.judge(domain, opinion.clone(), mark(1));
        }
        let found = differences(&desk, &profile);
        assert_eq!(found.first().map(|one| one.kind), expect, "{opinions:?}");
        assert!(found.len() <= 1);
    };
    let (level, stance) = (
        |level| Opinion::Level(Some(level)),
        |stance| Opinion::Stance(Some(stance)),
    );
    check(Domain::Money, &[level(2)], None);
    check(Domain::Money, &[level(3)], Some(Disagreement::Level));
    check(Domain::Money, &[level(2), stance(Stance::Recognise)], None);
    check(Domain::Money, &[stance(Stance::Recognise)], None);
    check(
        Domain::Money,
        &[stance(Stance::Differ)],
        Some(Disagreement::Otherwise),
    );
    check(
        Domain::Money,
        &[level(2), stance(Stance::Discuss)],
        Some(Disagreement::Discuss),
    );
    check(
        Domain::Money,
        &[level(1), stance(Stance::Discuss)],
        Some(Disagreement::Level),
    );
    check(Domain::Body, &[level(1)], Some(Disagreement::Unshared));
    check(Domain::Body, &[Opinion::Note("x".into())], None);
    let mut desk = Desk::default();
    desk.judge(Domain::Housing, level(1), mark(1));
    let found = differences(&desk, &profile);
    assert_eq!((found[0].client, found[0].coach), (Some(5), Some(1)));
}

#[test]
fn the_guide_begins_with_help_and_follows_norbs() {
    let (desk, profile) = (Desk::default(), usual());
    let lines = ids(&desk, &profile);
    let expected = [
        "help-first",
        "topic.help-wanted.money",
        "explore.neutral.0",
        "explore.neutral.1",
        "explore.open.0",
        "explore.open.1",
        "explore.open.2",
        "explore.reflect.0",
        "explore.reflect.1",
        "explore.affirm.0",
        "explore.affirm.1",
        "explore.summarise.0",
        "explore.summarise.1",
    ];
    assert_eq!(lines, expected);
    let empty = profile_of_nothing();
    assert_eq!(ids(&desk, &empty)[1], "explore.neutral.0");
}

fn profile_of_nothing() -> Profile {
    profile(1, &[(Field::DomainLevel, Domain::Money, 4)])
}

#[test]
fn the_approach_follows_the_phase() {
    for (phase, wanted) in [
        (0, "explore"),
        (1, "explore"),
        (2, "plan"),
        (3, "plan"),
        (4, "keep"),
    ] {
        let answers = [
            (Field::DomainLevel, Domain::Money, 3),
            (Field::Focus, Domain::Money, 0),
            (Field::SteeringPhase, Domain::Money, phase),
        ];
        let lines = ids(&Desk::default(), &profile(1, &answers));
        let sentences: Vec<&String> = lines
            .iter()
            .filter(|id| id.ends_with(".neutral.0"))
            .collect();
        assert_eq!(sentences, [&format!("{wanted}.neutral.0")]);
    }
}

#[test]
fn the_coach_arranges_the_guide() {
    let profile = usual();
    let mut desk = Desk::of(Rc::new(profile.clone()));
    let before = ids(&desk, &profile);
    let place = desk.ask(&profile, mark(1)).unwrap();
    desk.write_question(place, "Hoe was de reis?\nLang?", mark(2));
    let with = ids(&desk, &profile);
    assert_eq!(with[1], "own: Hoe was de reis? Lang?");
    assert_eq!(desk.move_line(&profile, 1, true), Some(0));
    assert_eq!(ids(&desk, &profile)[0], with[1]);
    assert_eq!(desk.move_line(&profile, 0, true), None, "it is the first");
    assert_eq!(
        desk.move_line(&profile, before.len(), false),
        None,
        "it is the last"
    );
    desk.strike(&profile, 1);
    assert!(matches!(&desk.guide[1], Entry::Standard { struck: true, id } if id == "help-first"));
    desk.strike(&profile, 1);
    desk.strike(&profile, 0);
    assert_eq!(
        ids(&desk, &profile),
        before,
        "a question of the coach goes away"
    );
    desk.strike(&profile, 99);
    assert_eq!(ids(&desk, &profile), before);
}

#[test]
fn what_is_new_finds_its_place_and_what_does_not_fit_waits() {
    let profile = usual();
    let mut desk = Desk::of(Rc::new(profile.clone()));
    desk.strike(&profile, 2);
    desk.judge(Domain::Money, Opinion::Level(Some(5)), mark(1));
    let lines = ids(&desk, &profile);
    assert_eq!(lines[2], "difference.money", "behind the topics");
    // Another profile of the same person has another guide, and this one is not lost.
    let other = profile_of_nothing();
    assert!(!ids(&desk, &other).contains(&"topic.help-wanted.money".to_owned()));
    desk.move_line(&other, 0, false);
    assert!(ids(&desk, &profile).contains(&"topic.help-wanted.money".to_owned()));
}

#[test]
fn profiles_stand_in_the_order_of_their_days() {
    let mut desk = Desk::of(Rc::new(usual()));
    desk.add_profile(Rc::new(profile_of_nothing()));
    desk.add_profile(Rc::new(usual()));
    let days: Vec<u16> = desk.profiles.iter().map(|one| one.created.days()).collect();
    assert_eq!(days, [1, 900]);
}

#[cfg(feature = "json")]
mod dossiers {
    use super::*;
    use crate::engine::desk::dossier::{DossierError, read, to_json};
    use crate::engine::profile::{ProfileError, find};
    use serde_json::{Value, json};

    /// A desk on which everything is used.
    fn full() -> Desk {
        let profile = usual();
        let mut desk = Desk::of(Rc::new(profile.clone()));
        desk.add_profile(Rc::new(profile_of_nothing()));
        desk.judge(Domain::Money, Opinion::Level(Some(3)), mark(901));
        desk.judge(
            Domain::Money,
            Opinion::Stance(Some(Stance::Differ)),
            mark(901),
        );
        desk.judge(
            Domain::Work,
            Opinion::Note("Vraag naar de cursus".into()),
            mark(902),
        );
        desk.strike(&profile, 3);
        let place = desk.ask(&profile, mark(903)).unwrap();
        desk.write_question(place, "Hoe was de reis?", mark(903));
        desk.agree(mark(904));
        desk.amend(0, Term::Who(Party::Together), mark(904));
        desk.amend(0, Term::What("Bellen met de schuldhulp".into()), mark(904));
        desk.amend(0, Term::When("maandag".into()), mark(904));
        desk.amend(0, Term::LookBack(Some(day(920))), mark(905));
        desk
    }

    #[test]
    fn everything_comes_back() {
        let desk = full();
        let text = to_json(&desk, Role::DebtAdviser, day(910));
        let dossier = read(text.as_bytes()).unwrap();
        assert_eq!(dossier.desk, desk);
        assert_eq!((dossier.by, dossier.saved), (Role::DebtAdviser, day(910)));
    }

    #[test]
    fn what_is_empty_is_left_out() {
        let mut desk = full();
        desk.agree(mark(905));
        desk.ask(&usual(), mark(905));
        let text = to_json(&desk, Role::Other, day(910));
        assert_eq!(read(text.as_bytes()).unwrap().desk, full());
    }

    fn changed(change: impl Fn(&mut Value)) -> Result<dossier::Dossier, DossierError> {
        let mut value: Value =
            serde_json::from_str(&to_json(&full(), Role::Other, day(910))).unwrap();
        change(&mut value);
        read(value.to_string().as_bytes())
    }

    #[test]
    fn a_newer_one_is_refused_and_unknown_parts_are_ignored() {
        let version =
            |version: &'static str| changed(move |value| value["version"] = json!(version));
        assert_eq!(version("2.0"), Err(DossierError::Newer));
        assert_eq!(version("300.0"), Err(DossierError::Newer));
        assert_eq!(version("1.7").unwrap().desk, full());
        for wrong in ["", "1", "0.1", "01.0", "1.", "1.x", "-1.0"] {
            assert_eq!(
                version(wrong),
                Err(DossierError::Part("version")),
                "{wrong}"
            );
        }
        let more = changed(|value| {
            value["later"] = json!({ "x": 1 });
            value["views"]["garden"] = json!({ "level": 9 });
            value["guide"]
                .as_array_mut()
                .unwrap()
                .push(json!({ "line": "later.line" }));
        });
        assert_eq!(more.unwrap().desk.views, full().views);
    }

    #[test]
    fn a_wrong_part_is_named() {
        type Change = fn(&mut Value);
        let checks: [(&str, Change); 12] = [
            ("foreign", |value| {
                value["type"] = json!("startbeeld-profile")
            }),
            ("part:saved", |value| value["saved"] = json!("gisteren")),
            ("part:by", |value| value["by"] = json!("Jan")),
            ("part:profiles", |value| value["profiles"] = json!([])),
            ("profile:foreign", |value| {
                value["profiles"][0]["type"] = json!("x")
            }),
            ("profile:newer", |value| {
                value["profiles"][0]["version"] = json!("2.0")
            }),
            ("part:views", |value| {
                value["views"]["money"]["level"] = json!(6)
            }),
            ("part:views", |value| {
                value["views"]["money"] = json!({ "by": "other", "on": "2026-01-01" })
            }),
            ("part:guide", |value| {
                value["guide"][0] = json!({ "line": "" })
            }),
            ("part:agreements", |value| {
                value["agreements"][0]["what"] = json!(" ")
            }),
            ("part:agreements", |value| {
                value["agreements"][0]["who"] = json!("Jan")
            }),
            ("part:agreements", |value| {
                value["agreements"][0]["on"] = json!("2026-02-30")
            }),
        ];
        for (id, change) in checks {
            assert_eq!(changed(change).unwrap_err().id(), id);
        }
        assert_eq!(
            read(b"{\"type\":\"startbeeld-dossier\""),
            Err(DossierError::Damaged)
        );
        assert_eq!(read(b"boodschappen"), Err(DossierError::Foreign));
    }

    #[test]
    fn a_reader_of_profiles_says_what_it_is() {
        let text = to_json(&full(), Role::Other, day(910));
        assert_eq!(find(&text), Err(ProfileError::Dossier));
    }
}
