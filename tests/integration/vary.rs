//! Parameters a fifth smaller and larger: what may be varied, what is varied, and what a report says of it.

use crate::cli::{Folder, rheobase, text};
use rheobase::experiment::{Plan, Results, Run, RunRecord, scene_hash, varied_markdown};
use rheobase::scene::file::SceneFile;
use rheobase::scene::{Fault, Scene, shipped};

/// Twelve cells with noise, five of which get a current in two of three arms; `vary` is what stands between its brackets.
fn made_up(vary: &str) -> String {
    format!(
        r#"Scene(
    version: 1, name: "made up", summary: "Twelve cells.", dt: ms(0.5),
    populations: [(name: "E", count: 12, neuron: (medium_ahp: 9.0, slow_ahp: 0.0))],
    inputs: [
        Poisson(to: "E", rate: kHz(1.0), conductance: nS(1.5)),
        Current(to: "E", neurons: Range(0, 5), shape: Step(start: ms(0.0), stop: ms(5000.0), amplitude: pA(1.0))),
    ],
    timeline: [Wait(duration: s(0.3)), Wait(duration: s(0.003)), Mark("look"), Wait(duration: s(1.0))],
    experiment: (
        claim: "A current makes cells fire.",
        arms: [
            (name: "driven", set: [("inputs[1].shape.amplitude", "pA(250.0)")]), (name: "not driven"),
            (name: "more noise", set: [("inputs[0].rate", "kHz(1.1)")]),
        ],
        seeds: 3, first_seed: 1,
        vary: [
{vary}
        ],
        metrics: [(name: "rate", unit: "Hz", of: Rate(Neurons(population: "E", neurons: Range(0, 5)), (mark: "look")))],
        expectations: [
            (metric: "rate", versus: Arm("not driven"), band: (2.0, 100.0), primary: true, source: "made up"),
            (metric: "rate", arm: Some("more noise"), band: (0.0, 100.0), source: "made up"),
        ],
    ),
)"#
    )
}

fn scene(vary: &str) -> Scene {
    Scene::parse(&made_up(vary), "made up").unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn written(scene: &Scene) -> String {
    let file: &SceneFile = scene;
    ron::ser::to_string_pretty(file, ron::ser::PrettyConfig::new()).expect("a scene is plain data")
}

/// Two parameters, one of which an arm sets itself.
const TWO: &str = "            \"inputs[0].conductance\",\n            \"inputs[1].shape.amplitude\",";

#[test]
fn what_is_varied_is_no_part_of_the_hash() {
    let (plain, varied) = (scene(""), scene(TWO));
    assert_ne!(plain, varied);
    assert_eq!(scene_hash(&plain), scene_hash(&varied));
    assert!(!written(&plain).contains("vary"), "a scene that varies nothing is written as it always was");
}

#[test]
fn a_parameter_that_cannot_be_varied_is_refused_with_its_place() {
    let one = |path: &str| format!("            \"{path}\",");
    let many = (0..11).map(|_| one("inputs[0].conductance")).collect::<Vec<_>>().join("\n");
    let twice = format!("{}\n{}", one("populations[0].neuron.threshold"), one("populations[E].neuron.threshold"));
    let first_line = made_up("").lines().position(|line| line.contains("vary: [")).expect("it is there") + 2;
    for (vary, line, said) in [
        (one("inputs[0].conductence"), 0, "`inputs[0]` has no field `conductence`. | Did you mean `conductance`?"),
        (one("inputs[7].conductance"), 0, "has no element [7]. | It has 2 elements"),
        (one("populations[*].neuron.treshold"), 0, "`populations[0].neuron` has no field `treshold`."),
        (one("populations[E].name"), 0, "`populations[E].name` is no number. | Name a number of the model"),
        (one("populations[E].neuron"), 0, "is no number."),
        (one("populations[E].neuron.slow_ahp"), 0, "is 0, and so is a fifth of it."),
        (one("experiment.seeds"), 0, "nothing in the network depends on `experiment.seeds`."),
        (one(""), 0, "is not a path"),
        (twice, 1, "is varied already, as `populations[0].neuron.threshold`. | Name each parameter once."),
        (many, 1, "is varied already"),
        // These are found with the scene that they make.
        (
            one("populations[E].neuron.medium_ahp"),
            0,
            "times 1.2 is 10.8, and then populations[0].neuron.medium_ahp: 10.8 is",
        ),
        (one("populations[E].count"), 0, "times 0.8 is 9.6, and then populations[0].count:"),
        (one("timeline[1].duration"), 0, "times 0.8 is s(0.0024), and then timeline[1].duration:"),
    ] {
        let faults = Scene::parse(&made_up(&vary), "made up").and_then(|scene| scene.variations());
        let faults: Vec<Fault> = faults.err().unwrap_or_else(|| panic!("{vary} is no fault"));
        let told = |fault: &Fault| format!("{} | {}", fault.what, fault.hint);
        let fault = faults.iter().find(|fault| told(fault).contains(said));
        let fault =
            fault.unwrap_or_else(|| panic!("{vary}: {}", faults.iter().map(told).collect::<Vec<_>>().join("\n")));
        assert_eq!(fault.path, format!("experiment.vary[{line}]"));
        assert_eq!(fault.position.map(|place| place.line), Some(first_line + line), "{vary}");
        assert!(fault.excerpt.contains('^'), "{vary}: {}", fault.excerpt);
    }
    let many = (0..11).map(|index| one(&format!("timeline[{index}].duration"))).collect::<Vec<_>>().join("\n");
    let faults = Scene::parse(&made_up(&many), "made up").expect_err("eleven");
    assert!(faults.iter().any(|fault| fault.what == "11 parameters are varied, and at most 10 can be."), "{faults:?}");
}

#[test]
fn varied_scenes_differ_from_the_scene_in_that_parameter_only_and_by_a_fifth() {
    let words = |line: &str| -> Vec<String> {
        line.split(|c: char| !(c.is_alphanumeric() || "_.+-".contains(c))).map(str::to_owned).collect()
    };
    let mut scenes = 0;
    for entry in shipped() {
        let scene = Scene::shipped(entry.name).expect("it ships");
        let Some(experiment) = scene.experiment.as_ref().filter(|experiment| !experiment.vary.is_empty()) else {
            continue;
        };
        let variations = scene.variations().unwrap_or_else(|faults| panic!("{faults:?}"));
        assert_eq!(variations.len(), 2 * experiment.vary.len(), "{}", entry.name);
        let plain = written(&scene);
        for (variation, varied) in variations {
            let what = format!("{}: {variation:?}", entry.name);
            let varied = written(&varied);
            assert_eq!(plain.lines().count(), varied.lines().count(), "{what}");
            let changed: Vec<(&str, &str)> =
                plain.lines().zip(varied.lines()).filter(|(own, other)| own != other).collect();
            assert!(
                !changed.is_empty() && (changed.len() == 1 || variation.path.contains("[*]")),
                "{what}: {changed:?}"
            );
            for (own, other) in changed {
                let pairs: Vec<(String, String)> =
                    words(own).into_iter().zip(words(other)).filter(|(own, other)| own != other).collect();
                let [(own, other)] = &pairs[..] else { panic!("{what}: {own} and {other}") };
                let (own, other): (f64, f64) = (own.parse().expect("a number"), other.parse().expect("a number"));
                assert!((other - own * variation.factor).abs() <= 1e-7 * own.abs(), "{what}: {own} and {other}");
            }
        }
        scenes += 1;
    }
    assert!(scenes >= 9, "{scenes} scenes name what they rest on");
}

#[test]
fn only_what_primary_expectations_compare_is_run_and_arms_have_the_last_word() {
    let scene = scene(TWO);
    let plan = Plan::new(&scene, None, None, &[]).expect("it has an experiment");
    let varied = plan.variations(&scene, 2).expect("no faults");
    assert_eq!(varied.len(), 4);
    for one in &varied {
        let runs: Vec<(usize, u64)> = one.runs().iter().map(|run| (run.arm, run.seed)).collect();
        assert_eq!(runs, [(0, 1), (1, 1), (0, 2), (1, 2)]);
        assert_ne!(one.scene_hash, plan.scene_hash);
    }
    let inputs = |plan: &Plan, arm| plan.scene(Run { condition: 0, arm, seed: 1 }).expect("it is run").inputs.clone();
    let amplitude = &varied[2];
    assert_eq!(amplitude.variation.as_ref().map(|variation| variation.value.as_str()), Some("pA(0.8)"));
    assert_eq!(inputs(amplitude, 0), inputs(&plan, 0), "this arm sets the amplitude itself");
    assert_ne!(inputs(amplitude, 1), inputs(&plan, 1));
    let fault = Plan::new(&scene, None, None, &["driven".to_owned()]).expect("an arm").variations(&scene, 2);
    assert!(fault.is_err_and(|faults| faults[0].what.contains("of no primary expectation all arms are run")));
}

/// Mean difference of the rate between the arms "driven" and "not driven" in records of a variation.
fn mean_difference(records: &[RunRecord], path: &str, factor: f64) -> f64 {
    let of = |arm: &str| -> f64 {
        let is = |record: &&RunRecord| {
            record.arm == arm
                && record.varied.as_ref().is_some_and(|varied| varied.path == path && varied.factor == factor)
        };
        records.iter().filter(is).filter_map(|record| record.values[0]).sum()
    };
    (of("driven") - of("not driven")) / 2.0
}

#[test]
fn the_report_has_a_row_a_parameter_and_an_interruption_changes_no_byte() {
    let folder = Folder::new("vary");
    let file = folder.0.join("made_up.ron");
    std::fs::write(&file, made_up(TWO)).expect("a file");
    let (file, out) = (file.display().to_string(), folder.0.display().to_string());
    let plain = rheobase(&["experiment", &file, "--out", &out]);
    assert!(!folder.read("report.md").contains("fifth") && !text(&plain.stdout).contains("fifth"));
    let runs = folder.read("runs.jsonl");
    assert!(!runs.contains("varied"), "{runs}");

    let vary = || rheobase(&["experiment", &file, "--out", &out, "--vary", "--vary-seeds", "2"]);
    let output = vary();
    assert_eq!(output.status.code(), plain.status.code(), "{}", text(&output.stderr));
    let said = "--vary: 2 parameters a fifth smaller and larger on 2 seeds: 16 runs besides the 9.";
    assert!(text(&output.stderr).contains(said), "{}", text(&output.stderr));
    assert_eq!(folder.read("runs.jsonl"), runs, "what was finished is not done again");
    let report = folder.read("report.md");
    let kept = folder.read("varied.jsonl");
    let records: Vec<RunRecord> = kept
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_str(line).expect("a record"))
        .collect();
    assert_eq!(records.len(), 16);
    let mut inside = 0;
    for (path, values) in
        [("inputs[0].conductance", "nS(1.2) | nS(1.8)"), ("inputs[1].shape.amplitude", "pA(0.8) | pA(1.2)")]
    {
        let row = format!("| {path} | {values} | ");
        let row =
            report.lines().find_map(|line| line.strip_prefix(&row)).unwrap_or_else(|| panic!("{row} in {report}"));
        let cells: Vec<&str> = row.trim_end_matches(" |").split(" / ").collect();
        for (cell, factor) in cells.iter().zip([0.8, 1.2]) {
            let mean = mean_difference(&records, path, factor);
            let shown: f64 = cell.trim_end_matches(" out").parse().expect("a number");
            assert!((shown - mean).abs() <= 1e-3 * mean.abs(), "{path}: {shown} in the report, {mean} in the records");
            assert_eq!(cell.ends_with("out"), !(2.0..=100.0).contains(&mean), "{path}: {cell}");
            inside += usize::from((2.0..=100.0).contains(&mean));
        }
        assert_eq!(cells.len(), 2, "{row}");
        assert!(text(&output.stdout).contains(path), "{}", text(&output.stdout));
    }
    let sentence = format!("{inside} of 4 changes leave");
    assert!(report.contains(&sentence) && text(&output.stdout).contains(&sentence), "{sentence} in {report}");
    assert!(report.contains("No verdict rests on it"), "{report}");

    // The section can be made from records alone, such as might ship with the program.
    let scene = scene(TWO);
    let plan = Plan::new(&scene, None, None, &[]).expect("it has an experiment");
    let (results, _) = Results::of_text(&plan, &runs);
    let varied: Vec<(Plan, Results)> = plan
        .variations(&scene, 2)
        .expect("no faults")
        .into_iter()
        .map(|plan| {
            let (results, stale) = Results::of_text(&plan, &kept);
            assert!(!stale && results.runs.len() == 4);
            (plan, results)
        })
        .collect();
    let varied: Vec<(&Plan, &Results)> = varied.iter().map(|(plan, results)| (plan, results)).collect();
    assert!(report.contains(&varied_markdown(&plan, &results, &varied)), "{report}");

    // Seven runs were finished, and the eighth was cut off.
    let cut: usize = kept.split_inclusive("}\n").take(8).map(str::len).sum();
    std::fs::write(folder.0.join("varied.jsonl"), &kept[..cut - 20]).expect("cut off");
    let output = vary();
    assert!(
        text(&output.stderr).contains("16 of 25 runs were finished before and are kept."),
        "{}",
        text(&output.stderr)
    );
    assert_eq!(folder.read("report.md"), report);
}

#[test]
fn a_change_that_a_seed_does_not_survive_is_not_said_to_stay_in_its_band() {
    let scene = scene(TWO);
    let plan = Plan::new(&scene, None, None, &[]).expect("it has an experiment");
    let results = |plan: &Plan, hole: bool| {
        let mut results = Results::default();
        for run in plan.runs() {
            let rate = (!hole || run.seed > 1).then_some(if run.arm == 0 { 12.0 } else { 5.0 });
            results.add(plan, RunRecord::new(plan, run, vec![rate], None));
        }
        results
    };
    let plans = plan.variations(&scene, 3).expect("no faults");
    let varied: Vec<Results> = plans.iter().enumerate().map(|(index, plan)| results(plan, index == 1)).collect();
    let varied: Vec<(&Plan, &Results)> = plans.iter().zip(&varied).collect();
    let section = varied_markdown(&plan, &results(&plan, false), &varied);
    for part in [
        "**3 of 4 changes leave every primary expectation in its band.**",
        "| as the scene says | – | – | 7 |",
        "| inputs[0].conductance | nS(1.2) | nS(1.8) | 7 / 7 (1 missing) out |",
        "| inputs[1].shape.amplitude | pA(0.8) | pA(1.2) | 7 / 7 |",
        "(1) rate, driven, minus not driven, band 2 to 100",
    ] {
        assert!(section.contains(part), "{part} in {section}");
    }
}

#[test]
fn varying_what_a_scene_does_not_name_is_explained() {
    let folder = Folder::new("vary-nothing");
    let file = folder.0.join("made_up.ron");
    std::fs::write(&file, made_up("")).expect("a file");
    let file = file.display().to_string();
    let output = rheobase(&["experiment", &file, "--vary"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("names no parameters to vary.\n    Name them"), "{}", text(&output.stderr));
    assert_eq!(rheobase(&["experiment", &file, "--vary-seeds", "2"]).status.code(), Some(2));
}
