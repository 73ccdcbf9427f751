//! Elementary functions for the inner loops: branch-free `f32` arithmetic that a compiler vectorises, with the same bits
//! on every platform because nothing but IEEE additions, multiplications and square roots is used.
//!
//! Polynomials: Cephes (S. Moshier), single precision. Outside the loops use [`bevy::math::ops`].

/// Adding and subtracting 1.5 · 2²³ rounds an `f32` to the nearest integer and leaves that integer in its low bits.
const ROUND: f32 = 12_582_912.0;
const ROUND_BITS: i32 = 0x4B40_0000;

/// e^x for x in -87 to 88 (clamped to that range); relative error below 2e-7. Not a number stays not a number.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let exponent = (shifted.to_bits() as i32).wrapping_sub(ROUND_BITS);
    let whole = shifted - ROUND;
    let r = x - whole * 0.693_359_4 + whole * 2.121_944_4e-4;
    let p = 1.987_569_2e-4;
    let p = p * r + 1.398_199_9e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 0.166_666_66;
    let p = p * r + 0.5;
    let y = p * r * r + r + 1.0;
    y * f32::from_bits((exponent.wrapping_add(127) as u32) << 23)
}

/// Natural logarithm of a positive normal number; relative error below 1e-6.
#[inline(always)]
#[must_use]
pub fn ln(x: f32) -> f32 {
    let bits = x.to_bits() as i32;
    // The mantissa is brought to [√½, √2).
    let exponent = (bits - 0x3F35_04F3) >> 23;
    let m = f32::from_bits((bits - (exponent << 23)) as u32) - 1.0;
    let z = m * m;
    let p = 7.037_683_6e-2;
    let p = p * m - 0.115_146_1;
    let p = p * m + 0.116_769_984;
    let p = p * m - 0.124_201_41;
    let p = p * m + 0.142_493_23;
    let p = p * m - 0.166_680_58;
    let p = p * m + 0.200_007_15;
    let p = p * m - 0.249_999_94;
    let p = p * m + 0.333_333_3;
    let e = exponent as f32;
    m + (p * m * z + e * -2.121_944_4e-4 - 0.5 * z) + e * 0.693_359_4
}

/// Sine of 2π · turn / 2³²; absolute error below 1e-6.
#[inline(always)]
#[must_use]
pub fn sin_of_turn(turn: u32) -> f32 {
    const QUARTER: i32 = 1 << 30;
    const HALF: u32 = 1 << 31;
    let signed = turn as i32;
    // Folded to a quarter turn on each side of zero: sin(π - a) = sin(a).
    let beyond = !(-QUARTER..=QUARTER).contains(&signed);
    let folded = if beyond { HALF.wrapping_sub(turn) as i32 } else { signed };
    let a = folded as f32 * (std::f32::consts::TAU / 4_294_967_296.0);
    let z = a * a;
    let p = -2.505_210_8e-8;
    let p = p * z + 2.755_731_9e-6;
    let p = p * z - 1.984_127e-4;
    let p = p * z + 8.333_333e-3;
    let p = p * z - 0.166_666_67;
    p * z * a + a
}

/// A uniform number in (0, 1) from 32 random bits; never 0 or 1.
#[inline(always)]
#[must_use]
pub fn unit(word: u32) -> f32 {
    ((word >> 8) as i32 as f32 + 0.5) * (1.0 / 16_777_216.0)
}

/// Two independent standard normal numbers from two words (Box & Muller 1958).
#[inline(always)]
#[must_use]
pub fn normal_pair(first: u32, second: u32) -> (f32, f32) {
    let radius = (-2.0 * ln(unit(first))).sqrt();
    (radius * sin_of_turn(second.wrapping_add(1 << 30)), radius * sin_of_turn(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_agrees_with_double_precision() {
        for k in -8_000..8_000_i16 {
            let x = f32::from(k) * 0.01;
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) / exact - 1.0).abs() < 3e-7, "exp({x})");
        }
        assert!(exp(f32::NAN).is_nan());
        assert_eq!(exp(0.0), 1.0);
    }

    #[test]
    fn ln_agrees_with_double_precision() {
        for k in 1..100_000_u32 {
            let x = k as f32 / 100_001.0;
            let exact = f64::from(x).ln();
            assert!((f64::from(ln(x)) - exact).abs() < 1e-6 * exact.abs().max(0.1), "ln({x})");
        }
    }

    #[test]
    fn sine_agrees_with_double_precision() {
        for k in 0..10_000_u32 {
            let turn = k.wrapping_mul(429_497);
            let exact = (f64::from(turn) / 4_294_967_296.0 * std::f64::consts::TAU).sin();
            assert!((f64::from(sin_of_turn(turn)) - exact).abs() < 1e-6, "turn {turn}");
        }
    }
}
