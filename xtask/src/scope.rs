//! The styles of the client's page as styles of a widget, which lives in a shadow root of somebody else's page.
//!
//! What the page says of the document is said of the widget's own element; what it asks of the window is asked of the
//! room that the widget has; and lengths that follow the root of the document follow a length of the widget's own, because
//! the root belongs to the host. `styles/widget.css` comes after it.

use anyhow::{Context, Result, bail};

/// The element that stands for the document.
const WIDGET: &str = ".widget";
/// The class of the widget when it is dark.
const DARK: &str = ".widget.dark";
/// Sizes that depend on the size of the root have this many pixels in the conditions of rules, where nothing can be computed.
const ROOT_PIXELS: f64 = 16.0;

/// Tokens that newer themes of the NL Design System have under another name: they come after the older one.
const NEWER: [(&str, &str); 4] = [
    (
        "--utrecht-document-background-color",
        "--basis-color-default-bg-document",
    ),
    (
        "--utrecht-document-color",
        "--basis-color-default-color-document",
    ),
    (
        "--utrecht-document-font-family",
        "--basis-text-font-family-default",
    ),
    (
        "--utrecht-focus-outline-color",
        "--basis-focus-outline-color",
    ),
];

/// The styles of a widget, without comments and white space.
///
/// # Errors
/// When a rule asks for something that a widget cannot answer, or the style sheet is damaged.
pub fn widget(css: &str) -> Result<String> {
    let mut out = String::new();
    rules(&without_comments(css)?, false, &mut out)?;
    for (old, new) in NEWER {
        out = with_newer(&out, old, new)?;
    }
    Ok(format!("{out}{}", own_colours(&out)))
}

/// Styles that were written for a widget, with lengths of its own, without comments and white space.
///
/// # Errors
/// When the style sheet is damaged.
pub fn plain(css: &str) -> Result<String> {
    let mut out = String::new();
    nested(&without_comments(css)?, &own_lengths, &mut out)?;
    Ok(out)
}

/// Any styles without comments and white space.
///
/// # Errors
/// When the style sheet is damaged.
pub fn shrink(css: &str) -> Result<String> {
    let mut out = String::new();
    nested(&without_comments(css)?, &str::to_owned, &mut out)?;
    Ok(out)
}

/// Writes the rules of a block as they are, apart from the values in them.
fn nested(css: &str, value: &dyn Fn(&str) -> String, out: &mut String) -> Result<()> {
    let mut rest = css.trim_start();
    while !rest.is_empty() {
        let (head, body, next) = first_rule(rest)?;
        out.push_str(&head.split_whitespace().collect::<Vec<_>>().join(" "));
        out.push('{');
        if head.starts_with("@media") || head.starts_with("@container") {
            nested(body, value, out)?;
        } else {
            declarations(body, value, out);
        }
        out.push('}');
        rest = next;
    }
    Ok(())
}

/// The first rule as its head and its block, and what comes after it.
fn first_rule(css: &str) -> Result<(&str, &str, &str)> {
    let open = css.find('{').context("a rule has no block")?;
    let (head, after) = css.split_at(open);
    let (block, next) = after.split_at(block_end(after)? + 1);
    let body = block
        .strip_prefix('{')
        .and_then(|block| block.strip_suffix('}'))
        .unwrap_or_default();
    if body.contains("url(") {
        bail!("a picture in `{}` cannot be taken along", head.trim());
    }
    Ok((head.trim(), body, next.trim_start()))
}

/// `var(--old,x)` becomes `var(--old,var(--new,x))`.
fn with_newer(css: &str, old: &str, new: &str) -> Result<String> {
    let start = format!("var({old},");
    let mut out = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once(&start) {
        let end = after.find(')').context("a var( is not closed")?;
        let (own, next) = after.split_at(end);
        if own.contains('(') {
            bail!("the second value of {old} cannot be found");
        }
        out += &format!("{before}{start}var({new},{})", own.trim());
        rest = next;
    }
    Ok(out + rest)
}

/// A widget that keeps to its own colours knows none of the host's tokens.
fn own_colours(css: &str) -> String {
    let mut names: Vec<&str> = css
        .split("var(")
        .skip(1)
        .filter_map(|rest| rest.split([',', ')']).next())
        .filter(|name| !name.starts_with("--sb-") && *name != "--size")
        .collect();
    names.sort_unstable();
    names.dedup();
    let unset: String = names
        .iter()
        .map(|name| format!("{name}:initial;"))
        .collect();
    format!("{WIDGET}.own{{{}}}", unset.trim_end_matches(';'))
}

fn without_comments(css: &str) -> Result<String> {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after
            .split_once("*/")
            .context("a comment is opened with /* but never closed")?
            .1;
    }
    out.push_str(rest);
    Ok(out)
}

/// Writes the rules of a block; `dark` says whether they are for dark colours only.
fn rules(css: &str, dark: bool, out: &mut String) -> Result<()> {
    let mut rest = css.trim_start();
    while !rest.is_empty() {
        let (head, body, next) = first_rule(rest)?;
        rule(head, body, dark, out)?;
        rest = next;
    }
    Ok(())
}

/// Where the block ends that the text begins with.
fn block_end(text: &str) -> Result<usize> {
    let mut depth = 0_u32;
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(letter),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Ok(at);
                }
            }
            _ => {}
        }
    }
    bail!("a block is opened but never closed")
}

fn rule(head: &str, body: &str, dark: bool, out: &mut String) -> Result<()> {
    let Some(at_rule) = head.strip_prefix('@') else {
        let mut selectors: Vec<String> = head
            .split(',')
            .map(|selector| scoped(selector.trim(), dark))
            .collect();
        if selectors
            .iter()
            .any(|one| one.matches('(').count() != one.matches(')').count())
        {
            bail!("the list in brackets in `{head}` cannot be cut at its commas");
        }
        selectors.dedup();
        out.push_str(&selectors.join(","));
        out.push('{');
        declarations(body, &own_lengths, out);
        out.push('}');
        return Ok(());
    };
    let condition = at_rule.strip_prefix("media").map(str::trim);
    match condition {
        Some("(prefers-color-scheme: dark)") => rules(body, true, out),
        Some("print") => grouped("@media print", body, dark, out),
        Some(condition) if condition.starts_with("(forced-colors:") => {
            grouped(&format!("@media {condition}"), body, dark, out)
        }
        // A screen that stands upright and large is a kiosk, which has a page of its own.
        Some(condition) if condition.contains("height") => Ok(()),
        Some(condition) if condition.contains("-width:") => grouped(
            &format!("@container widget {}", in_pixels(condition)?),
            body,
            dark,
            out,
        ),
        // How paper is laid out is for the host to say.
        None if at_rule.starts_with("page") => Ok(()),
        _ => bail!("a widget cannot have the rule `@{at_rule}`; see xtask/src/scope.rs"),
    }
}

fn grouped(head: &str, body: &str, dark: bool, out: &mut String) -> Result<()> {
    out.push_str(head);
    out.push('{');
    rules(body, dark, out)?;
    out.push('}');
    Ok(())
}

/// A selector in the shadow root.
fn scoped(selector: &str, dark: bool) -> String {
    match (selector, dark) {
        (":root" | ":host" | "html" | "body", false) => WIDGET.to_owned(),
        (":root" | ":host" | "html" | "body", true) => DARK.to_owned(),
        (other, false) => other.to_owned(),
        (other, true) => format!("{DARK} {other}"),
    }
}

fn in_pixels(condition: &str) -> Result<String> {
    let mut out = String::new();
    let mut rest = condition;
    while let Some((before, after)) = rest.split_once("rem") {
        let start = number_start(before);
        let number: f64 = before
            .get(start..)
            .unwrap_or_default()
            .parse()
            .with_context(|| format!("`{condition}` has no number before rem"))?;
        out.push_str(before.get(..start).unwrap_or_default());
        out.push_str(&format!("{}px", number * ROOT_PIXELS));
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// Where the number begins that the text ends with.
fn number_start(text: &str) -> usize {
    text.rfind(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == '-'))
        .map_or(0, |at| at + 1)
}

/// Declarations, each with its value as `written`.
fn declarations(body: &str, written: &dyn Fn(&str) -> String, out: &mut String) {
    for declaration in body.split(';') {
        let declaration = declaration.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some((name, value)) = declaration.split_once(':') else {
            continue;
        };
        if !out.ends_with('{') {
            out.push(';');
        }
        out.push_str(name.trim());
        out.push(':');
        out.push_str(&written(value.trim()));
    }
}

/// A value with its `rem` written as shares of the widget's own length.
fn own_lengths(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("rem") {
        let start = number_start(before);
        let number = before.get(start..).unwrap_or_default();
        let ends = after
            .chars()
            .next()
            .is_none_or(|next| !next.is_ascii_alphanumeric() && next != '-');
        if number.parse::<f64>().is_ok() && ends {
            out.push_str(before.get(..start).unwrap_or_default());
            out.push_str(&format!("calc({number}*var(--sb-rem))"));
        } else {
            out.push_str(before);
            out.push_str("rem");
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::widget;

    fn check(css: &str, expected: &str) {
        let made = widget(css).unwrap();
        let made = made.split(".widget.own{").next().unwrap();
        assert_eq!(made, expected, "{css}");
    }

    #[test]
    fn what_is_said_of_the_document_is_said_of_the_widget() {
        check(
            ":root, :host { --a: 1 } html { b: c; } body {\n d: e;\n}",
            ".widget{--a:1}.widget{b:c}.widget{d:e}",
        );
        check("a, b { c: d }", "a,b{c:d}");
    }

    #[test]
    fn lengths_follow_the_widget_and_not_the_root() {
        check(
            "a { b: 1.5rem -0.25rem calc(2rem + 1px); c: none }",
            "a{b:calc(1.5*var(--sb-rem)) calc(-0.25*var(--sb-rem)) calc(calc(2*var(--sb-rem)) + 1px);c:none}",
        );
        check("a { b: remember 3remx }", "a{b:remember 3remx}");
    }

    #[test]
    fn the_room_of_the_widget_counts_instead_of_the_window() {
        check(
            "@media (min-width: 40rem) { a { b: c } :root { d: 1rem } }",
            "@container widget (min-width: 640px){a{b:c}.widget{d:calc(1*var(--sb-rem))}}",
        );
        check(
            "@media (min-width: 48rem) and (min-height: 90rem) { html { a: b } }",
            "",
        );
    }

    #[test]
    fn dark_is_a_choice_and_not_a_question() {
        check(
            "@media (prefers-color-scheme: dark) { :root, :host { a: b } c { d: e } }",
            ".widget.dark{a:b}.widget.dark c{d:e}",
        );
    }

    #[test]
    fn paper_keeps_its_rules_but_not_its_size() {
        check(
            "@media print { @page { size: A4 } a { b: c } }",
            "@media print{a{b:c}}",
        );
    }

    #[test]
    fn newer_names_of_tokens_are_known() {
        check(
            "a { b: var(--utrecht-document-color, #000) }",
            "a{b:var(--utrecht-document-color,var(--basis-color-default-color-document,#000))}",
        );
    }

    #[test]
    fn a_widget_of_its_own_colours_knows_no_token_of_the_host() {
        let made = widget("a { b: var(--x-y, #fff) var(--sb-c) var(--x-y); d: var(--size, 1px) }")
            .unwrap();
        assert!(made.ends_with(".widget.own{--x-y:initial}"), "{made}");
    }

    #[test]
    fn what_nobody_thought_of_is_an_error() {
        for css in [
            "@media (orientation: portrait) { a { b: c } }",
            "@font-face { a: b }",
            "a { b: c",
            "/* a",
        ] {
            assert!(widget(css).is_err(), "{css}");
        }
    }
}
