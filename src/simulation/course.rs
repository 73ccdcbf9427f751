//! The course of a run: what happened, stretch by stretch. It is read from what reached the network in each step, not from the
//! scene's plan, so a state that a user holds and a pattern that a user presents are in it.

use super::happening::{Happening, Presentation, Stretch};
use super::run::Simulation;
use crate::modulation::Modulation;
use crate::protocol::{PatternDrive, PhaseLabel, Protocol};
use crate::schedule::BiologicalTime;

/// Watches the course of a run, step by step.
#[derive(Clone, Debug, Default)]
pub struct CourseWatch {
    /// Where the timeline stood before the step, in steps.
    position: u64,
}

impl CourseWatch {
    /// Look at the simulation after a step: `course` grows by it.
    pub fn observe(&mut self, simulation: &Simulation, course: &mut Vec<Stretch>) {
        let protocol = simulation.resource::<Protocol>();
        let modulation = simulation.resource::<Modulation>();
        // The timeline stands still in a step that belongs to the user.
        let by_hand = protocol.position == self.position;
        self.position = protocol.position;
        let phase = protocol.phase().filter(|_| !by_hand);
        let what = Happening {
            state: modulation.state,
            presentation: presentation(simulation),
            by_hand,
            time_lapse: modulation.time_lapse,
            skipped_hours: simulation.resource::<BiologicalTime>().skipping().map_or(0.0, f64::from),
            phase: phase.map(|phase| phase.start_step),
        };
        let end_s = simulation.time_s();
        match course.last_mut() {
            Some(last) if last.what == what => last.end_s = end_s,
            _ => {
                let start_s = simulation.scene().time_s(simulation.steps().saturating_sub(1));
                let names = simulation.scene().patterns.as_ref().map_or(&[][..], |patterns| &patterns.names);
                let label = phase.map_or_else(|| label(&what, names), |phase| PhaseLabel::of(phase, names));
                course.push(Stretch { start_s, end_s, what, label });
            }
        }
    }
}

/// The pattern that reached the network in the last step.
pub fn presentation(simulation: &Simulation) -> Option<Presentation> {
    let (pattern, fraction) = simulation.resource::<PatternDrive>().presented()?;
    Some(Presentation { pattern, fraction, frozen: simulation.resource::<Modulation>().frozen })
}

/// What goes on where the timeline does not say it.
fn label(what: &Happening, names: &[String]) -> PhaseLabel {
    match what.presentation {
        _ if !what.by_hand => PhaseLabel::default(),
        None => PhaseLabel::Held(None),
        Some(Presentation { pattern, fraction, frozen }) => {
            let pattern = names.get(pattern).map_or("pattern", String::as_str).to_owned();
            if frozen {
                PhaseLabel::Test { pattern, fraction, by_hand: true }
            } else {
                PhaseLabel::Learn { pattern, by_hand: true }
            }
        }
    }
}
