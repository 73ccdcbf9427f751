//! Kinds of neurons: in words, and by their marks.

use crate::scene::file::NeuronKind;
use crate::simulation::NetworkInfo;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{Color32, Painter, Rect, Sense, Shape, Stroke, Ui, vec2};

/// Kind of a neuron.
pub fn kind_of(info: &NetworkInfo, neuron: u32) -> NeuronKind {
    info.populations
        .iter()
        .find(|population| population.range.contains(&neuron))
        .map_or_else(NeuronKind::default, |p| p.kind)
}

/// A kind in words.
pub fn kind_text(kind: NeuronKind) -> &'static str {
    match kind {
        NeuronKind::Excitatory => words!("kind-excitatory", "excitatory"),
        NeuronKind::Inhibitory => words!("kind-inhibitory", "inhibitory"),
    }
}

/// So many neurons of a kind.
pub fn neurons_of_kind(kind: NeuronKind, count: usize) -> String {
    match kind {
        NeuronKind::Excitatory => words!(
            "excitatory-neurons",
            "{ $n -> [one] 1 excitatory neuron *[other] { $n } excitatory neurons }",
            n = count
        ),
        NeuronKind::Inhibitory => words!(
            "inhibitory-neurons",
            "{ $n -> [one] 1 inhibitory neuron *[other] { $n } inhibitory neurons }",
            n = count
        ),
    }
}

/// Ball for excitatory, diamond for inhibitory, as in the 3D view.
pub fn kind_mark_ui(ui: &mut Ui, theme: &Theme, kind: NeuronKind) {
    let side = theme.text.body;
    let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    paint_kind_mark(ui.painter(), theme, kind, rect);
}

/// The same, at a place.
pub fn paint_kind_mark(painter: &Painter, theme: &Theme, kind: NeuronKind, rect: Rect) {
    let colour = Color32::from(theme.kind(kind));
    let radius = rect.width() * 0.42;
    match kind {
        NeuronKind::Excitatory => {
            painter.circle_filled(rect.center(), radius, colour);
        }
        NeuronKind::Inhibitory => {
            let corners = [vec2(0.0, -radius), vec2(radius, 0.0), vec2(0.0, radius), vec2(-radius, 0.0)];
            let corners = corners.iter().map(|corner| rect.center() + *corner).collect();
            painter.add(Shape::convex_polygon(corners, colour, Stroke::NONE));
        }
    }
}
