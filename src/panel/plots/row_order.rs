//! In which order the raster lists neurons: by memory, or by something that they have at the moment of the choice.

use super::display_order::{RowGroup, population_of, row_groups};
use crate::session::Session;
use crate::simulation::NetworkInfo;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::Color32;

/// An order of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowOrder {
    /// By the pattern that drives each neuron most, then by population.
    #[default]
    Memory,
    /// By threshold, the lowest at the top.
    Threshold,
    /// By rate, the highest at the top.
    Rate,
    /// By height in the tissue, the highest at the top.
    Depth,
    /// From left to right in the tissue.
    Place,
}

impl RowOrder {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Memory, Self::Threshold, Self::Rate, Self::Depth, Self::Place];

    /// Name in the menu.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Memory => words!("plots-by-memory", "by memory"),
            Self::Threshold => words!("plots-by-threshold", "by threshold"),
            Self::Rate => words!("plots-by-rate", "by rate"),
            Self::Depth => words!("plots-by-depth", "by depth"),
            Self::Place => words!("plots-by-place", "left to right"),
        }
    }

    /// Name of the axis.
    #[must_use]
    pub fn axis(self) -> &'static str {
        match self {
            Self::Memory => words!("plots-neurons-axis", "neurons"),
            Self::Threshold => words!("plots-neurons-by-threshold", "neurons, low θ at the top"),
            Self::Rate => words!("plots-neurons-by-rate", "neurons, busy at the top"),
            Self::Depth => words!("plots-neurons-by-depth", "neurons, upper at the top"),
            Self::Place => words!("plots-neurons-by-place", "neurons, left at the top"),
        }
    }

    /// What it goes by, in a sentence.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Memory => {
                words!("plots-by-memory-text", "By the pattern that drives each neuron most, then by population.")
            }
            Self::Threshold => words!(
                "plots-by-threshold-text",
                "By threshold as it is now, the most excitable at the top; choose it again to sort anew."
            ),
            Self::Rate => words!(
                "plots-by-rate-text",
                "By spikes in about the last two seconds, the busiest at the top; choose it again to sort anew."
            ),
            Self::Depth => words!("plots-by-depth-text", "By height in the tissue."),
            Self::Place => words!("plots-by-place-text", "By place in the tissue, from left to right."),
        }
    }

    /// All neurons in this order; ties go by index.
    fn sorted(self, session: &Session) -> Vec<u32> {
        let (info, sample) = (&session.info, &session.sample);
        let mut neurons = info.display_order.clone();
        let at = |values: &[f32], neuron: u32| values.get(neuron as usize).copied().unwrap_or(f32::INFINITY);
        let place = |neuron: u32, axis: usize| info.positions.get(neuron as usize).map_or(0.0, |place| place[axis]);
        let counts = session.history.spikes.counts();
        let busy = |neuron: u32| counts.get(neuron as usize).copied().unwrap_or_default();
        let by = |key: &dyn Fn(u32) -> f32, neurons: &mut Vec<u32>| {
            neurons.sort_by(|&a, &b| key(a).total_cmp(&key(b)).then(a.cmp(&b)));
        };
        match self {
            Self::Memory => {}
            Self::Threshold => by(&|neuron| at(&sample.threshold_mv, neuron), &mut neurons),
            Self::Rate => neurons.sort_by_key(|&neuron| (std::cmp::Reverse(busy(neuron)), neuron)),
            Self::Depth => by(&|neuron| -place(neuron, 1), &mut neurons),
            Self::Place => by(&|neuron| place(neuron, 0), &mut neurons),
        }
        neurons
    }
}

/// The rows of a raster.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Neurons from the top.
    pub neurons: Vec<u32>,
    /// Order that they have, and the run in which they were sorted.
    made: Option<(RowOrder, u64)>,
    /// Counts how often they were sorted.
    pub version: usize,
}

impl Rows {
    /// Sort again when the rows are drawn next.
    pub const fn sort_anew(&mut self) {
        self.made = None;
    }

    /// Have this order; what is sorted stays as it is, so that rows do not wander while one looks.
    pub fn follow(&mut self, order: RowOrder, session: &Session) {
        let made = Some((order, session.history.clears));
        if self.made != made || self.neurons.len() != session.info.display_order.len() {
            self.neurons = order.sorted(session);
            self.made = made;
            self.version += 1;
        }
    }
}

/// Stretches of rows with one name; none where rows of all kinds lie among each other.
#[must_use]
pub fn groups(order: RowOrder, info: &NetworkInfo, theme: &Theme) -> Vec<RowGroup> {
    if order == RowOrder::Memory { row_groups(info, theme) } else { Vec::new() }
}

/// Colour of each row.
#[must_use]
pub fn colours(rows: &Rows, groups: &[RowGroup], info: &NetworkInfo, theme: &Theme) -> Vec<Color32> {
    let mut colours = vec![Color32::from(theme.colours.text); rows.neurons.len()];
    if groups.is_empty() {
        for (colour, &neuron) in colours.iter_mut().zip(&rows.neurons) {
            let pattern = info.patterns.iter().position(|pattern| pattern.members.contains(&neuron));
            let kind = || population_of(info, neuron).map(|population| theme.kind(info.populations[population].kind));
            if let Some(own) = pattern.map(|pattern| theme.pattern(pattern)).or_else(kind) {
                *colour = own.into();
            }
        }
    }
    for group in groups {
        colours[group.start..group.end].fill(group.colour.into());
    }
    colours
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::ViewSample;

    #[test]
    fn rows_are_sorted_when_they_are_chosen_and_stay_until_they_are_chosen_again() {
        let info = NetworkInfo {
            display_order: vec![2, 0, 1],
            positions: vec![[3.0, 0.0, 0.0], [1.0, 9.0, 0.0], [2.0, 5.0, 0.0]],
            ..NetworkInfo::default()
        };
        let sample = ViewSample { threshold_mv: vec![-40.0, -50.0, -50.0], ..ViewSample::default() };
        let mut session = Session::detached(info, sample);
        for (order, expected) in [
            (RowOrder::Memory, [2, 0, 1]),
            (RowOrder::Threshold, [1, 2, 0]),
            (RowOrder::Depth, [1, 2, 0]),
            (RowOrder::Place, [1, 2, 0]),
        ] {
            let mut rows = Rows::default();
            rows.follow(order, &session);
            assert_eq!(rows.neurons, expected, "{order:?}");
        }
        let mut rows = Rows::default();
        rows.follow(RowOrder::Threshold, &session);
        session.sample.threshold_mv[0] = -60.0;
        rows.follow(RowOrder::Threshold, &session);
        assert_eq!((rows.neurons.as_slice(), rows.version), ([1, 2, 0].as_slice(), 1), "rows do not wander");
        rows.sort_anew();
        rows.follow(RowOrder::Threshold, &session);
        assert_eq!((rows.neurons.as_slice(), rows.version), ([0, 1, 2].as_slice(), 2));
    }
}
