//! Checks of the view from which a scene opens.

use super::Check;

impl Check<'_> {
    /// Angles, magnification, and that its centre is there.
    pub fn camera(&mut self) {
        let Some(camera) = &self.file.camera else { return };
        self.quantity("camera.azimuth", camera.azimuth, -180.0, 180.0);
        self.quantity("camera.elevation", camera.elevation, -89.0, 89.0);
        self.number("camera.zoom", camera.zoom, 0.2, 20.0);
        if let Some(centre) = &camera.centre {
            self.population("camera.centre", centre);
        }
    }
}
