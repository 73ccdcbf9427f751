//! The camera as a session keeps it.

use super::camera::OrbitCamera;
use super::kept_views::CameraView;
use serde::{Deserialize, Serialize};

/// How the camera was; without a view it framed what its scene or the user told it to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeenFrom {
    /// Where it was, if somebody moved it.
    view: Option<CameraView>,
    /// Whether it turned by itself.
    drifting: bool,
}

impl Default for SeenFrom {
    fn default() -> Self {
        Self { view: None, drifting: true }
    }
}

impl OrbitCamera {
    /// How it is now.
    #[must_use]
    pub fn seen_from(&self) -> SeenFrom {
        SeenFrom { view: (!self.is_home()).then(|| CameraView::from(&self.goal)), drifting: self.drifting }
    }

    /// Be at once as it was; what no camera can be changes nothing.
    pub fn see_from(&mut self, seen: &SeenFrom) {
        self.drifting = seen.drifting;
        if let Some(pose) = seen.view.and_then(|view| view.pose()) {
            self.home = None;
            (self.pose, self.goal) = (pose, pose);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::math::Vec2;

    #[test]
    fn a_camera_that_was_moved_is_where_it_was_and_another_frames_what_its_scene_says() {
        let mut camera = OrbitCamera::default();
        camera.look_from(0.5, 0.25);
        camera.goal.distance = 321.0;
        let seen: SeenFrom = ron::from_str(&ron::to_string(&camera.seen_from()).unwrap()).unwrap();
        let mut other = OrbitCamera::default();
        other.see_from(&seen);
        assert_eq!((other.pose, other.goal, other.drifting), (camera.goal, camera.goal, false));
        let before = other.pose;
        other.see_from(&SeenFrom::default());
        assert!(other.pose == before && other.drifting);
        camera.turn(Vec2::X, None);
        camera.goal.distance = -1.0;
        other.see_from(&camera.seen_from());
        assert_eq!(other.pose, before, "no camera stands there");
    }
}
