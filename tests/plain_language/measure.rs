//! Words, sentences and syllables of a Dutch text, and how easy it reads.

use hypher::{Lang, hyphenate_bounded};

/// The most words of a sentence, and of a question with all its sentences.
pub const LONGEST: usize = 12;

/// What a text is made of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub sentences: usize,
    pub words: usize,
    pub syllables: usize,
}

impl Tally {
    /// Adds a text. Whatever stands by itself, such as an answer or a button, is a sentence, with or without its dot.
    pub fn add(&mut self, text: &str) {
        for sentence in sentences(text) {
            let words = words(sentence);
            if words.is_empty() {
                continue;
            }
            self.sentences += 1;
            self.words += words.len();
            self.syllables += words.iter().map(|word| syllables(word)).sum::<usize>();
        }
    }

    /// The reading ease of Flesch with the weights for Dutch: 206.84 - 0.93 times the words in a sentence - 77 times the
    /// syllables in a word. 70 to 80 reads like a book for the last years of primary school, over 80 is easy.
    ///
    /// W.H. Douma, *De leesbaarheid van landbouwbladen*, Landbouwhogeschool Wageningen, 1960.
    pub fn reading_ease(self) -> f64 {
        let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        206.84
            - 0.93 * count(self.words) / count(self.sentences)
            - 77.0 * count(self.syllables) / count(self.words)
    }
}

/// The sentences of a text, each with the mark at its end.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', '\n'])
        .map(str::trim)
        .filter(|sentence| !sentence.is_empty())
}

/// The words of a sentence in small letters: whatever holds a letter. Numbers and placeholders such as `{max}` are left
/// out, because they would only make a text look easier.
pub fn words(sentence: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut inside = false;
    for c in sentence.chars() {
        inside = (inside || c == '{') && c != '}';
        plain.push(if inside || c == '}' { ' ' } else { c });
    }
    plain
        .split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect()
}

/// Words that do not sound as Dutch spelling says, and what is spelled out. A part of a word counts the same way.
const SPOKEN: &[(&str, usize)] = &[
    ("bsn", 3),
    ("qr", 2),
    ("coach", 1),
    ("downloads", 2),
    ("e-mail", 2),
    ("mail", 1),
    ("online", 2),
    ("scan", 1),
    ("gamen", 2),
    ("whatsapp", 2),
    ("javascript", 3),
];

/// The letters of one vowel sound, the longest first.
const VOWELS: &[&str] = &[
    "ieuw", "eeuw", "eau", "aai", "ooi", "oei", "ieu", "aa", "ee", "oo", "uu", "ie", "oe", "eu",
    "ui", "ij", "ei", "ou", "au", "a", "e", "i", "o", "u", "y", "é", "è", "ê", "ë", "ï", "ö", "ü",
    "á", "ó",
];

/// How many syllables a word in small letters has.
///
/// Patterns for breaking lines know where parts of a word meet (`be-antwoord`, `ge-uit`), but some breaks they forbid
/// because they look ugly in print. Vowel sounds miss the first and see the second, so the higher count of both is taken.
pub fn syllables(word: &str) -> usize {
    for (spoken, count) in SPOKEN {
        if let Some((before, after)) = word.split_once(spoken) {
            return syllables_or_none(before) + count + syllables_or_none(after);
        }
    }
    word.split(['-', '/'])
        .map(|part| parts(part).max(vowel_sounds(part)))
        .sum::<usize>()
        .max(1)
}

fn syllables_or_none(part: &str) -> usize {
    if vowel_sounds(part) == 0 {
        0
    } else {
        syllables(part)
    }
}

/// The parts a word may be broken into, also next to its edges, as far as they hold a vowel.
fn parts(word: &str) -> usize {
    hyphenate_bounded(word, Lang::Dutch, 1, 1)
        .filter(|part| vowel_sounds(part) > 0)
        .count()
}

fn vowel_sounds(word: &str) -> usize {
    let mut rest = word;
    let mut count = 0;
    while let Some(first) = rest.chars().next() {
        let sound = VOWELS.iter().find(|vowel| rest.starts_with(**vowel));
        count += usize::from(sound.is_some());
        rest = &rest[sound.map_or(first.len_utf8(), |vowel| vowel.len())..];
    }
    count
}
