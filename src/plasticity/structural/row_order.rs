//! Bringing the synapses of a projection back into order after some found new partners.
//!
//! The rows of a projection are the value array of a sparse matrix, sorted by presynaptic and then by postsynaptic neuron.
//! Everything that reads them relies on it, so rows move and no indirection is added to the inner loops: two counting sorts and
//! a pass over each column, at most once a second of model time.

use crate::model::{Connectome, IncomingSynapse, Postsynaptic, Presynaptic, Projection, SynapseTable};
use bevy::ecs::component::{Component, Mutable};
use bevy::ecs::resource::Resource;
use bevy::ecs::system::ResMut;
use std::ops::Range;

/// Where each row of the synapse table came from when rows moved last.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct RowOrder {
    /// `origin[row]` is the row before the last sort; filled for the projection that was sorted.
    origin: Vec<u32>,
    /// `start[row]` is the row at the start of the step: several sorts of a step in one.
    start: Vec<u32>,
    /// Whether a row holds a synapse that grew in this step.
    new: Vec<bool>,
    /// Rows that were reordered in this step; empty in most steps.
    pub moved: Vec<Range<usize>>,
    next: Vec<u32>,
    done: Vec<bool>,
}

impl RowOrder {
    /// Buffers for a table of `rows` synapses, `axons` axons and `projections` projections.
    #[must_use]
    pub fn new(rows: usize, axons: usize, projections: usize) -> Self {
        Self {
            origin: vec![0; rows],
            start: (0..rows as u32).collect(),
            new: vec![false; rows],
            moved: Vec::with_capacity(projections),
            next: Vec::with_capacity(axons + 1),
            done: Vec::with_capacity(rows),
        }
    }

    /// A new step: nothing has moved.
    pub fn clear(&mut self) {
        for rows in self.moved.drain(..) {
            self.new[rows.clone()].fill(false);
            for row in rows {
                self.start[row] = row as u32;
            }
        }
    }

    /// A row has been given a new synapse.
    pub fn renew(&mut self, row: usize) {
        self.new[row] = true;
    }

    /// Find the order of a projection's rows after some of them got another presynaptic neuron, and bring the index up to
    /// date. The columns are moved by [`RowOrder::permute`] and [`RowOrder::apply`].
    ///
    /// The neurons that the rows lead to have not changed, so the lists of incoming synapses keep their lengths, and reading
    /// them neuron by neuron gives the rows sorted by postsynaptic neuron: the first of the two sorts.
    pub fn sort(&mut self, projection: &Projection, presynaptic: &[Presynaptic], connectome: &mut Connectome) {
        let rows = projection.rows.clone();
        let first_row = rows.start as u32;
        let pre = |row: u32| presynaptic[row as usize].0 as usize - projection.presynaptic.start;
        self.next.clear();
        self.next.resize(projection.axons.len() + 1, 0);
        for row in rows.clone() {
            self.next[pre(row as u32) + 1] += 1;
        }
        for axon in 0..projection.axons.len() {
            self.next[axon + 1] += self.next[axon];
            connectome.first_row[projection.axons.start + axon] = first_row + self.next[axon];
        }
        let incoming = &mut connectome.incoming[projection.index];
        for synapse in incoming.iter_mut() {
            let axon = pre(synapse.row);
            let slot = &mut self.next[axon];
            let row = first_row + *slot;
            *slot += 1;
            self.origin[row as usize] = synapse.row;
            *synapse = IncomingSynapse { row, presynaptic: axon as u32 };
        }
        // Within each neuron the list is in order of the rows again.
        let first = &connectome.first_incoming[projection.index];
        for bounds in first.windows(2) {
            incoming[bounds[0] as usize..bounds[1] as usize].sort_unstable_by_key(|synapse| synapse.row);
        }
        if !self.moved.contains(&rows) {
            self.moved.push(rows.clone());
        }
        walk(&self.origin, &rows, &mut self.done, &mut self.start);
        walk(&self.origin, &rows, &mut self.done, &mut self.new);
    }

    /// Bring a list of rows, in order, to where the last sort of a projection moved them.
    pub fn follow(&self, rows: &Range<usize>, list: &mut Vec<u32>) {
        if list.is_empty() {
            return;
        }
        let held = |row: &usize| list.binary_search(&self.origin[*row]).is_ok();
        let moved: Vec<u32> = rows.clone().filter(held).map(|row| row as u32).collect();
        list.retain(|&row| !rows.contains(&(row as usize)));
        list.extend(moved);
        list.sort_unstable();
    }

    /// Move a column of a projection as its last sort did.
    pub fn permute<T: Copy>(&mut self, rows: &Range<usize>, column: &mut [T]) {
        walk(&self.origin, rows, &mut self.done, column);
    }

    /// Move a column as all sorts of this step did, and give synapses that grew in it the value `fresh`.
    pub fn apply<T: Copy>(&mut self, column: &mut [T], fresh: T) {
        for rows in &self.moved {
            walk(&self.start, rows, &mut self.done, column);
            for row in rows.clone().filter(|&row| self.new[row]) {
                column[row] = fresh;
            }
        }
    }
}

/// Let `column[row]` become `column[origin[row]]` in some rows. The order is a set of cycles; each is walked once.
fn walk<T: Copy>(origin: &[u32], rows: &Range<usize>, done: &mut Vec<bool>, column: &mut [T]) {
    let origin = &origin[rows.clone()];
    let column = &mut column[rows.clone()];
    done.clear();
    done.resize(rows.len(), false);
    for start in 0..rows.len() {
        if done[start] {
            continue;
        }
        let kept = column[start];
        let mut row = start;
        loop {
            done[row] = true;
            let from = origin[row] as usize - rows.start;
            if from == start {
                column[row] = kept;
                break;
            }
            column[row] = column[from];
            row = from;
        }
    }
}

/// Move a column of another rule as the rows moved, and reset it for new synapses: a system for after
/// [`rewire_synapses`](super::rewire_synapses), one a column.
pub fn move_column<C: Component<Mutability = Mutable> + Copy + Default>(
    mut synapses: SynapseTable<&'static mut C>,
    mut order: ResMut<RowOrder>,
) {
    if !order.moved.is_empty() {
        order.apply(synapses.slices(), C::default());
    }
}

/// Whether the rows of a projection are sorted, and whether the index agrees with them: what must hold after every step.
///
/// # Errors
/// The first disagreement, in words.
pub fn check_rows(
    projection: &Projection,
    presynaptic: &[Presynaptic],
    postsynaptic: &[Postsynaptic],
    connectome: &Connectome,
) -> Result<(), String> {
    let key = |row: usize| (presynaptic[row].0, postsynaptic[row].0);
    if let Some(row) = projection.rows.clone().skip(1).find(|&row| key(row - 1) > key(row)) {
        return Err(format!("rows {} and {row} are not in order", row - 1));
    }
    for (local, axon) in projection.axons.clone().enumerate() {
        let neuron = projection.presynaptic.start + local;
        if connectome.rows(axon).any(|row| presynaptic[row].0 as usize != neuron) {
            return Err(format!("a row of axon {axon} is not of neuron {neuron}"));
        }
    }
    let mut found = vec![false; projection.rows.len()];
    for (local, neuron) in projection.postsynaptic.clone().enumerate() {
        for synapse in connectome.incoming(projection.index, local) {
            let row = synapse.row as usize;
            let sender = projection.presynaptic.start + synapse.presynaptic as usize;
            if key(row) != (sender as u32, neuron as u32) {
                return Err(format!("row {row} is not the synapse from {sender} to {neuron}"));
            }
            if std::mem::replace(&mut found[row - projection.rows.start], true) {
                return Err(format!("row {row} is listed twice"));
            }
        }
    }
    if found.iter().all(|&found| found) { Ok(()) } else { Err("a row is not listed".to_owned()) }
}
