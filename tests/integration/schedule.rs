//! The order of a step and the tables behind it.

use crate::rig::{every_rule, shipped};
use bevy::ecs::schedule::IntoScheduleConfigs;
use rheobase::model::{
    Connectome, Eligibility, MembranePotential, NeuronTable, Postsynaptic, Presynaptic, Projection, TableFaults,
};
use rheobase::plasticity::Rule;
use rheobase::scene::{Scene, shipped as shipped_scenes};
use rheobase::schedule::StepSet;
use rheobase::simulation::Simulation;
use rheobase::spawn::spawn;

/// The shipped scenes, and one with every rule at once; the large benchmark with plastic inhibition has no part of its own and takes
/// seconds to spawn.
fn scenes() -> impl Iterator<Item = (&'static str, Scene)> {
    let small = shipped_scenes().iter().filter(|scene| scene.name != "bench/isp");
    small.map(|scene| (scene.name, shipped(scene.name))).chain(std::iter::once(("every rule", every_rule())))
}

#[test]
fn the_scene_with_every_rule_has_every_rule() {
    let simulation = Simulation::new(&every_rule(), 1);
    let absent: Vec<Rule> = Rule::ALL.into_iter().filter(|&rule| !simulation.has_rule(rule)).collect();
    assert!(absent.is_empty(), "{absent:?}");
}

#[test]
fn a_system_that_asks_for_a_column_that_is_not_there_is_a_fault_with_its_place() {
    let mut network = spawn(&shipped("window"), 1);
    network.schedule.add_systems((|_: NeuronTable<&Eligibility>| {}).in_set(StepSet::Record));
    network.schedule.initialize(&mut network.world).expect("the order of the step is clear");
    assert_eq!(
        network.world.resource::<TableFaults>().0,
        ["The table of neurons has no column Eligibility, but a system asks for &Eligibility."]
    );
}

#[test]
fn no_shipped_scene_has_a_system_without_its_columns() {
    for (name, scene) in scenes() {
        let simulation = Simulation::new(&scene, 1);
        assert_eq!(simulation.stop(), None, "{name}");
        assert_eq!(simulation.world().get_resource::<TableFaults>(), None, "{name}");
    }
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
