//! Something to be told for a few seconds.

/// What was done or what went wrong, and how often something was told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Changes with each message.
    pub count: u64,
    /// The message.
    pub text: String,
    /// Whether something went wrong.
    pub failed: bool,
}

impl Told {
    /// Tell what was done, or what went wrong.
    pub fn tell(&mut self, said: Result<String, String>) {
        self.count += 1;
        self.failed = said.is_err();
        self.text = said.unwrap_or_else(|wrong| wrong);
    }
}
