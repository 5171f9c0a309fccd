//! The command line of `cargo xtask`.
//!
//! The grammar is small enough to read by hand; an argument parser crate would
//! cost every first run more compile time than all other dependencies.

use anyhow::{Context, Result, bail};

/// The port that `serve` tries first.
const DEFAULT_PORT: u16 = 8080;

/// The text of `cargo xtask help`.
pub const HELP: &str = "\
Commands of this repository, to be run as `cargo xtask <command>`:

  serve [--port N] [--base /sub/path/]
                     build the site and serve it on this machine
  dist               build the site into dist/
  test [--quick] [--list] [FILTER ...]
                     run all checks, or those whose name contains a filter;
                     --quick leaves out those that need the built site
  size               compare the built site with benches/budget.toml
  bench [--rounds N] build the site and the comparison pages, measure them
                     side by side, and write the table to docs/performance.md
  fuzz [--target NAME] [--runs N | --seconds N] [--keep]
                     look for inputs that a decoder does not stand, by default
                     10 million over all targets; --keep packs the smallest
                     inputs that reach everything into fuzz/corpus
  shots [ARG ...]    build the site and take screenshots of it
  tools              install and list the tools that the commands need
  help               show this text

Tools are installed into $STARTBEELD_TOOLS, or else into startbeeld/tools in
the cache folder of the user.
";

/// One parsed command.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Show the help text.
    Help,
    /// Build the site.
    Dist,
    /// Build the site and serve it.
    Serve {
        /// The port to try first.
        port: u16,
        /// The path under which the site is served, with slashes on both ends.
        base: String,
    },
    /// Run the checks.
    Test {
        /// Only the checks that do not need the built site.
        quick: bool,
        /// Only the checks whose name contains one of these.
        filters: Vec<String>,
    },
    /// List the names of the checks.
    ListSteps,
    /// Run the browser benchmarks with these extra arguments.
    Bench {
        /// Passed on to the program that compares.
        extra: Vec<String>,
    },
    /// Look for inputs that a decoder does not stand.
    Fuzz(FuzzOptions),
    /// Take screenshots with these extra arguments.
    Shots {
        /// Passed on to the screenshot program.
        extra: Vec<String>,
    },
    /// Print sizes against the budget.
    Size,
    /// Install and list the tools.
    Tools,
}

/// How long and where to look for inputs.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FuzzOptions {
    /// Only this target.
    pub target: Option<String>,
    /// How many inputs over all targets together.
    pub runs: Option<u64>,
    /// How many seconds over all targets together.
    pub seconds: Option<u64>,
    /// Whether to pack the inputs that are worth keeping.
    pub keep: bool,
}

/// Reads the command line, without the program name.
pub fn parse(arguments: &[String]) -> Result<Command> {
    let Some((name, rest)) = arguments.split_first() else {
        return Ok(Command::Help);
    };
    match name.as_str() {
        "help" | "--help" | "-h" => Ok(Command::Help),
        "dist" => without_arguments(name, rest, Command::Dist),
        "size" => without_arguments(name, rest, Command::Size),
        "tools" => without_arguments(name, rest, Command::Tools),
        "serve" => parse_serve(rest),
        "test" => parse_test(rest),
        "fuzz" => parse_fuzz(rest),
        "bench" => Ok(Command::Bench {
            extra: pass_on(rest),
        }),
        "shots" => Ok(Command::Shots {
            extra: pass_on(rest),
        }),
        other => {
            bail!("`{other}` is not a command; run `cargo xtask help` to see which there are")
        }
    }
}

fn without_arguments(name: &str, rest: &[String], command: Command) -> Result<Command> {
    match rest.first() {
        None => Ok(command),
        Some(extra) => bail!("`{name}` takes no arguments, so leave out `{extra}`"),
    }
}

/// A leading `--` only separates, it is not meant for the program itself.
fn pass_on(rest: &[String]) -> Vec<String> {
    match rest.split_first() {
        Some((first, others)) if first == "--" => others.to_vec(),
        _ => rest.to_vec(),
    }
}

/// An option and the value that stands behind its equals sign.
fn split(argument: &str) -> (&str, Option<String>) {
    match argument.split_once('=') {
        Some((option, value)) => (option, Some(value.to_owned())),
        None => (argument, None),
    }
}

/// The value of an option: behind its equals sign, or else the next argument.
fn value_of<'a>(
    option: &str,
    inline: Option<&String>,
    rest: &mut impl Iterator<Item = &'a String>,
) -> Result<String> {
    inline
        .or_else(|| rest.next())
        .cloned()
        .with_context(|| format!("`{option}` needs a value after it"))
}

fn parse_fuzz(rest: &[String]) -> Result<Command> {
    let mut options = FuzzOptions::default();
    let mut rest = rest.iter();
    while let Some(argument) = rest.next() {
        let (option, inline) = split(argument);
        let mut value = || value_of(option, inline.as_ref(), &mut rest);
        match option {
            "--target" => options.target = Some(value()?),
            "--runs" => options.runs = Some(count(&value()?)?),
            "--seconds" => options.seconds = Some(count(&value()?)?),
            "--keep" => options.keep = true,
            other => bail!(
                "`fuzz` does not know `{other}`; it takes --target, --runs, --seconds and --keep"
            ),
        }
    }
    if options.runs.is_some() && options.seconds.is_some() {
        bail!("`fuzz` takes --runs or --seconds, not both");
    }
    Ok(Command::Fuzz(options))
}

/// A whole number that is not zero; `10_000_000` is one too.
fn count(text: &str) -> Result<u64> {
    let number = text.replace('_', "").parse().ok();
    number
        .filter(|number| *number > 0)
        .with_context(|| format!("`{text}` is not a number; use a whole one from 1"))
}

fn parse_serve(rest: &[String]) -> Result<Command> {
    let mut port = DEFAULT_PORT;
    let mut base = String::from("/");
    let mut rest = rest.iter();
    while let Some(argument) = rest.next() {
        let (option, inline) = split(argument);
        let mut value = || value_of(option, inline.as_ref(), &mut rest);
        match option {
            "--port" => {
                let text = value()?;
                port = text
                    .parse()
                    .ok()
                    .filter(|port| *port > 0)
                    .with_context(|| {
                        format!(
                            "`{text}` is not a port number; use one from 1 to {}",
                            u16::MAX
                        )
                    })?;
            }
            "--base" => base = normalise_base(&value()?)?,
            other => bail!("`serve` does not know `{other}`; it takes --port and --base"),
        }
    }
    Ok(Command::Serve { port, base })
}

/// Puts exactly one slash on both ends of the path and refuses what could not
/// be compared literally with a request path.
fn normalise_base(text: &str) -> Result<String> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.~/".contains(c);
    if !text.chars().all(allowed) || text.contains("//") || text.split('/').any(|part| part == "..")
    {
        bail!(
            "`{text}` cannot be a base path; use letters, digits and - _ . ~ between single slashes"
        );
    }
    let inner = text.trim_matches('/');
    Ok(if inner.is_empty() {
        String::from("/")
    } else {
        format!("/{inner}/")
    })
}

fn parse_test(rest: &[String]) -> Result<Command> {
    let mut quick = false;
    let mut filters = Vec::new();
    for argument in rest {
        match argument.as_str() {
            "--quick" => quick = true,
            "--list" => return Ok(Command::ListSteps),
            other if other.starts_with('-') => {
                bail!("`test` does not know `{other}`; it takes --quick, --list and filters")
            }
            filter => filters.push(filter.to_owned()),
        }
    }
    Ok(Command::Test { quick, filters })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_line(line: &str) -> Result<Command> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&arguments)
    }

    fn serve(port: u16, base: &str) -> Command {
        Command::Serve {
            port,
            base: base.to_owned(),
        }
    }

    #[test]
    fn no_arguments_show_the_help() {
        assert_eq!(parse(&[]).unwrap(), Command::Help);
    }

    #[test]
    fn serve_reads_port_and_base_in_both_spellings() {
        assert_eq!(parse_line("serve").unwrap(), serve(8080, "/"));
        assert_eq!(
            parse_line("serve --port 9000 --base a/b").unwrap(),
            serve(9000, "/a/b/")
        );
        assert_eq!(
            parse_line("serve --base=/a/ --port=81").unwrap(),
            serve(81, "/a/")
        );
    }

    #[test]
    fn serve_refuses_what_it_cannot_use() {
        for line in [
            "serve --port",
            "serve --port x",
            "serve --port 0",
            "serve --base /a/../b",
            "serve --base /a?b",
            "serve --open",
        ] {
            assert!(parse_line(line).is_err(), "{line}");
        }
    }

    #[test]
    fn test_collects_filters() {
        assert_eq!(
            parse_line("test --quick lint wasm").unwrap(),
            Command::Test {
                quick: true,
                filters: vec!["lint".into(), "wasm".into()]
            }
        );
        assert!(parse_line("test --fast").is_err());
    }

    #[test]
    fn fuzz_reads_how_long_and_where() {
        let options = |target: Option<&str>, runs, seconds, keep| {
            Command::Fuzz(FuzzOptions {
                target: target.map(str::to_owned),
                runs,
                seconds,
                keep,
            })
        };
        assert_eq!(
            parse_line("fuzz").unwrap(),
            options(None, None, None, false)
        );
        assert_eq!(
            parse_line("fuzz --target=json --runs 1_000 --keep").unwrap(),
            options(Some("json"), Some(1000), None, true)
        );
        assert_eq!(
            parse_line("fuzz --seconds 30").unwrap(),
            options(None, None, Some(30), false)
        );
        for line in ["fuzz --runs 0", "fuzz --runs 1 --seconds 1", "fuzz json"] {
            assert!(parse_line(line).is_err(), "{line}");
        }
    }

    #[test]
    fn extra_arguments_are_passed_on_without_the_separator() {
        assert_eq!(
            parse_line("bench -- --rounds 5").unwrap(),
            Command::Bench {
                extra: vec!["--rounds".into(), "5".into()]
            }
        );
    }

    #[test]
    fn unknown_commands_name_the_way_out() {
        let error = parse_line("build").unwrap_err().to_string();
        assert!(error.contains("cargo xtask help"));
    }
}
