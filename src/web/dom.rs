//! Small errands in the document: focus, scrolling, dialogs, downloads, the clipboard, printing.
//!
//! An errand that cannot be done says so; it never stops the page.

use wasm_bindgen::JsCast;
use web_sys::{
    Blob, BlobPropertyBag, Document, Element, HtmlAnchorElement, HtmlDialogElement, HtmlElement,
    Url, Window,
};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// The element with this id.
#[must_use]
pub fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Sets or removes a mark on the page's own element, for what stands around it.
pub fn mark_app(name: &str, on: bool) {
    if let Some(root) = element("app") {
        let _ = root.toggle_attribute_with_force(name, on);
    }
}

/// Whether the page's own element has a mark.
#[must_use]
pub fn is_app_marked(name: &str) -> bool {
    element("app").is_some_and(|root| root.has_attribute(name))
}

/// Sets or removes a mark on the whole document, for its styles.
pub fn mark_page(name: &str, on: bool) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.toggle_attribute_with_force(name, on);
    }
}

/// Makes an element with this id beside the page's own.
#[must_use]
pub fn beside_app(id: &str) -> Option<Element> {
    let made = document()?.create_element("div").ok()?;
    made.set_id(id);
    element("app")?
        .insert_adjacent_element("afterend", &made)
        .ok()
        .flatten()
}

/// Shows the page's own element, for a page in this language; see `start.js`.
pub fn uncover_app(language: &str) {
    if let Some(root) = element("app") {
        let _ = root.set_attribute("data-language", language);
        let _ = root.remove_attribute("hidden");
    }
}

/// The tag of the language that the document is in.
#[must_use]
pub fn language() -> String {
    document()
        .and_then(|document| document.document_element()?.get_attribute("lang"))
        .unwrap_or_default()
}

/// Moves the focus to an element that normally takes none, such as the heading of a new page, without scrolling
/// to it, and goes to the top of the page.
pub fn arrive_at(element: &Element) {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Brings an element into view and moves the focus to it.
pub fn go_to(element: &Element) {
    element.scroll_into_view();
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Opens or closes a dialog; the browser keeps the focus inside while it is open.
pub fn set_open(dialog: &Element, open: bool) {
    if let Some(dialog) = dialog.dyn_ref::<HtmlDialogElement>() {
        match (open, dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    }
}

/// Offers text as a file to keep.
///
/// # Errors
/// When the browser does not make files. A browser inside another app may also do nothing without saying so.
pub fn download(name: &str, media_type: &str, text: &str) -> Result<(), Failed> {
    let document = document().ok_or(Failed)?;
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).map_err(|_| Failed)?;
    let url = Url::create_object_url_with_blob(&blob).map_err(|_| Failed)?;
    let anchor: HtmlAnchorElement = document
        .create_element("a")
        .map_err(|_| Failed)?
        .dyn_into()
        .map_err(|_| Failed)?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The download has the data now; the address need not live longer than this page anyway.
    let _ = Url::revoke_object_url(&url);
    Ok(())
}

/// As long as it lives, the browser asks before the page is closed or loaded again.
#[cfg(feature = "coach")]
pub struct Guard {
    listener: wasm_bindgen::closure::Closure<dyn FnMut(web_sys::Event)>,
}

#[cfg(feature = "coach")]
impl Guard {
    const KIND: &'static str = "beforeunload";

    /// Begins to guard.
    #[must_use]
    #[allow(
        clippy::new_without_default,
        reason = "it does something from now on, so it is not a value that stands for nothing"
    )]
    pub fn new() -> Guard {
        let listener = wasm_bindgen::closure::Closure::new(|event: web_sys::Event| {
            event.prevent_default();
            // Older browsers ask only when this is set; what it says is not shown.
            let _ = js_sys::Reflect::set(&event, &"returnValue".into(), &true.into());
        });
        let guard = Guard { listener };
        if let Some(window) = window() {
            let listener = guard.listener.as_ref().unchecked_ref();
            let _ = window.add_event_listener_with_callback(Guard::KIND, listener);
        }
        guard
    }
}

#[cfg(feature = "coach")]
impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(window) = window() {
            let listener = self.listener.as_ref().unchecked_ref();
            let _ = window.remove_event_listener_with_callback(Guard::KIND, listener);
        }
    }
}

/// Prints the page.
///
/// # Errors
/// When the browser cannot print.
pub fn print() -> Result<(), Failed> {
    window().ok_or(Failed)?.print().map_err(|_| Failed)
}

/// Names the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The browser did not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed;
