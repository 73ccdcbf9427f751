//! Theme and projector, as the user chose them.

use crate::panel::open_panels::OpenPanels;
use crate::theme::ThemeChoice;
use crate::words::{Language, LanguageChoice, speak};
use std::sync::LazyLock;

/// Scale of the interface for a projector, in a small and in a usual window.
const PROJECTED: (f32, f32) = (1.5, 2.0);
/// Height from which a window is not small (logical pixels).
const USUAL_HEIGHT: f32 = 1000.0;
/// Sliders in front for a projector.
pub const PROJECTED_CONTROLS: usize = 3;

/// What the system says of the language.
static SYSTEM_LOCALE: LazyLock<Option<String>> = LazyLock::new(sys_locale::get_locale);

/// What the user chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The theme.
    pub theme: ThemeChoice,
    /// Its language.
    pub language: LanguageChoice,
    /// Whether the window is made for a projector: light ground, large letters, thick lines, few controls, a ring where one clicks.
    pub projector: bool,
    /// Whether inspector and plots were open before.
    before: (bool, bool),
}

impl Look {
    /// Factor on the scale that the user chose, for a window of this height (logical pixels).
    #[must_use]
    pub const fn scale(&self, height: f32) -> f32 {
        match (self.projector, height >= USUAL_HEIGHT) {
            (false, _) => 1.0,
            (true, false) => PROJECTED.0,
            (true, true) => PROJECTED.1,
        }
    }

    /// Make the window ready for a projector, with all its room for the network and the controls; or as it was.
    pub const fn toggle_projector(&mut self, open: &mut OpenPanels) {
        self.projector = !self.projector;
        if self.projector {
            self.before = (open.inspector, open.plots);
            (open.inspector, open.plots) = (false, false);
        } else {
            (open.inspector, open.plots) = self.before;
        }
    }

    /// Whether inspector and plots are open without the projector.
    #[must_use]
    pub const fn open_otherwise(&self, open: &OpenPanels) -> (bool, bool) {
        if self.projector { self.before } else { (open.inspector, open.plots) }
    }

    /// Speak the next language.
    pub fn speak_next(&mut self) {
        self.language = self.language.next();
        speak(self.spoken());
    }

    /// The language that the window speaks.
    #[must_use]
    pub fn spoken(&self) -> Language {
        self.language.language(SYSTEM_LOCALE.as_deref())
    }

    /// Whether the ground is light.
    pub(super) const fn is_light(self, system_is_light: bool) -> bool {
        match self.theme {
            _ if self.projector => true,
            ThemeChoice::Light => true,
            ThemeChoice::Dark => false,
            ThemeChoice::System => system_is_light,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Theme;

    #[test]
    fn a_projector_has_a_light_ground_and_letters_that_the_last_row_reads() {
        let mut open = OpenPanels::default();
        let mut look = Look::default();
        look.toggle_projector(&mut open);
        assert!(look.projector && open.controls && !open.plots && !open.inspector);
        assert!(look.is_light(false) && Look { theme: ThemeChoice::System, ..Look::default() }.is_light(true));
        assert!(!Look::default().is_light(true), "dark was chosen");
        // 20 pt are 26 pixels at 1920 x 1080.
        let theme = Theme::of(true, true);
        assert!(look.scale(1080.0) * theme.text.body >= 26.0 && look.scale(720.0) >= 1.5);
        assert_eq!(Look::default().scale(1080.0), 1.0);
        look.toggle_projector(&mut open);
        assert!(!look.projector && open.plots && open.inspector);
    }
}
