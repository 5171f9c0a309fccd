//! Several tabs in one session, and ways to end one abruptly.

use crate::browser::Browser;
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

    /// Opens an empty tab of the same device and shows it.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn open_tab(&self) -> Result<Tab> {
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
        self.cdp("Page.navigate", json!({ "url": url }))
            .await
            .map(drop)
    }

    /// Puts a finger on the screen and leaves it there.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn finger_down(&self, x: f64, y: f64) -> Result<()> {
        let point = json!({ "type": "touchStart", "touchPoints": [{ "x": x, "y": y }] });
        self.cdp("Input.dispatchTouchEvent", point).await.map(drop)
    }

    /// Takes the finger off the screen.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn finger_up(&self) -> Result<()> {
        let nothing = json!({ "type": "touchEnd", "touchPoints": [] });
        self.cdp("Input.dispatchTouchEvent", nothing)
            .await
            .map(drop)
    }
}
