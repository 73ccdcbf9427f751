//! Place fields of a scene's tracks.

use crate::protocol::{TrackInput, TrackInputs};
use crate::random::{Purpose, RandomStream};
use crate::scene::file::{PlaceOrder, TrackFile};
use crate::scene::{Scene, decimal};

/// Build the tracks of a scene.
pub fn tracks(scene: &Scene, seed: u64) -> TrackInputs {
    let mut places: Vec<Vec<u32>> = Vec::new();
    let mut inputs = Vec::new();
    for (index, file) in scene.tracks.iter().enumerate() {
        let range = scene.range(scene.population_index(&file.to).unwrap_or(0));
        let length = decimal(file.length.0);
        let own = places_of(file, &scene.tracks[..index], &places, range.len() as u32, seed);
        inputs.push(TrackInput {
            target: range.start as usize..range.end as usize,
            centres: own.iter().map(|&place| centre(place, range.len(), length)).collect(),
            length,
            width: decimal(file.width.0),
            peak: decimal(file.peak.0) / 1000.0,
            background: decimal(file.background.0) / 1000.0,
            conductance: file.conductance.0,
            stream: RandomStream::new(seed, Purpose::TrackSpikes, index as u64),
        });
        places.push(own);
    }
    TrackInputs::new(inputs)
}

/// Centre of one of so many places that tile a track evenly.
fn centre(place: u32, places: usize, length: f64) -> f64 {
    (f64::from(place) + 0.5) / places as f64 * length
}

/// The place of each neuron; `places` are those of the tracks before this one.
fn places_of(file: &TrackFile, earlier: &[TrackFile], places: &[Vec<u32>], neurons: u32, seed: u64) -> Vec<u32> {
    let lent = file.like.as_ref().and_then(|like| {
        let other = earlier.iter().position(|track| track.name == like.track)?;
        Some((&places[other], decimal(like.until.0)))
    });
    let length = decimal(file.length.0);
    let mut own = lent.map_or_else(|| (0..neurons).collect(), |(other, _)| other.clone());
    let is_new = |&place: &u32| lent.is_none_or(|(_, until)| centre(place, neurons as usize, length) >= until);
    let mut free: Vec<u32> = own.iter().copied().filter(is_new).collect();
    match file.order {
        PlaceOrder::InOrder => free.sort_unstable(),
        PlaceOrder::Drawn => {
            let mut stream = RandomStream::new(seed, Purpose::PlaceField, number_of(&file.name));
            stream.sequence(0).shuffle_first(free.len(), &mut free);
        }
    }
    let mut free = free.into_iter();
    for place in own.iter_mut().filter(|place| is_new(place)) {
        *place = free.next().unwrap_or(*place);
    }
    own
}

/// A number for a name (FNV-1a).
fn number_of(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn centres(fields: &str, seed: u64) -> Vec<Vec<f64>> {
        let text = format!(
            "Scene(version: 1, name: \"t\", summary: \"s\", dt: ms(0.5), populations: [(name: \"CA3\", count: 100)],
              tracks: [(name: \"familiar\", to: \"CA3\", conductance: nS(200.0)),
                       (name: \"novel\", to: \"CA3\", conductance: nS(200.0), {fields})])"
        );
        let scene = Scene::parse(&text, "t").expect("no faults");
        tracks(&scene, seed).tracks.into_iter().map(|track| track.centres).collect()
    }

    fn sorted(mut centres: Vec<f64>) -> Vec<f64> {
        centres.sort_by(f64::total_cmp);
        centres
    }

    #[test]
    fn centres_tile_the_track_in_an_order_of_seed_and_name() {
        let evenly: Vec<f64> = (0..100).map(|place| centre(place, 100, 200.0)).collect();
        assert!(evenly.iter().zip(0_u32..).all(|(&at, place)| (at - f64::from(1 + 2 * place)).abs() < 1e-9));
        let [familiar, novel] = &centres("", 1)[..] else { panic!("two tracks") };
        assert!(familiar != &evenly && novel != &evenly && familiar != novel);
        assert!(sorted(familiar.clone()) == evenly && sorted(novel.clone()) == evenly);
        assert_eq!(centres("", 1)[0], *familiar);
        assert_ne!(centres("", 2)[0], *familiar);
        assert_eq!(centres("order: InOrder", 1)[1], evenly);
    }

    #[test]
    fn a_track_like_another_keeps_its_centres_up_to_a_position_and_has_new_ones_beyond() {
        let [familiar, novel] = &centres("like: Some((track: \"familiar\", until: cm(100.0)))", 1)[..] else {
            panic!("two tracks")
        };
        let (mut kept, mut moved) = (0, 0);
        for (old, new) in familiar.iter().zip(novel) {
            if *old < 100.0 {
                assert_eq!(old, new);
                kept += 1;
            } else {
                assert!(*new >= 100.0);
                moved += u32::from(old != new);
            }
        }
        assert!(kept == 50 && moved >= 45, "{kept} kept, {moved} moved");
        assert_eq!(sorted(familiar.clone()), sorted(novel.clone()));
    }
}
