//! The client's page with a configuration in it.

use super::policy;
use crate::config::Config;
use crate::web::client::settings::Settings;
use crate::web::client::shell;

/// The page with its first screens rendered again, the configuration for the program, and the theme.
///
/// # Errors
/// When the page is not the one that this program renders: of another version, or baked already.
pub(super) fn bake(
    page: &str,
    config: &Config,
    settings: Settings,
) -> Result<String, &'static str> {
    let (before, after) = page
        .split_once(&shell::body(Settings::default()))
        .ok_or("the page is baked already or of another version: take the folder of the same release as it came")?;
    let (head, rest) = before.split_once("</head>").ok_or("the page has no head")?;
    // Nothing in it can end the element.
    let data = config.for_pages().to_string().replace('<', "\\u003c");
    let data = [
        "<script type=\"application/json\" id=\"config\">",
        &data,
        "</script>",
    ]
    .concat();
    let baked = [
        head,
        &theme(config),
        "</head>",
        rest,
        &shell::body(settings),
        &data,
        after,
    ]
    .concat();
    Ok(policy::renew(&baked))
}

/// The style sheet and the tokens of the municipality, after our own styles.
fn theme(config: &Config) -> String {
    let mut theme = String::new();
    if let Some(href) = &config.theme.stylesheet {
        theme += &["<link rel=\"stylesheet\" href=\"", href, "\">"].concat();
    }
    let css = config.theme.css();
    if !css.is_empty() {
        theme += &["<style>", &css, "</style>"].concat();
    }
    theme
}
