//! A page of questions: a life domain, self-direction, job search, strengths or the plan.

use crate::content::{NONE, key, pictogram};
use crate::engine::{Domain, Kind, PageId, Screen};
use crate::web::client::View;
use crate::web::client::chrome::view_call;
use crate::web::client::question::view_question;
use crate::web::client::state::Action;
use crate::web::components::view_pictogram;
use yew::{Html, MouseEvent, html};

pub(super) fn view_questions(view: &View) -> Html {
    let page = view.state.page();
    let mut questions = view.state.interview().questions(page);
    if view.state.kiosk().is_some_and(|stand| !stand.has_keyboard) {
        questions.retain(|question| question.field.def().kind != Kind::Text);
    }
    html! {
        <section class="questions stack">
            { view_title(view, page) }
            { view_first_intro(view, page) }
            { for questions.into_iter().map(|question| html! {
                <>
                    { view_question(view, question) }
                    if question.field == crate::engine::Field::DomainLevel { { view_lifeline(view, page) } }
                </>
            }) }
            { view_skip_work(view, page) }
            { view_clear(view, page) }
        </section>
    }
}

/// A domain has its own name and picture; the pages about self-direction carry the name of the domain above theirs.
fn view_title(view: &View, page: PageId) -> Html {
    let picture = match (page.screen(), page.domain) {
        (_, Some(domain)) => domain.pictogram(),
        (Screen::Work, _) => pictogram::SEARCH,
        (Screen::Strengths, _) => pictogram::STRENGTH,
        _ => pictogram::PLAN,
    };
    let (above, heading) = match (page.screen(), page.domain) {
        (Screen::Domains, Some(domain)) => (None, view.t(domain.label())),
        (_, Some(domain)) => (Some(view.t(domain.label())), view.t(page.title())),
        _ => (None, view.t(page.title())),
    };
    html! {
        <div class="title">
            <span class="title-picture">{ view_pictogram(picture) }</span>
            <div>
                if let Some(above) = above { <p class="above">{ above }</p> }
                { super::view_heading(view, heading) }
                if page.screen() == Screen::Domains {
                    { view.text("p", "hint", page.domain.map_or(NONE, Domain::hint)) }
                }
            </div>
        </div>
    }
}

/// Who can help today, at once and calmly, when somebody chooses the first sentence. It never blocks the route.
fn view_lifeline(view: &View, page: PageId) -> Html {
    let acute = page
        .domain
        .is_some_and(|domain| view.state.interview().answers.level(domain) == Some(1));
    html! {
        <div class="lifeline" role="status" data-role="acute">
            if let Some(domain) = page.domain.filter(|_| page.screen() == Screen::Domains) {
                <div class="lifeline-card" hidden={!acute}>
                    <p>{ view.text("b", "", key::FEEDBACK_ACUTE_INTRO) }</p>
                    <ul>{ view_lines(view, domain) }</ul>
                    { view.text("p", "", key::FEEDBACK_ACUTE_OUTRO) }
                </div>
            }
        </div>
    }
}

/// Those whom the municipality names, or the national numbers.
fn view_lines(view: &View, domain: Domain) -> Html {
    let View { state, .. } = view;
    let mut lines: Vec<(&str, &str)> = state.settings.help(state.language(), domain).collect();
    if lines.is_empty() {
        let known = domain.lifelines().iter();
        lines = known
            .map(|(text, phone)| (view.t(*text), view.t(*phone)))
            .collect();
    }
    html! { { for lines.into_iter().map(|(text, phone)| html! { <li><span>{ text }</span>{ view_call(view, phone) }</li> }) } }
}

/// The line under the heading; the domains have the same one, which is enough once.
fn view_first_intro(view: &View, page: PageId) -> Html {
    let again = page.screen() == Screen::Domains && page.domain != Domain::all().next();
    super::view_intro(view, if again { NONE } else { page.intro() })
}

/// Takes the answers of the page back: every question may stay open, and a radio button cannot be tapped off.
fn view_clear(view: &View, page: PageId) -> Html {
    let interview = view.state.interview();
    let empty = !interview
        .questions(page)
        .into_iter()
        .any(|question| interview.answers.has(question));
    html! {
        <button type="button" class="clear" data-action="clear" disabled={empty} onclick={view.on::<MouseEvent>(Action::ClearPage)}>
            { view.t(key::CLEAR) }
        </button>
    }
}

/// The job search can be passed over as a whole, from its first page.
fn view_skip_work(view: &View, page: PageId) -> Html {
    let first = view
        .state
        .interview()
        .pages()
        .into_iter()
        .find(|other| other.screen() == Screen::Work)
        == Some(page);
    html! {
        if first {
            <button type="button" class="button quiet" data-action="skip" onclick={view.on::<MouseEvent>(Action::SkipWork)}>
                { view.t(key::WORK_SKIP) }{ view_pictogram(pictogram::FORWARD) }
            </button>
        }
    }
}
