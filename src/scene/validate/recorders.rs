//! Checks of recorders: what they read exists, and their tables can be files.

use super::{Check, is_file_name};
use crate::scene::file::{Basis, RecorderFile, Variable, Wiring};
use crate::units::TimeInMilliseconds;
use crate::words::words;

impl Check<'_> {
    /// Recorders.
    pub fn recorders(&mut self) {
        let file = self.file;
        let names: Vec<_> = file
            .recorders
            .iter()
            .enumerate()
            .map(|(index, recorder)| (format!("recorders[{index}].name"), recorder.name()))
            .collect();
        self.table_names(&names);
        let projections: Vec<&str> = file.projections.iter().map(|projection| projection.name.as_str()).collect();
        for (index, recorder) in file.recorders.iter().enumerate() {
            let path = format!("recorders[{index}]");
            let at = |field: &str| format!("{path}.{field}");
            match recorder {
                RecorderFile::Neurons { population, neurons, variables, every, .. } => {
                    let population = self.population(&at("population"), population);
                    self.recorded_neurons(&at("neurons"), neurons, population);
                    self.recorded_variables(&at("variables"), variables, population);
                    self.interval(&at("every"), *every);
                }
                RecorderFile::Slice { population, neurons, every, .. } => {
                    let population = self.population(&at("population"), population);
                    self.recorded_neurons(&at("neurons"), neurons, population);
                    self.interval(&at("every"), *every);
                }
                RecorderFile::Weights { projection, synapses, every, .. } => {
                    let index = self.name(&at("projection"), projection, &projections, "projection", "projections");
                    self.synapses_exist(&at("synapses"), synapses, index);
                    let file = index.and_then(|index| self.file.projections.get(index));
                    if file.is_some_and(|file| file.structure.is_some()) {
                        let what = words!(
                            "fault-no-lasting-numbers",
                            "\"{ $projection }\" has structural plasticity: its synapses have no lasting numbers.",
                            projection = projection
                        );
                        self.fault(
                            &at("synapses"),
                            what,
                            words!("fault-no-lasting-numbers-hint", "Record MeanWeight, or remove `structure`."),
                        );
                    }
                    self.interval(&at("every"), *every);
                }
                RecorderFile::MeanWeight { projection, every, .. } => {
                    self.name(&at("projection"), projection, &projections, "projection", "projections");
                    self.interval(&at("every"), *every);
                }
            }
        }
    }

    /// Names of tables.
    fn table_names(&mut self, names: &[(String, &str)]) {
        // On some systems two files may not differ in case alone.
        for (index, (path, name)) in names.iter().enumerate() {
            if let Some((first, _)) = names[..index].iter().find(|(_, earlier)| earlier.eq_ignore_ascii_case(name)) {
                let first = first.trim_end_matches(".name").to_owned();
                self.fault(
                    path,
                    words!(
                        "fault-name-taken",
                        "the name \"{ $name }\" is already taken by { $first }.",
                        name = *name,
                        first = first
                    ),
                    words!("fault-own-names", "Give each its own name."),
                );
            } else if !is_file_name(name) {
                let what = words!(
                    "fault-table-name",
                    "\"{ $name }\" cannot be the name of a table: { $name }.csv would not be a safe file.",
                    name = *name
                );
                self.fault(
                    path,
                    what,
                    words!(
                        "fault-table-name-hint",
                        "Use letters, digits, _ and -, and neither \"spikes\" nor \"summary\"."
                    ),
                );
            }
        }
    }

    fn recorded_neurons(&mut self, path: &str, neurons: &[i64], population: Option<usize>) {
        self.listed(path, neurons, population);
        if neurons.is_empty() {
            self.fault(
                path,
                words!("fault-no-recorded-neuron", "no neuron is recorded."),
                words!("fault-such-as-0", "Name at least one, such as [0]."),
            );
        }
    }

    fn recorded_variables(&mut self, path: &str, variables: &[Variable], population: Option<usize>) {
        if variables.is_empty() {
            self.fault(
                path,
                words!("fault-no-recorded-variable", "no variable is recorded."),
                words!("fault-such-as-potential", "Name at least one, such as [Potential]."),
            );
        }
        let listed: Vec<String> = variables.iter().map(|variable| format!("{variable:?}")).collect();
        self.distinct(path, &listed, Clone::clone);
        if let Some(other) = variables.iter().find(|variable| variable.facts().basis != Basis::Own) {
            let what = words!(
                "fault-not-own",
                "{ $variable } does not follow from the state of single neurons.",
                variable = format!("{other:?}")
            );
            self.fault(
                path,
                what,
                words!(
                    "fault-not-own-hint",
                    "It can only be shown in the window. For weights there are the recorders Weights and MeanWeight."
                ),
            );
        }
        let without_rule = population.is_some_and(|index| self.file.populations[index].intrinsic_plasticity.is_none());
        let learned = |variable: &&Variable| {
            matches!(variable, Variable::FastExcitability | Variable::SlowExcitability | Variable::Calcium)
        };
        if let Some(variable) = variables.iter().find(learned).filter(|_| without_rule) {
            let what = words!(
                "fault-needs-learned",
                "{ $variable } needs learned excitability, which this population has not.",
                variable = format!("{variable:?}")
            );
            self.fault(
                path,
                what,
                words!("fault-needs-learned-hint", "Give it `intrinsic_plasticity: ()`, or remove the variable."),
            );
        }
    }

    /// Synapse numbers of a projection whose size is known before it is wired.
    fn synapses_exist(&mut self, path: &str, synapses: &[i64], projection: Option<usize>) {
        if synapses.is_empty() {
            self.fault(
                path,
                words!("fault-no-recorded-synapse", "no synapse is recorded."),
                words!("fault-such-as-0", "Name at least one, such as [0]."),
            );
        }
        let Some(projection) = projection.and_then(|index| self.file.projections.get(index)) else { return };
        let size = |name: &str| {
            self.file
                .populations
                .iter()
                .find(|population| population.name == *name)
                .map_or(0, |population| population.count)
        };
        if size(&projection.from) < 1 || size(&projection.to) < 1 {
            return;
        }
        let count = match &projection.wiring {
            Wiring::FixedInDegree(degree) => degree.saturating_mul(size(&projection.to)),
            Wiring::AllToAll if projection.from == projection.to => {
                size(&projection.to).saturating_mul(size(&projection.to) - 1)
            }
            Wiring::OneToOne => size(&projection.to),
            Wiring::List(pairs) => i64::try_from(pairs.len()).unwrap_or(i64::MAX),
            _ => size(&projection.from).saturating_mul(size(&projection.to)),
        };
        if let Some(wrong) = synapses.iter().find(|synapse| !(0..count).contains(*synapse)) {
            let what = words!(
                "fault-no-synapse",
                "\"{ $projection }\" has no synapse { $synapse }.",
                projection = &projection.name,
                synapse = wrong.to_string()
            );
            self.fault(
                path,
                what,
                words!(
                    "fault-synapses-numbered",
                    "Its synapses are numbered 0 to { $last } at most.",
                    last = ((count - 1).max(0)).to_string()
                ),
            );
        }
        self.distinct(path, synapses, |synapse| {
            words!("fault-synapse", "synapse { $synapse }", synapse = synapse.to_string())
        });
    }

    fn interval(&mut self, path: &str, every: TimeInMilliseconds) {
        if self.time(path, every, 0.05, 1e7)
            && let Some(dt) = self.longer_step(every.0)
        {
            self.fault(
                path,
                words!(
                    "fault-interval",
                    "the interval { $every } is shorter than the step dt, { $dt }.",
                    every = every.to_string(),
                    dt = dt.to_string()
                ),
                words!("fault-interval-hint", "Make it at least one step."),
            );
        }
    }
}
