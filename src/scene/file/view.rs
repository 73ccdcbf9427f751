//! What the window shows of a scene when it opens.

use super::{PlotTab, SceneFile, Variable, ViewLayout};
use crate::units::{Hertz, Millivolts, Nanosiemens, Picoamperes};
use serde::{Deserialize, Serialize};

/// What the window shows of a scene when it opens; from then on it is the user's choice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewFile {
    /// Variable that the colour of the neurons shows; default `LastingThreshold`.
    pub colour: Option<Variable>,
    /// Range of its colours, the smaller first, with the variable's unit; a plain number is `Plain(1.0)`. Default: the usual range of
    /// the variable.
    pub range: Option<(Amount, Amount)>,
    /// Where neurons are put; default `Tissue`, the places that the populations give them.
    pub layout: Option<ViewLayout>,
    /// Plots that make the scene's point, at most two; default `[Raster, ThresholdMap]`. A narrow window shows the first.
    pub plots: Vec<PlotTab>,
    /// Neuron that is selected; default none.
    pub neuron: Option<SelectedFile>,
}

/// A neuron that is selected when a scene opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectedFile {
    /// Its population.
    pub population: String,
    /// Which neuron of it, from 0; default 0.
    #[serde(default)]
    pub index: i64,
}

/// A value of a variable, with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Amount {
    /// Electric potential.
    #[serde(rename = "mV")]
    Millivolts(f32),
    /// Conductance.
    #[serde(rename = "nS")]
    Nanosiemens(f32),
    /// Current.
    #[serde(rename = "pA")]
    Picoamperes(f32),
    /// Rate.
    #[serde(rename = "Hz")]
    Hertz(f32),
    /// A number without a unit.
    Plain(f32),
}

impl Amount {
    /// The number.
    #[must_use]
    pub const fn value(self) -> f32 {
        match self {
            Self::Millivolts(value)
            | Self::Nanosiemens(value)
            | Self::Picoamperes(value)
            | Self::Hertz(value)
            | Self::Plain(value) => value,
        }
    }

    /// How a scene writes its unit.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Millivolts(_) => Millivolts::SYMBOL,
            Self::Nanosiemens(_) => Nanosiemens::SYMBOL,
            Self::Picoamperes(_) => Picoamperes::SYMBOL,
            Self::Hertz(_) => Hertz::SYMBOL,
            Self::Plain(_) => Self::PLAIN,
        }
    }

    /// What stands in front of a number without a unit.
    const PLAIN: &'static str = "Plain";
}

impl Variable {
    /// How a scene writes the unit of its values.
    #[must_use]
    pub fn scene_unit(self) -> &'static str {
        match self.english().unit {
            "spikes/s" => Hertz::SYMBOL,
            unit @ (Millivolts::SYMBOL | Nanosiemens::SYMBOL | Picoamperes::SYMBOL | Hertz::SYMBOL) => unit,
            _ => Amount::PLAIN,
        }
    }
}

impl SceneFile {
    /// Variable that the colour of the neurons shows when the scene opens.
    #[must_use]
    pub fn colour(&self) -> Variable {
        self.view.as_ref().and_then(|view| view.colour).unwrap_or(Variable::LastingThreshold)
    }

    /// Where neurons are put when the scene opens, if it says so.
    #[must_use]
    pub fn layout(&self) -> Option<ViewLayout> {
        self.view.as_ref().and_then(|view| view.layout)
    }

    /// Plots that stand side by side when the scene opens: those that it names, then the usual ones.
    #[must_use]
    pub fn plots(&self) -> [PlotTab; PlotTab::BESIDE] {
        let own = self.view.as_ref().map_or(&[][..], |view| &view.plots);
        let mut plots = PlotTab::USUAL;
        let others = PlotTab::USUAL.into_iter().filter(|plot| !own.contains(plot));
        for (place, plot) in plots.iter_mut().zip(own.iter().copied().chain(others)) {
            *place = plot;
        }
        plots
    }

    /// Range of a variable's colours: that of the scene, else the usual one. Both shifts of the threshold have the same.
    #[must_use]
    pub fn colour_range(&self, variable: Variable) -> (f32, f32) {
        let scale_of = |variable| match variable {
            Variable::ShiftSinceMarker => Variable::ThresholdShift,
            other => other,
        };
        let own = self.view.as_ref().and_then(|view| view.range);
        match own.filter(|_| scale_of(self.colour()) == scale_of(variable)) {
            Some((low, high)) => (low.value(), high.value()),
            None => variable.facts().range,
        }
    }
}
