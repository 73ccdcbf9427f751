//! What a search finds, and in what order: hyphens, dashes, spaces and capital letters do not matter.

use super::line::{Line, Said};

/// Longest stretch of a name in which letters in order still count, for each letter of the search.
const LOOSEST: usize = 3;

/// How well a line fits; what fits best comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is its name.
    Name,
    /// It is another name of it.
    OtherName,
    /// It is the first words of its name.
    FirstWords,
    /// Its name begins with it.
    Begins,
    /// It is some words of its name.
    Words,
    /// A word of its name begins with it.
    BeginsWord,
    /// A word of another name begins with it.
    BeginsOther,
    /// Each of its words begins a word of a name.
    AnyOrder,
    /// Each of its words is somewhere in a name.
    Within,
    /// Each of its words is somewhere in what is said.
    Said,
    /// Its letters are in a name in this order, over a stretch so long.
    Letters(usize),
}

/// The lines that a search leaves, the best first.
pub fn found<'a>(lines: &'a [Line], query: &str) -> Vec<&'a Line> {
    let query = words(query);
    if query.is_empty() {
        return lines.iter().collect();
    }
    let mut found: Vec<_> = lines.iter().filter_map(|line| Some((fit(line, &query)?, line))).collect();
    found.sort_by_key(|(fit, _)| *fit);
    found.into_iter().map(|(_, line)| line).collect()
}

/// How well a line fits, if it does; what it is called in English counts as another name.
fn fit(line: &Line, query: &[String]) -> Option<Fit> {
    let joined = query.concat();
    let name = words(&line.said.name);
    let named = fit_name(&name, &joined);
    if named == Some(Fit::Name) {
        return named;
    }
    let others: Vec<Vec<String>> = line.all_names().skip(1).map(words).collect();
    let other = others.iter().filter_map(|other| fit_name(other, &joined)).min().map(|fit| match fit {
        Fit::Name => Fit::OtherName,
        _ => Fit::BeginsOther,
    });
    named.into_iter().chain(other).min().or_else(|| {
        let names: Vec<&String> = name.iter().chain(others.iter().flatten()).collect();
        let all = |fits: &dyn Fn(&str) -> bool| query.iter().all(|word| fits(word));
        if all(&|word| names.iter().any(|own| own.starts_with(word))) {
            return Some(Fit::AnyOrder);
        }
        if all(&|word| names.iter().any(|own| own.contains(word))) {
            return Some(Fit::Within);
        }
        let said: Vec<String> = line.texts().flat_map(words).collect();
        if all(&|word| said.iter().any(|own| own.contains(word))) {
            return Some(Fit::Said);
        }
        let stretch = std::iter::once(&name).chain(&others).filter_map(|name| letters(&name.concat(), &joined)).min();
        stretch.map(Fit::Letters)
    })
}

/// How a name fits as such; `query` without its spaces.
fn fit_name(name: &[String], query: &str) -> Option<Fit> {
    if name.concat() == query {
        return Some(Fit::Name);
    }
    (0..name.len())
        .filter_map(|first| {
            let mut read = String::new();
            let whole = name[first..].iter().any(|word| {
                read += word;
                read == query
            });
            match (first, whole) {
                (0, true) => Some(Fit::FirstWords),
                (_, true) => Some(Fit::Words),
                (0, false) if read.starts_with(query) => Some(Fit::Begins),
                (_, false) if read.starts_with(query) => Some(Fit::BeginsWord),
                _ => None,
            }
        })
        .min()
}

/// Over how long a stretch of a name, from its first letter on, letters stand in order; none if they do not, or too far apart.
fn letters(name: &str, query: &str) -> Option<usize> {
    let mut rest = name.char_indices();
    let mut last = 0;
    for (place, letter) in query.chars().enumerate() {
        let (found, _) = rest.find(|(_, own)| *own == letter)?;
        if place == 0 && found != 0 {
            return None;
        }
        last = found;
    }
    let count = query.chars().count();
    (count > 1 && last < LOOSEST * count).then_some(last)
}

/// The words of a text in small letters, umlauts written out. What is neither letter nor digit parts them.
fn words(text: &str) -> Vec<String> {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => folded.push_str("ae"),
            'ö' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            letter if letter.is_alphanumeric() => folded.push(letter),
            _ => folded.push(' '),
        }
    }
    folded.split_whitespace().map(str::to_owned).collect()
}

impl Line {
    /// Its name, its other names, and those in English.
    fn all_names(&self) -> impl Iterator<Item = &str> {
        self.each().flat_map(|said| std::iter::once(said.name.as_str()).chain(said.others.split(',')))
    }

    /// All that is said of it besides.
    fn texts(&self) -> impl Iterator<Item = &str> {
        self.each().flat_map(|said| [&said.name, &said.others, &said.aside, &said.explanation].map(String::as_str))
    }

    fn each(&self) -> impl Iterator<Item = &Said> {
        std::iter::once(&self.said).chain(&self.english)
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::Goal;
    use super::*;
    use crate::panel::command::Command;

    fn said(name: &str, others: &str, explanation: &str) -> Said {
        let [name, others, aside, explanation] = [name, others, "plot", explanation].map(str::to_owned);
        Said { name, others, aside, explanation }
    }

    fn line(name: &str, others: &str, explanation: &str) -> Line {
        let english = Some(said("Chart", "", ""));
        Line { goal: Goal::Command(Command::Restart), said: said(name, others, explanation), english }
    }

    fn names(lines: &[Line], query: &str) -> Vec<String> {
        found(lines, query).iter().map(|line| line.said.name.clone()).collect()
    }

    #[test]
    fn the_name_comes_first_then_its_words_then_other_names_then_what_is_about_it() {
        let lines = [
            line("Mapping", "", ""),
            line("Rates", "", "A map."),
            line("Open a map", "", ""),
            line("Weights", "matrix map", ""),
            line("Restart", "map", ""),
            line("Map of all", "", ""),
            line("Map", "", ""),
        ];
        assert_eq!(names(&lines, "map"), ["Map", "Restart", "Map of all", "Mapping", "Open a map", "Weights", "Rates"]);
        assert_eq!(names(&lines, "all map"), ["Map of all"], "words in any order");
        assert_eq!(names(&lines, "PLOT rate"), ["Rates"], "every word counts, wherever it stands");
        assert_eq!(names(&lines, "").len(), lines.len());
        assert_eq!(names(&lines, "chart").len(), lines.len(), "what it is called in English counts as well");
        assert!(names(&lines, "nothing like it").is_empty());
    }

    #[test]
    fn hyphens_dashes_spaces_and_capitals_do_not_matter() {
        let lines = [line("First hints", "", ""), line("Fire", "", ""), line("f–I curve (in a slice)", "", "")];
        for query in ["f-I", "fI", "f–i", "F I", "fi", "f-I curve", "ficurve", "curve"] {
            assert_eq!(names(&lines, query)[0], "f–I curve (in a slice)", "{query}");
        }
        let lines = [line("Schwellenkarte", "", ""), line("Übergang", "Größe", "")];
        for query in ["übergang", "UEBERGANG", "größe", "groesse"] {
            assert_eq!(names(&lines, query), ["Übergang"], "{query}");
        }
    }

    #[test]
    fn letters_in_order_come_last_and_not_far_apart() {
        let lines = [line("Reset all controls", "", ""), line("Restart", "", "")];
        assert_eq!(names(&lines, "rstrt"), ["Restart"]);
        assert_eq!(names(&lines, "rst"), ["Restart", "Reset all controls"]);
        assert!(names(&lines, "tsrt").is_empty() && names(&lines, "rcs").is_empty());
    }
}
