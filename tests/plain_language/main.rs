//! Plain language for clients, held by the build: short sentences that say one thing, everyday words, and a reading ease
//! of at least 75 on every screen. What cannot be said plainer is in `exceptions.toml` with its reason. Coaches read
//! professional Dutch, and for them only the words of offices are left out.
//!
//! `docs/vragen.md` is the reading copy of all of it. After a change of the texts, make it again and read it:
//! `cargo test --test plain_language -- --ignored`
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "that is how a test fails"
)]
#![allow(unreachable_pub, reason = "the modules of a test have no other users")]

mod clause;
mod copy;
mod measure;
mod screens;
mod texts;

use clause::second_clause;
use measure::{LONGEST, Tally, sentences, syllables, words};
use screens::{Role, screens};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use texts::{Texts, client, coach, pairs, text};

/// How easy every screen must read at least.
const EASE: f64 = 75.0;
/// How many questions and sentences may be exceptions, in hundredths.
const EXCEPTIONS: usize = 3;

fn report(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The names in one table of the exceptions.
fn excepted(table: &str) -> Vec<String> {
    pairs("exceptions", table)
        .into_iter()
        .map(|(name, _)| name)
        .collect()
}

/// Client texts that are sentences or words for a person, with their names.
fn read_texts() -> Texts {
    let left_out = excepted("not_read");
    let mut texts = client();
    texts.retain(|(name, _)| !left_out.contains(name));
    texts
}

/// Every sentence a client may read, with the name of its text.
fn all_sentences() -> Vec<(String, String)> {
    read_texts()
        .into_iter()
        .flat_map(|(name, text)| {
            let sentences: Vec<String> = sentences(&text).map(str::to_owned).collect();
            sentences
                .into_iter()
                .map(move |sentence| (name.clone(), sentence))
        })
        .collect()
}

/// How many words are read: numbers too, and each placeholder stands for a word.
fn length(sentence: &str) -> usize {
    let read = |word: &&str| word.chars().any(char::is_alphanumeric);
    sentence.split_whitespace().filter(read).count()
}

#[test]
fn questions_have_at_most_twelve_words() {
    let questions: Texts = read_texts()
        .into_iter()
        .filter(|(name, _)| name.starts_with("field.") && name.ends_with(".label"))
        .collect();
    assert!(questions.len() > 50);
    let longest = questions
        .iter()
        .map(|(_, text)| length(text))
        .max()
        .unwrap();
    let long: Vec<&String> = questions
        .iter()
        .filter(|(_, text)| length(text) > LONGEST)
        .map(|(name, _)| name)
        .collect();
    println!(
        "{} questions, {} over {LONGEST} words, the longest has {longest}",
        questions.len(),
        long.len()
    );
    let known = excepted("long_question");
    report(
        &long
            .iter()
            .filter(|name| !known.contains(name))
            .map(|name| format!("{name}: too long"))
            .collect::<Vec<_>>(),
    );
    assert!(long.len() * 100 <= questions.len() * EXCEPTIONS);
}

#[test]
fn sentences_have_at_most_twelve_words() {
    let known = excepted("long_sentence");
    let sentences = all_sentences();
    let long: Vec<&(String, String)> = sentences
        .iter()
        .filter(|(_, text)| length(text) > LONGEST)
        .collect();
    println!(
        "{} sentences, {} over {LONGEST} words",
        sentences.len(),
        long.len()
    );
    report(
        &long
            .iter()
            .filter(|(name, _)| !known.contains(name))
            .map(|(name, text)| {
                format!("{name}: {} words, at most {LONGEST}: {text}", length(text))
            })
            .collect::<Vec<_>>(),
    );
    assert!(long.len() * 100 <= sentences.len() * EXCEPTIONS);
}

#[test]
fn a_sentence_says_one_thing() {
    let known = excepted("clause");
    let sentences = all_sentences();
    let double: Vec<(&String, &String, String)> = sentences
        .iter()
        .filter_map(|(name, text)| Some((name, text, second_clause(text)?)))
        .collect();
    println!(
        "{} sentences, {} with a second clause",
        sentences.len(),
        double.len()
    );
    report(
        &double
            .iter()
            .filter(|(name, ..)| !known.contains(name))
            .map(|(name, text, why)| {
                format!("{name}: two sentences would be plainer, see {why}: {text}")
            })
            .collect::<Vec<_>>(),
    );
    assert!(double.len() * 100 <= sentences.len() * EXCEPTIONS);
}

/// Whether a text holds a word, or one that begins so where the word ends in `*`.
fn holds(text: &str, word: &str) -> bool {
    let (stem, open) = word
        .strip_suffix('*')
        .map_or((word, false), |stem| (stem, true));
    let text = format!(" {} ", words(text).join(" "));
    let needle = if open {
        format!(" {stem}")
    } else {
        format!(" {stem} ")
    };
    text.contains(&needle)
}

fn stiff_words(texts: &Texts, table: &str) -> Vec<String> {
    let list = pairs("stiff", table);
    assert!(
        list.len() > 20
            && list
                .iter()
                .all(|(word, plain)| !word.is_empty() && !plain.is_empty())
    );
    texts
        .iter()
        .flat_map(|(name, text)| {
            list.iter()
                .filter(|(word, _)| holds(text, word))
                .map(move |(word, plain)| format!("{name}: not `{word}` but `{plain}`: {text}"))
        })
        .collect()
}

#[test]
fn nobody_reads_words_of_offices() {
    let (client, coach) = (client(), coach());
    assert!(client.len() > 300 && coach.len() > 200);
    let mut faults = stiff_words(&client, "everybody");
    faults.extend(stiff_words(&client, "client"));
    faults.extend(stiff_words(&coach, "everybody"));
    report(&faults);
}

#[test]
fn every_screen_reads_easily() {
    let known = excepted("screen");
    let mut measured: Vec<(f64, String)> = screens(&read_texts())
        .iter()
        .map(|screen| (screen.tally().reading_ease(), screen.address.clone()))
        .collect();
    measured.sort_by(|one, other| one.0.total_cmp(&other.0));
    for (ease, address) in measured.iter().take(12) {
        println!("{ease:.1} {address}");
    }
    assert!(measured.len() > 80, "{} screens", measured.len());
    report(
        &measured
            .iter()
            .filter(|(ease, address)| *ease < EASE && !known.contains(address))
            .map(|(ease, address)| {
                format!("{address} reads with {ease:.1}, at least {EASE} is needed")
            })
            .collect::<Vec<_>>(),
    );
}

#[test]
fn no_text_is_left_unmeasured() {
    let named = read_texts();
    let screens = screens(&named);
    let shown: BTreeSet<&str> = screens
        .iter()
        .flat_map(|screen| &screen.parts)
        .map(|part| part.text.as_str())
        .collect();
    let unseen = |(name, text): &(String, String)| {
        // What the program fills in is not there as it is written, and a number to call is no text.
        let filled = text.contains('{') && name.starts_with("field.");
        (!shown.contains(text.as_str()) && !filled && !name.ends_with(".phone"))
            .then(|| format!("{name} is on no screen: {text}"))
    };
    report(&named.iter().filter_map(unseen).collect::<Vec<_>>());
}

#[test]
fn exceptions_are_needed_and_say_why() {
    let named = client();
    let hard: Vec<String> = screens(&read_texts())
        .into_iter()
        .filter(|screen| screen.tally().reading_ease() < EASE)
        .map(|screen| screen.address)
        .collect();
    let sentences = all_sentences();
    let any = |name: &str, fault: &dyn Fn(&str) -> bool| {
        sentences
            .iter()
            .any(|(known, text)| known == name && fault(text))
    };
    for table in texts::data("exceptions").keys() {
        for (name, reason) in pairs("exceptions", table) {
            let needed = match table.as_str() {
                "not_read" => text(&named, &name).is_some(),
                "screen" => hard.contains(&name),
                "long_question" => text(&named, &name).is_some_and(|text| length(text) > LONGEST),
                "long_sentence" => any(&name, &|text| length(text) > LONGEST),
                "clause" => any(&name, &|text| second_clause(text).is_some()),
                other => panic!("exceptions.toml has a table `{other}` that nothing reads"),
            };
            assert!(
                needed,
                "exceptions.toml: [{table}] `{name}` is not needed any more"
            );
            assert!(
                reason.split_whitespace().count() >= 4,
                "exceptions.toml: why is `{name}` there?"
            );
        }
    }
}

fn reading_copy() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/vragen.md")
}

#[test]
fn the_reading_copy_is_that_of_these_texts() {
    let written = std::fs::read_to_string(reading_copy()).unwrap_or_default();
    assert!(
        written == copy::document(&screens(&read_texts())),
        "docs/vragen.md is stale: `cargo test --test plain_language -- --ignored` makes it again; read it before it goes in"
    );
}

#[test]
#[ignore = "it writes docs/vragen.md"]
fn write_the_reading_copy() {
    std::fs::write(reading_copy(), copy::document(&screens(&read_texts()))).unwrap();
}

/// A word with a dot between its syllables, counted by hand.
#[test]
fn syllables_are_those_that_are_heard() {
    let known = "
        ik geld schuld eens e·ten·de to·taal be·ant·woord be·oor·de·len ge·uit ge·ër·gerd re·a·ge·ren i·dee i·dee·ën
        wer·ken sol·li·ci·te·ren va·ca·tu·re uit·ke·ring ge·meen·te uit·zend·bu·reau in·ter·net vrij·wil·li·gers·werk
        huis·arts wijk·ver·ple·ging op·lei·ding er·va·ring si·tu·a·tie so·ci·a·le me·di·a fi·nan·ci·eel ja·nu·a·ri
        a·pril au·gus·tus ok·to·ber nieuw nieu·we leeuw mooi mooi·e groei groei·en ei·gen aan·kle·den bui·ten vroe·ger
        zeu·ren ij·ver be·ïn·vloe·den co·ör·di·na·tie ko·pi·ë·ren ra·di·o vi·de·o mu·ziek fa·mi·lie me·di·cij·nen
        al·co·hol drugs gok·ken ga·men coach coa·ches e-mail e-mail·a·dres b·s·n q·r-co·de web·si·te te·le·foon·num·mer
        ver·trou·wen zelf·moord af·spra·ken be·lang·rijk moei·lijk ge·vaar huis·art·sen·post ju·ri·disch ad·vies cri·sis";
    let mut faults = Vec::new();
    for word in known.split_whitespace() {
        let heard = word.matches('·').count() + word.split('-').count();
        let plain = word.replace('·', "");
        let counted = syllables(&plain);
        if counted != heard {
            faults.push(format!("{word}: counted {counted}, heard {heard}"));
        }
    }
    report(&faults);
}

#[test]
fn the_reading_ease_is_that_of_douma() {
    let mut tally = Tally::default();
    tally.add("Je antwoorden blijven op dit apparaat. Jij kiest {max} dingen!");
    assert_eq!((tally.sentences, tally.words, tally.syllables), (2, 9, 15));
    assert!((tally.reading_ease() - (206.84 - 0.93 * 4.5 - 77.0 * 15.0 / 9.0)).abs() < 1e-9);
    let mut hard = Tally::default();
    hard.add("Belanghebbende dient onverwijld inlichtingen te verstrekken betreffende zijn inkomensgegevens.");
    assert!(hard.reading_ease() < 30.0, "{}", hard.reading_ease());
}

#[test]
fn a_second_clause_is_seen() {
    for sentence in [
        "Je belt omdat je ziek bent.",
        "Je kiest zinnen die bij jou passen.",
        "Ik denk dat het lukt.",
        "Ik weet dat je komt.",
        "Jij kiest wat je deelt.",
        "Bewaar een bestand als je alles later wilt zien.",
        "Wie de link heeft, kan alles lezen.",
        "Je laat dit nu zo, en dat mag.",
        "Ik kom net rond, of iemand regelt mijn geld.",
        "Ik wil wel, maar het lukt niet.",
        "Ik woon veilig, ik mag hier blijven.",
        "Bel de coach; zij helpt.",
        "Ik blijf en ik zie wel.",
        "Vertel je hoe het gaat?",
    ] {
        assert!(second_clause(sentence).is_some(), "{sentence}");
    }
    for sentence in [
        "Wie kan je daarbij helpen?",
        "Bij wie moet je zijn?",
        "Hoe belangrijk is dat voor jou?",
        "Lukt iets niet?",
        "Dan probeer ik een andere manier.",
        "Dat houd ik vol.",
        "Of ik raak die snel kwijt.",
        "Pijn, ziekte, moe of fit zijn.",
        "Post, afspraken, het huishouden, de buurt, je vrienden.",
        "Mensen om mee te praten.",
        "Solliciteren: hoe goed lukt jou dat?",
        "Hoe belangrijk, hoe zeker?",
        "Wat goed gaat",
        "Is het duidelijk?",
    ] {
        assert_eq!(second_clause(sentence), None, "{sentence}");
    }
}

#[test]
fn a_stiff_word_is_seen() {
    assert!(holds("Indien je belt", "indien"));
    assert!(holds("Wij, de klantmanagers", "klantmanager*"));
    assert!(holds("Dit is ten behoeve van jou.", "ten behoeve van"));
    assert!(!holds("Het dienblad", "dien"));
    let faults = stiff_words(
        &vec![("x".to_owned(), "Middels dit formulier".to_owned())],
        "everybody",
    );
    assert_eq!(faults.len(), 1, "{faults:?}");
}

#[test]
fn a_question_is_found_with_its_options_and_hints() {
    let screens = screens(&read_texts());
    let money = screens
        .iter()
        .find(|screen| screen.address == "domains//money")
        .unwrap();
    // Five sentences, two ways to leave it, whether to talk about it, and five answers about help.
    assert_eq!(money.texts(&[Role::Option]).count(), 5 + 2 + 1 + 5);
    assert!(money.texts(&[Role::Hint]).count() >= 1);
    assert_eq!(
        screens
            .iter()
            .filter(|screen| screen.address == "plan/goal")
            .count(),
        15
    );
}
