//! The file of a session, in RON.

use crate::export::{Failure, account_of, cannot_write};
use crate::scene::{Fault, Scene};
use crate::simulation::{LoggedCommand, WholeRun};
use crate::whole_file;
use crate::words::words;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

/// Ending of the names of such files.
pub const ENDING: &str = "rheobase";
/// Number of the present format. A change that an older program would misread makes it larger.
const FORMAT: u32 = 1;
/// Largest file (bytes).
const LARGEST: u64 = 256 << 20;
/// Down to this depth each entry of the file has a line of its own.
const DEPTH: usize = 2;

/// What a file holds; `W` is how the window showed it.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Session")]
struct SessionFile<S, L, W> {
    format: u32,
    /// Version of the program that wrote it.
    program: String,
    scene: SceneInFile<S>,
    seed: u64,
    /// Steps of the whole run.
    steps: u64,
    /// Steps at the moment that is shown.
    shown: u64,
    /// Hash of the state there, in hexadecimal.
    #[serde(default)]
    hash: Option<String>,
    /// Steps at which markers were dropped.
    #[serde(default)]
    markers: Vec<u64>,
    window: W,
    /// Commands of the whole run.
    log: L,
}

/// The scene as it was, whatever has become of its file.
#[derive(Serialize, Deserialize)]
#[serde(rename = "SceneOfSession")]
struct SceneInFile<S> {
    /// Its name or file.
    source: S,
    /// Values that were changed in it when it was opened; its text has them.
    changes: Vec<(String, String)>,
    text: S,
}

/// A session from a file.
#[derive(Debug)]
pub struct Read<W> {
    /// The run.
    pub run: WholeRun,
    /// How the window showed it, or why that is not known.
    pub window: Result<W, String>,
}

/// Whether a file is one of a session, by its name.
#[must_use]
pub fn is_session(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ENDING))
}

/// A session as text.
///
/// # Errors
/// It cannot be put into words.
pub fn text<W: Serialize>(run: &WholeRun, window: &W) -> Result<String, Failure> {
    let account = &run.account;
    let scene = &account.scene;
    let file = SessionFile {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        scene: SceneInFile { source: scene.source(), changes: scene.changes().to_vec(), text: scene.written() },
        seed: account.seed,
        steps: account.steps,
        shown: run.shown,
        hash: run.hash.map(|hash| format!("{hash:016x}")),
        markers: run.markers.clone(),
        window,
        log: account.log.as_slice(),
    };
    let pretty = ron::ser::PrettyConfig::new().depth_limit(DEPTH).struct_names(true).escape_strings(false);
    let text = ron::ser::to_string_pretty(&file, pretty).map_err(|error| {
        Failure(words!("session-no-text", "the session cannot be written down: { $error }", error = error.to_string()))
    })?;
    Ok(format!(
        "// A session of Rheobase: a scene, its seed and what was done, from which the same run follows.\n{text}\n"
    ))
}

/// Write a session; whatever happens meanwhile, the old file or the new one is there whole.
///
/// # Errors
/// Why it cannot be written, and a way out.
pub fn write<W: Serialize>(path: &Path, run: &WholeRun, window: &W) -> Result<(), Failure> {
    let text = text(run, window)?;
    whole_file::replace(path, text.as_bytes()).map_err(|error| cannot_write(path, &error))
}

/// Read a session.
///
/// # Errors
/// Why it cannot be opened, with place, cause and a way out.
pub fn read<W: DeserializeOwned>(path: &Path) -> Result<Read<W>, Failure> {
    read_text(path)
        .and_then(|text| parse(&text))
        .map_err(|failure| Failure(format!("{}: {}", path.display(), failure.0)))
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let cannot = |error: &std::io::Error| {
        Failure(words!("again-unreadable", "it cannot be read: { $error }.", error = error.to_string()))
    };
    let file = std::fs::File::open(path).map_err(|error| cannot(&error))?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| cannot(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Failure(words!("session-too-large", "it is larger than 256 MiB, which no session is.").to_owned()));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = String::from_utf8_lossy(valid).matches('\n').count() + 1;
        damaged(line, None, words!("session-no-utf8", "it is not text in UTF-8"))
    })
}

fn damaged(line: usize, column: Option<usize>, why: &str) -> Failure {
    let place = match column {
        Some(column) => format!("{line}:{column}"),
        None => line.to_string(),
    };
    Failure(words!(
        "session-damaged",
        "the session is damaged or not whole (line { $place }: { $why }).\nOpen another copy of it; its scene can still be read in the file as text.",
        place = place,
        why = why
    ))
}

fn parse<W: DeserializeOwned>(text: &str) -> Result<Read<W>, Failure> {
    if let Some(format) = format_of(text).filter(|&format| format > u64::from(FORMAT)) {
        return Err(Failure(words!(
            "session-newer",
            "the session was made by a newer Rheobase (format { $format }, here { $here }).\nUpdate Rheobase to open it.",
            format = format.to_string(),
            here = FORMAT.to_string()
        )));
    }
    let spoilt = |error: ron::error::SpannedError| {
        damaged(error.span.start.line, Some(error.span.start.col), &error.code.to_string())
    };
    let file: SessionFile<String, Vec<LoggedCommand>, IgnoredAny> = ron::from_str(text).map_err(spoilt)?;
    let window = ron::from_str::<WindowInFile<W>>(text).map(|file| file.window).map_err(|error| error.to_string());
    let SceneInFile { source, changes, text } = file.scene;
    let scene = Scene::parse_written(&text, &source, changes).map_err(no_scene)?;
    let hash = file.hash.as_deref().and_then(|hash| u64::from_str_radix(hash, 16).ok());
    let account = account_of(Arc::new(scene), file.seed, file.steps, file.log, None)?;
    if file.shown > file.steps || file.markers.iter().any(|&step| step > file.steps) {
        return Err(Failure(words!("again-no-times", "its times do not fit each other.").to_owned()));
    }
    Ok(Read { run: WholeRun { account, shown: file.shown, hash, markers: file.markers }, window })
}

/// The part that belongs to the window.
#[derive(Deserialize)]
#[serde(rename = "Session")]
struct WindowInFile<W> {
    window: W,
}

fn no_scene(faults: Vec<Fault>) -> Failure {
    Failure(words!("again-no-scene", "its scene cannot be opened. { $fault }", fault = Failure::from(faults).0))
}

/// The format, which every file has as the first of its fields.
fn format_of(text: &str) -> Option<u64> {
    let (_, rest) = text.split_once("format:")?;
    let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}
