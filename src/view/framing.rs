//! How far away a camera has to be, and where the middle of its picture is, so that all of a network is seen and fills the picture.

use bevy::math::ops;
use bevy::prelude::*;

/// Cosine of the pitch from which the axis of what turns is seen well enough to move along it.
const AXIS_SEEN: f32 = 0.25;
/// Looks at a network until it is in the middle of the picture.
const CENTRINGS: usize = 8;

/// A picture to be filled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// Tangent of half its vertical angle of view.
    pub half: f32,
    /// Width by height.
    pub aspect_ratio: f32,
    /// What is seen round the centre of a neuron (µm).
    pub edge: f32,
    /// Factor on the distance, for some space at the sides.
    pub margin: f32,
}

impl Frame {
    /// Middle of the picture and distance from it, for places as a camera's axes have them, from all of its sides. What turns is seen
    /// under a `pitch` (radians) and stays round its axis. Without places the distance is 0.
    pub fn fit(&self, seen: &[Vec3], pitch: Option<f32>) -> (Vec3, f32) {
        // Along the axis the middle of the picture may move; from high above that is nearly the way of sight.
        let (across, up) = match pitch.map(ops::sin_cos) {
            None => (Vec3::X, Vec3::Y),
            Some((sin, cos)) if cos > AXIS_SEEN => (Vec3::ZERO, Vec3::new(0.0, 1.0, sin / cos)),
            Some(_) => (Vec3::ZERO, Vec3::ZERO),
        };
        let middle_of = |middle: Vec2| middle.x * across + middle.y * up;
        let mut middle = Vec2::ZERO;
        // The far side is smaller, so that the middle of the picture is not that of the network.
        for _ in 0..CENTRINGS {
            let from = middle_of(middle);
            let distance = self.margin * self.needed(seen, from);
            let (low, high) = seen.iter().fold((Vec2::INFINITY, Vec2::NEG_INFINITY), |(low, high), &place| {
                let from_middle = place - from;
                let shown = from_middle.truncate() * distance / (distance - from_middle.z).max(self.edge);
                (low.min(shown), high.max(shown))
            });
            if low.is_finite() {
                middle += 0.5 * (low + high);
            }
        }
        let middle = middle_of(middle);
        (middle, self.needed(seen, middle))
    }

    /// The distance from which all is seen round a middle of the picture.
    fn needed(&self, seen: &[Vec3], middle: Vec3) -> f32 {
        let edges = seen.iter().map(|&place| {
            let from_middle = place - middle;
            let aside = (from_middle.truncate().abs() + self.edge) / Vec2::new(self.aspect_ratio, 1.0);
            aside.max_element() / self.half + from_middle.z
        });
        edges.fold(0.0, f32::max)
    }
}
