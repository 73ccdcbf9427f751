//! Why a neuron fired, and why its threshold is where it is: the terms add up, to the spike, and name who it was.

use crate::rig::{STILL, every_rule, fire, potential, run, scene, shipped, step_current, still_cells};
use rheobase::measure::{Cause, CauseWatch, SpikeCause, ThresholdPart, ThresholdParts, threshold_parts};
use rheobase::model::{MembraneFactors, Population, Threshold};
use rheobase::scene::{Scene, shipped as shipped_scenes};
use rheobase::simulation::{Simulation, SimulationCommand};
use std::sync::Arc;

/// How far a sum in double precision may be from a membrane in single precision (mV).
const CLOSE_MV: f64 = 0.01;

fn newest(simulation: &Simulation) -> Option<Arc<SpikeCause>> {
    simulation.resource::<CauseWatch>().spikes().last().cloned()
}

fn rest(simulation: &Simulation, neuron: u32) -> f64 {
    let mut query = simulation.world().try_query::<(&Population, &MembraneFactors)>().expect("there are populations");
    let mut populations = query.iter(simulation.world());
    let found = populations.find(|(population, _)| population.range.contains(&(neuron as usize)));
    f64::from(found.expect("it is in one").1.rest)
}

/// Watch a neuron for some time (s): its terms are its potential after every step, and every spike has causes that reach the limit.
/// Returns its spikes.
fn accounts_for(simulation: &mut Simulation, neuron: u32, seconds: f64) -> usize {
    simulation.explain(Some(neuron));
    let (rest, mut spikes) = (rest(simulation, neuron), 0);
    for _ in 0..simulation.scene().steps_in(seconds) {
        let theta = simulation.neuron::<Threshold>(neuron).expect("it has one").0;
        simulation.step(1);
        let sum = simulation.resource::<CauseWatch>().above_rest_mv().expect("it is watched");
        let (v, name) = (potential(simulation, neuron) - rest, &simulation.scene().name);
        assert!((sum - v).abs() < CLOSE_MV, "{name}, neuron {neuron}: {v} mV above rest, terms {sum} mV");
        if simulation.spikes().contains(&neuron) {
            spikes += 1;
            let cause = newest(simulation).expect("a spike has causes");
            assert_eq!((cause.neuron, cause.time_s), (neuron, simulation.time_s()));
            let sum: f32 = cause.contributions.iter().map(|one| one.millivolts).sum();
            let above = cause.potential_mv - cause.rest_mv;
            assert!(f64::from((sum - above).abs()) < CLOSE_MV, "{name}: {sum} of {above} mV");
            assert_eq!(cause.forced, f64::from(cause.limit_mv - cause.potential_mv) > CLOSE_MV, "{name}: {cause:?}");
            let terms = cause.threshold.sum();
            assert!((terms - theta).abs() < 1e-3, "{name}: threshold {theta} mV, terms {terms} mV");
        }
    }
    spikes
}

#[test]
fn in_every_shipped_scene_the_terms_are_the_potential_and_reach_the_limit_in_each_spike() {
    let mut spikes = 0;
    let names = shipped_scenes().iter().map(|entry| entry.name).filter(|name| !name.starts_with("bench/"));
    for scene in names.map(shipped).chain([every_rule()]) {
        let mut simulation = Simulation::new(&scene, 3);
        simulation.step(scene.steps_in(0.5));
        let last = scene.neuron_count() - 1;
        for neuron in [0, last / 3, last] {
            spikes += accounts_for(&mut simulation, neuron, 1.0);
        }
    }
    assert!(spikes > 100, "only {spikes} spikes");
}

#[test]
fn looking_for_causes_changes_no_bit() {
    let scene = Arc::new(shipped("learn_sleep_remember"));
    let mut plain = Simulation::from_shared(Arc::clone(&scene), 5).expect("it can be made");
    let mut asked = Simulation::from_shared(scene, 5).expect("it can be made");
    for neuron in [7, 450, 7, 9_999] {
        asked.explain(Some(neuron));
        asked.step(700);
        plain.step(700);
    }
    assert_eq!(asked.state_hash(), plain.state_hash());
    assert_eq!(asked.resource::<CauseWatch>().spikes().len(), 0, "there is no such neuron");
}

/// Two senders onto one receiver, which is held just below its threshold by a current.
fn pair() -> Scene {
    let fields = format!(
        "populations: [(name: \"pre\", count: 2, neuron: ({STILL})), (name: \"E\", count: 1, neuron: ({STILL}))],
         projections: [(name: \"s\", from: \"pre\", to: \"E\", wiring: AllToAll, conductance: nS(6.0), \
         receptor: Excitatory(slow_fraction: 0.0), \
         delay: Constant(ms(1.0)))],
         inputs: [{} {} {}]",
        fire("pre", 0, &[200.0]),
        fire("pre", 1, &[200.0]),
        step_current(0, 0.0, 1000.0, 120.0)
    );
    scene(0.1, &fields)
}

#[test]
fn a_spike_names_its_senders_and_its_current_in_proportion() {
    let mut simulation = Simulation::new(&pair(), 1);
    simulation.explain(Some(2));
    run(&mut simulation, 150.0);
    let first = simulation.resource::<CauseWatch>().spikes().len();
    run(&mut simulation, 100.0);
    let causes: Vec<Arc<SpikeCause>> = simulation.resource::<CauseWatch>().spikes().cloned().collect();
    let by = |cause: &SpikeCause, wanted: Cause| {
        cause.contributions.iter().find(|one| one.cause == wanted).map_or(0.0, |one| one.millivolts)
    };
    let sender = |presynaptic| Cause::Synapse { projection: 0, presynaptic };
    let both = causes.get(first).expect("both together make it fire");
    assert!(!both.forced && both.time_s > 0.2 && both.time_s < 0.22, "{both:?}");
    let (one, other) = (by(both, sender(0)), by(both, sender(1)));
    assert!((one - other).abs() < 1e-4 && one > 1.0, "equal synapses that fire together: {one} and {other} mV");
    let current = by(both, Cause::Current);
    let above = both.potential_mv - both.rest_mv;
    assert!((one + other + current - above).abs() < 0.01, "nothing else: {:?}", both.contributions);
}

#[test]
fn a_spike_that_the_scene_commands_says_so_and_a_poke_is_a_current() {
    let mut simulation = Simulation::new(&still_cells(0.5, 2, "", &format!("inputs: [{}]", fire("E", 0, &[20.0]))), 1);
    simulation.explain(Some(0));
    run(&mut simulation, 40.0);
    assert!(newest(&simulation).expect("it fired").forced);
    simulation.explain(Some(1));
    run(&mut simulation, 200.0);
    simulation.apply(SimulationCommand::Poke { neurons: vec![1], current_pa: 1500.0, milliseconds: 5.0 });
    run(&mut simulation, 20.0);
    let poked = newest(&simulation).expect("it fired");
    assert_eq!((poked.forced, poked.contributions[0].cause), (false, Cause::Current));
    assert!(f64::from(poked.contributions[0].millivolts - (poked.potential_mv - poked.rest_mv)).abs() < CLOSE_MV);
}

#[test]
fn a_threshold_is_the_sum_of_its_terms_and_says_which_of_them_moved() {
    let mut simulation = Simulation::new(&shipped("learn_sleep_remember"), 1);
    let neurons = 0..simulation.scene().neuron_count() as usize;
    let before = threshold_parts(simulation.world(), neurons.clone());
    simulation.apply(SimulationCommand::Paint { neurons: vec![3], value: 0.5 });
    simulation.apply(SimulationCommand::Present { pattern: 0 });
    run(&mut simulation, 2000.0);
    let after = threshold_parts(simulation.world(), neurons.clone());
    for neuron in neurons {
        let theta = simulation.neuron::<Threshold>(neuron as u32).expect("it has one").0;
        assert!((after[neuron].sum() - theta).abs() < 1e-3);
        let moved = after[neuron].since(&before[neuron]);
        assert_eq!(moved.part(ThresholdPart::Resting), 0.0, "that is its own for ever");
        assert_eq!(moved.part(ThresholdPart::Paint) < -0.5, neuron == 3, "{moved:?}");
        assert!(moved.part(ThresholdPart::Pending).abs() < 0.2, "{moved:?}");
    }
    let learned = |parts: &ThresholdParts| parts.part(ThresholdPart::Fast) + parts.part(ThresholdPart::Slow);
    let most = after.iter().map(learned).fold(0.0, f32::min);
    assert!(most < -0.1, "some cell has learned: {most} mV");
}
