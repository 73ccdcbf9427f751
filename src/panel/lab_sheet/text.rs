//! The lab sheet as Markdown: question, set-up, results, conclusion. Files are English.

use crate::modulation::Modulator;
use crate::panel::change_text::event_text;
use crate::panel::differing::texts;
use crate::panel::parameter_slider::{parameter_name, value_text};
use crate::session::{Session, Setting};
use crate::words::in_english;
use std::fmt::Write;
use std::path::Path;

/// Name of the text.
pub const FILE: &str = "lab_sheet.md";
/// Name of the scene as it is set now.
pub const SCENE: &str = "scene.ron";
/// Name of the picture of the network.
pub const VIEW: &str = "network.png";

/// The text, with figures of these names and titles.
pub fn text(session: &Session, [question, conclusion]: [&str; 2], figures: &[(String, String)], scene: bool) -> String {
    in_english(|| {
        let mut text = format!("# Lab sheet: {}\n", session.info.title);
        let said =
            |text: &str| if text.trim().is_empty() { "(not written)".to_owned() } else { text.trim().to_owned() };
        section(&mut text, "Question", &said(question));
        section(&mut text, "Set-up", "");
        text.push_str(&set_up(session, scene));
        section(&mut text, "Rules and their parameters", &rules(session));
        section(&mut text, "What differs from the scene", &differing(session));
        section(&mut text, "Timeline", &timeline(session));
        section(&mut text, "Changes by hand", &changes(session));
        section(&mut text, "Results", &results(session, figures));
        section(&mut text, "Conclusion", &said(conclusion));
        text
    })
}

fn section(text: &mut String, heading: &str, body: &str) {
    let level = if matches!(heading, "Question" | "Set-up" | "Results" | "Conclusion") { "##" } else { "###" };
    _ = write!(text, "\n{level} {heading}\n\n{body}");
    if !body.is_empty() && !body.ends_with('\n') {
        text.push('\n');
    }
}

/// A table; cells may hold anything.
fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let cell = |cell: &str| cell.replace('|', "\\|").replace('\n', " ");
    let mut text = format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(head.len()));
    for row in rows {
        let row: Vec<String> = row.iter().map(|own| cell(own)).collect();
        _ = writeln!(text, "| {} |", row.join(" | "));
    }
    text
}

fn set_up(session: &Session, scene: bool) -> String {
    let (info, sample) = (&session.info, &session.sample);
    let source = info.scene.as_ref().map_or("", |scene| scene.source());
    let mut rows = vec![
        ("scene", format!("{} (`{source}`)", info.title)),
        ("aim", info.summary.clone()),
        ("seed", info.seed.to_string()),
        ("model time", format!("{:.3} s", sample.time_s)),
        ("biological time", format!("{:.3} h", sample.biological_hours)),
        ("time step", format!("{} ms", info.dt_ms)),
        ("synapses", info.synapses.to_string()),
        ("program", format!("Rheobase {}", env!("CARGO_PKG_VERSION"))),
    ];
    for population in &info.populations {
        rows.push(("population", format!("{}: {} neurons", population.name, population.range.len())));
    }
    let set: Vec<String> =
        info.scene.iter().flat_map(|scene| scene.changes()).map(|(path, value)| format!("{path}={value}")).collect();
    if !set.is_empty() {
        rows.push(("set when it was opened", set.join(", ")));
    }
    let mut text = table(&["", ""], rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]));
    let sets = set.iter().fold(String::new(), |sets, set| sets + " --set '" + set + "'");
    let (seed, seconds) = (info.seed, sample.time_s);
    _ = write!(
        text,
        "\nThe same run from the command line, without the changes by hand:\n\n    rheobase run {source} --seed {seed} --until {seconds:.3}s{sets}\n\n\
         With them: export the run in the window (Export the run), and open its `summary.json`.\n"
    );
    if scene {
        _ = write!(text, "\nEvery number of the scene, as it is set now, is in [{SCENE}]({SCENE}).\n");
    }
    if !info.honesty.is_empty() {
        text.push_str("\nWhat the scene simplifies:\n\n");
        for line in &info.honesty {
            _ = writeln!(text, "- {line}");
        }
    }
    text
}

fn rules(session: &Session) -> String {
    let (info, sample) = (&session.info, &session.sample);
    if info.rules.is_empty() {
        return "Nothing learns in this scene.\n".to_owned();
    }
    let mut rows = Vec::new();
    for (place, rule) in info.rules.iter().enumerate() {
        let on = sample.rules_enabled.get(place).copied().unwrap_or(true);
        let state = if on { "on" } else { "off" };
        let scene = if on { "" } else { "on" };
        rows.push(vec![format!("**{}**", rule.label()), state.to_owned(), scene.to_owned(), rule.id().to_owned()]);
        for (place, known) in info.parameters.iter().enumerate().filter(|(_, known)| known.rule == *rule) {
            let facts = known.parameter.facts;
            let reading = sample.parameters.get(place).copied();
            let now = reading.map_or(known.parameter.value, |reading| reading.value);
            let [_, scene, _] = texts(session, Setting::Parameter(place));
            let moved = reading.is_some_and(|reading| reading.moved) || known.parameter.varies;
            rows.push(vec![
                parameter_name(&facts, *rule),
                value_text(now, facts.unit),
                if moved { scene } else { String::new() },
                facts.name.to_owned(),
            ]);
        }
    }
    table(&["rule or parameter", "now", "scene, where it differs", "in a scene file"], rows)
}

fn differing(session: &Session) -> String {
    let differing = session.differing();
    let mut text = format!("{} of {} settings.\n\n", differing.len(), session.settings().count());
    let rows = differing.iter().map(|&setting| {
        let [name, scene, now] = texts(session, setting);
        vec![name, now, scene]
    });
    if !differing.is_empty() {
        text.push_str(&table(&["setting", "now", "scene"], rows));
        text.push('\n');
    }
    let levels = Modulator::ALL.into_iter().zip(&session.sample.modulators);
    let rows = levels.map(|(modulator, reading)| {
        let held =
            reading.held.map_or_else(|| "set by the brain state".to_owned(), |held| format!("held at {held:.2}"));
        vec![modulator.label().to_owned(), format!("{:.2}", reading.level), held]
    });
    text.push_str(&table(&["modulator", "level now", ""], rows));
    text
}

fn timeline(session: &Session) -> String {
    let phases = &session.info.phases;
    if phases.is_empty() {
        return "The scene has no timeline.\n".to_owned();
    }
    let row = |phase: &crate::simulation::PhaseInfo| {
        let label = phase.label.to_string();
        vec![format!("{:.3}", phase.start_s), format!("{:.3}", phase.end_s), phase.state.label().to_owned(), label]
    };
    table(&["from (s)", "to (s)", "brain state", "phase"], phases.iter().map(row))
}

fn changes(session: &Session) -> String {
    let events = session.history.events.iter();
    let rows: Vec<Vec<String>> =
        events.map(|event| vec![format!("{:.3}", event.time_s), event_text(session, event)]).collect();
    if rows.is_empty() { "None.\n".to_owned() } else { table(&["at (s)", "change"], rows) }
}

fn results(session: &Session, figures: &[(String, String)]) -> String {
    let mut text = String::new();
    for (number, (file, title)) in (1..).zip(figures) {
        _ = write!(text, "![{title}]({file})\n\nFigure {number}: {title}, t = {:.3} s.\n\n", session.sample.time_s);
    }
    if let Some(verdict) = session.evidence.as_ref().and_then(crate::session::Evidence::explained) {
        _ = writeln!(text, "Evidence for what the scene claims: {verdict}");
    }
    text
}

/// Name of the file of a plot.
pub fn figure_file(number: usize, title: &str) -> String {
    let name: String =
        title.to_lowercase().chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect();
    format!("figure_{number}_{name}.png")
}

/// Name of the folder that is offered.
pub fn folder_name(session: &Session) -> String {
    let source = session.info.scene.as_ref().map_or("run", |scene| scene.source());
    let stem = Path::new(source).file_stem().map_or("run".into(), |stem| stem.to_string_lossy());
    format!("{stem}_seed_{}_lab_sheet", session.info.seed)
}
