//! What the municipality has set, as far as this page shows it: one text, cut where it is asked for.
//!
//! The check is not here: the program `settings` did it before, or `startbeeld bake`. So nothing in this text can be
//! wrong, and what is not set is empty. `config/pack.rs` writes it.

use crate::engine::{Domain, Language, Modules};
use wasm_bindgen::JsValue;

/// A part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The tag of the language, so that a person can see where one is.
    Language,
    /// The letters of what is left out.
    Off,
    /// The ways to hand the result over.
    Sharing,
    /// The languages to choose from.
    Languages,
    /// The times of a kiosk and whether it prints.
    Kiosk,
    /// The name of the municipality.
    Name,
    /// The file of its logo.
    Logo,
    /// What the logo says.
    LogoWords,
    /// How to get to talk to a person.
    Contact,
    /// The number to call for that.
    Phone,
    /// When somebody answers.
    Hours,
    /// A page about it.
    Address,
    /// The rules of the municipality.
    Rules,
    /// Who helps today in the first life domain; those of the others follow.
    Help,
}

/// Seconds of a kiosk, and whether it prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KioskSettings {
    /// How long nobody touches it before it asks.
    pub idle_seconds: u32,
    /// How long it asks.
    pub warning_seconds: u32,
    /// Whether it prints.
    pub print: bool,
}

/// What is set. Without a configuration everything is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings(&'static str);

impl Settings {
    /// Of what `start.js` hands over. The text stays in memory until the page goes.
    #[must_use]
    pub fn read(config: &JsValue) -> Settings {
        let pack = js_sys::Reflect::get(config, &"client".into()).ok();
        let pack = pack.and_then(|pack| pack.as_string()).unwrap_or_default();
        Settings(Box::leak(pack.into()))
    }

    /// Of a text that the configuration wrote, see `Config::client_pack`.
    #[must_use]
    pub const fn of(pack: &'static str) -> Settings {
        Settings(pack)
    }

    fn at(self, language: Language, part: usize) -> &'static str {
        let mut packs = self.0.split('\u{1c}');
        let pack = packs.nth(language.index().into()).unwrap_or_default();
        pack.split('\u{1f}').nth(part).unwrap_or_default()
    }

    /// A part in a language; empty where nothing is set.
    #[must_use]
    pub fn get(self, language: Language, part: Part) -> &'static str {
        self.at(language, part as usize)
    }

    /// The rules; nothing for the built-in ones.
    pub fn rules(self, language: Language) -> impl Iterator<Item = &'static str> {
        items(self.get(language, Part::Rules))
    }

    /// Who helps today in a life domain, each with a number to call or none; nothing for the built-in ones.
    pub fn help(
        self,
        language: Language,
        domain: Domain,
    ) -> impl Iterator<Item = (&'static str, &'static str)> {
        items(self.at(language, Part::Help as usize + domain.index()))
            .filter_map(|line| line.split_once('\u{1d}'))
    }

    fn first(self, part: Part) -> &'static str {
        self.get(Language::default(), part)
    }

    /// What is asked.
    #[must_use]
    pub fn modules(self) -> Modules {
        Modules::without(self.first(Part::Off))
    }

    /// Whether the route of five minutes can be chosen.
    #[must_use]
    pub fn has_short_route(self) -> bool {
        !self.first(Part::Off).contains('k')
    }

    /// Whether this way of handing over is offered.
    #[must_use]
    pub fn offers(self, way: &str) -> bool {
        let ways = self.first(Part::Sharing);
        ways.is_empty() || ways.contains(way)
    }

    /// Whether there is a language to choose.
    #[must_use]
    pub fn has_languages(self) -> bool {
        self.first(Part::Languages) != "nl"
    }

    /// Whether this language can be chosen.
    #[must_use]
    pub fn speaks(self, language: Language) -> bool {
        let languages = self.first(Part::Languages);
        languages.is_empty() || languages.contains(language.tag())
    }

    /// The kiosk, if the page is one.
    #[must_use]
    pub fn kiosk(self) -> Option<KioskSettings> {
        let mut parts = self.first(Part::Kiosk).split(' ');
        let mut number = || parts.next()?.parse().ok();
        Some(KioskSettings {
            idle_seconds: number()?,
            warning_seconds: number()?,
            print: number()? == 1,
        })
    }
}

fn items(part: &'static str) -> impl Iterator<Item = &'static str> {
    part.split('\u{1e}').filter(|item| !item.is_empty())
}
