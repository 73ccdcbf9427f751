//! How weights change: from one look at them to the next, and from a run to its twin.

use crate::session::Session;
use crate::simulation::{Fibre, WeightSummary};
use bevy::platform::collections::HashMap;
use bevy::prelude::*;
use std::sync::Arc;

/// Change of a weight, as a share of the strongest, that is shown in full.
const FULL_CHANGE: f32 = 0.04;
/// What is left of a change that was seen at the look at the weights before.
const REMEMBERED: f32 = 0.7;

/// Those of the network in front, and of the other one of run and twin.
#[derive(Resource, Default)]
pub(super) struct WeightsChanged(pub [WeightChanges; 2]);

/// How the weights of the strongest synapses changed of late: grown towards 1, shrunk towards -1.
#[derive(Default)]
pub(super) struct WeightChanges {
    weights: Arc<WeightSummary>,
    changes: HashMap<(u32, u32), f32>,
}

impl WeightChanges {
    /// Of a synapse.
    pub fn of(&self, fibre: &Fibre) -> f32 {
        self.changes.get(&(fibre.presynaptic, fibre.postsynaptic)).copied().unwrap_or(0.0)
    }

    /// Compare with the weights of the look before; synapses that were not among the strongest then have no change.
    fn compare(&mut self, weights: &Arc<WeightSummary>) {
        let key = |fibre: &Fibre| (fibre.presynaptic, fibre.postsynaptic);
        let before: HashMap<(u32, u32), f32> =
            self.weights.strongest.iter().map(|fibre| (key(fibre), fibre.weight)).collect();
        let full = FULL_CHANGE * weights.strongest.iter().map(|fibre| fibre.weight).fold(f32::MIN_POSITIVE, f32::max);
        let change = |fibre: &Fibre| {
            let now = before.get(&key(fibre)).map_or(0.0, |before| (fibre.weight - before) / full);
            (key(fibre), (REMEMBERED * self.of(fibre) + now).clamp(-1.0, 1.0))
        };
        self.changes = weights.strongest.iter().map(change).collect();
        self.weights = Arc::clone(weights);
    }

    /// How weights of one network differ from those of another: larger in the second one towards 1. Synapses that are not among the
    /// strongest of both have no difference.
    pub fn between(one: &WeightSummary, other: &WeightSummary) -> Self {
        let mut changes = Self::default();
        changes.compare(&Arc::new(one.clone()));
        changes.compare(&Arc::new(other.clone()));
        changes
    }
}

/// Notice how weights change from one look at them to the next.
pub(super) fn follow_weights(mut session: ResMut<Session>, mut changed: ResMut<WeightsChanged>) {
    let [front, other] = &mut changed.0;
    let follow = |session: &Session, changes: &mut WeightChanges| {
        if !Arc::ptr_eq(&changes.weights, &session.sample.weights) {
            changes.compare(&session.sample.weights);
        }
    };
    let session = session.bypass_change_detection();
    follow(session, front);
    session.with_other(|session| follow(session, other));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_that_grew_is_warm_one_that_shrank_is_cold_and_both_cool_down() {
        let weights = |first, second| {
            let fibre = |presynaptic, weight| Fibre { presynaptic, weight, ..Fibre::default() };
            Arc::new(WeightSummary { strongest: vec![fibre(1, first), fibre(2, second)], ..WeightSummary::default() })
        };
        let mut changes = WeightChanges::default();
        changes.compare(&weights(1.0, 1.0));
        let of = |changes: &WeightChanges, presynaptic| changes.of(&Fibre { presynaptic, ..Fibre::default() });
        assert_eq!((of(&changes, 1), of(&changes, 2)), (0.0, 0.0), "nothing to compare with");
        changes.compare(&weights(1.02, 0.5));
        assert!((of(&changes, 1) - 0.49).abs() < 0.02 && of(&changes, 2) == -1.0);
        changes.compare(&weights(1.02, 0.5));
        assert!((of(&changes, 2) + REMEMBERED).abs() < 1e-6);
        assert_eq!(of(&changes, 3), 0.0);
    }
}
