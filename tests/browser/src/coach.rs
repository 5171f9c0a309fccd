//! The coach's page, through the automation attributes of the contract and nothing else.

use crate::browser::Browser;
use crate::person::Shown;
use crate::setup::Setup;
use anyhow::{Context, Result};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Where the error of the coach's page stands.
const ERROR: &str = "[data-role=error]";
/// A profile that is open.
const PROFILE: &str = "[data-screen=profile][data-ready]";

type Attributes = BTreeMap<String, String>;

/// The coach's page in a browser.
#[derive(Clone, Copy, Debug)]
pub struct Coach<'a> {
    browser: &'a Browser,
}

impl<'a> Coach<'a> {
    /// Opens the page without a profile.
    ///
    /// # Errors
    /// When the page does not start.
    pub async fn open(setup: &Setup, browser: &'a Browser) -> Result<Coach<'a>> {
        Self::open_link(browser, &setup.coach_url()).await
    }

    /// Opens the page by a link, e.g. one that holds a profile.
    ///
    /// # Errors
    /// When the page does not start.
    pub async fn open_link(browser: &'a Browser, link: &str) -> Result<Coach<'a>> {
        browser.open(link).await?;
        browser.wait_for_sight("[data-screen][data-ready]").await?;
        Ok(Coach { browser })
    }

    /// Pastes text and presses the button.
    ///
    /// # Errors
    /// When the field or the button cannot be used.
    pub async fn import_text(&self, text: &str) -> Result<()> {
        self.browser.tap_on("textarea[data-role=import-text], [data-role=import-text] textarea, input[data-role=import-text]").await?;
        self.browser.write(text).await?;
        self.browser
            .tap("aimAtAction", json!(["import"]))
            .await
            .map(drop)
    }

    /// Chooses a file.
    ///
    /// # Errors
    /// When there is no file field.
    pub async fn import_file(&self, path: &Path) -> Result<()> {
        self.browser
            .choose_file("[data-role=import-file]", path)
            .await
    }

    /// Opens the page by a link that is sealed to words, and types them.
    ///
    /// # Errors
    /// When the page does not start or does not ask for words.
    pub async fn open_sealed(browser: &'a Browser, link: &str, words: &str) -> Result<Coach<'a>> {
        let coach = Self::open_link(browser, link).await?;
        coach.unlock(words).await?;
        Ok(coach)
    }

    /// Types the words that open what came in.
    ///
    /// # Errors
    /// When the page does not ask for words.
    pub async fn unlock(&self, words: &str) -> Result<()> {
        let field = "input[data-role=passphrase], textarea[data-role=passphrase], [data-role=passphrase] input";
        self.browser.wait_for_sight(field).await?;
        self.browser.tap_on(field).await?;
        self.browser.write(words).await?;
        self.browser
            .tap("aimAtAction", json!(["open"]))
            .await
            .map(drop)
    }

    /// Waits for an open profile and reads it off the page.
    ///
    /// # Errors
    /// When no profile opens.
    pub async fn profile(&self) -> Result<Shown> {
        self.browser.wait_for_sight(PROFILE).await?;
        let levels = self.attributes("[data-domain][data-level]").await?;
        let hypotheses = self.attributes("[data-role=hypothesis]").await?;
        let topics = self.attributes("[data-role=topic]").await?;
        let take =
            |attributes: &Attributes, name: &str| attributes.get(name).cloned().unwrap_or_default();
        let pairs = |all: &[Attributes], value: &str| -> BTreeMap<String, String> {
            all.iter()
                .map(|one| (take(one, "data-domain"), take(one, value)))
                .collect()
        };
        Ok(Shown {
            levels: pairs(&levels, "data-level"),
            hypotheses: pairs(&hypotheses, "data-value"),
            topics: topics
                .iter()
                .map(|topic| take(topic, "data-topic"))
                .collect(),
        })
    }

    /// The domains that the page says are not shared.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn not_shared(&self) -> Result<BTreeSet<String>> {
        let all = self
            .attributes("[data-domain][data-state=not-shared]")
            .await?;
        Ok(all
            .into_iter()
            .filter_map(|mut one| one.remove("data-domain"))
            .collect())
    }

    /// Waits for an error and gives back its words.
    ///
    /// # Errors
    /// When none comes.
    pub async fn error(&self) -> Result<String> {
        self.browser.wait_for_sight(ERROR).await?;
        let words = self.browser.words(ERROR).await?;
        words
            .into_iter()
            .find(|words| !words.is_empty())
            .context("the error has no words")
    }

    /// Whether a profile is open now.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn has_profile(&self) -> Result<bool> {
        self.browser.sees(PROFILE).await
    }

    async fn attributes(&self, selector: &str) -> Result<Vec<Attributes>> {
        self.browser.page("attributes", json!([selector])).await
    }
}
