//! The rules by name, and their switches.

use bevy::ecs::resource::Resource;
use serde::{Deserialize, Serialize};

/// A plasticity rule that can be switched off on its own, live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rule {
    /// Gated triplet spike-timing-dependent plasticity with rate-dependent depression (MODEL 2.6).
    TripletStdp,
    /// Heterosynaptic pull towards the reference weight (MODEL 2.6).
    HeterosynapticPull,
    /// Subtractive cap on the sum of a neuron's incoming weights (MODEL 2.6).
    IncomingCap,
    /// Consolidation of weights into reference weights, and forgetting of what was not consolidated (MODEL 2.6).
    Consolidation,
    /// Inhibitory plasticity that drives the postsynaptic rate to a target (MODEL 2.8).
    InhibitoryPlasticity,
    /// Learning-driven excitability: threshold, afterhyperpolarization and leak (MODEL 2.4).
    IntrinsicPlasticity,
    /// Pair-based spike-timing-dependent plasticity (Song, Miller & Abbott 2000).
    PairStdp,
    /// The triplet rule as published, with its four terms (Pfister & Gerstner 2006).
    FullTripletStdp,
    /// Voltage-based plasticity (Clopath et al. 2010).
    VoltageStdp,
    /// Rate-based plasticity with a sliding threshold (Bienenstock, Cooper & Munro 1982).
    Bcm,
    /// Three-factor learning: eligibility traces that neuromodulators turn into weight changes (MODEL 2.7).
    ThreeFactor,
    /// Behavioural-timescale plasticity by plateau potentials (MODEL 2.15).
    Btsp,
    /// Homeostatic threshold shift (MODEL 2.5).
    Homeostasis,
    /// Timing-dependent excitability (MODEL 2.4).
    TimingExcitability,
    /// Short-term depression and facilitation of axons (MODEL 2.3).
    ShortTermPlasticity,
    /// Scaling of all weights of a neuron towards a target rate (MODEL 2.9).
    SynapticScaling,
    /// Weakening of all but the strongest synapses in NREM sleep (MODEL 2.9).
    DownSelection,
    /// Pruning of weak synapses and growth of new ones (MODEL 2.9).
    StructuralPlasticity,
}

impl Rule {
    /// All rules, in the order in which panels list them.
    pub const ALL: [Self; 18] = [
        Self::TripletStdp,
        Self::HeterosynapticPull,
        Self::IncomingCap,
        Self::Consolidation,
        Self::InhibitoryPlasticity,
        Self::IntrinsicPlasticity,
        Self::PairStdp,
        Self::FullTripletStdp,
        Self::VoltageStdp,
        Self::Bcm,
        Self::ThreeFactor,
        Self::Btsp,
        Self::Homeostasis,
        Self::TimingExcitability,
        Self::ShortTermPlasticity,
        Self::SynapticScaling,
        Self::DownSelection,
        Self::StructuralPlasticity,
    ];

    /// Name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::TripletStdp => "Triplet STDP",
            Self::HeterosynapticPull => "Heterosynaptic pull",
            Self::IncomingCap => "Incoming-weight cap",
            Self::Consolidation => "Consolidation",
            Self::InhibitoryPlasticity => "Inhibitory plasticity",
            Self::IntrinsicPlasticity => "Intrinsic plasticity",
            Self::PairStdp => "Pair STDP",
            Self::FullTripletStdp => "Triplet STDP as published",
            Self::VoltageStdp => "Voltage-based plasticity",
            Self::Bcm => "BCM plasticity",
            Self::ThreeFactor => "Three-factor learning",
            Self::Btsp => "Plateau plasticity (BTSP)",
            Self::Homeostasis => "Homeostasis",
            Self::TimingExcitability => "Timing-dependent excitability",
            Self::ShortTermPlasticity => "Short-term plasticity",
            Self::SynapticScaling => "Synaptic scaling",
            Self::DownSelection => "Sleep down-selection",
            Self::StructuralPlasticity => "Structural plasticity",
        }
    }

    /// Identifier on the command line (`--off triplet_stdp`).
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::TripletStdp => "triplet_stdp",
            Self::HeterosynapticPull => "heterosynaptic_pull",
            Self::IncomingCap => "incoming_cap",
            Self::Consolidation => "consolidation",
            Self::InhibitoryPlasticity => "inhibitory_plasticity",
            Self::IntrinsicPlasticity => "intrinsic_plasticity",
            Self::PairStdp => "pair_stdp",
            Self::FullTripletStdp => "full_triplet_stdp",
            Self::VoltageStdp => "voltage_stdp",
            Self::Bcm => "bcm",
            Self::ThreeFactor => "three_factor",
            Self::Btsp => "btsp",
            Self::Homeostasis => "homeostasis",
            Self::TimingExcitability => "timing_excitability",
            Self::ShortTermPlasticity => "short_term_plasticity",
            Self::SynapticScaling => "scaling",
            Self::DownSelection => "down_selection",
            Self::StructuralPlasticity => "structure",
        }
    }

    /// What the rule does, in a sentence for a tooltip.
    #[must_use]
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::TripletStdp => {
                "Synapses strengthen when the sender fires just before a busy receiver, and weaken when it fires after it. \
                 Acts only while the gate (acetylcholine with novelty, dopamine) is open."
            }
            Self::HeterosynapticPull => {
                "A neuron that bursts pulls all its synapses back towards their consolidated strength: a brake on runaway growth."
            }
            Self::IncomingCap => "The summed input of a neuron cannot grow beyond its start: synapses compete.",
            Self::Consolidation => {
                "Changes that last become the new reference strength; those that do not fade over about a day of biological time."
            }
            Self::InhibitoryPlasticity => {
                "Inhibitory synapses adjust until the neuron they target fires at its target rate."
            }
            Self::IntrinsicPlasticity => {
                "Neurons that take part in learning become easier to excite for hours: lower threshold, smaller \
                 afterhyperpolarization, less leak."
            }
            Self::PairStdp => {
                "A synapse strengthens when its sender fires just before the receiver and weakens when it fires just after it, \
                 pair by pair."
            }
            Self::FullTripletStdp => {
                "As measured in slices: the change that a pair of spikes brings depends on the spike before it, so fast pairing \
                 strengthens whatever the order."
            }
            Self::VoltageStdp => {
                "What counts is the receiver's voltage: a sender that is active while the receiver is a little depolarized weakens, \
                 while it is strongly depolarized strengthens."
            }
            Self::Bcm => {
                "A sender strengthens while its receiver fires above a threshold, and weakens below it; the threshold follows the \
                 receiver's own activity."
            }
            Self::ThreeFactor => {
                "Synapses remember for a second or two that sender and receiver fired together. Dopamine (reward), noradrenaline or \
                 serotonin turns that memory into a lasting change."
            }
            Self::Btsp => {
                "A plateau potential in a neuron changes all synapses that were active within seconds of it: weak ones grow, \
                 strong ones shrink. Excitable neurons have more plateaus."
            }
            Self::Homeostasis => {
                "A neuron that has fired far too much raises its own threshold over many hours; one that has fired far too \
                 little lowers it. In between nothing happens, so that learning is not undone."
            }
            Self::TimingExcitability => {
                "A neuron that fires just after its inputs becomes easier to excite; one that fires just before them harder."
            }
            Self::ShortTermPlasticity => {
                "Within a burst an axon runs out of transmitter, or releases more with each spike; at rest it recovers within \
                 a second."
            }
            Self::SynapticScaling => {
                "A neuron that has been too quiet for many hours strengthens all its synapses alike; one that has been too \
                 busy weakens them."
            }
            Self::DownSelection => {
                "In NREM sleep synapses lose about 3 % of their strength an hour; the strongest fifth of each neuron is spared."
            }
            Self::StructuralPlasticity => {
                "Synapses that stay weak for hours are pruned, and new ones grow in their place, preferably between near \
                 and active neurons."
            }
        }
    }
}

/// Which rules are on. A rule that the scene does not contain has no effect whatever its switch says.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleSwitches([bool; Rule::ALL.len()]);

impl Default for RuleSwitches {
    fn default() -> Self {
        Self([true; Rule::ALL.len()])
    }
}

impl RuleSwitches {
    /// Whether a rule is on.
    #[must_use]
    pub const fn is_on(self, rule: Rule) -> bool {
        self.0[rule as usize]
    }

    /// Switch a rule.
    pub const fn set(&mut self, rule: Rule, enabled: bool) {
        self.0[rule as usize] = enabled;
    }
}
