//! Rate maps of cells on a track, in bins that may differ by a step in length, and what is read off them (SCENES 1.3).

use super::memory::correlation;

/// Spatial information (bits a spike; Skaggs et al. 1993): mean over the spikes of the logarithm to base 2 of the rate in their bin
/// over the mean rate. `occupancy` is the time spent in each bin, in any unit. None if the cell is silent.
#[must_use]
pub fn spatial_information(rates: &[f64], occupancy: &[f64]) -> Option<f64> {
    let time: f64 = occupancy.iter().sum();
    let mean = rates.iter().zip(occupancy).map(|(rate, time)| rate * time).sum::<f64>() / time;
    if !(time > 0.0 && mean > 0.0) {
        return None;
    }
    let visited = rates.iter().zip(occupancy).filter(|(rate, _)| **rate > 0.0);
    Some(visited.map(|(rate, spent)| spent / time * (rate / mean) * (rate / mean).log2()).sum())
}

/// What counts as a place field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FieldDefinition {
    /// Least peak rate (Hz).
    pub peak_hz: f64,
    /// Least rate in it, as a share of the cell's greatest.
    pub share: f64,
    /// Least number of bins.
    pub bins: usize,
}

/// Number of place fields: runs of neighbouring bins at or above a share of the cell's greatest rate, each with a peak and a length
/// of its own that are great enough.
#[must_use]
pub fn place_fields(rates: &[f64], field: &FieldDefinition) -> usize {
    let greatest = rates.iter().copied().fold(0.0, f64::max);
    let inside = |rate: &f64| *rate > 0.0 && *rate >= field.share * greatest;
    let runs = rates.chunk_by(|a, b| inside(a) == inside(b)).filter(|run| run.iter().all(inside));
    runs.filter(|run| run.len() >= field.bins && run.iter().any(|rate| *rate >= field.peak_hz)).count()
}

/// Mean over the cells of the correlation of a cell's two maps; cells one of whose maps is flat are left out, none if all are.
#[must_use]
pub fn cell_similarity(first: &[Vec<f64>], second: &[Vec<f64>]) -> Option<f64> {
    mean(first.iter().zip(second).filter_map(|(first, second)| correlation(first, second)))
}

/// Mean over the bins of the correlation of the two population vectors there; bins in which one vector is flat are left out, none if
/// all are.
#[must_use]
pub fn vector_similarity(first: &[Vec<f64>], second: &[Vec<f64>]) -> Option<f64> {
    let bins = first.first()?.len();
    let vector = |maps: &[Vec<f64>], bin: usize| maps.iter().map(|map| map[bin]).collect::<Vec<f64>>();
    mean((0..bins).filter_map(|bin| correlation(&vector(first, bin), &vector(second, bin))))
}

/// Variance (of a sample, n - 1) over mean; none of fewer than two values, or if all are 0.
#[must_use]
pub fn dispersion(values: &[f64]) -> Option<f64> {
    let count = values.len() as f64;
    let centre = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - centre) * (value - centre)).sum();
    (values.len() > 1 && centre > 0.0).then(|| squares / (count - 1.0) / centre)
}

/// Mean of what there is; none of nothing.
pub fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn information_is_that_of_the_formula() {
        // All spikes in one of eight bins: three bits. In two of eight: two. The same everywhere: none.
        let one = spatial_information(&[0.0, 0.0, 16.0, 0.0, 0.0, 0.0, 0.0, 0.0], &[1.0; 8]);
        assert_eq!(one, Some(3.0));
        assert_eq!(spatial_information(&[0.0, 5.0, 5.0, 0.0, 0.0, 0.0, 0.0, 0.0], &[0.5; 8]), Some(2.0));
        assert!(spatial_information(&[3.0; 5], &[0.2; 5]).is_some_and(|bits| bits.abs() < 1e-12));
        assert_eq!((spatial_information(&[0.0; 4], &[1.0; 4]), spatial_information(&[], &[])), (None, None));
        // numpy: p = [1, 2, 1] / 4, r = [1, 2, 5], m = (p * r).sum(), (p * r / m * log2(r / m)).sum().
        let uneven = spatial_information(&[1.0, 2.0, 5.0], &[1.0, 2.0, 1.0]).expect("it fires");
        assert!((uneven - 0.239_035_952_556_318_9).abs() < 1e-12, "{uneven}");
    }

    #[test]
    fn fields_are_counted_by_their_definition() {
        let rates = [0.0, 1.0, 6.0, 10.0, 3.0, 1.9, 0.0, 4.0, 0.0, 2.0, 2.0];
        let count =
            |peak_hz: f64, share: f64, bins: usize| place_fields(&rates, &FieldDefinition { peak_hz, share, bins });
        // From 2 Hz on: bins 2 to 4, bin 7, bins 9 and 10.
        assert_eq!((count(2.0, 0.2, 1), count(3.0, 0.2, 1), count(2.0, 0.2, 2), count(11.0, 0.2, 1)), (3, 2, 2, 0));
        // From 1 Hz on: bins 1 to 5, 7, 9 and 10. The whole map where the share is 0 would be one field but for the silent bins.
        assert_eq!((count(2.0, 0.1, 5), count(1.0, 0.0, 1)), (1, 3));
        assert_eq!(place_fields(&[0.0; 5], &FieldDefinition { peak_hz: 0.0, share: 0.0, bins: 1 }), 0);
    }

    #[test]
    fn maps_are_compared_cell_by_cell_or_bin_by_bin() {
        let first = [vec![1.0, 2.0, 3.0], vec![0.0, 4.0, 0.0], vec![0.0; 3]];
        let second = [vec![3.0, 2.0, 1.0], vec![0.0, 2.0, 0.0], vec![1.0, 0.0, 0.0]];
        // Cells: -1 and 1; the third was silent.
        assert_eq!(cell_similarity(&first, &second), Some(0.0));
        // numpy.corrcoef of the columns, averaged.
        let vectors = vector_similarity(&first, &second).expect("they vary");
        assert!((vectors - 0.936_978_862_102_502_5).abs() < 1e-12, "{vectors}");
        assert_eq!((cell_similarity(&first[2..], &second[2..]), vector_similarity(&[], &[])), (None, None));
    }

    #[test]
    fn variance_over_mean() {
        // 2, 4, 4, 6: mean 4, variance 8 / 3.
        assert_eq!(dispersion(&[2.0, 4.0, 4.0, 6.0]), Some(8.0 / 3.0 / 4.0));
        assert_eq!((dispersion(&[3.0]), dispersion(&[0.0, 0.0]), dispersion(&[5.0, 5.0])), (None, None, Some(0.0)));
    }
}
