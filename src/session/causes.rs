//! Why the selected neuron fired and why its threshold moved, as terms with names and as a sentence.

use crate::measure::{Cause, SpikeCause, ThresholdPart, ThresholdParts};
use crate::number_text::with_minus;
use crate::scene::file::InputFile;
use crate::simulation::NetworkInfo;
use crate::words::{number, scene_text, words};
use std::collections::BTreeMap;

/// A sum of terms by the same name.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it is, in few words.
    pub name: String,
    /// The same within a sentence.
    pub spoken: String,
    /// How much of the sum it is (mV).
    pub millivolts: f32,
    /// Who of the network it was, if it was any neuron: (sender, mV), largest first.
    pub senders: Vec<(u32, f32)>,
}

/// Share of what excites that is worth a word.
const WORTH_SHARE: f32 = 0.02;
/// What is less than this of a threshold is not told (mV).
const WORTH_MV: f32 = 0.005;

/// What raised the potential and what held it back, in one term a projection or other cause, largest first.
#[must_use]
pub fn spike_terms(cause: &SpikeCause, info: &NetworkInfo) -> Vec<Term> {
    let mut terms: BTreeMap<String, Term> = BTreeMap::new();
    for one in &cause.contributions {
        let (name, spoken) = cause_name(one.cause, cause.neuron, info);
        let new = || Term { name: name.clone(), spoken, millivolts: 0.0, senders: Vec::new() };
        let term = terms.entry(name.clone()).or_insert_with(new);
        term.millivolts += one.millivolts;
        if let Cause::Synapse { presynaptic, .. } = one.cause {
            term.senders.push((presynaptic, one.millivolts));
        }
    }
    let mut terms: Vec<Term> = terms.into_values().collect();
    terms.sort_by(|a, b| b.millivolts.abs().total_cmp(&a.millivolts.abs()));
    terms
}

/// Names of a cause: by itself and within a sentence.
fn cause_name(cause: Cause, neuron: u32, info: &NetworkInfo) -> (String, String) {
    let (name, spoken) = match cause {
        Cause::Earlier => {
            (words!("cause-earlier", "From before"), words!("cause-earlier-spoken", "what was there before"))
        }
        Cause::Reset => {
            (words!("cause-reset", "Last reset"), words!("cause-reset-spoken", "the reset after its last spike"))
        }
        Cause::Synapse { projection, .. } => {
            let name = info.projections.get(projection as usize);
            let name = name.map_or_else(|| words!("cause-synapses", "Synapses"), |name| scene_text(name));
            (name, name)
        }
        Cause::Pattern(pattern) => {
            let name = info.patterns.get(pattern as usize).map_or("", |pattern| pattern.name.as_str());
            return (
                words!("cause-pattern", "Pattern { $name }", name = name),
                words!("cause-pattern-spoken", "pattern { $name }", name = name),
            );
        }
        Cause::Inputs => inputs_name(neuron, info),
        Cause::InhibitingInputs => {
            (words!("cause-inhibiting", "Inhibiting input"), words!("cause-inhibiting-spoken", "inhibiting input"))
        }
        Cause::Current => {
            (words!("cause-current", "Injected current"), words!("cause-current-spoken", "injected current"))
        }
        Cause::Afterhyperpolarization => {
            (words!("cause-ahp", "AHP"), words!("cause-ahp-spoken", "afterhyperpolarization"))
        }
        Cause::Noise => (words!("cause-noise", "Voltage noise"), words!("cause-noise-spoken", "voltage noise")),
        Cause::Upstroke => (
            words!("cause-upstroke", "Upstroke"),
            words!("cause-upstroke-spoken", "the upstroke of the action potential"),
        ),
        Cause::Adaptation => {
            (words!("cause-adaptation", "Adaptation"), words!("cause-adaptation-spoken", "the adaptation current"))
        }
    };
    (name.to_owned(), spoken.to_owned())
}

/// What else excites the population of a neuron, as exactly as the scene allows to say.
fn inputs_name(neuron: u32, info: &NetworkInfo) -> (&'static str, &'static str) {
    let other = (words!("cause-inputs", "Other inputs"), words!("cause-inputs-spoken", "other inputs"));
    let population = info.populations.iter().find(|population| population.range.contains(&neuron));
    let (Some(population), Some(scene)) = (population, &info.scene) else { return other };
    let kinds = scene.inputs.iter().filter_map(|input| {
        let (to, names) = match input {
            InputFile::Poisson { to, .. } => {
                let name = words!("cause-poisson", "Poisson spikes");
                (to, (name, name))
            }
            InputFile::Trains { to, .. } => {
                (to, (words!("cause-trains", "Spike trains"), words!("cause-trains-spoken", "spike trains")))
            }
            InputFile::SpikeTimes { to, .. } => {
                let spoken = words!("cause-given-spoken", "spikes at given times");
                (to, (words!("cause-given", "Given spikes"), spoken))
            }
            InputFile::Current { .. } | InputFile::Disruption { .. } => return None,
        };
        (*to == population.name).then_some(names)
    });
    let fields = scene.tracks.iter().find(|track| track.to == population.name);
    let fields = fields.map(|_| {
        (words!("cause-fields", "Place fields"), words!("cause-fields-spoken", "its place field on the track"))
    });
    let mut kinds = kinds.chain(fields);
    match (kinds.next(), kinds.next()) {
        (Some(only), None) => only,
        _ => other,
    }
}

/// The spike in a sentence or two.
#[must_use]
pub fn spike_sentence(cause: &SpikeCause, info: &NetworkInfo) -> String {
    if cause.forced {
        return words!(
            "spike-forced",
            "The scene made it fire, { $mv } mV below its threshold.",
            mv = decimals(cause.limit_mv - cause.potential_mv, 1)
        );
    }
    let terms = spike_terms(cause, info);
    let raising: f32 = terms.iter().map(|term| term.millivolts.max(0.0)).sum();
    let holding: f32 = terms.iter().map(|term| term.millivolts.min(0.0)).sum();
    let worth = |term: &&Term| term.millivolts.abs() > WORTH_SHARE * raising;
    let told = terms.iter().filter(|term| term.millivolts > 0.0).filter(worth).take(3).map(|term| {
        let share = decimals(100.0 * term.millivolts / raising, 0);
        match term.senders.iter().filter(|(_, millivolts)| *millivolts > 0.0).count() {
            0 => words!("spike-raised", "{ $cause } ({ $share } %)", cause = &term.spoken, share = share),
            count => words!(
                "spike-raised-senders",
                "{ $cause } ({ $share } %, { $n -> [one] 1 sender *[other] { $n } senders })",
                cause = &term.spoken,
                share = share,
                n = count
            ),
        }
    });
    let told = told.collect::<Vec<_>>().join(", ");
    let above = decimals(cause.potential_mv - cause.rest_mv, 1);
    match terms.iter().filter(|term| term.millivolts < 0.0).find(worth) {
        None => {
            words!("spike-sentence", "{ $above } mV above rest. Raised by { $causes }.", above = above, causes = told)
        }
        Some(most) => words!(
            "spike-sentence-held",
            "{ $above } mV above rest. Raised by { $causes }; held back by { $mv } mV, mostly by { $most }.",
            above = above,
            causes = told,
            mv = decimals(-holding, 1),
            most = &most.spoken
        ),
    }
}

/// A number with so many decimals.
fn decimals(value: f32, decimals: usize) -> String {
    number(&with_minus(&format!("{value:.decimals$}")))
}

impl ThresholdPart {
    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Resting => words!("threshold-part-resting", "Its own resting threshold"),
            Self::Fast => words!("threshold-part-fast", "Fast excitability"),
            Self::Slow => words!("threshold-part-slow", "Slow excitability"),
            Self::Homeostasis => words!("threshold-part-homeostasis", "Homeostasis"),
            Self::Paint => words!("threshold-part-paint", "Paint"),
            Self::Modulators => words!("threshold-part-modulators", "Neuromodulators"),
            Self::Pending => words!("threshold-part-pending", "Not yet expressed"),
        }
    }

    /// The same within a sentence.
    fn spoken(self) -> &'static str {
        match self {
            Self::Resting => words!("threshold-part-resting-spoken", "its own resting threshold"),
            Self::Fast => words!("threshold-part-fast-spoken", "fast excitability"),
            Self::Slow => words!("threshold-part-slow-spoken", "slow excitability"),
            Self::Homeostasis => words!("threshold-part-homeostasis-spoken", "homeostasis"),
            Self::Paint => words!("threshold-part-paint-spoken", "paint"),
            Self::Modulators => words!("threshold-part-modulators-spoken", "neuromodulators"),
            Self::Pending => words!("threshold-part-pending-spoken", "not yet expressed"),
        }
    }

    /// What it is, in a sentence.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Resting => words!("threshold-part-resting-text", "Drawn at the start: neurons differ."),
            Self::Fast => words!(
                "threshold-part-fast-text",
                "Learned excitability e_f, which fades within an hour or so: −Δ e_f / 2."
            ),
            Self::Slow => {
                words!("threshold-part-slow-text", "Learned excitability e_s, which lasts for hours to days: −Δ e_s.")
            }
            Self::Homeostasis => words!(
                "threshold-part-homeostasis-text",
                "The shift h of a neuron that fired far too much or far too little."
            ),
            Self::Paint => {
                words!("threshold-part-paint-text", "Excitability that was painted on, by hand or by the scene.")
            }
            Self::Modulators => words!(
                "threshold-part-modulators-text",
                "Acetylcholine above or below what is usual in this brain state."
            ),
            Self::Pending => words!(
                "threshold-part-pending-text",
                "Thresholds follow every 5 ms, and excitability has bounds: what is not in the threshold of all this."
            ),
        }
    }
}

/// Terms of a threshold that are worth telling, largest first.
#[must_use]
pub fn threshold_terms(parts: &ThresholdParts) -> Vec<(ThresholdPart, f32)> {
    let told = ThresholdPart::ALL.into_iter().map(|part| (part, parts.part(part)));
    let mut told: Vec<_> = told.filter(|(_, millivolts)| millivolts.abs() >= WORTH_MV).collect();
    told.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    told
}

/// How a threshold moved, in a sentence.
#[must_use]
pub fn threshold_sentence(moved: &ThresholdParts, since: &str) -> String {
    let sum = moved.sum();
    let terms = threshold_terms(moved);
    let Some((most, millivolts)) = terms.first() else {
        return words!("threshold-unmoved", "It has not moved since { $since }.", since = since);
    };
    let (part, mv, fell) = (most.spoken(), decimals(sum.abs(), 2), sum < 0.0);
    match (fell, (*millivolts < 0.0) == fell) {
        (true, true) => words!(
            "threshold-fell",
            "It fell by { $mv } mV since { $since }, mostly by { $part }: easier to excite.",
            mv = mv,
            since = since,
            part = part
        ),
        (false, true) => words!(
            "threshold-rose",
            "It rose by { $mv } mV since { $since }, mostly by { $part }: harder to excite.",
            mv = mv,
            since = since,
            part = part
        ),
        (true, false) => words!(
            "threshold-fell-although",
            "It fell by { $mv } mV since { $since }, although { $part } alone would have moved it the other way: easier to excite.",
            mv = mv,
            since = since,
            part = part
        ),
        (false, false) => words!(
            "threshold-rose-although",
            "It rose by { $mv } mV since { $since }, although { $part } alone would have moved it the other way: harder to excite.",
            mv = mv,
            since = since,
            part = part
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Contribution;
    use crate::simulation::PatternInfo;

    fn info() -> NetworkInfo {
        NetworkInfo {
            projections: vec!["E to E".to_owned(), "I to E".to_owned()],
            patterns: vec![PatternInfo { name: "A".to_owned(), members: vec![] }],
            ..NetworkInfo::default()
        }
    }

    fn spike() -> SpikeCause {
        let sender = |projection, presynaptic| Cause::Synapse { projection, presynaptic };
        let terms = [
            (Cause::Pattern(0), 6.0),
            (sender(0, 4), 3.0),
            (sender(1, 9), -2.5),
            (sender(0, 2), 1.0),
            (Cause::Noise, -0.1),
        ];
        SpikeCause {
            time_s: 1.25,
            neuron: 1,
            rest_mv: -65.0,
            potential_mv: -57.6,
            limit_mv: -57.7,
            forced: false,
            contributions: terms.map(|(cause, millivolts)| Contribution { cause, millivolts }).to_vec(),
            threshold: ThresholdParts::default(),
            jump_mv: 0.0,
        }
    }

    #[test]
    fn terms_are_summed_by_projection_and_the_sentence_says_the_shares() {
        let terms = spike_terms(&spike(), &info());
        let told: Vec<(&str, f32)> = terms.iter().map(|term| (term.name.as_str(), term.millivolts)).collect();
        assert_eq!(told, [("Pattern A", 6.0), ("E to E", 4.0), ("I to E", -2.5), ("Voltage noise", -0.1)]);
        assert_eq!(terms[1].senders, [(4, 3.0), (2, 1.0)]);
        assert_eq!(
            spike_sentence(&spike(), &info()),
            "7.4 mV above rest. Raised by pattern A (60 %), E to E (40 %, 2 senders); held back by 2.6 mV, mostly by I to E."
        );
        let forced = SpikeCause { forced: true, potential_mv: -60.0, limit_mv: -50.0, ..spike() };
        assert_eq!(spike_sentence(&forced, &info()), "The scene made it fire, 10.0 mV below its threshold.");
    }

    #[test]
    fn a_threshold_that_moved_says_by_what() {
        let parts = |fast, slow, modulators| ThresholdParts([0.0, fast, slow, 0.0, 0.0, modulators, 0.001]);
        assert_eq!(
            threshold_sentence(&parts(-0.5, -1.5, 0.25), "the start"),
            "It fell by 1.75 mV since the start, mostly by slow excitability: easier to excite."
        );
        assert_eq!(
            threshold_sentence(&parts(0.4, -0.1, 0.0), "the marker"),
            "It rose by 0.30 mV since the marker, mostly by fast excitability: harder to excite."
        );
        assert_eq!(threshold_sentence(&parts(0.0, 0.0, 0.0), "the start"), "It has not moved since the start.");
        let order: Vec<ThresholdPart> =
            threshold_terms(&parts(-0.5, -1.5, 0.25)).into_iter().map(|(part, _)| part).collect();
        assert_eq!(order, [ThresholdPart::Slow, ThresholdPart::Fast, ThresholdPart::Modulators]);
    }
}
