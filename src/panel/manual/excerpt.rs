//! What a section that treats several rules says of one of them: a section names a rule in brackets where it comes to it.

use super::chapter::Block;

/// What is about a rule, by its name in a scene: from the paragraph that names it on; or what is said of all rules, and of those with a
/// dot its own. All blocks if none names it.
#[must_use]
pub fn about(blocks: Vec<Block>, id: &str) -> Vec<Block> {
    let name = format!("(`{id}`");
    let names = |block: &Block| matches!(block, Block::Text(text) | Block::Item(text) if text.contains(&name));
    let Some(place) = blocks.iter().position(names) else { return blocks };
    if matches!(blocks[place], Block::Text(_)) {
        return blocks.into_iter().skip(place).collect();
    }
    // Equations below a dot are part of it.
    let mut own = true;
    let kept = |block: &Block| {
        own = match block {
            Block::Text(_) | Block::Heading(_) => true,
            Block::Item(_) => names(block),
            _ => own,
        };
        own
    };
    let mut blocks = blocks;
    blocks.retain(kept);
    blocks
}

#[cfg(test)]
mod tests {
    use super::super::markdown::blocks;
    use super::*;

    #[test]
    fn a_rule_gets_what_is_said_of_all_and_of_itself() {
        let text = "All.\n\n- *A* (`a`; X)\n\n```text\na = 1\n```\n\n- *B* (`b`)\n\n```text\nb = 1\n```\n\n  more of b\n\n*C* (`c`) end.\n\nLast.";
        let words = |id: &str| about(blocks(text), id).iter().flat_map(Block::texts).collect::<Vec<_>>().join("|");
        assert_eq!(words("b"), "All.|*B* (`b`)|b = 1|more of b|*C* (`c`) end.|Last.");
        assert_eq!(words("c"), "*C* (`c`) end.|Last.");
        assert_eq!(words("d").matches('|').count(), blocks(text).len() - 1);
    }
}
