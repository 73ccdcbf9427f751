//! Checks of the parameters that an experiment varies: each is there, is a number other than 0, and is named once.

use super::Check;
use crate::scene::change::written;
use crate::scene::file::ExperimentFile;
use crate::scene::outline::Outline;
use crate::scene::vary::{Number, numbers};
use crate::words::words;

/// Most parameters that an experiment can vary.
const MOST: usize = 10;

impl Check<'_> {
    /// The parameters that an experiment varies. Whether the scene has faults when they are changed takes longer to say: see
    /// `Scene::variations`.
    pub fn varied(&mut self, experiment: &ExperimentFile) {
        let list = "experiment.vary";
        if experiment.vary.is_empty() || self.is_patched(list) {
            return;
        }
        if experiment.vary.len() > MOST {
            let what = words!(
                "fault-varied",
                "{ $count } parameters are varied, and at most { $most } can be.",
                count = experiment.vary.len().to_string(),
                most = MOST.to_string()
            );
            self.fault(list, what, words!("fault-varied-hint", "Keep those on which the claim rests most."));
        }
        let Ok(text) = written(self.file) else { return };
        let outline = Outline::of(&text);
        let mut earlier: Vec<(&str, Vec<Number>)> = Vec::new();
        for (index, path) in experiment.vary.iter().enumerate() {
            let place = format!("{list}[{index}]");
            match numbers(&outline, path) {
                Err((what, hint)) => self.fault(&place, what, hint),
                Ok(numbers) => {
                    let same = |other: &Number| numbers.iter().any(|number| number.digits == other.digits);
                    if let Some((other, _)) = earlier.iter().find(|(_, others)| others.iter().any(same)) {
                        let what = words!(
                            "fault-varied-twice",
                            "`{ $path }` is varied already, as `{ $other }`.",
                            path = path,
                            other = *other
                        );
                        self.fault(&place, what, words!("fault-varied-twice-hint", "Name each parameter once."));
                    }
                    earlier.push((path, numbers));
                }
            }
        }
    }
}
