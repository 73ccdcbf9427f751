//! The network in three dimensions: neurons, synapses, camera, and what the mouse does there.
//!
//! | file | responsibility |
//! |---|---|
//! | `camera` | where the camera looks from, and the drags and wheel that move it |
//! | `framing` | how far away it has to be, and where the middle of its picture is |
//! | `follow` | a camera that keeps a neuron in the middle |
//! | `canvas` | the window's picture put together: network where it is free, panels over it |
//! | `pointer` | what the mouse does: clicks, drags, wheel, strokes |
//! | `picking` | which neuron is under the pointer |
//! | `boxing` | selecting with a box |
//! | `brush` | strokes of the paint tool and of the poke tool |
//! | `fill` | the colour of each neuron: the variable that is shown |
//! | `looks` | what each neuron shows |
//! | `neurons` | their meshes and buffers, for the run and for the twin beside it |
//! | `neuron_material` | the draw calls of all neurons: bodies, light round them, pillars |
//! | `glow` | spikes are light, and fade |
//! | `bloom` | how light is spread: halos, or bloom on a graphics card |
//! | `flash` | a limit on flashing |
//! | `sky` | day and night: surroundings and light, by brain state and modulators |
//! | `synapses` | one mesh and one material for the synapses that are shown |
//! | `weight_changes` | which of them grew and shrank of late, or are other in the twin |
//! | `turnover` | synapses that grew or were pruned a moment ago |
//! | `labels` | places and text of labels over the picture |
//! | `vision` | the window as people with other colour vision see it |
//! | `set` | the order of all this in a frame |
//! | `layout` | where each layout puts the neurons |
//! | `contact` | neurons take light from those that stand close |
//! | `places` | where they are now, also on the way from one layout to another |
//! | `shape` | size of the network: centre, radius, how large a neuron is drawn |

//!
//! One meaning, one mark (the list in the window is `panel/marks.rs`):
//!
//! | mark of a neuron | meaning |
//! |---|---|
//! | fill | the chosen variable |
//! | light | it fired; in the colour of its kind or first memory, in a replay that is shown in that of its order |
//! | soft ring | it is a member of the memory that is presented, or of the replay that is shown |
//! | outline | white, on a light ground black: it is selected, alone or with others; grey: it is under the pointer; thin grey: it shares a synapse with that one |
//! | paleness | it is not what is looked at: not picked in the legend, not isolated, not in the replay, no partner of the neuron under the pointer |
//! | arrowhead above or below | it is painted easier or harder to excite |
//! | small glyph at the lower right | the forecast: foreseen, hit, miss, unforeseen |
//! | shape | ball: excitatory; diamond: inhibitory |
//! | place, pillar | the layout |
//!
//! Surroundings and floor show the brain state, the glow at the horizon the modulators, the light on the floor all spikes together.

mod bloom;
mod boxing;
mod brush;
mod camera;
mod canvas;
mod contact;
mod fill;
mod flash;
mod follow;
mod framing;
mod glow;
mod kept_views;
mod labels;
mod layout;
mod line_up;
mod looks;
mod neuron_material;
mod neurons;
mod orbit_moves;
mod picking;
mod places;
mod pointer;
mod pose;
mod seen_again;
mod set;
mod shape;
mod sky;
mod synapses;
mod turnover;
mod vision;
mod weight_changes;

pub use camera::{OrbitCamera, TwinCamera, WindowCamera};
pub use kept_views::KeptViews;
pub use places::Places;
pub use pose::Pose;
pub use seen_again::SeenFrom;
pub use set::ViewSet;
pub use shape::NetworkShape;
pub use sky::Sky;

use crate::session::{Session, ViewClock, ViewOptions, ViewReport, ViewRequest, Viewport3d};
use crate::words::words;
use bevy::prelude::*;

/// Draws the session. Needs the resources [`Session`] and [`Theme`](crate::theme::Theme) and the plugins of Bevy's renderer and of egui.
pub struct ViewPlugin;

impl Plugin for ViewPlugin {
    fn build(&self, app: &mut App) {
        app.add_message::<ViewRequest>()
            .init_resource::<Viewport3d>()
            .init_resource::<ViewReport>()
            .init_resource::<ViewOptions>()
            .init_resource::<ViewClock>()
            .init_resource::<OrbitCamera>()
            .init_resource::<NetworkShape>()
            .init_resource::<Places>()
            .init_resource::<glow::Glows>()
            .init_resource::<turnover::Turnover>()
            .init_resource::<pointer::Pointer>()
            .configure_sets(Update, (ViewSet::Input, ViewSet::Place, ViewSet::Upload).chain())
            .add_plugins((
                canvas::CanvasPlugin,
                neurons::NeuronsPlugin,
                synapses::SynapsesPlugin,
                sky::SkyPlugin,
                vision::VisionPlugin,
                bloom::LightPlugin,
            ))
            .add_systems(
                Update,
                (
                    places::place_neurons,
                    camera::frame_new_network,
                    pointer::read_pointer,
                    camera::steer_camera,
                    picking::pick_neurons,
                    boxing::select_in_box,
                    (brush::paint_neurons, brush::poke_neurons).chain(),
                    answer_requests,
                    follow::follow_neuron,
                )
                    .chain()
                    .in_set(ViewSet::Input),
            )
            .add_systems(
                Update,
                (camera::place_window_camera, advance_lens, labels::place_labels).chain().in_set(ViewSet::Place),
            )
            .add_systems(
                Update,
                ((glow::fade_spikes, sky::follow_sky).chain(), turnover::follow_turnover).in_set(ViewSet::Place),
            );
    }
}

/// Light up the cells of a replay one after the other. A paused picture and a film between two frames keep what they show, but for a
/// replay that was chosen in a pause.
fn advance_lens(time: Res<Time>, clock: Res<ViewClock>, mut session: ResMut<Session>) {
    if let Some(seconds) = clock.played_s(session.fresh, session.status.playing, time.delta_secs()) {
        session.lens.advance(seconds);
    }
    let watched = clock.watched_s(session.fresh, time.delta_secs()).filter(|_| !clock.at_once);
    if let Some(seconds) = watched.filter(|_| session.lens.is_sweeping()) {
        session.lens.sweep(seconds);
    }
}

/// Do what was asked of the picture.
fn answer_requests(
    mut requests: MessageReader<ViewRequest>,
    session: Res<Session>,
    places: Res<Places>,
    shape: Res<NetworkShape>,
    viewport: Res<Viewport3d>,
    mut options: ResMut<ViewOptions>,
    mut camera: ResMut<OrbitCamera>,
    mut report: ResMut<ViewReport>,
) {
    let selected = session.selected().and_then(|neuron| places.of(neuron));
    for request in requests.read() {
        match (request, selected) {
            (ViewRequest::FrameSelection, Some(_)) if session.selection.is_group() => {
                let group = session.selection.neurons().iter().filter_map(|&neuron| places.of(neuron));
                camera.frame_group(&group.collect::<Vec<_>>(), &shape, &viewport);
            }
            (ViewRequest::FrameSelection, Some(place)) => {
                options.follow = None;
                camera.focus_on(place, &shape);
            }
            (ViewRequest::Follow, Some(place)) if options.follow != session.selected() => {
                options.follow = session.selected();
                camera.focus_on(place, &shape);
            }
            (ViewRequest::Follow, _) => options.follow = None,
            (ViewRequest::FrameSelection, None) | (ViewRequest::FrameAll, _) => {
                camera.frame_all(&places, &shape, &viewport);
            }
            (ViewRequest::LookFrom(side), _) => {
                let (framed, (yaw, pitch)) = (camera.is_home(), side.angles());
                camera.look_from(yaw, pitch);
                // What filled the picture fills it from the other side, too.
                if framed {
                    camera.frame_all(&places, &shape, &viewport);
                }
            }
            (ViewRequest::Recall(view), _) => {
                options.follow = None;
                if let Err(none) = camera.recall(&session.info.title, *view) {
                    report.told.tell(Err(none));
                }
            }
            (ViewRequest::Keep(view), _) => report.told.tell(Ok(camera.keep(&session.info.title, *view))),
            (ViewRequest::ToggleTurntable, _) => {
                camera.drifting = !camera.drifting;
                report.told.tell(match (camera.drifting, options.less_motion()) {
                    (true, false) => Ok(words!("turntable-on", "The network turns.").to_owned()),
                    (true, true) => Err(words!(
                        "turntable-less-motion",
                        "Less motion is wanted: nothing turns by itself. \"Less motion\" changes that."
                    )
                    .to_owned()),
                    (false, _) => Ok(words!("turntable-off", "The network stands still.").to_owned()),
                });
            }
            (ViewRequest::ToggleWheel, _) => options.wheel = options.wheel.other(),
            (ViewRequest::NextMotion, _) => {
                options.motion = options.motion.next();
                report.told.tell(Ok(options.motion.sentence(options.system_asks_less_motion).to_owned()));
            }
            (ViewRequest::NextVision, _) => options.next_vision(),
            (ViewRequest::NextShine, _) => options.shine = options.shine.next(),
            (ViewRequest::NextSynapses, _) => options.synapses = options.synapses.next(),
            (ViewRequest::ToggleIsolation, _) => options.isolate = !options.isolate,
            // Picking and the window itself do these.
            (ViewRequest::SelectBehind | ViewRequest::FullScreen, _) => {}
            (ViewRequest::NextLayout, _) => options.next_layout(&session.info),
            (ViewRequest::Layout(layout), _) => options.layout = Some(*layout),
        }
    }
    // Nothing is isolated from nothing: the next selection begins among all.
    if session.selected().is_none() && options.isolate {
        options.isolate = false;
    }
}
