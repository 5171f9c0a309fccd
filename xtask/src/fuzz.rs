//! `cargo xtask fuzz`: builds the fuzz targets and runs them one after the other.
//!
//! The engine is libFuzzer, which follows the coverage that the compiler counts. The flags below are stable ones, so
//! no nightly compiler is needed, but its C++ has to be compiled. What a run grows stays in `target/fuzz/`, so that
//! the next one goes on from there; `--keep` packs what is worth it into `fuzz/corpus/`.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::arguments::FuzzOptions;
use crate::files;
use crate::process;
use crate::progress;
use crate::workspace::Workspace;

/// What makes the compiler count coverage for libFuzzer; the same as cargo-fuzz uses, without a sanitizer.
const FLAGS: [&str; 7] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "--cfg fuzzing",
    "-Ccodegen-units=1",
];
/// The longest input in bytes; the target `large` makes megabytes of short ones.
const MAX_LENGTH: u32 = 4096;
/// Seconds on the clock after which an input counts as hanging. Machines can be very busy.
const HANGING: u32 = 30;
/// Megabytes that a target may take with all its inputs.
const MEMORY: u32 = 1024;
/// What the targets print before a record; `fuzz/src/lib.rs` writes it.
const NOTE: &str = "startbeeld-fuzz: ";
/// How often a running target says how far it is.
const PULSE: Duration = Duration::from_secs(20);

/// How long one target runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Limit {
    Runs(u64),
    Seconds(u64),
}

/// What became of one target.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    name: String,
    time: Duration,
    inputs: u64,
    coverage: u64,
    /// Of the slowest input, in microseconds; inputs under a millisecond are not noted.
    slowest: Option<u64>,
    /// Of the hungriest input, in bytes; inputs under 10,000 bytes are not noted.
    hungriest: Option<u64>,
    /// Of the whole process, in megabytes.
    peak: u64,
    failed: bool,
}

impl Outcome {
    /// Takes what a line of the output says.
    fn read(&mut self, line: &str) {
        let number = |text: &str| text.split_whitespace().next()?.parse::<u64>().ok();
        if let Some(record) = line.strip_prefix(NOTE) {
            if let Some(rest) = record.strip_prefix("slowest ") {
                self.slowest = number(rest);
            } else if let Some(rest) = record.strip_prefix("memory ") {
                self.hungriest = number(rest);
            }
        } else if let Some(rest) = line.strip_prefix('#') {
            self.inputs = number(rest).unwrap_or(self.inputs);
            let after = line.split_once("cov: ").and_then(|(_, rest)| number(rest));
            self.coverage = after.unwrap_or(self.coverage);
        } else if let Some(rest) = line.strip_prefix("stat::number_of_executed_units:") {
            self.inputs = number(rest).unwrap_or(self.inputs);
        } else if let Some(rest) = line.strip_prefix("stat::peak_rss_mb:") {
            self.peak = number(rest).unwrap_or_default();
        }
    }

    fn per_second(&self) -> u64 {
        let millis = u64::try_from(self.time.as_millis()).unwrap_or(u64::MAX);
        self.inputs * 1000 / millis.max(1)
    }
}

/// Builds and runs the targets; `Ok(false)` means that something was found.
pub fn run(workspace: &Workspace, options: &FuzzOptions) -> Result<bool> {
    let manifest = files::read_text(&workspace.fuzz().join("Cargo.toml"))?;
    let plan = plan(&targets(&manifest)?, options)?;
    let programs = build(workspace, options.target.as_deref())?;
    let mut outcomes = Vec::new();
    for (name, limit) in plan {
        let place = Place::new(workspace, &programs, name)?;
        let outcome = place.fuzz(limit)?;
        if outcome.failed {
            place.explain(workspace)?;
        } else if options.keep {
            place.keep()?;
        }
        outcomes.push(outcome);
    }
    progress::print(table(&outcomes).trim_end());
    Ok(outcomes.iter().all(|outcome| !outcome.failed))
}

/// The targets as the manifest of the fuzz crate lists them, each with its part of a long run.
fn targets(manifest: &str) -> Result<Vec<(String, u64)>> {
    let manifest: toml::Table = manifest
        .parse()
        .context("fuzz/Cargo.toml is not valid TOML")?;
    let list = ["package", "metadata", "fuzz"]
        .iter()
        .try_fold(&manifest, |table, key| table.get(*key)?.as_table())
        .context("fuzz/Cargo.toml has no table [package.metadata.fuzz] with the targets")?;
    let entry = |(name, runs): (&String, &toml::Value)| {
        let runs = runs.as_integer().and_then(|runs| u64::try_from(runs).ok());
        let runs = runs.with_context(|| format!("`{name}` in fuzz/Cargo.toml has no number"))?;
        Ok((name.clone(), runs))
    };
    list.iter().map(entry).collect()
}

/// Which targets run, and for how long.
fn plan(targets: &[(String, u64)], options: &FuzzOptions) -> Result<Vec<(String, Limit)>> {
    let wanted = |name: &str| options.target.as_deref().is_none_or(|only| only == name);
    let chosen: Vec<_> = targets.iter().filter(|(name, _)| wanted(name)).collect();
    if chosen.is_empty() {
        let names: Vec<_> = targets.iter().map(|(name, _)| name.as_str()).collect();
        bail!("there is no such target; there are {}", names.join(", "));
    }
    let all: u64 = chosen.iter().map(|(_, runs)| runs).sum();
    let count = u64::try_from(chosen.len()).unwrap_or(1);
    let limit = |runs: u64| match (options.runs, options.seconds) {
        (_, Some(seconds)) => Limit::Seconds(seconds.div_ceil(count)),
        (Some(total), None) => Limit::Runs((total * runs).div_ceil(all.max(1))),
        (None, None) => Limit::Runs(runs),
    };
    Ok(chosen
        .into_iter()
        .map(|(name, runs)| (name.clone(), limit(*runs)))
        .collect())
}

/// Compiles the targets, and gives the folder they are in.
fn build(workspace: &Workspace, target: Option<&str>) -> Result<PathBuf> {
    let named = process::environment("CXX").is_some();
    let compilers = ["c++", "g++", "clang++"];
    if !named
        && !compilers
            .iter()
            .any(|name| process::find_program(name, &[]).is_some())
    {
        bail!(
            "libFuzzer needs a C++ compiler and there is none; `apt-get install g++` gives one, or name yours in $CXX"
        );
    }
    let host = host(&process::capture(
        Command::new("rustc")
            .arg("-vV")
            .current_dir(workspace.root()),
    )?)?;
    // Beside the other builds: the flags would make each of them compile everything again.
    let folder = process::environment("CARGO_TARGET_DIR")
        .map_or_else(|| workspace.scratch(), PathBuf::from)
        .join("fuzz")
        .join("build");
    let mut command = process::cargo(&workspace.fuzz(), &["build", "--release", "--quiet"]);
    // With a target named, the flags do not count for build scripts, which have no libFuzzer to count for.
    command.args(["--target", &host]);
    command.arg("--target-dir").arg(&folder);
    match target {
        Some(name) => command.args(["--bin", name]),
        None => command.arg("--bins"),
    };
    command.env_remove("CARGO_ENCODED_RUSTFLAGS");
    command.env("RUSTFLAGS", FLAGS.join(" "));
    progress::step("building the fuzz targets", || process::run(&mut command))?;
    Ok(folder.join(host).join("release"))
}

/// The platform of the compiler, as `rustc -vV` names it.
fn host(version: &str) -> Result<String> {
    let line = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(line
        .context("`rustc -vV` does not say for which machine it compiles")?
        .to_owned())
}

/// The program of one target and where its inputs are.
struct Place {
    name: String,
    program: PathBuf,
    folder: PathBuf,
}

impl Place {
    fn new(workspace: &Workspace, programs: &Path, name: String) -> Result<Self> {
        let mut program = programs.join(&name);
        program.set_extension(env::consts::EXE_EXTENSION);
        let folder = workspace.scratch().join("fuzz").join(&name);
        for part in ["seeds", "notes", "merged"] {
            files::remove_folder(&folder.join(part))?;
        }
        for part in ["seeds", "notes", "corpus", "found"] {
            files::create_folder(&folder.join(part))?;
        }
        Ok(Self {
            name,
            program,
            folder,
        })
    }

    fn part(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg(format!("-max_len={MAX_LENGTH}"))
            .arg(format!("-timeout={HANGING}"))
            .arg(format!("-rss_limit_mb={MEMORY}"))
            .env("STARTBEELD_FUZZ_SEEDS", self.part("seeds"))
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        command
    }

    /// Runs until the limit, or until something is found.
    fn fuzz(&self, limit: Limit) -> Result<Outcome> {
        let mut command = self.command();
        let mut prefix = self.part("found").into_os_string();
        prefix.push("/");
        let mut artifacts = std::ffi::OsString::from("-artifact_prefix=");
        artifacts.push(prefix);
        let mut dictionary = std::ffi::OsString::from("-dict=");
        dictionary.push(self.part("seeds.dict"));
        command
            .args([artifacts, dictionary])
            .arg("-print_final_stats=1")
            .env("STARTBEELD_FUZZ_NOTES", self.part("notes"))
            .stderr(Stdio::piped());
        let until = match limit {
            Limit::Runs(runs) => {
                command.arg(format!("-runs={runs}"));
                format!("{runs} inputs")
            }
            Limit::Seconds(seconds) => {
                command.arg(format!("-max_total_time={seconds}"));
                format!("{seconds} s")
            }
        };
        command.args([self.part("corpus"), self.part("seeds")]);
        progress::say(format!("fuzzing {}: {until} ...", self.name));
        let start = Instant::now();
        let mut child = command
            .spawn()
            .with_context(|| format!("the target `{}` could not be started", self.name))?;
        let mut outcome = Outcome {
            name: self.name.clone(),
            ..Outcome::default()
        };
        if let Some(output) = child.stderr.take() {
            self.follow(BufReader::new(output), &mut outcome)?;
        }
        let status = child
            .wait()
            .with_context(|| format!("the end of `{}` was not seen", self.name))?;
        outcome.time = start.elapsed();
        outcome.failed = !status.success();
        Ok(outcome)
    }

    /// Reads the output to its end, keeps it in a file, and says now and then how far it is.
    fn follow(&self, mut output: impl BufRead, outcome: &mut Outcome) -> Result<()> {
        let path = self.part("log");
        let mut log = fs::File::create(&path)
            .with_context(|| format!("{} cannot be written", path.display()))?;
        let mut said = Instant::now();
        let mut line = Vec::new();
        while output.read_until(b'\n', &mut line)? > 0 {
            log.write_all(&line)?;
            outcome.read(String::from_utf8_lossy(&line).trim_end());
            line.clear();
            if said.elapsed() > PULSE {
                said = Instant::now();
                progress::say(format!(
                    "{}: {} inputs, coverage {}",
                    self.name, outcome.inputs, outcome.coverage
                ));
            }
        }
        Ok(())
    }

    /// Says what was found and how to see it again.
    fn explain(&self, workspace: &Workspace) -> Result<()> {
        let log = self.part("log");
        let text = String::from_utf8_lossy(&files::read(&log)?).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        let is_reason =
            |line: &&str| line.contains("panicked at") || line.contains("ERROR: libFuzzer");
        let from = lines
            .iter()
            .position(is_reason)
            .unwrap_or(lines.len().saturating_sub(10));
        for line in lines.iter().skip(from).take(6) {
            progress::print(line);
        }
        let input = text
            .lines()
            .find_map(|line| line.split_once("Test unit written to "))
            .map(|(_, path)| path.trim());
        match input {
            Some(path) => {
                progress::say(format!(
                    "{} breaks a promise with the input {path}",
                    self.name
                ));
                progress::say(format!(
                    "to run it again: {} {path}",
                    self.program.display()
                ));
                progress::say(format!(
                    "once it is mended: copy it into fuzz/regressions/{}/, which `cargo test --all-features --test fuzz` runs",
                    self.name
                ));
            }
            None => progress::say(format!(
                "{} stopped before any input; {} says why",
                self.name,
                workspace.shorten(&log)
            )),
        }
        Ok(())
    }

    /// Packs the smallest inputs that together reach everything.
    fn keep(&self) -> Result<()> {
        let merged = self.part("merged");
        files::create_folder(&merged)?;
        progress::step(format!("choosing what to keep of {}", self.name), || {
            let mut command = self.command();
            command
                .arg("-merge=1")
                .args([&merged, &self.part("corpus"), &self.part("seeds")]);
            process::run(command.stderr(Stdio::null()))?;
            let mut command = self.command();
            process::run(command.env("STARTBEELD_FUZZ_KEEP", &merged))
        })
    }
}

fn table(outcomes: &[Outcome]) -> String {
    let mut text = format!(
        "\n{:<12}{:>11}{:>10}{:>10}{:>12}{:>14}{:>10}\n",
        "target", "inputs", "per s", "coverage", "slowest", "its memory", "process"
    );
    for outcome in outcomes {
        let slowest = outcome.slowest.map_or("< 1 ms".to_owned(), |micros| {
            format!("{}.{} ms", micros / 1000, micros % 1000 / 100)
        });
        let hungriest = outcome
            .hungriest
            .map_or("< 10 kB".to_owned(), |bytes| format!("{} kB", bytes / 1000));
        text.push_str(&format!(
            "{:<12}{:>11}{:>10}{:>10}{slowest:>12}{hungriest:>14}{:>7} MB{}\n",
            outcome.name,
            outcome.inputs,
            outcome.per_second(),
            outcome.coverage,
            outcome.peak,
            if outcome.failed { "  FAILED" } else { "" }
        ));
    }
    let inputs: u64 = outcomes.iter().map(|outcome| outcome.inputs).sum();
    let failed = outcomes.iter().filter(|outcome| outcome.failed).count();
    text.push_str(&format!("\n{inputs} inputs, {failed} targets failed\n"));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two() -> Vec<(String, u64)> {
        targets("[package.metadata.fuzz]\nfast = 900\nslow = 100\n").unwrap()
    }

    fn options(runs: Option<u64>, seconds: Option<u64>) -> FuzzOptions {
        FuzzOptions {
            runs,
            seconds,
            ..FuzzOptions::default()
        }
    }

    #[test]
    fn a_long_run_is_shared_out() {
        let limits = |options: &FuzzOptions| -> Vec<Limit> {
            let plan = plan(&two(), options).unwrap();
            plan.into_iter().map(|(_, limit)| limit).collect()
        };
        assert_eq!(
            limits(&options(None, None)),
            [Limit::Runs(900), Limit::Runs(100)]
        );
        assert_eq!(
            limits(&options(Some(50), None)),
            [Limit::Runs(45), Limit::Runs(5)]
        );
        assert_eq!(
            limits(&options(None, Some(3))),
            [Limit::Seconds(2), Limit::Seconds(2)]
        );
        let only = FuzzOptions {
            target: Some("slow".into()),
            ..options(Some(7), None)
        };
        assert_eq!(limits(&only), [Limit::Runs(7)]);
    }

    #[test]
    fn an_unknown_target_names_those_there_are() {
        let options = FuzzOptions {
            target: Some("x".into()),
            ..FuzzOptions::default()
        };
        let error = plan(&two(), &options).unwrap_err().to_string();
        assert!(error.contains("fast, slow"), "{error}");
    }

    #[test]
    fn the_targets_of_the_manifest_are_its_programs_and_make_ten_million() {
        let manifest = include_str!("../../fuzz/Cargo.toml");
        let targets = targets(manifest).unwrap();
        assert!(targets.iter().map(|(_, runs)| runs).sum::<u64>() >= 10_000_000);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/src/bin");
        let mut programs: Vec<String> = files::walk(&folder)
            .unwrap()
            .iter()
            .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
            .collect();
        programs.sort();
        let names: Vec<String> = targets.into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, programs);
    }

    #[test]
    fn the_output_of_a_target_is_understood() {
        let mut outcome = Outcome::default();
        for line in [
            "#2\tINITED cov: 20 ft: 21 corp: 1/1b exec/s: 0 rss: 29Mb",
            "startbeeld-fuzz: slowest 5022 95",
            "startbeeld-fuzz: memory 30628 2010",
            "#50097\tDONE   cov: 1920 ft: 6058 corp: 541/47Kb lim: 2690 exec/s: 7156 rss: 32Mb",
            "stat::number_of_executed_units: 50097",
            "stat::peak_rss_mb:              32",
        ] {
            outcome.read(line);
        }
        let wanted = Outcome {
            inputs: 50_097,
            coverage: 1920,
            slowest: Some(5022),
            hungriest: Some(30_628),
            peak: 32,
            ..Outcome::default()
        };
        assert_eq!(outcome, wanted);
        assert!(table(&[outcome]).contains("5.0 ms"));
    }

    #[test]
    fn the_machine_is_read_from_the_compiler() {
        let version =
            "rustc 1.95.0\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0\n";
        assert_eq!(host(version).unwrap(), "x86_64-unknown-linux-gnu");
        assert!(host("rustc 1.95.0").is_err());
    }
}
