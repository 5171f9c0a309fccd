//! The client's page, through the automation attributes of the contract and nothing else.

use crate::browser::Browser;
use crate::person::{Person, Reply};
use crate::setup::Setup;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use startbeeld::crypto::Keyring;
use startbeeld::engine::profile::{self, Found, Profile, passphrase};
use startbeeld::engine::{Domain, Field, Kind, QuestionId, RouteKind, SharedBlock};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// How long a tap may take to show.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often the page is asked meanwhile.
const PAUSE: Duration = Duration::from_millis(15);
/// No route has more pages; whoever walks further walks in a circle.
const MOST_PAGES: usize = 80;

/// Where the QR code stands.
const QR: &str = "[data-role=qr]";
/// Where the link stands.
const LINK: &str = "[data-role=link]";

/// What is chosen or written, by question.
pub type State = BTreeMap<String, Vec<String>>;

/// One screen of the client's page.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Screen {
    /// The screen of the route.
    pub name: String,
    /// The life domain, where the screen is about one.
    pub domain: Option<String>,
    /// The questions on it. Questions can appear and go with the answers to others.
    pub questions: Vec<String>,
}

impl Screen {
    /// Whether both are the same page. Only the first question is compared, because answers make others appear.
    #[must_use]
    pub fn is_same_page(&self, other: &Screen) -> bool {
        self.name == other.name
            && self.domain == other.domain
            && self.questions.first() == other.questions.first()
    }
}

/// What was seen of one page on the way.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The page, after it was answered.
    pub screen: Screen,
    /// What was chosen and written when it was left.
    pub state: State,
    /// The words on everything that was tapped, by question.
    pub words: BTreeMap<String, Vec<String>>,
}

/// The client's page in a browser.
#[derive(Clone, Copy, Debug)]
pub struct Client<'a> {
    browser: &'a Browser,
}

impl<'a> Client<'a> {
    /// Opens the page and waits until its first screen reacts.
    ///
    /// # Errors
    /// When the page does not start.
    pub async fn open(setup: &Setup, browser: &'a Browser) -> Result<Client<'a>> {
        browser.open(setup.client_url()).await?;
        let client = Client { browser };
        client.screen().await?;
        Ok(client)
    }

    /// The page that is open in the browser already.
    #[must_use]
    pub fn at(browser: &'a Browser) -> Client<'a> {
        Client { browser }
    }

    /// The browser the page is in.
    #[must_use]
    pub fn browser(&self) -> &'a Browser {
        self.browser
    }

    /// The present screen, as soon as it reacts.
    ///
    /// # Errors
    /// When no screen comes.
    pub async fn screen(&self) -> Result<Screen> {
        self.browser
            .wait_for("a screen that reacts", "screen", json!([]))
            .await
    }

    /// What is chosen and written on the present screen.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn state(&self) -> Result<State> {
        self.browser.page("state", json!([])).await
    }

    /// Presses a button or link.
    ///
    /// # Errors
    /// When there is none, or it cannot be pressed.
    pub async fn act(&self, action: &str) -> Result<()> {
        self.browser
            .tap("aimAtAction", json!([action]))
            .await
            .map(drop)
    }

    /// Whether a button or link for this can be seen.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn can(&self, action: &str) -> Result<bool> {
        self.browser
            .sees(&format!("[data-action=\"{action}\"]"))
            .await
    }

    /// Presses a button or link that leads to another page, and waits for that page.
    ///
    /// # Errors
    /// When no other page comes.
    pub async fn move_by(&self, action: &str) -> Result<Screen> {
        let before = self.screen().await?;
        self.act(action).await?;
        let start = Instant::now();
        loop {
            let now = self.screen().await?;
            if !now.is_same_page(&before) {
                return Ok(now);
            }
            if start.elapsed() > PATIENCE {
                bail!(
                    "{action} did not lead away; {}",
                    self.browser.describe().await
                );
            }
            sleep(PAUSE).await;
        }
    }

    /// Goes on to the next page, from the first page with its own button.
    ///
    /// # Errors
    /// When no other page comes.
    pub async fn next(&self) -> Result<Screen> {
        let action = if self.can("next").await? {
            "next"
        } else {
            "start"
        };
        self.move_by(action).await
    }

    /// Goes to the page before.
    ///
    /// # Errors
    /// When no other page comes.
    pub async fn back(&self) -> Result<Screen> {
        self.move_by("back").await
    }

    /// Chooses the route on the first page.
    ///
    /// # Errors
    /// When the first page does not offer it.
    pub async fn choose_route(&self, route: RouteKind) -> Result<()> {
        let code = route.id();
        let chosen: Option<bool> = self
            .browser
            .page("isChosen", json!(["route", code]))
            .await?;
        match chosen {
            Some(true) => Ok(()),
            Some(false) => self.choose("route", code).await.map(drop),
            None => bail!(
                "the first page does not offer the route {code}; {}",
                self.browser.describe().await
            ),
        }
    }

    /// Answers one question and gives back the words on what was tapped.
    ///
    /// # Errors
    /// When the question cannot be answered like that.
    pub async fn answer(&self, question: &str, reply: &Reply) -> Result<Vec<String>> {
        let mut words = Vec::new();
        match reply {
            Reply::Flag(on) => words.extend(self.switch(question, *on).await?),
            Reply::One(text) if is_text(question) => self.write(question, text).await?,
            Reply::One(code) => words.push(self.choose(question, code).await?),
            Reply::Many(codes) => {
                for code in self.state().await?.remove(question).unwrap_or_default() {
                    if !codes.contains(&code) {
                        self.toggle(question, Some(&code), false).await?;
                    }
                }
                for code in codes {
                    words.push(self.choose(question, code).await?);
                }
            }
        }
        Ok(words)
    }

    /// Turns a checkbox on or off; nothing is tapped when it is so already.
    ///
    /// # Errors
    /// When it cannot be tapped.
    pub async fn switch(&self, question: &str, on: bool) -> Result<Option<String>> {
        match self.is_chosen(question, None).await? {
            Some(now) if now == on => Ok(None),
            _ => self.toggle(question, None, on).await.map(Some),
        }
    }

    async fn choose(&self, question: &str, code: &str) -> Result<String> {
        if self.is_chosen(question, Some(code)).await? == Some(true) {
            return Ok(String::new());
        }
        self.toggle(question, Some(code), true).await
    }

    async fn is_chosen(&self, question: &str, code: Option<&str>) -> Result<Option<bool>> {
        self.browser.page("isChosen", json!([question, code])).await
    }

    /// Taps an option once and waits until it is as wanted.
    async fn toggle(&self, question: &str, code: Option<&str>, on: bool) -> Result<String> {
        let words = self
            .browser
            .tap("aimAtOption", json!([question, code]))
            .await?;
        let start = Instant::now();
        while self.is_chosen(question, code).await? != Some(on) {
            if start.elapsed() > PATIENCE {
                bail!(
                    "{question} {code:?} was tapped and did not become {on}; {}",
                    self.browser.describe().await
                );
            }
            sleep(PAUSE).await;
        }
        Ok(words)
    }

    /// Writes own words.
    ///
    /// # Errors
    /// When the field does not take them.
    pub async fn write(&self, question: &str, text: &str) -> Result<()> {
        self.browser.tap("aimAtText", json!([question])).await?;
        self.browser.write(text).await?;
        let start = Instant::now();
        loop {
            let state = self.state().await?;
            if state
                .get(question)
                .is_some_and(|values| values.as_slice() == [text])
            {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                bail!(
                    "{question} holds {:?} instead of {text:?}",
                    state.get(question)
                );
            }
            sleep(PAUSE).await;
        }
    }

    /// Answers everything on this page that the person answers, also what appears because of an answer.
    ///
    /// # Errors
    /// When a question cannot be answered, or the page does not hold what was tapped.
    pub async fn answer_page(&self, person: &Person) -> Result<Visit> {
        let mut words = BTreeMap::new();
        let mut done = BTreeSet::new();
        loop {
            let screen = self.screen().await?;
            let open = screen
                .questions
                .iter()
                .find(|id| !done.contains(*id) && person.reply(id).is_some());
            let Some(question) = open else {
                let visit = Visit {
                    screen,
                    state: self.state().await?,
                    words,
                };
                return check(visit, person);
            };
            let reply = person
                .reply(question)
                .context("somebody changed the person meanwhile")?;
            let tapped = self
                .answer(question, reply)
                .await
                .with_context(|| format!("answering {question}"))?;
            words.insert(question.clone(), tapped);
            done.insert(question.clone());
        }
    }

    /// Answers page after page until a screen comes, and does not answer that one.
    ///
    /// # Errors
    /// When a page cannot be answered or left, or the screen never comes.
    pub async fn walk_to(&self, person: &Person, name: &str) -> Result<Vec<Visit>> {
        let mut visits = Vec::new();
        while visits.len() < MOST_PAGES {
            let screen = self.screen().await?;
            if screen.name == name {
                return Ok(visits);
            }
            if screen.name == "welcome" {
                self.choose_route(person.route).await?;
            }
            visits.push(self.answer_page(person).await?);
            self.next().await?;
        }
        bail!("the screen {name} never came")
    }

    /// Goes back until a page is there again.
    ///
    /// # Errors
    /// When it is not.
    pub async fn walk_back_to(&self, target: &Screen) -> Result<()> {
        for _ in 0..MOST_PAGES {
            if self.screen().await?.is_same_page(target) {
                return Ok(());
            }
            self.back().await?;
        }
        bail!("the page {target:?} is not on the way back")
    }

    /// Makes the sharing screen say what the person shares, and gives back the questions that are offered there.
    ///
    /// # Errors
    /// When something cannot be switched, or something that the person wants to change is not offered.
    pub async fn choose_sharing(&self, person: &Person) -> Result<BTreeSet<String>> {
        let offered: BTreeSet<String> = self.screen().await?.questions.into_iter().collect();
        let sharing = person.sharing();
        let domains = Domain::all().map(|domain| (domain.id(), sharing.domain(domain)));
        let blocks = SharedBlock::ALL.map(|block| (block.id(), sharing.block(block)));
        for (id, on) in domains.chain(blocks) {
            let question = format!("share.{id}");
            if offered.contains(&question) {
                self.switch(&question, on)
                    .await
                    .with_context(|| format!("sharing {id}"))?;
            }
        }
        Ok(offered)
    }

    /// Shows the QR code and gives back its picture; what was opened for it is closed again.
    ///
    /// # Errors
    /// When the code does not appear.
    pub async fn qr(&self) -> Result<Vec<u8>> {
        if !self.browser.sees(QR).await? {
            self.offers("qr").await?;
            self.act("qr").await?;
        }
        self.browser.wait_for_sight(QR).await?;
        let picture = self.browser.picture_of(QR).await?;
        self.leave_dialog().await?;
        Ok(picture)
    }

    /// Shows the link and gives it back; what was opened for it is closed again.
    ///
    /// # Errors
    /// When the link does not appear.
    pub async fn link(&self) -> Result<String> {
        if !self.browser.sees(LINK).await? {
            self.offers("link").await?;
            self.act("link").await?;
        }
        let link = self
            .browser
            .wait_for("the link", "linkValue", json!([LINK]))
            .await?;
        self.leave_dialog().await?;
        Ok(link)
    }

    /// Saves the file.
    ///
    /// # Errors
    /// When none is saved.
    pub async fn file(&self) -> Result<PathBuf> {
        self.offers("file").await?;
        let path = self
            .browser
            .download(async || self.act("file").await)
            .await?;
        self.leave_dialog().await?;
        Ok(path)
    }

    /// Saves the file for oneself, which is on no lock.
    ///
    /// # Errors
    /// When none is saved.
    pub async fn keep(&self) -> Result<PathBuf> {
        self.offers("keep").await?;
        self.browser.download(async || self.act("keep").await).await
    }

    /// Waits until a way of sharing can be used: what leaves is made in the background.
    ///
    /// # Errors
    /// When it cannot be used for long.
    pub async fn offers(&self, action: &str) -> Result<()> {
        self.browser
            .wait_for_sight(&format!("[data-action={action}]:not(:disabled)"))
            .await
    }

    /// The words that open what leaves, as they stand on the page; empty where words are not the lock.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn passphrase(&self) -> Result<String> {
        let words = self.browser.words("[data-role=passphrase]").await?;
        let words = words.into_iter().next().unwrap_or_default();
        Ok(passphrase::normalise(&words))
    }

    /// What leaves by the link, opened with the words on the page by a library that is not the browser's.
    ///
    /// # Errors
    /// When there is no link, or these words do not open it.
    pub async fn shared(&self) -> Result<Profile> {
        let link = self.link().await?;
        unlock(&link, &self.passphrase().await?)
    }

    /// Wipes everything, also when the page asks whether that is meant, and waits for the page that follows.
    ///
    /// # Errors
    /// When there is no way to wipe, or nothing follows.
    pub async fn wipe(&self) -> Result<Screen> {
        let before = self.screen().await?;
        if before.name == "share" {
            // Whoever wipes here looks at a page that is complete.
            self.offers("link").await?;
        }
        self.act("wipe").await?;
        let start = Instant::now();
        let mut is_confirmed = false;
        while start.elapsed() < PATIENCE {
            let now = self.screen().await?;
            if !now.is_same_page(&before) {
                return Ok(now);
            }
            if !is_confirmed && self.browser.sees("dialog[open] [data-action=wipe]").await? {
                self.act("wipe").await?;
                is_confirmed = true;
            }
            sleep(PAUSE).await;
        }
        bail!("wiping leads nowhere; {}", self.browser.describe().await)
    }

    /// Closes a dialog that covers the page, as the key for it does.
    ///
    /// # Errors
    /// When it stays.
    pub async fn leave_dialog(&self) -> Result<()> {
        let start = Instant::now();
        while self.browser.page::<bool>("isCovered", json!([])).await? {
            if start.elapsed() > PATIENCE {
                bail!("a dialog does not close; {}", self.browser.describe().await);
            }
            self.browser.escape().await?;
            sleep(PAUSE).await;
        }
        Ok(())
    }

    /// What the page says of something that went wrong or is different from usual.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn notices(&self) -> Result<Vec<String>> {
        let words = self.browser.words("[data-role=error]").await?;
        Ok(words
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect())
    }

    /// What is stored on the device by this page, by key.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn stored_texts(&self) -> Result<BTreeMap<String, String>> {
        let entries = self.browser.eval::<Value>("({ ...localStorage })").await?;
        serde_json::from_value(entries).context("the local storage holds something else than text")
    }
}

/// Whether the page holds exactly what the person answered, and nothing where the person answered nothing.
fn check(visit: Visit, person: &Person) -> Result<Visit> {
    for (question, values) in &visit.state {
        let expected = person
            .reply(question)
            .map(Reply::values)
            .unwrap_or_default();
        ensure!(
            same(question, values, &expected),
            "on {} {:?} the question {question} holds {values:?} after {expected:?} was tapped",
            visit.screen.name,
            visit.screen.domain
        );
    }
    Ok(visit)
}

/// Whether what stands in the page is the answer. Only whether a checkbox is ticked matters, not its value.
#[must_use]
pub fn same(question: &str, values: &[String], expected: &[String]) -> bool {
    let is_flag = question
        .parse::<QuestionId>()
        .is_ok_and(|id| id.field.def().kind == Kind::Flag);
    let is_known = question.parse::<QuestionId>().is_ok();
    if !is_known {
        // The route, the language and the sharing are not answers of a person.
        return true;
    }
    if is_flag {
        return values.is_empty() == expected.is_empty();
    }
    values.iter().collect::<BTreeSet<_>>() == expected.iter().collect::<BTreeSet<_>>()
}

fn is_text(question: &str) -> bool {
    Field::from_id(question).is_some_and(|(field, _)| field.def().kind == Kind::Text)
}

/// Opens what left a page, natively. `words` may be empty where nothing is sealed.
///
/// # Errors
/// When it is not a profile, or these words do not open it.
pub fn unlock(text: &str, words: &str) -> Result<Profile> {
    let keyring = Keyring {
        keys: Vec::new(),
        passphrases: vec![words.to_owned()],
    };
    Ok(match profile::find(text)? {
        Found::Open(profile) => profile,
        Found::Sealed(envelope) => keyring.open(&envelope)?,
    })
}
