//! Scene files of the user's own: opened, followed, saved, and what the window says of their faults.

use super::*;
use rheobase::model::{FastExcitability, Paint, RestingThreshold, SlowExcitability};
use rheobase::session::{SceneText, scene_text};
use rheobase::simulation::{NeuronProperty, ParameterReading, Sampler, Simulation};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A folder of this test, gone when it is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("rheobase-files-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        Self(folder)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, text).expect("written");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn network_info(simulation: &Simulation) -> NetworkInfo {
    NetworkInfo::clone(Sampler::new(simulation).info())
}

/// Draw until a condition holds; files are read on a thread of their own.
fn until(harness: &mut Harness<'_, Window>, holds: impl Fn(&Harness<'_, Window>) -> bool) {
    let begin = Instant::now();
    while !holds(harness) {
        assert!(begin.elapsed() < Duration::from_secs(30), "it never happens");
        std::thread::sleep(Duration::from_millis(10));
        harness.run_steps(1);
    }
}

fn follows(ui: &mut egui::Ui, window: &mut Window) {
    window.state.files.update(&mut window.session);
    whole(ui, window);
}

fn opened(harness: &Harness<'_, Window>) -> Option<String> {
    harness.state().session.take_requests().into_iter().find_map(|request| match request {
        RunnerRequest::Open { scene, .. } => Some(scene.name.clone()),
        _ => None,
    })
}

#[test]
fn a_file_with_faults_is_told_with_line_and_hint_and_opens_once_it_is_mended() {
    let folder = Folder::new("faults");
    let good = include_str!("../../../scenes/wake.ron");
    let bad = good.replacen("duration:", "durration:", 1);
    assert_ne!(good, bad, "the scene says how long it lasts");
    let path = folder.write("mine.ron", &bad);
    let mut harness = harness(window(info(), sample(-50.0)), (1200.0, 800.0), follows);
    harness.run_steps(2);
    let state = harness.state_mut();
    drop(state.session.take_requests());
    state.state.files.dropped.push(path.clone());
    until(&mut harness, |harness| harness.query_by_label_contains("mine.ron is not open: 1 fault").is_some());
    let line = 1 + bad.lines().position(|line| line.contains("durration")).expect("it is there");
    harness.get_by_label_contains(&format!("line {line}, column"));
    assert!(harness.query_all_by_label_contains("duration").next().is_some(), "what it should be called");
    assert!(opened(&harness).is_none(), "the scene before goes on");
    folder.write("mine.ron", good);
    until(&mut harness, |harness| harness.query_by_label_contains("mine.ron is not open").is_none());
    let name = Scene::parse(good, "wake").expect("it ships").name.clone();
    assert_eq!(opened(&harness), Some(name));
    let remembered = std::path::absolute(&path).expect("it is a path");
    assert_eq!(harness.state().state.files.recent, [remembered]);
}

#[test]
fn what_is_set_is_in_the_scene_that_is_saved_and_the_rest_is_named() {
    let scene = Arc::new(Scene::shipped("learn_sleep_remember").expect("it ships"));
    let off = Rule::IntrinsicPlasticity;
    let simulation = Simulation::from_shared(Arc::clone(&scene), 5).expect("it runs");
    let info = network_info(&simulation);
    let moved = info.parameters.iter().position(|known| known.rule == Rule::TripletStdp).expect("it has some");
    let parameter = info.parameters[moved].parameter;
    let value = 0.5 * (parameter.facts.low + parameter.facts.high);
    let mut now = ViewSample {
        rules_enabled: info.rules.iter().map(|&rule| rule != off).collect(),
        parameters: vec![ParameterReading::default(); info.parameters.len()],
        input_strength: 1.5,
        ..ViewSample::default()
    };
    now.parameters[moved] = ParameterReading { value, moved: true };
    let session = Session::detached(info, now);
    let SceneText { text, left_out, .. } = scene_text(&session).expect("it can be written");
    assert_eq!(left_out, ["the input strength"]);
    let saved = Scene::parse(&text, "saved").expect("it has no fault");
    assert_eq!(saved.seed, 5);
    assert!(!off.is_in(&saved) && Rule::TripletStdp.is_in(&saved));
    let again = Simulation::from_shared(Arc::new(saved), 5).expect("it runs");
    let given = network_info(&again).parameters;
    let given = given
        .iter()
        .find(|known| known.parameter.facts.name == parameter.facts.name && known.rule == Rule::TripletStdp);
    assert_eq!(given.expect("it is there").parameter.value, value);
    // Without a change it is the text as it came, with its comments.
    let simulation = Simulation::from_shared(Arc::clone(&scene), scene.seed).expect("it runs");
    let info = network_info(&simulation);
    let untouched = ViewSample { input_strength: 1.0, ..ViewSample::default() };
    let SceneText { text, left_out, .. } = scene_text(&Session::detached(info, untouched)).expect("it can be written");
    assert_eq!(text, include_str!("../../../scenes/learn_sleep_remember.ron"));
    assert!(left_out.is_empty());
}

#[test]
fn what_single_neurons_were_given_they_have_from_the_start_in_the_scene_that_is_saved() {
    let scene = Arc::new(Scene::shipped("learn_sleep_remember").expect("it ships"));
    let mut simulation = Simulation::from_shared(Arc::clone(&scene), scene.seed).expect("it runs");
    let mut sampler = Sampler::new(&simulation);
    let paint = |neurons: &[u32], value| SimulationCommand::Paint { neurons: neurons.to_vec(), value };
    let set =
        |neurons: &[u32], property, value| SimulationCommand::SetNeuron { neurons: neurons.to_vec(), property, value };
    simulation.apply(paint(&[3, 5, 9], 0.6));
    simulation.step(1);
    sampler.observe(&simulation);
    drop(sampler.take(&simulation));
    simulation.apply(paint(&[9], 0.0));
    simulation.apply(set(&[5], NeuronProperty::RestingThreshold, -52.5));
    simulation.apply(set(&[5], NeuronProperty::SlowExcitability, 0.25));
    simulation.apply(set(&[850], NeuronProperty::FastExcitability, -0.5));
    let mut now = sampler.take(&simulation);
    now.input_strength = 1.0;
    let session = Session::detached(network_info(&simulation), now);
    let SceneText { text, neurons, left_out } = scene_text(&session).expect("it can be written");
    assert_eq!((neurons, left_out.len()), (3, 0), "{left_out:?}");
    assert!(
        text.contains(
            "(population: \"E\", neurons: Neurons([5]), threshold: mV(-52.5), excitability: 0.25, paint: 0.6)"
        ),
        "{text}"
    );
    let saved = Scene::parse(&text, "saved").expect("it has no fault");
    let again = Simulation::from_shared(Arc::new(saved), scene.seed).expect("it runs");
    let paint = again.with_column(|paint: &[Paint]| [3, 5, 9].map(|neuron: usize| paint[neuron].0));
    assert_eq!(paint, [0.6, 0.6, 0.0]);
    let [threshold, slow, fast] = [
        again.neuron::<RestingThreshold>(5).map(|own| own.0),
        again.neuron::<SlowExcitability>(5).map(|own| own.0),
        again.neuron::<FastExcitability>(850).map(|own| own.0),
    ];
    assert_eq!([threshold, slow, fast], [Some(-52.5), Some(0.25), Some(-0.5)]);
    // All else is drawn as before.
    let before = Simulation::from_shared(scene, again.seed()).expect("it runs");
    let threshold = |run: &Simulation| run.neuron::<RestingThreshold>(4).map(|own| own.0);
    assert_eq!(threshold(&again), threshold(&before));
    // Saved once more, they are still there.
    let session = Session::detached(network_info(&again), Sampler::new(&again).take(&again));
    assert!(scene_text(&session).expect("it can be written").text.contains("neurons: Neurons([3]), paint: 0.6"));
}

#[test]
fn every_plot_is_saved_as_a_table_with_units_and_where_it_comes_from() {
    use rheobase::panel::plot_table;
    let scene = Arc::new(Scene::shipped("learn_sleep_remember").expect("it ships"));
    let mut simulation = Simulation::from_shared(Arc::clone(&scene), 3).expect("it runs");
    let mut sampler = Sampler::new(&simulation);
    sampler.select(Some(5));
    for _ in 0..600 {
        simulation.step(1);
        sampler.observe(&simulation);
    }
    let mut sample = sampler.take(&simulation);
    let (threshold_mv, counts) = (sample.threshold_mv.clone(), vec![1; sample.threshold_mv.len()]);
    sample.answers =
        vec![PatternAnswer { pattern: 1, fraction: 1.0, start_s: 0.0, seconds: 0.1, threshold_mv, counts }];
    let mut session = Session::detached(NetworkInfo::clone(sampler.info()), sample);
    session.history.replays.push(replay(1, 0.25, 4.2));
    for tab in PlotTab::ALL {
        let mut text = Vec::new();
        plot_table::write(tab, &session, &mut text).expect("it is written");
        let text = String::from_utf8(text).expect("it is text");
        let head: Vec<&str> = text.lines().take_while(|line| line.starts_with("# ")).collect();
        assert!(head.len() >= 3 && head[0].contains(tab.label()) && head[2].contains("seed 3"), "{head:?}");
        let mut table = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
        let titles = table.headers().expect("it has titles").clone();
        let rows =
            table.records().filter(|row| row.as_ref().expect("each row is as long as the titles").len() > 2).count();
        assert!(titles.len() >= 3 && rows > 0, "{tab:?}: {titles:?}, {rows} rows");
    }
    // The rates of all neurons, by hand.
    let mut text = Vec::new();
    plot_table::write(PlotTab::Raster, &session, &mut text).expect("it is written");
    let spikes = String::from_utf8(text).expect("it is text").lines().filter(|line| !line.starts_with('#')).count() - 1;
    assert_eq!(spikes as u64, simulation.spike_count());
}

#[test]
fn a_projector_leaves_three_sliders_and_the_description_says_what_is_seen() {
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        perform_keys(ui.ctx(), &mut window.session, &mut window.state);
        whole(ui, window);
    };
    let mut harness = harness(window(info(), sample(-50.0)), (1200.0, 800.0), draw);
    harness.run_steps(2);
    assert!(harness.query_by_label("Paint excitability").is_some());
    harness.key_press(egui::Key::F9);
    harness.run_steps(3);
    assert!(harness.query_by_label("Paint excitability").is_none() && harness.query_by_label("Patterns").is_some());
    assert!(!harness.state().state.open.plots);
    harness.key_press(egui::Key::F9);
    harness.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::I);
    harness.run_steps(3);
    assert!(harness.query_by_label("Paint excitability").is_some());
    harness.get_by_label_contains("20 neurons");
}

#[test]
fn what_is_said_to_be_copied_goes_to_the_clipboard() {
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        perform_keys(ui.ctx(), &mut window.session, &mut window.state);
        whole(ui, window);
    };
    let scene = Arc::new(Scene::shipped("wake").expect("it ships"));
    let seed = scene.seed;
    let mut harness = harness(
        window(NetworkInfo { scene: Some(scene), seed, ..info() }, ViewSample { input_strength: 1.0, ..sample(-50.0) }),
        (1200.0, 800.0),
        draw,
    );
    harness.run_steps(2);
    harness.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::C);
    harness.run_steps(2);
    harness.get_by_label_contains("The scene is copied");
    assert_eq!(harness.state().state.copied.as_deref(), Some(include_str!("../../../scenes/wake.ron")));
    harness.state_mut().state.open.description = true;
    harness.run_steps(2);
    harness.get_by_label("Copy").click();
    harness.run_steps(2);
    assert!(harness.state().state.copied.as_ref().is_some_and(|text| text.contains("20 neurons")));
}

#[test]
fn a_lab_sheet_has_what_was_typed_the_set_up_and_every_plot_that_is_seen() {
    let place = std::env::temp_dir().join(format!("rheobase-lab-{}", std::process::id()));
    let part = std::path::PathBuf::from(format!("{}.part", place.display()));
    drop((std::fs::remove_dir_all(&place), std::fs::remove_dir_all(&part)));
    let mut window = window(info(), sample(-50.0));
    show(&mut window, &[PlotTab::Raster, PlotTab::Rates]);
    window.session.apply(SimulationCommand::SetInputStrength(2.0));
    window.state.lab_sheet.question = "Does the input matter?".to_owned();
    window.state.lab_sheet.open = true;
    let mut harness = harness(window, (1280.0, 720.0), whole);
    harness.run_steps(2);
    harness.get_by_label("Conclusion");
    harness.state_mut().state.lab_sheet.save(place.clone());
    harness.run_steps(5);
    let picture = part.join("network.png");
    let asked = harness.state().state.film_requests.clone();
    assert_eq!(asked, [FilmRequest::StillAs(PictureSize::default(), picture.clone())]);
    assert!(!place.exists(), "it is not whole yet");
    std::fs::write(&picture, b"a picture").expect("written");
    harness.state_mut().film.picture = Some(picture);
    harness.run_steps(2);
    assert!(!part.exists());
    let text = std::fs::read_to_string(place.join("lab_sheet.md")).expect("it is written");
    for part in [
        "# Lab sheet: Test scene",
        "Does the input matter?",
        "| seed | 7 |",
        "| Input strength | 2.00 × | 1.00 × |",
        "input strength 2.00 ×",
        "![Raster](figure_2_raster.png)",
        "![Rates](figure_3_rates.png)",
        "![The network](network.png)",
        "(not written)",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    for file in ["figure_2_raster.png", "figure_3_rates.png"] {
        assert!(std::fs::read(place.join(file)).expect("it is there").starts_with(b"\x89PNG"), "{file}");
    }
    // The folder is there: another name is asked for.
    harness.state_mut().state.lab_sheet.save(place.clone());
    harness.run_steps(5);
    let message = &harness.state().state.files.message;
    assert!(message.failed && message.text.contains("Choose another name"), "{}", message.text);
    drop(std::fs::remove_dir_all(place));
}

#[test]
fn a_session_that_nobody_ended_is_offered_in_a_strip_of_its_own_until_somebody_decides() {
    for (button, answer) in [("Go on with it", true), ("Discard", false)] {
        let mut window = window(info(), sample(-50.0));
        window.state.files.sessions.unfinished = Some(rheobase::session_file::Unfinished {
            path: PathBuf::from("unfinished.rheobase"),
            title: "Awake".to_owned(),
            changes: 3,
            time_s: 12.34,
        });
        let mut harness = harness(window, (1200.0, 800.0), whole);
        harness.run_steps(2);
        let free = harness.state().free.expect("it was drawn").whole;
        let text = "Rheobase ended in the middle of \"Awake\": 12.3 s, 3 changes.";
        let strip = harness.get_by_label_contains(text).rect();
        assert!(strip.bottom() <= free.top(), "nothing covers the network");
        harness.get_by_label(button).click();
        harness.run_steps(2);
        assert_eq!(harness.state().state.files.sessions.decided, Some(answer));
        assert!(harness.query_by_label_contains(text).is_none());
        assert!(harness.state().free.expect("it was drawn").whole.top() < free.top(), "its room is free again");
    }
}

#[test]
fn a_session_opens_by_its_file_and_a_scene_from_its_copied_text() {
    let mut window = window(info(), sample(-50.0));
    window.state.files.open(std::path::Path::new("somewhere/mine.RHEOBASE"), &mut window.session);
    assert_eq!(window.state.files.sessions.open, Some(PathBuf::from("somewhere/mine.RHEOBASE")));
    window.state.files.save_session(&window.session, false);
    assert!(window.state.files.is_asking() && window.state.files.sessions.save.is_none());
    window.state.files.sessions.file = Some(PathBuf::from("mine.rheobase"));
    window.state.files.save_session(&window.session, false);
    assert_eq!(window.state.files.sessions.save, Some(PathBuf::from("mine.rheobase")));
    drop(window.session.take_requests());
    let wrong = [(Some("Scene("), "no scene that opens"), (Some("  \n"), "no text"), (None, "no text")];
    for (text, words) in wrong {
        window.state.open_text(text.map(str::to_owned), &mut window.session);
        assert!(window.state.files.message.failed && window.state.files.message.text.contains(words));
        assert!(window.session.take_requests().is_empty());
    }
    let scene = Scene::shipped("wake").expect("it ships");
    window.state.open_text(Some(scene.written().to_owned()), &mut window.session);
    let requests = window.session.take_requests();
    assert!(matches!(&requests[0], RunnerRequest::Open { scene: opened, .. } if opened.name == scene.name));
}
