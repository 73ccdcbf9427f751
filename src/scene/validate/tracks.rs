//! Checks of tracks.

use super::{Check, shortest};
use crate::scene::file::TrackFile;
use crate::units::{Centimeters, Quantity};
use crate::words::words;

impl Check<'_> {
    /// Index of a track, reporting a name that does not exist.
    pub fn track(&mut self, path: &str, name: &str) -> Option<usize> {
        let names: Vec<&str> = self.file.tracks.iter().map(|track| track.name.as_str()).collect();
        self.name(path, name, &names, "track", "tracks")
    }

    /// All tracks.
    pub fn tracks(&mut self) {
        let file = self.file;
        let names: Vec<_> = file
            .tracks
            .iter()
            .enumerate()
            .map(|(index, track)| (format!("tracks[{index}].name"), track.name.as_str()))
            .collect();
        self.unique_names(&names, "track");
        for (index, track) in file.tracks.iter().enumerate() {
            let at = |field: &str| format!("tracks[{index}].{field}");
            self.population(&at("to"), &track.to);
            self.quantity(&at("length"), track.length, 1.0, 100_000.0);
            self.quantity(&at("width"), track.width, 0.1, 100_000.0);
            self.quantity(&at("peak"), track.peak, 0.0, 1000.0);
            self.quantity(&at("background"), track.background, 0.0, 1000.0);
            self.quantity(&at("conductance"), track.conductance, 0.0, 1000.0);
            self.kept_centres(index, track);
        }
    }

    /// What a track keeps of an earlier one.
    fn kept_centres(&mut self, index: usize, track: &TrackFile) {
        let Some(like) = &track.like else { return };
        let at = |field: &str| format!("tracks[{index}].like.{field}");
        self.within(&at("until"), shortest(like.until.0), 0.0, shortest(track.length.0), Centimeters::UNIT);
        let Some(other) = self.track(&at("track"), &like.track) else { return };
        let file = self.file;
        if other >= index {
            self.fault(
                &at("track"),
                words!(
                    "fault-track-later",
                    "\"{ $track }\" is no earlier track; only one that stands before can lend its centres.",
                    track = &like.track
                ),
                words!("fault-track-later-hint", "Name an earlier track, or move that one up."),
            );
        } else if file.tracks[other].to != track.to || file.tracks[other].length != track.length {
            self.fault(
                &at("track"),
                words!(
                    "fault-track-other",
                    "\"{ $track }\" has another length or another population, and so other centres.",
                    track = &like.track
                ),
                words!("fault-track-other-hint", "Give both tracks the same `to` and `length`."),
            );
        }
    }
}
