//! The line of a text in which a fault is, with carets under what is meant.

use super::fault::Position;
use super::tokens::{Kind, tokens};
use unicode_width::UnicodeWidthChar;

/// Most columns of a line that are shown.
const SHOWN: usize = 100;
/// Columns before the fault that are shown of a long line.
const BEFORE: usize = 40;
/// Most characters that are looked at to see how far the value goes.
const LONGEST_VALUE: usize = 60;

/// The line with its number, and below it carets; nothing if the text has no such place.
pub fn excerpt(text: &str, place: Position) -> Option<String> {
    let line = text.split('\n').nth(place.line.checked_sub(1)?)?.trim_end_matches('\r');
    let characters: Vec<char> = line.chars().collect();
    let at = place.column.checked_sub(1).filter(|at| *at <= characters.len())?;
    let marked = extent(&characters[at..]);
    // The beginning of the line, or of a long line what is round the fault.
    let columns: usize = characters.iter().map(|c| width(*c)).sum();
    let (start, end) = if columns <= SHOWN {
        (0, characters.len())
    } else {
        let start = window_start(&characters, at);
        let mut room = SHOWN;
        let fits = |c: &&char| {
            let fits = width(**c) <= room;
            room = room.saturating_sub(width(**c));
            fits
        };
        (start, start + characters[start..].iter().take_while(fits).count())
    };
    let (left, right) = (if start > 0 { "…" } else { "" }, if end < characters.len() { "…" } else { "" });
    let shown: String = characters[start..end].iter().map(|c| visible(*c)).collect();
    let space: usize = left.chars().count() + characters[start..at].iter().map(|c| width(*c)).sum::<usize>();
    let carets: usize = characters[at..(at + marked).min(end)].iter().map(|c| width(*c)).sum::<usize>().max(1);
    let line = format!("{:>5} | {left}{shown}{right}", place.line);
    Some(format!("{}\n      | {}{}", line.trim_end(), " ".repeat(space), "^".repeat(carets)))
}

/// The first character that is shown of a long line.
fn window_start(characters: &[char], at: usize) -> usize {
    let mut columns = 0;
    let before = characters[..at].iter().rev();
    at - before
        .take_while(|c| {
            columns += width(**c);
            columns <= BEFORE
        })
        .count()
}

/// Number of characters of the value that begins here: a word with the parentheses after it, a text, or one character.
fn extent(rest: &[char]) -> usize {
    let rest: String = rest.iter().take(LONGEST_VALUE).collect();
    let tokens = tokens(&rest).tokens;
    let Some(first) = tokens.first().filter(|first| first.start == 0) else { return 1 };
    let mut end = first.end;
    if first.kind == Kind::Word && tokens.get(1).is_some_and(|next| next.kind == Kind::Open('(')) {
        let mut depth = 0_usize;
        for token in &tokens[1..] {
            match token.kind {
                Kind::Open(_) => depth += 1,
                Kind::Close(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                end = token.end;
                break;
            }
        }
    }
    rest[..end].chars().count()
}

/// Columns of a character on a terminal, as it is shown here.
fn width(c: char) -> usize {
    if c == '\t' { 4 } else { c.width().unwrap_or(1) }
}

/// A character as it is shown: tabs have a fixed width, and what would steer a terminal does not reach it.
fn visible(c: char) -> String {
    match c {
        '\t' => "    ".to_owned(),
        c if c.is_control() => char::REPLACEMENT_CHARACTER.to_string(),
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, line: usize, column: usize) -> String {
        excerpt(text, Position { line, column }).unwrap_or_default()
    }

    #[test]
    fn carets_stand_under_the_whole_value() {
        assert_eq!(at("a\n  dt: mV(0.5), x", 2, 7), "    2 |   dt: mV(0.5), x\n      |       ^^^^^^^");
        assert_eq!(at("name: \"E to I\",\r\n", 1, 7), "    1 | name: \"E to I\",\n      |       ^^^^^^^^");
        assert_eq!(at("count: -10,", 1, 8), "    1 | count: -10,\n      |        ^^^");
        assert_eq!(at("a: (b: 1", 1, 4), "    1 | a: (b: 1\n      |    ^");
        assert_eq!(at("a", 1, 2), "    1 | a\n      |  ^");
        assert_eq!(at("a", 3, 1), "");
    }

    #[test]
    fn tabs_and_wide_characters_move_the_carets_with_them() {
        assert_eq!(at("\tdt: 0.5", 1, 6), "    1 |     dt: 0.5\n      |         ^^^");
        assert_eq!(at("\"神経\": x y", 1, 7), "    1 | \"神経\": x y\n      |         ^");
        assert_eq!(at("\"神経\"", 1, 1), "    1 | \"神経\"\n      | ^^^^^^");
        assert_eq!(at("\u{1b}[2J x", 1, 6), "    1 | \u{fffd}[2J x\n      |      ^");
    }

    #[test]
    fn of_a_long_line_the_part_round_the_fault_is_shown() {
        let text = format!("{}wrong{}", "ab, ".repeat(100), " cd,".repeat(100));
        let shown = at(&text, 1, 401);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[0].starts_with("    1 | …ab, ") && lines[0].ends_with('…'), "{shown}");
        let caret = lines[1].find('^').expect("a caret");
        let under: String = lines[0].chars().skip(caret).take(5).collect();
        assert_eq!(under, "wrong");
        assert!(lines[0].chars().count() <= 8 + SHOWN + 2, "{shown}");
    }
}
