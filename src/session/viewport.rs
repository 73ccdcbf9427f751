//! What panels, 3D view and film tell each other: where in the window the view is, its labels, choices and clock.

use super::frame_reading::FrameReading;
use super::motion::Motion;
use super::told::Told;
use super::wheel::Wheel;
use crate::scene::file::{NeuronKind, ViewLayout};
use crate::simulation::NetworkInfo;
use crate::theme::ColourVision;
use crate::words::words;
use bevy::ecs::message::Message;
use bevy::ecs::resource::Resource;
use bevy::math::{Quat, Rect, Vec2, Vec3};
use serde::{Deserialize, Serialize};
use std::f32::consts::{FRAC_PI_2, PI};

/// The part of the window that the panels leave to the 3D view. Panels write it each frame, the view reads it.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Default)]
pub struct Viewport3d {
    /// Rectangle from the window's top left corner (logical pixels); `None`: the whole window.
    pub rect: Option<Rect>,
    /// The part of it that nothing is drawn over, in which the network is framed; `None`: the whole window.
    pub clear: Option<Rect>,
    /// As large a rectangle, in which the twin is seen from the same side as the run in the other one; none if only one is seen.
    pub beside: Option<Rect>,
}

/// What the view tells the panels each frame: labels that belong to places in the network, of which they draw the text.
#[derive(Resource, Clone, Debug, Default)]
pub struct ViewReport {
    /// The labels; empty while nothing is to be named.
    pub labels: Vec<ViewLabel>,
    /// Those of the other one of run and twin, while both are seen, placed as in the picture of the one in front.
    pub beside: Vec<ViewLabel>,
    /// Cells on which no label may stand, as in a circuit (logical pixels from the window's top left corner).
    pub cells: Vec<Rect>,
    /// The layout that is shown.
    pub layout: ViewLayout,
    /// Whether the camera frames what it was told to, and nobody moved it.
    pub home: bool,
    /// How the camera is turned.
    pub facing: Quat,
    /// What a drag turns it round (logical pixels), while it does.
    pub pivot: Option<Vec2>,
    /// The line on which the cells of a replay stand in their order, from the first to the last (logical pixels), while they do.
    pub line_up: Option<[Vec2; 2]>,
    /// What frames cost.
    pub frame: FrameReading,
    /// What has to be said of how it is shown, a line each.
    pub notes: Vec<String>,
    /// A right click of this frame, which opens a menu.
    pub menu: Option<MenuCall>,
    /// What came of keeping and recalling views.
    pub told: Told,
}

/// A right click in the 3D view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MenuCall {
    /// The neuron there; none: the background.
    pub neuron: Option<u32>,
    /// Where it was (logical pixels from the window's top left corner).
    pub place: Vec2,
}

/// One label.
#[derive(Clone, Debug, PartialEq)]
pub struct ViewLabel {
    /// Text, such as "A".
    pub text: String,
    /// What it names; decides its colour.
    pub subject: LabelSubject,
    /// Where it stands, from the window's top left corner (logical pixels).
    pub position: Vec2,
    /// On which side of that the text is.
    pub side: LabelSide,
}

impl ViewLabel {
    /// The same elsewhere.
    #[must_use]
    pub fn moved(self, by: Vec2) -> Self {
        Self { position: self.position + by, ..self }
    }
}

/// On which side of its place a label is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelSide {
    /// Above it, in the middle.
    #[default]
    Above,
    /// To the left of it.
    Left,
    /// To the right of it.
    Right,
}

/// What a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelSubject {
    /// The members of a pattern that is presented or replayed, by its index in the scene.
    Pattern(usize),
    /// The place of a pattern's members, by its index in the scene.
    Memory(usize),
    /// Neurons of a kind that stand together.
    Group(NeuronKind),
    /// The selected neuron.
    Selected(u32),
    /// The neuron under the pointer.
    Hovered(u32),
    /// A whole picture: run or twin.
    Picture,
}

/// Whether a layout says something about a network.
#[must_use]
pub fn layout_fits(layout: ViewLayout, info: &NetworkInfo) -> bool {
    let neurons = info.positions.len();
    match layout {
        ViewLayout::Tissue => true,
        ViewLayout::Memories => !info.patterns.is_empty(),
        ViewLayout::Bar => neurons > 0 && info.rest_mv.len() == neurons,
        ViewLayout::Circuit => (1..=ViewLayout::LARGEST_CIRCUIT).contains(&neurons),
    }
}

/// The layouts that say something about a network.
#[must_use]
pub fn layouts(info: &NetworkInfo) -> Vec<ViewLayout> {
    ViewLayout::ALL.into_iter().filter(|&layout| layout_fits(layout, info)).collect()
}

/// Neuron that the scene selects when it opens.
#[must_use]
pub fn opening_neuron(info: &NetworkInfo) -> Option<u32> {
    let wanted = info.scene.as_ref()?.view.as_ref()?.neuron.as_ref()?;
    let population = info.populations.iter().find(|population| population.name == wanted.population)?;
    population.range.clone().nth(usize::try_from(wanted.index).ok()?)
}

/// Choices of what the 3D view shows. Keys and panels write them, the view reads them.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct ViewOptions {
    /// Which synapses are drawn.
    pub synapses: ShownSynapses,
    /// Whether all but the selected neuron and its partners are dimmed.
    pub isolate: bool,
    /// Neuron that the camera keeps in the middle.
    pub follow: Option<u32>,
    /// Where the user wants the neurons; none: where the scene wants them.
    pub layout: Option<ViewLayout>,
    /// How the window is seen; none: colours as they are.
    pub vision: Option<ColourVision>,
    /// How the light of spikes is spread.
    pub shine: Shine,
    /// What moves by itself.
    pub motion: Motion,
    /// Whether the system asks for less motion.
    pub system_asks_less_motion: bool,
    /// What scrolling does.
    pub wheel: Wheel,
}

impl ViewOptions {
    /// Whether nothing moves by itself but light.
    #[must_use]
    pub const fn less_motion(&self) -> bool {
        self.motion.is_less(self.system_asks_less_motion)
    }

    /// Look through the next eyes, at last through one's own again.
    pub fn next_vision(&mut self) {
        let mut ways = ColourVision::ALL.into_iter().skip_while(|&way| self.vision.is_some_and(|now| now != way));
        self.vision = if self.vision.is_some() { ways.nth(1) } else { ways.next() };
    }

    /// Where neurons are put: as the user wants, else the scene, as far as that says something about the network.
    #[must_use]
    pub fn layout(&self, info: &NetworkInfo) -> ViewLayout {
        let of_scene = info.scene.as_ref().and_then(|scene| scene.layout());
        let wanted = [self.layout, of_scene].into_iter().flatten();
        wanted.into_iter().find(|&layout| layout_fits(layout, info)).unwrap_or_default()
    }

    /// Take the next layout that says something about the network.
    pub fn next_layout(&mut self, info: &NetworkInfo) {
        let offered = layouts(info);
        let place = offered.iter().position(|&layout| layout == self.layout(info)).unwrap_or(0);
        self.layout = offered.get((place + 1) % offered.len().max(1)).copied();
    }
}

/// What a user asks of the 3D view.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewRequest {
    /// Move the camera to the selected neuron, or to the whole network.
    FrameSelection,
    /// Move the camera so that the whole network is seen.
    FrameAll,
    /// Look at the network from a side.
    LookFrom(Side),
    /// Draw the next choice of synapses.
    NextSynapses,
    /// Look through the next kind of colour vision.
    NextVision,
    /// Spread the light of spikes in the next way.
    NextShine,
    /// Select the neuron under the pointer that is behind the selected one.
    SelectBehind,
    /// Let the window fill the screen, or not any more.
    FullScreen,
    /// Dim all but the selected neuron and its partners, or not.
    ToggleIsolation,
    /// Keep the selected neuron in the middle, or not any more.
    Follow,
    /// Put the neurons in the next layout that says something about the network.
    NextLayout,
    /// Put the neurons in a layout.
    Layout(ViewLayout),
    /// Move the camera to where a view was kept.
    Recall(KeptView),
    /// Keep where the camera is as a view.
    Keep(KeptView),
    /// Let the camera turn slowly by itself, or not any more.
    ToggleTurntable,
    /// Let scrolling turn, or come closer again.
    ToggleWheel,
    /// Let move by itself what the next choice says.
    NextMotion,
}

/// A view that a user keeps, to come back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptView {
    /// View 1.
    One,
    /// View 2.
    Two,
    /// View 3.
    Three,
    /// View 4.
    Four,
}

impl KeptView {
    /// How many there are.
    pub const COUNT: usize = 4;

    /// Its number, as on its key.
    #[must_use]
    pub const fn number(self) -> usize {
        self as usize + 1
    }
}

/// A side of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The front.
    Front,
    /// The right side.
    Right,
    /// From above.
    Top,
    /// The back.
    Back,
    /// The left side.
    Left,
    /// From below.
    Bottom,
}

impl Side {
    /// All sides.
    pub const ALL: [Self; 6] = [Self::Front, Self::Right, Self::Top, Self::Back, Self::Left, Self::Bottom];

    /// Direction from the network to who looks.
    #[must_use]
    pub const fn direction(self) -> Vec3 {
        match self {
            Self::Front => Vec3::Z,
            Self::Right => Vec3::X,
            Self::Top => Vec3::Y,
            Self::Back => Vec3::NEG_Z,
            Self::Left => Vec3::NEG_X,
            Self::Bottom => Vec3::NEG_Y,
        }
    }

    /// What it is called, after "from".
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Front => words!("side-front", "the front"),
            Self::Right => words!("side-right", "the side"),
            Self::Top => words!("side-top", "above"),
            Self::Back => words!("side-back", "the back"),
            Self::Left => words!("side-left", "the other side"),
            Self::Bottom => words!("side-bottom", "below"),
        }
    }

    /// What its letter stands for.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Front => Some(words!("side-front-name", "front")),
            Self::Right => Some(words!("side-right-name", "side")),
            Self::Top => Some(words!("side-top-name", "above")),
            Self::Back | Self::Left | Self::Bottom => None,
        }
    }

    /// Its letter, for those that are looked from most.
    #[must_use]
    pub fn letter(self) -> Option<&'static str> {
        match self {
            Self::Front => Some(words!("side-front-letter", "F")),
            Self::Right => Some(words!("side-right-letter", "S")),
            Self::Top => Some(words!("side-top-letter", "A")),
            Self::Back | Self::Left | Self::Bottom => None,
        }
    }

    /// Angles of a camera there (radians): round the vertical axis, and above the horizon.
    #[must_use]
    pub const fn angles(self) -> (f32, f32) {
        match self {
            Self::Front => (0.0, 0.0),
            Self::Right => (FRAC_PI_2, 0.0),
            Self::Top => (0.0, FRAC_PI_2),
            Self::Back => (PI, 0.0),
            Self::Left => (-FRAC_PI_2, 0.0),
            Self::Bottom => (0.0, -FRAC_PI_2),
        }
    }
}

/// Which synapses are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShownSynapses {
    /// None.
    None,
    /// Those of the selected neuron.
    Selection,
    /// The strongest of the network and those of the selected neuron.
    #[default]
    Strongest,
    /// All of the network, as far as they can be drawn.
    All,
}

impl ShownSynapses {
    /// The choice after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::None => Self::Selection,
            Self::Selection => Self::Strongest,
            Self::Strongest => Self::All,
            Self::All => Self::None,
        }
    }
}

/// How the light of spikes is spread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shine {
    /// By bloom where a graphics card draws it in time, else by halos.
    #[default]
    Automatic,
    /// A halo round each cell.
    Halos,
    /// All that shines in the picture is blurred, as by a lens.
    Bloom,
}

impl Shine {
    /// All ways.
    pub const ALL: [Self; 3] = [Self::Automatic, Self::Bloom, Self::Halos];

    /// Name for the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Bloom => "bloom",
            Self::Halos => "halos",
        }
    }

    /// The way after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Automatic => Self::Bloom,
            Self::Bloom => Self::Halos,
            Self::Halos => Self::Automatic,
        }
    }

    /// What is to be said of it in the picture's corner.
    #[must_use]
    pub fn label(self) -> Option<&'static str> {
        match self {
            Self::Automatic => None,
            Self::Halos => Some(words!("shine-halos", "light as halos")),
            Self::Bloom => Some(words!("shine-bloom", "light as bloom")),
        }
    }
}

/// What drives the fading of spikes and the drift of the camera: the wall clock, or a film's frames.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct ViewClock {
    /// Seconds of watching that pass with each new sample while a film is made; `None`: the wall clock runs.
    pub film_step_s: Option<f32>,
    /// Whether a picture or film is being made: what belongs to the mouse is left out of the 3D view.
    pub recording: bool,
    /// Whether a picture of one moment is being made: nothing in it is on its way.
    pub at_once: bool,
    /// Counts films that begin with a run of their own: what was seen before is not in them.
    pub take: u32,
}

impl ViewClock {
    /// Seconds of watching since the frame before, of which `wall_s` passed on the wall; none between two frames of a film, where each
    /// `fresh` sample is one.
    #[must_use]
    pub fn watched_s(&self, fresh: bool, wall_s: f32) -> Option<f32> {
        match self.film_step_s {
            Some(step) => fresh.then_some(step),
            None => Some(wall_s),
        }
    }

    /// The same for what stands still while the picture is paused.
    #[must_use]
    pub fn played_s(&self, fresh: bool, playing: bool, wall_s: f32) -> Option<f32> {
        self.watched_s(fresh, wall_s).filter(|_| playing || self.film_step_s.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::PatternInfo;

    #[test]
    fn after_all_other_eyes_come_ones_own() {
        let mut options = ViewOptions::default();
        let mut seen = Vec::new();
        for _ in ColourVision::ALL {
            options.next_vision();
            seen.extend(options.vision);
        }
        assert_eq!(seen, ColourVision::ALL);
        options.next_vision();
        assert_eq!(options.vision, None);
    }

    #[test]
    fn a_layout_that_says_nothing_about_a_network_is_not_offered() {
        let mut info = NetworkInfo {
            positions: vec![[0.0; 3]; 100],
            rest_mv: vec![-65.0; 100],
            patterns: vec![PatternInfo { name: "A".to_owned(), members: vec![1] }],
            ..NetworkInfo::default()
        };
        assert_eq!(layouts(&info), [ViewLayout::Tissue, ViewLayout::Memories, ViewLayout::Bar]);
        let mut options = ViewOptions::default();
        assert_eq!(options.layout(&info), ViewLayout::Tissue);
        options.next_layout(&info);
        assert_eq!(options.layout(&info), ViewLayout::Memories);
        info.patterns.clear();
        info.positions.truncate(3);
        info.rest_mv.truncate(3);
        assert_eq!(layouts(&info), [ViewLayout::Tissue, ViewLayout::Bar, ViewLayout::Circuit]);
        assert_eq!(options.layout(&info), ViewLayout::Tissue, "what was chosen says nothing here");
        options.layout = Some(ViewLayout::Circuit);
        options.next_layout(&info);
        assert_eq!(options.layout(&info), ViewLayout::Tissue);
    }
}
