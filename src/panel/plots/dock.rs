//! What the plots remember between frames: where they stand, what was chosen in each, their textures.

use super::arrangement::{Arrangement, MOST_PLOTS};
use super::axes::Axes;
use super::intervals::Intervals;
use super::picture::Picture;
use super::row_order::{RowOrder, Rows};
use super::saved::Format;
use super::state_points::Reading;
use super::time_view::TimeViews;
use crate::scene::file::PlotTab;
use egui_tiles::{Container, Linear, LinearDir, SimplificationOptions, Tile, TileId, Tiles, Tree};

/// Where a plot goes that is moved out of its tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To the right of them.
    Right,
    /// Below them.
    Below,
}

/// An open plot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pane {
    /// What it shows.
    pub tab: PlotTab,
    /// Number of its own, below [`MOST_PLOTS`]: the same plot may be open twice.
    pub place: usize,
}

/// What the user chose in one plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// Time that the raster shows (s of model time).
    pub raster_window_s: f64,
    /// Order of the raster's rows.
    pub order: RowOrder,
    /// Projection whose weights are shown; `None`: the first that learns.
    pub projection: Option<usize>,
    /// Expectation whose runs the evidence shows.
    pub expectation: usize,
    /// What the state space has on its axes.
    pub axes: Axes,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            raster_window_s: 2.0,
            order: RowOrder::default(),
            projection: None,
            expectation: 0,
            axes: Axes::default(),
        }
    }
}

/// The open plots, and what the user chose there.
pub struct Dock {
    pub(super) tree: Tree<Pane>,
    /// Place of the plot that was called last: in a window without room for all it is the one that is seen.
    pub(super) front: usize,
    /// A plot that is to be saved as it is drawn next, and how.
    pub(super) asked: Option<(usize, Format)>,
    /// How the scene that is open arranges them.
    own: Arrangement,
    /// Title of the scene in which they were left at the end of the last start; they stay if it opens first.
    pub left_in: Option<String>,
    /// What stretches of time the plots hold.
    pub time_views: TimeViews,
    /// What was chosen in each place.
    pub choices: [Choice; MOST_PLOTS],
    /// Textures of the raster, one a place.
    pub raster: [Picture; MOST_PLOTS],
    /// Rows of the raster, one list a place.
    pub rows: [Rows; MOST_PLOTS],
    /// Textures of the threshold map, one a place.
    pub threshold_map: [Picture; MOST_PLOTS],
    /// What the state space read of the past, one a place.
    pub state_space: [Reading; MOST_PLOTS],
    /// What was worked out for the evidence.
    pub intervals: Intervals,
    /// The same of the other one of run and twin.
    pub other: OtherSide,
}

/// What plots remember of the other one of run and twin; each has a value a place.
#[derive(Default)]
pub struct OtherSide {
    pub raster: [Picture; MOST_PLOTS],
    pub rows: [Rows; MOST_PLOTS],
    pub threshold_map: [Picture; MOST_PLOTS],
    pub state_space: [Reading; MOST_PLOTS],
}

impl Default for Dock {
    fn default() -> Self {
        let mut dock = Self {
            tree: Tree::empty("plots"),
            front: 0,
            asked: None,
            own: Arrangement::default(),
            left_in: None,
            time_views: TimeViews::default(),
            choices: Default::default(),
            raster: Default::default(),
            rows: Default::default(),
            threshold_map: Default::default(),
            state_space: Default::default(),
            intervals: Intervals::default(),
            other: OtherSide::default(),
        };
        dock.arrange(&Arrangement::default());
        dock
    }
}

impl Dock {
    /// How the groups are kept tidy: each plot stands under a tab, no group holds but one other.
    pub(super) const TIDY: SimplificationOptions = SimplificationOptions {
        prune_empty_tabs: true,
        prune_single_child_tabs: true,
        prune_empty_containers: true,
        prune_single_child_containers: true,
        all_panes_must_have_tabs: true,
        join_nested_linear_containers: true,
        flatten_tabs_in_tabs: true,
    };

    /// Arrange the plots so; what cannot be shown is left as it was.
    pub fn arrange(&mut self, arrangement: &Arrangement) {
        if arrangement.fault().is_some() {
            return;
        }
        let (mut tiles, mut count) = (Tiles::default(), 0);
        let root = build(arrangement, &mut tiles, &mut count);
        self.tree = Tree::new("plots", root, tiles);
        self.tree.simplify(&Self::TIDY);
        self.front = self.first_seen();
        self.asked = None;
        (0..MOST_PLOTS).for_each(|place| self.forget_place(place));
    }

    /// A scene opens: from now on its arrangement is the one to which there is a way back.
    pub fn follow(&mut self, plots: &[PlotTab], stays: bool) {
        self.own = Arrangement::from(plots);
        if !stays {
            self.arrange_as_scene();
        }
    }

    /// Arrange the plots as the scene has them.
    pub fn arrange_as_scene(&mut self) {
        let own = self.own.clone();
        self.arrange(&own);
    }

    /// Whether they stand as the scene has them, whatever their width.
    #[must_use]
    pub fn is_as_scene(&self) -> bool {
        let same = |kept: &Arrangement| matches!(kept, Arrangement::Row(parts) if parts.iter().all(|part| matches!(&part.1, Arrangement::Tabs { tabs, .. } if tabs.len() == 1)));
        let now = self.arrangement();
        let row = same(&now) || (self.own.plots().len() == 1 && now.plots().len() == 1);
        row && now.plots() == self.own.plots()
    }

    /// How they are arranged.
    #[must_use]
    pub fn arrangement(&self) -> Arrangement {
        self.tree.root().and_then(|root| self.part(root)).unwrap_or(Arrangement::Row(Vec::new()))
    }

    fn part(&self, id: TileId) -> Option<Arrangement> {
        let container = match self.tree.tiles.get(id)? {
            Tile::Pane(pane) => return Some(Arrangement::Plot(pane.tab)),
            Tile::Container(container) => container,
        };
        match container {
            Container::Tabs(group) => {
                let front = group.children.iter().position(|&child| group.is_active(child)).unwrap_or_default();
                let tabs = group.children.iter().filter_map(|&child| self.part(child)).collect();
                Some(Arrangement::Tabs { front, tabs })
            }
            Container::Linear(line) => {
                // Rounded, so that the settings do not change with each rounding of a pixel.
                let share = |child: TileId| (line.shares[child] * 1000.0).round().max(1.0) / 1000.0;
                let parts = line.children.iter().filter_map(|&child| Some((share(child), self.part(child)?))).collect();
                Some(if line.dir == LinearDir::Horizontal {
                    Arrangement::Row(parts)
                } else {
                    Arrangement::Column(parts)
                })
            }
            Container::Grid(grid) => {
                Some(Arrangement::Row(grid.children().filter_map(|&child| Some((1.0, self.part(child)?))).collect()))
            }
        }
    }

    /// All open plots, from the left and from above.
    #[must_use]
    pub fn panes(&self) -> Vec<Pane> {
        self.in_order().into_iter().map(|(_, pane)| pane).collect()
    }

    /// What the open plots show, from the left and from above.
    #[must_use]
    pub fn tabs(&self) -> Vec<PlotTab> {
        self.panes().into_iter().map(|pane| pane.tab).collect()
    }

    fn in_order(&self) -> Vec<(TileId, Pane)> {
        fn collect(tiles: &Tiles<Pane>, id: TileId, found: &mut Vec<(TileId, Pane)>) {
            match tiles.get(id) {
                Some(Tile::Pane(pane)) => found.push((id, *pane)),
                Some(Tile::Container(container)) => {
                    container.children().for_each(|&child| collect(tiles, child, found));
                }
                None => {}
            }
        }
        let mut found = Vec::new();
        if let Some(root) = self.tree.root() {
            collect(&self.tree.tiles, root, &mut found);
        }
        found
    }

    /// Place of the first plot that lies in front.
    fn first_seen(&self) -> usize {
        let mut next = self.tree.root();
        while let Some(tile) = next.and_then(|id| self.tree.tiles.get(id)) {
            next = match tile {
                Tile::Pane(pane) => return pane.place,
                Tile::Container(Container::Tabs(tabs)) => tabs.active.or(tabs.children.first().copied()),
                Tile::Container(container) => container.children().next().copied(),
            };
        }
        0
    }

    fn tile(&self, place: usize) -> Option<TileId> {
        self.in_order().into_iter().find(|(_, pane)| pane.place == place).map(|(id, _)| id)
    }

    /// What the plot at a place is called: a second one of the same kind has a number.
    #[must_use]
    pub fn title(&self, pane: Pane) -> String {
        let same = self.panes().into_iter().filter(|other| other.tab == pane.tab);
        match same.take_while(|other| other.place != pane.place).count() {
            0 => pane.tab.label().to_owned(),
            before => format!("{} {}", pane.tab.label(), before + 1),
        }
    }

    /// Show a plot: the one that is open, in front of its tabs, else a new tab in the last group.
    pub fn show(&mut self, tab: PlotTab) {
        let panes = self.panes();
        if let Some(pane) = panes.iter().find(|pane| pane.tab == tab) {
            self.call(pane.place);
        } else {
            self.add(tab, panes.last().map_or(0, |pane| pane.place));
        }
    }

    /// Bring the plot at a place in front.
    pub fn call(&mut self, place: usize) {
        self.front = place;
        self.tree.make_active(|_, tile| matches!(tile, Tile::Pane(pane) if pane.place == place));
    }

    /// Whether another plot may be opened.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.panes().len() < MOST_PLOTS
    }

    /// Open a plot as a tab beside the one at a place.
    pub fn add(&mut self, tab: PlotTab, beside: usize) {
        let taken = self.panes();
        let Some(place) = (0..MOST_PLOTS).find(|place| taken.iter().all(|pane| pane.place != *place)) else { return };
        self.forget_place(place);
        let new = self.tree.tiles.insert_pane(Pane { tab, place });
        let group = self.tile(beside).and_then(|tile| self.tree.tiles.parent_of(tile));
        let group = group.and_then(|group| self.tree.tiles.get_mut(group));
        if let Some(Tile::Container(Container::Tabs(tabs))) = group {
            tabs.add_child(new);
            tabs.set_active(new);
        } else {
            // There is none to stand beside.
            let parts = self.tree.root().into_iter().chain([new]).collect();
            self.tree.root = Some(self.tree.tiles.insert_horizontal_tile(parts));
        }
        self.tree.simplify(&Self::TIDY);
        self.front = place;
    }

    /// Close the plot at a place; the last one stays.
    pub fn close(&mut self, place: usize) {
        let panes = self.panes();
        if let (Some(tile), true) = (self.tile(place), panes.len() > 1) {
            self.tree.remove_recursively(tile);
            self.tree.simplify(&Self::TIDY);
            if self.front == place {
                self.front = self.panes().first().map_or(0, |pane| pane.place);
            }
        }
    }

    /// Move a plot out of its tabs, to their side.
    pub fn split(&mut self, place: usize, side: Side) {
        let Some(tile) = self.tile(place) else { return };
        let Some(group) = self.tree.tiles.parent_of(tile) else { return };
        if !matches!(self.tree.tiles.get(group), Some(Tile::Container(tabs)) if tabs.num_children() > 1) {
            return;
        }
        let above = self.tree.tiles.parent_of(group);
        if let Some(Tile::Container(container)) = self.tree.tiles.get_mut(group) {
            container.retain(|child| child != tile);
        }
        let direction = if side == Side::Right { LinearDir::Horizontal } else { LinearDir::Vertical };
        let line = Linear::new(direction, vec![group, tile]);
        let line = self.tree.tiles.insert_container(line);
        match above.and_then(|above| self.tree.tiles.get_mut(above)) {
            Some(Tile::Container(parent)) => drop(parent.replace_child(group, line)),
            _ => self.tree.root = Some(line),
        }
        self.tree.simplify(&Self::TIDY);
        self.front = place;
    }

    /// How many plots stand beside and below each other at most.
    #[must_use]
    pub fn extent(&self) -> [usize; 2] {
        fn of(arrangement: &Arrangement) -> [usize; 2] {
            let join = |parts: Vec<[usize; 2]>, along: usize| {
                let mut extent = [1; 2];
                extent[along] = parts.iter().map(|part| part[along]).sum::<usize>().max(1);
                extent[1 - along] = parts.iter().map(|part| part[1 - along]).max().unwrap_or(1);
                extent
            };
            match arrangement {
                Arrangement::Plot(_) => [1; 2],
                Arrangement::Tabs { tabs, .. } => {
                    let parts: Vec<_> = tabs.iter().map(of).collect();
                    [0, 1].map(|along| parts.iter().map(|part| part[along]).max().unwrap_or(1))
                }
                Arrangement::Row(parts) => join(parts.iter().map(|(_, part)| of(part)).collect(), 0),
                Arrangement::Column(parts) => join(parts.iter().map(|(_, part)| of(part)).collect(), 1),
            }
        }
        of(&self.arrangement())
    }

    /// Colours are others now: draw the pictures again.
    pub fn forget_pictures(&mut self) {
        (self.raster, self.threshold_map) = Default::default();
        self.other = OtherSide::default();
    }

    /// Let plots be of the other one of run and twin.
    pub fn swap_sides(&mut self) {
        std::mem::swap(&mut self.raster, &mut self.other.raster);
        std::mem::swap(&mut self.rows, &mut self.other.rows);
        std::mem::swap(&mut self.threshold_map, &mut self.other.threshold_map);
        std::mem::swap(&mut self.state_space, &mut self.other.state_space);
    }

    /// Another scene opens: forget what was chosen of the one before.
    pub fn forget_scene(&mut self) {
        self.time_views = TimeViews::default();
        for choice in &mut self.choices {
            *choice = Choice { raster_window_s: choice.raster_window_s, order: choice.order, ..Choice::default() };
        }
    }

    /// Another plot takes this place.
    fn forget_place(&mut self, place: usize) {
        self.time_views.forget(place);
        self.choices[place] = Choice::default();
        self.raster[place] = Picture::default();
        self.threshold_map[place] = Picture::default();
        self.state_space[place] = Reading::default();
        self.other.raster[place] = Picture::default();
        self.other.threshold_map[place] = Picture::default();
        self.other.state_space[place] = Reading::default();
    }
}

/// The tiles of an arrangement, with a place for each plot.
fn build(arrangement: &Arrangement, tiles: &mut Tiles<Pane>, count: &mut usize) -> TileId {
    let direction = match arrangement {
        Arrangement::Row(_) => LinearDir::Horizontal,
        _ => LinearDir::Vertical,
    };
    match arrangement {
        Arrangement::Plot(tab) => {
            *count += 1;
            tiles.insert_pane(Pane { tab: *tab, place: *count - 1 })
        }
        Arrangement::Tabs { front, tabs } => {
            let children: Vec<TileId> = tabs.iter().map(|part| build(part, tiles, count)).collect();
            let mut group = egui_tiles::Tabs::new(children);
            group.active = group.children.get(*front).or(group.children.first()).copied();
            tiles.insert_container(group)
        }
        Arrangement::Row(parts) | Arrangement::Column(parts) => {
            let children: Vec<TileId> = parts.iter().map(|(_, part)| build(part, tiles, count)).collect();
            let mut line = Linear::new(direction, children.clone());
            for (child, (share, _)) in children.into_iter().zip(parts) {
                line.shares.set_share(child, *share);
            }
            tiles.insert_container(line)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dock(plots: &[PlotTab]) -> Dock {
        let mut dock = Dock::default();
        dock.arrange(&Arrangement::from(plots));
        dock
    }

    #[test]
    fn an_arrangement_is_there_again_as_it_was() {
        let tabs = |front, plots: &[PlotTab]| Arrangement::Tabs {
            front,
            tabs: plots.iter().map(|&plot| Arrangement::Plot(plot)).collect(),
        };
        let arrangement = Arrangement::Row(vec![
            (1.5, tabs(1, &[PlotTab::Raster, PlotTab::Rates])),
            (0.5, Arrangement::Column(vec![(1.0, tabs(0, &[PlotTab::Raster])), (2.0, tabs(0, &[PlotTab::Neuron]))])),
        ]);
        let mut dock = Dock::default();
        dock.arrange(&arrangement);
        assert_eq!(dock.arrangement(), arrangement);
        assert_eq!((dock.extent(), dock.front), ([2, 2], 1));
        let panes = dock.panes();
        assert_eq!(panes.iter().map(|pane| pane.place).collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(panes.iter().map(|pane| dock.title(*pane)).collect::<Vec<_>>()[2], "Raster 2");
        dock.arrange(&Arrangement::Row(Vec::new()));
        assert_eq!(dock.arrangement(), arrangement, "what cannot be shown changes nothing");
    }

    #[test]
    fn plots_are_added_moved_and_closed_but_for_the_last() {
        let mut dock = dock(&[PlotTab::Raster, PlotTab::Rates]);
        dock.show(PlotTab::Rates);
        assert_eq!(dock.tabs().len(), 2);
        dock.show(PlotTab::Weights);
        assert_eq!(dock.tabs(), [PlotTab::Raster, PlotTab::Rates, PlotTab::Weights]);
        dock.split(2, Side::Below);
        assert_eq!((dock.tabs().len(), dock.extent()), (3, [2, 2]));
        dock.split(2, Side::Right);
        assert_eq!(dock.extent(), [2, 2], "it stands alone already");
        dock.close(0);
        assert_eq!(dock.tabs(), [PlotTab::Rates, PlotTab::Weights]);
        dock.add(PlotTab::Neuron, 1);
        assert!(dock.panes().contains(&Pane { tab: PlotTab::Neuron, place: 0 }), "a free place is used again");
        for place in [1, 2, 0] {
            dock.close(place);
        }
        assert_eq!(dock.tabs(), [PlotTab::Neuron]);
        for _ in 0..20 {
            dock.add(PlotTab::Raster, 0);
        }
        assert!(dock.tabs().len() == MOST_PLOTS && !dock.has_room());
    }

    #[test]
    fn there_is_a_way_back_to_what_the_scene_says() {
        let mut dock = Dock::default();
        dock.follow(&[PlotTab::Rates, PlotTab::Neuron], false);
        assert!(dock.is_as_scene());
        dock.add(PlotTab::Raster, 1);
        assert!(!dock.is_as_scene());
        dock.split(2, Side::Right);
        assert!(!dock.is_as_scene());
        dock.arrange_as_scene();
        assert!(dock.is_as_scene());
        assert_eq!(dock.tabs(), [PlotTab::Rates, PlotTab::Neuron]);
    }
}
