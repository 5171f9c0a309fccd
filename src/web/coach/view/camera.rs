//! What the camera sees, in a dialog with a button that puts it out.

use super::View;
use super::parts::t;
use crate::content::key;
use crate::web::coach::camera::Camera;
use crate::web::coach::reader::Reader;
use crate::web::coach::state::{Action, Lens};
use crate::web::components::view_dialog;
use web_sys::HtmlVideoElement;
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_node_ref};

/// The dialog, while the camera is wanted.
pub(super) fn view_camera(view: &View<'_>) -> Html {
    let sentence = match view.state.camera {
        Lens::Off => return Html::default(),
        Lens::Starting => key::COACH_CAMERA_STARTING,
        Lens::On => key::COACH_CAMERA_AIM,
    };
    let body = html! {
        <>
            <p role="status">{ t(sentence) }</p>
            <Finder reader={view.reader.clone()} dispatch={view.dispatch.clone()} />
            <p class="hint">{ t(key::COACH_CAMERA_PRIVATE) }</p>
        </>
    };
    let close = view.tell(Action::Camera(Lens::Off));
    view_dialog(
        "camera",
        t(key::COACH_CAMERA_HEADING),
        t(key::COACH_CAMERA_STOP),
        close,
        body,
    )
}

#[derive(Properties, PartialEq)]
struct FinderProps {
    reader: Reader,
    dispatch: Callback<Action>,
}

/// The live picture. The camera is on exactly as long as this is in the page.
#[component]
fn Finder(props: &FinderProps) -> Html {
    let node = use_node_ref();
    use_effect_with((), {
        let (node, reader, dispatch) = (node.clone(), props.reader.clone(), props.dispatch.clone());
        move |()| {
            let camera = node
                .cast::<HtmlVideoElement>()
                .map(|video| Camera::start(video, reader, dispatch));
            move || drop(camera)
        }
    });
    html! {
        <div class="finder" aria-hidden="true">
            <video ref={node} data-role="camera" muted=true playsinline=true />
        </div>
    }
}
