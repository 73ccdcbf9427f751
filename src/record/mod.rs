//! Stills and films of the 3D view, without panels.
//!
//! A picture is a PNG of 1920 × 1080, a film an MP4 (H.264) of 1280 × 720 at 30 frames a second. Keys and buttons of the panels
//! (F12, Shift+F12) ask for them with a [`FilmRequest`]; what came of it is in
//! [`FilmStatus`]. A program can ask for a film with the resource [`AutoFilm`], and for a picture of one moment with
//! [`AutoPicture`].
//!
//! **Time.** Frame k shows the model time t₀ + k · speed / 30, where the speed is the one that was asked for when the film began
//! (1 if it was "as fast as it goes"). The simulation waits for the film, not the film for a clock: however long a frame takes
//! to compute, draw or write, the film has each moment once and none is missing. Wall-clock time is not read.
//!
//! **Picture.** A second camera with the place and lens of the window's 3D camera draws the same scene into a picture of the
//! film's size. A network that is framed when the film begins stands in its middle; one that someone placed is shown with all that
//! panels leave free of the window. Where the shapes differ there is a little more. It counts from the moment at
//! which nothing waits for the graphics driver's compiler and a picture has come back.
//!
//! | module | holds |
//! |---|---|
//! | `annex_b` | the units of an H.264 stream |
//! | `arrived` | pictures that came back from the graphics card |
//! | `auto_picture`, `auto_film` | a picture of one moment, a film of a stretch, without a hand on the keyboard |
//! | `caption`, `written` | what is written into a picture: the sentence at the bottom, the names of places |
//! | `clock` | which moment a frame shows |
//! | `studio` | the off-screen camera, its warm-up, copies of its picture |
//! | `film` | a film in the making, from the first moment to the file |
//! | `director` | what the user asks for, one thing at a time |
//! | `encoder_thread` | pictures on their way to the file |
//! | `writer` | pictures in, H.264 in an MP4 file out; needs no window |
//! | `colour`, `mp4`, `mp4_box` | what a video stores, and how |
//! | `still`, `place`, `error` | pictures, names of files, faults with a way out |

mod annex_b;
mod arrived;
mod auto_film;
mod auto_picture;
mod caption;
mod clock;
mod colour;
mod director;
mod encoder_thread;
mod error;
mod film;
mod mp4;
mod mp4_box;
mod place;
mod still;
mod studio;
mod writer;
mod written;

pub use auto_film::AutoFilm;
pub use auto_picture::AutoPicture;
pub use clock::{FRAMES_PER_SECOND, FilmClock};
pub use error::RecordError;
pub use still::save_still;
pub use writer::{FilmCoding, FilmSummary, FilmWriter};

use crate::session::{FilmRequest, FilmStatus, ViewClock};
use arrived::{Arrived, receive_picture};
use auto_picture::{fill_picture, take_auto_picture};
use bevy::app::{App, First, Last, Plugin, PostUpdate, Update};
use bevy::camera::CameraUpdateSystems;
use bevy::camera::visibility::VisibilitySystems;
use bevy::ecs::prelude::{IntoScheduleConfigs, Res};
use bevy::ecs::schedule::SystemCondition;
use bevy::ecs::schedule::common_conditions::resource_exists;
use bevy::render::render_resource::PipelineCache;
use bevy::render::{Render, RenderApp, RenderSystems};
use bevy::transform::TransformSystems;
use director::{Recorder, answer_requests, complete_on_exit, is_recording, record, set_view_clock};
use std::sync::atomic::Ordering;
use studio::{WaitingPipelines, follow_lens, follow_place};

/// Saves stills and films of the 3D view. Needs Bevy's renderer, and a [`Session`](crate::session::Session) to record.
pub struct RecordPlugin;

impl Plugin for RecordPlugin {
    fn build(&self, app: &mut App) {
        let waiting = WaitingPipelines::default();
        if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
            render_app
                .insert_resource(waiting.clone())
                .add_systems(Render, count_waiting_pipelines.in_set(RenderSystems::Cleanup));
        }
        app.add_message::<FilmRequest>()
            .init_resource::<FilmStatus>()
            .init_resource::<ViewClock>()
            .init_resource::<Recorder>()
            .init_resource::<Arrived>()
            .insert_resource(waiting)
            .add_observer(receive_picture)
            .add_systems(
                First,
                fill_picture.run_if(resource_exists::<AutoPicture>.or_else(resource_exists::<AutoFilm>)),
            )
            .add_systems(Update, answer_requests)
            .add_systems(
                PostUpdate,
                (
                    follow_lens.before(CameraUpdateSystems),
                    follow_place.after(TransformSystems::Propagate).before(VisibilitySystems::UpdateFrusta),
                )
                    .run_if(is_recording),
            )
            .add_systems(Last, (take_auto_picture, record, set_view_clock, complete_on_exit).chain());
    }
}

fn count_waiting_pipelines(pipelines: Res<PipelineCache>, waiting: Res<WaitingPipelines>) {
    waiting.0.store(pipelines.waiting_pipelines().count(), Ordering::Relaxed);
}
