//! The service worker of a baked page: it keeps the files of the municipality too, and not the program that checks a
//! configuration, which a baked page never loads.

/// What stands before the version.
const NAME: &str = "startbeeld-";
/// The program that a baked page does not need.
const UNUSED: &str = "./settings-";

/// The worker with another version and other files; nothing when it is not the one of a site.
pub(super) fn bake(worker: &str, more: &[&str], hash: &str) -> Option<String> {
    let (before, rest) = worker.split_once(NAME)?;
    let version: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
    let after = rest.get(version.len()..).filter(|_| version.len() == 16)?;
    let renewed = super::policy::hex([&version, hash].concat().as_bytes());
    let worker = [before, NAME, &renewed, after].concat();

    let begin = worker.find("[\"./")?;
    let end = begin + worker.get(begin..)?.find(']')? + 1;
    let mut files: Vec<String> = serde_json::from_str(worker.get(begin..end)?).ok()?;
    files.retain(|file| !file.starts_with(UNUSED));
    for name in more {
        let file = ["./", name].concat();
        if !files.contains(&file) {
            files.push(file);
        }
    }
    let list = serde_json::to_string(&files).ok()?;
    Some([worker.get(..begin)?, &list, worker.get(end..)?].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKER: &str = "const CACHE=\"startbeeld-0123456789abcdef\";const FILES=[\"./a.js\", \"./settings-1_bg.wasm\", \"./\"];const old=n=>n.startsWith(\"startbeeld-\")";

    #[test]
    fn the_files_and_the_version_change() {
        let baked = bake(WORKER, &["logo.svg"], "x").unwrap_or_default();
        assert!(
            baked.contains("FILES=[\"./a.js\",\"./\",\"./logo.svg\"];"),
            "{baked}"
        );
        assert!(
            !baked.contains("0123456789abcdef") && baked.ends_with("startsWith(\"startbeeld-\")")
        );
        assert_ne!(bake(WORKER, &["logo.svg"], "y").unwrap_or_default(), baked);
    }

    #[test]
    fn something_else_is_not_a_worker() {
        assert_eq!(bake("const a=1", &[], "x"), None);
        assert_eq!(bake("startbeeld-{{version}}[\"./\"]", &[], "x"), None);
    }
}
