//! Moments of a run that are kept in memory, packed: the oldest are thinned first when there are more than fit.
//!
//! Every eighth is whole; those between are what differs from it, bit by bit. Most bits of a weight do not change in a second, and bytes of
//! one significance stand together, so that a well-known packer finds long rows of zeros.

use super::snapshot::Snapshot;

/// Memory for all of them, unless told otherwise (bytes).
pub const KEPT_BUDGET: usize = 512 << 20;
/// So many stand between one that is whole and the next.
const BETWEEN: usize = 7;
/// Bytes of a number: their significances are put together.
const NUMBER: usize = 4;

/// Kept moments in the order of their steps, each with something that belongs to it.
pub struct Checkpoints<T> {
    kept: Vec<Checkpoint<T>>,
    /// The last one that is whole, as it is.
    whole: Option<Snapshot>,
    bytes: usize,
    budget: usize,
}

/// A kept moment.
struct Checkpoint<T> {
    step: u64,
    commands: usize,
    /// Step of the whole one from which it differs; none if it is whole itself.
    base: Option<u64>,
    parts: Vec<Box<[u8]>>,
    bytes: usize,
    with: T,
}

impl<T> Checkpoints<T> {
    /// None yet, and room for so many bytes.
    #[must_use]
    pub const fn new(budget: usize) -> Self {
        Self { kept: Vec::new(), whole: None, bytes: 0, budget }
    }

    /// Memory that they take (bytes).
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The last step up to this one at which a moment is kept.
    #[must_use]
    pub fn at_or_before(&self, step: u64) -> Option<u64> {
        let later = self.kept.partition_point(|kept| kept.step <= step);
        later.checked_sub(1).map(|index| self.kept[index].step)
    }

    /// Keep a moment that comes after all that are kept, and what belongs to it, which takes about so many bytes. Another one is kept
    /// already, or can be reached from one that is.
    pub fn keep(&mut self, snapshot: Snapshot, with: T, with_bytes: usize) {
        if self.kept.last().is_some_and(|last| last.step >= snapshot.step) {
            return;
        }
        let since = self.kept.iter().rev().take_while(|kept| kept.base.is_some()).count();
        let base = self.whole.as_ref().filter(|_| since < BETWEEN);
        let of = |index: usize| base.and_then(|base| base.parts.get(index)).map(Vec::as_slice);
        let parts: Vec<Box<[u8]>> =
            snapshot.parts.iter().enumerate().map(|(index, part)| pack(part, of(index))).collect();
        let bytes = parts.iter().map(|part| part.len() + size_of::<Box<[u8]>>()).sum::<usize>() + with_bytes;
        let base = base.map(|base| base.step);
        self.kept.push(Checkpoint { step: snapshot.step, commands: snapshot.commands, base, parts, bytes, with });
        self.bytes += bytes;
        if base.is_none() {
            self.whole = Some(snapshot);
        }
        while self.bytes > self.budget && self.thin() {}
    }

    /// The moment that is kept at this step, and what belongs to it.
    #[must_use]
    pub fn get(&self, step: u64) -> Option<(Snapshot, &T)> {
        let kept = self.at(step)?;
        let base = match kept.base {
            None => None,
            Some(_) if self.whole.as_ref().map(|whole| whole.step) == kept.base => self.whole.clone(),
            Some(base) => Some(self.get(base)?.0),
        };
        let of = |index: usize| base.as_ref().and_then(|base| base.parts.get(index)).map(Vec::as_slice);
        let parts = kept.parts.iter().enumerate().map(|(index, part)| unpack(part, of(index)));
        let parts: Option<Vec<Vec<u8>>> = parts.collect();
        Some((Snapshot { step, commands: kept.commands, parts: parts? }, &kept.with))
    }

    /// Forget what comes after this step.
    pub fn cut(&mut self, step: u64) {
        let gone = self.kept.split_off(self.kept.partition_point(|kept| kept.step <= step));
        self.bytes -= gone.iter().map(|kept| kept.bytes).sum::<usize>();
        if self.whole.as_ref().is_some_and(|whole| whole.step > step) {
            self.whole = None;
        }
    }

    fn at(&self, step: u64) -> Option<&Checkpoint<T>> {
        self.kept.binary_search_by_key(&step, |kept| kept.step).ok().map(|index| &self.kept[index])
    }

    /// Forget one of them: not the first or the last, and none on which another rests. The gap that it leaves is small beside how long ago
    /// it is, so that the past thins out evenly. Returns whether one was forgotten.
    fn thin(&mut self) -> bool {
        let Some(last) = self.kept.last().map(|kept| kept.step) else { return false };
        let rests = |index: usize| {
            let step = self.kept[index].step;
            self.kept[index + 1..].iter().take(BETWEEN + 1).any(|later| later.base == Some(step))
        };
        let loss = |index: usize| {
            let gap = self.kept[index + 1].step - self.kept[index - 1].step;
            gap as f64 / (last - self.kept[index].step).max(1) as f64
        };
        let inner = 1..self.kept.len().saturating_sub(1);
        let Some(least) = inner.filter(|&index| !rests(index)).min_by(|&one, &other| loss(one).total_cmp(&loss(other)))
        else {
            return false;
        };
        let gone = self.kept.remove(least);
        self.bytes -= gone.bytes;
        if self.whole.as_ref().is_some_and(|whole| whole.step == gone.step) {
            self.whole = None;
        }
        true
    }
}

/// What differs from the base, bytes of one significance together, packed. A part of another length than its base is packed as it is.
fn pack(part: &[u8], base: Option<&[u8]>) -> Box<[u8]> {
    let base = base.filter(|base| base.len() == part.len());
    let mut apart = vec![0; part.len()];
    let mut to = apart.iter_mut();
    for significance in 0..NUMBER {
        let bytes = part.iter().skip(significance).step_by(NUMBER);
        match base {
            Some(base) => {
                let before = base.iter().skip(significance).step_by(NUMBER);
                bytes.zip(before).zip(to.by_ref()).for_each(|((byte, before), to)| *to = byte ^ before);
            }
            None => bytes.zip(to.by_ref()).for_each(|(byte, to)| *to = *byte),
        }
    }
    let mut packed = vec![u8::from(base.is_some())];
    packed.extend(lz4_flex::compress_prepend_size(&apart));
    packed.into_boxed_slice()
}

/// What was packed; none if it is damaged or its base is missing.
fn unpack(packed: &[u8], base: Option<&[u8]>) -> Option<Vec<u8>> {
    let (&differs, packed) = packed.split_first()?;
    let apart = lz4_flex::decompress_size_prepended(packed).ok()?;
    let mut part = if differs == 0 { vec![0; apart.len()] } else { base?.to_vec() };
    if part.len() != apart.len() {
        return None;
    }
    let mut from = apart.iter();
    for significance in 0..NUMBER {
        let bytes = part.iter_mut().skip(significance).step_by(NUMBER);
        bytes.zip(from.by_ref()).for_each(|(byte, from)| *byte ^= from);
    }
    Some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A moment of a thousand numbers, of which few change from step to step, and of a list that grows.
    fn moment(step: u64) -> Snapshot {
        let number = |index: u64| if index.is_multiple_of(50) { (index + step) as f32 } else { index as f32 };
        let numbers: Vec<u8> = (0..1000).flat_map(|index| number(index).to_le_bytes()).collect();
        Snapshot { step, commands: step as usize / 10, parts: vec![numbers, vec![7; step as usize % 13], Vec::new()] }
    }

    #[test]
    fn what_is_kept_comes_back_as_it_was_and_takes_less() {
        let mut kept = Checkpoints::new(usize::MAX);
        for step in (0..400).step_by(4) {
            kept.keep(moment(step), step, 0);
        }
        assert_eq!(kept.kept.len(), 100);
        for step in (0..100).rev().map(|index| 4 * index) {
            assert_eq!(kept.get(step), Some((moment(step), &step)), "step {step}");
        }
        assert_eq!(kept.get(3), None);
        assert_eq!([0, 3, 4, 1000].map(|step| kept.at_or_before(step)), [Some(0), Some(0), Some(4), Some(396)]);
        let whole: usize = (0..100).map(|index| moment(4 * index).parts.iter().map(Vec::len).sum::<usize>()).sum();
        assert!(kept.bytes() * 4 < whole, "{} of {whole} bytes", kept.bytes());
    }

    #[test]
    fn what_does_not_fit_is_forgotten_the_oldest_first_and_the_start_never() {
        let budget = 60_000;
        let mut kept = Checkpoints::new(budget);
        for step in 0..2000 {
            kept.keep(moment(step), step, 100);
            assert!(kept.bytes() <= budget, "{} bytes at step {step}", kept.bytes());
        }
        let steps: Vec<u64> = kept.kept.iter().map(|kept| kept.step).collect();
        assert_eq!((steps[0], steps[steps.len() - 1]), (0, 1999));
        let gaps: Vec<u64> = steps.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let half = gaps.len() / 2;
        let widest = |gaps: &[u64]| gaps.iter().copied().max().unwrap_or_default();
        assert!(widest(&gaps[..half]) > 2 * widest(&gaps[half..]), "{gaps:?}");
        assert!(widest(&gaps) < 500, "no stretch is left out: {gaps:?}");
        for step in steps {
            assert_eq!(kept.get(step), Some((moment(step), &step)), "step {step}");
        }
    }

    /// A session of an hour at a hundredth of its size: of a network of 2,000 neurons and 200,000 synapses stay 20 and 2,000, of 512 MiB 5.
    /// Between two moments everything of a neuron changes, and two of a hundred weights in their lower bits.
    #[test]
    fn an_hour_stays_within_its_budget_and_the_oldest_is_sparsest() {
        const SCALE: usize = 100;
        const MOMENTS: u64 = 36_000;
        let budget = KEPT_BUDGET / SCALE;
        let (neurons, synapses) = (2_000 / SCALE, 200_000 / SCALE);
        let mut random = 1_u64;
        let mut dice = || {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) as usize
        };
        let mut weights: Vec<f32> = (0..synapses).map(|_| dice() as f32 / 1e9).collect();
        let bytes = |numbers: &[f32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
        let mut kept = Checkpoints::new(budget);
        let (mut most, mut some) = (0, Vec::new());
        for step in 0..MOMENTS {
            for _ in 0..synapses / 50 {
                weights[dice() % synapses] *= 1.0 + (dice() % 100) as f32 / 1e5;
            }
            let own: Vec<f32> = (0..8 * neurons).map(|_| dice() as f32 / 1e9).collect();
            let snapshot = Snapshot { step, commands: 0, parts: vec![bytes(&own), bytes(&weights)] };
            if step % 500 == 0 {
                some.push(snapshot.clone());
            }
            kept.keep(snapshot, (), 0);
            assert!(kept.bytes() <= budget, "{} bytes at step {step}", kept.bytes());
            most = most.max(kept.bytes());
        }
        assert!(most * 10 > budget * 9, "{most} of {budget} bytes: it is used");
        let steps: Vec<u64> = kept.kept.iter().map(|kept| kept.step).collect();
        assert_eq!((steps[0], steps[steps.len() - 1]), (0, MOMENTS - 1));
        // Mean distance between two kept moments, by how long ago they were: the last minute, five, fifteen, and the rest of the hour.
        let ends = [0, 600, 3_000, 9_000, MOMENTS].map(|ago| MOMENTS - ago);
        let apart: Vec<f64> = ends
            .windows(2)
            .map(|ends| {
                (ends[0] - ends[1]) as f64
                    / steps.iter().filter(|step| (ends[1]..ends[0]).contains(step)).count() as f64
            })
            .collect();
        assert!(apart.windows(2).all(|pair| pair[1] > 1.5 * pair[0]), "{apart:?}");
        // Of the last moments every one is kept; before, the way from one that is kept is short beside how long ago it is.
        let old = steps.windows(2).filter(|pair| pair[0] + 100 < MOMENTS);
        let widest = old.map(|pair| (pair[1] - pair[0]) as f64 / (MOMENTS - pair[0]) as f64).fold(0.0, f64::max);
        assert!(widest < 0.2, "no stretch is left out: {widest}");
        let known = some.iter().filter(|moment| kept.at_or_before(moment.step) == Some(moment.step));
        assert!(known.map(|moment| assert_eq!(kept.get(moment.step), Some((moment.clone(), &())))).count() > 2);
    }

    #[test]
    fn after_a_cut_other_moments_can_follow() {
        let mut kept = Checkpoints::new(usize::MAX);
        (0..40).for_each(|step| kept.keep(moment(step), 'a', 0));
        for cut in [37, 20, 16, 3] {
            kept.cut(cut);
            assert_eq!(kept.at_or_before(1000), Some(cut));
            for step in cut + 1..cut + 12 {
                let other = Snapshot { parts: moment(step + 1000).parts, ..moment(step) };
                kept.keep(other.clone(), 'b', 0);
                assert_eq!(kept.get(step), Some((other, &'b')), "step {step} after the cut at {cut}");
            }
            assert_eq!(kept.get(cut.min(3)), Some((moment(cut.min(3)), &'a')));
        }
        let all: usize = kept.kept.iter().map(|kept| kept.bytes).sum();
        assert_eq!(kept.bytes(), all);
    }
}
