//! The folders of this repository.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Knows where things are in the repository.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the repository at run time. A path compiled into the program would
    /// be wrong when two clones share one target folder.
    pub fn find() -> Result<Self> {
        if let Some(manifest_dir) = env::var_os("CARGO_MANIFEST_DIR") {
            // Cargo sets this to the folder of the xtask crate.
            if let Some(parent) = Path::new(&manifest_dir).parent()
                && is_root(parent)
            {
                return Ok(Self::at(parent));
            }
        }
        let start = env::current_dir().context("the current folder cannot be read")?;
        match start.ancestors().find(|folder| is_root(folder)) {
            Some(root) => Ok(Self::at(root)),
            None => bail!(
                "{} is not inside the Startbeeld repository; run `cargo xtask` from a folder of it",
                start.display()
            ),
        }
    }

    /// Takes the given folder as the root of the repository.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The root folder of the repository.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The built site.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Intermediate results. This stays inside the repository also when
    /// `CARGO_TARGET_DIR` points elsewhere, because the pages refer to the
    /// bundled styles by a path relative to themselves.
    pub fn scratch(&self) -> PathBuf {
        self.root.join("target")
    }

    /// The example pages of other sites, with the widget.
    pub fn examples(&self) -> PathBuf {
        self.root.join("examples").join("embed")
    }

    /// The checks against reference programs, which run in Node.
    pub fn oracles(&self) -> PathBuf {
        self.root.join("tests").join("oracles")
    }

    /// The sources of the comparison pages.
    pub fn benches(&self) -> PathBuf {
        self.root.join("benches")
    }

    /// The built comparison page of this name.
    pub fn comparison(&self, name: &str) -> PathBuf {
        self.scratch().join("benches").join(name)
    }

    /// The document that holds the measurements.
    pub fn performance(&self) -> PathBuf {
        self.root.join("docs").join("performance.md")
    }

    /// The crate that looks for inputs the decoders do not stand.
    pub fn fuzz(&self) -> PathBuf {
        self.root.join("fuzz")
    }

    /// Where browser runs put their pictures.
    pub fn screenshots(&self) -> PathBuf {
        self.scratch().join("screenshots")
    }

    /// A path as a person in the repository would write it.
    pub fn shorten(&self, path: &Path) -> String {
        path.strip_prefix(&self.root)
            .unwrap_or(path)
            .display()
            .to_string()
    }
}

fn is_root(folder: &Path) -> bool {
    folder.join("Cargo.toml").is_file() && folder.join("xtask").join("Cargo.toml").is_file()
}
