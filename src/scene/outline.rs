//! Where things stand in the text of a scene: a tolerant outline of RON, without types.
//!
//! It gives every fault its line, suggests fields, finds numbers without a unit, and lets the command line change a value
//! by its path. It never fails: from the first character that it does not understand, nothing more is outlined.

use super::fault::Position;
use super::repair::{Edit, original_byte};
use std::ops::Range;

/// Deepest nesting that is outlined, so that no text can exhaust the stack.
const DEEPEST: usize = 64;

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

/// The outline of a text.
pub struct Outline<'a> {
    text: &'a str,
    root: Option<Node>,
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
}

impl<'a> Outline<'a> {
    /// Outline a text.
    pub fn of(text: &'a str) -> Self {
        Self::edited(text, text, &[])
    }

    /// Outline a text that was made from another one by edits; places are those of the other one.
    pub fn edited(text: &'a str, original: &'a str, edits: &'a [Edit]) -> Self {
        let mut scanner = Scanner { text, at: 0 };
        scanner.skip_attributes();
        let root = scanner.value(0);
        Self { text, root, original, edits }
    }

    /// The outermost value.
    pub const fn root(&self) -> Option<&Node> {
        self.root.as_ref()
    }

    /// The text of a value.
    pub fn text_of(&self, node: &Node) -> &'a str {
        self.text.get(node.span.clone()).unwrap_or("")
    }

    /// Place of the value at a path, or of the deepest value on the way that exists.
    pub fn position(&self, path: &str) -> Option<Position> {
        let mut node = self.root.as_ref()?;
        let mut start = node.span.start;
        for segment in segments(path)? {
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
        };
        let nothing = Segment::Key(path.to_owned());
        let mut node = self.root.as_ref().ok_or_else(|| lost("", &nothing, Vec::new()))?;
        let mut found = String::new();
        for segment in segments(path).ok_or_else(|| lost("", &nothing, Vec::new()))? {
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
                        return Err(lost(&found, &segment, if names.is_empty() { numbers() } else { names }));
                    };
                    node = item;
                }
                (_, Content::Fields(fields)) => {
                    let candidates = fields.iter().map(|field| field.key.clone()).collect();
                    return Err(lost(&found, &segment, candidates));
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

/// Line and column of a byte.
pub fn position(text: &str, byte: usize) -> Position {
    let before: String = text.char_indices().take_while(|(at, _)| *at < byte).map(|(_, c)| c).collect();
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
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

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.at += expected.len_utf8();
        }
        found
    }

    fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !accept(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn skip_space(&mut self) {
        loop {
            self.take_while(char::is_whitespace);
            if self.rest().starts_with("//") {
                self.take_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                self.skip_block_comment();
            } else {
                return;
            }
        }
    }

    fn skip_block_comment(&mut self) {
        let mut depth = 0_usize;
        while let Some(c) = self.peek() {
            if self.rest().starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if self.rest().starts_with("*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return;
                }
            } else {
                self.at += c.len_utf8();
            }
        }
    }

    fn skip_attributes(&mut self) {
        self.skip_space();
        while self.rest().starts_with("#!") {
            self.take_while(|c| c != ']');
            self.take(']');
            self.skip_space();
        }
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        self.skip_space();
        let start = self.at;
        if depth > DEEPEST {
            return None;
        }
        let (name, content) = match self.peek()? {
            '[' => (None, self.items('[', ']', depth)?),
            '(' => (None, self.body(depth)?),
            '"' => (None, self.string()?),
            c if c.is_alphabetic() || c == '_' => {
                let name = self.take_while(|c| c.is_alphanumeric() || c == '_');
                if matches!(name, "r" | "br" | "b") && matches!(self.peek(), Some('"' | '#')) {
                    (None, self.raw_string()?)
                } else {
                    let end = self.at;
                    self.skip_space();
                    if self.peek() == Some('(') {
                        (Some(name.to_owned()), self.body(depth)?)
                    } else {
                        self.at = end;
                        (Some(name.to_owned()), Content::Leaf)
                    }
                }
            }
            _ => {
                let taken =
                    self.take_while(|c| !c.is_whitespace() && !matches!(c, ',' | ')' | ']' | '(' | '[' | ':' | '"'));
                if taken.is_empty() {
                    return None;
                }
                (None, Content::Leaf)
            }
        };
        let node = Node { span: start..self.at, name, content };
        Some(match node {
            // `Some(x)` stands for x: a path does not mention it.
            Node { name: Some(name), content: Content::Items(mut items), .. } if name == "Some" && items.len() == 1 => {
                items.remove(0)
            }
            node => node,
        })
    }

    fn items(&mut self, open: char, close: char, depth: usize) -> Option<Content> {
        self.take(open);
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.take(close) {
                return Some(Content::Items(items));
            }
            match self.value(depth + 1) {
                Some(item) => items.push(item),
                None => {
                    return if items.is_empty() { None } else { Some(Content::Items(items)) };
                }
            }
            self.skip_space();
            self.take(',');
        }
    }

    /// What stands in round parentheses: fields, or items.
    fn body(&mut self, depth: usize) -> Option<Content> {
        let open = self.at;
        self.take('(');
        let mut fields = Vec::new();
        loop {
            self.skip_space();
            if self.take(')') {
                return Some(if fields.is_empty() { Content::Items(Vec::new()) } else { Content::Fields(fields) });
            }
            let key_start = self.at;
            let key = self.take_while(|c| c.is_alphanumeric() || c == '_' || c == '#');
            self.skip_space();
            if key.is_empty() || !self.take(':') {
                if fields.is_empty() {
                    self.at = open;
                    return self.items('(', ')', depth);
                }
                return Some(Content::Fields(fields));
            }
            let Some(value) = self.value(depth + 1) else {
                return Some(Content::Fields(fields));
            };
            fields.push(Field { key: key.trim_start_matches("r#").to_owned(), key_start, value });
            self.skip_space();
            self.take(',');
        }
    }

    fn string(&mut self) -> Option<Content> {
        self.take('"');
        loop {
            match self.peek()? {
                '"' => {
                    self.at += 1;
                    return Some(Content::Leaf);
                }
                '\\' => {
                    self.at += 1;
                    self.at += self.peek()?.len_utf8();
                }
                c => self.at += c.len_utf8(),
            }
        }
    }

    fn raw_string(&mut self) -> Option<Content> {
        let hashes = self.take_while(|c| c == '#').len();
        if !self.take('"') {
            return None;
        }
        let end = format!("\"{}", "#".repeat(hashes));
        self.at += self.rest().find(&end)? + end.len();
        Some(Content::Leaf)
    }
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
