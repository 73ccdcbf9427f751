//! Pictures of the scenes that come with the program. `rheobase picture NAME --out assets/library/NAME.png` makes one.

use crate::scene::for_shipped_scenes;
use bevy::asset::RenderAssetUsages;
use bevy::image::{CompressedImageFormats, Image, ImageSampler, ImageType};

/// A picture of a scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenePicture {
    /// Width (px).
    pub width: usize,
    /// Height (px).
    pub height: usize,
    /// Rows from top to bottom, four bytes a pixel (red, green, blue, opacity), sRGB.
    pub pixels: Vec<u8>,
}

impl ScenePicture {
    /// The picture of a shipped scene, if it has one.
    #[must_use]
    pub fn of(scene: &str) -> Option<Self> {
        let (_, png) = PICTURES.iter().find(|(name, _)| *name == scene)?;
        let image = Image::from_buffer(
            png,
            ImageType::Extension("png"),
            CompressedImageFormats::NONE,
            true,
            ImageSampler::Default,
            RenderAssetUsages::MAIN_WORLD,
        )
        .ok()?;
        let (width, height) = (image.width() as usize, image.height() as usize);
        let pixels = image.data.filter(|pixels| pixels.len() == 4 * width * height)?;
        Some(Self { width, height, pixels })
    }
}

macro_rules! embed_pictures {
    ($($name:literal,)*) => {
        const PICTURES: &[(&str, &[u8])] =
            &[$(($name, include_bytes!(concat!("../../assets/library/", $name, ".png")))),*];
    };
}
for_shipped_scenes!(embed_pictures);
