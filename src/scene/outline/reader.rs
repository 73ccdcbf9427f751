//! From the tokens of a text to the values in it.

use super::node::{Content, Field, Node};
use crate::scene::tokens::{Kind, Token, tokens};

/// Deepest nesting that is outlined, so that no text can exhaust the stack.
const DEEPEST: usize = 64;

/// Reads the values of a text from its tokens.
pub struct Reader<'a> {
    text: &'a str,
    /// The tokens of the text.
    pub tokens: Vec<Token>,
    at: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the begin of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, tokens: tokens(text).tokens, at: 0 }
    }

    fn kind(&self) -> Option<Kind> {
        self.tokens.get(self.at).map(|token| token.kind)
    }

    fn take(&mut self, expected: Kind) -> bool {
        let found = self.kind() == Some(expected);
        self.at += usize::from(found);
        found
    }

    /// The next value, `depth` values deep; none if there is none that is understood.
    pub fn value(&mut self, depth: usize) -> Option<Node> {
        let token = *self.tokens.get(self.at).filter(|_| depth <= DEEPEST)?;
        self.at += 1;
        let (name, content) = match token.kind {
            Kind::Open('[') => (None, self.items(']', depth)?),
            Kind::Open('(') => (None, self.body(depth)?),
            Kind::Text => (None, Content::Leaf),
            Kind::Word => {
                let word = &self.text[token.start..token.end];
                if word.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                    let name = Some(word.trim_start_matches("r#").to_owned());
                    let wraps = self.take(Kind::Open('('));
                    (name, if wraps { self.body(depth)? } else { Content::Leaf })
                } else {
                    (None, Content::Leaf)
                }
            }
            _ => return None,
        };
        let node = Node { span: token.start..self.tokens[self.at - 1].end, name, content };
        Some(match node {
            // `Some(x)` stands for x: a path does not mention it.
            Node { name: Some(name), content: Content::Items(mut items), .. } if name == "Some" && items.len() == 1 => {
                items.remove(0)
            }
            node => node,
        })
    }

    /// What stands after an opening bracket, as items.
    fn items(&mut self, close: char, depth: usize) -> Option<Content> {
        let mut items = Vec::new();
        while !self.take(Kind::Close(close)) {
            let Some(item) = self.value(depth + 1) else {
                return if items.is_empty() { None } else { Some(Content::Items(items)) };
            };
            items.push(item);
            self.take(Kind::Comma);
        }
        Some(Content::Items(items))
    }

    /// What stands after an opening parenthesis: fields, or items.
    fn body(&mut self, depth: usize) -> Option<Content> {
        let mut fields = Vec::new();
        while !self.take(Kind::Close(')')) {
            let key = self
                .tokens
                .get(self.at..self.at + 2)
                .filter(|pair| matches!(pair, [Token { kind: Kind::Word, .. }, Token { kind: Kind::Colon, .. }]));
            let Some(&[key, _]) = key else {
                return if fields.is_empty() { self.items(')', depth) } else { Some(Content::Fields(fields)) };
            };
            self.at += 2;
            let Some(value) = self.value(depth + 1) else { return Some(Content::Fields(fields)) };
            let name = self.text[key.start..key.end].trim_start_matches("r#").to_owned();
            fields.push(Field { key: name, key_start: key.start, value });
            self.take(Kind::Comma);
        }
        Some(if fields.is_empty() { Content::Items(Vec::new()) } else { Content::Fields(fields) })
    }
}
