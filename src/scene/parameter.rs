//! The numbers of a rule, declared once: a struct, its defaults, its documentation, and a table that range checks and panels
//! read.

/// One number of a rule that a scene or a user can set.
#[derive(Debug)]
pub struct Parameter<T: 'static> {
    /// Name of the field in a scene.
    pub name: &'static str,
    /// Meaning, a line.
    pub meaning: &'static str,
    /// Symbol of the unit; empty for a plain number.
    pub unit: &'static str,
    /// Smallest value.
    pub low: f32,
    /// Largest value.
    pub high: f32,
    /// Default.
    pub default: f32,
    /// Where the default comes from.
    pub source: &'static str,
    /// The value.
    pub get: fn(&T) -> f32,
    /// Set the value; the range is checked by whoever calls.
    pub set: fn(&mut T, f32),
}

/// Who judges numbers and reports what is wrong, in fields below a place of the scene.
pub trait Judge {
    /// Report a fault of a field; an empty name is the place itself.
    fn fault(&mut self, field: &str, what: String, hint: &str);

    /// A number within a range; `unit` may be empty. Whether it is.
    fn within(&mut self, field: &str, value: f32, low: f32, high: f32, unit: &str) -> bool;
}

/// Judge every number of a set in a field.
pub fn judge_parameters<P: Parameters>(judge: &mut dyn Judge, field: &str, parameters: &P) {
    for parameter in P::PARAMETERS {
        let field = format!("{field}.{}", parameter.name);
        judge.within(&field, (parameter.get)(parameters), parameter.low, parameter.high, parameter.unit);
    }
}

/// A set of numbers that a scene can give.
pub trait Parameters: Copy + Default + PartialEq + 'static {
    /// All of them, the most important first.
    const PARAMETERS: &'static [Parameter<Self>];
}

/// Declares a struct of parameters: `name: Type = default in [low, high], "source";`, with fields that are not one number under
/// `other`.
macro_rules! parameters {
    (
        $(#[doc = $about:literal])+
        pub struct $name:ident {
            $($(#[doc = $meaning:literal])+ $field:ident: $type:ty = $default:literal in [$low:literal, $high:literal], $source:literal;)*
        }
        $(other { $($(#[doc = $other_doc:literal])+ $other:ident: $other_type:ty = $other_default:expr;)+ })?
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct $name {
            $(
                $(#[doc = $meaning])+
                #[doc = concat!("Range ", $low, " to ", $high, ", default ", $default, " (", $source, ").")]
                pub $field: $type,
            )*
            $($($(#[doc = $other_doc])+ pub $other: $other_type,)+)?
        }

        impl Default for $name {
            fn default() -> Self {
                Self {
                    $($field: crate::units::Quantity::of($default),)*
                    $($($other: $other_default,)+)?
                }
            }
        }

        impl $crate::scene::parameter::Parameters for $name {
            const PARAMETERS: &'static [$crate::scene::parameter::Parameter<Self>] = &[$(
                $crate::scene::parameter::Parameter {
                    name: stringify!($field),
                    meaning: concat!($($meaning),+),
                    unit: <$type as crate::units::Quantity>::UNIT,
                    low: $low,
                    high: $high,
                    default: $default,
                    source: $source,
                    get: |parameters| crate::units::Quantity::value(parameters.$field),
                    set: |parameters, value| parameters.$field = crate::units::Quantity::of(value),
                },
            )*];
        }
    };
}
pub(crate) use parameters;
