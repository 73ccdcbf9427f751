//! Rules of spike pairs and triplets against sums over all earlier spikes.

use super::draws::{Draws, hold};
use super::forced::{Change, Forced, Side, all, compare, left, nearest, walk};

/// What single precision leaves of the sum of changes.
fn single_precision((weight, moved): (f64, f64)) -> (f64, f64) {
    (weight, 1e-5 * moved)
}

/// A trace of all spikes or of the nearest one.
fn trace(near: bool) -> fn(&[i64], i64, f64) -> f64 {
    if near { nearest } else { all }
}

fn interaction(near: bool) -> &'static str {
    if near { "NearestSpike" } else { "AllToAll" }
}

#[test]
fn pair_rules_change_weights_as_the_sum_over_all_pairs_says() {
    hold(101, 20, |draws, cells| {
        let mut network = Forced::random(draws, cells, 2, 1500);
        let parameters: Vec<_> = network
            .wires
            .iter_mut()
            .map(|wires| {
                let near = draws.chance(0.5);
                let [up, down] = [0; 2].map(|_| draws.log(1e-4, 1.0));
                let [up_tau, down_tau] = [0; 2].map(|_| draws.log(1.0, 1000.0));
                wires.rules = format!(
                    "pair_stdp: (potentiation: {up:?}, depression: {down:?}, potentiation_tau: ms({up_tau:?}),
                 depression_tau: ms({down_tau:?}), interaction: {})",
                    interaction(near)
                );
                (near, up, down, up_tau, down_tau)
            })
            .collect();
        compare(&network, |synapse, _| {
            let (near, up, down, up_tau, down_tau) = parameters[synapse.wires];
            let rule = |side, now, _| match side {
                Side::Post => up * trace(near)(&synapse.arrivals, now, up_tau),
                Side::Pre => -down * trace(near)(synapse.firing, now, down_tau),
            };
            single_precision(walk(synapse, network.length, network.wires[synapse.wires].maximum, &[&rule]))
        })
    });
}

#[test]
fn the_published_triplet_rule_changes_weights_as_the_sum_over_all_triplets_says() {
    hold(102, 20, |draws, cells| {
        let mut network = Forced::random(draws, cells, 2, 1500);
        let parameters: Vec<_> = network.wires.iter_mut().map(|wires| {
            let near = draws.chance(0.5);
            let [pair_up, triplet_up, pair_down, triplet_down] = [0; 4].map(|_| draws.log(1e-4, 0.3));
            let [up_tau, down_tau, x_tau, y_tau] = [0; 4].map(|_| draws.log(1.0, 1000.0));
            wires.rules = format!(
                "full_triplet_stdp: Own((pair_potentiation: {pair_up:?}, triplet_potentiation: {triplet_up:?},
                 pair_depression: {pair_down:?}, triplet_depression: {triplet_down:?}, potentiation_tau: ms({up_tau:?}),
                 depression_tau: ms({down_tau:?}), slow_presynaptic_tau: ms({x_tau:?}), slow_postsynaptic_tau: ms({y_tau:?}),
                 interaction: {}))", interaction(near)
            );
            (near, [pair_up, triplet_up, pair_down, triplet_down], [up_tau, down_tau, x_tau, y_tau])
        }).collect();
        compare(&network, |synapse, _| {
            let (near, [pair_up, triplet_up, pair_down, triplet_down], [up_tau, down_tau, x_tau, y_tau]) =
                parameters[synapse.wires];
            let trace = trace(near);
            let rule = |side, now, _| match side {
                Side::Post => {
                    trace(&synapse.arrivals, now, up_tau) * (pair_up + triplet_up * trace(synapse.firing, now, y_tau))
                }
                Side::Pre => {
                    -trace(synapse.firing, now, down_tau)
                        * (pair_down + triplet_down * trace(&synapse.arrivals, now, x_tau))
                }
            };
            single_precision(walk(synapse, network.length, network.wires[synapse.wires].maximum, &[&rule]))
        })
    });
}

/// The tone of a scene: its fields, the gate of learning and the factor on depression (MODEL 2.6 and 2.10).
fn tone(draws: &mut Draws, length_ms: i64) -> (String, f64, f64) {
    let (least, depression) = (draws.uniform(0.0, 1.0), draws.uniform(0.5, 2.0));
    let (dopamine, baseline) = (draws.uniform(0.0, 1.0), draws.uniform(0.0, 0.5));
    let (state, name) = [("awake", "Awake"), ("nrem", "Nrem"), ("rem", "Rem")][draws.whole(0, 3) as usize];
    let fields = format!(
        "states: ({state}: (acetylcholine: 0.5, dopamine: 0.2, serotonin: 0.5, noradrenaline: 0.5, gate: {least:?},
         depression: {depression:?})), state: {name}, modulation: (dopamine_baseline: {baseline:?}),
         timeline: [SetModulator(modulator: Dopamine, level: {dopamine:?}), {}]",
        match name {
            "Awake" => format!("Wait(duration: s({:?}))", length_ms as f64 / 1000.0),
            _ => format!("Sleep(stage: {name}, duration: s({:?}))", length_ms as f64 / 1000.0),
        }
    );
    (fields, least + (1.0 - least) * (dopamine - baseline).clamp(0.0, 1.0), depression)
}

#[test]
fn the_gated_triplet_rule_and_the_pull_change_weights_as_their_equations_say() {
    hold(103, 20, |draws, cells| {
        let mut network = Forced::random(draws, cells, 2, 2000);
        let (fields, gate, state_depression) = tone(draws, 2000);
        network.fields = fields;
        let parameters: Vec<_> = network
            .wires
            .iter_mut()
            .map(|wires| {
                let [rate, up, down] = [0; 3].map(|_| draws.log(0.05, 1.0));
                let (growth, strength) = (draws.log(1e-5, 1e-2), draws.log(1e-3, 1.0));
                let [x_tau, y_tau, z_tau] = [0; 3].map(|_| draws.log(1.0, 1000.0));
                let (rate_tau, reference_rate) = (draws.log(0.1, 100.0), draws.log(1.0, 30.0));
                let low = draws.uniform(0.0, 1.0);
                let bounds = (low, low + draws.uniform(0.0, 3.0));
                wires.rules = format!(
                    "triplet_stdp: (rate: {rate:?}, potentiation: {up:?}, depression: {down:?}, growth: {growth:?},
                 presynaptic_tau: ms({x_tau:?}), postsynaptic_tau: ms({y_tau:?}), triplet_tau: ms({z_tau:?}),
                 rate_tau: s({rate_tau:?}), reference_rate: Hz({reference_rate:?}), metaplasticity: {bounds:?}),
                 heterosynaptic_pull: (strength: {strength:?})"
                );
                ([rate, up, down, growth, strength], [x_tau, y_tau, z_tau], (rate_tau, reference_rate), bounds)
            })
            .collect();
        compare(&network, |synapse, _| {
            let ([rate, up, down, growth, strength], [x_tau, y_tau, z_tau], (rate_tau, reference_rate), bounds) =
                parameters[synapse.wires];
            let metaplasticity = |now| {
                let detector = reference_rate * left(0, now, 1000.0 * rate_tau)
                    + all(synapse.firing, now, 1000.0 * rate_tau) / rate_tau;
                (detector / reference_rate).powi(2).clamp(bounds.0, bounds.1)
            };
            let triplet = |side, now, _| {
                gate * match side {
                    Side::Post => rate * up * all(&synapse.arrivals, now, x_tau) * all(synapse.firing, now, z_tau),
                    Side::Pre => {
                        growth - rate * down * state_depression * all(synapse.firing, now, y_tau) * metaplasticity(now)
                    }
                }
            };
            let pull = |side, now, weight: f64| match side {
                Side::Post => {
                    -gate * (strength * all(synapse.firing, now, y_tau).powi(3)).min(1.0) * (weight - synapse.before)
                }
                Side::Pre => 0.0,
            };
            let rules: [&Change<'_>; 2] = [&triplet, &pull];
            single_precision(walk(synapse, network.length, network.wires[synapse.wires].maximum, &rules))
        })
    });
}

#[test]
fn inhibitory_plasticity_changes_weights_as_the_sum_over_all_pairs_says() {
    hold(104, 20, |draws, cells| {
        let mut network = Forced::random(draws, cells, 2, 1500);
        network.receptor = "Inhibitory";
        let parameters: Vec<_> = network
            .wires
            .iter_mut()
            .map(|wires| {
                let (rate, target, tau) = (draws.log(1e-5, 0.3), draws.uniform(0.0, 50.0), draws.log(1.0, 1000.0));
                wires.rules =
                    format!("inhibitory_plasticity: (rate: {rate:?}, target_rate: Hz({target:?}), tau: ms({tau:?}))");
                (rate, target, tau)
            })
            .collect();
        compare(&network, |synapse, _| {
            let (rate, target, tau) = parameters[synapse.wires];
            let rule = |side, now, _| match side {
                Side::Post => rate * all(&synapse.arrivals, now, tau),
                Side::Pre => rate * (all(synapse.firing, now, tau) - 2.0 * target * tau / 1000.0),
            };
            single_precision(walk(synapse, network.length, network.wires[synapse.wires].maximum, &[&rule]))
        })
    });
}
