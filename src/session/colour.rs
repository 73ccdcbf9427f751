//! By which variable the neurons are coloured: the scene's choice until the user makes another.

use super::Session;
use crate::number_text::with_unit;
use crate::scene::file::{MapKind, SceneFile, Variable, VariableFacts};
use crate::simulation::{RunnerRequest, ShownValues};
use crate::theme::{ColourScale, SequentialMap};
use crate::words::number;

/// How the neurons are coloured.
#[derive(Clone, Debug, Default)]
pub struct ColourChoice {
    /// The variable that the user chose for this scene; none: that of the scene.
    pub chosen: Option<Variable>,
    /// The map of what goes from less to more.
    pub map: SequentialMap,
    /// Neurons that were picked in the legend, sorted; all others are dimmed. Empty: none was picked.
    pub lit: Vec<u32>,
}

impl Session {
    fn scene_file(&self) -> Option<&SceneFile> {
        self.info.scene.as_deref().map(std::ops::Deref::deref)
    }

    /// The variable that colours the neurons, or will with the next sample.
    #[must_use]
    pub fn colour(&self) -> Variable {
        let of_scene = || self.scene_file().map_or(Variable::LastingThreshold, SceneFile::colour);
        self.colouring.chosen.unwrap_or_else(of_scene)
    }

    /// Whether the scene has a variable.
    #[must_use]
    pub fn has_variable(&self, variable: Variable) -> bool {
        self.scene_file().is_none_or(|scene| variable.is_in(scene))
    }

    /// The variable that the newest sample shows, with its values.
    #[must_use]
    pub fn shown(&self) -> Option<&ShownValues> {
        self.sample.shown.as_ref().filter(|shown| shown.values.len() == self.info.positions.len())
    }

    /// What the variable that is shown says of a neuron: "Threshold −51.2 mV".
    #[must_use]
    pub fn value_text(&self, neuron: u32) -> Option<String> {
        let (value, facts) = self.shown_value(neuron)?;
        Some(format!("{} {value}", facts.name))
    }

    /// The same without the name, "−51.2 mV", and the variable.
    #[must_use]
    pub fn shown_value(&self, neuron: u32) -> Option<(String, &'static VariableFacts)> {
        let shown = self.shown()?;
        let (facts, value) = (shown.variable.facts(), *shown.values.get(neuron as usize)?);
        if facts.map == MapKind::Categorical {
            let pattern = self.info.patterns.get(value.max(0.0) as usize).filter(|_| !value.is_nan());
            return Some((pattern.map_or_else(|| "–".to_owned(), |pattern| pattern.name.clone()), facts));
        }
        // A hundredth of the range is what one can see.
        let (low, high) = self.colour_scale(shown.variable).range;
        let decimals = usize::from(high - low <= 30.0) + usize::from(high - low <= 10.0);
        Some((number(&with_unit(value, decimals, facts.unit)), facts))
    }

    /// How values of a variable become colours in this scene.
    #[must_use]
    pub fn colour_scale(&self, variable: Variable) -> ColourScale {
        let range = self.scene_file().map_or(variable.facts().range, |scene| scene.colour_range(variable));
        ColourScale::new(variable, range, self.colouring.map)
    }

    /// Colour the neurons by a variable.
    pub fn colour_by(&mut self, variable: Variable) {
        self.colouring.lit.clear();
        self.colouring.chosen = Some(variable);
        self.ask_for_colour();
    }

    /// Colour them as the scene does.
    pub fn colour_as_scene(&mut self) {
        self.colouring.chosen = None;
        self.ask_for_colour();
    }

    /// Colour them by the next variable of the scene, or the one before.
    pub fn colour_by_neighbour(&mut self, forward: bool) {
        let all: Vec<Variable> = Variable::all().filter(|&variable| self.has_variable(variable)).collect();
        let now = all.iter().position(|&variable| variable == self.colour()).unwrap_or_default();
        let next = if forward { now + 1 } else { now + all.len() - 1 } % all.len().max(1);
        if let Some(&variable) = all.get(next) {
            self.colour_by(variable);
        }
    }

    /// Choose the map of what goes from less to more.
    pub fn set_map(&mut self, map: SequentialMap) {
        self.colouring.map = map;
        self.ask_for_colour();
    }

    /// Pick some neurons, sorted, so that all others are dimmed; the same again lets go of them.
    pub fn light(&mut self, neurons: Vec<u32>) {
        let again = self.colouring.lit == neurons;
        self.colouring.lit = if again { Vec::new() } else { neurons };
        self.ask_for_colour();
    }

    /// Whether a neuron is dimmed because others were picked.
    #[must_use]
    pub fn is_dimmed(&self, neuron: u32) -> bool {
        let lit = &self.colouring.lit;
        !lit.is_empty() && lit.binary_search(&neuron).is_err()
    }

    /// Drop a marker: changes of thresholds are counted from now on.
    pub fn mark(&mut self) {
        self.request(RunnerRequest::Mark);
    }

    /// Another run has begun; `same`: of the same scene.
    pub(super) fn keep_colour(&mut self, same: bool) {
        self.colouring.lit.clear();
        if !same {
            self.colouring.chosen = None;
        }
        self.ask_for_colour();
    }

    /// Ask for the values; the sample that brings them also makes the view draw anew.
    fn ask_for_colour(&self) {
        self.request(RunnerRequest::Show(self.colour()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, ViewSample};

    fn session(scene: Option<&str>) -> Session {
        let scene = scene.map(|name| std::sync::Arc::new(crate::scene::Scene::shipped(name).expect("it ships")));
        Session::detached(NetworkInfo { scene, ..NetworkInfo::default() }, ViewSample::default())
    }

    #[test]
    fn going_through_the_variables_meets_each_that_the_scene_has_once() {
        let mut session = session(Some("nrem"));
        let first = session.colour();
        let mut seen = vec![first];
        loop {
            session.colour_by_neighbour(true);
            if session.colour() == first {
                break;
            }
            seen.push(session.colour());
        }
        assert_eq!(seen.len(), Variable::all().filter(|&variable| session.has_variable(variable)).count());
        assert!(!seen.contains(&Variable::Adaptation) && seen.contains(&Variable::Gaba), "{seen:?}");
        session.colour_by_neighbour(false);
        assert_eq!(Some(&session.colour()), seen.last());
    }

    #[test]
    fn a_choice_is_kept_for_the_scene_and_no_longer() {
        let mut session = session(None);
        session.colour_by(Variable::Potential);
        session.light(vec![1, 2]);
        assert!(session.is_dimmed(0) && !session.is_dimmed(2));
        session.keep_colour(true);
        assert_eq!((session.colour(), session.is_dimmed(0)), (Variable::Potential, false));
        session.keep_colour(false);
        assert_eq!(session.colour(), Variable::LastingThreshold);
        let asked = session.take_requests();
        assert_eq!(asked.last(), Some(&RunnerRequest::Show(Variable::LastingThreshold)));
    }
}
