//! One card of the scene library: picture, title, claim, size, length, level and tags.

use crate::experiment::verdict_word;
use crate::panel::speed::duration_text;
use crate::panel::style::{TARGET, verdict_colour, verdict_mark};
use crate::scene::file::NeuronKind;
use crate::session::{Origin, SceneCard};
use crate::theme::Theme;
use crate::words::{scene_text, words};
use bevy_egui::egui::epaint::RectShape;
use bevy_egui::egui::{
    Align2, Color32, CornerRadius, CursorIcon, FontId, Galley, Painter, Pos2, Rect, Sense, Shape, Stroke, StrokeKind,
    TextureHandle, Ui, Vec2, WidgetInfo, WidgetType, pos2, vec2,
};
use std::sync::Arc;

/// Height of a picture by its width.
const PICTURE: f32 = 9.0 / 16.0;
/// Three digits of a number of synapses are enough.
const DIGITS: usize = 1000;

/// What the user asks of the library.
pub enum Answer {
    /// Open the scene at this place of the catalogue.
    Open(usize),
    /// Search for this.
    Search(String),
    /// Ask for a file.
    Ask,
    /// Open a file that was opened before, by its place.
    File(usize),
}

/// A small frame with a word in it.
struct Chip {
    text: Arc<Galley>,
    word: String,
    /// Upper left corner, from that of all chips.
    at: Vec2,
}

/// A card whose texts are laid out.
pub struct Card<'a> {
    about: &'a SceneCard,
    picture: Option<&'a TextureHandle>,
    open_now: bool,
    width: f32,
    texts: Vec<Arc<Galley>>,
    chips: Vec<Chip>,
    chips_height: f32,
    margin: f32,
    gap: f32,
}

impl<'a> Card<'a> {
    /// Lay out a card of this width.
    pub fn lay_out(
        ui: &Ui,
        about: &'a SceneCard,
        picture: Option<&'a TextureHandle>,
        open_now: bool,
        width: f32,
        theme: &Theme,
    ) -> Self {
        let (margin, gap) = (theme.spacing.margin, theme.spacing.item);
        let inner = (width - 2.0 * margin).max(1.0);
        let text = |text: String, size: f32, colour: Color32| {
            ui.painter().layout(text, FontId::proportional(size), colour, inner)
        };
        let (bright, dim) = (Color32::from(theme.colours.text), Color32::from(theme.colours.text_dim));
        let mut texts = vec![
            text(scene_text(&about.scene.name).to_owned(), theme.text.badge, bright),
            text(scene_text(&about.sentence).to_owned(), theme.text.body, bright),
        ];
        // A claim stands here as if it were true: the verdict on it stands below.
        texts.extend(about.verdict().map(|verdict| text(verdict, theme.text.small, bright)));
        texts.push(text(facts(about), theme.text.small, dim));
        let (chips, chips_height) = chips(ui, about, inner, theme);
        Self { about, picture, open_now, width, texts, chips, chips_height, margin, gap }
    }

    /// Height that it needs.
    pub fn height(&self) -> f32 {
        let texts: f32 = self.texts.iter().map(|text| text.size().y + self.gap).sum();
        self.width * PICTURE + self.margin + texts + self.gap + self.chips_height + self.margin
    }

    /// Draw it; `place` is its own in the catalogue.
    pub fn show(self, ui: &mut Ui, rect: Rect, place: usize, chosen: bool, theme: &Theme) -> Option<Answer> {
        let response = ui.interact(rect, ui.id().with(("card", place)), Sense::click());
        let verdict = self.about.verdict().map_or_else(String::new, |verdict| format!(" {verdict}"));
        let (name, sentence) = (scene_text(&self.about.scene.name), scene_text(&self.about.sentence));
        let label = format!("{name}: {sentence}{verdict}");
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, label.clone()));
        let clicked = response.clicked();
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        let (hovered, focused) = (response.hovered(), response.has_focus());
        if let Some(more) = self.more() {
            response.on_hover_text(more);
        }
        let mut answer = clicked.then_some(Answer::Open(place));
        if !ui.is_rect_visible(rect) {
            return answer;
        }
        let painter = ui.painter().clone();
        let rounding = CornerRadius::from(theme.spacing.rounding);
        painter.rect_filled(rect, rounding, Color32::from(theme.colours.panel_raised));
        let picture = Rect::from_min_size(rect.min, vec2(self.width, self.width * PICTURE));
        self.picture_ui(&painter, picture, theme);
        let mut y = picture.bottom() + self.margin;
        for text in &self.texts {
            painter.galley(pos2(rect.left() + self.margin, y), Arc::clone(text), theme.colours.text.into());
            y += text.size().y + self.gap;
        }
        let corner = pos2(rect.left() + self.margin, rect.bottom() - self.margin - self.chips_height);
        for (number, chip) in self.chips.iter().enumerate() {
            if chip.show(ui, corner, (place, number), number == 0 && self.about.scene.library.is_some(), theme) {
                answer = Some(Answer::Search(chip.word.clone()));
            }
        }
        let outline = if chosen || focused {
            Stroke::new(2.0, Color32::from(theme.colours.accent))
        } else if hovered {
            Stroke::new(1.0, Color32::from(theme.colours.accent))
        } else {
            Stroke::new(1.0, Color32::from(theme.colours.outline))
        };
        painter.rect_stroke(rect, rounding, outline, StrokeKind::Inside);
        answer
    }

    /// What has no room on it.
    fn more(&self) -> Option<String> {
        let mut lines = Vec::new();
        if self.about.sentence != self.about.scene.summary {
            lines.push(scene_text(&self.about.scene.summary).to_owned());
        }
        if let Some(length_s) = self.about.length_s {
            let watching = duration_text(self.about.watching_s().unwrap_or(length_s) as f32);
            lines.push(words!(
                "card-watching",
                "It takes { $time } to watch at the speed at which it starts, 250 ms of model time a second; faster if you like.",
                time = watching
            ));
        }
        // Why the verdict is what it is.
        let notes = self.about.scene.experiment.iter().flat_map(|experiment| &experiment.notes);
        lines.extend(notes.map(|note| scene_text(note).to_owned()));
        (!lines.is_empty()).then(|| lines.join("\n\n"))
    }

    /// The picture, and what is written on it.
    fn picture_ui(&self, painter: &Painter, rect: Rect, theme: &Theme) {
        let rounding = theme.spacing.rounding as u8;
        let rounding = CornerRadius { nw: rounding, ne: rounding, sw: 0, se: 0 };
        if let Some(picture) = self.picture {
            let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
            painter.add(RectShape::filled(rect, rounding, Color32::WHITE).with_texture(picture.id(), whole));
        } else {
            painter.rect_filled(rect, rounding, Color32::from(theme.colours.background.awake));
            places_ui(painter, self.about, rect, theme);
        }
        let corner = rect.shrink(self.gap);
        if let Some(evidence) = &self.about.evidence
            && let Some((plan, judgement)) = &evidence.shown
        {
            let verdict = judgement.verdict;
            let (word, seeds) = (verdict_word(verdict), plan.seeds.len());
            let (colour, text) = match evidence.origin {
                Origin::Stale => (
                    Color32::from(theme.colours.warning),
                    words!(
                        "card-verdict-stale",
                        "verdict { $verdict }, { $seeds -> [one] 1 seed *[other] { $seeds } seeds }, stale",
                        verdict = word,
                        seeds = seeds
                    ),
                ),
                Origin::Shipped | Origin::Own => (
                    verdict_colour(theme, verdict),
                    words!(
                        "card-verdict",
                        "verdict { $verdict }, { $seeds -> [one] 1 seed *[other] { $seeds } seeds }",
                        verdict = word,
                        seeds = seeds
                    ),
                ),
            };
            let text = format!("{} {text}", verdict_mark(verdict));
            badge_ui(painter, corner.left_bottom(), Align2::LEFT_BOTTOM, text, colour, theme);
        }
        let whose = match (self.open_now, self.about.own) {
            (true, _) => words!("card-open-now", "open now"),
            (false, true) => words!("card-own", "your scene"),
            (false, false) => return,
        };
        badge_ui(painter, corner.right_top(), Align2::RIGHT_TOP, whose.to_owned(), theme.colours.accent.into(), theme);
    }
}

impl Chip {
    /// Draw it; whether it was clicked.
    fn show(&self, ui: &Ui, corner: Pos2, id: (usize, usize), is_level: bool, theme: &Theme) -> bool {
        let rect = Rect::from_min_size(corner + self.at, chip_size(&self.text, theme));
        let response = ui.interact(rect, ui.id().with(("tag", id)), Sense::click());
        let search = words!("card-search", "Search for { $word }", word = &self.word);
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, search.clone()));
        let colour = if is_level { theme.colours.accent } else { theme.colours.text_dim };
        let outline = if response.hovered() { theme.colours.text } else { theme.colours.outline };
        let painter = ui.painter();
        painter.rect_stroke(rect, theme.spacing.rounding, Stroke::new(1.0, Color32::from(outline)), StrokeKind::Inside);
        painter.galley_with_override_text_color(
            rect.center() - 0.5 * self.text.size(),
            Arc::clone(&self.text),
            colour.into(),
        );
        let shows = words!("card-shows", "Shows scenes with “{ $word }”.", word = &self.word);
        response.on_hover_text(shows).clicked()
    }
}

fn chip_padding(theme: &Theme) -> Vec2 {
    vec2(theme.spacing.item, 0.3 * theme.spacing.item)
}

fn chip_size(text: &Galley, theme: &Theme) -> Vec2 {
    (text.size() + 2.0 * chip_padding(theme)).max(vec2(TARGET, TARGET))
}

/// Level and tags beside each other, in as many lines as they need; and their height.
fn chips(ui: &Ui, card: &SceneCard, width: f32, theme: &Theme) -> (Vec<Chip>, f32) {
    let Some(library) = &card.scene.library else { return (Vec::new(), 0.0) };
    let words = std::iter::once(scene_text(library.level.label()))
        .chain(library.tags.iter().map(|tag| scene_text(tag)))
        .map(str::to_owned);
    let gap = 0.6 * theme.spacing.item;
    let (mut at, mut height) = (Vec2::ZERO, 0.0_f32);
    let chips = words
        .map(|word| {
            let font = FontId::proportional(theme.text.small);
            let text = ui.painter().layout_no_wrap(word.clone(), font, theme.colours.text_dim.into());
            let size = chip_size(&text, theme);
            if at.x > 0.0 && at.x + size.x > width {
                at = vec2(0.0, at.y + size.y + gap);
            }
            let chip = Chip { text, word, at };
            at.x += size.x + gap;
            height = height.max(at.y + size.y);
            chip
        })
        .collect();
    (chips, height)
}

/// Size and length, a line each.
fn facts(card: &SceneCard) -> String {
    let size = words!(
        "card-neurons",
        "{ $neurons -> [one] 1 neuron *[other] { $neurons } neurons }",
        neurons = card.scene.neuron_count()
    );
    let synapses = match rounded(card.synapses) {
        0 => words!("card-no-synapses", "no synapses").to_owned(),
        synapses => words!(
            "card-synapses",
            "{ $synapses -> [one] 1 synapse *[other] { $synapses } synapses }",
            synapses = synapses
        ),
    };
    let length = match (card.length_s, card.watching_s()) {
        (Some(length_s), Some(watching_s)) => words!(
            "card-length",
            "{ $length } long · { $watching } to watch",
            length = duration_text(length_s as f32),
            watching = duration_text(watching_s as f32)
        ),
        _ => words!("card-endless", "Goes on without end").to_owned(),
    };
    format!("{size} · {synapses}\n{length}")
}

/// A number with three digits that matter.
const fn rounded(number: usize) -> usize {
    let mut unit = 1;
    while number / unit >= DIGITS {
        unit *= 10;
    }
    (number + unit / 2) / unit * unit
}

/// A word on a picture.
fn badge_ui(painter: &Painter, at: Pos2, anchor: Align2, text: String, colour: Color32, theme: &Theme) {
    let galley = painter.layout_no_wrap(text, FontId::proportional(theme.text.small), colour);
    let padding = chip_padding(theme);
    let rect = anchor.anchor_size(at, galley.size() + 2.0 * padding);
    painter.rect_filled(rect, theme.spacing.rounding, theme.colours.panel.to_egui_with_opacity(0.9));
    painter.galley(rect.min + padding, galley, colour);
}

/// The neurons of a scene without a picture: balls and diamonds where they are.
fn places_ui(painter: &Painter, card: &SceneCard, rect: Rect, theme: &Theme) {
    let reach = 0.42 * rect.height();
    let size = (0.5 * reach / (card.places.len().max(1) as f32).sqrt()).clamp(1.5, 8.0);
    for place in &card.places {
        let centre = rect.center() + reach * vec2(place.right, place.down);
        let colour = Color32::from(theme.kind(place.kind));
        match place.kind {
            NeuronKind::Excitatory => painter.circle_filled(centre, size, colour),
            NeuronKind::Inhibitory => {
                let [up, right] = [vec2(0.0, size), vec2(size, 0.0)];
                let corners = vec![centre - up, centre + right, centre + up, centre - right];
                painter.add(Shape::convex_polygon(corners, colour, Stroke::NONE))
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn three_digits_are_kept() {
        assert_eq!([0, 7, 999, 1000, 12_345, 319_920].map(rounded), [0, 7, 999, 1000, 12_300, 320_000]);
    }
}
