//! Numbers as people read them, the same in the terminal, in reports and in the window.

/// A count with commas between thousands: "1,234,567".
#[must_use]
pub fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of things, in the singular if it is one: "1 neuron", "2,000 neurons".
#[must_use]
pub fn counted(count: u64, thing: &str) -> String {
    format!("{} {thing}{}", thousands(count), if count == 1 { "" } else { "s" })
}

/// Four significant digits at most, and below a million all those before the point; with a power of ten where the number is a million
/// or more, or less than a thousandth: "5e-5". It can be typed again.
#[must_use]
pub fn significant(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || !value.is_finite() {
        return (value + 0.0).to_string();
    }
    if !(1e-3..1e6).contains(&size) {
        let text = format!("{value:.3e}");
        let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
        return format!("{}e{power}", without_zeros(digits));
    }
    let digits = 3 - i32::try_from(size.log10().floor() as i64).unwrap_or(0);
    without_zeros(&format!("{value:.*}", usize::try_from(digits).unwrap_or(0))).to_owned()
}

/// A mean with its interval, all three with as many decimals as the width of the interval bears: two digits of it.
#[must_use]
pub fn estimate(mean: f64, (low, high): (f64, f64)) -> String {
    let width = high - low;
    if !width.is_finite() || width <= 0.0 {
        return format!("{} [{}, {}]", significant(mean), significant(low), significant(high));
    }
    let digits = 1 - i32::try_from(width.log10().floor() as i64).unwrap_or(0);
    let decimals = usize::try_from(digits.clamp(0, 9)).unwrap_or(0);
    format!("{mean:.decimals$} [{low:.decimals$}, {high:.decimals$}]")
}

/// The same for what need not be typed again: commas between the thousands of the whole part, and a minus sign: "+1,000.5".
#[must_use]
pub fn grouped(text: &str) -> String {
    let (sign, number) = text.split_at(text.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0));
    let whole = number.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(number.len());
    let (whole, rest) = number.split_at(whole);
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), thousands);
    with_minus(&format!("{sign}{whole}{rest}"))
}

/// A text that does not end a line between a number and its unit.
#[must_use]
pub fn unbroken(text: &str) -> String {
    let mut before = ' ';
    let mut rest = text;
    let mut result = String::with_capacity(text.len());
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        let unit = letter == ' ' && before.is_ascii_digit() && UNITS.iter().any(|unit| begins_with(rest, unit));
        result.push(if unit { NO_BREAK } else { letter });
        before = letter;
    }
    result
}

/// Space at which a line does not end.
const NO_BREAK: char = '\u{a0}';
/// What stands behind numbers in running text.
const UNITS: [&str; 8] = ["%", "mV", "pA", "ms", "s", "nS", "MΩ", "×"];

/// Whether a text begins with this unit, and not with a longer word.
fn begins_with(text: &str, unit: &str) -> bool {
    text.strip_prefix(unit).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// A number with its unit for the window, or a dash where it is not a number: "−52.1 mV".
#[must_use]
pub fn with_unit(value: f32, decimals: usize, unit: &str) -> String {
    if value.is_finite() { format!("{} {unit}", grouped(&format!("{value:.decimals$}"))) } else { "–".to_owned() }
}

/// A text in which negative numbers have a minus sign instead of a hyphen; a number that was rounded to nothing has none.
#[must_use]
pub fn with_minus(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|letter| matches!(letter, b'0' | b'.')) => rest.to_owned(),
        _ => text.replace('-', "−"),
    }
}

/// Without the zeros after the last decimal that says something.
#[must_use]
pub fn without_zeros(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_separators() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1000), "1,000");
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(["neuron", "spike"].map(|thing| counted(1, thing)), ["1 neuron", "1 spike"]);
        assert_eq!([0, 2000].map(|count| counted(count, "synapse")), ["0 synapses", "2,000 synapses"]);
    }

    #[test]
    fn numbers_are_short_and_can_be_typed_again() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (5e-5, "5e-5"),
            (0.1, "0.1"),
            (0.0123, "0.0123"),
            (0.638_51, "0.6385"),
            (-3.0, "-3"),
            (20.0, "20"),
            (1234.5, "1234"),
            (12.0, "12"),
            (123_456.0, "123456"),
            (1e7, "1e7"),
        ] {
            assert_eq!(significant(value), text);
            assert!((text.parse::<f64>().unwrap() - value).abs() <= 1e-3 * value.abs());
        }
        assert_eq!(significant(f64::NAN), "NaN");
    }

    #[test]
    fn thousands_are_parted_behind_a_sign_and_before_a_point() {
        for (text, grouped_text) in
            [("+1000", "+1,000"), ("-2500.25", "−2,500.25"), ("999", "999"), ("0.1234", "0.1234"), ("", ""), ("–", "–")]
        {
            assert_eq!(grouped(text), grouped_text);
        }
    }

    #[test]
    fn a_number_keeps_its_unit_beside_it() {
        assert_eq!(unbroken("7.4 mV, (42 %, 2 senders) 3 steps"), "7.4\u{a0}mV, (42\u{a0}%, 2 senders) 3 steps");
    }

    #[test]
    fn estimates_have_the_digits_that_their_interval_bears() {
        assert_eq!(estimate(0.638_51, (0.394_12, 0.885_41)), "0.64 [0.39, 0.89]");
        assert_eq!(estimate(-0.0325, (-0.140_44, 0.039_5)), "-0.03 [-0.14, 0.04]");
        assert_eq!(estimate(0.055_512, (0.051_2, 0.058_3)), "0.0555 [0.0512, 0.0583]");
        assert_eq!(estimate(1234.5, (1200.0, 1300.0)), "1234 [1200, 1300]");
        assert_eq!(estimate(1.0, (1.0, 1.0)), "1 [1, 1]");
    }

    #[test]
    fn what_is_not_a_number_is_a_dash() {
        assert_eq!(with_unit(-52.13, 1, "mV"), "−52.1 mV");
        assert_eq!(with_unit(f32::NAN, 1, "mV"), "–");
        assert_eq!(with_unit(-1234.5, 1, "pA"), "−1,234.5 pA");
        assert_eq!(with_unit(-0.004, 2, "mV"), "0.00 mV");
    }
}
