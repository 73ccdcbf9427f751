//! Three-factor learning: against sums over spike pairs, and against what Yagishita et al. 2014, He et al. 2015 and Brzosko et
//! al. 2017 measured.

use crate::rig::{STILL, assert_close, assert_near, fire, run, scene, shipped};
use rheobase::model::Weight;
use rheobase::modulation::{Modulation, Modulator, RewardSystem};
use rheobase::plasticity::Rule;
use rheobase::plasticity::synaptic::ThreeFactor;
use rheobase::scene::Scene;
use rheobase::simulation::{Simulation, SimulationCommand};

/// Delay of all synapses here (ms).
const DELAY_MS: f64 = 1.0;
/// Time constant of dopamine in the scenes (s), their default.
const DOPAMINE_TAU: f64 = 0.5;

/// `count` pairs of cells, joined one to one by synapses of weight 1 that move no membrane.
fn pairs(count: usize, rule: &str, inputs: &str, fields: &str) -> Scene {
    scene(
        0.5,
        &format!(
            "populations: [(name: \"pre\", count: {count}, neuron: ({STILL})),
                           (name: \"post\", count: {count}, neuron: ({STILL}))],
             projections: [(name: \"s\", from: \"pre\", to: \"post\", wiring: OneToOne,
                receptor: Excitatory(slow_fraction: 0.0), conductance: nS(0.0), delay: Constant(ms({DELAY_MS:?})),
                maximum_weight: 1000.0, three_factor: ({rule}))],
             inputs: [{inputs}], {fields}"
        ),
    )
}

fn weights(simulation: &Simulation) -> Vec<f64> {
    simulation.with_column(|column: &[Weight]| column.iter().map(|weight| f64::from(weight.0)).collect())
}

fn hold(simulation: &mut Simulation, modulator: Modulator, level: f32) {
    simulation.apply(SimulationCommand::SetModulator { modulator, level });
}

/// A spike pair: when its second spike comes (s), and what it leaves.
struct Pair {
    at: f64,
    increment: f64,
}

/// All pairs of two trains (ms), each with every other, with windows of 10 ms.
fn all_pairs(pre: &[f64], post: &[f64], pre_first: f64, post_first: f64) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for arrival in pre.iter().map(|time| time + DELAY_MS) {
        for &emission in post {
            let lag = emission - arrival;
            if lag != 0.0 {
                let size = if lag > 0.0 { pre_first } else { post_first };
                let increment = size * (-lag.abs() / 10.0).exp();
                pairs.push(Pair { at: arrival.max(emission) / 1000.0, increment });
            }
        }
    }
    pairs
}

/// Integral over all time of what a pair left (time constant `tau`, s) times a dopamine pulse of size 1 at `reward` (s).
fn overlap(pair: &Pair, reward: f64, tau: f64) -> f64 {
    let area = tau * DOPAMINE_TAU / (tau + DOPAMINE_TAU);
    let lag = reward - pair.at;
    pair.increment * area * if lag >= 0.0 { (-lag / tau).exp() } else { (lag / DOPAMINE_TAU).exp() }
}

/// The same where the trace rises with a time constant of its own (s): the difference of two exponentials.
fn risen(pair: &Pair, reward: f64, tau: f64, rise: Option<f64>) -> f64 {
    rise.map_or_else(
        || overlap(pair, reward, tau),
        |rise| tau / (tau - rise) * (overlap(pair, reward, tau) - overlap(pair, reward, rise)),
    )
}

#[test]
fn a_weight_changes_as_the_sum_over_pairs_and_rewards_says() {
    // Irregular trains, several pulses, pairs before, between and during them.
    let pre = [300.0, 320.0, 1011.0, 1500.0, 1503.5, 2222.0, 2700.0, 3333.0, 3340.5, 4100.0];
    let post = [309.0, 330.5, 1002.0, 1507.5, 1520.0, 2229.5, 2695.0, 3337.0, 3350.0, 4097.5];
    let rewards = [900.0, 1650.0, 3335.0];
    let phases =
        "reward: (learning: 0.0), timeline: [Wait(duration: s(0.9)), Reward(size: 1.0), Wait(duration: s(0.75)),
        Reward(size: 1.0), Wait(duration: s(1.685)), Reward(size: 1.0), Wait(duration: s(6.0))]";
    for (rule, rise, pre_first, post_first) in [
        ("dopamine: 0.3", None, 1.0, 1.0),
        ("dopamine: 0.3, post_before_pre: -1.05", None, 1.0, -1.05),
        ("dopamine: 0.3, rise: s(0.3)", Some(0.3), 1.0, 1.0),
        ("dopamine: 0.3, rise: s(4.0)", Some(4.0), 1.0, 1.0),
        // As long as the trace: the two exponentials are taken a hundredth apart.
        ("dopamine: 0.3, rise: s(1.5)", Some(1.485), 1.0, 1.0),
    ] {
        let inputs = fire("pre", 0, &pre) + &fire("post", 0, &post);
        let mut simulation = Simulation::new(&pairs(1, rule, &inputs, phases), 1);
        run(&mut simulation, 10_000.0);
        let expected: f64 = all_pairs(&pre, &post, pre_first, post_first)
            .iter()
            .flat_map(|pair| rewards.iter().map(|reward| 0.3 * risen(pair, reward / 1000.0, 1.5, rise)))
            .sum();
        // Dopamine is constant within a step of 0.5 ms: its pulse is 0.05 % wider. Signals below 0.001 are cut off.
        assert_close(weights(&simulation)[0] - 1.0, expected, 4e-3, rule);
    }
}

#[test]
fn without_a_signal_nothing_is_swept_and_no_weight_moves() {
    let times: Vec<f64> = (1..200).map(|k| 20.0 * f64::from(k)).collect();
    let later: Vec<f64> = times.iter().map(|time| time + 6.0).collect();
    let inputs = fire("pre", 0, &times) + &fire("post", 0, &later);
    let mut simulation = Simulation::new(&pairs(1, "", &inputs, ""), 1);
    run(&mut simulation, 1000.0);
    let sweeping = |simulation: &Simulation| {
        let mut query = simulation.world().try_query::<&ThreeFactor>().unwrap();
        query.iter(simulation.world()).any(ThreeFactor::is_sweeping)
    };
    assert_eq!(weights(&simulation), [1.0]);
    assert!(!sweeping(&simulation));
    simulation.apply(SimulationCommand::Reward { size: 1.0 });
    run(&mut simulation, 10.0);
    assert!(sweeping(&simulation));
    // The pulse falls below 0.001 after 0.5 ln 1000 = 3.45 s.
    run(&mut simulation, 3600.0);
    assert!(!sweeping(&simulation));
    assert!(weights(&simulation)[0] > 1.01);
    let before = weights(&simulation);
    run(&mut simulation, 500.0);
    assert_eq!(weights(&simulation), before);
}

#[test]
fn a_rule_that_is_off_and_a_test_of_memory_change_nothing() {
    let inputs = fire("pre", 0, &[500.0]) + &fire("post", 0, &[508.0]);
    let make = || Simulation::new(&pairs(1, "hebbian: 0.1", &inputs, ""), 1);
    let mut off = make();
    off.apply(SimulationCommand::SetRule { rule: Rule::ThreeFactor, enabled: false });
    run(&mut off, 600.0);
    off.apply(SimulationCommand::Reward { size: 1.0 });
    run(&mut off, 2000.0);
    assert_eq!(weights(&off), [1.0]);
    let mut on = make();
    run(&mut on, 600.0);
    assert_close(weights(&on)[0] - 1.0, 0.1 * (-0.7_f64).exp(), 1e-4, "without any neuromodulator");
}

/// The weight changes of the synapses of a scene.
fn run_scene(scene: &Scene) -> Vec<f64> {
    let mut simulation = Simulation::new(scene, 1);
    let length: f64 = scene.phases().last().map_or(0.0, |phase| scene.time_s(phase.end_step));
    run(&mut simulation, 1000.0 * length);
    weights(&simulation).iter().map(|weight| weight - 1.0).collect()
}

#[test]
fn dopamine_works_in_the_two_seconds_after_a_train_of_pairs() {
    // Yagishita et al. 2014: from 0.3 to 2 s, at 0.6 and 1 s most; nothing at -1 and 5 s. Noise and spikes at random are in the
    // scene; its experiment has the numbers over seeds.
    let delays = [-1.0, 0.0, 0.3, 0.6, 1.0, 2.0, 5.0];
    let changes = run_scene(&shipped("reward_timing"));
    let peak = changes.iter().copied().fold(0.0, f64::max);
    let table: Vec<String> =
        delays.iter().zip(&changes).map(|(delay, change)| format!("{delay} s: {:.3}", change / peak)).collect();
    println!("share of the peak ({peak:.4}) by delay: {}", table.join(", "));
    let at_peak = delays[changes.iter().position(|&change| change == peak).unwrap()];
    assert!((0.0..=2.0).contains(&at_peak), "peak at {at_peak} s");
    assert!(changes[6] <= 0.25 * peak, "at 5 s {}", changes[6] / peak);
}

#[test]
fn the_window_of_dopamine_is_the_overlap_of_pulse_and_trace() {
    // The protocol of that scene without noise, by the closed form: ten pairs at 10 Hz, the reward some time after the first.
    let train: Vec<f64> = (0..10).map(|k| 3000.0 + 100.0 * f64::from(k)).collect();
    let later: Vec<f64> = train.iter().map(|time| time + 11.0).collect();
    for (rule, rise) in [("", None), ("rise: s(0.3)", Some(0.3))] {
        for delay in [-1.0, 0.0, 0.3, 0.6, 1.0, 2.0, 5.0] {
            let inputs = fire("pre", 0, &train) + &fire("post", 0, &later);
            let phases = format!(
                "reward: (learning: 0.0), timeline: [Wait(duration: s({:?})), Reward(size: 1.0), Wait(duration: s(12.0))]",
                3.0 + delay
            );
            let changes = run_scene(&pairs(1, rule, &inputs, &phases));
            let expected: f64 =
                all_pairs(&train, &later, 1.0, 1.0).iter().map(|pair| 0.05 * risen(pair, 3.0 + delay, 1.5, rise)).sum();
            assert_close(changes[0], expected, 0.01, &format!("delay {delay} s {rule}"));
        }
    }
}

#[test]
fn acetylcholine_reverses_the_sign_and_dopamine_rescues() {
    // Brzosko et al. 2017: 135 ± 7 % without and 63 ± 8 % with acetylcholine (both set the rule's rates), 145 ± 15 % with
    // dopamine after the pairing (predicted).
    let changes = run_scene(&shipped("acetylcholine_dopamine"));
    println!("without, with acetylcholine, with dopamine 1 s later: {changes:?}");
    assert_near(changes[0], 0.35, 0.07, "without acetylcholine");
    assert_near(changes[1], -0.37, 0.08, "with acetylcholine");
    assert_near(changes[2], 0.45, 0.15, "with acetylcholine and dopamine");
}

/// The rule of the scene of acetylcholine and dopamine.
const NAVIGATION: &str = "hebbian: 0.009514, acetylcholine: 0.019572, dopamine: 0.09786, tau: s(2.0)";

/// Weight change of 100 pairs at 0.2 Hz with acetylcholine at 1, the receiver `lag` ms after the arrival; scaled up from 25.
fn pairing(lag: f64, fields: &str) -> f64 {
    let pre: Vec<f64> = (0..25).map(|k| 1000.0 + 5000.0 * f64::from(k)).collect();
    let post: Vec<f64> = pre.iter().map(|time| time + DELAY_MS + lag).collect();
    let inputs = fire("pre", 0, &pre) + &fire("post", 0, &post);
    let mut simulation = Simulation::new(&pairs(1, NAVIGATION, &inputs, fields), 1);
    run(&mut simulation, 130_000.0);
    4.0 * (weights(&simulation)[0] - 1.0)
}

#[test]
fn dopamine_rescues_within_two_seconds_of_a_pair() {
    for (delay, before, after) in [(0.5, 1.5, 3.5), (1.0, 2.0, 3.0), (2.0, 3.0, 2.0)] {
        let fields = format!(
            "reward: (learning: 0.0), timeline: [Repeat(times: 25, phases: [
                Wait(duration: s({before:?})), Reward(size: 1.0), Wait(duration: s({after:?}))])]"
        );
        let change = pairing(10.0, &fields);
        println!("dopamine {delay} s after each pair: {:.0} %", 100.0 * (1.0 + change));
        assert!(change >= 0.0, "{delay} s: {change}");
    }
}

#[test]
fn acetylcholine_needs_spikes_that_are_near_each_other_and_at_the_same_time() {
    // Published: 84 ± 11 % at 50 ms and 113 ± 15 % at -50 ms, neither different from 100 %.
    for lag in [50.0, -50.0] {
        assert_near(pairing(lag, ""), 0.0, 0.05, &format!("{lag} ms"));
    }
    println!("acetylcholine at -20 ms: {:.0} % (published 63 ± 12 %)", 100.0 * (1.0 + pairing(-20.0, "")));
    // Acetylcholine after the pairing: no effect (figure 2, supplement 1).
    let inputs = fire("pre", 0, &[1000.0]) + &fire("post", 0, &[1011.0]);
    let mut simulation = Simulation::new(&pairs(1, NAVIGATION, &inputs, ""), 1);
    hold(&mut simulation, Modulator::Acetylcholine, 0.0);
    run(&mut simulation, 1100.0);
    let before = weights(&simulation);
    hold(&mut simulation, Modulator::Acetylcholine, 1.0);
    run(&mut simulation, 2000.0);
    assert_eq!(weights(&simulation), before);
}

#[test]
fn noradrenaline_converts_only_positive_and_serotonin_only_negative_eligibility() {
    // He et al. 2015: two traces, of LTP (sender first) and of LTD (receiver first).
    let inputs =
        fire("pre", 0, &[500.0]) + &fire("post", 0, &[511.0]) + &fire("pre", 1, &[510.0]) + &fire("post", 1, &[501.0]);
    let change = |modulator: Option<Modulator>| {
        let mut simulation = Simulation::new(&pairs(2, "post_before_pre: -1.0", &inputs, ""), 1);
        run(&mut simulation, 1000.0);
        if let Some(modulator) = modulator {
            hold(&mut simulation, modulator, 1.0);
        }
        run(&mut simulation, 1000.0);
        // A synapse without spikes is looked at every 50 ms.
        for modulator in Modulator::ALL {
            simulation.apply(SimulationCommand::ReleaseModulator { modulator });
        }
        run(&mut simulation, 60.0);
        weights(&simulation).iter().map(|weight| weight - 1.0).collect::<Vec<_>>()
    };
    assert_eq!(change(None), [0.0, 0.0]);
    let noradrenaline = change(Some(Modulator::Noradrenaline));
    assert!(noradrenaline[0] > 1e-3 && noradrenaline[1] == 0.0, "{noradrenaline:?}");
    let serotonin = change(Some(Modulator::Serotonin));
    assert!(serotonin[0] == 0.0 && serotonin[1] < -1e-3, "{serotonin:?}");
    // Held at 1 from a resting level of 0.6, for one second that begins 0.489 s after the pair; 0.05 a second.
    let expected = 0.05 * 0.4 * (-1.0_f64).exp() * 1.5 * (-0.489_f64 / 1.5).exp() * (1.0 - (-1.0_f64 / 1.5).exp());
    assert_close(noradrenaline[0], expected, 0.01, "noradrenaline");
}

#[test]
fn an_omitted_reward_takes_away_what_was_eligible() {
    let inputs = fire("pre", 0, &[3990.0]) + &fire("post", 0, &[4000.0]);
    let fields = "reward: (learning: 1.0), timeline: [Reward(size: 0.15), Wait(duration: s(4.5)), Reward(size: 0.0),
        Wait(duration: s(10.0))]";
    let mut simulation = Simulation::new(&pairs(1, "dopamine: 1.0", &inputs, fields), 1);
    run(&mut simulation, 4510.0);
    assert_near(f64::from(simulation.resource::<Modulation>().dopamine_below_baseline()), 0.15, 0.005, "dip");
    assert_eq!(simulation.resource::<RewardSystem>().expected, 0.0);
    let before = weights(&simulation)[0];
    run(&mut simulation, 5000.0);
    let dip = Pair { at: 4.0, increment: (-0.9_f64).exp() };
    let whole = 0.15 * (overlap(&dip, 0.0, 1.5) - overlap(&dip, 4.5, 1.5));
    assert!(weights(&simulation)[0] < before);
    assert_near(weights(&simulation)[0] - 1.0, whole, 0.02 * whole.abs(), "the dip undoes");
}

#[test]
fn a_run_with_rewards_replays_to_the_same_bits() {
    let scene = shipped("reward_timing");
    let mut simulation = Simulation::new(&scene, 3);
    simulation.step(20_100);
    simulation.apply(SimulationCommand::Reward { size: 0.7 });
    simulation.step(900);
    simulation.apply(SimulationCommand::SetParameter {
        rule: Rule::ThreeFactor,
        parameter: "dopamine".to_owned(),
        value: 0.2,
    });
    simulation.step(2000);
    let replayed = Simulation::replay(simulation.scene().clone(), 3, simulation.log(), simulation.steps()).unwrap();
    assert_eq!(simulation.state_hash(), replayed.state_hash());
    assert!(simulation.resource::<RewardSystem>().count == 2);
}

#[test]
fn what_makes_no_sense_is_refused_with_its_reason() {
    let faults = |receptor: &str, rule: &str, rest: &str| {
        let text = format!(
            "Scene(version: 1, name: \"t\", summary: \"T.\", dt: ms(0.5), populations: [(name: \"E\", count: 2)],
             projections: [(name: \"s\", from: \"E\", to: \"E\", wiring: AllToAll, receptor: {receptor},
                conductance: nS(1.0), delay: Constant(ms(1.0)), {rule})], {rest})"
        );
        let faults = Scene::parse(&text, "test").err().unwrap_or_default();
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let excitatory = "Excitatory(slow_fraction: 0.0)";
    assert_eq!(faults(excitatory, "three_factor: (), btsp: ()", "timeline: [Reward(size: 1.0)]"), "");
    for (receptor, rule, rest, reason) in [
        ("Inhibitory", "three_factor: ()", "", "excitatory"),
        ("Inhibitory", "btsp: ()", "", "excitatory"),
        (excitatory, "three_factor: (tau: s(100.0))", "", "three_factor.tau"),
        (excitatory, "three_factor: (presynaptic_tau: ms(0.1))", "", "presynaptic_tau"),
        (excitatory, "btsp: (spike_share: 1.5)", "", "spike_share"),
        (excitatory, "", "reward: (learning: 2.0)", "reward.learning"),
        (excitatory, "", "timeline: [Reward(size: 11.0)]", "size"),
        (excitatory, "", "inputs: [SpikeTimes(to: \"E\", times: [ms(1.0)], effect: Plateau)]", "plateaus"),
    ] {
        let found = faults(receptor, rule, rest);
        assert!(found.contains(reason), "{rule} {rest}: {found}");
    }
}
