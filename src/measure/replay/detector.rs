//! Replay as it happens: each bin of NREM sleep against shuffled memories, while the run goes on.

use super::criterion::{GAP_BINS, REPLAY_BIN_MS, shuffled};
use super::engram_watch::EngramWatch;
use super::event::{MemoryReplays, ReplayCell, ReplayEvent, ReplayReading};
use super::moment::Moment;
use super::sleep_memory::{Memory, Open, SHUFFLES, Sleep};
use crate::random::{Purpose, RandomStream};
use crate::scene::StepLength;
use crate::units::Milliseconds;
use std::ops::Range;

/// Sleep that is heard before anything counts as a replay (bins): 2 s, about one Up and one Down state, set the level.
const WARM_UP_BINS: usize = 80;

/// Finds replays in NREM sleep while a run goes on.
///
/// It takes the steps of model time one by one and counts in bins of 25 ms, so that what it finds depends on the run alone, not on
/// how fast or in which portions anybody looks. It draws its shuffles from a stream of its own, and changes nothing.
///
/// A memory is replayed in a bin in which it stands out by more than three standard deviations of its 200 shuffles in this sleep
/// so far, and by more than 99 of 100 of them do in this bin; bins less than 100 ms apart are one replay. Shuffles exchange
/// members within deciles of the spikes before anything was presented, as [`Replay::of`](super::Replay::of) does. The level
/// comes from the shuffles of the same sleep, where experiments take it from a sleep before learning: most scenes have no such sleep,
/// and waking bins say nothing about Up and Down states. A shuffled memory passes the same test, which gives the rate by chance.
/// The level is known after the first two seconds of a sleep; there nothing counts. Waking up ends a sleep.
#[derive(Clone, Debug)]
pub struct ReplayDetector {
    neurons: Range<u32>,
    step_s: f64,
    bin_steps: u64,
    watch: EngramWatch,
    memories: Vec<Option<Memory>>,
    /// Spikes of the bin that is being filled.
    counts: Vec<u16>,
    /// They one by one: step and neuron.
    spikes: Vec<(u64, u32)>,
    /// Whether the bin was NREM from its begin.
    nrem: bool,
    asleep: bool,
    sleeps: u32,
    since_s: f64,
    /// NREM bins of this sleep.
    heard: usize,
    found: Vec<ReplayEvent>,
}

impl ReplayDetector {
    /// For the neurons that patterns drive, so many patterns, and an integration step (ms).
    #[must_use]
    pub fn new(neurons: Range<u32>, patterns: usize, dt_ms: f32) -> Self {
        let length = StepLength::of(Milliseconds(dt_ms));
        let step_s = length.time_s(1);
        let count = neurons.len();
        Self {
            neurons,
            step_s,
            bin_steps: length.steps(REPLAY_BIN_MS).max(1),
            watch: EngramWatch::new(count, step_s),
            memories: vec![None; patterns],
            counts: vec![0; count],
            spikes: Vec::new(),
            nrem: true,
            asleep: false,
            sleeps: 0,
            since_s: 0.0,
            heard: 0,
            found: Vec::new(),
        }
    }

    /// Take in the spikes (global neuron indices) of a step; steps count from 1 and none may be left out.
    pub fn observe(&mut self, step: u64, moment: Moment, spikes: &[u32]) {
        let start = self.neurons.start;
        let local: Vec<usize> =
            spikes.iter().filter(|spike| self.neurons.contains(spike)).map(|spike| (spike - start) as usize).collect();
        if let Some((pattern, members)) = self.watch.observe(moment, &local) {
            self.learn(pattern, &members);
        }
        let asleep = matches!(moment, Moment::Nrem | Moment::Asleep);
        if asleep && !self.asleep {
            self.fall_asleep(step);
        }
        self.asleep = asleep;
        self.nrem &= moment == Moment::Nrem;
        if moment == Moment::Nrem {
            for neuron in local {
                self.counts[neuron] = self.counts[neuron].saturating_add(1);
                self.spikes.push((step, neuron as u32));
            }
        }
        if step.is_multiple_of(self.bin_steps) {
            self.close_bin((step / self.bin_steps) as usize - 1);
        }
    }

    /// The replays that ended since the last call, oldest first.
    pub fn take_found(&mut self) -> Vec<ReplayEvent> {
        std::mem::take(&mut self.found)
    }

    /// What is known now.
    #[must_use]
    pub fn reading(&self) -> ReplayReading {
        let memory = |memory: &Option<Memory>| {
            memory.as_ref().map_or_else(MemoryReplays::default, |memory| {
                let (chance, chance_high) = memory.sleep.chance();
                MemoryReplays { members: memory.members.len(), replays: memory.sleep.replays(), chance, chance_high }
            })
        };
        ReplayReading {
            sleeps: self.sleeps,
            since_s: self.since_s,
            searched_s: self.searched_s(),
            memories: self.memories.iter().map(memory).collect(),
        }
    }

    /// About how much memory a copy of it takes (bytes).
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.counts.len() * EngramWatch::BYTES + self.memories.len() * SHUFFLES * size_of::<usize>()
    }

    fn bin_s(&self) -> f64 {
        self.bin_steps as f64 * self.step_s
    }

    fn searched_s(&self) -> f64 {
        self.heard.saturating_sub(WARM_UP_BINS) as f64 * self.bin_s()
    }

    /// A memory as it was last presented; what the last sleep showed of it is kept.
    fn learn(&mut self, pattern: usize, members: &[bool]) {
        let own: Vec<usize> = (0..members.len()).filter(|&neuron| members[neuron]).collect();
        let Some(memory) = self.memories.get_mut(pattern) else { return };
        if own.is_empty() || own.len() == members.len() {
            *memory = None;
            return;
        }
        let mut stream = RandomStream::new(0, Purpose::Resampling, 0);
        let busy = self.watch.busy();
        let shuffles = (0..SHUFFLES as u64).map(|shuffle| shuffled(&own, busy, &mut stream.sequence(shuffle)));
        let shuffles = shuffles.collect();
        let sleep = memory.take().map_or_else(Sleep::new, |memory| memory.sleep);
        *memory = Some(Memory { members: own, shuffles, sleep });
    }

    fn fall_asleep(&mut self, step: u64) {
        self.sleeps += 1;
        self.since_s = (step - 1) as f64 * self.step_s;
        self.heard = 0;
        self.memories.iter_mut().flatten().for_each(|memory| memory.sleep = Sleep::new());
    }

    fn close_bin(&mut self, bin: usize) {
        if self.nrem {
            self.heard += 1;
            let known = self.heard > WARM_UP_BINS;
            let all = self.spikes.len() as u32;
            for memory in self.memories.iter_mut().flatten() {
                memory.look(bin, &self.counts, all, known);
                memory.note(&self.spikes);
            }
        }
        for pattern in 0..self.memories.len() {
            self.close_replay(pattern, bin);
        }
        self.counts.fill(0);
        self.spikes.clear();
        self.nrem = true;
    }

    /// End a replay after a pause of 100 ms, or with NREM sleep.
    fn close_replay(&mut self, pattern: usize, bin: usize) {
        let (bin_s, searched_s) = (self.bin_s(), self.searched_s());
        let Some(memory) = &mut self.memories[pattern] else { return };
        let over = |open: &mut Open| bin - open.last >= GAP_BINS || !self.nrem;
        let Some(open) = memory.sleep.open.take_if(over) else { return };
        let (first, last) = (open.first as u64 * self.bin_steps, (open.last as u64 + 1) * self.bin_steps);
        let cells = open.order.iter().filter(|&&(step, _)| step <= last).map(|&(step, neuron)| ReplayCell {
            neuron: self.neurons.start + neuron,
            after_s: ((step - first) as f64 * self.step_s) as f32,
        });
        let (chance, chance_high) = memory.sleep.chance();
        self.found.push(ReplayEvent {
            pattern,
            start_s: open.first as f64 * bin_s,
            end_s: (open.last + 1) as f64 * bin_s,
            score: open.score,
            cells: cells.collect(),
            members: memory.members.len(),
            number: memory.sleep.replays(),
            chance,
            chance_high,
            searched_s,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Draws;

    const MEMBERS: u32 = 40;

    /// A run of 200 neurons (100 to 299) with steps of 5 ms that fire at 2 Hz.
    struct Run<'a> {
        detector: ReplayDetector,
        draws: Draws<'a>,
        step: u64,
    }

    impl Run<'_> {
        /// Go on for some bins. Pattern 1 drives the first forty to 20 Hz; in the `planted` bins they fire one after the other.
        fn go_on(&mut self, moment: Moment, bins: usize, planted: &[usize]) {
            for step in 0..5 * bins {
                self.step += 1;
                let mut spikes: Vec<u32> = (0..200).filter(|_| self.draws.below(100) == 0).collect();
                if moment == Moment::Presented(1) {
                    spikes.extend((0..MEMBERS).filter(|_| self.draws.below(10) == 0));
                }
                if planted.contains(&(step / 5)) {
                    let phase = (step % 5) as u32;
                    spikes.extend(8 * phase..8 * (phase + 1));
                }
                spikes.sort_unstable();
                spikes.dedup();
                for neuron in &mut spikes {
                    *neuron += 100;
                }
                // Neurons of other populations fire too.
                spikes.push(400);
                self.detector.observe(self.step, moment, &spikes);
            }
        }

        fn learn(&mut self) {
            self.go_on(Moment::Rest, 240, &[]);
            self.go_on(Moment::Presented(1), 80, &[]);
            self.go_on(Moment::Rest, 40, &[]);
        }
    }

    fn run(test: impl FnOnce(&mut Run<'_>)) {
        let mut stream = RandomStream::new(8, Purpose::Resampling, 9);
        let detector = ReplayDetector::new(100..300, 2, 5.0);
        test(&mut Run { detector, draws: stream.sequence(0), step: 0 });
    }

    #[test]
    fn planted_replays_are_found_with_their_order() {
        run(|run| {
            run.learn();
            assert_eq!(run.detector.reading().memories[1].members, MEMBERS as usize);
            assert_eq!(run.detector.reading().memories[0], MemoryReplays::default());
            let planted: Vec<usize> = (100..800).step_by(35).collect();
            let start_s = run.step as f64 * 0.005;
            run.go_on(Moment::Nrem, 820, &planted);
            let found = run.detector.take_found();
            let strong: Vec<&ReplayEvent> = found.iter().filter(|event| event.score > 8.0).collect();
            assert_eq!(strong.len(), planted.len());
            for (event, &bin) in strong.iter().zip(&planted) {
                assert!((event.start_s - start_s - 0.025 * bin as f64).abs() < 1e-9, "{event:?}");
                assert_eq!((event.pattern, event.cells.len(), event.members), (1, 40, 40));
                assert!(event.cells.windows(2).all(|pair| pair[0].after_s <= pair[1].after_s));
                // All but those that noise made fire earlier in the bin keep their place.
                let kept = event.cells.iter().filter(|cell| (cell.after_s - 0.005).abs() < 1e-6 && cell.neuron < 108);
                assert!(kept.count() >= 7, "{event:?}");
                assert!((0.015..0.026).contains(&event.spread_s()), "{event:?}");
            }
            let reading = run.detector.reading();
            let memory = reading.memories[1];
            assert!(memory.replays as usize >= planted.len() && f64::from(memory.replays) > 2.0 * memory.chance_high);
            assert!((reading.searched_s - 18.5).abs() < 1e-9 && reading.sleeps == 1);
        });
    }

    #[test]
    fn noise_is_replayed_about_as_often_as_chance_says() {
        run(|run| {
            run.learn();
            run.go_on(Moment::Nrem, 24_000, &[]);
            let reading = run.detector.reading().memories[1];
            let difference = f64::from(reading.replays) - reading.chance;
            assert!(reading.chance > 5.0, "{reading:?}");
            assert!(difference.abs() < 4.0 * reading.chance.sqrt(), "{reading:?}");
            assert_eq!(run.detector.take_found().len(), reading.replays as usize);
        });
    }

    #[test]
    fn nothing_is_found_awake_without_a_memory_or_before_the_level_is_known() {
        run(|run| {
            run.go_on(Moment::Nrem, 200, &[100, 150]);
            run.learn();
            run.go_on(Moment::Awake, 100, &[50]);
            run.go_on(Moment::Asleep, 100, &[50]);
            run.go_on(Moment::Nrem, 80, &[20, 60]);
            assert_eq!(run.detector.take_found(), []);
            let reading = run.detector.reading();
            assert_eq!((reading.sleeps, reading.searched_s), (2, 0.0));
        });
    }
}
