//! What neuromodulators do to the neurons of a population, through the receptors that it has (MODEL 2.10).

use super::levels::{Modulation, Modulator};

/// How strongly a population answers to each neuromodulator; 1 is the full effect, 0 none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Receptors {
    /// Muscarinic: acetylcholine on slow AHP, leak and threshold.
    pub muscarinic: f32,
    /// Beta-adrenergic: noradrenaline on the leak.
    pub adrenergic: f32,
    /// Serotonin 1A: leak of untagged neurons.
    pub serotonin_1a: f32,
    /// Serotonin 4 and 7: AHP of tagged neurons.
    pub serotonin_4_7: f32,
    /// Dopamine: AHP.
    pub dopamine: f32,
    /// All of them on intrinsic plasticity.
    pub learning: f32,
}

impl Receptors {
    /// Those of principal cells: all.
    pub const ALL: Self =
        Self { muscarinic: 1.0, adrenergic: 1.0, serotonin_1a: 1.0, serotonin_4_7: 1.0, dopamine: 1.0, learning: 1.0 };

    /// Those of interneurons where a scene says nothing else: their membrane keeps its tone, their plasticity is modulated.
    pub const LEARNING_ONLY: Self =
        Self { muscarinic: 0.0, adrenergic: 0.0, serotonin_1a: 0.0, serotonin_4_7: 0.0, dopamine: 0.0, learning: 1.0 };
}

impl Modulation {
    /// Gate G_IP of the slow component of intrinsic plasticity, 0.2 to 1 (MODEL 2.4).
    #[must_use]
    pub fn intrinsic_gate(&self, receptors: &Receptors) -> f32 {
        0.2 + 0.8 * (receptors.learning * self.novelty_acetylcholine().max(self.dopamine_above_baseline())).min(1.0)
    }

    /// Factor on the slow AHP.
    #[must_use]
    pub fn slow_ahp_factor(&self, receptors: &Receptors) -> f32 {
        let acetylcholine = self.level(Modulator::Acetylcholine) * receptors.muscarinic;
        (1.0 - self.effects.acetylcholine_slow_ahp * acetylcholine).max(0.0)
    }

    /// Shift of the threshold (mV).
    #[must_use]
    pub fn threshold_shift(&self, receptors: &Receptors) -> f32 {
        self.effects.acetylcholine_threshold.0 * self.acetylcholine_from_baseline() * receptors.muscarinic
    }

    fn acetylcholine_from_baseline(&self) -> f32 {
        self.level(Modulator::Acetylcholine) - self.table.levels(self.state).acetylcholine
    }

    /// Change of the leak multiplier of a neuron with tag `tag` (0 to 1).
    #[must_use]
    pub fn leak_change(&self, receptors: &Receptors, tag: f32) -> f32 {
        let noradrenaline = self.level(Modulator::Noradrenaline) - self.table.levels(self.state).noradrenaline;
        self.effects.acetylcholine_leak * self.acetylcholine_from_baseline() * receptors.muscarinic
            + self.effects.noradrenaline_leak * noradrenaline * receptors.adrenergic
            + self.effects.serotonin_leak * self.serotonin_above_baseline() * (1.0 - tag) * receptors.serotonin_1a
    }

    /// Change of the AHP multiplier of a neuron with tag `tag` (0 to 1).
    #[must_use]
    pub fn ahp_change(&self, receptors: &Receptors, tag: f32) -> f32 {
        -self.effects.serotonin_ahp * self.serotonin_above_baseline() * tag * receptors.serotonin_4_7
            - self.effects.dopamine_ahp * self.dopamine_above_baseline() * receptors.dopamine
    }
}
