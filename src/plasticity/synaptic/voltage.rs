//! Voltage-based plasticity (Clopath, Büsing, Vasilaki & Gerstner 2010; constants of the authors' code, ModelDB 144566).
//!
//! dw/dt = -A_LTD h X [ū₋ - θ₋]₊ + A_LTP x̄ [u - θ₊]₊ [ū₊ - θ₋]₊, with X the presynaptic spikes, x̄ their low-pass (τ_x, of area 1
//! a spike), and ū₋, ū₊ low-passes of the postsynaptic potential u (τ₋, τ₊), read a few milliseconds late so that a spike does
//! not count its own upswing. The optional factor h = ⟨(u - E_L)²⟩ / u_ref² makes depression homeostatic.
//!
//! **What is simplified.** Our membrane has no spike shape and, unlike the neuron of the paper, no after-depolarisation. The rule
//! therefore reads u = V + a, where V is the membrane, a the after-depolarisation: `after_depolarization` at a spike's end, decaying;
//! and for `spike_width` from each spike on u is `spike_potential`. The last factor of the upswing, ∫[u - θ₊]₊ dt, is then one
//! number, and its potentiation is given at once when the neuron fires. The membrane itself is untouched. With the defaults this
//! is the potential that the authors' neuron shows: two milliseconds at 29.4 and 32.9 mV, then 400 pA decaying with 40 ms on
//! 281 pF and 30 nS, whose slow part is 400 pA / 30 nS / (1 - 9.4 ms / 40 ms) = 17.4 mV.
//! A cell with a strong afterhyperpolarization, as this program's default neuron has, lies lower between fast spikes than the
//! authors' neuron: its depression turns into potentiation at a higher pairing frequency (between 40 and 50 Hz, not at 36 Hz).
//! Above θ₊ without a spike (a clamped or strongly depolarised cell) potentiation runs at every step, as written.

use super::slow_trace::SlowTrace;
use super::spike_rule::{SpikeRule, Synapse, learn};
use super::traces::{Trace, TraceClock};
use crate::model::{
    Connectome, MembranePotential, NeuronTable, Population, Projection, SpikeQueue, Spikes, SynapseTable, Weight,
};
use crate::modulation::Modulation;
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::scene::StepLength;
use crate::scene::file::{Interaction, VoltageStdpFile};
use crate::schedule::{BiologicalTime, Clock, StepSet};
use crate::state::{About, Part, component, state};
use crate::units::Milliseconds;
use bevy::ecs::component::Component;
use bevy::ecs::schedule::IntoScheduleConfigs;
use bevy::ecs::system::{Query, Res};
use bevy::ecs::world::EntityWorldMut;

/// Parameters of the rule.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct VoltageStdp(pub VoltageStdpFile);

impl VoltageStdp {
    /// Potentiation a unit of x̄ and of [ū₊ - θ₋]₊ that the upswing of one spike gives (ms to the minus one, through x̄).
    #[inline]
    fn upswing(&self) -> f32 {
        let above = (self.0.spike_potential.0 - self.0.high_threshold.0).max(0.0);
        self.0.potentiation * above * self.0.spike_width.0 / self.0.presynaptic_tau.0
    }
}

impl Tunable for VoltageStdp {
    type Parameters = VoltageStdpFile;
    const RULE: Rule = Rule::VoltageStdp;

    fn parameters(&self) -> &VoltageStdpFile {
        &self.0
    }

    fn set_parameters(&mut self, parameters: VoltageStdpFile) {
        self.0 = parameters;
    }
}

impl PlasticityRule for VoltageStdp {
    const LABEL: &'static str = "Voltage-based plasticity";
    const SECTION: &'static str = "2.14";
    const EXPLANATION: &'static str = "What counts is the receiver's voltage: a sender that is active while the receiver is a little depolarized weakens, \
                 while it is strongly depolarized strengthens.";
    const EXAMPLE: &'static str = "(low_threshold: mV(-65.0))";
    const STATE: &'static [Part] = &[component::<VoltageTraces>(About::Activity)];
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        let traces = VoltageTraces::new(place.projection, &parameters, place.neuron.resting_potential.0, place.dt);
        entity.insert((traces, TraceClock::default(), Self(parameters)));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Learn, (learn::<Self>, potentiate_depolarized).chain());
        systems.add(StepSet::Trace, update_voltage_traces);
        systems.add_skipping(StepSet::Settle, skip_voltage_traces);
    }
}

/// The traces of the rule.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct VoltageTraces {
    /// x̄ times its time constant, one an axon.
    pub presynaptic: Trace,
    /// ū₋ and ū₊, one a neuron (mV).
    filtered: [Vec<f32>; 2],
    /// Their last values, one row of neurons a step of the delay (mV).
    history: [Vec<f32>; 2],
    /// Newest row.
    newest: usize,
    /// Number of rows.
    rows: usize,
    /// a, one a neuron (mV).
    after_depolarization: Vec<f32>,
    /// Steps for which the spike still lasts.
    spiking: Vec<u32>,
    /// ⟨(u - E_L)²⟩ (mV²).
    mean_square: SlowTrace,
}

state!(VoltageTraces { presynaptic, filtered, history, newest, after_depolarization, spiking, mean_square });

impl VoltageTraces {
    /// Traces of a projection whose neurons are at rest, for a step (ms).
    #[must_use]
    pub fn new(projection: &Projection, file: &VoltageStdpFile, rest: f32, dt: f32) -> Self {
        let neurons = projection.postsynaptic.len();
        let rows = StepLength::of(Milliseconds(dt)).steps_of(file.delay.0) as usize + 1;
        Self {
            presynaptic: Trace::new(projection.axons.len()),
            filtered: [vec![rest; neurons], vec![rest; neurons]],
            history: [vec![rest; rows * neurons], vec![rest; rows * neurons]],
            newest: 0,
            rows,
            after_depolarization: vec![0.0; neurons],
            spiking: vec![0; neurons],
            mean_square: SlowTrace::new(neurons, file.homeostasis_reference),
        }
    }

    /// Keep ū₋ and ū₊ of this step until they are read.
    fn keep(&mut self) {
        self.newest = self.oldest();
        let row = self.newest * self.spiking.len()..(self.newest + 1) * self.spiking.len();
        for (history, filtered) in self.history.iter_mut().zip(&self.filtered) {
            history[row.clone()].copy_from_slice(filtered);
        }
    }

    /// Forget what was before: the potential has been what it is now.
    fn begin_again(&mut self, potential: &[MembranePotential]) {
        let neurons = potential.len();
        self.presynaptic.0.fill(0.0);
        self.after_depolarization.fill(0.0);
        self.spiking.fill(0);
        for column in self.filtered.iter_mut().chain(&mut self.history) {
            for (index, value) in column.iter_mut().enumerate() {
                *value = potential[index % neurons].0;
            }
        }
    }

    /// ū₋ of a neuron, late by the delay (mV).
    #[inline]
    fn for_depression(&self, neuron: usize) -> f32 {
        self.history[0][self.oldest() * self.spiking.len() + neuron]
    }

    /// ū₊ of a neuron, late by the delay (mV).
    #[inline]
    fn for_potentiation(&self, neuron: usize) -> f32 {
        self.history[1][self.oldest() * self.spiking.len() + neuron]
    }

    #[inline]
    fn oldest(&self) -> usize {
        if self.newest + 1 == self.rows { 0 } else { self.newest + 1 }
    }
}

impl SpikeRule for VoltageStdp {
    type Traces = VoltageTraces;
    type Arrival = ();
    type Firing = f32;

    fn gate(&self, modulation: &Modulation) -> f32 {
        if modulation.frozen { 0.0 } else { 1.0 }
    }

    #[inline]
    fn arrival(&self, _traces: &VoltageTraces, _axon: usize, _depression: f32) {}

    #[inline]
    fn on_pre(&self, traces: &VoltageTraces, (): (), neuron: usize) -> f32 {
        let above = (traces.for_depression(neuron) - self.0.low_threshold.0).max(0.0);
        let homeostasis = if self.0.homeostasis_reference > 0.0 {
            traces.mean_square[neuron] / self.0.homeostasis_reference
        } else {
            1.0
        };
        -self.0.depression * homeostasis * above
    }

    #[inline]
    fn firing(&self, traces: &VoltageTraces, neuron: usize) -> f32 {
        self.upswing() * (traces.for_potentiation(neuron) - self.0.low_threshold.0).max(0.0)
    }

    #[inline]
    fn on_post(&self, traces: &VoltageTraces, amplitude: f32, synapse: Synapse) -> f32 {
        amplitude * traces.presynaptic.0[synapse.axon]
    }
}

/// Potentiation of cells whose membrane is above the upper threshold without firing. The after-depolarisation does not count
/// here: it is added to a membrane that knows nothing of it, and in the authors' neuron it stays below that threshold.
pub fn potentiate_depolarized(
    mut synapses: SynapseTable<&mut Weight>,
    mut neurons: NeuronTable<&MembranePotential>,
    projections: Query<(&Projection, &VoltageTraces, &VoltageStdp)>,
    connectome: Res<Connectome>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
    clock: Res<Clock>,
) {
    if !switches.is_on(Rule::VoltageStdp) || modulation.frozen {
        return;
    }
    let (weight, potential) = (synapses.slices(), neurons.slices());
    for (projection, traces, VoltageStdp(rule)) in &projections {
        let potential = &potential[projection.postsynaptic.clone()];
        for (neuron, v) in potential.iter().enumerate() {
            let above = v.0 - rule.high_threshold.0;
            if above <= 0.0 || traces.spiking[neuron] > 0 {
                continue;
            }
            let slow = (traces.for_potentiation(neuron) - rule.low_threshold.0).max(0.0);
            // x̄ integrated over the step that ends now, so that a spike has the area 1 whatever the step.
            let area = libm::expm1(f64::from(clock.dt) / f64::from(rule.presynaptic_tau.0)) as f32;
            let amplitude = rule.potentiation * above * slow * area;
            for incoming in connectome.incoming(projection.index, neuron) {
                let weight = &mut weight[incoming.row as usize];
                let change = amplitude * traces.presynaptic.0[incoming.presynaptic as usize];
                weight.change(change, projection.maximum_weight);
            }
        }
    }
}

/// The traces after biological time that is skipped: those of a membrane that has long been at rest.
pub fn skip_voltage_traces(
    mut projections: Query<(&Projection, &mut VoltageTraces)>,
    mut neurons: NeuronTable<&MembranePotential>,
    time: Res<BiologicalTime>,
) {
    let potential = neurons.slices();
    if time.skipping().is_some() {
        for (projection, mut traces) in &mut projections {
            traces.begin_again(&potential[projection.postsynaptic.clone()]);
        }
    }
}

/// The traces follow the spikes and potentials of this step.
pub fn update_voltage_traces(
    mut projections: Query<(&Projection, &mut VoltageTraces, &mut TraceClock, &VoltageStdp)>,
    populations: Query<&Population>,
    mut neurons: NeuronTable<&MembranePotential>,
    queue: Res<SpikeQueue>,
    spikes: Res<Spikes>,
    switches: Res<RuleSwitches>,
    clock: Res<Clock>,
) {
    if !switches.is_on(Rule::VoltageStdp) {
        return;
    }
    let potential = neurons.slices();
    for (projection, mut traces, mut last, VoltageStdp(rule)) in &mut projections {
        let traces = &mut *traces;
        let missed = last.missed_steps(clock.step);
        if missed > 0 {
            traces.begin_again(&potential[projection.postsynaptic.clone()]);
        }
        for &axon in queue.arriving(projection.index) {
            traces.presynaptic.spike(axon as usize - projection.axons.start, Interaction::AllToAll);
        }
        traces.presynaptic.decay(rule.presynaptic_tau.0, clock.dt);
        let width = clock.steps(rule.spike_width.0, 0) as u32;
        for &neuron in &spikes.now {
            let neuron = neuron as usize;
            if projection.postsynaptic.contains(&neuron) {
                traces.spiking[neuron - projection.postsynaptic.start] = width;
                traces.after_depolarization[neuron - projection.postsynaptic.start] = rule.after_depolarization.0;
            }
        }
        let rest = populations
            .iter()
            .find(|population| population.range.contains(&projection.postsynaptic.start))
            .map_or(0.0, |population| population.neuron.resting_potential.0);
        let share = |tau: f32| -libm::expm1(-clock.length.milliseconds() / f64::from(tau));
        let approach = |tau: f32| share(tau) as f32;
        let (minus, plus) = (approach(rule.depression_tau.0), approach(rule.potentiation_tau.0));
        let mean = share(1000.0 * rule.homeostasis_tau.0);
        let after = 1.0 - approach(rule.after_depolarization_tau.0);
        let mean_square = &mut traces.mean_square;
        let [filtered_minus, filtered_plus] = &mut traces.filtered;
        let columns = potential[projection.postsynaptic.clone()]
            .iter()
            .zip(&mut traces.spiking)
            .zip(&mut traces.after_depolarization)
            .zip(filtered_minus.iter_mut())
            .zip(filtered_plus.iter_mut())
            .enumerate();
        for (neuron, ((((v, spiking), after_depolarization), for_depression), for_potentiation)) in columns {
            let spikes = *spiking > 0;
            let u = if spikes { rule.spike_potential.0 } else { v.0 + *after_depolarization };
            *after_depolarization *= if spikes { 1.0 } else { after };
            *spiking = spiking.saturating_sub(1);
            *for_depression += minus * (u - *for_depression);
            *for_potentiation += plus * (u - *for_potentiation);
            let depolarization = u - rest;
            mean_square.approach(neuron, mean, depolarization * depolarization);
        }
        traces.keep();
    }
}
