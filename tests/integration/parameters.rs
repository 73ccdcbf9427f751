//! Parameters of rules: ranges, sources, and moving them live.

use crate::rig::{every_rule, shipped};
use rheobase::plasticity::Rule;
use rheobase::scene::file::{AdexFile, InactivityFile, NeuronFile, ReceptorsFile, RewardFile, WindowClosingFile};
use rheobase::scene::parameter::Parameters;
use rheobase::simulation::{Simulation, SimulationCommand};
use std::sync::Arc;

fn set(parameter: &str, value: f32) -> SimulationCommand {
    SimulationCommand::SetParameter { rule: Rule::TripletStdp, parameter: parameter.to_owned(), value }
}

fn value(simulation: &Simulation, name: &str) -> f32 {
    let parameters = simulation.tuned_parameters(Rule::TripletStdp);
    parameters.iter().find(|parameter| parameter.facts.name == name).unwrap().value
}

#[test]
fn every_default_lies_in_its_range_and_names_its_source() {
    fn check<P: Parameters>() {
        for parameter in P::PARAMETERS {
            let name = parameter.name;
            assert!((parameter.low..=parameter.high).contains(&parameter.default), "{name}");
            assert!(!parameter.source.is_empty() && !parameter.meaning.is_empty(), "{name}");
            let mut set = P::default();
            (parameter.set)(&mut set, parameter.high);
            assert_eq!((parameter.get)(&set), parameter.high, "{name}");
        }
    }
    // The numbers that a scene can give beside those of rules.
    check::<NeuronFile>();
    check::<AdexFile>();
    check::<ReceptorsFile>();
    check::<RewardFile>();
    check::<WindowClosingFile>();
    check::<InactivityFile>();
    // Every rule's.
    let simulation = Simulation::new(&every_rule(), 1);
    for rule in Rule::ALL {
        let parameters = simulation.tuned_parameters(rule);
        assert!(!parameters.is_empty(), "{rule:?} has no parameter");
        for parameter in parameters {
            assert!((parameter.facts.low..=parameter.facts.high).contains(&parameter.facts.default), "{parameter:?}");
            assert!(!parameter.facts.source.is_empty() && !parameter.facts.meaning.is_empty(), "{parameter:?}");
        }
    }
}

#[test]
fn every_table_of_parameters_is_judged_by_the_test_above() {
    // Read from the source, so that a new table can't be forgotten: a table of a rule is reached through its rule.
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scene/file");
    let beside = ["NeuronFile", "AdexFile", "ReceptorsFile", "RewardFile", "WindowClosingFile", "InactivityFile"];
    let mut of_rules = 0;
    let mut seen = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("a source file is text");
        for table in text.split("parameters! {").skip(1) {
            let name = table.split("pub struct ").nth(1).and_then(|rest| rest.split_whitespace().next());
            let name = name.expect("a table has a name").to_owned();
            of_rules += usize::from(!beside.contains(&name.as_str()));
            seen.push(name);
        }
    }
    assert!(beside.iter().all(|name| seen.iter().any(|seen| seen == name)), "{seen:?}");
    assert_eq!(of_rules, Rule::ALL.len(), "one table a rule: {seen:?}");
}

#[test]
fn a_moved_parameter_changes_learning_and_replays_and_what_it_cannot_be_is_refused() {
    let scene = Arc::new(shipped("learn_sleep_remember"));
    let weights = |simulation: &Simulation| {
        simulation.with_column::<rheobase::model::Weight, _>(|weights| weights.iter().map(|w| w.0).sum::<f32>())
    };
    let mut changed = Simulation::from_shared(Arc::clone(&scene), 3).unwrap();
    changed.step(scene.steps_in(2.0));
    changed.apply(set("potentiation", 0.0));
    changed.step(scene.steps_in(1.0));
    let mut unchanged = Simulation::from_shared(Arc::clone(&scene), 3).unwrap();
    unchanged.step(scene.steps_in(3.0));
    assert!(weights(&changed) < weights(&unchanged), "{} and {}", weights(&changed), weights(&unchanged));

    let replayed = Simulation::replay(scene, 3, changed.log(), changed.steps()).unwrap();
    assert_eq!(replayed.state_hash(), changed.state_hash());

    let before = (changed.state_hash(), changed.log().len());
    for (parameter, asked, why) in [
        ("potentiation", 1e9, "1000000000 is outside the allowed range.\n    Allowed: 0 to 10."),
        ("potentiation", f32::NAN, "NaN is outside the allowed range.\n    Allowed: 0 to 10."),
        (
            "no_such_parameter",
            1.0,
            "triplet_stdp has no parameter `no_such_parameter`.\n    Its parameters stand in the scene.",
        ),
    ] {
        let refused = changed.obey(set(parameter, asked)).expect_err("it is refused").to_string();
        assert_eq!(refused, format!("SetParameter: {why}"));
        assert_eq!((changed.state_hash(), changed.log().len()), before);
    }
    assert_eq!(value(&changed, "potentiation"), 0.0);
}
