//! What can stand within a message.

use fluent_bundle::FluentValue;
use std::borrow::Cow;

/// A part of a message: a text, or a count by which the message chooses its form. There is none of a number with decimals, which
/// must say how many.
pub struct Part(FluentValue<'static>);

impl Part {
    pub(super) fn value(&self) -> &FluentValue<'static> {
        &self.0
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Self(FluentValue::String(Cow::Owned(text.to_owned())))
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self(FluentValue::String(Cow::Owned(text)))
    }
}

impl From<&String> for Part {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

macro_rules! counts {
    ($($type:ty),+) => {
        $(impl From<$type> for Part {
            fn from(count: $type) -> Self {
                Self(FluentValue::from(count))
            }
        })+
    };
}
counts!(u8, u16, u32, u64, usize, i32, i64);
