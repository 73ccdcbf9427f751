//! Colours as people with a deficiency of colour vision see them, to check that what has to be told apart can be.

use super::colour::Colour;
use crate::words::words;

/// A way to see colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColourVision {
    /// Without the cones for long waves.
    Protan,
    /// Without the cones for middle waves.
    Deutan,
    /// Without the cones for short waves.
    Tritan,
    /// Lightness alone, as on a grey print.
    Grey,
}

impl ColourVision {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Protan, Self::Deutan, Self::Tritan, Self::Grey];

    /// Linear red, green and blue from linear red, green and blue: Machado, Oliveira & Fernandes (2009) IEEE Trans Vis Comput Graph
    /// 15:1291, severity 1; for grey the relative luminance.
    #[must_use]
    pub const fn matrix(self) -> [[f32; 3]; 3] {
        match self {
            Self::Protan => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deutan => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritan => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
            Self::Grey => [[0.2126, 0.7152, 0.0722]; 3],
        }
    }

    /// What the window says while it is seen so.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Protan => words!("vision-protan", "as seen without red cones (protan)"),
            Self::Deutan => words!("vision-deutan", "as seen without green cones (deutan)"),
            Self::Tritan => words!("vision-tritan", "as seen without blue cones (tritan)"),
            Self::Grey => words!("vision-grey", "in grey, as printed"),
        }
    }

    /// A colour as it is seen.
    #[must_use]
    pub fn see(self, colour: Colour) -> Colour {
        let linear = colour.to_linear();
        Colour::from_linear(self.matrix().map(|row| row.iter().zip(linear).map(|(share, light)| share * light).sum()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::file::NeuronKind;
    use crate::theme::Theme;

    #[test]
    fn greys_stay_as_they_are() {
        for grey in [0x00_00_00, 0x80_80_80, 0xff_ff_ff].map(Colour::from_hex) {
            for vision in ColourVision::ALL {
                assert!(vision.see(grey).difference(grey) < 0.5, "{vision:?}: {:?}", vision.see(grey));
            }
        }
    }

    #[test]
    fn red_and_green_are_confused_by_those_who_confuse_them() {
        let (red, green, blue) = (0xc0_50_40, 0x78_74_30, 0x30_50_c0);
        let apart = |vision: ColourVision, a: u32, b: u32| {
            let [a, b] = [a, b].map(Colour::from_hex);
            vision.see(a).difference(vision.see(b)) / a.difference(b)
        };
        assert!(apart(ColourVision::Deutan, red, green) < 0.5);
        assert!(apart(ColourVision::Deutan, red, blue) > 0.6);
        assert!(apart(ColourVision::Tritan, red, green) > 0.6);
    }

    /// A difference that is plain to see side by side: ten times the one that is just noticed.
    const PLAIN: f64 = 10.0;

    #[test]
    fn kinds_and_memories_are_told_apart_by_every_eye() {
        let theme = Theme::built_in();
        let [excitatory, inhibitory] = [NeuronKind::Excitatory, NeuronKind::Inhibitory].map(|kind| theme.kind(kind));
        for vision in [ColourVision::Protan, ColourVision::Deutan, ColourVision::Tritan] {
            let apart = |a: Colour, b: Colour| vision.see(a).difference(vision.see(b));
            assert!(apart(excitatory, inhibitory) > PLAIN, "{vision:?}: {}", apart(excitatory, inhibitory));
            // As many memories as the shipped scenes have.
            for (a, b) in [(0, 1), (0, 2), (1, 2)] {
                let apart = apart(theme.pattern(a), theme.pattern(b));
                assert!(apart > PLAIN, "{vision:?}: memories {a} and {b}, {apart}");
            }
        }
    }
}
