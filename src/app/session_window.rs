//! How the window shows a run, as a session keeps it.

use crate::panel::{Arrangement, PanelState};
use crate::scene::file::{Variable, ViewLayout};
use crate::session::{Session, ShownSynapses, UndoList, ViewOptions};
use crate::view::{OrbitCamera, SeenFrom};
use serde::{Deserialize, Serialize};

/// What belongs to the window in a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionWindow {
    camera: SeenFrom,
    /// Where the user wants the neurons; none: where the scene wants them.
    layout: Option<ViewLayout>,
    synapses: ShownSynapses,
    isolate: bool,
    /// The variable that the user chose for the colour of the neurons.
    colour: Option<Variable>,
    selected: Vec<u32>,
    /// The one of them that is looked at closely.
    closest: Option<u32>,
    /// Neurons whose traces are pinned.
    watched: Vec<u32>,
    /// Model seconds per second of watching.
    speed: f32,
    plots: Option<Arrangement>,
    /// What can be taken back.
    pub undo: UndoList,
}

impl Default for SessionWindow {
    fn default() -> Self {
        Self {
            camera: SeenFrom::default(),
            layout: None,
            synapses: ShownSynapses::default(),
            isolate: false,
            colour: None,
            selected: Vec::new(),
            closest: None,
            watched: Vec::new(),
            speed: crate::simulation::INITIAL_SPEED,
            plots: None,
            undo: UndoList::default(),
        }
    }
}

impl SessionWindow {
    /// As it is now.
    #[must_use]
    pub fn of(session: &Session, plots: Arrangement, options: &ViewOptions, camera: &OrbitCamera) -> Self {
        Self {
            camera: camera.seen_from(),
            layout: options.layout,
            synapses: options.synapses,
            isolate: options.isolate,
            colour: session.colouring.chosen,
            selected: session.selection.neurons().to_vec(),
            closest: session.selected(),
            watched: session.watched.iter().map(|watched| watched.neuron).collect(),
            speed: session.status.speed_asked,
            plots: Some(plots),
            undo: session.whole_undo().clone(),
        }
    }

    /// Show the run as it was shown, but for the camera: it is moved by the scene that opens.
    pub fn restore(&self, session: &mut Session, panels: &mut PanelState, options: &mut ViewOptions) {
        (options.layout, options.synapses, options.isolate) = (self.layout, self.synapses, self.isolate);
        match self.colour.filter(|&variable| session.has_variable(variable)) {
            Some(variable) => session.colour_by(variable),
            None => session.colour_as_scene(),
        }
        session.look_at(&self.watched, self.selected.clone(), self.closest);
        if self.speed > 0.0 {
            session.set_speed(self.speed);
        }
        if let Some(plots) = &self.plots {
            panels.dock.arrange(plots);
        }
    }

    /// Put the camera where it was.
    pub fn restore_camera(&self, camera: &mut OrbitCamera) {
        camera.see_from(&self.camera);
    }
}
