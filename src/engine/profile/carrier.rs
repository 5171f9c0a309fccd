//! What a profile travels in: a link, a saved page, pasted text; and the repair of what happens on the way.

use super::sealed::{self, Envelope};
use super::{MAX_INPUT, Profile, ProfileError, compact};

/// What stands before the compact form in a saved page: `<meta name="startbeeld-profile" content="...">`.
pub const HTML_MARK: &str = "startbeeld-profile";

/// Pieces over which mail programs may have spread one profile: the longest has 11,000 letters, a line 60.
const MAX_PIECES: usize = 200;
/// What all attempts at one input together may cost, in letters that are decoded: a hostile text costs no more than a
/// long one.
const MAX_WORK: usize = 2 * MAX_INPUT;
/// What an attempt costs apart from its letters.
const ATTEMPT: usize = 3_000;

/// What was found in an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A profile that anybody can read.
    Open(Profile),
    /// A profile that only the holder of a key or a passphrase can read. Boxed, because it is seldom and large.
    Sealed(Box<Envelope>),
}

/// The link that opens a profile on the coach's page. The profile is in the fragment, so no server sees it.
#[must_use]
pub fn link(coach_page: &str, profile: &Profile) -> String {
    link_with(coach_page, &compact::to_text(profile))
}

/// The link with a code that was made before: the compact form as text, or a sealed profile.
#[must_use]
pub fn link_with(coach_page: &str, code: &str) -> String {
    let base = coach_page.split('#').next().unwrap_or_default();
    [base, "#p=", code].concat()
}

/// Reads an open profile; see [`find`].
///
/// # Errors
/// As [`find`], and [`ProfileError::Sealed`] for a profile that needs a key or a passphrase.
pub fn read(input: &str) -> Result<Profile, ProfileError> {
    match find(input)? {
        Found::Open(profile) => Ok(profile),
        Found::Sealed(_) => Err(ProfileError::Sealed),
    }
}

/// Finds a profile in anything a coach may have: the text of a saved page, a link (also when a mail program
/// wrapped it, escaped its `#` or put a full stop behind it), the bare code, or JSON. It may be open or sealed; without
/// the feature `json` something sealed is only recognised, as [`ProfileError::Sealed`].
///
/// # Errors
/// Says what is wrong with the most profile-like part of the input.
pub fn find(input: &str) -> Result<Found, ProfileError> {
    let input = input.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if input.is_empty() {
        return Err(ProfileError::Empty);
    }
    if input.len() > MAX_INPUT {
        return Err(ProfileError::TooLarge);
    }
    #[cfg(feature = "json")]
    if input.starts_with('{') {
        // A text can begin with a brace and still hold a link.
        match super::json::from_json(input) {
            Err(ProfileError::Foreign) => {}
            outcome => return outcome.map(Found::Open),
        }
    }
    let mut work = MAX_WORK;
    let mut outcome = Err(ProfileError::Foreign);
    for (start, first) in input.match_indices(['S', 'e']) {
        let (before, code) = input.split_at(start);
        let found = if first == "S" && is_beginning(before, code, compact::TEXT_MAGIC) {
            assemble(code, &mut work).map(Found::Open)
        } else if first == "e" && is_beginning(before, code, sealed::TEXT_MAGIC) {
            assemble_sealed(code, &mut work)
        } else {
            continue;
        };
        match found {
            Ok(found) => return Ok(found),
            Err(ProfileError::Foreign) => {}
            error => outcome = error,
        }
    }
    outcome
}

/// Whether a code can begin here: with its first three letters, possibly with line breaks in between, and not in the
/// middle of a word, unless that word is an escaped equals sign (`%3D`, `%253D`, or `=3D` in quoted-printable).
fn is_beginning(before: &str, code: &str, magic: &str) -> bool {
    let begins = code
        .chars()
        .filter(|c| !is_break(*c))
        .take(magic.len())
        .eq(magic.chars());
    let escaped = before
        .strip_suffix("3D")
        .or_else(|| before.strip_suffix("3d"))
        .is_some_and(|rest| {
            let percent = rest.trim_end_matches("25");
            percent.ends_with('%') || rest.ends_with('=')
        });
    begins && (escaped || !before.ends_with(is_letter))
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Mail programs break lines: with white space, a `=` at the end (quoted-printable) or a `>` at the beginning; editors
/// put characters without width into long words.
fn is_break(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '=' | '>' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
        )
}

/// Takes the code from the beginning of a text, over line breaks as long as it is not whole.
fn assemble(text: &str, work: &mut usize) -> Result<Profile, ProfileError> {
    let mut code = String::new();
    let mut rest = text;
    let mut first = None;
    for _ in 0..MAX_PIECES {
        let (piece, after) = rest.split_at(rest.find(|c| !is_letter(c)).unwrap_or(rest.len()));
        code.push_str(piece);
        let Some(left) = work.checked_sub(ATTEMPT + code.len()) else {
            break;
        };
        *work = left;
        let error = match compact::from_text(&code) {
            Err(error @ (ProfileError::Truncated | ProfileError::Damaged)) => error,
            outcome => return outcome,
        };
        // What was cut off here and continues elsewhere is whole in the end; otherwise the first impression counts.
        first.get_or_insert(error);
        let next = after.trim_start_matches(is_break);
        if next.len() == after.len() || !next.starts_with(is_letter) {
            break;
        }
        rest = next;
    }
    Err(first.unwrap_or(ProfileError::Damaged))
}

/// Takes a sealed profile from the beginning of a text, over line breaks as long as it is not whole: its last part, the
/// tag, has a fixed length.
fn assemble_sealed(text: &str, work: &mut usize) -> Result<Found, ProfileError> {
    let mut code = String::new();
    let (mut dots, mut letters) = (0, 0);
    *work = work.checked_sub(ATTEMPT).ok_or(ProfileError::Damaged)?;
    let mut rest = text.chars();
    for c in rest.by_ref() {
        *work = work.checked_sub(1).ok_or(ProfileError::Damaged)?;
        match c {
            '.' if dots < sealed::DOTS => {
                dots += 1;
                letters = 0;
            }
            c if is_letter(c) => letters += 1,
            c if is_break(c) => continue,
            _ => break,
        }
        code.push(c);
        let endless = dots == 0 && letters > sealed::HEADER_LETTERS;
        if endless || dots == sealed::DOTS && letters == sealed::TAG_LETTERS {
            break;
        }
    }
    let whole = dots == sealed::DOTS && letters == sealed::TAG_LETTERS;
    if whole && rest.next().is_some_and(is_letter) {
        return Err(ProfileError::Damaged);
    }
    envelope(&code)
}

#[cfg(feature = "json")]
fn envelope(code: &str) -> Result<Found, ProfileError> {
    let envelope = Envelope::parse(code)?;
    match envelope.content {
        // What is inside says itself that it is no profile.
        sealed::Content::Profile | sealed::Content::Dossier => {
            Ok(Found::Sealed(Box::new(envelope)))
        }
        sealed::Content::Key => Err(ProfileError::KeyFile),
    }
}

/// Without a parser for its header nothing sealed can be opened; what has five parts is recognised all the same.
#[cfg(not(feature = "json"))]
fn envelope(code: &str) -> Result<Found, ProfileError> {
    let dots = code.bytes().filter(|byte| *byte == b'.').count();
    Err(if dots == sealed::DOTS {
        ProfileError::Sealed
    } else {
        ProfileError::Foreign
    })
}
