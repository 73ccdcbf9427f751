//! `rheobase scenes`: the scenes that come with the program.

use super::ending::say;
use crate::export::Failure;
use crate::scene::{Scene, shipped};

/// List them, one a line.
pub fn list() -> Result<(), Failure> {
    let width = shipped().iter().map(|scene| scene.name.len()).max().unwrap_or(0);
    for scene in shipped() {
        let read = Scene::shipped(scene.name)?;
        say(&mut std::io::stdout(), &format!("{:width$}  {}", scene.name, read.summary));
    }
    Ok(())
}
