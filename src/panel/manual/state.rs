//! The manual as the user left it.

use super::subject::Subject;

/// What the manual remembers between frames.
#[derive(Default)]
pub struct Manual {
    /// Whether it is open.
    pub open: bool,
    /// What is searched for.
    pub(super) query: String,
    /// What the chapter is about that is read.
    pub(super) subject: Subject,
    /// Whether list and page are to show what is read, in the next frame.
    pub(super) follow: bool,
}

impl Manual {
    /// Open it where it was left, without a search, or close it.
    pub fn toggle(&mut self) {
        *self = Self { open: !self.open, subject: self.subject, follow: true, query: String::new() };
    }

    /// Open it at a chapter.
    pub fn open_at(&mut self, subject: Subject) {
        *self = Self { open: true, subject, follow: true, query: String::new() };
    }

    /// What the chapter is about that is read.
    #[must_use]
    pub const fn subject(&self) -> Subject {
        self.subject
    }
}
