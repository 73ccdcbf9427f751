//! Checks of marks: they exist, and are passed as often as an experiment counts on.

use super::Check;
use crate::scene::file::{MarkFile, Passages, PhaseFile, WindowFile};
use crate::scene::resolve::MOST_PHASES;
use crate::words::words;

impl Check<'_> {
    /// A stretch of time after a mark.
    pub fn window(&mut self, path: &str, window: &WindowFile) {
        self.mark(path, &window.mark);
        self.time(path, window.after, 0.0, 1e5);
        self.time(path, window.duration, 0.01, 1e4);
    }

    /// A mark, and passages that it has; how many are meant.
    pub fn mark(&mut self, path: &str, mark: &MarkFile) -> Option<usize> {
        let mut marks = Vec::new();
        collect(&self.file.timeline, 1, &mut marks);
        let names: Vec<&str> = marks.iter().map(|(name, _)| name.as_str()).collect();
        let index = self.name(path, &mark.name, &names, "mark", "marks of the timeline")?;
        let count = usize::try_from(marks[index].1).unwrap_or(usize::MAX);
        // A number of repeats out of range has a fault of its own.
        if count == 0 || count > MOST_PHASES {
            return None;
        }
        let chosen = mark.chosen(count);
        if chosen.is_none() {
            let what = words!(
                "fault-passages",
                "the mark \"{ $mark }\" is passed { $count } times, and what is asked for is not among them.",
                mark = &mark.name,
                count = count.to_string()
            );
            let hint = words!(
                "fault-passages-hint",
                "Passages count from 1, or from the last with -1: (\"{ $mark }\", 1), or (\"{ $mark }\", 1, -1).",
                mark = &mark.name
            );
            self.fault(path, what, hint);
        }
        chosen.map(|chosen| chosen.len())
    }

    /// A mark at which something is read once: of several passages it is the last unless one is named.
    pub fn read_at(&mut self, path: &str, mark: &MarkFile) {
        let Some(passages) = self.mark(path, mark) else { return };
        match mark.passages {
            Passages::All if passages > 1 => {
                let name = &mark.name;
                let what =
                    format!("the mark \"{name}\" is passed {passages} times, and this is read at the last of them.");
                let hint =
                    format!("Name the passage that is meant: (\"{name}\", 1), or (\"{name}\", -1) for the last.");
                self.note(path, what, hint);
            }
            Passages::All | Passages::One(-1 | 1..) => {}
            Passages::One(_) | Passages::Range { .. } => {
                let what = words!("fault-one-passage", "this is read at one passage of a mark.");
                let hint = words!(
                    "fault-one-passage-hint",
                    "Name it: (\"{ $mark }\", 1), or (\"{ $mark }\", -1) for the last.",
                    mark = &mark.name
                );
                self.fault(path, what, hint);
            }
        }
    }
}

/// Names of marks, each with how often it is passed; those of branches with how often they are passed at most.
fn collect(phases: &[PhaseFile], times: i64, marks: &mut Vec<(String, i64)>) {
    for phase in phases {
        for name in phase.marks() {
            match marks.iter_mut().find(|(known, _)| *known == name) {
                Some((_, passages)) => *passages = passages.saturating_add(times),
                None => marks.push((name, times)),
            }
        }
        for (_, within, more) in phase.within() {
            collect(within, times.saturating_mul(more), marks);
        }
    }
}
