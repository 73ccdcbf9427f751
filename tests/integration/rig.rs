//! Small scenes as text, and probes that several tests share.

use rheobase::model::MembranePotential;
use rheobase::scene::Scene;
use rheobase::scene::file::Wiring;
use rheobase::simulation::Simulation;

/// Parameters of a neuron without noise, spread or heterogeneity, so that a closed form holds for it.
pub const STILL: &str = "threshold_sd: mV(0.0), noise_sd: mV(0.0), initial_spread: mV(0.0)";

/// Parameters that remove what a spike leaves behind: threshold jump and both afterhyperpolarizations.
pub const BARE: &str = "threshold_jump: mV(0.0), medium_ahp: 0.0, slow_ahp: 0.0";

/// A scene from the fields that come after its name and step; panics with its faults.
pub fn scene(dt: f32, fields: &str) -> Scene {
    let text = format!("Scene(version: 1, name: \"test\", summary: \"A test.\", dt: ms({dt:?}), {fields})");
    parse(&text)
}

/// A scene from its whole text; panics with its faults.
pub fn parse(text: &str) -> Scene {
    Scene::parse(text, "test").unwrap_or_else(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("{}\nin\n{}", faults.join("\n"), text.chars().take(2000).collect::<String>())
    })
}

/// A shipped scene; panics with its faults.
pub fn shipped(name: &str) -> Scene {
    Scene::shipped(name).unwrap_or_else(|faults| panic!("{name}: {faults:?}"))
}

/// One population "E" of `count` still neurons with more neuron parameters, and more fields of the scene.
/// Excitability can be set, but does not change by itself.
pub fn still_cells(dt: f32, count: usize, neuron: &str, fields: &str) -> Scene {
    scene(
        dt,
        &format!(
            "populations: [(name: \"E\", count: {count}, neuron: ({STILL}, {neuron}), intrinsic_plasticity: (
                fast_rate: 0.0, slow_rate: 0.0, slow_rate_dopamine: 0.0, slow_loss_serotonin: 0.0,
                slow_tau: h(1000.0)))], {fields}"
        ),
    )
}

/// A constant current into one neuron of "E".
pub fn step_current(neuron: usize, start: f32, stop: f32, amplitude: f32) -> String {
    format!(
        "Current(to: \"E\", neurons: Neurons([{neuron}]), \
         shape: Step(start: ms({start:?}), stop: ms({stop:?}), amplitude: pA({amplitude:?}))),"
    )
}

/// Make one neuron of a population fire at these times (ms).
pub fn fire(population: &str, neuron: usize, times: &[f64]) -> String {
    let times: Vec<String> = times.iter().map(|time| format!("ms({time:?})")).collect();
    format!(
        "SpikeTimes(to: \"{population}\", neurons: Neurons([{neuron}]), times: [{}], effect: Fire),",
        times.join(", ")
    )
}

/// Steps in a time (ms).
pub fn steps(simulation: &Simulation, milliseconds: f64) -> u64 {
    simulation.scene().steps_in(milliseconds / 1000.0)
}

/// Run for a time (ms); the run must not be stopped.
pub fn run(simulation: &mut Simulation, milliseconds: f64) {
    let count = steps(simulation, milliseconds);
    assert_eq!(simulation.step(count), count, "{:?}", simulation.stop());
}

/// Membrane potential of a neuron (mV).
pub fn potential(simulation: &Simulation, neuron: u32) -> f64 {
    f64::from(simulation.neuron::<MembranePotential>(neuron).expect("the neuron exists").0)
}

/// Spike times (ms) of each of the first `neurons` neurons while running for a time (ms). Each has the time after its step:
/// a step more than the program lists, which gives a spike the begin of its step, as a scripted one is asked for.
pub fn spike_times(simulation: &mut Simulation, neurons: usize, milliseconds: f64) -> Vec<Vec<f64>> {
    let mut times = vec![Vec::new(); neurons];
    for _ in 0..steps(simulation, milliseconds) {
        assert_eq!(simulation.step(1), 1, "{:?}", simulation.stop());
        let now = simulation.time_s() * 1000.0;
        for &neuron in simulation.spikes() {
            if let Some(times) = times.get_mut(neuron as usize) {
                times.push(now);
            }
        }
    }
    times
}

/// Rates (Hz) of the first `neurons` neurons while running for a time (s).
pub fn rates(simulation: &mut Simulation, neurons: usize, seconds: f64) -> Vec<f64> {
    let mut rates = vec![0.0; neurons];
    for _ in 0..simulation.scene().steps_in(seconds) {
        assert_eq!(simulation.step(1), 1, "{:?}", simulation.stop());
        for &neuron in simulation.spikes() {
            if let Some(rate) = rates.get_mut(neuron as usize) {
                *rate += 1.0 / seconds;
            }
        }
    }
    rates
}

/// Fails unless two numbers agree to a relative tolerance.
#[track_caller]
pub fn assert_close(measured: f64, expected: f64, relative: f64, what: &str) {
    assert!(
        (measured - expected).abs() <= relative * expected.abs(),
        "{what}: measured {measured}, expected {expected} within {} %",
        relative * 100.0
    );
}

/// Fails unless two numbers agree to an absolute tolerance.
#[track_caller]
pub fn assert_near(measured: f64, expected: f64, absolute: f64, what: &str) {
    assert!(
        (measured - expected).abs() <= absolute,
        "{what}: measured {measured}, expected {expected} within {absolute}"
    );
}

/// A small network with every rule, every input, every recorder and every kind of phase: what the parts of a step have to get along
/// with at once.
pub fn every_rule() -> Scene {
    scene(
        0.5,
        r#"
        populations: [
            (name: "E", count: 60, intrinsic_plasticity: (trigger_rate: Hz(4.0), slow_delay: h(0.5), closing: (begin: h(0.2), length: h(2.0)),
                inactivity: (), potentiation_coupling: 0.3), homeostasis: ()),
            (name: "A", count: 20, neuron: (adex: ())),
            (name: "I", count: 20, kind: Inhibitory),
        ],
        projections: [
            (name: "E to E", from: "E", to: "E", wiring: Probability(0.3), receptor: Excitatory(slow_fraction: 0.3), conductance: nS(0.3),
                weight: Uniform(low: 0.1, high: 1.5), delay: Uniform(ms(1.0), ms(5.0)), acetylcholine_suppression: 0.5,
                triplet_stdp: (), heterosynaptic_pull: (), incoming_cap: (), consolidation: (), reactivation_capture: (),
                three_factor: (hebbian: 0.01), btsp: (plateau_rate: Hz(0.5)), timing_excitability: (rate: 0.001),
                short_term_plasticity: (), scaling: (), down_selection: (),
                structure: (weak: 0.8, weak_time: h(0.0), protection: h(0.0), mean_life: h(10.0))),
            (name: "E to A", from: "E", to: "A", wiring: Probability(0.3), receptor: Excitatory(slow_fraction: 0.0), conductance: nS(1.0),
                delay: Constant(ms(2.0)), pair_stdp: (), three_factor: ()),
            (name: "A to E", from: "A", to: "E", wiring: FixedInDegree(5), receptor: Excitatory(slow_fraction: 0.0), conductance: nS(1.0),
                delay: Constant(ms(2.0)), full_triplet_stdp: VisualCortexFull, consolidation: ()),
            (name: "A to A", from: "A", to: "A", wiring: FixedInDegree(5), receptor: Excitatory(slow_fraction: 0.0), conductance: nS(1.0),
                delay: Constant(ms(1.0)), voltage_stdp: (low_threshold: mV(-65.0), homeostasis_reference: 60.0), btsp: ()),
            (name: "E to I", from: "E", to: "I", wiring: Probability(0.5), receptor: Excitatory(slow_fraction: 0.0), conductance: nS(1.0),
                delay: Constant(ms(1.0)), bcm: ()),
            (name: "A to I", from: "A", to: "I", wiring: Probability(0.5), receptor: Excitatory(slow_fraction: 0.0), conductance: nS(1.0),
                delay: Constant(ms(1.0)), calcium_stdp: ()),
            (name: "I to E", from: "I", to: "E", wiring: Probability(0.5), receptor: Inhibitory, conductance: nS(1.0),
                delay: Constant(ms(1.0)), inhibitory_plasticity: (rate: 0.01), short_term_plasticity: ()),
            (name: "I to A", from: "I", to: "A", wiring: OneToOne, receptor: Inhibitory, conductance: nS(1.0), delay: Constant(ms(1.0))),
        ],
        inputs: [
            Poisson(to: "E", rate: kHz(1.2), conductance: nS(1.5)),
            Trains(to: "A", rate: Hz(20.0), jitter: ms(5.0), conductance: nS(8.0)),
            Trains(to: "I", rate: Hz(10.0), conductance: nS(8.0)),
            Current(to: "A", neurons: Range(0, 5), shape: Noise(start: ms(100.0), stop: ms(900.0), mean: pA(100.0), sd: pA(50.0), tau: ms(10.0))),
            SpikeTimes(to: "E", neurons: Neurons([1, 2]), times: [ms(50.0), ms(450.0), ms(1200.0)], effect: Plateau),
            SpikeTimes(to: "E", neurons: Neurons([3, 4]), times: [ms(60.0), ms(700.0), ms(1300.0)], effect: Fire),
            Disruption(to: "E", patterns: ["one"], excess: 0.05, delay: ms(20.0), conductance: nS(5.0)),
        ],
        patterns: (names: ["one", "two"], to: "E", feedforward: (to: "I", rate: kHz(0.2))),
        timeline: [
            Wait(duration: s(0.2), time_lapse: 100.0),
            SetExcitability(population: "E", neurons: Fraction(0.2), value: 0.4),
            Present(pattern: "one", duration: s(0.3)),
            Reward(size: 1.0),
            Wait(duration: s(0.2)),
            Paint(population: "E", neurons: Range(0, 5), value: 0.5),
            Skip(duration: h(1.0)),
            SetModulator(modulator: Noradrenaline, level: 0.9),
            Sleep(stage: Nrem, duration: s(1.1), time_lapse: 60.0),
            ReleaseModulator(modulator: Noradrenaline),
            ShuffleExcitability(population: "E"),
            Mark("woken"),
            Cue(pattern: "one", fraction: 0.5, duration: s(0.2)),
        ],
        recorders: [
            Neurons(name: "cells", population: "E", neurons: [0, 1], variables: [Potential, Ahp, Calcium, HomeostaticShift], every: ms(5.0)),
            MeanWeight(name: "mean", projection: "E to E", every: ms(10.0)),
            Weights(name: "weights", projection: "E to A", synapses: [0, 1], every: ms(10.0)),
        ],
        "#,
    )
}

/// A scene with a tenth of its neurons, each with as many partners as before.
pub fn a_tenth(scene: &Scene) -> Scene {
    let mut changes = Vec::new();
    for (index, population) in scene.populations.iter().enumerate() {
        changes.push((format!("populations[{index}].count"), (population.count / 10).to_string()));
    }
    for (index, projection) in scene.projections.iter().enumerate() {
        if let Wiring::Probability(probability) = projection.wiring {
            changes.push((format!("projections[{index}].wiring"), format!("Probability({:?})", 10.0 * probability)));
        }
    }
    scene.changed(&changes).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// Numbers that look random, the same each time.
pub struct Dice(pub u64);

impl Dice {
    /// A number from 0 up to the one before this.
    pub fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}
