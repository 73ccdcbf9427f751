//! Properties of single neurons that a user sets: they act, they are logged, saved and hashed, and nonsense is refused.

use crate::rig::{run, shipped, still_cells};
use rheobase::model::Threshold;
use rheobase::simulation::{NeuronProperty, Simulation, SimulationCommand};
use std::sync::Arc;

fn set(neurons: &[u32], property: NeuronProperty, value: f32) -> SimulationCommand {
    SimulationCommand::SetNeuron { neurons: neurons.to_vec(), property, value }
}

fn threshold(simulation: &Simulation, neuron: u32) -> f32 {
    simulation.neuron::<Threshold>(neuron).expect("it has one").0
}

#[test]
fn what_is_set_moves_the_threshold_of_that_neuron_as_the_model_says() {
    // A unit of e_s lowers it by 2.5 mV, one of e_f by half as much; a resting threshold is what it is.
    for (property, value, shift) in [
        (NeuronProperty::RestingThreshold, -47.5, 2.5),
        (NeuronProperty::SlowExcitability, 0.4, -1.0),
        (NeuronProperty::FastExcitability, 0.4, -0.5),
    ] {
        let mut simulation = Simulation::new(&still_cells(0.5, 3, "", ""), 1);
        run(&mut simulation, 20.0);
        let before = threshold(&simulation, 1);
        simulation.apply(set(&[1], property, value));
        run(&mut simulation, 5.0);
        let moved = threshold(&simulation, 1) - before;
        assert!((moved - shift).abs() < 0.01, "{property:?}: {moved} mV instead of {shift}");
        assert_eq!(threshold(&simulation, 2), before, "{property:?}: no other neuron");
    }
}

#[test]
fn a_run_with_set_neurons_can_be_done_again_and_saved() {
    let scene = Arc::new(shipped("learn_sleep_remember"));
    let mut simulation = Simulation::from_shared(Arc::clone(&scene), 4).expect("it can be made");
    simulation.step(300);
    let hash = simulation.state_hash();
    for property in NeuronProperty::ALL {
        let value = if property == NeuronProperty::RestingThreshold { -52.0 } else { 0.75 };
        simulation.apply(set(&[0, 5], property, value));
    }
    assert_ne!(simulation.state_hash(), hash, "it is a part of the state at once");
    let saved = simulation.save();
    simulation.step(700);
    let again = Simulation::replay(Arc::clone(&scene), 4, simulation.log(), 1000).expect("the log is its own");
    assert_eq!(again.state_hash(), simulation.state_hash());
    let mut restored = Simulation::restore(scene, 4, &saved).expect("it was saved by this program");
    restored.step(700);
    assert_eq!(restored.state_hash(), simulation.state_hash());
}

#[test]
fn what_a_neuron_cannot_have_is_refused_with_its_range() {
    let mut simulation = Simulation::new(&still_cells(0.5, 3, "", ""), 1);
    for (command, words) in [
        (set(&[1], NeuronProperty::RestingThreshold, -70.0), "Allowed: -59 to 50."),
        (set(&[1], NeuronProperty::RestingThreshold, f32::NAN), "outside the allowed range"),
        (set(&[1], NeuronProperty::SlowExcitability, 1.5), "Allowed: -1 to 1."),
        (set(&[3], NeuronProperty::FastExcitability, 0.5), "there is no neuron 3."),
    ] {
        let refused = simulation.obey(command).expect_err("it is refused").to_string();
        assert!(refused.contains(words), "{refused}");
    }
    assert!(simulation.log().is_empty());
}
