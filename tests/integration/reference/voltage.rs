//! The voltage rule against a fine integration of its equations, for scripted cells whose membranes relax freely.

use super::draws::{difference, hold};
use super::forced::{Forced, STEPS_MS, Synapse};

/// Step of the reference (µs), and in ms.
const STEP: i64 = 20;
const STEP_MS: f64 = 0.02;

#[test]
#[allow(clippy::too_many_lines, reason = "one case: its parameters, its course and its weights belong together")]
fn voltage_based_plasticity_converges_to_its_equations_as_the_step_shrinks() {
    hold(401, 10, |draws, cells| {
        let mut network = Forced::random(draws, cells, 1, 1000);
        let (rest, reset) = (draws.uniform(-75.0, -60.0), draws.uniform(-75.0, -55.0));
        let (capacitance, leak, refractory) = (draws.log(100.0, 400.0), draws.log(5.0, 20.0), 500 * draws.whole(0, 8));
        let current = draws.uniform(-50.0, 400.0);
        network.neuron = format!(
            "resting_potential: mV({rest:?}), reset_potential: mV({reset:?}), capacitance: pF({capacitance:?}),
             leak_conductance: nS({leak:?}), refractory: ms({:?})",
            refractory as f64 / 1000.0
        );
        network.inputs =
            format!("Current(to: \"P\", shape: Step(start: ms(0.0), stop: ms(5000.0), amplitude: pA({current:?}))),");
        let [down, up] = [0; 2].map(|_| draws.log(1e-5, 1e-3));
        let (low, high) = (draws.uniform(-72.0, -60.0), draws.uniform(-55.0, -40.0));
        let [down_tau, up_tau, x_tau] = [0; 3].map(|_| draws.log(3.0, 50.0));
        let reference = if draws.chance(0.5) { 0.0 } else { draws.uniform(20.0, 200.0) };
        let (square_tau, peak) = (draws.log(0.2, 5.0), draws.uniform(0.0, 40.0));
        let (width, delay) = (500 * draws.whole(2, 8), 500 * draws.whole(0, 10));
        let (after, after_tau) = (draws.uniform(0.0, 20.0), draws.log(5.0, 80.0));
        network.wires[0].rules = format!(
            "voltage_stdp: (depression: {down:?}, potentiation: {up:?}, low_threshold: mV({low:?}), high_threshold: mV({high:?}),
             depression_tau: ms({down_tau:?}), potentiation_tau: ms({up_tau:?}), presynaptic_tau: ms({x_tau:?}),
             homeostasis_reference: {reference:?}, homeostasis_tau: s({square_tau:?}), spike_potential: mV({peak:?}),
             spike_width: ms({:?}), after_depolarization: mV({after:?}), after_depolarization_tau: ms({after_tau:?}), delay: ms({:?}))",
            width as f64 / 1000.0, delay as f64 / 1000.0
        );
        let maximum = network.wires[0].maximum;
        // At each moment the low-passed potentials and the mean square; of the step from there the mean potential, and whether a
        // spike lasts.
        let course = |firing: &[i64]| {
            let steady = rest + current / leak;
            let (mut v, mut slow, mut fast, mut square, mut free_at) = (rest, rest, rest, reference, 0);
            let mut course = Vec::new();
            let mut last: Option<i64> = None;
            for index in 0..=network.length / STEP {
                let now = index * STEP;
                if firing.binary_search(&now).is_ok() {
                    (last, v, free_at) = (Some(now), reset, now + refractory);
                }
                let since = |last: i64| (now - last - width) as f64 / 1000.0;
                let spikes = last.is_some_and(|last| since(last) < 0.0);
                let u = |v: f64, later: f64| match last {
                    Some(_) if spikes => peak,
                    Some(last) => v + after * (-(since(last) + later) / after_tau).exp(),
                    None => v,
                };
                let next =
                    if now < free_at { v } else { steady + (v - steady) * (-STEP_MS * leak / capacitance).exp() };
                let (begin, end) = (u(v, 0.0), u(next, STEP_MS));
                course.push((slow, fast, square, f64::midpoint(v, next), spikes));
                let follow =
                    |value: &mut f64, aim: f64, tau: f64| *value += (1.0 - (-STEP_MS / tau).exp()) * (aim - *value);
                follow(&mut slow, f64::midpoint(begin, end), down_tau);
                follow(&mut fast, f64::midpoint(begin, end), up_tau);
                follow(&mut square, f64::midpoint((begin - rest).powi(2), (end - rest).powi(2)), 1000.0 * square_tau);
                v = next;
            }
            course
        };
        let courses: Vec<_> = network.trains.iter().map(|train| course(train)).collect();
        let expected = |synapse: &Synapse<'_>| {
            let course = &courses[synapse.pair.1];
            let (mut weight, mut moved, mut x) = (synapse.before, 0.0, 0.0);
            for index in 0..network.length / STEP {
                let now = index * STEP;
                let (_, _, square, v, spikes) = course[index as usize];
                let late = |index: i64| course[(index - delay / STEP).max(0) as usize];
                let above = |index: i64| (late(index).1 - low).max(0.0);
                let arrives = synapse.arrivals.binary_search(&now).is_ok();
                let arrived = f64::from(u8::from(arrives));
                let mut change = 0.0;
                if arrives {
                    let factor = if reference > 0.0 { square / reference } else { 1.0 };
                    change -= down * factor * (late(index).0 - low).max(0.0);
                }
                if synapse.firing.binary_search(&now).is_ok() {
                    change += up * (peak - high).max(0.0) * width as f64 / 1000.0 / x_tau * above(index) * x;
                } else if v > high && !spikes {
                    let slow = f64::midpoint(above(index), above(index + 1));
                    change += up * (v - high) * slow * (x + arrived) * (1.0 - (-STEP_MS / x_tau).exp());
                }
                moved += change.abs();
                weight = (weight + change).clamp(0.0, maximum);
                x = (x + arrived) * (-STEP_MS / x_tau).exp();
            }
            (weight, moved)
        };
        let mut errors = Vec::new();
        let mut found = Vec::new();
        for dt in STEPS_MS {
            let (_, synapses) = network.run(dt);
            let mut worst = 0.0_f64;
            for synapse in &synapses {
                let (weight, moved) = expected(synapse);
                let place =
                    || format!("s0 {:?} from {}, moved {moved}\n{}", synapse.pair, synapse.before, network.text(dt));
                // Time constants are 3 ms or more: a step that is sampled once is off by its share of them.
                found.extend(difference(
                    network.size(),
                    synapse.after,
                    weight,
                    moved * f64::from(dt) / 3.0 + 1e-6,
                    place,
                ));
                worst = worst.max((synapse.after - weight).abs());
            }
            errors.push(worst);
        }
        println!("{errors:?}");
        let shrinks = || format!("errors {errors:?} shrink\n{}", network.text(0.5));
        found.extend(difference(network.size(), errors[2], 0.0, errors[0] / 3.0 + 1e-5, shrinks));
        found
    });
}
