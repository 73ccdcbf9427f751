//! From a file or a text to a scene.

use super::excerpt::excerpt;
use super::fault::{Fault, Position, name_hint};
use super::outline::Outline;
use super::repair::repair;
use super::{Scene, change, parse, resolve, shipped, validate};
use crate::words::words;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Largest scene file (bytes).
const LARGEST_FILE: u64 = 64 << 20;

impl Scene {
    /// Read a scene file.
    ///
    /// # Errors
    /// All faults of the file.
    pub fn read(path: &Path) -> Result<Self, Vec<Fault>> {
        Self::read_changed(path, &[])
    }

    /// Read a scene file and change values in it by path, such as `("populations[E].neuron.threshold", "-51")`, before it is
    /// validated.
    ///
    /// # Errors
    /// All faults of the file and of the changes.
    pub fn read_changed(path: &Path, changes: &[(String, String)]) -> Result<Self, Vec<Fault>> {
        let name = path.display().to_string();
        let text = read_text(path).map_err(|(what, hint)| vec![Fault::of_file(&name, what, hint)])?;
        Self::parse_changed(&text, &name, changes)
    }

    /// Parse a scene; `source` names it in messages.
    ///
    /// # Errors
    /// All faults of the text.
    pub fn parse(text: &str, source: &str) -> Result<Self, Vec<Fault>> {
        Self::parse_changed(text, source, &[])
    }

    /// Parse a scene and change values in it by path before it is validated.
    ///
    /// # Errors
    /// All faults of the text and of the changes.
    pub fn parse_changed(text: &str, source: &str, changes: &[(String, String)]) -> Result<Self, Vec<Fault>> {
        if changes.is_empty() {
            return check(text, source, &[]);
        }
        let scene = check(text, source, &[])?;
        scene.changed(changes)
    }

    /// A scene from its own text, in which these values had been changed by path.
    ///
    /// # Errors
    /// All faults of the text.
    pub fn parse_written(text: &str, source: &str, changes: Vec<(String, String)>) -> Result<Self, Vec<Fault>> {
        let mut scene = check(text, source, &[]).or_else(|faults| {
            // An arm of an experiment may lack what the experiment varies.
            let mut scene = check(text, source, &["experiment.vary"]).map_err(|_| faults)?;
            scene.vary_places.clear();
            Ok::<_, Vec<Fault>>(scene)
        })?;
        scene.written.changes = changes;
        Ok(scene)
    }

    /// This scene with values changed by path, checked anew.
    ///
    /// # Errors
    /// All faults of the changes.
    pub fn changed(&self, changes: &[(String, String)]) -> Result<Self, Vec<Fault>> {
        if changes.is_empty() {
            return Ok(self.clone());
        }
        let mut scene = self.rewritten(&change::apply(&self.file, changes)?)?;
        scene.written.changes = change::joined(&self.file, &self.written.changes, changes)?;
        Ok(scene)
    }

    /// This scene from a text that was written anew with other values, checked. Its lines would mislead; paths are right.
    pub(super) fn rewritten(&self, text: &str) -> Result<Self, Vec<Fault>> {
        let without_place = |faults: &mut Vec<Fault>| {
            for fault in faults {
                (fault.position, fault.excerpt) = (None, String::new());
            }
        };
        // What an experiment varies is a matter of its own scene: an arm may take it away.
        let mut checked = check(text, &self.source, &["experiment.vary"]);
        match &mut checked {
            Ok(scene) => {
                without_place(&mut scene.notes);
                scene.vary_places.clear();
            }
            Err(faults) => without_place(faults),
        }
        checked
    }

    /// One of the scenes that come with the program, by name.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn shipped(name: &str) -> Result<Self, Vec<Fault>> {
        Self::shipped_changed(name, &[])
    }

    /// A file, or one of the scenes that come with the program if there is no such file; changed by path.
    ///
    /// # Errors
    /// All faults.
    pub fn find(file_or_name: &Path, changes: &[(String, String)]) -> Result<Self, Vec<Fault>> {
        // A file may have any name that the system allows; those of shipped scenes are text.
        let written = file_or_name.to_string_lossy();
        let name = written.strip_suffix(".ron").unwrap_or(&written);
        let is_shipped = shipped().iter().any(|scene| scene.name == name);
        if is_shipped && !file_or_name.is_file() {
            return Self::shipped_changed(name, changes);
        }
        if !file_or_name.exists() && file_or_name.extension().is_none() {
            return Err(no_such(&written));
        }
        Self::read_changed(file_or_name, changes)
    }

    /// Whether there is a file or a shipped scene of this name.
    #[must_use]
    pub fn is_somewhere(file_or_name: &Path) -> bool {
        let written = file_or_name.to_string_lossy();
        let name = written.strip_suffix(".ron").unwrap_or(&written);
        file_or_name.is_file() || shipped().iter().any(|scene| scene.name == name)
    }

    fn shipped_changed(name: &str, changes: &[(String, String)]) -> Result<Self, Vec<Fault>> {
        let scene = shipped().iter().find(|scene| scene.name == name).ok_or_else(|| no_such(name))?;
        Self::parse_changed(scene.text, name, changes)
    }
}

fn no_such(name: &str) -> Vec<Fault> {
    let names: Vec<&str> = shipped().iter().map(|scene| scene.name).collect();
    let what = words!("fault-no-such-scene", "there is neither a file nor a shipped scene of this name.");
    vec![Fault::of_file(name, what, name_hint(name, &names, "shipped scenes"))]
}

/// The text of a file, or what is wrong with it and a hint.
fn read_text(path: &Path) -> Result<String, (String, &'static str)> {
    let cannot = |error: &std::io::Error| match error.kind() {
        ErrorKind::NotFound => (
            words!("fault-no-such-file", "there is no such file.").to_owned(),
            words!("fault-no-such-file-hint", "`rheobase scenes` lists the shipped scenes."),
        ),
        ErrorKind::PermissionDenied => (
            words!("fault-not-allowed", "the file may not be read.").to_owned(),
            words!("fault-not-allowed-hint", "Check its permissions."),
        ),
        _ => (words!("fault-cannot-read", "the file cannot be read: { $error }.", error = error.to_string()), ""),
    };
    let metadata = std::fs::metadata(path).map_err(|error| cannot(&error))?;
    if metadata.is_dir() {
        return Err((
            words!("fault-folder", "this is a folder, not a scene file.").to_owned(),
            words!("fault-folder-hint", "Name a file in it that ends in .ron."),
        ));
    }
    let too_large = || {
        (
            words!("fault-too-large", "the file is larger than 64 MiB, which no scene is.").to_owned(),
            words!("fault-too-large-hint", "Is it the right file?"),
        )
    };
    if metadata.len() > LARGEST_FILE {
        return Err(too_large());
    }
    // A pipe or a device says nothing about its length, so that the limit is kept while reading too.
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|error| cannot(&error))?;
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|error| cannot(&error))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large());
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = String::from_utf8_lossy(valid).matches('\n').count() + 1;
        (
            words!("fault-no-utf8", "the file is not text in UTF-8 (line { $line }).", line = line.to_string()),
            words!("fault-no-utf8-hint", "Save it as UTF-8, or check that it is a scene."),
        )
    })
}

/// Parse, validate and resolve; what is below the paths in `unjudged` is taken as it is.
fn check(text: &str, source: &str, unjudged: &[&str]) -> Result<Scene, Vec<Fault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        let hint = words!(
            "fault-no-scene-hint",
            "A scene begins with `Scene(` and its version; see the shipped ones with `rheobase scenes`."
        );
        return Err(vec![Fault::of_file(source, words!("fault-file-empty", "the file is empty."), hint)]);
    }
    let repaired = repair(text);
    let outline = Outline::edited(&repaired.text, text, &repaired.edits);
    if let Some(fault) = version_fault(&outline, source) {
        return Err(vec![fault]);
    }
    let parse::Parsed { file, mut faults, mut patched, doubtful } = parse::parse(text, &repaired, source);
    for (path, node) in outline.unnamed_numbers() {
        let place = outline.place(node.span.start);
        let what = words!("fault-no-unit-there", "`{ $shown }` has no unit.", shown = outline.text_of(node));
        let hint = words!(
            "fault-no-unit-there-hint",
            "Write its name in front, such as ms, s, mV, nS, pA, pF, Hz, kHz or um."
        );
        if !faults.iter().any(|fault| fault.position == Some(place)) {
            faults.push(Fault::at(source, Some(place), &path, what, hint));
        }
    }
    patched.extend(unjudged.iter().map(|&path| path.to_owned()));
    let mut notes = Vec::new();
    if let Some(file) = file.as_ref().filter(|_| !doubtful) {
        let judged = validate::validate(file, source, &outline, &patched);
        faults.extend(judged.faults);
        notes = judged.notes;
    }
    for found in [&mut faults, &mut notes] {
        found.sort_by_key(|fault| fault.position.map_or((0, 0), |Position { line, column }| (line, column)));
        for fault in found {
            fault.excerpt = fault.position.and_then(|place| excerpt(text, place)).unwrap_or_default();
        }
    }
    match file {
        Some(file) if faults.is_empty() => {
            let ranges = resolve::ranges(&file.populations);
            let (phases, read) = resolve::timeline(&file, &ranges);
            let step = super::StepLength::of(file.dt);
            let varied = file.experiment.as_ref().map_or(0, |experiment| experiment.vary.len());
            let places = (0..varied).filter_map(|index| outline.position(&format!("experiment.vary[{index}]")));
            let vary_places = places.map(|place| (place, excerpt(text, place).unwrap_or_default())).collect();
            let written = super::Written { text: text.into(), changes: Vec::new() };
            Ok(Scene { file, source: source.to_owned(), notes, ranges, phases, read, step, vary_places, written })
        }
        _ => Err(faults),
    }
}

/// A version that this program does not read makes every other fault meaningless.
fn version_fault(outline: &Outline, source: &str) -> Option<Fault> {
    let node = outline.find("version").ok()?;
    let version: u64 = outline.text_of(node).parse().ok()?;
    let newest = u64::from(super::file::SCENE_VERSION);
    let (what, hint) = match version {
        version if version == newest => return None,
        0 => (
            words!("fault-version-0", "version 0 never existed.").to_owned(),
            words!("fault-version-hint", "Write version: { $version }.", version = newest.to_string()),
        ),
        _ => (
            words!(
                "fault-version-newer",
                "version { $version } was made with a newer program; this one reads version { $newest }.",
                version = version.to_string(),
                newest = newest.to_string()
            ),
            words!("fault-version-newer-hint", "Update Rheobase.").to_owned(),
        ),
    };
    let place = outline.position("version");
    Some(Fault::at(source, place, "version", what, hint))
}
