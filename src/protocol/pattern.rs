//! Patterns: what a set of input channels does to each neuron while it is presented.

use super::contact::{Contact, Replacement};
use super::sequence::{Opening, Sequence};
use crate::model::{AmpaConductance, NeuronTable};
use crate::random::{PoissonTable, RandomStream, poisson_cumulative};
use crate::scene::Deviation;
use crate::schedule::Clock;
use crate::state::{Damaged, Reader, State, Writer};
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};
use std::ops::Range;

/// All patterns, and the one that is being presented.
#[derive(Resource)]
pub struct PatternDrive {
    /// Contacts of each pattern.
    pub contacts: Vec<Vec<Contact>>,
    /// Which channel of which pattern each channel of each pattern is: one of an earlier one where they share it.
    pub owners: Vec<Vec<(usize, u32)>>,
    /// Channels a pattern.
    pub channels: u32,
    /// Order in time within the patterns.
    pub sequence: Option<Sequence>,
    /// Neurons that the channels can reach.
    pub target: Range<usize>,
    /// Conductance a spike (nS).
    pub conductance: f32,
    /// Neurons that feed-forward drive reaches, its rate (kHz) and the factor on it in a cue.
    pub feedforward: Option<(Range<usize>, f32, f32)>,
    /// Factor on all rates.
    strength: f32,
    active: Option<(usize, f32)>,
    /// Said anew in every step.
    deviation: Deviation,
    replacement: Replacement,
    /// Groups of the sequence that are active, one bit each; said anew in every step.
    open: u64,
    stale: bool,
    counts: PatternCounts,
    feedforward_table: PoissonTable,
    spikes: RandomStream,
    feedforward_spikes: RandomStream,
    words: Vec<u32>,
    feedforward_counts: Vec<i32>,
}

/// The distributions of the spikes that each neuron gets in one step, side by side, and what was drawn from them.
#[derive(Default)]
struct PatternCounts {
    /// Rows of as many numbers as there are neurons: row k is the probability of at most `first + k` spikes, as an unsigned number
    /// in units of 2⁻⁶⁴ less 2⁶³, for which processors have a comparison.
    cumulative: Vec<i64>,
    /// The smallest entry of each row.
    least: Vec<i64>,
    /// The smallest count of each neuron worth mentioning.
    first: Vec<i64>,
    /// Counts of this step.
    drawn: Vec<i64>,
    /// Random numbers of this step.
    numbers: Vec<i64>,
    rates: Vec<f32>,
    one: Vec<u64>,
    probabilities: Vec<f64>,
}

/// An unsigned number as a signed one in the same order.
const fn in_order(unsigned: u64) -> i64 {
    (unsigned ^ (1 << 63)) as i64
}

impl PatternCounts {
    /// Distributions of the rates in `rates`, times `scale`.
    fn set(&mut self, scale: f64) {
        let n = self.rates.len();
        self.cumulative.clear();
        self.first.clear();
        for (neuron, &rate) in self.rates.iter().enumerate() {
            let first = poisson_cumulative(f64::from(rate) * scale, &mut self.one, &mut self.probabilities);
            self.first.push(i64::from(first));
            if self.cumulative.len() < n * self.one.len() {
                self.cumulative.resize(n * self.one.len(), i64::MAX);
            }
            for (row, &threshold) in self.one.iter().enumerate() {
                self.cumulative[row * n + neuron] = in_order(threshold);
            }
        }
        self.least.clear();
        if n > 0 {
            self.least.extend(self.cumulative.chunks_exact(n).map(|row| row.iter().copied().fold(i64::MAX, i64::min)));
        }
    }

    /// Draw a count for each neuron. Each has a word of its own; the last word is the rest of all of them, see
    /// [`PoissonTable::counts`].
    fn draw(&mut self, words: &[u32]) {
        let Some((&rest, words)) = words.split_last() else { return };
        let number = |word: u32| in_order(u64::from(word) << 32 | u64::from(rest));
        self.numbers.clear();
        self.numbers.extend(words.iter().map(|&word| number(word)));
        self.drawn.clone_from(&self.first);
        let most = number(u32::MAX);
        let rows = self.cumulative.chunks_exact(words.len().max(1));
        // Rows that the largest word would not reach are left out, as are those after them: nearly always all beyond 2⁻³².
        for (row, _) in rows.zip(&self.least).take_while(|&(_, &least)| least <= most) {
            for ((drawn, number), cumulative) in self.drawn.iter_mut().zip(&self.numbers).zip(row) {
                *drawn += i64::from(number >= cumulative);
            }
        }
    }
}

impl State for PatternDrive {
    fn write(&self, writer: &mut Writer) {
        self.strength.write(writer);
        self.active.write(writer);
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged> {
        self.strength.read(reader)?;
        self.active.read(reader)?;
        // The means of a step follow from both.
        self.stale = true;
        Ok(())
    }
}

impl PatternDrive {
    /// No pattern being presented. `contacts` holds one list a pattern.
    #[must_use]
    pub fn new(spikes: RandomStream, feedforward_spikes: RandomStream, replacement: Replacement) -> Self {
        Self {
            contacts: Vec::new(),
            owners: Vec::new(),
            channels: 0,
            sequence: None,
            target: 0..0,
            conductance: 0.0,
            feedforward: None,
            strength: 1.0,
            active: None,
            deviation: Deviation::default(),
            replacement,
            open: 0,
            stale: false,
            counts: PatternCounts::default(),
            feedforward_table: PoissonTable::default(),
            spikes,
            feedforward_spikes,
            words: Vec::new(),
            feedforward_counts: Vec::new(),
        }
    }

    /// Present a pattern (index and share of its channels), or none; it began so many steps ago.
    pub fn present(&mut self, presentation: Option<(usize, f32)>, deviation: Deviation, elapsed: u64) {
        let open = self.sequence.map_or(0, |sequence| sequence.open(elapsed));
        self.stale |= presentation != self.active || deviation != self.deviation || open != self.open;
        self.open = open;
        self.active = presentation;
        self.deviation = deviation;
    }

    /// The pattern that is being presented with all its channels, if one is.
    #[must_use]
    pub fn presented_whole(&self) -> Option<usize> {
        self.active.filter(|&(_, fraction)| fraction >= 1.0).map(|(pattern, _)| pattern)
    }

    /// Index and share of the channels of what was driven in the last step, if anything was.
    #[must_use]
    pub const fn presented(&self) -> Option<(usize, f32)> {
        self.active
    }

    /// Conductance that the presented pattern, with its feed-forward drive, opened in a neuron in the last step (nS).
    #[must_use]
    pub fn given(&self, neuron: usize) -> f32 {
        if self.active.is_none() {
            return 0.0;
        }
        let own = neuron.checked_sub(self.target.start).and_then(|local| self.counts.drawn.get(local)).copied();
        let fed = self.feedforward.as_ref().and_then(|(range, ..)| {
            self.feedforward_counts.get(neuron.checked_sub(range.start)?).filter(|_| range.contains(&neuron)).copied()
        });
        self.conductance * (own.unwrap_or_default() as f32 + fed.unwrap_or_default() as f32)
    }

    /// Factor on all rates.
    #[must_use]
    pub const fn strength(&self) -> f32 {
        self.strength
    }

    /// Set the factor on all rates.
    pub const fn set_strength(&mut self, strength: f32) {
        self.strength = strength;
        self.stale = true;
    }

    /// Summed rate of a pattern's contacts for each neuron of the target population (kHz).
    #[must_use]
    pub fn rates(&self, pattern: usize, fraction: f32) -> Vec<f32> {
        let mut rates = vec![0.0; self.target.len()];
        self.add_rates(pattern, self.channels_of(fraction), |_| true, &mut rates);
        rates
    }

    /// Summed rate of what was presented in the last step, for each neuron of the target population (kHz).
    #[must_use]
    pub fn presented_rates(&self) -> &[f32] {
        &self.counts.rates
    }

    /// Number of channels in a share of them.
    fn channels_of(&self, fraction: f32) -> u32 {
        (self.channels as f32 * fraction).round() as u32
    }

    /// Add the rates of the first `active` channels of a pattern, of those that `count`.
    fn add_rates(&self, pattern: usize, active: u32, counts: impl Fn(u32) -> bool, rates: &mut [f32]) {
        let contacts = self.contacts.get(pattern).into_iter().flatten();
        for contact in contacts.filter(|contact| contact.channel < active && counts(contact.channel)) {
            rates[contact.neuron as usize] += contact.rate;
        }
    }

    /// Which channels are active now, and what they reach.
    fn opening(&self) -> Opening {
        Opening { sequence: self.sequence, open: self.open, channels: self.channels, neurons: self.target.len() }
    }

    /// Add the rates of a presentation. A channel that both patterns of a mixture have counts once.
    fn add_presented(&mut self, (pattern, fraction): (usize, f32), rates: &mut [f32]) {
        let Deviation { mixed, jitter, active: whole, number } = self.deviation;
        let active = self.channels_of(fraction);
        let other = mixed.map_or(0, |(_, share)| self.channels_of(whole * share));
        let opening = self.opening();
        let reach = |index: u32| match mixed.filter(|_| index >= active) {
            Some((with, _)) => opening.reach(with, index - active),
            None => opening.reach(pattern, index),
        };
        self.replacement.draw((number, active + other, jitter), reach, rates);
        let counts = |channel: u32| opening.is_active(channel) && !self.replacement.has(channel);
        self.add_rates(pattern, active, counts, rates);
        if let Some((with, _)) = mixed {
            let owner = |pattern: usize, channel: u32| self.owners[pattern][channel as usize];
            let twice = |channel: u32| channel < active && owner(pattern, channel) == owner(with, channel);
            let counts =
                |channel: u32| opening.is_active(channel) && !self.replacement.has(active + channel) && !twice(channel);
            self.add_rates(with, other, counts, rates);
        }
    }

    /// Recompute the distributions of one step (ms) for what is presented.
    fn refresh(&mut self, dt: f64) {
        self.stale = false;
        let Some((pattern, fraction)) = self.active else {
            return;
        };
        let mut rates = std::mem::take(&mut self.counts.rates);
        rates.clear();
        rates.resize(self.target.len(), 0.0);
        self.add_presented((pattern, fraction), &mut rates);
        self.counts.rates = rates;
        let scale = dt * f64::from(self.strength);
        self.counts.set(scale);
        self.feedforward_table =
            self.feedforward.as_ref().map_or_else(PoissonTable::default, |&(_, rate, cue_factor)| {
                let whole = self.deviation.mixed.map_or(fraction, |_| self.deviation.active);
                let factor = if whole < 1.0 { cue_factor } else { 1.0 };
                PoissonTable::new(f64::from(rate) * f64::from(factor) * scale)
            });
    }
}

/// Spikes of the presented pattern open fast excitatory conductances.
pub fn drive_patterns(
    mut neurons: NeuronTable<&mut AmpaConductance>,
    mut drive: ResMut<PatternDrive>,
    clock: Res<Clock>,
) {
    if drive.stale {
        drive.refresh(clock.length.milliseconds());
    }
    if drive.active.is_none() {
        return;
    }
    let ampa = neurons.slices();
    let drive = &mut *drive;
    drive.words.resize(drive.target.len() + 1, 0);
    drive.spikes.fill(clock.step, drive.target.start, &mut drive.words);
    drive.counts.draw(&drive.words);
    for (ampa, &count) in ampa[drive.target.clone()].iter_mut().zip(&drive.counts.drawn) {
        ampa.0 += drive.conductance * count as f32;
    }
    if let Some((range, _, _)) = &drive.feedforward {
        drive.words.resize(range.len() + 1, 0);
        drive.feedforward_spikes.fill(clock.step, range.start, &mut drive.words);
        let targets = &mut ampa[range.clone()];
        drive.feedforward_table.counts(&drive.words, &mut drive.feedforward_counts);
        for (target, &count) in targets.iter_mut().zip(&drive.feedforward_counts) {
            target.0 += drive.conductance * count as f32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;

    #[test]
    fn each_neuron_gets_the_counts_of_its_own_rate() {
        let rates = [0.0, 1e-3, 0.2, 1.0, 7.0, 60.0];
        let mut counts = PatternCounts { rates: rates.to_vec(), ..PatternCounts::default() };
        counts.set(0.5);
        let mut stream = RandomStream::new(1, Purpose::PatternSpikes, 0);
        let (mut words, mut sums, mut squares) = ([0; 7], [0.0; 6], [0.0; 6]);
        let steps = 400_000;
        for step in 0..steps {
            stream.fill(step, 0, &mut words);
            counts.draw(&words);
            for ((sum, square), &drawn) in sums.iter_mut().zip(&mut squares).zip(&counts.drawn) {
                *sum += drawn as f64;
                *square += (drawn * drawn) as f64;
            }
        }
        for ((rate, sum), square) in rates.into_iter().zip(sums).zip(squares) {
            let (n, expected) = (steps as f64, 0.5 * f64::from(rate));
            let mean = sum / n;
            assert!((mean - expected).abs() <= 5.0 * (expected / n).sqrt(), "mean {mean} of {expected}");
            // The fourth moment of a Poisson count gives the error of its variance.
            let variance = square / n - mean * mean;
            let error = 5.0 * ((expected + 2.0 * expected * expected) / n).sqrt();
            assert!((variance - expected).abs() <= error, "variance {variance} of {expected}");
        }
    }
}
