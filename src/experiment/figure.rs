//! Figures of a report as SVG: the values of every seed in each arm, their mean and interval, and nothing else.

use super::plan::{Plan, Run};
use super::results::Results;
use crate::measure::inference::PairedEffect;
use crate::number_text::significant;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 64.0;
const BOTTOM: f64 = 44.0;
const TOP: f64 = 30.0;

/// One metric under one condition: a column of dots an arm, one dot a seed; mean and 95 % interval beside them.
pub fn metric_figure(plan: &Plan, results: &Results, metric: usize, condition: usize) -> Option<String> {
    let experiment = &plan.experiment;
    let columns: Vec<(&str, Vec<f64>)> = plan
        .arms()
        .iter()
        .map(|&arm| {
            let values = plan.seeds.iter().filter_map(|&seed| results.value(Run { condition, arm, seed }, metric));
            (experiment.arms[arm].name.as_str(), values.collect())
        })
        .collect();
    let all = || columns.iter().flat_map(|(_, values)| values.iter().copied());
    let (mut low, mut high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    if !(low.is_finite() && high.is_finite()) {
        return None;
    }
    let margin = if high > low { 0.08 * (high - low) } else { 0.5 };
    (low, high) = (low - margin, high + margin);
    let y = |value: f64| TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low);
    let width = (WIDTH - LEFT) / columns.len() as f64;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    svg.push_str(&format!("<text x=\"{LEFT}\" y=\"18\">{}</text>\n", escape(&plan.heading(metric, condition))));
    for tick in 0..=4 {
        let value = low + (high - low) * f64::from(tick) / 4.0;
        let at = y(value);
        svg.push_str(&format!(
            "<line x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"#ddd\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#555\">{}</text>\n",
            LEFT - 6.0,
            at + 4.0,
            significant(value)
        ));
    }
    for (index, (arm, values)) in columns.iter().enumerate() {
        let centre = LEFT + width * (index as f64 + 0.5);
        svg.push_str(&format!(
            "<text x=\"{centre:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\n",
            HEIGHT - 16.0,
            escape(arm)
        ));
        for (place, &value) in values.iter().enumerate() {
            // Seeds keep their place in every column, so that pairs can be followed.
            let x = centre + ((place % 7) as f64 - 3.0) * 5.0 - 12.0;
            svg.push_str(&format!(
                "<circle cx=\"{x:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"#3b6ea8\" fill-opacity=\"0.55\"/>\n",
                y(value)
            ));
        }
        if let Some(effect) = PairedEffect::of(values, &vec![0.0; values.len()]) {
            let (x, (from, to)) = (centre + 20.0, effect.interval);
            svg.push_str(&format!(
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.1}\" y2=\"{:.1}\" stroke=\"black\" stroke-width=\"2\"/>\
                 <rect x=\"{:.1}\" y=\"{:.1}\" width=\"8\" height=\"8\"/>\n",
                y(from),
                y(to),
                x - 4.0,
                y(effect.mean) - 4.0
            ));
        }
    }
    svg.push_str("</svg>\n");
    Some(svg)
}

/// A text as XML has it.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
