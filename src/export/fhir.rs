//! Profiles as FHIR R4: one `Questionnaire` for the instrument and a `QuestionnaireResponse` for each profile.
//!
//! - The `linkId` of a question is its identifier, e.g. `steering.work.phase`; groups have the identifier of the domain
//!   or block, e.g. `steering.work`. Texts are the Dutch ones that a person reads.
//! - A chosen option is a `Coding` of the code system of its question, a checkbox is `true`, own words are a string.
//!   Code systems are per question, because the same code has other words in another life domain.
//! - There is no `subject` and no `author`: a profile does not say whose it is. The system that takes it in knows.
//! - There are no weights and no ordinal values, because nothing may be added up. `declined` is not an option here: it
//!   never leaves a person's device.

use crate::content::present::{answer_text, question_text, short_text};
use crate::content::{NONE, Texts, key};
use crate::engine::answers::options;
use crate::engine::instrument::{INSTRUMENT_VERSION, LEVEL_DECLINED};
use crate::engine::{Answer, Block, Domain, Field, Kind, Profile, QuestionId};
use serde_json::{Map, Value, json};

/// The canonical address of the questionnaire. It names the instrument; nothing needs to be there.
pub const QUESTIONNAIRE: &str =
    "https://github.com/startbeeld/startbeeld/fhir/Questionnaire/startbeeld";
/// What the address of a code system begins with; the identifier of the question follows.
pub const CODE_SYSTEM: &str = "https://github.com/startbeeld/startbeeld/fhir/CodeSystem/";

/// The instrument as a `Questionnaire`.
#[must_use]
pub fn questionnaire(texts: &Texts) -> Value {
    let items: Vec<Value> = groups(texts, |_| true)
        .into_iter()
        .map(|group| {
            let mut item = Map::new();
            item.insert("linkId".into(), json!(group.id));
            item.insert("text".into(), json!(group.title));
            item.insert("type".into(), json!("group"));
            if let Some(focus) = group.only_with {
                let when = json!([{ "question": focus.to_string(), "operator": "=", "answerBoolean": true }]);
                item.insert("enableWhen".into(), when);
            }
            let questions: Vec<Value> = group
                .questions
                .iter()
                .map(|question| question_item(texts, *question))
                .collect();
            item.insert("item".into(), json!(questions));
            Value::Object(item)
        })
        .collect();
    json!({
        "resourceType": "Questionnaire",
        "id": "startbeeld",
        "language": "nl",
        "url": QUESTIONNAIRE,
        "version": INSTRUMENT_VERSION.to_string(),
        "name": "Startbeeld",
        "title": texts.get(key::COACH_FHIR_TITLE),
        "status": "active",
        "subjectType": ["Patient"],
        "description": texts.get(key::COACH_FHIR_DESCRIPTION),
        "item": items,
    })
}

/// A profile as a `QuestionnaireResponse`. Groups and questions without an answer are left out, so that nothing tells
/// withheld from skipped.
#[must_use]
pub fn response(texts: &Texts, profile: &Profile) -> Value {
    let items: Vec<Value> = groups(texts, |domain| profile.has_domain(domain))
        .into_iter()
        .filter_map(|group| {
            let questions: Vec<Value> = group
                .questions
                .iter()
                .filter_map(|question| answer_item(texts, profile, *question))
                .collect();
            (!questions.is_empty())
                .then(|| json!({ "linkId": group.id, "text": group.title, "item": questions }))
        })
        .collect();
    let mut response = json!({
        "resourceType": "QuestionnaireResponse",
        // The language of the texts here; own words are in the language that the person answered in.
        "language": "nl",
        "questionnaire": format!("{QUESTIONNAIRE}|{}", profile.instrument),
        // A person may stop at any time and share what there is, and it stays as it is.
        "status": "completed",
        "authored": profile.created.to_string(),
    });
    if let Some(object) = response.as_object_mut().filter(|_| !items.is_empty()) {
        object.insert("item".into(), json!(items));
    }
    response
}

/// Questions that stand together.
struct Group {
    id: String,
    title: String,
    /// The checkbox without which the group is not asked.
    only_with: Option<QuestionId>,
    questions: Vec<QuestionId>,
}

/// Everything that can be asked about these domains and in the blocks, in the order of the profile.
fn groups(texts: &Texts, wanted: impl Fn(Domain) -> bool) -> Vec<Group> {
    let mut groups = Vec::new();
    for domain in Domain::all().filter(|domain| wanted(*domain)) {
        let of_block = |block: Block| -> Vec<QuestionId> {
            Field::in_block(block)
                .filter(|field| domain.is_supplement() || !field.def().supplement_only)
                .map(|field| QuestionId::of(field, domain))
                .collect()
        };
        let label = texts.get(domain.label());
        groups.push(Group {
            id: format!("domain.{}", domain.id()),
            title: label.to_owned(),
            only_with: None,
            questions: of_block(Block::Domain),
        });
        groups.push(Group {
            id: format!("steering.{}", domain.id()),
            title: texts.fill(key::COACH_FHIR_STEERING, &[("domain", label)]),
            only_with: Some(QuestionId::of(Field::Focus, domain)),
            questions: of_block(Block::Steering),
        });
    }
    for (id, block, title) in [
        ("work", Block::WorkSearch, key::COACH_WORK_HEADING),
        ("strength", Block::Strengths, key::COACH_STRENGTHS_HEADING),
        ("plan", Block::Plan, key::COACH_PLAN_HEADING),
    ] {
        groups.push(Group {
            id: id.to_owned(),
            title: texts.get(title).to_owned(),
            only_with: None,
            questions: Field::in_block(block).map(QuestionId::from).collect(),
        });
    }
    groups
}

/// What a question says. A checkbox of the choice of domains names the choice, not the question above all of them.
fn wording(texts: &Texts, question: QuestionId) -> String {
    if question.field == Field::Focus {
        short_text(texts, question)
    } else {
        question_text(texts, question)
    }
}

fn question_item(texts: &Texts, question: QuestionId) -> Value {
    let def = question.field.def();
    let mut item = Map::new();
    item.insert("linkId".into(), json!(question.to_string()));
    item.insert("text".into(), json!(wording(texts, question)));
    let kind = match def.kind {
        Kind::One | Kind::Many => "choice",
        Kind::Flag => "boolean",
        Kind::Text => "text",
    };
    item.insert("type".into(), json!(kind));
    if let Some(when) = condition(texts, question) {
        item.insert("enableWhen".into(), json!([when]));
    }
    match def.kind {
        Kind::Text => {
            item.insert("maxLength".into(), json!(def.max));
        }
        Kind::Many => {
            item.insert("repeats".into(), json!(true));
        }
        Kind::One | Kind::Flag => {}
    }
    let choices: Vec<Value> = (0..question.field.option_count())
        .filter(|option| question.field != Field::DomainLevel || *option != LEVEL_DECLINED)
        .filter(|option| question.field != Field::DomainApplies || *option == 0)
        .map(|option| json!({ "valueCoding": coding(texts, question, option) }))
        .collect();
    if matches!(def.kind, Kind::One | Kind::Many) {
        item.insert("answerOption".into(), json!(choices));
    }
    Value::Object(item)
}

/// What must be answered before a question is asked.
fn condition(texts: &Texts, question: QuestionId) -> Option<Value> {
    let def = question.field.def();
    if let Some((field, option)) = def.condition {
        let parent = QuestionId::from(field);
        return Some(json!({
            "question": parent.to_string(),
            "operator": "=",
            "answerCoding": coding(texts, parent, option),
        }));
    }
    if question.field == Field::PlanGoal {
        let parent = QuestionId::from(Field::PlanGoalDomain);
        return Some(json!({
            "question": parent.to_string(),
            "operator": "exists",
            "answerBoolean": true,
        }));
    }
    let domain = question.domain.filter(|domain| domain.is_supplement())?;
    let parent = QuestionId::of(Field::DomainApplies, domain);
    (def.block == Block::Domain && question != parent).then(|| {
        json!({
            "question": parent.to_string(),
            "operator": "=",
            "answerCoding": coding(texts, parent, 0),
        })
    })
}

/// An option: its code, the system of its question, and its words.
fn coding(texts: &Texts, question: QuestionId, option: u8) -> Value {
    let code = question.field.code(option).unwrap_or_default();
    let text = match question.option_text(option) {
        NONE => code,
        text => texts.get(text),
    };
    json!({ "system": format!("{CODE_SYSTEM}{question}"), "code": code, "display": text })
}

fn answer_item(texts: &Texts, profile: &Profile, question: QuestionId) -> Option<Value> {
    let answer = profile.answers.get(question)?;
    let coded = |option: u8| json!({ "valueCoding": coding(texts, question, option) });
    let values: Vec<Value> = match answer {
        Answer::One(option) => vec![coded(*option)],
        Answer::Many(bits) => options(*bits).map(coded).collect(),
        Answer::Flag => vec![json!({ "valueBoolean": true })],
        Answer::Text(_) => answer_text(texts, question, answer)
            .into_iter()
            .map(|text| json!({ "valueString": text }))
            .collect(),
    };
    Some(json!({
        "linkId": question.to_string(),
        "text": wording(texts, question),
        "answer": values,
    }))
}
