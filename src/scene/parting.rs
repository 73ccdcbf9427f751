//! How far two scenes are the same: runs of both that start from one seed are the same run up to there.

use super::{Phase, Scene};
use crate::scene::file::{PhaseFile, SceneFile};

impl Scene {
    /// Number of phases that two scenes have in common, if they differ in their timelines only: where the next phase begins, or at
    /// their end, their runs part. Scenes that part within a branch part where it was chosen; those that read other groups, or over
    /// other times, have nothing in common.
    #[must_use]
    pub fn common_phases(&self, other: &Self) -> Option<usize> {
        let without_timeline =
            |scene: &Self| SceneFile { timeline: Vec::<PhaseFile>::new(), ..SceneFile::clone(scene) };
        let common = |(own, other): &(&Phase, &Phase)| own == other;
        let reads = |scene: &Self| (scene.read.clone(), scene.longest_window());
        (without_timeline(self) == without_timeline(other) && reads(self) == reads(other)).then(|| {
            let mut shared = self.phases.iter().zip(&other.phases).take_while(common).count();
            let in_branch = |scene: &Self, at: usize| scene.phases.get(at).is_some_and(|phase| phase.branch.is_some());
            while shared > 0 && (in_branch(self, shared) || in_branch(other, shared)) {
                shared -= 1;
            }
            shared
        })
    }

    /// The step in which a phase begins; the end of the run if there is no such phase.
    #[must_use]
    pub fn start_of_phase(&self, phase: usize) -> u64 {
        self.phases.get(phase).map_or_else(|| self.run_steps(), |phase| phase.start_step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scenes_part_at_their_first_different_phase() {
        let text = "Scene(version: 1, name: \"x\", summary: \"y\", dt: ms(0.5), populations: [(name: \"E\", count: 2, neuron: ())],
            timeline: [Wait(duration: s(1.0)), Wait(duration: s(2.0)), Mark(\"m\"), Wait(duration: s(3.0))])";
        let scene = Scene::parse(text, "made up").unwrap_or_else(|faults| panic!("{faults:?}"));
        let changed = |path: &str, value: &str| {
            scene.changed(&[(path.to_owned(), value.to_owned())]).unwrap_or_else(|faults| panic!("{faults:?}"))
        };
        assert_eq!(scene.common_phases(&scene), Some(scene.phases().len()));
        let longer = changed("timeline[1]", "Wait(duration: s(7.0))");
        assert_eq!(scene.common_phases(&longer), Some(1));
        assert_eq!(longer.common_phases(&scene), Some(1));
        assert_eq!((scene.start_of_phase(1), longer.start_of_phase(1)), (2000, 2000));
        assert_eq!(scene.start_of_phase(10_000), scene.run_steps());
        assert_eq!(scene.common_phases(&changed("populations[0].neuron.threshold", "mV(-49.0)")), None);
    }
}
