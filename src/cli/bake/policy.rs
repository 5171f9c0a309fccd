//! The policy of a page whose scripts and styles have changed: everything in it stays as it is, but for the hashes.

use sha2::{Digest, Sha256};

/// The element with the policy, as the build of the site writes it.
const META: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
/// What a browser takes from a header only.
const ONLY_HEADER: &str = "; frame-ancestors 'self'";
/// The policy of a page that has none yet and holds no script.
const PLAIN: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/// The page with hashes of what stands in it now. A page without a policy gets one.
pub(super) fn renew(page: &str) -> String {
    if let Some(old) = policy_of(page) {
        let new = with_hashes(old, page);
        return page.replacen(&[META, old].concat(), &[META, &new].concat(), 1);
    }
    let new = with_hashes(PLAIN, page);
    let charset = page.find("<meta charset");
    let end = charset.and_then(|at| Some(at + page.get(at..)?.find('>')? + 1));
    match end.and_then(|end| page.split_at_checked(end)) {
        Some((before, after)) => [before, META, &new, "\">", after].concat(),
        None => page.to_owned(),
    }
}

/// The policy as a server sends it; nothing for a page that has none.
pub(super) fn header(page: &str) -> Option<String> {
    policy_of(page).map(|policy| [policy, ONLY_HEADER].concat())
}

fn policy_of(page: &str) -> Option<&str> {
    page.split_once(META)?.1.split('"').next()
}

fn with_hashes(policy: &str, page: &str) -> String {
    let directive = |directive: &str| {
        let element = match directive.split_whitespace().next() {
            Some("script-src") => "script",
            Some("style-src") => "style",
            _ => return directive.to_owned(),
        };
        let kept = directive
            .split_whitespace()
            .filter(|source| !source.starts_with("'sha256-"))
            .map(str::to_owned);
        let sources: Vec<String> = kept.chain(hashes(page, element)).collect();
        sources.join(" ")
    };
    let directives: Vec<String> = policy.split("; ").map(directive).collect();
    directives.join("; ")
}

/// The hashes of the elements of this name that a browser runs or applies.
fn hashes(page: &str, element: &str) -> Vec<String> {
    let (open, close) = (["<", element].concat(), ["</", element].concat());
    let mut found = Vec::new();
    for rest in page.split(open.as_str()).skip(1) {
        let content = rest
            .split_once('>')
            .and_then(|(tag, rest)| Some((tag, rest.split_once(close.as_str())?.0)));
        if let Some((tag, content)) = content
            && !content.is_empty()
            && !tag.contains("application/json")
        {
            let hash = ["'sha256-", &base64(&Sha256::digest(content)), "'"].concat();
            if !found.contains(&hash) {
                found.push(hash);
            }
        }
    }
    found
}

/// Base64 with its own two signs and filled up (RFC 4648, section 4), as a policy wants it.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0u32, |bits, at| {
            bits << 8 | u32::from(chunk.get(at).copied().unwrap_or(0))
        });
        for at in 0..4 {
            let index = bits >> (18 - 6 * at) & 63;
            let sign = SIGNS.get(index as usize).copied().unwrap_or(b'A');
            text.push(if at > chunk.len() { '=' } else { sign.into() });
        }
    }
    text
}

/// The first 16 digits of a hash, which name a version.
pub(super) fn hex(contents: &[u8]) -> String {
    let digest = Sha256::digest(contents);
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_hashes_change() {
        let page = "<meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' 'sha256-old='; style-src 'self'; x-src *\"><style>a{}</style><script type=\"application/json\" id=\"config\">{}</script><script src=a></script>";
        let renewed = renew(page);
        // printf 'a{}' | openssl dgst -sha256 -binary | base64
        let style = "style-src 'self' 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='";
        assert!(
            renewed.contains("script-src 'self'; ") && renewed.contains("; x-src *\""),
            "{renewed}"
        );
        assert!(renewed.contains(style), "{renewed}");
        assert!(header(&renewed).is_some_and(|policy| policy.ends_with("frame-ancestors 'self'")));
    }

    #[test]
    fn base64_is_the_one_of_the_standard() {
        // RFC 4648, section 10.
        let pairs = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (bytes, text) in pairs {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[251, 255]), "+/8=");
    }

    #[test]
    fn a_page_without_a_policy_gets_one() {
        let page = renew("<!doctype html><meta charset=\"utf-8\"><style>a{}</style>");
        assert!(
            page.contains("default-src 'none'") && page.contains("style-src 'self' 'sha256-"),
            "{page}"
        );
        assert_eq!(header("<p>"), None);
    }
}
