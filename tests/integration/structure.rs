//! Structural plasticity at the time-lapse of biology: life times against published ones, partners against their kernel, and the
//! index after thousands of synapses were replaced.

use crate::rig::{STILL, assert_near, fire, run, scene};
use bevy::ecs::component::Component;
use rheobase::model::{
    Connectome, Eligibility, LearningTag, Position, Postsynaptic, Presynaptic, Projection, ReferenceWeight, SpikeQueue,
    SynapseAge, Weight,
};
use rheobase::plasticity::Rule;
use rheobase::plasticity::structural::{RowOrder, TurnoverLog, check_rows};
use rheobase::scene::Scene;
use rheobase::simulation::{Sampler, Simulation, SimulationCommand};

/// Biological seconds a second. Rule (ii): 10 d / 4320 = 200 s is ten times the window of the rate detector.
const LAPSE: f64 = 4320.0;
const DAY_S: f64 = 86_400.0;

/// Seconds of model time in which so many biological days pass.
fn seconds(days: f64) -> f64 {
    days * DAY_S / LAPSE
}

fn network(neurons: usize, degree: usize, weight: &str, rules: &str, days: f64) -> Scene {
    let phase = format!("Wait(duration: s({:?}), time_lapse: {LAPSE:?})", seconds(days) + 1.0);
    timed(neurons, degree, weight, rules, &phase)
}

/// A simulation in which synapses live shorter than a scene with this time-lapse may say (rule ii): nobody fires here, so that no
/// detector lags.
fn short_lived(scene: &Scene, seed: u64, mean_life: f32) -> Simulation {
    let mut simulation = Simulation::new(scene, seed);
    simulation.apply(SimulationCommand::SetParameter {
        rule: Rule::StructuralPlasticity,
        parameter: "mean_life".to_owned(),
        value: mean_life,
    });
    simulation
}

/// The same with a timeline.
fn timed(neurons: usize, degree: usize, weight: &str, rules: &str, timeline: &str) -> Scene {
    scene(
        1.0,
        &format!(
            "populations: [(name: \"E\", count: {neurons}, neuron: ({STILL}))],
             projections: [(name: \"s\", from: \"E\", to: \"E\", wiring: FixedInDegree({degree}),
                receptor: Excitatory(slow_fraction: 0.0), conductance: nS(0.0), delay: Uniform(ms(1.0), ms(8.0)),
                weight: {weight}, {rules})],
             guards: (silence: s(1000000.0)),
             timeline: [{timeline}]"
        ),
    )
}

fn column<C: Component + Copy, T>(simulation: &Simulation, of: impl Fn(C) -> T) -> Vec<T> {
    simulation.with_column(|column: &[C]| column.iter().map(|value| of(*value)).collect())
}

fn projections(simulation: &Simulation) -> Vec<Projection> {
    let mut query = simulation.world().try_query::<&Projection>().expect("there are projections");
    query.iter(simulation.world()).cloned().collect()
}

/// The rows are in order, the index agrees with them, every neuron has as many synapses as before, none onto itself.
fn check_index(simulation: &Simulation, degree: usize) {
    let connectome = simulation.resource::<Connectome>();
    for projection in projections(simulation) {
        let checked = simulation.with_column(|pre: &[Presynaptic]| {
            simulation.with_column(|post: &[Postsynaptic]| check_rows(&projection, pre, post, connectome))
        });
        checked.unwrap_or_else(|fault| panic!("{fault}"));
        for local in 0..projection.postsynaptic.len() {
            assert_eq!(connectome.incoming(projection.index, local).len(), degree);
        }
    }
    let pre = column(simulation, |pre: Presynaptic| pre.0);
    let post = column(simulation, |post: Postsynaptic| post.0);
    assert!(pre.iter().zip(&post).all(|(pre, post)| pre != post), "a neuron is its own partner");
}

/// Share of the synapses chosen by weight that is still there: neither pruned nor replaced.
fn survival(simulation: &mut Simulation, days: f64, chosen: impl Fn(f32) -> bool) -> f64 {
    // Ages tell who survived: what was there before is older than the time that passed.
    let count = column(simulation, |weight: Weight| weight.0).into_iter().filter(|&weight| chosen(weight)).count();
    run(simulation, 1000.0 * seconds(days));
    let weight = column(simulation, |weight: Weight| weight.0);
    let age = column(simulation, |age: SynapseAge| f64::from(age.0));
    let left = weight.iter().zip(&age).filter(|&(&weight, &age)| chosen(weight) && age >= days * DAY_S).count();
    left as f64 / count as f64
}

#[test]
fn synapses_of_the_hippocampus_live_ten_days_and_of_the_cortex_five_times_as_long() {
    // Attardo et al. 2015: one population of spines, mean life 1 to 2 weeks; MODEL 2.9: 10 d, and five times that in the cortex.
    // Half of all synapses are replaced before the count begins, so that young ones are among them. The number of synapses stays,
    // so mean life = number × time / number replaced.
    let days = 20.0;
    let measured = |simulation: &Simulation, before: u64| {
        check_index(simulation, 100);
        10_000.0 * days / (simulation.resource::<TurnoverLog>().total - before) as f64
    };
    let scene = network(100, 100, "Constant(0.3)", "structure: ()", 30.0);
    let mut hippocampus = Simulation::new(&scene, 1);
    run(&mut hippocampus, 1000.0 * seconds(7.0));
    let before = hippocampus.resource::<TurnoverLog>().total;
    run(&mut hippocampus, 1000.0 * seconds(days));
    let life = measured(&hippocampus, before);
    assert!((life / 10.0 - 1.0).abs() < 0.2, "mean life {life} d in the hippocampus");
    // In the cortex the days are skipped: the first step skips 35, the second 20.
    let phases = "Skip(duration: h(840.0)), Skip(duration: h(480.0))";
    let scene = timed(100, 100, "Constant(0.3)", "structure: (stability: Cortical)", phases);
    let mut cortex = Simulation::new(&scene, 1);
    cortex.step(1);
    let before = cortex.resource::<TurnoverLog>().total;
    assert!(before > 3_000, "{before} replaced");
    cortex.step(1);
    let life = measured(&cortex, before);
    assert!((life / 50.0 - 1.0).abs() < 0.2, "mean life {life} d in the cortex");
}

#[test]
fn strong_synapses_survive_five_days_and_weak_ones_die() {
    // Weights of a lognormal distribution: about 44 % are weak.
    let scene = network(100, 100, "Lognormal(mean: 0.5, sigma: 0.8)", "structure: ()", 20.0);
    let mut simulation = Simulation::new(&scene, 2);
    // The initial synapses have been weak for long enough after half a day.
    run(&mut simulation, 1000.0 * seconds(0.5));
    let mut again = Simulation::new(&scene, 2);
    run(&mut again, 1000.0 * seconds(0.5));
    let strong = survival(&mut simulation, 5.0, |weight| weight > 0.3);
    let weak = survival(&mut again, 5.0, |weight| weight < 0.3);
    assert!(strong >= 0.9, "{strong} of the strong synapses survive 5 d");
    assert!(weak <= 0.6, "{weak} of the weak synapses survive 5 d");
    // A constant hazard that gives a mean life of 10 d with half a day of protection: exp(-5 / 9.5).
    assert_near(weak, (-5.0_f64 / 9.5).exp(), 0.03, "survival of weak synapses");
}

#[test]
fn nothing_dies_before_its_time() {
    let rule = "structure: (weak_time: h(6.0), protection: h(12.0))";
    let scene = network(50, 40, "Constant(0.2)", rule, 20.0);
    let mut simulation = short_lived(&scene, 3, 14.0);
    // A synapse of the start is not protected, but has to be weak for six hours.
    run(&mut simulation, 1000.0 * seconds(0.25));
    assert_eq!(simulation.resource::<TurnoverLog>().total, 0);
    let mut oldest_died = 0;
    for _ in 0..seconds(10.0) as usize {
        let young: usize =
            column(&simulation, |age: SynapseAge| usize::from(age.0 < 12 * 3600 - LAPSE as u32)).into_iter().sum();
        let total = simulation.resource::<TurnoverLog>().total;
        let new_before = column(&simulation, |age: SynapseAge| age.0);
        run(&mut simulation, 1000.0);
        let died = simulation.resource::<TurnoverLog>().total - total;
        let new_after = column(&simulation, |age: SynapseAge| age.0);
        // The protected ones are all still there, a tick older.
        let count = |ages: &[u32], low: u32, high: u32| ages.iter().filter(|&&age| (low..high).contains(&age)).count();
        let lapse = LAPSE as u32;
        assert_eq!(count(&new_after, lapse, 12 * 3600), young);
        assert_eq!(count(&new_before, 0, 12 * 3600 - lapse), young);
        oldest_died += died;
    }
    assert!(oldest_died > 5_000, "{oldest_died} died");
    check_index(&simulation, 40);
}

#[test]
fn rows_and_columns_stay_together_over_thousands_of_turnovers() {
    let rule = "structure: (birth_weight: 0.25)";
    let scene = network(80, 50, "Uniform(low: 0.0, high: 1.0)", rule, 60.0);
    let mut simulation = short_lived(&scene, 4, 24.0);
    // Each old synapse gets a reference that names its ends and weight: it must still do so wherever its row has gone.
    let mark = |pre: u32, post: u32| (pre * 1000 + post) as f32;
    let pre = column(&simulation, |pre: Presynaptic| pre.0);
    let post = column(&simulation, |post: Postsynaptic| post.0);
    simulation.with_column_mut(|reference: &mut [ReferenceWeight]| {
        for (row, reference) in reference.iter_mut().enumerate() {
            reference.0 = mark(pre[row], post[row]);
        }
    });
    // A column of another rule, moved by the step in which rows move.
    let mut other: Vec<(u32, u32)> = pre.iter().copied().zip(post.iter().copied()).collect();
    let mut order = simulation.resource::<RowOrder>().clone();
    let mut weights: Vec<(u32, u32, u32)> = column(&simulation, |weight: Weight| weight.0.to_bits())
        .into_iter()
        .zip(pre.iter().zip(&post))
        .map(|(weight, (pre, post))| (*pre, *post, weight))
        .collect();
    weights.sort_unstable();
    let mut rounds = 0;
    while simulation.resource::<TurnoverLog>().total < 10_000 {
        // The tick is in the last step of a second.
        run(&mut simulation, 1000.0);
        order.clone_from(simulation.resource::<RowOrder>());
        order.apply(&mut other, (u32::MAX, 0));
        rounds += 1;
        if rounds % 10 == 0 {
            check_index(&simulation, 50);
        }
    }
    let pre = column(&simulation, |pre: Presynaptic| pre.0);
    let post = column(&simulation, |post: Postsynaptic| post.0);
    let weight = column(&simulation, |weight: Weight| weight.0);
    let reference = column(&simulation, |reference: ReferenceWeight| reference.0);
    let age = column(&simulation, |age: SynapseAge| age);
    let (mut old, mut new) = (0, 0);
    for row in 0..pre.len() {
        if age[row] == SynapseAge::FROM_THE_START {
            old += 1;
            assert_eq!(other[row], (pre[row], post[row]), "row {row} of another column");
            assert_eq!(reference[row], mark(pre[row], post[row]), "row {row}");
            let synapse = (pre[row], post[row], weight[row].to_bits());
            assert!(weights.binary_search(&synapse).is_ok(), "row {row} has another synapse's weight");
        } else {
            new += 1;
            assert_eq!(other[row].0, u32::MAX, "another rule starts afresh, too");
            assert_eq!((weight[row], reference[row]), (0.25, 0.25), "a new synapse starts afresh");
        }
    }
    // Of uniform weights up to 1, 70 % are strong and stay.
    assert!(old > 2_600 && new > 1_000, "{old} old, {new} new");
}

#[test]
fn spikes_and_learning_use_the_new_partners_with_their_own_delays() {
    let rule = "structure: (birth_weight: 0.3), triplet_stdp: (growth: 0.0)";
    let scene = network(40, 20, "Constant(0.3)", rule, 30.0);
    let mut simulation = short_lived(&scene, 5, 14.0);
    let delays = simulation.resource::<Connectome>().delay.clone();
    run(&mut simulation, 1000.0 * seconds(20.0));
    assert!(simulation.resource::<TurnoverLog>().total > 5_000);
    assert_eq!(simulation.resource::<Connectome>().delay, delays, "delays belong to axons");
    assert_eq!(simulation.resource::<SpikeQueue>().pending().count(), 0);
    check_index(&simulation, 20);
}

#[test]
fn eligibility_moves_with_its_synapse_and_starts_afresh_with_a_new_one() {
    let scene = network(60, 30, "Uniform(low: 0.0, high: 1.0)", "structure: (), three_factor: ()", 60.0);
    let mut simulation = short_lived(&scene, 12, 24.0);
    let mark = |pre: u32, post: u32| (pre * 1000 + post + 1) as f32;
    let ends = |simulation: &Simulation| {
        let post = column(simulation, |post: Postsynaptic| post.0);
        column(simulation, |pre: Presynaptic| pre.0).into_iter().zip(post).collect::<Vec<_>>()
    };
    // Nobody fires, so that no rule touches the traces between the ticks.
    let marks: Vec<f32> = ends(&simulation).into_iter().map(|(pre, post)| mark(pre, post)).collect();
    simulation.with_column_mut(|column: &mut [Eligibility]| {
        for (eligibility, mark) in column.iter_mut().zip(&marks) {
            eligibility.trace = *mark;
        }
    });
    run(&mut simulation, 40_000.0);
    assert!(simulation.resource::<TurnoverLog>().total > 500);
    let trace = column(&simulation, |eligibility: Eligibility| eligibility.trace);
    let age = column(&simulation, |age: SynapseAge| age);
    for (row, (pre, post)) in ends(&simulation).into_iter().enumerate() {
        let expected = if age[row] == SynapseAge::FROM_THE_START { mark(pre, post) } else { 0.0 };
        assert_eq!(trace[row], expected, "row {row}");
    }
}

#[test]
fn the_same_seed_gives_the_same_structure_however_it_is_stepped() {
    let rule = "structure: ()";
    let scene = network(60, 30, "Constant(0.3)", rule, 20.0);
    let ends = |simulation: &Simulation| column(simulation, |pre: Presynaptic| pre.0);
    let mut at_once = short_lived(&scene, 6, 24.0);
    run(&mut at_once, 60_000.0);
    let mut in_parts = short_lived(&scene, 6, 24.0);
    let mut sampler = Sampler::new(&in_parts);
    let mut events = 0;
    for part in 0..60_000 {
        in_parts.step(1);
        sampler.observe(&in_parts);
        if part % 977 == 0 {
            events += sampler.take(&in_parts).turnover.len() as u64;
        }
    }
    let last = sampler.take(&in_parts);
    assert_eq!(events + last.turnover.len() as u64, at_once.resource::<TurnoverLog>().total, "a view sees each once");
    assert_eq!(last.synapses_replaced, Some(at_once.resource::<TurnoverLog>().total));
    assert_eq!(at_once.state_hash(), in_parts.state_hash());
    let mut other = short_lived(&scene, 7, 24.0);
    run(&mut other, 60_000.0);
    assert_ne!(ends(&at_once), ends(&other));
    // Endpoints are in the hash: two networks that differ in nothing else differ in it.
    let mut changed = short_lived(&scene, 6, 24.0);
    run(&mut changed, 60_000.0);
    changed.with_column_mut(|pre: &mut [Presynaptic]| pre[0].0 ^= 1);
    assert_ne!(at_once.state_hash(), changed.state_hash());
}

#[test]
fn a_view_sees_what_was_pruned_and_how_old_synapses_are() {
    let scene = network(60, 30, "Constant(0.3)", "structure: (birth_weight: 0.2)", 20.0);
    let mut simulation = short_lived(&scene, 8, 24.0);
    let mut sampler = Sampler::new(&simulation);
    for _ in 0..20_000 {
        simulation.step(1);
        sampler.observe(&simulation);
    }
    sampler.refresh_weights(&simulation);
    let sample = sampler.take(&simulation);
    assert!(!sample.turnover.is_empty());
    for event in &sample.turnover {
        assert_eq!(event.pruned.postsynaptic, event.formed.postsynaptic);
        assert_eq!((event.formed.weight, event.formed.age_h), (0.2, Some(0.0)));
        // Ticks are at whole seconds.
        assert!((event.time_s - event.time_s.round()).abs() < 1e-9);
    }
    let ages: Vec<Option<f32>> = sample.weights.strongest.iter().map(|fibre| fibre.age_h).collect();
    assert!(ages.iter().all(Option::is_none), "the strongest were there from the start");
    sampler.select(Some(sample.turnover[0].formed.postsynaptic));
    let selected = sampler.take(&simulation).selected.expect("a neuron is selected");
    assert!(selected.incoming.iter().any(|fibre| fibre.age_h.is_some_and(|age| age < 24.0)));
}

/// Senders at these places; two of them fire at 8 Hz. Two receivers at 0, of which the first fires as well.
fn growing(rule: &str, phase: &str) -> Simulation {
    let times: Vec<f64> = (0..2400).map(|k| 60.0 + f64::from(k) * 125.0).collect();
    let inputs = fire("pre", 0, &times) + &fire("pre", 2, &times) + &fire("post", 0, &times);
    let scene = scene(
        1.0,
        &format!(
            "populations: [(name: \"pre\", count: 4, neuron: ({STILL}), layout: Line(spacing: um(100.0))),
                           (name: \"post\", count: 2, neuron: ({STILL}), layout: Line(spacing: um(0.0)))],
             projections: [(name: \"s\", from: \"pre\", to: \"post\", wiring: List([{}]),
                receptor: Excitatory(slow_fraction: 0.0), conductance: nS(0.0), delay: Constant(ms(1.0)),
                weight: Constant(0.3), {rule})],
             inputs: [{inputs}], timeline: [{phase}]",
            "(0, 0), (1, 0), (2, 0), (3, 0), (0, 1), (1, 1), (2, 1), (3, 1),".repeat(200)
        ),
    );
    Simulation::new(&scene, 9)
}

/// How many synapses each receiver has from each sender.
fn counts(simulation: &Simulation) -> [[f64; 4]; 2] {
    let mut counts = [[0.0; 4]; 2];
    let post = column(simulation, |post: Postsynaptic| post.0);
    for (pre, post) in column(simulation, |pre: Presynaptic| pre.0).into_iter().zip(post) {
        counts[post as usize - 4][pre as usize] += 1.0;
    }
    counts
}

#[test]
fn new_synapses_find_near_and_active_partners() {
    let rule = "structure: (length: um(100.0), spontaneous: 0.5, reference_rate: Hz(4.0))";
    let mut simulation = growing(rule, "Wait(duration: s(300.0), time_lapse: 4320.0)");
    run(&mut simulation, 300_000.0);
    let places = simulation.with_column(|column: &[Position]| column.iter().map(|p| p.0[0]).collect::<Vec<_>>());
    assert_eq!(places[..4], [-150.0, -50.0, 50.0, 150.0]);
    // Those that were replaced are spread as the kernel says; the others as at the start.
    for (receiver, active) in [(0, 1.0), (1, 0.0)] {
        let kernel = [0, 1, 2, 3].map(|sender| {
            let activity = if sender % 2 == 0 { 2.0 * 2.0 * active } else { 0.0 };
            (0.5 + activity) * (-f64::from(places[sender]).abs() / 100.0).exp()
        });
        let sum: f64 = kernel.iter().sum();
        let counts = counts(&simulation)[receiver];
        let total: f64 = counts.iter().sum();
        assert_eq!(total, 800.0);
        let left = 1.0 - (-(15.0 - 0.25) / 9.5_f64).exp();
        for sender in 0..4 {
            let expected = 0.25 + left * (kernel[sender] / sum - 0.25);
            // Four standard deviations of a share of 800.
            let tolerance = 4.0 * (expected * (1.0 - expected) / 800.0_f64).sqrt();
            assert_near(counts[sender] / total, expected, tolerance, &format!("from {sender} to {receiver}"));
        }
    }
}

#[test]
fn pairs_of_an_engram_find_each_other_twice_as_often_in_sleep() {
    let share = |phase: &str| {
        let mut simulation = growing("structure: (length: um(100000.0), spontaneous: 1000.0)", phase);
        for _ in 0..200 {
            // Tags decay within a second, so they are held.
            simulation.with_column_mut(|tag: &mut [LearningTag]| {
                for neuron in [1, 4] {
                    tag[neuron].0 = 1.0;
                }
            });
            run(&mut simulation, 1000.0);
        }
        counts(&simulation)[0][1] / 800.0
    };
    let awake = share("Wait(duration: s(200.0), time_lapse: 4320.0)");
    let asleep = share("Sleep(stage: Nrem, duration: s(200.0), time_lapse: 4320.0)");
    let left = 1.0 - (-(10.0 - 0.25) / 9.5_f64).exp();
    let expected = 0.25 + left * (0.4 - 0.25);
    assert_near(awake, 0.25, 4.0 * (0.25 * 0.75 / 800.0_f64).sqrt(), "awake");
    assert_near(asleep, expected, 4.0 * (expected * (1.0 - expected) / 800.0).sqrt(), "asleep");
}

#[test]
fn a_skip_replaces_as_many_synapses_as_the_days_would_have_done() {
    let scene = network(100, 100, "Constant(0.3)", "structure: ()", 40.0);
    let mut stepped = Simulation::new(&scene, 10);
    run(&mut stepped, 1000.0 * seconds(15.0));
    let scene = timed(100, 100, "Constant(0.3)", "structure: ()", "Skip(duration: h(360.0)), Wait(duration: s(10.0))");
    let mut skipped = Simulation::new(&scene, 10);
    skipped.step(1);
    check_index(&skipped, 100);
    let replaced = |simulation: &Simulation| simulation.resource::<TurnoverLog>().total as f64;
    // Two independent counts of about 15,000.
    assert_near(replaced(&skipped), replaced(&stepped), 5.0 * (2.0 * replaced(&stepped)).sqrt(), "replaced");
    let mut again = Simulation::new(&scene, 10);
    again.step(1);
    assert_eq!(skipped.state_hash(), again.state_hash());
    // And the run goes on.
    run(&mut skipped, 5_000.0);
    check_index(&skipped, 100);
}

#[test]
fn a_rule_that_is_off_prunes_nothing() {
    let scene = network(60, 30, "Constant(0.1)", "structure: ()", 20.0);
    let mut simulation = short_lived(&scene, 11, 24.0);
    simulation.apply(SimulationCommand::SetRule { rule: Rule::StructuralPlasticity, enabled: false });
    let before = column(&simulation, |pre: Presynaptic| pre.0);
    run(&mut simulation, 30_000.0);
    assert_eq!(column(&simulation, |pre: Presynaptic| pre.0), before);
    assert!(simulation.resource::<RowOrder>().moved.is_empty());
    simulation.apply(SimulationCommand::SetRule { rule: Rule::StructuralPlasticity, enabled: true });
    run(&mut simulation, 30_000.0);
    assert_ne!(column(&simulation, |pre: Presynaptic| pre.0), before);
}
