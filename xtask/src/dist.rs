//! Builds the site into `dist/`.
//!
//! Trunk builds one page at a time and empties its output folder each time. So
//! the client and the coach are built into folders of their own and put
//! together afterwards: the client at the root, the coach in `coach/`.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::compress;
use crate::files;
use crate::lock::SiteLock;
use crate::names;
use crate::page::{self, Later, StartFiles};
use crate::process;
use crate::progress;
use crate::script;
use crate::shell::{self, Shell};
use crate::styles;
use crate::tools::{self, Tools};
use crate::widget;
use crate::worker;
use crate::workspace::Workspace;

/// One page that Trunk builds, or a program that a page loads later.
struct Page {
    /// The name of the program and of Trunk's output folder.
    name: &'static str,
    /// The source page.
    source: &'static str,
    /// The folder inside the site.
    folder: &'static str,
    /// Whether its first screens stand in the page itself.
    has_shell: bool,
    /// The page that loads it later; Trunk's own page around it is then of no use.
    part_of: Option<&'static str>,
}

const PAGES: [Page; 7] = [
    Page {
        name: "client",
        source: "index.html",
        folder: "",
        has_shell: true,
        part_of: None,
    },
    Page {
        name: "coach",
        source: "coach.html",
        folder: "coach",
        has_shell: false,
        part_of: None,
    },
    Page {
        name: "parcel",
        source: "parcel.html",
        folder: "",
        has_shell: false,
        part_of: Some("client"),
    },
    Page {
        name: "settings",
        source: "settings.html",
        folder: "",
        has_shell: false,
        part_of: Some("client"),
    },
    Page {
        name: "scan",
        source: "scan.html",
        folder: "coach",
        has_shell: false,
        part_of: Some("coach"),
    },
    KIOSK,
    Page {
        name: "forms",
        source: "forms.html",
        folder: "coach",
        has_shell: false,
        part_of: Some("coach"),
    },
];

/// The program that takes the place of the client's on a kiosk.
const KIOSK: Page = Page {
    name: page::KIOSK,
    source: "kiosk.html",
    folder: "",
    has_shell: false,
    part_of: Some("client"),
};

/// Builds the whole site.
pub fn build(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let start = Instant::now();
    let _lock = SiteLock::to_build(workspace)?;
    let has_wasm_opt = ensure_tools(workspace, tools)?;
    progress::step("bundling the styles", || styles::bundle_all(workspace))?;
    for page in &PAGES {
        progress::step(format!("building the {} with Trunk", page.name), || {
            run_trunk(workspace, tools, page, has_wasm_opt)
        })?;
    }
    let shell = progress::step("rendering the first screens", || shell::render(workspace))?;
    progress::step("assembling dist/", || assemble(workspace, &shell))?;
    progress::say(format!(
        "dist/ is ready after {}",
        progress::elapsed(start.elapsed())
    ));
    Ok(())
}

/// Makes sure of the tools; the answer is whether wasm-opt is among them, which
/// Trunk may still be able to download when it is not.
fn ensure_tools(workspace: &Workspace, tools: &Tools) -> Result<bool> {
    tools::ensure_wasm_target(workspace)?;
    tools.trunk()?;
    tools.wasm_bindgen(workspace)?;
    Ok(tools.wasm_opt()?.is_some())
}

fn run_trunk(workspace: &Workspace, tools: &Tools, page: &Page, has_wasm_opt: bool) -> Result<()> {
    let trunk = tools.trunk()?;
    let mut command = Command::new(&trunk.path);
    command
        .args(["build", page.source, "--skip-version-check", "--dist"])
        .arg(trunk_output(workspace, page))
        .env("PATH", tools.path()?)
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            rust_flags(),
        )
        // Where in Trunk's own code an error came up helps nobody here.
        .env("RUST_BACKTRACE", "0")
        .current_dir(workspace.root());
    if process::environment("NO_COLOR").is_some() {
        // Trunk stops on the usual value of this variable, 1, because it reads
        // it as its own yes-or-no option.
        command.env_remove("NO_COLOR").args(["--color", "never"]);
    }
    // Trunk's minifier does not know the export syntax of wasm-bindgen and then
    // leaves the script alone; `script::shrink` does that work instead, so the
    // warning would only alarm people.
    let keep = |line: &str| !line.contains("Failed to minify JS");
    process::run_filtered(&mut command, keep).with_context(|| {
        let hint = if has_wasm_opt {
            String::from("its messages above say why")
        } else {
            format!(
                "its messages above say why; if it could not download wasm-opt, install Node with npm, or put wasm-opt version {} on PATH",
                tools::WASM_OPT
            )
        };
        format!("Trunk could not build {} ({hint})", page.source)
    })
}

/// Leaves the folder where cargo keeps its packages out of the wasm: it says where somebody built it, and it stands
/// there once for every file in which something can go wrong.
fn rust_flags() -> std::ffi::OsString {
    let home = process::environment("CARGO_HOME")
        .map(std::path::PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let mut flags = std::ffi::OsString::new();
    // Cargo cuts these flags at white space.
    if let Some(home) = home
        && !home.to_string_lossy().contains(char::is_whitespace)
    {
        flags.push("--remap-path-prefix=");
        flags.push(home.join("registry").join("src"));
        flags.push("=");
    }
    flags
}

fn trunk_output(workspace: &Workspace, page: &Page) -> std::path::PathBuf {
    workspace.scratch().join("trunk").join(page.name)
}

/// Puts the pages together in a new folder, which then takes the place of the
/// old site, so that a running server never sees a half-built one.
fn assemble(workspace: &Workspace, shell: &Shell) -> Result<()> {
    let template = files::read_text(&workspace.root().join("src").join("web").join("start.js"))?;
    let next = workspace.scratch().join("dist-next");
    files::remove_folder(&next)?;
    for page in PAGES.iter().filter(|page| page.part_of.is_none()) {
        let from = trunk_output(workspace, page);
        let to = next.join(page.folder);
        let shell = page.has_shell.then_some(shell);
        let parts = PAGES
            .iter()
            .filter(|part| part.part_of == Some(page.name) && part.name != KIOSK.name);
        let mut later = parts
            .map(|part| place_later(&trunk_output(workspace, part), &to, part.name))
            .collect::<Result<Vec<Later>>>()?;
        if page.has_shell {
            later.push(place_module(workspace, &to, "aloud")?);
        }
        for (tag, texts) in shell.iter().flat_map(|shell| &shell.languages) {
            later.push(place_texts(&to, tag, texts)?);
        }
        let program = place_page(&from, &to, page.name, &template, &later, shell)
            .with_context(|| format!("the {} cannot be assembled", page.name))?;
        if let Some(shell) = shell {
            widget::place(workspace, &to, &program, &later, &shell.widget)
                .context("the widget cannot be assembled")?;
        }
        if KIOSK.part_of == Some(page.name) {
            place_kiosk(&trunk_output(workspace, &KIOSK), &to, &template, &later)
                .context("the kiosk cannot be assembled")?;
        }
    }
    // A municipality writes its own over it.
    files::write(&next.join("config.json"), "{}\n")?;
    let worker = files::read_text(&workspace.root().join("src").join("web").join("worker.js"))?;
    let worker = script::shrink(&worker::fill(&worker, &next)?);
    files::write(&next.join("worker.js"), worker)?;
    place_schemas(&workspace.root().join("schema"), &next.join("schema"))?;
    compress::compress_folder(&next)?;

    let dist = workspace.dist();
    let old = workspace.scratch().join("dist-old");
    files::remove_folder(&old)?;
    if dist.exists() {
        move_folder(&dist, &old)?;
    }
    move_folder(&next, &dist)?;
    files::remove_folder(&old)
}

fn move_folder(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to)
        .with_context(|| format!("{} cannot be moved to {}", from.display(), to.display()))
}

/// Copies a program that a page loads later.
fn place_later(from: &Path, to: &Path, name: &str) -> Result<Later> {
    let built = Built::read(from, name)?;
    let Program { script, wasm } = place_program(from, to, name, &built)?;
    Ok(Later {
        name: name.to_owned(),
        files: vec![script.name, wasm],
    })
}

/// Copies a module that a page loads later.
fn place_module(workspace: &Workspace, to: &Path, name: &str) -> Result<Later> {
    let source = workspace
        .root()
        .join("src")
        .join("web")
        .join(format!("{name}.js"));
    let script = script::shrink(&files::read_text(&source)?);
    let file = format!("{name}-{}.js", files::content_hash(script.as_bytes()));
    files::write(&to.join(&file), script)?;
    Ok(Later {
        name: name.to_owned(),
        files: vec![file],
    })
}

/// Writes the texts of a language that a page fetches when somebody chooses it.
fn place_texts(to: &Path, tag: &str, texts: &str) -> Result<Later> {
    let file = format!(
        "{}{tag}-{}.txt",
        worker::TEXTS,
        files::content_hash(texts.as_bytes())
    );
    files::write(&to.join(&file), texts)?;
    Ok(Later {
        name: tag.to_owned(),
        files: vec![file],
    })
}

/// Lays the program, the styles and the start of a kiosk beside the client's page, which loads them in place of its own
/// program.
fn place_kiosk(from: &Path, to: &Path, template: &str, later: &[Later]) -> Result<()> {
    let built = Built::read(from, KIOSK.name)?;
    let Program { script, wasm } = place_program(from, to, KIOSK.name, &built)?;
    let (start, text) = page::start_module(template, &script.name, &wasm, later)?;
    // All its names begin alike: no phone keeps these files for a visit without a network.
    let start = format!("{}-{start}", KIOSK.name);
    files::write(&to.join(&start), text)?;
    let is_style = |name: &&String| files::extension(Path::new(name)) == "css";
    let style = built.others.iter().find(is_style);
    let style = style.context("Trunk made no style sheet for the kiosk")?;
    files::write(&to.join(style), files::read(&from.join(style))?)?;
    let index = to.join("index.html");
    let html = page::insert_kiosk(&files::read_text(&index)?, style, &start)?;
    files::write(&index, html)
}

/// The two files of a program in their place.
struct Program {
    script: Script,
    wasm: String,
}

/// A script with its name.
struct Script {
    name: String,
    text: String,
}

fn place_program(from: &Path, to: &Path, name: &str, built: &Built) -> Result<Program> {
    let script = files::read_text(&from.join(&built.script))?;
    // The name inside the script is only used when no address is given, which
    // the start module always does; it would name a file that does not exist.
    let unused = format!("{name}_bg.wasm");
    let wasm = files::read(&from.join(&built.wasm))?;

    let (script, wasm) = names::shorten(&script, &wasm)?;

    // Trunk names these files after the program as the compiler made it. They
    // are named again after what they contain now, because another wasm-opt
    // setting must give another address too.
    let wasm_name = format!("{name}-{}_bg.wasm", files::content_hash(&wasm));
    let script = script::shrink(&script.replace(&unused, &wasm_name));
    let script_name = format!("{name}-{}.js", files::content_hash(script.as_bytes()));
    files::write(&to.join(&wasm_name), wasm)?;
    files::write(&to.join(&script_name), &script)?;
    Ok(Program {
        script: Script {
            name: script_name,
            text: script,
        },
        wasm: wasm_name,
    })
}

/// Copies one built page and adds its start module; gives the names of what it starts with.
fn place_page(
    from: &Path,
    to: &Path,
    name: &str,
    template: &str,
    later: &[Later],
    shell: Option<&Shell>,
) -> Result<StartFiles> {
    let built = Built::read(from, name)?;
    let Program { script, wasm } = place_program(from, to, name, &built)?;
    let (start_name, start_text) = page::start_module(template, &script.name, &wasm, later)?;
    let start = StartFiles {
        start: start_name,
        script: script.name.clone(),
        wasm,
    };

    let html = page::insert_start(&files::read_text(&from.join("index.html"))?, &start)?;
    let html = match shell {
        Some(shell) => place_shell(from, to, &built, shell, &html)?,
        None => html,
    };
    files::write(&to.join("index.html"), html)?;
    files::write(&to.join(&start.start), start_text)?;
    for other in &built.others {
        // The styles of a page with a shell stand in the page itself.
        if shell.is_some() && files::extension(Path::new(other)) == "css" {
            continue;
        }
        // Trunk keeps the snippets of earlier builds and of the other page, so
        // only those that this script imports are taken along.
        if let Some(rest) = other.strip_prefix("snippets/") {
            let crate_folder = rest.split('/').next().unwrap_or(rest);
            if !script.text.contains(crate_folder) {
                continue;
            }
        }
        files::write(&to.join(other), files::read(&from.join(other))?)?;
    }
    Ok(start)
}

/// Makes the page readable and answerable without any other file, and lays the paper version beside it.
fn place_shell(from: &Path, to: &Path, built: &Built, shell: &Shell, html: &str) -> Result<String> {
    let mut html = shell::insert_body(html, &shell.body)?;
    for name in built
        .others
        .iter()
        .filter(|name| files::extension(Path::new(name)) == "css")
    {
        html = shell::inline_style(&html, name, &files::read_text(&from.join(name))?)?;
    }
    for (name, paper) in &shell.papers {
        files::write(&to.join(name), shell::insert_policy(paper))?;
    }
    Ok(shell::insert_policy(&html))
}

/// What Trunk made of one page.
#[derive(Debug, PartialEq, Eq)]
struct Built {
    script: String,
    wasm: String,
    others: Vec<String>,
}

impl Built {
    fn read(folder: &Path, name: &str) -> Result<Self> {
        let mut names = Vec::new();
        for path in files::walk(folder)? {
            names.push(files::relative(&path, folder));
        }
        Self::sort(&names, name)
    }

    /// Tells the files of the program from the others by their names.
    fn sort(names: &[String], name: &str) -> Result<Self> {
        let prefix = format!("{name}-");
        let is = |file: &str, end: &str| file.starts_with(&prefix) && file.ends_with(end);
        let one = |end: &str| -> Result<String> {
            let found: Vec<&String> = names.iter().filter(|file| is(file, end)).collect();
            match found.as_slice() {
                [one] => Ok((*one).clone()),
                _ => bail!(
                    "Trunk made {} files {prefix}*{end} where there should be one",
                    found.len()
                ),
            }
        };
        let script = one(".js")?;
        let wasm = one("_bg.wasm")?;
        let others = names
            .iter()
            .filter(|file| **file != script && **file != wasm && *file != "index.html")
            .cloned()
            .collect();
        Ok(Self {
            script,
            wasm,
            others,
        })
    }
}

/// Copies the published data formats, if there are any.
fn place_schemas(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    for path in files::walk(from)? {
        if files::extension(&path) == "json" {
            let name = files::relative(&path, from);
            files::write(&to.join(name), files::read(&path)?)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::testing::Folder;

    const TEMPLATE: &str = "import init from \"{{js}}\";\ninit(\"{{wasm}}\", {{later}});\n";

    fn build_page(folder: &Folder, script: &str) -> Vec<String> {
        folder.file("in/client-1.js", script);
        folder.file("in/client-1_bg.wasm", "\0asm\x01\0\0\0");
        folder.file("in/client-2.css", "a{}");
        folder.file("in/snippets/used-9/inline0.js", "");
        folder.file("in/snippets/left-over-8/inline0.js", "");
        folder.file("in/index.html", "<head><link data-trunk rel=rust></head>");
        let out = folder.path().join("out");
        files::remove_folder(&out).unwrap();
        place_page(
            &folder.path().join("in"),
            &out,
            "client",
            TEMPLATE,
            &[],
            None,
        )
        .unwrap();
        files::walk(&out)
            .unwrap()
            .iter()
            .map(|path| files::relative(path, &out))
            .collect()
    }

    #[test]
    fn a_page_is_placed_with_names_that_follow_the_contents() {
        let folder = Folder::new();
        let script = "import './snippets/used-9/inline0.js'; new URL('client_bg.wasm')";
        let names = build_page(&folder, script);
        assert_eq!(names.len(), 6, "{names:?}");
        assert!(names.contains(&"client-2.css".to_owned()));
        assert!(names.contains(&"snippets/used-9/inline0.js".to_owned()));

        let html = files::read_text(&folder.path().join("out/index.html")).unwrap();
        for name in &names {
            let named = html.contains(name.as_str());
            let is_program = name.starts_with("start-")
                || name.ends_with("_bg.wasm")
                || (name.starts_with("client-") && name.ends_with(".js"));
            assert_eq!(named, is_program, "{name}");
        }

        let changed = build_page(&folder, &format!("{script};"));
        assert_ne!(names, changed);
    }

    #[test]
    fn two_programs_in_one_folder_are_an_error() {
        let names = ["client-1.js", "client-2.js", "client-1_bg.wasm"];
        let names = names.map(str::to_owned);
        assert!(Built::sort(&names, "client").is_err());
    }

    #[test]
    fn only_json_schemas_are_published() {
        let folder = Folder::new();
        folder.file("schema/a.schema.json", "{}");
        folder.file("schema/README.md", "");
        let to = folder.path().join("out");
        place_schemas(&folder.path().join("schema"), &to).unwrap();
        assert_eq!(files::walk(&to).unwrap(), [to.join("a.schema.json")]);
        place_schemas(&folder.path().join("none"), &to).unwrap();
    }
}
