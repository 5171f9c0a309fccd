//! The Dutch texts with their names, as the authors write them.

use std::path::Path;
use toml::Value;

/// Texts with their names, such as `field.focus.label`, in the order of the authors.
pub type Texts = Vec<(String, String)>;

/// The text with this name.
pub fn text<'a>(texts: &'a Texts, name: &str) -> Option<&'a str> {
    let found = texts.iter().find(|(known, _)| known == name);
    found.map(|(_, text)| text.as_str())
}

/// What clients read, and under which name it stands.
const CLIENT: [(&str, &str); 5] = [
    ("questions", ""),
    ("domains", "domain"),
    ("feedback", "feedback"),
    ("help", "lifeline"),
    ("client", "ui"),
];
/// What coaches read.
const COACH: [(&str, &str); 2] = [("guide", "guide"), ("coach", "coach")];

/// Everything clients read.
pub fn client() -> Texts {
    read(&CLIENT)
}

/// Everything only coaches read.
pub fn coach() -> Texts {
    read(&COACH)
}

/// A data file of these tests.
pub fn data(name: &str) -> toml::Table {
    let path = format!("tests/plain_language/{name}.toml");
    file(&path)
        .as_table()
        .cloned()
        .unwrap_or_else(|| panic!("{path} holds tables"))
}

/// One table of a data file, as pairs of texts.
pub fn pairs(name: &str, table: &str) -> Texts {
    let data = data(name);
    let table = data
        .get(table)
        .and_then(Value::as_table)
        .cloned()
        .unwrap_or_default();
    table
        .into_iter()
        .map(|(key, value)| (key, value.as_str().unwrap_or_default().to_owned()))
        .collect()
}

fn file(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn read(files: &[(&str, &str)]) -> Texts {
    let mut texts = Texts::new();
    for (name, prefix) in files {
        flatten(
            &file(&format!("src/content/nl/{name}.toml")),
            prefix,
            &mut texts,
        );
    }
    texts
}

fn flatten(value: &Value, name: &str, texts: &mut Texts) {
    let child = |part: &str| {
        let dot = if name.is_empty() { "" } else { "." };
        format!("{name}{dot}{part}")
    };
    match value {
        Value::Table(table) => {
            for (part, value) in table {
                flatten(value, &child(part), texts);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                flatten(value, &child(&index.to_string()), texts);
            }
        }
        Value::String(text) => {
            texts.push((name.to_owned(), text.trim().to_owned()));
        }
        _ => {}
    }
}
