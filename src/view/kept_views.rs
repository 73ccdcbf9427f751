//! Views that the user kept of each scene, to come back to, also after the next start.

use super::pose::{Pose, STEEPEST};
use crate::session::KeptView;
use bevy::math::Vec3;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Views by the title of their scene.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeptViews(BTreeMap<String, [Option<CameraView>; KeptView::COUNT]>);

/// Where a camera was, in plain numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CameraView {
    /// Point in the middle of the picture (µm).
    focus: [f32; 3],
    /// Angles (radians).
    yaw: f32,
    pitch: f32,
    /// Distance from the focus (µm).
    distance: f32,
}

impl From<&Pose> for CameraView {
    fn from(pose: &Pose) -> Self {
        let Pose { focus, yaw, pitch, distance } = *pose;
        Self { focus: focus.to_array(), yaw, pitch, distance }
    }
}

impl CameraView {
    /// The pose of a camera there; none if no camera can stand there.
    #[must_use]
    pub fn pose(&self) -> Option<Pose> {
        let Self { focus, yaw, pitch, distance } = *self;
        let finite = focus.iter().chain([&yaw, &pitch, &distance]).all(|number| number.is_finite());
        let pitch = pitch.clamp(-STEEPEST, STEEPEST);
        (finite && distance > 0.0).then_some(Pose { focus: Vec3::from_array(focus), yaw, pitch, distance })
    }
}

impl KeptViews {
    /// Keep a view of a scene.
    pub fn keep(&mut self, scene: &str, view: KeptView, pose: &Pose) {
        self.0.entry(scene.to_owned()).or_default()[view as usize] = Some(pose.into());
    }

    /// A view of a scene; none if none was kept, or if a file has no camera of it that could stand somewhere.
    #[must_use]
    pub fn of(&self, scene: &str, view: KeptView) -> Option<Pose> {
        self.0.get(scene)?[view as usize]?.pose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_the_same_from_a_file_and_one_that_no_camera_can_have_is_none() {
        let pose = Pose { focus: Vec3::new(1.0, -2.0, 3.5), yaw: 0.25, pitch: -0.5, distance: 120.0 };
        let mut views = KeptViews::default();
        views.keep("a", KeptView::Three, &pose);
        views.keep("a", KeptView::Four, &Pose { distance: f32::NAN, ..pose });
        views.keep("a", KeptView::One, &Pose { distance: -1.0, ..pose });
        let text = ron::to_string(&views).expect("it can be written");
        let read: KeptViews = ron::from_str(&text).expect("it can be read");
        assert_eq!(read.of("a", KeptView::Three), Some(pose));
        for (scene, view) in [("a", KeptView::Four), ("a", KeptView::One), ("a", KeptView::Two), ("b", KeptView::Three)]
        {
            assert_eq!(read.of(scene, view), None, "{scene} {view:?}");
        }
    }
}
