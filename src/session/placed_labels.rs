//! Labels over the network: where they stand so that none hides another, in the window as in a still and a film.

use super::viewport::{LabelSide, LabelSubject, ViewLabel};
use crate::theme::Theme;
use bevy_egui::egui::{Align2, Color32, Galley, Rect, Vec2, pos2, vec2};
use std::sync::Arc;

/// Backdrop beside and above the letters (share of their size).
const BACKDROP: Vec2 = vec2(0.3, 0.08);

/// A label where it is written.
pub struct PlacedLabel {
    /// Its letters.
    pub galley: Arc<Galley>,
    /// Where they stand.
    pub text: Rect,
    /// Their ground.
    pub backdrop: Rect,
    /// Colour of the letters.
    pub colour: Color32,
}

/// The labels of a view within `rect`, where nothing is `taken`, their letters laid out by `layout` from text, size and colour.
pub fn place_labels(
    labels: &[ViewLabel],
    theme: &Theme,
    rect: Rect,
    mut taken: Vec<Rect>,
    mut layout: impl FnMut(&str, f32, Color32) -> Arc<Galley>,
) -> Vec<PlacedLabel> {
    // What is pointed at stands where it belongs; what names a whole group gives way.
    let mut ordered: Vec<_> = labels.iter().collect();
    ordered.sort_by_key(|label| importance(label.subject));
    let mut placed = Vec::new();
    for label in ordered {
        let (colour, size) = match label.subject {
            LabelSubject::Pattern(pattern) => (theme.pattern(pattern), theme.text.badge),
            LabelSubject::Memory(pattern) => (theme.pattern(pattern), theme.text.body),
            LabelSubject::Group(kind) => (theme.kind(kind), theme.text.body),
            LabelSubject::Selected(_) => (theme.colours.selected, theme.text.body),
            LabelSubject::Hovered(_) => (theme.colours.hovered, theme.text.body),
            LabelSubject::Picture => (theme.colours.branch, theme.text.badge),
        };
        let colour = theme.letters(colour);
        let galley = layout(&label.text, size, colour.into());
        let anchor = match label.side {
            LabelSide::Above => Align2::CENTER_BOTTOM,
            LabelSide::Left => Align2::RIGHT_CENTER,
            LabelSide::Right => Align2::LEFT_CENTER,
        };
        let text = anchor.anchor_size(pos2(label.position.x, label.position.y), galley.size());
        let text = text.translate(vec2(0.0, (rect.top() + theme.spacing.item - text.top()).max(0.0)));
        let into = (rect.left() - text.left()).max(0.0) + (rect.right() - text.right()).min(0.0);
        let text = if text.width() < rect.width() { text.translate(vec2(into, 0.0)) } else { text };
        let Some(text) = beside(text, &taken, rect).or_else(|| stays(label.subject).then_some(text)) else { continue };
        let backdrop = text.expand2(BACKDROP * galley.size().y);
        taken.push(backdrop);
        placed.push(PlacedLabel { galley, text, backdrop, colour: colour.into() });
    }
    placed
}

/// Whether a label is written even where it covers something. What names a place that nobody asked for is not.
const fn stays(subject: LabelSubject) -> bool {
    !matches!(subject, LabelSubject::Memory(_) | LabelSubject::Group(_))
}

/// Who stands where it belongs if two labels meet: the lower number.
const fn importance(subject: LabelSubject) -> u8 {
    match subject {
        LabelSubject::Hovered(_) | LabelSubject::Picture => 0,
        LabelSubject::Selected(_) => 1,
        LabelSubject::Pattern(_) => 2,
        LabelSubject::Memory(_) => 3,
        LabelSubject::Group(_) => 4,
    }
}

/// The place nearest to where a label belongs, a few lines up or down, where nothing else is and which is in the view, if there is one.
fn beside(text: Rect, taken: &[Rect], view: Rect) -> Option<Rect> {
    let line = text.height() + 3.0;
    let lines = [0.0, -1.0, 1.0, -2.0, 2.0, -3.0, 3.0].map(|lines| text.translate(vec2(0.0, lines * line)));
    let free = |place: &Rect| view.contains_rect(*place) && !taken.iter().any(|other| other.intersects(*place));
    lines.into_iter().find(free)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::file::NeuronKind;
    use bevy_egui::egui::FontId;

    #[test]
    fn names_stand_beside_the_cells_of_a_row_and_each_other() {
        let row = (0_u8..8).map(|cell| 60.0 + 72.0 * f32::from(cell));
        let names = ["Tonic", "Adapting", "Initial burst", "Bursting", "Accelerating", "Delayed bursting", "Transient"];
        let labels = row.clone().zip(names).map(|(x, name)| ViewLabel {
            text: name.to_owned(),
            subject: LabelSubject::Group(NeuronKind::Excitatory),
            position: bevy::math::Vec2::new(x, 180.0),
            side: LabelSide::Above,
        });
        let labels: Vec<ViewLabel> = labels.collect();
        let cells: Vec<Rect> = row.map(|x| Rect::from_center_size(pos2(x, 200.0), vec2(28.0, 28.0))).collect();
        let view = Rect::from_min_max(pos2(0.0, 0.0), pos2(700.0, 400.0));
        let context = bevy_egui::egui::Context::default();
        let mut placed = Vec::new();
        drop(context.run_ui(bevy_egui::egui::RawInput::default(), |ui| {
            placed = place_labels(&labels, &Theme::default(), view, cells.clone(), |text, size, colour| {
                ui.painter().layout_no_wrap(text.to_owned(), FontId::proportional(size), colour)
            });
        }));
        assert_eq!(placed.len(), names.len());
        for (index, label) in placed.iter().enumerate() {
            assert!(cells.iter().all(|cell| !cell.intersects(label.text)), "{:?} on a cell", label.text);
            let others = placed[..index].iter();
            assert!(others.map(|other| other.text).all(|other| !other.intersects(label.text)), "{:?}", label.text);
        }
    }

    #[test]
    fn labels_that_meet_stand_below_or_above_each_other() {
        let view = Rect::from_min_max(pos2(0.0, 0.0), pos2(200.0, 100.0));
        let label = |x: f32, y: f32| Rect::from_min_size(pos2(x, y), vec2(40.0, 10.0));
        let first = label(50.0, 50.0);
        assert_eq!(beside(label(60.0, 52.0), &[first], view), Some(label(60.0, 39.0)), "above");
        let upper = beside(label(60.0, 2.0), &[label(50.0, 0.0)], view);
        assert_eq!(upper, Some(label(60.0, 15.0)), "below at the upper edge");
        assert_eq!(beside(label(120.0, 52.0), &[first], view), Some(label(120.0, 52.0)));
        assert_eq!(beside(label(60.0, 52.0), &[view], view), None, "where all is taken");
    }
}
