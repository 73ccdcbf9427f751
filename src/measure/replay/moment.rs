//! What goes on in a step, as far as replay asks.

/// What goes on in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Awake, and the whole of a pattern is presented, by its index.
    Presented(usize),
    /// Awake, and nothing comes from outside.
    Rest,
    /// Awake, and something else goes on, such as a cue.
    Awake,
    /// NREM sleep without input: here replays are looked for.
    Nrem,
    /// The rest of sleep.
    Asleep,
}
