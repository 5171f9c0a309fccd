//! Firefox and WebKit by the commands that the W3C has agreed on. Chromium's debugging protocol knows no policy of a
//! page and counts in its own dots; here every script is a function that the driver calls, and taps are its actions.

use crate::browser::Part;
use crate::engine::Engine;
use crate::setup::Setup;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::time::Duration;
use thirtyfour::WebDriver;
use thirtyfour::common::command::{Actions, Command};

/// The toolbar of the small browser that comes with WebKit, made so narrow that the page can be as narrow as a phone.
const NARROW: &str = "headerbar, toolbar, toolbar *, notebook header *, .titlebar * { min-width: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; -gtk-icon-transform: scale(0.1); }
toolbar image, button image { -gtk-icon-size: 1px; min-width: 1px; }";

/// The same for Firefox, whose window is otherwise never narrower than 450 pixels.
const NARROW_FIREFOX: &str = "#main-window, :root { min-width: 0 !important; }";

/// What a new session asks for.
pub(crate) fn capabilities(
    setup: &Setup,
    patience: &str,
    home: &Path,
    downloads: &Path,
    without_programs: bool,
) -> Result<Value> {
    match setup.engine() {
        Engine::Firefox => firefox(setup, patience, home, downloads, without_programs),
        _ => webkit(setup, patience, home, downloads),
    }
}

fn firefox(
    setup: &Setup,
    patience: &str,
    home: &Path,
    downloads: &Path,
    without_programs: bool,
) -> Result<Value> {
    let styles = home.join("chrome");
    fs::create_dir_all(&styles)?;
    fs::write(styles.join("userChrome.css"), NARROW_FIREFOX)?;
    let mut prefs = json!({
        "toolkit.legacyUserProfileCustomizations.stylesheets": true,
        "browser.download.folderList": 2,
        "browser.download.dir": downloads,
        "browser.download.alwaysOpenPanel": false,
        "browser.download.always_ask_before_handling_new_types": false,
        "intl.accept_languages": "nl-NL,nl",
        "general.smoothScroll": false,
        "dom.w3c_touch_events.enabled": 1,
        // On a busy machine a tap lasts so long that it would count as a long press.
        "ui.click_hold_context_menus.delay": 20_000,
        "apz.max_tap_time": 20_000,
        "datareporting.policy.dataSubmissionEnabled": false,
    });
    if without_programs && let Some(all) = prefs.as_object_mut() {
        all.insert("javascript.options.wasm".to_owned(), json!(false));
    }
    Ok(json!({
        "browserName": "firefox",
        "pageLoadStrategy": patience,
        "moz:firefoxOptions": {
            "binary": setup.browser(),
            "args": ["-headless", "-profile", home],
            "prefs": prefs,
        },
    }))
}

fn webkit(setup: &Setup, patience: &str, home: &Path, downloads: &Path) -> Result<Value> {
    let folder = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads.display());
    fs::write(home.join("user-dirs.dirs"), folder)?;
    fs::create_dir_all(home.join("gtk-3.0"))?;
    fs::write(home.join("gtk-3.0").join("gtk.css"), NARROW)?;
    Ok(json!({
        "browserName": "MiniBrowser",
        "pageLoadStrategy": patience,
        "webkitgtk:browserOptions": { "binary": setup.browser(), "args": ["--automation"] },
    }))
}

/// Computes an expression in the page, or runs statements that have no value.
pub(crate) async fn eval(session: &WebDriver, expression: &str) -> Result<Value> {
    match call(session, &format!("return (\n{expression}\n)")).await {
        Err(error) if is_no_expression(&error) => call(session, expression).await,
        other => other,
    }
}

/// Whether the browser could not read the script. WebKit gives the reason without the kind of error.
fn is_no_expression(error: &anyhow::Error) -> bool {
    let text = format!("{error:#}");
    text.contains("SyntaxError") || text.contains("Unexpected ")
}

/// Calls an async function with this body. Its value travels as text, because drivers know other ways to write the
/// same values. A page that goes away meanwhile is waited for no longer than a person would.
async fn call(session: &WebDriver, body: &str) -> Result<Value> {
    let script = format!(
        "const __done = arguments[arguments.length - 1];
        (async () => {{ {body}\n }})().then(
            (value) => __done(JSON.stringify({{ value }})),
            (error) => __done(JSON.stringify({{ error: `${{error}} ${{error?.stack ?? ''}}` }})));"
    );
    let answer = session
        .execute_async(script, Vec::new())
        .await
        .context("a script did not run in the page")?;
    let text = answer.json().as_str().unwrap_or_default();
    let mut answer: Value = serde_json::from_str(text).context("a script gave no text")?;
    if let Some(error) = answer.get("error").and_then(Value::as_str) {
        bail!("a script failed in the page: {error}");
    }
    Ok(answer.get_mut("value").map(Value::take).unwrap_or_default())
}

/// What a finger, the mouse or a key does.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Move<'a> {
    /// Comes down at a place, in pixels of the window.
    Down(f64, f64),
    /// Lets go.
    Up,
    /// Both at once.
    Tap(f64, f64),
    /// A key goes down.
    KeyDown(&'a str),
    /// A key comes up again.
    KeyUp(&'a str),
    /// A whole text, key by key.
    Keys(&'a str),
}

/// Does it. WebKit's GTK build knows no touch, so that a mouse stands in for the finger there.
pub(crate) async fn perform(
    session: &WebDriver,
    engine: Engine,
    is_touch: bool,
    step: Move<'_>,
) -> Result<()> {
    let pointer = if is_touch && engine == Engine::Firefox {
        "touch"
    } else {
        "mouse"
    };
    let to = |x: f64, y: f64| json!({ "type": "pointerMove", "x": x.round(), "y": y.round(), "duration": 0, "origin": "viewport" });
    let down = json!({ "type": "pointerDown", "button": 0 });
    let up = json!({ "type": "pointerUp", "button": 0 });
    let key = |kind: &str, key: &str| json!({ "type": kind, "value": key });
    let (kind, actions) = match step {
        Move::Down(x, y) => ("pointer", vec![to(x, y), down]),
        Move::Up => ("pointer", vec![up]),
        Move::Tap(x, y) => ("pointer", vec![to(x, y), down, up]),
        Move::KeyDown(name) => ("key", vec![key("keyDown", name)]),
        Move::KeyUp(name) => ("key", vec![key("keyUp", name)]),
        Move::Keys(text) => {
            let keys = text.chars().map(|letter| letter.to_string());
            let both = keys.flat_map(|letter| [key("keyDown", &letter), key("keyUp", &letter)]);
            ("key", both.collect())
        }
    };
    let source = match kind {
        "key" => json!({ "type": "key", "id": "keyboard", "actions": actions }),
        _ => {
            json!({ "type": "pointer", "id": pointer, "parameters": { "pointerType": pointer }, "actions": actions })
        }
    };
    let actions = Actions::from(json!([source]));
    session
        .cmd(Command::PerformActions(actions))
        .await
        .context("the browser did not tap or type")
        .map(drop)
}

/// Makes the page so large, as far as the window can be so small. What surrounds the page is measured first.
pub(crate) async fn resize(session: &WebDriver, width: u32, height: u32) -> Result<()> {
    let (mut around, mut above) = (0, 0);
    for _ in 0..3 {
        session
            .set_window_rect(0, 0, width + around, height + above)
            .await?;
        tokio::time::sleep(Duration::from_millis(60)).await;
        let inner = eval(
            session,
            "[innerWidth, innerHeight, outerWidth, outerHeight]",
        )
        .await?;
        let sizes: [f64; 4] = serde_json::from_value(inner)?;
        let whole = sizes.map(|side| side.max(0.0) as u32);
        let [inside, inside_height, outside, outside_height] = whole;
        if (inside, inside_height) == (width, height) {
            break;
        }
        around = outside.saturating_sub(inside);
        above = outside_height.saturating_sub(inside_height);
    }
    Ok(())
}

/// A part of a picture of the window, as a picture of its own.
pub(crate) fn cut_out(picture: &[u8], part: &Part) -> Result<Vec<u8>> {
    let mut decoder = png::Decoder::new(Cursor::new(picture));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::ALPHA);
    let mut reader = decoder.read_info()?;
    let size = reader
        .output_buffer_size()
        .context("the picture is too large")?;
    let mut dots = vec![0; size];
    let info = reader.next_frame(&mut dots)?;
    let bytes = info.color_type.samples();
    let scale = f64::from(info.width) / part.window;
    let dot = |length: f64| (length * scale).round().max(0.0) as usize;
    let (left, top) = (dot(part.x), dot(part.y));
    let (width, height) = (dot(part.width), dot(part.height));
    let mut cut = Vec::with_capacity(width * height * bytes);
    for row in dots.chunks_exact(info.line_size).skip(top).take(height) {
        let from = left * bytes;
        let line = row.get(from..from + width * bytes);
        cut.extend_from_slice(line.context("it does not lie within the window")?);
    }
    if cut.len() != width * height * bytes {
        bail!("it does not lie within the window");
    }
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, u32::try_from(width)?, u32::try_from(height)?);
    encoder.set_color(info.color_type);
    encoder.set_depth(info.bit_depth);
    encoder.write_header()?.write_image_data(&cut)?;
    Ok(file)
}
