//! Words of the manual in their letters: emphasis, names, letters of mathematics, and what is searched for.

use crate::theme::Theme;
use bevy_egui::egui::text::{LayoutJob, TextFormat};
use bevy_egui::egui::{Color32, FontId};

/// A tilde that lies over the letter before it.
const OVER_A_LETTER: char = '\u{303}';
/// Letters that the font of running text lacks and that of equations has.
pub const MATHEMATICAL: &str = "⁺⁻₊₋←∝⟨⟩\u{303}";

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Plain,
    Emphasis,
    Weight,
    Name,
}

/// What lays out the words of a page.
pub struct Words<'a> {
    /// The theme.
    pub theme: &'a Theme,
    /// What is searched for, in small letters.
    pub searched: &'a [String],
    /// Behind what is searched for.
    pub found: Color32,
}

impl Words<'_> {
    /// A paragraph in letters of this size.
    #[must_use]
    pub fn paragraph(&self, text: &str, size: f32) -> LayoutJob {
        let mut job = LayoutJob::default();
        for (look, text) in looks(text) {
            self.append(&mut job, look, text, size);
        }
        job
    }

    /// Lines of equations.
    #[must_use]
    pub fn equations(&self, text: &str, size: f32) -> LayoutJob {
        let mut job = LayoutJob::default();
        self.append_marked(
            &mut job,
            text,
            &TextFormat::simple(FontId::monospace(size), self.theme.colours.text.into()),
        );
        job
    }

    fn append(&self, job: &mut LayoutJob, look: Look, text: &str, size: f32) {
        let colours = &self.theme.colours;
        let colour = if look == Look::Weight { colours.accent } else { colours.text };
        let equations = TextFormat::simple(FontId::monospace(size), colour.into());
        let running = TextFormat {
            italics: look == Look::Emphasis,
            ..TextFormat::simple(FontId::proportional(size), colour.into())
        };
        if look == Look::Name {
            return self.append_marked(job, text, &equations);
        }
        for (mathematical, text) in by_font(text) {
            self.append_marked(job, text, if mathematical { &equations } else { &running });
        }
    }

    /// Append a text, with a ground behind what is searched for.
    fn append_marked(&self, job: &mut LayoutJob, text: &str, format: &TextFormat) {
        let mut from = 0;
        for (start, end) in places(text, self.searched) {
            job.append(&text[from..start], 0.0, format.clone());
            let found = TextFormat { background: self.found, color: self.theme.colours.text.into(), ..format.clone() };
            job.append(&text[start..end], 0.0, found);
            from = end;
        }
        job.append(&text[from..], 0.0, format.clone());
    }
}

/// A text as pieces that are in the font of equations or in that of running text.
fn by_font(text: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let (mut from, mut before) = (0, false);
    for (place, letter) in text.char_indices() {
        // A mark over a letter needs the letter from the same font.
        let marked = text[place + letter.len_utf8()..].starts_with(OVER_A_LETTER);
        let mathematical = marked || MATHEMATICAL.contains(letter);
        if mathematical != before {
            pieces.push((before, &text[from..place]));
            (from, before) = (place, mathematical);
        }
    }
    pieces.push((before, &text[from..]));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

/// Whether a text holds any of these words.
#[must_use]
pub fn holds_any(text: &str, words: &[String]) -> bool {
    !places(text, words).is_empty()
}

/// Where words stand in a text, in order and apart.
fn places(text: &str, words: &[String]) -> Vec<(usize, usize)> {
    let lower = text.to_lowercase();
    // Some letters are longer or shorter when they are small: then places of one are not places of the other.
    if words.is_empty() || lower.len() != text.len() {
        return Vec::new();
    }
    let mut found: Vec<(usize, usize)> = words
        .iter()
        .flat_map(|word| lower.match_indices(word.as_str()).map(|(start, found)| (start, start + found.len())))
        .collect();
    found.retain(|&(start, end)| text.is_char_boundary(start) && text.is_char_boundary(end));
    found.sort_unstable();
    let mut last = 0;
    found.retain(|&(start, end)| {
        let apart = start >= last;
        last = if apart { end } else { last };
        apart
    });
    found
}

/// A text as pieces of one look each.
fn looks(text: &str) -> Vec<(Look, &str)> {
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(start) = text[at..].find(['`', '*']).map(|step| at + step) {
        let Some((look, inner, end)) = marked(text, start) else {
            at = start + 1;
            continue;
        };
        pieces.push((Look::Plain, &text[from..start]));
        pieces.push((look, inner));
        (from, at) = (end, end);
    }
    pieces.push((Look::Plain, &text[from..]));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

/// What a mark at a place of a text holds, and where that ends; none if the sign there means itself, as in ν*.
fn marked(text: &str, start: usize) -> Option<(Look, &str, usize)> {
    let rest = &text[start..];
    let (mark, look) = if rest.starts_with("**") {
        ("**", Look::Weight)
    } else if rest.starts_with('*') {
        ("*", Look::Emphasis)
    } else {
        ("`", Look::Name)
    };
    let inner = &rest[mark.len()..];
    let in_word = text[..start].ends_with(char::is_alphanumeric);
    if in_word || inner.is_empty() || inner.starts_with(char::is_whitespace) {
        return None;
    }
    let closes = |&(place, _): &(usize, &str)| {
        let (before, after) = (&inner[..place], &inner[place + mark.len()..]);
        !before.is_empty() && !before.ends_with(char::is_whitespace) && !after.starts_with(char::is_alphanumeric)
    };
    let (place, _) = inner.match_indices(mark).find(closes)?;
    Some((look, &inner[..place], start + place + 2 * mark.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_signs() {
        let text = "*Cap* of `w_max`: **all** (ν* - ν)/(ν* τ), a * b, `open";
        assert_eq!(
            looks(text),
            [
                (Look::Emphasis, "Cap"),
                (Look::Plain, " of "),
                (Look::Name, "w_max"),
                (Look::Plain, ": "),
                (Look::Weight, "all"),
                (Look::Plain, " (ν* - ν)/(ν* τ), a * b, `open"),
            ]
        );
    }

    #[test]
    fn what_is_searched_for_is_found_in_any_case_and_marked_once() {
        let words = ["cap".to_owned(), "ca".to_owned(), "τ".to_owned()];
        assert_eq!(places("A Cap, τ, ca", &words), [(2, 4), (7, 9), (11, 13)]);
        assert_eq!(places("A Cap", &[]), []);
        assert!(holds_any("A Cap", &words) && !holds_any("nothing", &words));
    }

    #[test]
    fn letters_of_mathematics_have_their_own_font_with_what_they_lie_over() {
        assert_eq!(
            by_font("(w - w\u{303})/P₊ is"),
            [(false, "(w - "), (true, "w\u{303}"), (false, ")/P"), (true, "₊"), (false, " is"),]
        );
        assert_eq!(by_font(""), []);
    }

    #[test]
    fn a_job_holds_all_words() {
        let theme = Theme::built_in();
        let words = Words { theme: &theme, searched: &["x".to_owned()], found: Color32::RED };
        let job = words.paragraph("an *x* and w\u{303} [u]⁺", 13.0);
        assert_eq!(job.text, "an x and w\u{303} [u]⁺");
        assert!(job.sections.iter().any(|section| section.format.background == Color32::RED));
    }
}
