//! Checks of what the scene library says.

use super::Check;

/// Most tags of a scene.
const MOST_TAGS: usize = 5;
/// Longest tag (letters).
const LONGEST_TAG: usize = 24;

impl Check<'_> {
    /// Tags, and the moment of the picture.
    pub fn library(&mut self) {
        let Some(library) = &self.file.library else { return };
        self.time("library.picture", library.picture, 0.0, 1e7);
        let tags = &library.tags;
        if tags.is_empty() {
            self.fault("library.tags", "there are no tags.", "Name one to five things that the scene is about.");
        } else if tags.len() > MOST_TAGS {
            let what = format!("there are {} tags, and at most {MOST_TAGS} fit.", tags.len());
            self.fault("library.tags", what, "Keep what one would search for.");
        }
        for (index, tag) in tags.iter().enumerate() {
            let path = format!("library.tags[{index}]");
            let letters = tag.chars().count();
            if tag.trim().is_empty() {
                self.fault(&path, "the tag is empty.", "Write a word, or remove it.");
            } else if letters > LONGEST_TAG {
                let what = format!("the tag has {letters} letters, and at most {LONGEST_TAG} fit.");
                self.fault(&path, what, "Write one or two words.");
            } else if tags[..index].iter().any(|earlier| earlier.to_lowercase() == tag.to_lowercase()) {
                self.fault(&path, format!("the tag \"{tag}\" stands there twice."), "Name it once.");
            }
        }
    }
}
