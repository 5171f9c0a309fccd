//! Which browser the tests drive. One run drives one engine; `STARTBEELD_ENGINE` says which.

use anyhow::{Result, bail};
use std::env;

/// The variable that names the engine.
const VARIABLE: &str = "STARTBEELD_ENGINE";

/// A browser engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, driven by its debugging protocol: the only one that measures, slows down, and shows a camera.
    #[default]
    Chromium,
    /// Firefox, driven by the commands of the W3C.
    Firefox,
    /// WebKit in its GTK build, driven by the commands of the W3C.
    WebKit,
}

impl Engine {
    /// All of them.
    pub const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::WebKit];

    /// The engine that the environment names; Chromium when it names none.
    ///
    /// # Errors
    /// When there is no engine of that name.
    pub fn from_env() -> Result<Engine> {
        let name = env::var(VARIABLE).unwrap_or_default();
        if name.is_empty() {
            return Ok(Engine::default());
        }
        match Engine::ALL.into_iter().find(|engine| engine.name() == name) {
            Some(engine) => Ok(engine),
            None => bail!("{VARIABLE} is {name}; it can be chromium, firefox or webkit"),
        }
    }

    /// Its name in the environment, in lists and in folders.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        }
    }
}
