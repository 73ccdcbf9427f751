//! What is written over the 3D view: brain state, clock, labels, honesty, hint.

use super::legend::legend_ui;
use super::paint::brush_circle_ui;
use super::replay_legend::replay_legend_ui;
use super::speed::{duration_text, speed_text};
use super::state::PanelState;
use crate::modulation::BrainState;
use crate::session::{LabelSubject, Session, ViewReport, caption};
use crate::simulation::ViewSample;
use crate::theme::Theme;
use crate::units::SECONDS_PER_HOUR;
use bevy_egui::egui::text::LayoutJob;
use bevy_egui::egui::{Align, Align2, Color32, FontId, Rect, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

/// Height from which the honesty lines are written out (logical pixels).
const HONESTY_FROM: f32 = 330.0;
/// Width that the legend and the honesty lines need side by side (logical pixels).
const BOTH_FROM: f32 = 520.0;
/// Height of the 3D view from which all of them fit beside the network (logical pixels).
const ROOMY_FROM: f32 = 480.0;
/// Width from which the whole hint of the paint tool is written (logical pixels).
const HINT_FROM: f32 = 460.0;
/// Honesty lines that are written out; all are in the tooltip.
const HONESTY_LINES: usize = 3;

/// Everything over the 3D view. Nothing but the legend takes the mouse from it.
pub fn overlay_ui(
    ui: &mut Ui,
    session: &mut Session,
    state: &mut PanelState,
    labels: &ViewReport,
    theme: &Theme,
    rect: Rect,
) {
    if !rect.is_positive() {
        return;
    }
    let named = labels.labels.iter().any(|label| matches!(label.subject, LabelSubject::Pattern(_)));
    let below = badge_ui(ui, session, theme, rect, named);
    let inner = rect.shrink(theme.spacing.margin);
    let below = hint_ui(ui, session, state.inspector.has_selected, theme, inner, below);
    labels_ui(ui, labels, theme, Rect::from_min_max(pos2(rect.left(), below), rect.max));
    brush_circle_ui(ui, session, theme, rect);
    let above = caption_ui(ui, session, theme, inner);
    let inner = Rect::from_min_max(inner.min, pos2(inner.right(), above));
    if !session.info.positions.is_empty() {
        let above = legend_ui(ui, session, &mut state.chooser, theme, inner) - theme.spacing.item;
        let free = Rect::from_min_max(pos2(inner.left(), below), pos2(inner.right(), above.max(below)));
        replay_legend_ui(ui, session, theme, free);
    }
    honesty_ui(ui, session, theme, inner);
}

/// What of the view the badge at the top and the caption at the bottom leave free, if it is high enough to leave something.
pub fn clear_of_words(theme: &Theme, rect: Rect) -> Rect {
    let strip = theme.text.badge + 2.0 * theme.spacing.margin + theme.spacing.item;
    if rect.height() < 6.0 * strip {
        return rect;
    }
    Rect::from_min_max(pos2(rect.left(), rect.top() + strip), pos2(rect.right(), rect.bottom() - strip))
}

/// Brain state, phase, model time, speed, time-lapse; the presented pattern below it, unless the view `named` it in place.
fn badge_ui(ui: &mut Ui, session: &Session, theme: &Theme, rect: Rect, named: bool) -> f32 {
    let sample = &session.sample;
    let top = rect.shrink(theme.spacing.margin);
    let wide = rect.width() > 460.0;
    let mut parts: Vec<(String, Color32, f32)> = Vec::new();
    let state_colour = Color32::from(theme.colours.phases.of(sample.state));
    let (text, dim) = (Color32::from(theme.colours.text), Color32::from(theme.colours.text_dim));
    parts.push((sample.state.label().to_owned(), state_colour, theme.text.badge));
    let phase = if sample.state_held { "held by you" } else { sample.phase_label.as_str() };
    if !phase.is_empty() && phase != sample.state.label() {
        parts.push((phase.to_owned(), text, theme.text.badge));
    }
    parts.push((format!("t = {:.2} s", sample.time_s), text, theme.text.body));
    if let Some(biological) = biological_text(sample.time_s, sample.biological_hours) {
        parts.push((biological, Color32::from(theme.colours.warning), theme.text.body));
    }
    if wide {
        let speed = session.status.speed_asked;
        let speed = if speed.is_infinite() {
            "as fast as it goes".to_owned()
        } else {
            format!("1 s here = {}", speed_text(speed).trim_end_matches("/s"))
        };
        parts.push((speed, dim, theme.text.body));
    }
    let painter = ui.painter_at(rect);
    let gap = theme.spacing.section;
    let bottom = parts_row(&painter, theme, top.center_top(), &parts, gap);
    let mut y = bottom + theme.spacing.item;
    if let Some(text) = time_lapse_text(sample) {
        y = line(&painter, theme, pos2(top.center().x, y), &text, Color32::from(theme.colours.warning))
            + theme.spacing.item;
    }
    if let Some(presentation) = sample.presentation
        && let Some(pattern) = session.info.patterns.get(presentation.pattern)
        && (!named || presentation.frozen)
    {
        let text = if named {
            "Test".to_owned()
        } else if presentation.fraction < 1.0 {
            format!("Cue {}: {:.0} % of its channels", pattern.name, presentation.fraction * 100.0)
        } else {
            format!("Input {}", pattern.name)
        };
        let text = if presentation.frozen { format!("{text}, plasticity frozen") } else { text };
        let colour = theme.pattern(presentation.pattern).into();
        y = line(&painter, theme, pos2(top.center().x, y), &text, colour) + theme.spacing.item;
    }
    y
}

/// How fast slow processes go, where that is not as fast as spikes, or where one may expect so.
fn time_lapse_text(sample: &ViewSample) -> Option<String> {
    let asleep = sample.state != BrainState::Awake;
    if sample.time_lapse.is_finite() && sample.time_lapse > 1.0 {
        return Some(format!(
            "Time-lapse: 1 s of {} = {} of biology for slow processes ({:.0}×)",
            if asleep { "sleep" } else { "model time" },
            duration_text(sample.time_lapse),
            sample.time_lapse
        ));
    }
    let text = "No time-lapse: this scene has none for this state, so 1 s of sleep is 1 s for slow processes";
    (asleep && sample.state_held).then(|| text.to_owned())
}

/// How much time passed for the slow processes, once that is more than the spikes had.
fn biological_text(time_s: f64, hours: f64) -> Option<String> {
    let lapsed = hours * SECONDS_PER_HOUR > 1.5 * time_s + 60.0;
    lapsed.then(|| match hours {
        hours if hours < 1.0 => format!("{:.0} min of biology", 60.0 * hours),
        hours if hours < 48.0 => format!("{hours:.1} h of biology"),
        hours => format!("{:.1} d of biology", hours / 24.0),
    })
}

/// A centred row of texts on one backdrop; gives its bottom.
fn parts_row(
    painter: &bevy_egui::egui::Painter,
    theme: &Theme,
    top: bevy_egui::egui::Pos2,
    parts: &[(String, Color32, f32)],
    gap: f32,
) -> f32 {
    let galleys: Vec<_> = parts
        .iter()
        .map(|(text, colour, size)| painter.layout_no_wrap(text.clone(), FontId::proportional(*size), *colour))
        .collect();
    let count = u16::try_from(galleys.len().saturating_sub(1)).unwrap_or_default();
    let width = galleys.iter().map(|galley| galley.size().x).sum::<f32>() + gap * f32::from(count);
    let height = galleys.iter().map(|galley| galley.size().y).fold(0.0, f32::max);
    let padding = vec2(theme.spacing.margin, theme.spacing.item * 0.5);
    let backdrop = Rect::from_min_size(
        pos2(top.x - 0.5 * width - padding.x, top.y),
        vec2(width + 2.0 * padding.x, height + 2.0 * padding.y),
    );
    painter.rect_filled(backdrop, theme.spacing.rounding, theme.colours.panel.to_egui_with_opacity(0.82));
    let mut x = backdrop.left() + padding.x;
    for galley in galleys {
        let size = galley.size();
        painter.galley(pos2(x, backdrop.center().y - 0.5 * size.y), galley, Color32::from(theme.colours.text));
        x += size.x + gap;
    }
    backdrop.bottom()
}

/// One centred line on a backdrop; gives its bottom.
fn line(
    painter: &bevy_egui::egui::Painter,
    theme: &Theme,
    top: bevy_egui::egui::Pos2,
    text: &str,
    colour: Color32,
) -> f32 {
    parts_row(painter, theme, top, &[(text.to_owned(), colour, theme.text.body)], 0.0)
}

/// One sentence at the bottom that says what happens now; gives the lower edge of what is left above it.
fn caption_ui(ui: &mut Ui, session: &Session, theme: &Theme, inner: Rect) -> f32 {
    let text = caption(&session.info, &session.sample).filter(|_| !session.is_stopped());
    let Some(text) = text else { return inner.bottom() };
    let colour = Color32::from(theme.colours.text);
    let padding = vec2(theme.spacing.margin, theme.spacing.item * 0.5);
    let width = (inner.width() - 2.0 * padding.x).max(1.0);
    let mut job = LayoutJob::simple(text.clone(), FontId::proportional(theme.text.heading), colour, width);
    job.halign = Align::Center;
    let galley = ui.painter().layout_job(job);
    let size = galley.size() + 2.0 * padding;
    let strip = Rect::from_min_size(pos2(inner.center().x - 0.5 * size.x, inner.bottom() - size.y), size);
    // A low view has no room to lose.
    if size.y > 0.3 * inner.height() {
        return inner.bottom();
    }
    let painter = ui.painter_at(inner);
    painter.rect_filled(strip, theme.spacing.rounding, theme.colours.panel.to_egui_with_opacity(0.86));
    painter.galley(pos2(strip.center().x, strip.top() + padding.y), galley, colour);
    // What is painted has no name of its own for a screen reader.
    let response = ui.interact(strip, ui.id().with("caption"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text.clone()));
    strip.top() - theme.spacing.item
}

/// Labels at places of the network, as the view gives them, kept within `rect`.
fn labels_ui(ui: &mut Ui, labels: &ViewReport, theme: &Theme, rect: Rect) {
    let painter = ui.painter_at(rect);
    let zoom = ui.ctx().zoom_factor().max(0.1);
    for label in &labels.labels {
        let (colour, size) = match label.subject {
            LabelSubject::Pattern(pattern) => (theme.pattern(pattern), theme.text.badge),
            LabelSubject::Memory(pattern) => (theme.pattern(pattern), theme.text.body),
            LabelSubject::Group(kind) => (theme.kind(kind), theme.text.body),
            LabelSubject::Selected(_) => (theme.colours.selected, theme.text.body),
            LabelSubject::Hovered(_) => (theme.colours.hovered, theme.text.body),
        };
        let place = pos2(label.position.x / zoom, label.position.y / zoom);
        let galley = painter.layout_no_wrap(label.text.clone(), FontId::proportional(size), colour.into());
        let text = Align2::CENTER_BOTTOM.anchor_size(place, galley.size());
        let text = text.translate(vec2(0.0, (rect.top() + theme.spacing.item - text.top()).max(0.0)));
        painter.rect_filled(
            text.expand2(vec2(4.0, 1.0)),
            theme.spacing.rounding,
            theme.colours.panel.to_egui_with_opacity(0.85),
        );
        painter.galley(text.min, galley, Color32::from(colour));
    }
}

/// What the scene simplifies, at the bottom right.
fn honesty_ui(ui: &mut Ui, session: &Session, theme: &Theme, inner: Rect) {
    let lines = &session.info.honesty;
    if lines.is_empty() || inner.height() < HONESTY_FROM || inner.width() < BOTH_FROM {
        return;
    }
    let width = (inner.width() - theme.panels.legend - theme.spacing.section * 2.0).min(360.0);
    let painter = ui.painter_at(inner);
    // In a low window one line has to do, so that the network is not covered.
    let shown = if inner.height() < ROOMY_FROM { 1 } else { HONESTY_LINES };
    let mut text = String::from("Simplified here:");
    for honesty in lines.iter().take(shown) {
        text.push_str("\n· ");
        text.push_str(honesty);
    }
    if lines.len() > shown {
        text.push_str(&format!("\n· and {} more, see the scene file", lines.len() - shown));
    }
    let galley =
        painter.layout(text, FontId::proportional(theme.text.small), Color32::from(theme.colours.text_dim), width);
    let place = inner.right_bottom() - galley.size();
    painter.rect_filled(
        Rect::from_min_size(place, galley.size()).expand(theme.spacing.item),
        theme.spacing.rounding,
        theme.colours.panel.to_egui_with_opacity(0.86),
    );
    painter.galley(place, galley, Color32::from(theme.colours.text_dim));
}

/// One hint, under the badge: the first thing to do. Where it ends.
fn hint_ui(ui: &mut Ui, session: &Session, has_selected: bool, theme: &Theme, inner: Rect, below: f32) -> f32 {
    let text = if let Some(title) = &session.opening {
        &format!("Opening {title} …")
    } else if session.paint.active && inner.width() < HINT_FROM {
        "Drag paints, Esc ends"
    } else if session.paint.active {
        "Drag paints, click paints one neuron, Shift turns the sign round, Esc ends"
    } else if session.info.positions.is_empty() {
        "This scene has no neurons."
    } else if session.is_stopped() || session.status.filming {
        return below;
    } else if session.sample.step > 0 && !session.status.playing {
        "Paused. Press Space to play."
    } else if !has_selected && session.selected.is_none() {
        "Click a neuron"
    } else {
        return below;
    };
    line(&ui.painter_at(inner), theme, pos2(inner.center().x, below), text, Color32::from(theme.colours.accent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sleep_held_by_hand_says_whether_it_has_a_time_lapse() {
        let mut sample = ViewSample { state: BrainState::Nrem, time_lapse: 600.0, ..ViewSample::default() };
        let text = |sample: &ViewSample| time_lapse_text(sample).unwrap_or_default();
        assert_eq!(text(&sample), "Time-lapse: 1 s of sleep = 10 min of biology for slow processes (600×)");
        sample.time_lapse = 1.0;
        assert_eq!(text(&sample), "", "the scene's own sleep needs no excuse");
        sample.state_held = true;
        assert!(text(&sample).starts_with("No time-lapse"));
        sample.state = BrainState::Awake;
        assert_eq!(text(&sample), "");
    }

    #[test]
    fn biological_time_is_told_once_it_departs() {
        assert_eq!(biological_text(100.0, 100.0 / SECONDS_PER_HOUR), None);
        assert_eq!(biological_text(10.0, 0.5).as_deref(), Some("30 min of biology"));
        assert_eq!(biological_text(30.0, 5.0).as_deref(), Some("5.0 h of biology"));
        assert_eq!(biological_text(30.0, 60.0).as_deref(), Some("2.5 d of biology"));
    }
}
