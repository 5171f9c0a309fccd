//! The service worker of the client's page: which files it keeps follows from
//! the built folder, and its version from their contents.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::files;
use crate::page::KIOSK;
use crate::widget;

/// How the names of the files with the texts of a language begin.
pub const TEXTS: &str = "texts-";

/// Fills the template with the files of a built folder. Only the files that lie
/// in the folder itself belong to the client's page; the coach's page and the
/// schemas lie in folders of their own and are not kept. Other languages, and the questions on paper in them, are kept
/// when they are asked for, and what only other sites or a kiosk load is not.
pub fn fill(template: &str, folder: &Path) -> Result<String> {
    for placeholder in ["{{version}}", "{{files}}", "{{wanted}}"] {
        if !template.contains(placeholder) {
            bail!("the service worker does not contain the placeholder {placeholder}");
        }
    }
    let (mut names, mut wanted) = (Vec::new(), Vec::new());
    let mut contents = String::new();
    for path in files::walk(folder).context("the built page cannot be listed")? {
        let name = files::relative(&path, folder);
        if name.contains('/') || widget::is_of_widget(&name) || name.starts_with(KIOSK) {
            continue;
        }
        contents += &format!("{name} {}\n", files::content_hash(&files::read(&path)?));
        match name.as_str() {
            "index.html" => names.push("./".to_owned()),
            other if other.starts_with(TEXTS) || other.starts_with("paper-") => {
                wanted.push(format!("./{other}"));
            }
            other => names.push(format!("./{other}")),
        }
    }
    Ok(template
        .replace("{{version}}", &files::content_hash(contents.as_bytes()))
        .replace("{{files}}", &format!("{names:?}"))
        .replace("{{wanted}}", &format!("{wanted:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::testing::Folder;

    const TEMPLATE: &str =
        "const CACHE = \"{{version}}\"; const FILES = {{files}}; const WANTED = {{wanted}};";

    #[test]
    fn the_page_and_what_lies_beside_it_is_kept() {
        let folder = Folder::new();
        folder.file("index.html", "<p>");
        folder.file("client-1.js", "1");
        folder.file("coach/index.html", "<p>");
        folder.file("texts-tr-2.txt", "t");
        folder.file("embed.js", "1");
        folder.file("kiosk-1.js", "1");
        let first = fill(TEMPLATE, folder.path()).unwrap();
        assert!(
            first.ends_with(
                "const FILES = [\"./client-1.js\", \"./\"]; const WANTED = [\"./texts-tr-2.txt\"];"
            ),
            "{first}"
        );
        folder.file("client-1.js", "2");
        assert_ne!(fill(TEMPLATE, folder.path()).unwrap(), first);
    }

    #[test]
    fn a_template_without_places_is_an_error() {
        assert!(fill("const CACHE = 1;", Path::new(".")).is_err());
    }
}
