//! What the coach sees: one file per part of the page, in reading order.

mod blocks;
mod camera;
mod domains;
mod first;
mod focus;
mod guide;
mod import;
mod keys;
mod lock;
mod making;
mod parts;
mod problem;
mod top;
mod topics;
mod work;

use super::intake;
use super::reader::Reader;
use super::state::{Action, State};
use crate::content::key;
use crate::engine::Profile;
use parts::t;
use web_sys::HtmlInputElement;
use yew::{Callback, DragEvent, Html, NodeRef, classes, html};

/// What every part of the page may look at and may tell.
pub(super) struct View<'a> {
    pub(super) state: &'a State,
    /// What reads codes.
    pub(super) reader: &'a Reader,
    pub(super) dispatch: &'a Callback<Action>,
    /// The heading that takes the focus when a screen opens.
    pub(super) heading: &'a NodeRef,
    /// The heading of the place to open another profile.
    pub(super) panel: &'a NodeRef,
    /// The field for a pasted link.
    pub(super) text: &'a NodeRef,
    /// The heading of what is locked.
    pub(super) lock: &'a NodeRef,
    /// The field for the six words.
    pub(super) words: &'a NodeRef,
    /// The field for the passphrase of a key's file.
    pub(super) key_words: &'a NodeRef,
    /// The field for a passphrase of one's own.
    pub(super) own_words: &'a NodeRef,
}

impl View<'_> {
    /// A callback that tells one action, whatever the event.
    fn tell<E: 'static>(&self, action: impl Into<Action>) -> Callback<E> {
        let action = action.into();
        self.dispatch.reform(move |_| action.clone())
    }

    /// A callback that tells what stands in a field.
    fn tell_field<E: 'static>(
        &self,
        field: &NodeRef,
        action: impl Fn(String) -> Action + 'static,
    ) -> Callback<E> {
        let (tell, field) = (self.dispatch.clone(), field.clone());
        Callback::from(move |_| {
            let words = field.cast::<HtmlInputElement>();
            tell.emit(action(words.map(|field| field.value()).unwrap_or_default()));
        })
    }
}

/// The page: a place to open a profile, or the open profile. Things can be dropped anywhere.
pub(super) fn view_page(view: &View<'_>) -> Html {
    let dragging = view.state.dragging;
    let over = {
        let tell = view.dispatch.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            if !dragging {
                tell.emit(Action::Drag(true));
            }
        })
    };
    let drop = {
        let (reader, tell) = (view.reader.clone(), view.dispatch.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            intake::read_drop(event.data_transfer().as_ref(), &reader, &tell);
        })
    };
    html! {
        <div class={classes!("coach", dragging.then_some("dragging"))}
            ondragover={over} ondragleave={view.tell(Action::Drag(false))} ondrop={drop}>
            { match &view.state.profile {
                Some(profile) => view_profile(view, profile),
                None => import::view_screen(view),
            } }
            { camera::view_camera(view) }
            if dragging {
                <p class="drop-veil" aria-hidden="true"><span>{ t(key::COACH_IMPORT_DROP) }</span></p>
            }
        </div>
    }
}

/// The open profile, in the order in which a coach reads it.
fn view_profile(view: &View<'_>, profile: &Profile) -> Html {
    html! {
        <main class={classes!("profile", view.state.importing.then_some("importing"))} data-screen="profile" data-ready="true">
            { top::view_top(view, profile) }
            { problem::view_problem(view.state) }
            { import::view_panel(view) }
            if view.state.hidden {
                { view_blank() }
            } else {
                { first::view_first(profile) }
                <div class="columns">
                    { domains::view_domains(view, profile) }
                    { focus::view_focus(profile) }
                    { topics::view_topics(profile) }
                    <div class="column rest" tabindex="0" role="group" aria-label={t(key::COACH_WORK_AND_PLAN)}>
                        { work::view_work(profile) }
                        { blocks::view_strengths(profile) }
                        { blocks::view_plan(profile) }
                    </div>
                </div>
                { guide::view_agreements(profile) }
            }
        </main>
    }
}

/// The talk can start without the picture; the first question can be asked all the same.
fn view_blank() -> Html {
    html! {
        <section class="blank" aria-labelledby="blank-heading">
            <h2 id="blank-heading">{ t(key::COACH_BLANK_HEADING) }</h2>
            <p>{ t(key::COACH_BLANK_TEXT) }</p>
            { topics::view_help_first() }
        </section>
    }
}
