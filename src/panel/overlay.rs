//! What is written over the 3D view: brain state, clock, labels, hint, caption, and the boxes.

use super::boxes::boxes_ui;
use super::clear::{Over, halves};
use super::command::Command;
use super::hand::{hand_hint, hand_ui};
use super::hints::FirstStep;
use super::labels::{labels_ui, names_ui};
use super::speed::{duration_text, speed_text};
use super::state::PanelState;
use super::twin::{shown_name, twin_text};
use crate::modulation::BrainState;
use crate::protocol::PhaseLabel;
use crate::session::{LabelSubject, Session, Standpoint, ViewLabel, ViewReport};
use crate::simulation::ViewSample;
use crate::theme::Theme;
use crate::units::SECONDS_PER_HOUR;
use crate::words::{number, scene_text, words};
use bevy_egui::egui::{Color32, FontId, Painter, Pos2, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

/// Width beside the tools from which the badge says the speed as well (logical pixels).
const SPEED_FROM: f32 = 400.0;

/// A text with its colour and size.
type Part = (String, Color32, f32);

/// Everything over the 3D view, tools and sides at its upper corners left out. Nothing but the boxes takes the mouse from it.
pub fn overlay_ui(
    ui: &mut Ui,
    session: &mut Session,
    state: &mut PanelState,
    labels: &ViewReport,
    theme: &Theme,
    (rect, [tools, sides]): (Rect, [Option<Rect>; 2]),
) {
    if !rect.is_positive() {
        return;
    }
    let named = labels.labels.iter().any(|label| matches!(label.subject, LabelSubject::Pattern(_)));
    let inner = rect.shrink(theme.spacing.margin);
    if session.standpoint() == Standpoint::Past {
        let frame = Stroke::new(2.0 * theme.spacing.line, Color32::from(theme.colours.past));
        ui.painter_at(rect).rect_stroke(rect, 0.0, frame, StrokeKind::Inside);
    }
    let left = tools.map_or(rect.left(), |tools| tools.right());
    let right = sides.map_or(rect.right(), |sides| sides.left());
    let between = Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom())).shrink(theme.spacing.margin);
    let row = badge_ui(ui, session, state, theme, (between, pos2(rect.center().x, inner.top())));
    let mut said = said_below(session, theme, named);
    said.extend(twin_text(session).map(|text| (text, theme.letters(theme.colours.branch).into(), theme.text.body)));
    let painter = ui.painter_at(rect);
    state.hints.follow(session, state.inspector.page, labels);
    let first = state.hints.now(session).filter(|_| !state.look.projector);
    let hint = hint(session, first, inner.width());
    if let Some(hint) = hint.map(|hint| [(hint, Color32::from(theme.colours.accent), theme.text.body)]) {
        // Beside the badge it costs the network no room.
        let left = row.right() + theme.spacing.item;
        let place = Rect::from_min_max(pos2(left, row.top()), pos2(between.right(), row.bottom()));
        if row_width(&painter, theme, &hint) <= place.width() {
            parts_row(&painter, theme, place.left_top(), place, &hint);
        } else {
            said.extend(hint);
        }
    }
    let mut badge = said_ui(&painter, theme, &said, row, inner);
    if session.shows_both() {
        badge = badge.union(headings_ui(&painter, session, theme, (rect, [tools, sides]), badge.bottom()));
    }
    state.taken.take(Over::Badge, badge);
    let taken: Vec<Rect> = state.taken.all().collect();
    let below = |rect: Rect| Rect::from_min_max(pos2(rect.left(), badge.bottom()), rect.max);
    if session.shows_both() {
        let [run, twin] = halves(rect);
        names_ui(ui, &beside(labels, ui, twin.left() - run.left()), theme, below(twin), taken.clone());
        labels_ui(ui, labels, theme, below(run), taken);
        hand_ui(ui, session, theme, run);
    } else {
        labels_ui(ui, labels, theme, below(rect), taken);
        hand_ui(ui, session, theme, rect);
    }
    let room = Rect::from_min_max(pos2(inner.left(), badge.bottom()), inner.max);
    boxes_ui(ui, session, state, theme, labels.layout, [room, rect, row]);
}

/// The labels of the twin in its own half, so far to the right of the run's (logical pixels of panels).
fn beside(labels: &ViewReport, ui: &Ui, right: f32) -> Vec<ViewLabel> {
    let aside = bevy::math::Vec2::new(right * ui.ctx().zoom_factor(), 0.0);
    labels.beside.iter().map(|label| label.clone().moved(aside)).collect()
}

/// A line between run and twin, and what each of them is, above it; gives the room that they take.
fn headings_ui(
    painter: &Painter,
    session: &Session,
    theme: &Theme,
    (rect, corners): (Rect, [Option<Rect>; 2]),
    top: f32,
) -> Rect {
    let [run, twin] = halves(rect);
    let line = Stroke::new(2.0 * theme.spacing.line, Color32::from(theme.colours.panel));
    painter.vline(run.right(), top..=rect.bottom(), line);
    let colour = Color32::from(theme.letters(theme.colours.branch));
    let mut taken = Rect::NOTHING;
    for (half, name) in [run, twin].into_iter().zip(session.twin_names()) {
        let part = (name, colour, theme.text.badge);
        let mut inner = half.shrink(theme.spacing.margin);
        let [tools, sides] = corners.map(|corner| corner.filter(|corner| corner.bottom() > top));
        inner.min.x = tools.map_or(inner.left(), |tools| inner.left().max(tools.right() + theme.spacing.item));
        inner.max.x = sides.map_or(inner.right(), |sides| inner.right().min(sides.left() - theme.spacing.item));
        let middle = pos2(half.center().x, top + theme.spacing.item);
        taken = taken.union(parts_row(painter, theme, middle, inner, &[part]));
    }
    taken
}

/// Brain state, phase, model time, and the speed while no time bar says it, round a middle within `room`; gives the room that it takes.
fn badge_ui(ui: &Ui, session: &Session, state: &PanelState, theme: &Theme, (room, middle): (Rect, Pos2)) -> Rect {
    let sample = &session.sample;
    let mut parts: Vec<Part> = Vec::new();
    if session.standpoint() == Standpoint::Past {
        let past = Color32::from(theme.letters(theme.colours.past));
        parts.push((words!("time-past", "REPLAY").to_owned(), past, theme.text.badge));
    }
    if let Some(name) = shown_name(session) {
        parts.push((name, Color32::from(theme.letters(theme.colours.branch)), theme.text.badge));
    }
    let state_colour = Color32::from(theme.letters(theme.colours.phases.of(sample.state)));
    let (text, dim) = (Color32::from(theme.colours.text), Color32::from(theme.colours.text_dim));
    parts.push((sample.state.label().to_owned(), state_colour, theme.text.badge));
    let phase = if sample.state_held { &PhaseLabel::Held(None) } else { &sample.phase_label };
    if !phase.is_empty() && *phase != sample.state.label() {
        parts.push((phase.to_string(), text, theme.text.badge));
    }
    parts.push((number(&format!("t = {:.2} s", sample.time_s)), text, theme.text.body));
    if let Some(biological) = biological_text(sample.time_s, sample.biological_hours) {
        parts.push((biological, Color32::from(theme.colours.warning), theme.text.body));
    }
    if state.open.hidden && room.width() > SPEED_FROM {
        let speed = session.status.speed_asked;
        let speed = if speed.is_infinite() {
            words!("badge-fast", "as fast as it goes").to_owned()
        } else {
            words!("badge-speed", "1 s here = { $time }", time = speed_text(speed).trim_end_matches("/s"))
        };
        parts.push((speed, dim, theme.text.body));
    }
    let painter = ui.painter_at(room);
    while parts.len() > 2 && row_width(&painter, theme, &parts) > room.width() {
        parts.pop();
    }
    parts_row(&painter, theme, middle, room, &parts)
}

/// What is said below the badge: the time-lapse, and the pattern that is presented, unless the view `named` it in place.
fn said_below(session: &Session, theme: &Theme, named: bool) -> Vec<Part> {
    let sample = &session.sample;
    let mut parts = Vec::new();
    if let Some(text) = time_lapse_text(sample) {
        parts.push((text, Color32::from(theme.colours.warning), theme.text.body));
    }
    if let Some(presentation) = sample.presentation
        && let Some(pattern) = session.info.patterns.get(presentation.pattern)
        && (!named || presentation.frozen)
    {
        let (name, share) = (&pattern.name, format!("{:.0}", presentation.fraction * 100.0));
        let text = match (named, presentation.fraction < 1.0, presentation.frozen) {
            (true, ..) => words!("said-test", "Test, plasticity frozen").to_owned(),
            (false, true, true) => words!(
                "said-cue-frozen",
                "Cue { $name }: { $share } % of its channels, plasticity frozen",
                name = name,
                share = share
            ),
            (false, true, false) => {
                words!("said-cue", "Cue { $name }: { $share } % of its channels", name = name, share = share)
            }
            (false, false, true) => words!("said-input-frozen", "Input { $name }, plasticity frozen", name = name),
            (false, false, false) => words!("said-input", "Input { $name }", name = name),
        };
        parts.push((text, theme.letters(theme.pattern(presentation.pattern)).into(), theme.text.body));
    }
    parts
}

/// Write parts below the badge, as many in a row as fit; gives the room that all take.
fn said_ui(painter: &Painter, theme: &Theme, parts: &[Part], badge: Rect, room: Rect) -> Rect {
    let mut taken = badge;
    let mut rest = parts;
    while !rest.is_empty() {
        let fits = |count: &usize| row_width(painter, theme, &rest[..*count]) <= room.width();
        let count = (1..=rest.len()).rev().find(fits).unwrap_or(1);
        let middle = pos2(room.center().x, taken.bottom() + theme.spacing.item);
        taken = taken.union(parts_row(painter, theme, middle, room, &rest[..count]));
        rest = &rest[count..];
    }
    taken
}

/// How fast slow processes go, where that is not as fast as spikes, or where one may expect so.
fn time_lapse_text(sample: &ViewSample) -> Option<String> {
    let asleep = sample.state != BrainState::Awake;
    if sample.time_lapse.is_finite() && sample.time_lapse > 1.0 {
        let biology = duration_text(sample.time_lapse);
        let factor = format!("{:.0}", sample.time_lapse);
        return Some(if asleep {
            words!(
                "time-lapse-sleep",
                "Time-lapse: 1 s of sleep = { $biology } of biology for slow processes ({ $factor }×)",
                biology = biology,
                factor = factor
            )
        } else {
            words!(
                "time-lapse-awake",
                "Time-lapse: 1 s of model time = { $biology } of biology for slow processes ({ $factor }×)",
                biology = biology,
                factor = factor
            )
        });
    }
    let text = words!(
        "time-lapse-none",
        "No time-lapse: this scene has none for this state, so 1 s of sleep is 1 s for slow processes"
    );
    (asleep && sample.state_held).then(|| text.to_owned())
}

/// How much time passed for the slow processes, once that is more than the spikes had.
fn biological_text(time_s: f64, hours: f64) -> Option<String> {
    let lapsed = hours * SECONDS_PER_HOUR > 1.5 * time_s + 60.0;
    lapsed.then(|| match hours {
        hours if hours < 1.0 => {
            words!("biology-minutes", "{ $time } min of biology", time = format!("{:.0}", 60.0 * hours))
        }
        hours if hours < 48.0 => {
            words!("biology-hours", "{ $time } h of biology", time = number(&format!("{hours:.1}")))
        }
        hours => {
            words!("biology-days", "{ $time } d of biology", time = number(&format!("{:.1}", hours / 24.0)))
        }
    })
}

/// Width of a row of texts with its backdrop.
fn row_width(painter: &Painter, theme: &Theme, parts: &[Part]) -> f32 {
    let width = |(text, colour, size): &Part| {
        painter.layout_no_wrap(text.clone(), FontId::proportional(*size), *colour).size().x + theme.spacing.section
    };
    parts.iter().map(width).sum::<f32>() - theme.spacing.section + 2.0 * theme.spacing.margin
}

/// A row of texts on one backdrop, round a middle as far as it then stays within `room`; gives the room that it takes.
fn parts_row(painter: &Painter, theme: &Theme, middle: Pos2, room: Rect, parts: &[Part]) -> Rect {
    let galleys: Vec<_> = parts
        .iter()
        .map(|(text, colour, size)| painter.layout_no_wrap(text.clone(), FontId::proportional(*size), *colour))
        .collect();
    let height = galleys.iter().map(|galley| galley.size().y).fold(0.0, f32::max);
    let size = vec2(row_width(painter, theme, parts), height + theme.spacing.item);
    let left = (middle.x - 0.5 * size.x).min(room.right() - size.x).max(room.left());
    let backdrop = Rect::from_min_size(pos2(left, middle.y), size);
    painter.rect_filled(backdrop, theme.spacing.rounding, theme.colours.panel.to_egui_with_opacity(0.92));
    let mut x = backdrop.left() + theme.spacing.margin;
    for galley in galleys {
        let size = galley.size();
        painter.galley(pos2(x, backdrop.center().y - 0.5 * size.y), galley, Color32::from(theme.colours.text));
        x += size.x + theme.spacing.section;
    }
    backdrop
}

/// One hint: the first thing to do.
fn hint(session: &Session, first: Option<FirstStep>, width: f32) -> Option<String> {
    if let Some(title) = &session.opening {
        Some(words!("hint-opening", "Opening { $title } …", title = scene_text(title)))
    } else if let Some(hint) = hand_hint(session, width) {
        Some(hint.to_owned())
    } else if session.info.positions.is_empty() {
        Some(words!("no-neurons-in-scene", "This scene has no neurons.").to_owned())
    } else if session.is_stopped() || session.status.filming {
        None
    } else if session.sample.step > 0 && !session.status.playing {
        Some(words!("hint-paused", "Paused. { $play }", play = Command::press_to_play()))
    } else {
        first.map(FirstStep::text)
    }
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
