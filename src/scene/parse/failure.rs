//! Where and why the parser stopped, in words.

use crate::scene::fault::name_hint;
use crate::scene::repair::UNITS;
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
    let shown: String = innermost.chars().take(40).collect();
    let number_hint = |unit: &str| {
        format!(
            "Write the unit in front, as in {unit}({}).",
            if innermost.parse::<f64>().is_ok() { innermost } else { "1.0" }
        )
    };
    match &failure.code {
        Error::ExpectedDifferentStructName { expected: "Scene", .. } | Error::ExpectedNamedStructLike("Scene") => (
            "this is not a scene.".to_owned(),
            "A scene begins with `Scene(` and its version; see the shipped ones with `rheobase scenes`.".to_owned(),
        ),
        Error::ExpectedDifferentStructName { expected, found } if UNITS.contains(expected) && found == innermost => {
            (format!("`{shown}` is not a number."), number_hint(expected))
        }
        Error::ExpectedDifferentStructName { expected, found } if UNITS.contains(expected) => {
            let what = if UNITS.contains(&found.as_str()) {
                format!("the unit is {found}, but this quantity is in {expected}.")
            } else {
                format!("`{found}` is not a unit; this quantity is in {expected}.")
            };
            (what, format!("Convert the number and write {expected}(...)."))
        }
        Error::ExpectedDifferentStructName { expected, found } => {
            (format!("`{found}` cannot stand here."), format!("Write `{expected}(...)`, or the parenthesis alone."))
        }
        Error::ExpectedNamedStructLike(unit) if UNITS.contains(unit) => {
            (format!("`{shown}` has no unit; this quantity is in {unit}."), number_hint(unit))
        }
        Error::ExpectedFloat => (format!("`{shown}` is not a number."), String::new()),
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => {
            (format!("`{shown}` is not a whole number."), String::new())
        }
        Error::IntegerOutOfBounds => (format!("`{shown}` is outside the range of this whole number."), String::new()),
        Error::ExpectedString => (format!("`{shown}` is not a text."), "Texts stand in quotation marks.".to_owned()),
        Error::ExpectedBoolean => (format!("`{shown}` is neither true nor false."), String::new()),
        Error::ExpectedArray => (format!("`{shown}` is not a list."), "Lists stand in square brackets.".to_owned()),
        Error::ExpectedComma if innermost.parse::<f64>().is_ok() => {
            (format!("`{shown}` is not a whole number."), String::new())
        }
        Error::ExpectedComma => (
            "a comma or a closing bracket is missing before this place.".to_owned(),
            "Or a quotation mark before it is not closed.".to_owned(),
        ),
        Error::NoSuchEnumVariant { expected, found, .. } => {
            (format!("`{found}` is not known here."), name_hint(found, expected, "possibilities").replace('"', "`"))
        }
        code if is_syntax(code)
            && innermost.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
            && innermost.parse::<f64>().is_err() =>
        {
            (format!("`{shown}` is not a number."), String::new())
        }
        Error::ExpectedStructLikeEnd if !failure.at_end && !shown.is_empty() => {
            (format!("`{shown}` is one value too many."), "One value stands in these parentheses.".to_owned())
        }
        Error::Eof | Error::ExpectedStringEnd | Error::ExpectedArrayEnd | Error::ExpectedStructLikeEnd => (
            "the text ends before everything is closed.".to_owned(),
            "A bracket or a quotation mark is missing.".to_owned(),
        ),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => (
            format!("`{shown}` cannot stand here."),
            "An opening parenthesis is expected, as in `neuron: (...)`.".to_owned(),
        ),
        Error::TrailingCharacters => ("there is text after the end of the scene.".to_owned(), String::new()),
        other => (format!("{}.", lower_first(&other.to_string())), String::new()),
    }
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
