//! Renders the client's screens natively and compares them with snapshots: what a person sees, as markup.
//!
//! After a wanted change: `INSTA_UPDATE=always cargo test --all-features --test render_client`, and read the diff.
#![cfg(all(feature = "client", feature = "parcel", feature = "ssr"))]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test may stop with a panic"
)]

use startbeeld::content::Texts;
use startbeeld::engine::profile::link;
use startbeeld::engine::session::Session;
use startbeeld::engine::{Date, Domain, Field, Language, PageId, QuestionId, RouteKind, Screen};
use startbeeld::web::client::parcel::{Drawing, Parcel, Parcels};
use startbeeld::web::client::state::{Making, Notice, Panel, State};
use startbeeld::web::client::{App, AppProps};
use startbeeld::web::lock::Lock;
use startbeeld::web::parcel;
use std::rc::Rc;

/// 21 November 2026.
const TODAY: u16 = 1055;

fn state() -> State {
    State::new(Texts::dutch(), Date::from_days(TODAY))
}

fn at(address: &str) -> State {
    with(address, |_| {})
}

fn with(address: &str, answer: impl FnOnce(&mut Session)) -> State {
    let mut state = state();
    answer(&mut state.session);
    state.session.page = PageId::from_address(address).unwrap();
    state
}

fn tap(session: &mut Session, id: &str, code: &str) {
    let question: QuestionId = id.parse().unwrap();
    session
        .interview
        .tap(question, question.field.option(code).unwrap(), true);
}

/// A person who answered a bit of everything.
fn answered(session: &mut Session) {
    for (id, code) in [
        ("domain.money.level", "2"),
        ("domain.money.talk", "yes"),
        ("domain.money.help", "waiting"),
        ("domain.work.level", "3"),
        ("domain.mind.level", "1"),
        ("domain.justice.level", "declined"),
        ("domain.network.level", "unknown"),
        ("focus.money", "yes"),
        ("steering.money.importance", "8"),
        ("steering.money.confidence", "4"),
        ("steering.money.phase", "preparation"),
        ("steering.money.start", "2"),
        ("steering.money.goal", "1"),
        ("steering.money.step", "3"),
        ("steering.money.division", "together"),
        ("work.obstacles", "debts"),
        ("work.weight.debts", "much"),
        ("strength.list", "hands"),
        ("plan.goal_domain", "money"),
        ("plan.goal", "money.overview"),
        ("plan.step", "call"),
    ] {
        tap(session, id, code);
    }
    session
        .interview
        .answers
        .write(Field::StrengthOwn.into(), "<b>Ik kook graag</b> & goed");
}

/// The page with what leaves the device already made, as the program for it makes it.
fn props(mut state: State) -> AppProps {
    let text = startbeeld::engine::session::to_text(&state.session);
    if let Some(profile) = parcel::profile(&text, TODAY)
        && state.page().screen() == Screen::Share
    {
        let link = link("https://startbeeld.example/coach/", &profile);
        let code = parcel::Code::of(&link).map(|code| Drawing {
            version: code.version.to_string(),
            view_box: code.view_box(),
            path: code.path,
        });
        state.parcel = Making::Ready(Rc::new(Parcel {
            session: state.session.clone(),
            lock: Lock::Words,
            link,
            can_send: true,
            preview: parcel::answers(state.texts, &profile).into(),
            words: "aap noot mies wim zus jet".into(),
            code,
        }));
    }
    AppProps {
        state,
        parcels: Parcels::default(),
    }
}

fn check(name: &str, state: State) {
    let renderer = yew::LocalServerRenderer::<App>::with_props(props(state)).hydratable(false);
    let html = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(renderer.render());
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("client-{name}"), html.replace("><", ">\n<"));
    });
}

#[test]
fn welcome() {
    check("welcome", state());
}

/// The same in a language that is written from right to left.
fn in_arabic(mut state: State) -> State {
    let arabic = Language::from_tag("ar").unwrap();
    state.session.language = arabic;
    state.texts = Texts::of(arabic).unwrap();
    state
}

#[test]
fn the_languages_are_offered_and_spoken() {
    let choice = State {
        panel: Panel::Language,
        ..at("domains//money")
    };
    check("languages", choice);
    check("domain-in-arabic", in_arabic(at("domains//money")));
    check("share-in-arabic", in_arabic(with("share", answered)));
}

#[test]
fn welcome_with_a_notice() {
    check(
        "welcome-storage-damaged",
        State {
            notice: Some(Notice::StorageDamaged),
            ..state()
        },
    );
}

#[test]
fn rules() {
    check("rules", at("rules"));
}

#[test]
fn a_domain() {
    check("domain-money", with("domains//money", answered));
}

#[test]
fn an_acute_domain_shows_who_helps_today() {
    check("domain-acute", with("domains//mind", answered));
}

#[test]
fn the_supplement_asks_whether_it_applies() {
    check("domain-parenting", at("domains//parenting"));
}

#[test]
fn focus() {
    check("focus", with("focus", answered));
}

#[test]
fn focus_of_the_short_route() {
    check(
        "focus-short",
        with("focus", |session| {
            session.interview.set_route(RouteKind::Short)
        }),
    );
}

#[test]
fn steering() {
    for part in ["motivation", "phase", "process", "division"] {
        check(
            &format!("steering-{part}"),
            with(&format!("steering/{part}/money"), answered),
        );
    }
}

#[test]
fn work_search() {
    for part in ["motivation", "obstacles", "weight", "ladder"] {
        check(
            &format!("work-{part}"),
            with(&format!("work/{part}"), answered),
        );
    }
}

#[test]
fn strengths_and_plan() {
    for address in ["strengths/list", "plan/goal", "plan/step", "plan/talk"] {
        check(&address.replace('/', "-"), with(address, answered));
    }
}

#[test]
fn review() {
    check("review", with("review", answered));
}

#[test]
fn review_of_nothing() {
    check("review-empty", at("review"));
}

#[test]
fn share() {
    check("share", with("share", answered));
}

#[test]
fn share_of_nothing() {
    check("share-empty", at("share"));
}

#[test]
fn what_is_withheld_is_in_no_preview_and_on_no_paper() {
    let state = with("share", |session| {
        answered(session);
        session.sharing.set_domain(Domain::Money, false);
    });
    let renderer = yew::LocalServerRenderer::<App>::with_props(props(state)).hydratable(false);
    let html = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(renderer.render());
    let preview = html
        .split_once("data-role=\"preview\"")
        .unwrap()
        .1
        .split_once("</details>")
        .unwrap()
        .0;
    let paper = html.split_once("class=\"paper\"").unwrap().1;
    for part in [preview, paper] {
        for word in ["Geld", "tekort", "Schulden", "wachtlijst", "overzicht"] {
            assert!(!part.contains(word), "{word}");
        }
        assert!(
            part.contains("&lt;b&gt;Ik kook graag"),
            "own words stay text"
        );
    }
}

#[test]
fn help_and_wiping() {
    check(
        "help",
        State {
            panel: Panel::Help,
            ..at("rules")
        },
    );
    check(
        "wipe",
        State {
            panel: Panel::WipeSure,
            ..at("rules")
        },
    );
}
