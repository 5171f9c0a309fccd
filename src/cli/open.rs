//! `startbeeld open`: a profile as a text that a coach reads before the talk.

use super::input::Inputs;
use super::keys::Keys;
use super::output::{Output, conclude};
use super::plain::{heading, one_line, paragraph};
use super::report::{Report, Status};
use crate::content::present::{self, FocusView, Line, Overview, TopicView};
use crate::content::{Key, Texts, key};
use crate::engine::steering::{Hypothesis, PROCESS};
use crate::engine::{Field, Kind, Profile, Style};
use std::io::Write;

/// What is asked about a chosen domain after the questions about the process.
const AFTER_PROCESS: [Field; 2] = [Field::SteeringDivision, Field::SteeringWish];

/// Print profiles as a text in Dutch, for the coach to read before the talk.
///
/// What the person wants to talk about comes first. It is the person's own view, and the text says so.
#[derive(Debug, clap::Args)]
pub(super) struct Open {
    #[command(flatten)]
    keys: Keys,
    #[command(flatten)]
    inputs: Inputs,
}

impl Open {
    pub(super) fn run(&self) -> Status {
        let texts = Texts::dutch_for_coach();
        let Some(keyring) = self.keys.keyring() else {
            return Status::Usage;
        };
        let mut report = Report::watched(false);
        let mut output = Output::standard();
        let mut some = false;
        let written = self
            .inputs
            .read(&keyring, &mut report, None, |name, profile| {
                let separator = if some { "\n\n" } else { "" };
                some = true;
                write!(
                    output,
                    "{separator}== {} ==\n\n{}",
                    one_line(name),
                    text(texts, profile)
                )
            })
            .and_then(|()| output.finish());
        conclude(written, &report, false)
    }
}

/// The text of a profile. The notice that it is the person's own view stands above and below it.
fn text(texts: &Texts, profile: &Profile) -> String {
    let mut page = Page {
        texts,
        out: String::new(),
    };
    page.notice();
    page.origin(profile);
    let overview = Overview::new(texts, profile);
    page.block(key::COACH_FIRST_HEADING, &overview.talk_first);
    page.domains(&overview);
    page.focus(&overview.focus);
    page.topics(&overview.topics);
    page.block(key::COACH_WORK_HEADING, &overview.work);
    page.block(key::COACH_STRENGTHS_HEADING, &overview.strengths);
    page.block(key::COACH_PLAN_HEADING, &overview.plan);
    page.out.push('\n');
    page.notice();
    page.out
}

/// The text so far.
struct Page<'a> {
    texts: &'a Texts,
    out: String,
}

impl Page<'_> {
    fn paragraph(&mut self, indent: usize, text: &str) {
        paragraph(&mut self.out, indent, indent + 2, text);
    }

    fn heading(&mut self, key: Key) {
        heading(&mut self.out, self.texts.get(key));
    }

    fn notice(&mut self) {
        paragraph(&mut self.out, 0, 0, self.texts.get(key::OWN_VIEW_LABEL));
        paragraph(&mut self.out, 0, 0, self.texts.get(key::OWN_VIEW_NOTE));
    }

    fn origin(&mut self, profile: &Profile) {
        let texts = self.texts;
        let date = present::date(texts, profile.created);
        let language = present::language(texts, profile.language);
        let (instrument, rules) = (profile.instrument.to_string(), profile.rules.to_string());
        self.out.push('\n');
        for line in [
            texts
                .fill(key::COACH_PROFILE_HEADING, &[("date", &date)])
                .as_str(),
            &texts.fill(key::COACH_CLI_LANGUAGE_LINE, &[("language", language)]),
            present::route(texts, profile.route),
            &texts.fill(
                key::COACH_PROFILE_VERSIONS,
                &[("instrument", &instrument), ("rules", &rules)],
            ),
        ] {
            paragraph(&mut self.out, 0, 0, line);
        }
    }

    /// A block that is shared or withheld as a whole.
    fn block(&mut self, title: Key, lines: &[Line]) {
        self.heading(title);
        if lines.is_empty() {
            self.paragraph(2, self.texts.get(key::COACH_NOT_SHARED));
        }
        lines.iter().for_each(|line| self.line(2, line));
    }

    fn line(&mut self, indent: usize, line: &Line) {
        let field = line.question.field;
        let values = line.values.join("; ");
        match (field.def().kind, field.def().style) {
            // The label of a checkbox is its answer.
            (Kind::Flag, _) => self.paragraph(indent, &values),
            (_, Style::Ten) => {
                let of_ten = self.texts.get(key::COACH_FOCUS_OF_TEN);
                self.paragraph(indent, &format!("{}: {values} {of_ten}", line.label));
            }
            _ => self.paragraph(indent, &format!("{}: {values}", line.label)),
        }
    }

    fn domains(&mut self, overview: &Overview) {
        self.heading(key::COACH_DOMAINS_HEADING);
        for view in &overview.domains {
            let is_level = |line: &&Line| line.question.field == Field::DomainLevel;
            let sentence = match view.lines.iter().find(is_level) {
                Some(line) => line.values.join("; "),
                None if view.shared => self.texts.get(key::COACH_DOMAINS_NO_LEVEL).to_owned(),
                None => self.texts.get(key::COACH_NOT_SHARED).to_owned(),
            };
            self.paragraph(2, &format!("{}: {sentence}", view.label));
            view.lines
                .iter()
                .filter(|line| !is_level(line))
                .for_each(|line| self.line(6, line));
        }
    }

    fn focus(&mut self, views: &[FocusView]) {
        if views.is_empty() {
            return;
        }
        self.heading(key::COACH_FOCUS_HEADING);
        for view in views {
            self.paragraph(2, view.label);
            // The mean stands where the questions about the process end.
            let comes_after = |line: &&Line| AFTER_PROCESS.contains(&line.question.field);
            view.lines
                .iter()
                .filter(|line| !comes_after(line))
                .for_each(|line| self.line(4, line));
            self.process(view);
            view.lines
                .iter()
                .filter(comes_after)
                .for_each(|line| self.line(4, line));
            self.paragraph(4, view.hypothesis);
            let why = match view.reading.hypothesis {
                Hypothesis::Undetermined => key::COACH_FOCUS_WHY_NOT,
                _ => key::COACH_FOCUS_WHY,
            };
            self.paragraph(6, &format!("{}:", self.texts.get(why)));
            view.reasons
                .iter()
                .for_each(|reason| self.paragraph(6, &format!("- {reason}")));
            self.paragraph(6, view.meaning);
        }
    }

    fn process(&mut self, view: &FocusView) {
        let process = view.reading.process;
        if !process.is_enough() {
            return;
        }
        let (mean, count, all) = (
            present::decimal(process.tenths()),
            process.answered.to_string(),
            PROCESS.len().to_string(),
        );
        let value = self.texts.fill(
            key::COACH_CLI_PROCESS_VALUE,
            &[("value", &mean), ("count", &count), ("all", &all)],
        );
        self.paragraph(
            4,
            &format!("{}: {value}", self.texts.get(key::COACH_CLI_PROCESS)),
        );
    }

    fn topics(&mut self, topics: &[TopicView]) {
        self.heading(key::COACH_TOPICS_HEADING);
        let first = self.texts.get(key::COACH_TOPICS_FIRST);
        self.paragraph(
            2,
            &format!("{first}: {}", self.texts.get(key::HELP_FIRST_QUESTION)),
        );
        for topic in topics {
            self.paragraph(2, &topic.title);
            self.paragraph(4, &topic.reason);
            self.paragraph(
                4,
                &format!("{}: {}", self.texts.get(key::COACH_CLI_ASK), topic.question),
            );
        }
    }
}
