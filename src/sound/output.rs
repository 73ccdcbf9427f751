//! Plays passages on a thread of its own: it opens the loudspeaker, keeps it open, and closes it when nobody listens any more.

#[cfg(not(any(target_os = "linux", target_os = "windows", target_os = "macos")))]
use super::nowhere as loudspeaker;
#[cfg(target_os = "linux")]
use super::pipe as loudspeaker;
use super::synthesis::{Passage, Synthesis};
#[cfg(any(target_os = "windows", target_os = "macos"))]
use super::system as loudspeaker;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// Passages that may wait for the loudspeaker; what does not fit is dropped.
const WAITING: usize = 32;
/// How often the thread looks whether all is well.
const LOOK: Duration = Duration::from_millis(20);
/// A loudspeaker that takes no samples for so long is lost.
const PATIENCE: Duration = Duration::from_secs(3);

/// Why nothing is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no loudspeaker, for this reason.
    NotOpened(String),
    /// It is gone.
    Lost,
}

/// What is known of the loudspeaker on both sides.
#[derive(Debug, Default)]
pub struct Pulse {
    /// Samples that it took.
    taken: AtomicU64,
    /// Whether all has faded out.
    silent: AtomicBool,
}

/// Where passages go. Dropped, it fades out and closes the loudspeaker.
pub struct Output {
    passages: SyncSender<Passage>,
    fault: Arc<OnceLock<Fault>>,
}

impl Output {
    /// Begin to play; the loudspeaker is opened meanwhile.
    pub fn open() -> Self {
        let (passages, received) = sync_channel(WAITING);
        let fault = Arc::new(OnceLock::new());
        let told = Arc::clone(&fault);
        let keep = move || {
            if let Err(wrong) = keep_open(received) {
                told.set(wrong).ok();
            }
        };
        if let Err(error) = std::thread::Builder::new().name("sound".to_owned()).spawn(keep) {
            fault.set(Fault::NotOpened(error.to_string())).ok();
        }
        Self { passages, fault }
    }

    /// Play a passage after those before. What does not fit is dropped: nobody waits.
    pub fn play(&self, passage: Passage) {
        self.passages.try_send(passage).ok();
    }

    /// Why nothing is heard; none while all is well.
    pub fn fault(&self) -> Option<Fault> {
        self.fault.get().cloned()
    }
}

/// Open the loudspeaker and keep it open until nobody sends passages any more and all has faded out.
fn keep_open(passages: Receiver<Passage>) -> Result<(), Fault> {
    let pulse = Arc::new(Pulse::default());
    let source = source(passages, Arc::clone(&pulse));
    let loudspeaker = loudspeaker::open(source).map_err(Fault::NotOpened)?;
    let (mut taken, mut since) = (0, Instant::now());
    while !pulse.silent.load(Ordering::Relaxed) {
        std::thread::sleep(LOOK);
        let now = pulse.taken.load(Ordering::Relaxed);
        if now != taken {
            (taken, since) = (now, Instant::now());
        } else if since.elapsed() > PATIENCE {
            return Err(Fault::Lost);
        }
    }
    // What has faded out is still on its way.
    std::thread::sleep(loudspeaker::ON_ITS_WAY);
    drop(loudspeaker);
    Ok(())
}

/// What the loudspeaker asks for samples whenever it needs some.
fn source(passages: Receiver<Passage>, pulse: Arc<Pulse>) -> impl FnMut(&mut [f32]) + Send + 'static {
    let mut synthesis = Synthesis::default();
    move |out| {
        loop {
            match passages.try_recv() {
                Ok(passage) => synthesis.take(&passage),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    synthesis.close();
                    break;
                }
            }
        }
        synthesis.render(out);
        pulse.taken.fetch_add(out.len() as u64, Ordering::Relaxed);
        if synthesis.is_closed() {
            pulse.silent.store(true, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::synthesis::Heard;
    use super::*;

    #[test]
    fn nobody_waits_for_the_loudspeaker_and_it_falls_silent_when_nobody_listens() {
        let (sender, received) = sync_channel(WAITING);
        let pulse = Arc::new(Pulse::default());
        let mut source = source(received, Arc::clone(&pulse));
        let output = Output { passages: sender, fault: Arc::default() };
        for _ in 0..10 * WAITING {
            output.play(Passage { seconds: 0.01, heard: vec![(0.0, Heard::Spike)] });
        }
        let mut out = vec![0.0; 4_800];
        source(&mut out);
        assert!(out.iter().any(|sample| sample.abs() > 0.1));
        assert_eq!((output.fault(), pulse.silent.load(Ordering::Relaxed)), (None, false));
        drop(output);
        source(&mut out);
        assert!(pulse.silent.load(Ordering::Relaxed) && pulse.taken.load(Ordering::Relaxed) == 9_600);
    }
}
