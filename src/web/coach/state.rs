//! What the coach's page knows, what can happen to it, and the one function that says what follows.

use crate::engine::profile::{self, MAX_INPUT, Profile, ProfileError};
use std::rc::Rc;
use yew::Reducible;

/// A file as the browser gives it: its name, and its text when it could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileText {
    /// The name, to tell several files apart; it goes nowhere else.
    pub name: String,
    /// The text, or why there is none.
    pub text: Result<String, Problem>,
}

/// One of several files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The name of the file.
    pub name: String,
    /// What is in it.
    pub outcome: Result<Rc<Profile>, Problem>,
}

/// What went wrong. Each has one sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// What came in cannot be opened.
    Profile(ProfileError),
    /// The browser could not read the file.
    Unreadable,
    /// None of so many files can be opened.
    NoneOf(usize),
    /// The browser does not print.
    Print,
    /// The browser does not make files.
    Export,
}

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A text came in: pasted, dropped, or the fragment of the address.
    Text(String),
    /// Files came in.
    Files(Vec<FileText>),
    /// One of several files is chosen.
    Choose(usize),
    /// The place to open another profile is opened or closed.
    Import(bool),
    /// From now on a profile opens without its picture, or with it.
    StartBlank(bool),
    /// The picture of the open profile is shown or hidden.
    TogglePicture,
    /// The sentences of the domains are shown or put away, where there is no room for both them and the rest.
    ToggleSentences,
    /// Something is dragged over the page, or not any more.
    Drag(bool),
    /// The profile is closed and everything that came in is forgotten.
    Wipe,
    /// An errand in the browser failed.
    Failed(Problem),
}

/// What the page knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The open profile.
    pub profile: Option<Rc<Profile>>,
    /// Several files that came in together.
    pub choices: Vec<Choice>,
    /// What went wrong last.
    pub problem: Option<Problem>,
    /// The place to open another profile is open beside a profile.
    pub importing: bool,
    /// A profile opens without its picture.
    pub start_blank: bool,
    /// The picture is hidden, so that the talk can start without it.
    pub hidden: bool,
    /// The sentences of the domains are shown on a screen where they are put away at first.
    pub sentences: bool,
    /// Something is dragged over the page.
    pub dragging: bool,
    /// Counts the screens that were opened: the focus goes to the heading of a new one.
    pub arrivals: u32,
    /// Counts the problems, so that the same sentence is announced again.
    pub problems: u32,
}

impl State {
    /// The page as it opens: with the profile that stands in the address, if one does.
    #[must_use]
    pub fn start(fragment: Option<String>) -> State {
        match fragment {
            Some(text) => State::default().after(Action::Text(text)),
            None => State::default(),
        }
    }

    /// What follows when something happens.
    #[must_use]
    pub fn after(&self, action: Action) -> State {
        let mut next = self.clone();
        match action {
            Action::Text(text) => next.receive(read(&text)),
            Action::Files(files) => next.receive_files(files),
            Action::Choose(index) => next.choose(index),
            Action::Import(on) => {
                next.importing = on;
                next.problem = None;
            }
            Action::StartBlank(on) => next.start_blank = on,
            Action::TogglePicture => next.hidden = !next.hidden,
            Action::ToggleSentences => next.sentences = !next.sentences,
            Action::Drag(on) => next.dragging = on,
            Action::Wipe => {
                next = State {
                    start_blank: self.start_blank,
                    arrivals: self.arrivals + 1,
                    problems: self.problems,
                    ..State::default()
                };
            }
            Action::Failed(problem) => next.fail(problem),
        }
        next
    }

    fn receive(&mut self, outcome: Result<Rc<Profile>, Problem>) {
        self.dragging = false;
        self.choices.clear();
        match outcome {
            Ok(profile) => self.open(profile),
            Err(problem) => self.fail(problem),
        }
    }

    /// One file opens at once; several become a list to choose from, unless none of them is a profile.
    fn receive_files(&mut self, files: Vec<FileText>) {
        let mut choices: Vec<Choice> = files
            .into_iter()
            .map(|file| Choice {
                name: file.name,
                outcome: file.text.and_then(|text| read(&text)),
            })
            .collect();
        if choices.len() > 1 {
            self.receive_several(choices);
        } else if let Some(only) = choices.pop() {
            self.receive(only.outcome);
        } else {
            self.dragging = false;
        }
    }

    fn receive_several(&mut self, choices: Vec<Choice>) {
        self.dragging = false;
        self.choices.clear();
        if choices.iter().all(|choice| choice.outcome.is_err()) {
            self.fail(Problem::NoneOf(choices.len()));
        } else {
            self.choices = choices;
            self.problem = None;
            self.importing = self.profile.is_some();
        }
    }

    fn choose(&mut self, index: usize) {
        if let Some(Choice {
            outcome: Ok(profile),
            ..
        }) = self.choices.get(index)
        {
            let profile = Rc::clone(profile);
            self.open(profile);
        }
    }

    fn open(&mut self, profile: Rc<Profile>) {
        self.profile = Some(profile);
        self.problem = None;
        self.importing = false;
        self.hidden = self.start_blank;
        self.arrivals += 1;
    }

    /// A problem changes nothing but the sentence that is shown: an open profile stays open.
    fn fail(&mut self, problem: Problem) {
        self.problem = Some(problem);
        self.problems += 1;
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

/// Refuses by size before anything is read, also where the browser knows the size beforehand.
///
/// # Errors
/// When it is too large for a profile.
pub fn check_size(bytes: f64) -> Result<(), Problem> {
    let limit = u32::try_from(MAX_INPUT).map_or(f64::INFINITY, f64::from);
    if bytes > limit {
        Err(Problem::Profile(ProfileError::TooLarge))
    } else {
        Ok(())
    }
}

fn read(text: &str) -> Result<Rc<Profile>, Problem> {
    profile::read(text).map(Rc::new).map_err(Problem::Profile)
}

#[cfg(test)]
mod tests;
