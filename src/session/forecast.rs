//! The excitability forecast of each pattern: made before the pattern is presented, frozen when its presentation begins, compared
//! with who answers.
//!
//! It looks at samples only, so it never changes a run. It is kept for all patterns, whether it is shown or not.

use super::Session;
use crate::measure::ForecastOutcome;
use crate::simulation::{NetworkInfo, PatternAnswer, ViewSample};

/// What a mark says of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Forecast; the pattern has not answered yet.
    Forecast,
    /// Forecast, and joined.
    Hit,
    /// Forecast, and did not join.
    Miss,
    /// Joined without having been forecast.
    Unforeseen,
}

impl Standing {
    /// All, in the order of the legend.
    pub const ALL: [Self; 4] = [Self::Forecast, Self::Hit, Self::Miss, Self::Unforeseen];
}

/// The forecast of one pattern.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PatternForecast {
    /// Cells that are forecast, in order of index.
    pub cells: Vec<u32>,
    /// What came of it in the last presentation; none before the first has ended.
    pub outcome: Option<ForecastOutcome>,
    /// Presentations that it was compared with.
    pub presentations: u32,
    /// Share of the pattern's channels in the last of them.
    pub fraction: f32,
    /// When it was made (s of model time).
    pub made_s: f64,
}

/// The forecasts, and which is shown.
#[derive(Clone, Debug, Default)]
pub struct ForecastView {
    /// Whether the 3D view shows one.
    pub shown: bool,
    /// Pattern that is shown.
    pub pattern: usize,
    /// Counts changes of what is shown that come from the user and not with a sample.
    pub version: u64,
    patterns: Vec<PatternForecast>,
}

impl ForecastView {
    /// The forecast that is shown, if one is.
    #[must_use]
    pub fn current(&self) -> Option<&PatternForecast> {
        self.patterns.get(self.pattern).filter(|_| self.shown)
    }

    /// The cells that have a mark, with what it says.
    #[must_use]
    pub fn standings(&self) -> Vec<(u32, Standing)> {
        let Some(forecast) = self.current() else { return Vec::new() };
        let groups = match &forecast.outcome {
            None => vec![(&forecast.cells, Standing::Forecast)],
            Some(outcome) => vec![
                (&outcome.hits, Standing::Hit),
                (&outcome.misses, Standing::Miss),
                (&outcome.unforeseen, Standing::Unforeseen),
            ],
        };
        groups.into_iter().flat_map(|(cells, standing)| cells.iter().map(move |&cell| (cell, standing))).collect()
    }

    /// Forget all forecasts; what is shown stays chosen.
    pub(super) fn clear(&mut self) {
        self.patterns.clear();
    }

    /// Take in a sample.
    pub(super) fn update(&mut self, info: &NetworkInfo, sample: &ViewSample) {
        self.patterns.resize_with(info.patterns.len(), PatternForecast::default);
        self.pattern = self.pattern.min(info.patterns.len().saturating_sub(1));
        for answer in &sample.answers {
            self.compare(info, answer);
        }
        let presented = sample.presentation.map(|presentation| presentation.pattern);
        let Some(forecast) = self.patterns.get_mut(self.pattern).filter(|_| self.shown) else { return };
        // A presentation that has begun is forecast from before it; its answer carries the thresholds of that moment.
        let frozen = forecast.outcome.is_some() || (presented == Some(self.pattern) && !forecast.cells.is_empty());
        if !frozen {
            forecast.cells = info.reach.forecast(self.pattern, &sample.threshold_mv);
            forecast.made_s = sample.time_s;
        }
    }

    fn compare(&mut self, info: &NetworkInfo, answer: &PatternAnswer) {
        let Some(forecast) = self.patterns.get_mut(answer.pattern) else { return };
        if forecast.outcome.is_none() {
            forecast.cells = info.reach.forecast(answer.pattern, &answer.threshold_mv);
            forecast.made_s = answer.start_s;
        }
        let target = &info.reach.target;
        forecast.outcome = Some(ForecastOutcome::of(&forecast.cells, target, &answer.counts, answer.seconds));
        forecast.presentations += 1;
        forecast.fraction = answer.fraction;
    }
}

impl Session {
    /// Show the forecast of a pattern, or none.
    pub fn show_forecast(&mut self, pattern: Option<usize>) {
        self.forecast.shown = pattern.is_some();
        self.forecast.pattern = pattern.unwrap_or(self.forecast.pattern);
        self.refresh_forecast();
    }

    /// Make the forecast that is shown anew, from the thresholds of now.
    pub fn forecast_again(&mut self) {
        let pattern = self.forecast.pattern;
        if let Some(forecast) = self.forecast.patterns.get_mut(pattern) {
            *forecast = PatternForecast::default();
        }
        self.refresh_forecast();
    }

    fn refresh_forecast(&mut self) {
        self.forecast.version += 1;
        // The answers of this sample were taken in when it came.
        let answers = std::mem::take(&mut self.sample.answers);
        self.forecast.update(&self.info, &self.sample);
        self.sample.answers = answers;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::PatternReach;
    use crate::simulation::{PatternInfo, Presentation, RunnerStatus};

    /// Twenty cells that the pattern drives alike: three are forecast, those with the lowest thresholds.
    fn session() -> Session {
        let info = NetworkInfo {
            patterns: vec![PatternInfo { name: "A".to_owned(), members: Vec::new() }],
            reach: PatternReach {
                target: 0..20,
                conductance_ns: vec![vec![1.0; 20]],
                reversal_mv: 0.0,
                rest_mv: -65.0,
                leak_ns: 10.0,
            },
            ..NetworkInfo::default()
        };
        Session::detached(info, sample(&[1, 2, 3]))
    }

    fn thresholds(low: &[u32]) -> Vec<f32> {
        (0..20).map(|cell| if low.contains(&cell) { -55.0 } else { -50.0 }).collect()
    }

    fn sample(low: &[u32]) -> ViewSample {
        ViewSample { threshold_mv: thresholds(low), ..ViewSample::default() }
    }

    fn answer(low: &[u32], joined: &[u32]) -> PatternAnswer {
        let counts = (0..20).map(|cell| if joined.contains(&cell) { 12 } else { 2 }).collect();
        PatternAnswer { pattern: 0, fraction: 1.0, start_s: 1.0, seconds: 1.0, threshold_mv: thresholds(low), counts }
    }

    fn receive(session: &mut Session, sample: ViewSample) {
        session.receive(sample, RunnerStatus::default());
    }

    #[test]
    fn the_forecast_follows_the_thresholds_until_the_presentation_begins() {
        let mut session = session();
        assert!(session.forecast.standings().is_empty(), "nothing is shown unasked");
        session.show_forecast(Some(0));
        let marks = |session: &Session| session.forecast.standings();
        assert_eq!(marks(&session), [1, 2, 3].map(|cell| (cell, Standing::Forecast)));
        receive(&mut session, sample(&[4, 5, 6]));
        assert_eq!(marks(&session), [4, 5, 6].map(|cell| (cell, Standing::Forecast)));
        let presentation = Some(Presentation { pattern: 0, fraction: 1.0, frozen: false });
        receive(&mut session, ViewSample { presentation, ..sample(&[7, 8, 9]) });
        assert_eq!(marks(&session), [4, 5, 6].map(|cell| (cell, Standing::Forecast)));
        receive(&mut session, ViewSample { answers: vec![answer(&[4, 5, 6], &[5, 6, 7])], ..sample(&[7, 8, 9]) });
        let (hit, miss, new) = (Standing::Hit, Standing::Miss, Standing::Unforeseen);
        assert_eq!(marks(&session), [(5, hit), (6, hit), (4, miss), (7, new)]);
        // A later presentation is compared with the same forecast, until the user asks for another.
        receive(&mut session, ViewSample { answers: vec![answer(&[7, 8, 9], &[4])], ..sample(&[7, 8, 9]) });
        assert_eq!(marks(&session), [(4, hit), (5, miss), (6, miss)]);
        assert_eq!(session.forecast.current().map(|forecast| forecast.presentations), Some(2));
        session.forecast_again();
        assert_eq!(marks(&session), [7, 8, 9].map(|cell| (cell, Standing::Forecast)));
        assert!(session.take_requests().is_empty(), "looking asks nothing of the run");
    }

    #[test]
    fn what_was_not_shown_was_forecast_all_the_same() {
        let mut session = session();
        receive(&mut session, ViewSample { answers: vec![answer(&[4, 5, 6], &[4])], ..sample(&[1]) });
        session.show_forecast(Some(0));
        assert_eq!(session.forecast.standings().len(), 3);
        let restarted = RunnerStatus { generation: 1, ..RunnerStatus::default() };
        session.receive(sample(&[1, 2, 3]), restarted);
        assert_eq!(session.forecast.standings(), [1, 2, 3].map(|cell| (cell, Standing::Forecast)));
    }
}
