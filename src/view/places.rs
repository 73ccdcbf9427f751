//! Where neurons are drawn: in the places of the chosen layout, or on their way there.

use super::contact::contact;
use super::layout;
use super::line_up::line_up;
use super::shape::NetworkShape;
use crate::measure::replay::ReplayEvent;
use crate::scene::file::ViewLayout;
use crate::session::{Session, ViewClock, ViewOptions};
use crate::simulation::NetworkInfo;
use bevy::prelude::*;
use std::sync::Arc;

/// Time on the way from one layout to another (s of watching).
const WAY_S: f32 = 0.6;

/// Where neurons are drawn.
#[derive(Resource, Debug, Default)]
pub struct Places {
    /// Centre of every neuron (µm).
    pub now: Vec<Vec3>,
    /// How far the pillars of the bar view have risen, 0 to 1.
    pub(super) risen: f32,
    /// Whether something moved since the last frame.
    pub(super) changed: bool,
    from: Vec<Vec3>,
    goal: Vec<Vec3>,
    extent: Vec<Vec3>,
    from_risen: f32,
    contact: Vec<Vec3>,
    layout: ViewLayout,
    /// The replay whose cells stand in their order before the layout.
    lined_up: Option<Arc<ReplayEvent>>,
    /// Counts how often neurons of one network were sent to other places.
    arrangement: u64,
    /// Time since the layout was chosen (s of watching).
    age_s: f32,
    network: Option<Arc<NetworkInfo>>,
    /// What stands together, and its name.
    pub(super) names: Vec<layout::GroupName>,
}

impl Places {
    /// Place of a neuron.
    #[must_use]
    pub fn of(&self, neuron: u32) -> Option<Vec3> {
        self.now.get(neuron as usize).copied()
    }

    /// Direction from a neuron towards its neighbours, as long as the share of the light that they take.
    pub(super) fn contact(&self, neuron: usize) -> Vec3 {
        self.contact.get(neuron).copied().unwrap_or_default()
    }

    /// The layout in which they are, or to which they go.
    #[must_use]
    pub fn layout(&self) -> ViewLayout {
        self.layout
    }

    /// Whether the cells of a replay stand in their order, which is seen from one side.
    #[must_use]
    pub fn is_lined_up(&self) -> bool {
        self.lined_up.is_some()
    }

    /// Changes whenever neurons of one network are sent to other places.
    #[must_use]
    pub fn arrangement(&self) -> u64 {
        self.arrangement
    }

    /// Neurons that stand still.
    #[cfg(test)]
    #[must_use]
    pub fn standing(places: Vec<Vec3>) -> Self {
        Self { extent: places.clone(), now: places, ..Self::default() }
    }

    /// Nothing yet, in a layout.
    #[cfg(test)]
    #[must_use]
    pub fn of_layout(layout: ViewLayout) -> Self {
        Self { layout, ..Self::default() }
    }

    /// Whether neurons are on their way.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.age_s < WAY_S
    }

    /// All that has to be in the picture (µm): where neurons are going, and what stands there.
    #[must_use]
    pub fn extent(&self) -> &[Vec3] {
        &self.extent
    }

    /// Find where neurons of a network have to go.
    fn arrange(&mut self, info: &NetworkInfo, shape: &mut NetworkShape) {
        self.goal = layout::places(self.layout, info);
        self.names = layout::names(self.layout, info);
        let ends = ends(&self.goal, self.layout, info);
        shape.measure(&self.goal, &ends);
        // Beads of the bar view move along their pillars.
        self.contact = if self.layout == ViewLayout::Bar {
            vec![Vec3::ZERO; self.goal.len()]
        } else {
            contact(&self.goal, shape.neuron_radius)
        };
        if let Some(replay) = &self.lined_up {
            line_up(&mut self.goal, replay, layout::angles(self.layout, info).0, shape.neuron_radius);
        }
        self.extent = [self.goal.clone(), ends].concat();
    }

    fn advance(&mut self, seconds: f32) {
        self.age_s = (self.age_s + seconds).min(WAY_S);
        let share = self.age_s / WAY_S;
        // Slow at both ends.
        let share = share * share * (3.0 - 2.0 * share);
        self.now.clear();
        self.now.extend(self.from.iter().zip(&self.goal).map(|(from, goal)| from.lerp(*goal, share)));
        let risen = if self.layout == ViewLayout::Bar { 1.0 } else { 0.0 };
        self.risen = self.from_risen + (risen - self.from_risen) * share;
        self.changed = true;
    }
}

/// Follow the network and the chosen layout.
pub(super) fn place_neurons(
    time: Res<Time>,
    clock: Res<ViewClock>,
    session: Res<Session>,
    mut options: ResMut<ViewOptions>,
    mut places: ResMut<Places>,
    mut shape: ResMut<NetworkShape>,
) {
    let places = &mut *places;
    places.changed = false;
    let known = places.network.as_ref().is_some_and(|known| Arc::ptr_eq(known, &session.info));
    if !known && places.network.as_ref().is_some_and(|network| network.title != session.info.title) {
        options.layout = None;
    }
    let layout = options.layout(&session.info);
    // Pillars cannot stand on each other, and a circuit is a drawing.
    let lines_up = matches!(layout, ViewLayout::Tissue | ViewLayout::Memories);
    let chosen = session.lens.chosen.as_ref().filter(|_| lines_up);
    let stays = layout == places.layout && is_same(chosen, places.lined_up.as_ref());
    if !known {
        places.layout = layout;
        places.lined_up = chosen.cloned();
        places.arrange(&session.info, &mut shape);
        places.from.clone_from(&places.goal);
        places.from_risen = if layout == ViewLayout::Bar { 1.0 } else { 0.0 };
        places.age_s = WAY_S;
        places.network = Some(Arc::clone(&session.info));
        shape.version += 1;
        places.advance(0.0);
    } else if !stays {
        places.from.clone_from(&places.now);
        places.from_risen = places.risen;
        places.layout = layout;
        places.lined_up = chosen.cloned();
        places.age_s = 0.0;
        places.arrangement += 1;
        places.arrange(&session.info, &mut shape);
    }
    if places.is_moving() && (clock.at_once || options.less_motion()) {
        places.advance(WAY_S);
    }
    if places.is_moving()
        && let Some(seconds) = clock.watched_s(session.fresh, time.delta_secs())
    {
        places.advance(seconds);
    }
}

fn is_same(a: Option<&Arc<ReplayEvent>>, b: Option<&Arc<ReplayEvent>>) -> bool {
    a.map(Arc::as_ptr) == b.map(Arc::as_ptr)
}

/// Upper ends of what stands on the places, the pillars of the bar view, and how low their beads hang.
fn ends(places: &[Vec3], layout: ViewLayout, info: &NetworkInfo) -> Vec<Vec3> {
    if layout != ViewLayout::Bar {
        return Vec::new();
    }
    let height =
        |neuron: usize| info.initial_threshold.get(neuron).map_or(0.0, |&mv| layout::bar_height(info, neuron, mv));
    let ends = |(neuron, place): (usize, &Vec3)| [height(neuron), layout::LOWEST_BEAD].map(|y| *place + y * Vec3::Y);
    places.iter().enumerate().flat_map(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neurons_go_to_another_layout_in_six_tenths_of_a_second() {
        let mut places =
            Places { from: vec![Vec3::ZERO], goal: vec![Vec3::X], layout: ViewLayout::Bar, ..Places::default() };
        places.advance(0.3);
        assert!(
            places.is_moving() && places.now[0].distance(0.5 * Vec3::X) < 1e-5 && (places.risen - 0.5).abs() < 1e-5
        );
        places.advance(0.4);
        assert!(!places.is_moving() && places.now[0] == Vec3::X && places.risen == 1.0);
    }
}
