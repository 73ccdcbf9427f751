//! The files of a run: `summary.json`, `spikes.csv` and a table for each recorder.
//!
//! One clock for all of them. A spike is listed at the time at which its step begins: that is when a spike of `SpikeTimes` is asked
//! for, so that a list of spikes fed back gives the same list. A row of a recorder is the state at its time, at the end of a step.

use super::failure::Failure;
use super::summary::Summary;
use crate::measure::RecorderTable;
use crate::scene::Scene;
use crate::whole_file;
use crate::words::words;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

type Table = (PathBuf, csv::Writer<File>);

/// The open files of a run.
pub struct Output {
    folder: PathBuf,
    spikes: Table,
    recorders: BTreeMap<String, Table>,
    /// Recorders whose table has its titles.
    headed: BTreeSet<String>,
    /// Tables that are in the folder and not of this run.
    strangers: Vec<String>,
}

/// Where the summary of an earlier run waits until that of this run is written.
const EARLIER_SUMMARY: &str = "summary.earlier.json";

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
        set_earlier_run_aside(folder)?;
        let mut recorders = BTreeMap::new();
        for recorder in &scene.recorders {
            recorders.insert(recorder.name().to_owned(), open(folder, &format!("{}.csv", recorder.name()))?);
        }
        let mut output =
            Self { folder: folder.to_owned(), spikes, recorders, headed: BTreeSet::new(), strangers: Vec::new() };
        output.strangers = tables_in(folder).into_iter().filter(|name| !output.tables().contains(name)).collect();
        Ok(output)
    }

    /// Names of the tables of this run.
    #[must_use]
    pub fn tables(&self) -> Vec<String> {
        let recorders = self.recorders.keys().map(|name| format!("{name}.csv"));
        std::iter::once("spikes.csv".to_owned()).chain(recorders).collect()
    }

    /// What to say of tables that lie in the folder and are not of this run.
    #[must_use]
    pub fn strangers(&self) -> Option<String> {
        let tables = self.strangers.join(", ");
        let folder = self.folder.display().to_string();
        (!tables.is_empty()).then(|| {
            words!(
                "export-strangers",
                "note: not of this run, in { $folder }: { $tables }",
                folder = folder,
                tables = tables
            )
        })
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
            let time = scene.step().time_ms(step).to_string();
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
            let Some((path, writer)) = self.recorders.get_mut(&table.name) else { continue };
            if self.headed.insert(table.name.clone()) {
                writer.write_record(&table.header).map_err(|error| cannot_write_table(path, error))?;
            }
            for row in &table.rows {
                let (time, values) = row.split_first().map_or((0.0, &[][..]), |(time, values)| (*time, values));
                writer
                    .write_record(std::iter::once(time.to_string()).chain(values.iter().map(|value| single(*value))))
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

    /// Write the summary: a full disk does not take an older one away.
    fn write_summary(&self, summary: &Summary) -> Result<(), Failure> {
        let path = self.folder.join("summary.json");
        let text = serde_json::to_string_pretty(summary)
            .map_err(|error| Failure(format!("{}: {}", path.display(), no_summary(&error))))?;
        whole_file::replace(&path, (text + "\n").as_bytes()).map_err(|error| cannot_write(&path, &error))?;
        remove_if_there(&self.folder.join(EARLIER_SUMMARY))
    }
}

/// Take away the tables that an earlier run lists in its summary, and move that summary, so that it never stands beside the spikes of
/// another run; it goes when the new one is written.
fn set_earlier_run_aside(folder: &Path) -> Result<(), Failure> {
    let path = folder.join("summary.json");
    let Ok(text) = std::fs::read_to_string(&path) else { return Ok(()) };
    let summary: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let listed = summary["tables"].as_array().into_iter().flatten().filter_map(serde_json::Value::as_str);
    // Only names of tables in this very folder, whatever the file says; the table of spikes is already that of this run.
    let here = tables_in(folder);
    for name in listed.filter(|name| *name != "spikes.csv" && here.iter().any(|here| here == name)) {
        remove_if_there(&folder.join(name))?;
    }
    std::fs::rename(&path, folder.join(EARLIER_SUMMARY)).map_err(|error| cannot_write(&path, &error))
}

fn remove_if_there(path: &Path) -> Result<(), Failure> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(cannot_write(path, &error)),
        _ => Ok(()),
    }
}

/// Names of the tables in a folder, in order.
fn tables_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> =
        names.filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "csv")).collect();
    names.sort();
    names
}

fn open(folder: &Path, name: &str) -> Result<Table, Failure> {
    let path = folder.join(name);
    let file = File::create(&path).map_err(|error| cannot_write(&path, &error))?;
    Ok((path, csv::Writer::from_writer(file)))
}

/// A value to the precision with which it was computed.
#[expect(clippy::cast_possible_truncation, reason = "columns are single precision")]
fn single(value: f64) -> String {
    (value as f32).to_string()
}

fn cannot_write_table(path: &Path, error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => cannot_write(path, &error),
        other => Failure(format!("{}: {}", path.display(), cannot(&format!("{other:?}")))),
    }
}

fn no_summary(error: &serde_json::Error) -> String {
    words!("export-no-summary", "the summary cannot be written: { $error }", error = error.to_string())
}

fn cannot(error: &str) -> String {
    words!("export-cannot-write", "cannot be written: { $error }.", error = error)
}

/// Why a file cannot be written, and a way out.
#[must_use]
pub fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    let elsewhere = words!("export-elsewhere", "Choose another folder.");
    let (why, way_out) = match error.kind() {
        ErrorKind::PermissionDenied => {
            (words!("export-no-permission", "there is no permission to write here.").to_owned(), elsewhere)
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
            words!("export-disk-full", "the disk is full. What was written before is kept.").to_owned(),
            words!("export-make-room", "Make room, choose another folder, or record less."),
        ),
        ErrorKind::ReadOnlyFilesystem => (words!("export-read-only", "the disk is read-only.").to_owned(), elsewhere),
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            (words!("export-file-in-the-way", "a file is in the way of this folder.").to_owned(), elsewhere)
        }
        ErrorKind::IsADirectory => (
            words!("export-folder-in-the-way", "a folder is in the way of this file.").to_owned(),
            words!("export-rename", "Rename it, or choose another folder for --out."),
        ),
        _ => (cannot(&error.to_string()), elsewhere),
    };
    Failure(format!("{}: {why}\n    {way_out}", path.display()))
}
