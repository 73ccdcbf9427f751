//! The account of one neuron: what each cause has left in its potential, and which conductances it keeps open. In double precision, as it
//! only has to follow the membrane and not to give its bits.

use super::spike_cause::{Cause, Contribution};
use crate::dynamics::AdexFactors;
use crate::model::MembraneFactors;

/// What the membrane reads of a neuron in a step.
#[derive(Clone, Copy, Debug, Default)]
pub struct Membrane {
    /// Potential (mV).
    pub v: f64,
    /// Fast excitatory conductance (nS).
    pub ampa: f64,
    /// Slow excitatory conductance (nS).
    pub slow: f64,
    /// Inhibitory conductance (nS).
    pub gaba: f64,
    /// Leak conductance (nS).
    pub leak: f64,
    /// Afterhyperpolarization conductance (nS).
    pub potassium: f64,
    /// Injected current (pA).
    pub current: f64,
    /// Threshold with its jump (mV).
    pub threshold: f64,
    /// Adaptation current (pA).
    pub adaptation: f64,
    /// Standard normal number of the noise; 0 without noise.
    pub normal: f64,
    /// Whether it is still refractory.
    pub refractory: bool,
}

/// A cause in the account.
#[derive(Clone, Copy, Debug)]
struct Entry {
    cause: Cause,
    /// Conductances that it keeps open (nS).
    ampa: f64,
    slow: f64,
    gaba: f64,
    /// What it has left in the potential (mV).
    millivolts: f64,
}

/// The account.
#[derive(Clone, Debug, Default)]
pub struct Account {
    entries: Vec<Entry>,
}

/// How far a potential may be from the sum of its terms before it must have been set from outside (mV).
const STRAY_MV: f64 = 0.05;
/// What is less than this is nothing (mV or nS).
const NOTHING: f64 = 1e-7;

impl Account {
    /// Potential above rest that the terms add up to (mV).
    pub fn sum(&self) -> f64 {
        self.entries.iter().map(|entry| entry.millivolts).sum()
    }

    fn entry(&mut self, cause: Cause) -> &mut Entry {
        let found = self.entries.iter().position(|entry| entry.cause == cause).unwrap_or_else(|| {
            self.entries.push(Entry { cause, ampa: 0.0, slow: 0.0, gaba: 0.0, millivolts: 0.0 });
            self.entries.len() - 1
        });
        &mut self.entries[found]
    }

    /// Inputs have set conductances and current; `pattern` is what the presented pattern has opened in this step. What no sender of
    /// the network and no pattern has opened comes from the other inputs.
    pub fn receive(&mut self, seen: &Membrane, rest: f64, pattern: Option<(u32, f64)>) {
        if self.entries.is_empty() || (self.sum() - (seen.v - rest)).abs() > STRAY_MV {
            self.entries.clear();
            let Membrane { ampa, slow, gaba, .. } = *seen;
            let ampa = ampa - pattern.map_or(0.0, |(_, conductance)| conductance);
            self.entries.push(Entry { cause: Cause::Earlier, ampa, slow, gaba, millivolts: seen.v - rest });
        }
        if let Some((pattern, conductance)) = pattern.filter(|&(_, conductance)| conductance > 0.0) {
            self.entry(Cause::Pattern(pattern)).ampa += conductance;
        }
        let ampa = seen.ampa - self.entries.iter().map(|entry| entry.ampa).sum::<f64>();
        let gaba = seen.gaba - self.entries.iter().map(|entry| entry.gaba).sum::<f64>();
        // What single precision rounds is no input.
        if ampa > 1e-5 * (1.0 + seen.ampa) {
            self.entry(Cause::Inputs).ampa += ampa;
        }
        if gaba > 1e-5 * (1.0 + seen.gaba) {
            self.entry(Cause::InhibitingInputs).gaba += gaba;
        }
    }

    /// A spike of a sender arrives and opens conductances (nS).
    pub fn arrive(&mut self, cause: Cause, ampa: f64, slow: f64, gaba: f64) {
        let entry = self.entry(cause);
        entry.ampa += ampa;
        entry.slow += slow;
        entry.gaba += gaba;
    }

    /// The membrane does its step, and conductances decay.
    pub fn integrate(&mut self, seen: &Membrane, f: &MembraneFactors, adex: Option<&AdexFactors>) {
        let rest = f64::from(f.rest);
        let (ampa_mean, slow_mean) = (f64::from(f.ampa_mean), f64::from(f.slow_mean));
        let gaba_mean = f64::from(f.gaba_mean);
        let (excitatory, inhibitory) = (f64::from(f.excitatory) - rest, f64::from(f.inhibitory) - rest);
        let pull = |entry: &Entry| {
            (entry.ampa * ampa_mean + entry.slow * slow_mean) * excitatory + entry.gaba * gaba_mean * inhibitory
        };
        let ahp = seen.potassium * (f64::from(f.potassium) - rest);
        if !seen.refractory {
            let total =
                seen.leak + seen.ampa * ampa_mean + seen.slow * slow_mean + seen.gaba * gaba_mean + seen.potassium;
            let exponent = f64::from(f.minus_dt_over_capacitance) * total;
            let half = libm::exp(0.5 * exponent);
            let noise = f64::from(f.noise) * seen.normal * half;
            // In a part of the step the potential keeps a share, and the drive of each cause (pA) moves it.
            let own = [(Cause::Current, seen.current), (Cause::Afterhyperpolarization, ahp)];
            if let Some(adex) = adex {
                let drive = self.entries.iter().map(pull).sum::<f64>() + seen.current + ahp;
                adex.follow((seen.v, seen.adaptation), seen.threshold, (total, drive), f, |part| {
                    let others = [(Cause::Upstroke, part.upstroke), (Cause::Adaptation, -part.holding)];
                    let keeps = 1.0 - part.moved * (total + part.pull);
                    self.advance(keeps, part.moved, pull, own.into_iter().chain(others));
                });
            } else {
                self.advance(half * half, -libm::expm1(exponent) / total, pull, own.into_iter());
            }
            if noise != 0.0 {
                self.entry(Cause::Noise).millivolts += noise;
            }
        }
        let (ampa, slow, gaba) = (f64::from(f.ampa_decay), f64::from(f.slow_decay), f64::from(f.gaba_decay));
        for entry in &mut self.entries {
            entry.ampa *= ampa;
            entry.slow *= slow;
            entry.gaba *= gaba;
        }
        self.entries
            .retain(|entry| entry.millivolts.abs() > NOTHING || entry.ampa.max(entry.slow).max(entry.gaba) > NOTHING);
    }

    fn advance(
        &mut self,
        keeps: f64,
        moved: f64,
        pull: impl Fn(&Entry) -> f64,
        own: impl Iterator<Item = (Cause, f64)>,
    ) {
        for entry in &mut self.entries {
            entry.millivolts = entry.millivolts * keeps + moved * pull(entry);
        }
        for (cause, drive) in own.filter(|&(_, drive)| drive != 0.0) {
            self.entry(cause).millivolts += moved * drive;
        }
    }

    /// The neuron fired: its potential is set to the reset, so many mV above rest.
    pub fn reset(&mut self, above_rest: f64) {
        self.entries.iter_mut().for_each(|entry| entry.millivolts = 0.0);
        self.entry(Cause::Reset).millivolts = above_rest;
    }

    /// The terms, largest first.
    pub fn contributions(&self) -> Vec<Contribution> {
        let told = |entry: &Entry| Contribution { cause: entry.cause, millivolts: entry.millivolts as f32 };
        let mut contributions: Vec<Contribution> =
            self.entries.iter().filter(|entry| entry.millivolts.abs() > NOTHING).map(told).collect();
        contributions.sort_by(|a, b| b.millivolts.abs().total_cmp(&a.millivolts.abs()).then(a.cause.cmp(&b.cause)));
        contributions
    }
}
