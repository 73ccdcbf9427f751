//! How different two colours look: CIEDE2000. About 1 is just noticed side by side.

use super::colour::Colour;
use libm::{atan2, cos, exp, pow, sin, sqrt};
use std::f64::consts::PI;

/// White of sRGB, D65 (XYZ).
const WHITE: [f64; 3] = [0.950_47, 1.0, 1.088_83];

impl Colour {
    /// CIE 1976 L*a*b* with the white of sRGB.
    #[must_use]
    pub fn to_lab(self) -> [f64; 3] {
        const XYZ: [[f64; 3]; 3] = [
            [0.412_456_4, 0.357_576_1, 0.180_437_5],
            [0.212_672_9, 0.715_152_2, 0.072_175_0],
            [0.019_333_9, 0.119_192_0, 0.950_304_1],
        ];
        let linear = self.to_linear().map(f64::from);
        let compressed = |axis: usize| {
            let light: f64 = XYZ[axis].iter().zip(linear).map(|(share, light)| share * light).sum();
            let t = light / WHITE[axis];
            if t > 216.0 / 24_389.0 { libm::cbrt(t) } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 }
        };
        let [x, y, z] = [compressed(0), compressed(1), compressed(2)];
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// The difference to another colour, ΔE₀₀.
    #[must_use]
    pub fn difference(self, other: Self) -> f64 {
        difference_of_labs(self.to_lab(), other.to_lab())
    }
}

/// CIEDE2000 of two colours in L*a*b*, written as Sharma, Wu & Dalal (2005) Color Res Appl 30:21 do; k_L = k_C = k_H = 1.
fn difference_of_labs([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let seventh = |c: f64| sqrt(pow(c, 7.0) / (pow(c, 7.0) + pow(25.0, 7.0)));
    let g = 0.5 * (1.0 - seventh(0.5 * (a1.hypot(b1) + a2.hypot(b2))));
    let (a1, a2) = ((1.0 + g) * a1, (1.0 + g) * a2);
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| if a == 0.0 && b == 0.0 { 0.0 } else { atan2(b, a).rem_euclid(2.0 * PI) };
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let grey = c1 * c2 == 0.0;
    let turn = match h2 - h1 {
        _ if grey => 0.0,
        turn if turn > PI => turn - 2.0 * PI,
        turn if turn < -PI => turn + 2.0 * PI,
        turn => turn,
    };
    let (dl, dc, dh) = (l2 - l1, c2 - c1, 2.0 * sqrt(c1 * c2) * sin(0.5 * turn));
    let (l, c) = (0.5 * (l1 + l2), 0.5 * (c1 + c2));
    let h = match h1 + h2 {
        sum if grey => sum,
        sum if (h1 - h2).abs() <= PI => 0.5 * sum,
        sum if sum < 2.0 * PI => 0.5 * sum + PI,
        sum => 0.5 * sum - PI,
    };
    let degrees = |degrees: f64| degrees.to_radians();
    let t = 1.0 - 0.17 * cos(h - degrees(30.0)) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + degrees(6.0))
        - 0.20 * cos(4.0 * h - degrees(63.0));
    let off = (h.to_degrees() - 275.0) / 25.0;
    let rotation = -sin(2.0 * degrees(30.0 * exp(-off * off))) * 2.0 * seventh(c);
    let light = (l - 50.0) * (l - 50.0);
    let dl = dl / (1.0 + 0.015 * light / sqrt(20.0 + light));
    let dc = dc / (1.0 + 0.045 * c);
    let dh = dh / (1.0 + 0.015 * c * t);
    sqrt(dl * dl + dc * dc + dh * dh + rotation * dc * dh)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pairs of Sharma, Wu & Dalal (2005), table 1.
    const PUBLISHED: [([f64; 3], [f64; 3], f64); 34] = [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 3.1571, -77.2803], [50.0, 0.0, -82.7485], 2.8615),
        ([50.0, 2.8361, -74.0200], [50.0, 0.0, -82.7485], 3.4412),
        ([50.0, -1.3802, -84.2814], [50.0, 0.0, -82.7485], 1.0000),
        ([50.0, -1.1848, -84.8006], [50.0, 0.0, -82.7485], 1.0000),
        ([50.0, -0.9009, -85.5211], [50.0, 0.0, -82.7485], 1.0000),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([50.0, -1.0, 2.0], [50.0, 0.0, 0.0], 2.3669),
        ([50.0, 2.4900, -0.0010], [50.0, -2.4900, 0.0009], 7.1792),
        ([50.0, 2.4900, -0.0010], [50.0, -2.4900, 0.0010], 7.1792),
        ([50.0, 2.4900, -0.0010], [50.0, -2.4900, 0.0011], 7.2195),
        ([50.0, 2.4900, -0.0010], [50.0, -2.4900, 0.0012], 7.2195),
        ([50.0, -0.0010, 2.4900], [50.0, 0.0009, -2.4900], 4.8045),
        ([50.0, -0.0010, 2.4900], [50.0, 0.0010, -2.4900], 4.8045),
        ([50.0, -0.0010, 2.4900], [50.0, 0.0011, -2.4900], 4.7461),
        ([50.0, 2.5, 0.0], [50.0, 0.0, -2.5], 4.3065),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([50.0, 2.5, 0.0], [61.0, -5.0, 29.0], 22.8977),
        ([50.0, 2.5, 0.0], [56.0, -27.0, -3.0], 31.9030),
        ([50.0, 2.5, 0.0], [58.0, 24.0, 15.0], 19.4535),
        ([50.0, 2.5, 0.0], [50.0, 3.1736, 0.5854], 1.0000),
        ([50.0, 2.5, 0.0], [50.0, 3.2972, 0.0], 1.0000),
        ([50.0, 2.5, 0.0], [50.0, 1.8634, 0.5757], 1.0000),
        ([50.0, 2.5, 0.0], [50.0, 3.2592, 0.3350], 1.0000),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
        ([63.0109, -31.0961, -5.8663], [62.8187, -29.7946, -4.0864], 1.2630),
        ([61.2901, 3.7196, -5.3901], [61.4292, 2.2480, -4.9620], 1.8731),
        ([35.0831, -44.1164, 3.7933], [35.0232, -40.0716, 1.5901], 1.8645),
        ([22.7233, 20.0904, -46.6940], [23.0331, 14.9730, -42.5619], 2.0373),
        ([36.4612, 47.8580, 18.3852], [36.2715, 50.5065, 21.2231], 1.4146),
        ([90.8027, -2.0831, 1.4410], [91.1528, -1.6435, 0.0447], 1.4441),
        ([90.9257, -0.5406, -0.9208], [88.6381, -0.8985, -0.7239], 1.5381),
        ([6.7747, -0.2908, -2.4247], [5.8714, -0.0985, -2.2286], 0.6377),
        ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
    ];

    #[test]
    fn published_pairs_come_out_as_published() {
        for (a, b, published) in PUBLISHED {
            for (first, second) in [(a, b), (b, a)] {
                let found = difference_of_labs(first, second);
                assert!((found - published).abs() < 1e-4, "{first:?} {second:?}: {found}, published {published}");
            }
        }
    }

    #[test]
    fn white_and_black_are_a_hundred_apart() {
        let [white, black] = [0xff_ff_ff, 0x00_00_00].map(Colour::from_hex);
        assert!((white.difference(black) - 100.0).abs() < 0.1);
        assert!(white.to_lab()[1..].iter().all(|axis| axis.abs() < 0.1));
    }
}
