//! The theme as egui's style, and the few pieces of look that all panels share.

use crate::measure::inference::Verdict;
use crate::theme::Theme;
use crate::words::number;
use bevy_egui::egui::emath::format_with_decimals_in_range;
use bevy_egui::egui::style::NumberFormatter;
use bevy_egui::egui::{
    Button, Color32, Context, CornerRadius, FontFamily, FontId, Frame, Margin, Response, RichText, Sense, Stroke,
    Style, TextStyle, Ui, Visuals, WidgetInfo, WidgetType, vec2,
};

/// Least width and height of what is clicked (logical pixels).
pub const TARGET: f32 = 24.0;

/// Height of a slider that stands between lines of text, where nothing else is hit (logical pixels).
const SLIDER: f32 = 20.0;

/// Width of the bar beside what scrolls, until the pointer is on it (logical pixels).
const SCROLL_BAR: f32 = 4.0;

/// A line of text above a slider needs no room to be hit.
pub fn text_line(ui: &mut Ui) {
    ui.spacing_mut().interact_size.y = 0.0;
}

/// Whether the right button is used: a slider of egui follows any button, and only the left one is to change it.
pub fn by_right_button(ui: &Ui) -> bool {
    ui.input(|input| input.pointer.secondary_down() || input.pointer.secondary_clicked())
}

/// A slider between lines of text, as wide as the panel.
pub fn wide_slider(ui: &mut Ui) {
    ui.spacing_mut().slider_width = ui.available_width();
    ui.spacing_mut().interact_size.y = SLIDER;
}

/// Make the whole interface look as the theme says.
pub fn apply_theme(context: &Context, theme: &Theme) {
    let style = style_of(theme);
    context.set_theme(bevy_egui::egui::Theme::Dark);
    context.all_styles_mut(|target| *target = style.clone());
    context.options_mut(|options| options.zoom_with_keyboard = false);
}

fn style_of(theme: &Theme) -> Style {
    let mut style = Style { visuals: visuals_of(theme), ..Style::default() };
    style.number_formatter =
        NumberFormatter::new(|value, decimals| number(&format_with_decimals_in_range(value, decimals)));
    let proportional = |size| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, proportional(theme.text.small)),
        (TextStyle::Body, proportional(theme.text.body)),
        (TextStyle::Button, proportional(theme.text.body)),
        (TextStyle::Monospace, FontId::new(theme.text.body, FontFamily::Monospace)),
        (TextStyle::Heading, proportional(theme.text.heading)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(theme.spacing.item, theme.spacing.item * 0.3);
    spacing.button_padding = vec2(theme.spacing.item, theme.spacing.item * 0.4);
    spacing.interact_size.y = (theme.text.body + theme.spacing.item).max(TARGET);
    // The bar stands beside what it scrolls, not on top of the values at its right edge.
    spacing.scroll.floating_allocated_width = theme.spacing.item;
    // A list that goes on says so: its bar is always seen.
    spacing.scroll.floating_width = SCROLL_BAR;
    spacing.scroll.dormant_handle_opacity = 0.7;
    spacing.scroll.active_handle_opacity = 0.8;
    spacing.tooltip_width = theme.panels.inspector;
    if theme.is_light() {
        // They are grey smears over dark letters.
        style.spacing.scroll.fade.strength = 0.0;
    }
    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = false;
    style
}

fn visuals_of(theme: &Theme) -> Visuals {
    let colours = &theme.colours;
    let [panel, raised, outline, text, dim, accent] =
        [colours.panel, colours.panel_raised, colours.outline, colours.text, colours.text_dim, colours.accent]
            .map(Color32::from);
    let mut visuals = if theme.is_light() { Visuals::light() } else { Visuals::dark() };
    visuals.panel_fill = panel;
    visuals.window_fill = panel;
    visuals.window_stroke = Stroke::new(1.0, outline);
    visuals.extreme_bg_color = colours.background.awake.into();
    visuals.faint_bg_color = raised;
    visuals.weak_text_color = Some(dim);
    visuals.warn_fg_color = colours.warning.into();
    visuals.error_fg_color = colours.stop.into();
    visuals.hyperlink_color = accent;
    visuals.selection.bg_fill = colours.accent.mix(colours.panel, 0.62).into();
    visuals.selection.stroke = Stroke::new(1.0, text);
    visuals.slider_trailing_fill = true;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few pixels")]
    let corner = CornerRadius::same(theme.spacing.rounding as u8);
    let widgets = &mut visuals.widgets;
    for widget in [
        &mut widgets.noninteractive,
        &mut widgets.inactive,
        &mut widgets.hovered,
        &mut widgets.active,
        &mut widgets.open,
    ] {
        widget.corner_radius = corner;
        widget.expansion = 0.0;
        widget.fg_stroke = Stroke::new(1.0, text);
        widget.bg_stroke = Stroke::new(1.0, Color32::from(colours.edge));
        widget.bg_fill = raised;
        widget.weak_bg_fill = raised;
    }
    widgets.noninteractive.bg_fill = panel;
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, outline);
    widgets.inactive.bg_fill = colours.panel_raised.mix(colours.text, 0.14).into();
    for widget in [&mut widgets.hovered, &mut widgets.active, &mut widgets.open] {
        widget.bg_fill = colours.panel_raised.mix(colours.text, 0.22).into();
        widget.weak_bg_fill = colours.panel_raised.mix(colours.text, 0.12).into();
        widget.bg_stroke = Stroke::new(1.0, accent);
    }
    // One picture a letter and size: where a letter had another for each quarter of a pixel, it was missing for a frame when it moved.
    visuals.text_options.subpixel_binning = false;
    visuals.window_corner_radius = corner;
    visuals.menu_corner_radius = corner;
    visuals
}

/// Frame of a panel. It has no ground of its own: the window is cleared in the colour of panels.
pub fn panel_frame(theme: &Theme) -> Frame {
    Frame::new().inner_margin(margin(theme.spacing.margin, theme.spacing.item))
}

/// Frame of something drawn over the 3D view: dark enough for text, light enough to see through.
pub fn overlay_frame(theme: &Theme) -> Frame {
    Frame::new()
        .fill(theme.colours.panel.to_egui_with_opacity(0.92))
        .stroke(Stroke::new(1.0, Color32::from(theme.colours.outline)))
        .corner_radius(theme.spacing.rounding)
        .inner_margin(margin(theme.spacing.margin, theme.spacing.item))
}

/// A margin from distances.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a few pixels")]
pub fn margin(horizontal: f32, vertical: f32) -> Margin {
    Margin::symmetric(horizontal as i8, vertical as i8)
}

/// Heading of a group of widgets, with the space above it.
pub fn heading_ui(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    ui.add_space(theme.spacing.section - theme.spacing.item);
    ui.label(RichText::new(text).size(theme.text.heading).strong().color(theme.colours.text))
}

/// Text of less weight.
pub fn dim(theme: &Theme, text: impl Into<String>) -> RichText {
    RichText::new(text).color(theme.colours.text_dim)
}

/// A line that says why something is empty and what to do.
pub fn empty_ui(ui: &mut Ui, theme: &Theme, text: &str) {
    ui.with_layout(bevy_egui::egui::Layout::centered_and_justified(bevy_egui::egui::Direction::TopDown), |ui| {
        ui.label(dim(theme, text));
    });
}

/// One line "name … value" that fills the width; the name may carry a tooltip.
pub fn reading_ui(ui: &mut Ui, theme: &Theme, name: &str, value: &str, explanation: &str) -> Response {
    ui.horizontal(|ui| {
        ui.label(dim(theme, name));
        ui.with_layout(bevy_egui::egui::Layout::right_to_left(bevy_egui::egui::Align::Center), |ui| {
            ui.label(RichText::new(value).color(theme.colours.text));
        });
    })
    .response
    .on_hover_text(explanation)
}

/// The same where names are long: a value that has no room beside its name stands below it.
pub fn long_reading_ui(ui: &mut Ui, theme: &Theme, name: &str, value: &str, explanation: &str) -> Response {
    use bevy_egui::egui::{Align, Label, Layout};
    let font = TextStyle::Body.resolve(ui.style());
    let width = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x;
    if width(name) + width(value) + 2.0 * ui.spacing().item_spacing.x <= ui.available_width() {
        return reading_ui(ui, theme, name, value, &format!("{name}: {explanation}"));
    }
    ui.vertical(|ui| {
        ui.add(Label::new(dim(theme, name)).wrap());
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            ui.label(RichText::new(value).color(theme.colours.text))
        });
    })
    .response
    .on_hover_text(explanation)
}

/// The mark of a value that is not that of the scene.
pub fn changed_dot_ui(ui: &mut Ui, theme: &Theme) {
    let size = ui.text_style_height(&TextStyle::Small);
    let (rect, _) = ui.allocate_exact_size(vec2(size * 0.6, size), Sense::hover());
    ui.painter().circle_filled(rect.center(), size * 0.25, Color32::from(theme.colours.warning));
}

/// A button of a pattern, in its colour.
pub fn pattern_button(theme: &Theme, pattern: usize, name: &str, active: bool) -> Button<'static> {
    let colour = theme.pattern(pattern);
    let text = RichText::new(name).strong().color(if active { theme.colours.panel } else { colour });
    let fill = if active { colour } else { theme.colours.panel_raised };
    Button::new(text).fill(fill).stroke((1.0, Color32::from(colour))).min_size(vec2(theme.text.body * 2.6, 0.0))
}

/// Most buttons of patterns in a row, so that many do not widen their panel.
pub const PATTERNS_A_ROW: usize = 5;

/// Begin the next row of a grid where the one before is full.
pub fn break_row(ui: &mut Ui, pattern: usize) {
    if pattern > 0 && pattern.is_multiple_of(PATTERNS_A_ROW) {
        ui.end_row();
        ui.label("");
    }
}

/// What a screen reader says of a button.
pub fn name_for_readers(response: &Response, enabled: bool, name: &str) {
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, name));
}

/// The same for a list that unfolds.
pub fn combo_for_readers(response: &Response, name: &str) {
    response.widget_info(|| WidgetInfo::labeled(WidgetType::ComboBox, true, name));
}

/// A sign for a verdict, so that it is not told by colour alone.
#[must_use]
pub const fn verdict_mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Green => "✔",
        Verdict::Amber => "~",
        Verdict::Red => "✖",
        Verdict::TooFew => "?",
    }
}

/// Colour of a verdict.
#[must_use]
pub fn verdict_colour(theme: &Theme, verdict: Verdict) -> Color32 {
    match verdict {
        Verdict::Green => theme.colours.verdict_green.into(),
        Verdict::Amber => theme.colours.warning.into(),
        Verdict::Red => theme.colours.stop.into(),
        Verdict::TooFew => theme.colours.text_dim.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_goes_on_shows_a_bar_in_every_theme() {
        for theme in [Theme::of(false, false), Theme::of(true, false), Theme::of(true, true)] {
            let scroll = style_of(&theme).spacing.scroll;
            assert!(scroll.dormant_handle_opacity >= 0.5 && scroll.floating_width >= 3.0);
            assert!(scroll.floating_allocated_width >= scroll.floating_width, "beside what it scrolls");
        }
    }
}
