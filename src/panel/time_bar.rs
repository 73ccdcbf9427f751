//! The time bar: transport and speed, the scene's phases, the user's changes, and the spikes of the whole run.

use super::branches::{branches_height, branches_menu_ui, branches_ui};
use super::command::Command;
use super::phase_band::{band_end_s, band_text, hover_text, phase_band};
use super::replay_marks::{lanes_height, replay_marks_ui};
use super::replay_text;
use super::run_until::choice::until_text;
use super::run_until::run_until_ui;
use super::speed::{NOTCHES, StepUnit, nearest_notch, speed_text};
use super::state::PanelState;
use super::style::dim;
use super::top_bar::command_button;
use super::twin::twin_ui;
use crate::session::{Session, Standpoint};
use crate::simulation::{KEPT_BUDGET, RunnerStatus};
use crate::theme::{Colour, Theme};
use crate::words::{number, words};
use bevy_egui::egui::{
    Align, Align2, Button, Color32, ComboBox, EventFilter, FontId, Key, Layout, Painter, Rect, Response, RichText,
    Sense, Shape, Slider, Stroke, Ui, WidgetInfo, pos2, vec2,
};

/// Speed below which "got" counts as falling behind "asked".
const KEEPS_UP: f32 = 0.85;
/// Width below which texts are shortened (logical pixels).
const FULL_FROM: f32 = 1100.0;
/// What each of these takes of it: the way to the end of the run, run and twin, branches (logical pixels).
const MORE: f32 = 120.0;
/// Widths of clock and speed where texts are shortened (logical pixels).
const CLOCK: f32 = 110.0;
const SPEED: f32 = 110.0;
/// Parts of the run by which the arrow keys move the playhead while the band has the keyboard.
const KEYBOARD_PARTS: f64 = 100.0;
/// Height of the row of changes, where no replays are expected (logical pixels).
const CHANGES: f32 = 8.0;

/// The whole bar.
pub fn time_bar_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    transport_ui(ui, session, state, theme);
    timeline_ui(ui, session, theme);
}

/// Height of what is between phases and ribbon: changes, and replays where there is sleep (logical pixels).
fn row_height(session: &Session) -> f32 {
    if replay_text::expected(session) { lanes_height(session.info.patterns.len()) } else { CHANGES }
}

/// What the bar needs beyond its usual height (logical pixels).
pub fn more_height(session: &Session) -> f32 {
    row_height(session) - CHANGES + branches_height(session)
}

fn transport_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    let past = session.standpoint() == Standpoint::Past;
    let more =
        [past, session.twin.is_some(), !session.branches().is_empty() || session.earlier.iter().next().is_some()]
            .into_iter()
            .filter(|more| *more)
            .count();
    let room = ui.available_width() - MORE * more as f32;
    let full = room >= FULL_FROM;
    ui.horizontal(|ui| {
        let stopped = session.is_stopped();
        let playing = session.status.playing && !stopped;
        let play = ui
            .add(
                Button::new(if playing { words!("time-pause", "Pause") } else { words!("time-play", "Play") })
                    .min_size(vec2(64.0, 0.0)),
            )
            .on_hover_text(Command::TogglePlay.tooltip());
        if play.clicked() {
            state.ask(Command::TogglePlay);
        }
        command_button(ui, Command::StepBack, words!("time-step-back", "◀ Back"), state);
        command_button(ui, Command::Step, words!("time-step", "Step"), state);
        ComboBox::from_id_salt("step unit")
            .width(theme.text.body * 5.0)
            .selected_text(state.step_unit.label())
            .show_ui(ui, |ui| {
                for unit in StepUnit::ALL {
                    ui.selectable_value(&mut state.step_unit, unit, unit.label());
                }
            })
            .response
            .on_hover_text(words!(
                "time-step-unit",
                "How far one step goes. The integration step of this scene is { $step } ms.",
                step = number(&session.info.dt_ms.to_string())
            ));
        run_until_ui(ui, session, state, theme, full);
        let (word, colour) = run_word(session, theme);
        let said = RichText::new(word).strong().color(colour);
        match session.standpoint() {
            Standpoint::Live => drop(ui.label(said)),
            Standpoint::Branch => drop(ui.label(said).on_hover_text(branch_text(session))),
            Standpoint::Past => {
                ui.label(said).on_hover_text(words!(
                    "time-past-text",
                    "An earlier moment of this run. It goes on as it went, until you change something: then another future begins."
                ));
                command_button(ui, Command::ToEnd, words!("time-to-end", "To the end"), state);
            }
        }
        ui.add_space(theme.spacing.item);
        twin_ui(ui, session, state, full);
        branches_menu_ui(ui, session, theme);
        speed_ui(ui, session, theme, full);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| clock_ui(ui, session, state, theme, full));
    });
}

/// What the run does, in a word.
fn run_word(session: &Session, theme: &Theme) -> (String, Colour) {
    let stopped = session.is_stopped();
    let playing = session.status.playing && !stopped;
    if stopped {
        (words!("time-stopped", "STOPPED").to_owned(), theme.colours.stop)
    } else if session.status.filming {
        (words!("time-filming", "FILMING").to_owned(), theme.colours.warning)
    } else if session.standpoint() == Standpoint::Past {
        (words!("time-past", "REPLAY").to_owned(), theme.colours.past)
    } else if let Some(until) = session.status.until.filter(|_| playing) {
        (words!("time-until", "UNTIL { $until }", until = until_text(until)), theme.colours.accent)
    } else if playing && session.standpoint() == Standpoint::Branch {
        (words!("time-branch", "BRANCH").to_owned(), theme.colours.branch)
    } else if playing {
        (words!("time-live", "LIVE").to_owned(), theme.colours.accent)
    } else {
        (words!("time-paused", "PAUSED").to_owned(), theme.colours.warning)
    }
}

/// When a run went on otherwise than it had before.
fn branch_text(session: &Session) -> String {
    let time = number(&format!("{:.2}", session.status.known.parted_s.unwrap_or_default()));
    words!(
        "time-branch-text",
        "From { $time } s on this run is another than the one before you went back.",
        time = time
    )
}

/// Model time, where the timeline stands, and whether it begins again.
fn clock_ui(ui: &mut Ui, session: &Session, state: &mut PanelState, theme: &Theme, full: bool) {
    let time = number(&format!("t = {:.3} s", session.sample.time_s));
    ui.label(RichText::new(time).monospace().color(theme.colours.text)).on_hover_text(clock_text(session));
    if full && session.info.duration_s > 0.0 {
        let (timeline, waits) = timeline_text(session);
        let timeline = if waits { RichText::new(timeline).color(theme.colours.warning) } else { dim(theme, timeline) };
        ui.label(timeline).on_hover_text(words!(
            "time-timeline-text",
            "Where the scene's own timeline stands. It waits while you hold a brain state or present a pattern."
        ));
        let again = ui.selectable_label(state.loops, words!("time-loop", "Loop"));
        if again.on_hover_text(Command::Loop.tooltip()).clicked() {
            state.ask(Command::Loop);
        }
    }
}

/// What the clock says, and how much of the past is kept.
fn clock_text(session: &Session) -> String {
    let known = session.status.known;
    words!(
        "time-t",
        "Model time since the start of the run. Every moment up to { $end } s can be seen again: click or drag on the band below. What is \
         kept for that takes { $kept } of { $most } MiB; if it becomes more, old moments are kept more sparsely and take longer.",
        end = number(&format!("{:.1}", known.end_s)),
        kept = known.bytes.div_ceil(1 << 20).to_string(),
        most = (KEPT_BUDGET >> 20).to_string()
    )
}

/// Where the timeline stands, and whether it waits for what the user does.
fn timeline_text(session: &Session) -> (String, bool) {
    let (sample, length_s) = (&session.sample, session.info.duration_s);
    let at = format!("{:.0}", sample.timeline_s.min(length_s));
    let length = format!("{length_s:.0}");
    let waits = sample.state_held || sample.presentation_left_s > 0.0;
    let text = if waits {
        words!("time-timeline-waits", "timeline waits at { $at } of { $length } s", at = at, length = length)
    } else {
        words!("time-timeline", "timeline { $at } of { $length } s", at = at, length = length)
    };
    (text, waits)
}

/// Speed as notches on a logarithmic slider, asked and got.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "nine notches"
)]
fn speed_ui(ui: &mut Ui, session: &mut Session, theme: &Theme, full: bool) {
    if full {
        let explanation = words!("speed-text", "Model time that passes in each second of watching.");
        ui.label(dim(theme, words!("speed", "Speed"))).on_hover_text(explanation);
    }
    let before = nearest_notch(session.status.speed_asked);
    let mut notch = before as f64;
    ui.spacing_mut().slider_width = if full { 170.0 } else { 100.0 };
    let slider = Slider::new(&mut notch, 0.0..=(NOTCHES.len() - 1) as f64).step_by(1.0).show_value(false);
    let response = ui.add(slider).on_hover_text(words!(
        "speed-notches",
        "Model time that passes in each second of watching. Notches: 1 ms, 5, 20, 100, 250 ms, 1 s (real time), 5 s, 1 min, as \
         fast as it goes.\nKeys: [ slower, ] faster, \\ real time"
    ));
    response.widget_info(|| WidgetInfo::slider(true, notch, words!("speed-slider", "Speed, model time per second")));
    let after = (notch.round() as usize).min(NOTCHES.len() - 1);
    if after != before {
        session.set_speed(NOTCHES[after]);
    }
    if !full && ui.available_width() < CLOCK + SPEED {
        return;
    }
    let (text, behind) = speed_reading(&session.status, full);
    let colour = if behind { theme.colours.warning } else { theme.colours.text };
    ui.label(RichText::new(text).color(colour)).on_hover_text(if session.status.filming {
        words!("speed-film-text", "Model time in each second of the film. While it is made, the model waits for each picture.")
    } else if behind {
        words!("speed-behind-text", "This computer cannot keep up with the speed that was asked for. The model keeps its time step; it only takes longer.")
    } else {
        words!("speed-reached-text", "Speed asked for and speed reached (model time per second of watching).")
    });
}

/// Speed asked for and reached, and whether this computer falls behind. Only a run that goes on by the clock reaches a speed.
fn speed_reading(status: &RunnerStatus, full: bool) -> (String, bool) {
    let (asked, got) = (status.speed_asked, status.speed_got);
    let asked_text = speed_text(asked);
    if status.filming {
        return (if full { words!("speed-film", "film at { $speed }", speed = asked_text) } else { asked_text }, false);
    }
    let behind = asked.is_finite() && got < KEEPS_UP * asked;
    if !status.playing || (asked.is_finite() && !behind) {
        return (asked_text, false);
    }
    let text = if full {
        words!("speed-asked-got", "asked { $asked }, got { $got }", asked = asked_text, got = speed_text(got))
    } else {
        format!("{asked_text} / {}", speed_text(got))
    };
    (text, behind)
}

/// Phase band, changes and replays, ribbon.
fn timeline_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    let (whole, response) = ui.allocate_exact_size(ui.available_size().max(vec2(10.0, 10.0)), Sense::click_and_drag());
    let painter = ui.painter_at(whole);
    let end = band_end_s(session);
    #[expect(clippy::cast_possible_truncation, reason = "a position on the screen")]
    let x = |time_s: f64| whole.left() + ((time_s / end).clamp(0.0, 1.0) as f32) * whole.width();
    let (row, lanes) = (row_height(session), branches_height(session));
    let band_height = (whole.height() + CHANGES - row - lanes) * 0.45;
    let lanes = Rect::from_min_max(whole.min, pos2(whole.right(), whole.top() + lanes));
    let band = Rect::from_min_max(lanes.left_bottom(), pos2(whole.right(), lanes.bottom() + band_height));
    let ribbon = Rect::from_min_max(pos2(whole.left(), band.bottom() + row), whole.max);
    phase_band(&painter, session, theme, band, &x);
    response.widget_info(|| WidgetInfo::slider(true, session.playhead_s(), band_text(session)));
    ribbon_of(session, theme, &painter, ribbon, &x);
    let between = Rect::from_min_max(band.left_bottom(), ribbon.right_top());
    let on_branch = branches_ui(ui, session, theme, lanes, &x);
    let on_mark = replay_text::expected(session) && replay_marks_ui(ui, session, theme, between, &x) || on_branch;
    for event in session.whole().events.iter() {
        let centre = pos2(x(event.time_s), band.bottom() + 0.5 * CHANGES);
        painter.add(diamond(centre, 4.0, Color32::from(theme.colours.accent)));
    }
    let time_at = |x: f32| f64::from((x - whole.left()) / whole.width().max(1.0)) * end;
    if !on_mark {
        go_ui(ui, session, &response, time_at);
    }
    playhead(&painter, session, theme, whole, x(session.playhead_s()));
    if let Some(pointer) = response.hover_pos().filter(|_| !on_mark && !response.dragged()) {
        let time_s = time_at(pointer.x);
        let near = end * 6.0 / f64::from(whole.width().max(1.0));
        response.on_hover_text_at_pointer(hover_text(session, time_s, near));
    }
}

/// A click or drag on what has run shows that moment; with the keyboard, the arrows.
fn go_ui(ui: &Ui, session: &mut Session, response: &Response, time_at: impl Fn(f32) -> f64) {
    let known_s = session.end().time_s;
    if let Some(pointer) = response.interact_pointer_pos() {
        let time_s = time_at(pointer.x);
        if (response.clicked() && time_s <= known_s) || response.drag_stopped() {
            session.seek(time_s, false);
        } else if response.dragged() && response.drag_delta().x != 0.0 {
            session.seek(time_s, true);
        }
    }
    if response.has_focus() {
        let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        let pressed = |key| ui.input(|input| input.num_presses(key) as f64);
        let by = pressed(Key::ArrowRight) - pressed(Key::ArrowLeft);
        if by != 0.0 {
            session.seek(session.playhead_s() + by * known_s / KEYBOARD_PARTS, false);
        }
    }
}

/// The line at the moment that is shown, in the colour of where the run stands.
fn playhead(painter: &Painter, session: &Session, theme: &Theme, whole: Rect, x: f32) {
    let colour = Color32::from(match session.standpoint() {
        Standpoint::Live => theme.colours.text,
        Standpoint::Branch => theme.colours.branch,
        Standpoint::Past => theme.colours.past,
    });
    painter.vline(x, whole.y_range(), Stroke::new(theme.spacing.line + 0.5, colour));
    if session.standpoint() == Standpoint::Past {
        let top = pos2(x, whole.top());
        let handle = vec![top + vec2(-6.0, 0.0), top + vec2(6.0, 0.0), top + vec2(0.0, 9.0)];
        painter.add(Shape::convex_polygon(handle, colour, Stroke::NONE));
    }
}

/// Spikes of all neurons over the run, as a filled line.
fn ribbon_of(session: &Session, theme: &Theme, painter: &Painter, rect: Rect, x: &impl Fn(f64) -> f32) {
    let overview = &session.whole().overview;
    let sizes: Vec<f32> = session
        .info
        .populations
        .iter()
        .map(|population| {
            #[expect(clippy::cast_precision_loss, reason = "neurons are fewer than 2^23")]
            let size = population.range.len() as f32;
            size
        })
        .collect();
    let neurons: f32 = sizes.iter().sum::<f32>().max(1.0);
    let rate = |rates: &[f32]| rates.iter().zip(&sizes).map(|(rate, size)| rate * size).sum::<f32>() / neurons;
    let rates: Vec<(f32, f32)> = overview.iter().map(|column| (x(column.time_s), rate(&column.rates_hz))).collect();
    let highest = rates.iter().map(|(_, rate)| *rate).fold(1.0, f32::max);
    let colour = Color32::from(theme.colours.accent.mix(theme.colours.panel, 0.25));
    let mut previous = rects_start(rect, &rates);
    let mut mesh = bevy_egui::egui::Mesh::default();
    for (right, rate) in &rates {
        let right = right.max(previous).min(rect.right());
        let top = rect.bottom() - rect.height() * (rate / highest).clamp(0.0, 1.0);
        mesh.add_colored_rect(Rect::from_min_max(pos2(previous, top), pos2(right, rect.bottom())), colour);
        previous = right;
    }
    painter.add(Shape::mesh(mesh));
    if rates.is_empty() {
        let font = FontId::proportional(theme.text.small);
        let text = words!("time-ribbon-empty", "Spikes of the whole run appear here.");
        painter.text(rect.left_center(), Align2::LEFT_CENTER, text, font, Color32::from(theme.colours.text_dim));
    }
}

fn rects_start(rect: Rect, rates: &[(f32, f32)]) -> f32 {
    match rates {
        [first, second, ..] => (2.0 * first.0 - second.0).max(rect.left()),
        _ => rect.left(),
    }
}

fn diamond(centre: bevy_egui::egui::Pos2, radius: f32, colour: Color32) -> Shape {
    let corners = [vec2(0.0, -radius), vec2(radius, 0.0), vec2(0.0, radius), vec2(-radius, 0.0)];
    Shape::convex_polygon(corners.iter().map(|corner| centre + *corner).collect(), colour, Stroke::NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modulation::BrainState;
    use crate::simulation::{NetworkInfo, ViewSample};

    #[test]
    fn a_speed_is_said_once_and_what_is_reached_where_it_is_another() {
        let text = |playing, speed_asked, speed_got| {
            speed_reading(&RunnerStatus { playing, speed_asked, speed_got, ..RunnerStatus::default() }, true)
        };
        assert_eq!(text(true, 0.25, 0.248), ("250 ms/s".to_owned(), false));
        assert_eq!(text(true, 5.0, 3.2), ("asked 5 s/s, got 3.2 s/s".to_owned(), true));
        assert_eq!(text(true, f32::INFINITY, 12.0), ("asked max, got 12 s/s".to_owned(), false));
        assert_eq!(text(false, 5.0, 0.0), ("5 s/s".to_owned(), false));
    }

    #[test]
    fn a_timeline_that_waits_for_the_user_says_so() {
        let info = NetworkInfo { duration_s: 130.0, ..NetworkInfo::default() };
        let sample = ViewSample { timeline_s: 7.2, time_s: 20.0, ..ViewSample::default() };
        let mut session = Session::detached(info, sample);
        assert_eq!(timeline_text(&session), ("timeline 7 of 130 s".to_owned(), false));
        (session.sample.state, session.sample.state_held) = (BrainState::Nrem, true);
        assert_eq!(timeline_text(&session), ("timeline waits at 7 of 130 s".to_owned(), true));
        (session.sample.state_held, session.sample.presentation_left_s) = (false, 0.4);
        assert!(timeline_text(&session).1);
    }
}
