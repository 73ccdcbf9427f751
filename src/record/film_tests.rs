//! The whole course of a film without a window: a slow simulation, and a graphics card that answers late and out of order.

use super::super::clock::FRAMES_PER_SECOND;
use super::*;
use crate::measure::GuardStop;
use crate::simulation::{NetworkInfo, RunnerStatus, Stop, Ticket, ViewSample};
use bevy::ecs::world::{CommandQueue, World};

/// A film without a window: the simulation answers, and the graphics card returns pictures late and out of order.
struct Stage {
    world: World,
    session: Session,
    studio: Studio,
    film: Film,
    /// Where the simulation is.
    step: u64,
    generation: u64,
    answered: Ticket,
    /// Requests to the card, and the step that was on the screen.
    taken: Vec<(Entity, u64)>,
    returned: usize,
    ended: bool,
}

const SIZE: (u32, u32) = (64, 32);
const DT_MS: f32 = 0.5;

impl Stage {
    fn new(name: &str, limit: Option<u64>) -> (Self, PathBuf) {
        let folder = std::env::temp_dir().join(format!("rheobase-stage-{}", std::process::id()));
        drop(std::fs::create_dir_all(&folder));
        let path = folder.join(format!("{name}.mp4"));
        drop(std::fs::remove_file(&path));
        let info = NetworkInfo { dt_ms: DT_MS, ..NetworkInfo::default() };
        let session = Session::detached(info, ViewSample { step: 1000, ..ViewSample::default() });
        let film = Film::new(&session, path.clone(), Take { limit, coding: FilmCoding::good(FRAMES_PER_SECOND) });
        let stage = Self {
            world: World::new(),
            session,
            studio: Studio::for_tests(SIZE.0, SIZE.1),
            film,
            // It ran on while the first request was on its way.
            step: 1040,
            generation: 0,
            answered: Ticket::default(),
            taken: Vec::new(),
            returned: 0,
            ended: false,
        };
        (stage, path)
    }

    fn status(&self) -> RunnerStatus {
        let answered = self.answered;
        RunnerStatus { speed_asked: 0.25, generation: self.generation, answered, ..RunnerStatus::default() }
    }

    fn show(&mut self, stop: Option<Stop>) {
        let sample = ViewSample { step: self.step, stop, ..ViewSample::default() };
        let status = self.status();
        self.session.receive(sample, status);
    }

    /// One frame of the window.
    fn frame(&mut self, number: usize) -> Option<Ending> {
        for request in self.session.take_requests() {
            self.answered = self.answered.next();
            match request {
                RunnerRequest::AdvanceTo(step) => self.step = self.step.max(step),
                RunnerRequest::EndFilm => self.ended = true,
                _ => {}
            }
        }
        // A slow simulation: it answers in two of three frames.
        if !number.is_multiple_of(3) && !self.ended {
            self.show(None);
        }
        let mut arrived = Vec::new();
        let late = self.taken.len().saturating_sub(self.returned);
        if late > 2 || number.is_multiple_of(4) {
            let size = (4 * SIZE.0 * SIZE.1) as usize;
            let newest_first = self.taken[self.returned..].iter().rev();
            arrived.extend(newest_first.map(|&(request, _)| (request, vec![200; size.next_multiple_of(256)])));
            self.returned = self.taken.len();
        }
        let mut queue = CommandQueue::default();
        let before = self.film.frame;
        let ending = {
            let mut commands = Commands::new(&mut queue, &self.world);
            self.film.advance(&self.session, &mut self.studio, &Written::default(), &mut commands, &mut arrived)
        };
        queue.apply(&mut self.world);
        if self.film.frame > before
            && let Some(picture) = self.film.under_way.back()
        {
            self.taken.push((picture.request, self.session.sample.step));
        }
        if ending.is_none() && (self.film.is_closing() || self.film.outbox.is_some()) {
            // The encoder has its own time.
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        ending
    }

    fn run(&mut self, mut each: impl FnMut(&mut Self, usize)) -> Ending {
        for number in 0..20_000 {
            each(self, number);
            if let Some(ending) = self.frame(number) {
                return ending;
            }
        }
        Ending { message: "the film never ended".to_owned(), failed: true }
    }
}

#[test]
fn each_frame_shows_its_own_moment_however_slow_simulation_and_card_are() {
    let (mut stage, path) = Stage::new("moments", Some(40));
    let ending = stage.run(|_, _| {});
    assert!(!ending.failed, "{}", ending.message);
    assert!(ending.message.contains("40 frames"), "{}", ending.message);
    let steps: Vec<u64> = stage.taken.iter().map(|&(_, step)| step).collect();
    let clock = FilmClock::new(steps[0], 0.25, DT_MS, FRAMES_PER_SECOND);
    assert_eq!(steps, (0..40).map(|frame| clock.step_of(frame)).collect::<Vec<_>>());
    assert!(stage.ended, "the simulation was told that the film is over");
    drop(std::fs::remove_file(path));
}

#[test]
fn a_film_that_the_user_stops_keeps_what_was_taken() {
    let (mut stage, path) = Stage::new("stopped", None);
    let ending = stage.run(|stage, _| {
        if stage.film.frame == 7 {
            stage.film.stop(&stage.session);
        }
    });
    assert!(ending.message.contains("(7 frames, 0.2 s)"), "{}", ending.message);
    drop(std::fs::remove_file(path));
}

#[test]
fn a_restart_or_a_guard_ends_the_film_and_says_so() {
    let (mut stage, path) = Stage::new("restarted", None);
    let ending = stage.run(|stage, _| {
        if stage.film.frame == 5 {
            stage.generation = 1;
        }
    });
    assert!(ending.message.contains("started again"), "{}", ending.message);
    drop(std::fs::remove_file(path));

    let (mut stage, path) = Stage::new("guarded", None);
    let ending = stage.run(|stage, _| {
        if stage.film.frame == 5 && !stage.ended {
            stage.show(Some(Stop { time_s: 1.5, reason: GuardStop::default() }));
        }
    });
    assert!(ending.message.contains("stopped at 1.500 s"), "{}", ending.message);
    drop(std::fs::remove_file(path));
}

#[test]
fn a_folder_that_is_not_there_ends_the_film_with_a_way_out() {
    let (mut stage, _) = Stage::new("nowhere", Some(3));
    stage.film.path = PathBuf::from("/no/such/folder/film.mp4");
    let ending = stage.run(|_, _| {});
    assert!(ending.failed && ending.message.contains("Make the folder first"), "{}", ending.message);
    assert!(stage.session.take_requests().contains(&RunnerRequest::EndFilm) || stage.ended);
}

#[test]
fn a_film_without_a_frame_leaves_no_file() {
    let (mut stage, path) = Stage::new("empty", None);
    let ending = stage.run(|stage, number| {
        if number == 2 {
            stage.film.stop(&stage.session);
        }
    });
    assert!(ending.message.starts_with("No film was saved"), "{}", ending.message);
    assert!(!path.exists());
}
