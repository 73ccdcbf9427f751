//! To what the run can go on, and whether it will ever come.

use crate::session::Session;
use crate::simulation::{PhaseInfo, Until};
use crate::words::words;

/// Rate at which "a burst" begins (spikes a second, mean over all neurons).
pub(super) const BURST_HZ: f32 = 20.0;

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
    /// See [`Until::Recall`].
    Recall,
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
    pub(super) const ALL: [Self; 10] = [
        Self::Phase,
        Self::Presentation,
        Self::BrainState,
        Self::Replay,
        Self::Recall,
        Self::Spike,
        Self::Rate,
        Self::Second,
        Self::TenSeconds,
        Self::Minute,
    ];

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Phase => words!("until-phase", "the end of the phase"),
            Self::Presentation => words!("until-presentation", "the next presentation"),
            Self::BrainState => words!("until-brain-state", "the network falls asleep or wakes"),
            Self::Replay => words!("until-replay", "the next replay"),
            Self::Recall => words!("until-recall", "a cue calls up 80 % of its memory"),
            Self::Spike => words!("until-spike", "the selected neuron fires"),
            Self::Rate => words!("until-rate", "all neurons fire above 20 spikes/s"),
            Self::Second => words!("until-second", "1 s later"),
            Self::TenSeconds => words!("until-ten-seconds", "10 s later"),
            Self::Minute => words!("until-minute", "1 min later"),
        }
    }

    /// What the run is told, or why this will never come.
    pub(super) fn until(self, session: &Session) -> Result<Until, &'static str> {
        let (info, sample) = (&session.info, &session.sample);
        let over = info.phases.last().is_none_or(|last| sample.timeline_s >= last.end_s);
        let waits = sample.state_held && !over;
        match self {
            Self::Phase if over => Err(words!("until-over", "The scene's timeline is over.")),
            Self::Phase | Self::Presentation | Self::BrainState if waits => Err(words!(
                "until-waits",
                "The timeline waits for the brain state that you hold: let it follow the scene."
            )),
            Self::Phase => Ok(Until::Phase),
            Self::Presentation => {
                let later = |start_s: f64| start_s > sample.timeline_s;
                let comes = info
                    .phases
                    .iter()
                    .any(|phase| phase.pattern.is_some() && later(phase.start_s) && phase.is_possible(&sample.choices));
                if comes {
                    Ok(Until::Presentation)
                } else {
                    Err(words!("until-no-presentation", "No presentation comes any more."))
                }
            }
            Self::BrainState => {
                let other = |phase: &PhaseInfo| {
                    let later = phase.start_s > sample.timeline_s;
                    later && phase.state != sample.state && phase.is_possible(&sample.choices)
                };
                if info.phases.iter().any(other) {
                    Ok(Until::BrainState)
                } else {
                    Err(words!("until-no-other-state", "The brain state stays as it is."))
                }
            }
            Self::Replay | Self::Recall if info.patterns.is_empty() => {
                Err(words!("until-no-memory", "The scene has no memory to replay."))
            }
            Self::Replay => Ok(Until::Replay),
            Self::Recall => Ok(Until::Recall),
            Self::Spike => {
                session.selected().map(Until::Spike).ok_or_else(|| words!("until-no-neuron", "Select a neuron first."))
            }
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
        Until::Recall => RunUntil::Recall,
        Until::Spike(neuron) => {
            return words!("until-neuron", "neuron #{ $neuron } fires", neuron = neuron.to_string());
        }
        Until::Rate(hz) => {
            return words!("until-rate-of", "all neurons fire above { $rate } spikes/s", rate = format!("{hz:.0}"));
        }
        Until::Seconds(seconds) => {
            return words!("until-seconds", "{ $seconds } s later", seconds = format!("{seconds:.0}"));
        }
    };
    choice.label().to_owned()
}
