//! Where a camera stands and looks.

use super::shape::NetworkShape;
use bevy::camera::{PerspectiveProjection, Projection};
use bevy::math::ops;
use bevy::prelude::*;
use std::f32::consts::FRAC_PI_2;

/// Vertical angle of view (radians).
pub const FIELD_OF_VIEW: f32 = 0.6;
/// Highest and lowest pitch (radians): the poles are never reached, so that up stays up.
pub const STEEPEST: f32 = FRAC_PI_2 - 0.01;

/// Where the camera looks from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pose {
    /// Point in the middle of the picture (µm).
    pub focus: Vec3,
    /// Angle round the vertical axis (radians).
    pub yaw: f32,
    /// Angle above the horizon (radians).
    pub pitch: f32,
    /// Distance from the focus (µm).
    pub distance: f32,
}

impl Pose {
    /// Direction of the axes of the picture.
    #[must_use]
    pub fn rotation(&self) -> Quat {
        Quat::from_euler(EulerRot::YXZ, self.yaw, -self.pitch, 0.0)
    }

    /// The camera's place for a picture whose middle is the focus; for cameras that draw nothing but the network.
    #[must_use]
    pub fn transform(&self) -> Transform {
        let rotation = self.rotation();
        Transform { translation: self.focus + rotation * Vec3::Z * self.distance, rotation, scale: Vec3::ONE }
    }

    /// Near plane, far plane for this distance from a network of this size are left to the projection that this returns.
    #[must_use]
    pub fn projection(&self, shape: &NetworkShape) -> Projection {
        Projection::Perspective(PerspectiveProjection {
            fov: FIELD_OF_VIEW,
            near: (0.002 * self.distance).max(0.01),
            far: 4.0 * (self.distance + shape.radius),
            ..default()
        })
    }

    /// Part of the way to another pose.
    pub(super) fn towards(&self, goal: &Self, share: f32) -> Self {
        Self {
            focus: self.focus.lerp(goal.focus, share),
            yaw: self.yaw + (goal.yaw - self.yaw) * share,
            pitch: self.pitch + (goal.pitch - self.pitch) * share,
            distance: self.distance * ops::powf(goal.distance / self.distance, share),
        }
    }
}
