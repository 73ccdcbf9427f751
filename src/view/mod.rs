//! The network in three dimensions: neurons, synapses, camera, and what the mouse does there.
//!
//! | file | responsibility |
//! |---|---|
//! | `camera` | where the camera looks from, and the drags and wheel that move it |
//! | `pointer` | what the mouse does: clicks, drags, wheel, strokes |
//! | `picking` | which neuron is under the pointer |
//! | `brush` | the paint tool's strokes |
//! | `neurons` | one mesh and one material for all neurons |
//! | `glow` | fading of spikes, with a limit on flashing |
//! | `synapses` | one mesh and one material for the synapses that are shown |
//! | `turnover` | synapses that grew or were pruned a moment ago |
//! | `labels` | places and text of labels over the picture |
//! | `set` | the order of all this in a frame |
//! | `shape` | size of the network: centre, radius, how large a neuron is drawn |

mod brush;
mod camera;
mod glow;
mod labels;
mod neurons;
mod picking;
mod pointer;
mod set;
mod shape;
mod synapses;
mod turnover;

pub use camera::{OrbitCamera, Pose, WindowCamera};
pub use set::ViewSet;
pub use shape::NetworkShape;

use crate::session::{Session, Side, ViewClock, ViewLabels, ViewOptions, ViewRequest, Viewport3d};
use crate::theme::Theme;
use bevy::prelude::*;
use std::f32::consts::FRAC_PI_2;

/// Draws the session. Needs the resources [`Session`] and [`Theme`] and the plugins of Bevy's renderer and of egui.
pub struct ViewPlugin;

impl Plugin for ViewPlugin {
    fn build(&self, app: &mut App) {
        app.add_message::<ViewRequest>()
            .init_resource::<Viewport3d>()
            .init_resource::<ViewLabels>()
            .init_resource::<ViewOptions>()
            .init_resource::<ViewClock>()
            .init_resource::<OrbitCamera>()
            .init_resource::<NetworkShape>()
            .init_resource::<glow::Glow>()
            .init_resource::<turnover::Turnover>()
            .init_resource::<pointer::Pointer>()
            .configure_sets(Update, (ViewSet::Input, ViewSet::Place, ViewSet::Upload).chain())
            .add_plugins((neurons::NeuronsPlugin, synapses::SynapsesPlugin))
            .add_systems(Startup, camera::spawn_window_camera)
            .add_systems(
                Update,
                (
                    shape::measure_network,
                    camera::frame_new_network,
                    pointer::read_pointer,
                    camera::steer_camera,
                    picking::pick_neurons,
                    brush::paint_neurons,
                    answer_requests,
                )
                    .chain()
                    .in_set(ViewSet::Input),
            )
            .add_systems(
                Update,
                (camera::place_window_camera, tint_background, advance_lens, labels::place_labels)
                    .chain()
                    .in_set(ViewSet::Place),
            )
            .add_systems(Update, (glow::fade_spikes, turnover::follow_turnover).in_set(ViewSet::Place));
    }
}

/// The background says which brain state the network is in.
fn tint_background(session: Res<Session>, theme: Res<Theme>, mut clear: ResMut<ClearColor>) {
    let tint = theme.colours.background.of(session.sample.state).to_bevy();
    if clear.0 != tint {
        clear.0 = tint;
    }
}

/// Light up the cells of a replay one after the other. A paused picture and a film between two frames keep what they show.
fn advance_lens(time: Res<Time>, clock: Res<ViewClock>, mut session: ResMut<Session>) {
    let watched_s = match clock.film_step_s {
        Some(seconds) if session.fresh => seconds,
        None if session.status.playing => time.delta_secs(),
        _ => return,
    };
    session.lens.advance(watched_s);
}

/// Do what was asked of the picture.
fn answer_requests(
    mut requests: MessageReader<ViewRequest>,
    session: Res<Session>,
    shape: Res<NetworkShape>,
    viewport: Res<Viewport3d>,
    mut options: ResMut<ViewOptions>,
    mut camera: ResMut<OrbitCamera>,
) {
    let selected = session.selected.and_then(|neuron| session.info.positions.get(neuron as usize));
    for request in requests.read() {
        match (request, selected) {
            (ViewRequest::FrameSelection, Some(&place)) => camera.focus_on(place.into(), &shape),
            (ViewRequest::FrameSelection, None) | (ViewRequest::FrameAll, _) => camera.frame_all(&shape, &viewport),
            (ViewRequest::LookFrom(Side::Front), _) => camera.look_from(0.0, 0.0),
            (ViewRequest::LookFrom(Side::Right), _) => camera.look_from(FRAC_PI_2, 0.0),
            (ViewRequest::LookFrom(Side::Top), _) => camera.look_from(0.0, FRAC_PI_2),
            (ViewRequest::NextSynapses, _) => options.synapses = options.synapses.next(),
            (ViewRequest::ToggleIsolation, _) => options.isolate = !options.isolate,
        }
    }
    // Nothing is isolated from nothing: the next selection begins among all.
    if session.selected.is_none() && options.isolate {
        options.isolate = false;
    }
}
