//! Synaptic plasticity rules for explicit spikes against sums over pairs and triplets of spikes, and against theory.
//!
//! The gate is held open by a scene whose waking state has a gate of 1.

use crate::pairing::{
    DELAY_MS, EXCITATORY, OPEN_GATE, arrivals, change, drift, earlier, pairs, poisson_pairs, weights,
};
use crate::rig::{STILL, assert_close, assert_near, fire, run, scene};
use rheobase::model::{ReferenceWeight, Weight};
use rheobase::plasticity::Rule;
use rheobase::simulation::{Simulation, SimulationCommand};

fn reference(simulation: &Simulation) -> f64 {
    simulation.with_column(|column: &[ReferenceWeight]| f64::from(column[0].0))
}

fn set_weight(simulation: &mut Simulation, value: f32) {
    simulation.with_column_mut(|column: &mut [Weight]| column.iter_mut().for_each(|weight| weight.0 = value));
}

/// Weight change by the triplet rule (Pfister & Gerstner 2006, minimal all-to-all model) as a sum over spikes.
fn triplet_change(rule: &Triplet, arrivals: &[f64], post: &[f64]) -> f64 {
    let potentiation: f64 =
        post.iter().map(|&now| earlier(arrivals, now, rule.tau_plus) * earlier(post, now, rule.tau_y)).sum();
    let depression: f64 = arrivals.iter().map(|&now| earlier(post, now, rule.tau_minus)).sum();
    rule.potentiation * potentiation - rule.depression * depression
}

struct Triplet {
    potentiation: f64,
    depression: f64,
    tau_plus: f64,
    tau_minus: f64,
    tau_y: f64,
}

const MODEL: Triplet = Triplet { potentiation: 0.1, depression: 0.1, tau_plus: 20.0, tau_minus: 20.0, tau_y: 100.0 };

/// The rule without growth, with metaplasticity held at M.
fn stdp(metaplasticity: f64) -> String {
    format!("triplet_stdp: (growth: 0.0, metaplasticity: ({metaplasticity:?}, {metaplasticity:?}))")
}

#[test]
fn a_pair_depresses_when_the_sender_comes_late_and_does_nothing_when_it_comes_first() {
    for lag in [3.0, 10.0, 25.0, 60.0] {
        let late = change(&stdp(1.0), EXCITATORY, &[100.0 + lag - DELAY_MS], &[100.0]);
        assert_close(late, -0.1 * (-lag / 20.0).exp(), 1e-3, &format!("arrival {lag} ms after the receiver's spike"));
        let early = change(&stdp(1.0), EXCITATORY, &[100.0 - lag - DELAY_MS], &[100.0]);
        assert_near(early, 0.0, 1e-6, &format!("arrival {lag} ms before the receiver's only spike"));
    }
    // A spike that arrives in the very step in which the receiver fires is neither early nor late.
    assert_near(change(&stdp(1.0), EXCITATORY, &[98.0], &[100.0]), 0.0, 1e-6, "coincidence");
}

#[test]
fn triplets_and_longer_trains_change_a_weight_as_the_sum_over_spikes_says() {
    let trains: [(&[f64], &[f64]); 4] = [
        (&[100.0], &[90.0, 110.0]),
        (&[50.0, 100.0], &[60.0, 115.0]),
        (&[20.0, 40.0, 60.0, 80.0], &[30.0, 50.0, 70.0, 90.0, 95.0]),
        (&[11.0, 17.5, 33.0, 90.5, 131.0, 140.0], &[14.5, 16.0, 55.0, 92.5, 93.5, 137.5, 160.0]),
    ];
    for (pre, post) in trains {
        let expected = triplet_change(&MODEL, &arrivals(pre), post);
        assert_near(change(&stdp(1.0), EXCITATORY, pre, post), expected, 1e-5, "weight change");
    }
}

#[test]
fn every_arriving_spike_adds_the_growth_term() {
    let rules = "triplet_stdp: (growth: 0.01, metaplasticity: (1.0, 1.0))";
    assert_near(change(rules, EXCITATORY, &[10.0, 300.0, 700.0], &[]), 0.03, 1e-6, "three spikes");
}

#[test]
fn metaplasticity_scales_depression_between_its_bounds() {
    // The rate detector starts at the reference rate (M = 1), forgets with 20 s and gains 1 / 20 s a spike.
    let rules = "triplet_stdp: (growth: 0.0)";
    let depression = |post: &[f64]| {
        let last = post[post.len() - 1];
        change(rules, EXCITATORY, &[last + 10.0 - DELAY_MS], post)
    };
    let lone = |at: f64, factor: f64| {
        assert_close(depression(&[at]), -0.1 * factor * (-0.5_f64).exp(), 5e-3, &format!("pair at {at} ms"));
    };
    // ν decays from 4 Hz with 20 s and gains 0.05 Hz by the pair's own spike.
    let relative = (4.0 * (-5.01_f64 / 20.0).exp() + 0.05) / 4.0;
    lone(5_000.0, relative * relative);
    lone(40_000.0, 0.5);
    // 40 Hz for 5 s: ν is above 8 Hz, and M at its upper bound.
    let busy: Vec<f64> = (0..200).map(|k| 25.0 * f64::from(k)).collect();
    let y = earlier(&busy, busy[199] + 10.0, 20.0);
    let unscaled = change(&stdp(1.0), EXCITATORY, &[busy[199] + 10.0 - DELAY_MS], &busy);
    assert_close(unscaled, -0.1 * y, 5e-3, "M = 1");
    let rates = |index: usize| 4.0 * (-busy[index] / 20_000.0).exp();
    assert!(rates(199) + 0.05 * earlier(&busy, busy[199] + 10.0, 20_000.0) > 8.0);
    assert_close(depression(&busy), 2.0 * unscaled, 5e-3, "M = 2");
}

#[test]
fn depression_turns_into_potentiation_at_ten_hertz_times_m() {
    for m in [0.5, 1.0, 2.0] {
        let crossover = 10.0 * m;
        for (relative, sign) in [(0.5, -1.0), (2.0, 1.0)] {
            let scene = poisson_pairs(1000, EXCITATORY, &stdp(m), 20.0, relative * crossover);
            let (mean, error, pre, post) = drift(&scene, 10.0);
            // Independent Poisson trains: P+ τx τz ν_pre ν_post² - P- M τy ν_pre ν_post. A refractory time lowers the receiver's
            // autocorrelation, by no more than the 3 ms that it lasts of 100 ms.
            let potentiation = 0.1 * 0.02 * 0.1 * pre * post * post;
            let expected = potentiation - 0.1 * m * 0.02 * pre * post;
            assert!(mean * sign > 3.0 * error, "M = {m}, {post} Hz: drift {mean} +- {error}");
            assert_near(mean, expected, 5.0 * error + 0.05 * potentiation, &format!("M = {m}, {post} Hz"));
        }
        let (mean, error, pre, post) = drift(&poisson_pairs(1000, EXCITATORY, &stdp(m), 20.0, crossover), 10.0);
        let terms = 0.1 * m * 0.02 * pre * post;
        assert!(
            mean.abs() < 5.0 * error + 0.08 * terms,
            "at the crossover the terms of {terms} cancel: {mean} +- {error}"
        );
    }
}

#[test]
fn the_heterosynaptic_pull_is_cubic_in_the_burst_and_never_overshoots() {
    let silent = "triplet_stdp: (rate: 0.0, growth: 0.0)";
    let after = |strength: f64, start: f32, post: &[f64]| {
        let rules = format!("{silent}, heterosynaptic_pull: (strength: {strength:?})");
        let mut simulation = Simulation::new(&pairs(1, EXCITATORY, &rules, &fire("post", 0, post), ""), 1);
        set_weight(&mut simulation, start);
        let mut previous = f64::from(start);
        for _ in 0..400 {
            simulation.step(1);
            let now = weights(&simulation)[0];
            let (before, distance) = (previous - 1.0, now - 1.0);
            assert!(distance * before >= 0.0 && distance.abs() <= before.abs(), "from {previous} to {now}");
            previous = now;
        }
        previous
    };
    // Each spike pulls by B y³ (w - w̃), with y the sum over the spikes before it.
    let post = [50.0, 60.0, 75.0];
    for start in [3.0_f32, 0.2] {
        let expected = post
            .iter()
            .fold(f64::from(start) - 1.0, |distance, &now| distance * (1.0 - 0.04 * earlier(&post, now, 20.0).powi(3)));
        assert_near(after(0.04, start, &post), 1.0 + expected, 1e-5, "weight after a burst");
    }
    let burst: Vec<f64> = (0..40).map(|k| 20.0 + 3.0 * f64::from(k)).collect();
    assert_near(after(10.0, 3.0, &burst), 1.0, 1e-5, "a violent pull ends at the reference");
    assert_near(after(10.0, 0.0, &burst), 1.0, 1e-5, "from below too");
}

#[test]
fn the_incoming_cap_takes_the_excess_from_all_alike_and_keeps_the_mean() {
    let text = |high: f64| {
        scene(
            0.5,
            &format!(
                "populations: [(name: \"pre\", count: 50), (name: \"post\", count: 20)],
                 projections: [(name: \"s\", from: \"pre\", to: \"post\", wiring: AllToAll, receptor: {EXCITATORY},
                    conductance: nS(0.0), weight: Uniform(low: 0.0, high: {high:?}), delay: Constant(ms(1.0)),
                    incoming_cap: ())]"
            ),
        )
    };
    let column =
        |weights: &[f64], post: usize| -> Vec<f64> { weights.iter().skip(post).step_by(20).copied().collect() };
    let mean = |column: &[f64]| column.iter().sum::<f64>() / column.len() as f64;
    let mut simulation = Simulation::new(&text(3.0), 2);
    let before = weights(&simulation);
    run(&mut simulation, 99.5);
    assert_eq!(weights(&simulation), before, "not before its interval is over");
    run(&mut simulation, 0.5);
    let after = weights(&simulation);
    for post in 0..20 {
        let (before, after) = (column(&before, post), column(&after, post));
        let excess = mean(&before) - 1.0;
        assert!(excess > 0.0);
        for (before, after) in before.iter().zip(&after) {
            let expected = (before - excess).max(before.min(0.02));
            assert_near(*after, expected, 1e-5, "the excess is taken from each synapse, down to the floor");
        }
    }
    run(&mut simulation, 2000.0);
    for post in 0..20 {
        assert_near(mean(&column(&weights(&simulation), post)), 1.0, 1e-3, "mean incoming weight");
    }
    // Below the cap nothing happens.
    let mut simulation = Simulation::new(&text(1.2), 2);
    let before = weights(&simulation);
    run(&mut simulation, 500.0);
    assert_eq!(weights(&simulation), before);
}

#[test]
fn consolidation_and_forgetting_are_exponential_each_on_its_clock() {
    // The reference follows a lasting weight on the clock of spikes, whatever the time-lapse.
    for lapse in [1.0, 600.0] {
        let rules = "consolidation: (forgetting_tau: h(10000.0))";
        let timeline = format!("timeline: [Wait(duration: s(100.0), time_lapse: {lapse:?})]");
        let mut simulation = Simulation::new(&pairs(1, EXCITATORY, rules, "", &timeline), 1);
        set_weight(&mut simulation, 3.0);
        for seconds in [20.0, 60.0] {
            let remaining = seconds - simulation.time_s();
            run(&mut simulation, remaining * 1000.0);
            let expected = 3.0 - 2.0 * (-seconds / 60.0).exp();
            assert_near(
                reference(&simulation),
                expected,
                5e-3,
                &format!("reference after {seconds} s at lapse {lapse}"),
            );
        }
    }
    // What is not consolidated fades on the clock of biology: 24 h are 144 s at 600 seconds a second.
    let rules = "consolidation: (tau: s(100000.0))";
    let timeline = "timeline: [Wait(duration: s(1000.0), time_lapse: 600.0)]";
    let mut simulation = Simulation::new(&pairs(1, EXCITATORY, rules, "", timeline), 1);
    set_weight(&mut simulation, 3.0);
    run(&mut simulation, 144_000.0);
    assert_near(weights(&simulation)[0], 1.0 + 2.0 * (-1.0_f64).exp(), 5e-3, "weight after a biological day");
}

#[test]
fn the_double_well_holds_references_at_one_and_at_four() {
    for (start, end) in [(0.9, 1.0), (2.2, 1.0), (2.8, 4.0), (4.3, 4.0)] {
        let rules = "consolidation: (tau: s(20.0), double_well: 4.0, forgetting_tau: h(0.01))";
        let timeline = "timeline: [Wait(duration: s(1000.0), time_lapse: 600.0)]";
        let mut simulation = Simulation::new(&pairs(1, EXCITATORY, rules, "", timeline), 1);
        set_weight(&mut simulation, start);
        simulation.with_column_mut(|column: &mut [ReferenceWeight]| column[0].0 = start);
        run(&mut simulation, 100_000.0);
        assert_near(reference(&simulation), end, 0.01, &format!("reference from {start}"));
    }
}

#[test]
fn the_strongest_double_well_at_its_fastest_neither_bounces_nor_throws_a_reference_into_the_other_well() {
    // From above 4 an explicit step of a second lands below 2.5, and from 2 it bounces between the bounds.
    for (start, end) in [(5.9, 4.0), (2.0, 1.0), (0.1, 1.0), (3.0, 4.0)] {
        for tau in [1.0, 10.0, 60.0] {
            let rules = format!("consolidation: (tau: s({tau:?}), double_well: 10.0, forgetting_tau: h(0.01))");
            let timeline = "timeline: [Wait(duration: s(1000.0), time_lapse: 600.0)]";
            let mut simulation = Simulation::new(&pairs(1, EXCITATORY, &rules, "", timeline), 1);
            set_weight(&mut simulation, start);
            simulation.with_column_mut(|column: &mut [ReferenceWeight]| column[0].0 = start);
            run(&mut simulation, 150_000.0);
            assert_near(reference(&simulation), end, 0.01, &format!("reference from {start} with {tau} s"));
        }
    }
}

#[test]
fn inhibitory_plasticity_adds_pairs_and_subtracts_a_constant_a_presynaptic_spike() {
    // Vogels et al. 2011: Δw = η Σ exp(-|Δt|/τ) over all pairs - η 2 ρ0 τ for each presynaptic spike.
    let rules = "inhibitory_plasticity: (rate: 0.01, target_rate: Hz(4.0))";
    for (pre, post) in [
        (vec![98.0], vec![105.0]),
        (vec![113.0], vec![105.0]),
        (vec![10.0, 30.0, 31.5, 80.0], vec![15.0, 16.5, 40.0, 100.0]),
        (vec![50.0, 200.0], vec![]),
    ] {
        let arrivals = arrivals(&pre);
        let pairs: f64 = arrivals
            .iter()
            .flat_map(|arrival| post.iter().map(move |post: &f64| (-(post - arrival).abs() / 20.0).exp()))
            .sum();
        let expected = 0.01 * (pairs - 2.0 * 0.004 * 20.0 * pre.len() as f64);
        assert_near(change(rules, "Inhibitory", &pre, &post), expected, 2e-6, "weight change");
    }
}

#[test]
fn inhibitory_plasticity_strengthens_above_its_target_rate_and_weakens_below() {
    let rules = "inhibitory_plasticity: (rate: 0.01, target_rate: Hz(10.0))";
    for post_hz in [4.0, 10.0, 25.0] {
        let (mean, error, pre, post) = drift(&poisson_pairs(1000, "Inhibitory", rules, 20.0, post_hz), 10.0);
        // Independent Poisson trains: 2 η τ ν_pre (ν_post - ρ0).
        let expected = 2.0 * 0.01 * 0.02 * pre * (post - 10.0);
        assert_near(mean, expected, 5.0 * error + 1e-4, &format!("drift at {post_hz} Hz"));
    }
}

#[test]
fn the_gate_scales_learning_and_dopamine_opens_it() {
    let (pre, post) = ([20.0, 40.0, 60.0], [30.0, 50.0, 70.0]);
    let inputs = fire("pre", 0, &pre) + &fire("post", 0, &post);
    let expected = triplet_change(&MODEL, &arrivals(&pre), &post);
    assert!(expected.abs() > 0.01, "{expected}");
    let gated = |gate: f32, dopamine: f32| {
        let text = format!(
            "populations: [(name: \"pre\", count: 1, neuron: ({STILL})), (name: \"post\", count: 1, neuron: ({STILL}))],
             projections: [(name: \"s\", from: \"pre\", to: \"post\", wiring: OneToOne, receptor: {EXCITATORY},
                conductance: nS(0.0), delay: Constant(ms({DELAY_MS:?})), {})],
             inputs: [{inputs}], {}",
            stdp(1.0),
            OPEN_GATE.replace("gate: 1.0", &format!("gate: {gate:?}")).replace("dopamine: 0.2", &format!("dopamine: {dopamine:?}"))
        );
        let mut simulation = Simulation::new(&scene(0.5, &text), 1);
        run(&mut simulation, 100.0);
        weights(&simulation)[0] - 1.0
    };
    assert_near(gated(0.0, 0.2), 0.0, 1e-7, "a closed gate");
    assert_near(gated(0.25, 0.2), 0.25 * expected, 1e-5, "a gate of a quarter");
    // Dopamine 0.5 above its baseline opens a closed gate half.
    assert_near(gated(0.0, 0.7), 0.5 * expected, 1e-5, "dopamine opens the gate");
}

#[test]
fn a_rule_that_is_off_changes_nothing_and_moves_no_random_draw() {
    // Plastic synapses that move no membrane, and excitability without effect: the rules act, but can't reach the spikes.
    let text = scene(
        0.5,
        "populations: [
            (name: \"E\", count: 80, intrinsic_plasticity: (),
             neuron: (excitability_threshold: mV(0.0), excitability_ahp: 0.0, excitability_leak: 0.0)),
            (name: \"I\", count: 20, kind: Inhibitory)],
         projections: [
            (name: \"EE\", from: \"E\", to: \"E\", wiring: FixedInDegree(20), receptor: Excitatory(slow_fraction: 0.7),
             conductance: nS(0.0), delay: Uniform(ms(1.0), ms(4.0)), weight: Uniform(low: 0.0, high: 2.2),
             triplet_stdp: (), heterosynaptic_pull: (), incoming_cap: (), consolidation: ()),
            (name: \"EI\", from: \"E\", to: \"I\", wiring: FixedInDegree(20), receptor: Excitatory(slow_fraction: 0.2),
             conductance: nS(4.0), delay: Constant(ms(1.0))),
            (name: \"IE\", from: \"I\", to: \"E\", wiring: FixedInDegree(5), receptor: Inhibitory,
             conductance: nS(0.0), delay: Constant(ms(1.0)), inhibitory_plasticity: (rate: 0.01))],
         inputs: [Poisson(to: \"E\", rate: kHz(1.0), conductance: nS(1.5)),
                  Poisson(to: \"I\", rate: kHz(1.0), conductance: nS(1.5))],
         modulation: (serotonin_leak: 0.0, serotonin_ahp: 0.0),
         patterns: (names: [\"A\"], to: \"E\", feedforward: (to: \"I\", rate: kHz(1.4))),
         timeline: [Wait(duration: s(0.5)), Present(pattern: \"A\", duration: s(2.0)), Wait(duration: s(1.0))]",
    );
    let state = |off: &[Rule]| {
        let mut simulation = Simulation::new(&text, 9);
        simulation.enable_recording();
        for &rule in off {
            assert!(simulation.has_rule(rule));
            simulation.apply(SimulationCommand::SetRule { rule, enabled: false });
        }
        run(&mut simulation, 3500.0);
        (
            simulation.take_spikes(),
            weights(&simulation),
            simulation
                .with_column(|column: &[ReferenceWeight]| column.iter().map(|w| f64::from(w.0)).collect::<Vec<f64>>()),
            simulation.with_column(|column: &[rheobase::model::SlowExcitability]| {
                column.iter().map(|e| e.0).collect::<Vec<f32>>()
            }),
        )
    };
    let all = state(&[]);
    assert!(all.0.len() > 1000, "{} spikes", all.0.len());
    let initial = weights(&Simulation::new(&text, 9));
    let rules: Vec<Rule> = Rule::ALL.into_iter().filter(|&rule| Simulation::new(&text, 9).has_rule(rule)).collect();
    assert_eq!(rules.len(), 6, "{rules:?}");
    for &rule in &rules {
        let without = state(&[rule]);
        assert_eq!(all.0, without.0, "{} moves a spike", rule.label());
        assert!(
            all.1 != without.1 || all.2 != without.2 || all.3 != without.3,
            "{} had something to do in this run",
            rule.label()
        );
    }
    let none = state(&rules);
    assert_eq!(none.0, all.0);
    assert_eq!(none.1, initial, "weights with all rules off");
    assert_eq!(none.2, initial, "references with all rules off");
    assert!(none.3.iter().all(|&e| e == 0.0), "excitability with all rules off");
    let inhibitory_only = state(&[Rule::TripletStdp, Rule::HeterosynapticPull, Rule::IncomingCap, Rule::Consolidation]);
    let excitatory = 80 * 20;
    assert_eq!(inhibitory_only.1[..excitatory], initial[..excitatory], "excitatory weights with their rules off");
    assert_ne!(inhibitory_only.1[excitatory..], initial[excitatory..], "inhibitory weights with their rule on");
}
