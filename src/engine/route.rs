//! The route: which page follows, what is asked on it, what is still open, and how far the person is.

use super::answers::{Answers, QuestionId, options};
use super::instrument::{Block, Domain, Field, Kind, PageDef, Per, Screen, pages, threshold};
use super::sorted::SortedSet;

/// How much is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RouteKind {
    /// Everything, about twelve minutes.
    #[default]
    Full,
    /// Domains, one domain to talk about, and the plan: about five minutes.
    Short,
}

impl RouteKind {
    /// The identifier in a profile.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            RouteKind::Full => "full",
            RouteKind::Short => "short",
        }
    }

    /// The route with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<RouteKind> {
        [RouteKind::Full, RouteKind::Short]
            .into_iter()
            .find(|route| route.id() == id)
    }

    /// How many domains can be chosen to talk about.
    #[must_use]
    pub const fn focus_max(self) -> usize {
        match self {
            RouteKind::Full => threshold::FOCUS_MAX as usize,
            RouteKind::Short => threshold::FOCUS_MAX_SHORT as usize,
        }
    }
}

/// One page of one person's route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId {
    index: u8,
    /// The life domain the page is about.
    pub domain: Option<Domain>,
}

impl PageId {
    /// The first page.
    pub const WELCOME: PageId = PageId {
        index: 0,
        domain: None,
    };

    /// What the instrument says of this page.
    #[must_use]
    pub fn def(self) -> &'static PageDef {
        pages().get(usize::from(self.index)).unwrap_or(&EMPTY)
    }

    /// The position of the page's definition in the instrument.
    #[must_use]
    pub const fn index(self) -> usize {
        self.index as usize
    }

    /// The screen the page belongs to.
    #[must_use]
    pub fn screen(self) -> Screen {
        self.def().screen
    }

    /// The page of a screen with this name and domain, as written by [`PageId::address`].
    #[must_use]
    pub fn from_address(address: &str) -> Option<PageId> {
        let mut parts = address.splitn(3, '/');
        let (screen, name, domain) = (parts.next()?, parts.next().unwrap_or(""), parts.next());
        let index = pages()
            .iter()
            .position(|def| def.screen.id() == screen && def.name == name)?;
        let domain = match domain {
            Some(id) => Some(Domain::from_id(id)?),
            None => None,
        };
        let page = PageId {
            index: u8::try_from(index).ok()?,
            domain,
        };
        (domain.is_some() == (page.def().per != Per::Once)).then_some(page)
    }

    /// A stable name for storage, e.g. `steering/phase/money`.
    #[must_use]
    pub fn address(self) -> String {
        let def = self.def();
        let mut address = def.screen.id().to_owned();
        if !def.name.is_empty() || self.domain.is_some() {
            address = address + "/" + def.name;
        }
        if let Some(domain) = self.domain {
            address = address + "/" + domain.id();
        }
        address
    }
}

static EMPTY: PageDef = PageDef {
    screen: Screen::Welcome,
    name: "",
    per: Per::Once,
    fields: &[],
    short: true,
};

/// How far a person is: answered and asked questions; own words and checkboxes are extra and do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Questions with an answer.
    pub answered: u16,
    /// Questions on the route as it is now.
    pub total: u16,
}

/// A part of the route that a municipality can leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Module {
    /// The rules and duties.
    Rules,
    /// Job search.
    WorkSearch,
    /// What goes well.
    Strengths,
    /// Goal, first step and the talk.
    Plan,
    /// The life domain that is only asked of who cares for children.
    Parenting,
}

impl Module {
    /// All of them.
    pub const ALL: [Module; 5] = [
        Module::Rules,
        Module::WorkSearch,
        Module::Strengths,
        Module::Plan,
        Module::Parenting,
    ];

    /// The identifier in a configuration.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Module::Rules => "rules",
            Module::WorkSearch => "work_search",
            Module::Strengths => "strengths",
            Module::Plan => "plan",
            Module::Parenting => "parenting",
        }
    }

    /// One letter that stands for it in short forms, such as a stored session.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Module::Rules => 'r',
            Module::WorkSearch => 'w',
            Module::Strengths => 's',
            Module::Plan => 'p',
            Module::Parenting => 'c',
        }
    }
}

/// Which modules are asked; all of them when nothing is said. What is left out is not part of the route; answers to it
/// that are there already are kept and never shared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modules {
    left_out: u8,
}

impl Modules {
    /// All modules but those whose letter stands in the text.
    #[must_use]
    pub fn without(letters: &str) -> Modules {
        let mut modules = Modules::default();
        for module in Module::ALL {
            if letters.contains(module.letter()) {
                modules.leave_out(module);
            }
        }
        modules
    }

    /// The letters of what is left out.
    #[must_use]
    pub fn letters(self) -> String {
        let left_out = Module::ALL.into_iter().filter(|module| !self.has(*module));
        left_out.map(Module::letter).collect()
    }

    /// Leaves one out.
    pub const fn leave_out(&mut self, module: Module) {
        self.left_out |= 1 << module as u8;
    }

    /// Whether it is asked.
    #[must_use]
    pub const fn has(self, module: Module) -> bool {
        self.left_out & 1 << module as u8 == 0
    }

    /// Whether a question belongs to a module that is asked.
    fn has_question(self, question: QuestionId) -> bool {
        let module = match question.field.def().block {
            Block::WorkSearch => Module::WorkSearch,
            Block::Strengths => Module::Strengths,
            Block::Plan => Module::Plan,
            Block::Domain | Block::Steering => Module::Parenting,
        };
        let may_stay =
            module == Module::Parenting && !question.domain.is_some_and(Domain::is_supplement);
        may_stay || self.has(module)
    }
}

/// What the person has done so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Interview {
    /// The answers, also those that are not asked any more because an earlier answer changed.
    pub answers: Answers,
    /// How much is asked.
    pub route: RouteKind,
    /// Pages that were shown.
    pub seen: SortedSet<PageId>,
    /// The person passed over the job search as a whole.
    pub work_skipped: bool,
    /// What the municipality asks.
    pub modules: Modules,
}

/// What is known of one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionState {
    /// The page of the question has not been shown, or the question is not part of the route now.
    NotAsked,
    /// Shown and left open.
    Skipped,
    /// Has an answer.
    Answered,
}

impl Interview {
    /// The pages of this person's route, in order, as the answers are now.
    #[must_use]
    pub fn pages(&self) -> Vec<PageId> {
        let mut route = Vec::new();
        for (index, def) in (0u8..).zip(pages()) {
            if self.route == RouteKind::Short && !def.short {
                continue;
            }
            if def.screen == Screen::Rules && !self.modules.has(Module::Rules) {
                continue;
            }
            if def.screen == Screen::Work
                && self.work_skipped
                && self.first_of_screen(def) != Some(index)
            {
                continue;
            }
            let page = |domain| PageId { index, domain };
            match def.per {
                Per::Once => route.push(page(None)),
                Per::Domain => route.extend(Domain::all().map(|domain| page(Some(domain)))),
                Per::Focus => route.extend(self.answers.focus().map(|domain| page(Some(domain)))),
            }
        }
        route.retain(|page| page.def().fields.is_empty() || !self.questions(*page).is_empty());
        by_domain(route)
    }

    fn first_of_screen(&self, def: &PageDef) -> Option<u8> {
        pages()
            .iter()
            .position(|other| other.screen == def.screen)
            .and_then(|index| u8::try_from(index).ok())
    }

    /// The questions asked on a page, in order.
    #[must_use]
    pub fn questions(&self, page: PageId) -> Vec<QuestionId> {
        page.def()
            .fields
            .iter()
            .flat_map(|field| {
                let domains: Vec<Option<Domain>> = match (field.def().per_domain, page.domain) {
                    (false, _) => vec![None],
                    (true, Some(domain)) => vec![Some(domain)],
                    (true, None) => Domain::all().map(Some).collect(),
                };
                domains
                    .into_iter()
                    .map(|domain| QuestionId::new(*field, domain))
            })
            .filter(|question| self.is_asked(*question))
            .collect()
    }

    /// Whether a question belongs to the route, as the answers are now.
    #[must_use]
    pub fn is_asked(&self, question: QuestionId) -> bool {
        let def = question.field.def();
        if self.route == RouteKind::Short && !def.short || !self.modules.has_question(question) {
            return false;
        }
        match def.block {
            Block::WorkSearch
                if self.work_skipped
                    && question.field != Field::WorkWantWork
                    && question.field != Field::WorkCanApply =>
            {
                return false;
            }
            Block::Steering
                if !question
                    .domain
                    .is_some_and(|d| self.answers.flag(QuestionId::of(Field::Focus, d))) =>
            {
                return false;
            }
            _ => {}
        }
        is_meaningful(&self.answers, question)
    }

    /// What is known of a question.
    #[must_use]
    pub fn state(&self, question: QuestionId) -> QuestionState {
        if !self.is_asked(question) {
            return QuestionState::NotAsked;
        }
        if self.answers.has(question) {
            return QuestionState::Answered;
        }
        match self
            .pages()
            .into_iter()
            .find(|page| self.questions(*page).contains(&question))
        {
            Some(page) if self.seen.contains(&page) => QuestionState::Skipped,
            _ => QuestionState::NotAsked,
        }
    }

    /// The page after this one; the last page is followed by itself.
    #[must_use]
    pub fn next(&self, page: PageId) -> PageId {
        let pages = self.pages();
        pages
            .iter()
            .copied()
            .find(|other| position(*other) > position(page))
            .unwrap_or(page)
    }

    /// The page before this one; the first page is preceded by itself.
    #[must_use]
    pub fn previous(&self, page: PageId) -> PageId {
        let pages = self.pages();
        pages
            .iter()
            .rev()
            .copied()
            .find(|other| position(*other) < position(page))
            .unwrap_or(page)
    }

    /// The page on which a question is asked now.
    #[must_use]
    pub fn page_of(&self, question: QuestionId) -> Option<PageId> {
        self.pages()
            .into_iter()
            .find(|page| self.questions(*page).contains(&question))
    }

    /// The nearest page that is still on the route: the page itself, or the one that now stands before it.
    #[must_use]
    pub fn nearest(&self, page: PageId) -> PageId {
        let pages = self.pages();
        if pages.contains(&page) {
            page
        } else {
            self.previous(page)
        }
    }

    /// Answered and asked questions.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let mut progress = Progress {
            answered: 0,
            total: 0,
        };
        for question in self.asked().filter(|q| counts(*q)) {
            progress.total += 1;
            progress.answered += u16::from(self.answers.has(question));
        }
        progress
    }

    /// The questions of the whole route, in order.
    pub fn asked(&self) -> impl Iterator<Item = QuestionId> {
        self.pages()
            .into_iter()
            .flat_map(|page| self.questions(page))
    }

    /// The questions that count and have no answer yet, in order.
    pub fn open(&self) -> impl Iterator<Item = QuestionId> {
        self.asked()
            .filter(|question| counts(*question) && !self.answers.has(*question))
    }

    /// Taps an option of a question and keeps the answers consistent: no more domains to talk about than the route
    /// allows, and no goal of another domain than the chosen one.
    pub fn tap(&mut self, question: QuestionId, option: u8, on: bool) {
        if question.field == Field::Focus
            && on
            && self.answers.focus().count() >= self.route.focus_max()
        {
            let others: Vec<Domain> = self
                .answers
                .focus()
                .filter(|d| Some(*d) != question.domain)
                .collect();
            if self.route.focus_max() > 1 || others.is_empty() {
                return;
            }
            for domain in others {
                self.answers.clear(QuestionId::of(Field::Focus, domain));
            }
        }
        self.answers.tap(question, option, on);
        self.settle();
    }

    /// Keeps the answers consistent after a change: no more domains to talk about than the route allows, none that
    /// does not apply, and no goal of another domain than the chosen one.
    pub fn settle(&mut self) {
        let chosen: Vec<Domain> = self.answers.focus().take(self.route.focus_max()).collect();
        for domain in Domain::all().filter(|domain| !chosen.contains(domain)) {
            self.answers.clear(QuestionId::of(Field::Focus, domain));
        }
        if !is_meaningful_goal(&self.answers) {
            self.answers.clear(Field::PlanGoal);
        }
    }

    /// Chooses another route; domains to talk about beyond its number are let go, the last first.
    pub fn set_route(&mut self, route: RouteKind) {
        self.route = route;
        self.settle();
    }
}

/// Pages that come once per chosen domain are walked domain by domain, not page by page.
fn by_domain(route: Vec<PageId>) -> Vec<PageId> {
    let mut sorted = Vec::with_capacity(route.len());
    for page in route {
        let index = sorted.partition_point(|other| position(*other) <= position(page));
        sorted.insert(index, page);
    }
    sorted
}

/// Where a page stands in the route: by screen, then by domain for steering, then by page.
fn position(page: PageId) -> (u8, u8, u8) {
    let domain = page
        .domain
        .map_or(0, |domain| u8::try_from(domain.index()).unwrap_or(u8::MAX));
    if page.def().per == Per::Focus {
        let first = pages()
            .iter()
            .position(|def| def.per == Per::Focus)
            .and_then(|i| u8::try_from(i).ok())
            .unwrap_or(0);
        (first, domain, page.index)
    } else {
        (page.index, domain, 0)
    }
}

/// Whether a question counts as one that was asked: own words, checkboxes and the extra question about help do not.
fn counts(question: QuestionId) -> bool {
    !matches!(question.field.def().kind, Kind::Text | Kind::Flag)
        && question.field != Field::DomainHelp
}

/// Whether a question makes sense beside the other answers, whatever the route.
#[must_use]
pub fn is_meaningful(answers: &Answers, question: QuestionId) -> bool {
    let def = question.field.def();
    if let Some((field, option)) = def.condition {
        return answers.chosen(field, option);
    }
    match (question.domain, def.block) {
        (Some(domain), Block::Domain | Block::Steering) if def.supplement_only => {
            domain.is_supplement()
        }
        (Some(domain), Block::Domain | Block::Steering) => answers.applies(domain),
        _ if question.field == Field::PlanGoal => answers.has(Field::PlanGoalDomain),
        _ => true,
    }
}

/// Whether a question of a shared block is only asked because of another answer in that block.
#[must_use]
pub fn is_dependent(field: Field) -> bool {
    field.def().condition.is_some() || field == Field::PlanGoal
}

/// Whether the chosen goal is one of the chosen domain.
fn is_meaningful_goal(answers: &Answers) -> bool {
    match (answers.one(Field::PlanGoal), answers.goal_domain()) {
        (Some(goal), Some(domain)) => {
            Field::PlanGoal.def().ties.get(usize::from(goal)) == Some(&Some(domain))
        }
        (None, _) => true,
        (Some(_), None) => false,
    }
}

/// The options of a question that are shown: a goal is about one of the domains chosen to talk about (any, when none
/// was chosen) and comes from the goals of its domain; no domain that does not apply; everything otherwise. `declined` is an option on the device; it never becomes part of a profile.
#[must_use]
pub fn shown_options(answers: &Answers, question: QuestionId) -> Vec<u8> {
    let ties = question.field.def().ties;
    let goal_domain = answers.goal_domain();
    let focus: Vec<Domain> = answers.focus().collect();
    let is_shown = |option: &u8| {
        let tie = ties.get(usize::from(*option)).copied().flatten();
        match question.field {
            Field::PlanGoal => tie.is_some() && tie == goal_domain,
            Field::PlanGoalDomain if !focus.is_empty() => {
                tie.is_some_and(|domain| focus.contains(&domain)) || tie == goal_domain
            }
            _ => tie.is_none_or(|domain| answers.applies(domain)),
        }
    };
    (0..question.field.option_count())
        .filter(is_shown)
        .collect()
}

/// The domains that options of this answer go with.
pub fn tied_domains(field: Field, bits: u32) -> impl Iterator<Item = Domain> {
    options(bits)
        .filter_map(move |option| field.def().ties.get(usize::from(option)).copied().flatten())
}
