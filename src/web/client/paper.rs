//! The questions on paper: everything that anybody may be asked, so that somebody with a pen meets the same questions.
//!
//! On the screen a few questions come because of an answer: the pages about a chosen domain, the goals of one, how heavy
//! an obstacle is. On paper all of them stand there, and whoever skips one leaves it open.

use crate::content::{Key, NONE, Texts, key};
use crate::engine::instrument::{Per, threshold};
use crate::engine::route::shown_options;
use crate::engine::{Domain, Field, Interview, Kind, PageId, QuestionId, RouteKind, Screen, Style};
use crate::web::markup::escape;

/// The questions as sections of HTML: those of somebody who has answered nothing, and all that can follow.
pub(super) fn body(texts: &Texts, beginning: Interview) -> String {
    let paper = Paper {
        texts,
        interview: everybody(beginning),
    };
    let mut body = String::new();
    for page in paper.interview.pages() {
        if page.def().per != Per::Focus {
            body += &paper.page(page);
        } else if paper.starts_steering(page) {
            for _ in 0..threshold::FOCUS_MAX {
                body += &paper.steering(page.domain);
            }
        }
    }
    body
}

/// Somebody who has children, chooses the first domain and meets every obstacle: nothing asked of anybody is left out.
fn everybody(mut interview: Interview) -> Interview {
    interview.set_route(RouteKind::Full);
    let supplements = Domain::all().filter(|domain| domain.is_supplement());
    let applies = supplements.map(|domain| QuestionId::of(Field::DomainApplies, domain));
    let focus = Domain::all().take(1);
    for question in applies.chain(focus.map(|domain| QuestionId::of(Field::Focus, domain))) {
        // What the municipality does not ask is not on its paper either.
        if interview.is_asked(question) {
            interview.tap(question, 0, true);
        }
    }
    let obstacles = Field::WorkObstacles;
    for option in 0..obstacles.option_count() {
        if Some(option) != obstacles.def().alone {
            interview.tap(obstacles.into(), option, true);
        }
    }
    interview
}

struct Paper<'a> {
    texts: &'a Texts,
    interview: Interview,
}

impl Paper<'_> {
    fn t(&self, key: Key) -> String {
        escape(self.texts.get(key))
    }

    /// An element with one text, or nothing where there is no text.
    fn element(&self, tag: &str, class: &str, text: Key) -> String {
        if text == NONE {
            return String::new();
        }
        element(tag, class, &self.t(text))
    }

    fn page(&self, page: PageId) -> String {
        let questions = self.interview.questions(page);
        if questions.is_empty() {
            return String::new();
        }
        let (heading, hint) = match page.domain.filter(|_| page.screen() == Screen::Domains) {
            Some(domain) => (domain.label(), domain.hint()),
            None => (page.title(), NONE),
        };
        let mut section = self.element("h2", "", heading);
        section += &self.element("p", "", hint);
        // As on the screen, what is the same for every domain stands with the first.
        if page.screen() != Screen::Domains || page.domain == Domain::all().next() {
            section += &self.element("p", "", page.intro());
        }
        if page.screen() == Screen::Focus {
            let max = threshold::FOCUS_MAX.to_string();
            let label = self.texts.fill(Field::Focus.label(), &[("max", &max)]);
            section += &element("p", "q", &escape(&label));
        }
        for question in questions {
            // A question and its answers stay on one sheet.
            section += &element("div", "whole", &self.question(question));
        }
        element("section", "", &section) + "\n"
    }

    /// Whether the pages about a chosen domain begin here.
    fn starts_steering(&self, page: PageId) -> bool {
        let mut pages = self.interview.pages().into_iter();
        pages.find(|other| other.def().per == Per::Focus) == Some(page)
    }

    /// The pages about one chosen domain, which one is written by hand.
    fn steering(&self, domain: Option<Domain>) -> String {
        let mut pages = self.element("h2", "", key::RESULT_FOCUS);
        pages += LINE;
        for page in self.interview.pages() {
            if page.def().per == Per::Focus && page.domain == domain {
                pages += &self.page(page);
            }
        }
        pages
    }

    fn question(&self, question: QuestionId) -> String {
        let def = question.field.def();
        let obstacle = def.condition.map_or("", |(parent, option)| {
            self.texts.get(QuestionId::from(parent).option_text(option))
        });
        let label = self
            .texts
            .fill(question.field.label(), &[("option", obstacle)]);
        let label = element("p", "q", &escape(&label));
        let hint = self.element("p", "", question.field.hint());
        match def.kind {
            Kind::Text => [&label, &hint, LINE, LINE].concat(),
            Kind::Flag => {
                let domain = question.domain.filter(|_| question.field == Field::Focus);
                let text = domain.map_or(question.field.label(), Domain::label);
                element("ul", "", &self.element("li", "", text))
            }
            Kind::One | Kind::Many if question.field == Field::PlanGoalDomain => {
                let applies = |option: &u8| match def.ties.get(usize::from(*option)) {
                    Some(Some(domain)) => self.interview.answers.applies(*domain),
                    _ => true,
                };
                let options = (0..question.field.option_count()).filter(applies);
                label + &hint + &self.options(question, options) + "</div><div>" + &self.goals()
            }
            Kind::One | Kind::Many => {
                let options = shown_options(&self.interview.answers, question);
                label + &hint + &self.options(question, options)
            }
        }
    }

    /// The boxes to tick, with the words at both ends of the numbers.
    fn options(&self, question: QuestionId, options: impl IntoIterator<Item = u8>) -> String {
        let boxes: String = options
            .into_iter()
            .map(|option| match question.option_text(option) {
                NONE => element("li", "", question.field.code(option).unwrap_or_default()),
                text => self.element("li", "", text),
            })
            .collect();
        let class = match question.field.def().style {
            Style::List => "",
            Style::Ten => "row ten",
            _ => "row",
        };
        let (low, high) = question.field.ends();
        let ends = self.element("span", "", low) + &self.element("span", "", high);
        let ends = match low {
            NONE => String::new(),
            _ => element("p", "ends", &ends),
        };
        ends + &element("ul", class, &boxes)
    }

    /// The goals of every domain; on the screen only those of the chosen one.
    fn goals(&self) -> String {
        let goal = QuestionId::from(Field::PlanGoal);
        let mut goals = self.element("p", "q", goal.field.label());
        for domain in Domain::all().filter(|domain| self.interview.answers.applies(*domain)) {
            let own = (0u8..)
                .zip(goal.field.def().ties)
                .filter(|(_, tie)| **tie == Some(domain));
            goals += &self.element("p", "", domain.label());
            goals += &self.options(goal, own.map(|(option, _)| option));
        }
        goals
    }
}

/// A line to write on.
const LINE: &str = "<div class=\"lines\"></div>";

fn element(tag: &str, class: &str, inside: &str) -> String {
    let class = match class {
        "" => String::new(),
        class => ["class=\"", class, "\""].concat(),
    };
    let open = [tag, &class].join(" ");
    ["<", open.trim_end(), ">", inside, "</", tag, ">"].concat()
}
