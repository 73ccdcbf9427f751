//! What a view is told of a neuron that is selected while the run goes on.

use crate::rig::{fire, still_cells};
use rheobase::simulation::{Sampler, Simulation};

#[test]
fn the_rate_of_a_neuron_counts_from_when_it_was_selected() {
    let times: Vec<f64> = (0..80).map(|spike| 25.0 + 50.0 * f64::from(spike)).collect();
    let scene = still_cells(0.5, 1, "", &format!("inputs: [{}]", fire("E", 0, &times)));
    let mut simulation = Simulation::new(&scene, 1);
    let mut sampler = Sampler::new(&simulation);
    let mut watch = |sampler: &mut Sampler, steps: u32| {
        for _ in 0..steps {
            simulation.step(1);
            sampler.observe(&simulation);
        }
        sampler.take(&simulation).selected.map(|selected| selected.rate_hz)
    };
    assert_eq!(watch(&mut sampler, 4000), None);
    sampler.select(Some(0));
    assert!(watch(&mut sampler, 200).unwrap().is_nan(), "a tenth of a second says nothing");
    let rate = watch(&mut sampler, 1800).unwrap();
    assert!((rate - 20.0).abs() <= 1.0, "20 spikes in the second since it was selected, not {rate}");
}
