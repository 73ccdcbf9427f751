//! The colour bar of the legend: how many neurons have each colour, where the selected one is, and which neurons a section holds.

use super::histogram::{Histogram, Section, Sections};
use crate::number_text::{significant, with_minus};
use crate::scene::file::{MapKind, VariableFacts};
use crate::session::Session;
use crate::theme::{ColourScale, Theme};
use crate::words::{self, words};
use bevy_egui::egui::{
    Align2, Color32, FontId, Mesh, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

/// Sections of the bar.
const SECTIONS: usize = 28;
/// Height of the bar (logical pixels).
pub const BAR_HEIGHT: f32 = 24.0;
/// Width of the caps at its ends that stand for the values beyond (logical pixels).
const CAP: f32 = 9.0;

/// What the bar shows.
pub struct LegendBar<'a> {
    facts: &'static VariableFacts,
    scale: ColourScale,
    values: &'a [f32],
    sections: usize,
    /// Numbers of neurons.
    pub histogram: Histogram,
}

impl<'a> LegendBar<'a> {
    /// The bar of a variable, or of what is other in it in the twin, with the values of now.
    #[must_use]
    pub fn new(session: &Session, facts: &'static VariableFacts, scale: ColourScale, values: &'a [f32]) -> Self {
        let sections = if scale.kind() == MapKind::Categorical { session.info.patterns.len() } else { SECTIONS };
        let histogram = Histogram::of(values, &Sections { scale: &scale, count: sections });
        Self { facts, scale, values, sections, histogram }
    }

    const fn in_sections(&self) -> Sections<'_> {
        Sections { scale: &self.scale, count: self.sections }
    }

    /// Draw it; gives the neurons of the section that was clicked.
    #[must_use]
    pub fn show(&self, ui: &Ui, session: &Session, theme: &Theme, rect: Rect) -> Option<Vec<u32>> {
        let painter = ui.painter();
        let bar = rect.shrink2(vec2(CAP, 0.0));
        self.paint_sections(painter, theme, bar);
        self.paint_caps(painter, theme, rect);
        self.paint_ticks(painter, session, theme, bar);
        let selected = session.selected().and_then(|neuron| self.values.get(neuron as usize).copied());
        if let Some(value) = selected.filter(|value| value.is_finite() && self.scale.kind() != MapKind::Categorical) {
            paint_marker(painter, theme, bar, bar.left() + self.scale.position(value) * bar.width());
        }
        let response = ui.interact(rect, ui.id().with("bar"), Sense::click());
        let spoken = words!("legend-bar", "Colours: click picks neurons");
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, spoken));
        let section = response.hover_pos().and_then(|place| self.section_at(rect, bar, place))?;
        let members = || self.in_sections().members(self.values, section);
        let clicked = response.clicked();
        response.on_hover_ui_at_pointer(|ui| {
            ui.label(words!(
                "legend-section",
                "{ $values }: { $n -> [one] 1 neuron *[other] { $n } neurons }. Click selects them and dims all others.",
                values = self.name_of(session, section),
                n = members().len()
            ));
        });
        clicked.then(members)
    }

    /// The section at a place of the bar, if it holds a neuron.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "clamped to the sections"
    )]
    fn section_at(&self, rect: Rect, bar: Rect, place: Pos2) -> Option<Section> {
        if !rect.contains(place) {
            return None;
        }
        let part = (place.x - bar.left()) / bar.width() * self.sections as f32;
        let (section, count) = if part < 0.0 {
            (Section::Below, self.histogram.below)
        } else if part >= self.sections as f32 {
            (Section::Above, self.histogram.above)
        } else {
            (Section::Inside(part as usize), self.histogram.counts.get(part as usize).copied().unwrap_or_default())
        };
        (count > 0).then_some(section)
    }

    /// A section in words.
    fn name_of(&self, session: &Session, section: Section) -> String {
        let (low, high) = self.scale.range;
        let unit = self.facts.unit;
        match section {
            Section::Below => {
                words!("legend-section-below", "below { $value } { $unit }", value = number(low), unit = unit)
            }
            Section::Above => {
                words!("legend-section-above", "above { $value } { $unit }", value = number(high), unit = unit)
            }
            Section::Inside(category) if self.scale.kind() == MapKind::Categorical => {
                session.info.patterns.get(category).map_or_else(String::new, |pattern| pattern.name.clone())
            }
            Section::Inside(part) => {
                let (from, to) = self.in_sections().ends(part);
                words!(
                    "legend-section-inside",
                    "{ $from } to { $to } { $unit }",
                    from = number(from),
                    to = number(to),
                    unit = unit
                )
            }
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "sections are few")]
    fn paint_sections(&self, painter: &Painter, theme: &Theme, bar: Rect) {
        let highest = self.histogram.counts.iter().copied().max().unwrap_or_default().max(1);
        let width = bar.width() / self.sections.max(1) as f32;
        let mut mesh = Mesh::default();
        for (part, &count) in self.histogram.counts.iter().enumerate() {
            let value = if self.scale.kind() == MapKind::Categorical {
                part as f32
            } else {
                let (from, to) = self.in_sections().ends(part);
                0.5 * (from + to)
            };
            let colour = self.scale.colour(theme, value);
            let left = bar.left() + part as f32 * width;
            let column = Rect::from_min_size(pos2(left, bar.top()), vec2(width, bar.height()));
            mesh.add_colored_rect(column, colour.into());
            let height = (bar.height() - 3.0) * count as f32 / highest as f32;
            let filled = Rect::from_min_max(pos2(left, bar.bottom() - height), pos2(left + width, bar.bottom()));
            // Dark on the light end, light on the dark end, so that the shape is seen everywhere.
            let (light, dark) = (theme.colours.text, theme.colours.background.awake);
            let ink = if colour.contrast(light) > colour.contrast(dark) { light } else { dark };
            mesh.add_colored_rect(filled, ink.to_egui_with_opacity(0.75));
        }
        painter.add(Shape::mesh(mesh));
    }

    /// Arrowheads beyond the ends where there are values.
    fn paint_caps(&self, painter: &Painter, theme: &Theme, rect: Rect) {
        let (low, high) = self.scale.range;
        for (count, edge, inwards, value) in
            [(self.histogram.below, rect.left(), CAP - 1.0, low), (self.histogram.above, rect.right(), 1.0 - CAP, high)]
        {
            if count > 0 {
                let base = edge + inwards;
                let points = vec![pos2(edge, rect.center().y), pos2(base, rect.top()), pos2(base, rect.bottom())];
                let colour = Color32::from(self.scale.colour(theme, value));
                painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
            }
        }
    }

    fn paint_ticks(&self, painter: &Painter, session: &Session, theme: &Theme, bar: Rect) {
        let font = FontId::proportional(theme.text.small);
        let dim = Color32::from(theme.colours.text_dim);
        let y = bar.bottom() + 2.0;
        let (low, high) = self.scale.range;
        let middle = match self.scale.kind() {
            MapKind::Sequential => 0.5 * (low + high),
            MapKind::Diverging(middle) => middle,
            MapKind::Categorical => {
                paint_names(painter, session, theme, bar, y);
                return;
            }
        };
        let at = |value: f32| bar.left() + self.scale.position(value) * bar.width();
        let text = |x: f32, align, value: f32| painter.text(pos2(x, y), align, number(value), font.clone(), dim);
        let width = |value: f32| painter.layout_no_wrap(number(value), font.clone(), dim).size().x;
        if width(low) + width(high) + theme.spacing.item > bar.width() {
            // Two numbers that run into each other are a third one.
            return;
        }
        let left = text(bar.left(), Align2::LEFT_TOP, low);
        let right = text(bar.right(), Align2::RIGHT_TOP, high);
        let room = (left.right() + theme.spacing.section)..=(right.left() - theme.spacing.section);
        if room.contains(&at(middle)) {
            text(at(middle), Align2::CENTER_TOP, middle);
        }
    }
}

/// Names of the categories below their sections.
#[expect(clippy::cast_precision_loss, reason = "patterns are few")]
fn paint_names(painter: &Painter, session: &Session, theme: &Theme, bar: Rect, y: f32) {
    let width = bar.width() / session.info.patterns.len().max(1) as f32;
    for (category, pattern) in session.info.patterns.iter().enumerate() {
        let place =
            Rect::from_min_size(pos2(bar.left() + category as f32 * width, y), vec2(width, theme.text.body + 4.0));
        let font = FontId::proportional(theme.text.small);
        painter.with_clip_rect(place).text(
            place.center_top(),
            Align2::CENTER_TOP,
            &pattern.name,
            font,
            Color32::from(theme.colours.text),
        );
    }
}

/// The mark of the selected neuron.
fn paint_marker(painter: &Painter, theme: &Theme, bar: Rect, x: f32) {
    let corners = vec![pos2(x - 5.0, bar.top() - 6.0), pos2(x + 5.0, bar.top() - 6.0), pos2(x, bar.top() + 2.0)];
    let colour = Color32::from(theme.colours.selected);
    painter.add(Shape::convex_polygon(corners, colour, Stroke::new(1.0, Color32::from(theme.colours.panel))));
    painter.vline(x, bar.y_range(), Stroke::new(1.5, colour));
}

/// A value as a tick says it.
fn number(value: f32) -> String {
    words::number(&with_minus(&significant(f64::from(value))))
}
