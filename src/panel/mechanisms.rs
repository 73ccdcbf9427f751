//! The mechanisms of the scene: each plasticity rule with its switch and its parameters, what was changed, and the way back.
//!
//! Rules and parameters come from the simulation's own tables, so that a new rule appears here by itself.

use super::parameter_slider::{ParameterChange, parameter_slider_ui};
use super::style::{changed_dot_ui, dim, heading_ui, name_for_readers};
use crate::plasticity::Rule;
use crate::scene::file::Mechanism;
use crate::session::{Session, SettingGroup};
use crate::simulation::{ParameterReading, RuleParameter, SimulationCommand};
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{
    Align, Button, CollapsingHeader, Context, Id, Layout, Response, RichText, Sense, Ui, WidgetInfo, WidgetType,
    collapsing_header::paint_default_icon, vec2,
};

/// Parameters that stand in front; the others are folded away.
const IN_FRONT: usize = 3;

/// The kinds of plasticity with their headings; first what the program is about.
fn headings() -> [(Option<Mechanism>, &'static str); 3] {
    [
        (Some(Mechanism::Intrinsic), words!("mechanisms-intrinsic", "of neurons (intrinsic)")),
        (Some(Mechanism::Synaptic), words!("mechanisms-synaptic", "of synapses")),
        (None, words!("mechanisms-short-term", "of transmission (short-term)")),
    ]
}

/// All rules of the scene.
pub fn mechanisms_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    let info = session.info.clone();
    let changed = changes(session);
    ui.horizontal(|ui| {
        ui.vertical(|ui| heading_ui(ui, theme, words!("mechanisms-heading", "Plasticity")));
        ui.with_layout(Layout::right_to_left(Align::BOTTOM), |ui| {
            // Always there, so that nothing jumps with the first change.
            let revert = ui
                .add_enabled(changed > 0, Button::new(words!("mechanisms-revert", "revert all")))
                .on_hover_text(words!(
                    "mechanisms-revert-text",
                    "Switches all rules on and gives every parameter back the value of the scene."
                ))
                .on_disabled_hover_text(words!("mechanisms-revert-none", "All rules are as in the scene."));
            name_for_readers(&revert, changed > 0, words!("mechanisms-revert-name", "Revert all rules"));
            if revert.clicked() {
                session.revert_group(Some(SettingGroup::Rules));
            }
            if changed > 0 {
                let text = words!("mechanisms-changed", "{ $count } changed", count = changed);
                ui.label(RichText::new(text).small().color(theme.colours.warning));
            }
        });
    });
    if info.rules.is_empty() {
        ui.label(dim(theme, words!("mechanisms-none", "Nothing learns in this scene.")));
        return;
    }
    for (mechanism, heading) in headings() {
        let rules = info.rules.iter().enumerate().filter(|(_, rule)| rule.mechanism() == mechanism);
        for (nth, (index, &rule)) in rules.enumerate() {
            if nth == 0 {
                ui.label(dim(theme, heading));
            }
            rule_ui(ui, session, theme, rule, index);
        }
    }
    let gate = session.sample.plasticity_gate;
    let gate_text = if gate.is_finite() {
        words!("mechanisms-gate", "Plasticity gate { $percent } % open", percent = format!("{:.0}", gate * 100.0))
    } else {
        String::new()
    };
    ui.label(dim(theme, gate_text)).on_hover_text(words!(
        "mechanisms-gate-text",
        "How far the excitatory synapses may change now: dopamine above its baseline and acetylcholine during new input \
         open the gate, a test closes it."
    ));
}

/// Where egui keeps whether the parameters of a rule are unfolded.
fn open_id(rule: Rule) -> Id {
    Id::new(("parameters of", rule))
}

/// Where egui keeps which rule is to be scrolled to.
fn wanted_id() -> Id {
    Id::new("rule to show")
}

/// Unfold all parameters of a rule, and scroll there when it is drawn next.
pub fn unfold(context: &Context, rule: Rule) {
    context.data_mut(|data| {
        data.insert_temp(open_id(rule), true);
        data.insert_temp(wanted_id(), Some(rule));
    });
}

/// Switch, mark of what was changed, and the parameters under a fold.
fn rule_ui(ui: &mut Ui, session: &mut Session, theme: &Theme, rule: Rule, index: usize) {
    let places: Vec<usize> =
        (0..session.info.parameters.len()).filter(|&place| session.info.parameters[place].rule == rule).collect();
    let moved = places.iter().filter(|&&place| reading(session, place).moved).count();
    let open_id = open_id(rule);
    let wanted = ui.data(|data| data.get_temp::<Option<Rule>>(wanted_id())) == Some(Some(rule));
    if wanted {
        ui.data_mut(|data| data.remove_temp::<Option<Rule>>(wanted_id()));
        ui.scroll_to_cursor(Some(Align::TOP));
    }
    let mut open = ui.data(|data| data.get_temp::<bool>(open_id)).unwrap_or(false);
    let mut enabled = session.sample.rules_enabled.get(index).copied().unwrap_or(true);
    ui.horizontal(|ui| {
        let text = RichText::new(rule.label()).color(if enabled { theme.colours.text } else { theme.colours.warning });
        let switch = ui.checkbox(&mut enabled, text);
        let label = rule.label();
        switch.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, enabled, label));
        if switch.on_hover_text(rule.explanation()).changed() {
            session.apply(SimulationCommand::SetRule { rule, enabled });
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if !places.is_empty() && fold_ui(ui, theme, rule, open).clicked() {
                open = !open;
                ui.data_mut(|data| data.insert_temp(open_id, open));
            }
            if moved > 0 {
                ui.label(RichText::new(format!("{moved}")).small().color(theme.colours.warning));
                changed_dot_ui(ui, theme);
            }
        });
    });
    if !open || places.is_empty() {
        return;
    }
    ui.indent(("parameters of", rule), |ui| {
        let (front, back) = places.split_at(places.len().min(IN_FRONT));
        for &place in front {
            parameter_ui(ui, session, theme, place);
        }
        if back.is_empty() {
            return;
        }
        let moved = back.iter().filter(|&&place| reading(session, place).moved).count();
        let text = if moved > 0 {
            words!(
                "mechanisms-more-changed",
                "{ $more } more, { $changed } changed",
                more = back.len(),
                changed = moved
            )
        } else {
            words!("mechanisms-more", "{ $more } more", more = back.len())
        };
        let text = RichText::new(text).color(if moved > 0 { theme.colours.warning } else { theme.colours.text_dim });
        let more = CollapsingHeader::new(text).id_salt(("more parameters of", rule)).open(wanted.then_some(true));
        more.show_unindented(ui, |ui| {
            for &place in back {
                parameter_ui(ui, session, theme, place);
            }
        });
    });
    ui.add_space(theme.spacing.item);
}

fn parameter_ui(ui: &mut Ui, session: &mut Session, theme: &Theme, place: usize) {
    let RuleParameter { rule, parameter } = session.info.parameters[place];
    let change = parameter_slider_ui(ui, theme, rule, &parameter, reading(session, place));
    let name = parameter.facts.name.to_owned();
    match change {
        Some(ParameterChange::Set(value)) => {
            session.apply(SimulationCommand::SetParameter { rule, parameter: name, value });
        }
        Some(ParameterChange::Revert) => session.apply(SimulationCommand::ResetParameter { rule, parameter: name }),
        Some(ParameterChange::Sweep) => session.studies.offered = Some(place),
        None => {}
    }
}

/// The arrow that opens and closes the parameters of a rule.
fn fold_ui(ui: &mut Ui, theme: &Theme, rule: Rule, open: bool) -> Response {
    let side = ui.spacing().interact_size.y;
    let (rect, response) = ui.allocate_exact_size(vec2(side + theme.spacing.item, side), Sense::click());
    let response = response.on_hover_text(if open {
        words!("mechanisms-fold", "Hides the parameters of this rule.")
    } else {
        words!("mechanisms-unfold", "Shows the parameters of this rule.")
    });
    let icon = response.clone().with_new_rect(rect.shrink(rect.width() * 0.3));
    paint_default_icon(ui, if open { 1.0 } else { 0.0 }, &icon);
    name_for_readers(&response, true, &words!("mechanisms-parameters", "Parameters of { $rule }", rule = rule.label()));
    response
}

fn reading(session: &Session, place: usize) -> ParameterReading {
    let scene = session.info.parameters[place].parameter.value;
    session.sample.parameters.get(place).copied().unwrap_or(ParameterReading { value: scene, moved: false })
}

/// How many switches and parameters of the rules differ from the scene.
fn changes(session: &Session) -> usize {
    let off = session.sample.rules_enabled.iter().filter(|&&enabled| !enabled).count();
    off + session.sample.parameters.iter().filter(|parameter| parameter.moved).count()
}
