//! Size of the network, and how large a neuron is drawn in it.

use bevy::prelude::*;

/// Where the network is and how large (µm).
#[derive(Resource, Clone, Debug)]
pub struct NetworkShape {
    /// Middle of the box round all neurons.
    pub centre: Vec3,
    /// Distance from the centre to the farthest neuron's edge.
    pub radius: f32,
    /// Height of the floor below it.
    pub floor: f32,
    /// Radius with which a neuron is drawn.
    pub neuron_radius: f32,
    /// Counts networks: changes whenever another one was loaded.
    pub version: u64,
}

impl Default for NetworkShape {
    fn default() -> Self {
        Self { centre: Vec3::ZERO, radius: 100.0, floor: -110.0, neuron_radius: 3.0, version: 0 }
    }
}

/// Neurons whose nearest neighbour is looked for; enough for a median, few enough for large networks.
const PROBES: usize = 200;
/// Radius of a neuron that has no neighbour (µm).
const LONE_RADIUS: f32 = 12.0;
/// Distance of the floor from the lowest neuron, in units of the network's radius.
const CLEARANCE: f32 = 0.15;
/// Radius of a neuron in units of the median distance to its nearest neighbour.
const RADIUS_SHARE: f32 = 0.33;

impl NetworkShape {
    /// Measure places of neurons, with the ends of what stands on them and hangs below.
    pub(super) fn measure(&mut self, places: &[Vec3], ends: &[Vec3]) {
        let stride = (places.len() / PROBES).max(1);
        let mut distances: Vec<f32> = places
            .iter()
            .step_by(stride)
            .filter_map(|&here| {
                finite(places)
                    .map(|place| place.distance_squared(here))
                    .filter(|&distance| distance > 0.0)
                    .min_by(f32::total_cmp)
                    .map(f32::sqrt)
            })
            .collect();
        distances.sort_by(f32::total_cmp);
        self.neuron_radius = distances
            .get(distances.len() / 2)
            .map_or(LONE_RADIUS, |median| (RADIUS_SHARE * median).clamp(0.01, LONE_RADIUS));
        (self.centre, self.radius) = self.ball(&[places, ends].concat());
        // Neurons hang above the floor.
        let lowest = |places: &[Vec3]| finite(places).map(|place| place.y).reduce(f32::min).unwrap_or(0.0);
        self.floor =
            (lowest(places) - CLEARANCE * self.radius).min(lowest(&[places, ends].concat()) - self.neuron_radius);
    }

    /// Centre and radius (µm) of a ball round neurons: the middle of their box, and what holds all of them as they are drawn.
    pub fn ball(&self, places: &[Vec3]) -> (Vec3, f32) {
        let (low, high) = finite(places)
            .fold((Vec3::INFINITY, Vec3::NEG_INFINITY), |(low, high), point| (low.min(point), high.max(point)));
        let centre = if low.is_finite() { 0.5 * (low + high) } else { Vec3::ZERO };
        let reach = finite(places).map(|point| point.distance(centre)).fold(0.0, f32::max);
        (centre, (reach + self.neuron_radius).max(2.5 * self.neuron_radius))
    }
}

fn finite(places: &[Vec3]) -> impl Iterator<Item = Vec3> {
    places.iter().copied().filter(|place| place.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_neurons_does_not_touch() {
        let mut shape = NetworkShape::default();
        shape.measure(&[0.0, 20.0, 40.0].map(|x| Vec3::new(x, 0.0, 0.0)), &[]);
        assert_eq!(shape.centre, Vec3::new(20.0, 0.0, 0.0));
        assert!(shape.neuron_radius < 10.0);
        assert!(shape.radius > 20.0);
    }

    #[test]
    fn one_neuron_and_none_have_a_size() {
        let mut shape = NetworkShape::default();
        shape.measure(&[Vec3::new(5.0, 0.0, 0.0)], &[]);
        assert!(shape.radius > 0.0 && shape.radius.is_finite());
        shape.measure(&[], &[]);
        assert!(shape.radius > 0.0 && shape.centre == Vec3::ZERO);
    }
}
