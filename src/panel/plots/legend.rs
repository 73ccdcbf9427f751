//! The legend of a plot: a row above it, where it covers nothing. A click hides what it names, or shows it again.

use super::frame::plot_id;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{
    Color32, FontId, Galley, Id, Rect, Response, Sense, Shape, Ui, WidgetInfo, WidgetType, pos2, vec2,
};
use egui_plot::{LineStyle, PlotMemory};
use std::sync::Arc;

/// Height from which a plot has a legend (logical pixels).
const FROM: f32 = 100.0;
/// Largest share of the height that it takes: in a lower plot the pointer tells what the lines are.
const LARGEST_SHARE: f32 = 0.25;
/// Length of a line in the legend (letters).
const MARK: f32 = 1.5;

/// How something is drawn.
#[derive(Clone, Copy, Debug)]
pub enum Mark {
    /// A line.
    Line(LineStyle),
    /// A filled area.
    Area,
    /// An arrow.
    Arrow,
    /// A point.
    Dot,
}

/// Something that a plot shows.
#[derive(Clone, Debug)]
pub struct Entry {
    id: Id,
    name: String,
    colour: Color32,
    mark: Mark,
}

impl Entry {
    /// Known to the plot by its name.
    pub fn new(name: impl Into<String>, colour: impl Into<Color32>, mark: Mark) -> Self {
        let name = name.into();
        Self { id: Id::new(&name), name, colour: colour.into(), mark }
    }

    /// Known to the plot by something else, as its name changes.
    pub fn known_as(self, id: Id) -> Self {
        Self { id, ..self }
    }
}

/// The legend of the plot that comes next in this room, unless that is low.
pub fn legend_ui(ui: &mut Ui, theme: &Theme, plot: &str, entries: &[Entry]) {
    let font = FontId::proportional(theme.text.small);
    let text = Color32::from(theme.colours.text);
    let galleys: Vec<Arc<Galley>> =
        entries.iter().map(|entry| ui.painter().layout_no_wrap(entry.name.clone(), font.clone(), text)).collect();
    let beside = theme.spacing.item * 1.5;
    let mark = MARK * theme.text.small;
    let size = |galley: &Galley| vec2(mark + 0.5 * theme.text.small + galley.size().x, galley.size().y);
    let rows = rows(galleys.iter().map(|galley| size(galley).x), ui.available_width(), beside);
    let line = galleys.first().map_or(0.0, |galley| galley.size().y);
    if ui.available_height() < FROM || rows as f32 * line > LARGEST_SHARE * ui.available_height() {
        return;
    }
    let id = plot_id(ui, plot);
    let mut memory = PlotMemory::load(ui.ctx(), id);
    let mut pointed = None;
    let names_ui = |ui: &mut Ui| {
        for (entry, galley) in entries.iter().zip(galleys) {
            let hidden = memory.as_ref().is_some_and(|memory| memory.hidden_items.contains(&entry.id));
            let (rect, response) = ui.allocate_exact_size(size(&galley), Sense::click());
            if response.clicked()
                && let Some(memory) = &mut memory
                && !memory.hidden_items.remove(&entry.id)
            {
                memory.hidden_items.insert(entry.id);
            }
            pointed = pointed.or(response.hovered().then_some(entry.id));
            entry_ui(ui, theme, entry, (rect, galley), response, hidden);
        }
    };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(beside, 0.0);
        ui.spacing_mut().interact_size.y = line;
        ui.horizontal_wrapped(names_ui);
    });
    if let Some(mut memory) = memory {
        memory.hovered_legend_item = pointed;
        memory.store(ui.ctx(), id);
    }
}

fn entry_ui(
    ui: &Ui,
    theme: &Theme,
    entry: &Entry,
    (rect, galley): (Rect, Arc<Galley>),
    response: Response,
    hidden: bool,
) {
    response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, !hidden, &entry.name));
    let colours = &theme.colours;
    let lit = response.hovered() || response.has_focus();
    let place = pos2(rect.right() - galley.size().x, rect.top());
    let text = if hidden {
        colours.text_dim
    } else if lit {
        colours.accent
    } else {
        colours.text
    };
    ui.painter().galley_with_override_text_color(place, galley, text.into());
    if !hidden {
        let mark = Rect::from_min_size(rect.min, vec2(MARK * theme.text.small, rect.height()));
        ui.painter().extend(drawn(mark, entry, theme));
    }
    response.on_hover_text(words!("plots-legend-click", "A click hides it, or shows it again."));
}

/// What stands before a name.
fn drawn(place: Rect, entry: &Entry, theme: &Theme) -> Vec<Shape> {
    let ends = [place.left_center(), place.right_center()];
    let stroke = (theme.spacing.line, entry.colour);
    match entry.mark {
        Mark::Line(LineStyle::Solid) => vec![Shape::line_segment(ends, stroke)],
        Mark::Line(LineStyle::Dashed { length }) => {
            let length = length.min(0.4 * place.width());
            Shape::dashed_line(&ends, stroke, length, 0.6 * length)
        }
        Mark::Line(LineStyle::Dotted { .. }) => {
            Shape::dotted_line(&ends, entry.colour, 2.5 * theme.spacing.line, theme.spacing.line)
        }
        Mark::Area => {
            let area = Rect::from_center_size(place.center(), vec2(0.7 * place.width(), 0.6 * place.height()));
            vec![Shape::rect_filled(area, 1.0, entry.colour)]
        }
        Mark::Arrow => {
            let tip = 0.25 * place.height();
            let side = |up: f32| Shape::line_segment([ends[1], ends[1] + vec2(-tip, up * tip)], stroke);
            vec![Shape::line_segment(ends, stroke), side(-1.0), side(1.0)]
        }
        Mark::Dot => vec![Shape::circle_filled(place.center(), 0.25 * place.height(), entry.colour)],
    }
}

/// How many rows so wide entries take.
fn rows(widths: impl Iterator<Item = f32>, room: f32, beside: f32) -> usize {
    let (mut rows, mut used) = (0, f32::INFINITY);
    for width in widths {
        if used + beside + width > room {
            rows += 1;
            used = width;
        } else {
            used += beside + width;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_find_no_room_stand_in_the_next_row() {
        let rows = |widths: &[f32], room| rows(widths.iter().copied(), room, 10.0);
        assert_eq!([rows(&[], 100.0), rows(&[300.0], 100.0)], [0, 1]);
        assert_eq!([rows(&[45.0, 45.0], 100.0), rows(&[45.0, 46.0], 100.0), rows(&[40.0; 5], 100.0)], [1, 2, 3]);
    }
}
