//! Several tabs in one session, and ways to end one abruptly.

use crate::browser::Browser;
use crate::classic::Move;
use crate::engine::Engine;
use anyhow::{Context, Result};
use serde_json::json;
use thirtyfour::WindowHandle;

/// One tab.
pub type Tab = WindowHandle;

impl Browser {
    /// The tab that is shown.
    ///
    /// # Errors
    /// When the browser does not say.
    pub async fn tab(&self) -> Result<Tab> {
        self.session.window().await.context("there is no tab")
    }

    /// All tabs there are.
    ///
    /// # Errors
    /// When the browser does not say.
    pub async fn tabs(&self) -> Result<Vec<Tab>> {
        self.session.windows().await.context("there are no tabs")
    }

    /// Opens an empty tab of the same device and shows it.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn open_tab(&self) -> Result<Tab> {
        if self.engine() == Engine::WebKit {
            // A tab behind another one draws nothing there, and its driver cannot bring it to the front.
            let window = self.session.new_window().await?;
            self.switch_to(&window).await?;
            self.emulate(self.device()).await?;
            return Ok(window);
        }
        let tab = self.session.new_tab().await?;
        self.switch_to(&tab).await?;
        self.prepare().await?;
        Ok(tab)
    }

    /// Shows another tab.
    ///
    /// # Errors
    /// When it is not there any more.
    pub async fn switch_to(&self, tab: &Tab) -> Result<()> {
        self.session
            .switch_to_window(tab.clone())
            .await
            .context("the tab is gone")
    }

    /// Closes the tab that is shown. Another one has to be shown next.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn close_tab(&self) -> Result<()> {
        self.session
            .close_window()
            .await
            .context("the tab does not close")
    }

    /// Kills the process behind the tab that is shown, as a phone does when it needs the memory, and shows a new tab.
    ///
    /// # Errors
    /// When no other tab can be shown.
    pub async fn crash_tab(&self) -> Result<Tab> {
        let spare = self.session.new_tab().await?;
        // The command cannot be answered any more by the process that it ends.
        let _ = self.cdp("Page.crash", json!({})).await;
        self.switch_to(&spare).await?;
        self.prepare().await?;
        Ok(spare)
    }

    /// Goes to an address without waiting for anything.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn go(&self, url: &str) -> Result<()> {
        if self.engine() != Engine::Chromium {
            // A browser that was started impatiently does not wait here; another one waits no longer than it has to.
            return self
                .session
                .goto(url)
                .await
                .context("the browser did not go");
        }
        self.cdp("Page.navigate", json!({ "url": url }))
            .await
            .map(drop)
    }

    /// Puts a finger on the screen and leaves it there.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn finger_down(&self, x: f64, y: f64) -> Result<()> {
        if self.engine() != Engine::Chromium {
            return self.perform(Move::Down(x, y)).await;
        }
        let point = json!({ "type": "touchStart", "touchPoints": [{ "x": x, "y": y }] });
        self.cdp("Input.dispatchTouchEvent", point).await.map(drop)
    }

    /// Takes the finger off the screen.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn finger_up(&self) -> Result<()> {
        if self.engine() != Engine::Chromium {
            return self.perform(Move::Up).await;
        }
        let nothing = json!({ "type": "touchEnd", "touchPoints": [] });
        self.cdp("Input.dispatchTouchEvent", nothing)
            .await
            .map(drop)
    }

    /// Presses the button of the mouse and holds it.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn mouse_down(&self, x: f64, y: f64) -> Result<()> {
        self.mouse("mousePressed", Move::Down(x, y), x, y).await
    }

    /// Lets the button of the mouse go.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn mouse_up(&self, x: f64, y: f64) -> Result<()> {
        self.mouse("mouseReleased", Move::Up, x, y).await
    }

    async fn mouse(&self, kind: &str, step: Move<'_>, x: f64, y: f64) -> Result<()> {
        if self.engine() != Engine::Chromium {
            return self.perform(step).await;
        }
        let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
        self.cdp("Input.dispatchMouseEvent", event).await.map(drop)
    }

    /// Presses the space bar and holds it.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn space_down(&self) -> Result<()> {
        self.space("keyDown", Move::KeyDown(" ")).await
    }

    /// Lets the space bar go.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn space_up(&self) -> Result<()> {
        self.space("keyUp", Move::KeyUp(" ")).await
    }

    async fn space(&self, kind: &str, step: Move<'_>) -> Result<()> {
        if self.engine() != Engine::Chromium {
            return self.perform(step).await;
        }
        let event = json!({ "type": kind, "key": " ", "code": "Space", "text": " ", "windowsVirtualKeyCode": 32 });
        self.cdp("Input.dispatchKeyEvent", event).await.map(drop)
    }
}
