//! What each command does, and which keys call it.

use super::command::Command;
use super::files::state::ClipboardUse;
use super::inspector::NeuronPage;
use super::keys::answers_to;
use super::network_inspector::most_active;
use super::run_until;
use super::speed::shifted;
use super::state::PanelState;
use super::twin;
use crate::scene::file::Variable;
use crate::session::{FilmRequest, HandTool, KeptView, Session, Side, ViewRequest};
use crate::simulation::SimulationCommand;
use crate::words::words;
use bevy_egui::egui::{Context, Event, Key, Modifiers, Popup};
use std::hash::{BuildHasher, Hasher};

/// New seeds are below this.
const SEEDS: u64 = 1_000_000;
/// A key that is let go sooner was tapped, not held (s).
const TAP_S: f64 = 0.35;
/// Factor of one step of the interface scale.
const SCALE_STEP: f32 = 1.1;

/// Do a command.
fn perform(command: Command, session: &mut Session, state: &mut PanelState) {
    let speed = session.status.speed_asked;
    match command {
        Command::TogglePlay => session.set_playing(!session.status.playing),
        Command::Step => step(session, state, 1),
        Command::StepTen => step(session, state, 10),
        Command::StepBack
        | Command::StepTenBack
        | Command::EventBefore
        | Command::EventAfter
        | Command::ToStart
        | Command::ToEnd
        | Command::UndoAndRewind => travel(command, session, state),
        Command::RunUntil => run_until::go(session, state),
        Command::BackTo => run_until::go_back(session, state),
        Command::Sleep => run_until::let_it_sleep(session),
        Command::Loop => state.loops = !state.loops,
        Command::Slower => session.set_speed(shifted(speed, -1)),
        Command::Faster => session.set_speed(shifted(speed, 1)),
        Command::RealTime => session.set_speed(1.0),
        Command::Restart => session.restart(None),
        Command::RestartNewSeed => session.restart(Some(new_seed(session.info.seed))),
        Command::ReloadScene => {
            if state.files.reload(session) {
                state.forget_scene();
            }
        }
        Command::ResetControls => session.revert_group(None),
        Command::ResetActivity => session.apply(SimulationCommand::ResetActivity),
        Command::ResetPlasticity => session.apply(SimulationCommand::ResetPlasticity),
        Command::OpenFile => state.files.ask_to_open(),
        Command::SaveScene => state.files.ask_to_save(session),
        Command::Export => state.files.ask_to_export(session),
        Command::LabSheet => state.lab_sheet.open = !state.lab_sheet.open,
        Command::SaveSession => state.files.save_session(session, false),
        Command::SaveSessionAs => state.files.save_session(session, true),
        Command::PasteScene => state.files.clipboard = Some(ClipboardUse::Paste),
        Command::CopyScene => state.files.clipboard = Some(ClipboardUse::Copy),
        Command::Library | Command::Manual => read(command, session, state),
        Command::Palette => {
            state.library.read(session);
            state.palette.toggle();
        }
        Command::Twin => twin::toggle(session, state),
        Command::ShowTwin => twin::show_next(session),
        Command::Undo => session.undo(),
        Command::Redo => session.redo(),
        Command::Paint => session.toggle_tool(HandTool::Brush),
        Command::Poke => session.toggle_tool(HandTool::Poke),
        Command::SelectBox => session.toggle_tool(HandTool::Box),
        Command::SelectAll => session.select_all(),
        Command::ClearSelection => session.select(None),
        Command::Watch => {
            session.toggle_watch();
            state.show_watched(session);
        }
        Command::UnwatchAll => session.unwatch_all(),
        Command::Projector => state.look.toggle_projector(&mut state.open),
        Command::Language => state.look.speak_next(),
        Command::Theme => state.look.theme = state.look.theme.next(),
        Command::Sound => session.sound.toggle(),
        Command::ChooseColour => state.chooser.toggle(),
        Command::NextColour => session.colour_by_neighbour(true),
        Command::PreviousColour => session.colour_by_neighbour(false),
        Command::ColourByShift => session.colour_by(Variable::ShiftSinceMarker),
        Command::Mark => session.mark(),
        Command::ReplayLens => session.lens.toggle(),
        Command::ToggleControls => state.open.controls = state.open.hidden || !state.open.controls,
        Command::ToggleInspector => state.open.inspector = state.open.hidden || !state.open.inspector,
        Command::TogglePlots => state.open.plots = state.open.hidden || !state.open.plots,
        Command::ArrangePlots => state.dock.arrange_as_scene(),
        Command::HideAll => state.open.hidden = !state.open.hidden,
        Command::ToggleBoxes => state.open.boxes.toggle(),
        Command::Why => why(session, state),
        Command::Describe => state.open.description = !state.open.description,
        Command::Marks => state.open.marks = !state.open.marks,
        Command::LargerInterface => state.scale_interface(SCALE_STEP),
        Command::SmallerInterface => state.scale_interface(1.0 / SCALE_STEP),
        Command::UsualInterface => state.interface_scale = 1.0,
        Command::Clear => clear(session, state),
        Command::Still => state.film_requests.push(FilmRequest::Still(state.film.choices.size)),
        Command::Film => film(session, state),
        Command::FilmChoices => state.film.open = !state.film.open,
        Command::FrameRate => state.open.frame_rate = !state.open.frame_rate,
        Command::Hints => state.hints.toggle(),
        Command::KeyList => state.open.key_list = !state.open.key_list,
        other => state.view_requests.extend(view_request(other)),
    }
    if matches!(command, Command::ToggleControls | Command::ToggleInspector | Command::TogglePlots) {
        state.open.hidden = false;
    }
}

/// What the 3D view has to do for a command.
fn view_request(command: Command) -> Option<ViewRequest> {
    Some(match command {
        Command::Follow => ViewRequest::Follow,
        Command::Frame => ViewRequest::FrameSelection,
        Command::FrameAll => ViewRequest::FrameAll,
        Command::LookFromFront => ViewRequest::LookFrom(Side::Front),
        Command::LookFromSide => ViewRequest::LookFrom(Side::Right),
        Command::LookFromTop => ViewRequest::LookFrom(Side::Top),
        Command::View1 => ViewRequest::Recall(KeptView::One),
        Command::View2 => ViewRequest::Recall(KeptView::Two),
        Command::View3 => ViewRequest::Recall(KeptView::Three),
        Command::View4 => ViewRequest::Recall(KeptView::Four),
        Command::KeepView1 => ViewRequest::Keep(KeptView::One),
        Command::KeepView2 => ViewRequest::Keep(KeptView::Two),
        Command::KeepView3 => ViewRequest::Keep(KeptView::Three),
        Command::KeepView4 => ViewRequest::Keep(KeptView::Four),
        Command::Turntable => ViewRequest::ToggleTurntable,
        Command::LessMotion => ViewRequest::NextMotion,
        Command::Wheel => ViewRequest::ToggleWheel,
        Command::Layout => ViewRequest::NextLayout,
        Command::Synapses => ViewRequest::NextSynapses,
        Command::SelectBehind => ViewRequest::SelectBehind,
        Command::FullScreen => ViewRequest::FullScreen,
        Command::Isolate => ViewRequest::ToggleIsolation,
        Command::Shine => ViewRequest::NextShine,
        Command::ColourVision => ViewRequest::NextVision,
        _ => return None,
    })
}

/// Start or finish a film, or ask first how it is to be made.
fn film(session: &Session, state: &mut PanelState) {
    if session.status.filming || state.film.starts() {
        state.film_requests.push(FilmRequest::ToggleFilm(state.film.choices.clone()));
    }
}

/// Explain the selected neuron, or show its values again where it is explained already. With none selected, the one that fired most.
fn why(session: &mut Session, state: &mut PanelState) {
    if session.selected().is_none() || session.selection.is_group() {
        session.select(session.selected().or_else(|| most_active(session)));
    }
    let seen = state.open.inspector && !state.open.hidden && state.inspector.page == NeuronPage::Why;
    state.inspector.page = if seen { NeuronPage::Values } else { NeuronPage::Why };
    state.inspector.held_spike = None;
    (state.open.inspector, state.open.hidden) = (true, false);
}

/// Close what is open, lay down what is in hand, let go of what is chosen: one of it, what lies on top.
fn clear(session: &mut Session, state: &mut PanelState) {
    if state.palette.open {
        state.palette.toggle();
    } else if state.library.open {
        state.library.open = false;
    } else if state.manual.open {
        state.manual.open = false;
    } else if state.open.key_list {
        state.open.key_list = false;
    } else if state.open.description {
        state.open.description = false;
    } else if state.lab_sheet.open {
        state.lab_sheet.open = false;
    } else if state.film.open {
        state.film.open = false;
    } else if state.open.marks {
        state.open.marks = false;
    } else if session.in_hand().is_some() {
        session.take_in_hand(None);
    } else if state.open.hidden {
        state.open.hidden = false;
    } else if session.lens.chosen.is_some() {
        session.lens.choose(None);
    } else if !session.colouring.lit.is_empty() {
        // What was picked in the legend was selected with it.
        if session.selection.neurons() == session.colouring.lit {
            session.select(None);
        }
        session.light(Vec::new());
    } else {
        session.select(None);
    }
}

/// Do what the panels asked for in this frame.
pub fn perform_asked(session: &mut Session, state: &mut PanelState) {
    for command in state.take_asked() {
        perform(command, session, state);
    }
}

/// A seed that nobody could foresee, other than the one before. It is short enough to be read out; the top bar shows it, and with
/// `--seed` it gives the same run again.
fn new_seed(before: u64) -> u64 {
    // The standard library draws fresh keys from the system for each hash map.
    let drawn = std::hash::RandomState::new().build_hasher().finish() % SEEDS;
    if drawn == before { (drawn + 1) % SEEDS } else { drawn }
}

/// Pause, and do `count` steps of the chosen unit.
fn step(session: &mut Session, state: &PanelState, count: u64) {
    session.step(count * state.step_unit.steps(session.info.dt_ms));
}

/// Go to another moment of the run.
fn travel(command: Command, session: &mut Session, state: &PanelState) {
    match command {
        Command::StepBack => step_back(session, state, 1),
        Command::StepTenBack => step_back(session, state, 10),
        Command::EventBefore => session.seek_event_before(),
        Command::EventAfter => event_after(session),
        Command::ToEnd => session.seek_end(),
        Command::UndoAndRewind => session.undo_and_rewind(),
        _ => session.seek_step(0, false),
    }
}

/// Pause, and go back by `count` steps of the chosen unit.
fn step_back(session: &mut Session, state: &PanelState, count: u64) {
    session.step_back(count * state.step_unit.steps(session.info.dt_ms));
}

/// Go to the next event, or say that none is planned.
fn event_after(session: &mut Session) {
    if !session.seek_event_after() {
        session.refused.count += 1;
        words!("no-event-after", "Nothing more is planned in this scene.").clone_into(&mut session.refused.why);
    }
}

/// Open or close the library or the manual, of which there is one at a time.
fn read(command: Command, session: &mut Session, state: &mut PanelState) {
    if command == Command::Library {
        state.manual.open = false;
        state.library.toggle(session);
    } else {
        state.library.open = false;
        state.manual.toggle();
    }
}

/// Do what the keys pressed in this frame ask for. Keys are left alone while a text field or slider has them; the open library, manual
/// and palette have all but a few.
pub fn perform_keys(context: &Context, session: &mut Session, state: &mut PanelState) {
    // A drag is one change; a press or a pause begins another.
    let over = context.input(|input| {
        let pointer = &input.pointer;
        pointer.any_pressed() || !(pointer.any_down() || pointer.any_released())
    });
    if over {
        session.undo.settle();
    }
    state.keys.own.put_in_force();
    if state.keys.take(context, state.pad) {
        return;
    }
    // The dialog for a file has its own keys.
    if state.files.is_asking() {
        return;
    }
    lay_down_poke(context, session, state);
    let in_list = state.library.open || state.manual.open || state.palette.open || state.open.key_list;
    if context.egui_wants_keyboard_input() && !in_list {
        return;
    }
    for command in pressed_commands(context, state.pad) {
        if in_list && !command.works_in_lists() {
            continue;
        }
        // An open list closes by itself with Esc and has the arrows: it is what lies on top.
        let of_lists = matches!(
            command,
            Command::Clear | Command::Step | Command::StepTen | Command::StepBack | Command::StepTenBack
        );
        if of_lists && (context.any_popup_open() || Popup::is_any_open(context)) {
            continue;
        }
        perform(command, session, state);
    }
}

/// The poke tool is held with its key: once that is let go, it is laid down if it poked or was held for longer than a tap.
fn lay_down_poke(context: &Context, session: &mut Session, state: &mut PanelState) {
    let Some(key) = Command::Poke.shortcuts().first().map(|shortcut| shortcut.key) else { return };
    let (now, pressed, released) = context.input(|input| (input.time, input.key_pressed(key), input.key_released(key)));
    if pressed && !session.poke.active {
        state.poke_key_s = Some(now);
    }
    if released
        && let Some(since) = state.poke_key_s.take()
        && session.poke.active
        && (session.poke.used || now - since > TAP_S)
    {
        session.take_in_hand(None);
    }
}

fn pressed_commands(context: &Context, pad: bool) -> Vec<Command> {
    context.input(|input| {
        let mut commands = Vec::new();
        for event in &input.events {
            if let Event::Key { key, pressed: true, repeat, modifiers, .. } = event
                && let Some(command) = command_of(*key, *modifiers, pad)
                && (!repeat || command.repeats())
            {
                commands.push(command);
            }
        }
        commands
    })
}

fn command_of(key: Key, modifiers: Modifiers, pad: bool) -> Option<Command> {
    let answers = |command: &Command| command.shortcuts().iter().any(|own| answers_to(*own, key, modifiers, pad));
    Command::all().find(answers)
}
