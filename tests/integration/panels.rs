//! The panels as a user meets them: found by label, clicked, and what they ask of the simulation.

use bevy_egui::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use rheobase::dynamics::NeuronProperties;
use rheobase::measure::PatternReach;
use rheobase::measure::replay::{MemoryReplays, ReplayCell, ReplayEvent, ReplayReading};
use rheobase::modulation::{BrainState, Modulator};
use rheobase::panel::{
    PanelState, PlotTab, apply_theme, controls_ui, inspector_ui, perform_asked, perform_keys, plots_ui, stop_banner_ui,
    time_bar_ui, window_ui,
};
use rheobase::plasticity::Rule;
use rheobase::scene::file::{NeuronFile, NeuronKind};
use rheobase::session::{FilmRequest, FilmStatus, Session, ViewLabels};
use rheobase::simulation::{
    Fibre, HeatColumn, LoggedCommand, NetworkInfo, PatternAnswer, PatternInfo, PhaseInfo, PopulationInfo, Presentation,
    RateBin, RunFailure, RunnerRequest, RunnerStatus, SelectedNeuron, SimulationCommand, SpikeEvent, Stop, TracePoint,
    ViewSample, WeightHistogram, WeightSummary,
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
                label: "learn A".to_owned(),
                pattern: Some(0),
                skipped_hours: 0.0,
            },
            PhaseInfo {
                start_s: 6.0,
                end_s: 12.0,
                state: BrainState::Nrem,
                label: "NREM".to_owned(),
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

pub fn sample(value: f32) -> ViewSample {
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
            incoming: vec![Fibre { presynaptic: 5, postsynaptic: 3, weight: value, age_h: None }],
            outgoing: vec![Fibre { presynaptic: 3, postsynaptic: 9, weight: value, age_h: None }],
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
    }
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
    let Window { session, state, theme, film, .. } = window;
    window_ui(ui, session, state, film, &ViewLabels::default(), theme);
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
fn a_new_seed_is_new_each_time() {
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        perform_keys(ui.ctx(), &mut window.session, &mut window.state);
    };
    let mut harness = harness(window(info(), sample(-50.0)), (100.0, 100.0), draw);
    for _ in 0..4 {
        harness.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::R);
        harness.run_steps(1);
    }
    let seeds: Vec<u64> = harness
        .state()
        .session
        .take_requests()
        .into_iter()
        .map(|request| match request {
            RunnerRequest::Restart { seed: Some(seed) } => seed,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(seeds.len(), 4);
    // Chance that two of four draws from a million agree: six in a million.
    assert!((1..4).all(|k| !seeds[..k].contains(&seeds[k])), "{seeds:?}");
    assert!(seeds.iter().all(|seed| *seed != 7 && *seed < 1_000_000), "{seeds:?}");
}

#[test]
fn escape_closes_the_topmost_thing_only() {
    let mut window = window(info(), sample(-50.0));
    window.session.selected = Some(3);
    window.state.open.key_list = true;
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        perform_keys(ui.ctx(), &mut window.session, &mut window.state);
    };
    let mut harness = harness(window, (100.0, 100.0), draw);
    harness.key_press(egui::Key::Escape);
    harness.run_steps(1);
    assert!(!harness.state().state.open.key_list);
    assert_eq!(harness.state().session.selected, Some(3));
    harness.key_press(egui::Key::Escape);
    harness.run_steps(1);
    assert_eq!(harness.state().session.selected, None);
}

#[test]
fn a_click_on_a_replay_lights_it_up_until_escape() {
    let mut window = window(info(), sample(-50.0));
    window.session.selected = Some(3);
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        perform_keys(ui.ctx(), &mut window.session, &mut window.state);
        time_bar_ui(ui, &mut window.session, &mut window.state, &window.theme);
    };
    let mut harness = harness(window, (1200.0, 100.0), draw);
    let chosen = |harness: &Harness<'_, Window>| {
        harness.state().session.lens.chosen.as_ref().map(|replay| (replay.pattern, replay.start_s))
    };
    let place = harness.get_by_label_contains("A replayed at 1.20 s").rect().center();
    harness.hover_at(place);
    harness.run_steps(60);
    harness.get_by_label_contains("4.2 SD above shuffled memories, 3 of 4 cells");
    harness.get_by_label_contains("30 a minute, shuffled memories 6.0");
    harness.get_by_label("A replayed at 1.20 s for 50 ms").click();
    harness.run_steps(2);
    assert_eq!(chosen(&harness), Some((0, 1.2)));
    harness.key_press(egui::Key::Escape);
    harness.run_steps(2);
    assert_eq!((chosen(&harness), harness.state().session.selected), (None, Some(3)));
    harness.key_press(egui::Key::L);
    harness.run_steps(2);
    assert!(!harness.state().session.lens.on);
}

#[test]
fn where_no_replay_is_the_plot_says_why() {
    let nobody = vec![MemoryReplays::default(); 3];
    let known = reading().memories;
    let cases = [
        (ReplayReading { sleeps: 1, searched_s: 4.0, memories: nobody, ..reading() }, "No memory to look for yet"),
        (ReplayReading { sleeps: 0, searched_s: 0.0, memories: known.clone(), ..reading() }, "No sleep with a memory"),
        (ReplayReading { searched_s: 0.0, memories: known, ..reading() }, "Listening: the first 2 s"),
    ];
    for (replay, reason) in cases {
        let asleep = ViewSample { state: BrainState::Nrem, replay, ..ViewSample::default() };
        let mut window = window(info(), asleep);
        window.state.dock.tabs = [PlotTab::Replay; 2];
        let draw = |ui: &mut egui::Ui, window: &mut Window| {
            plots_ui(ui, &mut window.session, &mut window.state, &window.theme);
        };
        let mut harness = harness(window, (600.0, 200.0), draw);
        harness.run_steps(2);
        harness.get_by_label_contains(reason);
    }
}

/// The controls with the keys, as in the window.
fn controls_and_keys(ui: &mut egui::Ui, window: &mut Window) {
    perform_keys(ui.ctx(), &mut window.session, &mut window.state);
    controls(ui, window);
}

#[test]
fn the_paint_tool_is_taken_up_and_laid_down_by_button_key_and_escape() {
    let mut harness = harness(window(info(), sample(-50.0)), (260.0, 1400.0), controls_and_keys);
    assert!(harness.query_by_label("Paint random").is_none());
    harness.get_by_label("Paint with the brush").click();
    harness.run_steps(2);
    assert!(harness.state().session.paint.active);
    harness.get_by_label("Paint random");
    harness.key_press(egui::Key::G);
    harness.run_steps(2);
    assert!(!harness.state().session.paint.active);
    harness.key_press(egui::Key::G);
    harness.run_steps(1);
    harness.key_press(egui::Key::Escape);
    harness.run_steps(1);
    assert!(!harness.state().session.paint.active);
}

#[test]
fn painting_by_rank_is_one_command_and_is_undone_by_its_opposite() {
    let mut graded = sample(-50.0);
    for (neuron, threshold) in (0_u8..).zip(&mut graded.threshold_mv) {
        *threshold = -50.0 - f32::from(neuron);
    }
    let mut window = window(info(), graded);
    window.session.paint.set_active(true);
    let mut harness = harness(window, (260.0, 1400.0), controls_and_keys);
    harness.run_steps(2);
    // 15 % of 16 excitatory neurons are two; the inhibitory ones have lower thresholds still and are left alone.
    harness.get_by_label("Paint most excitable").click();
    harness.run_steps(2);
    let paint = |neurons: &[u32], value| SimulationCommand::Paint { neurons: neurons.to_vec(), value };
    assert_eq!(applied(&harness), [paint(&[14, 15], 0.6)]);
    harness.get_by_label("2 raised");
    harness.get_by_label("Paint least excitable").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [paint(&[0, 1], 0.6)]);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_steps(2);
    assert_eq!(applied(&harness), [paint(&[0, 1], 0.0)]);
    harness.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::Z);
    harness.run_steps(2);
    assert_eq!(applied(&harness), [paint(&[0, 1], 0.6)]);
    harness.get_by_label("Clear all paint").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [paint(&[0, 1, 14, 15], 0.0)]);
    harness.get_by_label("0 raised");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_steps(2);
    assert_eq!(applied(&harness), [paint(&[0, 1, 14, 15], 0.6)]);
}

#[test]
fn a_dragged_slider_is_undone_as_a_whole() {
    let mut harness = harness(window(info(), sample(-50.0)), (260.0, 900.0), controls_and_keys);
    let rect = harness.get_by_label("Input strength, factor 0 to 3").rect();
    let place = |share: f32| egui::pos2(rect.left() + share * rect.width(), rect.center().y);
    harness.hover_at(place(0.4));
    harness.run_steps(1);
    harness.drag_at(place(0.4));
    for share in [0.5, 0.6, 0.7] {
        harness.run_steps(1);
        harness.hover_at(place(share));
    }
    harness.run_steps(1);
    harness.drop_at(place(0.7));
    harness.run_steps(2);
    assert!(applied(&harness).len() > 2);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_steps(2);
    assert_eq!(applied(&harness), [SimulationCommand::SetInputStrength(1.0)]);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_steps(2);
    assert_eq!(applied(&harness), []);
}

#[test]
fn the_forecast_says_who_will_join_and_then_who_did() {
    let mut live = sample(-50.0);
    live.threshold_mv[3] = -55.0;
    live.threshold_mv[9] = -54.0;
    let threshold_mv = live.threshold_mv.clone();
    let mut harness = harness(window(info(), live), (260.0, 900.0), controls);
    harness.get_by_label("Forecast B").click();
    harness.run_steps(2);
    harness.get_by_label("2 cells most likely to join B");
    let mut counts = vec![0; NEURONS as usize];
    (counts[3], counts[5], counts[7]) = (12, 15, 11);
    let answer = PatternAnswer { pattern: 1, fraction: 1.0, start_s: 2.0, seconds: 1.0, threshold_mv, counts };
    let status = harness.state().session.status;
    harness.state_mut().session.receive(ViewSample { answers: vec![answer], ..sample(-50.0) }, status);
    harness.run_steps(2);
    for line in
        ["1 forecast and joined", "1 forecast, did not join", "2 joined unforeseen", "Right 50 %, by chance 19 %"]
    {
        harness.get_by_label(line);
    }
    harness.get_by_label("Forecast B").click();
    harness.run_steps(2);
    assert!(harness.query_by_label("2 joined unforeseen").is_none());
    assert!(harness.state().session.take_requests().is_empty(), "looking asks nothing of the run");
}

fn plot_of(tab: PlotTab) -> Harness<'static, Window> {
    let mut live = sample(-50.0);
    live.rates = (1..=100)
        .map(|k| RateBin { time_s: f64::from(k) * 0.02, rates_hz: vec![4.0, 9.0], modulators: [0.5; 4] })
        .collect();
    let mut window = window(info(), live);
    window.state.dock.tabs = [tab; 2];
    window.session.status.playing = true;
    window.session.selected = Some(3);
    window.session.history.trace = (0..2000)
        .map(|k| TracePoint { time_s: f64::from(k) * 0.001, potential_mv: -61.5, ..TracePoint::default() })
        .collect();
    Arc::make_mut(&mut window.session.sample.weights).histograms[0].maximum = 4.0;
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        plots_ui(ui, &mut window.session, &mut window.state, &window.theme);
    };
    let mut harness = harness(window, (600.0, 200.0), draw);
    harness.run_steps(2);
    harness
}

#[test]
fn plots_over_time_are_dragged_zoomed_and_let_go() {
    const HELD: &str = "held";
    for tab in PlotTab::ALL.into_iter().filter(|tab| tab.is_over_time()) {
        let mut harness = plot_of(tab);
        let key = (0, tab);
        let held = |harness: &Harness<'_, Window>| harness.state().state.dock.time_views.is_held(key);
        let place = egui::pos2(200.0, 110.0);
        harness.hover_at(place);
        harness.run_steps(2);
        assert!(!held(&harness), "{tab:?}");
        harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, 40.0),
            phase: egui::TouchPhase::Move,
            modifiers: egui::Modifiers::NONE,
        });
        harness.run_steps(8);
        assert!(held(&harness), "{tab:?} was not {HELD} by the wheel");
        for _ in 0..2 {
            harness.drag_at(place);
            harness.run_steps(1);
            harness.drop_at(place);
            harness.run_steps(1);
        }
        assert!(!held(&harness), "{tab:?} still {HELD} after a double click");
        harness.drag_at(place);
        harness.run_steps(1);
        harness.hover_at(place - egui::vec2(40.0, 0.0));
        harness.run_steps(2);
        harness.drop_at(place - egui::vec2(40.0, 0.0));
        harness.run_steps(1);
        assert!(held(&harness), "{tab:?} was not {HELD} by a drag");
    }
}

#[test]
fn the_pointer_reads_values_with_their_unit() {
    for (tab, text) in [
        (PlotTab::Raster, "neuron #"),
        (PlotTab::Rates, "spikes/s"),
        (PlotTab::Weights, "× initial"),
        (PlotTab::ThresholdMap, "threshold shift"),
        (PlotTab::Thresholds, "neurons"),
        (PlotTab::Modulators, "levels 0 to 1"),
        (PlotTab::Neuron, "potential V −61.5 mV"),
    ] {
        let mut harness = plot_of(tab);
        // Where each of them has data: rates only at 2 s of 20, levels at 2 s of 10.
        let found = (40..560).step_by(5).any(|x| {
            #[expect(clippy::cast_precision_loss, reason = "a position on the screen")]
            harness.hover_at(egui::pos2(x as f32, 110.0));
            harness.run_steps(2);
            harness.query_all_by_label_contains(text).next().is_some()
        });
        assert!(found, "{tab:?} shows no read-out");
    }
}

#[test]
fn a_silent_raster_says_how_far_it_is_from_firing_and_offers_more() {
    let mut silent = sample(-50.0);
    silent.spikes.clear();
    silent.potential_mv.fill(-53.1);
    let mut window = window(info(), silent);
    window.state.dock.tabs = [PlotTab::Raster; 2];
    window.session.status.playing = true;
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        plots_ui(ui, &mut window.session, &mut window.state, &window.theme);
    };
    let mut harness = harness(window, (600.0, 200.0), draw);
    harness.run_steps(2);
    harness.get_by_label_contains("3.1 mV below threshold");
    harness.get_by_label("Raise input").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [SimulationCommand::SetInputStrength(1.5)]);
    harness.get_by_label("Wider window (5 s)").click();
    harness.run_steps(2);
    assert!((harness.state().state.dock.raster_window_s - 5.0).abs() < 1e-9);
}

#[test]
fn the_caption_says_what_happens_and_stays_inside() {
    for size in [(1600.0, 900.0), (1024.0, 700.0)] {
        let mut busy = sample(-50.0);
        busy.presentation = Some(Presentation { pattern: 0, fraction: 0.4, frozen: true });
        let mut harness = harness(window(info(), busy), size, whole);
        harness.run_steps(2);
        let rect = harness.get_by_label_contains("40 % of A").rect();
        assert!(rect.left() > 250.0 && rect.right() < size.0 - 270.0 && rect.height() > 10.0, "{rect:?}");
    }
}

#[test]
fn the_window_begins_shortly_before_the_first_pattern() {
    let mut early = info();
    early.phases[0].start_s = 2.0;
    let session = Session::detached(early, ViewSample::default());
    session.run_ahead();
    assert_eq!(session.take_requests(), [RunnerRequest::Step(2500)]);
    let nothing_to_wait_for = Session::detached(NetworkInfo::default(), ViewSample::default());
    nothing_to_wait_for.run_ahead();
    assert_eq!(nothing_to_wait_for.take_requests(), []);
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
fn a_run_that_broke_down_says_what_happened_and_offers_restart_way_back_and_report() {
    let mut harness = harness(window(info(), sample(-50.0)), (1600.0, 900.0), whole);
    harness.run_steps(2);
    assert!(harness.query_by_label_contains("broke down").is_none());
    let failure = RunFailure {
        scene: "my.ron".to_owned(),
        step: 3000,
        time_s: 1.5,
        doing: "stepping".to_owned(),
        message: "index 7 is out of range".to_owned(),
        place: Some("src/model/column.rs:12:5".to_owned()),
        log: vec![LoggedCommand { step: 2, command: SimulationCommand::Resume }; 2],
        ..RunFailure::default()
    };
    harness.state_mut().session.follow_failure(Some(Arc::new(failure)));
    harness.run_steps(2);
    for text in
        ["broke down at 1.500 s", "index 7 is out of range (src/model/column.rs:12:5)", "your 2 changes", "STOPPED"]
    {
        harness.get_by_label_contains(text);
    }
    for label in ["Go back 5 s", "Restart"] {
        harness.get_by_label(label).click();
        harness.run_steps(2);
    }
    let requests = harness.state().session.take_requests();
    assert_eq!(requests, [RunnerRequest::Rewind { seconds: 5.0 }, RunnerRequest::Restart { seed: None }]);
    let folder = std::env::temp_dir().join(format!("rheobase-banner-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for temporary files");
    harness.state_mut().session.save_report(&folder);
    harness.run_steps(2);
    harness.get_by_label_contains("Report saved: ");
    std::fs::remove_dir_all(folder).expect("the folder was made here");
    harness.state_mut().session.follow_failure(None);
    harness.run_steps(2);
    assert!(harness.query_by_label_contains("broke down").is_none());
}

#[test]
fn empty_plots_say_why() {
    for tab in PlotTab::ALL {
        let reason = match tab {
            PlotTab::Raster => "Press Space to play",
            PlotTab::Rates => "No rate was measured yet",
            PlotTab::Weights => "The weights were not looked at yet",
            PlotTab::ThresholdMap => "No threshold was recorded yet",
            PlotTab::Thresholds => "No threshold was measured yet",
            PlotTab::Modulators => "No level was recorded yet",
            PlotTab::Plasticity => "there is no window to show",
            PlotTab::Neuron => "No neuron is selected",
            PlotTab::Replay => "No memory to look for yet",
            PlotTab::Evidence => "This scene makes no claim",
        };
        let mut empty = window(info(), ViewSample::default());
        empty.state.dock.tabs = [tab; 2];
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
                window.state.dock.tabs = [tab; 2];
                window.session.selected = selected;
                window.state.open.key_list = selected.is_none();
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
            broken.paint.fill(value);
            broken.modulators.iter_mut().for_each(|reading| reading.level = value);
            let mut window = window(info(), broken);
            let status =
                RunnerStatus { playing: true, speed_asked: value, speed_got: value, ..RunnerStatus::default() };
            window.session.receive(ViewSample { time_s: f64::from(value), ..sample(value) }, status);
            window
        });
    }
}

#[test]
fn a_selected_neuron_is_measured_as_in_a_slice() {
    let properties = |threshold| NeuronProperties {
        neuron: NeuronFile::default(),
        threshold,
        ahp: 1.0,
        leak: 1.0,
        slow_ahp_factor: 1.0,
    };
    let seen = |threshold, time_s| {
        let mut sample = sample(-50.0);
        sample.time_s = time_s;
        sample.selected.as_mut().expect("a neuron is selected").properties = Some(properties(threshold));
        sample
    };
    let mut window = window(info(), seen(-50.0, 2.0));
    window.session.select(Some(3));
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        inspector_ui(ui, &mut window.session, &mut window.state.inspector, &window.theme);
    };
    let mut harness = harness(window, (270.0, 1200.0), draw);
    harness.run_steps(2);
    // 10 nS from a rest 15 mV below threshold; a threshold 2.5 mV lower takes 25 pA less (SCENES S1).
    harness.get_by_label("150 pA");
    let status = harness.state().session.status;
    harness.state_mut().session.receive(seen(-52.5, 2.5), status);
    harness.run_steps(2);
    harness.get_by_label("150 pA");
    harness.state_mut().session.receive(seen(-52.5, 3.5), status);
    harness.run_steps(2);
    harness.get_by_label("125 pA");
}
