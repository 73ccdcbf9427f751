//! Behavioural-timescale plasticity against the published window (Bittner et al. 2017), the published dependence on the weight
//! (Milstein et al. 2021), and the formula of plateau probability.

use crate::rig::{STILL, assert_close, fire, run, scene, shipped};
use rheobase::model::{Threshold, Weight};
use rheobase::plasticity::Rule;
use rheobase::plasticity::synaptic::Btsp;
use rheobase::scene::Scene;
use rheobase::simulation::{Simulation, SimulationCommand};

fn weights(simulation: &Simulation) -> Vec<f64> {
    simulation.with_column(|column: &[Weight]| column.iter().map(|weight| f64::from(weight.0)).collect())
}

/// One input a train (ms) onto one cell with plateaus at these times (ms).
fn cell(trains: &[Vec<f64>], plateaus: &[f64], weight: f64, rule: &str) -> Scene {
    let inputs: String = trains.iter().enumerate().map(|(input, times)| fire("pre", input, times)).collect();
    let plateaus: Vec<String> = plateaus.iter().map(|time| format!("ms({time:?})")).collect();
    scene(
        0.5,
        &format!(
            "populations: [(name: \"pre\", count: {}, neuron: ({STILL})), (name: \"post\", count: 1, neuron: ({STILL}))],
             projections: [(name: \"s\", from: \"pre\", to: \"post\", wiring: AllToAll,
                receptor: Excitatory(slow_fraction: 0.0), conductance: nS(0.0), delay: Constant(ms(1.0)),
                weight: Constant({weight:?}), maximum_weight: 4.0, btsp: ({rule}))],
             inputs: [{inputs} SpikeTimes(to: \"post\", times: [{}], effect: Plateau)]",
            trains.len(),
            plateaus.join(", ")
        ),
    )
}

#[test]
fn the_window_lasts_seconds_and_is_longer_before_the_plateau_than_after_it() {
    // A silent synapse, one spike, a plateau as short as it can be: the window itself.
    let offsets: Vec<f64> = (-40..=40).map(|k| 100.0 * f64::from(k)).collect();
    let trains: Vec<Vec<f64>> = offsets.iter().map(|offset| vec![9999.0 + offset]).collect();
    let scene = cell(&trains, &[10_000.0], 0.0, "plateau_duration: ms(1.0), spike_share: 0.05");
    let mut simulation = Simulation::new(&scene, 1);
    run(&mut simulation, 25_000.0);
    let window = weights(&simulation);
    let at = |seconds: f64| window[offsets.iter().position(|&offset| offset == 1000.0 * seconds).unwrap()];
    let before = 2.5 / (at(-0.5) / at(-3.0)).ln();
    let after = 1.5 / (at(0.5) / at(2.0)).ln();
    println!("time constants: {before:.3} s before, {after:.3} s after the plateau");
    // Published: 1.31 and 0.69 s. The steps of 10 ms are the tolerance.
    assert_close(before, 1.31, 0.03, "before the plateau");
    assert_close(after, 0.69, 0.03, "after the plateau");
    assert!(at(-1.0) > 1.5 * at(1.0), "asymmetry {}", at(-1.0) / at(1.0));
}

/// Ten spikes at 20 Hz that begin at `offset` (ms) from each plateau.
fn burst(plateaus: &[f64], offset: f64) -> Vec<f64> {
    plateaus.iter().flat_map(|plateau| (0..10).map(move |k| plateau + offset + 50.0 * f64::from(k))).collect()
}

#[test]
fn five_pairings_suffice() {
    let plateaus: Vec<f64> = (0..30).map(|k| 10_000.0 + 15_000.0 * f64::from(k)).collect();
    let mut simulation = Simulation::new(&cell(&[burst(&plateaus, -500.0)], &plateaus, 1.0, ""), 1);
    run(&mut simulation, 84_000.0);
    let five = weights(&simulation)[0];
    run(&mut simulation, 25.0 * 15_000.0);
    let thirty = weights(&simulation)[0];
    println!("1 -> {five:.3} after five pairings, {thirty:.3} after thirty");
    assert!(five >= 2.0, "doubled: {five}");
    assert!(five - 1.0 >= 0.8 * (thirty - 1.0), "{five} of {thirty}");
}

#[test]
fn the_fastest_rates_lead_a_weight_to_its_balance_and_not_beyond() {
    // Both at 100 Hz: an explicit step of 10 ms throws a weight from one side of the balance to the other for ever.
    let rule = "potentiation: Hz(100.0), depression: Hz(100.0), spike_share: 1.0, depression_slope: 0.0";
    for start in [0.1, 3.9] {
        let mut simulation = Simulation::new(&cell(&[vec![999.0]], &[1000.0], start, rule), 1);
        for _ in 0..100 {
            run(&mut simulation, 20.0);
            let weight = weights(&simulation)[0];
            assert!(((weight - 2.0) / (start - 2.0)) > -1e-3, "from {start} past the balance to {weight}");
        }
        assert_close(weights(&simulation)[0], 2.0, 1e-3, "the balance of equal rates");
    }
}

#[test]
fn weak_inputs_grow_and_strong_ones_shrink() {
    let scene = shipped("plateau");
    let mut simulation = Simulation::new(&scene, 1);
    run(&mut simulation, 85_000.0);
    let weights = weights(&simulation);
    let (weak, strong) = weights.split_at(11);
    println!("from 0.5: {weak:.2?}\nfrom 3.5: {strong:.2?}");
    // Offsets -4, -3, -2, -1, -0.5, 0, 0.5, 1, 2, 3, 4 s.
    for (near, weight) in weak.iter().enumerate().take(8).skip(3) {
        assert!(*weight > 0.5 + 0.2, "weak input {near}: {weight}");
    }
    for far in [0, 1, 2, 8] {
        assert!(strong[far] < 3.5 - 0.2, "strong input {far}: {}", strong[far]);
    }
    // Both go to the same place: where they were at the plateau they end nearer to each other than they began.
    for (weak, strong) in weak.iter().zip(strong) {
        assert!(strong - weak <= 3.0);
    }
    assert!(strong[4] - weak[4] < 1.0);
    // At one and the same interval the direction depends on the weight alone.
    assert!(weak[2] > 0.5 && strong[2] < 3.5);
}

#[test]
fn a_rule_that_is_off_changes_nothing() {
    let scene = cell(&[burst(&[1000.0], -500.0)], &[1000.0], 1.0, "");
    let mut simulation = Simulation::new(&scene, 1);
    simulation.apply(SimulationCommand::SetRule { rule: Rule::Btsp, enabled: false });
    run(&mut simulation, 4000.0);
    assert_eq!(weights(&simulation), [1.0]);
}

#[test]
fn excitable_neurons_have_more_plateaus_as_the_formula_says() {
    // 900 cells at rest: e = 0, 0.4 and 0.8. Rate p₀ exp(κ e / s) with κ 2.5 mV and s 2 mV; 20 seeds of 20 s.
    let rules =
        "fast_rate: 0.0, slow_rate: 0.0, slow_rate_dopamine: 0.0, slow_loss_serotonin: 0.0, slow_tau: h(1000.0)";
    let scene = scene(
        0.5,
        &format!(
            "populations: [(name: \"pre\", count: 1, neuron: ({STILL})),
                (name: \"post\", count: 900, neuron: ({STILL}), intrinsic_plasticity: ({rules}))],
             projections: [(name: \"s\", from: \"pre\", to: \"post\", wiring: AllToAll,
                receptor: Excitatory(slow_fraction: 0.0), conductance: nS(0.0), delay: Constant(ms(1.0)),
                btsp: (plateau_rate: Hz(0.05), plateau_duration: ms(10.0)))],
             timeline: [
                SetExcitability(population: \"post\", neurons: Neurons([{}]), value: 0.4),
                SetExcitability(population: \"post\", neurons: Neurons([{}]), value: 0.8),
                Wait(duration: s(20.0))]",
            (300..600).map(|k| k.to_string()).collect::<Vec<_>>().join(", "),
            (600..900).map(|k| k.to_string()).collect::<Vec<_>>().join(", "),
        ),
    );
    let mut counts = [0.0; 3];
    for seed in 1..=20 {
        let mut simulation = Simulation::new(&scene, seed);
        run(&mut simulation, 20_000.0);
        let mut query = simulation.world().try_query::<&Btsp>().unwrap();
        let rule = query.iter(simulation.world()).next().unwrap();
        for (count, group) in counts.iter_mut().zip(rule.plateaus.chunks(300)) {
            *count += f64::from(group.iter().sum::<u32>());
        }
    }
    println!("plateaus: {counts:?}, ratios {:.3} and {:.3}", counts[1] / counts[0], counts[2] / counts[0]);
    let seconds = 20.0 * 20.0 * 300.0;
    for (count, e) in counts.iter().zip([0.0, 0.4, 0.8]) {
        // A neuron in a plateau can't begin another: 10 ms each.
        let rate = 0.05 * (2.5_f64 * e / 2.0).exp();
        let expected = seconds * rate / (1.0 + 0.01 * rate);
        assert!((count - expected).abs() < 3.0 * expected.sqrt(), "e {e}: {count}, expected {expected}");
    }
}

#[test]
fn a_low_threshold_brings_more_plateaus_if_the_rule_reads_it_as_the_formula_says() {
    // 900 cells at rest, thresholds of a standard deviation of 2 mV. Rate p₀ exp(λ (V_T0 - θ) / s) with s 2 mV; 10 seeds of 20 s.
    let counts = |lambda: f64| {
        let scene = scene(
            0.5,
            &format!(
                "populations: [(name: \"pre\", count: 1, neuron: ({STILL})),
                    (name: \"post\", count: 900, neuron: (initial_spread: mV(0.0), noise_sd: mV(0.0), threshold_sd: mV(2.0)))],
                 projections: [(name: \"s\", from: \"pre\", to: \"post\", wiring: AllToAll,
                    receptor: Excitatory(slow_fraction: 0.0), conductance: nS(0.0), delay: Constant(ms(1.0)),
                    btsp: (plateau_rate: Hz(0.05), plateau_duration: ms(10.0), plateau_threshold: {lambda:?}))]"
            ),
        );
        let mut groups = [(0.0, 0.0); 3];
        for seed in 1..=10 {
            let mut simulation = Simulation::new(&scene, seed);
            run(&mut simulation, 20_000.0);
            let mut query = simulation.world().try_query::<&Btsp>().unwrap();
            let plateaus = &query.iter(simulation.world()).next().unwrap().plateaus;
            let thresholds = simulation.with_column(|column: &[Threshold]| column[1..].to_vec());
            for (threshold, &count) in thresholds.iter().zip(plateaus) {
                let below = f64::from(-50.0 - threshold.0);
                let group = if below < -1.0 { 0 } else { 1 + usize::from(below > 1.0) };
                let rate = 0.05 * (lambda * below / 2.0).exp();
                groups[group].0 += f64::from(count);
                groups[group].1 += 20.0 * rate / (1.0 + 0.01 * rate);
            }
        }
        groups
    };
    for lambda in [0.0, 1.0] {
        for (count, expected) in counts(lambda) {
            println!("λ {lambda}: {count} plateaus, expected {expected:.1}");
            assert!((count - expected).abs() < 3.0 * expected.sqrt(), "λ {lambda}: {count}, expected {expected}");
        }
    }
}

#[test]
fn plateaus_of_one_neuron_do_not_depend_on_the_weights_or_on_the_switch_of_another_rule() {
    let plateaus = |rule: &str, off: bool| {
        let scene = cell(&[vec![50.0, 1000.0, 3000.0]], &[], 1.0, &format!("plateau_rate: Hz(0.5), {rule}"));
        let other = ("populations[1].intrinsic_plasticity".to_owned(), "()".to_owned());
        let mut simulation = Simulation::new(&scene.changed(&[other]).expect("no faults"), 4);
        if off {
            simulation.apply(SimulationCommand::SetRule { rule: Rule::IntrinsicPlasticity, enabled: false });
        }
        run(&mut simulation, 60_000.0);
        let mut query = simulation.world().try_query::<&Btsp>().unwrap();
        query.iter(simulation.world()).next().unwrap().plateaus.clone()
    };
    let count = plateaus("", false);
    assert!(count[0] > 5, "{count:?}");
    assert_eq!(count, plateaus("potentiation: Hz(20.0)", false));
    assert_eq!(count, plateaus("", true));
}
