//! What would begin only when the run is over.

use super::Check;
use crate::scene::file::{CurrentShape, InputFile};
use crate::scene::resolve::{given_end, ranges, timeline};
use crate::scene::step::StepLength;

/// What goes on beyond the end, as every note says.
const WAY_OUT: &str =
    "Give the scene a longer `duration`, or run it with a longer `--until`; the window goes on by itself.";

impl Check<'_> {
    /// Note inputs and phases after the end that the scene gives its run. Times are looked at when they are known to be in order.
    pub(super) fn after_the_end(&mut self) {
        if !self.faults.is_empty() || !self.patched.is_empty() {
            return;
        }
        let (file, length) = (self.file, StepLength::of(self.file.dt));
        let (timeline, _) = timeline(file, &ranges(&file.populations));
        let Some(end) = given_end(file, &timeline) else { return };
        let end_s = length.time_s(end);
        for (index, input) in file.inputs.iter().enumerate() {
            let begin = match input {
                InputFile::Trains { start, .. } => Some(("start", start.0 * 1000.0)),
                InputFile::Current {
                    shape:
                        CurrentShape::Step { start, .. }
                        | CurrentShape::Ramp { start, .. }
                        | CurrentShape::Noise { start, .. },
                    ..
                } => Some(("shape.start", start.0)),
                InputFile::Poisson { .. } | InputFile::SpikeTimes { .. } | InputFile::Disruption { .. } => None,
            };
            if let Some((field, start)) = begin
                && length.steps(start) >= end
            {
                let what = format!("the run ends at {end_s} s, before this input begins.");
                self.note(&format!("inputs[{index}].{field}"), what, WAY_OUT);
            }
            if let InputFile::SpikeTimes { times, .. } = input {
                let late: Vec<usize> = (0..times.len()).filter(|&time| length.steps(times[time].0) >= end).collect();
                if let Some(&first) = late.first() {
                    let what = match late.len() {
                        1 => format!("the run ends at {end_s} s, before the spike at {}.", times[first]),
                        many => format!(
                            "the run ends at {end_s} s, before {many} of {} spikes; the first of them is at {}.",
                            times.len(),
                            times[first]
                        ),
                    };
                    self.note(&format!("inputs[{index}].times[{first}]"), what, WAY_OUT);
                }
            }
        }
        if let Some(last) = timeline.last().filter(|last| last.end_step > end) {
            let what = format!("the run ends at {end_s} s, and the timeline at {} s.", length.time_s(last.end_step));
            self.note("timeline", what, WAY_OUT);
        }
    }
}
