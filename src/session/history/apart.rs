//! What is other in the history of a twin: twin minus run.

use super::{History, MapColumn, OverviewColumn};
use crate::simulation::RateBin;

impl History {
    /// Rates, modulators and the threshold map of a twin minus those of its run, at the times that both have; `clears` numbers it.
    #[must_use]
    pub fn apart(run: &Self, twin: &Self, clears: u64) -> Self {
        let rates = at_times_of_both(&twin.rates, &run.rates, |bin| bin.time_s);
        let overview = at_times_of_both(&twin.overview, &run.overview, |column| column.time_s);
        let map = at_times_of_both(&twin.map, &run.map, |column| column.time_s);
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

/// Those of the one and of the other at the same times; both are in order of time. What a twin was told when it began may be missing.
fn at_times_of_both<'a, T: 'a>(
    one: impl IntoIterator<Item = &'a T>,
    other: impl IntoIterator<Item = &'a T>,
    time_s: fn(&T) -> f64,
) -> impl Iterator<Item = (&'a T, &'a T)> {
    let mut other = other.into_iter().peekable();
    one.into_iter().filter_map(move |one| {
        while other.next_if(|other| time_s(other) < time_s(one)).is_some() {}
        other.next_if(|other| time_s(other) == time_s(one)).map(|other| (one, other))
    })
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
        let mut twin = history(3.0);
        twin.rates.remove(1);
        let apart = History::apart(&history(1.0), &twin, 7);
        let rates: Vec<(f64, f32)> = apart.rates.iter().map(|bin| (bin.time_s, bin.rates_hz[0])).collect();
        assert_eq!((rates, apart.rates[0].modulators[0]), (vec![(1.0, 2.0), (3.0, 6.0), (4.0, 8.0)], 2.0));
        assert!(apart.map.iter().all(|column| column.rows == [2.0, -2.0]) && !apart.map.is_empty());
        assert_eq!(apart.clears, 7);
    }
}
