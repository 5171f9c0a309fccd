//! One browser session: a device to imitate, taps and typing as a person does them, pictures of what is shown, and
//! everything the page said or sent.
//!
//! In Chromium all scripts go through the debugging protocol, which the page's content security policy does not
//! restrict. What Firefox and WebKit do instead is in `classic.rs`; what only Chromium can do says so when another
//! engine is asked for it.

use crate::before;
use crate::classic::{self, Move};
use crate::driver::{Driver, Folder};
use crate::engine::Engine;
use crate::setup::Setup;
use crate::traffic::{Request, Traffic};
use anyhow::{Context, Result, anyhow, bail};
use base64::Engine as _;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};
use thirtyfour::common::print::PrintParameters;
use thirtyfour::{By, Capabilities, WebDriver};
use tokio::time::sleep;

/// How long the page may take for anything a person waits for.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often the page is asked while waiting.
const PAUSE: Duration = Duration::from_millis(20);

/// How long the flash of a tap stays.
const FLASH: Duration = Duration::from_millis(400);

const PAGE: &str = include_str!("page.js");
const INIT: &str = include_str!("init.js");
const CONSOLE: &str = include_str!("console.js");

/// The key that closes what lies over the page, as drivers name it.
const ESCAPE: &str = "\u{e00c}";

/// What is typed key by key is no longer than this; the rest comes as one piece, as from the clipboard.
const TYPED: usize = 80;

const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
];

/// A device to imitate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// A small, old phone: 360 x 640 at two dots a pixel.
    Phone,
    /// The narrowest screen that WCAG asks for: 320 pixels.
    Narrow,
    /// The upright screen of a kiosk.
    Kiosk,
    /// A laptop with a mouse.
    Laptop,
}

impl Device {
    /// The name in folders and reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Device::Phone => "phone",
            Device::Narrow => "narrow",
            Device::Kiosk => "kiosk",
            Device::Laptop => "laptop",
        }
    }

    const fn size(self) -> (u32, u32) {
        match self {
            Device::Phone => (360, 640),
            Device::Narrow => (320, 640),
            Device::Kiosk => (1080, 1920),
            Device::Laptop => (1366, 768),
        }
    }

    const fn is_phone(self) -> bool {
        matches!(self, Device::Phone | Device::Narrow)
    }

    const fn is_touch(self) -> bool {
        !matches!(self, Device::Laptop)
    }
}

/// What the page could not hide, as noted by the script that runs before it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Probe {
    /// What the content security policy blocked.
    pub violations: Vec<String>,
    /// Scripts that failed and files that did not load.
    pub errors: Vec<String>,
    /// How often `alert` was called.
    pub alerts: u32,
    /// How often `print` was called.
    pub prints: u32,
    /// When the first screen reacted, in milliseconds since 1970.
    pub ready_at: Option<f64>,
    /// Errors and warnings on the console, in engines whose driver gives no log of it.
    #[serde(default)]
    pub console: Vec<String>,
}

impl Probe {
    /// Everything in it that has no place on a page that works.
    fn complaints(&self) -> impl Iterator<Item = String> {
        let violations = self.violations.iter().map(|one| format!("policy: {one}"));
        let errors = self.errors.iter().map(|one| format!("page: {one}"));
        let said = self.console.iter().map(|one| format!("console: {one}"));
        let alerts = (self.alerts > 0).then(|| "alert was called".to_owned());
        violations.chain(errors).chain(said).chain(alerts)
    }
}

/// How a browser is started.
struct Start<'a> {
    /// When a page counts as loaded, as drivers name it.
    patience: &'a str,
    /// More flags for Chromium.
    flags: &'a [String],
    /// Whether it knows no WebAssembly, as an old browser.
    without_programs: bool,
}

/// Where a finger has to come down, or why it cannot.
#[derive(Debug, Deserialize)]
struct Aim {
    x: Option<f64>,
    y: Option<f64>,
    words: Option<String>,
    error: Option<String>,
    #[serde(default)]
    closed: bool,
}

/// Where something stands in the window, in pixels of the page, and how wide the window is.
#[derive(Debug, Deserialize)]
pub(crate) struct Part {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) window: f64,
}

/// What is kept on the device.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
pub struct Stored {
    /// Keys of the local storage.
    pub local: Vec<String>,
    /// Keys of the session storage.
    pub session: Vec<String>,
    /// Names of databases.
    pub databases: Vec<String>,
    /// The requests whose answers are kept, as method and address.
    pub cached: Vec<String>,
    /// Cookies.
    pub cookies: Vec<String>,
}

/// One browser with a fresh profile. The order of the fields is the order in which they end.
#[derive(Debug)]
pub struct Browser {
    pub(crate) session: WebDriver,
    driver: Driver,
    engine: Engine,
    profile: Rc<Folder>,
    downloads: Folder,
    device: Cell<Device>,
    inside: RefCell<Option<String>>,
    traffic: RefCell<Traffic>,
    complaints: RefCell<Vec<String>>,
}

impl Browser {
    /// Starts a browser that imitates a device.
    ///
    /// # Errors
    /// When the browser or its driver does not start.
    pub async fn start(setup: &Setup, device: Device) -> Result<Browser> {
        Browser::start_with(setup, device, Start::NORMAL).await
    }

    /// Starts a browser that answers also while a page is still loading, so that a file can be held back.
    ///
    /// # Errors
    /// When the browser or its driver does not start.
    pub async fn start_impatient(setup: &Setup, device: Device) -> Result<Browser> {
        let patience = "none";
        let start = Start {
            patience,
            ..Start::NORMAL
        };
        Browser::start_with(setup, device, start).await
    }

    /// Starts a browser that knows no WebAssembly, as old ones and some that are set up very strictly.
    ///
    /// # Errors
    /// When the browser or its driver does not start.
    pub async fn start_without_programs(setup: &Setup, device: Device) -> Result<Browser> {
        let start = Start {
            without_programs: true,
            ..Start::NORMAL
        };
        Browser::start_with(setup, device, start).await
    }

    /// Starts a browser whose camera shows a film (Y4M), and which allows it to every page.
    ///
    /// # Errors
    /// When the browser or its driver does not start, and in every engine but Chromium.
    pub async fn start_with_camera(setup: &Setup, device: Device, film: &Path) -> Result<Browser> {
        only_chromium(setup.engine(), "a camera")?;
        let flags = [
            "--use-fake-ui-for-media-stream".to_owned(),
            "--use-fake-device-for-media-stream".to_owned(),
            format!("--use-file-for-fake-video-capture={}", film.display()),
        ];
        let start = Start {
            flags: &flags,
            ..Start::NORMAL
        };
        Browser::start_with(setup, device, start).await
    }

    /// Ends this browser as a power cut does, and starts it again as it then restores its pages by itself.
    ///
    /// # Errors
    /// When it does not start again.
    pub async fn crash_and_restore(self, setup: &Setup) -> Result<Browser> {
        let (device, profile) = (self.device.get(), Rc::clone(&self.profile));
        // A browser that ends cannot answer.
        let _ = self.cdp("Browser.crash", json!({})).await;
        drop(self);
        let flags = ["--restore-last-session", "--hide-crash-restore-bubble"].map(str::to_owned);
        let start = Start {
            flags: &flags,
            ..Start::NORMAL
        };
        Browser::start_in(setup, device, start, profile).await
    }

    /// Where the browser keeps its own files.
    #[must_use]
    pub fn profile(&self) -> &Path {
        self.profile.path()
    }

    /// Where the browser answers to programs that look into it.
    ///
    /// # Errors
    /// When it does not say.
    pub fn debugger(&self) -> Result<String> {
        let path = self.profile.path().join("DevToolsActivePort");
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let port = text.lines().next().context("the browser names no port")?;
        Ok(format!("127.0.0.1:{port}"))
    }

    async fn start_with(setup: &Setup, device: Device, start: Start<'_>) -> Result<Browser> {
        Browser::start_in(setup, device, start, Rc::new(Folder::new("profile")?)).await
    }

    async fn start_in(
        setup: &Setup,
        device: Device,
        start: Start<'_>,
        profile: Rc<Folder>,
    ) -> Result<Browser> {
        let engine = setup.engine();
        let downloads = Folder::new("downloads")?;
        let driver = Driver::start(
            engine,
            setup.driver(),
            profile.path(),
            start.without_programs,
        )?;
        let wishes = if engine == Engine::Chromium {
            capabilities(setup, &start, &profile, &downloads)
        } else {
            let (home, files) = (profile.path(), downloads.path());
            classic::capabilities(setup, start.patience, home, files, start.without_programs)?
        };
        let wishes: Capabilities = serde_json::from_value(wishes)?;
        let session = WebDriver::new(driver.address(), wishes)
            .await
            .context("the browser did not start")?;
        let browser = Browser {
            session,
            driver,
            engine,
            profile,
            downloads,
            device: Cell::new(device),
            inside: RefCell::default(),
            traffic: RefCell::default(),
            complaints: RefCell::default(),
        };
        if engine == Engine::Chromium {
            browser.prepare().await?;
            if start.without_programs {
                // No flag of Chromium does this any more.
                browser
                    .run_before_pages("delete globalThis.WebAssembly")
                    .await?;
            }
            let folder = browser.downloads.path();
            browser
                .cdp(
                    "Browser.setDownloadBehavior",
                    json!({ "behavior": "allow", "downloadPath": folder }),
                )
                .await?;
        } else {
            before::reset(&format!("{INIT}\n{CONSOLE}"));
            browser.emulate(device).await?;
        }
        Ok(browser)
    }

    /// The engine of this browser.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Makes the present tab one of the imitated device.
    pub(crate) async fn prepare(&self) -> Result<()> {
        // Elsewhere the size is that of the window, and the script comes with every page.
        if self.engine != Engine::Chromium {
            return Ok(());
        }
        self.run_before_pages(INIT).await?;
        self.emulate(self.device.get()).await
    }

    /// Imitates another device.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn emulate(&self, device: Device) -> Result<()> {
        let (width, height) = device.size();
        self.show(device, width, height).await?;
        self.device.set(device);
        if self.engine != Engine::Chromium {
            return Ok(());
        }
        let touch = device.is_touch();
        self.cdp(
            "Emulation.setTouchEmulationEnabled",
            json!({ "enabled": touch, "maxTouchPoints": 1 }),
        )
        .await
        .map(drop)
    }

    /// Makes the window as high as the page, so that nothing of it lies under bars that stick to an edge.
    /// [`Browser::emulate`] brings the device back.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn stretch(&self) -> Result<()> {
        let device = self.device.get();
        let (width, height) = device.size();
        let page: u32 = self.eval("document.documentElement.scrollHeight").await?;
        self.show(device, width, height.max(page)).await?;
        self.page::<Value>("settle", json!([])).await.map(drop)
    }

    async fn show(&self, device: Device, width: u32, height: u32) -> Result<()> {
        if self.engine != Engine::Chromium {
            return classic::resize(&self.session, width, height).await;
        }
        let scale = if device.is_phone() { 2 } else { 1 };
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": device.is_phone() });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics)
            .await
            .map(drop)
    }

    /// From now on everything is asked of the app in the shadow root of the first element that matches, or of the page
    /// itself.
    pub fn look_into(&self, selector: Option<&str>) {
        *self.inside.borrow_mut() = selector.map(str::to_owned);
    }

    /// The device that is imitated now.
    #[must_use]
    pub fn device(&self) -> Device {
        self.device.get()
    }

    /// Makes the processor so many times slower.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn slow_down(&self, times: u32) -> Result<()> {
        self.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": times }))
            .await
            .map(drop)
    }

    /// Runs a script at the beginning of every page from now on.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn run_before_pages(&self, script: &str) -> Result<()> {
        if self.engine != Engine::Chromium {
            before::add(script);
            return Ok(());
        }
        self.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": script }),
        )
        .await
        .map(drop)
    }

    /// Forgets every file that was fetched before, so that the next page asks for all of them again. Other engines
    /// than Chromium are given nothing to keep by [`crate::Site`], which is where this matters.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn forget_files(&self) -> Result<()> {
        if self.engine != Engine::Chromium {
            return Ok(());
        }
        self.cdp("Network.clearBrowserCache", json!({}))
            .await
            .map(drop)
    }

    /// Calls a method of the debugging protocol.
    ///
    /// # Errors
    /// When the browser refuses, and in every engine but Chromium.
    pub async fn cdp(&self, method: &str, params: Value) -> Result<Value> {
        only_chromium(self.engine, method)?;
        self.session
            .cdp()
            .send_raw(method, params)
            .await
            .with_context(|| format!("the browser refused {method}"))
    }

    /// Computes an expression in the page.
    ///
    /// # Errors
    /// When the expression fails, or its value has another shape.
    pub async fn eval<T: DeserializeOwned>(&self, expression: &str) -> Result<T> {
        if self.engine != Engine::Chromium {
            let value = classic::eval(&self.session, expression).await?;
            return serde_json::from_value(value)
                .context("a script in the page gave something unexpected");
        }
        let params =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.cdp("Runtime.evaluate", params).await?;
        if let Some(details) = answer.get("exceptionDetails") {
            let what = details
                .pointer("/exception/description")
                .or_else(|| details.get("text"));
            bail!(
                "a script failed in the page: {}",
                what.and_then(Value::as_str).unwrap_or("no reason given")
            );
        }
        let value = answer
            .pointer("/result/value")
            .cloned()
            .unwrap_or(Value::Null);
        serde_json::from_value(value).context("a script in the page gave something unexpected")
    }

    /// Calls a function of `page.js`.
    ///
    /// # Errors
    /// When the function fails, or its value has another shape.
    pub async fn page<T: DeserializeOwned>(&self, function: &str, arguments: Value) -> Result<T> {
        let inside = json!(*self.inside.borrow());
        self.eval(&format!("({PAGE})({inside}).{function}(...{arguments})"))
            .await
            .with_context(|| format!("asking the page for {function}"))
    }

    /// Goes to an address, also when only its fragment differs from the present one.
    ///
    /// # Errors
    /// When the address does not load.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.gather().await;
        self.session.goto("about:blank").await?;
        self.session
            .goto(url)
            .await
            .with_context(|| format!("{url} did not load"))
    }

    /// Loads the present page again.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn reload(&self) -> Result<()> {
        self.gather().await;
        self.session
            .refresh()
            .await
            .context("the page did not load again")
    }

    /// Waits until a question to the page gives something else than nothing or no.
    ///
    /// # Errors
    /// When it does not within the patience of a person; `what` says what was waited for.
    pub async fn wait_for<T: DeserializeOwned>(
        &self,
        what: &str,
        function: &str,
        arguments: Value,
    ) -> Result<T> {
        let start = Instant::now();
        loop {
            // While one page makes room for the next, there is nothing to ask.
            let answer = self
                .page::<Value>(function, arguments.clone())
                .await
                .unwrap_or(Value::Null);
            if !matches!(answer, Value::Null | Value::Bool(false)) {
                return serde_json::from_value(answer)
                    .context("the page gave something unexpected");
            }
            if start.elapsed() > PATIENCE {
                bail!("waited in vain for {what}; {}", self.describe().await);
            }
            sleep(PAUSE).await;
        }
    }

    /// Waits until something can be seen.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn wait_for_sight(&self, selector: &str) -> Result<()> {
        self.wait_for::<bool>(selector, "has", json!([selector]))
            .await
            .map(drop)
    }

    /// Whether something can be seen now.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn sees(&self, selector: &str) -> Result<bool> {
        self.page("has", json!([selector])).await
    }

    /// The words of everything visible that matches.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn words(&self, selector: &str) -> Result<Vec<String>> {
        self.page("words", json!([selector])).await
    }

    /// Taps what a function of `page.js` aims at, and gives back the words that stand there.
    ///
    /// # Errors
    /// When it is not there, hidden, switched off or covered by something else.
    pub async fn tap(&self, function: &str, arguments: Value) -> Result<String> {
        for _ in 0..4 {
            let aim: Aim = self.page(function, arguments.clone()).await?;
            let (Some(x), Some(y)) = (aim.x, aim.y) else {
                bail!(
                    "{}; {}",
                    aim.error.unwrap_or_default(),
                    self.describe().await
                );
            };
            self.touch(x, y).await?;
            if !aim.closed {
                return Ok(aim.words.unwrap_or_default());
            }
            // What had to be opened first is open now.
            sleep(PAUSE).await;
        }
        bail!("{arguments} stays folded in; {}", self.describe().await)
    }

    /// Taps the first visible element that matches.
    ///
    /// # Errors
    /// When it cannot be tapped.
    pub async fn tap_on(&self, selector: &str) -> Result<String> {
        self.tap("aimAt", json!([selector])).await
    }

    async fn touch(&self, x: f64, y: f64) -> Result<()> {
        if self.engine != Engine::Chromium {
            return self.perform(Move::Tap(x, y)).await;
        }
        if self.device.get().is_touch() {
            let point = json!({ "type": "touchStart", "touchPoints": [{ "x": x, "y": y }] });
            self.cdp("Input.dispatchTouchEvent", point).await?;
            self.cdp(
                "Input.dispatchTouchEvent",
                json!({ "type": "touchEnd", "touchPoints": [] }),
            )
            .await?;
        } else {
            for kind in ["mousePressed", "mouseReleased"] {
                let event =
                    json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
                self.cdp("Input.dispatchMouseEvent", event).await?;
            }
        }
        Ok(())
    }

    pub(crate) async fn perform(&self, step: Move<'_>) -> Result<()> {
        let is_touch = self.device.get().is_touch();
        classic::perform(&self.session, self.engine, is_touch, step).await
    }

    /// Types into the focused field, in place of what stands there.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn write(&self, text: &str) -> Result<()> {
        self.page::<Value>("selectAll", json!([])).await?;
        if self.engine != Engine::Chromium {
            if text.len() <= TYPED && text.chars().all(|letter| (' '..='~').contains(&letter)) {
                return self.perform(Move::Keys(text)).await;
            }
            let paste = format!("document.execCommand('insertText', false, {})", json!(text));
            return self.eval::<Value>(&paste).await.map(drop);
        }
        self.cdp("Input.insertText", json!({ "text": text }))
            .await
            .map(drop)
    }

    /// Presses the key that closes what lies over the page.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn escape(&self) -> Result<()> {
        if self.engine != Engine::Chromium {
            return self.perform(Move::Keys(ESCAPE)).await;
        }
        // Without the number of the key the browser does not take it for the one that closes dialogs.
        for kind in ["rawKeyDown", "keyUp"] {
            let key = json!({ "type": kind, "key": "Escape", "code": "Escape", "windowsVirtualKeyCode": 27 });
            self.cdp("Input.dispatchKeyEvent", key).await?;
        }
        Ok(())
    }

    /// Hands a file to a file field, as the file chooser does. The field may be hidden behind its label.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn choose_file(&self, selector: &str, path: &Path) -> Result<()> {
        let within = format!("{selector} input[type=file]");
        let field = match self.session.find(By::Css(selector)).await {
            Ok(element) if element.tag_name().await? == "input" => element,
            _ => self
                .session
                .find(By::Css(within))
                .await
                .with_context(|| format!("{selector} holds no file field"))?,
        };
        let path = path
            .to_str()
            .ok_or_else(|| anyhow!("the path of the file is not Unicode"))?;
        field
            .send_keys(path)
            .await
            .context("the file could not be chosen")
    }

    /// The folder of this browser for files, saved ones and others.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.downloads.path()
    }

    /// Does something that saves a file, and waits for that file.
    ///
    /// # Errors
    /// When no file comes.
    pub async fn download(&self, action: impl AsyncFnOnce() -> Result<()>) -> Result<PathBuf> {
        let before = self.downloaded()?;
        action().await?;
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let fresh = self.downloaded()?.difference(&before).next().cloned();
            if let Some(path) =
                fresh.filter(|path| fs::metadata(path).is_ok_and(|file| file.len() > 0))
            {
                return Ok(path);
            }
            sleep(PAUSE).await;
        }
        bail!("no file was saved; {}", self.describe().await)
    }

    fn downloaded(&self) -> Result<BTreeSet<PathBuf>> {
        let mut files = BTreeSet::new();
        for entry in fs::read_dir(self.downloads.path())? {
            let path = entry?.path();
            let unfinished = path.extension().is_some_and(|end| {
                ["crdownload", "part", "wkdownload"]
                    .iter()
                    .any(|one| end == *one)
            });
            let hidden = path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if !unfinished && !hidden {
                files.insert(path);
            }
        }
        Ok(files)
    }

    /// A picture of what the window shows.
    ///
    /// # Errors
    /// When the browser makes none.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        sleep(FLASH).await;
        if self.engine != Engine::Chromium {
            return Ok(self.session.screenshot_as_png().await?);
        }
        self.capture(json!({ "format": "png" })).await
    }

    /// A picture of the whole page, however long.
    ///
    /// # Errors
    /// When the browser makes none.
    pub async fn picture_of_page(&self) -> Result<Vec<u8>> {
        if self.engine != Engine::Chromium {
            self.stretch().await?;
            let picture = self.picture().await;
            self.emulate(self.device.get()).await?;
            return picture;
        }
        let metrics = self.cdp("Page.getLayoutMetrics", json!({})).await?;
        let side = |name: &str| {
            metrics
                .pointer(&format!("/cssContentSize/{name}"))
                .cloned()
                .unwrap_or_default()
        };
        let clip =
            json!({ "x": 0, "y": 0, "width": side("width"), "height": side("height"), "scale": 1 });
        self.capture(json!({ "format": "png", "captureBeyondViewport": true, "clip": clip }))
            .await
    }

    /// A picture of one element.
    ///
    /// # Errors
    /// When it cannot be seen.
    pub async fn picture_of(&self, selector: &str) -> Result<Vec<u8>> {
        self.wait_for_sight(selector).await?;
        // The flash that a tap leaves on a touch screen would colour the picture.
        sleep(FLASH).await;
        if self.engine == Engine::WebKit {
            // Its driver forgets how far the page has scrolled when the element lies in a dialog.
            let part: Part = self.page("partOf", json!([selector])).await?;
            return classic::cut_out(&self.picture().await?, &part);
        }
        let element = self.session.find(By::Css(selector)).await?;
        element
            .screenshot_as_png()
            .await
            .with_context(|| format!("no picture of {selector} was made"))
    }

    /// A picture of one element in the app that [`Browser::look_into`] leads to.
    ///
    /// # Errors
    /// When it cannot be seen.
    pub async fn picture_inside(&self, selector: &str) -> Result<Vec<u8>> {
        self.wait_for_sight(selector).await?;
        sleep(FLASH).await;
        let clip: Value = self.page("box", json!([selector])).await?;
        self.capture(json!({ "format": "png", "captureBeyondViewport": true, "clip": clip }))
            .await
    }

    /// The page as it would be printed.
    ///
    /// # Errors
    /// When the browser makes none, and in WebKit.
    pub async fn print(&self) -> Result<Vec<u8>> {
        match self.engine {
            Engine::Chromium => {}
            Engine::Firefox => {
                return Ok(self.session.print_page(PrintParameters::default()).await?);
            }
            Engine::WebKit => bail!("the driver of WebKit has no command to print"),
        }
        let paper = json!({ "printBackground": false, "preferCSSPageSize": true, "paperWidth": 8.27, "paperHeight": 11.69 });
        decode(&self.cdp("Page.printToPDF", paper).await?)
    }

    async fn capture(&self, params: Value) -> Result<Vec<u8>> {
        decode(&self.cdp("Page.captureScreenshot", params).await?)
    }

    /// What the present page could not hide.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn probe(&self) -> Result<Probe> {
        self.page("probe", json!([])).await
    }

    /// What is kept on the device by the present site.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn stored(&self) -> Result<Stored> {
        self.page("stored", json!([])).await
    }

    /// Every request of this session so far.
    ///
    /// # Errors
    /// When the browser does not give its log, and in every engine but Chromium.
    pub async fn requests(&self) -> Result<Vec<Request>> {
        only_chromium(self.engine, "the log of the network")?;
        for entry in self.session.get_log("performance").await? {
            self.traffic.borrow_mut().read(&entry.message);
        }
        Ok(self.traffic.borrow().requests().to_vec())
    }

    /// Everything that went wrong by the browser's own account: errors on the console (a panic of the program is
    /// one), scripts that failed, what the content security policy blocked, and calls of `alert`.
    ///
    /// # Errors
    /// When the browser does not give its log.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        if self.engine == Engine::Chromium {
            for entry in self.session.get_log("browser").await? {
                // A page that is left while its icon is on its way says so in the name of the empty page after it.
                let left = entry
                    .message
                    .starts_with("about:blank - Error while trying to use the following icon");
                if matches!(entry.level.as_str(), "SEVERE" | "WARNING") && !left {
                    self.complaints
                        .borrow_mut()
                        .push(format!("console: {}", entry.message));
                }
            }
        }
        let probe = self.probe().await.unwrap_or_default();
        let mut all = self.complaints.borrow().clone();
        all.extend(probe.complaints());
        Ok(all)
    }

    /// Keeps what the present page could not hide, before it goes. Chromium's log outlives a page by itself.
    async fn gather(&self) {
        if self.engine != Engine::Chromium
            && let Ok(probe) = self.probe().await
        {
            self.complaints.borrow_mut().extend(probe.complaints());
        }
    }

    /// Where the browser stands, for the message of a failure.
    pub async fn describe(&self) -> String {
        let screen: Value = self.page("screen", json!([])).await.unwrap_or(Value::Null);
        let complaints = self.complaints().await.unwrap_or_default();
        let address: String = self.eval("location.href").await.unwrap_or_default();
        format!("now at {address} with screen {screen} and complaints {complaints:?}")
    }
}

impl Drop for Browser {
    /// Ends the session, so that no browser stays behind when a test stops half-way.
    fn drop(&mut self) {
        // The session would also end itself, but it waits for a runtime that this very drop is holding up.
        let id = self.session.session_id().to_string();
        if self.session.clone().leak().is_ok() {
            self.driver.end_session(&id);
        }
    }
}

impl Start<'_> {
    /// A browser that waits for whole pages and knows everything that it knows.
    const NORMAL: Start<'static> = Start {
        patience: "normal",
        flags: &[],
        without_programs: false,
    };
}

/// What a new session of Chromium asks for.
fn capabilities(setup: &Setup, start: &Start<'_>, profile: &Folder, downloads: &Folder) -> Value {
    let mut args = FLAGS.map(str::to_owned).to_vec();
    args.extend_from_slice(start.flags);
    args.push(format!("--user-data-dir={}", profile.path().display()));
    json!({
        "browserName": "chrome",
        "pageLoadStrategy": start.patience,
        "goog:chromeOptions": {
            "binary": setup.browser(),
            "args": args,
            "prefs": {
                "download.default_directory": downloads.path(),
                "download.prompt_for_download": false,
                "intl.accept_languages": "nl-NL,nl",
            },
            "perfLoggingPrefs": { "enableNetwork": true, "enablePage": false },
        },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    })
}

/// Says so when another engine is asked for what only Chromium can do.
fn only_chromium(engine: Engine, what: &str) -> Result<()> {
    if engine == Engine::Chromium {
        return Ok(());
    }
    bail!(
        "{what} needs Chromium, and this run drives {}: mark the test so in tests/browser/engines.toml",
        engine.name()
    )
}

fn decode(answer: &Value) -> Result<Vec<u8>> {
    let data = answer
        .get("data")
        .and_then(Value::as_str)
        .context("the browser made no picture")?;
    base64::engine::general_purpose::STANDARD
        .decode(data)
        .context("the picture is damaged")
}
