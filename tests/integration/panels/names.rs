//! What can be clicked or typed in has a name, so that a screen reader can say it.

use super::*;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT;

/// Kinds of widgets that are acted on.
const ACTED_ON: [Role; 7] =
    [Role::Button, Role::CheckBox, Role::RadioButton, Role::ComboBox, Role::Slider, Role::SpinButton, Role::Link];

/// Widgets without a name, by their kind and place.
fn nameless(harness: &Harness<'_, Window>) -> Vec<String> {
    let mut found = Vec::new();
    let mut all = 0;
    for node in harness.query_all(egui_kittest::kittest::By::new()) {
        let node = node.accesskit_node();
        if !ACTED_ON.contains(&node.role()) {
            continue;
        }
        all += 1;
        // A number field is named by what it says.
        let says = [node.label(), node.value()];
        if says.iter().flatten().all(|words| words.trim().is_empty()) {
            found.push(format!("{:?} at {:?}", node.role(), node.bounding_box()));
        }
    }
    assert!(all > 20, "only {all} widgets were found");
    found
}

#[test]
fn everything_that_is_acted_on_has_a_name() {
    let opened: [(&str, fn(&mut Window)); 6] = [
        ("as it opens", |_| ()),
        ("one selected", |window| window.session.selection = Selection::from(Some(3))),
        ("a group selected", |window| window.session.select_all()),
        ("list of keys", |window| window.state.open.key_list = true),
        ("library", |window| window.state.library.toggle(&window.session)),
        ("projector", |window| window.state.look.toggle_projector(&mut window.state.open)),
    ];
    for (name, open) in opened {
        let mut window = window(info(), sample(-50.0));
        open(&mut window);
        let mut harness = harness(window, (1600.0, 900.0), whole);
        harness.run_steps(8);
        assert_eq!(nameless(&harness), [] as [String; 0], "{name}");
    }
}

/// Targets that are hard to hit: smaller than 24 px, with another so near that a circle of 24 px round its middle touches it
/// (WCAG 2.5.8, with its exception for spacing, and that for marks of a time axis, which stand where their time is).
fn hard_to_hit(harness: &Harness<'_, Window>) -> Vec<String> {
    let nodes = harness.query_all(egui_kittest::kittest::By::new());
    let targets: Vec<(String, egui::Rect)> = nodes
        .filter(|node| ACTED_ON.contains(&node.accesskit_node().role()) && node.rect().is_positive())
        .map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()))
        .filter(|(name, _)| !name.contains(" replayed at "))
        // Alone in its title bar; what is behind a window cannot be hit.
        .filter(|(name, _)| name != "Close window")
        .collect();
    let small = |rect: egui::Rect| rect.width().min(rect.height()) < 23.5;
    let reach = |rect: egui::Rect| egui::Rect::from_center_size(rect.center(), egui::Vec2::splat(22.0));
    let near = |own: usize, rect: egui::Rect| {
        targets.iter().enumerate().any(|(other, (_, there))| other != own && there.intersects(reach(rect)))
    };
    let hard = targets.iter().enumerate().filter(|(own, (_, rect))| small(*rect) && near(*own, *rect));
    hard.map(|(_, (name, rect))| format!("{name}: {:.0} x {:.0} at {:.0}", rect.width(), rect.height(), rect.min))
        .collect()
}

#[test]
fn everything_that_is_clicked_is_large_enough() {
    let opened: [(&str, fn(&mut Window)); 5] = [
        ("as it opens", |_| ()),
        ("one selected", |window| window.session.selection = Selection::from(Some(3))),
        ("a group selected", |window| window.session.select_all()),
        ("list of keys", |window| window.state.open.key_list = true),
        ("library", |window| window.state.library.toggle(&window.session)),
    ];
    for (name, open) in opened {
        let mut window = window(info(), sample(-50.0));
        open(&mut window);
        let mut harness = harness(window, (1600.0, 900.0), whole);
        harness.run_steps(8);
        assert_eq!(hard_to_hit(&harness), [] as [String; 0], "{name}");
    }
}

/// The menu has every command, and does what is clicked there.
#[test]
fn the_menu_does_what_is_clicked() {
    let mut harness = harness(window(info(), sample(-50.0)), (1600.0, 900.0), whole);
    harness.run_steps(4);
    for name in ["Menu", "Record", "Save a picture"] {
        {
            let nodes = harness.query_all(egui_kittest::kittest::By::new().label_contains(name).role(Role::Button));
            let named = |label: &str| label.strip_prefix(name).is_some_and(|rest| rest.chars().count() <= 4);
            let mut nodes = nodes.filter(|node| node.accesskit_node().label().is_some_and(|label| named(&label)));
            nodes.next().unwrap_or_else(|| panic!("{name} is there")).click();
        }
        harness.run_steps(8);
    }
    let asked = &harness.state().state.film_requests;
    assert!(matches!(asked[..], [rheobase::session::FilmRequest::Still(_)]), "{asked:?}");
}

#[test]
fn plots_that_are_open_twice_have_names_of_their_own() {
    let mut window = window(info(), sample(-50.0));
    show(&mut window, &[PlotTab::Raster, PlotTab::Raster, PlotTab::Weights, PlotTab::Weights, PlotTab::StateSpace]);
    let plots = |ui: &mut egui::Ui, window: &mut Window| {
        plots_ui(ui, &mut window.session, &mut window.state, &window.theme);
    };
    let mut harness = harness(window, (2600.0, 300.0), plots);
    harness.run_steps(4);
    let nodes = harness.query_all(egui_kittest::kittest::By::new());
    let acted_on = nodes.filter(|node| ACTED_ON.contains(&node.accesskit_node().role()));
    let mut names: Vec<String> = acted_on.filter_map(|node| node.accesskit_node().label()).collect();
    let all = names.len();
    names.sort();
    let twice: Vec<&[String]> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(all > 20 && twice.is_empty(), "{all} names, {twice:?}");
}
