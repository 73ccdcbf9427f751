//! What is to be written into a picture of this frame: the caption, unless the user closed it, and the names that the view gives, where
//! they are in the section of the window that the picture shows.

use super::caption::Written;
use super::studio::{FilmCamera, SECTION_UNITS};
use crate::session::{LabelSubject, Session, ViewLabel, ViewReport};
use crate::theme::Theme;
use bevy::camera::{Camera, SubCameraView};
use bevy::ecs::prelude::{Query, Res, With};
use bevy::ecs::system::SystemParam;
use bevy::math::{Rect, Vec2};

/// Where that is found.
#[derive(SystemParam)]
pub struct Words<'w, 's> {
    report: Option<Res<'w, ViewReport>>,
    theme: Option<Res<'w, Theme>>,
    cameras: Query<'w, 's, &'static Camera, With<FilmCamera>>,
}

impl Words<'_, '_> {
    /// What is to be written into a picture of this width (px).
    pub fn now(&self, session: &Session, width: u32) -> Written {
        let theme = self.theme.as_deref().cloned().unwrap_or_default();
        let caption = session.caption().filter(|_| session.is_captioned);
        let section = self.cameras.iter().find_map(|camera| camera.sub_camera_view);
        let (Some(report), Some(section)) = (&self.report, section) else {
            return Written { caption, theme, ..Written::default() };
        };
        let (names, scale) = names(&report.labels, &section, width as f32);
        let place = |corner: Vec2| scale * (corner - section.offset / SECTION_UNITS);
        let cells = report.cells.iter().map(|cell| Rect::from_corners(place(cell.min), place(cell.max))).collect();
        Written { caption, names, cells, scale, theme }
    }
}

/// The labels that belong to a picture of a section of the window, placed in it, and how much larger than the window it is. What is under
/// the pointer is no part of it.
fn names(labels: &[ViewLabel], section: &SubCameraView, width: f32) -> (Vec<ViewLabel>, f32) {
    let scale = width * SECTION_UNITS / section.size.x.max(1) as f32;
    let place = |label: &ViewLabel| scale * (label.position - section.offset / SECTION_UNITS);
    let placed = |label: &ViewLabel| ViewLabel { position: place(label), ..label.clone() };
    let shown = labels.iter().filter(|label| !matches!(label.subject, LabelSubject::Hovered(_)));
    (shown.map(placed).filter(|label| label.position.cmpge(Vec2::ZERO).all()).collect(), scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::LabelSide;
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
        let (names, scale) = names(&labels, &section, 1280.0);
        assert_eq!(scale, 2.0);
        let subjects: Vec<_> = names.iter().map(|name| (name.subject, name.position)).collect();
        assert_eq!(subjects, [(LabelSubject::Memory(0), Vec2::new(800.0, 400.0))]);
    }
}
