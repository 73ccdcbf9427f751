//! No files of the source import each other in a circle: each can be read, tested and changed after those that it stands on.

use crate::tidy::{program, sources};
use std::collections::{BTreeMap, BTreeSet};

/// A path of names, such as `crate::model::Spikes` without its `crate`.
type Names = Vec<String>;

/// What one file takes from another: its path, the other's path, the names.
type Imports = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// An imported path, and the name by which the file knows it.
struct Import {
    path: Names,
    known_as: String,
    /// Whether it is handed on under the file's own name (`pub use`): a door, not an import.
    door: bool,
}

/// The source as files and the doors between them.
struct House<'a> {
    /// Files by their module path.
    files: BTreeMap<Names, &'a str>,
    /// Names that a module hands on, and where they come from.
    doors: BTreeMap<(Names, String), Names>,
}

/// The module that a file holds: `panel/plots/mod.rs` is `panel::plots`.
fn module_path(file: &str) -> Names {
    let mut path: Names = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        path.pop();
    }
    path
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The paths of a `use` tree, each with the name by which it is known.
fn expand(tree: &str, before: &[String], found: &mut Vec<(Names, String)>) {
    let tree = tree.trim();
    let Some((prefix, list)) = tree.split_once('{') else {
        let (path, alias) = tree.split_once(" as ").map_or((tree, None), |(path, alias)| (path, Some(alias.trim())));
        let mut path: Names =
            before.iter().cloned().chain(path.split("::").map(|name| name.trim().to_owned())).collect();
        if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
            path.pop();
        }
        let known_as = alias.map_or_else(|| path.last().cloned().unwrap_or_default(), str::to_owned);
        found.push((path, known_as));
        return;
    };
    let names = prefix.split("::").map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let before: Names = before.iter().cloned().chain(names).collect();
    let list = list.rsplit_once('}').map_or(list, |(list, _)| list);
    let (mut depth, mut from) = (0, 0);
    for (place, c) in list.char_indices().chain([(list.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !list[from..place].trim().is_empty() {
                    expand(&list[from..place], &before, found);
                }
                from = place + 1;
            }
            _ => {}
        }
    }
}

/// The `use` statements of a text, and the text without them.
fn split_uses(text: &str) -> (Vec<(String, bool)>, String) {
    let (mut uses, mut rest) = (Vec::new(), String::new());
    let mut statement: Option<(String, bool)> = None;
    for line in text.lines() {
        let trimmed = line.trim();
        if statement.is_none() {
            let (door, after) = match trimmed.strip_prefix("pub") {
                Some(after) => (true, after.trim_start_matches(|c: char| c != ' ').trim_start()),
                None => (false, trimmed),
            };
            match after.strip_prefix("use ") {
                Some(tree) => statement = Some((tree.to_owned(), door)),
                None => rest = rest + line + "\n",
            }
        } else if let Some((tree, _)) = &mut statement {
            *tree = format!("{tree} {trimmed}");
        }
        if let Some((tree, door)) = statement.take_if(|(tree, _)| tree.ends_with(';')) {
            uses.push((tree.trim_end_matches(';').to_owned(), door));
        }
    }
    (uses, rest)
}

/// Paths written out in a text: `super::rest::settle`.
fn written_paths(text: &str) -> Vec<Names> {
    let words = text.split(|c: char| !is_name(c) && c != ':').filter(|word| word.contains("::"));
    words.map(|word| word.split("::").map(|name| name.trim_matches(':').to_owned()).collect()).collect()
}

impl<'a> House<'a> {
    fn of(sources: &'a [(String, String)]) -> Self {
        let files = sources.iter().map(|(file, _)| (module_path(file), file.as_str())).collect();
        let mut house = Self { files, doors: BTreeMap::new() };
        for (file, text) in sources {
            let own = module_path(file);
            for import in house.imports(&own, &split_uses(&program(text)).0) {
                if import.door {
                    house.doors.insert((own.clone(), import.known_as), import.path);
                }
            }
        }
        house
    }

    /// A path seen from a module, counted from the root; none if it leads out of the program.
    fn counted_from_root(&self, own: &[String], path: &[String]) -> Option<Names> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([own, rest].concat()),
            "super" => {
                let ups = path.iter().take_while(|name| *name == "super").count();
                Some([&own[..own.len().checked_sub(ups)?], &path[ups..]].concat())
            }
            _ => {
                let child = [own, std::slice::from_ref(first)].concat();
                self.files.contains_key(&child).then(|| [own, path].concat())
            }
        }
    }

    fn imports(&self, own: &[String], uses: &[(String, bool)]) -> Vec<Import> {
        let mut imports = Vec::new();
        for (tree, door) in uses {
            let mut found = Vec::new();
            expand(tree, &[], &mut found);
            let inside =
                found.into_iter().filter_map(|(path, known_as)| Some((self.counted_from_root(own, &path)?, known_as)));
            imports.extend(inside.map(|(path, known_as)| Import { path, known_as, door: *door }));
        }
        imports
    }

    /// The files that a path leads to, through all doors, each with the name taken from it; no name if the path is a module itself.
    fn behind(&self, path: &[String]) -> Vec<(&'a str, Option<String>)> {
        let depth = (0..=path.len()).rev().find(|&depth| self.files.contains_key(&path[..depth]));
        let Some((module, rest)) = depth.map(|depth| path.split_at(depth)) else { return Vec::new() };
        let mut found = vec![(self.files[module], rest.first().cloned())];
        if let Some((name, after)) = rest.split_first()
            && let Some(from) = self.doors.get(&(module.to_vec(), name.clone())).filter(|from| *from != path)
        {
            found.extend(self.behind(&[from.as_slice(), after].concat()));
        }
        found
    }
}

/// What each file takes from others of the source.
fn imports(sources: &[(String, String)]) -> Imports {
    let house = House::of(sources);
    let mut all = Imports::new();
    for (file, text) in sources {
        if matches!(file.as_str(), "lib.rs" | "main.rs") {
            continue;
        }
        let own = module_path(file);
        let (uses, rest) = split_uses(&program(text));
        let imports = house.imports(&own, &uses);
        // Modules that the text can name by their last word, besides its own.
        let modules: BTreeMap<&str, &Names> = imports
            .iter()
            .filter(|import| house.behind(&import.path).last().is_some_and(|(_, name)| name.is_none()))
            .map(|import| (import.known_as.as_str(), &import.path))
            .collect();
        let written = written_paths(&rest).into_iter().filter_map(|path| match modules.get(path[0].as_str()) {
            Some(module) => Some([module.as_slice(), &path[1..]].concat()),
            None => house.counted_from_root(&own, &path),
        });
        let used = imports.iter().filter(|import| !import.door).map(|import| import.path.clone());
        for path in used.chain(written) {
            for (other, name) in house.behind(&path) {
                let Some(name) = name.filter(|_| other != file && other != "lib.rs") else { continue };
                all.entry(file.clone()).or_default().entry(other.to_owned()).or_default().insert(name);
            }
        }
    }
    all
}

/// All files that a file reaches through imports.
fn reached<'a>(imports: &'a Imports, file: &'a str) -> BTreeSet<&'a str> {
    let (mut reached, mut to_look_at) = (BTreeSet::new(), vec![file]);
    while let Some(next) = to_look_at.pop() {
        for other in imports.get(next).into_iter().flat_map(BTreeMap::keys) {
            if reached.insert(other.as_str()) {
                to_look_at.push(other);
            }
        }
    }
    reached
}

/// Each circle, as the imports that tie it.
fn circles(sources: &[(String, String)]) -> Vec<String> {
    let imports = imports(sources);
    let reach: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|file| (file.as_str(), reached(&imports, file))).collect();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut circles = Vec::new();
    for (file, own) in &reach {
        if !own.contains(file) || seen.contains(file) {
            continue;
        }
        let members: BTreeSet<&str> =
            own.iter().copied().filter(|other| reach.get(other).is_some_and(|back| back.contains(file))).collect();
        seen.extend(&members);
        let mut text = format!("a circle of {} files:", members.len());
        for member in &members {
            for (other, names) in imports[*member].iter().filter(|(other, _)| members.contains(other.as_str())) {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                text += &format!("\n  {member} takes from {other}: {}", names.join(", "));
            }
        }
        circles.push(text);
    }
    circles
}

fn made_up(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|&(file, text)| (file.to_owned(), text.to_owned())).collect()
}

#[test]
fn a_made_up_circle_is_found_through_doors_braces_and_written_paths() {
    let house = |two: &str| {
        made_up(&[
            ("lib.rs", "pub mod a;\npub mod b;\n"),
            ("a/mod.rs", "mod one;\nmod two;\npub use one::{One, Other as Renamed};\npub(super) use two::Two;\n"),
            ("a/one.rs", "use super::two::Two;\nuse crate::b::{\n    self,\n    deep::{C, D},\n};\n"),
            ("a/two.rs", two),
            ("b.rs", "pub mod deep;\n"),
            ("b/deep.rs", "use std::fmt;\npub struct C;\npub struct D;\n"),
        ])
    };
    let circle = "a circle of 2 files:\n  a/one.rs takes from a/two.rs: Two\n  a/two.rs takes from a/one.rs: ";
    for (text, name) in [
        ("use super::One;\n", "One"),
        ("use crate::{a::Renamed as It, b::deep::C};\n", "Other"),
        ("use super::one;\nfn f() { one::help(); }\n", "help"),
        ("fn f() { super::one::help(); }\n", "help"),
    ] {
        assert_eq!(circles(&house(text)), [format!("{circle}{name}")], "{text}");
    }
    // What the tests below a file import ties no circle, nor do comments, nor what stands below both.
    for text in [
        "use crate::b::deep::{C, D};\n",
        "// super::one::help\n",
        "#[cfg(test)]\nmod tests {\n    use super::One;\n}\n",
    ] {
        assert!(circles(&house(text)).is_empty(), "{text}");
    }
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let circles = circles(&sources());
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
}

#[test]
fn imports_of_this_source_are_found() {
    let imports = imports(&sources());
    let arrows: usize = imports.values().map(BTreeMap::len).sum();
    assert!(imports.len() > 200 && arrows > 800, "{} files, {arrows} imports", imports.len());
    assert!(imports["simulation/run.rs"]["model/column.rs"].contains("column_of"));
}
