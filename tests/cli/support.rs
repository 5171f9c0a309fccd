//! Profiles to work with, a folder to put them in, and the command line to run.

use startbeeld::engine::answers::bit;
use startbeeld::engine::profile::{Language, compact, json};
use startbeeld::engine::{Answer, Answers, Date, Kind, Profile, QuestionId, RouteKind};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

pub fn profile(answers: &[(&str, &str)]) -> Profile {
    let mut all = Answers::default();
    for (id, text) in answers {
        let question: QuestionId = id.parse().unwrap();
        let option = |code: &str| question.field.option(code).unwrap();
        let answer = match question.field.def().kind {
            Kind::One => Answer::One(option(text)),
            Kind::Flag => Answer::Flag,
            Kind::Text => Answer::Text((*text).to_owned()),
            Kind::Many => Answer::Many(text.split(',').map(|code| bit(option(code))).sum()),
        };
        all.set(question, answer).unwrap();
    }
    Profile {
        created: "2026-11-21".parse::<Date>().unwrap(),
        language: Language::from_tag("nl").unwrap(),
        route: RouteKind::Full,
        instrument: 1,
        rules: 1,
        answers: all,
    }
}

/// Profiles that differ from each other.
pub fn numbered(number: usize) -> Profile {
    let levels = ["1", "2", "3", "4", "5", "unknown"];
    let at = |step: usize| levels[number / step % levels.len()];
    let text = format!("Profiel {number}");
    profile(&[
        ("domain.money.level", at(1)),
        ("domain.work.level", at(6)),
        ("plan.goal_own", &text),
    ])
}

/// Something of everything that a person can answer.
pub fn rich() -> Profile {
    profile(&[
        ("domain.money.level", "2"),
        ("domain.money.talk", "yes"),
        ("domain.money.help", "waiting"),
        ("domain.work.level", "3"),
        ("domain.mind.level", "1"),
        ("domain.network.level", "unknown"),
        ("focus.money", "yes"),
        ("focus.work", "yes"),
        ("steering.money.importance", "8"),
        ("steering.money.confidence", "3"),
        ("steering.money.phase", "contemplation"),
        ("steering.money.start", "1"),
        ("steering.money.goal", "1"),
        ("steering.money.step", "2"),
        ("steering.money.division", "self"),
        ("steering.money.wish", "information,go_along"),
        ("steering.work.importance", "9"),
        ("steering.work.confidence", "7"),
        ("steering.work.phase", "action"),
        ("steering.work.start", "3"),
        ("steering.work.goal", "2"),
        ("steering.work.step", "2"),
        ("steering.work.act", "2"),
        ("steering.work.learn", "3"),
        ("work.want_work", "9"),
        ("work.can_apply", "3"),
        ("work.obstacles", "debts,language"),
        ("work.weight.debts", "much"),
        ("work.expectations_clear", "no"),
        ("strength.list", "hands,humour"),
        ("plan.goal_domain", "work"),
        ("plan.goal", "work.job"),
        ("plan.step", "call"),
        ("plan.talk_first", "money"),
        ("plan.talk_first_own", "Ik wil eerst over de brief praten."),
        ("plan.contact", "phone"),
    ])
}

pub fn code(profile: &Profile) -> String {
    compact::to_text(profile)
}

pub fn link(profile: &Profile) -> String {
    startbeeld::engine::profile::link("https://voorbeeld.nl/coach/", profile)
}

pub fn line(profile: &Profile) -> String {
    json::to_json(profile)
}

pub fn page(profile: &Profile) -> String {
    format!(
        "<!doctype html>\n<html lang=\"nl\">\n<meta name=\"startbeeld-profile\" content=\"{}\">\n<h1>Mijn Startbeeld</h1>\n</html>\n",
        code(profile)
    )
}

/// A folder of its own for every test; gone when the test is.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Folder {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "startbeeld-cli-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// How a run ended.
#[derive(Debug)]
pub struct Run {
    pub out: String,
    pub err: String,
    pub code: i32,
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run {
            out: text(output.stdout),
            err: text(output.stderr),
            code: output.status.code().unwrap(),
        }
    }
}

pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_startbeeld"));
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

pub fn run_in(folder: &Folder, arguments: &[&str]) -> Run {
    command(arguments)
        .current_dir(folder.path())
        .output()
        .unwrap()
        .into()
}

pub fn run(arguments: &[&str]) -> Run {
    command(arguments).output().unwrap().into()
}

/// Runs with this text on standard input.
pub fn pipe(arguments: &[&str], input: impl Into<Vec<u8>>) -> Run {
    let mut child = command(arguments).stdin(Stdio::piped()).spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.into());
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let run = child.wait_with_output().unwrap().into();
    let _ = writer.join().unwrap();
    run
}
