//! Codes on the coach's page: as a picture, and before the camera. Chromium on Linux reads no codes itself, so what is
//! tried here is the program that the page loads.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by stopping"
)]

use qrcodegen::{QrCode, QrCodeEcc};
use serde_json::{Value, json};
use startbeeld::engine::profile::link;
use startbeeld_browser::{Browser, Coach, Device, Person, Setup, oracle};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A film of this size, as cameras of laptops give.
const FILM: (usize, usize) = (1280, 720);

/// A code with this text as a grey picture on white, and how wide and high that is.
struct Picture {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

impl Picture {
    /// The code in the middle, with modules of so many points; nothing drawn without a text.
    fn of(text: Option<&str>, width: usize, height: usize, module: usize) -> Picture {
        let mut grey = vec![225; width * height];
        if let Some(text) = text {
            let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
            let side = usize::try_from(code.size()).unwrap() * module;
            let (left, top) = ((width - side) / 2, (height - side) / 2);
            for y in 0..side {
                for x in 0..side {
                    let (u, v) = ((x / module) as i32, (y / module) as i32);
                    if code.get_module(u, v) {
                        grey[(top + y) * width + left + x] = 40;
                    }
                }
            }
        }
        Picture {
            width,
            height,
            grey,
        }
    }

    fn png(&self, path: &Path) {
        let file = fs::File::create(path).unwrap();
        let (width, height) = (self.width as u32, self.height as u32);
        let mut encoder = png::Encoder::new(file, width, height);
        encoder.set_color(png::ColorType::Grayscale);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&self.grey).unwrap();
    }

    /// A film in which it stands still (YUV4MPEG2, 4:2:0, without colour).
    fn film(&self, path: &Path) {
        let mut file = fs::File::create(path).unwrap();
        let (width, height) = (self.width, self.height);
        writeln!(file, "YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420").unwrap();
        for _ in 0..5 {
            file.write_all(b"FRAME\n").unwrap();
            file.write_all(&self.grey).unwrap();
            file.write_all(&vec![128; width * height / 2]).unwrap();
        }
    }
}

/// Notes every track that the page gets, so that a test can see whether the camera is on.
const WATCH_TRACKS: &str = "window.tracks = []; if (navigator.mediaDevices) { \
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices); \
    navigator.mediaDevices.getUserMedia = async (wishes) => { \
        const stream = await ask(wishes); window.tracks.push(...stream.getTracks()); return stream; }; }";

/// Lets the next question for a camera fail with an error of this name.
fn refuse_with(name: &str) -> String {
    format!(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', '{name}'))"
    )
}

async fn states_of_tracks(browser: &Browser) -> Vec<String> {
    browser
        .eval("window.tracks.map((track) => track.readyState)")
        .await
        .unwrap()
}

async fn picture(setup: &Setup, browser: &Browser, name: &str) {
    let folder = setup.shots().unwrap().join("scan-coach");
    fs::create_dir_all(&folder).unwrap();
    browser.page::<Value>("settle", json!([])).await.unwrap();
    let picture = browser.picture().await.unwrap();
    fs::write(folder.join(format!("{name}.png")), picture).unwrap();
}

async fn assert_accessible(setup: &Setup, browser: &Browser, name: &str) {
    let violations = oracle::axe(setup, browser).await.unwrap();
    assert!(violations.is_empty(), "{name}: {violations:#?}");
}

async fn assert_quiet(browser: &Browser) {
    let complaints = browser.complaints().await.unwrap();
    assert!(complaints.is_empty(), "{complaints:#?}");
}

/// Only the program was fetched, and nothing was sent.
async fn assert_fetched(browser: &Browser, programs: usize) {
    let requests = browser.requests().await.unwrap();
    let scans = requests
        .iter()
        .filter(|request| request.url.contains("/scan-"));
    assert_eq!(scans.count(), programs, "{requests:#?}");
}

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("startbeeld-scan-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[tokio::test]
async fn a_picture_of_a_code_opens_and_another_says_so() {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, Device::Laptop).await.unwrap();
    let coach = Coach::open(&setup, &browser).await.unwrap();
    picture(&setup, &browser, "import").await;
    assert_accessible(&setup, &browser, "import").await;
    assert_fetched(&browser, 0).await;

    let empty = browser.folder().join("muur.png");
    Picture::of(None, 900, 1200, 1).png(&empty);
    let field = "[data-role=import-picture]";
    browser.choose_file(field, &empty).await.unwrap();
    let sentence = coach.error().await.unwrap();
    assert!(sentence.contains("geen QR-code"), "{sentence}");
    picture(&setup, &browser, "no-code").await;
    // The script and the wasm of the program.
    assert_fetched(&browser, 2).await;

    let broken = browser.folder().join("kapot.png");
    fs::write(&broken, "no picture at all").unwrap();
    browser.choose_file(field, &broken).await.unwrap();
    wait_for_sentence(&browser, "niet openen").await;

    let person = Person::withdrawn().unwrap();
    let address = link(&setup.coach_url(), &person.profile());
    let code = browser.folder().join("code.png");
    Picture::of(Some(&address), 3000, 4000, 20).png(&code);
    browser.choose_file(field, &code).await.unwrap();
    assert_eq!(coach.profile().await.unwrap(), person.shown());

    // Also where files are chosen, and small as on a screenshot.
    browser.tap("aimAtAction", json!(["wipe"])).await.unwrap();
    browser
        .wait_for_sight("[data-screen=import]")
        .await
        .unwrap();
    let small = browser.folder().join("klein.png");
    Picture::of(Some(&address), 320, 400, 4).png(&small);
    coach.import_file(&small).await.unwrap();
    assert_eq!(coach.profile().await.unwrap(), person.shown());
    assert_fetched(&browser, 2).await;
    assert_quiet(&browser).await;
}

#[tokio::test]
async fn a_picture_can_be_pasted() {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, Device::Laptop).await.unwrap();
    let coach = Coach::open(&setup, &browser).await.unwrap();
    let person = Person::withdrawn().unwrap();
    let address = link(&setup.coach_url(), &person.profile());
    let code = browser.folder().join("code.png");
    Picture::of(Some(&address), 600, 600, 6).png(&code);
    let bytes = fs::read(&code).unwrap();
    browser
        .eval::<()>(&format!(
            "(() => {{ const data = new DataTransfer(); \
             data.items.add(new File([new Uint8Array({bytes:?})], 'image.png', {{ type: 'image/png' }})); \
             document.body.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }})); }})()"
        ))
        .await
        .unwrap();
    assert_eq!(coach.profile().await.unwrap(), person.shown());
    assert_quiet(&browser).await;
}

#[tokio::test]
async fn the_camera_reads_a_code_and_goes_out() {
    let setup = Setup::from_env().unwrap();
    let person = Person::withdrawn().unwrap();
    let address = link(&setup.coach_url(), &person.profile());
    let film = folder().join("code.y4m");
    Picture::of(Some(&address), FILM.0, FILM.1, 8).film(&film);
    let browser = Browser::start_with_camera(&setup, Device::Laptop, &film)
        .await
        .unwrap();
    browser.run_before_pages(WATCH_TRACKS).await.unwrap();
    let coach = Coach::open(&setup, &browser).await.unwrap();
    browser.tap("aimAtAction", json!(["scan"])).await.unwrap();
    assert_eq!(coach.profile().await.unwrap(), person.shown());
    assert_eq!(states_of_tracks(&browser).await, ["ended"]);
    assert!(!browser.sees("dialog").await.unwrap());
    assert_quiet(&browser).await;
}

#[tokio::test]
async fn the_camera_goes_out_when_it_is_stopped_or_the_page_is_hidden() {
    let setup = Setup::from_env().unwrap();
    let film = folder().join("wall.y4m");
    Picture::of(None, FILM.0, FILM.1, 8).film(&film);
    let browser = Browser::start_with_camera(&setup, Device::Laptop, &film)
        .await
        .unwrap();
    browser.run_before_pages(WATCH_TRACKS).await.unwrap();
    let coach = Coach::open(&setup, &browser).await.unwrap();
    browser.tap("aimAtAction", json!(["scan"])).await.unwrap();
    wait_for_camera(&browser).await;
    picture(&setup, &browser, "camera").await;
    assert_accessible(&setup, &browser, "camera").await;
    assert_eq!(states_of_tracks(&browser).await, ["live"]);
    browser.tap("aimAtAction", json!(["close"])).await.unwrap();
    wait_until_closed(&browser).await;
    assert_eq!(states_of_tracks(&browser).await, ["ended"]);
    let focused: String = browser
        .eval("document.activeElement.dataset.action ?? ''")
        .await
        .unwrap();
    assert_eq!(focused, "scan");

    browser.tap("aimAtAction", json!(["scan"])).await.unwrap();
    wait_for_camera(&browser).await;
    browser.escape().await.unwrap();
    wait_until_closed(&browser).await;
    assert_eq!(states_of_tracks(&browser).await, ["ended", "ended"]);

    browser.tap("aimAtAction", json!(["scan"])).await.unwrap();
    wait_for_camera(&browser).await;
    browser
        .eval::<()>(
            "(() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true }); \
             document.dispatchEvent(new Event('visibilitychange')); delete document.hidden; })()",
        )
        .await
        .unwrap();
    assert_eq!(states_of_tracks(&browser).await, ["ended"; 3]);
    wait_until_closed(&browser).await;

    for (name, words) in [
        ("NotAllowedError", "mag niet aan"),
        ("NotFoundError", "geen camera"),
        ("NotReadableError", "geeft geen beeld"),
    ] {
        browser
            .eval::<Value>(&format!("({}, null)", refuse_with(name)))
            .await
            .unwrap();
        browser.tap("aimAtAction", json!(["scan"])).await.unwrap();
        wait_for_sentence(&browser, words).await;
        assert!(!browser.sees("dialog").await.unwrap());
    }
    picture(&setup, &browser, "camera-busy").await;
    assert!(!coach.has_profile().await.unwrap());
    assert_quiet(&browser).await;
}

async fn wait_for_camera(browser: &Browser) {
    browser.wait_for_sight("[data-role=camera]").await.unwrap();
    let start = std::time::Instant::now();
    let plays = "(document.querySelector('[data-role=camera]')?.currentTime ?? 0) > 0.5";
    while !browser.eval::<bool>(plays).await.unwrap() {
        assert!(start.elapsed().as_secs() < 20, "the camera shows nothing");
    }
}

async fn wait_until_closed(browser: &Browser) {
    let start = std::time::Instant::now();
    while browser.sees("dialog").await.unwrap() {
        assert!(start.elapsed().as_secs() < 5, "the dialog stays open");
    }
}

async fn wait_for_sentence(browser: &Browser, words: &str) {
    let start = std::time::Instant::now();
    loop {
        let told = browser.words("[data-role=error]").await.unwrap().join(" ");
        if told.contains(words) {
            return;
        }
        assert!(start.elapsed().as_secs() < 20, "‘{words}’ is not in {told}");
    }
}
