//! The list of marks: what everything means that the 3D view draws now, with the marks themselves. One meaning, one mark.

use super::clear::Over;
use super::kind::paint_kind_mark;
use super::mark::{paint_mark, standing_mark};
use super::state::PanelState;
use crate::scene::file::{MapKind, NeuronKind, ViewLayout};
use crate::session::{Session, Standing};
use crate::theme::{Colour, Theme};
use crate::words::words;
use bevy_egui::egui::{
    Align2, Color32, Context, CornerRadius, Id, Label, Painter, Pos2, Rect, RichText, ScrollArea, Sense, Shape, Stroke,
    StrokeKind, Window, pos2, vec2,
};

/// Width and height of a mark in the list (logical pixels).
const MARK: (f32, f32) = (44.0, 20.0);
/// Width of the list (logical pixels).
const WIDTH: f32 = 460.0;
/// Radius of a neuron in the list (logical pixels).
const NEURON: f32 = 6.0;

/// What is drawn now.
struct Seen<'a> {
    session: &'a Session,
    layout: ViewLayout,
    theme: &'a Theme,
}

/// A mark: whether it can be drawn now, what it means, and what it looks like.
struct Mark {
    is_drawn: fn(&Seen<'_>) -> bool,
    meaning: fn(&Seen<'_>) -> &'static str,
    paint: fn(&Painter, &Seen<'_>, Rect),
}

/// All marks, in the order of the list.
const MARKS: &[Mark] = &[
    Mark {
        is_drawn: |seen| seen.has_kind(NeuronKind::Excitatory),
        meaning: |_| words!("mark-ball", "Ball: an excitatory neuron"),
        paint: |painter, seen, rect| paint_kind_mark(painter, seen.theme, NeuronKind::Excitatory, middle(rect)),
    },
    Mark {
        is_drawn: |seen| seen.has_kind(NeuronKind::Inhibitory),
        meaning: |_| words!("mark-diamond", "Diamond: an inhibitory neuron"),
        paint: |painter, seen, rect| paint_kind_mark(painter, seen.theme, NeuronKind::Inhibitory, middle(rect)),
    },
    Mark {
        is_drawn: |_| true,
        meaning: |_| words!("mark-fill", "Fill: the variable of the legend, less to more"),
        paint: fill,
    },
    Mark {
        is_drawn: |_| true,
        meaning: |seen| {
            if seen.theme.is_light() {
                words!("mark-light-light", "Full colour: it fires, in the colour of its kind or first memory")
            } else {
                words!("mark-light", "Light: it fires, in the colour of its kind or first memory")
            }
        },
        paint: light,
    },
    Mark {
        is_drawn: |seen| !seen.session.info.patterns.is_empty(),
        meaning: |_| words!("mark-soft-ring", "Soft ring: member of the memory that is presented or replayed"),
        paint: |painter, seen, rect| {
            neuron(painter, seen, rect.center());
            halo(painter, seen.theme.pattern(0), rect.center(), NEURON + 3.0, 3.5);
        },
    },
    Mark {
        is_drawn: |_| true,
        meaning: |seen| {
            if seen.theme.is_light() {
                words!(
                    "mark-outline-light",
                    "Outline: black, it is selected, alone or with others; grey, it is under the pointer"
                )
            } else {
                words!(
                    "mark-outline",
                    "Outline: white, it is selected, alone or with others; grey, it is under the pointer"
                )
            }
        },
        paint: |painter, seen, rect| {
            for (x, colour) in [(-11.0, seen.theme.colours.selected), (11.0, seen.theme.colours.hovered)] {
                let centre = rect.center() + vec2(x, 0.0);
                neuron(painter, seen, centre);
                painter.circle_stroke(centre, NEURON + 1.5, Stroke::new(1.5, Color32::from(colour)));
            }
        },
    },
    Mark {
        is_drawn: |seen| seen.session.neighbours().is_some(),
        meaning: |_| {
            words!("mark-thin-outline", "Thin grey outline: it shares a synapse with the neuron under the pointer")
        },
        paint: |painter, seen, rect| {
            neuron(painter, seen, rect.center());
            let stroke = Stroke::new(0.7, Color32::from(seen.theme.colours.hovered));
            painter.circle_stroke(rect.center(), NEURON + 1.5, stroke);
        },
    },
    Mark {
        is_drawn: |seen| {
            let Session { colouring, lens, .. } = seen.session;
            seen.session.neighbours().is_some() || !colouring.lit.is_empty() || lens.chosen.is_some()
        },
        meaning: |_| {
            words!("mark-pale", "Pale: not picked, not in the replay, or no partner of the neuron under the pointer")
        },
        paint: |painter, seen, rect| {
            neuron(painter, seen, rect.center() - vec2(11.0, 0.0));
            let pale = seen.value_colour(0.5).to_egui_with_opacity(seen.theme.view.dimmed);
            painter.circle_filled(rect.center() + vec2(11.0, 0.0), NEURON, pale);
        },
    },
    Mark {
        is_drawn: |seen| {
            let (raised, lowered) = seen.session.painted();
            raised + lowered > 0 || seen.session.paint.active || seen.session.paint.stroke.is_some()
        },
        meaning: |_| words!("mark-arrowhead", "Arrowhead: painted easier (up) or harder (down) to excite"),
        paint: |painter, seen, rect| {
            paint_mark(painter, seen.theme, true, rect.center() - vec2(10.0, 0.0), 5.0);
            paint_mark(painter, seen.theme, false, rect.center() + vec2(10.0, 0.0), 5.0);
        },
    },
    Mark {
        is_drawn: |seen| seen.session.forecast.shown,
        meaning: |_| words!("mark-ring", "Ring: forecast to join the memory"),
        paint: |painter, seen, rect| standing(painter, seen, rect, Standing::Forecast),
    },
    Mark {
        is_drawn: |seen| seen.session.forecast.shown,
        meaning: |_| words!("mark-disc", "Disc: forecast, and it joined"),
        paint: |painter, seen, rect| standing(painter, seen, rect, Standing::Hit),
    },
    Mark {
        is_drawn: |seen| seen.session.forecast.shown,
        meaning: |_| words!("mark-cross", "Cross: forecast, and it did not join"),
        paint: |painter, seen, rect| standing(painter, seen, rect, Standing::Miss),
    },
    Mark {
        is_drawn: |seen| seen.session.forecast.shown,
        meaning: |_| words!("mark-square", "Square: joined without being forecast"),
        paint: |painter, seen, rect| standing(painter, seen, rect, Standing::Unforeseen),
    },
    Mark {
        is_drawn: |seen| seen.layout == ViewLayout::Bar,
        meaning: |_| words!("mark-pillar", "Pillar: from rest to threshold (frame: at the start); bead: the potential"),
        paint: pillar,
    },
    Mark {
        is_drawn: |seen| seen.session.info.synapses > 0 && seen.has_kind(NeuronKind::Excitatory),
        meaning: |_| words!("mark-line", "Line, thicker the stronger; an arrow at its end: it excites"),
        paint: |painter, seen, rect| {
            let y = rect.center().y;
            line(painter, rect, seen.theme.colours.excitatory, 1.5);
            let (tip, size) = (rect.right() - 4.0, 5.0);
            let points = vec![pos2(tip, y), pos2(tip - 2.0 * size, y - size), pos2(tip - 2.0 * size, y + size)];
            painter.add(Shape::convex_polygon(points, Color32::from(seen.theme.colours.excitatory), Stroke::NONE));
        },
    },
    Mark {
        is_drawn: |seen| seen.session.info.synapses > 0 && seen.has_kind(NeuronKind::Inhibitory),
        meaning: |_| words!("mark-bar", "A bar at its end: it inhibits"),
        paint: |painter, seen, rect| {
            line(painter, rect, seen.theme.colours.inhibitory, 1.5);
            let stroke = Stroke::new(2.5, Color32::from(seen.theme.colours.inhibitory));
            painter.vline(rect.right() - 5.0, rect.center().y - 5.0..=rect.center().y + 5.0, stroke);
        },
    },
    Mark {
        is_drawn: |seen| seen.session.sample.weights.histograms.iter().any(|histogram| histogram.plastic),
        meaning: |_| words!("mark-warm-line", "Warm line: its weight grew of late; cold: it shrank"),
        paint: |painter, seen, rect| {
            let (left, right) = rect.split_left_right_at_x(rect.center().x);
            line(painter, left, seen.theme.colours.diverging.warm, 2.5);
            line(painter, right, seen.theme.colours.diverging.cool, 2.5);
        },
    },
    Mark {
        is_drawn: |seen| seen.session.sample.synapses_replaced.is_some(),
        meaning: |_| words!("mark-bright-line", "Green line: a new synapse; grey: one that was pruned"),
        paint: |painter, seen, rect| {
            let (left, right) = rect.split_left_right_at_x(rect.center().x);
            line(painter, left, seen.theme.colours.synapse_formed, 2.0);
            line(painter, right, seen.theme.colours.synapse_pruned, 2.0);
        },
    },
    Mark {
        is_drawn: |_| true,
        meaning: |_| words!("mark-surroundings", "Surroundings: brain state; horizon: modulators; floor: all spikes"),
        paint: |painter, seen, rect| {
            let stage = seen.theme.colours.stage.of(seen.session.sample.state);
            let third = rect.height() / 3.0;
            for (row, colour) in (0_u8..).zip([stage.zenith, stage.horizon, stage.ground]) {
                let top = rect.top() + third * f32::from(row);
                let part = Rect::from_x_y_ranges(rect.x_range(), top..=top + third);
                painter.rect_filled(part, 0.0, Color32::from(colour));
            }
            let outline = Stroke::new(1.0, Color32::from(seen.theme.colours.outline));
            painter.rect_stroke(rect, CornerRadius::ZERO, outline, StrokeKind::Inside);
        },
    },
];

impl Seen<'_> {
    fn has_kind(&self, kind: NeuronKind) -> bool {
        self.session.info.populations.iter().any(|population| population.kind == kind)
    }

    /// Colour of the variable that is shown, at a share of its range.
    fn value_colour(&self, share: f32) -> Colour {
        let scale = self.session.fill().map_or_else(|| self.session.colour_scale(self.session.colour()), |fill| fill.0);
        if scale.kind() == MapKind::Categorical {
            return self.theme.pattern(usize::from(share >= 0.5));
        }
        scale.colour(self.theme, scale.range.0 + share * (scale.range.1 - scale.range.0))
    }
}

/// The list, if it is open; it can be moved.
pub fn marks_ui(
    context: &Context,
    session: &Session,
    state: &mut PanelState,
    layout: ViewLayout,
    theme: &Theme,
    free: Rect,
) {
    let seen = Seen { session, layout, theme };
    let below = state.taken.kept(Over::Badge).map_or(free.top(), |badge| badge.bottom());
    let corner = pos2(free.right() - theme.spacing.margin, below + theme.spacing.item);
    let width = WIDTH.min(free.width() - 4.0 * theme.spacing.section).max(2.0 * MARK.0);
    let height = (free.height() - 6.0 * theme.spacing.section).max(4.0 * MARK.1);
    Window::new(words!("marks-title", "Marks"))
        .id(Id::new("Marks"))
        .open(&mut state.open.marks)
        .collapsible(false)
        .resizable(false)
        .pivot(Align2::RIGHT_TOP)
        .default_pos(corner)
        .show(context, |ui| {
            ui.set_max_width(width);
            ScrollArea::vertical().max_height(height).show(ui, |ui| {
                for mark in MARKS.iter().filter(|mark| (mark.is_drawn)(&seen)) {
                    ui.horizontal(|ui| {
                        let (rect, _) = ui.allocate_exact_size(vec2(MARK.0, MARK.1), Sense::hover());
                        (mark.paint)(ui.painter(), &seen, rect);
                        ui.add(Label::new(RichText::new((mark.meaning)(&seen)).color(theme.colours.text)).wrap());
                    });
                }
            });
        });
}

/// The square in the middle of a mark.
fn middle(rect: Rect) -> Rect {
    Rect::from_center_size(rect.center(), vec2(rect.height(), rect.height()) * 0.8)
}

/// A neuron like any other.
fn neuron(painter: &Painter, seen: &Seen<'_>, centre: Pos2) {
    painter.circle_filled(centre, NEURON, Color32::from(seen.value_colour(0.5)));
}

fn fill(painter: &Painter, seen: &Seen<'_>, rect: Rect) {
    for (x, share) in [(-15.0, 0.0), (0.0, 0.5), (15.0, 1.0)] {
        painter.circle_filled(rect.center() + vec2(x, 0.0), NEURON, Color32::from(seen.value_colour(share)));
    }
}

fn light(painter: &Painter, seen: &Seen<'_>, rect: Rect) {
    let colour = seen.theme.kind(NeuronKind::Excitatory);
    halo(painter, colour, rect.center(), NEURON, 4.0);
    painter.circle_filled(rect.center(), NEURON, Color32::from(colour.mix(seen.theme.colours.text, 0.5)));
}

/// Soft light round a circle.
fn halo(painter: &Painter, colour: Colour, centre: Pos2, radius: f32, width: f32) {
    for (step, opacity) in [(-1.0, 0.25), (-0.5, 0.5), (0.0, 0.8), (0.5, 0.5), (1.0, 0.25)] {
        let stroke = Stroke::new(0.5 * width, colour.to_egui_with_opacity(opacity));
        painter.circle_stroke(centre, radius + 0.5 * width * step, stroke);
    }
}

fn standing(painter: &Painter, seen: &Seen<'_>, rect: Rect, standing: Standing) {
    standing_mark(painter, seen.theme, seen.session.forecast.pattern, standing, rect.center(), 5.0);
}

fn pillar(painter: &Painter, seen: &Seen<'_>, rect: Rect) {
    let body = Rect::from_center_size(rect.center(), vec2(9.0, rect.height()));
    painter.rect_filled(body, 0.0, seen.value_colour(0.5).to_egui_with_opacity(0.55));
    painter.hline(body.x_range(), body.top(), Stroke::new(2.0, Color32::from(seen.theme.colours.text)));
    painter.circle_filled(pos2(body.center().x, body.center().y + 2.0), 4.0, Color32::from(seen.value_colour(0.5)));
}

fn line(painter: &Painter, rect: Rect, colour: Colour, width: f32) {
    painter.hline(rect.left() + 3.0..=rect.right() - 3.0, rect.center().y, Stroke::new(width, Color32::from(colour)));
}
