//! How the program ends, and what it says then.

use crate::scene::Scene;
use std::io::Write;

/// How a run ended, if nothing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// At its end.
    Complete,
    /// By Ctrl+C; what was computed is kept.
    Interrupted,
    /// The claim of an experiment has the right direction but misses its band.
    Amber,
    /// The claim of an experiment does not hold.
    Red,
    /// An experiment had too few seeds for a verdict.
    TooFew,
}

/// Write a line; a reader that has gone away is no reason to fail.
pub fn say(to: &mut impl Write, line: &str) {
    drop(writeln!(to, "{line}"));
}

/// What a run or a check has to say of a scene without faults.
pub fn say_notes(scene: &Scene, to: &mut impl Write) {
    for note in scene.notes() {
        say(to, &format!("note: {}", note.with_excerpt()));
    }
}
