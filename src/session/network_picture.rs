//! A small picture of the network at a moment: every neuron, or so many of them, in the colour of the variable that was looked at.

use crate::scene::file::Variable;
use crate::simulation::{NetworkInfo, ViewSample};

/// Most neurons in it.
const MOST: usize = 2_000;
/// How far it looks from above: shares of height and depth on the way down the picture.
const TILT: (f32, f32) = (0.94, 0.34);

/// Places and values of neurons.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetworkPicture {
    /// What the values are of; none: nothing was looked at.
    pub variable: Option<Variable>,
    /// To the right and downwards, from 0 to 1 of the longer side, and the value; farthest first.
    pub neurons: Vec<([f32; 2], f32)>,
    /// Width and height of what they fill: the longer one is 1.
    pub size: [f32; 2],
}

impl NetworkPicture {
    /// The picture of a sample.
    #[must_use]
    pub fn of(info: &NetworkInfo, sample: &ViewSample) -> Self {
        let every = info.positions.len().div_ceil(MOST).max(1);
        let value = |neuron: usize| sample.shown.as_ref().and_then(|shown| shown.values.get(neuron)).copied();
        let mut seen: Vec<([f32; 2], f32, f32)> = info
            .positions
            .iter()
            .enumerate()
            .step_by(every)
            .map(|(neuron, &[x, y, z])| ([x, TILT.1 * z - TILT.0 * y], z, value(neuron).unwrap_or(f32::NAN)))
            .collect();
        seen.sort_by(|one, other| one.1.total_cmp(&other.1));
        let range = |axis: usize| {
            let along = seen.iter().map(|(place, ..)| place[axis]);
            let (low, high) = along.fold((f32::MAX, f32::MIN), |(low, high), at| (low.min(at), high.max(at)));
            if low <= high { (low, high - low) } else { (0.0, 0.0) }
        };
        let [(left, width), (top, height)] = [range(0), range(1)];
        let longest = width.max(height).max(f32::MIN_POSITIVE);
        let place = |[x, y]: [f32; 2]| [(x - left) / longest, (y - top) / longest];
        Self {
            variable: sample.shown.as_ref().map(|shown| shown.variable),
            neurons: seen.iter().map(|&(at, _, value)| (place(at), value)).collect(),
            size: [width / longest, height / longest],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::ShownValues;

    #[test]
    fn a_picture_has_every_neuron_in_its_place_and_no_more_than_fit() {
        let positions = vec![[-200.0, 0.0, 10.0], [200.0, 0.0, -10.0], [0.0, 100.0, 0.0]];
        let info = NetworkInfo { positions, ..NetworkInfo::default() };
        let shown = ShownValues { variable: Variable::ThresholdShift, values: vec![1.0, 2.0, 3.0] };
        let picture = NetworkPicture::of(&info, &ViewSample { shown: Some(shown), ..ViewSample::default() });
        let values: Vec<f32> = picture.neurons.iter().map(|neuron| neuron.1).collect();
        assert_eq!(values, [2.0, 3.0, 1.0], "the nearest is drawn last");
        assert_eq!((picture.neurons[1].0, picture.size[0]), ([0.5, 0.0], 1.0));
        assert!(picture.neurons.iter().all(|(at, _)| at.iter().all(|share| (0.0..=1.0).contains(share))));
        let info = NetworkInfo { positions: vec![[0.0; 3]; 9_000], ..NetworkInfo::default() };
        let many = NetworkPicture::of(&info, &ViewSample::default());
        assert!(many.neurons.len() <= MOST && many.neurons.iter().all(|neuron| neuron.1.is_nan()));
        assert!(NetworkPicture::of(&NetworkInfo::default(), &ViewSample::default()).neurons.is_empty());
    }
}
