//! Who is connected to whom.

use super::distance::{Cells, DistanceLaw};
use crate::random::{Purpose, RandomStream};
use crate::scene::file::Wiring;

/// The synapses of a projection, ordered by presynaptic and then by postsynaptic neuron.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// First synapse of each presynaptic neuron, and the number of synapses at the end.
    pub first: Vec<u32>,
    /// Postsynaptic neurons, counted from the start of their population.
    pub postsynaptic: Vec<u32>,
}

/// The two sides of a projection.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// Number of presynaptic neurons.
    pub presynaptic: u32,
    /// Number of postsynaptic neurons.
    pub postsynaptic: u32,
    /// Whether both sides are the same population, so that a neuron must not be connected to itself.
    pub recurrent: bool,
    /// Positions of the presynaptic neurons (µm).
    pub from: &'a [[f32; 3]],
    /// Positions of the postsynaptic neurons (µm).
    pub to: &'a [[f32; 3]],
}

/// Draw the synapses of projection number `projection`.
#[must_use]
pub fn wire(wiring: &Wiring, sides: Sides<'_>, seed: u64, projection: u64) -> Pairs {
    let mut stream = RandomStream::new(seed, Purpose::Wiring, projection);
    match wiring {
        Wiring::FixedInDegree(degree) => fixed_in_degree(u32::try_from(*degree).unwrap_or(0), sides, &mut stream),
        Wiring::Probability(p) => by_presynaptic(sides, |pre, targets| {
            skip_geometrically(*p, sides.postsynaptic, &mut stream, pre, targets);
        }),
        Wiring::AllToAll => by_presynaptic(sides, |_, targets| targets.extend(0..sides.postsynaptic)),
        Wiring::OneToOne => by_presynaptic(Sides { recurrent: false, ..sides }, |pre, targets| targets.push(pre)),
        Wiring::List(pairs) => {
            let mut pairs: Vec<(u32, u32)> = pairs
                .iter()
                .filter_map(|&(pre, post)| Some((u32::try_from(pre).ok()?, u32::try_from(post).ok()?)))
                .collect();
            pairs.sort_unstable();
            let mut pairs = pairs.into_iter().peekable();
            by_presynaptic(Sides { recurrent: false, ..sides }, |pre, targets| {
                while let Some((_, post)) = pairs.next_if(|&(from, _)| from == pre) {
                    targets.push(post);
                }
            })
        }
        Wiring::Distance { peak, length } => {
            let (cells, law) = (Cells::of(sides.to), DistanceLaw { peak: *peak, length: f64::from(length.0) });
            by_presynaptic(sides, |pre, targets| {
                cells.draw(sides.from[pre as usize], law, &mut stream.sequence(u64::from(pre)), targets);
            })
        }
    }
}

/// Collect the targets of one presynaptic neuron after the other.
fn by_presynaptic(sides: Sides<'_>, mut targets_of: impl FnMut(u32, &mut Vec<u32>)) -> Pairs {
    let mut pairs = Pairs { first: vec![0], postsynaptic: Vec::new() };
    let mut targets = Vec::new();
    for pre in 0..sides.presynaptic {
        targets.clear();
        targets_of(pre, &mut targets);
        pairs.postsynaptic.extend(targets.iter().filter(|&&post| !(sides.recurrent && post == pre)));
        pairs.first.push(pairs.postsynaptic.len() as u32);
    }
    pairs
}

/// Targets with probability `p` each: the gap to the next one is geometrically distributed.
fn skip_geometrically(p: f64, count: u32, stream: &mut RandomStream, pre: u32, targets: &mut Vec<u32>) {
    if p <= 0.0 {
        return;
    }
    if p >= 1.0 {
        targets.extend(0..count);
        return;
    }
    let mut draws = stream.sequence(u64::from(pre));
    let per_gap = 1.0 / libm::log1p(-p);
    let mut next = 0.0_f64;
    loop {
        next += draws.failures(per_gap);
        if next >= f64::from(count) {
            return;
        }
        targets.push(next as u32);
        next += 1.0;
    }
}

/// Every postsynaptic neuron draws its partners with replacement; a counting sort brings them into order.
fn fixed_in_degree(degree: u32, sides: Sides<'_>, stream: &mut RandomStream) -> Pairs {
    let choices = sides.presynaptic;
    let mut first = vec![0_u32; choices as usize + 1];
    if choices == 0 || (sides.recurrent && choices == 1) {
        return Pairs { first, postsynaptic: Vec::new() };
    }
    let mut partners = Vec::with_capacity(degree as usize * sides.postsynaptic as usize);
    for post in 0..sides.postsynaptic {
        let mut draws = stream.sequence(u64::from(post));
        for _ in 0..degree {
            let pre = if sides.recurrent {
                // One choice less, and those from `post` on move up by one: never itself.
                let pre = draws.below(choices - 1);
                pre + u32::from(pre >= post)
            } else {
                draws.below(choices)
            };
            partners.push(pre);
            first[pre as usize + 1] += 1;
        }
    }
    for k in 0..choices as usize {
        first[k + 1] += first[k];
    }
    let mut next = first.clone();
    let mut postsynaptic = vec![0; partners.len()];
    for (k, &pre) in partners.iter().enumerate() {
        let slot = &mut next[pre as usize];
        postsynaptic[*slot as usize] = k as u32 / degree;
        *slot += 1;
    }
    Pairs { first, postsynaptic }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Micrometers;

    fn sides(pre: u32, post: u32, recurrent: bool) -> Sides<'static> {
        Sides { presynaptic: pre, postsynaptic: post, recurrent, from: &[], to: &[] }
    }

    fn list(pairs: &Pairs) -> Vec<(u32, u32)> {
        (0..pairs.first.len() - 1)
            .flat_map(|pre| {
                pairs.postsynaptic[pairs.first[pre] as usize..pairs.first[pre + 1] as usize]
                    .iter()
                    .map(move |&post| (pre as u32, post))
            })
            .collect()
    }

    #[test]
    fn fixed_in_degree_gives_every_neuron_its_number_and_never_itself() {
        let pairs = wire(&Wiring::FixedInDegree(7), sides(20, 20, true), 1, 0);
        for post in 0..20 {
            assert_eq!(pairs.postsynaptic.iter().filter(|&&p| p == post).count(), 7);
        }
        let list = list(&pairs);
        assert!(list.iter().all(|(pre, post)| pre != post));
        assert!(list.is_sorted());
    }

    #[test]
    fn probability_gives_the_expected_number() {
        let pairs = wire(&Wiring::Probability(0.1), sides(500, 400, false), 1, 0);
        // Mean 20,000, standard deviation 134.
        assert!((pairs.postsynaptic.len() as f64 - 20_000.0).abs() < 600.0);
        assert!(list(&pairs).windows(2).all(|w| w[0] < w[1]), "no pair twice, in order");
        assert_eq!(wire(&Wiring::Probability(1.0), sides(5, 5, true), 1, 0).postsynaptic.len(), 20);
        assert_eq!(wire(&Wiring::Probability(0.0), sides(5, 5, true), 1, 0).postsynaptic.len(), 0);
    }

    #[test]
    fn every_probability_gives_its_number_of_synapses() {
        let (pre, post) = (2000, 1000);
        let pairs = f64::from(pre) * f64::from(post);
        for p in [0.0, f64::MIN_POSITIVE, 1e-12, 1e-8, 1e-6, 1e-3, 0.5, 0.999, 1.0 - 1e-6, 1.0 - 1e-9, 1.0] {
            let synapses = wire(&Wiring::Probability(p), sides(pre, post, false), 1, 0).postsynaptic.len() as f64;
            let expected = pairs * p;
            let error = 5.0 * (expected * (1.0 - p)).sqrt() + 1.0;
            assert!((synapses - expected).abs() <= error, "{synapses} synapses of {expected} at p = {p}");
        }
    }

    #[test]
    fn lists_and_simple_rules_are_taken_literally() {
        let pairs = wire(&Wiring::List(vec![(2, 0), (0, 1), (0, 0)]), sides(3, 2, false), 1, 0);
        assert_eq!(list(&pairs), [(0, 0), (0, 1), (2, 0)]);
        assert_eq!(list(&wire(&Wiring::OneToOne, sides(3, 3, true), 1, 0)), [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(list(&wire(&Wiring::AllToAll, sides(2, 2, true), 1, 0)), [(0, 1), (1, 0)]);
    }

    #[test]
    fn distance_makes_near_pairs_more_likely() {
        let positions: Vec<[f32; 3]> = (0..400).map(|k| [k as f32, 0.0, 0.0]).collect();
        let sides = Sides { from: &positions, to: &positions, ..sides(400, 400, true) };
        let pairs = wire(&Wiring::Distance { peak: 0.5, length: Micrometers(50.0) }, sides, 1, 0);
        let near = list(&pairs).iter().filter(|(a, b)| a.abs_diff(*b) < 20).count() as f64;
        // Expected: sum over distances 1 to 19, both sides, of (400 - d) · 0.5 · exp(-d / 50).
        let expected: f64 = (1..20).map(|d| 2.0 * (400.0 - f64::from(d)) * 0.5 * (-f64::from(d) / 50.0).exp()).sum();
        assert!((near / expected - 1.0).abs() < 0.05, "{near} near pairs, {expected} expected");
    }
}
