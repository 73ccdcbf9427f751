//! The closed loop: rates are read, and the timeline goes on as they say.

use crate::rig::scene;
use crate::scene_errors::faults;
use rheobase::experiment::{Observation, Plan, measure, observe};
use rheobase::protocol::Protocol;
use rheobase::scene::{PhaseKind, Scene};
use rheobase::simulation::{Simulation, choices_made};
use std::sync::Arc;

/// Four cells that fire when they are told to: 0 and 1 are the left group, 2 and 3 the right one. Spikes at these times (ms).
fn cells(left: &[f64], right: &[f64], timeline: &str) -> Scene {
    let spikes = |neurons: &str, times: &[f64]| {
        let times: Vec<String> = times.iter().map(|time| format!("ms({time:.1})")).collect();
        format!("SpikeTimes(to: \"E\", neurons: {neurons}, times: [{}], effect: Fire)", times.join(", "))
    };
    let [left, right] = [spikes("Range(0, 2)", left), spikes("Range(2, 4)", right)];
    scene(0.5, &format!("populations: [(name: \"E\", count: 4)], inputs: [{left}, {right}], timeline: [{timeline}]"))
}

const LEFT: &str = "(population: \"E\", neurons: Range(0, 2))";
const RIGHT: &str = "(population: \"E\", neurons: Neurons([3, 2]))";

fn run(scene: &Scene) -> Simulation {
    let mut simulation = Simulation::new(scene, 1);
    simulation.step(scene.run_steps());
    simulation
}

/// What was chosen, and the labels of the phases that went on, in order.
fn course(scene: &Scene) -> (Vec<String>, Vec<String>) {
    let mut simulation = Simulation::new(scene, 1);
    let mut labels: Vec<String> = Vec::new();
    for _ in 0..scene.run_steps() {
        simulation.step(1);
        let label = simulation.resource::<Protocol>().phase().map(|phase| phase.label.clone()).unwrap_or_default();
        if labels.last() != Some(&label) {
            labels.push(label);
        }
    }
    let chosen = choices_made(&simulation).into_iter().map(|one| format!("{}: {}", one.name, one.chosen));
    (chosen.collect(), labels.into_iter().filter(|label| !label.is_empty()).collect())
}

fn reward(above: f32) -> String {
    format!(
        "Wait(duration: s(0.5)),
         If(name: \"reward\", of: {LEFT}, window: s(0.2), above: Hz({above:.1}),
            then: [Reward(size: 1.0), Wait(duration: s(0.2), label: \"sweet\"), Wait(duration: s(0.1), label: \"after\")],
            otherwise: [Wait(duration: s(0.3), label: \"bitter\")]),
         Mark(\"end\"), Wait(duration: s(0.2), label: \"end\")"
    )
}

#[test]
fn the_mean_rate_of_the_window_before_decides() {
    // At 299.5 ms before the window, which begins with the step at 300 ms; at 499.5 ms its last step; at 500 ms too late.
    let spikes = [299.5, 300.0, 400.0, 499.5, 500.0];
    let made = |above: f32| choices_made(&run(&cells(&spikes, &[], &reward(above))));
    // Three spikes in 0.2 s.
    let [choice] = &made(14.0)[..] else { panic!("one choice") };
    assert_eq!((choice.name.as_str(), choice.chosen.as_str(), choice.time_s), ("reward", "yes", 0.5));
    assert_eq!(choice.rates, [("yes".to_owned(), 15.0)]);
    assert_eq!(made(15.0)[0].chosen, "no", "it has to exceed the bar");
    let (chosen, labels) = course(&cells(&spikes, &[], &reward(14.0)));
    assert_eq!(chosen, ["reward: yes"]);
    assert_eq!(labels, ["rest", "sweet", "after", "end"]);
    assert_eq!(course(&cells(&spikes, &[], &reward(15.0))).1, ["rest", "bitter", "end"]);
    assert_eq!(cells(&[], &[], &reward(1.0)).run_steps(), 2000);
}

#[test]
fn the_highest_of_several_rates_is_first_and_a_tie_or_silence_is_none() {
    let timeline = format!(
        "Wait(duration: s(0.2)),
         First(name: \"turn\", window: s(0.1), of: [
            (name: \"left\", group: {LEFT}, phases: [Wait(duration: s(0.1), label: \"l\")]),
            (name: \"right\", group: {RIGHT}),
         ]), Wait(duration: s(0.1), label: \"end\")"
    );
    let after = |left: &[f64], right: &[f64]| {
        let (chosen, labels) = course(&cells(left, right, &timeline));
        (chosen.join(" "), labels.join(" "))
    };
    let expected = |chosen: &str, labels: &str| (chosen.to_owned(), labels.to_owned());
    assert_eq!(after(&[110.0, 150.0], &[120.0]), expected("turn: left", "rest l end"));
    // A branch without phases waits as long as the others.
    assert_eq!(after(&[], &[120.0]), expected("turn: right", "rest end"));
    assert_eq!(after(&[110.0], &[120.0]), expected("turn: none", "rest end"));
    assert_eq!(after(&[50.0], &[]), expected("turn: none", "rest end"), "before the window");
    let made = choices_made(&run(&cells(&[110.0, 150.0], &[120.0], &timeline)));
    assert_eq!(made[0].rates, [("left".to_owned(), 20.0), ("right".to_owned(), 10.0)]);
}

/// Two trials, each of which goes on to a second question if the first was answered.
fn nested() -> String {
    format!(
        "Repeat(times: 2, phases: [
            Wait(duration: s(0.1)),
            If(name: \"go\", of: {LEFT}, window: s(0.1), above: Hz(1.0), then: [
                Mark(\"cue\"), Wait(duration: s(0.1), label: \"cue\"),
                If(name: \"hit\", of: {RIGHT}, window: s(0.1), above: Hz(1.0), then: [Paint(population: \"E\", value: 0.5)]),
                Wait(duration: s(0.05), label: \"late\"),
            ]),
        ]), Wait(duration: s(0.1), label: \"end\")"
    )
}

#[test]
fn choices_stand_within_repeats_and_within_each_other() {
    let (chosen, labels) = course(&cells(&[50.0, 300.0], &[150.0], &nested()));
    assert_eq!(chosen, ["go: yes", "hit: yes", "go: yes", "hit: no"]);
    assert_eq!(labels, ["rest", "cue", "late", "rest", "cue", "late", "end"]);
    let (chosen, labels) = course(&cells(&[300.0], &[150.0], &nested()));
    assert_eq!(chosen, ["go: no", "go: yes", "hit: no"]);
    assert_eq!(labels, ["rest", "cue", "late", "end"]);
    let silent = cells(&[], &[], &nested());
    assert_eq!(course(&silent).0, ["go: no", "go: no"]);
    // The times are the same whatever is chosen, and each branch begins with its mark.
    assert_eq!(silent.run_steps(), 1200);
    let marks = silent.phases().iter().filter_map(|phase| match &phase.kind {
        PhaseKind::Mark { name } => Some((name.as_str(), phase.start_step)),
        _ => None,
    });
    let expected = [("go: yes", 200), ("cue", 200), ("hit: yes", 400), ("hit: no", 400), ("go: no", 200)];
    assert_eq!(marks.take(5).collect::<Vec<_>>(), expected);
}

#[test]
fn a_run_that_is_interrupted_at_any_step_chooses_the_same() {
    let scene = Arc::new(cells(&[50.0, 300.0], &[150.0], &nested()));
    let end = scene.run_steps();
    let mut whole = Simulation::from_shared(Arc::clone(&scene), 1).unwrap();
    let mut hashes = std::collections::BTreeSet::from([whole.state_hash()]);
    for step in 0..end {
        if step % 37 == 0 || (198..203).contains(&step) || (398..403).contains(&step) {
            let mut restored = Simulation::restore(Arc::clone(&scene), 1, &whole.save()).expect("it was just saved");
            assert_eq!(restored.state_hash(), whole.state_hash(), "step {step}");
            restored.step(end - step);
            assert_eq!(choices_made(&restored).len(), 4, "step {step}");
            hashes.insert(restored.state_hash());
        }
        whole.step(1);
    }
    hashes.insert(whole.state_hash());
    assert_eq!(hashes.len(), 2, "the start, and one end");
    assert_eq!(Simulation::replay(scene, 1, &[], end).unwrap().state_hash(), whole.state_hash());
}

/// An experiment whose arms differ within a branch.
fn experiment() -> Scene {
    let text = cells(&[50.0, 300.0], &[150.0], &nested()).text(&[]).expect("it was read");
    let end = text.rfind(')').expect("it ends");
    let text = format!(
        "{}, experiment: (
            claim: \"It reads.\", seeds: 2,
            arms: [(name: \"as it is\"), (name: \"other\", set: [(\"timeline[0].phases[1].then[1].label\", \"\\\"new\\\"\"),
                (\"timeline[0].phases[1].then[2].above\", \"Hz(500.0)\")])],
            conditions: [(name: \"all\")],
            metrics: [
                (name: \"go\", of: Rate(Neurons(population: \"E\"), (mark: \"go: yes\", duration: s(0.1)))),
                (name: \"hit\", of: Rate(Neurons(population: \"E\"), (mark: \"hit: yes\", duration: s(0.05)))),
                (name: \"left out\", of: Rate(Neurons(population: \"E\"), (mark: \"go: no\", duration: s(0.05)))),
                (name: \"e\", of: Excitability(group: Neurons(population: \"E\"), mark: \"hit: no\")),
                (name: \"hits\", of: Passages(mark: \"hit: yes\")),
                (name: \"hits a trial\", of: Passages(mark: \"hit: yes\", during: (mark: \"go: yes\", duration: s(0.15)))),
            ],
            expectations: [(metric: \"go\", versus: Arm(\"other\"), band: (0.0, 1.0), primary: true, source: \"made up\")],
        ))",
        text[..end].trim_end().trim_end_matches(',')
    );
    Scene::parse(&text, "made up").unwrap_or_else(|faults| panic!("{faults:#?}"))
}

#[test]
fn the_marks_of_a_branch_exist_where_it_was_taken_and_runs_part_where_it_was_chosen() {
    let scene = experiment();
    let plan = Plan::new(&scene, None, None, &[]).expect("no faults");
    let runs: Vec<_> = plan.runs().into_iter().filter(|run| run.seed == plan.seeds[0]).collect();
    assert_eq!(plan.families(&runs).len(), 1, "they begin in the same way");
    let [first, second] = [0, 1].map(|arm| plan.scene(runs[arm]).expect("it is in the plan"));
    // Both arms wait, and part at the first choice.
    assert_eq!(first.common_phases(second), Some(1));
    observe(&plan, &runs, &|| false, &mut |run, together| {
        let alone = Observation::of(&plan, run, &|| false).expect("no fault").expect("nobody stops it");
        assert_eq!((&together.spikes, &together.marks), (&alone.spikes, &alone.marks), "{run:?}");
        assert_eq!(together.snapshots, alone.snapshots, "{run:?}");
        let value = |n: usize| measure(&alone, &plan.experiment.metrics[n].of);
        assert_eq!(alone.marks["go: yes"], [200, 700]);
        assert!(!alone.marks.contains_key("go: no"));
        // One spike of two cells in the first window, none in the second.
        assert_eq!(value(0), Some(2.5));
        assert_eq!(value(1), (run.arm == 0).then_some(0.0), "only the first arm reaches it");
        assert_eq!(value(2), None, "a mark that was not reached");
        assert_eq!(value(3), Some(0.0));
        let hits = if run.arm == 0 { 1.0 } else { 0.0 };
        assert_eq!([value(4), value(5)], [Some(hits), Some(hits / 2.0)], "where none is, the number is 0");
    })
    .expect("no fault");
}

/// The faults of the small scene with this phase, without their places.
fn faults_of(phase: &str) -> Vec<String> {
    let faults = faults("Present(pattern: \"A\", duration: s(1.0))", phase);
    faults.into_iter().map(|fault| fault.splitn(4, ':').nth(3).unwrap_or_default().trim().to_owned()).collect()
}

#[test]
fn what_cannot_be_chosen_is_a_fault() {
    let branches = "If(name: \"a\", of: (population: \"E\"), window: s(0.2), above: Hz(1.0), \
        then: [Wait(duration: s(1.0))], otherwise: [Reward(size: 1.0), Wait(duration: s(0.25))])";
    assert_eq!(
        faults_of(branches),
        [
            "timeline[0].otherwise: the branch \"no\" lasts 0.25 s, and another one 1 s.\n    Make it longer by 0.75 s, such as by a Wait: what follows begins at one time, whatever is chosen."
        ]
    );
    let nobody = "If(name: \"\", of: (population: \"E\", neurons: Range(5, 11)), window: s(20.0), above: Hz(2000.0))";
    assert_eq!(
        faults_of(nobody),
        [
            "timeline[0].name: what is decided has no name.\n    Give it one: the mark of the branch that is taken begins with it.",
            "timeline[0].of.neurons: \"E\" has no neuron 10.\n    Its neurons are numbered 0 to 9.",
            "timeline[0].window: 20 s is outside the allowed range.\n    Allowed: 0.001 to 10 s.",
            "timeline[0].above: 2000 Hz is outside the allowed range.\n    Allowed: 0 to 1000 Hz.",
        ]
    );
    let one = "First(name: \"a\", window: s(0.2), of: [(name: \"none\", group: (population: \"E\", neurons: Fraction(0.5)))])";
    assert_eq!(
        faults_of(one),
        [
            "timeline[0].of: there are not two groups of which one could be first.\n    Name two or more, or use If.",
            "timeline[0].of[0].name: \"none\" is the branch that is taken if no group is first.\n    Give the group another name.",
            "timeline[0].of[0].group.neurons: a random fraction cannot be named again.\n    Use Range(first, end): neurons are wired at random, so that any range is a random set.",
        ]
    );
}
