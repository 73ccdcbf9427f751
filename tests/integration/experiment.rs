//! The harness of experiments: it finds an effect that is there, none where there is none, and gives the same bytes again.

use rheobase::experiment::{
    Batch, Judgement, Observation, Plan, Results, RunRecord, Share, csv_text, explained, judge, measure, observe,
    scene_hash, seeds_needed, steps,
};
use rheobase::measure::inference::Verdict;
use rheobase::scene::Scene;
use std::sync::Arc;
use std::time::Duration;

/// Ten cells with noise; half of them get a current of which the arm "driven" has `extra` pA more.
fn scene(extra: &str, expectations: &str) -> Scene {
    let text = format!(
        r#"Scene(
    version: 1, name: "made up", summary: "Ten cells.", dt: ms(0.5),
    populations: [(name: "E", count: 10, neuron: ())],
    inputs: [
        Poisson(to: "E", rate: kHz(1.0), conductance: nS(1.5)),
        Current(to: "E", neurons: Range(0, 5), shape: Step(start: ms(0.0), stop: ms(5000.0), amplitude: pA(1.0))),
    ],
    timeline: [Wait(duration: s(0.5)), Mark("look"), Wait(duration: s(1.0))],
    experiment: (
        claim: "A current makes cells fire.",
        arms: [(name: "driven", set: [("inputs[1].shape.amplitude", "pA({extra})")]), (name: "not driven")],
        metrics: [
            (name: "rate", unit: "Hz", of: Rate(Neurons(population: "E", neurons: Range(0, 5)), (mark: "look"))),
            (name: "rate of the others", unit: "Hz", of: Rate(Neurons(population: "E", neurons: Range(5, 10)), (mark: "look"))),
        ],
        expectations: [{expectations}],
    ),
)"#
    );
    Scene::parse(&text, "made up").unwrap_or_else(|faults| panic!("{faults:?}"))
}

const RISES: &str =
    r#"(metric: "rate", versus: Arm("not driven"), band: (2.0, 100.0), primary: true, source: "made up")"#;

fn run(scene: &Scene, jobs: usize, results: Results) -> (Plan, Results) {
    let plan = Arc::new(Plan::new(scene, Some(8), Some(1), &[]).expect("the scene has an experiment"));
    let mut results = results;
    let batch = Batch::start(&plan, &results, jobs, Share::Usual);
    while results.runs.len() < plan.runs().len() {
        if let Some((run, record)) = batch.next(Duration::from_mins(1)).unwrap() {
            results.runs.insert(run, record);
        }
    }
    drop(batch);
    (Arc::into_inner(plan).expect("the batch is over"), results)
}

#[test]
fn an_effect_that_is_there_is_green_and_one_that_is_not_is_red() {
    let (plan, results) = run(&scene("150.0", RISES), 2, Results::default());
    let judgement = judge(&plan, &results);
    assert_eq!(judgement.verdict, Verdict::Green, "{judgement:?}");
    // The same scene without any effect.
    let (plan, results) = run(&scene("1.0", RISES), 2, Results::default());
    let judgement = judge(&plan, &results);
    assert_eq!(judgement.verdict, Verdict::Red, "{judgement:?}");
    assert_eq!(judgement.findings[0].effect.map(|effect| effect.mean), Some(0.0), "arms are paired to the bit");
}

#[test]
fn what_the_arm_does_not_touch_is_paired_to_the_bit() {
    let same = r#"(metric: "rate of the others", versus: Arm("not driven"), band: (-0.0, 0.0), primary: true, source: "made up")"#;
    let (plan, results) = run(&scene("150.0", same), 2, Results::default());
    assert_eq!(judge(&plan, &results).verdict, Verdict::Green);
}

#[test]
fn the_number_of_jobs_and_an_interruption_change_no_byte() {
    let scene = scene("150.0", RISES);
    let (plan, one) = run(&scene, 1, Results::default());
    let (_, two) = run(&scene, 2, Results::default());
    assert_eq!(csv_text(&plan, &one), csv_text(&plan, &two));
    // Half of the runs were finished, written and read again, with a line that was cut off at the end.
    let folder = std::env::temp_dir().join(format!("rheobase-experiment-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("runs.jsonl");
    for record in one.runs.values().take(7) {
        Results::append(&file, record).expect("a line");
    }
    let text = std::fs::read_to_string(&file).expect("the lines");
    std::fs::write(&file, &text[..text.len() - 20]).expect("cut off");
    let kept = Results::read(&plan, &file).expect("they are read");
    assert_eq!(kept.runs.len(), 6);
    let (_, resumed) = run(&scene, 2, kept);
    assert_eq!(csv_text(&plan, &one), csv_text(&plan, &resumed));
    // A scene with another band does not take them over.
    let other = RISES.replace("2.0, 100.0", "1.0, 100.0");
    let other = Plan::new(&self::scene("150.0", &other), Some(8), Some(1), &[]).expect("an experiment");
    assert_eq!(Results::read(&other, &file).expect("they are read").runs.len(), 0);
    std::fs::remove_dir_all(&folder).expect("it goes");
}

#[test]
fn runs_that_begin_in_the_same_way_are_made_together_and_are_the_same_as_alone() {
    let text = r#"Scene(
    version: 1, name: "made up", summary: "Forty cells that learn, and then do different things.", dt: ms(0.5),
    populations: [(name: "E", count: 40, neuron: (), intrinsic_plasticity: ())],
    projections: [(
        name: "E to E", from: "E", to: "E", wiring: FixedInDegree(10), receptor: Excitatory(slow_fraction: 0.3),
        conductance: nS(0.5), delay: Constant(ms(1.0)), triplet_stdp: (), consolidation: (),
    )],
    inputs: [Poisson(to: "E", rate: kHz(1.0), conductance: nS(1.5))],
    timeline: [
        Mark("start"), Wait(duration: s(1.0)), SetExcitability(population: "E", value: 0.5), Mark("learned"),
        Wait(duration: s(0.5)), Skip(duration: h(1.0)), Mark("look"), Wait(duration: s(0.5)),
    ],
    experiment: (
        claim: "What comes later does not change what was before.",
        arms: [
            (name: "all"), (name: "no rise", set: [("timeline[2].value", "0.0")]),
            (name: "asleep", set: [("timeline[4]", "Sleep(stage: Nrem, duration: s(0.5), time_lapse: 600.0)")]),
            (name: "no intrinsic", without: [Intrinsic]),
        ],
        conditions: [(name: "an hour"), (name: "a day", set: [("timeline[5].duration", "h(24.0)")])],
        metrics: [
            (name: "rate", unit: "Hz", of: Rate(Neurons(population: "E"), (mark: "look", duration: s(0.5)))),
            (name: "excitability", unit: "", of: Excitability(group: Neurons(population: "E"), mark: "look")),
            (name: "before", unit: "", of: MeanWeight(projection: "E to E", from: Neurons(population: "E"), to: Neurons(population: "E"), mark: "learned")),
            (name: "weight", unit: "", of: MeanWeight(projection: "E to E", from: Neurons(population: "E"), to: Neurons(population: "E"), mark: "look")),
        ],
        expectations: [(metric: "rate", band: (0.0, 100.0), primary: true, source: "made up")],
    ),
)"#;
    let scene = Scene::parse(text, "made up").unwrap_or_else(|faults| panic!("{faults:?}"));
    let plan = Plan::new(&scene, Some(2), Some(1), &[]).expect("an experiment");
    let families = plan.families(&plan.runs());
    let mut sizes: Vec<usize> = families.iter().map(Vec::len).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [2, 2, 6, 6], "for each seed all that have the rule, and those without");
    // Of 4,001 steps (one is the skip), the first 2,000 are the same wherever the rule is on, and 3,000 under both conditions.
    let with_rule = 2_000 + 3 * (1_000 + 2 * 1_001);
    let without = 3_000 + 2 * 1_001;
    assert_eq!(steps(&plan, &plan.runs()), (16 * 4_001, 2 * (with_rule + without)));
    let mut looked_at = 0;
    for family in families {
        let all = observe(&plan, &family, &|| false, &mut |run, together| {
            let alone = Observation::of(&plan, run, &|| false).expect("no fault").expect("nobody stops it");
            assert_eq!(together.spikes, alone.spikes, "{run:?}");
            assert_eq!(together.marks, alone.marks, "{run:?}");
            for metric in &plan.experiment.metrics {
                let (together, alone) = (measure(&together, &metric.of), measure(&alone, &metric.of));
                assert!(alone.is_some(), "{run:?}, {}", metric.name);
                assert_eq!(together, alone, "{run:?}, {}", metric.name);
            }
            looked_at += 1;
        });
        assert!(all.expect("no fault"));
    }
    assert_eq!(looked_at, plan.runs().len());
}

#[test]
fn a_metric_may_name_passages_of_a_mark() {
    let text = r#"Scene(
    version: 1, name: "x", summary: "Laps.", dt: ms(0.5),
    populations: [(name: "E", count: 2, neuron: (), intrinsic_plasticity: ())],
    inputs: [SpikeTimes(to: "E", times: [ms(10.0), ms(110.0), ms(120.0), ms(210.0), ms(220.0), ms(230.0)], effect: Fire)],
    timeline: [
        Mark("lap"), SetExcitability(population: "E", value: 0.5), Wait(duration: s(0.1)),
        Mark("lap"), SetExcitability(population: "E", value: 0.25), Wait(duration: s(0.1)),
        Mark("lap"), SetExcitability(population: "E", value: -0.5), Wait(duration: s(0.1)),
    ],
    experiment: (
        claim: "Each lap is another.", arms: [(name: "all"), (name: "last lap", set: [("timeline[7].value", "0.75")])],
        metrics: [
            (name: "all laps", of: Rate(Neurons(population: "E"), (mark: "lap", duration: s(0.1)))),
            (name: "second lap", of: Rate(Neurons(population: "E"), (mark: ("lap", 2), duration: s(0.1)))),
            (name: "first laps", of: Rate(Neurons(population: "E"), (mark: ("lap", 1, 2), duration: s(0.1)))),
            (name: "odd laps", of: Rate(Neurons(population: "E"), (mark: ("lap", 1, -1, 2), duration: s(0.1)))),
            (name: "at the second", of: Excitability(group: Neurons(population: "E"), mark: ("lap", 2))),
            (name: "at the last", of: Excitability(group: Neurons(population: "E"), mark: "lap")),
            (name: "also at the last", of: Excitability(group: Neurons(population: "E"), mark: ("lap", -1))),
            (name: "rise", of: Difference(
                Excitability(group: Neurons(population: "E"), mark: ("lap", 3)),
                Excitability(group: Neurons(population: "E"), mark: ("lap", 2)),
            )),
            (name: "trial", of: TrialsToCriterion(
                score: Excitability(group: Neurons(population: "E"), mark: "lap"), over: "lap", criterion: 0.4,
            )),
            (name: "strongest", of: Share(
                Strongest(of: Neurons(population: "E"), property: Threshold, mark: ("lap", 3), count: 1),
            )),
        ],
        expectations: [(metric: "all laps", band: (0.0, 100.0), primary: true, source: "s")],
    ),
)"#;
    let scene = Scene::parse(text, "made up").unwrap_or_else(|faults| panic!("{faults:?}"));
    let plan = Plan::new(&scene, Some(1), Some(1), &[]).expect("an experiment");
    let mut looked_at = 0;
    observe(&plan, &plan.runs(), &|| false, &mut |_, run| {
        let values = plan.experiment.metrics.iter().map(|metric| measure(&run, &metric.of));
        let values: Vec<f64> = values.map(|value| value.expect("a value")).collect();
        // One, two and three spikes a lap of 0.1 s; excitability hardly decays in it.
        for (value, expected) in values.iter().zip([20.0, 20.0, 15.0, 20.0, 0.5, 0.25, 0.25, -0.25, 2.0, 0.5]) {
            assert!((value - expected).abs() < 1e-3, "{values:?}");
        }
        looked_at += 1;
    })
    .expect("no fault");
    assert_eq!(looked_at, 2);
}

#[test]
fn the_hash_is_that_of_the_experiment_and_not_of_its_words() {
    let made = scene("150.0", RISES);
    let renamed = made.changed(&[("summary".to_owned(), "\"Other words.\"".to_owned())]).expect("no faults");
    assert_eq!(scene_hash(&made), scene_hash(&renamed));
    assert_ne!(scene_hash(&made), scene_hash(&scene("151.0", RISES)));
}

#[test]
fn faults_of_an_experiment_are_named() {
    const RATE: &str = "Rate(Neurons(population: \"E\"), (mark: \"look\"))";
    let faults_of = |from: &str, to: &str| {
        let text = r#"Scene(version: 1, name: "x", summary: "y", dt: ms(0.5), populations: [(name: "E", count: 10, neuron: ())],
    timeline: [Mark("look"), Wait(duration: s(1.0))],
    experiment: (claim: "c", metrics: [(name: "rate", of: Rate(Neurons(population: "E"), (mark: "look")))],
        expectations: [(metric: "rate", band: (0.0, 1.0), primary: true, source: "s")]))"#;
        assert!(text.contains(from));
        Scene::parse(&text.replacen(from, to, 1), "made up")
            .err()
            .map(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
            .unwrap_or_default()
    };
    for (from, to, said) in [
        ("mark: \"look\"", "mark: \"lok\"", "there is no mark \"lok\""),
        ("mark: \"look\"", "mark: (\"look\", 2)", "the mark \"look\" is passed 1 times, and what is asked for is not"),
        ("mark: \"look\"", "mark: (\"look\", 1, 2)", "(\"look\", 1, -1)"),
        ("mark: \"look\"", "mark: (\"look\", 0)", "Passages count from 1"),
        ("mark: \"look\"", "mark: 3", "experiment.metrics[0].of"),
        (
            RATE,
            "Excitability(group: Neurons(population: \"E\"), mark: (\"look\", 1, 1))",
            "this is read at one passage of a mark",
        ),
        (RATE, "Fano(Neurons(population: \"E\"), (mark: \"look\"))", "one passage has nothing to be compared with"),
        (
            RATE,
            "RateMap(group: Neurons(population: \"E\"), laps: (mark: \"look\", duration: s(0.01)), bins: 50, readout: Fields)",
            "At most 20 bins are possible here",
        ),
        (
            RATE,
            "OnsetOrder(groups: [Neurons(population: \"E\"), Neurons(population: \"E\")], window: (mark: \"look\"))",
            "Name at least three",
        ),
        (RATE, "Passages(mark: \"lok\")", "there is no mark \"lok\""),
        (RATE, "Passages(mark: \"look\", during: (mark: \"lok\"))", "there is no mark \"lok\""),
        (RATE, "TrialsToShare(score: Number(1.0), over: \"look\")", "the score is the same in every trial"),
        (
            RATE,
            "Auc(property: IncomingWeight(\"x\"), mark: \"look\", group: Neurons(population: \"E\"), among: Neurons(population: \"E\"))",
            "there is no projection \"x\"",
        ),
        ("metric: \"rate\"", "metric: \"rates\"", "there is no metric \"rates\""),
        ("band: (0.0, 1.0)", "band: (1.0, 0.0)", "is empty"),
        ("primary: true", "primary: false", "no expectation is primary"),
        ("population: \"E\"", "population: \"F\"", "there is no population \"F\""),
        (
            "Neurons(population: \"E\")",
            "Only(Neurons(population: \"E\"), Neurons(population: \"F\"))",
            "the two populations differ",
        ),
        ("claim: \"c\"", "claim: \"\"", "the claim is empty"),
        ("claim: \"c\"", "claim: \"c\", seeds: 1", "outside the allowed range"),
        (
            "claim: \"c\"",
            "claim: \"c\", arms: [(name: \"a\", set: [(\"populatons\", \"1\")])]",
            "no field `populatons`",
        ),
    ] {
        let faults = faults_of(from, to);
        assert!(faults.contains(said), "{to}: {faults}");
    }
}

#[test]
fn what_only_the_window_shows_does_not_make_results_stale() {
    let scene = Scene::shipped("three_knobs").expect("it ships");
    for (path, value) in [("library.level", "School"), ("camera.azimuth", "12.0"), ("view.colour", "Potential")] {
        let other = scene.changed(&[(path.to_owned(), value.to_owned())]).expect("no faults");
        assert_ne!(scene, other);
        assert_eq!(scene_hash(&scene), scene_hash(&other));
    }
}

#[test]
fn shipped_results_belong_to_their_scenes_and_come_out_again() {
    for entry in rheobase::scene::shipped() {
        let Some(text) = rheobase::experiment::shipped_records(entry.name) else { continue };
        let scene = Scene::shipped(entry.name).expect("a shipped scene");
        let plan = Plan::new(&scene, None, None, &[]).expect("it has an experiment");
        let (results, stale) = Results::of_text(&plan, text);
        assert!(!stale, "{}: the scene has changed ({}) since its results were made", entry.name, plan.scene_hash);
        let judgement = judge(&plan, &results);
        println!("{}: {:?} ({})", entry.name, judgement.verdict, judgement.reason);
        assert_ne!(judgement.verdict, Verdict::TooFew, "{}", entry.name);
        // The first and the last arm of the first network.
        let of_a_seed = plan.runs().len() / plan.seeds.len();
        for run in [plan.runs()[0], plan.runs()[of_a_seed - 1]] {
            let observation = Observation::of(&plan, run, &|| false).expect("no fault").expect("nobody stops it");
            let kept = &results.runs[&run].values;
            for (metric, kept) in plan.experiment.metrics.iter().zip(kept) {
                let now = measure(&observation, &metric.of);
                // The last bit of a number can get lost between a number and its decimal digits.
                let same = match (now, *kept) {
                    (Some(now), Some(kept)) => (now - kept).abs() <= 1e-12 * kept.abs(),
                    (now, kept) => now == kept,
                };
                assert!(same, "{}, {run:?}, {}: {now:?} now, {kept:?} kept", entry.name, metric.name);
            }
        }
    }
}

/// Results of a made-up experiment: for each seed the rate in the arm "driven"; in the other it is 5 Hz.
fn made_up(rates: &[f64]) -> Judgement {
    judged(rates).1
}

fn judged(rates: &[f64]) -> (Plan, Judgement) {
    let seeds = rates.len() as u64;
    let plan = Plan::new(&scene("150.0", RISES), Some(seeds), Some(1), &[]).expect("an experiment");
    let mut results = Results::default();
    for run in plan.runs() {
        let rate = if run.arm == 0 { rates[run.seed as usize - 1] } else { 5.0 };
        results.runs.insert(run, RunRecord::new(&plan, run, vec![Some(rate), Some(rate)], None));
    }
    let judgement = judge(&plan, &results);
    (plan, judgement)
}

#[test]
fn a_verdict_is_explained_by_what_was_measured() {
    let sentence = |rates: &[f64]| {
        let (plan, judgement) = judged(rates);
        explained(&plan, &judgement)
    };
    let with = |extra: f64| (0..8).map(|seed| 5.0 + extra + 0.1 * f64::from(seed)).collect::<Vec<f64>>();
    let green = sentence(&with(7.0));
    assert!(green.starts_with("green: measured on 8 networks, and true in this model: "), "{green}");
    let amber = sentence(&with(1.0));
    let begin =
        "amber: measured on 8 networks, and only in part true in this model: rate, driven, minus not driven is 1.";
    assert!(amber.starts_with(begin) && amber.contains(", expected 2 to 100 ("), "{amber}");
    let red = sentence(&with(-3.0));
    let begin = "red: measured on 8 networks, and not true in this model: rate, driven, minus not driven is −2.";
    assert!(red.starts_with(begin) && red.contains(", expected 2 to 100"), "{red}");
}

#[test]
fn a_verdict_never_gets_easier_with_fewer_seeds() {
    let needed = seeds_needed(scene("150.0", RISES).experiment.as_ref().expect("an experiment"));
    assert_eq!(needed, 6);
    let clear = |seed: usize| 12.0 + seed as f64 * 0.1;
    let one_against = |seed: usize| if seed == 1 { 4.0 } else { 12.0 + seed as f64 * 0.1 };
    let none = |seed: usize| if seed.is_multiple_of(2) { 3.0 } else { 7.0 };
    for n in 2..=20 {
        let of = |rate: fn(usize) -> f64| made_up(&(0..n).map(rate).collect::<Vec<_>>());
        let expected = |enough: Verdict| if n < needed { Verdict::TooFew } else { enough };
        assert_eq!(of(clear).verdict, expected(Verdict::Green), "{n} seeds, a clear effect");
        assert_eq!(of(none).verdict, expected(Verdict::Red), "{n} seeds, no effect");
        // With one network against it the interval excludes no effect from six seeds on, and flips of signs say so from eight.
        let verdict = of(one_against).verdict;
        assert_eq!(verdict == Verdict::TooFew, n < needed, "{n} seeds, one against");
        assert!(verdict != Verdict::Green || n >= 7, "{n} seeds, one against: {verdict:?}");
        let reason = of(clear).reason.to_string();
        assert_eq!(
            reason.contains("1 of 1 primary expectation in the band; a verdict needs 6 seeds"),
            n < needed,
            "{reason}"
        );
    }
    // Where nothing is random three networks are as good as twenty; two may agree by chance.
    assert_eq!(made_up(&[12.0; 2]).verdict, Verdict::TooFew);
    assert_eq!(made_up(&[12.0; 3]).verdict, Verdict::Green);
}

/// Beside the live view a batch takes only what is left over.
#[cfg(target_os = "linux")]
#[test]
fn a_batch_of_leftovers_has_the_least_priority() {
    let scene = Scene::shipped("three_knobs").expect("it ships");
    let plan = Arc::new(Plan::new(&scene, Some(2), Some(1), &[]).expect("an experiment"));
    let batch = Batch::start(&plan, &Results::default(), 1, Share::Leftover);
    let mut least = false;
    while !least && !batch.is_over() {
        least = std::fs::read_dir("/proc/self/task").expect("a list of threads").flatten().any(|thread| {
            let text = std::fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
            // Niceness is the 17th field after the name.
            text.contains("(experiment 0)")
                && text.rsplit(')').next().and_then(|fields| fields.split_whitespace().nth(16)) == Some("19")
        });
    }
    assert!(least, "no thread of the batch had niceness 19 while it ran");
}

#[test]
fn a_scene_whose_rule_is_switched_off_loses_its_effect() {
    let off = ["slow_rate", "fast_rate", "slow_rate_dopamine"]
        .map(|rate| (format!("populations[E].intrinsic_plasticity.{rate}"), "0.0".to_owned()));
    let scene = Scene::shipped("learning_lowers_the_bar").expect("it ships").changed(&off).expect("no faults");
    let plan = Arc::new(Plan::new(&scene, Some(2), Some(1), &["both".to_owned()]).expect("an experiment"));
    let mut results = Results::default();
    let batch = Batch::start(&plan, &results, 2, Share::Usual);
    while results.runs.len() < plan.runs().len() {
        if let Some((run, record)) = batch.next(Duration::from_mins(2)).unwrap() {
            results.runs.insert(run, record);
        }
    }
    let metric = plan.experiment.metrics.iter().position(|metric| metric.name == "bar at 1 h over before");
    for run in plan.runs() {
        assert_eq!(results.value(run, metric.expect("the metric")), Some(1.0));
    }
}

#[test]
fn the_spotlight_is_gone_without_pairing_and_without_its_rule() {
    let scene = Scene::shipped("spotlight").expect("it ships");
    let value = |scene: &Scene, arm: &str, name: &str| {
        let plan = Plan::new(scene, Some(2), Some(1), &[arm.to_owned()]).expect("an experiment");
        let run = plan.runs()[0];
        let observation = Observation::of(&plan, run, &|| false).unwrap().expect("nobody stops it");
        let metric = plan.experiment.metrics.iter().find(|metric| metric.name == name).expect("the metric");
        measure(&observation, &metric.of)
    };
    let (index, difference) = ("spotlight index", "e of group 1 minus e of group 2");
    let paired = value(&scene, "spotlight", index).expect("there is excitability");
    let uniform = value(&scene, "uniform", index).expect("there is excitability");
    assert!(paired > 0.75 && (0.4..0.6).contains(&uniform), "paired {paired}, uniform {uniform}");
    let off = ["slow_rate", "fast_rate", "slow_rate_dopamine"]
        .map(|rate| (format!("populations[E].intrinsic_plasticity.{rate}"), "0.0".to_owned()));
    let still = scene.changed(&off).expect("no faults");
    assert_eq!(value(&still, "spotlight", difference), Some(0.0));
}
