//! The municipality's configuration: `config.json`, read at run time or put into the site by `startbeeld bake`.
//!
//! In reading order:
//! - `table` — every field, what it may hold and what it is for.
//! - `shape` and `grammar` — what can be said of a field, and the check of a value against it; `curve` checks keys.
//! - `fault` — what is wrong, naming the field.
//! - [`read`] — a text into a [`Config`]: what is right counts, what is wrong is left out and named.
//! - `pack` — the few texts that the client's page gets of it.
//!
//! Nothing here is on the client's page: the program `settings` is loaded when there is a configuration.

mod curve;
mod fault;
mod grammar;
mod pack;
mod plain;
mod schema;
mod shape;
mod table;

pub use fault::{Fault, Level};
pub use plain::long_sentences;
pub use schema::schema;

use crate::engine::instrument::LANGUAGES;
use crate::engine::profile::sealed::RecipientKey;
use crate::engine::route::{Module, Modules};
use crate::engine::{Domain, Kind};
use serde_json::{Map, Value};
use shape::Check;
use table::{FIELDS, WAYS};

/// A longer text is no configuration, in bytes (256 KB).
pub const MAX_TEXT: usize = 256_000;

/// Words per language; Dutch is always among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken(Vec<(&'static str, String)>);

impl Spoken {
    /// The words for a language, or the Dutch ones.
    #[must_use]
    pub fn get(&self, language: &str) -> &str {
        let find = |wanted: &str| self.0.iter().find(|(tag, _)| *tag == wanted);
        find(language)
            .or_else(|| find(LANGUAGES.first()?))
            .map_or("", |(_, words)| words)
    }

    fn of(value: &Value) -> Spoken {
        match value {
            Value::String(words) => Spoken(
                LANGUAGES
                    .first()
                    .map(|tag| (*tag, words.clone()))
                    .into_iter()
                    .collect(),
            ),
            other => Spoken(
                LANGUAGES
                    .iter()
                    .filter_map(|tag| Some((*tag, text(other, tag)?)))
                    .collect(),
            ),
        }
    }
}

/// A logo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// The file, relative to the page.
    pub src: String,
    /// What it says.
    pub alt: Spoken,
}

/// How to get to talk to a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// What to do.
    pub text: Option<Spoken>,
    /// The number to call.
    pub phone: Option<String>,
    /// When somebody answers.
    pub hours: Option<Spoken>,
    /// A page about it.
    pub url: Option<String>,
}

/// Who helps today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Who helps, with what.
    pub text: Spoken,
    /// The number to call.
    pub phone: Option<String>,
}

/// A question of the municipality's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalQuestion {
    /// The identifier, with `local.` before it.
    pub id: String,
    /// How many answers it takes.
    pub kind: Kind,
    /// The question.
    pub label: Spoken,
    /// Code and text of each answer; empty for own words and a single checkbox.
    pub options: Vec<(String, Spoken)>,
}

/// A shared screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kiosk {
    /// After how many seconds without a touch the page asks whether somebody is there: 30 to 600.
    pub idle_seconds: u32,
    /// For how many seconds it asks before it wipes everything: 15 to 300.
    pub warning_seconds: u32,
    /// Whether there is a printer.
    pub print: bool,
    /// Whether there is a keyboard, so that own words are asked for.
    pub keyboard: bool,
}

impl Default for Kiosk {
    fn default() -> Self {
        Kiosk {
            idle_seconds: 120,
            warning_seconds: 60,
            print: false,
            keyboard: false,
        }
    }
}

/// The look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// Custom properties with their values.
    pub tokens: Vec<(String, String)>,
    /// A style sheet, relative to the page.
    pub stylesheet: Option<String>,
}

impl Theme {
    /// The tokens as one rule of CSS; empty without tokens.
    #[must_use]
    pub fn css(&self) -> String {
        if self.tokens.is_empty() {
            return String::new();
        }
        let declarations: Vec<String> = self
            .tokens
            .iter()
            .map(|(name, value)| format!("{name}:{value}"))
            .collect();
        [":root,:host{", &declarations.join(";"), "}"].concat()
    }
}

/// What a municipality has set. What is absent is as the product comes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The name of the municipality.
    pub name: Option<String>,
    /// Its logo.
    pub logo: Option<Logo>,
    /// How to get to talk to a person.
    pub contact: Contact,
    /// Who helps today in a life domain; `None` stands for every other domain.
    pub help: Vec<(Option<Domain>, Vec<Line>)>,
    /// The rules per language. An empty list leaves the page out; no list at all leaves the built-in rules.
    pub rules: Vec<(&'static str, Vec<String>)>,
    /// Questions of its own. They are read and checked; no page asks them yet.
    pub questions: Vec<LocalQuestion>,
    /// What is asked.
    pub modules: Modules,
    /// Whether the route of five minutes can be chosen.
    pub no_short_route: bool,
    /// The languages to choose from, in the order of the configuration; empty for all there are.
    pub languages: Vec<&'static str>,
    /// The ways to hand the result over; empty for all.
    pub sharing: Vec<&'static str>,
    /// The keys to seal to; the first one is used.
    pub keys: Vec<RecipientKey>,
    /// A shared screen.
    pub kiosk: Option<Kiosk>,
    /// The look.
    pub theme: Theme,
}

/// Reads a configuration. What is right counts; what is wrong is left out, so that its default is used, and named. A text
/// that is no JSON object gives the defaults and one fault.
#[must_use]
pub fn read(text: &str) -> (Config, Vec<Fault>) {
    let mut check = Check::default();
    let text = text.trim_start_matches('\u{feff}');
    let value = if text.len() > MAX_TEXT {
        check.note(
            Level::Wrong,
            "the file is too large",
            format!("at most {MAX_TEXT} bytes"),
        );
        None
    } else {
        match serde_json::from_str::<Value>(text) {
            Ok(value) => check.object(&value, FIELDS),
            Err(error) => {
                check.note(
                    Level::Wrong,
                    format!("this is no JSON ({error})"),
                    "an object such as {\"name\": \"Gemeente Zandmeer\"}",
                );
                None
            }
        }
    };
    let mut config = value.as_ref().map(build).unwrap_or_default();
    settle(&mut config, &mut check);
    (config, check.into_faults())
}

fn contact(value: &Value) -> Contact {
    let value = value.get("contact").unwrap_or(&Value::Null);
    let spoken = |name: &str| value.get(name).map(Spoken::of);
    Contact {
        text: spoken("text"),
        phone: text(value, "phone"),
        hours: spoken("hours"),
        url: text(value, "url"),
    }
}

/// The configuration of a value that the check has left.
fn build(value: &Value) -> Config {
    let flag = |of: &str, name: &str| value.get(of)?.get(name)?.as_bool();
    let mut modules = Modules::default();
    for module in Module::ALL {
        if flag("modules", module.id()) == Some(false) {
            modules.leave_out(module);
        }
    }
    Config {
        name: text(value, "name"),
        logo: value.get("logo").and_then(|logo| {
            Some(Logo {
                src: text(logo, "src")?,
                alt: Spoken::of(logo.get("alt")?),
            })
        }),
        contact: contact(value),
        help: members(value, "help")
            .map(|(name, lines)| {
                (
                    Domain::from_id(name),
                    items(lines).filter_map(line).collect(),
                )
            })
            .collect(),
        rules: LANGUAGES
            .iter()
            .filter_map(|tag| Some((*tag, value.get("rules")?.get(tag)?)))
            .map(|(tag, rules)| {
                (
                    tag,
                    items(rules)
                        .filter_map(Value::as_str)
                        .map(str::to_owned)
                        .collect(),
                )
            })
            .collect(),
        questions: value
            .get("questions")
            .into_iter()
            .flat_map(items)
            .filter_map(question)
            .collect(),
        modules,
        no_short_route: flag("modules", "short_route") == Some(false),
        languages: chosen(value, "languages", LANGUAGES),
        sharing: chosen(value, "sharing", WAYS),
        keys: value
            .get("keys")
            .and_then(|keys| RecipientKey::from_json(&format!("{{\"keys\":{keys}}}")).ok())
            .unwrap_or_default(),
        kiosk: value.get("kiosk").and_then(kiosk),
        theme: Theme {
            tokens: value
                .get("theme")
                .into_iter()
                .flat_map(|theme| members(theme, "tokens"))
                .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
                .collect(),
            stylesheet: value
                .get("theme")
                .and_then(|theme| text(theme, "stylesheet")),
        },
    }
}

/// What only shows when fields are seen together.
fn settle(config: &mut Config, check: &mut Check) {
    let Config {
        rules,
        modules,
        languages,
        questions,
        ..
    } = config;
    let dutch = rules.iter().find(|(tag, _)| *tag == "nl");
    match dutch {
        None if !rules.is_empty() => {
            check.at("rules".into(), |check| {
                check.note(Level::Wrong, "there are no Dutch rules", "at least \"nl\"");
            });
            rules.clear();
        }
        Some((_, list)) if list.is_empty() => modules.leave_out(Module::Rules),
        _ => {}
    }
    // Dutch is always there, and first when nobody says otherwise.
    if !languages.is_empty() && !languages.contains(&"nl") {
        languages.insert(0, "nl");
    }
    if !modules.has(Module::Rules) || rules.is_empty() {
        rules.clear();
    } else {
        for tag in languages
            .iter()
            .filter(|tag| rules.iter().all(|(known, _)| known != *tag))
        {
            check.at("rules".into(), |check| {
                check.note(
                    Level::Doubt,
                    format!("there are no rules in the language {tag}, so they are shown in Dutch"),
                    format!("\"{tag}\" as well"),
                );
            });
        }
    }
    settle_questions(questions, check);
}

/// Local questions need names of their own, and answers where there is something to choose.
fn settle_questions(questions: &mut Vec<LocalQuestion>, check: &mut Check) {
    let mut kept: Vec<LocalQuestion> = Vec::new();
    for question in questions.drain(..) {
        let mut codes: Vec<&str> = question
            .options
            .iter()
            .map(|(code, _)| code.as_str())
            .collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        let choice = matches!(question.kind, Kind::One | Kind::Many);
        let fault = if kept.iter().any(|other| other.id == question.id) {
            Some(("the name is used twice", "another name"))
        } else if codes.len() != count {
            Some((
                "two options have the same code",
                "a code of its own for each",
            ))
        } else if choice && count < 2 {
            Some(("there is nothing to choose", "at least two `options`"))
        } else if !choice && count > 0 {
            Some((
                "this kind has no options",
                "no `options`, or the kind one or many",
            ))
        } else {
            None
        };
        match fault {
            Some((problem, expected)) => check.at("questions".into(), |check| {
                check.note(
                    Level::Wrong,
                    format!("{}: {problem}", question.id),
                    expected,
                );
            }),
            None => kept.push(question),
        }
    }
    if !kept.is_empty() {
        check.at("questions".into(), |check| {
            check.note(
                Level::Doubt,
                "this release reads local questions and does not ask them yet",
                "a later release, or no `questions`",
            );
        });
    }
    *questions = kept;
}

fn line(value: &Value) -> Option<Line> {
    Some(Line {
        text: Spoken::of(value.get("text")?),
        phone: text(value, "phone"),
    })
}

fn question(value: &Value) -> Option<LocalQuestion> {
    let kind = match value.get("kind")?.as_str()? {
        "one" => Kind::One,
        "many" => Kind::Many,
        "flag" => Kind::Flag,
        _ => Kind::Text,
    };
    let option = |option: &Value| Some((text(option, "code")?, Spoken::of(option.get("label")?)));
    Some(LocalQuestion {
        id: text(value, "id")?,
        kind,
        label: Spoken::of(value.get("label")?),
        options: value
            .get("options")
            .into_iter()
            .flat_map(items)
            .filter_map(option)
            .collect(),
    })
}

fn kiosk(value: &Value) -> Option<Kiosk> {
    if value == &Value::Bool(false) {
        return None;
    }
    let usual = Kiosk::default();
    let number = |name: &str| value.get(name)?.as_u64()?.try_into().ok();
    let flag = |name: &str| value.get(name).and_then(Value::as_bool);
    Some(Kiosk {
        idle_seconds: number("idle_seconds").unwrap_or(usual.idle_seconds),
        warning_seconds: number("warning_seconds").unwrap_or(usual.warning_seconds),
        print: flag("print").unwrap_or(usual.print),
        keyboard: flag("keyboard").unwrap_or(usual.keyboard),
    })
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::to_owned)
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn members<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    let object: Option<&Map<String, Value>> = value.get(name).and_then(Value::as_object);
    object.into_iter().flatten()
}

fn chosen(value: &Value, name: &str, known: &'static [&'static str]) -> Vec<&'static str> {
    let words = value
        .get(name)
        .into_iter()
        .flat_map(items)
        .filter_map(Value::as_str);
    words
        .filter_map(|word| known.iter().find(|known| **known == word).copied())
        .collect()
}
