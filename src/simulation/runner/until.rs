//! What a run can be told to go on to.

use crate::modulation::BrainState;
use crate::protocol::Protocol;
use crate::simulation::{Sampler, Simulation};

/// Share of a memory's members from which on a cue has called it up.
pub const RECALLED_SHARE: f32 = 0.8;

/// Something to which the run goes on, as fast as it can, and then stands still.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Until {
    /// The scene's timeline comes to another phase, or to its end.
    Phase,
    /// A presentation or cue begins.
    Presentation,
    /// The network falls asleep, wakes up, or changes from one sleep into the other.
    BrainState,
    /// A replay was found.
    Replay,
    /// A cue ends that called up its memory: at least [`RECALLED_SHARE`] of its members answered.
    Recall,
    /// This neuron fires.
    Spike(u32),
    /// All neurons together fire faster than this in a bin of the rate plot (spikes a second, mean over neurons).
    Rate(f32),
    /// So many seconds of model time have passed.
    Seconds(f64),
}

/// The beginning of what a run goes on to, and how it was when that was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Goal {
    until: Until,
    /// Step in which it was asked for.
    from: u64,
    phase: Option<u64>,
    state: BrainState,
    /// What was presented in the step before, and in which phase.
    presented: Option<(Option<u64>, usize)>,
    replays: u64,
}

impl Goal {
    /// Go on to this from here.
    pub fn new(until: Until, simulation: &Simulation, sampler: &Sampler) -> Self {
        let protocol = simulation.resource::<Protocol>();
        Self {
            until,
            from: simulation.steps(),
            phase: phase(protocol),
            state: protocol.active().state,
            presented: presented(protocol),
            replays: sampler.replays_found(),
        }
    }

    /// To what it goes.
    pub const fn until(&self) -> Until {
        self.until
    }

    /// Whether it was reached in the step that was just done and observed.
    pub fn is_reached(&mut self, simulation: &Simulation, sampler: &Sampler) -> bool {
        let protocol = simulation.resource::<Protocol>();
        match self.until {
            Until::Phase => phase(protocol) != self.phase,
            Until::Presentation => {
                let now = presented(protocol);
                let before = std::mem::replace(&mut self.presented, now);
                now.is_some() && now != before
            }
            Until::BrainState => protocol.active().state != self.state,
            Until::Replay => sampler.replays_found() > self.replays,
            Until::Recall => sampler.recall_that_ended(simulation).is_some_and(|share| share >= RECALLED_SHARE),
            Until::Spike(neuron) => simulation.spikes().contains(&neuron),
            Until::Rate(hz) => sampler.rate_of_bin(simulation).is_some_and(|rate| rate > hz),
            Until::Seconds(seconds) => simulation.steps() - self.from >= simulation.scene().steps_in(seconds).max(1),
        }
    }
}

/// The phase of the timeline by its first step; none after its end.
fn phase(protocol: &Protocol) -> Option<u64> {
    protocol.phase().map(|phase| phase.start_step)
}

fn presented(protocol: &Protocol) -> Option<(Option<u64>, usize)> {
    // One that the user asked for belongs to no phase.
    let of = if protocol.user.is_some() { None } else { phase(protocol) };
    protocol.active().presentation.map(|(pattern, ..)| (of, pattern))
}
