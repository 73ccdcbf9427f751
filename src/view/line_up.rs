//! A replay that was chosen, as a picture of its order: its cells stand before the network, from left to right by the time of their first
//! spikes, those of one time on top of each other.

use crate::measure::replay::{ReplayCell, ReplayEvent};
use crate::session::replay_lens::place;
use bevy::prelude::*;

/// Distance between cells on top of each other, in radii of a neuron.
const APART: f32 = 2.6;
/// Distance from the foremost neuron behind, in radii of a neuron.
const BEFORE: f32 = 4.0;
/// Most cells on top of each other, as long as times stay apart.
const HIGHEST: u32 = 10;
/// Times that stay apart.
const TIMES: usize = 8;

/// Move the cells of a replay (places in µm) into their order, as seen from `yaw` (radians): before the network, on its
/// ground, and as wide.
pub(super) fn line_up(places: &mut [Vec3], replay: &ReplayEvent, yaw: f32, neuron_radius: f32) {
    let standing: Vec<Vec3> = places.iter().copied().filter(|place| place.is_finite()).collect();
    let Some(ground) = standing.iter().map(|place| place.y).reduce(f32::min) else { return };
    let [across, forward] = [Vec3::X, Vec3::Z].map(|axis| Quat::from_rotation_y(yaw) * axis);
    let front = standing.iter().map(|place| place.dot(forward)).fold(f32::NEG_INFINITY, f32::max);
    let along = |place: &Vec3| place.dot(across);
    let (left, right) = standing
        .iter()
        .map(along)
        .fold((f32::INFINITY, f32::NEG_INFINITY), |(left, right), here| (left.min(here), right.max(here)));
    let columns = ((right - left) / (APART * neuron_radius)).max(TIMES as f32) as usize;
    // Each time is as many columns wide as keeps the line-up low.
    let mut wide = 1;
    while columns / (wide + 1) >= TIMES && highest(replay, columns / wide).div_ceil(wide as u32) > HIGHEST {
        wide += 1;
    }
    let times = columns / wide;
    let step = APART * neuron_radius;
    let foot = 0.5 * (left + right) * across + (front + BEFORE * neuron_radius) * forward + ground * Vec3::Y;
    let mut counts = vec![0; times];
    for &cell in &replay.cells {
        let time = time_of(replay, cell, times);
        let Some(count) = counts.get_mut(time) else { continue };
        if let Some(here) = places.get_mut(cell.neuron as usize) {
            let column = (time * wide + *count % wide) as f32 - 0.5 * (times * wide - 1) as f32;
            *here = foot + step * (column * across + (*count / wide) as f32 * Vec3::Y);
            *count += 1;
        }
    }
}

/// Which of so many times a cell fires at first.
fn time_of(replay: &ReplayEvent, cell: ReplayCell, times: usize) -> usize {
    (place(replay, &cell) * (times as f32 - 1.0)).round() as usize
}

/// Most cells that fire first at one of so many times.
fn highest(replay: &ReplayEvent, times: usize) -> u32 {
    let mut counts = vec![0; times];
    for &cell in &replay.cells {
        if let Some(count) = counts.get_mut(time_of(replay, cell, times)) {
            *count += 1;
        }
    }
    counts.into_iter().max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_a_replay_stand_from_left_to_right_by_their_first_spikes() {
        let cell = |neuron: u32| ReplayCell { neuron, after_s: 0.002 * (neuron / 2) as f32 };
        let replay = ReplayEvent {
            pattern: 0,
            start_s: 1.0,
            end_s: 1.1,
            score: 5.0,
            cells: (0..20).map(cell).collect(),
            members: 20,
            number: 1,
            chance: 0.0,
            chance_high: 0.0,
            searched_s: 10.0,
        };
        let before: Vec<Vec3> =
            (0..40_u8).map(|k| Vec3::new(f32::from(k), f32::from(k % 3), f32::from(k % 5))).collect();
        for yaw in [0.0, 1.2] {
            let mut places = before.clone();
            line_up(&mut places, &replay, yaw, 0.3);
            let across = Quat::from_rotation_y(yaw) * Vec3::X;
            assert_eq!(places[20..], before[20..], "others stay where they are");
            // The last tenth of them shares its time with the cells before.
            for pair in places[..18].chunks(2).collect::<Vec<_>>().windows(2) {
                assert!(pair[0][0].dot(across) < pair[1][0].dot(across), "earlier is left: {pair:?}");
            }
            for pair in places[..20].chunks(2) {
                assert!((pair[1] - pair[0]).normalize().dot(Vec3::Y) > 0.99, "at one time, on top: {pair:?}");
            }
            let forward = Quat::from_rotation_y(yaw) * Vec3::Z;
            let front = before.iter().map(|place| place.dot(forward)).fold(f32::MIN, f32::max);
            assert!(
                places[..20].iter().all(|place| place.dot(forward) > front && place.y >= 0.0),
                "before the network"
            );
        }
        // Many at one time stand beside each other, before all that fire later.
        let crowd: Vec<ReplayCell> =
            (0..30).map(|neuron| ReplayCell { neuron, after_s: if neuron < 25 { 0.0 } else { 0.02 } }).collect();
        let mut places = before.clone();
        line_up(&mut places, &ReplayEvent { cells: crowd, ..replay.clone() }, 0.0, 0.3);
        let high = places[..25].iter().filter(|place| place.x == places[0].x).count();
        assert!((2..=HIGHEST as usize).contains(&high), "{high}");
        assert!(places[..25].iter().all(|early| places[25..30].iter().all(|late| early.x < late.x)));
        // A cell that the network does not have moves nobody, and an empty network has no line.
        let mut few = before[..1].to_vec();
        line_up(&mut few, &replay, 0.0, 0.3);
        line_up(&mut [], &replay, 0.0, 0.3);
    }
}
