//! Activity or plasticity goes back to how it was at the start, while all else of the run stays as it is.

use super::run::{Simulation, projections};
use super::state::kept_parts;
use crate::model::{Interventions, Postsynaptic, Presynaptic, Spikes, column_of};
use crate::plasticity::intrinsic::express_excitability;
use crate::scene::Fault;
use crate::state::{About, Reader, Writer};
use bevy::ecs::system::RunSystemOnce;
use bevy::ecs::world::World;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A synapse by the first row of its projection and by its neurons.
type Ends = (usize, u32, u32);

impl Simulation {
    /// Bring what is about this back to how it is at the start of a run of the same scene and seed, which is made for that.
    pub(super) fn bring_back(&mut self, about: About) -> Result<(), Fault> {
        let scene = Arc::clone(self.scene());
        let fresh = Self::from_shared(Arc::clone(&scene), self.seed())?;
        let (spikes, lost) = (self.spike_count(), lost_synapses(&self.world));
        let fault = || {
            let hint = "This is a fault of Rheobase; please report it together with the scene.";
            Fault::of_file(scene.source(), "the state at the start does not fit the run.", hint)
        };
        for part in kept_parts(&scene).filter(|part| part.about == about) {
            let mut writer = Writer::saving();
            (part.write)(fresh.world(), &mut writer);
            let bytes = writer.into_bytes();
            (part.read)(&mut self.world, &mut Reader::new(&bytes)).map_err(|_| fault())?;
        }
        // All that were counted stay counted.
        self.world.resource_mut::<Spikes>().total = spikes;
        if about == About::Plasticity {
            lose_again(&mut self.world, lost);
            self.world.run_system_once(express_excitability).map_err(|_| fault())?;
        }
        Ok(())
    }
}

/// The synapses that the timeline took away for good.
fn lost_synapses(world: &World) -> BTreeMap<Ends, usize> {
    let mut lost = BTreeMap::new();
    let rows = &world.resource::<Interventions>().synapses;
    if !rows.is_empty() {
        for (_, ends) in all_ends(world).into_iter().filter(|(row, _)| rows.binary_search(row).is_ok()) {
            *lost.entry(ends).or_default() += 1;
        }
    }
    lost
}

/// They stay away, wherever their rows are in the wiring of the start; those that had grown later are not there any more.
fn lose_again(world: &mut World, mut lost: BTreeMap<Ends, usize>) {
    if lost.is_empty() {
        return;
    }
    let mut rows = Vec::new();
    for (row, ends) in all_ends(world) {
        if let Some(count) = lost.get_mut(&ends).filter(|count| **count > 0) {
            *count -= 1;
            rows.push(row);
        }
    }
    world.resource_mut::<Interventions>().synapses = rows;
}

/// Every row with the ends of its synapse, in order.
fn all_ends(world: &World) -> Vec<(u32, Ends)> {
    let (pre, post): (&[Presynaptic], &[Postsynaptic]) = (column_of(world), column_of(world));
    let of = |first: usize, row: usize| (row as u32, (first, pre[row].0, post[row].0));
    projections(world).iter().flat_map(|p| p.rows.clone().map(move |row| of(p.rows.start, row))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Connectome;
    use crate::model::{FastExcitability, Paint, Threshold, Weight};
    use crate::plasticity::structural::check_rows;
    use crate::scene::{Scene, shipped};
    use crate::simulation::{NeuronProperty, SimulationCommand};

    /// What each part is about, and its bytes.
    fn parts(simulation: &Simulation) -> Vec<(About, Vec<u8>)> {
        let bytes = |part: &crate::state::Part| {
            let mut writer = Writer::saving();
            (part.write)(simulation.world(), &mut writer);
            (part.about, writer.into_bytes())
        };
        kept_parts(simulation.scene()).map(bytes).collect()
    }

    /// A run of a scene in which something was set, and one that has only been made.
    fn run(name: &str) -> (Simulation, Simulation) {
        let scene = Arc::new(Scene::shipped(name).expect("it ships"));
        let mut run = Simulation::from_shared(Arc::clone(&scene), 3).expect("it is sound");
        let fresh = Simulation::from_shared(Arc::clone(&scene), 3).expect("it is sound");
        run.apply(SimulationCommand::Paint { neurons: vec![0], value: 0.5 });
        let value = run.neuron::<crate::model::RestingThreshold>(0).expect("a neuron").0 + 1.0;
        let property = NeuronProperty::RestingThreshold;
        run.apply(SimulationCommand::SetNeuron { neurons: vec![0], property, value });
        run.step(scene.steps_in(0.4));
        (run, fresh)
    }

    #[test]
    fn every_part_is_as_at_the_start_or_as_it_was() {
        let known = [About::Activity, About::Plasticity];
        for entry in shipped().iter().filter(|entry| !entry.name.starts_with("bench/")) {
            for (about, command) in
                known.into_iter().zip([SimulationCommand::ResetActivity, SimulationCommand::ResetPlasticity])
            {
                let (mut run, mut fresh) = run(entry.name);
                fresh.world_mut().resource_mut::<Spikes>().total = run.spike_count();
                let (before, start) = (parts(&run), parts(&fresh));
                run.apply(command.clone());
                for (place, (own, bytes)) in parts(&run).into_iter().enumerate() {
                    let derived = own == About::Derived && about == About::Plasticity;
                    let expected = if own == about { &start[place].1 } else { &before[place].1 };
                    assert!(derived || bytes == *expected, "{}: part {place} after {command:?}", entry.name);
                }
                run.step(40);
                let again = Simulation::replay(Arc::clone(run.scene()), 3, run.log(), run.steps()).expect("the same");
                assert_eq!(again.state_hash(), run.state_hash(), "{}: {command:?} is done again", entry.name);
            }
        }
    }

    #[test]
    fn what_was_learned_is_gone_and_what_was_set_stays() {
        let (mut run, fresh) = run("learn_sleep_remember");
        let weights = |run: &Simulation| run.with_column(|column: &[Weight]| column.to_vec());
        run.step(run.scene().steps_in(3.0));
        assert_ne!(weights(&run), weights(&fresh));
        let (steps, spikes) = (run.steps(), run.spike_count());
        run.apply(SimulationCommand::ResetPlasticity);
        assert_eq!((run.steps(), run.spike_count()), (steps, spikes));
        assert_eq!(weights(&run), weights(&fresh));
        assert!(run.with_column(|column: &[FastExcitability]| column.iter().all(|fast| fast.0 == 0.0)));
        assert_eq!(run.neuron::<Paint>(0), Some(&Paint(0.5)));
        // Its resting threshold was raised by 1 mV, and paint lowers it.
        let threshold = |run: &Simulation, neuron| run.neuron::<Threshold>(neuron).expect("a neuron").0;
        let paint = run.scene().populations[0].neuron.paint_threshold.0 * 0.5;
        let moved = threshold(&run, 0) - threshold(&run, 1) - (threshold(&fresh, 0) - threshold(&fresh, 1));
        assert!((moved - (1.0 - paint)).abs() < 1e-3, "{moved}");
    }

    #[test]
    fn wiring_is_as_at_the_start_and_its_index_agrees() {
        let (mut run, fresh) = run("remodelling");
        run.step(run.scene().steps_in(4.0));
        run.apply(SimulationCommand::ResetPlasticity);
        let pre = |run: &Simulation| run.with_column(|column: &[Presynaptic]| column.to_vec());
        assert_eq!(pre(&run), pre(&fresh));
        for projection in projections(run.world()) {
            let (pre, post): (&[Presynaptic], &[Postsynaptic]) = (column_of(run.world()), column_of(run.world()));
            check_rows(projection, pre, post, run.resource::<Connectome>()).expect("rows are in order");
        }
        run.step(400);
        assert!(run.stop().is_none());
    }
}
