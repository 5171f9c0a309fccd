//! What holds for every interview and every input: random ones, and what becomes of them on the way.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "that is how a test fails"
)]

mod people;

use people::{Person, answer_everything, day, withdrawn_man, woman_who_answers_high};
use proptest::collection::vec;
use proptest::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use startbeeld::engine::profile::{self, Language, compact};
use startbeeld::engine::route::shown_options;
use startbeeld::engine::session::{Session, from_text, to_text};
use startbeeld::engine::steering::{readings, topics};
use startbeeld::engine::{
    Answer, Block, Date, Domain, Interview, Kind, PageId, Profile, QuestionId, RouteKind,
    SharedBlock, Sharing,
};
use std::time::{Duration, Instant};

const COACH_PAGE: &str = "https://www.voorbeeldgemeente.nl/startbeeld/coach/";

/// A stream of small random numbers; every choice of a random person takes one.
struct Dice<'a>(std::slice::Iter<'a, u16>);

impl Dice<'_> {
    fn below(&mut self, limit: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % limit.max(1)
    }

    /// True in this many of a hundred cases.
    fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Somebody who walks the route and answers some of the questions, and shares some of the answers.
fn person(dice: &mut Dice<'_>, words: &str) -> Person {
    let mut interview = Interview::default();
    if dice.percent(25) {
        interview.set_route(RouteKind::Short);
    }
    let patience = [3, 10, 30, 50, 70, 90, 97, 100][dice.below(8)];
    let mut page = PageId::WELCOME;
    loop {
        interview.seen.insert(page);
        // Twice, because an answer can bring the next question onto the page.
        for question in [interview.questions(page), interview.questions(page)].concat() {
            if dice.percent(patience) && !interview.answers.has(question) {
                answer(&mut interview, question, dice, words);
            }
        }
        let next = interview.next(page);
        if next == page {
            break;
        }
        page = next;
    }
    interview.work_skipped = dice.percent(10);
    let mut sharing = Sharing::everything();
    let generous = [100, 80, 30][dice.below(3)];
    Domain::all().for_each(|domain| sharing.set_domain(domain, dice.percent(generous)));
    SharedBlock::ALL
        .into_iter()
        .for_each(|block| sharing.set_block(block, dice.percent(generous)));
    Person { interview, sharing }
}

fn answer(interview: &mut Interview, question: QuestionId, dice: &mut Dice<'_>, words: &str) {
    match question.field.def().kind {
        Kind::Text => {
            let start = words
                .char_indices()
                .nth(dice.below(20))
                .map_or(0, |(at, _)| at);
            interview.answers.write(question, &words[start..]);
        }
        Kind::Flag => interview.tap(question, 0, true),
        kind => {
            let shown = shown_options(&interview.answers, question);
            let taps = if kind == Kind::Many {
                1 + dice.below(4)
            } else {
                1
            };
            for _ in 0..taps {
                if let Some(option) = shown.get(dice.below(shown.len())) {
                    interview.tap(question, *option, true);
                }
            }
        }
    }
}

fn people() -> impl Strategy<Value = Person> {
    let words = prop_oneof![
        ".{0,40}",
        "[a-z ]{1,600}",
        "\\PC{1,80}",
        "[\u{600}-\u{6ff}\u{1f300}-\u{1f6ff}\n=\\\\]{1,300}"
    ];
    (vec(any::<u16>(), 700), words)
        .prop_map(|(numbers, words)| person(&mut Dice(numbers.iter()), &words))
}

fn profiles() -> impl Strategy<Value = Profile> {
    (people(), any::<u16>(), 0u8..6, 1u8..=255).prop_map(|(person, days, language, rules)| {
        let language = Language::from_index(language).unwrap();
        let profile = Profile::new(
            &person.interview,
            &person.sharing,
            Date::from_days(days),
            language,
        );
        Profile { rules, ..profile }
    })
}

/// The information in the answers in bits: the logarithm of the number of possible answers of each answered question.
/// Own words are counted apart.
fn information(profile: &Profile) -> f64 {
    let bits = |(question, answer): (QuestionId, &Answer)| {
        let options = question.field.option_count();
        match (answer, question.field.id(None).as_str()) {
            (Answer::Text(_), _) => 0.0,
            (Answer::Many(_), _) => f64::from(options),
            (Answer::Flag, _) => 1.0,
            // Without `declined`, and the goals of one domain only: the least that can be counted.
            (Answer::One(_), "domain..level") => 6f64.log2(),
            (Answer::One(_), "plan.goal") => 3f64.log2(),
            (Answer::One(_), _) => f64::from(options).log2(),
        }
    };
    profile.answers.iter().map(bits).sum()
}

/// Own words with their lengths.
fn words(profile: &Profile) -> usize {
    let length = |text: &String| text.len() + if text.len() < 128 { 1 } else { 2 };
    profile
        .answers
        .iter()
        .map(|(_, answer)| {
            if let Answer::Text(text) = answer {
                length(text)
            } else {
                0
            }
        })
        .sum()
}

/// How many bytes a profile takes beyond 1.25 times its information and 24.
fn excess(profile: &Profile) -> f64 {
    let length = compact::to_bytes(profile).len() - words(profile);
    f64::from(u32::try_from(length).unwrap()) - 1.25 * information(profile) / 8.0 - 24.0
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn compact_gives_the_same_profile(profile in profiles()) {
        let bytes = compact::to_bytes(&profile);
        prop_assert_eq!(&compact::from_bytes(&bytes), &Ok(profile.clone()));
        prop_assert_eq!(&compact::from_text(&compact::to_text(&profile)), &Ok(profile.clone()));
        prop_assert_eq!(&profile::read(&profile::link(COACH_PAGE, &profile)), &Ok(profile));
    }

    #[test]
    fn json_gives_the_same_profile(profile in profiles()) {
        let json = serde_json::to_string(&profile).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Profile>(&json).unwrap(), &profile);
        #[cfg(feature = "json")]
        prop_assert_eq!(&profile::read(&profile::json::to_json_pretty(&profile)), &Ok(profile));
        prop_assert!(!json.contains("declined"));
    }

    #[test]
    fn compact_is_small(profile in profiles()) {
        prop_assert!(excess(&profile) <= 0.0, "{} bytes too long: {:?}", excess(&profile), people::as_lines(&profile));
    }

    #[test]
    fn a_flipped_bit_is_noticed(profile in profiles(), place in any::<prop::sample::Index>(), bit in 0u8..8) {
        let mut bytes = compact::to_bytes(&profile);
        let at = place.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(compact::from_bytes(&bytes).is_err());
    }

    #[test]
    fn a_changed_letter_is_noticed(profile in profiles(), place in any::<prop::sample::Index>(), letter in "[A-Za-z0-9_-]") {
        let mut text = compact::to_text(&profile);
        let at = place.index(text.len());
        text.replace_range(at..=at, &letter);
        match compact::from_text(&text) {
            Ok(read) => prop_assert_eq!(read, profile, "only the letter that stood there gives a profile"),
            Err(_) => prop_assert_ne!(text, compact::to_text(&profile)),
        }
    }

    #[test]
    fn a_cut_is_noticed(profile in profiles(), place in any::<prop::sample::Index>()) {
        let text = compact::to_text(&profile);
        let cut = &text[..place.index(text.len())];
        let error = compact::from_text(cut).unwrap_err().id();
        prop_assert_eq!(error, if cut.is_empty() { "empty" } else { "truncated" });
    }

    #[test]
    fn random_bytes_never_panic(bytes in vec(any::<u8>(), 0..300)) {
        let _ = compact::from_bytes(&bytes);
        let _ = compact::from_bytes(&[&[0x48, 0x13, 0xC1][..], &bytes].concat());
    }

    #[test]
    fn one_profile_has_one_compact_form(numbers in vec(any::<u8>(), 1..60)) {
        // A random number in place of the real one, with a checksum that fits: what is read is written the same way.
        for count in [numbers.len(), numbers.len().min(12), 7] {
            let number = &numbers[..count.min(numbers.len())];
            let body = [&[0x48, 0x13, 0xC1, u8::try_from(number.len()).unwrap()][..], number].concat();
            let bytes = [&body[..], &crc32(&body).to_be_bytes()].concat();
            if let Ok(read) = compact::from_bytes(&bytes) {
                prop_assert_eq!(compact::to_bytes(&read), bytes);
            }
        }
    }

    #[test]
    fn random_text_never_panics(text in "\\PC{0,200}", magic in "(S|SB|SBP|SBPB|=|>|\n|%3D|\\{|\"){0,40}") {
        let _ = profile::read(&text);
        let _ = profile::read(&magic);
        let _ = profile::read(&format!("{text}{magic}{text}"));
        let _ = compact::from_text(&text);
        let _ = compact::from_text(&magic);
        let _ = from_text(&text);
        let _ = from_text(&format!("startbeeld-session 1\n{text}\n{magic}={text}"));
        let _ = text.parse::<QuestionId>();
        let _ = text.parse::<Date>();
        let _ = PageId::from_address(&text);
    }

    #[test]
    fn a_session_gives_the_same_interview(person in people(), language in 0u8..6) {
        let page = *person.interview.pages().last().unwrap();
        let language = Language::from_index(language).unwrap();
        let session = Session { interview: person.interview, sharing: person.sharing, page, language };
        prop_assert_eq!(&from_text(&to_text(&session)), &Ok(session));
    }

    #[test]
    fn withholding_a_domain_is_never_having_been_asked(person in people(), index in 0usize..14) {
        let withheld = Domain::all().nth(index).unwrap();
        let mut sharing = person.sharing.clone();
        sharing.set_domain(withheld, false);
        let told = Profile::new(&person.interview, &sharing, day(), Language::default());
        // Whatever else is said about that domain changes nothing.
        let mut other = person.interview.clone();
        for (question, _) in person.interview.answers.iter().filter(|(question, _)| question.domain == Some(withheld)) {
            let gate = question.field.def().supplement_only;
            if !gate {
                other.answers.clear(question);
            }
        }
        let retold = Profile::new(&other, &sharing, day(), Language::default());
        prop_assert_eq!(compact::to_bytes(&told), compact::to_bytes(&retold));
        prop_assert!(!told.has_domain(withheld));
        for (question, answer) in told.answers.iter() {
            prop_assert_ne!(question.domain, Some(withheld));
            let ties = question.field.def().ties;
            let tied = |option: u8| ties.get(usize::from(option)).copied().flatten() == Some(withheld);
            match answer {
                Answer::One(option) => prop_assert!(!tied(*option)),
                Answer::Many(bits) => prop_assert!(!startbeeld::engine::answers::options(*bits).any(tied)),
                Answer::Flag | Answer::Text(_) => {}
            }
        }
    }

    #[test]
    fn what_is_shared_was_said_and_asked(person in people()) {
        let shared = person.sharing.apply(&person.interview);
        for (question, answer) in shared.iter() {
            prop_assert!(person.interview.is_asked(question));
            match (answer, person.interview.answers.get(question).unwrap()) {
                (Answer::Many(less), Answer::Many(all)) => prop_assert_eq!(less & all, *less),
                (same, original) => prop_assert_eq!(same, original),
            }
            if question.field.def().block == Block::Domain {
                prop_assert!(question.domain.is_some_and(|domain| person.sharing.domain(domain)));
            }
        }
        prop_assert!(shared.focus().count() <= person.interview.route.focus_max());
    }

    #[test]
    fn rules_only_look_at_what_is_shared(profile in profiles()) {
        let readings = readings(&profile.answers);
        prop_assert_eq!(readings.len(), profile.answers.focus().count());
        for finding in topics(&profile.answers) {
            prop_assert!(finding.domain.is_none_or(|domain| profile.has_domain(domain)));
        }
    }
}

/// CRC-32 as in the format, so that random numbers get past the checksum.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    })
}

#[test]
fn every_cut_and_every_flip_of_two_people_is_noticed() {
    for person in [withdrawn_man(), woman_who_answers_high()] {
        for profile in [person.profile(), person.full_profile()] {
            let bytes = compact::to_bytes(&profile);
            for at in 0..bytes.len() {
                assert!(compact::from_bytes(&bytes[..at]).is_err());
                for bit in 0..8 {
                    let mut flipped = bytes.clone();
                    flipped[at] ^= 1 << bit;
                    assert!(
                        compact::from_bytes(&flipped).is_err(),
                        "bit {bit} of byte {at}"
                    );
                }
            }
        }
    }
}

/// Everything answered that can be tapped, with `pick` among the options, and everything shared.
fn complete(route: RouteKind, pick: impl Fn(QuestionId, usize) -> usize) -> Profile {
    let mut interview = Interview {
        route,
        ..Interview::default()
    };
    answer_everything(&mut interview, pick);
    for field in [
        startbeeld::engine::Field::WorkObstacles,
        startbeeld::engine::Field::StrengthList,
    ] {
        for option in (0..field.option_count()).filter(|option| field.def().alone != Some(*option))
        {
            interview.tap(field.into(), option, true);
        }
    }
    answer_everything(&mut interview, |_, _| 1);
    assert_eq!(interview.open().next(), None);
    Profile::new(
        &interview,
        &Sharing::everything(),
        day(),
        Language::default(),
    )
}

fn qr(link: &str) -> (Version, usize) {
    let (low, high) = (Version::MIN, Version::MAX);
    let segments = [QrSegment::make_bytes(link.as_bytes())];
    let code =
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, low, high, None, false)
            .unwrap();
    (code.version(), link.len())
}

#[test]
fn a_complete_profile_fits_a_small_code() {
    let pick = |question: QuestionId, count: usize| match question.field {
        startbeeld::engine::Field::DomainApplies => 0,
        startbeeld::engine::Field::DomainLevel => question.domain.map_or(0, Domain::index) % 6,
        _ => count.saturating_sub(1 + question.domain.map_or(0, Domain::index) % 2),
    };
    for (name, route, largest) in [
        ("full", RouteKind::Full, 12),
        ("short", RouteKind::Short, 12),
    ] {
        let profile = complete(route, pick);
        let bytes = compact::to_bytes(&profile);
        let (version, letters) = qr(&profile::link(COACH_PAGE, &profile));
        println!(
            "{name}: {} answers, {:.0} bits of information, {} bytes, a link of {letters} letters, QR version {}-M",
            profile.answers.len(),
            information(&profile),
            bytes.len(),
            version.value()
        );
        assert!(version.value() <= largest);
        assert!(excess(&profile) <= 0.0);
        assert!(bytes.len() <= 64, "{} bytes", bytes.len());
    }
    for person in [withdrawn_man(), woman_who_answers_high()] {
        let profile = person.profile();
        let (version, letters) = qr(&profile::link(COACH_PAGE, &profile));
        let bytes = compact::to_bytes(&profile).len();
        println!(
            "a person: {bytes} bytes of which {} own words, {letters} letters, QR version {}-M",
            words(&profile),
            version.value()
        );
        assert!(excess(&profile) <= 0.0);
    }
}

/// Reads a hostile megabyte: tens of milliseconds when optimised. The limits are generous because tests share their
/// machine; work that grows with the square of the input would take minutes.
fn check_time(name: &str, input: &str) {
    let start = Instant::now();
    let outcome = profile::read(input);
    let time = start.elapsed();
    println!(
        "{name}: {time:?} {}",
        outcome.err().map_or("read".to_owned(), |error| error.id())
    );
    let limit = if cfg!(debug_assertions) {
        20_000
    } else {
        1_000
    };
    assert!(time < Duration::from_millis(limit), "{name} took {time:?}");
}

#[test]
fn a_hostile_megabyte_costs_little_time() {
    let fill = |part: &str| part.repeat(profile::MAX_INPUT / part.len());
    let code = compact::to_text(&withdrawn_man().profile());
    let head = "SBPB_w";
    for (name, part) in [
        ("one letter", "S".to_owned()),
        ("magic", "SBP ".to_owned()),
        ("magic and layout", "SBPB ".to_owned()),
        ("heads on lines", format!("{head}\n")),
        ("heads and pieces", format!("{head} {}", "A ".repeat(40))),
        ("long pieces", format!("{head}{}\n", "A".repeat(70))),
        ("cut codes", format!("{} ", &code[..code.len() - 1])),
        ("damaged codes", format!("{}A. ", &code[..code.len() - 1])),
        ("letters apart", "S ".to_owned()),
        ("letters and white space", format!("S{}", " ".repeat(1000))),
        ("escapes", "%3DS".to_owned()),
        ("many escapes", format!("%{}3DSBP", "25".repeat(1000))),
        ("equals signs", "=".to_owned()),
        ("words that begin so", "SBPB_______".to_owned()),
        ("one long word", "A".to_owned()),
        ("braces", "{".to_owned()),
        ("brackets", "[".to_owned()),
    ] {
        check_time(name, &fill(&part));
        check_time(name, &format!("SBPB{}", &fill(&part)[4..]));
        check_time(
            name,
            &format!("SBPB_{}S\n", fill(&part).get(8..).unwrap_or_default()),
        );
        let json = format!(
            "{{\"type\":\"startbeeld-profile\",\"answers\":{}",
            fill(&part)
        );
        check_time(name, json.get(..profile::MAX_INPUT).unwrap_or(&json));
    }
    check_time(
        "spaces between",
        &format!("S{}B", " ".repeat(profile::MAX_INPUT - 2)),
    );
    let questions: String = (0..40_000).map(|n| format!("\"q{n}\":\"x\",")).collect();
    check_time(
        "many questions",
        &format!("{{\"type\":\"startbeeld-profile\",\"answers\":{{{questions}\"z\":1}}}}"),
    );
    assert_eq!(
        profile::read(&"x".repeat(profile::MAX_INPUT + 1)),
        Err(profile::ProfileError::TooLarge)
    );
}

/// Sealing, with the native ciphers; `tests/oracles/` compares them with those of others.
#[cfg(feature = "crypto")]
mod sealing {
    use super::*;
    use startbeeld::crypto::{
        KeyRandom, Keyring, PassphraseRandom, key_pair, seal_to_key, seal_to_passphrase,
    };
    use startbeeld::engine::ProfileError;
    use startbeeld::engine::profile::sealed::{Envelope, PrivateKey, plaintext};
    use startbeeld::engine::profile::{Found, find, link_with, passphrase};

    const SEALED_PAGE: &str = "https://voorbeeldstad.nl/startbeeld/coach/";

    fn key() -> PrivateKey {
        key_pair([7; 32]).unwrap()
    }

    fn keyring() -> Keyring {
        Keyring {
            keys: vec![key_pair([8; 32]).unwrap(), key()],
            passphrases: Vec::new(),
        }
    }

    fn seal(profile: &Profile, ephemeral: [u8; 32]) -> String {
        let random = KeyRandom {
            ephemeral,
            iv: [9; 12],
        };
        seal_to_key(&plaintext(profile), &key().public, &random).unwrap()
    }

    fn open(text: &str, keyring: &Keyring) -> Result<Profile, ProfileError> {
        match find(text)? {
            Found::Sealed(envelope) => keyring.open(&envelope),
            Found::Open(profile) => Ok(profile),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn sealing_gives_the_same_profile(profile in profiles(), ephemeral in 1u8..=254) {
            let text = seal(&profile, [ephemeral; 32]);
            let link = link_with(SEALED_PAGE, &text);
            prop_assert_eq!(open(&text, &keyring()), Ok(profile.clone()));
            prop_assert_eq!(open(&format!("Hier is mijn link: {link}.\n"), &keyring()), Ok(profile));
            prop_assert_eq!(profile::read(&link), Err(ProfileError::Sealed));
        }

        #[test]
        fn a_changed_letter_of_a_sealed_profile_is_noticed(
            profile in profiles(), place in any::<prop::sample::Index>(), letter in "[A-Za-z0-9_.-]"
        ) {
            let text = seal(&profile, [5; 32]);
            let mut changed = text.clone();
            let at = place.index(text.len());
            changed.replace_range(at..=at, &letter);
            let outcome = Envelope::parse(&changed).and_then(|envelope| keyring().open(&envelope));
            prop_assert_eq!(outcome.is_ok(), changed == text);
        }

        #[test]
        fn a_cut_of_a_sealed_profile_is_noticed(profile in profiles(), place in any::<prop::sample::Index>()) {
            let text = seal(&profile, [5; 32]);
            let end = 3 + place.index(text.len() - 3);
            prop_assert_eq!(find(&text[..end]).unwrap_err().id(), "truncated");
        }

        #[test]
        fn hostile_envelopes_never_panic(
            header in "\\PC{0,80}", parts in "(eyJ|\\.|=|>|\n|[A-Za-z0-9_-]{1,60}){0,40}", typed in "\\PC{0,60}"
        ) {
            let _ = find(&parts);
            let _ = find(&format!("eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoiQTI1NkdDTSJ9{parts}"));
            let _ = Envelope::parse(&format!("eyJ{header}.{parts}"));
            let normal = passphrase::normalise(&typed);
            prop_assert_eq!(passphrase::normalise(&normal), normal);
            let _ = passphrase::check(&typed);
        }
    }

    #[test]
    fn words_open_what_was_sealed_to_them() {
        let profile = withdrawn_man().profile();
        let words = passphrase::generate(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        let random = PassphraseRandom {
            salt: [1; 16],
            content_key: [2; 32],
            iv: [3; 12],
        };
        let text = seal_to_passphrase(&plaintext(&profile), &words, &random);
        let keyring = |typed: String| Keyring {
            keys: Vec::new(),
            passphrases: vec![typed],
        };
        assert_eq!(
            open(&text, &keyring(words.to_uppercase().replace(' ', "-"))),
            Ok(profile)
        );
        let (rest, _) = words.rsplit_once(' ').unwrap();
        assert_eq!(
            open(&text, &keyring(rest.to_owned())),
            Err(ProfileError::WrongPassphrase)
        );
    }

    #[test]
    fn a_complete_sealed_profile_fits_a_code() {
        let pick = |question: QuestionId, count: usize| match question.field {
            startbeeld::engine::Field::DomainApplies => 0,
            startbeeld::engine::Field::DomainLevel => question.domain.map_or(0, Domain::index) % 6,
            _ => count.saturating_sub(1 + question.domain.map_or(0, Domain::index) % 2),
        };
        let complete = complete(RouteKind::Full, pick);
        let random = PassphraseRandom {
            salt: [1; 16],
            content_key: [2; 32],
            iv: [3; 12],
        };
        for (name, own, largest) in [
            ("without own words", String::new(), 20),
            (
                "with 200 plain letters",
                "Ik praat graag over ".repeat(10),
                25,
            ),
            (
                "with 200 letters with accents",
                "één café, ruïne. Zó!".repeat(10),
                25,
            ),
        ] {
            let mut profile = complete.clone();
            if !own.is_empty() {
                assert_eq!(own.chars().count(), 200);
                let question = startbeeld::engine::Field::PlanGoalOwn.into();
                profile
                    .answers
                    .set(question, Answer::Text(own.clone()))
                    .unwrap();
            }
            let to_key = link_with(SEALED_PAGE, &seal(&profile, [5; 32]));
            let to_words = seal_to_passphrase(&plaintext(&profile), "kano", &random);
            for (method, link) in [
                ("a key", to_key),
                ("words", link_with(SEALED_PAGE, &to_words)),
            ] {
                let (version, letters) = qr(&link);
                println!(
                    "sealed to {method} {name}: {letters} letters, QR version {}-M",
                    version.value()
                );
                assert!(version.value() <= largest);
            }
        }
    }

    #[test]
    fn a_hostile_megabyte_of_sealed_text_costs_little_time() {
        let text = seal(&withdrawn_man().profile(), [5; 32]);
        let (header, _) = text.split_once('.').unwrap();
        let fill = |part: &str| part.repeat(profile::MAX_INPUT / part.len());
        for (name, part) in [
            ("beginnings", "eyJ ".to_owned()),
            ("beginnings and spaces", format!("eyJ{}", " ".repeat(1000))),
            ("headers", format!("{header}\n")),
            ("headers and dots", format!("{header}. ")),
            ("all but the tag", format!("{} ", &text[..text.len() - 1])),
            ("letters apart", "e y J ".to_owned()),
            ("one letter", "e".to_owned()),
        ] {
            check_time(name, &fill(&part));
            let long = fill(&part);
            let rest = long.get(text.len()..).unwrap_or_default();
            check_time(name, &format!("{}{rest}", &text[..text.len() - 20]));
        }
    }
}
