//! The program: read the command line, run, exit with its code.
fn main() {
    let name = std::env::args().nth(1).unwrap_or_else(|| "learn_sleep_remember".to_owned());
    let scene = rheobase::scene::Scene::shipped(&name).unwrap();
    let runner = rheobase::simulation::Runner::start(std::sync::Arc::new(scene), 1).unwrap();
    rheobase::cli::window::open(runner, |app| {
        app.add_plugins((rheobase::panel::PanelPlugin, rheobase::record::RecordPlugin));
    })
    .unwrap();
}
