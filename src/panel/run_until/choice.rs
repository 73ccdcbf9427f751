//! To what the run can go on, and whether it will ever come.

use crate::session::Session;
use crate::simulation::{PhaseInfo, Until};

/// Rate at which "a burst" begins (spikes a second, mean over all neurons).
const BURST_HZ: f32 = 20.0;

/// The choices of the menu.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RunUntil {
    /// See [`Until::Phase`].
    #[default]
    Phase,
    /// See [`Until::Presentation`].
    Presentation,
    /// See [`Until::BrainState`].
    BrainState,
    /// See [`Until::Replay`].
    Replay,
    /// See [`Until::Spike`].
    Spike,
    /// See [`Until::Rate`].
    Rate,
    /// 1 s later.
    Second,
    /// 10 s later.
    TenSeconds,
    /// 1 min later.
    Minute,
}

impl RunUntil {
    pub(super) const ALL: [Self; 9] = [
        Self::Phase,
        Self::Presentation,
        Self::BrainState,
        Self::Replay,
        Self::Spike,
        Self::Rate,
        Self::Second,
        Self::TenSeconds,
        Self::Minute,
    ];

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Phase => "the end of the phase",
            Self::Presentation => "the next presentation",
            Self::BrainState => "the network falls asleep or wakes",
            Self::Replay => "the next replay",
            Self::Spike => "the selected neuron fires",
            Self::Rate => "all neurons fire above 20 spikes/s",
            Self::Second => "1 s later",
            Self::TenSeconds => "10 s later",
            Self::Minute => "1 min later",
        }
    }

    /// What the run is told, or why this will never come.
    pub(super) fn until(self, session: &Session) -> Result<Until, &'static str> {
        let (info, sample) = (&session.info, &session.sample);
        let over = info.phases.last().is_none_or(|last| sample.timeline_s >= last.end_s);
        let waits = sample.state_held && !over;
        match self {
            Self::Phase if over => Err("The scene's timeline is over."),
            Self::Phase | Self::Presentation | Self::BrainState if waits => {
                Err("The timeline waits for the brain state that you hold: let it follow the scene.")
            }
            Self::Phase => Ok(Until::Phase),
            Self::Presentation => {
                let later = |start_s: f64| start_s > sample.timeline_s;
                let comes = info.phases.iter().any(|phase| phase.pattern.is_some() && later(phase.start_s));
                if comes { Ok(Until::Presentation) } else { Err("No presentation comes any more.") }
            }
            Self::BrainState => {
                let other = |phase: &PhaseInfo| phase.state != sample.state && phase.start_s > sample.timeline_s;
                if info.phases.iter().any(other) {
                    Ok(Until::BrainState)
                } else {
                    Err("The brain state stays as it is.")
                }
            }
            Self::Replay if info.patterns.is_empty() => Err("The scene has no memory to replay."),
            Self::Replay => Ok(Until::Replay),
            Self::Spike => session.selected().map(Until::Spike).ok_or("Select a neuron first."),
            Self::Rate => Ok(Until::Rate(BURST_HZ)),
            Self::Second => Ok(Until::Seconds(1.0)),
            Self::TenSeconds => Ok(Until::Seconds(10.0)),
            Self::Minute => Ok(Until::Seconds(60.0)),
        }
    }
}

/// What the run goes on to, in words.
#[must_use]
pub fn until_text(until: Until) -> String {
    let choice = match until {
        Until::Phase => RunUntil::Phase,
        Until::Presentation => RunUntil::Presentation,
        Until::BrainState => RunUntil::BrainState,
        Until::Replay => RunUntil::Replay,
        Until::Spike(neuron) => return format!("neuron #{neuron} fires"),
        Until::Rate(hz) => return format!("all neurons fire above {hz:.0} spikes/s"),
        Until::Seconds(seconds) => return format!("{seconds:.0} s later"),
    };
    choice.label().to_owned()
}
