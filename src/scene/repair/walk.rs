//! One way through the tokens of a text: brackets are matched, and what is wrong is noted and repaired.

mod brackets;

use super::decimal_comma::comma_number;
use super::repaired::{Edit, MOST_REPAIRS, Repaired, SyntaxFault};
use crate::scene::tokens::{Kind, Token};
use crate::words::words;
use std::ops::Range;

/// What to do with a closing bracket of another kind than the open one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    /// What the lines and their indentation suggest.
    Judge,
    /// Close the brackets in it first.
    Close,
    /// Take it out.
    Remove,
    /// Make it the right kind.
    Change,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Unknown,
    Fields,
    Items,
}

/// An open bracket.
#[derive(Clone, Debug)]
struct Frame {
    bracket: char,
    /// Its byte, and that of the name before it.
    byte: usize,
    start: usize,
    line: usize,
    indent: usize,
    holds: Holds,
    /// Whether a value stands since the last comma.
    has_value: bool,
    /// Bytes of a name whose value is still to come.
    name: Option<Range<usize>>,
}

/// The state of a walk.
pub struct Walk<'a> {
    text: &'a str,
    tokens: &'a [Token],
    indented: bool,
    mismatch: Mismatch,
    stack: Vec<Frame>,
    /// The bracket that closed last, with the index of its closing token.
    closed: Option<(Frame, usize)>,
    /// Index of the closing bracket that was taken out last.
    removed: Option<usize>,
    changes: Vec<(Range<usize>, String)>,
    /// What is wrong so far.
    pub faults: Vec<SyntaxFault>,
    doubtful: Vec<Range<usize>>,
    absent: Vec<(usize, String)>,
    /// Whether only what does not belong to the scene is left.
    ended: bool,
}

impl<'a> Walk<'a> {
    /// A walk from the begin of a text.
    pub fn new(text: &'a str, tokens: &'a [Token], indented: bool, mismatch: Mismatch) -> Self {
        let root = Frame {
            bracket: ' ',
            byte: 0,
            start: 0,
            line: 0,
            indent: 0,
            holds: Holds::Items,
            has_value: false,
            name: None,
        };
        Self {
            text,
            tokens,
            indented,
            mismatch,
            stack: vec![root],
            closed: None,
            removed: None,
            changes: Vec::new(),
            faults: Vec::new(),
            doubtful: Vec::new(),
            absent: Vec::new(),
            ended: false,
        }
    }

    /// Walk over the text; whether it was understood.
    pub fn run(&mut self) -> bool {
        let mut at = 0;
        while let Some(&token) = self.tokens.get(at) {
            let next = self.tokens.get(at + 1).map(|next| next.kind);
            let understood = match token.kind {
                Kind::Word | Kind::Text if matches!(next, Some(Kind::Colon | Kind::Stray('='))) => {
                    let understood = self.name(token, at);
                    if next == Some(Kind::Stray('=')) {
                        let sign = self.tokens[at + 1];
                        self.fault(
                            sign.start,
                            words!("fault-equals", "`=` cannot stand here."),
                            words!("fault-equals-hint", "Write `:` between a field and its value."),
                        );
                        self.change(sign.start..sign.end, ":");
                    }
                    at += 1;
                    understood
                }
                Kind::Word if matches!(next, Some(Kind::Open('('))) => {
                    let understood = self.value(token, at, true);
                    at += 1;
                    let open = self.tokens[at];
                    if !self.ended {
                        self.push(open, token.start);
                    }
                    understood
                }
                Kind::Open(_) => {
                    let understood = self.value(token, at, true);
                    if !self.ended {
                        self.push(token, token.start);
                    }
                    understood
                }
                Kind::Word | Kind::Text => self.value(token, at, false),
                Kind::Close(bracket) => self.close(token, at, bracket),
                Kind::Comma if let Some(number) = comma_number(self.text, self.tokens, at) => {
                    let range = self.tokens[at - 1].start..self.tokens[number.last].end;
                    let what = words!(
                        "fault-comma-inside",
                        "`{ $shown }` has a comma inside the number.",
                        shown = &self.text[range.clone()]
                    );
                    self.fault(range.start, what, number.hint);
                    self.change(range, &number.plain);
                    at = number.last;
                    true
                }
                Kind::Comma => self.comma(token, at),
                Kind::Stray(';') if self.stack.last().is_some_and(|frame| frame.has_value) => {
                    self.fault(
                        token.start,
                        words!("fault-semicolon", "`;` cannot stand here."),
                        words!("fault-semicolon-hint", "Write a comma between fields."),
                    );
                    self.change(token.start..token.end, ",");
                    self.top().has_value = false;
                    true
                }
                Kind::Colon | Kind::Stray(_) => {
                    self.remove(token);
                    true
                }
            };
            if !understood || self.faults.len() > MOST_REPAIRS {
                return false;
            }
            if self.ended {
                break;
            }
            at += 1;
        }
        while self.stack.len() > 1 {
            self.close_open(self.tokens.len());
        }
        self.stack[0].has_value
    }

    /// The repaired text.
    pub fn finish(mut self) -> Repaired {
        self.changes.sort_by_key(|(range, _)| range.start);
        let (doubtful, absent) = (self.doubtful, self.absent);
        let mut repaired = Repaired { text: self.text.to_owned(), doubtful, absent, ..Repaired::default() };
        let (mut grown, mut done) = (0_isize, 0);
        for (range, new) in self.changes {
            // Two guesses about the same place: the first holds.
            if range.start < done {
                continue;
            }
            done = range.end;
            let start = range.start.saturating_add_signed(grown);
            repaired.text.replace_range(start..start + range.len(), &new);
            repaired.edits.push(Edit { start, old_length: range.len(), new_length: new.len() });
            grown += new.len() as isize - range.len() as isize;
        }
        self.faults.sort_by_key(|fault| fault.byte);
        repaired.faults = self.faults;
        repaired
    }

    /// Note a fault at a byte.
    pub fn fault(&mut self, byte: usize, what: impl Into<String>, hint: impl Into<String>) {
        self.faults.push(SyntaxFault { byte, what: what.into(), hint: hint.into() });
    }

    /// Put other text in the place of some.
    pub fn change(&mut self, range: Range<usize>, new: &str) {
        self.changes.push((range, new.to_owned()));
    }

    fn shown(&self, token: Token) -> String {
        self.text[token.start..token.end].chars().take(40).collect()
    }

    /// Take out a token that has no place.
    fn remove(&mut self, token: Token) {
        let what = words!("fault-cannot-stand", "`{ $shown }` cannot stand here.", shown = self.shown(token));
        self.fault(token.start, what, words!("fault-remove", "Remove it."));
        self.change(token.start..token.end, "");
    }

    fn top(&mut self) -> &mut Frame {
        let last = self.stack.len() - 1;
        &mut self.stack[last]
    }

    /// Report a name whose value is still to come, and take it out; whether there is one.
    fn value_of_name(&mut self) -> bool {
        let top = self.top();
        let Some(name) = top.name.take() else { return false };
        let shown = self.text[name.clone()].to_owned();
        self.fault(
            name.start,
            words!("fault-no-value", "the field `{ $field }` has no value.", field = &shown),
            words!("fault-no-value-hint", "Write it after the colon."),
        );
        let start = self.top().start;
        let end = self.text[name.end..].find([':', '=']).map_or(name.end, |colon| name.end + colon + 1);
        let comma = self.text[end..].len() - self.text[end..].trim_start().len();
        let comma = if self.text[end + comma..].starts_with(',') { comma + 1 } else { 0 };
        self.change(name.start..end + comma, "");
        self.absent.push((start, shown));
        true
    }

    fn missing_comma(&mut self, token: Token, at: usize) {
        let end = self.tokens[at - 1].end;
        let what = words!("fault-no-comma", "a comma is missing before `{ $shown }`.", shown = self.shown(token));
        self.fault(token.start, what, words!("fault-no-comma-hint", "Separate fields and elements with commas."));
        self.change(end..end, ",");
    }

    /// A name with its colon.
    fn name(&mut self, token: Token, at: usize) -> bool {
        self.trust_indentation(token, at);
        while self.top().holds == Holds::Items {
            let depth = self.stack.len();
            if self.reopen(at) {
                continue;
            }
            if depth == 1 {
                return false;
            }
            if self.stack[depth - 2].holds != Holds::Fields {
                return false;
            }
            self.close_open(at);
        }
        self.value_of_name();
        if self.top().has_value {
            self.missing_comma(token, at);
        }
        let top = self.top();
        top.holds = Holds::Fields;
        top.has_value = false;
        top.name = Some(token.start..token.end);
        true
    }

    /// A value, or the begin of one.
    fn value(&mut self, token: Token, at: usize, opens: bool) -> bool {
        if self.top().name.is_none() {
            self.trust_indentation(token, at);
        }
        if self.top().holds == Holds::Fields && self.top().name.is_none() {
            let above = self.stack[self.stack.len() - 2].holds;
            if !opens {
                self.remove(token);
                return true;
            }
            if above == Holds::Fields || self.stack.len() == 2 {
                return false;
            }
            self.close_open(at);
        }
        if self.stack.len() == 1 && self.top().has_value {
            self.fault(
                token.start,
                words!("fault-text-unread", "there is text after the end of the scene, which was not read."),
                words!("fault-text-unread-hint", "Remove it, or a bracket that closes too early."),
            );
            let before = self.tokens[at - 1];
            let end = if before.kind == Kind::Comma { before.start } else { before.end };
            self.change(end..self.text.len(), "");
            self.ended = true;
            return true;
        }
        if self.top().has_value && self.top().name.is_none() {
            self.missing_comma(token, at);
        }
        let top = self.top();
        if top.name.take().is_none() {
            top.holds = Holds::Items;
        }
        top.has_value = true;
        true
    }

    fn comma(&mut self, token: Token, at: usize) -> bool {
        if self.value_of_name() {
            return true;
        }
        let depth = self.stack.len();
        let more = at + 1 < self.tokens.len();
        let top = self.top();
        if top.has_value && (depth > 1 || more) {
            if depth > 1 {
                top.has_value = false;
            }
        } else if at > 0 && self.removed == Some(at - 1) {
            // It came with the bracket before it.
            self.change(token.start..token.end, "");
        } else {
            self.remove(token);
        }
        true
    }
}
