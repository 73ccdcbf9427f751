//! In which forms a plot is saved, and what the files are called.

use crate::scene::file::PlotTab;
use crate::session::Session;
use crate::words::{in_english, words};
use std::path::Path;

/// Form of a saved plot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A picture of what is seen, pixel by pixel.
    Png,
    /// A drawing of what is seen, of lines and letters.
    Svg,
    /// A table of all that is kept.
    Csv,
}

impl Format {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Png, Self::Svg, Self::Csv];

    /// Ending of the file.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Csv => "csv",
        }
    }

    /// Name in the menu and in the dialog.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Png => words!("plots-png", "Picture (PNG)"),
            Self::Svg => words!("plots-svg", "Drawing (SVG)"),
            Self::Csv => words!("plots-csv", "Table (CSV)"),
        }
    }

    /// What is saved, for a tooltip.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Png => words!(
                "plots-png-text",
                "Saves the plot as it is seen now, with three pixels for each of the screen along each side."
            ),
            Self::Svg => {
                words!("plots-svg-text", "Saves the plot as it is seen now, sharp at any size; letters stay letters.")
            }
            Self::Csv => words!(
                "plots-csv-text",
                "Saves what is kept of this plot as a table (CSV), with units and where it comes from."
            ),
        }
    }
}

/// Where a saved plot comes from, in a line.
#[must_use]
pub fn origin(tab: PlotTab, session: &Session) -> String {
    let info = &session.info;
    let time_s = session.sample.time_s;
    format!(
        "{} of {}, seed {}, t = {time_s:.3} s, Rheobase {}",
        in_english(|| tab.label()),
        info.title,
        info.seed,
        env!("CARGO_PKG_VERSION")
    )
}

/// Name of the file that is offered: scene, plot, seed and model time.
#[must_use]
pub fn file_name(tab: PlotTab, session: &Session, format: Format) -> String {
    let source = session.info.scene.as_ref().map_or("", |scene| scene.source());
    let scene = Path::new(source).file_stem().map_or("scene".into(), |stem| stem.to_string_lossy());
    let plot = in_english(|| tab.label()).to_lowercase().replace(' ', "_");
    let time_s = session.sample.time_s.max(0.0);
    format!("{scene}_{plot}_seed_{}_{time_s:.2}s.{}", session.info.seed, format.ending())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, in_force, speak};

    #[test]
    fn a_file_speaks_english_in_a_german_window() {
        speak(Language::German);
        let said = (PlotTab::Recall.label(), in_english(|| PlotTab::Recall.label()), in_force());
        speak(Language::English);
        assert_eq!(said, ("Abruf", "Recall", Language::German));
    }
}
