//! The lab sheet: a question, the whole set-up, what is seen, and a conclusion, in a folder of Markdown and pictures.
//!
//! It is written under another name, and gets its own once the last picture is there: a folder of that name is whole.

pub(super) mod state;
mod text;

pub(super) use text::folder_name;

use super::files::state::name;
use super::state::PanelState;
use super::style::dim;
use crate::session::{FilmRequest, FilmStatus, Session, scene_text};
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{Align2, Context, Id, Rect, TextEdit, Ui, Window};
use state::{Figure, LabSheet, Stage};
use std::collections::BTreeMap;
use std::fs;
use std::io::Error;
use std::path::{Path, PathBuf};
use text::{FILE, SCENE, VIEW, figure_file, text};

/// Width of the fields (logical pixels).
const WIDTH: f32 = 380.0;
/// Longest that the picture of the network is waited for (s of watching).
const PATIENCE_S: f64 = 60.0;

/// The box, if it is open, and what is left to do of saving.
pub fn lab_sheet_ui(
    context: &Context,
    session: &Session,
    state: &mut PanelState,
    film: &FilmStatus,
    theme: &Theme,
    free: Rect,
) {
    go_on(context, session, state, film);
    if !state.lab_sheet.open {
        return;
    }
    let mut open = true;
    Window::new(words!("lab-sheet", "Lab sheet"))
        .id(Id::new("lab sheet"))
        .open(&mut open)
        .collapsible(false)
        .resizable(false)
        .pivot(Align2::CENTER_CENTER)
        .default_pos(free.center())
        .show(context, |ui| content_ui(ui, session, state, theme));
    state.lab_sheet.open &= open;
}

fn content_ui(ui: &mut Ui, session: &Session, state: &mut PanelState, theme: &Theme) {
    let sheet = &mut state.lab_sheet;
    let about = words!(
        "lab-sheet-text",
        "Saves a folder: your question and conclusion, the whole set-up with all parameters and the seed, what you changed, the network and \
         the plots as they are seen now."
    );
    ui.set_max_width(WIDTH);
    ui.label(dim(theme, about));
    for (label, text) in [
        (words!("lab-sheet-question", "Question"), &mut sheet.question),
        (words!("lab-sheet-conclusion", "Conclusion"), &mut sheet.conclusion),
    ] {
        let label = ui.label(label);
        let field = TextEdit::multiline(text).desired_width(WIDTH).desired_rows(3);
        ui.add(field).labelled_by(label.id);
    }
    let rests = matches!(sheet.stage, Stage::Rests);
    ui.add_space(theme.spacing.item);
    ui.add_enabled_ui(rests, |ui| {
        if ui.button(words!("lab-sheet-save", "Save …")).clicked() {
            state.files.ask_to_save_lab_sheet(&folder_name(session));
        }
    });
    if !rests {
        ui.label(dim(theme, words!("lab-sheet-saving", "It is being saved …")));
    }
}

/// The next step of saving.
fn go_on(context: &Context, session: &Session, state: &mut PanelState, film: &FilmStatus) {
    let now_s = context.input(|input| input.time);
    let ended = match std::mem::take(&mut state.lab_sheet.stage) {
        Stage::Rests => return,
        // What was asked for in this frame is drawn in the next.
        Stage::Plots { folder, frames, figures } if frames < 2 => {
            state.lab_sheet.stage = Stage::Plots { folder, frames: frames + 1, figures };
            None
        }
        Stage::Plots { folder, figures, .. } => match begin(&folder, session, &state.lab_sheet, figures) {
            Ok(part) => {
                state.film_requests.push(FilmRequest::StillAs(state.film.choices.size, part.join(VIEW)));
                state.lab_sheet.stage = Stage::Picture { folder, part, messages: film.messages, since_s: now_s };
                None
            }
            Err(why) => Some((folder, Err(why))),
        },
        Stage::Picture { folder, part, messages, since_s } => match came(&part, film, messages, now_s - since_s) {
            None => {
                state.lab_sheet.stage = Stage::Picture { folder, part, messages, since_s };
                None
            }
            Some(Ok(())) => {
                let named = fs::rename(&part, &folder).map_err(|error| cannot(&error));
                if named.is_err() {
                    drop(fs::remove_dir_all(&part));
                }
                Some((folder, named))
            }
            Some(Err(why)) => {
                drop(fs::remove_dir_all(&part));
                Some((folder, Err(why)))
            }
        },
    };
    context.request_repaint();
    if let Some((folder, ended)) = ended {
        let place = folder.display().to_string();
        state.files.message.tell(match ended {
            Ok(()) => Ok(words!("lab-sheet-saved", "Saved the lab sheet in { $folder }.", folder = place)),
            Err(why) => Err(words!(
                "lab-sheet-not-saved",
                "The lab sheet { $folder } was not saved: { $why }",
                folder = place,
                why = why
            )),
        });
    }
}

/// What came of the picture of the network; nothing yet.
fn came(part: &Path, film: &FilmStatus, messages: u64, waited_s: f64) -> Option<Result<(), String>> {
    if film.picture.as_deref() == Some(&part.join(VIEW)) {
        return Some(Ok(()));
    }
    if film.messages != messages && film.failed {
        return Some(Err(film.message.clone()));
    }
    let late = || Err(words!("lab-sheet-late", "the picture of the network did not come.").to_owned());
    (waited_s > PATIENCE_S).then(late)
}

/// Write all but the picture of the network, under another name; gives that.
fn begin(
    folder: &Path,
    session: &Session,
    sheet: &LabSheet,
    figures: BTreeMap<usize, Figure>,
) -> Result<PathBuf, String> {
    if folder.exists() {
        let there = words!("lab-sheet-there", "{ $name } is there already. Choose another name.", name = name(folder));
        return Err(there);
    }
    let mut part = folder.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    fs::create_dir(&part).map_err(|error| cannot(&error))?;
    write(&part, session, sheet, figures).inspect_err(|_| drop(fs::remove_dir_all(&part)))?;
    Ok(part)
}

fn write(part: &Path, session: &Session, sheet: &LabSheet, figures: BTreeMap<usize, Figure>) -> Result<(), String> {
    let put = |file: &str, content: &[u8]| fs::write(part.join(file), content).map_err(|error| cannot(&error));
    let mut listed = vec![(VIEW.to_owned(), "The network".to_owned())];
    for (number, figure) in (2..).zip(figures.into_values()) {
        let file = figure_file(number, &figure.title);
        put(&file, &figure.picture?)?;
        listed.push((file, figure.title));
    }
    let scene = scene_text(session).ok();
    if let Some(scene) = &scene {
        put(SCENE, scene.text.as_bytes())?;
    }
    put(FILE, text(session, [&sheet.question, &sheet.conclusion], &listed, scene.is_some()).as_bytes())
}

fn cannot(error: &Error) -> String {
    words!("files-cannot-write", "{ $error }. Choose another folder, or make room.", error = error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plasticity::{ParameterFacts, Rule, TunedParameter};
    use crate::simulation::{
        INITIAL_SPEED, NetworkInfo, ParameterReading, RuleParameter, SimulationCommand, ViewSample,
    };

    fn session() -> Session {
        let facts = ParameterFacts {
            name: "rate",
            meaning: "A rate.",
            unit: "ms",
            low: 0.0,
            high: 1.0,
            default: 0.2,
            source: "",
        };
        let parameter = TunedParameter { facts, value: 0.2, varies: false, moved: false };
        let info = NetworkInfo {
            title: "A scene".to_owned(),
            seed: 17,
            rules: vec![Rule::TripletStdp],
            parameters: vec![RuleParameter { rule: Rule::TripletStdp, parameter }],
            ..NetworkInfo::default()
        };
        let sample = ViewSample {
            time_s: 1.5,
            input_strength: 1.0,
            rules_enabled: vec![true],
            parameters: vec![ParameterReading { value: 0.4, moved: true }],
            ..ViewSample::default()
        };
        let mut session = Session::detached(info, sample);
        session.set_speed(INITIAL_SPEED);
        session.apply(SimulationCommand::SetInputStrength(2.0));
        session
    }

    fn folder(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("rheobase-sheet-{name}-{}", std::process::id()))
    }

    #[test]
    fn a_sheet_says_what_was_asked_how_it_was_set_and_what_came_of_it() {
        let figures = [("figure_2_raster.png".to_owned(), "Raster".to_owned())];
        let text = text(&session(), ["Why?", " "], &figures, true);
        for part in [
            "# Lab sheet: A scene",
            "## Question\n\nWhy?\n",
            "| seed | 17 |",
            "--seed 17 --until 1.500s",
            "| A rate | 0.4 ms | 0.2 ms | rate |",
            "2 of 11 settings.",
            "| Input strength | 2.00 × | 1.00 × |",
            "| 1.500 | input strength 2.00 × |",
            "![Raster](figure_2_raster.png)",
            "## Conclusion\n\n(not written)\n",
            "(scene.ron)",
        ] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
    }

    #[test]
    fn a_sheet_is_written_whole_or_not_at_all() {
        let (session, place) = (session(), folder("whole"));
        let part = PathBuf::from(format!("{}.part", place.display()));
        let figure = |picture| BTreeMap::from([(0, Figure { title: "Raster".to_owned(), picture })]);
        let sheet = LabSheet::default();
        let failed = begin(&place, &session, &sheet, figure(Err("no room".to_owned())));
        assert_eq!(failed, Err("no room".to_owned()));
        assert!(!part.exists() && !place.exists());
        assert_eq!(begin(&place, &session, &sheet, figure(Ok(vec![1]))), Ok(part.clone()));
        assert!(part.join(FILE).is_file() && part.join("figure_2_raster.png").is_file());
        let mut film = FilmStatus::default();
        assert_eq!(came(&part, &film, 0, 1.0), None);
        assert!(came(&part, &film, 0, 61.0).is_some_and(|came| came.is_err()));
        film.report_failure("the disk is full");
        assert_eq!(came(&part, &film, 0, 1.0), Some(Err("the disk is full".to_owned())));
        film.picture = Some(part.join(VIEW));
        assert_eq!(came(&part, &film, 0, 1.0), Some(Ok(())));
        fs::rename(&part, &place).expect("it is named");
        assert!(begin(&place, &session, &sheet, BTreeMap::new()).is_err_and(|why| why.contains("another name")));
        drop(fs::remove_dir_all(place));
        let nowhere = folder("nowhere").join("below");
        assert!(begin(&nowhere, &session, &sheet, BTreeMap::new()).is_err());
    }
}
