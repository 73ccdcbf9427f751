//! Plots over time.

use super::*;

fn plot_of(tab: PlotTab) -> Harness<'static, Window> {
    let mut live = sample(-50.0);
    live.rates = (1..=100)
        .map(|k| RateBin { time_s: f64::from(k) * 0.02, rates_hz: vec![4.0, 9.0], modulators: [0.5; 4] })
        .collect();
    live.answers = vec![cue_of_b()];
    let mut window = window(info(), live);
    show(&mut window, &[tab]);
    window.session.status.playing = true;
    window.session.selection = Selection::from(Some(3));
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
        (PlotTab::Modulators, "s, levels"),
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
    show(&mut window, &[PlotTab::Raster]);
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
    assert!((harness.state().state.dock.choices[0].raster_window_s - 5.0).abs() < 1e-9);
}

#[test]
fn empty_plots_say_why() {
    for tab in PlotTab::ALL {
        let reason = match tab {
            PlotTab::Raster => "Press Space to play",
            PlotTab::Rates => "No rate was measured yet",
            PlotTab::StateSpace => "Too little has run",
            PlotTab::Weights | PlotTab::WeightMatrix => "The weights were not looked at yet",
            PlotTab::ThresholdMap => "No threshold was recorded yet",
            PlotTab::Thresholds => "No threshold was measured yet",
            PlotTab::Modulators => "No level was recorded yet",
            PlotTab::Plasticity => "there is no window to show",
            PlotTab::Neuron => "No neuron is selected",
            PlotTab::Replay => "No memory to look for yet",
            PlotTab::Recall => "No pattern was presented yet",
            PlotTab::Evidence => "This scene makes no claim",
        };
        let mut empty = window(info(), ViewSample::default());
        show(&mut empty, &[tab]);
        let draw = |ui: &mut egui::Ui, window: &mut Window| {
            plots_ui(ui, &mut window.session, &mut window.state, &window.theme);
        };
        let mut harness = harness(empty, (600.0, 200.0), draw);
        harness.run_steps(2);
        harness.get_by_label_contains(reason);
    }
}

#[test]
fn the_legend_of_the_recall_explains_its_marks() {
    let harness = plot_of(PlotTab::Recall);
    for name in ["presented", "cued", "another one was shown"] {
        harness.get_by_label(name);
    }
}

/// What a window knows of a scene that comes with the program.
fn shipped_info(name: &str) -> NetworkInfo {
    let scene = Arc::new(Scene::shipped(name).expect("it ships"));
    let mut first = 0;
    let populations = scene.populations.iter().map(|population| {
        let range = first..first + u32::try_from(population.count).expect("a number of neurons");
        first = range.end;
        PopulationInfo { name: population.name.clone(), kind: population.kind, range }
    });
    let populations = populations.collect();
    NetworkInfo { title: scene.name.clone(), populations, scene: Some(scene), ..NetworkInfo::default() }
}

#[test]
fn every_shipped_scene_names_its_plots() {
    for shipped in rheobase::scene::shipped() {
        let scene = Scene::shipped(shipped.name).expect("it ships");
        let plots = scene.view.as_ref().map_or(&[][..], |view| &view.plots);
        assert!(plots.len() == 2, "{}: {plots:?}", shipped.name);
    }
}

#[test]
fn a_scene_opens_with_its_plots_and_a_choice_stays_until_another_scene_opens() {
    let mut window = window(shipped_info("sleep_replay"), ViewSample::default());
    let Window { session, state, .. } = &mut window;
    state.follow_scene(session);
    assert_eq!((state.dock.tabs(), session.selected()), (vec![PlotTab::Raster, PlotTab::Replay], None));
    state.dock.arrange(&Arrangement::from(&[PlotTab::Raster, PlotTab::Rates][..]));
    session.info = Arc::new(shipped_info("sleep_replay"));
    state.follow_scene(session);
    assert_eq!(state.dock.tabs(), [PlotTab::Raster, PlotTab::Rates], "a restart is no other scene");
    session.opening = Some("Spike pairs".to_owned());
    state.forget_scene();
    state.follow_scene(session);
    assert_eq!(state.dock.tabs(), [PlotTab::Raster, PlotTab::Rates], "it is not there yet");
    session.opening = None;
    session.info = Arc::new(shipped_info("three_knobs"));
    state.follow_scene(session);
    assert_eq!((state.dock.tabs(), session.selected()), (vec![PlotTab::Raster, PlotTab::Neuron], Some(1)));
    session.info = Arc::new(info());
    state.follow_scene(session);
    assert_eq!(state.dock.tabs(), PlotTab::USUAL, "a scene that names none has the usual ones");
}

/// The dock alone, with these plots beside each other.
fn dock_of(plots: &[PlotTab], size: (f32, f32)) -> Harness<'static, Window> {
    let mut window = window(info(), sample(-50.0));
    show(&mut window, plots);
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        plots_ui(ui, &mut window.session, &mut window.state, &window.theme);
    };
    let mut harness = harness(window, size, draw);
    harness.run_steps(3);
    harness
}

fn shown(harness: &Harness<'_, Window>) -> (Vec<PlotTab>, [usize; 2]) {
    let dock = &harness.state().state.dock;
    (dock.tabs(), dock.extent())
}

/// Drag a tab to a place of the dock.
fn drag_tab(harness: &mut Harness<'_, Window>, name: &str, to: egui::Pos2) {
    let from = harness.get_by_label(name).rect().center();
    harness.drag_at(from);
    harness.run_steps(1);
    harness.hover_at(from.lerp(to, 0.5));
    harness.run_steps(2);
    harness.hover_at(to);
    harness.run_steps(2);
    harness.drop_at(to);
    harness.run_steps(3);
}

#[test]
fn a_tab_is_dragged_below_and_onto_another_plot() {
    let mut harness = dock_of(&[PlotTab::Raster, PlotTab::Rates], (1000.0, 400.0));
    let below = egui::pos2(250.0, 320.0);
    drag_tab(&mut harness, "Rates", below);
    assert_eq!(shown(&harness), (vec![PlotTab::Raster, PlotTab::Rates], [1, 2]), "below");
    let raster = harness.get_by_label("Raster").rect();
    let rates = harness.get_by_label("Rates").rect();
    assert!(rates.top() > raster.bottom() && rates.left() < 100.0);
    // Onto the bar of the other: into its tabs.
    drag_tab(&mut harness, "Rates", raster.right_center() + egui::vec2(4.0, 0.0));
    assert_eq!(shown(&harness), (vec![PlotTab::Raster, PlotTab::Rates], [1, 1]), "onto");
    // Beside it again.
    drag_tab(&mut harness, "Raster", egui::pos2(780.0, 200.0));
    assert_eq!(shown(&harness).1, [2, 1], "beside");
}

#[test]
fn plots_are_opened_moved_and_closed_by_buttons_that_have_names_of_their_own() {
    let mut harness = dock_of(&[PlotTab::Raster, PlotTab::Raster], (1300.0, 300.0));
    let click = |harness: &mut Harness<'_, Window>, name: &str| {
        harness.get_by_label(name).click();
        harness.run_steps(4);
    };
    for name in ["Raster 2", "Save Raster", "Save Raster 2", "Close Raster", "Raster 2 shows 2 s", "About Raster 2"] {
        harness.get_by_label(name);
    }
    click(&mut harness, "Add a plot beside Raster 2");
    click(&mut harness, "Open Weights");
    assert_eq!(shown(&harness), (vec![PlotTab::Raster, PlotTab::Raster, PlotTab::Weights], [2, 1]));
    click(&mut harness, "Add a plot beside Weights");
    click(&mut harness, "Move Weights to the right");
    assert_eq!(shown(&harness).1, [3, 1]);
    click(&mut harness, "Close Raster");
    assert_eq!(shown(&harness), (vec![PlotTab::Raster, PlotTab::Weights], [2, 1]));
    assert!(harness.query_by_label("Raster 2").is_none(), "the one that is left has no number");
    click(&mut harness, "Close Raster");
    assert!(harness.query_by_label("Close Weights").is_none(), "the last one stays");
    // Back to what the scene says; the button is gone then.
    click(&mut harness, "Plots of the scene");
    assert_eq!(shown(&harness).0, PlotTab::USUAL);
    assert!(harness.query_by_label("Plots of the scene").is_none());
}

#[test]
fn in_a_narrow_window_all_plots_are_tabs_and_come_apart_again() {
    let plots = [PlotTab::Raster, PlotTab::Rates, PlotTab::Weights];
    let mut harness = dock_of(&plots, (600.0, 200.0));
    assert_eq!(shown(&harness).1, [3, 1], "the arrangement is kept");
    harness.get_by_label("Weights").click();
    harness.run_steps(3);
    harness.get_by_label("Save Weights");
    assert!(harness.query_by_label("Save Raster").is_none(), "one is seen");
    harness.set_size(egui::vec2(1200.0, 200.0));
    harness.run_steps(3);
    for name in ["Save Raster", "Save Rates", "Save Weights"] {
        harness.get_by_label(name);
    }
}

#[test]
fn the_split_between_two_plots_is_dragged() {
    let mut harness = dock_of(&[PlotTab::Rates, PlotTab::Thresholds], (1000.0, 200.0));
    let before = harness.state().state.dock.arrangement();
    let middle = egui::pos2(500.0, 120.0);
    harness.drag_at(middle);
    harness.run_steps(1);
    harness.hover_at(middle - egui::vec2(150.0, 0.0));
    harness.run_steps(2);
    harness.drop_at(middle - egui::vec2(150.0, 0.0));
    harness.run_steps(2);
    let after = harness.state().state.dock.arrangement();
    let Arrangement::Row(parts) = &after else { panic!("{after:?}") };
    assert!(before != after && parts[0].0 < 0.8 * parts[1].0, "{after:?}");
    assert!(harness.state().state.dock.is_as_scene() == (shown(&harness).0 == PlotTab::USUAL));
}

#[test]
fn the_state_space_shows_components_or_any_pair_of_rates() {
    let mut harness = dock_of(&[PlotTab::StateSpace], (900.0, 300.0));
    harness.get_by_label_contains("Too little has run");
    let rates: Vec<RateBin> = (1..=400)
        .map(|k| {
            let time_s = f64::from(k) * 0.02;
            #[expect(clippy::cast_possible_truncation, reason = "a rate")]
            let rate = (4.0 + 3.0 * time_s.sin()) as f32;
            RateBin { time_s, rates_hz: vec![rate, 2.0 * rate], modulators: [0.5; 4] }
        })
        .collect();
    let status = harness.state().session.status;
    harness.state_mut().session.receive(ViewSample { time_s: 8.0, rates, ..ViewSample::default() }, status);
    harness.run_steps(12);
    assert!(harness.query_by_label_contains("Too little has run").is_none());
    harness.get_by_label("State space to the right: PCA").click();
    harness.run_steps(4);
    harness.get_by_label("memory B").click();
    harness.run_steps(4);
    let choice = harness.state().state.dock.choices[0];
    assert_eq!(choice.axes, rheobase::panel::Axes::Rates { x: 3, y: 0 });
    harness.get_by_label("State space upwards: E");
}

#[test]
fn the_raster_lists_neurons_as_chosen_and_the_one_under_the_pointer_is_marked_in_3d() {
    let mut sample = sample(-50.0);
    for (threshold, neuron) in sample.threshold_mv.iter_mut().zip(0_u8..) {
        *threshold = -40.0 - f32::from(neuron);
    }
    let mut window = window(info(), sample);
    show(&mut window, &[PlotTab::Raster]);
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        plots_ui(ui, &mut window.session, &mut window.state, &window.theme);
    };
    let mut harness = harness(window, (600.0, 220.0), draw);
    harness.run_steps(2);
    let top = |harness: &mut Harness<'static, Window>| {
        harness.hover_at(egui::pos2(300.0, 46.0));
        harness.run_steps(2);
        harness.state().session.pointed.expect("a row is there")
    };
    let usual = top(&mut harness);
    assert!(usual < 4, "by memory the first rows are those of A, not of neuron {usual}");
    harness.get_by_label("Raster shows 2 s").click();
    harness.run_steps(3);
    harness.get_by_label("by threshold").click();
    harness.run_steps(3);
    let lowest = top(&mut harness);
    assert!(lowest >= NEURONS - 3, "the most excitable is at the top, not neuron {lowest}");
}

/// A cue of B that called up three of its four cells, and nobody else.
fn cue_of_b() -> PatternAnswer {
    PatternAnswer {
        pattern: 1,
        fraction: 0.4,
        start_s: 1.0,
        seconds: 0.5,
        threshold_mv: vec![-50.0; NEURONS as usize],
        counts: (0..NEURONS).map(|neuron| if (4..7).contains(&neuron) { 8 } else { 1 }).collect(),
    }
}

#[test]
fn a_cue_says_whose_cells_it_called_up() {
    let mut sample = sample(-50.0);
    sample.answers = vec![cue_of_b()];
    let mut window = window(info(), sample);
    show(&mut window, &[PlotTab::Recall]);
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        plots_ui(ui, &mut window.session, &mut window.state, &window.theme);
    };
    let mut harness = harness(window, (600.0, 220.0), draw);
    harness.run_steps(2);
    harness.hover_at(egui::pos2(120.0, 110.0));
    harness.run_steps(2);
    harness.get_by_label_contains("1.00 s: 40 % of B as a cue");
    harness.get_by_label_contains("75 % of B");
    let mut table = Vec::new();
    rheobase::panel::plot_table::write(PlotTab::Recall, &harness.state().session, &mut table).expect("it is in memory");
    let table = String::from_utf8(table).expect("it is text");
    assert!(table.ends_with("1,0.5,B,0.4,0,0.75,0,0\n"), "{table}");
}

#[test]
fn the_matrix_says_how_much_a_memory_has_come_to_drive_another() {
    let mut sample = sample(-50.0);
    let group = |name: &str, rest| WeightGroup { name: name.to_owned(), rest };
    let matrix = WeightMatrix {
        groups: vec![group("A", false), group("E", true)],
        group_of: vec![0; NEURONS as usize],
        mean: vec![1.5, 0.75, f32::NAN, 1.0],
        initial: vec![1.0, 1.0, f32::NAN, 1.0],
        synapses: vec![12, 34, 0, 56],
    };
    Arc::make_mut(&mut sample.weights).matrix = matrix;
    let mut window = window(info(), sample);
    show(&mut window, &[PlotTab::WeightMatrix]);
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        plots_ui(ui, &mut window.session, &mut window.state, &window.theme);
    };
    let mut harness = harness(window, (600.0, 220.0), draw);
    harness.run_steps(2);
    harness.get_by_label("other E onto A: no synapses");
    harness.get_by_label("A onto A: 1.50").hover();
    harness.run_steps(40);
    harness.get_by_label_contains("1.00 at the start (+50 %)");
}
