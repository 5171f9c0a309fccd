//! What a profile travels in: a link, a saved page, pasted text; and the repair of what happens on the way.

use super::{MAX_INPUT, Profile, ProfileError, compact};

/// What stands before the compact form in a saved page: `<meta name="startbeeld-profile" content="...">`.
pub const HTML_MARK: &str = "startbeeld-profile";

/// A cut-off or line-wrapped profile is put together from at most this many pieces.
const MAX_PIECES: usize = 64;

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
    let input = input.trim_start_matches('\u{feff}').trim();
    if input.is_empty() {
        return Err(ProfileError::Empty);
    }
    if input.len() > MAX_INPUT {
        return Err(ProfileError::TooLarge);
    }
    #[cfg(feature = "json")]
    if input.starts_with('{') {
        return super::json::from_json(input);
    }
    let mut worst = ProfileError::Foreign;
    for (start, _) in input.match_indices(compact::TEXT_MAGIC) {
        let (before, code) = input.split_at(start);
        // Inside a longer run of letters it is not the beginning of a code.
        if before.bytes().next_back().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
            && !before.ends_with("%3D")
            && !before.ends_with("%3d")
        {
            continue;
        }
        match assemble(code) {
            Ok(profile) => return Ok(profile),
            Err(ProfileError::Foreign) => {}
            Err(error) => worst = error,
        }
    }
    Err(worst)
}

/// Takes the code from the beginning of a text, over line breaks as long as the end is missing.
fn assemble(text: &str) -> Result<Profile, ProfileError> {
    let is_code = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let mut code = String::new();
    let mut rest = text;
    let mut outcome = Err(ProfileError::Truncated);
    for _ in 0..MAX_PIECES {
        let end = rest.find(|c| !is_code(c)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        code.push_str(piece);
        outcome = compact::from_text(&code);
        if outcome != Err(ProfileError::Truncated) {
            break;
        }
        // Mail programs break lines: with white space, a `=` at the end (quoted-printable) or a `>` at the beginning.
        let next = after.trim_start_matches(|c: char| c.is_whitespace() || c == '=' || c == '>');
        if next.len() == after.len() || !next.starts_with(is_code) {
            break;
        }
        rest = next;
    }
    outcome
}
