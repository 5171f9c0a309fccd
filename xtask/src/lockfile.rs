//! Reading exact versions from `Cargo.lock`.
//!
//! The wasm-bindgen tool must have exactly the version of the wasm-bindgen
//! crate, and the lock file is the only place that knows it.

use anyhow::{Context, Result, bail};

use crate::files;
use crate::process;
use crate::workspace::Workspace;

/// The version of a crate in the lock file of the repository. A missing lock
/// file is made first.
pub fn version(workspace: &Workspace, name: &str) -> Result<String> {
    let path = workspace.root().join("Cargo.lock");
    if !path.is_file() {
        process::run(&mut process::cargo(
            workspace.root(),
            &["generate-lockfile"],
        ))?;
    }
    version_in(&files::read_text(&path)?, name)
}

/// The version of a crate in the text of a lock file.
pub fn version_in(text: &str, name: &str) -> Result<String> {
    let lock: toml::Table = text
        .parse()
        .context("Cargo.lock is not valid; run `cargo generate-lockfile` to make it anew")?;
    let versions: Vec<&str> = lock
        .get("package")
        .and_then(toml::Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .filter(|package| package.get("name").and_then(toml::Value::as_str) == Some(name))
        .filter_map(|package| package.get("version").and_then(toml::Value::as_str))
        .collect();
    match versions.as_slice() {
        [one] => Ok((*one).to_owned()),
        [] => bail!("Cargo.lock does not contain {name}; is it still a dependency?"),
        several => bail!(
            "Cargo.lock contains {name} in several versions ({}); make the dependencies agree on one",
            several.join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
version = 4

[[package]]
name = "twice"
version = "1.0.0"

[[package]]
name = "twice"
version = "2.0.0"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = ["twice 1.0.0"]

[[package]]
name = "wasm-bindgen-macro"
version = "0.2.131"
"#;

    #[test]
    fn the_exact_crate_is_found() {
        assert_eq!(version_in(LOCK, "wasm-bindgen").unwrap(), "0.2.130");
    }

    #[test]
    fn a_missing_or_doubled_crate_is_an_error() {
        assert!(version_in(LOCK, "wasm").is_err());
        let error = version_in(LOCK, "twice").unwrap_err().to_string();
        assert!(error.contains("1.0.0, 2.0.0"), "{error}");
    }

    #[test]
    fn a_broken_lock_file_is_an_error() {
        assert!(version_in("[[package", "x").is_err());
    }
}
