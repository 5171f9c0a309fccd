//! Finds the tools that the commands need, and installs those that are missing.
//!
//! Some machines reach the whole internet, others only the package registries.
//! So a tool that is already there in the right version is used; else it is
//! installed from a registry with that registry's own client; and only what
//! Trunk can fetch by itself is left to Trunk when that is not possible.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use crate::deploy::Servers;
use crate::engines::Engine;
use crate::files;
use crate::lockfile;
use crate::process;
use crate::progress;
use crate::workspace::Workspace;

/// The version of Trunk that the build is made for.
pub const TRUNK: &str = "0.21.14";

/// The version of the npm package that contains `wasm-opt`.
pub const BINARYEN: &str = "132.0.0";

/// What `wasm-opt` of that package reports; `Trunk.toml` asks for the same.
pub const WASM_OPT: &str = "132";

/// The oldest Node that will do. Node 18, which Debian 12 has, crashes when a
/// program hands it a function by reference, as the WebAssembly tests do.
const OLDEST_NODE: u32 = 20;

/// The Node and npm that are installed where the system only has older ones.
const NEWER_NODE: &str = "22";
const NEWER_NPM: &str = "10";

/// The compile target of the pages.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A tool that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it is called.
    pub name: &'static str,
    /// What it reports as its version.
    pub version: String,
    /// Where it is.
    pub path: PathBuf,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:<26}{:<18}{}",
            self.name,
            self.version,
            self.path.display()
        )
    }
}

/// Node and its package manager.
#[derive(Debug, Clone)]
pub struct NodeTools {
    /// The program that runs scripts.
    pub node: Found,
    /// The program that installs packages.
    pub npm: Found,
}

impl NodeTools {
    /// An npm command that runs on the Node found with it.
    pub fn npm(&self, tools: &Tools, arguments: &[&str]) -> Result<Command> {
        let mut command = Command::new(&self.npm.path);
        command.args(arguments).env("PATH", tools.path()?);
        Ok(command)
    }
}

/// The folder of the tools that these commands install.
#[derive(Debug, Clone)]
pub struct Tools {
    root: PathBuf,
}

impl Tools {
    /// Takes the folder from the environment, else from the cache folder of the
    /// user, so that all clones on one machine share it.
    pub fn new() -> Result<Self> {
        if let Some(root) = process::environment("STARTBEELD_TOOLS") {
            return Ok(Self::at(PathBuf::from(root)));
        }
        let cache = process::environment("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .filter(|folder| folder.is_absolute())
            .or_else(|| env::home_dir().map(|home| home.join(".cache")))
            .context(
                "no home folder is known; set STARTBEELD_TOOLS to a folder where tools can be installed",
            )?;
        Ok(Self::at(cache.join("startbeeld").join("tools")))
    }

    /// Uses the given folder.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folders in which installed programs end up.
    fn folders(&self) -> [PathBuf; 2] {
        [
            self.root.join("bin"),
            self.root.join("node_modules").join(".bin"),
        ]
    }

    /// `PATH` with the installed tools before everything else.
    pub fn path(&self) -> Result<std::ffi::OsString> {
        process::path_with(&self.folders())
    }

    /// Looks for a program whose version is acceptable. Only the first one on
    /// [`Tools::path`] counts, since that is the one that other programs, such
    /// as Trunk, will find.
    fn find(&self, name: &'static str, accept: impl Fn(&str) -> bool) -> Option<Found> {
        let path = process::find_program(name, &self.folders())?;
        let version = process::version_of(&path)?;
        accept(&version).then_some(Found {
            name,
            version,
            path,
        })
    }

    /// Installs one program with cargo into the tools folder.
    fn cargo_install(&self, package: &str, version: &str, locked: bool) -> Result<()> {
        files::create_folder(&self.root)?;
        // A build folder of its own lets an interrupted installation go on
        // where it stopped; once it has succeeded nothing needs it any more.
        let build = self.root.join("build");
        let mut command = Command::new("cargo");
        command
            .args(["install", package, "--version", version])
            .args(locked.then_some("--locked"))
            .arg("--root")
            .arg(&self.root)
            .arg("--target-dir")
            .arg(&build)
            // A rustup override for this repository must not be lost in the
            // folder from which the installation runs.
            .current_dir(&self.root);
        progress::step(format!("installing {package} {version}"), || {
            process::run(&mut command)
        })?;
        files::remove_folder(&build)
    }

    /// Trunk, which builds the pages.
    pub fn trunk(&self) -> Result<Found> {
        self.cargo_tool("trunk", "trunk", TRUNK, true, "builds the web pages")
    }

    /// The tool that makes the JavaScript side of a program. It must have the
    /// version of the crate of the same name.
    pub fn wasm_bindgen(&self, workspace: &Workspace) -> Result<Found> {
        let version = lockfile::version(workspace, "wasm-bindgen")?;
        self.cargo_tool(
            "wasm-bindgen",
            "wasm-bindgen-cli",
            &version,
            false,
            "joins the program to JavaScript",
        )
    }

    /// The tool that runs tests of WebAssembly in Node.
    pub fn wasm_test_runner(&self, workspace: &Workspace) -> Result<Found> {
        let version = lockfile::version(workspace, "wasm-bindgen")?;
        self.cargo_tool(
            "wasm-bindgen-test-runner",
            "wasm-bindgen-cli",
            &version,
            false,
            "runs the WebAssembly tests",
        )
    }

    pub(crate) fn cargo_tool(
        &self,
        name: &'static str,
        package: &str,
        version: &str,
        locked: bool,
        purpose: &str,
    ) -> Result<Found> {
        let find = || self.find(name, |found| found == version);
        if let Some(found) = find() {
            return Ok(found);
        }
        let installed = self.cargo_install(package, version, locked);
        match (installed, find()) {
            (Ok(()), Some(found)) => Ok(found),
            (Ok(()), None) => bail!(
                "{package} {version} was installed into {}, but `{name} --version` does not report {version}; remove that folder and try again",
                self.root.display()
            ),
            (Err(error), _) => Err(anyhow!(
                "{name} {version}, which {purpose}, is missing and could not be installed ({error:#}); install it with `cargo install {package} --version {version}` and try again"
            )),
        }
    }

    /// The tool that makes a program smaller. Nothing means that it could not
    /// be installed here, and that Trunk has to download it.
    pub fn wasm_opt(&self) -> Result<Option<Found>> {
        let find = || self.find("wasm-opt", |version| version == WASM_OPT);
        if let Some(found) = find() {
            return Ok(Some(found));
        }
        match self.install_binaryen() {
            Ok(()) => Ok(find()),
            Err(error) => {
                progress::say(format!(
                    "wasm-opt {WASM_OPT} could not be installed ({error:#}); Trunk will try to download it"
                ));
                Ok(None)
            }
        }
    }

    fn install_binaryen(&self) -> Result<()> {
        let node = self.node()?;
        self.npm_install(&node, &[format!("binaryen@{BINARYEN}")])
    }

    /// Installs packages from the npm registry into the tools folder.
    fn npm_install(&self, node: &NodeTools, packages: &[String]) -> Result<()> {
        files::create_folder(&self.root)?;
        let options = [
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--prefix",
        ];
        let mut command = node.npm(self, &options)?;
        command
            .arg(&self.root)
            .args(packages)
            .current_dir(&self.root);
        progress::step(format!("installing {}", packages.join(" and ")), || {
            process::run(&mut command)
        })
    }

    /// Node with npm. What is missing is installed with the package manager of
    /// the system; what is too old there, from the npm registry.
    pub fn node(&self) -> Result<NodeTools> {
        if let Some(found) = self.find_node(OLDEST_NODE) {
            return Ok(found);
        }
        let installed = || -> Result<NodeTools> {
            let old = match self.find_node(0) {
                Some(old) => old,
                None => {
                    apt_install(&["nodejs", "npm"])?;
                    self.find_node(0)
                        .context("the packages nodejs and npm gave no working Node")?
                }
            };
            if main_number(&old.node.version) >= Some(OLDEST_NODE) {
                return Ok(old);
            }
            self.install_newer_node(&old)?;
            self.find_node(OLDEST_NODE)
                .context("the newer Node does not run here")
        };
        installed().map_err(|error| {
            anyhow!(
                "Node {OLDEST_NODE} or newer with npm, which runs wasm-opt and several checks, is missing and could not be installed ({error:#}); install it from nodejs.org or with the package manager of this system"
            )
        })
    }

    fn find_node(&self, oldest: u32) -> Option<NodeTools> {
        let node = self.find("node", |version| main_number(version) >= Some(oldest))?;
        let npm = self.find("npm", |_| true)?;
        Some(NodeTools { node, npm })
    }

    /// The registry has Node as a package for each kind of machine. npm comes
    /// with it, because the npm of Debian only runs on the Node of Debian.
    fn install_newer_node(&self, old: &NodeTools) -> Result<()> {
        let machine = match (env::consts::OS, env::consts::ARCH) {
            ("linux", "x86_64") => "linux-x64",
            ("linux", "aarch64") => "linux-arm64",
            (system, processor) => bail!(
                "there is only Node {} here, and none to install for {system} on {processor}",
                old.node.version
            ),
        };
        self.npm_install(
            old,
            &[
                format!("node-{machine}@{NEWER_NODE}"),
                format!("npm@{NEWER_NPM}"),
            ],
        )
    }

    /// nginx and Apache, which are only started with configurations of their own and never left running. What is missing
    /// is installed with the package manager of the system.
    pub fn servers(&self) -> Result<Servers> {
        let here = [PathBuf::from("/usr/sbin")];
        let find = || {
            let nginx = process::find_program("nginx", &here);
            let apache = process::find_program("apache2", &here);
            let brotli = Path::new("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
            let both = nginx.zip(apache).filter(|_| brotli.is_file());
            both.map(|(nginx, apache)| Servers { nginx, apache })
        };
        if let Some(found) = find() {
            return Ok(found);
        }
        let installed = apt_install(&[
            "nginx-light",
            "libnginx-mod-http-brotli-static",
            "apache2-bin",
            "media-types",
        ]);
        find().ok_or_else(|| {
            let reason = installed.err().map_or_else(String::new, |error| format!(" ({error:#})"));
            anyhow!("nginx with its module for Brotli, or Apache, is missing and could not be installed{reason}; install the packages nginx-light, libnginx-mod-http-brotli-static and apache2-bin")
        })
    }

    /// The program that the environment names, else the first that is found.
    pub(crate) fn chosen_or_found(
        &self,
        variable: &str,
        names: &[&'static str],
    ) -> Result<Option<Found>> {
        let Some(chosen) = process::environment(variable) else {
            return Ok(names.iter().find_map(|name| self.find(name, |_| true)));
        };
        let path = PathBuf::from(chosen);
        let version = process::version_of(&path).with_context(|| {
            format!(
                "{variable} names {}, which does not run; correct it or leave it out",
                path.display()
            )
        })?;
        Ok(names.first().map(|name| Found {
            name,
            version,
            path,
        }))
    }
}

/// The first number of a version.
pub(crate) fn main_number(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

/// Makes sure that rustup has the WebAssembly target.
pub fn ensure_wasm_target(workspace: &Workspace) -> Result<()> {
    let library = process::capture(
        Command::new("rustc")
            .args(["--print", "target-libdir", "--target", WASM_TARGET])
            .current_dir(workspace.root()),
    )?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    rustup(
        workspace,
        &["target", "add", WASM_TARGET],
        &format!("the Rust target {WASM_TARGET}, which the pages are compiled for,"),
    )
}

/// Makes sure that a part of the Rust toolchain is there, such as `rustfmt`,
/// which gives `cargo fmt`.
pub fn ensure_component(workspace: &Workspace, component: &str, subcommand: &str) -> Result<()> {
    let mut check = process::cargo(workspace.root(), &[subcommand, "--version"]);
    if process::succeeds(&mut check) {
        return Ok(());
    }
    rustup(
        workspace,
        &["component", "add", component],
        &format!("the Rust component {component}, which one of the checks needs,"),
    )
}

fn rustup(workspace: &Workspace, arguments: &[&str], what: &str) -> Result<()> {
    let shown = arguments.join(" ");
    if process::find_program("rustup", &[]).is_none() {
        bail!(
            "{what} is missing and this machine has no rustup to add it; install Rust with rustup and run `rustup {shown}`"
        );
    }
    let mut command = Command::new("rustup");
    command.args(arguments).current_dir(workspace.root());
    progress::step(format!("rustup {shown}"), || process::run(&mut command))
        .with_context(|| format!("{what} is missing and could not be added"))
}

/// Installs packages on Debian and its relatives.
pub(crate) fn apt_install(packages: &[&str]) -> Result<()> {
    if process::find_program("apt-get", &[]).is_none() {
        bail!("this system has no apt-get");
    }
    let is_root = process::capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !is_root && !process::succeeds(Command::new("sudo").args(["-n", "true"])) {
        bail!(
            "`apt-get install {}` needs rights that this user does not have without a password",
            packages.join(" ")
        );
    }
    let apt = |arguments: &[&str]| {
        let mut command = if is_root {
            Command::new("env")
        } else {
            let mut command = Command::new("sudo");
            command.args(["-n", "env"]);
            command
        };
        command
            .arg("DEBIAN_FRONTEND=noninteractive")
            .args(["apt-get", "-qq", "-y", "-o", "Dpkg::Use-Pty=0"])
            .args(arguments);
        command
    };
    let mut install = vec!["install", "--no-install-recommends"];
    install.extend(packages);
    progress::step(format!("apt-get install {}", packages.join(" ")), || {
        // The list of packages is often missing or too old on a new machine.
        process::run(&mut apt(&install)).or_else(|_| {
            process::run(&mut apt(&["update"]))?;
            process::run(&mut apt(&install))
        })
    })
}

/// Installs what is missing and lists everything.
pub fn ensure_all(workspace: &Workspace, tools: &Tools) -> Result<()> {
    ensure_wasm_target(workspace)?;
    ensure_component(workspace, "rustfmt", "fmt")?;
    ensure_component(workspace, "clippy", "clippy")?;
    let trunk = tools.trunk()?;
    let bindgen = tools.wasm_bindgen(workspace)?;
    let runner = tools.wasm_test_runner(workspace)?;
    let wasm_opt = tools.wasm_opt()?;
    let node = tools.node()?;
    let mut browsers = Vec::new();
    for engine in Engine::ALL {
        browsers.push(tools.browser(engine)?);
    }
    progress::print(format!("Tools folder: {}", tools.root.display()));
    for found in [&trunk, &bindgen, &runner] {
        progress::print(found);
    }
    match wasm_opt {
        Some(found) => progress::print(found),
        None => progress::print(format!(
            "{:<26}left to Trunk, which downloads it",
            "wasm-opt"
        )),
    }
    for found in [&node.node, &node.npm] {
        progress::print(found);
    }
    for found in browsers.iter().flat_map(|one| [&one.browser, &one.driver]) {
        progress::print(found);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn main_numbers_are_compared_as_numbers() {
        assert_eq!(main_number("20.20.2"), Some(20));
        assert!(main_number("9.1") < main_number("18"));
        assert!(main_number("x") < Some(OLDEST_NODE));
    }

    #[cfg(unix)]
    #[test]
    fn a_tool_is_only_taken_in_the_right_version() {
        use crate::files::testing::Folder;
        use std::os::unix::fs::PermissionsExt;

        let folder = Folder::new();
        let script = folder.file("bin/some-odd-tool", "#!/bin/sh\necho some-odd-tool 1.2.3\n");
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
        let tools = Tools::at(folder.path());
        let found = tools.find("some-odd-tool", |version| version == "1.2.3");
        assert_eq!(found.unwrap().path, script);
        assert_eq!(
            tools.find("some-odd-tool", |version| version == "1.2"),
            None
        );
    }
}
