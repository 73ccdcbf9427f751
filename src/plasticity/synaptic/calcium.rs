//! Calcium-based plasticity (Graupner & Brunel 2012, PNAS 109:3991; the noise as in their correction, PNAS 109:21551).
//!
//! Each spike lets calcium into the spine: c decays with τ_Ca, and grows by C_post with each postsynaptic spike and by C_pre with each
//! presynaptic one, a delay D after it arrives. The efficacy ρ follows the time that calcium spends above two thresholds:
//! τ dρ/dt = -ρ (1 - ρ)(ρ* - ρ) + γ_p (1 - ρ) Θ(c - θ_p) - γ_d ρ Θ(c - θ_d) + σ √τ √(Θ(c - θ_p) + Θ(c - θ_d)) η(t), Θ the step.
//! Left alone it goes to 0 (down) or 1 (up). The weight is w_down + ρ (w_max - w_down), w_max being the largest weight of the
//! projection.
//!
//! Calcium is linear in spikes, so that one trace an axon and one a neuron give that of every synapse. Within a step it decays
//! without a spike: for how long it is above a threshold, and what becomes of ρ meanwhile, is exact. The first term, 150 s slow, is
//! advanced every 100 ms.
//!
//! **What is simplified.** A weight is bounded as that of any rule is, so that noise takes ρ no further than 1. Not gated; frozen in
//! tests. It runs on the clock of spikes; where biological time is skipped, ρ goes to where it goes when left alone.

use crate::elementary;
use crate::model::{Connectome, Postsynaptic, Projection, SpikeQueue, Spikes, SynapseTable, Weight};
use crate::modulation::Modulation;
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::random::{Purpose, RandomStream};
use crate::scene::file::CalciumStdpFile;
use crate::schedule::{BiologicalTime, Clock, StepSet};
use crate::state::{About, Part, component, state};
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};
use bevy::ecs::world::EntityWorldMut;
use bevy::math::ops;
use std::collections::VecDeque;

/// Interval at which efficacy drifts when left alone (ms).
const DRIFT_MS: f32 = 100.0;
/// Longest stride of the drift where time is skipped, and after how long it is over (time constants).
const STRIDE: f32 = 0.05;
const SETTLED: f32 = 100.0;

/// The rule on a projection, with the calcium of its axons and postsynaptic neurons.
#[derive(Component, Debug)]
pub struct CalciumStdp {
    parameters: CalciumStdpFile,
    dt: f32,
    /// Calcium of presynaptic spikes, one an axon, in units of C_pre.
    pub presynaptic: Vec<f32>,
    /// Calcium of postsynaptic spikes, one a neuron, in units of C_post.
    pub postsynaptic: Vec<f32>,
    /// Axons whose spike has arrived and whose calcium has not, one list a step, the oldest first.
    waiting: VecDeque<Vec<u32>>,
    /// What is left of the calcium of a presynaptic spike at the end of the step in which it comes.
    late: f32,
    decay: f32,
    at_rest: bool,
    noise: RandomStream,
    words: Vec<u32>,
}

state!(CalciumStdp { presynaptic, postsynaptic, waiting, at_rest });

impl CalciumStdp {
    /// The rule with the parameters of a scene, without calcium; `dt` is the step (ms).
    #[must_use]
    pub fn new(parameters: CalciumStdpFile, projection: &Projection, seed: u64, dt: f32) -> Self {
        let steps = (parameters.delay.0 / dt - 1e-3).ceil().max(0.0);
        let axons = projection.axons.len();
        let mut rule = Self {
            parameters,
            dt,
            presynaptic: vec![0.0; axons],
            postsynaptic: vec![0.0; projection.postsynaptic.len()],
            waiting: (0..steps as usize).map(|_| Vec::with_capacity(axons)).collect(),
            late: 1.0,
            decay: 1.0,
            at_rest: true,
            noise: RandomStream::new(seed, Purpose::CalciumNoise, projection.index as u64),
            words: Vec::new(),
        };
        rule.set_parameters(parameters);
        rule
    }

    /// Weight of a synapse that is down, for the largest weight.
    fn down(&self, maximum: f32) -> f32 {
        self.parameters.down_weight * maximum
    }

    /// Efficacy after a step that begins with this calcium, and the standard deviation of what noise adds to it.
    #[must_use]
    pub fn after_step(&self, efficacy: f32, calcium: f32) -> (f32, f32) {
        let p = &self.parameters;
        // How long calcium stays above a threshold (ms).
        let above = |threshold: f32| {
            let ratio = calcium / threshold;
            if ratio > 1.0 { (p.calcium_tau.0 * elementary::ln(ratio)).min(self.dt) } else { 0.0 }
        };
        let (depressed, potentiated) = (above(p.depression_threshold), above(p.potentiation_threshold));
        let both = depressed.min(potentiated);
        let tau = 1000.0 * p.tau.0;
        let mut rho = efficacy;
        let rates = p.depression + p.potentiation;
        if both > 0.0 && rates > 0.0 {
            let aim = p.potentiation / rates;
            rho = aim + (rho - aim) * elementary::exp(-rates * both / tau);
        }
        rho *= elementary::exp(-p.depression * (depressed - both) / tau);
        rho = 1.0 - (1.0 - rho) * elementary::exp(-p.potentiation * (potentiated - both) / tau);
        (rho, p.noise * ((depressed + potentiated) / tau).sqrt())
    }

    /// Change of an efficacy that is left alone, for a short time in time constants.
    fn drift(&self, efficacy: f32, time: f32) -> f32 {
        efficacy - time * efficacy * (1.0 - efficacy) * (self.parameters.unstable - efficacy)
    }

    /// Let a function move the efficacy behind a weight.
    fn move_weight(&self, weight: &mut Weight, maximum: f32, change: impl FnOnce(f32) -> f32) {
        let down = self.down(maximum);
        let span = maximum - down;
        if span > 0.0 {
            let aim = down + span * change((weight.0 - down) / span);
            weight.change(aim - weight.0, maximum);
        }
    }

    /// What a rule that is switched off does: it forgets the spikes that it will not follow.
    fn rest(&mut self) {
        if !self.at_rest {
            self.presynaptic.fill(0.0);
            self.postsynaptic.fill(0.0);
            self.waiting.iter_mut().for_each(Vec::clear);
            self.at_rest = true;
        }
    }
}

impl Tunable for CalciumStdp {
    type Parameters = CalciumStdpFile;
    const RULE: Rule = Rule::CalciumStdp;

    fn parameters(&self) -> &CalciumStdpFile {
        &self.parameters
    }

    fn set_parameters(&mut self, parameters: CalciumStdpFile) {
        self.parameters = parameters;
        let tau = parameters.calcium_tau.0;
        self.decay = ops::exp(-self.dt / tau);
        let beyond = self.waiting.len() as f32 * self.dt - parameters.delay.0;
        self.late = ops::exp(-beyond.max(0.0) / tau);
    }
}

impl PlasticityRule for CalciumStdp {
    const LABEL: &'static str = "Calcium-based plasticity";
    const SECTION: &'static str = "2.14";
    const EXPLANATION: &'static str = "Spikes of sender and receiver let calcium into the synapse. A little of it weakens, much of it strengthens; left alone \
         a synapse goes all the way up or down.";
    const STATE: &'static [Part] = &[component::<Self>(About::Activity)];
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert(Self::new(parameters, place.projection, place.seed, place.dt));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Learn, learn_from_calcium);
        systems.add(StepSet::Trace, update_calcium);
        systems.add_skipping(StepSet::Settle, skip_calcium);
    }
}

/// Efficacies follow the calcium of this step.
pub fn learn_from_calcium(
    mut synapses: SynapseTable<(&Postsynaptic, &mut Weight)>,
    mut projections: Query<(&Projection, &mut CalciumStdp)>,
    connectome: Res<Connectome>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
    clock: Res<Clock>,
) {
    let (postsynaptic, weight) = synapses.slices();
    let drifts = clock.is_due(clock.steps(DRIFT_MS, 1));
    for (projection, mut rule) in &mut projections {
        let rule = &mut *rule;
        if !switches.is_on(Rule::CalciumStdp) {
            rule.rest();
            continue;
        }
        rule.at_rest = false;
        if modulation.frozen {
            continue;
        }
        let p = rule.parameters;
        let maximum = projection.maximum_weight;
        let least = p.depression_threshold.min(p.potentiation_threshold);
        let most = p.postsynaptic_calcium * rule.postsynaptic.iter().copied().fold(0.0, f32::max);
        for (local, axon) in projection.axons.clone().enumerate() {
            let own = p.presynaptic_calcium * rule.presynaptic[local];
            if own + most <= least {
                continue;
            }
            let rows = connectome.rows(axon);
            // Two words for each synapse of the axon, drawn together: that is what takes time.
            let mut words = std::mem::take(&mut rule.words);
            words.resize(2 * rows.len(), 0);
            if p.noise > 0.0 {
                rule.noise.fill(clock.step, 2 * (rows.start - projection.rows.start), &mut words);
            }
            for (row, words) in rows.zip(words.as_chunks::<2>().0) {
                let neuron = postsynaptic[row].0 as usize - projection.postsynaptic.start;
                let calcium = own + p.postsynaptic_calcium * rule.postsynaptic[neuron];
                if calcium <= least {
                    continue;
                }
                let normal = if p.noise > 0.0 { elementary::normal_pair(words[0], words[1]).0 } else { 0.0 };
                rule.move_weight(&mut weight[row], maximum, |rho| {
                    let (rho, sd) = rule.after_step(rho, calcium);
                    rho + sd * normal
                });
            }
            rule.words = words;
        }
        if drifts {
            let time = clock.steps(DRIFT_MS, 1) as f32 * clock.dt / (1000.0 * p.tau.0);
            for weight in &mut weight[projection.rows.clone()] {
                rule.move_weight(weight, maximum, |rho| rule.drift(rho, time));
            }
        }
    }
}

/// Calcium decays, and grows with the spikes of this step.
pub fn update_calcium(
    mut projections: Query<(&Projection, &mut CalciumStdp)>,
    queue: Res<SpikeQueue>,
    spikes: Res<Spikes>,
) {
    for (projection, mut rule) in &mut projections {
        let rule = &mut *rule;
        if rule.at_rest {
            continue;
        }
        let decay = rule.decay;
        rule.presynaptic.iter_mut().chain(&mut rule.postsynaptic).for_each(|calcium| *calcium *= decay);
        let arriving = queue.arriving(projection.index).iter().map(|&axon| axon - projection.axons.start as u32);
        // A delay of no step leaves nothing to wait.
        if let Some(mut due) = rule.waiting.pop_front() {
            for &axon in &due {
                rule.presynaptic[axon as usize] += rule.late;
            }
            due.clear();
            due.extend(arriving);
            rule.waiting.push_back(due);
        } else {
            for axon in arriving {
                rule.presynaptic[axon as usize] += 1.0;
            }
        }
        for &neuron in &spikes.now {
            let neuron = neuron as usize;
            if projection.postsynaptic.contains(&neuron) {
                rule.postsynaptic[neuron - projection.postsynaptic.start] += 1.0;
            }
        }
    }
}

/// Hours without spikes pass: calcium is gone, and every synapse goes up or down.
pub fn skip_calcium(
    mut synapses: SynapseTable<&mut Weight>,
    mut projections: Query<(&Projection, &mut CalciumStdp)>,
    switches: Res<RuleSwitches>,
    time: Res<BiologicalTime>,
) {
    let Some(hours) = time.skipping() else { return };
    let weight = synapses.slices();
    for (projection, mut rule) in &mut projections {
        rule.rest();
        if !switches.is_on(Rule::CalciumStdp) {
            continue;
        }
        let time = (3600.0 * hours / rule.parameters.tau.0).min(SETTLED);
        let strides = (time / STRIDE).ceil().max(1.0);
        for weight in &mut weight[projection.rows.clone()] {
            rule.move_weight(weight, projection.maximum_weight, |rho| {
                (0..strides as u32).fold(rho, |rho, _| rule.drift(rho, time / strides))
            });
        }
    }
}
