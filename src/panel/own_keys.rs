//! Keys that the user gave to commands in place of their usual ones.
//!
//! What a key does is asked for in every tooltip, so the keys in force are known to the whole thread that draws the window; the state of
//! the panels has them and sets them.

use super::keys::{Shortcut, is_digit};
use bevy_egui::egui::{Key, Modifiers};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static IN_FORCE: RefCell<OwnKeys> = RefCell::default();
}

/// Keys by the id of their command, as text: "Ctrl+Shift+K". A command without keys has an empty text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OwnKeys(BTreeMap<String, String>);

/// What of the user's choice a command has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// Nothing: its usual keys.
    Usual,
    /// This one.
    Key(Shortcut),
    /// None: another command has it now.
    None,
}

impl OwnKeys {
    /// Whether there are any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Give a command a key, or none.
    pub fn set(&mut self, id: &str, key: Option<Shortcut>) {
        self.0.insert(id.to_owned(), key.map(text_of).unwrap_or_default());
    }

    /// Give a command its usual keys back.
    pub fn forget(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// Give all commands their usual keys back.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Ids of the commands that have other keys than usual. What a file says and nobody understands is none.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|(_, text)| text.is_empty() || shortcut_of(text).is_some()).map(|(id, _)| id.as_str())
    }

    fn of(&self, id: &str) -> Own {
        match self.0.get(id).map(|text| (text.is_empty(), shortcut_of(text))) {
            Some((true, _)) => Own::None,
            Some((false, Some(key))) => Own::Key(key),
            Some((false, None)) | None => Own::Usual,
        }
    }

    /// Let them be in force in this thread.
    pub fn put_in_force(&self) {
        IN_FORCE.with_borrow_mut(|now| {
            if now != self {
                now.clone_from(self);
            }
        });
    }
}

/// All keys in force.
#[must_use]
pub fn own_keys() -> OwnKeys {
    IN_FORCE.with_borrow(OwnKeys::clone)
}

/// What a command has instead of its usual keys.
#[must_use]
pub fn own_key(id: &str) -> Own {
    IN_FORCE.with_borrow(|keys| keys.of(id))
}

/// A shortcut as a file has it, the same on every system.
fn text_of(Shortcut { modifiers, key, pad }: Shortcut) -> String {
    let held = [
        ("Ctrl+", modifiers.command || modifiers.ctrl),
        ("Alt+", modifiers.alt),
        ("Shift+", modifiers.shift),
        ("Pad ", pad),
    ];
    let held: String = held.into_iter().filter(|(_, held)| *held).map(|(name, _)| name).collect();
    held + key.name()
}

/// The shortcut of such a text; none if it is none.
fn shortcut_of(text: &str) -> Option<Shortcut> {
    let (mut rest, mut modifiers) = (text, Modifiers::NONE);
    for (name, held) in [("Ctrl+", Modifiers::COMMAND), ("Alt+", Modifiers::ALT), ("Shift+", Modifiers::SHIFT)] {
        if let Some(after) = rest.strip_prefix(name) {
            (rest, modifiers) = (after, modifiers.plus(held));
        }
    }
    let (key, pad) = rest.strip_prefix("Pad ").map_or((rest, false), |key| (key, true));
    let key = Key::from_name(key)?;
    (!pad || is_digit(key)).then_some(Shortcut { modifiers, key, pad })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::keys::{command_shift, pad, plain};

    #[test]
    fn keys_are_written_and_read_again() {
        for key in [plain(Key::Space), command_shift(Key::K), pad(Key::Num7), plain(Key::OpenBracket), plain(Key::F12)]
        {
            assert_eq!(shortcut_of(&text_of(key)), Some(key), "{}", text_of(key));
        }
        for text in ["", "Ctrl+", "Hyper+K", "Pad K", "Ctrl+Nothing"] {
            assert_eq!(shortcut_of(text), None, "{text}");
        }
    }

    #[test]
    fn what_a_file_says_and_nobody_understands_leaves_the_usual_keys() {
        let mut keys = OwnKeys::default();
        keys.0.insert("film".to_owned(), "Hyper+K".to_owned());
        keys.set("undo", None);
        keys.set("redo", Some(plain(Key::J)));
        assert_eq!((keys.of("film"), keys.of("undo")), (Own::Usual, Own::None));
        assert_eq!((keys.of("redo"), keys.of("paint")), (Own::Key(plain(Key::J)), Own::Usual));
        assert_eq!(keys.ids().collect::<Vec<_>>(), ["redo", "undo"]);
    }
}
