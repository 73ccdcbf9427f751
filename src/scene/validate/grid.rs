//! Times between two steps: the nearest step is taken, and that is said.

use super::{Check, shortest};
use crate::scene::step::StepLength;
use crate::units::{Milliseconds, Time, TimeInMilliseconds};

/// Share of a time by which it may miss its step through rounding in its own decimal.
const ROUNDING: f64 = 1e-9;

impl Check<'_> {
    /// The time (ms) that stands for another one, if that lies between two steps.
    fn step_taken(&self, milliseconds: f64) -> Option<f64> {
        if !self.step_is_judged() {
            return None;
        }
        let length = StepLength::of(self.file.dt);
        let taken = length.time_ms(length.steps(milliseconds));
        let tolerance = ROUNDING * milliseconds.abs().max(length.milliseconds());
        ((taken - milliseconds).abs() > tolerance).then_some(taken)
    }

    /// Say what becomes of a time that lies between two steps.
    pub fn grid<T: Time>(&mut self, path: &str, time: T) {
        let milliseconds_each = if T::UNIT == TimeInMilliseconds::UNIT { 1.0 } else { 1000.0 };
        if let Some(taken) = self.step_taken(time.value() * milliseconds_each) {
            let (asked, unit, dt) = (time.value(), T::UNIT, self.file.dt);
            // The step as a decimal: a thousandth of it need not be one in binary.
            let taken = (taken / milliseconds_each * 1e9).round() / 1e9;
            self.note(path, format!("{asked} {unit} lies between two steps of {dt}; {taken} {unit} is taken."), "");
        }
    }

    /// The same for a parameter.
    pub fn grid_of(&mut self, path: &str, time: Milliseconds) {
        self.grid(path, TimeInMilliseconds(shortest(time.0)));
    }

    /// The same for a list, of which the first is named.
    pub fn grid_of_list(&mut self, path: &str, times: &[TimeInMilliseconds]) {
        let between: Vec<(usize, f64)> =
            times.iter().enumerate().filter_map(|(index, time)| Some((index, self.step_taken(time.0)?))).collect();
        let Some(&(first, taken)) = between.first() else { return };
        let (asked, dt) = (times[first], self.file.dt);
        let what = match between.len() {
            1 => format!("{asked} lies between two steps of {dt}; {taken} ms is taken."),
            many => format!("{many} times lie between two steps of {dt}; for the first, {asked}, {taken} ms is taken."),
        };
        self.note(&format!("{path}[{first}]"), what, "");
    }
}
