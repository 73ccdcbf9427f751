//! A fault of a scene file: where it is, what is wrong, and what to do about it.

use std::fmt;

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
}

impl Fault {
    /// A fault of the file as a whole.
    #[must_use]
    pub fn of_file(file: &str, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { file: file.to_owned(), position: None, path: String::new(), what: what.into(), hint: hint.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(Position { line, column }) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        if !self.path.is_empty() {
            write!(f, ": {}", self.path)?;
        }
        write!(f, ": {}", self.what)?;
        if !self.hint.is_empty() {
            write!(f, "\n    {}", self.hint)?;
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}

/// The candidate that a misspelt word most likely means, if one is near enough.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (edit_distance(&word.to_lowercase(), &candidate.to_lowercase()), candidate))
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
        (Some(near), _) => format!("Did you mean \"{near}\"?"),
        (None, []) => format!("The scene has no {things}."),
        (None, [only]) => format!("Did you mean \"{only}\"?"),
        (None, many) => {
            format!("The {things} are {}.", many.iter().map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Number of single-character edits (insert, delete, replace, swap of neighbours) between two words.
fn edit_distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().take(64).collect();
    let right: Vec<char> = right.chars().take(64).collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut row = Vec::with_capacity(right.len() + 1);
        row.push(i + 1);
        for (j, b) in right.iter().enumerate() {
            let mut least = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == right[j - 1] && left[i - 1] == *b {
                least = least.min(before_last[j - 1] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_single_edits() {
        assert_eq!(edit_distance("threshold", "threshold"), 0);
        assert_eq!(edit_distance("treshold", "threshold"), 1);
        assert_eq!(edit_distance("thershold", "threshold"), 1);
        assert_eq!(edit_distance("", "abc"), 3);
    }

    #[test]
    fn only_near_words_are_suggested() {
        assert_eq!(nearest("wieght", ["weight", "delay"]), Some("weight"));
        assert_eq!(nearest("colour", ["weight", "delay"]), None);
    }
}
