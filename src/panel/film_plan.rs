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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_film_of_a_session_asks_and_the_next_starts_at_once() {
        let mut film = FilmPlan::default();
        assert!(!film.starts() && film.open);
        assert!(film.starts() && !film.open, "the same key again starts it");
        assert!(film.starts() && !film.open);
        let mut closed = FilmPlan::default();
        closed.starts();
        closed.open = false;
        assert!(!closed.starts() && closed.open, "it was closed without a film");
    }
}
