//! How the network answers to each presentation, counted step by step, so that it does not depend on how often a view looks.

use super::run::Simulation;
use super::sample::PatternAnswer;
use crate::model::Threshold;
use crate::protocol::PatternDrive;

/// Watches for presentations.
#[derive(Clone, Debug, Default)]
pub struct AnswerWatch {
    now: Option<Watched>,
}

/// A presentation that is going on.
#[derive(Clone, Debug)]
struct Watched {
    first_step: u64,
    last_step: u64,
    answer: PatternAnswer,
}

impl AnswerWatch {
    /// Whether something is presented.
    #[must_use]
    pub const fn is_going_on(&self) -> bool {
        self.now.is_some()
    }

    /// Look at the simulation after a step; gives the answer to a presentation that ended with the step before.
    pub fn observe(&mut self, simulation: &Simulation) -> Option<PatternAnswer> {
        let step = simulation.steps();
        let presented = simulation.resource::<PatternDrive>().presented();
        let goes_on = |watched: &Watched| presented == Some((watched.answer.pattern, watched.answer.fraction));
        // After a rewind the next step is not the one after the last.
        self.now.take_if(|watched| watched.last_step + 1 != step);
        let over = self.now.take_if(|watched| !goes_on(watched));
        if let Some((pattern, fraction)) = presented {
            let watched = self.now.get_or_insert_with(|| Watched {
                first_step: step,
                last_step: step,
                answer: PatternAnswer {
                    pattern,
                    fraction,
                    start_s: simulation.scene().time_s(step.saturating_sub(1)),
                    seconds: 0.0,
                    threshold_mv: simulation.with_column(|column: &[Threshold]| column.iter().map(|t| t.0).collect()),
                    counts: simulation.with_column(|column: &[Threshold]| vec![0; column.len()]),
                },
            });
            watched.last_step = step;
            for &neuron in simulation.spikes() {
                watched.answer.counts[neuron as usize] += 1;
            }
        }
        over.map(|watched| {
            let steps = watched.last_step + 1 - watched.first_step;
            PatternAnswer { seconds: simulation.scene().time_s(steps), ..watched.answer }
        })
    }
}
