//! Replays on the time bar: a triangle each, in the colour of its memory.

use super::replay_text::{missing, name, replay_text};
use crate::measure::replay::ReplayEvent;
use crate::session::{Marked, Session};
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::{
    Color32, FontId, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2,
};
use std::sync::Arc;

/// Height of a lane of triangles (logical pixels): capital letters of neighbouring lanes do not touch.
const LANE: f32 = 11.0;
/// Most lanes; with more patterns, some share a lane.
const MOST_LANES: usize = 3;
/// Width and height of a triangle (logical pixels).
const SIZE: (f32, f32) = (10.0, 9.0);
/// Replays of one memory that are closer than this share a triangle (logical pixels).
const MERGE_WITHIN: f32 = 8.0;

/// Height of all lanes (logical pixels): memories that are replayed together stand above each other.
pub fn lanes_height(patterns: usize) -> f32 {
    LANE * f32::from(u8::try_from(patterns.clamp(1, MOST_LANES)).unwrap_or(1)) + 3.0
}

/// Lower edge of a pattern's lane.
fn lane_bottom(row: Rect, pattern: usize) -> f32 {
    let lane = u8::try_from(pattern % MOST_LANES).unwrap_or_default();
    row.top() + LANE * f32::from(lane + 1) + 1.0
}

/// Replays of one memory that share a triangle; it stands at the strongest.
struct Mark {
    x: f32,
    count: usize,
    first_s: f64,
    last_s: f64,
    strongest: Arc<ReplayEvent>,
}

/// The triangles in their lanes; a click shows the cells of a replay in the 3D view, another click lets go. Gives whether the pointer
/// is on one of them. An empty row says why.
pub fn replay_marks_ui(ui: &Ui, session: &mut Session, theme: &Theme, row: Rect, x: &impl Fn(f64) -> f32) -> bool {
    let painter = ui.painter_at(row.expand(2.0));
    let font = FontId::proportional(theme.text.small);
    if session.whole().replays.is_empty() {
        let text = empty_text(session);
        let colour = Color32::from(theme.colours.text_dim);
        let galley = painter.layout_no_wrap(text, font, colour);
        // Beside the playhead, which would cross it out.
        let (playhead, width) = (x(session.playhead_s().max(0.0)), galley.size().x);
        let beside = [row.left(), playhead].map(|left| left + 4.0);
        let left = beside.into_iter().find(|left| !(*left..=left + width).contains(&playhead));
        let left = left.filter(|left| left + width <= row.right()).unwrap_or(playhead - width - 4.0);
        painter.galley(pos2(left, row.center().y - 0.5 * galley.size().y), galley, colour);
        return false;
    }
    let marks = marks(session.whole().replays.iter(), x);
    let mut hovered = false;
    for (index, mark) in marks.iter().enumerate() {
        let pattern = mark.strongest.pattern;
        let colour = Color32::from(theme.pattern(pattern));
        let base = pos2(mark.x, lane_bottom(row, pattern));
        let rect = Rect::from_min_max(base - vec2(0.5 * SIZE.0, LANE - 1.0), base + vec2(0.5 * SIZE.0, 0.0));
        let id = ui.id().with(("replay", pattern, mark.first_s.to_bits()));
        let text = mark_text(session, mark);
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, text.lines().next().unwrap_or_default()));
        let chosen = session.lens.chosen.as_ref().is_some_and(|chosen| Arc::ptr_eq(chosen, &mark.strongest));
        let edge = if chosen || response.hovered() { theme.colours.text } else { theme.colours.panel };
        triangle(&painter, base, colour, Stroke::new(1.0, Color32::from(edge)));
        let galley = painter.layout_no_wrap(name(&session.info, pattern).to_owned(), font.clone(), colour);
        let right = mark.x + 0.5 * SIZE.0 + galley.size().x;
        let next = marks[index + 1..].iter().find(|next| lane_bottom(row, next.strongest.pattern) == base.y);
        if next.is_none_or(|next| next.x - 0.5 * SIZE.0 > right) && right < row.right() {
            let place = pos2(mark.x + 0.5 * SIZE.0 - 1.0, rect.center().y - 0.5 * galley.size().y);
            painter.galley(place, galley, colour);
        }
        hovered |= response.hovered();
        if response.clicked() {
            session.lens.choose((!chosen).then(|| Arc::clone(&mark.strongest)));
        }
        response.on_hover_text(text);
    }
    hovered
}

/// Neighbouring replays of one memory as one mark, from left to right.
fn marks<'a>(replays: impl Iterator<Item = &'a Arc<ReplayEvent>>, x: &impl Fn(f64) -> f32) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for replay in replays {
        let here = x(replay.start_s);
        let same = marks.iter_mut().rev().find(|mark| mark.strongest.pattern == replay.pattern);
        match same.filter(|mark| here - x(mark.first_s) < MERGE_WITHIN) {
            Some(mark) => {
                mark.count += 1;
                mark.last_s = replay.start_s;
                if replay.score > mark.strongest.score {
                    mark.x = here;
                    mark.strongest = Arc::clone(replay);
                }
            }
            None => marks.push(Mark {
                x: here,
                count: 1,
                first_s: replay.start_s,
                last_s: replay.start_s,
                strongest: Arc::clone(replay),
            }),
        }
    }
    marks.sort_by(|a, b| a.x.total_cmp(&b.x));
    marks
}

/// Why there is no triangle: the count of a sleep may hold replays that were found before the row began.
fn empty_text(session: &Session) -> String {
    let counted: u32 = session.sample.replay.memories.iter().map(|memory| memory.replays).sum();
    match missing(session) {
        Some(why) => why.to_owned(),
        None => words!(
            "replays-counted",
            "{ $n -> [one] 1 replay was *[other] { $n } replays were } counted before; those found from now on appear here.",
            n = counted
        ),
    }
}

fn mark_text(session: &Session, mark: &Mark) -> String {
    let text = replay_text(&session.info, &mark.strongest);
    let mut how = words!("replay-click", "Click stands its cells in their order and lights them up in it").to_owned();
    let thinned = session.whole().replays.said(Marked::Replays);
    if let Some(thinned) = &thinned {
        how = format!("{thinned}\n{how}");
    }
    if mark.count == 1 {
        return format!("{text}\n{how}");
    }
    let name = name(&session.info, mark.strongest.pattern);
    let [first, last] = [mark.first_s, mark.last_s].map(|time_s| number(&format!("{time_s:.1}")));
    let several = if thinned.is_some() {
        words!(
            "replays-marked",
            "{ $n } marked replays of { $name } from { $first } to { $last } s; the strongest:",
            n = mark.count,
            name = name,
            first = first,
            last = last
        )
    } else {
        words!(
            "replays-several",
            "{ $n } replays of { $name } from { $first } to { $last } s; the strongest:",
            n = mark.count,
            name = name,
            first = first,
            last = last
        )
    };
    format!("{several}\n{text}\n{how}")
}

/// A triangle that stands on its base.
pub fn triangle(painter: &Painter, base: Pos2, colour: Color32, edge: Stroke) {
    let (width, height) = SIZE;
    let corners = [vec2(-0.5 * width, 0.0), vec2(0.0, -height), vec2(0.5 * width, 0.0)];
    painter.add(Shape::convex_polygon(corners.iter().map(|corner| base + *corner).collect(), colour, edge));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::replay::{MemoryReplays, ReplayReading};
    use crate::modulation::BrainState;
    use crate::simulation::{NetworkInfo, PatternInfo, ViewSample};

    #[test]
    fn an_empty_row_does_not_deny_what_the_box_counts() {
        let text = |replays| {
            let memories = vec![MemoryReplays { members: 3, replays, ..MemoryReplays::default() }];
            let replay = ReplayReading { sleeps: 1, searched_s: 9.0, memories, ..ReplayReading::default() };
            let patterns = vec![PatternInfo { name: "A".to_owned(), members: vec![0] }];
            let info = NetworkInfo { patterns, ..NetworkInfo::default() };
            let sample = ViewSample { state: BrainState::Nrem, replay, ..ViewSample::default() };
            empty_text(&Session::detached(info, sample))
        };
        assert_eq!(text(0), "No replay in this sleep so far.");
        assert_eq!(text(2), "2 replays were counted before; those found from now on appear here.");
    }

    #[test]
    fn neighbours_share_a_mark_at_the_strongest() {
        let replay = |pattern, start_s: f64, score| {
            Arc::new(ReplayEvent {
                pattern,
                start_s,
                end_s: start_s + 0.05,
                score,
                cells: Vec::new(),
                members: 3,
                number: 1,
                chance: 0.0,
                chance_high: 0.0,
                searched_s: 1.0,
            })
        };
        let replays = [replay(0, 1.0, 4.0), replay(1, 1.1, 3.0), replay(0, 1.5, 9.0), replay(0, 2.5, 5.0)];
        // Ten pixels a second.
        let found = marks(replays.iter(), &|time_s| 10.0 * time_s as f32);
        let found: Vec<(usize, usize, f32)> =
            found.iter().map(|mark| (mark.strongest.pattern, mark.count, mark.x)).collect();
        assert_eq!(found, [(1, 1, 11.0), (0, 2, 15.0), (0, 1, 25.0)]);
    }
}
