//! What the panels remember between frames, each in its own part, and what they ask for.

use super::chooser::Chooser;
use super::clear::Taken;
use super::command::Command;
use super::context_menu::state::ContextMenu;
use super::files::state::Files;
use super::film_plan::FilmPlan;
use super::hints::Hints;
use super::inspector::Inspector;
use super::key_change::KeyChange;
use super::lab_sheet::state::LabSheet;
use super::library::state::Library;
use super::look::state::Look;
use super::manual::state::Manual;
use super::notice::Notice;
use super::open_panels::OpenPanels;
use super::palette::state::Palette;
use super::plots::dock::Dock;
use super::run_until::choice::RunUntil;
use super::speed::StepUnit;
use super::sweep::state::SweepBox;
use crate::plasticity::Rule;
use crate::scene::Scene;
use crate::scene::file::PlotTab;
use crate::session::{Evidence, FilmRequest, Session, ViewRequest, opening_neuron};
use crate::words::words;
use bevy::ecs::resource::Resource;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Most that the interface may be scaled.
pub const SCALE: RangeInclusive<f32> = 0.6..=3.0;

/// State of the panels.
#[derive(Resource)]
pub struct PanelState {
    /// Title of the scene for which plots and selection were set.
    pub(crate) scene: Option<String>,
    /// Commands that the panels asked for in this frame; `perform` does them when all are drawn.
    asked: Vec<Command>,
    /// What the user asked of the recorder and was not passed on yet.
    pub film_requests: Vec<FilmRequest>,
    /// What the user asked of the 3D view and was not passed on yet.
    pub view_requests: Vec<ViewRequest>,
    /// Whether the key that went down in this frame is one of the numeric pad, which egui does not tell.
    pub pad: bool,
    /// Which panels are open.
    pub open: OpenPanels,
    /// What lies over the 3D view.
    pub(super) taken: Taken,
    /// Theme and projector.
    pub look: Look,
    /// Scale of text and widgets on top of the display's own, 1 is usual.
    pub interface_scale: f32,
    /// Scene files of the user's own.
    pub files: Files,
    /// The scene library.
    pub library: Library,
    /// How films and pictures are made.
    pub film: FilmPlan,
    /// What a sweep is to be.
    pub(super) sweep: SweepBox,
    /// The lab sheet.
    pub lab_sheet: LabSheet,
    /// The manual.
    pub manual: Manual,
    /// The list of everything.
    pub palette: Palette,
    /// The menu that a right click opens.
    pub(super) menu: ContextMenu,
    /// Text for the clipboard that was not passed on yet.
    pub copied: Option<String>,
    /// The list of variables for the colour of the neurons.
    pub chooser: Chooser,
    /// The plots.
    pub dock: Dock,
    /// The inspector.
    pub inspector: Inspector,
    /// The first things to do.
    pub hints: Hints,
    /// Keys that the user gave to commands.
    pub keys: KeyChange,
    /// To what the run is told to go on.
    pub run_until: RunUntil,
    /// The rule that was missing in the last twin.
    pub twin_without: Option<Rule>,
    /// Whether the scene starts again when its timeline is over.
    pub loops: bool,
    /// The run that was started again because of that.
    pub(super) looped: Option<u64>,
    /// When the key of the poke tool went down to take it in hand, until it is let go (s).
    pub(super) poke_key_s: Option<f64>,
    /// What one press of "step" does.
    pub step_unit: StepUnit,
    /// Share of a pattern's channels that the cue buttons use, 0 to 1.
    pub cue_fraction: f32,
    /// The recorder's last message.
    pub notice: Notice,
    /// What the 3D view had to tell.
    pub view_notice: Notice,
    /// Why no spikes are heard.
    pub sound_notice: Notice,
    /// Why the last command was refused.
    pub refusal: Notice,
}

impl Default for PanelState {
    fn default() -> Self {
        Self {
            scene: None,
            asked: Vec::new(),
            film_requests: Vec::new(),
            view_requests: Vec::new(),
            pad: false,
            open: OpenPanels::default(),
            taken: Taken::default(),
            look: Look::default(),
            interface_scale: 1.0,
            files: Files::default(),
            library: Library::default(),
            film: FilmPlan::default(),
            sweep: SweepBox::default(),
            lab_sheet: LabSheet::default(),
            manual: Manual::default(),
            palette: Palette::default(),
            menu: ContextMenu::default(),
            copied: None,
            chooser: Chooser::default(),
            dock: Dock::default(),
            inspector: Inspector::default(),
            hints: Hints::default(),
            keys: KeyChange::default(),
            run_until: RunUntil::default(),
            twin_without: None,
            loops: false,
            looped: None,
            poke_key_s: None,
            step_unit: StepUnit::default(),
            cue_fraction: 0.4,
            notice: Notice::default(),
            view_notice: Notice::default(),
            sound_notice: Notice::default(),
            refusal: Notice::default(),
        }
    }
}

impl PanelState {
    /// Ask for a command: it is done when all panels of this frame are drawn.
    pub fn ask(&mut self, command: Command) {
        self.asked.push(command);
    }

    /// What was asked for since the last call, in order.
    pub fn take_asked(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.asked)
    }

    /// Once a scene is there that was not before: show the plots and select the neuron that it names. Plots that were left in this scene
    /// at the last start stay.
    pub fn follow_scene(&mut self, session: &mut Session) {
        let title = &session.info.title;
        if session.opening.is_some() || self.scene.as_ref() == Some(title) {
            return;
        }
        self.scene = Some(title.clone());
        let stays = self.dock.left_in.take().as_ref() == Some(title);
        let own = session.info.scene.as_ref().map_or(PlotTab::USUAL, |scene| scene.plots());
        self.dock.follow(&own, stays);
        if let Some(patterns) = session.info.scene.as_ref().and_then(|scene| scene.patterns.as_ref()) {
            self.cue_fraction = patterns.cue_fraction;
        }
        if let Some(neuron) = opening_neuron(&session.info) {
            session.select(Some(neuron));
        }
    }

    /// Show the plot that draws the watched neurons, if there are any.
    pub(super) fn show_watched(&mut self, session: &Session) {
        if !session.watched.is_empty() {
            self.dock.show(PlotTab::Neuron);
        }
    }

    /// A scene is opened, perhaps the same one again: forget what was chosen before.
    pub fn forget_scene(&mut self) {
        self.scene = None;
        self.dock.forget_scene();
        self.inspector.slice = None;
    }

    /// Open a file that was opened before, by its place.
    pub(super) fn open_recent(&mut self, place: usize, session: &mut Session) {
        if let Some(path) = self.files.recent.get(place).cloned() {
            self.files.open(&path, session);
        }
    }

    /// Open a scene from the text of the clipboard.
    pub fn open_text(&mut self, text: Option<String>, session: &mut Session) {
        let scene = text.filter(|text| !text.trim().is_empty()).map(|text| Scene::parse(&text, "clipboard"));
        match scene {
            Some(Ok(scene)) => {
                session.open(&Arc::new(scene), None);
                self.forget_scene();
            }
            Some(Err(faults)) => {
                let why = faults.first().map_or_else(String::new, ToString::to_string);
                let said = words!("files-not-pasted", "The clipboard holds no scene that opens. { $why }", why = why);
                self.files.message.tell(Err(said));
            }
            None => {
                let said = words!("files-nothing-to-paste", "The clipboard holds no text: copy a scene first.");
                self.files.message.tell(Err(said.to_owned()));
            }
        }
    }

    /// Open the scene of a card of the library, by its place.
    pub(super) fn open_card(&mut self, place: usize, session: &mut Session) {
        if let Some(card) = self.library.cards().get(place) {
            session.open(&card.scene, card.evidence.as_ref().map(Evidence::copy));
            self.library.open = false;
            self.forget_scene();
        }
    }

    /// Change the scale of the interface by a factor, within bounds.
    pub fn scale_interface(&mut self, factor: f32) {
        let scale = (self.interface_scale * factor * 20.0).round() / 20.0;
        self.interface_scale = scale.clamp(*SCALE.start(), *SCALE.end());
    }
}
