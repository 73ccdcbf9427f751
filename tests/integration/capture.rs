//! Capture by reactivation against its equation (MODEL 2.6): who fires, who does not, and what acetylcholine leaves of it.

use crate::pairing::{DELAY_MS, EXCITATORY, arrivals, earlier, pairs};
use crate::rig::{assert_near, fire, run, scene};
use rheobase::model::{ReferenceWeight, Weight};
use rheobase::plasticity::Rule;
use rheobase::scene::Scene;
use rheobase::simulation::{Simulation, SimulationCommand};

/// Weight from which the reference, at 1, is captured.
const WEIGHT: f32 = 3.0;
/// Everything but capture stands still in a second.
const ALONE: &str =
    "triplet_stdp: (rate: 0.0, growth: 0.0), consolidation: (tau: s(100000.0), forgetting_tau: h(10000.0))";
/// A train to each neuron: pairs in both orders, alone, and in bursts.
const SENDER: [f64; 6] = [11.0, 17.5, 33.0, 90.5, 131.0, 140.0];
const RECEIVER: [f64; 7] = [14.5, 16.0, 55.0, 92.5, 93.5, 137.5, 160.0];

fn rules(strength: f64) -> String {
    format!("{ALONE}, reactivation_capture: (strength: {strength:?})")
}

/// One synapse whose two cells fire at these times (ms), acetylcholine held at a level.
fn synapse(rules: &str, pre: &[f64], post: &[f64], acetylcholine: f64) -> Scene {
    let spikes = fire("pre", 0, pre) + &fire("post", 0, post);
    let tone = format!("timeline: [SetModulator(modulator: Acetylcholine, level: {acetylcholine:?})]");
    pairs(1, EXCITATORY, rules, &spikes, &tone)
}

fn strong(scene: &Scene) -> Simulation {
    let mut simulation = Simulation::new(scene, 1);
    simulation.with_column_mut(|column: &mut [Weight]| column[0].0 = WEIGHT);
    simulation
}

fn reference(simulation: &Simulation) -> f64 {
    simulation.with_column(|column: &[ReferenceWeight]| f64::from(column[0].0))
}

/// Reference after 300 ms.
fn captured(rules: &str, pre: &[f64], post: &[f64], acetylcholine: f64) -> f64 {
    let mut simulation = strong(&synapse(rules, pre, post, acetylcholine));
    run(&mut simulation, 300.0);
    reference(&simulation)
}

/// What the equation says of it: x decays with 20 ms, z with 100 ms, and neither contains the spike itself.
fn expected(strength: f64, pre: &[f64], post: &[f64], acetylcholine: f64) -> f64 {
    let arrivals = arrivals(pre);
    let distance = post.iter().fold(1.0 - f64::from(WEIGHT), |distance, &now| {
        let traces = earlier(&arrivals, now, 20.0) * earlier(post, now, 100.0);
        distance * (1.0 - (strength * (1.0 - acetylcholine) * traces).min(1.0))
    });
    f64::from(WEIGHT) + distance
}

#[test]
fn the_reference_moves_towards_the_weight_as_the_traces_before_each_spike_say() {
    for strength in [0.01, 0.2, 5.0] {
        for acetylcholine in [0.0, 0.15, 0.6] {
            let expected = expected(strength, &SENDER, &RECEIVER, acetylcholine);
            assert!((1.005..=3.0).contains(&expected), "{expected}");
            let case = format!("κ {strength}, acetylcholine {acetylcholine}");
            assert_near(captured(&rules(strength), &SENDER, &RECEIVER, acetylcholine), expected, 1e-5, &case);
        }
    }
}

#[test]
fn capture_needs_both_neurons_and_a_receiver_that_fires_more_than_once() {
    let one_of_two: [(&[f64], &[f64], &str); 4] = [
        (&SENDER, &[], "the sender alone"),
        (&[], &RECEIVER, "the receiver alone"),
        (&SENDER, &[55.0], "a receiver that fires once"),
        (&[200.0 - DELAY_MS], &RECEIVER, "a sender that comes after the last spike of the receiver"),
    ];
    for (pre, post, case) in one_of_two {
        assert_near(captured(&rules(1.0), pre, post, 0.0), 1.0, 0.0, case);
    }
    assert!(captured(&rules(1.0), &SENDER, &RECEIVER, 0.0) > 2.0, "both");
}

#[test]
fn nothing_is_captured_under_full_acetylcholine_in_a_test_or_by_a_rule_that_is_off() {
    assert_near(captured(&rules(10.0), &SENDER, &RECEIVER, 1.0), 1.0, 0.0, "full acetylcholine");
    let mut off = strong(&synapse(&rules(10.0), &SENDER, &RECEIVER, 0.0));
    off.apply(SimulationCommand::SetRule { rule: Rule::ReactivationCapture, enabled: false });
    run(&mut off, 300.0);
    assert_near(reference(&off), 1.0, 0.0, "the switch");
    let spikes = fire("pre", 0, &SENDER) + &fire("post", 0, &RECEIVER);
    let cue = "patterns: (names: [\"A\"], to: \"post\", contact_probability: 0.0), timeline: [
        SetModulator(modulator: Acetylcholine, level: 0.0), Cue(pattern: \"A\", fraction: 0.0, duration: s(1.0))]";
    let mut tested = strong(&pairs(1, EXCITATORY, &rules(10.0), &spikes, cue));
    run(&mut tested, 300.0);
    assert_near(reference(&tested), 1.0, 0.0, "a test");
}

#[test]
fn a_strength_of_zero_is_the_same_as_no_rule_to_the_last_bit() {
    let network = |rule: &str| {
        let text = format!(
            "populations: [(name: \"E\", count: 60)],
             projections: [(name: \"EE\", from: \"E\", to: \"E\", wiring: FixedInDegree(20), receptor: {EXCITATORY},
                conductance: nS(0.5), delay: Uniform(ms(1.0), ms(4.0)), triplet_stdp: (), consolidation: () {rule})],
             inputs: [Poisson(to: \"E\", rate: kHz(1.5), conductance: nS(1.5))], state: Nrem,
             timeline: [Sleep(stage: Nrem, duration: s(2.0))]"
        );
        let mut simulation = Simulation::new(&scene(0.5, &text), 3);
        run(&mut simulation, 1500.0);
        assert!(simulation.spike_count() > 100, "{} spikes", simulation.spike_count());
        simulation.state_hash()
    };
    assert_eq!(network(""), network(", reactivation_capture: (strength: 0.0)"));
    assert_ne!(network(""), network(", reactivation_capture: (strength: 1.0)"));
}
