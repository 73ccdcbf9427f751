//! What the window looks at: one variable, of which a sample carries the value of every neuron. Of all others nothing is computed.

use super::rate_watch::RateWatch;
use super::run::Simulation;
use super::sample::{NetworkInfo, ShownValues};
use super::variable::{Watched, values};
use crate::measure::replay::ReplayEvent;
use crate::measure::{ThresholdParts, threshold_parts};
use crate::model::{Threshold, column_of};
use crate::scene::file::Variable;
use std::sync::Arc;

/// The variable that is shown, and what it needs of the past.
pub struct Looking {
    info: Arc<NetworkInfo>,
    shown: Variable,
    /// Whether neurons are summed up, of all variables.
    group: bool,
    /// Rates, while they are shown or summed up.
    rates: Option<RateWatch>,
    /// Replays in which each neuron took part.
    replays: Vec<u32>,
    /// The terms of the thresholds at the start.
    initial_parts: Vec<ThresholdParts>,
    marker: Option<Marker>,
}

/// A marker that was dropped.
struct Marker {
    /// When (s).
    time_s: f64,
    /// Thresholds there (mV).
    thresholds: Vec<f32>,
    /// Their terms.
    parts: Vec<ThresholdParts>,
}

impl Looking {
    /// At the variable that the scene chooses.
    #[must_use]
    pub fn new(info: Arc<NetworkInfo>, simulation: &Simulation) -> Self {
        let neurons = info.positions.len();
        let replays = vec![0; neurons];
        let mut looking = Self {
            info,
            shown: simulation.scene().colour(),
            group: false,
            rates: None,
            replays,
            initial_parts: threshold_parts(simulation.world(), 0..neurons),
            marker: None,
        };
        looking.show(looking.shown, simulation);
        looking
    }

    /// Choose another variable.
    pub fn show(&mut self, variable: Variable, simulation: &Simulation) {
        self.shown = variable;
        self.follow_rates(simulation);
    }

    /// Choose whether neurons are summed up, of all variables.
    pub fn watch_group(&mut self, any: bool, simulation: &Simulation) {
        self.group = any;
        self.follow_rates(simulation);
    }

    fn follow_rates(&mut self, simulation: &Simulation) {
        if self.shown != Variable::Rate && !self.group {
            self.rates = None;
        } else if self.rates.is_none() {
            self.rates = Some(self.watch_rates(simulation));
        }
    }

    fn watch_rates(&self, simulation: &Simulation) -> RateWatch {
        RateWatch::new(self.info.positions.len(), simulation.time_s())
    }

    /// The variable that is shown.
    #[must_use]
    pub const fn shown(&self) -> Variable {
        self.shown
    }

    /// Drop a marker: changes of thresholds are counted from here.
    pub fn mark(&mut self, simulation: &Simulation) {
        let thresholds: &[Threshold] = column_of(simulation.world());
        self.marker = Some(Marker {
            time_s: simulation.time_s(),
            thresholds: thresholds.iter().map(|theta| theta.0).collect(),
            parts: threshold_parts(simulation.world(), 0..thresholds.len()),
        });
    }

    /// When the last marker was dropped (s).
    #[must_use]
    pub fn marker_s(&self) -> Option<f64> {
        self.marker.as_ref().map(|marker| marker.time_s)
    }

    /// The terms of a neuron's threshold at the start.
    #[must_use]
    pub fn parts_at_start(&self, neuron: u32) -> ThresholdParts {
        self.initial_parts.get(neuron as usize).copied().unwrap_or_default()
    }

    /// The terms of a neuron's threshold at the last marker, or at the start without one.
    #[must_use]
    pub fn parts_before(&self, neuron: u32) -> ThresholdParts {
        let parts = self.marker.as_ref().map_or(&self.initial_parts, |marker| &marker.parts);
        parts.get(neuron as usize).copied().unwrap_or_default()
    }

    /// Look at the spikes of a step.
    pub fn observe(&mut self, simulation: &Simulation) {
        if let Some(rates) = &mut self.rates {
            simulation.spikes().iter().for_each(|&neuron| rates.count(neuron, simulation.time_s()));
        }
    }

    /// Replays were found.
    pub fn count(&mut self, found: &[ReplayEvent]) {
        for cell in found.iter().flat_map(|replay| &replay.cells) {
            self.replays[cell.neuron as usize] += 1;
        }
    }

    /// The run goes back to its start, and its steps are done again.
    pub fn begin_again(&mut self) {
        self.replays.fill(0);
    }

    /// The run went back to this moment: a marker of a future that will not come is gone.
    pub fn go_on(&mut self, simulation: &Simulation) {
        self.marker = self.marker.take().filter(|marker| marker.time_s <= simulation.time_s());
        self.rates = self.rates.take().map(|_| self.watch_rates(simulation));
    }

    /// The variable that is shown, in every neuron.
    #[must_use]
    pub fn values(&self, simulation: &Simulation, selected: Option<u32>) -> ShownValues {
        ShownValues { variable: self.shown, values: self.values_of(self.shown, simulation, selected) }
    }

    /// A variable in every neuron; rates only if they are watched.
    #[must_use]
    pub fn values_of(&self, variable: Variable, simulation: &Simulation, selected: Option<u32>) -> Vec<f32> {
        let watched = Watched {
            info: &self.info,
            selected,
            marker: self.marker.as_ref().map_or(&self.info.initial_threshold, |marker| &marker.thresholds),
            replays: &self.replays,
            rates: self.rates.as_ref(),
        };
        values(simulation, variable, &watched)
    }
}
