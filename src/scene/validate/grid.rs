//! Times between two steps: the nearest step is taken, and that is said.

use super::{Check, shortest};
use crate::scene::step::StepLength;
use crate::units::{Milliseconds, Time, TimeInMilliseconds};
use crate::words::words;

impl Check<'_> {
    /// The time (ms) that stands for another one, if that lies between two steps.
    fn step_taken(&self, milliseconds: f64) -> Option<f64> {
        self.step_is_judged().then(|| StepLength::of(self.file.dt).taken_for(milliseconds))?
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

    /// A duration or a delay: one that would be no step at all is a fault, since what it is for would not be there.
    pub fn some_steps<T: Time>(&mut self, path: &str, time: T, milliseconds: f64) {
        if milliseconds > 0.0 && self.step_is_judged() && StepLength::of(self.file.dt).steps(milliseconds) == 0 {
            let (asked, unit, dt) = (time.value(), T::UNIT, self.file.dt);
            let what = words!(
                "fault-less-than-a-step",
                "{ $asked } { $unit } is less than half a step dt, { $dt }, and would be no time at all.",
                asked = asked.to_string(),
                unit = unit,
                dt = dt.to_string()
            );
            self.fault(
                path,
                what,
                words!("fault-less-than-a-step-hint", "Make it longer, or dt shorter; 0 says that none is meant."),
            );
        } else {
            self.grid(path, time);
        }
    }

    /// [`Check::grid`] for a parameter.
    pub fn grid_of(&mut self, path: &str, time: Milliseconds) {
        self.grid(path, TimeInMilliseconds(shortest(time.0)));
    }

    /// [`Check::some_steps`] for a parameter.
    pub fn some_steps_of(&mut self, path: &str, time: Milliseconds) {
        let time = TimeInMilliseconds(shortest(time.0));
        self.some_steps(path, time, time.0);
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
