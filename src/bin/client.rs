//! The client's page: starts the app in the element `#app`.
#![allow(missing_docs, reason = "a binary has no public items")]

/// A small allocator: that of the standard library is three times as large, and made for longer programs.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    startbeeld::web::client::start();
}
