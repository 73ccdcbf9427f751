//! What each synaptic rule costs: the same network, with the same spikes, without the rule, with it switched off, and with it.
//!
//! The plastic synapses conduct nothing, so that no rule can change a spike. The cost is the difference of two runs that take
//! turns, divided by the synaptic events of the plastic projection; a rule may act on both ends of an event.

use super::stopwatch::time;
use crate::plasticity::Rule;
use crate::scene::file::{Mechanism, ReceptorKind};
use crate::scene::{Fault, Scene};
use crate::simulation::{Simulation, SimulationCommand};
use serde::Serialize;
use std::fmt;
use std::sync::Arc;

/// Seed of all measurements.
const SEED: u64 = 1;
/// Neurons, and synapses that each receives.
const NEURONS: usize = 2000;
const IN_DEGREE: usize = 100;
/// Steps of a turn, and number of turns.
const STEPS: u64 = 3000;
const TURNS: usize = 7;

/// A rule whose cost is measured.
struct Measured {
    rule: Rule,
    /// What the rule needs besides itself: it is in the network without it too.
    base: String,
    receptor: &'static str,
}

/// All rules of synapses and axons.
fn measured() -> impl Iterator<Item = Measured> {
    let synaptic = |rule: &Rule| rule.mechanism() != Some(Mechanism::Intrinsic);
    Rule::ALL.into_iter().filter(synaptic).map(|rule| Measured {
        rule,
        base: rule.together_with().iter().map(|other| format!("{other}: ()")).collect::<Vec<_>>().join(", "),
        receptor: match rule.receptor() {
            Some(ReceptorKind::Inhibitory) => "Inhibitory",
            _ => "Excitatory(slow_fraction: 0.0)",
        },
    })
}

/// Cost of a rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleCost {
    /// Identifier of the rule.
    pub rule: String,
    /// Time that the rule adds to a synaptic event (ns), median of the turns.
    pub ns_per_synaptic_event: f64,
    /// Time of a whole step with the rule over that without it.
    pub with_over_without: f64,
    /// Time of a whole step with the rule switched off over that without it.
    pub off_over_without: f64,
}

/// The costs of all rules.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleCosts(pub Vec<RuleCost>);

impl fmt::Display for RuleCosts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "Rules in a network of {NEURONS} neurons with {IN_DEGREE} plastic synapses each: time that a rule adds to a synaptic event,"
        )?;
        writeln!(f, "and time of a step with the rule on and switched off, over that of the same network without it.")?;
        for cost in &self.0 {
            writeln!(
                f,
                "{:24} {:>6.2} ns/event   on {:>6.3}   off {:>6.3}",
                cost.rule, cost.ns_per_synaptic_event, cost.with_over_without, cost.off_over_without
            )?;
        }
        Ok(())
    }
}

/// Measure all rules; `progress` is told what goes on.
///
/// # Errors
/// The network has a fault: a defect of the program.
pub fn measure_rules(mut progress: impl FnMut(&str)) -> Result<RuleCosts, Vec<Fault>> {
    let mut costs = Vec::new();
    for Measured { rule, base, receptor } in measured() {
        // The clock of a thread may tick as slowly as every 10 ms: turns are long.
        progress(&format!("measuring {}", rule.id()));
        let text = format!("{base}, {}: {}", rule.id(), rule.example());
        let text = text.trim_start_matches(", ");
        let mut without = network(&base, receptor)?;
        let mut with = network(text, receptor)?;
        let mut off = network(text, receptor)?;
        off.obey(SimulationCommand::SetRule { rule, enabled: false }).map_err(|fault| vec![fault])?;
        let mut turns = Vec::new();
        for turn in 0..=TURNS {
            let before = without.spike_count();
            let (_, plain) = time(|| without.step(STEPS));
            let events = (without.spike_count() - before) as f64 * IN_DEGREE as f64;
            let (_, on) = time(|| with.step(STEPS));
            let (_, switched_off) = time(|| off.step(STEPS));
            // The first turn warms up.
            if turn > 0 {
                turns.push((plain.best_known(), on.best_known(), switched_off.best_known(), events));
            }
        }
        let middle = |of: &dyn Fn(&(f64, f64, f64, f64)) -> f64| median(turns.iter().map(of).collect());
        costs.push(RuleCost {
            rule: rule.id().to_owned(),
            ns_per_synaptic_event: middle(&|(plain, on, _, events)| 1e9 * (on - plain) / events.max(1.0)),
            with_over_without: middle(&|(plain, on, _, _)| on / plain),
            off_over_without: middle(&|(plain, _, off, _)| off / plain),
        });
    }
    Ok(RuleCosts(costs))
}

/// A network that noise keeps firing, with one projection that conducts nothing.
fn network(rules: &str, receptor: &str) -> Result<Simulation, Vec<Fault>> {
    let gate = "(acetylcholine: 1.0, dopamine: 0.2, serotonin: 0.5, noradrenaline: 0.6, gate: 1.0, depression: 1.0)";
    let text = format!(
        "Scene(version: 1, name: \"Cost of a rule\", summary: \"A network that no rule can change.\", dt: ms(0.5),
          populations: [(name: \"E\", count: {NEURONS})],
          projections: [(name: \"plastic\", from: \"E\", to: \"E\", wiring: FixedInDegree({IN_DEGREE}),
            receptor: {receptor}, conductance: nS(0.0), delay: Uniform(ms(1.0), ms(4.0)), {rules})],
          inputs: [Poisson(to: \"E\", rate: kHz(1.5), conductance: nS(2.0))],
          guards: (runaway: Hz(500.0)), states: (awake: {gate}))"
    );
    Simulation::from_shared(Arc::new(Scene::parse(&text, "bench")?), SEED).map_err(|fault| vec![fault])
}

/// The median of an odd number of values.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
