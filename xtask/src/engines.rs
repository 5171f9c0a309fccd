//! The three browser engines: where their programs are, how they are installed, and which test runs in which.
//!
//! Everything runs in Chromium. What runs in Firefox and WebKit too is said by `tests/browser/engines.toml`, with a
//! reason for every test that does not; each run prints that list, so that nothing is left out in silence.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, anyhow, bail};

use crate::files;
use crate::process;
use crate::progress;
use crate::tools::{self, Found, Tools};
use crate::workspace::Workspace;

/// The version of geckodriver, which drives Firefox.
const GECKODRIVER: &str = "0.37.0";

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium with chromedriver.
    Chromium,
    /// Firefox with geckodriver.
    Firefox,
    /// WebKit in its GTK build.
    WebKit,
}

/// A browser and the program that drives it.
#[derive(Debug, Clone)]
pub struct BrowserTools {
    /// The browser.
    pub browser: Found,
    /// Its driver.
    pub driver: Found,
}

impl Engine {
    /// All of them, in the order in which they are tested.
    pub const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::WebKit];

    /// Its name in the environment of the tests and in their list.
    pub const fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        }
    }

    /// The engine that `STARTBEELD_ENGINE` names, for pictures; Chromium when it names none.
    pub fn chosen() -> Result<Self> {
        let Some(name) = process::environment("STARTBEELD_ENGINE") else {
            return Ok(Engine::Chromium);
        };
        Engine::ALL
            .into_iter()
            .find(|engine| name == engine.name())
            .context("STARTBEELD_ENGINE can be chromium, firefox or webkit")
    }

    /// The variables that say where its browser and its driver are.
    pub const fn variables(self) -> [&'static str; 2] {
        match self {
            Engine::Chromium => ["STARTBEELD_CHROMIUM", "STARTBEELD_CHROMEDRIVER"],
            Engine::Firefox => ["STARTBEELD_FIREFOX", "STARTBEELD_GECKODRIVER"],
            Engine::WebKit => ["STARTBEELD_WEBKIT", "STARTBEELD_WEBKITDRIVER"],
        }
    }

    /// The packages of Debian. Without a font package every letter on a picture would be a box.
    const fn packages(self) -> &'static [&'static str] {
        match self {
            Engine::Chromium => &["chromium", "chromium-driver", "fonts-liberation"],
            Engine::Firefox => &["firefox-esr", "fonts-liberation"],
            Engine::WebKit => &["webkit2gtk-driver", "xvfb", "fonts-liberation"],
        }
    }
}

impl Tools {
    /// A browser with its driver; what is missing is installed.
    pub fn browser(&self, engine: Engine) -> Result<BrowserTools> {
        let [browser_variable, driver_variable] = engine.variables();
        let found = match self.find_browser(engine)? {
            Some(found) => found,
            None => {
                let packages = engine.packages();
                let installed = tools::apt_install(packages);
                self.find_browser(engine)?.ok_or_else(|| {
                    let reason = installed.err().map_or_else(
                        || format!("the packages {} are installed, but their programs do not start", packages.join(" and ")),
                        |error| format!("{error:#}"),
                    );
                    anyhow!(
                        "{} with its driver, which the browser tests drive, is missing and could not be installed ({reason}); install both and point {browser_variable} and {driver_variable} at them",
                        engine.name()
                    )
                })?
            }
        };
        let main_number = |found: &Found| tools::main_number(&found.version);
        if engine == Engine::Chromium && main_number(&found.browser) != main_number(&found.driver) {
            bail!(
                "Chromium {} and chromedriver {} do not belong together; install both in the same main version",
                found.browser.version,
                found.driver.version
            );
        }
        Ok(found)
    }

    fn find_browser(&self, engine: Engine) -> Result<Option<BrowserTools>> {
        let [browser, driver] = engine.variables();
        let (browser, driver) = match engine {
            Engine::Chromium => {
                let names = [
                    "chromium",
                    "chromium-browser",
                    "google-chrome",
                    "google-chrome-stable",
                ];
                (
                    self.chosen_or_found(browser, &names)?,
                    self.chosen_or_found(driver, &["chromedriver"])?,
                )
            }
            Engine::Firefox => {
                let found = self.chosen_or_found(browser, &["firefox-esr", "firefox"])?;
                // The driver takes minutes to compile; without its browser it is of no use.
                if found.is_none() {
                    return Ok(None);
                }
                (found, Some(self.geckodriver(driver)?))
            }
            Engine::WebKit => (mini_browser(browser), webkit_driver(driver)),
        };
        Ok(browser
            .zip(driver)
            .map(|(browser, driver)| BrowserTools { browser, driver }))
    }

    fn geckodriver(&self, variable: &str) -> Result<Found> {
        if process::environment(variable).is_some()
            && let Some(found) = self.chosen_or_found(variable, &["geckodriver"])?
        {
            return Ok(found);
        }
        let name = "geckodriver";
        self.cargo_tool(name, name, GECKODRIVER, true, "drives Firefox")
    }
}

/// Makes sure that Java is there, which the Nu validator of HTML runs on.
pub fn ensure_java() -> Result<()> {
    if process::find_program("java", &[]).is_some() {
        return Ok(());
    }
    tools::apt_install(&["default-jre-headless"])
        .context("Java, which the validator of HTML runs on, is missing and could not be installed")
}

/// The small browser that comes with WebKit. It lies in a folder of the library, and only says its version to whoever
/// has a screen, so that finding it is enough here.
fn mini_browser(variable: &str) -> Option<Found> {
    let path = match process::environment(variable) {
        Some(chosen) => PathBuf::from(chosen),
        None => ["x86_64", "aarch64"]
            .iter()
            .flat_map(|machine| {
                ["4.1", "4.0"].map(|version| {
                    format!("/usr/lib/{machine}-linux-gnu/webkit2gtk-{version}/MiniBrowser")
                })
            })
            .map(PathBuf::from)
            .find(|path| path.is_file())?,
    };
    process::find_program("Xvfb", &[])?;
    Some(unversioned("MiniBrowser", path))
}

fn webkit_driver(variable: &str) -> Option<Found> {
    let path = match process::environment(variable) {
        Some(chosen) => PathBuf::from(chosen),
        None => process::find_program("WebKitWebDriver", &[])?,
    };
    Some(unversioned("WebKitWebDriver", path))
}

fn unversioned(name: &'static str, path: PathBuf) -> Found {
    Found {
        name,
        version: String::from("as installed"),
        path,
    }
}

/// A screen that nobody looks at, for browsers that do not start without one. It ends with its owner.
pub struct Screen {
    child: Child,
    name: String,
}

impl Screen {
    /// Starts one. It is higher than any page, so that a whole page fits on a picture.
    pub fn start() -> Result<Self> {
        let mut child = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x9000x24"])
            .args(["-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb, the screen for WebKit, could not be started")?;
        let output = child.stdout.take();
        let mut screen = Self {
            child,
            name: String::new(),
        };
        let mut line = String::new();
        BufReader::new(output.context("the output of Xvfb cannot be read")?)
            .read_line(&mut line)?;
        if line.trim().is_empty() {
            bail!("Xvfb did not say which screen it is");
        }
        screen.name = format!(":{}", line.trim());
        Ok(screen)
    }

    /// Its name, for the variable `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // A process that is gone already is no failure.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A test that an engine leaves out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Without {
    test: String,
    reason: String,
}

/// What an engine does with one file of tests.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// Runs it, apart from some tests.
    Runs(Vec<Without>),
    /// Leaves it to Chromium, and why.
    LeavesOut(String),
}

/// What an engine does with every file of tests, by the name of the file.
pub struct Plan {
    engine: Engine,
    parts: Vec<(String, Part)>,
}

impl Plan {
    /// Reads the list and the folder that it is about.
    pub fn read(workspace: &Workspace, engine: Engine) -> Result<Self> {
        let folder = workspace.root().join("tests").join("browser");
        let text = files::read_text(&folder.join("engines.toml"))?;
        Self::parse(&text, &test_files(&folder.join("tests"))?, engine)
            .context("tests/browser/engines.toml is not as it should be")
    }

    fn parse(text: &str, names: &[String], engine: Engine) -> Result<Self> {
        let table: toml::Table = text.parse().context("it is no TOML")?;
        if let Some(gone) = table.keys().find(|name| !names.contains(name)) {
            bail!("it names {gone}, and there is no tests/{gone}.rs");
        }
        let part = |name: &String| -> Result<(String, Part)> {
            let entry = table.get(name).and_then(toml::Value::as_table);
            let part = match entry {
                _ if engine == Engine::Chromium => Part::Runs(Vec::new()),
                None => Part::LeavesOut(String::from("not listed yet")),
                Some(entry) => part(entry, engine).context(name.clone())?,
            };
            Ok((name.clone(), part))
        };
        let parts = names.iter().map(part).collect::<Result<_>>()?;
        Ok(Self { engine, parts })
    }

    /// The arguments for `cargo test` and for the tests themselves.
    pub fn arguments(&self) -> (Vec<String>, Vec<String>) {
        if self.engine == Engine::Chromium {
            return (Vec::new(), Vec::new());
        }
        let mut files = Vec::new();
        let mut skipped = vec![String::from("--exact")];
        for (name, part) in &self.parts {
            if let Part::Runs(without) = part {
                files.extend([String::from("--test"), name.clone()]);
                for one in without {
                    skipped.extend([String::from("--skip"), one.test.clone()]);
                }
            }
        }
        (files, skipped)
    }

    /// The list for people, one line per file and one more per test that is left out.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (name, part) in &self.parts {
            match part {
                Part::Runs(without) => {
                    lines.push(format!("  runs      {name}"));
                    for Without { test, reason } in without {
                        lines.push(format!("  leaves    {name}::{test}: {reason}"));
                    }
                }
                Part::LeavesOut(reason) => lines.push(format!("  leaves    {name}: {reason}")),
            }
        }
        lines
    }

    /// Prints the list.
    pub fn print(&self) {
        progress::say(format!("what {} does:", self.engine.name()));
        for line in self.lines() {
            progress::say(line);
        }
    }
}

/// One entry of the list: either a reason to stay in Chromium, or the engines, and tests with their reasons.
fn part(entry: &toml::Table, engine: Engine) -> Result<Part> {
    if let Some(reason) = entry.get("only_chromium").and_then(toml::Value::as_str) {
        return Ok(Part::LeavesOut(reason.to_owned()));
    }
    let mut without = Vec::new();
    for key in ["not_elsewhere", &format!("not_{}", engine.name())] {
        let Some(tests) = entry.get(key) else {
            continue;
        };
        let tests = tests
            .as_table()
            .with_context(|| format!("{key} is no table"))?;
        for (test, reason) in tests {
            let reason = reason
                .as_str()
                .with_context(|| format!("{test} has no reason"))?;
            without.push(Without {
                test: test.clone(),
                reason: reason.to_owned(),
            });
        }
    }
    Ok(Part::Runs(without))
}

/// The names of all files of browser tests, in order.
fn test_files(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("{} cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "rs")
            && let Some(name) = path.file_stem().and_then(|name| name.to_str())
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "[journey]
[camera]
only_chromium = \"no other engine shows a film\"
[resume]
not_elsewhere.kills = \"kills a tab\"
not_webkit.offline = \"keeps no copy\"
";

    fn plan(engine: Engine) -> Plan {
        let names = ["camera", "journey", "new", "resume"].map(str::to_owned);
        Plan::parse(LIST, &names, engine).unwrap()
    }

    #[test]
    fn each_engine_does_its_part_and_says_so() {
        let (files, skipped) = plan(Engine::Firefox).arguments();
        assert_eq!(files, ["--test", "journey", "--test", "resume"]);
        assert_eq!(skipped, ["--exact", "--skip", "kills"]);
        let (_, skipped) = plan(Engine::WebKit).arguments();
        assert_eq!(skipped, ["--exact", "--skip", "kills", "--skip", "offline"]);
        let lines = plan(Engine::WebKit).lines().join("\n");
        for part in [
            "leaves    camera: no other engine shows a film",
            "leaves    new: not listed yet",
            "leaves    resume::offline: keeps no copy",
            "runs      journey",
        ] {
            assert!(lines.contains(part), "{part} is not in {lines}");
        }
        assert_eq!(plan(Engine::Chromium).arguments(), (vec![], vec![]));
    }

    #[test]
    fn a_file_that_is_gone_is_noticed() {
        assert!(Plan::parse(LIST, &["journey".to_owned()], Engine::Firefox).is_err());
    }

    /// A test that is left out by a name it no longer has would be run in vain, or left out for ever.
    #[test]
    fn every_test_that_is_left_out_is_there() {
        let workspace = Workspace::find().unwrap();
        for engine in Engine::ALL {
            for (name, part) in Plan::read(&workspace, engine).unwrap().parts {
                let path = workspace.root().join("tests/browser/tests");
                let source = files::read_text(&path.join(format!("{name}.rs"))).unwrap();
                let Part::Runs(without) = part else { continue };
                for one in without {
                    let head = format!("async fn {}()", one.test);
                    assert!(source.contains(&head), "{name}.rs has no {}", one.test);
                    assert!(one.reason.len() > 10, "{} has no reason", one.test);
                }
            }
        }
    }
}
