//! A fault of a scene file: where it is, what is wrong, and what to do about it.

use crate::words::words;
use std::fmt;

/// Characters of a word that are compared, so that no text makes a comparison long.
const LONGEST_WORD: usize = 64;

/// A place in a text; both count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line.
    pub line: usize,
    /// Column, in characters.
    pub column: usize,
}

/// One thing that is wrong with a scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// File or name of the scene.
    pub file: String,
    /// Line and column, where known.
    pub position: Option<Position>,
    /// Path of the value, such as `projections[2].to`; empty when it concerns the whole file.
    pub path: String,
    /// What is wrong and why, a whole sentence.
    pub what: String,
    /// What to do, a whole sentence; empty when `what` says it.
    pub hint: String,
    /// The line of the text with carets under the place, for a terminal; empty where there is none.
    pub excerpt: String,
}

impl Fault {
    /// A fault of the file as a whole.
    #[must_use]
    pub fn of_file(file: &str, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::at(file, None, "", what, hint)
    }

    /// A fault at a place and a path; its excerpt comes when the text is at hand.
    #[must_use]
    pub fn at(
        file: &str,
        position: Option<Position>,
        path: &str,
        what: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        let (what, hint) = (what.into(), hint.into());
        Self { file: file.to_owned(), position, path: path.to_owned(), what, hint, excerpt: String::new() }
    }

    /// The fault with the line in which it is, as a terminal shows it.
    #[must_use]
    pub fn with_excerpt(&self) -> String {
        let lines = [self.headline(), self.excerpt.clone(), indented(&self.hint)];
        let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        lines.join("\n")
    }

    /// Place, path and what is wrong.
    fn headline(&self) -> String {
        let mut line = self.file.clone();
        if let Some(Position { line: number, column }) = self.position {
            line.push_str(&format!(":{number}:{column}"));
        }
        if !self.path.is_empty() {
            line.push_str(&format!(": {}", self.path));
        }
        format!("{line}: {}", self.what)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.headline())?;
        if self.hint.is_empty() { Ok(()) } else { write!(f, "\n{}", indented(&self.hint)) }
    }
}

fn indented(hint: &str) -> String {
    if hint.is_empty() { String::new() } else { format!("    {hint}") }
}

impl std::error::Error for Fault {}

/// The candidate that a misspelt word most likely means, if one is near enough.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: String = word.chars().take(LONGEST_WORD).collect::<String>().to_lowercase();
    let allowed = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        // Insert, delete, replace, and swap of neighbours count as one each.
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= allowed)
        .map(|(_, candidate)| candidate)
}

/// A hint for a name that does not exist: the nearest one, or all of them.
#[must_use]
pub fn name_hint(word: &str, candidates: &[&str], things: &str) -> String {
    // A single letter is a typo of any other letter, so that a suggestion would be a guess: list instead.
    let near = if word.chars().count() > 1 { nearest(word, candidates.iter().copied()) } else { None };
    match (near, candidates) {
        (Some(near), _) => words!("fault-meant", "Did you mean \"{ $near }\"?", near = near),
        (None, []) => words!("fault-scene-has-no", "The scene has no { $things }.", things = noun(things)),
        (None, [only]) => words!("fault-meant", "Did you mean \"{ $near }\"?", near = *only),
        (None, many) => {
            let quoted: Vec<String> = many.iter().map(|n| words!("fault-quoted", "\"{ $name }\"", name = *n)).collect();
            words!(
                "fault-those-are",
                "The { $things } are { $names }.",
                things = noun(things),
                names = quoted.join(", ")
            )
        }
    }
}

/// What a scene can name, one or several, in the language in force.
#[must_use]
pub fn noun(english: &str) -> &str {
    match english {
        "population" => words!("fault-noun-population", "population"),
        "populations" => words!("fault-noun-populations", "populations"),
        "projection" => words!("fault-noun-projection", "projection"),
        "projections" => words!("fault-noun-projections", "projections"),
        "pattern" => words!("fault-noun-pattern", "pattern"),
        "patterns" => words!("fault-noun-patterns", "patterns"),
        "track" => words!("fault-noun-track", "track"),
        "tracks" => words!("fault-noun-tracks", "tracks"),
        "arm" => words!("fault-noun-arm", "arm"),
        "arms" => words!("fault-noun-arms", "arms"),
        "condition" => words!("fault-noun-condition", "condition"),
        "conditions" => words!("fault-noun-conditions", "conditions"),
        "metric" => words!("fault-noun-metric", "metric"),
        "metrics" => words!("fault-noun-metrics", "metrics"),
        "expectations" => words!("fault-noun-expectations", "expectations"),
        "group" => words!("fault-noun-group", "group"),
        "mark" => words!("fault-noun-mark", "mark"),
        "marks of the timeline" => words!("fault-noun-marks-of-the-timeline", "marks of the timeline"),
        "possibilities" => words!("fault-noun-possibilities", "possibilities"),
        "rule" => words!("fault-noun-rule", "rule"),
        "rules" => words!("fault-noun-rules", "rules"),
        "parameter" => words!("fault-noun-parameter", "parameter"),
        "parameters" => words!("fault-noun-parameters", "parameters"),
        "fields" => words!("fault-noun-fields", "fields"),
        "elements" => words!("fault-noun-elements", "elements"),
        "shipped scenes" => words!("fault-noun-shipped-scenes", "shipped scenes"),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_words_are_suggested() {
        assert_eq!(nearest("wieght", ["weight", "delay"]), Some("weight"));
        assert_eq!(nearest("Thershold", ["treshhold", "threshold"]), Some("threshold"));
        assert_eq!(nearest("colour", ["weight", "delay"]), None);
    }
}
