//! The text of the model as blocks: paragraphs, dots, equations, tables. It reads what `MODEL.md` is written in and no more.

use super::chapter::{Block, Table};

/// The blocks of a text.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() {
            continue;
        }
        if line.starts_with("```") {
            let code: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            blocks.push(Block::Code(code.join("\n")));
        } else if line.starts_with('|') {
            let mut rows = vec![cells(line)];
            while let Some(line) = lines.next_if(|line| line.starts_with('|')) {
                rows.push(cells(line));
            }
            // The second line only parts the head from the rows.
            let rows = rows.split_off(rows.len().min(2));
            blocks.push(Block::Table(Table { head: cells(line), rows }));
        } else {
            let mut words = line.trim().trim_start_matches('#').trim_start_matches("- ").trim().to_owned();
            while let Some(line) = lines.next_if(|line| goes_on(line)) {
                words = words + " " + line.trim();
            }
            blocks.push(match line.get(..2) {
                Some("- ") => Block::Item(words),
                Some("  ") => Block::MoreOfItem(words),
                _ if line.starts_with('#') => Block::Heading(words),
                _ => Block::Text(words),
            });
        }
    }
    blocks
}

/// Whether a line belongs to the paragraph before it.
fn goes_on(line: &str) -> bool {
    !(line.trim().is_empty() || line.starts_with("- ") || line.starts_with("```") || line.starts_with(['|', '#']))
}

fn cells(line: &str) -> Vec<String> {
    line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_dots_equations_and_tables_are_told_apart() {
        let text = "\nOne,\ntwo.\n- *a* b\n  goes on\n- c\n\n```text\nx =  1\n  y\n```\n\n  more of c\n\n| | h |\n|---|---|\n| r | 1 |\nend";
        let own = str::to_owned;
        let table = Table { head: vec![own(""), own("h")], rows: vec![vec![own("r"), own("1")]] };
        assert_eq!(
            blocks(text),
            [
                Block::Text(own("One, two.")),
                Block::Item(own("*a* b goes on")),
                Block::Item(own("c")),
                Block::Code(own("x =  1\n  y")),
                Block::MoreOfItem(own("more of c")),
                Block::Table(table),
                Block::Text(own("end")),
            ]
        );
    }
}
