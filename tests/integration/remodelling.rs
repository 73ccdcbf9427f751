//! The scene of timing, pruning and growth: with its rules switched off it loses its effects. And the trains of spikes it is built on.

use crate::rig::{parse, shipped};
use rheobase::experiment::{Observation, Plan, measure};
use rheobase::scene::Scene;
use rheobase::simulation::Simulation;

const WEIGHTS: &str = "weights of the volley over the others";
const PARTNERS: &str = "volley neurons among new partners";
const WEAK: &str = "weak synapses left after 5 days";
const PAIRS: &str = "pairs at 50 Hz";

/// Metrics of seed 1 of an arm.
fn metrics(scene: &Scene, arm: &str) -> impl Fn(&str) -> Option<f64> + use<> {
    let plan = Plan::new(scene, Some(2), Some(1), &[arm.to_owned()]).expect("the scene has an experiment");
    let run = Observation::of(&plan, plan.runs()[0], &|| false).unwrap().expect("nobody stops it");
    assert_eq!(run.stopped, None);
    move |name| {
        let metric = plan.experiment.metrics.iter().find(|metric| metric.name == name).expect("a metric of the scene");
        measure(&run, &metric.of)
    }
}

#[test]
fn remodelling_needs_its_rules() {
    let scene = shipped("remodelling");
    let all = metrics(&scene, "all");
    assert!(all(WEIGHTS).expect("there are weights") > 3.0);
    assert!(all(PARTNERS).expect("some grew") > 1.3);
    assert!(all(WEAK).expect("some are weak") < 0.65);
    assert!(all(PAIRS).expect("there are pairs") > 0.05);
    // Without spike timing nobody wins; pairs leave no trace.
    let still = [
        ("projections[0]", "rate"),
        ("projections[0]", "growth"),
        ("projections[1]", "rate"),
        ("projections[1]", "growth"),
    ]
    .map(|(projection, parameter)| (format!("{projection}.triplet_stdp.{parameter}"), "0.0".to_owned()));
    let still = metrics(&scene.changed(&still).expect("no faults"), "all");
    let ratio = still(WEIGHTS).expect("there are weights");
    assert!((0.8..1.25).contains(&ratio), "{ratio}");
    assert_eq!(still(PAIRS), Some(0.0));
    // Without pruning everything stays, and nothing is new.
    let fixed = metrics(&scene, "structure off");
    assert_eq!((fixed(WEAK), fixed(PARTNERS)), (Some(1.0), None));
}

/// Twenty relays with a train.
fn relays(train: &str) -> String {
    format!(
        "Scene(version: 1, name: \"trains\", summary: \"Trains.\", dt: ms(0.5), populations: [(name: \"E\", count: 20, neuron: (
            threshold_sd: mV(0.0), noise_sd: mV(0.0), initial_spread: mV(0.0), threshold_jump: mV(0.0), medium_ahp: 0.0,
            slow_ahp: 0.0, ampa_tau: ms(0.5)))], guards: (runaway: Hz(1000.0)),
         inputs: [Trains(to: \"E\", rate: Hz(40.0), conductance: nS(200.0), {train})])"
    )
}

/// Spikes of ten seconds, and the hash at their end, in calls of so many steps.
fn spikes(train: &str, steps: u64) -> (u64, u64) {
    let mut simulation = Simulation::new(&parse(&relays(train)), 3);
    while simulation.steps() < 20_000 {
        simulation.step(steps);
    }
    (simulation.spike_count(), simulation.state_hash())
}

#[test]
fn trains_drive_their_neurons_between_their_begin_and_their_end() {
    for train in ["", "jitter: ms(10.0),"] {
        let (all, hash) = spikes(train, 20_000);
        // 20 neurons, 40 Hz, 10 s; volleys vary together, by about 1 in 20.
        assert!((6400..9200).contains(&all), "{train} {all}");
        assert_eq!(spikes(train, 100), (all, hash), "the number of steps a call changes nothing");
        let (half, _) = spikes(&format!("{train} start: s(2.0), stop: s(7.0)"), 20_000);
        assert!((0.4..0.6).contains(&(half as f64 / all as f64)), "{train} {half} of {all}");
    }
}

#[test]
fn faults_of_trains_and_of_labels_are_named() {
    let faults = |text: &str| match Scene::parse(text, "trains") {
        Ok(_) => String::new(),
        Err(faults) => faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
    };
    assert_eq!(faults(&relays("jitter: ms(10.0)")), "");
    for (train, said) in [
        ("jitter: ms(-1.0)", "inputs[0].jitter"),
        ("start: s(5.0), stop: s(2.0)", "inputs[0].stop"),
        ("stop: s(0.0)", "inputs[0].stop"),
        ("neurons: Range(0, 21)", "inputs[0].neurons"),
    ] {
        let faults = faults(&relays(train));
        assert!(faults.contains(said), "{train}: {faults}");
    }
    let labelled = relays("").replace("guards:", "timeline: [Wait(duration: s(1.0), label: \" \")], guards:");
    assert!(faults(&labelled).contains("the label is empty"));
}
