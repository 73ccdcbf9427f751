//! A chapter as it is read.

use super::chapter::{Block, Chapter};
use super::inline::{Words, holds_any};
use super::subject::Subject;
use super::table::table_ui;
use super::wrapped::wrapped;
use crate::panel::style::{dim, margin};
use crate::words::words;
use bevy_egui::egui::style::ScrollAnimation;
use bevy_egui::egui::text::LayoutJob;
use bevy_egui::egui::{Align, Color32, FontId, Frame, Label, Rect, RichText, Sense, Ui, vec2};

/// Draw a chapter, and scroll to the first words that are searched for if that is asked for; gives the chapter that was clicked.
pub fn page_ui(ui: &mut Ui, words: &Words<'_>, chapter: &Chapter, mut follow: bool) -> Option<Subject> {
    let theme = words.theme;
    let mut clicked = None;
    ui.add(Label::new(RichText::new(&chapter.title).size(theme.text.title).strong().color(theme.colours.text)).wrap());
    let mut before = None;
    for block in &chapter.blocks {
        let of_item = |block: &Block| matches!(block, Block::Item(_) | Block::MoreOfItem(_) | Block::Code(_));
        if before.replace(block).is_some_and(of_item) && !of_item(block) {
            ui.add_space(0.5 * theme.spacing.item);
        }
        let top = ui.cursor().min;
        match block {
            Block::Heading(text) => {
                ui.add_space(theme.spacing.item);
                let heading = RichText::new(text).size(theme.text.heading).strong().color(theme.colours.accent);
                ui.add(Label::new(heading).wrap());
            }
            Block::Text(text) => {
                ui.add(Label::new(words.paragraph(text, theme.text.body)).wrap());
                ui.add_space(0.5 * theme.spacing.item);
            }
            Block::Item(text) => item_ui(ui, words, text, true),
            Block::MoreOfItem(text) => item_ui(ui, words, text, false),
            Block::Code(text) => equations_ui(ui, words, text),
            Block::Table(table) => {
                table_ui(ui, words, table);
                ui.add_space(theme.spacing.item);
            }
            Block::See(chapters) => clicked = see_ui(ui, words, chapters).or(clicked),
        }
        if follow && block.texts().iter().any(|text| holds_any(text, words.searched)) {
            let found = Rect::from_min_size(top, vec2(1.0, 2.0 * theme.text.body));
            if !ui.clip_rect().contains_rect(found.shrink(1.0)) {
                ui.scroll_to_rect_animation(found, Some(Align::TOP), ScrollAnimation::none());
            }
            follow = false;
        }
    }
    clicked
}

/// A paragraph with a dot before it, or below one that has it.
fn item_ui(ui: &mut Ui, words: &Words<'_>, text: &str, dot: bool) {
    let theme = words.theme;
    ui.horizontal_top(|ui| {
        let line = ui.fonts_mut(|fonts| fonts.row_height(&FontId::proportional(theme.text.body)));
        let (place, _) = ui.allocate_exact_size(vec2(theme.spacing.item, line), Sense::hover());
        if dot {
            ui.painter().circle_filled(place.center(), 2.0, Color32::from(theme.colours.text_dim));
        }
        ui.add(Label::new(words.paragraph(text, theme.text.body)).wrap());
    });
}

/// Equations on a ground of their own, in lines that fit.
fn equations_ui(ui: &mut Ui, words: &Words<'_>, text: &str) {
    let theme = words.theme;
    let margin = margin(theme.spacing.margin, theme.spacing.item);
    let size = theme.text.small;
    let letter = ui.fonts_mut(|fonts| fonts.glyph_width(&FontId::monospace(size), '0'));
    let room = ui.available_width() - margin.sum().x;
    let letters = (room / letter.max(1.0)).floor().max(1.0) as usize;
    let frame =
        Frame::new().fill(theme.colours.panel_raised.into()).corner_radius(theme.spacing.rounding).inner_margin(margin);
    frame.show(ui, |ui| {
        ui.set_min_width(room);
        let job: LayoutJob = words.equations(&wrapped(text, letters), size);
        ui.add(Label::new(job).extend());
    });
    ui.add_space(0.5 * theme.spacing.item);
}

fn see_ui(ui: &mut Ui, words: &Words<'_>, chapters: &[(Subject, String)]) -> Option<Subject> {
    ui.add_space(words.theme.spacing.item);
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        ui.label(dim(words.theme, words!("manual-see-also", "See also")));
        for (subject, text) in chapters {
            if ui.button(text).clicked() {
                clicked = Some(*subject);
            }
        }
    });
    clicked
}
