//! Short-term plasticity, and the slow rules of synapses: scaling, down-selection in sleep, pruning and growth.

use super::experiment::Mechanism;
use super::rule_file::{RuleFile, RuleSite};
use crate::scene::parameter::{Judge, parameters};
use crate::units::{Hertz, Hours, Micrometers, Milliseconds};
use crate::words::words;
use serde::{Deserialize, Serialize};

/// Time constant of the rate that scaling and structure read (s of spiking); a time-lapse does not speed it up.
pub const SLOW_DETECTOR_S: f32 = 20.0;

parameters! {
    /// Short-term plasticity of an axon (Tsodyks & Markram 1997; Tsodyks, Pawelzik & Markram 1998; MODEL 2.3). The weight is
    /// that of a rested synapse.
    pub struct ShortTermPlasticityFile {
        /// Share U of the resources that the first spike after rest uses.
        use_of_resources: f32 = 0.2 in [0.001, 1.0], "Zenke et al. 2015";
        /// Time constant of recovery from depression.
        recovery_tau: Milliseconds = 200.0 in [1.0, 10_000.0], "Zenke et al. 2015: 150 to 200 ms";
        /// Time constant of facilitation; 1 ms is as good as none.
        facilitation_tau: Milliseconds = 600.0 in [1.0, 10_000.0], "Zenke et al. 2015";
    }
}

parameters! {
    /// Synaptic scaling (Turrigiano 2008; MODEL 2.9).
    pub struct ScalingFile {
        /// Time constant, biological time: a silent neuron's weights grow e-fold in it.
        tau: Hours = 48.0 in [1.0, 10_000.0], "MODEL 2.9, design choice: hours to days";
        /// Rate at which the weights of a neuron stay as they are.
        target_rate: Hertz = 4.0 in [0.1, 200.0], "MODEL 2.6: rate of the waking state";
    }
}

parameters! {
    /// Down-selection in NREM sleep (de Vivo et al. 2017; MODEL 2.9).
    pub struct DownSelectionFile {
        /// Share that a weight loses in a biological hour of NREM sleep.
        loss: f32 = 0.031 in [0.0, 0.5], "so that synapses lose 18 % in 8 h on average: de Vivo et al. 2017";
        /// Share of a neuron's synapses, the strongest, that are spared.
        spared: f32 = 0.2 in [0.0, 1.0], "de Vivo et al. 2017";
    }
}

/// How stable synapses are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stability {
    /// As in the hippocampus: weak synapses live for the mean life that the scene gives.
    #[default]
    Hippocampal,
    /// As in the neocortex: pruning is five times slower.
    Cortical,
}

parameters! {
    /// Structural plasticity: weak synapses are pruned, and new ones grow in their place (MODEL 2.9).
    pub struct StructureFile {
        /// Mean life of a synapse that nothing strengthens, from its birth, biological time (hippocampal).
        mean_life: Hours = 240.0 in [1.0, 100_000.0], "Attardo et al. 2015: 1 to 2 weeks";
        /// Weight up to which a synapse is weak.
        weak: f32 = 0.3 in [0.0, 1000.0], "MODEL 2.9";
        /// Biological time for which a synapse must have been weak to be pruned.
        weak_time: Hours = 6.0 in [0.0, 10_000.0], "MODEL 2.9";
        /// Biological time for which a new synapse is protected.
        protection: Hours = 12.0 in [0.0, 10_000.0], "MODEL 2.9";
        /// Weight of a new synapse.
        birth_weight: f32 = 0.3 in [0.0, 1000.0], "MODEL 2.9";
        /// Length over which partners become less likely.
        length: Micrometers = 150.0 in [1.0, 100_000.0], "MODEL 2.9";
        /// Growth without activity, relative to that between two neurons at the reference rate.
        spontaneous: f32 = 0.1 in [0.0, 1000.0], "design choice";
        /// Rate at which activity counts as 1.
        reference_rate: Hertz = 4.0 in [0.1, 200.0], "MODEL 2.6: rate of the waking state";
        /// Factor on growth between two tagged neurons in NREM sleep.
        sleep_growth: f32 = 2.0 in [1.0, 100.0], "direction: Yang et al. 2014; size: design choice";
    }
    other {
        /// How stable synapses are; hippocampal.
        stability: Stability = Stability::Hippocampal;
    }
}

impl RuleFile for ShortTermPlasticityFile {
    // It forgets within a second and is a part of transmission.
    const MECHANISM: Option<Mechanism> = None;
}

impl RuleFile for ScalingFile {}

impl RuleFile for DownSelectionFile {}

impl RuleFile for StructureFile {
    fn check(&self, site: &RuleSite<'_>, judge: &mut dyn Judge) {
        let safe = if self.protection.0 > self.weak_time.0 { self.protection } else { self.weak_time };
        if self.mean_life.0 * 0.9 < safe.0 {
            let what = words!(
                "fault-mean-life",
                "a synapse is safe for { $safe } (protection or weak_time), so its mean life can't be { $mean_life }.",
                safe = safe.to_string(),
                mean_life = self.mean_life.to_string()
            );
            let remedy = words!(
                "fault-mean-life-hint",
                "Make mean_life at least a tenth longer, or protection and weak_time shorter."
            );
            judge.fault("mean_life", what, remedy);
        }
        if let Some(maximum) = site.maximum_weight
            && self.birth_weight > maximum
        {
            let birth = self.birth_weight;
            let what = words!(
                "fault-birth",
                "new synapses have the weight { $birth }, above the largest that the rules allow, { $maximum }.",
                birth = birth.to_string(),
                maximum = maximum.to_string()
            );
            judge.fault(
                "birth_weight",
                what,
                words!("fault-birth-hint", "Raise maximum_weight or lower the weight of new synapses."),
            );
        }
    }
}
