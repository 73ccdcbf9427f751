//! What is taken back is as if it had never been done, and what is made again as if it had never been taken back.

use crate::rig::Dice;
use rheobase::modulation::{BrainState, Modulator};
use rheobase::scene::Scene;
use rheobase::session::Session;
use rheobase::simulation::{
    NetworkInfo, NeuronProperty, RunnerRequest, RunnerStatus, Sampler, Simulation, SimulationCommand, Ticket,
    ViewSample,
};
use std::sync::Arc;

const SEQUENCES: u64 = 500;
/// A neuron with synapses that learn.
const CELL: u32 = 203;

/// From 0 to 1.
fn share(dice: &mut Dice) -> f32 {
    dice.below(1000) as f32 / 1000.0
}

/// A simulation as the window sees it, without a thread.
struct Run {
    simulation: Simulation,
    sampler: Sampler,
    session: Session,
    answered: Ticket,
}

impl Run {
    fn new(scene: &Arc<Scene>) -> Self {
        let mut simulation = Simulation::from_shared(Arc::clone(scene), 3).expect("it is sound");
        let mut sampler = Sampler::new(&simulation);
        simulation.step(40);
        sampler.select(Some(CELL));
        let session = Session::detached(NetworkInfo::default(), ViewSample::default());
        Self { simulation, sampler, session, answered: Ticket::default() }
    }

    /// A session that knows of nothing that was done.
    fn begin(&mut self) {
        let sample = self.sampler.take(&self.simulation);
        // Without the scene, of which a session reads the evidence.
        let info = NetworkInfo { scene: None, ..self.sampler.info().as_ref().clone() };
        self.session = Session::detached(info, ViewSample::default());
        self.session.select(Some(CELL));
        self.session.receive(sample, RunnerStatus::default());
        drop(self.session.take_requests());
        // The tickets of all that will be asked for.
        self.answered = (0..10_000).fold(Ticket::default(), |ticket, _| ticket.next());
    }

    /// Do what the session asked for, and tell it what is now.
    fn follow(&mut self) {
        for request in self.session.take_requests() {
            if let RunnerRequest::Apply(command) = request {
                self.simulation.obey(command).expect("the window asks only for what can be done");
            }
        }
        let sample = self.sampler.take(&self.simulation);
        self.session.receive(sample, RunnerStatus { answered: self.answered, ..RunnerStatus::default() });
    }

    /// The state a while later; then it is now again.
    fn hash_later(&mut self) -> u64 {
        let (now, log) = (self.simulation.snapshot(), self.simulation.log().to_vec());
        self.simulation.step(30);
        let hash = self.simulation.state_hash();
        self.simulation.take_up(&now, &log).expect("it is of this run");
        hash
    }
}

/// A change that can be taken back.
fn change(dice: &mut Dice, run: &Run) -> SimulationCommand {
    let info = &run.session.info;
    let modulator = Modulator::ALL[dice.below(Modulator::ALL.len() as u64) as usize];
    match dice.below(9) {
        0 => SimulationCommand::SetModulator { modulator, level: share(dice) },
        1 => SimulationCommand::ReleaseModulator { modulator },
        2 => SimulationCommand::SetInputStrength(3.0 * share(dice)),
        3 => {
            let rule = info.rules[dice.below(info.rules.len() as u64) as usize];
            SimulationCommand::SetRule { rule, enabled: dice.below(2) == 0 }
        }
        4 | 5 => {
            let known = &info.parameters[dice.below(info.parameters.len() as u64) as usize];
            let facts = &known.parameter.facts;
            let (rule, parameter) = (known.rule, facts.name.to_owned());
            if dice.below(3) == 0 {
                return SimulationCommand::ResetParameter { rule, parameter };
            }
            // Ranges span decades.
            let value = known.parameter.value * (0.8 + 0.4 * share(dice));
            SimulationCommand::SetParameter { rule, parameter, value: value.clamp(facts.low, facts.high) }
        }
        6 => {
            let neurons = (0..=dice.below(5)).map(|_| dice.below(info.positions.len() as u64) as u32).collect();
            SimulationCommand::Paint { neurons, value: 2.0 * share(dice) - 1.0 }
        }
        7 => {
            let states = [BrainState::Awake, BrainState::Nrem, BrainState::Rem];
            match dice.below(4) {
                3 => SimulationCommand::FollowTimeline,
                state => SimulationCommand::EnterState(states[state as usize]),
            }
        }
        _ => {
            let property = NeuronProperty::ALL[1 + dice.below(2) as usize];
            SimulationCommand::SetNeuron { neurons: vec![CELL], property, value: 0.9 * share(dice) }
        }
    }
}

#[test]
fn five_hundred_random_sequences_are_taken_back_and_made_again_without_a_trace() {
    let scene = Arc::new(Scene::shipped("remodelling").expect("it ships"));
    let mut run = Run::new(&scene);
    let (start, untouched) = (run.simulation.snapshot(), run.hash_later());
    let mut differing = 0;
    for sequence in 0..SEQUENCES {
        let mut dice = Dice(sequence + 1);
        run.simulation.take_up(&start, &[]).expect("it is of this run");
        run.begin();
        for _ in 0..=dice.below(12) {
            let command = change(&mut dice, &run);
            run.session.apply(command);
            run.session.undo.settle();
            run.follow();
        }
        let done = run.hash_later();
        while run.session.undo.next_undo().is_some() {
            run.session.undo();
            run.follow();
        }
        assert_eq!(run.hash_later(), untouched, "sequence {sequence}: {:?}", run.simulation.log());
        while run.session.undo.next_redo().is_some() {
            run.session.redo();
            run.follow();
        }
        assert_eq!(run.hash_later(), done, "sequence {sequence} made again: {:?}", run.simulation.log());
        differing += u64::from(done != untouched);
    }
    assert!(differing > SEQUENCES / 2, "most of them change something: {differing}");
}
