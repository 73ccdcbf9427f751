//! The colour of each neuron: the value of the variable that is shown, and nothing else.

use crate::scene::file::MapKind;
use crate::session::Session;
use crate::theme::{ColourTable, Theme};
use bevy::math::Vec3;

/// The colours of all neurons as linear light; that of no value before the first sample.
pub(super) fn fills(session: &Session, theme: &Theme) -> Vec<Vec3> {
    let Some((scale, values)) = session.fill() else {
        return vec![theme.colours.no_value.to_linear().into(); session.info.positions.len()];
    };
    if scale.kind() == MapKind::Categorical {
        return values.iter().map(|&value| scale.colour(theme, value).to_linear().into()).collect();
    }
    let table = ColourTable::new(&scale, theme);
    values.iter().map(|&value| table.colour(value).into()).collect()
}

/// Share of its light that a neuron keeps, 0 to 1: those picked in the legend keep all.
pub(super) fn share(session: &Session, theme: &Theme, neuron: usize) -> f32 {
    if session.is_dimmed(neuron as u32) { theme.view.dimmed } else { 1.0 }
}
