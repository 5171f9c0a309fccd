//! A profile as plain text, to paste into the system in which a coach keeps records.
//!
//! Only what the person said is in it. Hypotheses and topics are for preparing the talk and stay out: what stands in
//! somebody's file for years should be what they said. Lines are not broken, because every system breaks them its own
//! way, and there is no mark-up that one of them could take for something else.

use super::{Line, Overview, date, language, route};
use crate::content::{Key, Texts, key};
use crate::engine::{Field, Kind, Profile, Style};

/// The profile as plain text, a line for each answer; it ends with a line break.
#[must_use]
pub fn plain(texts: &Texts, profile: &Profile) -> String {
    let mut text = Plain {
        texts,
        out: String::new(),
    };
    text.origin(profile);
    let overview = Overview::new(texts, profile);
    text.block(key::COACH_FIRST_HEADING, &overview.talk_first);
    text.domains(&overview);
    for view in &overview.focus {
        text.title(&format!(
            "{}: {}",
            texts.get(key::COACH_FOCUS_HEADING),
            view.label
        ));
        view.lines.iter().for_each(|line| text.line(line));
    }
    text.block(key::COACH_WORK_HEADING, &overview.work);
    text.block(key::COACH_STRENGTHS_HEADING, &overview.strengths);
    text.block(key::COACH_PLAN_HEADING, &overview.plan);
    text.out
}

struct Plain<'a> {
    texts: &'a Texts,
    out: String,
}

impl Plain<'_> {
    /// One line. Own words with line breaks stay within it, so that they cannot look like a heading of ours.
    fn write(&mut self, text: &str) {
        let words: Vec<&str> = text
            .split('\n')
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        self.out += &words.join(" / ");
        self.out += "\n";
    }

    fn title(&mut self, text: &str) {
        self.out += "\n";
        self.write(&text.to_uppercase());
    }

    fn origin(&mut self, profile: &Profile) {
        let texts = self.texts;
        let day = date(texts, profile.created);
        let (instrument, rules) = (profile.instrument.to_string(), profile.rules.to_string());
        self.write(&texts.fill(key::COACH_PROFILE_HEADING, &[("date", &day)]));
        self.write(texts.get(key::OWN_VIEW_LABEL));
        self.write(texts.get(key::OWN_VIEW_NOTE));
        self.write(&texts.fill(
            key::COACH_CLI_LANGUAGE_LINE,
            &[("language", language(texts, profile.language))],
        ));
        let versions = texts.fill(
            key::COACH_PROFILE_VERSIONS,
            &[("instrument", &instrument), ("rules", &rules)],
        );
        self.write(&format!("{}; {versions}", route(texts, profile.route)));
    }

    /// A block that is shared or withheld as a whole.
    fn block(&mut self, title: Key, lines: &[Line]) {
        self.title(self.texts.get(title));
        if lines.is_empty() {
            self.write(self.texts.get(key::COACH_NOT_SHARED));
        }
        lines.iter().for_each(|line| self.line(line));
    }

    fn domains(&mut self, overview: &Overview) {
        self.title(self.texts.get(key::COACH_DOMAINS_HEADING));
        for view in &overview.domains {
            let (levels, others): (Vec<&Line>, Vec<&Line>) = view
                .lines
                .iter()
                .partition(|line| line.question.field == Field::DomainLevel);
            let sentence = match levels.first() {
                Some(line) => line.values.join("; "),
                None if view.shared => self.texts.get(key::COACH_DOMAINS_NO_LEVEL).to_owned(),
                None => self.texts.get(key::COACH_NOT_SHARED).to_owned(),
            };
            self.write(&format!("{}: {sentence}", view.label));
            others.into_iter().for_each(|line| self.line(line));
        }
    }

    fn line(&mut self, line: &Line) {
        let def = line.question.field.def();
        let values = line.values.join("; ");
        let text = match (def.kind, def.style) {
            // The label of a checkbox is its answer.
            (Kind::Flag, _) => format!("- {values}"),
            (_, Style::Ten) => {
                let of_ten = self.texts.get(key::COACH_FOCUS_OF_TEN);
                format!("- {}: {values} {of_ten}", line.label)
            }
            _ => format!("- {}: {values}", line.label),
        };
        self.write(&text);
    }
}
