//! `startbeeld bake`: puts the configuration of a municipality into a copy of the site, so that the first screens are right
//! from the first byte and nothing has to be checked in the browser.
//!
//! - `page` — the client's page: its first screens rendered again, the configuration, the theme, the policy.
//! - `policy` — the policy of a page with other contents, and the file that tells a server.
//! - `worker` — which files the offline copy keeps, and its version.
//! - `packed` — the compressed copies of what has changed.

mod packed;
mod page;
mod policy;
mod worker;

use super::report::{Status, complain};
use crate::config::{self, Config};
use crate::content::{SPOKEN, Texts};
use crate::web::client::settings::Settings;
use crate::web::client::shell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The client's page.
const PAGE: &str = "index.html";
/// What keeps the page for a visit without a network.
const WORKER: &str = "worker.js";
/// The configuration beside the page.
const CONFIG: &str = "config.json";
/// The headers of each page, for whoever sets up a server.
const HEADERS: &str = "headers.json";

/// Put a configuration into a copy of the site.
///
/// Reads SITE, the folder `dist/` of a release, and writes a folder that any web server can serve: the first screens carry
/// the municipality's name, rules and look from the first byte. The pages and their policies change, so take over the new
/// `headers.json` where the server sends headers. With a fault in the configuration nothing is written.
#[derive(Debug, clap::Args)]
pub(super) struct Bake {
    /// The folder with the site as it came
    #[arg(value_name = "SITE")]
    site: PathBuf,
    /// The configuration; logo and style sheet lie beside it
    #[arg(value_name = "CONFIG")]
    config: PathBuf,
    /// The folder to write; an earlier site there is replaced
    #[arg(short, long, value_name = "FOLDER", default_value = "baked")]
    out: PathBuf,
}

impl Bake {
    pub(super) fn run(&self) -> Status {
        match self.bake() {
            Ok(()) => Status::Good,
            Err(problems) => {
                problems.iter().for_each(|problem| complain(problem));
                Status::Bad
            }
        }
    }

    fn bake(&self) -> Result<(), Vec<String>> {
        let (config, text) = self.configuration()?;
        let one = |problem: String| vec![problem];
        let files = self.named(&config)?;
        self.may_replace().map_err(one)?;
        let part = beside(&self.out, ".part");
        let written = write(&self.site, &part, &config, &text, &files)
            .and_then(|()| put_in_place(&part, &self.out));
        if written.is_err() {
            // Half a site is of no use to anybody.
            let _ = fs::remove_dir_all(&part);
        }
        written.map_err(one)
    }

    /// The configuration, or everything that is wrong with it.
    fn configuration(&self) -> Result<(Config, String), Vec<String>> {
        let name = self.config.display();
        let text = read(&self.config).map_err(|problem| vec![problem])?;
        let (config, faults) = config::read(&text);
        let told = |fault: &config::Fault| format!("{name}: {fault}");
        if faults.iter().any(config::Fault::is_wrong) {
            let mut problems: Vec<String> = faults.iter().map(told).collect();
            problems.push(format!("{name}: nothing was written"));
            return Err(problems);
        }
        faults.iter().map(told).for_each(|doubt| complain(&doubt));
        Ok((config, text))
    }

    /// The files that the configuration names: where they are, and their name in the site.
    fn named(&self, config: &Config) -> Result<Vec<(PathBuf, String)>, Vec<String>> {
        let folder = self.config.parent().unwrap_or(Path::new(""));
        let logo = config.logo.as_ref().map(|logo| ("logo.src", &logo.src));
        let styles = config.theme.stylesheet.as_ref();
        let named = logo
            .into_iter()
            .chain(styles.map(|name| ("theme.stylesheet", name)));
        let mut files = Vec::new();
        let mut problems = Vec::new();
        for (field, name) in named {
            let name = name.trim_start_matches("./").to_owned();
            let places = [folder.join(&name), self.site.join(&name)];
            match places.into_iter().find(|place| place.is_file()) {
                Some(place) => files.push((place, name)),
                None => problems.push(format!(
                    "{}: {field}: there is no file {name} beside the configuration: put it there",
                    self.config.display()
                )),
            }
        }
        if problems.is_empty() {
            Ok(files)
        } else {
            Err(problems)
        }
    }

    /// Only an earlier site is replaced, so that nobody loses a folder by a slip of the hand.
    fn may_replace(&self) -> Result<(), String> {
        let is_site = self.out.join(PAGE).is_file() && self.out.join(WORKER).is_file();
        let is_empty = fs::read_dir(&self.out).map_or(true, |mut entries| entries.next().is_none());
        let same = fs::canonicalize(&self.out)
            .is_ok_and(|out| fs::canonicalize(&self.site).is_ok_and(|site| site == out));
        let name = self.out.display();
        if same {
            Err(format!(
                "{name}: this is the site itself: give another folder with --out"
            ))
        } else if is_site || is_empty {
            Ok(())
        } else {
            Err(format!(
                "{name}: there is something else than a site: give another folder with --out"
            ))
        }
    }
}

/// Writes the whole deployment folder.
fn write(
    site: &Path,
    out: &Path,
    config: &Config,
    text: &str,
    named: &[(PathBuf, String)],
) -> Result<(), String> {
    let failed = |error: io::Error| format!("{}: it cannot be written ({error})", out.display());
    let _ = fs::remove_dir_all(out);
    copy(site, out).map_err(|error| {
        format!(
            "{}: it cannot be copied ({error}): check the name",
            site.display()
        )
    })?;
    for (from, name) in named {
        let to = out.join(name);
        fs::create_dir_all(to.parent().unwrap_or(out)).map_err(failed)?;
        fs::copy(from, to).map_err(failed)?;
    }
    let settings = Settings::of(String::leak(config.client_pack()));
    let was = read(&site.join(PAGE))?;
    let page = page::bake(&was, config, settings)
        .map_err(|problem| format!("{}: {problem}", site.display()))?;
    fs::write(out.join(PAGE), &page).map_err(failed)?;
    let papers = papers(out, settings).map_err(failed)?;
    fs::write(out.join(CONFIG), text).map_err(failed)?;
    let more: Vec<&str> = named.iter().map(|(_, name)| name.as_str()).collect();
    let worker = worker::bake(
        &read(&site.join(WORKER))?,
        &more,
        &files_hash(out, &more).map_err(failed)?,
    )
    .ok_or_else(|| {
        format!(
            "{}: {WORKER} is of another version: bake with the program of the same release",
            site.display()
        )
    })?;
    fs::write(out.join(WORKER), worker).map_err(failed)?;
    let headers = headers(out).map_err(failed)?;
    fs::write(out.join(HEADERS), headers).map_err(failed)?;
    let changed = [PAGE, WORKER, CONFIG].into_iter().chain(more);
    for name in changed.chain(papers.iter().map(String::as_str)) {
        packed::renew(&out.join(name)).map_err(failed)?;
    }
    Ok(())
}

/// Writes the questions on paper in every language that the site has them in, and gives the names.
fn papers(out: &Path, settings: Settings) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for spoken in SPOKEN {
        let name = match spoken.language.tag() {
            "nl" => "paper.html".to_owned(),
            tag => format!("paper-{tag}.html"),
        };
        if let Some(texts) = Texts::of(spoken.language).filter(|_| out.join(&name).is_file()) {
            let paper = shell::paper(texts, settings);
            fs::write(out.join(&name), policy::renew(&paper))?;
            names.push(name);
        }
    }
    Ok(names)
}

/// A hash of what has changed, so that a browser takes a new offline copy.
fn files_hash(out: &Path, more: &[&str]) -> io::Result<String> {
    let mut contents = Vec::new();
    for name in [PAGE, "paper.html", CONFIG].iter().chain(more) {
        contents.extend(fs::read(out.join(name))?);
    }
    Ok(policy::hex(&contents))
}

/// The headers that a server sends with each page, as JSON.
fn headers(out: &Path) -> io::Result<String> {
    let mut pages = serde_json::Map::new();
    let mut names: Vec<String> = fs::read_dir(out)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".html"))
        .collect();
    names.push("coach/index.html".to_owned());
    names.sort();
    for name in names {
        let Ok(text) = fs::read_to_string(out.join(&name)) else {
            continue;
        };
        if let Some(policy) = policy::header(&text) {
            pages.insert(
                name,
                serde_json::json!({ "Content-Security-Policy": policy }),
            );
        }
    }
    Ok(format!("{:#}\n", serde_json::Value::Object(pages)))
}

/// The new folder takes the place of the old one in one step.
fn put_in_place(part: &Path, out: &Path) -> Result<(), String> {
    let old = beside(out, ".old");
    let failed =
        |error: io::Error| format!("{}: it cannot be put in its place ({error})", out.display());
    if out.exists() {
        let _ = fs::remove_dir_all(&old);
        fs::rename(out, &old).map_err(failed)?;
    }
    fs::rename(part, out).map_err(failed)?;
    let _ = fs::remove_dir_all(&old);
    Ok(())
}

/// A hidden folder beside another one.
fn beside(folder: &Path, ending: &str) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(folder.file_name().unwrap_or("site".as_ref()));
    name.push(ending);
    folder.with_file_name(name)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| {
        format!(
            "{}: it cannot be read ({error}): check the name",
            path.display()
        )
    })
}
