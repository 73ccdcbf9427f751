//! The adaptive exponential option against analysis, and the spike patterns of Naud et al. (2008).
//!
//! The parameter sets are those of the table in that paper, as P. Müller adapted them so that they give the paper's figures.
//! A pattern is a property of parameters and current together.

use crate::rig::{STILL, assert_close, assert_near, scene, spike_times, step_current};
use rheobase::model::AdaptationCurrent;
use rheobase::simulation::Simulation;

/// One of the published cells, and the current at which it shows its pattern.
struct Cell {
    capacitance: f32,
    leak: f32,
    rest: f32,
    coupling: f32,
    tau: f32,
    jump: f32,
    reset: f32,
    current: f32,
}

const TONIC: Cell = Cell {
    capacitance: 200.0,
    leak: 10.0,
    rest: -70.0,
    coupling: 2.0,
    tau: 30.0,
    jump: 0.0,
    reset: -58.0,
    current: 500.0,
};
const ADAPTING: Cell = Cell {
    capacitance: 200.0,
    leak: 12.0,
    rest: -70.0,
    coupling: 2.0,
    tau: 300.0,
    jump: 60.0,
    reset: -58.0,
    current: 500.0,
};
const INITIAL_BURST: Cell = Cell {
    capacitance: 130.0,
    leak: 18.0,
    rest: -58.0,
    coupling: 4.0,
    tau: 150.0,
    jump: 120.0,
    reset: -50.0,
    current: 400.0,
};
const BURSTING: Cell = Cell {
    capacitance: 200.0,
    leak: 10.0,
    rest: -58.0,
    coupling: 2.0,
    tau: 120.0,
    jump: 100.0,
    reset: -46.0,
    current: 210.0,
};
const ACCELERATING: Cell = Cell {
    capacitance: 200.0,
    leak: 12.0,
    rest: -70.0,
    coupling: -10.0,
    tau: 300.0,
    jump: 0.0,
    reset: -58.0,
    current: 300.0,
};
const DELAYED_BURSTING: Cell = Cell {
    capacitance: 100.0,
    leak: 10.0,
    rest: -65.0,
    coupling: -10.0,
    tau: 90.0,
    jump: 30.0,
    reset: -47.0,
    current: 110.0,
};
const TRANSIENT: Cell = Cell {
    capacitance: 100.0,
    leak: 10.0,
    rest: -65.0,
    coupling: 10.0,
    tau: 90.0,
    jump: 100.0,
    reset: -47.0,
    current: 180.0,
};
const IRREGULAR: Cell = Cell {
    capacitance: 100.0,
    leak: 12.0,
    rest: -60.0,
    coupling: -11.0,
    tau: 130.0,
    jump: 30.0,
    reset: -48.0,
    current: 160.0,
};

/// A scene of one such cell, with the threshold -50 mV and the slope 2 mV that all share.
fn one(cell: &Cell, dt: f32, start: f32, stop: f32, current: f32) -> Simulation {
    let Cell { capacitance, leak, rest, coupling, tau, jump, reset, .. } = cell;
    let fields = format!(
        "populations: [(name: \"E\", count: 1, neuron: ({STILL}, threshold_jump: mV(0.0), medium_ahp: 0.0, slow_ahp: 0.0,
            capacitance: pF({capacitance:?}), leak_conductance: nS({leak:?}), resting_potential: mV({rest:?}),
            reset_potential: mV({reset:?}), threshold: mV(-50.0), refractory: ms(0.0),
            adex: Some((slope: mV(2.0), coupling: {coupling:?}, jump: {jump:?}, tau: ms({tau:?})))))],
         inputs: [{}]",
        step_current(0, start, stop, current)
    );
    Simulation::new(&scene(dt, &fields), 1)
}

/// Spike times in a step of two seconds, from its begin (ms).
fn pattern(cell: &Cell, dt: f32) -> Vec<f64> {
    spike_times(&mut one(cell, dt, 0.0, 1e5, cell.current), 1, 2000.0).remove(0)
}

fn intervals(times: &[f64]) -> Vec<f64> {
    times.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

fn coefficient_of_variation(intervals: &[f64]) -> f64 {
    let mean = intervals.iter().sum::<f64>() / intervals.len() as f64;
    (intervals.iter().map(|interval| (interval - mean).powi(2)).sum::<f64>() / intervals.len() as f64).sqrt() / mean
}

/// Spikes of each burst: groups that an interval `gap` times the shortest, or more, divides.
fn bursts(times: &[f64], gap: f64) -> Vec<usize> {
    let intervals = intervals(times);
    let shortest = intervals.iter().copied().fold(f64::INFINITY, f64::min);
    let mut bursts = vec![1];
    for interval in intervals {
        if interval > gap * shortest {
            bursts.push(1);
        } else if let Some(last) = bursts.last_mut() {
            *last += 1;
        }
    }
    bursts
}

#[test]
fn tonic_cells_fire_evenly() {
    for dt in [0.1, 0.5] {
        let intervals = intervals(&pattern(&TONIC, dt));
        assert!(intervals.len() > 20, "{} intervals", intervals.len());
        let (first, last) = (intervals[0], intervals[intervals.len() - 1]);
        assert!(last / first < 1.15, "dt {dt}: {first} to {last} ms");
        assert!(coefficient_of_variation(&intervals[2..]) < 0.03, "dt {dt}: {intervals:?}");
    }
}

#[test]
fn adapting_cells_slow_down_step_by_step() {
    for dt in [0.1, 0.5] {
        let intervals = intervals(&pattern(&ADAPTING, dt));
        let late = &intervals[intervals.len() / 2..];
        let steady = late.iter().sum::<f64>() / late.len() as f64;
        assert!(steady / intervals[0] > 2.0, "dt {dt}: {intervals:?}");
        assert!(intervals[..4].windows(2).all(|pair| pair[1] >= pair[0]), "dt {dt}: {intervals:?}");
        assert!(coefficient_of_variation(late) < 0.05, "dt {dt}: {intervals:?}");
    }
}

#[test]
fn initially_bursting_cells_begin_with_a_burst_and_go_on_evenly() {
    for dt in [0.1, 0.5] {
        let times = pattern(&INITIAL_BURST, dt);
        let intervals = intervals(&times);
        let late = &intervals[intervals.len() / 2..];
        let steady = late.iter().sum::<f64>() / late.len() as f64;
        assert!(intervals[0] < steady / 3.0 && intervals[1] < steady / 2.0, "dt {dt}: {intervals:?}");
        assert!(coefficient_of_variation(late) < 0.05, "dt {dt}: {intervals:?}");
    }
}

#[test]
fn regularly_bursting_cells_repeat_the_same_burst() {
    for dt in [0.1, 0.5] {
        let times = pattern(&BURSTING, dt);
        let bursts = bursts(&times, 4.0);
        assert!(bursts.len() >= 6, "dt {dt}: {times:?}");
        let inner = &bursts[1..bursts.len() - 1];
        assert!(inner.iter().all(|&spikes| spikes >= 2 && spikes == inner[0]), "dt {dt}: bursts of {bursts:?}");
    }
}

#[test]
fn negative_coupling_delays_the_first_spike_and_accelerates() {
    for dt in [0.1, 0.5] {
        let times = pattern(&ACCELERATING, dt);
        let intervals = intervals(&times);
        let late = intervals[intervals.len() - 1];
        // Without adaptation the same current would bring the first spike within two membrane time constants or never.
        assert!(times[0] > 2.0 * 200.0 / 12.0, "dt {dt}: first spike at {} ms", times[0]);
        assert!(late < 0.7 * intervals[0], "dt {dt}: {intervals:?}");
        let times = pattern(&DELAYED_BURSTING, dt);
        let late: Vec<f64> = times.iter().copied().filter(|&time| time > 500.0).collect();
        let bursts = bursts(&late, 4.0);
        assert!(times[0] > 20.0 && bursts.len() >= 4, "dt {dt}: {times:?}");
        assert!(bursts[1..bursts.len() - 1].iter().all(|&spikes| spikes >= 2), "dt {dt}: bursts of {bursts:?}");
    }
}

#[test]
fn transient_cells_fall_silent_under_a_lasting_current() {
    for dt in [0.1, 0.5] {
        let times = pattern(&TRANSIENT, dt);
        assert!(!times.is_empty() && times[times.len() - 1] < 300.0, "dt {dt}: {times:?}");
    }
}

#[test]
fn an_irregular_cell_never_settles() {
    let intervals = intervals(&pattern(&IRREGULAR, 0.1));
    let late = &intervals[intervals.len() / 2..];
    assert!(late.len() >= 10 && coefficient_of_variation(late) > 0.2, "{intervals:?}");
    // No period of one to four intervals.
    for period in 1..=4 {
        let same = late.windows(period + 1).filter(|window| (window[0] - window[period]).abs() < 1.0).count();
        assert!(same < late.len() - period, "period {period}: {late:?}");
    }
}

#[test]
fn the_subthreshold_cell_settles_where_its_two_equations_say() {
    // Without a spike V = E_L + I / (g_L + a) and w = a (V - E_L); the exponential adds g_L Δ_T exp((V - θ) / Δ_T) to I.
    let mut simulation = one(&ADAPTING, 0.5, 0.0, 1e5, 100.0);
    crate::rig::run(&mut simulation, 3000.0);
    let mut v = -63.0_f64;
    for _ in 0..50 {
        v = -70.0 + (100.0 + 12.0 * 2.0 * (0.5 * (v + 50.0)).exp()) / 14.0;
    }
    assert_near(crate::rig::potential(&simulation, 0), v, 2e-3, "potential");
    let w = f64::from(simulation.neuron::<AdaptationCurrent>(0).expect("the cell adapts").0);
    assert_close(w, 2.0 * (v + 70.0), 1e-3, "adaptation current");
}

#[test]
fn the_rheobase_of_a_cell_without_adaptation_is_that_of_the_exponential_model() {
    // The saddle-node of g_L (E_L - V) + g_L Δ_T exp((V - θ) / Δ_T) + I lies at V = θ: I = g_L (θ - E_L - Δ_T).
    let plain = Cell { coupling: 0.0, jump: 0.0, ..TONIC };
    let readout = one(&plain, 0.5, 1e4, 1e5, 0.0).slice(0).expect("the cell exists");
    assert_close(readout.rheobase_pa.unwrap(), 10.0 * (70.0 - 50.0 - 2.0), 0.02, "rheobase (pA)");
    // Adaptation that couples to the potential makes the steady resistance 1 / (g_L + a).
    let coupled = one(&ADAPTING, 0.5, 1e4, 1e5, 0.0).slice(0).expect("the cell exists");
    assert_close(coupled.input_resistance_mohm, 1000.0 / 14.0, 0.02, "input resistance (MOhm)");
}

#[test]
fn the_adaptation_current_is_hashed_and_spares_cells_that_have_none() {
    let plain = Simulation::new(&scene(0.5, "populations: [(name: \"E\", count: 2)]"), 1);
    assert!(plain.neuron::<AdaptationCurrent>(0).is_none(), "no column without the option");
    let (mut a, mut b) = (one(&TONIC, 0.5, 0.0, 1e5, 100.0), one(&TONIC, 0.5, 0.0, 1e5, 100.0));
    crate::rig::run(&mut a, 10.0);
    crate::rig::run(&mut b, 10.0);
    assert_eq!(a.state_hash(), b.state_hash());
    b.with_column_mut(|w: &mut [AdaptationCurrent]| w[0].0 += 1.0);
    assert_ne!(a.state_hash(), b.state_hash());
}

/// Parameters of a cell of the property test: C (pF), g_L (nS), E_L, θ, Δ_T (mV), a (nS), τ_w (ms).
type Drawn = [f64; 7];

/// The highest potential (mV) of the equations themselves, in steps of a hundredth of the fastest time constant by the midpoint
/// rule, from rest and under 20 ms of a hyperpolarising current; the end of the upstroke if it is reached.
fn highest(cell: Drawn, current: f64) -> f64 {
    let [c, leak, rest, threshold, slope, coupling, tau] = cell;
    let peak = threshold + 5.0 * slope;
    let change = |v: f64, w: f64, i: f64| {
        let upstroke = leak * slope * ((v - threshold) / slope).exp();
        ((leak * (rest - v) + upstroke - w + i) / c, (coupling * (v - rest) - w) / tau)
    };
    let dt = (c / leak).min(tau).min(1.0) / 100.0;
    let (mut v, mut w, mut highest) = (rest, 0.0, rest);
    for step in 0..(400.0 / dt) as usize {
        let time = step as f64 * dt;
        let i = if (100.0..120.0).contains(&time) { current } else { 0.0 };
        let (dv, dw) = change(v, w, i);
        let (dv, dw) = change(v + 0.5 * dt * dv, w + 0.5 * dt * dw, i);
        (v, w) = (v + dt * dv, w + dt * dw);
        highest = f64::max(highest, v);
        if v >= peak {
            return peak;
        }
    }
    highest
}

#[test]
fn cells_whose_equations_stay_silent_are_silent_at_every_step() {
    use rheobase::random::{Purpose, RandomStream};
    let mut stream = RandomStream::new(3, Purpose::Resampling, 0);
    let mut draws = stream.sequence(0);
    let mut between = |low: f64, high: f64| low * (high / low).powf(draws.fine_unit());
    let current = -200.0;
    let mut cells: Vec<Drawn> = Vec::new();
    let mut drawn = 0;
    while cells.len() < 60 {
        drawn += 1;
        let slope = between(0.1, 10.0);
        let cell = [
            between(1.0, 1000.0),
            between(1.0, 200.0),
            -70.0,
            -70.0 + slope * between(1.5, 20.0),
            slope,
            between(0.1, 1000.0),
            between(1.0, 300.0),
        ];
        // Those that come near the upstroke are left out: there a step of 1 ms may err.
        if highest(cell, current) < cell[3] + 0.5 * slope {
            cells.push(cell);
        }
        assert!(drawn < 1000, "most cells are silent");
    }
    let populations: Vec<String> = cells
        .iter()
        .enumerate()
        .map(|(k, [c, leak, rest, threshold, slope, coupling, tau])| {
            format!(
                "(name: \"c{k}\", count: 1, neuron: ({STILL}, threshold_jump: mV(0.0), medium_ahp: 0.0, slow_ahp: 0.0,
                 capacitance: pF({c:.6}), leak_conductance: nS({leak:.6}), resting_potential: mV({rest:.6}),
                 threshold: mV({threshold:.6}), reset_potential: mV({rest:.6}),
                 adex: (slope: mV({slope:.6}), coupling: {coupling:.6}, jump: 0.0, tau: ms({tau:.6}))))"
            )
        })
        .collect();
    let inputs: Vec<String> = (0..cells.len())
        .map(|k| {
            let shape = format!("Step(start: ms(100.0), stop: ms(120.0), amplitude: pA({current:?}))");
            format!("Current(to: \"c{k}\", shape: {shape})")
        })
        .collect();
    let fields = format!("populations: [{}], inputs: [{}]", populations.join(", "), inputs.join(", "));
    for dt in [0.05, 0.1, 0.25, 0.5, 1.0] {
        let mut simulation = Simulation::new(&scene(dt, &fields), 1);
        for (cell, times) in spike_times(&mut simulation, cells.len(), 400.0).iter().enumerate() {
            assert!(times.is_empty(), "dt {dt}: {:?} fires at {times:?}", cells[cell]);
        }
    }
}
