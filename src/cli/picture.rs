//! `rheobase picture`: one moment of a scene as a PNG file.

use super::scene_arguments::{SceneArguments, duration_s, typed_steps};
use crate::app::{Unwatched, record};
use crate::export::Failure;
use crate::number_text::counted;
use crate::record::AutoPicture;
use crate::scene::Scene;
use crate::scene::fault::name_hint;
use crate::scene::file::ViewLayout;
use crate::session::Shine;
use crate::simulation::Runner;
use bevy::ecs::resource::Resource;
use std::path::PathBuf;
use std::sync::Arc;

/// Moment where neither the scene nor the user says one (s).
const MOMENT_S: f64 = 1.0;
/// Largest width and height (px).
const LARGEST: u32 = 4096;

/// Which moment, and where to.
#[derive(Clone, Debug, clap::Args)]
pub struct PictureArguments {
    /// The scene.
    #[command(flatten)]
    pub scene: SceneArguments,
    /// Moment in model time, such as 500ms or 12.5s [default: that of the scene's own picture in the library].
    #[arg(long, value_name = "TIME", value_parser = duration_s)]
    pub at: Option<f64>,
    /// Width and height in pixels.
    #[arg(long, value_name = "WxH", value_parser = size, default_value = "320x180")]
    pub size: (u32, u32),
    /// How it looks.
    #[command(flatten)]
    pub look: LookArguments,
    /// Neuron to select, with its synapses and partners, all others dimmed [default: as the scene says].
    #[arg(long, value_name = "INDEX")]
    pub neuron: Option<u32>,
    /// Show how much of the order of the last replay by then, from 0 to 1: its cells lit, all others dimmed.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub replay: Option<f32>,
    /// The PNG file; it must not exist yet.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Take the picture. It needs a display, if only a virtual one.
pub fn picture(arguments: &PictureArguments) -> Result<(), Failure> {
    let scene = arguments.scene.read()?;
    if let Some(seconds) = arguments.at {
        typed_steps(&scene, "--at", seconds, false)?;
    }
    let neurons = scene.neuron_count();
    if let Some(neuron) = arguments.neuron.filter(|&neuron| neuron >= neurons) {
        let neurons = counted(u64::from(neurons), "neuron");
        return Err(Failure(format!("--neuron {neuron}: the scene has {neurons}; the first is 0")));
    }
    let own = scene.library.as_ref().map(|library| library.picture.0);
    let auto = AutoPicture {
        at_s: arguments.at.or(own).unwrap_or(MOMENT_S),
        size: arguments.size,
        neuron: arguments.neuron,
        replay: arguments.replay,
        path: arguments.out.clone(),
    };
    take(scene, arguments.scene.seed, arguments.look.unwatched(), auto)
}

/// Run a scene for a picture or film of it.
pub fn take(scene: Scene, seed: Option<u64>, look: Unwatched, wanted: impl Resource) -> Result<(), Failure> {
    let seed = seed.unwrap_or(scene.seed);
    let runner = Runner::start(Arc::new(scene), seed).map_err(|error| Failure(error.to_string()))?;
    record(runner, look, wanted).map_err(|error| Failure(error.to_string()))
}

/// How the 3D view is to look.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct LookArguments {
    /// Where neurons are put: tissue, memories, bar or circuit [default: as the scene says].
    #[arg(long, value_name = "LAYOUT", value_parser = layout)]
    pub layout: Option<ViewLayout>,
    /// How the light of spikes is spread: bloom, halos, or automatic, which is bloom on a graphics card.
    #[arg(long, value_name = "WAY", value_parser = light, default_value = "automatic")]
    pub light: Shine,
}

impl LookArguments {
    /// For the window.
    #[must_use]
    pub fn unwatched(self) -> Unwatched {
        Unwatched { layout: self.layout, shine: self.light }
    }
}

fn layout(text: &str) -> Result<ViewLayout, String> {
    named(text, ViewLayout::ALL, ViewLayout::id, "layout")
}

fn light(text: &str) -> Result<Shine, String> {
    named(text, Shine::ALL, Shine::id, "way")
}

fn share(text: &str) -> Result<f32, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "write a number from 0 to 1".to_owned())
}

/// The one of all that has this name.
fn named<T: Copy, const N: usize>(text: &str, all: [T; N], id: fn(T) -> &'static str, what: &str) -> Result<T, String> {
    all.into_iter().find(|&one| id(one) == text).ok_or_else(|| {
        let hint = name_hint(text, &all.map(id), &format!("{what}s"));
        format!("there is no such {what}. {}", hint.replace('"', ""))
    })
}

/// Width and height as typed.
pub fn size(text: &str) -> Result<(u32, u32), String> {
    let parts = text.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    let allowed = 16..=LARGEST;
    parts
        .filter(|(width, height)| allowed.contains(width) && allowed.contains(height))
        .ok_or_else(|| format!("write it as 320x180; both from 16 to {LARGEST}"))
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_two_numbers() {
        assert_eq!(size("320x180"), Ok((320, 180)));
        for wrong in ["320", "x180", "0x0", "99999x16", "-1x20", ""] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
