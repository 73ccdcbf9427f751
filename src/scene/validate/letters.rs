//! Letters of names that the program brings no font for.

use super::Check;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Blocks that the fonts of the window cover: Latin, Greek, Cyrillic, marks, signs of mathematics, arrows, pictures.
const COVERED: [RangeInclusive<u32>; 6] =
    [0x20..=0x24F, 0x370..=0x4FF, 0x2000..=0x20BF, 0x2100..=0x22FF, 0x2500..=0x27BF, 0x1F300..=0x1F6FF];
/// Scripts that are written from right to left.
const RIGHT_TO_LEFT: RangeInclusive<u32> = 0x590..=0x8FF;

impl Check<'_> {
    /// Note names that the window may not be able to write.
    pub(super) fn letters(&mut self) {
        let file = self.file;
        let mut names = vec![("name".to_owned(), file.name.as_str())];
        for (index, population) in file.populations.iter().enumerate() {
            names.push((format!("populations[{index}].name"), &population.name));
        }
        for (index, name) in file.patterns.iter().flat_map(|patterns| &patterns.names).enumerate() {
            names.push((format!("patterns.names[{index}]"), name));
        }
        for (index, track) in file.tracks.iter().enumerate() {
            names.push((format!("tracks[{index}].name"), &track.name));
        }
        for (path, name) in names {
            let foreign: BTreeSet<char> = name.chars().filter(|&letter| !is_covered(letter)).collect();
            if foreign.is_empty() {
                continue;
            }
            let letters: String = foreign.iter().collect();
            let turned = foreign.iter().any(|&letter| RIGHT_TO_LEFT.contains(&u32::from(letter)));
            let order = if turned { " Letters of this script stand from left to right there." } else { "" };
            self.note(
                &path,
                format!("the fonts of the window lack these letters: {letters}."),
                format!("It writes them with a font of the computer, and as boxes where that has none.{order}"),
            );
        }
    }
}

fn is_covered(letter: char) -> bool {
    COVERED.iter().any(|block| block.contains(&u32::from(letter)))
}

#[cfg(test)]
mod tests {
    use super::is_covered;

    #[test]
    fn letters_with_a_font_are_told_from_those_without() {
        assert!("Learn, sleep θ ü ж → 😀 ✔".chars().all(is_covered));
        assert!(!"神עกअ".chars().any(is_covered));
    }
}
