//! Lines of equations that are too long for a page: broken where their parts meet, so that nothing is cut off.

/// By how many letters a line goes on further in.
const FURTHER: usize = 4;

/// A text with lines of at most so many letters, where its words allow.
#[must_use]
pub fn wrapped(text: &str, letters: usize) -> String {
    text.lines().flat_map(|line| broken(line, letters.max(3 * FURTHER))).collect::<Vec<_>>().join("\n")
}

/// One line as as many as it takes: broken at a wide gap if there is one, else at a space.
fn broken(line: &str, letters: usize) -> Vec<String> {
    let margin = line.len() - line.trim_start().len();
    let further = " ".repeat((margin + FURTHER).min(letters / 3));
    let (mut lines, mut rest) = (Vec::new(), line.trim_end().to_owned());
    while rest.chars().count() > letters {
        let end = rest.char_indices().nth(letters).map_or(rest.len(), |(end, _)| end);
        let begin = rest.len() - rest.trim_start().len();
        // A break further in than the line's own beginning, else nothing would be gained.
        let at = |gap: &str| rest[..end].rfind(gap).filter(|&place| place > begin + further.len());
        let Some(place) = at("   ").or_else(|| at("  ")).or_else(|| at(" ")) else { break };
        let after = further.clone() + rest[place..].trim_start();
        lines.push(rest[..place].trim_end().to_owned());
        rest = after;
    }
    lines.push(rest);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_break_at_gaps_then_at_spaces_and_lose_nothing() {
        assert_eq!(wrapped("a = b + c   what it is", 20), "a = b + c\n    what it is");
        assert_eq!(wrapped("a = bbbb + cccc + dddd", 14), "a = bbbb +\n    cccc +\n    dddd");
        assert_eq!(wrapped("  short\n\nalso", 20), "  short\n\nalso");
        let long = "w".repeat(50);
        assert_eq!(wrapped(&long, 20), long);
        let line = "τ dρ/dt = -ρ (1 - ρ)(ρ* - ρ) + γ_p (1 - ρ) [c > θ_p] - γ_d ρ [c > θ_d]";
        for letters in 0..90 {
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(&wrapped(line, letters)), words(line), "{letters}");
        }
    }
}
