//! Reward: what was expected, what came, and the dopamine that tells the difference (MODEL 2.7).
//!
//! A reward r gives the prediction error δ = r - R. Dopamine jumps by A δ on top of the level that the brain state sets and
//! returns with a time constant of about half a second; the expectation R follows rewards as a running mean, R += ρ δ. A
//! reward that was expected and does not come (r = 0) is a dip, which ends where there is no dopamine left: a neuron that
//! fires at a few hertz can say "much better" but only little "worse".

use super::{Modulation, Modulator};
use crate::state::state;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};

/// Phasic dopamine nearer to zero than this is zero.
const SILENT: f32 = 1e-5;

/// What reward is expected, and how dopamine answers.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct RewardSystem {
    /// Expected reward R.
    pub expected: f32,
    /// Rewards so far, omitted ones included.
    pub count: u64,
    pulse: f32,
    learning: f32,
    /// Share of phasic dopamine that a step takes away.
    loss: f32,
}

state!(RewardSystem { expected, count });

impl RewardSystem {
    /// Nothing is expected yet. `pulse` is the dopamine a unit of prediction error, `learning` the share by which a reward moves
    /// the expectation, `tau` the time constant of dopamine (s), `dt` the step (ms).
    #[must_use]
    pub fn new(pulse: f32, learning: f32, tau: f32, dt: f32) -> Self {
        let loss = -libm::expm1(-f64::from(dt) / (1000.0 * f64::from(tau))) as f32;
        Self { expected: 0.0, count: 0, pulse, learning, loss }
    }

    /// Deliver a reward (0 for one that is omitted); returns the prediction error.
    pub fn deliver(&mut self, size: f32, modulation: &mut Modulation) -> f32 {
        let error = size - self.expected;
        self.expected += self.learning * error;
        self.count += 1;
        let tonic = modulation.tonic(Modulator::Dopamine);
        modulation.phasic_dopamine = (modulation.phasic_dopamine + self.pulse * error).max(-tonic);
        modulation.update_levels();
        error
    }
}

/// Phasic dopamine returns to zero, at the end of each step.
pub fn clear_dopamine(mut modulation: ResMut<Modulation>, reward: Res<RewardSystem>) {
    if modulation.phasic_dopamine == 0.0 {
        return;
    }
    let left = modulation.phasic_dopamine - modulation.phasic_dopamine * reward.loss;
    modulation.phasic_dopamine = if left.abs() < SILENT { 0.0 } else { left };
    modulation.update_levels();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modulation::{BrainState, ModulationEffects, StateTable};

    fn awake() -> Modulation {
        Modulation::new(BrainState::Awake, StateTable::default(), ModulationEffects::default())
    }

    #[test]
    fn an_expected_reward_gives_no_dopamine_and_its_omission_a_dip() {
        let mut modulation = awake();
        let mut reward = RewardSystem::new(1.0, 0.2, 0.5, 0.5);
        let first = reward.deliver(1.0, &mut modulation);
        assert!((first - 1.0).abs() < 1e-6 && (modulation.dopamine_signal() - 1.0).abs() < 1e-6);
        for _ in 0..60 {
            reward.deliver(1.0, &mut modulation);
        }
        // The running mean after n rewards of size 1 is 1 - 0.8ⁿ.
        assert!((reward.expected - (1.0 - 0.8_f32.powi(61))).abs() < 1e-5);
        modulation.phasic_dopamine = 0.0;
        let omitted = reward.deliver(0.0, &mut modulation);
        assert!((omitted + 1.0).abs() < 1e-4);
        // All of the tonic level of 0.2 is gone, and no more.
        assert!((modulation.dopamine_below_baseline() - 0.2).abs() < 1e-6);
        assert_eq!(modulation.level(Modulator::Dopamine), 0.0);
    }
}
