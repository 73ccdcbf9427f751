//! The neuron on which the pointer rests: its partners stand out once it has rested for a moment, so that nothing flickers while the
//! pointer is on its way.

use super::Session;
use crate::simulation::RunnerRequest;

/// Time for which the pointer has to rest (s of watching).
const REST_S: f32 = 0.35;

/// Where the pointer rests.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Resting {
    neuron: Option<u32>,
    for_s: f32,
}

impl Resting {
    /// The neuron, if the pointer has rested on it for long enough.
    #[must_use]
    pub fn neuron(&self) -> Option<u32> {
        self.neuron.filter(|_| self.for_s >= REST_S)
    }
}

impl Session {
    /// The pointer was on a neuron, or on none, for another moment (s of watching).
    pub fn rest_on(&mut self, neuron: Option<u32>, seconds: f32) {
        let before = self.resting.neuron();
        let for_s = if self.resting.neuron == neuron { self.resting.for_s + seconds } else { 0.0 };
        self.resting = Resting { neuron, for_s };
        let now = self.resting.neuron();
        if now != before {
            self.request(RunnerRequest::Neighbours(now));
        }
    }

    /// The neuron on which the pointer rests and its synaptic partners, sorted, once the simulation thread has named them.
    #[must_use]
    pub fn neighbours(&self) -> Option<&[u32]> {
        let neighbours = self.sample.neighbours.as_ref()?;
        (Some(neighbours.neuron) == self.resting.neuron()).then_some(&neighbours.neurons)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{Neighbours, NetworkInfo, RunnerStatus, ViewSample};

    #[test]
    fn partners_are_asked_for_once_the_pointer_rests_and_shown_while_it_does() {
        let mut session = Session::detached(NetworkInfo::default(), ViewSample::default());
        for neuron in [3, 4, 5, 6] {
            session.rest_on(Some(neuron), 0.1);
        }
        assert!(session.take_requests().is_empty(), "it is on its way");
        for _ in 0..4 {
            session.rest_on(Some(6), 0.1);
        }
        assert_eq!(session.take_requests(), [RunnerRequest::Neighbours(Some(6))]);
        assert!(session.neighbours().is_none(), "they are not known yet");
        let neighbours = Some(Neighbours { neuron: 6, neurons: vec![2, 6, 8] });
        session.receive(ViewSample { neighbours, ..ViewSample::default() }, RunnerStatus::default());
        assert_eq!(session.neighbours(), Some(&[2, 6, 8][..]));
        session.rest_on(None, 0.1);
        assert_eq!((session.neighbours(), session.take_requests()), (None, vec![RunnerRequest::Neighbours(None)]));
    }
}
