//! The text of a scene cut into its tokens, with the quotation marks that are missing.
//!
//! Comments and white space are left out. A text may run over several lines, so that a missing quotation mark shows only where
//! the text then ends: in front of a word, which is where the next text was meant to begin.

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

/// The tokens of a text, and the texts that are not closed.
pub fn tokens(text: &str) -> (Vec<Token>, Vec<OpenText>) {
    let mut cutter = Cutter { text, at: 0, line: 0, line_start: 0, indent: None, tokens: Vec::new(), open: Vec::new() };
    while cutter.next() {}
    (cutter.tokens, cutter.open)
}

struct Cutter<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    line_start: usize,
    /// Indentation of the present line, once its first token is seen.
    indent: Option<usize>,
    tokens: Vec<Token>,
    open: Vec<OpenText>,
}

const fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '+' | '-')
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
        let Some(c) = self.rest().chars().next() else { return false };
        let (start, line, first) = (self.at, self.line, self.indent.is_none());
        let column = self.text[self.line_start..start].chars().count();
        let indent = *self.indent.get_or_insert(column);
        let (kind, length) = match c {
            '(' | '[' | '{' => (Kind::Open(c), 1),
            ')' | ']' | '}' => (Kind::Close(c), 1),
            ',' => (Kind::Comma, 1),
            ':' => (Kind::Colon, 1),
            '"' => (Kind::Text, self.text_length()),
            '#' if start == 0 || self.tokens.is_empty() => {
                // An attribute at the head, such as #![enable(...)].
                let length = self.rest().find(']').map_or(self.rest().len(), |end| end + 1);
                self.pass(length);
                return true;
            }
            _ if is_word(c) || c.is_alphabetic() => self.word_length(),
            c => (Kind::Stray(c), c.len_utf8()),
        };
        self.tokens.push(Token { kind, start, end: start + length, line, first, indent });
        self.pass(length);
        true
    }

    fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            let space = rest.len() - rest.trim_start().len();
            let length = if space > 0 {
                space
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
        let mut length = rest.find(|c: char| !is_word(c) && !c.is_alphabetic()).unwrap_or(rest.len());
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
        let line_end = rest.find('\n').unwrap_or(rest.len());
        let meant = meant_end(&rest[..line_end]);
        let is_open = match end {
            None => true,
            Some(end) => {
                let after = rest[end..].chars().next();
                let runs_on = after.is_some_and(|c| is_word(c) || c.is_alphabetic() || c == '"');
                runs_on && (end > line_end || meant < end - 1)
            }
        };
        if !is_open {
            return end.unwrap_or(rest.len());
        }
        self.open.push(OpenText { start: self.at, close: self.at + meant });
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
        tokens(text).0.iter().map(|token| &text[token.start..token.end]).collect()
    }

    #[test]
    fn tokens_leave_out_comments() {
        assert_eq!(
            cut("a: -1.5e-3, // b\n(\"c (\", /* d /* */ ) */ [r#\"e\"f\"#])").join(" "),
            "a : -1.5e-3 , ( \"c (\" , [ r#\"e\"f\"# ] )"
        );
        assert!(tokens("\"two\nlines\", 3").1.is_empty());
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
            let open = tokens(text).1;
            assert_eq!(open.len(), 1, "{text}");
            assert_eq!(&text[open[0].start..open[0].close], closed);
        }
    }
}
