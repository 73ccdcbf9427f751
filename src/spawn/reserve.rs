//! Room for entities, exactly.
//!
//! Two habits of Bevy would more than double what a synapse costs. The list of all entities doubles when it is full, and all
//! of it is filled; there is no way to reserve it. And every resource is an entity of its own with a list as long as its
//! index, so that resources which come after the synapses would need as many such lists as long as the synapses.

use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;

/// Entities beside neurons and synapses: resources, populations, projections, and the indices held back.
const OTHERS: usize = 1024;
/// Most indices held back. Half of it bounds by how much the list gets too long: 1 part in 256.
const MOST_HELD: usize = 512;

/// Low indices of a world that wait for its resources.
#[must_use]
pub struct HeldIndices(Vec<Entity>);

/// Let a new world's list of entities get just as long as `count` neurons and synapses need: a list that begins with the right
/// length arrives, doubling, at the right length. Indices below that first length are held back.
pub fn reserve_entities(world: &mut World, count: usize) -> HeldIndices {
    let mut places = count + OTHERS;
    while places > MOST_HELD {
        places = places.div_ceil(2);
    }
    let mut entities: Vec<Entity> = world.entity_allocator().alloc_many(places as u32).collect();
    // The place of the highest index makes all places below it.
    if let Some(highest) = entities.pop()
        && world.spawn_empty_at(highest).is_ok()
    {
        world.despawn(highest);
    }
    HeldIndices(entities)
}

impl HeldIndices {
    /// All neurons and synapses are there: what is spawned or inserted from now on gets low indices.
    pub fn release(self, world: &mut World) {
        world.entity_allocator_mut().free_many(&self.0);
    }
}
