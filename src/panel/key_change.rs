//! Giving a command another key: the next one that is pressed.

use super::command::Command;
use super::keys::{Shortcut, is_digit, key_name, shortcut_text};
use super::own_keys::OwnKeys;
use crate::words::words;
use bevy_egui::egui::{Context, Event, Key, Modifiers};

/// The user's keys, and what is being changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyChange {
    /// The user's keys.
    pub own: OwnKeys,
    /// The command that waits for its new key.
    pub waiting: Option<Command>,
    /// What came of the last change.
    pub told: String,
}

/// Whether another command has a key of this one.
fn shares_a_key(command: Command) -> bool {
    let keys = command.shortcuts();
    Command::all().any(|other| other != command && other.shortcuts().iter().any(|key| keys.contains(key)))
}

/// Keys that move between widgets, press them, or close what is open: no command may take them.
const KEPT: [Key; 3] = [Key::Tab, Key::Enter, Key::Escape];

impl KeyChange {
    /// Wait for a key for this command, or no longer.
    pub fn wait_for(&mut self, command: Command) {
        self.waiting = if self.waiting == Some(command) { None } else { Some(command) };
        self.told.clear();
    }

    /// Give a command its usual keys back, and so those that have one of them meanwhile, or lost theirs to it.
    pub fn forget(&mut self, command: Command) {
        self.forget_one(command);
        while let Some(other) = Command::all().find(|other| self.is_own(*other) && shares_a_key(*other)) {
            self.forget_one(other);
        }
        let lost = |other: &Command| other.shortcuts().iter().all(|key| other.usual_keys().contains(key));
        for other in Command::all().filter(lost) {
            let before = self.own.clone();
            self.forget_one(other);
            if shares_a_key(other) {
                self.own = before;
                self.own.put_in_force();
            }
        }
        self.told = words!(
            "key-as-usual",
            "{ $command }: { $key }, as usual.",
            command = command.label(),
            key = command.key_text()
        );
    }

    fn is_own(&self, command: Command) -> bool {
        self.own.ids().any(|id| id == command.id())
    }

    fn forget_one(&mut self, command: Command) {
        self.own.forget(command.id());
        self.own.put_in_force();
    }

    /// Give all commands their usual keys back.
    pub fn clear(&mut self) {
        self.own.clear();
        self.own.put_in_force();
        words!("keys-all-usual", "All commands have their usual keys.").clone_into(&mut self.told);
    }

    /// Take the key that was pressed, if a command waits for one; whether it does.
    pub fn take(&mut self, context: &Context, pad: bool) -> bool {
        let Some(command) = self.waiting else { return false };
        let pressed = context.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::Key { key, pressed: true, repeat: false, modifiers, .. } => Some((*key, *modifiers)),
                _ => None,
            })
        });
        if let Some((key, held)) = pressed {
            self.waiting = None;
            self.told = if key == Key::Escape {
                words!("key-kept", "{ $command } keeps its key.", command = command.label())
            } else if KEPT.contains(&key) {
                words!(
                    "key-for-widgets",
                    "{ $key } is for moving between widgets and pressing them: no command can have it.",
                    key = key_name(key)
                )
            } else {
                let modifiers = Modifiers { ctrl: false, mac_cmd: false, command: held.command || held.ctrl, ..held };
                self.give(command, Shortcut { modifiers, key, pad: pad && is_digit(key) })
            };
        }
        true
    }

    /// Give a command a key, and take it from who had it; what is to be told.
    fn give(&mut self, command: Command, key: Shortcut) -> String {
        let (name, new) = (command.label(), shortcut_text(key));
        let before = Command::all().find(|other| *other != command && other.shortcuts().contains(&key));
        let left = before.and_then(|other| other.shortcuts().into_iter().find(|own| *own != key));
        if let Some(other) = before {
            self.own.set(other.id(), left);
        }
        let text = match (before.map(Command::label), left.map(shortcut_text)) {
            (None, _) => words!("key-given", "{ $command }: { $key }.", command = name, key = new),
            (Some(other), None) => words!(
                "key-taken",
                "{ $command }: { $key }. { $other } had it before and has none now.",
                command = name,
                key = new,
                other = other
            ),
            (Some(other), Some(left)) => words!(
                "key-taken-other-left",
                "{ $command }: { $key }. { $other } had it before and has { $left }.",
                command = name,
                key = new,
                other = other,
                left = left
            ),
        };
        self.own.set(command.id(), Some(key));
        self.own.put_in_force();
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::keys::{plain, shift};
    use bevy_egui::egui::RawInput;

    /// What a key that is pressed while a command waits does.
    fn press(keys: &mut KeyChange, command: Command, key: Key, modifiers: Modifiers) {
        keys.wait_for(command);
        let context = Context::default();
        let event = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        context.begin_pass(RawInput { events: vec![event], ..RawInput::default() });
        assert!(keys.take(&context, false));
        drop(context.end_pass());
        assert!(!keys.take(&context, false), "one key is enough");
    }

    #[test]
    fn a_command_gets_the_key_that_is_pressed_and_who_had_it_is_told() {
        let mut keys = KeyChange::default();
        press(&mut keys, Command::Film, Key::J, Modifiers::SHIFT);
        assert_eq!(Command::Film.shortcuts(), [shift(Key::J)]);
        press(&mut keys, Command::Film, Key::G, Modifiers::NONE);
        assert_eq!((Command::Film.shortcuts(), Command::Paint.shortcuts()), (vec![plain(Key::G)], vec![]));
        assert!(keys.told.contains("Paint excitability had it before and has none now"), "{}", keys.told);
        assert!(Command::Paint.tooltip().ends_with("Key: no key"), "{}", Command::Paint.tooltip());
        // What had two keys keeps the other.
        press(&mut keys, Command::Film, Key::Y, Modifiers::COMMAND);
        assert_eq!(Command::Redo.shortcuts(), Command::Redo.usual_keys()[..1]);
        keys.forget(Command::Film);
        assert_eq!(Command::Film.shortcuts(), Command::Film.usual_keys());
        assert_eq!(Command::Redo.shortcuts(), Command::Redo.usual_keys());
        assert_eq!(Command::Paint.shortcuts(), Command::Paint.usual_keys(), "its key is free again");
    }

    #[test]
    fn keys_for_widgets_are_kept_and_escape_changes_nothing() {
        let mut keys = KeyChange::default();
        for key in [Key::Escape, Key::Tab, Key::Enter] {
            press(&mut keys, Command::Film, key, Modifiers::NONE);
            assert!(keys.own.is_empty() && keys.waiting.is_none() && !keys.told.is_empty());
        }
    }

    #[test]
    fn keys_that_went_round_all_come_back() {
        let mut keys = KeyChange::default();
        press(&mut keys, Command::Paint, Key::S, Modifiers::NONE);
        press(&mut keys, Command::Poke, Key::G, Modifiers::NONE);
        keys.forget(Command::Paint);
        assert!(keys.own.is_empty() && !Command::all().any(shares_a_key));
        press(&mut keys, Command::Paint, Key::S, Modifiers::NONE);
        keys.clear();
        assert_eq!(Command::Poke.shortcuts(), Command::Poke.usual_keys());
    }
}
