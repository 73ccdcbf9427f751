//! Structural change: a synapse that grew lights up, one that was pruned fades.

use crate::session::{Session, ViewClock};
use crate::simulation::{Fibre, SynapseTurnover};
use crate::theme::Theme;
use bevy::math::ops;
use bevy::prelude::*;

/// Most changes that are shown at once: a time-lapse replaces thousands in a second.
const MOST_SHOWN: usize = 200;
/// Below this nothing can be seen.
const DARK: f32 = 0.02;

/// Synapses that grew or were pruned a moment ago, oldest first.
#[derive(Resource, Debug, Default)]
pub(super) struct Turnover {
    recent: Vec<Recent>,
    /// Run and film that they belong to.
    of: (u64, u32),
    /// Whether something changed since the last frame.
    pub changed: bool,
}

/// A change and how much of its light is left, 1 to 0.
#[derive(Clone, Copy, Debug)]
struct Recent {
    change: SynapseTurnover,
    light: f32,
}

impl Turnover {
    /// Synapses that grew, with their light.
    pub fn formed(&self) -> impl Iterator<Item = (Fibre, f32)> {
        self.recent.iter().map(|recent| (recent.change.formed, recent.light))
    }

    /// Synapses that were pruned, with their light.
    pub fn pruned(&self) -> impl Iterator<Item = (Fibre, f32)> {
        self.recent.iter().map(|recent| (recent.change.pruned, recent.light))
    }

    fn fade(&mut self, factor: f32) {
        if self.recent.is_empty() {
            return;
        }
        for recent in &mut self.recent {
            recent.light *= factor;
        }
        self.recent.retain(|recent| recent.light > DARK);
        self.changed = true;
    }

    fn take_in(&mut self, changes: &[SynapseTurnover]) {
        let newest = &changes[changes.len().saturating_sub(MOST_SHOWN)..];
        self.recent.extend(newest.iter().map(|&change| Recent { change, light: 1.0 }));
        self.recent.drain(..self.recent.len().saturating_sub(MOST_SHOWN));
        self.changed |= !newest.is_empty();
    }
}

/// Fade earlier changes and take in new ones.
pub(super) fn follow_turnover(
    time: Res<Time>,
    clock: Res<ViewClock>,
    session: Res<Session>,
    theme: Res<Theme>,
    mut turnover: ResMut<Turnover>,
) {
    turnover.changed = false;
    let of = (session.status.cuts(), clock.take);
    if turnover.of != of {
        *turnover = Turnover { of, changed: true, ..Turnover::default() };
    }
    // A paused picture and a film between two frames keep what they show.
    if let Some(watched_s) = clock.played_s(session.fresh, session.status.playing, time.delta_secs()) {
        turnover.fade(ops::exp(-watched_s / theme.view.turnover_decay.max(0.001)));
    }
    if session.fresh {
        turnover.take_in(&session.sample.turnover);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_fade_and_the_newest_are_kept() {
        let change = |presynaptic| SynapseTurnover {
            formed: Fibre { presynaptic, ..Fibre::default() },
            ..SynapseTurnover::default()
        };
        let mut turnover = Turnover::default();
        turnover.take_in(&(0..1000).map(change).collect::<Vec<_>>());
        assert_eq!(turnover.formed().count(), MOST_SHOWN);
        turnover.fade(0.5);
        turnover.take_in(&[change(5000)]);
        let shown: Vec<(Fibre, f32)> = turnover.formed().collect();
        assert_eq!(shown.len(), MOST_SHOWN);
        assert_eq!((shown[0].0.presynaptic, shown[0].1), (801, 0.5));
        assert_eq!((shown[199].0.presynaptic, shown[199].1), (5000, 1.0));
        turnover.fade(0.03);
        assert_eq!(turnover.pruned().count(), 1);
    }
}
