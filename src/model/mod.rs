//! The network as entities: populations, neurons, projections, synapses; their columns and the index between them.

mod column;
mod connectome;
mod intervention;
mod population;
mod projection;
mod remainder;
mod spike;
mod table;

pub use column::{
    AdaptationCurrent, AhpMultiplier, AmpaConductance, AverageRate, Calcium, Eligibility, FastExcitability,
    FastRemainder, GabaConductance, HomeostaticShift, InjectedCurrent, LeakMultiplier, LearningTag, MediumAhp,
    MembranePotential, NeuronBundle, Paint, Position, Postsynaptic, Presynaptic, ReferenceWeight, RefractorySteps,
    RestingThreshold, ShiftRemainder, SlowAhp, SlowConductance, SlowExcitability, SlowExcitabilityBundle,
    SlowRemainder, SynapseAge, SynapseWeakTime, TagAge, Threshold, ThresholdJump, Weight, column_of, hand_over,
    slice_mut,
};
pub use connectome::{Connectome, IncomingSynapse};
pub use intervention::Interventions;
pub use population::{MembraneFactors, Population};
pub use projection::{Projection, ReleaseFactors, Target};
pub use remainder::{joined, split};
pub use spike::{SpikeQueue, Spikes};
pub use table::{Columns, NeuronTable, SynapseTable, Table, TableFaults};
