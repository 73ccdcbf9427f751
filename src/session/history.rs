//! What the plots remember: a bounded past, built from samples, forgotten at a restart.
//!
//! Spikes, rates and traces are kept at full resolution for a short window. What covers the whole run (threshold map,
//! ribbon, modulators) is kept in a fixed number of columns: when they are full, neighbours are merged and each column
//! stands for twice the time. So memory and drawing cost stay the same however long a run lasts.

mod apart;
mod cut;

use super::course::Course;
use super::spike_window::SpikeWindow;
use super::thinned::Thinned;
use crate::measure::replay::ReplayEvent;
use crate::modulation::Modulator;
use crate::simulation::{HeatColumn, NetworkInfo, RateBin, SimulationCommand, SpikeEvent, TracePoint, ViewSample};
use std::collections::VecDeque;
use std::sync::Arc;

/// Longest past of rates at full resolution (s of model time).
pub const RATE_WINDOW_S: f64 = 20.0;
/// Longest past of the selected neuron's traces (s of model time).
pub const TRACE_WINDOW_S: f64 = 10.0;
/// Most trace points kept.
const TRACE_KEPT: usize = 20_000;
/// Most columns of the threshold map.
pub const HEAT_COLUMNS: usize = 600;
/// Most rows of the threshold map; larger networks show means of neighbours in display order.
pub const HEAT_ROWS: usize = 500;
/// Most columns of the overview.
const OVERVIEW_COLUMNS: usize = 1024;
/// Columns of the overview begin with this length (s of model time).
const OVERVIEW_COLUMN_S: f64 = 0.1;
/// Most user changes kept; beyond, they are thinned evenly.
const EVENTS_KEPT: usize = 500;
/// Most replays kept, with the order of their cells; beyond, they are thinned evenly.
const REPLAYS_KEPT: usize = 2000;
/// Changes of the same control closer than this merge into one entry (s of model time).
const MERGE_WITHIN_S: f64 = 1.0;

/// Bins of the rates have this length (s of model time).
const BIN_S: f32 = 0.02;
/// Spikes that are newer than all rates wait for them so long (s of model time).
const WAIT_S: f64 = 1.0;

/// One column of the threshold map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapColumn {
    /// End of the time that it stands for (s of model time).
    pub time_s: f64,
    /// Threshold shift (mV), one a row; rows follow the display order.
    pub rows: Vec<f32>,
}

/// One column of the overview over the whole run: means over its time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OverviewColumn {
    /// End of the time that it stands for (s of model time).
    pub time_s: f64,
    /// Spikes per second and neuron, one a population.
    pub rates_hz: Vec<f32>,
    /// Levels of the modulators, in the order of [`Modulator::ALL`].
    pub modulators: [f32; Modulator::ALL.len()],
    /// Spikes of the neurons of each memory; where spikes are thinned, as many as those that are left stand for.
    memory_spikes: Vec<f32>,
    bins: u32,
}

/// A change that the user made.
#[derive(Clone, Debug, PartialEq)]
pub struct UserEvent {
    /// When (s of model time).
    pub time_s: f64,
    /// What.
    pub command: SimulationCommand,
    /// Whether it takes an earlier change back.
    pub undoes: bool,
}

/// The bounded past.
#[derive(Clone, Debug)]
pub struct History {
    /// Spikes of the last seconds.
    pub spikes: SpikeWindow,
    /// What happened over the whole run.
    pub course: Course,
    /// Rates of the last [`RATE_WINDOW_S`] seconds, in bins of 20 ms.
    pub rates: VecDeque<RateBin>,
    /// Threshold map over the whole run.
    pub map: Vec<MapColumn>,
    /// Rates and modulators over the whole run.
    pub overview: Vec<OverviewColumn>,
    /// Traces of the selected neuron over the last [`TRACE_WINDOW_S`] seconds.
    pub trace: VecDeque<TracePoint>,
    /// Neuron that `trace` belongs to.
    pub trace_of: Option<u32>,
    /// Changes that the user made, oldest first.
    pub events: Thinned<UserEvent>,
    /// Replays that were found in sleep, in the order of their ends.
    pub replays: Thinned<Arc<ReplayEvent>>,
    /// Counts how often everything was forgotten.
    pub clears: u64,
    /// Memories that each neuron belongs to.
    memories: Vec<Vec<usize>>,
    /// Spikes for which there is no column of the overview yet, and how many spikes each stands for.
    waiting: Vec<(SpikeEvent, f32)>,
    map_stride: usize,
    map_pending: usize,
    overview_stride: f64,
}

impl Default for History {
    fn default() -> Self {
        Self {
            spikes: SpikeWindow::default(),
            course: Course::default(),
            rates: VecDeque::new(),
            map: Vec::new(),
            overview: Vec::new(),
            trace: VecDeque::new(),
            trace_of: None,
            events: Thinned::new(EVENTS_KEPT),
            replays: Thinned::new(REPLAYS_KEPT),
            clears: 0,
            memories: Vec::new(),
            waiting: Vec::new(),
            map_stride: 0,
            map_pending: 0,
            overview_stride: 0.0,
        }
    }
}

impl History {
    /// Forget everything.
    pub fn clear(&mut self) {
        let clears = self.clears + 1;
        *self = Self { clears, ..Self::default() };
    }

    /// Take in a sample.
    pub fn record(&mut self, info: &NetworkInfo, sample: &ViewSample) {
        self.spikes.record(sample);
        self.course.record(&sample.course);
        self.record_rates(sample);
        self.record_memories(info, sample);
        self.record_map(info, &sample.heat);
        self.record_trace(sample);
        sample.replays.iter().for_each(|replay| self.replays.push(Arc::clone(replay)));
    }

    /// Note a change that the user made; drags of one slider merge into one entry.
    pub fn record_event(&mut self, time_s: f64, command: &SimulationCommand) {
        // Two controls may be dragged at once.
        let recent = self.events.iter_mut().rev().take(2).take_while(|event| time_s - event.time_s < MERGE_WITHIN_S);
        if let Some(same) = recent.into_iter().find(|event| !event.undoes && same_control(&event.command, command)) {
            same.command = command.clone();
            return;
        }
        self.events.push(UserEvent { time_s, command: command.clone(), undoes: false });
    }

    /// Note a command that takes an earlier change back.
    pub fn record_undo(&mut self, time_s: f64, command: &SimulationCommand) {
        self.events.push(UserEvent { time_s, command: command.clone(), undoes: true });
    }

    /// Mean rate of a population over the last `window_s` seconds (Hz), if anything was recorded.
    #[must_use]
    pub fn mean_rate_hz(&self, population: usize, window_s: f64) -> Option<f32> {
        let since = self.rates.back()?.time_s - window_s;
        let (sum, count) = self
            .rates
            .iter()
            .rev()
            .take_while(|bin| bin.time_s > since)
            .filter_map(|bin| bin.rates_hz.get(population))
            .fold((0.0, 0.0), |(sum, count), rate| (sum + rate, count + 1.0));
        (count > 0.0).then(|| sum / count)
    }

    /// How many recorded columns each column of the threshold map stands for.
    #[must_use]
    pub fn map_stride(&self) -> usize {
        self.map_stride.max(1)
    }

    /// Number of rows of the threshold map for this network.
    #[must_use]
    pub fn map_rows(info: &NetworkInfo) -> usize {
        info.display_order.len().min(HEAT_ROWS)
    }

    fn record_rates(&mut self, sample: &ViewSample) {
        for bin in &sample.rates {
            let mut bin = bin.clone();
            bin.rates_hz.iter_mut().for_each(make_finite);
            bin.modulators.iter_mut().for_each(make_finite);
            self.record_overview(&bin);
            self.rates.push_back(bin);
        }
        let since = sample.time_s - RATE_WINDOW_S;
        while self.rates.front().is_some_and(|bin| bin.time_s < since) {
            self.rates.pop_front();
        }
    }

    fn record_overview(&mut self, bin: &RateBin) {
        if self.overview_stride <= 0.0 {
            self.overview_stride = OVERVIEW_COLUMN_S;
        }
        let end = ((bin.time_s / self.overview_stride - 1e-6).floor() + 1.0) * self.overview_stride;
        match self.overview.last_mut() {
            Some(last) if last.time_s >= end - 1e-9 => last.add(bin),
            _ => {
                let mut column = OverviewColumn {
                    time_s: end,
                    rates_hz: vec![0.0; bin.rates_hz.len()],
                    modulators: [0.0; Modulator::ALL.len()],
                    memory_spikes: Vec::new(),
                    bins: 0,
                };
                column.add(bin);
                self.overview.push(column);
            }
        }
        if self.overview.len() > OVERVIEW_COLUMNS {
            self.overview = self.overview.chunks(2).map(OverviewColumn::merge).collect();
            self.overview_stride *= 2.0;
        }
    }

    /// Count the spikes of each memory in the columns of the overview.
    fn record_memories(&mut self, info: &NetworkInfo, sample: &ViewSample) {
        if info.patterns.is_empty() {
            return;
        }
        if self.memories.len() != info.positions.len() {
            self.memories = memories_of(info);
        }
        let memories = &self.memories;
        let of = |spike: &SpikeEvent| memories.get(spike.neuron as usize).map_or(&[][..], Vec::as_slice);
        let stands_for = (1_u64 << sample.spikes_thinned.min(62)) as f32;
        let mut waiting = std::mem::take(&mut self.waiting);
        let members = sample.spikes.iter().filter(|spike| !of(spike).is_empty());
        waiting.extend(members.map(|spike| (*spike, stands_for)));
        for (spike, stands_for) in waiting {
            let place = self.overview.partition_point(|column| column.time_s <= spike.time_s);
            match self.overview.get_mut(place) {
                Some(column) => {
                    column.memory_spikes.resize(info.patterns.len(), 0.0);
                    for &memory in of(&spike) {
                        column.memory_spikes[memory] += stands_for;
                    }
                }
                None if spike.time_s > sample.time_s - WAIT_S => self.waiting.push((spike, stands_for)),
                None => {}
            }
        }
    }

    fn record_map(&mut self, info: &NetworkInfo, heat: &[HeatColumn]) {
        for column in heat {
            let column = MapColumn { time_s: column.time_s, rows: rows_of(info, &column.threshold_shift_mv) };
            if column.rows.is_empty() {
                continue;
            }
            let stride = self.map_stride.max(1);
            match self.map.last_mut() {
                Some(last) if self.map_pending > 0 && last.rows.len() == column.rows.len() => {
                    // Running mean over the columns that this one stands for.
                    #[expect(clippy::cast_precision_loss, reason = "counts of columns are small")]
                    let share = 1.0 / (self.map_pending + 1) as f32;
                    for (mean, value) in last.rows.iter_mut().zip(&column.rows) {
                        *mean += share * (value - *mean);
                    }
                    last.time_s = column.time_s;
                }
                _ => self.map.push(column),
            }
            self.map_pending = (self.map_pending + 1) % stride;
            if self.map.len() > HEAT_COLUMNS {
                self.map = self.map.chunks(2).map(merge_columns).collect();
                self.map_stride = stride * 2;
                self.map_pending = 0;
            }
        }
    }

    fn record_trace(&mut self, sample: &ViewSample) {
        let Some(selected) = &sample.selected else {
            self.trace.clear();
            self.trace_of = None;
            return;
        };
        if self.trace_of != Some(selected.neuron) {
            self.trace.clear();
            self.trace_of = Some(selected.neuron);
        }
        let finite = |point: &&TracePoint| point.potential_mv.is_finite() && point.threshold_mv.is_finite();
        self.trace.extend(selected.trace.iter().filter(finite).copied());
        let since = sample.time_s - TRACE_WINDOW_S;
        while self.trace.front().is_some_and(|point| point.time_s < since) || self.trace.len() > TRACE_KEPT {
            self.trace.pop_front();
        }
    }
}

impl OverviewColumn {
    /// Spikes per second and neuron of a memory with so many members.
    #[must_use]
    pub fn memory_hz(&self, memory: usize, members: usize) -> f32 {
        let neuron_seconds = members as f32 * self.bins as f32 * BIN_S;
        let spikes = self.memory_spikes.get(memory).copied().unwrap_or_default();
        if neuron_seconds > 0.0 { spikes / neuron_seconds } else { 0.0 }
    }

    fn add(&mut self, bin: &RateBin) {
        self.bins += 1;
        #[expect(clippy::cast_precision_loss, reason = "a column holds few bins")]
        let share = 1.0 / self.bins as f32;
        for (mean, value) in self.rates_hz.iter_mut().zip(&bin.rates_hz) {
            *mean += share * (value - *mean);
        }
        for (mean, value) in self.modulators.iter_mut().zip(bin.modulators) {
            *mean += share * (value - *mean);
        }
    }

    fn merge(pair: &[Self]) -> Self {
        let mut merged = pair[0].clone();
        if let Some(second) = pair.get(1) {
            for (first, second) in merged.rates_hz.iter_mut().zip(&second.rates_hz) {
                *first = 0.5 * (*first + second);
            }
            for (first, second) in merged.modulators.iter_mut().zip(second.modulators) {
                *first = 0.5 * (*first + second);
            }
            let length = merged.memory_spikes.len().max(second.memory_spikes.len());
            merged.memory_spikes.resize(length, 0.0);
            for (first, second) in merged.memory_spikes.iter_mut().zip(&second.memory_spikes) {
                *first += second;
            }
            merged.time_s = second.time_s;
            merged.bins += second.bins;
        }
        merged
    }
}

/// The memories that each neuron belongs to.
fn memories_of(info: &NetworkInfo) -> Vec<Vec<usize>> {
    let mut memories = vec![Vec::new(); info.positions.len()];
    for (memory, pattern) in info.patterns.iter().enumerate() {
        for &member in &pattern.members {
            if let Some(own) = memories.get_mut(member as usize) {
                own.push(memory);
            }
        }
    }
    memories
}

fn merge_columns(pair: &[MapColumn]) -> MapColumn {
    let mut merged = pair[0].clone();
    if let Some(second) = pair.get(1) {
        for (first, second) in merged.rows.iter_mut().zip(&second.rows) {
            *first = 0.5 * (*first + second);
        }
        merged.time_s = second.time_s;
    }
    merged
}

/// Values in display order; beyond [`HEAT_ROWS`] neurons, each row is the mean of neighbours.
#[expect(clippy::cast_precision_loss, reason = "a row holds few neurons")]
fn rows_of(info: &NetworkInfo, values: &[f32]) -> Vec<f32> {
    let order = &info.display_order;
    let rows = History::map_rows(info);
    (0..rows)
        .map(|row| {
            let group = &order[row * order.len() / rows..(row + 1) * order.len() / rows];
            let (sum, count) = group
                .iter()
                .filter_map(|&neuron| values.get(neuron as usize))
                .filter(|value| value.is_finite())
                .fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
            if count > 0 { sum / count as f32 } else { 0.0 }
        })
        .collect()
}

fn make_finite(value: &mut f32) {
    if !value.is_finite() {
        *value = 0.0;
    }
}

/// Whether two commands set the same control.
pub(super) fn same_control(first: &SimulationCommand, second: &SimulationCommand) -> bool {
    use SimulationCommand::{Poke, SetInputStrength, SetModulator, SetNeuron, SetParameter, SetRule};
    match (first, second) {
        (SetModulator { modulator: a, .. }, SetModulator { modulator: b, .. }) => a == b,
        (SetRule { rule: a, .. }, SetRule { rule: b, .. }) => a == b,
        (SetParameter { rule: a, parameter: x, .. }, SetParameter { rule: b, parameter: y, .. }) => a == b && x == y,
        (SetNeuron { neurons: a, property: x, .. }, SetNeuron { neurons: b, property: y, .. }) => a == b && x == y,
        (SetInputStrength(_), SetInputStrength(_)) | (Poke { .. }, Poke { .. }) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::PatternInfo;

    fn info(neurons: u32) -> NetworkInfo {
        NetworkInfo { display_order: (0..neurons).collect(), ..NetworkInfo::default() }
    }

    #[test]
    fn stays_bounded_however_long_the_run() {
        let info = info(3);
        let mut history = History::default();
        for k in 0..20_000_u32 {
            let time_s = f64::from(k) * 0.25;
            let sample = ViewSample {
                time_s,
                heat: vec![HeatColumn { time_s, threshold_shift_mv: vec![1.0, 2.0, f32::NAN] }],
                rates: vec![RateBin { time_s, rates_hz: vec![4.0], modulators: [0.5; 4] }],
                spikes: vec![SpikeEvent { time_s, neuron: 0 }],
                ..ViewSample::default()
            };
            history.record(&info, &sample);
        }
        assert!(history.map.len() <= HEAT_COLUMNS && history.map.len() > HEAT_COLUMNS / 4);
        assert!(history.overview.len() <= OVERVIEW_COLUMNS && history.overview.len() > OVERVIEW_COLUMNS / 4);
        assert!(history.spikes.iter().count() <= 41);
        assert_eq!(history.map[7].rows, vec![1.0, 2.0, 0.0]);
        assert!(history.overview.windows(2).all(|pair| pair[0].time_s < pair[1].time_s));
        assert_eq!(history.mean_rate_hz(0, 1.0), Some(4.0));
        assert_eq!(history.mean_rate_hz(1, 1.0), None);
    }

    #[test]
    fn spikes_of_a_memory_are_counted_over_the_whole_run() {
        let memory = |members: std::ops::Range<u32>| PatternInfo { name: String::new(), members: members.collect() };
        let patterns = vec![memory(0..2), memory(1..5)];
        let info = NetworkInfo { positions: vec![[0.0; 3]; 6], patterns, ..info(6) };
        let mut history = History::default();
        // 400 s, so that columns are merged twice; neuron 1 has a spike every 20 ms, neuron 5 belongs to no memory.
        for k in 1..=20_000_u32 {
            let time_s = f64::from(k) * 0.02;
            let spike = |neuron, before: f64| SpikeEvent { time_s: time_s - before, neuron };
            // The last one is newer than all rates.
            let spikes = vec![spike(1, 0.015), spike(5, 0.01), spike(0, -0.001)];
            let rates = vec![RateBin { time_s, rates_hz: vec![0.0], modulators: [0.0; 4] }];
            history.record(&info, &ViewSample { time_s, spikes, rates, ..ViewSample::default() });
        }
        let last = history.overview.len() - 1;
        for column in &history.overview[1..last] {
            let rates = [column.memory_hz(0, 2), column.memory_hz(1, 4)];
            assert!((rates[0] - 50.0).abs() < 0.6 && (rates[1] - 12.5).abs() < 0.2, "{rates:?}");
        }
        assert!(history.waiting.len() < 3);
        assert_eq!(history.overview[0].memory_hz(7, 4), 0.0);
    }

    #[test]
    fn large_networks_are_averaged_into_rows() {
        let info = info(2500);
        let values: Vec<f32> = (0..2500_u16).map(f32::from).collect();
        let rows = rows_of(&info, &values);
        assert_eq!(rows.len(), HEAT_ROWS);
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn drags_of_one_slider_are_one_event() {
        let mut history = History::default();
        for k in 0..10_u8 {
            let level = f32::from(k) / 10.0;
            let command = SimulationCommand::SetModulator { modulator: Modulator::Dopamine, level };
            history.record_event(f64::from(k) * 0.01, &command);
        }
        history.record_event(0.2, &SimulationCommand::Present { pattern: 0 });
        assert_eq!(history.events.len(), 2);
    }
}
