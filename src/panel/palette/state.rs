//! The palette as the user left it.

/// What the palette remembers between frames.
#[derive(Default)]
pub struct Palette {
    /// Whether it is open.
    pub open: bool,
    pub(super) query: String,
    /// Place of the marked line among those that the search leaves.
    pub(super) marked: usize,
}

impl Palette {
    /// Open it with an empty search, or close it.
    pub fn toggle(&mut self) {
        *self = Self { open: !self.open, ..Self::default() };
    }
}
