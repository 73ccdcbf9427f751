//! Collects what a view shows while a simulation steps. It only reads, so that looking never changes a run.

use super::choices::{ChoiceWatch, changes_made};
use super::course::presentation;
use super::group::read_group;
use super::info::network_info;
use super::looking::Looking;
use super::past::Past;
use super::recalled::Recalled;
use super::run::Simulation;
use super::sample::{
    Fibre, GroupReading, HeatColumn, ModulatorReading, Neighbours, NetworkInfo, ParameterReading, PopulationInfo,
    RateBin, SelectedNeuron, SpikeEvent, SynapseTurnover, TracePoint, ViewSample, WeightSummary,
};
use super::thinning::{survives, thin};
use super::trace_watch::{TraceWatch, population_of, trace_point};
use super::weight_matrix::WeightMatrix;
use super::weights::{measure_matrix, summarise_weights, synapses_of, weight_matrix};
use crate::measure::replay::ReplayDetector;
use crate::measure::{CauseWatch, ThresholdPart, threshold_parts};
use crate::model::{
    AhpMultiplier, FastExcitability, Interventions, LeakMultiplier, MembranePotential, Paint, RestingThreshold,
    SlowExcitability, Threshold,
};
use crate::modulation::Modulation;
use crate::plasticity::curve::plasticity_curves;
use crate::plasticity::intrinsic::total_excitability;
use crate::plasticity::structural::TurnoverLog;
use crate::plasticity::{Rule, RuleSwitches};
use crate::protocol::{PatternDrive, Protocol};
use std::collections::BTreeSet;
use std::sync::Arc;

const RATE_BIN_MS: f32 = 20.0;
const HEAT_INTERVAL_MS: f32 = 250.0;
const TRACE_INTERVAL_MS: f32 = 1.0;
/// Most spikes in a sample; of more, a share is kept.
const MOST_SPIKES: usize = 200_000;
const MOST_TURNOVER: usize = 5_000;
/// Most numbers of the map that wait for a sample, while a run is done again: 128 MB.
const MOST_HEAT: usize = 32 << 20;
/// Window of the selected neuron's rate (s).
const RATE_WINDOW_S: f64 = 20.0;
/// Shortest time over which it is told (s).
const LEAST_RATE_WINDOW_S: f64 = 0.5;

/// Watches a simulation after every step.
pub struct Sampler {
    info: Arc<NetworkInfo>,
    pending: ViewSample,
    past: Past,
    bin_steps: u64,
    heat_steps: u64,
    trace_steps: u64,
    selected: Option<u32>,
    /// Neurons whose traces are kept besides.
    watched: Vec<TraceWatch>,
    /// Partners of the neuron of which they were asked for.
    neighbours: Option<Neighbours>,
    /// Neurons that are summed up, and their summary.
    group: Vec<u32>,
    group_reading: Option<Arc<GroupReading>>,
    selected_spikes: Vec<f64>,
    /// Since when the selected neuron's spikes are counted (s).
    followed_from_s: Option<f64>,
    selected_fired: bool,
    trace: Vec<TracePoint>,
    initial_counts: Vec<Vec<u32>>,
    weights: Arc<WeightSummary>,
    matrix: WeightMatrix,
    choices: ChoiceWatch,
    /// Whether all synapses are to be drawn.
    all_synapses: bool,
    /// What the window looks at.
    pub looking: Looking,
}

impl Sampler {
    /// A sampler for a simulation that has not been stepped yet.
    #[must_use]
    pub fn new(simulation: &Simulation) -> Self {
        let info = Arc::new(network_info(simulation));
        let steps = |milliseconds: f32| ((milliseconds / info.dt_ms).round() as u64).max(1);
        let mut sampler = Self {
            past: Past::new(&info, simulation),
            bin_steps: steps(RATE_BIN_MS),
            heat_steps: steps(HEAT_INTERVAL_MS),
            trace_steps: steps(TRACE_INTERVAL_MS),
            pending: ViewSample { spike_counts: vec![0; info.positions.len()], ..ViewSample::default() },
            choices: ChoiceWatch::default(),
            all_synapses: false,
            looking: Looking::new(Arc::clone(&info), simulation),
            info,
            selected: None,
            watched: Vec::new(),
            neighbours: None,
            group: Vec::new(),
            group_reading: None,
            selected_spikes: Vec::new(),
            followed_from_s: None,
            selected_fired: false,
            trace: Vec::new(),
            initial_counts: Vec::new(),
            matrix: WeightMatrix::default(),
            weights: Arc::default(),
        };
        sampler.matrix = weight_matrix(&sampler.info, simulation);
        let summary = summarise_weights(simulation, false);
        sampler.initial_counts = summary.histograms.iter().map(|histogram| histogram.counts.clone()).collect();
        sampler.refresh_weights(simulation);
        sampler
    }

    /// Facts about the network.
    #[must_use]
    pub const fn info(&self) -> &Arc<NetworkInfo> {
        &self.info
    }

    /// Replays that were found so far.
    #[must_use]
    pub const fn replays_found(&self) -> u64 {
        self.past.replays_found
    }

    /// Share of the members of its memory that answered to a cue which ended with the step before the last one, if one did.
    #[must_use]
    pub fn recall_that_ended(&self, simulation: &Simulation) -> Option<f32> {
        let answer = self.pending.answers.last().filter(|answer| answer.fraction < 1.0)?;
        let end = simulation.scene().steps_in(answer.start_s + answer.seconds);
        let is_over = end + 1 == simulation.steps();
        is_over
            .then(|| Recalled::of(&self.info, answer))
            .and_then(|recalled| recalled.shares.get(answer.pattern).copied())
    }

    /// Mean rate of all neurons in the bin that ended with the last step (spikes a second), if one did.
    #[must_use]
    pub fn rate_of_bin(&self, simulation: &Simulation) -> Option<f32> {
        let bin = self.pending.rates.last().filter(|_| simulation.steps().is_multiple_of(self.bin_steps))?;
        let sizes = self.info.populations.iter().map(|population| population.range.len() as f32);
        let spikes: f32 = bin.rates_hz.iter().zip(sizes).map(|(rate, size)| rate * size).sum();
        Some(spikes / (self.info.positions.len() as f32).max(1.0))
    }

    /// The neuron whose traces are kept.
    #[must_use]
    pub const fn selected(&self) -> Option<u32> {
        self.selected
    }

    /// Choose the neuron whose traces are kept.
    pub fn select(&mut self, neuron: Option<u32>) {
        if self.selected != neuron {
            self.selected = neuron.filter(|&neuron| (neuron as usize) < self.info.positions.len());
            self.trace.clear();
            self.selected_spikes.clear();
            self.followed_from_s = None;
        }
    }

    /// Choose the neurons whose traces are kept besides that of the selected one.
    pub fn watch(&mut self, neurons: &[u32]) {
        let count = self.info.positions.len();
        let known = neurons.iter().filter(|&&neuron| (neuron as usize) < count);
        let watch = |&neuron: &u32| {
            let before = self.watched.iter().find(|watch| watch.neuron() == neuron);
            before.cloned().unwrap_or_else(|| TraceWatch::new(neuron))
        };
        self.watched = known.map(watch).collect();
    }

    /// Choose the neuron whose partners are named. Structural plasticity may give it others later; a glance does not need them.
    pub fn name_neighbours(&mut self, neuron: Option<u32>, simulation: &Simulation) {
        let known = neuron.filter(|&neuron| (neuron as usize) < self.info.positions.len());
        self.neighbours = known.map(|neuron| {
            let (incoming, outgoing) = synapses_of(simulation, neuron);
            let others = incoming.iter().map(|fibre| fibre.presynaptic);
            let others = others.chain(outgoing.iter().map(|fibre| fibre.postsynaptic));
            let neurons: BTreeSet<u32> = others.chain([neuron]).collect();
            Neighbours { neuron, neurons: neurons.into_iter().collect() }
        });
    }

    /// Choose the neurons that are summed up.
    pub fn select_group(&mut self, neurons: &[u32], simulation: &Simulation) {
        let count = self.info.positions.len();
        self.group = neurons.iter().copied().filter(|&neuron| (neuron as usize) < count).collect();
        self.looking.watch_group(!self.group.is_empty(), simulation);
        self.refresh_group(simulation);
    }

    /// Sum the group up anew; costs a look at every variable.
    pub fn refresh_group(&mut self, simulation: &Simulation) {
        let any = !self.group.is_empty();
        self.group_reading =
            any.then(|| Arc::new(read_group(simulation, &self.looking, &self.group, &self.past.replays_of)));
    }

    /// Choose whether all synapses are drawn, or the strongest.
    pub fn draw_all_synapses(&mut self, all: bool, simulation: &Simulation) {
        self.all_synapses = all;
        self.refresh_weights(simulation);
    }

    /// Look at the simulation after a step.
    pub fn observe(&mut self, simulation: &Simulation) {
        let step = simulation.steps();
        let time_s = simulation.time_s();
        self.followed_from_s.get_or_insert(time_s);
        self.watch_past(simulation);
        self.looking.observe(simulation);
        for &neuron in simulation.spikes() {
            let count = &mut self.pending.spike_counts[neuron as usize];
            *count = count.saturating_add(1);
            if self.selected == Some(neuron) {
                self.selected_fired = true;
                self.selected_spikes.push(time_s);
            }
            let spike = SpikeEvent { time_s, neuron };
            if survives(&spike, self.pending.spikes_thinned) {
                self.pending.spikes.push(spike);
            }
        }
        self.pending.spikes_thinned = thin(&mut self.pending.spikes, self.pending.spikes_thinned, MOST_SPIKES);
        self.pending.answers.extend(self.past.answer(simulation));
        self.observe_turnover(simulation, step, time_s);
        let bin = self.count(simulation);
        self.pending.rates.extend(bin);
        if step.is_multiple_of(self.heat_steps) {
            let threshold_shift_mv = self.looking.start().shift(simulation);
            self.pending.heat.push(HeatColumn { time_s, threshold_shift_mv });
        }
        let traced = step.is_multiple_of(self.trace_steps);
        self.watched.iter_mut().for_each(|watch| watch.observe(simulation, traced));
        if let Some(neuron) = self.selected
            && traced
        {
            self.trace.extend(trace_point(simulation, neuron, time_s, self.selected_fired));
            self.selected_fired = false;
        }
    }

    /// Count the spikes of a step; gives the rates of the bin that ends with it, if one does.
    fn count(&mut self, simulation: &Simulation) -> Option<RateBin> {
        for neuron in simulation.spikes() {
            if let Some(population) = self.info.populations.iter().position(|p| p.range.contains(neuron)) {
                self.past.bin_counts[population] += 1;
            }
        }
        if !simulation.steps().is_multiple_of(self.bin_steps) {
            return None;
        }
        let seconds = self.bin_steps as f32 * self.info.dt_ms / 1000.0;
        let counted = self.past.bin_counts.iter_mut().map(std::mem::take).zip(&self.info.populations);
        let rate = |(count, population): (u32, &PopulationInfo)| {
            count as f32 / (population.range.len().max(1) as f32 * seconds)
        };
        let modulators = simulation.resource::<Modulation>().levels;
        Some(RateBin { time_s: simulation.time_s(), rates_hz: counted.map(rate).collect(), modulators })
    }

    /// What it knows of all steps until now.
    #[must_use]
    pub const fn past(&self) -> &Past {
        &self.past
    }

    /// The run is at another moment, up to which this is known; nothing that was seen since the last sample counts any more.
    pub fn go_to(&mut self, past: Past, simulation: &Simulation) {
        self.pending = ViewSample { spike_counts: vec![0; self.info.positions.len()], ..ViewSample::default() };
        self.past = past;
        self.forget_traces();
        self.looking.go_on(simulation);
    }

    /// Look at the same as another one.
    pub fn look_as(&mut self, other: &Self, simulation: &Simulation) {
        self.select(other.selected);
        self.watch(&other.watched.iter().map(TraceWatch::neuron).collect::<Vec<_>>());
        self.neighbours.clone_from(&other.neighbours);
        self.looking.look_as(&other.looking, simulation);
        self.select_group(&other.group, simulation);
        self.draw_all_synapses(other.all_synapses, simulation);
    }

    fn forget_traces(&mut self) {
        self.trace.clear();
        self.watched.iter_mut().for_each(TraceWatch::clear);
        self.selected_spikes.clear();
        self.followed_from_s = None;
    }

    /// Watch what depends on all steps of a run: its course, Up and Down states, replays.
    fn watch_past(&mut self, simulation: &Simulation) {
        let found = self.past.observe(simulation, &mut self.pending.course);
        self.pending.replays.extend(found.into_iter().map(Arc::new));
    }

    /// What was seen since the last sample is the long past of a run that is done again: forget its single spikes and synapses, which are
    /// shown for seconds, and the columns of the map if they would take too much memory.
    pub fn condense(&mut self) {
        let pending = &mut self.pending;
        (pending.spikes, pending.spikes_thinned, pending.turnover) = (Vec::new(), 0, Vec::new());
        pending.spike_counts.fill(0);
        if pending.heat.len() * self.info.positions.len() > MOST_HEAT {
            pending.heat.clear();
        }
    }

    /// Keep what was pruned and grew in the last step.
    fn observe_turnover(&mut self, simulation: &Simulation, step: u64, time_s: f64) {
        let Some(log) = simulation.world().get_resource::<TurnoverLog>().filter(|log| log.step + 1 == step) else {
            return;
        };
        let kept = &mut self.pending.turnover;
        kept.extend(log.events.iter().map(|event| SynapseTurnover {
            time_s,
            pruned: Fibre {
                presynaptic: event.pruned,
                postsynaptic: event.postsynaptic,
                weight: event.pruned_weight,
                ..Fibre::default()
            },
            formed: Fibre {
                presynaptic: event.formed,
                postsynaptic: event.postsynaptic,
                weight: event.formed_weight,
                age_h: Some(0.0),
                ..Fibre::default()
            },
        }));
        kept.drain(..kept.len().saturating_sub(MOST_TURNOVER));
    }

    /// Count and rank the weights anew; costs a sweep over all synapses.
    pub fn refresh_weights(&mut self, simulation: &Simulation) {
        let mut summary = summarise_weights(simulation, self.all_synapses);
        for (histogram, initial) in summary.histograms.iter_mut().zip(&self.initial_counts) {
            histogram.initial.clone_from(initial);
        }
        measure_matrix(&mut self.matrix, simulation);
        summary.matrix.clone_from(&self.matrix);
        self.weights = Arc::new(summary);
    }

    /// The sample of now, with what happened since the last one.
    pub fn take(&mut self, simulation: &Simulation) -> ViewSample {
        let neurons = self.info.positions.len();
        let mut sample = std::mem::replace(
            &mut self.pending,
            ViewSample { spike_counts: vec![0; neurons], ..ViewSample::default() },
        );
        let modulation = simulation.resource::<Modulation>();
        let protocol = simulation.resource::<Protocol>();
        let switches = simulation.resource::<RuleSwitches>();
        let names = simulation.scene().patterns.as_ref().map_or(&[][..], |patterns| &patterns.names);
        sample.step = simulation.steps();
        sample.time_s = simulation.time_s();
        sample.biological_hours = simulation.biological_hours();
        sample.timeline_s = simulation.scene().time_s(protocol.position);
        // A state that is held counts from now on, also while the run stands still.
        sample.state = protocol.held_state.unwrap_or(modulation.state);
        sample.state_held = protocol.held_state.is_some();
        sample.phase_label = protocol.label(names);
        sample.presentation_left_s = protocol.user.map_or(0.0, |user| simulation.scene().time_s(user.remaining));
        sample.time_lapse = protocol.active().time_lapse;
        // What reached the network in the last step: nothing from outside does in REM sleep.
        sample.presentation = presentation(simulation);
        sample.activity = self.past.swing.activity();
        sample.held_by_scene = self.past.holds.by_scene();
        sample.choices = self.choices.readings(simulation);
        sample.changes = changes_made(simulation);
        sample.lost.clone_from(&simulation.resource::<Interventions>().cells);
        for ((reading, level), held) in sample.modulators.iter_mut().zip(modulation.levels).zip(modulation.held) {
            *reading = ModulatorReading { level, held };
        }
        sample.input_strength = simulation.resource::<PatternDrive>().strength();
        sample.rules_enabled = self.info.rules.iter().map(|&rule| switches.is_on(rule)).collect();
        sample.parameters = self.parameters(simulation);
        sample.replay = self.past.replays.as_ref().map(ReplayDetector::reading).unwrap_or_default();
        sample.plasticity_gate = modulation.gate();
        sample.tone = Some(modulation.clone());
        sample.curves = plasticity_curves(simulation.world(), self.selected);
        sample.potential_mv =
            simulation.with_column(|column: &[MembranePotential]| column.iter().map(|v| v.0).collect());
        sample.threshold_mv =
            simulation.with_column(|column: &[Threshold]| column.iter().map(|theta| theta.0).collect());
        sample.excitability = simulation.with_column(|fast: &[FastExcitability]| {
            simulation.with_column(|slow: &[SlowExcitability]| {
                fast.iter().zip(slow).map(|(fast, slow)| total_excitability(fast.0, slow.0)).collect()
            })
        });
        sample.paint = simulation.with_column(|column: &[Paint]| column.iter().map(|paint| paint.0).collect());
        sample.by_hand = self.past.hand.follow(simulation.log());
        sample.synapses_replaced = simulation.world().get_resource::<TurnoverLog>().map(|log| log.total);
        sample.weights = Arc::clone(&self.weights);
        sample.selected = self.selected.map(|neuron| self.selected_neuron(simulation, neuron));
        sample.watched = self.watched.iter_mut().map(TraceWatch::take).collect();
        sample.neighbours.clone_from(&self.neighbours);
        sample.group.clone_from(&self.group_reading);
        sample.shown = Some(self.looking.values(simulation, self.selected, &self.past.replays_of));
        sample.marker_s = self.looking.marker_s();
        sample.stop = simulation.stop();
        sample
    }

    /// Present values of the parameters, in the order of the facts.
    fn parameters(&self, simulation: &Simulation) -> Vec<ParameterReading> {
        let mut rules: Vec<Rule> = self.info.parameters.iter().map(|parameter| parameter.rule).collect();
        rules.dedup();
        let readings = rules.into_iter().flat_map(|rule| simulation.tuned_parameters(rule));
        readings.map(|parameter| ParameterReading { value: parameter.value, moved: parameter.moved }).collect()
    }

    fn selected_neuron(&mut self, simulation: &Simulation, neuron: u32) -> SelectedNeuron {
        let since = simulation.time_s() - RATE_WINDOW_S;
        self.selected_spikes.retain(|&time| time >= since);
        let followed_s = self.followed_from_s.map_or(0.0, |from| simulation.time_s() - from).min(RATE_WINDOW_S);
        let rate =
            if followed_s < LEAST_RATE_WINDOW_S { f64::NAN } else { self.selected_spikes.len() as f64 / followed_s };
        let leak = simulation.neuron::<LeakMultiplier>(neuron).map_or(1.0, |leak| leak.0);
        let mut selected = SelectedNeuron {
            neuron,
            trace: std::mem::take(&mut self.trace),
            rate_hz: rate as f32,
            ahp_multiplier: simulation.neuron::<AhpMultiplier>(neuron).map_or(1.0, |ahp| ahp.0),
            leak_multiplier: leak,
            properties: simulation.neuron_properties(neuron),
            ..SelectedNeuron::default()
        };
        if let Some((_, factors)) = population_of(simulation, neuron) {
            let threshold = simulation.neuron::<Threshold>(neuron).map_or(0.0, |threshold| threshold.0);
            // nS · mV = pA; 1 / nS = 1000 MΩ.
            selected.rheobase_pa = factors.leak * leak * (threshold - factors.rest);
            selected.input_resistance_mohm = 1000.0 / (factors.leak * leak);
        }
        selected.spikes_explained = simulation.resource::<CauseWatch>().spikes().cloned().collect();
        let one = |value: Option<f32>| value.unwrap_or(f32::NAN);
        selected.own = [
            one(simulation.neuron::<RestingThreshold>(neuron).map(|own| own.0)),
            one(simulation.neuron::<FastExcitability>(neuron).map(|own| own.0)),
            one(simulation.neuron::<SlowExcitability>(neuron).map(|own| own.0)),
        ];
        selected.drawn_threshold_mv = self.looking.parts_at_start(neuron).part(ThresholdPart::Resting);
        let index = neuron as usize;
        selected.threshold_parts = threshold_parts(simulation.world(), index..index + 1)[0];
        selected.threshold_parts_before = self.looking.parts_before(neuron);
        let (incoming, outgoing) = synapses_of(simulation, neuron);
        selected.incoming = incoming;
        selected.outgoing = outgoing;
        selected
    }
}
