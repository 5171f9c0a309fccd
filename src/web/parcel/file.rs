//! The saved page: one HTML file that a person can read and any Startbeeld can import.
//!
//! What it holds comes from the profile alone, so nothing withheld can slip in. It has no script and loads nothing.

use crate::content::present;
use crate::content::{Texts, key};
use crate::engine::Profile;
use crate::engine::profile::{HTML_MARK, compact, link};
use crate::web::markup::escape;

/// The look of the file: it must be readable without anything else.
const STYLE: &str = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#15353d;background:#fff}\
h1{font-size:1.8rem;margin:0}h2{font-size:1.2rem;margin:1.6rem 0 .3rem;border-top:1px solid #ddd8cc;padding-top:.8rem}\
dl{margin:0}dt{color:#48626a;font-size:.95rem}dd{margin:0 0 .5rem}dd span{display:block}\
code{display:block;overflow-wrap:anywhere;font-size:.8rem;background:#f6f2ea;padding:.8rem;border-radius:.5rem}";

/// The whole page as text. `coach_page` is where the code can be opened.
#[must_use]
pub fn page(texts: &'static Texts, profile: &Profile, coach_page: &str) -> String {
    let t = |key| escape(texts.get(key));
    let code = compact::to_text(profile);
    let date = escape(&texts.fill(
        key::RESULT_DATE,
        &[("date", &present::date(texts, profile.created))],
    ));
    let mut body = String::new();
    for part in present::everything(texts, profile) {
        body += &format!("<h2>{}</h2>\n<dl>\n", escape(part.heading));
        for line in part.lines {
            let values: String = line
                .values
                .iter()
                .map(|value| format!("<span dir=\"auto\">{}</span>", escape(value)))
                .collect();
            body += &format!("<dt>{}</dt><dd>{values}</dd>\n", escape(&line.label));
        }
        body += "</dl>\n";
    }
    let address = escape(&link(coach_page, profile));
    format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"{HTML_MARK}\" content=\"{code}\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1>{title}</h1>\n<p>{date}<br>{own}</p>\n<p>{intro}</p>\n{body}\
         <h2>{code_heading}</h2>\n<p>{code_text}</p>\n<code><a href=\"{address}\">{code}</a></code>\n</body>\n</html>\n",
        language = t(key::FILE_LANGUAGE),
        direction = t(key::FILE_DIRECTION),
        title = t(key::FILE_TITLE),
        own = t(key::RESULT_OWN_VIEW),
        intro = t(key::FILE_INTRO),
        code_heading = t(key::FILE_CODE),
        code_text = t(key::FILE_CODE_TEXT),
    )
}
