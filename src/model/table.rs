//! The doors through which a system reaches the table of neurons or of synapses: all its columns at once, each as one slice.
//!
//! A column that a system asks for and that the table lacks is a defect of this program that would otherwise pass in silence: the
//! system would find no row and do nothing. So every door looks at its table while the schedule is initialized, before the first
//! step, and what it misses is kept in [`TableFaults`]; there is no simulation with such a fault: whoever asks for it is told.

use super::column::{MembranePotential, Weight, slice_mut};
use bevy::ecs::archetype::Archetype;
use bevy::ecs::component::{Component, Mutable};
use bevy::ecs::query::{ContiguousQueryData, QueryData, With};
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Local, Query, SystemParam};
use bevy::ecs::world::{FromWorld, World};
use std::any::type_name;
use std::marker::PhantomData;

/// The table of neurons: every neuron has a membrane potential.
pub type NeuronTable<'w, 's, D> = Table<'w, 's, D, MembranePotential>;

/// The table of synapses: every synapse has a weight.
pub type SynapseTable<'w, 's, D> = Table<'w, 's, D, Weight>;

/// A table whose rows are known by one component that all of them have.
#[derive(SystemParam)]
pub struct Table<'w, 's, D: Columns + 'static, K: Row> {
    query: Query<'w, 's, D, With<K>>,
    // Looks at the table when the schedule is initialized; there is nothing to do with it later.
    _checked: Local<'s, Checked<D, K>>,
}

impl<D: Columns + 'static, K: Row> Table<'_, '_, D, K> {
    /// The columns. Where a network has no such row (a scene without a projection has no synapse) they are empty.
    #[inline]
    pub fn slices(&mut self) -> D::Slices<'_> {
        let first = self.query.contiguous_iter_mut().ok().and_then(|mut tables| tables.next());
        first.map(D::slices).unwrap_or_default()
    }
}

/// What tells the rows of a table from all other entities.
pub trait Row: Component {
    /// Name of the table for people.
    const TABLE: &'static str;
}

impl Row for MembranePotential {
    const TABLE: &'static str = "neurons";
}

impl Row for Weight {
    const TABLE: &'static str = "synapses";
}

/// Columns of a table: `&C`, `&mut C`, either as an `Option` where not every scene has the column, and tuples of them.
pub trait Columns: ContiguousQueryData {
    /// The columns as slices of one length.
    type Slices<'a>: Default;

    /// The slices behind the columns.
    fn slices<'w>(columns: Self::Contiguous<'w, '_>) -> Self::Slices<'w>;

    /// A column that rows of this kind lack.
    fn missing(world: &World, rows: &Archetype) -> Option<&'static str>;
}

impl<C: Component> Columns for &C {
    type Slices<'a> = &'a [C];

    #[inline]
    fn slices<'w>(columns: Self::Contiguous<'w, '_>) -> &'w [C] {
        columns
    }

    fn missing(world: &World, rows: &Archetype) -> Option<&'static str> {
        let there = world.component_id::<C>().is_some_and(|id| rows.contains(id));
        (!there).then(type_name::<C>)
    }
}

impl<C: Component<Mutability = Mutable>> Columns for &mut C {
    type Slices<'a> = &'a mut [C];

    #[inline]
    fn slices<'w>(columns: Self::Contiguous<'w, '_>) -> &'w mut [C] {
        slice_mut(columns)
    }

    fn missing(world: &World, rows: &Archetype) -> Option<&'static str> {
        <&C as Columns>::missing(world, rows)
    }
}

impl<D: Columns> Columns for Option<D> {
    type Slices<'a> = Option<D::Slices<'a>>;

    #[inline]
    fn slices<'w>(columns: Self::Contiguous<'w, '_>) -> Option<D::Slices<'w>> {
        columns.map(D::slices)
    }

    fn missing(_world: &World, _rows: &Archetype) -> Option<&'static str> {
        None
    }
}

macro_rules! columns_of_tuples {
    ($(($($name:ident),+))+) => {$(
        impl<$($name: Columns),+> Columns for ($($name,)+) {
            type Slices<'a> = ($($name::Slices<'a>,)+);

            #[inline]
            #[expect(non_snake_case, reason = "a column is named as its type parameter")]
            fn slices<'w>(columns: Self::Contiguous<'w, '_>) -> Self::Slices<'w> {
                let ($($name,)+) = columns;
                ($(<$name as Columns>::slices($name),)+)
            }

            fn missing(world: &World, rows: &Archetype) -> Option<&'static str> {
                None$(.or_else(|| $name::missing(world, rows)))+
            }
        }
    )+};
}

columns_of_tuples!((A, B)(A, B, C)(A, B, C, D)(A, B, C, D, E)(A, B, C, D, E, F));

/// What doors did not find; a resource of a world that has such a fault.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq)]
pub struct TableFaults(pub Vec<String>);

/// A door that has looked at its table.
struct Checked<D, K>(PhantomData<fn() -> (D, K)>);

impl<D: Columns + 'static, K: Row> FromWorld for Checked<D, K> {
    fn from_world(world: &mut World) -> Self {
        if let Some(fault) = fault::<D, K>(world) {
            world.get_resource_or_init::<TableFaults>().0.push(fault);
        }
        Self(PhantomData)
    }
}

/// What is wrong with the table of a door, in words.
fn fault<D: Columns + QueryData, K: Row>(world: &World) -> Option<String> {
    let key = world.component_id::<K>()?;
    let mut tables = world.archetypes().iter().filter(|rows| rows.contains(key) && !rows.is_empty());
    let rows = tables.next()?;
    let table = K::TABLE;
    if tables.next().is_some() {
        return Some(format!(
            "The {table} are not all in one table, so that no system finds more than a part of them."
        ));
    }
    let missing = D::missing(world, rows)?;
    let (asked, missing) = (short(type_name::<D>()), short(missing));
    Some(format!("The table of {table} has no column {missing}, but a system asks for {asked}."))
}

/// The name of a type without the modules in which it lies.
fn short(name: &str) -> String {
    let mut short = String::new();
    let mut rest = name;
    while let Some(end) = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
        short.push_str(rest[..end].rsplit("::").next().unwrap_or_default());
        let next = rest[end..].chars().next().map_or(1, char::len_utf8);
        short.push_str(&rest[end..end + next]);
        rest = &rest[end + next..];
    }
    short + rest.rsplit("::").next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AdaptationCurrent, LeakMultiplier, NeuronBundle, TagAge, Threshold};
    use bevy::ecs::system::{IntoSystem, System};

    /// What the doors of a system say of a world with three neurons.
    fn faults<M, S: IntoSystem<(), (), M>>(system: S) -> Vec<String> {
        let mut world = World::new();
        world.spawn_batch((0..3).map(|_| NeuronBundle::default()));
        IntoSystem::into_system(system).initialize(&mut world);
        world.remove_resource::<TableFaults>().unwrap_or_default().0
    }

    #[test]
    fn a_door_names_the_column_that_its_table_lacks() {
        assert_eq!(faults(|_: NeuronTable<(&Threshold, &mut LeakMultiplier)>| {}), [] as [&str; 0]);
        assert_eq!(faults(|_: NeuronTable<(&Threshold, Option<&mut AdaptationCurrent>)>| {}), [] as [&str; 0]);
        assert_eq!(
            faults(|_: NeuronTable<(&Threshold, &mut TagAge)>| {}),
            ["The table of neurons has no column TagAge, but a system asks for (&Threshold, &mut TagAge)."]
        );
        // A network without a synapse lacks no column of synapses.
        assert_eq!(faults(|_: SynapseTable<&Threshold>| {}), [] as [&str; 0]);
    }

    #[test]
    fn rows_in_two_tables_are_a_fault() {
        let mut world = World::new();
        world.spawn(NeuronBundle::default());
        world.spawn((NeuronBundle::default(), TagAge(0.0)));
        IntoSystem::into_system(|_: NeuronTable<&Threshold>| {}).initialize(&mut world);
        let faults = world.remove_resource::<TableFaults>().unwrap_or_default().0;
        assert!(faults.len() == 1 && faults[0].contains("not all in one table"), "{faults:?}");
    }
}
