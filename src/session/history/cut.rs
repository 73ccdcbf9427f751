//! What a history was at an earlier moment.

use super::History;

impl History {
    /// The same as it was at this time (s of model time), as far as it is kept.
    #[must_use]
    pub fn until(&self, time_s: f64) -> Self {
        let mut cut = self.clone();
        cut.spikes.cut(time_s);
        cut.course.cut(time_s);
        cut.rates.truncate(cut.rates.partition_point(|bin| bin.time_s <= time_s));
        cut.map.truncate(cut.map.partition_point(|column| column.time_s <= time_s));
        cut.map_pending = 0;
        cut.overview.truncate(cut.overview.partition_point(|column| column.time_s <= time_s));
        cut.trace.truncate(cut.trace.partition_point(|point| point.time_s <= time_s));
        cut.events.cut(|event| event.time_s <= time_s);
        cut.replays.cut(|replay| replay.end_s <= time_s);
        cut.waiting.retain(|(spike, _)| spike.time_s <= time_s);
        cut
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modulation::Modulator;
    use crate::simulation::{
        HeatColumn, NetworkInfo, RateBin, SimulationCommand, SpikeEvent, Stretch, TracePoint, ViewSample,
    };

    fn sample(at: u32) -> ViewSample {
        let time_s = f64::from(at);
        ViewSample {
            time_s,
            spikes: vec![SpikeEvent { time_s: time_s - 0.5, neuron: 1 }],
            spike_counts: vec![0, 1],
            rates: vec![RateBin { time_s, rates_hz: vec![at as f32], modulators: [0.0; Modulator::ALL.len()] }],
            heat: vec![HeatColumn { time_s, threshold_shift_mv: vec![at as f32, 0.0] }],
            course: vec![Stretch {
                start_s: time_s - 1.0,
                end_s: time_s,
                label: if at < 4 { "first".into() } else { "second".into() },
                ..Stretch::default()
            }],
            ..ViewSample::default()
        }
    }

    #[test]
    fn a_history_that_went_back_and_on_again_is_the_one_that_was() {
        let info = NetworkInfo { display_order: vec![0, 1], positions: vec![[0.0; 3]; 2], ..NetworkInfo::default() };
        let record = |history: &mut History, from: u32, to: u32| {
            for at in from..to {
                history.record(&info, &sample(at));
                history.trace.push_back(TracePoint { time_s: f64::from(at), ..TracePoint::default() });
            }
        };
        let mut history = History::default();
        record(&mut history, 1, 8);
        history.record_event(5.0, &SimulationCommand::SetInputStrength(2.0));
        let whole = history.clone();
        let mut again = whole.until(4.0);
        assert_eq!(again.course.past().last().map(|last| last.end_s), Some(4.0));
        assert!(again.events.is_empty() && again.rates.len() == 4 && again.map.len() == 4);
        assert!(again.spikes.iter().all(|spike| spike.time_s <= 4.0) && again.spikes.iter().count() == 4);
        assert!(again.trace.is_empty(), "no neuron was selected");
        record(&mut again, 5, 8);
        assert_eq!(again.course.past(), whole.course.past());
        assert_eq!(again.map, whole.map);
        assert!(again.rates.iter().map(|bin| bin.time_s).eq(whole.rates.iter().map(|bin| bin.time_s)));
        assert_eq!(again.overview, whole.overview);
        assert!(again.spikes.iter().eq(whole.spikes.iter()));
    }
}
