//! `MODEL.md` inside the program: its sections by number, and the publications that a text names.

use super::chapter::Block;
use super::markdown::blocks;
use crate::words::{Language, in_force};

/// The text of the model.
const ENGLISH: &str = include_str!("../../MODEL.md");
/// The same in German: its sections have the same numbers, and name rules and publications by the same words.
const GERMAN: &str = include_str!("../../../assets/words/de/MODEL.md");
/// Sections with a number that begins like this list publications.
const SOURCES: &str = "3.";

/// A section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its number, such as "2.6".
    pub number: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it says.
    pub text: &'static str,
}

/// All sections, in order.
pub fn sections() -> impl Iterator<Item = Section> {
    let model = match in_force() {
        Language::English => ENGLISH,
        Language::German => GERMAN,
    };
    model.split("\n## ").skip(1).filter_map(|section| {
        let (head, text) = section.split_once('\n')?;
        let (number, title) = head.split_once(' ')?;
        // A heading of a higher order ends it.
        let text = text.split("\n# ").next().unwrap_or(text);
        Some(Section { number, title, text })
    })
}

/// A section by its number.
#[must_use]
pub fn section(number: &str) -> Option<Section> {
    sections().find(|section| section.number == number)
}

/// Numbers of the sections that a text refers to as "MODEL 2.6", in their order in the model.
#[must_use]
pub fn referred(text: &str) -> Vec<Section> {
    let said = |section: &Section| {
        text.split("MODEL ").skip(1).any(|rest| {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
            rest[..end].trim_end_matches('.') == section.number
        })
    };
    sections().filter(said).collect()
}

/// The entries of the list of publications that a text names by first author and year.
#[must_use]
pub fn publications(text: &str) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let entries =
        sections().filter(|section| section.number.starts_with(SOURCES)).flat_map(|section| blocks(section.text));
    let entries = entries.filter_map(|block| match block {
        Block::Item(entry) => Some(entry),
        _ => None,
    });
    entries.filter(|entry| entry.split("**").skip(1).step_by(2).any(|name| is_named(name, &text))).collect()
}

/// Whether a text names a publication such as "Song, Miller & Abbott 2000", perhaps as "Song et al. 2000".
fn is_named(name: &str, text: &str) -> bool {
    let Some((authors, year)) = name.rsplit_once(' ') else { return false };
    let first = authors.split([',', '&']).next().unwrap_or(authors).trim().trim_end_matches(" et al.");
    text.match_indices(first).any(|(place, _)| {
        let apart = !text[..place].ends_with(char::is_alphanumeric);
        let after = &text[place + first.len()..];
        let digits = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        // Between author and year stand other authors and no sentence.
        let authors = &after[..digits];
        apart
            && after[digits..].starts_with(year)
            && authors.len() < 80
            && !authors.replace("al. ", "").contains(". ")
            && !after.starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plasticity::Rule;
    use crate::words::speak;

    #[test]
    fn publications_are_found_by_first_author_and_year() {
        let song = "Song, Miller & Abbott 2000";
        for text in ["(Song, Miller & Abbott 2000)", "as Song et al. 2000 say", "Song, Miller & Abbott (2000)"] {
            assert!(is_named(song, text), "{text}");
        }
        let others =
            [(2001, "Song et al."), (2000, "Birdsong"), (2000, "Song. In"), (2000, "Miller & Song, who. Then,")];
        for (year, who) in others {
            assert!(!is_named(song, &format!("{who} {year}")), "{who} {year}");
        }
        assert!(is_named("Cai et al. 2016", "links (Cai et al. 2016)"));
    }

    #[test]
    fn every_language_has_the_same_sections_rules_and_publications() {
        let told = || {
            let told = |section: Section| {
                let is_named = |rule: &Rule| section.text.contains(&format!("(`{}`", rule.id()));
                let rules: Vec<Rule> = Rule::ALL.into_iter().filter(is_named).collect();
                let bold = section.text.split("**").skip(1).step_by(2);
                let publications: Vec<&str> = bold.filter(|_| section.number.starts_with(SOURCES)).collect();
                (section.number, rules, publications)
            };
            sections().map(told).collect::<Vec<_>>()
        };
        let english = told();
        speak(Language::German);
        let german = told();
        speak(Language::English);
        for (english, german) in english.iter().zip(&german) {
            assert_eq!(english, german);
        }
        assert_eq!(english.len(), german.len());
    }

    #[test]
    fn sections_have_number_title_and_text() {
        let gate = section("2.6").expect("it is there");
        assert!(gate.title.contains("gate") && gate.text.contains("Δw") && !gate.text.contains("2.7 "));
        assert!(sections().all(|section| !section.text.trim().is_empty() && !section.text.contains("\n#")));
        let found: Vec<&str> =
            referred("MODEL 2.11, rule ii; see MODEL 2.4.").iter().map(|found| found.number).collect();
        assert_eq!(found, ["2.4", "2.11"]);
        assert_eq!(publications("(Attardo et al. 2015)").len(), 1);
    }
}
