//! A dialog: the browser's own, which keeps the focus inside, closes on Escape and gives the focus back.

use crate::web::dom;
use yew::{
    AttrValue, Callback, Children, Event, Html, MouseEvent, NodeRef, Properties,
    function_component, hook, html, use_effect_with, use_node_ref,
};

/// What a dialog needs.
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// The name of the dialog: its DOM id follows from it.
    pub name: &'static str,
    /// The heading.
    pub heading: AttrValue,
    /// The word of the button that closes it.
    pub close: AttrValue,
    /// Called when the person closes it.
    pub onclose: Callback<()>,
    /// What stands in it.
    pub children: Children,
}

/// Opens the dialog that gets this reference as soon as it is in the page.
#[hook]
pub fn use_open_dialog() -> NodeRef {
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            let dialog = node.cast::<web_sys::Element>();
            if let Some(dialog) = &dialog {
                dom::set_open(dialog, true);
            }
            // Closing it first gives the focus back to where somebody was; a dialog that is taken away does not.
            move || {
                if let Some(dialog) = dialog {
                    dom::set_open(&dialog, false);
                }
            }
        }
    });
    node
}

/// The dialog. It is only in the page while it is open, so that a page that is drawn again pays nothing for it.
#[function_component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_open_dialog();
    let id = ["dialog-", props.name].concat();
    let close = props.onclose.reform(|_: MouseEvent| ());
    let onclose = props.onclose.reform(|_: Event| ());
    html! {
        <dialog ref={node} class="dialog" aria-labelledby={id.clone()} {onclose}>
            <div class="dialog-head">
                <h2 id={id}>{ &props.heading }</h2>
                <button type="button" class="button quiet small" data-action="close" onclick={close}>
                    { &props.close }
                </button>
            </div>
            <div class="dialog-body stack">{ props.children.clone() }</div>
        </dialog>
    }
}

/// An open dialog with this content.
pub fn view_dialog(
    name: &'static str,
    heading: &'static str,
    close: &'static str,
    onclose: Callback<()>,
    body: Html,
) -> Html {
    html! { <Dialog {name} {heading} {close} {onclose} key={name}>{ body }</Dialog> }
}
