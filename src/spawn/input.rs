//! Inputs and patterns of a scene.

use crate::protocol::{
    Contact, ContactLaw, CurrentInput, CurrentInputs, Disruption, Disruptions, PatternDrive, PoissonInput,
    PoissonInputs, Replacement, Sequence, SpikeTimes, TimedSpike, Train, Trains,
};
use crate::random::{PoissonTable, Purpose, RandomStream};
use crate::scene::file::{CurrentShape, InputFile, PatternsFile, Selection, SequenceFile};
use crate::scene::{Scene, decimal};
use crate::units::{Kilohertz, TimeInMilliseconds, TimeInSeconds};

/// Least rate of a member of a memory that is to be disrupted (Hz), as in the metrics of an engram (SCENES 1.3).
const MEMBER_RATE_HZ: f64 = 10.0;

/// The inputs of a scene, by kind.
pub struct Inputs {
    /// Poisson inputs.
    pub poisson: PoissonInputs,
    /// Injected currents.
    pub current: CurrentInputs,
    /// Spike trains.
    pub trains: Trains,
    /// Explicit spikes.
    pub spike_times: SpikeTimes,
    /// Disruptions of replay.
    pub disruptions: Disruptions,
}

/// Build the inputs of a scene.
pub fn inputs(scene: &Scene, seed: u64) -> Inputs {
    let (mut poisson, mut current, mut spikes) = (Vec::new(), Vec::new(), Vec::new());
    let (mut trains, mut disruptions) = (Vec::new(), Vec::new());
    for (index, input) in scene.inputs.iter().enumerate() {
        let item = index as u64;
        match input {
            InputFile::Poisson { to, rate, conductance, nrem_rate, rem_rate } => {
                let range = scene.range(scene.population_index(to).unwrap_or(0));
                let table = |rate: Kilohertz| PoissonTable::new(decimal(rate.0) * scene.step().milliseconds());
                poisson.push(PoissonInput {
                    target: range.start as usize..range.end as usize,
                    conductance: conductance.0,
                    tables: [table(*rate), table(nrem_rate.unwrap_or(*rate)), table(rem_rate.unwrap_or(*rate))],
                    stream: RandomStream::new(seed, Purpose::PoissonInput, item),
                });
            }
            InputFile::Trains { to, neurons, rate, jitter, conductance, start, stop } => {
                let step = |time: TimeInSeconds| scene.steps_in(time.0);
                trains.push(Train {
                    neurons: select(scene, to, neurons, seed, item),
                    conductance: conductance.0,
                    counts: PoissonTable::new(decimal(rate.0) * scene.time_s(1)),
                    steps: step(*start)..stop.map_or(u64::MAX, step),
                    jitter: jitter.map(|jitter| jitter.0 / scene.dt_ms()),
                    events: RandomStream::new(seed, Purpose::Train, item),
                    displacement: RandomStream::new(seed, Purpose::TrainJitter, item),
                });
            }
            InputFile::Current { to, neurons, shape } => {
                let neurons = select(scene, to, neurons, seed, item);
                let (CurrentShape::Step { start, stop, .. }
                | CurrentShape::Ramp { start, stop, .. }
                | CurrentShape::Noise { start, stop, .. }) = *shape;
                current.push(CurrentInput {
                    noise: vec![0.0; neurons.len()],
                    neurons,
                    steps: scene.step().steps(start.0)..scene.step().steps(stop.0),
                    shape: *shape,
                    stream: RandomStream::new(seed, Purpose::CurrentNoise, item),
                });
            }
            InputFile::SpikeTimes { to, neurons, times, effect } => {
                let neurons = select(scene, to, neurons, seed, item);
                for time in times {
                    let step = scene.step().steps(time.0);
                    spikes.extend(neurons.iter().map(|&neuron| TimedSpike { step, neuron, effect: *effect }));
                }
            }
            InputFile::Disruption { to, patterns, excess, within, delay, duration, conductance } => {
                let range = scene.range(scene.population_index(to).unwrap_or(0));
                let names = scene.patterns.as_ref().map_or(&[][..], |patterns| &patterns.names);
                let watched: Vec<usize> =
                    patterns.iter().filter_map(|pattern| names.iter().position(|name| name == pattern)).collect();
                let steps = |time: TimeInMilliseconds| scene.step().steps(time.0);
                let mut disruption = Disruption::new(range, &watched, steps(*within));
                disruption.conductance = conductance.0;
                disruption.excess = *excess;
                disruption.member_rate = MEMBER_RATE_HZ * scene.time_s(1);
                disruption.delay = steps(*delay);
                disruption.duration = steps(*duration).max(1);
                disruptions.push(disruption);
            }
        }
    }
    Inputs {
        disruptions: Disruptions(disruptions),
        poisson: PoissonInputs::new(poisson),
        trains: Trains::new(trains),
        current: CurrentInputs::new(current),
        spike_times: SpikeTimes::new(spikes),
    }
}

fn select(scene: &Scene, population: &str, selection: &Selection, seed: u64, input: u64) -> Vec<u32> {
    let population = scene.population_index(population).unwrap_or(0);
    scene.select(population, selection).neurons(&mut RandomStream::new(seed, Purpose::Selection, 1).sequence(input))
}

/// Build the patterns of a scene.
pub fn patterns(scene: &Scene, seed: u64) -> PatternDrive {
    let law = scene.patterns.as_ref().map(contact_law).unwrap_or_default();
    let mut drive = PatternDrive::new(
        RandomStream::new(seed, Purpose::PatternSpikes, 0),
        RandomStream::new(seed, Purpose::FeedforwardSpikes, 0),
        Replacement::new(law, RandomStream::new(seed, Purpose::Replacement, 0)),
    );
    let Some(file) = &scene.patterns else { return drive };
    let range = |name: &str| {
        let range = scene.range(scene.population_index(name).unwrap_or(0));
        range.start as usize..range.end as usize
    };
    drive.target = range(&file.to);
    drive.channels = u32::try_from(file.channels).unwrap_or(0);
    drive.conductance = file.conductance.0;
    drive.feedforward = file
        .feedforward
        .as_ref()
        .map(|feedforward| (range(&feedforward.to), feedforward.rate.0, feedforward.cue_factor));
    drive.contacts = (0..file.names.len()).map(|pattern| contacts(file, pattern, drive.target.len(), seed)).collect();
    drive.sequence = file.sequence.as_ref().map(|sequence| sequence_of(scene, sequence));
    keep_to_blocks(&mut drive);
    share_channels(file, &mut drive);
    drive
}

/// The law by which channels contact neurons.
fn contact_law(file: &PatternsFile) -> ContactLaw {
    ContactLaw { probability: file.contact_probability, rate: file.contact_rate.0, sigma: file.contact_sigma }
}

/// The order in time within the patterns.
fn sequence_of(scene: &Scene, file: &SequenceFile) -> Sequence {
    let steps = |time: TimeInMilliseconds| scene.step().steps(time.0);
    Sequence {
        groups: u32::try_from(file.groups).unwrap_or(1),
        step: steps(file.step),
        duration: steps(file.duration).max(1),
        period: file.period.map(steps),
        block: file.block.and_then(|block| u32::try_from(block).ok()),
    }
}

/// Take away what groups of channels contact beyond their block of neurons.
fn keep_to_blocks(drive: &mut PatternDrive) {
    let Some(sequence) = drive.sequence else { return };
    let (channels, neurons) = (drive.channels, drive.target.len());
    for (pattern, contacts) in drive.contacts.iter_mut().enumerate() {
        contacts.retain(|contact| {
            let group = sequence.group(contact.channel, channels);
            sequence.reach(pattern, group, neurons).contains(&(contact.neuron as usize))
        });
    }
}

/// Hand the channels that later patterns share with earlier ones to the later ones.
fn share_channels(file: &PatternsFile, drive: &mut PatternDrive) {
    let channels = f64::from(drive.channels);
    drive.owners =
        (0..file.names.len()).map(|pattern| (0..drive.channels).map(|channel| (pattern, channel)).collect()).collect();
    let dealt = dealt_evenly(drive.channels);
    for pattern in 0..file.names.len() {
        let mut taken = 0.0;
        for shared in file.shared.iter().filter(|shared| shared.pattern == file.names[pattern]) {
            let Some(with) = file.names.iter().position(|name| *name == shared.with) else { continue };
            let boundary = |share: f64| (share * channels).round().min(channels) as usize;
            let mut members = dealt[boundary(taken)..boundary(taken + shared.share)].to_vec();
            members.sort_unstable();
            let number = |theirs: usize| members[if shared.reversed { members.len() - 1 - theirs } else { theirs }];
            let theirs: Vec<Contact> = drive.contacts[with]
                .iter()
                .filter_map(|contact| {
                    let member = members.binary_search(&contact.channel).ok()?;
                    Some(Contact { channel: number(member), ..*contact })
                })
                .collect();
            drive.contacts[pattern].retain(|contact| members.binary_search(&contact.channel).is_err());
            drive.contacts[pattern].extend(theirs);
            for (member, &channel) in members.iter().enumerate() {
                drive.owners[pattern][number(member) as usize] = drive.owners[with][channel as usize];
            }
            taken += shared.share;
        }
    }
}

/// All channels in an order of which each stretch is spread evenly over them: in steps of about their number over the golden section.
fn dealt_evenly(channels: u32) -> Vec<u32> {
    let have_no_divisor = |step: u64| {
        let (mut a, mut b) = (u64::from(channels), step);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a == 1
    };
    let golden = (f64::from(channels) * 0.618_034).round() as u64;
    let step = (golden..=golden + u64::from(channels)).find(|&step| have_no_divisor(step)).unwrap_or(1);
    (0..u64::from(channels)).map(|turn| (turn * step % u64::from(channels)) as u32).collect()
}

/// Contacts of one pattern: each channel meets each neuron with the scene's probability.
fn contacts(file: &PatternsFile, pattern: usize, neurons: usize, seed: u64) -> Vec<Contact> {
    let mut stream = RandomStream::new(seed, Purpose::Contact, pattern as u64);
    let (law, mut contacts) = (contact_law(file), Vec::new());
    for neuron in 0..neurons as u32 {
        let mut draws = stream.sequence(u64::from(neuron));
        for channel in 0..u32::try_from(file.channels).unwrap_or(0) {
            contacts.extend(law.draw(&mut draws).map(|rate| Contact { channel, neuron, rate }));
        }
    }
    contacts
}
