//! Passphrases: six easy words from a list of 2048, which is 66 bits; and how forgivingly they are typed.
//!
//! The list is data, [`src/content/passphrase-nl.txt`](../../content/passphrase-nl.txt), one word on a line. It is
//! a secret's alphabet and not wording, so the engine reads it itself, and a program that asks for no passphrase does
//! not contain it. Words may be added or replaced without a new version: a passphrase is its letters, not positions.

/// How many words a passphrase has.
pub const WORDS: usize = 6;
/// How many words the list has: eleven bits for each word.
pub const LIST: usize = 2048;
/// Bytes of randomness that [`generate`] takes: two for each word, of which it uses eleven bits.
pub const RANDOM: usize = 2 * WORDS;

/// The words, in alphabetical order.
pub fn list() -> impl Iterator<Item = &'static str> {
    include_str!("../../content/passphrase-nl.txt").lines()
}

/// Six words with a space between them, from random bytes. The list has a power of two of words, so all are equally
/// likely.
#[must_use]
pub fn generate(random: &[u8; RANDOM]) -> String {
    let words: Vec<&str> = list().collect();
    let word = |pair: &[u8]| {
        let number = pair
            .iter()
            .fold(0usize, |number, byte| number << 8 | usize::from(*byte));
        words.get(number % LIST).copied().unwrap_or_default()
    };
    random.chunks(2).map(word).collect::<Vec<_>>().join(" ")
}

/// What the key is derived from, however it was typed: lower case, and one space wherever white space, hyphens,
/// punctuation, quotation marks or bullets stood; none at either end. Other characters stay, so a passphrase that
/// somebody made up works as well.
#[must_use]
pub fn normalise(typed: &str) -> String {
    let lower = typed.to_lowercase();
    let words: Vec<&str> = lower
        .split(is_separator)
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '_'
                | ','
                | '.'
                | ';'
                | ':'
                | '/'
                | '+'
                | '*'
                | '\''
                | '"'
                | '`'
                | '<'
                | '>'
                | '('
                | ')'
                | '|'
                | '\u{ab}'
                | '\u{ad}'
                | '\u{b7}'
                | '\u{bb}'
                | '\u{200b}'..='\u{200d}'
                | '\u{2010}'..='\u{2015}'
                | '\u{2018}'..='\u{201f}'
                | '\u{2022}'
                | '\u{2039}'
                | '\u{203a}'
                | '\u{2060}'
                | '\u{feff}'
        )
}

/// What is odd about a passphrase that was typed: a hint for the person, not a reason to refuse it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slip {
    /// Another number of words than [`WORDS`]: this many.
    Count(usize),
    /// A word that is not in the list, and the most similar one that is, when there is one.
    Unknown {
        /// The word as it was typed, normalised.
        word: String,
        /// What it may have been.
        perhaps: Option<&'static str>,
    },
}

/// Looks for slips in a passphrase: first the first word that is not in the list, then the number of words.
///
/// # Errors
/// The first slip.
pub fn check(typed: &str) -> Result<(), Slip> {
    let normal = normalise(typed);
    let mut count = 0;
    for word in normal.split(' ').filter(|word| !word.is_empty()) {
        count += 1;
        // More words than that are a pasted text; looking for what each may have been would take long.
        if count > 2 * WORDS {
            continue;
        }
        if !list().any(|known| known == word) {
            return Err(Slip::Unknown {
                word: word.to_owned(),
                perhaps: nearest(word),
            });
        }
    }
    if count == WORDS {
        Ok(())
    } else {
        Err(Slip::Count(count))
    }
}

/// The most similar word of the list: at most two letters differ, and at most half of them.
fn nearest(word: &str) -> Option<&'static str> {
    let letters: Vec<char> = word.chars().take(MAX_LETTERS).collect();
    let limit = 2.min(letters.len() / 2);
    let mine = letter_set(letters.iter().copied());
    // A difference brings or takes at most one letter, so most words need no closer look, which would take milliseconds.
    let near = |known: &&str| {
        let theirs = letter_set(known.chars());
        let gone = (mine & !theirs)
            .count_ones()
            .max((theirs & !mine).count_ones());
        known.len().abs_diff(letters.len()) <= limit && gone as usize <= limit
    };
    list()
        .filter(near)
        .map(|known| (distance(&letters, known), known))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// Which of the letters a to z a word has, one bit each.
fn letter_set(letters: impl Iterator<Item = char>) -> u32 {
    letters
        .filter(char::is_ascii_lowercase)
        .fold(0, |set, letter| {
            set | 1 << (u32::from(letter) - u32::from('a'))
        })
}

/// Longer words are not similar to any of the list.
const MAX_LETTERS: usize = 12;

/// The number of letters to add, leave out, replace or swap with their neighbour to get from one word to the other
/// (optimal string alignment).
fn distance(from: &[char], to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (y, a) in from.iter().enumerate() {
        let mut row = vec![y + 1];
        for (x, b) in to.iter().enumerate() {
            let replaced = at(&above, x) + usize::from(a != b);
            let mut best = replaced.min(at(&above, x + 1) + 1).min(at(&row, x) + 1);
            let swapped = y > 0 && x > 0 && from.get(y - 1) == Some(b) && to.get(x - 1) == Some(a);
            if swapped {
                best = best.min(at(&before, x - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    at(&above, to.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_list_is_what_it_should_be() {
        let words: Vec<&str> = list().collect();
        assert_eq!(words.len(), LIST);
        assert!(
            words
                .iter()
                .zip(words.iter().skip(1))
                .all(|(one, next)| one < next)
        );
        for word in &words {
            assert!((3..=7).contains(&word.len()), "{word}");
            assert!(word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word}");
        }
    }

    /// A word as it sounds: pairs of spellings that sound alike in Dutch are written in the same way.
    fn sound(word: &str) -> String {
        let pairs = [
            ("sch", "sg"),
            ("ch", "g"),
            ("ij", "ei"),
            ("ou", "au"),
            ("ph", "f"),
            ("th", "t"),
            ("qu", "kw"),
            ("x", "ks"),
        ];
        let mut sound = pairs
            .iter()
            .fold(word.to_owned(), |sound, (from, to)| sound.replace(from, to))
            .replace('c', "k");
        for (from, to) in [("d", "t"), ("b", "p"), ("dt", "t")] {
            if let Some(stem) = sound.strip_suffix(from) {
                sound = format!("{stem}{to}");
            }
        }
        sound
    }

    #[test]
    fn no_two_words_sound_alike_or_differ_at_the_end_only() {
        let words: BTreeSet<&str> = list().collect();
        let sounds: BTreeSet<String> = words.iter().map(|word| sound(word)).collect();
        assert_eq!(sounds.len(), words.len());
        let but_last: BTreeSet<&str> = words.iter().map(|word| &word[..word.len() - 1]).collect();
        assert_eq!(but_last.len(), words.len());
        for word in &words {
            assert!(!words.contains(&word[..word.len() - 1]), "{word}");
        }
    }

    #[test]
    fn every_word_can_come() {
        let words: Vec<&str> = list().collect();
        let mut seen = BTreeSet::new();
        for number in 0..u16::MAX {
            let [high, low] = number.to_be_bytes();
            let random = [high, low, 0, 0, 7, 255, 255, 255, 0, 1, 8, 0];
            let phrase = generate(&random);
            let mut parts = phrase.split(' ');
            assert_eq!(parts.clone().count(), WORDS);
            seen.insert(parts.next().unwrap().to_owned());
            assert_eq!(parts.next(), words.first().copied());
            assert_eq!(parts.next(), words.last().copied());
            if number > 2100 {
                break;
            }
        }
        assert_eq!(seen.len(), LIST);
    }

    #[test]
    fn a_quick_look_misses_no_similar_word() {
        for typed in [
            "fiest",
            "raam",
            "rmaa",
            "ab",
            "giraff",
            "kn\u{f6}op",
            "wolkx",
            "xolkw",
            "tafelss",
            "",
        ] {
            let letters: Vec<char> = typed.chars().collect();
            let limit = 2.min(letters.len() / 2);
            let slow = list()
                .map(|known| (distance(&letters, known), known))
                .filter(|(distance, _)| *distance <= limit)
                .min_by_key(|(distance, _)| *distance);
            assert_eq!(nearest(typed), slow.map(|(_, known)| known), "{typed}");
        }
    }

    #[test]
    fn loosely_typed_is_the_same() {
        let phrase = generate(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        let loose = format!(
            " \u{201c}{}\u{201d}.\r\n",
            phrase.to_uppercase().replace(' ', " - ")
        );
        assert_eq!(normalise(&loose), phrase);
        assert_eq!(normalise(&phrase.replace(' ', ",\u{a0}\n")), phrase);
        assert_eq!(check(&loose), Ok(()));
        assert_eq!(normalise(&phrase), phrase);
        assert_eq!(normalise(" -- "), "");
    }

    #[test]
    fn slips_are_named() {
        let phrase = generate(&[0; RANDOM]);
        let first = list().next().unwrap();
        assert_eq!(check(&phrase[first.len()..]), Err(Slip::Count(WORDS - 1)));
        assert_eq!(check(""), Err(Slip::Count(0)));
        let typed = phrase.replacen(first, &format!("{first}q"), 1);
        assert_eq!(
            check(&typed),
            Err(Slip::Unknown {
                word: format!("{first}q"),
                perhaps: Some(first)
            })
        );
        assert!(matches!(
            check("xqxqxqxqxqxqxqxqxqxq"),
            Err(Slip::Unknown { perhaps: None, .. })
        ));
        let swapped: Vec<char> = "fietsen".chars().collect();
        assert_eq!(distance(&swapped, "feitsen"), 1);
        assert_eq!(distance(&swapped, "fiets"), 2);
    }
}
