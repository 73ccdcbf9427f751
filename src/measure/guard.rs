//! Guards: a run that went wrong stops with a reason, its state kept.

use crate::model::{MembranePotential, NeuronTable, Spikes};
use crate::scene::StepLength;
use crate::scene::file::GuardFile;
use crate::schedule::Clock;
use crate::state::{Damaged, Reader, State, Writer, state};
use crate::words::{number, words};
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};

/// How often potentials are checked (ms).
const FINITE_INTERVAL_MS: f32 = 20.0;
/// Window of the rate that the runaway guard looks at (ms).
const RATE_WINDOW_MS: f32 = 1000.0;

/// Why a guard stopped the run.
#[derive(Clone, Debug, PartialEq)]
pub enum GuardStop {
    /// The potential of a neuron is not a number.
    NotFinite {
        /// Global neuron index.
        neuron: usize,
    },
    /// The mean rate over all neurons was too high for a second.
    Runaway {
        /// Mean rate (Hz).
        rate: f32,
        /// Limit (Hz).
        limit: f32,
        /// Whether neurons excite each other, so that activity can feed itself.
        connected: bool,
    },
    /// Nobody fired.
    Silence {
        /// For how long (s).
        seconds: f32,
    },
}

impl std::fmt::Display for GuardStop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = match self {
            Self::NotFinite { neuron } => words!(
                "stop-not-finite",
                "The potential of neuron #{ $neuron } is not a number. A conductance or current is far out of range; \
                 undo the last change or use a shorter time step.",
                neuron = neuron.to_string()
            ),
            Self::Runaway { rate, limit, connected: true } => words!(
                "stop-runaway",
                "Runaway activity: the mean rate was { $rate } spikes/s for a second (limit { $limit }). Excitation may have \
                 outgrown inhibition; undo the last change, or lower the input strength. Where such rates are meant, raise \
                 `guards.runaway`.",
                rate = format!("{rate:.0}"),
                limit = format!("{limit:.0}")
            ),
            Self::Runaway { rate, limit, connected: false } => words!(
                "stop-high-rate",
                "High rate: the mean was { $rate } spikes/s for a second (limit { $limit }). No neuron excites another here: it is \
                 the input. Lower it or, where such rates are meant, raise `guards.runaway`.",
                rate = format!("{rate:.0}"),
                limit = format!("{limit:.0}")
            ),
            Self::Silence { seconds } => words!(
                "stop-silence",
                "Silence: no neuron has fired for { $seconds } s. The input may be too weak or thresholds too high; \
                 undo the last change, or raise the input strength.",
                seconds = number(&format!("{seconds:.1}"))
            ),
        };
        f.write_str(&text)
    }
}

/// Limits, what was seen so far, and the reason once there is one.
#[derive(Resource, Clone, Debug)]
pub struct Guard {
    runaway: f32,
    /// Steps without a spike after which a run stops.
    silence: Option<u64>,
    neurons: usize,
    /// Whether neurons excite each other.
    connected: bool,
    spikes_at_window: u64,
    spikes_before: u64,
    silent_since: u64,
    /// Why the run stopped.
    pub stop: Option<GuardStop>,
}

state!(Guard { spikes_at_window, spikes_before, silent_since, stop });

impl State for GuardStop {
    fn write(&self, writer: &mut Writer) {
        match self {
            Self::NotFinite { neuron } => (0_u8, *neuron).write(writer),
            Self::Runaway { rate, limit, connected } => {
                let kind = if *connected { 1_u8 } else { 3 };
                (kind, *rate, *limit).write(writer);
            }
            Self::Silence { seconds } => (2_u8, *seconds).write(writer),
        }
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged> {
        let (mut kind, mut neuron, mut numbers) = (0_u8, 0_usize, (0.0_f32, 0.0_f32));
        kind.read(reader)?;
        *self = match kind {
            0 => {
                neuron.read(reader)?;
                Self::NotFinite { neuron }
            }
            1 | 3 => {
                numbers.read(reader)?;
                Self::Runaway { rate: numbers.0, limit: numbers.1, connected: kind == 1 }
            }
            2 => {
                numbers.0.read(reader)?;
                Self::Silence { seconds: numbers.0 }
            }
            _ => return Err(Damaged),
        };
        Ok(())
    }
}

impl Default for GuardStop {
    fn default() -> Self {
        Self::NotFinite { neuron: 0 }
    }
}

impl Guard {
    /// Guards with the limits of a scene.
    #[must_use]
    pub fn new(file: &GuardFile, step: StepLength, neurons: usize, connected: bool) -> Self {
        Self {
            connected,
            runaway: file.runaway.0,
            silence: file.silence.map(|silence| step.steps(1000.0 * silence.0)),
            neurons,
            spikes_at_window: 0,
            spikes_before: 0,
            silent_since: 0,
            stop: None,
        }
    }

    /// Go on after a stop: all limits are measured afresh.
    pub const fn resume(&mut self, step: u64, spikes: u64) {
        self.stop = None;
        self.silent_since = step;
        self.spikes_at_window = spikes;
    }
}

/// Check potentials and rates; sets the reason once.
pub fn guard_run(
    mut neurons: NeuronTable<&MembranePotential>,
    spikes: Res<Spikes>,
    clock: Res<Clock>,
    mut guard: ResMut<Guard>,
) {
    if spikes.total != guard.spikes_before {
        guard.spikes_before = spikes.total;
        guard.silent_since = clock.step;
    }
    if !clock.is_due(clock.steps(FINITE_INTERVAL_MS, 1)) || guard.stop.is_some() {
        return;
    }
    let potential = neurons.slices();
    // A sum of finite numbers below 10^30 is finite; one that is not stays so.
    let sum: f32 = potential.iter().map(|potential| potential.0).sum();
    if !sum.is_finite()
        && let Some(neuron) = potential.iter().position(|potential| !potential.0.is_finite())
    {
        guard.stop = Some(GuardStop::NotFinite { neuron });
    }
    if let Some(limit) = guard.silence {
        let silent = clock.step - guard.silent_since;
        if silent >= limit {
            guard.stop = Some(GuardStop::Silence { seconds: clock.length.time_s(silent) as f32 });
        }
    }
    if clock.is_due(clock.steps(RATE_WINDOW_MS, 1)) {
        let rate = (spikes.total - guard.spikes_at_window) as f32 / guard.neurons.max(1) as f32;
        guard.spikes_at_window = spikes.total;
        if rate > guard.runaway {
            guard.stop = Some(GuardStop::Runaway { rate, limit: guard.runaway, connected: guard.connected });
        }
    }
}
