//! The text of a scene cut into its tokens: the only place that knows how a scene is spelt.
//!
//! Comments and white space are left out. A text may run over several lines, so that a missing quotation mark shows only where
//! the text then ends: in front of a word, which is where the next text was meant to begin. Characters that look like those of the
//! format, such as a no-break space or a minus sign from a web page, are read as what they look like, and noted.

use super::lookalike::{is_curly, is_space, plain};
use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name, a number.
    Word,
    /// A text in quotation marks.
    Text,
    /// One of `( [ {`.
    Open(char),
    /// One of `) ] }`.
    Close(char),
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// A character that has no meaning.
    Stray(char),
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// First byte.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
    /// Line, from 0.
    pub line: usize,
    /// Whether it is the first of its line.
    pub first: bool,
    /// Characters in front of the first token of its line.
    pub indent: usize,
}

/// A text whose closing quotation mark is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenText {
    /// Its opening quotation mark.
    pub start: usize,
    /// Where the closing one most likely belongs.
    pub close: usize,
}

/// What a text is cut into.
#[derive(Default)]
pub struct Cut {
    /// The tokens, in order.
    pub tokens: Vec<Token>,
    /// Texts that are not closed.
    pub open: Vec<OpenText>,
    /// Bytes at which a character only looks like one of the format.
    pub lookalikes: Vec<usize>,
    /// Texts in curly quotation marks, marks included.
    pub curly: Vec<Range<usize>>,
}

/// Cut a text into its tokens.
pub fn tokens(text: &str) -> Cut {
    let mut cutter = Cutter { text, at: 0, line: 0, line_start: 0, indent: None, cut: Cut::default() };
    while cutter.next() {}
    cutter.cut
}

struct Cutter<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    line_start: usize,
    /// Indentation of the present line, once its first token is seen.
    indent: Option<usize>,
    cut: Cut,
}

/// Whether a character can stand in a name or a number.
fn is_word(c: char) -> bool {
    let c = plain(c).unwrap_or(Some(c)).unwrap_or(' ');
    c.is_alphabetic() || c.is_ascii_digit() || matches!(c, '_' | '.' | '+' | '-')
}

impl Cutter<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Move on, counting lines.
    fn pass(&mut self, bytes: usize) {
        let passed = &self.text[self.at..self.at + bytes];
        if let Some(last) = passed.rfind('\n') {
            self.line += passed.matches('\n').count();
            self.line_start = self.at + last + 1;
            self.indent = None;
        }
        self.at += bytes;
    }

    /// Cut the next token; whether there was one.
    fn next(&mut self) -> bool {
        self.skip_space();
        let Some(found) = self.rest().chars().next() else { return false };
        let (start, line, first) = (self.at, self.line, self.indent.is_none());
        let before = &self.text[self.line_start..start];
        let indent = *self.indent.get_or_insert_with(|| before.chars().count());
        let (c, width) = (plain(found).flatten().unwrap_or(found), found.len_utf8());
        let (kind, length) = match c {
            '(' | '[' | '{' => (Kind::Open(c), width),
            ')' | ']' | '}' => (Kind::Close(c), width),
            ',' => (Kind::Comma, width),
            ':' => (Kind::Colon, width),
            '"' if found == '"' => (Kind::Text, self.text_length()),
            '#' if self.cut.tokens.is_empty() => {
                // An attribute at the head, such as #![enable(...)].
                let length = self.rest().find(']').map_or(self.rest().len(), |end| end + 1);
                self.pass(length);
                return true;
            }
            _ if is_word(c) => self.word_length(),
            _ if is_curly(c) => self.curly_length(c),
            c => (Kind::Stray(c), width),
        };
        if kind != Kind::Text {
            let looks = |(at, c): (usize, char)| plain(c).map(|_| start + at);
            self.cut.lookalikes.extend(self.text[start..start + length].char_indices().filter_map(looks));
        }
        self.cut.tokens.push(Token { kind, start, end: start + length, line, first, indent });
        self.pass(length);
        true
    }

    /// A text in curly quotation marks, if it is closed in its line.
    fn curly_length(&mut self, mark: char) -> (Kind, usize) {
        let line = self.rest().lines().next().unwrap_or("");
        let end = line.char_indices().skip(1).find(|(_, c)| is_curly(*c) || *c == '"');
        match end.map(|(at, c)| at + c.len_utf8()) {
            Some(length) => {
                self.cut.curly.push(self.at..self.at + length);
                (Kind::Text, length)
            }
            None => (Kind::Stray(mark), mark.len_utf8()),
        }
    }

    fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            let space = rest.len() - rest.trim_start_matches(is_space).len();
            let length = if space > 0 {
                space
            } else if let Some(c) = rest.chars().next().filter(|c| matches!(plain(*c), Some(None | Some(' ')))) {
                self.cut.lookalikes.push(self.at);
                c.len_utf8()
            } else if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                block_comment_length(rest)
            } else {
                return;
            };
            self.pass(length);
        }
    }

    /// A word, or a text that begins with a letter: r"..." and r#"..."#.
    fn word_length(&self) -> (Kind, usize) {
        let rest = self.rest();
        let mut length = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        let after = &rest[length..];
        if matches!(&rest[..length], "r" | "b" | "br") && after.starts_with(['"', '#']) {
            let hashes = after.len() - after.trim_start_matches('#').len();
            let inside = &after[hashes..];
            if let Some(body) = inside.strip_prefix('"') {
                let end = format!("\"{}", "#".repeat(hashes));
                let body = body.find(&end).map_or(body.len(), |at| at + end.len());
                return (Kind::Text, length + hashes + 1 + body);
            }
            if hashes > 0 {
                // A raw name, such as r#type.
                length += hashes;
                length += rest[length..].find(|c: char| !is_word(c)).unwrap_or(rest.len() - length);
            }
        }
        (Kind::Word, length)
    }

    /// Length of the text that begins here, as far as it goes or as far as it was meant.
    fn text_length(&mut self) -> usize {
        let rest = self.rest();
        let mut escaped = false;
        let end = rest.char_indices().skip(1).find_map(|(at, c)| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends.then_some(at + 1)
        });
        // Only a text that runs on into a word makes one look where it was meant to end.
        if let Some(end) = end
            && !rest[end..].starts_with(|c| is_word(c) || c == '"')
        {
            return end;
        }
        let line_end = rest.find('\n').unwrap_or(rest.len());
        let meant = meant_end(&rest[..line_end]);
        if let Some(end) = end.filter(|end| *end <= line_end && meant + 1 >= *end) {
            return end;
        }
        self.cut.open.push(OpenText { start: self.at, close: self.at + meant });
        meant
    }
}

fn block_comment_length(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(c) = text[at..].chars().next() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += c.len_utf8();
        }
    }
    at
}

/// Where the text that begins a line was meant to end: before a comma or bracket after which the scene goes on, else at the end
/// of the line.
fn meant_end(line: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in line.char_indices().skip(1) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' if depth > 0 => depth -= 1,
            ')' | ']' => {
                let after = line[at..].trim_start_matches([')', ']']).trim_start();
                if after.is_empty() || after.starts_with(',') {
                    return at;
                }
            }
            ',' => {
                let after = line[at + 1..].trim_start();
                let word = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_').trim_start();
                let is_field = word.len() < after.len() && word.starts_with(':');
                if after.is_empty() || after.starts_with("//") || after.starts_with(['"', '(', '[']) || is_field {
                    return at;
                }
            }
            _ => {}
        }
    }
    line.trim_end().len().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).tokens.iter().map(|token| &text[token.start..token.end]).collect()
    }

    #[test]
    fn tokens_leave_out_comments() {
        assert_eq!(
            cut("a: -1.5e-3, // b\n(\"c (\", /* d /* */ ) */ [r#\"e\"f\"#])").join(" "),
            "a : -1.5e-3 , ( \"c (\" , [ r#\"e\"f\"# ] )"
        );
        assert!(tokens("\"two\nlines\", 3").open.is_empty());
    }

    #[test]
    fn a_text_that_is_not_closed_ends_on_its_line() {
        for (text, closed) in [
            ("s: \"One. Two,\nt: \"a\"", "\"One. Two"),
            ("(name: \"E, count: 3),\n(name: \"I\")", "\"E"),
            ("names: [\"A (x), \"B\"],", "\"A (x)"),
            ("names: [\"A],\nto: \"E\"", "\"A"),
            ("s: \"last", "\"last"),
        ] {
            let open = tokens(text).open;
            assert_eq!(open.len(), 1, "{text}");
            assert_eq!(&text[open[0].start..open[0].close], closed);
        }
    }
}
