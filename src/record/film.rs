//! A film in the making: which moment comes next, which pictures are on their way, when it ends.
//!
//! One frame of the film takes at least two of the window: in the first the new sample arrives and the view uploads it, in the
//! second the off-screen camera draws it and its picture is asked for. Right then, and not earlier, the simulation is sent to
//! the next moment, so no picture can show another moment than its own. Pictures come back a few frames of the window later,
//! each under its own request, and go to the encoder in the order of the film.

use super::caption::{CaptionWriter, Pixels, Written};
use super::clock::FilmClock;
use super::encoder_thread::EncoderThread;
use super::error::RecordError;
use super::studio::Studio;
use super::writer::FilmCoding;
use crate::session::{FilmProgress, Session};
use crate::simulation::{RunnerRequest, Ticket};
use crate::words::{number, words};
use bevy::ecs::prelude::{Commands, Entity};
use std::collections::VecDeque;
use std::path::PathBuf;

/// Frames of the window during which a sample is on the screen before its picture is taken.
const SETTLE_FRAMES: u32 = 1;
/// Pictures that may be on their way from the graphics card.
const PICTURES_UNDER_WAY: usize = 3;
/// Frames of the window after which a picture that did not come back ends the film.
const PICTURE_PATIENCE: u32 = 1200;

/// A film in the making.
pub struct Film {
    path: PathBuf,
    take: Take,
    cuts: u64,
    target: u64,
    shown: u32,
    frame: u64,
    phase: Phase,
    under_way: VecDeque<Picture>,
    /// Picture for which the encoder's queue had no room.
    outbox: Option<Vec<u8>>,
    encoder: Option<EncoderThread>,
    /// Why the film ended before it was asked to.
    note: Option<String>,
    /// What went wrong.
    error: Option<RecordError>,
    /// Save the next picture as a still, too.
    still_wanted: bool,
    captions: CaptionWriter,
    still: Option<Vec<u8>>,
}

enum Phase {
    /// The simulation was asked to wait for the film where it is, and has not answered yet.
    Aligning(Ticket),
    /// Frames are being made.
    Rolling(FilmClock),
    /// The last pictures are being written.
    Closing,
}

struct Picture {
    request: Entity,
    pixels: Option<Vec<u8>>,
    /// What is written into it.
    written: Written,
    age: u32,
}

/// How a film is to be made.
#[derive(Clone, Copy, Debug)]
pub struct Take {
    /// Frames after which it ends by itself.
    pub limit: Option<u64>,
    /// How it is coded.
    pub coding: FilmCoding,
}

/// How a film ended, in words for the user.
pub struct Ending {
    /// One or two sentences.
    pub message: String,
    /// Whether something went wrong.
    pub failed: bool,
}

impl Film {
    /// A film that is about to begin. The simulation is asked to wait for it.
    #[must_use]
    pub fn new(session: &Session, path: PathBuf, take: Take) -> Self {
        let target = session.sample.step;
        let held = session.request(RunnerRequest::AdvanceTo(target));
        Self {
            path,
            take,
            cuts: session.status.cuts(),
            target,
            shown: 0,
            frame: 0,
            phase: Phase::Aligning(held),
            under_way: VecDeque::new(),
            outbox: None,
            encoder: None,
            note: None,
            error: None,
            still_wanted: false,
            captions: CaptionWriter::new(&session.fallback_fonts),
            still: None,
        }
    }

    /// One frame of the window, at which this is to be written into a picture. Returns how the film ended once it has.
    pub fn advance(
        &mut self,
        session: &Session,
        studio: &mut Studio,
        written: &Written,
        commands: &mut Commands,
        arrived: &mut Vec<(Entity, Vec<u8>)>,
    ) -> Option<Ending> {
        self.receive(studio, arrived);
        self.hand_over();
        if !self.is_closing() {
            self.watch(session);
        }
        match self.phase {
            Phase::Aligning(held) => self.align(session, studio, held),
            Phase::Rolling(clock) => self.roll(session, studio, written, commands, clock),
            Phase::Closing => return self.conclude(),
        }
        None
    }

    /// End the film after the pictures that are on their way.
    pub fn stop(&mut self, session: &Session) {
        if !self.is_closing() {
            self.phase = Phase::Closing;
            session.request(RunnerRequest::EndFilm);
        }
    }

    /// End the film because of a fault.
    pub fn fail(&mut self, session: &Session, error: RecordError) {
        self.error.get_or_insert(error);
        self.stop(session);
    }

    /// Whether the last moment of the film has passed.
    #[must_use]
    pub fn is_closing(&self) -> bool {
        matches!(self.phase, Phase::Closing)
    }

    /// Its pictures a second.
    #[must_use]
    pub const fn frames_per_second(&self) -> u32 {
        self.take.coding.frames_per_second
    }

    /// Save the next picture as a still, too.
    pub fn want_still(&mut self) {
        self.still_wanted = true;
    }

    /// The still that was wanted, once.
    pub fn take_still(&mut self) -> Option<Vec<u8>> {
        self.still.take()
    }

    /// What the top bar shows.
    #[must_use]
    pub fn progress(&self) -> FilmProgress {
        let frames = self.encoder.as_ref().map_or(0, EncoderThread::written) as u64;
        FilmProgress {
            frames,
            seconds: frames as f64 / f64::from(self.frames_per_second()),
            path: self.path.display().to_string(),
        }
    }

    /// The window is closing: complete the file with the pictures that have come. Waits for the encoder.
    #[must_use]
    pub fn finish_now(mut self) -> Ending {
        while let (Some(encoder), Some(pixels)) = (&self.encoder, self.outbox.take()) {
            match encoder.offer(pixels) {
                Ok(rest) => self.outbox = rest,
                Err(_) => break,
            }
            if self.outbox.is_some() {
                std::thread::yield_now();
            }
        }
        self.ending()
    }

    /// Put the pictures that came back where they belong.
    fn receive(&mut self, studio: &Studio, arrived: &mut Vec<(Entity, Vec<u8>)>) {
        for (request, pixels) in arrived.drain(..) {
            let waiting =
                self.under_way.iter_mut().find(|picture| picture.request == request && picture.pixels.is_none());
            if let Some(picture) = waiting {
                let mut pixels = studio.without_padding(pixels);
                let (width, height) = studio.size();
                if let Some(mut pixels) = Pixels::new(&mut pixels, width as usize, height as usize) {
                    self.captions.write(&mut pixels, &picture.written);
                }
                picture.pixels = Some(pixels);
            }
        }
        for picture in &mut self.under_way {
            picture.age += 1;
        }
    }

    /// Hand pictures to the encoder in the order of the film, as many as its queue takes.
    fn hand_over(&mut self) {
        let Some(encoder) = &self.encoder else { return };
        loop {
            let pixels = match self.outbox.take() {
                Some(pixels) => pixels,
                None if self.under_way.front().is_some_and(|picture| picture.pixels.is_some()) => {
                    let Some(pixels) = self.under_way.pop_front().and_then(|picture| picture.pixels) else { return };
                    if self.still_wanted {
                        self.still_wanted = false;
                        self.still = Some(pixels.clone());
                    }
                    pixels
                }
                None => return,
            };
            match encoder.offer(pixels) {
                Ok(None) => {}
                Ok(rest) => {
                    self.outbox = rest;
                    return;
                }
                Err(_) => {
                    // The thread itself knows why; `conclude` asks it.
                    self.under_way.clear();
                    return;
                }
            }
        }
    }

    /// What ends a film by itself.
    fn watch(&mut self, session: &Session) {
        let written = self.encoder.as_ref().map_or(0, EncoderThread::written);
        if self.encoder.as_ref().is_some_and(EncoderThread::is_finished) {
            self.stop(session);
        } else if self.under_way.iter().any(|picture| picture.age > PICTURE_PATIENCE) {
            self.under_way.clear();
            self.fail(session, RecordError::NoPicture { frame: written });
        } else if session.breakdown.is_some() {
            self.note = Some(words!("film-broke-down", "The run broke down, so the film ends there.").to_owned());
            self.stop(session);
        } else if session.status.cuts() != self.cuts {
            let note = words!("film-started-again", "The run was started again or rewound, so the film ends there.");
            self.note = Some(note.to_owned());
            self.stop(session);
        } else if let Some(stop) = &session.sample.stop {
            let time = number(&format!("{:.3}", stop.time_s));
            let note =
                words!("film-stopped", "The simulation stopped at { $time } s, so the film ends there.", time = time);
            self.note = Some(note);
            self.stop(session);
        }
    }

    /// Wait until the simulation stands still for the film, and the camera draws. The moment at which it stands is the first.
    fn align(&mut self, session: &Session, studio: &Studio, held: Ticket) {
        if session.is_answered(held) && studio.is_ready() {
            self.target = session.sample.step;
            self.begin(session, studio);
        }
    }

    /// Make the file; frame 0 shows the moment at which the simulation waits.
    fn begin(&mut self, session: &Session, studio: &Studio) {
        match EncoderThread::start(self.path.clone(), studio.size(), self.take.coding) {
            Ok(encoder) => {
                self.encoder = Some(encoder);
                let (speed, dt_ms) = (session.status.speed_asked, session.info.dt_ms);
                let clock = FilmClock::new(self.target, speed, dt_ms, self.frames_per_second());
                self.phase = Phase::Rolling(clock);
            }
            Err(error) => self.fail(session, error),
        }
    }

    /// Take a picture when its moment has been on the screen long enough, and send the simulation to the next one.
    fn roll(
        &mut self,
        session: &Session,
        studio: &mut Studio,
        written: &Written,
        commands: &mut Commands,
        mut clock: FilmClock,
    ) {
        let step = session.sample.step;
        if step > self.target {
            // The user asked for steps by hand: the film goes on from there.
            clock.jump(self.frame, step);
            self.phase = Phase::Rolling(clock);
            self.target = step;
            self.shown = 0;
        }
        if step < self.target {
            return;
        }
        self.shown += 1;
        let room = self.outbox.is_none() && self.under_way.len() < PICTURES_UNDER_WAY;
        if self.shown <= SETTLE_FRAMES || !room {
            return;
        }
        let request = studio.request_picture(commands);
        self.under_way.push_back(Picture { request, pixels: None, written: written.clone(), age: 0 });
        self.frame += 1;
        if self.take.limit.is_some_and(|limit| self.frame >= limit) {
            self.stop(session);
            return;
        }
        self.target = clock.step_of(self.frame);
        // A very slow film shows a step several times; it is on the screen already.
        self.shown = u32::from(self.target == step);
        if self.target != step {
            session.request(RunnerRequest::AdvanceTo(self.target));
        }
    }

    /// Once the last picture is with the encoder, wait for the file.
    fn conclude(&mut self) -> Option<Ending> {
        if self.encoder.as_ref().is_some_and(|encoder| !encoder.is_finished()) {
            let late = self.under_way.iter().any(|picture| picture.age > PICTURE_PATIENCE);
            if late {
                self.under_way.clear();
                let frame = self.encoder.as_ref().map_or(0, EncoderThread::written);
                self.error.get_or_insert(RecordError::NoPicture { frame });
            }
            if self.under_way.is_empty()
                && self.outbox.is_none()
                && let Some(encoder) = &mut self.encoder
            {
                encoder.close();
            }
            return None;
        }
        Some(self.ending())
    }

    fn ending(&mut self) -> Ending {
        let none = words!("film-none", "No film was saved: it ended before its first frame.");
        let Some(outcome) = self.encoder.take().map(EncoderThread::finish) else {
            return match self.error.take() {
                Some(error) => Ending { message: error.to_string(), failed: true },
                None => Ending { message: none.to_owned(), failed: false },
            };
        };
        let path = outcome.path.display().to_string();
        let saved = match outcome.summary {
            Some(summary) if summary.frames > 0 => words!(
                "film-saved",
                "Film saved: { $file } ({ $frames -> [one] 1 frame *[other] { $frames } frames }, { $seconds } s).",
                file = path,
                frames = summary.frames,
                seconds = number(&format!("{:.1}", summary.seconds()))
            ),
            Some(_) => {
                // An empty film plays nowhere; if it can't be removed it does no harm.
                drop(std::fs::remove_file(&outcome.path));
                none.to_owned()
            }
            None => words!("film-part", "What there is of the film: { $file }.", file = path),
        };
        match outcome.error.or(self.error.take()) {
            Some(error) => Ending { message: format!("{error} {saved}"), failed: true },
            None => Ending {
                message: format!("{saved} {}", self.note.take().unwrap_or_default()).trim_end().to_owned(),
                failed: false,
            },
        }
    }
}

#[cfg(test)]
#[path = "film_tests.rs"]
mod tests;
