//! Keys by their letter or sign, wherever a keyboard layout has them; how they are held and how they are written.

use bevy_egui::egui::{Key, KeyboardShortcut, Modifiers, Ui};

/// A key alone.
pub const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut { modifiers: Modifiers::NONE, logical_key: key }
}

/// A key with Shift.
pub const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut { modifiers: Modifiers::SHIFT, logical_key: key }
}

/// A key with Alt, on a Mac Option.
pub const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut { modifiers: Modifiers::ALT, logical_key: key }
}

/// A key with Ctrl, on a Mac Cmd.
pub const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut { modifiers: Modifiers::COMMAND, logical_key: key }
}

/// A key with Ctrl, on a Mac Cmd, and Shift.
pub const fn command_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut { modifiers: Modifiers::COMMAND.plus(Modifiers::SHIFT), logical_key: key }
}

/// Whether a shortcut is meant when this key goes down with these modifiers.
///
/// A sign or digit may need Shift, Alt or AltGr on some keyboards: `/` is Shift+7 in Germany, `0` Shift+à in France. There these
/// modifiers only say how the sign is typed.
pub fn answers_to(shortcut: KeyboardShortcut, key: Key, held: Modifiers) -> bool {
    if shortcut.logical_key != key {
        return false;
    }
    if !is_sign(key) {
        return held.matches_exact(shortcut.modifiers);
    }
    // Windows reports AltGr as Ctrl and Alt together.
    let held = if held.ctrl && held.alt { Modifiers { ctrl: false, command: false, alt: false, ..held } } else { held };
    held.matches_logically(shortcut.modifiers)
}

/// Keys that are neither a letter nor one that types nothing.
const fn is_sign(key: Key) -> bool {
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
            | Key::OpenBracket
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
pub fn shortcut_text(shortcut: KeyboardShortcut) -> String {
    written(shortcut, cfg!(target_os = "macos"))
}

fn written(KeyboardShortcut { modifiers, logical_key }: KeyboardShortcut, mac: bool) -> String {
    let names = if mac { ["Cmd+", "Option+", "Shift+"] } else { ["Ctrl+", "Alt+", "Shift+"] };
    let held = [modifiers.command || modifiers.ctrl, modifiers.alt, modifiers.shift];
    let mut text: String = names.into_iter().zip(held).filter(|(_, held)| *held).map(|(name, _)| name).collect();
    text += match logical_key {
        Key::ArrowRight => "Right",
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
    };
    text
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
    }

    #[test]
    fn signs_are_meant_however_a_layout_types_them_and_letters_are_not() {
        let isolate = plain(Key::Slash);
        let alt_gr = Modifiers { ctrl: true, command: true, alt: true, ..Modifiers::NONE };
        for held in [Modifiers::NONE, Modifiers::SHIFT, Modifiers::ALT, alt_gr] {
            assert!(answers_to(isolate, Key::Slash, held), "{held:?}");
        }
        assert!(!answers_to(isolate, Key::Slash, Modifiers::COMMAND));
        assert!(answers_to(command(Key::Num0), Key::Num0, Modifiers::COMMAND.plus(Modifiers::SHIFT)));
        assert!(!answers_to(plain(Key::R), Key::R, Modifiers::SHIFT));
        assert!(!answers_to(shift(Key::R), Key::R, Modifiers::NONE));
    }
}
