//! Why something was not done, for people.

use crate::scene::Fault;

/// A message for the user, with a way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(pub String);

impl From<Vec<Fault>> for Failure {
    fn from(faults: Vec<Fault>) -> Self {
        Self(faults.iter().map(Fault::with_excerpt).collect::<Vec<_>>().join("\n"))
    }
}
