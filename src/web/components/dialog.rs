//! A dialog: the browser's own, which keeps the focus inside, closes on Escape and gives the focus back.

use crate::web::dom;
use yew::{
    AttrValue, Callback, Children, Event, Html, MouseEvent, Properties, function_component, html,
    use_effect_with, use_node_ref,
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
    /// Whether it is open.
    pub open: bool,
    /// Called when the person closes it.
    pub onclose: Callback<()>,
    /// What stands in it.
    pub children: Children,
}

/// The dialog. Its content is only there while it is open.
#[function_component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    use_effect_with(props.open, {
        let node = node.clone();
        move |open| {
            if let Some(dialog) = node.cast::<web_sys::Element>() {
                dom::set_open(&dialog, *open);
            }
        }
    });
    let id = ["dialog-", props.name].concat();
    let close = props.onclose.reform(|_: MouseEvent| ());
    // The browser also says so of a dialog that was closed because another one opens, which must stay.
    let onclose = props.open.then(|| props.onclose.reform(|_: Event| ()));
    html! {
        <dialog ref={node} class="dialog" aria-labelledby={id.clone()} {onclose}>
            if props.open {
                <div class="dialog-head">
                    <h2 id={id}>{ &props.heading }</h2>
                    <button type="button" class="button quiet small" data-action="close" onclick={close}>
                        { &props.close }
                    </button>
                </div>
                <div class="dialog-body stack">{ props.children.clone() }</div>
            }
        </dialog>
    }
}

/// The dialog with this content.
pub fn view_dialog(
    name: &'static str,
    heading: &'static str,
    close: &'static str,
    open: bool,
    onclose: Callback<()>,
    body: Html,
) -> Html {
    html! { <Dialog {name} {heading} {close} {open} {onclose}>{ body }</Dialog> }
}
