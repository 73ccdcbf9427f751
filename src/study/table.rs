//! The results as tables in long form: a row for each run and read-out, or for each point of its curve.

use super::{Case, Readings, Study};
use std::fmt::Display;

/// A row for each run and read-out.
#[must_use]
pub fn table(study: &Study, readings: &Readings) -> String {
    let note = "value: of rates and levels the mean of the last second, of recall the last presentation or cue of the pattern, \
                of all else the state at the end; none where a guard stopped the run";
    let mut table = Table::new(study, Some(note), &["stopped", "state_hash"]);
    for (number, case) in study.cases().iter().enumerate() {
        let Some(reading) = readings.get(&number) else { continue };
        for (index, value) in reading.values.iter().enumerate() {
            let value = value.map_or_else(String::new, |value| value.to_string());
            let end = [reading.stopped.clone().unwrap_or_default(), format!("{:016x}", reading.hash)];
            table.row(study, (number, case), index, reading.time_s, value, &end);
        }
    }
    table.text()
}

/// A row for each point of each curve.
#[must_use]
pub fn curve_table(study: &Study, readings: &Readings) -> String {
    let mut table = Table::new(study, None, &[]);
    for (number, case) in study.cases().iter().enumerate() {
        for (index, curve) in readings.get(&number).into_iter().flat_map(|reading| reading.curves.iter().enumerate()) {
            for (time_s, value) in curve {
                table.row(study, (number, case), index, *time_s, value, &[]);
            }
        }
    }
    table.text()
}

struct Table {
    head: String,
    rows: csv::Writer<Vec<u8>>,
}

impl Table {
    fn new(study: &Study, note: Option<&str>, last: &[&str]) -> Self {
        let scene = &study.base.scene;
        let changed = scene.changes().iter();
        let set = changed.fold(String::new(), |set, (path, value)| format!("{set}, {path}={value}"));
        let changes = study.base.log.len();
        let mut head = format!(
            "# Rheobase {}: sweep\n# scene {}, {}{set}, time step {} ms, {changes} changes by hand\n",
            env!("CARGO_PKG_VERSION"),
            scene.name,
            scene.source(),
            scene.step().milliseconds(),
        );
        if let Some(note) = note {
            head.push_str(&format!("# {note}\n"));
        }
        let paths: Vec<String> = study.axes.iter().map(|axis| axis.what.path()).collect();
        let titles = ["run"].into_iter().chain(paths.iter().map(String::as_str));
        let titles = titles.chain(["seed", "read_out", "unit", "time_s", "value"]).chain(last.iter().copied());
        let mut table = Self { head, rows: csv::Writer::from_writer(Vec::new()) };
        table.write(titles);
        table
    }

    fn row(
        &mut self,
        study: &Study,
        (number, case): (usize, &Case),
        readout: usize,
        time_s: f64,
        value: impl Display,
        last: &[String],
    ) {
        let Some(readout) = study.read.get(readout) else { return };
        let begin = [(number + 1).to_string()].into_iter().chain(case.values.iter().map(f64::to_string));
        let unit = if readout.unit().is_empty() { "1" } else { readout.unit() };
        let rest = [
            case.seed.to_string(),
            readout.id(&study.base.scene),
            unit.to_owned(),
            format!("{time_s}"),
            value.to_string(),
        ];
        self.write(begin.chain(rest).chain(last.iter().cloned()).collect::<Vec<_>>());
    }

    fn write<S: AsRef<[u8]>>(&mut self, row: impl IntoIterator<Item = S>) {
        // Rows of the same length are always written to memory.
        drop(self.rows.write_record(row));
    }

    fn text(self) -> String {
        let rows = self.rows.into_inner().unwrap_or_default();
        self.head + &String::from_utf8_lossy(&rows)
    }
}
