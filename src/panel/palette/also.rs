//! Other names under which people look for commands, plots and variables: a few words each, with commas between them.

use crate::panel::command::Command;
use crate::scene::file::{PlotTab, Variable};
use crate::words::words;

/// Those of a command.
pub fn command(command: Command) -> &'static str {
    match command {
        Command::TogglePlay => words!("also-command-toggle-play", "run, start, stop, go, hold"),
        Command::Step => words!("also-command-step", "single step, next"),
        Command::RunUntil => words!("also-command-run-until", "stop at, skip to, fast forward, go to"),
        Command::Sleep => words!("also-command-sleep", "NREM, REM, night, consolidation"),
        Command::Loop => words!("also-command-loop", "repeat, endless"),
        Command::Slower => words!("also-command-slower", "speed, tempo, slow motion"),
        Command::Faster => words!("also-command-faster", "speed, tempo, time lapse"),
        Command::RealTime => words!("also-command-real-time", "speed, tempo, normal speed"),
        Command::Restart => words!("also-command-restart", "reset, start again, begin"),
        Command::RestartNewSeed => words!("also-command-restart-new-seed", "random, reroll, new run"),
        Command::ResetControls => words!("also-command-reset-controls", "revert, defaults, undo all, clear paint"),
        Command::ResetActivity => words!("also-command-reset-activity", "silence, quiet, membranes, clear"),
        Command::ResetPlasticity => words!("also-command-reset-plasticity", "forget, weights, thresholds, unlearn"),
        Command::ReloadScene => words!("also-command-reload-scene", "reload, refresh, read again"),
        Command::OpenFile => words!("also-command-open-file", "load, import, RON, summary"),
        Command::SaveScene => words!("also-command-save-scene", "write, store, RON"),
        Command::Export => words!("also-command-export", "CSV, data, results, save the run"),
        Command::LabSheet => words!("also-command-lab-sheet", "report, protocol, Markdown, homework, notes"),
        Command::SaveSession => words!("also-command-save-session", "write, store, keep, progress, state"),
        Command::PasteScene => words!("also-command-paste-scene", "clipboard, paste, scene code"),
        Command::CopyScene => words!("also-command-copy-scene", "clipboard, source, scene code, share"),
        Command::Library => words!("also-command-library", "scenes, examples, lessons, gallery, load"),
        Command::Undo => words!("also-command-undo", "back, revert"),
        Command::Redo => words!("also-command-redo", "again, repeat"),
        Command::Paint => words!("also-command-paint", "brush, optogenetics, DREADD"),
        Command::Poke => words!("also-command-poke", "stimulate, current, pulse, inject, electrode"),
        Command::Frame => words!("also-command-frame", "zoom, centre, fit"),
        Command::FrameAll => words!("also-command-frame-all", "home, zoom out, fit, reset the view"),
        Command::LookFromTop => words!("also-command-look-from-top", "top view, plan"),
        Command::Turntable => words!("also-command-turntable", "rotate, spin, orbit"),
        Command::LessMotion => words!("also-command-less-motion", "reduced motion, animation, accessibility"),
        Command::Wheel => words!("also-command-wheel", "touchpad, scroll, mouse wheel, gestures"),
        Command::Layout => words!("also-command-layout", "arrange, places, positions"),
        Command::Synapses => words!("also-command-synapses", "connections, wires, axons, edges"),
        Command::Shine => words!("also-command-shine", "bloom, glow, halo, brightness"),
        Command::Isolate => words!("also-command-isolate", "hide others, dim, partners"),
        Command::ChooseColour => words!("also-command-choose-colour", "color, variable, heat map"),
        Command::Mark => words!("also-command-mark", "baseline, reference, zero"),
        Command::ReplayLens => words!("also-command-replay-lens", "reactivation, sequence, ripple"),
        Command::Clear => words!("also-command-clear", "close, cancel, deselect"),
        Command::SelectBox => words!("also-command-select-box", "rectangle, lasso, marquee"),
        Command::Why => words!("also-command-why", "explain, cause, reason"),
        Command::Watch => words!("also-command-watch", "pin, trace, oscilloscope"),
        Command::Follow => words!("also-command-follow", "track, lock the camera"),
        Command::ToggleControls => {
            words!("also-command-toggle-controls", "left panel, sliders, rules, neuromodulators")
        }
        Command::ToggleInspector => words!("also-command-toggle-inspector", "right panel, details, properties"),
        Command::TogglePlots => words!("also-command-toggle-plots", "bottom panel, graphs, charts"),
        Command::HideAll => words!("also-command-hide-all", "presentation, clean view"),
        Command::Describe => words!("also-command-describe", "screen reader, accessibility, narration"),
        Command::LargerInterface => words!("also-command-larger-interface", "zoom in, font size, scale"),
        Command::SmallerInterface => words!("also-command-smaller-interface", "zoom out, font size, scale"),
        Command::UsualInterface => words!("also-command-usual-interface", "font size, scale, reset the zoom"),
        Command::ColourVision => {
            words!("also-command-colour-vision", "color blindness, daltonism, deuteranopia, accessibility")
        }
        Command::Projector => words!("also-command-projector", "beamer, presentation, lecture, classroom"),
        Command::Theme => words!("also-command-theme", "appearance, brightness"),
        Command::Language => words!("also-command-language", "German, English, translation"),
        Command::Sound => words!("also-command-sound", "audio, listen, mute"),
        Command::FullScreen => words!("also-command-full-screen", "maximize, fullscreen"),
        Command::FrameRate => words!("also-command-frame-rate", "fps, performance"),
        Command::KeyList => words!("also-command-key-list", "shortcuts, keyboard, hotkeys, key bindings"),
        Command::Hints => words!("also-command-hints", "tutorial, tour, help, first steps"),
        Command::Manual => words!("also-command-manual", "help, documentation, equations, papers"),
        Command::Still => words!("also-command-still", "screenshot, image, PNG, photo"),
        Command::Film => words!("also-command-film", "video, movie, record, MP4"),
        _ => "",
    }
}

/// Those of a plot.
pub fn plot(tab: PlotTab) -> &'static str {
    match tab {
        PlotTab::Raster => words!("also-plot-raster", "spikes, spike trains, dot plot"),
        PlotTab::Rates => words!("also-plot-rates", "firing rate, activity, Hz"),
        PlotTab::StateSpace => words!("also-plot-state-space", "phase space, trajectory, PCA, principal components"),
        PlotTab::Weights => words!("also-plot-weights", "histogram, synaptic strength"),
        PlotTab::WeightMatrix => words!("also-plot-weight-matrix", "connectivity, heat map"),
        PlotTab::ThresholdMap => words!("also-plot-threshold-map", "heat map, excitability over time"),
        PlotTab::Thresholds => words!("also-plot-thresholds", "histogram, distribution, excitability"),
        PlotTab::Modulators => {
            words!("also-plot-modulators", "dopamine, acetylcholine, serotonin, noradrenaline, neuromodulators")
        }
        PlotTab::Plasticity => words!("also-plot-plasticity", "STDP window, learning window, spike timing"),
        PlotTab::Neuron => words!("also-plot-neuron", "voltage, membrane potential, trace, oscilloscope"),
        PlotTab::Replay => words!("also-plot-replay", "reactivation, sleep"),
        PlotTab::Recall => words!("also-plot-recall", "retrieval, memory test, pattern completion"),
        PlotTab::Evidence => words!("also-plot-evidence", "experiment, claim, statistics"),
    }
}

/// Those of a variable.
pub fn variable(variable: Variable) -> &'static str {
    match variable {
        Variable::Potential => words!("also-variable-potential", "voltage, membrane potential, Vm"),
        Variable::Rate => words!("also-variable-rate", "firing rate, activity, Hz"),
        Variable::LastingThreshold => words!("also-variable-lasting-threshold", "firing threshold, excitability"),
        Variable::ThresholdShift => {
            words!("also-variable-threshold-shift", "learned threshold, change of excitability")
        }
        Variable::Ahp => words!("also-variable-ahp", "afterhyperpolarization, potassium"),
        Variable::Paint => words!("also-variable-paint", "optogenetics, DREADD"),
        Variable::Excitability => words!("also-variable-excitability", "intrinsic plasticity"),
        Variable::LearningTag => words!("also-variable-learning-tag", "synaptic tag, eligibility"),
        Variable::MeanIncomingWeight => words!("also-variable-mean-incoming-weight", "synaptic strength"),
        Variable::Membership => words!("also-variable-membership", "engram, pattern, assembly"),
        Variable::ReplayCount => words!("also-variable-replay-count", "reactivation"),
        _ => "",
    }
}
