//! Checks of populations and projections.

use super::{COUNTS, Check};
use crate::scene::file::{Delay, Distribution, NeuronFile, ProjectionFile, Receptor, Wiring};
use crate::words::words;

impl Check<'_> {
    /// Populations and their neurons.
    pub fn populations(&mut self) {
        let file = self.file;
        if file.populations.is_empty() {
            self.fault(
                "populations",
                words!("fault-no-population", "the scene has no population."),
                words!("fault-no-population-hint", "Give it at least one neuron."),
            );
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
            if COUNTS.contains(&population.count) {
                self.drawn_thresholds(&format!("{path}.neuron"), &population.neuron, population.count);
            }
            self.layout(&format!("{path}.layout"), population);
            self.population_rules(&path, population);
            if let Some(receptors) = &population.receptors {
                self.parameters(&format!("{path}.receptors"), receptors);
            }
        }
    }

    fn neuron(&mut self, path: &str, neuron: &NeuronFile) {
        let faults = self.faults.len();
        self.parameters(path, neuron);
        // Noise comes in the middle of a step; a membrane that forgets it before the end of the step would have none.
        let time_constant = neuron.capacitance.0 / neuron.leak_conductance.0;
        if self.faults.len() == faults
            && neuron.noise_sd.0 > 0.0
            && let Some(dt) = self.longer_step(100.0 * f64::from(time_constant))
        {
            let what = words!(
                "fault-membrane-forgets",
                "the membrane forgets within C / g_L = { $time_constant } ms, less than a hundredth of the step dt, { $dt }: it would \
                 lose its noise.",
                time_constant = time_constant.to_string(),
                dt = dt.to_string()
            );
            let hint = words!(
                "fault-membrane-forgets-hint",
                "Raise the capacitance, lower the leak conductance or dt, or set noise_sd to 0."
            );
            self.fault(&format!("{path}.noise_sd"), what, hint);
        }
        self.some_steps_of(&format!("{path}.refractory"), neuron.refractory);
        if let Some(adex) = &neuron.adex {
            self.adex(path, neuron, adex);
        } else if neuron.reset_potential.0 >= neuron.threshold.0 {
            let (reset, threshold) = (neuron.reset_potential, neuron.threshold);
            let what = words!(
                "fault-reset",
                "the potential after a spike, { $reset }, is not below the threshold, { $threshold }: the neuron would never stop firing.",
                reset = reset.to_string(),
                threshold = threshold.to_string()
            );
            self.fault(
                &format!("{path}.reset_potential"),
                what,
                words!("fault-reset-hint", "Lower the reset potential or raise the threshold."),
            );
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
                    let what = words!(
                        "fault-one-neuron",
                        "\"{ $population }\" has one neuron, which never connects to itself.",
                        population = &source.name
                    );
                    self.fault(
                        path,
                        what,
                        words!("fault-one-neuron-hint", "Give it more neurons, or connect it to another population."),
                    );
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
                    let what = words!(
                        "fault-one-to-one",
                        "one to one needs equal sizes, but \"{ $population }\" has { $count -> [one] 1 neuron *[other] { $count } neurons } and \"{ $target }\" has { $other }.",
                        population = &source.name,
                        count = source.count,
                        target = &target.name,
                        other = target.count.to_string()
                    );
                    self.fault(path, what, words!("fault-one-to-one-hint", "Make them equal, or use another wiring."));
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
                        self.no_neuron(path, &population.name, population.count, wrong);
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
            Distribution::Normal { mean, sd, at_most } => {
                self.number(&format!("{path}.mean"), mean, 0.0, 1000.0);
                self.number(&format!("{path}.sd"), sd, 0.0, 1000.0);
                self.number(&format!("{path}.at_most"), at_most.unwrap_or(0.0), 0.0, 1000.0);
            }
            Distribution::Lognormal { mean, sigma, at_most } => {
                self.number(&format!("{path}.mean"), mean, 0.0, 1000.0);
                self.number(&format!("{path}.sigma"), sigma, 0.0, 3.0);
                self.number(&format!("{path}.at_most"), at_most.unwrap_or(0.0), 0.0, 1000.0);
            }
            Distribution::Uniform { low, high } => {
                let fine = self.number(&format!("{path}.low"), low, 0.0, 1000.0);
                if self.number(&format!("{path}.high"), high, 0.0, 1000.0) && fine && high < low {
                    self.fault(
                        &format!("{path}.high"),
                        words!(
                            "fault-bounds",
                            "the upper bound { $high } is below the lower bound { $low }.",
                            high = high.to_string(),
                            low = low.to_string()
                        ),
                        words!("fault-swap", "Swap them."),
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
            self.fault(
                path,
                words!(
                    "fault-delays",
                    "the longest delay, { $high }, is shorter than the shortest, { $low }.",
                    high = high.to_string(),
                    low = low.to_string()
                ),
                words!("fault-swap", "Swap them."),
            );
        }
        // Of a uniform delay the draw is rounded, and bounds between two steps give the outermost steps their full share.
        if let Delay::Constant(delay) = delay {
            self.grid_of(path, delay);
        }
        if let Some(dt) = self.longer_step(super::shortest(low.0)) {
            let what = words!(
                "fault-delay",
                "the delay { $low } is shorter than the step dt, { $dt }: a spike cannot arrive before the next step.",
                low = low.to_string(),
                dt = dt.to_string()
            );
            self.fault(
                path,
                what,
                words!("fault-delay-hint", "Make the delay at least { $dt } or dt shorter.", dt = dt.to_string()),
            );
        }
    }

    fn rules(&mut self, path: &str, projection: &ProjectionFile) {
        if let Receptor::Excitatory { slow_fraction } = projection.receptor {
            self.number(&format!("{path}.receptor.slow_fraction"), slow_fraction, 0.0, 1.0);
        }
        let at = |field: &str| format!("{path}.{field}");
        self.projection_rules(path, projection);
        let plastic = projection.is_plastic();
        self.drawn_weights(path, projection);
        if let Some(rule) = &projection.voltage_stdp {
            self.some_steps_of(&at("voltage_stdp.delay"), rule.delay);
            self.some_steps_of(&at("voltage_stdp.spike_width"), rule.spike_width);
        }
        if let Some(rule) = &projection.incoming_cap {
            self.some_steps_of(&at("incoming_cap.every"), rule.every);
        }
        let (which, start) = match projection.weight {
            Distribution::Constant(value) => (words!("fault-initial", "initial"), value),
            Distribution::Normal { mean, .. } | Distribution::Lognormal { mean, .. } => {
                (words!("fault-mean-initial", "mean initial"), mean)
            }
            Distribution::Uniform { low, high } => {
                (words!("fault-mean-initial", "mean initial"), f32::midpoint(low, high))
            }
        };
        if plastic && start > projection.maximum_weight {
            let what = words!(
                "fault-weight-large",
                "the { $which } weight { $start } is above the largest that the rules allow, { $maximum }: it could only shrink.",
                which = which,
                start = start.to_string(),
                maximum = projection.maximum_weight.to_string()
            );
            self.fault(
                &at("maximum_weight"),
                what,
                words!("fault-weight-large-hint", "Raise maximum_weight or lower the weight."),
            );
        }
    }
}
