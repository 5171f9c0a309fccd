//! Reads `instrument.toml` and writes its tables as Rust.

use crate::{Outcome, camel, read_text};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Instrument {
    pub(crate) version: u8,
    pub(crate) languages: Vec<String>,
    pub(crate) domain: Vec<Domain>,
    pub(crate) scales: BTreeMap<String, Vec<String>>,
    pub(crate) field: Vec<FieldSource>,
    pub(crate) page: Vec<Page>,
    pub(crate) steering: BTreeMap<String, u8>,
    /// The fields after `{option}` has been written out; filled by [`read`].
    #[serde(skip)]
    pub(crate) fields: Vec<Field>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Domain {
    pub(crate) id: String,
    pub(crate) zrm: String,
    pub(crate) shared: bool,
    #[serde(default)]
    pub(crate) supplement: bool,
    pub(crate) goals: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldSource {
    pub(crate) id: String,
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) scale: String,
    pub(crate) style: String,
    pub(crate) block: String,
    #[serde(default)]
    pub(crate) alone: Option<String>,
    #[serde(default)]
    pub(crate) ties: Option<Ties>,
    #[serde(default)]
    pub(crate) extra: Vec<String>,
    #[serde(default)]
    pub(crate) each: Option<String>,
    #[serde(default)]
    pub(crate) only: Option<String>,
    #[serde(default)]
    pub(crate) goal: bool,
    #[serde(default)]
    pub(crate) short: bool,
    #[serde(default)]
    pub(crate) max: u16,
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Ties {
    Rule(String),
    Options(BTreeMap<String, String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page {
    pub(crate) screen: String,
    #[serde(default)]
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) per: String,
    #[serde(default)]
    pub(crate) fields: Vec<String>,
    #[serde(default)]
    pub(crate) short: bool,
}

/// One question (or one per domain), with its options written out.
pub(crate) struct Field {
    pub(crate) source: FieldSource,
    /// The identifier with `{option}` filled in; `{domain}` stays.
    pub(crate) id: String,
    pub(crate) codes: Vec<String>,
    /// Per option the domain it goes with; empty when no option goes with a domain.
    pub(crate) ties: Vec<Option<String>>,
    /// The field and option on which this field depends.
    pub(crate) condition: Option<(String, usize)>,
}

impl Field {
    /// The name of the variant: `steering.{domain}.importance` becomes `SteeringImportance`.
    pub(crate) fn variant(&self) -> String {
        variant(&self.id)
    }

    /// The name under which the texts of this field stand.
    pub(crate) fn text_id(&self) -> String {
        self.source
            .id
            .replace(".{domain}", "")
            .replace(".{option}", "")
    }
}

fn variant(id: &str) -> String {
    camel(&id.replace(".{domain}", ""))
}

pub(crate) fn read(path: &Path) -> Outcome<Instrument> {
    let mut instrument: Instrument =
        toml::from_str(&read_text(path)?).map_err(|e| format!("instrument.toml: {e}"))?;
    let mut fields: Vec<Field> = Vec::new();
    for source in instrument.field.clone() {
        match &source.each {
            None => {
                let (codes, ties) = options(&instrument, &source)?;
                fields.push(Field {
                    id: source.id.clone(),
                    codes,
                    ties,
                    condition: None,
                    source,
                });
            }
            Some(parent) => {
                let parent = fields
                    .iter()
                    .find(|f| &f.id == parent)
                    .ok_or(format!("{}: `each` names an unknown field", source.id))?;
                let alone = parent.source.alone.clone();
                let (parent_id, options_of_parent) = (parent.id.clone(), parent.codes.clone());
                for (index, code) in options_of_parent
                    .iter()
                    .enumerate()
                    .filter(|(_, code)| Some(*code) != alone.as_ref())
                {
                    let (codes, ties) = options(&instrument, &source)?;
                    fields.push(Field {
                        id: source.id.replace("{option}", code),
                        codes,
                        ties,
                        condition: Some((parent_id.clone(), index)),
                        source: source.clone(),
                    });
                }
            }
        }
    }
    instrument.fields = fields;
    Ok(instrument)
}

/// The codes of a field's options, and per option the domain it goes with.
fn options(
    instrument: &Instrument,
    source: &FieldSource,
) -> Outcome<(Vec<String>, Vec<Option<String>>)> {
    match (&source.ties, source.kind.as_str()) {
        (_, "flag") => Ok((vec!["yes".into()], vec![])),
        (_, "text") => Ok((vec![], vec![])),
        (Some(Ties::Rule(rule)), _) if rule == "domain" => {
            let domains = instrument
                .domain
                .iter()
                .map(|d| (d.id.clone(), Some(d.id.clone())));
            Ok(domains
                .chain(source.extra.iter().map(|code| (code.clone(), None)))
                .unzip())
        }
        (Some(Ties::Rule(rule)), _) if rule == "goal" => Ok(instrument
            .domain
            .iter()
            .flat_map(|d| {
                d.goals
                    .iter()
                    .map(|goal| (format!("{}.{goal}", d.id), Some(d.id.clone())))
            })
            .unzip()),
        (Some(Ties::Rule(rule)), _) => {
            Err(format!("{}: unknown rule `{rule}` in `ties`", source.id))
        }
        (ties, _) => {
            let codes = instrument
                .scales
                .get(&source.scale)
                .ok_or(format!("{}: unknown scale `{}`", source.id, source.scale))?;
            let ties = match ties {
                Some(Ties::Options(map)) => {
                    codes.iter().map(|code| map.get(code).cloned()).collect()
                }
                _ => vec![],
            };
            Ok((codes.clone(), ties))
        }
    }
}

pub(crate) fn generate(instrument: &Instrument) -> Outcome<String> {
    let mut out = String::new();
    domains(&mut out, instrument);
    fields(&mut out, instrument)?;
    pages(&mut out, instrument)?;
    line(
        &mut out,
        "/// The version of the instrument: questions, options and their order.",
    );
    line(
        &mut out,
        &format!("pub const INSTRUMENT_VERSION: u8 = {};", instrument.version),
    );
    line(
        &mut out,
        "/// Languages a profile can be answered in, as BCP 47 tags.",
    );
    line(
        &mut out,
        &format!(
            "pub const LANGUAGES: &[&str] = &{:?};",
            instrument.languages
        ),
    );
    line(
        &mut out,
        "/// Thresholds of the rules `steering/1`, from `instrument.toml`. Means are in tenths.",
    );
    line(&mut out, "pub mod threshold {");
    for (name, value) in &instrument.steering {
        line(
            &mut out,
            &format!(
                "    /// `{name}` of the table `steering`.\n    pub const {}: u8 = {value};",
                name.to_uppercase()
            ),
        );
    }
    line(&mut out, "}");
    Ok(out)
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn domains(out: &mut String, instrument: &Instrument) {
    line(
        out,
        "/// A life domain, in the one fixed order of the instrument.",
    );
    line(
        out,
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub enum Domain {",
    );
    for domain in &instrument.domain {
        line(
            out,
            &format!(
                "    /// `{}`; corresponds to the ZRM domain {}.\n    {},",
                domain.id,
                domain.zrm,
                camel(&domain.id)
            ),
        );
    }
    line(out, "}");
    let _ = writeln!(
        out,
        "const DOMAINS: [DomainDef; {}] = [",
        instrument.domain.len()
    );
    for domain in &instrument.domain {
        let _ = writeln!(
            out,
            "    DomainDef {{ domain: Domain::{}, id: {:?}, zrm: {:?}, shared: {}, supplement: {} }},",
            camel(&domain.id),
            domain.id,
            domain.zrm,
            domain.shared,
            domain.supplement
        );
    }
    line(out, "];");
}

fn fields(out: &mut String, instrument: &Instrument) -> Outcome<()> {
    line(
        out,
        "/// A question of the instrument; with a [`Domain`] where it is asked per life domain.",
    );
    line(
        out,
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub enum Field {",
    );
    for field in &instrument.fields {
        line(
            out,
            &format!("    /// `{}`\n    {},", field.id, field.variant()),
        );
    }
    line(out, "}");
    let _ = writeln!(
        out,
        "static FIELDS: [FieldDef; {}] = [",
        instrument.fields.len()
    );
    for field in &instrument.fields {
        let source = &field.source;
        let (prefix, suffix) = field.id.split_once("{domain}").unwrap_or((&field.id, ""));
        let alone = match &source.alone {
            None => None,
            Some(code) => Some(
                field
                    .codes
                    .iter()
                    .position(|c| c == code)
                    .ok_or(format!("{}: unknown option in `alone`", field.id))?,
            ),
        };
        let ties: Vec<String> = field
            .ties
            .iter()
            .map(|tie| {
                tie.as_ref()
                    .map_or("None".into(), |id| format!("Some(Domain::{})", camel(id)))
            })
            .collect();
        let condition = field
            .condition
            .as_ref()
            .map_or("None".into(), |(id, option)| {
                format!("Some((Field::{}, {option}))", variant(id))
            });
        let _ = writeln!(
            out,
            "    FieldDef {{ field: Field::{}, prefix: {prefix:?}, suffix: {suffix:?}, per_domain: {}, kind: Kind::{}, style: Style::{}, block: Block::{}, codes: &{:?}, alone: {alone:?}, ties: &[{}], condition: {condition}, supplement_only: {}, goal: {}, short: {}, max: {} }},",
            field.variant(),
            field.id.contains("{domain}"),
            camel(&source.kind),
            camel(&source.style),
            camel(&source.block),
            field.codes,
            ties.join(", "),
            source.only.as_deref() == Some("supplement"),
            source.goal,
            source.short,
            source.max,
        );
    }
    line(out, "];");
    Ok(())
}

fn pages(out: &mut String, instrument: &Instrument) -> Outcome<()> {
    let _ = writeln!(
        out,
        "static PAGES: [PageDef; {}] = [",
        instrument.page.len()
    );
    for page in &instrument.page {
        let mut members = Vec::new();
        for id in &page.fields {
            let found: Vec<&Field> = instrument
                .fields
                .iter()
                .filter(|f| &f.source.id == id)
                .collect();
            if found.is_empty() {
                return Err(format!(
                    "page {}.{}: unknown field `{id}`",
                    page.screen, page.name
                ));
            }
            members.extend(found.iter().map(|f| format!("Field::{}", f.variant())));
        }
        let per = if page.per.is_empty() {
            "Once".into()
        } else {
            camel(&page.per)
        };
        let _ = writeln!(
            out,
            "    PageDef {{ screen: Screen::{}, name: {:?}, per: Per::{per}, fields: &[{}], short: {} }},",
            camel(&page.screen),
            page.name,
            members.join(", "),
            page.short
        );
    }
    line(out, "];");
    Ok(())
}
