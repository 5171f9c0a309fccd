//! The screens of the route with every text that somebody may read on them.
//!
//! Pages, questions and options come from the engine, as somebody meets them who chose each life domain in turn. What
//! stands around the questions comes from the tables of `feedback.toml` and `client.toml` by their names; tables that
//! belong to no page are gathered at the end, so that no text is left out.

use crate::measure::Tally;
use crate::texts::Texts as Named;
use startbeeld::content::{Key, NONE, Texts, key};
use startbeeld::engine::route::shown_options;
use startbeeld::engine::{
    Domain, Field, Interview, Kind, PageId, QuestionId, Screen as ScreenId, Style,
};

/// What a text is on its screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Title,
    /// A text by itself: an introduction, a note, a button.
    Line,
    Question,
    Hint,
    Option,
    /// The words at both ends of the numbers 0 to 10, which are not words themselves.
    End,
    /// Where somebody may write.
    OwnWords,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub role: Role,
    pub text: String,
}

/// One screen, or everything that comes up on no screen in particular.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// The address of the page, or `around`.
    pub address: String,
    /// The life domain it is about, also where the goals are those of one.
    pub domain: Option<Domain>,
    pub parts: Vec<Part>,
}

/// Tables of `client.toml` and `feedback.toml` that belong to a page; more than one name may begin the same.
const TABLES: [(ScreenId, &[&str]); 5] = [
    (ScreenId::Welcome, &["ui.welcome."]),
    (ScreenId::Rules, &["ui.rules."]),
    (ScreenId::Focus, &["ui.focus."]),
    (ScreenId::Review, &["ui.review."]),
    (
        ScreenId::Share,
        &[
            "ui.result.",
            "ui.share.",
            "feedback.word.",
            "feedback.division.",
            "feedback.phase.",
            "feedback.well.",
            "feedback.help.",
        ],
    ),
];

/// Every screen, in the order of the route. Pages that look different per chosen domain are there once for each.
pub fn screens(named: &Named) -> Vec<Screen> {
    let mut found: Vec<Screen> = Vec::new();
    for focus in [None].into_iter().chain(Domain::all().map(Some)) {
        let interview = interview(focus);
        for page in interview.pages() {
            let screen = screen(&interview, page, named);
            if !found.contains(&screen) {
                found.push(screen);
            }
        }
    }
    let order =
        |screen: &Screen| PageId::from_address(&screen.address).map_or(usize::MAX, PageId::index);
    found.sort_by_key(order);
    found.push(around(named));
    found
}

/// Somebody with children and every obstacle who may choose a domain, and has a goal there.
fn interview(focus: Option<Domain>) -> Interview {
    let mut interview = Interview::default();
    let mut tap = |question: QuestionId, option: u8| interview.tap(question, option, true);
    for domain in Domain::all().filter(|domain| domain.is_supplement()) {
        tap(QuestionId::of(Field::DomainApplies, domain), 0);
    }
    let obstacles = Field::WorkObstacles;
    for option in
        (0..obstacles.option_count()).filter(|option| Some(*option) != obstacles.def().alone)
    {
        tap(obstacles.into(), option);
    }
    if let Some(domain) = focus {
        tap(QuestionId::of(Field::Focus, domain), 0);
        let ties = Field::PlanGoalDomain.def().ties;
        let option = ties.iter().position(|tie| *tie == Some(domain)).unwrap();
        tap(Field::PlanGoalDomain.into(), u8::try_from(option).unwrap());
    }
    interview
}

fn screen(interview: &Interview, page: PageId, named: &Named) -> Screen {
    let goal = Some(Field::PlanGoal.into()).filter(|goal| interview.questions(page).contains(goal));
    let mut screen = Screen {
        address: page.address(),
        domain: page
            .domain
            .or_else(|| goal.and(interview.answers.goal_domain())),
        parts: Vec::new(),
    };
    let texts = Texts::dutch();
    if let Some(domain) = page.domain {
        screen.add(Role::Title, texts.get(domain.label()));
    }
    screen.add_key(Role::Title, page.title());
    if let Some(domain) = page.domain.filter(|_| page.screen() == ScreenId::Domains) {
        screen.add_key(Role::Hint, domain.hint());
    }
    screen.add_key(Role::Line, page.intro());
    for question in interview.questions(page) {
        screen.add_question(interview, question);
        if let Some(domain) = question
            .domain
            .filter(|_| question.field == Field::DomainLevel)
        {
            screen.add_lifelines(domain);
        }
    }
    for (_, tables) in TABLES.iter().filter(|(id, _)| *id == page.screen()) {
        screen.add_tables(named, |name| {
            tables.iter().any(|table| name.starts_with(table))
        });
    }
    if page.screen() == ScreenId::Review {
        for field in Field::all() {
            screen.add_key(Role::Line, field.short());
        }
    }
    screen
}

/// What belongs to no page: buttons, help, notices, faults and what stands in files.
fn around(named: &Named) -> Screen {
    let mut screen = Screen {
        address: "around".to_owned(),
        domain: None,
        parts: Vec::new(),
    };
    let of_a_page = |name: &str| {
        TABLES
            .iter()
            .any(|(_, tables)| tables.iter().any(|table| name.starts_with(table)))
    };
    screen.add_tables(named, |name| name.starts_with("ui.") && !of_a_page(name));
    screen
}

impl Screen {
    /// Everything on it, to measure.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for part in &self.parts {
            tally.add(&part.text);
        }
        tally
    }

    /// The texts with one of these roles.
    pub fn texts(&self, roles: &[Role]) -> impl Iterator<Item = &str> {
        let parts = self
            .parts
            .iter()
            .filter(move |part| roles.contains(&part.role));
        parts.map(|part| part.text.as_str())
    }

    fn add(&mut self, role: Role, text: &str) {
        if !text.is_empty() {
            self.parts.push(Part {
                role,
                text: text.to_owned(),
            });
        }
    }

    fn add_key(&mut self, role: Role, text: Key) {
        if text != NONE {
            self.add(role, Texts::dutch().get(text));
        }
    }

    fn add_tables(&mut self, named: &Named, belongs: impl Fn(&str) -> bool) {
        for (_, text) in named.iter().filter(|(name, _)| belongs(name)) {
            self.add(Role::Line, text);
        }
    }

    /// Who helps today, which is there when somebody chooses the first sentence of a domain.
    fn add_lifelines(&mut self, domain: Domain) {
        self.add_key(Role::Line, key::FEEDBACK_ACUTE_INTRO);
        for (text, _) in domain.lifelines() {
            self.add_key(Role::Line, *text);
        }
        self.add_key(Role::Line, key::FEEDBACK_ACUTE_OUTRO);
    }

    fn add_question(&mut self, interview: &Interview, question: QuestionId) {
        let texts = Texts::dutch();
        let def = question.field.def();
        let max = interview.route.focus_max().to_string();
        let obstacle = def.condition.map_or("", |(parent, option)| {
            texts.get(QuestionId::from(parent).option_text(option))
        });
        // The domains to choose from are options of one question, as on the screen.
        if question.field == Field::Focus {
            if question.domain == Domain::all().next() {
                self.add(
                    Role::Question,
                    &texts.fill(question.field.label(), &[("max", &max)]),
                );
            }
            self.add_key(Role::Option, question.domain.map_or(NONE, Domain::label));
            return;
        }
        if def.style == Style::Check {
            self.add_key(Role::Option, question.field.label());
            return;
        }
        self.add(
            Role::Question,
            &texts.fill(question.field.label(), &[("option", obstacle)]),
        );
        self.add_key(Role::Hint, question.field.hint());
        if def.kind == Kind::Text {
            self.add_key(Role::OwnWords, key::OPTIONAL);
        }
        let (low, high) = question.field.ends();
        self.add_key(Role::End, low);
        self.add_key(Role::End, high);
        if def.style != Style::Ten {
            for option in shown_options(&interview.answers, question) {
                self.add_key(Role::Option, question.option_text(option));
            }
        }
    }
}
