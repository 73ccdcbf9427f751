//! Where things stand in the text of a scene: a tolerant outline of RON, without types.
//!
//! It gives every fault its line, suggests fields, finds numbers without a unit, and lets the command line change a value
//! by its path. It never fails: from the first character that it does not understand, nothing more is outlined.

mod node;
mod reader;

pub use node::{Content, Field, Node};

use super::fault::Position;
use super::repair::{Edit, original_byte};
use super::tokens::Token;
use reader::Reader;

/// The outline of a text.
pub struct Outline<'a> {
    text: &'a str,
    root: Option<Node>,
    tokens: Vec<Token>,
    /// The text from which this one was made, for places.
    original: &'a str,
    edits: &'a [Edit],
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// A field.
    Key(String),
    /// An element, by number or by the `name` in it.
    Element(String),
}

/// Why a path leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The part of the path that exists.
    pub found: String,
    /// The step that does not.
    pub missing: Segment,
    /// What there is instead.
    pub candidates: Vec<String>,
    /// How many elements there are, if it is a list.
    pub elements: usize,
}

impl<'a> Outline<'a> {
    /// Outline a text.
    pub fn of(text: &'a str) -> Self {
        Self::edited(text, text, &[])
    }

    /// Outline a text that was made from another one by edits; places are those of the other one.
    pub fn edited(text: &'a str, original: &'a str, edits: &'a [Edit]) -> Self {
        let mut reader = Reader::new(text);
        let root = reader.value(0);
        Self { text, root, tokens: reader.tokens, original, edits }
    }

    /// The outermost value.
    pub const fn root(&self) -> Option<&Node> {
        self.root.as_ref()
    }

    /// The text of a value.
    pub fn text_of(&self, node: &Node) -> &'a str {
        self.text.get(node.span.clone()).unwrap_or("")
    }

    /// First byte of the first token that begins at a byte or after it; the byte itself if there is none.
    pub fn next_token(&self, byte: usize) -> usize {
        let next = self.tokens.partition_point(|token| token.start < byte);
        self.tokens.get(next).map_or(byte, |token| token.start)
    }

    /// Place of the value at a path, or of the deepest value on the way that exists.
    pub fn position(&self, path: &str) -> Option<Position> {
        let mut node = self.root.as_ref()?;
        let mut start = node.span.start;
        for segment in segments(path)? {
            node = unwrapped(node);
            match (&segment, &node.content) {
                (Segment::Key(key), Content::Fields(fields)) => {
                    let Some(field) = fields.iter().find(|field| field.key == *key) else {
                        break;
                    };
                    node = &field.value;
                }
                (Segment::Element(index), Content::Items(items)) => {
                    let Some(item) = index.parse::<usize>().ok().and_then(|index| items.get(index)) else {
                        break;
                    };
                    node = item;
                }
                _ => break,
            }
            start = node.span.start;
        }
        Some(self.place(start))
    }

    /// Line and column of a byte, in the original text.
    pub fn place(&self, byte: usize) -> Position {
        position(self.original, original_byte(self.edits, byte))
    }

    /// Place of the name of a field, for a field that should not be there.
    pub fn key_position(&self, path: &str) -> Option<Position> {
        let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
        let node = self.find(parent).ok()?;
        let Content::Fields(fields) = &node.content else {
            return None;
        };
        let field = fields.iter().find(|field| field.key == key)?;
        Some(self.place(field.key_start))
    }

    /// The value at a path.
    pub fn find(&self, path: &str) -> Result<&Node, Lost> {
        let lost = |found: &str, missing: &Segment, candidates| Lost {
            found: found.to_owned(),
            missing: missing.clone(),
            candidates,
            elements: 0,
        };
        let nothing = Segment::Key(path.to_owned());
        let mut node = self.root.as_ref().ok_or_else(|| lost("", &nothing, Vec::new()))?;
        let mut found = String::new();
        for segment in segments(path).ok_or_else(|| lost("", &nothing, Vec::new()))? {
            node = unwrapped(node);
            match (&segment, &node.content) {
                (Segment::Key(key), Content::Fields(fields)) => {
                    let Some(field) = fields.iter().find(|field| field.key == *key) else {
                        let candidates = fields.iter().map(|field| field.key.clone()).collect();
                        return Err(lost(&found, &segment, candidates));
                    };
                    node = &field.value;
                }
                (Segment::Element(which), Content::Items(items)) => {
                    let by_name = || items.iter().find(|item| self.name_in(item) == Some(which));
                    let by_index = which.parse::<usize>().ok().and_then(|index| items.get(index));
                    let Some(item) = by_index.or_else(by_name) else {
                        let names: Vec<String> =
                            items.iter().filter_map(|item| self.name_in(item).map(str::to_owned)).collect();
                        let numbers = || (0..items.len().min(20)).map(|index| index.to_string()).collect();
                        let candidates = if names.is_empty() { numbers() } else { names };
                        return Err(Lost { elements: items.len(), ..lost(&found, &segment, candidates) });
                    };
                    node = item;
                }
                (_, Content::Fields(fields)) => {
                    let candidates = fields.iter().map(|field| field.key.clone()).collect();
                    return Err(lost(&found, &segment, candidates));
                }
                (_, Content::Items(items)) => {
                    return Err(Lost { elements: items.len(), ..lost(&found, &segment, Vec::new()) });
                }
                _ => return Err(lost(&found, &segment, Vec::new())),
            }
            match &segment {
                Segment::Key(key) if found.is_empty() => found.push_str(key),
                Segment::Key(key) => found.extend([".", key]),
                Segment::Element(which) => found.extend(["[", which, "]"]),
            }
        }
        Ok(node)
    }

    /// The text of the field `name` in a value.
    fn name_in(&self, node: &Node) -> Option<&'a str> {
        let Content::Fields(fields) = &node.content else {
            return None;
        };
        let name = fields.iter().find(|field| field.key == "name")?;
        Some(self.text_of(&name.value).trim_matches('"'))
    }

    /// The values round a byte, from the outermost to the innermost, with the path of the innermost.
    pub fn around(&self, byte: usize) -> (Vec<&Node>, String) {
        let mut nodes = Vec::new();
        let mut path = String::new();
        let mut next = self.root.as_ref();
        while let Some(node) = next {
            nodes.push(node);
            next = None;
            match &node.content {
                Content::Leaf => {}
                Content::Fields(fields) => {
                    // A byte after the last comma still belongs to no field; the parent holds it.
                    if let Some(field) =
                        fields.iter().find(|field| (field.key_start..=field.value.span.end).contains(&byte))
                    {
                        if !path.is_empty() {
                            path.push('.');
                        }
                        path.push_str(&field.key);
                        next = Some(&field.value);
                    }
                }
                Content::Items(items) => {
                    let inside = |item: &Node| (item.span.start..=item.span.end).contains(&byte);
                    if let Some(index) = items.iter().position(inside) {
                        // What a unit or a variant wraps has the path of its wrapper.
                        if node.name.is_none() {
                            path.extend(["[", &index.to_string(), "]"]);
                        }
                        next = items.get(index);
                    }
                }
            }
        }
        (nodes, path)
    }

    /// Numbers in parentheses without the name of a unit, with their paths.
    pub fn unnamed_numbers(&self) -> Vec<(String, &Node)> {
        let mut found = Vec::new();
        if let Some(root) = &self.root {
            self.collect_unnamed(root, String::new(), &mut found);
        }
        found
    }

    fn collect_unnamed<'s>(&'s self, node: &'s Node, path: String, found: &mut Vec<(String, &'s Node)>) {
        match &node.content {
            Content::Leaf => {}
            Content::Fields(fields) => {
                for field in fields {
                    let path = if path.is_empty() { field.key.clone() } else { format!("{path}.{}", field.key) };
                    self.collect_unnamed(&field.value, path, found);
                }
            }
            Content::Items(items) => {
                if let ([only], None) = (items.as_slice(), &node.name)
                    && self.text_of(node).starts_with('(')
                    && matches!(only.content, Content::Leaf)
                {
                    found.push((path, node));
                    return;
                }
                for (index, item) in items.iter().enumerate() {
                    let path = if node.name.is_none() { format!("{path}[{index}]") } else { path.clone() };
                    self.collect_unnamed(item, path, found);
                }
            }
        }
    }
}

/// What a unit or a variant wraps has the path of its wrapper.
fn unwrapped(node: &Node) -> &Node {
    match (&node.name, &node.content) {
        (Some(_), Content::Items(items)) if items.len() == 1 => &items[0],
        _ => node,
    }
}

/// Line and column of a byte.
pub fn position(text: &str, byte: usize) -> Position {
    let before = &text[..text.floor_char_boundary(byte)];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    Position { line, column }
}

/// Byte of a line and column.
pub fn byte_at(text: &str, place: Position) -> usize {
    let line_start: usize = text.split_inclusive('\n').take(place.line.saturating_sub(1)).map(str::len).sum();
    let line = text.get(line_start..).unwrap_or("");
    line_start + line.chars().take(place.column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
}

/// The steps of a path such as `populations[E].neuron.threshold`; nothing when it is not a path.
pub fn segments(path: &str) -> Option<Vec<Segment>> {
    let mut segments = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let (which, after) = inside.split_once(']')?;
            segments.push(Segment::Element(which.trim().trim_matches('"').to_owned()));
            rest = after;
        } else {
            rest = if segments.is_empty() { rest } else { rest.strip_prefix('.')? };
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            if end == 0 {
                return None;
            }
            segments.push(Segment::Key(rest[..end].trim().to_owned()));
            rest = &rest[end..];
        }
    }
    Some(segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"// a comment
Scene(
    name: "x (not a bracket)",
    populations: [
        (name: "E", neuron: (threshold: mV(-50.0))), /* ( */
        (name: "I", count: 3, tau: (4.0)),
    ],
    patterns: Some((names: ["A"])),
    wiring: List([(0, 1)]),
)"#;

    #[test]
    fn paths_lead_to_lines() {
        let outline = Outline::of(TEXT);
        assert_eq!(outline.position("populations[0].neuron.threshold"), Some(Position { line: 5, column: 41 }));
        assert_eq!(outline.position("populations[1].absent"), Some(Position { line: 6, column: 9 }));
        assert_eq!(outline.position("patterns.names"), Some(Position { line: 8, column: 28 }));
        let node = outline.find("populations[I].count").map(|node| outline.text_of(node));
        assert_eq!(node, Ok("3"));
    }

    #[test]
    fn numbers_without_a_unit_are_found() {
        let outline = Outline::of(TEXT);
        let found: Vec<String> = outline.unnamed_numbers().into_iter().map(|(path, _)| path).collect();
        assert_eq!(found, ["populations[1].tau"]);
    }

    #[test]
    fn what_is_not_ron_is_outlined_without_panic() {
        for text in ["", "(", "((((", "a:b", "[1,", "\"", "r#", "(a:", "/*", "\u{1f600}", "x(y(z:]", "{a:1}"] {
            let outline = Outline::of(text);
            let _ = outline.around(1);
            let _ = outline.position("a[0].b");
        }
        let deep = "(".repeat(100_000);
        assert!(Outline::of(&deep).find("a").is_err());
    }
}
