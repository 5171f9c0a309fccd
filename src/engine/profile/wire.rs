//! The self-describing form of a profile, for JSON and any other format that serde writes.
//!
//! ```json
//! {"type":"startbeeld-profile","version":"1.0","created":"2026-11-21","language":"nl","instrument":1,
//!  "rules":"steering/1","route":"full","provenance":"self-report","answers":{"domain.money.level":"3"}}
//! ```

use super::{Language, MAJOR, MINOR, Profile, ProfileError, TYPE, check};
use crate::engine::answers::{Answer, Answers, QuestionId, options};
use crate::engine::instrument::{Domain, Field, INSTRUMENT_VERSION, Kind};
use crate::engine::route::RouteKind;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

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
    Other(serde::de::IgnoredAny),
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
        let per_domain = Domain::all().flat_map(|domain| {
            Field::all().filter(|field| field.def().per_domain).map(move |field| QuestionId::of(field, domain))
        });
        let once = Field::all().filter(|field| !field.def().per_domain).map(QuestionId::from);
        let entries = per_domain.chain(once).filter_map(|question| Some((question, self.0.get(question)?)));
        serializer.collect_map(entries.map(|(question, answer)| (question.to_string(), value(question.field, answer))))
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

#[derive(Deserialize)]
struct Document {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    created: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    instrument: u64,
    #[serde(default)]
    rules: String,
    #[serde(default)]
    route: String,
    #[serde(default)]
    provenance: String,
    #[serde(default)]
    answers: BTreeMap<String, Value>,
}

impl<'de> Deserialize<'de> for Profile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Profile, D::Error> {
        Profile::try_from(Wire(Document::deserialize(deserializer)?)).map_err(D::Error::custom)
    }
}

/// What was read and has not been judged yet.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Wire(Document);

impl TryFrom<Wire> for Profile {
    type Error = ProfileError;

    fn try_from(Wire(document): Wire) -> Result<Profile, ProfileError> {
        if document.kind != TYPE {
            return Err(ProfileError::Foreign);
        }
        let major = document.version.split('.').next().and_then(|major| major.parse::<u32>().ok());
        match major.ok_or(ProfileError::Field("version"))? {
            major if major > u32::from(MAJOR) => return Err(ProfileError::Newer),
            major if major < u32::from(MAJOR) => return Err(ProfileError::Field("version")),
            _ => {}
        }
        let instrument = match u8::try_from(document.instrument) {
            Ok(0) => return Err(ProfileError::Field("instrument")),
            Ok(version) if version <= INSTRUMENT_VERSION => version,
            _ => return Err(ProfileError::Newer),
        };
        let rules = document.rules.strip_prefix(RULES_NAME).and_then(|version| version.parse().ok());
        if document.provenance != PROVENANCE {
            return Err(ProfileError::Field("provenance"));
        }
        let profile = Profile {
            created: document.created.parse().map_err(|()| ProfileError::Field("created"))?,
            language: Language::from_tag(&document.language).ok_or(ProfileError::Field("language"))?,
            route: RouteKind::from_id(&document.route).ok_or(ProfileError::Field("route"))?,
            instrument,
            rules: rules.filter(|version| *version > 0).ok_or(ProfileError::Field("rules"))?,
            answers: answers(document.answers)?,
        };
        check(&profile)?;
        Ok(profile)
    }
}

/// Questions that this version does not know are ignored; answers off the scale of a known question are not.
fn answers(document: BTreeMap<String, Value>) -> Result<Answers, ProfileError> {
    let mut answers = Answers::default();
    for (id, value) in document {
        let Ok(question) = id.parse::<QuestionId>() else { continue };
        let answer = answer(question.field, value).ok_or_else(|| ProfileError::OutOfScale(id.clone()))?;
        answers.set(question, answer).map_err(|_| ProfileError::OutOfScale(id))?;
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
