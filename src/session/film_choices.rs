//! How films and pictures are made.

use crate::words::words;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What the user chose for films and pictures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FilmChoices {
    /// Size of films and pictures.
    pub size: PictureSize,
    /// Pictures a second of a film.
    pub rate: FilmRate,
    /// How fine its pictures are.
    pub quality: FilmQuality,
    /// When it ends by itself.
    pub length: FilmLength,
    /// Folder for films; none: the user's own for films.
    pub folder: Option<PathBuf>,
}

/// Size of a film or picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureSize {
    /// 1920 × 1080.
    #[default]
    FullHd,
    /// 2560 × 1440.
    Quad,
    /// 3840 × 2160.
    UltraHd,
    /// 1080 × 1920.
    Upright,
    /// 1080 × 1080.
    Square,
    /// That of the window.
    Window,
}

impl PictureSize {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::FullHd, Self::Quad, Self::UltraHd, Self::Upright, Self::Square, Self::Window];
    /// Longer and shorter side that a film can have at most (px).
    const LARGEST: (u32, u32) = (3840, 2160);
    /// Side that it has at least (px).
    const LEAST: u32 = 16;

    /// Width and height (px), both even, in a window of this size (px).
    #[must_use]
    pub fn pixels(self, (width, height): (u32, u32)) -> (u32, u32) {
        match self {
            Self::FullHd => (1920, 1080),
            Self::Quad => (2560, 1440),
            Self::UltraHd => (3840, 2160),
            Self::Upright => (1080, 1920),
            Self::Square => (1080, 1080),
            Self::Window => {
                let [width, height] = [width, height].map(f64::from);
                let (long, short) = (width.max(height), width.min(height));
                let (most_long, most_short) = Self::LARGEST;
                let scale = (f64::from(most_long) / long).min(f64::from(most_short) / short).min(1.0);
                let even = |length: f64| ((length * scale / 2.0).floor() as u32 * 2).max(Self::LEAST);
                (even(width), even(height))
            }
        }
    }

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::FullHd => "1920 × 1080",
            Self::Quad => "2560 × 1440",
            Self::UltraHd => "3840 × 2160",
            Self::Upright => words!("film-upright", "1080 × 1920, upright"),
            Self::Square => words!("film-square", "1080 × 1080, square"),
            Self::Window => words!("film-as-window", "as the window"),
        }
    }
}

/// Pictures a second of a film.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FilmRate {
    /// 24, as in the cinema.
    Cinema,
    /// 25, as on European television.
    Television,
    /// 30.
    #[default]
    Usual,
    /// 60.
    Smooth,
}

impl FilmRate {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Cinema, Self::Television, Self::Usual, Self::Smooth];

    /// Pictures a second.
    #[must_use]
    pub const fn frames_per_second(self) -> u32 {
        match self {
            Self::Cinema => 24,
            Self::Television => 25,
            Self::Usual => 30,
            Self::Smooth => 60,
        }
    }
}

/// How fine the pictures of a film are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FilmQuality {
    /// For mail.
    Small,
    /// For most.
    #[default]
    Good,
    /// To be cut and coded again.
    Fine,
}

impl FilmQuality {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Small, Self::Good, Self::Fine];

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Small => words!("film-small", "small file"),
            Self::Good => words!("film-good", "good"),
            Self::Fine => words!("film-fine", "fine, for editing"),
        }
    }
}

/// When a film ends by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FilmLength {
    /// When the user ends it.
    #[default]
    Open,
    /// After ten seconds of film.
    Short,
    /// After half a minute.
    Medium,
    /// After a minute.
    Long,
}

impl FilmLength {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Open, Self::Short, Self::Medium, Self::Long];

    /// Seconds of film; none: until the user ends it.
    #[must_use]
    pub const fn seconds(self) -> Option<u32> {
        match self {
            Self::Open => None,
            Self::Short => Some(10),
            Self::Medium => Some(30),
            Self::Long => Some(60),
        }
    }

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => words!("film-open-end", "until finished"),
            Self::Short => "10 s",
            Self::Medium => "30 s",
            Self::Long => "60 s",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_film_as_large_as_the_window_has_a_size_that_a_film_can_have() {
        for (window, size) in [
            ((1600, 900), (1600, 900)),
            ((1367, 771), (1366, 770)),
            ((7680, 4320), (3840, 2160)),
            ((2160, 5000), (1658, 3840)),
            ((0, 0), (16, 16)),
        ] {
            assert_eq!(PictureSize::Window.pixels(window), size, "{window:?}");
        }
        for size in PictureSize::ALL {
            let (width, height) = size.pixels((1601, 901));
            assert!(width % 2 == 0 && height % 2 == 0 && width.max(height) <= 3840, "{size:?}");
        }
    }
}
