//! What the window knows about the run: the simulation thread's handle, its newest sample, and a history for the plots.
//!
//! Panels and the 3D view read the session; they change the run only by sending requests.

mod again;
mod breakdown;
mod caption;
mod catalogue;
mod causes;
mod change;
mod colour;
pub mod course;
mod describe;
mod earlier;
mod echo;
mod evidence;
mod export;
mod film_choices;
mod film_request;
mod forecast;
mod frame_reading;
mod hand;
pub mod history;
mod motion;
mod network_picture;
mod opening;
mod paint;
mod placed_labels;
mod poke;
mod recalled;
pub mod replay_lens;
mod resting;
mod returned;
mod scene_card;
mod scene_file;
mod scene_picture;
mod scene_text;
mod selection;
mod settings;
mod sound;
mod spike_window;
mod studies;
mod thinned;
mod told;
mod twin;
mod twin_difference;
mod twin_name;
mod undo;
mod viewport;
mod watched;
mod way_back;
mod wheel;
mod whole;

pub use breakdown::Breakdown;
pub use catalogue::Catalogue;
pub use causes::{Term, spike_sentence, spike_terms, threshold_sentence, threshold_terms};
pub use colour::ColourChoice;
pub use describe::describe;
pub use earlier::{EarlierRun, EarlierRuns};
pub use evidence::{Evidence, Origin};
pub use export::Export;
pub use film_choices::{FilmChoices, FilmLength, FilmQuality, FilmRate, PictureSize};
pub use film_request::{FilmProgress, FilmRequest, FilmStatus};
pub use forecast::{ForecastView, PatternForecast, Standing};
pub use frame_reading::FrameReading;
pub use hand::{BoxTool, HandTool};
pub use history::{History, UserEvent};
pub use motion::Motion;
pub use network_picture::NetworkPicture;
pub use paint::{BRUSH_RADIUS, PaintChoice, PaintTool, excitatory};
pub use placed_labels::{PlacedLabel, place_labels};
pub use poke::{POKE_RADIUS, PokeTool};
pub use recalled::RecallLog;
pub use replay_lens::ReplayLens;
pub use resting::Resting;
pub use returned::KeptAs;
pub use scene_card::{Place, SceneCard};
pub use scene_file::{Read, SceneFile, Wake};
pub use scene_picture::ScenePicture;
pub use scene_text::{SceneText, scene_text};
pub use selection::Selection;
pub use settings::{Setting, SettingGroup};
pub use sound::{Sound, SoundSwitch};
pub use spike_window::{SPIKE_WINDOW_S, SpikeWindow};
pub use studies::{Arm, Base, Luck, Running, SEEDS, Span, Studies, Sweep, Verdict, spare_cores};
pub use thinned::{Marked, Thinned};
pub use told::Told;
pub use twin::{TwinShown, TwinView};
pub use twin_name::without_text;
pub use undo::UndoList;
pub use viewport::{
    KeptView, LabelSide, LabelSubject, MenuCall, Shine, ShownSynapses, Side, ViewClock, ViewLabel, ViewOptions,
    ViewReport, ViewRequest, Viewport3d, layouts, opening_neuron,
};
pub use watched::{MOST_WATCHED, WatchedNeuron};
pub use way_back::Standpoint;
pub use wheel::Wheel;

use crate::modulation::BrainState;
use crate::scene::Scene;
use crate::simulation::{Delivery, NetworkInfo, Runner, RunnerRequest, RunnerStatus, Ticket, Until, ViewSample};
use crate::theme::FallbackFont;
use crate::words::words;
use bevy::ecs::resource::Resource;
use echo::Unanswered;
use returned::Returned;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use whole::WayBack;

/// Where requests go.
enum Recipient {
    /// The simulation thread.
    Runner(Runner),
    /// A list and its newest ticket, for tests of panels.
    Record(Mutex<(Vec<RunnerRequest>, Ticket)>),
}

/// A command that was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// How many there were so far.
    pub count: u64,
    /// Why the last one was.
    pub why: String,
}

/// The run as the window sees it.
#[derive(Resource)]
pub struct Session {
    recipient: Recipient,
    /// Facts about the network.
    pub info: Arc<NetworkInfo>,
    /// Newest sample, with what was asked for and is not answered yet.
    pub sample: ViewSample,
    /// What the simulation thread reports about itself, with what was asked for and is not answered yet.
    pub status: RunnerStatus,
    /// Why the run cannot go on, if it broke down.
    pub breakdown: Option<Breakdown>,
    unanswered: Unanswered,
    wake: Option<Wake>,
    /// The last command that was refused.
    pub refused: Refused,
    /// Whether `sample` changed in this frame.
    pub fresh: bool,
    /// Neurons that the user selected.
    pub selection: Selection,
    /// Neuron under the mouse pointer.
    pub hovered: Option<u32>,
    /// The one on which it is in a plot or list: the 3D view marks it as well.
    pub pointed: Option<u32>,
    /// On which neuron the pointer rests.
    pub resting: Resting,
    /// Neurons whose traces are pinned, oldest first.
    pub watched: Vec<WatchedNeuron>,
    /// By what the neurons are coloured.
    pub colouring: ColourChoice,
    /// The past, for the plots.
    pub history: History,
    /// Which replay is lit up.
    pub lens: ReplayLens,
    /// Whether spikes are heard.
    pub sound: SoundSwitch,
    /// The paint tool.
    pub paint: PaintTool,
    /// The poke tool.
    pub poke: PokeTool,
    /// The box that selects what is in it.
    pub box_tool: BoxTool,
    /// Forecasts of who joins each memory.
    pub forecast: ForecastView,
    /// What presentations called up.
    pub recalled: RecallLog,
    way_back: WayBack,
    /// The twin of the run, if it has one.
    pub twin: Option<TwinView>,
    /// Runs whose place another one took.
    pub earlier: EarlierRuns,
    /// Changes that can be taken back.
    pub undo: UndoList,
    /// Evidence for what the scene claims; none if it has no experiment.
    pub evidence: Option<Evidence>,
    /// The scene that the program was started with.
    pub started_with: Option<Arc<Scene>>,
    /// Title of the scene that was asked for and is not there yet.
    pub opening: Option<String>,
    /// Whether the user wants the caption, also in stills and films.
    pub is_captioned: bool,
    /// Fonts of this computer for letters that the window's own lack.
    pub fallback_fonts: Vec<FallbackFont>,
    /// Letters that no font has.
    pub missing_letters: BTreeSet<char>,
    /// The run with other seeds or other values.
    pub studies: Studies,
    /// The export of the run.
    pub export: Export,
    returned: Returned,
    /// What came of an export, until the panels tell it.
    pub exported: Option<Result<String, String>>,
}

impl Session {
    /// A session on a running simulation.
    #[must_use]
    pub fn new(runner: Runner) -> Self {
        let info = runner.info();
        Self::with(Recipient::Runner(runner), info)
    }

    /// A session without a simulation: requests are kept in a list, see [`Session::take_requests`]. For tests.
    #[must_use]
    pub fn detached(info: NetworkInfo, sample: ViewSample) -> Self {
        let mut session = Self::with(Recipient::Record(Mutex::default()), Arc::new(info));
        session.receive(sample, RunnerStatus::default());
        session
    }

    fn with(recipient: Recipient, info: Arc<NetworkInfo>) -> Self {
        let evidence = info.scene.as_ref().and_then(Evidence::of);
        Self {
            evidence,
            started_with: info.scene.clone(),
            opening: None,
            is_captioned: true,
            fallback_fonts: Vec::new(),
            missing_letters: BTreeSet::new(),
            studies: Studies::default(),
            export: Export::default(),
            exported: None,
            returned: Returned::default(),
            recipient,
            info,
            sample: ViewSample::default(),
            status: RunnerStatus::default(),
            breakdown: None,
            unanswered: Unanswered::default(),
            refused: Refused::default(),
            fresh: false,
            selection: Selection::default(),
            hovered: None,
            pointed: None,
            resting: Resting::default(),
            watched: Vec::new(),
            colouring: ColourChoice::default(),
            history: History::default(),
            lens: ReplayLens::default(),
            sound: SoundSwitch::default(),
            paint: PaintTool::default(),
            poke: PokeTool::default(),
            box_tool: BoxTool::default(),
            forecast: ForecastView::default(),
            recalled: RecallLog::default(),
            way_back: WayBack::default(),
            twin: None,
            earlier: EarlierRuns::default(),
            undo: UndoList::default(),
            wake: None,
        }
    }

    /// Take the newest sample, if there is one. Called once a frame.
    pub fn update(&mut self) {
        self.fresh = false;
        self.pointed = None;
        self.update_export();
        self.studies.update();
        if let Some(evidence) = &mut self.evidence {
            evidence.update();
        }
        let (failure, left, delivery) = match &self.recipient {
            Recipient::Runner(runner) => (runner.failure(), runner.take_left(), runner.take_delivery()),
            Recipient::Record(_) => return,
        };
        self.remember(left);
        self.follow_failure(failure);
        if let Some(Delivery { sample, status, info, branches, twin }) = delivery {
            self.receive_beside(twin, |session| {
                if status.generation != session.status.generation {
                    session.enter(info);
                }
                session.receive(sample, status);
            });
            self.way_back.know(branches);
        }
        self.follow_return();
    }

    fn runner(&self) -> Option<&Runner> {
        match &self.recipient {
            Recipient::Runner(runner) => Some(runner),
            Recipient::Record(_) => None,
        }
    }

    /// Another run has begun: take over the facts of its network.
    fn enter(&mut self, info: Arc<NetworkInfo>) {
        let before = std::mem::replace(&mut self.info, info);
        // Another scene has other neurons; of the same one, the simulation thread follows the selected neuron again.
        let same = before.title == self.info.title && before.positions.len() == self.info.positions.len();
        if !same {
            self.selection = Selection::default();
        }
        self.follow_selection();
        self.keep_watched(same);
        self.keep_colour(same);
        let scene = self.info.scene.clone();
        // An arm of the experiment is opened as a scene of its own, which keeps the evidence of the whole.
        let known = |scene: &Arc<Scene>| self.evidence.as_ref().is_some_and(|evidence| evidence.covers(scene));
        if let Some(scene) = scene.filter(|scene| !known(scene)) {
            self.evidence = Evidence::of(&scene);
        }
    }

    /// Start the run again and hold it at a step: the samples that answer the ticket show the new run exactly there, or where a
    /// guard stopped it on the way. It goes on with [`RunnerRequest::EndFilm`] and [`RunnerRequest::Play`].
    pub fn restart_at(&mut self, step: u64) -> Ticket {
        self.set_playing(false);
        self.request(RunnerRequest::Restart { seed: None });
        self.request(RunnerRequest::AdvanceTo(step))
    }

    /// Save what the run gave until now in a folder: it is done again for that, and the window goes on meanwhile.
    pub fn export_to(&mut self, folder: PathBuf) {
        if self.breakdown.is_some() {
            let why = words!("export-broke-down", "The run broke down: start it again before you export it.");
            self.exported = Some(Err(why.to_owned()));
        } else if self.export.progress().is_some() {
            let why = words!("export-another", "One export at a time: another one goes on.");
            self.exported = Some(Err(why.to_owned()));
        } else {
            self.export.ask(folder);
            self.request(RunnerRequest::Account);
        }
    }

    fn update_export(&mut self) {
        let account = self.runner().and_then(Runner::take_account);
        if let Some(account) = account.and_then(|account| self.undo.know_left(account)) {
            self.studies.answer(&account);
            self.exported = self.export.answer(account, self.wake.clone()).or(self.exported.take());
        }
        self.exported = self.export.take().or(self.exported.take());
    }

    /// Whether the newest sample shows what was asked for with this ticket.
    #[must_use]
    pub fn is_answered(&self, ticket: Ticket) -> bool {
        self.status.answered >= ticket
    }

    /// Make this sample the newest one.
    pub fn receive(&mut self, sample: ViewSample, status: RunnerStatus) {
        if (status.generation, status.known.run) != (self.status.generation, self.status.known.run) {
            self.studies.run_changed();
        }
        if status.generation != self.status.generation {
            self.history.clear();
            self.lens.clear();
            self.opening = None;
            self.forecast.clear();
            self.recalled.clear();
            self.paint.restart();
            self.undo.begin(self.status.generation);
            self.way_back = WayBack::default();
        } else if status.known.jumps != self.status.known.jumps {
            self.follow_jump(&status, sample.time_s);
        }
        self.history.record(&self.info, &sample);
        self.record_watched(&sample.watched, sample.time_s);
        if sample.state == BrainState::Nrem {
            self.lens.take_in(&sample.replays, status.playing);
        } else {
            self.lens.end();
        }
        self.forecast.update(&self.info, &sample);
        self.recalled.update(&self.info, &sample);
        self.sample = sample;
        self.status = status;
        self.arrive();
        self.unanswered.restore(&self.info, &mut self.sample, &mut self.status);
        self.fresh = true;
    }

    /// Send a request to the simulation thread; the samples that answer it have this ticket or a later one.
    pub fn request(&self, request: RunnerRequest) -> Ticket {
        match &self.recipient {
            Recipient::Runner(runner) => runner.send(request),
            Recipient::Record(list) => {
                let mut list = list.lock().unwrap_or_else(PoisonError::into_inner);
                list.0.push(request);
                list.1 = list.1.next();
                list.1
            }
        }
    }

    /// Send a request whose effect is shown at once, and goes on being shown until a sample answers it.
    fn ask(&mut self, request: RunnerRequest) {
        let ticket = self.request(request.clone());
        // A run that broke down does nothing of it.
        if self.breakdown.is_none() {
            echo::show(&self.info, &mut self.sample, &mut self.status, &request);
            self.unanswered.add(ticket, request);
        }
    }

    /// The requests made so far in a [detached](Session::detached) session, oldest first; they are forgotten here.
    #[must_use]
    pub fn take_requests(&self) -> Vec<RunnerRequest> {
        match &self.recipient {
            Recipient::Runner(_) => Vec::new(),
            Recipient::Record(list) => std::mem::take(&mut list.lock().unwrap_or_else(PoisonError::into_inner).0),
        }
    }

    /// Whether the run goes on, a scene is on its way, or evidence is being made: then there is something new to see all the time.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        let runs = self.status.playing && !self.is_stopped();
        runs || self.opening.is_some() || self.evidence.as_ref().is_some_and(Evidence::is_running)
    }

    /// Call this whenever the simulation thread has handed over a sample.
    pub fn wake_with(&mut self, wake: Wake) {
        if let Some(runner) = self.runner() {
            let wake = Arc::clone(&wake);
            runner.wake_with(Box::new(move || wake()));
        }
        self.wake = Some(wake);
    }

    /// What has to be called when something happened on another thread that the window has to show.
    #[must_use]
    pub fn wake(&self) -> Option<Wake> {
        self.wake.clone()
    }

    /// Let it run, or hold it still.
    pub fn set_playing(&mut self, playing: bool) {
        self.ask(if playing { RunnerRequest::Play } else { RunnerRequest::Pause });
    }

    /// Go on to something as fast as it can, then stand still.
    pub fn run_until(&mut self, until: Until) {
        self.ask(RunnerRequest::RunUntil(until));
    }

    /// Hold it still, and do so many steps.
    pub fn step(&mut self, count: u64) {
        self.ask(RunnerRequest::Step(count));
    }

    /// Ask for a speed (model seconds per second of watching; infinite: as fast as it goes).
    pub fn set_speed(&mut self, speed: f32) {
        self.ask(RunnerRequest::SetSpeed(speed));
    }
}
