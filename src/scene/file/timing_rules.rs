//! Rules of spike timing, voltage and rate as they were published, each with its published numbers.

use super::rule_file::{Given, RuleFile, RuleSite};
use crate::scene::parameter::{Judge, parameters};
use crate::units::{Hertz, Milliseconds, Millivolts, Quantity, Seconds};
use serde::{Deserialize, Serialize};

/// Which spikes form pairs and triplets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Interaction {
    /// Every spike with every earlier one: traces add up.
    #[default]
    AllToAll,
    /// Every spike with the latest one before it: traces are set to 1.
    NearestSpike,
}

parameters! {
    /// Pair-based spike-timing-dependent plasticity (Song, Miller & Abbott 2000). Amplitudes are in units of the weight.
    pub struct PairStdpFile {
        /// Potentiation A+ of a pair at no distance.
        potentiation: f32 = 0.005 in [0.0, 10.0], "Song, Miller & Abbott 2000";
        /// Depression A- of a pair at no distance.
        depression: f32 = 0.00525 in [0.0, 10.0], "Song, Miller & Abbott 2000: 1.05 A+";
        /// Time constant of potentiation.
        potentiation_tau: Milliseconds = 20.0 in [1.0, 1000.0], "Song, Miller & Abbott 2000";
        /// Time constant of depression.
        depression_tau: Milliseconds = 20.0 in [1.0, 1000.0], "Song, Miller & Abbott 2000";
    }
    other {
        /// Which spikes form pairs; `AllToAll`.
        interaction: Interaction = Interaction::AllToAll;
    }
}

parameters! {
    /// The triplet rule as published (Pfister & Gerstner 2006), with its four terms. Defaults: visual cortex, full model, all to
    /// all (table 3 there). Amplitudes are in units of the initial weight.
    pub struct FullTripletStdpFile {
        /// Potentiation by pairs A2+.
        pair_potentiation: f32 = 5e-10 in [0.0, 10.0], "Pfister & Gerstner 2006, table 3";
        /// Potentiation by triplets A3+.
        triplet_potentiation: f32 = 6.2e-3 in [0.0, 10.0], "Pfister & Gerstner 2006, table 3";
        /// Depression by pairs A2-.
        pair_depression: f32 = 7e-3 in [0.0, 10.0], "Pfister & Gerstner 2006, table 3";
        /// Depression by triplets A3-.
        triplet_depression: f32 = 2.3e-4 in [0.0, 10.0], "Pfister & Gerstner 2006, table 3";
        /// Time constant τ+ of the fast presynaptic trace.
        potentiation_tau: Milliseconds = 16.8 in [1.0, 1000.0], "Bi & Poo 2001, as in Pfister & Gerstner 2006";
        /// Time constant τ- of the fast postsynaptic trace.
        depression_tau: Milliseconds = 33.7 in [1.0, 1000.0], "Bi & Poo 2001, as in Pfister & Gerstner 2006";
        /// Time constant τx of the slow presynaptic trace.
        slow_presynaptic_tau: Milliseconds = 101.0 in [1.0, 10_000.0], "Pfister & Gerstner 2006, table 3: the fit hardly depends on it";
        /// Time constant τy of the slow postsynaptic trace.
        slow_postsynaptic_tau: Milliseconds = 125.0 in [1.0, 10_000.0], "Pfister & Gerstner 2006, table 3";
    }
    other {
        /// Which spikes form triplets; `AllToAll`.
        interaction: Interaction = Interaction::AllToAll;
    }
}

/// The triplet rule in a scene: one of the published sets by its name, or numbers of one's own.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum FullTripletChoice {
    /// Visual cortex, full model, all to all.
    VisualCortexFull,
    /// Visual cortex, minimal model, all to all.
    VisualCortexMinimal,
    /// Visual cortex, full model, nearest spike.
    VisualCortexFullNearest,
    /// Visual cortex, minimal model, nearest spike.
    VisualCortexMinimalNearest,
    /// Hippocampal culture, full model, all to all.
    HippocampusFull,
    /// Hippocampal culture, minimal model, all to all.
    HippocampusMinimal,
    /// Hippocampal culture, full model, nearest spike.
    HippocampusFullNearest,
    /// Hippocampal culture, minimal model, nearest spike.
    HippocampusMinimalNearest,
    /// These numbers.
    Own(FullTripletStdpFile),
}

impl FullTripletChoice {
    /// The numbers of the set (Pfister & Gerstner 2006, tables 3 and 4). A minimal model has no τx; the default stands there and
    /// has no effect.
    #[must_use]
    pub fn parameters(self) -> FullTripletStdpFile {
        use Interaction::{AllToAll, NearestSpike};
        let set = |[a2_plus, a3_plus, a2_minus, a3_minus]: [f32; 4], tau_x, tau_y, interaction| FullTripletStdpFile {
            pair_potentiation: a2_plus,
            triplet_potentiation: a3_plus,
            pair_depression: a2_minus,
            triplet_depression: a3_minus,
            slow_presynaptic_tau: Milliseconds(tau_x),
            slow_postsynaptic_tau: Milliseconds(tau_y),
            interaction,
            ..FullTripletStdpFile::default()
        };
        match self {
            Self::VisualCortexFull => FullTripletStdpFile::default(),
            Self::VisualCortexMinimal => set([0.0, 6.5e-3, 7.1e-3, 0.0], 101.0, 114.0, AllToAll),
            Self::VisualCortexFullNearest => set([8.8e-11, 5.3e-2, 6.6e-3, 3.1e-3], 714.0, 40.0, NearestSpike),
            Self::VisualCortexMinimalNearest => set([0.0, 5e-2, 8e-3, 0.0], 101.0, 40.0, NearestSpike),
            Self::HippocampusFull => set([6.1e-3, 6.7e-3, 1.6e-3, 1.4e-3], 946.0, 27.0, AllToAll),
            Self::HippocampusMinimal => set([5.3e-3, 8e-3, 3.5e-3, 0.0], 101.0, 40.0, AllToAll),
            Self::HippocampusFullNearest => set([4.6e-3, 9.1e-3, 3e-3, 7.5e-9], 575.0, 47.0, NearestSpike),
            Self::HippocampusMinimalNearest => set([4.6e-3, 9.1e-3, 3e-3, 0.0], 101.0, 48.0, NearestSpike),
            Self::Own(parameters) => parameters,
        }
    }
}

parameters! {
    /// Voltage-based plasticity (Clopath, Büsing, Vasilaki & Gerstner 2010). Amplitudes are for weights that start at 0.5, as in
    /// the authors' code.
    pub struct VoltageStdpFile {
        /// Depression amplitude A_LTD, a mV.
        depression: f32 = 1.4e-4 in [0.0, 1.0], "ModelDB 144566, visual cortex";
        /// Potentiation amplitude A_LTP, a mV².
        potentiation: f32 = 8e-5 in [0.0, 1.0], "ModelDB 144566, visual cortex";
        /// Threshold θ- of both low-passed potentials; the resting potential in the paper.
        low_threshold: Millivolts = -70.6 in [-120.0, 50.0], "ModelDB 144566";
        /// Threshold θ+ of the potential itself.
        high_threshold: Millivolts = -45.3 in [-120.0, 50.0], "ModelDB 144566";
        /// Time constant of the potential that depression reads.
        depression_tau: Milliseconds = 10.0 in [1.0, 1000.0], "ModelDB 144566";
        /// Time constant of the potential that potentiation reads.
        potentiation_tau: Milliseconds = 7.0 in [1.0, 1000.0], "ModelDB 144566";
        /// Time constant of the presynaptic trace.
        presynaptic_tau: Milliseconds = 15.0 in [1.0, 1000.0], "ModelDB 144566";
        /// Mean square depolarization in mV² at which depression has its amplitude; 0: depression is constant, 60 in the authors'
        /// model of receptive fields.
        homeostasis_reference: f32 = 0.0 in [0.0, 10_000.0], "ModelDB 144566";
        /// Time constant of the mean square depolarization.
        homeostasis_tau: Seconds = 1.2 in [0.1, 10_000.0], "ModelDB 144566";
        /// Potential during a spike, as the rule sees it.
        spike_potential: Millivolts = 31.1 in [-50.0, 100.0], "ModelDB 144566: 29.4, then 32.9 mV";
        /// Length of a spike, as the rule sees it.
        spike_width: Milliseconds = 2.0 in [0.0, 10.0], "ModelDB 144566";
        /// Depolarization after a spike, as the rule sees it.
        after_depolarization: Millivolts = 17.4 in [0.0, 100.0], "ModelDB 144566: 400 pA on 281 pF and 30 nS";
        /// Time constant of that depolarization.
        after_depolarization_tau: Milliseconds = 40.0 in [1.0, 1000.0], "ModelDB 144566";
    }
    other {
        /// How late the low-passed potentials are read, 0 to 50 ms; 3 (ModelDB 144566). Fixed once a simulation runs.
        delay: Milliseconds = Milliseconds(3.0);
    }
}

parameters! {
    /// Rate-based plasticity with a sliding threshold (Bienenstock, Cooper & Munro 1982; threshold of Intrator & Cooper 1992).
    pub struct BcmFile {
        /// Learning rate η a presynaptic spike.
        rate: f32 = 1e-3 in [0.0, 10.0], "design choice: at 10 Hz onto a cell at twice its threshold a synapse doubles in about a minute";
        /// Target rate y0 at which the threshold rests.
        target_rate: Hertz = 10.0 in [0.1, 200.0], "design choice: the crossover of MODEL 2.6";
        /// Time constant of the detector of the receiver's rate.
        rate_tau: Seconds = 1.0 in [0.01, 100.0], "design choice";
        /// Time constant of the sliding threshold; seconds to minutes keep a network stable.
        threshold_tau: Seconds = 20.0 in [0.1, 10_000.0], "design choice; Zenke, Hennequin & Gerstner 2013";
    }
}

impl RuleFile for PairStdpFile {
    const ALONE: bool = true;
}

impl Given for FullTripletChoice {
    type Numbers = FullTripletStdpFile;

    fn numbers(&self) -> FullTripletStdpFile {
        self.parameters()
    }

    fn own(&self) -> Option<&FullTripletStdpFile> {
        match self {
            Self::Own(numbers) => Some(numbers),
            _ => None,
        }
    }
}

impl RuleFile for FullTripletChoice {
    const ALONE: bool = true;
}

impl RuleFile for VoltageStdpFile {
    const ALONE: bool = true;

    fn check(&self, _site: &RuleSite<'_>, judge: &mut dyn Judge) {
        judge.within("delay", self.delay.0, 0.0, 50.0, Milliseconds::UNIT);
    }
}

impl RuleFile for BcmFile {
    const ALONE: bool = true;
}
