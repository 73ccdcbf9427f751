//! The state of a simulation: its hash, and saving and restoring it.

use super::run::Simulation;
use crate::measure::{Guard, RecorderSet};
use crate::model::{
    AdaptationCurrent, AhpMultiplier, AmpaConductance, AverageRate, Calcium, FastExcitability, FastRemainder,
    GabaConductance, HomeostaticShift, InjectedCurrent, Interventions, LeakMultiplier, LearningTag, MediumAhp,
    MembranePotential, Paint, ReferenceWeight, RefractorySteps, RestingThreshold, ShiftRemainder, SlowAhp,
    SlowConductance, SlowExcitability, SlowRemainder, SpikeQueue, Spikes, TagAge, Threshold, ThresholdJump, Weight,
};
use crate::modulation::{Modulation, RewardSystem};
use crate::plasticity::synaptic::{PairTraces, SpikeTraces, TraceClock};
use crate::plasticity::{MOVED_PARAMETERS, Rule, RuleSwitches, SlowTick};
use crate::protocol::{Choices, CurrentInputs, Disruptions, PatternDrive, Protocol, SpikeTimes, Trains};
use crate::scene::file::SceneFile;
use crate::scene::{Fault, Scene};
use crate::schedule::{BiologicalTime, Clock};
use crate::state::{About, Damaged, Part, Reader, State, Writer, component, resource};
use bevy::ecs::world::World;
use std::sync::Arc;
use thiserror::Error;
use xxhash_rust::xxh3::xxh3_64;

/// What a saved state begins with.
const MAGIC: &[u8; 8] = b"rheobase";
/// Version of the format: it grows with every change of what is written.
const VERSION: u32 = 3;
/// Length of what stands before the state: magic, version, length of the whole, scene, seed.
const HEAD: usize = 8 + 4 + 8 + 8 + 8;
/// Length of the checksum at the end.
const CHECKSUM: usize = 8;

/// What the next step depends on in every scene. Parameters come first: what is derived from them is set by moving them.
const PARTS: &[Part] = &[
    MOVED_PARAMETERS,
    resource::<Clock>(About::Course),
    resource::<BiologicalTime>(About::Course),
    resource::<Modulation>(About::Course),
    resource::<RewardSystem>(About::Plasticity),
    resource::<RuleSwitches>(About::Course),
    resource::<Protocol>(About::Course),
    resource::<PatternDrive>(About::Course),
    resource::<Trains>(About::Course),
    resource::<CurrentInputs>(About::Course),
    resource::<SpikeTimes>(About::Course),
    resource::<Disruptions>(About::Course),
    resource::<Spikes>(About::Activity),
    resource::<SpikeQueue>(About::Activity),
    resource::<SlowTick>(About::Activity),
    resource::<Guard>(About::Course),
    component::<MembranePotential>(About::Activity),
    component::<RefractorySteps>(About::Activity),
    component::<AmpaConductance>(About::Activity),
    component::<SlowConductance>(About::Activity),
    component::<GabaConductance>(About::Activity),
    component::<InjectedCurrent>(About::Activity),
    component::<ThresholdJump>(About::Activity),
    component::<Threshold>(About::Derived),
    component::<RestingThreshold>(About::Course),
    component::<MediumAhp>(About::Activity),
    component::<SlowAhp>(About::Activity),
    component::<AhpMultiplier>(About::Derived),
    component::<LeakMultiplier>(About::Derived),
    component::<AdaptationCurrent>(About::Activity),
    component::<FastExcitability>(About::Plasticity),
    component::<FastRemainder>(About::Plasticity),
    component::<SlowExcitability>(About::Plasticity),
    component::<SlowRemainder>(About::Plasticity),
    component::<Paint>(About::Course),
    component::<Calcium>(About::Activity),
    component::<LearningTag>(About::Plasticity),
    component::<HomeostaticShift>(About::Plasticity),
    component::<ShiftRemainder>(About::Plasticity),
    component::<AverageRate>(About::Activity),
    component::<TagAge>(About::Plasticity),
    component::<Weight>(About::Plasticity),
    component::<ReferenceWeight>(About::Plasticity),
    component::<SpikeTraces>(About::Activity),
    component::<PairTraces>(About::Activity),
    component::<TraceClock>(About::Activity),
];

/// Only where the timeline reads rates.
const CHOICES: &[Part] = &[resource::<Choices>(About::Course)];

/// Only where the timeline changes the network for good.
const INTERVENTIONS: &[Part] = &[resource::<Interventions>(About::Course)];

/// What belongs to a run without steering it: tables that have not been taken yet.
const KEPT: &[Part] = &[resource::<RecorderSet>(About::Course)];

/// The parts of the state of a scene.
fn parts(scene: &Scene) -> impl Iterator<Item = &'static Part> {
    let of_rules = Rule::ALL.into_iter().filter(move |rule| rule.is_in(scene)).flat_map(Rule::state);
    let choices = if scene.read_groups().is_empty() { &[][..] } else { CHOICES };
    let interventions = if scene.intervenes() { INTERVENTIONS } else { &[] };
    PARTS.iter().chain(of_rules).chain(choices).chain(interventions)
}

/// The parts of the state of a scene, and what belongs to its run without steering it.
pub(super) fn kept_parts(scene: &Scene) -> impl Iterator<Item = &'static Part> {
    parts(scene).chain(KEPT)
}

/// Why a saved state can't be taken up.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RestoreError {
    /// The scene cannot be made ready to step.
    #[error(transparent)]
    Scene(#[from] Fault),
    /// It begins otherwise.
    #[error("this is not a saved state of a simulation.")]
    NotAState,
    /// It was written by a later version of this program.
    #[error("the state was saved in format {found}, and this program reads up to {known}: use a newer one.", known = VERSION)]
    Newer {
        /// Its version.
        found: u32,
    },
    /// It was written by an earlier version of this program.
    #[error("the state was saved in format {found}, and this program reads {known}: use the one that saved it.", known = VERSION)]
    Older {
        /// Its version.
        found: u32,
    },
    /// Its end is missing.
    #[error("the end of the saved state is missing: {found} of {expected} bytes are there.")]
    Truncated {
        /// Bytes there are.
        found: u64,
        /// Bytes there were.
        expected: u64,
    },
    /// It belongs to another scene.
    #[error("the state was saved from another scene, or the scene was changed since.")]
    OtherScene,
    /// It belongs to another run of the scene.
    #[error("the state was saved from a run with seed {found}.")]
    OtherSeed {
        /// The seed it was saved with.
        found: u64,
    },
    /// Its bytes were changed.
    #[error("the saved state is damaged.")]
    Damaged,
}

impl From<Damaged> for RestoreError {
    fn from(_: Damaged) -> Self {
        Self::Damaged
    }
}

/// Hash of a scene, by which a state knows its own.
fn scene_hash(scene: &Scene) -> u64 {
    let file: &SceneFile = scene;
    xxh3_64(ron::to_string(file).unwrap_or_default().as_bytes())
}

impl Simulation {
    /// A hash of everything that the next step depends on: equal bits, equal hash.
    #[must_use]
    pub fn state_hash(&self) -> u64 {
        let mut writer = Writer::hashing();
        parts(self.scene()).for_each(|part| (part.write)(self.world(), &mut writer));
        writer.hash()
    }

    /// The whole run as it is now, to go on from with [`Simulation::restore`]: its state, its log, and what has been recorded and not
    /// taken yet.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        let mut writer = Writer::saving();
        writer.bytes(MAGIC);
        VERSION.write(&mut writer);
        // The length is not known yet.
        0_u64.write(&mut writer);
        scene_hash(self.scene()).write(&mut writer);
        self.seed().write(&mut writer);
        let world: &World = self.world();
        kept_parts(self.scene()).for_each(|part| (part.write)(world, &mut writer));
        // A log is plain data; its text is exact.
        ron::to_string(self.log()).unwrap_or_default().write(&mut writer);
        self.spike_log.write(&mut writer);
        let mut bytes = writer.into_bytes();
        let length = (bytes.len() + CHECKSUM) as u64;
        bytes[12..20].copy_from_slice(&length.to_le_bytes());
        let checksum = xxh3_64(&bytes);
        bytes.extend(checksum.to_le_bytes());
        bytes
    }

    /// The run that was saved, in a world spawned anew from its scene and seed.
    ///
    /// # Errors
    /// The bytes are no saved state, or that of another scene, seed or version, or they are damaged.
    pub fn restore(scene: Arc<Scene>, seed: u64, saved: &[u8]) -> Result<Self, RestoreError> {
        let mut reader = Reader::new(body(&scene, seed, saved)?);
        let mut simulation = Self::spawned_at(scene, seed, &mut reader)?;
        let mut log = String::new();
        log.read(&mut reader)?;
        simulation.log = ron::from_str(&log).map_err(|_| RestoreError::Damaged)?;
        simulation.spike_log.read(&mut reader)?;
        reader.end()?;
        Ok(simulation)
    }

    /// The same run in a scene that has begun in the same way: the two differ only in phases that are still to come.
    ///
    /// # Errors
    /// The scene is another one, or cannot be made ready to step.
    pub fn branch(&self, scene: Arc<Scene>) -> Result<Self, RestoreError> {
        let common = self.scene().common_phases(&scene).ok_or(RestoreError::OtherScene)?;
        if self.steps() > scene.start_of_phase(common) {
            return Err(RestoreError::OtherScene);
        }
        let mut writer = Writer::saving();
        kept_parts(&scene).for_each(|part| (part.write)(self.world(), &mut writer));
        let bytes = writer.into_bytes();
        let mut simulation = Self::spawned_at(scene, self.seed(), &mut Reader::new(&bytes))?;
        (simulation.log, simulation.spike_log) = (self.log.clone(), self.spike_log.clone());
        Ok(simulation)
    }

    /// A world spawned anew, with a state that was written of another one.
    fn spawned_at(scene: Arc<Scene>, seed: u64, state: &mut Reader<'_>) -> Result<Self, RestoreError> {
        let mut simulation = Self::from_shared(Arc::clone(&scene), seed)?;
        for part in kept_parts(&scene) {
            (part.read)(&mut simulation.world, state)?;
        }
        Ok(simulation)
    }
}

/// The state within the bytes, after a look at everything round it.
fn body<'a>(scene: &Scene, seed: u64, saved: &'a [u8]) -> Result<&'a [u8], RestoreError> {
    let head = saved.get(..MAGIC.len()).unwrap_or_default();
    if head != MAGIC {
        // A state of which less than its first word is left is none.
        return Err(RestoreError::NotAState);
    }
    let mut reader = Reader::new(&saved[MAGIC.len()..]);
    let (mut version, mut length, mut of_scene, mut of_seed) = (0_u32, 0_u64, 0_u64, 0_u64);
    let truncated = |expected: u64| RestoreError::Truncated { found: saved.len() as u64, expected };
    let least = (HEAD + CHECKSUM) as u64;
    version.read(&mut reader).map_err(|_| truncated(least))?;
    if version > VERSION {
        return Err(RestoreError::Newer { found: version });
    }
    if version < VERSION {
        return Err(RestoreError::Older { found: version });
    }
    length.read(&mut reader).map_err(|_| truncated(least))?;
    if (saved.len() as u64) < length.max(least) {
        return Err(truncated(length.max(least)));
    }
    let (written, checksum) = saved.split_at(saved.len() - CHECKSUM);
    if saved.len() as u64 != length || xxh3_64(written).to_le_bytes() != checksum {
        return Err(RestoreError::Damaged);
    }
    of_scene.read(&mut reader)?;
    of_seed.read(&mut reader)?;
    if of_scene != scene_hash(scene) {
        return Err(RestoreError::OtherScene);
    }
    if of_seed != seed {
        return Err(RestoreError::OtherSeed { found: of_seed });
    }
    Ok(&written[HEAD..])
}
