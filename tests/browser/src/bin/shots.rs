//! Takes a picture of every kind of screen on a phone, a kiosk and a laptop, and of the paper that is printed.
//!
//! The pictures land in the folder that `STARTBEELD_SHOTS` names, as `<device>/<number>-<screen>.png`.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use startbeeld::engine::profile::link;
use startbeeld_browser::client::Screen;
use startbeeld_browser::person::Reply;
use startbeeld_browser::{Browser, Client, Coach, Device, Person, Setup};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let setup = Setup::from_env()?;
    for device in [Device::Phone, Device::Kiosk, Device::Laptop] {
        let browser = Browser::start(&setup, device).await?;
        let mut album = Album::new(&setup, &browser)?;
        the_client(&setup, &browser, &mut album).await?;
        if device == Device::Laptop {
            the_coach(&setup, &browser, &mut album).await?;
        }
        println!(
            "{}: {} pictures in {}",
            device.name(),
            album.count,
            album.folder.display()
        );
    }
    Ok(())
}

/// The pictures of one device.
struct Album<'a> {
    browser: &'a Browser,
    folder: PathBuf,
    count: u32,
}

impl<'a> Album<'a> {
    fn new(setup: &Setup, browser: &'a Browser) -> Result<Album<'a>> {
        let folder = setup.shots()?.join(browser.device().name());
        fs::create_dir_all(&folder)
            .with_context(|| format!("{} could not be made", folder.display()))?;
        Ok(Album {
            browser,
            folder,
            count: 0,
        })
    }

    /// The whole page on a phone, where a person scrolls; what the window shows elsewhere.
    async fn take(&mut self, name: &str) -> Result<()> {
        self.browser
            .eval::<Value>("window.scrollTo({ top: 0, behavior: 'instant' })")
            .await?;
        self.browser.page::<Value>("settle", json!([])).await?;
        let device = self.browser.device();
        if matches!(device, Device::Phone | Device::Narrow) {
            self.browser.stretch().await?;
        }
        let picture = self.browser.picture().await?;
        self.browser.emulate(device).await?;
        self.keep(name, "png", &picture)
    }

    /// What the window shows, for things that lie over the page.
    async fn take_window(&mut self, name: &str) -> Result<()> {
        self.browser.page::<Value>("settle", json!([])).await?;
        let picture = self.browser.picture().await?;
        self.keep(name, "png", &picture)
    }

    async fn print(&mut self, name: &str) -> Result<()> {
        let paper = self.browser.print().await?;
        self.keep(name, "pdf", &paper)
    }

    fn keep(&mut self, name: &str, kind: &str, bytes: &[u8]) -> Result<()> {
        self.count += 1;
        let path = self.folder.join(format!("{:02}-{name}.{kind}", self.count));
        fs::write(&path, bytes).with_context(|| format!("{} could not be written", path.display()))
    }
}

/// The full route of the withdrawn man, with one acute moment and the question about children opened.
async fn the_client(setup: &Setup, browser: &Browser, album: &mut Album<'_>) -> Result<()> {
    let person = Person::withdrawn()?;
    let client = Client::open(setup, browser).await?;
    client.choose_route(person.route).await?;
    let mut seen = BTreeSet::new();
    loop {
        let screen = client.screen().await?;
        if screen.name == "share" {
            break;
        }
        let kind = kind(&screen);
        let is_new = seen.insert(kind.clone());
        if is_new {
            album.take(&kind).await?;
            moments(&client, &kind, album).await?;
        }
        if screen.name != "review" {
            client.answer_page(&person).await?;
        }
        if is_new && !screen.questions.is_empty() && screen.name != "welcome" {
            album.take(&format!("{kind}-answered")).await?;
        }
        client.next().await?;
    }
    client.choose_sharing(&person).await?;
    the_sharing(browser, &client, album).await
}

/// What only shows after an answer that the person does not give.
async fn moments(client: &Client<'_>, kind: &str, album: &mut Album<'_>) -> Result<()> {
    let (question, code, name) = match kind {
        "domains-money" => ("domain.money.level", "1", "domains-acute"),
        "domains-parenting" => ("domain.parenting.applies", "yes", "domains-parenting-open"),
        _ => return Ok(()),
    };
    client
        .answer(question, &Reply::One(code.to_owned()))
        .await?;
    album.take(name).await
}

async fn the_sharing(browser: &Browser, client: &Client<'_>, album: &mut Album<'_>) -> Result<()> {
    album.take("share").await?;
    browser.tap_on("details summary").await?;
    album.take_window("share-preview").await?;
    client.act("qr").await?;
    browser.wait_for_sight("[data-role=qr]").await?;
    album.take_window("share-qr").await?;
    client.leave_dialog().await?;
    client.link().await?;
    album.take_window("share-link").await?;
    album.print("paper").await?;
    client.act("help").await?;
    album.take_window("help").await?;
    client.leave_dialog().await
}

/// The name of the picture, or of the kind of screen of which one picture is enough.
fn kind(screen: &Screen) -> String {
    let first = screen
        .questions
        .first()
        .map(String::as_str)
        .unwrap_or_default();
    match (screen.name.as_str(), screen.domain.as_deref()) {
        ("domains", Some(domain @ ("money" | "parenting"))) => format!("domains-{domain}"),
        ("domains", _) => "domains".to_owned(),
        ("steering", _) => format!("steering-{}", first.rsplit('.').next().unwrap_or_default()),
        ("work", _) if first.starts_with("work.weight.") => "work-weight".to_owned(),
        ("work" | "strengths" | "plan", _) => first.replace('.', "-"),
        (name, _) => name.to_owned(),
    }
}

async fn the_coach(setup: &Setup, browser: &Browser, album: &mut Album<'_>) -> Result<()> {
    let coach = Coach::open(setup, browser).await?;
    album.take("coach-empty").await?;
    coach.import_text("Geachte heer, hierbij mijn cv.").await?;
    coach.error().await?;
    album.take("coach-error").await?;
    for (name, person) in [
        ("withdrawn", Person::withdrawn()?),
        ("overreaching", Person::overreaching()?),
        ("painter", Person::painter()?),
    ] {
        let coach = Coach::open_link(browser, &link(&setup.coach_url(), &person.profile())).await?;
        coach.profile().await?;
        album.take(&format!("coach-{name}")).await?;
        browser.page::<Value>("settle", json!([])).await?;
        let whole = browser.picture_of_page().await?;
        album.keep(&format!("coach-{name}-whole"), "png", &whole)?;
        album.print(&format!("coach-{name}-paper")).await?;
    }
    Ok(())
}
