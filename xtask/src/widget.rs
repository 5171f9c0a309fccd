//! The files of `<startbeeld-widget>`, which other sites put into their pages: `embed.js`, which they load, and what it
//! loads in turn. The program is that of the client's page.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha384};

use crate::files;
use crate::page::{self, Later, StartFiles};
use crate::scope;
use crate::script;
use crate::shell;
use crate::styles;
use crate::workspace::Workspace;

/// The name that every file of the widget begins with; the client's page loads none of them.
pub const PREFIXES: [&str; 3] = ["embed", "widget-", "frame"];

/// Whether a file, as a path in the site, belongs to the widget alone.
pub fn is_of_widget(name: &str) -> bool {
    PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Writes the files of the widget beside the client's page. `texts` are the widget's own texts as JSON, by language.
pub fn place(
    workspace: &Workspace,
    to: &Path,
    program: &StartFiles,
    later: &[Later],
    texts: &str,
) -> Result<()> {
    let web = workspace.root().join("src").join("web");
    let styles = workspace.root().join("styles");
    let css = scope::widget(&styles::bundle(&styles.join("client.css"))?)
        .context("the styles of the client's page cannot be those of a widget")?
        + &scope::plain(&styles::bundle(&styles.join("widget.css"))?)?;
    let paper = scope::shrink(&styles::bundle(&styles.join("client.css"))?)?;
    let css = write(to, "widget", "css", &css)?;
    let paper = write(to, "widget-paper", "css", &paper)?;

    let later = page::later_table(later);
    let script = format!("./{}", program.script);
    let wasm = format!("./{}", program.wasm);
    let widget = script::shrink(&one_module(
        &files::read_text(&web.join("dress.js"))?,
        &files::read_text(&web.join("widget.js"))?,
    )?);
    let widget = fill(
        &widget,
        &[
            ("js", &script),
            ("wasm", &wasm),
            ("css", &format!("./{css}")),
            ("paper", &format!("./{paper}")),
            ("later", &later),
            ("texts", texts),
        ],
    )?;
    let widget = write(to, "widget", "js", &widget)?;

    let (loading, failed) = first_texts(texts)?;
    let embed = fill(
        &script::shrink(&files::read_text(&web.join("embed.js"))?),
        &[
            ("widget", &widget),
            ("loading", &loading),
            ("failed", &failed),
        ],
    )?;
    files::write(&to.join("embed.js"), &embed)?;
    // The same under a name that never changes its contents, for sites that pin a version.
    let pinned = write(to, "embed", "js", &embed)?;
    let integrity = format!("sha384-{}", BASE64.encode(Sha384::digest(&embed)));
    let pin = serde_json::json!({ "file": pinned, "integrity": integrity });
    files::write(&to.join("embed.json"), format!("{pin:#}\n"))?;

    let frame = write(
        to,
        "frame",
        "js",
        &script::shrink(&files::read_text(&web.join("frame.js"))?),
    )?;
    let page = fill(
        &files::read_text(&web.join("frame.html"))?,
        &[("frame", &frame)],
    )?;
    files::write(&to.join("frame.html"), shell::insert_policy(&page))
}

/// The module and what it imports as one file, which is one request less.
fn one_module(dress: &str, widget: &str) -> Result<String> {
    const IMPORT: &str = "import { dress } from \"./dress.js\";\n";
    const EXPORT: &str = "export function dress(";
    if !widget.contains(IMPORT) || !dress.contains(EXPORT) {
        bail!("widget.js does not import dress.js as it should");
    }
    let dress = dress.replace(EXPORT, EXPORT.trim_start_matches("export "));
    Ok(dress + &widget.replace(IMPORT, ""))
}

/// Writes a file under a name that follows its contents.
fn write(to: &Path, name: &str, extension: &str, contents: &str) -> Result<String> {
    let name = format!(
        "{name}-{}.{extension}",
        files::content_hash(contents.as_bytes())
    );
    files::write(&to.join(&name), contents)?;
    Ok(name)
}

/// Puts values in the places of their names; every value has a place, and no place stays open.
fn fill(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut text = template.to_owned();
    for (name, value) in values {
        let place = format!("{{{{{name}}}}}");
        if !text.contains(&place) {
            bail!("the placeholder {place} is missing");
        }
        text = text.replace(&place, value);
    }
    if text.contains("{{") {
        bail!("a placeholder was not filled");
    }
    Ok(text)
}

/// The two sentences that are shown before anything else has arrived, in the language of the product.
fn first_texts(texts: &str) -> Result<(String, String)> {
    let texts: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(texts).context("the texts of the widget are not as expected")?;
    let dutch = texts.get("nl").context("the widget has no Dutch texts")?;
    let text = |name: &str| -> Result<String> {
        let text = dutch
            .get(name)
            .with_context(|| format!("the widget has no text {name}"))?;
        Ok(text.replace('\\', "\\\\").replace('"', "\\\""))
    };
    Ok((text("loading")?, text("failed")?))
}

#[cfg(test)]
mod tests {
    use super::{fill, first_texts, is_of_widget};

    #[test]
    fn files_of_the_widget_are_told_by_their_names() {
        for name in ["embed.js", "embed-0a.js", "widget-0a.css", "frame.html"] {
            assert!(is_of_widget(name), "{name}");
        }
        for name in ["client-0a.js", "index.html", "start-0a.js"] {
            assert!(!is_of_widget(name), "{name}");
        }
    }

    #[test]
    fn a_template_is_filled_completely_or_not_at_all() {
        assert_eq!(fill("{{a}}-{{a}}", &[("a", "1")]).unwrap(), "1-1");
        assert!(fill("{{a}}{{b}}", &[("a", "1")]).is_err());
        assert!(fill("x", &[("a", "1")]).is_err());
    }

    #[test]
    fn the_first_sentences_are_safe_in_a_script() {
        let texts = r#"{"nl":{"loading":"a \"b\"","failed":"c"}}"#;
        assert_eq!(
            first_texts(texts).unwrap(),
            ("a \\\"b\\\"".to_owned(), "c".to_owned())
        );
        assert!(first_texts("{}").is_err());
    }
}
