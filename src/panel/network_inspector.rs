//! What the inspector shows while no neuron is selected: populations, facts and patterns of the network.

use super::group_inspector::rank_ui;
use super::kind::{kind_mark_ui, neurons_of_kind};
use super::reading::{read, spikes_per_second};
use super::replay_text::answered;
use super::style::{TARGET, dim, heading_ui, name_for_readers, reading_ui};
use crate::number_text::{thousands, with_minus};
use crate::session::Session;
use crate::theme::Theme;
use crate::words::{number, scene_text, words};
use bevy_egui::egui::{Align, Button, Layout, RichText, Ui, Vec2};

/// Time over which the rates of the summary are taken (s of model time).
const RATE_WINDOW_S: f64 = 2.0;

/// The whole network; `rank_count`: how many neurons a choice by rank takes.
pub fn network_ui(ui: &mut Ui, session: &mut Session, rank_count: &mut usize, theme: &Theme) {
    ui.label(
        RichText::new(words!("inspector-network", "Network"))
            .size(theme.text.heading)
            .strong()
            .color(theme.colours.text),
    );
    let hint = words!("inspector-network-hint", "Click a neuron to see its voltage, threshold and synapses.");
    ui.label(dim(theme, hint));
    let info = session.info.clone();
    if session.history.spikes.is_any() {
        let explanation = if info.learning.is_empty() {
            words!("inspector-pick-all", "Selects the neuron that fired most in the last 2 s.")
        } else {
            words!(
                "inspector-pick-learning",
                "Selects the neuron that fired most in the last 2 s, among those that can learn."
            )
        };
        if ui.button(words!("inspector-pick", "Pick the most active")).on_hover_text(explanation).clicked()
            && let Some(most_active) = most_active(session)
        {
            session.select(Some(most_active));
        }
    }
    rank_ui(ui, session, rank_count, theme);
    populations_ui(ui, session, theme);
    facts_ui(ui, session, theme);
    if !info.patterns.is_empty() {
        patterns_ui(ui, session, theme);
    }
}

fn populations_ui(ui: &mut Ui, session: &Session, theme: &Theme) {
    heading_ui(ui, theme, words!("inspector-populations", "Populations"));
    let info = &session.info;
    if info.populations.is_empty() {
        ui.label(dim(theme, words!("no-neurons-in-scene", "This scene has no neurons.")));
    }
    for (index, population) in info.populations.iter().enumerate() {
        let rate = session.history.mean_rate_hz(index, RATE_WINDOW_S).unwrap_or(f32::NAN);
        let size = neurons_of_kind(population.kind, population.range.len());
        ui.horizontal(|ui| {
            kind_mark_ui(ui, theme, population.kind);
            ui.label(RichText::new(scene_text(&population.name)).color(theme.colours.text));
            let rate = read(rate, 1, spikes_per_second());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(rate));
        })
        .response
        .on_hover_text(words!(
            "inspector-population",
            "{ $size }; spikes per second and neuron, mean of the last { $seconds } s.",
            size = &size,
            seconds = RATE_WINDOW_S.to_string()
        ));
        ui.label(dim(theme, size));
    }
}

fn facts_ui(ui: &mut Ui, session: &Session, theme: &Theme) {
    heading_ui(ui, theme, words!("inspector-facts", "Facts"));
    let (info, sample) = (&session.info, &session.sample);
    let spread = mean_and_spread(&sample.threshold_mv);
    let threshold =
        spread.map_or_else(|| "–".to_owned(), |(mean, sd)| number(&with_minus(&format!("{mean:.1} ± {sd:.1} mV"))));
    let mut line = |name: &str, value: &str, explanation: &str| reading_ui(ui, theme, name, value, explanation);
    line(
        words!("fact-threshold", "Threshold, mean ± SD"),
        &threshold,
        words!("fact-threshold-text", "Firing thresholds of all neurons now."),
    );
    line(
        words!("fact-excitability", "Excitability e, mean"),
        &read(mean(&sample.excitability), 2, words!("fact-of-one", "of ±1")),
        words!("fact-excitability-text", "Learned excitability, −1 to 1; 0 at the start."),
    );
    line(
        words!("fact-neurons", "Number of neurons"),
        &number(&thousands(info.positions.len() as u64)),
        words!("fact-neurons-text", "All populations together."),
    );
    line(
        words!("fact-synapses", "Number of synapses"),
        &number(&thousands(info.synapses as u64)),
        words!(
            "fact-synapses-text",
            "All projections together; the 3D view draws the 300 excitatory ones with the largest conductances."
        ),
    );
    line(
        words!("fact-time-step", "Time step"),
        &read(info.dt_ms, 2, "ms"),
        words!("fact-time-step-text", "Integration step of this scene."),
    );
    line(
        words!("fact-seed", "Seed"),
        &info.seed.to_string(),
        words!("fact-seed-text", "All random draws follow from this number."),
    );
}

fn patterns_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    heading_ui(ui, theme, words!("inspector-patterns", "Patterns"));
    let info = session.info.clone();
    let mut picked = None;
    for (index, pattern) in info.patterns.iter().enumerate() {
        ui.horizontal(|ui| {
            let name = RichText::new(&pattern.name).strong().color(theme.pattern(index));
            let pick = ui
                .add(Button::new(name).min_size(Vec2::splat(TARGET)))
                .on_hover_text(words!("inspector-select-members", "Selects its members."));
            let spoken = words!("inspector-select-members-of", "Select the members of { $name }", name = &pattern.name);
            name_for_readers(&pick, true, &spoken);
            if pick.clicked() {
                picked = Some(index);
            }
            let members = pattern.members.iter().filter_map(|neuron| session.sample.excitability.get(*neuron as usize));
            let values: Vec<f32> = members.copied().collect();
            let text = words!(
                "inspector-pattern",
                "{ $n -> [one] 1 neuron *[other] { $n } neurons }, e = { $e }",
                n = pattern.members.len(),
                e = read(mean(&values), 2, "").trim_end()
            );
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(text));
        })
        .response
        .on_hover_text(pattern_text(session, index));
    }
    if let Some(pattern) = picked {
        session.select_memory(pattern);
    }
}

/// What is counted of a pattern, for a tooltip.
fn pattern_text(session: &Session, pattern: usize) -> String {
    let driven = words!(
        "inspector-pattern-text",
        "The neurons that this pattern drives most, and their mean learned excitability e (−1 to 1)."
    );
    answered(session, pattern).map_or_else(|| driven.to_owned(), |answered| format!("{driven}\n{answered}"))
}

/// The neuron that fired most in about the last two seconds; where the scene learns, among those that can.
pub fn most_active(session: &Session) -> Option<u32> {
    let learning = &session.info.learning;
    let can_learn = |neuron: &u32| learning.is_empty() || learning.iter().any(|range| range.contains(neuron));
    let counts = session.history.spikes.counts();
    let fired = (0_u32..).zip(counts).filter(|(neuron, count)| *count > 0 && can_learn(neuron));
    fired.max_by_key(|(_, count)| *count).map(|(neuron, _)| neuron)
}

fn mean(values: &[f32]) -> f32 {
    mean_and_spread(values).map_or(f32::NAN, |(mean, _)| mean)
}

#[expect(clippy::cast_precision_loss, reason = "neurons are fewer than 2^23")]
fn mean_and_spread(values: &[f32]) -> Option<(f32, f32)> {
    let finite: Vec<f32> = values.iter().copied().filter(|value| value.is_finite()).collect();
    if finite.is_empty() {
        return None;
    }
    let count = finite.len() as f32;
    let mean = finite.iter().sum::<f32>() / count;
    let variance = finite.iter().map(|value| (value - mean) * (value - mean)).sum::<f32>() / count;
    Some((mean, variance.sqrt()))
}
