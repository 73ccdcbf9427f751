//! Pokes: pulses of current that a user gives to neurons.

use crate::rig::{run, scene, shipped, step_current, steps, still_cells};
use rheobase::model::InjectedCurrent;
use rheobase::scene::Scene;
use rheobase::simulation::{POKE_CURRENT_PA, POKE_MS, Simulation, SimulationCommand};
use std::sync::Arc;

fn poke(neurons: impl IntoIterator<Item = u32>, current_pa: f32, milliseconds: f32) -> SimulationCommand {
    SimulationCommand::Poke { neurons: neurons.into_iter().collect(), current_pa, milliseconds }
}

/// As the tool gives it at first.
fn usual(neurons: impl IntoIterator<Item = u32>) -> SimulationCommand {
    poke(neurons, POKE_CURRENT_PA.default, POKE_MS.default)
}

/// Spikes of each step of some time (ms), as (step, neuron).
fn spikes(simulation: &mut Simulation, milliseconds: f64) -> Vec<(u64, u32)> {
    let mut spikes = Vec::new();
    for _ in 0..steps(simulation, milliseconds) {
        simulation.step(1);
        spikes.extend(simulation.spikes().iter().map(|&neuron| (simulation.steps(), neuron)));
    }
    spikes
}

fn currents(simulation: &Simulation) -> Vec<f32> {
    simulation.with_column(|current: &[InjectedCurrent]| current.iter().map(|current| current.0).collect())
}

#[test]
fn a_poke_makes_a_silent_neuron_fire_once_and_no_other() {
    for dt in [0.1, 0.5] {
        let mut simulation = Simulation::new(&still_cells(dt, 6, "", ""), 1);
        run(&mut simulation, 50.0);
        assert_eq!(simulation.spike_count(), 0, "they are silent");
        simulation.apply(usual([2, 4]));
        let fired: Vec<u32> = spikes(&mut simulation, 100.0).into_iter().map(|(_, neuron)| neuron).collect();
        assert_eq!(fired, [2, 4], "dt = {dt} ms");
        assert_eq!(currents(&simulation), [0.0; 6], "nothing is left of it");
    }
}

#[test]
fn a_pulse_flows_as_long_as_it_says_and_adds_to_what_flows_already() {
    let fields = format!("inputs: [{}]", step_current(1, 10.0, 30.0, 40.0));
    for (fields, step_pa) in [("", 0.0), (fields.as_str(), 40.0)] {
        let mut simulation = Simulation::new(&still_cells(0.5, 3, "", fields), 1);
        run(&mut simulation, 15.0);
        simulation.apply(poke([1, 2], -20.0, 3.0));
        run(&mut simulation, 1.0);
        simulation.apply(poke([2], 50.0, 1.0));
        run(&mut simulation, 1.0);
        assert_eq!(currents(&simulation), [0.0, step_pa - 20.0, 30.0]);
        run(&mut simulation, 0.5);
        assert_eq!(currents(&simulation), [0.0, step_pa - 20.0, -20.0]);
        run(&mut simulation, 0.5);
        assert_eq!(currents(&simulation), [0.0, step_pa - 20.0, -20.0], "the last of six steps");
        run(&mut simulation, 0.5);
        assert_eq!(currents(&simulation), [0.0, step_pa, 0.0]);
        run(&mut simulation, 20.0);
        assert_eq!(currents(&simulation), [0.0; 3]);
    }
}

/// A session in which neurons are poked, and one with a pulse that still flows when it ends.
fn poked(scene: &Arc<Scene>) -> Simulation {
    let mut simulation = Simulation::from_shared(Arc::clone(scene), 3).unwrap();
    simulation.step(150);
    simulation.apply(usual((0..200).step_by(3)));
    simulation.step(4);
    simulation.apply(poke([5, 6], -300.0, 20.0));
    simulation.step(300);
    simulation.apply(usual([7]));
    simulation.step(3);
    simulation
}

#[test]
fn a_poked_session_replays_to_the_same_hash_and_is_taken_up_in_the_middle_of_a_pulse() {
    let with_current = scene(
        0.5,
        &format!("populations: [(name: \"E\", count: 200)], inputs: [{}]", step_current(5, 60.0, 90.0, 200.0)),
    );
    for scene in [shipped("artificial_allocation"), with_current] {
        let scene = Arc::new(scene);
        let mut simulation = poked(&scene);
        let again = Simulation::replay(Arc::clone(&scene), 3, simulation.log(), simulation.steps()).unwrap();
        assert_eq!(again.state_hash(), simulation.state_hash());
        assert_eq!(again.log(), simulation.log());
        let mut restored = Simulation::restore(Arc::clone(&scene), 3, &simulation.save()).unwrap();
        assert_eq!(restored.state_hash(), simulation.state_hash());
        let mut other = Simulation::from_shared(Arc::clone(&scene), 3).unwrap();
        other.step(simulation.steps());
        assert_ne!(other.state_hash(), simulation.state_hash(), "the pulses did something");
        for _ in 0..20 {
            assert_eq!((restored.step(1), simulation.step(1)), (1, 1));
            assert_eq!(restored.state_hash(), simulation.state_hash(), "step {}", simulation.steps());
        }
    }
}

#[test]
fn a_pulse_that_still_flows_is_part_of_the_state() {
    let scene = Arc::new(still_cells(0.5, 3, "", ""));
    let after = |milliseconds: f32| {
        let mut simulation = Simulation::from_shared(Arc::clone(&scene), 1).unwrap();
        simulation.apply(poke([0], 10.0, milliseconds));
        simulation.step(2);
        simulation.state_hash()
    };
    assert_ne!(after(2.0), after(3.0), "what is still to flow differs");
    let mut never = Simulation::from_shared(Arc::clone(&scene), 1).unwrap();
    let mut nobody = Simulation::from_shared(Arc::clone(&scene), 1).unwrap();
    nobody.apply(usual([]));
    nobody.step(100);
    never.step(100);
    assert_eq!(nobody.state_hash(), never.state_hash(), "what poked nobody and is over leaves nothing");
}

#[test]
fn a_poke_that_cannot_be_is_refused_in_words() {
    let scene = still_cells(0.5, 3, "", "");
    for (command, words) in [
        (poke([1, 3], 100.0, 5.0), "there is no neuron 3. They are numbered 0 to 2."),
        (poke([1], 2500.0, 5.0), "2500 is outside the allowed range. Allowed: -1000 to 2000."),
        (poke([1], f32::NAN, 5.0), "is outside the allowed range."),
        (poke([1], 100.0, 0.0), "0 is outside the allowed range. Allowed: 0.1 to 50."),
    ] {
        let mut simulation = Simulation::new(&scene, 1);
        let fault = simulation.obey(command).expect_err("it is refused").to_string();
        let said = fault.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(words), "{fault}");
        assert!(simulation.log().is_empty());
    }
}
