//! What a view is told of the course of a run: what happened, whoever brought it about.

use crate::rig::{STILL, scene, shipped};
use rheobase::measure::Activity;
use rheobase::modulation::{BrainState, Modulator};
use rheobase::simulation::{Sampler, Simulation, SimulationCommand, Stretch, ViewSample};

/// A run that is looked at every 20 ms, as a window does.
struct Watched {
    simulation: Simulation,
    sampler: Sampler,
    course: Vec<Stretch>,
}

impl Watched {
    fn new(simulation: Simulation) -> Self {
        let sampler = Sampler::new(&simulation);
        Self { simulation, sampler, course: Vec::new() }
    }

    fn go_on(&mut self, seconds: f64) -> ViewSample {
        let mut sample = ViewSample::default();
        for _ in 0..(seconds / 0.02).round() as u32 {
            for _ in 0..40 {
                self.simulation.step(1);
                self.sampler.observe(&self.simulation);
            }
            sample = self.sampler.take(&self.simulation);
            for stretch in sample.course.drain(..) {
                match self.course.last_mut() {
                    Some(last) if last.what == stretch.what => last.end_s = stretch.end_s,
                    _ => self.course.push(stretch),
                }
            }
        }
        sample
    }

    fn told(&self) -> Vec<String> {
        let hand = |by_hand| if by_hand { " (by hand)" } else { "" };
        let told = |s: &Stretch| format!("{}: {}{}", s.what.state.label(), s.label, hand(s.what.by_hand));
        self.course.iter().map(told).collect()
    }
}

#[test]
fn a_held_state_and_a_presentation_by_hand_are_in_the_course_and_the_plan_is_not() {
    let mut run = Watched::new(Simulation::new(&shipped("learn_sleep_remember"), 1));
    run.simulation.apply(SimulationCommand::EnterState(BrainState::Nrem));
    let held = run.go_on(0.4);
    assert_eq!((held.timeline_s, held.state_held), (0.0, true));
    run.simulation.apply(SimulationCommand::FollowTimeline);
    run.go_on(0.2);
    run.simulation.apply(SimulationCommand::Present { pattern: 1 });
    let presented = run.go_on(0.2);
    assert_eq!(presented.presentation.map(|now| now.pattern), Some(1));
    assert!(presented.presentation_left_s > 0.0);
    run.simulation.apply(SimulationCommand::EndPresentation);
    run.go_on(0.2);
    let expected = ["NREM: held by you (by hand)", "AWAKE: rest", "AWAKE: learn B, by you (by hand)", "AWAKE: rest"];
    assert_eq!(run.told(), expected);
    assert_eq!((run.course[0].start_s, run.course[3].end_s), (0.0, 1.0));
    assert!(run.course.windows(2).all(|pair| pair[0].end_s == pair[1].start_s), "{:?}", run.course);
}

#[test]
fn a_presentation_by_hand_lasts_to_its_last_step() {
    let mut run = Watched::new(Simulation::new(&shipped("learn_sleep_remember"), 1));
    run.simulation.apply(SimulationCommand::Present { pattern: 0 });
    let left_s = run.go_on(0.02).presentation_left_s + 0.02;
    run.go_on(left_s + 0.1);
    let first = &run.course[0];
    assert!((first.end_s - first.start_s - left_s).abs() < 1e-9, "{first:?} of {left_s} s");
    assert_eq!(run.told()[1], "AWAKE: rest");
}

#[test]
fn what_does_not_reach_the_network_in_rem_sleep_is_not_said_to_be_presented() {
    let mut run = Watched::new(Simulation::new(&shipped("learn_sleep_remember"), 1));
    run.simulation.apply(SimulationCommand::EnterState(BrainState::Rem));
    run.simulation.apply(SimulationCommand::Present { pattern: 0 });
    assert_eq!(run.go_on(0.1).presentation, None);
    assert_eq!(run.told(), ["REM: held by you (by hand)"]);
}

#[test]
fn sleep_that_a_user_holds_has_the_time_lapse_of_the_scenes_own_sleep() {
    let mut run = Watched::new(Simulation::new(&shipped("learn_sleep_remember"), 1));
    run.simulation.apply(SimulationCommand::EnterState(BrainState::Nrem));
    let asleep = run.go_on(0.2);
    assert_eq!(asleep.time_lapse, 960.0);
    assert!((asleep.biological_hours - 0.2 * 960.0 / 3600.0).abs() < 1e-9, "{} h", asleep.biological_hours);
    run.simulation.apply(SimulationCommand::EnterState(BrainState::Awake));
    assert_eq!(run.go_on(0.02).time_lapse, 1.0);
    run.simulation.apply(SimulationCommand::EnterState(BrainState::Rem));
    assert_eq!(run.go_on(0.02).time_lapse, 1.0, "this scene has no REM sleep of its own");
}

#[test]
fn skipped_hours_are_in_the_course() {
    let cells = format!("populations: [(name: \"E\", count: 2, neuron: ({STILL}))]");
    let timeline = "timeline: [Wait(duration: s(0.1)), Skip(duration: h(12.0)), Wait(duration: s(0.1))]";
    let mut run = Watched::new(Simulation::new(&scene(0.5, &format!("{cells}, {timeline}")), 1));
    run.go_on(0.2);
    let skipped: Vec<(f64, f64)> = run.course.iter().map(|s| (s.start_s, s.what.skipped_hours)).collect();
    assert_eq!(skipped, [(0.0, 0.0), (0.1, 12.0), (0.1005, 0.0)]);
}

#[test]
fn a_run_that_is_done_again_has_its_whole_course() {
    let scene = std::sync::Arc::new(shipped("learn_sleep_remember"));
    let mut run = Watched::new(Simulation::from_shared(std::sync::Arc::clone(&scene), 1).unwrap());
    run.simulation.apply(SimulationCommand::EnterState(BrainState::Nrem));
    run.go_on(0.2);
    run.simulation.apply(SimulationCommand::FollowTimeline);
    run.go_on(0.2);
    let simulation = run.simulation;
    let mut back = Simulation::from_shared(scene, 1).unwrap();
    let mut sampler = Sampler::new(&back);
    back.follow(simulation.log(), 600, |run| sampler.observe(run)).unwrap();
    sampler.condense();
    let seen = sampler.take(&back);
    assert!(seen.spikes.is_empty() && seen.rates.len() == 15 && seen.heat.len() == 1, "its rates and its map stay");
    let course = seen.course;
    let times: Vec<(f64, f64)> = course.iter().map(|stretch| (stretch.start_s, stretch.end_s)).collect();
    assert_eq!(times, [(0.0, 0.2), (0.2, 0.3)]);
}

#[test]
fn relays_that_fire_by_chance_have_no_up_and_down_states() {
    let mut run = Watched::new(Simulation::new(&shipped("metaplasticity"), 1));
    let sample = run.go_on(4.0);
    assert_eq!((sample.state, sample.activity), (BrainState::Nrem, Activity::Steady));
}

#[test]
fn the_strongest_synapses_are_drawn_whether_or_not_a_rule_changes_them() {
    for (name, expected) in [("wake", 300), ("nrem", 300), ("short_term", 2)] {
        let simulation = Simulation::new(&shipped(name), 1);
        let strongest = Sampler::new(&simulation).take(&simulation).weights.strongest.clone();
        assert_eq!(strongest.len(), expected, "{name}");
        let mut senders: Vec<u32> = strongest.iter().map(|fibre| fibre.presynaptic).collect();
        senders.sort_unstable();
        senders.dedup();
        // Where all are alike they are drawn from all over the network.
        assert!(expected < 300 || senders.len() > 100, "{name}: {} senders", senders.len());
    }
}

#[test]
fn those_that_learn_are_told_from_those_that_only_relay() {
    let learning = |name: &str| Sampler::new(&Simulation::new(&shipped(name), 1)).info().learning.clone();
    assert!(learning("wake").is_empty());
    assert!(learning("metaplasticity").iter().all(|range| !range.contains(&0)), "its first cells only send");
    assert!(!learning("metaplasticity").is_empty());
}

#[test]
fn who_holds_a_modulator_is_told() {
    let cells = format!("populations: [(name: \"E\", count: 2, neuron: ({STILL}))]");
    let timeline =
        "timeline: [Wait(duration: s(0.1)), SetModulator(modulator: Dopamine, level: 0.7), Wait(duration: s(1.0))]";
    let mut run = Watched::new(Simulation::new(&scene(0.5, &format!("{cells}, {timeline}")), 1));
    let dopamine = |sample: &ViewSample| (sample.modulators[0].held.is_some(), sample.held_by_scene[0]);
    assert_eq!(Modulator::Dopamine as usize, 0);
    assert_eq!(dopamine(&run.go_on(0.08)), (false, false));
    assert_eq!(dopamine(&run.go_on(0.1)), (true, true));
    run.simulation.apply(SimulationCommand::SetModulator { modulator: Modulator::Dopamine, level: 0.7 });
    assert_eq!(dopamine(&run.go_on(0.1)), (true, false), "held at the same level, but by the user");
    run.simulation.apply(SimulationCommand::ReleaseModulator { modulator: Modulator::Dopamine });
    assert_eq!(dopamine(&run.go_on(0.1)), (false, false));
}

#[test]
fn no_weight_is_shown_as_another() {
    let histogram = |rule: &str| {
        let simulation = Simulation::new(
            &scene(
                0.5,
                &format!(
                    "populations: [(name: \"E\", count: 50)],
                     projections: [(name: \"E to E\", from: \"E\", to: \"E\", wiring: FixedInDegree(20),
                       receptor: Excitatory(slow_fraction: 0.3), conductance: nS(0.5), delay: Constant(ms(1.0)),
                       weight: Uniform(low: 0.0, high: 6.0), maximum_weight: 4.0, {rule})]"
                ),
            ),
            1,
        );
        let summary = Sampler::new(&simulation).take(&simulation).weights;
        let shown = &summary.histograms[0];
        (shown.maximum, shown.counts.iter().sum::<u32>(), shown.above)
    };
    let (maximum, inside, above) = histogram("triplet_stdp: ()");
    assert_eq!((maximum, inside + above), (4.0, 1000));
    assert!((250..420).contains(&above), "a third of them lie beyond what rules allow: {above}");
    let (maximum, inside, above) = histogram("");
    assert!((5.9..=6.0).contains(&maximum), "what no rule bounds is shown up to its largest: {maximum}");
    assert_eq!((inside, above), (1000, 0));
}
