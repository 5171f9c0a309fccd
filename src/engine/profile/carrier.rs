//! What a profile travels in: a link, a saved page, pasted text; and the repair of what happens on the way.

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

/// The link that opens a profile on the coach's page. The profile is in the fragment, so no server sees it.
#[must_use]
pub fn link(coach_page: &str, profile: &Profile) -> String {
    let base = coach_page.split('#').next().unwrap_or_default();
    [base, "#p=", &compact::to_text(profile)].concat()
}

/// Reads a profile from anything a coach may have: the text of a saved page, a link (also when a mail program
/// wrapped it, escaped its `#` or put a full stop behind it), the bare code, or JSON.
///
/// # Errors
/// Says what is wrong with the most profile-like part of the input.
pub fn read(input: &str) -> Result<Profile, ProfileError> {
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
            outcome => return outcome,
        }
    }
    let mut work = MAX_WORK;
    let mut outcome = Err(ProfileError::Foreign);
    for (start, _) in input.match_indices('S') {
        let (before, code) = input.split_at(start);
        if !is_beginning(before, code) {
            continue;
        }
        match assemble(code, &mut work) {
            Ok(profile) => return Ok(profile),
            Err(ProfileError::Foreign) => {}
            error => outcome = error,
        }
    }
    outcome
}

/// Whether a code can begin here: with its first three letters, possibly with line breaks in between, and not in the
/// middle of a word, unless that word is an escaped equals sign (`%3D`, `%253D`, or `=3D` in quoted-printable).
fn is_beginning(before: &str, code: &str) -> bool {
    let begins = code
        .chars()
        .filter(|c| !is_break(*c))
        .take(compact::TEXT_MAGIC.len())
        .eq(compact::TEXT_MAGIC.chars());
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
