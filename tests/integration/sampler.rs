//! What a view is told of neurons that are looked at while the run goes on.

use crate::rig::{fire, shipped, still_cells};
use rheobase::model::{Postsynaptic, Presynaptic, Threshold};
use rheobase::scene::file::Variable;
use rheobase::simulation::{Sampler, Simulation, SimulationCommand, WeightGroup};

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

#[test]
fn a_group_is_summed_up_traces_are_watched_partners_named_and_the_run_stays_the_same() {
    let scene = crate::rig::shipped("wake");
    let mut simulation = Simulation::new(&scene, 1);
    let mut unwatched = Simulation::new(&scene, 1);
    let mut sampler = Sampler::new(&simulation);
    let group: Vec<u32> = (10..60).chain([900]).collect();
    sampler.select_group(&group, &simulation);
    sampler.watch(&[11, u32::MAX, 12]);
    for _ in 0..800 {
        simulation.step(1);
        sampler.observe(&simulation);
    }
    sampler.name_neighbours(Some(11), &simulation);
    sampler.refresh_group(&simulation);
    let sample = sampler.take(&simulation);
    unwatched.step(800);
    assert_eq!(simulation.state_hash(), unwatched.state_hash());

    let reading = sample.group.expect("a group is selected");
    let value =
        |variable| reading.values.iter().find(|value| value.variable == variable).expect("it is summed up").spread;
    let thresholds = simulation.with_column(|column: &[Threshold]| {
        group.iter().map(|&neuron| f64::from(column[neuron as usize].0)).collect::<Vec<f64>>()
    });
    let mean = thresholds.iter().sum::<f64>() / thresholds.len() as f64;
    let sd = (thresholds.iter().map(|theta| (theta - mean).powi(2)).sum::<f64>() / thresholds.len() as f64).sqrt();
    let told = value(Variable::LastingThreshold);
    assert_eq!(told.count, 51);
    assert!(
        (f64::from(told.mean) - mean).abs() < 1e-3 && (f64::from(told.sd) - sd).abs() < 1e-3,
        "{told:?}, {mean} ± {sd}"
    );
    // A rate is a spike count over a second that forgets; it is watched while there is a group.
    let rate = value(Variable::Rate);
    assert!(rate.count == 51 && rate.mean.is_finite(), "{rate:?}");

    let (pre, post) = (
        simulation.with_column(|column: &[Presynaptic]| column.iter().map(|pre| pre.0).collect::<Vec<u32>>()),
        simulation.with_column(|column: &[Postsynaptic]| column.iter().map(|post| post.0).collect::<Vec<u32>>()),
    );
    let counted = |from: bool, onto: bool| {
        let both = pre.iter().zip(&post);
        both.filter(|(pre, post)| group.contains(pre) == from && group.contains(post) == onto).count() as u32
    };
    for (synapses, from, onto) in
        [(reading.within, true, true), (reading.incoming, false, true), (reading.outgoing, true, false)]
    {
        assert_eq!(synapses.excitatory.count + synapses.inhibitory.count, counted(from, onto), "{from} {onto}");
    }

    let watched: Vec<(u32, usize)> = sample.watched.iter().map(|trace| (trace.neuron, trace.points.len())).collect();
    assert_eq!(watched, [(11, 400), (12, 400)], "a point each millisecond");
    let neighbours = sample.neighbours.expect("they were asked for");
    let mut partners: Vec<u32> = pre
        .iter()
        .zip(&post)
        .filter(|(pre, post)| **pre == 11 || **post == 11)
        .flat_map(|(pre, post)| [*pre, *post])
        .chain([11])
        .collect();
    partners.sort_unstable();
    partners.dedup();
    assert_eq!((neighbours.neuron, neighbours.neurons), (11, partners));
    sampler.select_group(&[], &simulation);
    assert!(sampler.take(&simulation).group.is_none());
}

#[test]
fn the_matrix_counts_every_synapse_once_and_shows_what_was_learned() {
    let mut simulation = Simulation::new(&shipped("learn_sleep_remember"), 1);
    let mut sampler = Sampler::new(&simulation);
    simulation.apply(SimulationCommand::Present { pattern: 0 });
    simulation.step(simulation.scene().steps_in(2.0));
    sampler.refresh_weights(&simulation);
    let matrix = sampler.take(&simulation).weights.matrix.clone();
    let names: Vec<String> = matrix.groups.iter().map(WeightGroup::label).collect();
    assert_eq!(names, ["A", "B", "C", "other E", "I"]);
    assert_eq!(matrix.synapses.iter().sum::<u64>(), sampler.info().synapses as u64);
    let change = |from, onto| matrix.change(from, onto).expect("they have synapses");
    assert!(change(0, 0) > 0.05, "A onto A: {:+.3}", change(0, 0));
    assert!(change(0, 0) > 3.0 * change(3, 3).abs(), "others: {:+.3}", change(3, 3));
    assert_eq!(change(4, 4), 0.0, "no rule changes synapses among interneurons");
}
