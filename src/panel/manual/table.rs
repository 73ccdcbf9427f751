//! Tables of the manual: columns as wide as they need, or narrower where the page is, or rows below each other where it is too narrow.

use super::chapter::Table;
use super::inline::Words;
use bevy_egui::egui::text::LayoutJob;
use bevy_egui::egui::{Align, Color32, FontId, Label, Layout, Stroke, Ui, vec2};

/// Narrowest column of several words (logical pixels, for letters of the usual size).
const NARROWEST: f32 = 60.0;

/// Draw a table.
pub fn table_ui(ui: &mut Ui, words: &Words<'_>, table: &Table) {
    let theme = words.theme;
    let (size, gap) = (theme.text.body, theme.spacing.section);
    let head = |text: &str| {
        LayoutJob::simple_singleline(text.to_owned(), font(theme.text.small), theme.colours.text_dim.into())
    };
    let heads: Vec<LayoutJob> = table.head.iter().map(|text| head(text)).collect();
    let rows: Vec<Vec<LayoutJob>> =
        table.rows.iter().map(|row| row.iter().map(|text| words.paragraph(text, size)).collect()).collect();
    let room = ui.available_width() - gap * (heads.len().max(1) - 1) as f32;
    let all: Vec<&Vec<LayoutJob>> = std::iter::once(&heads).chain(&rows).collect();
    let columns: Vec<(f32, f32)> = (0..heads.len())
        .map(|column| {
            let cells = all.iter().filter_map(|row| row.get(column)).map(|cell| widths(ui, cell));
            cells.fold((0.0, 0.0), |(least, whole): (f32, f32), cell| (least.max(cell.0), whole.max(cell.1)))
        })
        .collect();
    let Some(columns) = shared(&columns, room) else {
        return rows_below_each_other_ui(ui, words, table);
    };
    row_ui(ui, &heads, &columns, gap);
    for row in &rows {
        let line = ui.cursor().top() - 0.5 * ui.spacing().item_spacing.y;
        ui.painter().hline(ui.max_rect().x_range(), line, Stroke::new(1.0, Color32::from(theme.colours.outline)));
        row_ui(ui, row, &columns, gap);
    }
}

fn font(size: f32) -> FontId {
    FontId::proportional(size)
}

fn row_ui(ui: &mut Ui, cells: &[LayoutJob], columns: &[f32], gap: f32) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for (cell, &width) in cells.iter().zip(columns) {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                ui.add(Label::new(cell.clone()).wrap());
            });
        }
    });
}

/// Where columns do not fit: each row as lines that begin with the name of their column.
fn rows_below_each_other_ui(ui: &mut Ui, words: &Words<'_>, table: &Table) {
    for row in &table.rows {
        for (place, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let head = table.head.get(place).filter(|head| place > 0 && !head.is_empty());
            let text = head.map_or_else(|| cell.clone(), |head| format!("*{head}:* {cell}"));
            ui.add(Label::new(words.paragraph(&text, words.theme.text.body)).wrap());
        }
        ui.add_space(words.theme.spacing.item);
    }
}

/// Width of the longest word of a cell, and of all of it in one line.
fn widths(ui: &Ui, cell: &LayoutJob) -> (f32, f32) {
    let width = |most: f32| {
        let mut job = cell.clone();
        job.wrap.max_width = most;
        ui.painter().layout_job(job).size().x.ceil() + 1.0
    };
    let whole = width(f32::INFINITY);
    // A name is not broken within.
    if cell.text.contains(' ') { (width(1.0), whole) } else { (whole, whole) }
}

/// Widths of columns that share a room: none if not even their longest words fit beside each other.
fn shared(columns: &[(f32, f32)], room: f32) -> Option<Vec<f32>> {
    let least: Vec<f32> = columns.iter().map(|&(least, whole)| least.max(NARROWEST.min(whole))).collect();
    let more: Vec<f32> = columns.iter().zip(&least).map(|(&(_, whole), least)| whole - least).collect();
    let left = room - least.iter().sum::<f32>();
    let wanted: f32 = more.iter().sum();
    let share = if wanted > 0.0 { (left / wanted).min(1.0) } else { 0.0 };
    (left >= 0.0).then(|| least.iter().zip(more).map(|(least, more)| least + share * more).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_share_what_room_there_is() {
        assert_eq!(shared(&[(60.0, 100.0), (60.0, 300.0)], 500.0), Some(vec![100.0, 300.0]));
        assert_eq!(shared(&[(60.0, 60.0), (60.0, 300.0)], 240.0), Some(vec![60.0, 180.0]));
        assert_eq!(shared(&[(60.0, 60.0), (60.0, 300.0)], 100.0), None);
        assert_eq!(shared(&[], 100.0), Some(vec![]));
    }
}
