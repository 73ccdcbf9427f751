//! What the user asks for, one thing at a time: a still, a film, the end of a film; and what came of it.

use super::arrived::Arrived;
use super::auto_film::AutoFilm;
use super::auto_picture::AutoPicture;
use super::caption::{CaptionWriter, Pixels, Written};
use super::clock::{FRAMES_PER_SECOND, FilmClock};
use super::error::RecordError;
use super::film::{Ending, Film, Take};
use super::place::{Kind, free_path};
use super::still::StillThread;
use super::studio::{FilmCamera, Studio, WaitingPipelines, WindowCameras, window_size};
use super::writer::FilmCoding;
use super::written::Words;
use crate::scene::steps_in;
use crate::session::{FilmChoices, FilmRequest, FilmStatus, Session, ViewClock};
use crate::simulation::{RunnerRequest, Ticket};
use crate::words::words;
use bevy::app::AppExit;
use bevy::asset::Assets;
use bevy::ecs::change_detection::DetectChangesMut;
use bevy::ecs::message::{MessageReader, MessageWriter};
use bevy::ecs::prelude::{Commands, Entity, Query, Res, ResMut, Resource, With};
use bevy::image::Image;
use bevy::log::{error, info};
use std::path::PathBuf;

/// What is being recorded.
#[derive(Resource, Default)]
pub struct Recorder {
    job: Option<(Studio, Job)>,
    stills: Vec<(StillThread, Option<PathBuf>)>,
    /// The file for the next still, if it was named.
    still_as: Option<PathBuf>,
    /// A film that is to be started after the still that is being taken.
    film_wanted: Option<FilmChoices>,
    auto: AutoStart,
    /// Films that began with a run of their own.
    takes: u32,
}

/// How far the start of an [`AutoFilm`] has come.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum AutoStart {
    #[default]
    NotYet,
    /// The run was asked to start again, and to go to where the way to the film's first moment begins.
    Restarting(Way, Ticket),
    /// It is there; what the window asked of the new run is being answered.
    Settling(Way, Ticket),
    /// It stands there: the view forgets what it showed.
    Clearing(Way),
    /// On the way: this frame was asked for.
    Rolling(Way, u64, Ticket),
    Started,
}

/// Frames that are watched before the first of a film: light of what fired before is in it, as if one had looked on.
const ROLL_FRAMES: u64 = 60;

/// The way to a film's first moment.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Way {
    clock: FilmClock,
    frames: u64,
    last_step: u64,
}

impl Way {
    /// To a step, at so many model seconds in a second of the film. It begins with the run at the earliest.
    fn to(last_step: u64, speed: f32, dt_ms: f32) -> Self {
        let length = |frames: u64| FilmClock::new(0, speed, dt_ms, FRAMES_PER_SECOND).step_of(frames);
        let frames = (0..=ROLL_FRAMES).rev().find(|&frames| length(frames) <= last_step).unwrap_or_default();
        Self { clock: FilmClock::new(last_step - length(frames), speed, dt_ms, FRAMES_PER_SECOND), frames, last_step }
    }

    fn step_of(&self, frame: u64) -> u64 {
        self.clock.step_of(frame).min(self.last_step)
    }
}

impl AutoStart {
    /// One frame of the window; true when the film may begin. The run may have gone any distance until the window opened, and was
    /// seen on the way: it starts again, and is watched frame by frame for a while until it waits at the film's first moment.
    fn advance(&mut self, auto: &AutoFilm, session: &mut Session) -> bool {
        match *self {
            Self::NotYet => {
                if let Some(speed) = auto.speed {
                    session.request(RunnerRequest::SetSpeed(speed));
                }
                let own = || session.opening_step();
                let first = auto.from_s.map_or_else(own, |seconds| steps_in(seconds, session.info.dt_ms));
                let speed = auto.speed.unwrap_or(session.status.speed_asked);
                let way = Way::to(first, speed, session.info.dt_ms);
                *self = Self::Restarting(way, session.restart_at(way.step_of(0)));
                false
            }
            Self::Restarting(way, ticket) if session.is_answered(ticket) => {
                *self = Self::Settling(way, session.request(RunnerRequest::AdvanceTo(way.step_of(0))));
                false
            }
            Self::Settling(way, ticket) if session.is_answered(ticket) => {
                session.lens.end();
                *self = Self::Clearing(way);
                false
            }
            Self::Clearing(way) => {
                *self = Self::Rolling(way, 0, session.request(RunnerRequest::AdvanceTo(way.step_of(0))));
                false
            }
            Self::Rolling(way, frame, ticket) if session.is_answered(ticket) => {
                if frame >= way.frames {
                    *self = Self::Started;
                    return true;
                }
                let step = way.step_of(frame + 1);
                *self = Self::Rolling(way, frame + 1, session.request(RunnerRequest::AdvanceTo(step)));
                false
            }
            Self::Restarting(..) | Self::Settling(..) | Self::Rolling(..) | Self::Started => false,
        }
    }

    /// Whether the film's frames are what moves the picture, though none is written yet.
    const fn is_rolling(&self) -> bool {
        matches!(self, Self::Clearing(_) | Self::Rolling(..))
    }
}

enum Job {
    /// The picture that was asked for, and what is to be written into it.
    Still(Option<Box<(Entity, Written)>>),
    Film(Box<Film>),
}

/// Begin and end what was asked for.
pub fn answer_requests(
    mut requests: MessageReader<FilmRequest>,
    auto: Option<Res<AutoFilm>>,
    session: Option<ResMut<Session>>,
    window_cameras: WindowCameras,
    mut images: ResMut<Assets<Image>>,
    mut recorder: ResMut<Recorder>,
    mut status: ResMut<FilmStatus>,
    mut exit: MessageWriter<AppExit>,
    mut commands: Commands,
) {
    let Some(mut session) = session else { return };
    let recorder = &mut *recorder;
    let mut film: Option<(PathBuf, (u32, u32), Take)> = None;
    let mut still = None;
    let window = window_size(&window_cameras);
    for request in requests.read() {
        if let FilmRequest::StillAs(_, path) = request {
            recorder.still_as = Some(path.clone());
        }
        match (request, &mut recorder.job) {
            (FilmRequest::Still(_) | FilmRequest::StillAs(..), Some((_, Job::Film(film)))) => film.want_still(),
            (FilmRequest::Still(_) | FilmRequest::StillAs(..), Some((_, Job::Still(_)))) => {}
            (FilmRequest::Still(size) | FilmRequest::StillAs(size, _), None) => still = Some(size.pixels(window)),
            (FilmRequest::ToggleFilm(_), Some((_, Job::Film(film)))) => film.stop(&session),
            (FilmRequest::ToggleFilm(choices), _) => recorder.film_wanted = Some(choices.clone()),
        }
    }
    if recorder.job.is_some() {
        return;
    }
    if still.is_none()
        && let Some(choices) = recorder.film_wanted.take()
    {
        let coding = FilmCoding { frames_per_second: choices.rate.frames_per_second(), quality: choices.quality };
        let limit = choices.length.seconds().map(|seconds| u64::from(seconds * coding.frames_per_second));
        let path = free_path(Kind::Film, &session.info.title, choices.folder.as_deref());
        film = Some((path, choices.size.pixels(window), Take { limit, coding }));
    }
    if let Some(auto) = &auto
        && session.sample.step + session.status.generation > 0
        && !window_cameras.is_empty()
        && recorder.auto.advance(auto, &mut session)
    {
        let take = Take { limit: Some(auto.frames.max(1)), coding: FilmCoding::good(FRAMES_PER_SECOND) };
        film = Some((auto.path.clone(), auto.size, take));
        still = None;
    }
    let Some((width, height)) = still.or(film.as_ref().map(|(_, size, _)| *size)) else { return };
    match Studio::open(&mut commands, &mut images, &window_cameras, width, height) {
        Ok(studio) => {
            let job = match film {
                Some((path, _, take)) => Job::Film(Box::new(Film::new(&session, path, take))),
                None => Job::Still(None),
            };
            recorder.job = Some((studio, job));
        }
        Err(error) => {
            report(&mut status, &Ending { message: error.to_string(), failed: true });
            if auto.is_some() {
                exit.write(AppExit::error());
            }
        }
    }
}

/// One frame of the window for what is being recorded. Runs last, when this frame's scene is settled.
pub fn record(
    session: Option<Res<Session>>,
    waiting: Res<WaitingPipelines>,
    words: Words,
    auto: Option<Res<AutoFilm>>,
    mut recorder: ResMut<Recorder>,
    mut arrived: ResMut<Arrived>,
    mut status: ResMut<FilmStatus>,
    mut exit: MessageWriter<AppExit>,
    mut commands: Commands,
) {
    let recorder = &mut *recorder;
    report_stills(&mut recorder.stills, &mut status);
    let Some(session) = session else { return };
    let Some((studio, job)) = &mut recorder.job else {
        arrived.0.clear();
        return;
    };
    studio.begin_frame(&mut commands);
    let warmth = studio.warm_up(&mut commands, &waiting, &mut arrived.0);
    let plain = auto.as_ref().is_some_and(|auto| !auto.words);
    let written = if plain { Written::default() } else { words.now(&session, studio.size().0) };
    let ending = match job {
        Job::Still(still) => {
            let named = &mut recorder.still_as;
            match take_still(&session, studio, (still, named), written, warmth, &mut commands, &mut arrived.0) {
                Some(Ok(thread)) => {
                    recorder.stills.push(thread);
                    Some(None)
                }
                Some(Err(error)) => Some(Some(Ending { message: error.to_string(), failed: true })),
                None => None,
            }
        }
        Job::Film(film) => {
            if let Err(error) = warmth {
                film.fail(&session, error);
            }
            let ending = film.advance(&session, studio, &written, &mut commands, &mut arrived.0);
            if let Some(pixels) = film.take_still() {
                match start_still(&session, studio, pixels, recorder.still_as.take()) {
                    Ok(thread) => recorder.stills.push(thread),
                    Err(error) => report(&mut status, &Ending { message: error.to_string(), failed: true }),
                }
            }
            let progress = film.progress();
            if status.recording.as_ref() != Some(&progress) {
                status.recording = Some(progress);
            }
            ending.map(Some)
        }
    };
    let Some(ending) = ending else { return };
    studio.close(&mut commands);
    recorder.job = None;
    status.recording = None;
    if let Some(ending) = ending {
        report(&mut status, &ending);
        if auto.is_some() {
            exit.write(if ending.failed { AppExit::error() } else { AppExit::Success });
        }
    }
}

/// While a film is made, what moves by itself in the picture moves by the film's frames and not by the wall clock.
pub fn set_view_clock(mut recorder: ResMut<Recorder>, picture: Option<Res<AutoPicture>>, mut clock: ResMut<ViewClock>) {
    if matches!(recorder.auto, AutoStart::Clearing(_)) {
        recorder.takes = 1;
    }
    let rolling = recorder.auto.is_rolling();
    let rate = match &recorder.job {
        Some((_, Job::Film(film))) if !film.is_closing() => Some(film.frames_per_second()),
        _ => (rolling || picture.is_some()).then_some(FRAMES_PER_SECOND),
    };
    let step = rate.map(|rate| 1.0 / rate as f32);
    let recording = rolling || recorder.job.is_some() || picture.is_some();
    clock.set_if_neq(ViewClock { film_step_s: step, recording, at_once: picture.is_some(), take: recorder.takes });
}

/// The window closes: complete the film that is being recorded.
pub fn complete_on_exit(mut exits: MessageReader<AppExit>, mut recorder: ResMut<Recorder>) {
    if exits.read().next().is_none() {
        return;
    }
    if let Some((_, Job::Film(film))) = recorder.job.take() {
        let ending = film.finish_now();
        info!("{}", ending.message);
    }
    for (still, _) in recorder.stills.drain(..) {
        if let Err(error) = still.finish() {
            error!("{error}");
        }
    }
}

/// Ask for the picture of a still, and give it to a thread when it is there.
fn take_still(
    session: &Session,
    studio: &mut Studio,
    (still, named): (&mut Option<Box<(Entity, Written)>>, &mut Option<PathBuf>),
    written: Written,
    warmth: Result<(), RecordError>,
    commands: &mut Commands,
    arrived: &mut Vec<(Entity, Vec<u8>)>,
) -> Option<Result<(StillThread, Option<PathBuf>), RecordError>> {
    if let Err(error) = warmth {
        return Some(Err(error));
    }
    match still {
        None if studio.is_ready() => *still = Some(Box::new((studio.request_picture(commands), written))),
        None => {}
        Some(asked) => {
            let (wanted, written) = &**asked;
            let position = arrived.iter().position(|(entity, _)| entity == wanted)?;
            let (_, pixels) = arrived.swap_remove(position);
            let mut pixels = studio.without_padding(pixels);
            let (width, height) = studio.size();
            if let Some(mut picture) = Pixels::new(&mut pixels, width as usize, height as usize) {
                CaptionWriter::new(&session.fallback_fonts).write(&mut picture, written);
            }
            return Some(start_still(session, studio, pixels, named.take()));
        }
    }
    None
}

fn start_still(
    session: &Session,
    studio: &Studio,
    pixels: Vec<u8>,
    named: Option<PathBuf>,
) -> Result<(StillThread, Option<PathBuf>), RecordError> {
    let (width, height) = studio.size();
    let path = named.clone().unwrap_or_else(|| free_path(Kind::Still, &session.info.title, None));
    StillThread::start(path, pixels, width, height).map(|thread| (thread, named))
}

fn report_stills(stills: &mut Vec<(StillThread, Option<PathBuf>)>, status: &mut FilmStatus) {
    for (still, named) in stills.extract_if(.., |(still, _)| still.is_finished()) {
        let ending = match still.finish() {
            // Who named it tells of it.
            Ok(path) if named.is_some() => {
                status.picture = Some(path);
                continue;
            }
            Ok(path) => {
                let message = words!("still-saved", "Picture saved: { $file }", file = path.display().to_string());
                Ending { message, failed: false }
            }
            Err(error) => Ending { message: error.to_string(), failed: true },
        };
        report(status, &ending);
    }
}

fn report(status: &mut FilmStatus, ending: &Ending) {
    if ending.failed {
        error!("{}", ending.message);
        status.report_failure(ending.message.clone());
    } else {
        info!("{}", ending.message);
        status.report_saved(ending.message.clone());
    }
}

/// Whether an off-screen camera is at work; its systems run only then.
#[must_use]
pub fn is_recording(cameras: Query<(), With<FilmCamera>>) -> bool {
    !cameras.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, PatternInfo, PhaseInfo, RunnerStatus, ViewSample};

    /// What the run was asked for until the film could begin, each request answered in the next frame of the window.
    fn asked_until_begin(ran: u64, from_s: Option<f64>) -> (Vec<RunnerRequest>, u64) {
        let film = AutoFilm {
            from_s,
            speed: Some(0.5),
            size: (1280, 720),
            words: true,
            frames: 1,
            path: PathBuf::from("film.mp4"),
        };
        let phase = PhaseInfo { start_s: 2.0, end_s: 3.0, pattern: Some(0), ..PhaseInfo::default() };
        let info = NetworkInfo {
            dt_ms: 0.5,
            phases: vec![phase],
            patterns: vec![PatternInfo { name: "A".to_owned(), members: Vec::new() }],
            ..NetworkInfo::default()
        };
        let mut session = Session::detached(info, ViewSample { step: ran, ..ViewSample::default() });
        let (mut auto, mut asked, mut status) = (AutoStart::default(), Vec::new(), RunnerStatus::default());
        for _ in 0..1000 {
            if auto.advance(&film, &mut session) {
                return (asked, session.sample.step);
            }
            // A sample of the run before that was on its way.
            session.receive(session.sample.clone(), status);
            assert!(!auto.is_rolling() || status.generation == 1, "the run has not started again yet");
            let mut step = session.sample.step;
            for request in session.take_requests() {
                status.answered = status.answered.next();
                match request {
                    RunnerRequest::Restart { .. } => (status.generation, step) = (1, 0),
                    RunnerRequest::AdvanceTo(target) => step = step.max(target),
                    _ => {}
                }
                asked.push(request);
            }
            session.receive(ViewSample { step, ..ViewSample::default() }, status);
        }
        panic!("the film never begins");
    }

    #[test]
    fn an_automatic_film_begins_at_the_same_step_by_the_same_way_whatever_ran_before() {
        let (asked, first) = asked_until_begin(1, None);
        assert_eq!(first, 2500);
        let restart = RunnerRequest::Restart { seed: None };
        assert_eq!(
            asked[..4],
            [
                RunnerRequest::SetSpeed(0.5),
                RunnerRequest::Pause,
                restart,
                // Two seconds of film before its first frame.
                RunnerRequest::AdvanceTo(500)
            ]
        );
        assert_eq!(asked[asked.len() - 1], RunnerRequest::AdvanceTo(2500));
        assert_eq!(asked.len(), 4 + 2 + 60);
        assert_eq!(asked_until_begin(777, None), (asked, 2500));
        assert_eq!(asked_until_begin(777, Some(3.0)).1, 6000);
        let (near_the_start, first) = asked_until_begin(5, Some(0.1));
        assert_eq!((near_the_start.len(), first), (4 + 2 + 6, 200));
    }
}
