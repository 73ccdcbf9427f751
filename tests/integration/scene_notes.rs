//! What a scene would drop, round away, lower too far or draw in its tail: refused, or noted, each with its cause.

use crate::scene_errors::SCENE;
use rheobase::scene::{Fault, Scene};

/// What is found in a scene of these fields, without its place: faults, or, if there is none, notes.
fn found(fields: &str) -> (Vec<String>, Vec<String>) {
    let text = format!("Scene(version: 1, name: \"t\", summary: \"x.\", dt: ms(0.5), {fields})");
    let words = |found: &[Fault]| {
        found
            .iter()
            .map(|fault| format!("{}: {} {}", fault.path, fault.what, fault.hint).trim_end().to_owned())
            .collect()
    };
    match Scene::parse(&text, "x.ron") {
        Ok(scene) => (Vec::new(), words(scene.notes())),
        Err(faults) => (words(&faults), Vec::new()),
    }
}

fn faults(fields: &str) -> Vec<String> {
    found(fields).0
}

/// Notes of a scene that must have no faults.
fn notes(fields: &str) -> Vec<String> {
    let (faults, notes) = found(fields);
    assert_eq!(faults, Vec::<String>::new());
    notes
}

/// Two populations of ten, and a projection between them with more fields.
fn with_projection(fields: &str) -> String {
    format!(
        "populations: [(name: \"E\", count: 10), (name: \"I\", count: 10)],
         projections: [(name: \"p\", from: \"E\", to: \"I\", wiring: AllToAll, receptor: Excitatory(slow_fraction: 0.0),
            conductance: nS(1.0), delay: Constant(ms(1.0)), {fields})]"
    )
}

const NOTHING: &[&str] = &[];

#[test]
fn initial_weights_above_the_largest_are_noted_as_what_they_are_which_can_only_shrink() {
    let tail = "maximum_weight: 2.0, pair_stdp: ()";
    assert_eq!(
        notes(&with_projection(&format!("weight: Lognormal(mean: 1.0, sigma: 1.0), {tail}"))),
        [
            "projections[0].weight: about 12 of 100 initial weights are drawn above the largest that the rules allow, 2: these are not cut, but can only shrink. Cut them with `at_most: 2.0`, raise maximum_weight, or make the spread smaller."
        ]
    );
    assert_eq!(
        notes(&with_projection(&format!("weight: Uniform(low: 1.0, high: 2.5), {tail}"))),
        [
            "projections[0].weight: about 33 of 100 initial weights are drawn above the largest that the rules allow, 2: these are not cut, but can only shrink. Lower their upper bound, or raise maximum_weight."
        ]
    );
    assert_eq!(notes(&with_projection("weight: Lognormal(mean: 1.0, sigma: 1.0), maximum_weight: 2.0")), NOTHING);
    assert_eq!(
        faults(&with_projection(&format!("weight: Uniform(low: 2.0, high: 3.0), {tail}"))),
        [
            "projections[0].maximum_weight: the mean initial weight 2.5 is above the largest that the rules allow, 2: it could only shrink. Raise maximum_weight or lower the weight."
        ]
    );
}

#[test]
fn what_would_last_no_step_at_all_is_refused() {
    let none = "is less than half a step dt, 0.5 ms, and would be no time at all. Make it longer, or dt shorter; 0 says that none is meant.";
    let neuron =
        |refractory: &str| format!("populations: [(name: \"E\", count: 1, neuron: (refractory: ms({refractory})))]");
    assert_eq!(faults(&neuron("0.2")), [format!("populations[0].neuron.refractory: 0.2 ms {none}")]);
    assert_eq!(notes(&neuron("0.0")), NOTHING);
    assert_eq!(
        notes(&neuron("0.3")),
        ["populations[0].neuron.refractory: 0.3 ms lies between two steps of 0.5 ms; 0.5 ms is taken."]
    );
    for field in ["delay", "spike_width"] {
        assert_eq!(
            faults(&with_projection(&format!("voltage_stdp: ({field}: ms(0.1))"))),
            [format!("projections[0].voltage_stdp.{field}: 0.1 ms {none}")]
        );
    }
    assert_eq!(
        notes(&with_projection("incoming_cap: (every: ms(1.2))")),
        ["projections[0].incoming_cap.every: 1.2 ms lies between two steps of 0.5 ms; 1 ms is taken."]
    );
    let input = |input: &str| {
        faults(&format!(
            "populations: [(name: \"E\", count: 1)], patterns: (names: [\"A\"], to: \"E\"), inputs: [{input}]"
        ))
    };
    assert_eq!(
        input("Trains(to: \"E\", rate: Hz(10.0), conductance: nS(1.0), start: s(0.1), stop: s(0.1))"),
        [
            "inputs[0].stop: the train from 0.1 s to 0.1 s begins and ends in the same step. Make it at least one step dt long."
        ]
    );
    assert_eq!(
        input("Disruption(to: \"E\", patterns: [\"A\"], delay: ms(0.2), conductance: nS(1.0))"),
        [format!("inputs[0].delay: 0.2 ms {none}")]
    );
}

#[test]
fn what_begins_only_when_the_run_is_over_is_noted() {
    let out = "Give the scene a longer `duration`, or run it with a longer `--until`; the window goes on by itself.";
    let scene = |end: &str, inputs: &str| format!("populations: [(name: \"E\", count: 1)], {end}, inputs: [{inputs}]");
    let spikes = |times: &str| format!("SpikeTimes(to: \"E\", times: [{times}], effect: Fire)");
    let one = "duration: s(1.0)";
    assert_eq!(notes(&scene(one, &spikes("ms(999.5)"))), NOTHING);
    assert_eq!(
        notes(&scene(one, &spikes("ms(999.99)"))),
        [
            "inputs[0].times[0]: 999.99 ms lies between two steps of 0.5 ms; 1000 ms is taken.".to_owned(),
            format!("inputs[0].times[0]: the run ends at 1 s, before the spike at 999.99 ms. {out}"),
        ]
    );
    assert_eq!(
        notes(&scene("timeline: [Wait(duration: s(0.5))]", &spikes("ms(10.0), ms(700.0), ms(600.0)"))),
        [format!(
            "inputs[0].times[1]: the run ends at 0.5 s, before 2 of 3 spikes; the first of them is at 700 ms. {out}"
        )]
    );
    assert_eq!(
        notes(&scene(
            one,
            "Trains(to: \"E\", rate: Hz(10.0), conductance: nS(1.0), start: s(2.0)),
             Current(to: \"E\", shape: Step(start: ms(1000.0), stop: ms(1100.0), amplitude: pA(1.0)))"
        )),
        ["start", "shape.start"]
            .into_iter()
            .enumerate()
            .map(|(index, field)| format!(
                "inputs[{index}].{field}: the run ends at 1 s, before this input begins. {out}"
            ))
            .collect::<Vec<_>>()
    );
    assert_eq!(
        notes(&scene("duration: s(1.0), timeline: [Wait(duration: s(3.0))]", "")),
        [format!("timeline: the run ends at 1 s, and the timeline at 3 s. {out}")]
    );
    // Without an end of its own a scene has none that a time could miss.
    assert_eq!(notes(&scene("seed: 1", &spikes("ms(60000.0)"))), NOTHING);
}

#[test]
fn thresholds_that_a_phase_lowers_below_rest_are_refused_with_their_tail() {
    let scene = |neuron: &str, phase: &str| {
        format!(
            "populations: [(name: \"E\", count: 100, neuron: ({neuron}), intrinsic_plasticity: ())], timeline: [{phase}]"
        )
    };
    let still = "threshold: mV(-57.0), threshold_sd: mV(0.0)";
    let spread = "threshold: mV(-55.0), threshold_sd: mV(1.0)";
    let paint = |neurons: &str, value: f32| format!("Paint(population: \"E\", neurons: {neurons}, value: {value:?})");
    assert_eq!(notes(&scene(still, &paint("All", 0.75))), NOTHING);
    assert_eq!(
        faults(&scene(still, &paint("All", 1.0))),
        [
            "timeline[0].value: at this value all 100 thresholds lie below -60 mV, the potential after a spike: such a cell fires for ever, without input. Make it at most 0.75 for so many cells, or raise their threshold."
        ]
    );
    assert_eq!(
        faults(&scene(still, &paint("Neurons([3])", 1.0))),
        [
            "timeline[0].value: at this value the threshold lies below -60 mV, the potential after a spike: such a cell fires for ever, without input. Make it at most 0.75 for so many cells, or raise their threshold."
        ]
    );
    // 5 mV above the reset, 4 mV less by paint: one standard deviation is left.
    assert_eq!(
        faults(&scene(spread, &format!("Repeat(times: 2, phases: [{}])", paint("Range(0, 50)", 1.0)))),
        [
            "timeline[0].phases[0].value: at this value about 8 of 50 thresholds lie below -60 mV, the potential after a spike: such a cell fires for ever, without input. Make it at most 0.36 for so many cells, or raise their threshold."
        ]
    );
    assert_eq!(notes(&scene(spread, &paint("Range(0, 50)", 0.36))), NOTHING);
    assert_eq!(notes(&scene(spread, &paint("All", -1.0))), NOTHING);
    assert_eq!(
        faults(&scene(
            "threshold: mV(-59.0), threshold_sd: mV(0.0)",
            "SetExcitability(population: \"E\", neurons: Fraction(0.2), value: 0.8)"
        )),
        [
            "timeline[0].value: at this value all 20 thresholds lie below -60 mV, the potential after a spike: such a cell fires for ever, without input. Make it at most 0.4 for so many cells, or raise their threshold."
        ]
    );
}

#[test]
fn rates_of_patterns_are_judged_by_their_sum_and_their_fastest_contact() {
    let patterns = |fields: &str| {
        format!("populations: [(name: \"E\", count: 800)], patterns: (names: [\"A\", \"B\"], to: \"E\", {fields})")
    };
    assert_eq!(notes(&patterns("contact_sigma: 1.5")), NOTHING);
    assert_eq!(
        faults(&patterns("contact_sigma: 3.0")),
        [
            "patterns.contact_sigma: with this spread about one of 32000 contacts bring more than 100 kHz to their neuron. Make contact_sigma at most 1.87 for so many contacts, or lower contact_rate."
        ]
    );
    assert_eq!(notes(&patterns("contact_sigma: 1.87")), NOTHING);
    assert_eq!(
        faults(&patterns("contact_rate: kHz(10.0)")),
        [
            "patterns.contact_rate: a pattern would bring 200 kHz to each neuron, through 20 contacts of 10 kHz on average. At most 100 kHz: lower contact_rate, contact_probability or channels."
        ]
    );
}

#[test]
fn places_lie_within_the_space_of_a_scene_and_apart() {
    let layout = |count: u32, layout: &str| format!("populations: [(name: \"E\", count: {count}, layout: {layout})]");
    assert_eq!(notes(&layout(1001, "Line(spacing: um(200.0))")), NOTHING);
    assert_eq!(
        faults(&layout(1001, "Line(spacing: um(201.0))")),
        [
            "populations[0].layout.spacing: the ends of the line would lie 100500 um from its middle. At most 100000 um: make the spacing at most 200 um for so many neurons."
        ]
    );
    assert_eq!(notes(&layout(1000, "Ball(radius: um(100.0))")), NOTHING);
    assert_eq!(
        notes(&layout(1024, "Ball(radius: um(0.1))")),
        [
            "populations[0].layout: about 524 pairs of neurons are drawn at the same place: the 3D view shows one of each. Make the radius larger."
        ]
    );
    assert_eq!(
        notes(&layout(1000, "Disc(radius: um(1.0), height: um(0.0))")),
        [
            "populations[0].layout: about 50 pairs of neurons are drawn at the same place: the 3D view shows one of each. Make the radius larger."
        ]
    );
}

#[test]
fn what_is_not_exactly_as_written_is_noted() {
    let notes = |from: &str, to: &str| -> Vec<String> {
        assert!(SCENE.contains(from), "the small scene has no {from}");
        let scene = Scene::parse(&SCENE.replace(from, to), "x.ron").unwrap_or_else(|faults| panic!("{faults:?}"));
        scene.notes().iter().map(ToString::to_string).collect()
    };
    assert_eq!(notes("count: 10,", "count: 11,"), Vec::<String>::new());
    // Half a step is one step everywhere: as a delay and as an interval.
    assert_eq!(
        notes("Constant(ms(1.0))", "Constant(ms(1.25))"),
        ["x.ron:18:20: projections[0].delay: 1.25 ms lies between two steps of 0.5 ms; 1.5 ms is taken."]
    );
    assert_eq!(
        notes("every: ms(1.0)", "every: ms(1.25)"),
        ["x.ron:29:94: recorders[0].every: 1.25 ms lies between two steps of 0.5 ms; 1.5 ms is taken."]
    );
    assert_eq!(
        notes("duration: s(1.0)", "duration: s(1.0001)"),
        ["x.ron:26:41: timeline[0].duration: 1.0001 s lies between two steps of 0.5 ms; 1 s is taken."]
    );
    assert_eq!(
        notes("inputs: [", "inputs: [SpikeTimes(to: \"E\", times: [ms(1.0), ms(2.1), ms(3.2)], effect: Fire),"),
        [
            "x.ron:21:51: inputs[0].times[1]: 2 times lie between two steps of 0.5 ms; for the first, 2.1 ms, 2 ms is taken."
        ]
    );
    assert_eq!(
        notes("delay: Constant(ms(1.0)),", "delay: Constant(ms(1.0)), weight: Normal(mean: 1.0, sd: 1.0),"),
        [
            "x.ron:18:47: projections[0].weight: about 4 of 25 initial weights are drawn below 0 and become 0.\n    Make sd smaller if that is not meant."
        ]
    );
    // Bounds of a uniform delay between two steps give the outermost steps their full share.
    assert_eq!(notes("Constant(ms(1.0))", "Uniform(ms(0.75), ms(4.25))"), Vec::<String>::new());
    // Cut by the scene itself, nothing is cut in silence.
    let cut = "delay: Constant(ms(1.0)), weight: Lognormal(mean: 1.0, sigma: 1.0, at_most: 2.0), maximum_weight: 2.0, pair_stdp: (),";
    assert_eq!(notes("delay: Constant(ms(1.0)),", cut), Vec::<String>::new());
}

#[test]
fn marks_and_changes_that_stand_twice_are_refused_or_noted() {
    let scene = |timeline: &str, experiment: &str| {
        format!(
            "populations: [(name: \"E\", count: 10, intrinsic_plasticity: ())], timeline: [{timeline}], experiment: (
                claim: \"c\", metrics: [(name: \"m\", of: Rate(Neurons(population: \"E\"), (mark: \"a\")))],
                expectations: [(metric: \"m\", band: (0.0, 1.0), source: \"s\", primary: true)], {experiment})"
        )
    };
    let passed_twice = "Mark(\"a\"), Wait(duration: s(2.0)), Mark(\"a\"), Wait(duration: s(2.0))";
    assert_eq!(notes(&scene(passed_twice, "")), NOTHING, "a window is taken at each passage");
    let read_once = scene(passed_twice, "").replace(
        "Rate(Neurons(population: \"E\"), (mark: \"a\"))",
        "Excitability(group: Neurons(population: \"E\"), mark: \"a\")",
    );
    assert_eq!(
        notes(&read_once),
        [
            "experiment.metrics[0].of: the mark \"a\" is passed 2 times, and this is read at the last of them. Name the passage that is meant: (\"a\", 1), or (\"a\", -1) for the last."
        ]
    );
    assert_eq!(
        faults(&scene("Mark(\"a\"), Reward(size: 1.0), Mark(\"a\"), Wait(duration: s(2.0))", "")),
        ["timeline[2]: the mark \"a\" stands at this moment already, and would count twice. Remove one of the two."]
    );
    let wait = "Mark(\"a\"), Wait(duration: s(2.0))";
    assert_eq!(
        faults(&scene(
            wait,
            "arms: [(name: \"x\", set: [(\"populations[0].count\", \"3\"), (\"populations[E].count\", \"4\")])]"
        )),
        ["experiment.arms[0].set: `populations[0].count` is set twice. Keep one of them."]
    );
    assert_eq!(
        faults(&scene(
            wait,
            "arms: [(name: \"x\", set: [(\"populations[0].count\", \"3\")])],
             conditions: [(name: \"y\"), (name: \"z\", set: [(\"populations[E].count\", \"4\")])]"
        )),
        [
            "experiment.arms[0].set: with the condition \"z\" `populations[E].count` is set twice. Set it in arms or in conditions only."
        ]
    );
}

#[test]
fn shipped_scenes_are_run_exactly_as_they_say() {
    for shipped in rheobase::scene::shipped() {
        let scene = Scene::shipped(shipped.name).unwrap();
        let notes: Vec<&str> = scene.notes().iter().map(|note| note.what.as_str()).collect();
        // Tags are read when all presentations are over.
        let last = "the mark \"A ends\" is passed 4 times, and this is read at the last of them.";
        let known = if shipped.name == "spotlight" { vec![last; 2] } else { Vec::new() };
        assert_eq!(notes, known, "{}", shipped.name);
    }
}
