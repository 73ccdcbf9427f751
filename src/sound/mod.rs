//! The sound of spikes: a click for each of the selected neuron, and a chord in which every memory has a pitch of its own.
//!
//! | file | what it does |
//! |---|---|
//! | `hearing` | from samples of the run to what is heard of them |
//! | `synthesis` | from what is heard to samples of sound |
//! | `output` | the thread that plays them, and what it has to say |
//! | `pipe`, `system`, `nowhere` | the loudspeaker: through a player of the sound service, through the system, not at all |
//!
//! A memory is the louder, the larger the share of its cells is that fire within 20 ms of model time, above what it does at rest. So
//! a recall or a replay is heard as a tone, several at once as a chord. Sound follows the speed of the run. It only listens: the run
//! does not wait for it, and what does not fit is dropped. While it is switched off, no device is open.

mod hearing;
#[cfg(not(any(target_os = "linux", target_os = "windows", target_os = "macos")))]
mod nowhere;
mod output;
#[cfg(target_os = "linux")]
mod pipe;
mod synthesis;
#[cfg(any(target_os = "windows", target_os = "macos"))]
mod system;

use crate::session::{Session, ViewClock};
use crate::words::words;
use bevy::app::{App, Plugin, Update};
use bevy::ecs::system::{Local, Res, ResMut};
use hearing::Hearing;
use output::{Fault, Output};

/// A run that goes on at less than this share of the speed that was asked for has only begun to, and its speed is not known yet.
const BEGUN: f32 = 0.1;

/// Lets the run be heard. Needs the [`Session`], in which it is switched on and off.
pub struct SoundPlugin;

impl Plugin for SoundPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<ViewClock>().add_systems(Update, listen);
    }
}

/// What listens, while it does.
#[derive(Default)]
struct Listener {
    hearing: Hearing,
    output: Option<Output>,
}

/// Listen to each new sample while sound is on, and tell if it cannot be heard.
fn listen(clock: Res<ViewClock>, mut session: ResMut<Session>, mut listener: Local<Listener>) {
    if !session.sound.is_on() {
        if listener.output.is_some() {
            *listener = Listener::default();
        }
        return;
    }
    let Listener { hearing, output } = &mut *listener;
    let output = output.get_or_insert_with(Output::open);
    if let Some(fault) = output.fault() {
        session.sound.fail(why(fault));
        *listener = Listener::default();
        return;
    }
    // A film is made at a pace of its own.
    let filmed = session.status.filming || clock.film_step_s.is_some();
    if session.fresh && !filmed {
        let sample = (&session.sample, session.status.cuts());
        let speed = pace(session.status.speed_asked, session.status.speed_got);
        let passage = hearing.listen(&session.info, sample, session.selected(), f64::from(speed));
        if let Some(passage) = passage {
            output.play(passage);
        }
    }
}

/// Seconds of model time in a second of listening: as was asked for, or as fast as the run goes where that is less.
fn pace(asked: f32, got: f32) -> f32 {
    match (asked.is_finite(), got > 0.0) {
        (true, _) if got > BEGUN * asked && got < asked => got,
        (true, _) => asked,
        (false, true) => got,
        (false, false) => 1.0,
    }
}

/// Why nothing is heard, and the way out.
fn why(fault: Fault) -> String {
    match fault {
        Fault::NotOpened(why) => words!(
            "sound-not-opened",
            "The sound of spikes is off: no loudspeaker could be opened ({ $why }). See that one is connected and that the system's \
             sound service runs (on Linux PulseAudio or PipeWire, with pacat or pw-cat), then switch it on again.",
            why = why
        ),
        Fault::Lost => words!(
            "sound-lost",
            "The sound of spikes is off: the loudspeaker takes no more. Once it is there again, switch sound on again."
        )
        .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_goes_as_fast_as_the_run() {
        assert_eq!(pace(0.25, 0.25), 0.25);
        assert_eq!(pace(0.25, 0.1), 0.1, "a slow machine");
        assert_eq!(pace(0.25, 0.0), 0.25, "it begins");
        assert_eq!((pace(f32::INFINITY, 3.0), pace(f32::INFINITY, 0.0)), (3.0, 1.0));
    }

    #[test]
    fn what_went_wrong_is_told_with_a_way_out() {
        for fault in [Fault::NotOpened("no device".to_owned()), Fault::Lost] {
            assert!(why(fault).ends_with("again."));
        }
    }
}
