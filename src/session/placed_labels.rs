//! Labels over the network: where they stand so that none hides another, in the window as in a still and a film.

use super::viewport::{LabelSide, LabelSubject, ViewLabel};
use crate::theme::Theme;
use bevy_egui::egui::{Align2, Color32, Galley, Rect, Vec2, pos2, vec2};
use std::sync::Arc;

/// What is left of the picture behind a label.
const BEHIND: f32 = 0.15;
/// Backdrop beside and above the letters (share of their size).
const BACKDROP: Vec2 = vec2(0.3, 0.08);

/// A label where it is written.
pub struct PlacedLabel {
    /// Its letters.
    pub galley: Arc<Galley>,
    /// Where they stand.
    pub text: Rect,
    /// What is darkened behind them.
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
        };
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
        let text = beside(text, &taken, rect);
        let backdrop = text.expand2(BACKDROP * galley.size().y);
        taken.push(backdrop);
        placed.push(PlacedLabel { galley, text, backdrop, colour: colour.into() });
    }
    placed
}

/// Colour of what is behind labels, and how much of it covers the picture.
#[must_use]
pub fn label_backdrop(theme: &Theme) -> (Color32, f32) {
    (theme.colours.panel.into(), 1.0 - BEHIND)
}

/// Who stands where it belongs if two labels meet: the lower number.
const fn importance(subject: LabelSubject) -> u8 {
    match subject {
        LabelSubject::Hovered(_) => 0,
        LabelSubject::Selected(_) => 1,
        LabelSubject::Pattern(_) => 2,
        LabelSubject::Memory(_) => 3,
        LabelSubject::Group(_) => 4,
    }
}

/// The place nearest to where a label belongs, a few lines up or down, where no other label is and which is in the view; its own place
/// if there is none.
fn beside(text: Rect, taken: &[Rect], view: Rect) -> Rect {
    let line = text.height() + 3.0;
    let lines = [0.0, -1.0, 1.0, -2.0, 2.0, -3.0, 3.0].map(|lines| text.translate(vec2(0.0, lines * line)));
    let free = |place: &Rect| view.contains_rect(*place) && !taken.iter().any(|other| other.intersects(*place));
    lines.into_iter().find(free).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_meet_stand_below_or_above_each_other() {
        let view = Rect::from_min_max(pos2(0.0, 0.0), pos2(200.0, 100.0));
        let label = |x: f32, y: f32| Rect::from_min_size(pos2(x, y), vec2(40.0, 10.0));
        let first = label(50.0, 50.0);
        assert_eq!(beside(label(60.0, 52.0), &[first], view), label(60.0, 39.0), "above");
        assert_eq!(beside(label(60.0, 2.0), &[label(50.0, 0.0)], view), label(60.0, 15.0), "below at the upper edge");
        assert_eq!(beside(label(120.0, 52.0), &[first], view), label(120.0, 52.0));
        assert_eq!(beside(label(60.0, 52.0), &[view], view), label(60.0, 52.0), "where all is taken");
    }
}
