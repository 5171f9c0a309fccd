//! Everything that drives a real browser: it gets the built site on a server
//! inside this process, and learns from the environment where things are.

use std::ffi::OsString;

use anyhow::{Context, Result};

use crate::files;
use crate::lock::SiteLock;
use crate::process;
use crate::progress;
use crate::server::{Port, Server, ServerOptions};
use crate::tools::{BrowserTools, NodeTools, Tools};
use crate::workspace::Workspace;

/// The package with the programs that drive the browser.
const PACKAGE: &str = "startbeeld-browser";

/// A served site with a browser to look at it.
pub struct Session<'a> {
    workspace: &'a Workspace,
    tools: BrowserTools,
    server: Server,
    path: OsString,
    _lock: SiteLock,
}

impl<'a> Session<'a> {
    /// Finds the browser, installs the reference programs and serves the site.
    pub fn start(workspace: &'a Workspace, tools: &Tools) -> Result<Self> {
        let lock = SiteLock::to_look(workspace)?;
        let browser = tools.browser()?;
        install_oracles(workspace, tools, &tools.node()?)?;
        let server = Server::start(ServerOptions {
            root: workspace.dist(),
            port: Port::Any,
            base: "/".to_owned(),
        })?;
        progress::say(format!("the site is served on {}", server.url()));
        files::create_folder(&workspace.screenshots())?;
        Ok(Self {
            workspace,
            tools: browser,
            server,
            path: tools.path()?,
            _lock: lock,
        })
    }

    /// Runs the browser tests, one at a time: they measure times and share the
    /// few cores of the machine.
    pub fn test(&self) -> Result<()> {
        self.run(
            &[
                "test",
                "-p",
                PACKAGE,
                "--no-fail-fast",
                "--",
                "--test-threads=1",
            ],
            &[],
        )
    }

    /// Runs the benchmarks.
    pub fn bench(&self, extra: &[String]) -> Result<()> {
        self.run(
            &["run", "--release", "-p", PACKAGE, "--bin", "bench", "--"],
            extra,
        )
    }

    /// Takes screenshots.
    pub fn shots(&self, extra: &[String]) -> Result<()> {
        self.run(&["run", "-p", PACKAGE, "--bin", "shots", "--"], extra)
    }

    fn run(&self, arguments: &[&str], extra: &[String]) -> Result<()> {
        let mut command = process::cargo(self.workspace.root(), arguments);
        command
            .args(extra)
            .env("PATH", &self.path)
            .env("STARTBEELD_URL", self.server.url())
            .env("STARTBEELD_CHROMIUM", &self.tools.chromium.path)
            .env("STARTBEELD_CHROMEDRIVER", &self.tools.chromedriver.path)
            .env("STARTBEELD_ORACLES", self.workspace.oracles())
            .env("STARTBEELD_SHOTS", self.workspace.screenshots());
        process::run(&mut command)
    }
}

/// Installs the packages of `tests/oracles`, unless they are there already for
/// exactly this lock file.
pub fn install_oracles(workspace: &Workspace, tools: &Tools, node: &NodeTools) -> Result<()> {
    let folder = workspace.oracles();
    let lock = files::read(&folder.join("package-lock.json"))
        .context("the packages of tests/oracles cannot be installed")?;
    let hash = files::content_hash(&lock);
    let stamp = folder.join("node_modules").join(".installed-for");
    if files::read_text(&stamp).is_ok_and(|installed| installed == hash) {
        return Ok(());
    }
    let mut command = node.npm(tools, &["ci", "--no-audit", "--no-fund"])?;
    command.current_dir(&folder);
    progress::step("installing the packages of tests/oracles", || {
        process::run(&mut command)
    })?;
    files::write(&stamp, hash)
}
