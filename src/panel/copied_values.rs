//! What is known of the selected neurons, as a table of text: a name, a value and a unit in each line, with tabs between.

use super::kind::{kind_of, kind_text};
use super::reading::spikes_per_second;
use crate::number_text::significant;
use crate::scene::file::{MapKind, NeuronKind, Variable};
use crate::session::Session;
use crate::simulation::{SelectedNeuron, Spread};
use crate::words::{self, scene_text, words};

/// Values of the selected neuron, or of several their mean and spread.
#[must_use]
pub fn copied_values(session: &Session) -> String {
    let lines = match session.selection.neurons() {
        [] => Vec::new(),
        [neuron] => of_one(session, *neuron),
        neurons => of_group(session, neurons.len()),
    };
    lines.into_iter().map(|cells| cells.join("\t") + "\n").collect()
}

fn number(value: f32) -> String {
    if value.is_finite() { words::number(&significant(f64::from(value))) } else { String::new() }
}

fn facts(variable: Variable) -> (String, String) {
    let facts = variable.facts();
    (facts.name.to_owned(), facts.unit.to_owned())
}

fn head(session: &Session, what: String) -> Vec<Vec<String>> {
    let time = words::number(&significant(session.sample.time_s));
    let time = vec![words!("copied-time", "Model time").to_owned(), time, "s".to_owned()];
    vec![vec![scene_text(&session.info.title).to_owned()], vec![what], time]
}

fn of_one(session: &Session, neuron: u32) -> Vec<Vec<String>> {
    let (sample, index) = (&session.sample, neuron as usize);
    let memories = session.info.patterns.iter().filter(|pattern| pattern.members.contains(&neuron));
    let memories: Vec<&str> = memories.map(|pattern| pattern.name.as_str()).collect();
    let kind = kind_text(kind_of(&session.info, neuron));
    let mut what = words!("copied-neuron", "Neuron #{ $number }, { $kind }", number = neuron.to_string(), kind = kind);
    if !memories.is_empty() {
        let memories = memories.join(&format!(" {} ", words!("and", "and")));
        what += ", ";
        what += &words!("inspector-in-pattern", "in { $name }", name = memories);
    }
    let mut lines = head(session, what);
    let mut line = |(name, unit): (String, String), value: Option<f32>| {
        if let Some(value) = value {
            lines.push(vec![name, number(value), unit]);
        }
    };
    let at = |values: &[f32]| values.get(index).copied();
    let initial = at(&session.info.initial_threshold);
    line(facts(Variable::Potential), at(&sample.potential_mv));
    line(facts(Variable::LastingThreshold), at(&sample.threshold_mv));
    let selected = sample.selected.as_ref().filter(|selected| selected.neuron == neuron);
    let set = selected.map_or(0.0, SelectedNeuron::resting_moved_mv);
    line(facts(Variable::ThresholdShift), at(&sample.threshold_mv).zip(initial).map(|(now, start)| now - start - set));
    line(facts(Variable::Excitability), at(&sample.excitability));
    line(facts(Variable::Paint), at(&sample.paint));
    let told = [
        Variable::Potential,
        Variable::LastingThreshold,
        Variable::ThresholdShift,
        Variable::Excitability,
        Variable::Paint,
    ];
    if let Some(shown) = session.shown().filter(|shown| !told.contains(&shown.variable))
        && shown.variable.facts().map != MapKind::Categorical
    {
        line(facts(shown.variable), at(&shown.values));
    }
    if let Some(selected) = selected {
        let named = |name: &str, unit: &str| (name.to_owned(), unit.to_owned());
        line(named(words!("copied-rate", "Mean rate"), spikes_per_second()), Some(selected.rate_hz));
        line(named(words!("reading-rheobase", "Rheobase"), "pA"), Some(selected.rheobase_pa));
        line(named(words!("reading-resistance", "Input resistance"), "MΩ"), Some(selected.input_resistance_mohm));
        line(facts(Variable::AhpMultiplier), Some(selected.ahp_multiplier));
        line(facts(Variable::Leak), Some(selected.leak_multiplier));
    }
    lines
}

fn of_group(session: &Session, count: usize) -> Vec<Vec<String>> {
    let what = words!("copied-neurons", "{ $number } neurons", number = count.to_string());
    let mut lines = head(session, what);
    let columns = [
        "",
        words!("copied-mean", "mean"),
        words!("copied-sd", "SD"),
        words!("copied-number", "number"),
        words!("copied-unit", "unit"),
    ];
    lines.push(columns.map(str::to_owned).to_vec());
    let Some(reading) = session.sample.group.as_ref().filter(|reading| reading.neurons == count) else { return lines };
    let mut line = |(name, unit): (String, String), spread: Spread| {
        lines.push(vec![name, number(spread.mean), number(spread.sd), spread.count.to_string(), unit]);
    };
    for value in &reading.values {
        line(facts(value.variable), value.spread);
    }
    let unit = words!("copied-of-initial", "of the initial one");
    for (place, synapses) in [
        (words!("copied-within", "within"), reading.within),
        (words!("copied-in", "in"), reading.incoming),
        (words!("copied-out", "out"), reading.outgoing),
    ] {
        for (kind, spread) in
            [(NeuronKind::Excitatory, synapses.excitatory), (NeuronKind::Inhibitory, synapses.inhibitory)]
        {
            if spread.count > 0 {
                let kind = kind_text(kind);
                let name = words!("copied-weight", "Weight { $place }, { $kind }", place = place, kind = kind);
                line((name, unit.to_owned()), spread);
            }
        }
    }
    lines
}
