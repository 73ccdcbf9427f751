//! Other futures of the run on the time bar: a line each above the band, from where it parts, and a menu that has all of them.

use super::change_text::change_text;
use super::run_list::{earlier_runs_ui, name_ui, network_picture_ui};
use super::style::dim;
use crate::session::{NetworkPicture, Session};
use crate::simulation::RunBranch;
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::{
    Button, Color32, FontId, Mesh, Painter, Pos2, Rect, ScrollArea, Sense, Shape, Stroke, Ui, WidgetInfo, WidgetType,
    pos2, vec2,
};

/// Height of a line (logical pixels).
const LANE: f32 = 15.0;
/// Most lines: the newest; the menu has all.
const MOST_LANES: usize = 3;
/// Most height of the menu (logical pixels).
const MENU: f32 = 460.0;

/// Those that have a line.
fn drawn(session: &Session) -> &[RunBranch] {
    let branches = session.branches();
    &branches[branches.len().saturating_sub(MOST_LANES)..]
}

/// Height of all lines (logical pixels).
pub fn branches_height(session: &Session) -> f32 {
    LANE * drawn(session).len() as f32
}

/// The lines; a click goes on with a branch. Gives whether the pointer is on one.
pub fn branches_ui(ui: &Ui, session: &mut Session, theme: &Theme, rect: Rect, x: &impl Fn(f64) -> f32) -> bool {
    let (mut hovered, mut chosen) = (false, None);
    let painter = ui.painter_at(rect.expand2(vec2(0.0, 2.0)));
    let lanes: Vec<RunBranch> = drawn(session).iter().rev().cloned().collect();
    for (lane, branch) in lanes.iter().enumerate() {
        let foot = |lane: usize| rect.bottom() - LANE * lane as f32;
        let bottom = foot(lane);
        let (left, right) = (x(branch.leaves_s), x(branch.end_s).max(x(branch.leaves_s) + 4.0));
        let room = Rect::from_min_max(pos2(left, bottom - LANE + 1.0), pos2(right, bottom - 1.0));
        let text = branch_text(session, branch);
        let response = ui.interact(room.expand2(vec2(2.0, 0.0)), ui.id().with(("branch", branch.run)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &text));
        let colour = Color32::from(if response.hovered() { theme.colours.text } else { theme.colours.branch });
        // From the line of the branch that it leaves, or from the band.
        let parent = lanes.iter().position(|other| other.run == branch.parent);
        let from = parent.map_or(rect.bottom(), |parent| foot(parent) - 1.0);
        painter.line_segment([pos2(left, from), pos2(left, room.center().y)], Stroke::new(1.0, colour));
        painter.line_segment([pos2(left, from), pos2(left, room.bottom())], Stroke::new(1.0, colour));
        if parent.is_some() {
            painter.circle_filled(pos2(left, from), 2.0, colour);
        }
        painter.line_segment([room.left_bottom(), room.right_bottom()], Stroke::new(1.0, colour));
        paint_rates(&painter, session, branch, room, colour.gamma_multiply(0.45), x);
        let label = session.branch_name(branch.run).map_or_else(|| short_text(session, branch), str::to_owned);
        let galley = painter.layout_no_wrap(label, FontId::proportional(theme.text.small), colour);
        let place = room.left_center() + vec2(4.0, -0.5 * galley.size().y);
        if place.x + galley.size().x <= rect.right() {
            let ground = Rect::from_min_size(place, galley.size());
            painter.rect_filled(ground, 0.0, theme.colours.panel.to_egui_with_opacity(0.7));
            painter.galley(place, galley, colour);
        }
        hovered |= response.hovered();
        if response.clicked() {
            chosen = Some(branch.run);
        }
        response.on_hover_text(words!("branch-click", "{ $text }\nClick goes on with it.", text = text));
    }
    if let Some(run) = chosen {
        session.switch_to(run);
    }
    hovered
}

/// What its rates were after it parted.
fn paint_rates(
    painter: &Painter,
    session: &Session,
    branch: &RunBranch,
    room: Rect,
    colour: Color32,
    x: &impl Fn(f64) -> f32,
) {
    let Some(history) = session.branch_history(branch.run) else { return };
    let rate = |rates: &[f32]| rates.iter().sum::<f32>() / rates.len().max(1) as f32;
    let columns: Vec<(f32, f32)> = history
        .overview
        .iter()
        .filter(|column| column.time_s > branch.leaves_s)
        .map(|column| (x(column.time_s).min(room.right()), rate(&column.rates_hz)))
        .collect();
    let highest = columns.iter().map(|column| column.1).fold(1.0, f32::max);
    let mut mesh = Mesh::default();
    let mut left = room.left();
    for (right, rate) in columns {
        let top = room.bottom() - room.height() * (rate / highest).clamp(0.0, 1.0);
        mesh.add_colored_rect(Rect::from_min_max(Pos2::new(left, top), Pos2::new(right, room.bottom())), colour);
        left = right;
    }
    painter.add(Shape::mesh(mesh));
}

/// What is other in a branch.
fn short_text(session: &Session, branch: &RunBranch) -> String {
    match &branch.change {
        Some(change) => change_text(session, change),
        None => words!("branch-unchanged", "as it was").to_owned(),
    }
}

/// What is other in a branch, from when to when.
fn branch_text(session: &Session, branch: &RunBranch) -> String {
    let [leaves, end] = [branch.leaves_s, branch.end_s].map(|time_s| number(&format!("{time_s:.2}")));
    let name = |run: u32| session.branch_name(run).map_or_else(|| (run + 1).to_string(), str::to_owned);
    if branch.parent == session.status.known.run {
        words!(
            "branch-text",
            "Branch { $name }: from { $parts } s { $change }; it went on to { $end } s.",
            name = name(branch.run),
            parts = leaves,
            change = short_text(session, branch),
            end = end
        )
    } else {
        words!(
            "branch-text-of",
            "Branch { $name }, out of branch { $parent }: from { $parts } s { $change }; it went on to { $end } s.",
            name = name(branch.run),
            parent = name(branch.parent),
            parts = leaves,
            change = short_text(session, branch),
            end = end
        )
    }
}

/// The menu of all runs: this one, its branches, and those before; nothing without another one.
pub fn branches_menu_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    let branches = session.branches().to_vec();
    let count = 1 + branches.len() + session.earlier.iter().count();
    if count < 2 {
        return;
    }
    let menu = ui.menu_button(words!("branches-title", "Runs ({ $count })", count = count), |ui| {
        ScrollArea::vertical().max_height(MENU).show(ui, |ui| {
            let run = session.status.known.run;
            ui.label(dim(theme, words!("branches-this", "The one that goes on:")));
            ui.horizontal(|ui| {
                let picture = NetworkPicture::of(&session.info, session.end());
                network_picture_ui(ui, session, theme, &picture);
                branch_name_ui(ui, session, run);
            });
            for branch in &branches {
                ui.separator();
                ui.horizontal(|ui| {
                    let picture = session.branch_end(branch.run).map(|end| NetworkPicture::of(&session.info, end));
                    network_picture_ui(ui, session, theme, &picture.unwrap_or_default());
                    ui.vertical(|ui| {
                        ui.horizontal(|ui| branch_buttons_ui(ui, session, branch));
                        ui.label(dim(theme, branch_text(session, branch)));
                    });
                });
            }
            earlier_runs_ui(ui, session, theme);
        });
    });
    menu.response.on_hover_text(words!(
        "branches-text",
        "The runs of this session: other futures of this one, which you left when you changed something in its past, and the runs before it. Each can be opened where it was left."
    ));
}

/// Name of a branch, and what can be done with it.
fn branch_buttons_ui(ui: &mut Ui, session: &mut Session, branch: &RunBranch) {
    branch_name_ui(ui, session, branch.run);
    let go = ui.add(Button::new(words!("branches-go", "Go on with it")));
    if go.on_hover_text(branch_text(session, branch)).clicked() {
        session.switch_to(branch.run);
        ui.close();
    }
    let beside = ui.add(Button::new(words!("branches-beside", "Beside the run")));
    let explanation = words!(
        "branches-beside-text",
        "Goes back to where it parts, and on from there to now with both beside each other: where they part, and what differs."
    );
    if beside.on_hover_text(explanation).clicked() {
        session.open_beside(branch);
        ui.close();
    }
    let forget = ui.add(Button::new(words!("branches-forget", "Forget")));
    let explanation = words!("branches-forget-text", "Drops this future. It cannot be taken back.");
    if forget.on_hover_text(explanation).clicked() {
        session.forget_branch(branch.run);
    }
}

fn branch_name_ui(ui: &mut Ui, session: &mut Session, run: u32) {
    let hint = words!("branches-name", "Branch { $number }", number = (run + 1).to_string());
    name_ui(ui, session.name_branch(run), hint);
}
