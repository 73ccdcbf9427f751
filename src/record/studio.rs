//! The off-screen camera: the window's 3D camera again, in a picture of fixed size and without panels.

use super::error::RecordError;
use crate::session::{ViewReport, Viewport3d};
use bevy::asset::{Assets, Handle};
use bevy::camera::visibility::RenderLayers;
use bevy::camera::{Camera, Camera3d, ClearColorConfig, Hdr, Projection, RenderTarget, SubCameraView, Viewport};
use bevy::core_pipeline::tonemapping::{DebandDither, Tonemapping};
use bevy::ecs::prelude::{Commands, Component, Entity, Query, Res, Resource, With, Without};
use bevy::image::Image;
use bevy::light::AmbientLight;
use bevy::math::{Rect, UVec2, Vec2};
use bevy::pbr::DistanceFog;
use bevy::post_process::bloom::Bloom;
use bevy::render::gpu_readback::Readback;
use bevy::render::render_resource::{TextureFormat, TextureUsages};
use bevy::render::view::{ColorGrading, Msaa};
use bevy::transform::components::{GlobalTransform, Transform};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Frames of the window that pass at least before the off-screen camera counts.
const WARM_UP_FRAMES: u32 = 4;
/// Frames of the window after which a picture that did not come back is asked for again.
const TRIAL_FRAMES: u32 = 60;
/// Frames of the window after which the studio gives up: the card draws nothing.
const PATIENCE_FRAMES: u32 = 3600;

/// Number of drawing programs that the graphics driver is still compiling; what they draw is missing from the picture.
#[derive(Resource, Clone, Default)]
pub struct WaitingPipelines(pub Arc<AtomicUsize>);

/// Marks the off-screen camera, and a second one for the twin that is seen beside the run.
#[derive(Component)]
pub struct FilmCamera {
    /// 0: of the network in front; 1: of the twin beside it.
    pub side: u32,
    /// Width and height of the whole picture (px).
    size: (u32, u32),
    /// Whether the network was framed when the film began, and the film shows it in its middle; known with its first frame.
    framed: Option<bool>,
}

/// Marks a request to copy the picture back from the graphics card; one picture each.
#[derive(Component)]
pub struct PictureRequest;

/// The window's 3D camera, as far as the film needs it.
pub type WindowCameras<'w, 's> = Query<
    'w,
    's,
    (Entity, &'static Camera, &'static RenderTarget, &'static Projection, &'static GlobalTransform),
    (With<Camera3d>, Without<FilmCamera>),
>;

/// The off-screen camera and its picture.
pub struct Studio {
    cameras: Vec<Entity>,
    image: Handle<Image>,
    width: u32,
    height: u32,
    age: u32,
    trial: Option<(Entity, u32)>,
    ready: bool,
    /// Request whose component is to be taken away, since it would be answered every frame.
    last_request: Option<Entity>,
}

impl Studio {
    /// Set up a camera for pictures of this size (px).
    ///
    /// # Errors
    /// If the window has no 3D camera.
    pub fn open(
        commands: &mut Commands,
        images: &mut Assets<Image>,
        window_cameras: &WindowCameras,
        width: u32,
        height: u32,
    ) -> Result<Self, RecordError> {
        let originals = on_window(window_cameras);
        if originals.is_empty() {
            return Err(RecordError::NoView);
        }
        let mut image = Image::new_target_texture(width, height, TextureFormat::Rgba8UnormSrgb, None);
        image.texture_descriptor.usage |= TextureUsages::COPY_SRC;
        let image = images.add(image);
        let mut cameras = Vec::new();
        for (side, (original, window, _, projection, place)) in (0..).zip(originals) {
            let clear_color = if side == 0 { window.clear_color } else { ClearColorConfig::None };
            let camera = commands
                .spawn((
                    FilmCamera { side, size: (width, height), framed: None },
                    Camera3d::default(),
                    Camera { order: window.order - 100, clear_color, is_active: side == 0, ..Camera::default() },
                    RenderTarget::Image(image.clone().into()),
                    projection.clone(),
                    place.compute_transform(),
                ))
                .id();
            // How the window's camera draws, so that both make the same picture.
            commands.entity(original).clone_components::<(
                Camera3d,
                Tonemapping,
                DebandDither,
                Msaa,
                ColorGrading,
                RenderLayers,
                DistanceFog,
                AmbientLight,
                Hdr,
                Bloom,
            )>(camera);
            cameras.push(camera);
        }
        Ok(Self { cameras, image, width, height, age: 0, trial: None, ready: false, last_request: None })
    }

    /// A studio whose camera is ready and draws nothing.
    #[cfg(test)]
    pub fn for_tests(width: u32, height: u32) -> Self {
        let (cameras, image) = (Vec::new(), Handle::default());
        Self { cameras, image, width, height, age: 0, trial: None, ready: true, last_request: None }
    }

    /// Take the camera away again. Its picture is freed with the last handle.
    pub fn close(&self, commands: &mut Commands) {
        for entity in self.cameras.iter().copied().chain(self.trial.map(|(entity, _)| entity)) {
            commands.entity(entity).try_despawn();
        }
    }

    /// Whether the camera draws whole pictures.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.ready
    }

    /// Ask for a copy of what the camera draws in this frame of the window.
    pub fn request_picture(&mut self, commands: &mut Commands) -> Entity {
        let request = commands.spawn((PictureRequest, Readback::texture(self.image.clone()))).id();
        self.last_request = Some(request);
        request
    }

    /// Begin of a frame of the window: the request of the frame before is on its way and must not be repeated.
    pub fn begin_frame(&mut self, commands: &mut Commands) {
        if let Some(request) = self.last_request.take() {
            commands.entity(request).try_remove::<Readback>();
        }
    }

    /// The first pictures are black or lack what is still being compiled: wait until nothing is, then look at one picture.
    ///
    /// # Errors
    /// If the card gives no picture for long.
    pub fn warm_up(
        &mut self,
        commands: &mut Commands,
        waiting: &WaitingPipelines,
        arrived: &mut Vec<(Entity, Vec<u8>)>,
    ) -> Result<(), RecordError> {
        self.age += 1;
        if self.ready {
            return Ok(());
        }
        if self.age > PATIENCE_FRAMES {
            return Err(RecordError::NoPicture { frame: 0 });
        }
        if let Some((request, age)) = self.trial {
            if let Some(position) = arrived.iter().position(|(entity, _)| *entity == request) {
                let (_, picture) = arrived.swap_remove(position);
                // A picture that was drawn is opaque; one that was not is nothing but zeros.
                self.ready = picture.iter().any(|&byte| byte != 0);
                self.trial = None;
            } else if age > TRIAL_FRAMES {
                commands.entity(request).try_despawn();
                self.trial = None;
            } else {
                self.trial = Some((request, age + 1));
            }
        } else if self.age >= WARM_UP_FRAMES && waiting.0.load(Ordering::Relaxed) == 0 {
            self.trial = Some((self.request_picture(commands), 0));
        }
        Ok(())
    }

    /// The rows of a picture without the padding that the graphics card adds.
    #[must_use]
    pub fn without_padding(&self, picture: Vec<u8>) -> Vec<u8> {
        without_padding(picture, self.width as usize, self.height as usize)
    }

    /// Size of the picture (px).
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }
}

/// A camera of the window.
type WindowCamera<'a> = (Entity, &'a Camera, &'a RenderTarget, &'a Projection, &'a GlobalTransform);

/// The cameras that draw into the window: that of the network in front, and that of the twin, which is active while it is seen beside it.
fn on_window<'a>(cameras: &'a WindowCameras) -> Vec<WindowCamera<'a>> {
    let mut found: Vec<WindowCamera<'a>> =
        cameras.iter().filter(|(_, _, target, ..)| matches!(target, RenderTarget::Window(_))).collect();
    found.sort_by_key(|(_, camera, ..)| camera.order);
    found
}

/// Size of the window (px); none there, nothing.
pub fn window_size(cameras: &WindowCameras) -> (u32, u32) {
    let size = on_window(cameras).first().and_then(|(_, camera, ..)| camera.physical_target_size());
    size.map_or((0, 0), |size| (size.x, size.y))
}

/// Keep the off-screen cameras looking at what the panels leave free of the window, or at the network that is framed there. Run and twin
/// share the picture while both are seen. Runs before cameras are computed.
pub fn follow_lens(
    window_cameras: WindowCameras,
    viewport: Option<Res<Viewport3d>>,
    report: Option<Res<ViewReport>>,
    mut film: Query<(&mut FilmCamera, &mut Camera, &mut Projection)>,
) {
    let originals = on_window(&window_cameras);
    let Some((_, window, _, original, _)) = originals.first() else { return };
    let Some(size) = window.logical_target_size() else { return };
    let home = report.is_some_and(|report| report.home);
    let whole = Rect::from_corners(Vec2::ZERO, size);
    let sides = originals.iter().filter(|(_, camera, ..)| camera.is_active).count().max(1) as u32;
    for (mut film, mut camera, mut projection) in &mut film {
        let framed = *film.framed.get_or_insert(home);
        let shown = viewport.as_ref().and_then(|viewport| shown(viewport, framed)).unwrap_or(whole);
        if film.side == 0 {
            camera.clear_color = window.clear_color;
        }
        camera.is_active = film.side < sides;
        let part = part_of(film.size, film.side, sides);
        camera.sub_camera_view = Some(section(size, shown, aspect_ratio(part.physical_size.x, part.physical_size.y)));
        camera.viewport = (sides > 1).then_some(part);
        *projection = (*original).clone();
    }
}

/// The part of a picture that shows one of so many sides.
fn part_of((width, height): (u32, u32), side: u32, sides: u32) -> Viewport {
    let own = (width / sides.max(1)).max(1);
    Viewport {
        physical_position: UVec2::new((side * own).min(width.saturating_sub(own)), 0),
        physical_size: UVec2::new(own, height),
        ..Viewport::default()
    }
}

/// Keep the off-screen cameras where the window's camera is. Runs once all places are computed.
pub fn follow_place(
    window_cameras: WindowCameras,
    mut film: Query<(&mut Transform, &mut GlobalTransform), With<FilmCamera>>,
) {
    let originals = on_window(&window_cameras);
    let Some((.., place)) = originals.first() else { return };
    for (mut transform, mut global) in &mut film {
        *transform = place.compute_transform();
        *global = **place;
    }
}

fn aspect_ratio(width: u32, height: u32) -> f32 {
    width as f32 / height as f32
}

/// The part of the window that has to be in a film. The boxes beside which a network was framed are not in the film, where it would
/// stand beside nothing; who moved the camera placed the network in all that is free.
fn shown(viewport: &Viewport3d, framed: bool) -> Option<Rect> {
    viewport.clear.filter(|_| framed).or(viewport.rect)
}

/// The section of the window's picture that a film shows: around the middle of this part of it, in the shape of the film, and
/// so large that nothing of the part is cut off. It may reach beyond the window.
fn section(window: Vec2, free: Rect, aspect_ratio: f32) -> SubCameraView {
    let free = if free.width() >= 1.0 && free.height() >= 1.0 { free } else { Rect::from_corners(Vec2::ZERO, window) };
    let height = free.height().max(free.width() / aspect_ratio);
    let size = Vec2::new(height * aspect_ratio, height);
    // Only ratios count; in finer units rounding to whole numbers does not show.
    SubCameraView {
        full_size: (window * SECTION_UNITS).round().as_uvec2().max(UVec2::ONE),
        offset: (free.center() - size / 2.0) * SECTION_UNITS,
        size: (size * SECTION_UNITS).round().as_uvec2().max(UVec2::ONE),
    }
}

/// Units of a section in a pixel.
pub const SECTION_UNITS: f32 = 16.0;

fn without_padding(picture: Vec<u8>, width: usize, height: usize) -> Vec<u8> {
    let row = 4 * width;
    let padded = row.next_multiple_of(ROW_ALIGNMENT);
    if padded == row {
        return picture;
    }
    picture.chunks(padded).take(height).flat_map(|bytes| &bytes[..row.min(bytes.len())]).copied().collect()
}

/// Graphics cards copy rows of a multiple of this many bytes.
const ROW_ALIGNMENT: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_lose_their_padding_only() {
        let tight = vec![7; 64 * 4 * 3];
        assert_eq!(without_padding(tight.clone(), 64, 3), tight);
        let mut padded = Vec::new();
        for row in 0..3_u8 {
            padded.extend([row; 40]);
            padded.extend([99; 216]);
        }
        let rows = without_padding(padded, 10, 3);
        assert_eq!(rows.len(), 120);
        assert!(rows.chunks(40).zip(0..).all(|(bytes, row)| bytes.iter().all(|&byte| byte == row)));
    }

    #[test]
    fn a_film_shows_all_that_the_panels_leave_free_around_its_middle() {
        let window = Vec2::new(1600.0, 900.0);
        for free in [Rect::new(300.0, 50.0, 900.0, 800.0), Rect::new(0.0, 400.0, 1600.0, 900.0)] {
            let section = section(window, free, 16.0 / 9.0);
            let offset = section.offset / SECTION_UNITS;
            let size = section.size.as_vec2() / SECTION_UNITS;
            assert_eq!(section.full_size.as_vec2() / SECTION_UNITS, window);
            assert!((offset + size / 2.0 - free.center()).length() < 0.1);
            assert!((size.x / size.y - 16.0 / 9.0).abs() < 1e-3);
            assert!(offset.x <= free.min.x + 0.1 && offset.y <= free.min.y + 0.1);
            assert!((size.y - free.height()).abs() < 0.1 || (size.x - free.width()).abs() < 0.1);
        }
    }

    #[test]
    fn a_film_has_a_framed_network_in_its_middle_and_what_was_placed_by_hand_where_it_was_placed() {
        let (free, clear) = (Rect::new(250.0, 36.0, 1330.0, 600.0), Rect::new(250.0, 100.0, 940.0, 500.0));
        let viewport = Viewport3d { rect: Some(free), clear: Some(clear), beside: None };
        assert_eq!(shown(&viewport, true), Some(clear), "not beside a box that the film does not show");
        assert_eq!(shown(&viewport, false), Some(free));
        assert_eq!(shown(&Viewport3d { clear: None, ..viewport }, true), Some(free));
    }

    #[test]
    fn run_and_twin_share_a_picture() {
        let parts = |sides| {
            let part = |side| part_of((641, 360), side, sides);
            (0..sides).map(|side| (part(side).physical_position.x, part(side).physical_size.x)).collect::<Vec<_>>()
        };
        assert_eq!((parts(1), parts(2)), (vec![(0, 641)], vec![(0, 320), (320, 320)]));
    }

    #[test]
    fn a_window_without_free_part_is_shown_whole() {
        let window = Vec2::new(1600.0, 900.0);
        let section = section(window, Rect::new(5.0, 5.0, 5.0, 5.0), 16.0 / 9.0);
        assert!(section.offset.length() < 1.0);
    }
}
