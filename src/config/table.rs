//! The fields of `config.json`: their names, what they may hold, and what they are for.
//!
//! This is the only list. The check, the JSON Schema and the messages follow from it; `docs/config.md` says more about
//! each field, and a test finds every name of this table there.

use super::grammar;
use super::shape::{Member, Names, Shape};
use crate::engine::instrument::LANGUAGES;

/// Ways to hand the result over, as the page names them.
pub(super) const WAYS: &[&str] = &["qr", "send", "file", "link", "print", "keep"];
/// The kinds of a local question.
const KINDS: &[&str] = &["one", "many", "text", "flag"];

/// The most rules, numbers to call per life domain, local questions and answers of one.
const MOST_RULES: usize = 10;
const MOST_LINES: usize = 6;
const MOST_QUESTIONS: usize = 10;
const MOST_OPTIONS: usize = 12;
const MOST_KEYS: usize = 10;

const fn member(name: &'static str, shape: &'static Shape, about: &'static str) -> Member {
    Member {
        name,
        shape,
        required: false,
        about,
    }
}

const fn required(name: &'static str, shape: &'static Shape, about: &'static str) -> Member {
    Member {
        required: true,
        ..member(name, shape, about)
    }
}

const SHORT: Shape = Shape::Words(60);
const LABEL: Shape = Shape::Spoken(120);
const SENTENCES: Shape = Shape::Spoken(300);
const PHONE: Shape = Shape::Text(&grammar::PHONE);
const CODE: Shape = Shape::Text(&grammar::CODE);

const LOGO: &[Member] = &[
    required(
        "src",
        &Shape::Text(&grammar::PICTURE),
        "The file, beside index.html.",
    ),
    required(
        "alt",
        &LABEL,
        "What the picture says to somebody who does not see it.",
    ),
];

const CONTACT: &[Member] = &[
    member("text", &SENTENCES, "How to get to talk to a person."),
    member(
        "phone",
        &PHONE,
        "The number to call; on a kiosk it is only shown.",
    ),
    member("hours", &LABEL, "When somebody answers."),
    member(
        "url",
        &Shape::Text(&grammar::WEB),
        "A page about it; not shown on a kiosk.",
    ),
];

const LINE: Shape = Shape::Object(&[
    required("text", &SENTENCES, "Who helps, with what."),
    member("phone", &PHONE, "The number to call."),
]);

const RULE: Shape = Shape::Words(200);

const OPTION: Shape = Shape::Object(&[
    required(
        "code",
        &CODE,
        "What stands in the profile; never change it.",
    ),
    required("label", &LABEL, "What the person reads."),
]);

const QUESTION: Shape = Shape::Object(&[
    required(
        "id",
        &Shape::Text(&grammar::LOCAL),
        "What stands in the profile; never use it for another question.",
    ),
    required(
        "kind",
        &Shape::One(KINDS),
        "One answer, several answers, own words, or a single checkbox.",
    ),
    required("label", &LABEL, "The question."),
    member(
        "options",
        &Shape::List(&OPTION, MOST_OPTIONS),
        "The answers of the kinds one and many.",
    ),
]);

const MODULE: &[Member] = &[
    member(
        "work_search",
        &Shape::Flag,
        "The pages about looking for work.",
    ),
    member("strengths", &Shape::Flag, "The page about what goes well."),
    member(
        "plan",
        &Shape::Flag,
        "The pages about a goal and a first step.",
    ),
    member("parenting", &Shape::Flag, "The life domain about children."),
    member(
        "short_route",
        &Shape::Flag,
        "The choice of a route of five minutes.",
    ),
];

const KIOSK: Shape = Shape::Object(&[
    member(
        "idle_seconds",
        &Shape::Number(30, 600),
        "After how long without a touch the page asks whether somebody is there.",
    ),
    member(
        "warning_seconds",
        &Shape::Number(15, 300),
        "How long it waits for an answer before it wipes everything.",
    ),
    member("print", &Shape::Flag, "Whether the kiosk has a printer."),
    member(
        "keyboard",
        &Shape::Flag,
        "Whether the kiosk has a keyboard, so that own words are asked for.",
    ),
]);

const THEME: &[Member] = &[
    member(
        "tokens",
        &Shape::Map(Names::Token, &Shape::Text(&grammar::STYLE_VALUE)),
        "Design tokens as custom properties of CSS.",
    ),
    member(
        "stylesheet",
        &Shape::Text(&grammar::STYLES),
        "A style sheet with tokens, beside index.html.",
    ),
];

/// The fields of the file.
pub(super) const FIELDS: &[Member] = &[
    member("$schema", &Shape::Anything, "For editors."),
    member(
        "name",
        &SHORT,
        "The name of the municipality, in the bar and on the welcome.",
    ),
    member("logo", &Shape::Object(LOGO), "Its logo, in the bar."),
    member(
        "contact",
        &Shape::Object(CONTACT),
        "How to get to talk to a person; shown under Help.",
    ),
    member(
        "help",
        &Shape::Map(Names::Domain, &Shape::List(&LINE, MOST_LINES)),
        "Who helps today, per life domain; in place of the national numbers.",
    ),
    member(
        "rules",
        &Shape::Map(Names::Language, &Shape::List(&RULE, MOST_RULES)),
        "The rules of the benefit per language; with an empty list the page about them is left out.",
    ),
    member(
        "questions",
        &Shape::List(&QUESTION, MOST_QUESTIONS),
        "Questions of the municipality's own; they are checked and not asked yet.",
    ),
    member(
        "modules",
        &Shape::Object(MODULE),
        "Parts of the route that can be switched off.",
    ),
    member(
        "languages",
        &Shape::Some(LANGUAGES, 1),
        "The languages to choose from; Dutch is always there.",
    ),
    member(
        "sharing",
        &Shape::Some(WAYS, 1),
        "The ways to hand the result over.",
    ),
    member(
        "keys",
        &Shape::List(&Shape::Key, MOST_KEYS),
        "Public keys of the coaches; the first one is sealed to.",
    ),
    member(
        "kiosk",
        &Shape::FlagOr(&KIOSK),
        "The page stands on a shared screen.",
    ),
    member("theme", &Shape::Object(THEME), "The look."),
];
