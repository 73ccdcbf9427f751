//! The state of a world, part by part: a resource, or a component of all entities that have it.

use super::{Damaged, Reader, State, Writer};
use bevy::ecs::component::{Component, Mutable};
use bevy::ecs::resource::Resource;
use bevy::ecs::world::World;

/// What a part of the state is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Activity: membranes, currents, spikes on their way, and what the last of them left: traces, rates, short-term plasticity.
    Activity,
    /// What was learned, and learning that is on its way: weights, wiring, excitability, tags.
    Plasticity,
    /// What follows from excitability, tone and paint: thresholds, afterhyperpolarization, leak.
    Derived,
    /// Time, timeline and input, what the user set, and counts.
    Course,
}

/// A part of the state of a world.
#[derive(Clone, Copy)]
pub struct Part {
    /// What it is about.
    pub about: About,
    /// Write it.
    pub write: fn(&World, &mut Writer),
    /// Put it into a world that was spawned from the same scene.
    pub read: fn(&mut World, &mut Reader<'_>) -> Result<(), Damaged>,
}

/// The state of a resource, if the world has it.
#[must_use]
pub const fn resource<R: Resource<Mutability = Mutable> + State>(about: About) -> Part {
    Part {
        about,
        write: |world, writer| {
            let resource = world.get_resource::<R>();
            resource.is_some().write(writer);
            if let Some(resource) = resource {
                resource.write(writer);
            }
        },
        read: |world, reader| {
            let mut there = false;
            there.read(reader)?;
            match (there, world.get_resource_mut::<R>()) {
                (true, Some(mut resource)) => resource.read(reader),
                (false, None) => Ok(()),
                _ => Err(Damaged),
            }
        },
    }
}

/// The state of all components of a type: those of projections and populations, or a column of neurons or synapses.
#[must_use]
pub const fn component<C: Component<Mutability = Mutable> + State>(about: About) -> Part {
    Part {
        about,
        write: |world, writer| {
            let Some(mut query) = world.try_query::<&C>() else { return 0_u64.write(writer) };
            query.iter(world).count().write(writer);
            query.iter(world).for_each(|component| component.write(writer));
        },
        read: |world, reader| {
            let mut count = 0_usize;
            count.read(reader)?;
            let mut query = world.query::<&mut C>();
            if query.iter(world).count() != count {
                return Err(Damaged);
            }
            query.iter_mut(world).try_for_each(|mut component| component.read(reader))
        },
    }
}
