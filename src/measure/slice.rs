//! Slice read-outs (MODEL 2.2): what an electrophysiologist would measure of a neuron, had they patched it at this moment in a
//! slice without synaptic input.
//!
//! Each number comes from a protocol that is played to copies of the neuron through the membrane loop of the network, never
//! from a closed formula. The neuron in the network is not touched. Neuromodulators are those of the moment: a neuron in NREM
//! sleep is read with the slow afterhyperpolarization of NREM sleep.

use crate::dynamics::{NeuronCopies, NeuronProperties};
use crate::model::InjectedCurrent;

/// Step of the protocols (ms); finer than most scenes, so that latencies are exact to a tenth of a millisecond.
const DT_MS: f32 = 0.1;
/// Length of a current step (steps): one second.
const STEP_LENGTH: usize = 10_000;
/// Copies that a search for the rheobase compares at once.
const SEARCH_COPIES: usize = 16;
/// Rounds of that search: each narrows the interval, at first between 50 pA and 0.8 µA, 17 times.
const SEARCH_ROUNDS: usize = 3;
/// Current with which the input resistance is measured (pA).
const RESISTANCE_CURRENT: f32 = -50.0;
/// Current at which the latency of the first spike is measured (pA).
const LATENCY_CURRENT: f32 = 200.0;
/// How long a neuron has to answer a conductance (steps), and the largest one that is tried (nS).
const BAR_LENGTH: usize = 500;
const LARGEST_BAR: f32 = 1000.0;
/// Currents of the f–I curve (pA).
pub const CURVE_CURRENTS: [f32; 10] = [50.0, 100.0, 150.0, 200.0, 250.0, 300.0, 350.0, 400.0, 450.0, 500.0];
/// Spikes in the burst before the afterhyperpolarization, and their distance (steps): five at 100 Hz.
const BURST_SPIKES: usize = 5;
const BURST_INTERVAL: usize = 100;
/// Strength and length of the pulse that makes the neuron fire once (pA, steps).
const PULSE_CURRENT: f32 = 2000.0;
const PULSE_LENGTH: usize = 30;
/// How long after the last pulse the late afterhyperpolarization is read (steps): one second.
const LATE: usize = 10_000;

/// Afterhyperpolarization after a burst of five spikes at 100 Hz.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PostBurstAhp {
    /// Spikes that the five pulses evoked; the numbers below compare with others only if they are 5.
    pub spikes: u32,
    /// Largest fall below the resting potential (mV, negative).
    pub peak_mv: f64,
    /// When, after the first pulse (ms).
    pub peak_ms: f64,
    /// What is left a second after the last pulse (mV, negative).
    pub late_mv: f64,
}

/// All read-outs of one neuron.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SliceReadout {
    /// Smallest current step of one second that makes the neuron fire (pA); none if 0.8 µA do not, 0 if it fires without.
    pub rheobase_pa: Option<f64>,
    /// Input resistance (MΩ), from a step of -50 pA.
    pub input_resistance_mohm: f64,
    /// Latency of the first spike in a step of 200 pA (ms); none if it stays silent for a second.
    pub first_spike_latency_ms: Option<f64>,
    /// Afterhyperpolarization after five spikes at 100 Hz.
    pub post_burst: PostBurstAhp,
    /// Mean rate (Hz) over a step of one second with each of [`CURVE_CURRENTS`].
    pub rates_hz: [f64; CURVE_CURRENTS.len()],
    /// Slope of the f–I curve (Hz a 100 pA): regression over the currents that make the neuron fire; none with fewer than two.
    pub gain_hz_per_100_pa: Option<f64>,
}

impl SliceReadout {
    /// Play all protocols to copies of a neuron. Takes about as long as a second of a network of some ten neurons.
    #[must_use]
    pub fn of(neuron: &NeuronProperties) -> Self {
        let rates_hz = rate_curve(neuron);
        Self {
            rheobase_pa: rheobase(neuron),
            input_resistance_mohm: input_resistance(neuron),
            first_spike_latency_ms: first_spike_latency(neuron, LATENCY_CURRENT),
            post_burst: post_burst(neuron),
            rates_hz,
            gain_hz_per_100_pa: gain(&rates_hz),
        }
    }
}

/// Which copies fire within a second at these currents (pA).
fn who_fires(neuron: &NeuronProperties, currents: &[f32]) -> Vec<bool> {
    let mut copies = NeuronCopies::new(neuron, DT_MS, currents.len());
    for (slot, &current) in copies.current.iter_mut().zip(currents) {
        slot.0 = current;
    }
    let mut fired = vec![false; currents.len()];
    for _ in 0..STEP_LENGTH {
        for &copy in copies.step() {
            fired[copy as usize] = true;
        }
    }
    fired
}

/// Smallest current step of one second that makes the neuron fire (pA), to 0.1 pA below 200 pA.
#[must_use]
pub fn rheobase(neuron: &NeuronProperties) -> Option<f64> {
    let currents: Vec<f32> =
        std::iter::successors(Some(50.0_f32), |current| Some(2.0 * current)).take(SEARCH_COPIES - 1).collect();
    let fired = who_fires(neuron, &[&[0.0], currents.as_slice()].concat());
    if fired[0] {
        return Some(0.0);
    }
    let first = fired[1..].iter().position(|&fired| fired)?;
    let mut low = if first == 0 { 0.0 } else { currents[first - 1] };
    let mut high = currents[first];
    for _ in 0..SEARCH_ROUNDS {
        let width = (high - low) / (SEARCH_COPIES + 1) as f32;
        let between: Vec<f32> = (1..=SEARCH_COPIES).map(|part| low + width * part as f32).collect();
        let fired = who_fires(neuron, &between);
        let first = fired.iter().position(|&fired| fired).unwrap_or(SEARCH_COPIES);
        high = between.get(first).copied().unwrap_or(high);
        low = if first == 0 { low } else { between[first - 1] };
    }
    Some(f64::from(high))
}

/// Input resistance (MΩ): how far -50 pA move the membrane in a second.
#[must_use]
pub fn input_resistance(neuron: &NeuronProperties) -> f64 {
    let mut copies = NeuronCopies::new(neuron, DT_MS, 2);
    copies.current[1] = InjectedCurrent(RESISTANCE_CURRENT);
    for _ in 0..STEP_LENGTH {
        copies.step();
    }
    1000.0 * f64::from(copies.potential(1) - copies.potential(0)) / f64::from(RESISTANCE_CURRENT)
}

/// Mean rate (Hz) over a step of one second with each of [`CURVE_CURRENTS`].
#[must_use]
pub fn rate_curve(neuron: &NeuronProperties) -> [f64; CURVE_CURRENTS.len()] {
    let mut copies = NeuronCopies::new(neuron, DT_MS, CURVE_CURRENTS.len());
    for (slot, current) in copies.current.iter_mut().zip(CURVE_CURRENTS) {
        slot.0 = current;
    }
    let mut rates = [0.0; CURVE_CURRENTS.len()];
    for _ in 0..STEP_LENGTH {
        for &copy in copies.step() {
            rates[copy as usize] += 1.0;
        }
    }
    rates
}

/// Slope of a curve over the currents that make the neuron fire (Hz a 100 pA).
fn gain(rates: &[f64; CURVE_CURRENTS.len()]) -> Option<f64> {
    let points = || CURVE_CURRENTS.iter().zip(rates).filter(|(_, rate)| **rate > 0.0).map(|(x, y)| (f64::from(*x), *y));
    let count = points().count() as f64;
    if count < 2.0 {
        return None;
    }
    let (sum_x, sum_y) = points().fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
    let (x, y) = (sum_x / count, sum_y / count);
    let (along, square) =
        points().fold((0.0, 0.0), |(a, b), (px, py)| (a + (px - x) * (py - y), b + (px - x) * (px - x)));
    Some(100.0 * along / square)
}

/// Latency of the first spike in a current step (ms); none if the neuron stays silent for a second.
#[must_use]
pub fn first_spike_latency(neuron: &NeuronProperties, current: f32) -> Option<f64> {
    let mut copies = NeuronCopies::new(neuron, DT_MS, 1);
    copies.inject(current);
    (1..=STEP_LENGTH).find(|_| !copies.step().is_empty()).map(|steps| steps as f64 * f64::from(DT_MS))
}

/// Smallest fast excitatory conductance (nS), opened at once while the neuron rests, that makes it fire within 50 ms; none if 1 µS
/// does not. Found by halving, to 0.1 %.
#[must_use]
pub fn bar(neuron: &NeuronProperties) -> Option<f64> {
    let fires = |conductance: f32| {
        let mut copies = NeuronCopies::new(neuron, DT_MS, 1);
        copies.excite(conductance);
        (0..BAR_LENGTH).any(|_| !copies.step().is_empty())
    };
    let (mut low, mut high) = (0.0_f32, LARGEST_BAR);
    if !fires(high) {
        return None;
    }
    while high - low > 1e-3 * high {
        let middle = 0.5 * (low + high);
        if fires(middle) { high = middle } else { low = middle }
    }
    Some(f64::from(high))
}

/// Spikes in the second half of a current step (pA) of two seconds.
#[must_use]
pub fn late_spikes(neuron: &NeuronProperties, current: f32) -> u32 {
    let mut copies = NeuronCopies::new(neuron, DT_MS, 1);
    copies.inject(current);
    (0..2 * STEP_LENGTH).map(|step| u32::from(!copies.step().is_empty() && step >= STEP_LENGTH)).sum()
}

/// Afterhyperpolarization after five spikes at 100 Hz, each evoked by a brief strong pulse.
#[must_use]
pub fn post_burst(neuron: &NeuronProperties) -> PostBurstAhp {
    let mut copies = NeuronCopies::new(neuron, DT_MS, 1);
    let rest = f64::from(copies.potential(0));
    let last_pulse = (BURST_SPIKES - 1) * BURST_INTERVAL;
    let mut ahp = PostBurstAhp::default();
    for step in 0..last_pulse + LATE {
        let pulse = step <= last_pulse + PULSE_LENGTH && step % BURST_INTERVAL < PULSE_LENGTH;
        copies.inject(if pulse { PULSE_CURRENT } else { 0.0 });
        ahp.spikes += copies.step().len() as u32;
        ahp.late_mv = f64::from(copies.potential(0)) - rest;
        if step >= last_pulse + PULSE_LENGTH && ahp.late_mv < ahp.peak_mv {
            (ahp.peak_mv, ahp.peak_ms) = (ahp.late_mv, (step + 1) as f64 * f64::from(DT_MS));
        }
    }
    ahp
}
