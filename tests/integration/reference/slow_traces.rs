//! Rules whose own variables are integrated: rate with a sliding threshold, voltage, three factors, plateaus, timing.

use super::draws::{Draws, difference, hold};
use super::forced::{Forced, GRID, STEPS_MS, Side, all, compare, left, walk};
use rheobase::model::FastExcitability;

#[test]
fn bcm_plasticity_converges_to_the_exact_course_of_rate_and_threshold() {
    hold(301, 16, |draws, cells| {
        let mut network = Forced::random(draws, cells, 2, 2000);
        let parameters: Vec<_> = network.wires.iter_mut().map(|wires| {
            let (rate, target) = (draws.log(1e-4, 0.1), draws.log(1.0, 50.0));
            let (rate_tau, threshold_tau) = (draws.log(0.02, 10.0), draws.log(0.1, 100.0));
            wires.rules = format!(
                "bcm: (rate: {rate:?}, target_rate: Hz({target:?}), rate_tau: s({rate_tau:?}), threshold_tau: s({threshold_tau:?}))"
            );
            (rate, target, 1000.0 * rate_tau, 1000.0 * threshold_tau)
        }).collect();
        compare(&network, |synapse, dt| {
            let (rate, target, rate_tau, threshold_tau) = parameters[synapse.wires];
            // y and θ in units of the target rate, at a moment: from spike to spike of the receiver in closed form.
            let state = |now: i64| {
                let (mut y, mut theta, mut then) = (1.0, 1.0, 0);
                let mut pass = |until: i64, jump: f64| {
                    let (kept, slow) = (left(then, until, rate_tau / 2.0), left(then, until, threshold_tau));
                    theta = theta * slow + y * y * (kept - slow) / (1.0 - 2.0 * threshold_tau / rate_tau);
                    y = y * left(then, until, rate_tau) + jump;
                    then = until;
                };
                synapse
                    .firing
                    .iter()
                    .filter(|&&time| time < now)
                    .for_each(|&time| pass(time, 1000.0 / (rate_tau * target)));
                pass(now, 0.0);
                (y, theta)
            };
            let change = |scale: f64| {
                move |side, now, _: f64| {
                    let (y, theta) = state(now);
                    if side == Side::Pre { rate * y * (y - theta * scale) } else { 0.0 }
                }
            };
            let maximum = network.wires[synapse.wires].maximum;
            let (weight, moved) = walk(synapse, network.length, maximum, &[&change(1.0)]);
            // ⟨y²⟩ is summed over steps, which weighs each spike by up to dt / τ too much.
            let (shifted, _) = walk(synapse, network.length, maximum, &[&change(1.0 + 1.5 * dt / rate_tau)]);
            (weight, (weight - shifted).abs() + 1e-5 * moved)
        })
    });
}

#[test]
fn timing_dependent_excitability_is_the_sum_over_all_pairs() {
    hold(302, 16, |draws, cells| {
        let mut network = Forced::random(draws, cells, 2, 1500);
        let parameters: Vec<_> = network
            .wires
            .iter_mut()
            .map(|wires| {
                let (rate, tau) = (draws.log(1e-5, 2e-3), draws.log(1.0, 300.0));
                wires.rules = format!("timing_excitability: (rate: {rate:?}, tau: ms({tau:?}))");
                (rate, tau)
            })
            .collect();
        network.population = "intrinsic_plasticity: (fast_rate: 0.0, slow_rate: 0.0, fast_tau: h(1000.0))".into();
        let at = |&dt: &f32| {
            let (simulation, synapses) = network.run(dt);
            let measured = simulation.with_column(|column: &[FastExcitability]| column.to_vec());
            let compare = |cell: usize| {
                let (mut expected, mut moved) = (0.0, 0.0);
                for synapse in synapses.iter().filter(|synapse| synapse.pair.1 == cell) {
                    let (rate, tau) = parameters[synapse.wires];
                    let within =
                        |times: &[i64]| times.iter().copied().filter(|&time| time < network.length).collect::<Vec<_>>();
                    let up: f64 =
                        within(synapse.firing).iter().map(|&now| rate * all(&synapse.arrivals, now, tau)).sum();
                    let down: f64 =
                        within(&synapse.arrivals).iter().map(|&now| rate * all(synapse.firing, now, tau)).sum();
                    expected += up - down;
                    moved += up + down;
                }
                let bounded = moved >= 1.0;
                let place = || format!("e_f of cell {cell}\n{}", network.text(dt));
                difference(network.size(), f64::from(measured[cell].0), expected, 2e-5 * moved + 1e-7, place)
                    .filter(|_| !bounded)
            };
            (0..cells).filter_map(compare).collect::<Vec<_>>()
        };
        STEPS_MS.iter().flat_map(at).collect()
    });
}

#[test]
fn three_factor_learning_turns_eligibility_and_modulators_into_weights_as_its_equations_say() {
    hold(303, 12, |draws, cells| {
        let mut network = Forced::random(draws, cells, 2, 2500);
        let level = |draws: &mut Draws| draws.uniform(0.0, 1.0);
        let [acetylcholine, dopamine, serotonin, noradrenaline] = [0; 4].map(|_| level(draws));
        let [held, raised, aroused] = [0; 3].map(|_| level(draws));
        let (pulse, learning, pulse_tau) = (draws.uniform(0.0, 2.0), draws.uniform(0.0, 1.0), draws.log(0.05, 0.3));
        let sizes = [draws.uniform(-1.0, 2.0), draws.uniform(-1.0, 2.0)];
        network.fields = format!(
            "states: (awake: (acetylcholine: {acetylcholine:?}, dopamine: {dopamine:?}, serotonin: {serotonin:?},
             noradrenaline: {noradrenaline:?}, gate: 0.1, depression: 1.0)),
             reward: (pulse: {pulse:?}, learning: {learning:?}, tau: s({pulse_tau:?})),
             timeline: [SetModulator(modulator: Serotonin, level: {raised:?}), SetModulator(modulator: Noradrenaline, level: {aroused:?}),
             Wait(duration: s(0.4)), Reward(size: {:?}), Wait(duration: s(0.4)), SetModulator(modulator: Dopamine, level: {held:?}),
             Wait(duration: s(0.2)), Reward(size: {:?}), Wait(duration: s(0.5)), ReleaseModulator(modulator: Dopamine),
             ReleaseModulator(modulator: Serotonin), ReleaseModulator(modulator: Noradrenaline), Wait(duration: s(1.0))]",
            sizes[0], sizes[1]
        );
        let parameters: Vec<_> = network.wires.iter_mut().map(|wires| {
            let low = draws.uniform(20.0, 30.0);
            (wires.weights, wires.maximum) = ((low, low + 1.0), 60.0);
            let [k_dopamine, k_noradrenaline, k_serotonin] = [0; 3].map(|_| draws.log(0.01, 2.0));
            let (k_acetylcholine, hebbian) = (draws.uniform(0.0, 0.05), draws.uniform(-0.05, 0.05));
            let [first, second] = [0; 2].map(|_| draws.uniform(-1.5, 1.5));
            let [x_tau, y_tau] = [0; 2].map(|_| draws.log(2.0, 100.0));
            let tau = draws.log(0.1, 5.0);
            wires.rules = format!(
                "three_factor: (dopamine: {k_dopamine:?}, tau: s({tau:?}), acetylcholine: {k_acetylcholine:?},
                 noradrenaline: {k_noradrenaline:?}, serotonin: {k_serotonin:?}, hebbian: {hebbian:?}, pre_before_post: {first:?},
                 post_before_pre: {second:?}, presynaptic_tau: ms({x_tau:?}), postsynaptic_tau: ms({y_tau:?}))"
            );
            ([k_dopamine, k_noradrenaline, k_serotonin], k_acetylcholine, hebbian, [first, second], [x_tau, y_tau], 1000.0 * tau)
        }).collect();
        // Phasic dopamine at a moment: (of the pulse before it).
        let signals = |now: f64| {
            let (mut phasic, mut expected, mut then) = (0.0, 0.0, 0.0);
            for (time, size, tonic) in [(400.0, sizes[0], dopamine), (1000.0, sizes[1], held)] {
                if time <= now {
                    phasic *= (-(time - then) / (1000.0 * pulse_tau)).exp();
                    phasic = (phasic + pulse * (size - expected)).max(-tonic);
                    expected += learning * (size - expected);
                    then = time;
                }
            }
            phasic *= (-(now - then) / (1000.0 * pulse_tau)).exp();
            let tonic = if (800.0..1500.0).contains(&now) { held } else { dopamine };
            let on = |level: f64, base: f64| if now < 1500.0 { (level - base).max(0.0) } else { 0.0 };
            ((tonic + phasic).max(0.0) - dopamine, on(aroused, noradrenaline), on(raised, serotonin))
        };
        // In steps of a quarter of a millisecond; the middle of a step never lies on an edge.
        let step = GRID / 2;
        let course: Vec<_> =
            (0..network.length / step).map(|k| signals((k as f64 + 0.5) * step as f64 / 1000.0)).collect();
        compare(&network, |synapse, dt| {
            let (k, k_acetylcholine, hebbian, increments, taus, tau) = parameters[synapse.wires];
            let (mut weight, mut trace, mut allowed, mut moved) = (synapse.before, 0.0_f64, 0.0, 0.0_f64);
            for (index, (dopamine, noradrenaline, serotonin)) in course.iter().enumerate() {
                let now = index as i64 * step;
                let mut increment = 0.0;
                for (events, others, amplitude, tau) in [
                    (&synapse.arrivals[..], synapse.firing, increments[1], taus[1]),
                    (synapse.firing, &synapse.arrivals[..], increments[0], taus[0]),
                ] {
                    if events.binary_search(&now).is_ok() {
                        let pair = amplitude * all(others, now, tau);
                        weight += hebbian * pair - k_acetylcholine * acetylcholine * pair.abs();
                        increment += pair;
                        moved += pair.abs() * (hebbian.abs() + k_acetylcholine);
                        // Traces of spikes that are seven time constants old count as none: of each pair up to a thousandth.
                        let forgotten = 1e-3 * amplitude.abs();
                        allowed += forgotten * (hebbian.abs() + k_acetylcholine + k.iter().sum::<f64>() * tau / 1000.0);
                    }
                }
                trace += increment;
                let area = trace * tau / 1000.0 * (1.0 - (-(step as f64) / 1000.0 / tau).exp());
                let other = if trace > 0.0 { k[1] * noradrenaline } else { k[2] * serotonin };
                weight += (k[0] * dopamine + other) * area;
                moved += ((k[0] * dopamine).abs() + other) * area.abs();
                // Signals below a thousandth count as none.
                allowed += k.iter().sum::<f64>() * 1e-3 * area.abs();
                trace *= (-(step as f64) / 1000.0 / tau).exp();
            }
            (weight, allowed + moved * dt / (1000.0 * pulse_tau) + 2e-5 * moved)
        })
    });
}

#[test]
fn plateaus_change_weights_as_the_overlap_of_eligibility_and_signal_says() {
    hold(304, 10, |draws, cells| {
        let mut network = Forced::random(draws, cells, 1, 3000);
        let plateaus: Vec<i64> = (0..cells).map(|_| 10_000 * draws.whole(10, 150)).collect();
        let plateau = |(cell, time): (usize, &i64)| {
            format!(
                "SpikeTimes(to: \"P\", neurons: Neurons([{cell}]), times: [ms({:?})], effect: Plateau),",
                *time as f64 / 1000.0
            )
        };
        network.inputs = plateaus.iter().enumerate().map(plateau).collect();
        let [up, down] = [0; 2].map(|_| draws.log(0.05, 1.0));
        let duration = 10.0 * draws.whole(10, 60) as f64;
        let [e_tau, p_tau] = [0; 2].map(|_| draws.log(0.3, 3.0));
        let share = draws.uniform(0.05, 1.0);
        let [half_up, half_down] = [0; 2].map(|_| draws.uniform(0.0, 1.0));
        let [slope_up, slope_down] = [0; 2].map(|_| if draws.chance(0.5) { 0.0 } else { draws.log(0.1, 30.0) });
        network.wires[0].rules = format!(
            "btsp: (potentiation: Hz({up:?}), depression: Hz({down:?}), plateau_duration: ms({duration:?}), eligibility_tau: s({e_tau:?}),
             instructive_tau: s({p_tau:?}), spike_share: {share:?}, potentiation_half: {half_up:?}, potentiation_slope: {slope_up:?},
             depression_half: {half_down:?}, depression_slope: {slope_down:?})"
        );
        let curve = |half: f64, slope: f64| {
            move |overlap: f64| {
                let logistic = |x: f64| 1.0 / (1.0 + (-slope * (x - half)).exp());
                if slope == 0.0 {
                    overlap
                } else {
                    (logistic(overlap) - logistic(0.0)) / (logistic(1.0) - logistic(0.0))
                }
            }
        };
        let (grow, shrink) = (curve(half_up, slope_up), curve(half_down, slope_down));
        compare(&network, |synapse, _| {
            let (mut weight, mut eligibility, mut moved) = (synapse.before, 0.0, 0.0);
            let maximum = network.wires[0].maximum;
            let begin = plateaus[synapse.pair.1];
            for index in 0..network.length / GRID {
                let now = index * GRID;
                if synapse.arrivals.binary_search(&now).is_ok() {
                    eligibility += share * (1.0 - eligibility);
                }
                let after = (now - begin) as f64 / 1000.0 - duration;
                let signal = if now < begin { 0.0 } else { (-after.max(0.0) / (1000.0 * p_tau)).exp() };
                let overlap = eligibility * signal;
                let seconds = GRID as f64 * 1e-6;
                let (gain, loss) = (up * (maximum - weight) * grow(overlap), down * weight * shrink(overlap));
                weight += seconds * (gain - loss);
                moved += seconds * (gain + loss);
                eligibility *= (-(GRID as f64) / 1000.0 / (1000.0 * e_tau)).exp();
            }
            // The rule is stepped every 10 ms: spikes and plateaus are up to that late, against their own time constants.
            let steepness = 1.0 + slope_up.max(slope_down) / 4.0;
            (
                weight,
                moved * 10.0 * steepness * (1.0 / (1000.0 * e_tau) + 1.0 / (1000.0 * p_tau) + 1.0 / duration)
                    + 2e-3 * moved,
            )
        })
    });
}
