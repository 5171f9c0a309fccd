//! Wording and pictograms: data, found by key. Nothing here decides anything.

pub mod kiosk;
pub mod pictogram;
pub mod present;

use crate::engine::{Domain, Field, Language, PageId, QuestionId};
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The number of a text. The constants of [`key`] name those that code asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u16);

/// The key of a text that was left out: an empty text.
pub const NONE: Key = Key(u16::MAX);

/// A language that a person can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The language.
    pub language: Language,
    /// Its name in the language itself.
    pub name: &'static str,
    /// Whether it is written from right to left.
    pub is_rtl: bool,
    /// Whether somebody of those who speak it at home has read all of it and approved.
    pub is_reviewed: bool,
}

struct DomainText {
    label: Key,
    hint: Key,
    levels: [Key; 5],
    help: &'static [(Key, Key)],
}

struct FieldText {
    label: Key,
    hint: Key,
    short: Key,
    low: Key,
    high: Key,
    options: &'static [Key],
}

struct PageText {
    title: Key,
    intro: Key,
}

/// The texts of one topic of the talk, for the coach.
#[derive(Clone, Copy, Debug)]
pub struct TopicText {
    /// A few words.
    pub title: Key,
    /// Why it stands out, with placeholders.
    pub reason: Key,
    /// An open question to start with.
    pub question: Key,
}

const SEPARATOR: char = '\u{1f}';

/// The texts of one language, for the client's page and, where it is loaded, the coach's.
#[derive(Debug, PartialEq, Eq)]
pub struct Texts {
    client: Vec<&'static str>,
    coach: Vec<&'static str>,
}

impl Texts {
    /// Dutch, for the client: always on board.
    #[must_use]
    pub fn dutch() -> &'static Texts {
        static TEXTS: OnceLock<Texts> = OnceLock::new();
        TEXTS.get_or_init(|| Texts {
            client: split(CLIENT_NL),
            coach: Vec::new(),
        })
    }

    /// Dutch, for the coach: the client's texts and the coach's own.
    #[must_use]
    pub fn dutch_for_coach() -> &'static Texts {
        static TEXTS: OnceLock<Texts> = OnceLock::new();
        TEXTS.get_or_init(|| Texts {
            client: split(CLIENT_NL),
            coach: split(COACH_NL),
        })
    }

    /// The client's texts as one text, for [`Texts::from_pack`] in another program.
    #[must_use]
    pub fn pack(&self) -> String {
        self.client.join(SEPARATOR.encode_utf8(&mut [0; 4]))
    }

    /// The texts in a pack. They stay in memory until the page goes, like those that are on board.
    #[must_use]
    pub fn from_pack(pack: &str) -> &'static Texts {
        Box::leak(Box::new(Texts {
            client: split(Box::leak(pack.into())),
            coach: Vec::new(),
        }))
    }

    /// The texts of a language for the client, where all languages are on board: natively, not in a page.
    #[cfg(any(feature = "ssr", feature = "cli"))]
    #[must_use]
    pub fn of(language: Language) -> Option<&'static Texts> {
        Some(Texts::from_pack(pack_of(language)?))
    }

    /// The text of a key; empty for [`NONE`] and for a coach's text that is not loaded.
    #[must_use]
    pub fn get(&self, key: Key) -> &'static str {
        let index = usize::from(key.0);
        let text = match index.checked_sub(CLIENT_COUNT) {
            None => self.client.get(index),
            Some(index) => self.coach.get(index),
        };
        text.copied().unwrap_or_default()
    }

    /// The text with its placeholders `{name}` filled in.
    #[must_use]
    pub fn fill(&self, key: Key, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }
}

fn fill(text: &'static str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, name, after)) = placeholder(rest) {
        let value = values.iter().find(|(known, _)| *known == name);
        filled += before;
        filled += value.map_or("", |(_, value)| value);
        rest = after;
    }
    filled + rest
}

/// The first placeholder: what stands before it, its name, and what stands after it.
fn placeholder(text: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// The pack of a language for the client: the file that a page fetches when somebody chooses the language.
#[cfg(any(feature = "ssr", feature = "cli"))]
#[must_use]
pub fn pack_of(language: Language) -> Option<&'static str> {
    let (_, pack) = PACKS.iter().find(|(tag, _)| *tag == language.tag())?;
    Some(pack)
}

static CLIENT_NL: &str = include_str!(concat!(env!("OUT_DIR"), "/client.nl.pack"));
static COACH_NL: &str = include_str!(concat!(env!("OUT_DIR"), "/coach.nl.pack"));

fn split(pack: &'static str) -> Vec<&'static str> {
    pack.split(SEPARATOR).collect()
}

impl Domain {
    #[allow(
        clippy::indexing_slicing,
        reason = "the table has a row for every domain; build/texts.rs writes it"
    )]
    fn text(self) -> &'static DomainText {
        &DOMAIN_TEXTS[self.index()]
    }

    /// The client's name of the domain.
    #[must_use]
    pub fn label(self) -> Key {
        self.text().label
    }

    /// What belongs to the domain.
    #[must_use]
    pub fn hint(self) -> Key {
        self.text().hint
    }

    /// Who can help today: what they do, and the number to call ([`NONE`] where there is none).
    #[must_use]
    pub fn lifelines(self) -> &'static [(Key, Key)] {
        self.text().help
    }

    /// The sentence of a level from 1 to 5.
    #[must_use]
    pub fn level_text(self, level: u8) -> Key {
        level
            .checked_sub(1)
            .and_then(|index| self.text().levels.get(usize::from(index)).copied())
            .unwrap_or(NONE)
    }
}

impl Field {
    #[allow(
        clippy::indexing_slicing,
        reason = "the table has a row for every field; build/texts.rs writes it"
    )]
    fn text(self) -> &'static FieldText {
        &FIELD_TEXTS[self.index()]
    }

    /// The question.
    #[must_use]
    pub fn label(self) -> Key {
        self.text().label
    }

    /// A sentence under the question; [`NONE`] when there is none.
    #[must_use]
    pub fn hint(self) -> Key {
        self.text().hint
    }

    /// A few words that name the question in an overview.
    #[must_use]
    pub fn short(self) -> Key {
        self.text().short
    }

    /// The words at both ends of a scale from 0 to 10.
    #[must_use]
    pub fn ends(self) -> (Key, Key) {
        (self.text().low, self.text().high)
    }
}

impl QuestionId {
    /// The text of an option; [`NONE`] where the code itself is shown (0 to 10) or the label is the text (a checkbox).
    #[must_use]
    pub fn option_text(self, option: u8) -> Key {
        match (self.field, self.domain) {
            (Field::DomainLevel, Some(domain)) if option < 5 => domain.level_text(option + 1),
            _ => self
                .field
                .text()
                .options
                .get(usize::from(option))
                .copied()
                .unwrap_or(NONE),
        }
    }
}

impl PageId {
    fn text(self) -> Option<&'static PageText> {
        PAGE_TEXTS.get(self.index())
    }

    /// The heading of the page; [`NONE`] for a life domain, whose label is the heading.
    #[must_use]
    pub fn title(self) -> Key {
        self.text().map_or(NONE, |text| text.title)
    }

    /// A sentence or two under the heading.
    #[must_use]
    pub fn intro(self) -> Key {
        self.text().map_or(NONE, |text| text.intro)
    }
}

/// The texts of a topic by its identifier.
#[must_use]
pub fn topic(id: &str) -> Option<TopicText> {
    TOPIC_TEXTS
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, text)| *text)
}
