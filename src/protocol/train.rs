//! Poisson spike trains of some neurons, each by itself or in common volleys.
//!
//! In a volley every neuron gets one spike, moved by a normal jitter of its own. A Poisson train whose spikes are moved at random is
//! a Poisson train again: one neuron alone does not show whether it fires with others, only their correlation does.

use crate::model::{AmpaConductance, NeuronTable};
use crate::random::{PoissonTable, RandomStream};
use crate::schedule::Clock;
use crate::state::state;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};
use std::ops::Range;

/// Volleys arrive later by so many standard deviations of the jitter, so that no spike is due before its volley. No normal number
/// of this program is larger.
const REACH: f32 = 6.0;

/// What the scene says of some trains.
pub struct Train {
    /// Neurons that it reaches.
    pub neurons: Vec<u32>,
    /// Conductance a spike (nS).
    pub conductance: f32,
    /// Spikes, or volleys, in a step.
    pub counts: PoissonTable,
    /// Steps in which it goes on.
    pub steps: Range<u64>,
    /// Standard deviation of the jitter in a volley (steps); none if each neuron fires by itself.
    pub jitter: Option<f32>,
    /// Random words of spikes or volleys.
    pub events: RandomStream,
    /// Random words of the jitter.
    pub displacement: RandomStream,
}

/// A train with the spikes of its volleys that are still to come.
struct Running {
    train: Train,
    /// A ring of steps, each with a count a neuron; empty without volleys.
    pending: Vec<u32>,
}

state!(Running { pending });

/// All trains of a scene.
#[derive(Resource, Default)]
pub struct Trains {
    running: Vec<Running>,
    words: Vec<u32>,
    counts: Vec<i32>,
    normals: Vec<f32>,
}

state!(Trains {} fixed { running });

impl Trains {
    /// These trains, with no spike on its way.
    #[must_use]
    pub fn new(trains: Vec<Train>) -> Self {
        let most = trains.iter().map(|train| train.neurons.len()).max().unwrap_or(0);
        let moved = trains.iter().filter(|train| train.jitter.is_some());
        let displaced = moved.map(|train| train.neurons.len() * train.counts.largest()).max().unwrap_or(0);
        let slots = |jitter: f32| (2.0 * REACH * jitter) as usize + 2;
        let running = trains
            .into_iter()
            .map(|train| Running {
                pending: vec![0; train.jitter.map_or(0, |jitter| slots(jitter) * train.neurons.len())],
                train,
            })
            .collect();
        Self {
            running,
            // The normal numbers are drawn in blocks of sixteen.
            words: Vec::with_capacity(most.max(displaced) + 16),
            counts: Vec::with_capacity(most),
            normals: Vec::with_capacity(displaced),
        }
    }

    /// Spikes that are still to come, train by train.
    pub fn pending(&self) -> impl Iterator<Item = u32> {
        self.running.iter().flat_map(|running| running.pending.iter().copied())
    }
}

impl Running {
    /// Count the spikes of this step, and tell each neuron that has some.
    fn step(&mut self, step: u64, buffers: Buffers<'_>, mut spikes: impl FnMut(u32, u32)) {
        let Self { train, pending } = self;
        let Buffers { words, counts, normals } = buffers;
        let n = train.neurons.len();
        let active = train.steps.contains(&step);
        let Some(jitter) = train.jitter.filter(|_| n > 0) else {
            if active {
                words.resize(n + 1, 0);
                train.events.fill(step, 0, words);
                train.counts.counts(words, counts);
                let fired = train.neurons.iter().zip(counts.iter()).filter(|&(_, &count)| count > 0);
                fired.for_each(|(&neuron, &count)| spikes(neuron, count as u32));
            }
            return;
        };
        let slots = (pending.len() / n) as u64;
        let mut word = [0; 2];
        train.events.fill(step, 0, &mut word);
        train.counts.counts(&word, counts);
        let volleys = counts.first().map_or(0, |&volleys| volleys as usize);
        if active && volleys > 0 {
            normals.resize(volleys * n, 0.0);
            train.displacement.fill_normal(step, words, normals);
            for (index, normal) in normals.iter().enumerate() {
                let later = ((REACH + normal) * jitter).round() as u64;
                pending[((step + later) % slots) as usize * n + index % n] += 1;
            }
        }
        let now = (step % slots) as usize * n;
        for (&neuron, count) in train.neurons.iter().zip(&mut pending[now..now + n]) {
            if *count > 0 {
                spikes(neuron, std::mem::take(count));
            }
        }
    }
}

/// Space that the trains share while they draw.
struct Buffers<'a> {
    words: &'a mut Vec<u32>,
    counts: &'a mut Vec<i32>,
    normals: &'a mut Vec<f32>,
}

/// Spikes of the trains open fast excitatory conductances.
pub fn drive_trains(mut neurons: NeuronTable<&mut AmpaConductance>, mut trains: ResMut<Trains>, clock: Res<Clock>) {
    let ampa = neurons.slices();
    let Trains { running, words, counts, normals } = &mut *trains;
    for train in running {
        let conductance = train.train.conductance;
        train.step(clock.step, Buffers { words, counts, normals }, |neuron, count| {
            ampa[neuron as usize].0 += conductance * count as f32;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;

    /// Steps in which each of ten neurons has spikes, in steps of half a millisecond.
    fn spikes(rate_hz: f64, jitter: Option<f32>, steps: u64) -> Vec<Vec<u64>> {
        let train = Train {
            neurons: (0..10).collect(),
            conductance: 1.0,
            counts: PoissonTable::new(rate_hz * 0.0005),
            steps: 0..steps,
            jitter,
            events: RandomStream::new(1, Purpose::Train, 0),
            displacement: RandomStream::new(1, Purpose::TrainJitter, 0),
        };
        let mut trains = Trains::new(vec![train]);
        let mut times = vec![Vec::new(); 10];
        for step in 0..steps + 300 {
            let Trains { running, words, counts, normals } = &mut trains;
            running[0].step(step, Buffers { words, counts, normals }, |neuron, count| {
                times[neuron as usize].extend((0..count).map(|_| step));
            });
        }
        assert_eq!(trains.pending().sum::<u32>(), 0, "every spike comes in the end");
        times
    }

    #[test]
    fn both_kinds_of_train_have_the_rate_and_the_irregularity_of_a_poisson_process() {
        let steps = 400_000;
        for jitter in [None, Some(20.0)] {
            for times in spikes(30.0, jitter, steps) {
                let rate = times.len() as f64 / (steps as f64 * 0.0005);
                assert!((rate - 30.0).abs() < 2.0, "{rate} Hz");
                let intervals: Vec<f64> = times.windows(2).map(|pair| (pair[1] - pair[0]) as f64).collect();
                let mean = intervals.iter().sum::<f64>() / intervals.len() as f64;
                let variance = intervals.iter().map(|interval| (interval - mean).powi(2)).sum::<f64>();
                let variation = (variance / intervals.len() as f64).sqrt() / mean;
                assert!((variation - 1.0).abs() < 0.06, "coefficient of variation {variation}");
            }
        }
    }

    #[test]
    fn volleys_spread_by_their_jitter_and_trains_without_have_nothing_in_common() {
        // Each spike of the first neuron against that of the second in the same volley: the difference of two normal numbers.
        let together = spikes(30.0, Some(20.0), 400_000);
        assert_eq!(together[0].len(), together[1].len());
        let differences = together[0].iter().zip(&together[1]).map(|(a, b)| *a as f64 - *b as f64);
        let close: Vec<f64> = differences.filter(|difference| difference.abs() < 160.0).collect();
        let sd = (close.iter().map(|difference| difference * difference).sum::<f64>() / close.len() as f64).sqrt();
        // Sorted pairing of overlapping volleys pulls it a little below the square root of 2 times 20.
        assert!((17.0..29.0).contains(&sd), "{sd} steps");
        // Pairs of spikes within 10 ms: by chance two rates times the window; in volleys about as many again.
        let near = |times: &[Vec<u64>]| {
            let pairs = times[0].iter().map(|a| times[1].iter().filter(|b| a.abs_diff(**b) <= 20).count());
            pairs.sum::<usize>() as f64 / (30.0 * 30.0 * 200.0 * 0.0205)
        };
        let (alone, volleys) = (near(&spikes(30.0, None, 400_000)), near(&together));
        assert!((alone - 1.0).abs() < 0.1, "{alone} times chance");
        assert!(volleys > 1.6, "{volleys} times chance");
    }

    #[test]
    fn trains_stay_poisson_where_a_step_has_several_spikes() {
        // One spike a step on average, as a train of 1,000 Hz in steps of 1 ms has.
        for jitter in [None, Some(20.0)] {
            let steps = 50_000;
            for times in spikes(2000.0, jitter, steps) {
                let mut counts = vec![0.0; steps as usize / 100 + 5];
                for time in times {
                    counts[time as usize / 100] += 1.0;
                }
                let whole = &counts[5..steps as usize / 100];
                let n = whole.len() as f64;
                let mean = whole.iter().sum::<f64>() / n;
                let variance = whole.iter().map(|count| (count - mean).powi(2)).sum::<f64>() / (n - 1.0);
                assert!((mean - 100.0).abs() < 5.0 * (100.0 / n).sqrt(), "{mean} in 100 steps");
                assert!((variance / mean - 1.0).abs() < 5.0 * (2.0 / n).sqrt(), "Fano factor {}", variance / mean);
            }
        }
    }
}
