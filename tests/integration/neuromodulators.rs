//! Neuromodulators (MODEL 2.10): every entry of the table and of its text, direction and size; receptors; the state of REM.

use crate::rig::{STILL, assert_near, run, scene};
use rheobase::model::{AhpMultiplier, AmpaConductance, LeakMultiplier, LearningTag, Threshold};
use rheobase::modulation::{BrainState, Modulation, ModulationEffects, Modulator, Receptors, StateTable};
use rheobase::simulation::{Simulation, SimulationCommand};

/// The tone in a state with neuromodulators held at some levels.
fn tone(state: BrainState, held: &[(Modulator, f32)]) -> Modulation {
    let mut modulation = Modulation::new(state, StateTable::default(), ModulationEffects::default());
    for &(modulator, level) in held {
        modulation.held[modulator as usize] = Some(level);
    }
    modulation.update_levels();
    modulation
}

#[test]
fn each_row_of_the_table_enters_as_it_says() {
    use Modulator::{Acetylcholine, Dopamine, Noradrenaline, Serotonin};
    let novel = tone(BrainState::Awake, &[]);
    // Quiet wakefulness and recall: acetylcholine 0.6 and noradrenaline 0.4, held by the timeline or the user.
    let quiet = tone(BrainState::Awake, &[(Acetylcholine, 0.6), (Noradrenaline, 0.4)]);
    let nrem = tone(BrainState::Nrem, &[]);
    let rem = tone(BrainState::Rem, &[]);
    for (modulation, acetylcholine, noradrenaline, serotonin, dopamine, slow_ahp) in [
        (&novel, 1.0, 0.6, 0.5, 0.2, 0.03),
        (&quiet, 0.6, 0.4, 0.5, 0.2, 0.14),
        (&nrem, 0.0, 0.1, 0.2, 0.1, 0.30),
        (&rem, 1.0, 0.0, 0.0, 0.2, 0.03),
    ] {
        let level = |modulator| f64::from(modulation.level(modulator));
        assert_near(level(Acetylcholine), acetylcholine, 1e-6, "acetylcholine");
        assert_near(level(Noradrenaline), noradrenaline, 1e-6, "noradrenaline");
        assert_near(level(Serotonin), serotonin, 1e-6, "serotonin");
        assert_near(level(Dopamine), dopamine, 1e-6, "dopamine");
        let slow = 0.30 * f64::from(modulation.slow_ahp_factor(&Receptors::ALL));
        assert_near(slow, slow_ahp, 0.003, "slow AHP (g_L)");
    }
    let table = StateTable::default();
    assert_near(f64::from(table.nrem.gate), 0.15, 1e-6, "gate in NREM sleep");
    assert_near(f64::from(table.rem.gate), 0.3, 1e-6, "gate in REM sleep");
    assert_near(f64::from(table.rem.depression), 1.5, 1e-6, "depression in REM sleep");
    let mut learning = novel.clone();
    learning.novelty = true;
    assert_near(f64::from(learning.gate()), 1.0, 1e-6, "gate while something new is presented");
    assert_near(f64::from(learning.intrinsic_gate(&Receptors::ALL)), 1.0, 1e-6, "gate of intrinsic plasticity");
    assert_near(f64::from(novel.intrinsic_gate(&Receptors::ALL)), 0.2, 1e-6, "the same without novelty");
}

/// Threshold, AHP and leak of two cells of a population: 0 untagged, 1 with the tag 0.5.
fn cells(receptors: &str, kind: &str, held: &[(Modulator, f32)]) -> [(f64, f64, f64); 2] {
    let fields =
        format!("populations: [(name: \"E\", count: 2, kind: {kind}, neuron: ({STILL}){receptors})], state: Awake");
    let mut simulation = Simulation::new(&scene(0.5, &fields), 1);
    simulation.with_column_mut(|tag: &mut [LearningTag]| tag[1].0 = 0.5);
    for &(modulator, level) in held {
        simulation.apply(SimulationCommand::SetModulator { modulator, level });
    }
    run(&mut simulation, 5.0);
    [0, 1].map(|neuron| {
        (
            f64::from(simulation.neuron::<Threshold>(neuron).expect("the neuron exists").0),
            f64::from(simulation.neuron::<AhpMultiplier>(neuron).expect("the neuron exists").0),
            f64::from(simulation.neuron::<LeakMultiplier>(neuron).expect("the neuron exists").0),
        )
    })
}

#[track_caller]
fn assert_cells(measured: [(f64, f64, f64); 2], expected: [(f64, f64, f64); 2], what: &str) {
    for ((measured, expected), tag) in measured.into_iter().zip(expected).zip(["untagged", "tagged"]) {
        assert_near(measured.0, -50.0 + expected.0, 2e-3, &format!("{what}: threshold, {tag}"));
        assert_near(measured.1, 1.0 + expected.1, 2e-3, &format!("{what}: AHP, {tag}"));
        assert_near(measured.2, 1.0 + expected.2, 2e-3, &format!("{what}: leak, {tag}"));
    }
}

#[test]
fn each_modulator_moves_what_the_table_says_by_as_much() {
    use Modulator::{Acetylcholine, Dopamine, Noradrenaline, Serotonin};
    let nothing = (0.0, 0.0, 0.0);
    let all = |held: &[(Modulator, f32)]| cells("", "Excitatory", held);
    assert_cells(all(&[]), [nothing; 2], "the waking state contains its own tone");
    // Acetylcholine taken away: λ + 0.1, θ + 0.5 mV. Noradrenaline from 0.6 to 1: λ - 0.05 · 0.4.
    assert_cells(all(&[(Acetylcholine, 0.0)]), [(0.5, 0.0, 0.1); 2], "no acetylcholine");
    assert_cells(all(&[(Noradrenaline, 1.0)]), [(0.0, 0.0, -0.02); 2], "full noradrenaline");
    // Serotonin 0.5 above baseline: the untagged leak, the tagged lose AHP: 0.15 S (1 - T), 0.2 S T.
    let serotonin = [(0.0, 0.0, 0.075), (0.0, -0.05, 0.0375)];
    assert_cells(all(&[(Serotonin, 1.0)]), serotonin, "full serotonin");
    assert_cells(all(&[(Serotonin, 0.0)]), [nothing; 2], "no serotonin");
    // Dopamine 0.8 above baseline: α - 0.1 · 0.8.
    assert_cells(all(&[(Dopamine, 1.0)]), [(0.0, -0.08, 0.0); 2], "full dopamine");
}

#[test]
fn receptors_scale_each_effect_on_its_own() {
    use Modulator::{Acetylcholine, Dopamine, Noradrenaline, Serotonin};
    let held = [(Acetylcholine, 0.0), (Noradrenaline, 1.0), (Serotonin, 1.0), (Dopamine, 1.0)];
    let with = |receptors: &str| cells(&format!(", receptors: ({receptors})"), "Excitatory", &held);
    let none = "muscarinic: 0.0, adrenergic: 0.0, serotonin_1a: 0.0, serotonin_4_7: 0.0, dopamine: 0.0";
    assert_cells(with(none), [(0.0, 0.0, 0.0); 2], "no receptor");
    let only =
        |receptor: &str, name: &str| with(&none.replace(&format!("{name}: 0.0"), &format!("{name}: {receptor}")));
    assert_cells(only("0.5", "muscarinic"), [(0.25, 0.0, 0.05); 2], "half the muscarinic receptors");
    assert_cells(only("2.0", "adrenergic"), [(0.0, 0.0, -0.04); 2], "twice the adrenergic receptors");
    let leak = [(0.0, 0.0, 0.075), (0.0, 0.0, 0.0375)];
    assert_cells(only("1.0", "serotonin_1a"), leak, "serotonin 1A alone dampens");
    let ahp = [(0.0, 0.0, 0.0), (0.0, -0.05, 0.0)];
    assert_cells(only("1.0", "serotonin_4_7"), ahp, "serotonin 4 and 7 alone relieve");
    assert_cells(only("0.5", "dopamine"), [(0.0, -0.04, 0.0); 2], "half the dopamine receptors");
    // Interneurons have none on their membrane unless a scene gives them some.
    assert_cells(cells("", "Inhibitory", &held), [(0.0, 0.0, 0.0); 2], "interneurons");
    let given = cells(", receptors: ()", "Inhibitory", &held);
    assert_cells(given, cells("", "Excitatory", &held).map(|(t, a, l)| (t + 50.0, a - 1.0, l - 1.0)), "given to them");
    // The slow AHP goes with the muscarinic receptors.
    let tone = tone(BrainState::Awake, &[]);
    let half = Receptors { muscarinic: 0.5, ..Receptors::ALL };
    assert_near(f64::from(tone.slow_ahp_factor(&half)), 0.55, 1e-6, "slow AHP with half the receptors");
    assert_near(f64::from(tone.slow_ahp_factor(&Receptors::LEARNING_ONLY)), 1.0, 1e-6, "slow AHP without");
    let deaf = Receptors { learning: 0.0, ..Receptors::ALL };
    let mut learning = tone.clone();
    learning.novelty = true;
    assert_near(f64::from(learning.intrinsic_gate(&deaf)), 0.2, 1e-6, "plasticity without receptors");
}

#[test]
fn nothing_from_outside_is_heard_in_rem_sleep() {
    let fields = format!(
        "populations: [(name: \"E\", count: 20, neuron: ({STILL}))],
         patterns: (names: [\"A\"], to: \"E\", contact_rate: kHz(1.0))"
    );
    let excited = |state: BrainState| {
        let mut simulation = Simulation::new(&scene(0.5, &fields), 1);
        simulation.apply(SimulationCommand::EnterState(state));
        simulation.apply(SimulationCommand::Present { pattern: 0 });
        run(&mut simulation, 50.0);
        assert_eq!(simulation.resource::<Modulation>().novelty, state != BrainState::Rem);
        simulation.with_column(|ampa: &[AmpaConductance]| ampa.iter().any(|ampa| ampa.0 > 0.0))
    };
    assert!(excited(BrainState::Awake));
    assert!(excited(BrainState::Nrem), "a cue reaches the sleeper in NREM sleep");
    assert!(!excited(BrainState::Rem));
}
