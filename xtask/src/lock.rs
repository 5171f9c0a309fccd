//! Keeps two commands in the same clone out of each other's way.
//!
//! Trunk empties its output folder before each build, so a second build at the
//! same time would take files away from the first, and a site that is replaced
//! during a browser test would make that test fail for no reason of its own.

use std::fs::{File, TryLockError};

use anyhow::{Context, Result};

use crate::files;
use crate::progress;
use crate::workspace::Workspace;

/// Held as long as it lives; the system lets go of it when the process ends,
/// however it ends.
#[derive(Debug)]
pub struct SiteLock {
    _file: File,
}

impl SiteLock {
    /// For building the site: nobody else may use it.
    pub fn to_build(workspace: &Workspace) -> Result<Self> {
        Self::take(workspace, File::try_lock, File::lock)
    }

    /// For looking at the site: others may look too, but not build.
    pub fn to_look(workspace: &Workspace) -> Result<Self> {
        Self::take(workspace, File::try_lock_shared, File::lock_shared)
    }

    fn take(
        workspace: &Workspace,
        try_lock: fn(&File) -> Result<(), TryLockError>,
        lock: fn(&File) -> std::io::Result<()>,
    ) -> Result<Self> {
        let path = workspace.scratch().join("site.lock");
        files::create_folder(&workspace.scratch())?;
        let file = File::create(&path)
            .with_context(|| format!("{} cannot be made", workspace.shorten(&path)))?;
        if let Err(TryLockError::WouldBlock) = try_lock(&file) {
            progress::say("waiting for another command that builds or uses the site");
            lock(&file)
                .with_context(|| format!("{} cannot be locked", workspace.shorten(&path)))?;
        }
        // On a file system without locks nothing can be kept apart, but a single
        // command works all the same.
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::testing::Folder;

    #[test]
    fn many_may_look_but_only_one_may_build() {
        let folder = Folder::new();
        let workspace = Workspace::at(folder.path());
        let file = || File::open(folder.path().join("target/site.lock")).unwrap();

        let first = SiteLock::to_look(&workspace).unwrap();
        let second = SiteLock::to_look(&workspace).unwrap();
        assert!(file().try_lock().is_err());
        drop((first, second));

        let building = SiteLock::to_build(&workspace).unwrap();
        assert!(file().try_lock_shared().is_err());
        drop(building);
        assert!(file().try_lock().is_ok());
    }
}
