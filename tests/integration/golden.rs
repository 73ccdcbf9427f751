//! Golden hashes: each shipped scene, and one with every rule, comes to the same bits as when the hashes were written down.

use crate::rig::{every_rule, shipped};
use rheobase::model::{MembranePotential, Weight};
use rheobase::scene::{Scene, shipped as shipped_scenes};
use rheobase::simulation::Simulation;
use std::fmt::Write;
use std::path::PathBuf;

/// Variable of the environment that writes the hashes anew.
const RENEW: &str = "RHEOBASE_RENEW";

/// Model time of a scene (s). The large networks cost a second of work for a tenth of a second.
fn seconds(name: &str) -> f64 {
    if name.starts_with("bench/") { 0.2 } else { 2.0 }
}

fn scenes() -> impl Iterator<Item = (&'static str, Scene)> {
    let shipped = shipped_scenes().iter().map(|scene| (scene.name, shipped(scene.name)));
    shipped.chain(std::iter::once(("every rule", every_rule())))
}

/// Hash of potentials and weights alone: it stays where only the description of the state was changed.
fn outcome(simulation: &Simulation) -> u64 {
    let potentials = simulation.with_column(|v: &[MembranePotential]| v.iter().map(|v| v.0).collect::<Vec<f32>>());
    let weights = simulation.with_column(|w: &[Weight]| w.iter().map(|w| w.0).collect::<Vec<f32>>());
    let bytes: Vec<u8> = potentials.iter().chain(&weights).flat_map(|value| value.to_le_bytes()).collect();
    xxhash_rust::xxh3::xxh3_64(&bytes)
}

#[test]
fn every_shipped_scene_has_its_golden_hash() {
    let mut now = String::from(
        "# Hashes of each shipped scene (seed 1) after some model time: of its potentials and weights, and of its whole state.\n\
         # Written by the test that reads them:\n\
         # RHEOBASE_RENEW=1 cargo test --release golden\n",
    );
    for (name, scene) in scenes() {
        let mut simulation = Simulation::new(&scene, 1);
        simulation.step(scene.steps_in(seconds(name)));
        let (hash, spikes) = (simulation.state_hash(), simulation.spike_count());
        let outcome = outcome(&simulation);
        writeln!(now, "{name} | {} s | {spikes} spikes | {outcome:#018x} | {hash:#018x}", seconds(name))
            .expect("a text grows");
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden_hashes.txt");
    if std::env::var_os(RENEW).is_some() {
        std::fs::write(&path, now).expect("the hashes can be written");
        return;
    }
    let golden = std::fs::read_to_string(&path).expect("the hashes can be read");
    let changed: Vec<String> = now
        .lines()
        .filter(|line| !golden.lines().any(|golden| golden == *line))
        .map(|line| {
            let name = line.split('|').next().unwrap_or_default();
            let before = golden.lines().find(|golden| golden.starts_with(name)).unwrap_or("(no hash yet)");
            format!("was {before}\nis  {line}")
        })
        .collect();
    assert!(
        changed.is_empty() && now.lines().count() == golden.lines().count(),
        "These scenes come to other bits than when their hashes were written down:\n{}\n\
         If the model, a scene or the state was changed on purpose, say so in the commit and renew the hashes:\n\
         {RENEW}=1 cargo test --release golden\n\
         If not, a change reached the results that should not have. If a hash differs on one platform only, a floating-point \
         function that is not the same everywhere was called.",
        changed.join("\n")
    );
}
