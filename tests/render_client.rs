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
#[cfg(feature = "config")]
use startbeeld::engine::Modules;
use startbeeld::engine::profile::link;
use startbeeld::engine::session::Session;
use startbeeld::engine::{Date, Domain, Field, Language, PageId, QuestionId, RouteKind, Screen};
use startbeeld::web::client::parcel::{Drawing, Parcel, Parcels};
#[cfg(feature = "config")]
use startbeeld::web::client::settings::{KioskSettings, Part, Settings};
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

fn render(state: State) -> String {
    let renderer = yew::LocalServerRenderer::<App>::with_props(props(state)).hydratable(false);
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(renderer.render())
}

fn check(name: &str, state: State) {
    let html = render(state);
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

/// A municipality that sets everything that this page shows.
#[cfg(feature = "config")]
fn municipal(address: &str) -> State {
    let (config, faults) = startbeeld::config::read(MUNICIPALITY);
    assert!(!faults.iter().any(|fault| fault.is_wrong()), "{faults:?}");
    let mut state = at(address);
    state.set(Settings::of(config.client_pack().leak()));
    state
}

#[cfg(feature = "config")]
const MUNICIPALITY: &str = r#"{
  "name": "Gemeente Zandmeer", "logo": { "src": "logo.svg", "alt": "Zandmeer" },
  "contact": { "text": "Bel het Werkcentrum.", "phone": "14 0999", "hours": "elke werkdag", "url": "https://zandmeer.example/werk" },
  "help": { "money": [{ "text": "De geldwinkel helpt.", "phone": "0999 123" }], "all": [{ "text": "Het wijkteam helpt." }] },
  "rules": { "nl": ["Kom naar je afspraken.", "Vertel wat er verandert."] },
  "modules": { "short_route": false, "strengths": false },
  "sharing": ["qr", "print"], "languages": ["nl", "uk"], "kiosk": { "idle_seconds": 90 }
}"#;

#[cfg(feature = "config")]
#[test]
fn a_municipality_shows_its_own_words() {
    let holds = |state: State, words: &[&str], never: &[&str]| {
        let html = render(state);
        for word in words {
            assert!(html.contains(word), "{word} in {html}");
        }
        for word in never {
            assert!(!html.contains(word), "{word} in {html}");
        }
    };
    let name = ["Gemeente Zandmeer", "src=\"logo.svg\"", "alt=\"Zandmeer\""];
    holds(municipal("welcome"), &name, &["route-short"]);
    let rules = ["Kom naar je afspraken.", "Vertel wat er verandert."];
    holds(municipal("rules"), &rules, &["Zoek werk of werk mee"]);
    let money = ["De geldwinkel helpt.", "href=\"tel:0999123\""];
    holds(municipal("domains//money"), &money, &["Geldfit"]);
    let mind = ["Het wijkteam helpt."];
    holds(municipal("domains//mind"), &mind, &["tel:"]);
    let mut help = municipal("welcome");
    help.panel = Panel::Help;
    let contact = [
        "Bel het Werkcentrum.",
        "tel:140999",
        "elke werkdag",
        "href=\"https://zandmeer.example/werk\"",
    ];
    holds(help, &contact, &["Vraag het aan de balie"]);
    let ways = ["data-action=\"qr\"", "data-action=\"print\""];
    let others = ["link", "file", "send", "keep"].map(|way| format!("data-action=\"{way}\""));
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    holds(municipal("share"), &ways, &others);
}

#[cfg(feature = "config")]
#[test]
fn what_the_configuration_writes_is_what_the_page_reads() {
    let settings = municipal("welcome").settings;
    let nl = Language::default();
    let uk = Language::from_tag("uk").unwrap();
    assert_eq!(settings.get(uk, Part::Language), "uk");
    assert_eq!(settings.get(nl, Part::Hours), "elke werkdag");
    assert_eq!(settings.get(uk, Part::Contact), "Bel het Werkcentrum.");
    assert_eq!(settings.modules(), Modules::without("s"));
    assert!(!settings.has_short_route() && settings.offers("qr") && !settings.offers("link"));
    let tags = ["nl", "en", "uk"].map(|tag| Language::from_tag(tag).unwrap());
    assert_eq!(tags.map(|tag| settings.speaks(tag)), [true, false, true]);
    let kiosk = KioskSettings {
        idle_seconds: 90,
        warning_seconds: 60,
        print: false,
    };
    assert_eq!(settings.kiosk(), Some(kiosk));
    let parenting: Vec<_> = settings.help(uk, Domain::Parenting).collect();
    assert_eq!(parenting, [("Het wijkteam helpt.", "")]);
    // Nothing set: everything as it comes.
    let none = [
        Settings::default(),
        Settings::of(String::leak(
            startbeeld::config::Config::default().client_pack(),
        )),
    ];
    for settings in none {
        assert_eq!(settings.modules(), Modules::default());
        assert!(settings.has_short_route() && settings.offers("link"));
        assert!(settings.has_languages() && settings.speaks(uk));
        assert_eq!(settings.rules(nl).count(), 0);
        assert_eq!(settings.help(nl, Domain::Money).count(), 0);
        assert_eq!((settings.kiosk(), settings.get(nl, Part::Name)), (None, ""));
    }
}
