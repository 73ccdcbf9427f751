//! What scenes can say of presentations: shared channels, mixtures, varied practice, order in time.

use crate::restore::goes_on_the_same;
use crate::rig::scene;
use crate::scene_errors::{SCENE, faults_of};
use rheobase::protocol::{Contact, PatternDrive};
use rheobase::scene::Scene;
use rheobase::simulation::{Sampler, Simulation, SimulationCommand};

fn practice() -> Scene {
    scene(
        0.5,
        "populations: [(name: \"E\", count: 40, intrinsic_plasticity: ())],
         patterns: (names: [\"A\", \"B\"], to: \"E\", contact_rate: kHz(0.2),
            shared: [(pattern: \"B\", with: \"A\", share: 0.5)]),
         timeline: [
            Present(pattern: \"A\", duration: s(0.4), jitter: 0.3),
            Present(pattern: \"A\", duration: s(0.4), jitter: 0.3),
            Present(pattern: \"A\", duration: s(0.4), mixed: Some((with: \"B\", share: 0.3))),
            Cue(pattern: \"A\", fraction: 0.4, duration: s(0.4), mixed: Some((with: \"B\", share: 0.5)), jitter: 0.2),
         ]",
    )
}

/// Conductance that the patterns gave each neuron between two times (nS).
fn given(simulation: &mut Simulation, seconds: f64) -> Vec<f32> {
    let mut sums = vec![0.0; 40];
    for _ in 0..simulation.scene().steps_in(seconds) {
        simulation.step(1);
        let drive = simulation.world().resource::<PatternDrive>();
        sums.iter_mut().enumerate().for_each(|(neuron, sum)| *sum += drive.given(neuron));
    }
    sums
}

/// Mean relative difference between two drives of the same neurons.
fn apart(one: &[f32], other: &[f32]) -> f32 {
    let differences = one.iter().zip(other).map(|(a, b)| (a - b).abs() / (0.5 * (a + b)));
    differences.sum::<f32>() / one.len() as f32
}

#[test]
fn varied_practice_drives_neurons_differently_in_each_presentation() {
    let mut simulation = Simulation::new(&practice(), 5);
    let (early, late) = (given(&mut simulation, 0.2), given(&mut simulation, 0.2));
    let second = given(&mut simulation, 0.4);
    let whole: Vec<f32> = early.iter().zip(&late).map(|(a, b)| a + b).collect();
    let (within, between) = (apart(&early, &late), apart(&whole, &second));
    assert!(between > 1.5 * within, "{within} within a presentation, {between} between two");
    let mut again = Simulation::new(&practice(), 5);
    again.step(simulation.steps());
    assert_eq!(again.state_hash(), simulation.state_hash());
}

#[test]
fn mixtures_and_varied_practice_go_on_from_any_moment() {
    goes_on_the_same("practice", practice(), 20, 1.7);
}

#[test]
fn a_mixture_is_said_in_the_label() {
    let labels: Vec<String> = practice().phases().iter().map(|phase| phase.label.clone()).collect();
    assert_eq!(labels, ["learn A", "learn A", "learn A + 30 % B", "test A + 50 % B 40 %"]);
}

#[test]
fn what_patterns_cannot_share_or_mix_is_a_fault() {
    let with = |shared: &str| {
        let patterns = format!("patterns: (names: [\"A\", \"B\", \"C\"], to: \"E\", shared: [{shared}]),");
        faults_of(&SCENE.replace("patterns: (names: [\"A\"], to: \"E\"),", &patterns)).join("\n")
    };
    assert_eq!(with("(pattern: \"C\", with: \"A\", share: 0.5), (pattern: \"C\", with: \"B\", share: 0.5)"), "");
    for (shared, said) in [
        ("(pattern: \"X\", with: \"A\", share: 0.5)", "patterns.shared[0].pattern: there is no pattern \"X\"."),
        ("(pattern: \"B\", with: \"A\", share: 1.5)", "patterns.shared[0].share: 1.5 is outside the allowed range."),
        ("(pattern: \"B\", with: \"B\", share: 0.5)", "\"B\" has all its channels in common with itself."),
        ("(pattern: \"A\", with: \"B\", share: 0.5)", "only an earlier pattern can lend channels."),
        (
            "(pattern: \"B\", with: \"A\", share: 0.5), (pattern: \"B\", with: \"A\", share: 0.1)",
            "patterns.shared[1].with: \"B\" and \"A\" stand here twice.",
        ),
        (
            "(pattern: \"C\", with: \"A\", share: 0.5), (pattern: \"C\", with: \"B\", share: 0.6)",
            "\"C\" would share more channels than it has: 1.10 of them.",
        ),
    ] {
        let faults = with(shared);
        assert!(faults.contains(said) && faults.lines().count() == 2, "{shared}: {faults}");
    }
    for (fields, said) in [
        ("mixed: Some((with: \"A\", share: 0.5))", "timeline[0].mixed.with: \"A\" cannot be mixed with itself."),
        ("mixed: Some((with: \"Z\", share: 0.5))", "timeline[0].mixed.with: there is no pattern \"Z\"."),
        ("jitter: 1.2", "timeline[0].jitter: 1.2 is outside the allowed range."),
    ] {
        let phase = format!("Present(pattern: \"A\", duration: s(1.0), {fields})");
        let faults = faults_of(&SCENE.replace("Present(pattern: \"A\", duration: s(1.0))", &phase)).join("\n");
        assert!(faults.contains(said), "{fields}: {faults}");
    }
}

/// Patterns that reach 60 neurons through 100 channels, and phases of 10 ms.
fn patterns(fields: &str, phases: &[&str]) -> Simulation {
    let phases = phases.iter().fold(String::new(), |text, phase| text + phase + ", duration: ms10),");
    let text = format!(
        "populations: [(name: \"E\", count: 60)],
         patterns: (names: [\"A\", \"B\", \"C\"], to: \"E\", channels: 100, {fields}),
         timeline: [{}]",
        phases.replace("ms10", "s(0.01)")
    );
    Simulation::new(&scene(0.5, &text), 3)
}

fn drive(simulation: &Simulation) -> &PatternDrive {
    simulation.world().resource::<PatternDrive>()
}

fn of_channels(simulation: &Simulation, pattern: usize, channels: std::ops::Range<u32>) -> Vec<Contact> {
    let all = drive(simulation).contacts[pattern].iter();
    all.copied().filter(|contact| channels.contains(&contact.channel)).collect()
}

/// Rates in each phase of 10 ms.
fn rates(simulation: &mut Simulation, phases: usize) -> Vec<Vec<f32>> {
    let mut rates = Vec::new();
    for _ in 0..phases {
        simulation.step(20);
        rates.push(drive(simulation).presented_rates().to_vec());
    }
    rates
}

#[track_caller]
fn close(found: f32, contacts: &[Contact]) {
    let expected: f32 = contacts.iter().map(|contact| contact.rate).sum();
    assert!((found - expected).abs() < 1e-3 * expected, "{found} of {expected}");
}

#[test]
fn shared_channels_have_the_same_contacts_and_all_others_their_own() {
    let plain = patterns("", &[]);
    let shares = "shared: [(pattern: \"C\", with: \"A\", share: 0.5), (pattern: \"C\", with: \"B\", share: 0.3)]";
    let shared = patterns(shares, &[]);
    assert_eq!(drive(&shared).contacts[..2], drive(&plain).contacts[..2]);
    // Each channel of C is one of A, of B or of its own; of any twenty in a row ten, six and four, give or take two.
    let owner = |channel: u32| {
        let contacts = of_channels(&shared, 2, channel..channel + 1);
        let owners: Vec<usize> =
            (0..3).filter(|&pattern| contacts == of_channels(&plain, pattern, channel..channel + 1)).collect();
        assert_eq!(owners.len(), 1, "channel {channel} belongs to {owners:?}");
        owners[0]
    };
    let owners: Vec<usize> = (0..100).map(owner).collect();
    let count = |owners: &[usize], pattern: usize| owners.iter().filter(|&&owner| owner == pattern).count();
    assert_eq!([0, 1, 2].map(|pattern| count(&owners, pattern)), [50, 30, 20]);
    for twenty in owners.windows(20) {
        for (pattern, expected) in [10, 6, 4].into_iter().enumerate() {
            assert!(count(twenty, pattern).abs_diff(expected) <= 2, "{twenty:?}");
        }
    }
}

#[test]
fn a_mixture_is_the_first_channels_of_both_and_what_both_have_counts_once() {
    let phases = [
        "Present(pattern: \"A\", mixed: Some((with: \"B\", share: 0.3))",
        "Cue(pattern: \"A\", fraction: 0.5, mixed: Some((with: \"B\", share: 0.3))",
        "Present(pattern: \"A\", mixed: Some((with: \"B\", share: 1.0))",
    ];
    let mut apart = patterns("", &phases);
    let sums: Vec<f32> = rates(&mut apart, 3).iter().map(|rates| rates.iter().sum()).collect();
    close(sums[0], &[of_channels(&apart, 0, 0..70), of_channels(&apart, 1, 0..30)].concat());
    close(sums[1], &[of_channels(&apart, 0, 0..35), of_channels(&apart, 1, 0..15)].concat());
    close(sums[2], &of_channels(&apart, 1, 0..100));
    let mut same = patterns("shared: [(pattern: \"B\", with: \"A\", share: 1.0)]", &phases);
    let once: f32 = rates(&mut same, 1)[0].iter().sum();
    close(once, &of_channels(&same, 0, 0..70));
}

#[test]
fn varied_practice_replaces_other_channels_each_time_and_as_many_as_it_says() {
    let varied = |jitter: f32| format!("Present(pattern: \"A\", jitter: {jitter:?}");
    let phases = [varied(0.0), varied(0.2), varied(0.2), varied(1.0)];
    let phases: Vec<&str> = phases.iter().map(String::as_str).collect();
    let fields = "contact_probability: 0.5, contact_sigma: 0.0";
    let found = rates(&mut patterns(fields, &phases), 4);
    assert_eq!(found, rates(&mut patterns(fields, &phases), 4));
    assert_ne!(found[1], found[2]);
    // 20 channels of 60 neurons: half of the 1,200 contacts come or go; all channels: half of 6,000.
    let moved =
        |one: &[f32], other: &[f32]| one.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum::<f32>() / (0.05 * 0.05);
    let (few, all) = (moved(&found[1], &found[0]), moved(&found[3], &found[0]));
    assert!((250.0..1200.0).contains(&few) && all > 2.5 * few, "{few} and {all} contacts");
}

/// Two sequences of five groups of four of 40 neurons, B backwards over the cells of A.
fn sequences(timeline: &str) -> Scene {
    scene(
        0.5,
        &format!(
            "populations: [(name: \"E\", count: 40, intrinsic_plasticity: ())],
             patterns: (names: [\"A\", \"B\"], to: \"E\", channels: 100, contact_probability: 0.5,
                sequence: Some((groups: 5, step: ms(50.0), duration: ms(50.0), period: Some(ms(300.0)), block: Some(4))),
                shared: [(pattern: \"B\", with: \"A\", share: 1.0, reversed: true)]),
             timeline: [{timeline}]"
        ),
    )
}

/// First and last neuron that is driven in each window of 50 ms.
fn driven(simulation: &mut Simulation, windows: usize) -> Vec<Option<(usize, usize)>> {
    let mut seen = Vec::new();
    for _ in 0..windows {
        simulation.step(100);
        let rates = drive(simulation).presented_rates();
        let first = rates.iter().position(|&rate| rate > 0.0);
        seen.push(first.zip(rates.iter().rposition(|&rate| rate > 0.0)));
    }
    seen
}

#[test]
fn the_groups_of_a_sequence_drive_their_blocks_one_after_another() {
    let phases = "Present(pattern: \"A\", duration: s(0.6)), Cue(pattern: \"A\", fraction: 0.4, duration: s(0.3)),
        Present(pattern: \"B\", duration: s(0.3), jitter: 0.5)";
    let mut simulation = Simulation::new(&sequences(phases), 4);
    let block = |group: usize| Some((4 * group, 4 * group + 3));
    let whole = [block(0), block(1), block(2), block(3), block(4), None];
    assert_eq!(driven(&mut simulation, 12), [whole, whole].concat());
    assert_eq!(driven(&mut simulation, 6), [block(0), block(1), None, None, None, None]);
    // Channels of nobody contact the blocks of B's own.
    let backwards = driven(&mut simulation, 6);
    let firsts: Vec<Option<usize>> = backwards.iter().map(|driven| driven.map(|(first, _)| first)).collect();
    assert_eq!(firsts, [Some(16), Some(12), Some(8), Some(4), Some(0), None]);
    simulation.apply(SimulationCommand::Present { pattern: 0 });
    assert_eq!(driven(&mut simulation, 6), whole);
}

#[test]
fn a_pattern_has_no_members_that_it_does_not_reach() {
    let blocks = scene(
        0.5,
        "populations: [(name: \"E\", count: 40)],
         patterns: (names: [\"A\", \"B\"], to: \"E\",
            sequence: Some((groups: 2, step: ms(0.0), duration: ms(50.0), block: Some(1)))),
         timeline: [Wait(duration: s(1.0))]",
    );
    let simulation = Simulation::new(&blocks, 1);
    let sampler = Sampler::new(&simulation);
    let members: Vec<&[u32]> = sampler.info().patterns.iter().map(|pattern| &pattern.members[..]).collect();
    assert_eq!(members, [[0, 1], [2, 3]]);
}

#[test]
fn a_run_goes_on_from_the_middle_of_a_sequence() {
    let phases = "Present(pattern: \"A\", duration: s(0.8)), Present(pattern: \"B\", duration: s(0.8), jitter: 0.3)";
    goes_on_the_same("sequence", sequences(phases), 20, 1.5);
}

#[test]
fn what_a_sequence_cannot_be_is_a_fault() {
    let with = |sequence: &str| {
        let patterns = format!("patterns: (names: [\"A\"], to: \"E\", sequence: Some(({sequence}))),");
        faults_of(&SCENE.replace("patterns: (names: [\"A\"], to: \"E\"),", &patterns)).join("\n")
    };
    assert_eq!(with("groups: 5, step: ms(50.0), duration: ms(50.0), block: Some(2)"), "");
    for (sequence, said) in [
        ("groups: 1, step: ms(50.0), duration: ms(50.0)", "patterns.sequence.groups: 1 is outside"),
        ("groups: 5, step: ms(50.0), duration: ms(0.0)", "patterns.sequence.duration: 0 ms is outside"),
        ("groups: 5, step: ms(50.0), duration: ms(50.0), period: Some(ms(200.0))", "whose window ends at 250 ms."),
        ("groups: 5, step: ms(50.0), duration: ms(50.0), block: Some(3)", "all groups of all patterns need 15 neurons"),
    ] {
        let faults = with(sequence);
        assert!(faults.contains(said), "{sequence}: {faults}");
    }
}
