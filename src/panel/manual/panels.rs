//! What the manual says of each panel, and which command shows it.

use crate::panel::command::Command;
use crate::words::words;

/// Name of a panel, the command that shows and hides it if there is one, and what it is for.
pub fn panels() -> [(&'static str, Option<Command>, &'static str); 11] {
    [
        (
            words!("manual-panel-view", "3D view"),
            Some(Command::Marks),
            words!(
                "manual-panel-view-text",
                "Every neuron of the network: balls excite, diamonds inhibit. One that fires lights up; its fill shows the variable that the legend names. Drag turns, round what is selected; right-drag moves, the wheel zooms, a click selects. The list of marks says what everything else that is drawn there means."
            ),
        ),
        (
            words!("manual-panel-top-bar", "Top bar"),
            None,
            words!(
                "manual-panel-top-bar-text",
                "The scene's title, which opens all scenes; restart with the same seed or a new one; undo and redo; pictures and films; and which panels are open."
            ),
        ),
        (
            words!("manual-panel-controls", "Controls"),
            Some(Command::ToggleControls),
            words!(
                "manual-panel-controls-text",
                "What you can do to the network: present a pattern or a part of it, put it to sleep, hold neuromodulators, paint and poke neurons, switch each rule of plasticity off and move its parameters. What differs from the scene has a mark and a way back. A right click on the slider of a parameter sets up a sweep: the run with other values of it, in the background."
            ),
        ),
        (
            words!("manual-panel-inspector", "Inspector"),
            Some(Command::ToggleInspector),
            words!(
                "manual-panel-inspector-text",
                "The selected neuron: its values, some of which can be set; why it fired, each cause in millivolts, and what moved its threshold; its synapses; what one would measure of it in a slice. For several, mean and spread; without a selection, the network."
            ),
        ),
        (
            words!("manual-panel-time-bar", "Time bar"),
            None,
            words!(
                "manual-panel-time-bar-text",
                "Runs, holds and steps the model and sets how much model time passes in a second of watching. The band shows what happened, then what is planned, with your changes, markers and replays on it. A click or drag on what happened shows that moment again (REPLAY, with a frame round the picture); from there the run goes on as it went, until you change something: then another future begins (BRANCH)."
            ),
        ),
        (
            words!("manual-panel-plots", "Plots"),
            Some(Command::TogglePlots),
            words!(
                "manual-panel-plots-text",
                "Plots of the run, each with its past. Drag a tab beside, below or onto another plot, or the line between two; + opens another, or moves the one in front. A window without room shows all as tabs. Save writes a plot as it is seen (PNG, SVG), or what is kept of it as a table (CSV). Is it luck? does the run, or run and twin, once more with 20 other seeds and shows them faintly."
            ),
        ),
        (
            words!("manual-panel-boxes", "Boxes over the picture"),
            Some(Command::ToggleBoxes),
            words!(
                "manual-panel-boxes-text",
                "Legend (what the colours mean), caption (what happens, in a sentence), replays (how often each memory was replayed), and what the scene simplifies. Each closes with its cross and opens again from a chip."
            ),
        ),
        (
            words!("manual-panel-scenes", "Scenes"),
            Some(Command::Library),
            words!("manual-panel-scenes-text", "All scenes that come with the program and your own, with a search."),
        ),
        (
            words!("manual-panel-session", "Sessions"),
            Some(Command::SaveSession),
            words!(
                "manual-panel-session-text",
                "A session is the run with all that you did and how it is shown, in one file; opened, it goes on from there to the same bits. It is also kept all the time: if the program is killed, the next start offers it, and at most its last second is missing."
            ),
        ),
        (
            words!("manual-panel-palette", "Find anything"),
            Some(Command::Palette),
            words!(
                "manual-panel-palette-text",
                "Every command, scene, variable, plot, rule, parameter and chapter by its name."
            ),
        ),
        (
            words!("manual-panel-keys", "List of keys"),
            Some(Command::KeyList),
            words!("manual-panel-keys-text", "Every command with its keys; a click does it."),
        ),
    ]
}
