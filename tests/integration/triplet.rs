//! Pair and triplet rules with their published numbers, against sums over spikes and against the data that they were fitted to.
//!
//! Numbers: Pfister & Gerstner 2006, J. Neurosci. 26:9673, tables 3 and 4 (each row was found in at least one transcription of
//! the printed tables; the nearest-spike minimal set of visual cortex is given with A3+ = 5e-2 by one and 5.2e-2 by another, and
//! the first is used). Data of visual cortex: Sjöström, Turrigiano & Nelson 2001, layer 5, mean and standard error in the form
//! in which the paper fits them; they agree with an independent digitisation of the figure to 0.04. Data of hippocampal culture:
//! Wang, Gerkin, Nauen & Bi 2005 and Bi & Poo, 13 protocols as the paper lists them.

use crate::pairing::{DELAY_MS, EXCITATORY, OPEN_GATE, change, paired_spikes, weights};
use crate::rig::{STILL, assert_close, assert_near, run, scene};
use rheobase::scene::Scene;
use rheobase::simulation::Simulation;

/// One set: A2+, A3+, A2-, A3-, τx, τy (ms), and whether only the nearest spike counts.
type Set = (&'static str, [f64; 4], f64, f64, bool);

const SETS: [Set; 8] = [
    ("VisualCortexFull", [5e-10, 6.2e-3, 7e-3, 2.3e-4], 101.0, 125.0, false),
    ("VisualCortexMinimal", [0.0, 6.5e-3, 7.1e-3, 0.0], 1.0, 114.0, false),
    ("VisualCortexFullNearest", [8.8e-11, 5.3e-2, 6.6e-3, 3.1e-3], 714.0, 40.0, true),
    ("VisualCortexMinimalNearest", [0.0, 5e-2, 8e-3, 0.0], 1.0, 40.0, true),
    ("HippocampusFull", [6.1e-3, 6.7e-3, 1.6e-3, 1.4e-3], 946.0, 27.0, false),
    ("HippocampusMinimal", [5.3e-3, 8e-3, 3.5e-3, 0.0], 1.0, 40.0, false),
    ("HippocampusFullNearest", [4.6e-3, 9.1e-3, 3e-3, 7.5e-9], 575.0, 47.0, true),
    ("HippocampusMinimalNearest", [4.6e-3, 9.1e-3, 3e-3, 0.0], 1.0, 48.0, true),
];
/// τ+ and τ- of all sets (ms).
const TAU: (f64, f64) = (16.8, 33.7);

/// A trace at a time: the sum over all earlier spikes, or the nearest of them alone.
fn trace(times: &[f64], now: f64, tau: f64, nearest: bool) -> f64 {
    let past = times.iter().filter(|&&time| time < now).map(|time| (-(now - time) / tau).exp());
    if nearest { past.fold(0.0, f64::max) } else { past.sum() }
}

/// Weight change by equations 3 and 4 of the paper, as a sum over spikes.
fn published(set: &Set, pre: &[f64], post: &[f64]) -> f64 {
    let (_, [a2_plus, a3_plus, a2_minus, a3_minus], tau_x, tau_y, nearest) = *set;
    let potentiation: f64 = post
        .iter()
        .map(|&t| trace(pre, t, TAU.0, nearest) * (a2_plus + a3_plus * trace(post, t, tau_y, nearest)))
        .sum();
    let depression: f64 = pre
        .iter()
        .map(|&t| trace(post, t, TAU.1, nearest) * (a2_minus + a3_minus * trace(pre, t, tau_x, nearest)))
        .sum();
    potentiation - depression
}

/// Initial weight: far enough from the bounds.
const START: f64 = 4.0;

/// A scene in which protocols (arrivals and postsynaptic spikes) run side by side, each under several rules: one projection a
/// rule, one pair of cells a protocol.
fn side_by_side(protocols: &[(Vec<f64>, Vec<f64>)], rules: &[String]) -> Scene {
    let count = protocols.len();
    let projection = |(index, rule): (usize, &String)| {
        format!(
            "(name: \"{index}\", from: \"pre\", to: \"post\", wiring: OneToOne, receptor: {EXCITATORY},
              conductance: nS(0.0), weight: Constant({START:?}), delay: Constant(ms({DELAY_MS:?})),
              maximum_weight: 1000.0, {rule}),"
        )
    };
    let projections: String = rules.iter().enumerate().map(projection).collect();
    let inputs = paired_spikes(protocols);
    scene(
        0.5,
        &format!(
            "populations: [(name: \"pre\", count: {count}, neuron: ({STILL})),
                           (name: \"post\", count: {count}, neuron: ({STILL}))],
             projections: [{projections}], inputs: [{inputs}], guards: (runaway: Hz(10000.0)), {OPEN_GATE}"
        ),
    )
}

/// Weight changes: for each rule those of all protocols.
fn changes(protocols: &[(Vec<f64>, Vec<f64>)], rules: &[String]) -> Vec<Vec<f64>> {
    let mut simulation = Simulation::new(&side_by_side(protocols, rules), 1);
    let last = protocols.iter().flat_map(|(pre, post)| pre.iter().chain(post)).copied().fold(0.0, f64::max);
    run(&mut simulation, last + 10.0);
    weights(&simulation)
        .chunks(protocols.len())
        .map(|rule| rule.iter().map(|weight| weight - START).collect())
        .collect()
}

fn named(set: &Set) -> String {
    format!("full_triplet_stdp: {}", set.0)
}

/// Mean of the squared errors in units of the standard error.
fn error(measured: &[f64], data: &[(f64, f64)]) -> f64 {
    assert_eq!(measured.len(), data.len());
    let sum: f64 = measured.iter().zip(data).map(|(w, (mean, sem))| ((w - mean) / sem).powi(2)).sum();
    sum / data.len() as f64
}

#[test]
fn every_published_set_changes_weights_as_the_sum_over_spikes_says() {
    let trains = [
        (vec![100.0], vec![90.0, 110.0]),
        (vec![100.0, 130.0], vec![115.0]),
        (vec![20.0, 40.0, 60.0, 80.0], vec![30.0, 50.0, 70.0, 90.0, 95.0]),
        (vec![11.0, 17.5, 33.0, 90.5, 131.0, 140.0], vec![14.5, 16.0, 55.0, 92.5, 93.5, 137.5, 160.0]),
        ((0..40).map(|k| 10.0 + 21.5 * f64::from(k)).collect(), (0..50).map(|k| 14.0 + 17.0 * f64::from(k)).collect()),
    ];
    let rules: Vec<String> = SETS.iter().map(named).collect();
    let measured = changes(&trains, &rules);
    for (set, measured) in SETS.iter().zip(measured) {
        for ((pre, post), measured) in trains.iter().zip(measured) {
            let expected = published(set, pre, post);
            assert_near(measured, expected, 5e-5 + 1e-4 * expected.abs(), set.0);
        }
    }
}

/// Sjöström et al. 2001: frequency (Hz), change at +10 ms with its standard error, and at -10 ms.
const VISUAL_CORTEX: [(f64, (f64, f64), (f64, f64)); 5] = [
    (0.1, (-0.04, 0.05), (-0.29, 0.08)),
    (10.0, (0.14, 0.10), (-0.41, 0.11)),
    (20.0, (0.29, 0.14), (-0.34, 0.10)),
    (40.0, (0.53, 0.11), (0.56, 0.32)),
    (50.0, (0.56, 0.26), (0.75, 0.19)),
];

/// 60 pairs at a constant frequency and lag (ms), as the paper fits them.
fn sixty_pairs(frequency: f64, lag: f64) -> (Vec<f64>, Vec<f64>) {
    // Spikes fall on whole steps of 0.5 ms at all these frequencies.
    let arrivals: Vec<f64> = (0..60).map(|k| 100.0 + f64::from(k) * 1000.0 / frequency).collect();
    let post = arrivals.iter().map(|time| time + lag).collect();
    (arrivals, post)
}

#[test]
fn the_visual_cortex_sets_reproduce_the_frequency_dependence_of_plasticity() {
    let protocols: Vec<_> = [10.0, -10.0]
        .into_iter()
        .flat_map(|lag| VISUAL_CORTEX.map(|(frequency, _, _)| sixty_pairs(frequency, lag)))
        .collect();
    let data: Vec<(f64, f64)> =
        VISUAL_CORTEX.iter().map(|row| row.1).chain(VISUAL_CORTEX.iter().map(|row| row.2)).collect();
    let mut rules: Vec<String> = SETS[..4].iter().map(named).collect();
    rules.push(PAIR.into());
    let measured = changes(&protocols, &rules);
    // The printed numbers have two digits; with them the equations, summed without this program, leave these errors E. Below 1
    // a model is on average as close to the data as the data to their own means.
    for ((set, measured), fit) in SETS.iter().zip(&measured).zip([0.342, 0.356, 0.232, 0.348]) {
        let error = error(measured, &data);
        println!("{}: E = {error:.3}, {measured:.3?}", set.0);
        assert_near(error, fit, 0.01, &format!("fit error of {}", set.0));
        for ((value, (mean, sem)), (arrivals, _)) in measured.iter().zip(&data).zip(&protocols) {
            let frequency = 1000.0 / (arrivals[1] - arrivals[0]);
            assert_near(*value, *mean, 1.5 * sem, &format!("{} at {frequency} Hz", set.0));
        }
        // Sender first: growing potentiation. Receiver first: depression below 20 Hz, potentiation from 40 Hz on.
        assert!(measured[..5].windows(2).all(|pair| pair[1] > pair[0]), "{measured:?}");
        assert!(measured[5..8].iter().all(|&w| w < -0.2) && measured[8..].iter().all(|&w| w > 0.1), "{measured:?}");
    }
    // No pair rule can do this: faster pairing with the sender first adds pairs in the wrong order and weakens potentiation.
    let pairs = &measured[4];
    assert!(pairs[0] > pairs[3] && pairs[3] > pairs[4], "{pairs:?}");
    assert!(error(pairs, &data) > 3.0, "{}", error(pairs, &data));
}

/// A pair rule with the time constants of the triplet sets.
const PAIR: &str = "pair_stdp: (potentiation: 0.0046, depression: 0.003, potentiation_tau: ms(16.8), \
                    depression_tau: ms(33.7))";

/// The 13 protocols of hippocampal culture, once: arrivals and postsynaptic spikes (ms), mean change and standard error.
fn hippocampus() -> Vec<(Vec<f64>, Vec<f64>, (f64, f64))> {
    let mut protocols = Vec::new();
    // Receiver, sender, receiver; then sender, receiver, sender: distances of the middle spike from the other two.
    for (first, second, data) in
        [(5.0, 5.0, (0.33, 0.04)), (10.0, 10.0, (0.34, 0.04)), (5.0, 15.0, (0.22, 0.08)), (15.0, 5.0, (0.29, 0.05))]
    {
        protocols.push((vec![0.0], vec![-first, second], data));
    }
    for (first, second, data) in
        [(5.0, 5.0, (-0.01, 0.04)), (10.0, 10.0, (0.03, 0.04)), (15.0, 5.0, (0.01, 0.03)), (5.0, 15.0, (0.24, 0.06))]
    {
        protocols.push((vec![-first, second], vec![0.0], data));
    }
    // Two pairs with 5 ms within a pair, their middles at this distance: sender first in the first pair, or receiver first.
    for (distance, sender_first, data) in
        [(90.0, true, (-0.003, 0.03)), (80.0, false, (0.06, 0.04)), (20.0, false, (0.21, 0.04))]
    {
        let (outer, inner) = (distance / 2.0 + 2.5, distance / 2.0 - 2.5);
        let (one, other) = (vec![-outer, outer], vec![-inner, inner]);
        let (pre, post) = if sender_first { (one, other) } else { (other, one) };
        protocols.push((pre, post, data));
    }
    protocols.push((vec![0.0], vec![10.0], (0.25, 0.05)));
    protocols.push((vec![0.0], vec![-10.0], (-0.17, 0.05)));
    protocols
}

/// A protocol 60 times at 1 Hz.
fn sixty_times(pre: &[f64], post: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let repeat = |times: &[f64]| {
        (0..60).flat_map(|k| times.iter().map(move |time| 200.0 + 1000.0 * f64::from(k) + time)).collect()
    };
    (repeat(pre), repeat(post))
}

#[test]
fn the_hippocampal_sets_fit_pairs_triplets_and_quadruplets_as_published() {
    let protocols = hippocampus();
    let data: Vec<(f64, f64)> = protocols.iter().map(|protocol| protocol.2).collect();
    let trains: Vec<_> = protocols.iter().map(|(pre, post, _)| sixty_times(pre, post)).collect();
    let rules: Vec<String> = SETS[4..].iter().map(named).collect();
    let measured = changes(&trains, &rules);
    for (set, measured) in SETS[4..].iter().zip(&measured) {
        let error = error(measured, &data);
        println!("{}: E = {error:.3}, {measured:.3?}", set.0);
        // The paper reports an error of 2.9 for both full models; what it reports for the minimal ones was not found.
        let reported = if set.0.contains("Full") { 2.9 } else { 3.5 };
        assert!(error <= reported, "{}: E = {error}, reported {reported}", set.0);
        // What no pair rule explains: one sender's spike between two of the receiver's potentiates, the mirror image does not.
        assert!(measured[0] > 0.25 && measured[4].abs() < 0.1, "{}: {measured:?}", set.0);
    }
}

#[test]
fn the_window_of_the_hippocampal_sets_is_two_sided_and_exponential() {
    let lags = [-60.0, -30.0, -10.0, 10.0, 30.0, 60.0];
    let trains: Vec<_> = lags.iter().map(|&lag| sixty_times(&[0.0], &[lag])).collect();
    let rules: Vec<String> = SETS.iter().map(named).collect();
    for (set, w) in SETS.iter().zip(changes(&trains, &rules)) {
        assert!(w[..3].iter().all(|&w| w < 0.0), "{}: receiver first depresses, {w:?}", set.0);
        // At 1 Hz the visual cortex hardly potentiates: there potentiation needs an earlier spike of the receiver.
        if set.0.starts_with("Hippocampus") {
            assert_close(w[3] / w[4], (20.0_f64 / 16.8).exp(), 0.03, "potentiation decays with 16.8 ms");
            assert_close(w[2] / w[1], (20.0_f64 / 33.7).exp(), 0.03, "depression decays with 33.7 ms");
        } else {
            assert!(w[3..].iter().all(|&w| w < 0.01), "{}: {w:?}", set.0);
        }
    }
}

#[test]
fn the_pair_rule_adds_up_its_pairs_or_the_nearest_of_them() {
    let pre = [11.0, 17.5, 33.0, 90.5, 131.0, 140.0];
    let post = [14.5, 16.0, 55.0, 92.5, 93.5, 137.5, 160.0];
    let arrivals: Vec<f64> = pre.iter().map(|time| time + DELAY_MS).collect();
    for (nearest, interaction) in [(false, "AllToAll"), (true, "NearestSpike")] {
        let rules = format!(
            "pair_stdp: (potentiation: 0.1, depression: 0.12, depression_tau: ms(30.0), interaction: {interaction})"
        );
        let potentiation: f64 = post.iter().map(|&now| trace(&arrivals, now, 20.0, nearest)).sum();
        let depression: f64 = arrivals.iter().map(|&now| trace(&post, now, 30.0, nearest)).sum();
        let expected = 0.1 * potentiation - 0.12 * depression;
        assert_near(change(&rules, EXCITATORY, &pre, &post), expected, 2e-5, interaction);
    }
}

#[test]
fn numbers_of_ones_own_are_taken_and_two_rules_for_one_weight_are_refused() {
    let own = "full_triplet_stdp: Own((pair_potentiation: 0.1, triplet_potentiation: 0.0, pair_depression: 0.0))";
    let expected = 0.1 * (-10.0_f64 / 16.8).exp();
    assert_near(change(own, EXCITATORY, &[100.0], &[100.0 + DELAY_MS + 10.0]), expected, 1e-5, "a pair");
    let text = |rules: &str| {
        format!(
            "Scene(version: 1, name: \"t\", summary: \"s.\", dt: ms(0.5), populations: [(name: \"E\", count: 5)],
              projections: [(name: \"EE\", from: \"E\", to: \"E\", wiring: AllToAll, receptor: {EXCITATORY},
                conductance: nS(1.0), delay: Constant(ms(1.0)), {rules})])"
        )
    };
    let faults = |rules: &str| Scene::parse(&text(rules), "test").err().unwrap_or_default();
    for rule in
        ["pair_stdp: ()", "full_triplet_stdp: HippocampusFull", "voltage_stdp: ()", "bcm: ()", "triplet_stdp: ()"]
    {
        assert!(faults(rule).is_empty(), "{rule}: {:?}", faults(rule));
    }
    let both = faults("pair_stdp: (), bcm: ()");
    assert_eq!(both.len(), 1, "{both:?}");
    assert!(both[0].to_string().contains("pair_stdp"), "{}", both[0]);
    assert!(!faults("full_triplet_stdp: Own((pair_depression: 11.0))").is_empty(), "out of its range");
    assert!(!faults("full_triplet_stdp: HippocampusFul").is_empty(), "no such set");
}
