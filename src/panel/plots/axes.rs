//! What the state space has on its axes.

/// Two rates against each other, or what they have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Axes {
    /// The two rates where there are no more, else the components.
    #[default]
    Usual,
    /// The first two principal components of all rates.
    Components,
    /// Two rates, by their places in the list of all.
    Rates {
        /// To the right.
        x: usize,
        /// Upwards.
        y: usize,
    },
}

impl Axes {
    /// What is shown where there are so many rates (at least two).
    #[must_use]
    pub fn of(self, rates: usize) -> Self {
        match self {
            Self::Rates { x, y } if x < rates && y < rates => self,
            Self::Components => self,
            _ if rates > 2 => Self::Components,
            _ => Self::Rates { x: 0, y: 1 },
        }
    }
}
