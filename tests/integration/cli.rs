//! The command line as a user types it: output, files, exit codes.

use std::path::PathBuf;
use std::process::{Command, Output};

/// What the program says and writes.
pub fn rheobase(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rheobase")).args(arguments).output().expect("the program starts")
}

/// What it said, as text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder of its own for a test, removed at its end.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("rheobase-cli-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    pub fn read(&self, name: &str) -> String {
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
    assert!(text(&output.stdout).contains("1 neuron, 0 synapses"), "{}", text(&output.stdout));
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
    // One cell is no population, and has no Down states.
    assert!(summary["down_states"].is_null() && summary["populations"]["E"]["population_cv"].is_null(), "{summary}");
    for words in ["too few cells", "Down states: too few spikes of excitatory cells to tell"] {
        assert!(text(&output.stdout).contains(words), "{}", text(&output.stdout));
    }

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
        "populations[5].count=3",
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
            "--set populations[5].count=3: `populations` has no element [5].\n    It has 1 element, number 0.\n",
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
fn a_value_that_is_set_twice_is_refused() {
    for (first, second, words) in [
        (
            "populations[E].count=3",
            "populations[0].count=4",
            "`populations[E].count` is set twice.\n    Keep one of them.",
        ),
        (
            "populations[0].neuron.threshold=-40",
            "populations[0].neuron=(threshold: mV(-45.0))",
            "`populations[0].neuron.threshold` is set, and then `populations[0].neuron`, which it is a part of.\n    Set \
             `populations[0].neuron` first.",
        ),
    ] {
        let output = rheobase(&["run", "one_neuron", "--until", "1ms", "--set", first, "--set", second]);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(text(&output.stderr), format!("--set {first}: {words}\n"));
        let other_way_round = rheobase(&["run", "one_neuron", "--until", "1ms", "--set", second, "--set", first]);
        assert_eq!(other_way_round.status.success(), words.contains("first"), "{}", text(&other_way_round.stderr));
    }
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
            "    1 | Scene(version: 1, name: \"\", summary: \"\", dt: mV(0.5), populations: [])",
            "      |                         ^^",
            "    Give it one.",
            "bad.ron:1:46: dt: the unit is mV, but this quantity is in ms.",
            "    1 | Scene(version: 1, name: \"\", summary: \"\", dt: mV(0.5), populations: [])",
            "      |                                              ^^^^^^^",
            "    Convert the number and write ms(...).",
            "bad.ron:1:68: populations: the scene has no population.",
            "    1 | Scene(version: 1, name: \"\", summary: \"\", dt: mV(0.5), populations: [])",
            "      |                                                                    ^",
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
        "{}: there is no permission to write here.\n    Choose another folder.\n",
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
            "{}: the disk is full. What was written before is kept.\n    Make room, choose another folder, or record less.\n",
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
fn a_summary_that_cannot_be_written_keeps_an_older_one() {
    let folder = Folder::new("full-summary");
    std::fs::write(folder.0.join("summary.json"), "old").expect("written");
    // No file may be longer than 512 bytes: the tables are not.
    let program = env!("CARGO_BIN_EXE_rheobase");
    let run = "run one_neuron --until 1ms --set populations[E].neuron.threshold=-51 --set seed=12345";
    let shell = format!("trap '' XFSZ; ulimit -f 1; exec '{program}' {run} --out '{}'", folder.0.display());
    let output = Command::new("sh").args(["-c", &shell]).output().expect("there is a shell");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("summary.json: cannot be written"), "{}", text(&output.stderr));
    // It does not stand beside the spikes of this run, though.
    assert_eq!(folder.read("summary.earlier.json"), "old");
    assert!(!folder.0.join("summary.json").exists());
}

/// A run that a signal ends: its files, with what it wrote to standard output.
#[cfg(unix)]
fn run_until_signal(name: &str, signal: &str, exit_code: i32) {
    use std::time::{Duration, Instant};
    let folder = Folder::new(name);
    std::fs::write(folder.0.join("summary.json"), "{}").expect("an earlier summary");
    let out = folder.0.display().to_string();
    let program = env!("CARGO_BIN_EXE_rheobase");
    let mut command = Command::new(program);
    if cfg!(target_os = "linux") && signal == "-HUP" {
        // Whoever started the tests may have made them deaf to it, as `nohup` does.
        command = Command::new("env");
        command.args(["--default-signal=HUP", program]);
    }
    let child = command
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
    assert!(!folder.0.join("summary.json").exists(), "an earlier summary stands beside new spikes");
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill");
    assert!(sent.success());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(exit_code), "{}", text(&output.stderr));
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
    assert!(!folder.0.join("summary.earlier.json").exists());
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_was_computed() {
    run_until_signal("interrupt", "-INT", 130);
}

#[cfg(unix)]
#[test]
fn the_end_of_a_batch_job_or_of_a_terminal_keeps_what_was_computed() {
    run_until_signal("terminate", "-TERM", 143);
    run_until_signal("hang-up", "-HUP", 129);
}

/// A scene file with one cell that fires by itself at these times, and more fields.
fn scripted(folder: &Folder, dt: &str, times: &str, fields: &str) -> String {
    let path = folder.0.join("scene.ron");
    let text = format!(
        "Scene(version: 1, name: \"t\", summary: \"x.\", dt: ms({dt}), guards: (runaway: Hz(10000.0)),
         populations: [(name: \"E\", count: 1, neuron: (threshold_sd: mV(0.0), noise_sd: mV(0.0), initial_spread: mV(0.0)))],
         inputs: [SpikeTimes(to: \"E\", times: [{times}], effect: Fire)], {fields})"
    );
    std::fs::write(&path, text).expect("written");
    path.display().to_string()
}

fn times(table: &str) -> Vec<String> {
    table.lines().skip(1).filter_map(|line| line.split(',').next()).map(str::to_owned).collect()
}

#[test]
fn a_scripted_spike_is_listed_when_it_was_asked_and_a_list_fed_back_gives_the_same_list() {
    let folder = Folder::new("fixed-point");
    let out = folder.0.display().to_string();
    let run = |list: &str| {
        let scene = scripted(&folder, "0.7", list, "duration: s(0.2)");
        let output = rheobase(&["run", &scene, "--out", &out, "--quiet"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        times(&folder.read("spikes.csv"))
    };
    let as_list = |times: &[String]| times.iter().map(|time| format!("ms({time})")).collect::<Vec<_>>().join(", ");
    let first = run("ms(0.0), ms(0.7), ms(10.5), ms(140.0)");
    assert_eq!(first, ["0", "0.7", "10.5", "140"]);
    let second = run(&as_list(&first));
    assert_eq!(second, first);
}

#[test]
fn all_tables_have_one_clock_without_the_noise_of_binary_fractions() {
    let folder = Folder::new("clock");
    let recorder = "duration: s(141.0), recorders: [Neurons(name: \"v\", population: \"E\", neurons: [0], variables: [Potential], every: ms(0.7))]";
    let scene = scripted(&folder, "0.7", "ms(700.0), ms(140000.0)", recorder);
    let output = rheobase(&["run", &scene, "--out", &folder.0.display().to_string(), "--quiet"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(times(&folder.read("spikes.csv")), ["700", "140000"]);
    let rows = times(&folder.read("v.csv"));
    assert_eq!((rows[0].as_str(), rows[2].as_str(), rows[200_000].as_str()), ("0.7", "2.1", "140000.7"));
    let scene = scripted(&folder, "0.1", "", "");
    let output = rheobase(&["run", &scene, "--until", "0.3ms"]);
    assert!(text(&output.stdout).contains(": 0.0003 s simulated in "), "{}", text(&output.stdout));
}

#[test]
fn rates_are_those_of_the_whole_run() {
    let folder = Folder::new("rate");
    let spikes: Vec<String> = (0..81).map(|spike| format!("ms({}.0)", 10 * spike)).collect();
    let scene = scripted(&folder, "0.1", &spikes.join(", "), "");
    for (until, rate) in [("2s", 40.5), ("2.1s", 81.0 / 2.1)] {
        let output = rheobase(&["run", &scene, "--until", until, "--out", &folder.0.display().to_string(), "--quiet"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let summary: serde_json::Value = serde_json::from_str(&folder.read("summary.json")).expect("JSON");
        let found = summary["populations"]["E"]["rate_hz"].as_f64().expect("a rate");
        assert!((found - rate).abs() < 1e-9, "{found} Hz in {until}");
    }
}

#[test]
fn a_second_run_into_a_folder_takes_the_tables_of_the_first_away_and_names_those_of_others() {
    let folder = Folder::new("second-run");
    let out = folder.0.display().to_string();
    assert!(rheobase(&["run", "one_neuron", "--until", "10ms", "--out", &out, "--quiet"]).status.success());
    assert!(folder.0.join("trace.csv").exists());
    std::fs::write(folder.0.join("mine.csv"), "x").expect("written");
    let output = rheobase(&["run", "wake", "--until", "10ms", "--out", &out]);
    assert!(output.status.success());
    assert_eq!(text(&output.stderr), format!("note: not of this run, in {out}: mine.csv\n"));
    assert!(!folder.0.join("trace.csv").exists(), "a table of the first run is left");
    assert_eq!(folder.read("mine.csv"), "x");
    assert!(!folder.0.join("summary.earlier.json").exists());
}

#[test]
fn check_says_what_becomes_of_times_between_two_steps() {
    let folder = Folder::new("notes");
    let scene = scripted(&folder, "0.1", "ms(1.0)", "duration: s(0.00325)");
    let output = rheobase(&["check", &scene]);
    assert!(output.status.success() && output.stderr.is_empty());
    let stdout = text(&output.stdout).replace(&scene, "x.ron");
    let lines: Vec<&str> = stdout.lines().collect();
    assert_eq!(lines[0], "x.ron: no faults (1 neuron, 0.0033 s)");
    assert_eq!(lines[1], "note: x.ron:3:83: duration: 0.00325 s lies between two steps of 0.1 ms; 0.0033 s is taken.");
    assert!(lines[3].ends_with("^^^^^^^^^^"), "{stdout}");
    assert_eq!(lines.len(), 4, "{stdout}");
}

#[test]
fn a_run_of_no_step_is_refused_and_a_time_between_two_steps_is_said() {
    let refused = rheobase(&["run", "one_neuron", "--until", "0.01ms"]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(
        text(&refused.stderr),
        "--until: 0.01 ms is less than half a step of the scene, 0.1 ms.\n    Give at least 0.1 ms.\n"
    );
    let rounded = rheobase(&["run", "one_neuron", "--until", "0.37ms"]);
    assert!(rounded.status.success());
    assert_eq!(text(&rounded.stderr), "note: --until: 0.37 ms lies between two steps of 0.1 ms; 0.4 ms is taken.\n");
    assert!(rheobase(&["run", "one_neuron", "--until", "0.4ms"]).stderr.is_empty());
}

/// Names of files are bytes; not all of them are text.
#[cfg(target_os = "linux")]
#[test]
fn a_scene_file_may_have_any_name() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new("name");
    let path = folder.0.join(std::ffi::OsStr::from_bytes(b"a\xff.ron"));
    std::fs::rename(scripted(&folder, "0.1", "", ""), &path).expect("renamed");
    let output = Command::new(env!("CARGO_BIN_EXE_rheobase")).arg("check").arg(&path).output().expect("it starts");
    assert!(output.status.success(), "{}", text(&output.stderr));
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
