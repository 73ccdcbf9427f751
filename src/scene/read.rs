//! From a file or a text to a scene.

use super::fault::Fault;
use super::file::SceneFile;
use super::{Scene, resolve, shipped};
use ron::extensions::Extensions;
use std::path::Path;

impl Scene {
    /// Read a scene file.
    ///
    /// # Errors
    /// All faults of the file.
    pub fn read(path: &Path) -> Result<Self, Vec<Fault>> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| vec![Fault::of_file(&name, format!("cannot be read: {error}"), "")])?;
        Self::parse(&text, &name)
    }

    /// Parse a scene; `source` names it in messages.
    ///
    /// # Errors
    /// All faults of the text.
    pub fn parse(text: &str, source: &str) -> Result<Self, Vec<Fault>> {
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        let file: SceneFile =
            options.from_str(text).map_err(|error| vec![Fault::of_file(source, error.to_string(), "")])?;
        let ranges = resolve::ranges(&file.populations);
        let phases = resolve::phases(&file, &ranges);
        Ok(Self { file, source: source.to_owned(), ranges, phases })
    }

    /// One of the scenes that come with the program, by name.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn shipped(name: &str) -> Result<Self, Vec<Fault>> {
        let scene = shipped().iter().find(|scene| scene.name == name);
        let scene = scene.ok_or_else(|| vec![Fault::of_file(name, "no such scene", "")])?;
        Self::parse(scene.text, name)
    }
}
