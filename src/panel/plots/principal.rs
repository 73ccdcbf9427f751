//! The two directions in which points vary most: principal components.
//!
//! The covariance matrix is turned by Jacobi's rotations until nothing is left beside its diagonal. There are few rates, so it is small.

/// Most turns through all pairs: the rest shrinks quadratically, so that a dozen is plenty.
const SWEEPS: usize = 50;

/// The first two principal components of points.
#[derive(Clone, Debug, PartialEq)]
pub struct Principal {
    /// Mean of the points.
    pub mean: Vec<f64>,
    /// Directions of the first and the second component, each of length 1. The largest part of each is positive.
    pub directions: [Vec<f64>; 2],
    /// Shares of the whole variance, 0 to 1.
    pub shares: [f64; 2],
}

impl Principal {
    /// Those of points that all have the same number of values, at least two. None where there are fewer than three points, or where
    /// nothing varies.
    #[must_use]
    pub fn of(points: &[Vec<f64>]) -> Option<Self> {
        let count = points.first()?.len();
        let whole = |point: &&Vec<f64>| point.len() == count && point.iter().all(|value| value.is_finite());
        let points: Vec<&Vec<f64>> = points.iter().filter(whole).collect();
        if points.len() < 3 || count < 2 {
            return None;
        }
        let number = points.len() as f64;
        let mean: Vec<f64> = (0..count).map(|k| points.iter().map(|point| point[k]).sum::<f64>() / number).collect();
        let apart = |row: usize, column: usize| {
            let products = points.iter().map(|point| (point[row] - mean[row]) * (point[column] - mean[column]));
            products.sum::<f64>() / (number - 1.0)
        };
        let mut matrix: Vec<Vec<f64>> =
            (0..count).map(|row| (0..count).map(|column| apart(row.min(column), row.max(column))).collect()).collect();
        let whole: f64 = (0..count).map(|k| matrix[k][k]).sum();
        if !whole.is_finite() || whole <= 1e-12 {
            return None;
        }
        let vectors = diagonalize(&mut matrix);
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by(|&a, &b| matrix[b][b].total_cmp(&matrix[a][a]));
        let direction = |place: usize| {
            let direction: Vec<f64> = vectors.iter().map(|row| row[order[place]]).collect();
            let largest = direction.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(1.0);
            direction.into_iter().map(|part| part * largest.signum()).collect()
        };
        let share = |place: usize| (matrix[order[place]][order[place]] / whole).clamp(0.0, 1.0);
        Some(Self { mean, directions: [direction(0), direction(1)], shares: [share(0), share(1)] })
    }

    /// Where a point lies along both components.
    #[must_use]
    pub fn place(&self, point: &[f64]) -> [f64; 2] {
        let along = |direction: &Vec<f64>| {
            point.iter().zip(&self.mean).zip(direction).map(|((value, mean), part)| (value - mean) * part).sum()
        };
        [along(&self.directions[0]), along(&self.directions[1])]
    }
}

/// Turn a symmetric matrix until it is diagonal; gives the eigenvectors as columns.
fn diagonalize(matrix: &mut [Vec<f64>]) -> Vec<Vec<f64>> {
    let count = matrix.len();
    let mut vectors: Vec<Vec<f64>> =
        (0..count).map(|k| (0..count).map(|j| f64::from(u8::from(j == k))).collect()).collect();
    let scale: f64 = (0..count).map(|k| matrix[k][k].abs()).sum();
    for _ in 0..SWEEPS {
        let beside: f64 =
            (0..count).flat_map(|p| (p + 1..count).map(move |q| (p, q))).map(|(p, q)| matrix[p][q].abs()).sum();
        if beside <= 1e-14 * scale {
            break;
        }
        for p in 0..count {
            for q in p + 1..count {
                rotate(matrix, &mut vectors, p, q);
            }
        }
    }
    vectors
}

/// One rotation, after which the value at (p, q) is 0.
fn rotate(matrix: &mut [Vec<f64>], vectors: &mut [Vec<f64>], p: usize, q: usize) {
    if matrix[p][q].abs() <= f64::MIN_POSITIVE {
        return;
    }
    let theta = (matrix[q][q] - matrix[p][p]) / (2.0 * matrix[p][q]);
    let sign = if theta < 0.0 { -1.0 } else { 1.0 };
    let tangent = sign / (theta.abs() + (theta * theta + 1.0).sqrt());
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    let sine = tangent * cosine;
    for row in matrix.iter_mut() {
        let (at_p, at_q) = (row[p], row[q]);
        (row[p], row[q]) = (cosine * at_p - sine * at_q, sine * at_p + cosine * at_q);
    }
    // p is below q.
    let (above, below) = matrix.split_at_mut(q);
    for (at_p, at_q) in above[p].iter_mut().zip(&mut below[0]) {
        (*at_p, *at_q) = (cosine * *at_p - sine * *at_q, sine * *at_p + cosine * *at_q);
    }
    for row in vectors.iter_mut() {
        let (at_p, at_q) = (row[p], row[q]);
        (row[p], row[q]) = (cosine * at_p - sine * at_q, sine * at_p + cosine * at_q);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn an_example_worked_out_by_hand() {
        // Mean (3, 3); deviations (−2, −1), (−1, −2), (1, 2), (2, 1): variances 10/3, covariance 8/3. Eigenvalues 10/3 ± 8/3 = 6 and 2/3
        // along (1, 1)/√2 and (1, −1)/√2: shares 0.9 and 0.1.
        let points = [[1.0, 2.0], [2.0, 1.0], [4.0, 5.0], [5.0, 4.0]].map(Vec::from);
        let found = Principal::of(&points).expect("it varies");
        let half = 0.5_f64.sqrt();
        assert!(found.mean.iter().all(|mean| close(*mean, 3.0)));
        assert!(close(found.shares[0], 0.9) && close(found.shares[1], 0.1), "{:?}", found.shares);
        assert!(found.directions[0].iter().all(|part| close(*part, half)), "{:?}", found.directions);
        assert!(found.directions[1].iter().all(|part| close(part.abs(), half)));
        let [first, second] = found.place(&[5.0, 4.0]);
        assert!(close(first, 3.0 * half) && close(second.abs(), half));
    }

    #[test]
    fn three_values_that_vary_apart_are_their_own_components() {
        // Points at ±4, ±2 and ±1 on three axes: no covariance, and variances as 16 : 4 : 1.
        let mut points = Vec::new();
        for (axis, size) in [4.0, 2.0, 1.0].into_iter().enumerate() {
            for sign in [-1.0, 1.0] {
                let mut point = vec![0.0; 3];
                point[axis] = sign * size;
                points.push(point);
            }
        }
        let found = Principal::of(&points).expect("it varies");
        assert!(close(found.shares[0], 16.0 / 21.0) && close(found.shares[1], 4.0 / 21.0));
        assert!(close(found.directions[0][0], 1.0) && close(found.directions[1][1], 1.0));
        assert!(close(found.directions[0].iter().zip(&found.directions[1]).map(|(a, b)| a * b).sum(), 0.0));
    }

    #[test]
    fn too_little_has_no_components() {
        assert_eq!(Principal::of(&[]), None);
        assert_eq!(Principal::of(&[vec![1.0, 2.0], vec![2.0, 1.0]]), None);
        assert_eq!(Principal::of(&vec![vec![3.0, 3.0]; 9]), None, "nothing varies");
        assert_eq!(Principal::of(&vec![vec![1.0]; 9]), None);
        let broken = vec![vec![f64::NAN, 1.0], vec![1.0, 2.0], vec![2.0, 1.0]];
        assert_eq!(Principal::of(&broken), None, "what is no number does not count");
    }
}
