//! What a measurement found, for machines and for people.

use serde::Serialize;
use std::fmt;

/// All measurements of one call.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Version of the program.
    pub version: String,
    /// In the order in which they ran.
    pub measurements: Vec<Measurement>,
}

/// What was found for one network.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measurement {
    /// Name of the benchmark.
    pub name: String,
    /// Scene.
    pub scene: String,
    /// What was measured.
    pub description: String,
    /// Number of neurons.
    pub neurons: u64,
    /// Number of synapses.
    pub synapses: u64,
    /// Time step (ms).
    pub dt_ms: f32,
    /// Model time at which the measurement began (s).
    pub measured_from_s: f64,
    /// Model time that was measured, all repetitions together (s).
    pub measured_model_s: f64,
    /// Mean rate meanwhile (Hz).
    pub rate_hz: f64,
    /// Model time a second on the wall, median of the repetitions.
    pub model_s_per_wall_s: f64,
    /// Model time a second of processor time of the one thread (wall time where the system does not tell), median of the
    /// repetitions: what an otherwise idle machine gives.
    pub model_s_per_processor_s: f64,
    /// Whole step, all included, divided by the number of neurons (ns).
    pub ns_per_neuron_update: f64,
    /// The same time divided by the number of synaptic events instead (ns).
    pub ns_per_synaptic_event: f64,
    /// Synaptic events: each spike counts once for every synapse of its neuron.
    pub synaptic_events: u64,
    /// Growth of the resident memory while the network was spawned, over the number of synapses; neurons, index and spare
    /// memory of the allocator are in it.
    pub bytes_per_synapse: Option<f64>,
    /// Time to spawn the network, fastest of three (s).
    pub spawn_s: f64,
    /// The same loop on plain arrays.
    pub plain: Option<Comparison>,
    /// Why a guard stopped the run, if one did; the measurement is void then.
    pub stopped: Option<String>,
}

/// The same network, start and equations on plain arrays, in turn with the entities.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Model time a second of processor time of the plain loop.
    pub model_s_per_processor_s: f64,
    /// Time with entities over time with plain arrays, median over the repetitions.
    pub entities_over_plain: f64,
    /// Spikes of the plain loop.
    pub spikes: u64,
    /// Spikes of the entities meanwhile; equal, or one of the two is wrong.
    pub spikes_of_entities: u64,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "One thread. Speed is model seconds a second, median of the repetitions: by the wall, and by the processor time of"
        )?;
        writeln!(
            f,
            "this thread, which leaves out what other programs took. The time of a whole step, everything included, is given"
        )?;
        writeln!(
            f,
            "twice: divided by its neurons, and divided by its synaptic events (each spike counts once for every synapse that"
        )?;
        writeln!(
            f,
            "it reaches). Memory is the growth of the process while the network was spawned, divided by its synapses."
        )?;
        writeln!(f)?;
        writeln!(
            f,
            "{:8} {:>8} {:>10} {:>7} {:>8} {:>8} {:>10} {:>9} {:>10} {:>8}",
            "", "neurons", "synapses", "rate", "wall", "thread", "ns/neuron", "ns/event", "B/synapse", "spawn"
        )?;
        for m in &self.measurements {
            let bytes = m.bytes_per_synapse.map_or_else(|| "unknown".to_owned(), |bytes| format!("{bytes:.0}"));
            writeln!(
                f,
                "{:8} {:>8} {:>10} {:>4.1} Hz {:>8.2} {:>8.2} {:>10.2} {:>9.2} {:>10} {:>6.3} s",
                m.name,
                m.neurons,
                m.synapses,
                m.rate_hz,
                m.model_s_per_wall_s,
                m.model_s_per_processor_s,
                m.ns_per_neuron_update,
                m.ns_per_synaptic_event,
                bytes,
                m.spawn_s
            )?;
        }
        for m in &self.measurements {
            if let Some(plain) = m.plain {
                writeln!(f)?;
                writeln!(
                    f,
                    "{} on plain arrays, in turn with it: {:.2} model s/s; entities ÷ plain {:.3}; spikes {} and {}{}",
                    m.name,
                    plain.model_s_per_processor_s,
                    plain.entities_over_plain,
                    plain.spikes_of_entities,
                    plain.spikes,
                    if plain.spikes == plain.spikes_of_entities { ", equal" } else { ": THEY DIFFER" }
                )?;
            }
            if let Some(reason) = &m.stopped {
                writeln!(f, "{} was stopped, its numbers are void: {reason}", m.name)?;
            }
        }
        Ok(())
    }
}
