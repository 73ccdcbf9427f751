//! Every command of the window in one table: key, name and explanation. Tooltips, the key list and the keyboard read it.

use bevy_egui::egui::{Key, KeyboardShortcut, Modifiers};

/// A command of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Play or pause.
    TogglePlay,
    /// One step of the chosen unit.
    Step,
    /// Ten steps of the chosen unit.
    StepTen,
    /// One notch slower.
    Slower,
    /// One notch faster.
    Faster,
    /// As fast as the clock.
    RealTime,
    /// Again, same seed.
    Restart,
    /// Again, another seed.
    RestartNewSeed,
    /// All controls as the scene sets them.
    ResetControls,
    /// The scene library.
    Library,
    /// Take the last change back.
    Undo,
    /// Make it again.
    Redo,
    /// Take the paint tool in hand, or lay it down.
    Paint,
    /// Frame the selection (the 3D view does it).
    Frame,
    /// Frame the whole network (the 3D view does it).
    FrameAll,
    /// Which synapses are drawn (the 3D view does it).
    Synapses,
    /// Dim all but the selection (the 3D view does it).
    Isolate,
    /// Light up replays in sleep.
    ReplayLens,
    /// Show or hide the controls.
    ToggleControls,
    /// Show or hide the inspector.
    ToggleInspector,
    /// Show or hide the plots.
    TogglePlots,
    /// Show or hide everything but the network.
    HideAll,
    /// Larger text and widgets.
    LargerInterface,
    /// Smaller text and widgets.
    SmallerInterface,
    /// Usual size of text and widgets.
    UsualInterface,
    /// Select nothing, close what is open.
    Clear,
    /// Save a picture.
    Still,
    /// Start or finish a film.
    Film,
    /// The list of keys.
    KeyList,
}

/// Headings of the key list, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Time.
    Time,
    /// Restart and reset.
    Run,
    /// Changes to the network and the way back.
    Edit,
    /// Panels and their size.
    Window,
    /// 3D view and selection.
    View,
    /// Pictures and films.
    Record,
}

impl Group {
    /// All groups.
    pub const ALL: [Self; 6] = [Self::Time, Self::Run, Self::Edit, Self::View, Self::Window, Self::Record];

    /// Heading.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Time => "Time",
            Self::Run => "Run",
            Self::Edit => "Edit",
            Self::Window => "Window",
            Self::View => "3D view",
            Self::Record => "Record",
        }
    }
}

impl Command {
    /// All commands, in the order of the key list.
    pub const ALL: [Self; 29] = [
        Self::TogglePlay,
        Self::Step,
        Self::StepTen,
        Self::Slower,
        Self::Faster,
        Self::RealTime,
        Self::Restart,
        Self::RestartNewSeed,
        Self::ResetControls,
        Self::Library,
        Self::Undo,
        Self::Redo,
        Self::Paint,
        Self::Frame,
        Self::FrameAll,
        Self::Synapses,
        Self::Isolate,
        Self::ReplayLens,
        Self::Clear,
        Self::ToggleControls,
        Self::ToggleInspector,
        Self::TogglePlots,
        Self::HideAll,
        Self::LargerInterface,
        Self::SmallerInterface,
        Self::UsualInterface,
        Self::KeyList,
        Self::Still,
        Self::Film,
    ];

    /// Heading under which the key list shows it.
    #[must_use]
    pub const fn group(self) -> Group {
        match self {
            Self::TogglePlay | Self::Step | Self::StepTen | Self::Slower | Self::Faster | Self::RealTime => Group::Time,
            Self::Restart | Self::RestartNewSeed | Self::ResetControls | Self::Library => Group::Run,
            Self::Undo | Self::Redo | Self::Paint => Group::Edit,
            Self::Frame | Self::FrameAll | Self::Synapses | Self::Isolate | Self::ReplayLens | Self::Clear => {
                Group::View
            }
            Self::Still | Self::Film => Group::Record,
            _ => Group::Window,
        }
    }

    /// Name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::TogglePlay => "Play / pause",
            Self::Step => "One step",
            Self::StepTen => "Ten steps",
            Self::Slower => "Slower",
            Self::Faster => "Faster",
            Self::RealTime => "Real time",
            Self::Restart => "Restart",
            Self::RestartNewSeed => "Restart with a new seed",
            Self::ResetControls => "Reset all controls",
            Self::Library => "Open a scene",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Paint => "Paint excitability",
            Self::Frame => "Frame the selection",
            Self::FrameAll => "Frame the network",
            Self::Synapses => "Synapses drawn",
            Self::Isolate => "Isolate the selection",
            Self::ReplayLens => "Replay lens",
            Self::ToggleControls => "Controls",
            Self::ToggleInspector => "Inspector",
            Self::TogglePlots => "Plots",
            Self::HideAll => "Hide all panels",
            Self::LargerInterface => "Larger text",
            Self::SmallerInterface => "Smaller text",
            Self::UsualInterface => "Usual text size",
            Self::Clear => "Clear the selection",
            Self::Still => "Save a picture",
            Self::Film => "Start / finish a film",
            Self::KeyList => "List of keys",
        }
    }

    /// What it does, in a sentence.
    #[must_use]
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::TogglePlay => "Lets the model run, or holds it still.",
            Self::Step => "Pauses, and does one step of the unit chosen beside the button.",
            Self::StepTen => "Pauses, and does ten steps of the chosen unit.",
            Self::Slower => "Less model time in each second of watching.",
            Self::Faster => "More model time in each second of watching.",
            Self::RealTime => "One second of model time in each second of watching.",
            Self::Restart => "Starts the scene again with the same seed: the same run, until you change something.",
            Self::RestartNewSeed => "Starts the scene again with another seed: other wiring, other noise, same scene.",
            Self::ResetControls => {
                "Releases the modulators, sets the input strength to 1, gives all rules back what the scene says and follows it."
            }
            Self::Library => "Shows all scenes: what each is about, how large it is, and a search.",
            Self::Undo => "Takes the last change back, from now on; time is not rewound.",
            Self::Redo => "Makes the change again that was taken back last.",
            Self::Paint => {
                "Drag over neurons to make them easier or harder to excite, as with light or a designer drug."
            }
            Self::Frame => "Moves the camera to the selected neuron, or to the whole network.",
            Self::FrameAll => "Moves the camera so that the whole network is seen.",
            Self::Synapses => "Draws no synapses, those of the selected neuron, or the 300 strongest as well.",
            Self::Isolate => "Dims all but the selected neuron and its partners.",
            Self::ReplayLens => {
                "Lights up the cells of each replay that is found in NREM sleep, in the order in which they fired."
            }
            Self::ToggleControls => "Shows or hides the controls at the left.",
            Self::ToggleInspector => "Shows or hides the inspector at the right.",
            Self::TogglePlots => "Shows or hides the plots at the bottom.",
            Self::HideAll => "Shows nothing but the network; the same key brings the panels back.",
            Self::LargerInterface => "Makes text and buttons larger, for a projector.",
            Self::SmallerInterface => "Makes text and buttons smaller.",
            Self::UsualInterface => "Brings text and buttons back to their usual size.",
            Self::Clear => {
                "Closes what is open, lays the brush down, shows hidden panels, lets go of a replay or neuron."
            }
            Self::Still => "Saves a picture of the 3D view.",
            Self::Film => "Starts a film of the 3D view, or finishes the one being recorded.",
            Self::KeyList => "Shows all keys.",
        }
    }

    /// Its keys; the first is the one that is shown.
    #[must_use]
    pub const fn shortcuts(self) -> &'static [KeyboardShortcut] {
        const fn plain(key: Key) -> KeyboardShortcut {
            KeyboardShortcut { modifiers: Modifiers::NONE, logical_key: key }
        }
        const fn shift(key: Key) -> KeyboardShortcut {
            KeyboardShortcut { modifiers: Modifiers::SHIFT, logical_key: key }
        }
        const fn command(key: Key) -> KeyboardShortcut {
            KeyboardShortcut { modifiers: Modifiers::COMMAND, logical_key: key }
        }
        const ALT_R: KeyboardShortcut = KeyboardShortcut { modifiers: Modifiers::ALT, logical_key: Key::R };
        const ALT_K: KeyboardShortcut = KeyboardShortcut { modifiers: Modifiers::ALT, logical_key: Key::K };
        const COMMAND_SHIFT_Z: KeyboardShortcut =
            KeyboardShortcut { modifiers: Modifiers::COMMAND.plus(Modifiers::SHIFT), logical_key: Key::Z };
        match self {
            Self::TogglePlay => const { &[plain(Key::Space), ALT_K] },
            Self::Step => const { &[plain(Key::ArrowRight)] },
            Self::StepTen => const { &[shift(Key::ArrowRight)] },
            Self::Slower => const { &[plain(Key::OpenBracket)] },
            Self::Faster => const { &[plain(Key::CloseBracket)] },
            Self::RealTime => const { &[plain(Key::Backslash)] },
            Self::Restart => const { &[plain(Key::R)] },
            Self::RestartNewSeed => const { &[shift(Key::R)] },
            Self::ResetControls => const { &[ALT_R] },
            Self::Library => const { &[command(Key::N)] },
            Self::Undo => const { &[command(Key::Z)] },
            Self::Redo => const { &[COMMAND_SHIFT_Z, command(Key::Y)] },
            Self::Paint => const { &[plain(Key::G)] },
            Self::Frame => const { &[plain(Key::F)] },
            Self::FrameAll => const { &[shift(Key::F)] },
            Self::Synapses => const { &[plain(Key::E)] },
            Self::Isolate => const { &[plain(Key::Slash)] },
            Self::ReplayLens => const { &[plain(Key::L)] },
            Self::ToggleControls => const { &[plain(Key::T)] },
            Self::ToggleInspector => const { &[plain(Key::N)] },
            Self::TogglePlots => const { &[plain(Key::P)] },
            Self::HideAll => const { &[plain(Key::H)] },
            Self::LargerInterface => const { &[command(Key::Equals), command(Key::Plus)] },
            Self::SmallerInterface => const { &[command(Key::Minus)] },
            Self::UsualInterface => const { &[command(Key::Num0)] },
            Self::Clear => const { &[plain(Key::Escape)] },
            Self::Still => const { &[plain(Key::F12)] },
            Self::Film => const { &[shift(Key::F12)] },
            Self::KeyList => const { &[plain(Key::Questionmark), shift(Key::Slash), plain(Key::F1)] },
        }
    }

    /// Its first key as text, such as "Shift+R".
    #[must_use]
    pub fn key_text(self) -> String {
        self.shortcuts().first().copied().map(key_text).unwrap_or_default()
    }

    /// Explanation and key, for a tooltip.
    #[must_use]
    pub fn tooltip(self) -> String {
        format!("{}\nKey: {}", self.explanation(), self.key_text())
    }

    /// Whether its key also works while the library is open and the search has the keyboard.
    #[must_use]
    pub const fn works_in_library(self) -> bool {
        matches!(
            self,
            Self::Library | Self::Clear | Self::LargerInterface | Self::SmallerInterface | Self::UsualInterface
        )
    }

    /// Whether another part of the program answers to the key, so that the keyboard handling here leaves it alone.
    #[must_use]
    pub const fn is_handled_elsewhere(self) -> bool {
        matches!(self, Self::Frame | Self::FrameAll | Self::Synapses | Self::Isolate)
    }
}

fn key_text(shortcut: KeyboardShortcut) -> String {
    let modifiers = [
        (shortcut.modifiers.command || shortcut.modifiers.ctrl, "Ctrl+"),
        (shortcut.modifiers.alt, "Alt+"),
        (shortcut.modifiers.shift, "Shift+"),
    ];
    let mut text: String = modifiers.iter().filter(|(held, _)| *held).map(|(_, name)| *name).collect();
    text += match shortcut.logical_key {
        Key::ArrowRight => "Right",
        Key::OpenBracket => "[",
        Key::CloseBracket => "]",
        Key::Backslash => "\\",
        Key::Equals => "=",
        Key::Minus => "-",
        Key::Escape => "Esc",
        Key::Questionmark => "?",
        Key::Slash => "/",
        other => other.name(),
    };
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn no_two_commands_share_a_key() {
        let mut owner = HashMap::new();
        for command in Command::ALL {
            assert!(!command.shortcuts().is_empty(), "{command:?} has no key");
            for shortcut in command.shortcuts() {
                let key = (shortcut.modifiers, shortcut.logical_key);
                if let Some(other) = owner.insert(key, command) {
                    panic!("{} belongs to {other:?} and to {command:?}", key_text(*shortcut));
                }
            }
        }
    }

    #[test]
    fn every_command_is_listed_once_and_explained() {
        for (index, command) in Command::ALL.iter().enumerate() {
            assert!(!Command::ALL[..index].contains(command));
            assert!(Group::ALL.contains(&command.group()));
            assert!(command.explanation().ends_with('.') && !command.label().is_empty());
        }
        assert_eq!(Command::RestartNewSeed.key_text(), "Shift+R");
        assert_eq!(Command::LargerInterface.key_text(), "Ctrl+=");
        assert_eq!(Command::Redo.key_text(), "Ctrl+Shift+Z");
    }
}
