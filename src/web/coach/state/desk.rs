//! The desk of the open profile: what the coach writes, which part of it is shown, and what would be lost.

use super::{Choice, Hand, Item, Opened, Shelved, State};
use crate::engine::desk::dossier::Dossier;
use crate::engine::desk::{Desk, Mark, Opinion, Role, Term};
use crate::engine::{Date, Domain, Profile};
use std::rc::Rc;

/// A part of the desk; one is shown at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The client's picture.
    #[default]
    Picture,
    /// The guide for the talk.
    Guide,
    /// The coach's own view, and agreements.
    View,
    /// Every answer in a table, and several profiles side by side.
    Table,
    /// Handing over, keeping and other forms.
    Keep,
}

impl Part {
    /// All of them, in the order of the page.
    pub const ALL: [Part; 5] = [
        Part::Picture,
        Part::Guide,
        Part::View,
        Part::Table,
        Part::Keep,
    ];

    /// The identifier, as in `data-part`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Part::Picture => "picture",
            Part::Guide => "guide",
            Part::View => "view",
            Part::Table => "table",
            Part::Keep => "keep",
        }
    }
}

/// What waits until the coach says that what was written may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pending {
    /// Opening something about another client.
    Open(Opened),
    /// Closing.
    Close,
}

/// The desk of the open profile, and what is done with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Profiles and what the coach wrote.
    pub desk: Desk,
    /// The role in which the coach writes.
    pub role: Role,
    /// The part that is shown.
    pub part: Part,
    /// Who handed the dossier over, and when, where it was.
    pub from: Option<(Role, Date)>,
    /// What was handed over or kept last: nothing of it would be lost.
    pub saved: Option<Rc<Desk>>,
    /// What waits for an answer.
    pub pending: Option<Pending>,
    /// Handing over.
    pub hand: Hand,
    /// What this browser keeps.
    pub shelf: Vec<Shelved>,
    /// The place on the shelf of what is open.
    pub place: Option<String>,
    /// The identifier of the field that was just made, and how many were: the focus goes there.
    pub fresh: (u32, String),
}

/// What can happen at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskAction {
    /// Another part is shown.
    Show(Part),
    /// The coach writes in another role.
    Role(Role),
    /// The coach's view of a domain changes.
    Judge(Domain, Opinion),
    /// A new agreement begins.
    Agree,
    /// The agreement at this place changes.
    Amend(usize, Term),
    /// The agreement at this place goes.
    Drop(usize),
    /// The line of the guide at this place is struck out, or comes back.
    Strike(usize),
    /// The line at this place moves up, or down.
    Move(usize, bool),
    /// A question of the coach begins.
    Ask,
    /// The question at this place changes.
    Question(usize, String),
    /// The guide is as it comes again.
    Restore,
    /// More profiles of this person came in.
    Beside(Vec<Choice>),
    /// A profile stands beside the others, or not any more.
    Include(Rc<Profile>, bool),
    /// Another profile of this person is shown.
    Turn(Rc<Profile>),
    /// What was written may go.
    Leave,
    /// What was written stays; with where to go for it.
    Stay(Option<Part>),
}

impl Work {
    /// Whether something that the coach wrote would be lost now.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.desk.has_work() && self.saved.as_deref() != Some(&self.desk)
    }

    /// What stays when a client is closed: the coach's role, and what the browser keeps.
    pub(super) fn for_the_next(&self) -> Work {
        Work {
            role: self.role,
            shelf: self.shelf.clone(),
            hand: self.hand.for_the_next(),
            ..Work::default()
        }
    }

    /// A profile opens: of the same person, or of another one.
    pub(super) fn begin(&mut self, profile: &Rc<Profile>) {
        if !self.desk.profiles.contains(profile) {
            *self = self.for_the_next();
            self.desk = Desk::of(Rc::clone(profile));
        }
    }

    /// A dossier opens: the desk goes on where somebody left it.
    pub(super) fn go_on(&mut self, dossier: &Dossier) {
        *self = self.for_the_next();
        self.desk = dossier.desk.clone();
        self.from = Some((dossier.by, dossier.saved));
        self.saved = Some(Rc::new(dossier.desk.clone()));
    }

    fn focus_on(&mut self, id: String) {
        self.fresh = (self.fresh.0 + 1, id);
    }
}

impl State {
    pub(super) fn after_desk(&mut self, action: DeskAction, day: Date) {
        let work = &mut self.work;
        let mark = Mark {
            by: work.role,
            on: day,
        };
        match action {
            DeskAction::Show(part) => {
                work.part = part;
                self.problem = None;
            }
            DeskAction::Role(role) => work.role = role,
            DeskAction::Judge(domain, opinion) => work.desk.judge(domain, opinion, mark),
            DeskAction::Agree => {
                work.desk.agree(mark);
                let last = work.desk.agreements.len().saturating_sub(1);
                work.focus_on(format!("agreement-{last}"));
            }
            DeskAction::Amend(at, term) => work.desk.amend(at, term, mark),
            DeskAction::Drop(at) => {
                work.desk.drop_agreement(at);
                work.focus_on("agreements".to_owned());
            }
            DeskAction::Restore => work.desk.guide.clear(),
            DeskAction::Question(at, text) => work.desk.write_question(at, &text, mark),
            DeskAction::Strike(_) | DeskAction::Move(..) | DeskAction::Ask => {
                self.arrange_guide(&action, mark);
            }
            DeskAction::Beside(files) => self.put_beside(files),
            DeskAction::Include(profile, on) => self.include(profile, on),
            DeskAction::Turn(profile) if work.desk.profiles.contains(&profile) => {
                let hidden = self.hidden;
                self.show(profile);
                self.hidden = hidden;
            }
            DeskAction::Turn(_) => {}
            DeskAction::Leave => match work.pending.take() {
                Some(Pending::Open(opened)) => {
                    // What waits replaces the desk, so its work counts for nothing now.
                    work.saved = Some(Rc::new(work.desk.clone()));
                    self.open_now(opened);
                }
                Some(Pending::Close) => *self = self.closed(),
                None => {}
            },
            DeskAction::Stay(part) => {
                work.pending = None;
                work.part = part.unwrap_or(work.part);
            }
        }
    }

    fn arrange_guide(&mut self, action: &DeskAction, mark: Mark) {
        let (Some(profile), work) = (&self.profile, &mut self.work) else {
            return;
        };
        match *action {
            DeskAction::Strike(at) => work.desk.strike(profile, at),
            DeskAction::Move(at, up) => {
                if let Some(place) = work.desk.move_line(profile, at, up) {
                    // At the end of the list the button that was pressed does nothing any more.
                    let first = place == 0;
                    let last = place + 1 == work.desk.guide.len();
                    let way = if up && !first || last { "up" } else { "down" };
                    work.focus_on(format!("{way}-{place}"));
                }
            }
            _ => {
                if let Some(place) = work.desk.ask(profile, mark) {
                    work.focus_on(format!("question-{place}"));
                }
            }
        }
    }

    /// Whatever opens stands beside the profile; whatever does not is in the list, with its reason.
    fn put_beside(&mut self, files: Vec<Choice>) {
        self.reading = None;
        let (open, rest): (Vec<Choice>, Vec<Choice>) = files
            .into_iter()
            .partition(|choice| matches!(choice.item, Item::Open(_)));
        for choice in open {
            if let Item::Open(profile) = choice.item {
                self.work.desk.add_profile(profile);
            }
        }
        if !rest.is_empty() {
            self.receive_several(rest);
        }
    }

    fn include(&mut self, profile: Rc<Profile>, on: bool) {
        let profiles = &mut self.work.desk.profiles;
        if on {
            self.work.desk.add_profile(profile);
        } else if self.profile.as_ref() != Some(&profile) {
            profiles.retain(|other| *other != profile);
        }
    }
}
