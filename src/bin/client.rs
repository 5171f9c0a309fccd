//! The client's page: starts the app in the element `#app`.
#![allow(missing_docs, reason = "a binary has no public items")]

fn main() {
    startbeeld::web::client::start();
}
