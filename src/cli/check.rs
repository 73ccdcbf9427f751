//! `rheobase check`: every fault of every file.

use super::ending::{Failure, say};
use crate::number_text::thousands;
use crate::scene::Scene;

/// Check files; fails if one has a fault.
pub fn check(files: &[String]) -> Result<(), Failure> {
    let mut faults = Vec::new();
    for file in files {
        match Scene::find(file, &[]) {
            Ok(scene) => {
                let neurons = thousands(u64::from(scene.neuron_count()));
                let seconds = scene.time_s(scene.run_steps());
                say(&mut std::io::stdout(), &format!("{file}: no faults ({neurons} neurons, {seconds} s)"));
            }
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.into()) }
}
