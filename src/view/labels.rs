//! Labels over the picture: which pattern is presented or replayed, which neuron is selected or under the pointer.

use super::camera::{OrbitCamera, WindowCamera};
use super::layout::bar_height;
use super::places::Places;
use super::shape::NetworkShape;
use crate::measure::replay::{ReplayCell, ReplayEvent};
use crate::number_text::{with_minus, with_unit};
use crate::scene::file::{NeuronKind, Variable, ViewLayout};
use crate::session::{LabelSide, LabelSubject, Session, ShownSynapses, ViewLabel, ViewOptions, ViewReport, Wheel};
use crate::theme::ColourVision;
use crate::words::{number, words};
use bevy::prelude::*;

/// Distance between what is labelled and its label (logical pixels).
const LIFT: f32 = 10.0;
/// Radius of a circuit's cells below which a name does not fit between two rows of them (logical pixels).
const CLOSE_ROWS: f32 = 14.0;

/// Put labels where the camera shows what they name.
pub(super) fn place_labels(
    mut session: ResMut<Session>,
    shape: Res<NetworkShape>,
    places: Res<Places>,
    orbit: Res<OrbitCamera>,
    options: Res<ViewOptions>,
    cameras: Query<(&Camera, &Transform), With<WindowCamera>>,
    mut labels: ResMut<ViewReport>,
) {
    labels.labels.clear();
    labels.beside.clear();
    labels.cells.clear();
    (labels.pivot, labels.line_up) = (None, None);
    labels.layout = places.layout();
    labels.home = orbit.is_home();
    labels.facing = orbit.pose.rotation();
    labels.notes = notes(&session, *options);
    let Ok((camera, place)) = cameras.single() else { return };
    let place = GlobalTransform::from(*place);
    labels.pivot = orbit.pivot.and_then(|pivot| camera.world_to_viewport(&place, pivot).ok());
    // Looking at the other one changes nothing.
    let session = session.bypass_change_detection();
    let seen = Seen { shape: &shape, places: &places, camera, place };
    if session.shows_both() {
        let mut other = ViewReport::default();
        session.with_other(|session| seen.label(session, &mut other));
        labels.beside = other.labels;
    }
    seen.label(session, &mut labels);
}

/// The network as the camera sees it.
struct Seen<'a> {
    shape: &'a NetworkShape,
    places: &'a Places,
    camera: &'a Camera,
    place: GlobalTransform,
}

impl Seen<'_> {
    /// Put the labels of a network there.
    fn label(&self, session: &Session, labels: &mut ViewReport) {
        let &Self { shape, places, camera, place } = self;
        let up = place.up() * 1.7 * shape.neuron_radius;
        let on_screen = |neuron: u32| {
            let top = places.of(neuron)? + places.risen * pillar(session, neuron) * Vec3::Y;
            camera.world_to_viewport(&place, top + up).ok()
        };

        if let Some(presented) = session.sample.presentation
            && let Some(pattern) = session.info.patterns.get(presented.pattern)
        {
            let text = if presented.fraction < 1.0 {
                words!(
                    "label-cue",
                    "Cue { $name }: { $share } % of its inputs",
                    name = &pattern.name,
                    share = format!("{:.0}", 100.0 * presented.fraction)
                )
            } else {
                words!("said-input", "Input { $name }", name = &pattern.name)
            };
            let position = above(pattern.members.iter().copied(), &on_screen);
            let subject = LabelSubject::Pattern(presented.pattern);
            labels.labels.extend(position.map(|position| ViewLabel {
                text,
                subject,
                position,
                side: LabelSide::Above,
            }));
        }
        let chosen = session.lens.chosen.is_some();
        if let Some(replay) = session.lens.shown()
            && let Some(pattern) = session.info.patterns.get(replay.pattern)
        {
            let text = replay_text(&pattern.name, replay.start_s, (!chosen).then_some(session.sample.time_s));
            let position = above(replay.cells.iter().map(|cell| cell.neuron), &on_screen);
            let subject = LabelSubject::Pattern(replay.pattern);
            labels.labels.extend(position.map(|position| ViewLabel {
                text,
                subject,
                position,
                side: LabelSide::Above,
            }));
            if places.is_lined_up() && !places.is_moving() {
                labels.labels.extend(ends(replay, subject, &on_screen));
                let seen = |point: Vec3| camera.world_to_viewport(&place, point).ok();
                labels.line_up = foot(replay, places, shape.neuron_radius, seen);
                let name = labels.line_up.map(|line| foot_label(line, subject, &pattern.name));
                labels.labels.extend(name);
            }
        }
        // Between the cells of a circuit with many rows there is no room for a name.
        let middle = |neuron: u32| camera.world_to_viewport(&place, places.of(neuron)?).ok();
        let radius = middle(0).zip(on_screen(0)).map_or(f32::INFINITY, |(middle, top)| (middle.y - top.y) / 1.7);
        let circuit = places.layout() == ViewLayout::Circuit;
        let has_rows = session.info.populations.iter().any(|population| population.range.len() > 1);
        let rows_are_close = circuit && has_rows && radius < CLOSE_ROWS;
        if circuit && radius.is_finite() {
            let cells = (0_u32..).take(places.now.len()).filter_map(middle);
            labels.cells = cells.map(|cell| Rect::from_center_half_size(cell, Vec2::splat(radius))).collect();
        }
        let beside = |cell: u32| {
            let centre = places.of(cell)?;
            // The first column has room on its left.
            let (out, side) = if centre.x < shape.centre.x { (-1.0, LabelSide::Left) } else { (1.0, LabelSide::Right) };
            let edge =
                camera.world_to_viewport(&place, centre + place.right() * out * 1.3 * shape.neuron_radius).ok()?;
            Some((edge + Vec2::new(0.5 * out * LIFT, 0.0), side))
        };
        for name in &places.names {
            let spoken = |label: &ViewLabel| label.subject == LabelSubject::Pattern(pattern_of(name.subject));
            if !labels.labels.iter().any(spoken) {
                let neurons = name.neurons.iter().copied();
                // Memories lie above what is spread out below them, whose names stand at its front.
                let spread = places.layout() == ViewLayout::Memories && matches!(name.subject, LabelSubject::Group(_));
                let (position, side) = match name.neurons[..] {
                    [cell] if rows_are_close => beside(cell).unzip(),
                    _ if spread => (below(neurons, &on_screen), None),
                    _ => (above(neurons, &on_screen), None),
                };
                let side = side.unwrap_or_default();
                let label =
                    |position| ViewLabel { text: name.text().to_owned(), subject: name.subject, position, side };
                labels.labels.extend(position.map(label));
            }
        }
        let selected = session.selected().map(|neuron| (neuron, LabelSubject::Selected(neuron)));
        let hovered = session.hovered.filter(|_| session.hovered != session.selected());
        let hovered = hovered.map(|neuron| (neuron, LabelSubject::Hovered(neuron)));
        for (neuron, subject) in selected.into_iter().chain(hovered) {
            if let Some(position) = on_screen(neuron) {
                let mut text = describe(session, neuron);
                if matches!(subject, LabelSubject::Hovered(_)) || session.hovered == Some(neuron) {
                    text += &more(session, neuron);
                }
                let position = position - Vec2::new(0.0, LIFT);
                labels.labels.push(ViewLabel { text, subject, position, side: LabelSide::Above });
            }
        }
    }
}

/// What has to be said of how the network is shown: other colours than its own, and how many of its synapses.
fn notes(session: &Session, options: ViewOptions) -> Vec<String> {
    let (drawn, synapses) = (session.sample.weights.strongest.len(), session.info.synapses);
    let drawn_here = options.layout(&session.info) != ViewLayout::Bar;
    let all = options.synapses == ShownSynapses::All && session.sample.weights.all && drawn_here;
    let synapses = all.then(|| {
        if drawn < synapses {
            words!("note-strongest", "the { $n } strongest of { $all } synapses", n = drawn, all = synapses)
        } else {
            words!("note-all-synapses", "all { $n } synapses", n = synapses)
        }
    });
    let chosen = [options.vision.map(ColourVision::label), options.shine.label()];
    let still = options.less_motion().then(|| words!("note-less-motion", "less motion").to_owned());
    let follows = options
        .follow
        .map(|neuron| words!("note-follows", "neuron #{ $number } is kept in the middle", number = neuron.to_string()));
    let fingers = (options.wheel == Wheel::Turns).then(|| words!("note-scrolling", "scrolling turns").to_owned());
    let sound = session.sound.is_on().then(|| words!("note-sound", "spikes are heard").to_owned());
    let chosen = chosen.into_iter().flatten().map(str::to_owned);
    chosen.chain(synapses).chain(still).chain(fingers).chain(sound).chain(follows).collect()
}

/// Height of a neuron's pillar with the frame that stands on it (µm).
fn pillar(session: &Session, neuron: u32) -> f32 {
    let heights = [&session.sample.threshold_mv, &session.info.initial_threshold].map(|thresholds| {
        thresholds.get(neuron as usize).map_or(0.0, |&threshold| bar_height(&session.info, neuron as usize, threshold))
    });
    heights.into_iter().fold(0.0, f32::max)
}

/// The pattern that a label of a place names; none of them has the index of others.
const fn pattern_of(subject: LabelSubject) -> usize {
    match subject {
        LabelSubject::Memory(pattern) => pattern,
        _ => usize::MAX,
    }
}

/// When the first and the last cell of a replay fired that stand in their order, beside them.
fn ends(replay: &ReplayEvent, subject: LabelSubject, on_screen: &impl Fn(u32) -> Option<Vec2>) -> Vec<ViewLabel> {
    let label = |cell: Option<&ReplayCell>, text: String, side, out: f32| {
        let position = on_screen(cell?.neuron)? + Vec2::new(out * LIFT, LIFT);
        Some(ViewLabel { text, subject, position, side })
    };
    let first = label(replay.cells.first(), words!("label-first", "first spikes").to_owned(), LabelSide::Left, -1.0);
    let last = words!("replay-later", "{ $ms } ms and later", ms = format!("{:.0}", 1000.0 * replay.spread_s()));
    let last = label(replay.cells.last(), last, LabelSide::Right, 1.0);
    first.into_iter().chain(last).collect()
}

/// The line below the cells of a replay that stand in their order, from the first to the last that fires.
fn foot(replay: &ReplayEvent, places: &Places, radius: f32, seen: impl Fn(Vec3) -> Option<Vec2>) -> Option<[Vec2; 2]> {
    let stands = |cell: &ReplayCell| places.of(cell.neuron);
    let ground = replay.cells.iter().filter_map(stands).map(|place| place.y).reduce(f32::min)? - 1.7 * radius;
    let below = |cell: Option<&ReplayCell>| stands(cell?).and_then(|place| seen(place.with_y(ground)));
    Some([below(replay.cells.first())?, below(replay.cells.last())?])
}

/// What that line says.
fn foot_label(line: [Vec2; 2], subject: LabelSubject, name: &str) -> ViewLabel {
    let text = words!("label-line-up", "cells of { $name } by their first spike: first → last to fire", name = name);
    let position = 0.5 * (line[0] + line[1]) + Vec2::new(0.0, 3.0 * LIFT);
    ViewLabel { text, subject, position, side: LabelSide::Above }
}

/// A place above some neurons, in their middle; none if none of them is seen.
fn above(neurons: impl Iterator<Item = u32>, on_screen: &impl Fn(u32) -> Option<Vec2>) -> Option<Vec2> {
    let places: Vec<Vec2> = neurons.filter_map(on_screen).collect();
    let top = places.iter().map(|place| place.y).reduce(f32::min)?;
    let middle = places.iter().map(|place| place.x).sum::<f32>() / places.len() as f32;
    Some(Vec2::new(middle, top - LIFT))
}

/// A place at the lower edge of some neurons, in their middle; none if none of them is seen.
fn below(neurons: impl Iterator<Item = u32>, on_screen: &impl Fn(u32) -> Option<Vec2>) -> Option<Vec2> {
    let places: Vec<Vec2> = neurons.filter_map(on_screen).collect();
    let bottom = places.iter().map(|place| place.y).reduce(f32::max)?;
    let middle = places.iter().map(|place| place.x).sum::<f32>() / places.len() as f32;
    Some(Vec2::new(middle, bottom + LIFT))
}

/// Memories of a neuron, and how fast it fires.
fn more(session: &Session, neuron: u32) -> String {
    let memories = session.info.patterns.iter().filter(|pattern| pattern.members.contains(&neuron));
    let memories: Vec<&str> = memories.map(|pattern| pattern.name.as_str()).collect();
    let memories = if memories.is_empty() {
        String::new()
    } else {
        let memories = memories.join(&format!(" {} ", words!("and", "and")));
        format!("  {}", words!("inspector-in-pattern", "in { $name }", name = memories))
    };
    let shows_rate = session.shown().is_some_and(|shown| shown.variable == Variable::Rate);
    let rate = session.history.spikes.rate_hz(neuron).filter(|_| !shows_rate);
    let unit = words!("unit-spikes-per-second", "spikes/s");
    let rate = rate.map_or_else(String::new, |rate| format!("  {}", number(&with_unit(rate, 1, unit))));
    format!("{memories}{rate}")
}

/// Number and kind of a neuron, what its colour shows, and its paint.
fn describe(session: &Session, neuron: u32) -> String {
    let kind = session.info.populations.iter().find(|population| population.range.contains(&neuron));
    let kind = match kind.map(|population| population.kind) {
        Some(NeuronKind::Excitatory) => " E",
        Some(NeuronKind::Inhibitory) => " I",
        None => "",
    };
    let value = session.value_text(neuron).map_or_else(String::new, |value| format!("  {value}"));
    let paint = match session.sample.paint.get(neuron as usize) {
        Some(&paint) if paint != 0.0 => {
            let paint = number(&with_minus(&format!("{paint:+.2}")));
            format!("  {}", words!("label-painted", "painted { $paint }", paint = paint))
        }
        _ => String::new(),
    };
    format!("#{neuron}{kind}{value}{paint}")
}

/// What is written over the cells of a replay: when it was, or how long ago that is `now_s` (s of model time). It is lit up after it
/// happened, and slowly.
fn replay_text(name: &str, start_s: f64, now_s: Option<f64>) -> String {
    let Some(now_s) = now_s else {
        let time = number(&format!("{start_s:.2}"));
        return words!("label-replay", "Replay of { $name } at { $time } s", name = name, time = time);
    };
    let ago_s = (now_s - start_s).max(0.0);
    let ago = if ago_s < 0.995 { format!("{:.0} ms", (100.0 * ago_s).round() * 10.0) } else { format!("{ago_s:.0} s") };
    words!("label-replay-ago", "Replay of { $name }, { $ago } ago", name = name, ago = ago)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replay_is_said_to_be_as_old_as_it_is() {
        assert_eq!(replay_text("A", 95.68, Some(101.6)), "Replay of A, 6 s ago");
        assert_eq!(replay_text("A", 95.68, Some(95.804)), "Replay of A, 120 ms ago");
        assert_eq!(replay_text("A", 95.68, None), "Replay of A at 95.68 s", "one that was chosen");
    }
}
