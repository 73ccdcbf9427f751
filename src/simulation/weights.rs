//! What a view shows of the synapses: how strong they are, which are the strongest, and those of one neuron.

use super::run::{Simulation, projections};
use super::sample::{Fibre, NetworkInfo, WeightHistogram, WeightSummary};
use super::weight_matrix::{WeightGroup, WeightMatrix};
use crate::model::{Connectome, Postsynaptic, Presynaptic, Projection, SynapseAge, Target, Weight, column_of};

/// Synapses that are drawn: excitatory ones, and all of a network that has no more.
const STRONGEST: usize = 300;
/// Most synapses that are drawn where all are asked for.
const MOST_DRAWN: usize = 20_000;
const HISTOGRAM_BINS: usize = 60;
/// Most groups of the matrix: more would have no room.
const MOST_GROUPS: usize = 16;

/// A synapse that may be among the strongest.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Candidate {
    /// Conductance that a spike opens (nS).
    conductance_ns: f32,
    /// Its weight, which decides where no conductance opens.
    weight: f32,
    /// Where it comes among equals: equals are drawn from all over the network, not from its first rows.
    turn: u32,
    row: u32,
}

impl Candidate {
    fn new(row: u32, weight: f32, unit_ns: f32) -> Self {
        // An odd factor makes the turn of each row another one (Knuth's multiplicative hashing).
        Self { conductance_ns: weight * unit_ns, weight, turn: row.wrapping_mul(2_654_435_769), row }
    }

    /// The stronger comes first.
    fn before(&self, other: &Self) -> std::cmp::Ordering {
        let stronger = other.conductance_ns.total_cmp(&self.conductance_ns);
        stronger.then(other.weight.total_cmp(&self.weight)).then(self.turn.cmp(&other.turn))
    }
}

/// Conductance that a spike of a synapse of weight 1 opens (nS), if it may be drawn: one that inhibits only where `all` are.
fn drawn_ns(projection: &Projection, all: bool) -> Option<f32> {
    match projection.target {
        Target::Excitatory { fast, slow } => Some(fast + slow),
        Target::Inhibitory { conductance } => all.then_some(conductance),
    }
}

/// Count and rank all weights; `all` synapses are drawn, or the strongest.
pub fn summarise_weights(simulation: &Simulation, all: bool) -> WeightSummary {
    let most = if all { MOST_DRAWN } else { STRONGEST };
    simulation.with_column(|weight: &[Weight]| {
        let mut summary = WeightSummary { all, ..WeightSummary::default() };
        let mut strong: Vec<Candidate> = Vec::new();
        let all = all || weight.len() <= STRONGEST;
        for projection in projections(simulation.world()) {
            let rows = projection.rows.clone();
            let weights = &weight[rows.clone()];
            // What no rule bounds is shown up to its largest.
            let largest = || weights.iter().map(|weight| weight.0).fold(0.0, f32::max);
            let maximum = if projection.plastic { projection.maximum_weight } else { largest() }.max(1e-6);
            let mut counts = vec![0_u32; HISTOGRAM_BINS];
            let (mut above, mut sum) = (0, 0.0);
            for weight in weights {
                if weight.0 > maximum {
                    above += 1;
                } else {
                    // The edge itself belongs to the last bin.
                    let bin = (weight.0 / maximum * HISTOGRAM_BINS as f32) as usize;
                    counts[bin.min(HISTOGRAM_BINS - 1)] += 1;
                }
                sum += f64::from(weight.0);
            }
            if let Some(unit_ns) = drawn_ns(projection, all) {
                let candidates = (rows.start as u32..).zip(weights);
                strong.extend(candidates.map(|(row, weight)| Candidate::new(row, weight.0, unit_ns)));
                keep_strongest(&mut strong, most);
            }
            summary.histograms.push(WeightHistogram {
                projection: projection.name.clone(),
                plastic: projection.plastic,
                maximum,
                counts,
                above,
                initial: Vec::new(),
                mean: (sum / weights.len().max(1) as f64) as f32,
            });
        }
        strong.sort_unstable_by(Candidate::before);
        summary.strongest = fibres(simulation, strong.iter().map(|candidate| candidate.row as usize));
        summary
    })
}

/// The groups of a network, and its weights as they are: those are the initial ones. Empty where there would be too many groups.
pub fn weight_matrix(info: &NetworkInfo, simulation: &Simulation) -> WeightMatrix {
    let (memories, populations) = (info.patterns.len(), info.populations.len());
    if memories + populations > MOST_GROUPS {
        return WeightMatrix::default();
    }
    let mut group_of = vec![0; info.positions.len()];
    for (index, population) in info.populations.iter().enumerate() {
        for neuron in population.range.clone() {
            group_of[neuron as usize] = (memories + index) as u8;
        }
    }
    for (index, pattern) in info.patterns.iter().enumerate().rev() {
        pattern.members.iter().for_each(|&neuron| group_of[neuron as usize] = index as u8);
    }
    let others = info.populations.iter().map(|population| {
        let rest = population.range.clone().any(|neuron| (group_of[neuron as usize] as usize) < memories);
        WeightGroup { name: population.name.clone(), rest }
    });
    let memories = info.patterns.iter().map(|pattern| WeightGroup { name: pattern.name.clone(), rest: false });
    let groups = memories.chain(others).collect();
    let mut matrix = WeightMatrix { groups, group_of, ..WeightMatrix::default() };
    measure_matrix(&mut matrix, simulation);
    matrix.initial.clone_from(&matrix.mean);
    matrix
}

/// Look at all weights between groups anew.
pub fn measure_matrix(matrix: &mut WeightMatrix, simulation: &Simulation) {
    let n = matrix.groups.len();
    let (mut sums, mut counts) = (vec![0.0_f64; n * n], vec![0_u64; n * n]);
    if n > 0 {
        let world = simulation.world();
        let (pre, post): (&[Presynaptic], &[Postsynaptic]) = (column_of(world), column_of(world));
        let weight: &[Weight] = column_of(world);
        for ((pre, post), weight) in pre.iter().zip(post).zip(weight) {
            let from = matrix.group_of[pre.0 as usize] as usize;
            let cell = from * n + matrix.group_of[post.0 as usize] as usize;
            sums[cell] += f64::from(weight.0);
            counts[cell] += 1;
        }
    }
    matrix.mean = sums.iter().zip(&counts).map(|(sum, &count)| (sum / count as f64) as f32).collect();
    matrix.synapses = counts;
}

/// Drop all but the strongest `most`.
fn keep_strongest(strong: &mut Vec<Candidate>, most: usize) {
    if strong.len() > most {
        strong.select_nth_unstable_by(most, Candidate::before);
        strong.truncate(most);
    }
}

/// Time from a spike to its arrival over the synapse of a row (ms).
fn delay_ms(projections: &[&Projection], delays: &[u16], dt_ms: f32, row: usize, presynaptic: u32) -> f32 {
    projections.iter().find(|projection| projection.rows.contains(&row)).map_or(0.0, |projection| {
        let axon = projection.axons.start + presynaptic as usize - projection.presynaptic.start;
        f32::from(delays[axon]) * dt_ms
    })
}

/// Synapses of some rows, as drawn.
fn fibres(simulation: &Simulation, rows: impl Iterator<Item = usize>) -> Vec<Fibre> {
    let projections = projections(simulation.world());
    let delays = &simulation.resource::<Connectome>().delay;
    let dt_ms = simulation.scene().step().milliseconds() as f32;
    simulation.with_column(|pre: &[Presynaptic]| {
        simulation.with_column(|post: &[Postsynaptic]| {
            simulation.with_column(|weight: &[Weight]| {
                simulation.with_column(|age: &[SynapseAge]| {
                    rows.map(|row| Fibre {
                        presynaptic: pre[row].0,
                        postsynaptic: post[row].0,
                        weight: weight[row].0,
                        age_h: age.get(row).and_then(|age| age.hours()),
                        delay_ms: delay_ms(&projections, delays, dt_ms, row, pre[row].0),
                    })
                    .collect()
                })
            })
        })
    })
}

/// Incoming and outgoing synapses of a neuron, strongest first.
pub fn synapses_of(simulation: &Simulation, neuron: u32) -> (Vec<Fibre>, Vec<Fibre>) {
    let connectome = simulation.resource::<Connectome>();
    let index = neuron as usize;
    let (mut incoming, mut outgoing) = (Vec::new(), Vec::new());
    for projection in projections(simulation.world()) {
        if projection.presynaptic.contains(&index) {
            outgoing.extend(connectome.rows(projection.axons.start + index - projection.presynaptic.start));
        }
        if projection.postsynaptic.contains(&index) {
            simulation.with_column(|post: &[Postsynaptic]| {
                incoming.extend(projection.rows.clone().filter(|&row| post[row].0 == neuron));
            });
        }
    }
    let sorted = |rows: Vec<usize>| {
        let mut fibres = fibres(simulation, rows.into_iter());
        fibres.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.presynaptic.cmp(&b.presynaptic)));
        fibres
    };
    (sorted(incoming), sorted(outgoing))
}
