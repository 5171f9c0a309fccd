//! Everything that leaves the house as a file is HTML without errors, by the Nu validator: the pages of the site as they
//! were built, and the pages that a client saves. `access.rs` has it judge every screen.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by stopping"
)]

use startbeeld_browser::{Browser, Client, Device, Person, Setup, oracle};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[tokio::test]
async fn built_and_saved_pages_have_no_errors() {
    let setup = Setup::from_env().unwrap();
    let mut pages = BTreeMap::new();
    collect(&setup.site().unwrap(), &mut pages);
    for name in ["index.html", "paper.html"] {
        assert!(pages.contains_key(name), "{name} was not built");
    }
    assert!(pages.len() >= 3, "only {:?}", pages.keys());

    let browser = Browser::start(&setup, Device::Phone).await.unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    let person = Person::painter().unwrap();
    client.walk_to(&person, "share").await.unwrap();
    client.choose_sharing(&person).await.unwrap();
    for (name, path) in [
        ("for the coach", client.file().await.unwrap()),
        ("for oneself", client.keep().await.unwrap()),
    ] {
        pages.insert(name.to_owned(), fs::read_to_string(path).unwrap());
    }
    let errors = oracle::nu(&setup, &pages).unwrap();
    assert!(errors.is_empty(), "{}", errors.join("\n"));

    // A validator that finds nothing anywhere would be no judge.
    let wrong = BTreeMap::from([("wrong".to_owned(), "<!doctype html><p><ul>".to_owned())]);
    let errors = oracle::nu(&setup, &wrong).unwrap();
    assert!(errors.iter().all(|error| error.starts_with("wrong: ")) && !errors.is_empty());
}

/// All pages in a folder and the folders in it.
fn collect(folder: &Path, pages: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, pages);
        } else if path.extension().is_some_and(|end| end == "html") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let place = match path.parent().and_then(Path::file_name) {
                Some(part) if pages.contains_key(&name) => {
                    format!("{}/{name}", part.to_string_lossy())
                }
                _ => name,
            };
            pages.insert(place, fs::read_to_string(&path).unwrap());
        }
    }
}
