//! A session as text, so that an interrupted person finds everything back: lines of `name=value` by identifier.
//!
//! Identifiers instead of positions make a session outlive a release. Reading is forgiving: what a later version
//! does not know is dropped, one damaged line costs one answer; only a missing first line makes it unreadable.

use super::answers::{Answer, QuestionId, options};
use super::instrument::{Domain, Kind};
use super::profile::Language;
use super::route::{Interview, Modules, PageId, RouteKind};
use super::sharing::{SharedBlock, Sharing};

const FIRST_LINE: &str = "startbeeld-session 1";

/// Everything a person needs to go on where the interruption came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The answers and the route.
    pub interview: Interview,
    /// The choice what to share.
    pub sharing: Sharing,
    /// The page that was open.
    pub page: PageId,
    /// The language of the person.
    pub language: Language,
}

impl Default for Session {
    fn default() -> Self {
        Session {
            interview: Interview::default(),
            sharing: Sharing::default(),
            page: PageId::WELCOME,
            language: Language::default(),
        }
    }
}

/// The stored text is not a session of this product, or of a version this one cannot read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// Writes a session.
#[must_use]
pub fn to_text(session: &Session) -> String {
    let Session {
        interview,
        sharing,
        page,
        language,
    } = session;
    let mut lines = vec![
        FIRST_LINE.to_owned(),
        format!("route={}", interview.route.id()),
        format!("page={}", page.address()),
    ];
    if *language != Language::default() {
        lines.push(format!("language={}", language.tag()));
    }
    if interview.work_skipped {
        lines.push("skipped=work".to_owned());
    }
    let left_out = interview.modules.letters();
    if !left_out.is_empty() {
        lines.push(["modules-off=", &left_out].concat());
    }
    lines.extend(
        interview
            .seen
            .iter()
            .map(|page| format!("seen={}", page.address())),
    );
    let switch = |on| if on { "on" } else { "off" };
    lines.extend(
        Domain::all()
            .map(|domain| format!("share.{}={}", domain.id(), switch(sharing.domain(domain)))),
    );
    lines.extend(
        SharedBlock::ALL
            .map(|block| format!("share.{}={}", block.id(), switch(sharing.block(block)))),
    );
    lines.extend(
        interview
            .answers
            .iter()
            .map(|(question, answer)| format!("{question}={}", value(question, answer))),
    );
    lines.join("\n")
}

fn value(question: QuestionId, answer: &Answer) -> String {
    let code = |option| question.field.code(option).unwrap_or_default();
    match answer {
        Answer::One(option) => code(*option).to_owned(),
        Answer::Many(bits) => options(*bits).map(code).collect::<Vec<_>>().join(","),
        Answer::Flag => "yes".to_owned(),
        Answer::Text(text) => text.replace('\\', "\\\\").replace('\n', "\\n"),
    }
}

/// Reads a session.
///
/// # Errors
/// When the first line is not the one of a session; every later damage only costs the line it is in.
pub fn from_text(text: &str) -> Result<Session, Unreadable> {
    let mut lines = text.lines();
    if lines.next() != Some(FIRST_LINE) {
        return Err(Unreadable);
    }
    let mut session = Session::default();
    for (name, value) in lines.filter_map(|line| line.split_once('=')) {
        read_line(&mut session, name, value);
    }
    session.interview.settle();
    session.page = session.interview.nearest(session.page);
    Ok(session)
}

fn read_line(session: &mut Session, name: &str, value: &str) {
    let Session {
        interview,
        sharing,
        page,
        language,
    } = session;
    match name {
        "route" => interview.route = RouteKind::from_id(value).unwrap_or_default(),
        "page" => *page = PageId::from_address(value).unwrap_or(PageId::WELCOME),
        "language" => *language = Language::from_tag(value).unwrap_or_default(),
        "modules-off" => interview.modules = Modules::without(value),
        "skipped" => interview.work_skipped = value == "work",
        "seen" => interview.seen.extend(PageId::from_address(value)),
        _ => match name.strip_prefix("share.") {
            Some(id) => {
                let on = value == "on";
                if let Some(domain) = Domain::from_id(id) {
                    sharing.set_domain(domain, on);
                } else if let Some(block) = SharedBlock::from_id(id) {
                    sharing.set_block(block, on);
                }
            }
            None => read_answer(interview, name, value),
        },
    }
}

fn read_answer(interview: &mut Interview, name: &str, value: &str) {
    let Ok(question) = name.parse::<QuestionId>() else {
        return;
    };
    let option = |code: &str| question.field.option(code);
    let answer = match question.field.def().kind {
        Kind::One => option(value).map(Answer::One),
        Kind::Flag => (value == "yes").then_some(Answer::Flag),
        Kind::Many => {
            let bits = value
                .split(',')
                .filter_map(option)
                .fold(0, |bits, option| bits | super::answers::bit(option));
            Some(Answer::Many(bits))
        }
        Kind::Text => Some(Answer::Text(unescape(value))),
    };
    if let Some(answer) = answer {
        // An answer that does not fit any more is one open question, nothing worse.
        let _ = interview.answers.set(question, answer);
    }
}

fn unescape(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => text.push('\n'),
                Some(other) => text.push(other),
                None => {}
            },
            letter => text.push(letter),
        }
    }
    text
}
