//! The film's own thread: pictures wait in a short queue, so that drawing goes on while one is encoded. When the queue is
//! full the film waits; no picture is ever left out.

use super::error::RecordError;
use super::writer::{FilmCoding, FilmSummary, FilmWriter};
use crate::caught::catch;
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

/// Pictures that may wait (each 3.7 MB at 1280 × 720).
const QUEUE: usize = 4;

/// How a film ended.
pub struct Outcome {
    /// The file.
    pub path: PathBuf,
    /// What the file holds; `None` if it could not be completed.
    pub summary: Option<FilmSummary>,
    /// What went wrong, if anything did.
    pub error: Option<RecordError>,
}

/// Handle of the thread that writes a film. Dropping it completes the film.
pub struct EncoderThread {
    path: PathBuf,
    sender: Option<SyncSender<Vec<u8>>>,
    thread: Option<JoinHandle<Outcome>>,
    written: Arc<AtomicUsize>,
}

impl EncoderThread {
    /// Make the file and start the thread.
    ///
    /// # Errors
    /// If the file can't be made, or the system gives no thread.
    pub fn start(path: PathBuf, size: (u32, u32), coding: FilmCoding) -> Result<Self, RecordError> {
        let writer = FilmWriter::create(&path, size.0, size.1, coding)?;
        let (sender, receiver) = sync_channel(QUEUE);
        let written = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&written);
        let file = path.clone();
        let thread = std::thread::Builder::new()
            .name("film encoder".to_owned())
            .spawn(move || {
                let path = file.clone();
                catch(|| encode(writer, &receiver, file, &count)).unwrap_or_else(|caught| {
                    let (frame, cause) = (count.load(Ordering::Relaxed), caught.to_string());
                    Outcome { path, summary: None, error: Some(RecordError::Encode { frame, cause }) }
                })
            })
            .map_err(|cause| RecordError::Create { path: path.clone(), cause })?;
        Ok(Self { path, sender: Some(sender), thread: Some(thread), written })
    }

    /// Number of pictures in the file.
    #[must_use]
    pub fn written(&self) -> usize {
        self.written.load(Ordering::Relaxed)
    }

    /// Hand over a picture; it comes back when the queue is full.
    ///
    /// # Errors
    /// If the thread has ended; [`EncoderThread::finish`] tells why.
    pub fn offer(&self, picture: Vec<u8>) -> Result<Option<Vec<u8>>, RecordError> {
        let gone = || RecordError::EncoderGone { frame: self.written() };
        let Some(sender) = &self.sender else { return Err(gone()) };
        match sender.try_send(picture) {
            Ok(()) => Ok(None),
            Err(TrySendError::Full(picture)) => Ok(Some(picture)),
            Err(TrySendError::Disconnected(_)) => Err(gone()),
        }
    }

    /// No more pictures will come: the thread completes the file.
    pub fn close(&mut self) {
        self.sender = None;
    }

    /// Whether the thread has ended, so that [`EncoderThread::finish`] does not wait.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Complete the film; waits for the pictures in the queue.
    #[must_use]
    pub fn finish(mut self) -> Outcome {
        self.close();
        self.thread.take().and_then(|thread| thread.join().ok()).unwrap_or_else(|| Outcome {
            path: self.path.clone(),
            summary: None,
            error: Some(RecordError::EncoderGone { frame: self.written() }),
        })
    }
}

impl Drop for EncoderThread {
    fn drop(&mut self) {
        self.close();
        if let Some(thread) = self.thread.take() {
            // A window that closes has nowhere to show an outcome; the file is complete when this returns.
            drop(thread.join());
        }
    }
}

fn encode(mut writer: FilmWriter<File>, pictures: &Receiver<Vec<u8>>, path: PathBuf, written: &AtomicUsize) -> Outcome {
    let mut error = None;
    for picture in pictures {
        if let Err(cause) = writer.push_rgba(&picture) {
            error = Some(cause);
            break;
        }
        written.store(writer.frames(), Ordering::Relaxed);
    }
    let finished = writer.finish().and_then(|(summary, file)| {
        let frame = summary.frames.saturating_sub(1);
        // Only now does the system tell of some full disks.
        file.sync_all().or_else(ignore_unsupported).map_err(|cause| RecordError::Finish { frame, cause })?;
        Ok(summary)
    });
    match finished {
        Ok(summary) => Outcome { path, summary: Some(summary), error },
        // The first failure is the one that matters.
        Err(cause) => Outcome { path, summary: None, error: error.or(Some(cause)) },
    }
}

/// Some file systems can't be asked to write everything out at once; that is no fault of the film.
fn ignore_unsupported(error: io::Error) -> io::Result<()> {
    match error.kind() {
        io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput => Ok(()),
        _ => Err(error),
    }
}
