//! Sessions as the window keeps them, on a simulation thread and without a window.

use super::*;
use crate::scene::Scene;
use crate::scene::file::{PlotTab, Variable, ViewLayout};
use crate::session::{ShownSynapses, Standpoint};
use crate::simulation::{NetworkInfo, Runner, RunnerRequest, SimulationCommand, ViewSample};
use bevy::ecs::message::Messages;
use bevy::ecs::system::SystemId;
use bevy::ecs::world::World;
use std::fs;
use std::sync::Arc;

/// Forty neurons that noise and input keep firing, with a rule that learns from them.
const SCENE: &str = "Scene(version: 1, name: \"Test\", summary: \"A test.\", dt: ms(0.5), populations: [(name: \"E\", count: 40)],
    projections: [(name: \"E to E\", from: \"E\", to: \"E\", wiring: FixedInDegree(10), receptor: Excitatory(slow_fraction: 0.5),
      conductance: nS(0.5), delay: Uniform(ms(1.0), ms(4.0)), triplet_stdp: ())],
    inputs: [Poisson(to: \"E\", rate: kHz(1.5), conductance: nS(2.0))])";

/// A program without its window.
struct Program {
    world: World,
    keep: SystemId,
}

impl Program {
    fn start(scene: &str, seed: u64, folder: Option<&Path>) -> Self {
        let scene = Arc::new(Scene::parse(scene, "test").expect("it has no fault"));
        let session = Session::new(Runner::start(scene, seed).expect("a thread"));
        session.request(RunnerRequest::Pause);
        // It had begun to play.
        session.request(RunnerRequest::Restart { seed: None });
        let mut world = World::new();
        let mut panels = PanelState::default();
        world.insert_resource(Sessions::autosaving(folder, &mut panels));
        world.insert_resource(panels);
        world.insert_resource(session);
        world.init_resource::<ViewOptions>();
        world.init_resource::<OrbitCamera>();
        world.init_resource::<Messages<AppExit>>();
        let keep = world.register_system(keep_session);
        let mut program = Self { world, keep };
        program.until("it stands at its start", |program| program.session().status.generation == 1);
        program
    }

    fn frame(&mut self) {
        self.session().update();
        self.world.run_system(self.keep).expect("all that it needs is there");
    }

    fn until(&mut self, what: &str, mut holds: impl FnMut(&mut Self) -> bool) {
        let begin = Instant::now();
        while !holds(self) {
            assert!(begin.elapsed() < Duration::from_mins(1), "never: {what}; {}", self.said());
            self.frame();
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn session(&mut self) -> bevy::ecs::change_detection::Mut<'_, Session> {
        self.world.resource_mut()
    }

    fn panels(&mut self) -> bevy::ecs::change_detection::Mut<'_, PanelState> {
        self.world.resource_mut()
    }

    fn said(&self) -> String {
        self.world.resource::<PanelState>().files.message.text.clone()
    }

    /// What a panel would tell of it.
    fn exported(&mut self) -> Result<String, String> {
        self.until("something is told", |program| program.session().exported.is_some());
        self.session().exported.take().expect("it was told")
    }

    fn step_to(&mut self, step: u64) {
        let now = self.session().sample.step;
        self.session().step(step - now);
        self.until("the steps are done", |program| program.session().sample.step == step);
    }

    fn apply(&mut self, command: SimulationCommand) {
        let before = self.session().status.known.commands;
        self.session().apply(command);
        self.session().undo.settle();
        self.until("it is done", |program| program.session().status.known.commands > before);
    }

    fn window(&self) -> SessionWindow {
        let panels = self.world.resource::<PanelState>();
        SessionWindow::of(
            self.world.resource(),
            panels.dock.arrangement(),
            self.world.resource(),
            self.world.resource(),
        )
    }

    /// Its run, its changes, its marker and what is shown.
    fn work(&mut self) {
        self.step_to(400);
        self.apply(SimulationCommand::SetInputStrength(1.5));
        self.session().mark();
        self.step_to(800);
        self.apply(SimulationCommand::Paint { neurons: vec![1, 2], value: 0.75 });
        self.step_to(1200);
        self.session().undo();
        let mut options = self.world.resource_mut::<ViewOptions>();
        (options.layout, options.synapses, options.isolate) = (Some(ViewLayout::Bar), ShownSynapses::All, true);
        let mut session = self.session();
        session.colour_by(Variable::Rate);
        session.look_at(&[5, 9], vec![3, 7, 11], Some(7));
        session.set_speed(0.125);
        self.panels().dock.arrange(&[PlotTab::Rates, PlotTab::Neuron][..].into());
        self.world.resource_mut::<OrbitCamera>().look_from(1.25, 0.5);
    }

    fn exit(mut self) {
        self.world.write_message(AppExit::Success);
        self.frame();
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("rheobase-keep-{name}-{}", std::process::id()));
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
fn a_session_that_was_saved_in_the_past_opens_as_it_was_with_all_that_came_after() {
    let folder = folder("saved");
    let file = folder.join("mine.rheobase");
    let mut first = Program::start(SCENE, 7, None);
    first.work();
    first.session().seek_step(900, false);
    first.until("it went back", |program| program.session().sample.step == 900);
    first.panels().files.sessions.save = Some(file.clone());
    first.until("it is saved", |program| program.said().contains("mine.rheobase"));
    assert!(first.said().contains("up to 0.600 s with 3 changes"), "{}", first.said());
    assert_eq!(first.panels().files.sessions.file, Some(file.clone()));
    let before = first.window();
    let whole = |program: &mut Program| {
        let session = program.session();
        let events: Vec<_> = session.whole().events.iter().map(|event| (event.time_s, event.command.clone())).collect();
        let undo = (session.undo.next_undo().map(<[_]>::to_vec), session.whole_undo().clone());
        (
            events,
            undo,
            session.end().time_s,
            session.sample.marker_s,
            session.standpoint(),
            session.sample.input_strength,
        )
    };
    // Another scene is open, and plays.
    let mut second = Program::start(&SCENE.replace("\"Test\"", "\"Other\"").replace("count: 40", "count: 12"), 1, None);
    second.session().set_playing(true);
    second.panels().files.open(&file, &mut Session::detached(NetworkInfo::default(), ViewSample::default()));
    let said = second.exported().expect("it is the same");
    assert!(said.contains("at 0.450 s, after 2 changes: the same to the last bit"), "{said}");
    second.until("its moment is there", |program| program.session().sample.step == 900);
    for _ in 0..10 {
        second.frame();
    }
    assert_eq!(second.window(), before);
    assert_eq!(whole(&mut second), whole(&mut first));
    let seen = |program: &mut Program| {
        let session = program.session();
        (session.whole().rates.len(), session.whole().map.len(), session.history.spikes.iter().count() > 100)
    };
    assert_eq!(seen(&mut second), seen(&mut first), "plots have the past of the run");
    assert_eq!(second.session().standpoint(), Standpoint::Past);
    let (session, panels) = (second.session().sample.step, second.panels().files.sessions.file.clone());
    assert_eq!((session, panels), (900, Some(file)));
    assert!(!second.session().status.playing && second.session().info.seed == 7);
    // It goes on to where the first was, and back to the start.
    second.session().seek_end();
    second.until("the end is there", |program| program.session().sample.step == 1200);
    assert_eq!(second.session().standpoint(), Standpoint::Live);
    second.session().seek_step(0, false);
    second.until("the start is there", |program| program.session().sample.step == 0);
    // Another run does not belong to the file.
    second.session().request(RunnerRequest::Restart { seed: None });
    second.until("the file is forgotten", |program| program.panels().files.sessions.file.is_none());
    drop(fs::remove_dir_all(folder));
}

#[test]
fn a_session_that_nobody_ended_is_offered_until_somebody_decides_and_a_good_end_leaves_none() {
    let folder = folder("left");
    let mut first = Program::start(SCENE, 7, Some(&folder));
    first.work();
    let file = folder.join("autosave.rheobase");
    let saved = |changes: usize| {
        let file = file.clone();
        move |program: &mut Program| {
            let read = session_file::read::<SessionWindow>(&file);
            read.is_ok_and(|read| {
                read.run.account.log.len() == changes && read.window.as_ref() == Ok(&program.window())
            })
        }
    };
    first.until("it is autosaved", saved(3));
    let before = first.window();
    // It ends without a farewell.
    drop(first);
    let mut second = Program::start(SCENE, 1, Some(&folder));
    let left = second.panels().files.sessions.unfinished.clone().expect("it is offered");
    assert_eq!((left.title.as_str(), left.changes, left.time_s), ("Test", 3, 0.6));
    second.apply(SimulationCommand::SetInputStrength(0.5));
    second.until("it has a session of its own", saved(1));
    second.panels().files.sessions.decided = Some(true);
    let said = second.exported().expect("it opens");
    assert!(said.contains("at 0.600 s, after 3 changes."), "{said}");
    second.until("it is as it was", |program| program.window() == before);
    second.until("it is autosaved, and the other one is gone", |program| {
        saved(3)(program) && !left.path.exists() && program.panels().files.sessions.unfinished.is_none()
    });
    second.exit();
    assert!(!file.exists());
    let mut third = Program::start(SCENE, 1, Some(&folder));
    assert_eq!(third.panels().files.sessions.unfinished, None);
    third.exit();
    drop(fs::remove_dir_all(folder));
}

#[test]
fn a_file_that_cannot_be_opened_leaves_the_run_as_it_is_and_a_place_that_cannot_be_written_is_told() {
    let folder = folder("bad");
    let mut program = Program::start(SCENE, 7, None);
    program.step_to(100);
    let bad = folder.join("bad.rheobase");
    fs::write(&bad, "Session(format: 99)").expect("written");
    program.panels().files.sessions.open = Some(bad.clone());
    program.until("it is told", |program| program.said().contains("newer Rheobase"));
    let nowhere = bad.join("below.rheobase");
    program.panels().files.sessions.save = Some(nowhere);
    program.until("it is told", |program| program.said().contains("not saved"));
    assert!(program.session().sample.step == 100 && program.session().opening.is_none());
    // A folder for autosaves that cannot be one.
    let mut without = Program::start(SCENE, 7, Some(&bad.join("below")));
    assert!(without.said().contains("cannot be"), "{}", without.said());
    without.step_to(50);
    // What is cancelled leaves the run that is there.
    let good = folder.join("good.rheobase");
    program.panels().files.sessions.save = Some(good.clone());
    program.until("it is saved", |program| program.said().contains("Saved in"));
    without.panels().files.sessions.open = Some(good);
    without.until("it is asked for", |program| program.session().is_returning());
    let scene = Arc::new(Scene::shipped("one_neuron").expect("it ships"));
    without.session().open(&scene, None);
    without.until("the other one is there", |program| program.session().info.title == "One neuron");
    assert!(!without.session().is_returning() && without.panels().files.sessions.file.is_none());
    drop(fs::remove_dir_all(folder));
}
