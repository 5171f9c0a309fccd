//! The rules `steering/1`, at every threshold: just under it, on it, just over it, and with answers missing.

use crate::people::{domain, interview};
#[cfg(target_arch = "wasm32")]
use crate::test;
use startbeeld::engine::steering::{Hypothesis, RULES_VERSION, Reason, readings};

/// One domain from a line `process confidence phase`: five digits (`-` for open), a number or `-`, and the first
/// three letters of the phase or `-`.
fn answers(line: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = line.split_whitespace().collect();
    let [process, confidence, phase] = parts[..] else {
        panic!("{line}")
    };
    let mut answers = vec![("focus.work".to_owned(), "yes".to_owned())];
    let items = ["start", "goal", "step", "act", "learn"]
        .iter()
        .zip(process.chars());
    answers.extend(
        items
            .filter(|(_, c)| *c != '-')
            .map(|(id, c)| (format!("steering.work.{id}"), c.to_string())),
    );
    if confidence != "-" {
        answers.push(("steering.work.confidence".into(), confidence.into()));
    }
    let phases = [
        "precontemplation",
        "contemplation",
        "preparation",
        "action",
        "maintenance",
    ];
    if let Some(code) = phases.iter().find(|code| code.starts_with(phase)) {
        answers.push(("steering.work.phase".into(), (*code).into()));
    }
    answers
}

fn read(line: &str) -> (Hypothesis, [Reason; 3]) {
    let answers = answers(line);
    let answers: Vec<(&str, &str)> = answers
        .iter()
        .map(|(id, value)| (id.as_str(), value.as_str()))
        .collect();
    let readings = readings(&interview(&answers).answers);
    assert_eq!(readings.len(), 1);
    assert_eq!(readings[0].domain, domain("work"));
    (readings[0].hypothesis, readings[0].reasons)
}

fn check(line: &str, expect: &str) {
    assert_eq!(read(line).0.id(), expect, "{line}");
}

#[test]
fn process_reaches_the_limit_of_the_regievoerder() {
    check("22222 6 act", "regievoerder"); // 2.0
    check("22221 6 act", "co-producent"); // 1.8
    check("33333 6 act", "regievoerder");
    check("222-- 6 act", "regievoerder"); // three items, 2.0
    check("221-- 6 act", "co-producent"); // three items, 1.67
    check("3221- 6 act", "regievoerder"); // four items, 2.0
    check("2221- 6 act", "co-producent"); // four items, 1.75
    check("33301 6 act", "regievoerder"); // 2.0 from extremes
}

#[test]
fn confidence_reaches_the_limit_of_the_regievoerder() {
    check("33333 5 act", "co-producent");
    check("33333 6 act", "regievoerder");
    check("33333 7 act", "regievoerder");
    check("33333 10 act", "regievoerder");
}

#[test]
fn the_phase_of_the_regievoerder() {
    check("33333 10 prec", "co-producent");
    check("33333 10 cont", "co-producent");
    check("33333 10 prep", "regievoerder");
    check("33333 10 act", "regievoerder");
    check("33333 10 main", "regievoerder");
}

#[test]
fn process_under_the_limit_of_the_toetser() {
    check("11111 10 act", "co-producent"); // 1.0 is not under it
    check("11110 10 act", "toetser"); // 0.8
    check("00000 10 main", "toetser");
    check("111-- 5 act", "co-producent");
    check("110-- 5 act", "toetser"); // 0.67
    check("1111- 5 act", "co-producent");
    check("1110- 5 act", "toetser"); // 0.75
    check("3000- 5 act", "toetser"); // 0.75 from extremes
}

#[test]
fn an_early_phase_with_little_confidence() {
    check("33333 3 prec", "toetser");
    check("33333 3 cont", "toetser");
    check("33333 0 cont", "toetser");
    check("33333 4 cont", "co-producent");
    check("33333 3 prep", "co-producent");
    check("33333 3 act", "co-producent");
}

#[test]
fn between_the_limits() {
    check("11111 5 cont", "co-producent");
    check("22222 5 prep", "co-producent");
    check("12121 6 act", "co-producent");
    check("12121 8 main", "co-producent");
}

#[test]
fn a_missing_answer_that_could_change_it_leaves_it_undetermined() {
    check("----- - -", "undetermined");
    check("33--- 10 act", "undetermined"); // two items are too few
    check("00--- 10 act", "undetermined");
    check("----- 10 act", "undetermined");
    check("33333 - act", "undetermined");
    check("33333 10 -", "undetermined");
    check("33333 3 -", "undetermined"); // an early phase would make it a toetser
    check("12121 3 -", "undetermined");
    check("12121 - cont", "undetermined");
    check("12121 - -", "undetermined");
    check("----- 5 cont", "undetermined"); // low process would make it a toetser
}

#[test]
fn a_missing_answer_that_could_not_change_it_does_no_harm() {
    check("00000 - -", "toetser");
    check("000-- - act", "toetser");
    check("----- 3 cont", "toetser");
    check("----- 0 prec", "toetser");
    check("12121 5 -", "co-producent"); // neither ready nor early matters at 5 with this process
    check("12121 - act", "co-producent"); // ready, and process too low to steer whatever the confidence
    check("33333 5 -", "co-producent"); // too little confidence to steer, too much for the other
    check("12121 10 -", "co-producent");
}

/// The rules once more, straight from their words: with every way to fill in what is missing, is there one outcome?
fn outcome_of_words(items: &[u8], confidence: Option<u8>, phase: Option<usize>) -> Hypothesis {
    let mut found = Vec::new();
    let confidences: Vec<u8> = confidence.map_or((0..=10).collect(), |value| vec![value]);
    let phases: Vec<usize> = phase.map_or((0..5).collect(), |value| vec![value]);
    let means: Vec<(u32, u32)> = if items.len() >= 3 {
        vec![(
            items.iter().map(|item| u32::from(*item)).sum(),
            u32::try_from(items.len()).unwrap(),
        )]
    } else {
        (0..=15).map(|sum| (sum, 5)).collect()
    };
    for (sum, count) in means {
        for confidence in &confidences {
            for phase in &phases {
                let ready = *phase >= 2;
                let hypothesis = if sum < count || (!ready && *confidence <= 3) {
                    Hypothesis::Toetser
                } else if sum >= 2 * count && *confidence >= 6 && ready {
                    Hypothesis::Regievoerder
                } else {
                    Hypothesis::CoProducent
                };
                if !found.contains(&hypothesis) {
                    found.push(hypothesis);
                }
            }
        }
    }
    if let [one] = found[..] {
        one
    } else {
        Hypothesis::Undetermined
    }
}

#[test]
fn all_combinations_follow_the_words_of_the_rules() {
    let phases = [None, Some(0), Some(1), Some(2), Some(3), Some(4)];
    for process in [
        "-----", "3----", "00---", "33---", "000--", "111--", "122--", "222--", "0111-", "2222-",
        "11111", "11110", "22222", "22221",
    ] {
        for confidence in std::iter::once(None).chain((0..=10).map(Some)) {
            for phase in phases {
                let names = ["prec", "cont", "prep", "act", "main"];
                let number = confidence.map_or("-".to_owned(), |value: u8| value.to_string());
                let line = format!(
                    "{process} {number} {}",
                    phase.map_or("-", |phase| names[phase])
                );
                let items: Vec<u8> = process
                    .bytes()
                    .filter(u8::is_ascii_digit)
                    .map(|digit| digit - b'0')
                    .collect();
                // A mean of fewer than three items is not known, whatever those items are.
                let wanted = outcome_of_words(&items, confidence, phase);
                assert_eq!(read(&line).0, wanted, "{line}");
            }
        }
    }
}

#[test]
fn reasons_say_what_was_read() {
    use Reason as R;
    let kinds = |line: &str| {
        read(line).1.map(|reason| match reason {
            R::ProcessHigh(mean) => format!("high {}", mean.tenths()),
            R::ProcessLow(mean) => format!("low {}", mean.tenths()),
            R::ProcessBetween(mean) => format!("between {}", mean.tenths()),
            R::ProcessMissing(mean) => format!("missing {}", mean.answered),
            R::ConfidenceHigh(value) => format!("high {value}"),
            R::ConfidenceLow(value) => format!("low {value}"),
            R::ConfidenceBetween(value) => format!("between {value}"),
            R::PhaseReady(phase) => format!("ready {}", phase.index()),
            R::PhaseEarly(phase) => format!("early {}", phase.index()),
            R::ConfidenceMissing | R::PhaseMissing => "missing".to_owned(),
        })
    };
    assert_eq!(kinds("22222 6 prep"), ["high 20", "high 6", "ready 2"]);
    assert_eq!(
        kinds("22221 5 cont"),
        ["between 18", "between 5", "early 1"]
    );
    assert_eq!(kinds("11110 3 prec"), ["low 8", "low 3", "early 0"]);
    assert_eq!(
        kinds("11111 4 main"),
        ["between 10", "between 4", "ready 4"]
    );
    assert_eq!(kinds("33--- - -"), ["missing 2", "missing", "missing"]);
    assert_eq!(kinds("----- - -"), ["missing 0", "missing", "missing"]);
}

#[test]
fn only_chosen_domains_are_read_in_the_fixed_order() {
    let person = interview(&[
        ("focus.network", "yes"),
        ("focus.money", "yes"),
        ("steering.mind.confidence", "9"),
        ("steering.money.confidence", "9"),
        ("steering.money.importance", "8"),
    ]);
    let readings = readings(&person.answers);
    assert_eq!(
        readings
            .iter()
            .map(|reading| reading.domain.id())
            .collect::<Vec<_>>(),
        ["money", "network"]
    );
    assert_eq!(
        (readings[0].importance, readings[0].confidence),
        (Some(8), Some(9))
    );
    assert_eq!(
        (readings[1].importance, readings[1].confidence),
        (None, None)
    );
    assert_eq!(RULES_VERSION, 1);
}
