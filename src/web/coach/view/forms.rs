//! What the client shared, in the forms of other systems: made by the same engine as on the command line.

use super::View;
use super::parts::{t, texts};
use super::top;
use crate::content::{Key, key, present};
use crate::engine::Profile;
use crate::export::table;
use crate::web::coach::converter::{Resource, convert};
use crate::web::coach::errands;
use crate::web::coach::state::{Action, Problem};
use crate::web::dom;
use wasm_bindgen_futures::spawn_local;
use yew::{Callback, Html, MouseEvent, html};

/// The buttons for files, and the plain text to paste. They hold the client's answers, so they wait for the picture.
pub(super) fn view_forms(view: &View<'_>, profile: &Profile) -> Html {
    if view.state.hidden {
        return html! { <p class="hint">{ t(key::COACH_HAND_HIDDEN) }</p> };
    }
    let text = present::plain(texts(), profile);
    let copy = {
        let (tell, text) = (view.dispatch.clone(), text.clone());
        Callback::from(move |_: MouseEvent| errands::copy_plain(&text, tell.clone()))
    };
    html! {
        <section class="forms" aria-labelledby="forms-heading">
            <h2 id="forms-heading">{ t(key::COACH_HAND_OTHER_TITLE) }</h2>
            <p>{ t(key::COACH_HAND_OTHER_TEXT) }</p>
            <div class="row">
                { view_button("json", key::COACH_HAND_JSON, top::export(view, profile)) }
                { view_button("csv", key::COACH_HAND_CSV, save_csv(view, profile)) }
                { view_button("fhir", key::COACH_HAND_FHIR, save_fhir(view, profile, Resource::Response)) }
                { view_button("fhir-questionnaire", key::COACH_HAND_FHIR_QUESTIONS,
                    save_fhir(view, profile, Resource::Questionnaire)) }
            </div>
            <label for="plain">{ t(key::COACH_HAND_PLAIN) }</label>
            <textarea class="field" id="plain" rows="10" readonly=true data-role="plain" value={text} />
            <div class="row">
                <button class="button" type="button" data-action="copy-plain" onclick={copy}>{ t(key::COACH_HAND_COPY) }</button>
                <span role="status">{ if view.state.work.hand.copied { t(key::COACH_HAND_COPIED) } else { "" } }</span>
            </div>
        </section>
    }
}

fn view_button(format: &'static str, label: Key, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button class="button" type="button" data-action="export" data-format={format} {onclick}>{ t(label) }</button>
    }
}

fn save_csv(view: &View<'_>, profile: &Profile) -> Callback<MouseEvent> {
    let (tell, profile) = (view.dispatch.clone(), profile.clone());
    Callback::from(move |_| {
        save(
            &tell,
            key::COACH_HAND_CSV_NAME,
            "text/csv",
            &profile,
            &csv(&profile),
        )
    })
}

/// The program that writes FHIR is loaded now, unless it was before.
fn save_fhir(view: &View<'_>, profile: &Profile, resource: Resource) -> Callback<MouseEvent> {
    let (tell, reader, profile) = (view.dispatch.clone(), view.reader.clone(), profile.clone());
    let name = match resource {
        Resource::Response => key::COACH_HAND_FHIR_NAME,
        Resource::Questionnaire => key::COACH_HAND_FHIR_QUESTIONS_NAME,
    };
    Callback::from(move |_| {
        let (tell, reader, profile) = (tell.clone(), reader.clone(), profile.clone());
        spawn_local(async move {
            match convert(&reader, &profile, resource).await {
                Some(text) => save(&tell, name, "application/fhir+json", &profile, &text),
                None => tell.emit(Action::Failed(Problem::Export)),
            }
        });
    })
}

fn save(tell: &Callback<Action>, name: Key, media_type: &str, profile: &Profile, text: &str) {
    let name = texts().fill(name, &[("date", &profile.created.to_string())]);
    if dom::download(&name, media_type, text).is_err() {
        tell.emit(Action::Failed(Problem::Export));
    }
}

/// One row under the names of the columns; no value of theirs needs quotation marks. The name of a file could say whose
/// it is, so this column stays empty.
fn csv(profile: &Profile) -> String {
    let line = |values: Vec<String>| values.join(",") + "\n";
    line(table::columns().collect()) + &line(table::row("", profile).collect())
}
