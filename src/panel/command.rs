//! Every command of the window in one table, a row each: id, group, keys, name and explanation. Tooltips, the key list, the keyboard,
//! lessons and scripts read it.

use super::keys::{Shortcut, alt, command, command_alt, command_shift, pad, plain, shift, shortcut_text};
use super::own_keys::{Own, own_key};
use crate::words::{of_row, words};
use bevy_egui::egui::Key;
use serde::{Deserialize, Serialize};

macro_rules! commands {
    ($($group:ident { $($name:ident $id:literal [$($key:expr),+] $label:literal $text:literal)+ })+) => {
        /// A command of the window; serialized as its id.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Command {
            $($(#[doc = $text] #[serde(rename = $id)] $name,)+)+
        }

        /// The table, in the order of the key list.
        const ROWS: &[Row] = &[
            $($(Row {
                command: Command::$name,
                id: $id,
                group: Group::$group,
                keys: &[$($key),+],
                label: $label,
                text: $text,
            },)+)+
        ];
    };
}

/// One row of the table.
struct Row {
    command: Command,
    id: &'static str,
    group: Group,
    keys: &'static [Shortcut],
    label: &'static str,
    text: &'static str,
}

commands! {
    Time {
        TogglePlay "toggle_play" [plain(Key::Space), alt(Key::K)] "Play / pause" "Lets the model run, or holds it still."
        Step "step" [plain(Key::ArrowRight)] "One step" "Pauses, and does one step of the unit chosen beside the button."
        StepTen "step_ten" [shift(Key::ArrowRight)] "Ten steps" "Pauses, and does ten steps of the chosen unit."
        StepBack "step_back" [plain(Key::ArrowLeft)] "One step back" "Pauses, and goes back by one step of the chosen unit."
        StepTenBack "step_ten_back" [shift(Key::ArrowLeft)] "Ten steps back" "Pauses, and goes back by ten steps of the chosen unit."
        EventBefore "event_before" [command(Key::ArrowLeft)] "Event before"
            "Goes back to where the last phase, presentation, replay or change of yours began, or to your marker."
        EventAfter "event_after" [command(Key::ArrowRight)] "Next event"
            "Goes to where the next phase, presentation, replay or change begins; at the end of the run, on to what is planned next."
        ToStart "to_start" [plain(Key::Home)] "To the start"
            "Shows the start of the run. All that came after stays, until you change something there."
        ToEnd "to_end" [plain(Key::End)] "To the end" "Goes back to the end of the run, from where it goes on."
        RunUntil "run_until" [plain(Key::U)] "Run until …"
            "Goes on as fast as it can, to what was chosen last in the menu of the time bar, then stands still."
        BackTo "back_to" [shift(Key::U)] "Back to …"
            "Goes back to where what was chosen last in the menu of the time bar happened last, and stands still."
        Sleep "sleep" [shift(Key::N)] "Let it sleep"
            "Puts the network to sleep, from wherever it is; the same key lets it follow the scene again."
        Loop "loop" [command(Key::L)] "Loop" "Starts the scene again whenever its timeline is over, or no longer does."
        Slower "slower" [plain(Key::OpenBracket), plain(Key::Minus)] "Slower" "Less model time in each second of watching."
        Faster "faster" [plain(Key::CloseBracket), plain(Key::Plus)] "Faster" "More model time in each second of watching."
        RealTime "real_time" [plain(Key::Backslash)] "Real time" "One second of model time in each second of watching."
    }
    Run {
        ResetControls "reset_controls" [alt(Key::R)] "Reset all controls"
            "Gives all that can be set back what the scene has: modulators, input, paint and thresholds of neurons, rules and their \
             parameters, speed; ends a presentation by hand and follows the scene's timeline."
        ResetActivity "reset_activity" [alt(Key::A)] "Reset the activity"
            "Silences the network as at the start: membranes, currents, spikes on their way, traces, short-term plasticity. What was learned, \
             time and settings stay."
        ResetPlasticity "reset_plasticity" [alt(Key::P)] "Reset what was learned"
            "Gives weights, wiring and learned excitability back what they were at the start, with all that rules keep of learning. Activity, \
             time and settings stay."
        Restart "restart" [plain(Key::R)] "Restart"
            "Starts the scene again with the same seed: the same run, until you change something."
        RestartNewSeed "restart_new_seed" [shift(Key::R)] "Restart with a new seed"
            "Starts the scene again with another seed: other wiring, other noise, same scene."
        ReloadScene "reload_scene" [command(Key::R)] "Open the scene anew"
            "Reads the scene again, from its file if it has one of your own, and starts it with its own seed, as it says."
        OpenFile "open_file" [command(Key::O)] "Open a file"
            "Opens a scene file of your own, anew whenever you save it; a session, where it was left; or an exported run, from its summary.json."
        SaveSession "save_session" [command(Key::S)] "Save the session"
            "Saves the run with all that you did and how it is shown, in its file or in one that you choose: it goes on from there to the same bits."
        SaveSessionAs "save_session_as" [command_alt(Key::S)] "Save the session as …"
            "Saves the session in another file."
        SaveScene "save_scene" [command_shift(Key::S)] "Save the scene"
            "Saves the scene in a file as it is set now: with its seed, the rules and parameters that you changed, and what you gave single neurons."
        Export "export" [command(Key::E)] "Export the run"
            "Does the run again up to now, with all that you changed, and saves its spikes, recorders and a summary in a folder."
        LabSheet "lab_sheet" [command_shift(Key::E)] "Lab sheet …"
            "Saves a question, the whole set-up, the network and the plots as they are seen, and a conclusion in a folder."
        CopyScene "copy_scene" [command_shift(Key::C)] "Copy the scene" "Copies the scene as text, as it is set now."
        PasteScene "paste_scene" [command(Key::V)] "Open a copied scene"
            "Opens the scene whose text is on the clipboard."
        Library "library" [command(Key::N)] "Open a scene" "Shows all scenes: what each is about, how large it is, and a search."
    }
    Compare {
        Twin "twin" [plain(Key::X)] "Twin"
            "Lets the same network go on beside itself from now, with one mechanism switched off, and tells where they part; again ends it."
        ShowTwin "show_twin" [shift(Key::X)] "Next view of the twin"
            "Shows run and twin beside each other, the run alone, the twin alone, or what is other in the twin."
    }
    Edit {
        Undo "undo" [command(Key::Z)] "Undo" "Takes the last change back, from now on; time is not rewound."
        Redo "redo" [command_shift(Key::Z), command(Key::Y)] "Redo" "Makes the change again that was taken back last."
        UndoAndRewind "undo_and_rewind" [command_alt(Key::Z)] "Undo and go back"
            "Takes the last change back and goes to just before it; what came after stays as a branch."
        Paint "paint" [plain(Key::G)] "Paint excitability"
            "Drag over neurons to make them easier or harder to excite, as with light or a designer drug."
        Poke "poke" [plain(Key::S)] "Poke"
            "Click or drag over neurons to give them a short pulse of current; held down, the key lays the tool down when it is let go."
    }
    View {
        Frame "frame" [plain(Key::F), plain(Key::Period)] "Frame the selection"
            "Moves the camera to the selected neuron or group, or to the whole network."
        FrameAll "frame_all" [shift(Key::F)] "Frame the network" "Moves the camera so that the whole network is seen."
        LookFromFront "look_from_front" [pad(Key::Num1)] "Look from the front" "Turns the camera to the front of the network."
        LookFromSide "look_from_side" [pad(Key::Num3)] "Look from the side" "Turns the camera to the right side of the network."
        LookFromTop "look_from_top" [pad(Key::Num7)] "Look from above" "Turns the camera to look down on the network."
        View1 "view_1" [plain(Key::Num1)] "View 1" "Moves the camera to where view 1 was kept."
        View2 "view_2" [plain(Key::Num2)] "View 2" "Moves the camera to where view 2 was kept."
        View3 "view_3" [plain(Key::Num3)] "View 3" "Moves the camera to where view 3 was kept."
        View4 "view_4" [plain(Key::Num4)] "View 4" "Moves the camera to where view 4 was kept."
        KeepView1 "keep_view_1" [command(Key::Num1)] "Keep view 1" "Keeps where the camera is as view 1 of this scene."
        KeepView2 "keep_view_2" [command(Key::Num2)] "Keep view 2" "Keeps where the camera is as view 2 of this scene."
        KeepView3 "keep_view_3" [command(Key::Num3)] "Keep view 3" "Keeps where the camera is as view 3 of this scene."
        KeepView4 "keep_view_4" [command(Key::Num4)] "Keep view 4" "Keeps where the camera is as view 4 of this scene."
        Turntable "turntable" [plain(Key::O)] "Turntable" "Lets the network turn slowly by itself, or holds it still."
        LessMotion "less_motion" [shift(Key::F7)] "Less motion"
            "No turning and gliding in the picture, only light: as the system's setting says, always, or never."
        Wheel "wheel" [shift(Key::F8)] "Trackpad"
            "Lets two fingers (or the wheel) turn the network, with Shift move it sideways and with Ctrl come closer; again they only come closer."
        Layout "layout" [plain(Key::Y)] "Next layout"
            "Puts the neurons where the scene has them, gathers them by memory, or stands each as a bar from rest to threshold."
        Synapses "synapses" [plain(Key::E)] "Synapses drawn"
            "Draws no synapses, those of the selected neuron, the 300 strongest excitatory ones as well, or all."
        Shine "shine" [shift(Key::L)] "Light of spikes"
            "Spreads the light of spikes as bloom, which a graphics card draws, as a halo round each cell, or as this computer can."
        SelectBehind "select_behind" [plain(Key::Q)] "Select what is behind"
            "Selects, of the neurons under the pointer, the one behind the selected one, and after the last the first."
        Isolate "isolate" [plain(Key::Slash)] "Isolate the selection" "Dims all but the selected neuron and its partners, or all but the selected group."
        ChooseColour "choose_colour" [plain(Key::V)] "Colour of the neurons"
            "Chooses which variable the colour of the neurons shows: type to find it."
        NextColour "next_colour" [plain(Key::C)] "Next variable" "Colours the neurons by the next variable of the list."
        PreviousColour "previous_colour" [shift(Key::C)] "Variable before" "Colours the neurons by the variable before in the list."
        ColourByShift "colour_by_shift" [plain(Key::D)] "Colour by change"
            "Colours the neurons by the shift of their threshold since the last marker, or since the start without one."
        Mark "mark" [plain(Key::M)] "Drop a marker" "Counts shifts of the threshold from now on."
        ReplayLens "replay_lens" [plain(Key::L)] "Replay lens"
            "Lights up the cells of each replay that is found in NREM sleep, in the order in which they fired."
        Clear "clear" [plain(Key::Escape)] "Clear the selection"
            "Closes what is open, lays a tool down, shows hidden panels, lets go of a replay or of neurons."
    }
    Select {
        SelectBox "select_box" [plain(Key::B)] "Select with a box"
            "Draw a box with the next drag: selects the neurons in it; with Shift as well, with Ctrl no longer."
        SelectAll "select_all" [command(Key::A)] "Select all" "Selects all neurons of the network."
        ClearSelection "clear_selection" [command_shift(Key::A)] "Select none" "Lets go of all selected neurons."
        Why "why" [plain(Key::I)] "Why did it fire?"
            "Tells what made the selected neuron fire, to the spike, and what moved its threshold; again shows its values."
        Watch "watch" [plain(Key::W)] "Watch"
            "Pins the traces of the selected neurons, six at most: the plot Neuron draws them whatever is selected; again lets go of them."
        UnwatchAll "unwatch_all" [shift(Key::W)] "Watch none" "Lets go of all pinned traces."
        Follow "follow" [alt(Key::F)] "Follow"
            "Keeps the selected neuron in the middle while the picture turns and comes closer, until it is moved sideways; again ends it."
    }
    Window {
        Palette "palette" [command(Key::K), plain(Key::F3)] "Find anything"
            "Lists all commands, scenes, variables, plots, rules, parameters, settings and chapters of the manual, with a search."
        ToggleControls "toggle_controls" [plain(Key::T)] "Controls" "Shows or hides the controls at the left."
        ToggleInspector "toggle_inspector" [plain(Key::N)] "Inspector" "Shows or hides the inspector at the right."
        TogglePlots "toggle_plots" [plain(Key::P)] "Plots" "Shows or hides the plots at the bottom."
        ArrangePlots "arrange_plots" [shift(Key::P)] "Plots of the scene"
            "Arranges the plots as the scene has them, and closes those that were added."
        HideAll "hide_all" [plain(Key::H)] "Hide all panels" "Shows nothing but the network; the same key brings the panels back."
        ToggleBoxes "toggle_boxes" [shift(Key::H)] "Boxes over the picture"
            "Closes legend, replays, caption and notes, or opens them again where there is room."
        Marks "marks" [shift(Key::V)] "What the marks mean" "Shows or hides the list of all marks that the 3D view draws now."
        Describe "describe" [shift(Key::I)] "Describe"
            "Says in words what is seen now: for screen readers, captions, and who reads aloud."
        LargerInterface "larger_interface" [command(Key::Equals), command(Key::Plus)] "Larger text"
            "Makes text and buttons larger, for a projector."
        SmallerInterface "smaller_interface" [command(Key::Minus)] "Smaller text" "Makes text and buttons smaller."
        UsualInterface "usual_interface" [command(Key::Num0)] "Usual text size" "Brings text and buttons back to their usual size."
        ColourVision "colour_vision" [plain(Key::F7)] "Colour vision"
            "Shows the window as people with a colour vision deficiency see it, then in grey, then as it is."
        Projector "projector" [plain(Key::F9)] "Projector"
            "For a room full of people: a light ground, large letters, thick lines, few controls, and a ring where you click."
        Theme "theme" [shift(Key::F9)] "Theme" "Light letters on dark, dark letters on light, or as the system says."
        Language "language" [shift(Key::F10)] "Language"
            "The language of the window: English, German, or as the system says."
        Sound "sound" [shift(Key::M)] "Sound of spikes"
            "Lets each spike of the selected neuron be heard as a click, and memories whose cells fire together as a chord; again is silent."
        FullScreen "full_screen" [plain(Key::F11)] "Full screen" "Lets the window fill the screen, or gives it its size back."
        FrameRate "frame_rate" [plain(Key::F8)] "Frame rate" "Shows how many pictures a second are drawn, and what limits them."
        KeyList "key_list" [plain(Key::Questionmark)] "List of keys" "Shows all keys."
        Hints "hints" [shift(Key::F1)] "First hints"
            "Shows no more hints of what to do first, or all of them again."
        Manual "manual" [plain(Key::F1)] "Manual"
            "Explains the window, the rules with their equations and papers, the variables, and what the model leaves out."
    }
    Record {
        Still "still" [plain(Key::F12)] "Save a picture" "Saves a picture of the 3D view."
        Film "film" [shift(Key::F12)] "Start / finish a film"
            "Starts a film of the 3D view, or finishes the one being recorded; the first of a session asks for size, length and place."
        FilmChoices "film_choices" [command(Key::F12)] "Film and picture …"
            "Chooses the size of films and pictures, and the rate, quality, length and place of films."
    }
}

/// Headings of the key list, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Time.
    Time,
    /// Restart and reset.
    Run,
    /// The run beside another.
    Compare,
    /// Changes to the network and the way back.
    Edit,
    /// 3D view.
    View,
    /// Selecting several neurons.
    Select,
    /// Panels and their size.
    Window,
    /// Pictures and films.
    Record,
}

impl Group {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Time, Self::Run, Self::Compare, Self::Edit, Self::View, Self::Select, Self::Window, Self::Record];

    /// Heading.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Time => words!("group-time", "Time"),
            Self::Run => words!("group-run", "Run"),
            Self::Compare => words!("group-compare", "Compare"),
            Self::Edit => words!("group-edit", "Edit"),
            Self::View => words!("group-view", "3D view"),
            Self::Select => words!("group-select", "Select"),
            Self::Window => words!("group-window", "Window"),
            Self::Record => words!("group-record", "Record"),
        }
    }
}

impl Command {
    /// All commands, in the order of the key list.
    #[must_use]
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        ROWS.iter().map(|row| row.command)
    }

    /// Its row: the table has the commands in the order of their definition.
    const fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// Name for files, lessons and scripts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.row().id
    }

    /// Heading under which the key list shows it.
    #[must_use]
    pub const fn group(self) -> Group {
        self.row().group
    }

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        of_row("command", self.id(), "", self.row().label)
    }

    /// What it does, in a sentence.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        of_row("command", self.id(), "text", self.row().text)
    }

    /// Its keys, unless the user gave it another one.
    #[must_use]
    pub const fn usual_keys(self) -> &'static [Shortcut] {
        self.row().keys
    }

    /// Its keys; the first is the one that is shown.
    #[must_use]
    pub fn shortcuts(self) -> Vec<Shortcut> {
        match own_key(self.id()) {
            Own::Usual => self.usual_keys().to_vec(),
            Own::Key(key) => vec![key],
            Own::None => Vec::new(),
        }
    }

    /// Its first key as text, such as "Shift+R"; "no key" if another command has it now.
    #[must_use]
    pub fn key_text(self) -> String {
        self.shortcuts().first().copied().map_or_else(|| words!("no-key", "no key").to_owned(), shortcut_text)
    }

    /// What is to be pressed where nothing has run yet.
    #[must_use]
    pub fn press_to_play() -> String {
        words!("press-to-play", "Press { $key } to play.", key = Self::TogglePlay.key_text())
    }

    /// Explanation and key, for a tooltip.
    #[must_use]
    pub fn tooltip(self) -> String {
        words!("command-tooltip", "{ $text }\nKey: { $key }", text = self.explanation(), key = self.key_text())
    }

    /// Whether its key also works while library, manual or palette are open and the search has the keyboard.
    #[must_use]
    pub const fn works_in_lists(self) -> bool {
        matches!(
            self,
            Self::Library
                | Self::Palette
                | Self::Manual
                | Self::Clear
                | Self::LargerInterface
                | Self::SmallerInterface
                | Self::UsualInterface
        )
    }

    /// Whether it goes on while its key is held down.
    #[must_use]
    pub const fn repeats(self) -> bool {
        matches!(
            self,
            Self::Step
                | Self::StepTen
                | Self::StepBack
                | Self::StepTenBack
                | Self::EventBefore
                | Self::EventAfter
                | Self::BackTo
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::keys::answers_to;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_commands_answer_to_the_same_keys() {
        for command in Command::all() {
            assert!(!command.usual_keys().is_empty(), "{command:?} has no key");
            for shortcut in command.usual_keys() {
                let answering = |other: &Command| {
                    other
                        .usual_keys()
                        .iter()
                        .any(|own| answers_to(*own, shortcut.key, shortcut.modifiers, shortcut.pad))
                };
                let owners: Vec<Command> = Command::all().filter(answering).collect();
                assert_eq!(owners, [command], "{}", shortcut_text(*shortcut));
            }
        }
    }

    #[test]
    fn each_id_is_unique_and_is_what_a_file_says() {
        let ids: BTreeSet<&str> = Command::all().map(Command::id).collect();
        assert_eq!(ids.len(), Command::all().len());
        for command in Command::all() {
            let text = serde_json::to_string(&command).expect("a command is a word");
            assert_eq!(text, format!("\"{}\"", command.id()));
            assert_eq!(serde_json::from_str::<Command>(&text).ok(), Some(command));
        }
    }

    #[test]
    fn every_command_is_listed_in_its_place_and_explained() {
        for (place, command) in Command::all().enumerate() {
            assert_eq!(command as usize, place);
            assert!(command.explanation().ends_with('.') && !command.label().is_empty());
        }
    }
}
