//! Texts with a grammar of their own: telephone numbers, addresses, names of files, colours.
//!
//! What stands in a configuration ends up in addresses and in style sheets of the page, so these are lists of what is
//! allowed and never of what is not.

use super::shape::Grammar;

/// A telephone number.
pub(super) const PHONE: Grammar = Grammar {
    holds: |text| {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let plain = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '(' | ')' | '-');
        (3..=15).contains(&digits) && text.len() <= 24 && text.chars().all(plain)
    },
    pattern: "^(?=(?:[^0-9]*[0-9]){3,15}[^0-9]*$)[0-9 +()\\-]{3,24}$",
    expected: "a telephone number, such as \"14 010\"",
};

/// The address of a page elsewhere.
pub(super) const WEB: Grammar = Grammar {
    holds: |text| {
        let visible = |byte: u8| byte.is_ascii_graphic() && !b"\"'<>\\^`{|}".contains(&byte);
        text.strip_prefix("https://").is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_alphanumeric()) && rest.bytes().all(visible)
        }) && text.len() <= 300
    },
    pattern: "^https://(?=[A-Za-z0-9])[!#-&(-;=?-\\[\\]_a-z~]{1,292}$",
    expected: "an address that begins with https://",
};

/// A picture beside the page.
pub(super) const PICTURE: Grammar = Grammar {
    holds: |text| is_file(text, &["svg", "png", "webp", "jpg", "jpeg"]),
    pattern: "^(?=.{1,120}$)(?:\\./)?(?:[A-Za-z0-9_\\-][A-Za-z0-9._\\-]*/)*[A-Za-z0-9_\\-][A-Za-z0-9._\\-]*\\.(?:svg|png|webp|jpg|jpeg)$",
    expected: "a picture in the folder of the site, such as \"logo.svg\" (svg, png, webp or jpg)",
};

/// A style sheet beside the page.
pub(super) const STYLES: Grammar = Grammar {
    holds: |text| is_file(text, &["css"]),
    pattern: "^(?=.{1,120}$)(?:\\./)?(?:[A-Za-z0-9_\\-][A-Za-z0-9._\\-]*/)*[A-Za-z0-9_\\-][A-Za-z0-9._\\-]*\\.css$",
    expected: "a style sheet in the folder of the site, such as \"theme.css\"",
};

/// The name of a local question.
pub(super) const LOCAL: Grammar = Grammar {
    holds: |text| text.strip_prefix("local.").is_some_and(is_slug),
    pattern: "^local\\.[a-z][a-z0-9_]{0,30}$",
    expected: "a name such as \"local.bicycle\": small letters, digits and _",
};

/// The code of an answer.
pub(super) const CODE: Grammar = Grammar {
    holds: is_slug,
    pattern: "^[a-z][a-z0-9_]{0,30}$",
    expected: "a code such as \"yes\": small letters, digits and _",
};

/// The value of a token.
pub(super) const STYLE_VALUE: Grammar = Grammar {
    holds: is_style_value,
    pattern: "^[A-Za-z0-9 #%.,()+*/'\"\\-]{1,200}$",
    expected: "a value of CSS such as \"#00549f\" or \"0.5rem\", without url(), ; and { }",
};

fn is_slug(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    text.len() <= 31
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(plain)
}

/// A file in the folder of the site: no other origin, no way up, no hidden file.
fn is_file(text: &str, endings: &[&str]) -> bool {
    let part = |part: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        !part.is_empty() && !part.starts_with('.') && part.chars().all(plain)
    };
    let path = text.strip_prefix("./").unwrap_or(text);
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    text.len() <= 120
        && path.split('/').all(part)
        && ending.is_some_and(|ending| endings.contains(&ending))
}

/// Whether a name is one of a custom property.
pub(super) fn is_token(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    name.len() <= 100
        && name.strip_prefix("--").is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_lowercase()) && rest.chars().all(plain)
        })
}

/// The same as a regular expression.
pub(super) const TOKEN: &str = "^--[a-z][a-z0-9\\-]{0,97}$";

/// The functions that a value may call: none of them fetches anything.
const FUNCTIONS: [&str; 18] = [
    "rgb",
    "rgba",
    "hsl",
    "hsla",
    "hwb",
    "lab",
    "lch",
    "oklab",
    "oklch",
    "color",
    "color-mix",
    "light-dark",
    "calc",
    "min",
    "max",
    "clamp",
    "var",
    "",
];

fn is_style_value(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || " #%.,()+*/'\"-".contains(c);
    let is_short = !text.trim().is_empty() && text.len() <= 200;
    is_short
        && text.chars().all(plain)
        && !text.contains("/*")
        && !text.contains("*/")
        && is_balanced(text)
}

/// Whether parentheses and quotation marks close, and only known functions are called.
fn is_balanced(text: &str) -> bool {
    let (mut depth, mut quote, mut word) = (0u32, None, String::new());
    for letter in text.chars() {
        match (quote, letter) {
            (Some(open), _) => {
                if letter == open {
                    quote = None;
                }
                continue;
            }
            (None, '\'' | '"') => quote = Some(letter),
            (None, '(') => {
                if !FUNCTIONS.contains(&word.to_ascii_lowercase().as_str()) {
                    return false;
                }
                depth += 1;
            }
            (None, ')') => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            },
            _ => {}
        }
        if letter.is_ascii_alphanumeric() || letter == '-' {
            word.push(letter);
        } else {
            word.clear();
        }
    }
    depth == 0 && quote.is_none()
}
