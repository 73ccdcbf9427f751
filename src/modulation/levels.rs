//! Levels of the neuromodulators and what they do to neurons and synapses (MODEL 2.10).

use super::state::{BrainState, StateTable};
use crate::state::state;
use crate::units::Millivolts;
use crate::words::words;
use bevy::ecs::resource::Resource;
use serde::{Deserialize, Serialize};

/// A neuromodulator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Modulator {
    /// Dopamine: reward; opens the plasticity gate, makes tagged neurons excitable for long.
    Dopamine,
    /// Acetylcholine: attention and novelty; suppresses recurrent synapses and the slow afterhyperpolarization.
    Acetylcholine,
    /// Serotonin: shunts neurons that take no part, relieves those that do.
    Serotonin,
    /// Noradrenaline: arousal; closes a part of the leak.
    Noradrenaline,
}

impl Modulator {
    /// All neuromodulators; arrays of levels have this order.
    pub const ALL: [Self; 4] = [Self::Dopamine, Self::Acetylcholine, Self::Serotonin, Self::Noradrenaline];

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Dopamine => words!("modulator-dopamine", "Dopamine"),
            Self::Acetylcholine => words!("modulator-acetylcholine", "Acetylcholine"),
            Self::Serotonin => words!("modulator-serotonin", "Serotonin"),
            Self::Noradrenaline => words!("modulator-noradrenaline", "Noradrenaline"),
        }
    }

    /// Name in files.
    #[must_use]
    pub const fn english(self) -> &'static str {
        match self {
            Self::Dopamine => "Dopamine",
            Self::Acetylcholine => "Acetylcholine",
            Self::Serotonin => "Serotonin",
            Self::Noradrenaline => "Noradrenaline",
        }
    }

    /// What it does in the model, in a sentence or two for a tooltip.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Dopamine => words!(
                "modulator-dopamine-text",
                "Reward. Above its baseline it opens the plasticity gate and makes the neurons that just took part in \
                 learning excitable for hours."
            ),
            Self::Acetylcholine => words!(
                "modulator-acetylcholine-text",
                "Attention. High: afferent input dominates, synapses learn what is new. Low, as in NREM sleep: recurrent \
                 synapses double, the slow afterhyperpolarization grows, and memories replay in Up states."
            ),
            Self::Serotonin => words!(
                "modulator-serotonin-text",
                "Spotlight. Above its baseline it shunts neurons that take no part and spares those that were just tagged."
            ),
            Self::Noradrenaline => words!(
                "modulator-noradrenaline-text",
                "Arousal. Closes a part of the leak, so that neurons respond more strongly."
            ),
        }
    }
}

/// What each neuromodulator does. Defaults: MODEL 2.10. A factor of 0 switches an effect off.
///
/// The effects of acetylcholine and noradrenaline on leak and threshold count from the level that the present brain state
/// sets: the regimes of MODEL 2.3 were found without them, so each state's parameters contain its own tone already. (Counted
/// from zero they raise the waking rate from 4.1 to 5.2 Hz; counted from the waking level they stop the Up and Down states.)
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModulationEffects {
    /// Share of the slow AHP that full acetylcholine takes away, 0 to 1; 0.9 (0.30 to 0.03 g_L).
    pub acetylcholine_slow_ahp: f32,
    /// Change of the leak multiplier by full acetylcholine, -1 to 1; -0.1.
    pub acetylcholine_leak: f32,
    /// Shift of the threshold by full acetylcholine, -10 to 10 mV; -0.5.
    pub acetylcholine_threshold: Millivolts,
    /// Change of the leak multiplier by full noradrenaline, -1 to 1; -0.05.
    pub noradrenaline_leak: f32,
    /// Growth of the leak multiplier of untagged neurons by full serotonin above baseline, 0 to 1; 0.15.
    pub serotonin_leak: f32,
    /// Loss of the AHP multiplier of tagged neurons by full serotonin above baseline, 0 to 1; 0.2.
    pub serotonin_ahp: f32,
    /// Loss of the AHP multiplier by full dopamine above baseline, 0 to 1; 0.1.
    pub dopamine_ahp: f32,
    /// Baseline of dopamine, 0 to 1; 0.2.
    pub dopamine_baseline: f32,
    /// Baseline of serotonin, 0 to 1; 0.5.
    pub serotonin_baseline: f32,
}

impl Default for ModulationEffects {
    fn default() -> Self {
        Self {
            acetylcholine_slow_ahp: 0.9,
            acetylcholine_leak: -0.1,
            acetylcholine_threshold: Millivolts(-0.5),
            noradrenaline_leak: -0.05,
            serotonin_leak: 0.15,
            serotonin_ahp: 0.2,
            dopamine_ahp: 0.1,
            dopamine_baseline: 0.2,
            serotonin_baseline: 0.5,
        }
    }
}

/// The present tone of the network: brain state, levels, and the quantities that the equations read.
#[derive(Resource, Clone, Debug, PartialEq)]
pub struct Modulation {
    /// Brain state.
    pub state: BrainState,
    /// Levels in the order of [`Modulator::ALL`], 0 to 1; that of dopamine contains its phasic part and can exceed 1.
    pub levels: [f32; Modulator::ALL.len()],
    /// Levels that a user or the timeline holds.
    pub held: [Option<f32>; Modulator::ALL.len()],
    /// Whether the present input is new (a learning presentation): lets acetylcholine open the gate.
    pub novelty: bool,
    /// Whether plasticity is frozen (a test).
    pub frozen: bool,
    /// Biological seconds a second for slow processes.
    pub time_lapse: f32,
    /// Levels of each state.
    pub table: StateTable,
    /// Strength of the effects.
    pub effects: ModulationEffects,
    /// Dopamine that a reward added to the level of the state or that its omission took away (see `RewardSystem`).
    pub phasic_dopamine: f32,
}

state!(Modulation { state, levels, held, novelty, frozen, time_lapse, phasic_dopamine });

impl Modulation {
    /// The tone at the start of a run.
    #[must_use]
    pub fn new(state: BrainState, table: StateTable, effects: ModulationEffects) -> Self {
        let mut modulation = Self {
            state,
            levels: [0.0; Modulator::ALL.len()],
            held: [None; Modulator::ALL.len()],
            novelty: false,
            frozen: false,
            time_lapse: 1.0,
            table,
            effects,
            phasic_dopamine: 0.0,
        };
        modulation.update_levels();
        modulation
    }

    /// Recompute the levels from the brain state and from what is held.
    pub fn update_levels(&mut self) {
        let levels = self.table.levels(self.state);
        let by_state = [levels.dopamine, levels.acetylcholine, levels.serotonin, levels.noradrenaline];
        for ((level, held), by_state) in self.levels.iter_mut().zip(self.held).zip(by_state) {
            *level = held.unwrap_or(by_state);
        }
        let dopamine = &mut self.levels[Modulator::Dopamine as usize];
        *dopamine = (*dopamine + self.phasic_dopamine).max(0.0);
    }

    /// Level of one neuromodulator without what a reward added: as the user holds it, or as the brain state sets it.
    #[must_use]
    pub fn tonic(&self, modulator: Modulator) -> f32 {
        self.held[modulator as usize].unwrap_or_else(|| self.set_by_state(modulator))
    }

    /// Level of one neuromodulator that the present brain state sets.
    #[must_use]
    pub const fn set_by_state(&self, modulator: Modulator) -> f32 {
        let levels = self.table.levels(self.state);
        match modulator {
            Modulator::Dopamine => levels.dopamine,
            Modulator::Acetylcholine => levels.acetylcholine,
            Modulator::Serotonin => levels.serotonin,
            Modulator::Noradrenaline => levels.noradrenaline,
        }
    }

    /// The dopamine signal D - D0: the level against the one that the brain state sets; negative in a dip.
    #[must_use]
    pub fn dopamine_signal(&self) -> f32 {
        self.level(Modulator::Dopamine) - self.set_by_state(Modulator::Dopamine)
    }

    /// How far dopamine is below the level that the brain state sets, at least 0: the sign of an omitted reward.
    #[must_use]
    pub fn dopamine_below_baseline(&self) -> f32 {
        (-self.dopamine_signal()).max(0.0)
    }

    /// Noradrenaline above the level that the brain state sets, at least 0.
    #[must_use]
    pub fn noradrenaline_signal(&self) -> f32 {
        (self.level(Modulator::Noradrenaline) - self.set_by_state(Modulator::Noradrenaline)).max(0.0)
    }

    /// Serotonin above the level that the brain state sets, at least 0.
    #[must_use]
    pub fn serotonin_signal(&self) -> f32 {
        (self.level(Modulator::Serotonin) - self.set_by_state(Modulator::Serotonin)).max(0.0)
    }

    /// Level of one neuromodulator, 0 to 1.
    #[must_use]
    pub const fn level(&self, modulator: Modulator) -> f32 {
        self.levels[modulator as usize]
    }

    /// Dopamine above its baseline, at least 0.
    #[must_use]
    pub fn dopamine_above_baseline(&self) -> f32 {
        (self.level(Modulator::Dopamine) - self.effects.dopamine_baseline).max(0.0)
    }

    /// Serotonin above its baseline, at least 0.
    #[must_use]
    pub fn serotonin_above_baseline(&self) -> f32 {
        (self.level(Modulator::Serotonin) - self.effects.serotonin_baseline).max(0.0)
    }

    /// Acetylcholine where the input is new, else 0.
    #[must_use]
    pub fn novelty_acetylcholine(&self) -> f32 {
        if self.novelty { self.level(Modulator::Acetylcholine) } else { 0.0 }
    }

    /// Gate g_w of the excitatory synaptic rules, 0 to 1 (MODEL 2.6).
    #[must_use]
    pub fn gate(&self) -> f32 {
        if self.frozen {
            return 0.0;
        }
        let least = self.table.levels(self.state).gate;
        least + (1.0 - least) * self.novelty_acetylcholine().max(self.dopamine_above_baseline()).min(1.0)
    }
}
