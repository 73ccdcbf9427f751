//! Changing values of a scene by path, as `--set` on the command line does.
//!
//! The scene is written out in full, the text of the value at the path is replaced, and the result is read again: units, enums
//! and ranges are checked exactly as in a file.

use super::fault::{Fault, name_hint};
use super::file::SceneFile;
use super::outline::{Content, Node, Outline, Segment, segments};
use super::parse::options;
use crate::words::words;
use ron::ser::PrettyConfig;

/// The text of a scene after changes `(path, value)`.
pub fn apply(file: &SceneFile, changes: &[(String, String)]) -> Result<String, Vec<Fault>> {
    change_text(&written(file)?, changes)
}

/// A text with values changed by path.
pub fn change_text(text: &str, changes: &[(String, String)]) -> Result<String, Vec<Fault>> {
    let mut text = text.to_owned();
    let lost = overwritten(&Outline::of(&text), changes);
    let mut faults: Vec<Fault> = lost
        .into_iter()
        .map(|(index, what, hint)| {
            let (path, value) = &changes[index];
            Fault::of_file(&format!("--set {path}={value}"), what, hint)
        })
        .collect();
    for (path, value) in changes {
        match change(&text, path, value) {
            Ok(changed) => text = changed,
            Err((what, hint)) => faults.push(Fault::of_file(&format!("--set {path}={value}"), what, hint)),
        }
    }
    if faults.is_empty() { Ok(text) } else { Err(faults) }
}

/// Changes and later ones, without those of the earlier that the later undo.
pub fn joined(
    file: &SceneFile,
    before: &[(String, String)],
    changes: &[(String, String)],
) -> Result<Vec<(String, String)>, Vec<Fault>> {
    let text = written(file)?;
    let mut all = [before, changes].concat();
    for (index, ..) in overwritten(&Outline::of(&text), &all).into_iter().rev() {
        all.remove(index);
    }
    Ok(all)
}

/// A text with more entries at the end of `initial`, which may not be there yet.
pub fn with_initial(text: &str, entries: &[String]) -> String {
    let outline = Outline::of(text);
    let entries = entries.join(",\n        ");
    let (place, new) = match (outline.find("initial"), outline.find("populations")) {
        (Ok(Node { content: Content::Items(items), span, .. }), _) => match items.last() {
            Some(last) => (last.span.end, format!(",\n        {entries}")),
            None => (span.end - 1, entries),
        },
        (_, Ok(populations)) => (populations.span.end, format!(",\n    initial: [\n        {entries},\n    ]")),
        _ => return text.to_owned(),
    };
    format!("{}{new}{}", &text[..place], &text[place..])
}

/// The text of a scene, written out in full.
pub fn written(file: &SceneFile) -> Result<String, Vec<Fault>> {
    let config = PrettyConfig::default().struct_names(true);
    let text = options().to_string_pretty(file, config);
    text.map_err(|error| {
        vec![Fault::of_file(
            "--set",
            words!("fault-cannot-write", "the scene cannot be written: { $error }.", error = error.to_string()),
            "",
        )]
    })
}

/// Changes that later ones of the list undo, since they set the same value or one that it is a part of: which, what is wrong, and
/// what to do.
pub fn overwritten(outline: &Outline, changes: &[(String, String)]) -> Vec<(usize, String, String)> {
    // What only an earlier change puts there has no place yet, and is compared by its words.
    let places: Vec<_> =
        changes.iter().map(|(path, _)| outline.find(path).ok().map(|node| node.span.clone())).collect();
    let covers = |later: usize, earlier: usize| match (&places[later], &places[earlier]) {
        (Some(later), Some(earlier)) => later.start <= earlier.start && earlier.end <= later.end,
        _ => changes[later].0 == changes[earlier].0,
    };
    let mut lost = Vec::new();
    for (earlier, (path, _)) in changes.iter().enumerate() {
        if let Some(later) = (earlier + 1..changes.len()).find(|&later| covers(later, earlier)) {
            let by = &changes[later].0;
            lost.push(if places[later] == places[earlier] {
                (
                    earlier,
                    words!("fault-set-twice", "`{ $path }` is set twice.", path = path),
                    words!("fault-field-twice-hint", "Keep one of them.").to_owned(),
                )
            } else {
                let what = words!(
                    "fault-set-over",
                    "`{ $path }` is set, and then `{ $by }`, which it is a part of.",
                    path = path,
                    by = by
                );
                (earlier, what, words!("fault-set-over-hint", "Set `{ $by }` first.", by = by))
            });
        }
    }
    lost
}

/// The value at a path, or why there is none, and what to do.
pub fn found<'o>(outline: &'o Outline<'_>, path: &str) -> Result<&'o Node, (String, String)> {
    if path.is_empty() || segments(path).is_none() {
        let hint = words!(
            "fault-no-path-hint",
            "A path is written as projections[0].conductance or populations[E].neuron.threshold."
        );
        return Err((words!("fault-no-path", "`{ $path }` is not a path.", path = path), hint.to_owned()));
    }
    outline.find(path).map_err(|lost| {
        let candidates: Vec<&str> = lost.candidates.iter().map(String::as_str).collect();
        let place = if lost.found.is_empty() {
            words!("fault-the-scene", "the scene").to_owned()
        } else {
            format!("`{}`", lost.found)
        };
        match &lost.missing {
            Segment::Key(key) => (
                words!("fault-place-no-field", "{ $place } has no field `{ $field }`.", place = place, field = key),
                match (candidates.as_slice(), lost.elements) {
                    ([], 0) => words!("fault-no-fields-there", "It is a single value.").to_owned(),
                    ([], count) => words!(
                        "fault-list-there",
                        "It is a list, with elements 0 to { $last }: choose one, such as `{ $found }[0]`.",
                        last = (count - 1).to_string(),
                        found = &lost.found
                    ),
                    _ => name_hint(key, &candidates, "fields").replace('"', "`"),
                },
            ),
            Segment::Element(which) => (
                words!(
                    "fault-place-no-element",
                    "{ $place } has no element [{ $which }].",
                    place = place,
                    which = which
                ),
                match lost.elements {
                    0 => words!("fault-no-element", "It is no list, or it is empty.").to_owned(),
                    1 if which.parse::<u64>().is_ok() => {
                        words!("fault-one-element", "It has 1 element, number 0.").to_owned()
                    }
                    count if which.parse::<u64>().is_ok() => {
                        words!(
                            "fault-elements",
                            "It has { $count } elements, numbered 0 to { $last }.",
                            count = count.to_string(),
                            last = (count - 1).to_string()
                        )
                    }
                    _ => name_hint(which, &candidates, "elements"),
                },
            ),
        }
    })
}

fn change(text: &str, path: &str, value: &str) -> Result<String, (String, String)> {
    let outline = Outline::of(text);
    let node = found(&outline, path)?;
    let value = value.trim();
    let new = match (&node.name, &node.content) {
        // A bare number keeps the unit, or the variant, that the value has.
        (Some(name), Content::Items(items)) if items.len() == 1 && value.parse::<f64>().is_ok() => {
            format!("{name}({})", with_point(value, outline.text_of(&items[0])))
        }
        _ if outline.text_of(node).starts_with('"') && !value.starts_with('"') => format!("{value:?}"),
        (None, Content::Leaf) => with_point(value, outline.text_of(node)),
        _ => value.to_owned(),
    };
    if Outline::of(&new).root().is_none_or(|root| root.span != (0..new.len())) {
        return Err((
            words!("fault-no-value-there", "`{ $value }` is not a value.", value = value),
            words!("fault-no-value-there-hint", "Write a number, a unit with a number such as mV(-51), or a word.")
                .to_owned(),
        ));
    }
    let mut changed = text.to_owned();
    changed.replace_range(node.span.clone(), &new);
    Ok(changed)
}

/// A whole number where a decimal number stands gets a point; `nan` and `inf` get the spelling of the format.
fn with_point(value: &str, old: &str) -> String {
    match value.to_ascii_lowercase().as_str() {
        "nan" | "-nan" | "+nan" => "NaN".to_owned(),
        "inf" | "infinity" | "+inf" => "inf".to_owned(),
        "-inf" | "-infinity" => "-inf".to_owned(),
        _ if old.contains('.') && value.parse::<i64>().is_ok() => format!("{value}.0"),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_said_where_a_path_ends() {
        let outline = Outline::of(r#"(populations: [(name: "E"), (name: "I")], dt: ms(0.1))"#);
        let hint = |path| found(&outline, path).expect_err("there is no such place").1;
        assert_eq!(hint("populations[2].name"), "It has 2 elements, numbered 0 to 1.");
        assert_eq!(
            hint("populations.name"),
            "It is a list, with elements 0 to 1: choose one, such as `populations[0]`."
        );
        assert_eq!(hint("populations[0].name.first"), "It is a single value.");
    }
}
