//! The exact text of every kind of fault, all faults at once, and that no text makes the reader panic.

use rheobase::scene::{Scene, shipped};
use std::path::Path;
use std::time::Instant;

/// A small scene without faults; tests replace a part of it.
pub const SCENE: &str = r#"Scene(
    version: 1,
    name: "Small",
    summary: "A small scene.",
    dt: ms(0.5),
    populations: [
        (name: "E", count: 10, intrinsic_plasticity: ()),
        (name: "I", count: 5, kind: Inhibitory),
    ],
    projections: [
        (
            name: "E to I",
            from: "E",
            to: "I",
            wiring: Probability(0.5),
            receptor: Excitatory(slow_fraction: 0.0),
            conductance: nS(2.0),
            delay: Constant(ms(1.0)),
        ),
    ],
    inputs: [
        Poisson(to: "E", rate: kHz(1.0), conductance: nS(1.5)),
    ],
    patterns: (names: ["A"], to: "E"),
    timeline: [
        Present(pattern: "A", duration: s(1.0)),
    ],
    recorders: [
        Neurons(name: "trace", population: "E", neurons: [0], variables: [Potential], every: ms(1.0)),
    ],
)"#;

/// The faults of the small scene with a part replaced.
pub fn faults(from: &str, to: &str) -> Vec<String> {
    assert!(SCENE.contains(from), "the small scene has no {from}");
    faults_of(&SCENE.replace(from, to))
}

/// The faults of a text.
pub fn faults_of(text: &str) -> Vec<String> {
    match Scene::parse(text, "x.ron") {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn the_small_scene_has_no_fault() {
    assert_eq!(faults_of(SCENE), Vec::<String>::new());
}

#[test]
fn shipped_scenes_have_no_fault_and_name_every_unit() {
    for scene in shipped() {
        if let Err(faults) = Scene::shipped(scene.name) {
            panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        }
    }
}

macro_rules! one_fault {
    ($($test:ident: $from:literal => $to:literal, $fault:literal;)*) => {$(
        #[test]
        fn $test() {
            assert_eq!(faults($from, $to), [$fault]);
        }
    )*};
}

one_fault! {
    unknown_field: "count: 10" => "count: 10, colour: 3",
        "x.ron:7:32: populations[0].colour: there is no field `colour` here.\n    The fields here are name, count, kind, neuron, intrinsic_plasticity, homeostasis, receptors, layout.";
    misspelt_field: "summary:" => "sumary:",
        "x.ron:4:5: sumary: there is no field `sumary` here.\n    Did you mean `summary`?";
    misspelt_optional_field: "inputs:" => "input:",
        "x.ron:21:5: input: there is no field `input` here.\n    Did you mean `inputs`?";
    misspelt_nested_field: "patterns: (" => "patterns: (chanels: 10, ",
        "x.ron:24:16: patterns.chanels: there is no field `chanels` here.\n    Did you mean `channels`?";
    repeated_field: "count: 10" => "count: 10, count: 11",
        "x.ron:7:32: populations[0].count: the field `count` stands here more than once.\n    Keep one of them.";
    missing_field: "            delay: Constant(ms(1.0)),\n" => "",
        "x.ron:11:9: projections[0]: the field `delay` is missing.\n    Add it, as in `delay: Constant(ms(1.0))`.";
    wrong_unit: "dt: ms(0.5)" => "dt: mV(0.5)",
        "x.ron:5:9: dt: the unit is mV, but this quantity is in ms.\n    Convert the number and write ms(...).";
    no_unit: "dt: ms(0.5)" => "dt: 0.5",
        "x.ron:5:9: dt: `0.5` has no unit; this quantity is in ms.\n    Write the unit in front, as in ms(0.5).";
    unit_without_name: "conductance: nS(2.0)" => "conductance: (2.0)",
        "x.ron:17:26: projections[0].conductance: `(2.0)` has no unit.\n    Write its name in front, such as ms, s, mV, nS, pA, pF, Hz, kHz or um.";
    text_for_a_number: "count: 10" => "count: \"ten\"",
        "x.ron:7:28: populations[0].count: `\"ten\"` is not a whole number.";
    letter_after_a_number: "nS(2.0)" => "nS(2.0x)",
        "x.ron:17:29: projections[0].conductance: `2.0x` is not a number.";
    two_points_in_a_number: "nS(2.0)" => "nS(2.0.1)",
        "x.ron:17:29: projections[0].conductance: `2.0.1` is not a number.";
    two_numbers_in_a_unit: "nS(2.0)" => "nS(2.0, 3.0)",
        "x.ron:17:34: projections[0].conductance: `3.0` is one value too many.\n    One value stands in these parentheses.";
    decimal_for_a_whole_number: "count: 10" => "count: 10.5",
        "x.ron:7:28: populations[0].count: `10.5` is not a whole number.";
    number_for_a_text: "name: \"E to I\"" => "name: 3",
        "x.ron:12:19: projections[0].name: `3` is not a text.\n    Texts stand in quotation marks.";
    unknown_variant: "kind: Inhibitory" => "kind: Inhibitry",
        "x.ron:8:37: populations[1].kind: `Inhibitry` is not known here.\n    Did you mean `Inhibitory`?";
    missing_population: "to: \"I\"" => "to: \"Interneurons\"",
        "x.ron:14:17: projections[0].to: there is no population \"Interneurons\".\n    The populations are \"E\", \"I\".";
    missing_pattern: "pattern: \"A\"" => "pattern: \"B\"",
        "x.ron:26:26: timeline[0].pattern: there is no pattern \"B\".\n    Did you mean \"A\"?";
    probability: "Probability(0.5)" => "Probability(1.5)",
        "x.ron:15:21: projections[0].wiring: 1.5 is outside the allowed range.\n    Allowed: 0 to 1.";
    negative_count: "count: 10" => "count: -10",
        "x.ron:7:28: populations[0].count: -10 is outside the allowed range.\n    Allowed: 1 to 1,000,000.";
    not_a_number: "nS(2.0)" => "nS(NaN)",
        "x.ron:17:26: projections[0].conductance: NaN is not a finite number.\n    Allowed: 0 to 1000 nS.";
    infinite: "nS(2.0)" => "nS(1e400)",
        "x.ron:17:26: projections[0].conductance: inf is not a finite number.\n    Allowed: 0 to 1000 nS.";
    a_billion_neurons: "count: 10" => "count: 1000000000",
        "x.ron:7:28: populations[0].count: 1000000000 is outside the allowed range.\n    Allowed: 1 to 1,000,000.";
    short_delay: "Constant(ms(1.0))" => "Constant(ms(0.1))",
        "x.ron:18:20: projections[0].delay: the delay 0.1 ms is shorter than the step dt, 0.5 ms: a spike cannot arrive before the next step.\n    Make the delay at least 0.5 ms or dt shorter.";
    step_outside: "dt: ms(0.5)" => "dt: ms(2.0)",
        "x.ron:5:9: dt: 2 ms is outside the allowed range.\n    Allowed: 0.05 to 1 ms.";
    no_tags: "dt: ms(0.5)," => "dt: ms(0.5), library: (level: School, tags: []),",
        "x.ron:5:49: library.tags: there are no tags.\n    Name one to five things that the scene is about.";
    tag_twice: "dt: ms(0.5)," => "dt: ms(0.5), library: (level: School, tags: [\"sleep\", \"Sleep\"]),",
        "x.ron:5:59: library.tags[1]: the tag \"Sleep\" stands there twice.\n    Name it once.";
    long_tag: "dt: ms(0.5)," => "dt: ms(0.5), library: (level: School, tags: [\"a sentence and not a word or two\"]),",
        "x.ron:5:50: library.tags[0]: the tag has 32 letters, and at most 24 fit.\n    Write one or two words.";
    empty_tag: "dt: ms(0.5)," => "dt: ms(0.5), library: (level: School, tags: [\" \"]),",
        "x.ron:5:50: library.tags[0]: the tag is empty.\n    Write a word, or remove it.";
    camera_at_nothing: "dt: ms(0.5)," => "dt: ms(0.5), camera: (centre: \"F\"),",
        "x.ron:5:35: camera.centre: there is no population \"F\".\n    The populations are \"E\", \"I\".";
    camera_upside_down: "dt: ms(0.5)," => "dt: ms(0.5), camera: (elevation: deg(120.0)),",
        "x.ron:5:38: camera.elevation: 120 deg is outside the allowed range.\n    Allowed: -89 to 89 deg.";
    camera_in_the_wrong_unit: "dt: ms(0.5)," => "dt: ms(0.5), camera: (azimuth: um(20.0)),",
        "x.ron:5:36: camera.azimuth: the unit is um, but this quantity is in deg.\n    Convert the number and write deg(...).";
    camera_too_near: "dt: ms(0.5)," => "dt: ms(0.5), camera: (zoom: 1000.0),",
        "x.ron:5:33: camera.zoom: 1000 is outside the allowed range.\n    Allowed: 0.2 to 20.";
    colour_that_is_not_there: "dt: ms(0.5)," => "dt: ms(0.5), view: (colour: Gaba),",
        "x.ron:5:33: view.colour: Gaba is the same for all neurons of this scene.\n    Name a variable that the scene has, such as Threshold or Potential.";
    colour_in_the_wrong_unit: "dt: ms(0.5)," => "dt: ms(0.5), view: (colour: ThresholdShift, range: (nS(-4.0), nS(1.0))),",
        "x.ron:5:56: view.range: ThresholdShift is not in nS.\n    Its usual range is written (mV(-4.0), mV(4.0)).";
    colours_of_nothing: "dt: ms(0.5)," => "dt: ms(0.5), view: (colour: Potential, range: (mV(-40.0), mV(-70.0))),",
        "x.ron:5:51: view.range: the range is empty.\n    Write the smaller value first; usual is (mV(-75.0), mV(-45.0)).";
    colours_without_a_middle: "dt: ms(0.5)," => "dt: ms(0.5), view: (colour: ThresholdShift, range: (mV(1.0), mV(2.0))),",
        "x.ron:5:56: view.range: the colours of ThresholdShift go both ways from 0, which is not within.\n    Begin below it and end above it; usual is (mV(-4.0), mV(4.0)).";
    plot_that_does_not_exist: "dt: ms(0.5)," => "dt: ms(0.5), view: (plots: [Rastre]),",
        "x.ron:5:33: view.plots[0]: `Rastre` is not known here.\n    Did you mean `Raster`?";
    three_plots: "dt: ms(0.5)," => "dt: ms(0.5), view: (plots: [Raster, Rates, Weights]),",
        "x.ron:5:32: view.plots: 3 plots are named, and 2 stand side by side.\n    Keep those that make the scene's point.";
    plot_twice: "dt: ms(0.5)," => "dt: ms(0.5), view: (plots: [Raster, Raster]),",
        "x.ron:5:41: view.plots[1]: Raster stands there twice.\n    Name it once.";
    plot_of_no_claim: "dt: ms(0.5)," => "dt: ms(0.5), view: (plots: [Evidence]),",
        "x.ron:5:33: view.plots[0]: Evidence has nothing to show: the scene makes no claim that is put to the test.\n    Give it an `experiment`, or name another plot.";
    plot_of_no_sleep: "dt: ms(0.5)," => "dt: ms(0.5), view: (plots: [Raster, Replay]),",
        "x.ron:5:41: view.plots[1]: Replay has nothing to show: the scene has no NREM sleep in which a memory could be replayed.\n    Name another plot, such as Raster.";
    plot_of_no_neuron: "dt: ms(0.5)," => "dt: ms(0.5), view: (plots: [Neuron]),",
        "x.ron:5:33: view.plots[0]: Neuron has nothing to show: no neuron is selected when the scene opens.\n    Say which with `neuron: (population: \"E\")`, or name another plot, such as Raster.";
    selection_beyond_its_population: "dt: ms(0.5)," => "dt: ms(0.5), view: (neuron: (population: \"E\", index: 10)),",
        "x.ron:5:58: view.neuron.index: the population \"E\" has no neuron 10.\n    Allowed: 0 to 9.";
    selection_in_no_population: "dt: ms(0.5)," => "dt: ms(0.5), view: (neuron: (population: \"F\")),",
        "x.ron:5:46: view.neuron.population: there is no population \"F\".\n    The populations are \"E\", \"I\".";
    colours_of_categories: "dt: ms(0.5)," => "dt: ms(0.5), view: (colour: Membership, range: (Plain(0.0), Plain(2.0))),",
        "x.ron:5:52: view.range: Membership has categories and no range.\n    Remove it.";
    recorder_of_synapses: "variables: [Potential]" => "variables: [MeanIncomingWeight]",
        "x.ron:29:74: recorders[0].variables: MeanIncomingWeight does not follow from the state of single neurons.\n    It can only be shown in the window. For weights there are the recorders Weights and MeanWeight.";
    unknown_level: "dt: ms(0.5)," => "dt: ms(0.5), library: (level: Bachlor, tags: [\"sleep\"]),",
        "x.ron:5:35: library.level: `Bachlor` is not known here.\n    Did you mean `Bachelor`?";
    picture_before_the_start: "dt: ms(0.5)," => "dt: ms(0.5), library: (level: School, tags: [\"sleep\"], picture: s(-1.0)),",
        "x.ron:5:69: library.picture: -1 s is outside the allowed range.\n    Allowed: 0 to 10000000 s.";
    duplicate_name: "        (name: \"I\"" => "        (name: \"E\", count: 3),\n        (name: \"I\"",
        "x.ron:8:16: populations[1].name: the name \"E\" is already taken by populations[0].\n    Give each its own name.";
    one_to_one: "Probability(0.5)" => "OneToOne",
        "x.ron:15:21: projections[0].wiring: one to one needs equal sizes, but \"E\" has 10 neurons and \"I\" has 5.\n    Make them equal, or use another wiring.";
    neuron_named_twice: "inputs: [" => "inputs: [Current(to: \"E\", neurons: Neurons([0, 0]), shape: Step(start: ms(0.0), stop: ms(5.0), amplitude: pA(1.0))),",
        "x.ron:21:52: inputs[0].neurons[1]: neuron 0 stands here twice.\n    Name each once.";
    recorded_twice: "neurons: [0]" => "neurons: [0, 1, 0]",
        "x.ron:29:65: recorders[0].neurons[2]: neuron 0 stands here twice.\n    Name each once.";
    variable_recorded_twice: "[Potential]" => "[Potential, Potential]",
        "x.ron:29:86: recorders[0].variables[1]: Potential stands here twice.\n    Name each once.";
    two_spikes_in_a_step: "inputs: [" => "inputs: [SpikeTimes(to: \"E\", times: [ms(10.0), ms(20.0), ms(10.2)], effect: Fire),",
        "x.ron:21:62: inputs[0].times[2]: 10 ms and 10.2 ms are in the same step of 0.5 ms, in which a neuron fires once.\n    Remove one of them, or make dt shorter.";
    the_same_spike_twice: "inputs: [" => "inputs: [SpikeTimes(to: \"E\", times: [ms(10.0), ms(10.0)], effect: Fire),",
        "x.ron:21:52: inputs[0].times[1]: the time 10 ms stands here twice, and a neuron fires once in a step.\n    Remove one of them, or make dt shorter.";
    two_lists_in_a_step: "inputs: [" => "inputs: [SpikeTimes(to: \"E\", neurons: Range(0, 3), times: [ms(1.0), ms(10.0)], effect: Fire), SpikeTimes(to: \"E\", neurons: Neurons([2]), times: [ms(10.1)], effect: Fire),",
        "x.ron:21:150: inputs[1].times[0]: 10.1 ms is in the same step as inputs[0].times[1], and a neuron of both fires once in a step.\n    Remove one of them, or make dt shorter.";
    threshold_tail: "count: 10," => "count: 1000, neuron: (threshold_sd: mV(5.0)),",
        "x.ron:7:57: populations[0].neuron.threshold_sd: with this spread about 23 of 1000 thresholds lie below -60 mV, the potential after a spike: such a cell fires for ever, without input.\n    Make threshold_sd at most 2.34 mV for so many cells, or raise the threshold.";
    list_index: "Probability(0.5)" => "List([(0, 0), (10, 1)])",
        "x.ron:15:21: projections[0].wiring: \"E\" has no neuron 10.\n    Its neurons are numbered 0 to 9.";
    rule_on_wrong_receptor: "delay: Constant(ms(1.0))," => "delay: Constant(ms(1.0)), inhibitory_plasticity: (),",
        "x.ron:18:62: projections[0].inhibitory_plasticity: the rule is only for inhibitory receptors, and this projection is excitatory.\n    Remove it, or change the receptor.";
    pull_without_triplet: "delay: Constant(ms(1.0))," => "delay: Constant(ms(1.0)), heterosynaptic_pull: (),",
        "x.ron:18:60: projections[0].heterosynaptic_pull: the rule acts together with triplet_stdp, which is absent.\n    Add `triplet_stdp: ()`.";
    capture_without_consolidation: "delay: Constant(ms(1.0))," => "delay: Constant(ms(1.0)), triplet_stdp: (), reactivation_capture: (),",
        "x.ron:18:79: projections[0].reactivation_capture: the rule acts together with consolidation, which is absent.\n    Add `consolidation: ()`.";
    well_and_skipped_time: "delay: Constant(ms(1.0))," => "delay: Constant(ms(1.0)), consolidation: (skipped_tau: h(6.0), double_well: 1.0),",
        "x.ron:18:68: projections[0].consolidation.skipped_tau: the double well does not act in skipped time, so that a reference which goes on there would leave it.\n    Leave one of them out: skipped_tau or double_well.";
    reset_above_threshold: "count: 10," => "count: 10, neuron: (reset_potential: mV(-40.0)),",
        "x.ron:7:58: populations[0].neuron.reset_potential: the potential after a spike, -40 mV, is not below the threshold, -50 mV: the neuron would never stop firing.\n    Lower the reset potential or raise the threshold.";
    time_constant_below_step: "count: 10," => "count: 10, neuron: (ampa_tau: ms(0.2)),",
        "x.ron:7:51: populations[0].neuron.ampa_tau: the time constant 0.2 ms is shorter than the step dt, 0.5 ms.\n    Make the time constant longer or dt shorter.";
    sleep_awake: "Present(pattern: \"A\", duration: s(1.0))" => "Sleep(stage: Awake, duration: s(1.0))",
        "x.ron:26:22: timeline[0].stage: sleep is NREM or REM, not awake.\n    Write Nrem or Rem, or use Wait.";
    shuffle_of_nothing: "Present(pattern: \"A\", duration: s(1.0))" => "ShuffleExcitability(population: \"I\")",
        "x.ron:26:41: timeline[0].population: \"I\" has no learned excitability to shuffle.\n    Give it `intrinsic_plasticity: ()`, or remove the phase.";
    factor_of_a_brain_state: "dt: ms(0.5)," => "dt: ms(0.5), states: (nrem: (acetylcholine: 0.0, dopamine: 0.1, serotonin: 0.2, noradrenaline: 0.1, gate: 0.15, depression: 1.0, inhibitory_plasticity: -1.0)),",
        "x.ron:5:157: states.nrem.inhibitory_plasticity: -1 is outside the allowed range.\n    Allowed: 0 to 10.";
    unsafe_recorder_name: "\"trace\"" => "\"../trace\"",
        "x.ron:29:23: recorders[0].name: \"../trace\" cannot be the name of a table: ../trace.csv would not be a safe file.\n    Use letters, digits, _ and -, and neither \"spikes\" nor \"summary\".";
    recorded_neuron: "neurons: [0]" => "neurons: [0, 10]",
        "x.ron:29:58: recorders[0].neurons: \"E\" has no neuron 10.\n    Its neurons are numbered 0 to 9.";
    recorded_excitability: "variables: [Potential]" => "variables: [Potential, Threshold], every: ms(1.0)), Neurons(name: \"other\", population: \"I\", neurons: [0], variables: [Excitability, SlowExcitability]",
        "x.ron:29:180: recorders[1].variables: SlowExcitability needs learned excitability, which this population has not.\n    Give it `intrinsic_plasticity: ()`, or remove the variable.";
    skip_of_nothing: "Present(pattern: \"A\", duration: s(1.0))" => "Skip(duration: h(0.0))",
        "x.ron:26:24: timeline[0].duration: no time is skipped.\n    Make it longer, or remove the Skip.";
    skip_without_end: "Present(pattern: \"A\", duration: s(1.0))" => "Skip(duration: h(1e9))",
        "x.ron:26:24: timeline[0].duration: 1000000000 h is outside the allowed range.\n    Allowed: 0 to 100000 h.";
    skip_in_seconds: "Present(pattern: \"A\", duration: s(1.0))" => "Skip(duration: s(60.0))",
        "x.ron:26:24: timeline[0].duration: the unit is s, but this quantity is in h.\n    Convert the number and write h(...).";
    time_lapse_below_one: "Present(pattern: \"A\", duration: s(1.0))" => "Wait(duration: s(1.0), time_lapse: 0.5)",
        "x.ron:26:44: timeline[0].time_lapse: 0.5 is outside the allowed range.\n    Allowed: 1 to 10000.";
    newer_version: "version: 1" => "version: 2",
        "x.ron:2:14: version: version 2 was made with a newer program; this one reads version 1.\n    Update Rheobase.";
    version_zero: "version: 1" => "version: 0",
        "x.ron:2:14: version: version 0 never existed.\n    Write version: 1.";
    endless_repeat: "Present(pattern: \"A\", duration: s(1.0))" => "Repeat(times: 100000, phases: [Repeat(times: 10, phases: [Wait(duration: s(1.0))])])",
        "x.ron:25:15: timeline: with its repeats the timeline has 1000000 phases.\n    At most 100000 are possible.";
    not_a_scene: "Scene(" => "Network(",
        "x.ron:1:1: this is not a scene.\n    A scene begins with `Scene(` and its version; see the shipped ones with `rheobase scenes`.";
}

#[test]
fn a_terminal_shows_the_line_of_each_fault_with_carets_under_it() {
    let text = SCENE.replace("dt: ms(0.5)", "dt: mV(0.5)").replace("to: \"I\"", "to: \"J\"");
    let faults = Scene::parse(&text, "x.ron").expect_err("two faults");
    let shown: Vec<String> = faults.iter().map(rheobase::scene::Fault::with_excerpt).collect();
    assert_eq!(
        shown,
        [
            "x.ron:5:9: dt: the unit is mV, but this quantity is in ms.\n    5 |     dt: mV(0.5),\n      |         ^^^^^^^\n    Convert the number and write ms(...).",
            "x.ron:14:17: projections[0].to: there is no population \"J\".\n   14 |             to: \"J\",\n      |                 ^^^\n    The populations are \"E\", \"I\".",
        ]
    );
}

#[test]
#[ignore = "a ratio of times, for a quiet machine: run it when the reader of scenes changes"]
fn a_line_that_is_eight_times_as_long_takes_about_eight_times_as_long_to_read() {
    // Each text and each token once looked at the rest or the beginning of its line, which makes 64 of it.
    let time = |names: usize| {
        let names: Vec<String> = (0..names).map(|name| format!("\"name {name} (a, b)\"")).collect();
        let line =
            SCENE.replace("dt: ms(0.5),", &format!("dt: ms(0.5), honesty: [{}],", names.join(", "))).replace('\n', " ");
        let once = || {
            let start = Instant::now();
            drop(Scene::parse(&line, "x.ron"));
            start.elapsed()
        };
        (0..3).map(|_| once()).min().unwrap_or_default()
    };
    let (short, long) = (time(2_500), time(20_000));
    assert!(long < 24 * short, "{short:?} and {long:?}");
}

#[test]
fn every_fault_of_a_file_is_reported_at_once() {
    let text = SCENE
        .replace("dt: ms(0.5)", "dt: s(0.5)")
        .replace("count: 10,", "count: -10, colour: 3, neuron: (thresold: mV(-50.0), capacitance: nS(200.0)),")
        .replace("kind: Inhibitory", "kind: Inhibitry")
        .replace("to: \"I\"", "to: \"J\"")
        .replace("Probability(0.5)", "Probability(1.5)")
        .replace("rate: kHz(1.0)", "rate: kHz(-1.0)")
        .replace("pattern: \"A\"", "pattern: \"AA\"")
        .replace("            conductance: nS(2.0),\n", "");
    assert_eq!(
        faults_of(&text),
        [
            "x.ron:5:9: dt: the unit is s, but this quantity is in ms.\n    Convert the number and write ms(...).",
            "x.ron:7:28: populations[0].count: -10 is outside the allowed range.\n    Allowed: 1 to 1,000,000.",
            "x.ron:7:33: populations[0].colour: there is no field `colour` here.\n    The fields here are name, count, kind, neuron, intrinsic_plasticity, homeostasis, receptors, layout.",
            "x.ron:7:53: populations[0].neuron.thresold: there is no field `thresold` here.\n    Did you mean `threshold`?",
            "x.ron:7:87: populations[0].neuron.capacitance: the unit is nS, but this quantity is in pF.\n    Convert the number and write pF(...).",
            "x.ron:8:37: populations[1].kind: `Inhibitry` is not known here.\n    Did you mean `Inhibitory`?",
            "x.ron:11:9: projections[0]: the field `conductance` is missing.\n    Add it, as in `conductance: nS(1.0)`.",
            "x.ron:14:17: projections[0].to: there is no population \"J\".\n    The populations are \"E\", \"I\".",
            "x.ron:15:21: projections[0].wiring: 1.5 is outside the allowed range.\n    Allowed: 0 to 1.",
            "x.ron:21:32: inputs[0].rate: -1 kHz is outside the allowed range.\n    Allowed: 0 to 100 kHz.",
            "x.ron:25:26: timeline[0].pattern: there is no pattern \"AA\".\n    Did you mean \"A\"?",
        ]
    );
}

#[test]
fn memory_is_checked_before_it_is_taken() {
    let big = SCENE.replace("count: 10,", "count: 1000000,").replace("to: \"I\"", "to: \"E\"");
    let numbered = faults_of(&big.replace("Probability(0.5)", "AllToAll"));
    assert_eq!(
        numbered,
        [
            "x.ron:6:18: populations: 1.0 million neurons and 1000.0 billion synapses are more than can be numbered.\n    Make the populations smaller or the wiring sparser.",
        ]
    );
    let memory = faults_of(&big.replace("Probability(0.5)", "FixedInDegree(4000)"));
    assert_eq!(memory.len(), 1, "{memory:?}");
    let start =
        "x.ron:6:18: populations: 1.0 million neurons and 4.0 billion synapses need about 596.4 GiB of memory, and ";
    assert!(memory[0].starts_with(start), "{memory:?}");
    assert!(
        memory[0].ends_with(" GiB are free.\n    Make the populations smaller or the wiring sparser."),
        "{memory:?}"
    );
}

#[test]
fn a_control_needs_what_it_controls() {
    let text = SCENE
        .replace("    patterns: (names: [\"A\"], to: \"E\"),\n", "    controls: [InputStrength],\n")
        .replace("Present(pattern: \"A\", duration: s(1.0))", "Wait(duration: s(1.0))");
    assert_eq!(
        faults_of(&text),
        [
            "x.ron:24:16: controls[0]: the scene has no pattern whose strength could be set.\n    Remove it, or add `patterns`."
        ]
    );
}

#[test]
fn what_neurons_begin_with_is_checked() {
    let one = |initial: &str, words: &str| {
        let found = faults("inputs:", &format!("initial: [{initial}], inputs:"));
        assert!(found.len() == 1 && found[0].contains(words), "{initial}: {found:?}");
    };
    one("(population: \"E\")", "x.ron:21:15: initial[0]: nothing is set.");
    one("(population: \"X\", paint: 0.5)", "initial[0].population: there is no population \"X\".");
    one("(population: \"E\", neurons: Neurons([10]), paint: 0.5)", "initial[0].neurons");
    one(
        "(population: \"E\", neurons: Neurons([3]), paint: 1.5)",
        "initial[0].paint: 1.5 is outside the allowed range.",
    );
    one("(population: \"E\", excitability: -2.0)", "initial[0].excitability: -2 is outside");
    one("(population: \"E\", threshold: mV(-90.0))", "initial[0].threshold: -90 mV is outside");
    assert!(faults("inputs:", "initial: [(population: \"E\", threshold: mV(-48.0), paint: 0.2)], inputs:").is_empty());
}

#[test]
fn at_most_seven_controls_fit() {
    let controls = "controls: [InputStrength, InputStrength, InputStrength, InputStrength, InputStrength, InputStrength, \
                    InputStrength, InputStrength], recorders:";
    let found = faults("recorders:", controls);
    assert_eq!(
        found[0],
        "x.ron:28:15: controls: 8 controls are in front, and at most seven fit.\n    Keep the ones that the scene is about."
    );
    assert_eq!(found[1], "x.ron:28:31: controls[1]: this control is already in front.\n    Name it once.");
    assert_eq!(found.len(), 8);
}

#[test]
fn files_that_are_no_scene_say_why() {
    let folder = std::env::temp_dir().join(format!("rheobase-scene-errors-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let message = |path: &Path| match Scene::read(path) {
        Ok(_) => String::new(),
        Err(faults) => {
            let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
            faults.join("\n").replace(&path.display().to_string(), "x.ron")
        }
    };
    let with = |bytes: &[u8]| {
        let path = folder.join("x.ron");
        std::fs::write(&path, bytes).expect("a temporary file");
        message(&path)
    };
    let absent = message(&folder.join("absent.ron"));
    let this_folder = message(&folder);
    let (empty, not_text) = (with(b" \n"), with(b"Scene(\n\xff"));
    let marked = with(format!("\u{feff}{SCENE}").as_bytes());
    std::fs::File::create(folder.join("large.ron")).and_then(|file| file.set_len(65 << 20)).expect("a sparse file");
    let large = message(&folder.join("large.ron"));
    std::fs::remove_dir_all(&folder).expect("the temporary folder goes");
    assert_eq!(
        vec![absent, this_folder, empty, not_text, large, marked],
        [
            "x.ron: there is no such file.\n    `rheobase scenes` lists the shipped scenes.",
            "x.ron: this is a folder, not a scene file.\n    Name a file in it that ends in .ron.",
            "x.ron: the file is empty.\n    A scene begins with `Scene(` and its version; see the shipped ones with `rheobase scenes`.",
            "x.ron: the file is not text in UTF-8 (line 2).\n    Save it as UTF-8, or check that it is a scene.",
            "x.ron: the file is larger than 64 MiB, which no scene is.\n    Is it the right file?",
            "",
        ]
    );
}

/// A generator of its own, so that the mutations are the same everywhere.
struct Mutations(u64);

impl Mutations {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).unwrap_or(0)
    }
}

/// How often each shipped scene is mutated.
const MUTATIONS: usize = 100;

#[test]
fn no_mutated_scene_makes_the_reader_panic_or_hang() {
    const INSERTED: [&str; 16] =
        ["(", ")", "[", "]", ",", ":", "\"", "-", "9", "NaN", "ms(", "Some(", "//", "/*", "é", "\u{0}"];
    let mut mutations = Mutations(0x9E37_79B9_7F4A_7C15);
    for scene in shipped() {
        for mutation in 0..MUTATIONS {
            let mut characters: Vec<char> = scene.text.chars().collect();
            for _ in 0..=mutations.below(4) {
                let at = mutations.below(characters.len());
                match mutations.below(3) {
                    0 => drop(characters.remove(at)),
                    1 => characters[at] = char::from(32 + u8::try_from(mutations.below(95)).unwrap_or(0)),
                    _ => drop(characters.splice(at..at, INSERTED[mutations.below(INSERTED.len())].chars())),
                }
            }
            let text: String = characters.into_iter().collect();
            if let Err(faults) = Scene::parse(&text, scene.name) {
                assert!(!faults.is_empty(), "mutation {mutation}: a scene without faults is refused: {text}");
            }
        }
    }
}

#[test]
fn a_plot_of_what_a_scene_lacks_is_refused() {
    for (plot, words) in [
        ("Weights", "no synapses"),
        ("Plasticity", "no rule"),
        ("Replay", "no patterns that could be replayed"),
        ("Neuron", "no neuron is selected"),
        ("Evidence", "no claim"),
    ] {
        let text = format!(
            "Scene(version: 1, name: \"t\", summary: \"s.\", dt: ms(0.5), view: (plots: [{plot}]),
              populations: [(name: \"row\", count: 4)])"
        );
        let faults = Scene::parse(&text, "x.ron").expect_err("it is refused");
        assert!(faults.iter().any(|fault| fault.to_string().contains(words)), "{plot}: {faults:?}");
    }
}

#[test]
fn a_layout_that_says_nothing_of_a_scene_is_refused() {
    for (layout, words) in [("Memories", "no patterns"), ("Circuit", "40 neurons are too many")] {
        let text = format!(
            "Scene(version: 1, name: \"t\", summary: \"s.\", dt: ms(0.5), view: (layout: {layout}),
              populations: [(name: \"row\", count: 40)])"
        );
        let faults = Scene::parse(&text, "x.ron").expect_err("it is refused");
        assert!(faults.iter().any(|fault| fault.to_string().contains(words)), "{faults:?}");
    }
}
