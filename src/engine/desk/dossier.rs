//! The dossier: a desk as JSON, which leaves the page sealed. `docs/dossier-format.md` is the specification.

use super::{
    Agreement, Desk, Entry, Judgement, MAX_AGREEMENTS, MAX_LINES, MAX_NOTE, MAX_PROFILES,
    MAX_QUESTION, MAX_WHAT, MAX_WHEN, Mark, Party, Role, Stance, clean,
};
use crate::engine::date::Date;
use crate::engine::instrument::Domain;
use crate::engine::profile::{self, MAX_INPUT, Profile, ProfileError};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The name of the format.
pub const TYPE: &str = profile::DOSSIER_TYPE;
/// The media type.
pub const MEDIA_TYPE: &str = "application/vnd.startbeeld.dossier+json";
/// The major version: a reader refuses larger ones.
pub const MAJOR: u8 = 1;
/// The minor version: a reader ignores what it does not know.
pub const MINOR: u8 = 0;
/// Both, as they are written.
const VERSION: &str = "1.0";
/// The longest identifier of a line of the guide.
const MAX_ID: usize = 100;

/// Why something is not a dossier that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DossierError {
    /// Something else.
    Foreign,
    /// Larger than [`MAX_INPUT`].
    TooLarge,
    /// No JSON, although it begins like a dossier.
    Damaged,
    /// Made by a newer version than this one understands.
    Newer,
    /// This part is missing or wrong.
    Part(&'static str),
    /// One of the profiles in it cannot be opened.
    Profile(ProfileError),
}

impl DossierError {
    /// The stable identifier, as in the test vectors.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            DossierError::Foreign => "foreign".to_owned(),
            DossierError::TooLarge => "too-large".to_owned(),
            DossierError::Damaged => "damaged".to_owned(),
            DossierError::Newer => "newer".to_owned(),
            DossierError::Part(name) => format!("part:{name}"),
            DossierError::Profile(error) => format!("profile:{}", error.id()),
        }
    }
}

/// A dossier that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// The day it was written.
    pub saved: Date,
    /// The role of whoever wrote it.
    pub by: Role,
    /// The desk.
    pub desk: Desk,
}

/// What is written.
#[derive(Serialize)]
struct Written<'a> {
    r#type: &'static str,
    version: &'static str,
    saved: String,
    by: &'static str,
    profiles: Vec<&'a Profile>,
    views: BTreeMap<&'static str, ViewWire>,
    guide: Vec<LineWire>,
    agreements: Vec<AgreementWire>,
}

/// What is looked at first: whether the rest can be read at all.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    r#type: Loose<String>,
    #[serde(default)]
    version: Loose<String>,
}

/// What is read. A part of the wrong shape is named, not just refused.
#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    saved: Loose<String>,
    #[serde(default)]
    by: Loose<String>,
    #[serde(default)]
    profiles: Loose<Vec<profile::Wire>>,
    #[serde(default)]
    views: Option<Loose<BTreeMap<String, Loose<ViewWire>>>>,
    #[serde(default)]
    guide: Option<Loose<Vec<LineWire>>>,
    #[serde(default)]
    agreements: Option<Loose<Vec<AgreementWire>>>,
}

/// Something, or something of another shape.
#[derive(Deserialize)]
#[serde(untagged)]
enum Loose<T> {
    Fits(T),
    Other(IgnoredAny),
}

impl<T> Default for Loose<T> {
    fn default() -> Loose<T> {
        Loose::Other(IgnoredAny)
    }
}

impl<T> Loose<T> {
    fn fit(self) -> Option<T> {
        match self {
            Loose::Fits(value) => Some(value),
            Loose::Other(_) => None,
        }
    }
}

/// A part that may be absent.
fn optional<T: Default>(part: Option<Loose<T>>, name: &'static str) -> Result<T, DossierError> {
    part.map_or_else(
        || Ok(T::default()),
        |part| part.fit().ok_or(DossierError::Part(name)),
    )
}

#[derive(Deserialize, Serialize)]
struct ViewWire {
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stance: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    by: String,
    on: String,
}

#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum LineWire {
    Own {
        own: String,
        by: String,
        on: String,
    },
    Standard {
        line: String,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        struck: bool,
    },
}

#[derive(Deserialize, Serialize)]
struct AgreementWire {
    who: String,
    what: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    when: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    look_back: Option<String>,
    by: String,
    on: String,
}

/// Writes a desk as JSON. What is still empty is left out.
#[must_use]
pub fn to_json(desk: &Desk, by: Role, saved: Date) -> String {
    let marked = |mark: Mark| (mark.by.id().to_owned(), mark.on.to_string());
    let views = desk.views.iter().map(|(domain, view)| {
        let (by, on) = marked(view.mark);
        let wire = ViewWire {
            level: view.level,
            stance: view.stance.map(|stance| stance.id().to_owned()),
            note: view.note.clone(),
            by,
            on,
        };
        (domain.id(), wire)
    });
    let guide = desk.guide.iter().filter_map(|entry| match entry {
        Entry::Own { text, .. } if text.trim().is_empty() => None,
        Entry::Own { text, mark } => {
            let (by, on) = marked(*mark);
            let own = text.clone();
            Some(LineWire::Own { own, by, on })
        }
        Entry::Standard { id, struck } => Some(LineWire::Standard {
            line: id.clone(),
            struck: *struck,
        }),
    });
    let agreements = desk
        .agreements
        .iter()
        .filter(|agreement| agreement.is_written());
    let agreements = agreements.map(|agreement| {
        let (by, on) = marked(agreement.mark);
        AgreementWire {
            who: agreement.who.id().to_owned(),
            what: agreement.what.clone(),
            when: agreement.when.clone(),
            look_back: agreement.look_back.map(|day| day.to_string()),
            by,
            on,
        }
    });
    let document = Written {
        r#type: TYPE,
        version: VERSION,
        saved: saved.to_string(),
        by: by.id(),
        profiles: desk.profiles.iter().map(|profile| &**profile).collect(),
        views: views.collect(),
        guide: guide.collect(),
        agreements: agreements.collect(),
    };
    serde_json::to_string(&document).unwrap_or_default()
}

/// Reads a dossier that was taken out of its seal. Parts that this version does not know are ignored.
///
/// # Errors
/// Says what is wrong; nothing of a refused dossier is to be shown.
pub fn read(plaintext: &[u8]) -> Result<Dossier, DossierError> {
    if plaintext.len() > MAX_INPUT {
        return Err(DossierError::TooLarge);
    }
    let text = std::str::from_utf8(plaintext).map_err(|_| DossierError::Foreign)?;
    let head: Head = serde_json::from_str(text).map_err(|_| {
        if text.contains(TYPE) {
            DossierError::Damaged
        } else {
            DossierError::Foreign
        }
    })?;
    if head.r#type.fit().as_deref() != Some(TYPE) {
        return Err(DossierError::Foreign);
    }
    check_version(head.version.fit().as_deref())?;
    // Only a part that stands there twice can still be wrong.
    let document: Document = serde_json::from_str(text).map_err(|_| DossierError::Damaged)?;
    document.judge()
}

/// Whether this version can be read: a whole number, a dot and a whole number.
fn check_version(version: Option<&str>) -> Result<(), DossierError> {
    let wrong = DossierError::Part("version");
    let digits = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (major, minor) = version
        .and_then(|text| text.split_once('.'))
        .ok_or(wrong.clone())?;
    if !digits(&major) || !digits(&minor) || major.len() > 1 && major.starts_with('0') {
        return Err(wrong);
    }
    match major.parse::<u8>() {
        Ok(0) => Err(wrong),
        Ok(major) if major <= MAJOR => Ok(()),
        _ => Err(DossierError::Newer),
    }
}

impl Document {
    fn judge(self) -> Result<Dossier, DossierError> {
        let part = DossierError::Part;
        let mut desk = Desk::default();
        let saved = self.saved.fit().and_then(|day| day.parse().ok());
        let by = self.by.fit().and_then(|id| Role::from_id(&id));
        let profiles = self.profiles.fit().unwrap_or_default();
        if profiles.is_empty() || profiles.len() > MAX_PROFILES {
            return Err(part("profiles"));
        }
        for profile in profiles {
            let profile = Profile::try_from(profile).map_err(DossierError::Profile)?;
            desk.add_profile(Rc::new(profile));
        }
        for (domain, view) in optional(self.views, "views")? {
            // A domain of a later version is passed over, like an unknown question of a profile.
            if let Some(domain) = Domain::from_id(&domain) {
                let view = view.fit().and_then(|view| view.judge());
                desk.views.insert(domain, view.ok_or(part("views"))?);
            }
        }
        let guide = optional(self.guide, "guide")?;
        if guide.len() > MAX_LINES {
            return Err(part("guide"));
        }
        let lines = guide.iter().map(LineWire::judge);
        desk.guide = lines.collect::<Option<_>>().ok_or(part("guide"))?;
        let agreements = optional(self.agreements, "agreements")?;
        if agreements.len() > MAX_AGREEMENTS {
            return Err(part("agreements"));
        }
        let agreements = agreements.iter().map(AgreementWire::judge);
        desk.agreements = agreements
            .collect::<Option<_>>()
            .ok_or(part("agreements"))?;
        Ok(Dossier {
            saved: saved.ok_or(part("saved"))?,
            by: by.ok_or(part("by"))?,
            desk,
        })
    }
}

fn mark(by: &str, on: &str) -> Option<Mark> {
    Some(Mark {
        by: Role::from_id(by)?,
        on: on.parse().ok()?,
    })
}

/// A text of at most so many characters, without control characters but the line break.
fn text(text: &str, max: usize) -> Option<String> {
    (clean(text, max) == text).then(|| text.to_owned())
}

impl ViewWire {
    fn judge(&self) -> Option<Judgement> {
        let stance = match &self.stance {
            None => None,
            Some(id) => Some(Stance::from_id(id)?),
        };
        let has_level = self.level.is_none_or(|level| (1..=5).contains(&level));
        let is_empty = self.level.is_none() && stance.is_none() && self.note.is_empty();
        if !has_level || is_empty {
            return None;
        }
        Some(Judgement {
            level: self.level,
            stance,
            note: text(&self.note, MAX_NOTE)?,
            mark: mark(&self.by, &self.on)?,
        })
    }
}

impl LineWire {
    fn judge(&self) -> Option<Entry> {
        match self {
            LineWire::Own { own, by, on } => Some(Entry::Own {
                text: text(own, MAX_QUESTION).filter(|own| !own.trim().is_empty())?,
                mark: mark(by, on)?,
            }),
            LineWire::Standard { line, struck } => Some(Entry::Standard {
                id: text(line, MAX_ID).filter(|line| !line.is_empty())?,
                struck: *struck,
            }),
        }
    }
}

impl AgreementWire {
    fn judge(&self) -> Option<Agreement> {
        let look_back = match &self.look_back {
            None => None,
            Some(day) => Some(day.parse().ok()?),
        };
        Some(Agreement {
            who: Party::from_id(&self.who)?,
            what: text(&self.what, MAX_WHAT).filter(|what| !what.trim().is_empty())?,
            when: text(&self.when, MAX_WHEN)?,
            look_back,
            mark: mark(&self.by, &self.on)?,
        })
    }
}

/// The JSON Schema (2020-12) of a dossier. The profiles in it have a schema of their own.
#[must_use]
pub fn schema() -> Value {
    let ids = |ids: Vec<&'static str>| json!({ "enum": ids });
    let roles = ids(Role::ALL.iter().map(|role| role.id()).collect());
    let stances = ids(Stance::ALL.iter().map(|stance| stance.id()).collect());
    let parties = ids(Party::ALL.iter().map(|party| party.id()).collect());
    let day = json!({ "type": "string", "format": "date", "pattern": "^(202[4-9]|20[3-9][0-9]|21[0-9]{2}|220[0-3])-[0-9]{2}-[0-9]{2}$" });
    let words = |least: usize, most: usize| {
        let pattern = "^[^\\u0000-\\u0009\\u000B-\\u001F\\u007F-\\u009F]*$";
        let visible = if least > 0 { "\\S" } else { "" };
        json!({ "type": "string", "minLength": least, "maxLength": most, "allOf": [{ "pattern": pattern }, { "pattern": visible }] })
    };
    let view = json!({
        "type": "object",
        "required": ["by", "on"],
        "anyOf": [{ "required": ["level"] }, { "required": ["stance"] }, { "required": ["note"] }],
        "properties": {
            "level": { "type": "integer", "minimum": 1, "maximum": 5 },
            "stance": stances, "note": words(0, MAX_NOTE), "by": roles, "on": day,
        },
    });
    let views: serde_json::Map<String, Value> = Domain::all()
        .map(|domain| (domain.id().to_owned(), view.clone()))
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:startbeeld:schema:dossier:1",
        "title": "Startbeeld dossier",
        "description": "What a coach hands over about one client: the client's profiles as they are, and beside them, never among them, the coach's own view, guide and agreements. It leaves a page only sealed.",
        "contentMediaType": MEDIA_TYPE,
        "type": "object",
        "required": ["type", "version", "saved", "by", "profiles"],
        "properties": {
            "type": { "const": TYPE },
            "version": { "type": "string", "pattern": format!("^{MAJOR}\\.[0-9]+$") },
            "saved": day,
            "by": roles,
            "profiles": { "type": "array", "minItems": 1, "maxItems": MAX_PROFILES, "items": { "$ref": "urn:startbeeld:schema:profile:1" } },
            "views": { "type": "object", "properties": views },
            "guide": {
                "type": "array", "maxItems": MAX_LINES,
                "items": { "anyOf": [
                    { "type": "object", "required": ["own", "by", "on"], "properties": { "own": words(1, MAX_QUESTION), "by": roles, "on": day } },
                    { "type": "object", "required": ["line"], "properties": { "line": { "type": "string", "minLength": 1, "maxLength": MAX_ID }, "struck": { "type": "boolean" } } },
                ] },
            },
            "agreements": {
                "type": "array", "maxItems": MAX_AGREEMENTS,
                "items": {
                    "type": "object",
                    "required": ["who", "what", "by", "on"],
                    "properties": { "who": parties, "what": words(1, MAX_WHAT), "when": words(0, MAX_WHEN), "look_back": day, "by": roles, "on": day },
                },
            },
        },
    })
}
