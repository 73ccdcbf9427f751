//! Sessions in files: a whole run, and how the window showed it. One is written when the user asks for it, another all the time, so that
//! little is lost when the program ends in whatever way.

mod autosave;
mod format;
mod slot;

pub use autosave::Autosave;
pub use format::{ENDING, Read, is_session, read, text, write};
pub use slot::{Slot, Unfinished};
