//! What the window remembers from one start to the next: what people expect to find as they left it.

use super::note::Note;
use crate::panel::{Arrangement, Hints, OpenBoxes, OwnKeys, PanelState, SCALE};
use crate::scene::file::{PlotTab, Variable};
use crate::session::{BRUSH_RADIUS, FilmChoices, Motion, Session, Shine, Sound, Wheel};
use crate::theme::{SequentialMap, ThemeChoice};
use crate::view::KeptViews;
use crate::words::LanguageChoice;
use bevy::window::Window;
use serde::{Deserialize, Deserializer, Serialize};
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// Number of the present format. A change that an older program would misread makes it larger.
pub const FORMAT: u32 = 1;

/// The settings, as the file has them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Number of the format.
    pub format: u32,
    /// Scene that was open last: its name or file.
    pub scene: Option<String>,
    /// Scene files that were opened, the newest first.
    pub recent: Vec<PathBuf>,
    /// Theme; a projector is not for ever.
    pub theme: ThemeChoice,
    /// Language of the window.
    pub language: LanguageChoice,
    /// How the light of spikes is spread.
    pub shine: Shine,
    /// What moves by itself.
    pub motion: Motion,
    /// What scrolling over the 3D view does.
    pub wheel: Wheel,
    /// Whether spikes are heard.
    pub sound: Sound,
    /// Views that the user kept.
    pub views: KeptViews,
    /// Scale of text and widgets.
    pub interface_scale: f32,
    /// Whether the controls are open.
    pub controls: bool,
    /// Whether the inspector is open.
    pub inspector: bool,
    /// Whether the plots are open.
    pub plots: bool,
    /// Which of the first hints are left.
    pub hints: Hints,
    /// Keys that the user gave to commands.
    pub keys: OwnKeys,
    /// Which boxes over the 3D view the user opened and closed.
    pub boxes: OpenBoxes,
    /// How the plots are arranged.
    pub arrangement: Arrangement,
    /// The two plots of a file from before they could be arranged.
    #[serde(skip_serializing, deserialize_with = "two_plots")]
    pub(super) tabs: Option<[PlotTab; 2]>,
    /// Title of the scene in which they were shown: another one opens with its own.
    pub tabs_of: Option<String>,
    /// How films and pictures are made.
    pub film: FilmChoices,
    /// How the brush is set.
    pub brush: Brush,
    /// By what the user coloured the neurons of the scene that was open last.
    pub colour: Option<SceneColour>,
    /// Map of what goes from less to more.
    pub map: SequentialMap,
    /// Size of the window.
    pub window: Option<WindowSize>,
}

/// How the paint tool is set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Brush {
    /// Paint value, -1 to 1.
    pub strength: f32,
    /// Radius (logical pixels).
    pub radius: f32,
    /// Share of the excitatory neurons that a button paints, 0 to 1.
    pub share: f32,
}

/// A choice for the colour of the neurons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SceneColour {
    /// Title of the scene.
    pub scene: String,
    /// The variable.
    pub variable: Variable,
}

/// Size of the window.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowSize {
    /// Width (logical pixels).
    pub width: f32,
    /// Height (logical pixels).
    pub height: f32,
}

impl Default for Settings {
    fn default() -> Self {
        let paint = crate::session::PaintTool::default();
        let panels = PanelState::default();
        Self {
            format: FORMAT,
            scene: None,
            recent: Vec::new(),
            theme: panels.look.theme,
            language: panels.look.language,
            shine: Shine::default(),
            motion: Motion::default(),
            wheel: Wheel::default(),
            sound: Sound::Off,
            views: KeptViews::default(),
            interface_scale: panels.interface_scale,
            controls: panels.open.controls,
            inspector: panels.open.inspector,
            plots: panels.open.plots,
            hints: Hints::default(),
            keys: OwnKeys::default(),
            boxes: panels.open.boxes,
            arrangement: panels.dock.arrangement(),
            tabs: None,
            tabs_of: None,
            film: FilmChoices::default(),
            brush: Brush { strength: paint.strength, radius: paint.radius, share: paint.share },
            colour: None,
            map: SequentialMap::default(),
            window: None,
        }
    }
}

impl Settings {
    /// Take over how the window is now. What a small window closed by itself, and what is not there, stays as it was before.
    pub fn follow(&mut self, panels: &PanelState, session: &Session, window: Option<&Window>) {
        self.interface_scale = panels.interface_scale;
        self.theme = panels.look.theme;
        self.language = panels.look.language;
        self.recent.clone_from(&panels.files.recent);
        self.controls = panels.open.controls;
        let (wide, tall) = panels.open.has_room();
        let (inspector, plots) = panels.look.open_otherwise(&panels.open);
        // A projector makes any window small, and is not remembered.
        if wide || panels.look.projector {
            self.inspector = inspector;
        }
        if tall || panels.look.projector {
            self.plots = plots;
        }
        self.hints.clone_from(&panels.hints);
        self.keys.clone_from(&panels.keys.own);
        self.boxes = panels.open.boxes;
        self.arrangement = panels.dock.arrangement();
        self.tabs_of.clone_from(&panels.scene);
        self.film.clone_from(&panels.film.choices);
        let paint = &session.paint;
        self.brush = Brush { strength: paint.strength, radius: paint.radius, share: paint.share };
        self.map = session.colouring.map;
        self.sound = session.sound.sound;
        let scene = &session.info.title;
        self.colour = session.colouring.chosen.map(|variable| SceneColour { scene: scene.clone(), variable });
        if let Some(window) = window.filter(|window| window.width() >= 1.0 && window.height() >= 1.0) {
            self.window = Some(WindowSize { width: window.width(), height: window.height() });
        }
    }

    /// Make panels and brush as they were.
    pub fn restore(&self, panels: &mut PanelState, session: &mut Session) {
        panels.interface_scale = self.interface_scale;
        panels.look.theme = self.theme;
        panels.look.language = self.language;
        panels.files.recent.clone_from(&self.recent);
        (panels.open.controls, panels.open.inspector, panels.open.plots) = (self.controls, self.inspector, self.plots);
        panels.hints.clone_from(&self.hints);
        panels.keys.own.clone_from(&self.keys);
        panels.open.boxes = self.boxes;
        panels.dock.arrange(&self.arrangement);
        panels.dock.left_in.clone_from(&self.tabs_of);
        panels.film.choices.clone_from(&self.film);
        session.paint.strength = self.brush.strength;
        session.paint.radius = self.brush.radius;
        session.paint.share = self.brush.share;
        session.colouring.map = self.map;
        session.sound.sound = self.sound;
        let of_this_scene = self.colour.as_ref().filter(|colour| colour.scene == session.info.title);
        if let Some(colour) = of_this_scene.filter(|colour| session.has_variable(colour.variable)) {
            session.colour_by(colour.variable);
        }
    }

    /// Give numbers that the program never writes their usual value, with a note for each.
    pub fn mend(&mut self, notes: &mut Vec<Note>) {
        let usual = Self::default();
        let mut mend = |name: &'static str, value: &mut f32, range: RangeInclusive<f32>, usual: f32| {
            if !range.contains(value) {
                notes.push(Note::OutOfRange { name, value: *value, range: range.into_inner(), usual });
                *value = usual;
            }
        };
        mend("interface_scale", &mut self.interface_scale, SCALE, usual.interface_scale);
        mend("brush.strength", &mut self.brush.strength, -1.0..=1.0, usual.brush.strength);
        mend("brush.radius", &mut self.brush.radius, BRUSH_RADIUS, usual.brush.radius);
        mend("brush.share", &mut self.brush.share, 0.0..=1.0, usual.brush.share);
        if let Some(window) = &mut self.window {
            mend("window.width", &mut window.width, 1.0..=32_768.0, 1600.0);
            mend("window.height", &mut window.height, 1.0..=32_768.0, 900.0);
        }
        if let Some(tabs) = self.tabs.take() {
            self.arrangement = Arrangement::from(&tabs[..]);
        }
        if let Some(fault) = self.arrangement.fault() {
            notes.push(Note::Plots(fault.clone()));
            (self.arrangement, self.tabs_of) = (usual.arrangement, None);
        }
    }
}

/// Two plots side by side.
fn two_plots<'a, D: Deserializer<'a>>(file: D) -> Result<Option<[PlotTab; 2]>, D::Error> {
    Deserialize::deserialize(file).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::{OverBox, Side};
    use crate::session::PictureSize;
    use crate::simulation::{NetworkInfo, ViewSample};

    fn session() -> Session {
        Session::detached(NetworkInfo::default(), ViewSample::default())
    }

    #[test]
    fn what_was_set_is_there_again() {
        let (mut panels, mut before) = (PanelState::default(), session());
        panels.scale_interface(1.5);
        panels.open.controls = false;
        panels.look.theme = ThemeChoice::Light;
        panels.look.language = LanguageChoice::German;
        panels.files.recent = vec!["/somewhere/mine.ron".into()];
        panels.open.boxes.set(OverBox::Notes, true);
        panels.dock.arrange(&Arrangement::from(&[PlotTab::Evidence, PlotTab::Neuron][..]));
        panels.dock.add(PlotTab::Evidence, 1);
        panels.dock.split(2, Side::Below);
        panels.film.choices = FilmChoices { size: PictureSize::Square, ..FilmChoices::default() };
        before.paint.radius = 20.0;
        before.paint.strength = -0.4;
        before.colour_by(Variable::Calcium);
        before.set_map(SequentialMap::Magma);
        before.sound.toggle();
        let mut settings = Settings::default();
        settings.follow(&panels, &before, None);
        let (mut again, mut after) = (PanelState::default(), session());
        settings.restore(&mut again, &mut after);
        assert_eq!((again.interface_scale, &again.files.recent), (1.5, &panels.files.recent));
        assert_eq!((again.look.theme, again.look.language), (ThemeChoice::Light, LanguageChoice::German));
        assert!(!again.open.controls && again.open.plots && again.open.boxes.is_open(OverBox::Notes, 0.0));
        assert_eq!(again.dock.tabs(), [PlotTab::Evidence, PlotTab::Neuron, PlotTab::Evidence]);
        assert_eq!((again.dock.arrangement(), again.dock.extent()), (panels.dock.arrangement(), [2, 2]));
        assert_eq!((after.paint.radius, after.paint.strength), (20.0, -0.4));
        assert_eq!((after.colour(), after.colouring.map), (Variable::Calcium, SequentialMap::Magma));
        assert!(after.sound.is_on());
        assert!(again.film.choices == panels.film.choices && !again.film.seen);
        let mut same = settings.clone();
        same.follow(&again, &after, None);
        assert_eq!(same, settings);
    }

    #[test]
    fn plots_that_were_left_come_back_in_their_own_scene_only() {
        let info = |name: &str| {
            let scene = std::sync::Arc::new(crate::scene::Scene::shipped(name).expect("it ships"));
            NetworkInfo { title: scene.name.clone(), scene: Some(scene), ..NetworkInfo::default() }
        };
        let opened = |settings: &Settings, name: &str| {
            let mut panels = PanelState::default();
            let mut session = Session::detached(info(name), ViewSample::default());
            settings.restore(&mut panels, &mut session);
            panels.follow_scene(&mut session);
            (panels, session)
        };
        let (mut panels, before) = opened(&Settings::default(), "wake");
        assert_eq!(panels.dock.tabs(), [PlotTab::Raster, PlotTab::Rates], "those of the scene");
        panels.dock.arrange(&Arrangement::from(&[PlotTab::Rates, PlotTab::Thresholds][..]));
        let mut settings = Settings::default();
        settings.follow(&panels, &before, None);
        let mut again = opened(&settings, "wake").0;
        assert_eq!(again.dock.tabs(), [PlotTab::Rates, PlotTab::Thresholds]);
        again.dock.arrange_as_scene();
        assert_eq!(again.dock.tabs(), [PlotTab::Raster, PlotTab::Rates], "there is a way back");
        assert_eq!(opened(&settings, "spotlight").0.dock.tabs(), [PlotTab::Modulators, PlotTab::ThresholdMap]);
    }

    #[test]
    fn what_a_projector_closes_is_open_again_at_the_next_start() {
        let mut panels = PanelState::default();
        panels.look.toggle_projector(&mut panels.open);
        let mut settings = Settings::default();
        settings.follow(&panels, &session(), None);
        assert!(!panels.open.plots && settings.plots && settings.inspector);
    }

    #[test]
    fn numbers_out_of_range_are_said_and_not_used() {
        let mut settings = Settings { interface_scale: f32::NAN, ..Settings::default() };
        settings.brush.radius = 1e9;
        settings.window = Some(WindowSize { width: 0.0, height: 700.0 });
        let mut notes = Vec::new();
        settings.mend(&mut notes);
        assert_eq!(notes.len(), 3, "{notes:?}");
        assert_eq!(settings.window, Some(WindowSize { width: 1600.0, height: 700.0 }));
        assert_eq!(settings.brush, Settings::default().brush);
        let mut none = Vec::new();
        settings.mend(&mut none);
        assert!(none.is_empty());
    }
}
