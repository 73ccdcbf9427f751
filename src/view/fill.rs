//! The colour of each neuron: the value of the variable that is shown, and nothing else.

use crate::session::Session;
use crate::theme::{Colour, Theme};

/// The colours of all neurons; that of no value before the first sample.
pub(super) fn fills(session: &Session, theme: &Theme) -> Vec<Colour> {
    let Some(shown) = session.shown() else {
        return vec![theme.colours.no_value; session.info.positions.len()];
    };
    let scale = session.colour_scale(shown.variable);
    shown.values.iter().map(|&value| scale.colour(theme, value)).collect()
}

/// Share of its light that a neuron keeps, 0 to 1: those picked in the legend keep all.
pub(super) fn share(session: &Session, theme: &Theme, neuron: usize) -> f32 {
    if session.is_dimmed(neuron as u32) { theme.view.dimmed } else { 1.0 }
}
