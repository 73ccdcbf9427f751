//! Networks whose cells fire at scripted times only, so that a rule sees the same spikes in the program and in the reference.

use super::draws::{Difference, Draws, difference};
use crate::rig::{BARE, STILL, fire, parse, run};
use rheobase::model::Weight;
use rheobase::scene::Scene;
use rheobase::simulation::Simulation;

/// Grid of all times (µs): a whole number of steps at each dt of the tests.
pub const GRID: i64 = 500;
/// Steps of the tests (ms).
pub const STEPS_MS: [f32; 3] = [0.5, 0.25, 0.1];

/// Synapses that share a delay and their rules.
pub struct Wires {
    /// (presynaptic, postsynaptic), sorted, no pair twice.
    pub pairs: Vec<(usize, usize)>,
    /// Delay (µs).
    pub delay: i64,
    /// Bounds of the initial weights.
    pub weights: (f64, f64),
    /// Upper bound of weights.
    pub maximum: f64,
    /// Rules, as fields of a scene's projection.
    pub rules: String,
}

/// A network of scripted cells.
pub struct Forced {
    /// Times of each cell (µs).
    pub trains: Vec<Vec<i64>>,
    /// Length of the run (µs).
    pub length: i64,
    /// Parameters of the neurons beyond those that keep them still.
    pub neuron: String,
    /// Fields of the population after its neurons.
    pub population: String,
    /// Receptor of all synapses.
    pub receptor: &'static str,
    /// Projections.
    pub wires: Vec<Wires>,
    /// More inputs of the scene.
    pub inputs: String,
    /// More fields of the scene.
    pub fields: String,
}

/// A synapse of a run: its spikes, its weight before and after.
pub struct Synapse<'a> {
    pub wires: usize,
    pub pair: (usize, usize),
    pub arrivals: Vec<i64>,
    pub firing: &'a [i64],
    pub before: f64,
    pub after: f64,
}

impl Forced {
    /// Random trains for so many cells: bursts, pauses, some cells together, and some that fire as the spikes of another arrive.
    pub fn random(draws: &mut Draws, cells: usize, projections: usize, length_ms: i64) -> Self {
        let length = 1000 * length_ms;
        let mut trains: Vec<Vec<i64>> = Vec::new();
        let mut wires = Vec::new();
        for _ in 0..projections {
            let mut pairs: Vec<(usize, usize)> = Vec::new();
            for pre in 0..cells {
                pairs.extend((0..cells).filter(|&post| post != pre && draws.chance(0.5)).map(|post| (pre, post)));
            }
            if pairs.is_empty() {
                pairs.push((0, 1));
            }
            let low = draws.uniform(0.0, 1.5);
            let weights = (low, low + draws.uniform(0.0, 1.0));
            let maximum = f64::from((weights.1 + draws.log(0.1, 5.0)) as f32);
            wires.push(Wires { pairs, delay: GRID * draws.whole(1, 20), weights, maximum, rules: String::new() });
        }
        for cell in 0..cells {
            if cell > 0 && draws.chance(0.3) {
                let delay = if draws.chance(0.5) { wires[0].delay } else { 0 };
                let copy: Vec<i64> = trains[cell - 1].iter().map(|time| time + delay).collect();
                trains.push(copy.into_iter().filter(|&time| time < length).collect());
                continue;
            }
            let mut train = Vec::new();
            let mut time = GRID * draws.whole(4, 200);
            while time < length {
                train.push(time);
                let mean = if draws.chance(0.7) { 20.0 } else { 150.0 };
                time += GRID * (2 + (-mean * 2.0 * (1.0 - draws.unit()).ln()) as i64);
            }
            trains.push(train);
        }
        let text = String::new;
        Self {
            trains,
            length,
            neuron: text(),
            population: text(),
            receptor: "Excitatory(slow_fraction: 0.0)",
            wires,
            inputs: text(),
            fields: text(),
        }
    }

    /// The scene at a step (ms).
    pub fn text(&self, dt: f32) -> String {
        let cells = self.trains.len();
        let projections: Vec<String> = self.wires.iter().enumerate().map(|(index, wires)| {
            let Wires { pairs, delay, weights: (low, high), maximum, rules } = wires;
            format!(
                "(name: \"s{index}\", from: \"P\", to: \"P\", wiring: List({pairs:?}), receptor: {}, conductance: nS(0.0),
                  weight: Uniform(low: {low:?}, high: {high:?}), delay: Constant(ms({:?})), maximum_weight: {maximum:?}, {rules}),\n",
                self.receptor, *delay as f64 / 1000.0
            )
        }).collect();
        let projections = projections.concat();
        let inputs: String = self
            .trains
            .iter()
            .enumerate()
            .map(|(cell, train)| {
                let times: Vec<f64> = train.iter().map(|&time| time as f64 / 1000.0).collect();
                fire("P", cell, &times)
            })
            .collect();
        format!(
            "Scene(version: 1, name: \"test\", summary: \"A test.\", dt: ms({dt:?}),
             populations: [(name: \"P\", count: {cells}, neuron: ({STILL}, {BARE}, threshold: mV(50.0), {}), {})],
             projections: [{projections}], inputs: [{inputs} {}], guards: (runaway: Hz(10000.0)), {})",
            self.neuron, self.population, self.inputs, self.fields
        )
    }

    /// Spikes of all cells: a measure of size.
    pub fn size(&self) -> usize {
        self.trains.iter().map(Vec::len).sum::<usize>()
            + self.wires.iter().map(|wires| wires.pairs.len()).sum::<usize>()
    }

    /// Run the program at a step (ms) to the end; `read` sees the simulation and each synapse.
    pub fn run(&self, dt: f32) -> (Simulation, Vec<Synapse<'_>>) {
        let scene: Scene = parse(&self.text(dt));
        let mut simulation = Simulation::new(&scene, 1);
        let weights = |simulation: &Simulation| simulation.with_column(|column: &[Weight]| column.to_vec());
        let before = weights(&simulation);
        run(&mut simulation, self.length as f64 / 1000.0);
        let fired: usize = self.trains.iter().map(Vec::len).sum();
        assert_eq!(simulation.spike_count(), fired as u64, "only what the script says fires:\n{}", self.text(dt));
        let all =
            self.wires.iter().enumerate().flat_map(|(index, wires)| wires.pairs.iter().map(move |pair| (index, *pair)));
        let after = weights(&simulation);
        let synapses = all.zip(before.iter().zip(&after)).map(|((wires, pair), (before, after))| Synapse {
            wires,
            pair,
            arrivals: self.trains[pair.0].iter().map(|time| time + self.wires[wires].delay).collect(),
            firing: &self.trains[pair.1],
            before: f64::from(before.0),
            after: f64::from(after.0),
        });
        let synapses = synapses.collect();
        (simulation, synapses)
    }
}

/// Run a network at each step; `expected` gives the weight of a synapse at the end and how far it may be off at a step (ms), beyond
/// what single precision holds of the weight.
pub fn compare(network: &Forced, expected: impl Fn(&Synapse<'_>, f64) -> (f64, f64)) -> Vec<Difference> {
    let at = |&dt: &f32| {
        let (_, synapses) = network.run(dt);
        let compare = |synapse: &Synapse<'_>| {
            let (weight, allowed) = expected(synapse, f64::from(dt));
            let place =
                || format!("s{} {:?} from {}\n{}", synapse.wires, synapse.pair, synapse.before, network.text(dt));
            difference(network.size(), synapse.after, weight, allowed + 1e-5 * weight + 1e-7, place)
        };
        synapses.iter().filter_map(compare).collect::<Vec<_>>()
    };
    STEPS_MS.iter().flat_map(at).collect()
}

/// What of an event at time `then` is left at `now` (µs), for a time constant (ms).
pub fn left(then: i64, now: i64, tau: f64) -> f64 {
    (-((now - then) as f64) / 1000.0 / tau).exp()
}

/// A trace to which every event before `now` adds 1.
pub fn all(events: &[i64], now: i64, tau: f64) -> f64 {
    events.iter().take_while(|&&event| event < now).map(|&event| left(event, now, tau)).sum()
}

/// A trace that the last event before `now` set to 1.
pub fn nearest(events: &[i64], now: i64, tau: f64) -> f64 {
    events.iter().rfind(|&&event| event < now).map_or(0.0, |&event| left(event, now, tau))
}

/// Which spike of a synapse.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// One that arrives.
    Pre,
    /// One of the receiver.
    Post,
}

/// The change of a weight by a spike: (side, time, weight before).
pub type Change<'a> = dyn Fn(Side, i64, f64) -> f64 + 'a;

/// The weight of a synapse at the end of its spikes, and the sum of all changes without their signs. Of events at one time each rule
/// sees the arrival first, and the rules act one after the other.
pub fn walk(synapse: &Synapse<'_>, end: i64, maximum: f64, rules: &[&Change<'_>]) -> (f64, f64) {
    let mut times: Vec<i64> =
        synapse.arrivals.iter().chain(synapse.firing).copied().filter(|&time| time < end).collect();
    times.sort_unstable();
    times.dedup();
    let (mut weight, mut moved) = (synapse.before, 0.0);
    for time in times {
        for rule in rules {
            for (side, events) in [(Side::Pre, &synapse.arrivals[..]), (Side::Post, synapse.firing)] {
                if events.binary_search(&time).is_ok() {
                    let change = rule(side, time, weight);
                    moved += change.abs();
                    weight = (weight + change).clamp(0.0, maximum);
                }
            }
        }
    }
    (weight, moved)
}
