//! The list of this session's runs: a small picture of each, and those whose place another one took.

use super::change_text::change_text;
use super::style::dim;
use crate::session::{EarlierRun, NetworkPicture, Session};
use crate::theme::Theme;
use crate::words::{number, scene_text, words};
use bevy_egui::egui::{Button, Color32, Mesh, Rect, Sense, Shape, TextEdit, Ui, WidgetInfo, WidgetType, vec2};

/// Size of a picture (logical pixels).
const PICTURE: (f32, f32) = (84.0, 54.0);
/// Room round the network in it, and size of a neuron (logical pixels).
const ROUND: f32 = 5.0;
const NEURON: f32 = 2.5;
/// Width of a name (logical pixels).
const NAME: f32 = 220.0;

/// A small picture of the network, in the colours of the variable that was looked at.
pub fn network_picture_ui(ui: &mut Ui, session: &Session, theme: &Theme, picture: &NetworkPicture) {
    let (rect, response) = ui.allocate_exact_size(vec2(PICTURE.0, PICTURE.1), Sense::hover());
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 2.0, Color32::from(theme.colours.background.awake));
    let [width, height] = picture.size;
    let room = rect.size() - vec2(2.0, 2.0) * ROUND;
    let share = (room.x / width.max(f32::EPSILON)).min(room.y / height.max(f32::EPSILON));
    let corner = rect.center() - 0.5 * share * vec2(width, height);
    let scale = picture.variable.map(|variable| session.colour_scale(variable));
    let mut mesh = Mesh::default();
    for &([x, y], value) in &picture.neurons {
        let colour = scale.as_ref().map_or(theme.colours.no_value, |scale| scale.colour(theme, value));
        let neuron = Rect::from_center_size(corner + share * vec2(x, y), vec2(NEURON, NEURON));
        mesh.add_colored_rect(neuron, colour.into());
    }
    painter.add(Shape::mesh(mesh));
    if let Some(variable) = picture.variable {
        response.on_hover_text(words!(
            "runs-picture",
            "The network as it was last seen there, coloured by: { $variable }",
            variable = variable.facts().name
        ));
    }
}

/// A name that can be changed.
pub fn name_ui(ui: &mut Ui, name: &mut String, hint: String) {
    let said = hint.clone();
    let response = ui.add(TextEdit::singleline(name).hint_text(hint).desired_width(NAME));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, &said));
}

/// Runs before this one: another scene, another seed, or one that was started again.
pub fn earlier_runs_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    let runs: Vec<EarlierRun> = session.earlier.iter().cloned().collect();
    if runs.is_empty() {
        return;
    }
    ui.separator();
    ui.label(dim(theme, words!("runs-earlier", "Earlier runs of this session:")));
    for run in &runs {
        ui.horizontal(|ui| {
            network_picture_ui(ui, session, theme, &run.picture);
            ui.vertical(|ui| {
                ui.horizontal(|ui| {
                    let hint = words!("runs-name", "Run { $number }", number = run.number.to_string());
                    if let Some(name) = session.earlier.name(run.number) {
                        name_ui(ui, name, hint);
                    }
                    let open = ui.add(Button::new(words!("runs-open", "Open again")));
                    let explanation = words!(
                        "runs-open-text",
                        "Does it again from its start, to the same bits, and stands still where it ended. The present run joins this list."
                    );
                    if open.on_hover_text(explanation).clicked() {
                        session.open_earlier(run.number);
                        ui.close();
                    }
                    let forget = ui.add(Button::new(words!("runs-forget", "Forget")));
                    if forget.on_hover_text(words!("runs-forget-text", "Takes it off this list.")).clicked() {
                        session.earlier.forget(run.number);
                    }
                });
                ui.label(dim(theme, run_text(session, run)));
            });
        });
    }
}

/// Scene, seed, length and changes of a run.
fn run_text(session: &Session, run: &EarlierRun) -> String {
    let account = &run.account;
    let end = number(&format!("{:.2}", account.scene.time_s(account.steps)));
    let whole = words!(
        "runs-text",
        "{ $scene }, seed { $seed }, to { $end } s, { $changes -> [one] 1 change *[other] { $changes } changes }",
        scene = scene_text(&account.scene.name),
        seed = account.seed.to_string(),
        end = end,
        changes = account.log.len()
    );
    // Names of patterns are those of the scene that is open.
    let is_open = session.info.scene.as_ref().is_some_and(|scene| std::sync::Arc::ptr_eq(scene, &account.scene));
    match account.log.last().filter(|_| is_open) {
        Some(last) => format!("{whole}: {}", change_text(session, &last.command)),
        None => whole,
    }
}
