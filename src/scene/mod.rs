//! Scenes: a file is parsed, validated as a whole, and spawned.

mod change;
mod excerpt;
pub mod fault;
pub mod file;
mod lookalike;
mod outline;
pub mod parameter;
mod parse;
mod parting;
mod phase;
mod read;
mod repair;
mod resolve;
mod shipped;
mod step;
mod tokens;
mod validate;
mod vary;

pub use fault::{Fault, Position};
pub use phase::{Branch, Choice, Deviation, Lap, NeuronRank, NeuronSelection, Phase, PhaseKind, mixture_name};
#[cfg(feature = "viewer")]
pub(crate) use shipped::for_shipped_scenes;
pub use shipped::{Shipped, shipped};
pub use step::{StepLength, decimal, steps_in};
pub use vary::Variation;

use file::{InitialFile, SceneFile, Selection};
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A scene without faults. Only validation makes one, so whoever holds it need not check anything again.
///
/// It derefs to the [`SceneFile`] as written; what is resolved (indices, steps) has methods of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    file: SceneFile,
    source: String,
    notes: Vec<Fault>,
    ranges: Vec<Range<u32>>,
    phases: Vec<Phase>,
    /// Groups whose rates the timeline reads.
    read: Vec<NeuronSelection>,
    /// Length of a step.
    step: StepLength,
    /// Where the file names the parameters that its experiment varies, and the line.
    vary_places: Vec<(Position, String)>,
    written: Written,
}

/// The text of a scene, and which values were changed in it by path. How it is written does not make it another one.
#[derive(Clone, Debug)]
struct Written {
    text: Arc<str>,
    changes: Vec<(String, String)>,
}

impl PartialEq for Written {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Deref for Scene {
    type Target = SceneFile;

    fn deref(&self) -> &SceneFile {
        &self.file
    }
}

impl Scene {
    /// The file or the name from which the scene was read.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Its text as it was read, with what was changed in it then.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written.text
    }

    /// Its text, with comments, and with values changed by path. What the text leaves out can only be changed in one that is written out
    /// in full, without comments.
    ///
    /// # Errors
    /// All faults of the changes.
    pub fn text(&self, changes: &[(String, String)]) -> Result<String, Vec<Fault>> {
        change::change_text(&self.written.text, changes).or_else(|_| change::apply(&self.file, changes))
    }

    /// The same, and what some neurons have at the start.
    ///
    /// # Errors
    /// All faults of the changes.
    pub fn text_with(&self, changes: &[(String, String)], initial: &[InitialFile]) -> Result<String, Vec<Fault>> {
        let text = self.text(changes)?;
        let entries: Vec<String> = initial.iter().map(InitialFile::to_string).collect();
        Ok(if entries.is_empty() { text } else { change::with_initial(&text, &entries) })
    }

    /// Values that were changed by path, in a file or a shipped scene, when it was read: with its source, they are the whole scene.
    #[must_use]
    pub fn changes(&self) -> &[(String, String)] {
        &self.written.changes
    }

    /// What is not exactly as the file says, such as a time between two steps; no faults.
    #[must_use]
    pub fn notes(&self) -> &[Fault] {
        &self.notes
    }

    /// Integration step (ms).
    #[must_use]
    pub fn dt_ms(&self) -> f32 {
        self.file.dt.0
    }

    /// Number of neurons.
    #[must_use]
    pub fn neuron_count(&self) -> u32 {
        self.ranges.last().map_or(0, |range| range.end)
    }

    /// Global neuron indices of each population, in file order; together they cover all neurons.
    #[must_use]
    pub fn ranges(&self) -> &[Range<u32>] {
        &self.ranges
    }

    /// Global neuron indices of one population.
    #[must_use]
    pub fn range(&self, population: usize) -> Range<u32> {
        self.ranges.get(population).cloned().unwrap_or_default()
    }

    /// Index of a population by name.
    #[must_use]
    pub fn population_index(&self, name: &str) -> Option<usize> {
        self.file.populations.iter().position(|population| population.name == name)
    }

    /// Index of a projection by name.
    #[must_use]
    pub fn projection_index(&self, name: &str) -> Option<usize> {
        self.file.projections.iter().position(|projection| projection.name == name)
    }

    /// Index of a pattern by name.
    #[must_use]
    pub fn pattern_index(&self, name: &str) -> Option<usize> {
        self.file.patterns.as_ref()?.names.iter().position(|pattern| pattern == name)
    }

    /// The timeline with repeats expanded, in order; each phase begins where the one before it ends, and each branch of a choice where
    /// the choice stands.
    #[must_use]
    pub fn phases(&self) -> &[Phase] {
        &self.phases
    }

    /// Groups whose rates the timeline reads.
    #[must_use]
    pub fn read_groups(&self) -> &[NeuronSelection] {
        &self.read
    }

    /// The choices of the timeline, in order.
    pub fn choices(&self) -> impl Iterator<Item = (&Phase, &Choice)> {
        self.phases.iter().filter_map(|phase| match &phase.kind {
            PhaseKind::Choose(choice) => Some((phase, choice)),
            _ => None,
        })
    }

    /// Longest window over which the timeline reads rates (steps); 0 where it reads none.
    #[must_use]
    pub fn longest_window(&self) -> u64 {
        self.choices().map(|(_, choice)| choice.window_steps).max().unwrap_or(0)
    }

    /// Whether the timeline changes the network for good.
    #[must_use]
    pub fn intervenes(&self) -> bool {
        self.phases.iter().any(|phase| phase.kind.intervenes())
    }

    /// Whether the timeline skips biological time.
    #[must_use]
    pub fn skips_time(&self) -> bool {
        self.phases.iter().any(|phase| matches!(phase.kind, PhaseKind::Skip { .. }))
    }

    /// Length of the timeline in steps.
    #[must_use]
    pub fn timeline_steps(&self) -> u64 {
        self.phases.last().map_or(0, |phase| phase.end_step)
    }

    /// Length of a headless run in steps: the scene's own duration, else its timeline, else ten seconds.
    #[must_use]
    pub fn run_steps(&self) -> u64 {
        resolve::given_end(&self.file, &self.phases).unwrap_or_else(|| self.steps_in(10.0))
    }

    /// Length of a step: what turns a time into steps.
    #[must_use]
    pub const fn step(&self) -> StepLength {
        self.step
    }

    /// Steps in a time or a duration (s), as [`StepLength::steps`] counts them.
    #[must_use]
    pub fn steps_in(&self, seconds: f64) -> u64 {
        self.step.steps(seconds * 1000.0)
    }

    /// The time after a number of steps (s).
    #[must_use]
    pub fn time_s(&self, steps: u64) -> f64 {
        self.step.time_s(steps)
    }

    /// A selection of a population's neurons, by global index.
    #[must_use]
    pub fn select(&self, population: usize, selection: &Selection) -> NeuronSelection {
        resolve::select(&self.range(population), selection)
    }
}
