//! Weights from memory to memory: who has come to drive whom.

use super::frame::compared_names;
use super::legend::in_line;
use crate::number_text::with_minus;
use crate::panel::command::Command;
use crate::panel::style::empty_ui;
use crate::session::Session;
use crate::theme::{Colour, Theme};
use crate::words::{number, words};
use bevy_egui::egui::{
    Align2, Color32, FontId, Galley, Rect, Sense, StrokeKind, Ui, WidgetInfo, WidgetType, pos2, vec2,
};
use std::sync::Arc;

/// Change at which the colour is full: half as much again, or half as much.
const FULL: f32 = 0.5;
/// Room for the names at the left (letters).
const NAME_LETTERS: f32 = 6.0;
/// Largest share of the height that its explanation takes in more than one line.
const NOTE_SHARE: f32 = 0.25;
/// Narrowest cell that has its number (logical pixels).
const NUMBER_FROM: f32 = 34.0;

/// The matrix.
pub fn weight_matrix_ui(ui: &mut Ui, session: &Session, theme: &Theme) {
    let matrix = &session.sample.weights.matrix;
    let n = matrix.groups.len();
    if n == 0 || matrix.synapses.iter().all(|&count| count == 0) {
        let text = if session.info.synapses == 0 {
            words!("plots-no-synapses", "This scene has no synapses.").to_owned()
        } else if session.sample.step > 0 {
            words!("plots-many-groups", "This scene has too many groups for a matrix.").to_owned()
        } else {
            let press = Command::press_to_play();
            words!("plots-no-weights", "The weights were not looked at yet. { $press }", press = press)
        };
        empty_ui(ui, theme, &text);
        return;
    }
    let (small, text) = (theme.text.small, Color32::from(theme.colours.text_dim));
    let whole = ui.available_rect_before_wrap();
    let font = FontId::proportional(small);
    let line = small + 3.0;
    let left = whole.left() + line + small * NAME_LETTERS;
    let meaning = if session.shows_difference() {
        words!(
            "plots-matrix-difference",
            "mean weight in the twin (× initial) from row onto column; warm: larger than in the run, blue: smaller"
        )
    } else {
        words!(
            "plots-matrix-note",
            "mean weight (× initial) from row onto column; warm: grew since the start, blue: shrank"
        )
    };
    let notes = [
        meaning,
        words!("plots-matrix-note-short", "mean weight (× initial), row onto column"),
        words!("plots-matrix-note-shortest", "row onto column"),
    ];
    let galleys = notes.map(|note| ui.painter().layout(note.to_owned(), font.clone(), text, whole.width()));
    let low = |galley: &&Arc<Galley>| galley.rows.len() == 1 || galley.size().y <= NOTE_SHARE * whole.height();
    let note = galleys.iter().find(low).unwrap_or(&galleys[2]);
    let top = whole.top() + note.size().y.max(line) + line;
    let cells = Rect::from_min_max(pos2(left, top), whole.max - vec2(2.0, 2.0));
    if !cells.is_positive() {
        return;
    }
    #[expect(clippy::cast_precision_loss, reason = "groups are few")]
    let size = vec2(cells.width().min(4.0 * cells.height()) / n as f32, cells.height() / n as f32);
    let painter = ui.painter_at(whole);
    #[expect(clippy::cast_precision_loss, reason = "groups are few")]
    let cell = |from: usize, onto: usize| {
        Rect::from_min_size(cells.min + vec2(onto as f32 * size.x, from as f32 * size.y), size).shrink(1.0)
    };
    painter.galley(whole.min, Arc::clone(note), text);
    ui.interact(Rect::from_min_size(whole.min, note.size()), ui.id().with("note"), Sense::hover())
        .on_hover_text(notes[0]);
    for (index, group) in matrix.groups.iter().enumerate() {
        let name = group.label();
        let colour = if index < session.info.patterns.len() { theme.pattern(index).into() } else { text };
        let (row, column) = (cell(index, 0), cell(0, index));
        let write = |anchor: Align2, place, room| {
            let galley = in_line(ui, &name, &font, colour, room);
            painter.galley(anchor.anchor_size(place, galley.size()).min, galley, colour);
        };
        write(Align2::RIGHT_CENTER, pos2(left - 4.0, row.center().y), left - 4.0 - whole.left());
        write(Align2::CENTER_BOTTOM, pos2(column.center().x, column.top() - 2.0), column.width());
    }
    for from in 0..n {
        for onto in 0..n {
            cell_ui(ui, session, theme, (from, onto), cell(from, onto));
        }
    }
    ui.advance_cursor_after_rect(whole);
}

fn cell_ui(ui: &Ui, session: &Session, theme: &Theme, (from, onto): (usize, usize), place: Rect) {
    let matrix = &session.sample.weights.matrix;
    let n = matrix.groups.len();
    let (mean, before) = (matrix.mean[from * n + onto], matrix.initial[from * n + onto]);
    let names = words!(
        "plots-onto",
        "{ $from } onto { $onto }",
        from = matrix.groups[from].label(),
        onto = matrix.groups[onto].label()
    );
    let response = ui.interact(place, ui.id().with(("weights", from, onto)), Sense::hover());
    let Some(change) = matrix.change(from, onto) else {
        ui.painter().rect_stroke(place, 0.0, (1.0, Color32::from(theme.colours.outline)), StrokeKind::Inside);
        let none = words!("plots-onto-none", "{ $names }: no synapses", names = names);
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, none.clone()));
        response.on_hover_text(format!("{none}."));
        return;
    };
    let fill: Colour = theme.diverging((change / FULL).clamp(-1.0, 1.0));
    ui.painter().rect_filled(place, 1.0, Color32::from(fill));
    let text = number(&format!("{mean:.2}"));
    if place.width() >= NUMBER_FROM && place.height() >= theme.text.small {
        let (light, dark) = (Colour::from_hex(0xff_ff_ff), Colour::from_hex(0x00_00_00));
        let ink = if fill.contrast(light) > fill.contrast(dark) { light } else { dark };
        let font = FontId::proportional(theme.text.small);
        ui.painter().text(place.center(), Align2::CENTER_CENTER, &text, font, ink.into());
    }
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, format!("{names}: {text}")));
    let text = words!(
        "plots-matrix-cell",
        "{ $names }\n{ $weight } × initial, { $before } { $compared } ({ $change } %)\n{ $n -> [one] 1 synapse *[other] { $n } synapses }",
        names = names,
        weight = text,
        before = number(&format!("{before:.2}")),
        compared = compared_names(session)[1],
        change = with_minus(&format!("{:+.0}", 100.0 * change)),
        n = matrix.synapses[from * n + onto]
    );
    response.on_hover_text(text);
}
