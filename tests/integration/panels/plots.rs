//! Plots over time.

use super::*;

fn plot_of(tab: PlotTab) -> Harness<'static, Window> {
    let mut live = sample(-50.0);
    live.rates = (1..=100)
        .map(|k| RateBin { time_s: f64::from(k) * 0.02, rates_hz: vec![4.0, 9.0], modulators: [0.5; 4] })
        .collect();
    let mut window = window(info(), live);
    window.state.dock.tabs = [tab; 2];
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
    assert_eq!((state.dock.tabs, session.selected()), ([PlotTab::Raster, PlotTab::Replay], None));
    state.dock.tabs[1] = PlotTab::Rates;
    session.info = Arc::new(shipped_info("sleep_replay"));
    state.follow_scene(session);
    assert_eq!(state.dock.tabs, [PlotTab::Raster, PlotTab::Rates], "a restart is no other scene");
    session.opening = Some("Spike pairs".to_owned());
    state.forget_scene();
    state.follow_scene(session);
    assert_eq!(state.dock.tabs, [PlotTab::Raster, PlotTab::Rates], "it is not there yet");
    session.opening = None;
    session.info = Arc::new(shipped_info("three_knobs"));
    state.follow_scene(session);
    assert_eq!((state.dock.tabs, session.selected()), ([PlotTab::Raster, PlotTab::Neuron], Some(1)));
    session.info = Arc::new(info());
    state.follow_scene(session);
    assert_eq!(state.dock.tabs, PlotTab::USUAL, "a scene that names none has the usual ones");
}
