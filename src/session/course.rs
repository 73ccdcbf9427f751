//! The course of the run as the window shows it: what happened, and, from now on, what is planned.

use crate::modulation::BrainState;
use crate::simulation::{Happening, NetworkInfo, Presentation, Stretch, ViewSample};
use std::ops::RangeInclusive;

/// Most stretches that are kept apart.
const MOST: usize = 2000;
/// When there are more, neighbours are merged until they last so much of the run: less than a pixel of the time bar.
const MERGED_SHARE: f64 = 4.0 / MOST as f64;

/// What happened, from the start of the run.
#[derive(Clone, Debug, Default)]
pub struct Course {
    past: Vec<Stretch>,
    /// Up to here (s of model time) neighbours were merged.
    merged_s: f64,
}

impl Course {
    /// What happened, in order.
    #[must_use]
    pub fn past(&self) -> &[Stretch] {
        &self.past
    }

    /// Up to when short stretches stand for several (s of model time); 0 in all but very long runs.
    #[must_use]
    pub const fn merged_s(&self) -> f64 {
        self.merged_s
    }

    /// Forget what came after this time (s of model time).
    pub(super) fn cut(&mut self, time_s: f64) {
        self.past.truncate(self.past.partition_point(|stretch| stretch.start_s < time_s));
        if let Some(last) = self.past.last_mut() {
            last.end_s = last.end_s.min(time_s);
        }
    }

    /// Take in what happened since the last sample.
    pub(super) fn record(&mut self, stretches: &[Stretch]) {
        for stretch in stretches {
            match self.past.last_mut() {
                Some(last) if last.what == stretch.what => last.end_s = stretch.end_s,
                _ => self.past.push(stretch.clone()),
            }
        }
        if self.past.len() > MOST {
            self.merge();
        }
    }

    fn merge(&mut self) {
        let (Some(first), Some(last)) = (self.past.first(), self.past.last()) else { return };
        let shortest = (last.end_s - first.start_s) * MERGED_SHARE;
        let mut merged: Vec<Stretch> = Vec::with_capacity(MOST / 2);
        // The one that goes on is kept as it is, so that it can grow.
        let going_on = self.past.pop();
        for stretch in self.past.drain(..) {
            match merged.last_mut() {
                Some(before) if stretch.end_s - before.start_s < shortest => {
                    self.merged_s = stretch.end_s;
                    let longer = stretch.end_s - stretch.start_s > before.end_s - before.start_s;
                    let skipped_hours = before.what.skipped_hours + stretch.what.skipped_hours;
                    if longer {
                        (before.what, before.label) = (stretch.what, stretch.label);
                    }
                    before.what.skipped_hours = skipped_hours;
                    before.end_s = stretch.end_s;
                }
                _ => merged.push(stretch),
            }
        }
        merged.extend(going_on);
        self.past = merged;
    }
}

/// What is planned, as it would go on from now: the rest of a presentation that a user started, then the rest of the timeline. While
/// a user holds a state, the timeline goes on when he lets go.
#[must_use]
pub fn planned(info: &NetworkInfo, sample: &ViewSample) -> Vec<Stretch> {
    let now = finite(sample.time_s);
    let left_s = finite(sample.presentation_left_s);
    let begin = now + left_s;
    let mut planned = Vec::new();
    if left_s > 0.0 {
        let what = Happening {
            state: sample.state,
            presentation: sample.presentation,
            by_hand: true,
            time_lapse: sample.time_lapse,
            ..Happening::default()
        };
        planned.push(Stretch { start_s: now, end_s: begin, what, label: sample.phase_label.clone() });
    }
    let later = begin - finite(sample.timeline_s);
    for phase in info.phases.iter().filter(|phase| phase.end_s > sample.timeline_s && phase.is_planned(&sample.choices))
    {
        let what = Happening {
            state: phase.state,
            presentation: phase.pattern.map(|pattern| Presentation { pattern, fraction: 1.0, frozen: false }),
            skipped_hours: phase.skipped_hours,
            ..Happening::default()
        };
        planned.push(Stretch {
            start_s: (phase.start_s + later).max(begin),
            end_s: phase.end_s + later,
            what,
            label: phase.label.clone(),
        });
    }
    planned
}

/// Up to when something happened or is planned (s of model time).
#[must_use]
pub fn planned_end_s(info: &NetworkInfo, sample: &ViewSample) -> f64 {
    let rest_s = (info.duration_s - finite(sample.timeline_s)).max(0.0);
    finite(sample.time_s) + finite(sample.presentation_left_s) + rest_s
}

/// Neighbouring stretches of one brain state, as the band shows them.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Begin and end (s of model time).
    pub times_s: RangeInclusive<f64>,
    /// Brain state.
    pub state: BrainState,
    /// What goes on, if it is the same all the time.
    pub label: String,
}

/// Neighbouring stretches of one brain state as one; it keeps their label if they share it.
#[must_use]
pub fn blocks(stretches: &[Stretch]) -> Vec<Block> {
    let of_one_state = stretches.chunk_by(|one, next| one.what.state == next.what.state);
    let block = |shared: &[Stretch]| {
        let (first, last) = (shared.first()?, shared.last()?);
        let one = shared.iter().all(|stretch| stretch.label == first.label);
        Some(Block {
            times_s: first.start_s..=last.end_s,
            state: first.what.state,
            label: if one { first.label.to_string() } else { String::new() },
        })
    };
    of_one_state.filter_map(block).collect()
}

fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::PhaseInfo;

    fn stretch(start_s: f64, end_s: f64, state: BrainState, label: &str) -> Stretch {
        let what = Happening { state, ..Happening::default() };
        Stretch { start_s, end_s, what, label: label.into() }
    }

    #[test]
    fn what_goes_on_over_several_samples_is_one_stretch() {
        let mut course = Course::default();
        course.record(&[stretch(0.0, 1.0, BrainState::Awake, "rest")]);
        course.record(&[stretch(1.0, 2.0, BrainState::Awake, "rest"), stretch(2.0, 2.5, BrainState::Nrem, "NREM")]);
        let expected = [stretch(0.0, 2.0, BrainState::Awake, "rest"), stretch(2.0, 2.5, BrainState::Nrem, "NREM")];
        assert_eq!(course.past(), expected);
        assert_eq!(course.merged_s(), 0.0);
    }

    #[test]
    fn a_long_course_stays_bounded_without_gaps_and_keeps_what_is_long() {
        let mut course = Course::default();
        let mut time_s = 0.0;
        for day in 0..20_000_u32 {
            // Twelve thousand short days, then a long night every thousand.
            let long = day % 1000 == 999;
            let (night_s, state) = if long { (1000.0, BrainState::Nrem) } else { (0.1, BrainState::Rem) };
            let (evening_s, morning_s) = (time_s + 0.2, time_s + 0.2 + night_s);
            course.record(&[stretch(time_s, evening_s, BrainState::Awake, "")]);
            course.record(&[stretch(evening_s, morning_s, state, "night")]);
            time_s = morning_s;
        }
        let past = course.past();
        assert!(past.len() <= MOST, "{}", past.len());
        assert!(past.windows(2).all(|pair| pair[0].end_s == pair[1].start_s));
        assert_eq!((past[0].start_s, past[past.len() - 1].end_s), (0.0, time_s));
        let nights: f64 = past
            .iter()
            .filter(|stretch| stretch.what.state == BrainState::Nrem)
            .map(|stretch| stretch.end_s - stretch.start_s)
            .sum();
        assert!((nights - 20_000.0).abs() < 0.05 * 20_000.0, "{nights} s of long nights");
        assert!(course.merged_s() > 0.0);
    }

    #[test]
    fn the_plan_goes_on_from_now() {
        let phase =
            |start_s, end_s, state, pattern| PhaseInfo { start_s, end_s, state, pattern, ..PhaseInfo::default() };
        let info = NetworkInfo {
            duration_s: 10.0,
            phases: vec![phase(0.0, 4.0, BrainState::Awake, Some(1)), phase(4.0, 10.0, BrainState::Nrem, None)],
            ..NetworkInfo::default()
        };
        // A state was held for 5 s, and a user's presentation has half a second left.
        let sample = ViewSample { time_s: 8.0, timeline_s: 3.0, presentation_left_s: 0.5, ..ViewSample::default() };
        let times: Vec<(f64, f64)> = planned(&info, &sample).iter().map(|s| (s.start_s, s.end_s)).collect();
        assert_eq!(times, [(8.0, 8.5), (8.5, 9.5), (9.5, 15.5)]);
        assert_eq!(planned_end_s(&info, &sample), 15.5);
        let over = ViewSample { time_s: 20.0, timeline_s: 12.0, ..ViewSample::default() };
        assert!(planned(&info, &over).is_empty());
        assert_eq!(planned_end_s(&info, &over), 20.0);
    }

    #[test]
    fn neighbours_of_one_state_are_a_block() {
        let stretches = [
            stretch(0.0, 1.0, BrainState::Awake, "learn A"),
            stretch(1.0, 2.0, BrainState::Awake, "rest"),
            stretch(2.0, 3.0, BrainState::Nrem, "held by you"),
        ];
        let labels: Vec<(f64, String)> =
            blocks(&stretches).into_iter().map(|block| (*block.times_s.end(), block.label)).collect();
        assert_eq!(labels, [(2.0, String::new()), (3.0, "held by you".to_owned())]);
    }
}
