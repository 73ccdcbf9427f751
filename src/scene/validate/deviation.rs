//! Checks of channels that patterns share, mixtures, and varied practice.

use super::Check;
use crate::scene::file::{MixedFile, PatternsFile, SharedFile};
use crate::words::words;

/// Shares are decimals: their sum may miss 1 by rounding.
const ROUNDING: f64 = 1e-9;

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
