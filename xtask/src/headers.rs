//! Which headers go with which file.
//!
//! These are the headers that any web server for this site should send; the
//! local server sends them too, so that the browser tests run under the same
//! rules as a real visitor.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

/// The policy of a page. Scripts, styles and data come from the site itself and nowhere else; what stands inside the
/// page is allowed by its hash, so nothing that gets in later can run. `'wasm-unsafe-eval'` only allows the program to
/// be compiled.
pub fn content_security_policy(page: &str) -> String {
    policy(page, "'self'")
}

/// The policy of `frame.html`, which stands in pages of other sites: those of `hosts`, as a list of CSP sources.
pub fn frame_policy(page: &str, hosts: &str) -> String {
    policy(page, &format!("'self' {hosts}"))
}

/// The page that may stand in frames of other sites.
pub const FRAME: &str = "frame.html";

/// The sites that may show `frame.html` here: everything on this machine.
pub const LOCAL_HOSTS: &str = "http://127.0.0.1:* http://localhost:*";

/// The policy of an example page with a widget: the least that a host has to allow, here from its own origin.
pub const HOST_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; \
                               connect-src 'self'; frame-src 'self'; frame-ancestors 'self'";

fn policy(page: &str, ancestors: &str) -> String {
    let (scripts, styles) = (hashes(page, "script"), hashes(page, "style"));
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; \
         img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
    )
}

/// The hashes of the elements of this name that have a content, each behind a space.
fn hashes(page: &str, element: &str) -> String {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let contents = page.split(open.as_str()).skip(1).filter_map(|rest| {
        let content = rest.split_once('>')?.1.split_once(close.as_str())?.0;
        Some(content).filter(|content| !content.is_empty())
    });
    contents
        .map(|content| format!(" 'sha256-{}'", BASE64.encode(Sha256::digest(content))))
        .collect()
}

/// The abilities of a browser that the site gives away, by the path of a file inside the site: all of them, except that
/// the coach's page may ask for the camera.
pub fn permissions_policy(path: &str) -> String {
    let camera = if path.starts_with("coach/") {
        "self"
    } else {
        ""
    };
    format!(
        "accelerometer=(), autoplay=(), camera=({camera}), display-capture=(), encrypted-media=(), fullscreen=(self), \
         geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), \
         publickey-credentials-get=(), usb=(), xr-spatial-tracking=()"
    )
}

/// A way in which a file can be sent compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Brotli, the smallest.
    Brotli,
    /// Gzip, which every client knows.
    Gzip,
}

impl Encoding {
    /// The encodings from best to worst.
    pub const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// The name in `Content-Encoding`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The extension of the compressed copy on disk.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }
}

/// The media type by the path of a file inside the site.
pub fn media_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" if path.starts_with("schema/") => "application/schema+json",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

/// Whether pages of other sites may read a file: everything that a widget in their pages loads, and nothing else. None of
/// it holds anything that is not public.
pub fn is_shared(path: &str) -> bool {
    let is_program = has_hash(path) && !path.contains('/');
    is_program || matches!(path, "embed.js" | "embed.json" | "config.json")
}

/// How long a browser may keep a file. A name with a hash never gets other
/// contents; every other name must be asked for again, and the
/// script that other sites load after five minutes.
pub fn cache_control(path: &str) -> &'static str {
    if has_hash(path) {
        "public, max-age=31536000, immutable"
    } else if path == "embed.js" {
        // Other sites load it with every page, so they should not have to ask each time.
        "public, max-age=300"
    } else {
        "no-cache"
    }
}

/// Whether the file name contains a hash of the contents, such as in
/// `client-0123456789abcdef_bg.wasm`.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.split('-').skip(1).any(|piece| {
        let digits = piece
            .bytes()
            .take_while(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            .count();
        let next = piece.as_bytes().get(digits);
        // Trunk leaves out leading zeros, so the length varies a little.
        (12..=16).contains(&digits) && matches!(next, Some(b'.' | b'_'))
    })
}

/// Whether the value of an `Accept-Encoding` header allows an encoding.
pub fn accepts(header: Option<&str>, encoding: Encoding) -> bool {
    let mut by_star = false;
    for item in header.unwrap_or_default().split(',') {
        let mut parts = item.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let refused = parts
            .filter_map(|part| part.strip_prefix("q="))
            .any(|quality| quality.trim().parse::<f32>().is_ok_and(|q| q <= 0.0));
        if name.eq_ignore_ascii_case(encoding.name()) {
            return !refused;
        }
        if name == "*" {
            by_star = !refused;
        }
    }
    by_star
}

/// Whether the value of an `If-None-Match` header names this version.
pub fn matches_etag(header: Option<&str>, etag: &str) -> bool {
    header.is_some_and(|header| {
        header
            .split(',')
            .map(str::trim)
            .any(|known| known == "*" || known.trim_start_matches("W/") == etag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_follow_the_extension_and_the_folder() {
        assert_eq!(media_type("index.html"), "text/html; charset=utf-8");
        assert_eq!(media_type("client-1_bg.wasm"), "application/wasm");
        assert_eq!(media_type("schema/a.json"), "application/schema+json");
        assert_eq!(media_type("coach/a.json"), "application/json");
        assert_eq!(media_type("LICENSE"), "application/octet-stream");
    }

    #[test]
    fn only_the_page_of_the_coach_may_ask_for_the_camera() {
        for path in ["", "index.html", "paper.html", "coach"] {
            assert!(permissions_policy(path).contains("camera=(),"), "{path}");
        }
        assert!(permissions_policy("coach/").contains("camera=(self),"));
        assert!(!permissions_policy("coach/").contains("  "));
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        for name in [
            "client-0123456789abcdef.js",
            "client-0123456789abcdef_bg.wasm",
            "coach/coach-123456789abcdef.css",
        ] {
            assert!(cache_control(name).contains("immutable"), "{name}");
        }
        for name in [
            "index.html",
            "client.js",
            "client-decade.js",
            "0123456789abcdef.js",
            "client-0123456789abcdef",
            "snippets/crate-0123456789abcdef/inline0.js",
        ] {
            assert_eq!(cache_control(name), "no-cache", "{name}");
        }
    }

    #[test]
    fn other_sites_may_read_what_a_widget_loads_and_nothing_else() {
        for path in ["embed.js", "config.json", "client-0123456789abcdef_bg.wasm"] {
            assert!(is_shared(path), "{path}");
        }
        for path in [
            "index.html",
            "coach/coach-0123456789abcdef.js",
            "worker.js",
            "frame.html",
        ] {
            assert!(!is_shared(path), "{path}");
        }
        assert_eq!(cache_control("embed.js"), "public, max-age=300");
    }

    #[test]
    fn only_the_frame_stands_in_pages_of_others() {
        assert!(content_security_policy("").ends_with("frame-ancestors 'self'"));
        let frame = frame_policy("<style>a{}</style>", "https://a.example");
        assert!(
            frame.ends_with("frame-ancestors 'self' https://a.example"),
            "{frame}"
        );
        assert!(frame.contains("'sha256-"));
    }

    #[test]
    fn encodings_are_chosen_by_the_request() {
        let chrome = Some("gzip, deflate, br, zstd");
        assert!(accepts(chrome, Encoding::Brotli));
        assert!(accepts(chrome, Encoding::Gzip));
        assert!(!accepts(None, Encoding::Gzip));
        assert!(!accepts(Some("br;q=0, gzip"), Encoding::Brotli));
        assert!(accepts(Some("br; q=0.5"), Encoding::Brotli));
        assert!(accepts(Some("*"), Encoding::Brotli));
        assert!(!accepts(Some("*, br;q=0"), Encoding::Brotli));
        assert!(!accepts(Some("brx"), Encoding::Brotli));
    }

    #[test]
    fn etags_are_compared_as_a_list() {
        assert!(matches_etag(Some("\"a\", W/\"b\""), "\"b\""));
        assert!(matches_etag(Some("*"), "\"b\""));
        assert!(!matches_etag(Some("\"a\""), "\"b\""));
        assert!(!matches_etag(None, "\"b\""));
    }
}
