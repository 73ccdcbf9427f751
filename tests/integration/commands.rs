//! Every command of the window: asked for by a panel or called by one of its keys, one place performs it.

use crate::panels::{Window, harness, info, sample, show, whole, window};
use bevy_egui::egui;
use egui_kittest::kittest::Queryable;
use rheobase::panel::command::Command;
use rheobase::panel::{perform_asked, perform_keys};
use rheobase::scene::file::{PlotTab, Variable};
use rheobase::session::{FilmRequest, PictureSize, Selection, Side, ViewRequest};
use rheobase::simulation::SimulationCommand;
use rheobase::theme::{SequentialMap, ThemeChoice};
use rheobase::words::{Language, speak};

/// A window in which every command has something to act on.
fn busy() -> Window {
    let mut window = window(info(), sample(-50.0));
    window.session.selection = Selection::from(Some(3));
    for strength in [2.0, 1.5] {
        window.session.apply(SimulationCommand::SetInputStrength(strength));
        window.session.undo.settle();
    }
    // One change is left to take back, the other to make again.
    window.session.undo();
    window.session.status.speed_asked = 0.5;
    window.state.interface_scale = 1.2;
    show(&mut window, &[PlotTab::Weights]);
    window.session.open_twin(None);
    drop(window.session.take_requests());
    window
}

/// All that a command can change.
fn changed(window: &Window) -> String {
    let (session, state) = (&window.session, &window.state);
    let asked = (session.take_requests(), &state.film_requests, &state.view_requests);
    let lists = (state.library.open, state.manual.open, state.palette.open, state.chooser.open);
    let panels = (state.open, state.interface_scale, lists);
    let files = (
        state.files.is_asking(),
        state.files.clipboard,
        (state.loops, state.lab_sheet.open),
        state.look,
        state.dock.tabs(),
    );
    let sound = (session.sound.is_on(), state.film.open, session.twin_shown());
    let picked = (session.in_hand(), session.lens.on, session.selection.neurons(), state.inspector.page, &state.hints);
    format!("{asked:?} {panels:?} {files:?} {picked:?} {sound:?}")
}

/// What a command changes when a panel asks for it.
fn asked(command: Command) -> String {
    let mut window = busy();
    window.state.ask(command);
    perform_asked(&mut window.session, &mut window.state);
    assert!(window.state.take_asked().is_empty());
    changed(&window)
}

#[test]
fn every_command_is_performed_by_the_one_place() {
    let nothing = changed(&busy());
    for command in Command::all() {
        assert_ne!(asked(command), nothing, "{command:?}");
    }
}

#[test]
fn every_key_of_a_command_does_the_same_as_its_button() {
    let keys = |ui: &mut egui::Ui, window: &mut Window| {
        perform_keys(ui.ctx(), &mut window.session, &mut window.state);
    };
    for command in Command::all() {
        for &shortcut in command.usual_keys() {
            let mut window = busy();
            window.state.pad = shortcut.pad;
            let mut harness = harness(window, (100.0, 100.0), keys);
            harness.key_press_modifiers(shortcut.modifiers, shortcut.key);
            harness.run_steps(1);
            let by_key = changed(harness.state());
            // A new seed is another each time.
            let same = command == Command::RestartNewSeed || by_key == asked(command);
            assert!(same && by_key != changed(&busy()), "{command:?} by {shortcut:?}: {by_key}");
        }
    }
}

#[test]
fn a_sign_calls_its_command_however_the_layout_types_it() {
    let keys = |ui: &mut egui::Ui, window: &mut Window| {
        perform_keys(ui.ctx(), &mut window.session, &mut window.state);
    };
    // Where `/` is Shift+7 and the key beside the right Shift is `-`: the letter counts, not the place.
    let mut harness = harness(busy(), (100.0, 100.0), keys);
    let press = |key, physical, modifiers| egui::Event::Key {
        key,
        physical_key: Some(physical),
        pressed: true,
        repeat: false,
        modifiers,
    };
    harness.event(press(egui::Key::Slash, egui::Key::Num7, egui::Modifiers::SHIFT));
    harness.event(press(egui::Key::Minus, egui::Key::Slash, egui::Modifiers::NONE));
    harness.run_steps(1);
    assert_eq!(harness.state().state.view_requests, [ViewRequest::ToggleIsolation]);
}

#[test]
fn the_list_of_keys_performs_what_is_clicked() {
    let mut window = busy();
    window.state.interface_scale = 1.0;
    window.state.open.key_list = true;
    let mut harness = harness(window, (1600.0, 1700.0), whole);
    harness.run_steps(2);
    harness.get_by_label("Look from above").click();
    harness.run_steps(2);
    assert_eq!(harness.state().state.view_requests, [ViewRequest::LookFrom(Side::Top)]);
}

/// A window whose palette was opened by its key and searched.
fn searched(query: &str) -> egui_kittest::Harness<'static, Window> {
    searched_in(window(info(), sample(-50.0)), query)
}

/// The same of this window.
pub fn searched_in(window: Window, query: &str) -> egui_kittest::Harness<'static, Window> {
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        perform_keys(ui.ctx(), &mut window.session, &mut window.state);
        whole(ui, window);
    };
    let mut harness = harness(window, (1280.0, 720.0), draw);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    harness.run_steps(2);
    assert!(harness.state().state.palette.open);
    harness.event(egui::Event::Text(query.to_owned()));
    harness.run_steps(2);
    harness
}

#[test]
fn the_palette_shows_plots_and_colours_and_does_commands() {
    let chosen = |query: &str| {
        let mut harness = searched(query);
        harness.key_press(egui::Key::Enter);
        harness.run_steps(3);
        assert!(!harness.state().state.palette.open, "{query}");
        harness
    };
    let plot = PlotTab::Modulators;
    assert!(chosen(plot.label()).state().state.dock.tabs().contains(&plot));
    let variable = Variable::Potential;
    assert_eq!(chosen(variable.facts().name).state().session.colour(), variable);
    let frame = chosen("frame the network");
    assert_eq!(frame.state().state.view_requests, [ViewRequest::FrameAll]);
}

#[test]
fn the_palette_finds_settings_and_what_is_called_otherwise_in_both_languages() {
    let chosen = |query: &str| {
        let mut harness = searched(query);
        harness.key_press(egui::Key::Enter);
        harness.run_steps(3);
        harness
    };
    let still = FilmRequest::Still(PictureSize::default());
    assert_eq!(chosen("theme light").state().state.look.theme, ThemeChoice::Light);
    assert_eq!(chosen("colour-map magma").state().session.colouring.map, SequentialMap::Magma);
    assert_eq!(chosen("screenshot").state().state.film_requests, std::slice::from_ref(&still));
    speak(Language::German);
    let (photo, theme) = (chosen("bildschirmfoto"), chosen("LIGHT-MODE"));
    speak(Language::English);
    assert_eq!(photo.state().state.film_requests, [still]);
    assert_eq!(theme.state().state.look.theme, ThemeChoice::Light, "an English name counts in German");
}

#[test]
fn the_palette_is_moved_in_with_arrows_clicked_and_left_with_escape() {
    let mut harness = searched("look from");
    harness.key_press(egui::Key::ArrowDown);
    harness.run_steps(2);
    harness.key_press(egui::Key::Enter);
    harness.run_steps(2);
    assert_eq!(harness.state().state.view_requests, [ViewRequest::LookFrom(Side::Right)]);
    let mut harness = searched("look from above");
    harness.get_by_label_contains("Look from above,").click();
    harness.run_steps(2);
    assert_eq!(harness.state().state.view_requests, [ViewRequest::LookFrom(Side::Top)]);
    let mut harness = searched("nothing of that name");
    assert!(harness.query_by_label_contains("Nothing here is called").is_some());
    harness.key_press(egui::Key::Escape);
    harness.run_steps(2);
    assert!(!harness.state().state.palette.open && harness.state().state.view_requests.is_empty());
}

#[test]
fn the_list_of_keys_fits_a_small_window() {
    let mut window = window(info(), sample(-50.0));
    window.state.open.key_list = true;
    let mut harness = harness(window, (1024.0, 700.0), whole);
    harness.run_steps(3);
    for command in [Command::ResetControls, Command::TogglePlay, Command::Layout] {
        let text = harness.get_by_label(command.explanation()).rect();
        assert!(text.left() >= 0.0 && text.right() <= 1024.0, "{command:?}: {text:?}");
    }
}
