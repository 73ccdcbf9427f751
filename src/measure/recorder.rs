//! Recorders: tables of values in time that a scene asks for. They read and never write.

use super::slice::{CURVE_CURRENTS, SliceReadout};
use super::variable::{NeuronState, OwnReader, own_reader};
use crate::model::{
    AdaptationCurrent, AhpMultiplier, AmpaConductance, Calcium, FastExcitability, GabaConductance, HomeostaticShift,
    InjectedCurrent, LeakMultiplier, LearningTag, MediumAhp, MembraneFactors, MembranePotential, NeuronTable, Paint,
    Population, SlowAhp, SlowConductance, SlowExcitability, SynapseTable, Threshold, ThresholdJump, Weight,
};
use crate::modulation::Modulation;
use crate::scene::Scene;
use crate::scene::file::RecorderFile;
use crate::schedule::Clock;
use crate::state::state;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Query, Res, ResMut};
use std::ops::Range;

/// A table of values in time.
#[derive(Clone, Debug, PartialEq)]
pub struct RecorderTable {
    /// Name of the recorder.
    pub name: String,
    /// Column titles; the first is `time_ms`.
    pub header: Vec<String>,
    /// Rows since they were last taken; time (ms) first.
    pub rows: Vec<Vec<f64>>,
}

state!(RecorderTable { rows });

enum Source {
    Neurons { neurons: Vec<usize>, readers: Vec<OwnReader> },
    Weights { rows: Vec<usize> },
    MeanWeight { rows: Range<usize>, targets: usize },
    Slice { neurons: Vec<usize> },
}

struct Recorder {
    every: u64,
    source: Source,
    table: RecorderTable,
}

state!(Recorder { table });

/// All recorders of a scene.
#[derive(Resource, Default)]
pub struct RecorderSet {
    recorders: Vec<Recorder>,
    enabled: bool,
}

state!(RecorderSet { enabled } fixed { recorders });

impl RecorderSet {
    /// The recorders of a scene, not yet recording.
    #[must_use]
    pub fn new(scene: &Scene) -> Self {
        let recorders = scene.recorders.iter().map(|file| Recorder::new(file, scene)).collect();
        Self { recorders, enabled: false }
    }

    /// Begin to record.
    pub const fn enable(&mut self) {
        self.enabled = true;
    }

    /// The tables with their rows since the last call.
    pub fn take(&mut self) -> Vec<RecorderTable> {
        self.recorders
            .iter_mut()
            .map(|recorder| RecorderTable {
                name: recorder.table.name.clone(),
                header: recorder.table.header.clone(),
                rows: std::mem::take(&mut recorder.table.rows),
            })
            .collect()
    }

    /// Resolve the rows of projections once they are spawned: rows and number of targets of each, in the scene's order.
    pub fn resolve(&mut self, scene: &Scene, projections: &[(Range<usize>, usize)]) {
        for (recorder, file) in self.recorders.iter_mut().zip(&scene.recorders) {
            match (file, &mut recorder.source) {
                (RecorderFile::Weights { projection, synapses, .. }, Source::Weights { rows }) => {
                    if let Some((range, _)) =
                        scene.projection_index(projection).and_then(|index| projections.get(index))
                    {
                        rows.extend(synapses.iter().filter_map(|&synapse| {
                            let row = range.start.checked_add(usize::try_from(synapse).ok()?)?;
                            range.contains(&row).then_some(row)
                        }));
                        let columns = rows.iter().map(|row| format!("weight[{}]", row - range.start));
                        recorder.table.header.extend(columns);
                    }
                }
                (RecorderFile::MeanWeight { projection, .. }, Source::MeanWeight { rows, targets }) => {
                    if let Some((range, count)) =
                        scene.projection_index(projection).and_then(|index| projections.get(index))
                    {
                        (*rows, *targets) = (range.clone(), *count);
                    }
                }
                _ => {}
            }
        }
    }
}

impl Recorder {
    fn new(file: &RecorderFile, scene: &Scene) -> Self {
        let mut header = vec!["time_ms".to_owned()];
        let (every, source) = match file {
            RecorderFile::Neurons { population, neurons, variables, every, .. } => {
                let range = scene.range(scene.population_index(population).unwrap_or(0));
                let neurons: Vec<usize> = neurons
                    .iter()
                    .filter_map(|&neuron| Some(range.start as usize + usize::try_from(neuron).ok()?))
                    .collect();
                for variable in variables {
                    header.extend(
                        neurons
                            .iter()
                            .map(|neuron| format!("{}[{}]", variable.facts().column, neuron - range.start as usize)),
                    );
                }
                // A scene whose recorder asks for a variable without one has a fault.
                let readers = variables.iter().filter_map(|&variable| own_reader(variable)).collect();
                (every, Source::Neurons { neurons, readers })
            }
            RecorderFile::Slice { population, neurons, every, .. } => {
                let range = scene.range(scene.population_index(population).unwrap_or(0));
                let neurons: Vec<usize> = neurons
                    .iter()
                    .filter_map(|&neuron| Some(range.start as usize + usize::try_from(neuron).ok()?))
                    .collect();
                for neuron in &neurons {
                    let local = neuron - range.start as usize;
                    header.extend(slice_columns().into_iter().map(|column| format!("{column}[{local}]")));
                }
                (every, Source::Slice { neurons })
            }
            RecorderFile::Weights { every, .. } => (every, Source::Weights { rows: Vec::new() }),
            RecorderFile::MeanWeight { every, .. } => {
                header.extend(["mean_weight".to_owned(), "mean_incoming_sum".to_owned()]);
                (every, Source::MeanWeight { rows: 0..0, targets: 1 })
            }
        };
        Self {
            every: scene.step().steps(every.0).max(1),
            source,
            table: RecorderTable { name: file.name().to_owned(), header, rows: Vec::new() },
        }
    }
}

/// Titles of the columns of a slice read-out, with their units.
fn slice_columns() -> Vec<String> {
    let mut columns: Vec<String> = [
        "rheobase_pa",
        "input_resistance_mohm",
        "first_spike_latency_at_200_pa_ms",
        "post_burst_spikes",
        "post_burst_ahp_mv",
        "post_burst_ahp_time_ms",
        "post_burst_ahp_after_1_s_mv",
        "gain_hz_per_100_pa",
    ]
    .map(str::to_owned)
    .to_vec();
    columns.extend(CURVE_CURRENTS.map(|current| format!("rate_at_{current}_pa_hz")));
    columns
}

/// A slice read-out in the order of its columns; what there is not is not a number.
fn slice_row(readout: &SliceReadout) -> Vec<f64> {
    let burst = readout.post_burst;
    let mut row = vec![
        readout.rheobase_pa.unwrap_or(f64::NAN),
        readout.input_resistance_mohm,
        readout.first_spike_latency_ms.unwrap_or(f64::NAN),
        f64::from(burst.spikes),
        burst.peak_mv,
        burst.peak_ms,
        burst.late_mv,
        readout.gain_hz_per_100_pa.unwrap_or(f64::NAN),
    ];
    row.extend(readout.rates_hz);
    row
}

type Columns<'a> = (
    (&'a MembranePotential, &'a AmpaConductance, &'a SlowConductance, &'a GabaConductance, &'a InjectedCurrent),
    (&'a Threshold, &'a ThresholdJump, &'a Paint),
    (&'a MediumAhp, &'a SlowAhp, &'a AhpMultiplier, &'a LeakMultiplier),
    (&'a FastExcitability, &'a SlowExcitability, &'a Calcium, &'a LearningTag),
    // Columns that not every scene has.
    (Option<&'a HomeostaticShift>, Option<&'a AdaptationCurrent>),
);

/// Sample what is due at the end of this step.
pub fn record(
    mut recorders: ResMut<RecorderSet>,
    mut neurons: NeuronTable<Columns>,
    mut weights: SynapseTable<&Weight>,
    populations: Query<(&Population, &MembraneFactors)>,
    modulation: Res<Modulation>,
    clock: Res<Clock>,
) {
    if !recorders.enabled || recorders.recorders.is_empty() {
        return;
    }
    let time = clock.length.time_ms(clock.step + 1);
    let (membrane, threshold, conductances, excitability, (shifts, currents)) = neurons.slices();
    let weight = weights.slices();
    let mut state = None;
    for recorder in recorders.recorders.iter_mut().filter(|recorder| clock.is_due(recorder.every)) {
        let state = state.get_or_insert_with(|| NeuronState {
            membrane,
            threshold,
            conductances,
            excitability,
            optional: (shifts.unwrap_or(&[]), currents.unwrap_or(&[])),
            populations: populations.iter().collect(),
            modulation: &modulation,
        });
        let mut row = vec![time];
        match &recorder.source {
            Source::Neurons { neurons, readers } => {
                let values = readers.iter().flat_map(|read| neurons.iter().map(|&i| read(state, i)));
                row.extend(values.map(f64::from));
            }
            Source::Slice { neurons } => {
                let properties = neurons.iter().filter_map(|&i| state.properties(i));
                row.extend(properties.flat_map(|properties| slice_row(&SliceReadout::of(&properties))));
            }
            Source::Weights { rows } => row.extend(rows.iter().map(|&synapse| f64::from(weight[synapse].0))),
            Source::MeanWeight { rows, targets } => {
                let sum: f64 = weight[rows.clone()].iter().map(|weight| f64::from(weight.0)).sum();
                row.extend([sum / rows.len().max(1) as f64, sum / (*targets).max(1) as f64]);
            }
        }
        recorder.table.rows.push(row);
    }
}
