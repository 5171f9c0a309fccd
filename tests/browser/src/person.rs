//! People as data: what they answer, what they share, and what the coach may then see.
//!
//! The expectations in the files are written by hand, from the rules in words; the engine has to agree with them
//! before a page is compared with the engine.

use anyhow::{Context, Result, anyhow, bail, ensure};
use serde::Deserialize;
use startbeeld::engine::profile::Language;
use startbeeld::engine::steering;
use startbeeld::engine::{
    Answers, Date, Domain, Field, Interview, Kind, Profile, QuestionId, RouteKind, SharedBlock,
    Sharing,
};
use std::collections::{BTreeMap, BTreeSet};

/// A man in his mid-forties with a student debt who lives withdrawn.
const WITHDRAWN: &str = include_str!("../people/withdrawn.toml");
/// A woman of 53 with a burn-out who answers everything high.
const OVERREACHING: &str = include_str!("../people/overreaching.toml");
/// A house painter who takes the short route.
const PAINTER: &str = include_str!("../people/painter.toml");

/// One answer as a file has it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Reply {
    /// A checkbox.
    Flag(bool),
    /// One code, or own words.
    One(String),
    /// Several codes.
    Many(Vec<String>),
}

impl Reply {
    /// The codes or words that must stand in the page; a ticked checkbox is `yes`.
    #[must_use]
    pub fn values(&self) -> Vec<String> {
        match self {
            Reply::Flag(true) => vec!["yes".to_owned()],
            Reply::Flag(false) => Vec::new(),
            Reply::One(value) => vec![value.clone()],
            Reply::Many(values) => values.clone(),
        }
    }
}

/// What the person changes of the sharing screen's defaults.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Choice {
    on: Vec<String>,
    off: Vec<String>,
}

/// What the coach must see, by hand.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Expected {
    hypotheses: BTreeMap<String, String>,
    topics: BTreeSet<String>,
    withheld: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    route: String,
    #[serde(default)]
    share: Choice,
    #[serde(default)]
    expect: Expected,
    answers: BTreeMap<String, Reply>,
}

/// What the coach's page must show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The level per life domain that is shared.
    pub levels: BTreeMap<String, String>,
    /// The hypothesis per focus domain.
    pub hypotheses: BTreeMap<String, String>,
    /// The topics for the talk.
    pub topics: BTreeSet<String>,
}

/// Somebody who fills in Startbeeld.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name in reports.
    pub name: String,
    /// The route that is taken.
    pub route: RouteKind,
    answers: BTreeMap<String, Reply>,
    share: Choice,
    expect: Expected,
}

impl Person {
    /// The man in his mid-forties with a student debt who lives withdrawn: keeps his health to himself, as the page
    /// proposes, and would rather not say anything about justice.
    ///
    /// # Errors
    /// When the file does not fit the instrument.
    pub fn withdrawn() -> Result<Person> {
        Self::from_toml(WITHDRAWN)
    }

    /// The woman of 53 with a burn-out: everything high, shares mind and body, withholds money.
    ///
    /// # Errors
    /// When the file does not fit the instrument.
    pub fn overreaching() -> Result<Person> {
        Self::from_toml(OVERREACHING)
    }

    /// The house painter: the short route, much left open.
    ///
    /// # Errors
    /// When the file does not fit the instrument.
    pub fn painter() -> Result<Person> {
        Self::from_toml(PAINTER)
    }

    /// Reads a person.
    ///
    /// # Errors
    /// When an identifier or a code does not exist in the instrument, or an expectation written by hand differs from
    /// what the engine says.
    pub fn from_toml(text: &str) -> Result<Person> {
        let file: File = toml::from_str(text)?;
        let route = RouteKind::from_id(&file.route)
            .with_context(|| format!("there is no route {}", file.route))?;
        let person = Person {
            name: file.name,
            route,
            answers: file.answers,
            share: file.share,
            expect: file.expect,
        };
        person
            .check()
            .with_context(|| format!("the person {}", person.name))?;
        Ok(person)
    }

    fn check(&self) -> Result<()> {
        for (id, reply) in &self.answers {
            let question: QuestionId = id
                .parse()
                .map_err(|()| anyhow!("there is no question {id}"))?;
            if question.field.def().kind != Kind::Text {
                for code in reply.values() {
                    question
                        .field
                        .option(&code)
                        .with_context(|| format!("{id} has no option {code}"))?;
                }
            }
        }
        let interview = self.interview();
        for id in self.answers.keys() {
            let question: QuestionId = id
                .parse()
                .map_err(|()| anyhow!("there is no question {id}"))?;
            ensure!(
                interview.is_asked(question),
                "{id} is not asked on this route"
            );
        }
        let profile = self.profile();
        let shown = Shown::of(&profile.answers);
        ensure!(
            shown.hypotheses == self.expect.hypotheses,
            "by hand {:?}, by the engine {:?}",
            self.expect.hypotheses,
            shown.hypotheses
        );
        ensure!(
            shown.topics == self.expect.topics,
            "by hand {:?}, by the engine {:?}",
            self.expect.topics,
            shown.topics
        );
        let json = startbeeld::engine::profile::json::to_json(&profile);
        for part in &self.expect.withheld {
            ensure!(
                !json.contains(part.as_str()),
                "{part} was to be withheld, but is in the profile"
            );
        }
        Ok(())
    }

    /// What the person answers to a question.
    #[must_use]
    pub fn reply(&self, question: &str) -> Option<&Reply> {
        self.answers.get(question)
    }

    /// Changes one answer.
    ///
    /// # Errors
    /// When the question is not one the person answers.
    pub fn change(&mut self, question: &str, reply: Reply) -> Result<()> {
        let Some(answer) = self.answers.get_mut(question) else {
            bail!("{} does not answer {question}", self.name)
        };
        *answer = reply;
        Ok(())
    }

    /// Every question and what is answered.
    pub fn replies(&self) -> impl Iterator<Item = (&str, &Reply)> {
        self.answers
            .iter()
            .map(|(question, reply)| (question.as_str(), reply))
    }

    /// The domains and blocks for which the person does not leave the sharing screen as it is.
    pub fn share_changes(&self) -> impl Iterator<Item = &str> {
        self.share
            .on
            .iter()
            .chain(&self.share.off)
            .map(String::as_str)
    }

    /// Parts of identifiers and own words that must be nowhere in what the person shares.
    #[must_use]
    pub fn withheld(&self) -> &[String] {
        &self.expect.withheld
    }

    /// The interview as the engine keeps it, tapped in the order of the instrument.
    #[must_use]
    pub fn interview(&self) -> Interview {
        let mut interview = Interview {
            route: self.route,
            ..Interview::default()
        };
        for field in Field::all() {
            let domains: Vec<Option<Domain>> = if field.def().per_domain {
                Domain::all().map(Some).collect()
            } else {
                vec![None]
            };
            for domain in domains {
                let question = QuestionId::new(field, domain);
                let Some(reply) = self.reply(&question.to_string()) else {
                    continue;
                };
                for value in reply.values() {
                    match field.option(&value) {
                        Some(option) if field.def().kind != Kind::Text => {
                            interview.tap(question, option, true)
                        }
                        _ => interview.answers.write(question, &value),
                    }
                }
            }
        }
        interview
    }

    /// What the person shares.
    #[must_use]
    pub fn sharing(&self) -> Sharing {
        let mut sharing = Sharing::default();
        for (ids, on) in [(&self.share.on, true), (&self.share.off, false)] {
            for id in ids {
                match (Domain::from_id(id), SharedBlock::from_id(id)) {
                    (Some(domain), _) => sharing.set_domain(domain, on),
                    (_, Some(block)) => sharing.set_block(block, on),
                    _ => {}
                }
            }
        }
        sharing
    }

    /// What leaves the device, by the engine alone. Its date is not the one of the page.
    #[must_use]
    pub fn profile(&self) -> Profile {
        Profile::new(
            &self.interview(),
            &self.sharing(),
            Date::from_days(0),
            Language::default(),
        )
    }

    /// What the coach's page must show.
    #[must_use]
    pub fn shown(&self) -> Shown {
        Shown::of(&self.profile().answers)
    }
}

impl Shown {
    /// What follows from these answers.
    #[must_use]
    pub fn of(answers: &Answers) -> Shown {
        let level = |domain: Domain| {
            let option = answers.one(QuestionId::of(Field::DomainLevel, domain))?;
            Some((
                domain.id().to_owned(),
                Field::DomainLevel.code(option)?.to_owned(),
            ))
        };
        Shown {
            levels: Domain::all().filter_map(level).collect(),
            hypotheses: steering::readings(answers)
                .iter()
                .map(|reading| {
                    (
                        reading.domain.id().to_owned(),
                        reading.hypothesis.id().to_owned(),
                    )
                })
                .collect(),
            topics: steering::topics(answers)
                .iter()
                .map(|finding| finding.topic.id().to_owned())
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Person;

    #[test]
    fn everybody_fits_the_instrument() {
        for person in [
            Person::withdrawn(),
            Person::overreaching(),
            Person::painter(),
        ] {
            let person = person.unwrap();
            assert!(!person.profile().answers.is_empty(), "{}", person.name);
        }
    }
}
