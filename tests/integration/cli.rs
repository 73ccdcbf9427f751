//! The command line as a user types it: output, files, exit codes.

use std::path::PathBuf;
use std::process::{Command, Output};

fn rheobase(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rheobase")).args(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder of its own for a test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("rheobase-cli-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).expect("the file was written")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

#[test]
fn run_writes_summary_spikes_and_recorders() {
    let folder = Folder::new("run");
    let out = folder.0.display().to_string();
    let output = rheobase(&["run", "one_neuron", "--until", "3s", "--out", &out]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("1 neurons, 0 synapses"), "{}", text(&output.stdout));
    assert!(output.stderr.is_empty(), "no progress bar without a terminal");

    let summary: serde_json::Value = serde_json::from_str(&folder.read("summary.json")).expect("JSON");
    for key in ["scene", "seed", "dt_ms", "simulated_s", "wall_s", "neurons", "synapses", "spikes", "state_hash"] {
        assert!(!summary[key].is_null(), "{key} is missing: {summary}");
    }
    assert_eq!(summary["dt_ms"], 0.1);
    assert_eq!(summary["simulated_s"], 3.0);
    for key in ["neurons", "rate_hz", "cv_isi", "population_cv"] {
        assert!(summary["populations"]["E"].get(key).is_some(), "{key} is missing: {summary}");
    }
    assert!(summary["down_states"]["per_s"].is_number() && summary["down_states"]["fraction"].is_number());

    let spikes = folder.read("spikes.csv");
    assert!(spikes.starts_with("time_ms,population,neuron\n"), "{spikes}");
    assert_eq!(spikes.lines().count() as u64 - 1, summary["spikes"].as_u64().unwrap_or(0));
    let trace = folder.read("trace.csv");
    assert!(trace.starts_with("time_ms,potential_mv[0],threshold_mv[0],ahp_ns[0],current_pa[0]\n"), "{trace}");
    assert_eq!(trace.lines().count(), 6001);
}

#[test]
fn the_same_seed_gives_the_same_state_and_another_does_not() {
    let hash = |seed: &str| {
        let output = rheobase(&["run", "wake", "--until", "50ms", "--seed", seed]);
        let stdout = text(&output.stdout);
        stdout.split_once("state ").map(|(_, rest)| rest.lines().next().unwrap_or("").to_owned())
    };
    assert_eq!(hash("3"), hash("3"));
    assert_ne!(hash("3"), hash("4"));
}

#[test]
fn quiet_says_nothing() {
    let output = rheobase(&["run", "one_neuron", "--until", "10ms", "--quiet"]);
    assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty());
}

#[test]
fn set_changes_a_value_by_index_or_name() {
    let spikes = |set: &str| {
        let output = rheobase(&["run", "one_neuron", "--until", "2s", "--set", set]);
        let stdout = text(&output.stdout);
        assert!(output.status.success(), "{}", text(&output.stderr));
        stdout.contains("0 synapses, 0 spikes")
    };
    assert!(spikes("populations[E].neuron.threshold=-40"), "140 pA stay below a higher threshold");
    assert!(!spikes("populations[0].neuron.threshold=mV(-55)"), "140 pA reach a lower one");
}

#[test]
fn wrong_values_of_set_are_explained() {
    let message = |set: &str| {
        let output = rheobase(&["run", "one_neuron", "--set", set]);
        assert_eq!(output.status.code(), Some(1), "{set}");
        text(&output.stderr)
    };
    let messages: Vec<String> = [
        "populations[X].count=3",
        "populations[E].neuron.thresold=-40",
        "populations[E].neuron.threshold=nS(3)",
        "populations[E].neuron.threshold=high",
        "populations[E].neuron.threshold=NaN",
        "populations[E].count=1.5",
        "dt=)",
    ]
    .into_iter()
    .map(message)
    .collect();
    assert_eq!(
        messages,
        [
            "--set populations[X].count=3: `populations` has no element [X].\n    Did you mean \"E\"?\n",
            "--set populations[E].neuron.thresold=-40: `populations[E].neuron` has no field `thresold`.\n    Did you mean `threshold`?\n",
            "one_neuron: populations[0].neuron.threshold: the unit is nS, but this quantity is in mV.\n    Convert the number and write mV(...).\n",
            "one_neuron: populations[0].neuron.threshold: `high` is not a number.\n    Write the unit in front, as in mV(1.0).\n",
            "one_neuron: populations[0].neuron.threshold: NaN is not a finite number.\n    Allowed: -100 to 50 mV.\n",
            "one_neuron: populations[0].count: `1.5` is not a whole number.\n",
            "--set dt=): `)` is not a value.\n    Write a number, a unit with a number such as mV(-51), or a word.\n",
        ]
    );
}

#[test]
fn check_reports_faults_and_exits_with_one() {
    let folder = Folder::new("check");
    let path = folder.0.join("bad.ron");
    std::fs::write(&path, "Scene(version: 1, name: \"\", summary: \"\", dt: mV(0.5), populations: [])")
        .expect("written");
    let output = rheobase(&["check", "wake", &path.display().to_string(), "absent.ron"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "wake: no faults (1,000 neurons, 20 s)\n");
    let stderr = text(&output.stderr).replace(&path.display().to_string(), "bad.ron");
    assert_eq!(
        stderr.lines().collect::<Vec<_>>(),
        [
            "bad.ron:1:25: name: the scene has no title.",
            "    Give it one.",
            "bad.ron:1:46: dt: the unit is mV, but this quantity is in ms.",
            "    Convert the number and write ms(...).",
            "bad.ron:1:68: populations: the scene has no population.",
            "    Give it at least one neuron.",
            "absent.ron: there is no such file.",
            "    `rheobase scenes` lists the shipped scenes.",
        ]
    );
}

#[test]
fn scenes_lists_one_a_line() {
    let output = rheobase(&["scenes"]);
    assert!(output.status.success());
    let stdout = text(&output.stdout);
    assert_eq!(stdout.lines().count(), rheobase::scene::shipped().len());
    assert!(stdout.starts_with("learn_sleep_remember  "), "{stdout}");
}

#[test]
fn a_name_that_is_not_there_is_explained() {
    let output = rheobase(&["run", "wke"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "wke: there is neither a file nor a shipped scene of this name.\n    Did you mean \"wake\"?\n"
    );
}

#[test]
fn a_folder_that_cannot_be_made_is_explained() {
    let folder = Folder::new("blocked");
    let path = folder.0.join("file");
    std::fs::write(&path, "").expect("written");
    let output = rheobase(&["run", "one_neuron", "--until", "10ms", "--out", &path.join("x").display().to_string()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("a file is in the way of this folder."), "{}", text(&output.stderr));
}

#[test]
fn a_folder_without_permission_is_explained() {
    let folder = Folder::new("forbidden");
    let inside = folder.0.join("locked");
    std::fs::create_dir_all(&inside).expect("a folder");
    let mut permissions = std::fs::metadata(&inside).expect("metadata").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&inside, permissions).expect("read-only");
    if std::fs::write(inside.join("probe"), "").is_ok() {
        // Root, and Windows, write here all the same; a path below a file is tested above.
        return;
    }
    let output = rheobase(&["run", "one_neuron", "--until", "10ms", "--out", &inside.display().to_string()]);
    assert_eq!(output.status.code(), Some(1));
    let expected = format!(
        "{}: there is no permission to write here.\n    Choose another folder for --out.\n",
        inside.join("spikes.csv").display()
    );
    assert_eq!(text(&output.stderr), expected);
}

/// A full disk: /dev/full takes nothing. Spikes go there, all else into a real folder.
#[cfg(unix)]
#[test]
fn a_full_disk_is_explained_and_keeps_what_was_written() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    // The few spikes of one neuron fail when the table is closed, the many of a network while it runs.
    for (scene, until, note) in [
        ("one_neuron", "3s", "a table could not be written to its end"),
        ("wake", "3s", "a table could not be written at t = "),
    ] {
        let folder = Folder::new(&format!("full-{scene}"));
        std::os::unix::fs::symlink("/dev/full", folder.0.join("spikes.csv")).expect("a link");
        let output = rheobase(&["run", scene, "--until", until, "--out", &folder.0.display().to_string()]);
        assert_eq!(output.status.code(), Some(1));
        let expected = format!(
            "{}: the disk is full. What was written before is kept.\n    Make room, choose another folder for --out, or record less.\n",
            folder.0.join("spikes.csv").display()
        );
        assert_eq!(text(&output.stderr), expected);
        let summary: serde_json::Value = serde_json::from_str(&folder.read("summary.json")).expect("JSON");
        assert!(summary["note"].as_str().is_some_and(|found| found.starts_with(note)), "{summary}");
        if scene == "one_neuron" {
            assert_eq!(folder.read("trace.csv").lines().count(), 6001, "the other table is whole");
        } else {
            let simulated = summary["simulated_s"].as_f64().expect("a time");
            assert!(simulated > 0.0 && simulated < 3.0, "{simulated}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_keeps_an_older_summary() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let folder = Folder::new("full-summary");
    std::fs::write(folder.0.join("summary.json"), "old").expect("written");
    std::os::unix::fs::symlink("/dev/full", folder.0.join("summary.json.part")).expect("a link");
    let output = rheobase(&["run", "one_neuron", "--until", "10ms", "--out", &folder.0.display().to_string()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("summary.json: the disk is full."), "{}", text(&output.stderr));
    assert_eq!(folder.read("summary.json"), "old");
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_was_computed() {
    use std::time::{Duration, Instant};
    let folder = Folder::new("interrupt");
    let out = folder.0.display().to_string();
    let child = Command::new(env!("CARGO_BIN_EXE_rheobase"))
        .args(["run", "wake", "--until", "9000s", "--out", &out])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    // Spikes in the table mean that it runs.
    let start = Instant::now();
    let size = || std::fs::metadata(folder.0.join("spikes.csv")).map_or(0, |metadata| metadata.len());
    while size() < 10_000 && start.elapsed() < Duration::from_mins(1) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let signal = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(signal.success());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(130), "{}", text(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
    let summary: serde_json::Value = serde_json::from_str(&folder.read("summary.json")).expect("JSON");
    let simulated = summary["simulated_s"].as_f64().expect("a time");
    assert!(simulated > 0.0 && simulated < 9000.0, "{simulated}");
    assert_eq!(summary["note"], format!("interrupted at t = {simulated:.3} s"));
    let note = format!("Not the whole run: interrupted at t = {simulated:.3} s");
    assert!(text(&output.stdout).contains(&note), "{}", text(&output.stdout));
    let spikes = folder.read("spikes.csv");
    assert_eq!(spikes.lines().count() as u64 - 1, summary["spikes"].as_u64().unwrap_or(0), "no spike is lost");
    assert!(spikes.ends_with('\n'));
}

#[test]
fn wrong_arguments_exit_with_two() {
    for arguments in [
        &["run", "wake", "--until", "10"][..],
        &["run", "wake", "--off", "triplet"],
        &["run", "wake", "--set", "dt"],
        &["run", "wake", "--seed", "-1"],
        &["check"],
    ] {
        let output = rheobase(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).starts_with("error: "), "{}", text(&output.stderr));
    }
}
