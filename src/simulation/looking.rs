//! What the window looks at: one variable, of which a sample carries the value of every neuron. Of all others nothing is computed.

use super::before::Before;
use super::rate_watch::RateWatch;
use super::run::Simulation;
use super::sample::{NetworkInfo, ShownValues};
use super::variable::{Watched, values};
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
    /// The terms of the thresholds at the start.
    initial_parts: Vec<ThresholdParts>,
    /// Markers that were dropped, by their times.
    markers: Vec<Marker>,
    /// Where the run stands (s).
    now_s: f64,
}

/// A marker that was dropped.
#[derive(Clone)]
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
        let mut looking = Self {
            info,
            shown: simulation.scene().colour(),
            group: false,
            rates: None,
            initial_parts: threshold_parts(simulation.world(), 0..neurons),
            markers: Vec::new(),
            now_s: simulation.time_s(),
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
        self.now_s = simulation.time_s();
        let place = self.markers.partition_point(|marker| marker.time_s < self.now_s);
        let marker = Marker {
            time_s: self.now_s,
            thresholds: thresholds.iter().map(|theta| theta.0).collect(),
            parts: threshold_parts(simulation.world(), 0..thresholds.len()),
        };
        self.markers.insert(place, marker);
    }

    /// Show the same as another one, since the same markers.
    pub fn look_as(&mut self, other: &Self, simulation: &Simulation) {
        self.markers.clone_from(&other.markers);
        self.show(other.shown, simulation);
    }

    /// The last marker before now.
    fn marker(&self) -> Option<&Marker> {
        self.markers.iter().rev().find(|marker| marker.time_s <= self.now_s)
    }

    /// When the last marker was dropped (s).
    #[must_use]
    pub fn marker_s(&self) -> Option<f64> {
        self.marker().map(|marker| marker.time_s)
    }

    /// Steps at which markers were dropped.
    #[must_use]
    pub fn markers(&self, simulation: &Simulation) -> Vec<u64> {
        self.markers.iter().map(|marker| simulation.scene().steps_in(marker.time_s)).collect()
    }

    /// The terms of a neuron's threshold at the start.
    #[must_use]
    pub fn parts_at_start(&self, neuron: u32) -> ThresholdParts {
        self.initial_parts.get(neuron as usize).copied().unwrap_or_default()
    }

    /// The terms of a neuron's threshold at the last marker, or at the start without one.
    #[must_use]
    pub fn parts_before(&self, neuron: u32) -> ThresholdParts {
        let parts = self.marker().map_or(&self.initial_parts, |marker| &marker.parts);
        parts.get(neuron as usize).copied().unwrap_or_default()
    }

    /// Thresholds at the start.
    #[must_use]
    pub fn start(&self) -> Before<'_> {
        Before { thresholds: &self.info.initial_threshold, parts: &self.initial_parts }
    }

    /// Thresholds at the last marker, or at the start without one.
    fn last(&self) -> Before<'_> {
        match self.marker() {
            Some(Marker { thresholds, parts, .. }) => Before { thresholds, parts },
            None => self.start(),
        }
    }

    /// Look at the spikes of a step.
    pub fn observe(&mut self, simulation: &Simulation) {
        self.now_s = simulation.time_s();
        if let Some(rates) = &mut self.rates {
            simulation.spikes().iter().for_each(|&neuron| rates.count(neuron, simulation.time_s()));
        }
    }

    /// The run went to this moment: rates are counted from here.
    pub fn go_on(&mut self, simulation: &Simulation) {
        self.now_s = simulation.time_s();
        self.rates = self.rates.take().map(|_| self.watch_rates(simulation));
    }

    /// What comes will be otherwise: markers that were dropped later are gone.
    pub fn forget_later(&mut self) {
        self.markers.retain(|marker| marker.time_s <= self.now_s);
    }

    /// The variable that is shown, in every neuron; `replays`: in how many each took part.
    #[must_use]
    pub fn values(&self, simulation: &Simulation, selected: Option<u32>, replays: &[u32]) -> ShownValues {
        ShownValues { variable: self.shown, values: self.values_of(self.shown, simulation, selected, replays) }
    }

    /// A variable in every neuron; rates only if they are watched.
    #[must_use]
    pub fn values_of(
        &self,
        variable: Variable,
        simulation: &Simulation,
        selected: Option<u32>,
        replays: &[u32],
    ) -> Vec<f32> {
        let watched = Watched {
            info: &self.info,
            selected,
            start: self.start(),
            marker: self.last(),
            replays,
            rates: self.rates.as_ref(),
        };
        values(simulation, variable, &watched)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Scene;
    use crate::simulation::info::network_info;
    use crate::simulation::{NeuronProperty, SimulationCommand};

    #[test]
    fn a_resting_threshold_that_was_set_is_no_shift_and_excitability_is() {
        let mut simulation = Simulation::new(&Scene::shipped("learn_sleep_remember").expect("it ships"), 1);
        let mut looking = Looking::new(Arc::new(network_info(&simulation)), &simulation);
        looking.mark(&simulation);
        let set = |simulation: &mut Simulation, property, value, steps| {
            simulation.apply(SimulationCommand::SetNeuron { neurons: vec![1], property, value });
            simulation.step(steps);
        };
        let shifts = |simulation: &Simulation| {
            [Variable::ThresholdShift, Variable::ShiftSinceMarker]
                .map(|variable| looking.values_of(variable, simulation, None, &[])[1])
        };
        let start = looking.info.initial_threshold[1];
        for (value, steps) in [(-40.0, 0), (-38.0, 200)] {
            set(&mut simulation, NeuronProperty::RestingThreshold, value, steps);
            let threshold = simulation.neuron::<Threshold>(1).expect("it has one").0;
            assert!(threshold > start + 5.0, "{threshold} mV, from {start} mV, after {steps} steps");
            assert!(shifts(&simulation).iter().all(|shift| shift.abs() < 0.1), "{:?}", shifts(&simulation));
        }
        set(&mut simulation, NeuronProperty::SlowExcitability, 0.8, 200);
        assert!(shifts(&simulation).iter().all(|shift| (-3.0..-1.0).contains(shift)), "{:?}", shifts(&simulation));
    }
}
