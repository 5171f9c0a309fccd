//! Reads the wording of every language, checks that all languages say the same things, and writes packs and keys.
//!
//! A pack is the texts of one language in the order of their keys, separated by U+001F. The keys themselves are
//! numbers: the first part of the numbering belongs to the client's pack, the rest to the coach's.

use crate::instrument::{Field, Instrument, Ties};
use crate::{Outcome, read_text};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use toml::Value;

/// The language every other is compared with, and the one a coach always reads.
const SOURCE: &str = "nl";
/// File and the prefix of its keys. Clients download the first group, coaches both.
const CLIENT_FILES: [(&str, &str); 5] = [
    ("questions", ""),
    ("domains", "domain."),
    ("feedback", "feedback."),
    ("help", "lifeline."),
    ("client", "ui."),
];
const COACH_FILES: [(&str, &str); 2] = [("guide", ""), ("coach", "coach.")];
/// What only a kiosk says has packs and numbers of its own, so that the client's pack does not grow.
const KIOSK_FILES: [(&str, &str); 1] = [("kiosk", "")];
const SEPARATOR: char = '\u{1f}';

type Texts = BTreeMap<String, String>;

/// The numbered keys of the source language.
struct Keys {
    names: Vec<String>,
    client_count: usize,
}

impl Keys {
    /// The number of a text that must exist.
    fn required(&self, name: &str) -> Outcome<String> {
        self.position(name)
            .ok_or_else(|| format!("{SOURCE}: the text `{name}` is missing"))
    }

    /// The number of a text that may be left out.
    fn optional(&self, name: &str) -> String {
        self.position(name).unwrap_or_else(|| "NONE".into())
    }

    fn position(&self, name: &str) -> Option<String> {
        self.names
            .iter()
            .position(|known| known == name)
            .map(|index| format!("Key({index})"))
    }
}

pub(crate) fn generate(
    root: &Path,
    instrument: &Instrument,
) -> Outcome<(String, Vec<(String, String)>)> {
    let client = read_language(root, SOURCE, &CLIENT_FILES)?;
    let coach = read_language(root, SOURCE, &COACH_FILES)?;
    let keys = Keys {
        names: client.keys().chain(coach.keys()).cloned().collect(),
        client_count: client.len(),
    };
    let mut packs = vec![(pack_name("coach", SOURCE), pack(&coach))];
    let languages = languages(root, instrument)?;
    for Language { tag, .. } in &languages {
        let texts = read_language(root, tag, &CLIENT_FILES)?;
        parity(tag, &client, &texts)?;
        packs.push((pack_name("client", tag), pack(&texts)));
    }
    let mut out = format!(
        "/// How many texts the client's pack holds; the numbers of the coach's texts follow.\nconst CLIENT_COUNT: usize = {};\n",
        keys.client_count
    );
    language_table(&mut out, instrument, &languages);
    tables(&mut out, instrument, &keys)?;
    constants(&mut out, &keys);
    Ok((out, packs))
}

/// The texts of the kiosk: a pack for every language that has them, and their numbers by name.
pub(crate) fn generate_kiosk(root: &Path) -> Outcome<(String, Vec<(String, String)>)> {
    let source = read_language(root, SOURCE, &KIOSK_FILES)?;
    let (mut rows, mut packs) = (String::new(), Vec::new());
    for language in folders_with(root, "kiosk.toml")? {
        let texts = read_language(root, &language, &KIOSK_FILES)?;
        parity(&language, &source, &texts)?;
        let name = pack_name("kiosk", &language);
        let _ = writeln!(
            rows,
            "    ({language:?}, include_str!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),"
        );
        packs.push((name, pack(&texts)));
    }
    let mut out = format!("static PACKS: &[(&str, &str)] = &[\n{rows}];\n");
    out.push_str("/// The texts that code asks for by name.\n#[allow(missing_docs)]\npub mod key {\n    use super::Key;\n");
    for (index, name) in source.keys().enumerate() {
        let constant = name.to_uppercase().replace(['.', '-'], "_");
        let _ = writeln!(out, "    pub const {constant}: Key = Key({index});");
    }
    out.push_str("}\n");
    Ok((out, packs))
}

/// The languages whose folder holds a file of this name, in the order of their names.
fn folders_with(root: &Path, file: &str) -> Outcome<Vec<String>> {
    let mut languages: Vec<String> = fs::read_dir(root)
        .map_err(|e| e.to_string())?
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join(file).exists())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    languages.sort();
    Ok(languages)
}

fn pack_name(kind: &str, language: &str) -> String {
    format!("{kind}.{language}.pack")
}

fn pack(texts: &Texts) -> String {
    texts
        .values()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(&SEPARATOR.to_string())
}

/// What `language.toml` says about a language.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    tag: String,
    name: String,
    direction: String,
    review: String,
}

/// The languages that have texts, in the order of the instrument, because a profile names them by their position there.
fn languages(root: &Path, instrument: &Instrument) -> Outcome<Vec<Language>> {
    let folders = fs::read_dir(root).map_err(|e| e.to_string())?;
    for folder in folders.filter_map(Result::ok) {
        let name = folder.file_name().to_string_lossy().into_owned();
        if folder.path().join("language.toml").exists() && !instrument.languages.contains(&name) {
            return Err(format!(
                "{name} is not among the languages of instrument.toml"
            ));
        }
    }
    let tags = instrument.languages.iter();
    tags.filter(|tag| root.join(tag).join("language.toml").exists())
        .map(|tag| read_about(root, tag))
        .collect()
}

fn read_about(root: &Path, tag: &str) -> Outcome<Language> {
    let language: Language = toml::from_str(&read_text(&root.join(tag).join("language.toml"))?)
        .map_err(|e| format!("{tag}/language.toml: {e}"))?;
    let known = |value: &str, values: [&str; 2]| values.contains(&value);
    if language.tag != tag
        || !known(&language.direction, ["ltr", "rtl"])
        || !known(&language.review, ["unreviewed", "reviewed"])
    {
        return Err(format!(
            "{tag}/language.toml: `tag` is the name of the folder, `direction` ltr or rtl, `review` reviewed or unreviewed"
        ));
    }
    Ok(language)
}

fn language_table(out: &mut String, instrument: &Instrument, languages: &[Language]) {
    out.push_str(
        "/// The languages that have texts, Dutch first.\npub static SPOKEN: &[Spoken] = &[\n",
    );
    for Language {
        tag,
        name,
        direction,
        review,
    } in languages
    {
        let index = instrument.languages.iter().position(|known| known == tag);
        let _ = writeln!(
            out,
            "    Spoken {{ language: Language::at({}), name: {name:?}, is_rtl: {}, is_reviewed: {} }},",
            index.unwrap_or_default(),
            direction == "rtl",
            review == "reviewed",
        );
    }
    out.push_str("];\n");
    out.push_str(
        "#[cfg(any(feature = \"ssr\", feature = \"cli\"))]\nstatic PACKS: &[(&str, &str)] = &[\n",
    );
    for Language { tag, .. } in languages {
        let _ = writeln!(
            out,
            "    ({tag:?}, include_str!(concat!(env!(\"OUT_DIR\"), \"/{}\"))),",
            pack_name("client", tag)
        );
    }
    out.push_str("];\n");
}

fn read_language(root: &Path, language: &str, files: &[(&str, &str)]) -> Outcome<Texts> {
    let mut texts = Texts::new();
    for (file, prefix) in files {
        let path = root.join(language).join(format!("{file}.toml"));
        let value: Value = toml::from_str(&read_text(&path)?)
            .map_err(|e| format!("{language}/{file}.toml: {e}"))?;
        flatten(&value, prefix.trim_end_matches('.'), &mut texts)
            .map_err(|e| format!("{language}/{file}.toml: {e}"))?;
    }
    Ok(texts)
}

/// `[page.share] title = ".."` becomes `page.share.title`; the items of an array are numbered from 0.
fn flatten(value: &Value, name: &str, texts: &mut Texts) -> Outcome<()> {
    let child = |part: &str| {
        if name.is_empty() {
            part.to_owned()
        } else {
            format!("{name}.{part}")
        }
    };
    match value {
        Value::String(text) if text.contains(SEPARATOR) => {
            Err(format!("`{name}` holds a control character"))
        }
        Value::String(text) => match texts.insert(name.to_owned(), text.trim().to_owned()) {
            None => Ok(()),
            Some(_) => Err(format!("`{name}` stands there twice")),
        },
        Value::Table(table) => table
            .iter()
            .try_for_each(|(part, value)| flatten(value, &child(part), texts)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, value)| flatten(value, &child(&index.to_string()), texts)),
        _ => Err(format!("`{name}` must be a text")),
    }
}

/// Every language has the same keys with the same placeholders as the source.
fn parity(language: &str, source: &Texts, texts: &Texts) -> Outcome<()> {
    for (key, text) in source {
        let other = texts
            .get(key)
            .ok_or_else(|| format!("{language}: the text `{key}` is missing"))?;
        if placeholders(text) != placeholders(other) {
            return Err(format!(
                "{language}: `{key}` has other placeholders than {SOURCE}"
            ));
        }
    }
    match texts.keys().find(|key| !source.contains_key(*key)) {
        Some(key) => Err(format!("{language}: `{key}` does not exist in {SOURCE}")),
        None => Ok(()),
    }
}

fn placeholders(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect();
    found.sort_unstable();
    found
}

fn tables(out: &mut String, instrument: &Instrument, keys: &Keys) -> Outcome<()> {
    domain_table(out, instrument, keys)?;
    field_table(out, instrument, keys)?;
    page_table(out, instrument, keys);
    topics(out, keys)
}

fn domain_table(out: &mut String, instrument: &Instrument, keys: &Keys) -> Outcome<()> {
    let _ = writeln!(
        out,
        "static DOMAIN_TEXTS: [DomainText; {}] = [",
        instrument.domain.len()
    );
    for domain in &instrument.domain {
        let id = &domain.id;
        let levels = (1..=5)
            .map(|level| keys.required(&format!("domain.{id}.level.{level}")))
            .collect::<Outcome<Vec<_>>>()?
            .join(", ");
        let (label, hint) = (
            keys.required(&format!("domain.{id}.label"))?,
            keys.required(&format!("domain.{id}.hint"))?,
        );
        let help: Vec<String> = (0..)
            .map_while(|index| {
                let text = keys.position(&format!("lifeline.{id}.{index}.text"))?;
                Some(format!(
                    "({text}, {})",
                    keys.optional(&format!("lifeline.{id}.{index}.phone"))
                ))
            })
            .collect();
        if help.is_empty() {
            return Err(format!(
                "{SOURCE}: help.toml has nobody who helps today for `{id}`"
            ));
        }
        let help = help.join(", ");
        let _ = writeln!(
            out,
            "    DomainText {{ label: {label}, hint: {hint}, levels: [{levels}], help: &[{help}] }},"
        );
    }
    out.push_str("];\n");
    Ok(())
}

fn field_table(out: &mut String, instrument: &Instrument, keys: &Keys) -> Outcome<()> {
    let _ = writeln!(
        out,
        "static FIELD_TEXTS: [FieldText; {}] = [",
        instrument.fields.len()
    );
    for field in &instrument.fields {
        let id = field.text_id();
        let text = |part: &str| format!("field.{id}.{part}");
        let options = options(instrument, keys, field)?.join(", ");
        let _ = writeln!(
            out,
            "    FieldText {{ label: {}, hint: {}, short: {}, low: {}, high: {}, options: &[{options}] }},",
            keys.required(&text("label"))?,
            keys.optional(&text("hint")),
            keys.required(&text("short"))?,
            keys.optional(&text("low")),
            keys.optional(&text("high")),
        );
    }
    out.push_str("];\n");
    Ok(())
}

fn page_table(out: &mut String, instrument: &Instrument, keys: &Keys) {
    let _ = writeln!(
        out,
        "static PAGE_TEXTS: [PageText; {}] = [",
        instrument.page.len()
    );
    for page in &instrument.page {
        let id = if page.name.is_empty() {
            page.screen.clone()
        } else {
            format!("{}.{}", page.screen, page.name)
        };
        let (title, intro) = (
            keys.optional(&format!("page.{id}.title")),
            keys.optional(&format!("page.{id}.intro")),
        );
        let _ = writeln!(out, "    PageText {{ title: {title}, intro: {intro} }},");
    }
    out.push_str("];\n");
}

/// The text of every option of a field, in the order of its codes. Levels 1 to 5 stand with their domain.
fn options(instrument: &Instrument, keys: &Keys, field: &Field) -> Outcome<Vec<String>> {
    if field.source.scale == "ten" || field.source.kind == "flag" {
        return Ok(vec![]);
    }
    let per_domain = matches!(&field.source.ties, Some(Ties::Rule(_)));
    field
        .codes
        .iter()
        .map(|code| {
            if field.source.scale == "level" && code.len() == 1 {
                return Ok("NONE".into());
            }
            let name = match code.split_once('.') {
                Some((domain, goal)) if per_domain => format!("domain.{domain}.goal.{goal}"),
                None if per_domain && instrument.domain.iter().any(|d| &d.id == code) => {
                    format!("domain.{code}.label")
                }
                None if per_domain => format!(
                    "scale.{}.{code}",
                    field.id.rsplit('.').next().unwrap_or_default()
                ),
                _ => format!("scale.{}.{code}", field.source.scale),
            };
            keys.required(&name)
        })
        .collect()
}

fn topics(out: &mut String, keys: &Keys) -> Outcome<()> {
    let ids = keys
        .names
        .iter()
        .filter_map(|name| name.strip_prefix("topic.")?.strip_suffix(".question"));
    out.push_str("static TOPIC_TEXTS: &[(&str, TopicText)] = &[\n");
    for id in ids {
        let _ = writeln!(
            out,
            "    ({id:?}, TopicText {{ title: {}, reason: {}, question: {} }}),",
            keys.required(&format!("topic.{id}.title"))?,
            keys.required(&format!("topic.{id}.reason"))?,
            keys.required(&format!("topic.{id}.question"))?,
        );
    }
    out.push_str("];\n");
    Ok(())
}

/// A constant for every text that code asks for by name; texts of questions and domains are found through the tables.
fn constants(out: &mut String, keys: &Keys) {
    out.push_str("/// The texts that code asks for by name.\n#[allow(missing_docs)]\npub mod key {\n    use super::Key;\n");
    for (index, name) in keys.names.iter().enumerate() {
        if ["field.", "scale.", "domain.", "topic.", "lifeline."]
            .iter()
            .any(|prefix| name.starts_with(prefix))
        {
            continue;
        }
        let constant = name
            .strip_prefix("ui.")
            .unwrap_or(name)
            .to_uppercase()
            .replace(['.', '-'], "_");
        let _ = writeln!(out, "    pub const {constant}: Key = Key({index});");
    }
    out.push_str("}\n");
}
