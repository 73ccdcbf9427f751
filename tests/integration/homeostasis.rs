//! Homeostasis of excitability (MODEL 2.5): what it brings back, and what it leaves alone.

use crate::rig::{assert_close, parse, run};
use rheobase::model::{AverageRate, HomeostaticShift, SlowExcitability};
use rheobase::plasticity::Rule;
use rheobase::plasticity::intrinsic::Homeostasis;
use rheobase::scene::file::HomeostasisFile;
use rheobase::simulation::{Simulation, SimulationCommand};

const EXCITATORY: usize = 400;

/// The waking network with half as many neurons, recurrence and all, with a factor on the drive of its excitatory cells and a
/// rule for them; ten biological minutes a second.
fn network(drive: f32, rules: &str, before: &str) -> Simulation {
    let text = rheobase::scene::shipped().iter().find(|scene| scene.name == "wake").expect("a shipped scene").text;
    let text = text
        .replace("count: 800,", "count: 400,")
        .replace("count: 200,", "count: 100,")
        .replace("neuron: (threshold_sd: mV(0.7)),", &format!("neuron: (threshold_sd: mV(0.7)), {rules},"))
        .replace("Poisson(to: \"E\", rate: kHz(1.0)", &format!("Poisson(to: \"E\", rate: kHz({drive:?})"))
        .replace("state: Awake,", &format!("timeline: [{before} Wait(duration: s(1000.0), time_lapse: 600.0)],"));
    Simulation::new(&parse(&text), 1)
}

/// Mean over excitatory cells of a column.
fn mean_rate(simulation: &mut Simulation, seconds: f64) -> f64 {
    let rates = crate::rig::rates(simulation, EXCITATORY, seconds);
    rates.iter().sum::<f64>() / EXCITATORY as f64
}

fn shifts(simulation: &Simulation) -> Vec<f64> {
    simulation
        .with_column(|shift: &[HomeostaticShift]| shift[..EXCITATORY].iter().map(|shift| f64::from(shift.0)).collect())
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

#[test]
fn the_error_is_clipped_and_has_a_dead_zone() {
    let rule = Homeostasis(HomeostasisFile::default());
    for (rate, error) in [(0.0, -1.0), (1.0, -0.75), (1.3, 0.0), (4.0, 0.0), (11.9, 0.0), (13.0, 1.0), (100.0, 1.0)] {
        assert!((rule.error(rate) - error).abs() < 1e-6, "{rate} Hz");
    }
    let sharp = Homeostasis(HomeostasisFile { dead_zone: (1.0, 1.0), ..HomeostasisFile::default() });
    assert_close(f64::from(sharp.error(5.0)), 0.25, 1e-5, "error without a dead zone");
}

#[test]
fn the_shift_is_never_faster_than_what_the_detector_can_see() {
    let rule = Homeostasis(HomeostasisFile::default());
    // In real time 24 h bring 5 mV; at 600 s a second they would pass in 144 s, but 5 mV take 200 s of spiking.
    let day = rule.advance(0.0, 50.0, 86_400.0, 24.0);
    assert_close(day, 5.0, 1e-5, "a day in real time");
    let lapse = rule.advance(0.0, 50.0, 20.0, 20.0 * 600.0 / 3600.0);
    assert_close(lapse, 0.5, 1e-5, "20 s of spiking at 600 seconds a second");
    assert!((rule.advance(1.5, 50.0, 0.0, 168.0) - 1.5).abs() < 1e-12, "a skipped week");
    assert_close(rule.advance(-4.9, 0.0, 1e6, 1e3), -5.0, 1e-6, "the bound");
}

#[test]
fn the_rate_returns_into_its_dead_zone_after_a_change_of_drive_and_stays() {
    for drive in [0.5, 1.5] {
        let mut free = network(drive, "receptors: ()", "");
        run(&mut free, 2000.0);
        let without = mean_rate(&mut free, 10.0);
        assert!(
            !(1.2..=12.0).contains(&without),
            "drive {drive}: the change takes the rate out of its zone: {without} Hz"
        );
        let mut simulation = network(drive, "homeostasis: ()", "");
        let (mut entered, mut extreme, mut history) = (None, 0.0_f64, Vec::new());
        for window in 0..60 {
            let rate = mean_rate(&mut simulation, 10.0);
            let shift = mean(&shifts(&simulation));
            history.push((rate, shift));
            if (1.2..=12.0).contains(&rate) {
                entered.get_or_insert(window);
            } else {
                assert!(entered.is_none(), "drive {drive}: left its zone again: {history:.2?}");
            }
            // An oscillating controller would turn back; this one may only come to rest.
            assert!((shift.abs() - extreme.abs()) > -0.1, "drive {drive}: h turned back: {history:.2?}");
            extreme = if shift.abs() > extreme.abs() { shift } else { extreme };
        }
        assert!(entered.is_some(), "drive {drive}: never back: {history:.2?}");
        assert_eq!(extreme > 0.0, drive > 1.0, "drive {drive}: h against the change: {history:.2?}");
        let still = history[50..].iter().map(|(_, shift)| *shift);
        let (low, high) = still.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x)));
        assert!(high - low < 0.2, "drive {drive}: h is at rest in the end: {history:.2?}");
    }
}

#[test]
fn learned_excitability_is_not_cancelled_within_twelve_biological_hours() {
    // A seventh of the cells has e = 1 at the start and keeps it but for its decay with 12 h.
    let learned = "SetExcitability(population: \"E\", neurons: Fraction(0.15), value: 1.0),";
    let change = |rule: &str| {
        let rules = format!("intrinsic_plasticity: (slow_rate: 0.0, fast_rate: 0.0), homeostasis: ({rule})");
        let mut simulation = network(1.0, &rules, learned);
        run(&mut simulation, 10.0);
        let chosen: Vec<usize> = simulation
            .with_column(|slow: &[SlowExcitability]| (0..EXCITATORY).filter(|&neuron| slow[neuron].0 > 0.9).collect());
        assert_eq!(chosen.len(), 60);
        run(&mut simulation, 72_000.0);
        let shifts = shifts(&simulation);
        let rate = simulation.with_column(|rate: &[AverageRate]| {
            chosen.iter().map(|&neuron| f64::from(rate[neuron].0)).sum::<f64>() / chosen.len() as f64
        });
        assert!(rate > 5.0, "the learned cells are busier than the others: {rate} Hz");
        chosen.iter().map(|&neuron| shifts[neuron]).sum::<f64>() / chosen.len() as f64
    };
    // κ_T e is 2.5 mV. With the dead zone less than a tenth of it is undone; without it more than a fifth.
    let with_zone = change("");
    assert!(with_zone < 0.25, "h rose by {with_zone} mV");
    let without = change("dead_zone: (1.0, 1.0)");
    assert!(without > 0.5, "without the dead zone h rose by only {without} mV: the test would show nothing");
}

#[test]
fn a_rule_that_is_off_or_a_test_moves_nothing() {
    let mut off = network(1.5, "homeostasis: ()", "");
    off.apply(SimulationCommand::SetRule { rule: Rule::Homeostasis, enabled: false });
    run(&mut off, 20_000.0);
    assert!(shifts(&off).iter().all(|&shift| shift == 0.0));
    let plain = network(1.0, "receptors: ()", "");
    assert!(plain.neuron::<HomeostaticShift>(0).is_none(), "no column without the rule");
}
