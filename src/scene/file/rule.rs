//! The one list of all plasticity rules, and what a scene has to say of each.
//!
//! Everything that treats rules alike is made from the list: the type [`Rule`](crate::plasticity::Rule), checks of a scene, spawning,
//! the order of rules within a step, parameters that move, measurements of cost, the state of a run.

use super::rule_file::{ReceptorKind, RuleFile};
use super::{Mechanism, PopulationFile, ProjectionFile};

/// Hand all rules to another macro, in the order in which panels list them and in which they act within a part of a step:
/// the rule's name, its component, where a scene gives it, and what it gives.
macro_rules! for_all_rules {
    ($use:ident) => {
        $use! {
            TripletStdp => synaptic::TripletStdp, projection.triplet_stdp: TripletStdpFile;
            HeterosynapticPull => synaptic::HeterosynapticPull, projection.heterosynaptic_pull: HeterosynapticPullFile;
            IncomingCap => synaptic::IncomingCap, projection.incoming_cap: IncomingCapFile;
            Consolidation => synaptic::Consolidation, projection.consolidation: ConsolidationFile;
            ReactivationCapture => synaptic::ReactivationCapture, projection.reactivation_capture: ReactivationCaptureFile;
            InhibitoryPlasticity => synaptic::InhibitoryPlasticity, projection.inhibitory_plasticity: InhibitoryPlasticityFile;
            IntrinsicPlasticity => intrinsic::IntrinsicPlasticity, population.intrinsic_plasticity: IntrinsicPlasticityFile;
            PairStdp => synaptic::PairStdp, projection.pair_stdp: PairStdpFile;
            FullTripletStdp => synaptic::FullTripletStdp, projection.full_triplet_stdp: FullTripletChoice;
            VoltageStdp => synaptic::VoltageStdp, projection.voltage_stdp: VoltageStdpFile;
            Bcm => synaptic::Bcm, projection.bcm: BcmFile;
            CalciumStdp => synaptic::CalciumStdp, projection.calcium_stdp: CalciumStdpFile;
            ThreeFactor => synaptic::ThreeFactor, projection.three_factor: ThreeFactorFile;
            Btsp => synaptic::Btsp, projection.btsp: BtspFile;
            Homeostasis => intrinsic::Homeostasis, population.homeostasis: HomeostasisFile;
            TimingExcitability => intrinsic::TimingExcitability, projection.timing_excitability: TimingExcitabilityFile;
            ShortTermPlasticity => synaptic::ShortTermPlasticity, projection.short_term_plasticity: ShortTermPlasticityFile;
            SynapticScaling => synaptic::Scaling, projection.scaling: ScalingFile;
            DownSelection => synaptic::DownSelection, projection.down_selection: DownSelectionFile;
            StructuralPlasticity => structural::Structure, projection.structure: StructureFile;
        }
    };
}
pub(crate) use for_all_rules;

/// A rule that a projection or population has, without its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleFacts {
    /// Name of the field, which is the identifier of the rule.
    pub id: &'static str,
    /// See [`RuleFile::MECHANISM`].
    pub mechanism: Option<Mechanism>,
    /// See [`RuleFile::RECEPTOR`].
    pub receptor: Option<ReceptorKind>,
    /// See [`RuleFile::ALONE`].
    pub alone: bool,
    /// See [`RuleFile::TOGETHER_WITH`].
    pub together_with: &'static [&'static str],
}

impl RuleFacts {
    /// The facts of a rule of this type.
    const fn of<F: RuleFile>(id: &'static str, _rule: &F) -> Self {
        Self { id, mechanism: F::MECHANISM, receptor: F::RECEPTOR, alone: F::ALONE, together_with: F::TOGETHER_WITH }
    }
}

/// What visits the rules of a projection or population.
pub trait RuleVisitor {
    /// A rule is there.
    fn rule<F: RuleFile>(&mut self, facts: RuleFacts, rule: &F);
}

macro_rules! visit {
    (projection projection $visitor:ident $file:ident $field:ident) => {
        visit!(there $visitor $file $field)
    };
    (population population $visitor:ident $file:ident $field:ident) => {
        visit!(there $visitor $file $field)
    };
    (there $visitor:ident $file:ident $field:ident) => {
        if let Some(rule) = &$file.$field {
            $visitor.rule(RuleFacts::of(stringify!($field), rule), rule);
        }
    };
    ($other:ident $site:ident $visitor:ident $file:ident $field:ident) => {};
}

macro_rules! visitors {
    ($($rule:ident => $module:ident::$component:ident, $site:ident.$field:ident: $given:ident;)*) => {
        impl ProjectionFile {
            /// Show the rules that the projection has.
            pub fn rules(&self, visitor: &mut impl RuleVisitor) {
                let file = self;
                $(visit!(projection $site visitor file $field);)*
            }
        }

        impl PopulationFile {
            /// Show the rules that the population has.
            pub fn rules(&self, visitor: &mut impl RuleVisitor) {
                let file = self;
                $(visit!(population $site visitor file $field);)*
            }
        }
    };
}
for_all_rules!(visitors);

/// The facts of all rules that are visited.
#[derive(Default)]
struct Collected(Vec<RuleFacts>);

impl RuleVisitor for Collected {
    fn rule<F: RuleFile>(&mut self, facts: RuleFacts, _rule: &F) {
        self.0.push(facts);
    }
}

impl PopulationFile {
    /// The rules that the population has.
    #[must_use]
    pub fn rule_facts(&self) -> Vec<RuleFacts> {
        let mut collected = Collected::default();
        self.rules(&mut collected);
        collected.0
    }
}

impl ProjectionFile {
    /// The rules that the projection has.
    #[must_use]
    pub fn rule_facts(&self) -> Vec<RuleFacts> {
        let mut collected = Collected::default();
        self.rules(&mut collected);
        collected.0
    }

    /// Whether any rule can change its weights or its wiring.
    #[must_use]
    pub fn is_plastic(&self) -> bool {
        self.rule_facts().iter().any(|rule| rule.mechanism == Some(Mechanism::Synaptic))
    }
}
