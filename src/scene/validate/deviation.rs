//! Checks of channels that patterns share, mixtures, and varied practice.

use super::Check;
use crate::scene::file::{MixedFile, PatternsFile, SharedFile};
use crate::words::words;

/// Shares are decimals: their sum may miss 1 by rounding.
const ROUNDING: f64 = 1e-9;

/// Most groups of a sequence.
const MOST_GROUPS: i64 = 64;
/// Longest times of a sequence (ms).
const LONGEST_WINDOW_MS: f64 = 60_000.0;

impl Check<'_> {
    /// Channels that patterns share: with earlier ones, each pair once, of one pattern at most all.
    pub fn shared_channels(&mut self, patterns: &PatternsFile) {
        let names: Vec<&str> = patterns.names.iter().map(String::as_str).collect();
        let mut sums = vec![0.0; names.len()];
        for (index, shared) in patterns.shared.iter().enumerate() {
            let at = |field: &str| format!("patterns.shared[{index}].{field}");
            let pattern = self.name(&at("pattern"), &shared.pattern, &names, "pattern", "patterns");
            let with = self.name(&at("with"), &shared.with, &names, "pattern", "patterns");
            let fine = self.within(&at("share"), shared.share, 0.0, 1.0, "");
            let (Some(pattern), Some(with)) = (pattern, with) else { continue };
            if pattern == with {
                self.fault(
                    &at("with"),
                    words!(
                        "fault-shares-itself",
                        "\"{ $pattern }\" has all its channels in common with itself.",
                        pattern = &shared.pattern
                    ),
                    words!("fault-shares-itself-hint", "Name another pattern, or remove this."),
                );
                continue;
            }
            if with > pattern {
                let what = words!(
                    "fault-shares-later",
                    "\"{ $with }\" comes after \"{ $pattern }\" in the list of names; only an earlier pattern can lend channels.",
                    with = &shared.with,
                    pattern = &shared.pattern
                );
                self.fault(
                    &at("with"),
                    what,
                    words!("fault-shares-later-hint", "Exchange the two here, or change the order of the names."),
                );
                continue;
            }
            let is_same = |other: &SharedFile| other.pattern == shared.pattern && other.with == shared.with;
            if patterns.shared[..index].iter().any(is_same) {
                self.fault(
                    &at("with"),
                    words!(
                        "fault-shares-twice",
                        "\"{ $pattern }\" and \"{ $with }\" stand here twice.",
                        pattern = &shared.pattern,
                        with = &shared.with
                    ),
                    words!("fault-shares-twice-hint", "Give the two a single share."),
                );
                continue;
            }
            sums[pattern] += shared.share;
            if fine && sums[pattern] > 1.0 + ROUNDING {
                let what = words!(
                    "fault-shares-too-much",
                    "\"{ $pattern }\" would share more channels than it has: { $sum } of them.",
                    pattern = &shared.pattern,
                    sum = format!("{:.2}", sums[pattern])
                );
                let hint = words!("fault-shares-too-much-hint", "All its shares together are at most 1.");
                self.fault(&at("share"), what, hint);
            }
        }
    }

    /// The order in time within the patterns.
    pub fn sequence(&mut self, patterns: &PatternsFile) {
        let Some(sequence) = &patterns.sequence else { return };
        let at = |field: &str| format!("patterns.sequence.{field}");
        let fine = self.count(&at("groups"), sequence.groups, 2, MOST_GROUPS.min(patterns.channels.max(2)));
        self.time(&at("step"), sequence.step, 0.0, LONGEST_WINDOW_MS);
        self.time(&at("duration"), sequence.duration, 1.0, LONGEST_WINDOW_MS);
        if let Some(period) = sequence.period
            && self.time(&at("period"), period, 1.0, LONGEST_WINDOW_MS)
        {
            let end = (sequence.groups - 1) as f64 * sequence.step.0 + sequence.duration.0;
            if fine && period.0 < end {
                let what = words!(
                    "fault-sequence-period",
                    "the period { $period } is over before the last group, whose window ends at { $end } ms.",
                    period = period.to_string(),
                    end = end.to_string()
                );
                let hint = words!("fault-sequence-period-hint", "Make it longer, or the windows shorter.");
                self.fault(&at("period"), what, hint);
            }
        }
        let Some(block) = sequence.block else { return };
        let needed = (sequence.groups.max(0) as f64) * block as f64 * patterns.names.len() as f64;
        let file = self.file;
        let target = file.populations.iter().find(|population| population.name == patterns.to);
        if self.count(&at("block"), block, 1, 1_000_000)
            && fine
            && let Some(target) = target.filter(|target| needed > target.count as f64)
        {
            let what = words!(
                "fault-sequence-blocks",
                "all groups of all patterns need { $needed } neurons, and \"{ $population }\" has { $count }.",
                needed = needed.to_string(),
                population = &target.name,
                count = target.count.to_string()
            );
            let hint = words!("fault-sequence-blocks-hint", "Make the blocks smaller or the population larger.");
            self.fault(&at("block"), what, hint);
        }
    }

    /// In what a presentation of a pattern deviates from it.
    pub fn deviation(&mut self, path: &str, (pattern, mixed): (&str, Option<&MixedFile>), jitter: f32, names: &[&str]) {
        self.number(&format!("{path}.jitter"), jitter, 0.0, 1.0);
        let Some(mixed) = mixed else { return };
        let with = format!("{path}.mixed.with");
        self.number(&format!("{path}.mixed.share"), mixed.share, 0.0, 1.0);
        if self.name(&with, &mixed.with, names, "pattern", "patterns").is_some() && mixed.with == pattern {
            self.fault(
                &with,
                words!("fault-mixed-itself", "\"{ $pattern }\" cannot be mixed with itself.", pattern = pattern),
                words!("fault-mixed-itself-hint", "Name another pattern, or remove `mixed`."),
            );
        }
    }
}
