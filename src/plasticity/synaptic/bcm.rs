//! The rule of Bienenstock, Cooper & Munro (1982), rate-based with a sliding threshold.
//!
//! dw/dt = η x y (y - θ) / y₀² with θ = ⟨y²⟩ / y₀: an input that is active while its receiver fires faster than θ strengthens,
//! one that is active while it fires more slowly weakens, and the threshold follows the receiver's own activity (in the form of
//! Intrator & Cooper 1992, with the target rate y₀). The presynaptic rate x enters through its spikes: each that arrives changes
//! the weight by η (y / y₀) (y / y₀ - θ / y₀). The receiver's rate y is read by a detector with its own time constant, which
//! therefore has to be much shorter than that of the average ⟨y²⟩. For Poisson firing a detector of time constant τ raises
//! ⟨y²⟩ by y / 2τ above the square of the rate. Not gated; frozen in tests.

use super::slow_trace::SlowTrace;
use super::spike_rule::{SpikeRule, Synapse, learn};
use super::traces::{TraceClock, TraceSet, Traced, update_traces};
use crate::model::Projection;
use crate::modulation::Modulation;
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::scene::file::BcmFile;
use crate::schedule::StepSet;
use crate::state::{About, Part, component, state};
use crate::units::Seconds;
use bevy::ecs::component::Component;
use bevy::ecs::world::EntityWorldMut;

/// Parameters of the rule.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct Bcm(pub BcmFile);

impl Tunable for Bcm {
    type Parameters = BcmFile;
    const RULE: Rule = Rule::Bcm;

    fn parameters(&self) -> &BcmFile {
        &self.0
    }

    fn set_parameters(&mut self, parameters: BcmFile) {
        self.0 = parameters;
    }
}

impl PlasticityRule for Bcm {
    const LABEL: &'static str = "BCM plasticity";
    const SECTION: &'static str = "2.14";
    const EXPLANATION: &'static str = "A sender strengthens while its receiver fires above a threshold, and weakens below it; the threshold follows the \
                 receiver's own activity.";
    const STATE: &'static [Part] = &[component::<BcmTraces>(About::Activity)];
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert((BcmTraces::new(place.projection), TraceClock::default(), Self(parameters)));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Learn, learn::<Bcm>);
        systems.add(StepSet::Trace, update_traces::<Bcm>);
    }
}

/// Rates and thresholds of the postsynaptic neurons, in units of the target rate.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct BcmTraces {
    /// y / y₀.
    pub rate: SlowTrace,
    /// θ / y₀.
    pub threshold: SlowTrace,
}

state!(BcmTraces { rate, threshold });

impl BcmTraces {
    /// Neurons that have been firing at the target rate.
    #[must_use]
    pub fn new(projection: &Projection) -> Self {
        let neurons = projection.postsynaptic.len();
        Self { rate: SlowTrace::new(neurons, 1.0), threshold: SlowTrace::new(neurons, 1.0) }
    }
}

impl TraceSet for BcmTraces {
    type Times = BcmFile;

    fn arrive(&mut self, _axon: usize, _times: &BcmFile) {}

    fn fire(&mut self, neuron: usize, times: &BcmFile) {
        self.rate.add(neuron, 1.0 / (times.rate_tau.0 * times.target_rate.0));
    }

    fn decay(&mut self, times: &BcmFile, dt: f32) {
        let steps = |tau: Seconds| f64::from(dt) / (1000.0 * f64::from(tau.0));
        let share = -libm::expm1(-steps(times.threshold_tau));
        for (neuron, rate) in self.rate.iter().enumerate() {
            self.threshold.approach(neuron, share, rate * rate);
        }
        self.rate.decay(libm::exp(-steps(times.rate_tau)));
    }

    fn rest(&mut self) {}
}

impl Traced for Bcm {
    type Own = BcmTraces;

    fn times(&self) -> BcmFile {
        self.0
    }

    fn are_read(switches: RuleSwitches) -> bool {
        switches.is_on(Rule::Bcm)
    }
}

impl SpikeRule for Bcm {
    const ON_POST: bool = false;
    type Traces = BcmTraces;
    type Arrival = ();
    type Firing = ();

    fn gate(&self, modulation: &Modulation) -> f32 {
        if modulation.frozen { 0.0 } else { 1.0 }
    }

    #[inline]
    fn arrival(&self, _traces: &BcmTraces, _axon: usize, _depression: f32) {}

    #[inline]
    fn on_pre(&self, traces: &BcmTraces, (): (), neuron: usize) -> f32 {
        let rate = traces.rate[neuron];
        self.0.rate * rate * (rate - traces.threshold[neuron])
    }

    #[inline]
    fn firing(&self, _traces: &BcmTraces, _neuron: usize) {}

    #[inline]
    fn on_post(&self, _traces: &BcmTraces, (): (), _synapse: Synapse) -> f32 {
        0.0
    }
}
