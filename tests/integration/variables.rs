//! The table of variables: what it says is sane, and each row reads what the columns of a run say.

use crate::rig::{every_rule, still_cells};
use rheobase::model::{
    AdaptationCurrent, AhpMultiplier, AmpaConductance, Calcium, Connectome, Eligibility, FastExcitability,
    GabaConductance, HomeostaticShift, InjectedCurrent, LeakMultiplier, LearningTag, MediumAhp, MembraneFactors,
    MembranePotential, Paint, Population, Postsynaptic, Presynaptic, Projection, SlowAhp, SlowConductance,
    SlowExcitability, Target, Threshold, ThresholdJump, Weight,
};
use rheobase::modulation::{Modulation, Modulator};
use rheobase::plasticity::synaptic::{Btsp, ThreeFactor};
use rheobase::scene::file::{MapKind, Variable};
use rheobase::simulation::{NetworkInfo, Sampler, Simulation, SimulationCommand, projections};
use std::collections::BTreeSet;

#[test]
fn every_variable_has_a_name_of_its_own_a_unit_a_range_and_a_meaning() {
    let mut taken = [BTreeSet::new(), BTreeSet::new(), BTreeSet::new()];
    for (place, variable) in Variable::all().enumerate() {
        let facts = variable.facts();
        assert_eq!((variable as usize, facts.variable), (place, variable), "{}", facts.id);
        for (name, taken) in [facts.id, facts.column, facts.name].into_iter().zip(&mut taken) {
            assert!(!name.is_empty() && taken.insert(name), "{name} is there twice");
        }
        assert_eq!(ron::to_string(&variable).unwrap(), facts.id);
        assert_eq!(ron::from_str::<Variable>(facts.id).unwrap(), variable);
        assert!(facts.meaning.ends_with('.') && !facts.meaning.contains("  "), "{}", facts.meaning);
        let (low, high) = facts.range;
        assert!(low < high && low.is_finite() && high.is_finite(), "{}", facts.id);
        match facts.map {
            MapKind::Sequential => {}
            MapKind::Diverging(middle) => assert!(low < middle && middle < high, "{}", facts.id),
            MapKind::Categorical => assert!(facts.unit.is_empty()),
        }
        // A column says its unit.
        let ending = match facts.unit {
            "mV" => "_mv",
            "nS" => "_ns",
            "pA" => "_pa",
            "Hz" | "spikes/s" => "_hz",
            _ => "",
        };
        assert!(facts.column.ends_with(ending), "{} in {}", facts.column, facts.unit);
        let plain = ["", "×", "of 1", "of ±1", "replays"].contains(&facts.unit);
        assert_eq!(variable.scene_unit() == "Plain", plain, "{} is in {}", facts.id, facts.unit);
    }
    assert!(Variable::all().len() > 30);
}

/// A column as plain numbers.
macro_rules! numbers {
    ($simulation:ident, $column:ty) => {
        $simulation.with_column(|column: &[$column]| column.iter().map(|value| value.0).collect::<Vec<f32>>())
    };
}

/// What a column says of each neuron's population.
fn by_population(
    simulation: &Simulation,
    neurons: usize,
    of: impl Fn(&Population, &MembraneFactors) -> f32,
) -> Vec<f32> {
    let mut values = vec![f32::NAN; neurons];
    let mut query = simulation.world().try_query::<(&Population, &MembraneFactors)>().unwrap();
    for (population, factors) in query.iter(simulation.world()) {
        values[population.range.clone()].fill(of(population, factors));
    }
    values
}

fn zip(a: &[f32], b: &[f32], join: impl Fn(f32, f32) -> f32) -> Vec<f32> {
    a.iter().zip(b).map(|(a, b)| join(*a, *b)).collect()
}

/// Means of values over the synapses onto each neuron.
fn means(simulation: &Simulation, neurons: usize, values: &[(usize, f32)]) -> Vec<f32> {
    let (mut sums, mut counts) = (vec![0.0_f64; neurons], vec![0_u32; neurons]);
    simulation.with_column(|post: &[Postsynaptic]| {
        for &(row, value) in values {
            sums[post[row].0 as usize] += f64::from(value);
            counts[post[row].0 as usize] += 1;
        }
    });
    sums.iter().zip(&counts).map(|(sum, count)| (sum / f64::from(*count)) as f32).collect()
}

/// Sums of the weights between each neuron and one, by both ends of the synapses alone.
fn weights_with(simulation: &Simulation, neurons: usize, onto: bool, one: u32) -> Vec<f32> {
    let (pre, post) = (numbers_u32::<Presynaptic>(simulation), numbers_u32::<Postsynaptic>(simulation));
    let weight = numbers!(simulation, Weight);
    let mut sums = vec![f32::NAN; neurons];
    let mut rows: Vec<usize> = (0..weight.len()).collect();
    // As the program adds them up: the strongest first.
    rows.sort_by(|&a, &b| weight[b].total_cmp(&weight[a]).then(pre[a].cmp(&pre[b])));
    for row in rows {
        let (own, other) = if onto { (post[row], pre[row]) } else { (pre[row], post[row]) };
        if own == one {
            let sum = &mut sums[other as usize];
            *sum = if sum.is_nan() { weight[row] } else { *sum + weight[row] };
        }
    }
    sums
}

trait Index: bevy::ecs::component::Component {
    fn index(&self) -> u32;
}
impl Index for Presynaptic {
    fn index(&self) -> u32 {
        self.0
    }
}
impl Index for Postsynaptic {
    fn index(&self) -> u32 {
        self.0
    }
}
fn numbers_u32<C: Index>(simulation: &Simulation) -> Vec<u32> {
    simulation.with_column(|column: &[C]| column.iter().map(Index::index).collect())
}

/// What was seen of a run by its spikes and samples.
struct Seen {
    initial: Vec<f32>,
    marked: Vec<f32>,
    /// Spikes, each weighted by how long ago it was.
    rates: Vec<f64>,
    membership: Vec<f32>,
    replays: Vec<f32>,
    selected: u32,
}

/// What each row must say, from the columns and by another way than the program's.
fn expected(simulation: &Simulation, variable: Variable, seen: &Seen) -> Vec<f32> {
    let count = seen.initial.len();
    let modulation = simulation.resource::<Modulation>();
    let current = |conductance: &[f32], reversal: &[f32]| {
        let driving = zip(reversal, &numbers!(simulation, MembranePotential), |reversal, v| reversal - v);
        zip(conductance, &driving, |g, driving| g * driving)
    };
    let excitation = || {
        zip(&numbers!(simulation, AmpaConductance), &numbers!(simulation, SlowConductance), |fast, slow| fast + slow)
    };
    let threshold =
        || zip(&numbers!(simulation, Threshold), &numbers!(simulation, ThresholdJump), |theta, jump| theta + jump);
    let at_receptor = |modulator: Modulator, of: fn(&Population) -> f32| {
        by_population(simulation, count, |population, _| modulation.levels[modulator as usize] * of(population))
    };
    match variable {
        Variable::Potential => numbers!(simulation, MembranePotential),
        Variable::Rate => {
            let window = 1.0 - (-simulation.time_s()).exp();
            seen.rates.iter().map(|rate| (rate / window) as f32).collect()
        }
        Variable::ExcitatoryCurrent => current(&excitation(), &by_population(simulation, count, |_, f| f.excitatory)),
        Variable::InhibitoryCurrent => {
            current(&numbers!(simulation, GabaConductance), &by_population(simulation, count, |_, f| f.inhibitory))
        }
        Variable::Current => numbers!(simulation, InjectedCurrent),
        Variable::Ampa => numbers!(simulation, AmpaConductance),
        Variable::Slow => numbers!(simulation, SlowConductance),
        Variable::Gaba => numbers!(simulation, GabaConductance),
        Variable::Adaptation => numbers!(simulation, AdaptationCurrent),
        Variable::LastingThreshold => numbers!(simulation, Threshold),
        Variable::ThresholdShift => zip(&numbers!(simulation, Threshold), &seen.initial, |now, start| now - start),
        Variable::ShiftSinceMarker => zip(&numbers!(simulation, Threshold), &seen.marked, |now, marked| now - marked),
        Variable::DistanceToThreshold => {
            zip(&threshold(), &numbers!(simulation, MembranePotential), |theta, v| theta - v)
        }
        Variable::Threshold => threshold(),
        Variable::Leak => numbers!(simulation, LeakMultiplier),
        Variable::AhpMultiplier => numbers!(simulation, AhpMultiplier),
        Variable::Ahp => {
            let medium = by_population(simulation, count, |_, factors| factors.medium_ahp);
            let slow = by_population(simulation, count, |population, factors| {
                factors.slow_ahp * modulation.slow_ahp_factor(&population.receptors)
            });
            let open = zip(
                &zip(&medium, &numbers!(simulation, MediumAhp), |g, m| g * m),
                &zip(&slow, &numbers!(simulation, SlowAhp), |g, s| g * s),
                |medium, slow| medium + slow,
            );
            zip(&numbers!(simulation, AhpMultiplier), &open, |multiplier, open| multiplier * open)
        }
        Variable::Paint => numbers!(simulation, Paint),
        Variable::Excitability => {
            zip(&numbers!(simulation, FastExcitability), &numbers!(simulation, SlowExcitability), |fast, slow| {
                (0.5 * fast + slow).clamp(-1.0, 1.0)
            })
        }
        Variable::FastExcitability => numbers!(simulation, FastExcitability),
        Variable::SlowExcitability => numbers!(simulation, SlowExcitability),
        Variable::HomeostaticShift => numbers!(simulation, HomeostaticShift),
        Variable::Calcium => numbers!(simulation, Calcium),
        Variable::LearningTag => numbers!(simulation, LearningTag),
        Variable::Eligibility => means(simulation, count, &eligibilities(simulation)),
        Variable::MeanIncomingWeight => {
            let weight = numbers!(simulation, Weight);
            let excitatory = projections(simulation.world())
                .into_iter()
                .filter(|projection| matches!(projection.target, Target::Excitatory { .. }));
            let values: Vec<_> =
                excitatory.flat_map(|projection| projection.rows.clone()).map(|row| (row, weight[row])).collect();
            means(simulation, count, &values)
        }
        Variable::WeightToSelection => weights_with(simulation, count, true, seen.selected),
        Variable::WeightFromSelection => weights_with(simulation, count, false, seen.selected),
        Variable::Membership => seen.membership.clone(),
        Variable::ReplayCount => seen.replays.clone(),
        Variable::Dopamine => at_receptor(Modulator::Dopamine, |population| population.receptors.dopamine),
        Variable::Acetylcholine => at_receptor(Modulator::Acetylcholine, |population| population.receptors.muscarinic),
        Variable::Serotonin => at_receptor(Modulator::Serotonin, |population| population.receptors.serotonin_1a),
        Variable::Noradrenaline => at_receptor(Modulator::Noradrenaline, |population| population.receptors.adrenergic),
    }
}

/// Traces of all synapses that have one: by the row of the synapse.
fn eligibilities(simulation: &Simulation) -> Vec<(usize, f32)> {
    let world = simulation.world();
    let mut values = Vec::new();
    let mut query = world.try_query::<(&Projection, &ThreeFactor)>().unwrap();
    for (projection, _) in query.iter(world) {
        let tau = f64::from(simulation.scene().projections[projection.index].three_factor.unwrap().tau.0);
        simulation.with_column(|column: &[Eligibility]| {
            for row in projection.rows.clone() {
                let since = simulation.scene().time_s(simulation.steps() - u64::from(column[row].step));
                values.push((row, (f64::from(column[row].trace) * (-since / tau).exp()) as f32));
            }
        });
    }
    let mut query = world.try_query::<(&Projection, &Btsp)>().unwrap();
    let connectome = simulation.resource::<Connectome>();
    for (projection, rule) in query.iter(world) {
        for (local, &trace) in rule.eligibility.iter().enumerate() {
            values.extend(connectome.rows(projection.axons.start + local).map(|row| (row, trace)));
        }
    }
    values
}

#[test]
fn each_row_reads_what_the_columns_say() {
    let scene = every_rule();
    let mut simulation = Simulation::new(&scene, 3);
    let mut sampler = Sampler::new(&simulation);
    let info = sampler.info().clone();
    let neurons = info.positions.len();
    let selected = 2;
    sampler.select(Some(selected));
    sampler.looking.show(Variable::Rate, &simulation);
    let mut seen = Seen {
        initial: info.initial_threshold.clone(),
        marked: Vec::new(),
        rates: vec![0.0; neurons],
        membership: membership(&info),
        replays: vec![0.0; neurons],
        selected,
    };
    let mut varied = BTreeSet::new();
    // While a current flows, and when a pattern is recalled after sleep.
    for (until, from_start) in [(0.8, true), (2.1, false)] {
        while simulation.steps() < scene.steps_in(until) {
            assert_eq!(simulation.step(1), 1, "{:?}", simulation.stop());
            sampler.observe(&simulation);
            let step_s = scene.time_s(1);
            seen.rates.iter_mut().for_each(|rate| *rate *= (-step_s).exp());
            simulation.spikes().iter().for_each(|&neuron| seen.rates[neuron as usize] += 1.0);
            if simulation.steps() == scene.steps_in(0.6) {
                sampler.looking.mark(&simulation);
                seen.marked = numbers!(simulation, Threshold);
            }
        }
        // Homeostasis is slower than this test.
        simulation.with_column_mut(|column: &mut [HomeostaticShift]| {
            column.iter_mut().zip(0_u16..).for_each(|(shift, neuron)| shift.0 = 0.01 * f32::from(neuron));
        });
        let sample = sampler.take(&simulation);
        for cell in sample.replays.iter().flat_map(|replay| &replay.cells) {
            seen.replays[cell.neuron as usize] += 1.0;
        }
        // Rates are counted anew each time that they are shown, the others are there at once.
        if from_start {
            let expected = expected(&simulation, Variable::Rate, &seen);
            compare(Variable::Rate, &sample.shown.unwrap().values, &expected, 1e-4);
        }
        for variable in Variable::all().filter(|&variable| variable != Variable::Rate) {
            sampler.looking.show(variable, &simulation);
            let shown = sampler.take(&simulation).shown.unwrap();
            assert_eq!(shown.variable, variable);
            let expected = expected(&simulation, variable, &seen);
            compare(variable, &shown.values, &expected, 2e-6);
            if expected.iter().any(|value| value.to_bits() != expected[0].to_bits()) {
                varied.insert(variable);
            }
        }
    }
    // No replay is found in a network as small as this.
    let same: Vec<Variable> = Variable::all().filter(|variable| !varied.contains(variable)).collect();
    assert_eq!(same, [Variable::Rate, Variable::ReplayCount], "what is the same for all says nothing about its row");
}

/// The pattern that drives each neuron most, of those whose members it is among.
fn membership(info: &NetworkInfo) -> Vec<f32> {
    let of = |neuron: u32| {
        let driven = |pattern: usize| info.reach.conductance_ns[pattern][(neuron - info.reach.target.start) as usize];
        let patterns = (0..info.patterns.len()).filter(|&pattern| info.patterns[pattern].members.contains(&neuron));
        patterns.max_by(|&a, &b| driven(a).total_cmp(&driven(b))).map_or(f32::NAN, |pattern| pattern as f32)
    };
    (0..info.positions.len() as u32).map(of).collect()
}

/// Fails unless two columns agree to a tolerance, absolute below 1 and relative above.
#[track_caller]
fn compare(variable: Variable, read: &[f32], expected: &[f32], tolerance: f32) {
    assert_eq!(read.len(), expected.len(), "{variable:?}");
    for (neuron, (read, expected)) in read.iter().zip(expected).enumerate() {
        let same = read == expected
            || (read.is_nan() && expected.is_nan())
            || (read - expected).abs() <= tolerance * expected.abs().max(1.0);
        assert!(same, "{variable:?} of neuron {neuron}: {read}, and not {expected}");
    }
}

#[test]
fn a_rate_is_what_was_seen_since_it_is_shown() {
    let times: Vec<f64> = (0..80).map(|spike| 25.0 + 50.0 * f64::from(spike)).collect();
    let scene = still_cells(0.5, 2, "", &format!("inputs: [{}]", crate::rig::fire("E", 0, &times)));
    let mut simulation = Simulation::new(&scene, 1);
    let mut sampler = Sampler::new(&simulation);
    let watch = |sampler: &mut Sampler, simulation: &mut Simulation, steps: u32| {
        for _ in 0..steps {
            simulation.step(1);
            sampler.observe(simulation);
        }
        sampler.take(simulation).shown.unwrap().values
    };
    watch(&mut sampler, &mut simulation, 1000);
    sampler.looking.show(Variable::Rate, &simulation);
    assert!(watch(&mut sampler, &mut simulation, 100).iter().all(|rate| rate.is_nan()));
    let rates = watch(&mut sampler, &mut simulation, 3000);
    assert!((rates[0] - 20.0).abs() < 1.0 && rates[1] == 0.0, "{rates:?}");
}

#[test]
fn a_marker_counts_from_where_it_was_dropped() {
    let scene = still_cells(0.5, 2, "", "");
    let mut simulation = Simulation::new(&scene, 1);
    let mut sampler = Sampler::new(&simulation);
    sampler.looking.show(Variable::ShiftSinceMarker, &simulation);
    let paint = |value| SimulationCommand::Paint { neurons: vec![0], value };
    let shift = |simulation: &mut Simulation, sampler: &mut Sampler| {
        simulation.step(20);
        let sample = sampler.take(simulation);
        (sample.shown.unwrap().values[0], sample.marker_s)
    };
    simulation.apply(paint(0.5));
    let (whole, none) = shift(&mut simulation, &mut sampler);
    assert!(whole < -0.5 && none.is_none(), "{whole}");
    sampler.looking.mark(&simulation);
    assert_eq!(shift(&mut simulation, &mut sampler), (0.0, Some(0.01)));
    simulation.apply(paint(0.0));
    let (back, _) = shift(&mut simulation, &mut sampler);
    assert!((back + whole).abs() < 1e-5, "{back}");
    assert!(sampler.take(&simulation).shown.unwrap().values[1] == 0.0);
}
