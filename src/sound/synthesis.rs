//! From what is to be heard to the samples of a loudspeaker: clicks and a chord, the same samples from the same events.

use bevy::math::ops;
use std::f32::consts::TAU;

/// Samples a second.
pub const SAMPLE_RATE: u32 = 48_000;
/// Pitch of the first memory (Hz): the A two octaves below the tuning fork's.
const LOWEST_HZ: f32 = 110.0;
/// Tones of the chord above its first one (semitones): a major triad.
const CHORD: [f32; 3] = [0.0, 4.0, 7.0];
/// Octaves in which the chord goes on; after them its tones come again.
const OCTAVES: usize = 5;
/// Loudness of a click.
const CLICK: f32 = 0.5;
/// Pitch of a click (Hz), above those of memories.
const CLICK_HZ: f32 = 3_200.0;
/// Time in which a click rises, in which it falls to 1/e, and after which it is over (s).
const CLICK_S: (f32, f32, f32) = (0.000_5, 0.004, 0.03);
/// Clicks that sound at once; more make no more noise.
const MOST_CLICKS: usize = 12;
/// Loudness of one memory of which all cells fire.
const TONE: f32 = 0.3;
/// Share of the octave in a tone: without it the lowest are not heard from small loudspeakers.
const OCTAVE: f32 = 0.3;
/// Time in which a tone rises and in which it dies away (s).
const TONE_S: (f32, f32) = (0.006, 0.09);
/// Below this a tone is not heard.
const SILENT: f32 = 1e-5;
/// A tone that nothing was heard of for so long dies away (s): the run stands still.
const HELD_S: f32 = 0.35;
/// Time in which all begins and ends (s).
const FADE_S: f32 = 0.015;
/// Longest time by which what is heard may lag behind (s).
const MOST_LATE_S: f32 = 0.1;
/// Most events that wait.
const MOST_EVENTS: usize = 4_096;

/// Something that is heard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Heard {
    /// A spike of the selected neuron.
    Spike,
    /// How loud a memory is from now on.
    Memory {
        /// Its index in the scene.
        memory: u16,
        /// Loudness, 0 to 1.
        loudness: f32,
    },
}

/// A stretch of listening, and what is heard in it, in order of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passage {
    /// How long it takes (s of listening).
    pub seconds: f32,
    /// When something is heard (s after its begin).
    pub heard: Vec<(f32, Heard)>,
}

/// Pitch of a memory (Hz).
#[must_use]
pub fn pitch(memory: u16) -> f32 {
    let tone = usize::from(memory) % (CHORD.len() * OCTAVES);
    let octave = (tone / CHORD.len()) as f32;
    LOWEST_HZ * ops::exp2(octave + CHORD[tone % CHORD.len()] / 12.0)
}

/// A wave that goes round: a sine, and what it needs to go on.
#[derive(Clone, Copy, Debug)]
struct Wave {
    sine: f32,
    cosine: f32,
    turn: (f32, f32),
}

impl Wave {
    fn new(hertz: f32) -> Self {
        Self { sine: 0.0, cosine: 1.0, turn: ops::sin_cos(TAU * hertz / SAMPLE_RATE as f32) }
    }

    /// The next sample of the sine, with that of its octave.
    fn next(&mut self) -> (f32, f32) {
        let now = (self.sine, 2.0 * self.sine * self.cosine);
        let (sine, cosine) = self.turn;
        (self.sine, self.cosine) = (self.sine * cosine + self.cosine * sine, self.cosine * cosine - self.sine * sine);
        // Rounding would let it swell or die away.
        let correction = 1.5 - 0.5 * (self.sine * self.sine + self.cosine * self.cosine);
        self.sine *= correction;
        self.cosine *= correction;
        now
    }
}

/// A click that sounds.
#[derive(Clone, Copy, Debug)]
struct Click {
    wave: Wave,
    /// Since it began (samples).
    age: u32,
    /// What is left of it.
    left: f32,
}

/// A tone that sounds.
#[derive(Clone, Copy, Debug)]
struct Tone {
    wave: Wave,
    wanted: f32,
    loudness: f32,
    /// Factor that makes low and high ones equally loud.
    balance: f32,
}

/// Makes samples of passages.
#[derive(Clone, Debug)]
pub struct Synthesis {
    /// Samples made so far.
    now: u64,
    /// Where the last passage ends.
    end: u64,
    /// What is still to be heard, the next one last.
    waiting: Vec<(u64, Heard)>,
    clicks: Vec<Click>,
    tones: Vec<Option<Tone>>,
    /// How far it is faded in, 0 to 1.
    open: f32,
    closing: bool,
    click_decay: f32,
    rise: f32,
    fall: f32,
}

impl Default for Synthesis {
    fn default() -> Self {
        let after = |seconds: f32| ops::exp(-1.0 / (seconds * SAMPLE_RATE as f32));
        Self {
            now: 0,
            end: 0,
            waiting: Vec::new(),
            clicks: Vec::new(),
            tones: Vec::new(),
            open: 0.0,
            closing: false,
            click_decay: after(CLICK_S.1),
            rise: 1.0 - after(TONE_S.0),
            fall: 1.0 - after(TONE_S.1),
        }
    }
}

/// A time in samples.
const fn samples(seconds: f32) -> u64 {
    (seconds * SAMPLE_RATE as f32) as u64
}

impl Synthesis {
    /// Let a passage follow those before, or begin now if they are over. Where too much waits already, it is dropped, but for how loud
    /// memories are after it.
    pub fn take(&mut self, passage: &Passage) {
        let begin = self.end.max(self.now);
        if begin > self.now + samples(MOST_LATE_S) {
            let memories = passage.heard.iter().filter(|(_, heard)| *heard != Heard::Spike);
            let room = MOST_EVENTS.saturating_sub(self.waiting.len());
            self.waiting.extend(memories.take(room).map(|&(_, heard)| (begin, heard)));
            return;
        }
        let room = MOST_EVENTS.saturating_sub(self.waiting.len());
        self.waiting.extend(passage.heard.iter().take(room).map(|&(after_s, heard)| (begin + samples(after_s), heard)));
        // The order of what is heard at the same time is kept: the last word of a memory counts.
        self.waiting.sort_by_key(|(at, _)| *at);
        self.end = begin + samples(passage.seconds);
    }

    /// Fade out and stay silent.
    pub const fn close(&mut self) {
        self.closing = true;
    }

    /// Whether it has faded out.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closing && self.open <= 0.0
    }

    /// Make the next samples, each from -1 to 1.
    pub fn render(&mut self, out: &mut [f32]) {
        let mut due = 0;
        for sample in out.iter_mut() {
            while let Some(&(at, heard)) = self.waiting.get(due)
                && at <= self.now
            {
                self.begin(heard);
                due += 1;
            }
            *sample = self.next();
            self.now += 1;
        }
        self.waiting.drain(..due);
        let sounds = |click: &Click| (click.age as f32) < CLICK_S.2 * SAMPLE_RATE as f32;
        self.clicks.retain(sounds);
    }

    fn begin(&mut self, heard: Heard) {
        match heard {
            Heard::Spike => {
                if self.clicks.len() < MOST_CLICKS {
                    self.clicks.push(Click { wave: Wave::new(CLICK_HZ), age: 0, left: 1.0 });
                }
            }
            Heard::Memory { memory, loudness } => {
                let place = usize::from(memory);
                if self.tones.len() <= place {
                    self.tones.resize(place + 1, None);
                }
                let tone = self.tones[place].get_or_insert_with(|| {
                    let hertz = pitch(memory);
                    let balance = (4.0 * LOWEST_HZ / hertz).sqrt().clamp(0.35, 1.5);
                    Tone { wave: Wave::new(hertz), wanted: 0.0, loudness: 0.0, balance }
                });
                tone.wanted = if loudness.is_finite() { loudness.clamp(0.0, 1.0) } else { 0.0 };
            }
        }
    }

    fn next(&mut self) -> f32 {
        let step = 1.0 / (FADE_S * SAMPLE_RATE as f32);
        self.open = (self.open + if self.closing { -step } else { step }).clamp(0.0, 1.0);
        let mut sum = 0.0;
        let (rise, end) = (CLICK_S.0 * SAMPLE_RATE as f32, CLICK_S.2 * SAMPLE_RATE as f32);
        for click in &mut self.clicks {
            let age = click.age as f32;
            let edges = (age / rise).min(1.0) * (4.0 * (1.0 - age / end)).clamp(0.0, 1.0);
            sum += CLICK * click.left * edges * click.wave.next().0;
            click.left *= self.click_decay;
            click.age += 1;
        }
        let held = self.now < self.end + samples(HELD_S);
        for slot in &mut self.tones {
            let Some(tone) = slot else { continue };
            let wanted = if held { tone.wanted } else { 0.0 };
            let pace = if wanted > tone.loudness { self.rise } else { self.fall };
            tone.loudness += pace * (wanted - tone.loudness);
            if wanted == 0.0 && tone.loudness < SILENT {
                *slot = None;
                continue;
            }
            let (first, octave) = tone.wave.next();
            sum += TONE * tone.balance * tone.loudness * (first + OCTAVE * octave);
        }
        let bent = sum / (1.0 + sum * sum).sqrt();
        self.open * bent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(seconds: f32, passages: &[Passage]) -> Vec<f32> {
        let mut synthesis = Synthesis::default();
        // Faded in.
        synthesis.render(&mut vec![0.0; 4_800]);
        for passage in passages {
            synthesis.take(passage);
        }
        let mut out = vec![0.0; samples(seconds) as usize];
        // As a device asks for them.
        for part in out.chunks_mut(441) {
            synthesis.render(part);
        }
        out
    }

    fn at_begin(seconds: f32, heard: Vec<Heard>) -> Passage {
        Passage { seconds, heard: heard.into_iter().map(|heard| (0.0, heard)).collect() }
    }

    fn loudest(samples: &[f32]) -> f32 {
        samples.iter().fold(0.0, |most, sample| sample.abs().max(most))
    }

    /// How much of a pitch is in some samples.
    fn strength(out: &[f32], hertz: f32) -> f32 {
        let (mut real, mut imaginary) = (0.0_f64, 0.0_f64);
        for (place, &sample) in out.iter().enumerate() {
            let angle = std::f64::consts::TAU * f64::from(hertz) * place as f64 / f64::from(SAMPLE_RATE);
            real += f64::from(sample) * angle.cos();
            imaginary += f64::from(sample) * angle.sin();
        }
        (real.hypot(imaginary) / out.len() as f64) as f32
    }

    #[test]
    fn where_nothing_happens_nothing_is_heard() {
        assert_eq!(loudest(&heard(1.0, &[])), 0.0);
        assert_eq!(loudest(&heard(1.0, &[at_begin(0.5, vec![Heard::Memory { memory: 2, loudness: 0.0 }])])), 0.0);
    }

    #[test]
    fn a_spike_is_heard_at_once_and_soon_over() {
        let out = heard(0.2, &[at_begin(0.1, vec![Heard::Spike])]);
        assert!(loudest(&out[..480]) > 0.2, "within 10 ms: {}", loudest(&out[..480]));
        assert_eq!(loudest(&out[2_400..]), 0.0, "after 50 ms");
        let jump = out.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max);
        assert!(jump < 0.2 && out[0] == 0.0, "no jump: {jump}");
    }

    #[test]
    fn each_memory_has_the_pitch_of_its_own() {
        let pitches: Vec<f32> = (0..15).map(pitch).collect();
        for memory in [0, 1, 2, 5, 9] {
            let tone = Heard::Memory { memory, loudness: 1.0 };
            let out = heard(0.5, &[at_begin(0.5, vec![tone])]);
            let strongest = pitches.iter().max_by(|a, b| strength(&out, **a).total_cmp(&strength(&out, **b)));
            assert_eq!(strongest, Some(&pitch(memory)), "{memory}");
            // The lowest is also counted by where it crosses zero upwards.
            if memory == 0 {
                let rises = out.windows(2).filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0).count();
                assert!((54..=56).contains(&rises), "110 Hz for half a second: {rises}");
            }
        }
    }

    #[test]
    fn pitches_are_a_chord_that_goes_on_in_octaves() {
        assert_eq!(pitch(0), 110.0);
        assert!((pitch(1) - 138.59).abs() < 0.01 && (pitch(2) - 164.81).abs() < 0.01);
        assert!((pitch(3) - 220.0).abs() < 0.001 && (0..u16::MAX).all(|memory| pitch(memory) < CLICK_HZ));
    }

    #[test]
    fn the_more_cells_fire_the_louder_it_is_and_then_it_dies_away() {
        let loudness = |loudness| {
            let tone = Heard::Memory { memory: 4, loudness };
            loudest(&heard(0.2, &[at_begin(0.2, vec![tone])]))
        };
        assert!(0.02 < loudness(0.2) && loudness(0.2) < loudness(0.5) && loudness(0.5) < loudness(1.0));
        let tone = |loudness| at_begin(0.1, vec![Heard::Memory { memory: 4, loudness }]);
        let over = heard(2.0, &[tone(1.0), tone(0.0)]);
        assert_eq!(loudest(&over[72_000..]), 0.0);
        // The same without its end: the run stands still.
        let left = heard(3.0, &[tone(1.0)]);
        assert_eq!(loudest(&left[120_000..]), 0.0);
    }

    #[test]
    fn nothing_is_louder_than_a_loudspeaker_allows() {
        let mut all = vec![Heard::Spike; 20_000];
        all.extend((0..2_000).map(|memory| Heard::Memory { memory, loudness: 1e30 }));
        all.extend((0..40).map(|memory| Heard::Memory { memory, loudness: f32::NAN }));
        all.rotate_right(40);
        let out = heard(0.3, &[at_begin(0.1, all.clone()), at_begin(0.1, all)]);
        assert!(out.iter().all(|sample| sample.abs() <= 1.0) && loudest(&out) > 0.3, "{}", loudest(&out));
    }

    #[test]
    fn it_begins_and_ends_softly_and_is_the_same_each_time() {
        let run = |chunk: usize| {
            let mut synthesis = Synthesis::default();
            synthesis.take(&at_begin(0.5, vec![Heard::Memory { memory: 0, loudness: 1.0 }, Heard::Spike]));
            let mut out = vec![0.0; 9_600];
            out.chunks_mut(chunk).for_each(|part| synthesis.render(part));
            synthesis.close();
            let mut end = vec![0.0; 1_200];
            synthesis.render(&mut end);
            assert!(synthesis.is_closed());
            out.extend(end);
            out
        };
        let out = run(480);
        assert_eq!(out, run(64));
        assert_eq!((out[0], out.last()), (0.0, Some(&0.0)));
        let tail = &out[9_600..];
        assert!(tail.windows(2).all(|pair| (pair[1] - pair[0]).abs() < 0.05), "no click at the end");
    }

    #[test]
    fn passages_follow_each_other_and_none_waits_for_long() {
        let mut synthesis = Synthesis::default();
        for _ in 0..100 {
            synthesis.take(&at_begin(0.05, vec![Heard::Spike]));
        }
        assert_eq!(synthesis.waiting.len(), 3, "those that were too late are dropped");
        assert!(synthesis.end <= samples(MOST_LATE_S + 0.05));
        assert!(synthesis.waiting.is_sorted_by_key(|(at, _)| *at));
    }
}
