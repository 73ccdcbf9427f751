//! Where and why the parser stopped, in words.

use crate::scene::fault::name_hint;
use crate::scene::repair::UNITS;
use crate::words::words;
use ron::Error;

/// Where the parser stopped, and why.
pub struct Failure {
    /// Why.
    pub code: Error,
    /// Where.
    pub byte: usize,
    /// Whether nothing stands after it.
    pub at_end: bool,
}

/// What a parse error means, and what to do.
pub fn describe(failure: &Failure, innermost: &str) -> (String, String) {
    let shown = shown(innermost);
    match &failure.code {
        Error::ExpectedDifferentStructName { expected: "Scene", .. } | Error::ExpectedNamedStructLike("Scene") => (
            words!("fault-no-scene", "this is not a scene.").to_owned(),
            words!(
                "fault-no-scene-hint",
                "A scene begins with `Scene(` and its version; see the shipped ones with `rheobase scenes`."
            )
            .to_owned(),
        ),
        Error::ExpectedDifferentStructName { expected, found } => other_name(expected, found, innermost),
        Error::ExpectedNamedStructLike(unit) if UNITS.contains(unit) => (
            words!(
                "fault-unit-missing",
                "`{ $shown }` has no unit; this quantity is in { $unit }.",
                shown = shown,
                unit = *unit
            ),
            number_hint(unit, innermost),
        ),
        Error::ExpectedFloat => {
            (words!("fault-no-number", "`{ $shown }` is not a number.", shown = shown), String::new())
        }
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => {
            (words!("fault-no-whole-number", "`{ $shown }` is not a whole number.", shown = shown), String::new())
        }
        Error::IntegerOutOfBounds => (
            words!(
                "fault-whole-number-range",
                "`{ $shown }` is outside the range of this whole number.",
                shown = shown
            ),
            String::new(),
        ),
        Error::ExpectedString => (
            words!("fault-no-text", "`{ $shown }` is not a text.", shown = shown),
            words!("fault-no-text-hint", "Texts stand in quotation marks.").to_owned(),
        ),
        Error::ExpectedBoolean => {
            (words!("fault-no-boolean", "`{ $shown }` is neither true nor false.", shown = shown), String::new())
        }
        Error::ExpectedArray => (
            words!("fault-no-list", "`{ $shown }` is not a list.", shown = shown),
            words!("fault-no-list-hint", "Lists stand in square brackets.").to_owned(),
        ),
        Error::ExpectedComma if innermost.parse::<f64>().is_ok() => {
            (words!("fault-no-whole-number", "`{ $shown }` is not a whole number.", shown = shown), String::new())
        }
        Error::ExpectedComma => (
            words!("fault-comma-or-bracket", "a comma or a closing bracket is missing before this place.").to_owned(),
            words!("fault-comma-or-bracket-hint", "Or a quotation mark before it is not closed.").to_owned(),
        ),
        Error::NoSuchEnumVariant { expected, found, .. } => (
            words!("fault-not-known", "`{ $found }` is not known here.", found = found),
            name_hint(found, expected, "possibilities").replace('"', "`"),
        ),
        code if is_syntax(code)
            && innermost.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
            && innermost.parse::<f64>().is_err() =>
        {
            (words!("fault-no-number", "`{ $shown }` is not a number.", shown = shown), String::new())
        }
        Error::ExpectedStructLikeEnd if !failure.at_end && !shown.is_empty() => (
            words!("fault-too-much", "`{ $shown }` is one value too many.", shown = shown),
            words!("fault-too-much-hint", "One value stands in these parentheses.").to_owned(),
        ),
        Error::Eof | Error::ExpectedStringEnd | Error::ExpectedArrayEnd | Error::ExpectedStructLikeEnd => (
            words!("fault-text-ends", "the text ends before everything is closed.").to_owned(),
            words!("fault-text-ends-hint", "A bracket or a quotation mark is missing.").to_owned(),
        ),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => (
            words!("fault-cannot-stand", "`{ $shown }` cannot stand here.", shown = shown),
            words!("fault-parenthesis-hint", "An opening parenthesis is expected, as in `neuron: (...)`.").to_owned(),
        ),
        Error::TrailingCharacters => {
            (words!("fault-text-after", "there is text after the end of the scene.").to_owned(), String::new())
        }
        other => (format!("{}.", lower_first(&other.to_string())), String::new()),
    }
}

/// The begin of what stands there.
fn shown(innermost: &str) -> String {
    innermost.chars().take(40).collect()
}

/// How a number with its unit is written.
fn number_hint(unit: &str, innermost: &str) -> String {
    words!(
        "fault-unit-in-front",
        "Write the unit in front, as in { $unit }({ $number }).",
        unit = unit,
        number = if innermost.parse::<f64>().is_ok() { innermost } else { "1.0" }
    )
}

/// What is wrong with a name in front of a parenthesis where another one, such as a unit, should stand, and what to do.
fn other_name(expected: &str, found: &str, innermost: &str) -> (String, String) {
    if !UNITS.contains(&expected) {
        return (
            words!("fault-cannot-stand", "`{ $shown }` cannot stand here.", shown = found),
            words!("fault-struct-hint", "Write `{ $expected }(...)`, or the parenthesis alone.", expected = expected),
        );
    }
    if found == innermost {
        let what = words!("fault-no-number", "`{ $shown }` is not a number.", shown = shown(innermost));
        return (what, number_hint(expected, innermost));
    }
    let what = if UNITS.contains(&found) {
        words!(
            "fault-other-unit",
            "the unit is { $found }, but this quantity is in { $expected }.",
            found = found,
            expected = expected
        )
    } else {
        words!(
            "fault-no-unit",
            "`{ $found }` is not a unit; this quantity is in { $expected }.",
            found = found,
            expected = expected
        )
    };
    let hint = words!("fault-other-unit-hint", "Convert the number and write { $expected }(...).", expected = expected);
    (what, hint)
}

/// Whether brackets, commas and the like are at fault, and not a value.
pub fn is_syntax(code: &Error) -> bool {
    matches!(
        code,
        Error::Eof
            | Error::ExpectedComma
            | Error::ExpectedMapColon
            | Error::ExpectedStringEnd
            | Error::ExpectedArrayEnd
            | Error::ExpectedStructLikeEnd
            | Error::ExpectedIdentifier
            | Error::InvalidIdentifier(_)
            | Error::TrailingCharacters
            | Error::UnexpectedChar(_)
    )
}

/// Whether the text does not even begin as a scene.
pub fn is_not_a_scene(code: &Error) -> bool {
    matches!(
        code,
        Error::ExpectedDifferentStructName { expected: "Scene", .. } | Error::ExpectedNamedStructLike("Scene")
    )
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
