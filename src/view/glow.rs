//! Spikes light up and fade; a burst of the whole network never flashes.

use crate::session::{Session, ViewClock};
use crate::theme::Theme;
use bevy::math::ops;
use bevy::prelude::*;

/// Light of recent spikes, one value a neuron.
#[derive(Resource, Debug, Default)]
pub(super) struct Glow {
    /// Light before the limit, 0 to 1.
    light: Vec<f32>,
    /// Factor that keeps the whole picture below the flash limit, 0 to 1.
    limit: f32,
    /// Whether something changed since the last frame.
    pub changed: bool,
}

/// Below this nothing can be seen.
const DARK: f32 = 0.01;
/// Light of a single spike; several in one frame come closer to 1.
const SINGLE_SPIKE: f32 = 0.8;

impl Glow {
    /// Light of a neuron as drawn, 0 to 1.
    pub fn of(&self, neuron: usize) -> f32 {
        self.light.get(neuron).copied().unwrap_or(0.0) * self.limit
    }

    /// Multiply all light by a factor.
    fn fade(&mut self, factor: f32) {
        for light in &mut self.light {
            if *light > 0.0 {
                *light *= factor;
                if *light < DARK {
                    *light = 0.0;
                }
                self.changed = true;
            }
        }
    }

    /// Light up the neurons that fired.
    fn ignite(&mut self, counts: &[u16], strength: f32) {
        self.light.resize(counts.len(), 0.0);
        for (light, &count) in self.light.iter_mut().zip(counts) {
            if count > 0 {
                let spikes = strength * (1.0 - (1.0 - SINGLE_SPIKE).powi(i32::from(count)));
                *light = light.max(spikes);
                self.changed = true;
            }
        }
    }

    /// Set the limit so that the light of the picture stays below `budget` (neurons at full light). The more light there is, the
    /// smaller the share that is shown, without a step.
    fn hold_budget(&mut self, budget: f32) {
        let total: f32 = self.light.iter().sum();
        self.limit = budget / (budget + total).max(f32::MIN_POSITIVE);
    }
}

/// Fade what glows and light up what fired.
pub(super) fn fade_spikes(
    time: Res<Time>,
    clock: Res<ViewClock>,
    session: Res<Session>,
    theme: Res<Theme>,
    mut glow: ResMut<Glow>,
) {
    glow.changed = false;
    let decay = |seconds: f32| ops::exp(-seconds / theme.view.glow_decay.max(0.001));
    match clock.film_step_s {
        Some(seconds) if session.fresh => glow.fade(decay(seconds)),
        None if session.status.playing => glow.fade(decay(time.delta_secs())),
        // A paused picture keeps the spikes of its last step.
        None if session.fresh => glow.fade(0.0),
        // A film between two frames, a paused picture: nothing fades.
        _ => {}
    }
    if session.fresh {
        glow.ignite(&session.sample.spike_counts, theme.view.glow_strength);
    }
    if glow.changed {
        let neurons = glow.light.len() as f32;
        glow.hold_budget((theme.view.glow_budget * neurons).max(theme.view.glow_budget_minimum));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_of_all_neurons_stays_below_the_budget() {
        let mut glow = Glow::default();
        glow.ignite(&[5; 1000], 1.0);
        glow.hold_budget(200.0);
        let total: f32 = (0..1000).map(|neuron| glow.of(neuron)).sum();
        assert!(total < 200.0);
    }

    #[test]
    fn a_single_spike_is_bright_and_fades() {
        let mut glow = Glow::default();
        glow.ignite(&[1, 0], 1.0);
        glow.hold_budget(40.0);
        assert!(glow.of(0) > 0.7);
        assert!(glow.of(1) == 0.0);
        glow.fade(0.005);
        assert!(glow.of(0) == 0.0);
        assert!(glow.of(7) == 0.0);
    }
}
