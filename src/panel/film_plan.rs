//! How films and pictures are to be made: asked before the first film of a session, and whenever the user wants.

use crate::session::FilmChoices;

/// What the window knows about films that are to be made.
#[derive(Clone, Debug, Default)]
pub struct FilmPlan {
    /// What was chosen.
    pub choices: FilmChoices,
    /// Whether the choices are shown.
    pub open: bool,
    /// Whether they were seen in this session: then a film starts at once.
    pub seen: bool,
}

impl FilmPlan {
    /// The key for films was pressed while none is made: whether one is to start now.
    pub fn starts(&mut self) -> bool {
        let starts = self.open || self.seen;
        self.seen |= starts;
        self.open = !starts;
        starts
    }
}
