//! Several neurons at once: selected, summed up, listed, and what the menu of a right click does with them.

use super::*;
use rheobase::panel::command::Command;
use rheobase::session::{HandTool, MenuCall};
use rheobase::simulation::{GroupReading, GroupSynapses, GroupValue, Spread};

fn summary(neurons: usize) -> GroupReading {
    let spread = |count, mean, sd| Spread { count, mean, sd };
    let none = spread(0, f32::NAN, f32::NAN);
    GroupReading {
        neurons,
        values: vec![
            GroupValue { variable: Variable::LastingThreshold, spread: spread(neurons as u32, -50.25, 1.5) },
            GroupValue { variable: Variable::Rate, spread: none },
        ],
        within: GroupSynapses { excitatory: spread(12, 1.234, 0.1), inhibitory: none },
        incoming: GroupSynapses { excitatory: none, inhibitory: spread(1300, 0.9, 0.0) },
        outgoing: GroupSynapses { excitatory: none, inhibitory: none },
    }
}

/// A window with some neurons selected and their summary there.
fn selected(neurons: &[u32]) -> Window {
    let mut sample = sample(-50.0);
    sample.group = Some(Arc::new(summary(neurons.len())));
    let mut window = window(info(), sample);
    window.session.select_group(neurons.to_vec());
    drop(window.session.take_requests());
    window
}

fn inspector(ui: &mut egui::Ui, window: &mut Window) {
    inspector_ui(ui, &mut window.session, &mut window.state.inspector, &window.theme);
}

#[test]
fn several_neurons_are_counted_summed_up_and_listed() {
    let mut harness = harness(selected(&[2, 5, 6, 17]), (300.0, 1200.0), inspector);
    harness.run_steps(2);
    for text in ["4 neurons", "E 3", "I 1", "1 in A", "2 in B", "−50.25 ± 1.50 mV"] {
        harness.get_by_label(text);
    }
    for (name, value) in [("Within, 12 excitatory", "1.23 ± 0.10 ×"), ("In, 1,300 inhibitory", "0.90 ± 0.00 ×")] {
        harness.get_by_label(name);
        harness.get_by_label(value);
    }
    assert!(harness.query_by_label_contains("Out,").is_none(), "there are none");
    assert!(harness.query_by_label_contains("spikes/s").is_none(), "no rate is known yet");
    harness.get_by_label("Select neuron #6 alone").click();
    harness.run_steps(2);
    assert_eq!(harness.state().session.selection.neurons(), [6]);
    harness.get_by_label("Neuron #6");
}

#[test]
fn the_summary_of_another_selection_is_not_shown() {
    let mut window = selected(&[2, 5, 6]);
    window.session.add_to_selection(&[7]);
    let mut harness = harness(window, (300.0, 1200.0), inspector);
    harness.run_steps(2);
    assert!(harness.query_by_label("−50.25 ± 1.50 mV").is_none());
    harness.get_by_label_contains("next sample");
}

#[test]
fn neurons_are_selected_by_rank_and_by_memory_in_the_inspector() {
    let mut graded = sample(-50.0);
    graded.shown.as_mut().unwrap().values = (0..NEURONS).map(|neuron| neuron as f32).collect();
    let mut window = window(info(), graded);
    window.state.inspector.rank_count = 3;
    let mut harness = harness(window, (300.0, 1200.0), inspector);
    harness.run_steps(2);
    harness.get_by_label("Select the members of B").click();
    harness.run_steps(2);
    assert_eq!(harness.state().session.selection.neurons(), [4, 5, 6, 7]);
    harness.get_by_label("Select the highest").click();
    harness.run_steps(2);
    assert_eq!(harness.state().session.selection.neurons(), [17, 18, 19]);
    harness.get_by_label("Select the lowest").click();
    harness.run_steps(2);
    assert_eq!(harness.state().session.selection.neurons(), [0, 1, 2]);
}

#[test]
fn the_palette_selects_a_memory_and_a_rank() {
    for (query, neurons) in [("select the members of c", vec![8, 9, 10, 11]), ("highest by", (0..20).collect())] {
        let mut harness = crate::commands::searched_in(window(info(), sample(-50.0)), query);
        harness.key_press(egui::Key::Enter);
        harness.run_steps(3);
        assert_eq!(harness.state().session.selection.neurons(), neurons, "{query}");
    }
}

/// A window in which a right click was made on a neuron, or beside all.
fn called(window: Window, neuron: Option<u32>) -> Harness<'static, Window> {
    let mut call = Some(MenuCall { neuron, place: bevy::math::Vec2::new(700.0, 300.0) });
    let draw = move |ui: &mut egui::Ui, window: &mut Window| {
        perform_keys(ui.ctx(), &mut window.session, &mut window.state);
        let report = ViewReport { menu: call.take(), ..ViewReport::default() };
        let Window { session, state, theme, film, .. } = window;
        window_ui(ui, session, state, film, &report, theme);
    };
    let mut harness = harness(window, (1600.0, 900.0), draw);
    harness.run_steps(3);
    harness
}

#[test]
fn a_right_click_on_a_neuron_offers_what_can_be_done_with_it() {
    let click = |entry: &str| {
        let mut window = window(info(), sample(-50.0));
        window.session.select(Some(3));
        drop(window.session.take_requests());
        let mut harness = called(window, Some(3));
        harness.get_by_label(entry).click();
        harness.run_steps(3);
        assert!(harness.query_by_label("Copy values").is_none(), "{entry}: the menu is closed");
        harness
    };
    let watched = click("Watch W");
    assert_eq!(watched.state().session.take_requests(), [RunnerRequest::Watch(vec![3])]);
    assert!(watched.state().state.dock.tabs().contains(&PlotTab::Neuron), "the plot that draws it is shown");
    assert_eq!(click("Follow Alt+F").state().state.view_requests, [ViewRequest::Follow]);
    assert_eq!(click("Isolate /").state().state.view_requests, [ViewRequest::ToggleIsolation]);
    let poked = SimulationCommand::Poke { neurons: vec![3], current_pa: 1000.0, milliseconds: 5.0 };
    // The controls have a button of that name too.
    let mut window = window(info(), sample(-50.0));
    window.session.select(Some(3));
    window.state.open.controls = false;
    let mut harness = called(window, Some(3));
    harness.get_by_label("Poke").click();
    harness.run_steps(3);
    assert_eq!(applied(&harness), [poked]);
    let copied = click("Copy values").state().state.copied.clone().expect("there is something to paste");
    let lines: Vec<Vec<&str>> = copied.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines[1], ["Neuron #3, excitatory, in A"]);
    assert_eq!(lines[2], ["Model time", "2", "s"]);
    for line in [["Membrane potential", "-50", "mV"], ["Rheobase", "-50", "pA"]] {
        assert!(lines.contains(&line.to_vec()), "{lines:?}");
    }
}

#[test]
fn what_is_called_on_a_group_is_done_with_all_of_it() {
    let mut window = selected(&[2, 5, 6]);
    window.state.open.controls = false;
    let mut harness = called(window, Some(5));
    harness.get_by_label("3 selected neurons");
    harness.get_by_label("Poke").click();
    harness.run_steps(3);
    let poked = SimulationCommand::Poke { neurons: vec![2, 5, 6], current_pa: 1000.0, milliseconds: 5.0 };
    assert_eq!(applied(&harness), [poked]);
    let mut harness = called(selected(&[2, 5, 6]), Some(5));
    harness.get_by_label_contains("Copy values").click();
    harness.run_steps(3);
    let copied = harness.state().state.copied.clone().expect("there is something to paste");
    assert!(copied.contains("Threshold\t-50.25\t1.5\t3\tmV\n"), "{copied}");
    assert!(copied.contains("Weight within, excitatory\t1.234\t0.1\t12\tof the initial one\n"), "{copied}");
    let mut harness = called(selected(&[2, 5, 6]), Some(5));
    harness.get_by_label_contains("Inspect #5").click();
    harness.run_steps(3);
    assert_eq!(harness.state().session.selection.neurons(), [5]);
}

#[test]
fn a_right_click_beside_all_neurons_offers_what_can_be_done_with_the_view() {
    let mut harness = called(selected(&[2, 5, 6]), None);
    harness.get_by_label_contains(Command::SelectAll.label()).click();
    harness.run_steps(3);
    assert_eq!(harness.state().session.selection.neurons().len(), NEURONS as usize);
    let mut harness = called(selected(&[2, 5, 6]), None);
    harness.get_by_label_contains(Command::ClearSelection.label()).click();
    harness.run_steps(3);
    assert!(harness.state().session.selection.neurons().is_empty());
    let mut harness = called(selected(&[2, 5, 6]), None);
    harness.key_press(egui::Key::Escape);
    harness.run_steps(3);
    assert!(harness.query_by_label_contains(Command::ClearSelection.label()).is_none());
    assert_eq!(harness.state().session.selection.neurons(), [2, 5, 6], "Esc closed the menu and nothing else");
}

#[test]
fn the_key_of_the_poke_tool_holds_it_or_takes_it_in_hand() {
    let keys = |ui: &mut egui::Ui, window: &mut Window| {
        perform_keys(ui.ctx(), &mut window.session, &mut window.state);
    };
    let key = |pressed| egui::Event::Key {
        key: egui::Key::S,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    };
    // Tapped, held, and tapped with a poke in between.
    for (frames, pokes, stays) in [(2, false, true), (40, false, false), (2, true, false)] {
        let mut harness = harness(window(info(), sample(-50.0)), (100.0, 100.0), keys);
        harness.event(key(true));
        harness.run_steps(frames);
        assert_eq!(harness.state().session.in_hand(), Some(HandTool::Poke));
        if pokes {
            harness.state_mut().session.poke(vec![3]);
        }
        harness.event(key(false));
        harness.run_steps(2);
        assert_eq!(harness.state().session.in_hand().is_some(), stays, "{frames} frames, poked: {pokes}");
        harness.event(key(true));
        harness.event(key(false));
        harness.run_steps(2);
        assert_eq!(harness.state().session.in_hand().is_some(), !stays, "the next tap");
    }
}

#[test]
fn tools_are_held_one_at_a_time() {
    let mut window = window(info(), sample(-50.0));
    for (command, tool) in
        [(Command::Paint, HandTool::Brush), (Command::SelectBox, HandTool::Box), (Command::Poke, HandTool::Poke)]
    {
        window.state.ask(command);
        perform_asked(&mut window.session, &mut window.state);
        assert_eq!(window.session.in_hand(), Some(tool));
        let active = [window.session.paint.active, window.session.box_tool.active, window.session.poke.active];
        assert_eq!(active.into_iter().filter(|active| *active).count(), 1);
    }
    window.state.ask(Command::Clear);
    perform_asked(&mut window.session, &mut window.state);
    assert_eq!(window.session.in_hand(), None);
}

#[test]
fn watched_neurons_are_drawn_with_nothing_and_with_no_numbers() {
    for value in [-50.0, f32::NAN] {
        for size in [(1600.0, 300.0), (320.0, 90.0)] {
            let mut window = window(info(), sample(value));
            window.session.select_group(vec![3, 4, 5]);
            window.session.toggle_watch();
            show(&mut window, &[PlotTab::Neuron; 2]);
            let plots = |ui: &mut egui::Ui, window: &mut Window| {
                plots_ui(ui, &mut window.session, &mut window.state, &window.theme);
            };
            harness(window, size, plots).run_steps(3);
        }
    }
}
