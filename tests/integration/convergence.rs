//! What a scene says does not depend on its time step.

use crate::rig::{BARE, STILL, assert_close, potential, scene, shipped};
use rheobase::model::{Projection, Weight};
use rheobase::simulation::{Simulation, projections};

/// The steps at which small scenes are compared.
const STEPS: [f32; 5] = [0.05, 0.1, 0.25, 0.5, 1.0];

/// Largest distance from rest (mV) after a synaptic event of 1 nS.
fn response(dt: f32, effect: &str) -> f64 {
    let fields = format!(
        "populations: [(name: \"E\", count: 1, neuron: ({STILL}, {BARE}))],
         inputs: [SpikeTimes(to: \"E\", times: [ms(10.0)], effect: {effect}(nS(1.0)))]"
    );
    let mut simulation = Simulation::new(&scene(dt, &fields), 1);
    let distance = |_| {
        simulation.step(1);
        (potential(&simulation, 0) + 65.0).abs()
    };
    (0..(100.0 / dt) as usize).map(distance).fold(0.0, f64::max)
}

#[test]
fn a_synaptic_event_moves_as_much_charge_at_every_step() {
    let fine = response(0.05, "Inhibit");
    for dt in STEPS {
        assert_close(response(dt, "Excite"), 1.0137, 0.005, &format!("EPSP (mV) at dt {dt}"));
        assert_close(response(dt, "Inhibit"), fine, 0.005, &format!("IPSP (mV) at dt {dt}"));
    }
}

/// What is compared: rates (Hz) of both populations, irregularity of intervals, mean and spread of plastic weights.
fn measure(name: &str, dt: f32, seed: u64, seconds: f64) -> [f64; 5] {
    let scene = shipped(name).changed(&[("dt".to_owned(), format!("ms({dt:?})"))]).expect("a step that is allowed");
    let mut simulation = Simulation::new(&scene, seed);
    simulation.step(scene.steps_in(1.0));
    simulation.enable_recording();
    simulation.step(scene.steps_in(seconds));
    assert_eq!(simulation.stop(), None);
    let excitatory = scene.range(0).len();
    let mut times = vec![Vec::new(); excitatory];
    let (mut from_excitatory, mut from_inhibitory) = (0.0, 0.0);
    for (step, neuron) in simulation.take_spikes() {
        if let Some(times) = times.get_mut(neuron as usize) {
            times.push(scene.time_s(step));
            from_excitatory += 1.0;
        } else {
            from_inhibitory += 1.0;
        }
    }
    let variation = |times: &Vec<f64>| {
        let intervals: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let mean = intervals.iter().sum::<f64>() / intervals.len() as f64;
        (intervals.iter().map(|interval| (interval - mean).powi(2)).sum::<f64>() / intervals.len() as f64).sqrt() / mean
    };
    let variations: Vec<f64> = times.iter().filter(|times| times.len() > 10).map(variation).collect();
    let rows = projections(simulation.world()).into_iter().find(|p| p.plastic).map(|p: &Projection| p.rows.clone());
    let weights = simulation.with_column(|weights: &[Weight]| {
        let weights = &weights[rows.expect("a plastic projection")];
        let mean = weights.iter().map(|weight| f64::from(weight.0)).sum::<f64>() / weights.len() as f64;
        let variance = weights.iter().map(|weight| (f64::from(weight.0) - mean).powi(2)).sum::<f64>();
        (mean, (variance / weights.len() as f64).sqrt())
    });
    [
        from_excitatory / excitatory as f64 / seconds,
        from_inhibitory / scene.range(1).len() as f64 / seconds,
        variations.iter().sum::<f64>() / variations.len() as f64,
        weights.0,
        weights.1,
    ]
}

/// Mean and standard deviation over seeds of each measure.
fn over_seeds(dt: f32, seeds: std::ops::Range<u64>, seconds: f64) -> [(f64, f64); 5] {
    let n = (seeds.end - seeds.start) as f64;
    let all: Vec<[f64; 5]> = seeds.map(|seed| measure("learn_sleep_remember", dt, seed, seconds)).collect();
    std::array::from_fn(|k| {
        let mean = all.iter().map(|one| one[k]).sum::<f64>() / n;
        let variance = all.iter().map(|one| (one[k] - mean).powi(2)).sum::<f64>() / (n - 1.0);
        (mean, variance.sqrt())
    })
}

/// The default scene at two steps: the means differ by less than the seeds do.
fn compare(steps: &[f32], seeds: u64, seconds: f64) {
    let coarse = over_seeds(0.5, 100..100 + seeds, seconds);
    println!("dt 0.5 ms: {coarse:.4?}");
    for &dt in steps {
        let fine = over_seeds(dt, 200..200 + seeds, seconds);
        println!("dt {dt} ms: {fine:.4?}");
        let names = ["E rate", "I rate", "CV of intervals", "mean weight", "spread of weights"];
        for ((name, fine), coarse) in names.into_iter().zip(fine).zip(coarse) {
            // Three standard errors of the difference of two means, and two tenths of a per cent for rounding.
            let error = 3.0 * ((fine.1 * fine.1 + coarse.1 * coarse.1) / seeds as f64).sqrt() + 0.002 * coarse.0.abs();
            assert!((fine.0 - coarse.0).abs() <= error, "{name}: {fine:?} at dt {dt} ms, {coarse:?} at 0.5 ms");
        }
    }
}

#[test]
fn the_default_scene_is_the_same_at_a_finer_step() {
    compare(&[0.25], 4, 4.0);
}

#[test]
#[ignore = "minutes: measured when the integration changes"]
fn the_default_scene_is_the_same_at_three_steps() {
    compare(&[0.1, 0.25], 8, 12.0);
}
