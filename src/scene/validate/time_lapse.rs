//! Rules of time-lapse (MODEL 2.11).
//!
//! (i) A phase that is skipped advances slow processes by their exponentials: the type of the phase says so. (ii) A slow process
//! may never be compressed below ten times the slowest detector that it reads, since it would then act on an estimate that
//! lags behind: checked here. (iii) What changes with each spike is never multiplied by the time-lapse: no rule does.

use super::Check;
use crate::scene::file::{PhaseFile, SLOW_DETECTOR_S, SceneFile};
use crate::units::SECONDS_PER_HOUR;
use crate::words::words;

/// How many times slower than its detector a process must stay (MODEL 2.11, rule ii; Zenke & Gerstner 2017).
const LEAST_RATIO: f32 = 10.0;

/// A slow process that a time-lapse speeds up and that reads a detector of activity, which a time-lapse does not speed up.
#[derive(Clone, Debug, PartialEq)]
pub struct SlowProcess {
    /// What it is, such as "homeostasis of \"E\"".
    pub name: String,
    /// Its fastest time constant (biological s).
    pub tau_s: f32,
    /// Time constant of the slowest detector that it reads (s).
    pub detector_tau_s: f32,
}

impl SlowProcess {
    /// Largest time-lapse that it bears.
    fn largest_time_lapse(&self) -> f32 {
        self.tau_s / (LEAST_RATIO * self.detector_tau_s)
    }
}

/// The slow processes of a scene that a time-lapse speeds up and that read a detector; a rule of that kind adds its line here.
///
/// Not among them: the decay of excitability and forgetting, which read nothing; consolidation, which a time-lapse does not speed
/// up; and what changes with each spike.
///
/// Homeostasis is not among them either: its own parameter, 200 s of spiking, bounds how fast any time-lapse can make it.
fn slow_processes(file: &SceneFile) -> Vec<SlowProcess> {
    let mut processes = Vec::new();
    for population in &file.populations {
        if let Some(inactivity) = population.intrinsic_plasticity.and_then(|rule| rule.inactivity) {
            processes.push(SlowProcess {
                name: words!(
                    "fault-process-inactivity",
                    "depression by inactivity of \"{ $population }\"",
                    population = &population.name
                ),
                tau_s: SECONDS_PER_HOUR as f32 * inactivity.tau.0,
                detector_tau_s: population.homeostasis.unwrap_or_default().rate_tau.0,
            });
        }
    }
    for projection in &file.projections {
        let mut add = |what: &str, hours: f32| {
            processes.push(SlowProcess {
                name: words!(
                    "fault-process",
                    "{ $what } of \"{ $projection }\"",
                    what = what,
                    projection = &projection.name
                ),
                tau_s: hours * SECONDS_PER_HOUR as f32,
                detector_tau_s: SLOW_DETECTOR_S,
            });
        };
        if let Some(rule) = &projection.scaling {
            add(words!("fault-process-scaling", "synaptic scaling"), rule.tau.0);
        }
        // Where new synapses grow follows the rate; the mean life is how fast they do.
        if let Some(rule) = &projection.structure {
            add(words!("fault-process-structure", "pruning and growth"), rule.mean_life.0);
        }
    }
    processes
}

/// What is wrong with a time-lapse, and what to do.
fn fault_of(time_lapse: f32, phase: &str, process: &SlowProcess) -> Option<(String, String)> {
    let largest = process.largest_time_lapse();
    // A time-lapse that is no number, and a process without a time constant, are faults of their own.
    if time_lapse <= largest || !(largest > 0.0 && time_lapse.is_finite()) {
        return None;
    }
    let SlowProcess { name, tau_s, detector_tau_s } = process;
    let effective = tau_s / time_lapse;
    let what = words!(
        "fault-time-lapse",
        "in this { $phase } a time-lapse of { $time_lapse } makes { $name } as fast as { $effective } s, but it reads a detector of { $detector } s and must stay ten times slower.",
        phase = phase,
        time_lapse = time_lapse.to_string(),
        name = name,
        effective = rounded(effective).to_string(),
        detector = rounded(*detector_tau_s).to_string()
    );
    let hint = if largest >= 1.0 {
        words!(
            "fault-time-lapse-hint",
            "At most { $largest } is possible here; or use Skip, which runs no spikes.",
            largest = floored(largest).to_string()
        )
    } else {
        words!(
            "fault-no-time-lapse",
            "No time-lapse is possible here: make the process slower or its detector faster, or use Skip."
        )
        .to_owned()
    };
    Some((what, hint))
}

fn rounded(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

/// Rounded down, so that what the message allows is allowed.
fn floored(value: f32) -> f32 {
    if value >= 100.0 { value.floor() } else { (value * 100.0).floor() / 100.0 }
}

impl Check<'_> {
    /// Rule (ii) of time-lapse for all phases.
    pub fn time_lapses(&mut self) {
        let processes = slow_processes(self.file);
        if !processes.is_empty() {
            self.time_lapses_of("timeline", &self.file.timeline, &processes);
        }
    }

    fn time_lapses_of(&mut self, path: &str, phases: &[PhaseFile], processes: &[SlowProcess]) {
        for (index, phase) in phases.iter().enumerate() {
            let path = format!("{path}[{index}]");
            let (kind, time_lapse) = match phase {
                PhaseFile::Wait { time_lapse, .. } => ("Wait", *time_lapse),
                PhaseFile::Sleep { time_lapse, .. } => ("Sleep", *time_lapse),
                other => {
                    for (list, phases, _) in other.within() {
                        self.time_lapses_of(&format!("{path}.{list}"), phases, processes);
                    }
                    continue;
                }
            };
            // The process that bears least says all.
            let strictest = processes.iter().min_by(|a, b| a.largest_time_lapse().total_cmp(&b.largest_time_lapse()));
            if let Some((what, hint)) = strictest.and_then(|process| fault_of(time_lapse, kind, process)) {
                self.fault(&format!("{path}.time_lapse"), what, hint);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Scene;
    use crate::scene::outline::Outline;

    /// A homeostasis of a day that reads a rate detector of 20 s bears 86,400 / 200 = 432.
    fn homeostasis() -> SlowProcess {
        SlowProcess { name: "homeostasis of \"E\"".to_owned(), tau_s: 86_400.0, detector_tau_s: 20.0 }
    }

    #[test]
    fn the_largest_time_lapse_is_allowed_and_more_is_not() {
        assert_eq!(fault_of(432.0, "Wait", &homeostasis()), None);
        assert_eq!(fault_of(1.0, "Wait", &homeostasis()), None);
        let (what, hint) = fault_of(600.0, "Sleep", &homeostasis()).expect("a fault");
        assert_eq!(
            what,
            "in this Sleep a time-lapse of 600 makes homeostasis of \"E\" as fast as 144 s, but it reads a detector of 20 s and must stay ten times slower."
        );
        assert_eq!(hint, "At most 432 is possible here; or use Skip, which runs no spikes.");
        let fast = SlowProcess { tau_s: 100.0, ..homeostasis() };
        let (_, hint) = fault_of(2.0, "Wait", &fast).expect("a fault");
        assert!(hint.starts_with("No time-lapse is possible here"), "{hint}");
    }

    #[test]
    fn the_phase_is_named_inside_repeats_too() {
        let text = "Scene(version: 1, name: \"a\", summary: \"b\", dt: ms(0.5), populations: [(name: \"E\", count: 1)], timeline: [
            Wait(duration: s(1.0), time_lapse: 400.0),
            Repeat(times: 2, phases: [Wait(duration: s(1.0)), Sleep(stage: Nrem, duration: s(1.0), time_lapse: 500.0)]),
        ])";
        let scene = Scene::parse(text, "x").expect("no faults");
        let outline = Outline::of(text);
        let mut check = Check {
            file: &scene.file,
            source: "x",
            outline: &outline,
            patched: &[],
            faults: Vec::new(),
            notes: Vec::new(),
        };
        let slower = SlowProcess { tau_s: 1e6, name: "scaling".to_owned(), detector_tau_s: 20.0 };
        check.time_lapses_of("timeline", &scene.file.timeline, &[slower, homeostasis()]);
        let paths: Vec<&str> = check.faults.iter().map(|fault| fault.path.as_str()).collect();
        assert_eq!(paths, ["timeline[1].phases[1].time_lapse"]);
        assert!(check.faults[0].what.contains("homeostasis of \"E\" as fast as 172.8 s"), "{:?}", check.faults);
    }
}
