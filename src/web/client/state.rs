//! The one state of the client's page, everything that can happen to it, and the one place where it does.

use super::parcel::Parcel;
use super::settings::Settings;
use crate::content::Texts;
use crate::engine::session::Session;
use crate::engine::{
    Date, Domain, Interview, Language, PageId, QuestionId, RouteKind, Screen, SharedBlock,
};
use std::rc::Rc;
use yew::Reducible;

/// A calm line above the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The device does not store.
    StorageOff,
    /// What was stored could not be read.
    StorageDamaged,
    /// An interrupted session goes on.
    Resumed,
    /// Everything was wiped.
    Wiped,
    /// No more domains can be chosen.
    FocusLimit,
    /// The texts of another language did not come.
    LanguageFailed,
}

/// What is open beside the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// Nothing.
    #[default]
    None,
    /// Help, stopping and wiping.
    Help,
    /// The choice of the language.
    Language,
    /// The question whether everything may go.
    WipeSure,
    /// The code, large.
    Qr,
}

/// What came of a way of sharing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shared {
    /// Nothing was tried yet.
    #[default]
    Nothing,
    /// The link was made and the clipboard has it.
    LinkCopied,
    /// The link was made; the clipboard refused.
    LinkShown,
    /// The file for the coach was offered to the browser.
    FileOffered,
    /// The file for oneself was offered to the browser.
    PageOffered,
}

/// How far the making of what leaves the device is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Making {
    /// The program for it is on its way.
    #[default]
    Busy,
    /// It is being made anew, because something in it changed: nothing of this one may leave any more.
    Stale(Rc<Parcel>),
    /// The program did not come.
    Failed,
    /// Here it is.
    Ready(Rc<Parcel>),
}

/// A screen that many people use, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kiosk {
    /// Whether there is a printer.
    pub can_print: bool,
    /// Whether there is a keyboard, so that own words can be asked for.
    pub has_keyboard: bool,
}

/// The state of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Answers, route, sharing and page.
    pub session: Session,
    /// The texts of the language.
    pub texts: &'static Texts,
    /// The language that was asked for, while its texts are on their way.
    pub wanted: Option<Language>,
    /// What the municipality has set.
    pub settings: Settings,
    /// The day the page was opened: a profile is dated with it.
    pub today: Date,
    /// Whether answers are stored on this device.
    pub keep: bool,
    /// The kiosk this is; read it with [`State::kiosk`].
    #[cfg(feature = "kiosk")]
    pub stand: Option<Kiosk>,
    /// A line above the page.
    pub notice: Option<Notice>,
    /// What is open beside the page.
    pub panel: Panel,
    /// What came of sharing.
    pub shared: Shared,
    /// What leaves the device, as soon as it is made.
    pub parcel: Making,
    /// The person came from the review to change one thing, and goes back there.
    pub from_review: bool,
    /// Grows with every page turn, so that focus follows also when a page comes twice.
    pub turn: u32,
}

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Leaves the welcome.
    Start,
    /// To the next page, or back to the review.
    Next,
    /// To the page before.
    Back,
    /// Passes over the job search as a whole.
    SkipWork,
    /// Another language.
    Speak(Language),
    /// The texts of the language that was asked for; nothing when they did not come.
    Spoken(Language, Option<&'static Texts>),
    /// Straight to the review: stop and share what there is.
    Stop,
    /// From the review to the page of one answer.
    Change(PageId),
    /// To a page of the history of the browser.
    Visit(PageId),
    /// An option was tapped.
    Tap(QuestionId, u8, bool),
    /// The answers of the open page are taken back.
    ClearPage,
    /// Own words were typed.
    Write(QuestionId, String),
    /// The long or the short route.
    Route(RouteKind),
    /// Store on this device or not.
    Keep(bool),
    /// A domain is shared or not.
    ShareDomain(Domain, bool),
    /// A block is shared or not.
    ShareBlock(SharedBlock, bool),
    /// Something beside the page opens or closes.
    Open(Panel),
    /// A way of sharing was tried.
    Shared(Shared),
    /// What leaves the device was made, or could not be.
    Made(Making),
    /// The device refused to store.
    StorageRefused,
    /// Another tab has stored this.
    TakeOver(Box<Session>),
    /// Everything goes.
    Wipe,
}

impl State {
    /// A new session.
    #[must_use]
    pub fn new(texts: &'static Texts, today: Date) -> State {
        State {
            session: Session::default(),
            texts,
            wanted: None,
            settings: Settings::default(),
            today,
            keep: true,
            #[cfg(feature = "kiosk")]
            stand: None,
            notice: None,
            panel: Panel::None,
            shared: Shared::Nothing,
            parcel: Making::Busy,
            from_review: false,
            turn: 0,
        }
    }

    /// A session that goes on.
    #[must_use]
    pub fn resumed(texts: &'static Texts, today: Date, session: Session) -> State {
        let notice = (session.page != PageId::WELCOME).then_some(Notice::Resumed);
        State {
            session,
            notice,
            ..State::new(texts, today)
        }
    }

    /// The kiosk this is, if it is one. Only the program for kiosks holds what follows from it: elsewhere this is
    /// known to be nothing when the program is built, so that no phone downloads a byte of it.
    #[must_use]
    #[cfg(feature = "kiosk")]
    pub fn kiosk(&self) -> Option<Kiosk> {
        self.stand
    }

    /// This program is for the own device of a person.
    #[must_use]
    #[inline]
    #[cfg(not(feature = "kiosk"))]
    pub const fn kiosk(&self) -> Option<Kiosk> {
        None
    }

    /// The answers and the route.
    #[must_use]
    pub fn interview(&self) -> &Interview {
        &self.session.interview
    }

    /// The open page.
    #[must_use]
    pub fn page(&self) -> PageId {
        self.session.page
    }

    /// A session in which nothing happened but the choice of this language.
    fn blank(language: Language) -> Session {
        Session {
            language,
            ..Session::default()
        }
    }

    /// The language of the page.
    #[must_use]
    pub fn language(&self) -> Language {
        self.session.language
    }

    /// Follows what the municipality has set, whatever the session knew of it.
    pub fn set(&mut self, settings: Settings) {
        self.settings = settings;
        let session = std::mem::take(&mut self.session);
        self.session = self.fitted(session);
    }

    /// The session with what the municipality asks.
    fn fitted(&self, mut session: Session) -> Session {
        session.interview.modules = self.settings.modules();
        // Whoever stands on a page that does not come any more goes on, not back.
        if session.interview.nearest(session.page) != session.page {
            session.page = session.interview.next(session.page);
        }
        session
    }

    /// Whether there is anything worth storing.
    #[must_use]
    pub fn is_started(&self) -> bool {
        let mut blank = State::blank(self.session.language);
        blank.interview.modules = self.interview().modules;
        self.session != blank
    }

    fn spoken(&mut self, language: Language, texts: Option<&'static Texts>) {
        // Somebody may have asked for yet another language meanwhile.
        if self.wanted != Some(language) {
            return;
        }
        self.wanted = None;
        match texts {
            Some(texts) => {
                self.texts = texts;
                self.session.language = language;
                self.notice = None;
                self.unmake();
            }
            None => self.notice = Some(Notice::LanguageFailed),
        }
    }

    /// What was made to leave does not fit any more.
    fn unmake(&mut self) {
        self.shared = Shared::Nothing;
        self.parcel = match std::mem::take(&mut self.parcel) {
            Making::Ready(parcel) | Making::Stale(parcel) => Making::Stale(parcel),
            Making::Busy | Making::Failed => Making::Busy,
        };
    }

    fn turn_to(&mut self, page: PageId) {
        let left = self.session.page;
        self.session.interview.seen.insert(left);
        self.session.page = page;
        self.notice = None;
        self.panel = Panel::None;
        self.unmake();
        self.turn = self.turn.wrapping_add(1);
        if matches!(page.screen(), Screen::Review | Screen::Share) {
            self.from_review = false;
        }
    }

    /// After a change from the review the person goes back there, by way of pages that are new because of it.
    fn following(&self) -> PageId {
        let interview = self.interview();
        let next = interview.next(self.page());
        if !self.from_review {
            return next;
        }
        let pages = interview.pages();
        let after = pages.iter().skip_while(|page| **page != next);
        after
            .copied()
            .find(|page| !interview.seen.contains(page) || page.screen() == Screen::Review)
            .unwrap_or(next)
    }

    fn review(&self) -> Option<PageId> {
        self.interview()
            .pages()
            .into_iter()
            .find(|page| page.screen() == Screen::Review)
    }

    fn tap(&mut self, question: QuestionId, option: u8, on: bool) {
        let before = self.interview().answers.flag(question);
        self.session.interview.tap(question, option, on);
        let refused = on
            && !before
            && question.field == crate::engine::Field::Focus
            && !self.interview().answers.flag(question);
        if refused {
            self.notice = Some(Notice::FocusLimit);
        } else if self.notice == Some(Notice::FocusLimit) {
            self.notice = None;
        }
    }

    /// A radio button cannot be tapped off, and every question may stay open.
    fn clear_page(&mut self) {
        for question in self.interview().questions(self.page()) {
            self.session.interview.answers.clear(question);
        }
    }

    /// Two tabs show one session: the newest. A tab that stores nothing keeps its own.
    fn take_over(&mut self, session: Session) {
        let mut session = self.fitted(session);
        session.language = self.session.language;
        if self.keep && session != self.session {
            if session.page != self.session.page {
                self.turn_to(session.page);
            }
            self.session = session;
            self.unmake();
        }
    }

    fn navigate(&mut self, action: &Action) {
        match action {
            Action::Start => self.turn_to(self.interview().next(PageId::WELCOME)),
            Action::Next => {
                if self.page().screen() == Screen::Work {
                    self.session.interview.work_skipped = false;
                }
                self.turn_to(self.following());
            }
            Action::Back => self.turn_to(self.interview().previous(self.page())),
            Action::SkipWork => {
                self.session.interview.work_skipped = true;
                self.turn_to(self.following());
            }
            Action::Stop => {
                if let Some(review) = self.review() {
                    self.turn_to(review);
                }
            }
            Action::Change(page) => {
                self.turn_to(*page);
                self.from_review = true;
            }
            // The history of the browser may still name pages of somebody who has wiped everything.
            Action::Visit(page) if self.is_started() => {
                self.turn_to(self.interview().nearest(*page));
            }
            _ => {}
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Rc::unwrap_or_clone(self);
        match action {
            Action::Tap(question, option, on) => state.tap(question, option, on),
            Action::ClearPage => state.clear_page(),
            Action::Write(question, text) => state.session.interview.answers.write(question, &text),
            Action::Route(route) => state.session.interview.set_route(route),
            Action::Keep(keep) => state.keep = keep,
            Action::ShareDomain(domain, on) => {
                state.session.sharing.set_domain(domain, on);
                state.unmake();
            }
            Action::ShareBlock(block, on) => {
                state.session.sharing.set_block(block, on);
                state.unmake();
            }
            Action::Speak(language) => {
                state.wanted = Some(language);
                state.panel = Panel::None;
            }
            Action::Spoken(language, texts) => state.spoken(language, texts),
            Action::Open(panel) => state.panel = panel,
            Action::Shared(shared) => state.shared = shared,
            // What was made of an earlier choice must not leave any more.
            Action::Made(Making::Ready(parcel)) if parcel.session != state.session => {}
            Action::Made(making) => state.parcel = making,
            Action::StorageRefused => {
                state.keep = false;
                state.notice = Some(Notice::StorageOff);
            }
            Action::TakeOver(session) => state.take_over(*session),
            Action::Wipe => {
                let turn = state.turn.wrapping_add(1);
                let settings = state.settings;
                state = State {
                    notice: Some(Notice::Wiped),
                    turn,
                    keep: state.keep,
                    session: State::blank(state.session.language),
                    #[cfg(feature = "kiosk")]
                    stand: state.stand,
                    ..State::new(state.texts, state.today)
                };
                state.set(settings);
            }
            navigation => state.navigate(&navigation),
        }
        Rc::new(state)
    }
}
