//! Where things are. `cargo xtask test` says so in the environment; nothing is guessed, and nothing is skipped.

use crate::before;
use crate::engine::Engine;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Where the site, the browser and the reference programs are.
#[derive(Clone, Debug)]
pub struct Setup {
    url: String,
    engine: Engine,
    browser: PathBuf,
    driver: PathBuf,
}

/// Where the browser and the driver of an engine are, as variables and as Debian has them.
const fn programs(engine: Engine) -> [(&'static str, &'static str); 2] {
    match engine {
        Engine::Chromium => [
            ("STARTBEELD_CHROMIUM", "/usr/bin/chromium"),
            ("STARTBEELD_CHROMEDRIVER", "/usr/bin/chromedriver"),
        ],
        Engine::Firefox => [
            ("STARTBEELD_FIREFOX", "/usr/bin/firefox-esr"),
            ("STARTBEELD_GECKODRIVER", "/usr/local/bin/geckodriver"),
        ],
        Engine::WebKit => [
            (
                "STARTBEELD_WEBKIT",
                "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
            ),
            ("STARTBEELD_WEBKITDRIVER", "/usr/bin/WebKitWebDriver"),
        ],
    }
}

impl Setup {
    /// Reads the environment.
    ///
    /// # Errors
    /// When the address of the served site is missing, or a program is not where it should be.
    pub fn from_env() -> Result<Setup> {
        let mut url = variable("STARTBEELD_URL", "the address of the served site")?;
        if !url.ends_with('/') {
            url.push('/');
        }
        let engine = Engine::from_env()?;
        if engine != Engine::Chromium {
            url = before::front_of(&url)?;
        }
        let [browser, driver] = programs(engine);
        Ok(Setup {
            url,
            engine,
            browser: program(browser.0, browser.1)?,
            driver: program(driver.0, driver.1)?,
        })
    }

    /// The address of the client's page.
    #[must_use]
    pub fn client_url(&self) -> &str {
        &self.url
    }

    /// The same with the site at another address.
    #[must_use]
    pub fn at(&self, url: &str) -> Setup {
        Setup {
            url: url.to_owned(),
            ..self.clone()
        }
    }

    /// The folder with the built site.
    ///
    /// # Errors
    /// When the environment does not say where it is.
    pub fn site(&self) -> Result<PathBuf> {
        variable("STARTBEELD_SITE", "the folder with the built site").map(PathBuf::from)
    }

    /// The address of the coach's page.
    #[must_use]
    pub fn coach_url(&self) -> String {
        format!("{}coach/", self.url)
    }

    /// The engine that this run drives.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The browser.
    #[must_use]
    pub fn browser(&self) -> &Path {
        &self.browser
    }

    /// The program that drives the browser.
    #[must_use]
    pub fn driver(&self) -> &Path {
        &self.driver
    }

    /// The folder with the reference programs.
    ///
    /// # Errors
    /// When the environment does not say where it is.
    pub fn oracles(&self) -> Result<PathBuf> {
        variable(
            "STARTBEELD_ORACLES",
            "the folder with the reference programs",
        )
        .map(PathBuf::from)
    }

    /// The folder for pictures; it is made when it is not there, as in a fresh checkout.
    ///
    /// # Errors
    /// When the environment does not say where it is, or it cannot be made.
    pub fn shots(&self) -> Result<PathBuf> {
        let folder = variable("STARTBEELD_SHOTS", "the folder for pictures").map(PathBuf::from)?;
        fs::create_dir_all(&folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(folder)
    }
}

fn variable(name: &str, meaning: &str) -> Result<String> {
    match env::var(name) {
        Ok(value) if !value.is_empty() => Ok(value),
        _ => bail!(
            "{name} ({meaning}) is not set: run `cargo xtask test`, which builds and serves the site and sets it"
        ),
    }
}

fn program(name: &str, usual: &str) -> Result<PathBuf> {
    let path = PathBuf::from(
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .unwrap_or_else(|| usual.into()),
    );
    path.metadata().with_context(|| {
        format!("{} is not there: install it, or say with {name} where it is, or run `cargo xtask test`", path.display())
    })?;
    Ok(path)
}
