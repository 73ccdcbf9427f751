//! A stream of H.264 as encoders give it: units between start codes (Annex B of the standard).

/// The H.264 units between the start codes `00 00 01`.
pub fn units(stream: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = after_start_code(stream);
    std::iter::from_fn(move || {
        let unit = rest?;
        let (mut end, next) = match unit.windows(3).position(|bytes| bytes == [0, 0, 1]) {
            Some(position) => (position, Some(&unit[position + 3..])),
            None => (unit.len(), None),
        };
        rest = next;
        // A start code may have a zero in front; a unit never ends in one.
        while end > 0 && unit[end - 1] == 0 {
            end -= 1;
        }
        Some(&unit[..end])
    })
}

fn after_start_code(stream: &[u8]) -> Option<&[u8]> {
    stream.windows(3).position(|bytes| bytes == [0, 0, 1]).map(|position| &stream[position + 3..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_split_at_long_and_short_start_codes() {
        let stream = [0, 0, 0, 1, 0x67, 1, 2, 0, 0, 0, 1, 0x68, 3, 0, 0, 1, 0x65, 4, 5];
        let found: Vec<&[u8]> = units(&stream).collect();
        assert_eq!(found, [&[0x67, 1, 2][..], &[0x68, 3], &[0x65, 4, 5]]);
        assert_eq!(units(&[]).count(), 0);
        assert_eq!(units(&[1, 2, 3]).count(), 0);
    }
}
