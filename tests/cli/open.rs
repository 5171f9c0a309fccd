//! The text that a coach reads.

use crate::support::{Folder, line, page, pipe, profile, rich, run_in};

const NOTICE: &str = "Eigen beeld van de cliënt\n";

fn open(input: &str) -> String {
    let run = pipe(&["open"], input);
    assert_eq!((run.err.as_str(), run.code), ("", 0));
    run.out
}

#[test]
fn a_profile_reads_from_the_wish_to_talk_to_the_plan() {
    let out = open(&page(&rich()));
    let flowing = out.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = flowing.as_str();
    for part in [
        "== - == Eigen beeld van de cliënt",
        "Startbeeld van 21 november 2026",
        "Nederlands",
        "Eerst over praten: Geld",
        "In eigen woorden: Ik wil eerst over de brief praten.",
        "Geld: Ik kom elke maand geld tekort. Mijn schuld wordt groter.",
        "Hier wil ik over praten.",
        "Hulp: Ik sta op een wachtlijst",
        "Wonen: niet gedeeld",
        "Mensen om je heen: Weet ik niet",
        "Hoe belangrijk: 8 van 10",
        "Hoe zeker: 3 van 10",
        "Waar ik nu sta: Misschien wil ik het anders. Ik twijfel nog.",
        "Proces: 1,3 (van 0 tot 3, 3 van 5 vragen)",
        "Het plan maken: Ik maak het plan zelf.",
        "Wat mij helpt: Uitleg of informatie; Samen ergens heen gaan",
        "Vermoeden: toetser",
        "Vertrouwen 3 is 3 of lager",
        "overpeinzing",
        "Vermoeden: regievoerder",
        "Proces 2,4 is 2,0 of hoger",
        "Altijd eerst: Wil je hulp",
        "Nu dringend",
        "‘Hoe je je voelt’",
        "Belangrijk, nog weinig vertrouwen",
        "het belang 8 en het vertrouwen 3",
        "Bij ‘Werk en opleiding’ is het vermoeden regievoerder, bij ‘Geld’ is het toetser.",
        "Willen werken is 9, en solliciteren lukt voor het eigen gevoel 3.",
        "Je koos ‘Schulden’.",
        "Willen werken: 9 van 10",
        "Hoe zwaar (Schulden): Heel zwaar",
        "Dit kan ik goed: Werken met mijn handen; Mensen laten lachen",
        "Mijn doel: Ik wil een baan.",
        "Contact: Bellen",
        "Eigen beeld van de cliënt",
    ] {
        let (_, after) = rest
            .split_once(part)
            .unwrap_or_else(|| panic!("{part} is not in its place in\n{out}"));
        rest = after;
    }
    assert!(!out.contains(['{', '}']), "{out}");
    assert!(out.lines().all(|line| line.chars().count() <= 96));
}

#[test]
fn an_empty_profile_says_that_nothing_is_shared() {
    let out = open(&line(&profile(&[])));
    assert_eq!(out.matches(NOTICE).count(), 2);
    assert_eq!(out.matches(": niet gedeeld").count(), 13);
    assert!(!out.contains("Kinderen") && !out.contains("Vermoeden"));
}

#[test]
fn own_words_cannot_steer_the_terminal_or_look_like_a_heading() {
    let text = "\u{202e}Hoi\n\nPlan\n----\nx\u{2028}y";
    let profile = profile(&[("plan.coach_must_know", text)]);
    let out = open(&line(&profile));
    assert!(
        out.contains("  Voor mijn coach: \u{fffd}Hoi\n\n    Plan\n    ----\n    x\u{fffd}y\n"),
        "{out}"
    );
    let escape = line(&profile).replace("Hoi", "\\u001b[31mHoi");
    let run = pipe(&["open"], escape);
    assert_eq!(
        (run.out.as_str(), run.code),
        ("", 1),
        "the engine refuses control characters"
    );
    let raw = line(&profile).replace("Hoi", "\u{1b}[31mHoi");
    let run = pipe(&["open"], raw);
    assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'));
}

#[test]
fn several_profiles_stand_under_their_names() {
    let folder = Folder::new();
    folder.write("a.html", page(&rich()));
    folder.write("b.json", line(&profile(&[])));
    let run = run_in(&folder, &["open", "a.html", "b.json"]);
    assert!(
        run.out.starts_with("== a.html ==\n\nEigen beeld"),
        "{}",
        run.out
    );
    assert!(run.out.contains("\n\n== b.json ==\n\nEigen beeld"));
    assert_eq!(
        (run.err.as_str(), run.code),
        ("2 profiles: 2 good, 0 bad\n", 0)
    );
}
