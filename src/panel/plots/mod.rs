//! The plots at the bottom: tabs, beside, below and over each other as the user wants them.
//!
//! Every plot reads the session's history and follows the run by itself. An empty one says why and what to do.

mod arrangement;
mod axes;
mod display_order;
pub(super) mod dock;
mod evidence;
mod frame;
mod intervals;
mod legend;
mod luck;
mod modulators;
pub(super) mod neuron;
mod painted;
mod picture;
mod pixels;
mod plasticity_window;
mod playhead;
mod principal;
mod raster;
mod rates;
mod recall;
mod replay;
mod row_order;
pub(super) mod saved;
mod sides;
mod state_points;
mod state_space;
mod svg;
mod tab;
pub mod table;
mod threshold_distribution;
mod threshold_map;
mod ticks;
mod tiles;
mod time_view;
mod watched;
mod weight_matrix;
mod weights;

pub use arrangement::{Arrangement, MOST_PLOTS};
pub use axes::Axes;
pub use dock::{Choice, Dock, Side};
pub(super) use frame::{Axis as PlotAxis, axis_name, following_plot, plain_tick};
pub(super) use time_view::read_out_ui;

use super::state::PanelState;
use crate::session::Session;
use crate::theme::Theme;
use bevy_egui::egui::{Ui, Vec2};
use dock::Pane;
use egui_tiles::{Container, Tile, TileId, Tiles, Tree};
use std::collections::BTreeMap;
use tiles::{Drawing, Edit};

/// Width that each of the plots beside each other needs (logical pixels).
const LEAST_WIDTH: f32 = 300.0;
/// Height that each of the plots below each other needs, with its tabs (logical pixels).
const LEAST_HEIGHT: f32 = 110.0;
/// Room round them and between two of them (logical pixels).
const ROUND: f32 = 30.0;

/// The open plots, as the user arranged them; in a window without room for that, all as tabs.
pub fn plots_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    let whole = ui.available_rect_before_wrap();
    let folded = !has_room(&state.dock, whole.size());
    let panes = state.dock.panes();
    let titles: BTreeMap<usize, String> = panes.iter().map(|pane| (pane.place, state.dock.title(*pane))).collect();
    let as_scene = state.dock.is_as_scene();
    let front = state.dock.front;
    state.dock.time_views.playhead.follow(session);
    let mut tree = std::mem::replace(&mut state.dock.tree, Tree::empty("no plots"));
    let mut all_as_tabs = folded.then(|| folded_tree(&panes, front));
    let mut drawing = Drawing {
        session,
        state,
        theme,
        whole,
        titles,
        folded,
        as_scene,
        strip: 0.0,
        plus_beside: false,
        edits: Vec::new(),
    };
    all_as_tabs.as_mut().unwrap_or(&mut tree).ui(&mut drawing, ui);
    let edits = drawing.edits;
    let dock = &mut state.dock;
    dock.tree = tree;
    dock.time_views.playhead.go(ui, session);
    for edit in edits {
        match edit {
            Edit::Call(place) => dock.call(place),
            Edit::Close(place) => dock.close(place),
            Edit::Add(tab, beside) => dock.add(tab, beside),
            Edit::Split(place, side) => dock.split(place, side),
        }
    }
}

/// Least height of their panel in so wide a window: 0 where none stand below each other, or where all are tabs for want of width
/// (logical pixels).
pub(super) fn least_height(dock: &Dock, width: f32) -> f32 {
    let [beside, rows] = dock.extent().map(|count| count as f32);
    let wide = beside <= 1.0 || width >= beside * LEAST_WIDTH + ROUND;
    if rows > 1.0 && wide { rows * LEAST_HEIGHT + ROUND } else { 0.0 }
}

/// Whether there is room for the plots as they are arranged.
fn has_room(dock: &Dock, room: Vec2) -> bool {
    let [beside, below] = dock.extent().map(|count| count as f32);
    // One pixel less is no reason to fold them.
    (beside <= 1.0 || room.x + 1.0 >= beside * LEAST_WIDTH) && (below <= 1.0 || room.y + 1.0 >= below * LEAST_HEIGHT)
}

/// All plots as tabs over each other.
fn folded_tree(panes: &[Pane], front: usize) -> Tree<Pane> {
    /// Above all places.
    const ROOT: TileId = TileId(1000);
    let mut tiles = Tiles::default();
    let id = |pane: &Pane| TileId(1 + pane.place as u64);
    for pane in panes {
        tiles.insert(id(pane), Tile::Pane(*pane));
    }
    let mut tabs = egui_tiles::Tabs::new(panes.iter().map(id).collect());
    tabs.active = panes.iter().find(|pane| pane.place == front).or(panes.first()).map(id);
    tiles.insert(ROOT, Tile::Container(Container::Tabs(tabs)));
    Tree::new("plots as tabs", ROOT, tiles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::style::apply_theme;
    use crate::scene::Scene;
    use crate::scene::file::PlotTab;
    use crate::simulation::{Sampler, Simulation};
    use bevy_egui::egui::epaint::ClippedShape;
    use bevy_egui::egui::{Context, RawInput, Rect, Shape, pos2, vec2};
    use saved::Format;
    use std::sync::Arc;

    /// A session that has seen the first second of a scene.
    fn session() -> Session {
        let scene = Arc::new(Scene::shipped("learn_sleep_remember").expect("it ships"));
        let mut simulation = Simulation::from_shared(scene, 3).expect("it runs");
        let mut sampler = Sampler::new(&simulation);
        sampler.select(Some(5));
        let first = sampler.take(&simulation);
        let mut session = Session::detached(crate::simulation::NetworkInfo::clone(sampler.info()), first);
        session.select(Some(5));
        for _ in 0..20 {
            for _ in 0..100 {
                simulation.step(1);
                sampler.observe(&simulation);
            }
            let status = session.status;
            session.receive(sampler.take(&simulation), status);
        }
        session
    }

    /// What is painted of these plots in a dock of this width, after a few frames.
    fn painted_in(session: &mut Session, arrangement: &Arrangement, width: f32) -> Vec<ClippedShape> {
        let (context, theme, mut state) = (Context::default(), Theme::built_in(), PanelState::default());
        state.dock.arrange(arrangement);
        let mut shapes = Vec::new();
        for frame in 0..12 {
            let input = RawInput {
                screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(width, 200.0))),
                time: Some(f64::from(frame)),
                ..RawInput::default()
            };
            let output = context.run_ui(input, |ui| {
                apply_theme(ui.ctx(), &theme);
                plots_ui(ui, session, &mut state, &theme);
            });
            shapes = output.shapes;
        }
        shapes
    }

    /// Whether a text is painted and nothing of it is cut.
    fn is_whole(shapes: &[ClippedShape], text: &str) -> bool {
        let own = |shape: &Shape| matches!(shape, Shape::Text(shape) if shape.galley.text() == text);
        let seen = |entry: &ClippedShape| entry.clip_rect.expand(1.0).contains_rect(entry.shape.visual_bounding_rect());
        shapes.iter().any(|entry| own(&entry.shape) && seen(entry))
    }

    #[test]
    fn a_strip_without_room_keeps_the_plus_and_the_tab_in_front_whole() {
        let mut session = session();
        for front in [0, 5, MOST_PLOTS - 1] {
            let tabs = PlotTab::ALL[..MOST_PLOTS].iter().map(|tab| Arrangement::Plot(*tab)).collect();
            let shapes = painted_in(&mut session, &Arrangement::Tabs { front, tabs }, 600.0);
            assert!(is_whole(&shapes, "+"), "{front}");
            assert!(is_whole(&shapes, PlotTab::ALL[front].label()), "{front}");
        }
    }

    #[test]
    fn what_has_not_run_is_said() {
        let mut session = session();
        for tab in [PlotTab::Rates, PlotTab::ThresholdMap, PlotTab::Modulators] {
            let shapes = painted_in(&mut session, &Arrangement::from(&[tab][..]), 640.0);
            assert!(is_whole(&shapes, "not run yet"), "{tab:?}");
        }
    }

    /// A plot as it would be saved.
    fn saved(session: &mut Session, tab: PlotTab, format: Format) -> Vec<u8> {
        let (context, theme, mut state) = (Context::default(), Theme::built_in(), PanelState::default());
        state.dock.arrange(&Arrangement::from(&[tab][..]));
        for frame in 0..4 {
            let time = Some(f64::from(frame));
            let input = RawInput {
                screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(640.0, 220.0))),
                time,
                ..RawInput::default()
            };
            drop(context.run_ui(input, |ui| {
                apply_theme(ui.ctx(), &theme);
                if frame == 3 {
                    state.dock.asked = Some((0, format));
                }
                plots_ui(ui, session, &mut state, &theme);
            }));
        }
        let (got, content) =
            state.files.plot_to_save().unwrap_or_else(|| panic!("{tab:?} gives nothing as {format:?}"));
        assert_eq!(got, format);
        content.to_vec()
    }

    /// Whether every element is closed in its order and nothing stands outside of the first one.
    fn is_well_formed(text: &str) -> bool {
        let mut open = Vec::new();
        for part in text.split('<').skip(2) {
            let Some((tag, words)) = part.split_once('>') else { return false };
            let name = tag.split([' ', '\n']).next().unwrap_or_default();
            if let Some(closed) = name.strip_prefix('/') {
                if open.pop() != Some(closed) {
                    return false;
                }
            } else if !tag.ends_with('/') {
                open.push(name);
            }
            let entity = |rest: &str| ["amp;", "lt;", "gt;", "quot;"].iter().any(|name| rest.starts_with(name));
            if tag.matches('"').count() % 2 == 1 || !words.split('&').skip(1).all(entity) {
                return false;
            }
        }
        open.is_empty()
    }

    #[test]
    fn every_plot_is_saved_as_a_drawing_a_picture_and_a_table() {
        let mut session = session();
        for tab in PlotTab::ALL {
            let drawing = String::from_utf8(saved(&mut session, tab, Format::Svg)).expect("it is text");
            assert!(is_well_formed(&drawing) && !drawing.contains("NaN"), "{tab:?}");
            assert!(drawing.contains(&format!("<title>{} of", tab.label())) && drawing.contains("seed 3"), "{tab:?}");
            assert!(drawing.matches("<text ").count() > 0, "{tab:?} has no letters");
            let textures = drawing.matches("<image ").count();
            assert_eq!(
                textures > 0,
                matches!(tab, PlotTab::Raster | PlotTab::ThresholdMap),
                "{tab:?}: {textures} textures"
            );
            let picture = saved(&mut session, tab, Format::Png);
            assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n") && picture.len() > 1500, "{tab:?}");
            assert!(saved(&mut session, tab, Format::Csv).starts_with(b"# Rheobase"), "{tab:?}");
        }
    }
}
