//! The legend of a plot: a row above it, where it covers nothing. A click hides what it names, or shows it again.

use super::frame::plot_id;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::text::{LayoutJob, TextWrapping};
use bevy_egui::egui::{
    Color32, FontId, Galley, Id, Rect, Response, Sense, Shape, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2,
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
    /// A small ring.
    Ring,
    /// A square on its corner.
    Diamond,
}

/// Something that a plot shows.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What the plot knows it by; none: it explains marks that belong to several.
    id: Option<Id>,
    name: String,
    /// What has to be said of it, for a tooltip.
    about: &'static str,
    colour: Color32,
    mark: Mark,
}

impl Entry {
    /// Known to the plot by its name.
    pub fn new(name: impl Into<String>, colour: impl Into<Color32>, mark: Mark) -> Self {
        let name = name.into();
        Self { id: Some(Id::new(&name)), name, about: "", colour: colour.into(), mark }
    }

    /// What a mark means that several have.
    pub fn key(name: impl Into<String>, colour: impl Into<Color32>, mark: Mark) -> Self {
        Self { id: None, ..Self::new(name, colour, mark) }
    }

    /// With what has to be said of it.
    pub fn about(self, about: &'static str) -> Self {
        Self { about, ..self }
    }

    /// Known to the plot by something else, as its name changes.
    pub fn known_as(self, id: Id) -> Self {
        Self { id: Some(id), ..self }
    }
}

/// The legend of the plot that comes next in this room, unless that is low.
pub fn legend_ui(ui: &mut Ui, theme: &Theme, plot: &str, entries: &[Entry]) {
    let font = FontId::proportional(theme.text.small);
    let text = Color32::from(theme.colours.text);
    let beside = theme.spacing.item * 1.5;
    let mark = (MARK + 0.5) * theme.text.small;
    let room = (ui.available_width() - mark).max(0.0);
    let galleys: Vec<Arc<Galley>> = entries.iter().map(|entry| in_line(ui, &entry.name, &font, text, room)).collect();
    let size = |galley: &Galley| vec2(mark + galley.size().x, galley.size().y);
    let rows = rows(galleys.iter().map(|galley| size(galley).x), ui.available_width(), beside);
    let line = galleys.first().map_or(0.0, |galley| galley.size().y);
    if ui.available_height() < FROM {
        return;
    }
    if rows as f32 * line > LARGEST_SHARE * ui.available_height() {
        // What several have in common is left out first.
        let named: Vec<Entry> = entries.iter().filter(|entry| entry.id.is_some()).cloned().collect();
        if named.len() < entries.len() {
            legend_ui(ui, theme, plot, &named);
        }
        return;
    }
    let id = plot_id(ui, plot);
    let mut memory = PlotMemory::load(ui.ctx(), id);
    let mut pointed = None;
    let names_ui = |ui: &mut Ui| {
        for (entry, galley) in entries.iter().zip(galleys) {
            let hides = entry.id.zip(memory.as_mut());
            let sense = if entry.id.is_some() { Sense::click() } else { Sense::hover() };
            let (rect, response) = ui.allocate_exact_size(size(&galley), sense);
            let hidden = hides.is_some_and(|(id, memory)| {
                let hidden = memory.hidden_items.contains(&id);
                if response.clicked() && !memory.hidden_items.remove(&id) {
                    memory.hidden_items.insert(id);
                }
                hidden
            });
            pointed = pointed.or(entry.id.filter(|_| response.hovered()));
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
    response.widget_info(|| match entry.id {
        Some(_) => WidgetInfo::selected(WidgetType::Checkbox, true, !hidden, &entry.name),
        None => WidgetInfo::labeled(WidgetType::Label, true, &entry.name),
    });
    let colours = &theme.colours;
    let lit = entry.id.is_some() && (response.hovered() || response.has_focus());
    let place = pos2(rect.right() - galley.size().x, rect.top());
    let text = if hidden {
        colours.text_dim
    } else if lit {
        colours.accent
    } else {
        colours.text
    };
    let whole = galley.elided.then_some(entry.name.as_str());
    ui.painter().galley_with_override_text_color(place, galley, text.into());
    if !hidden {
        let mark = Rect::from_min_size(rect.min, vec2(MARK * theme.text.small, rect.height()));
        ui.painter().extend(drawn(mark, entry, theme));
    }
    let click = words!("plots-legend-click", "A click hides it, or shows it again.");
    let said = [whole, Some(entry.about).filter(|about| !about.is_empty()), entry.id.map(|_| click)];
    let said: Vec<&str> = said.into_iter().flatten().collect();
    if !said.is_empty() {
        response.on_hover_text(said.join("\n"));
    }
}

/// A text in one line, with an ellipsis where there is no room for the rest.
pub fn in_line(ui: &Ui, text: &str, font: &FontId, colour: Color32, room: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font.clone(), colour);
    job.wrap = TextWrapping::truncate_at_width(room);
    ui.painter().layout_job(job)
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
        Mark::Ring => vec![Shape::circle_stroke(place.center(), 0.2 * place.height(), stroke)],
        Mark::Diamond => {
            let radius = 0.33 * place.height();
            let corners = [vec2(0.0, -radius), vec2(radius, 0.0), vec2(0.0, radius), vec2(-radius, 0.0)];
            let corners = corners.map(|corner| place.center() + corner).to_vec();
            vec![Shape::convex_polygon(corners, entry.colour, Stroke::NONE)]
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
