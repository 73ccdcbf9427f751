//! The loudspeaker on Linux: raw samples into the player that comes with the system's sound service. So nothing has to be installed to
//! build it, and no library is linked.

use super::synthesis::SAMPLE_RATE;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long samples are on their way at most.
pub const ON_ITS_WAY: Duration = Duration::from_millis(200);
/// Players, the first that works is taken: of PulseAudio (PipeWire answers it too), of PipeWire, of ALSA.
const PLAYERS: [(&str, &[&str]); 3] = [
    (
        "pacat",
        &[
            "--playback",
            "--raw",
            "--format=float32le",
            "--rate=48000",
            "--channels=1",
            "--latency-msec=60",
            "--client-name=Rheobase",
        ],
    ),
    ("pw-cat", &["--playback", "--raw", "--format=f32", "--rate=48000", "--channels=1", "--latency=60ms", "-"]),
    (
        "aplay",
        &[
            "--quiet",
            "--file-type=raw",
            "--format=FLOAT_LE",
            "--rate=48000",
            "--channels=1",
            "--buffer-time=80000",
            "-",
        ],
    ),
];
/// Time after which a player that could not reach the sound service has said so.
const REFUSAL: Duration = Duration::from_millis(300);
/// Samples are made in parts of this length (s).
const PART_S: f64 = 0.01;
/// How far they are made ahead (s).
const AHEAD_S: f64 = 0.08;

/// A player that plays; it ends when this is dropped.
pub struct Loudspeaker(Child);

impl Drop for Loudspeaker {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Start a player, and let a thread give it samples as fast as they are heard.
pub fn open(source: impl FnMut(&mut [f32]) + Send + 'static) -> Result<Loudspeaker, String> {
    let mut reasons = Vec::new();
    for (name, arguments) in PLAYERS {
        match start(name, arguments) {
            Ok(mut child) => {
                let sink = child.stdin.take();
                let loudspeaker = Loudspeaker(child);
                let sink = sink.ok_or_else(|| format!("{name} takes no samples"))?;
                let give = move || give(sink, source);
                let thread = std::thread::Builder::new().name("loudspeaker".to_owned()).spawn(give);
                return thread.map(|_| loudspeaker).map_err(|error| error.to_string());
            }
            Err(why) => reasons.extend(why),
        }
    }
    let none = || "neither pacat nor pw-cat nor aplay is installed".to_owned();
    Err(reasons.into_iter().next().unwrap_or_else(none))
}

/// Start one player. Where it is there and does not play, the reason is told.
fn start(name: &str, arguments: &[&str]) -> Result<Child, Option<String>> {
    let mut command = Command::new(name);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|_| None)?;
    std::thread::sleep(REFUSAL);
    match child.try_wait() {
        Ok(None) => Ok(child),
        Ok(Some(_)) => {
            let mut said = String::new();
            if let Some(stderr) = &mut child.stderr {
                stderr.read_to_string(&mut said).ok();
            }
            let said = said.lines().next().unwrap_or("it ended at once");
            Err(Some(format!("{name}: {}", said.trim())))
        }
        Err(error) => Err(Some(format!("{name}: {error}"))),
    }
}

/// Give samples as time passes: a pipe holds a third of a second, by which all would be late if it were always full.
fn give(mut sink: impl Write, mut source: impl FnMut(&mut [f32])) {
    let mut samples = vec![0.0; (PART_S * f64::from(SAMPLE_RATE)) as usize];
    let begin = Instant::now();
    let mut given_s = 0.0;
    loop {
        source(&mut samples);
        let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        // A player that is gone takes no more, which is noticed.
        if sink.write_all(&bytes).and_then(|()| sink.flush()).is_err() {
            return;
        }
        given_s += PART_S;
        let now_s = begin.elapsed().as_secs_f64();
        if given_s < now_s {
            // The player did not take them for a while: what was not heard is not made up for.
            given_s = now_s;
        } else if given_s > now_s + AHEAD_S {
            std::thread::sleep(Duration::from_secs_f64(given_s - now_s - AHEAD_S));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes some bytes, then no more.
    struct Full(usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let taken = bytes.len().min(self.0);
            self.0 -= taken;
            Ok(taken)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn samples_are_given_as_fast_as_they_are_heard() {
        let (begin, mut asked) = (Instant::now(), 0);
        // A fifth of a second.
        give(Full(4 * 9_600), |out| asked += out.len());
        let took = begin.elapsed().as_secs_f64();
        assert!(asked >= 9_600 && took >= 0.2 - AHEAD_S - PART_S, "{asked} in {took} s");
    }

    #[test]
    fn a_player_that_is_not_there_is_passed_over_and_one_that_ends_says_why() {
        assert_eq!(start("rheobase-has-no-such-player", &[]).err(), Some(None));
        let ended = start("sh", &["-c", "echo no service >&2; exit 1"]).err();
        assert_eq!(ended, Some(Some("sh: no service".to_owned())));
    }
}
