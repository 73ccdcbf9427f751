//! Checks of populations and projections.

use super::{COUNTS, Check};
use crate::scene::file::{
    Delay, Distribution, FullTripletChoice, Layout, NeuronFile, ProjectionFile, Receptor, Wiring,
};

impl Check<'_> {
    /// Populations and their neurons.
    pub fn populations(&mut self) {
        let file = self.file;
        if file.populations.is_empty() {
            self.fault("populations", "the scene has no population.", "Give it at least one neuron.");
        }
        let names: Vec<_> = file
            .populations
            .iter()
            .enumerate()
            .map(|(index, population)| (format!("populations[{index}].name"), population.name.as_str()))
            .collect();
        self.unique_names(&names, "population");
        for (index, population) in file.populations.iter().enumerate() {
            let path = format!("populations[{index}]");
            self.count(&format!("{path}.count"), population.count, 1, 1_000_000);
            self.neuron(&format!("{path}.neuron"), &population.neuron);
            let layout = format!("{path}.layout");
            match population.layout {
                Layout::Ball { radius } => {
                    self.quantity(&format!("{layout}.radius"), radius, 0.0, 100_000.0);
                }
                Layout::Disc { radius, height } => {
                    self.quantity(&format!("{layout}.radius"), radius, 0.0, 100_000.0);
                    self.quantity(&format!("{layout}.height"), height, -100_000.0, 100_000.0);
                }
                Layout::Line { spacing } => {
                    self.quantity(&format!("{layout}.spacing"), spacing, 0.0, 100_000.0);
                }
            }
            if let Some(rule) = &population.intrinsic_plasticity {
                self.parameters(&format!("{path}.intrinsic_plasticity"), rule);
                self.excitability_options(&format!("{path}.intrinsic_plasticity"), rule);
            }
            if let Some(rule) = &population.homeostasis {
                self.homeostasis(&format!("{path}.homeostasis"), rule);
            }
            if let Some(receptors) = &population.receptors {
                self.parameters(&format!("{path}.receptors"), receptors);
            }
        }
    }

    fn neuron(&mut self, path: &str, neuron: &NeuronFile) {
        self.parameters(path, neuron);
        if let Some(adex) = &neuron.adex {
            self.adex(path, neuron, adex);
        } else if neuron.reset_potential.0 >= neuron.threshold.0 {
            let (reset, threshold) = (neuron.reset_potential, neuron.threshold);
            let what = format!(
                "the potential after a spike, {reset}, is not below the threshold, {threshold}: the neuron would never stop firing."
            );
            self.fault(&format!("{path}.reset_potential"), what, "Lower the reset potential or raise the threshold.");
        }
    }

    /// Projections, their wiring and their rules.
    pub fn projections(&mut self) {
        let file = self.file;
        let names: Vec<_> = file
            .projections
            .iter()
            .enumerate()
            .map(|(index, projection)| (format!("projections[{index}].name"), projection.name.as_str()))
            .collect();
        self.unique_names(&names, "projection");
        for (index, projection) in file.projections.iter().enumerate() {
            let path = format!("projections[{index}]");
            let from = self.population(&format!("{path}.from"), &projection.from);
            let to = self.population(&format!("{path}.to"), &projection.to);
            self.wiring(&format!("{path}.wiring"), &projection.wiring, from, to);
            self.quantity(&format!("{path}.conductance"), projection.conductance, 0.0, 1000.0);
            self.weight(&format!("{path}.weight"), projection.weight);
            self.delay(&format!("{path}.delay"), projection.delay);
            self.number(&format!("{path}.acetylcholine_suppression"), projection.acetylcholine_suppression, 0.0, 1.0);
            self.number(&format!("{path}.maximum_weight"), projection.maximum_weight, 0.0, 1000.0);
            self.rules(&path, projection);
        }
    }

    fn wiring(&mut self, path: &str, wiring: &Wiring, from: Option<usize>, to: Option<usize>) {
        let population = |index: Option<usize>| index.and_then(|index| self.file.populations.get(index));
        let (source, target) = (population(from), population(to));
        match wiring {
            Wiring::FixedInDegree(count) => {
                if self.count(path, *count, 0, 1_000_000)
                    && *count > 0
                    && let Some(source) = source
                    && from == to
                    && source.count == 1
                {
                    let what = format!("\"{}\" has one neuron, which never connects to itself.", source.name);
                    self.fault(path, what, "Give it more neurons, or connect it to another population.");
                }
            }
            Wiring::Probability(probability) => {
                self.within(path, *probability, 0.0, 1.0, "");
            }
            Wiring::Distance { peak, length } => {
                self.within(&format!("{path}.peak"), *peak, 0.0, 1.0, "");
                self.quantity(&format!("{path}.length"), *length, 0.1, 100_000.0);
            }
            Wiring::AllToAll => {}
            Wiring::OneToOne => {
                if let (Some(source), Some(target)) = (source, target)
                    && source.count != target.count
                    && COUNTS.contains(&source.count)
                    && COUNTS.contains(&target.count)
                {
                    let what = format!(
                        "one to one needs equal sizes, but \"{}\" has {} neurons and \"{}\" has {}.",
                        source.name, source.count, target.name, target.count
                    );
                    self.fault(path, what, "Make them equal, or use another wiring.");
                }
            }
            Wiring::List(pairs) => {
                for (population, part) in [(source, 0), (target, 1)] {
                    let Some(population) = population.filter(|population| COUNTS.contains(&population.count)) else {
                        continue;
                    };
                    let outside =
                        |pair: &(i64, i64)| !(0..population.count).contains(if part == 0 { &pair.0 } else { &pair.1 });
                    if let Some(pair) = pairs.iter().find(|pair| outside(pair)) {
                        let wrong = if part == 0 { pair.0 } else { pair.1 };
                        let what = format!("\"{}\" has no neuron {wrong}.", population.name);
                        self.fault(path, what, format!("Its neurons are numbered 0 to {}.", population.count - 1));
                    }
                }
            }
        }
    }

    fn weight(&mut self, path: &str, weight: Distribution) {
        match weight {
            Distribution::Constant(value) => {
                self.number(path, value, 0.0, 1000.0);
            }
            Distribution::Normal { mean, sd } => {
                self.number(&format!("{path}.mean"), mean, 0.0, 1000.0);
                self.number(&format!("{path}.sd"), sd, 0.0, 1000.0);
            }
            Distribution::Lognormal { mean, sigma } => {
                self.number(&format!("{path}.mean"), mean, 0.0, 1000.0);
                self.number(&format!("{path}.sigma"), sigma, 0.0, 3.0);
            }
            Distribution::Uniform { low, high } => {
                let fine = self.number(&format!("{path}.low"), low, 0.0, 1000.0);
                if self.number(&format!("{path}.high"), high, 0.0, 1000.0) && fine && high < low {
                    self.fault(
                        &format!("{path}.high"),
                        format!("the upper bound {high} is below the lower bound {low}."),
                        "Swap them.",
                    );
                }
            }
        }
    }

    fn delay(&mut self, path: &str, delay: Delay) {
        let (low, high) = match delay {
            Delay::Constant(delay) => (delay, delay),
            Delay::Uniform(low, high) => (low, high),
        };
        if !(self.quantity(path, low, 0.0, 1000.0) && (low == high || self.quantity(path, high, 0.0, 1000.0))) {
            return;
        }
        if high.0 < low.0 {
            self.fault(path, format!("the longest delay, {high}, is shorter than the shortest, {low}."), "Swap them.");
        }
        if let Some(dt) = self.longer_step(super::shortest(low.0)) {
            let what = format!(
                "the delay {low} is shorter than the step dt, {dt}: a spike cannot arrive before the next step."
            );
            self.fault(path, what, format!("Make the delay at least {dt} or dt shorter."));
        }
    }

    /// Rules that bridge seconds.
    fn seconds_long_rules(&mut self, path: &str, projection: &ProjectionFile) {
        let at = |field: &str| format!("{path}.{field}");
        let inhibits = matches!(projection.receptor, Receptor::Inhibitory);
        for (field, present) in
            [("three_factor", projection.three_factor.is_some()), ("btsp", projection.btsp.is_some())]
        {
            if present && inhibits {
                let what = "this rule is one of excitatory synapses, and these are inhibitory.";
                self.fault(&at(field), what, "Remove it, or use `inhibitory_plasticity`.");
            }
        }
        if let Some(rule) = &projection.three_factor {
            self.parameters(&at("three_factor"), rule);
        }
        if let Some(rule) = &projection.btsp {
            self.parameters(&at("btsp"), rule);
        }
    }

    fn rules(&mut self, path: &str, projection: &ProjectionFile) {
        let inhibitory = match projection.receptor {
            Receptor::Excitatory { slow_fraction } => {
                self.number(&format!("{path}.receptor.slow_fraction"), slow_fraction, 0.0, 1.0);
                false
            }
            Receptor::Inhibitory => true,
        };
        let at = |field: &str| format!("{path}.{field}");
        let needs = "the rule is only for";
        for (field, present) in [
            ("triplet_stdp", projection.triplet_stdp.is_some()),
            ("heterosynaptic_pull", projection.heterosynaptic_pull.is_some()),
            ("incoming_cap", projection.incoming_cap.is_some()),
            ("consolidation", projection.consolidation.is_some()),
        ] {
            if present && inhibitory {
                self.fault(
                    &at(field),
                    format!("{needs} excitatory receptors, and this projection is inhibitory."),
                    "Remove it, or change the receptor.",
                );
            } else if present && projection.triplet_stdp.is_none() && matches!(field, "heterosynaptic_pull") {
                self.fault(
                    &at(field),
                    "the rule acts together with triplet_stdp, which is absent.",
                    "Add `triplet_stdp: ()`.",
                );
            }
        }
        self.timing_excitability(path, projection, inhibitory);
        if projection.inhibitory_plasticity.is_some() && !inhibitory {
            self.fault(
                &at("inhibitory_plasticity"),
                format!("{needs} inhibitory receptors, and this projection is excitatory."),
                "Remove it, or change the receptor.",
            );
        }
        if let Some(rule) = &projection.triplet_stdp {
            self.parameters(&at("triplet_stdp"), rule);
            let at = at("triplet_stdp.metaplasticity");
            let (low, high) = rule.metaplasticity;
            if self.number(&at, low, 0.0, 100.0) && self.number(&at, high, 0.0, 100.0) && high < low {
                self.fault(&at, format!("the upper bound {high} is below the lower bound {low}."), "Swap them.");
            }
        }
        if let Some(rule) = &projection.heterosynaptic_pull {
            self.parameters(&at("heterosynaptic_pull"), rule);
        }
        if let Some(rule) = &projection.incoming_cap {
            self.parameters(&at("incoming_cap"), rule);
        }
        if let Some(rule) = &projection.consolidation {
            self.parameters(&at("consolidation"), rule);
        }
        self.seconds_long_rules(path, projection);
        if let Some(rule) = &projection.inhibitory_plasticity {
            self.parameters(&at("inhibitory_plasticity"), rule);
        }
        let plastic = self.timing_rules(path, projection);
        let plastic = plastic || projection.three_factor.is_some() || projection.btsp.is_some();
        let start = match projection.weight {
            Distribution::Constant(value) => value,
            Distribution::Normal { mean, .. } | Distribution::Lognormal { mean, .. } => mean,
            Distribution::Uniform { high, .. } => high,
        };
        if plastic && start > projection.maximum_weight {
            let what = format!(
                "the initial weight {start} is above the largest that the rules allow, {}.",
                projection.maximum_weight
            );
            self.fault(&at("maximum_weight"), what, "Raise maximum_weight or lower the weight.");
        }
    }

    /// The rules of timing, voltage and rate, of which a projection has one at most. Whether it has one.
    fn timing_rules(&mut self, path: &str, projection: &ProjectionFile) -> bool {
        let at = |field: &str| format!("{path}.{field}");
        if let Some(rule) = &projection.pair_stdp {
            self.parameters(&at("pair_stdp"), rule);
        }
        if let Some(FullTripletChoice::Own(rule)) = &projection.full_triplet_stdp {
            self.parameters(&at("full_triplet_stdp"), rule);
        }
        if let Some(rule) = &projection.voltage_stdp {
            self.parameters(&at("voltage_stdp"), rule);
            self.quantity(&at("voltage_stdp.delay"), rule.delay, 0.0, 50.0);
        }
        if let Some(rule) = &projection.bcm {
            self.parameters(&at("bcm"), rule);
        }
        self.slow_rules(path, projection);
        let timing_rules = [
            ("triplet_stdp", projection.triplet_stdp.is_some()),
            ("inhibitory_plasticity", projection.inhibitory_plasticity.is_some()),
            ("pair_stdp", projection.pair_stdp.is_some()),
            ("full_triplet_stdp", projection.full_triplet_stdp.is_some()),
            ("voltage_stdp", projection.voltage_stdp.is_some()),
            ("bcm", projection.bcm.is_some()),
        ];
        let mut present = timing_rules.iter().filter(|(_, present)| *present);
        if let Some((first, _)) = present.next() {
            for (other, _) in present {
                self.fault(
                    &at(other),
                    format!("both {first} and {other} set the weights of this projection from its activity."),
                    "Keep one of the two.",
                );
            }
            true
        } else {
            false
        }
    }

    /// Short-term plasticity, scaling, down-selection and structure.
    fn slow_rules(&mut self, path: &str, projection: &ProjectionFile) {
        let at = |field: &str| format!("{path}.{field}");
        if let Some(rule) = &projection.short_term_plasticity {
            self.parameters(&at("short_term_plasticity"), rule);
        }
        if let Some(rule) = &projection.scaling {
            self.parameters(&at("scaling"), rule);
        }
        if let Some(rule) = &projection.down_selection {
            self.parameters(&at("down_selection"), rule);
        }
        let Some(rule) = &projection.structure else { return };
        self.parameters(&at("structure"), rule);
        let safe = if rule.protection.0 > rule.weak_time.0 { rule.protection } else { rule.weak_time };
        if rule.mean_life.0 * 0.9 < safe.0 {
            let what = format!(
                "a synapse is safe for {safe} (protection or weak_time), so its mean life can't be {}.",
                rule.mean_life
            );
            let remedy = "Make mean_life at least a tenth longer, or protection and weak_time shorter.";
            self.fault(&at("structure.mean_life"), what, remedy);
        }
        if rule.birth_weight > projection.maximum_weight {
            let what = format!(
                "new synapses have the weight {}, above the largest that the rules allow, {}.",
                rule.birth_weight, projection.maximum_weight
            );
            self.fault(
                &at("structure.birth_weight"),
                what,
                "Raise maximum_weight or lower the weight of new synapses.",
            );
        }
    }
}
