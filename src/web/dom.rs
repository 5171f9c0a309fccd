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

/// Reads an attribute and removes it.
#[must_use]
pub fn take_attribute(element: &Element, name: &str) -> Option<String> {
    let value = element.get_attribute(name)?;
    let _ = element.remove_attribute(name);
    Some(value)
}

/// Lets the page itself hold a session that is not stored, so that a fault does not cost the answers; see `start.js`.
pub fn hold(session: Option<&str>) {
    if let Some(root) = element("app") {
        for (name, value) in [
            ("data-session", session),
            ("data-memory", session.map(|_| "")),
        ] {
            let _ = match value {
                Some(value) => root.set_attribute(name, value),
                None => root.remove_attribute(name),
            };
        }
    }
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

/// The address of a page beside this one, without the fragment.
#[must_use]
pub fn neighbour(relative: &str) -> String {
    document()
        .and_then(|document| document.base_uri().ok().flatten())
        .and_then(|base| Url::new_with_base(relative, &base).ok())
        .map(|url| url.href())
        .unwrap_or_default()
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

/// Tells the page that everything was wiped, so that it drops its offline copy as well.
pub fn tell_wiped() {
    if let (Some(window), Ok(event)) = (window(), web_sys::Event::new("startbeeld:wiped")) {
        let _ = window.dispatch_event(&event);
    }
}

/// Prints the page.
///
/// # Errors
/// When the browser cannot print.
pub fn print() -> Result<(), Failed> {
    window().ok_or(Failed)?.print().map_err(|_| Failed)
}

/// Puts the page in the history of the browser, so that its back button turns pages. Only the name of the page goes
/// there, never an answer, and the address stays as it is.
pub fn remember_page(address: &str) {
    let Some(history) = window().and_then(|window| window.history().ok()) else {
        return;
    };
    let current = history.state().ok().and_then(|state| state.as_string());
    let outcome = match current.as_deref() {
        Some(known) if known == address => Ok(()),
        None => history.replace_state(&address.into(), ""),
        Some(_) => history.push_state(&address.into(), ""),
    };
    // Without a history the buttons of the page still do everything.
    let _ = outcome;
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
