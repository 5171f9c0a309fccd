//! The self-describing form of a profile, for JSON and any other format that serde writes.
//!
//! ```json
//! {"type":"startbeeld-profile","version":"1.0","created":"2026-11-21","language":"nl","instrument":1,
//!  "rules":"steering/1","route":"full","provenance":"self-report","answers":{"domain.money.level":"3"}}
//! ```

use super::{DOSSIER_TYPE, Language, MAJOR, MINOR, Profile, ProfileError, TYPE, check};
use crate::engine::answers::{Answer, Answers, QuestionId, options};
use crate::engine::instrument::{Field, INSTRUMENT_VERSION, Kind};
use crate::engine::route::RouteKind;
use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// Where the answers come from: the person, and nobody else.
pub(super) const PROVENANCE: &str = "self-report";
const RULES_NAME: &str = "steering/";

#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Value {
    Flag(bool),
    Text(String),
    Codes(Vec<String>),
    /// Anything else does not fit any question; it is an error only where a question is known.
    #[serde(skip_serializing)]
    Other(IgnoredAny),
}

impl Serialize for Profile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(Some(9))?;
        map.serialize_entry("type", TYPE)?;
        map.serialize_entry("version", &format!("{MAJOR}.{MINOR}"))?;
        map.serialize_entry("created", &self.created.to_string())?;
        map.serialize_entry("language", self.language.tag())?;
        map.serialize_entry("instrument", &self.instrument)?;
        map.serialize_entry("rules", &format!("{RULES_NAME}{}", self.rules))?;
        map.serialize_entry("route", self.route.id())?;
        map.serialize_entry("provenance", PROVENANCE)?;
        map.serialize_entry("answers", &Ordered(&self.answers))?;
        map.end()
    }
}

/// The answers as a map in the order of the instrument: domain by domain, then the blocks.
struct Ordered<'a>(&'a Answers);

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries =
            QuestionId::all().filter_map(|question| Some((question, self.0.get(question)?)));
        serializer.collect_map(
            entries.map(|(question, answer)| (question.to_string(), value(question.field, answer))),
        )
    }
}

fn value(field: Field, answer: &Answer) -> Value {
    let code = |option| field.code(option).unwrap_or_default().to_owned();
    match answer {
        Answer::One(option) => Value::Text(code(*option)),
        Answer::Many(bits) => Value::Codes(options(*bits).map(code).collect()),
        Answer::Flag => Value::Flag(true),
        Answer::Text(text) => Value::Text(text.clone()),
    }
}

/// A part of the document, as it comes: a wrong one is named, not just refused.
#[derive(Deserialize)]
#[serde(untagged)]
enum Part {
    Number(u64),
    Text(String),
    Other(IgnoredAny),
}

impl Default for Part {
    fn default() -> Part {
        Part::Other(IgnoredAny)
    }
}

impl Part {
    fn text(&self) -> &str {
        match self {
            Part::Text(text) => text,
            _ => "",
        }
    }

    fn number(&self) -> Option<u64> {
        match self {
            Part::Number(number) => Some(*number),
            _ => None,
        }
    }
}

#[derive(Deserialize)]
struct Document {
    #[serde(rename = "type", default)]
    kind: Part,
    #[serde(default)]
    version: Part,
    #[serde(default)]
    created: Part,
    #[serde(default)]
    language: Part,
    #[serde(default)]
    instrument: Part,
    #[serde(default)]
    rules: Part,
    #[serde(default)]
    route: Part,
    #[serde(default)]
    provenance: Part,
    #[serde(default)]
    answers: Option<Entries>,
}

/// The answers as they come. A question that stands there twice is refused: readers would differ about which counts.
struct Entries(BTreeMap<String, Value>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entries, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("answers by question")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some((question, value)) = map.next_entry::<String, Value>()? {
            if entries.insert(question, value).is_some() {
                return Err(A::Error::custom("a question stands there twice"));
            }
        }
        Ok(Entries(entries))
    }
}

impl<'de> Deserialize<'de> for Profile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Profile, D::Error> {
        Profile::try_from(Wire(Document::deserialize(deserializer)?)).map_err(D::Error::custom)
    }
}

/// What was read and has not been judged yet.
#[derive(Deserialize)]
#[serde(transparent)]
pub(in crate::engine) struct Wire(Document);

impl TryFrom<Wire> for Profile {
    type Error = ProfileError;

    fn try_from(Wire(document): Wire) -> Result<Profile, ProfileError> {
        match document.kind.text() {
            TYPE => {}
            DOSSIER_TYPE => return Err(ProfileError::Dossier),
            _ => return Err(ProfileError::Foreign),
        }
        match major(document.version.text()).ok_or(ProfileError::Field("version"))? {
            major if major > u32::from(MAJOR) => return Err(ProfileError::Newer),
            major if major < u32::from(MAJOR) => return Err(ProfileError::Field("version")),
            _ => {}
        }
        let instrument = match document.instrument.number().map(u8::try_from) {
            None | Some(Ok(0)) => return Err(ProfileError::Field("instrument")),
            Some(Ok(version)) if version <= INSTRUMENT_VERSION => version,
            Some(_) => return Err(ProfileError::Newer),
        };
        let rules = document
            .rules
            .text()
            .strip_prefix(RULES_NAME)
            .and_then(whole)
            .and_then(|version| u8::try_from(version).ok());
        if document.provenance.text() != PROVENANCE {
            return Err(ProfileError::Field("provenance"));
        }
        let profile = Profile {
            created: document
                .created
                .text()
                .parse()
                .map_err(|()| ProfileError::Field("created"))?,
            language: Language::from_tag(document.language.text())
                .ok_or(ProfileError::Field("language"))?,
            route: RouteKind::from_id(document.route.text()).ok_or(ProfileError::Field("route"))?,
            instrument,
            rules: rules
                .filter(|version| *version > 0)
                .ok_or(ProfileError::Field("rules"))?,
            answers: answers(document.answers.ok_or(ProfileError::Field("answers"))?.0)?,
        };
        check(&profile)?;
        Ok(profile)
    }
}

/// The major version: `1` of `1` and of `1.0`.
fn major(version: &str) -> Option<u32> {
    let (major, minor) = version.split_once('.').unwrap_or((version, "0"));
    whole(minor)?;
    whole(major)
}

/// A whole number without sign and leading zeros.
fn whole(digits: &str) -> Option<u32> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'));
    if plain { digits.parse().ok() } else { None }
}

/// Questions that this version does not know are ignored; answers off the scale of a known question are not.
fn answers(document: BTreeMap<String, Value>) -> Result<Answers, ProfileError> {
    let mut answers = Answers::default();
    for (id, value) in document {
        let Ok(question) = id.parse::<QuestionId>() else {
            continue;
        };
        let answer =
            answer(question.field, value).ok_or_else(|| ProfileError::OutOfScale(id.clone()))?;
        answers
            .set(question, answer)
            .map_err(|_| ProfileError::OutOfScale(id))?;
    }
    Ok(answers)
}

fn answer(field: Field, value: Value) -> Option<Answer> {
    match (field.def().kind, value) {
        (Kind::One, Value::Text(code)) => field.option(&code).map(Answer::One),
        (Kind::Flag, Value::Flag(true)) => Some(Answer::Flag),
        (Kind::Text, Value::Text(text)) => Some(Answer::Text(text)),
        (Kind::Many, Value::Codes(codes)) => {
            let mut bits = 0;
            for code in &codes {
                let bit = super::super::answers::bit(field.option(code)?);
                if bits & bit != 0 {
                    return None;
                }
                bits |= bit;
            }
            Some(Answer::Many(bits))
        }
        _ => None,
    }
}
