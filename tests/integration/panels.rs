//! The panels as a user meets them: found by label, clicked, and what they ask of the simulation.

use bevy_egui::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use rheobase::modulation::{BrainState, Modulator};
use rheobase::panel::{
    PanelState, PlotTab, apply_theme, controls_ui, perform_keys, plots_ui, stop_banner_ui, time_bar_ui, window_ui,
};
use rheobase::plasticity::Rule;
use rheobase::scene::file::NeuronKind;
use rheobase::session::{FilmRequest, FilmStatus, Session, ViewLabels};
use rheobase::simulation::{
    Fibre, HeatColumn, NetworkInfo, PatternInfo, PhaseInfo, PopulationInfo, RateBin, RunnerRequest, RunnerStatus,
    SelectedNeuron, SimulationCommand, SpikeEvent, Stop, TracePoint, ViewSample, WeightHistogram, WeightSummary,
};
use rheobase::theme::Theme;
use std::sync::Arc;

const NEURONS: u32 = 20;

struct Window {
    session: Session,
    state: PanelState,
    theme: Theme,
    film: FilmStatus,
    styled: bool,
}

fn info() -> NetworkInfo {
    let population = |name: &str, kind, range| PopulationInfo { name: name.to_owned(), kind, range };
    let pattern = |name: &str, first: u32| PatternInfo { name: name.to_owned(), members: (first..first + 4).collect() };
    NetworkInfo {
        title: "Test scene".to_owned(),
        honesty: vec!["Everything is made up.".to_owned()],
        dt_ms: 0.5,
        seed: 7,
        duration_s: 12.0,
        populations: vec![
            population("E", NeuronKind::Excitatory, 0..16),
            population("I", NeuronKind::Inhibitory, 16..NEURONS),
        ],
        positions: vec![[0.0; 3]; NEURONS as usize],
        initial_threshold: vec![-50.0; NEURONS as usize],
        patterns: vec![pattern("A", 0), pattern("B", 4), pattern("C", 8)],
        display_order: (0..NEURONS).collect(),
        phases: vec![
            PhaseInfo {
                start_s: 0.0,
                end_s: 6.0,
                state: BrainState::Awake,
                label: "learn A".to_owned(),
                pattern: Some(0),
            },
            PhaseInfo { start_s: 6.0, end_s: 12.0, state: BrainState::Nrem, label: "NREM".to_owned(), pattern: None },
        ],
        rules: Rule::ALL.to_vec(),
        synapses: 60,
        projections: vec!["E to E".to_owned()],
        ..NetworkInfo::default()
    }
}

fn sample(value: f32) -> ViewSample {
    let neurons = NEURONS as usize;
    ViewSample {
        step: 4000,
        time_s: 2.0,
        phase_label: "learn A".to_owned(),
        time_lapse: 600.0,
        input_strength: 1.0,
        rules_enabled: vec![true; Rule::ALL.len()],
        plasticity_gate: value,
        potential_mv: vec![value; neurons],
        threshold_mv: vec![value; neurons],
        excitability: vec![value; neurons],
        spike_counts: vec![1; neurons],
        spikes: (0..NEURONS).map(|neuron| SpikeEvent { time_s: 1.0 + 0.01 * f64::from(neuron), neuron }).collect(),
        rates: vec![RateBin { time_s: 1.98, rates_hz: vec![value, value], modulators: [value; 4] }; 3],
        heat: vec![HeatColumn { time_s: 1.75, threshold_shift_mv: vec![value; neurons] }; 3],
        weights: Arc::new(WeightSummary {
            histograms: vec![WeightHistogram {
                projection: "E to E".to_owned(),
                plastic: true,
                maximum: value,
                counts: vec![3; 40],
                initial: vec![2; 40],
                mean: value,
            }],
            strongest: Vec::new(),
        }),
        selected: Some(SelectedNeuron {
            neuron: 3,
            trace: vec![
                TracePoint { time_s: 1.9, potential_mv: value, threshold_mv: value, ..TracePoint::default() };
                9
            ],
            rate_hz: value,
            rheobase_pa: value,
            incoming: vec![Fibre { presynaptic: 5, postsynaptic: 3, weight: value }],
            outgoing: vec![Fibre { presynaptic: 3, postsynaptic: 9, weight: value }],
            ..SelectedNeuron::default()
        }),
        ..ViewSample::default()
    }
}

fn window(info: NetworkInfo, sample: ViewSample) -> Window {
    Window {
        session: Session::detached(info, sample),
        state: PanelState::default(),
        theme: Theme::built_in(),
        film: FilmStatus::default(),
        styled: false,
    }
}

fn harness(
    window: Window,
    size: (f32, f32),
    mut draw: impl FnMut(&mut egui::Ui, &mut Window) + 'static,
) -> Harness<'static, Window> {
    let ui = move |ui: &mut egui::Ui, window: &mut Window| {
        if !window.styled {
            apply_theme(ui.ctx(), &window.theme);
            window.styled = true;
        }
        draw(ui, window);
    };
    Harness::builder().with_size(egui::vec2(size.0, size.1)).build_ui_state(ui, window)
}

fn whole(ui: &mut egui::Ui, window: &mut Window) {
    let Window { session, state, theme, film, .. } = window;
    window_ui(ui, session, state, film, &ViewLabels::default(), theme);
}

fn controls(ui: &mut egui::Ui, window: &mut Window) {
    controls_ui(ui, &mut window.session, &mut window.state, &window.theme);
}

fn applied(harness: &Harness<'_, Window>) -> Vec<SimulationCommand> {
    let requests = harness.state().session.take_requests();
    let commands = requests.into_iter().filter_map(|request| match request {
        RunnerRequest::Apply(command) => Some(command),
        _ => None,
    });
    commands.collect()
}

#[test]
fn present_and_cue_buttons_ask_for_their_pattern() {
    let mut harness = harness(window(info(), sample(-50.0)), (260.0, 900.0), controls);
    harness.get_by_label("Present A").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [SimulationCommand::Present { pattern: 0 }]);
    harness.get_by_label("Cue C").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [SimulationCommand::Cue { pattern: 2, fraction: 0.4 }]);
}

#[test]
fn sleep_and_following_the_scene() {
    let mut harness = harness(window(info(), sample(-50.0)), (260.0, 900.0), controls);
    harness.get_by_label("Sleep (NREM)").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [SimulationCommand::EnterState(BrainState::Nrem)]);
    harness.get_by_label("Follow the scene").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [SimulationCommand::FollowTimeline]);
}

#[test]
fn a_dragged_slider_holds_the_modulator_until_released() {
    let mut harness = harness(window(info(), sample(-50.0)), (260.0, 900.0), controls);
    let rect = harness.get_by_label("Dopamine, level 0 to 1").rect();
    let place = egui::pos2(rect.left() + 0.75 * rect.width(), rect.center().y);
    harness.hover_at(place);
    harness.run_steps(1);
    harness.drag_at(place);
    harness.run_steps(1);
    harness.drop_at(place);
    harness.run_steps(2);
    let commands = applied(&harness);
    let Some(SimulationCommand::SetModulator { modulator: Modulator::Dopamine, level }) = commands.last() else {
        panic!("no level was set: {commands:?}");
    };
    assert!((0.6..0.9).contains(level), "{level}");
    harness.get_by_label("Release Dopamine").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [SimulationCommand::ReleaseModulator { modulator: Modulator::Dopamine }]);
}

#[test]
fn every_rule_has_a_switch() {
    let mut harness = harness(window(info(), sample(-50.0)), (260.0, 1200.0), controls);
    for rule in Rule::ALL {
        harness.get_by_label(rule.label()).click();
        harness.run_steps(2);
        assert_eq!(applied(&harness), [SimulationCommand::SetRule { rule, enabled: false }]);
    }
}

#[test]
fn transport_plays_pauses_and_steps() {
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        time_bar_ui(ui, &mut window.session, &mut window.state, &window.theme);
    };
    let mut harness = harness(window(info(), sample(-50.0)), (1200.0, 90.0), draw);
    harness.get_by_label("Play").click();
    harness.run_steps(2);
    harness.get_by_label("Pause").click();
    harness.run_steps(2);
    harness.get_by_label("Step").click();
    harness.run_steps(2);
    let requests = harness.state().session.take_requests();
    assert_eq!(requests, [RunnerRequest::Play, RunnerRequest::Pause, RunnerRequest::Step(2)]);
}

#[test]
fn f12_asks_for_a_picture_and_with_shift_for_a_film() {
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        perform_keys(ui.ctx(), &mut window.session, &mut window.state);
    };
    let mut harness = harness(window(info(), sample(-50.0)), (100.0, 100.0), draw);
    harness.key_press(egui::Key::F12);
    harness.run_steps(1);
    harness.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::F12);
    harness.run_steps(1);
    assert_eq!(harness.state().state.film_requests, [FilmRequest::Still, FilmRequest::ToggleFilm]);
}

#[test]
fn a_stop_offers_three_ways_on() {
    let mut stopped = sample(-50.0);
    stopped.stop = Some(Stop { time_s: 1.5, reason: "92 % of neurons fire above 100 spikes/s.".to_owned() });
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        stop_banner_ui(ui, &mut window.session, &mut window.state, &window.theme);
    };
    let mut harness = harness(window(info(), stopped), (600.0, 300.0), draw);
    harness.get_by_label_contains("92 % of neurons");
    for label in ["Rewind 5 s", "Restart", "Continue anyway"] {
        harness.get_by_label(label).click();
        harness.run_steps(2);
    }
    let requests = harness.state().session.take_requests();
    assert_eq!(
        requests,
        [
            RunnerRequest::Rewind { seconds: 5.0 },
            RunnerRequest::Restart { seed: None },
            RunnerRequest::Apply(SimulationCommand::Resume)
        ]
    );
}

#[test]
fn empty_plots_say_why() {
    for (tab, reason) in [
        (PlotTab::Raster, "Press Space to play"),
        (PlotTab::Rates, "No rate was measured yet"),
        (PlotTab::Weights, "The weights were not looked at yet"),
        (PlotTab::ThresholdMap, "No threshold was recorded yet"),
        (PlotTab::Thresholds, "No threshold was measured yet"),
        (PlotTab::Modulators, "No level was recorded yet"),
        (PlotTab::Neuron, "No neuron is selected"),
    ] {
        let mut empty = window(info(), ViewSample::default());
        empty.state.tabs = [tab; 2];
        let draw = |ui: &mut egui::Ui, window: &mut Window| {
            plots_ui(ui, &mut window.session, &mut window.state, &window.theme);
        };
        let mut harness = harness(empty, (600.0, 200.0), draw);
        harness.run_steps(2);
        harness.get_by_label_contains(reason);
    }
}

/// All plots, with and without a selection, in large, small and tiny windows.
fn draw_everything(make: impl Fn() -> Window) {
    for size in [(1600.0, 900.0), (1024.0, 700.0), (800.0, 450.0), (320.0, 200.0)] {
        for tab in PlotTab::ALL {
            for selected in [None, Some(3), Some(u32::MAX)] {
                let mut window = make();
                window.state.tabs = [tab; 2];
                window.session.selected = selected;
                window.state.key_list = selected.is_none();
                let mut harness = harness(window, size, whole);
                harness.run_steps(2);
            }
        }
    }
}

#[test]
fn an_empty_network_is_drawn() {
    draw_everything(|| window(NetworkInfo::default(), ViewSample::default()));
}

#[test]
fn a_busy_network_is_drawn() {
    draw_everything(|| window(info(), sample(-50.0)));
    draw_everything(|| window(info(), sample(2.0)));
}

#[test]
fn values_that_are_no_numbers_are_drawn() {
    for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        draw_everything(|| {
            let mut broken = sample(value);
            broken.time_lapse = value;
            broken.input_strength = value;
            broken.modulators.iter_mut().for_each(|reading| reading.level = value);
            let mut window = window(info(), broken);
            let status =
                RunnerStatus { playing: true, speed_asked: value, speed_got: value, ..RunnerStatus::default() };
            window.session.receive(ViewSample { time_s: f64::from(value), ..sample(value) }, status);
            window
        });
    }
}
