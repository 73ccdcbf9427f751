//! `rheobase film`: a stretch of a scene as an MP4 file.

use super::picture::{LookArguments, size, take};
use super::scene_arguments::{SceneArguments, duration_s, typed_steps};
use crate::export::Failure;
use crate::record::{AutoFilm, FRAMES_PER_SECOND};
use std::path::PathBuf;

/// Longest film (s).
const LONGEST_S: f64 = 3600.0;

/// Which stretch, how fast, and where to.
#[derive(Clone, Debug, clap::Args)]
pub struct FilmArguments {
    /// The scene.
    #[command(flatten)]
    pub scene: SceneArguments,
    /// First moment in model time, such as 500ms or 12.5s [default: where the window opens the scene].
    #[arg(long, value_name = "TIME", value_parser = duration_s)]
    pub from: Option<f64>,
    /// Length of the film, such as 10s or 2min.
    #[arg(long, value_name = "TIME", value_parser = duration_s, default_value = "10s")]
    pub length: f64,
    /// Model seconds in a second of the film [default: as the window shows it].
    #[arg(long, value_name = "N", value_parser = speed)]
    pub speed: Option<f32>,
    /// Width and height in pixels, both even.
    #[arg(long, value_name = "WxH", value_parser = even_size, default_value = "1280x720")]
    pub size: (u32, u32),
    /// Leave out caption and names.
    #[arg(long)]
    pub plain: bool,
    /// How it looks.
    #[command(flatten)]
    pub look: LookArguments,
    /// The MP4 file; it must not exist yet.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Make the film. It needs a display, if only a virtual one.
pub fn film(arguments: &FilmArguments) -> Result<(), Failure> {
    let scene = arguments.scene.read()?;
    if let Some(seconds) = arguments.from {
        typed_steps(&scene, "--from", seconds, false)?;
    }
    let frames = (arguments.length * f64::from(FRAMES_PER_SECOND)).round();
    if !(1.0..=LONGEST_S * f64::from(FRAMES_PER_SECOND)).contains(&frames) {
        let what = format!("--length: a film has {FRAMES_PER_SECOND} pictures a second");
        return Err(Failure(format!("{what}.\n    Give at least 34 ms and at most {LONGEST_S} s.")));
    }
    let auto = AutoFilm {
        from_s: arguments.from,
        speed: arguments.speed,
        size: arguments.size,
        words: !arguments.plain,
        frames: frames as u64,
        path: arguments.out.clone(),
    };
    take(scene, arguments.scene.seed, arguments.look.unwatched(), auto)
}

fn speed(text: &str) -> Result<f32, String> {
    let speed = text.parse().ok().filter(|speed| (0.001..=1000.0).contains(speed));
    speed.ok_or_else(|| "write a number from 0.001 to 1000".to_owned())
}

/// What H.264 can hold: colours of four pixels are one.
fn even_size(text: &str) -> Result<(u32, u32), String> {
    let (width, height) = size(text)?;
    let even = width % 2 == 0 && height % 2 == 0;
    even.then_some((width, height)).ok_or_else(|| "both numbers must be even".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_speeds_that_no_film_has_are_refused() {
        assert_eq!((even_size("640x360"), speed("0.25")), (Ok((640, 360)), Ok(0.25)));
        assert!(even_size("641x360").is_err() && even_size("640").is_err());
        for wrong in ["0", "-1", "NaN", "inf", "fast"] {
            assert!(speed(wrong).is_err(), "{wrong}");
        }
    }
}
