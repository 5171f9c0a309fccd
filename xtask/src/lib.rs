//! The commands of this repository, as a library.
//!
//! `cargo xtask <command>` is the only thing a person needs to know to build,
//! serve, test or measure Startbeeld. The commands are a library so that the
//! parts that decide something (bundling styles, choosing response headers,
//! reading the lock file, comparing sizes with the budget) can be unit tested,
//! and so that the web server can run inside the browser tests.

pub mod arguments;
pub mod browser;
pub mod budget;
pub mod checks;
pub mod compress;
pub mod deploy;
pub mod dist;
pub mod engines;
pub mod files;
pub mod fuzz;
pub mod headers;
pub mod lock;
pub mod lockfile;
pub mod names;
pub mod page;
pub mod process;
pub mod progress;
pub mod scope;
pub mod script;
pub mod server;
pub mod shell;
pub mod styles;
pub mod tools;
pub mod widget;
pub mod worker;
pub mod workspace;

use anyhow::Result;

use arguments::Command;
use engines::Engine;
use server::{DEMO, Policy, Port, Server, ServerOptions};
use tools::Tools;
use workspace::Workspace;

/// Runs the command that the arguments ask for. `Ok(false)` means that the
/// command did its work and reported a failure itself.
pub fn run(arguments: &[String]) -> Result<bool> {
    let command = arguments::parse(arguments)?;
    if let Command::Help = command {
        progress::print(arguments::HELP.trim_end());
        return Ok(true);
    }
    let workspace = Workspace::find()?;
    let tools = Tools::new()?;
    match command {
        Command::Help => Ok(true),
        Command::Dist => {
            dist::build(&workspace, &tools)?;
            Ok(true)
        }
        Command::Serve { port, base } => {
            dist::build(&workspace, &tools)?;
            serve(&workspace, port, &base)?;
            Ok(true)
        }
        Command::Test { quick, filters } => checks::run(&workspace, &tools, quick, &filters),
        Command::ListSteps => {
            for step in &checks::STEPS {
                progress::print(format!("{:<10}{}", step.name, step.about));
            }
            Ok(true)
        }
        Command::Bench { extra } => {
            dist::build(&workspace, &tools)?;
            browser::build_comparison(&workspace, &tools)?;
            browser::Session::start(&workspace, &tools, Engine::Chromium)?.bench(&extra)?;
            Ok(true)
        }
        Command::Fuzz(options) => fuzz::run(&workspace, &options),
        Command::Shots { extra } => {
            dist::build(&workspace, &tools)?;
            browser::Session::start(&workspace, &tools, Engine::chosen()?)?.shots(&extra)?;
            Ok(true)
        }
        Command::Size => {
            if !workspace.dist().join("index.html").is_file() {
                dist::build(&workspace, &tools)?;
            }
            budget::report(&workspace)
        }
        Command::Tools => {
            tools::ensure_all(&workspace, &tools)?;
            Ok(true)
        }
    }
}

/// Serves the built site until the process is stopped.
fn serve(workspace: &Workspace, port: u16, base: &str) -> Result<()> {
    let server = Server::start(ServerOptions {
        root: workspace.dist(),
        port: Port::Preferred(port),
        base: base.to_owned(),
        policy: Policy::Strict,
        demo: Some(workspace.examples()),
    })?;
    progress::print("");
    progress::print(format!("Client: {}", server.url()));
    progress::print(format!("Coach:  {}coach/", server.url()));
    progress::print(format!("Widget: {}{DEMO}", server.url()));
    progress::print("Stop with Ctrl+C.");
    server.wait();
    Ok(())
}
