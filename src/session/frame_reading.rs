//! What a frame of the window costs, and what limits it.

use crate::words::{number, words};

/// What a frame of the window costs, as a mean of the last ones (ms).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FrameReading {
    /// From one frame to the next.
    pub whole_ms: f32,
    /// What session, panels and view did in it; the rest is the driver, the graphics card and waiting for the screen.
    pub main_ms: f32,
}

impl FrameReading {
    /// Frames a second and what limits them, in words; none while nothing was measured.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        const PROGRAM_SHARE: f32 = 0.6;
        let Self { whole_ms, main_ms } = *self;
        (whole_ms > 0.0).then(|| {
            let rate = format!("{:.0}", 1000.0 / whole_ms);
            let [main, whole] = [main_ms, whole_ms].map(|ms| number(&format!("{ms:.1}")));
            if main_ms > PROGRAM_SHARE * whole_ms {
                words!(
                    "frames-program",
                    "{ $rate } frames/s: { $main } of { $whole } ms in the program, the program limits",
                    rate = rate,
                    main = main,
                    whole = whole
                )
            } else {
                words!(
                    "frames-drawing",
                    "{ $rate } frames/s: { $main } of { $whole } ms in the program, drawing or the screen limits",
                    rate = rate,
                    main = main,
                    whole = whole
                )
            }
        })
    }
}
