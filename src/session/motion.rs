//! What moves by itself in the picture: turning, ways between places, drift.

use crate::words::words;
use serde::{Deserialize, Serialize};

/// What the user chose to let move by itself. Light does in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Motion {
    /// As the system says. Files from before it could be asked call this what was usual.
    #[default]
    #[serde(alias = "Usual")]
    System,
    /// Nothing.
    Less,
    /// All, whatever the system says.
    All,
}

impl Motion {
    /// Whether nothing moves by itself but light, where the system asks for that or not.
    #[must_use]
    pub const fn is_less(self, system_asks: bool) -> bool {
        match self {
            Self::System => system_asks,
            Self::Less => true,
            Self::All => false,
        }
    }

    /// The choice after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::System => Self::Less,
            Self::Less => Self::All,
            Self::All => Self::System,
        }
    }

    /// The choice in a sentence.
    #[must_use]
    pub fn sentence(self, system_asks: bool) -> &'static str {
        match (self, system_asks) {
            (Self::System, true) => words!("motion-system-less", "Motion as the system says: less."),
            (Self::System, false) => words!("motion-system-all", "Motion as the system says: as usual."),
            (Self::Less, _) => words!("motion-less", "Less motion, whatever the system says."),
            (Self::All, _) => words!("motion-all", "Motion as usual, whatever the system says."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_decides_unless_the_user_did() {
        let mut motion = Motion::default();
        let mut seen = Vec::new();
        for _ in 0..3 {
            seen.push([motion.is_less(false), motion.is_less(true)]);
            motion = motion.next();
        }
        assert_eq!(seen, [[false, true], [true, true], [false, false]]);
        assert_eq!(motion, Motion::System);
        assert_eq!(ron::from_str("Usual"), Ok(Motion::System), "what nobody chose in an older file");
        assert!(Motion::System.sentence(true) != Motion::System.sentence(false));
    }
}
