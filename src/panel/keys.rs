//! Keys by their letter or sign, wherever a keyboard layout has them; how they are held and how they are written.

use crate::words::words;
use bevy_egui::egui::{Key, Modifiers, Ui};

/// A key with what is held down with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// What is held down.
    pub modifiers: Modifiers,
    /// The key.
    pub key: Key,
    /// Whether it is a digit of the numeric pad, not of the row above the letters.
    pub pad: bool,
}

impl Shortcut {
    const fn of(modifiers: Modifiers, key: Key) -> Self {
        Self { modifiers, key, pad: false }
    }
}

/// A digit of the numeric pad.
pub const fn pad(key: Key) -> Shortcut {
    Shortcut { modifiers: Modifiers::NONE, key, pad: true }
}

/// A key alone.
pub const fn plain(key: Key) -> Shortcut {
    Shortcut::of(Modifiers::NONE, key)
}

/// A key with Shift.
pub const fn shift(key: Key) -> Shortcut {
    Shortcut::of(Modifiers::SHIFT, key)
}

/// A key with Alt, on a Mac Option.
pub const fn alt(key: Key) -> Shortcut {
    Shortcut::of(Modifiers::ALT, key)
}

/// A key with Ctrl, on a Mac Cmd.
pub const fn command(key: Key) -> Shortcut {
    Shortcut::of(Modifiers::COMMAND, key)
}

/// A key with Ctrl, on a Mac Cmd, and Shift.
pub const fn command_shift(key: Key) -> Shortcut {
    Shortcut::of(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

/// A key with Ctrl, on a Mac Cmd, and Alt.
pub const fn command_alt(key: Key) -> Shortcut {
    Shortcut::of(Modifiers::COMMAND.plus(Modifiers::ALT), key)
}

/// Whether a shortcut is meant when this key goes down with these modifiers, on the numeric pad or elsewhere.
///
/// A sign or digit may need Shift, Alt or AltGr on some keyboards: `/` is Shift+7 in Germany, `0` Shift+à in France. There these
/// modifiers only say how the sign is typed.
pub fn answers_to(shortcut: Shortcut, key: Key, held: Modifiers, pad: bool) -> bool {
    if shortcut.key != key || shortcut.pad != (pad && is_digit(key)) {
        return false;
    }
    if !is_sign(key) {
        return held.matches_exact(shortcut.modifiers);
    }
    // Windows reports AltGr as Ctrl and Alt together.
    let held = if held.ctrl && held.alt { Modifiers { ctrl: false, command: false, alt: false, ..held } } else { held };
    held.matches_logically(shortcut.modifiers)
}

/// Whether it is a digit.
pub const fn is_digit(key: Key) -> bool {
    matches!(
        key,
        Key::Num0
            | Key::Num1
            | Key::Num2
            | Key::Num3
            | Key::Num4
            | Key::Num5
            | Key::Num6
            | Key::Num7
            | Key::Num8
            | Key::Num9
    )
}

/// Keys that are neither a letter nor one that types nothing.
const fn is_sign(key: Key) -> bool {
    is_digit(key)
        || matches!(
            key,
            Key::OpenBracket
                | Key::CloseBracket
                | Key::Backslash
                | Key::Slash
                | Key::Questionmark
                | Key::Period
                | Key::Plus
                | Key::Equals
                | Key::Minus
        )
}

/// By how many lines the arrow keys move the mark of a list with a search, and whether Enter was pressed.
pub fn list_keys(ui: &Ui) -> (isize, bool) {
    ui.input_mut(|input| {
        let mut steps = 0;
        for (key, by) in [(Key::ArrowUp, -1), (Key::ArrowDown, 1)] {
            while input.consume_key(Modifiers::NONE, key) {
                steps += by;
            }
        }
        (steps, input.consume_key(Modifiers::NONE, Key::Enter))
    })
}

/// A shortcut as this system's keyboards name it, such as "Shift+R".
pub fn shortcut_text(shortcut: Shortcut) -> String {
    written(shortcut, cfg!(target_os = "macos"))
}

fn written(Shortcut { modifiers, key, pad }: Shortcut, mac: bool) -> String {
    let shift = words!("key-shift", "Shift");
    let names = if mac { ["Cmd", "Option", shift] } else { [words!("key-ctrl", "Ctrl"), "Alt", shift] };
    let held = [modifiers.command || modifiers.ctrl, modifiers.alt, modifiers.shift];
    let mut text = String::new();
    for (name, _) in names.into_iter().zip(held).filter(|(_, held)| *held) {
        text += name;
        text += "+";
    }
    if pad {
        text += words!("key-pad", "Pad");
        text += " ";
    }
    text + key_name(key)
}

/// What a key is called.
pub fn key_name(key: Key) -> &'static str {
    match key {
        Key::ArrowRight => words!("key-right", "Right"),
        Key::ArrowLeft => words!("key-left", "Left"),
        Key::ArrowUp => words!("key-up", "Up"),
        Key::ArrowDown => words!("key-down", "Down"),
        Key::Space => words!("key-space", "Space"),
        Key::Enter => words!("key-enter", "Enter"),
        Key::Backspace => words!("key-backspace", "Backspace"),
        Key::Insert => words!("key-insert", "Insert"),
        Key::Delete => words!("key-delete", "Delete"),
        Key::Home => words!("key-home", "Home"),
        Key::End => words!("key-end", "End"),
        Key::PageUp => words!("key-page-up", "PageUp"),
        Key::PageDown => words!("key-page-down", "PageDown"),
        Key::OpenBracket => "[",
        Key::CloseBracket => "]",
        Key::Backslash => "\\",
        Key::Equals => "=",
        Key::Minus => "-",
        Key::Escape => "Esc",
        Key::Questionmark => "?",
        Key::Slash => "/",
        Key::Period => ".",
        other => other.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcuts_are_written_as_the_system_names_its_keys() {
        assert_eq!(written(shift(Key::R), false), "Shift+R");
        assert_eq!(written(command(Key::Equals), false), "Ctrl+=");
        assert_eq!(written(command_shift(Key::Z), false), "Ctrl+Shift+Z");
        assert_eq!(written(command_shift(Key::Z), true), "Cmd+Shift+Z");
        assert_eq!(written(alt(Key::R), true), "Option+R");
        assert_eq!(written(pad(Key::Num7), false), "Pad 7");
    }

    #[test]
    fn signs_are_meant_however_a_layout_types_them_and_letters_are_not() {
        let isolate = plain(Key::Slash);
        let alt_gr = Modifiers { ctrl: true, command: true, alt: true, ..Modifiers::NONE };
        for held in [Modifiers::NONE, Modifiers::SHIFT, Modifiers::ALT, alt_gr] {
            assert!(answers_to(isolate, Key::Slash, held, false), "{held:?}");
        }
        assert!(!answers_to(isolate, Key::Slash, Modifiers::COMMAND, false));
        assert!(answers_to(command(Key::Num0), Key::Num0, Modifiers::COMMAND.plus(Modifiers::SHIFT), false));
        assert!(!answers_to(plain(Key::R), Key::R, Modifiers::SHIFT, false));
        assert!(!answers_to(shift(Key::R), Key::R, Modifiers::NONE, false));
    }
    #[test]
    fn digits_of_the_numeric_pad_are_keys_of_their_own() {
        let (row, on_pad) = (plain(Key::Num1), pad(Key::Num1));
        let answers = |shortcut, pad| answers_to(shortcut, Key::Num1, Modifiers::NONE, pad);
        assert!(answers(row, false) && answers(on_pad, true));
        assert!(!answers(row, true) && !answers(on_pad, false));
        assert!(answers_to(plain(Key::Minus), Key::Minus, Modifiers::NONE, true), "signs are the same everywhere");
    }
}
