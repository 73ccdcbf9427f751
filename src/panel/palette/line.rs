//! The lines of the palette: commands, neurons, scenes, variables, plots, rules, parameters, settings, and chapters of the manual.

use super::also;
use crate::panel::chooser;
use crate::panel::command::Command;
use crate::panel::files::state::name as file_name;
use crate::panel::inspector::NeuronPage;
use crate::panel::manual::chapter::Chapter;
use crate::panel::manual::contents;
use crate::panel::manual::subject::Subject;
use crate::panel::parameter_slider::parameter_name;
use crate::panel::state::PanelState;
use crate::plasticity::Rule;
use crate::scene::file::{MapKind, PlotTab, Variable, ViewLayout};
use crate::session::{Session, layouts};
use crate::theme::{SequentialMap, ThemeChoice};
use crate::words::{Language, LanguageChoice, in_english, in_force, scene_text, words};

/// What a line of the palette does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// Do a command.
    Command(Command),
    /// Open a scene, by the place of its card.
    Scene(usize),
    /// Open a file that was opened before, by its place.
    File(usize),
    /// Colour the neurons by a variable.
    Colour(Variable),
    /// Show a plot.
    Plot(PlotTab),
    /// Show the parameters of a rule.
    Rule(Rule),
    /// Open the manual at a chapter.
    Manual(Subject),
    /// Select the members of a pattern, by its index in the scene.
    Memory(usize),
    /// Select so many neurons with the highest values of what the colour shows, or with the lowest.
    Rank(usize, bool),
    /// Select the neuron that fired most.
    MostActive,
    /// Show a page of the selected neuron, or of the one that fired most.
    Page(NeuronPage),
    /// Show what one would measure of it in a slice.
    Slice,
    /// Put on a theme.
    Theme(ThemeChoice),
    /// Speak a language.
    Language(LanguageChoice),
    /// Colour what goes from less to more by a map.
    Map(SequentialMap),
    /// Put the neurons in a layout.
    Layout(ViewLayout),
}

/// A line of the palette.
pub struct Line {
    /// What it does.
    pub goal: Goal,
    /// What it says.
    pub said: Said,
    /// The same in English, by which it is found as well; none if that is what it says.
    pub english: Option<Said>,
}

/// What a line says in a language.
#[derive(Clone)]
pub struct Said {
    /// Its name.
    pub name: String,
    /// Other names, by which people look for it, with commas between them.
    pub others: String,
    /// What it is, and its key.
    pub aside: String,
    /// What it does or means.
    pub explanation: String,
}

impl Said {
    fn new(name: &str, others: &str, aside: impl Into<String>, explanation: &str) -> Self {
        Self {
            name: name.to_owned(),
            others: others.to_owned(),
            aside: aside.into(),
            explanation: explanation.replace('\n', " "),
        }
    }
}

/// Everything that this scene and window offer.
pub fn lines(session: &Session, state: &PanelState) -> Vec<Line> {
    let said = said(session, state);
    if in_force() == Language::English {
        return said.into_iter().map(|(goal, said)| Line { goal, said, english: None }).collect();
    }
    let english = in_english(|| self::said(session, state));
    let line = |((goal, said), (_, english))| Line { goal, said, english: Some(english) };
    said.into_iter().zip(english).map(line).collect()
}

/// The lines in the language in force.
fn said(session: &Session, state: &PanelState) -> Vec<(Goal, Said)> {
    let mut lines: Vec<(Goal, Said)> = Command::all()
        .filter(|command| *command != Command::Palette)
        .map(|command| {
            let said = Said::new(command.label(), also::command(command), command.key_text(), command.explanation());
            (Goal::Command(command), said)
        })
        .collect();
    lines.extend(neurons(session, state));
    lines.extend(scenes(state));
    lines.extend(variables_and_plots(session));
    lines.extend(rules(session));
    lines.extend(settings(session));
    lines.extend(chapters(session));
    lines
}

/// What selects neurons, and what is told of one.
fn neurons(session: &Session, state: &PanelState) -> Vec<(Goal, Said)> {
    let mut lines = Vec::new();
    for (index, pattern) in session.info.patterns.iter().enumerate() {
        let name =
            words!("palette-select-members", "Select the members of { $memory }", memory = scene_text(&pattern.name));
        let explanation = words!("palette-members", "The neurons that this pattern drives most.");
        lines.push((Goal::Memory(index), Said::new(&name, "", words!("palette-memory", "memory"), explanation)));
    }
    let (count, shown) = (state.inspector.rank_count, session.colour().facts());
    if shown.map != MapKind::Categorical {
        let many = count.to_string();
        let highest = words!(
            "palette-highest",
            "Select the { $count } highest by { $variable }",
            count = &many,
            variable = shown.name
        );
        let lowest = words!(
            "palette-lowest",
            "Select the { $count } lowest by { $variable }",
            count = &many,
            variable = shown.name
        );
        let explanation =
            words!("palette-ranks", "Selects neurons by rank of what the colour shows; the inspector says how many.");
        for (is_highest, name) in [(true, highest), (false, lowest)] {
            let said = Said::new(&name, "", words!("palette-rank", "rank"), explanation);
            lines.push((Goal::Rank(count, is_highest), said));
        }
    }
    let inspector = words!("palette-inspector", "inspector");
    for (goal, name, others, explanation) in [
        (
            Goal::MostActive,
            words!("inspector-pick", "Pick the most active"),
            words!("also-most-active", "busiest neuron, highest rate, select a neuron"),
            words!("inspector-pick-all", "Selects the neuron that fired most in the last 2 s."),
        ),
        (
            Goal::Slice,
            words!("palette-slice", "f–I curve"),
            words!("also-slice", "frequency and current, input-output curve, gain, slice, patch clamp, rheobase, AHP"),
            words!(
                "palette-slice-text",
                "What one would measure of the selected neuron in a slice: spikes for each current, rheobase, latency, AHP."
            ),
        ),
        (
            Goal::Page(NeuronPage::Values),
            words!("palette-values", "Values of the neuron"),
            words!("also-values", "voltage, threshold, rate, input resistance, details"),
            words!("page-values-text", "All its variables now."),
        ),
        (
            Goal::Page(NeuronPage::Inputs),
            words!("palette-inputs", "Inputs of the neuron"),
            words!("also-inputs", "incoming synapses, presynaptic partners, senders"),
            words!("page-inputs-text", "Its incoming synapses, strongest first."),
        ),
        (
            Goal::Page(NeuronPage::Outputs),
            words!("palette-outputs", "Outputs of the neuron"),
            words!("also-outputs", "outgoing synapses, postsynaptic partners, receivers"),
            words!("page-outputs-text", "Its outgoing synapses, strongest first."),
        ),
    ] {
        lines.push((goal, Said::new(name, others, inspector, explanation)));
    }
    lines
}

/// Scenes by title, tags and name, and files.
fn scenes(state: &PanelState) -> Vec<(Goal, Said)> {
    let scenes = state.library.cards().iter().enumerate().map(|(place, card)| {
        let said = |text: &String| scene_text(text).to_owned();
        let tags = card.scene.library.iter().flat_map(|library| &library.tags).map(said);
        let others = std::iter::once(card.scene.source().to_owned()).chain(tags).collect::<Vec<_>>().join(", ");
        let aside = words!("palette-scene", "scene");
        (Goal::Scene(place), Said::new(scene_text(&card.scene.name), &others, aside, scene_text(&card.sentence)))
    });
    let files = state.files.recent.iter().enumerate().map(|(place, path)| {
        let aside = words!("palette-file", "file opened before");
        (Goal::File(place), Said::new(&file_name(path), "", aside, &path.display().to_string()))
    });
    scenes.chain(files).collect()
}

fn variables_and_plots(session: &Session) -> Vec<(Goal, Said)> {
    let colours = Variable::all().filter(|&variable| session.has_variable(variable)).map(|variable| {
        let facts = variable.facts();
        let others = format!("{}, {}, {}, {}", facts.name, facts.symbol, facts.id, also::variable(variable));
        let aside = words!("palette-colour", "colour of the neurons");
        (Goal::Colour(variable), Said::new(&chooser::label(facts), &others, aside, facts.meaning))
    });
    let plots = PlotTab::ALL.into_iter().map(|tab| {
        let said = Said::new(tab.label(), also::plot(tab), words!("palette-plot", "plot"), tab.explanation());
        (Goal::Plot(tab), said)
    });
    colours.chain(plots).collect()
}

/// Rules and their parameters, which are also found by what a scene calls them.
fn rules(session: &Session) -> Vec<(Goal, Said)> {
    let rules = session.info.rules.iter().map(|&rule| {
        (Goal::Rule(rule), Said::new(rule.label(), rule.id(), words!("palette-rule", "rule"), rule.explanation()))
    });
    let parameters = session.info.parameters.iter().map(|known| {
        let aside = words!("palette-parameter", "parameter of { $rule }", rule = known.rule.label());
        let name = parameter_name(&known.parameter.facts, known.rule);
        let facts = known.parameter.said(known.rule).facts;
        (Goal::Rule(known.rule), Said::new(&name, facts.name, aside, facts.meaning.trim()))
    });
    rules.chain(parameters).collect()
}

/// Settings that have more than two values, a line each.
fn settings(session: &Session) -> Vec<(Goal, Said)> {
    let by_system = words!("palette-by-system", "as the system says");
    let mut lines = Vec::new();
    let mut add = |goal, command: Command, value: &str, others: &str| {
        let name = words!("palette-setting", "{ $setting }: { $value }", setting = command.label(), value = value);
        let said = Said::new(&name, others, words!("palette-is-setting", "setting"), command.explanation());
        lines.push((goal, said));
    };
    for (theme, value, others) in [
        (ThemeChoice::Dark, words!("palette-theme-dark", "dark"), words!("also-theme-dark", "dark mode, night")),
        (ThemeChoice::Light, words!("palette-theme-light", "light"), words!("also-theme-light", "light mode, day")),
        (ThemeChoice::System, by_system, ""),
    ] {
        add(Goal::Theme(theme), Command::Theme, value, others);
    }
    for (language, value) in [
        (LanguageChoice::English, Language::English.name()),
        (LanguageChoice::German, Language::German.name()),
        (LanguageChoice::System, by_system),
    ] {
        add(Goal::Language(language), Command::Language, value, "");
    }
    for layout in layouts(&session.info) {
        add(Goal::Layout(layout), Command::Layout, layout.label(), "");
    }
    for map in SequentialMap::ALL {
        let name = words!("palette-map", "Colour map: { $map }", map = map.label());
        let explanation = words!("palette-map-text", "Colours of what goes from less to more.");
        let others = words!("also-map", "palette, colormap, color scale");
        lines.push((Goal::Map(map), Said::new(&name, others, words!("palette-is-setting", "setting"), explanation)));
    }
    lines
}

fn chapters(session: &Session) -> Vec<(Goal, Said)> {
    let fixed = contents::fixed();
    let scene = contents::scene(&session.info, &fixed);
    let line = |chapter: &Chapter| {
        let name = words!("palette-manual", "Manual: { $chapter }", chapter = &chapter.title);
        let said = Said::new(&name, "", chapter.subject.part().aside(), &chapter.about);
        (Goal::Manual(chapter.subject), said)
    };
    contents::chapters(&scene, &fixed).into_iter().map(line).collect()
}
