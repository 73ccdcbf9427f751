//! Brain states and the levels that each of them sets (MODEL table 2.10).

use crate::state::{Damaged, Reader, State, Writer};
use crate::words::words;
use serde::{Deserialize, Serialize};

/// Awake, or one of the two kinds of sleep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BrainState {
    /// Awake: high acetylcholine, irregular activity, plasticity on demand.
    #[default]
    Awake,
    /// Non-rapid-eye-movement sleep: low acetylcholine, Up and Down states, replay.
    Nrem,
    /// Rapid-eye-movement sleep: high acetylcholine, no noradrenaline or serotonin, no sensory input.
    Rem,
}

impl BrainState {
    /// All states.
    pub const ALL: [Self; 3] = [Self::Awake, Self::Nrem, Self::Rem];

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Awake => words!("state-awake", "AWAKE"),
            Self::Nrem => words!("state-nrem", "NREM"),
            Self::Rem => words!("state-rem", "REM"),
        }
    }

    /// Name in files.
    #[must_use]
    pub const fn english(self) -> &'static str {
        match self {
            Self::Awake => "AWAKE",
            Self::Nrem => "NREM",
            Self::Rem => "REM",
        }
    }
}

impl State for BrainState {
    fn write(&self, writer: &mut Writer) {
        (*self as u8).write(writer);
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged> {
        let mut index = 0_u8;
        index.read(reader)?;
        *self = Self::ALL.get(usize::from(index)).copied().ok_or(Damaged)?;
        Ok(())
    }
}

/// Levels that one brain state sets.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StateLevels {
    /// Acetylcholine, 0 to 1.
    pub acetylcholine: f32,
    /// Dopamine, 0 to 1.
    pub dopamine: f32,
    /// Serotonin, 0 to 1.
    pub serotonin: f32,
    /// Noradrenaline, 0 to 1.
    pub noradrenaline: f32,
    /// Smallest value of the plasticity gate, 0 to 1.
    pub gate: f32,
    /// Factor on the depression part of the triplet rule.
    pub depression: f32,
    /// Factor on inhibitory plasticity, 0 to 10; 1.
    #[serde(default = "unit")]
    pub inhibitory_plasticity: f32,
}

const fn unit() -> f32 {
    1.0
}

/// The levels of all brain states. Defaults: MODEL table 2.10.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StateTable {
    /// Awake.
    pub awake: StateLevels,
    /// Non-rapid-eye-movement sleep.
    pub nrem: StateLevels,
    /// Rapid-eye-movement sleep.
    pub rem: StateLevels,
}

impl Default for StateTable {
    fn default() -> Self {
        Self {
            awake: StateLevels {
                acetylcholine: 1.0,
                dopamine: 0.2,
                serotonin: 0.5,
                noradrenaline: 0.6,
                gate: 0.02,
                depression: 1.0,
                inhibitory_plasticity: 1.0,
            },
            nrem: StateLevels {
                acetylcholine: 0.0,
                dopamine: 0.1,
                serotonin: 0.2,
                noradrenaline: 0.1,
                gate: 0.15,
                depression: 1.0,
                inhibitory_plasticity: 1.0,
            },
            rem: StateLevels {
                acetylcholine: 1.0,
                dopamine: 0.2,
                serotonin: 0.0,
                noradrenaline: 0.0,
                gate: 0.3,
                depression: 1.5,
                inhibitory_plasticity: 1.0,
            },
        }
    }
}

impl StateTable {
    /// The levels of one state.
    #[must_use]
    pub const fn levels(&self, state: BrainState) -> &StateLevels {
        match state {
            BrainState::Awake => &self.awake,
            BrainState::Nrem => &self.nrem,
            BrainState::Rem => &self.rem,
        }
    }
}
