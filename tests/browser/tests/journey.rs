//! Two complete people fill in everything by tapping, look back, are interrupted, share in three ways, and the coach
//! finds exactly what they shared.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by stopping"
)]

use startbeeld::engine::profile::{ProfileError, json, read};
use startbeeld::engine::{Answers, Domain, Field, Kind, Profile, QuestionId};
use startbeeld_browser::client::{Visit, same};
use startbeeld_browser::person::Reply;
use startbeeld_browser::{Browser, Client, Coach, Device, Person, Setup, oracle, unlock};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

#[tokio::test]
async fn the_withdrawn_man_on_his_phone() {
    journey(
        Person::withdrawn().unwrap(),
        Device::Phone,
        "domain.network.level",
        "3",
    )
    .await;
}

#[tokio::test]
async fn the_overreaching_woman_at_a_laptop() {
    journey(
        Person::overreaching().unwrap(),
        Device::Laptop,
        "domain.selfcare.level",
        "4",
    )
    .await;
}

#[tokio::test]
async fn the_painter_takes_the_short_route() {
    let person = Person::painter().unwrap();
    let (setup, browser) = start(Device::Kiosk).await;
    let client = Client::open(&setup, &browser).await.unwrap();
    let visits = client.walk_to(&person, "share").await.unwrap();
    assert!(
        visits
            .iter()
            .all(|visit| visit.screen.name != "work" && visit.screen.name != "strengths")
    );
    client.choose_sharing(&person).await.unwrap();
    let link = client.link().await.unwrap();
    let words = client.passphrase().await.unwrap();
    assert_shared(&person, &unlock(&link, &words).unwrap());
    assert_quiet(&browser).await;
    assert_coach_sees(
        &person,
        &browser,
        &Coach::open_sealed(&browser, &link, &words).await.unwrap(),
    )
    .await;
}

/// The whole way. On the way the answer to `question` is changed into `code` after going back for it.
async fn journey(mut person: Person, device: Device, question: &str, code: &str) {
    let (setup, browser) = start(device).await;
    let client = Client::open(&setup, &browser).await.unwrap();

    // Half of it, then back to change an answer, then an interruption.
    let mut visits = client.walk_to(&person, "steering").await.unwrap();
    change_on_the_way(&client, &mut person, &mut visits, question, code).await;
    visits.extend(client.walk_to(&person, "work").await.unwrap());
    interruption(&client, &visits).await;

    // The rest, and everything once more in the overview.
    visits.extend(client.walk_to(&person, "review").await.unwrap());
    assert_everything_was_asked(&person, &visits);
    assert_review_shows(&client, &visits).await;
    change_from_the_review(&client, &person).await;

    // Sharing.
    let share = client.next().await.unwrap();
    assert_eq!(share.name, "share");
    let offered = client.choose_sharing(&person).await.unwrap();
    for domain in person.share_changes() {
        assert!(
            offered.contains(&format!("share.{domain}")),
            "{domain} is not offered on the sharing screen"
        );
    }
    let carriers = share_three_times(&setup, &browser, &client, &person).await;
    assert_quiet(&browser).await;
    import_three_times(&setup, &browser, &carriers, &person).await;
    assert_quiet(&browser).await;
}

/// The code as it was scanned, the link, and the saved file.
struct Carriers {
    scanned: String,
    link: String,
    file: PathBuf,
    words: String,
}

async fn share_three_times(
    setup: &Setup,
    browser: &Browser,
    client: &Client<'_>,
    person: &Person,
) -> Carriers {
    let picture = browser.folder().join("qr.png");
    fs::write(&picture, client.qr().await.unwrap()).unwrap();
    let scanned = oracle::read_qr(setup, &picture).unwrap();
    let link = client.link().await.unwrap();
    let file = client.file().await.unwrap();
    let page = fs::read_to_string(&file).unwrap();
    let words = client.passphrase().await.unwrap();
    assert_eq!(words.split(' ').count(), 6, "the words are {words}");
    // The code is for the coach across the table; what travels is on a lock.
    for (carrier, text) in [("the link", &link), ("the file", &page)] {
        assert_eq!(read(text), Err(ProfileError::Sealed), "{carrier} is open");
    }
    for (carrier, text) in [
        ("the QR code", &scanned),
        ("the link", &link),
        ("the file", &page),
    ] {
        let profile = unlock(text, &words)
            .unwrap_or_else(|error| panic!("{carrier} holds no profile: {error}"));
        assert_shared(person, &profile);
    }
    assert!(
        link.starts_with(&setup.coach_url()),
        "the link {link} does not lead to the coach's page"
    );
    let is_page = page
        .trim_start()
        .to_lowercase()
        .starts_with("<!doctype html");
    assert!(is_page, "the file is no page that a person can read");
    Carriers {
        scanned,
        link,
        file,
        words,
    }
}

async fn import_three_times(
    setup: &Setup,
    browser: &Browser,
    carriers: &Carriers,
    person: &Person,
) {
    let coach = Coach::open_link(browser, &carriers.scanned).await.unwrap();
    assert_coach_sees(person, browser, &coach).await;
    let coach = Coach::open(setup, browser).await.unwrap();
    coach.import_text(&carriers.link).await.unwrap();
    coach.unlock(&carriers.words).await.unwrap();
    assert_coach_sees(person, browser, &coach).await;
    let coach = Coach::open(setup, browser).await.unwrap();
    coach.import_file(&carriers.file).await.unwrap();
    coach.unlock(&carriers.words).await.unwrap();
    assert_coach_sees(person, browser, &coach).await;
}

async fn start(device: Device) -> (Setup, Browser) {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, device).await.unwrap();
    (setup, browser)
}

/// Goes back to the page of a question, changes the answer there and comes back to where it was.
async fn change_on_the_way(
    client: &Client<'_>,
    person: &mut Person,
    visits: &mut [Visit],
    question: &str,
    code: &str,
) {
    let here = client.screen().await.unwrap();
    let page = visits
        .iter_mut()
        .find(|visit| visit.state.contains_key(question))
        .expect("the question was asked");
    client.walk_back_to(&page.screen).await.unwrap();
    person
        .change(question, Reply::One(code.to_owned()))
        .unwrap();
    let again = client.answer_page(person).await.unwrap();
    page.state = again.state;
    // Only what was tapped now has new words.
    page.words.extend(
        again
            .words
            .into_iter()
            .filter(|(_, words)| words.iter().any(|word| !word.is_empty())),
    );
    while !client.screen().await.unwrap().is_same_page(&here) {
        client.next().await.unwrap();
    }
}

/// Loads the page again: the same page is there, and every answer on the pages before it too.
async fn interruption(client: &Client<'_>, visits: &[Visit]) {
    let here = client.screen().await.unwrap();
    client.browser().reload().await.unwrap();
    let again = client.screen().await.unwrap();
    assert!(
        again.is_same_page(&here),
        "after the interruption {again:?} is shown instead of {here:?}"
    );
    for visit in visits.iter().rev() {
        let page = client.back().await.unwrap();
        assert!(
            page.is_same_page(&visit.screen),
            "going back {page:?} comes instead of {:?}",
            visit.screen
        );
        let state = client.state().await.unwrap();
        for (question, values) in &visit.state {
            assert!(
                same(question, &state[question], values),
                "{question} holds {:?} after the interruption, not {values:?}",
                state[question]
            );
        }
    }
    while !client.screen().await.unwrap().is_same_page(&here) {
        client.next().await.unwrap();
    }
}

fn assert_everything_was_asked(person: &Person, visits: &[Visit]) {
    let asked: BTreeSet<&str> = visits
        .iter()
        .flat_map(|visit| visit.state.keys())
        .map(String::as_str)
        .collect();
    let missed: Vec<&str> = person
        .replies()
        .map(|(id, _)| id)
        .filter(|id| !asked.contains(id))
        .collect();
    assert!(
        missed.is_empty(),
        "{} had an answer to {missed:?}, but was not asked",
        person.name
    );
}

/// The overview holds the words of everything that was tapped and written.
async fn assert_review_shows(client: &Client<'_>, visits: &[Visit]) {
    let all: String = client
        .browser()
        .page("allWords", serde_json::json!([]))
        .await
        .unwrap();
    let mut missing = Vec::new();
    for visit in visits {
        for (question, tapped) in &visit.words {
            let id: Option<QuestionId> = question.parse().ok();
            // A checkbox is shown as a fact, in other words than those beside it.
            if id.is_none_or(|id| id.field.def().kind == Kind::Flag) {
                continue;
            }
            let is_text = id.is_some_and(|id| id.field.def().kind == Kind::Text);
            let words = if is_text {
                &visit.state[question]
            } else {
                tapped
            };
            missing.extend(
                words
                    .iter()
                    .filter(|words| !all.contains(words.as_str()))
                    .map(|words| format!("{question}: {words}")),
            );
        }
    }
    assert!(
        missing.is_empty(),
        "the overview does not show {missing:#?}"
    );
}

/// Every part of the overview can be changed: the first link leads to a page, and the way back is the route itself.
async fn change_from_the_review(client: &Client<'_>, person: &Person) {
    let links: u32 = client
        .browser()
        .page("count", serde_json::json!(["[data-action=change]"]))
        .await
        .unwrap();
    assert!(
        links >= 5,
        "the overview has only {links} ways to change something"
    );
    let page = client.move_by("change").await.unwrap();
    assert_ne!(page.name, "review");
    client.walk_to(person, "review").await.unwrap();
}

/// What left the device is what the engine says, and nothing that was withheld is in it in any form.
fn assert_shared(person: &Person, profile: &Profile) {
    let expected = person.profile();
    let differing: Vec<String> = differences(&expected.answers, &profile.answers);
    assert!(
        differing.is_empty(),
        "{} shares something else: {differing:#?}",
        person.name
    );
    assert_eq!(profile.route, expected.route);
    let text = json::to_json(profile);
    for part in person.withheld() {
        assert!(
            !text.contains(part.as_str()),
            "{part} was withheld by {}, and is in the profile: {text}",
            person.name
        );
    }
}

fn differences(expected: &Answers, found: &Answers) -> Vec<String> {
    let questions: BTreeSet<QuestionId> = expected
        .iter()
        .chain(found.iter())
        .map(|(question, _)| question)
        .collect();
    questions
        .into_iter()
        .filter(|question| expected.get(*question) != found.get(*question))
        .map(|question| {
            format!(
                "{question}: {:?} instead of {:?}",
                found.get(question),
                expected.get(question)
            )
        })
        .collect()
}

/// The coach's page shows level, hypothesis and topics exactly as the engine computes them, and nothing withheld.
async fn assert_coach_sees(person: &Person, browser: &Browser, coach: &Coach<'_>) {
    let shown = coach.profile().await.unwrap();
    assert_eq!(
        shown,
        person.shown(),
        "what the coach sees of {}",
        person.name
    );
    let not_shared = coach.not_shared().await.unwrap();
    let profile = person.profile();
    for domain in Domain::all() {
        if !profile.has_domain(domain) && !domain.is_supplement() {
            assert!(
                not_shared.contains(domain.id()),
                "{} is not marked as not shared",
                domain.id()
            );
        }
        assert!(
            !(profile.has_domain(domain) && not_shared.contains(domain.id())),
            "{} is shared",
            domain.id()
        );
    }
    let all: String = browser
        .page("allWords", serde_json::json!([]))
        .await
        .unwrap();
    for (question, reply) in person.replies() {
        let id: QuestionId = question.parse().unwrap();
        if let (Kind::Text, Reply::One(words)) = (id.field.def().kind, reply) {
            let is_shared = profile.answers.has(id);
            assert_eq!(
                all.contains(words.as_str()),
                is_shared,
                "{question} ({words}) on the coach's page"
            );
        }
    }
    assert!(!all.contains(Field::DomainLevel.code(6).unwrap()));
}

async fn assert_quiet(browser: &Browser) {
    let complaints = browser.complaints().await.unwrap();
    assert!(
        complaints.is_empty(),
        "the browser complains: {complaints:#?}"
    );
}
