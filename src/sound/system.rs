//! The loudspeaker on Windows and macOS, through what the system has for it.

use super::synthesis::SAMPLE_RATE;
use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{FromSample, SampleFormat, SizedSample, Stream, StreamConfig};
use std::time::Duration;

/// How long samples are on their way at most.
pub const ON_ITS_WAY: Duration = Duration::from_millis(120);

/// An open stream; it ends when this is dropped.
pub struct Loudspeaker {
    _stream: Stream,
}

/// Open a stream to where the user hears everything else, as that takes it.
pub fn open(source: impl FnMut(&mut [f32]) + Send + 'static) -> Result<Loudspeaker, String> {
    let device = cpal::default_host().default_output_device().ok_or("this computer has no loudspeaker")?;
    let usual = device.default_output_config().map_err(|error| error.to_string())?;
    let (format, config): (SampleFormat, StreamConfig) = (usual.sample_format(), usual.into());
    let stream = match format {
        SampleFormat::F32 => stream::<f32>(&device, config, source),
        SampleFormat::I16 => stream::<i16>(&device, config, source),
        SampleFormat::U16 => stream::<u16>(&device, config, source),
        SampleFormat::I32 => stream::<i32>(&device, config, source),
        other => Err(format!("its samples are {other}")),
    }?;
    stream.play().map_err(|error| error.to_string())?;
    Ok(Loudspeaker { _stream: stream })
}

/// A stream that gives all channels the same; whoever takes another number of samples a second gets those between.
fn stream<T: SizedSample + FromSample<f32>>(
    device: &cpal::Device,
    config: StreamConfig,
    mut source: impl FnMut(&mut [f32]) + Send + 'static,
) -> Result<Stream, String> {
    let channels = usize::from(config.channels).max(1);
    let ratio = SAMPLE_RATE as f32 / (config.sample_rate as f32).max(1.0);
    let (mut place, mut before, mut after) = (0.0_f32, 0.0_f32, 0.0_f32);
    let mut samples = Vec::new();
    let fill = move |out: &mut [T], _: &cpal::OutputCallbackInfo| {
        let frames = out.len() / channels;
        let needed = (place + ratio * frames as f32) as usize;
        samples.resize(needed, 0.0);
        source(&mut samples);
        let mut next = samples.iter();
        for frame in out.chunks_mut(channels) {
            place += ratio;
            while place >= 1.0 {
                place -= 1.0;
                before = after;
                after = next.next().copied().unwrap_or(after);
            }
            frame.fill(T::from_sample(before + place * (after - before)));
        }
    };
    // A stream that breaks takes no more samples, which is noticed.
    device.build_output_stream(config, fill, |_| {}, None).map_err(|error| error.to_string())
}
