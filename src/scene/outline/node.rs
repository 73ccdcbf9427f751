//! A value in a text.

use std::ops::Range;

/// A value in the text.
#[derive(Clone, Debug)]
pub struct Node {
    /// Bytes of the value, its name included.
    pub span: Range<usize>,
    /// Name in front of the parenthesis, or a bare identifier.
    pub name: Option<String>,
    /// What is in it.
    pub content: Content,
}

/// What is in a value.
#[derive(Clone, Debug)]
pub enum Content {
    /// A number, a text, an identifier.
    Leaf,
    /// Named fields.
    Fields(Vec<Field>),
    /// A list, a tuple, or what a name wraps.
    Items(Vec<Node>),
}

/// A named field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub key: String,
    /// Byte at which the name begins.
    pub key_start: usize,
    /// Its value.
    pub value: Node,
}
