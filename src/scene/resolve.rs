//! From a checked file to indices and steps.

mod choice;
mod intervention;

use super::file::{MixedFile, PhaseFile, PopulationFile, SceneFile, Selection};
use super::phase::{Branch, Deviation, Lap, NeuronRank, NeuronSelection, Phase, PhaseKind, mixture_name};
use super::step::{StepLength, decimal};
use std::ops::Range;

/// Most phases that a timeline may have once its repeats are expanded.
pub(super) const MOST_PHASES: usize = 100_000;

/// Global neuron indices of each population.
pub fn ranges(populations: &[PopulationFile]) -> Vec<Range<u32>> {
    let mut start = 0_u32;
    populations
        .iter()
        .map(|population| {
            let end = start.saturating_add(u32::try_from(population.count).unwrap_or(0));
            let range = start..end;
            start = end;
            range
        })
        .collect()
}

/// A selection by global index; indices outside the population are left out.
pub fn select(range: &Range<u32>, selection: &Selection) -> NeuronSelection {
    match selection {
        Selection::All => NeuronSelection::All(range.clone()),
        Selection::Neurons(neurons) => NeuronSelection::Neurons(
            neurons
                .iter()
                .filter_map(|neuron| range.start.checked_add(u32::try_from(*neuron).ok()?))
                .filter(|neuron| range.contains(neuron))
                .collect(),
        ),
        Selection::Range(first, end) => {
            let at = |index: i64| range.start.saturating_add(u32::try_from(index).unwrap_or(0)).min(range.end);
            NeuronSelection::Neurons((at(*first)..at(*end)).collect())
        }
        Selection::Fraction(fraction) => NeuronSelection::Fraction { of: range.clone(), fraction: *fraction },
        Selection::Rank { by, highest, count } => NeuronSelection::Rank(NeuronRank {
            of: range.clone(),
            by: *by,
            highest: *highest,
            count: usize::try_from(*count).unwrap_or(0),
        }),
    }
}

/// Number of phases once repeats are expanded, saturating.
pub(super) fn count_phases(phases: &[PhaseFile]) -> usize {
    phases.iter().fold(0_usize, |sum, phase| {
        sum.saturating_add(match phase {
            PhaseFile::Repeat { times, phases } => {
                usize::try_from(*times).unwrap_or(0).saturating_mul(count_phases(phases))
            }
            // A branch has a mark, and may have a wait.
            other => {
                let branches = other.branches().into_iter();
                branches.fold(1_usize, |sum, (_, phases)| sum.saturating_add(count_phases(phases).max(1) + 1))
            }
        })
    })
}

/// Steps that some phases take; of branches, those of the longest.
pub(super) fn span(phases: &[PhaseFile], length: StepLength) -> u64 {
    phases.iter().fold(0_u64, |sum, phase| {
        sum.saturating_add(match phase {
            PhaseFile::Repeat { times, phases } => {
                u64::try_from(*times).unwrap_or(0).saturating_mul(span(phases, length))
            }
            PhaseFile::Present { duration, .. }
            | PhaseFile::Cue { duration, .. }
            | PhaseFile::Lap { duration, .. }
            | PhaseFile::Wait { duration, .. }
            | PhaseFile::Sleep { duration, .. } => length.steps(duration.0 * 1000.0),
            PhaseFile::Skip { .. } => 1,
            other => other.branches().into_iter().map(|(_, phases)| span(phases, length)).max().unwrap_or(0),
        })
    })
}

/// Where a scene says that its run ends, in steps: its duration, or else its timeline.
pub(super) fn given_end(file: &SceneFile, phases: &[Phase]) -> Option<u64> {
    let timeline = phases.last().map(|phase| phase.end_step).filter(|&steps| steps > 0);
    let duration = file.duration.map(|duration| StepLength::of(file.dt).steps(duration.0 * 1000.0));
    duration.or(timeline)
}

/// The timeline with repeats expanded, and the groups whose rates it reads.
pub fn timeline(file: &SceneFile, ranges: &[Range<u32>]) -> (Vec<Phase>, Vec<NeuronSelection>) {
    let length = StepLength::of(file.dt);
    let mut flattening = Flattening {
        file,
        ranges,
        length,
        phases: Vec::new(),
        groups: Vec::new(),
        step: 0,
        presentations: 0,
        laps: vec![0; file.tracks.len()],
        choices: 0,
        branch: None,
    };
    flattening.add(&file.timeline);
    (flattening.phases, flattening.groups)
}

struct Flattening<'a> {
    file: &'a SceneFile,
    ranges: &'a [Range<u32>],
    length: StepLength,
    phases: Vec<Phase>,
    groups: Vec<NeuronSelection>,
    step: u64,
    presentations: u64,
    /// Laps so far on each track.
    laps: Vec<u32>,
    choices: usize,
    branch: Option<Branch>,
}

impl Flattening<'_> {
    fn add(&mut self, phases: &[PhaseFile]) {
        for phase in phases {
            if let PhaseFile::Repeat { times, phases } = phase {
                for _ in 0..*times {
                    if self.phases.len() >= MOST_PHASES || phases.is_empty() {
                        return;
                    }
                    self.add(phases);
                }
            } else if !self.add_choice(phase) {
                self.add_one(phase);
            }
        }
    }

    fn add_one(&mut self, phase: &PhaseFile) {
        let mut state = self.file.state;
        let mut lapse = 1.0;
        let (kind, label, seconds) = match phase {
            PhaseFile::Present { pattern, duration, mixed, jitter } => (
                PhaseKind::Present {
                    pattern: self.pattern(pattern),
                    deviation: self.deviation(mixed.as_ref(), *jitter, 1.0),
                },
                format!("learn {}", presented(pattern, mixed.as_ref())),
                Some(duration),
            ),
            PhaseFile::Cue { pattern, fraction, duration, mixed, jitter } => (
                PhaseKind::Cue {
                    pattern: self.pattern(pattern),
                    fraction: *fraction,
                    deviation: self.deviation(mixed.as_ref(), *jitter, *fraction),
                },
                format!("test {} {:.0} %", presented(pattern, mixed.as_ref()), fraction * 100.0),
                Some(duration),
            ),
            PhaseFile::Lap { track, duration, new } => {
                let Some(lap) = self.lap(track, *new) else { return };
                let label = format!("lap {} on {track}", lap.number);
                (PhaseKind::Lap(lap), label, Some(duration))
            }
            PhaseFile::Wait { duration, time_lapse, label } => {
                lapse = *time_lapse;
                (PhaseKind::Wait, label.clone().unwrap_or_else(|| "rest".to_owned()), Some(duration))
            }
            PhaseFile::Sleep { stage, duration, time_lapse } => {
                lapse = *time_lapse;
                state = *stage;
                (PhaseKind::Sleep, stage.english().to_owned(), Some(duration))
            }
            PhaseFile::Skip { duration } => {
                (PhaseKind::Skip { hours: decimal(duration.0) }, skip_label(duration.0), None)
            }
            PhaseFile::SetModulator { modulator, level } => (
                PhaseKind::SetModulator { modulator: *modulator, level: *level },
                format!("{} {level}", modulator.english().to_lowercase()),
                None,
            ),
            PhaseFile::ReleaseModulator { modulator } => (
                PhaseKind::ReleaseModulator { modulator: *modulator },
                format!("{} as the state says", modulator.english().to_lowercase()),
                None,
            ),
            PhaseFile::Reward { size } => (
                PhaseKind::Reward { size: *size },
                if *size == 0.0 { "reward omitted".to_owned() } else { format!("reward {size}") },
                None,
            ),
            PhaseFile::SetExcitability { population, neurons, value } => (
                PhaseKind::SetExcitability { neurons: self.neurons(population, neurons), value: *value },
                format!("excitability of {population} {value}"),
                None,
            ),
            PhaseFile::ShuffleExcitability { population } => (
                PhaseKind::ShuffleExcitability { neurons: self.range(population) },
                format!("excitability of {population} shuffled"),
                None,
            ),
            PhaseFile::Paint { population, neurons, value } => (
                PhaseKind::Paint { neurons: self.neurons(population, neurons), value: *value },
                format!("paint {population} {value}"),
                None,
            ),
            PhaseFile::Mark(name) => (PhaseKind::Mark { name: name.clone() }, name.clone(), None),
            PhaseFile::SetParameter { .. }
            | PhaseFile::ScaleAhp { .. }
            | PhaseFile::LoseCells { .. }
            | PhaseFile::LoseSynapses { .. } => return self.add_intervention(phase),
            PhaseFile::Repeat { .. } | PhaseFile::If { .. } | PhaseFile::First { .. } => return,
        };
        let (start_step, branch) = (self.step, self.branch);
        if let Some(seconds) = seconds {
            self.step = self.step.saturating_add(self.length.steps(seconds.0 * 1000.0));
        } else if matches!(kind, PhaseKind::Skip { .. }) {
            self.step = self.step.saturating_add(1);
        }
        self.phases.push(Phase { kind, label, state, time_lapse: lapse, start_step, end_step: self.step, branch });
    }

    /// How the next presentation deviates from its pattern.
    fn deviation(&mut self, mixed: Option<&MixedFile>, jitter: f32, active: f32) -> Deviation {
        let number = self.presentations;
        self.presentations += 1;
        Deviation { mixed: mixed.map(|mixed| (self.pattern(&mixed.with), mixed.share)), jitter, active, number }
    }

    /// The next lap on a track.
    fn lap(&mut self, name: &str, new: bool) -> Option<Lap> {
        let track = self.file.tracks.iter().position(|track| track.name == name)?;
        self.laps[track] += 1;
        let length = decimal(self.file.tracks[track].length.0);
        Some(Lap { track, name: name.to_owned(), length, number: self.laps[track], new })
    }

    fn pattern(&self, name: &str) -> usize {
        let names = self.file.patterns.as_ref().map_or(&[][..], |patterns| &patterns.names);
        names.iter().position(|pattern| pattern == name).unwrap_or(0)
    }

    fn neurons(&self, population: &str, selection: &Selection) -> NeuronSelection {
        select(&self.range(population), selection)
    }

    fn range(&self, population: &str) -> Range<u32> {
        let index = self.file.populations.iter().position(|candidate| candidate.name == population);
        index.and_then(|index| self.ranges.get(index).cloned()).unwrap_or_default()
    }
}

/// What a presentation is called.
fn presented(pattern: &str, mixed: Option<&MixedFile>) -> String {
    mixed.map_or_else(|| pattern.to_owned(), |mixed| mixture_name(pattern, &mixed.with, mixed.share))
}

/// A time that is skipped, in the largest unit of which it is at least one.
fn skip_label(hours: f32) -> String {
    let (number, unit) = match hours {
        hours if hours >= 48.0 => (hours / 24.0, "days"),
        hours if hours >= 24.0 => (hours / 24.0, "day"),
        hours if hours >= 1.0 => (hours, "h"),
        hours => (hours * 60.0, "min"),
    };
    format!("skip {} {unit}", (number * 100.0).round() / 100.0)
}
