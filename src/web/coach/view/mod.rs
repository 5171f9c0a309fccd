//! What the coach sees: one file per part of the page, in reading order.

mod agreements;
mod blocks;
mod camera;
mod domains;
mod first;
mod focus;
mod forms;
mod guide;
mod import;
mod keep;
mod keys;
mod leave;
mod lock;
mod making;
mod opinion;
mod parts;
mod problem;
mod shelf;
mod table;
mod top;
mod topics;
mod work;

use super::intake;
use super::reader::Reader;
use super::state::{Action, DeskAction, HandAction, Part, State};
use crate::content::key;
use crate::engine::Profile;
use crate::web::clock;
use parts::t;
use wasm_bindgen::JsCast;
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

    /// A callback that tells something that happens at the desk today.
    fn desk<E: 'static>(&self, action: DeskAction) -> Callback<E> {
        self.dispatch
            .reform(move |_| Action::Desk(action.clone(), clock::today()))
    }

    /// A callback that tells something about handing over, today.
    fn hand<E: 'static>(&self, action: HandAction) -> Callback<E> {
        self.dispatch
            .reform(move |_| Action::Hand(action.clone(), clock::today()))
    }

    /// A callback that tells what stands in the field that an event comes from. Every field of a form has a value, so
    /// it does not matter which kind it is.
    fn desk_field<E: AsRef<web_sys::Event> + 'static>(
        &self,
        action: impl Fn(String) -> DeskAction + 'static,
    ) -> Callback<E> {
        self.dispatch.reform(move |event: E| {
            let field = event.as_ref().target();
            let field = field.map(|field| field.unchecked_into::<HtmlInputElement>());
            let value = field.map(|field| field.value()).unwrap_or_default();
            Action::Desk(action(value), clock::today())
        })
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

/// The open profile, one part of the desk at a time.
fn view_profile(view: &View<'_>, profile: &Profile) -> Html {
    let part = view.state.work.part;
    let class = classes!(
        "profile",
        view.state.importing.then_some("importing"),
        (part != Part::Picture || view.state.hidden).then_some("long")
    );
    html! {
        <main {class} data-screen="profile" data-part={part.id()} data-ready="true">
            { top::view_top(view, profile) }
            { problem::view_problem(view.state) }
            { import::view_panel(view) }
            { match part {
                Part::Picture if view.state.hidden => view_blank(),
                Part::Picture => view_picture(view, profile),
                Part::Guide => guide::view_guide(view, profile),
                Part::View => opinion::view_opinion(view, profile),
                Part::Table => table::view_table(view, profile),
                Part::Keep => keep::view_keep(view, profile),
            } }
            { leave::view_leave(view) }
        </main>
    }
}

/// The picture, in the order in which a coach reads it.
fn view_picture(view: &View<'_>, profile: &Profile) -> Html {
    html! {
        <>
            { first::view_first(profile) }
            <div class="columns">
                { domains::view_domains(view, profile) }
                { focus::view_focus(profile) }
                { topics::view_topics(view, profile) }
                <div class="column rest" tabindex="0" role="group" aria-label={t(key::COACH_WORK_AND_PLAN)}>
                    { blocks::view_strengths(profile) }
                    { blocks::view_plan(profile) }
                    { work::view_work(profile) }
                </div>
            </div>
            { agreements::view_paper(view) }
        </>
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
