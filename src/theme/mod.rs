//! The look of the window: colours, distances and sizes from `assets/theme.ron`, and the colour maps.

mod colour;
mod colour_difference;
mod colour_vision;
mod fallback_font;
pub mod palette;
mod scale;

pub use colour::Colour;
pub use colour_vision::ColourVision;
pub use fallback_font::{FallbackFont, FontSearch, find_fonts, font_folders};
pub use palette::SequentialMap;
pub use scale::{ColourScale, ColourTable};

use crate::modulation::{BrainState, Modulator};
use crate::scene::file::NeuronKind;
use bevy::ecs::resource::Resource;
use serde::{Deserialize, Serialize};

/// The theme that is built into the program.
const SOURCE: &str = include_str!("../../assets/theme.ron");
/// Its colours on a light ground.
const LIGHT: &str = include_str!("../../assets/theme_light.ron");
/// How much thicker lines are for a projector.
const PROJECTED_LINES: f32 = 2.0;

/// Which theme the window has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// Light on dark.
    #[default]
    Dark,
    /// Dark on light.
    Light,
    /// As the system says, dark where it says nothing.
    System,
}

impl ThemeChoice {
    /// The choice after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::System,
            Self::System => Self::Dark,
        }
    }
}

/// All that decides how the window looks.
#[derive(Resource, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Colours.
    pub colours: Colours,
    /// Distances in and between widgets.
    pub spacing: Spacing,
    /// Sizes of the panels.
    pub panels: PanelSizes,
    /// Sizes of text.
    pub text: TextSizes,
    /// The 3D view.
    pub view: ViewStyle,
}

/// Colours by what they mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colours {
    /// Behind plots of activity, by brain state.
    pub background: StateColours,
    /// Round the network, by brain state.
    pub stage: StateStages,
    /// Behind widgets.
    pub panel: Colour,
    /// Behind what lies on a panel: buttons, plots, cards.
    pub panel_raised: Colour,
    /// Thin lines between panels.
    pub outline: Colour,
    /// Edges of what can be pressed: three times as light or dark as what is behind (WCAG 1.4.11).
    pub edge: Colour,
    /// Text.
    pub text: Colour,
    /// Text of less weight: units, hints, axis labels.
    pub text_dim: Colour,
    /// What can be acted on and what is switched on.
    pub accent: Colour,
    /// What needs attention.
    pub warning: Colour,
    /// An earlier moment of the run.
    pub past: Colour,
    /// A run that went on otherwise from an earlier moment.
    pub branch: Colour,
    /// A claim that holds.
    pub verdict_green: Colour,
    /// A run that a guard stopped.
    pub stop: Colour,
    /// Excitatory neurons and their synapses.
    pub excitatory: Colour,
    /// Inhibitory neurons and their synapses.
    pub inhibitory: Colour,
    /// Patterns in their order in the scene; repeated if there are more.
    pub patterns: Vec<Colour>,
    /// Brain states on the time bar and as badge.
    pub phases: StateColours,
    /// Neuromodulators in the order of [`Modulator::ALL`].
    pub modulators: [Colour; Modulator::ALL.len()],
    /// Traces of the selected neuron.
    pub traces: TraceColours,
    /// Synapses that grew a moment ago.
    pub synapse_formed: Colour,
    /// Synapses that were pruned a moment ago.
    pub synapse_pruned: Colour,
    /// Ring round the selected neuron.
    pub selected: Colour,
    /// Ring round the neuron under the pointer.
    pub hovered: Colour,
    /// Mark of a neuron that is painted easier to excite.
    pub raised: Colour,
    /// Mark of a neuron that is painted harder to excite.
    pub lowered: Colour,
    /// Ends and middle of the map for signed quantities.
    pub diverging: DivergingColours,
    /// A neuron that has no value of what is shown.
    pub no_value: Colour,
}

/// One colour a brain state.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateColours {
    /// Awake.
    pub awake: Colour,
    /// Non-rapid-eye-movement sleep.
    pub nrem: Colour,
    /// Rapid-eye-movement sleep.
    pub rem: Colour,
}

impl StateColours {
    /// The colour of one state.
    #[must_use]
    pub const fn of(&self, state: BrainState) -> Colour {
        match state {
            BrainState::Awake => self.awake,
            BrainState::Nrem => self.nrem,
            BrainState::Rem => self.rem,
        }
    }
}

/// Surroundings and light of the network, by brain state.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateStages {
    /// Awake.
    pub awake: Stage,
    /// Non-rapid-eye-movement sleep.
    pub nrem: Stage,
    /// Rapid-eye-movement sleep.
    pub rem: Stage,
}

impl StateStages {
    /// Those of one state.
    #[must_use]
    pub const fn of(&self, state: BrainState) -> Stage {
        match state {
            BrainState::Awake => self.awake,
            BrainState::Nrem => self.nrem,
            BrainState::Rem => self.rem,
        }
    }
}

/// Surroundings and light of the network.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Sky above.
    pub zenith: Colour,
    /// Sky at the horizon.
    pub horizon: Colour,
    /// Floor; with the horizon, what distance fades into.
    pub ground: Colour,
    /// Light from the left above.
    pub key: Colour,
    /// Share of a neuron's colour that is seen without that light, 0 to 1.
    pub ambient: f32,
}

/// One colour a trace of the selected neuron.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TraceColours {
    /// Membrane potential.
    pub potential: Colour,
    /// Threshold.
    pub threshold: Colour,
    /// Afterhyperpolarization conductance.
    pub ahp: Colour,
    /// Learned excitability.
    pub excitability: Colour,
}

/// Ends and middle of the map for signed quantities.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DivergingColours {
    /// The end that recedes: the less excitable or less active.
    pub cool: Colour,
    /// The middle.
    pub neutral: Colour,
    /// The end that stands out: the more excitable or more active.
    pub warm: Colour,
}

/// Distances in and between widgets (logical pixels).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spacing {
    /// Between two widgets.
    pub item: f32,
    /// Between two groups of widgets.
    pub section: f32,
    /// Between a panel's edge and its content.
    pub margin: f32,
    /// Radius of rounded corners.
    pub rounding: f32,
    /// Width of a plotted line.
    pub line: f32,
}

/// Sizes of the panels (logical pixels).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanelSizes {
    /// Height of the bar at the top.
    pub top_bar: f32,
    /// Width of the controls at the left.
    pub controls: f32,
    /// Smallest width of the controls.
    pub controls_minimum: f32,
    /// Width of the inspector at the right.
    pub inspector: f32,
    /// Smallest width of the inspector.
    pub inspector_minimum: f32,
    /// Height of the time bar.
    pub time_bar: f32,
    /// Height of the plots.
    pub plots: f32,
    /// Smallest height of the plots.
    pub plots_minimum: f32,
    /// Width of the legend in the 3D view, where there is room.
    pub legend: f32,
}

/// Sizes of text (logical pixels).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextSizes {
    /// Axis labels, units, hints.
    pub small: f32,
    /// Running text and widgets.
    pub body: f32,
    /// Heading of a group.
    pub heading: f32,
    /// Title of the scene.
    pub title: f32,
    /// Brain state and pattern labels.
    pub badge: f32,
}

/// The 3D view.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewStyle {
    /// Share of its light that a neuron keeps while another one is isolated, 0 to 1.
    pub dimmed: f32,
    /// Time in which the light of a spike fades to 1/e (s of watching).
    pub glow_decay: f32,
    /// Strength of the light round neurons, 0 to 1.
    pub halo: f32,
    /// Turning of the camera until the mouse is moved (degrees/s).
    pub drift: f32,
    /// Distance from a neuron's centre at which a click still finds it (logical pixels).
    pub pick_tolerance: f32,
    /// Width of the weakest and of the strongest synapse (logical pixels).
    pub synapse_width: (f32, f32),
    /// Opacity of the weakest and of the strongest synapse, 0 to 1.
    pub synapse_opacity: (f32, f32),
    /// The same for the synapses of the selected neuron.
    pub selected_synapse_opacity: (f32, f32),
    /// Time in which a synapse that grew or was pruned fades to 1/e (s of watching).
    pub turnover_decay: f32,
    /// Largest opacity of a synapse that grew and of one that was pruned, 0 to 1.
    pub turnover_opacity: (f32, f32),
}

impl Theme {
    /// The theme that is built in.
    ///
    /// # Panics
    /// Never in a program whose tests pass: one of them reads the same text.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the text is part of the program, and a test reads it")]
    pub fn built_in() -> Self {
        ron::from_str(SOURCE).expect("assets/theme.ron is valid")
    }

    /// The theme on a light or a dark ground; for a projector with thick lines.
    ///
    /// # Panics
    /// As [`Theme::built_in`].
    #[must_use]
    #[expect(clippy::expect_used, reason = "the text is part of the program, and a test reads it")]
    pub fn of(light: bool, projector: bool) -> Self {
        let mut theme = Self::built_in();
        if light {
            theme.colours = ron::from_str(LIGHT).expect("assets/theme_light.ron is valid");
        }
        if projector {
            theme.spacing.line *= PROJECTED_LINES;
            let (thin, thick) = theme.view.synapse_width;
            theme.view.synapse_width = (PROJECTED_LINES * thin, PROJECTED_LINES * thick);
        }
        theme
    }

    /// Whether the ground is light, so that what stands out is dark.
    #[must_use]
    pub fn is_light(&self) -> bool {
        self.colours.panel.luminance() > self.colours.text.luminance()
    }

    /// Colour of a pattern by its index in the scene.
    #[must_use]
    pub fn pattern(&self, index: usize) -> Colour {
        let patterns = &self.colours.patterns;
        if patterns.is_empty() { self.colours.accent } else { patterns[index % patterns.len()] }
    }

    /// Colour of a cell by its place in the replay of a pattern, from 0 (first) to 1 (last): from white by way of the pattern's
    /// colour to a dark shade of it, so that lightness alone tells the order.
    #[must_use]
    pub fn replay_order(&self, pattern: usize, place: f32) -> Colour {
        const WHITE: Colour = Colour::from_hex(0xff_ff_ff);
        const BLACK: Colour = Colour::from_hex(0);
        const DARKEST: f32 = 0.6;
        let colour = self.pattern(pattern);
        // The first stand out most.
        let first = if self.is_light() { BLACK } else { WHITE };
        let place = if place.is_nan() { 0.0 } else { place.clamp(0.0, 1.0) };
        if place < 0.5 {
            first.mix(colour, 2.0 * place)
        } else {
            colour.mix(self.colours.background.nrem, DARKEST * (2.0 * place - 1.0))
        }
    }

    /// Colour of a kind of neuron.
    #[must_use]
    pub const fn kind(&self, kind: NeuronKind) -> Colour {
        match kind {
            NeuronKind::Excitatory => self.colours.excitatory,
            NeuronKind::Inhibitory => self.colours.inhibitory,
        }
    }

    /// Colour of the populations of a kind, by their place among them: that of the kind, then paler and darker ones.
    #[must_use]
    pub fn population(&self, kind: NeuronKind, place: usize) -> Colour {
        let shades = [(self.kind(kind), 0.0), (self.colours.text, 0.6), (self.colours.panel, 0.4)];
        let (towards, share) = shades[place % shades.len()];
        self.kind(kind).mix(towards, share)
    }

    /// Largest relative luminance that the light of a spike can have, 0 to 1: kinds and patterns, half way to white.
    #[must_use]
    pub fn brightest_light(&self) -> f32 {
        const WHITE: Colour = Colour::from_hex(0xff_ff_ff);
        let kinds = [self.colours.excitatory, self.colours.inhibitory];
        let hues = kinds.iter().chain(&self.colours.patterns);
        if self.is_light() {
            // There a spike is a dark spot: what it takes from the ground.
            let ground = self.colours.stage.awake.horizon.luminance();
            return hues.map(|hue| ground - hue.luminance()).fold(0.0, f32::max);
        }
        hues.map(|hue| hue.mix(WHITE, 0.5).luminance()).fold(0.0, f32::max)
    }

    /// A colour as letters on a panel have it: where it does not stand out 4.5 times (WCAG 1.4.3), as near to that of text as it takes.
    #[must_use]
    pub fn letters(&self, colour: Colour) -> Colour {
        const STEPS: u8 = 20;
        let nearer = (0..=STEPS).map(|step| colour.mix(self.colours.text, f32::from(step) / f32::from(STEPS)));
        nearer.into_iter().find(|nearer| nearer.contrast(self.colours.panel) >= 4.5).unwrap_or(self.colours.text)
    }

    /// Signed map at a position from -1 (cool) to 1 (warm), clamped.
    #[must_use]
    pub fn diverging(&self, position: f32) -> Colour {
        let DivergingColours { cool, neutral, warm } = self.colours.diverging;
        let position = if position.is_nan() { 0.0 } else { position.clamp(-1.0, 1.0) };
        neutral.mix(if position < 0.0 { cool } else { warm }, position.abs())
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::built_in()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_theme_reads() {
        let theme = Theme::built_in();
        assert!(theme.colours.patterns.len() >= 3);
        assert_eq!(theme.diverging(0.0), theme.colours.diverging.neutral);
        assert_eq!(theme.diverging(-9.0), theme.colours.diverging.cool);
    }

    #[test]
    fn no_spike_is_a_saturated_red() {
        // WCAG 2.3.1: red / (red + green + blue) of at least 0.8, linear.
        let colours = Theme::built_in().colours;
        for hue in [colours.excitatory, colours.inhibitory].iter().chain(&colours.patterns) {
            let [red, green, blue] = hue.to_linear();
            assert!(red / (red + green + blue) < 0.8, "{hue:?}");
        }
    }

    #[test]
    fn letters_and_edges_stand_out_in_every_theme() {
        for theme in [Theme::built_in(), Theme::of(true, false)] {
            let colours = &theme.colours;
            let grounds = [colours.panel, colours.panel_raised];
            let words = [
                colours.text,
                colours.text_dim,
                colours.accent,
                colours.warning,
                colours.stop,
                colours.past,
                colours.branch,
            ];
            let named = [colours.excitatory, colours.inhibitory, colours.verdict_green];
            let phases = [colours.phases.awake, colours.phases.nrem, colours.phases.rem];
            for ground in grounds {
                for word in words.iter().chain(&named).chain(&colours.modulators) {
                    assert!(word.contrast(ground) >= 4.5, "{word:?} on {ground:?}: {}", word.contrast(ground));
                }
                for mark in colours.patterns.iter().chain(&phases).chain([&colours.edge]) {
                    assert!(mark.contrast(ground) >= 3.0, "{mark:?} on {ground:?}: {}", mark.contrast(ground));
                }
            }
        }
        let projected = Theme::of(true, true);
        assert!(projected.is_light() && projected.spacing.line >= 2.0 * Theme::built_in().spacing.line);
    }

    #[test]
    fn letters_of_any_colour_stand_out_and_keep_it_where_they_can() {
        for theme in [Theme::built_in(), Theme::of(true, false), Theme::of(true, true)] {
            let colours = &theme.colours;
            let states = [colours.phases.awake, colours.phases.nrem, colours.phases.rem];
            let marks = [colours.selected, colours.hovered, colours.panel, colours.no_value];
            for &colour in colours.patterns.iter().chain(&states).chain(&marks) {
                let letters = theme.letters(colour);
                assert!(letters.contrast(colours.panel) >= 4.5, "{colour:?} becomes {letters:?}");
                assert!(letters == colour || colour.contrast(colours.panel) < 4.5, "{colour:?} becomes {letters:?}");
            }
        }
    }

    #[test]
    fn the_order_of_a_replay_goes_from_light_to_dark() {
        let theme = Theme::built_in();
        for pattern in 0..theme.colours.patterns.len() {
            let light = |place: f32| theme.replay_order(pattern, place).luminance();
            assert!((1..=10_u8).all(|k| light(f32::from(k) / 10.0) < light(f32::from(k - 1) / 10.0)));
            assert!(theme.replay_order(pattern, 1.0).contrast(theme.colours.background.nrem) > 1.5);
        }
    }

    #[test]
    fn text_stands_out_from_panels() {
        let colours = Theme::built_in().colours;
        for background in [colours.panel, colours.panel_raised, colours.background.awake] {
            assert!(colours.text.contrast(background) > 7.0);
            assert!(colours.text_dim.contrast(background) > 4.5);
        }
    }
}
