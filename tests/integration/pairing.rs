//! Pairs of cells joined by one synapse each, driven by explicit spikes or as Poisson processes: the rig of the tests of synaptic
//! rules.

use crate::rig::{STILL, fire, run, scene};
use rheobase::model::Weight;
use rheobase::scene::Scene;
use rheobase::simulation::Simulation;

pub const OPEN_GATE: &str = "states: (awake: (acetylcholine: 1.0, dopamine: 0.2, serotonin: 0.5, noradrenaline: 0.6, \
                         gate: 1.0, depression: 1.0))";
/// Delay of all synapses here (ms): a presynaptic spike counts when it arrives.
pub const DELAY_MS: f64 = 2.0;

/// `count` pairs of cells, joined one to one by synapses of initial weight 1 that move no membrane.
pub fn pairs(count: usize, receptor: &str, rules: &str, inputs: &str, fields: &str) -> Scene {
    scene(
        0.5,
        &format!(
            "populations: [(name: \"pre\", count: {count}, neuron: ({STILL})),
                           (name: \"post\", count: {count}, neuron: ({STILL}))],
             projections: [(name: \"s\", from: \"pre\", to: \"post\", wiring: OneToOne, receptor: {receptor},
                conductance: nS(0.0), delay: Constant(ms({DELAY_MS:?})), maximum_weight: 1000.0, {rules})],
             inputs: [{inputs}], guards: (runaway: Hz(10000.0)), {OPEN_GATE}, {fields}"
        ),
    )
}

pub const EXCITATORY: &str = "Excitatory(slow_fraction: 0.0)";

pub fn weights(simulation: &Simulation) -> Vec<f64> {
    simulation.with_column(|column: &[Weight]| column.iter().map(|weight| f64::from(weight.0)).collect())
}

/// Weight change of one synapse for explicit spikes (ms).
pub fn change(rules: &str, receptor: &str, pre: &[f64], post: &[f64]) -> f64 {
    let inputs = fire("pre", 0, pre) + &fire("post", 0, post);
    let mut simulation = Simulation::new(&pairs(1, receptor, rules, &inputs, ""), 1);
    let last = pre.iter().chain(post).fold(0.0, |last: f64, &time| last.max(time));
    run(&mut simulation, last + DELAY_MS + 10.0);
    weights(&simulation)[0] - 1.0
}

/// Inputs that make pair after pair fire as its protocol says: times at which spikes arrive, and postsynaptic spikes (ms).
pub fn paired_spikes(protocols: &[(Vec<f64>, Vec<f64>)]) -> String {
    protocols
        .iter()
        .enumerate()
        .map(|(pair, (arrivals, post))| {
            let pre: Vec<f64> = arrivals.iter().map(|time| time - DELAY_MS).collect();
            fire("pre", pair, &pre) + &fire("post", pair, post)
        })
        .collect()
}

/// Sum over all earlier spikes of exp(-distance / tau).
pub fn earlier(times: &[f64], now: f64, tau: f64) -> f64 {
    times.iter().filter(|&&time| time < now).map(|time| (-(now - time) / tau).exp()).sum()
}

pub fn arrivals(pre: &[f64]) -> Vec<f64> {
    pre.iter().map(|time| time + DELAY_MS).collect()
}

/// Many independent pairs that fire as Poisson processes: each input spike opens a brief conductance that fires the cell once.
pub fn poisson_pairs(count: usize, receptor: &str, rules: &str, pre_hz: f64, post_hz: f64) -> Scene {
    let relay = format!(
        "{STILL}, ampa_tau: ms(0.5), refractory: ms(2.5), threshold_jump: mV(0.0), medium_ahp: 0.0, slow_ahp: 0.0"
    );
    scene(
        0.5,
        &format!(
            "populations: [(name: \"pre\", count: {count}, neuron: ({relay})),
                           (name: \"post\", count: {count}, neuron: ({relay}))],
             projections: [(name: \"s\", from: \"pre\", to: \"post\", wiring: OneToOne, receptor: {receptor},
                conductance: nS(0.0), weight: Constant(100.0), delay: Constant(ms({DELAY_MS:?})),
                maximum_weight: 1000.0, {rules})],
             inputs: [Poisson(to: \"pre\", rate: kHz({:?}), conductance: nS(200.0)),
                      Poisson(to: \"post\", rate: kHz({:?}), conductance: nS(200.0))],
             guards: (runaway: Hz(10000.0)), {OPEN_GATE}",
            pre_hz / 1000.0,
            post_hz / 1000.0
        ),
    )
}

/// Mean and standard error of the drift of many weights (1/s), and the rates of senders and receivers (Hz).
pub fn drift(scene: &Scene, seconds: f64) -> (f64, f64, f64, f64) {
    let mut simulation = Simulation::new(scene, 5);
    run(&mut simulation, 1000.0);
    let before = weights(&simulation);
    let n = before.len();
    let rates = crate::rig::rates(&mut simulation, 2 * n, seconds);
    let drifts: Vec<f64> = weights(&simulation).iter().zip(&before).map(|(w, before)| (w - before) / seconds).collect();
    let mean = drifts.iter().sum::<f64>() / n as f64;
    let variance = drifts.iter().map(|drift| (drift - mean).powi(2)).sum::<f64>() / (n - 1) as f64;
    let rate = |of: &[f64]| of.iter().sum::<f64>() / n as f64;
    (mean, (variance / n as f64).sqrt(), rate(&rates[..n]), rate(&rates[n..]))
}
