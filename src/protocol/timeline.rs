//! The timeline of a scene, and what a user puts in its place.
//!
//! The timeline waits while a user presents a pattern or holds a brain state, and goes on where it stood.

use super::choice::Choices;
use super::intervene::Intervened;
use super::pattern::PatternDrive;
use super::phase_label::PhaseLabel;
use crate::modulation::{BrainState, Modulation, RewardSystem};
use crate::random::{Purpose, RandomStream};
use crate::scene::{Deviation, Lap, NeuronSelection, Phase, PhaseKind};
use crate::schedule::{BiologicalTime, Clock};
use crate::state::state;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};
use std::ops::Range;

/// A presentation that a user started.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct UserPresentation {
    /// Index of the pattern.
    pub pattern: usize,
    /// Share of its channels, 0 to 1.
    pub fraction: f32,
    /// Whether it is a test, with plasticity frozen.
    pub frozen: bool,
    /// Steps left.
    pub remaining: u64,
}

state!(UserPresentation { pattern, fraction, frozen, remaining });

/// What is going on in a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Active {
    /// Brain state.
    pub state: BrainState,
    /// Biological seconds a second for slow processes.
    pub time_lapse: f32,
    /// Pattern, share of its channels, and whether it is a test.
    pub presentation: Option<(usize, f32, bool)>,
    /// In what the presentation deviates from its pattern.
    pub deviation: Deviation,
    /// Steps since the presentation began.
    pub elapsed: u64,
    /// Index of the track of a lap, and whether the lap counts as new.
    pub lap: Option<(usize, bool)>,
}

/// The timeline and the user's part in it.
#[derive(Resource, Clone, Debug, PartialEq)]
pub struct Protocol {
    phases: Vec<Phase>,
    next_phase: usize,
    current: Option<usize>,
    /// Steps of the timeline done.
    pub position: u64,
    /// A presentation that a user started.
    pub user: Option<UserPresentation>,
    /// A brain state that a user holds.
    pub held_state: Option<BrainState>,
    resting_state: BrainState,
    seed: u64,
    /// Steps of a presentation that a user starts.
    user_steps: u64,
    /// Track of the lap that drives in this step, and the share of the track that is done in the middle of it. Said anew in every step.
    lap: Option<(usize, f64)>,
}

state!(Protocol { next_phase, current, position, user, held_state });

impl Protocol {
    /// The timeline of a scene, at its begin; `resting_state` holds between and after the phases, and a presentation that a user
    /// starts lasts `user_steps`.
    #[must_use]
    pub const fn new(phases: Vec<Phase>, resting_state: BrainState, seed: u64, user_steps: u64) -> Self {
        Self {
            phases,
            next_phase: 0,
            current: None,
            position: 0,
            user: None,
            held_state: None,
            resting_state,
            seed,
            user_steps,
            lap: None,
        }
    }

    /// The phase of the timeline in which it stands, if it is not over.
    #[must_use]
    pub fn phase(&self) -> Option<&Phase> {
        self.current.map(|index| &self.phases[index])
    }

    /// The lap that drives in this step: its track, and the share of it that is done in the middle of the step.
    #[must_use]
    pub const fn driven_lap(&self) -> Option<(usize, f64)> {
        self.lap
    }

    /// Share of the present phase that is done so many steps after the timeline's position.
    fn done(&self, phase: &Phase, later: f64) -> f64 {
        let length = (phase.end_step - phase.start_step).max(1) as f64;
        ((self.position.saturating_sub(phase.start_step) as f64 + later) / length).min(1.0)
    }

    /// What is going on now.
    #[must_use]
    pub fn active(&self) -> Active {
        let nothing = |state: BrainState, time_lapse: f32| Active {
            state,
            time_lapse,
            presentation: None,
            deviation: Deviation::default(),
            elapsed: 0,
            lap: None,
        };
        if let Some(user) = self.user {
            let presentation = Some((user.pattern, user.fraction, user.frozen));
            let elapsed = self.user_steps.saturating_sub(user.remaining);
            return Active { presentation, elapsed, ..nothing(self.held_state.unwrap_or(self.resting_state), 1.0) };
        }
        if let Some(state) = self.held_state {
            return nothing(state, self.held_time_lapse(state));
        }
        let Some(phase) = self.phase() else { return nothing(self.resting_state, 1.0) };
        let elapsed = self.position.saturating_sub(phase.start_step);
        let idle = Active { elapsed, ..nothing(phase.state, phase.time_lapse) };
        match phase.kind {
            PhaseKind::Lap(Lap { track, new, .. }) => Active { lap: Some((track, new)), ..idle },
            PhaseKind::Present { pattern, deviation } => {
                Active { presentation: Some((pattern, deviation.first_share(), false)), deviation, ..idle }
            }
            PhaseKind::Cue { pattern, fraction, deviation } => {
                Active { presentation: Some((pattern, fraction * deviation.first_share(), true)), deviation, ..idle }
            }
            _ => idle,
        }
    }

    /// Time-lapse of a state that a user holds: that of the scene's own sleep in this state, the one in which the timeline stands
    /// before any other; 1 where the scene has none.
    fn held_time_lapse(&self, state: BrainState) -> f32 {
        let sleep = |phase: &&Phase| phase.kind == PhaseKind::Sleep && phase.state == state;
        self.phase().into_iter().chain(&self.phases).find(sleep).map_or(1.0, |phase| phase.time_lapse)
    }

    /// What is going on, to be said.
    #[must_use]
    pub fn label(&self, pattern_names: &[String]) -> PhaseLabel {
        if let Some(UserPresentation { pattern, fraction, frozen, .. }) = self.user {
            let pattern = pattern_names.get(pattern).map_or("pattern", String::as_str).to_owned();
            return if frozen {
                PhaseLabel::Test { pattern, fraction, by_hand: false }
            } else {
                PhaseLabel::Learn { pattern, by_hand: false }
            };
        }
        if let Some(state) = self.held_state {
            return PhaseLabel::Held(Some(state));
        }
        match self.phase() {
            Some(phase) => match &phase.kind {
                PhaseKind::Lap(lap) => PhaseLabel::lap(lap, Some(lap.length * self.done(phase, 0.0))),
                _ => PhaseLabel::of(phase, pattern_names),
            },
            None if self.phases.is_empty() => PhaseLabel::default(),
            // Before the first step no phase was entered. What takes no time never shows.
            None if self.next_phase == 0 => {
                let first = self.phases.iter().find(|phase| phase.end_step > phase.start_step);
                first.map_or_else(PhaseLabel::default, |phase| PhaseLabel::of(phase, pattern_names))
            }
            None => PhaseLabel::Over,
        }
    }

    /// Pass over branches that were not taken; whether a phase begins now.
    fn begins(&mut self, choices: &Choices) -> bool {
        let ahead = self.phases[self.next_phase..].iter();
        self.next_phase += ahead.take_while(|phase| !choices.took(phase.branch)).count();
        self.phases.get(self.next_phase).is_some_and(|phase| phase.start_step <= self.position)
    }

    /// Neurons that a selection means; random ones are drawn from the seed, one draw a phase.
    fn select(&self, selection: &NeuronSelection, phase: usize) -> Vec<u32> {
        selection.neurons(&mut RandomStream::new(self.seed, Purpose::Selection, 0).sequence(phase as u64))
    }

    /// A random order of the neurons of a range, counted from its first; one draw from the seed a phase.
    fn shuffled(&self, neurons: &Range<u32>, phase: usize) -> Vec<u32> {
        let mut order: Vec<u32> = (0..neurons.len() as u32).collect();
        let mut stream = RandomStream::new(self.seed, Purpose::ExcitabilityShuffle, 0);
        stream.sequence(phase as u64).shuffle_first(order.len(), &mut order);
        order
    }
}

/// Enter the phases that begin in this step, and set brain state, novelty, time-lapse, skipped time and pattern accordingly.
pub fn follow_timeline(
    mut protocol: ResMut<Protocol>,
    mut modulation: ResMut<Modulation>,
    mut reward: ResMut<RewardSystem>,
    mut drive: ResMut<PatternDrive>,
    mut biological_time: ResMut<BiologicalTime>,
    mut intervened: Intervened,
    mut choices: ResMut<Choices>,
    clock: Res<Clock>,
) {
    let protocol = &mut *protocol;
    let mut skipped_hours = 0.0;
    if protocol.user.is_none() && protocol.held_state.is_none() {
        while protocol.begins(&choices) {
            match &protocol.phases[protocol.next_phase].kind {
                PhaseKind::SetModulator { modulator, level } => {
                    modulation.held[*modulator as usize] = Some(*level);
                    modulation.update_levels();
                }
                PhaseKind::ReleaseModulator { modulator } => {
                    modulation.held[*modulator as usize] = None;
                    modulation.update_levels();
                }
                PhaseKind::Reward { size } => {
                    reward.deliver(*size, &mut modulation);
                }
                PhaseKind::Skip { hours } => {
                    modulation.phasic_dopamine = 0.0;
                    modulation.update_levels();
                    skipped_hours = *hours;
                    protocol.current = Some(protocol.next_phase);
                }
                PhaseKind::Choose(choice) => choices.choose(choice, &clock),
                PhaseKind::Mark { .. } => {}
                PhaseKind::Present { .. }
                | PhaseKind::Cue { .. }
                | PhaseKind::Lap(_)
                | PhaseKind::Wait
                | PhaseKind::Sleep => {
                    protocol.current = Some(protocol.next_phase);
                }
                kind => {
                    let phase = protocol.next_phase;
                    let chosen = |selection: &NeuronSelection| protocol.select(selection, phase);
                    intervened.enter(kind, (clock.step, phase), chosen, |range| protocol.shuffled(range, phase));
                }
            }
            protocol.next_phase += 1;
        }
        if protocol.phase().is_some_and(|phase| phase.end_step <= protocol.position) {
            protocol.current = None;
        }
    }
    let active = protocol.active();
    if modulation.state != active.state {
        modulation.state = active.state;
        modulation.update_levels();
    }
    modulation.time_lapse = active.time_lapse;
    biological_time.begin_step(active.time_lapse, skipped_hours);
    // Nothing from outside reaches the network in REM sleep (MODEL 2.10).
    let presentation = active.presentation.filter(|_| active.state != BrainState::Rem);
    let lap = active.lap.filter(|_| active.state != BrainState::Rem);
    protocol.lap = lap.zip(protocol.phase()).map(|((track, _), phase)| (track, protocol.done(phase, 0.5)));
    modulation.novelty = matches!(presentation, Some((_, _, false))) || matches!(lap, Some((_, true)));
    modulation.frozen = matches!(presentation, Some((_, _, true)));
    drive.present(presentation.map(|(pattern, fraction, _)| (pattern, fraction)), active.deviation, active.elapsed);
    match &mut protocol.user {
        Some(user) if user.remaining <= 1 => protocol.user = None,
        Some(user) => user.remaining -= 1,
        None if protocol.held_state.is_none() => protocol.position += 1,
        None => {}
    }
}
