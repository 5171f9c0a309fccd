//! What the page sent, read from the browser's own log, which a page can neither see nor avoid.

use serde_json::Value;
use std::collections::BTreeMap;

/// One request of a page.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The whole address.
    pub url: String,
    /// GET, POST, ...
    pub method: String,
    /// What asked for it: Document, Script, Fetch, Ping, WebSocket, ...
    pub kind: String,
    /// Whether it carried anything beside its address and headers.
    pub has_body: bool,
    /// When it was sent, in milliseconds since 1970.
    pub sent_at: f64,
    /// What came back, in bytes on the wire, headers included.
    pub received: Option<f64>,
    /// The status of the answer.
    pub status: Option<u64>,
}

/// All requests of a session, in the order in which they were sent.
#[derive(Debug, Default)]
pub struct Traffic {
    requests: Vec<Request>,
    by_id: BTreeMap<String, usize>,
}

impl Traffic {
    /// Takes in one entry of the performance log.
    pub fn read(&mut self, entry: &str) {
        let Ok(entry) = serde_json::from_str::<Value>(entry) else {
            return;
        };
        let method = entry
            .pointer("/message/method")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let Some(params) = entry.pointer("/message/params") else {
            return;
        };
        match method {
            "Network.requestWillBeSent" => self.sent(params),
            "Network.webSocketCreated" | "Network.webTransportCreated" => {
                self.opened(params, method)
            }
            "Network.responseReceived" => {
                if let Some(request) = self.find(params) {
                    request.status = params.pointer("/response/status").and_then(Value::as_u64);
                }
            }
            "Network.loadingFinished" => {
                if let Some(request) = self.find(params) {
                    request.received = params.get("encodedDataLength").and_then(Value::as_f64);
                }
            }
            _ => {}
        }
    }

    /// The requests so far.
    #[must_use]
    pub fn requests(&self) -> &[Request] {
        &self.requests
    }

    fn sent(&mut self, params: &Value) {
        let text = |path: &str| {
            params
                .pointer(path)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let flag = |path: &str| {
            params
                .pointer(path)
                .and_then(Value::as_bool)
                .unwrap_or(false)
        };
        self.push(
            params,
            Request {
                url: text("/request/url"),
                method: text("/request/method"),
                kind: text("/type"),
                has_body: flag("/request/hasPostData") || !text("/request/postData").is_empty(),
                sent_at: params
                    .get("wallTime")
                    .and_then(Value::as_f64)
                    .unwrap_or_default()
                    * 1000.0,
                ..Request::default()
            },
        );
    }

    /// A lasting connection counts as a request that carries something.
    fn opened(&mut self, params: &Value, method: &str) {
        let url = params
            .get("url")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let kind = method.trim_start_matches("Network.").to_owned();
        self.push(
            params,
            Request {
                url,
                kind,
                has_body: true,
                sent_at: f64::MAX,
                ..Request::default()
            },
        );
    }

    fn push(&mut self, params: &Value, request: Request) {
        // The browser shows a page of its own before it is told where to go.
        if request.url.starts_with("chrome:") {
            return;
        }
        if let Some(id) = params.get("requestId").and_then(Value::as_str) {
            self.by_id.insert(id.to_owned(), self.requests.len());
        }
        self.requests.push(request);
    }

    fn find(&mut self, params: &Value) -> Option<&mut Request> {
        let at = *self.by_id.get(params.get("requestId")?.as_str()?)?;
        self.requests.get_mut(at)
    }
}

#[cfg(test)]
mod tests {
    use super::Traffic;

    #[test]
    fn a_request_is_followed_until_it_ends() {
        let mut traffic = Traffic::default();
        traffic.read(r#"{"message":{"method":"Network.requestWillBeSent","params":{"requestId":"1","type":"Fetch","wallTime":2.5,"request":{"url":"http://a/b","method":"POST","hasPostData":true}}}}"#);
        traffic.read(r#"{"message":{"method":"Network.loadingFinished","params":{"requestId":"1","encodedDataLength":77}}}"#);
        traffic.read("no json");
        let [request] = traffic.requests() else {
            panic!("one request")
        };
        assert_eq!(
            (request.url.as_str(), request.has_body, request.received),
            ("http://a/b", true, Some(77.0))
        );
        assert!((request.sent_at - 2500.0).abs() < 1e-6);
    }
}
