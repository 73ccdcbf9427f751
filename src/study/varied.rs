//! What is varied: a value of the scene, a parameter of a rule, or whether something is done in the run.

use crate::plasticity::{Rule, parameter_range};
use crate::scene::{Fault, Scene};
use crate::simulation::{LoggedCommand, RunAccount, SimulationCommand};
use std::sync::Arc;

/// Something that is varied.
#[derive(Clone, Debug, PartialEq)]
pub enum Varied {
    /// A value of the scene, by its path, from the start of the run.
    Scene(String),
    /// A parameter of a rule, wherever it applies, from the start of the run; what the run itself sets of it is left out.
    Parameter(Rule, String),
    /// Whether something is done in the run besides: 0 or 1.
    Change(LoggedCommand),
}

impl Varied {
    /// What a path means: `triplet_stdp.rate` is a parameter of a rule, all else a value of the scene.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let rule = path.split_once('.').and_then(|(id, name)| {
            let rule = Rule::ALL.into_iter().find(|rule| rule.id() == id)?;
            parameter_range(rule, name).map(|_| Self::Parameter(rule, name.to_owned()))
        });
        rule.unwrap_or_else(|| Self::Scene(path.to_owned()))
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Scene(path) => path.clone(),
            Self::Parameter(rule, name) => format!("{}.{name}", rule.id()),
            Self::Change(_) => "change".to_owned(),
        }
    }
}

/// Something that is varied, and its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What.
    pub what: Varied,
    /// Its values, in the order of the runs.
    pub values: Vec<f64>,
}

/// One run of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Value of each axis.
    pub values: Vec<f64>,
    /// Seed.
    pub seed: u64,
}

/// So many values from one to another, at equal distances or (both ends above 0) in equal ratios.
#[must_use]
pub fn spaced(from: f64, to: f64, count: usize, ratios: bool) -> Vec<f64> {
    let value = |index: usize| {
        let share = if count > 1 { index as f64 / (count - 1) as f64 } else { 0.0 };
        let value = if ratios { from * libm::pow(to / from, share) } else { from + (to - from) * share };
        // 0.1 three times is 0.3.
        format!("{value:.11e}").parse().unwrap_or(value)
    };
    (0..count).map(value).collect()
}

/// The account of one run.
pub(super) fn account(base: &RunAccount, axes: &[Axis], case: &Case) -> Result<RunAccount, Vec<Fault>> {
    let mut changes = Vec::new();
    let mut log = base.log.clone();
    for (axis, &value) in axes.iter().zip(&case.values) {
        match &axis.what {
            Varied::Scene(path) => changes.push((path.clone(), value.to_string())),
            Varied::Parameter(rule, name) => {
                log.retain(|logged| !is_about(&logged.command, *rule, name));
                let command =
                    SimulationCommand::SetParameter { rule: *rule, parameter: name.clone(), value: value as f32 };
                if let Some(fault) = command.fault(&base.scene) {
                    let place = format!("--vary {}={value}", axis.what.path());
                    return Err(vec![Fault::of_file(&place, fault.what, fault.hint)]);
                }
                log.insert(0, LoggedCommand { step: 0, command });
            }
            Varied::Change(change) => {
                if value > 0.0 {
                    let after = log.partition_point(|logged| logged.step <= change.step);
                    log.insert(after, change.clone());
                }
            }
        }
    }
    let scene = if changes.is_empty() {
        Arc::clone(&base.scene)
    } else {
        let as_varied = |fault: Fault| Fault { file: fault.file.replacen("--set", "--vary", 1), ..fault };
        let changed = base.scene.changed(&changes);
        Arc::new(changed.map_err(|faults| faults.into_iter().map(as_varied).collect::<Vec<_>>())?)
    };
    let in_its_steps = |step: u64| same_time(&base.scene, &scene, step);
    for logged in &mut log {
        logged.step = in_its_steps(logged.step);
    }
    let steps = in_its_steps(base.steps);
    Ok(RunAccount { scene, seed: case.seed, steps, log, hash: None })
}

/// The step of a scene with another time step at the same time.
fn same_time(before: &Scene, now: &Scene, step: u64) -> u64 {
    if before.step() == now.step() { step } else { now.steps_in(before.time_s(step)) }
}

fn is_about(command: &SimulationCommand, rule: Rule, name: &str) -> bool {
    match command {
        SimulationCommand::SetParameter { rule: own, parameter, .. }
        | SimulationCommand::ResetParameter { rule: own, parameter } => *own == rule && parameter == name,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_spaced_as_they_are_written() {
        assert_eq!(spaced(0.0, 0.4, 5, false), [0.0, 0.1, 0.2, 0.3, 0.4]);
        assert_eq!(spaced(-55.0, -45.0, 3, false), [-55.0, -50.0, -45.0]);
        assert_eq!(spaced(0.01, 10.0, 4, true), [0.01, 0.1, 1.0, 10.0]);
        assert_eq!(spaced(3.0, 9.0, 1, false), [3.0]);
    }

    #[test]
    fn a_path_that_begins_with_a_rule_is_one_of_its_parameters() {
        assert_eq!(Varied::of("triplet_stdp.rate").path(), "triplet_stdp.rate");
        assert!(matches!(Varied::of("triplet_stdp.rate"), Varied::Parameter(Rule::TripletStdp, _)));
        assert!(matches!(Varied::of("projections[0].conductance"), Varied::Scene(_)));
        assert!(matches!(Varied::of("triplet_stdp.no_such"), Varied::Scene(_)));
    }
}
