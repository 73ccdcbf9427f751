//! Biological time that is stretched or skipped (MODEL 2.11), against closed forms and against each other.

use crate::rig::{BARE, STILL, assert_close, assert_near, fire, potential, run, scene, still_cells};
use rheobase::model::{
    Calcium, FastExcitability, LearningTag, MediumAhp, Projection, ReferenceWeight, RestingThreshold, SlowExcitability,
    SpikeQueue, Threshold, Weight,
};
use rheobase::plasticity::synaptic::SpikeTraces;
use rheobase::scene::Scene;
use rheobase::simulation::Simulation;
use rheobase::spawn::spawn;

/// Two silent cells whose excitability only decays (12 h and 1 h), and a synapse that only forgets (24 h).
fn slow_processes(timeline: &str) -> Simulation {
    let scene = scene(
        0.5,
        &format!(
            "populations: [(name: \"E\", count: 2, neuron: ({STILL}),
                 intrinsic_plasticity: (fast_rate: 0.0, slow_rate: 0.0, slow_rate_dopamine: 0.0, slow_loss_serotonin: 0.0))],
             projections: [(name: \"EE\", from: \"E\", to: \"E\", wiring: List([(0, 1)]), receptor: Excitatory(slow_fraction: 0.0),
                 conductance: nS(1.0), delay: Constant(ms(1.0)), consolidation: (tau: s(100000.0), forgetting_tau: h(24.0)))],
             timeline: [{timeline}]"
        ),
    );
    let mut simulation = Simulation::new(&scene, 1);
    simulation.with_column_mut(|column: &mut [SlowExcitability]| column[0].0 = 0.6);
    simulation.with_column_mut(|column: &mut [FastExcitability]| column[0].0 = 0.8);
    simulation.with_column_mut(|column: &mut [Weight]| column[0].0 = 3.0);
    simulation.with_column_mut(|column: &mut [ReferenceWeight]| column[0].0 = 1.0);
    simulation
}

fn slow(simulation: &Simulation) -> f64 {
    f64::from(simulation.neuron::<SlowExcitability>(0).expect("neuron 0").0)
}

fn fast(simulation: &Simulation) -> f64 {
    f64::from(simulation.neuron::<FastExcitability>(0).expect("neuron 0").0)
}

fn weight(simulation: &Simulation) -> f64 {
    simulation.with_column(|column: &[Weight]| f64::from(column[0].0))
}

#[test]
fn skipped_hours_are_the_closed_form() {
    let mut simulation = slow_processes("Skip(duration: h(12.0))");
    simulation.step(1);
    assert_near(slow(&simulation), 0.6 * (-1.0_f64).exp(), 1e-5, "e_s after its time constant");
    assert_near(fast(&simulation), 0.8 * (-12.0_f64).exp(), 1e-5, "e_f after twelve time constants");
    assert_near(weight(&simulation), 1.0 + 2.0 * (-0.5_f64).exp(), 1e-5, "weight after half a time constant");
    // The threshold follows at once: κ_T = 2.5 mV, e = e_f / 2 + e_s.
    let shift = f64::from(
        simulation.neuron::<RestingThreshold>(0).expect("neuron 0").0
            - simulation.neuron::<Threshold>(0).expect("neuron 0").0,
    );
    assert_near(shift, 2.5 * (slow(&simulation) + 0.5 * fast(&simulation)), 1e-4, "threshold shift (mV)");
}

#[test]
fn skipping_is_waiting_at_a_time_lapse_when_nobody_fires() {
    let mut skipped = slow_processes("Skip(duration: h(12.0))");
    skipped.step(1);
    let mut waited = slow_processes("Wait(duration: s(12.0), time_lapse: 3600.0)");
    run(&mut waited, 12_000.0);
    assert_eq!(waited.spike_count(), 0);
    assert_close(slow(&skipped), slow(&waited), 1e-2, "e_s");
    assert_close(weight(&skipped), weight(&waited), 1e-2, "weight");
    assert_close(skipped.biological_hours(), waited.biological_hours(), 1e-6, "biological time");
}

#[test]
fn consolidation_that_goes_on_in_skipped_time_is_its_equations_solved_finely() {
    for (skipped_h, forgetting_h, hours, weight_then, reference_then) in [
        (6.0_f64, 24.0_f64, 12.0_f64, 3.0_f64, 1.0_f64),
        (0.01, 10_000.0, 10_000.0, 0.2, 1.0),
        (10_000.0, 0.01, 100.0, 4.0, 1.5),
        (1.0, 24.0, 0.05, 3.0, 2.0),
        (48.0, 24.0, 168.0, 1.0, 3.0),
    ] {
        let scene = scene(
            0.5,
            &format!(
                "populations: [(name: \"E\", count: 2, neuron: ({STILL}))],
                 projections: [(name: \"EE\", from: \"E\", to: \"E\", wiring: List([(0, 1)]),
                     receptor: Excitatory(slow_fraction: 0.0), conductance: nS(1.0), delay: Constant(ms(1.0)), maximum_weight: 6.0,
                     consolidation: (skipped_tau: h({skipped_h:?}), forgetting_tau: h({forgetting_h:?})))],
                 timeline: [Skip(duration: h({hours:?}))]"
            ),
        );
        let mut simulation = Simulation::new(&scene, 1);
        simulation.with_column_mut(|column: &mut [Weight]| column[0].0 = weight_then as f32);
        simulation.with_column_mut(|column: &mut [ReferenceWeight]| column[0].0 = reference_then as f32);
        simulation.step(1);
        let (mut w, mut r) = (weight_then, reference_then);
        // The midpoint rule; what is past fifty time constants of the distance has arrived.
        let parts = 1_000_000;
        let h = hours.min(50.0 / (1.0 / skipped_h + 1.0 / forgetting_h)) / f64::from(parts);
        for _ in 0..parts {
            let half = (w - r) * (1.0 - 0.5 * h * (1.0 / skipped_h + 1.0 / forgetting_h));
            (w, r) = (w - h * half / forgetting_h, r + h * half / skipped_h);
        }
        let reference = simulation.with_column(|column: &[ReferenceWeight]| f64::from(column[0].0));
        let case = format!("{skipped_h} h, {forgetting_h} h");
        assert_near(weight(&simulation), w, 2e-6 * weight_then.max(reference_then), &format!("weight, {case}"));
        assert_near(reference, r, 2e-6 * weight_then.max(reference_then), &format!("reference, {case}"));
    }
}

/// A weight that each of some sessions lifts half way to 4, with hours between them, after two weeks.
fn remembered(skipped_h: f64, sessions: usize, gap_h: f64) -> f64 {
    let scene = scene(
        0.5,
        &format!(
            "populations: [(name: \"E\", count: 2, neuron: ({STILL}))],
             projections: [(name: \"EE\", from: \"E\", to: \"E\", wiring: List([(0, 1)]),
                 receptor: Excitatory(slow_fraction: 0.0), conductance: nS(1.0), delay: Constant(ms(1.0)), maximum_weight: 4.0,
                 consolidation: (tau: s(100000.0), skipped_tau: h({skipped_h:?})))],
             timeline: [{} Skip(duration: h(336.0))]",
            format!("Skip(duration: h({gap_h:?})),").repeat(sessions),
        ),
    );
    let mut simulation = Simulation::new(&scene, 1);
    for _ in 0..sessions {
        simulation.with_column_mut(|column: &mut [Weight]| column[0].0 += 0.5 * (4.0 - column[0].0));
        simulation.step(1);
    }
    simulation.step(1);
    weight(&simulation)
}

#[test]
fn pauses_between_sessions_can_help_only_if_consolidation_goes_on_in_them() {
    let [massed, spaced] = [0.01, 24.0].map(|gap| remembered(0.0, 4, gap));
    assert_near(massed, 1.0, 1e-3, "a reference that stands still keeps nothing of massed practice");
    assert_near(spaced, 1.0, 1e-3, "nor of spaced practice");
    let [massed, spaced] = [0.01, 24.0].map(|gap| remembered(12.0, 4, gap));
    assert!(massed > 2.0 && spaced > massed + 0.2, "massed {massed}, spaced {spaced}");
}

#[test]
fn each_skip_has_its_own_place_in_the_timeline() {
    let mut simulation = slow_processes(
        "Skip(duration: h(24.0)), SetExcitability(population: \"E\", value: 1.0), Skip(duration: h(6.0)), Skip(duration: h(6.0))",
    );
    simulation.step(3);
    assert_near(slow(&simulation), (-1.0_f64).exp(), 1e-5, "set between two skips, and only then decayed");
    assert_near(simulation.biological_hours(), 36.0, 1e-5, "biological time");
    let labels: Vec<&str> = simulation.scene().phases().iter().map(|phase| phase.label.as_str()).collect();
    assert_eq!(labels, ["skip 1 day", "excitability of E 1", "skip 6 h", "skip 6 h"]);
}

#[test]
fn biological_time_counts_both_clocks() {
    let mut simulation = slow_processes(
        "Wait(duration: s(1.0)), Wait(duration: s(2.0), time_lapse: 600.0), Skip(duration: h(168.0)), Wait(duration: s(1.0))",
    );
    run(&mut simulation, 1000.0);
    assert_near(simulation.biological_hours() * 3600.0, 1.0, 1e-9, "a second is a second");
    run(&mut simulation, 2000.0);
    assert_near(simulation.biological_hours() * 3600.0, 1201.0, 1e-6, "two seconds are twenty minutes");
    simulation.step(1);
    run(&mut simulation, 1000.0);
    assert_near(simulation.biological_hours(), 168.0 + 1202.0 / 3600.0, 1e-6, "and a week");
}

/// Neuron 0 fires at 10 ms, and its spike reaches neuron 1 5 ms later.
fn spike_on_its_way(timeline: &str) -> Scene {
    still_cells(
        0.1,
        2,
        BARE,
        &format!(
            "inputs: [{}],
             projections: [(name: \"EE\", from: \"E\", to: \"E\", wiring: List([(0, 1)]), receptor: Excitatory(slow_fraction: 0.0),
                 conductance: nS(3.0), delay: Constant(ms(5.0)), triplet_stdp: ())],
             timeline: [{timeline}]",
            fire("E", 0, &[10.0])
        ),
    )
}

#[test]
fn what_is_fast_begins_anew_and_rate_detectors_remember() {
    let mut without = Simulation::new(&spike_on_its_way("Wait(duration: s(0.012))"), 1);
    run(&mut without, 20.0);
    let rest = -65.0;
    assert!(potential(&without, 1) > rest + 0.1, "the spike arrives: {}", potential(&without, 1));

    let mut with = Simulation::new(&spike_on_its_way("Wait(duration: s(0.012)), Skip(duration: h(1.0))"), 1);
    run(&mut with, 12.0);
    assert!(with.resource::<SpikeQueue>().pending().count() > 0);
    let rates = |simulation: &Simulation| {
        let mut query = simulation.world().try_query::<(&Projection, &SpikeTraces)>().expect("traces");
        let (_, traces) = query.single(simulation.world()).expect("one projection");
        (traces.rate.clone(), traces.postsynaptic.clone())
    };
    let before = rates(&with);
    assert!(before.1[0] > 0.5, "the trace of the spike");
    let of_the_cell = |simulation: &Simulation| {
        let ahp = simulation.neuron::<MediumAhp>(0).expect("neuron 0").0;
        let calcium = simulation.neuron::<Calcium>(0).expect("neuron 0").0;
        (ahp, calcium, simulation.neuron::<LearningTag>(0).expect("neuron 0").0)
    };
    // One spike is too little for a tag.
    with.with_column_mut(|tag: &mut [LearningTag]| tag[0].0 = 0.5);
    let (ahp, calcium, tag) = of_the_cell(&with);
    assert!(ahp > 0.5 && calcium > 1.0 && tag > 0.0, "{ahp} {calcium} {tag}");
    with.step(1);
    assert_eq!(of_the_cell(&with), (0.0, 0.0, 0.0), "afterhyperpolarization, calcium and tag");
    assert_eq!(with.resource::<SpikeQueue>().pending().count(), 0);
    let after = rates(&with);
    assert_close(f64::from(after.0[0]), f64::from(before.0[0]), 1e-4, "the rate detector keeps its value");
    assert!(after.1[0] == 0.0, "the trace of the spike is gone");
    run(&mut with, 10.0);
    assert_near(potential(&with, 1), rest, 1e-4, "nothing arrives");
    assert_near(potential(&with, 0), rest, 1e-4, "the cell that fired is at rest");
}

#[test]
fn a_skip_is_a_part_of_a_step_without_ambiguity_and_repeats_to_the_bit() {
    let scene = spike_on_its_way("Wait(duration: s(0.012)), Skip(duration: h(1.0))");
    let mut network = spawn(&scene, 1);
    assert!(network.schedule.initialize(&mut network.world).is_ok());
    let hash = || {
        let mut simulation = Simulation::new(&scene, 1);
        run(&mut simulation, 50.0);
        simulation.state_hash()
    };
    assert_eq!(hash(), hash());
}
