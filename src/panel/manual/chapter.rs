//! A chapter of the manual as plain data.

use super::subject::Subject;

/// A piece of a chapter. Its text may hold `*emphasis*`, `**weight**` and `` `names` ``.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading within the chapter.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A paragraph with a dot.
    Item(String),
    /// A paragraph that goes on with what the dot before it began.
    MoreOfItem(String),
    /// Equations: lines that keep their spaces.
    Code(String),
    /// A table.
    Table(Table),
    /// Other chapters, each with the words that lead there.
    See(Vec<(Subject, String)>),
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Titles of the columns.
    pub head: Vec<String>,
    /// Rows, each with a cell a column.
    pub rows: Vec<Vec<String>>,
}

impl Block {
    /// All that is written in it.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Self::Heading(text) | Self::Text(text) | Self::Item(text) | Self::MoreOfItem(text) | Self::Code(text) => {
                vec![text]
            }
            Self::Table(table) => table.head.iter().chain(table.rows.iter().flatten()).map(String::as_str).collect(),
            Self::See(chapters) => chapters.iter().map(|(_, words)| words.as_str()).collect(),
        }
    }
}

/// A chapter.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// What it is about.
    pub subject: Subject,
    /// Title.
    pub title: String,
    /// What is in it, in a sentence.
    pub about: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// All of it in small letters, for the search.
    lower: String,
}

impl Chapter {
    /// A chapter of these blocks.
    #[must_use]
    pub fn new(subject: Subject, title: impl Into<String>, about: impl Into<String>, blocks: Vec<Block>) -> Self {
        let title = title.into();
        // What leads to other chapters is not what this one is about.
        let said = blocks.iter().filter(|block| !matches!(block, Block::See(_))).flat_map(Block::texts);
        let lower = said.fold(title.to_lowercase(), |text, more| text + "\n" + &more.to_lowercase());
        Self { subject, title, about: about.into(), blocks, lower }
    }

    /// Whether it holds all these words, in small letters.
    #[must_use]
    pub fn holds(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.lower.contains(word))
    }

    /// Whether its title does.
    #[must_use]
    pub fn is_titled(&self, words: &[String]) -> bool {
        let title = self.title.to_lowercase();
        words.iter().all(|word| title.contains(word))
    }
}
