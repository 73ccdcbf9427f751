//! What is seen now, in words: for screen readers, captions, and who reads aloud.

use super::Session;
use crate::modulation::BrainState;
use crate::number_text::with_minus;
use crate::scene::file::NeuronKind;
use crate::words::{number, scene_text, words};

/// Rates are means over so long (s of model time).
const OVER_S: f64 = 1.0;
/// A difference between thresholds that is worth a word (mV).
const WORTH_MV: f32 = 0.05;

/// The state of the network in a few sentences.
#[must_use]
pub fn describe(session: &Session) -> String {
    let sentences = [Some(now(session)), Some(activity(session)), thresholds(session), selection(session)];
    sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Brain state, what is presented, time, and whether it runs.
fn now(session: &Session) -> String {
    let sample = &session.sample;
    let state = match sample.state {
        BrainState::Awake => words!("describe-awake", "Awake"),
        BrainState::Nrem => words!("describe-nrem", "In NREM sleep"),
        BrainState::Rem => words!("describe-rem", "In REM sleep"),
    };
    let presented = sample.presentation.and_then(|presented| {
        let name = &session.info.patterns.get(presented.pattern)?.name;
        Some(match (presented.fraction < 1.0, presented.frozen) {
            (true, _) => {
                let share = format!("{:.0}", 100.0 * presented.fraction);
                words!("describe-cued", "cued with { $share } % of { $name }", share = share, name = name)
            }
            (false, true) => words!("describe-tested", "tested with { $name }", name = name),
            (false, false) => words!("describe-presented", "{ $name } is presented", name = name),
        })
    });
    let runs = match (session.is_stopped(), session.status.playing) {
        (true, _) => words!("describe-stopped", "stopped"),
        (false, true) => words!("describe-running", "running"),
        (false, false) => words!("describe-paused", "paused"),
    };
    let time = decimal(sample.time_s);
    match presented {
        Some(presented) => words!(
            "describe-now-presented",
            "{ $state }, { $presented }, { $runs } at { $time } s.",
            state = state,
            presented = presented,
            runs = runs,
            time = time
        ),
        None => {
            words!("describe-now", "{ $state }, { $runs } at { $time } s.", state = state, runs = runs, time = time)
        }
    }
}

/// A number with one decimal.
fn decimal(value: impl Into<f64>) -> String {
    number(&with_minus(&format!("{:.1}", value.into())))
}

/// How many neurons there are and how fast they fire.
fn activity(session: &Session) -> String {
    let info = &session.info;
    let neurons = info.positions.len();
    let since = session.sample.time_s - OVER_S;
    let bins: Vec<_> = session.history.rates.iter().rev().take_while(|bin| bin.time_s > since).collect();
    if bins.is_empty() {
        return words!(
            "describe-nothing-counted",
            "{ $n -> [one] 1 neuron *[other] { $n } neurons }; nothing was counted yet.",
            n = neurons
        );
    }
    let mean = |index: usize| {
        let rates = bins.iter().filter_map(|bin| bin.rates_hz.get(index));
        rates.sum::<f32>() / bins.len() as f32
    };
    let rates = info.populations.iter().enumerate().map(|(index, population)| {
        words!(
            "describe-rate",
            "{ $name } at { $rate }",
            name = scene_text(&population.name),
            rate = decimal(mean(index))
        )
    });
    words!(
        "describe-rates",
        "{ $n -> [one] 1 neuron *[other] { $n } neurons }; in the last second { $rates } spikes/s each.",
        n = neurons,
        rates = rates.collect::<Vec<_>>().join(", ")
    )
}

/// How far the thresholds of each memory are from those of the other excitatory neurons.
fn thresholds(session: &Session) -> Option<String> {
    let (info, now) = (&session.info, &session.sample.threshold_mv);
    let mut member = vec![false; now.len()];
    for pattern in &info.patterns {
        for &neuron in &pattern.members {
            *member.get_mut(neuron as usize)? = true;
        }
    }
    let excitatory = info.populations.iter().filter(|population| population.kind == NeuronKind::Excitatory);
    let others = excitatory.flat_map(|population| population.range.clone()).filter(|&neuron| !member[neuron as usize]);
    let rest = mean(others.filter_map(|neuron| now.get(neuron as usize)))?;
    let apart = info.patterns.iter().filter_map(|pattern| {
        let of = mean(pattern.members.iter().filter_map(|&neuron| now.get(neuron as usize)))? - rest;
        let (name, mv) = (&pattern.name, decimal(of.abs()));
        (of.abs() >= WORTH_MV).then(|| {
            if of < 0.0 {
                words!("describe-below", "{ $name } { $mv } mV below", name = name, mv = mv)
            } else {
                words!("describe-above", "{ $name } { $mv } mV above", name = name, mv = mv)
            }
        })
    });
    let apart: Vec<String> = apart.collect();
    (!apart.is_empty()).then(|| {
        words!(
            "describe-thresholds",
            "Thresholds against those of other excitatory neurons: { $apart }.",
            apart = apart.join(", ")
        )
    })
}

fn mean<'a>(values: impl Iterator<Item = &'a f32>) -> Option<f32> {
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / count as f32)
}

/// What is selected.
fn selection(session: &Session) -> Option<String> {
    if session.selection.is_group() {
        let count = session.selection.neurons().len();
        return Some(words!("describe-group", "{ $n } neurons are selected.", n = count));
    }
    let neuron = session.selected()?;
    let details = session.sample.selected.as_ref().filter(|details| details.neuron == neuron)?;
    let at = |values: &[f32]| values.get(neuron as usize).copied();
    let (potential, threshold) = (at(&session.sample.potential_mv)?, at(&session.sample.threshold_mv)?);
    Some(words!(
        "describe-selected",
        "Neuron { $number } is selected: { $potential } mV, threshold { $threshold } mV, { $n -> [one] 1 synapse *[other] { $n } \
         synapses }.",
        number = neuron.to_string(),
        potential = decimal(potential),
        threshold = decimal(threshold),
        n = details.incoming.len() + details.outgoing.len()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, PatternInfo, PopulationInfo, Presentation, RateBin, ViewSample};

    #[test]
    fn what_is_seen_is_said_in_words() {
        let population = |name: &str, kind, range| PopulationInfo { name: name.to_owned(), kind, range };
        let info = NetworkInfo {
            positions: vec![[0.0; 3]; 4],
            populations: vec![
                population("E", NeuronKind::Excitatory, 0..3),
                population("I", NeuronKind::Inhibitory, 3..4),
            ],
            patterns: vec![PatternInfo { name: "A".to_owned(), members: vec![0] }],
            ..NetworkInfo::default()
        };
        let bin = |time_s, rate| RateBin { time_s, rates_hz: vec![rate, 20.0], modulators: [0.0; 4] };
        let sample = ViewSample {
            time_s: 2.0,
            presentation: Some(Presentation { pattern: 0, fraction: 1.0, frozen: false }),
            threshold_mv: vec![-52.5, -50.0, -50.0, -45.0],
            rates: vec![bin(0.5, 90.0), bin(1.5, 4.0), bin(2.0, 6.0)],
            ..ViewSample::default()
        };
        let text = describe(&Session::detached(info, sample));
        assert_eq!(
            text,
            "Awake, A is presented, paused at 2.0 s. 4 neurons; in the last second E at 5.0, I at 20.0 spikes/s each. \
             Thresholds against those of other excitatory neurons: A 2.5 mV below."
        );
        let empty = describe(&Session::detached(NetworkInfo::default(), ViewSample::default()));
        assert_eq!(empty, "Awake, paused at 0.0 s. 0 neurons; nothing was counted yet.");
    }
}
