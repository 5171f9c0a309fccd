//! From one source to its profiles: one document, or a list with one profile on each line.
//!
//! The first line decides. When it is a profile, or at least a JSON object of its own, the source is a list and is
//! read line by line, however large it is. Otherwise the source is one document (a page, pretty JSON, a mail with
//! a link) and is read whole, up to the size of a profile; unless its lines prove that it is a list all the same,
//! such as one whose first line is damaged.

use super::lines::{Lines, Next, trim};
use super::report::Problem;
use crate::engine::ProfileError;
use crate::engine::profile::{Found, MAX_INPUT, compact, find, sealed};
use serde::de::IgnoredAny;
use std::io::{self, BufRead, Read};

/// How much of a document is read: the largest profile and some white space, so that one that is too large shows.
const HEAD: usize = MAX_INPUT + 1024;

/// Takes every profile, or what is wrong with it, under its name. An error ends everything: the result cannot be
/// written any more.
pub(super) trait Sink {
    fn take(&mut self, name: &str, outcome: Result<Found, Problem>) -> io::Result<()>;
}

/// What to do with lines of a list that have nothing to do with Startbeeld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prose {
    /// They are bad profiles.
    Bad,
    /// They are the words around links, as in a mail.
    Skipped,
}

/// Gives every profile of a source to the sink. What cannot be read any further is one bad profile.
pub(super) fn records(name: &str, reader: impl BufRead, sink: &mut impl Sink) -> io::Result<()> {
    let mut lines = Lines::new(reader, 0);
    let first = match lines.advance() {
        Ok(next) => next,
        Err(error) => return sink.take(name, Err(error.into())),
    };
    match first {
        Next::End => sink.take(name, Err(ProfileError::Empty.into())),
        Next::Line if !is_record(lines.line()) => document(name, lines, sink),
        next => list_from_first(name, lines, next, sink),
    }
}

/// Gives the first line to the sink and then the rest; a list of one has the name of its source.
fn list_from_first(
    name: &str,
    mut lines: Lines<impl BufRead>,
    next: Next,
    sink: &mut impl Sink,
) -> io::Result<()> {
    let number = lines.number();
    match lines.is_last() {
        Ok(true) => sink.take(name, outcome(next, lines.line())),
        Ok(false) => {
            sink.take(&format!("{name}:{number}"), outcome(next, lines.line()))?;
            let prose = if next == Next::TooLong {
                Prose::Skipped
            } else {
                Prose::Bad
            };
            list(name, lines, prose, sink)
        }
        Err(error) => sink.take(name, Err(error.into())),
    }
}

/// Gives every line from here on to the sink.
fn list(
    name: &str,
    mut lines: Lines<impl BufRead>,
    prose: Prose,
    sink: &mut impl Sink,
) -> io::Result<()> {
    loop {
        let next = match lines.advance() {
            Ok(Next::End) => return Ok(()),
            Ok(next) => next,
            Err(error) => return sink.take(name, Err(error.into())),
        };
        let line = lines.line();
        if next == Next::Line && (line == b"[" || line == b"]") {
            continue;
        }
        let outcome = outcome(next, line);
        let foreign = matches!(
            outcome,
            Err(Problem::Profile(ProfileError::Foreign) | Problem::NotText)
        );
        if foreign && prose == Prose::Skipped && !line.starts_with(b"{") {
            continue;
        }
        sink.take(&format!("{name}:{}", lines.number()), outcome)?;
    }
}

fn outcome(next: Next, line: &[u8]) -> Result<Found, Problem> {
    match next {
        Next::TooLong => Err(ProfileError::TooLarge.into()),
        Next::End | Next::Line => read_line(line),
    }
}

/// Text in UTF-8. A NUL is valid there, but means UTF-16 or no text at all.
fn as_text(bytes: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains('\0'))
        .ok_or(Problem::NotText)
}

/// Reads a line as a profile. In an array with one profile on each line the lines end with a comma.
fn read_line(line: &[u8]) -> Result<Found, Problem> {
    let text = as_text(line)?;
    let text = if text.starts_with('{') {
        text.strip_suffix(',').unwrap_or(text)
    } else {
        text
    };
    Ok(find(text)?)
}

/// Whether a line is complete by itself: a JSON object, or a code or link that can be opened. Words beside a link
/// make it part of a text.
fn is_record(line: &[u8]) -> bool {
    if line.starts_with(b"{") {
        return serde_json::from_slice::<IgnoredAny>(line.strip_suffix(b",").unwrap_or(line))
            .is_ok();
    }
    has_shape(line) && read_line(line).is_ok()
}

/// Whether a line looks like a record of a list, be it a damaged one.
fn has_shape(line: &[u8]) -> bool {
    if line.starts_with(b"{") {
        return line.strip_suffix(b",").unwrap_or(line).ends_with(b"}");
    }
    let holds = |magic: &str| {
        let magic = magic.as_bytes();
        let mut parts = line.windows(magic.len() + 1);
        line.starts_with(magic)
            || parts.any(|part| !part.starts_with(magic) && part.ends_with(magic))
    };
    !line.iter().any(u8::is_ascii_whitespace)
        && (holds(compact::TEXT_MAGIC) || holds(sealed::TEXT_MAGIC))
}

/// Reads the rest of a source whose first line is not a record of its own.
fn document<R: BufRead>(name: &str, lines: Lines<R>, sink: &mut impl Sink) -> io::Result<()> {
    let passed = lines.number() - 1;
    let mut head = lines.line().to_vec();
    head.push(b'\n');
    let mut rest = lines.into_rest();
    let room = u64::try_from(HEAD.saturating_sub(head.len())).unwrap_or(0);
    if let Err(error) = rest.by_ref().take(room).read_to_end(&mut head) {
        return sink.take(name, Err(error.into()));
    }
    let whole = read_whole(&head);
    if let Some(prose) = list_kind(&head, &whole) {
        return list(
            name,
            Lines::new(io::Cursor::new(head).chain(rest), passed),
            prose,
            sink,
        );
    }
    match elements(&head) {
        Some(elements) => elements
            .iter()
            .zip(1u64..)
            .try_for_each(|(element, number)| {
                let outcome = find(&element.to_string()).map_err(Problem::from);
                sink.take(&format!("{name}[{number}]"), outcome)
            }),
        None => sink.take(name, whole),
    }
}

fn read_whole(bytes: &[u8]) -> Result<Found, Problem> {
    if bytes.trim_ascii().len() > MAX_INPUT {
        return Err(ProfileError::TooLarge.into());
    }
    Ok(find(as_text(bytes)?)?)
}

/// The elements of a JSON array, when the document is one.
fn elements(bytes: &[u8]) -> Option<Vec<serde_json::Value>> {
    let is_array = bytes.starts_with(b"[") && bytes.len() < HEAD;
    is_array
        .then(|| serde_json::from_slice(bytes).ok())
        .flatten()
}

/// Whether the lines of a document are a list after all. Without this, a list whose first line is damaged would be
/// taken for a text with one link, and all but one of its profiles would be lost without a word.
fn list_kind(bytes: &[u8], whole: &Result<Found, Problem>) -> Option<Prose> {
    let lines = bytes
        .split(|byte| *byte == b'\n')
        .map(trim)
        .filter(|line| !line.is_empty());
    let all_shaped = lines.clone().all(has_shape) && lines.clone().nth(1).is_some();
    if all_shaped {
        return Some(Prose::Bad);
    }
    // A profile on a line of its own that is not the one the document gives: there are several.
    let another = lines
        .filter_map(|line| read_line(line).ok())
        .any(|profile| whole.as_ref().ok() != Some(&profile));
    another.then_some(Prose::Skipped)
}
