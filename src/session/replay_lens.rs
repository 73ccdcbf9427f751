//! The replay lens: which replay the 3D view lights up, and how much of it.

use crate::measure::replay::{ReplayCell, ReplayEvent};
use std::collections::VecDeque;
use std::sync::Arc;

/// Time in which the cells light up one after the other (s of watching).
const SWEEP_S: f32 = 0.9;
/// How long all of them stay lit (s of watching).
const HOLD_S: f32 = 1.2;
/// Time in which the cells of a chosen replay light up: with that in which they go to their places (s of watching).
const CHOSEN_S: f32 = 2.5;
/// Time in which they fade (s of watching).
const FADE_S: f32 = 0.8;
/// Time before another replay takes over (s of watching): its whole order was seen then, and stayed for as long.
const LEAST_S: f32 = 1.8;
/// Time in which all else steps back while a replay is lit (s of watching).
const VEIL_S: f32 = 0.4;
/// Share of the sweep in which one cell comes to its full light.
const RISE: f32 = 0.08;

/// Shows each replay in the 3D view when it is over: a replay takes a tenth of a second, too short to see its order.
#[derive(Clone, Debug)]
pub struct ReplayLens {
    /// Whether new replays are shown.
    pub on: bool,
    /// A replay that the user chose: its cells stand in their order and light up once in it, until it is let go.
    pub chosen: Option<Arc<ReplayEvent>>,
    /// How much of the order of the chosen replay is lit, 0 to 1: a picture may stop on its way.
    pub swept: f32,
    current: Option<Current>,
    /// How far all else steps back, 0 to 1.
    veil: f32,
    /// Replays that came while another one was lit: the newest of each memory, in turn, because memories are often replayed
    /// together.
    waiting: VecDeque<Arc<ReplayEvent>>,
}

#[derive(Clone, Debug)]
struct Current {
    replay: Arc<ReplayEvent>,
    /// Since it was first shown (s of watching).
    age_s: f32,
}

impl Default for ReplayLens {
    fn default() -> Self {
        Self { on: true, chosen: None, swept: 1.0, current: None, veil: 0.0, waiting: VecDeque::new() }
    }
}

impl ReplayLens {
    /// Forget all replays.
    pub fn clear(&mut self) {
        *self = Self { on: self.on, ..Self::default() };
    }

    /// New replays, oldest first. While the run stands still (a single step), the last of them is shown at once and whole.
    pub fn take_in(&mut self, replays: &[Arc<ReplayEvent>], moving: bool) {
        let Some(newest) = replays.last() else { return };
        if moving {
            for replay in replays {
                match self.waiting.iter_mut().find(|waiting| waiting.pattern == replay.pattern) {
                    Some(waiting) => *waiting = Arc::clone(replay),
                    None => self.waiting.push_back(Arc::clone(replay)),
                }
            }
        } else {
            self.waiting.clear();
            self.current = Some(Current { replay: Arc::clone(newest), age_s: SWEEP_S });
        }
    }

    /// NREM sleep is over: nothing is lit up any more, except for what the user chose.
    pub fn end(&mut self) {
        self.current = None;
        self.waiting.clear();
    }

    /// Time of watching passes.
    pub fn advance(&mut self, watched_s: f32) {
        if let Some(current) = &mut self.current {
            current.age_s += watched_s;
            if current.age_s >= SWEEP_S + HOLD_S + FADE_S {
                self.current = None;
            }
        }
        if self.current.as_ref().is_none_or(|current| current.age_s >= LEAST_S)
            && let Some(replay) = self.waiting.pop_front()
        {
            self.current = Some(Current { replay, age_s: 0.0 });
        }
        let lit = self.current.as_ref().is_some_and(|current| self.on && current.age_s < SWEEP_S + HOLD_S);
        self.veil = (self.veil + watched_s / if lit { VEIL_S } else { -VEIL_S }).clamp(0.0, 1.0);
    }

    /// How far all else steps back for a replay that was not chosen, 0 to 1.
    #[must_use]
    pub const fn veil(&self) -> f32 {
        self.veil
    }

    /// Show one replay until it is let go, or none.
    pub fn choose(&mut self, replay: Option<Arc<ReplayEvent>>) {
        (self.chosen, self.swept) = (replay, 0.0);
    }

    /// Time of watching passes for the replay that was chosen, also while the run stands still.
    pub fn sweep(&mut self, watched_s: f32) {
        self.swept = (self.swept + watched_s / CHOSEN_S).min(1.0);
    }

    /// Whether the order of a chosen replay is being shown.
    #[must_use]
    pub const fn is_sweeping(&self) -> bool {
        self.chosen.is_some() && self.swept < 1.0
    }

    /// Switch it on or off; what it shows goes out at once.
    pub fn toggle(&mut self) {
        self.on = !self.on;
        self.end();
    }

    /// The replay that is shown.
    #[must_use]
    pub fn shown(&self) -> Option<&Arc<ReplayEvent>> {
        let current = self.current.as_ref().filter(|_| self.on);
        self.chosen.as_ref().or(current.map(|current| &current.replay))
    }

    /// Light of a cell of the replay that is shown, 0 to 1. Cells light up in the order of their first spikes, in slow motion, and
    /// fade together.
    #[must_use]
    pub fn light(&self, cell: &ReplayCell) -> f32 {
        let rise = |replay: &ReplayEvent, swept: f32| {
            let begin = (1.0 - RISE) * place(replay, cell);
            ((swept - begin) / RISE).clamp(0.0, 1.0)
        };
        if let Some(chosen) = &self.chosen {
            return rise(chosen, self.swept);
        }
        let Some(current) = self.current.as_ref().filter(|_| self.on) else { return 0.0 };
        let rise = rise(&current.replay, current.age_s / SWEEP_S);
        let fade = (1.0 - (current.age_s - SWEEP_S - HOLD_S) / FADE_S).clamp(0.0, 1.0);
        rise * fade
    }

    /// What changes whenever the picture has to: begin and pattern of the replay that is shown, and how far it is.
    #[must_use]
    pub fn mark(&self) -> Option<(f64, usize, f32)> {
        let age_s = if self.chosen.is_some() { self.swept } else { self.current.as_ref()?.age_s };
        self.shown().map(|replay| (replay.start_s, replay.pattern, age_s))
    }
}

/// Place of a cell in the order of a replay by the time of its first spike, from 0 (first) to 1 (the last tenth of them).
#[must_use]
pub fn place(replay: &ReplayEvent, cell: &ReplayCell) -> f32 {
    let first = replay.cells.first().map_or(0.0, |first| first.after_s);
    let spread = replay.spread_s();
    if spread > 0.0 { ((cell.after_s - first) / spread).clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replay(start_s: f64) -> Arc<ReplayEvent> {
        let cell = |neuron, after_s| ReplayCell { neuron, after_s };
        Arc::new(ReplayEvent {
            pattern: 1,
            start_s,
            end_s: start_s + 0.05,
            score: 5.0,
            cells: vec![cell(7, 0.01), cell(3, 0.02), cell(5, 0.05)],
            members: 4,
            number: 1,
            chance: 0.0,
            chance_high: 0.0,
            searched_s: 10.0,
        })
    }

    fn lights(lens: &ReplayLens) -> Vec<bool> {
        let shown = lens.shown().expect("one is shown");
        shown.cells.iter().map(|cell| lens.light(cell) > 0.5).collect()
    }

    #[test]
    fn cells_light_in_order_stay_and_fade() {
        let mut lens = ReplayLens::default();
        lens.take_in(&[replay(1.0)], true);
        assert_eq!(lens.shown(), None);
        lens.advance(0.0);
        lens.advance(0.1);
        assert_eq!(lights(&lens), [true, false, false]);
        lens.advance(0.35);
        assert_eq!(lights(&lens), [true, true, false]);
        lens.advance(0.45);
        assert_eq!((lights(&lens), lens.veil()), (vec![true; 3], 1.0));
        lens.advance(1.5);
        assert!(lens.light(&replay(1.0).cells[0]) < 0.7);
        lens.advance(1.0);
        assert_eq!((lens.shown(), lens.veil()), (None, 0.0));
    }

    #[test]
    fn memories_that_are_replayed_together_are_shown_one_after_the_other() {
        let other = Arc::new(ReplayEvent { pattern: 0, ..(*replay(1.1)).clone() });
        let mut lens = ReplayLens::default();
        lens.take_in(&[replay(1.0), other, replay(1.2)], true);
        let mut seen = Vec::new();
        for _ in 0..5 {
            lens.advance(LEAST_S);
            seen.push(lens.shown().map(|replay| (replay.pattern, replay.start_s)));
        }
        assert_eq!(seen[..2], [Some((1, 1.2)), Some((0, 1.1))]);
        assert_eq!(seen[4], None);
    }

    #[test]
    fn each_replay_is_seen_to_its_end_however_fast_they_come() {
        let mut lens = ReplayLens::default();
        let mut begins = Vec::new();
        for frame in 0..300_u16 {
            // Ten replays a second, sixty frames.
            if frame % 6 == 0 {
                lens.take_in(&[replay(f64::from(frame))], true);
            }
            lens.advance(1.0 / 60.0);
            let shown = lens.shown().map(|replay| replay.start_s);
            if begins.last() != Some(&shown) {
                begins.push(shown);
            }
        }
        assert!((3..=4).contains(&begins.len()), "{begins:?}");
        assert_eq!(lens.veil(), 1.0, "it does not flicker from one to the next");
    }

    #[test]
    fn replays_end_with_sleep_but_a_chosen_one_stays() {
        let mut lens = ReplayLens::default();
        lens.take_in(&[replay(1.0)], true);
        lens.advance(0.0);
        let other = Arc::new(ReplayEvent { pattern: 0, ..(*replay(1.1)).clone() });
        lens.take_in(&[other], true);
        lens.end();
        lens.advance(LEAST_S);
        assert_eq!((lens.shown(), lens.mark()), (None, None));
        lens.chosen = Some(replay(3.0));
        lens.end();
        assert_eq!(lens.shown().map(|replay| replay.start_s), Some(3.0));
        assert_eq!(lights(&lens), [true; 3]);
        lens.swept = 0.5;
        assert_eq!(lights(&lens), [true, true, false], "a picture of half of it");
    }

    #[test]
    fn a_chosen_replay_lights_up_once_in_its_order() {
        let mut lens = ReplayLens::default();
        lens.choose(Some(replay(3.0)));
        assert!(lens.is_sweeping() && lights(&lens) == [false; 3]);
        lens.sweep(0.5 * CHOSEN_S);
        assert!(lens.is_sweeping() && lights(&lens) == [true, true, false]);
        let before = lens.mark();
        lens.sweep(CHOSEN_S);
        assert!(!lens.is_sweeping() && lights(&lens) == [true; 3] && lens.mark() != before);
        lens.choose(None);
        assert!(!lens.is_sweeping() && lens.shown().is_none());
    }

    #[test]
    fn a_paused_picture_shows_a_whole_replay_and_a_chosen_one_stays() {
        let mut lens = ReplayLens::default();
        lens.take_in(&[replay(1.0), replay(2.0)], false);
        assert_eq!(lens.shown().map(|replay| replay.start_s), Some(2.0));
        assert_eq!(lights(&lens), [true; 3]);
        lens.toggle();
        assert_eq!((lens.shown(), lens.mark()), (None, None));
        lens.chosen = Some(replay(3.0));
        lens.advance(100.0);
        assert_eq!(lights(&lens), [true; 3]);
        lens.clear();
        assert!(lens.shown().is_none() && !lens.on);
    }
}
