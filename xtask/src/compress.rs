//! Compressed copies of the files of the site.
//!
//! Compressing once, at build time, allows the strongest setting, and makes the
//! measured size the size that is really sent.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::files;

/// Smaller files gain nothing: they fit in one network packet either way.
const SMALLEST: usize = 1024;

/// What gets compressed. Pictures and fonts are compressed in themselves.
const EXTENSIONS: [&str; 10] = [
    "css",
    "html",
    "js",
    "json",
    "map",
    "mjs",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
];

/// Writes a `.br` and a `.gz` file beside every file of the folder that gains
/// from it.
pub fn compress_folder(folder: &Path) -> Result<()> {
    let todo: Vec<PathBuf> = files::walk(folder)?
        .into_iter()
        .filter(|path| EXTENSIONS.contains(&files::extension(path).as_str()))
        .collect();
    let next = AtomicUsize::new(0);
    let work = || -> Result<()> {
        while let Some(path) = todo.get(next.fetch_add(1, Ordering::Relaxed)) {
            compress_file(path)?;
        }
        Ok(())
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            match worker.join() {
                Ok(result) => result?,
                Err(_) => anyhow::bail!("compressing stopped unexpectedly; run the command again"),
            }
        }
        Ok(())
    })
}

fn compress_file(path: &Path) -> Result<()> {
    let contents = files::read(path)?;
    if contents.len() < SMALLEST {
        return Ok(());
    }
    let failed = || format!("{} cannot be compressed", path.display());
    let copies = [
        ("br", brotli(&contents).with_context(failed)?),
        ("gz", gzip(&contents).with_context(failed)?),
    ];
    for (extension, compressed) in copies {
        if compressed.len() < contents.len() {
            files::write(&beside(path, extension), compressed)?;
        }
    }
    Ok(())
}

/// The path of a compressed copy: the full name plus an extension.
pub fn beside(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

/// Brotli at its strongest setting.
pub fn brotli(contents: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: contents.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*contents, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(contents: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(contents)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::testing::Folder;
    use std::io::Read;

    #[test]
    fn large_text_files_get_both_copies_that_unpack_to_the_same() {
        let folder = Folder::new();
        let text = "Startbeeld ".repeat(500);
        let path = folder.file("a.js", &text);
        folder.file("small.js", "x");
        folder.file("picture.png", &text);
        compress_folder(folder.path()).unwrap();

        let names: Vec<String> = files::walk(folder.path())
            .unwrap()
            .iter()
            .map(|path| files::relative(path, folder.path()))
            .collect();
        assert_eq!(
            names,
            ["a.js", "a.js.br", "a.js.gz", "picture.png", "small.js"]
        );

        let mut unpacked = String::new();
        let packed = files::read(&beside(&path, "gz")).unwrap();
        flate2::read::GzDecoder::new(packed.as_slice())
            .read_to_string(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, text);

        let mut unpacked = Vec::new();
        let packed = files::read(&beside(&path, "br")).unwrap();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());
    }
}
