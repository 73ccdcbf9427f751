//! Scene files of the user's own: the dialog, what is wrong with a file, and what a scene that is saved or copied leaves out.

pub mod desk;
mod exporting;
mod labels;
pub mod state;

use super::notice::notice_ui;
use super::plots::saved::Format;
use super::state::PanelState;
use super::style::{dim, overlay_frame};
use crate::scene::{Fault, Position};
use crate::session::{SceneText, Session, scene_text};
use crate::session_file::ENDING;
use crate::theme::Theme;
use crate::whole_file;
use crate::words::words;
use bevy_egui::egui::{
    Align2, Area, Color32, Context, FontId, Id, Label, LayerId, Order, Rect, RichText, ScrollArea, Stroke, Ui,
};
use exporting::{exporting_ui, returning_ui};
use state::{ClipboardUse, Dialog, Faulty, Files, Purpose, name};
use std::path::{Path, PathBuf};

/// Widest that the list of faults becomes (logical pixels).
const WIDEST: f32 = 640.0;
/// Most height of the list (logical pixels).
const HEIGHT: f32 = 360.0;

/// The dialog, if one is open; the faults of a file; what is held over the window.
pub fn files_ui(context: &Context, session: &mut Session, state: &mut PanelState, theme: &Theme, free: Rect) {
    if let Some((purpose, path)) = chosen(context, &mut state.files, theme) {
        state.files.keep_folder(purpose.kind(), &path);
        match purpose {
            Purpose::Open => state.files.open(&path, session),
            Purpose::Session => state.files.sessions.save = Some(ended(path, ENDING)),
            Purpose::Save => save(&path, session, &mut state.files),
            Purpose::Export => session.export_to(path),
            Purpose::LabSheet => state.lab_sheet.save(path),
            Purpose::Films => state.film.choices.folder = Some(path),
            Purpose::Plot(format, content) => save_plot(format, &content, &path, &mut state.files),
        }
    }
    if state.files.clipboard.take_if(|wanted| *wanted == ClipboardUse::Copy).is_some() {
        copy(session, state);
    }
    if let Some(exported) = session.exported.take() {
        state.files.message.tell(exported);
    }
    exporting_ui(context, session, theme, free);
    returning_ui(context, session, theme, free);
    let Files { notice, message, .. } = &mut state.files;
    notice_ui(context, notice, (&*message).into(), theme, (free, 2));
    if let Some(held) = &state.files.held {
        let text = words!("files-held", "Let go to open { $file }", file = name(held));
        let rect = context.content_rect();
        let painter = context.layer_painter(LayerId::new(Order::Foreground, Id::new("held file")));
        painter.rect_filled(rect, 0.0, theme.colours.panel.to_egui_with_opacity(0.8));
        let font = FontId::proportional(theme.text.title);
        painter.text(rect.center(), Align2::CENTER_CENTER, text, font, Color32::from(theme.colours.text));
    }
    faults_ui(context, session, state, theme, free);
}

/// The file that the user chose in the dialog, and what for.
fn chosen(context: &Context, files: &mut Files, theme: &Theme) -> Option<(Purpose, PathBuf)> {
    let Dialog { purpose, dialog } = files.dialog.as_mut()?;
    // The library's search is a black field on any ground: dark letters in it could not be read.
    dialog.config_mut().show_search = !theme.is_light();
    dialog.update(context);
    let answer = dialog.take_picked().map(|path| (purpose.clone(), path));
    let open = matches!(dialog.state(), egui_file_dialog::DialogState::Open);
    if !open {
        files.dialog = None;
    }
    answer
}

/// A path with an ending, if it has none.
fn ended(path: PathBuf, ending: &str) -> PathBuf {
    if path.extension().is_none() { path.with_extension(ending) } else { path }
}

/// Save the scene as it is set now.
fn save(path: &Path, session: &Session, files: &mut Files) {
    let path = ended(path.to_owned(), "ron");
    let saved = scene_text(session).map_err(|faults| told(&faults)).and_then(|scene| {
        write(&path, scene.text.as_bytes())?;
        Ok(scene)
    });
    let place = path.display().to_string();
    let said = saved.map(|scene| format!("{}{}", saved_text(&place), of_scene(&scene)));
    files.message.tell(said.map_err(|why| not_saved_text(&place, why)));
}

/// Save a plot.
fn save_plot(format: Format, content: &[u8], path: &Path, files: &mut Files) {
    let path = ended(path.to_owned(), format.ending());
    let place = path.display().to_string();
    let said = write(&path, content).map(|()| saved_text(&place));
    files.message.tell(said.map_err(|why| not_saved_text(&place, why)));
}

fn saved_text(file: &str) -> String {
    words!("files-saved", "Saved { $file }.", file = file)
}

fn not_saved_text(file: &str, why: String) -> String {
    words!("files-not-saved", "{ $file } was not saved: { $why }", file = file, why = why)
}

/// Write a file: a full disk does not take the one that was there.
fn write(path: &Path, content: &[u8]) -> Result<(), String> {
    whole_file::replace(path, content).map_err(|error| {
        words!("files-cannot-write", "{ $error }. Choose another folder, or make room.", error = error.to_string())
    })
}

/// Copy the scene as it is set now, as text.
fn copy(session: &Session, state: &mut PanelState) {
    let copied = scene_text(session).map(|scene| {
        let said = words!(
            "files-copied",
            "The scene is copied, { $lines -> [one] 1 line *[other] { $lines } lines }.",
            lines = scene.text.lines().count()
        );
        let said = format!("{said}{}", of_scene(&scene));
        state.copied = Some(scene.text);
        said
    });
    let not_copied =
        |faults: Vec<Fault>| words!("files-not-copied", "The scene was not copied: { $why }", why = told(&faults));
    state.files.message.tell(copied.map_err(not_copied));
}

/// What is said of a scene that is saved or copied as it is set now, after a sentence.
fn of_scene(scene: &SceneText) -> String {
    let neurons = (scene.neurons > 0).then(|| {
        words!(
            "files-with-neurons",
            "What you set in { $n -> [one] 1 neuron *[other] { $n } neurons } it has from the start.",
            n = scene.neurons
        )
    });
    let left_out = (!scene.left_out.is_empty())
        .then(|| words!("files-without", "Not in it: { $left_out }.", left_out = scene.left_out.join(", ")));
    neurons.into_iter().chain(left_out).fold(String::new(), |text, sentence| text + " " + &sentence)
}

fn told(faults: &[Fault]) -> String {
    faults.first().map_or_else(String::new, ToString::to_string)
}

/// What is wrong with a file that was to be opened.
fn faults_ui(context: &Context, session: &mut Session, state: &mut PanelState, theme: &Theme, free: Rect) {
    let PanelState { files, copied, .. } = state;
    let Some(faulty) = &files.faulty else { return };
    let (mut again, mut close) = (false, false);
    let size = free.shrink(theme.spacing.section).size();
    let frame = overlay_frame(theme)
        .fill(theme.colours.panel.into())
        .stroke(Stroke::new(2.0, Color32::from(theme.colours.warning)));
    Area::new(Id::new("faults")).order(Order::Middle).pivot(Align2::CENTER_CENTER).fixed_pos(free.center()).show(
        context,
        |ui| {
            frame.show(ui, |ui| {
                ui.set_width(size.x.min(WIDEST));
                heading_ui(ui, faulty, theme);
                ScrollArea::vertical().max_height(size.y.min(HEIGHT)).auto_shrink([false, true]).show(ui, |ui| {
                    for fault in &faulty.faults {
                        fault_ui(ui, fault, theme);
                    }
                });
                ui.add_space(theme.spacing.item);
                ui.label(dim(theme, words!("faults-mended", "It opens by itself once it is mended and saved.")));
                ui.horizontal(|ui| {
                    again = ui.button(words!("faults-read-again", "Read again")).clicked();
                    let copy = ui.button(words!("faults-copy", "Copy all"));
                    if copy.on_hover_text(words!("faults-copies", "Copies all faults as text.")).clicked() {
                        let all: Vec<String> = faulty.faults.iter().map(Fault::with_excerpt).collect();
                        *copied = Some(all.join("\n\n"));
                    }
                    close = ui.button(words!("faults-close", "Close")).clicked();
                });
            });
        },
    );
    if again {
        let path = faulty.path.clone();
        files.open_again(&path, session);
    } else if close {
        files.faulty = None;
    }
}

fn heading_ui(ui: &mut Ui, faulty: &Faulty, theme: &Theme) {
    let text = words!(
        "faults-heading",
        "{ $file } is not open: { $faults -> [one] 1 fault *[other] { $faults } faults }",
        file = name(&faulty.path),
        faults = faulty.faults.len()
    );
    let text = RichText::new(text).size(theme.text.heading).strong().color(theme.colours.warning);
    ui.add(Label::new(text).wrap()).on_hover_text(faulty.path.display().to_string());
    ui.label(dim(theme, words!("faults-scene-before", "The scene before goes on as it is.")));
    ui.add_space(theme.spacing.item);
}

fn fault_ui(ui: &mut Ui, fault: &Fault, theme: &Theme) {
    let place = fault.position.map(|Position { line, column }| {
        words!(
            "faults-place",
            "line { $line }, column { $column }",
            line = line.to_string(),
            column = column.to_string()
        )
    });
    let place: Vec<String> = place.into_iter().chain((!fault.path.is_empty()).then(|| fault.path.clone())).collect();
    if !place.is_empty() {
        ui.label(dim(theme, place.join("  ")));
    }
    ui.add(Label::new(RichText::new(sentence(&fault.what)).color(theme.colours.text)).wrap());
    if !fault.excerpt.is_empty() {
        let excerpt = RichText::new(&fault.excerpt).monospace().size(theme.text.small);
        ui.add(Label::new(excerpt.color(theme.colours.text)).extend());
    }
    if !fault.hint.is_empty() {
        ui.add(Label::new(RichText::new(&fault.hint).color(theme.colours.accent)).wrap());
    }
    ui.add_space(theme.spacing.section);
}

/// A text that begins with a capital letter.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plot_that_cannot_be_saved_is_told_and_takes_no_file_away() {
        let folder = std::env::temp_dir().join(format!("rheobase-plots-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&folder));
        let mut files = Files::default();
        save_plot(Format::Svg, b"<svg/>", &folder.join("raster"), &mut files);
        assert!(files.message.failed && files.message.text.contains("was not saved"), "{}", files.message.text);
        assert!(files.message.text.ends_with("Choose another folder, or make room."), "{}", files.message.text);
        std::fs::create_dir_all(&folder).expect("a folder");
        save_plot(Format::Svg, b"<svg/>", &folder.join("raster"), &mut files);
        assert!(!files.message.failed, "{}", files.message.text);
        assert_eq!(std::fs::read(folder.join("raster.svg")).expect("it is saved"), b"<svg/>");
        // A folder of that name is in the way.
        std::fs::create_dir_all(folder.join("rates.png").join("inside")).expect("a folder");
        save_plot(Format::Png, b"", &folder.join("rates.png"), &mut files);
        assert!(files.message.failed && !folder.join("rates.png.new").exists());
        drop(std::fs::remove_dir_all(&folder));
    }
}
