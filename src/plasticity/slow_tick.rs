//! What the slow rules share: a rate detector on the clock of spikes, and how much biological time has passed.
//!
//! Once a second of model time the slow rules act, for that second times the time-lapse, and in a step that skips biological
//! time for what it skips. They read the rate of each neuron over
//! 20 s of spiking, which no time-lapse speeds up (MODEL 2.11, rule ii).

use crate::model::Spikes;
use crate::modulation::Modulation;
use crate::scene::file::SLOW_DETECTOR_S;
use crate::schedule::{BiologicalTime, Clock};
use crate::state::state;
use crate::units::SECONDS_PER_HOUR;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};
use bevy::math::ops;

/// Interval of the slow rules (ms of model time).
pub const SLOW_INTERVAL_MS: f32 = 1000.0;

/// Biological time that a slow rule has seen and not acted on yet. A rule of days acts when what it would do is well above what
/// single precision resolves, for all of the time since it acted last: a second of it would round to nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Owed {
    seconds: f64,
}

state!(Owed { seconds });

/// Least share of its time constant for which a slow rule acts.
const LEAST_SHARE: f64 = 1e-3;

impl Owed {
    /// Time passes; all that is owed once it is a thousandth of `tau` (biological seconds both), else nothing.
    pub fn pass(&mut self, seconds: f64, tau: f64) -> Option<f64> {
        self.seconds += seconds;
        (self.seconds >= LEAST_SHARE * tau).then(|| std::mem::take(&mut self.seconds))
    }
}

/// The rate of every neuron, and the biological time that the slow rules have to advance now.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct SlowTick {
    /// Rate over the last 20 s (Hz); the mean since the start until then.
    pub rate: Vec<f32>,
    /// Spikes since the last tick.
    pub count: Vec<u32>,
    /// Ticks so far.
    pub ticks: u64,
    /// Biological seconds to advance in this step; 0 when no tick is due.
    pub seconds: f64,
}

state!(SlowTick { rate, count, ticks, seconds });

impl SlowTick {
    /// A detector for this many neurons.
    #[must_use]
    pub fn new(neurons: usize) -> Self {
        Self { rate: vec![0.0; neurons], count: vec![0; neurons], ticks: 0, seconds: 0.0 }
    }
}

/// Count spikes; once a second update the rates and say how much biological time the slow rules have to advance.
pub fn follow_slow_tick(
    mut slow: ResMut<SlowTick>,
    spikes: Res<Spikes>,
    modulation: Res<Modulation>,
    time: Res<BiologicalTime>,
    clock: Res<Clock>,
) {
    let slow = &mut *slow;
    for &neuron in &spikes.now {
        slow.count[neuron as usize] += 1;
    }
    slow.seconds = time.skipping().map_or(0.0, |hours| f64::from(hours) * SECONDS_PER_HOUR);
    let every = clock.steps(SLOW_INTERVAL_MS, 1);
    if !clock.is_due(every) {
        return;
    }
    let seconds = clock.length.time_s(every) as f32;
    slow.ticks += 1;
    // Until the detector has seen its window the mean of all that it saw is the better estimate.
    let share = (1.0 - ops::exp(-seconds / SLOW_DETECTOR_S)).max(1.0 / slow.ticks as f32);
    for (rate, count) in slow.rate.iter_mut().zip(&mut slow.count) {
        *rate += share * (*count as f32 / seconds - *rate);
        *count = 0;
    }
    if !modulation.frozen {
        slow.seconds += f64::from(seconds) * f64::from(modulation.time_lapse);
    }
}
