//! From the picture's red, green and blue to what a video stores: brightness and two half-resolution colour planes.
//!
//! High-definition video is BT.709 with limited range (black is 16, white 235). The film says so in its stream and in its
//! container, so that a player turns it back into the colours of the window.

use openh264::formats::YUVSource;

/// A picture as the encoder wants it: planes Y, U and V, the latter two at half width and half height.
pub struct VideoPicture {
    width: usize,
    height: usize,
    luma: Vec<u8>,
    blue: Vec<u8>,
    red: Vec<u8>,
}

// BT.709, limited range, in 1/65536.
const LUMA: [i32; 3] = [11_966, 40_254, 4_064];
const BLUE: [i32; 3] = [-6_596, -22_189, 28_785];
const RED: [i32; 3] = [28_785, -26_146, -2_639];

/// Bits after the point of the coefficients; a colour plane divides by four pixels more.
const FRACTION_BITS: i32 = 16;

impl VideoPicture {
    /// A black picture. Width and height (px) are even, since four pixels share their colour.
    #[must_use]
    pub fn new(width: usize, height: usize) -> Self {
        let quarter = (width / 2) * (height / 2);
        Self { width, height, luma: vec![16; width * height], blue: vec![128; quarter], red: vec![128; quarter] }
    }

    /// Take over a picture: rows from top to bottom, four bytes a pixel (red, green, blue, unused), sRGB.
    ///
    /// `pixels` holds exactly `4 * width * height` bytes; the caller has checked it.
    pub fn set_rgba(&mut self, pixels: &[u8]) {
        let row_bytes = 4 * self.width;
        let half_width = self.width / 2;
        for (pair, rows) in pixels.chunks_exact(2 * row_bytes).take(self.height / 2).enumerate() {
            let (upper, lower) = rows.split_at(row_bytes);
            let (luma_upper, luma_lower) =
                self.luma[2 * pair * self.width..2 * (pair + 1) * self.width].split_at_mut(self.width);
            let blue = &mut self.blue[pair * half_width..(pair + 1) * half_width];
            let red = &mut self.red[pair * half_width..(pair + 1) * half_width];
            let blocks = upper
                .chunks_exact(8)
                .zip(lower.chunks_exact(8))
                .zip(luma_upper.chunks_exact_mut(2).zip(luma_lower.chunks_exact_mut(2)))
                .zip(blue.iter_mut().zip(red.iter_mut()));
            for (((above, below), (luma_above, luma_below)), (blue, red)) in blocks {
                luma_above[0] = luma_of(above[0], above[1], above[2]);
                luma_above[1] = luma_of(above[4], above[5], above[6]);
                luma_below[0] = luma_of(below[0], below[1], below[2]);
                luma_below[1] = luma_of(below[4], below[5], below[6]);
                let sum: [i32; 3] = std::array::from_fn(|c| {
                    i32::from(above[c]) + i32::from(above[c + 4]) + i32::from(below[c]) + i32::from(below[c + 4])
                });
                *blue = chroma_of(BLUE, sum);
                *red = chroma_of(RED, sum);
            }
        }
    }
}

fn luma_of(red: u8, green: u8, blue: u8) -> u8 {
    let sum = LUMA[0] * i32::from(red) + LUMA[1] * i32::from(green) + LUMA[2] * i32::from(blue);
    to_byte(16 + ((sum + (1 << (FRACTION_BITS - 1))) >> FRACTION_BITS))
}

/// `sum` adds up four pixels.
fn chroma_of(coefficients: [i32; 3], sum: [i32; 3]) -> u8 {
    let bits = FRACTION_BITS + 2;
    let value = coefficients[0] * sum[0] + coefficients[1] * sum[1] + coefficients[2] * sum[2];
    to_byte(128 + ((value + (1 << (bits - 1))) >> bits))
}

fn to_byte(value: i32) -> u8 {
    u8::try_from(value.clamp(0, 255)).unwrap_or(u8::MAX)
}

impl YUVSource for VideoPicture {
    fn dimensions(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    fn strides(&self) -> (usize, usize, usize) {
        (self.width, self.width / 2, self.width / 2)
    }

    fn y(&self) -> &[u8] {
        &self.luma
    }

    fn u(&self) -> &[u8] {
        &self.blue
    }

    fn v(&self) -> &[u8] {
        &self.red
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(colour: [u8; 3]) -> (u8, u8, u8) {
        let mut picture = VideoPicture::new(4, 4);
        let pixel = [colour[0], colour[1], colour[2], 255];
        picture.set_rgba(&pixel.repeat(16));
        assert!(picture.luma.iter().all(|&value| value == picture.luma[0]));
        (picture.luma[15], picture.blue[3], picture.red[3])
    }

    #[test]
    fn reference_colours_have_their_bt709_values() {
        // ITU-R BT.709 bars at 100 %, limited range.
        for (colour, expected) in [
            ([0, 0, 0], (16, 128, 128)),
            ([255, 255, 255], (235, 128, 128)),
            ([255, 0, 0], (63, 102, 240)),
            ([0, 255, 0], (173, 42, 26)),
            ([0, 0, 255], (32, 240, 118)),
        ] {
            assert_eq!(converted(colour), expected, "{colour:?}");
        }
    }
}
