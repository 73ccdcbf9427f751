//! Inputs from outside: Poisson spikes, spike trains, currents, spikes at given times, patterns.

use super::one_f32;
use crate::units::{Hertz, Kilohertz, Milliseconds, Nanosiemens, Picoamperes, TimeInMilliseconds, TimeInSeconds};
use serde::{Deserialize, Serialize};

/// Some neurons of a population.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Selection {
    /// All of them.
    #[default]
    All,
    /// These, by index within the population.
    Neurons(Vec<i64>),
    /// From the first index to before the second.
    Range(i64, i64),
    /// A random share, 0 to 1, drawn from the seed: the nearest whole number of neurons.
    Fraction(f64),
    /// Those that are first in an order at the moment at which a phase acts on them; of equals those of lower index.
    Rank {
        /// By what they are ordered.
        by: RankBy,
        /// Whether the highest value is first; true.
        #[serde(default = "yes")]
        highest: bool,
        /// How many, 1 to the size of the population.
        count: i64,
    },
}

/// By what neurons are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RankBy {
    /// Threshold, with everything that shifts it but the jump after a spike.
    Threshold,
    /// Learned excitability e.
    Excitability,
    /// Sum of weight times conductance over the excitatory synapses onto it.
    IncomingWeight,
}

const fn yes() -> bool {
    true
}

/// Inputs from outside the network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum InputFile {
    /// Independent Poisson spikes to every neuron, through an excitatory synapse.
    Poisson {
        /// Target population.
        to: String,
        /// Rate a neuron, 0 to 100 kHz.
        rate: Kilohertz,
        /// Conductance a spike, 0 to 1,000 nS.
        conductance: Nanosiemens,
        /// Rate in NREM sleep; default: the same.
        #[serde(default)]
        nrem_rate: Option<Kilohertz>,
        /// Rate in REM sleep; default: the same.
        #[serde(default)]
        rem_rate: Option<Kilohertz>,
    },
    /// A Poisson train into each of some neurons, of its own or in volleys that they have in common; through an excitatory synapse.
    Trains {
        /// Target population.
        to: String,
        /// Which neurons; default all.
        #[serde(default)]
        neurons: Selection,
        /// Rate a neuron, 0 to 1,000 Hz.
        rate: Hertz,
        /// Default: each neuron has a train of its own. With a jitter, 0 to 100 ms, they share it: each spike of the common
        /// train reaches every neuron once, moved at random with this standard deviation.
        #[serde(default)]
        jitter: Option<Milliseconds>,
        /// Conductance a spike, 0 to 1,000 nS.
        conductance: Nanosiemens,
        /// Begin; 0.
        #[serde(default)]
        start: TimeInSeconds,
        /// End; default never.
        #[serde(default)]
        stop: Option<TimeInSeconds>,
    },
    /// A current into some neurons.
    Current {
        /// Target population.
        to: String,
        /// Which neurons; default all.
        #[serde(default)]
        neurons: Selection,
        /// Its course in time.
        shape: CurrentShape,
    },
    /// Spikes at given times.
    SpikeTimes {
        /// Target population.
        to: String,
        /// Which neurons; default all.
        #[serde(default)]
        neurons: Selection,
        /// Times from the start, in any order.
        times: Vec<TimeInMilliseconds>,
        /// What a spike does.
        effect: SpikeEffect,
    },
    /// Disruption of replay in closed loop: whenever a memory lights up in NREM sleep, the population is inhibited for a moment.
    /// Members of a memory are those who fired at 10 Hz or more when its pattern was last presented as a whole.
    Disruption {
        /// Population that is watched and inhibited; the one that the patterns reach.
        to: String,
        /// Names of the patterns whose memories are watched.
        patterns: Vec<String>,
        /// Share of a memory's members that has to fire within the window, beyond the share of all neurons that do, 0 to 1; 0.3
        /// (SCENES S10).
        #[serde(default = "three_tenths")]
        excess: f64,
        /// The window, 1 to 1,000 ms; 25.
        #[serde(default = "twenty_five_milliseconds")]
        within: TimeInMilliseconds,
        /// From detection to the pulse, 0 to 10,000 ms; 0. A delay is the control: as much inhibition, but replay has passed.
        #[serde(default)]
        delay: TimeInMilliseconds,
        /// Length of a pulse, 1 to 10,000 ms; 100.
        #[serde(default = "hundred_milliseconds")]
        duration: TimeInMilliseconds,
        /// Inhibitory conductance during a pulse, 0 to 1,000 nS. With 0 it only watches.
        conductance: Nanosiemens,
    },
}

/// Course of an injected current.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum CurrentShape {
    /// Constant between two times.
    Step {
        /// Begin.
        start: TimeInMilliseconds,
        /// End.
        stop: TimeInMilliseconds,
        /// Amplitude, -100,000 to 100,000 pA.
        amplitude: Picoamperes,
    },
    /// Linear between two times, zero outside.
    Ramp {
        /// Begin.
        start: TimeInMilliseconds,
        /// End.
        stop: TimeInMilliseconds,
        /// Amplitude at the begin.
        from: Picoamperes,
        /// Amplitude at the end.
        to: Picoamperes,
    },
    /// Ornstein–Uhlenbeck noise between two times, independent in each neuron.
    Noise {
        /// Begin.
        start: TimeInMilliseconds,
        /// End.
        stop: TimeInMilliseconds,
        /// Mean.
        mean: Picoamperes,
        /// Standard deviation.
        sd: Picoamperes,
        /// Correlation time.
        tau: Milliseconds,
    },
}

/// What an explicit spike does to its target.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum SpikeEffect {
    /// The neuron fires, as under a strong brief current.
    Fire,
    /// The fast excitatory conductance grows.
    Excite(Nanosiemens),
    /// The inhibitory conductance grows.
    Inhibit(Nanosiemens),
    /// The neuron has a plateau potential, for behavioural-timescale plasticity; its soma does not notice.
    Plateau,
}

/// Patterns: each a set of Poisson channels of its own that reach a random part of a population.
///
/// As in the prototype, the channels of a pattern are merged for each neuron into one Poisson process whose rate is the sum
/// over its contacts; neurons therefore do not share input spikes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PatternsFile {
    /// Names, one a pattern.
    pub names: Vec<String>,
    /// Target population.
    pub to: String,
    /// Channels a pattern, 1 to 10,000; 200.
    #[serde(default = "two_hundred")]
    pub channels: i64,
    /// Probability that a channel contacts a neuron, 0 to 1; 0.1.
    #[serde(default = "tenth")]
    pub contact_probability: f64,
    /// Mean rate that one contact adds, 0 to 10 kHz; 0.05.
    #[serde(default = "contact_rate")]
    pub contact_rate: Kilohertz,
    /// Standard deviation of the logarithm of that rate between contacts, 0 to 3; 1.
    #[serde(default = "one_f32")]
    pub contact_sigma: f32,
    /// Conductance a spike, 0 to 1,000 nS; 1.5.
    #[serde(default = "input_conductance")]
    pub conductance: Nanosiemens,
    /// Patterns that share channels with earlier ones; default none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared: Vec<SharedFile>,
    /// Order in time within the patterns; default none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<SequenceFile>,
    /// Population that gets feed-forward inhibition's drive; default none.
    #[serde(default)]
    pub feedforward: Option<FeedforwardFile>,
    /// Length of a presentation that a user starts, 0.01 to 60 s; 1.
    #[serde(default = "one_second")]
    pub presentation: TimeInSeconds,
    /// Share of the channels in a cue that a user starts, 0 to 1; 0.4.
    #[serde(default = "cue_fraction")]
    pub cue_fraction: f32,
}

/// The channels of each pattern in groups, in order, of which each is active in its own window of a presentation.
///
/// In a cue the first groups are given. Feed-forward drive lasts as long as the presentation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SequenceFile {
    /// Groups, 2 to 64, at most as many as there are channels; as equal as they can be.
    pub groups: i64,
    /// From the begin of one window to that of the next, 0 to 60,000 ms.
    pub step: TimeInMilliseconds,
    /// Length of a window, 1 to 60,000 ms.
    pub duration: TimeInMilliseconds,
    /// After which all begins anew, 1 to 60,000 ms; default never: once a presentation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<TimeInMilliseconds>,
    /// Neurons that a group contacts, 1 to 1,000,000: group k of the first pattern those of block k of the target population, counted
    /// from its first neuron; the next pattern goes on with the block after. Default: each group may contact all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<i64>,
}

/// Channels that a pattern has in common with an earlier one: the same contacts, with the same rates.
///
/// They are spread evenly over all channels, so that a cue has its part of them. A channel keeps its number, unless they are reversed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharedFile {
    /// The later pattern.
    pub pattern: String,
    /// The earlier one, whose channels they are.
    pub with: String,
    /// Share of the channels, 0 to 1; of all partners of a pattern together at most 1.
    pub share: f64,
    /// Whether they stand in the opposite order, so that a sequence runs backwards; false.
    #[serde(default, skip_serializing_if = "is_false")]
    pub reversed: bool,
}

/// Extra drive to inhibitory neurons while a pattern is presented.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeedforwardFile {
    /// Target population.
    pub to: String,
    /// Rate a neuron, 0 to 100 kHz.
    pub rate: Kilohertz,
    /// Factor on it during a cue, 0 to 1; 0.5.
    #[serde(default = "half")]
    pub cue_factor: f32,
}

const fn three_tenths() -> f64 {
    0.3
}

const fn twenty_five_milliseconds() -> TimeInMilliseconds {
    TimeInMilliseconds(25.0)
}

const fn hundred_milliseconds() -> TimeInMilliseconds {
    TimeInMilliseconds(100.0)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
const fn is_false(value: &bool) -> bool {
    !*value
}

const fn half() -> f32 {
    0.5
}

const fn tenth() -> f64 {
    0.1
}

const fn two_hundred() -> i64 {
    200
}

const fn cue_fraction() -> f32 {
    0.4
}

const fn one_second() -> TimeInSeconds {
    TimeInSeconds(1.0)
}

const fn contact_rate() -> Kilohertz {
    Kilohertz(0.05)
}

const fn input_conductance() -> Nanosiemens {
    Nanosiemens(1.5)
}
