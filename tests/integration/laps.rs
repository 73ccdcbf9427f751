//! Laps along a track: rates follow the place fields, and a run goes on from any moment of a lap.

use crate::restore::goes_on_the_same;
use crate::rig::{BARE, STILL, scene};
use crate::scene_errors::{SCENE, faults_of};
use rheobase::modulation::Modulation;
use rheobase::protocol::{PhaseLabel, TrackInputs};
use rheobase::scene::Scene;
use rheobase::simulation::{Sampler, Simulation};

/// Twenty relay neurons along 2 m; `timeline` are its phases.
fn track(timeline: &str) -> Scene {
    scene(
        0.5,
        &format!(
            "populations: [(name: \"CA3\", count: 20, neuron: ({STILL}, {BARE}, ampa_tau: ms(0.5), refractory: ms(2.5)))],
             tracks: [(name: \"familiar\", to: \"CA3\", peak: Hz(20.0), width: cm(20.0), conductance: nS(200.0)),
                      (name: \"novel\", to: \"CA3\", conductance: nS(200.0),
                       like: Some((track: \"familiar\", until: cm(50.0))))],
             timeline: [{timeline}]"
        ),
    )
}

const FAMILIAR: &str = "Lap(track: \"familiar\", duration: s(10.0))";

#[test]
fn neurons_fire_at_the_rates_of_their_fields() {
    let laps = 12;
    let mut simulation = Simulation::new(&track(&format!("Repeat(times: {laps}, phases: [{FAMILIAR}])")), 2);
    simulation.enable_recording();
    simulation.step(simulation.scene().timeline_steps());
    // Tenths of the track: a second each.
    let mut counts = vec![[0.0_f64; 10]; 20];
    for (step, neuron) in simulation.take_spikes() {
        counts[neuron as usize][(step % 20_000 / 2000) as usize] += 1.0;
    }
    let track = &simulation.world().resource::<TrackInputs>().tracks[0];
    let mut worst = 0.0_f64;
    for (own, &centre) in counts.iter().zip(&track.centres) {
        for (tenth, &found) in own.iter().enumerate() {
            let positions = (0..200).map(|place| (tenth as f64 + (f64::from(place) + 0.5) / 200.0) * 20.0);
            let rate = positions.map(|position| track.rate(centre, position)).sum::<f64>() / 200.0 * 1000.0;
            // A relay neuron leaves out the spikes that come while it is refractory.
            let expected = rate / (1.0 + 0.0025 * rate) * f64::from(laps);
            worst = worst.max((found - expected).abs() / (expected + 1.0).sqrt());
        }
    }
    assert!(worst < 4.5, "{worst} standard deviations");
    let total: f64 = counts.iter().flatten().sum();
    assert!((9500.0..12_000.0).contains(&total), "{total} spikes");
}

#[test]
fn a_lap_opens_the_gate_unless_it_is_not_new_and_says_where_it_is() {
    let mut simulation = Simulation::new(
        &track(
            "Repeat(times: 2, phases: [Lap(track: \"familiar\", duration: s(1.0))]), Wait(duration: s(0.5)),
             Lap(track: \"novel\", duration: s(1.0), new: false)",
        ),
        2,
    );
    let mut sampler = Sampler::new(&simulation);
    let seen = |simulation: &mut Simulation, sampler: &mut Sampler, seconds: f64| {
        for _ in 0..simulation.scene().steps_in(seconds) {
            simulation.step(1);
            sampler.observe(simulation);
        }
        let novelty = simulation.world().resource::<Modulation>().novelty;
        (sampler.take(simulation).phase_label.to_string(), novelty)
    };
    assert_eq!(seen(&mut simulation, &mut sampler, 0.6), ("lap 1 on familiar, 1.2 m".to_owned(), true));
    assert_eq!(seen(&mut simulation, &mut sampler, 0.9), ("lap 2 on familiar, 1.0 m".to_owned(), true));
    assert_eq!(seen(&mut simulation, &mut sampler, 0.6), ("rest".to_owned(), false));
    let before = simulation.spike_count();
    assert!(!seen(&mut simulation, &mut sampler, 0.3).1);
    assert_eq!(simulation.spike_count(), before, "nobody fires at rest");
    assert_eq!(seen(&mut simulation, &mut sampler, 0.5), ("lap 1 on novel, 0.8 m".to_owned(), false));
    let label = PhaseLabel::of(&simulation.scene().phases()[0], &[]);
    assert_eq!(label.to_string(), "lap 1 on familiar");
}

#[test]
fn a_run_goes_on_from_the_middle_of_a_lap() {
    goes_on_the_same(
        "laps",
        track("Lap(track: \"familiar\", duration: s(0.9)), Lap(track: \"novel\", duration: s(1.0))"),
        20,
        1.8,
    );
}

#[test]
fn what_is_wrong_with_a_track_or_a_lap_is_a_fault() {
    let with = |tracks: &str, lap: &str| {
        let text = SCENE.replace("    timeline: [", &format!("    tracks: [{tracks}],\n    timeline: [{lap}"));
        faults_of(&text).join("\n")
    };
    let plain = "(name: \"a\", to: \"E\", conductance: nS(200.0))";
    assert_eq!(with(plain, "Lap(track: \"a\", duration: s(1.0)),"), "");
    for (tracks, lap, said) in [
        (plain.to_owned(), "Lap(track: \"far\", duration: s(1.0)),", "timeline[0].track: there is no track \"far\"."),
        (plain.to_owned(), "Lap(track: \"a\", duration: s(0.0)),", "is shorter than the step dt"),
        (plain.replace("\"E\"", "\"X\""), "", "tracks[0].to: there is no population \"X\"."),
        (plain.replace("nS(200.0)", "nS(200.0), width: cm(0.0)"), "", "tracks[0].width: 0 cm is outside"),
        (format!("{plain}, {plain}"), "", "the name \"a\" is already taken"),
        (
            plain.replace("nS(200.0)", "nS(200.0), like: Some((track: \"a\", until: cm(50.0)))"),
            "",
            "\"a\" is no earlier track; only one that stands before can lend its centres.",
        ),
        (
            plain.replace("nS(200.0)", "nS(200.0), like: Some((track: \"a\", until: cm(300.0)))"),
            "",
            "tracks[0].like.until: 300 cm is outside",
        ),
        (
            format!(
                "{plain}, (name: \"b\", to: \"I\", conductance: nS(1.0), like: Some((track: \"a\", until: cm(9.0))))"
            ),
            "",
            "\"a\" has another length or another population, and so other centres.",
        ),
    ] {
        let faults = with(&tracks, lap);
        assert!(faults.contains(said), "{tracks} {lap}: {faults}");
    }
}
