//! What is measured, and how.

use super::plain_coba::PlainNetwork;
use super::report::{Comparison, Measurement, Report};
use super::stopwatch::{Span, resident_memory, time};
use crate::model::Connectome;
use crate::scene::{Fault, Scene};
use crate::simulation::Simulation;
use std::sync::Arc;

/// Seed of all measurements.
const SEED: u64 = 1;
/// How often a network is spawned; the fastest counts.
const SPAWNS: usize = 3;

/// A network whose speed is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Benchmark {
    /// Name on the command line.
    pub name: &'static str,
    /// Shipped scene.
    pub scene: &'static str,
    /// What is measured, in a sentence.
    pub description: &'static str,
    /// Model time before the first measurement (s).
    pub warm_up_s: f64,
    /// Model time of one repetition (s).
    pub repetition_s: f64,
    /// Number of repetitions.
    pub repetitions: usize,
    /// Whether the same loop on plain arrays runs in turn with it.
    pub plain: bool,
}

impl Benchmark {
    /// All benchmarks, in the order in which they run.
    pub const ALL: [Self; 4] = [
        Self {
            name: "coba",
            scene: "bench/coba",
            description: "4,000 neurons, self-sustained activity, no plasticity",
            warm_up_s: 0.5,
            repetition_s: 1.0,
            repetitions: 9,
            plain: true,
        },
        Self {
            name: "isp",
            scene: "bench/isp",
            description: "10,000 neurons, plastic inhibition, from 5 s on",
            warm_up_s: 5.0,
            repetition_s: 0.5,
            repetitions: 7,
            plain: false,
        },
        Self {
            name: "default",
            scene: "learn_sleep_remember",
            description: "the scene that opens first, while it learns, all rules on",
            warm_up_s: 2.0,
            repetition_s: 3.0,
            repetitions: 7,
            plain: false,
        },
        Self {
            name: "large",
            scene: "bench/large",
            description: "10,000 neurons with a million synapses while they learn, all rules of the default scene on",
            warm_up_s: 1.0,
            repetition_s: 3.0,
            repetitions: 3,
            plain: false,
        },
    ];

    /// The benchmark of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|benchmark| benchmark.name == name)
    }
}

/// A network that waits for its turn.
struct Spawned {
    benchmark: Benchmark,
    simulation: Simulation,
    spawn: Span,
    memory: Option<u64>,
}

/// Measure benchmarks, one after the other on this thread; `progress` is told what goes on.
///
/// # Errors
/// A shipped scene has faults, or cannot be made ready to step.
pub fn measure(benchmarks: &[Benchmark], mut progress: impl FnMut(&str)) -> Result<Report, Vec<Fault>> {
    // All networks are spawned first and kept: memory that one of them gave back would hide what the next one takes.
    let mut spawned = Vec::new();
    for &benchmark in benchmarks {
        progress(&format!("spawning {}", benchmark.name));
        spawned.push(spawn(benchmark)?);
    }
    let measurements = spawned
        .into_iter()
        .map(|spawned| {
            progress(&format!("running {}: {}", spawned.benchmark.name, spawned.benchmark.description));
            run(spawned)
        })
        .collect();
    Ok(Report { version: env!("CARGO_PKG_VERSION").to_owned(), measurements })
}

fn spawn(benchmark: Benchmark) -> Result<Spawned, Vec<Fault>> {
    let scene = Arc::new(Scene::shipped(benchmark.scene)?);
    let before = resident_memory();
    let (simulation, mut spawn) = time(|| Simulation::from_shared(Arc::clone(&scene), SEED));
    let simulation = simulation.map_err(|fault| vec![fault])?;
    let memory = before.zip(resident_memory()).map(|(before, after)| after.saturating_sub(before));
    for _ in 1..SPAWNS {
        let (again, span) = time(|| Simulation::from_shared(Arc::clone(&scene), SEED));
        drop(again);
        if span.best_known() < spawn.best_known() {
            spawn = span;
        }
    }
    Ok(Spawned { benchmark, simulation, spawn, memory })
}

fn run(spawned: Spawned) -> Measurement {
    let Spawned { benchmark, mut simulation, spawn, memory } = spawned;
    let scene = Arc::clone(simulation.scene());
    simulation.step(scene.steps_in(benchmark.warm_up_s));
    let mut plain = if benchmark.plain { PlainNetwork::new(&simulation).ok() } else { None };
    let steps = scene.steps_in(benchmark.repetition_s);
    let mut fired = vec![0_u64; scene.neuron_count() as usize];
    let (mut spans, mut plain_spans, mut plain_spikes) = (Vec::new(), Vec::new(), 0_u64);
    for _ in 0..benchmark.repetitions {
        // In turn, so that whatever else the machine does slows both alike.
        let ((), span) = time(|| {
            for _ in 0..steps {
                simulation.step(1);
                simulation.spikes().iter().for_each(|&neuron| fired[neuron as usize] += 1);
            }
        });
        spans.push(span);
        if let Some(plain) = &mut plain {
            let ((), span) = time(|| {
                for _ in 0..steps {
                    plain.step();
                    plain_spikes += plain.spikes.len() as u64;
                }
            });
            plain_spans.push(span);
        }
    }
    let spikes: u64 = fired.iter().sum();
    let out_degree = out_degrees(&simulation, fired.len());
    let events: u64 = fired.iter().zip(&out_degree).map(|(fired, degree)| fired * degree).sum();
    let model_s = benchmark.repetition_s * benchmark.repetitions as f64;
    let updates = fired.len() as u64 * steps * benchmark.repetitions as u64;
    let total: f64 = spans.iter().map(|span| span.best_known()).sum();
    let synapses: u64 = out_degree.iter().sum();
    let speed = |spans: &[Span], of: fn(&Span) -> f64| benchmark.repetition_s / median(spans.iter().map(of));
    Measurement {
        name: benchmark.name.to_owned(),
        scene: benchmark.scene.to_owned(),
        description: benchmark.description.to_owned(),
        neurons: fired.len() as u64,
        synapses,
        dt_ms: scene.dt_ms(),
        measured_from_s: benchmark.warm_up_s,
        measured_model_s: model_s,
        rate_hz: spikes as f64 / fired.len() as f64 / model_s,
        model_s_per_wall_s: speed(&spans, |span| span.wall),
        model_s_per_processor_s: speed(&spans, |span| span.best_known()),
        ns_per_neuron_update: 1e9 * total / updates as f64,
        ns_per_synaptic_event: 1e9 * total / events.max(1) as f64,
        synaptic_events: events,
        bytes_per_synapse: memory.map(|memory| memory as f64 / synapses.max(1) as f64),
        spawn_s: spawn.best_known(),
        plain: plain.map(|_| Comparison {
            model_s_per_processor_s: speed(&plain_spans, |span| span.best_known()),
            entities_over_plain: median(
                spans.iter().zip(&plain_spans).map(|(entities, plain)| entities.best_known() / plain.best_known()),
            ),
            spikes: plain_spikes,
            spikes_of_entities: spikes,
        }),
        stopped: simulation.stop().map(|stop| stop.reason.to_string()),
    }
}

/// Synapses that leave each neuron.
fn out_degrees(simulation: &Simulation, neurons: usize) -> Vec<u64> {
    use crate::model::Projection;
    let connectome = simulation.resource::<Connectome>();
    let mut degrees = vec![0; neurons];
    let world = simulation.world();
    if let Some(mut projections) = world.try_query::<&Projection>() {
        for projection in projections.iter(world) {
            for (axon, neuron) in projection.axons.clone().zip(projection.presynaptic.clone()) {
                degrees[neuron] += connectome.rows(axon).len() as u64;
            }
        }
    }
    degrees
}

/// The median; not a number if there is none.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => values[n / 2],
        n => f64::midpoint(values[n / 2 - 1], values[n / 2]),
    }
}
