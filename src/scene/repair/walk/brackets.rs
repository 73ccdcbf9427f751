//! Which bracket closes which.

use super::{Frame, Holds, Mismatch, Walk};
use crate::scene::tokens::{Kind, Token};
use crate::words::words;

const fn closing(bracket: char) -> &'static str {
    match bracket {
        '(' => ")",
        '[' => "]",
        _ => "}",
    }
}

fn fits(bracket: char, close: char) -> bool {
    closing(bracket).starts_with(close)
}

impl Walk<'_> {
    /// Open a bracket whose value begins at `start`.
    pub(super) fn push(&mut self, open: Token, start: usize) {
        let Kind::Open(bracket) = open.kind else { return };
        // Lists in square brackets hold no fields.
        let holds = if bracket == '(' { Holds::Unknown } else { Holds::Items };
        let holds = if bracket == '{' { Holds::Unknown } else { holds };
        let (byte, line, indent) = (open.start, open.line, open.indent);
        self.stack.push(Frame { bracket, byte, start, line, indent, holds, has_value: false, name: None });
    }

    /// Close the brackets that the indentation of a line says should be closed before it.
    pub(super) fn trust_indentation(&mut self, token: Token, at: usize) {
        while self.indented && token.first && self.stack.len() > 1 {
            let top = self.top().clone();
            if top.line == token.line || token.indent > top.indent {
                return;
            }
            self.close_open(at);
        }
    }

    /// Close the innermost bracket, which is not closed, before the token `at`.
    pub(super) fn close_open(&mut self, at: usize) {
        self.value_of_name();
        let Some(frame) = self.stack.pop() else { return };
        let close = closing(frame.bracket);
        let next = self.tokens.get(at).copied();
        let previous = self.tokens[at - 1];
        let hint = match next {
            None => words!("fault-close-at-end", "Close it with `{ $close }` at the end of the text.", close = close),
            Some(next) if next.line > frame.line => words!(
                "fault-close-before-line",
                "Close it with `{ $close }` before line { $line }.",
                close = close,
                line = (next.line + 1).to_string()
            ),
            Some(next) => words!(
                "fault-close-before",
                "Close it with `{ $close }` before `{ $shown }`.",
                close = close,
                shown = self.shown(next)
            ),
        };
        self.fault(
            frame.byte,
            words!(
                "fault-bracket-open",
                "the bracket `{ $bracket }` that opens here is not closed.",
                bracket = frame.bracket.to_string()
            ),
            hint,
        );
        let ends_here = next.is_none_or(|next| matches!(next.kind, Kind::Close(_) | Kind::Comma));
        if next.is_none() {
            self.change(previous.end..previous.end, close);
            self.top().has_value = true;
        } else if previous.kind == Kind::Comma {
            self.change(previous.start..previous.start, close);
            self.top().has_value = false;
        } else if ends_here {
            self.change(previous.end..previous.end, close);
            self.top().has_value = true;
        } else {
            self.change(previous.end..previous.end, &format!("{close},"));
            self.top().has_value = false;
        }
        let enclosing = self.top().start;
        let end = next.map_or(self.text.len(), |next| next.start);
        self.doubtful.push(frame.start..end);
        self.doubtful.push(enclosing..enclosing + 1);
        self.closed = None;
    }

    /// Take back the last closing bracket if it stands right before the token `at` and what it closed holds fields.
    pub(super) fn reopen(&mut self, at: usize) -> bool {
        let Some((frame, closer)) = self.closed.clone() else { return false };
        let is_before = at == closer + 1 || (at == closer + 2 && self.tokens[closer + 1].kind == Kind::Comma);
        if !is_before || frame.holds != Holds::Fields {
            return false;
        }
        self.remove_closer(self.tokens[closer]);
        self.top().has_value = true;
        self.stack.push(Frame { has_value: at == closer + 1, ..frame });
        self.closed = None;
        true
    }

    fn remove_closer(&mut self, token: Token) {
        let what =
            words!("fault-bracket-idle", "the bracket `{ $bracket }` closes nothing.", bracket = self.shown(token));
        self.fault(token.start, what, words!("fault-bracket-idle-hint", "Remove it, or open one before it."));
        self.change(token.start..token.end, "");
    }

    /// A closing bracket.
    pub(super) fn close(&mut self, token: Token, at: usize, bracket: char) -> bool {
        self.value_of_name();
        if self.indented && token.first {
            while self.stack.len() > 1 {
                let top = self.top().clone();
                let below = &self.stack[1..self.stack.len() - 1];
                let belongs = |frame: &Frame| fits(frame.bracket, bracket) && frame.indent == token.indent;
                if top.line == token.line || top.indent <= token.indent || !below.iter().any(belongs) {
                    break;
                }
                self.close_open(at);
            }
        }
        let top = self.top().clone();
        if self.stack.len() > 1 && fits(top.bracket, bracket) {
            self.stack.pop();
            self.closed = Some((top, at));
            return true;
        }
        let deeper = self.stack[1..].iter().rposition(|frame| fits(frame.bracket, bracket)).map(|index| index + 1);
        let change = self.stack.len() > 1;
        match (self.mismatch, deeper) {
            (Mismatch::Judge, Some(index))
                if (token.first && self.stack[index].indent == token.indent)
                    || (!token.first && self.stack[index].line == token.line) =>
            {
                self.close_to(index, at);
            }
            (Mismatch::Judge, _)
                if change && (top.line == token.line || (token.first && top.indent == token.indent)) =>
            {
                self.change_closer(token, at);
            }
            (Mismatch::Close, Some(index)) => self.close_to(index, at),
            (Mismatch::Change, _) if change => self.change_closer(token, at),
            _ => {
                self.remove_closer(token);
                self.removed = Some(at);
            }
        }
        true
    }

    /// Close what is open above a bracket, then that bracket.
    fn close_to(&mut self, index: usize, at: usize) {
        while self.stack.len() > index + 1 {
            self.close_open(at);
        }
        if let Some(frame) = self.stack.pop() {
            self.closed = Some((frame, at));
        }
    }

    fn change_closer(&mut self, token: Token, at: usize) {
        let Some(frame) = self.stack.pop() else { return };
        let close = closing(frame.bracket);
        let what = words!(
            "fault-bracket-other",
            "the bracket `{ $bracket }` is closed with `{ $other }`.",
            bracket = frame.bracket.to_string(),
            other = self.shown(token)
        );
        self.fault(token.start, what, words!("fault-bracket-other-hint", "Close it with `{ $close }`.", close = close));
        self.change(token.start..token.end, close);
        self.closed = Some((frame, at));
    }
}
