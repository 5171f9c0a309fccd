//! What is sealed, on the coach's page: opened with words and with keys, by whatever way it comes in; and keys that are
//! made in the browser and accepted by the command line.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by stopping"
)]

use serde_json::{Value, json};
use startbeeld::engine::profile::{json as profile_json, link};
use startbeeld_browser::person::Shown;
use startbeeld_browser::{Browser, Coach, Device, Person, Setup, oracle};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The words of the vectors, of the profiles and of the private key's file.
const WORDS: &str = "appel fiets zomer kano lepel panda";
const WORDS_FIELD: &str = "[data-role=passphrase]";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A vector: what comes in, and what it holds.
fn vector(name: &str) -> (String, Value) {
    let path = root().join(format!("tests/vectors/{name}.json"));
    let vector: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let input = vector["input"].as_str().unwrap().to_owned();
    (input, vector)
}

/// What the page has to show of a vector.
fn shown(vector: &Value) -> Shown {
    let profile = profile_json::from_json(&vector["profile"].to_string()).unwrap();
    Shown::of(&profile.answers)
}

/// A link of a vector, to the page under test.
fn link_of(setup: &Setup, input: &str) -> String {
    let (_, fragment) = input.split_once("#p=").unwrap();
    format!("{}#p={fragment}", setup.coach_url())
}

fn write(browser: &Browser, name: &str, text: &str) -> PathBuf {
    let path = browser.folder().join(name);
    fs::write(&path, text).unwrap();
    path
}

async fn type_words(browser: &Browser, words: &str) {
    browser.tap_on(WORDS_FIELD).await.unwrap();
    browser.page::<Value>("selectAll", json!([])).await.unwrap();
    browser.write(words).await.unwrap();
    browser.tap("aimAtAction", json!(["open"])).await.unwrap();
}

/// Chooses the file of a private key and types its passphrase.
async fn open_key(browser: &Browser, path: &Path, words: &str) {
    browser
        .choose_file("[data-role=key-file]", path)
        .await
        .unwrap();
    browser
        .wait_for_sight("[data-role=key-passphrase]")
        .await
        .unwrap();
    browser.tap_on("[data-role=key-passphrase]").await.unwrap();
    browser.write(words).await.unwrap();
    browser
        .tap("aimAtAction", json!(["open-key"]))
        .await
        .unwrap();
}

/// A picture of the whole page, for whoever wants to see it.
async fn picture(setup: &Setup, browser: &Browser, name: &str) {
    let folder = setup.shots().unwrap().join("sealed-coach");
    fs::create_dir_all(&folder).unwrap();
    browser.page::<Value>("settle", json!([])).await.unwrap();
    let picture = browser.picture_of_page().await.unwrap();
    fs::write(folder.join(format!("{name}.png")), picture).unwrap();
}

/// Axe has nothing to say about the page as it is now.
async fn assert_accessible(setup: &Setup, browser: &Browser, name: &str) {
    browser.stretch().await.unwrap();
    let violations = oracle::axe(setup, browser).await.unwrap();
    browser.emulate(browser.device()).await.unwrap();
    assert!(violations.is_empty(), "{name}: {violations:#?}");
}

#[tokio::test]
async fn words_open_a_link_also_after_wrong_ones() {
    let (setup, browser) = start().await;
    let (input, vector) = vector("sealed-words-link");
    let coach = Coach::open_link(&browser, &link_of(&setup, &input))
        .await
        .unwrap();
    browser.wait_for_sight(WORDS_FIELD).await.unwrap();
    let address: String = browser.eval("location.href").await.unwrap();
    assert!(
        !address.contains("eyJ"),
        "it stays in the address: {address}"
    );
    picture(&setup, &browser, "words").await;
    assert_accessible(&setup, &browser, "words").await;

    type_words(&browser, "appel feits zomer kano lepel panda").await;
    let sentence = coach.error().await.unwrap();
    assert!(sentence.contains("kijk elk woord na"), "{sentence}");
    let hint = browser.words(".slip").await.unwrap().join(" ");
    assert!(hint.contains("‘fiets’"), "no hint: {hint}");
    let kept: String = browser
        .page("linkValue", json!([WORDS_FIELD]))
        .await
        .unwrap();
    assert_eq!(kept, "appel feits zomer kano lepel panda");
    picture(&setup, &browser, "words-wrong").await;

    type_words(&browser, "Appel, Fiets – ZOMER kano lepel panda.").await;
    assert_eq!(coach.profile().await.unwrap(), shown(&vector));
    assert_nothing_kept(&browser).await;
    assert_quiet(&browser).await;
}

#[tokio::test]
async fn a_key_opens_a_link_and_everything_after_it() {
    let (setup, browser) = start().await;
    let (input, vector_of_link) = vector("sealed-key-link");
    let coach = Coach::open_link(&browser, &link_of(&setup, &input))
        .await
        .unwrap();
    browser.wait_for_sight("[data-role=locked]").await.unwrap();
    picture(&setup, &browser, "key-wanted").await;
    let file = write(&browser, "sleutel.jwe", &vector("sealed-key-file").0);
    open_key(&browser, &file, "niet het goede").await;
    let sentence = coach.error().await.unwrap();
    assert!(sentence.contains("past niet"), "{sentence}");
    browser.tap_on("[data-role=key-passphrase]").await.unwrap();
    browser.page::<Value>("selectAll", json!([])).await.unwrap();
    browser.write(WORDS).await.unwrap();
    browser
        .tap("aimAtAction", json!(["open-key"]))
        .await
        .unwrap();
    assert_eq!(coach.profile().await.unwrap(), shown(&vector_of_link));

    // The key stays open: the next one opens by itself, and one for another key says so.
    browser.tap("aimAtAction", json!(["wipe"])).await.unwrap();
    let (page, vector_of_page) = vector("sealed-key-page");
    let path = write(&browser, "startbeeld.html", &page);
    coach.import_file(&path).await.unwrap();
    assert_eq!(coach.profile().await.unwrap(), shown(&vector_of_page));
    browser.tap("aimAtAction", json!(["wipe"])).await.unwrap();
    browser
        .wait_for_sight("[data-screen=import]")
        .await
        .unwrap();
    coach
        .import_text(&vector("sealed-flip-text").0)
        .await
        .unwrap();
    let sentence = coach.error().await.unwrap();
    assert!(sentence.contains("beschadigd"), "{sentence}");
    assert_nothing_kept(&browser).await;
    assert_quiet(&browser).await;
}

#[tokio::test]
async fn several_files_each_say_what_they_are() {
    let (setup, browser) = start().await;
    let coach = Coach::open(&setup, &browser).await.unwrap();
    let person = Person::withdrawn().unwrap();
    let good = link(&setup.coach_url(), &person.profile());
    let (words, vector_of_words) = vector("sealed-words");
    let files = [
        write(&browser, "een.html", &good),
        write(&browser, "twee.html", &words),
        write(&browser, "kapot.html", &good[..good.len() - 8]),
        write(&browser, "nog-eens.html", &good),
        write(&browser, "sleutel-nodig.html", &vector("sealed-key").0),
        write(&browser, "recept.html", "<p>Appeltaart</p>"),
    ];
    let all: Vec<String> = files
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    // The driver takes the names of several files on lines of their own.
    coach.import_file(Path::new(&all.join("\n"))).await.unwrap();
    browser.wait_for_sight(".choices").await.unwrap();
    assert_eq!(count(&browser, "[data-role=choice]").await, 1);
    let told = browser.words("[data-role=refused]").await.unwrap();
    let told = |name: &str| {
        told.iter()
            .find(|words| words.contains(name))
            .unwrap_or_else(|| panic!("{name} is not in {told:#?}"))
            .clone()
    };
    for (name, words) in [
        ("twee.html", "zes woorden"),
        ("kapot.html", "ontbreekt"),
        ("nog-eens.html", "een.html"),
        ("sleutel-nodig.html", "6UoWwDCk"),
        ("recept.html", "geen startbeeld"),
    ] {
        assert!(told(name).contains(words), "{}", told(name));
    }
    picture(&setup, &browser, "several").await;
    assert_accessible(&setup, &browser, "several").await;

    type_words(&browser, WORDS).await;
    wait_for_count(&browser, "[data-role=choice]", 2).await;
    let key = write(&browser, "sleutel.jwe", &vector("sealed-key-file").0);
    open_key(&browser, &key, WORDS).await;
    // The two vectors hold the same profile, so the one with the key is the same as the one with the words.
    wait_for_count(&browser, "[data-role=locked]", 0).await;
    let same = browser.words("[data-state=same]").await.unwrap();
    assert!(
        same.iter()
            .any(|words| words.contains("sleutel-nodig.html") && words.contains("twee.html")),
        "{same:#?}"
    );
    browser
        .tap_on("li:nth-child(2) [data-role=choice]")
        .await
        .unwrap();
    assert_eq!(coach.profile().await.unwrap(), shown(&vector_of_words));
    assert_quiet(&browser).await;
}

#[tokio::test]
async fn two_hundred_files_say_how_far_they_are() {
    let (setup, browser) = start().await;
    let coach = Coach::open(&setup, &browser).await.unwrap();
    let person = Person::withdrawn().unwrap();
    let good = link(&setup.coach_url(), &person.profile());
    let all: Vec<String> = (0..200)
        .map(|number| {
            let padding = "<p>x</p>".repeat(2_000);
            let text = format!("{padding}<!-- {number} -->{good}");
            write(&browser, &format!("{number}.html"), &text)
                .display()
                .to_string()
        })
        .collect();
    // What is shown while the files are read, and the longest time in which the page did not react.
    browser
        .eval::<()>(
            "(() => { window.seen = []; window.longest = 0; let last = performance.now(); \
             const look = () => { const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now; \
             const words = document.querySelector('.progress')?.textContent; if (words) window.seen.push(words); setTimeout(look, 4); }; look(); })()",
        )
        .await
        .unwrap();
    coach.import_file(Path::new(&all.join("\n"))).await.unwrap();
    browser.wait_for_sight(".choices").await.unwrap();
    assert_eq!(count(&browser, ".choices li").await, 200);
    let seen: Vec<String> = browser.eval("window.seen").await.unwrap();
    assert!(
        seen.iter().any(|words| words.contains("van de 200")),
        "{seen:?}"
    );
    let longest: f64 = browser.eval("window.longest").await.unwrap();
    println!(
        "200 files: {} looks, at most {longest:.0} ms without reaction",
        seen.len()
    );
    assert!(longest < 1_000.0, "{longest} ms without reaction");
    assert_quiet(&browser).await;
}

/// Makes a pair of keys, saves the file and tries it; gives the file and its words.
async fn make_key(setup: &Setup, browser: &Browser) -> (PathBuf, String) {
    browser.tap("aimAtAction", json!(["keys"])).await.unwrap();
    picture(setup, browser, "keys").await;
    browser
        .tap("aimAtAction", json!(["new-key"]))
        .await
        .unwrap();
    browser
        .wait_for_sight("[data-role=new-passphrase]")
        .await
        .unwrap();
    picture(setup, browser, "keys-new").await;
    assert_accessible(setup, browser, "keys-new").await;
    let words = browser
        .words("[data-role=new-passphrase]")
        .await
        .unwrap()
        .remove(0);
    assert_eq!(words.split(' ').count(), 6);
    browser
        .tap("aimAtAction", json!(["make-key"]))
        .await
        .unwrap();
    browser
        .wait_for_sight("[data-action=save-key]")
        .await
        .unwrap();
    picture(setup, browser, "keys-made").await;
    assert_accessible(setup, browser, "keys-made").await;
    assert!(!browser.sees("[data-role=key-config]").await.unwrap());
    let file = browser
        .download(async || {
            browser
                .tap("aimAtAction", json!(["save-key"]))
                .await
                .map(drop)
        })
        .await
        .unwrap();
    let kid: String = browser
        .eval("document.querySelector('[data-role=new-key]').dataset.kid")
        .await
        .unwrap();
    assert_eq!(
        file.file_name().unwrap().to_str().unwrap(),
        format!("startbeeld-sleutel-{kid}.jwe")
    );
    // Not before the file has opened there is something to publish.
    open_key(browser, &file, &words.to_uppercase()).await;
    browser
        .wait_for_sight("[data-role=key-config]")
        .await
        .unwrap();
    picture(setup, browser, "keys-proven").await;
    (file, words)
}

/// The command line seals to what is published, and opens that with the file; gives what is sealed.
fn seal_and_open(browser: &Browser, config: &Path, file: &Path, passphrase: &Path) -> String {
    let person = Person::withdrawn().unwrap();
    let profile = write(
        browser,
        "open.json",
        &profile_json::to_json(&person.profile()),
    );
    let sealed = startbeeld(&["seal", "--key", text(config), text(&profile)]);
    let sealed_file = write(browser, "dicht.txt", &sealed);
    let key = ["--key", text(file), "--passphrase-file", text(passphrase)];
    let opened = startbeeld(
        &[
            &["export", "--format", "json"],
            &key[..],
            &[text(&sealed_file)],
        ]
        .concat(),
    );
    let opened: Value = serde_json::from_str(&opened).unwrap();
    assert_eq!(
        profile_json::from_json(&opened[0].to_string())
            .unwrap()
            .answers,
        person.profile().answers
    );
    let read = startbeeld(&[&["open"], &key[..], &[text(&sealed_file)]].concat());
    assert!(read.len() > 100);
    sealed
}

#[tokio::test]
async fn keys_made_here_open_on_the_command_line() {
    let (setup, browser) = start().await;
    let coach = Coach::open(&setup, &browser).await.unwrap();
    let (file, words) = make_key(&setup, &browser).await;
    let config: String = browser
        .page("linkValue", json!(["[data-role=key-config]"]))
        .await
        .unwrap();
    let config = write(&browser, "config.json", &config);
    let passphrase = write(&browser, "wachtwoord", &words);

    let sealed = seal_and_open(&browser, &config, &file, &passphrase);

    // So does this page, with the key that is open; a key that the command line made opens here too.
    browser
        .tap("aimAtAction", json!(["finish-key"]))
        .await
        .unwrap();
    coach.import_text(&sealed).await.unwrap();
    let person = Person::withdrawn().unwrap();
    assert_eq!(coach.profile().await.unwrap(), person.shown());
    browser.tap("aimAtAction", json!(["wipe"])).await.unwrap();
    browser
        .wait_for_sight("[data-screen=import]")
        .await
        .unwrap();
    let other = browser.folder().join("ander.key");
    startbeeld(&[
        "keygen",
        "--out",
        text(&other),
        "--passphrase-file",
        text(&passphrase),
    ]);
    open_key(&browser, &other, &words).await;
    wait_for_count(&browser, "[data-role=key]", 2).await;
    picture(&setup, &browser, "keys-two").await;
    assert_accessible(&setup, &browser, "keys-two").await;
    assert_quiet(&browser).await;
}

#[tokio::test]
async fn a_key_is_kept_by_choice_and_forgotten_again() {
    let (setup, browser) = start().await;
    Coach::open(&setup, &browser).await.unwrap();
    browser.tap("aimAtAction", json!(["keys"])).await.unwrap();
    let file = write(&browser, "sleutel.jwe", &vector("sealed-key-file").0);
    open_key(&browser, &file, WORDS).await;
    browser.wait_for_sight("[data-role=key]").await.unwrap();
    assert_nothing_kept(&browser).await;
    browser
        .tap("aimAtAction", json!(["keep-key"]))
        .await
        .unwrap();
    wait_for_count(&browser, "[data-action=keep-key]", 0).await;
    picture(&setup, &browser, "keys-kept").await;
    // What is kept cannot be taken out.
    let extractable: bool = browser
        .eval(
            "new Promise((done) => { const open = indexedDB.open('startbeeld-coach'); open.onsuccess = () => { \
             const all = open.result.transaction('keys').objectStore('keys').getAll(); \
             all.onsuccess = () => { open.result.close(); done(all.result[0].key.extractable); }; }; })",
        )
        .await
        .unwrap();
    assert!(!extractable);

    let (input, vector) = vector("sealed-key-link");
    let coach = Coach::open_link(&browser, &link_of(&setup, &input))
        .await
        .unwrap();
    assert_eq!(coach.profile().await.unwrap(), shown(&vector));
    browser.tap("aimAtAction", json!(["wipe"])).await.unwrap();
    browser.wait_for_sight("[data-action=keys]").await.unwrap();
    browser.tap("aimAtAction", json!(["keys"])).await.unwrap();
    browser
        .tap("aimAtAction", json!(["forget-key"]))
        .await
        .unwrap();
    wait_for_count(&browser, "[data-role=key]", 0).await;
    let start = std::time::Instant::now();
    while !browser.stored().await.unwrap().databases.is_empty() {
        assert!(start.elapsed().as_secs() < 10, "the database stays");
    }
    browser.reload().await.unwrap();
    browser
        .wait_for_sight("[data-screen][data-ready]")
        .await
        .unwrap();
    assert_nothing_kept(&browser).await;
    assert_quiet(&browser).await;
}

#[tokio::test]
async fn without_ciphers_the_page_says_so() {
    let (setup, browser) = start().await;
    browser
        .run_before_pages(
            "Object.defineProperty(Crypto.prototype, 'subtle', { get() { return undefined; } });",
        )
        .await
        .unwrap();
    let (input, _) = vector("sealed-words-link");
    let coach = Coach::open_link(&browser, &link_of(&setup, &input))
        .await
        .unwrap();
    let sentence = coach.error().await.unwrap();
    assert!(sentence.contains("https"), "{sentence}");
    assert!(!browser.sees(WORDS_FIELD).await.unwrap());
    assert_quiet(&browser).await;
}

/// The ciphers of the browser agree with all vectors, as those of the command line do.
#[tokio::test]
async fn every_sealed_vector_is_what_it_should_be() {
    let (setup, browser) = start().await;
    Coach::open(&setup, &browser).await.unwrap();
    browser.tap("aimAtAction", json!(["keys"])).await.unwrap();
    let file = write(&browser, "sleutel.jwe", &vector("sealed-key-file").0);
    open_key(&browser, &file, WORDS).await;
    browser.wait_for_sight("[data-role=key]").await.unwrap();
    // Kept, it is there on every page that is opened from here on.
    browser
        .tap("aimAtAction", json!(["keep-key"]))
        .await
        .unwrap();
    wait_for_count(&browser, "[data-action=keep-key]", 0).await;
    let mut names: Vec<String> = fs::read_dir(root().join("tests/vectors"))
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .filter(|name| name.starts_with("sealed-"))
        .collect();
    names.sort();
    let (mut opened, mut refused) = (0, 0);
    for name in &names {
        let (input, vector) = vector(name);
        let keys = vector["keys"].as_array().unwrap();
        // With other keys than the one that is open here, the outcome is another one.
        let other = !keys.is_empty() && !keys.iter().any(|key| key["kid"] == "6UoWwDCk");
        if other || vector["error"] == "sealed" {
            continue;
        }
        let coach = Coach::open(&setup, &browser).await.unwrap();
        coach.import_text(&input).await.unwrap();
        let mut words = vector["passphrases"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str);
        if outcome(&browser).await == Outcome::Asks {
            for words in words.by_ref() {
                type_words(&browser, words).await;
                if outcome(&browser).await == Outcome::Opens {
                    break;
                }
            }
        }
        if vector["profile"].is_object() {
            let seen = coach.profile().await;
            assert_eq!(
                seen.unwrap_or_else(|error| panic!("{name}: {error:#}")),
                shown(&vector),
                "{name}"
            );
            opened += 1;
        } else {
            assert!(!coach.has_profile().await.unwrap(), "{name} opened");
            refused += 1;
        }
    }
    println!("{opened} vectors opened, {refused} were refused");
    assert!(opened > 15 && refused > 15);
    assert_quiet(&browser).await;
}

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Opens,
    Asks,
    Refuses,
}

/// Waits for what comes of a paste, or of words: nothing is being tried any more.
async fn outcome(browser: &Browser) -> Outcome {
    let start = std::time::Instant::now();
    loop {
        let busy = browser.sees(".progress").await.unwrap();
        let said = browser.words("[data-role=error]").await.unwrap();
        if browser.sees("[data-screen=profile]").await.unwrap() {
            return Outcome::Opens;
        } else if !busy && said.iter().any(|words| !words.is_empty()) {
            return Outcome::Refuses;
        } else if !busy && browser.sees("[data-role=locked]").await.unwrap() {
            return Outcome::Asks;
        }
        assert!(start.elapsed().as_secs() < 20, "nothing comes of it");
    }
}

async fn count(browser: &Browser, selector: &str) -> u32 {
    browser.page("count", json!([selector])).await.unwrap()
}

async fn wait_for_count(browser: &Browser, selector: &str, wanted: u32) {
    let start = std::time::Instant::now();
    loop {
        let found = count(browser, selector).await;
        if found == wanted {
            return;
        }
        assert!(
            start.elapsed().as_secs() < 20,
            "{found} of {selector} instead of {wanted}"
        );
    }
}

/// Runs the command line and gives what it writes.
fn startbeeld(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--all-features",
            "--bin",
            "startbeeld",
            "--",
        ])
        .args(arguments)
        .current_dir(root())
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {complaint}");
    String::from_utf8(output.stdout).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

async fn start() -> (Setup, Browser) {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, Device::Laptop).await.unwrap();
    (setup, browser)
}

async fn assert_nothing_kept(browser: &Browser) {
    let stored = browser.stored().await.unwrap();
    assert!(
        stored.databases.is_empty() && stored.local.is_empty() && stored.session.is_empty(),
        "{stored:?}"
    );
}

async fn assert_quiet(browser: &Browser) {
    let complaints = browser.complaints().await.unwrap();
    assert!(complaints.is_empty(), "{complaints:#?}");
}
