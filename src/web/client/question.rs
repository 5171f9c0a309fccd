//! A question as a group of real inputs: radio buttons, checkboxes or a field for own words.
//!
//! The markup carries the automation attributes: `data-question` on the group, the code of the answer as the
//! `value` of the input. DOM ids come from question ids, so they are stable.

use super::View;
use super::state::Action;
use crate::content::{Key, NONE, key, pictogram};
use crate::engine::caution::{Caution, caution};
use crate::engine::instrument::LEVEL_UNKNOWN;
use crate::engine::route::shown_options;
use crate::engine::{Domain, Field, Kind, QuestionId, Style};
use crate::web::components::{view_changing, view_pictogram};
use wasm_bindgen::JsCast;
use yew::{AttrValue, Callback, Event, Html, InputEvent, TargetCast, classes, html};

/// One question, in the style the instrument gives it.
pub(super) fn view_question(view: &View, question: QuestionId) -> Html {
    match question.field.def().style {
        Style::Check => view_check(view, question),
        Style::Text => view_text(view, question),
        _ => view_group(view, question),
    }
}

/// A group of options under one question.
fn view_group(view: &View, question: QuestionId) -> Html {
    let def = question.field.def();
    let style = match def.style {
        Style::List => "list",
        Style::Row => "row",
        Style::Ten => "ten",
        Style::Domains => "domains",
        _ => "chips",
    };
    let options = shown_options(&view.state.interview().answers, question);
    let (low, high) = question.field.ends();
    let end = |class, text: Key| html! { if text != NONE { <span class={classes!("end", class)} aria-hidden="true">{ view.t(text) }</span> } };
    let name = question.to_string();
    let hint_id = (question.field.hint() != NONE).then(|| [&name, "-hint"].concat());
    html! {
        <fieldset class={classes!("question", style)} data-question={name.clone()} aria-describedby={hint_id.clone()} key={name.clone()}>
            <legend>{ label(view, question) }</legend>
            if let Some(id) = hint_id {
                <p class="hint" id={id}>{ view.t(question.field.hint()) }</p>
            }
            <div class={classes!("options", format!("of-{}", options.len()))}>
                { end("low", low) }
                { for options.into_iter().map(|option| view_option(view, question, option)) }
                { end("high", high) }
            </div>
        </fieldset>
    }
}

/// The question; an obstacle's weight names the obstacle.
fn label(view: &View, question: QuestionId) -> String {
    let label = question.field.label();
    match question.field.def().condition {
        Some((parent, option)) => {
            let obstacle = view.t(QuestionId::from(parent).option_text(option));
            view.state.texts.fill(label, &[("option", obstacle)])
        }
        None => view.t(label).to_owned(),
    }
}

fn view_option(view: &View, question: QuestionId, option: u8) -> Html {
    let code = question.field.code(option).unwrap_or_default();
    let text = view.t(question.option_text(option));
    let style = question.field.def().style;
    let aside = question.field == Field::DomainLevel && option >= LEVEL_UNKNOWN;
    let picture = match style {
        Style::Domains => question
            .field
            .def()
            .ties
            .get(usize::from(option))
            .copied()
            .flatten()
            .map(Domain::pictogram),
        _ => None,
    };
    let kind = if question.field.def().kind == Kind::Many {
        "checkbox"
    } else {
        "radio"
    };
    let ten = style == Style::Ten;
    let (low, high) = question.field.ends();
    let spoken = match (ten, option) {
        (true, 0) => Some([code, ": ", view.t(low)].concat()),
        (true, 10) => Some([code, ": ", view.t(high)].concat()),
        _ => None,
    };
    html! {
        <label class={classes!("choice", aside.then_some("aside"))} key={code}>
            <input
                type={kind}
                name={question.to_string()}
                id={[&question.to_string(), "-", code].concat()}
                value={code}
                checked={view.state.interview().answers.chosen(question, option)}
                aria-label={spoken}
                onchange={on_tap(view, question, option)}
            />
            <span>
                { for picture.map(view_pictogram) }
                <span class="text">{ if ten { code } else { text } }</span>
                if !ten { <i class="mark" aria-hidden="true">{ view_pictogram(pictogram::CHECK) }</i> }
            </span>
        </label>
    }
}

/// What a tap on an input sends.
pub(super) fn on_tap(view: &View, question: QuestionId, option: u8) -> Callback<Event> {
    view.send
        .reform(move |event: Event| Action::Tap(question, option, is_checked(&event)))
}

/// Whether the input of an event is checked now.
pub(super) fn is_checked(event: &Event) -> bool {
    event
        .target_dyn_into::<web_sys::HtmlInputElement>()
        .is_some_and(|input| input.checked())
}

/// A single checkbox with its sentence.
fn view_check(view: &View, question: QuestionId) -> Html {
    let name = question.to_string();
    html! {
        <fieldset class="question check" data-question={name.clone()} key={name.clone()}>
            { view.text("legend", "away", question.field.short()) }
            <label class="choice">
                <input
                    type="checkbox"
                    id={[&name, "-yes"].concat()}
                    {name}
                    value="yes"
                    checked={view.state.interview().answers.flag(question)}
                    onchange={on_tap(view, question, 0)}
                />
                <span>
                    { view_pictogram(pictogram::TALK) }
                    { view.text("span", "text", question.field.label()) }
                    <i class="mark" aria-hidden="true">{ view_pictogram(pictogram::CHECK) }</i>
                </span>
            </label>
        </fieldset>
    }
}

/// A field for own words: optional, with a warning when it seems to hold a number or an address.
fn view_text(view: &View, question: QuestionId) -> Html {
    let name = question.to_string();
    let value = view.state.interview().answers.text(question).to_owned();
    let warning = caution(&value).map(|found| match found {
        Caution::Bsn => view.t(key::TEXT_BSN),
        Caution::Mail => view.t(key::TEXT_MAIL),
        Caution::Phone => view.t(key::TEXT_PHONE),
    });
    let (id, about) = ([&name, "-text"].concat(), [&name, "-about"].concat());
    let oninput = view.send.reform(move |event: InputEvent| {
        let text = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok())
            .map(|area| area.value());
        Action::Write(question, text.unwrap_or_default())
    });
    html! {
        <div class="question own-words" data-question={name.clone()} key={name.clone()}>
            <label for={id.clone()}>{ view.t(question.field.label()) }{ view.text("small", "", key::OPTIONAL) }</label>
            if question.field.hint() != NONE {
                { view.text("p", "hint", question.field.hint()) }
            }
            <textarea
                {id}
                name={name}
                rows="2"
                maxlength={question.field.def().max.to_string()}
                dir="auto"
                autocomplete="off"
                aria-describedby={about.clone()}
                value={AttrValue::from(value)}
                {oninput}
            />
            <p class="caution" id={about} role="status">{ view_changing(warning.unwrap_or_default().to_owned()) }</p>
        </div>
    }
}
