//! What the way back costs: a run in the window's own thread, and moves to random moments of it.

use crate::scene::{Fault, Scene};
use crate::simulation::{Delivery, Runner, RunnerRequest, Sampler, Simulation, Ticket};
use serde::Serialize;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Length of the run (s of model time) and moves of each kind.
const LENGTH_S: f64 = 120.0;
const MOVES: u64 = 100;
/// The runs take turns so often.
const TURNS: usize = 3;
/// A sample is waited for so long at most.
const PATIENCE: Duration = Duration::from_mins(2);

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PastCosts {
    /// Scene.
    pub scene: String,
    /// Length of the run (s of model time).
    pub length_s: f64,
    /// Time of the run in the thread that keeps moments over that of the same steps and looks without it, median of the turns.
    pub kept_over_not: f64,
    /// Memory that the kept moments take (bytes).
    pub bytes: usize,
    /// Time until a random moment is shown, with what came shortly before it (ms): median and longest.
    pub exact_ms: [f64; 2],
    /// Time until a moment near a random one is shown, as in a drag (ms): median and longest.
    pub near_ms: [f64; 2],
}

impl fmt::Display for PastCosts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "The way back through {:.0} s of {}: steps and looks take {:.3} times as long with the moments that are kept,",
            self.length_s, self.scene, self.kept_over_not
        )?;
        writeln!(f, "which take {:.1} MiB. Until another moment is shown:", self.bytes as f64 / f64::from(1 << 20))?;
        for (what, [median, longest]) in
            [("that moment exactly", self.exact_ms), ("one near it, as in a drag", self.near_ms)]
        {
            writeln!(f, "{what:26} {median:>7.1} ms, the longest of {MOVES} {longest:>7.1} ms")?;
        }
        Ok(())
    }
}

/// Measure it; `progress` is told what goes on.
///
/// # Errors
/// The scene has a fault, or the thread breaks down: a defect of the program.
pub fn measure_past(mut progress: impl FnMut(&str)) -> Result<PastCosts, Vec<Fault>> {
    let scene = Arc::new(Scene::shipped("learn_sleep_remember")?);
    let steps = scene.steps_in(LENGTH_S);
    let mut ratios = Vec::new();
    let mut last = None;
    for turn in 1..=TURNS {
        progress(&format!("a run that keeps its past, {turn} of {TURNS}"));
        let alone = run_alone(&scene, steps).map_err(|fault| vec![fault])?;
        let runner = Runner::start(Arc::clone(&scene), scene.seed).map_err(|error| vec![broken(&error.to_string())])?;
        let begin = Instant::now();
        let delivery = answer(&runner, RunnerRequest::Step(steps))?;
        ratios.push(begin.elapsed().as_secs_f64() / alone.as_secs_f64());
        last = Some((runner, delivery));
    }
    let Some((runner, delivery)) = last else { return Err(vec![broken("nothing was run")]) };
    progress("moves to other moments");
    let [exact_ms, near_ms] = [false, true].map(|nearest| moves(&runner, steps, nearest));
    ratios.sort_by(f64::total_cmp);
    Ok(PastCosts {
        scene: scene.name.clone(),
        length_s: LENGTH_S,
        kept_over_not: ratios[ratios.len() / 2],
        bytes: delivery.status.known.bytes,
        exact_ms: exact_ms?,
        near_ms: near_ms?,
    })
}

/// The same steps and looks, without moments that are kept.
fn run_alone(scene: &Arc<Scene>, steps: u64) -> Result<Duration, Fault> {
    let mut simulation = Simulation::from_shared(Arc::clone(scene), scene.seed)?;
    let mut sampler = Sampler::new(&simulation);
    let begin = Instant::now();
    for _ in 0..steps {
        simulation.step(1);
        sampler.observe(&simulation);
    }
    Ok(begin.elapsed())
}

/// Median and longest time (ms) of moves to moments that have no order.
fn moves(runner: &Runner, steps: u64, nearest: bool) -> Result<[f64; 2], Vec<Fault>> {
    let mut times = Vec::new();
    for index in 0..MOVES {
        // Multiples of an odd number reach all parts of the run in turn.
        let step = index.wrapping_mul(0x9E37_79B9_7F4A_7C15) % steps;
        let begin = Instant::now();
        answer(runner, RunnerRequest::Seek { step, nearest })?;
        times.push(1e3 * begin.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    Ok([times[times.len() / 2], times[times.len() - 1]])
}

/// Ask, and wait for the sample that answers.
fn answer(runner: &Runner, request: RunnerRequest) -> Result<Delivery, Vec<Fault>> {
    let ticket: Ticket = runner.send(request);
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE {
        if let Some(failure) = runner.failure() {
            return Err(vec![broken(&failure.message)]);
        }
        if let Some(delivery) = runner.take_delivery().filter(|delivery| delivery.status.answered >= ticket) {
            return Ok(delivery);
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    Err(vec![broken("the simulation thread does not answer")])
}

fn broken(why: &str) -> Fault {
    Fault::of_file("learn_sleep_remember", why, "This is a fault of Rheobase; please report it.")
}
