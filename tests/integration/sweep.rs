//! Sweeps: one run many times, each the same as alone, whatever the threads.

use crate::cli::{Folder, rheobase, text};
use rheobase::scene::Scene;
use rheobase::simulation::{LoggedCommand, RunAccount, Simulation, SimulationCommand};
use rheobase::study::{Axis, Case, Readout, Study, Varied, reading};
use std::sync::Arc;

/// A row of a table by its titles.
fn rows(table: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let body: Vec<&str> = table.lines().filter(|line| !line.starts_with('#')).collect();
    let body = body.join("\n");
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    reader.deserialize().map(|row| row.expect("a row as long as the titles")).collect()
}

#[test]
fn a_sweep_is_the_same_with_one_thread_and_two_and_each_of_its_runs_the_same_as_alone() {
    let folder = Folder::new("sweep");
    let path = |name: &str| folder.0.join(name).display().to_string();
    let sweep = |jobs: &str, name: &str| {
        let (table, curves) = (path(name), path(&format!("curves-{name}")));
        let vary = ["--vary", "projections[0].conductance=1..2:2", "--seeds", "3..5", "--for", "150ms"];
        let read = ["--read", "rate:E", "--read", "threshold:E", "--read", "level:dopamine"];
        let to = ["--out", &table, "--curves", &curves, "--jobs", jobs];
        let all = [["sweep", "wake"].as_slice(), &vary, &read, &to].concat();
        let output = rheobase(&all);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let said = text(&output.stderr);
        assert!(said.contains("6 runs: about ") && said.contains("MB of results"), "{said}");
        assert!(text(&output.stdout).contains("Mean over 3 seeds, and its 95 % interval."), "{}", text(&output.stdout));
        (folder.read(name), folder.read(&format!("curves-{name}")))
    };
    let (table, curves) = sweep("1", "one.csv");
    assert_eq!((table.clone(), curves.clone()), sweep("2", "two.csv"), "the order of threads shows");
    assert!(table.starts_with("# Rheobase ") && table.contains("wake"), "{table}");
    let rows = rows(&table);
    assert_eq!(rows.len(), 2 * 3 * 3);
    for row in &rows {
        assert_eq!((&*row["time_s"], &*row["stopped"]), ("0.15", ""));
    }
    let rates: Vec<_> = rows.iter().filter(|row| row["read_out"] == "rate:E").collect();
    for row in rates.iter().step_by(2) {
        let out = path("alone");
        let set = format!("projections[0].conductance={}", row["projections[0].conductance"]);
        let alone =
            ["run", "wake", "--until", "150ms", "--seed", &row["seed"], "--set", &set, "--out", &out, "--quiet"];
        assert!(rheobase(&alone).status.success());
        let summary: serde_json::Value = serde_json::from_str(&folder.read("alone/summary.json")).expect("JSON");
        assert_eq!(summary["state_hash"], row["state_hash"]);
        // Bins of 20 ms: the last of them ends at 140 ms.
        let spikes = folder.read("alone/spikes.csv");
        let of_e = |line: &&str| line.split(',').nth(1) == Some("E");
        let before =
            |line: &&str| line.split(',').next().and_then(|time| time.parse().ok()).is_some_and(|t: f64| t < 139.95);
        let spikes = spikes.lines().filter(of_e).filter(before).count() as f64;
        let neurons = summary["populations"]["E"]["neurons"].as_f64().expect("a number");
        let (own, expected) = (row["value"].parse::<f64>().expect("a number"), spikes / neurons / 0.14);
        assert!((own - expected).abs() < 1e-4 * expected.max(1.0), "{own} and {expected}");
    }
    assert!(curves.lines().count() > 2 * 3 * 3 + 2, "{curves}");
}

#[test]
fn a_parameter_of_a_rule_is_set_from_the_start_in_place_of_what_the_run_sets_of_it() {
    let scene = Arc::new(Scene::shipped("learn_sleep_remember").expect("it ships"));
    let set = |value: f32| SimulationCommand::SetParameter {
        rule: rheobase::plasticity::Rule::TripletStdp,
        parameter: "presynaptic_tau".to_owned(),
        value,
    };
    let strength = LoggedCommand { step: 300, command: SimulationCommand::SetInputStrength(1.5) };
    let log = vec![LoggedCommand { step: 200, command: set(30.0) }, strength.clone()];
    let base = RunAccount { scene: Arc::clone(&scene), seed: 7, steps: 1000, log, hash: None };
    let what = Varied::of("triplet_stdp.presynaptic_tau");
    let axis = Axis { what, values: vec![10.0, 25.0] };
    let read = vec![Readout::Rate(0)];
    let study = Study::new(base, vec![axis], vec![7, 8], read.clone()).expect("values in their range");
    assert_eq!((study.runs(), study.cases()[2].clone()), (4, Case { values: vec![25.0], seed: 7 }));
    let account = study.account(&study.cases()[2]).expect("it can be done");
    assert_eq!(account.log, [LoggedCommand { step: 0, command: set(25.0) }, strength]);
    let own = reading(&account, &read, &|| false).expect("it runs").expect("nobody stopped it");
    let again = Simulation::replay(scene, 7, &account.log, 1000).expect("no command is refused");
    assert_eq!(own.hash, again.state_hash(), "looking changed the run");
    assert_eq!(reading(&account, &read, &|| true), Ok(None), "it can be stopped");
}

#[test]
fn what_is_wrong_with_a_sweep_is_explained() {
    let message = |more: &[&str]| {
        let output = rheobase(&[["sweep", "one_neuron", "--for", "50ms"].as_slice(), more].concat());
        assert!(!output.status.success(), "{more:?}");
        text(&output.stderr)
    };
    for (more, parts) in [
        (&["--vary", "populations[X].count=1..2:2"][..], &["--vary populations[X].count=1", "no element [X]"][..]),
        (
            &["--vary", "populations[E].neuron.threshold=-50..900:3"],
            &["neuron.threshold: 425 mV is outside the allowed range"],
        ),
        (&["--vary", "triplet_stdp.rate=0..0.1:2"], &["--vary triplet_stdp.rate=0", "no triplet_stdp", "Add the rule"]),
        (&["--vary", "a=1..2"], &["how many values"]),
        (&["--read", "rat:E"], &["--read rat:E", "Did you mean rate:E?"]),
        (&["--seeds", "5..3"], &["1..20"]),
        (&["--seed", "3", "--seeds", "1..2"], &["cannot be used with"]),
        (
            &["--seeds", "1..1000", "--vary", "populations[E].neuron.threshold=-55..-50:1000"],
            &["1,000,000 runs", "about", "--anyway"],
        ),
        (&["--out", "/no/such/folder/sweep.csv"], &["/no/such/folder/sweep.csv"]),
    ] {
        let said = message(more);
        for part in parts {
            assert!(said.contains(part), "{part} in {said}");
        }
    }
}
