//! What a measurement is made of: its groups and marks, wherever in it they stand.

use super::{AnswerFile, GroupFile, MarkFile, Measurement, Passages, WindowFile};

/// A part of a measurement.
pub enum Part<'p> {
    /// A group.
    Group(&'p GroupFile),
    /// A mark at which windows begin.
    Window(&'p mut MarkFile),
    /// A mark at which something is read.
    Moment(&'p mut MarkFile),
}

/// Who is shown the parts.
type See<'s> = &'s mut dyn FnMut(Part<'_>);

impl Measurement {
    /// The same of other passages: where it names a mark alone, they are meant.
    #[must_use]
    pub fn with_passages(&self, name: &str, passages: Passages) -> Self {
        let mut own = self.clone();
        own.each_part(&mut |part| match part {
            Part::Window(mark) | Part::Moment(mark) if mark.name == name && mark.passages == Passages::All => {
                mark.passages = passages;
            }
            _ => {}
        });
        own
    }

    /// Show all parts. Of a score over trials they are those of the score.
    pub fn each_part(&mut self, see: See<'_>) {
        match self {
            Self::Number(_) => {}
            Self::Share(group) => group.each_part(see),
            Self::Joined(first, second) => both(first, second, see),
            Self::Rate(group, window) | Self::Participation(group, window) | Self::Fano(group, window) => {
                group.each_part(see);
                see(Part::Window(&mut window.mark));
            }
            Self::Recruitment { answer, boosted } => {
                answer.each_part(see);
                boosted.each_part(see);
            }
            Self::HitRate { engram: first, cue: second }
            | Self::Precision { engram: first, cue: second }
            | Self::DPrime { engram: first, cue: second }
            | Self::SpikesPerHit { engram: first, cue: second }
            | Self::Overlap(first, second) => {
                first.each_part(see);
                second.each_part(see);
            }
            Self::Transfer { engram, own, other, rest } => {
                engram.each_part(see);
                windows([own, other, rest], see);
            }
            Self::MeanWeight { from, to, mark, .. } | Self::Synapses { from, to, mark, .. } => {
                both(from, to, see);
                see(Part::Moment(mark));
            }
            Self::NewPartners { from, since, mark, .. } => {
                from.each_part(see);
                moments([since, mark], see);
            }
            Self::Survival { since, mark, .. }
            | Self::MeanLife { since, mark, .. }
            | Self::WeightChange { since, mark, .. } => moments([since, mark], see),
            Self::Excitability { group, mark } | Self::Tag { group, mark } => {
                group.each_part(see);
                see(Part::Moment(mark));
            }
            Self::Spotlight { task: first, among: second, mark }
            | Self::Auc { group: first, among: second, mark, .. } => {
                both(first, second, see);
                see(Part::Moment(mark));
            }
            Self::Slice { mark, .. } => see(Part::Moment(mark)),
            Self::UpStates(_, window) => see(Part::Window(&mut window.mark)),
            Self::Priming { window, mark, .. } => {
                see(Part::Window(&mut window.mark));
                see(Part::Moment(mark));
            }
            Self::Replay { engram, before, sleep, .. } => {
                engram.each_part(see);
                windows([before, sleep], see);
            }
            Self::Reactivation { before, during, after, .. } => windows([before, during, after], see),
            Self::RateMap { group, laps, .. } => {
                group.each_part(see);
                see(Part::Window(&mut laps.mark));
            }
            Self::MapSimilarity { group, laps, with, .. } => {
                group.each_part(see);
                windows(std::iter::once(laps).chain(with), see);
            }
            Self::OnsetOrder { groups, window, .. } => {
                for group in groups {
                    group.each_part(see);
                }
                see(Part::Window(&mut window.mark));
            }
            Self::Passages { during, .. } => windows(during, see),
            Self::TrialsToShare { score, .. } | Self::TrialsToCriterion { score, .. } => score.each_part(see),
            Self::Crossing(points) | Self::Trend(points) | Self::Area(points) => {
                for (_, point) in points {
                    point.each_part(see);
                }
            }
            Self::Ratio(first, second) | Self::Difference(first, second) => {
                first.each_part(see);
                second.each_part(see);
            }
            Self::Mean(all) => all.iter_mut().for_each(|one| one.each_part(see)),
        }
    }
}

impl GroupFile {
    /// Name of the population: that of the first group where there are two.
    #[must_use]
    pub fn population(&self) -> &str {
        match self {
            Self::Neurons { population, .. }
            | Self::WithField { population, .. }
            | Self::Answering(AnswerFile { population, .. })
            | Self::Silent(AnswerFile { population, .. }) => population,
            Self::Only(first, _) | Self::Either(first, _) | Self::Strongest { of: first, .. } => first.population(),
        }
    }

    fn each_part(&mut self, see: See<'_>) {
        see(Part::Group(self));
        match self {
            Self::Neurons { .. } => {}
            Self::Answering(answer) | Self::Silent(answer) => answer.each_part(see),
            Self::Only(first, second) | Self::Either(first, second) => both(first, second, see),
            Self::WithField { laps, .. } => see(Part::Window(&mut laps.mark)),
            Self::Strongest { of, mark, .. } => {
                of.each_part(see);
                see(Part::Moment(mark));
            }
        }
    }
}

impl AnswerFile {
    fn each_part(&mut self, see: See<'_>) {
        windows(std::iter::once(&mut self.window).chain(&mut self.baseline), see);
    }
}

fn both(first: &mut GroupFile, second: &mut GroupFile, see: See<'_>) {
    first.each_part(see);
    second.each_part(see);
}

fn windows<'w>(windows: impl IntoIterator<Item = &'w mut WindowFile>, see: See<'_>) {
    for window in windows {
        see(Part::Window(&mut window.mark));
    }
}

fn moments(marks: [&mut MarkFile; 2], see: See<'_>) {
    for mark in marks {
        see(Part::Moment(mark));
    }
}
