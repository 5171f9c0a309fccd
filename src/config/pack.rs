//! What the client's page gets of a configuration: one text, which it cuts at three characters and looks nothing up in.
//!
//! The characters cannot stand in a configuration, because words without control characters are asked for. The reader is
//! `web/client/settings.rs`; a test holds both together.

use super::{Config, Kiosk, Line};
use crate::engine::Domain;
use crate::engine::instrument::LANGUAGES;
use crate::engine::route::Module;
use serde_json::{Value, json};

/// Between languages.
const LANGUAGE: char = '\u{1c}';
/// Between parts.
const PART: char = '\u{1f}';
/// Between the items of a part.
const ITEM: char = '\u{1e}';
/// Between the two halves of an item.
const HALF: char = '\u{1d}';

impl Config {
    /// What the pages and their programs get, as JSON: `client` holds the texts of the client's page, the rest is for the
    /// programs that are loaded later. Nothing in it can be wrong any more.
    #[must_use]
    pub fn for_pages(&self) -> Value {
        let keys: Vec<Value> = self
            .keys
            .iter()
            .filter_map(|key| serde_json::from_str(&key.jwk()).ok())
            .collect();
        let kiosk = self.kiosk.map(|kiosk| {
            let Kiosk {
                idle_seconds,
                warning_seconds,
                print,
                keyboard,
            } = kiosk;
            json!({ "idle_seconds": idle_seconds, "warning_seconds": warning_seconds, "print": print, "keyboard": keyboard })
        });
        let mut value =
            json!({ "client": self.client_pack(), "css": self.theme.css(), "keys": keys });
        if let Value::Object(members) = &mut value {
            members.extend(kiosk.map(|kiosk| ("kiosk".to_owned(), kiosk)));
            let more = [
                ("stylesheet", self.theme.stylesheet.clone().map(Value::from)),
                (
                    "languages",
                    (!self.languages.is_empty()).then(|| json!(self.languages)),
                ),
            ];
            members.extend(
                more.into_iter()
                    .filter_map(|(name, value)| Some((name.to_owned(), value?))),
            );
        }
        value
    }

    /// The texts of the client's page in every language.
    #[must_use]
    pub fn client_pack(&self) -> String {
        // Dutch comes first and holds what is the same in every language.
        let offered =
            |tag: &str| tag == "nl" || self.languages.is_empty() || self.languages.contains(&tag);
        let pack = |tag: &&str| {
            if offered(tag) {
                self.pack_in(tag)
            } else {
                String::new()
            }
        };
        let packs: Vec<String> = LANGUAGES.iter().map(pack).collect();
        packs.join(LANGUAGE.encode_utf8(&mut [0; 4]))
    }

    fn pack_in(&self, language: &str) -> String {
        let spoken = |words: Option<&super::Spoken>| {
            words.map_or("", |words| words.get(language)).to_owned()
        };
        let plain = |text: Option<&String>| text.cloned().unwrap_or_default();
        let mut off: String = Module::ALL
            .into_iter()
            .filter(|module| !self.modules.has(*module))
            .map(Module::letter)
            .collect();
        if self.no_short_route {
            off.push('k');
        }
        let kiosk = self.kiosk.map_or_else(String::new, |kiosk| {
            let Kiosk {
                idle_seconds,
                warning_seconds,
                print,
                ..
            } = kiosk;
            format!("{idle_seconds} {warning_seconds} {}", u8::from(print))
        });
        let mut parts = vec![
            language.to_owned(),
            off,
            self.sharing.join(" "),
            self.languages.join(" "),
            kiosk,
            plain(self.name.as_ref()),
            plain(self.logo.as_ref().map(|logo| &logo.src)),
            spoken(self.logo.as_ref().map(|logo| &logo.alt)),
            spoken(self.contact.text.as_ref()),
            plain(self.contact.phone.as_ref()),
            spoken(self.contact.hours.as_ref()),
            plain(self.contact.url.as_ref()),
            self.rules_in(language).join(ITEM.encode_utf8(&mut [0; 4])),
        ];
        parts.extend(Domain::all().map(|domain| self.help_in(domain, language)));
        parts.join(PART.encode_utf8(&mut [0; 4]))
    }

    /// The rules in a language, or in Dutch.
    fn rules_in(&self, language: &str) -> &[String] {
        let find = |wanted: &str| self.rules.iter().find(|(tag, _)| *tag == wanted);
        find(language)
            .or_else(|| find("nl"))
            .map_or(&[], |(_, rules)| rules)
    }

    fn help_in(&self, domain: Domain, language: &str) -> String {
        let find = |wanted: Option<Domain>| self.help.iter().find(|(domain, _)| *domain == wanted);
        let lines: &[Line] = find(Some(domain))
            .or_else(|| find(None))
            .map_or(&[], |(_, lines)| lines);
        let line = |line: &Line| {
            let phone = line.phone.as_deref().unwrap_or_default();
            [
                line.text.get(language),
                HALF.encode_utf8(&mut [0; 4]),
                phone,
            ]
            .concat()
        };
        let lines: Vec<String> = lines.iter().map(line).collect();
        lines.join(ITEM.encode_utf8(&mut [0; 4]))
    }
}
