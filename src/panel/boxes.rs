//! The boxes over the 3D view: which of them have room, where they stand, and the chips of those that are closed. The network keeps half
//! of the picture where badge and chips leave so much; only what the user opens takes more.

use super::clear::{Over, share_left};
use super::legend::{LEAST_LEGEND, legend_size, legend_ui};
use super::notes::{notes_size, notes_text, notes_ui};
use super::open_boxes::OverBox;
use super::over_box::{chips_size, chips_ui, over_box_ui, rows_from_below};
use super::replay_legend::{has_replays, replay_legend_size, replay_legend_ui};
use super::replay_text;
use super::state::PanelState;
use super::style::TARGET;
use crate::scene::file::ViewLayout;
use crate::session::Session;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::text::LayoutJob;
use bevy_egui::egui::{Align, Color32, FontId, Galley, Rect, Sense, Ui, Vec2, WidgetInfo, WidgetType, pos2, vec2};
use std::sync::Arc;

/// Share of the picture that the network keeps beside boxes that nobody asked for.
const KEPT: f32 = 0.5;

/// Where boxes and chips stand.
struct Plan {
    places: Vec<(OverBox, Rect)>,
    /// Where the lower right corner of the chips is.
    chips: Rect,
}

/// Caption, legend, replays, notes, and the chips of those that are closed, at the bottom of `room` in a `view` with the `badge`.
pub fn boxes_ui(
    ui: &mut Ui,
    session: &mut Session,
    state: &mut PanelState,
    theme: &Theme,
    layout: ViewLayout,
    [room, view, badge]: [Rect; 3],
) {
    session.is_captioned = state.open.boxes.is_open(OverBox::Caption, f32::INFINITY);
    let text = session.caption().filter(|_| !session.is_stopped());
    let galley = text.as_ref().map(|text| caption_galley(ui, text, theme, room));
    let caption = caption_size(galley.as_deref(), state, theme);
    let there = there(session, state, caption.is_some(), view.height());
    let mut shown: Vec<OverBox> =
        there.iter().map(|(what, _)| *what).filter(|&what| state.open.boxes.is_open(what, view.height())).collect();
    let sizes = |what, width| match what {
        OverBox::Caption => caption.unwrap_or_default(),
        OverBox::Legend => legend_size(session, theme, layout, width),
        OverBox::Replays => replay_legend_size(ui, session, theme, width),
        OverBox::Notes => notes_size(ui, theme, &session.info.honesty, width),
    };
    let plan = loop {
        let closed: Vec<OverBox> = there.iter().map(|(what, _)| *what).filter(|what| !shown.contains(what)).collect();
        let plan = plan(&shown, room, theme.spacing.item, chips_size(ui, theme, &closed), sizes);
        let boxes = state.open.boxes;
        let least_wanted = shown.iter().copied().min_by_key(|&what| boxes.rank(what));
        let Some(least_wanted) = least_wanted.filter(|&what| !has_room(&plan, state, what, theme, [room, view, badge]))
        else {
            break plan;
        };
        shown.retain(|&what| what != least_wanted);
    };
    let closed: Vec<(OverBox, String)> = there.into_iter().filter(|(what, _)| !shown.contains(what)).collect();
    let context = ui.ctx().clone();
    if let Some(chips) = chips_ui(&context, &mut state.open, theme, &closed, plan.chips.max) {
        state.taken.take(Over::Chips, chips);
    }
    if !shown.contains(&OverBox::Caption) {
        state.taken.free(Over::Caption);
    }
    for (what, place) in plan.places {
        if what == OverBox::Caption {
            if let (Some(text), Some(galley)) = (&text, &galley) {
                state.taken.take(Over::Caption, place);
                caption_ui(ui, state, text, galley, theme, place);
            }
            continue;
        }
        state.taken.take(what.into(), place);
        let PanelState { open, chooser, .. } = state;
        over_box_ui(&context, open, theme, what, place, |ui, open, inside| match what {
            OverBox::Legend => legend_ui(ui, session, chooser, &mut open.marks, theme, layout, inside),
            OverBox::Replays => replay_legend_ui(ui, session, theme, inside),
            OverBox::Notes => notes_ui(ui, theme, &session.info.honesty, inside),
            OverBox::Caption => {}
        });
    }
}

/// The boxes that a scene has now, each with what its chip says.
fn there(session: &Session, state: &PanelState, captioned: bool, height: f32) -> Vec<(OverBox, String)> {
    let neurons = !session.info.positions.is_empty();
    // While there is nothing to count only its chip is there.
    let expected = replay_text::expected(session) && neurons;
    let replays = has_replays(session) || (expected && !state.open.boxes.is_open(OverBox::Replays, height));
    let honesty = &session.info.honesty;
    let all = [
        (OverBox::Legend, neurons, words!("chip-legend", "What the colours mean.").to_owned()),
        (OverBox::Replays, replays, words!("chip-replays", "How often each memory is replayed in sleep.").to_owned()),
        (OverBox::Caption, captioned, words!("chip-caption", "A sentence that says what happens.").to_owned()),
        (OverBox::Notes, !honesty.is_empty(), notes_text(honesty)),
    ];
    all.into_iter().filter(|(_, there, _)| *there).map(|(what, _, text)| (what, text)).collect()
}

/// Whether all has room while a box is shown that is wanted less than all others.
fn has_room(
    plan: &Plan,
    state: &PanelState,
    least_wanted: OverBox,
    theme: &Theme,
    [room, view, badge]: [Rect; 3],
) -> bool {
    let fits = plan
        .places
        .iter()
        .all(|(what, place)| place.top() >= room.top() && (*what != OverBox::Legend || place.width() >= LEAST_LEGEND));
    // What stands in the upper corners is no picture's loss, and what is said below the badge for a while closes no box.
    let over = [badge, plan.chips].into_iter().chain(plan.places.iter().map(|(_, place)| *place));
    let left = || share_left(view, over.filter(Rect::is_positive), theme.spacing.item);
    fits && (state.open.boxes.is_asked_for(least_wanted) || left() >= KEPT)
}

/// Places of boxes: the caption at the bottom, above it the others, beside the chips or above them.
fn plan(shown: &[OverBox], room: Rect, gap: f32, chips: Vec2, size: impl Fn(OverBox, f32) -> Vec2) -> Plan {
    let mut places = Vec::new();
    let mut bottom = room.bottom();
    if shown.contains(&OverBox::Caption) {
        let size = size(OverBox::Caption, room.width());
        let strip = Rect::from_min_size(pos2(room.center().x - 0.5 * size.x, bottom - size.y), size);
        places.push((OverBox::Caption, strip));
        bottom = strip.top() - gap;
    }
    let chips = Rect::from_min_max(pos2(room.right() - chips.x, bottom - chips.y), pos2(room.right(), bottom));
    let mut rest = Rect::from_min_max(room.min, pos2(room.right(), bottom));
    if chips.is_positive() {
        rest.max.x = chips.left() - gap;
        if rest.width() < LEAST_LEGEND {
            rest.max = pos2(room.right(), chips.top() - gap);
        }
    }
    let others: Vec<OverBox> = shown.iter().copied().filter(|&what| what != OverBox::Caption).collect();
    let sizes: Vec<Vec2> = others.iter().map(|&what| size(what, rest.width())).collect();
    for (what, mut place) in others.into_iter().zip(rows_from_below(rest, &sizes, gap)) {
        if what == OverBox::Notes {
            // The last of its row: at the right edge the picture may stand beside it.
            place = place.translate(vec2(rest.right() - place.right(), 0.0));
        }
        places.push((what, place));
    }
    Plan { places, chips }
}

fn caption_galley(ui: &Ui, text: &str, theme: &Theme, room: Rect) -> Arc<Galley> {
    let width = (room.width() - 2.0 * beside_caption(theme)).max(1.0);
    let colour = Color32::from(theme.colours.text);
    let mut job = LayoutJob::simple(text.to_owned(), FontId::proportional(theme.text.heading), colour, width);
    job.halign = Align::Center;
    ui.painter().layout_job(job)
}

/// Room for the cross at the right; the text stays in the middle.
const fn beside_caption(theme: &Theme) -> f32 {
    TARGET + theme.spacing.item
}

/// Size of the caption. Where one was, another will be, and may be as high as the highest yet.
fn caption_size(galley: Option<&Galley>, state: &mut PanelState, theme: &Theme) -> Option<Vec2> {
    let size = galley
        .map(Galley::size)
        .map(|size| vec2(size.x + 2.0 * beside_caption(theme), (size.y + theme.spacing.item).max(TARGET)));
    let highest = &mut state.taken.highest_caption;
    *highest = size.map_or(*highest, |size| highest.max(size.y));
    let width = size.map_or(2.0 * beside_caption(theme), |size| size.x);
    (*highest > 0.0).then_some(vec2(width, *highest))
}

/// One sentence at the bottom that says what happens now.
fn caption_ui(ui: &Ui, state: &mut PanelState, text: &str, galley: &Arc<Galley>, theme: &Theme, room: Rect) {
    let height = (galley.size().y + theme.spacing.item).max(TARGET);
    let strip = Rect::from_min_max(pos2(room.left(), room.bottom() - height), room.max);
    over_box_ui(ui.ctx(), &mut state.open, theme, OverBox::Caption, strip, |ui, _, _| {
        let top = strip.center().y - 0.5 * galley.size().y;
        ui.painter().galley(pos2(strip.center().x, top), Arc::clone(galley), Color32::from(theme.colours.text));
        // What is painted has no name of its own for a screen reader.
        let place = strip.shrink2(vec2(beside_caption(theme), 0.0));
        let response = ui.interact(place, ui.id().with("caption"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(shown: &[OverBox], room: Rect, chips: Vec2) -> Plan {
        plan(shown, room, 6.0, chips, |what, width| match what {
            OverBox::Caption => vec2(300.0, 24.0),
            _ => vec2(width.min(400.0), 50.0),
        })
    }

    #[test]
    fn boxes_stand_beside_the_chips_or_above_them_and_nothing_lies_on_anything() {
        let all = [OverBox::Legend, OverBox::Replays, OverBox::Caption, OverBox::Notes];
        for width in [300.0, 440.0, 700.0, 1300.0] {
            for count in 1..=all.len() {
                let room = Rect::from_min_size(pos2(250.0, 80.0), vec2(width, 400.0));
                let Plan { places, chips } = planned(&all[..count], room, vec2(180.0, 24.0));
                assert_eq!(places.len(), count);
                let rects: Vec<Rect> = places.iter().map(|(_, place)| *place).chain([chips]).collect();
                for (index, rect) in rects.iter().enumerate() {
                    assert!(room.expand(0.1).contains_rect(*rect), "{rect:?} in {room:?}");
                    assert!(rects[..index].iter().all(|other| !other.intersects(*rect)), "{width}, {count}: {rects:?}");
                }
            }
        }
    }
}
