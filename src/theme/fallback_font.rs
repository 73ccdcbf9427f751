//! Fonts of this computer, for letters that the window's own fonts lack.
//!
//! A scene may have names in any script. Fonts for all of them would be larger than the program, and nearly every computer has
//! those that its user reads. They are looked for when a scene first needs them.

use skrifa::{FontRef, MetadataProvider, raw::FileRef};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How deep folders of fonts are searched.
const DEEPEST: usize = 6;
/// Largest font file that is loaded (bytes).
const LARGEST: u64 = 64 << 20;

/// A font that was found.
#[derive(Clone, Copy, Debug)]
pub struct FallbackFont {
    /// Its file, whole. It stays in memory as long as the program runs.
    pub data: &'static [u8],
    /// Which of the fonts in the file.
    pub index: u32,
}

/// The fonts that were found, and the letters that none of them has.
#[derive(Clone, Debug, Default)]
pub struct FontSearch {
    /// Fonts, the one with most of the letters first.
    pub fonts: Vec<FallbackFont>,
    /// Letters that will be shown as boxes.
    pub missing: BTreeSet<char>,
}

/// Where this kind of computer keeps its fonts.
#[must_use]
pub fn font_folders() -> Vec<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let home = variable("HOME");
    let within = |folder: &Option<PathBuf>, inner: &str| folder.as_ref().map(|folder| folder.join(inner));
    let candidates = if cfg!(target_os = "windows") {
        vec![within(&variable("WINDIR"), "Fonts"), within(&variable("LOCALAPPDATA"), "Microsoft/Windows/Fonts")]
    } else if cfg!(target_os = "macos") {
        vec![Some("/System/Library/Fonts".into()), Some("/Library/Fonts".into()), within(&home, "Library/Fonts")]
    } else {
        vec![
            Some("/usr/share/fonts".into()),
            Some("/usr/local/share/fonts".into()),
            Some("/run/current-system/sw/share/X11/fonts".into()),
            within(&variable("XDG_DATA_HOME"), "fonts"),
            within(&home, ".local/share/fonts"),
            within(&home, ".fonts"),
        ]
    };
    candidates.into_iter().flatten().collect()
}

/// Look for fonts with these letters, as few as do.
#[must_use]
pub fn find_fonts(letters: &BTreeSet<char>, folders: &[PathBuf]) -> FontSearch {
    let mut files = Vec::new();
    for folder in folders {
        list_fonts(folder, DEEPEST, &mut files);
    }
    // The same computer gives the same fonts, whatever order it lists them in.
    files.sort();
    let mut candidates: Vec<(PathBuf, u32, BTreeSet<char>)> = Vec::new();
    for file in files {
        let Some(data) = read(&file) else { continue };
        for (index, drawn) in drawn_letters(&data, letters) {
            candidates.push((file.clone(), index, drawn));
        }
    }
    let mut search = FontSearch { fonts: Vec::new(), missing: letters.clone() };
    while !search.missing.is_empty() {
        let gain = |(_, _, drawn): &(PathBuf, u32, BTreeSet<char>)| drawn.intersection(&search.missing).count();
        // Of equals the first, hence the reversed order.
        let Some(best) = candidates.iter().rev().max_by_key(|candidate| gain(candidate)) else { break };
        let Some(data) = read(&best.0).filter(|_| gain(best) > 0) else { break };
        search.fonts.push(FallbackFont { data: Box::leak(data.into_boxed_slice()), index: best.1 });
        search.missing.retain(|letter| !best.2.contains(letter));
    }
    search
}

fn read(file: &Path) -> Option<Vec<u8>> {
    let small = std::fs::metadata(file).is_ok_and(|metadata| metadata.len() <= LARGEST);
    if small { std::fs::read(file).ok() } else { None }
}

/// The letters that each font in a file can draw, where it can draw any. A font of coloured pictures has no outlines to draw.
fn drawn_letters(data: &[u8], letters: &BTreeSet<char>) -> Vec<(u32, BTreeSet<char>)> {
    let fonts: Vec<FontRef<'_>> = match FileRef::new(data) {
        Ok(FileRef::Font(font)) => vec![font],
        Ok(FileRef::Collection(collection)) => collection.iter().flatten().collect(),
        Err(_) => Vec::new(),
    };
    let drawn = |font: &FontRef<'_>| -> BTreeSet<char> {
        let (map, outlines) = (font.charmap(), font.outline_glyphs());
        let has = |letter: &char| map.map(*letter).is_some_and(|glyph| outlines.get(glyph).is_some());
        letters.iter().copied().filter(has).collect()
    };
    let all = (0..).zip(&fonts).map(|(index, font)| (index, drawn(font)));
    all.filter(|(_, drawn)| !drawn.is_empty()).collect()
}

fn list_fonts(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            if depth > 0 {
                list_fonts(&path, depth - 1, files);
            }
        } else {
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
            if matches!(ending.as_str(), "ttf" | "otf" | "ttc" | "otc") {
                files.push(path);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::FontDefinitions;

    /// A folder with one of the fonts that egui brings along.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("rheobase-fonts-{name}-{}", std::process::id()));
        let inner = folder.join("a").join("b");
        std::fs::create_dir_all(&inner).expect("a folder for the test");
        let hack = FontDefinitions::default().font_data.get("Hack").expect("egui has it").font.to_vec();
        std::fs::write(inner.join("Hack.TTF"), hack).expect("room for a font");
        std::fs::write(folder.join("broken.ttf"), b"no font").expect("room for a file");
        folder
    }

    #[test]
    fn a_font_is_found_for_letters_that_one_has_and_the_rest_is_named() {
        let folder = folder("found");
        let letters: BTreeSet<char> = "Жя神".chars().collect();
        let search = find_fonts(&letters, std::slice::from_ref(&folder));
        assert_eq!(search.fonts.len(), 1);
        assert_eq!(search.missing, BTreeSet::from(['神']));
        std::fs::remove_dir_all(folder).expect("the folder of the test");
    }

    #[test]
    fn without_fonts_every_letter_is_missing() {
        let letters: BTreeSet<char> = "神".chars().collect();
        let search = find_fonts(&letters, &[PathBuf::from("/no/such/folder")]);
        assert!(search.fonts.is_empty() && search.missing == letters);
    }
}
