//! What a sampler knows of all steps of a run: its course, Up and Down states, replays, the presentation that goes on.

use super::answer::AnswerWatch;
use super::course::CourseWatch;
use super::hand_watch::HandWatch;
use super::hold_watch::HoldWatch;
use super::run::Simulation;
use super::sample::{NetworkInfo, PatternAnswer};
use crate::measure::SwingWatch;
use crate::measure::replay::{Moment, ReplayDetector, ReplayEvent};
use crate::modulation::BrainState;
use crate::protocol::{PatternDrive, Protocol};
use crate::simulation::Stretch;

/// Watches what depends on all steps of a run. With a copy of it a sampler goes on from where the copy was made.
#[derive(Clone, Debug)]
pub struct Past {
    course: CourseWatch,
    /// Whether Up and Down states take turns.
    pub swing: SwingWatch,
    /// Neuromodulators that are held.
    pub holds: HoldWatch,
    /// What single neurons were given by hand.
    pub hand: HandWatch,
    /// Looks for replays in sleep; none in a scene without patterns.
    pub replays: Option<ReplayDetector>,
    /// Replays that were found.
    pub replays_found: u64,
    /// In how many of them each neuron took part.
    pub replays_of: Vec<u32>,
    /// Spikes of each population in the bin of rates that is being filled.
    pub bin_counts: Vec<u32>,
    answers: AnswerWatch,
}

impl Past {
    /// Of a run that has not begun.
    #[must_use]
    pub fn new(info: &NetworkInfo, simulation: &Simulation) -> Self {
        Self {
            course: CourseWatch::default(),
            swing: SwingWatch::new(info.dt_ms),
            holds: HoldWatch::default(),
            hand: HandWatch::default(),
            replays: detector(simulation),
            replays_found: 0,
            replays_of: vec![0; info.positions.len()],
            bin_counts: vec![0; info.populations.len()],
            answers: AnswerWatch::default(),
        }
    }

    /// Look at a step: `course` grows by it, and the replays that it ended are given.
    pub fn observe(&mut self, simulation: &Simulation, course: &mut Vec<Stretch>) -> Vec<ReplayEvent> {
        self.course.observe(simulation, course);
        self.swing.observe(simulation.steps(), simulation.spikes().len());
        self.holds.observe(simulation);
        let Some(detector) = &mut self.replays else { return Vec::new() };
        detector.observe(simulation.steps(), moment(simulation), simulation.spikes());
        let found = detector.take_found();
        self.replays_found += found.len() as u64;
        for cell in found.iter().flat_map(|replay| &replay.cells) {
            self.replays_of[cell.neuron as usize] += 1;
        }
        found
    }

    /// Look at how the network answers in a step; gives the answer to a presentation that is over.
    pub fn answer(&mut self, simulation: &Simulation) -> Option<PatternAnswer> {
        self.answers.observe(simulation)
    }

    /// About how much memory a copy takes (bytes).
    #[must_use]
    pub fn bytes(&self) -> usize {
        let neurons = self.replays_of.len();
        let answer = if self.answers.is_going_on() { 2 } else { 0 };
        // Counts of the detector: spikes at rest, five seconds of them, and the bin of now.
        let detector = self.replays.as_ref().map_or(0, ReplayDetector::bytes);
        size_of::<Self>() + detector + neurons * (1 + answer) * size_of::<u32>()
    }
}

/// Looks for the scene's patterns among the neurons that they drive.
fn detector(simulation: &Simulation) -> Option<ReplayDetector> {
    let patterns = simulation.scene().patterns.as_ref()?.names.len();
    let target = &simulation.resource::<PatternDrive>().target;
    Some(ReplayDetector::new(target.start as u32..target.end as u32, patterns, simulation.scene().dt_ms()))
}

/// What went on in the last step.
fn moment(simulation: &Simulation) -> Moment {
    let active = simulation.resource::<Protocol>().active();
    match (active.state, active.presentation) {
        (BrainState::Nrem, None) => Moment::Nrem,
        (BrainState::Nrem | BrainState::Rem, _) => Moment::Asleep,
        (BrainState::Awake, Some((pattern, fraction, _))) if fraction >= 1.0 => Moment::Presented(pattern),
        (BrainState::Awake, Some(_)) => Moment::Awake,
        (BrainState::Awake, None) if active.lap.is_some() => Moment::Awake,
        (BrainState::Awake, None) => Moment::Rest,
    }
}
