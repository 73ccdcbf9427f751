//! Excitability and homeostasis against a fine integration of their equations, with calcium in closed form.

use super::draws::{difference, hold};
use super::forced::{Forced, all};
use rheobase::model::{Calcium, FastExcitability, HomeostaticShift, LearningTag, SlowExcitability};

/// Step of the reference (ms).
const STEP_MS: f64 = 0.5;

#[test]
fn excitability_grows_by_its_trigger_and_decays_on_the_clock_of_biology() {
    hold(601, 12, |draws, cells| {
        let mut network = Forced::random(draws, cells, 1, 4000);
        let dopamine = draws.uniform(0.0, 1.0);
        let [serotonin, least] = [0; 2].map(|_| draws.uniform(0.0, 1.0));
        let lapse = draws.log(1.0, 1000.0);
        network.fields = format!(
            "states: (awake: (acetylcholine: 0.5, dopamine: 0.5, serotonin: {serotonin:?}, noradrenaline: 0.5, gate: {least:?},
             depression: 1.0)), modulation: (dopamine_baseline: 0.2, serotonin_baseline: 0.3),
             timeline: [SetModulator(modulator: Dopamine, level: {dopamine:?}), Wait(duration: s(4.0), time_lapse: {lapse:?})]"
        );
        let [slow_rate, fast_rate, tag_rate, by_dopamine, by_serotonin, dip] = [0; 6].map(|_| draws.log(0.01, 1.0));
        let [slow_tau, fast_tau] = [0; 2].map(|_| draws.log(0.1, 50.0));
        let (half, width) = (draws.uniform(2.0, 30.0), draws.uniform(1.0, 5.0));
        let (calcium_tau, tag_tau) = (draws.log(0.2, 2.0), draws.log(0.3, 5.0));
        network.population = format!(
            "intrinsic_plasticity: (slow_rate: {slow_rate:?}, fast_rate: {fast_rate:?}, slow_tau: h({slow_tau:?}),
             fast_tau: h({fast_tau:?}), trigger_rate: Hz({half:?}), trigger_width: Hz({width:?}), calcium_tau: s({calcium_tau:?}),
             tag_rate: {tag_rate:?}, tag_tau: s({tag_tau:?}), slow_rate_dopamine: {by_dopamine:?},
             slow_loss_serotonin: {by_serotonin:?}, slow_loss_dip: {dip:?})"
        );
        let above = (dopamine - 0.2_f64).max(0.0);
        let below = (0.5 - dopamine).max(0.0);
        let spotlight = (serotonin - 0.3_f64).max(0.0);
        let gate = 0.2 + 0.8 * above.min(1.0);
        let bio = lapse / 3600.0;
        // Calcium scaled by a factor: reading it up to 5 ms early or late is within those of both signs.
        let solve = |firing: &[i64], scale: f64| {
            let logistic = |c: f64| 1.0 / (1.0 + (-(c - half) / width).exp());
            // A neuron that does not fire does not learn.
            let trigger = |c: f64| (logistic(c) - logistic(0.0)) / (1.0 - logistic(0.0));
            let slope = |c: f64, [tag, fast, slow]: [f64; 3]| {
                let q = trigger(c);
                [
                    tag_rate * q * (1.0 - tag) - tag / tag_tau,
                    fast_rate * q * (1.0 - fast) - fast * bio / fast_tau,
                    (slow_rate * gate * q + by_dopamine * above * tag) * (1.0 - slow)
                        - by_serotonin * spotlight * tag * slow.max(0.0)
                        - dip * below * tag * (1.0 + slow)
                        - slow * bio / slow_tau,
                ]
            };
            let mut state = [0.0; 3];
            for step in 0..(4000.0 / STEP_MS) as i64 {
                let middle = (step * 2 + 1) * (500.0 * STEP_MS) as i64;
                let c = scale * all(firing, middle, 1000.0 * calcium_tau) / calcium_tau;
                let half: Vec<f64> =
                    state.iter().zip(slope(c, state)).map(|(x, dx)| x + 0.5e-3 * STEP_MS * dx).collect();
                let slope = slope(c, [half[0], half[1], half[2]]);
                state.iter_mut().zip(slope).for_each(|(x, dx)| *x += 1e-3 * STEP_MS * dx);
            }
            state
        };
        let (simulation, _) = network.run(0.5);
        let mut found = Vec::new();
        for cell in 0..cells as u32 {
            let firing = &network.trains[cell as usize];
            let expected = solve(firing, 1.0);
            let shift = 0.006 / calcium_tau;
            let (low, high) = (solve(firing, 1.0 - shift), solve(firing, 1.0 + shift));
            let measured = [
                simulation.neuron::<LearningTag>(cell).expect("a cell").0,
                simulation.neuron::<FastExcitability>(cell).expect("a cell").0,
                simulation.neuron::<SlowExcitability>(cell).expect("a cell").0,
            ];
            for (k, name) in ["tag", "e_f", "e_s"].into_iter().enumerate() {
                // Besides, each is stepped by 5 ms of its own fastest rate.
                let rate = [
                    tag_rate + 1.0 / tag_tau,
                    fast_rate + bio / fast_tau,
                    slow_rate + by_dopamine + by_serotonin + dip + 1.0 / tag_tau,
                ][k];
                let allowed = (high[k] - low[k]).abs()
                    + 0.005 * rate * (expected[k].abs() + 0.1 * (high[k] - low[k]).abs() + expected[0])
                    + 1e-5;
                let place = || format!("{name} of cell {cell}\n{}", network.text(0.5));
                found.extend(difference(network.size(), f64::from(measured[k]), expected[k], allowed, place));
            }
            let calcium = all(firing, network.length, 1000.0 * calcium_tau) / calcium_tau;
            let place = || format!("calcium of cell {cell}\n{}", network.text(0.5));
            let measured = f64::from(simulation.neuron::<Calcium>(cell).expect("a cell").0);
            found.extend(difference(network.size(), measured, calcium, calcium * 0.006 / calcium_tau + 1e-4, place));
        }
        found
    });
}

#[test]
fn homeostasis_integrates_the_error_of_the_rate_outside_its_dead_zone() {
    hold(602, 10, |draws, cells| {
        let mut network = Forced::random(draws, cells, 1, 20_000);
        let (target, strength, bound) = (draws.log(1.0, 40.0), draws.uniform(0.5, 20.0), draws.uniform(0.1, 20.0));
        let (tau_h, least, rate_tau) = (draws.log(0.1, 100.0), draws.log(10.0, 1000.0), draws.log(1.0, 100.0));
        let (low, high) = (draws.uniform(0.0, 1.0), draws.uniform(1.0, 4.0));
        let lapse = draws.log(1.0, 10_000.0);
        network.population = format!(
            "homeostasis: (target_rate: Hz({target:?}), strength: mV({strength:?}), tau: h({tau_h:?}), least_tau: s({least:?}),
             rate_tau: s({rate_tau:?}), bound: mV({bound:?}), dead_zone: ({low:?}, {high:?}))"
        );
        network.fields = format!("timeline: [Wait(duration: s(20.0), time_lapse: {lapse:?})]");
        let speed = strength * (lapse / 3600.0 / tau_h).min(1.0 / least);
        let (simulation, _) = network.run(0.5);
        let mut found = Vec::new();
        for cell in 0..cells as u32 {
            let firing = &network.trains[cell as usize];
            let (mut shift, mut unsure) = (0.0_f64, 0.0);
            for step in 0..4000_i64 {
                let middle = step * 5000 + 2500;
                let rate = (target * (-(middle as f64) / 1e6 / rate_tau).exp()
                    + all(firing, middle, 1000.0 * rate_tau) / rate_tau)
                    / target;
                let error = |rate: f64| if (low..=high).contains(&rate) { 0.0 } else { (rate - 1.0).clamp(-1.0, 1.0) };
                shift = (shift + 0.005 * speed * error(rate)).clamp(-bound, bound);
                // The rate is read every 100 ms: spikes and decay of so long may be missing or too much.
                let late = 0.11 / rate_tau * rate
                    + firing.iter().filter(|&&time| (time - middle).abs() < 110_000).count() as f64 / rate_tau / target;
                unsure += 0.005
                    * speed
                    * (error(rate + late) - error(rate - late)).abs().max((error(rate + late) - error(rate)).abs());
            }
            let measured = f64::from(simulation.neuron::<HomeostaticShift>(cell).expect("a cell").0);
            let place = || format!("h of cell {cell}\n{}", network.text(0.5));
            found.extend(difference(network.size(), measured, shift, unsure + 1e-4 * shift.abs() + 0.1 * speed, place));
        }
        found
    });
}
