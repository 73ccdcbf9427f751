//! Slow rules of weights on the clock of biology: synaptic scaling against its exponential, down-selection in NREM sleep against
//! the contact areas of de Vivo et al. (2017).

use crate::rig::{STILL, assert_close, assert_near, fire, run, scene};
use rheobase::model::{Connectome, Postsynaptic, Weight};
use rheobase::plasticity::{Rule, SlowTick};
use rheobase::simulation::{Simulation, SimulationCommand};

fn weights(simulation: &Simulation) -> Vec<f64> {
    simulation.with_column(|column: &[Weight]| column.iter().map(|weight| f64::from(weight.0)).collect())
}

/// Senders that are silent, and receivers that fire at a given rate (Hz), each with synapses of these weights.
fn network(rates: &[f64], weight: &str, senders: usize, rule: &str, timeline: &str, seconds: f64) -> Simulation {
    resting("Awake", rates, weight, senders, rule, timeline, seconds)
}

/// The same with a brain state between the phases.
fn resting(
    state: &str,
    rates: &[f64],
    weight: &str,
    senders: usize,
    rule: &str,
    timeline: &str,
    seconds: f64,
) -> Simulation {
    let inputs: String = rates
        .iter()
        .enumerate()
        .filter(|(_, rate)| **rate > 0.0)
        .map(|(neuron, rate)| {
            let times: Vec<f64> = (0..(seconds * rate) as usize).map(|k| (k as f64 + 0.5) * 1000.0 / rate).collect();
            fire("post", neuron, &times)
        })
        .collect();
    let scene = scene(
        1.0,
        &format!(
            "populations: [(name: \"pre\", count: {senders}, neuron: ({STILL})),
                           (name: \"post\", count: {}, neuron: ({STILL}))],
             projections: [(name: \"s\", from: \"pre\", to: \"post\", wiring: AllToAll,
                receptor: Excitatory(slow_fraction: 0.0), conductance: nS(0.0), delay: Constant(ms(1.0)),
                maximum_weight: 100.0, weight: {weight}, {rule})],
             inputs: [{inputs}], guards: (silence: s(100000.0)), state: {state}, timeline: [{timeline}]",
            rates.len()
        ),
    );
    Simulation::new(&scene, 1)
}

#[test]
fn scaling_is_an_exponential_of_the_distance_from_the_target_rate() {
    // 40 s at 600 biological seconds a second: 6 h 40 min. Rule (ii): 48 h / 600 = 288 s is more than ten times 20 s.
    let rates = [0.0, 2.0, 4.0, 8.0];
    let timeline = "Wait(duration: s(40.0), time_lapse: 600.0)";
    let mut simulation =
        network(&rates, "Uniform(low: 0.5, high: 1.5)", 20, "scaling: (target_rate: Hz(4.0))", timeline, 40.0);
    let before = weights(&simulation);
    run(&mut simulation, 40_000.0);
    let after = weights(&simulation);
    let receiver: Vec<usize> =
        simulation.with_column(|column: &[Postsynaptic]| column.iter().map(|post| post.0 as usize - 20).collect());
    let hours = 40.0 * 600.0 / 3600.0;
    for (row, (before, after)) in before.iter().zip(&after).enumerate() {
        let expected = (hours / 48.0 * (1.0 - rates[receiver[row]] / 4.0)).exp();
        // All weights of a neuron have the same factor. The rate is that of 20 s with whole spikes in each second.
        assert_close(after / before, expected, 2e-3, &format!("receiver at {} Hz", rates[receiver[row]]));
    }
}

#[test]
fn the_rate_detector_reads_20_s_of_spikes_whatever_the_time_lapse() {
    for lapse in [1.0, 600.0] {
        let timeline = format!("Wait(duration: s(100.0), time_lapse: {lapse:?})");
        let mut simulation = network(&[8.0, 0.0], "Constant(1.0)", 1, "scaling: (tau: h(10000.0))", &timeline, 30.0);
        run(&mut simulation, 30_000.0);
        assert_close(f64::from(simulation.resource::<SlowTick>().rate[1]), 8.0, 1e-4, "after 30 s");
        run(&mut simulation, 20_000.0);
        let expected = 8.0 * (-1.0_f64).exp();
        assert_close(f64::from(simulation.resource::<SlowTick>().rate[1]), expected, 1e-3, "20 s later");
        assert_eq!(simulation.resource::<SlowTick>().rate[2], 0.0);
    }
}

#[test]
fn a_test_stops_scaling_and_a_skip_does_what_the_hours_would_have_done() {
    let build = |phase: &str| network(&[0.0], "Constant(1.0)", 5, "scaling: ()", phase, 0.0);
    let lapse = "Wait(duration: s(400.0), time_lapse: 600.0)";
    let mut off = build(lapse);
    off.apply(SimulationCommand::SetRule { rule: Rule::SynapticScaling, enabled: false });
    run(&mut off, 5_000.0);
    assert_eq!(weights(&off), [1.0; 5]);
    // A silent neuron: 48 h are a factor e, in spikes or skipped.
    let mut stepped = build(lapse);
    run(&mut stepped, 288_000.0);
    let mut skipped = build("Skip(duration: h(48.0))");
    run(&mut skipped, 10.0);
    for (a, b) in weights(&stepped).into_iter().zip(weights(&skipped)) {
        assert_close(a, std::f64::consts::E, 1e-4, "stepped");
        assert_close(b, std::f64::consts::E, 1e-4, "skipped");
    }
}

/// Relative change of each weight, and whether it was among the strongest fifth of its neuron before.
fn changes(simulation: &Simulation, before: &[f64]) -> Vec<(f64, bool)> {
    let after = weights(simulation);
    let connectome = simulation.resource::<Connectome>();
    let mut changes = Vec::new();
    for local in 0..connectome.first_incoming[0].len() - 1 {
        let rows: Vec<usize> = connectome.incoming(0, local).iter().map(|synapse| synapse.row as usize).collect();
        let mut ranked = rows.clone();
        ranked.sort_by(|&a, &b| before[b].total_cmp(&before[a]));
        let strongest = &ranked[..rows.len() / 5];
        changes.extend(rows.iter().map(|row| (after[*row] / before[*row] - 1.0, strongest.contains(row))));
    }
    changes
}

#[test]
fn eight_hours_of_nrem_sleep_take_18_percent_and_spare_the_strongest_fifth() {
    // One night of 8 h in 48 s of spiking.
    let night = "Sleep(stage: Nrem, duration: s(48.0), time_lapse: 600.0)";
    for weight in ["Normal(mean: 1.0, sd: 0.2)", "Lognormal(mean: 1.0, sigma: 0.8)"] {
        let mut simulation = network(&[0.0; 40], weight, 100, "down_selection: ()", night, 0.0);
        let before = weights(&simulation);
        run(&mut simulation, 48_000.0);
        let changes = changes(&simulation, &before);
        let mean = |list: &[f64]| list.iter().sum::<f64>() / list.len() as f64;
        let all: Vec<f64> = changes.iter().map(|(change, _)| *change).collect();
        let strongest: Vec<f64> = changes.iter().filter(|(_, strong)| *strong).map(|(change, _)| *change).collect();
        assert_eq!(strongest.len(), 800);
        // De Vivo et al. 2017: -18 % on average, proportional to size, the largest fifth spared.
        assert_near(mean(&all), -0.18, 0.03, &format!("mean change of a synapse, {weight}"));
        assert!(strongest.iter().all(|change| change.abs() < 0.05), "the strongest fifth changed");
        let weak: Vec<f64> = changes.iter().filter(|(_, strong)| !*strong).map(|(change, _)| *change).collect();
        let expected = (1.0_f64 - 0.031).powi(8) - 1.0;
        assert!(weak.iter().all(|change| (change - expected).abs() < 1e-3), "each loses 3.1 % an hour");
    }
}

#[test]
fn down_selection_acts_in_nrem_sleep_only_and_can_be_switched_off() {
    let rule = "down_selection: ()";
    for (timeline, changes) in [
        ("Wait(duration: s(20.0), time_lapse: 600.0)", false),
        ("Sleep(stage: Rem, duration: s(20.0), time_lapse: 600.0)", false),
        ("Sleep(stage: Nrem, duration: s(20.0), time_lapse: 600.0)", true),
    ] {
        let mut simulation = network(&[0.0; 2], "Constant(1.0)", 10, rule, timeline, 0.0);
        let before = weights(&simulation);
        let mut off = network(&[0.0; 2], "Constant(1.0)", 10, rule, timeline, 0.0);
        off.apply(SimulationCommand::SetRule { rule: Rule::DownSelection, enabled: false });
        run(&mut simulation, 20_000.0);
        run(&mut off, 20_000.0);
        assert_eq!(weights(&simulation) != before, changes, "{timeline}");
        assert_eq!(weights(&off), before, "{timeline}, off");
        if changes {
            // Of equal weights, too, a fifth is spared.
            assert_eq!(weights(&simulation).iter().filter(|&&weight| weight == 1.0).count(), 4);
        }
    }
}

#[test]
fn a_skipped_night_is_a_night() {
    let build = |state: &str, phase: &str| {
        resting(state, &[0.0; 10], "Lognormal(mean: 1.0, sigma: 0.5)", 50, "down_selection: ()", phase, 0.0)
    };
    let mut stepped = build("Awake", "Sleep(stage: Nrem, duration: s(48.0), time_lapse: 600.0)");
    let before = weights(&stepped);
    run(&mut stepped, 48_000.0);
    // Time is skipped in the state in which the network rests.
    let mut skipped = build("Nrem", "Skip(duration: h(8.0))");
    run(&mut skipped, 10.0);
    for (a, b) in weights(&stepped).into_iter().zip(weights(&skipped)) {
        assert_close(b, a, 1e-4, "weight after a skipped night");
    }
    let mut awake = build("Awake", "Skip(duration: h(8.0))");
    run(&mut awake, 10.0);
    assert_eq!(weights(&awake), before);
}
