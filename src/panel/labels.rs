//! The labels of the 3D view, written over it.

use crate::session::{ViewLabel, ViewReport, place_labels};
use crate::theme::Theme;
use bevy_egui::egui::{Color32, FontId, Rect, Ui, pos2};

/// Write the labels of the view into the window, within `rect` and beside what is `taken`.
pub fn labels_ui(ui: &mut Ui, report: &ViewReport, theme: &Theme, rect: Rect, mut taken: Vec<Rect>) {
    let painter = ui.painter_at(rect);
    let zoom = ui.ctx().zoom_factor().max(0.1);
    if let Some(pivot) = report.pivot {
        // A cross at what is turned round.
        let (middle, arm) = (pos2(pivot.x / zoom, pivot.y / zoom), theme.spacing.item);
        for (width, colour) in [(4.0, theme.colours.panel), (1.5, theme.colours.hovered)] {
            let stroke = (width, Color32::from(colour));
            painter.hline(middle.x - arm..=middle.x + arm, middle.y, stroke);
            painter.vline(middle.x, middle.y - arm..=middle.y + arm, stroke);
        }
    }
    if let Some(line) = report.line_up {
        let [from, to] = line.map(|end| pos2(end.x / zoom, end.y / zoom));
        for (width, colour) in [(4.0, theme.colours.panel), (1.5, theme.colours.text)] {
            let stroke = (width, Color32::from(colour));
            let along = (to - from).normalized() * theme.spacing.item;
            painter.line_segment([from, to], stroke);
            for side in [along.rot90(), -along.rot90()] {
                painter.line_segment([to, to - along + 0.6 * side], stroke);
            }
        }
    }
    taken.extend(report.cells.iter().map(|cell| {
        Rect::from_min_max(pos2(cell.min.x / zoom, cell.min.y / zoom), pos2(cell.max.x / zoom, cell.max.y / zoom))
    }));
    names_ui(ui, &report.labels, theme, rect, taken);
}

/// Write names into the window, within `rect` and beside what is `taken`.
pub fn names_ui(ui: &Ui, labels: &[ViewLabel], theme: &Theme, rect: Rect, taken: Vec<Rect>) {
    let painter = ui.painter_at(rect);
    let zoom = ui.ctx().zoom_factor().max(0.1);
    let labels = labels.iter().map(|label| ViewLabel { position: label.position / zoom, ..label.clone() });
    let labels: Vec<ViewLabel> = labels.collect();
    let layout = |text: &str, size, colour| painter.layout_no_wrap(text.to_owned(), FontId::proportional(size), colour);
    for label in place_labels(&labels, theme, rect, taken, layout) {
        painter.rect_filled(label.backdrop, theme.spacing.rounding, Color32::from(theme.colours.panel));
        painter.galley(label.text.min, label.galley, label.colour);
    }
}
