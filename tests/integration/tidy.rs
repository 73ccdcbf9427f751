//! The shape of the source: imports go downwards only, files begin with what they are about, none grows without end.

use std::path::{Path, PathBuf};

/// Modules from the ground up. A module may import those above its own line, and its own line's only itself.
const LAYERS: &[&[&str]] = &[
    &["units", "number_text", "processor_time"],
    &["words"],
    &["elementary"],
    &["random"],
    &["state"],
    &["caught", "whole_file"],
    &["modulation"],
    &["scene"],
    &["schedule"],
    &["model"],
    &["dynamics"],
    &["plasticity"],
    &["protocol"],
    &["measure"],
    &["spawn"],
    &["simulation"],
    &["export"],
    &["session_file"],
    &["experiment"],
    &["study"],
    &["theme"],
    &["session"],
    &["view", "panel", "record", "sound"],
    &["app", "bench"],
    &["cli"],
];

/// Most lines of a file.
const MOST_LINES: usize = 500;

/// Files that may be longer, and how long.
const LONGER: &[(&str, usize)] = &[
    // The catalogue of everything that a scene can say: plain types with their units and defaults.
    ("scene/file.rs", 900),
    // A scanner with its own tests.
    ("scene/outline.rs", 550),
];

/// All source files by their path below `src`, with their text.
pub fn sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("the source folder can be read") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).expect("a file below src").to_string_lossy().replace('\\', "/");
            (name, std::fs::read_to_string(&path).expect("a source file is text"))
        })
        .collect()
}

/// The top module of a file; none for `lib.rs` and `main.rs`, which stand above all.
fn module(name: &str) -> Option<&str> {
    let module = name.split('/').next().unwrap_or(name).trim_end_matches(".rs");
    (!matches!(module, "lib" | "main")).then_some(module)
}

/// Text before the file's own tests, without comments.
pub fn program(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or(text);
    text.lines().map(|line| line.split("//").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// Modules that a text names after `crate::`, alone or in braces.
fn imports(text: &str) -> Vec<String> {
    let mut modules = Vec::new();
    for rest in text.split("crate::").skip(1) {
        if let Some(list) = rest.strip_prefix('{') {
            let (mut depth, mut item) = (1, String::new());
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 || (depth == 1 && c == ',') {
                    modules.push(first_word(&item));
                    item.clear();
                } else {
                    item.push(c);
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            modules.push(first_word(rest));
        }
    }
    modules.retain(|module| module.starts_with(|c: char| c.is_ascii_lowercase()));
    modules
}

fn first_word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn imports_are_found_alone_and_in_braces() {
    let text = "use crate::model::{A, B};\nuse crate::{units::Hertz, scene::{file::X, Y}, plasticity};\nlet x = crate::cli::run();";
    assert_eq!(imports(text), ["model", "units", "scene", "plasticity", "cli"]);
}

#[test]
fn imports_go_downwards_only() {
    let layer = |module: &str| LAYERS.iter().position(|modules| modules.contains(&module));
    let mut faults = Vec::new();
    for (name, text) in sources() {
        let Some(own) = module(&name) else { continue };
        let Some(own_layer) = layer(own) else {
            faults.push(format!("{name}: the module {own} has no place in LAYERS"));
            continue;
        };
        for import in imports(&program(&text)) {
            match layer(&import) {
                _ if import == own => {}
                Some(other) if other < own_layer => {}
                Some(_) => faults.push(format!("{name} imports {import}, which is not below {own}")),
                None => faults.push(format!("{name} imports {import}, which has no place in LAYERS")),
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_top_level_holds_only_what_belongs_there() {
    const FILES: [&str; 5] = ["Cargo.toml", "Cargo.lock", "README.md", "LICENSE-APACHE", "LICENSE-MIT"];
    const FOLDERS: [&str; 4] = ["src", "assets", "scenes", "tests"];
    // What building and running leave there is left out of the repository.
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ignored = std::fs::read_to_string(root.join(".gitignore")).expect("the list of what is left out");
    let ignored: Vec<&str> = ignored.lines().map(|line| line.trim_matches('/')).collect();
    let entries = std::fs::read_dir(root).expect("the project's folder can be read");
    let strangers: Vec<String> = entries
        .map(|entry| entry.expect("an entry can be read"))
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let belongs = if entry.path().is_dir() { FOLDERS.contains(&&*name) } else { FILES.contains(&&*name) };
            (!belongs && !name.starts_with('.') && !ignored.contains(&&*name)).then_some(name)
        })
        .collect();
    assert!(strangers.is_empty(), "{strangers:?}");
}

#[test]
fn every_file_begins_with_a_sentence_about_itself() {
    let faults: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| {
            let mut head =
                text.lines().take_while(|line| line.starts_with("//!")).map(|line| line.trim_start_matches("//!"));
            let paragraph: Vec<&str> = head.by_ref().take_while(|line| !line.trim().is_empty()).collect();
            let sentence = paragraph.join(" ");
            !(sentence.trim().len() > 10 && sentence.trim_end().ends_with(['.', ':', '!']))
        })
        .map(|(name, text)| format!("{name}: {}", text.lines().next().unwrap_or("")))
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_file_is_too_long() {
    let faults: Vec<String> = sources()
        .into_iter()
        .filter_map(|(name, text)| {
            let lines = text.lines().count();
            let most = LONGER.iter().find(|(longer, _)| *longer == name).map_or(MOST_LINES, |(_, most)| *most);
            (lines > most).then(|| format!("{name}: {lines} lines, at most {most}"))
        })
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn nothing_is_unwrapped_or_printed_outside_tests() {
    let mut faults = Vec::new();
    for (name, text) in sources() {
        for (line, text) in program(&text).lines().enumerate() {
            let printing = text.contains("println!(") && !name.starts_with("cli") && name != "main.rs";
            if text.contains(".unwrap()") || text.contains("todo!(") || text.contains("dbg!(") || printing {
                faults.push(format!("{name}:{}: {}", line + 1, text.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
