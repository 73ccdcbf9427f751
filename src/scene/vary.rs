//! Parameters a fifth smaller and a fifth larger: those that the experiment of a scene names under `vary`.

use super::Scene;
use super::change::{found, written};
use super::fault::Fault;
use super::outline::{Content, Outline};
use crate::words::words;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a varied parameter is multiplied by.
const FACTORS: [f64; 2] = [0.8, 1.2];

/// Fields of a scene with numbers on which nothing in its network depends.
const APART: [&str; 7] = ["version", "library", "camera", "view", "guards", "recorders", "experiment"];

/// A parameter that is not as the scene says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variation {
    /// Its path, as the scene names it under `vary`.
    pub path: String,
    /// What it is multiplied by.
    pub factor: f64,
    /// What it is then, as a scene would say it; where `[*]` makes it several, those that differ.
    pub value: String,
}

/// A number in the text of a scene.
pub struct Number {
    /// Bytes of the value, with its unit.
    whole: Range<usize>,
    /// Bytes of the number itself.
    pub digits: Range<usize>,
}

/// The numbers to which a path leads in the outline of a whole scene, or why it can't be varied, and what to do.
pub fn numbers(outline: &Outline<'_>, path: &str) -> Result<Vec<Number>, (String, String)> {
    let hint = || {
        words!("fault-vary-hint", "Name a number of the model other than 0, such as projections[0].conductance.")
            .to_owned()
    };
    let field = path.split(['.', '[']).next().unwrap_or("");
    if APART.contains(&field) {
        return Err((
            words!("fault-nothing-depends", "nothing in the network depends on `{ $path }`.", path = path),
            hint(),
        ));
    }
    let mut numbers = Vec::new();
    let mut is_zero = true;
    for path in spelled_out(outline, path)? {
        let node = found(outline, &path)?;
        let mut inner = node;
        while let (Some(_), Content::Items(items)) = (&inner.name, &inner.content)
            && let [only] = items.as_slice()
        {
            inner = only;
        }
        let value = outline.text_of(inner).parse::<f64>().ok().filter(|value| value.is_finite());
        let value =
            value.ok_or_else(|| (words!("fault-path-no-number", "`{ $path }` is no number.", path = &path), hint()))?;
        is_zero &= value == 0.0;
        numbers.push(Number { whole: node.span.clone(), digits: inner.span.clone() });
    }
    if is_zero {
        Err((words!("fault-path-zero", "`{ $path }` is 0, and so is a fifth of it.", path = path), hint()))
    } else {
        Ok(numbers)
    }
}

/// A path with `[*]` as one for every element of the list that has what follows.
fn spelled_out(outline: &Outline<'_>, path: &str) -> Result<Vec<String>, (String, String)> {
    let Some((list, rest)) = path.split_once("[*]") else { return Ok(vec![path.to_owned()]) };
    let elements = if let Content::Items(items) = &found(outline, list)?.content { items.len() } else { 0 };
    let mut paths = Vec::new();
    for index in 0..elements {
        paths.extend(spelled_out(outline, &format!("{list}[{index}]{rest}")).unwrap_or_default());
    }
    paths.retain(|path| outline.find(path).is_ok());
    if paths.is_empty() {
        // Why not even the first has it, is what is wrong.
        paths.push(format!("{list}[0]{rest}"));
    }
    Ok(paths)
}

/// A number in a text times a factor, to the fifteen digits that double precision holds of any decimal: 0.7 times 0.8 is 0.56.
fn times(digits: &str, factor: f64) -> String {
    let product = digits.parse::<f64>().unwrap_or(f64::NAN) * factor;
    let product = format!("{product:.14e}").parse().unwrap_or(product);
    if digits.contains('.') { format!("{product:?}") } else { product.to_string() }
}

/// The text of a scene with numbers multiplied, and what the values then are.
fn multiplied(text: &str, numbers: &[Number], factor: f64) -> (String, String) {
    let (mut changed, mut values) = (text.to_owned(), Vec::new());
    // From the last to the first, so that those before it keep their places.
    for Number { whole, digits } in numbers.iter().rev() {
        let product = times(&text[digits.clone()], factor);
        changed.replace_range(digits.clone(), &product);
        values.insert(0, format!("{}{product}{}", &text[whole.start..digits.start], &text[digits.end..whole.end]));
    }
    values.dedup();
    (changed, values.join(", "))
}

impl Scene {
    /// The variations that the experiment asks for, each with its scene: every parameter that it names, a fifth smaller and a fifth
    /// larger. None without an experiment.
    ///
    /// # Errors
    /// What is wrong with a parameter, or with the scene in which it is changed.
    pub fn variations(&self) -> Result<Vec<(Variation, Self)>, Vec<Fault>> {
        let Some(experiment) = self.experiment.as_ref().filter(|experiment| !experiment.vary.is_empty()) else {
            return Ok(Vec::new());
        };
        let text = written(self)?;
        let outline = Outline::of(&text);
        let (mut variations, mut faults) = (Vec::new(), Vec::new());
        for (index, path) in experiment.vary.iter().enumerate() {
            let fault = |what: String, hint: String| {
                let fault = Fault::at(self.source(), None, &format!("experiment.vary[{index}]"), what, hint);
                let (position, excerpt) = self.vary_places.get(index).cloned().unzip();
                Fault { position, excerpt: excerpt.unwrap_or_default(), ..fault }
            };
            let numbers = match numbers(&outline, path) {
                Ok(numbers) => numbers,
                Err((what, hint)) => {
                    faults.push(fault(what, hint));
                    continue;
                }
            };
            for factor in FACTORS {
                let (changed, value) = multiplied(&text, &numbers, factor);
                let at = |found: &Fault| {
                    let what = format!("`{path}` times {factor} is {value}, and then {}: {}", found.path, found.what);
                    fault(what, found.hint.clone())
                };
                match self.rewritten(&changed) {
                    Err(found) => faults.extend(found.first().map(at)),
                    Ok(scene) => match scene.notes().iter().find(|note| !self.has_note(&note.path)) {
                        // What is taken for it would not be a fifth away.
                        Some(note) => faults.push(at(note)),
                        None => variations.push((Variation { path: path.clone(), factor, value }, scene)),
                    },
                }
            }
        }
        if faults.is_empty() { Ok(variations) } else { Err(faults) }
    }

    fn has_note(&self, path: &str) -> bool {
        self.notes().iter().any(|note| note.path == path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_decimals() {
        for (digits, less, more) in [
            ("0.7", "0.56", "0.84"),
            ("3.0", "2.4", "3.6"),
            ("-0.1", "-0.08", "-0.12"),
            ("400", "320", "480"),
            ("7", "5.6", "8.4"),
        ] {
            assert_eq!([times(digits, 0.8), times(digits, 1.2)], [less, more]);
        }
    }

    #[test]
    fn several_numbers_are_changed_in_their_places() {
        let text = "(a: [(x: ms(5.0)), (y: 1), (x: ms(0.5)), (x: ms(0.5))])";
        let outline = Outline::of(text);
        let numbers = numbers(&outline, "a[*].x").unwrap_or_else(|(what, _)| panic!("{what}"));
        let (changed, value) = multiplied(text, &numbers, 0.8);
        assert_eq!(changed, "(a: [(x: ms(4.0)), (y: 1), (x: ms(0.4)), (x: ms(0.4))])");
        assert_eq!(value, "ms(4.0), ms(0.4)");
    }
}
