//! A whole run that is told comes back to the same bits, wherever it stood, and a run that cannot be done again takes nothing away.

use super::seeking::{Dice, session};
use super::*;

/// What is told of the run.
fn whole(asked: &mut Asked, hash: bool) -> WholeRun {
    asked.ask(RunnerRequest::Whole { hash });
    lock(&asked.worker.shared()).wholes.pop().expect("it was asked for")
}

fn failure(asked: &Asked) -> Option<String> {
    lock(&asked.worker.shared()).again.failure.take()
}

#[test]
fn a_run_that_stands_in_the_past_is_told_whole_and_done_again_with_its_markers_and_its_way_back() {
    let mut dice = Dice(17);
    let (mut asked, hashes) = session(&mut dice);
    let steps: Vec<u64> = hashes.keys().copied().collect();
    let (early, middle) = (steps[steps.len() / 4], steps[steps.len() / 2]);
    for step in [early, middle] {
        asked.ask(RunnerRequest::Seek { step, nearest: false });
        asked.ask(RunnerRequest::Mark);
    }
    let log = asked.worker.simulation.log().len();
    let told = whole(&mut asked, true);
    assert_eq!((told.account.steps, told.shown, &told.markers), (4000, middle, &vec![early, middle]));
    assert!(told.account.log.len() > log, "also what comes after");
    assert_eq!(told.hash, Some(hashes[&middle]), "before what was asked for there");
    // Another program opens it.
    let mut other = Asked::new(scene(""), 99);
    other.worker.clock.a_look.set(Duration::from_millis(1));
    other.ask(RunnerRequest::DoAgain(told.clone()));
    let ticket = other.ask(RunnerRequest::Pause);
    let end = other.answer_of(ticket);
    assert_eq!((end.sample.step, other.hash(), end.status.playing), (4000, hashes[&4000], false));
    assert_eq!((failure(&other), other.failure()), (None, None));
    let marker = |step: u64| Some(step as f64 / 2000.0);
    for (step, since) in [(0, None), (early, marker(early)), (4000, marker(middle)), (middle, marker(middle))] {
        let ticket = other.ask(RunnerRequest::Seek { step, nearest: false });
        assert_eq!(other.answer_of(ticket).sample.marker_s, since, "at step {step}");
        assert_eq!(other.hash(), hashes[&step], "step {step}");
    }
    let again = whole(&mut other, false);
    assert_eq!(again, WholeRun { hash: None, ..told });
}

#[test]
fn a_run_that_cannot_be_done_again_or_is_not_wanted_leaves_the_one_that_is_there() {
    let mut asked = Asked::new(scene(""), 5);
    asked.ask(RunnerRequest::Step(300));
    let told = whole(&mut asked, false);
    let hash = asked.hash();
    let mut bad = told.clone();
    bad.account
        .log
        .push(crate::simulation::LoggedCommand { step: 10, command: SimulationCommand::SetInputStrength(99.0) });
    asked.ask(RunnerRequest::DoAgain(bad));
    assert!(failure(&asked).is_some_and(|why| why.contains("99")));
    lock(&asked.worker.shared()).again.cancelled = true;
    asked.ask(RunnerRequest::DoAgain(told.clone()));
    assert!(failure(&asked).is_some_and(|why| why.contains("cancelled")));
    assert_eq!((asked.hash(), asked.worker.generation, asked.failure()), (hash, 0, None));
    asked.ask(RunnerRequest::DoAgain(told));
    assert_eq!((failure(&asked), asked.hash(), asked.worker.generation), (None, hash, 1));
}

#[test]
fn to_tell_of_a_run_is_no_news_for_who_watches_it() {
    let mut asked = Asked::new(scene(""), 5);
    let ticket = asked.ask(RunnerRequest::Pause);
    asked.answer_of(ticket);
    whole(&mut asked, false);
    asked.worker.turn();
    assert!(asked.take().is_none());
}
