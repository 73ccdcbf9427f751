//! Size of the network, and how large a neuron is drawn in it.

use crate::session::Session;
use crate::simulation::NetworkInfo;
use bevy::prelude::*;
use std::sync::Arc;

/// Where the network is and how large (µm).
#[derive(Resource, Clone, Debug)]
pub struct NetworkShape {
    /// Middle of the box round all neurons.
    pub centre: Vec3,
    /// Distance from the centre to the farthest neuron's edge.
    pub radius: f32,
    /// Radius with which a neuron is drawn.
    pub neuron_radius: f32,
    /// Counts networks: changes whenever another one was loaded.
    pub version: u64,
    measured: Option<Arc<NetworkInfo>>,
}

impl Default for NetworkShape {
    fn default() -> Self {
        Self { centre: Vec3::ZERO, radius: 100.0, neuron_radius: 3.0, version: 0, measured: None }
    }
}

/// Neurons whose nearest neighbour is looked for; enough for a median, few enough for large networks.
const PROBES: usize = 200;
/// Radius of a neuron that has no neighbour (µm).
const LONE_RADIUS: f32 = 12.0;
/// Radius of a neuron in units of the median distance to its nearest neighbour.
const RADIUS_SHARE: f32 = 0.33;

impl NetworkShape {
    /// Measure positions.
    fn measure(&mut self, positions: &[[f32; 3]]) {
        let points = || points(positions);
        let stride = (positions.len() / PROBES).max(1);
        let mut distances: Vec<f32> = (0..positions.len())
            .step_by(stride)
            .filter_map(|probe| {
                let here = Vec3::from(positions[probe]);
                points()
                    .map(|point| point.distance_squared(here))
                    .filter(|&distance| distance > 0.0)
                    .min_by(f32::total_cmp)
                    .map(f32::sqrt)
            })
            .collect();
        distances.sort_by(f32::total_cmp);
        self.neuron_radius = distances
            .get(distances.len() / 2)
            .map_or(LONE_RADIUS, |median| (RADIUS_SHARE * median).clamp(0.01, LONE_RADIUS));
        (self.centre, self.radius) = self.ball(positions);
    }

    /// Centre and radius (µm) of a ball round neurons: the middle of their box, and what holds all of them as they are drawn.
    pub fn ball(&self, positions: &[[f32; 3]]) -> (Vec3, f32) {
        let (low, high) = points(positions)
            .fold((Vec3::INFINITY, Vec3::NEG_INFINITY), |(low, high), point| (low.min(point), high.max(point)));
        let centre = if low.is_finite() { 0.5 * (low + high) } else { Vec3::ZERO };
        let reach = points(positions).map(|point| point.distance(centre)).fold(0.0, f32::max);
        (centre, (reach + self.neuron_radius).max(2.5 * self.neuron_radius))
    }
}

fn points(positions: &[[f32; 3]]) -> impl Iterator<Item = Vec3> {
    positions.iter().map(|&position| Vec3::from(position)).filter(|point| point.is_finite())
}

/// Measure the network when another one was loaded.
pub(super) fn measure_network(session: Res<Session>, mut shape: ResMut<NetworkShape>) {
    if shape.measured.as_ref().is_some_and(|measured| Arc::ptr_eq(measured, &session.info)) {
        return;
    }
    shape.measure(&session.info.positions);
    shape.measured = Some(Arc::clone(&session.info));
    shape.version += 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_neurons_does_not_touch() {
        let mut shape = NetworkShape::default();
        shape.measure(&[[0.0, 0.0, 0.0], [20.0, 0.0, 0.0], [40.0, 0.0, 0.0]]);
        assert_eq!(shape.centre, Vec3::new(20.0, 0.0, 0.0));
        assert!(shape.neuron_radius < 10.0);
        assert!(shape.radius > 20.0);
    }

    #[test]
    fn one_neuron_and_none_have_a_size() {
        let mut shape = NetworkShape::default();
        shape.measure(&[[5.0, 0.0, 0.0]]);
        assert!(shape.radius > 0.0 && shape.radius.is_finite());
        shape.measure(&[]);
        assert!(shape.radius > 0.0 && shape.centre == Vec3::ZERO);
    }
}
