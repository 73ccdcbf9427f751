//! Phases that change the network for good, or until another says otherwise.

use crate::rig::scene;
use crate::scene_errors::faults;
use rheobase::model::{
    AhpMultiplier, Connectome, Paint, Postsynaptic, Presynaptic, Projection, SlowExcitability, Threshold, Weight,
};
use rheobase::plasticity::structural::{TurnoverLog, check_rows};
use rheobase::plasticity::{Rule, TunedParameter};
use rheobase::scene::Scene;
use rheobase::simulation::{Simulation, SimulationCommand, projections};
use std::sync::Arc;

/// Forty cells whose synapses turn over, driven hard, with a timeline.
fn network(timeline: &str) -> Scene {
    scene(
        0.5,
        &format!(
            "populations: [(name: \"E\", count: 40, neuron: (threshold_sd: mV(2.0)), intrinsic_plasticity: ())],
             projections: [(name: \"E to E\", from: \"E\", to: \"E\", wiring: Probability(0.3),
                receptor: Excitatory(slow_fraction: 0.0), conductance: nS(0.5), weight: Lognormal(mean: 1.0, sigma: 0.5),
                delay: Constant(ms(1.0)), structure: (weak: 0.9, mean_life: h(60.0)), scaling: ())],
             inputs: [Poisson(to: \"E\", rate: kHz(1.0), conductance: nS(1.2)),
                SpikeTimes(to: \"E\", neurons: Range(0, 5), times: [ms(30.0), ms(350.0), ms(390.0)], effect: Fire)],
             timeline: [{timeline}]"
        ),
    )
}

fn run(scene: &Scene) -> Simulation {
    let mut simulation = Simulation::new(scene, 1);
    simulation.step(scene.run_steps());
    simulation
}

fn weights(simulation: &Simulation) -> Vec<f32> {
    simulation.with_column(|column: &[Weight]| column.iter().map(|weight| weight.0).collect())
}

#[test]
fn a_lost_synapse_transmits_nothing_and_stays_lost_while_others_turn_over() {
    let lose = |share: f32, after: &str| {
        network(&format!(
            "Wait(duration: s(0.1)), LoseSynapses(projection: \"E to E\", share: {share:.1}), {after} Wait(duration: s(1.3))"
        ))
    };
    let before = run(&network("Wait(duration: s(0.1))"));
    let at_once = run(&lose(0.3, ""));
    let zeros = |simulation: &Simulation| weights(simulation).iter().filter(|&&weight| weight == 0.0).count();
    let count = (0.3 * weights(&before).len() as f64).round() as usize;
    assert!(count > 50, "{count} synapses");
    assert_eq!(zeros(&before), 0);
    assert_eq!(zeros(&at_once), count, "learning and scaling bring none back");
    // The strongest were lost.
    let mut sorted = weights(&before);
    sorted.sort_by(|a, b| b.total_cmp(a));
    let weakest_lost = sorted[count - 1];
    let kept = weights(&at_once).into_iter().zip(weights(&before)).filter(|(now, _)| *now > 0.0);
    assert!(kept.map(|(_, before)| before).all(|before| before <= weakest_lost));
    let two_days_later = run(&lose(0.3, "Wait(duration: s(200.0), time_lapse: 864.0),"));
    let replaced = two_days_later.resource::<TurnoverLog>().total;
    assert!(replaced > 20, "{replaced} others turned over");
    assert_eq!(zeros(&two_days_later), count);
    let projection: Projection = projections(two_days_later.world())[0].clone();
    two_days_later.with_column(|pre: &[Presynaptic]| {
        two_days_later.with_column(|post: &[Postsynaptic]| {
            check_rows(&projection, pre, post, two_days_later.resource::<Connectome>()).expect("rows are in order");
        });
    });
    // Where all are lost, none turns over, and spikes reach nobody.
    let all = run(&lose(1.0, "Wait(duration: s(200.0), time_lapse: 864.0),"));
    assert_eq!((zeros(&all), all.resource::<TurnoverLog>().total), (weights(&all).len(), 0));
}

#[test]
fn the_weakest_can_be_lost_instead_and_more_later() {
    let scene = network(
        "LoseSynapses(projection: \"E to E\", share: 0.5, strongest: false), Wait(duration: s(0.1)),
         LoseSynapses(projection: \"E to E\", share: 0.5), Wait(duration: s(0.1))",
    );
    let lost = weights(&run(&scene)).iter().filter(|&&weight| weight == 0.0).count();
    let all = weights(&run(&scene)).len();
    let first = (all as f64 * 0.5).round() as usize;
    assert_eq!(lost, first + ((all - first) as f64 * 0.5).round() as usize);
}

#[test]
fn lost_cells_never_fire_again_and_no_synapse_grows_from_them() {
    let scene = network(
        "Wait(duration: s(0.2)), LoseCells(population: \"E\", neurons: Range(0, 10)), Wait(duration: s(0.3)),
         Wait(duration: s(200.0), time_lapse: 864.0), Wait(duration: s(1.2))",
    );
    let mut simulation = Simulation::new(&scene, 1);
    simulation.enable_recording();
    simulation.step(400);
    assert!(simulation.take_spikes().iter().any(|&(_, neuron)| neuron < 5), "they fire at 30 ms");
    let from = |simulation: &Simulation| {
        simulation.with_column(|pre: &[Presynaptic]| pre.iter().filter(|pre| pre.0 < 10).count())
    };
    let before = from(&simulation);
    simulation.step(scene.run_steps() - 400);
    let spikes = simulation.take_spikes();
    assert!(!spikes.is_empty());
    assert!(spikes.iter().all(|&(_, neuron)| neuron >= 10), "not even when they are told to");
    assert!(simulation.resource::<TurnoverLog>().total > 20);
    assert!(from(&simulation) < before, "they lose synapses and find none");
}

#[test]
fn a_rank_is_that_of_the_moment() {
    let rank = |by: &str, highest: bool| {
        network(&format!(
            "Wait(duration: s(0.1)), Paint(population: \"E\", neurons: Rank(by: {by}, highest: {highest}, count: 4), value: 0.1)"
        ))
    };
    let painted = |scene: &Scene| {
        let mut simulation = Simulation::new(scene, 1);
        simulation.step(200);
        let threshold: Vec<f32> = simulation.with_column(|c: &[Threshold]| c.iter().map(|c| c.0).collect());
        let mut incoming = vec![0.0; 40];
        simulation.with_column(|post: &[Postsynaptic]| {
            for (post, weight) in post.iter().zip(weights(&simulation)) {
                incoming[post.0 as usize] += weight;
            }
        });
        simulation.step(1);
        let chosen: Vec<usize> =
            simulation.with_column(|paint: &[Paint]| (0..40).filter(|&neuron| paint[neuron].0 != 0.0).collect());
        (chosen, threshold, incoming)
    };
    for highest in [true, false] {
        let (by_threshold, threshold, _) = painted(&rank("Threshold", highest));
        let (by_weight, _, incoming) = painted(&rank("IncomingWeight", highest));
        for (chosen, values) in [(by_threshold, threshold), (by_weight, incoming)] {
            assert_eq!(chosen.len(), 4);
            let sign = if highest { 1.0 } else { -1.0 };
            let worst = chosen.iter().map(|&neuron| sign * values[neuron]).fold(f32::INFINITY, f32::min);
            let outside = (0..40).filter(|neuron| !chosen.contains(neuron));
            assert!(outside.map(|neuron| sign * values[neuron]).all(|value| value <= worst));
        }
    }
    let set = network(
        "SetExcitability(population: \"E\", neurons: Range(7, 9), value: 0.3), Wait(duration: s(0.1)),
         LoseCells(population: \"E\", neurons: Neurons([8])),
         SetExcitability(population: \"E\", neurons: Rank(by: Excitability, count: 1), value: -0.5), Wait(duration: s(0.1))",
    );
    let simulation = run(&set);
    let low =
        simulation.with_column(|slow: &[SlowExcitability]| (0..40).filter(|&n| slow[n].0 < -0.2).collect::<Vec<_>>());
    assert_eq!(low, [7], "a lost neuron is in no order");
}

#[test]
fn a_parameter_is_moved_as_the_window_does_and_can_be_reset() {
    let scene = network(
        "Wait(duration: s(0.1)), SetParameter(rule: \"scaling\", parameter: \"tau\", value: 2.0), Wait(duration: s(0.1))",
    );
    let tau = |simulation: &Simulation| -> TunedParameter {
        let all = simulation.tuned_parameters(Rule::SynapticScaling);
        all.into_iter().find(|one| one.facts.name == "tau").expect("it has one")
    };
    let mut simulation = Simulation::new(&scene, 1);
    simulation.step(200);
    let given = tau(&simulation);
    assert!(!given.moved);
    simulation.step(1);
    assert_eq!((tau(&simulation).value, tau(&simulation).moved), (2.0, true));
    simulation.apply(SimulationCommand::ResetParameter { rule: Rule::SynapticScaling, parameter: "tau".to_owned() });
    assert_eq!((tau(&simulation).value, tau(&simulation).moved), (given.value, false));
}

#[test]
fn a_drug_scales_afterhyperpolarization_until_it_ends() {
    let scene = network(
        "Wait(duration: s(0.1)), ScaleAhp(population: \"E\", factor: 0.5), Wait(duration: s(0.1)), Skip(duration: h(1.0)),
         ScaleAhp(population: \"E\", factor: 1.0), Wait(duration: s(0.1))",
    );
    let plain =
        network("Wait(duration: s(0.1)), Wait(duration: s(0.1)), Skip(duration: h(1.0)), Wait(duration: s(0.1))");
    let (mut drugged, mut plain) = (Simulation::new(&scene, 1), Simulation::new(&plain, 1));
    let ratio = |drugged: &Simulation, plain: &Simulation| {
        let of = |simulation: &Simulation| simulation.neuron::<AhpMultiplier>(20).expect("it is there").0;
        of(drugged) / of(plain)
    };
    for (steps, expected) in [(190, 1.0), (40, 0.5), (172, 0.5), (60, 1.0)] {
        drugged.step(steps);
        plain.step(steps);
        let found = ratio(&drugged, &plain);
        assert!((found - expected).abs() < 0.01, "{found} after {} steps", drugged.steps());
    }
}

/// All of it.
fn everything() -> Scene {
    network(
        "Wait(duration: s(0.1)), LoseSynapses(projection: \"E to E\", share: 0.3), Wait(duration: s(0.05)),
         LoseCells(population: \"E\", neurons: Rank(by: IncomingWeight, count: 5)), Wait(duration: s(0.05)),
         ScaleAhp(population: \"E\", factor: 0.7), Wait(duration: s(0.05)),
         SetParameter(rule: \"intrinsic_plasticity\", parameter: \"slow_rate\", value: 0.08), Wait(duration: s(0.05)),
         Skip(duration: h(100.0)), Wait(duration: s(1.1))",
    )
}

#[test]
fn a_run_that_is_interrupted_round_each_of_them_goes_on_the_same() {
    let scene = Arc::new(everything());
    let end = scene.run_steps();
    let mut whole = Simulation::from_shared(Arc::clone(&scene), 1).unwrap();
    let mut ends = std::collections::BTreeSet::new();
    for step in 0..end {
        let near = [200, 300, 400, 500, 600, 2000].iter().any(|&at| (at..at + 3).contains(&(step + 1)));
        if near || step % 500 == 499 {
            let mut restored = Simulation::restore(Arc::clone(&scene), 1, &whole.save()).expect("it was just saved");
            assert_eq!(restored.state_hash(), whole.state_hash(), "step {step}");
            restored.step(end - step);
            ends.insert(restored.state_hash());
        }
        whole.step(1);
    }
    assert_eq!(ends.into_iter().collect::<Vec<_>>(), [whole.state_hash()]);
}

#[test]
fn a_run_without_a_loss_goes_on_into_one_with_it() {
    let (plain, lesioned) =
        (Arc::new(network("Wait(duration: s(0.1)), Wait(duration: s(1.2))")), Arc::new(everything()));
    let mut alone = Simulation::from_shared(Arc::clone(&lesioned), 1).unwrap();
    let mut common = Simulation::from_shared(plain, 1).unwrap();
    common.step(200);
    let mut branched = common.branch(Arc::clone(&lesioned)).expect("they begin in the same way");
    let end = lesioned.run_steps();
    alone.step(end);
    branched.step(end - 200);
    assert_eq!(branched.state_hash(), alone.state_hash());
}

#[test]
fn what_cannot_be_changed_is_a_fault() {
    let of = |phase: &str| -> Vec<String> {
        let faults = faults("Present(pattern: \"A\", duration: s(1.0))", phase);
        faults.into_iter().map(|fault| fault.splitn(4, ':').nth(3).unwrap_or_default().trim().to_owned()).collect()
    };
    let parameter = |rule: &str, name: &str, value: &str| {
        of(&format!("SetParameter(rule: \"{rule}\", parameter: \"{name}\", value: {value})"))
    };
    assert_eq!(parameter("intrinsic_plasticity", "fast_rate", "0.01"), Vec::<String>::new());
    let unknown = parameter("scaling", "tau", "2.0");
    assert!(unknown[0].starts_with("timeline[0].rule: there is no rule \"scaling\"."), "{unknown:?}");
    let unknown = parameter("intrinsic_plasticity", "fast_rat", "0.01");
    assert_eq!(
        unknown,
        ["timeline[0].parameter: there is no parameter \"fast_rat\".\n    Did you mean \"fast_rate\"?"]
    );
    assert!(parameter("intrinsic_plasticity", "fast_rate", "1e6")[0].contains("outside the allowed range"));
    assert!(of("ScaleAhp(population: \"E\", factor: 20.0)")[0].starts_with("timeline[0].factor: 20 is outside"));
    assert!(
        of("LoseSynapses(projection: \"E to E\", share: 0.3)")[0].starts_with("timeline[0].projection: there is no")
    );
    assert!(of("LoseSynapses(projection: \"E to I\", share: 1.3)")[0].starts_with("timeline[0].share: 1.3 is outside"));
    assert!(
        of("LoseCells(population: \"E\", neurons: Rank(by: Threshold, count: 11))")[0]
            .starts_with("timeline[0].neurons.count: 11 is outside")
    );
    assert_eq!(
        of("LoseCells(population: \"I\", neurons: Rank(by: Excitability, count: 2))"),
        [
            "timeline[0].neurons.by: \"I\" has no learned excitability to order by.\n    Give it `intrinsic_plasticity: ()`, or order by Threshold."
        ]
    );
    let read = of(
        "If(name: \"a\", of: (population: \"E\", neurons: Rank(by: Threshold, count: 2)), window: s(0.2), above: Hz(1.0))",
    );
    assert_eq!(
        read,
        [
            "timeline[0].of.neurons: who is first in an order is known only while the network runs.\n    Phases of the timeline can act on a Rank; here, use Range(first, end)."
        ]
    );
}
