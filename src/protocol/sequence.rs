//! Order in time within a pattern: groups of channels, each active in its own window of a presentation.

use std::ops::Range;

/// When each group of channels is active.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// Number of groups, at most 64.
    pub groups: u32,
    /// Steps from the begin of one window to that of the next.
    pub step: u64,
    /// Steps of a window.
    pub duration: u64,
    /// Steps after which all begins anew.
    pub period: Option<u64>,
    /// Neurons that each group contacts.
    pub block: Option<u32>,
}

impl Sequence {
    /// The group of a channel: the channels are cut in order.
    #[must_use]
    pub fn group(&self, channel: u32, channels: u32) -> u32 {
        (u64::from(channel) * u64::from(self.groups) / u64::from(channels.max(1))) as u32
    }

    /// Which groups are active so many steps after a presentation began, one bit each.
    #[must_use]
    pub fn open(&self, elapsed: u64) -> u64 {
        let now = self.period.map_or(elapsed, |period| elapsed % period.max(1));
        let is_open = |group: &u32| {
            let begin = u64::from(*group) * self.step;
            (begin..begin + self.duration).contains(&now)
        };
        (0..self.groups).filter(is_open).fold(0, |open, group| open | 1 << group)
    }

    /// Neurons that a group of a pattern may contact, of `neurons`.
    #[must_use]
    pub fn reach(&self, pattern: usize, group: u32, neurons: usize) -> Range<usize> {
        let Some(block) = self.block else { return 0..neurons };
        let first = (pattern * self.groups as usize + group as usize) * block as usize;
        first.min(neurons)..(first + block as usize).min(neurons)
    }
}

/// What of the patterns is active in a step.
#[derive(Clone, Copy)]
pub struct Opening {
    /// Order in time, if there is one.
    pub sequence: Option<Sequence>,
    /// Groups that are active, one bit each.
    pub open: u64,
    /// Channels a pattern.
    pub channels: u32,
    /// Neurons of the target.
    pub neurons: usize,
}

impl Opening {
    /// Whether a channel is active, as far as the order in time says.
    #[must_use]
    pub fn is_active(&self, channel: u32) -> bool {
        self.sequence.is_none_or(|sequence| self.open >> sequence.group(channel, self.channels) & 1 == 1)
    }

    /// Neurons that a channel may contact; none while it is silent.
    #[must_use]
    pub fn reach(&self, pattern: usize, channel: u32) -> Range<usize> {
        match self.sequence {
            None => 0..self.neurons,
            Some(_) if !self.is_active(channel) => 0..0,
            Some(sequence) => sequence.reach(pattern, sequence.group(channel, self.channels), self.neurons),
        }
    }
}
