//! The files of a folder and everything in it, in the order of their names, without ever holding all names.
//!
//! A folder is read in batches: each pass over it keeps the smallest names after the last one that was given out.
//! That costs a pass per batch and keeps a folder with a million profiles as cheap in memory as one with a thousand.

use std::collections::BinaryHeap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The most names that are held of one folder.
const BATCH: usize = 16_384;

/// A folder that is being read.
struct Folder {
    path: PathBuf,
    /// Names still to give out, the largest first so that the next one is at the end.
    names: Vec<OsString>,
    /// The last name of the batch; `None` when the whole folder is in it.
    after: Option<OsString>,
}

impl Folder {
    fn open(path: PathBuf) -> io::Result<Folder> {
        let mut folder = Folder {
            path,
            names: Vec::new(),
            after: None,
        };
        folder.fill(None)?;
        Ok(folder)
    }

    /// Reads the next batch: the smallest names after this one.
    fn fill(&mut self, after: Option<&OsString>) -> io::Result<()> {
        let mut smallest: BinaryHeap<OsString> = BinaryHeap::new();
        let mut complete = true;
        for entry in fs::read_dir(&self.path)? {
            let name = entry?.file_name();
            if name.as_encoded_bytes().first() == Some(&b'.')
                || after.is_some_and(|after| name <= *after)
            {
                continue;
            }
            smallest.push(name);
            if smallest.len() > BATCH {
                smallest.pop();
                complete = false;
            }
        }
        self.names = smallest.into_sorted_vec();
        self.after = if complete {
            None
        } else {
            self.names.last().cloned()
        };
        self.names.reverse();
        Ok(())
    }

    fn next(&mut self) -> io::Result<Option<OsString>> {
        if self.names.is_empty()
            && let Some(after) = self.after.take()
        {
            self.fill(Some(&after))?;
        }
        Ok(self.names.pop())
    }
}

/// What the walk meets.
pub(super) type Step = Result<PathBuf, (PathBuf, io::Error)>;

/// Walks a folder. Hidden files, links to folders (they may lead round in circles) and what is no ordinary file
/// (reading a pipe would wait for ever) are left out.
pub(super) struct Walk {
    open: Vec<Folder>,
    failed: Option<(PathBuf, io::Error)>,
}

impl Walk {
    pub(super) fn new(folder: &Path) -> Walk {
        let mut walk = Walk {
            open: Vec::new(),
            failed: None,
        };
        walk.enter(folder.to_owned());
        walk
    }

    fn enter(&mut self, path: PathBuf) {
        match Folder::open(path.clone()) {
            Ok(folder) => self.open.push(folder),
            Err(error) => self.failed = Some((path, error)),
        }
    }
}

impl Iterator for Walk {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        loop {
            if let Some(failed) = self.failed.take() {
                return Some(Err(failed));
            }
            let folder = self.open.last_mut()?;
            let name = match folder.next() {
                Ok(Some(name)) => name,
                Ok(None) => {
                    self.open.pop();
                    continue;
                }
                Err(error) => {
                    let path = std::mem::take(&mut folder.path);
                    self.open.pop();
                    return Some(Err((path, error)));
                }
            };
            let path = folder.path.join(name);
            match (fs::symlink_metadata(&path), fs::metadata(&path)) {
                (Ok(itself), _) if itself.is_dir() => self.enter(path),
                (_, Ok(target)) if target.is_file() => return Some(Ok(path)),
                (_, Err(error)) => return Some(Err((path, error))),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_names_than_a_batch_come_once_and_in_order() {
        let root = std::env::temp_dir().join(format!("startbeeld-walk-{}", std::process::id()));
        fs::create_dir_all(&root).unwrap();
        let count = BATCH * 2 + 10;
        for number in 0..count {
            fs::write(root.join(format!("{:06}", (number * 7919) % count)), "").unwrap();
        }
        let found: Vec<PathBuf> = Walk::new(&root).map(Result::unwrap).collect();
        let expected: Vec<PathBuf> = (0..count)
            .map(|number| root.join(format!("{number:06}")))
            .collect();
        fs::remove_dir_all(&root).unwrap();
        assert!(found == expected, "{} of {count}", found.len());
    }
}
