//! The plots as tiles: tabs that are dragged beside, below and over each other, and what stands in their bars.

use super::arrangement::MOST_PLOTS;
use super::dock::{Dock, Pane, Side};
use super::painted::{self, Painted};
use super::pixels::png;
use super::saved::{Format, file_name, origin};
use super::sides::sides_ui;
use super::svg::svg;
use super::{luck, raster, replay, state_space, table, weights};
use crate::panel::command::Command;
use crate::panel::lab_sheet::state::Figure;
use crate::panel::manual::subject::Subject;
use crate::panel::state::PanelState;
use crate::panel::style::{TARGET, dim, name_for_readers};
use crate::scene::file::PlotTab;
use crate::session::Session;
use crate::theme::Theme;
use crate::words::{in_english, words};
use bevy_egui::egui::containers::menu::MenuButton;
use bevy_egui::egui::style::ScrollAnimation;
use bevy_egui::egui::{
    Align2, Button, Color32, CursorIcon, FontId, Frame, Galley, Id, PointerButton, Rect, Response, ScrollArea, Sense,
    Stroke, StrokeKind, Style, TextureHandle, TextureId, Ui, Vec2, Visuals, WidgetInfo, WidgetText, WidgetType, vec2,
};
use egui_tiles::{Behavior, ResizeState, SimplificationOptions, TabState, Tabs, TileId, Tiles, UiResponse};
use std::collections::BTreeMap;

/// Smallest width and height of a plot by dragging the line between two (logical pixels).
const LEAST: f32 = 120.0;
/// Room between a bar and its plot: half of the number that stands at the upper edge of an axis (logical pixels).
const BELOW_BAR: f32 = 4.0;
/// Width of the cross that closes a plot (logical pixels).
const CROSS: f32 = TARGET;
/// Width of the "+" with the room before it (logical pixels).
const PLUS: f32 = TARGET + 3.0;
/// Frames in which a tab is brought into sight: the arrows at the ends of its strip come and go meanwhile.
const INTO_SIGHT: u8 = 6;
/// Width from which a bar has room for all its buttons (logical pixels).
const ALL_FROM: f32 = 430.0;

/// What a click in a bar asks for; done when all plots are drawn.
pub enum Edit {
    /// The plot at a place comes to the front.
    Call(usize),
    /// The plot at a place is closed.
    Close(usize),
    /// A plot is opened beside the one at a place.
    Add(PlotTab, usize),
    /// The plot at a place is moved out of its tabs.
    Split(usize, Side),
}

/// For which strip the tab in front was brought into sight.
#[derive(Clone, Copy, Default)]
struct Sight {
    strip: f32,
    tabs: usize,
    /// Frames in which it still is.
    frames: u8,
}

/// Draws the tiles.
pub struct Drawing<'a> {
    pub session: &'a mut Session,
    pub state: &'a mut PanelState,
    pub theme: &'a Theme,
    /// The whole dock (logical pixels).
    pub whole: Rect,
    /// What each plot is called, by its place.
    pub titles: BTreeMap<usize, String>,
    /// Whether the window has no room for them beside each other, so that all are tabs.
    pub folded: bool,
    /// Whether they stand as the scene has them.
    pub as_scene: bool,
    /// Width that is left for the tabs of the bar that is drawn (logical pixels).
    pub strip: f32,
    /// Whether they need more, so that the "+" stands beside them and not behind the last one.
    pub plus_beside: bool,
    /// What was asked for.
    pub edits: Vec<Edit>,
}

impl Drawing<'_> {
    fn title(&self, pane: Pane) -> String {
        self.titles.get(&pane.place).map_or_else(|| pane.tab.label().to_owned(), Clone::clone)
    }

    /// What is saved of a plot that was painted since there were so many shapes.
    fn made(&self, ui: &Ui, pane: Pane, format: Format, before: usize) -> Result<Vec<u8>, String> {
        match format {
            Format::Csv => {
                let mut text = Vec::new();
                table::write(pane.tab, self.session, &mut text).map(|()| text).map_err(|error| error.to_string())
            }
            Format::Png | Format::Svg => {
                let dock = &self.state.dock;
                let sides = [(&dock.raster, &dock.threshold_map), (&dock.other.raster, &dock.other.threshold_map)];
                let pictures = sides.map(|(raster, map)| [&raster[pane.place], &map[pane.place]]).into_iter().flatten();
                let id = |texture: &TextureHandle| -> TextureId { texture.id() };
                let painted = Painted {
                    rect: ui.max_rect(),
                    ground: self.theme.colours.panel.into(),
                    shapes: painted::since(ui, before),
                    textures: pictures
                        .filter_map(|picture| Some((picture.texture.as_ref().map(id)?, &picture.image)))
                        .collect(),
                    origin: origin(pane.tab, self.session),
                };
                if format == Format::Png { png(ui.ctx(), &painted) } else { svg(&painted).map(String::into_bytes) }
            }
        }
    }

    /// Save what was painted of a plot since there were so many shapes.
    fn save(&mut self, ui: &Ui, pane: Pane, format: Format, before: usize) {
        let made = self.made(ui, pane, format, before);
        let name = file_name(pane.tab, self.session, format);
        let files = &mut self.state.files;
        match made {
            Ok(content) => files.ask_to_save_plot(pane.tab, format, &name, content),
            Err(why) => {
                let text = words!("plots-not-saved", "{ $name } was not saved: { $why }.", name = name, why = why);
                files.message.tell(Err(text));
            }
        }
    }

    /// The choices of the plot that is in front.
    fn choices_ui(&mut self, ui: &mut Ui, pane: Pane) {
        let title = self.title(pane);
        let choice = &mut self.state.dock.choices[pane.place];
        match pane.tab {
            PlotTab::Raster => raster::window_ui(ui, choice, &mut self.state.dock.rows[pane.place], &title),
            PlotTab::Replay => replay::lens_ui(ui, self.session),
            PlotTab::Weights => weights::choice_ui(ui, self.session, choice, &title),
            PlotTab::StateSpace => state_space::axes_ui(ui, self.session, choice, &title),
            _ => {}
        }
        let projection = weights::shown(&self.session.sample.weights.histograms, choice.projection);
        luck::luck_ui(ui, self.session, pane.tab, projection, &title);
    }

    fn save_menu_ui(&mut self, ui: &mut Ui, pane: Pane) {
        let title = self.title(pane);
        let menu = ui.menu_button(words!("plots-save", "Save"), |ui| {
            for format in Format::ALL {
                let button = ui.button(format.label()).on_hover_text(format.explanation());
                if button.clicked() {
                    self.state.dock.asked = Some((pane.place, format));
                }
            }
        });
        let response = menu
            .response
            .on_hover_text(words!("plots-save-hint", "Saves this plot: as a picture, as a drawing or as a table."));
        name_for_readers(&response, true, &words!("plots-save-this", "Save { $title }", title = title));
    }

    /// All plots that may be opened here, and where the one in front may go.
    fn add_menu_ui(&mut self, ui: &mut Ui, pane: Pane, alone: bool) {
        let title = self.title(pane);
        let theme = self.theme;
        let room = self.titles.len() < MOST_PLOTS;
        let plus = Button::new("+").min_size(Vec2::splat(TARGET));
        let (menu, _) = MenuButton::from_button(plus).ui(ui, |ui| {
            ui.label(dim(theme, words!("plots-open-here", "Open a plot here")));
            // A low window still shows where the plot may go.
            ScrollArea::vertical().max_height(0.5 * ui.ctx().content_rect().height()).show(ui, |ui| {
                for tab in PlotTab::ALL {
                    let button = ui.add_enabled(room, Button::new(tab.label()).frame(false));
                    name_for_readers(&button, room, &words!("plots-open", "Open { $plot }", plot = tab.label()));
                    let why = words!("plots-full", "So many plots are open already. Close one first.");
                    if button.on_hover_text(tab.explanation()).on_disabled_hover_text(why).clicked() {
                        self.edits.push(Edit::Add(tab, pane.place));
                    }
                }
            });
            ui.separator();
            let may = !alone && !self.folded;
            let why = if self.folded {
                words!(
                    "plots-folded",
                    "The window has no room for plots beside each other: all are tabs. Make it wider."
                )
            } else {
                words!("plots-alone", "It has no tabs beside it that it could leave.")
            };
            let right = words!("plots-move-right", "Move { $title } to the right", title = &title);
            let below = words!("plots-move-below", "Move { $title } below", title = &title);
            for (text, side) in [(right, Side::Right), (below, Side::Below)] {
                let button = ui.add_enabled(may, Button::new(text).frame(false));
                let how = words!("plots-or-drag", "Or drag its tab to where you want it.");
                if button.on_hover_text(how).on_disabled_hover_text(why).clicked() {
                    self.edits.push(Edit::Split(pane.place, side));
                }
            }
        });
        let response = menu.on_hover_text(words!(
            "plots-add-hint",
            "Opens another plot as a tab here. Drag a tab beside, below or onto another plot; drag the line between two."
        ));
        name_for_readers(&response, true, &words!("plots-add", "Add a plot beside { $title }", title = title));
    }

    /// The buttons that stand for the whole dock, in its upper right corner.
    fn dock_buttons_ui(&mut self, ui: &mut Ui) {
        let close = ui.button(words!("plots-close", "Close")).on_hover_text(Command::TogglePlots.tooltip());
        name_for_readers(&close, true, words!("plots-close-all", "Close the plots"));
        if close.clicked() {
            self.state.ask(Command::TogglePlots);
        }
        // A narrow bar leaves that to the command.
        if !self.as_scene && ui.max_rect().width() > ALL_FROM {
            let back = ui.button(words!("plots-as-scene", "As the scene"));
            let back = back.on_hover_text(Command::ArrangePlots.tooltip());
            name_for_readers(&back, true, Command::ArrangePlots.label());
            if back.clicked() {
                self.state.ask(Command::ArrangePlots);
            }
        }
    }

    fn is_closable(&self, pane: Option<&Pane>) -> bool {
        self.titles.len() > 1 && pane.is_some()
    }

    /// Width of a tab with this name (logical pixels).
    fn tab_width(&self, name: &Galley, pane: Option<&Pane>) -> f32 {
        let cross = if self.is_closable(pane) { CROSS } else { 0.0 };
        name.size().x + 2.0 * self.theme.spacing.item + cross
    }

    /// A tab that comes to the front is brought into sight as a whole, and again when its strip or the number of plots changes.
    fn keep_in_sight(&self, ui: &Ui, id: Id, tab: Rect, active: bool) {
        if !active {
            ui.data_mut(|data| data.remove::<Sight>(id));
            return;
        }
        let new = Sight { strip: self.strip, tabs: self.titles.len(), frames: INTO_SIGHT };
        let known = ui.data(|data| data.get_temp::<Sight>(id));
        let mut sight =
            known.filter(|sight| (sight.strip - new.strip).abs() < 1.0 && sight.tabs == new.tabs).unwrap_or(new);
        if sight.frames > 0 {
            sight.frames -= 1;
            let seen = ui.clip_rect();
            if tab.left() < seen.left() || tab.right() > seen.right() {
                ui.scroll_to_rect_animation(tab, None, ScrollAnimation::none());
            }
            ui.ctx().request_repaint();
        }
        ui.data_mut(|data| data.insert_temp(id, sight));
    }

    fn about_ui(&mut self, ui: &mut Ui, pane: Pane) {
        let text = words!("plots-about-hint", "{ $text }\nClick for the manual.", text = pane.tab.tooltip());
        let about = ui.add(Button::new("i").min_size(Vec2::splat(TARGET))).on_hover_text(text);
        name_for_readers(&about, true, &words!("plots-about", "About { $title }", title = self.title(pane)));
        if about.clicked() {
            self.state.manual.open_at(Subject::Plots);
        }
    }
}

impl Behavior<Pane> for Drawing<'_> {
    fn pane_ui(&mut self, ui: &mut Ui, _: TileId, pane: &mut Pane) -> UiResponse {
        ui.add_space(BELOW_BAR);
        let before = painted::count(ui);
        ui.push_id(("plot", pane.place), |ui| sides_ui(ui, self.session, self.state, self.theme, *pane));
        if let Some((_, format)) = self.state.dock.asked.take_if(|asked| asked.0 == pane.place) {
            self.save(ui, *pane, format, before);
        }
        if self.state.lab_sheet.wants(pane.place) {
            let picture = self.made(ui, *pane, Format::Png, before);
            let title = in_english(|| pane.tab.label()).to_owned();
            self.state.lab_sheet.add(pane.place, Figure { title, picture });
        }
        UiResponse::None
    }

    fn tab_title_for_pane(&mut self, pane: &Pane) -> WidgetText {
        self.title(*pane).into()
    }

    fn tab_title_for_tile(&mut self, tiles: &Tiles<Pane>, tile: TileId) -> WidgetText {
        let mut names = Vec::new();
        let mut rest = vec![tile];
        while let Some(next) = rest.pop() {
            match tiles.get(next) {
                Some(egui_tiles::Tile::Pane(pane)) => names.push(self.title(*pane)),
                Some(egui_tiles::Tile::Container(container)) => {
                    let mut children = container.children_vec();
                    children.reverse();
                    rest.extend(children);
                }
                None => {}
            }
        }
        names.join(" + ").into()
    }

    fn tab_ui(&mut self, tiles: &mut Tiles<Pane>, ui: &mut Ui, id: Id, tile: TileId, tab: &TabState) -> Response {
        let (theme, pane) = (self.theme, tiles.get_pane(&tile).copied());
        let name = self.tab_title_for_tile(tiles, tile).text().to_owned();
        let font = FontId::proportional(theme.text.body);
        let colour = Color32::from(if tab.active { theme.colours.text } else { theme.colours.text_dim });
        let galley = ui.painter().layout_no_wrap(name.clone(), font, colour);
        let margin = theme.spacing.item;
        let closable = self.is_closable(pane.as_ref());
        let size = vec2(self.tab_width(&galley, pane.as_ref()), ui.available_height());
        let (_, rect) = ui.allocate_space(size);
        let sense = if self.folded || pane.is_none() { Sense::click() } else { Sense::click_and_drag() };
        let mut response = ui.interact(rect, id, sense);
        response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, tab.active, &name));
        self.keep_in_sight(ui, id.with("in sight"), rect, tab.active);
        if ui.is_rect_visible(rect) && !tab.is_being_dragged {
            let inside = rect.shrink2(vec2(0.5, 1.5));
            let fill = match (tab.active, response.hovered()) {
                (true, _) => ui.visuals().selection.bg_fill,
                (false, true) => theme.colours.panel_raised.into(),
                _ => Color32::TRANSPARENT,
            };
            let stroke =
                if response.has_focus() { Stroke::new(1.0, Color32::from(theme.colours.accent)) } else { Stroke::NONE };
            ui.painter().rect(inside, theme.spacing.rounding, fill, stroke, StrokeKind::Inside);
            let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), inside.shrink2(vec2(margin, 0.0)));
            ui.painter().galley(at.min, galley, colour);
        }
        if let Some(pane) = pane {
            if closable && !tab.is_being_dragged {
                let place = Rect::from_center_size(
                    rect.right_center() - vec2(0.5 * (CROSS + margin * 0.5), 0.0),
                    vec2(CROSS, CROSS),
                );
                let close = cross_ui(
                    ui,
                    theme,
                    place,
                    id.with("close"),
                    &words!("plots-close-one", "Close { $name }", name = &name),
                    tab.active || response.hovered(),
                );
                if close.clicked() || response.clicked_by(PointerButton::Middle) {
                    self.edits.push(Edit::Close(pane.place));
                }
            }
            if response.clicked() {
                self.edits.push(Edit::Call(pane.place));
            }
            let what = pane.tab.tooltip();
            let drag = words!("plots-drag-tab", "Drag the tab beside, below or onto another plot.");
            response = response.on_hover_text(if self.folded { what } else { format!("{what}\n{drag}") });
        }
        response
    }

    fn drag_ui(&mut self, tiles: &Tiles<Pane>, ui: &mut Ui, tile: TileId) {
        let text = self.tab_title_for_tile(tiles, tile);
        Frame::popup(ui.style()).show(ui, |ui| ui.label(text));
    }

    fn top_bar_right_ui(&mut self, tiles: &Tiles<Pane>, ui: &mut Ui, _: TileId, tabs: &Tabs, _: &mut f32) {
        ui.spacing_mut().item_spacing.x = 3.0;
        let bar = ui.max_rect();
        if bar.right() > self.whole.right() - 2.0 && bar.top() < self.whole.top() + 2.0 {
            self.dock_buttons_ui(ui);
        }
        let Some(pane) = tabs.active.and_then(|active| tiles.get_pane(&active).copied()) else { return };
        if bar.width() > ALL_FROM {
            self.about_ui(ui, pane);
        }
        self.save_menu_ui(ui, pane);
        self.choices_ui(ui, pane);
        let font = FontId::proportional(self.theme.text.body);
        let widths = tabs.children.iter().map(|&tile| {
            let name = self.tab_title_for_tile(tiles, tile).text().to_owned();
            let galley = ui.painter().layout_no_wrap(name, font.clone(), Color32::WHITE);
            self.tab_width(&galley, tiles.get_pane(&tile))
        });
        let needed = widths.sum::<f32>() + PLUS;
        self.plus_beside = needed > ui.available_width();
        if self.plus_beside {
            self.add_menu_ui(ui, pane, tabs.children.len() < 2);
        }
        self.strip = ui.available_width();
    }

    fn tab_bar_trailing_ui(&mut self, tiles: &Tiles<Pane>, ui: &mut Ui, _: TileId, tabs: &Tabs) {
        let pane = tabs.active.and_then(|active| tiles.get_pane(&active).copied());
        if let Some(pane) = pane.filter(|_| !self.plus_beside) {
            ui.add_space(3.0);
            self.add_menu_ui(ui, pane, tabs.children.len() < 2);
        }
    }

    fn is_tile_draggable(&self, tiles: &Tiles<Pane>, tile: TileId) -> bool {
        !self.folded && tiles.get_pane(&tile).is_some()
    }

    fn tab_bar_height(&self, style: &Style) -> f32 {
        style.spacing.interact_size.y + 1.0
    }

    fn gap_width(&self, _: &Style) -> f32 {
        2.0 * self.theme.spacing.item
    }

    fn min_size(&self) -> f32 {
        LEAST
    }

    fn simplification_options(&self) -> SimplificationOptions {
        Dock::TIDY
    }

    fn resize_stroke(&self, _: &Style, state: ResizeState) -> Stroke {
        let colours = &self.theme.colours;
        match state {
            ResizeState::Idle => Stroke::new(1.0, Color32::from(colours.outline)),
            ResizeState::Hovering => Stroke::new(2.0, Color32::from(colours.text_dim)),
            ResizeState::Dragging => Stroke::new(2.0, Color32::from(colours.accent)),
        }
    }

    fn tab_bar_color(&self, _: &Visuals) -> Color32 {
        Color32::TRANSPARENT
    }

    fn tab_bar_hline_stroke(&self, _: &Visuals) -> Stroke {
        Stroke::NONE
    }

    fn dragged_overlay_color(&self, _: &Visuals) -> Color32 {
        self.theme.colours.panel.to_egui_with_opacity(0.6)
    }

    fn drag_preview_stroke(&self, _: &Visuals) -> Stroke {
        Stroke::new(1.0, Color32::from(self.theme.colours.accent))
    }

    fn drag_preview_color(&self, _: &Visuals) -> Color32 {
        self.theme.colours.accent.to_egui_with_opacity(0.3)
    }
}

/// A cross that closes something.
fn cross_ui(ui: &Ui, theme: &Theme, rect: Rect, id: Id, name: &str, seen: bool) -> Response {
    let response = ui.interact(rect, id, Sense::click()).on_hover_cursor(CursorIcon::Default);
    name_for_readers(&response, true, name);
    let active = response.hovered() || response.has_focus();
    if active {
        ui.painter().rect_filled(rect, theme.spacing.rounding, Color32::from(theme.colours.panel_raised));
    }
    if seen || active {
        let colour = Color32::from(if active { theme.colours.text } else { theme.colours.text_dim });
        let inside = rect.shrink(5.5);
        ui.painter().line_segment([inside.left_top(), inside.right_bottom()], (1.2, colour));
        ui.painter().line_segment([inside.right_top(), inside.left_bottom()], (1.2, colour));
    }
    response.on_hover_text(words!("plots-close-hint", "Closes this plot."))
}
