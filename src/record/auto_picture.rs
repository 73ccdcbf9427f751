//! A picture without a hand on the keyboard: of one moment of the run, always the same.
//!
//! The run starts again and goes to its moment as a film does, so that the light of spikes is that of a run that is watched. The
//! off-screen camera draws larger than asked for, and means of pixels give the picture smooth edges.

use super::arrived::Arrived;
use super::auto_film::AutoFilm;
use super::clock::{FRAMES_PER_SECOND, FilmClock};
use super::still::StillThread;
use super::studio::{Studio, WaitingPipelines, WindowCameras};
use crate::scene::steps_in;
use crate::session::{Session, ViewOptions, Viewport3d};
use crate::simulation::{INITIAL_SPEED, RunnerRequest, Ticket};
use crate::words::in_english;
use bevy::app::AppExit;
use bevy::asset::Assets;
use bevy::ecs::message::MessageWriter;
use bevy::ecs::prelude::{Commands, Entity, Local, Query, Res, ResMut, Resource, With};
use bevy::image::Image;
use bevy::log::error;
use bevy::math::{Rect, Vec2};
use bevy::window::{PrimaryWindow, Window};
use std::path::PathBuf;

/// Frames of a film before the picture: what lights up for long, new synapses, needs some.
const FRAMES: u64 = 60;
/// Most pixels in a row that the camera draws.
const WIDEST: u32 = 4096;
/// Most pixels in a row that become one.
const LARGEST_SHARE: u32 = 4;

/// Take one picture of the 3D view and exit, with success if it was saved: insert this resource.
#[derive(Resource, Clone, Debug, PartialEq)]
pub struct AutoPicture {
    /// Moment (s of model time).
    pub at_s: f64,
    /// Width and height (px).
    pub size: (u32, u32),
    /// Neuron that is selected, with its synapses and partners, all others dimmed; none: as the scene says.
    pub neuron: Option<u32>,
    /// How much of the last replay by then is lit in its order, 0 to 1, all others dimmed; none: as it is seen then.
    pub replay: Option<f32>,
    /// PNG file; it must not exist.
    pub path: PathBuf,
}

impl AutoPicture {
    /// Pixels in a row that become one.
    fn share(&self) -> u32 {
        (WIDEST / self.size.0.max(1)).clamp(1, LARGEST_SHARE)
    }
}

/// How far the picture has come.
#[derive(Default)]
pub enum Stage {
    /// Nothing is on the screen yet.
    #[default]
    Waiting,
    /// On the way to the moment: this frame was asked for.
    Rolling(Way, u64, Ticket),
    /// The moment is there, the camera is being set up or draws.
    Drawing(Box<Studio>, Option<Entity>),
    /// The file is being written.
    Writing(StillThread),
    /// Over.
    Done,
}

/// Let the network fill a picture or film that nobody looks at, whatever shape the window has, and a neuron stand out with its partners.
pub fn fill_picture(
    picture: Option<Res<AutoPicture>>,
    film: Option<Res<AutoFilm>>,
    windows: Query<&Window, With<PrimaryWindow>>,
    mut viewport: ResMut<Viewport3d>,
    mut options: ResMut<ViewOptions>,
) {
    let wanted = picture.as_ref().map(|picture| picture.size).or(film.map(|film| film.size));
    let (Some((width, height)), Ok(window)) = (wanted, windows.single()) else { return };
    let (size, aspect_ratio) = (window.size(), width as f32 / height.max(1) as f32);
    let fitting = Vec2::new(size.x.min(size.y * aspect_ratio), size.y.min(size.x / aspect_ratio));
    let rect = Rect::from_center_size(0.5 * size, fitting);
    *viewport = Viewport3d { rect: Some(rect), clear: Some(rect), beside: None };
    // The view isolates nothing as long as nothing is selected.
    options.isolate = picture.is_some_and(|picture| picture.neuron.is_some());
}

/// One frame of the window on the way to the picture.
pub fn take_auto_picture(
    auto: Option<Res<AutoPicture>>,
    session: Option<ResMut<Session>>,
    cameras: WindowCameras,
    waiting: Res<WaitingPipelines>,
    mut images: ResMut<Assets<Image>>,
    mut arrived: ResMut<Arrived>,
    mut stage: Local<Stage>,
    mut exit: MessageWriter<AppExit>,
    mut commands: Commands,
) {
    let (Some(auto), Some(mut session)) = (auto, session) else { return };
    let mut tools = Tools { cameras, waiting: &waiting, images: &mut images, arrived: &mut arrived };
    match advance(std::mem::take(&mut *stage), &auto, &mut session, &mut tools, &mut commands) {
        Ok(Stage::Done) => {
            exit.write(AppExit::Success);
            *stage = Stage::Done;
        }
        Ok(next) => *stage = next,
        Err(message) => {
            error!("{message}");
            exit.write(AppExit::error());
            *stage = Stage::Done;
        }
    }
}

/// What a picture is taken with.
struct Tools<'a, 'w, 's> {
    cameras: WindowCameras<'w, 's>,
    waiting: &'a WaitingPipelines,
    images: &'a mut Assets<Image>,
    arrived: &'a mut Arrived,
}

/// The stage after one frame of the window.
///
/// # Errors
/// Why there will be no picture.
fn advance(
    stage: Stage,
    auto: &AutoPicture,
    session: &mut Session,
    tools: &mut Tools<'_, '_, '_>,
    commands: &mut Commands,
) -> Result<Stage, String> {
    if let Some(breakdown) = &session.breakdown {
        return Err(format!("The run broke down: {}.\n\n{}", breakdown.failure.message, breakdown.failure.report()));
    }
    // The way there begins with a new run, which has no selection.
    if auto.neuron.is_some() && session.selected() != auto.neuron {
        session.select(auto.neuron);
    }
    match stage {
        Stage::Waiting if session.sample.step > 0 && !tools.cameras.is_empty() => {
            let way = Way::to(auto.at_s, session.info.dt_ms);
            Ok(Stage::Rolling(way, 0, session.restart_at(way.step_of(0))))
        }
        Stage::Rolling(way, frame, ticket) => roll(way, frame, ticket, auto, session, tools, commands),
        Stage::Drawing(studio, request) => draw(studio, request, auto, tools, commands),
        Stage::Writing(thread) if thread.is_finished() => match thread.finish() {
            Ok(_) => Ok(Stage::Done),
            Err(error) => Err(error.to_string()),
        },
        stage => Ok(stage),
    }
}

/// Send the run to the next frame; after the last one, set up the camera.
fn roll(
    way: Way,
    frame: u64,
    asked: Ticket,
    auto: &AutoPicture,
    session: &mut Session,
    tools: &mut Tools<'_, '_, '_>,
    commands: &mut Commands,
) -> Result<Stage, String> {
    if !session.is_answered(asked) {
        return Ok(Stage::Rolling(way, frame, asked));
    }
    if let Some(stop) = &session.sample.stop {
        let reason = in_english(|| stop.reason.to_string());
        return Err(format!("The simulation stopped at {:.3} s: {reason}", stop.time_s));
    }
    if frame < FRAMES {
        let next = session.request(RunnerRequest::AdvanceTo(way.step_of(frame + 1)));
        return Ok(Stage::Rolling(way, frame + 1, next));
    }
    if let Some(swept) = auto.replay {
        let Some(replay) = session.history.replays.iter().last().cloned() else {
            return Err(format!("There is no replay by {:.3} s: they are looked for in NREM sleep.", auto.at_s));
        };
        (session.lens.chosen, session.lens.swept) = (Some(replay), swept);
    }
    let (width, height) = auto.size;
    let share = auto.share();
    Studio::open(commands, tools.images, &tools.cameras, width * share, height * share)
        .map(|studio| Stage::Drawing(Box::new(studio), None))
        .map_err(|error| error.to_string())
}

/// Ask the camera for its picture once it draws, and write it once it is there.
fn draw(
    mut studio: Box<Studio>,
    request: Option<Entity>,
    auto: &AutoPicture,
    tools: &mut Tools<'_, '_, '_>,
    commands: &mut Commands,
) -> Result<Stage, String> {
    studio.begin_frame(commands);
    let arrived = &mut tools.arrived.0;
    studio.warm_up(commands, tools.waiting, arrived).map_err(|error| error.to_string())?;
    let Some(wanted) = request else {
        let request = studio.is_ready().then(|| studio.request_picture(commands));
        return Ok(Stage::Drawing(studio, request));
    };
    let Some(position) = arrived.iter().position(|(entity, _)| *entity == wanted) else {
        return Ok(Stage::Drawing(studio, request));
    };
    let (_, pixels) = arrived.swap_remove(position);
    let pixels = means(&studio.without_padding(pixels), studio.size().0 as usize, auto.share() as usize);
    studio.close(commands);
    let (width, height) = auto.size;
    StillThread::start(auto.path.clone(), pixels, width, height).map(Stage::Writing).map_err(|error| error.to_string())
}

/// The frames that lead to a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    clock: FilmClock,
    last_step: u64,
}

impl Way {
    /// To a moment of a run with steps of `dt_ms`.
    fn to(at_s: f64, dt_ms: f32) -> Self {
        let length = FilmClock::new(0, INITIAL_SPEED, dt_ms, FRAMES_PER_SECOND).step_of(FRAMES);
        let last_step = steps_in(at_s, dt_ms);
        Self {
            clock: FilmClock::new(last_step.saturating_sub(length), INITIAL_SPEED, dt_ms, FRAMES_PER_SECOND),
            last_step,
        }
    }

    /// The step that a frame shows; a moment near the start is reached before the last frame.
    fn step_of(&self, frame: u64) -> u64 {
        self.clock.step_of(frame).min(self.last_step)
    }
}

/// A picture of four bytes a pixel and rows of `width` pixels, made smaller: squares of `share` pixels become one, their mean.
fn means(pixels: &[u8], width: usize, share: usize) -> Vec<u8> {
    let (row, squares) = (4 * width, width / share);
    let count = (share * share) as u32;
    let mut smaller = Vec::with_capacity(pixels.len() / (share * share));
    for band in pixels.chunks_exact(row * share) {
        for square in 0..squares {
            for channel in 0..4 {
                let first = 4 * square * share + channel;
                let of_line = |line: usize| (0..share).map(move |x| u32::from(band[line * row + first + 4 * x]));
                let sum: u32 = (0..share).flat_map(of_line).sum();
                smaller.push(((sum + count / 2) / count) as u8);
            }
        }
    }
    smaller
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_become_their_mean() {
        let pixel = |level: u8| [level, 0, 255, 255];
        let pixels: Vec<u8> = [10, 20, 7, 7, 30, 40, 7, 7].into_iter().flat_map(pixel).collect();
        assert_eq!(means(&pixels, 4, 2), [25, 0, 255, 255, 7, 0, 255, 255]);
        assert_eq!(means(&pixels, 4, 1), pixels);
    }

    #[test]
    fn the_last_frame_shows_the_moment() {
        let way = Way::to(10.0, 0.5);
        assert_eq!([0, FRAMES].map(|frame| way.step_of(frame)), [19_000, 20_000]);
        let near_the_start = Way::to(0.1, 0.5);
        assert_eq!([0, FRAMES].map(|frame| near_the_start.step_of(frame)), [0, 200]);
    }
}
