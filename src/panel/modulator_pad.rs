//! A pad with dopamine on one axis and acetylcholine on the other: where the network is, where it was, where the brain states
//! lie, and how far each point opens the plasticity gate.

use crate::modulation::{BrainState, Modulation, Modulator};
use crate::session::Session;
use crate::simulation::SimulationCommand;
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::epaint::TextShape;
use bevy_egui::egui::{
    Align2, Color32, FontId, Mesh, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo,
    WidgetType, pos2, vec2,
};
use std::f32::consts::FRAC_PI_2;

/// Time that the trail covers (s of model time).
const TRAIL_S: f64 = 60.0;
/// Points of the pad, a side, at which the gate is computed.
const GATE_POINTS: usize = 17;
/// How far the colour of an open gate stands out; more would hide the text.
const GATE_STRENGTH: f32 = 0.42;
/// Distance that counts as a change of a level.
const LEAST_CHANGE: f32 = 0.004;
/// Side from which the corners are explained in words (logical pixels).
const WORDS_FROM: f32 = 150.0;

/// The pad, in a square at most as large as what is free.
pub fn modulator_pad_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) -> Response {
    let font = FontId::proportional(theme.text.small);
    let label = theme.text.small * 1.3;
    let room = ui.available_size();
    // Room for the point where it lies on the edge.
    let radius = theme.spacing.item;
    let around = label + 2.0 * radius;
    let side = (room.x - around).min(room.y - around).max(40.0);
    let (whole, response) = ui.allocate_exact_size(vec2(side + around, side + around), Sense::click_and_drag());
    let pad = Rect::from_min_size(whole.min + vec2(label + radius, radius), vec2(side, side));
    let painter = ui.painter_at(whole.expand(2.0));
    let levels = levels(session);
    let place = |[dopamine, acetylcholine]: [f32; 2]| {
        // A reward lifts dopamine beyond the pad: it is then at the edge, and the text says how far.
        let [dopamine, acetylcholine] = [dopamine, acetylcholine].map(|level| level.clamp(0.0, 1.0));
        pos2(pad.left() + dopamine * pad.width(), pad.bottom() - acetylcholine * pad.height())
    };

    gate_field(&painter, theme, pad, session.sample.tone.as_ref());
    painter.rect_stroke(pad, 0.0, Stroke::new(1.0, Color32::from(theme.colours.outline)), StrokeKind::Inside);
    let dim = Color32::from(theme.colours.text_dim);
    painter.text(
        pos2(pad.center().x, whole.bottom()),
        Align2::CENTER_BOTTOM,
        words!("pad-dopamine", "dopamine, 0 to 1"),
        font.clone(),
        Color32::from(theme.colours.modulators[Modulator::Dopamine as usize]),
    );
    upright(
        &painter,
        pos2(whole.left(), pad.center().y),
        words!("pad-acetylcholine", "acetylcholine, 0 to 1"),
        font.clone(),
        Color32::from(theme.colours.modulators[Modulator::Acetylcholine as usize]),
    );
    if side >= WORDS_FROM {
        let inset = theme.spacing.item * 0.5;
        painter.text(
            pad.right_top() + vec2(-inset, inset),
            Align2::RIGHT_TOP,
            words!("pad-both", "attention and reward"),
            font.clone(),
            dim,
        );
        let alone = words!("pad-reward", "reward alone");
        painter.text(pad.right_bottom() - vec2(inset, inset), Align2::RIGHT_BOTTOM, alone, font.clone(), dim);
    }
    let clipped = ui.painter_at(pad.expand(radius + 2.0));
    if let Some(tone) = &session.sample.tone {
        states(&clipped, theme, tone, pad, &place, &font);
    }
    trail(&clipped, session, theme, levels, &place);
    let held = [Modulator::Dopamine, Modulator::Acetylcholine]
        .iter()
        .any(|&modulator| session.sample.modulators[modulator as usize].held.is_some());
    clipped.circle(
        place(levels),
        radius * 0.9,
        Color32::from(if held { theme.colours.accent } else { theme.colours.panel_raised }),
        Stroke::new(2.0, Color32::from(theme.colours.text)),
    );

    steer(session, &response, pad, levels);
    let text = explanation(session, levels, held);
    response.widget_info(|| {
        let name = words!("pad-name", "Dopamine and acetylcholine pad. { $text }", text = &text);
        WidgetInfo::labeled(WidgetType::Other, true, name)
    });
    if response.dragged() { response } else { response.on_hover_text(text) }
}

/// Levels of dopamine and acetylcholine.
fn levels(session: &Session) -> [f32; 2] {
    [Modulator::Dopamine, Modulator::Acetylcholine].map(|modulator| {
        let level = session.sample.modulators[modulator as usize].level;
        if level.is_finite() { level } else { 0.0 }
    })
}

/// Press and drag hold both levels; a double click releases both.
fn steer(session: &mut Session, response: &Response, pad: Rect, before: [f32; 2]) {
    let modulators = [Modulator::Dopamine, Modulator::Acetylcholine];
    if response.double_clicked() {
        for modulator in modulators {
            session.apply(SimulationCommand::ReleaseModulator { modulator });
        }
        return;
    }
    let Some(pointer) = response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on()) else {
        return;
    };
    let wanted = [(pointer.x - pad.left()) / pad.width(), (pad.bottom() - pointer.y) / pad.height()];
    for ((modulator, wanted), before) in modulators.into_iter().zip(wanted).zip(before) {
        let level = (wanted.clamp(0.0, 1.0) * 100.0).round() / 100.0;
        let held = session.sample.modulators[modulator as usize].held.is_some();
        if !held || (level - before).abs() > LEAST_CHANGE {
            session.apply(SimulationCommand::SetModulator { modulator, level });
        }
    }
}

/// The gate at every point, as the present state and input make it.
fn gate_field(painter: &Painter, theme: &Theme, pad: Rect, tone: Option<&Modulation>) {
    painter.rect_filled(pad, 0.0, Color32::from(theme.colours.panel_raised));
    let Some(tone) = tone else { return };
    let mut tone = tone.clone();
    let mut mesh = Mesh::default();
    let share = |k: usize| k as f32 / (GATE_POINTS - 1) as f32;
    for row in 0..GATE_POINTS {
        for column in 0..GATE_POINTS {
            tone.levels[Modulator::Dopamine as usize] = share(column);
            tone.levels[Modulator::Acetylcholine as usize] = share(row);
            let colour = theme.colours.panel_raised.mix(theme.colours.accent, GATE_STRENGTH * tone.gate());
            let point = pos2(pad.left() + share(column) * pad.width(), pad.bottom() - share(row) * pad.height());
            mesh.colored_vertex(point, Color32::from(colour));
            if row > 0 && column > 0 {
                let here = (row * GATE_POINTS + column) as u32;
                let below = here - GATE_POINTS as u32;
                mesh.add_triangle(here, here - 1, below);
                mesh.add_triangle(here - 1, below, below - 1);
            }
        }
    }
    painter.add(Shape::mesh(mesh));
}

/// Where each brain state would put the network; states with the same levels share a mark.
fn states(
    painter: &Painter,
    theme: &Theme,
    tone: &Modulation,
    pad: Rect,
    place: &impl Fn([f32; 2]) -> Pos2,
    font: &FontId,
) {
    let mut marks: Vec<([f32; 2], BrainState, String)> = Vec::new();
    for state in BrainState::ALL {
        let levels = tone.table.levels(state);
        let levels = [levels.dopamine, levels.acetylcholine];
        let name = if state == BrainState::Awake { words!("pad-awake", "Awake") } else { state.label() };
        match marks.iter_mut().find(|(at, ..)| (at[0] - levels[0]).abs() + (at[1] - levels[1]).abs() < 0.05) {
            Some((_, _, names)) => names.push_str(&format!(", {name}")),
            None => marks.push((levels, state, name.to_owned())),
        }
    }
    let radius = theme.spacing.item * 0.6;
    for (levels, state, names) in marks {
        let centre = place(levels);
        let colour = Color32::from(theme.colours.phases.of(state));
        painter.rect_stroke(
            Rect::from_center_size(centre, vec2(2.0 * radius, 2.0 * radius)),
            1.0,
            Stroke::new(theme.spacing.line, colour),
            StrokeKind::Middle,
        );
        let galley = painter.layout_no_wrap(names, font.clone(), Color32::from(theme.colours.text));
        // Beside the mark and inside the pad.
        let below = centre.y < pad.top() + 2.0 * galley.size().y;
        let x = (centre.x + 2.0 * radius).min(pad.right() - galley.size().x - radius);
        let y = if below { centre.y + radius } else { centre.y - radius - galley.size().y };
        painter.galley(pos2(x.max(pad.left()), y), galley, Color32::from(theme.colours.text));
    }
}

/// The last minute, fading with age.
fn trail(painter: &Painter, session: &Session, theme: &Theme, levels: [f32; 2], place: &impl Fn([f32; 2]) -> Pos2) {
    let now = session.sample.time_s;
    let modulators = [Modulator::Dopamine as usize, Modulator::Acetylcholine as usize];
    let past = session.history.overview.iter().filter(|column| column.time_s > now - TRAIL_S);
    let mut points: Vec<(f64, Pos2)> = past
        .map(|column| (column.time_s, place(modulators.map(|modulator| column.modulators[modulator].clamp(0.0, 1.0)))))
        .collect();
    points.push((now, place(levels)));
    for pair in points.windows(2) {
        let [(_, from), (time_s, to)] = pair else { continue };
        if from.distance(*to) < 0.5 {
            continue;
        }
        let age = ((now - time_s) / TRAIL_S).clamp(0.0, 1.0) as f32;
        let colour = theme.colours.text.to_egui_with_opacity(0.85 - 0.7 * age);
        painter.line_segment([*from, *to], Stroke::new(theme.spacing.line, colour));
    }
}

/// Text that reads from bottom to top, its middle at the left edge's height `centre`.
fn upright(painter: &Painter, centre: Pos2, text: &str, font: FontId, colour: Color32) {
    let galley = painter.layout_no_wrap(text.to_owned(), font, colour);
    let start = pos2(centre.x, centre.y + 0.5 * galley.size().x);
    painter.add(TextShape::new(start, galley, colour).with_angle(-FRAC_PI_2));
}

fn explanation(session: &Session, [dopamine, acetylcholine]: [f32; 2], held: bool) -> String {
    let who = if held {
        words!("controls-held-by-you", "held by you")
    } else {
        words!("pad-set-by-state", "set by the brain state")
    };
    let mut text = words!(
        "pad-text",
        "Dopamine { $dopamine }, acetylcholine { $acetylcholine }, { $who }. Drag holds both, a double click releases both. \
         Line: the last minute. Squares: what the brain states set.",
        dopamine = number(&format!("{dopamine:.2}")),
        acetylcholine = number(&format!("{acetylcholine:.2}")),
        who = who
    );
    if let Some(tone) = &session.sample.tone {
        text.push('\n');
        text.push_str(if tone.frozen {
            words!(
                "pad-gate-test",
                "The greener, the further open the plasticity gate would be. A test is on: nothing opens it."
            )
        } else if tone.novelty {
            words!(
                "pad-gate-new",
                "The greener, the further open the plasticity gate would be. The input is new: both open it."
            )
        } else {
            words!(
                "pad-gate-known",
                "The greener, the further open the plasticity gate would be. Without new input only dopamine opens it."
            )
        });
    }
    text
}
