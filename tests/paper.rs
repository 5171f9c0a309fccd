//! Holds the paper version to the instrument: the same questions, hints and answers as on the screens.
#![cfg(all(feature = "client", feature = "ssr"))]

use startbeeld::content::{Key, NONE, SPOKEN, Texts};
use startbeeld::engine::instrument::threshold;
use startbeeld::engine::{Domain, Field, Kind, QuestionId};
use startbeeld::web::client::settings::Settings;
use startbeeld::web::client::shell;
use startbeeld::web::markup::escape;

/// Every question there is, counted from the instrument and not along the route.
fn questions() -> Vec<QuestionId> {
    Field::all()
        .flat_map(|field| {
            let domains: Vec<Option<Domain>> = if field.def().per_domain {
                Domain::all().map(Some).collect()
            } else {
                vec![None]
            };
            domains
                .into_iter()
                .filter(move |domain| {
                    !field.def().supplement_only || domain.is_some_and(Domain::is_supplement)
                })
                .map(move |domain| QuestionId::new(field, domain))
        })
        .collect()
}

/// How often a question stands on paper: once, or for a domain that is written by hand as often as one may be chosen.
fn times(question: QuestionId) -> usize {
    let steering = question.field.id(None).starts_with("steering.");
    match (steering, question.domain) {
        (false, _) => 1,
        (true, domain) if domain == Domain::all().next() => usize::from(threshold::FOCUS_MAX),
        (true, _) => 0,
    }
}

#[test]
fn the_paper_holds_every_question_and_every_answer() {
    let mut languages = 0;
    for texts in SPOKEN
        .iter()
        .filter_map(|spoken| Texts::of(spoken.language))
    {
        check(texts);
        languages += 1;
    }
    assert!(languages > 1);
}

fn check(texts: &'static Texts) {
    let paper = shell::paper(texts, Settings::default());
    let missing = |key: Key| {
        (key != NONE && !paper.contains(&escape(texts.get(key)))).then(|| texts.get(key))
    };
    let (mut boxes, mut headed) = (0, 1);
    let mut faults: Vec<&str> = Vec::new();
    for question in questions() {
        let field = question.field;
        let def = field.def();
        let options = 0..field.option_count();
        faults.extend(options.filter_map(|option| missing(question.option_text(option))));
        faults.extend(
            [field.hint(), field.ends().0, field.ends().1]
                .into_iter()
                .filter_map(missing),
        );
        if field != Field::Focus && def.condition.is_none() {
            faults.extend(missing(field.label()));
        }
        boxes += times(question)
            * usize::from(field.option_count()).max(usize::from(def.kind == Kind::Flag));
        headed += times(question) * usize::from(def.kind != Kind::Flag);
    }
    faults.extend(
        Domain::all()
            .flat_map(|domain| [domain.label(), domain.hint()])
            .filter_map(missing),
    );
    assert!(faults.is_empty(), "not on paper: {faults:?}");
    assert_eq!(paper.matches("<li>").count(), boxes, "boxes to tick");
    // The choice of domains is one question on paper.
    assert_eq!(paper.matches("class=\"q\"").count(), headed, "questions");
    assert!(
        !paper.contains("{option}") && !paper.contains("{max}"),
        "a placeholder is left"
    );
}
