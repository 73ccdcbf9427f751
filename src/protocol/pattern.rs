//! Patterns: what a set of input channels does to each neuron while it is presented.

use crate::model::{AmpaConductance, NeuronTable};
use crate::random::{PoissonTable, RandomStream};
use crate::schedule::Clock;
use crate::state::{Damaged, Reader, State, Writer};
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};
use bevy::math::ops;
use std::ops::Range;

/// A contact of one channel of a pattern with one neuron.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contact {
    /// Channel within the pattern.
    pub channel: u32,
    /// Neuron, counted from the start of the target population.
    pub neuron: u32,
    /// Rate that the contact adds (kHz).
    pub rate: f32,
}

/// All patterns, and the one that is being presented.
#[derive(Resource)]
pub struct PatternDrive {
    /// Contacts of each pattern.
    pub contacts: Vec<Vec<Contact>>,
    /// Channels a pattern.
    pub channels: u32,
    /// Neurons that the channels can reach.
    pub target: Range<usize>,
    /// Conductance a spike (nS).
    pub conductance: f32,
    /// Neurons that feed-forward drive reaches, its rate (kHz) and the factor on it in a cue.
    pub feedforward: Option<(Range<usize>, f32, f32)>,
    /// Factor on all rates.
    strength: f32,
    active: Option<(usize, f32)>,
    stale: bool,
    mean: Vec<f32>,
    zero_probability: Vec<f32>,
    terms: u32,
    feedforward_table: PoissonTable,
    spikes: RandomStream,
    feedforward_spikes: RandomStream,
    words: Vec<u32>,
    counts: Vec<i32>,
    probability: Vec<f32>,
    cumulative: Vec<f32>,
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
    pub fn new(spikes: RandomStream, feedforward_spikes: RandomStream) -> Self {
        Self {
            contacts: Vec::new(),
            channels: 0,
            target: 0..0,
            conductance: 0.0,
            feedforward: None,
            strength: 1.0,
            active: None,
            stale: false,
            mean: Vec::new(),
            zero_probability: Vec::new(),
            terms: 0,
            feedforward_table: PoissonTable::default(),
            spikes,
            feedforward_spikes,
            words: Vec::new(),
            counts: Vec::new(),
            probability: Vec::new(),
            cumulative: Vec::new(),
        }
    }

    /// Present a pattern (index and share of its channels), or none.
    pub fn present(&mut self, presentation: Option<(usize, f32)>) {
        self.stale |= presentation != self.active;
        self.active = presentation;
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
        self.add_rates(pattern, fraction, &mut rates);
        rates
    }

    fn add_rates(&self, pattern: usize, fraction: f32, rates: &mut [f32]) {
        let active = (self.channels as f32 * fraction).round() as u32;
        for contact in self.contacts.get(pattern).into_iter().flatten().filter(|contact| contact.channel < active) {
            rates[contact.neuron as usize] += contact.rate;
        }
    }

    /// Recompute the means of one step for what is presented.
    fn refresh(&mut self, dt: f32) {
        self.stale = false;
        let Some((pattern, fraction)) = self.active else {
            return;
        };
        let mut mean = std::mem::take(&mut self.mean);
        mean.clear();
        mean.resize(self.target.len(), 0.0);
        self.add_rates(pattern, fraction, &mut mean);
        let scale = dt * self.strength;
        let mut largest: f32 = 0.0;
        self.zero_probability.clear();
        for mean in &mut mean {
            // Beyond 30 spikes a step a conductance is saturated; the bound keeps exp(-mean) a normal number.
            *mean = (*mean * scale).min(30.0);
            largest = largest.max(*mean);
            self.zero_probability.push(ops::exp(-*mean));
        }
        self.mean = mean;
        // All but 1e-8 of the distribution lies below mean + 6 standard deviations + 8.
        self.terms = (largest + 6.0 * largest.sqrt() + 8.0) as u32;
        let cue = if fraction < 1.0 { 1.0 } else { 0.0 };
        self.feedforward_table =
            self.feedforward.as_ref().map_or_else(PoissonTable::default, |(_, rate, cue_factor)| {
                PoissonTable::new(f64::from((rate * scale * (1.0 - cue + cue * cue_factor)).min(100.0)))
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
        drive.refresh(clock.dt);
    }
    if drive.active.is_none() {
        return;
    }
    let ampa = neurons.slices();
    let drive = &mut *drive;
    let n = drive.target.len();
    drive.words.resize(n, 0);
    drive.spikes.fill(clock.step, drive.target.start, &mut drive.words);
    // Inversion of the cumulative distribution, the same number of terms for all neurons.
    drive.probability.clone_from(&drive.zero_probability);
    drive.cumulative.clone_from(&drive.zero_probability);
    drive.counts.clear();
    drive.counts.resize(n, 0);
    for k in 1..=drive.terms {
        let inverse = 1.0 / k as f32;
        for i in 0..n {
            let u = (drive.words[i] >> 8) as i32 as f32 * (1.0 / 16_777_216.0);
            drive.counts[i] += i32::from(u >= drive.cumulative[i]);
            drive.probability[i] *= drive.mean[i] * inverse;
            drive.cumulative[i] += drive.probability[i];
        }
    }
    for (ampa, &count) in ampa[drive.target.clone()].iter_mut().zip(&drive.counts) {
        ampa.0 += drive.conductance * count as f32;
    }
    if let Some((range, _, _)) = &drive.feedforward {
        drive.words.resize(range.len(), 0);
        drive.feedforward_spikes.fill(clock.step, range.start, &mut drive.words);
        let targets = &mut ampa[range.clone()];
        drive.feedforward_table.counts(&drive.words, &mut drive.counts);
        for (target, &count) in targets.iter_mut().zip(&drive.counts) {
            target.0 += drive.conductance * count as f32;
        }
    }
}
