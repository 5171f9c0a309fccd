//! Everything that was answered, with a way to change it.

use crate::content::{Key, key, pictogram, present};
use crate::engine::{Answer, Domain, Field, Kind, PageId, QuestionId, Screen};
use crate::web::client::View;
use crate::web::client::state::Action;
use crate::web::components::view_pictogram;
use yew::{Html, MouseEvent, html};

pub(super) fn view_review(view: &View) -> Html {
    let page = view.state.page();
    let progress = view.state.interview().progress();
    let (answered, total) = (progress.answered.to_string(), progress.total.to_string());
    html! {
        <section class="review stack">
            { super::view_heading(view, view.t(page.title())) }
            { super::view_intro(view, page.intro()) }
            <p class="soft">{ view.state.texts.fill(key::REVIEW_COUNT, &[("answered", &answered), ("total", &total)]) }</p>
            { view_part(view, key::REVIEW_DOMAINS, &[Screen::Domains]) }
            { view_part(view, key::REVIEW_STEERING, &[Screen::Focus, Screen::Steering]) }
            { view_part(view, key::REVIEW_WORK, &[Screen::Work]) }
            { view_part(view, key::REVIEW_STRENGTHS, &[Screen::Strengths]) }
            { view_part(view, key::REVIEW_PLAN, &[Screen::Plan]) }
        </section>
    }
}

/// The pages of some screens under one heading.
fn view_part(view: &View, heading: Key, screens: &[Screen]) -> Html {
    let pages: Vec<PageId> = view
        .state
        .interview()
        .pages()
        .into_iter()
        .filter(|page| screens.contains(&page.screen()))
        .collect();
    html! {
        if !pages.is_empty() {
            <section class="review-part">
                { view.text("h2", "", heading) }
                { for pages.into_iter().map(|page| view_page(view, page)) }
            </section>
        }
    }
}

fn view_page(view: &View, page: PageId) -> Html {
    let interview = view.state.interview();
    let title = match (page.screen(), page.domain) {
        (Screen::Domains, Some(domain)) => view.t(domain.label()).to_owned(),
        (_, Some(domain)) => view.state.texts.fill(
            key::ROUTE_LABEL,
            &[
                ("domain", view.t(domain.label())),
                ("title", view.t(page.title())),
            ],
        ),
        _ => view.t(page.title()).to_owned(),
    };
    let skipped = page.screen() == Screen::Work && interview.work_skipped;
    let change = view
        .state
        .texts
        .fill(key::REVIEW_CHANGE_WHAT, &[("what", &title)]);
    html! {
        <div class="review-page" key={page.address()}>
            <div class="review-head">
                { for page.domain.map(|domain| view_pictogram(domain.pictogram())) }
                <h3>{ title }</h3>
                <button
                    type="button"
                    class="button quiet small"
                    data-action="change"
                    data-target={page.address()}
                    aria-label={change}
                    onclick={view.on::<MouseEvent>(Action::Change(page))}
                >
                    { view_pictogram(pictogram::CHANGE) }{ view.t(key::REVIEW_CHANGE) }
                </button>
            </div>
            if skipped {
                { view.text("p", "soft", key::REVIEW_WORK_SKIPPED) }
            } else if page.screen() == Screen::Focus {
                { view_chosen_focus(view) }
            } else {
                <dl>{ for interview.questions(page).into_iter().filter_map(|question| view_answer(view, question)) }</dl>
            }
        </div>
    }
}

fn view_chosen_focus(view: &View) -> Html {
    let chosen: Vec<Domain> = view.state.interview().answers.focus().collect();
    html! {
        if chosen.is_empty() {
            { view.text("p", "soft", key::REVIEW_OPEN) }
        } else {
            <ul class="tags">
                { for chosen.into_iter().map(|domain| html! {
                    <li>{ view_pictogram(domain.pictogram()) }{ view.t(domain.label()) }</li>
                }) }
            </ul>
        }
    }
}

/// One answer; an open question says so, extra ones (own words, checkboxes, help) are left out when open.
fn view_answer(view: &View, question: QuestionId) -> Option<Html> {
    let answer = view.state.interview().answers.get(question);
    let extra = matches!(question.field.def().kind, Kind::Text | Kind::Flag)
        || question.field == Field::DomainHelp;
    if answer.is_none() && extra {
        return None;
    }
    Some(html! {
        <div class="review-answer" data-answer={question.to_string()} key={question.to_string()}>
            <dt>{ view_short(view, question) }</dt>
            <dd>{ view_words(view, question, answer) }</dd>
        </div>
    })
}

fn view_short(view: &View, question: QuestionId) -> String {
    match question.field.def().condition {
        Some((parent, option)) => view
            .t(QuestionId::from(parent).option_text(option))
            .to_owned(),
        None => view.t(question.field.short()).to_owned(),
    }
}

fn view_words(view: &View, question: QuestionId, answer: Option<&Answer>) -> Html {
    match answer {
        None => view.text("span", "soft", key::REVIEW_OPEN),
        Some(Answer::Text(words)) => html! { <q class="words" dir="auto">{ words.clone() }</q> },
        Some(answer) => {
            html! { { for present::answer_text(view.state.texts, question, answer).into_iter().map(|line| html! { <span class="line">{ line }</span> }) } }
        }
    }
}
