//! Parameters of rules: ranges, sources, and moving them live.

use crate::rig::shipped;
use rheobase::plasticity::Rule;
use rheobase::simulation::{Simulation, SimulationCommand};
use std::sync::Arc;

fn set(parameter: &str, value: f32) -> SimulationCommand {
    SimulationCommand::SetParameter { rule: Rule::TripletStdp, parameter: parameter.to_owned(), value }
}

fn value(simulation: &Simulation, name: &str) -> f32 {
    let parameters = simulation.tuned_parameters(Rule::TripletStdp);
    parameters.iter().find(|parameter| parameter.name == name).unwrap().value
}

#[test]
fn every_default_lies_in_its_range_and_names_its_source() {
    let simulation = Simulation::new(&shipped("learn_sleep_remember"), 1);
    let mut count = 0;
    for rule in Rule::ALL {
        for parameter in simulation.tuned_parameters(rule) {
            assert!((parameter.low..=parameter.high).contains(&parameter.default), "{parameter:?}");
            assert!(!parameter.source.is_empty() && !parameter.meaning.is_empty(), "{parameter:?}");
            count += 1;
        }
    }
    assert!(count > 20, "only {count} parameters can be moved in the default scene");
}

#[test]
fn a_moved_parameter_is_clamped_changes_learning_and_replays() {
    let scene = Arc::new(shipped("learn_sleep_remember"));
    let weights = |simulation: &Simulation| {
        simulation.with_column::<rheobase::model::Weight, _>(|weights| weights.iter().map(|w| w.0).sum::<f32>())
    };
    let mut changed = Simulation::from_shared(Arc::clone(&scene), 3);
    changed.step(scene.steps_in(2.0));
    changed.apply(set("potentiation", 0.0));
    changed.step(scene.steps_in(1.0));
    let mut unchanged = Simulation::from_shared(Arc::clone(&scene), 3);
    unchanged.step(scene.steps_in(3.0));
    assert!(weights(&changed) < weights(&unchanged), "{} and {}", weights(&changed), weights(&unchanged));

    let replayed = Simulation::replay(scene, 3, changed.log(), changed.steps());
    assert_eq!(replayed.state_hash(), changed.state_hash());

    changed.apply(set("potentiation", 1e9));
    assert_eq!(value(&changed, "potentiation"), 10.0);
    changed.apply(set("potentiation", f32::NAN));
    assert_eq!(value(&changed, "potentiation"), 0.1);
    let before = changed.state_hash();
    changed.apply(set("no_such_parameter", 1.0));
    assert_eq!(changed.state_hash(), before);
}
