//! What is to be written into a picture of this frame: the caption, unless the user closed it, and the names that the view gives, where
//! they are in the section of the window that the picture shows.

use super::caption::Written;
use super::studio::{FilmCamera, SECTION_UNITS};
use crate::session::{LabelSide, LabelSubject, Session, ViewLabel, ViewReport};
use crate::theme::Theme;
use bevy::camera::{Camera, SubCameraView};
use bevy::ecs::prelude::{Query, Res};
use bevy::ecs::system::SystemParam;
use bevy::math::{Rect, Vec2};

/// Where that is found.
#[derive(SystemParam)]
pub struct Words<'w, 's> {
    report: Option<Res<'w, ViewReport>>,
    theme: Option<Res<'w, Theme>>,
    cameras: Query<'w, 's, (&'static Camera, &'static FilmCamera)>,
}

impl Words<'_, '_> {
    /// What is to be written into a picture of this width (px).
    pub fn now(&self, session: &Session, width: u32) -> Written {
        let theme = self.theme.as_deref().cloned().unwrap_or_default();
        let caption = session.caption().filter(|_| session.is_captioned);
        let of = |side| self.cameras.iter().find(|(camera, film)| film.side == side && camera.is_active);
        let section = of(0).and_then(|(camera, _)| camera.sub_camera_view);
        let sides = if of(1).is_some() { 2.0 } else { 1.0 };
        let width = width as f32 / sides;
        let (Some(report), Some(section)) = (&self.report, section) else {
            return Written { caption, theme, ..Written::default() };
        };
        let (mut names, scale) = names_in(&report.labels, &section, width);
        for (side, text) in (0_u8..).zip(session.twin_names()) {
            let position = Vec2::new((f32::from(side) + 0.5) * width, 2.0 * theme.text.badge * scale);
            names.push(ViewLabel { text, subject: LabelSubject::Picture, position, side: LabelSide::Above });
        }
        let beside = names_in(&report.beside, &section, width).0;
        names.extend(beside.into_iter().map(|label| label.moved(Vec2::new(width, 0.0))));
        let place = |corner: Vec2| scale * (corner - section.offset / SECTION_UNITS);
        let cells = report.cells.iter().map(|cell| Rect::from_corners(place(cell.min), place(cell.max))).collect();
        Written { caption, names, cells, scale, theme }
    }
}

/// The labels that belong to a picture of a section of the window, placed in it, and how much larger than the window it is. What is under
/// the pointer is no part of it.
fn names_in(labels: &[ViewLabel], section: &SubCameraView, width: f32) -> (Vec<ViewLabel>, f32) {
    let scale = width * SECTION_UNITS / section.size.x.max(1) as f32;
    let place = |label: &ViewLabel| scale * (label.position - section.offset / SECTION_UNITS);
    let placed = |label: &ViewLabel| ViewLabel { position: place(label), ..label.clone() };
    let shown = labels.iter().filter(|label| !matches!(label.subject, LabelSubject::Hovered(_)));
    let inside = |label: &ViewLabel| label.position.cmpge(Vec2::ZERO).all() && label.position.x <= width;
    (shown.map(placed).filter(inside).collect(), scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::math::UVec2;

    #[test]
    fn names_stand_where_the_window_has_them() {
        let label = |subject, x, y| ViewLabel {
            text: "A".to_owned(),
            subject,
            position: Vec2::new(x, y),
            side: LabelSide::Above,
        };
        let labels = [
            label(LabelSubject::Memory(0), 500.0, 300.0),
            label(LabelSubject::Hovered(3), 500.0, 300.0),
            label(LabelSubject::Memory(1), 50.0, 300.0),
        ];
        // 640 × 360 logical pixels of the window, from 100, 100.
        let section = SubCameraView {
            full_size: UVec2::new(1600, 900) * SECTION_UNITS as u32,
            offset: Vec2::new(100.0, 100.0) * SECTION_UNITS,
            size: UVec2::new(640, 360) * SECTION_UNITS as u32,
        };
        let (names, scale) = names_in(&labels, &section, 1280.0);
        assert_eq!(scale, 2.0);
        let subjects: Vec<_> = names.iter().map(|name| (name.subject, name.position)).collect();
        assert_eq!(subjects, [(LabelSubject::Memory(0), Vec2::new(800.0, 400.0))]);
    }
}
