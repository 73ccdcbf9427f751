//! Checks of what the scene library says.

use super::Check;
use crate::words::words;

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
            self.fault(
                "library.tags",
                words!("fault-no-tags", "there are no tags."),
                words!("fault-no-tags-hint", "Name one to five things that the scene is about."),
            );
        } else if tags.len() > MOST_TAGS {
            let what = words!(
                "fault-tags",
                "there are { $count } tags, and at most { $most } fit.",
                count = tags.len().to_string(),
                most = MOST_TAGS.to_string()
            );
            self.fault("library.tags", what, words!("fault-tags-hint", "Keep what one would search for."));
        }
        for (index, tag) in tags.iter().enumerate() {
            let path = format!("library.tags[{index}]");
            let letters = tag.chars().count();
            if tag.trim().is_empty() {
                self.fault(
                    &path,
                    words!("fault-tag-empty", "the tag is empty."),
                    words!("fault-tag-empty-hint", "Write a word, or remove it."),
                );
            } else if letters > LONGEST_TAG {
                let what = words!(
                    "fault-tag-long",
                    "the tag has { $letters } letters, and at most { $longest } fit.",
                    letters = letters.to_string(),
                    longest = LONGEST_TAG.to_string()
                );
                self.fault(&path, what, words!("fault-tag-long-hint", "Write one or two words."));
            } else if tags[..index].iter().any(|earlier| earlier.to_lowercase() == tag.to_lowercase()) {
                self.fault(
                    &path,
                    words!("fault-tag-twice", "the tag \"{ $tag }\" stands there twice.", tag = tag),
                    words!("fault-name-once", "Name it once."),
                );
            }
        }
    }
}
