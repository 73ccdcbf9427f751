//! Evidence: arms × conditions × seeds of a scene, run on all cores, measured, compared seed by seed, and judged (SCENES 1.1 and 1.2).

mod batch;
mod course;
mod figure;
mod groups;
mod maps;
mod measurement;
mod observation;
mod plan;
mod pool;
mod reason;
mod report;
mod results;
mod shipped;
mod sleep;
mod trials;
mod turnover;
mod varied;
mod verdict;
mod wanted;

pub use batch::Batch;
pub use course::{observe, steps};
pub use measurement::measure;
pub use observation::{LAST, Observation, Snapshot};
pub use plan::{Plan, Run, Treatment, scene_hash};
pub use pool::{Pool, Share};
pub use reason::{Comparison, Reason};
pub use report::{csv_text, explained, markdown, table, verdict_word};
pub use results::{ResultError, Results, RunRecord};
pub use shipped::shipped_records;
pub use varied::{varied_markdown, varied_table};
pub use verdict::{Finding, Judgement, judge, seeds_needed};
