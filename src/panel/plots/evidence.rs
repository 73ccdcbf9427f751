//! Evidence: what the scene claims, what every arm gave with every seed, and the verdict.

use super::dock::{Choice, Dock};
use super::frame::{Axis, following_plot};
use super::intervals::Intervals;
use super::legend::in_line;
use crate::experiment::{Finding, Plan, Run, verdict_word};
use crate::measure::inference::{PairedEffect, Verdict};
use crate::number_text::{estimate, significant, with_minus};
use crate::panel::style::{dim, empty_ui, verdict_colour, verdict_mark};
use crate::scene::file::{ExpectationFile, Scale, Versus};
use crate::session::{Evidence, Origin, Session};
use crate::simulation::RunnerRequest;
use crate::theme::Theme;
use crate::words::{number, scene_text, words};
use bevy_egui::egui::text::LayoutJob;
use bevy_egui::egui::{
    Align, Align2, Button, Color32, FontId, Galley, Pos2, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, pos2,
};
use egui_plot::{Line, PlotPoints, Points, Polygon};
use std::sync::Arc;

/// Share of the width that the text takes.
const TEXT_SHARE: f32 = 0.5;
/// Room for the numbers of the vertical axis (letters).
const AXIS: f32 = 3.2;
/// Most lines of an arm's name; one in a low plot.
const NAME_LINES: usize = 3;
/// Height from which a plot has room for all of them (logical pixels).
const HIGH: f32 = 130.0;
/// How near to a dot a click has to be (logical pixels).
const REACH: f32 = 8.0;

/// What a click asks for.
enum Asked {
    Start,
    Stop,
    Open(Run),
}

/// The evidence for the scene's claim.
pub fn evidence_ui(ui: &mut Ui, session: &mut Session, dock: &mut Dock, theme: &Theme, place: usize) {
    let Dock { choices, intervals, .. } = dock;
    let choice = &mut choices[place];
    let Some(evidence) = &session.evidence else {
        let text = words!(
            "plots-no-claim",
            "This scene makes no claim that is put to the test. Resilient recall, artificial allocation and linking do, \
             among others: `rheobase scenes` lists them."
        );
        empty_ui(ui, theme, text);
        return;
    };
    let whole = ui.available_rect_before_wrap();
    let middle = whole.left() + whole.width() * TEXT_SHARE;
    let gap = theme.spacing.item;
    let mut asked = None;
    let left = Rect::from_min_max(whole.min, pos2(middle - gap, whole.bottom()));
    ui.scope_builder(UiBuilder::new().max_rect(left).id_salt("evidence text"), |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| asked = text_ui(ui, evidence, choice, theme));
    });
    let right = Rect::from_min_max(pos2(middle + gap, whole.top()), whole.max);
    ui.scope_builder(UiBuilder::new().max_rect(right).id_salt("evidence plot"), |ui| {
        asked = dots_ui(ui, evidence, choice.expectation, intervals, theme).or(asked.take());
    });
    ui.advance_cursor_after_rect(whole);
    match asked {
        Some(Asked::Start) => session.evidence.iter_mut().for_each(Evidence::start),
        Some(Asked::Stop) => session.evidence.iter_mut().for_each(Evidence::stop),
        Some(Asked::Open(run)) => open(session, run),
        None => {}
    }
}

/// Open a run live.
fn open(session: &Session, run: Run) {
    let Some(evidence) = &session.evidence else { return };
    if let Some(scene) = evidence.scene_of(run) {
        session.request(RunnerRequest::Open { scene, seed: run.seed, off: evidence.plan.off(run) });
    }
}

/// Claim, verdict, buttons, and a line an expectation.
fn text_ui(ui: &mut Ui, evidence: &Evidence, choice: &mut Choice, theme: &Theme) -> Option<Asked> {
    let mut asked = None;
    let experiment = &evidence.plan.experiment;
    ui.label(RichText::new(scene_text(&experiment.claim)).color(theme.colours.text).strong());
    ui.horizontal_wrapped(|ui| {
        if let Some((plan, judgement)) = &evidence.shown {
            verdict_ui(ui, theme, judgement.verdict).on_hover_text(judgement.reason.to_string());
            let text = words!(
                "plots-seeds",
                "{ $done } of { $all -> [one] 1 seed *[other] { $all } seeds }, { $origin }",
                done = plan.seeds.len(),
                all = evidence.plan.seeds.len(),
                origin = origin_text(evidence.origin)
            );
            let colour = if evidence.origin == Origin::Stale { theme.colours.warning } else { theme.colours.text_dim };
            ui.label(RichText::new(text).size(theme.text.small).color(colour)).on_hover_text(words!(
                "plots-scene-hash",
                "Scene { $hash }. { $reason }",
                hash = &plan.scene_hash,
                reason = judgement.reason.to_string()
            ));
        } else {
            ui.label(dim(theme, words!("plots-no-seed", "No seed is complete yet.")));
        }
        if evidence.is_running() {
            let (done, total) = evidence.progress();
            let runs = words!("plots-runs", "{ $done } of { $total } runs", done = done, total = total);
            ui.label(dim(theme, runs));
            let hint = words!("plots-stop-hint", "Ends the runs in the background; finished ones are kept.");
            if ui.button(words!("plots-stop", "Stop")).on_hover_text(hint).clicked() {
                asked = Some(Asked::Stop);
            }
        } else {
            let hint = words!(
                "plots-run-evidence-hint",
                "Runs every arm with every seed in the background, beside the live run. `rheobase experiment` does it \
                 faster, on all cores, and writes a report."
            );
            if ui.button(words!("plots-run-evidence", "Run evidence")).on_hover_text(hint).clicked() {
                asked = Some(Asked::Start);
            }
        }
    });
    if let Some(text) = evidence.explained() {
        ui.label(RichText::new(text).color(theme.colours.text).size(theme.text.small));
    }
    if let Some(fault) = &evidence.fault {
        ui.label(RichText::new(fault).size(theme.text.small).color(theme.colours.stop));
    }
    let findings = evidence.shown.as_ref().map_or(&[][..], |(_, judgement)| &judgement.findings);
    for (index, expectation) in experiment.expectations.iter().enumerate() {
        let finding = findings.get(index);
        let chosen = choice.expectation == index;
        let mark = finding.map_or("·", |finding| verdict_mark(finding.verdict));
        let what =
            finding.map_or_else(|| scene_text(&expectation.metric).to_owned(), |finding| finding.what.to_string());
        let said = finding.map_or_else(|| what.clone(), |finding| format!("{what}: {}", value_text(finding)));
        let text = RichText::new(format!("{mark} {said}")).size(theme.text.small);
        let colour = finding.map_or(theme.colours.text_dim.into(), |finding| verdict_colour(theme, finding.verdict));
        let text = if expectation.primary { text.strong() } else { text };
        let row = ui.add(Button::selectable(chosen, text.color(colour)).wrap());
        if row.on_hover_text(expectation_text(expectation, finding)).clicked() {
            choice.expectation = index;
        }
    }
    for note in &experiment.notes {
        ui.label(dim(theme, scene_text(note)).size(theme.text.small));
    }
    asked
}

fn value_text(finding: &Finding) -> String {
    finding.effect.map_or_else(
        || words!("plots-no-value", "no value").to_owned(),
        |PairedEffect { mean, interval, .. }| number(&with_minus(&estimate(mean, interval))),
    )
}

/// Where the results that are shown come from.
fn origin_text(origin: Origin) -> &'static str {
    match origin {
        Origin::Shipped => words!("plots-shipped", "came with the program"),
        Origin::Stale => words!("plots-stale", "stale: the scene has changed since"),
        Origin::Own => words!("plots-made-here", "made here"),
    }
}

/// Everything about an expectation, for a tooltip.
fn expectation_text(expectation: &ExpectationFile, finding: Option<&Finding>) -> String {
    let (low, high) = expectation.band;
    let shown = |value: f64| number(&significant(value));
    let mut lines = vec![words!(
        "plots-band",
        "Band: { $low } to { $high } ({ $source }).",
        low = shown(low),
        high = shown(high),
        source = scene_text(&expectation.source)
    )];
    if let Some(finding) = finding {
        lines.push(format!("{}: {}.", verdict_word(finding.verdict), finding.reason));
        if let Some(effect) = finding.effect {
            lines.push(words!(
                "plots-effect-size",
                "d_z { $d }, Cliff's δ { $delta }.",
                d = effect.d_z.map_or_else(|| "–".to_owned(), shown),
                delta = shown(effect.cliffs_delta)
            ));
        }
    }
    if expectation.primary {
        lines.push(words!("plots-rests-on-it", "The verdict rests on it.").to_owned());
    }
    lines.join("\n")
}

fn verdict_ui(ui: &mut Ui, theme: &Theme, verdict: Verdict) -> bevy_egui::egui::Response {
    let text = format!("{} {}", verdict_mark(verdict), verdict_word(verdict));
    ui.label(RichText::new(text).strong().color(verdict_colour(theme, verdict)))
}

/// Dots of every arm for one expectation: a column an arm, a dot a seed, mean and interval beside them, the band behind.
fn dots_ui(ui: &mut Ui, evidence: &Evidence, chosen: usize, intervals: &mut Intervals, theme: &Theme) -> Option<Asked> {
    let (plan, _) = evidence.shown.as_ref()?;
    let experiment = &plan.experiment;
    let expectation = experiment.expectations.get(chosen).or_else(|| experiment.expectations.first())?;
    let metric = experiment.metrics.iter().position(|metric| metric.name == expectation.metric)?;
    let named = |name: &Option<String>| {
        let name = name.as_ref()?;
        experiment.conditions.iter().position(|condition| condition.name == *name)
    };
    let condition = named(&expectation.condition).unwrap_or(0);
    let columns: Vec<Vec<(Run, f64)>> = plan
        .arms()
        .iter()
        .map(|&arm| {
            let runs = plan.seeds.iter().map(|&seed| Run { condition, arm, seed });
            runs.filter_map(|run| Some((run, evidence.results.value(run, metric)?))).collect()
        })
        .collect();
    let all = || columns.iter().flatten().map(|(_, value)| *value);
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    if !(low.is_finite() && high.is_finite()) {
        empty_ui(ui, theme, words!("plots-no-run", "No run gave a value for this metric."));
        return None;
    }
    let margin = if high > low { 0.12 * (high - low) } else { 0.5 };
    ui.label(dim(theme, plan.heading(metric, condition)).size(theme.text.small)).on_hover_text(words!(
        "plots-dots-hint",
        "A dot is a run; click it to open that run live. Square and line: mean and 95 % interval."
    ));
    let names: Vec<&str> = plan.arms().iter().map(|&arm| scene_text(&experiment.arms[arm].name)).collect();
    let galleys = in_columns(ui, theme, &names);
    // Below all dots stand the names.
    let lowest = low - 0.5 * margin;
    let lines = galleys.iter().map(|galley| galley.size().y).fold(0.0, f32::max) + theme.spacing.item;
    let share = f64::from(lines / plot_height(ui, theme)).min(0.6);
    let bottom = lowest - (high + margin - lowest) * share / (1.0 - share);
    let plot = following_plot(ui, theme, "evidence", Axis::bare(""), Axis::new(""));
    let accent = Color32::from(theme.colours.accent);
    let text_colour = Color32::from(theme.colours.text);
    let band = band_of(plan, expectation, &columns);
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(-0.5..=columns.len() as f64 - 0.5);
        plot.set_plot_bounds_y(bottom..=high + margin);
        if let Some((column, from, to)) = band {
            let (left, right) = (column as f64 - 0.45, column as f64 + 0.45);
            let (from, to) = (from.max(bottom), to.min(high + margin));
            if from < to {
                let corners = vec![[left, from], [right, from], [right, to], [left, to]];
                plot.polygon(
                    Polygon::new("band", corners)
                        .fill_color(accent.gamma_multiply(0.15))
                        .stroke((1.0, accent.gamma_multiply(0.4)))
                        .allow_hover(false),
                );
            }
        }
        for (column, runs) in columns.iter().enumerate() {
            let dots: Vec<[f64; 2]> =
                runs.iter().enumerate().map(|(place, (_, value))| [dot_x(column, place), *value]).collect();
            plot.points(Points::new("runs", dots).radius(3.0).color(accent.gamma_multiply(0.7)).allow_hover(false));
            let values: Vec<f64> = runs.iter().map(|(_, value)| *value).collect();
            if let Some((mean, (from, to))) = intervals.of(&values) {
                let x = column as f64 + 0.28;
                plot.line(
                    Line::new("interval", PlotPoints::from(vec![[x, from], [x, to]]))
                        .color(text_colour)
                        .width(theme.spacing.line)
                        .allow_hover(false),
                );
                plot.points(
                    Points::new("mean", vec![[x, mean]])
                        .radius(4.0)
                        .shape(egui_plot::MarkerShape::Square)
                        .color(text_colour)
                        .allow_hover(false),
                );
            }
        }
    });
    names_ui(ui, theme, &names, galleys, |column| {
        response.transform.position_from_point(&egui_plot::PlotPoint::new(column as f64, lowest))
    });
    if !response.response.clicked() {
        return None;
    }
    let pointer = response.response.interact_pointer_pos()?;
    let distance = |column: usize, place: usize, value: f64| {
        let point = egui_plot::PlotPoint::new(dot_x(column, place), value);
        response.transform.position_from_point(&point).distance(pointer)
    };
    let dots = columns.iter().enumerate().flat_map(|(column, runs)| {
        runs.iter().enumerate().map(move |(place, (run, value))| (distance(column, place, *value), *run))
    });
    let (nearest, run) = dots.min_by(|a, b| a.0.total_cmp(&b.0))?;
    (nearest <= REACH).then_some(Asked::Open(run))
}

/// Names that stand beside each other below the dots, in lines where their columns are narrow.
fn in_columns(ui: &Ui, theme: &Theme, names: &[&str]) -> Vec<Arc<Galley>> {
    let width = ui.available_width() - AXIS * theme.text.small;
    let room = width / names.len().max(1) as f32 - theme.spacing.item;
    let colour = Color32::from(theme.colours.text);
    let laid_out = |name: &&str| {
        let font = FontId::proportional(theme.text.small);
        let mut job = LayoutJob::simple((*name).to_owned(), font.clone(), colour, room.max(1.0));
        // A word is not broken.
        let words_fit = name.split(' ').all(|word| !in_line(ui, word, &font, colour, room.max(1.0)).elided);
        job.wrap.max_rows = if words_fit && plot_height(ui, theme) >= HIGH { NAME_LINES } else { 1 };
        job.wrap.break_anywhere = !words_fit;
        job.wrap.overflow_character = Some('…');
        job.halign = Align::Center;
        ui.painter().layout_job(job)
    };
    names.iter().map(laid_out).collect()
}

/// Write them; one that is cut is told whole.
fn names_ui(ui: &Ui, theme: &Theme, names: &[&str], galleys: Vec<Arc<Galley>>, top: impl Fn(usize) -> Pos2) {
    for (column, (name, galley)) in names.iter().zip(galleys).enumerate() {
        let place = top(column);
        let rect = Align2::CENTER_TOP.anchor_size(place, galley.size());
        let elided = galley.elided;
        ui.painter().galley(place, galley, theme.colours.text.into());
        if elided {
            ui.interact(rect, ui.id().with(("arm", column)), Sense::hover()).on_hover_text(*name);
        }
    }
}

/// Height of the plot that comes next (logical pixels).
fn plot_height(ui: &Ui, theme: &Theme) -> f32 {
    (ui.available_height() - 1.5 * theme.text.small).max(1.0)
}

/// Where a seed's dot stands: at the same place in every column, so that pairs can be followed.
fn dot_x(column: usize, place: usize) -> f64 {
    column as f64 - 0.1 + ((place % 7) as f64 - 3.0) * 0.07
}

/// Column of an expectation's arm, and the band in the metric's own unit: shifted by the mean of what it is compared with.
fn band_of(plan: &Plan, expectation: &ExpectationFile, columns: &[Vec<(Run, f64)>]) -> Option<(usize, f64, f64)> {
    if expectation.trend || expectation.along.is_some() {
        return None;
    }
    let column_of = |name: &str| plan.arms().iter().position(|&arm| plan.experiment.arms[arm].name == *name);
    let column = expectation.arm.as_deref().map_or(Some(0), column_of)?;
    let (low, high) = expectation.band;
    match &expectation.versus {
        Versus::Nothing => Some((column, low, high)),
        Versus::Condition(_) => None,
        Versus::Arm(name) => {
            let other = columns.get(column_of(name)?).filter(|runs| !runs.is_empty())?;
            let mean = other.iter().map(|(_, value)| value).sum::<f64>() / other.len() as f64;
            let shift = |value: f64| match expectation.scale {
                Scale::Difference => mean + value,
                Scale::Ratio => mean * value,
                Scale::Log2Ratio => mean * value.exp2(),
            };
            Some((column, shift(low), shift(high)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::{Context, RawInput, vec2};

    #[test]
    fn names_of_arms_stay_in_their_columns_and_are_not_cut_without_an_ellipsis() {
        let (theme, long) =
            (Theme::built_in(), "without intrinsic plasticity, without sleep, and with a lesion of the rest of it");
        let names = ["full", "no plasticity", long, "rest"];
        for (width, height) in [(240.0, 90.0), (240.0, 180.0), (1200.0, 180.0)] {
            let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(width, height)));
            drop(Context::default().run_ui(RawInput { screen_rect, ..RawInput::default() }, |ui| {
                for (name, galley) in names.iter().zip(in_columns(ui, &theme, &names)) {
                    assert!(galley.size().x <= width / 4.0, "{name}");
                    let written: usize = galley.rows.iter().map(|row| row.glyphs.len()).sum();
                    assert!(galley.elided || written + galley.rows.len() > name.len(), "{name}");
                    assert!(!galley.elided || galley.rows.iter().any(|row| row.text().contains('…')), "{name}");
                }
            }));
        }
    }
}
