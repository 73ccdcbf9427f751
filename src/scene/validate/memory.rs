//! Whether a scene fits into memory, asked before any of it is taken.

use super::{COUNTS, Check};
use crate::words::{number, words};

/// Memory that a neuron takes (bytes), generously.
const BYTES_A_NEURON: f64 = 400.0;
/// Memory that a synapse takes (bytes), generously: 93 were measured with its traces, some 60 more with eligibility and age.
const BYTES_A_SYNAPSE: f64 = 160.0;
/// Most neurons and most synapses that an index can number.
const MOST: f64 = 4_294_967_295.0;
const GIBIBYTE: f64 = 1_073_741_824.0;

impl Check<'_> {
    /// Numbers of neurons and synapses against indices and memory.
    pub fn memory(&mut self) {
        if self.file.populations.iter().any(|population| !COUNTS.contains(&population.count)) {
            return;
        }
        let neurons: f64 = self.file.populations.iter().map(|population| population.count.max(0) as f64).sum();
        let synapses: f64 = self.file.expected_synapses();
        if neurons > MOST || synapses > MOST {
            let what = words!(
                "fault-too-many",
                "{ $neurons } neurons and { $synapses } synapses are more than can be numbered.",
                neurons = short(neurons),
                synapses = short(synapses)
            );
            self.fault(
                "populations",
                what,
                words!("fault-too-many-hint", "Make the populations smaller or the wiring sparser."),
            );
            return;
        }
        let needed = neurons * BYTES_A_NEURON + synapses * BYTES_A_SYNAPSE;
        // Small scenes always fit; asking the system takes longer than parsing them.
        if needed < 0.25 * GIBIBYTE {
            return;
        }
        let mut system = sysinfo::System::new();
        system.refresh_memory();
        let available = system.available_memory() as f64;
        if available > 0.0 && needed > available {
            let what = words!(
                "fault-memory",
                "{ $neurons } neurons and { $synapses } synapses need about { $needed } GiB of memory, and { $free } GiB are free.",
                neurons = short(neurons),
                synapses = short(synapses),
                needed = number(&format!("{:.1}", needed / GIBIBYTE)),
                free = number(&format!("{:.1}", available / GIBIBYTE))
            );
            self.fault(
                "populations",
                what,
                words!("fault-too-many-hint", "Make the populations smaller or the wiring sparser."),
            );
        }
    }
}

/// A large number in words that can be read.
fn short(count: f64) -> String {
    match count {
        n if n >= 1e9 => {
            words!("fault-billion", "{ $number } billion", number = number(&format!("{:.1}", n / 1e9)))
        }
        n if n >= 1e6 => {
            words!("fault-million", "{ $number } million", number = number(&format!("{:.1}", n / 1e6)))
        }
        n => format!("{n:.0}"),
    }
}
