//! How the plots are arranged, as plain data: what the settings keep, and what a scene asks for.

use crate::scene::file::PlotTab;
use serde::{Deserialize, Serialize};

/// Most plots that are open at once.
pub const MOST_PLOTS: usize = 12;
/// Most groups inside each other.
const DEEPEST: usize = 8;

/// Plots beside, below and over each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Arrangement {
    /// One plot.
    Plot(PlotTab),
    /// Tabs over each other.
    Tabs {
        /// Place of the one in front, counted from 0.
        front: usize,
        /// All of them, from the left.
        tabs: Vec<Self>,
    },
    /// Beside each other, from the left, each with its share of the width (above 0; only their ratio counts).
    Row(Vec<(f32, Self)>),
    /// Below each other, from the top, each with its share of the height (above 0; only their ratio counts).
    Column(Vec<(f32, Self)>),
}

impl Default for Arrangement {
    fn default() -> Self {
        Self::from(&PlotTab::USUAL[..])
    }
}

impl From<&[PlotTab]> for Arrangement {
    /// Side by side, with the same width.
    fn from(plots: &[PlotTab]) -> Self {
        Self::Row(plots.iter().map(|&plot| (1.0, Self::Tabs { front: 0, tabs: vec![Self::Plot(plot)] })).collect())
    }
}

impl Arrangement {
    /// All plots, from the left and from above.
    #[must_use]
    pub fn plots(&self) -> Vec<PlotTab> {
        match self {
            Self::Plot(plot) => vec![*plot],
            Self::Tabs { tabs, .. } => tabs.iter().flat_map(Self::plots).collect(),
            Self::Row(parts) | Self::Column(parts) => parts.iter().flat_map(|(_, part)| part.plots()).collect(),
        }
    }

    /// What is wrong with it; none if it can be shown.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        if self.depth() > DEEPEST {
            return Some(format!("more than {DEEPEST} groups lie in each other"));
        }
        let count = self.plots().len();
        if count == 0 || count > MOST_PLOTS {
            return Some(format!("{count} plots are named; 1 to {MOST_PLOTS} can be shown"));
        }
        self.bad_share().map(|share| format!("{share} is no share of the room; it has to be above 0"))
    }

    fn depth(&self) -> usize {
        let inside = match self {
            Self::Plot(_) => return 0,
            Self::Tabs { tabs, .. } => tabs.iter().map(Self::depth).max(),
            Self::Row(parts) | Self::Column(parts) => parts.iter().map(|(_, part)| part.depth()).max(),
        };
        1 + inside.unwrap_or_default()
    }

    fn bad_share(&self) -> Option<f32> {
        match self {
            Self::Plot(_) => None,
            Self::Tabs { tabs, .. } => tabs.iter().find_map(Self::bad_share),
            Self::Row(parts) | Self::Column(parts) => parts.iter().find_map(|(share, part)| {
                let good = share.is_finite() && *share > 0.0;
                if good { part.bad_share() } else { Some(*share) }
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_shown_is_told() {
        let one = || Arrangement::Plot(PlotTab::Raster);
        assert_eq!(Arrangement::default().fault(), None);
        assert!(Arrangement::Row(Vec::new()).fault().is_some_and(|fault| fault.contains("0 plots")));
        let many = Arrangement::Tabs { front: 0, tabs: vec![one(); MOST_PLOTS + 1] };
        assert!(many.fault().is_some_and(|fault| fault.contains("13 plots")));
        for share in [0.0, -1.0, f32::NAN, f32::INFINITY] {
            assert!(Arrangement::Column(vec![(1.0, one()), (share, one())]).fault().is_some(), "{share}");
        }
        let deep = (0..9).fold(one(), |inside, _| Arrangement::Row(vec![(1.0, inside)]));
        assert!(deep.fault().is_some_and(|fault| fault.contains("groups")));
    }
}
