//! Where each layout puts the neurons (µm).

use crate::scene::file::{NeuronKind, ViewLayout};
use crate::session::LabelSubject;
use crate::simulation::NetworkInfo;
use crate::words::{scene_text, words};
use bevy::math::ops;
use bevy::prelude::Vec3;
use std::f32::consts::TAU;
use std::ops::Range;

/// Distance between neighbours where the scene's own places are left (µm).
const SPACING: f32 = 20.0;
/// Height of a pillar for each millivolt from rest to threshold (µm).
pub(super) const BAR_UM_PER_MV: f32 = 9.0;
/// Where a bead hangs that is 2 mV below rest, after a spike or under inhibition (µm over the foot of its pillar).
pub(super) const LOWEST_BEAD: f32 = -2.0 * BAR_UM_PER_MV;
/// Longest pillar (mV from rest), so that one odd neuron does not make all others small.
const LONGEST_BAR_MV: f32 = 40.0;
/// Cells of a memory stand so much farther apart than others: they are what the layout is about.
const BALL_SCALE: f32 = 1.3;
/// Most pillars that stand in one row.
const ONE_ROW: usize = 8;
/// Turn of the golden angle, which fills a disc evenly (radians).
const GOLDEN_ANGLE: f32 = 2.399_963_2;

/// From where a layout is best seen: turn and height (radians); the tissue as its scene says.
pub(super) fn angles(layout: ViewLayout, info: &NetworkInfo) -> (f32, f32) {
    let camera = info.scene.as_ref().and_then(|scene| scene.camera.clone()).unwrap_or_default();
    match layout {
        ViewLayout::Tissue => camera.angles(),
        ViewLayout::Memories => (0.0, 0.42),
        ViewLayout::Bar => (0.3, 0.40),
        ViewLayout::Circuit => (0.0, 0.0),
    }
}

/// Where a layout puts every neuron.
pub(super) fn places(layout: ViewLayout, info: &NetworkInfo) -> Vec<Vec3> {
    match layout {
        ViewLayout::Tissue => info.positions.iter().map(|&place| place.into()).collect(),
        ViewLayout::Memories => memories(info),
        ViewLayout::Bar => bars(info),
        ViewLayout::Circuit => circuit(info),
    }
}

/// Height of a threshold or potential over the foot of a neuron's pillar (µm).
pub(super) fn bar_height(info: &NetworkInfo, neuron: usize, millivolts: f32) -> f32 {
    let rest = info.rest_mv.get(neuron).copied().unwrap_or(millivolts);
    let over = millivolts - rest;
    if over.is_finite() { BAR_UM_PER_MV * over.clamp(-LONGEST_BAR_MV, LONGEST_BAR_MV) } else { 0.0 }
}

/// Neurons that stand together, and how they are called.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct GroupName {
    /// What the scene calls it; none: all neurons of a kind, or all that are in no memory.
    own: Option<String>,
    among_memories: bool,
    pub subject: LabelSubject,
    pub neurons: Vec<u32>,
}

impl GroupName {
    pub fn text(&self) -> &str {
        match (&self.own, self.subject) {
            (Some(own), _) => own,
            (None, LabelSubject::Group(NeuronKind::Inhibitory)) => words!("group-inhibitory", "inhibitory"),
            (None, _) if self.among_memories => words!("group-other-excitatory", "other excitatory"),
            (None, _) => words!("group-excitatory", "excitatory"),
        }
    }
}

/// What stands together in a layout: memories and kinds, in a circuit every cell. In the tissue all are mixed.
pub(super) fn names(layout: ViewLayout, info: &NetworkInfo) -> Vec<GroupName> {
    match layout {
        ViewLayout::Tissue => Vec::new(),
        ViewLayout::Memories | ViewLayout::Bar => {
            let memories = info.patterns.iter().enumerate().map(|(index, pattern)| GroupName {
                own: Some(pattern.name.clone()),
                among_memories: true,
                subject: LabelSubject::Memory(index),
                neurons: pattern.members.clone(),
            });
            let kinds = [NeuronKind::Excitatory, NeuronKind::Inhibitory];
            let kinds = kinds.into_iter().zip(outsiders(info, &membership(info))).map(|(kind, cells)| GroupName {
                own: None,
                among_memories: !info.patterns.is_empty(),
                subject: LabelSubject::Group(kind),
                neurons: cells.into_iter().map(|cell| cell as u32).collect(),
            });
            memories.chain(kinds).filter(|name| !name.neurons.is_empty()).collect()
        }
        ViewLayout::Circuit => info
            .populations
            .iter()
            .flat_map(|population| {
                let alone = population.range.len() == 1;
                (1_u32..).zip(population.range.clone()).map(move |(number, neuron)| GroupName {
                    own: Some(if alone {
                        scene_text(&population.name).to_owned()
                    } else {
                        format!("{} {number}", scene_text(&population.name))
                    }),
                    among_memories: false,
                    subject: LabelSubject::Group(population.kind),
                    neurons: vec![neuron],
                })
            })
            .collect(),
    }
}

/// The patterns of which each neuron is a member.
fn membership(info: &NetworkInfo) -> Vec<Vec<usize>> {
    let mut patterns = vec![Vec::new(); info.positions.len()];
    for (index, pattern) in info.patterns.iter().enumerate() {
        for &member in &pattern.members {
            if let Some(patterns) = patterns.get_mut(member as usize) {
                patterns.push(index);
            }
        }
    }
    patterns
}

/// Excitatory neurons of no memory, then the inhibitory ones.
fn outsiders(info: &NetworkInfo, membership: &[Vec<usize>]) -> [Vec<usize>; 2] {
    [NeuronKind::Excitatory, NeuronKind::Inhibitory].map(|kind| {
        let populations = info.populations.iter().filter(|population| population.kind == kind);
        populations
            .flat_map(|population| indices(&population.range))
            .filter(|&neuron| membership.get(neuron).is_some_and(Vec::is_empty))
            .collect()
    })
}

fn indices(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// Cells of a memory in a ball of their own, shared ones between their memories, all others on a disc below them.
fn memories(info: &NetworkInfo) -> Vec<Vec3> {
    let membership = membership(info);
    let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for (neuron, patterns) in membership.iter().enumerate().filter(|(_, patterns)| !patterns.is_empty()) {
        match groups.iter_mut().find(|(known, _)| known == patterns) {
            Some((_, cells)) => cells.push(neuron),
            None => groups.push((patterns.clone(), vec![neuron])),
        }
    }
    let largest = groups.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let ball = BALL_SCALE * ball_radius(largest);
    let count = info.patterns.len();
    // Neighbours on the circle leave the width of a ball between them, for what they share.
    let reach = if count < 2 { 0.0 } else { 1.45 * ball / ops::sin(TAU / (2 * count) as f32) };
    let centre = |pattern: usize| {
        // The first memory stands at the front left, and no two of three behind each other.
        let angle = TAU * (pattern as f32 / count as f32 + 7.0 / 12.0);
        let (sin, cos) = ops::sin_cos(angle);
        Vec3::new(reach * cos, 0.0, -reach * sin)
    };
    let mut places = vec![Vec3::ZERO; membership.len()];
    for (patterns, cells) in &groups {
        let middle = patterns.iter().map(|&pattern| centre(pattern)).sum::<Vec3>() / patterns.len() as f32;
        for (&cell, place) in cells.iter().zip(ball_places(cells.len())) {
            places[cell] = middle + BALL_SCALE * place;
        }
    }
    let floor = -(ball + 1.5 * SPACING);
    let [excitatory, inhibitory] = outsiders(info, &membership);
    // Inhibition in the middle, which reaches everybody.
    for (&cell, place) in inhibitory.iter().chain(&excitatory).zip(disc_places()) {
        places[cell] = place + floor * Vec3::Y;
    }
    places
}

/// Radius of a ball of so many neurons.
fn ball_radius(count: usize) -> f32 {
    SPACING * (ops::cbrt(0.75 * count as f32 / std::f32::consts::PI) + 0.5)
}

/// Places of a lattice nearest to a point, which lie in a ball round it.
fn ball_places(count: usize) -> Vec<Vec3> {
    let side = ops::cbrt(count as f32).ceil() as i32 / 2 + 2;
    let mut places: Vec<Vec3> = Vec::new();
    for x in -side..=side {
        for y in -side..=side {
            for z in -side..=side {
                // Every other layer is shifted by half a cell, as in a pile of balls.
                let shift = if y % 2 == 0 { 0.0 } else { 0.5 };
                places.push(SPACING * Vec3::new(x as f32 + shift, 0.87 * y as f32, z as f32 + shift));
            }
        }
    }
    places.sort_by(|a, b| a.length_squared().total_cmp(&b.length_squared()));
    places.truncate(count);
    places
}

/// Places on a disc from its middle outwards.
fn disc_places() -> impl Iterator<Item = Vec3> {
    (0_u32..).map(|index| {
        let (sin, cos) = ops::sin_cos(GOLDEN_ANGLE * index as f32);
        let away = 0.55 * SPACING * ops::sqrt(index as f32 + 0.5);
        Vec3::new(away * cos, 0.0, away * sin)
    })
}

/// Feet of the pillars: a block a memory in the front, the other excitatory neurons behind them, the inhibitory ones at the side.
fn bars(info: &NetworkInfo) -> Vec<Vec3> {
    let membership = membership(info);
    let mut blocks: Vec<Vec<usize>> = vec![Vec::new(); info.patterns.len()];
    for (neuron, patterns) in membership.iter().enumerate() {
        // A pillar stands in one place: with the first of its memories.
        if let Some(block) = patterns.first().and_then(|&first| blocks.get_mut(first)) {
            block.push(neuron);
        }
    }
    let [excitatory, inhibitory] = outsiders(info, &membership);
    blocks.retain(|block| !block.is_empty());
    let mut places = vec![Vec3::ZERO; membership.len()];
    // Blocks of memories are twice as wide as deep, side by side.
    let mut left = 0.0;
    let mut deepest = 0.0_f32;
    for block in &blocks {
        let wide = ops::sqrt(2.0 * block.len() as f32).ceil().max(1.0) as usize;
        deepest = deepest.max(stand(&mut places, block, left, 0.0, wide));
        left += (wide as f32 + 1.0) * SPACING;
    }
    let behind = if blocks.is_empty() { 0.0 } else { deepest + SPACING };
    let whole = excitatory.len() + inhibitory.len();
    // A few cells stand side by side, none behind another.
    let in_rows = if whole <= ONE_ROW { whole as f32 + 1.0 } else { ops::sqrt(2.0 * whole as f32).ceil() };
    let wide = (left / SPACING).max(in_rows);
    let share = excitatory.len() as f32 / (whole as f32).max(1.0);
    let excitatory_wide = ((wide - 1.0) * share).round().max(1.0) as usize;
    let inhibitory_wide = ((wide - 1.0) * (1.0 - share)).round().max(1.0) as usize;
    stand(&mut places, &excitatory, 0.0, behind, excitatory_wide);
    stand(&mut places, &inhibitory, (excitatory_wide as f32 + 1.0) * SPACING, behind, inhibitory_wide);
    let (low, high) = places
        .iter()
        .fold((Vec3::INFINITY, Vec3::NEG_INFINITY), |(low, high), &place| (low.min(place), high.max(place)));
    let middle = if low.is_finite() { 0.5 * (low + high) } else { Vec3::ZERO };
    places.iter().map(|&place| place - middle).collect()
}

/// Stand neurons in rows of `wide` from the front to the back; gives how deep they are.
fn stand(places: &mut [Vec3], neurons: &[usize], left: f32, front: f32, wide: usize) -> f32 {
    for (index, &neuron) in neurons.iter().enumerate() {
        let (column, row) = (index % wide, index / wide);
        places[neuron] = Vec3::new(left + column as f32 * SPACING, 0.0, -(front + row as f32 * SPACING));
    }
    front + neurons.len().div_ceil(wide) as f32 * SPACING
}

/// A column a population, in their order from left to right.
fn circuit(info: &NetworkInfo) -> Vec<Vec3> {
    let mut places = vec![Vec3::ZERO; info.positions.len()];
    let columns = info.populations.len();
    let rows = info.populations.iter().map(|population| population.range.len()).max().unwrap_or_default();
    // Rows of neurons leave room for a name each; columns lie so far apart that the circuit is about as wide as high.
    let high = 3.0 * (rows as f32 - 1.0);
    let apart = (0.9 * high / (columns as f32 - 1.0).max(1.0)).max(4.0);
    for (column, population) in info.populations.iter().enumerate() {
        let rows = population.range.len();
        for (row, neuron) in indices(&population.range).enumerate() {
            if let Some(place) = places.get_mut(neuron) {
                let across = column as f32 - 0.5 * (columns as f32 - 1.0);
                let up = 0.5 * (rows as f32 - 1.0) - row as f32;
                *place = SPACING * Vec3::new(apart * across, 3.0 * up, 0.0);
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{PatternInfo, PopulationInfo};

    fn info() -> NetworkInfo {
        let population = |name: &str, kind, range| PopulationInfo { name: name.to_owned(), kind, range };
        let pattern =
            |name: &str, members: Range<u32>| PatternInfo { name: name.to_owned(), members: members.collect() };
        NetworkInfo {
            positions: (0..100_u8).map(|index| [f32::from(index), 0.0, 0.0]).collect(),
            rest_mv: vec![-65.0; 100],
            initial_threshold: vec![-50.0; 100],
            populations: vec![
                population("E", NeuronKind::Excitatory, 0..80),
                population("I", NeuronKind::Inhibitory, 80..100),
            ],
            patterns: vec![pattern("A", 0..30), pattern("B", 25..50)],
            ..NetworkInfo::default()
        }
    }

    fn nearest(places: &[Vec3]) -> f32 {
        let pairs =
            places.iter().enumerate().flat_map(|(index, a)| places[index + 1..].iter().map(move |b| a.distance(*b)));
        pairs.fold(f32::INFINITY, f32::min)
    }

    #[test]
    fn no_layout_puts_two_neurons_in_one_place_or_leaves_one_out() {
        let info = info();
        for layout in crate::session::layouts(&info) {
            let places = places(layout, &info);
            assert_eq!(places.len(), 100, "{layout:?}");
            assert!(places.iter().all(|place| place.is_finite()), "{layout:?}");
            let least = if layout == ViewLayout::Tissue { 1.0 } else { 0.5 * SPACING };
            assert!(nearest(&places) >= least, "{layout:?}: {}", nearest(&places));
        }
    }

    #[test]
    fn cells_of_a_memory_are_together_shared_ones_between_and_all_others_below() {
        let places = places(ViewLayout::Memories, &info());
        let middle = |cells: Range<usize>| cells.clone().map(|cell| places[cell]).sum::<Vec3>() / cells.len() as f32;
        let (a, shared, b) = (middle(0..25), middle(25..30), middle(30..50));
        assert!(a.distance(b) > 2.0 * ball_radius(25));
        assert!(shared.distance(0.5 * (a + b)) < SPACING);
        assert!((0..25).all(|cell| places[cell].distance(a) < places[cell].distance(b)));
        assert!((50..100).all(|cell| places[cell].y < -ball_radius(25)));
    }

    #[test]
    fn what_stands_together_has_a_name_and_every_neuron_belongs_somewhere() {
        let names = names(ViewLayout::Memories, &info());
        let texts: Vec<&str> = names.iter().map(GroupName::text).collect();
        assert_eq!(texts, ["A", "B", "other excitatory", "inhibitory"]);
        let named: std::collections::BTreeSet<u32> = names.iter().flat_map(|name| name.neurons.clone()).collect();
        assert_eq!(named.len(), 100);
    }

    #[test]
    fn a_pillar_is_as_high_as_the_way_from_rest_to_threshold() {
        let info = info();
        assert_eq!(bar_height(&info, 0, -50.0), 15.0 * BAR_UM_PER_MV);
        assert_eq!(bar_height(&info, 0, -65.0), 0.0);
        assert_eq!(bar_height(&info, 0, f32::NAN), 0.0);
        assert_eq!(bar_height(&info, 999, -50.0), 0.0);
        assert!(places(ViewLayout::Bar, &info).iter().all(|place| place.y == 0.0));
    }
}
