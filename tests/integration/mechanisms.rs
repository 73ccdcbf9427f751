//! The mechanisms panel, the pad of modulators and the plasticity window as a user meets them.

use crate::panels::{Window, applied, harness, show};
use bevy_egui::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use rheobase::modulation::Modulator;
use rheobase::panel::{controls_ui, plots_ui};
use rheobase::plasticity::Rule;
use rheobase::scene::file::PlotTab;
use rheobase::session::Selection;
use rheobase::simulation::{NetworkInfo, Sampler, Simulation, SimulationCommand, ViewSample};

/// A session on facts and a sample of a real simulation.
fn window(scene: &str, commands: &[SimulationCommand]) -> Window {
    let (info, sample) = facts(scene, commands);
    crate::panels::window(info, sample)
}

/// Facts and a sample of a real simulation.
fn facts(scene: &str, commands: &[SimulationCommand]) -> (NetworkInfo, ViewSample) {
    let mut simulation = Simulation::new(&crate::rig::shipped(scene), 1);
    let mut sampler = Sampler::new(&simulation);
    for command in commands {
        simulation.apply(command.clone());
    }
    for _ in 0..40 {
        simulation.step(1);
        sampler.observe(&simulation);
    }
    let sample = sampler.take(&simulation);
    ((**sampler.info()).clone(), sample)
}

fn controls(ui: &mut egui::Ui, window: &mut Window) {
    controls_ui(ui, &mut window.session, &mut window.state, &window.theme);
}

fn plasticity(ui: &mut egui::Ui, window: &mut Window) {
    show(window, &[PlotTab::Plasticity]);
    plots_ui(ui, &mut window.session, &mut window.state, &window.theme);
}

fn set(parameter: &str, value: f32) -> SimulationCommand {
    SimulationCommand::SetParameter { rule: Rule::TripletStdp, parameter: parameter.to_owned(), value }
}

fn reset(parameter: &str) -> SimulationCommand {
    SimulationCommand::ResetParameter { rule: Rule::TripletStdp, parameter: parameter.to_owned() }
}

fn click(harness: &mut Harness<'_, Window>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(3);
}

#[test]
fn every_rule_of_the_scene_shows_its_first_parameters_and_the_rest_under_a_fold() {
    let mut harness = harness(window("learn_sleep_remember", &[]), (250.0, 4000.0), controls);
    let info = harness.state().session.info.clone();
    for &rule in &info.rules {
        let name = format!("Parameters of {}", rule.label());
        let count = info.parameters.iter().filter(|parameter| parameter.rule == rule).count();
        assert!(count > 0, "{rule:?} has no parameter");
        click(&mut harness, &name);
        let suffix = format!(" of {}, value", rule.label());
        let shown = |harness: &Harness<'_, Window>| harness.get_all_by_label_contains(&suffix).count();
        assert_eq!(shown(&harness), count.min(3), "{rule:?}");
        if count > 3 {
            click(&mut harness, &format!("{} more", count - 3));
            assert_eq!(shown(&harness), count, "{rule:?}");
        }
        click(&mut harness, &name);
        assert_eq!(harness.query_all_by_label_contains(&suffix).count(), 0, "{rule:?}");
    }
    assert_eq!(applied(&harness), [], "looking changes nothing");
}

#[test]
fn the_palette_leads_to_all_parameters_of_a_rule() {
    let (info, _) = facts("learn_sleep_remember", &[]);
    let folded = info.parameters.last().expect("rules have parameters");
    for query in [info.rules[0].label(), folded.parameter.facts.name] {
        let mut harness = crate::commands::searched_in(window("learn_sleep_remember", &[]), query);
        harness.key_press(egui::Key::Enter);
        harness.run_steps(4);
        let all = |rule: &Rule| {
            let count = info.parameters.iter().filter(|parameter| parameter.rule == *rule).count();
            harness.query_all_by_label_contains(&format!(" of {}, value", rule.label())).count() == count
        };
        assert_eq!(info.rules.iter().filter(|rule| all(rule)).count(), 1, "{query}");
    }
}

#[test]
fn a_dragged_slider_moves_a_parameter_and_revert_brings_it_back() {
    let mut harness = harness(window("learn_sleep_remember", &[]), (250.0, 1600.0), controls);
    click(&mut harness, "Parameters of Triplet STDP");
    assert!(harness.query_by_label("Revert Potentiation of Triplet STDP").is_none());
    let rect = harness.get_by_label("Potentiation of Triplet STDP").rect();
    let place = egui::pos2(rect.left() + 0.95 * rect.width(), rect.center().y);
    harness.hover_at(place);
    harness.run_steps(1);
    harness.drag_at(place);
    harness.run_steps(1);
    harness.drop_at(place);
    harness.run_steps(2);
    let commands = applied(&harness);
    let Some(SimulationCommand::SetParameter { rule: Rule::TripletStdp, parameter, value }) = commands.last() else {
        panic!("nothing was set: {commands:?}");
    };
    assert!(parameter == "potentiation" && (1.0..=10.0).contains(value), "{parameter} {value}");
    harness.get_by_label_contains("1 changed");
    click(&mut harness, "Revert Potentiation of Triplet STDP");
    assert_eq!(applied(&harness), [reset("potentiation")]);
    assert!(harness.query_by_label_contains("1 changed").is_none());
}

#[test]
fn a_typed_value_is_kept_within_its_range() {
    for (typed, value) in [("0.25", 0.25), ("5e-2", 0.05), ("1000", 10.0), ("nonsense", f32::NAN)] {
        let mut harness = harness(window("learn_sleep_remember", &[]), (250.0, 1600.0), controls);
        click(&mut harness, "Parameters of Triplet STDP");
        let field = "Depression of Triplet STDP, value";
        click(&mut harness, field);
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        harness.run_steps(1);
        harness.event(egui::Event::Text(typed.to_owned()));
        harness.run_steps(1);
        harness.key_press(egui::Key::Enter);
        harness.run_steps(2);
        let expected: Vec<SimulationCommand> = if value.is_nan() { Vec::new() } else { vec![set("depression", value)] };
        assert_eq!(applied(&harness), expected, "typed {typed}");
    }
}

#[test]
fn all_changes_are_counted_and_revert_at_once() {
    let off = |enabled| SimulationCommand::SetRule { rule: Rule::Consolidation, enabled };
    let commands = [set("potentiation", 0.3), set("rate_tau", 5.0), off(false)];
    let mut harness = harness(window("learn_sleep_remember", &commands), (250.0, 1600.0), controls);
    harness.get_by_label_contains("3 changed");
    click(&mut harness, "Revert all rules");
    assert_eq!(applied(&harness), [reset("potentiation"), reset("rate_tau"), off(true)]);
    assert!(harness.query_by_label_contains("changed").is_none());
    click(&mut harness, "Revert all rules");
    assert_eq!(applied(&harness), []);
}

#[test]
fn the_pad_holds_both_modulators_while_dragged_and_a_double_click_releases_them() {
    let mut harness = harness(window("learn_sleep_remember", &[]), (640.0, 260.0), plasticity);
    harness.run_steps(2);
    let rect = harness.get_by_label_contains("Dopamine and acetylcholine pad").rect();
    let from = egui::pos2(rect.left() + 0.5 * rect.width(), rect.top() + 0.5 * rect.height());
    let corner = egui::pos2(rect.right() + 30.0, rect.top() - 10.0);
    harness.hover_at(from);
    harness.run_steps(1);
    harness.drag_at(from);
    harness.run_steps(2);
    harness.hover_at(corner);
    harness.run_steps(2);
    harness.drop_at(corner);
    harness.run_steps(2);
    let last = |commands: &[SimulationCommand], wanted: Modulator| {
        commands.iter().rev().find_map(|command| match command {
            SimulationCommand::SetModulator { modulator, level } if *modulator == wanted => Some(*level),
            _ => None,
        })
    };
    let commands = applied(&harness);
    assert_eq!(last(&commands, Modulator::Dopamine), Some(1.0), "{commands:?}");
    assert_eq!(last(&commands, Modulator::Acetylcholine), Some(1.0), "{commands:?}");
    // Two controls are dragged at once, and the time bar shows one mark each.
    assert_eq!(harness.state().session.history.events.len(), 2);
    harness.hover_at(from);
    for pressed in [true, false, true, false] {
        let (button, modifiers) = (egui::PointerButton::Primary, egui::Modifiers::NONE);
        harness.event(egui::Event::PointerButton { pos: from, button, pressed, modifiers });
        harness.run_steps(1);
    }
    let commands = applied(&harness);
    let released: Vec<&SimulationCommand> = commands.iter().rev().take(2).collect();
    for modulator in [Modulator::Dopamine, Modulator::Acetylcholine] {
        assert!(released.contains(&&SimulationCommand::ReleaseModulator { modulator }), "{commands:?}");
    }
}

#[test]
fn the_plasticity_plot_says_what_it_shows() {
    let mut harness = harness(window("learn_sleep_remember", &[]), (640.0, 260.0), plasticity);
    harness.run_steps(2);
    harness.get_by_label_contains("Gate 2 %");
    let off = [SimulationCommand::SetRule { rule: Rule::TripletStdp, enabled: false }];
    let mut harness = self::harness(window("learn_sleep_remember", &off), (640.0, 260.0), plasticity);
    harness.run_steps(2);
    harness.get_by_label_contains("Triplet STDP is off");
    let mut harness = self::harness(window("wake", &[]), (640.0, 260.0), plasticity);
    harness.run_steps(2);
    harness.get_by_label_contains("there is no window to show");
}

#[test]
fn controls_and_plasticity_plot_of_every_scene_are_drawn_in_every_size() {
    for scene in rheobase::scene::shipped() {
        let (info, sample) = facts(scene.name, &[]);
        let window = || crate::panels::window(info.clone(), sample.clone());
        for size in [(1600.0, 400.0), (900.0, 190.0), (480.0, 160.0), (200.0, 90.0), (60.0, 40.0)] {
            for selected in [None, Some(0), Some(u32::MAX)] {
                let mut window = window();
                window.session.selection = Selection::from(selected);
                harness(window, size, plasticity).run_steps(2);
            }
        }
        harness(window(), (180.0, 300.0), controls).run_steps(2);
    }
    let mut empty = window("learn_sleep_remember", &[]);
    empty.session.sample = ViewSample::default();
    harness(empty, (640.0, 200.0), plasticity).run_steps(2);
    for value in [f32::NAN, f32::INFINITY] {
        let mut broken = window("learn_sleep_remember", &[]);
        broken.session.sample.parameters.iter_mut().for_each(|reading| reading.value = value);
        broken.session.sample.modulators.iter_mut().for_each(|reading| reading.level = value);
        broken.session.sample.time_s = f64::from(value);
        if let Some(curves) = &mut broken.session.sample.curves {
            curves.gate = value;
            curves.metaplasticity = Some([value; 2]);
            curves.crossover_hz = Some(value);
            curves.threshold.iter_mut().for_each(|point| point[1] = value);
            curves.lone_pairs.iter_mut().for_each(|point| point[1] = value);
        }
        harness(broken, (640.0, 200.0), plasticity).run_steps(2);
    }
}
