//! Short-term plasticity against the stationary solution of the equations of Tsodyks & Markram, and the paired-pulse ratio.

use crate::rig::{STILL, assert_close, assert_near, fire, run, scene, steps};
use rheobase::model::AmpaConductance;
use rheobase::plasticity::Rule;
use rheobase::simulation::{Simulation, SimulationCommand};

/// Parameters of an axon: share used, time constants of recovery and facilitation (ms).
struct Axon {
    name: &'static str,
    used: f64,
    recovery: f64,
    facilitation: f64,
}

/// The depressing and the facilitating synapse of Tsodyks, Pawelzik & Markram (1998), figure 1 (recovery 800 ms, U 0.5, no
/// facilitation; recovery 130 ms, facilitation 530 ms, U 0.03), and the recurrent excitatory synapses of Zenke, Agnes & Gerstner
/// (2015).
const SETS: [Axon; 3] = [
    Axon { name: "depressing", used: 0.5, recovery: 800.0, facilitation: 1.0 },
    Axon { name: "facilitating", used: 0.03, recovery: 130.0, facilitation: 530.0 },
    Axon { name: "mixed", used: 0.2, recovery: 200.0, facilitation: 600.0 },
];

impl Axon {
    /// Stationary response to a regular train, relative to a rested synapse, by setting the state after a spike equal to that
    /// after the next (Tsodyks, Pawelzik & Markram 1998).
    fn stationary(&self, interval: f64) -> f64 {
        let kept = (-interval / self.facilitation).exp();
        let missing = (-interval / self.recovery).exp();
        let used = self.used / (1.0 - (1.0 - self.used) * kept);
        let resources = (1.0 - missing) / (1.0 - (1.0 - used) * missing);
        used * resources / self.used
    }

    /// Second response over the first of a rested synapse.
    fn paired_pulse(&self, interval: f64) -> f64 {
        let used = self.used + (1.0 - self.used) * self.used * (-interval / self.facilitation).exp();
        let resources = 1.0 - self.used * (-interval / self.recovery).exp();
        used * resources / self.used
    }

    fn rule(&self) -> String {
        format!(
            "short_term_plasticity: (use_of_resources: {:?}, recovery_tau: ms({:?}), facilitation_tau: ms({:?}))",
            self.used, self.recovery, self.facilitation
        )
    }
}

const DELAY_MS: f64 = 1.5;

/// A sender that is made to fire, and two receivers with the axon's synapses of weight 1 and 3.
fn network(rule: &str, times: &[f64]) -> Simulation {
    let scene = scene(
        0.5,
        &format!(
            "populations: [(name: \"pre\", count: 2, neuron: ({STILL})), (name: \"post\", count: 2, neuron: ({STILL}))],
             projections: [(name: \"s\", from: \"pre\", to: \"post\", wiring: List([(0, 0), (0, 1), (1, 1)]),
                receptor: Excitatory(slow_fraction: 0.0), conductance: nS(0.1), delay: Constant(ms({DELAY_MS:?})), {rule})],
             inputs: [{}], guards: (runaway: Hz(10000.0))",
            fire("pre", 0, times)
        ),
    );
    Simulation::new(&scene, 1)
}

/// Conductance that each spike of sender 0 opens in receiver 0, relative to the synapse's own.
fn responses(simulation: &mut Simulation, times: &[f64]) -> Vec<f64> {
    let mut responses = Vec::new();
    for time in times {
        // A spike arrives a delay after the time at which it was asked for, and opens its conductance in that step.
        let arrival = steps(simulation, time + DELAY_MS);
        simulation.step(arrival - simulation.steps());
        let conductance = |s: &Simulation, n: u32| f64::from(s.neuron::<AmpaConductance>(n).expect("a neuron").0);
        let before = conductance(simulation, 2);
        simulation.step(1);
        responses.push((conductance(simulation, 2) - before * (-0.5_f64 / 5.0).exp()) / 0.1);
    }
    responses
}

fn train(interval: f64, spikes: usize) -> Vec<f64> {
    (0..spikes).map(|spike| 10.0 + interval * spike as f64).collect()
}

#[test]
fn the_stationary_response_is_that_of_the_formula_from_5_to_50_hz() {
    for axon in &SETS {
        for interval in [200.0, 100.0, 50.0, 40.0, 25.0, 20.0] {
            // Longer than eight of the longest time constant.
            let times = train(interval, (8.0 * axon.recovery.max(axon.facilitation) / interval) as usize + 2);
            let mut simulation = network(&axon.rule(), &times);
            let responses = responses(&mut simulation, &times);
            let what = format!("{} at {} Hz", axon.name, 1000.0 / interval);
            assert_close(responses[0], 1.0, 1e-5, &format!("{what}: a rested synapse"));
            assert_close(responses[1], axon.paired_pulse(interval), 1e-4, &format!("{what}: paired pulses"));
            assert_close(responses[responses.len() - 1], axon.stationary(interval), 1e-3, &what);
        }
    }
}

#[test]
fn depressing_and_facilitating_axons_do_what_their_names_say() {
    let [depressing, facilitating, _] = &SETS;
    assert!(depressing.paired_pulse(50.0) < 0.6 && facilitating.paired_pulse(50.0) > 1.8, "the formulas themselves");
    // The limiting behaviour that Tsodyks & Markram (1997) report: a depressing synapse's response falls as 1 / rate, so that
    // what it transmits in a second approaches 1 / (U τ), the more so the faster the train.
    let transmitted = |interval: f64| {
        let times = train(interval, (6400.0 / interval) as usize);
        let mut simulation = network(&depressing.rule(), &times);
        responses(&mut simulation, &times).last().expect("spikes") * 1000.0 / interval
    };
    let limit = 1.0 / (0.5 * 0.8);
    let missing: Vec<f64> = [100.0, 50.0, 20.0, 10.0].map(|interval| 1.0 - transmitted(interval) / limit).to_vec();
    assert!(missing.is_sorted_by(|a, b| a > b), "{missing:?}");
    // To first order in the interval the formula misses the limit by (1 / U - 1/2) Δ / τ.
    assert_close(missing[3], 1.5 * 10.0 / 800.0, 0.05, "missing at 100 Hz");
}

#[test]
fn an_axon_recovers_exactly_over_irregular_and_long_pauses() {
    let times = [10.0, 14.5, 60.0, 61.5, 900.0, 30_000.0];
    for axon in &SETS {
        let mut simulation = network(&axon.rule(), &times);
        let measured = responses(&mut simulation, &times);
        // The equations in double precision, in small steps of time between the spikes.
        let (mut used, mut resources, mut last) = (0.0_f64, 1.0_f64, 0.0_f64);
        for (time, measured) in times.iter().zip(measured) {
            let fine = 0.005;
            for _ in 0..((time - last) / fine).round() as u64 {
                used -= fine * used / axon.facilitation;
                resources += fine * (1.0 - resources) / axon.recovery;
            }
            used += axon.used * (1.0 - used);
            let released = used * resources;
            resources -= released;
            last = *time;
            assert_close(measured, released / axon.used, 2e-3, &format!("{} at {time} ms", axon.name));
        }
        assert_near(
            responses(&mut network(&axon.rule(), &[10.0, 30_000.0]), &[10.0, 30_000.0])[1],
            1.0,
            1e-4,
            "rested after half a minute",
        );
    }
}

#[test]
fn all_synapses_of_an_axon_share_its_state_and_no_other_axon_has_it() {
    let times = train(20.0, 10);
    let mut simulation = network(&SETS[0].rule(), &times);
    run(&mut simulation, times[9] + DELAY_MS + 0.5);
    let conductance = |neuron: u32| simulation.neuron::<AmpaConductance>(neuron).expect("a neuron").0;
    assert_eq!(conductance(2).to_bits(), conductance(3).to_bits());
    let state = simulation.state_hash();
    // The other sender is still rested: its first spike opens the whole conductance.
    let mut again = network(&SETS[0].rule(), &times);
    run(&mut again, times[9] + DELAY_MS + 0.5);
    assert_eq!(state, again.state_hash());
}

#[test]
fn without_the_rule_and_with_the_rule_switched_off_every_spike_counts_in_full() {
    let times = train(20.0, 20);
    let mut without = network("", &times);
    let mut off = network(&SETS[0].rule(), &times);
    off.apply(SimulationCommand::SetRule { rule: Rule::ShortTermPlasticity, enabled: false });
    for simulation in [&mut without, &mut off] {
        for response in responses(simulation, &times) {
            assert_near(response, 1.0, 1e-5, "response");
        }
    }
    let mut on = network(&SETS[0].rule(), &times);
    run(&mut on, 500.0);
    run(&mut without, 500.0);
    run(&mut off, 500.0);
    let bits = |simulation: &Simulation| simulation.neuron::<AmpaConductance>(2).expect("a neuron").0.to_bits();
    assert_eq!(bits(&without), bits(&off), "a rule that is off changes no bit");
    assert_ne!(on.state_hash(), off.state_hash(), "the state of the axons is hashed");
}

#[test]
fn inhibitory_and_slow_synapses_carry_the_factor_too() {
    for (receptor, part) in [("Inhibitory", "gaba"), ("Excitatory(slow_fraction: 1.0)", "slow")] {
        let build = |rule: &str| {
            let scene = scene(
                0.5,
                &format!(
                    "populations: [(name: \"pre\", count: 1, neuron: ({STILL})), (name: \"post\", count: 1, neuron: ({STILL}))],
                     projections: [(name: \"s\", from: \"pre\", to: \"post\", wiring: OneToOne, receptor: {receptor},
                        conductance: nS(0.1), delay: Constant(ms(1.0)), {rule})],
                     inputs: [{}]",
                    fire("pre", 0, &[10.0, 500.0])
                ),
            );
            let mut simulation = Simulation::new(&scene, 1);
            run(&mut simulation, 501.5);
            let gaba = simulation.neuron::<rheobase::model::GabaConductance>(1).expect("a neuron").0;
            let slow = simulation.neuron::<rheobase::model::SlowConductance>(1).expect("a neuron").0;
            f64::from(if part == "gaba" { gaba } else { slow })
        };
        let expected = SETS[0].paired_pulse(490.0);
        // The slow conductance of the first spike is gone after six of its time constants.
        assert_close(build(&SETS[0].rule()) / build(""), expected, 0.01, part);
    }
}
