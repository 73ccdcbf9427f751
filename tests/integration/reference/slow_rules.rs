//! Rules that act once a second or more rarely: cap, consolidation and forgetting, scaling, down-selection.

use super::draws::{Difference, Draws, difference, hold};
use super::forced::Forced;
use crate::rig::{parse, run};
use rheobase::model::{ReferenceWeight, Weight};
use rheobase::simulation::Simulation;

const SECONDS_PER_HOUR: f64 = 3600.0;

/// A network without spikes whose weights have been moved away from their references; the weights as they are then.
fn moved(network: &Forced, draws: &mut Draws, dt: f32) -> (Simulation, Vec<f64>) {
    let mut simulation = Simulation::new(&parse(&network.text(dt)), 1);
    let weights = simulation.with_column_mut(|column: &mut [Weight]| {
        for weight in &mut *column {
            weight.0 = draws.uniform(0.05, 3.0) as f32;
        }
        column.iter().map(|weight| f64::from(weight.0)).collect()
    });
    (simulation, weights)
}

fn weights(simulation: &Simulation) -> Vec<f64> {
    simulation.with_column(|column: &[Weight]| column.iter().map(|weight| f64::from(weight.0)).collect())
}

/// Compare the weights of a network with those expected, each within its own error.
fn compare(
    network: &Forced,
    dt: f32,
    found: &[f64],
    expected: &[f64],
    allowed: impl Fn(usize) -> f64,
) -> Vec<Difference> {
    let compare = |row: usize| {
        let place = || format!("synapse {row}\n{}", network.text(dt));
        difference(network.size(), found[row], expected[row], allowed(row), place)
    };
    (0..expected.len()).filter_map(compare).collect()
}

fn silent(draws: &mut Draws, cells: usize, length_ms: i64) -> Forced {
    let mut network = Forced::random(draws, cells, 1, length_ms);
    network.trains.iter_mut().for_each(|train| *train = vec![1000]);
    network.wires[0].maximum = 6.0;
    network
}

#[test]
fn consolidation_and_forgetting_follow_their_equations() {
    hold(501, 12, |draws, cells| {
        let mut network = silent(draws, cells, 40_000);
        let (tau, forgetting_h, lapse) = (draws.log(20.0, 500.0), draws.log(0.5, 100.0), draws.log(1.0, 100.0));
        let well = if draws.chance(0.5) { 0.0 } else { draws.uniform(0.01, 0.3) };
        network.wires[0].rules =
            format!("consolidation: (tau: s({tau:?}), double_well: {well:?}, forgetting_tau: h({forgetting_h:?}))");
        network.fields = format!("timeline: [Wait(duration: s(40.0), time_lapse: {lapse:?})]");
        let (mut simulation, start) = moved(&network, draws, 0.5);
        let references = |simulation: &Simulation| -> Vec<f64> {
            simulation
                .with_column(|column: &[ReferenceWeight]| column.iter().map(|weight| f64::from(weight.0)).collect())
        };
        let before = references(&simulation);
        run(&mut simulation, 40_000.0);
        let forgetting = lapse / (forgetting_h * SECONDS_PER_HOUR);
        let solve = |w: f64, r: f64| {
            let (mut w, mut r) = (w, r);
            for _ in 0..40_000 {
                let pull = well * (r - 1.0) * (r - 2.5) * (r - 4.0);
                (w, r) = (w - 1e-3 * forgetting * (w - r), r + 1e-3 / tau * ((w - r) - pull));
            }
            (w, r)
        };
        let expected: Vec<(f64, f64)> = start.iter().zip(&before).map(|(&w, &r)| solve(w, r)).collect();
        // The rule is stepped once a second: its error is that share of the faster process.
        let allowed = |row: usize| ((start[row] - before[row]).abs() + 3.0 * well) * (1.0 / tau + forgetting) + 1e-4;
        let mut found =
            compare(&network, 0.5, &weights(&simulation), &expected.iter().map(|e| e.0).collect::<Vec<_>>(), allowed);
        found.extend(compare(
            &network,
            0.5,
            &references(&simulation),
            &expected.iter().map(|e| e.1).collect::<Vec<_>>(),
            allowed,
        ));
        found
    });
}

#[test]
fn the_cap_takes_the_mean_excess_from_all_synapses_of_a_neuron() {
    hold(502, 12, |draws, cells| {
        let mut network = silent(draws, cells, 1000);
        let (mean, every, floor) = (draws.uniform(0.0, 2.0), 10.0 * draws.whole(1, 60) as f64, draws.uniform(0.0, 1.0));
        network.wires[0].rules = format!("incoming_cap: (mean: {mean:?}, every: ms({every:?}), floor: {floor:?})");
        let (mut simulation, mut expected) = moved(&network, draws, 0.5);
        run(&mut simulation, 1000.0);
        for _ in 0..(1000.0 / every) as usize {
            for cell in 0..cells {
                let rows: Vec<usize> =
                    (0..expected.len()).filter(|&row| network.wires[0].pairs[row].1 == cell).collect();
                let excess = rows.iter().map(|&row| expected[row]).sum::<f64>() / rows.len() as f64 - mean;
                for row in rows.into_iter().filter(|_| excess > 0.0) {
                    // A weight below the floor is left where it is.
                    expected[row] = (expected[row] - excess).max(floor.min(expected[row]));
                }
            }
        }
        compare(&network, 0.5, &weights(&simulation), &expected, |_| 2e-5)
    });
}

#[test]
fn scaling_moves_all_weights_of_a_neuron_by_the_integral_of_its_error() {
    hold(503, 8, |draws, cells| {
        let mut network = Forced::random(draws, cells, 1, 30_000);
        network.wires[0].maximum = 1000.0;
        let (tau, target, lapse) = (draws.log(1.0, 10.0), draws.log(1.0, 50.0), draws.log(1.0, 15.0));
        network.wires[0].rules = format!("scaling: (tau: h({tau:?}), target_rate: Hz({target:?}))");
        network.fields = format!("timeline: [Wait(duration: s(30.0), time_lapse: {lapse:?})]");
        let (_, synapses) = network.run(0.5);
        let expected: Vec<f64> = synapses
            .iter()
            .map(|synapse| {
                // The rate over 20 s, each second anew; the mean since the start until then.
                let (mut rate, mut error, mut owed, mut applied) = (0.0, 0.0, 0.0, 0.0);
                for second in 1..=30_i64 {
                    let within = |time: &&i64| (1_000_000 * (second - 1)..1_000_000 * second).contains(*time);
                    let share = (1.0 - (-1.0_f64 / 20.0).exp()).max(1.0 / second as f64);
                    rate += share * (synapse.firing.iter().filter(within).count() as f64 - rate);
                    error += 1.0 - rate / target;
                    owed += lapse / SECONDS_PER_HOUR / tau;
                    // Weights move when a thousandth of the time constant has passed.
                    if owed >= 1e-3 {
                        (owed, applied) = (0.0, error);
                    }
                }
                synapse.before * (applied * lapse / SECONDS_PER_HOUR / tau).exp()
            })
            .collect();
        let found: Vec<f64> = synapses.iter().map(|synapse| synapse.after).collect();
        compare(&network, 0.5, &found, &expected, |row| 3e-5 * expected[row] + 1e-7)
    });
}

#[test]
fn down_selection_spares_the_strongest_and_shrinks_the_rest_by_the_hour() {
    hold(504, 8, |draws, cells| {
        let mut network = silent(draws, cells, 5000);
        let (loss, spared, lapse) = (draws.uniform(0.0, 0.5), draws.uniform(0.0, 1.0), draws.log(1.0, 10_000.0));
        network.wires[0].rules = format!("down_selection: (loss: {loss:?}, spared: {spared:?})");
        network.fields =
            format!("timeline: [Sleep(stage: Nrem, duration: s(5.0), time_lapse: {lapse:?})], state: Nrem");
        let (mut simulation, mut expected) = moved(&network, draws, 0.5);
        run(&mut simulation, 5000.0);
        let factor = (1.0 - loss).powf(5.0 * lapse / SECONDS_PER_HOUR);
        for cell in 0..cells {
            let mut rows: Vec<usize> =
                (0..expected.len()).filter(|&row| network.wires[0].pairs[row].1 == cell).collect();
            rows.sort_by(|&a, &b| expected[b].total_cmp(&expected[a]));
            let spared = (rows.len() as f64 * spared).round() as usize;
            rows.into_iter().skip(spared).for_each(|row| expected[row] *= factor);
        }
        // The rule acts when a thousandth of its time constant has passed.
        compare(&network, 0.5, &weights(&simulation), &expected, |row| 1.1e-3 * expected[row])
    });
}
