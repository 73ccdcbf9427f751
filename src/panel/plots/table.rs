//! What the plots show, as tables: with units in the titles, and where it comes from in the lines before them.

use super::state_points::{MEAN_OVER_S, Reading, rate_names};
use crate::modulation::Modulator;
use crate::scene::file::PlotTab;
use crate::session::{Marked, Session};
use crate::simulation::WeightGroup;
use crate::words::in_english;
use std::io::Write;

/// A table of a plot.
struct Table {
    /// What has to be known of it beside its titles.
    notes: Vec<String>,
    titles: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn new(titles: &[&str]) -> Self {
        Self { notes: Vec::new(), titles: titles.iter().map(|&title| title.to_owned()).collect(), rows: Vec::new() }
    }
}

/// Write the table of a plot: all that the window has kept of it.
///
/// # Errors
/// Why it cannot be written.
pub fn write(tab: PlotTab, session: &Session, to: &mut impl Write) -> std::io::Result<()> {
    crate::words::in_english(|| write_in_english(tab, session, to))
}

fn write_in_english(tab: PlotTab, session: &Session, to: &mut impl Write) -> std::io::Result<()> {
    let table = table(tab, session);
    let info = &session.info;
    let head = [
        format!("Rheobase {}: {}", env!("CARGO_PKG_VERSION"), tab.label()),
        format!("scene {}, {}", info.title, info.scene.as_ref().map_or("", |scene| scene.source())),
        format!("seed {}, time step {} ms, written at t = {:.4} s", info.seed, info.dt_ms, session.sample.time_s),
    ];
    let changes = session.history.events.len();
    let changed =
        (changes > 0).then(|| format!("{changes} changes by hand in this run: it is not the scene as it is written"));
    for line in head.into_iter().chain(changed).chain(table.notes) {
        writeln!(to, "# {line}")?;
    }
    let mut csv = csv::Writer::from_writer(to);
    csv.write_record(&table.titles)?;
    for row in &table.rows {
        csv.write_record(row)?;
    }
    csv.flush()
}

fn table(tab: PlotTab, session: &Session) -> Table {
    match tab {
        PlotTab::Raster => spikes(session),
        PlotTab::Rates => rates(session),
        PlotTab::StateSpace => state_space(session),
        PlotTab::Weights => weights(session),
        PlotTab::WeightMatrix => weight_matrix(session),
        PlotTab::ThresholdMap => threshold_map(session),
        PlotTab::Thresholds => thresholds(session),
        PlotTab::Modulators => modulators(session),
        PlotTab::Neuron => trace(session),
        PlotTab::Replay => replays(session),
        PlotTab::Recall => recalls(session),
        PlotTab::Evidence => evidence(session),
        PlotTab::Plasticity => curves(session),
    }
}

fn population_of(session: &Session, neuron: u32) -> &str {
    let populations = &session.info.populations;
    populations.iter().find(|population| population.range.contains(&neuron)).map_or("", |found| &found.name)
}

fn spikes(session: &Session) -> Table {
    let mut table = Table::new(&["time (s)", "neuron", "population"]);
    let kept = &session.history.spikes;
    if let (Some(first), Some(last)) = (kept.iter().next(), kept.iter().next_back()) {
        table.notes.push(format!("the window keeps the last seconds: {:.4} to {:.4} s", first.time_s, last.time_s));
        let level = kept.level(&(first.time_s..=last.time_s));
        if level > 0 {
            table.notes.push(format!(
                "so many spikes that up to {} of {} are left out",
                (1_u64 << level) - 1,
                1_u64 << level
            ));
        }
    }
    table.rows = kept
        .iter()
        .map(|spike| {
            vec![spike.time_s.to_string(), spike.neuron.to_string(), population_of(session, spike.neuron).to_owned()]
        })
        .collect();
    table
}

/// Each pair of groups.
fn weight_matrix(session: &Session) -> Table {
    let mut table =
        Table::new(&["from", "onto", "mean weight (x initial)", "mean at the start (x initial)", "synapses"]);
    let matrix = &session.sample.weights.matrix;
    let n = matrix.groups.len();
    table.notes.push("a cell of several memories counts for the first of them".to_owned());
    let names: Vec<String> = in_english(|| matrix.groups.iter().map(WeightGroup::label).collect());
    for (from, sender) in names.iter().enumerate() {
        for (onto, receiver) in names.iter().enumerate() {
            let cell = from * n + onto;
            table.rows.push(vec![
                sender.clone(),
                receiver.clone(),
                matrix.mean[cell].to_string(),
                matrix.initial[cell].to_string(),
                matrix.synapses[cell].to_string(),
            ]);
        }
    }
    table
}

/// Each presentation with the share of each memory's cells that answered.
fn recalls(session: &Session) -> Table {
    let mut table = Table::new(&["begin (s)", "length (s)", "pattern", "share of its channels"]);
    table.notes.push("answered: with at least 10 spikes/s in the presentation".to_owned());
    let level = session.recalled.level();
    if level > 0 {
        table.notes.push(format!("so many presentations that one of {} is kept", 1_u64 << level));
    }
    let names = session.info.patterns.iter().map(|pattern| format!("cells of {} that answered (share)", pattern.name));
    table.titles.extend(names.chain(["cells in no memory that answered (share)".to_owned()]));
    let name = |index: usize| session.info.patterns.get(index).map_or("", |pattern| pattern.name.as_str()).to_owned();
    table.rows = session
        .recalled
        .iter()
        .map(|recalled| {
            let begin = [recalled.start_s.to_string(), recalled.seconds.to_string(), name(recalled.pattern)];
            let shares = recalled.shares.iter().chain([&recalled.others]).map(f32::to_string);
            begin.into_iter().chain([recalled.fraction.to_string()]).chain(shares).collect()
        })
        .collect();
    table
}

/// Titles and rows of the rates: the whole run as means, then the last seconds in bins of 20 ms.
fn rates(session: &Session) -> Table {
    let mut table = Table::new(&["part", "end of bin (s)"]);
    let names = session.info.populations.iter().map(|population| format!("{} (spikes/s)", population.name));
    table.titles.extend(names);
    let row = |part: &str, time_s: f64, rates: &[f32]| {
        [part.to_owned(), time_s.to_string()].into_iter().chain(rates.iter().map(f32::to_string)).collect()
    };
    let whole = session.history.overview.iter().map(|column| row("whole run", column.time_s, &column.rates_hz));
    let last = session.history.rates.iter().map(|bin| row("last seconds", bin.time_s, &bin.rates_hz));
    table.rows = whole.chain(last).collect();
    table.notes.push("whole run: means over the time since the row before; last seconds: bins of 20 ms".to_owned());
    table
}

/// All rates at each point of the path, and where it lies along the principal components.
fn state_space(session: &Session) -> Table {
    let mut table = Table::new(&["end of mean (s)", "brain state"]);
    table.titles.extend(rate_names(session).into_iter().map(|name| format!("{name} (spikes/s)")));
    let mut reading = Reading::default();
    reading.update(session, 0.0);
    table.notes.push(format!("means over {MEAN_OVER_S} s, or over longer in a long run"));
    if let Some(principal) = &reading.principal {
        for k in [0, 1] {
            table.titles.push(format!("component {} (spikes/s)", k + 1));
            let parts: Vec<String> = principal.directions[k].iter().map(|part| format!("{part:.4}")).collect();
            let share = 100.0 * principal.shares[k];
            table.notes.push(format!("component {}: {share:.2} % of variance, along ({})", k + 1, parts.join(", ")));
        }
    }
    table.rows = reading
        .points
        .iter()
        .map(|point| {
            let components = reading.principal.as_ref().map(|principal| principal.place(&point.rates_hz));
            let values = point.rates_hz.iter().copied().chain(components.into_iter().flatten());
            [point.time_s.to_string(), point.state.english().to_owned()]
                .into_iter()
                .chain(values.map(|value| value.to_string()))
                .collect()
        })
        .collect();
    table
}

fn modulators(session: &Session) -> Table {
    let mut table = Table::new(&["end of bin (s)"]);
    table.titles.extend(Modulator::ALL.map(|modulator| format!("{} (0 to 1)", modulator.english())));
    table.rows = session
        .history
        .overview
        .iter()
        .map(|column| {
            std::iter::once(column.time_s.to_string()).chain(column.modulators.map(|level| level.to_string())).collect()
        })
        .collect();
    table
}

fn weights(session: &Session) -> Table {
    let mut table = Table::new(&[
        "projection",
        "from (initial weight)",
        "to (initial weight)",
        "synapses now",
        "synapses at the start",
    ]);
    for histogram in &session.sample.weights.histograms {
        let width = histogram.maximum / histogram.counts.len().max(1) as f32;
        for (bin, count) in histogram.counts.iter().enumerate() {
            let edges = [bin as f32 * width, (bin + 1) as f32 * width].map(|edge| edge.to_string());
            let start = histogram.initial.get(bin).copied().unwrap_or_default();
            let counts = [count.to_string(), start.to_string()];
            table.rows.push(std::iter::once(histogram.projection.clone()).chain(edges).chain(counts).collect());
        }
        let above = vec![histogram.projection.clone(), histogram.maximum.to_string(), "inf".to_owned()];
        table.rows.push(above.into_iter().chain([histogram.above.to_string(), String::new()]).collect());
    }
    table
}

fn threshold_map(session: &Session) -> Table {
    let mut table = Table::new(&["time (s)"]);
    let rows = session.history.map.last().map_or(0, |column| column.rows.len());
    let neurons = session.info.display_order.len();
    table.titles.extend((0..rows).map(|row| {
        let first = row * neurons / rows.max(1);
        match session.info.display_order.get(first) {
            Some(neuron) if rows == neurons => format!("#{neuron} (mV)"),
            Some(neuron) => format!("from #{neuron} on, mean (mV)"),
            None => format!("row {row} (mV)"),
        }
    }));
    table.notes.push("threshold shift since the start, neurons in the order of the raster".to_owned());
    table.rows = session
        .history
        .map
        .iter()
        .map(|column| {
            std::iter::once(column.time_s.to_string()).chain(column.rows.iter().map(f32::to_string)).collect()
        })
        .collect();
    table
}

fn thresholds(session: &Session) -> Table {
    let mut table = Table::new(&["neuron", "population", "threshold now (mV)", "threshold at the start (mV)"]);
    let pairs = session.sample.threshold_mv.iter().zip(&session.info.initial_threshold);
    table.rows = (0_u32..)
        .zip(pairs)
        .map(|(neuron, (now, start))| {
            vec![neuron.to_string(), population_of(session, neuron).to_owned(), now.to_string(), start.to_string()]
        })
        .collect();
    table
}

fn trace(session: &Session) -> Table {
    let mut table = Table::new(&[
        "time (s)",
        "potential (mV)",
        "threshold with its jump (mV)",
        "afterhyperpolarization (nS)",
        "excitability e (-1 to 1)",
        "fired since the row before",
    ]);
    table.notes.extend(session.history.trace_of.map(|neuron| format!("neuron #{neuron}, the last seconds")));
    table.rows = session
        .history
        .trace
        .iter()
        .map(|point| {
            let values =
                [point.potential_mv, point.threshold_mv, point.ahp_ns, point.excitability].map(|v| v.to_string());
            std::iter::once(point.time_s.to_string()).chain(values).chain([u8::from(point.spike).to_string()]).collect()
        })
        .collect();
    table
}

fn curves(session: &Session) -> Table {
    let mut table = Table::new(&["curve", "x", "change of weight (initial weights)"]);
    let Some(curves) = &session.sample.curves else { return table };
    table.notes.push(format!("{} of {}, gate {}", curves.rule.label(), curves.projection, curves.gate));
    table.notes.push(
        "pairs: x is postsynaptic minus presynaptic time (ms); rates: x is the postsynaptic rate (Hz), change a second"
            .to_owned(),
    );
    let named = [("lone pairs", &curves.lone_pairs), ("fast pairs", &curves.fast_pairs), ("rates", &curves.threshold)];
    let bounds = curves.threshold_bounds.iter().map(|curve| ("rates, long silent or very active", curve));
    for (name, curve) in named.into_iter().chain(bounds) {
        table.rows.extend(curve.iter().map(|[x, y]| vec![name.to_owned(), x.to_string(), y.to_string()]));
    }
    table
}

fn evidence(session: &Session) -> Table {
    let mut table = Table::new(&["condition", "arm", "seed", "stopped"]);
    let Some(evidence) = &session.evidence else { return table };
    table.notes.push(format!("claim: {}", evidence.plan.experiment.claim));
    table.titles.extend(evidence.plan.experiment.metrics.iter().map(|metric| metric.name.clone()));
    table.rows = evidence
        .results
        .runs
        .values()
        .map(|run| {
            let of = [run.condition.clone(), run.arm.clone(), run.seed.to_string()];
            let values = run.values.iter().map(|value| value.map_or_else(String::new, |value| value.to_string()));
            of.into_iter().chain([run.stopped.clone().unwrap_or_default()]).chain(values).collect()
        })
        .collect();
    table
}

fn replays(session: &Session) -> Table {
    let titles = ["begin (s)", "end (s)", "memory", "score (SD above shuffled memories)", "cells", "members"];
    let mut table = Table::new(&titles);
    table.notes.extend(in_english(|| session.history.replays.said(Marked::Replays)));
    table.rows = session
        .history
        .replays
        .iter()
        .map(|replay| {
            let name = session.info.patterns.get(replay.pattern).map_or("", |pattern| &pattern.name);
            vec![
                replay.start_s.to_string(),
                replay.end_s.to_string(),
                name.to_owned(),
                replay.score.to_string(),
                replay.cells.len().to_string(),
                replay.members.to_string(),
            ]
        })
        .collect();
    table
}
