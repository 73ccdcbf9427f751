//! What presentations and cues called up: who of each memory answered, presentation by presentation.

use super::thinned::Thinned;
use crate::simulation::{NetworkInfo, Recalled, ViewSample};
use crate::words::words;

/// Other memories that are told one by one.
const MOST_TOLD: usize = 3;
/// Presentations of which the answer is kept.
const MOST: usize = 2_000;

impl Recalled {
    /// What came of a cue, in a sentence; none if the share of its own memory is not known.
    #[must_use]
    pub fn outcome(&self, info: &NetworkInfo) -> Option<String> {
        let percent = |share: f32| format!("{:.0}", 100.0 * share);
        let name = &info.patterns.get(self.pattern)?.name;
        let own = percent(self.shares.get(self.pattern).copied().filter(|share| share.is_finite())?);
        let others = info.patterns.iter().zip(&self.shares).enumerate();
        let others = others.filter(|(pattern, (_, share))| *pattern != self.pattern && share.is_finite());
        let others: Vec<_> = others.map(|(_, (pattern, share))| (&pattern.name, *share)).collect();
        Some(if others.is_empty() {
            words!(
                "recalled-own",
                "Cue of { $name }: { $own } % of { $name }'s cells answered.",
                name = name,
                own = own
            )
        } else if others.len() <= MOST_TOLD {
            let told = |(name, share): &(&String, f32)| {
                words!("recalled-other", "{ $share } % of { $name }'s", share = percent(*share), name = *name)
            };
            words!(
                "recalled-others",
                "Cue of { $name }: { $own } % of { $name }'s cells answered, { $others }.",
                name = name,
                own = own,
                others = others.iter().map(told).collect::<Vec<_>>().join(", ")
            )
        } else {
            words!(
                "recalled-at-most",
                "Cue of { $name }: { $own } % of { $name }'s cells answered, at most { $most } % of any other memory's.",
                name = name,
                own = own,
                most = percent(others.iter().map(|(_, share)| *share).fold(0.0, f32::max))
            )
        })
    }
}

/// The presentations of a run, oldest first.
#[derive(Clone, Debug)]
pub struct RecallLog(Thinned<Recalled>);

impl Default for RecallLog {
    fn default() -> Self {
        Self(Thinned::new(MOST))
    }
}

impl RecallLog {
    /// Those that are kept.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Recalled> {
        self.0.iter()
    }

    /// Whether there was none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Of how many one is kept, as a power of two; 0 for all.
    #[must_use]
    pub const fn level(&self) -> u32 {
        self.0.level()
    }

    /// Forget what ended after this time (s of model time).
    pub(super) fn cut(&mut self, time_s: f64) {
        self.0.cut(|recalled| recalled.start_s + recalled.seconds <= time_s);
    }

    /// Forget all.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Take in a sample.
    pub(super) fn update(&mut self, info: &NetworkInfo, sample: &ViewSample) {
        for answer in sample.answers.iter().filter(|answer| answer.seconds > 0.0) {
            self.0.push(Recalled::of(info, answer));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::PatternReach;
    use crate::simulation::{PatternAnswer, PatternInfo};

    #[test]
    fn shares_of_each_memory_and_of_all_others_are_counted() {
        let pattern = |name: &str, members: Vec<u32>| PatternInfo { name: name.to_owned(), members };
        let info = NetworkInfo {
            patterns: vec![pattern("A", vec![0, 1]), pattern("B", vec![1, 2, 3, 4])],
            reach: PatternReach { target: 0..7, ..PatternReach::default() },
            ..NetworkInfo::default()
        };
        // In half a second 5 spikes are 10 a second.
        let answer = PatternAnswer {
            pattern: 0,
            fraction: 0.4,
            start_s: 2.0,
            seconds: 0.5,
            threshold_mv: Vec::new(),
            counts: vec![9, 5, 4, 0, 0, 7, 0, 90],
        };
        let mut log = RecallLog::default();
        log.update(&info, &ViewSample { answers: vec![answer], ..ViewSample::default() });
        let recalled = log.iter().next().expect("it was taken in");
        assert_eq!((recalled.shares.as_slice(), recalled.others), ([1.0, 0.25].as_slice(), 0.5));
        assert!(recalled.is_cue());
        log.clear();
        assert!(log.is_empty());
    }
}
