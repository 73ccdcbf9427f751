//! A still: one picture of the 3D view as a PNG file, written on a thread of its own.

use super::error::RecordError;
use crate::caught::catch;
use crate::words::words;
use bevy::asset::RenderAssetUsages;
use bevy::image::{Image, ImageFormat};
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

/// A still that is being written.
pub struct StillThread(JoinHandle<Result<PathBuf, RecordError>>);

impl StillThread {
    /// Write a picture: rows from top to bottom, four bytes a pixel (red, green, blue, unused), sRGB, no padding.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(path: PathBuf, pixels: Vec<u8>, width: u32, height: u32) -> Result<Self, RecordError> {
        let file = path.clone();
        std::thread::Builder::new()
            .name("still".to_owned())
            .spawn(move || {
                let saved = catch(|| save_still(&file, pixels, width, height))
                    .unwrap_or_else(|caught| Err(RecordError::Still { path: file.clone(), cause: caught.to_string() }));
                saved.map(|()| file)
            })
            .map(Self)
            .map_err(|cause| RecordError::Create { path, cause })
    }

    /// Whether it is written, so that [`StillThread::finish`] does not wait.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.0.is_finished()
    }

    /// The file.
    ///
    /// # Errors
    /// If it could not be written.
    pub fn finish(self) -> Result<PathBuf, RecordError> {
        self.0.join().unwrap_or_else(|_| {
            let cause = words!("still-ended-early", "its thread ended early").to_owned();
            Err(RecordError::Still { path: PathBuf::new(), cause })
        })
    }
}

/// Save a picture as a new PNG file: rows from top to bottom, four bytes a pixel (red, green, blue, unused), sRGB.
///
/// # Errors
/// If the file exists or can't be written, or the number of bytes does not fit the size.
pub fn save_still(path: &Path, pixels: Vec<u8>, width: u32, height: u32) -> Result<(), RecordError> {
    let failed = |cause: String| RecordError::Still { path: path.to_owned(), cause };
    if pixels.len() as u64 != 4 * u64::from(width) * u64::from(height) {
        return Err(failed("the picture has another size".to_owned()));
    }
    let size = Extent3d { width, height, depth_or_array_layers: 1 };
    let image =
        Image::new(size, TextureDimension::D2, pixels, TextureFormat::Rgba8UnormSrgb, RenderAssetUsages::MAIN_WORLD);
    let Some(format) = ImageFormat::Png.as_image_crate_format() else {
        return Err(failed("this build has no PNG".to_owned()));
    };
    let picture = image.try_into_dynamic().map_err(|cause| failed(cause.to_string()))?.into_rgb8();
    let file = File::create_new(path).map_err(|cause| RecordError::Create { path: path.to_owned(), cause })?;
    let mut output = BufWriter::new(file);
    picture.write_to(&mut output, format).map_err(|cause| failed(cause.to_string()))?;
    output.flush().map_err(|cause| failed(cause.to_string()))
}
