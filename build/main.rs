//! Turns the content (TOML and SVG under `src/content/`) into tables, keys and packs before the crate compiles.
//!
//! Authors write readable TOML; the binaries carry neither a TOML parser nor a key name. Whatever is wrong with
//! the content stops the build with one sentence that names the file and the key.

mod instrument;
mod pictograms;
mod texts;

use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// What every step of the build answers: nothing, or one sentence for whoever edited the content.
type Outcome<T> = Result<T, String>;

fn main() {
    println!("cargo:rerun-if-changed=src/content");
    println!("cargo:rerun-if-changed=build");
    if let Err(message) = run() {
        eprintln!("content: {message}");
        process::exit(1);
    }
}

fn run() -> Outcome<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|e| e.to_string())?)
        .join("src/content");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|e| e.to_string())?);
    let instrument = instrument::read(&root.join("instrument.toml"))?;
    write(&out, "instrument.rs", &instrument::generate(&instrument)?)?;
    let (code, packs) = texts::generate(&root, &instrument)?;
    write(&out, "texts.rs", &code)?;
    let (code, kiosk_packs) = texts::generate_kiosk(&root)?;
    write(&out, "kiosk.rs", &code)?;
    for (name, pack) in packs.into_iter().chain(kiosk_packs) {
        write(&out, &name, &pack)?;
    }
    write(
        &out,
        "pictograms.rs",
        &pictograms::generate(&root.join("pictograms"), &instrument)?,
    )
}

fn read_text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}

fn write(folder: &Path, name: &str, text: &str) -> Outcome<()> {
    fs::write(folder.join(name), text).map_err(|error| format!("{name} cannot be written: {error}"))
}

/// `several_weekly` or `differs-by-domain` as the name of an enum variant: `SeveralWeekly`, `DiffersByDomain`.
fn camel(id: &str) -> String {
    id.split(['_', '.', '-'])
        .map(|part| {
            let mut letters = part.chars();
            letters.next().map_or(String::new(), |first| {
                first.to_ascii_uppercase().to_string() + letters.as_str()
            })
        })
        .collect()
}
