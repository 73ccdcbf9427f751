//! Values of a variable in all neurons, for whoever looks: from the state of the neurons, from their synapses, or from what was seen of
//! the run. The list of all variables stands in `scene::file::variable`.

use super::before::Before;
use super::rate_watch::RateWatch;
use super::run::Simulation;
use super::sample::NetworkInfo;
use crate::measure::{NeuronState, own_reader};
use crate::scene::file::{Variable, for_all_variables};

/// What was seen of a run besides its present state.
pub struct Watched<'a> {
    /// Facts about the network.
    pub info: &'a NetworkInfo,
    /// Neuron that is selected.
    pub selected: Option<u32>,
    /// Thresholds at the start.
    pub start: Before<'a>,
    /// Thresholds at the last marker, or at the start.
    pub marker: Before<'a>,
    /// Replays in which each neuron took part.
    pub replays: &'a [u32],
    /// Rates, if they are watched.
    pub rates: Option<&'a RateWatch>,
}

macro_rules! values {
    ($($group:ident {
        $($name:ident: $basis:ident $reader:ident, $column:literal, $label:literal, $symbol:literal, $unit:literal, [$low:literal, $high:literal],
            $map:ident $(($middle:literal))?, $bright:ident, $there:ident, $meaning:literal, $source:literal;)+
    })+) => {
        /// The value of a variable in every neuron; not a number where there is none.
        #[must_use]
        pub fn values(simulation: &Simulation, variable: Variable, watched: &Watched<'_>) -> Vec<f32> {
            match variable {
                $($(Variable::$name => value!($basis $reader variable simulation watched),)+)+
            }
        }
    };
}

macro_rules! value {
    (own $reader:ident $variable:ident $simulation:ident $watched:ident) => {
        own($simulation, $variable)
    };
    ($basis:ident $reader:ident $variable:ident $simulation:ident $watched:ident) => {
        $basis::$reader($simulation, $watched)
    };
}
for_all_variables!(values);

fn own(simulation: &Simulation, variable: Variable) -> Vec<f32> {
    let state = NeuronState::of(simulation.world());
    own_reader(variable).map_or_else(Vec::new, |read| (0..state.len()).map(|i| read(&state, i)).collect())
}

/// Means over the synapses onto each neuron.
mod synapses {
    use super::Watched;
    use crate::model::{Connectome, Eligibility, Postsynaptic, Projection, Target, Weight, column_of};
    use crate::plasticity::synaptic::{Btsp, ThreeFactor};
    use crate::simulation::run::{Simulation, projections};

    /// Sums and numbers.
    struct Means(Vec<(f64, u32)>);

    impl Means {
        fn of(watched: &Watched<'_>) -> Self {
            Self(vec![(0.0, 0); watched.info.positions.len()])
        }

        fn add(&mut self, neuron: u32, value: f32) {
            if let Some((sum, count)) = self.0.get_mut(neuron as usize) {
                *sum += f64::from(value);
                *count += 1;
            }
        }

        fn values(self) -> Vec<f32> {
            // Nothing divided by nothing is not a number.
            self.0.into_iter().map(|(sum, count)| (sum / f64::from(count)) as f32).collect()
        }
    }

    pub fn mean_incoming_weight(simulation: &Simulation, watched: &Watched<'_>) -> Vec<f32> {
        let (post, weight) = (column_of::<Postsynaptic>(simulation.world()), column_of::<Weight>(simulation.world()));
        let mut means = Means::of(watched);
        for projection in projections(simulation.world()) {
            if matches!(projection.target, Target::Excitatory { .. }) {
                let rows = projection.rows.clone();
                post[rows.clone()].iter().zip(&weight[rows]).for_each(|(post, weight)| means.add(post.0, weight.0));
            }
        }
        means.values()
    }

    pub fn eligibility(simulation: &Simulation, watched: &Watched<'_>) -> Vec<f32> {
        let world = simulation.world();
        let (post, traces) = (column_of::<Postsynaptic>(world), column_of::<Eligibility>(world));
        let mut means = Means::of(watched);
        if let Some(mut query) = world.try_query::<(&Projection, &ThreeFactor)>() {
            for (projection, rule) in query.iter(world) {
                for row in projection.rows.clone() {
                    means.add(post[row].0, rule.trace_at(traces[row], simulation.steps()));
                }
            }
        }
        if let Some(mut query) = world.try_query::<(&Projection, &Btsp)>() {
            let connectome = simulation.resource::<Connectome>();
            for (projection, rule) in query.iter(world) {
                for (axon, &trace) in projection.axons.clone().zip(&rule.eligibility) {
                    post[connectome.rows(axon)].iter().for_each(|post| means.add(post.0, trace));
                }
            }
        }
        means.values()
    }
}

/// Weights of the synapses between each neuron and the selected one.
mod selection {
    use super::Watched;
    use crate::simulation::run::Simulation;
    use crate::simulation::sample::Fibre;
    use crate::simulation::weights::synapses_of;

    pub fn weight_to_selection(simulation: &Simulation, watched: &Watched<'_>) -> Vec<f32> {
        let fibres = watched.selected.map(|neuron| synapses_of(simulation, neuron).0);
        sums(watched, fibres, |fibre| fibre.presynaptic)
    }

    pub fn weight_from_selection(simulation: &Simulation, watched: &Watched<'_>) -> Vec<f32> {
        let fibres = watched.selected.map(|neuron| synapses_of(simulation, neuron).1);
        sums(watched, fibres, |fibre| fibre.postsynaptic)
    }

    fn sums(watched: &Watched<'_>, fibres: Option<Vec<Fibre>>, partner: fn(&Fibre) -> u32) -> Vec<f32> {
        let mut sums = vec![f32::NAN; watched.info.positions.len()];
        for fibre in fibres.unwrap_or_default() {
            if let Some(sum) = sums.get_mut(partner(&fibre) as usize) {
                *sum = if sum.is_nan() { fibre.weight } else { *sum + fibre.weight };
            }
        }
        sums
    }
}

/// What follows from the course of the run.
mod watch {
    use super::Watched;
    use crate::simulation::run::Simulation;

    pub fn rate(simulation: &Simulation, watched: &Watched<'_>) -> Vec<f32> {
        let none = || vec![f32::NAN; watched.info.positions.len()];
        watched.rates.map_or_else(none, |watch| watch.rates(simulation.time_s()))
    }

    pub fn threshold_shift(simulation: &Simulation, watched: &Watched<'_>) -> Vec<f32> {
        watched.start.shift(simulation)
    }

    pub fn shift_since_marker(simulation: &Simulation, watched: &Watched<'_>) -> Vec<f32> {
        watched.marker.shift(simulation)
    }

    pub fn membership(_simulation: &Simulation, watched: &Watched<'_>) -> Vec<f32> {
        let info = watched.info;
        let mut best = vec![(f32::NAN, f32::NEG_INFINITY); info.positions.len()];
        for (index, pattern) in info.patterns.iter().enumerate() {
            for &member in &pattern.members {
                let local = member.checked_sub(info.reach.target.start).map(|local| local as usize);
                let driven = info.reach.conductance_ns.get(index).zip(local).and_then(|(of, local)| of.get(local));
                let driven = driven.copied().unwrap_or(0.0);
                if let Some(best) = best.get_mut(member as usize).filter(|best| driven > best.1) {
                    *best = (index as f32, driven);
                }
            }
        }
        best.into_iter().map(|(pattern, _)| pattern).collect()
    }

    pub fn replay_count(_simulation: &Simulation, watched: &Watched<'_>) -> Vec<f32> {
        watched.replays.iter().map(|&count| count as f32).collect()
    }
}
