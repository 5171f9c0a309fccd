//! The saved page: one HTML file that a person can read and any Startbeeld can import.
//!
//! What it holds comes from the profile alone, so nothing withheld can slip in. It has no script and loads nothing.

use crate::content::present;
use crate::content::{Texts, key};
use crate::engine::profile::{HTML_MARK, compact, link};
use crate::engine::{Date, Profile};
use crate::web::markup::escape;

/// The look of the file: it must be readable without anything else.
const STYLE: &str = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#15353d;background:#fff}\
h1{font-size:1.8rem;margin:0}h2,h3{font-size:1.2rem;margin:1.6rem 0 .3rem;border-top:1px solid #ddd8cc;padding-top:.8rem}\
dl{margin:0}dt{color:#48626a;font-size:.95rem}dd{margin:0 0 .5rem}dd span{display:block}\
code{display:block;overflow-wrap:anywhere;font-size:.8rem;background:#f6f2ea;padding:.8rem;border-radius:.5rem}";

/// The whole page as text: readable for whoever has it. `coach_page` is where the code can be opened.
#[must_use]
pub fn page(texts: &'static Texts, profile: &Profile, coach_page: &str) -> String {
    let t = |key| escape(texts.get(key));
    let code = compact::to_text(profile);
    // In the preview these headings lie one level deeper than in a page of their own.
    let mut body = answers(texts, profile)
        .replace("<h3>", "<h2>")
        .replace("</h3>", "</h2>");
    let address = escape(&link(coach_page, profile));
    let intro = t(key::FILE_INTRO);
    body += &format!(
        "<h2>{}</h2>\n<p>{}</p>\n<code><a href=\"{address}\">{code}</a></code>\n",
        t(key::FILE_CODE),
        t(key::FILE_CODE_TEXT),
    );
    around(texts, profile.created, &code, &intro, &body)
}

/// Every answer of a profile as markup: what the preview shows, and the body of the page. Nothing when there is none.
#[must_use]
pub fn answers(texts: &'static Texts, profile: &Profile) -> String {
    let mut markup = String::new();
    for part in present::everything(texts, profile) {
        markup += &format!(
            "<section class=\"preview-part\">\n<h3>{}</h3>\n<dl>\n",
            escape(part.heading)
        );
        for line in part.lines {
            // Only own words can be in a direction of their own.
            let direction = if present::is_own_words(line.question) {
                " dir=\"auto\""
            } else {
                ""
            };
            let values: String = line
                .values
                .iter()
                .map(|value| format!("<span class=\"line\"{direction}>{}</span>", escape(value)))
                .collect();
            markup += &format!(
                "<div data-answer=\"{}\"><dt>{}</dt><dd>{values}</dd></div>\n",
                line.question,
                escape(&line.label),
            );
        }
        markup += "</dl>\n</section>\n";
    }
    markup
}

/// The page around a sealed profile: who can open it and how, and nothing of what is in it. `words` tells whether words
/// open it, instead of the key of the municipality.
#[must_use]
pub fn sealed_page(texts: &'static Texts, link: &str, created: Date, words: bool) -> String {
    let t = |key| escape(texts.get(key));
    let code = link.split_once("#p=").map_or(link, |(_, code)| code);
    let (address, code) = (escape(link), escape(code));
    let intro = t(if words {
        key::FILE_SEALED_WORDS
    } else {
        key::FILE_SEALED_KEY
    });
    let body = format!(
        "<p>{}</p>\n<code><a href=\"{address}\">{code}</a></code>\n",
        t(key::FILE_CODE_TEXT),
    );
    around(texts, created, &code, &intro, &body)
}

/// The page around a body.
fn around(texts: &'static Texts, created: Date, code: &str, intro: &str, body: &str) -> String {
    let t = |key| escape(texts.get(key));
    let date = escape(&texts.fill(
        key::RESULT_DATE,
        &[("date", &present::date(texts, created))],
    ));
    format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"{HTML_MARK}\" content=\"{code}\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1>{title}</h1>\n<p>{date}<br>{own}</p>\n<p>{intro}</p>\n{body}</body>\n</html>\n",
        language = t(key::FILE_LANGUAGE),
        direction = t(key::FILE_DIRECTION),
        title = t(key::FILE_TITLE),
        own = t(key::RESULT_OWN_VIEW),
    )
}
