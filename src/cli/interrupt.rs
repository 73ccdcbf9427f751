//! Ctrl+C: a run stops at the next look at its results and keeps what was computed; a second time ends the program at once.

use super::ending::say;
use std::sync::atomic::{AtomicBool, Ordering};

/// Exit code of an interrupted run: 128 and the number of the signal, as shells have it.
pub const EXIT_CODE: u8 = 130;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Listen for Ctrl+C from now on. Where that is not possible it ends the program, as it does without this.
pub fn listen() {
    let on_signal = || {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(EXIT_CODE.into());
        }
    };
    if let Err(error) = ctrlc::set_handler(on_signal) {
        say(&mut std::io::stderr(), &format!("note: Ctrl+C will end the run without a summary: {error}"));
    }
}

/// Whether Ctrl+C was pressed.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}
