//! Whether a sentence says one thing: a measurable stand-in for «one clause», not a parser.
//!
//! What it sees: conjunctions that make a clause depend on another, relative *die* and *dat*, questions inside a
//! sentence, two clauses joined by a comma, a semicolon or *maar*. What it lets pass: what a colon introduces, and *om te*
//! with its verb, which everyday Dutch is full of. What it misses: two commands joined by *en* without a comma.

/// They begin a clause wherever they stand.
const DEPENDENT: &[&str] = &[
    "aangezien",
    "doordat",
    "hoewel",
    "indien",
    "mits",
    "nadat",
    "ofschoon",
    "omdat",
    "opdat",
    "tenzij",
    "terwijl",
    "totdat",
    "voordat",
    "waarbij",
    "waardoor",
    "waarin",
    "waarmee",
    "waarop",
    "waarvan",
    "waarvoor",
    "zodat",
    "zodra",
    "zolang",
];
/// They ask at the beginning of a question and make a clause elsewhere.
const ASKING: &[&str] = &[
    "hoe", "waar", "waarom", "wanneer", "wat", "welk", "welke", "wie",
];
const SUBJECTS: &[&str] = &[
    "ik", "je", "jij", "u", "hij", "zij", "we", "wij", "ze", "het", "er", "iemand", "dat", "dit",
    "dan", "de", "mijn",
];
const JOINING: &[&str] = &["en", "of", "maar", "want", "dus"];
const PREPOSITIONS: &[&str] = &[
    "aan", "bij", "in", "met", "naar", "op", "over", "van", "voor",
];
/// After a comma these begin another clause; other words there may belong to a list.
const AFTER_COMMA: &[&str] = &[
    "ik", "jij", "u", "hij", "zij", "we", "wij", "ze", "er", "dan",
];
/// After *en* and *of* these begin another clause. *Je* may also be whose something is.
const AFTER_JOINING: &[&str] = &["ik", "jij", "u", "hij", "we", "dat"];
/// After these verbs and subjects, *die* and *dat* point at something and begin no clause.
const POINTED_AT_AFTER: &[&str] = &[
    "ik", "je", "jij", "u", "we", "deel", "doe", "doet", "en", "gaat", "heb", "heeft", "helpt",
    "houd", "is", "kan", "kost", "krijg", "lukt", "maakt", "mag", "raak", "regelt", "vind",
    "vindt", "was", "weet", "wil", "wis", "wordt", "zet", "ziet", "zijn",
];

/// Why a sentence holds more than one clause, or nothing when it holds one.
pub fn second_clause(sentence: &str) -> Option<String> {
    if sentence.contains(';') {
        return Some("`;`".to_owned());
    }
    // What stands before a colon announces what stands behind it.
    sentence
        .split(':')
        .find_map(|part| in_part(part, sentence.trim_end().ends_with('?')))
}

struct Word {
    text: String,
    after_comma: bool,
}

fn in_part(part: &str, is_question: bool) -> Option<String> {
    let mut after_comma = false;
    let mut words = Vec::new();
    for raw in part.split_whitespace() {
        let text = raw
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        words.push(Word { text, after_comma });
        after_comma = raw.ends_with(',');
    }
    let is = |index: usize, list: &[&str]| {
        words
            .get(index)
            .is_some_and(|word| list.contains(&word.text.as_str()))
    };
    words.iter().enumerate().find_map(|(at, word)| {
        let text = word.text.as_str();
        let last = at + 1 == words.len();
        let asks_first = words
            .iter()
            .take(at)
            .all(|word| PREPOSITIONS.contains(&word.text.as_str()));
        let before_comma = words.iter().skip(at + 1).any(|word| word.after_comma);
        let found = match text {
            _ if DEPENDENT.contains(&text) => true,
            "als" | "toen" => is(at + 1, SUBJECTS),
            "die" | "dat" if at > 0 && !last && !word.after_comma => {
                !is(at - 1, POINTED_AT_AFTER) || is(at + 1, &["ik", "je", "jij", "u", "hij", "we"])
            }
            "die" | "dat" => word.after_comma,
            _ if ASKING.contains(&text) && asks_first => !is_question && before_comma,
            _ if ASKING.contains(&text) => !word.after_comma,
            "maar" | "want" | "dus" => at > 0,
            "en" | "of" => at > 0 && is(at + 1, AFTER_JOINING),
            _ => word.after_comma && AFTER_COMMA.contains(&text),
        };
        let joined = word.after_comma && JOINING.contains(&text);
        (found || joined).then(|| format!("`{text}`"))
    })
}
