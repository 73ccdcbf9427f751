//! Why the selected neuron fired and why its threshold moved, as terms with names and as a sentence.

use crate::measure::{Cause, SpikeCause, ThresholdPart, ThresholdParts};
use crate::number_text::{counted, with_minus};
use crate::scene::file::InputFile;
use crate::simulation::NetworkInfo;
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
        Cause::Earlier => ("From before", "what was there before"),
        Cause::Reset => ("Last reset", "the reset after its last spike"),
        Cause::Synapse { projection, .. } => {
            let name = info.projections.get(projection as usize).map_or("Synapses", String::as_str);
            (name, name)
        }
        Cause::Pattern(pattern) => {
            let name = info.patterns.get(pattern as usize).map_or("", |pattern| pattern.name.as_str());
            return (format!("Pattern {name}"), format!("pattern {name}"));
        }
        Cause::Inputs => inputs_name(neuron, info),
        Cause::InhibitingInputs => ("Inhibiting input", "inhibiting input"),
        Cause::Current => ("Injected current", "injected current"),
        Cause::Afterhyperpolarization => ("AHP", "afterhyperpolarization"),
        Cause::Noise => ("Voltage noise", "voltage noise"),
        Cause::Upstroke => ("Upstroke", "the upstroke of the action potential"),
        Cause::Adaptation => ("Adaptation", "the adaptation current"),
    };
    (name.to_owned(), spoken.to_owned())
}

/// What else excites the population of a neuron, as exactly as the scene allows to say.
fn inputs_name(neuron: u32, info: &NetworkInfo) -> (&'static str, &'static str) {
    let other = ("Other inputs", "other inputs");
    let population = info.populations.iter().find(|population| population.range.contains(&neuron));
    let (Some(population), Some(scene)) = (population, &info.scene) else { return other };
    let mut kinds = scene.inputs.iter().filter_map(|input| {
        let (to, names) = match input {
            InputFile::Poisson { to, .. } => (to, ("Poisson spikes", "Poisson spikes")),
            InputFile::Trains { to, .. } => (to, ("Spike trains", "spike trains")),
            InputFile::SpikeTimes { to, .. } => (to, ("Given spikes", "spikes at given times")),
            InputFile::Current { .. } | InputFile::Disruption { .. } => return None,
        };
        (*to == population.name).then_some(names)
    });
    match (kinds.next(), kinds.next()) {
        (Some(only), None) => only,
        _ => other,
    }
}

/// The spike in a sentence or two.
#[must_use]
pub fn spike_sentence(cause: &SpikeCause, info: &NetworkInfo) -> String {
    let above = cause.potential_mv - cause.rest_mv;
    if cause.forced {
        return with_minus(&format!(
            "The scene made it fire, {:.1} mV below its threshold.",
            cause.limit_mv - cause.potential_mv
        ));
    }
    let terms = spike_terms(cause, info);
    let raising: f32 = terms.iter().map(|term| term.millivolts.max(0.0)).sum();
    let holding: f32 = terms.iter().map(|term| term.millivolts.min(0.0)).sum();
    let worth = |term: &&Term| term.millivolts.abs() > WORTH_SHARE * raising;
    let told = terms.iter().filter(|term| term.millivolts > 0.0).filter(worth).take(3).map(|term| {
        let who = match term.senders.iter().filter(|(_, millivolts)| *millivolts > 0.0).count() {
            0 => String::new(),
            count => format!(", {}", counted(count as u64, "sender")),
        };
        format!("{} ({:.0} %{who})", term.spoken, 100.0 * term.millivolts / raising)
    });
    let told = told.collect::<Vec<_>>().join(", ");
    let held = terms.iter().filter(|term| term.millivolts < 0.0).find(worth);
    let held =
        held.map_or_else(String::new, |most| format!("; held back by {:.1} mV, mostly by {}", -holding, most.spoken));
    format!("{above:.1} mV above rest. Raised by {told}{held}.")
}

/// A name within a sentence: without its capital.
fn in_sentence(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

impl ThresholdPart {
    /// Name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Resting => "Its own resting threshold",
            Self::Fast => "Fast excitability",
            Self::Slow => "Slow excitability",
            Self::Homeostasis => "Homeostasis",
            Self::Paint => "Paint",
            Self::Modulators => "Neuromodulators",
            Self::Pending => "Not yet expressed",
        }
    }

    /// What it is, in a sentence.
    #[must_use]
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Resting => "Drawn at the start: neurons differ.",
            Self::Fast => "Learned excitability e_f, which fades within an hour or so: −Δ e_f / 2.",
            Self::Slow => "Learned excitability e_s, which lasts for hours to days: −Δ e_s.",
            Self::Homeostasis => "The shift h of a neuron that fired far too much or far too little.",
            Self::Paint => "Excitability that was painted on, by hand or by the scene.",
            Self::Modulators => "Acetylcholine above or below what is usual in this brain state.",
            Self::Pending => {
                "Thresholds follow every 5 ms, and excitability has bounds: what is not in the threshold of all this."
            }
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
        return format!("It has not moved since {since}.");
    };
    let way = if sum < 0.0 { "fell" } else { "rose" };
    let mostly = if (*millivolts < 0.0) == (sum < 0.0) {
        format!("mostly by {}", in_sentence(most.label()))
    } else {
        format!("although {} alone would have moved it the other way", in_sentence(most.label()))
    };
    let easier = if sum < 0.0 { "easier" } else { "harder" };
    format!("It {way} by {:.2} mV since {since}, {mostly}: {easier} to excite.", sum.abs())
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
