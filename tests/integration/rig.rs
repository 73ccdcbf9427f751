//! Small scenes as text, and probes that several tests share.

use rheobase::model::MembranePotential;
use rheobase::scene::Scene;
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

/// Spike times (ms) of each of the first `neurons` neurons while running for a time (ms). A spike counts at the end of its step.
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
