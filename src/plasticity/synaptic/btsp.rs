//! Behavioural-timescale plasticity: a plateau potential in the dendrites changes every synapse that was active within seconds
//! of it, in either order (MODEL 2.15; Bittner et al. 2017, Milstein et al. 2021, Cone & Shouval 2021).
//!
//! A presynaptic spike fills the eligibility E of its axon, E += a (1 - E), which decays with τ_E; a plateau holds the
//! instructive signal P of its neuron at 1, which then decays with τ_P. Where they overlap,
//! dw/dt = k₊ (w_max - w) q₊(E P) - k₋ w q₋(E P): weak synapses grow, strong ones shrink, and each goes towards
//! w_max k₊ q₊ / (k₊ q₊ + k₋ q₋). Because q₋ saturates early, synapses far from the plateau in time are depressed. With
//! proportional q₊ the window of a weak synapse is an exponential of τ_E before and of τ_P after the plateau.
//!
//! Plateaus come at the rate p₀ exp((V - E_L + κ e + λ (V_T0 - θ)) / s) (a modelling choice): excitability and a low threshold
//! make them likelier. A plateau does not depolarize the soma here. Everything is stepped every 10 ms; a network without a plateau pays for its spikes only.

use crate::elementary;
use crate::model::{
    Connectome, FastExcitability, MembranePotential, NeuronTable, Projection, SlowExcitability, SpikeQueue, Spikes,
    SynapseTable, Threshold, Weight,
};
use crate::modulation::Modulation;
use crate::plasticity::intrinsic::total_excitability;
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::random::{Purpose, RandomStream};
use crate::scene::file::{BtspFile, NeuronFile};
use crate::schedule::{BiologicalTime, Clock, StepSet};
use crate::state::{About, Part, component, state};
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};
use bevy::ecs::world::EntityWorldMut;
use bevy::math::ops;

/// Interval of the rule (ms).
const INTERVAL_MS: f32 = 10.0;
/// An instructive signal smaller than this is none.
const QUIET: f32 = 1e-3;
/// Slopes below this are taken as proportional.
const FLAT: f32 = 1e-2;

/// A sigmoid that is 0 at 0 and 1 at 1; a straight line if its slope is 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap {
    half: f32,
    slope: f32,
    low: f32,
    scale: f32,
}

impl Overlap {
    /// The sigmoid with this middle and slope.
    #[must_use]
    pub fn new(half: f32, slope: f32) -> Self {
        if slope < FLAT {
            return Self { half, slope: 0.0, low: 0.0, scale: 1.0 };
        }
        let logistic = |x: f32| 1.0 / (1.0 + ops::exp(-slope * (x - half)));
        let low = logistic(0.0);
        Self { half, slope, low, scale: 1.0 / (logistic(1.0) - low) }
    }

    /// Its value for an overlap of 0 to 1.
    #[inline]
    #[must_use]
    pub fn at(&self, overlap: f32) -> f32 {
        if self.slope == 0.0 {
            overlap
        } else {
            (1.0 / (1.0 + elementary::exp(-self.slope * (overlap - self.half))) - self.low) * self.scale
        }
    }
}

/// The rule on a projection, with the eligibility of its axons and the plateaus of its postsynaptic neurons.
#[derive(Component, Debug)]
pub struct Btsp {
    parameters: BtspFile,
    /// Eligibility E of each axon, 0 to 1.
    pub eligibility: Vec<f32>,
    /// Instructive signal P of each postsynaptic neuron, 0 to 1.
    pub instructive: Vec<f32>,
    /// Intervals that the plateau of each postsynaptic neuron still lasts.
    pub remaining: Vec<u32>,
    /// Plateaus of each postsynaptic neuron so far.
    pub plateaus: Vec<u32>,
    resting_potential: f32,
    /// Threshold of the average postsynaptic neuron, V_T0 (mV).
    average_threshold: f32,
    interval: f32,
    decay: [f32; 2],
    duration: u32,
    potentiation: Overlap,
    depression: Overlap,
    draws: RandomStream,
    words: Vec<u32>,
}

state!(Btsp { eligibility, instructive, remaining, plateaus });

impl Btsp {
    /// The rule with the parameters of a scene. `neuron` are the postsynaptic neurons, `item` tells their random numbers
    /// from those of other populations, `dt` is the step (ms).
    #[must_use]
    pub fn new(
        parameters: BtspFile,
        projection: &Projection,
        neuron: &NeuronFile,
        seed: u64,
        item: u64,
        dt: f32,
    ) -> Self {
        let neurons = projection.postsynaptic.len();
        let steps = (INTERVAL_MS / dt).round().max(1.0);
        let mut rule = Self {
            parameters,
            eligibility: vec![0.0; projection.axons.len()],
            instructive: vec![0.0; neurons],
            remaining: vec![0; neurons],
            plateaus: vec![0; neurons],
            resting_potential: neuron.resting_potential.0,
            average_threshold: neuron.threshold.0,
            interval: steps * dt,
            decay: [0.0; 2],
            duration: 0,
            potentiation: Overlap::new(0.0, 0.0),
            depression: Overlap::new(0.0, 0.0),
            draws: RandomStream::new(seed, Purpose::Plateau, item),
            words: vec![0; neurons],
        };
        rule.set_parameters(parameters);
        rule
    }

    /// Probability of a plateau within one interval, for a potential, an excitability and a threshold (mV).
    #[must_use]
    pub fn plateau_probability(&self, potential: f32, excitability: f32, threshold: f32) -> f64 {
        let p = &self.parameters;
        let mut depolarization = potential - self.resting_potential + p.plateau_excitability.0 * excitability;
        depolarization += p.plateau_threshold * (self.average_threshold - threshold);
        let exponent = depolarization / p.plateau_width.0;
        let expected = p.plateau_rate.0 * elementary::exp(exponent) * self.interval / 1000.0;
        -libm::expm1(-f64::from(expected))
    }

    /// Weight change of a synapse in an interval in which the overlap stays: exact, so that no rate, however fast, throws the weight
    /// beyond where it is going.
    #[inline]
    #[must_use]
    pub fn change(&self, weight: f32, maximum: f32, overlap: f32) -> f32 {
        let up = self.parameters.potentiation.0 * self.potentiation.at(overlap);
        let both = up + self.parameters.depression.0 * self.depression.at(overlap);
        if both > 0.0 {
            let share = -libm::expm1f(-both * self.interval / 1000.0);
            share * (maximum * up / both - weight)
        } else {
            0.0
        }
    }

    fn begin_plateau(&mut self, local: usize) {
        if self.remaining[local] == 0 {
            self.plateaus[local] += 1;
        }
        self.remaining[local] = self.duration;
        self.instructive[local] = 1.0;
    }
}

impl Tunable for Btsp {
    type Parameters = BtspFile;
    const RULE: Rule = Rule::Btsp;

    fn parameters(&self) -> &BtspFile {
        &self.parameters
    }

    fn set_parameters(&mut self, parameters: BtspFile) {
        self.parameters = parameters;
        let taus = [parameters.eligibility_tau.0, parameters.instructive_tau.0];
        self.decay = taus.map(|tau| ops::exp(-self.interval / (1000.0 * tau)));
        self.duration = (parameters.plateau_duration.0 / self.interval).round().max(1.0) as u32;
        self.potentiation = Overlap::new(parameters.potentiation_half, parameters.potentiation_slope);
        self.depression = Overlap::new(parameters.depression_half, parameters.depression_slope);
    }
}

impl PlasticityRule for Btsp {
    const LABEL: &'static str = "Plateau plasticity (BTSP)";
    const SECTION: &'static str = "2.15";
    const EXPLANATION: &'static str = "A plateau potential in a neuron changes all synapses that were active within seconds of it: weak ones grow, \
                 strong ones shrink. Excitable neurons have more plateaus.";
    const STATE: &'static [Part] = &[component::<Btsp>(About::Activity)];
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        let ProjectionPlace { projection, neuron, seed, target, dt, .. } = *place;
        entity.insert(Self::new(parameters, projection, neuron, seed, target as u64, dt));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Learn, learn_btsp);
        systems.add_skipping(StepSet::Settle, skip_btsp);
    }
}

/// Spikes fill eligibilities in every step; plateaus come, and weights follow them, every 10 ms.
pub fn learn_btsp(
    mut synapses: SynapseTable<&mut Weight>,
    mut neurons: NeuronTable<(&MembranePotential, &FastExcitability, &SlowExcitability, &Threshold)>,
    mut projections: Query<(&Projection, &mut Btsp)>,
    connectome: Res<Connectome>,
    queue: Res<SpikeQueue>,
    spikes: Res<Spikes>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
    clock: Res<Clock>,
) {
    if !switches.is_on(Rule::Btsp) {
        return;
    }
    let due = clock.is_due(clock.steps(INTERVAL_MS, 1));
    for (projection, mut rule) in &mut projections {
        let rule = &mut *rule;
        let share = rule.parameters.spike_share;
        for &axon in queue.arriving(projection.index) {
            let eligibility = &mut rule.eligibility[axon as usize - projection.axons.start];
            *eligibility += share * (1.0 - *eligibility);
        }
        for &neuron in &spikes.plateaus {
            if projection.postsynaptic.contains(&(neuron as usize)) {
                rule.begin_plateau(neuron as usize - projection.postsynaptic.start);
            }
        }
        if !due {
            continue;
        }
        if rule.parameters.plateau_rate.0 > 0.0 {
            let (potential, fast, slow, threshold) = neurons.slices();
            rule.draws.fill(clock.step, 0, &mut rule.words);
            for (local, neuron) in projection.postsynaptic.clone().enumerate() {
                let excitability = total_excitability(fast[neuron].0, slow[neuron].0);
                let probability = rule.plateau_probability(potential[neuron].0, excitability, threshold[neuron].0);
                if rule.remaining[local] == 0 && (f64::from(rule.words[local]) + 0.5) / 4_294_967_296.0 < probability {
                    rule.begin_plateau(local);
                }
            }
        }
        if !modulation.frozen && rule.instructive.iter().any(|&signal| signal > QUIET) {
            let weight = synapses.slices();
            rule.change_weights(weight, projection, &connectome);
        }
        rule.decay();
    }
}

/// Hours without spikes pass: eligibilities and plateaus are gone.
pub fn skip_btsp(mut projections: Query<&mut Btsp>, time: Res<BiologicalTime>) {
    if time.skipping().is_none() {
        return;
    }
    for mut rule in &mut projections {
        rule.eligibility.fill(0.0);
        rule.instructive.fill(0.0);
        rule.remaining.fill(0);
    }
}

impl Btsp {
    /// The synapses of all neurons with an instructive signal move.
    fn change_weights(&self, weights: &mut [Weight], projection: &Projection, connectome: &Connectome) {
        for (local, &signal) in self.instructive.iter().enumerate().filter(|&(_, &signal)| signal > QUIET) {
            for incoming in connectome.incoming(projection.index, local) {
                let overlap = signal * self.eligibility[incoming.presynaptic as usize];
                if overlap > 0.0 {
                    let weight = &mut weights[incoming.row as usize];
                    weight.change(self.change(weight.0, projection.maximum_weight, overlap), projection.maximum_weight);
                }
            }
        }
    }

    /// An interval passes.
    fn decay(&mut self) {
        let [eligibility, instructive] = self.decay;
        self.eligibility.iter_mut().for_each(|value| *value *= eligibility);
        for (signal, remaining) in self.instructive.iter_mut().zip(&mut self.remaining) {
            if *remaining > 0 {
                *remaining -= 1;
            } else {
                *signal *= instructive;
            }
        }
    }
}
