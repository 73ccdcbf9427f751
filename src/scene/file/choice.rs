//! What the closed loop reads.

use super::Selection;
use serde::{Deserialize, Serialize};

/// Neurons whose mean rate is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadGroup {
    /// Population.
    pub population: String,
    /// Which neurons; default all. A random fraction is not possible here.
    #[serde(default)]
    pub neurons: Selection,
}
