//! Plain language: the words of a municipality are read by the same people as ours.

use super::{Config, Fault, Level, Spoken};

/// The most words in a Dutch sentence.
const MOST_WORDS: usize = 12;

/// The Dutch sentences that are too long to be read easily.
#[must_use]
pub fn long_sentences(config: &Config) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut look = |field: String, words: &str| {
        for sentence in words.split_inclusive(['.', '!', '?', ':']) {
            let count = sentence.split_whitespace().count();
            if count > MOST_WORDS {
                faults.push(Fault {
                    field: field.clone(),
                    problem: format!("the sentence {:?} has {count} words", sentence.trim()),
                    expected: format!("at most {MOST_WORDS} words, so that everybody can read it"),
                    level: Level::Doubt,
                });
            }
        }
    };
    let dutch = |words: &Spoken| words.get("nl").to_owned();
    let rules = config.rules.iter().filter(|(tag, _)| *tag == "nl");
    for (at, rule) in rules.flat_map(|(_, rules)| rules.iter().enumerate()) {
        look(format!("rules.nl[{at}]"), rule);
    }
    if let Some(text) = &config.contact.text {
        look("contact.text".to_owned(), &dutch(text));
    }
    for (domain, lines) in &config.help {
        for (at, line) in lines.iter().enumerate() {
            let domain = domain.map_or("all", crate::engine::Domain::id);
            look(format!("help.{domain}[{at}].text"), &dutch(&line.text));
        }
    }
    for question in &config.questions {
        look(
            format!("questions ({})", question.id),
            &dutch(&question.label),
        );
    }
    faults
}
