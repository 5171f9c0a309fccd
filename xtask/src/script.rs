//! Makes the script that wasm-bindgen writes smaller.
//!
//! That script is written for people to read. Leaving out its comments and
//! indentation takes about an eighth off its compressed size. This works on
//! whole lines only, which is safe for code in this layout; it is not a
//! minifier for just any script.

/// The script without comment lines, indentation and empty lines. A script in
/// which white space may matter is returned as it is.
pub fn shrink(script: &str) -> String {
    let mut short = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines() {
        let line = line.trim();
        if in_comment {
            in_comment = !line.contains("*/");
            if !in_comment && !line.ends_with("*/") {
                return script.to_owned();
            }
        } else if let Some(comment) = line.strip_prefix("/*") {
            in_comment = !comment.contains("*/");
            if !in_comment && !line.ends_with("*/") {
                return script.to_owned();
            }
        } else if line.matches('`').count() % 2 == 1 || line.ends_with('\\') {
            // A text that goes on on the next line keeps its indentation.
            return script.to_owned();
        } else if !line.is_empty() && !line.starts_with("//") {
            short.push_str(line);
            short.push('\n');
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go() {
        let script = "/* a\n * `b\n */\nfunction f() {\n    // why\n    return 1; // kept\n\n}\n/** c */\nexport { f as default };\n";
        assert_eq!(
            shrink(script),
            "function f() {\nreturn 1; // kept\n}\nexport { f as default };\n"
        );
    }

    #[test]
    fn a_script_in_which_white_space_may_matter_stays_as_it_is() {
        for script in [
            "const a = `b\n    c`;\n",
            "/* a */ f();\n  g();\n",
            "/* a\n*/ f();\n  g();\n",
            "const a = 'b\\\n    c';\n",
        ] {
            assert_eq!(shrink(script), script);
        }
    }
}
