//! What is other in the history of a twin: twin minus run.

use super::{History, MapColumn, OverviewColumn};
use crate::simulation::RateBin;

impl History {
    /// Rates, modulators and the threshold map of a twin minus those of its run, at the times that both have; `clears` numbers it.
    #[must_use]
    pub fn apart(run: &Self, twin: &Self, clears: u64) -> Self {
        let rates = twin.rates.iter().zip(&run.rates).filter(|(twin, run)| twin.time_s == run.time_s);
        let overview = twin.overview.iter().zip(&run.overview).filter(|(twin, run)| twin.time_s == run.time_s);
        let map = twin.map.iter().zip(&run.map).filter(|(twin, run)| twin.time_s == run.time_s);
        Self {
            rates: rates
                .map(|(twin, run)| RateBin {
                    time_s: run.time_s,
                    rates_hz: less(&twin.rates_hz, &run.rates_hz),
                    modulators: levels(twin.modulators, run.modulators),
                })
                .collect(),
            overview: overview
                .map(|(twin, run)| OverviewColumn {
                    rates_hz: less(&twin.rates_hz, &run.rates_hz),
                    modulators: levels(twin.modulators, run.modulators),
                    ..run.clone()
                })
                .collect(),
            map: map.map(|(twin, run)| MapColumn { time_s: run.time_s, rows: less(&twin.rows, &run.rows) }).collect(),
            map_stride: run.map_stride,
            course: run.course.clone(),
            clears,
            ..Self::default()
        }
    }
}

fn less(twin: &[f32], run: &[f32]) -> Vec<f32> {
    twin.iter().zip(run).map(|(twin, run)| twin - run).collect()
}

fn levels<const N: usize>(twin: [f32; N], run: [f32; N]) -> [f32; N] {
    std::array::from_fn(|index| twin[index] - run[index])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modulation::Modulator;
    use crate::simulation::{HeatColumn, NetworkInfo, ViewSample};

    #[test]
    fn it_is_twin_minus_run_at_the_times_of_both() {
        let history = |factor: f32| {
            let (mut history, info) =
                (History::default(), NetworkInfo { display_order: vec![0, 1], ..NetworkInfo::default() });
            for at in 1..=4_u8 {
                let time_s = f64::from(at);
                history.record(
                    &info,
                    &ViewSample {
                        time_s,
                        rates: vec![RateBin {
                            time_s,
                            rates_hz: vec![factor * f32::from(at)],
                            modulators: [factor; Modulator::ALL.len()],
                        }],
                        heat: vec![HeatColumn { time_s, threshold_shift_mv: vec![factor, -factor] }],
                        ..ViewSample::default()
                    },
                );
            }
            history
        };
        let apart = History::apart(&history(1.0), &history(3.0), 7);
        let rates: Vec<f32> = apart.rates.iter().map(|bin| bin.rates_hz[0]).collect();
        assert_eq!((rates, apart.rates[0].modulators[0]), (vec![2.0, 4.0, 6.0, 8.0], 2.0));
        assert!(apart.map.iter().all(|column| column.rows == [2.0, -2.0]) && !apart.map.is_empty());
        assert_eq!(apart.clears, 7);
    }
}
