//! The whole window, drawn with nothing, much, and no numbers in it.

use super::*;

/// All plots, with and without a selection, in large, small and tiny windows.
fn draw_everything(make: impl Fn() -> Window) {
    for size in [(1600.0, 900.0), (1024.0, 700.0), (800.0, 450.0), (320.0, 200.0)] {
        for tab in PlotTab::ALL {
            for selected in [None, Some(3), Some(u32::MAX)] {
                let mut window = make();
                show(&mut window, &[tab; 2]);
                window.session.selection = Selection::from(selected);
                window.state.open.key_list = selected.is_none();
                let mut harness = harness(window, size, whole);
                harness.run_steps(2);
            }
        }
    }
}

#[test]
fn an_empty_network_is_drawn() {
    draw_everything(|| window(NetworkInfo::default(), ViewSample::default()));
}

#[test]
fn a_busy_network_is_drawn() {
    draw_everything(|| window(info(), sample(-50.0)));
    draw_everything(|| window(info(), sample(2.0)));
}

#[test]
fn values_that_are_no_numbers_are_drawn() {
    for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        draw_everything(|| {
            let mut broken = sample(value);
            broken.time_lapse = value;
            broken.input_strength = value;
            broken.paint.fill(value);
            broken.modulators.iter_mut().for_each(|reading| reading.level = value);
            let mut window = window(info(), broken);
            let status =
                RunnerStatus { playing: true, speed_asked: value, speed_got: value, ..RunnerStatus::default() };
            window.session.receive(ViewSample { time_s: f64::from(value), ..sample(value) }, status);
            window
        });
    }
}

#[test]
fn a_selected_neuron_is_measured_as_in_a_slice() {
    let properties = |threshold| NeuronProperties {
        neuron: NeuronFile::default(),
        threshold,
        ahp: 1.0,
        leak: 1.0,
        slow_ahp_factor: 1.0,
    };
    let seen = |threshold, time_s| {
        let mut sample = sample(-50.0);
        sample.time_s = time_s;
        sample.selected.as_mut().expect("a neuron is selected").properties = Some(properties(threshold));
        sample
    };
    let mut window = window(info(), seen(-50.0, 2.0));
    window.session.select(Some(3));
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        inspector_ui(ui, &mut window.session, &mut window.state.inspector, &window.theme);
    };
    let mut harness = harness(window, (270.0, 1200.0), draw);
    harness.run_steps(2);
    // 10 nS from a rest 15 mV below threshold; a threshold 2.5 mV lower takes 25 pA less (SCENES S1).
    harness.get_by_label("150 pA");
    let status = harness.state().session.status;
    harness.state_mut().session.receive(seen(-52.5, 2.5), status);
    harness.run_steps(2);
    harness.get_by_label("150 pA");
    harness.state_mut().session.receive(seen(-52.5, 3.5), status);
    harness.run_steps(2);
    harness.get_by_label("125 pA");
}
