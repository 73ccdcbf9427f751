//! Which scene a command is about, as it is typed.

use super::ending::say;
use crate::export::Failure;
use crate::number_text::{significant, without_zeros};
use crate::scene::{Scene, shipped};
use crate::units::SECONDS_PER_HOUR;
use std::path::{Path, PathBuf};

/// Which scene, and what to change in it.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct SceneArguments {
    /// A scene file, the name of a shipped scene (see `rheobase scenes`), or (view, run) a session, FILE.rheobase [default: learn_sleep_remember; the window opens the last one].
    #[arg(value_name = "SCENE")]
    pub scene: Option<PathBuf>,
    /// Seed of all random draws [default: the scene's].
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Change a value of the scene.
    #[arg(
        help = "Change a value of the scene, such as projections[0].conductance=3.0 or populations[E].neuron.threshold=-51"
    )]
    #[arg(long, value_name = "PATH=VALUE", value_parser = change, allow_hyphen_values = true)]
    pub set: Vec<(String, String)>,
}

impl SceneArguments {
    /// The scene that the arguments name, or the one that opens when none is named.
    ///
    /// # Errors
    /// The faults of the scene.
    pub fn read(&self) -> Result<Scene, Failure> {
        let first = shipped().first().map_or("", |scene| scene.name);
        Ok(Scene::find(self.scene.as_deref().unwrap_or(Path::new(first)), &self.set)?)
    }
}

/// Steps in a time (s) that was typed for an argument; one that lies between two steps is noted, and one that is no step is refused.
pub fn typed_steps(scene: &Scene, argument: &str, seconds: f64, quiet: bool) -> Result<u64, Failure> {
    let milliseconds = seconds * 1000.0;
    let (steps, dt) = (scene.steps_in(seconds), scene.dt);
    if steps == 0 {
        let what = format!("{argument}: {} ms is less than half a step of the scene, {dt}.", significant(milliseconds));
        return Err(Failure(format!("{what}\n    Give at least {} ms.", scene.step().milliseconds())));
    }
    if let Some(taken) = scene.step().taken_for(milliseconds).filter(|_| !quiet) {
        let asked = without_zeros(&format!("{milliseconds:.6}")).to_owned();
        let note = format!("note: {argument}: {asked} ms lies between two steps of {dt}; {taken} ms is taken.");
        say(&mut std::io::stderr(), &note);
    }
    Ok(steps)
}

fn change(text: &str) -> Result<(String, String), String> {
    let (path, value) = text.split_once('=').ok_or("write it as PATH=VALUE, such as projections[0].conductance=3.0")?;
    if path.trim().is_empty() || value.trim().is_empty() {
        return Err("write it as PATH=VALUE, such as projections[0].conductance=3.0".to_owned());
    }
    Ok((path.trim().to_owned(), value.trim().to_owned()))
}

/// A duration with its unit, in seconds.
pub fn duration_s(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let split = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    // The exponent of a number is a letter too: 1e3s.
    let split = match text[split..].strip_prefix(['e', 'E']) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+') => {
            let after = split + 2;
            text[after..].find(|c: char| c.is_alphabetic()).map_or(text.len(), |at| after + at)
        }
        _ => split,
    };
    let (number, unit) = text.split_at(split);
    let seconds = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "min" => 60.0,
        "h" => SECONDS_PER_HOUR,
        "" => return Err("the unit is missing: write 10s, 500ms or 2min".to_owned()),
        other => return Err(format!("`{other}` is not a unit of time: write 10s, 500ms or 2min")),
    };
    let number: f64 = number.trim().parse().map_err(|_| format!("`{number}` is not a number"))?;
    let duration = number * seconds;
    if !(duration > 0.0 && duration <= 1e7) {
        return Err("allowed: more than 0 and at most 10,000,000 s".to_owned());
    }
    Ok(duration)
}

#[cfg(test)]
mod tests {
    use super::duration_s;

    #[test]
    fn durations_need_a_unit() {
        assert_eq!(duration_s("10s"), Ok(10.0));
        assert_eq!(duration_s("500ms"), Ok(0.5));
        assert_eq!(duration_s("2min"), Ok(120.0));
        assert_eq!(duration_s("1e3s"), Ok(1000.0));
        for wrong in ["10", "s", "-1s", "0s", "1e99s", "NaNs", "10 parsecs", ""] {
            assert!(duration_s(wrong).is_err(), "{wrong}");
        }
    }
}
