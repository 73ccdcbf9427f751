//! The phase band of the time bar: what happened, and, paler, what is planned.

use super::change_text::event_text;
use super::command::Command;
use crate::session::course::{Block, blocks, planned, planned_end_s};
use crate::session::{Marked, Session};
use crate::simulation::{ChoiceReading, Stretch};
use crate::theme::Theme;
use crate::words::{number, scene_text, words};
use bevy_egui::egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

/// Height of the stripe that shows the presented pattern (logical pixels).
const STRIPE: f32 = 4.0;
/// Least time that the band spans (s).
const LEAST_SPAN_S: f64 = 10.0;
/// How much of the panel's colour is in that of a state that was.
const PAST: f32 = 0.62;
/// How much is in that of one that is planned.
const PLANNED: f32 = 0.84;
/// How much is in the stripe of a pattern that is planned.
const PLANNED_STRIPE: f32 = 0.55;

/// The time at the right end (s of model time).
#[must_use]
pub fn band_end_s(session: &Session) -> f64 {
    let branches = session.branches().iter().map(|branch| branch.end_s);
    branches.fold(planned_end_s(&session.info, session.end()).max(LEAST_SPAN_S), f64::max)
}

/// Draw the band, with the flag of the marker.
pub fn phase_band(painter: &Painter, session: &Session, theme: &Theme, band: Rect, x: &impl Fn(f64) -> f32) {
    painter.rect_filled(band, 2.0, Color32::from(theme.colours.panel_raised));
    let plan = planned(&session.info, session.end());
    let past = session.whole().course.past();
    for (stretches, fade, text, stripe) in
        [(past, PAST, theme.colours.text, 0.0), (plan.as_slice(), PLANNED, theme.colours.text_dim, PLANNED_STRIPE)]
    {
        for block in blocks(stretches) {
            let label = block_label(stretches, &block);
            paint_block(painter, theme, (&block, &label), band, fade, text.into(), x);
        }
        for stretch in stretches {
            let (left, right) = (x(stretch.start_s), x(stretch.end_s));
            if let Some(presentation) = stretch.what.presentation {
                let colour = theme.pattern(presentation.pattern).mix(theme.colours.panel, stripe);
                let rect = Rect::from_min_max(
                    pos2(left, band.bottom() - STRIPE),
                    pos2((right - 1.0).max(left + 1.0), band.bottom()),
                );
                painter.rect_filled(rect, 0.0, Color32::from(colour));
            }
            if stretch.what.skipped_hours > 0.0 {
                let colour = theme.colours.warning.mix(theme.colours.panel, stripe);
                painter.vline(left, band.y_range(), Stroke::new(2.0, Color32::from(colour)));
            }
        }
    }
    for change in &session.end().changes {
        let stroke = Stroke::new(2.0, Color32::from(theme.colours.warning));
        painter.vline(x(change.time_s), band.y_range(), stroke);
    }
    for choice in session.end().choices.iter() {
        let stroke = Stroke::new(theme.spacing.line, Color32::from(theme.colours.accent));
        painter.vline(x(choice.time_s), band.y_range(), stroke);
    }
    if session.info.phases.is_empty() {
        let font = FontId::proportional(theme.text.small);
        let dim = Color32::from(theme.colours.text_dim);
        painter.text(
            band.center(),
            Align2::CENTER_CENTER,
            words!("band-no-timeline", "this scene has no timeline"),
            font,
            dim,
        );
    }
    if let Some(time_s) = session.end().marker_s {
        paint_flag(painter, theme, pos2(x(time_s), band.top()), band.height());
    }
}

/// A pole with a pennant.
fn paint_flag(painter: &Painter, theme: &Theme, top: Pos2, height: f32) {
    let (pole, pennant) = (Color32::from(theme.colours.text), Color32::from(theme.colours.accent));
    painter.vline(top.x, top.y..=top.y + height, Stroke::new(theme.spacing.line, pole));
    let points = vec![top, top + vec2(10.0, 4.5), top + vec2(0.0, 9.0)];
    painter.add(Shape::convex_polygon(points, pennant, Stroke::new(1.0, Color32::from(theme.colours.panel))));
}

fn paint_block(
    painter: &Painter,
    theme: &Theme,
    (block, label): (&Block, &str),
    band: Rect,
    fade: f32,
    colour: Color32,
    x: &impl Fn(f64) -> f32,
) {
    let (left, right) = (x(*block.times_s.start()), x(*block.times_s.end()));
    let rect = Rect::from_min_max(pos2(left, band.top()), pos2((right - 1.0).max(left), band.bottom()));
    let fill = theme.colours.phases.of(block.state).mix(theme.colours.panel, fade);
    painter.rect_filled(rect, 2.0, Color32::from(fill));
    let state = block.state.label();
    let long = format!("{state} · {label}");
    let texts = if label.is_empty() || label == state { [state, ""] } else { [long.as_str(), state] };
    for text in texts.into_iter().filter(|text| !text.is_empty()) {
        let galley = painter.layout_no_wrap(text.to_owned(), FontId::proportional(theme.text.small), colour);
        if galley.size().x + 6.0 <= rect.width() {
            let place = pos2(rect.left() + 4.0, rect.top() + 0.5 * (rect.height() - STRIPE - galley.size().y));
            painter.galley(place, galley, colour);
            break;
        }
    }
}

/// The band in words, for a screen reader: what happened, then what is planned.
#[must_use]
pub fn band_text(session: &Session) -> String {
    let said = |stretches: &[Stretch]| {
        let said = |block: &Block| {
            let (start, end) = block.times_s.clone().into_inner();
            let (label, state) = (block_label(stretches, block), block.state.label());
            let what = if label.is_empty() || label == state { state.to_owned() } else { format!("{state} {label}") };
            words!(
                "band-block",
                "{ $what } { $start } to { $end } s",
                what = what,
                start = number(&format!("{start:.1}")),
                end = number(&format!("{end:.1}"))
            )
        };
        blocks(stretches).iter().map(said).collect::<Vec<_>>().join(", ")
    };
    let past = said(session.whole().course.past());
    let plan = said(&planned(&session.info, session.end()));
    words!("band-text", "Happened: { $past }. Planned: { $plan }.", past = past, plan = plan)
}

/// What goes on in a block, if it is the same all the time.
fn block_label(stretches: &[Stretch], block: &Block) -> String {
    let first = stretches.partition_point(|stretch| stretch.start_s < *block.times_s.start());
    let stretch = stretches.get(first).filter(|_| !block.label.is_empty());
    stretch.map_or_else(String::new, |stretch| stretch.label.to_string())
}

/// What happened or is planned at a time, the changes and skips `near_s` to it, and whether some changes or replays have no mark.
#[must_use]
pub fn hover_text(session: &Session, time_s: f64, near_s: f64) -> String {
    let mut text = number(&format!("{time_s:.2} s"));
    let plan = planned(&session.info, session.end());
    let past = session.whole().course.past();
    let at = |stretch: &&Stretch| stretch.start_s <= time_s && time_s < stretch.end_s;
    let happened = past.iter().find(at);
    if let Some(stretch) = happened.or_else(|| plan.iter().find(at)) {
        text.push('\n');
        text.push_str(&stretch_text(session, stretch, happened.is_none()));
        if stretch.end_s <= session.whole().course.merged_s() {
            text.push('\n');
            text.push_str(words!(
                "band-merged",
                "The longest of several stretches that are too short to be kept apart."
            ));
        }
    }
    let near = |stretch: &&Stretch| stretch.what.skipped_hours > 0.0 && (stretch.start_s - time_s).abs() <= near_s;
    for skip in past.iter().chain(&plan).filter(near) {
        let skipped = words!(
            "band-skipped",
            "{ $time } s: { $hours } h skipped at once",
            time = number(&format!("{:.2}", skip.start_s)),
            hours = number(&skip.what.skipped_hours.to_string())
        );
        text.push_str(&format!("\n{skipped}"));
    }
    for change in session.end().changes.iter().filter(|change| (change.time_s - time_s).abs() <= near_s) {
        let time = number(&format!("{:.2} s", change.time_s));
        text.push_str(&format!("\n{time}: {}", change.label));
    }
    for choice in session.end().choices.iter().filter(|choice| (choice.time_s - time_s).abs() <= near_s) {
        text.push_str(&format!("\n{}", choice_text(choice)));
    }
    for event in session.whole().events.iter().filter(|event| (event.time_s - time_s).abs() <= near_s) {
        let time = number(&format!("{:.2} s", event.time_s));
        text.push_str(&format!("\n{time}: {}", event_text(session, event)));
    }
    if let Some(marker_s) = session.end().marker_s.filter(|marker_s| (marker_s - time_s).abs() <= near_s) {
        let keys = [Command::Mark, Command::ColourByShift].map(Command::key_text);
        let [again, shown] = keys;
        let marker = words!(
            "band-marker",
            "{ $time } s: your marker. Shifts of the threshold count from here: { $shown } shows them, { $again } moves it to now.",
            time = number(&format!("{marker_s:.2}")),
            shown = shown,
            again = again
        );
        text.push_str(&format!("\n{marker}"));
    }
    let thinned = [session.whole().events.said(Marked::Changes), session.whole().replays.said(Marked::Replays)];
    for said in thinned.into_iter().flatten() {
        text.push_str(&format!("\n{said}"));
    }
    text
}

/// What the timeline read and chose.
fn choice_text(choice: &ChoiceReading) -> String {
    let rate = |(option, rate): &(String, f32)| {
        let rate = number(&format!("{rate:.1} Hz"));
        if choice.rates.len() == 1 { rate } else { format!("{} {rate}", scene_text(option)) }
    };
    words!(
        "band-choice",
        "{ $time } s: { $name }: { $chosen } ({ $rates })",
        time = number(&format!("{:.2}", choice.time_s)),
        name = scene_text(&choice.name),
        chosen = option_text(&choice.chosen),
        rates = choice.rates.iter().map(rate).collect::<Vec<_>>().join(", ")
    )
}

/// An option as it is said: the scene's own, or one that every choice of its kind has.
fn option_text(option: &str) -> &str {
    match option {
        "yes" => words!("choice-yes", "yes"),
        "no" => words!("choice-no", "no"),
        "none" => words!("choice-none", "none"),
        other => scene_text(other),
    }
}

/// What goes on in a stretch that was or is planned, and from when to when.
fn stretch_text(session: &Session, stretch: &Stretch, planned: bool) -> String {
    let (label, state) = (stretch.label.to_string(), stretch.what.state.label());
    let what = if label.is_empty() || label == state { state.to_owned() } else { format!("{state} · {label}") };
    let [start, end] = [stretch.start_s, stretch.end_s].map(|time_s| number(&format!("{time_s:.1}")));
    match (planned, session.sample.state_held) {
        (false, _) => {
            words!("band-at", "{ $what } ({ $start } to { $end } s)", what = what, start = start, end = end)
        }
        (true, false) => words!(
            "band-at-planned",
            "planned: { $what } ({ $start } to { $end } s)",
            what = what,
            start = start,
            end = end
        ),
        (true, true) => words!(
            "band-at-waiting",
            "planned, once you follow the scene: { $what } ({ $start } to { $end } s)",
            what = what,
            start = start,
            end = end
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, ViewSample};

    #[test]
    fn what_was_chosen_is_told_where_it_was() {
        let choice = ChoiceReading {
            time_s: 2.0,
            name: "reward".to_owned(),
            chosen: "yes".to_owned(),
            rates: vec![("yes".to_owned(), 12.34)],
            ..ChoiceReading::default()
        };
        let sample = ViewSample { choices: vec![choice].into(), ..ViewSample::default() };
        let session = Session::detached(NetworkInfo::default(), sample);
        assert!(hover_text(&session, 2.05, 0.1).contains("2.00 s: reward: yes (12.3 Hz)"));
        assert!(!hover_text(&session, 3.0, 0.1).contains("reward"));
    }

    #[test]
    fn the_marker_is_told_at_its_flag() {
        let sample = ViewSample { marker_s: Some(2.0), ..ViewSample::default() };
        let session = Session::detached(NetworkInfo::default(), sample);
        let text = |time_s| hover_text(&session, time_s, 0.1);
        assert!(text(2.05).contains("2.00 s: your marker") && text(2.05).contains("D shows them, M moves it"));
        assert!(!text(3.0).contains("marker"));
    }
}
