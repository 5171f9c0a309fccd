//! Renders the coach's page natively and compares it with the snapshots that are checked in.
//!
//! `cargo test --all-features --test render_coach`; review a change with `cargo insta review`.

#![cfg(all(feature = "ssr", feature = "coach"))]
#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "a test may stop with a panic"
)]

use startbeeld::engine::profile::{self, Language};
use startbeeld::engine::session::{self, Session};
use startbeeld::engine::{Date, Profile, Sharing};
use startbeeld::web::coach::state::{Action, FileText, State};
use startbeeld::web::coach::{Page, PageProps};
use std::rc::Rc;
use yew::{Callback, LocalServerRenderer};

/// A person who answers nearly everything, in long own words, and shares all of it.
const COMPLETE: &str = include_str!("render/complete.session");
/// A person who stops after one domain and shares what there is.
const MINIMAL: &str =
    "startbeeld-session 1\nroute=short\ndomain.housing.level=unknown\ndomain.network.talk=yes";

fn profile(text: &str, sharing: &Sharing, language: &str) -> Profile {
    let Session { interview, .. } = session::from_text(text).expect("the session can be read");
    let created = Date::from_calendar(2026, 11, 21).expect("a day that exists");
    Profile::new(
        &interview,
        sharing,
        created,
        Language::from_tag(language).expect("a known language"),
    )
}

fn link(profile: &Profile) -> String {
    profile::link("https://startbeeld.example/coach/", profile)
}

fn complete() -> State {
    State::start(Some(link(&profile(COMPLETE, &Sharing::everything(), "nl"))))
}

async fn render(state: State) -> String {
    let props = PageProps {
        state: Rc::new(state),
        dispatch: Callback::noop(),
    };
    let html = LocalServerRenderer::<Page>::with_props(props)
        .hydratable(false)
        .render()
        .await;
    // One element per line, so that a difference is easy to read; how a pictogram is drawn is not looked at here.
    let lines = html.replace("><", ">\n<");
    lines
        .lines()
        .filter(|line| !line.starts_with("<path") && *line != "</path>")
        .fold(String::new(), |text, line| text + line + "\n")
}

async fn snapshot(name: &str, state: State) -> String {
    let html = render(state).await;
    insta::assert_snapshot!(name, html);
    html
}

#[tokio::test]
async fn nothing_is_open() {
    snapshot("import", State::default()).await;
}

#[tokio::test]
async fn a_complete_profile() {
    let state = complete();
    println!("{}", link(state.profile.as_deref().expect("open")));
    let html = snapshot("complete", state).await;
    assert_eq!(html.matches("data-role=\"hypothesis\"").count(), 3);
    assert_eq!(html.matches("class=\"domain\"").count(), 14);
    assert!(!html.contains("data-state=\"not-shared\""));
}

#[tokio::test]
async fn json_opens_too() {
    let text = profile::json::to_json_pretty(&profile(COMPLETE, &Sharing::everything(), "nl"));
    let file = FileText {
        name: "startbeeld.json".to_owned(),
        text: Ok(text),
    };
    assert_eq!(
        State::default().after(Action::Files(vec![file])).profile,
        complete().profile
    );
}

#[tokio::test]
async fn by_default_the_sensitive_domains_are_not_shared() {
    let usual = profile(COMPLETE, &Sharing::default(), "nl");
    println!("{}", link(&usual));
    let html = render(State::start(Some(link(&usual)))).await;
    assert_eq!(html.matches("data-state=\"not-shared\"").count(), 6);
}

#[tokio::test]
async fn a_minimal_profile() {
    let state = State::start(Some(link(&profile(MINIMAL, &Sharing::everything(), "ar"))));
    println!("{}", link(state.profile.as_deref().expect("open")));
    let html = snapshot("minimal", state).await;
    assert!(html.contains("data-level=\"unknown\"") && html.contains("data-state=\"no-level\""));
    assert_eq!(html.matches("data-state=\"not-shared\"").count(), 12);
}

#[tokio::test]
async fn an_error_on_the_first_screen() {
    snapshot("error", State::start(Some("#p=SBPBAQEEEQ".to_owned()))).await;
}

#[tokio::test]
async fn an_error_beside_an_open_profile() {
    let html = render(complete().after(Action::Text("boodschappen: melk, brood".to_owned()))).await;
    assert!(html.contains("Dit is geen startbeeld") && html.contains("data-screen=\"profile\""));
}

#[tokio::test]
async fn several_files() {
    let good = link(&profile(MINIMAL, &Sharing::everything(), "nl"));
    let file = |name: &str, text: &str| FileText {
        name: name.to_owned(),
        text: Ok(text.to_owned()),
    };
    let files = vec![
        file("een.html", &good),
        file("twee.html", "<p>Iets anders</p>"),
        file("drie.html", &good),
    ];
    snapshot("several", State::default().after(Action::Files(files))).await;
}

#[tokio::test]
async fn without_the_picture_no_answer_is_shown() {
    let html = snapshot("blank", complete().after(Action::TogglePicture)).await;
    assert!(!html.contains("data-domain") && html.contains("data-screen=\"profile\""));
}

#[tokio::test]
async fn own_words_are_text_in_their_own_language() {
    let text = "startbeeld-session 1\nplan.coach_must_know=<img src=x onerror=alert(1)> مرحبا";
    let html = render(State::start(Some(link(&profile(
        text,
        &Sharing::everything(),
        "ar",
    )))))
    .await;
    assert!(!html.contains("<img") && html.contains("&lt;img"));
    assert!(html.contains("lang=\"ar\" dir=\"auto\""));
}
