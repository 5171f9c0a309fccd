//! The compressed copies of a file that has changed, as the build of the site makes them.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Smaller files gain nothing: they fit in one network packet either way.
const SMALLEST: usize = 1024;

/// Makes the copies beside a file anew, where the site has such copies at all; old ones never stay.
pub(super) fn renew(path: &Path) -> io::Result<()> {
    let contents = fs::read(path)?;
    let packed = path
        .parent()
        .is_some_and(|folder| beside(&folder.join("index.html"), "br").is_file());
    for (ending, pack) in [
        ("br", brotli as fn(&[u8]) -> io::Result<Vec<u8>>),
        ("gz", gzip),
    ] {
        let copy = beside(path, ending);
        if copy.exists() {
            fs::remove_file(&copy)?;
        } else if !packed {
            continue;
        }
        let small = if contents.len() < SMALLEST {
            Vec::new()
        } else {
            pack(&contents)?
        };
        if !small.is_empty() && small.len() < contents.len() {
            fs::write(copy, small)?;
        }
    }
    Ok(())
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn brotli(contents: &[u8]) -> io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: contents.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*contents, &mut packed, &parameters)?;
    Ok(packed)
}

fn gzip(contents: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(contents)?;
    encoder.finish()
}
