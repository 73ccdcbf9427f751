//! Disruption of replay in closed loop, as experimenters do it: while a memory lights up in sleep, its population is inhibited for a
//! moment (Girardeau et al. 2009, Nat Neurosci 12:1222; Gridchyn et al. 2020, Neuron 106:291). With a delay the same pulses come
//! when the memory has passed, which is the control for the inhibition itself.

use super::pattern::PatternDrive;
use crate::model::{GabaConductance, NeuronTable, Spikes};
use crate::modulation::{BrainState, Modulation};
use crate::schedule::Clock;
use crate::state::state;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};
use std::collections::VecDeque;
use std::ops::Range;

/// A memory that is watched: who fired fast enough while its pattern was presented as a whole.
#[derive(Clone, Debug, PartialEq)]
struct WatchedMemory {
    pattern: usize,
    /// Steps of the present or last presentation.
    presented: u64,
    /// Spikes of each neuron in it.
    spikes: Vec<u32>,
    /// Members, from the last presentation that ended.
    members: Vec<bool>,
    /// How many they are.
    size: usize,
    /// How many of them fired within the window.
    active: usize,
}

state!(WatchedMemory { presented, spikes, members, size, active });

/// One disruption.
#[derive(Clone, Debug, PartialEq)]
pub struct Disruption {
    /// Neurons that are watched and inhibited.
    pub target: Range<u32>,
    /// Inhibitory conductance during a pulse (nS).
    pub conductance: f32,
    /// Share of the members that has to fire within the window, beyond the share of all neurons that do.
    pub excess: f64,
    /// Spikes a step that make a member.
    pub member_rate: f64,
    /// Steps from detection to the pulse.
    pub delay: u64,
    /// Steps of a pulse.
    pub duration: u64,
    memories: Vec<WatchedMemory>,
    presented: Option<usize>,
    /// Who fired in each of the last steps, oldest first.
    recent: VecDeque<Vec<u32>>,
    /// Spikes of each neuron within the window.
    within: Vec<u16>,
    active: usize,
    /// Steps in which pulses begin, those that are over left out.
    pulses: VecDeque<u64>,
    /// No detection before this step.
    rest_until: u64,
    /// Pulses since the start.
    pub count: u64,
}

state!(Disruption { presented, recent, within, active, pulses, rest_until, count } fixed { memories });

impl Disruption {
    /// A disruption that watches these patterns (by index) in a window of so many steps. It never sets in before the public
    /// fields say when.
    #[must_use]
    pub fn new(target: Range<u32>, patterns: &[usize], window: u64) -> Self {
        let memory = |&pattern: &usize| WatchedMemory {
            pattern,
            presented: 0,
            spikes: vec![0; target.len()],
            members: vec![false; target.len()],
            size: 0,
            active: 0,
        };
        Self {
            memories: patterns.iter().map(memory).collect(),
            presented: None,
            recent: (0..window.max(1)).map(|_| Vec::with_capacity(target.len())).collect(),
            within: vec![0; target.len()],
            active: 0,
            pulses: VecDeque::with_capacity(64),
            rest_until: 0,
            count: 0,
            conductance: 0.0,
            excess: 1.0,
            member_rate: f64::INFINITY,
            delay: 0,
            duration: 1,
            target,
        }
    }

    /// Take in the spikes of a step, while a pattern (or none) is presented as a whole.
    fn watch(&mut self, spikes: &[u32], presented: Option<usize>) {
        if presented != self.presented {
            self.end_presentation();
            self.presented = presented;
        }
        let mut oldest = self.recent.pop_front().unwrap_or_default();
        for &neuron in &oldest {
            self.within[neuron as usize] -= 1;
            if self.within[neuron as usize] == 0 {
                self.count_active(neuron, false);
            }
        }
        oldest.clear();
        oldest.extend(spikes.iter().filter(|spike| self.target.contains(spike)).map(|spike| spike - self.target.start));
        for &neuron in &oldest {
            self.within[neuron as usize] += 1;
            if self.within[neuron as usize] == 1 {
                self.count_active(neuron, true);
            }
        }
        if let Some(memory) = self.memories.iter_mut().find(|memory| Some(memory.pattern) == presented) {
            memory.presented += 1;
            for &neuron in &oldest {
                memory.spikes[neuron as usize] += 1;
            }
        }
        self.recent.push_back(oldest);
    }

    fn count_active(&mut self, neuron: u32, fires: bool) {
        let change = |count: &mut usize| *count = if fires { *count + 1 } else { *count - 1 };
        change(&mut self.active);
        for memory in self.memories.iter_mut().filter(|memory| memory.members[neuron as usize]) {
            change(&mut memory.active);
        }
    }

    /// A presentation is over: who was fast is a member from now on.
    fn end_presentation(&mut self) {
        let Some(memory) = self.memories.iter_mut().find(|memory| memory.presented > 0) else { return };
        let needed = self.member_rate * memory.presented as f64;
        for (member, spikes) in memory.members.iter_mut().zip(&mut memory.spikes) {
            *member = f64::from(*spikes) >= needed;
            *spikes = 0;
        }
        memory.presented = 0;
        memory.size = memory.members.iter().filter(|&&member| member).count();
        memory.active =
            memory.members.iter().zip(&self.within).filter(|&(&member, &within)| member && within > 0).count();
    }

    /// Whether one of the memories lights up now.
    fn detects(&self) -> bool {
        let everybody = self.active as f64 / self.within.len().max(1) as f64;
        let excess = |memory: &WatchedMemory| memory.active as f64 / memory.size as f64 - everybody;
        self.memories.iter().any(|memory| memory.size > 0 && excess(memory) > self.excess)
    }

    /// Whether a pulse goes on in this step.
    fn pulses(&mut self, now: u64, asleep: bool) -> bool {
        if asleep && now >= self.rest_until && self.detects() {
            self.pulses.push_back(now + self.delay);
            self.rest_until = now + self.duration;
            self.count += 1;
        }
        while self.pulses.front().is_some_and(|begin| begin + self.duration <= now) {
            self.pulses.pop_front();
        }
        self.pulses.front().is_some_and(|&begin| begin <= now)
    }
}

/// All disruptions of a scene.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Disruptions(pub Vec<Disruption>);

state!(Disruptions {} fixed { 0 });

/// Watch the spikes of the last step, and hold the inhibitory conductance up while a pulse goes on.
pub fn disrupt_replay(
    mut disruptions: ResMut<Disruptions>,
    mut neurons: NeuronTable<&mut GabaConductance>,
    spikes: Res<Spikes>,
    drive: Res<PatternDrive>,
    modulation: Res<Modulation>,
    clock: Res<Clock>,
) {
    let gaba = neurons.slices();
    for disruption in &mut disruptions.0 {
        disruption.watch(&spikes.now, drive.presented_whole());
        if disruption.pulses(clock.step, modulation.state == BrainState::Nrem) {
            let range = disruption.target.start as usize..disruption.target.end as usize;
            for gaba in &mut gaba[range] {
                gaba.0 = gaba.0.max(disruption.conductance);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten neurons; 0 to 3 fire ten times in 100 steps of the presentation, the rest never.
    fn taught(delay: u64) -> Disruption {
        let mut disruption = Disruption::new(5..15, &[1], 4);
        (disruption.excess, disruption.member_rate) = (0.3, 0.1);
        (disruption.delay, disruption.duration) = (delay, 3);
        for step in 0..100 {
            let spikes: &[u32] = if step % 10 == 0 { &[5, 6, 7, 8, 99] } else { &[] };
            disruption.watch(spikes, Some(1));
        }
        (0..10).for_each(|_| disruption.watch(&[], None));
        disruption
    }

    #[test]
    fn members_are_those_who_fired_in_the_presentation() {
        let disruption = taught(0);
        assert_eq!(disruption.memories[0].size, 4);
        assert!(disruption.memories[0].members[..4].iter().all(|&member| member));
    }

    #[test]
    fn a_memory_that_lights_up_is_cut_off_and_a_busy_population_is_not() {
        let mut disruption = taught(0);
        // One member of four is 0.25 - 0.1; two within the window are 0.5 - 0.2.
        disruption.watch(&[5], None);
        assert!(!disruption.pulses(200, true));
        disruption.watch(&[6, 7], None);
        assert!(!disruption.pulses(201, false), "only in sleep");
        let pulse: Vec<bool> = (201..208)
            .map(|now| {
                let pulses = disruption.pulses(now, true);
                disruption.watch(&[], None);
                pulses
            })
            .collect();
        // Three of four are still within the window when the first pulse ends? No: it lasts three steps, they leave after three.
        assert_eq!(pulse, [true, true, true, false, false, false, false]);
        assert_eq!(disruption.count, 1);
        // Everybody fires: the memory does not stand out.
        disruption.watch(&[5, 6, 7, 8, 9, 10, 11, 12, 13, 14], None);
        assert!(!disruption.pulses(300, true));
    }

    #[test]
    fn with_a_delay_the_same_pulse_comes_later() {
        let mut disruption = taught(5);
        disruption.watch(&[5, 6, 7], None);
        let pulse: Vec<bool> = (300..312)
            .map(|now| {
                let pulses = disruption.pulses(now, true);
                disruption.watch(&[], None);
                pulses
            })
            .collect();
        assert_eq!(pulse.iter().position(|&on| on), Some(5));
        assert!(pulse.iter().filter(|&&on| on).count() >= 3);
    }
}
