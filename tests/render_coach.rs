//! Renders the coach's page natively and compares it with the snapshots that are checked in.
//!
//! `cargo test --all-features --test render_coach`; review a change with `cargo insta review`.

#![cfg(all(feature = "ssr", feature = "coach"))]
#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "a test may stop with a panic"
)]

use startbeeld::engine::desk::{Opinion, Role, Stance, Term};
use startbeeld::engine::profile::{self, Language};
use startbeeld::engine::session::{self, Session};
use startbeeld::engine::{Date, Domain, Profile, Sharing};
use startbeeld::web::coach::state::{
    Action, Choice, DeskAction, KeyAction, KeyFile, KeyProblem, OpenKey, Part, Problem, State, Stay,
};
use startbeeld::web::coach::{Page, PageProps, Reader};
use startbeeld::web::crypto::{Handle, Made};
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
        reader: Reader::default(),
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

/// A day at the desk.
fn day(number: u32) -> Date {
    Date::from_calendar(2026, 11, number).expect("a day that exists")
}

fn at_the_desk(state: State, actions: impl IntoIterator<Item = DeskAction>) -> State {
    actions.into_iter().fold(state, |state, action| {
        state.after(Action::Desk(action, day(22)))
    })
}

#[tokio::test]
async fn the_guide_as_the_coach_arranged_it() {
    let state = at_the_desk(
        complete(),
        [
            DeskAction::Show(Part::Guide),
            DeskAction::Role(Role::WorkCoach),
            DeskAction::Strike(0),
            DeskAction::Ask,
            DeskAction::Question(1, "Wat vond je van de vorige keer?".into()),
            DeskAction::Move(1, false),
        ],
    );
    let html = snapshot("desk-guide", state.clone()).await;
    let lines = |html: &str| html.matches("data-role=\"guide-line\"").count();
    assert!(lines(&html) > 20 && html.contains("data-state=\"struck\""));
    // Without the picture, nothing that the answers say.
    let html = render(state.after(Action::TogglePicture)).await;
    assert_eq!(lines(&html), 2, "the first question and the coach's own");
}

#[tokio::test]
async fn the_coach_s_own_view_and_agreements() {
    let state = at_the_desk(
        complete(),
        [
            DeskAction::Show(Part::View),
            DeskAction::Judge(Domain::Money, Opinion::Level(Some(5))),
            DeskAction::Judge(Domain::Work, Opinion::Stance(Some(Stance::Discuss))),
            DeskAction::Judge(
                Domain::Work,
                Opinion::Note("<b>vraag</b> naar de opleiding".into()),
            ),
            DeskAction::Agree,
            DeskAction::Amend(0, Term::What("Belt de schuldhulp".into())),
            DeskAction::Amend(0, Term::When("maandag".into())),
            DeskAction::Amend(0, Term::LookBack(Some(day(29)))),
        ],
    );
    let html = snapshot("desk-view", state.clone()).await;
    assert_eq!(html.matches("data-role=\"difference\"").count(), 2);
    assert!(!html.contains("<b>vraag"));
    // The differences stand beside the topics of the picture too, and not among them.
    let picture = render(at_the_desk(
        state.clone(),
        [DeskAction::Show(Part::Picture)],
    ))
    .await;
    assert_eq!(picture.matches("data-role=\"difference\"").count(), 2);
    assert!(picture.contains("Belt de schuldhulp"), "it stands on paper");
    // While the picture is hidden the coach judges without the client's answers.
    let blank = render(state.after(Action::TogglePicture)).await;
    assert!(!blank.contains("client-word") && blank.contains("data-role=\"coach-level\""));
}

#[tokio::test]
async fn every_answer_in_a_table() {
    let state = at_the_desk(complete(), [DeskAction::Show(Part::Table)]);
    let html = render(state.clone()).await;
    assert!(
        html.contains("Eén moment laat geen ontwikkeling zien.") && !html.contains("data-change")
    );
    let earlier = Profile {
        created: day(1),
        ..profile(MINIMAL, &Sharing::everything(), "nl")
    };
    let file = Choice::new("eerder.html", Ok(&link(&earlier)));
    let html = render(at_the_desk(state, [DeskAction::Beside(vec![file])])).await;
    assert!(
        html.contains("data-change=\"incomparable\"") && html.contains("niet op de korte route")
    );
    assert_eq!(html.matches("data-role=\"beside\"").count(), 2);
}

#[tokio::test]
async fn handing_over() {
    let state = at_the_desk(complete(), [DeskAction::Show(Part::Keep)]);
    let html = snapshot("desk-keep", state.clone()).await;
    for format in ["dossier", "json", "csv", "fhir", "fhir-questionnaire"] {
        let button = format!("data-action=\"export\" data-format=\"{format}\"");
        assert!(html.contains(&button), "{format}");
    }
    let hidden = render(state.after(Action::TogglePicture)).await;
    assert!(!hidden.contains("data-role=\"plain\"") && hidden.contains("data-format=\"dossier\""));
}

#[tokio::test]
async fn what_was_written_does_not_go_unasked() {
    let state = at_the_desk(
        complete(),
        [DeskAction::Judge(Domain::Money, Opinion::Level(Some(2)))],
    );
    let html = render(state.after(Action::Wipe)).await;
    assert!(html.contains("data-action=\"leave\"") && html.contains("data-screen=\"profile\""));
}

#[tokio::test]
async fn json_opens_too() {
    let text = profile::json::to_json_pretty(&profile(COMPLETE, &Sharing::everything(), "nl"));
    let file = Choice::new("startbeeld.json", Ok(&text));
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
    let file = |name: &str, text: &str| Choice::new(name, Ok(text));
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

/// The input of a vector.
fn vector(name: &str) -> String {
    let path = format!("{}/tests/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the vector is there");
    let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let input = value.get("input").and_then(serde_json::Value::as_str);
    input.expect("an input").to_owned()
}

#[tokio::test]
async fn words_are_asked_for() {
    let state = State::start(Some(vector("sealed-words-link")));
    let html = snapshot("locked-words", state.clone()).await;
    assert!(html.contains("data-role=\"passphrase\"") && html.contains("data-action=\"open\""));
    // While they are tried the page says so, and the field is the same.
    let busy = state.after(Action::Words("appel feits".into()));
    let html = render(busy.clone()).await;
    assert!(html.contains("Dat kan enkele seconden duren.") && html.contains("aria-disabled"));
    let envelope = busy.locked.clone().expect("it is locked");
    let wrong = busy
        .after(Action::Unlocked(
            envelope,
            Err(Problem::Profile(profile::ProfileError::WrongPassphrase)),
        ))
        .after(Action::Tried);
    let html = render(wrong).await;
    assert!(html.contains("Deze woorden passen niet") && html.contains("Bedoelt u ‘fiets’?"));
}

#[tokio::test]
async fn a_key_is_asked_for() {
    let html = snapshot("locked-key", State::start(Some(vector("sealed-key-link")))).await;
    assert_eq!(html.matches("data-role=\"key-file\"").count(), 1);
}

#[tokio::test]
async fn beside_an_open_profile_too() {
    let html = render(complete().after(Action::Text(vector("sealed-key")))).await;
    assert!(html.contains("data-screen=\"profile\"") && html.contains("data-role=\"key-file\""));
}

#[tokio::test]
async fn without_a_secure_connection() {
    let state = State::start_in_browser(Some(vector("sealed-key")), false)
        .after(KeyAction::Show(true).into());
    let html = render(state).await;
    assert!(html.contains("een adres nodig dat begint met https"));
    assert!(html.contains("Deze pagina is niet via een beveiligde verbinding geopend."));
    assert!(!html.contains("data-role=\"locked\"") && !html.contains("data-action=\"new-key\""));
}

fn key(kid: &str, stay: Stay) -> OpenKey {
    OpenKey {
        kid: kid.to_owned(),
        stay,
        public: None,
        handle: Handle::default(),
    }
}

#[tokio::test]
async fn the_keys() {
    let day = Date::from_calendar(2026, 11, 21).expect("a day that exists");
    let file = KeyFile::read("startbeeld-sleutel-a.jwe", &vector("sealed-key-file"))
        .map_err(|problem| format!("{problem:?}"))
        .expect("a key");
    let state = [
        KeyAction::Show(true),
        KeyAction::Opened("a".into(), key("6UoWwDCk", Stay::Session(9, 5))),
        KeyAction::Opened("b".into(), key("tvXqPHq0", Stay::Kept(day))),
        KeyAction::Files(vec![Ok(file)]),
        KeyAction::Tried(Some(KeyProblem::WrongPassphrase)),
    ]
    .into_iter()
    .fold(State::default(), |state, action| state.after(action.into()));
    snapshot("keys", state).await;
}

#[tokio::test]
async fn new_keys() {
    let words = "appel fiets zomer kano lepel panda";
    let state = State::default().after(KeyAction::New(words.into()).into());
    snapshot("keys-new", state.clone()).await;
    let made = Made {
        kid: "6UoWwDCk".into(),
        file: "eyJ\n".into(),
        config: "{\"keys\":[]}".into(),
    };
    let state = state.after(KeyAction::Made(made).into());
    let html = snapshot("keys-made", state.clone()).await;
    assert!(!html.contains("data-role=\"key-config\"") && html.contains(words));
    assert_eq!(html.matches("data-role=\"key-file\"").count(), 1);
    let proven =
        state.after(KeyAction::Opened("a".into(), key("6UoWwDCk", Stay::Session(9, 5))).into());
    let html = render(proven).await;
    assert!(html.contains("data-role=\"key-config\"") && html.contains("Het bestand werkt."));
}

#[tokio::test]
async fn several_files_of_every_kind() {
    let good = link(&profile(MINIMAL, &Sharing::everything(), "nl"));
    let files = vec![
        Choice::new("op-slot.html", Ok(&vector("sealed-words"))),
        Choice::new("kapot.html", Ok(&good[..good.len() - 6])),
        Choice::new("goed.html", Ok(&good)),
        Choice::new("nog-eens.html", Ok(&good)),
        Choice::new("voor-een-sleutel.html", Ok(&vector("sealed-key"))),
        Choice::new("dicht.html", Err(Problem::Unreadable)),
    ];
    snapshot(
        "several-kinds",
        State::default().after(Action::Files(files)),
    )
    .await;
}
