//! The panels as a user meets them: found by label, clicked, and what they ask of the simulation.

mod banners;
mod colours;
mod controls;
mod files;
mod names;
mod overlay;
mod own;
mod paint;
mod past;
mod plots;
mod replays;
mod select;
mod sweep;
mod whole;
mod why;

use bevy_egui::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use rheobase::dynamics::NeuronProperties;
use rheobase::measure::replay::{MemoryReplays, ReplayCell, ReplayEvent, ReplayReading};
use rheobase::measure::{Cause, Contribution, PatternReach, SpikeCause, ThresholdParts};
use rheobase::modulation::{BrainState, Modulator};
use rheobase::panel::{
    Arrangement, Free, PanelState, apply_theme, controls_ui, inspector_ui, perform_asked, perform_keys, plots_ui,
    stop_banner_ui, time_bar_ui, window_ui,
};
use rheobase::plasticity::Rule;
use rheobase::scene::Scene;
use rheobase::scene::file::{NeuronFile, NeuronKind, PlotTab, Variable};
use rheobase::session::{FilmRequest, FilmStatus, PictureSize, Selection, Session, ViewReport, ViewRequest};
use rheobase::simulation::{
    Fibre, HeatColumn, LoggedCommand, NetworkInfo, PatternAnswer, PatternInfo, PhaseInfo, PopulationInfo, Presentation,
    RateBin, RunFailure, RunnerRequest, RunnerStatus, SelectedNeuron, ShownValues, SimulationCommand, SpikeEvent, Stop,
    TracePoint, ViewSample, WeightGroup, WeightHistogram, WeightMatrix, WeightSummary,
};
use rheobase::theme::Theme;
use std::sync::Arc;

const NEURONS: u32 = 20;

/// All that the panels read and write.
pub struct Window {
    pub session: Session,
    pub state: PanelState,
    pub theme: Theme,
    film: FilmStatus,
    styled: bool,
    /// What the 3D view tells.
    pub report: ViewReport,
    /// What the panels left to the 3D view in the last frame.
    pub free: Option<Free>,
}

pub fn info() -> NetworkInfo {
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
                label: "learn A".into(),
                pattern: Some(0),
                ..PhaseInfo::default()
            },
            PhaseInfo {
                start_s: 6.0,
                end_s: 12.0,
                state: BrainState::Nrem,
                label: "NREM".into(),
                ..PhaseInfo::default()
            },
        ],
        reach: PatternReach {
            target: 0..16,
            conductance_ns: vec![vec![2.0; 16]; 3],
            reversal_mv: 0.0,
            rest_mv: -65.0,
            leak_ns: 10.0,
        },
        rules: Rule::ALL.to_vec(),
        synapses: 60,
        projections: vec!["E to E".to_owned()],
        ..NetworkInfo::default()
    }
}

fn replay(pattern: usize, start_s: f64, score: f64) -> Arc<ReplayEvent> {
    let cell = |neuron, after_s| ReplayCell { neuron, after_s };
    Arc::new(ReplayEvent {
        pattern,
        start_s,
        end_s: start_s + 0.05,
        score,
        cells: vec![cell(2, 0.01), cell(1, 0.02), cell(u32::MAX, 0.03)],
        members: 4,
        number: 1,
        chance: 0.2,
        chance_high: 1.0,
        searched_s: 2.0,
    })
}

/// A was replayed once in this sleep, and so was B; C was not presented yet.
fn reading() -> ReplayReading {
    let known = MemoryReplays { members: 4, replays: 1, chance: 0.2, chance_high: 1.0 };
    ReplayReading { sleeps: 1, since_s: 0.5, searched_s: 1.0, memories: vec![known, known, MemoryReplays::default()] }
}

/// A spike of neuron 3 that A and neuron 5 caused, noise held back, and some value besides.
fn spike_cause(time_s: f64, value: f32) -> Arc<SpikeCause> {
    let terms = [
        (Cause::Pattern(0), 6.0),
        (Cause::Synapse { projection: 0, presynaptic: 5 }, 4.0),
        (Cause::Noise, -2.0),
        (Cause::Current, value),
    ];
    Arc::new(SpikeCause {
        time_s,
        neuron: 3,
        rest_mv: -65.0,
        potential_mv: -57.0,
        limit_mv: -57.25,
        forced: false,
        contributions: terms.map(|(cause, millivolts)| Contribution { cause, millivolts }).to_vec(),
        threshold: ThresholdParts([-50.0, -0.5, -1.5, 0.0, 0.0, 0.25, 0.0]),
        jump_mv: 0.5,
    })
}

pub fn sample(value: f32) -> ViewSample {
    let neurons = NEURONS as usize;
    ViewSample {
        step: 4000,
        time_s: 2.0,
        phase_label: "learn A".into(),
        time_lapse: 600.0,
        input_strength: 1.0,
        rules_enabled: vec![true; Rule::ALL.len()],
        plasticity_gate: value,
        potential_mv: vec![value; neurons],
        threshold_mv: vec![value; neurons],
        excitability: vec![value; neurons],
        paint: vec![0.0; neurons],
        spike_counts: vec![1; neurons],
        spikes: (0..NEURONS).map(|neuron| SpikeEvent { time_s: 1.0 + 0.01 * f64::from(neuron), neuron }).collect(),
        rates: vec![RateBin { time_s: 1.98, rates_hz: vec![value, value], modulators: [value; 4] }; 3],
        heat: vec![HeatColumn { time_s: 1.75, threshold_shift_mv: vec![value; neurons] }; 3],
        replays: vec![replay(0, 1.2, 4.2), replay(1, 1.6, 6.0)],
        replay: reading(),
        weights: Arc::new(WeightSummary {
            histograms: vec![WeightHistogram {
                projection: "E to E".to_owned(),
                plastic: true,
                maximum: value,
                counts: vec![3; 40],
                above: 2,
                initial: vec![2; 40],
                mean: value,
            }],
            ..WeightSummary::default()
        }),
        shown: Some(ShownValues { variable: Variable::LastingThreshold, values: vec![value; neurons] }),
        selected: Some(SelectedNeuron {
            neuron: 3,
            trace: vec![
                TracePoint { time_s: 1.9, potential_mv: value, threshold_mv: value, ..TracePoint::default() };
                9
            ],
            rate_hz: value,
            rheobase_pa: value,
            spikes_explained: vec![spike_cause(1.5, value), spike_cause(1.75, value)],
            threshold_parts: ThresholdParts([-50.0, -0.5, -1.5, 0.0, 0.0, 0.25, 0.0]),
            threshold_parts_before: ThresholdParts([-50.0, 0.0, 0.0, 0.0, 0.0, 0.25, 0.0]),
            incoming: vec![Fibre { presynaptic: 5, postsynaptic: 3, weight: value, ..Fibre::default() }],
            outgoing: vec![Fibre { presynaptic: 3, postsynaptic: 9, weight: value, ..Fibre::default() }],
            ..SelectedNeuron::default()
        }),
        ..ViewSample::default()
    }
}

pub fn window(info: NetworkInfo, sample: ViewSample) -> Window {
    Window {
        session: Session::detached(info, sample),
        state: PanelState::default(),
        theme: Theme::built_in(),
        film: FilmStatus::default(),
        styled: false,
        report: ViewReport::default(),
        free: None,
    }
}

/// Show these plots side by side.
pub fn show(window: &mut Window, plots: &[PlotTab]) {
    window.state.dock.arrange(&Arrangement::from(plots));
}

pub fn harness(
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
        perform_asked(&mut window.session, &mut window.state);
    };
    Harness::builder().with_step_dt(1.0 / 60.0).with_size(egui::vec2(size.0, size.1)).build_ui_state(ui, window)
}

pub fn whole(ui: &mut egui::Ui, window: &mut Window) {
    let Window { session, state, theme, film, report, .. } = window;
    let free = window_ui(ui, session, state, film, report, theme);
    window.free = Some(free);
}

fn controls(ui: &mut egui::Ui, window: &mut Window) {
    controls_ui(ui, &mut window.session, &mut window.state, &window.theme);
}

/// What was asked of the simulation since the last call.
pub fn applied(harness: &Harness<'_, Window>) -> Vec<SimulationCommand> {
    let requests = harness.state().session.take_requests();
    let commands = requests.into_iter().filter_map(|request| match request {
        RunnerRequest::Apply(command) => Some(command),
        _ => None,
    });
    commands.collect()
}
