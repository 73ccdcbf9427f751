//! Rows of the raster and of the threshold map: which row a neuron has, and what each stretch of rows is called.

use crate::simulation::NetworkInfo;
use crate::theme::{Colour, Theme};
use crate::words::scene_text;

/// Neighbouring rows with one name and one colour.
#[derive(Clone, Debug, PartialEq)]
pub struct RowGroup {
    /// Name: pattern or population.
    pub name: String,
    /// Colour.
    pub colour: Colour,
    /// First position in the display order.
    pub start: usize,
    /// Position after the last.
    pub end: usize,
}

/// Row of every neuron in such an order of rows; `usize::MAX` for those that are not in it.
pub fn positions(info: &NetworkInfo, rows: &[u32]) -> Vec<usize> {
    let mut positions = vec![usize::MAX; info.positions.len().max(rows.len())];
    for (position, &neuron) in rows.iter().enumerate() {
        if let Some(slot) = positions.get_mut(neuron as usize) {
            *slot = position;
        }
    }
    positions
}

/// The groups in display order.
pub fn row_groups(info: &NetworkInfo, theme: &Theme) -> Vec<RowGroup> {
    let members: Vec<std::collections::HashSet<u32>> =
        info.patterns.iter().map(|pattern| pattern.members.iter().copied().collect()).collect();
    let mut groups: Vec<(Label, usize, usize)> = Vec::new();
    for (position, &neuron) in info.display_order.iter().enumerate() {
        // A neuron may belong to several patterns: it stays in the group that is being listed if it can.
        let current = groups.last().map(|group| group.0);
        let label = match current {
            Some(Label::Pattern(pattern)) if members[pattern].contains(&neuron) => Label::Pattern(pattern),
            _ => {
                let first = match current {
                    Some(Label::Pattern(pattern)) => pattern + 1,
                    Some(Label::Population(_)) => members.len(),
                    None => 0,
                };
                let pattern = (first..members.len()).find(|&pattern| members[pattern].contains(&neuron));
                pattern.map_or_else(|| Label::Population(population_of(info, neuron)), Label::Pattern)
            }
        };
        match groups.last_mut() {
            Some(group) if group.0 == label => group.2 = position + 1,
            _ => groups.push((label, position, position + 1)),
        }
    }
    let named = |(label, start, end)| {
        let (name, colour) = match label {
            Label::Pattern(pattern) => (info.patterns[pattern].name.clone(), theme.pattern(pattern)),
            Label::Population(Some(population)) => {
                let population = &info.populations[population];
                (scene_text(&population.name).to_owned(), theme.kind(population.kind))
            }
            Label::Population(None) => (String::new(), theme.colours.text_dim),
        };
        RowGroup { name, colour, start, end }
    };
    groups.into_iter().map(named).collect()
}

/// Population of a neuron.
pub fn population_of(info: &NetworkInfo, neuron: u32) -> Option<usize> {
    info.populations.iter().position(|population| population.range.contains(&neuron))
}

#[derive(Clone, Copy, PartialEq)]
enum Label {
    Pattern(usize),
    Population(Option<usize>),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::file::NeuronKind;
    use crate::simulation::{PatternInfo, PopulationInfo};

    #[test]
    fn rows_are_grouped_by_pattern_then_population() {
        let pattern = |name: &str, members: &[u32]| PatternInfo { name: name.to_owned(), members: members.to_vec() };
        let population = |name: &str, kind, range| PopulationInfo { name: name.to_owned(), kind, range };
        let info = NetworkInfo {
            display_order: vec![3, 1, 0, 2, 4, 5],
            patterns: vec![pattern("A", &[3, 1]), pattern("B", &[1, 0])],
            populations: vec![
                population("pyramidal cells", NeuronKind::Excitatory, 0..5),
                population("interneurons", NeuronKind::Inhibitory, 5..6),
            ],
            ..NetworkInfo::default()
        };
        let groups = row_groups(&info, &Theme::built_in());
        let shape: Vec<(&str, usize, usize)> =
            groups.iter().map(|group| (group.name.as_str(), group.start, group.end)).collect();
        assert_eq!(shape, [("A", 0, 2), ("B", 2, 3), ("pyramidal cells", 3, 5), ("interneurons", 5, 6)]);
        assert_eq!(positions(&info, &info.display_order), [2, 1, 3, 0, 4, 5]);
        assert!(row_groups(&NetworkInfo::default(), &Theme::built_in()).is_empty());
    }
}
