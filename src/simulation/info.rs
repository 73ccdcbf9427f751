//! Facts about a network that do not change while it runs.

use super::run::{Simulation, projections};
use super::sample::{NetworkInfo, PatternInfo, PhaseInfo, PopulationInfo, RuleParameter};
use crate::measure::PatternReach;
use crate::model::{MembraneFactors, Paint, Population, Position, RestingThreshold, Threshold, Weight};
use crate::plasticity::Rule;
use crate::protocol::{PatternDrive, PhaseLabel};
use crate::scene::{Branch, Choice, Phase, PhaseKind, Scene};
use std::ops::Range;
use std::sync::Arc;

/// Share of the input population that counts as a pattern's members.
const MEMBER_SHARE: f64 = 0.15;

/// The facts of a simulation at its start.
pub fn network_info(simulation: &Simulation) -> NetworkInfo {
    let scene = simulation.scene();
    let drive = simulation.resource::<PatternDrive>();
    let names = scene.patterns.as_ref().map_or(&[][..], |patterns| &patterns.names);
    let patterns: Vec<PatternInfo> = names
        .iter()
        .enumerate()
        .map(|(pattern, name)| PatternInfo { name: name.clone(), members: members(drive, pattern) })
        .collect();
    NetworkInfo {
        scene: Some(Arc::clone(scene)),
        title: scene.name.clone(),
        summary: scene.summary.clone(),
        honesty: scene.honesty.clone(),
        references: scene.references.clone(),
        dt_ms: scene.dt_ms(),
        seed: simulation.seed(),
        duration_s: scene.time_s(scene.timeline_steps()),
        populations: scene
            .populations
            .iter()
            .enumerate()
            .map(|(index, population)| PopulationInfo {
                name: population.name.clone(),
                kind: population.kind,
                range: scene.range(index),
            })
            .collect(),
        positions: simulation.with_column(|column: &[Position]| column.iter().map(|position| position.0).collect()),
        initial_threshold: simulation.with_column(|column: &[Threshold]| column.iter().map(|theta| theta.0).collect()),
        initial_resting: simulation.with_column(|column: &[RestingThreshold]| column.iter().map(|own| own.0).collect()),
        initial_paint: simulation.with_column(|column: &[Paint]| column.iter().map(|paint| paint.0).collect()),
        rest_mv: rest(simulation),
        display_order: display_order(drive, patterns.len(), scene.neuron_count()),
        reach: reach(drive, scene),
        patterns,
        phases: phases(scene),
        learning: learning(simulation),
        rules: Rule::ALL.into_iter().filter(|&rule| simulation.has_rule(rule)).collect(),
        parameters: parameters(simulation),
        controls: scene.controls.clone(),
        synapses: simulation.with_column(|column: &[Weight]| column.len()),
        projections: scene.projections.iter().map(|projection| projection.name.clone()).collect(),
    }
}

/// Phases that take time, and choices that are open for some.
fn phases(scene: &Scene) -> Vec<PhaseInfo> {
    let names = scene.patterns.as_ref().map_or(&[][..], |patterns| &patterns.names);
    // Of each choice, the branches in which it stands.
    let mut around: Vec<Vec<Branch>> = Vec::new();
    let info = |phase: &Phase| {
        let branches = phase
            .branch
            .map_or_else(Vec::new, |branch| around[branch.choice].iter().copied().chain([branch]).collect::<Vec<_>>());
        let (open, end_step) = match phase.kind {
            PhaseKind::Choose(Choice { index, end_step, .. }) => {
                around.push(branches.clone());
                (Some(index), end_step)
            }
            _ => (None, phase.end_step),
        };
        (end_step > phase.start_step).then(|| PhaseInfo {
            start_s: scene.time_s(phase.start_step),
            end_s: scene.time_s(end_step),
            state: phase.state,
            label: PhaseLabel::of(phase, names),
            pattern: phase.kind.pattern(),
            skipped_hours: match phase.kind {
                PhaseKind::Skip { hours } => hours,
                _ => 0.0,
            },
            branches,
            open,
        })
    };
    scene.phases().iter().filter_map(info).collect()
}

/// Resting potential of every neuron (mV).
fn rest(simulation: &Simulation) -> Vec<f32> {
    let mut rest = vec![f32::NAN; simulation.scene().neuron_count() as usize];
    if let Some(mut populations) = simulation.world().try_query::<(&Population, &MembraneFactors)>() {
        for (population, factors) in populations.iter(simulation.world()) {
            rest[population.range.clone()].fill(factors.rest);
        }
    }
    rest
}

/// Neurons that can learn, as far as a rule of the scene reaches them.
fn learning(simulation: &Simulation) -> Vec<Range<u32>> {
    let scene = simulation.scene();
    let reached = projections(simulation.world())
        .into_iter()
        .filter(|projection| projection.plastic || scene.projections[projection.index].timing_excitability.is_some());
    let synapses = reached.map(|projection| projection.postsynaptic.start as u32..projection.postsynaptic.end as u32);
    let excitable = (0..scene.populations.len()).filter(|&index| {
        let file = &scene.populations[index];
        file.intrinsic_plasticity.is_some() || file.homeostasis.is_some()
    });
    synapses.chain(excitable.map(|index| scene.range(index))).collect()
}

/// Parameters of the scene's rules, rule by rule.
fn parameters(simulation: &Simulation) -> Vec<RuleParameter> {
    let of_rule =
        |rule| simulation.tuned_parameters(rule).into_iter().map(move |parameter| RuleParameter { rule, parameter });
    Rule::ALL.into_iter().flat_map(of_rule).collect()
}

/// What each pattern brings to the cells that it can reach.
fn reach(drive: &PatternDrive, scene: &Scene) -> PatternReach {
    let population = scene.patterns.as_ref().and_then(|patterns| scene.population_index(&patterns.to));
    let Some(population) = population else { return PatternReach::default() };
    let neuron = &scene.populations[population].neuron;
    // kHz · nS · ms = nS.
    let factor = drive.conductance * neuron.ampa_tau.0;
    let conductance = |pattern| drive.rates(pattern, 1.0).iter().map(|rate| rate * factor).collect();
    PatternReach {
        target: scene.range(population),
        conductance_ns: (0..drive.contacts.len()).map(conductance).collect(),
        reversal_mv: neuron.excitatory_reversal.0,
        rest_mv: neuron.resting_potential.0,
        leak_ns: neuron.leak_conductance.0,
    }
}

/// The neurons that a pattern drives most, in index order; none that it does not reach.
fn members(drive: &PatternDrive, pattern: usize) -> Vec<u32> {
    let rates = drive.rates(pattern, 1.0);
    let mut order: Vec<usize> = (0..rates.len()).collect();
    order.sort_by(|&a, &b| rates[b].total_cmp(&rates[a]).then(a.cmp(&b)));
    order.truncate((rates.len() as f64 * MEMBER_SHARE).round() as usize);
    order.retain(|&neuron| rates[neuron] > 0.0);
    order.sort_unstable();
    order.into_iter().map(|neuron| (drive.target.start + neuron) as u32).collect()
}

/// Neurons by the pattern that drives them most: for each pattern its members, most driven first; then the rest by index.
fn display_order(drive: &PatternDrive, patterns: usize, neurons: u32) -> Vec<u32> {
    let rates: Vec<Vec<f32>> = (0..patterns).map(|pattern| drive.rates(pattern, 1.0)).collect();
    let member: Vec<Vec<u32>> = (0..patterns).map(|pattern| members(drive, pattern)).collect();
    let mut groups: Vec<Vec<(f32, u32)>> = vec![Vec::new(); patterns];
    let mut placed = vec![false; neurons as usize];
    for (local, neuron) in drive.target.clone().enumerate() {
        let neuron = neuron as u32;
        let best = (0..patterns)
            .filter(|&pattern| member[pattern].binary_search(&neuron).is_ok())
            .max_by(|&a, &b| rates[a][local].total_cmp(&rates[b][local]));
        if let Some(best) = best {
            groups[best].push((rates[best][local], neuron));
            placed[neuron as usize] = true;
        }
    }
    let mut order = Vec::with_capacity(neurons as usize);
    for group in &mut groups {
        group.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        order.extend(group.iter().map(|&(_, neuron)| neuron));
    }
    order.extend((0..neurons).filter(|&neuron| !placed[neuron as usize]));
    order
}
