//! What only a kiosk says. These texts have packs of their own, which no other page downloads.

use super::{SEPARATOR, fill};

include!(concat!(env!("OUT_DIR"), "/kiosk.rs"));

/// The number of a text of the kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(usize);

/// The language of a kiosk for whoever has not chosen one, and for what is not translated.
const SOURCE: &str = "nl";

/// The texts of the kiosk in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KioskTexts {
    /// The tag of the language these texts are really in.
    pub language: &'static str,
    pack: &'static str,
}

impl KioskTexts {
    /// The texts in the language with this tag, or else in Dutch.
    #[must_use]
    pub fn of(tag: &str) -> KioskTexts {
        let in_language = |tag: &str| PACKS.iter().find(|(known, _)| *known == tag);
        let (language, pack) = in_language(tag)
            .or_else(|| in_language(SOURCE))
            .copied()
            .unwrap_or_default();
        KioskTexts { language, pack }
    }

    /// A text.
    #[must_use]
    pub fn get(self, key: Key) -> &'static str {
        self.pack.split(SEPARATOR).nth(key.0).unwrap_or_default()
    }

    /// A text with its placeholders `{name}` filled in.
    #[must_use]
    pub fn fill(self, key: Key, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_texts_is_answered_in_dutch() {
        let texts = KioskTexts::of("xx");
        assert_eq!(texts, KioskTexts::of("nl"));
        assert_eq!(texts.get(key::BAR_WIPE), "Stoppen en wissen");
        assert_eq!(
            texts.fill(key::IDLE_LEFT, &[("seconds", "40")]),
            "Nog 40 seconden"
        );
    }
}
