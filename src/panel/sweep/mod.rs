//! The box of a sweep: what is varied, what it will cost, what came of it. It can be moved, and the run goes on.

mod results;
pub(super) mod state;

use super::parameter_slider::{parameter_name, value_of};
use super::plots::saved::Format;
use super::state::PanelState;
use super::style::{combo_for_readers, dim, name_for_readers};
use crate::number_text::{significant, thousands};
use crate::scene::Scene;
use crate::session::{KeptAs, Session, UndoList, spare_cores};
use crate::study::{Cost, Readout, Study};
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::{Align2, ComboBox, Context, DragValue, Grid, Id, Rect, RichText, Ui, Window, vec2};
use results::results_ui;
use state::{Range, SweepBox};
use std::time::Duration;

/// Most values of a parameter, and most repeats.
const MOST_VALUES: usize = 50;
const MOST_REPEATS: usize = 100;
/// Time between two looks at the runs.
const LOOK: Duration = Duration::from_millis(150);
/// Longest run (s of model time).
const LONGEST_S: f64 = 100_000.0;

/// The box, if it is open.
pub fn sweep_ui(context: &Context, session: &mut Session, state: &mut PanelState, theme: &Theme, free: Rect) {
    if session.studies.is_running() {
        // The window rests while the run is paused; studies do not, and need the processor more than pictures.
        context.request_repaint_after(LOOK);
    }
    if let Some(place) = session.studies.offered.take() {
        state.sweep.set_up(session, place);
    }
    if !state.sweep.open {
        return;
    }
    session.ask_for_base();
    let mut open = true;
    Window::new(words!("sweep-title", "Sweep"))
        .id(Id::new("sweep"))
        .open(&mut open)
        .collapsible(false)
        .resizable(false)
        .pivot(Align2::CENTER_TOP)
        .default_pos(free.center_top() + vec2(0.0, theme.spacing.section))
        .show(context, |ui| content_ui(ui, session, state, theme));
    if !open {
        state.sweep.open = false;
        session.studies.sweep = None;
    }
}

fn content_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    let Some(scene) = session.info.scene.clone() else { return };
    let running = session.studies.sweep.as_ref().is_some_and(|sweep| sweep.running.is_running());
    ui.add_enabled_ui(!running, |ui| {
        Grid::new("sweep choices").num_columns(2).show(ui, |ui| choices_ui(ui, session, &mut state.sweep, &scene));
    });
    ui.add_space(theme.spacing.item);
    start_ui(ui, session, &mut state.sweep, theme);
    let Some(sweep) = &session.studies.sweep else { return };
    ui.separator();
    if let Some(fault) = &sweep.running.fault {
        ui.colored_label(theme.colours.warning, fault);
    }
    let clicked = results_ui(ui, session, sweep, theme);
    let account = clicked.and_then(|(point, seed)| sweep.account(point, seed));
    let save = ui.button(words!("sweep-save", "Save the table …"));
    if save.on_hover_text(words!("sweep-save-text", "A row for each run: values, seed, what was read.")).clicked() {
        let title = words!("sweep-save-title", "Save the results of the sweep");
        state.files.ask_to_save_as(title, Format::Csv, "sweep.csv", sweep.table().into_bytes());
    }
    if let Some(account) = account {
        session.do_again(account.into(), KeptAs::Export, UndoList::default());
    }
}

/// What is varied, how often, what is read and when.
fn choices_ui(ui: &mut Ui, session: &Session, sweep: &mut SweepBox, scene: &Scene) {
    if let Some(range) = &mut sweep.first {
        ui.label(words!("sweep-first", "Parameter"));
        ui.label(name(range));
        ui.end_row();
        range_ui(ui, range);
    }
    let second = words!("sweep-second", "Second parameter");
    ui.label(second);
    let none = words!("sweep-none", "none");
    let shown = sweep.second.as_ref().map_or_else(|| none.to_owned(), name);
    let combo = ComboBox::from_id_salt("second parameter").selected_text(shown).show_ui(ui, |ui| {
        if ui.selectable_label(sweep.second.is_none(), none).clicked() {
            sweep.second = None;
        }
        let first = sweep.first.as_ref().map(|range| range.parameter);
        for known in session.info.parameters.iter().filter(|known| Some(**known) != first) {
            let range = Range::of(*known);
            let chosen = sweep.second.as_ref().is_some_and(|range| range.parameter == *known);
            if ui.selectable_label(chosen, name(&range)).clicked() {
                sweep.second = Some(range);
            }
        }
    });
    combo_for_readers(&combo.response, second);
    ui.end_row();
    if let Some(range) = &mut sweep.second {
        range_ui(ui, range);
    }
    let repeats = words!("sweep-repeats", "Seeds");
    ui.label(repeats);
    let field = ui.add(DragValue::new(&mut sweep.repeats).range(1..=MOST_REPEATS));
    let field = field
        .on_hover_text(words!("sweep-repeats-text", "Runs for each value. One run is an example, 20 are evidence."));
    name_for_readers(&field, true, repeats);
    ui.end_row();
    let read = words!("sweep-read", "Read-out");
    ui.label(read);
    let shown = sweep.readout.map_or_else(String::new, |readout| readout.label(scene));
    let combo = ComboBox::from_id_salt("read-out").selected_text(shown).show_ui(ui, |ui| {
        for readout in Readout::all(scene) {
            ui.selectable_value(&mut sweep.readout, Some(readout), readout.label(scene));
        }
    });
    combo_for_readers(&combo.response, read);
    ui.end_row();
    let until = words!("sweep-until", "Until");
    ui.label(until);
    let field = DragValue::new(&mut sweep.until_s).range(0.1..=LONGEST_S).speed(0.1).suffix(" s").max_decimals(2);
    let field = ui.add(field).on_hover_text(words!(
        "sweep-until-text",
        "How long each run is. Rates and levels are read as the mean of its last second, recall in its last presentation, \
         thresholds and weights at its end."
    ));
    name_for_readers(&field, true, until);
    ui.end_row();
}

/// Parameter and rule.
fn name(range: &Range) -> String {
    let rule = range.parameter.rule;
    let facts = range.parameter.parameter.said(rule).facts;
    words!("parameter-slider", "{ $name } of { $rule }", name = parameter_name(&facts, rule), rule = rule.label())
}

/// From, to, how many.
fn range_ui(ui: &mut Ui, range: &mut Range) {
    ui.label("");
    ui.horizontal(|ui| {
        let parameter = range.parameter.parameter;
        let from = ui.add(value_of(&parameter, &mut range.from));
        name_for_readers(&from, true, words!("sweep-from", "From"));
        ui.label(words!("sweep-to", "to"));
        let to = ui.add(value_of(&parameter, &mut range.to));
        name_for_readers(&to, true, words!("sweep-to-name", "To"));
        ui.label(words!("sweep-in", "in"));
        let count = ui.add(DragValue::new(&mut range.count).range(2..=MOST_VALUES));
        name_for_readers(&count, true, words!("sweep-count", "Number of values"));
        ui.label(words!("sweep-values", "values"));
    });
    ui.end_row();
}

/// What it costs, and the buttons.
fn start_ui(ui: &mut Ui, session: &mut Session, sweep: &mut SweepBox, theme: &Theme) {
    if let Some(running) = session.studies.sweep.as_mut().map(|sweep| &mut sweep.running).filter(|own| own.is_running())
    {
        let (done, all) = running.progress();
        ui.horizontal(|ui| {
            if ui.button(words!("sweep-stop", "Stop")).clicked() {
                running.stop();
            }
            let text = words!("plots-runs", "{ $done } of { $total } runs", done = done, total = all);
            ui.label(dim(theme, text));
        });
        return;
    }
    if let Some(fault) = &session.studies.fault {
        ui.colored_label(theme.colours.warning, fault);
    }
    let base = session.studies.base.as_ref();
    let study = base.and_then(|base| sweep.study(&base.account));
    let cost = base.zip(study.as_ref()).and_then(|(base, study)| Some(Cost::of(study, base.pace?, spare_cores())));
    let (Some(study), Some(cost)) = (study, cost) else {
        ui.horizontal(|ui| {
            ui.spinner();
            ui.label(dim(theme, words!("sweep-measuring", "Measuring how fast runs are …")));
        });
        return;
    };
    let text = cost_text(cost);
    if cost.is_too_much() {
        ui.label(RichText::new(text).color(theme.colours.warning));
        ui.horizontal(|ui| {
            let most = cost.most_runs();
            let use_most = words!("sweep-use", "Use { $n }", n = thousands(most as u64));
            let hint = words!("sweep-use-text", "Fewer seeds, then fewer values: about an hour.");
            if ui.button(use_most).on_hover_text(hint).clicked() {
                sweep.shrink(most);
            }
            start_button_ui(ui, session, study, words!("sweep-anyway", "Run anyway"));
        });
    } else {
        ui.label(dim(theme, text));
        start_button_ui(ui, session, study, words!("sweep-start", "Start"));
    }
}

fn start_button_ui(ui: &mut Ui, session: &mut Session, study: Study, name: &str) {
    if ui.button(name).clicked() {
        session.start_sweep(study);
    }
}

/// What it costs, in a sentence.
fn cost_text(cost: Cost) -> String {
    let time = match cost.seconds {
        seconds if seconds < 90.0 => format!("{:.0} s", seconds.ceil()),
        seconds if seconds < 5400.0 => format!("{:.0} min", seconds / 60.0),
        seconds => format!("{:.0} h", seconds / 3600.0),
    };
    let megabytes = (cost.bytes as f64 / 1e6).max(0.1);
    words!(
        "sweep-cost",
        "{ $runs } runs: about { $time }, { $mb } MB, on cores that are free.",
        runs = number(&thousands(cost.runs as u64)),
        time = time,
        mb = number(&significant((megabytes * 10.0).ceil() / 10.0))
    )
}
