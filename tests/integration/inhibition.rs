//! Inhibitory plasticity in a network: every excitatory cell comes to its target rate (Vogels et al. 2011).

use crate::rig::{assert_near, parse, rates, run};
use rheobase::model::{Projection, Weight};
use rheobase::scene::Scene;
use rheobase::simulation::Simulation;

/// The shipped benchmark with a fifth of its neurons and the same number of synapses a neuron, a target of 5 Hz, and an initial
/// strength of inhibition (nS). The other numbers are those of the benchmark.
fn network(strength: f64) -> Scene {
    let text = rheobase::scene::shipped().iter().find(|entry| entry.name == "bench/isp").expect("it is shipped").text;
    let replaced = |text: String, from: &str, to: &str| {
        assert!(text.contains(from), "the benchmark has {from}");
        text.replace(from, to)
    };
    let text = replaced(text.to_owned(), "count: 8000", "count: 1600");
    let text = replaced(text, "count: 2000", "count: 400");
    let text = replaced(text, "Probability(0.02)", "Probability(0.1)");
    let text = replaced(text, "target_rate: Hz(3.0)", "target_rate: Hz(5.0)");
    parse(&replaced(text, "weight: Constant(0.0)", &format!("weight: Constant({strength:?})")))
}

/// Mean rate of the excitatory cells in the first second, and their rates in the last ten of a run (Hz).
fn settle(strength: f64, seconds: f64) -> (f64, Vec<f64>, f64) {
    let mut simulation = Simulation::new(&network(strength), 1);
    let start = rates(&mut simulation, 1600, 1.0).iter().sum::<f64>() / 1600.0;
    run(&mut simulation, (seconds - 11.0) * 1000.0);
    let end = rates(&mut simulation, 1600, 10.0);
    let world = simulation.world();
    let mut query = world.try_query::<&Projection>().expect("there are projections");
    let rows = query.iter(world).find(|projection| projection.plastic).expect("one is plastic").rows.clone();
    let inhibition = simulation.with_column(|column: &[Weight]| {
        let plastic = &column[rows];
        plastic.iter().map(|weight| f64::from(weight.0)).sum::<f64>() / plastic.len() as f64
    });
    (start, end, inhibition)
}

#[test]
fn excitatory_rates_settle_at_the_target_from_above_and_from_below() {
    for (strength, above) in [(0.0, true), (STRONG, false)] {
        let (start, end, inhibition) = settle(strength, 40.0);
        let mean = end.iter().sum::<f64>() / end.len() as f64;
        let near = end.iter().filter(|rate| (**rate - 5.0).abs() <= 1.5).count() as f64 / end.len() as f64;
        println!(
            "from {strength} nS: {start:.2} Hz, then {mean:.2} Hz, {near:.3} within 1.5 Hz, mean weight {inhibition:.2} nS"
        );
        assert!(if above { start > 15.0 } else { start < 1.0 }, "starts at {start} Hz");
        assert_near(mean, 5.0, 0.5, "mean excitatory rate");
        // In 10 s a Poisson cell at 5 Hz gives 5 +- 0.7 Hz: most single cells are near as well, not only their mean.
        assert!(near > 0.9, "{near} of the cells are within 1.5 Hz of the target");
    }
}

/// Initial strength of inhibition (nS) that silences the excitatory cells.
const STRONG: f64 = 40.0;
