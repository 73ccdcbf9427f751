//! Random cases from a seed, and the smallest of those that differ.

use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

/// Draws of one case. Every number is one that an `f32` holds, so that a scene's text and the reference mean the same.
pub struct Draws(ChaCha8Rng);

impl Draws {
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        f64::from((low + (high - low) * self.unit()) as f32)
    }

    /// Evenly spread over orders of magnitude: the parameters of rules range over several.
    pub fn log(&mut self, low: f64, high: f64) -> f64 {
        f64::from(self.uniform(low.ln(), high.ln()).exp() as f32)
    }

    /// A whole number from `low` to before `high`.
    pub fn whole(&mut self, low: i64, high: i64) -> i64 {
        low + (self.unit() * (high - low) as f64) as i64
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }
}

/// A place where program and reference differ.
pub struct Difference {
    /// How large the case is, to find the smallest.
    pub size: usize,
    /// What differs, and the scene.
    pub what: String,
}

/// Check `cases` random cases of growing size, 2 to 5 cells each; fails with the smallest that differs.
pub fn hold(seed: u64, cases: u64, check: impl Fn(&mut Draws, usize) -> Vec<Difference>) {
    let mut different = Vec::new();
    for case in 0..cases {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(case);
        let cells = 2 + (4 * case / cases) as usize;
        let found = check(&mut Draws(generator), cells).into_iter();
        different.extend(found.map(|difference| (case, difference)));
    }
    let count = different.len();
    if let Some((case, smallest)) = different.into_iter().min_by_key(|(_, difference)| difference.size) {
        panic!("seed {seed}: {count} differences; the smallest is in case {case}: {}", smallest.what);
    }
}

/// The difference of a number from the reference's, if it is larger than allowed.
pub fn difference(
    size: usize,
    measured: f64,
    expected: f64,
    allowed: f64,
    what: impl Fn() -> String,
) -> Option<Difference> {
    // Written so that a number which is none differs as well.
    let agrees = (measured - expected).abs() <= allowed;
    (!agrees).then(|| Difference { size, what: format!("{measured} for {expected} within {allowed:e}, {}", what()) })
}
