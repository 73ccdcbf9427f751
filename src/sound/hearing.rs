//! From samples of a run to what is heard of them: clicks of one neuron, and how many cells of each memory fire together.

use super::synthesis::{Heard, Passage};
use crate::simulation::{NetworkInfo, SpikeEvent, ViewSample};

/// Length of a bin (s of model time).
const BIN_S: f64 = 0.005;
/// Bins in which cells fire together: 20 ms.
const TOGETHER: usize = 4;
/// Longest stretch of model time that is listened to at once (s): after more, only its end.
const LONGEST_S: f64 = 2.0;
/// Longest time for which one sample is heard (s of listening).
const LONGEST_HEARD_S: f64 = 0.5;
/// Most clicks of one sample where spikes are known by their number alone.
const MOST_COUNTED: u16 = 64;
/// Time in which what a memory does at rest is learned where it becomes more, and where it becomes less (s of model time).
const REST_S: (f32, f32) = (10.0, 2.0);
/// How far above rest a memory must be to be heard, in mean deviations.
const DEVIATIONS: f32 = 3.0;

/// A memory that is listened to.
#[derive(Clone, Debug)]
struct Memory {
    cells: f32,
    /// Cells whose last spike is in each of the last bins.
    fired: [f32; TOGETHER],
    /// Mean share that fires together at rest, and mean deviation from it.
    rest: f32,
    deviation: f32,
    /// Bins that were heard.
    bins: f32,
    loudness: f32,
}

impl Memory {
    /// The share of its cells that fire together from which on it is heard.
    fn threshold(&self) -> f32 {
        // One cell more than usual says nothing.
        self.rest + DEVIATIONS * self.deviation + 1.5 / self.cells
    }

    /// A bin is over: how loud the memory is then.
    fn hear(&mut self) -> f32 {
        let share = (self.fired.iter().sum::<f32>() / self.cells).clamp(0.0, 1.0);
        let threshold = self.threshold();
        // The root lets also a weak replay be heard.
        let loudness = ((share - threshold) / (1.0 - threshold).max(0.1)).clamp(0.0, 1.0).sqrt();
        // What stands out is not rest: it counts no more than what just does not.
        let usual = share.min(threshold);
        self.bins += 1.0;
        let time_s = if usual > self.rest { REST_S.0 } else { REST_S.1 };
        // At first the mean of all that was heard.
        let pace = (BIN_S as f32 / time_s).max(1.0 / self.bins);
        self.rest += pace * (usual - self.rest);
        self.deviation += pace * ((usual - self.rest).abs() - self.deviation);
        loudness
    }
}

/// Listens to one run.
#[derive(Clone, Debug, Default)]
pub struct Hearing {
    /// Which run it is.
    cuts: Option<u64>,
    /// Until when it was heard (s of model time).
    until_s: f64,
    /// The bin that is being filled.
    bin: u64,
    memories: Vec<Memory>,
    /// Memories of each neuron.
    memories_of: Vec<Vec<u16>>,
    /// Bin of the last spike of each neuron, plus 1; 0 for none.
    last: Vec<u64>,
}

impl Hearing {
    /// What is heard between the sample before and this one, at so many seconds of model time a second; none at the begin of a run.
    pub fn listen(
        &mut self,
        info: &NetworkInfo,
        (sample, cuts): (&ViewSample, u64),
        selected: Option<u32>,
        speed: f64,
    ) -> Option<Passage> {
        if self.cuts != Some(cuts) || sample.time_s < self.until_s {
            self.begin(info, cuts, sample);
            return None;
        }
        let begin_s = self.until_s.max(sample.time_s - LONGEST_S);
        let lasts_s = sample.time_s - begin_s;
        if lasts_s <= 0.0 {
            return None;
        }
        if bin_of(begin_s) > self.bin {
            // Nothing is told of bins that are left out, and who fired before them fires no more.
            self.bin = bin_of(begin_s);
            self.memories.iter_mut().for_each(|memory| memory.fired = [0.0; TOGETHER]);
        }
        let seconds = (lasts_s / speed.max(1e-6)).min(LONGEST_HEARD_S);
        let pace = seconds / lasts_s;
        let after = |time_s: f64| ((time_s - begin_s).clamp(0.0, lasts_s) * pace) as f32;
        let mut heard = Vec::new();
        let weight = 2.0_f32.powi(sample.spikes_thinned.min(30) as i32);
        let spikes = sample.spikes.iter().filter(|spike| spike.time_s > begin_s);
        for spike in spikes {
            self.fill_until(bin_of(spike.time_s), &after, &mut heard);
            self.take_in(*spike, weight);
            if Some(spike.neuron) == selected && sample.spikes_thinned == 0 {
                heard.push((after(spike.time_s), Heard::Spike));
            }
        }
        self.fill_until(bin_of(sample.time_s), &after, &mut heard);
        if sample.spikes_thinned > 0 {
            // Their times are not known: they are spread evenly.
            let count = selected.and_then(|neuron| sample.spike_counts.get(neuron as usize)).copied().unwrap_or(0);
            let count = count.min(MOST_COUNTED);
            let place = |number: u16| (f32::from(number) + 0.5) / f32::from(count) * seconds as f32;
            heard.extend((0..count).map(|number| (place(number), Heard::Spike)));
        }
        self.until_s = sample.time_s;
        Some(Passage { seconds: seconds as f32, heard })
    }

    /// Another run, or this one from an earlier moment.
    fn begin(&mut self, info: &NetworkInfo, cuts: u64, sample: &ViewSample) {
        let patterns = &info.patterns[..info.patterns.len().min(usize::from(u16::MAX))];
        let neurons = info.positions.len().max(sample.spike_counts.len());
        let mut memories_of = vec![Vec::new(); neurons];
        for (memory, pattern) in (0_u16..).zip(patterns) {
            for &member in &pattern.members {
                if let Some(of_neuron) = memories_of.get_mut(member as usize) {
                    of_neuron.push(memory);
                }
            }
        }
        let memory = |cells: usize| Memory {
            cells: cells.max(1) as f32,
            fired: [0.0; TOGETHER],
            rest: 0.0,
            deviation: 0.0,
            bins: 0.0,
            loudness: 0.0,
        };
        *self = Self {
            cuts: Some(cuts),
            until_s: sample.time_s,
            bin: bin_of(sample.time_s),
            memories: patterns.iter().map(|pattern| memory(pattern.members.len())).collect(),
            memories_of,
            last: vec![0; neurons],
        };
    }

    /// Go on to a bin; tell how loud each memory is after every bin before it, where that changes.
    fn fill_until(&mut self, bin: u64, after: &impl Fn(f64) -> f32, heard: &mut Vec<(f32, Heard)>) {
        while self.bin < bin {
            self.bin += 1;
            let at = after(self.bin as f64 * BIN_S);
            let oldest = (self.bin % TOGETHER as u64) as usize;
            for (index, memory) in (0_u16..).zip(&mut self.memories) {
                let loudness = memory.hear();
                memory.fired[oldest] = 0.0;
                if loudness != memory.loudness {
                    memory.loudness = loudness;
                    heard.push((at, Heard::Memory { memory: index, loudness }));
                }
            }
        }
    }

    /// A cell fired in the present bin. One that fires again within the time counts once.
    fn take_in(&mut self, spike: SpikeEvent, weight: f32) {
        let neuron = spike.neuron as usize;
        let (Some(last), Some(memories)) = (self.last.get_mut(neuron), self.memories_of.get(neuron)) else { return };
        let now = self.bin + 1;
        let before = std::mem::replace(last, now);
        let place = |bin: u64| ((bin - 1) % TOGETHER as u64) as usize;
        let counted = before > 0 && now - before < TOGETHER as u64;
        for &memory in memories {
            let fired = &mut self.memories[usize::from(memory)].fired;
            if counted {
                let before = &mut fired[place(before)];
                *before = (*before - weight).max(0.0);
            }
            fired[place(now)] += weight;
        }
    }
}

fn bin_of(time_s: f64) -> u64 {
    // A spike lies at a step, which is a little more or less than a multiple of the bin.
    (time_s / BIN_S + 1e-6).max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::PatternInfo;

    /// Two memories of ten cells each, and a cell in neither.
    fn info() -> NetworkInfo {
        let pattern = |from: u32| PatternInfo { name: String::new(), members: (from..from + 10).collect() };
        NetworkInfo { patterns: vec![pattern(0), pattern(10)], ..NetworkInfo::default() }
    }

    fn sample(time_s: f64, spikes: Vec<(f64, u32)>) -> ViewSample {
        let spikes = spikes.into_iter().map(|(time_s, neuron)| SpikeEvent { time_s, neuron }).collect();
        ViewSample { time_s, spikes, spike_counts: vec![0; 21], ..ViewSample::default() }
    }

    fn listening(until_s: f64) -> Hearing {
        let mut hearing = Hearing::default();
        assert_eq!(hearing.listen(&info(), (&sample(0.0, Vec::new()), 1), None, 1.0), None);
        // A cell now and then is what it does at rest.
        for tenth in 1..=(until_s * 10.0).round() as u32 {
            let time_s = f64::from(tenth) * 0.1;
            hearing.listen(&info(), (&sample(time_s, vec![(time_s - 0.05, tenth % 20)]), 1), None, 1.0);
        }
        hearing
    }

    fn loudest(passage: &Passage, of: u16) -> f32 {
        let loudness = |heard: &(f32, Heard)| match heard.1 {
            Heard::Memory { memory, loudness } if memory == of => Some(loudness),
            _ => None,
        };
        passage.heard.iter().filter_map(loudness).fold(0.0, f32::max)
    }

    #[test]
    fn a_spike_of_the_selected_neuron_is_heard_when_it_was() {
        let mut hearing = listening(1.0);
        let now = sample(1.1, vec![(1.02, 20), (1.04, 3), (1.08, 20)]);
        let passage = hearing.listen(&info(), (&now, 1), Some(20), 0.5).expect("time has passed");
        assert!((passage.seconds - 0.2).abs() < 1e-6, "at half the speed");
        let clicks: Vec<f32> =
            passage.heard.iter().filter(|heard| heard.1 == Heard::Spike).map(|heard| heard.0).collect();
        assert!(clicks.len() == 2 && (clicks[0] - 0.04).abs() < 1e-4 && (clicks[1] - 0.16).abs() < 1e-4, "{clicks:?}");
    }

    #[test]
    fn a_memory_is_heard_when_its_cells_fire_together_and_the_other_is_not() {
        let together = |cells: u32| {
            let mut hearing = listening(3.0);
            let spikes = (10..10 + cells).map(|neuron| (3.05 + f64::from(neuron) * 1e-3, neuron)).collect();
            hearing.listen(&info(), (&sample(3.2, spikes), 1), None, 1.0).expect("time has passed")
        };
        assert_eq!(loudest(&together(1), 1), 0.0, "one cell more than none");
        let (some, many) = (loudest(&together(5), 1), loudest(&together(9), 1));
        assert!(some > 0.3 && many > some, "{some} {many}");
        assert_eq!(loudest(&together(9), 0), 0.0);
        let last = together(9).heard.last().copied();
        assert_eq!(last.map(|heard| heard.1), Some(Heard::Memory { memory: 1, loudness: 0.0 }), "it is over");
    }

    #[test]
    fn the_same_cells_one_after_the_other_are_not_heard() {
        let mut hearing = listening(3.0);
        let spikes = (0..9).map(|neuron| (3.01 + f64::from(neuron) * 0.03, neuron)).collect();
        let passage = hearing.listen(&info(), (&sample(3.4, spikes), 1), None, 1.0).expect("time has passed");
        assert_eq!(loudest(&passage, 0), 0.0);
        // Nor is one cell that fires over and over.
        let spikes = (0..40).map(|spike| (3.41 + f64::from(spike) * 0.002, 4)).collect();
        let passage = hearing.listen(&info(), (&sample(3.6, spikes), 1), None, 1.0).expect("time has passed");
        assert_eq!(loudest(&passage, 0), 0.0);
    }

    #[test]
    fn another_run_or_an_earlier_moment_begins_anew() {
        let mut hearing = listening(1.0);
        assert_eq!(hearing.listen(&info(), (&sample(0.5, Vec::new()), 1), None, 1.0), None);
        assert_eq!(hearing.listen(&info(), (&sample(0.6, Vec::new()), 2), None, 1.0), None);
        let long = hearing.listen(&info(), (&sample(900.0, vec![(5.0, 3), (899.9, 3)]), 2), Some(3), 1.0);
        let long = long.expect("time has passed");
        assert!(long.seconds <= 0.5 && long.heard.iter().filter(|heard| heard.1 == Heard::Spike).count() == 1);
        assert!(long.heard.len() < 1_000, "what was skipped is not made up for");
    }

    #[test]
    fn thinned_spikes_stand_for_all() {
        let mut hearing = listening(3.0);
        let spikes = (0..4).map(|neuron| (3.05, neuron)).collect();
        let mut thinned = sample(3.2, spikes);
        thinned.spikes_thinned = 1;
        thinned.spike_counts[20] = 5;
        let passage = hearing.listen(&info(), (&thinned, 1), Some(20), 1.0).expect("time has passed");
        assert!(loudest(&passage, 0) > 0.6);
        assert_eq!(passage.heard.iter().filter(|heard| heard.1 == Heard::Spike).count(), 5);
    }
}
