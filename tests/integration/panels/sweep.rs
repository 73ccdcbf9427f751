//! A sweep and "Is it luck?", from a click to what is seen of them, beside a run that goes on.

use super::*;
use rheobase::simulation::Runner;
use std::time::{Duration, Instant};

/// The whole window on a run of 400 steps.
fn running() -> Harness<'static, Window> {
    let scene = Arc::new(Scene::shipped("pairing").expect("it ships"));
    let session = Session::new(Runner::start(scene, 3).expect("it runs"));
    let mut window = window(info(), sample(-50.0));
    window.session = session;
    show(&mut window, &[PlotTab::Rates]);
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        window.session.update();
        whole(ui, window);
    };
    let mut harness = harness(window, (1600.0, 900.0), draw);
    harness.state_mut().session.step(400);
    wait(&mut harness, |window| window.session.sample.step >= 400 && !window.session.status.playing);
    harness
}

#[track_caller]
fn wait(harness: &mut Harness<'_, Window>, done: impl Fn(&Window) -> bool) {
    let start = Instant::now();
    while !done(harness.state()) {
        assert!(start.elapsed() < Duration::from_mins(2));
        std::thread::sleep(Duration::from_millis(5));
        harness.run_steps(1);
    }
    harness.run_steps(2);
}

#[test]
fn a_sweep_is_set_up_from_its_slider_runs_beside_and_opens_a_run() {
    let mut harness = running();
    let known = harness.state().session.info.parameters.len();
    assert!(known > 0, "the scene has parameters");
    harness.state_mut().session.studies.offered = Some(0);
    let base = |window: &Window| window.session.studies.base.as_ref().is_some_and(|base| base.pace.is_some());
    wait(&mut harness, base);
    assert!(harness.query_by_label_contains("25 runs: about").is_some(), "5 values and 5 seeds, and what they cost");
    harness.get_by_label("Start").click();
    harness.run_steps(2);
    wait(&mut harness, |window| !window.session.studies.is_running());
    let sweep = harness.state().session.studies.sweep.as_ref().expect("it was begun");
    assert_eq!(sweep.running.progress(), (25, 25));
    assert_eq!(sweep.running.fault, None);
    assert!(harness.query_by_label_contains("Save the table").is_some());
    let account = sweep.account(1, 1).expect("it can be done");
    let (seed, steps, hash) = (account.seed, account.steps, sweep.running.readings[&6].hash);
    harness.state_mut().session.do_again(
        account.into(),
        rheobase::session::KeptAs::Export,
        rheobase::session::UndoList::default(),
    );
    wait(&mut harness, |window| window.session.info.seed == seed && window.session.sample.step == steps);
    harness.state_mut().session.ask_for_base();
    assert!(harness.state().session.studies.sweep.is_some(), "it stays while its runs are looked at");
    assert_ne!(hash, 0);
}

#[test]
fn a_plot_says_how_many_other_seeds_are_lower_and_forgets_it_when_the_run_is_changed() {
    let mut harness = running();
    harness.get_by_label_contains("Is it luck?").click();
    harness.run_steps(3);
    harness.get_by_label("Rate of post").click();
    harness.run_steps(2);
    wait(&mut harness, |window| window.session.studies.luck.is_some() && !window.session.studies.is_running());
    let verdict = harness.state().session.studies.luck.as_ref().and_then(|luck| luck.verdict.clone());
    let verdict = verdict.expect("all have rates");
    assert_eq!(verdict.others, 20);
    let badge = format!("higher than {} of 20", verdict.agree);
    assert!(harness.query_by_label_contains(&badge).is_some(), "{badge}");
    harness.state_mut().session.apply(SimulationCommand::SetInputStrength(2.0));
    harness.run_steps(2);
    assert!(harness.query_by_label_contains("Is it luck?").is_some(), "it can be asked anew");
}
