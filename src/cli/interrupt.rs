//! Ctrl+C, and what batch systems and closed terminals send: a run stops at the next look at its results and keeps what was
//! computed; a second time ends the program at once.

use super::ending::say;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io::Result;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// What came so far.
#[derive(Default)]
struct Arrived {
    any: Arc<AtomicBool>,
    signal: Arc<AtomicUsize>,
}

static ARRIVED: OnceLock<Arrived> = OnceLock::new();

/// Listen from now on. Where that is not possible a signal ends the program, as it does without this.
pub fn listen() {
    ARRIVED.get_or_init(|| {
        let arrived = Arrived::default();
        for signal in signals() {
            if let Err(error) = arrived.listen(signal) {
                let note = format!("note: signal {signal} will end the run without a summary: {error}");
                say(&mut std::io::stderr(), &note);
            }
        }
        arrived
    });
}

impl Arrived {
    fn listen(&self, signal: i32) -> Result<()> {
        // In this order: the first signal finds the flag down, the second one finds it up.
        flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&self.any))?;
        flag::register_usize(signal, Arc::clone(&self.signal), signal as usize)?;
        flag::register(signal, Arc::clone(&self.any))?;
        Ok(())
    }
}

/// The signals that end a run. A terminal that closes is none of them where `nohup` asked to be deaf to it.
fn signals() -> Vec<i32> {
    let mut signals = vec![SIGINT, SIGTERM];
    #[cfg(unix)]
    if !ignores_hangup() {
        signals.push(signal_hook::consts::SIGHUP);
    }
    signals
}

/// Whether the program was started deaf to SIGHUP. Linux says so; elsewhere, `nohup` leaves no stream on the terminal.
#[cfg(unix)]
fn ignores_hangup() -> bool {
    use std::io::IsTerminal;
    let status = std::fs::read_to_string("/proc/self/status");
    let ignored = status.as_deref().ok().and_then(|status| {
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
        u64::from_str_radix(mask.trim(), 16).ok()
    });
    ignored.map_or_else(
        || !std::io::stdout().is_terminal() && !std::io::stderr().is_terminal(),
        |mask| (mask >> (signal_hook::consts::SIGHUP - 1)) & 1 == 1,
    )
}

/// Whether a signal came.
pub fn interrupted() -> bool {
    ARRIVED.get().is_some_and(|arrived| arrived.any.load(Ordering::Relaxed))
}

/// Exit code of an interrupted run: 128 and the number of the signal, as shells have it.
pub fn exit_code() -> u8 {
    let signal = ARRIVED.get().map_or(0, |arrived| arrived.signal.load(Ordering::Relaxed));
    u8::try_from(128 + signal).unwrap_or(u8::MAX)
}
