//! The JSON Schema (2020-12) of the configuration, from the same table as the check.

use super::grammar;
use super::shape::{ALL, Member, Names, Shape};
use super::table::FIELDS;
use crate::engine::Domain;
use crate::engine::instrument::LANGUAGES;
use serde_json::{Map, Value, json};

/// The JSON Schema of the configuration. What it accepts is read without a fault, except for what no schema can say: a
/// point off the curve, parentheses in a value of a token, and names that are used twice.
#[must_use]
pub fn schema() -> Value {
    let mut schema = Map::from_iter([
        (
            "$schema".to_owned(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        ),
        ("$id".to_owned(), json!("urn:startbeeld:schema:config:1")),
        ("title".to_owned(), json!("Startbeeld configuration")),
        (
            "description".to_owned(),
            json!("What a municipality sets in config.json. Every field may be left out."),
        ),
    ]);
    schema.extend(object(FIELDS));
    schema.into()
}

fn object(members: &[Member]) -> Map<String, Value> {
    let property = |member: &Member| {
        let mut property = Map::from_iter([("description".to_owned(), json!(member.about))]);
        property.extend(shape(member.shape));
        (member.name.to_owned(), Value::from(property))
    };
    let required: Vec<&str> = members
        .iter()
        .filter(|member| member.required)
        .map(|member| member.name)
        .collect();
    let properties: Map<String, Value> = members.iter().map(property).collect();
    let mut schema = Map::from_iter([("type".to_owned(), json!("object"))]);
    if !required.is_empty() {
        schema.insert("required".into(), json!(required));
    }
    schema.insert("properties".into(), properties.into());
    schema.insert("additionalProperties".into(), false.into());
    schema
}

/// What a value of this shape looks like, as members of a schema.
fn shape(of: &Shape) -> Map<String, Value> {
    let schema = match of {
        Shape::Words(max) => words(*max),
        Shape::Spoken(max) => {
            let texts: Map<String, Value> = LANGUAGES
                .iter()
                .map(|tag| ((*tag).to_owned(), words(*max)))
                .collect();
            json!({ "anyOf": [
                words(*max),
                { "type": "object", "required": ["nl"], "properties": texts, "additionalProperties": false },
            ] })
        }
        Shape::Text(grammar) => json!({ "type": "string", "pattern": grammar.pattern }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Number(min, max) => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Shape::One(words) => json!({ "enum": words }),
        Shape::Some(words, least) => {
            json!({ "type": "array", "items": { "enum": words }, "minItems": least })
        }
        Shape::List(of, most) => {
            json!({ "type": "array", "items": shape(of), "maxItems": most })
        }
        Shape::Object(members) => object(members).into(),
        Shape::Map(names, of) => map(*names, of),
        Shape::FlagOr(of) => json!({ "anyOf": [{ "type": "boolean" }, shape(of)] }),
        Shape::Key => json!({
            "type": "object",
            "required": ["kty", "crv", "x", "y", "kid"],
            "properties": {
                "kty": { "const": "EC" },
                "crv": { "const": "P-256" },
                "x": { "type": "string", "pattern": "^[A-Za-z0-9_\\-]{43}$" },
                "y": { "type": "string", "pattern": "^[A-Za-z0-9_\\-]{43}$" },
                "kid": { "type": "string", "pattern": "^[!#-\\[\\]-~]{1,64}$" },
                "use": { "const": "enc" },
                "alg": { "const": "ECDH-ES" },
                "d": false,
            },
        }),
        Shape::Anything => json!({}),
    };
    match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}

fn words(max: u16) -> Value {
    json!({
        "type": "string", "minLength": 1, "maxLength": max,
        "pattern": "^(?=.*\\S)[^\\u0000-\\u001F\\u007F-\\u009F]*$",
    })
}

fn map(names: Names, of: &Shape) -> Value {
    let of = Value::from(shape(of));
    let known = |names: Vec<&str>| -> Value {
        let properties: Map<String, Value> = names
            .into_iter()
            .map(|name| (name.to_owned(), of.clone()))
            .collect();
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    };
    match names {
        Names::Language => known(LANGUAGES.to_vec()),
        Names::Domain => known(Domain::all().map(Domain::id).chain([ALL]).collect()),
        Names::Token => json!({
            "type": "object", "patternProperties": { grammar::TOKEN: of }, "additionalProperties": false,
        }),
    }
}
