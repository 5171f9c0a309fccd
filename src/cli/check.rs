//! `startbeeld check`: says of a configuration, a site and the content on board whether they are in order.

use super::input::STANDARD;
use super::report::{Status, complain};
use crate::config::{self, Config, Fault};
use crate::content::{NONE, SPOKEN, Texts};
use crate::engine::{Domain, Field, QuestionId};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The name of the configuration in a site.
const CONFIG: &str = "config.json";
/// What every site holds.
const SITE: [&str; 3] = ["index.html", "coach/index.html", "worker.js"];

/// Check configurations, sites and the content on board.
///
/// Prints `ok NAME` for what is in order on standard output. What is wrong is named on standard error, with the field:
/// `config.json: kiosk.idle_seconds: 10 does not fit; expected a whole number from 30 to 600`. A field that nobody
/// knows, or a long sentence, is told as well and is no reason to fail.
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// Print nothing about what is in order
    #[arg(short, long)]
    quiet: bool,
    /// Configurations, folders with a site (its config.json and the files that it names), or `-`; the content on board is
    /// always checked
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Check {
    pub(super) fn run(&self) -> Status {
        let mut status = self.say("content", content().as_slice());
        for path in &self.paths {
            let name = path.display().to_string();
            let told = if path.is_dir() {
                self.site(path)
            } else {
                self.say(&name, &file(path))
            };
            if told == Status::Bad {
                status = told;
            }
        }
        status
    }

    fn site(&self, folder: &Path) -> Status {
        let mut told: Vec<Told> = SITE
            .iter()
            .filter(|file| !folder.join(file).is_file())
            .map(|file| Told::wrong(format!("{file} is not there: copy the whole folder again")))
            .collect();
        let config = folder.join(CONFIG);
        if config.is_file() {
            let named = file(&config).into_iter();
            told.extend(named.map(|one| Told {
                sentence: format!("{CONFIG}: {}", one.sentence),
                ..one
            }));
        }
        self.say(&folder.display().to_string(), &told)
    }

    /// Tells what was found of one thing.
    fn say(&self, name: &str, told: &[Told]) -> Status {
        for one in told {
            let kind = if one.is_wrong { "" } else { "note: " };
            complain(&format!("{name}: {kind}{}", one.sentence));
        }
        if told.iter().any(|one| one.is_wrong) {
            return Status::Bad;
        }
        if !self.quiet {
            // A reader that went away has seen enough.
            let _ = writeln!(io::stdout(), "ok {name}");
        }
        Status::Good
    }
}

/// One sentence about something.
pub(super) struct Told {
    sentence: String,
    is_wrong: bool,
}

impl Told {
    fn wrong(sentence: String) -> Told {
        Told {
            sentence,
            is_wrong: true,
        }
    }

    fn of(fault: &Fault) -> Told {
        Told {
            sentence: fault.to_string(),
            is_wrong: fault.is_wrong(),
        }
    }
}

/// What is to be said of a configuration in a file.
fn file(path: &Path) -> Vec<Told> {
    match text(path) {
        Ok(text) => {
            let (config, faults) = config::read(&text);
            let mut told: Vec<Told> = faults.iter().map(Told::of).collect();
            told.extend(config::long_sentences(&config).iter().map(Told::of));
            told.extend(files(&config, path.parent().unwrap_or(Path::new(""))));
            told
        }
        Err(problem) => vec![Told::wrong(problem)],
    }
}

fn text(path: &Path) -> Result<String, String> {
    let read = if path == Path::new(STANDARD) {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(path)
    };
    read.map_err(|error| format!("it cannot be read ({error}): check the name"))
}

/// The files that a configuration names and that do not lie beside it.
fn files(config: &Config, folder: &Path) -> Vec<Told> {
    let logo = config.logo.as_ref().map(|logo| ("logo.src", &logo.src));
    let styles = config.theme.stylesheet.as_ref();
    let named = logo
        .into_iter()
        .chain(styles.map(|name| ("theme.stylesheet", name)));
    named
        .filter(|(_, name)| !folder.join(name).is_file())
        .map(|(field, name)| Told {
            sentence: format!("{field}: there is no file {name} beside the configuration; put it into the site as well"),
            is_wrong: false,
        })
        .collect()
}

/// What is wrong with the content that this program was built with, in every language.
fn content() -> Vec<Told> {
    let languages = SPOKEN
        .iter()
        .filter_map(|spoken| Some((spoken.language.tag(), Texts::of(spoken.language)?)));
    languages
        .flat_map(|(tag, texts)| content_in(tag, texts))
        .collect()
}

fn content_in(tag: &str, texts: &Texts) -> Vec<Told> {
    let mut told = Vec::new();
    let mut need = |what: String, text: &str| {
        if text.trim().is_empty() {
            told.push(Told::wrong(format!(
                "{what} has no text in the language {tag}"
            )));
        }
    };
    for domain in Domain::all() {
        need(
            format!("the life domain {}", domain.id()),
            texts.get(domain.label()),
        );
        let lines = domain.lifelines();
        need(
            format!("the help of the life domain {}", domain.id()),
            lines.first().map_or("", |(text, _)| texts.get(*text)),
        );
    }
    for field in Field::all() {
        let domains = if field.def().per_domain {
            Domain::all().map(Some).collect()
        } else {
            vec![None]
        };
        for question in domains
            .into_iter()
            .map(|domain| QuestionId::new(field, domain))
        {
            need(format!("the question {question}"), texts.get(field.label()));
            for option in 0..field.option_count() {
                let key = question.option_text(option);
                if key != NONE {
                    let code = field.code(option).unwrap_or_default();
                    need(format!("the option {code} of {question}"), texts.get(key));
                }
            }
        }
    }
    told
}
