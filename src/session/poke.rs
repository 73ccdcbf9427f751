//! The poke tool: a short current pulse into the neurons under the brush.

use super::Session;
use crate::number_text::grouped;
use crate::simulation::{POKE_CURRENT_PA, POKE_MS, SimulationCommand};
use crate::words::{number, words};
use bevy::math::{Vec2, ops};
use std::ops::RangeInclusive;

/// Radius of the brush (logical pixels).
pub const POKE_RADIUS: RangeInclusive<f32> = 6.0..=120.0;
/// Growth of the brush with one notch of the wheel.
const GROWTH_PER_NOTCH: f32 = 1.15;

/// The tool and how it is set.
#[derive(Clone, Debug)]
pub struct PokeTool {
    /// Whether the left mouse button pokes in the 3D view.
    pub active: bool,
    /// Current of a pulse (pA).
    pub current_pa: f32,
    /// Length of a pulse (ms).
    pub milliseconds: f32,
    /// Radius of the brush (logical pixels).
    pub radius: f32,
    /// Where the brush is in the window (logical pixels), while it is over the network.
    pub brush: Option<Vec2>,
    /// Neurons that the present stroke has poked, sorted; none while the button is up.
    pub stroke: Option<Vec<u32>>,
    /// Whether it poked since it was taken in hand.
    pub used: bool,
}

impl Default for PokeTool {
    fn default() -> Self {
        let (current_pa, milliseconds) = (POKE_CURRENT_PA.default, POKE_MS.default);
        Self { active: false, current_pa, milliseconds, radius: 18.0, brush: None, stroke: None, used: false }
    }
}

impl PokeTool {
    /// Take the tool in hand or lay it down.
    pub(super) fn set_active(&mut self, active: bool) {
        self.active = active;
        (self.brush, self.stroke, self.used) = (None, None, false);
    }

    /// Make the brush larger or smaller by notches of the wheel.
    pub fn resize(&mut self, notches: f32) {
        let radius = self.radius * ops::powf(GROWTH_PER_NOTCH, notches);
        self.radius = radius.clamp(*POKE_RADIUS.start(), *POKE_RADIUS.end());
    }

    /// What a pulse is: "+1,000 pA for 5 ms".
    #[must_use]
    pub fn text(&self) -> String {
        let current = number(&grouped(&format!("{:+.0}", self.current_pa)));
        let length = number(&((10.0 * self.milliseconds).round() / 10.0).to_string());
        words!("poke-pulse", "{ $current } pA for { $length } ms", current = current, length = length)
    }
}

impl Session {
    /// Give neurons a pulse; nothing happens without any.
    pub fn poke(&mut self, neurons: Vec<u32>) {
        if !neurons.is_empty() {
            let PokeTool { current_pa, milliseconds, .. } = self.poke;
            self.poke.used = true;
            self.apply(SimulationCommand::Poke { neurons, current_pa, milliseconds });
        }
    }

    /// The brush goes over these neurons: poke those that this stroke has not poked yet.
    pub fn poke_stroke(&mut self, neurons: impl IntoIterator<Item = u32>) {
        let stroke = self.poke.stroke.get_or_insert_default();
        let mut fresh = Vec::new();
        for neuron in neurons {
            if let Err(place) = stroke.binary_search(&neuron) {
                stroke.insert(place, neuron);
                fresh.push(neuron);
            }
        }
        self.poke(fresh);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, RunnerRequest, ViewSample};

    #[test]
    fn a_pulse_is_written_as_the_language_writes_numbers() {
        let mut tool = PokeTool::default();
        assert_eq!(tool.text(), "+1,000 pA for 5 ms");
        tool.current_pa = -1500.0;
        assert_eq!(tool.text(), "−1,500 pA for 5 ms");
    }

    #[test]
    fn a_stroke_pokes_each_neuron_once() {
        let mut session = Session::detached(NetworkInfo::default(), ViewSample::default());
        session.poke_stroke([3, 1]);
        session.poke_stroke([1, 2]);
        session.poke_stroke([2]);
        session.poke.stroke = None;
        session.poke_stroke([2]);
        let poke = |neurons: &[u32]| {
            let neurons = neurons.to_vec();
            RunnerRequest::Apply(SimulationCommand::Poke { neurons, current_pa: 1000.0, milliseconds: 5.0 })
        };
        assert_eq!(session.take_requests(), [poke(&[3, 1]), poke(&[2]), poke(&[2])]);
        assert!(session.undo.next_undo().is_none(), "what has flowed can't be taken back");
    }
}
