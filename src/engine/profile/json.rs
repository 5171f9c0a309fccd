//! The JSON form as text, and the JSON Schema (2020-12) that is generated from the instrument.

use super::wire::{PROVENANCE, Wire};
use super::{MAJOR, MAX_INPUT, MEDIA_TYPE, Profile, ProfileError, TYPE};
use crate::engine::answers::QuestionId;
use crate::engine::instrument::{
    Domain, Field, INSTRUMENT_VERSION, Kind, LANGUAGES, LEVEL_DECLINED,
};
use crate::engine::steering::RULES_VERSION;
use serde_json::{Map, Value, json};

/// The profile as one line of JSON.
#[must_use]
pub fn to_json(profile: &Profile) -> String {
    serde_json::to_string(profile).unwrap_or_default()
}

/// The profile as JSON for people to read.
#[must_use]
pub fn to_json_pretty(profile: &Profile) -> String {
    serde_json::to_string_pretty(profile).unwrap_or_default()
}

/// Reads JSON. Unknown parts and unknown questions are ignored.
///
/// # Errors
/// Says what is wrong: foreign, truncated, damaged, newer, too large, a wrong part, or an answer off its scale.
pub fn from_json(text: &str) -> Result<Profile, ProfileError> {
    if text.len() > MAX_INPUT {
        return Err(ProfileError::TooLarge);
    }
    let document: Wire = serde_json::from_str(text).map_err(|error| match error.classify() {
        serde_json::error::Category::Eof => ProfileError::Truncated,
        _ if text.contains(TYPE) => ProfileError::Damaged,
        _ => ProfileError::Foreign,
    })?;
    Profile::try_from(document)
}

/// The JSON Schema of the profile.
#[must_use]
pub fn schema() -> Value {
    let mut questions = Map::new();
    for field in Field::all() {
        let domains: Vec<Option<Domain>> = if field.def().per_domain {
            Domain::all().map(Some).collect()
        } else {
            vec![None]
        };
        for domain in domains
            .into_iter()
            .filter(|d| !field.def().supplement_only || d.is_some_and(Domain::is_supplement))
        {
            questions.insert(
                QuestionId::new(field, domain).to_string(),
                question_schema(field),
            );
        }
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:startbeeld:schema:profile:1",
        "title": "Startbeeld profile",
        "description": "What a person shares of a self-assessment: the person's own view, not an objective fact. Skipped, declined and withheld questions are all simply absent.",
        "contentMediaType": MEDIA_TYPE,
        "type": "object",
        "required": ["type", "version", "created", "language", "instrument", "rules", "route", "provenance", "answers"],
        "properties": {
            "type": { "const": TYPE },
            "version": { "type": "string", "pattern": format!("^{MAJOR}(\\.(0|[1-9][0-9]*))?$") },
            "created": { "type": "string", "format": "date", "pattern": "^(202[4-9]|20[3-9][0-9]|21[0-9]{2}|220[0-3])-[0-9]{2}-[0-9]{2}$" },
            "language": { "enum": LANGUAGES },
            "instrument": { "type": "integer", "minimum": 1, "maximum": INSTRUMENT_VERSION },
            "rules": { "type": "string", "pattern": "^steering/([1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])$", "default": format!("steering/{RULES_VERSION}") },
            "route": { "enum": ["full", "short"] },
            "provenance": { "const": PROVENANCE },
            "answers": { "type": "object", "properties": questions },
        },
    })
}

fn question_schema(field: Field) -> Value {
    let def = field.def();
    let codes: Vec<&str> = match field {
        Field::DomainLevel => def
            .codes
            .iter()
            .copied()
            .take(usize::from(LEVEL_DECLINED))
            .collect(),
        Field::DomainApplies => vec!["yes"],
        _ => def.codes.to_vec(),
    };
    match def.kind {
        Kind::One => json!({ "enum": codes }),
        Kind::Flag => json!({ "const": true }),
        // At least one visible character, and no control characters but the line break.
        Kind::Text => json!({
            "type": "string", "minLength": 1, "maxLength": def.max,
            "allOf": [{ "pattern": "\\S" }, { "pattern": "^[^\\u0000-\\u0009\\u000B-\\u001F\\u007F-\\u009F]*$" }],
        }),
        Kind::Many => {
            let mut schema = json!({ "type": "array", "items": { "enum": codes }, "minItems": 1, "uniqueItems": true });
            if let (Some(alone), Some(object)) = (
                def.alone.and_then(|option| field.code(option)),
                schema.as_object_mut(),
            ) {
                object.insert("if".into(), json!({ "contains": { "const": alone } }));
                object.insert("then".into(), json!({ "maxItems": 1 }));
            }
            schema
        }
    }
}
