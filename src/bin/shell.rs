//! Writes what the build of the site puts around the program, into the folder that is named: `body.html` with the static
//! shell, `paper.html` with the questions on paper in Dutch, and for every other language `paper-TAG.html` and its texts
//! as `texts-TAG.txt`; and `widget.json` with the texts that a widget has beside those of the program.
#![allow(missing_docs, reason = "a binary has no public items")]

use startbeeld::content::{SPOKEN, Texts, pack_of};
use startbeeld::web::client::settings::Settings;
use startbeeld::web::client::shell;
use std::io::{Error, Result};
use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.ok_or_else(|| Error::other("say into which folder"))?;
    let none = Settings::default();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text);
    write("body.html", &shell::body(none))?;
    write("paper.html", &shell::paper(Texts::dutch(), none))?;
    write("widget.json", &shell::widget_texts())?;
    for spoken in SPOKEN {
        let tag = spoken.language.tag();
        if let (Some(pack), Some(texts)) = (pack_of(spoken.language), Texts::of(spoken.language))
            && texts != Texts::dutch()
        {
            write(&format!("texts-{tag}.txt"), pack)?;
            write(&format!("paper-{tag}.html"), &shell::paper(texts, none))?;
        }
    }
    Ok(())
}
