//! `startbeeld bake`: a configuration in a copy of the site.

use crate::support::{Folder, Run, run_in};
use startbeeld::web::client::settings::Settings;
use startbeeld::web::client::shell;

const CONFIG: &str = r##"{
  "name": "Gemeente <Zand> & meer", "logo": { "src": "logo.svg", "alt": "x" },
  "rules": { "nl": ["Kom op tijd."] }, "modules": { "short_route": false, "plan": false },
  "theme": { "tokens": { "--utrecht-document-color": "#123456" }, "stylesheet": "theme.css" }
}"##;

/// What a release looks like, as far as baking knows it.
fn site() -> Folder {
    let folder = Folder::new();
    let body = shell::body(Settings::default());
    let page = format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' 'sha256-old='; style-src 'self' 'sha256-old='\"><style>a{{}}</style></head><body>{body}</body></html>"
    );
    folder.write("dist/index.html", &page);
    folder.write("dist/index.html.br", "old");
    folder.write("dist/index.html.gz", "old");
    folder.write("dist/paper.html", "<p>");
    folder.write("dist/coach/index.html", "<p>");
    folder.write("dist/worker.js", "const CACHE=\"startbeeld-0123456789abcdef\",FILES=[\"./a.js\",\"./settings-1.js\",\"./\"];");
    folder.write("dist/config.json", "{}");
    folder.write("own/config.json", CONFIG);
    folder.write("own/logo.svg", "<svg/>");
    folder.write("own/theme.css", ":root{}");
    folder
}

fn bake(folder: &Folder) -> Run {
    run_in(folder, &["bake", "dist", "own/config.json", "--out", "out"])
}

#[test]
fn the_page_holds_what_is_set() {
    let folder = site();
    let run = bake(&folder);
    assert_eq!((run.err.as_str(), run.code), ("", 0));
    let page = folder.read("out/index.html");
    assert!(page.contains("Gemeente &lt;Zand&gt; &amp; meer") && page.contains("Kom op tijd."));
    assert!(!page.contains("route-short") && !page.contains("sha256-old"));
    assert!(page.contains("<style>:root,:host{--utrecht-document-color:#123456}</style></head>"));
    assert!(page.contains("<link rel=\"stylesheet\" href=\"theme.css\">"));
    // The configuration cannot end its own element.
    let (_, data) = page.split_once("id=\"config\">").unwrap();
    let (data, _) = data.split_once("</script>").unwrap();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert!(
        data["client"]
            .as_str()
            .unwrap()
            .contains("Gemeente <Zand> & meer")
    );
    assert_eq!(folder.read("out/logo.svg"), "<svg/>");
    assert_eq!(folder.read("out/config.json"), CONFIG);
    let paper = folder.read("out/paper.html");
    assert!(paper.contains("Gemeente &lt;Zand&gt;") && paper.contains("Content-Security-Policy"));
    // The site as it came is untouched.
    assert!(!folder.read("dist/index.html").contains("Zand"));
}

#[test]
fn what_follows_from_the_page_is_renewed() {
    let folder = site();
    assert_eq!(bake(&folder).code, 0);
    let worker = folder.read("out/worker.js");
    assert!(
        worker.contains("FILES=[\"./a.js\",\"./\",\"./logo.svg\",\"./theme.css\"]"),
        "{worker}"
    );
    assert!(!worker.contains("0123456789abcdef"));
    let packed = std::fs::read(folder.path().join("out/index.html.br")).unwrap();
    assert!(packed != b"old" && packed.len() > 1000);
    let headers: serde_json::Value =
        serde_json::from_str(&folder.read("out/headers.json")).unwrap();
    let policy = headers["index.html"]["Content-Security-Policy"]
        .as_str()
        .unwrap();
    assert!(
        policy.contains("sha256-") && policy.ends_with("frame-ancestors 'self'"),
        "{policy}"
    );
    // Twice the same gives the same, another configuration another version.
    assert_eq!(bake(&folder).code, 0);
    assert_eq!(folder.read("out/worker.js"), worker);
    folder.write("own/config.json", "{\"name\":\"x\"}");
    assert_eq!(bake(&folder).code, 0);
    assert_ne!(folder.read("out/worker.js"), worker);
    assert!(
        !folder.path().join("out/logo.svg").exists(),
        "an earlier site stays"
    );
}

#[test]
fn with_a_fault_nothing_is_written() {
    for (config, named) in [
        ("{", "no JSON"),
        ("{\"kiosk\":{\"idle_seconds\":1}}", "kiosk.idle_seconds"),
        (
            "{\"logo\":{\"src\":\"none.svg\",\"alt\":\"x\"}}",
            "logo.src: there is no file none.svg",
        ),
    ] {
        let folder = site();
        folder.write("own/config.json", config);
        let run = bake(&folder);
        assert_eq!(run.code, 1);
        assert!(run.err.contains(named), "{}", run.err);
        assert!(!folder.path().join("out").exists());
    }
}

#[test]
fn only_a_site_is_baked_and_only_a_site_is_replaced() {
    let folder = site();
    folder.write("out/letter.txt", "mine");
    let run = bake(&folder);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("something else"), "{}", run.err);
    assert_eq!(folder.read("out/letter.txt"), "mine");
    let itself = run_in(
        &folder,
        &["bake", "dist", "own/config.json", "--out", "dist"],
    );
    assert_eq!(itself.code, 1);
    // A baked site is not baked again.
    assert_eq!(
        run_in(&folder, &["bake", "dist", "own/config.json", "--out", "a"]).code,
        0
    );
    let twice = run_in(&folder, &["bake", "a", "own/config.json", "--out", "b"]);
    assert!(
        twice.code == 1 && twice.err.contains("as it came"),
        "{}",
        twice.err
    );
    assert!(!folder.path().join("b").exists());
    assert_eq!(
        run_in(&folder, &["bake", "none", "own/config.json"]).code,
        1
    );
    assert_eq!(run_in(&folder, &["bake"]).code, 2);
}
