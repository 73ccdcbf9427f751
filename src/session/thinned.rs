//! A list that is thinned evenly where it becomes too long, and knows how far.

use crate::simulation::number_survives;
use crate::words::words;
use std::collections::VecDeque;

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// Changes that the user made.
    Changes,
    /// Replays.
    Replays,
}

/// The items of a long list, all of them, or where they are too many one of 2^[`level`](Self::level), none more likely than another.
/// The newest is always among them.
#[derive(Clone, Debug)]
pub struct Thinned<T> {
    /// Items with their number in the whole list.
    items: VecDeque<(u64, T)>,
    added: u64,
    level: u32,
    most: usize,
}

impl<T> Thinned<T> {
    /// An empty list of at most so many items.
    #[must_use]
    pub const fn new(most: usize) -> Self {
        Self { items: VecDeque::new(), added: 0, level: 0, most }
    }

    /// Add an item.
    pub fn push(&mut self, item: T) {
        // Who is no longer the newest stays only as all others do.
        let level = self.level;
        self.items.pop_back_if(|(number, _)| !number_survives(*number, level));
        self.items.push_back((self.added, item));
        self.added += 1;
        while self.items.len() > self.most && self.level < u64::BITS {
            self.level += 1;
            let (level, newest) = (self.level, self.added - 1);
            self.items.retain(|(number, _)| *number == newest || number_survives(*number, level));
        }
    }

    /// Forget the last ones, from the first on for which this does not hold.
    pub fn cut(&mut self, holds: impl Fn(&T) -> bool) {
        self.items.truncate(self.items.partition_point(|(_, item)| holds(item)));
        self.added = self.items.back().map_or(0, |(number, _)| number + 1);
    }

    /// The items that are kept, oldest first.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.items.iter().map(|(_, item)| item)
    }

    /// The same, to change them.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut T> {
        self.items.iter_mut().map(|(_, item)| item)
    }

    /// Number of items that are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How far the list is thinned, 0 where all items are kept.
    #[must_use]
    pub const fn level(&self) -> u32 {
        self.level
    }

    /// What is said where not all are kept: "1 of 4 replays is marked".
    #[must_use]
    pub fn said(&self, things: Marked) -> Option<String> {
        let of = (1_u64 << self.level.min(63)).to_string();
        (self.level > 0).then(|| match things {
            Marked::Changes => words!("marked-changes", "1 of { $of } changes is marked.", of = of),
            Marked::Replays => words!("marked-replays", "1 of { $of } replays is marked.", of = of),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_thinned_evenly_and_says_so() {
        let mut list = Thinned::new(2000);
        for item in 0..2000_u32 {
            list.push(item);
        }
        assert_eq!((list.len(), list.said(Marked::Replays)), (2000, None));
        for item in 2000..100_000 {
            list.push(item);
            assert_eq!(list.iter().next_back(), Some(&item));
        }
        let (level, len) = (list.level(), list.len());
        assert!(list.len() <= 2000 && list.len() > 500, "{len}");
        assert_eq!(list.said(Marked::Replays), Some(format!("1 of {} replays is marked.", 1 << level)));
        // Each tenth of the list keeps as many as it should, and so do odd and even ones, such as two memories in turn.
        let expected = 100_000.0 / 2_f64.powi(level as i32);
        for part in 0..10 {
            let kept = list.iter().filter(|item| **item / 10_000 == part).count() as f64;
            assert!((kept - expected / 10.0).abs() < 4.5 * (expected / 10.0).sqrt(), "{kept} of {expected}");
        }
        let odd = list.iter().filter(|item| **item % 2 == 1).count() as f64;
        assert!((odd - expected / 2.0).abs() < 4.5 * (expected / 2.0).sqrt(), "{odd} of {expected}");
        let before = list.clone();
        list.cut(|item| *item < 60_000);
        assert!(list.iter().eq(before.iter().filter(|item| **item < 60_000)));
        list.push(60_000);
        assert!(list.level() == level && list.iter().next_back() == Some(&60_000));
    }
}
