//! A run done for its results: its spikes, the tables of its recorders and a summary, in a folder.

mod again;
mod failure;
mod output;
mod run;
mod summary;

pub use again::{account_of, read};
pub use failure::Failure;
pub use output::{Output, cannot_write};
pub use run::{Done, run};
pub use summary::Summary;
