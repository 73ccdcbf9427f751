//! Where neurons stand close together they take light from each other: from which side, and how much.

use bevy::math::{IVec3, Vec3};
use bevy::platform::collections::HashMap;

/// Neurons farther apart than this (in neuron radii) take no light from each other.
const REACH: f32 = 4.0;
/// Light that a neuron takes by touching another.
const TOUCHING: f32 = 0.5;

/// For each place the direction towards its neighbours, as long as the share of the light that they take, 0 to 1.
pub(super) fn contact(places: &[Vec3], radius: f32) -> Vec<Vec3> {
    let reach = REACH * radius;
    let cell = |place: Vec3| (place / reach).floor().as_ivec3();
    let known = |place: &Vec3| place.is_finite() && reach > 0.0;
    let mut cells: HashMap<IVec3, Vec<usize>> = HashMap::default();
    for (neuron, &place) in places.iter().enumerate().filter(|(_, place)| known(place)) {
        cells.entry(cell(place)).or_default().push(neuron);
    }
    let around = || (0..27).map(|index| IVec3::new(index % 3 - 1, index / 3 % 3 - 1, index / 9 - 1));
    places
        .iter()
        .enumerate()
        .map(|(neuron, &place)| {
            if !known(&place) {
                return Vec3::ZERO;
            }
            let near = around().filter_map(|step| cells.get(&(cell(place) + step))).flatten();
            let taken: Vec3 = near
                .filter(|&&other| other != neuron)
                .map(|&other| {
                    let way = places[other] - place;
                    let gap = ((way.length() - 2.0 * radius) / (reach - 2.0 * radius)).clamp(0.0, 1.0);
                    TOUCHING * (1.0 - gap) * (1.0 - gap) * way.normalize_or_zero()
                })
                .sum();
            taken.clamp_length_max(1.0)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_neurons_that_touch_darken_each_other_on_the_side_where_they_do() {
        let taken = contact(&[Vec3::ZERO, 2.0 * Vec3::X, 50.0 * Vec3::Y], 1.0);
        assert!(taken[0].distance(TOUCHING * Vec3::X) < 1e-5 && taken[1].distance(-TOUCHING * Vec3::X) < 1e-5);
        assert_eq!(taken[2], Vec3::ZERO, "it stands alone");
        let crowd: Vec<Vec3> = (0..9_u8).map(|index| Vec3::new(2.0, f32::from(index) * 0.1, 0.0)).collect();
        let taken = contact(&[&[Vec3::ZERO], &crowd[..]].concat(), 1.0);
        assert!((taken[0].length() - 1.0).abs() < 1e-5, "never more than all: {}", taken[0]);
        assert_eq!(contact(&[Vec3::NAN, Vec3::ZERO], 1.0), [Vec3::ZERO; 2]);
        assert_eq!(contact(&[Vec3::ZERO; 2], 0.0), [Vec3::ZERO; 2]);
    }
}
