//! What an experiment says: a table for the terminal, a table of all values, and a report with figures.

use super::figure::metric_figure;
use super::plan::{Plan, Run};
use super::results::{Results, VERSION};
use super::verdict::{Finding, Judgement};
use crate::measure::inference::{PairedEffect, Verdict};
use crate::number_text::{counted, estimate, significant, with_minus};
use crate::words::{number, words};

/// The word for a verdict.
#[must_use]
pub fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Green => words!("verdict-green", "green"),
        Verdict::Amber => words!("verdict-amber", "amber"),
        Verdict::Red => words!("verdict-red", "red"),
        Verdict::TooFew => words!("verdict-too-few", "too few seeds"),
    }
}

/// The verdict in a sentence: on how many networks it rests, what it means, and what was measured instead of what was expected.
#[must_use]
pub fn explained(plan: &Plan, judgement: &Judgement) -> String {
    let word = verdict_word(judgement.verdict);
    let (networks, reason) = (plan.seeds.len(), judgement.reason.to_string());
    let measured = judgement.decisive.and_then(|index| {
        let (finding, expectation) = (judgement.findings.get(index)?, plan.experiment.expectations.get(index)?);
        let effect = finding.effect?;
        let shown = |text: &str| number(&with_minus(text));
        let (low, high) = expectation.band;
        let measured = words!(
            "evidence-measured",
            "{ $what } is { $value }, expected { $low } to { $high }",
            what = finding.what.to_string(),
            value = shown(&estimate(effect.mean, effect.interval)),
            low = shown(&significant(low)),
            high = shown(&significant(high))
        );
        Some((measured, finding.reason.to_string()))
    });
    match (judgement.verdict, measured) {
        (Verdict::Green, _) => words!(
            "evidence-green",
            "{ $word }: measured on { $networks -> [one] 1 network *[other] { $networks } networks }, and true in this model: \
             { $reason }.",
            word = word,
            networks = networks,
            reason = reason
        ),
        (Verdict::Amber, Some((measured, reason))) => words!(
            "evidence-amber",
            "{ $word }: measured on { $networks -> [one] 1 network *[other] { $networks } networks }, and only in part true in \
             this model: { $measured } ({ $reason }).",
            word = word,
            networks = networks,
            measured = measured,
            reason = reason
        ),
        (Verdict::Red, Some((measured, _))) => words!(
            "evidence-red",
            "{ $word }: measured on { $networks -> [one] 1 network *[other] { $networks } networks }, and not true in this \
             model: { $measured }.",
            word = word,
            networks = networks,
            measured = measured
        ),
        (Verdict::TooFew, _) => words!(
            "evidence-too-few",
            "{ $word }: measured on { $networks -> [one] 1 network *[other] { $networks } networks }: { $reason }.",
            word = word,
            networks = networks,
            reason = reason
        ),
        (_, None) => words!(
            "evidence-nothing",
            "{ $word }: measured on { $networks -> [one] 1 network *[other] { $networks } networks }, which says nothing: \
             { $reason }.",
            word = word,
            networks = networks,
            reason = reason
        ),
    }
}

/// All values as CSV, a row a seed × arm × condition × metric, in a fixed order: the same results give the same bytes.
#[must_use]
pub fn csv_text(plan: &Plan, results: &Results) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = ["scene_hash", "version", "condition", "arm", "seed", "metric", "unit", "value"];
    let mut write = |row: [&str; 8]| drop(writer.write_record(row));
    write(header);
    for (run, record) in &results.runs {
        for (metric, value) in plan.experiment.metrics.iter().zip(&record.values) {
            let value = value.map_or_else(String::new, |value| value.to_string());
            let seed = run.seed.to_string();
            write([
                &record.scene,
                &record.version,
                &record.condition,
                &record.arm,
                &seed,
                &metric.name,
                &metric.unit,
                &value,
            ]);
        }
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Mean and interval of an effect, in a cell.
fn effect_cell(finding: &Finding) -> String {
    finding.effect.map_or_else(|| "no value".to_owned(), |PairedEffect { mean, interval, .. }| estimate(mean, interval))
}

/// A band, in a cell.
pub(super) fn band_cell(band: (f64, f64)) -> String {
    match band {
        (low, high) if low <= -1e9 => format!("≤ {}", significant(high)),
        (low, high) if high >= 1e9 => format!("≥ {}", significant(low)),
        (low, high) => format!("{} to {}", significant(low), significant(high)),
    }
}

fn p_cell(finding: &Finding) -> String {
    finding.corrected_p.map_or_else(|| "–".to_owned(), |p| format!("{p:.4}"))
}

/// Rows with their columns below each other, for the terminal.
pub(super) fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0) + 2).collect();
    let mut text = String::new();
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            let space = if column + 1 == row.len() { 0 } else { widths[column] - cell.chars().count() };
            text.push_str(cell);
            text.extend(std::iter::repeat_n(' ', space));
        }
        text.push('\n');
    }
    text
}

/// The table for the terminal.
#[must_use]
pub fn table(plan: &Plan, judgement: &Judgement) -> String {
    let head = ["  expectation (* primary)", "mean [95 % interval]", "band", "verdict"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for (expectation, finding) in plan.experiment.expectations.iter().zip(&judgement.findings) {
        let star = if expectation.primary { "* " } else { "  " };
        rows.push(vec![
            format!("{star}{}", finding.what),
            effect_cell(finding),
            band_cell(expectation.band),
            verdict_word(finding.verdict).to_owned(),
        ]);
    }
    let mut text = format!("{}\n\n{}", plan.experiment.claim, aligned(&rows));
    for stopped in &judgement.stopped {
        text.push_str(&format!("\nrun stopped: {stopped}"));
    }
    for note in &plan.experiment.notes {
        text.push_str(&format!("\nnote: {note}"));
    }
    text.push_str(&format!(
        "\nverdict: {} ({}); {} from {}, scene {}, version {VERSION}",
        verdict_word(judgement.verdict),
        judgement.reason,
        counted(plan.seeds.len() as u64, "seed"),
        plan.seeds.first().copied().unwrap_or(0),
        plan.scene_hash,
    ));
    text
}

/// The report in Markdown, and its figures by file name. `varied` is the section on varied parameters, empty if none were.
#[must_use]
pub fn markdown(
    plan: &Plan,
    results: &Results,
    judgement: &Judgement,
    varied: &str,
) -> (String, Vec<(String, String)>) {
    let experiment = &plan.experiment;
    let mut figures = Vec::new();
    let mut text = format!(
        "# {}\n\n**Claim.** {}\n\n**Verdict: {}.** {}.\n\n{} ({} to {}), paired. Means with bias-corrected bootstrap \
         intervals (95 %, 10,000 resamples over seeds); p of primary expectations by flipping signs, corrected after Holm. Scene {}, \
         version {VERSION}.\n\n",
        plan.source,
        experiment.claim,
        verdict_word(judgement.verdict),
        judgement.reason,
        counted(plan.seeds.len() as u64, "seed"),
        plan.seeds.first().copied().unwrap_or(0),
        plan.seeds.last().copied().unwrap_or(0),
        plan.scene_hash,
    );
    text.push_str(
        "| expectation | mean [95 % interval] | d_z | Cliff's δ | p | band | source of the band | verdict |\n",
    );
    text.push_str("|---|---|---|---|---|---|---|---|\n");
    for (expectation, finding) in experiment.expectations.iter().zip(&judgement.findings) {
        let primary = if expectation.primary { " (primary)" } else { "" };
        let d_z = finding.effect.and_then(|effect| effect.d_z).map_or_else(|| "–".to_owned(), significant);
        let delta = finding.effect.map_or_else(|| "–".to_owned(), |effect| significant(effect.cliffs_delta));
        text.push_str(&format!(
            "| {}{primary} | {} | {d_z} | {delta} | {} | {} | {} | {}: {} |\n",
            finding.what,
            effect_cell(finding),
            p_cell(finding),
            band_cell(expectation.band),
            expectation.source,
            verdict_word(finding.verdict),
            finding.reason,
        ));
    }
    text.push_str("\n## Every arm\n\n| metric | condition |");
    for &arm in plan.arms() {
        text.push_str(&format!(" {} |", experiment.arms[arm].name));
    }
    text.push_str("\n|---|---|");
    text.push_str(&"---|".repeat(plan.arms().len()));
    text.push('\n');
    for (metric, of) in experiment.metrics.iter().enumerate() {
        let unit = if of.unit.is_empty() { String::new() } else { format!(" ({})", of.unit) };
        for (condition, under) in experiment.conditions.iter().enumerate() {
            text.push_str(&format!("| {}{unit} | {} |", of.name, under.name));
            for &arm in plan.arms() {
                let of_seed = |&seed: &u64| results.value(Run { condition, arm, seed }, metric);
                let values: Vec<f64> = plan.seeds.iter().filter_map(of_seed).collect();
                let mean = values.iter().sum::<f64>() / values.len() as f64;
                let missing = plan.seeds.len() - values.len();
                let holes = if missing > 0 { format!(" ({missing} missing)") } else { String::new() };
                let mean = if values.is_empty() { "–".to_owned() } else { significant(mean) };
                text.push_str(&format!(" {mean}{holes} |"));
            }
            text.push('\n');
        }
    }
    text.push_str(varied);
    if !experiment.notes.is_empty() {
        text.push_str("\n## Notes\n\n");
        experiment.notes.iter().for_each(|note| text.push_str(&format!("- {note}\n")));
    }
    if !judgement.stopped.is_empty() {
        text.push_str("\n## Runs that were stopped\n\n");
        judgement.stopped.iter().for_each(|stopped| text.push_str(&format!("- {stopped}\n")));
    }
    text.push_str("\n## Figures\n\nOne dot a seed; the square is the mean, the line its 95 % interval.\n\n");
    for metric in 0..experiment.metrics.len() {
        for condition in 0..experiment.conditions.len() {
            if let Some(svg) = metric_figure(plan, results, metric, condition) {
                let name = format!("metric-{}-condition-{}.svg", metric + 1, condition + 1);
                text.push_str(&format!("![{}]({name})\n\n", experiment.metrics[metric].name));
                figures.push((name, svg));
            }
        }
    }
    (text, figures)
}
