//! Which passages of a mark of the timeline are meant.

use serde::de::{Error, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A mark: `"lap"` is all its passages (where something is read once, the last), `("lap", 3)` the third, `("lap", 1, 5)` the first
/// five, `("lap", 2, 20, 2)` every second one from the second to the twentieth. A number below 0 counts from the end: -1 is the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkFile {
    /// Name of the mark.
    pub name: String,
    /// Which of its passages.
    pub passages: Passages,
}

/// Passages of a mark, counted from 1, or from the last with -1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passages {
    /// All of them.
    All,
    /// One.
    One(i64),
    /// From one to another, every so manieth.
    Range {
        /// First.
        first: i64,
        /// Last.
        last: i64,
        /// 1 for all between them, 2 for every second.
        every: i64,
    },
}

impl MarkFile {
    /// One passage of a mark.
    #[must_use]
    pub fn passage(name: &str, number: i64) -> Self {
        Self { name: name.to_owned(), passages: Passages::One(number) }
    }

    /// The passages that are meant, in order, each by its number less 1; none if one of them is not among the first `count`.
    #[must_use]
    pub fn chosen(&self, count: usize) -> Option<Vec<usize>> {
        match self.passages {
            Passages::All => Some((0..count).collect()),
            Passages::One(number) => Some(vec![index_of(number, count)?]),
            Passages::Range { first, last, every } => {
                let (first, last) = (index_of(first, count)?, index_of(last, count)?);
                let every = usize::try_from(every).ok().filter(|every| *every > 0)?;
                (first <= last).then(|| (first..=last).step_by(every).collect())
            }
        }
    }
}

/// Index of a passage that is counted from 1 or from the end.
fn index_of(number: i64, count: usize) -> Option<usize> {
    let index = if number < 0 { i64::try_from(count).ok()?.checked_add(number)? } else { number.checked_sub(1)? };
    usize::try_from(index).ok().filter(|index| *index < count)
}

impl Serialize for MarkFile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let numbers = match self.passages {
            Passages::All => return serializer.serialize_str(&self.name),
            Passages::One(number) => vec![number],
            Passages::Range { first, last, every: 1 } => vec![first, last],
            Passages::Range { first, last, every } => vec![first, last, every],
        };
        let mut tuple = serializer.serialize_tuple(1 + numbers.len())?;
        tuple.serialize_element(&self.name)?;
        for number in &numbers {
            tuple.serialize_element(number)?;
        }
        tuple.end()
    }
}

impl<'de> Deserialize<'de> for MarkFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MarkVisitor)
    }
}

struct MarkVisitor;

impl<'de> Visitor<'de> for MarkVisitor {
    type Value = MarkFile;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a mark, such as \"lap\", (\"lap\", 3) or (\"lap\", 1, 5)")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<MarkFile, E> {
        Ok(MarkFile { name: name.to_owned(), passages: Passages::All })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<MarkFile, A::Error> {
        let name: String = parts.next_element()?.ok_or_else(|| Error::invalid_length(0, &self))?;
        let mut numbers: Vec<i64> = Vec::new();
        while let Some(number) = parts.next_element()? {
            numbers.push(number);
        }
        let passages = match numbers[..] {
            [] => Passages::All,
            [number] => Passages::One(number),
            [first, last] => Passages::Range { first, last, every: 1 },
            [first, last, every] => Passages::Range { first, last, every },
            _ => return Err(Error::invalid_length(1 + numbers.len(), &self)),
        };
        Ok(MarkFile { name, passages })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> MarkFile {
        ron::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn a_mark_is_written_as_it_was_read() {
        for text in ["\"lap\"", "(\"lap\",3)", "(\"lap\",-1)", "(\"lap\",1,5)", "(\"lap\",2,20,2)"] {
            assert_eq!(ron::to_string(&read(text)).as_deref(), Ok(text));
        }
        for wrong in ["3", "(\"lap\",1,2,3,4)", "()", "(\"lap\",\"first\")", "(\"lap\",1.5)"] {
            assert!(ron::from_str::<MarkFile>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn passages_are_counted_from_either_end() {
        assert_eq!(read("\"lap\"").chosen(3), Some(vec![0, 1, 2]));
        assert_eq!(read("(\"lap\",3)").chosen(3), Some(vec![2]));
        assert_eq!(read("(\"lap\",-2)").chosen(3), Some(vec![1]));
        assert_eq!(read("(\"lap\",2,-1)").chosen(4), Some(vec![1, 2, 3]));
        assert_eq!(read("(\"lap\",1,5,2)").chosen(6), Some(vec![0, 2, 4]));
        for beyond in
            ["(\"lap\",4)", "(\"lap\",0)", "(\"lap\",-4)", "(\"lap\",2,4)", "(\"lap\",3,2)", "(\"lap\",1,3,0)"]
        {
            assert_eq!(read(beyond).chosen(3), None, "{beyond}");
        }
        assert_eq!(MarkFile::passage("lap", i64::MIN).chosen(3), None);
    }
}
