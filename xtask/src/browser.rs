//! Everything that drives a real browser: it gets the built site on a server
//! inside this process, and learns from the environment where things are.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::engines::{self, BrowserTools, Engine, Plan, Screen};
use crate::files;
use crate::lock::SiteLock;
use crate::process;
use crate::progress;
use crate::server::{Policy, Port, Server, ServerOptions};
use crate::tools::{NodeTools, Tools};
use crate::workspace::Workspace;

/// The package with the programs that drive the browser.
const PACKAGE: &str = "startbeeld-browser";

/// A served site with a browser to look at it.
pub struct Session<'a> {
    workspace: &'a Workspace,
    engine: Engine,
    tools: BrowserTools,
    screen: Option<Screen>,
    server: Server,
    path: OsString,
    _lock: SiteLock,
}

impl<'a> Session<'a> {
    /// Finds the browser, installs the reference programs and serves the site.
    pub fn start(workspace: &'a Workspace, tools: &Tools, engine: Engine) -> Result<Self> {
        let lock = SiteLock::to_look(workspace)?;
        let browser = tools.browser(engine)?;
        engines::ensure_java()?;
        let screen = match engine {
            Engine::WebKit => Some(Screen::start()?),
            Engine::Chromium | Engine::Firefox => None,
        };
        install_oracles(workspace, tools, &tools.node()?)?;
        let server = Server::start(ServerOptions {
            root: workspace.dist(),
            port: Port::Any,
            base: "/".to_owned(),
            policy: Policy::Strict,
            demo: None,
        })?;
        progress::say(format!("the site is served on {}", server.url()));
        files::create_folder(&workspace.screenshots())?;
        Ok(Self {
            workspace,
            engine,
            tools: browser,
            screen,
            server,
            path: tools.path()?,
            _lock: lock,
        })
    }

    /// Runs the tests of this engine, one at a time: they measure times and share the few cores of the machine.
    pub fn test(&self) -> Result<()> {
        let plan = Plan::read(self.workspace, self.engine)?;
        plan.print();
        let (files, skipped) = plan.arguments();
        let mut command = self.command(&["test", "-p", PACKAGE, "--no-fail-fast"]);
        command
            .args(files)
            .args(["--", "--test-threads=1"])
            .args(skipped);
        process::run(&mut command)
    }

    /// Measures this site alone, then beside the comparison pages, which have to be built already.
    pub fn bench(&self, extra: &[String]) -> Result<()> {
        let program = |name| ["run", "--release", "-p", PACKAGE, "--bin", name, "--"];
        process::run(&mut self.command(&program("bench")))?;
        process::run(&mut self.command(&program("host_paint")))?;
        let handwritten = self.comparison("handwritten")?;
        let surveyjs = self.comparison("surveyjs")?;
        let mut command = self.command(&program("compare"));
        command
            .arg("--write")
            .arg(self.workspace.performance())
            .args(extra)
            .env("STARTBEELD_HANDWRITTEN_URL", handwritten.url())
            .env("STARTBEELD_SURVEYJS_URL", surveyjs.url())
            .env("STARTBEELD_BENCHES", self.workspace.benches());
        process::run(&mut command)
    }

    /// Serves a comparison page as this site is served, but without its policy.
    fn comparison(&self, name: &str) -> Result<Server> {
        Server::start(ServerOptions {
            root: self.workspace.comparison(name),
            port: Port::Any,
            base: "/".to_owned(),
            policy: Policy::Absent,
            demo: None,
        })
        .with_context(|| format!("the comparison page {name} cannot be served"))
    }

    /// Takes screenshots.
    pub fn shots(&self, extra: &[String]) -> Result<()> {
        self.run(&["run", "-p", PACKAGE, "--bin", "shots", "--"], extra)
    }

    fn run(&self, arguments: &[&str], extra: &[String]) -> Result<()> {
        process::run(self.command(arguments).args(extra))
    }

    /// A cargo command that knows from its environment where things are.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = process::cargo(self.workspace.root(), arguments);
        let [browser, driver] = self.engine.variables();
        if let Some(screen) = &self.screen {
            command.env("DISPLAY", screen.name());
        }
        command
            .env("PATH", &self.path)
            .env("STARTBEELD_URL", self.server.url())
            .env("STARTBEELD_SITE", self.workspace.dist())
            .env("STARTBEELD_ENGINE", self.engine.name())
            .env(browser, &self.tools.browser.path)
            .env(driver, &self.tools.driver.path)
            .env("STARTBEELD_ORACLES", self.workspace.oracles())
            .env("STARTBEELD_SHOTS", self.workspace.screenshots());
        command
    }
}

/// Installs the packages of `tests/oracles`.
pub fn install_oracles(workspace: &Workspace, tools: &Tools, node: &NodeTools) -> Result<()> {
    install_packages(workspace, tools, node, &workspace.oracles())
}

/// Builds the pages that this site is compared with.
pub fn build_comparison(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let node = tools.node()?;
    let folder = workspace.benches();
    install_packages(workspace, tools, &node, &folder)?;
    let mut command = Command::new(&node.node.path);
    command
        .arg("build.mjs")
        .current_dir(&folder)
        .env("PATH", tools.path()?);
    progress::step("building the comparison pages", || {
        process::run(&mut command)
    })
}

/// Installs the packages of a folder, unless they are there already for exactly
/// this lock file.
fn install_packages(
    workspace: &Workspace,
    tools: &Tools,
    node: &NodeTools,
    folder: &Path,
) -> Result<()> {
    let name = workspace.shorten(folder);
    let lock = files::read(&folder.join("package-lock.json"))
        .with_context(|| format!("the packages of {name} cannot be installed"))?;
    let hash = files::content_hash(&lock);
    let stamp = folder.join("node_modules").join(".installed-for");
    if files::read_text(&stamp).is_ok_and(|installed| installed == hash) {
        return Ok(());
    }
    // What a package would fetch by itself while it is installed comes from no registry.
    let mut command = node.npm(
        tools,
        &["ci", "--no-audit", "--no-fund", "--ignore-scripts"],
    )?;
    command.current_dir(folder);
    progress::step(format!("installing the packages of {name}"), || {
        process::run(&mut command)
    })?;
    files::write(&stamp, hash)
}
