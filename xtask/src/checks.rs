//! All checks of this repository, in one fixed order.
//!
//! A failed check does not stop the others, so that one run tells everything
//! that is wrong. The last line of the output is always the count.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use crate::browser::{self, Session};
use crate::budget;
use crate::deploy;
use crate::dist;
use crate::engines::Engine;
use crate::process;
use crate::progress;
use crate::tools::{self, Tools, WASM_TARGET};
use crate::workspace::Workspace;

/// One check.
pub struct Step {
    /// The name by which it is chosen.
    pub name: &'static str,
    /// What it checks.
    pub about: &'static str,
    /// Whether `--quick` runs it too.
    quick: bool,
    run: fn(&mut Shared<'_>) -> Result<()>,
}

/// The checks in the order in which they run.
pub static STEPS: [Step; 12] = [
    Step {
        name: "format",
        about: "the code is formatted",
        quick: true,
        run: format,
    },
    Step {
        name: "lint",
        about: "clippy has nothing to say, for this machine and for the browser",
        quick: true,
        run: lint,
    },
    Step {
        name: "purity",
        about: "the engine builds without the web and depends on serde only",
        quick: true,
        run: purity,
    },
    Step {
        name: "native",
        about: "the tests on this machine",
        quick: true,
        run: native,
    },
    Step {
        name: "wasm",
        about: "the engine gives the same results as WebAssembly",
        quick: true,
        run: wasm,
    },
    Step {
        name: "dist",
        about: "the site can be built",
        quick: false,
        run: |context| context.dist(),
    },
    Step {
        name: "budget",
        about: "the site is not larger than it may be",
        quick: false,
        run: size,
    },
    Step {
        name: "oracles",
        about: "the results agree with reference programs",
        quick: false,
        run: oracles,
    },
    Step {
        name: "deploy",
        about: "nginx and Apache serve the site with the configurations of docs/deploy.md",
        quick: false,
        run: |context| {
            context.dist()?;
            deploy::check(context.workspace, context.tools)
        },
    },
    Step {
        name: "browser",
        about: "the site works in a real browser, Chromium",
        quick: false,
        run: |context| in_browser(context, Engine::Chromium),
    },
    Step {
        name: "firefox",
        about: "the site works in Firefox",
        quick: false,
        run: |context| in_browser(context, Engine::Firefox),
    },
    Step {
        name: "webkit",
        about: "the site works in WebKit",
        quick: false,
        run: |context| in_browser(context, Engine::WebKit),
    },
];

/// What the checks share.
struct Shared<'a> {
    workspace: &'a Workspace,
    tools: &'a Tools,
    /// Whether the site was built in this run, and if so, how that went.
    built: Option<bool>,
}

impl Shared<'_> {
    fn cargo(&self, arguments: &[&str]) -> Result<()> {
        process::run(&mut process::cargo(self.workspace.root(), arguments))
    }

    /// Builds the site once per run.
    fn dist(&mut self) -> Result<()> {
        match self.built {
            Some(true) => Ok(()),
            Some(false) => bail!("the site could not be built, see the step `dist`"),
            None => {
                let result = dist::build(self.workspace, self.tools);
                self.built = Some(result.is_ok());
                result
            }
        }
    }
}

/// How one check went.
struct Outcome {
    name: &'static str,
    time: Duration,
    error: Option<anyhow::Error>,
}

/// Runs the chosen checks; `Ok(false)` means that at least one failed.
pub fn run(workspace: &Workspace, tools: &Tools, quick: bool, filters: &[String]) -> Result<bool> {
    let chosen = choose(quick, filters)?;
    let mut context = Shared {
        workspace,
        tools,
        built: None,
    };
    let mut outcomes = Vec::new();
    for (index, step) in chosen.iter().enumerate() {
        progress::say(format!(
            "=== {}/{} {}: {} ===",
            index + 1,
            chosen.len(),
            step.name,
            step.about
        ));
        let start = Instant::now();
        let error = (step.run)(&mut context).err();
        let time = start.elapsed();
        let word = match &error {
            None => String::from("passed"),
            Some(error) => format!("FAILED: {error:#}"),
        };
        progress::say(format!(
            "{} {word} ({})",
            step.name,
            progress::elapsed(time)
        ));
        outcomes.push(Outcome {
            name: step.name,
            time,
            error,
        });
    }
    progress::print(table(&outcomes).trim_end());
    Ok(outcomes.iter().all(|outcome| outcome.error.is_none()))
}

/// The checks that match the options, in their fixed order.
fn choose(quick: bool, filters: &[String]) -> Result<Vec<&'static Step>> {
    let chosen: Vec<&Step> = STEPS
        .iter()
        .filter(|step| !quick || step.quick)
        .filter(|step| {
            filters.is_empty() || filters.iter().any(|filter| step.name.contains(filter))
        })
        .collect();
    if chosen.is_empty() {
        bail!(
            "no check has a name like {}; `cargo xtask test --list` shows all names",
            filters.join(" or ")
        );
    }
    Ok(chosen)
}

fn table(outcomes: &[Outcome]) -> String {
    let mut text = format!("\n{:<10}{:<8}{:>14}\n", "check", "result", "time");
    for outcome in outcomes {
        let word = if outcome.error.is_none() {
            "passed"
        } else {
            "FAILED"
        };
        text.push_str(&format!(
            "{:<10}{word:<8}{:>14}\n",
            outcome.name,
            progress::elapsed(outcome.time)
        ));
    }
    for outcome in outcomes {
        if let Some(error) = &outcome.error {
            text.push_str(&format!("{}: {error:#}\n", outcome.name));
        }
    }
    let failed = outcomes
        .iter()
        .filter(|outcome| outcome.error.is_some())
        .count();
    text.push_str(&format!(
        "\n{} passed, {failed} failed\n",
        outcomes.len() - failed
    ));
    text
}

fn format(context: &mut Shared<'_>) -> Result<()> {
    tools::ensure_component(context.workspace, "rustfmt", "fmt")?;
    context.cargo(&["fmt", "--all", "--check"])
}

fn lint(context: &mut Shared<'_>) -> Result<()> {
    tools::ensure_component(context.workspace, "clippy", "clippy")?;
    tools::ensure_wasm_target(context.workspace)?;
    let clippy = |arguments: &[&str]| {
        let mut command = process::cargo(context.workspace.root(), &["clippy", "--keep-going"]);
        command.args(arguments).args(["--", "-D", "warnings"]);
        process::run(&mut command)
    };
    let page = |name| clippy(&["--target", WASM_TARGET, "--bin", name, "--features", name]);
    // All of them run even when the first fails, since all belong to one check.
    let native = clippy(&["--workspace", "--all-targets", "--all-features"]);
    let client = page("client");
    let coach = page("coach");
    let settings = page("settings");
    let kiosk = page("kiosk");
    native.and(client).and(coach).and(settings).and(kiosk)
}

fn purity(context: &mut Shared<'_>) -> Result<()> {
    context.cargo(&["check", "--lib", "--no-default-features"])?;
    context.cargo(&["check", "--lib"])?;
    let tree = process::capture(&mut process::cargo(
        context.workspace.root(),
        &["tree", "-e", "normal", "--prefix", "depth"],
    ))?;
    let others = other_dependencies(&tree, &["serde"])?;
    if others.is_empty() {
        Ok(())
    } else {
        bail!(
            "without features the engine may depend on serde only, but it also depends on {}",
            others.join(", ")
        )
    }
}

/// The direct dependencies in the output of `cargo tree --prefix depth` that
/// are not allowed. What an allowed one depends on is its own affair.
fn other_dependencies(tree: &str, allowed: &[&str]) -> Result<Vec<String>> {
    let mut others = Vec::new();
    for line in tree.lines().filter(|line| !line.trim().is_empty()) {
        let digits = line.chars().take_while(char::is_ascii_digit).count();
        let (depth, rest) = line.split_at(digits);
        let depth: u32 = depth
            .parse()
            .map_err(|_| anyhow!("`cargo tree` printed a line without a depth: {line}"))?;
        let name = rest
            .split_whitespace()
            .next()
            .with_context(|| format!("`cargo tree` printed a line without a name: {line}"))?;
        if depth == 1 && !allowed.contains(&name) {
            others.push(name.to_owned());
        }
    }
    Ok(others)
}

fn native(context: &mut Shared<'_>) -> Result<()> {
    // Both run even when the first fails, since both belong to one check.
    let root = context.cargo(&["test", "--all-features", "--no-fail-fast"]);
    let own = context.cargo(&["test", "-p", "xtask", "--no-fail-fast"]);
    root.and(own)
}

fn wasm(context: &mut Shared<'_>) -> Result<()> {
    tools::ensure_wasm_target(context.workspace)?;
    let runner = context.tools.wasm_test_runner(context.workspace)?;
    context.tools.node()?;
    let mut command = process::cargo(
        context.workspace.root(),
        &[
            "test",
            "--target",
            WASM_TARGET,
            "--no-fail-fast",
            // Without it the vectors of the JSON form would be left out.
            "--features",
            "json",
            "--test",
            "vectors",
            "--test",
            "engine",
        ],
    );
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner.path);
    // The runner looks for `node` on PATH.
    command.env("PATH", context.tools.path()?);
    process::run(&mut command)
}

fn size(context: &mut Shared<'_>) -> Result<()> {
    context.dist()?;
    if budget::report(context.workspace)? {
        Ok(())
    } else {
        bail!("the site is larger than benches/budget.toml allows")
    }
}

fn oracles(context: &mut Shared<'_>) -> Result<()> {
    let node = context.tools.node()?;
    browser::install_oracles(context.workspace, context.tools, &node)?;
    // The tests of sealing call the command line.
    context.cargo(&["build", "--features", "cli", "--bin", "startbeeld"])?;
    let mut command = node.npm(context.tools, &["test"])?;
    process::run(command.current_dir(context.workspace.oracles()))
}

fn in_browser(context: &mut Shared<'_>, engine: Engine) -> Result<()> {
    context.dist()?;
    Session::start(context.workspace, context.tools, engine)?.test()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(quick: bool, filters: &[&str]) -> Vec<&'static str> {
        let filters: Vec<String> = filters.iter().map(|f| (*f).to_owned()).collect();
        choose(quick, &filters)
            .unwrap()
            .iter()
            .map(|step| step.name)
            .collect()
    }

    #[test]
    fn checks_are_chosen_by_part_of_their_name() {
        assert_eq!(names(false, &[]).len(), STEPS.len());
        assert_eq!(names(false, &["wasm", "form"]), ["format", "wasm"]);
        assert_eq!(
            names(true, &[]),
            ["format", "lint", "purity", "native", "wasm"]
        );
        assert!(choose(false, &["nothing".to_owned()]).is_err());
        assert!(choose(true, &["browser".to_owned()]).is_err());
    }

    #[test]
    fn only_serde_is_allowed_at_the_first_level() {
        let tree = "0startbeeld v0.1.0 (/somewhere)\n1serde v1.0.0\n2serde_core v1.0.0\n";
        assert!(other_dependencies(tree, &["serde"]).unwrap().is_empty());
        let tree = format!("{tree}1yew v0.23.0\n2serde v1.0.0 (*)\n");
        assert_eq!(other_dependencies(&tree, &["serde"]).unwrap(), ["yew"]);
        assert!(other_dependencies("startbeeld", &[]).is_err());
    }

    #[test]
    fn the_last_line_is_the_count() {
        let outcome = |name, error: Option<&str>| Outcome {
            name,
            time: Duration::from_secs(1),
            error: error.map(|text| anyhow!(text.to_owned())),
        };
        let text = table(&[
            outcome("format", None),
            outcome("lint", Some("clippy is not happy")),
        ]);
        assert_eq!(text.lines().last(), Some("1 passed, 1 failed"));
        assert!(text.contains("lint: clippy is not happy"));
    }
}
