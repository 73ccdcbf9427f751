//! The network as entities: populations, neurons, projections, synapses; their columns and the index between them.

mod column;
mod connectome;
mod population;
mod projection;
mod spike;
mod table;

pub use column::{
    AdaptationCurrent, AhpMultiplier, AmpaConductance, AverageRate, Calcium, Eligibility, FastExcitability,
    GabaConductance, HomeostaticShift, InjectedCurrent, LeakMultiplier, LearningTag, MediumAhp, MembranePotential,
    NeuronBundle, Paint, Position, Postsynaptic, Presynaptic, ReferenceWeight, RefractorySteps, RestingThreshold,
    SlowAhp, SlowConductance, SlowExcitability, SlowExcitabilityBundle, SynapseAge, SynapseWeakTime, TagAge, Threshold,
    ThresholdJump, Weight, slice_mut, with_column,
};
pub use connectome::{Connectome, IncomingSynapse};
pub use population::{MembraneFactors, Population};
pub use projection::{Projection, ReleaseFactors, Target};
pub use spike::{SpikeQueue, Spikes};
pub use table::{Columns, NeuronTable, SynapseTable, Table, TableFaults};
