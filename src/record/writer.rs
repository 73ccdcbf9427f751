//! A film file: pictures in, H.264 in an MP4 file out. Needs no window and no graphics card.

use super::colour::VideoPicture;
use super::error::RecordError;
use super::mp4::Mp4File;
use crate::session::FilmQuality;
use openh264::encoder::{
    BitRate, Complexity, Encoder, EncoderConfig, FrameRate, FrameType, IntraFramePeriod, QpRange, RateControlMode,
    TransferCharacteristics, UsageType, VuiConfig,
};
use openh264::{OpenH264API, Timestamp};
use std::fs::File;
use std::io::{Seek, Write};
use std::path::Path;

/// Bits a second that the stream announces for 1280 × 720 at 30 pictures a second; other sizes and rates in proportion. It
/// decides the level that a player must support.
const BITS_PER_SECOND: f64 = 10_000_000.0;
const PIXELS_PER_SECOND: f64 = 1280.0 * 720.0 * 30.0;

/// Seconds between pictures that a player can jump to.
const KEYFRAME_SECONDS: u32 = 2;

/// Updates of the index in the file per second of film.
const CHECKPOINTS_PER_SECOND: u32 = 2;

/// How a film is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilmCoding {
    /// Pictures a second.
    pub frames_per_second: u32,
    /// How fine they are.
    pub quality: FilmQuality,
}

impl FilmCoding {
    /// In good quality.
    #[must_use]
    pub const fn good(frames_per_second: u32) -> Self {
        Self { frames_per_second, quality: FilmQuality::Good }
    }
}

/// How coarse every picture is (0 fine to 51 coarse). All are equally fine, so that a busy moment costs bits and not detail:
/// a thousand moving, flashing spheres at 1280 × 720 take 13 megabits a second at 41 dB in good quality, a calm network far fewer.
const fn quantization(quality: FilmQuality) -> u8 {
    match quality {
        FilmQuality::Small => 28,
        FilmQuality::Good => 22,
        FilmQuality::Fine => 16,
    }
}

/// What a finished film holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilmSummary {
    /// Number of pictures.
    pub frames: usize,
    /// Pictures a second.
    pub frames_per_second: u32,
}

impl FilmSummary {
    /// Length of the film (s).
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.frames as f64 / f64::from(self.frames_per_second)
    }
}

/// Writes a film picture by picture.
///
/// Whatever fails, [`FilmWriter::finish`] can be called afterwards and keeps the pictures before the failure.
pub struct FilmWriter<W: Write + Seek> {
    encoder: Encoder,
    picture: VideoPicture,
    file: Mp4File<W>,
    picture_bytes: usize,
    frames_per_second: u32,
    stream: Vec<u8>,
}

impl FilmWriter<File> {
    /// Begin a film in a new file. Width and height (px) are even, at least 16, and at most 3840 × 2160 (or upright).
    ///
    /// # Errors
    /// If the size is not possible, or the file exists or can't be made.
    pub fn create(path: &Path, width: u32, height: u32, coding: FilmCoding) -> Result<Self, RecordError> {
        check_size(width, height)?;
        let create = |cause| RecordError::Create { path: path.to_owned(), cause };
        let file = File::create_new(path).map_err(create)?;
        Self::new(file, width, height, coding)
    }
}

impl<W: Write + Seek> FilmWriter<W> {
    /// Begin a film in any output that can be written and jumped in.
    ///
    /// # Errors
    /// If the size is not possible, the encoder can't be set up or the output can't be written.
    pub fn new(output: W, width: u32, height: u32, coding: FilmCoding) -> Result<Self, RecordError> {
        let (short_width, short_height) = check_size(width, height)?;
        let frames_per_second = coding.frames_per_second.clamp(1, 240);
        let file = Mp4File::new(output, short_width, short_height, frames_per_second)
            .map_err(|cause| RecordError::Write { frame: 0, cause })?;
        let encoder = Encoder::with_api_config(
            OpenH264API::from_source(),
            config(width, height, frames_per_second, coding.quality),
        )
        .map_err(|cause| RecordError::Encode { frame: 0, cause: cause.to_string() })?;
        let (width, height) = (usize::from(short_width), usize::from(short_height));
        Ok(Self {
            encoder,
            picture: VideoPicture::new(width, height),
            file,
            picture_bytes: 4 * width * height,
            frames_per_second,
            stream: Vec::new(),
        })
    }

    /// Number of pictures so far.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.file.frames()
    }

    /// Append a picture: rows from top to bottom, four bytes a pixel (red, green, blue, unused), sRGB, no padding.
    ///
    /// # Errors
    /// If the picture has another size, the encoder fails, or the output can't be written.
    pub fn push_rgba(&mut self, pixels: &[u8]) -> Result<(), RecordError> {
        let frame = self.frames();
        if pixels.len() != self.picture_bytes {
            return Err(RecordError::Size { frame, expected: self.picture_bytes, found: pixels.len() });
        }
        self.picture.set_rgba(pixels);
        // The encoder spends its bits by this time; the container's times are exact.
        let milliseconds = frame as u64 * 1000 / u64::from(self.frames_per_second);
        let coded = self
            .encoder
            .encode_at(&self.picture, Timestamp::from_millis(milliseconds))
            .map_err(|cause| RecordError::Encode { frame, cause: cause.to_string() })?;
        let keyframe = matches!(coded.frame_type(), FrameType::IDR);
        self.stream.clear();
        coded.write_vec(&mut self.stream);
        if self.stream.is_empty() {
            return Err(RecordError::Encode { frame, cause: "it left the picture out".to_owned() });
        }
        let interval = (self.frames_per_second / CHECKPOINTS_PER_SECOND).max(1) as usize;
        let due = frame == 0 || (frame + 1).is_multiple_of(interval);
        let written = self.file.push(&self.stream, keyframe);
        let written = written.and_then(|()| if due { self.file.checkpoint() } else { Ok(()) });
        written.map_err(|cause| RecordError::Write { frame, cause })
    }

    /// Complete the film.
    ///
    /// # Errors
    /// If the output can't be written; the film then ends with the last update of its index.
    pub fn finish(self) -> Result<(FilmSummary, W), RecordError> {
        let summary = FilmSummary { frames: self.frames(), frames_per_second: self.frames_per_second };
        let frame = summary.frames.saturating_sub(1);
        let output = self.file.finish().map_err(|cause| RecordError::Finish { frame, cause })?;
        Ok((summary, output))
    }
}

/// Width and height in the range of the encoder, as the container stores them.
fn check_size(width: u32, height: u32) -> Result<(u16, u16), RecordError> {
    let fits = width.is_multiple_of(2)
        && height.is_multiple_of(2)
        && width.min(height) >= 16
        && width.max(height) <= 3840
        && width.min(height) <= 2160;
    match (u16::try_from(width), u16::try_from(height)) {
        (Ok(short_width), Ok(short_height)) if fits => Ok((short_width, short_height)),
        _ => Err(RecordError::Dimensions { width, height }),
    }
}

fn config(width: u32, height: u32, frames_per_second: u32, quality: FilmQuality) -> EncoderConfig {
    let quantization = quantization(quality);
    let share = f64::from(width) * f64::from(height) * f64::from(frames_per_second) / PIXELS_PER_SECOND;
    let bits_per_second = (BITS_PER_SECOND * share).max(300_000.0) as u32;
    EncoderConfig::new()
        .bitrate(BitRate::from_bps(bits_per_second))
        .max_frame_rate(FrameRate::from_hz(frames_per_second as f32))
        // Every picture counts: none may be left out to save bits.
        .skip_frames(false)
        .rate_control_mode(RateControlMode::Bufferbased)
        .usage_type(UsageType::CameraVideoRealTime)
        .complexity(Complexity::Medium)
        .qp(QpRange::new(quantization, quantization))
        // What looks like a still background here is neurons that are about to fire.
        .background_detection(false)
        .adaptive_quantization(false)
        .scene_change_detect(false)
        .intra_frame_period(IntraFramePeriod::from_num_frames(KEYFRAME_SECONDS * frames_per_second))
        .num_threads(1)
        .vui(VuiConfig::bt709().transfer_characteristics(TransferCharacteristics::Srgb))
}
