//! No loudspeaker: a system for which none was built.

use std::time::Duration;

/// How long samples are on their way at most.
pub const ON_ITS_WAY: Duration = Duration::ZERO;

/// There is none.
pub struct Loudspeaker;

/// Say that there is none.
pub fn open(_: impl FnMut(&mut [f32]) + Send + 'static) -> Result<Loudspeaker, String> {
    Err("Rheobase makes no sound on this system".to_owned())
}
