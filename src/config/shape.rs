//! What a field may hold, and the check of a value against it.
//!
//! The check keeps what is right and leaves out what is wrong, with a fault for each. Nothing here knows a particular
//! field; those stand in [`super::table`]. The same shapes are written as JSON Schema by [`super::schema`].

use super::curve;
use super::fault::{Fault, Level};
use crate::engine::Domain;
use crate::engine::instrument::LANGUAGES;
use crate::engine::profile::sealed::{KeyError, RecipientKey};
use serde_json::{Map, Value};

/// A field of an object.
#[derive(Debug)]
pub(super) struct Member {
    /// Its name.
    pub(super) name: &'static str,
    /// What it may hold.
    pub(super) shape: &'static Shape,
    /// Without it the object says nothing.
    pub(super) required: bool,
    /// What it is for, as it stands in the schema.
    pub(super) about: &'static str,
}

/// The names that a map may have.
#[derive(Clone, Copy, Debug)]
pub(super) enum Names {
    /// Languages.
    Language,
    /// Life domains, and `all` for every other one.
    Domain,
    /// Custom properties of CSS.
    Token,
}

/// A text with a grammar of its own.
#[derive(Debug)]
pub(super) struct Grammar {
    /// Whether a text is one.
    pub(super) holds: fn(&str) -> bool,
    /// The same as far as a regular expression can say it; a text that `holds` always matches.
    pub(super) pattern: &'static str,
    /// In words, after "expected".
    pub(super) expected: &'static str,
}

/// What a field may hold.
#[derive(Debug)]
pub(super) enum Shape {
    /// Words, at most so many letters.
    Words(u16),
    /// Words, or an object with words per language.
    Spoken(u16),
    /// A text with a grammar.
    Text(&'static Grammar),
    /// Yes or no.
    Flag,
    /// A whole number in a range.
    Number(u32, u32),
    /// One of these words.
    One(&'static [&'static str]),
    /// Some of these words, at least so many.
    Some(&'static [&'static str], usize),
    /// A list of so many at most.
    List(&'static Shape, usize),
    /// An object with these members.
    Object(&'static [Member]),
    /// An object with names of a kind.
    Map(Names, &'static Shape),
    /// Yes, no, or more about it.
    FlagOr(&'static Shape),
    /// A public key as a JWK.
    Key,
    /// Anything: it is for other programs.
    Anything,
}

/// The check: where it is, and what it has found.
#[derive(Default)]
pub(super) struct Check {
    path: Vec<String>,
    faults: Vec<Fault>,
}

impl Check {
    /// Everything that was found.
    pub(super) fn into_faults(self) -> Vec<Fault> {
        self.faults
    }

    /// Notes a fault at this place.
    pub(super) fn note(
        &mut self,
        level: Level,
        problem: impl Into<String>,
        expected: impl Into<String>,
    ) {
        let mut field = String::new();
        for part in &self.path {
            if !field.is_empty() && !part.starts_with('[') {
                field.push('.');
            }
            field += part;
        }
        self.faults.push(Fault {
            field,
            problem: problem.into(),
            expected: expected.into(),
            level,
        });
    }

    fn wrong<T>(&mut self, problem: impl Into<String>, expected: impl Into<String>) -> Option<T> {
        self.note(Level::Wrong, problem, expected);
        None
    }

    /// Does something at a place further inside.
    pub(super) fn at<T>(&mut self, part: String, work: impl FnOnce(&mut Check) -> T) -> T {
        self.path.push(part);
        let result = work(self);
        self.path.pop();
        result
    }

    /// What is right of a value; nothing when it is wrong as a whole.
    pub(super) fn value(&mut self, value: &Value, shape: &Shape) -> Option<Value> {
        match shape {
            Shape::Words(max) => self.words(value, *max),
            Shape::Spoken(max) if value.is_object() => self.spoken(value, *max),
            Shape::Spoken(max) => self.words(value, *max),
            Shape::Text(grammar) => match value.as_str() {
                Some(text) if (grammar.holds)(text) => Some(value.clone()),
                _ => self.wrong(shown(value), grammar.expected),
            },
            Shape::Flag if value.is_boolean() => Some(value.clone()),
            Shape::Flag => self.wrong(shown(value), "true or false"),
            Shape::Number(min, max) => match value.as_u64() {
                Some(number) if (u64::from(*min)..=u64::from(*max)).contains(&number) => {
                    Some(value.clone())
                }
                _ => self.wrong(
                    shown(value),
                    format!("a whole number from {min} to {max}, without quotation marks"),
                ),
            },
            Shape::One(words) => match value.as_str() {
                Some(word) if words.contains(&word) => Some(value.clone()),
                _ => self.wrong(shown(value), ["one of ", &words.join(", ")].concat()),
            },
            Shape::Some(words, least) => self.some(value, words, *least),
            Shape::List(shape, most) => self.list(value, shape, *most),
            Shape::Object(members) => self.object(value, members),
            Shape::Map(names, shape) => self.map(value, *names, shape),
            Shape::FlagOr(_) if value.is_boolean() => Some(value.clone()),
            Shape::FlagOr(shape) if value.is_object() => self.value(value, shape),
            Shape::FlagOr(_) => self.wrong(shown(value), "true, false, or an object in { }"),
            Shape::Key => self.key(value),
            Shape::Anything => None,
        }
    }

    fn words(&mut self, value: &Value, max: u16) -> Option<Value> {
        let expected = || format!("words of 1 to {max} letters, without line breaks");
        let Some(text) = value.as_str() else {
            return self.wrong(shown(value), expected());
        };
        let fits = !text.trim().is_empty()
            && text.chars().count() <= usize::from(max)
            && !text.chars().any(char::is_control);
        if fits {
            Some(text.trim().into())
        } else {
            self.wrong(shown(value), expected())
        }
    }

    /// Words per language: Dutch is what everybody gets for whose language there are none.
    fn spoken(&mut self, value: &Value, max: u16) -> Option<Value> {
        let words = Shape::Words(max);
        let members = value.as_object().into_iter().flatten();
        let kept: Map<String, Value> = members
            .filter_map(|(name, value)| self.named(Names::Language, name, value, &words))
            .collect();
        if kept.contains_key("nl") {
            Some(kept.into())
        } else {
            self.wrong("there is no Dutch text", "at least \"nl\"")
        }
    }

    fn some(&mut self, value: &Value, words: &[&str], least: usize) -> Option<Value> {
        let expected = ["some of ", &words.join(", "), ", in [ ]"].concat();
        let Some(list) = value.as_array() else {
            return self.wrong(shown(value), expected);
        };
        let mut kept: Vec<Value> = Vec::new();
        for (index, item) in list.iter().enumerate() {
            if kept.contains(item) {
                continue;
            }
            match item.as_str() {
                Some(word) if words.contains(&word) => kept.push(item.clone()),
                _ => self.at(format!("[{index}]"), |check| {
                    check.note(
                        Level::Wrong,
                        shown(item),
                        ["one of ", &words.join(", ")].concat(),
                    );
                }),
            }
        }
        if kept.len() < least {
            return self.wrong("nothing is chosen", expected);
        }
        Some(kept.into())
    }

    fn list(&mut self, value: &Value, shape: &Shape, most: usize) -> Option<Value> {
        let expected = || format!("a list in [ ] of at most {most}");
        let Some(list) = value.as_array() else {
            return self.wrong(shown(value), expected());
        };
        if list.len() > most {
            self.note(
                Level::Wrong,
                format!("there are {}", list.len()),
                expected(),
            );
        }
        let items = list.iter().take(most).enumerate();
        let kept: Vec<Value> = items
            .filter_map(|(index, item)| {
                self.at(format!("[{index}]"), |check| check.value(item, shape))
            })
            .collect();
        // A list in which nothing is right says nothing; an empty one may mean "none".
        (list.is_empty() || !kept.is_empty()).then(|| kept.into())
    }

    /// The members of an object; nothing when it is none, or when a required member is missing.
    pub(super) fn object(&mut self, value: &Value, members: &[Member]) -> Option<Value> {
        let Some(object) = value.as_object() else {
            return self.wrong(shown(value), "an object in { }");
        };
        let mut kept = Map::new();
        for (name, value) in object {
            match members.iter().find(|member| member.name == name) {
                Some(member) => {
                    let value = self.at(name.clone(), |check| check.value(value, member.shape));
                    kept.extend(value.map(|value| (name.clone(), value)));
                }
                None => {
                    let names: Vec<&str> = members.iter().map(|member| member.name).collect();
                    let near = nearest(name, &names);
                    self.at(name.clone(), |check| {
                        check.note(Level::Doubt, "there is no such field", near)
                    });
                }
            }
        }
        let missing: Vec<&str> = members
            .iter()
            .filter(|member| member.required && !kept.contains_key(member.name))
            .map(|member| member.name)
            .collect();
        for name in &missing {
            // What is there and wrong was said already.
            if !object.contains_key(*name) {
                self.at((*name).to_owned(), |check| {
                    check.note(Level::Wrong, "it is missing", "this field");
                });
            }
        }
        missing.is_empty().then(|| kept.into())
    }

    fn map(&mut self, value: &Value, names: Names, shape: &Shape) -> Option<Value> {
        let Some(object) = value.as_object() else {
            return self.wrong(shown(value), "an object in { }");
        };
        let kept: Map<String, Value> = object
            .iter()
            .filter_map(|(name, value)| self.named(names, name, value, shape))
            .collect();
        (object.is_empty() || !kept.is_empty()).then(|| kept.into())
    }

    fn named(
        &mut self,
        names: Names,
        name: &str,
        value: &Value,
        shape: &Shape,
    ) -> Option<(String, Value)> {
        self.at(name.to_owned(), |check| {
            if !names.holds(name) {
                return check.wrong("there is no such name", names.expected());
            }
            Some((name.to_owned(), check.value(value, shape)?))
        })
    }

    fn key(&mut self, value: &Value) -> Option<Value> {
        let expected = "the public key that `startbeeld keygen` or the coach's page made, for P-256 and ECDH-ES";
        if value.get("d").is_some() {
            return self.wrong(
                "this is a private key, which everybody can read here: make a new one",
                expected,
            );
        }
        let member = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        match RecipientKey::of_members(member) {
            Ok(key) if curve::holds(&key.point) => serde_json::from_str(&key.jwk()).ok(),
            Ok(_) => self.wrong("`x` and `y` are no point of the curve P-256", expected),
            Err(KeyError::Field(name)) => {
                self.wrong(format!("`{name}` is missing or wrong"), expected)
            }
            Err(_) => self.wrong("this is no key for P-256 and ECDH-ES", expected),
        }
    }
}

impl Names {
    /// Whether a name is one of these.
    pub(super) fn holds(self, name: &str) -> bool {
        match self {
            Names::Language => LANGUAGES.contains(&name),
            Names::Domain => name == ALL || Domain::from_id(name).is_some(),
            Names::Token => super::grammar::is_token(name),
        }
    }

    /// In words, after "expected".
    fn expected(self) -> String {
        match self {
            Names::Language => ["a language: ", &LANGUAGES.join(", ")].concat(),
            Names::Domain => {
                let domains: Vec<&str> = Domain::all().map(Domain::id).collect();
                ["a life domain or all: ", &domains.join(", ")].concat()
            }
            Names::Token => "a name such as --utrecht-button-background-color".to_owned(),
        }
    }
}

/// The name that stands for every life domain.
pub(super) const ALL: &str = "all";

/// A value as it stands in a message: short, and on one line.
fn shown(value: &Value) -> String {
    const MOST: usize = 40;
    let text = match value {
        Value::Object(_) => "it is an object".to_owned(),
        Value::Array(_) => "it is a list".to_owned(),
        Value::String(text) if text.trim().is_empty() => "it is empty".to_owned(),
        Value::String(text) if text.chars().count() > MOST => {
            let begin: String = text.chars().take(MOST).collect();
            format!("{:?} has {} letters", begin + "…", text.chars().count())
        }
        other => other.to_string(),
    };
    match value {
        Value::Object(_) | Value::Array(_) => text,
        Value::String(text) if text.trim().is_empty() => "it is empty".to_owned(),
        _ => text + " does not fit",
    }
}

/// The name that was probably meant, or all of them.
fn nearest(name: &str, names: &[&str]) -> String {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|c| c.to_ascii_lowercase()).collect()
    };
    let wanted = plain(name);
    let near = names.iter().find(|known| {
        let known = plain(known);
        !wanted.is_empty() && (known.starts_with(&wanted) || wanted.starts_with(&known))
    });
    match near {
        Some(near) => format!("`{near}`, if that is what is meant"),
        None => ["one of ", &names.join(", ")].concat(),
    }
}
