//! Choosing what to talk about: up to three domains; work is suggested, never forced.

use crate::content::{key, pictogram};
use crate::engine::{Domain, Field, QuestionId};
use crate::web::client::View;
use crate::web::client::question::{is_checked, on_tap};
use crate::web::components::{view_changing, view_pictogram};
use yew::{Callback, Event, Html, TargetCast, html};

pub(super) fn view_focus(view: &View) -> Html {
    let page = view.state.page();
    let interview = view.state.interview();
    let max = interview.route.focus_max();
    let (count, max_text) = (
        interview.answers.focus().count().to_string(),
        max.to_string(),
    );
    html! {
        <section class="questions stack">
            { super::view_heading(view, view.t(page.title())) }
            { super::view_intro(view, page.intro()) }
            <div class="question domains" role="group" aria-labelledby="focus-label">
                <p class="legend" id="focus-label">{ view.state.texts.fill(Field::Focus.label(), &[("max", &max_text)]) }</p>
                <div class="options">
                    { for interview.questions(page).into_iter().filter_map(|question| Some(view_choice(view, question, question.domain?))) }
                </div>
                <p class="count" role="status">
                    { view_changing(view.state.texts.fill(key::FOCUS_COUNT, &[("count", &count), ("max", &max_text)])) }
                </p>
            </div>
        </section>
    }
}

fn view_choice(view: &View, question: QuestionId, domain: Domain) -> Html {
    let answers = &view.state.interview().answers;
    let tag = if answers.flag(QuestionId::of(Field::DomainTalk, domain)) {
        Some(key::FOCUS_MARKED)
    } else {
        (domain == Domain::Work).then_some(key::FOCUS_SUGGESTED)
    };
    let chosen = answers.flag(question);
    html! {
        <fieldset class="choice-group" data-question={question.to_string()} key={domain.id()}>
            { view.text("legend", "away", domain.label()) }
            <label class="choice">
                <input
                    type="checkbox"
                    name={question.to_string()}
                    id={question.to_string()}
                    value="yes"
                    checked={chosen}
                    onchange={on_choice(view, question)}
                />
                <span>
                    { view_pictogram(domain.pictogram()) }
                    <span class="text">
                        { view.t(domain.label()) }
                        if let Some(tag) = tag { { view.text("small", "tag", tag) } }
                    </span>
                    <i class="mark" aria-hidden="true">{ view_pictogram(pictogram::CHECK) }</i>
                </span>
            </label>
        </fieldset>
    }
}

/// One tap too many is undone in the box as well: the state does not change, so nothing else would.
fn on_choice(view: &View, question: QuestionId) -> Callback<Event> {
    let interview = view.state.interview();
    let full = interview.route.focus_max() > 1
        && interview.answers.focus().count() >= interview.route.focus_max();
    let send = on_tap(view, question, 0);
    Callback::from(move |event: Event| {
        let refused = full && is_checked(&event);
        send.emit(event.clone());
        if refused && let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
            input.set_checked(false);
        }
    })
}
