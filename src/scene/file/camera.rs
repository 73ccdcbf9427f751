//! From where the 3D view shows a scene when it opens.

use crate::units::Degrees;
use serde::{Deserialize, Serialize};

/// From where the 3D view shows a scene when it opens; from then on the camera is the user's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CameraFile {
    /// Turn round the vertical axis, -180 to 180°; at 0 a [`Line`](super::Layout::Line) lies across the picture, at 90 one
    /// looks along it. Default 34°.
    pub azimuth: Degrees,
    /// Height above the horizon, -89 to 89°; default 18°.
    pub elevation: Degrees,
    /// Population in the middle of the picture; default the whole network.
    pub centre: Option<String>,
    /// Magnification, 0.2 to 20; at 1 the centre just fills the picture. Default 1.
    pub zoom: f32,
}

impl Default for CameraFile {
    fn default() -> Self {
        Self { azimuth: Degrees(34.0), elevation: Degrees(18.0), centre: None, zoom: 1.0 }
    }
}

impl CameraFile {
    /// Turn and height in radians.
    #[must_use]
    pub fn angles(&self) -> (f32, f32) {
        (self.azimuth.0.to_radians(), self.elevation.0.to_radians())
    }
}
