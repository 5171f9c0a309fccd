//! What reads the configuration of a municipality in the browser: the same check as `startbeeld check`.
//!
//! This is a program of its own, which the client's page loads when `config.json` says something. Whatever is wrong is
//! told in the console, where the municipality's administrator looks; the client sees defaults and no message.

use crate::config;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, console};

/// Reads a configuration, names its faults in the console, and gives what the pages need of it. `base` is the address of
/// the folder with the files that it names; empty where that is the folder of the page.
#[must_use]
pub fn read(text: &str, base: &str) -> JsValue {
    let (mut config, faults) = config::read(text);
    for fault in &faults {
        console::warn_1(&["config.json: ", &fault.to_string()].concat().into());
    }
    let files = config.logo.iter_mut().map(|logo| &mut logo.src);
    for file in files.chain(config.theme.stylesheet.as_mut()) {
        *file = [base, file].concat();
    }
    js_sys::JSON::parse(&config.for_pages().to_string()).unwrap_or_default()
}

/// Puts the theme of what [`read`] gave on the page, where a policy forbids styles in the markup. Without it the page looks
/// as it comes.
pub fn dress(config: &JsValue) {
    let part = |name: &str| Reflect::get(config, &name.into()).ok()?.as_string();
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let css = part("css").filter(|css| !css.is_empty());
    if let (Some(css), Some(sheet)) = (css, document.style_sheets().get(0)) {
        let sheet: CssStyleSheet = sheet.unchecked_into();
        let last = sheet.css_rules().map_or(0, |rules| rules.length());
        if sheet.insert_rule_with_index(&css, last).is_err() {
            console::warn_1(&"config.json: theme.tokens: the browser does not take these".into());
        }
    }
    let link = part("stylesheet").and_then(|href| {
        let link = document.create_element("link").ok()?;
        link.set_attribute("rel", "stylesheet").ok()?;
        link.set_attribute("href", &href).ok()?;
        Some(link)
    });
    if let (Some(link), Some(head)) = (link, document.query_selector("head").ok().flatten()) {
        // Where it does not arrive the built-in look stays.
        let _ = head.append_child(&link);
    }
}
