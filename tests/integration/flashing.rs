//! What the limit on flashes does to pictures: a network that fires together ten times a second, filmed and measured as WCAG 2.3.1 says.

use crate::display::{can_show, display};
use crate::film::open;
use openh264::OpenH264API;
use openh264::decoder::{DecodedYUV, Decoder, DecoderConfig};
use openh264::formats::YUVSource;
use rheobase::record::FRAMES_PER_SECOND;
use rheobase::scene::Scene;
use rheobase::simulation::Simulation;
use rheobase::theme::Colour;
use std::path::Path;
use std::process::Command;

/// All cells fire in the same step, some ten times a second.
const TOGETHER: &str = r#"Scene(
    version: 1,
    name: "Together",
    summary: "All cells fire at once, ten times a second.",
    dt: ms(0.5),
    populations: [(
        name: "E",
        count: 900,
        neuron: (threshold_sd: mV(0.0), noise_sd: mV(0.0), initial_spread: mV(0.0), refractory: ms(90.0), threshold_jump: mV(0.0),
            medium_ahp: 0.0, slow_ahp: 0.0),
        layout: Ball(radius: um(100.0)),
    )],
    inputs: [Current(to: "E", shape: Step(start: ms(0.0), stop: ms(60000.0), amplitude: pA(400.0)))],
)"#;

/// Pixels in a row that are taken together.
const CELL: usize = 8;
/// Change of relative luminance that counts.
const CHANGE: f32 = 0.1;
/// Opposing changes that may be seen in a second.
const ALLOWED: usize = 3;

/// Mean relative luminance of squares of pixels, with the number of squares in a row.
fn squares(picture: &DecodedYUV) -> (Vec<f32>, usize) {
    let (width, height) = picture.dimensions();
    let mut pixels = vec![0; 3 * width * height];
    picture.write_rgb8(&mut pixels);
    let (columns, rows) = (width / CELL, height / CELL);
    let mut means = vec![0.0; columns * rows];
    for (place, pixel) in pixels.chunks_exact(3).enumerate() {
        let (column, row) = (place % width / CELL, place / width / CELL);
        if column < columns && row < rows {
            means[row * columns + column] += Colour([pixel[0], pixel[1], pixel[2]]).luminance();
        }
    }
    (means.into_iter().map(|mean| mean / (CELL * CELL) as f32).collect(), columns)
}

/// The frames at which the luminance of a place has changed by a tenth against the change before.
fn opposing_changes(luminances: impl Iterator<Item = f32>) -> Vec<usize> {
    let (mut low, mut high, mut rising) = (f32::INFINITY, f32::NEG_INFINITY, None);
    let mut changes = Vec::new();
    for (frame, now) in luminances.enumerate() {
        let rises = rising != Some(true) && now >= low + CHANGE;
        let falls = rising != Some(false) && now <= high - CHANGE;
        if rises || falls {
            changes.push(frame);
            (low, high, rising) = (now, now, Some(rises));
        }
        (low, high) = (low.min(now), high.max(now));
    }
    changes
}

/// The largest share of any block of 10°, a third of the picture's width and height, in which more than so many opposing changes come
/// within any second.
fn largest_share(film: &[Vec<f32>], columns: usize, more_than: usize) -> f32 {
    let rows = film[0].len() / columns;
    let changes: Vec<Vec<usize>> =
        (0..film[0].len()).map(|place| opposing_changes(film.iter().map(|frame| frame[place]))).collect();
    let second = FRAMES_PER_SECOND as usize;
    let mut largest = 0.0_f32;
    for first in (0..=film.len().saturating_sub(second)).step_by(5) {
        let within = |changes: &Vec<usize>| changes.iter().filter(|&&at| (first..first + second).contains(&at)).count();
        let flashing: Vec<bool> = changes.iter().map(|changes| within(changes) > more_than).collect();
        for top in (0..=rows - rows / 3).step_by(rows / 12) {
            for left in (0..=columns - columns / 3).step_by(columns / 12) {
                let block = (top..top + rows / 3).flat_map(|row| &flashing[row * columns + left..][..columns / 3]);
                let count = block.filter(|&&flashes| flashes).count();
                largest = largest.max(count as f32 / (rows / 3 * (columns / 3)) as f32);
            }
        }
    }
    largest
}

/// A film of the scene in a file, at a speed.
fn filmed(display: &str, folder: &Path, speed: &str) -> (Vec<Vec<f32>>, usize) {
    let (scene, file) = (folder.join("together.ron"), folder.join(format!("{speed}.mp4")));
    std::fs::write(&scene, TOGETHER).expect("a folder for temporary files");
    let made = Command::new(env!("CARGO_BIN_EXE_rheobase"))
        .arg("film")
        .arg(&scene)
        .args(["--from", "500ms", "--length", "3s", "--size", "480x270", "--plain", "--layout", "tissue"])
        .args(["--light", "halos", "--speed", speed, "--out"])
        .arg(&file)
        .env("DISPLAY", display)
        .env("XDG_RUNTIME_DIR", folder)
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect("the program starts");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let film = open(&std::fs::read(&file).expect("the film was written"));
    let mut decoder = Decoder::with_api_config(OpenH264API::from_source(), DecoderConfig::default()).unwrap();
    let mut frames: Vec<(Vec<f32>, usize)> = Vec::new();
    for picture in &film.pictures {
        frames.extend(decoder.decode(picture).unwrap().iter().map(squares));
    }
    frames.extend(decoder.flush_remaining().unwrap().iter().map(squares));
    assert_eq!(frames.len(), 3 * FRAMES_PER_SECOND as usize, "a film of three seconds");
    let columns = frames[0].1;
    (frames.into_iter().map(|(means, _)| means).collect(), columns)
}

#[test]
fn a_network_that_fires_together_ten_times_a_second_does_not_flash_in_a_film() {
    if !can_show(&["Xvfb"]) {
        return;
    }
    let folder = std::env::temp_dir().join(format!("rheobase-flashing-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for temporary files");
    let scene = Scene::parse(TOGETHER, "together.ron").expect("the scene is whole");
    let mut simulation = Simulation::new(&scene, 1);
    let mut volleys = 0;
    for _ in 0..scene.steps_in(3.0) {
        simulation.step(1);
        let spikes = simulation.spikes().len();
        assert!(spikes == 0 || spikes == 900, "{spikes} spikes at once");
        volleys += usize::from(spikes > 0);
    }
    assert!((24..=36).contains(&volleys), "{volleys} volleys in three seconds");

    let (_server, display) = display();
    // One volley a second: its light comes and goes over a large area, and nothing has to be held back.
    let (slow, columns) = filmed(&display, &folder, "0.1");
    let seen = largest_share(&slow, columns, 1);
    assert!(seen > 0.5, "a volley lights up a share of {seen:.2} of a block");
    // Ten a second.
    let (fast, columns) = filmed(&display, &folder, "1");
    let flashing = largest_share(&fast, columns, ALLOWED);
    assert!(flashing <= 0.25, "a share of {flashing:.2} of a block flashes");
    drop(std::fs::remove_dir_all(&folder));
}

#[test]
fn flashes_are_found_where_they_are() {
    let film = |period: usize| -> Vec<Vec<f32>> {
        (0..60).map(|frame| vec![if frame % period < period / 2 { 0.6 } else { 0.1 }; 36 * 24]).collect()
    };
    assert_eq!(largest_share(&film(6), 36, ALLOWED), 1.0, "five flashes a second");
    assert_eq!(largest_share(&film(30), 36, ALLOWED), 0.0, "one");
}
