//! Wiring by distance without a look at each pair: neurons lie in cells of a grid, and in a cell that is far away hardly any is
//! drawn. The law of each pair is exact: candidates are drawn with the probability at the nearest place of their cell, and kept with
//! the share that their own probability is of it.

use crate::random::Draws;
use std::collections::BTreeMap;

/// Neurons in a cell on average: with fewer the cells cost more than the pairs that they save.
const NEURONS_A_CELL: f64 = 32.0;

/// Probability of a connection by distance.
#[derive(Clone, Copy, Debug)]
pub struct DistanceLaw {
    /// At distance 0.
    pub peak: f64,
    /// Length constant (µm).
    pub length: f64,
}

impl DistanceLaw {
    fn probability(self, squared_distance: f64) -> f64 {
        self.peak * libm::exp(-libm::sqrt(squared_distance) / self.length)
    }
}

/// Neurons that are near each other, and the box that they fill.
struct Cell {
    low: [f32; 3],
    high: [f32; 3],
    neurons: Vec<u32>,
}

/// The cells of a population.
pub struct Cells<'a> {
    positions: &'a [[f32; 3]],
    cells: Vec<Cell>,
}

impl<'a> Cells<'a> {
    /// The cells of neurons at these positions (µm).
    #[must_use]
    pub fn of(positions: &'a [[f32; 3]]) -> Self {
        let (low, high) = bounds(positions.iter());
        let parts = libm::cbrt(positions.len() as f64 / NEURONS_A_CELL).ceil().max(1.0);
        let mut cells: BTreeMap<[u32; 3], Vec<u32>> = BTreeMap::new();
        for (neuron, position) in (0..).zip(positions) {
            let part = |axis: usize| {
                let extent = f64::from(high[axis] - low[axis]);
                let share = if extent > 0.0 { f64::from(position[axis] - low[axis]) / extent } else { 0.0 };
                (share * parts).min(parts - 1.0) as u32
            };
            cells.entry([part(0), part(1), part(2)]).or_default().push(neuron);
        }
        let cell = |neurons: Vec<u32>| {
            let (low, high) = bounds(neurons.iter().map(|&neuron| &positions[neuron as usize]));
            Cell { low, high, neurons }
        };
        Self { positions, cells: cells.into_values().map(cell).collect() }
    }

    /// Draw the neurons that one at a place is connected to, in order.
    pub fn draw(&self, from: [f32; 3], law: DistanceLaw, draws: &mut Draws<'_>, targets: &mut Vec<u32>) {
        for cell in &self.cells {
            let nearest = [0, 1, 2].map(|axis| from[axis].clamp(cell.low[axis], cell.high[axis]));
            let most = law.probability(squared_distance(from, nearest));
            if most <= 0.0 {
                continue;
            }
            let per_gap = 1.0 / libm::log1p(-most);
            let mut next = 0.0;
            loop {
                // Where everyone is a candidate there is no gap.
                next += if most < 1.0 { draws.failures(per_gap) } else { 0.0 };
                if next >= cell.neurons.len() as f64 {
                    break;
                }
                let neuron = cell.neurons[next as usize];
                let own = law.probability(squared_distance(from, self.positions[neuron as usize]));
                if draws.chance(own / most) {
                    targets.push(neuron);
                }
                next += 1.0;
            }
        }
        targets.sort_unstable();
    }
}

/// The box round some places; of none it is a point.
fn bounds<'p>(places: impl Iterator<Item = &'p [f32; 3]>) -> ([f32; 3], [f32; 3]) {
    let wider = |found: Option<([f32; 3], [f32; 3])>, place: &[f32; 3]| {
        let (low, high) = found.unwrap_or((*place, *place));
        let axes = [0, 1, 2];
        Some((axes.map(|axis| low[axis].min(place[axis])), axes.map(|axis| high[axis].max(place[axis]))))
    };
    places.fold(None, wider).unwrap_or_default()
}

fn squared_distance(from: [f32; 3], to: [f32; 3]) -> f64 {
    [0, 1, 2].map(|axis| (f64::from(from[axis]) - f64::from(to[axis])).powi(2)).iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, RandomStream};

    /// Places in a cube of 400 µm.
    fn places(count: u32) -> Vec<[f32; 3]> {
        let mut stream = RandomStream::new(7, Purpose::Position, 0);
        (0..count)
            .map(|neuron| {
                let mut draws = stream.sequence(u64::from(neuron));
                [0, 1, 2].map(|_| 400.0 * draws.unit())
            })
            .collect()
    }

    fn wire(places: &[[f32; 3]], law: DistanceLaw) -> Vec<Vec<u32>> {
        let cells = Cells::of(places);
        let mut stream = RandomStream::new(1, Purpose::Wiring, 0);
        let draw = |(index, place): (u64, &[f32; 3])| {
            let mut targets = Vec::new();
            cells.draw(*place, law, &mut stream.sequence(index), &mut targets);
            targets
        };
        (0..).zip(places).map(draw).collect()
    }

    #[test]
    fn pairs_at_each_distance_are_as_many_as_the_law_says() {
        let places = places(2000);
        for law in [DistanceLaw { peak: 0.5, length: 40.0 }, DistanceLaw { peak: 1.0, length: 100.0 }] {
            let targets = wire(&places, law);
            assert!(
                targets.iter().all(|targets| targets.windows(2).all(|pair| pair[0] < pair[1])),
                "in order, none twice"
            );
            // In bins of 50 µm: how many there are, how many are expected, and the variance of that.
            let mut bins = [(0.0, 0.0, 0.0); 10];
            for (from, targets) in places.iter().zip(&targets) {
                for (to, place) in (0..).zip(&places) {
                    let squared = squared_distance(*from, *place);
                    let bin = &mut bins[(squared.sqrt() / 50.0).min(9.0) as usize];
                    let p = law.probability(squared);
                    bin.0 += f64::from(u8::from(targets.binary_search(&to).is_ok()));
                    bin.1 += p;
                    bin.2 += p * (1.0 - p);
                }
            }
            for (found, expected, variance) in bins {
                assert!(
                    (found - expected).abs() < 4.0 * variance.sqrt() + 1.0,
                    "{found} pairs, {expected} expected, {law:?}"
                );
            }
        }
    }

    #[test]
    fn neurons_at_one_place_and_no_neurons_are_wired_too() {
        let law = DistanceLaw { peak: 1.0, length: 1.0 };
        assert_eq!(wire(&[[1.0, 2.0, 3.0]; 5], law), vec![vec![0, 1, 2, 3, 4]; 5]);
        assert!(wire(&[[1.0, 2.0, 3.0]; 5], DistanceLaw { peak: 0.0, length: 1.0 }).iter().all(Vec::is_empty));
        assert!(wire(&[], law).is_empty());
    }
}
