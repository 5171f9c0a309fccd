//! FHIR R4 and plain text: what other systems take in.

use crate::support::{line, pipe, profile, rich, run};
use serde_json::{Value, json};

fn response(input: &str) -> Value {
    let run = pipe(&["export", "--format", "fhir"], input);
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

/// Every item with its link, groups included.
fn items(resource: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    for item in resource["item"].as_array().into_iter().flatten() {
        found.push(item);
        found.extend(items(item));
    }
    found
}

#[test]
fn every_answer_has_a_question_and_every_code_an_option() {
    let questionnaire: Value =
        serde_json::from_str(&run(&["export", "--format", "fhir", "--questionnaire"]).out).unwrap();
    let questions = items(&questionnaire);
    let all = pipe(
        &["export", "--format", "fhir"],
        run(&["simulate", "-n", "60", "-s", "1"]).out,
    );
    for line in all.out.lines() {
        let response: Value = serde_json::from_str(line).unwrap();
        for item in items(&response) {
            let question = questions
                .iter()
                .find(|question| question["linkId"] == item["linkId"])
                .unwrap();
            assert_eq!(question["text"], item["text"]);
            for answer in item["answer"].as_array().into_iter().flatten() {
                if answer["valueCoding"].is_object() {
                    let options = question["answerOption"].as_array().unwrap();
                    assert!(options.contains(answer), "{answer}");
                }
            }
        }
    }
    let mut links: Vec<&str> = questions
        .iter()
        .map(|item| item["linkId"].as_str().unwrap())
        .collect();
    links.sort_unstable();
    let count = links.len();
    links.dedup();
    assert_eq!(links.len(), count, "a linkId is used once");
    assert!(!questionnaire.to_string().contains("declined"));
}

#[test]
fn answers_are_codings_checkboxes_and_strings() {
    let response = response(&line(&rich()));
    assert_eq!(response["resourceType"], "QuestionnaireResponse");
    assert_eq!(response["status"], "completed");
    assert_eq!(response["authored"], "2026-11-21");
    assert!(response.get("subject").is_none());
    let all = items(&response);
    let answer = |id: &str| {
        let item = all.iter().find(|item| item["linkId"] == id).unwrap();
        item["answer"].clone()
    };
    let system = "https://github.com/startbeeld/startbeeld/fhir/CodeSystem/";
    assert_eq!(
        answer("steering.money.importance"),
        json!([{ "valueCoding": { "system": format!("{system}steering.money.importance"), "code": "8", "display": "8" } }])
    );
    assert_eq!(
        answer("domain.money.talk"),
        json!([{ "valueBoolean": true }])
    );
    assert_eq!(answer("strength.list").as_array().unwrap().len(), 2);
    assert_eq!(
        answer("plan.talk_first_own"),
        json!([{ "valueString": "Ik wil eerst over de brief praten." }])
    );
}

#[test]
fn nothing_shared_is_a_response_without_items() {
    assert!(response(&line(&profile(&[]))).get("item").is_none());
}

#[test]
fn the_questionnaire_goes_with_fhir_only() {
    let run = run(&["export", "--format", "csv", "--questionnaire"]);
    assert_eq!((run.out.as_str(), run.code), ("", 2));
}

#[test]
fn text_holds_what_was_said_and_no_hypothesis() {
    let run = pipe(&["export", "--format", "text"], line(&rich()));
    assert_eq!(run.code, 0);
    assert!(
        run.out.starts_with("Startbeeld van 21 november 2026\n"),
        "{}",
        run.out
    );
    assert!(run.out.contains("Ik wil eerst over de brief praten."));
    for word in ["regievoerder", "co-producent", "toetser", "vermoeden"] {
        assert!(
            !run.out.to_lowercase().contains(word),
            "{word}\n{}",
            run.out
        );
    }
    let two = pipe(
        &["export", "--format", "text"],
        [line(&rich()), line(&profile(&[]))].join("\n"),
    );
    assert_eq!(two.out.matches("\n----------------\n\n").count(), 1);
    assert!(two.out.starts_with(&run.out));
}

#[test]
fn own_words_cannot_look_like_ours() {
    let hostile = profile(&[(
        "plan.coach_must_know",
        "Een.\n\nPLAN\n- Doel: \u{202e}niets",
    )]);
    let run = pipe(&["export", "--format", "text"], line(&hostile));
    assert!(
        run.out.contains("Een. / PLAN / - Doel: \u{fffd}niets"),
        "{}",
        run.out
    );
}
