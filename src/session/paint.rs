//! The paint tool: which neurons an experimenter makes easier or harder to excite, as with opto- or chemogenetics (u in MODEL
//! 2.2).
//!
//! A stroke, a click and a button are each one command with the neurons written out, so that a log replays them as they were.

use super::Session;
use crate::random::{Purpose, RandomStream};
use crate::scene::file::NeuronKind;
use crate::simulation::{NetworkInfo, SimulationCommand};
use bevy::math::{Vec2, ops};
use std::ops::RangeInclusive;

/// Radius of the brush (logical pixels).
pub const BRUSH_RADIUS: RangeInclusive<f32> = 8.0..=160.0;
/// Growth of the brush with one notch of the wheel.
const GROWTH_PER_NOTCH: f32 = 1.15;
/// Item of the random stream for selections; the timeline and the inputs have those before it.
const STREAM: u64 = 2;

/// Which neurons a button paints, among the excitatory ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaintChoice {
    /// Those with the lowest thresholds.
    MostExcitable,
    /// Those with the highest thresholds.
    LeastExcitable,
    /// Some drawn by lot.
    Random,
}

/// The tool and how it is set.
#[derive(Clone, Debug)]
pub struct PaintTool {
    /// Whether the left mouse button paints in the 3D view.
    pub active: bool,
    /// Paint value, -1 to 1.
    pub strength: f32,
    /// Radius of the brush (logical pixels).
    pub radius: f32,
    /// Share of the excitatory neurons that a button paints, 0 to 1.
    pub share: f32,
    /// Whether a key turns raising into lowering now.
    pub inverted: bool,
    /// Where the brush is in the window (logical pixels), while it is over the network.
    pub brush: Option<Vec2>,
    /// Neurons that the present stroke has touched, in order; none while nothing is being painted.
    pub stroke: Option<Vec<u32>>,
    /// Random selections so far: each has draws of its own.
    draws: u64,
}

impl Default for PaintTool {
    fn default() -> Self {
        Self {
            active: false,
            strength: 0.6,
            radius: 36.0,
            share: 0.15,
            inverted: false,
            brush: None,
            stroke: None,
            draws: 0,
        }
    }
}

impl PaintTool {
    /// What a stroke gives the neurons that it touches, -1 to 1.
    #[must_use]
    pub const fn value(&self) -> f32 {
        if self.inverted { -self.strength } else { self.strength }
    }

    /// Take the tool in hand or lay it down; a stroke that goes on is dropped.
    pub fn set_active(&mut self, active: bool) {
        self.active = active;
        (self.brush, self.stroke, self.inverted) = (None, None, false);
    }

    /// The run begins again: so do the random selections.
    pub(super) fn restart(&mut self) {
        (self.stroke, self.draws) = (None, 0);
    }

    /// Make the brush larger or smaller by notches of the wheel.
    pub fn resize(&mut self, notches: f32) {
        let radius = self.radius * ops::powf(GROWTH_PER_NOTCH, notches);
        self.radius = radius.clamp(*BRUSH_RADIUS.start(), *BRUSH_RADIUS.end());
    }

    /// The stroke goes over these neurons.
    pub fn touch(&mut self, neurons: impl IntoIterator<Item = u32>) {
        let stroke = self.stroke.get_or_insert_default();
        for neuron in neurons {
            if let Err(place) = stroke.binary_search(&neuron) {
                stroke.insert(place, neuron);
            }
        }
    }
}

impl Session {
    /// Give neurons a paint value. Those that have it already are left out; nothing happens if all have.
    pub fn paint(&mut self, mut neurons: Vec<u32>, value: f32) {
        let value = if value.is_nan() { 0.0 } else { value.clamp(-1.0, 1.0) };
        neurons.retain(|&neuron| self.sample.paint.get(neuron as usize).is_some_and(|&now| now != value));
        if !neurons.is_empty() {
            self.apply(SimulationCommand::Paint { neurons, value });
        }
    }

    /// The stroke is over: paint what it touched.
    pub fn finish_stroke(&mut self) {
        if let Some(neurons) = self.paint.stroke.take() {
            self.paint(neurons, self.paint.value());
        }
    }

    /// Paint the chosen share of the excitatory neurons.
    pub fn paint_choice(&mut self, choice: PaintChoice) {
        let share = f64::from(self.paint.share);
        let neurons = choose(&self.info, &self.sample.threshold_mv, choice, share, self.paint.draws);
        if choice == PaintChoice::Random {
            self.paint.draws += 1;
        }
        self.paint(neurons, self.paint.strength);
    }

    /// Take the paint off all neurons, whoever painted them.
    pub fn clear_paint(&mut self) {
        let painted = (0..).zip(&self.sample.paint).filter(|(_, paint)| **paint != 0.0);
        let neurons = painted.map(|(neuron, _)| neuron).collect();
        self.paint(neurons, 0.0);
    }

    /// How many neurons are painted: those raised, those lowered.
    #[must_use]
    pub fn painted(&self) -> (usize, usize) {
        let count = |sign: f32| self.sample.paint.iter().filter(|&&paint| paint * sign > 0.0).count();
        (count(1.0), count(-1.0))
    }
}

/// The excitatory neurons of a network, in order.
#[must_use]
pub fn excitatory(info: &NetworkInfo) -> Vec<u32> {
    let populations = info.populations.iter().filter(|population| population.kind == NeuronKind::Excitatory);
    populations.flat_map(|population| population.range.clone()).collect()
}

/// A share of the excitatory neurons by rank of their threshold (ties by index), or by lot; at least one, in order of index.
/// `draw` numbers the random selections of a session: with the same seed each is the same again.
fn choose(info: &NetworkInfo, threshold_mv: &[f32], choice: PaintChoice, share: f64, draw: u64) -> Vec<u32> {
    let mut neurons = excitatory(info);
    let count = ((neurons.len() as f64 * share).round() as usize).clamp(neurons.len().min(1), neurons.len());
    let threshold = |neuron: &u32| threshold_mv.get(*neuron as usize).copied().unwrap_or_default();
    match choice {
        PaintChoice::MostExcitable => neurons.sort_by(|a, b| threshold(a).total_cmp(&threshold(b))),
        PaintChoice::LeastExcitable => neurons.sort_by(|a, b| threshold(b).total_cmp(&threshold(a))),
        PaintChoice::Random => {
            let mut stream = RandomStream::new(info.seed, Purpose::Selection, STREAM);
            stream.sequence(draw).shuffle_first(count, &mut neurons);
        }
    }
    neurons.truncate(count);
    neurons.sort_unstable();
    neurons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{PopulationInfo, RunnerRequest, ViewSample};

    fn info() -> NetworkInfo {
        let population = |kind, range| PopulationInfo { name: String::new(), kind, range };
        NetworkInfo {
            populations: vec![population(NeuronKind::Inhibitory, 0..10), population(NeuronKind::Excitatory, 10..50)],
            seed: 3,
            ..NetworkInfo::default()
        }
    }

    #[test]
    fn ranks_follow_the_threshold_and_leave_inhibitory_neurons_out() {
        let mut thresholds = vec![-50.0; 50];
        (thresholds[3], thresholds[20], thresholds[41], thresholds[12]) = (-70.0, -55.0, -54.0, -45.0);
        assert_eq!(choose(&info(), &thresholds, PaintChoice::MostExcitable, 0.05, 0), [20, 41]);
        assert_eq!(choose(&info(), &thresholds, PaintChoice::LeastExcitable, 0.0, 0), [12]);
        assert_eq!(choose(&info(), &thresholds, PaintChoice::Random, 1.0, 0), (10..50).collect::<Vec<u32>>());
        assert!(choose(&NetworkInfo::default(), &[], PaintChoice::Random, 0.5, 0).is_empty());
    }

    #[test]
    fn lots_are_the_same_again_with_the_same_seed_and_others_at_the_next_draw() {
        let draw = |number| choose(&info(), &[], PaintChoice::Random, 0.25, number);
        assert_eq!(draw(0), draw(0));
        assert_ne!(draw(0), draw(1));
        assert_eq!(draw(0).len(), 10);
        assert!(draw(0).windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn a_stroke_is_one_command_of_the_neurons_that_it_changes() {
        let mut sample = ViewSample { paint: vec![0.0; 50], ..ViewSample::default() };
        sample.paint[12] = 0.6;
        let mut session = Session::detached(info(), sample);
        session.paint.touch([14, 12]);
        session.paint.touch([13, 14]);
        session.finish_stroke();
        session.finish_stroke();
        let command = |neurons: &[u32], value| {
            RunnerRequest::Apply(SimulationCommand::Paint { neurons: neurons.to_vec(), value })
        };
        assert_eq!(session.take_requests(), [command(&[13, 14], 0.6)]);
        assert_eq!(session.painted(), (3, 0));
        session.undo();
        assert_eq!(session.painted(), (1, 0));
        session.redo();
        session.clear_paint();
        let requests = session.take_requests();
        assert_eq!(requests, [command(&[13, 14], 0.0), command(&[13, 14], 0.6), command(&[12, 13, 14], 0.0)]);
        assert_eq!(session.painted(), (0, 0));
    }

    #[test]
    fn the_brush_stays_within_its_bounds() {
        let mut tool = PaintTool::default();
        tool.resize(100.0);
        assert_eq!(tool.radius, *BRUSH_RADIUS.end());
        tool.resize(-100.0);
        assert_eq!(tool.radius, *BRUSH_RADIUS.start());
    }
}
