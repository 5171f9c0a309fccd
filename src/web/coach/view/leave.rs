//! The question that comes before what the coach wrote would be lost.

use super::View;
use super::parts::t;
use crate::content::key;
use crate::web::coach::state::{DeskAction, Part};
use crate::web::components::view_dialog;
use yew::{Html, html};

/// The dialog, while something waits for an answer.
pub(super) fn view_leave(view: &View<'_>) -> Html {
    if view.state.work.pending.is_none() {
        return Html::default();
    }
    let body = html! {
        <>
            <p>{ t(key::COACH_DESK_LEAVE_TEXT) }</p>
            <div class="row">
                <button class="button primary" type="button" data-action="keep-first"
                    onclick={view.desk(DeskAction::Stay(Some(Part::Keep)))}>
                    { t(key::COACH_DESK_LEAVE_KEEP) }
                </button>
                <button class="button" type="button" data-action="leave" onclick={view.desk(DeskAction::Leave)}>
                    { t(key::COACH_DESK_LEAVE_LEAVE) }
                </button>
            </div>
        </>
    };
    view_dialog(
        "leave",
        t(key::COACH_DESK_LEAVE_HEADING),
        t(key::COACH_DESK_LEAVE_STAY),
        view.desk(DeskAction::Stay(None)),
        body,
    )
}
