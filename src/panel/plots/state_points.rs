//! The state of the network as points: the rates of all populations and memories together, over the whole run.

use super::principal::Principal;
use crate::modulation::BrainState;
use crate::session::Session;
use crate::session::history::OverviewColumn;
use crate::words::{scene_text, words};

/// Time over which the rates are means (s of model time), or that of a column where this is longer.
pub const MEAN_OVER_S: f64 = 0.5;

/// Shortest time between two readings of the past (s of watching).
const REREAD_S: f64 = 0.1;

/// The rates at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct StatePoint {
    /// End of the time over which they are means (s of model time).
    pub time_s: f64,
    /// Brain state.
    pub state: BrainState,
    /// Spikes per second and neuron, in the order of [`rate_names`].
    pub rates_hz: Vec<f64>,
}

/// What was read of the past, and when.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// When it was read (s of watching), and after how many restarts.
    read: Option<(f64, u64)>,
    /// All points, from the start of the run.
    pub points: Vec<StatePoint>,
    /// The directions in which they vary most, if they vary.
    pub principal: Option<Principal>,
}

impl Reading {
    /// Read the past again, unless that was done a moment ago.
    pub fn update(&mut self, session: &Session, now_s: f64) {
        let clears = session.history.clears;
        let fresh = self.read.is_some_and(|(at, of)| of == clears && now_s >= at && now_s - at < REREAD_S);
        if fresh {
            return;
        }
        self.read = Some((now_s, clears));
        self.points = state_points(session);
        let rates: Vec<Vec<f64>> = self.points.iter().map(|point| point.rates_hz.clone()).collect();
        self.principal = Principal::of(&rates);
    }
}

/// What has a rate: the populations, then the memories.
#[must_use]
pub fn rate_names(session: &Session) -> Vec<String> {
    let info = &session.info;
    let populations = info.populations.iter().map(|population| scene_text(&population.name).to_owned());
    let memory = |name: &str| words!("plots-memory", "memory { $name }", name = name);
    populations.chain(info.patterns.iter().map(|pattern| memory(&pattern.name))).collect()
}

/// All points, from the start of the run.
#[must_use]
pub fn state_points(session: &Session) -> Vec<StatePoint> {
    let columns = &session.history.overview;
    let patterns = &session.info.patterns;
    let populations = session.info.populations.len();
    let of = |column: &OverviewColumn| -> Vec<f64> {
        let rates = (0..populations).map(|k| column.rates_hz.get(k).copied().unwrap_or_default());
        let memories = patterns.iter().enumerate().map(|(k, pattern)| column.memory_hz(k, pattern.members.len()));
        rates.chain(memories).map(f64::from).collect()
    };
    let rates: Vec<Vec<f64>> = columns.iter().map(of).collect();
    let step = match &columns[..] {
        [first, .., last] => (last.time_s - first.time_s) / (columns.len() - 1) as f64,
        _ => MEAN_OVER_S,
    };
    let over = ((MEAN_OVER_S / step.max(1e-3)).round() as usize).max(1);
    let past = session.history.course.past();
    let mut stretch = 0;
    let mut points = Vec::with_capacity(columns.len());
    // The newest column is not complete, and its rates are those of a moment.
    for end in 1..columns.len() {
        let time_s = columns[end - 1].time_s;
        while past.get(stretch).is_some_and(|known| known.end_s < time_s - 0.5 * step) {
            stretch += 1;
        }
        let state = past.get(stretch).or(past.last()).map_or(session.sample.state, |known| known.what.state);
        // At the start there is less to take the mean of.
        let part = &rates[end.saturating_sub(over)..end];
        let rates_hz =
            (0..part[0].len()).map(|k| part.iter().map(|rates| rates[k]).sum::<f64>() / part.len() as f64).collect();
        points.push(StatePoint { time_s, state, rates_hz });
    }
    points
}
