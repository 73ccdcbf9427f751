//! A colour as the theme file writes it, and its forms for egui, for Bevy and for shaders.

use bevy_egui::egui;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::LazyLock;

/// What the 256 steps of a channel are as light: every neuron is asked for in every frame.
static LINEAR: LazyLock<[f32; 256]> = LazyLock::new(|| {
    std::array::from_fn(|step| bevy::color::Color::srgb(step as f32 / 255.0, 0.0, 0.0).to_linear().red)
});

/// A colour in sRGB, 8 bits a channel; written `"#rrggbb"` in the theme file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// From 0xRRGGBB.
    #[must_use]
    pub const fn from_hex(hex: u32) -> Self {
        let [_, red, green, blue] = hex.to_be_bytes();
        Self([red, green, blue])
    }

    /// Towards another colour by a share from 0 (this one) to 1 (the other one).
    #[must_use]
    pub fn mix(self, other: Self, share: f32) -> Self {
        let channel = |index: usize| {
            let (from, to) = (f32::from(self.0[index]), f32::from(other.0[index]));
            (from + (to - from) * share).round().clamp(0.0, 255.0) as u8
        };
        Self([channel(0), channel(1), channel(2)])
    }

    /// For egui.
    #[must_use]
    pub const fn to_egui(self) -> egui::Color32 {
        egui::Color32::from_rgb(self.0[0], self.0[1], self.0[2])
    }

    /// For egui, with an opacity from 0 to 1.
    #[must_use]
    pub fn to_egui_with_opacity(self, opacity: f32) -> egui::Color32 {
        self.to_egui().gamma_multiply(opacity.clamp(0.0, 1.0))
    }

    /// For Bevy.
    #[must_use]
    pub const fn to_bevy(self) -> bevy::color::Color {
        bevy::color::Color::srgb(self.0[0] as f32 / 255.0, self.0[1] as f32 / 255.0, self.0[2] as f32 / 255.0)
    }

    /// Linear red, green and blue, 0 to 1, for shaders.
    #[must_use]
    pub fn to_linear(self) -> [f32; 3] {
        self.0.map(|channel| LINEAR[usize::from(channel)])
    }

    /// From linear red, green and blue; what is beyond 0 to 1 takes the nearest end.
    #[must_use]
    pub fn from_linear([red, green, blue]: [f32; 3]) -> Self {
        let colour = bevy::color::Srgba::from(bevy::color::LinearRgba::rgb(red, green, blue));
        Self([colour.red, colour.green, colour.blue].map(|channel| (channel.clamp(0.0, 1.0) * 255.0).round() as u8))
    }

    /// Relative luminance as WCAG defines it, 0 to 1.
    #[must_use]
    pub fn luminance(self) -> f32 {
        let [red, green, blue] = self.to_linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast ratio to another colour as WCAG defines it, 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

impl From<Colour> for egui::Color32 {
    fn from(colour: Colour) -> Self {
        colour.to_egui()
    }
}

impl From<Colour> for bevy::color::Color {
    fn from(colour: Colour) -> Self {
        colour.to_bevy()
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [red, green, blue] = self.0;
        serializer.serialize_str(&format!("#{red:02x}{green:02x}{blue:02x}"))
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.strip_prefix('#')
            .filter(|digits| digits.len() == 6)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .map(Self::from_hex)
            .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is not a colour such as `#e69f00`")))
    }
}
