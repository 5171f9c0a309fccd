//! What came over the network up to a moment, from the browser's own log: compressed, headers included, a file that
//! was still on its way counted as far as it had come.

use crate::browser::Browser;
use anyhow::Result;
use serde_json::Value;
use std::collections::BTreeMap;

/// The keys of what had come when the first question could be answered: page, styles, scripts, wasm, other, all.
pub const UNTIL_ANSWERABLE: [&str; 6] = ["a html", "a css", "a js", "a wasm", "a other", "a all"];
/// The same when the app reacted.
pub const UNTIL_READY: [&str; 6] = ["r html", "r css", "r js", "r wasm", "r other", "r all"];

/// One file on its way. Times are in seconds on the clock of the log.
#[derive(Debug, Default)]
struct File {
    url: String,
    media_type: String,
    head: Option<(f64, f64)>,
    pieces: Vec<(f64, f64)>,
    whole: Option<(f64, f64)>,
}

impl File {
    fn until(&self, moment: f64) -> f64 {
        if let Some((_, bytes)) = self.whole.filter(|(at, _)| *at <= moment) {
            return bytes;
        }
        let parts = self.head.iter().chain(&self.pieces);
        parts
            .filter(|(at, _)| *at <= moment)
            .map(|(_, bytes)| bytes)
            .sum()
    }

    /// The place of its kind in the keys.
    fn kind(&self) -> usize {
        match self.media_type.as_str() {
            "text/html" => 0,
            "text/css" => 1,
            "text/javascript" | "application/javascript" => 2,
            "application/wasm" => 3,
            _ => 4,
        }
    }
}

/// Everything a page fetched.
#[derive(Debug, Default)]
pub struct Wire {
    files: BTreeMap<String, File>,
    /// Milliseconds since 1970 at the beginning of the clock of the log.
    epoch: Option<f64>,
}

impl Wire {
    /// Reads the log of the browser, which forgets what was read.
    ///
    /// # Errors
    /// When the browser does not give its log.
    pub async fn of(browser: &Browser, site: &str) -> Result<Wire> {
        let mut wire = Wire::default();
        for entry in browser.session.get_log("performance").await? {
            wire.read(&entry.message);
        }
        wire.files.retain(|_, file| file.url.starts_with(site));
        Ok(wire)
    }

    fn read(&mut self, entry: &str) {
        let Ok(entry) = serde_json::from_str::<Value>(entry) else {
            return;
        };
        let text = |path: &str| {
            entry
                .pointer(path)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let number = |path: &str| entry.pointer(path).and_then(Value::as_f64);
        let id = text("/message/params/requestId");
        let Some(at) = number("/message/params/timestamp") else {
            return;
        };
        let encoded = number("/message/params/encodedDataLength").unwrap_or_default();
        let file = self.files.entry(id.to_owned()).or_default();
        match text("/message/method") {
            "Network.requestWillBeSent" => {
                file.url = text("/message/params/request/url").to_owned();
                self.epoch = self
                    .epoch
                    .or(number("/message/params/wallTime").map(|wall| (wall - at) * 1000.0));
            }
            "Network.responseReceived" => {
                file.media_type = text("/message/params/response/mimeType").to_owned();
                let head = number("/message/params/response/encodedDataLength");
                file.head = head.map(|bytes| (at, bytes));
            }
            "Network.dataReceived" => file.pieces.push((at, encoded)),
            "Network.loadingFinished" => file.whole = Some((at, encoded)),
            _ => {}
        }
    }

    /// The bytes of each kind, and of all together, that had come by a moment in milliseconds since 1970.
    #[must_use]
    pub fn until(&self, moment: f64) -> [f64; 6] {
        let moment = (moment - self.epoch.unwrap_or_default()) / 1000.0;
        let mut bytes = [0.0; 6];
        for file in self.files.values() {
            for at in [file.kind(), 5] {
                if let Some(sum) = bytes.get_mut(at) {
                    *sum += file.until(moment);
                }
            }
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::Wire;

    #[test]
    fn a_file_on_its_way_counts_as_far_as_it_has_come() {
        let mut wire = Wire::default();
        for (method, rest) in [
            (
                "requestWillBeSent",
                r#""timestamp":10,"wallTime":1010,"request":{"url":"http://a/"}"#,
            ),
            (
                "responseReceived",
                r#""timestamp":11,"response":{"mimeType":"text/html","encodedDataLength":100}"#,
            ),
            ("dataReceived", r#""timestamp":12,"encodedDataLength":500"#),
            (
                "loadingFinished",
                r#""timestamp":13,"encodedDataLength":650"#,
            ),
        ] {
            wire.read(&format!(r#"{{"message":{{"method":"Network.{method}","params":{{"requestId":"1",{rest}}}}}}}"#));
        }
        wire.read("no json");
        let all = |second: f64| wire.until(second * 1000.0)[5];
        assert_eq!(
            [1010.5, 1011.5, 1012.5, 1013.5].map(all),
            [0.0, 100.0, 600.0, 650.0]
        );
        assert_eq!(wire.until(1_014_000.0)[0], 650.0);
    }
}
