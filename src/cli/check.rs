//! `rheobase check`: every fault of every file, and what a scene without faults does otherwise than it says.

use super::ending::{say, say_notes};
use crate::export::Failure;
use crate::number_text::counted;
use crate::scene::Scene;
use std::path::PathBuf;

/// Check files; fails if one has a fault.
pub fn check(files: &[PathBuf]) -> Result<(), Failure> {
    let mut faults = Vec::new();
    for file in files {
        // The scenes of an experiment's variations take time to check, and reading a scene does not wait for them.
        match Scene::find(file, &[]).and_then(|scene| scene.variations().map(|_| scene)) {
            Ok(scene) => {
                let neurons = counted(u64::from(scene.neuron_count()), "neuron");
                let seconds = scene.time_s(scene.run_steps());
                say(&mut std::io::stdout(), &format!("{}: no faults ({neurons}, {seconds} s)", file.display()));
                say_notes(&scene, &mut std::io::stdout());
            }
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.into()) }
}
