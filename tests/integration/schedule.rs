//! The order of a step and the tables behind it.

use crate::rig::shipped;
use rheobase::model::{Connectome, MembranePotential, Postsynaptic, Presynaptic, Projection};
use rheobase::scene::{Scene, shipped as shipped_scenes};
use rheobase::simulation::Simulation;
use rheobase::spawn::spawn;

/// The shipped scenes; the large benchmark with plastic inhibition has no part of its own and takes seconds to spawn.
fn scenes() -> impl Iterator<Item = (&'static str, Scene)> {
    shipped_scenes().iter().filter(|scene| scene.name != "bench/isp").map(|scene| (scene.name, shipped(scene.name)))
}

#[test]
fn no_system_of_a_step_is_ambiguous_deferred_or_exclusive() {
    for (name, scene) in scenes() {
        let mut network = spawn(&scene, 1);
        // An ambiguity is an error in the settings of this schedule.
        if let Err(error) = network.schedule.initialize(&mut network.world) {
            panic!("{name}: {}", error.to_string(network.schedule.graph(), &network.world));
        }
        let systems = network.schedule.systems().expect("the schedule is initialized");
        let mut count = 0;
        for (_, system) in systems {
            count += 1;
            assert!(!system.has_deferred(), "{name}: {} is deferred", system.name());
            assert!(!system.is_exclusive(), "{name}: {} is exclusive", system.name());
        }
        assert!(count >= 6, "{name}: {count} systems");
    }
}

#[test]
fn the_row_of_a_neuron_and_of_a_synapse_is_its_index() {
    for (name, scene) in scenes() {
        let mut simulation = Simulation::new(&scene, 1);
        simulation.step(40);
        let world = simulation.world();
        let neurons = scene.neuron_count() as usize;
        // One table: a column is one slice with all neurons, in the order of their index.
        simulation.with_column(|potentials: &[MembranePotential]| {
            assert_eq!(potentials.len(), neurons, "{name}: neurons in one table");
            for neuron in 0..neurons as u32 {
                let own = simulation.neuron::<MembranePotential>(neuron).expect("the neuron exists");
                assert!(std::ptr::eq(own, &raw const potentials[neuron as usize]), "{name}: row of neuron {neuron}");
            }
        });
        let mut query = world.try_query::<&Projection>().expect("projections are registered");
        // Projections with different rules have different component sets, so that a query finds them in another order.
        let mut projections: Vec<&Projection> = query.iter(world).collect();
        projections.sort_by_key(|projection| projection.index);
        let synapses = projections.last().map_or(0, |projection| projection.rows.end);
        let connectome = simulation.resource::<Connectome>();
        simulation.with_column(|presynaptic: &[Presynaptic]| {
            simulation.with_column(|postsynaptic: &[Postsynaptic]| {
                assert_eq!(presynaptic.len(), synapses, "{name}: synapses in one table");
                let mut next_row = 0;
                for (index, projection) in projections.iter().enumerate() {
                    assert_eq!(
                        (projection.index, projection.rows.start),
                        (index, next_row),
                        "{name}: projections in order"
                    );
                    next_row = projection.rows.end;
                    let pair = |row: usize| (presynaptic[row].0, postsynaptic[row].0);
                    for row in projection.rows.clone() {
                        let (pre, post) = pair(row);
                        assert!(projection.presynaptic.contains(&(pre as usize)), "{name}: sender of synapse {row}");
                        assert!(
                            projection.postsynaptic.contains(&(post as usize)),
                            "{name}: receiver of synapse {row}"
                        );
                        assert!(row == projection.rows.start || pair(row - 1) <= pair(row), "{name}: order at {row}");
                        let axon = projection.axons.start + pre as usize - projection.presynaptic.start;
                        assert!(connectome.rows(axon).contains(&row), "{name}: the axon of synapse {row}");
                    }
                    if projection.plastic {
                        let mut found = vec![0_u8; projection.rows.len()];
                        for local in 0..projection.postsynaptic.len() {
                            for incoming in connectome.incoming(index, local) {
                                let row = incoming.row as usize;
                                found[row - projection.rows.start] += 1;
                                let expected = (
                                    projection.presynaptic.start as u32 + incoming.presynaptic,
                                    (projection.postsynaptic.start + local) as u32,
                                );
                                assert_eq!(pair(row), expected, "{name}: incoming synapse {row}");
                            }
                        }
                        assert!(found.iter().all(|&found| found == 1), "{name}: each synapse comes in once");
                    }
                }
            });
        });
    }
}
