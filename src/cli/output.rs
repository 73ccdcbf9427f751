//! The files of a run: `summary.json`, `spikes.csv` and a table for each recorder.

use super::ending::Failure;
use super::report::Summary;
use crate::measure::RecorderTable;
use crate::scene::Scene;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

type Table = (PathBuf, csv::Writer<File>);

/// The open files of a run.
pub struct Output {
    folder: PathBuf,
    spikes: Table,
    recorders: BTreeMap<String, Table>,
    /// Integration step.
    dt_ms: f64,
}

impl Output {
    /// Make the folder and the table of spikes.
    ///
    /// # Errors
    /// The folder or the table cannot be written.
    pub fn create(folder: &Path, scene: &Scene) -> Result<Self, Failure> {
        std::fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
        let mut spikes = open(folder, "spikes.csv")?;
        spikes
            .1
            .write_record(["time_ms", "population", "neuron"])
            .map_err(|error| cannot_write_table(&spikes.0, error))?;
        // From the number of steps in 1,000 s, so that 0.1 ms is not 0.10000000149 ms.
        let dt_ms = 1e6 / whole(scene.steps_in(1000.0));
        Ok(Self { folder: folder.to_owned(), spikes, recorders: BTreeMap::new(), dt_ms })
    }

    /// Add spikes as (step, neuron).
    ///
    /// # Errors
    /// The table cannot be written.
    pub fn add_spikes(&mut self, scene: &Scene, spikes: &[(u64, u32)]) -> Result<(), Failure> {
        let (path, writer) = &mut self.spikes;
        for &(step, neuron) in spikes {
            let of = scene.ranges().iter().position(|range| range.contains(&neuron)).unwrap_or(0);
            let (name, first) = (&scene.populations[of].name, scene.range(of).start);
            let time = milliseconds(whole(step + 1) * self.dt_ms);
            writer
                .write_record([time.as_str(), name, &(neuron - first).to_string()])
                .map_err(|error| cannot_write_table(path, error))?;
        }
        Ok(())
    }

    /// Add rows of the recorders.
    ///
    /// # Errors
    /// A table cannot be written.
    pub fn add_records(&mut self, tables: Vec<RecorderTable>) -> Result<(), Failure> {
        for table in tables {
            if !self.recorders.contains_key(&table.name) {
                let mut opened = open(&self.folder, &format!("{}.csv", table.name))?;
                opened.1.write_record(&table.header).map_err(|error| cannot_write_table(&opened.0, error))?;
                self.recorders.insert(table.name.clone(), opened);
            }
            let Some((path, writer)) = self.recorders.get_mut(&table.name) else { continue };
            for row in &table.rows {
                let (time, values) = row.split_first().map_or((0.0, &[][..]), |(time, values)| (*time, values));
                writer
                    .write_record(std::iter::once(milliseconds(time)).chain(values.iter().map(|value| single(*value))))
                    .map_err(|error| cannot_write_table(path, error))?;
            }
        }
        Ok(())
    }

    /// Close all tables and write the summary, each even if another one cannot be written; the summary then says so.
    ///
    /// # Errors
    /// A file cannot be written: the first one that could not.
    pub fn finish(mut self, summary: &mut Summary) -> Result<(), Failure> {
        let mut first_failure = None;
        for (path, writer) in std::iter::once(&mut self.spikes).chain(self.recorders.values_mut()) {
            if let Err(error) = writer.flush() {
                first_failure.get_or_insert_with(|| cannot_write(path, &error));
                summary.note.get_or_insert_with(|| "a table could not be written to its end".to_owned());
            }
        }
        let written = self.write_summary(summary);
        first_failure.map_or(written, Err)
    }

    /// Write the summary under another name first, so that a full disk does not take an older one away.
    fn write_summary(&self, summary: &Summary) -> Result<(), Failure> {
        let path = self.folder.join("summary.json");
        let text = serde_json::to_string_pretty(summary)
            .map_err(|error| Failure(format!("{}: the summary cannot be written: {error}", path.display())))?;
        let part = self.folder.join("summary.json.part");
        std::fs::write(&part, text + "\n").and_then(|()| std::fs::rename(&part, &path)).map_err(|error| {
            // What is left of it is of no use.
            drop(std::fs::remove_file(&part));
            cannot_write(&path, &error)
        })
    }
}

fn open(folder: &Path, name: &str) -> Result<Table, Failure> {
    let path = folder.join(name);
    let file = File::create(&path).map_err(|error| cannot_write(&path, &error))?;
    Ok((path, csv::Writer::from_writer(file)))
}

#[expect(clippy::cast_precision_loss, reason = "a run is far shorter than 2^53 steps")]
const fn whole(steps: u64) -> f64 {
    steps as f64
}

/// A time to a tenth of a microsecond, without the noise of binary fractions.
fn milliseconds(time: f64) -> String {
    ((time * 1e4).round() / 1e4).to_string()
}

/// A value to the precision with which it was computed.
#[expect(clippy::cast_possible_truncation, reason = "columns are single precision")]
fn single(value: f64) -> String {
    (value as f32).to_string()
}

fn cannot_write_table(path: &Path, error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => cannot_write(path, &error),
        other => Failure(format!("{}: cannot be written: {other:?}.", path.display())),
    }
}

/// Why a file cannot be written, and a way out.
pub fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    let why = match error.kind() {
        ErrorKind::PermissionDenied => {
            "there is no permission to write here.\n    Choose another folder for --out.".to_owned()
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "the disk is full. What was written before is kept.\n    Make room, choose another folder for --out, or \
             record less."
                .to_owned()
        }
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only.\n    Choose another folder for --out.".to_owned(),
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            "a file is in the way of this folder.\n    Choose another folder for --out.".to_owned()
        }
        ErrorKind::IsADirectory => {
            "a folder is in the way of this file.\n    Rename it, or choose another folder for --out.".to_owned()
        }
        _ => format!("cannot be written: {error}.\n    Choose another folder for --out."),
    };
    Failure(format!("{}: {why}", path.display()))
}
