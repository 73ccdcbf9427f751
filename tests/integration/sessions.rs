//! Sessions in files: they come back to the same bits, bad files are told, and nobody loses more than a second when the program is killed.

use crate::rig::{Dice, shipped};
use rheobase::modulation::{BrainState, Modulator};
use rheobase::scene::Scene;
use rheobase::session_file::{Autosave, Slot, read, text, write};
use rheobase::simulation::{
    LoggedCommand, NeuronProperty, RunAccount, Runner, RunnerRequest, Simulation, SimulationCommand, WholeRun,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// A folder of this test, gone when it is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("rheobase-sessions-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// From 0 to 1, with all digits that a number can have.
fn share(dice: &mut Dice) -> f32 {
    dice.below(1 << 24) as f32 / (1 << 24) as f32
}

fn command(dice: &mut Dice) -> SimulationCommand {
    let neurons = vec![dice.below(40) as u32, 3];
    match dice.below(7) {
        0 => SimulationCommand::SetInputStrength(2.9 * share(dice)),
        1 => SimulationCommand::Paint { neurons, value: 2.0 * share(dice) - 1.0 },
        2 => SimulationCommand::SetModulator { modulator: Modulator::Acetylcholine, level: share(dice) },
        3 => SimulationCommand::EnterState(BrainState::Nrem),
        4 => SimulationCommand::FollowTimeline,
        5 => SimulationCommand::Poke { neurons, current_pa: 1500.0 * share(dice), milliseconds: 5.0 },
        _ => SimulationCommand::SetNeuron {
            neurons,
            property: NeuronProperty::RestingThreshold,
            value: -52.0 + 4.0 * share(dice),
        },
    }
}

/// A run of so many steps with random commands, and its last hash.
fn run(scene: Scene, seed: u64, steps: u64) -> WholeRun {
    let mut dice = Dice(seed);
    let mut simulation = Simulation::from_shared(Arc::new(scene), seed).unwrap();
    while simulation.steps() < steps {
        let command = command(&mut dice);
        if command.fault(simulation.scene()).is_none() {
            simulation.apply(command);
        }
        simulation.step((1 + dice.below(200)).min(steps - simulation.steps()));
    }
    let (scene, log) = (Arc::clone(simulation.scene()), simulation.log().to_vec());
    let hash = Some(simulation.state_hash());
    WholeRun { hash, ..RunAccount { scene, seed, steps, log, hash: None }.into() }
}

#[test]
fn a_session_comes_back_to_the_same_bits() {
    let folder = Folder::new("round");
    let path = folder.0.join("mine.rheobase");
    let set = [("seed".to_owned(), "77".to_owned())];
    let scenes = [
        shipped("learn_sleep_remember"),
        shipped("one_neuron"),
        shipped("wake").changed(&set).unwrap(),
        Scene::parse(&shipped("nrem").written().replacen('\n', "\r\n// \"# a comment\r\n", 3), "folder/my \"own\".ron")
            .unwrap(),
    ];
    for (seed, scene) in (u64::MAX - 3..).zip(scenes) {
        let mut run = run(scene, seed, 1500);
        (run.shown, run.markers) = (1200, vec![0, 700]);
        write(&path, &run, &("a view", 0.1_f32)).unwrap();
        let read = read::<(String, f32)>(&path).unwrap();
        assert_eq!(read.run, run);
        assert_eq!(read.window, Ok(("a view".to_owned(), 0.1)));
        let account = read.run.account;
        assert_eq!(
            (account.scene.source(), account.scene.changes()),
            (run.account.scene.source(), run.account.scene.changes())
        );
        assert_eq!(account.scene.written(), run.account.scene.written());
        let again = Simulation::replay(Arc::clone(&account.scene), account.seed, &account.log, account.steps).unwrap();
        assert_eq!(Some(again.state_hash()), run.hash, "{}", account.scene.name);
    }
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1, "nothing else is left");
}

/// What is said of a file with this content.
fn said(folder: &Folder, content: &[u8]) -> Result<WholeRun, String> {
    let path = folder.0.join("bad.rheobase");
    fs::write(&path, content).unwrap();
    let read = read::<(u32, Vec<String>)>(&path);
    read.map(|read| read.run).map_err(|failure| {
        assert!(failure.0.starts_with(&path.display().to_string()), "{}", failure.0);
        failure.0
    })
}

fn small() -> (WholeRun, String) {
    let run = run(shipped("one_neuron"), 4, 600);
    let text = text(&run, &(7_u32, vec!["(a \"window\"".to_owned()])).unwrap();
    (run, text)
}

#[test]
fn a_file_that_is_cut_anywhere_or_has_a_wrong_byte_is_told_and_nothing_panics() {
    let folder = Folder::new("bad");
    let (run, text) = small();
    assert_eq!(said(&folder, text.as_bytes()), Ok(run.clone()));
    let end = text.trim_end().len();
    for length in 0..end {
        let why = said(&folder, &text.as_bytes()[..length]).expect_err("it is not whole");
        assert!(why.contains("line ") && why.contains("another copy"), "{why}");
    }
    let mut dice = Dice(11);
    let mut refused = 0;
    for _ in 0..1500 {
        let mut bytes = text.clone().into_bytes();
        let place = dice.below(bytes.len() as u64) as usize;
        bytes[place] = dice.below(256) as u8;
        refused += usize::from(said(&folder, &bytes).is_err());
    }
    assert!(refused > 300, "{refused}");
}

#[test]
fn what_does_not_fit_is_told_with_its_way_out() {
    let folder = Folder::new("told");
    let (run, text) = small();
    let changed = |from: &str, to: &str| {
        assert!(text.contains(from), "{from} in\n{text}");
        said(&folder, text.replacen(from, to, 1).as_bytes())
    };
    let newer = changed("format: 1", "format: 12").expect_err("it is newer");
    assert!(newer.contains("newer Rheobase (format 12, here 1)") && newer.contains("Update Rheobase"), "{newer}");
    let newer = said(&folder, b"Session(format: 2, all: {is: <other>}").expect_err("it is newer, whatever it says");
    assert!(newer.contains("newer Rheobase"), "{newer}");
    assert_eq!(changed("steps: 600", "steps: 600, later_field: Some((1, [2]))"), Ok(run.clone()), "a field more");
    let no_view = changed("window: (7", "window: (\"x\"").expect("the run is there, though its view is not");
    assert_eq!(no_view, run);
    for (from, to, words) in [
        ("steps: 600", "steps: 3", "times do not fit"),
        ("steps: 600", "steps: 18446744073709551615", "times do not fit"),
        ("shown: 600", "shown: 601", "times do not fit"),
        ("markers: []", "markers: [601]", "times do not fit"),
        ("version: 1", "version: 9", "version 9 was made with a newer program"),
        ("populations:", "popullations:", "its scene cannot be opened"),
        ("log: [", "log: [(step: 0, command: Present(pattern: 50)),", "does not fit the scene"),
        ("log: [", "log: [(step: 599, command: Resume),", "times do not fit"),
    ] {
        let why = changed(from, to).expect_err(to);
        assert!(why.contains(words), "{why}");
    }
    let missing = read::<()>(&folder.0.join("nowhere.rheobase")).expect_err("there is none");
    assert!(missing.0.contains("cannot be read"), "{missing:?}");
    assert!(said(&folder, b"\xff\xfe").is_err_and(|why| why.contains("line 1") && why.contains("UTF-8")));
}

/// How often the child is killed, and how many live at the same time.
const KILLS: usize = 200;
const AT_ONCE: usize = 8;
/// Longest and shortest life of a child.
const LIVES_MS: std::ops::Range<u64> = 200..2100;
/// Where the child is told its folder.
const FOLDER: &str = "RHEOBASE_TEST_SESSION";

fn now_ms() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis() as u64
}

/// A session that changes all the time and is autosaved as the window does it: its seed is when it began, and each change says how many
/// milliseconds later it was made. For [`no_kill_takes_the_file_or_more_than_a_second`].
#[test]
#[ignore = "never ends; the test below starts and kills it"]
fn a_session_that_never_ends() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let mut autosave: Autosave<u32> = Autosave::begin(Slot::take(Path::new(&folder)).unwrap()).unwrap();
    let began = now_ms();
    let runner = Runner::start(Arc::new(shipped("one_neuron")), began).unwrap();
    runner.send(RunnerRequest::Play);
    for frame in 0.. {
        let since = now_ms() - began;
        runner.send(RunnerRequest::Apply(SimulationCommand::SetInputStrength(since as f32 / 100_000.0)));
        if autosave.is_due() {
            runner.send(RunnerRequest::Whole { hash: false });
        }
        for run in runner.take_wholes() {
            autosave.save(run, frame);
        }
        drop(runner.take_delivery());
        assert!(autosave.failure().is_none());
        std::thread::sleep(Duration::from_millis(16));
    }
}

fn start(folder: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "sessions::a_session_that_never_ends", "--ignored", "--nocapture"]);
    command.env(FOLDER, folder).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Start a session and kill it after so many milliseconds; gives how much of it was lost (ms), and whether anything was saved.
fn killed_after(folder: &Path, life_ms: u64) -> (u64, bool) {
    let started = now_ms();
    let mut child = start(folder);
    std::thread::sleep(Duration::from_millis(life_ms));
    assert_eq!(child.try_wait().unwrap(), None, "it still runs");
    let died = now_ms();
    child.kill().unwrap();
    child.wait().unwrap();
    // The next start finds it.
    let slot = Slot::take(folder).unwrap();
    let left = slot.put_aside().expect("the file is whole");
    let Some(left) = left else { return (died - started, false) };
    let account = read::<u32>(&left.path).expect("it was read before").run.account;
    let last = account.log.iter().rev().find_map(|LoggedCommand { command, .. }| match command {
        SimulationCommand::SetInputStrength(since) => Some(account.seed + (since * 100_000.0).round() as u64),
        _ => None,
    });
    slot.discard().unwrap();
    (died - last.unwrap_or(started), true)
}

#[test]
fn no_kill_takes_the_file_or_more_than_a_second() {
    let folder = Folder::new("killed");
    let (next, begin) = (AtomicUsize::new(0), Instant::now());
    let killed = |index: usize| {
        let own = folder.0.join(index.to_string());
        let mut all = Vec::new();
        while next.fetch_add(1, Ordering::Relaxed) < KILLS {
            // Truly random: another moment each time.
            let random = std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), all.len());
            let life_ms = LIVES_MS.start + random % (LIVES_MS.end - LIVES_MS.start);
            all.push(killed_after(&own, life_ms));
        }
        all
    };
    let all: Vec<(u64, bool)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..AT_ONCE).map(|index| scope.spawn(move || killed(index))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let most = all.iter().map(|(lost, _)| *lost).max().unwrap();
    let saved = all.iter().filter(|(_, saved)| *saved).count();
    println!("{} kills in {:?}: {saved} sessions, at most {most} ms lost", all.len(), begin.elapsed());
    assert_eq!(all.len(), KILLS);
    assert!(saved > KILLS / 2, "{saved}");
    assert!(most <= 1000, "{most} ms lost");
}

#[test]
fn the_run_of_a_session_is_done_again_in_the_terminal_and_compared() {
    let folder = Folder::new("terminal");
    let path = folder.0.join("mine.rheobase");
    let run = run(shipped("one_neuron"), 5, 900);
    write(&path, &run, &()).unwrap();
    let rheobase = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rheobase"));
        let output = command.arg("run").arg(&path).args(arguments).output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code(), said)
    };
    let (code, said) = rheobase(&[]);
    assert!(code == Some(0) && said.contains("The same as when it was saved, to the last bit."), "{said}");
    assert!(said.contains("seed 5: 0.09 s simulated"), "{said}");
    let out = folder.0.join("out");
    assert_eq!(rheobase(&["--quiet", "--until", "50ms", "--out", out.to_str().unwrap()]), (Some(0), String::new()));
    let summary: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(out.join("summary.json")).unwrap()).unwrap();
    let early = run.account.log.iter().filter(|logged| logged.step <= 500).count();
    assert_eq!((summary["simulated_s"].as_f64(), summary["commands"].as_array().unwrap().len()), (Some(0.05), early));
    for (argument, value) in [("--seed", "3"), ("--set", "seed=3"), ("--off", "triplet_stdp")] {
        let (code, said) = rheobase(&[argument, value]);
        assert!(code == Some(1) && said.contains("of its own"), "{said}");
    }
    write(&path, &WholeRun { hash: Some(1), ..run }, &()).unwrap();
    let (code, said) = rheobase(&["--quiet"]);
    assert!(code == Some(1) && said.contains("not the run that was saved"), "{said}");
    fs::write(&path, "Session(").unwrap();
    assert!(rheobase(&[]).1.contains("line 1"));
}
