//! A limit on flashing, by its rate: WCAG 2.3.1 allows no more than three flashes a second of a large area.
//!
//! The picture is seen in blocks of 10° (a third of its width and height, as WCAG measures it), which overlap. In each, the mean light
//! of the neurons is followed from turn to turn; a change of at least a tenth of the full relative luminance against the direction of the
//! one before is one *opposing change*. Where a third comes within a second, and neurons cover a quarter of the block, cells there keep
//! their light until the rhythm is over: what fires in a fast rhythm glows. A single swell, such as an Up state every two seconds, is never
//! touched, and neither are cells that fire each at their own time: their mean is steady.

use bevy::math::ops;

/// Tiles of the picture.
const COLUMNS: usize = 12;
/// Rows of tiles.
const ROWS: usize = 9;
/// A block of 10°, in tiles.
const BLOCK: (usize, usize) = (COLUMNS / 3, ROWS / 3);
/// Blocks, one a tile at which a block can begin.
const BLOCKS: (usize, usize) = (COLUMNS - BLOCK.0 + 1, ROWS - BLOCK.1 + 1);
/// Area of a block, as far as it counts as large (tiles).
const LARGE: f32 = 0.25 * (BLOCK.0 * BLOCK.1) as f32;
/// Change of relative luminance that counts.
const CHANGE: f32 = 0.1;
/// Opposing changes that may be seen.
const ALLOWED: usize = 3;
/// In so many seconds.
const WINDOW_S: f64 = 1.0;
/// Time in which light that is kept fades to 1/e (s of watching): so slowly that even beats of unequal strength
/// change it by a tenth at most three times a second.
const KEPT_S: f32 = 6.0;
/// The same once the rhythm is over.
const LET_GO_S: f32 = 0.3;
/// Below this nothing can be seen.
const DARK: f32 = 0.01;

/// Share of the square round it that a disc fills.
const DISC: f32 = std::f32::consts::FRAC_PI_4;

/// Where a neuron is in the picture: centre and half side, in units of the picture's width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    /// Centre, 0 to 1 from left to right and from top to bottom.
    pub centre: [f32; 2],
    /// Half of width and height.
    pub half: [f32; 2],
}

impl Spot {
    /// Do something with each tile under it, and the share of the tile that it covers.
    fn tiles(&self, mut what: impl FnMut(usize, f32)) {
        for (row, high) in span(self.centre[1], self.half[1], ROWS) {
            for (column, wide) in span(self.centre[0], self.half[0], COLUMNS) {
                what(row * COLUMNS + column, DISC * wide * high);
            }
        }
    }
}

/// Cells of a row of `count` that lie under a stretch, with the share of each that it covers.
fn span(centre: f32, half: f32, count: usize) -> impl Iterator<Item = (usize, f32)> {
    let (low, high) = ((centre - half) * count as f32, (centre + half) * count as f32);
    let seen = low.is_finite() && high.is_finite() && high > 0.0 && low < count as f32;
    let first = if seen { low.max(0.0) as usize } else { count };
    (first..count).map_while(move |cell| {
        let share = high.min(cell as f32 + 1.0) - low.max(cell as f32);
        (share > 0.0).then_some((cell, share))
    })
}

/// Follows the light of one block.
#[derive(Clone, Copy, Debug, Default)]
struct Block {
    /// Lowest and highest luminance since the last turn.
    low: f32,
    high: f32,
    /// Whether the last change went up; none before the first.
    rising: Option<bool>,
    /// When the last changes came (s), oldest first.
    changes: [Option<f64>; ALLOWED],
}

impl Block {
    /// Whether as many opposing changes as are allowed came within the last second.
    fn flashes(&self, now_s: f64) -> bool {
        self.changes.iter().all(|change| change.is_some_and(|at| now_s - at < WINDOW_S))
    }

    /// Take in what would be shown.
    fn follow(&mut self, luminance: f32, now_s: f64) {
        let rises = self.rising != Some(true) && luminance >= self.low + CHANGE;
        let falls = self.rising != Some(false) && luminance <= self.high - CHANGE;
        if rises || falls {
            self.changes.rotate_left(1);
            self.changes[ALLOWED - 1] = Some(now_s);
            self.rising = Some(rises);
            (self.low, self.high) = (luminance, luminance);
        } else {
            self.low = self.low.min(luminance);
            self.high = self.high.max(luminance);
        }
    }
}

/// Keeps the light of spikes below the limit.
#[derive(Debug)]
pub(super) struct FlashLimiter {
    blocks: Vec<Block>,
    /// Light that is kept, one value a neuron.
    kept: Vec<f32>,
}

impl Default for FlashLimiter {
    fn default() -> Self {
        Self { blocks: vec![Block::default(); BLOCKS.0 * BLOCKS.1], kept: Vec::new() }
    }
}

/// Neurons over one tile, or over some.
#[derive(Clone, Copy, Default)]
struct Cover {
    /// Tiles' worth of neurons; more than there are tiles where they hide each other.
    area: f32,
    /// Area times luminance.
    light: f32,
}

/// The tiles of a block.
fn tiles_of(block: usize) -> impl Iterator<Item = usize> {
    let (left, top) = (block % BLOCKS.0, block / BLOCKS.0);
    (top..top + BLOCK.1).flat_map(move |row| (left..left + BLOCK.0).map(move |column| row * COLUMNS + column))
}

impl FlashLimiter {
    /// Let time pass (s), and change lights (0 to 1, one a spot) where they would flash too often. `full` is the relative luminance of a
    /// light of 1. Gives the share of blocks in which lights are kept.
    pub fn limit(&mut self, now_s: f64, seconds: f32, full: f32, spots: &[Option<Spot>], lights: &mut [f32]) -> f32 {
        let mut covers = vec![Cover::default(); COLUMNS * ROWS];
        for (spot, light) in spots.iter().zip(lights.iter()).filter_map(|(spot, light)| Some((spot.as_ref()?, light))) {
            spot.tiles(|tile, area| {
                covers[tile].area += area;
                covers[tile].light += area * full * light;
            });
        }
        let mut flashing = vec![false; covers.len()];
        let mut count = 0;
        for (index, block) in self.blocks.iter_mut().enumerate() {
            let (area, light) = tiles_of(index)
                .fold((0.0, 0.0), |(area, light), tile| (area + covers[tile].area, light + covers[tile].light));
            block.follow(light / area.max(LARGE), now_s);
            if area >= LARGE && block.flashes(now_s) {
                count += 1;
                for tile in tiles_of(index) {
                    flashing[tile] = true;
                }
            }
        }
        let fade = |time: f32| ops::exp(-seconds / time);
        let (kept, let_go) = (fade(KEPT_S), fade(LET_GO_S));
        self.kept.resize(lights.len(), 0.0);
        for ((spot, light), own) in spots.iter().zip(lights).zip(&mut self.kept) {
            let mut flashes = false;
            if count > 0
                && let Some(spot) = spot
            {
                spot.tiles(|tile, _| flashes |= flashing[tile]);
            }
            *own = if flashes { light.max(*own * kept) } else { *own * let_go };
            if *own < DARK {
                *own = 0.0;
            }
            *light = light.max(*own);
        }
        count as f32 / self.blocks.len() as f32
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub const FRAMES_PER_SECOND: usize = 60;

    /// A network that fills the picture: 24 by 18 neurons.
    pub fn field() -> Vec<Option<Spot>> {
        let centre = |index: usize| [(index % 24) as f32 / 24.0 + 1.0 / 48.0, (index / 24) as f32 / 18.0 + 1.0 / 36.0];
        (0..24 * 18).map(|index| Some(Spot { centre: centre(index), half: [0.02, 0.027] })).collect()
    }

    /// What is shown of some lights, frame by frame, and the largest share of blocks in which they were held.
    fn shown(lights: impl Fn(usize, f32) -> f32, seconds: usize) -> (Vec<Vec<f32>>, f32) {
        let (spots, mut limiter, mut most) = (field(), FlashLimiter::default(), 0.0_f32);
        let frames = (0..seconds * FRAMES_PER_SECOND)
            .map(|frame| {
                let now = frame as f64 / FRAMES_PER_SECOND as f64;
                let mut lights: Vec<f32> = (0..spots.len()).map(|neuron| lights(neuron, now as f32)).collect();
                most = most.max(limiter.limit(now, 1.0 / FRAMES_PER_SECOND as f32, 0.8, &spots, &mut lights));
                lights
            })
            .collect();
        (frames, most)
    }

    /// Most opposing changes of a tenth in any second, counted without the limiter: from turning point to turning point.
    pub fn most_changes(luminances: &[f32]) -> usize {
        let mut changes: Vec<usize> = Vec::new();
        let (mut from, mut up) = (luminances[0], None);
        for (frame, &now) in luminances.iter().enumerate() {
            match up {
                Some(true) if now > from => from = now,
                Some(false) if now < from => from = now,
                _ if (now - from).abs() >= CHANGE => {
                    changes.push(frame);
                    (from, up) = (now, Some(now > from));
                }
                _ => {}
            }
        }
        let in_second =
            |&first: &usize| changes.iter().filter(|&&at| (first..first + FRAMES_PER_SECOND).contains(&at)).count();
        changes.iter().map(in_second).max().unwrap_or(0)
    }

    fn mean(lights: &[f32]) -> f32 {
        lights.iter().sum::<f32>() / lights.len() as f32
    }

    /// Light after a spike every so often, as it decays.
    fn pulse(time: f32, period: f32) -> f32 {
        ops::exp(-(time % period) / 0.06)
    }

    #[test]
    fn a_network_that_fires_together_ten_times_a_second_does_not_flash() {
        let flash = |_: usize, time: f32| pulse(time, 0.1);
        let unlimited: Vec<f32> = (0..600).map(|frame| 0.8 * flash(0, frame as f32 / 60.0)).collect();
        assert!(most_changes(&unlimited) >= 18, "the test network flashes: {}", most_changes(&unlimited));
        let (frames, held) = shown(flash, 10);
        assert!(held > 0.8, "{held}");
        for neuron in [0, 100, 431] {
            let luminance: Vec<f32> = frames.iter().map(|lights| 0.8 * lights[neuron]).collect();
            assert!(most_changes(&luminance) <= ALLOWED, "{neuron}: {}", most_changes(&luminance));
        }
        let all: Vec<f32> = frames.iter().map(|lights| 0.8 * mean(lights)).collect();
        assert!(most_changes(&all) <= ALLOWED);
        assert!(mean(&all[300..]) > 0.4, "it shines: {}", mean(&all[300..]));
    }

    #[test]
    fn up_states_and_single_spikes_are_shown_as_they_are() {
        let up = |_: usize, time: f32| (0.5 - 0.5 * ops::cos(std::f32::consts::PI * time)).powi(2);
        let scattered = |neuron: usize, time: f32| pulse(time + neuron as f32 * 0.618_034, 0.1);
        for lights in [&up as &dyn Fn(usize, f32) -> f32, &scattered] {
            let (frames, held) = shown(lights, 6);
            assert_eq!(held, 0.0);
            for (frame, shown) in frames.iter().enumerate() {
                let now = (frame as f64 / FRAMES_PER_SECOND as f64) as f32;
                assert!(shown.iter().enumerate().all(|(neuron, &light)| light == lights(neuron, now)));
            }
        }
    }

    #[test]
    fn what_flashes_in_a_small_part_is_left_alone_and_the_rest_as_well() {
        // Six of 432 neurons.
        let few = |neuron: usize, time: f32| if neuron < 6 { pulse(time, 0.1) } else { 0.0 };
        assert_eq!(shown(few, 3).1, 0.0);
        // The left third flashes; the right side fires as it likes.
        let left = |neuron: usize, time: f32| {
            if neuron % 24 < 8 { pulse(time, 0.1) } else { pulse(time + neuron as f32 * 0.618_034, 0.1) }
        };
        let (frames, held) = shown(left, 4);
        assert!((0.1..0.6).contains(&held), "{held}");
        let last = frames.len() - 1;
        let now = last as f32 / FRAMES_PER_SECOND as f32;
        assert_eq!(frames[last][23], left(23, now));
    }

    #[test]
    fn a_neuron_as_large_as_the_picture_lies_on_all_tiles_and_one_outside_on_none() {
        let spot = |centre, half| Spot { centre: [centre; 2], half: [half; 2] };
        let tiles = |spot: Spot| {
            let mut tiles = Vec::new();
            spot.tiles(|tile, area| tiles.push((tile, area)));
            tiles
        };
        assert_eq!(tiles(spot(0.5, 0.5)).len(), COLUMNS * ROWS);
        assert_eq!(tiles(spot(1.4, 0.1)).len() + tiles(spot(-0.2, 0.1)).len(), 0);
        assert_eq!(tiles(spot(f32::NAN, 0.1)).len(), 0);
        let area: f32 = tiles(spot(0.5, 0.01)).iter().map(|(_, area)| area).sum();
        let expected = std::f32::consts::FRAC_PI_4 * 0.0004 * (COLUMNS * ROWS) as f32;
        assert!((area / expected - 1.0).abs() < 1e-3);
    }
}
