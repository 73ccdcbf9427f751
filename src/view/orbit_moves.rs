//! How a hand moves the camera: it turns it round a point, moves it sideways, comes closer to what is under the pointer.

use super::camera::OrbitCamera;
use super::pointer::ZOOM_PER_NOTCH;
use super::pose::{FIELD_OF_VIEW, STEEPEST};
use super::shape::NetworkShape;
use bevy::math::{Vec2, Vec3, ops};

/// Turning for a drag of one pixel (radians).
const TURN_PER_PIXEL: f32 = 0.006;

impl OrbitCamera {
    /// Turn by a drag round a point, or round the middle of the picture.
    pub(super) fn turn(&mut self, pixels: Vec2, round: Option<Vec3>) {
        self.home = None;
        let before = self.goal.rotation();
        self.goal.yaw -= pixels.x * TURN_PER_PIXEL;
        self.goal.pitch = (self.goal.pitch + pixels.y * TURN_PER_PIXEL).clamp(-STEEPEST, STEEPEST);
        let pivot = round.unwrap_or(self.goal.focus);
        // The point stays where it is in the picture.
        self.goal.focus = pivot + self.goal.rotation() * before.inverse() * (self.goal.focus - pivot);
        self.pivot = Some(pivot);
    }

    /// Move sideways with the pointer; `height` of the picture in the same pixels.
    pub(super) fn shift(&mut self, pixels: Vec2, height: f32) {
        self.home = None;
        let scale = 2.0 * self.goal.distance * ops::tan(0.5 * FIELD_OF_VIEW) / height.max(1.0);
        let rotation = self.goal.rotation();
        self.goal.focus += rotation * Vec3::new(-pixels.x, pixels.y, 0.0) * scale;
    }

    /// Come closer by so many notches, to the place that is `from_middle` pixels from the picture's middle.
    pub(super) fn zoom(&mut self, notches: f32, from_middle: Vec2, height: f32, shape: &NetworkShape) {
        self.home = None;
        let before = self.goal.distance;
        let nearest = 3.0 * shape.neuron_radius;
        let farthest = 12.0 * shape.radius / ops::sin(0.5 * FIELD_OF_VIEW);
        self.goal.distance = (before * ops::exp(-ZOOM_PER_NOTCH * notches)).clamp(nearest, farthest);
        let scale = 2.0 * (before - self.goal.distance) * ops::tan(0.5 * FIELD_OF_VIEW) / height.max(1.0);
        let rotation = self.goal.rotation();
        self.goal.focus += rotation * Vec3::new(from_middle.x, -from_middle.y, 0.0) * scale;
    }

    /// Whether a place is in the picture, for the ratio of its width to its height. What lies outside is nothing to turn round.
    pub(super) fn sees(&self, place: Vec3, aspect_ratio: f32) -> bool {
        let seen = self.goal.rotation().inverse() * (place - self.goal.focus);
        let half = (self.goal.distance - seen.z) * ops::tan(0.5 * FIELD_OF_VIEW);
        half > 0.0 && seen.y.abs() < half && seen.x.abs() < half * aspect_ratio
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::math::FloatPow as _;
    use std::f32::consts::FRAC_PI_2;

    #[test]
    fn zooming_keeps_the_place_under_the_pointer() {
        let mut camera = OrbitCamera::default();
        let shape = NetworkShape::default();
        let height = 500.0;
        let from_middle = Vec2::new(120.0, -40.0);
        let place = |camera: &OrbitCamera| {
            let scale = 2.0 * camera.goal.distance * ops::tan(0.5 * FIELD_OF_VIEW) / height;
            camera.goal.focus + camera.goal.rotation() * Vec3::new(from_middle.x, -from_middle.y, 0.0) * scale
        };
        let before = place(&camera);
        camera.zoom(3.0, from_middle, height, &shape);
        assert!(before.distance(place(&camera)) < 0.01);
    }

    #[test]
    fn poles_are_not_passed() {
        let mut camera = OrbitCamera::default();
        camera.turn(Vec2::new(0.0, 1e6), None);
        assert!(camera.goal.pitch < FRAC_PI_2);
    }

    #[test]
    fn what_is_turned_round_stays_where_it_is_in_the_picture() {
        let mut camera = OrbitCamera::default();
        let place = Vec3::new(60.0, -20.0, 35.0);
        let seen = |camera: &OrbitCamera| camera.goal.rotation().inverse() * (place - camera.goal.focus);
        let (before, focus) = (seen(&camera), camera.goal.focus);
        camera.turn(Vec2::new(230.0, -70.0), Some(place));
        assert!(seen(&camera).distance(before) < 1e-3 && camera.goal.focus.distance_squared(focus) > 1.0.squared());
        assert_eq!(camera.pivot, Some(place));
        let focus = camera.goal.focus;
        camera.turn(Vec2::new(-90.0, 10.0), None);
        assert!(camera.goal.focus.distance(focus) < 1e-3, "the middle of the picture stays");
    }

    #[test]
    fn only_what_is_in_the_picture_is_seen() {
        let camera = OrbitCamera::default();
        let rotation = camera.goal.rotation();
        let at = |x: f32, y: f32, z: f32| camera.goal.focus + rotation * Vec3::new(x, y, z);
        let edge = camera.goal.distance * ops::tan(0.5 * FIELD_OF_VIEW);
        assert!(camera.sees(at(0.0, 0.9 * edge, 0.0), 1.0) && camera.sees(at(1.9 * edge, 0.0, 0.0), 2.0));
        assert!(!camera.sees(at(0.0, 1.1 * edge, 0.0), 1.0) && !camera.sees(at(1.9 * edge, 0.0, 0.0), 1.0));
        assert!(!camera.sees(at(0.0, 0.0, 1.1 * camera.goal.distance), 1.0), "behind the camera");
    }
}
