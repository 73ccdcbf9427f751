//! The chapters of the manual, made from what the program knows: rules and variables from their lists, plots from their tabs, equations
//! and publications from `MODEL.md`, notes from the scene.

use super::chapter::{Block, Chapter, Table};
use super::excerpt::about;
use super::markdown::blocks;
use super::model::{Section, publications, referred, section, sections};
use super::panels;
use super::subject::Subject;
use crate::panel::chooser;
use crate::panel::command::Command;
use crate::panel::own_keys::{OwnKeys, own_keys};
use crate::panel::parameter_slider::value_text;
use crate::plasticity::{Rule, parameter_facts};
use crate::scene::file::{MapKind, Mechanism, PlotTab, ReceptorKind, Variable, VariableFacts, VariableGroup};
use crate::simulation::NetworkInfo;
use crate::words::{Language, in_force, scene_text, words};
use std::cell::RefCell;
use std::sync::Arc;

/// Chapters that are the same whatever is open, as they were made last, with what they name: the language and the user's keys.
type Made = (Language, OwnKeys, Arc<[Chapter]>);

thread_local! {
    static MADE: RefCell<Option<Made>> = const { RefCell::new(None) };
}

fn made() -> Arc<[Chapter]> {
    let mut groups: Vec<VariableGroup> = Variable::all().map(|variable| variable.facts().group).collect();
    groups.dedup();
    let rules = Rule::ALL.into_iter().map(rule);
    [panels(), plots()]
        .into_iter()
        .chain(rules)
        .chain(groups.into_iter().map(variables))
        .chain(sections().map(model))
        .collect()
}

/// Chapters that are the same whatever is open.
#[must_use]
pub fn fixed() -> Arc<[Chapter]> {
    let (language, keys) = (in_force(), own_keys());
    let fits = |(spoken, named, _): &&Made| *spoken == language && *named == keys;
    if let Some(made) = MADE.with_borrow(|made| made.as_ref().filter(fits).map(|(.., made)| Arc::clone(made))) {
        return made;
    }
    let made = made();
    MADE.set(Some((language, keys, Arc::clone(&made))));
    made
}

/// The chapter of the scene that is open: what it is, and what it simplifies.
#[must_use]
pub fn scene(info: &NetworkInfo, fixed: &[Chapter]) -> Chapter {
    let own = |text: &String| scene_text(text).to_owned();
    let mut said = vec![Block::Text(own(&info.title))];
    said.extend((!info.summary.is_empty()).then(|| Block::Text(own(&info.summary))));
    said.push(Block::Heading(words!("chapter-simplified", "Simplified here").to_owned()));
    said.extend(info.honesty.iter().map(|text| Block::Item(own(text))));
    if info.honesty.is_empty() {
        said.push(Block::Text(words!("chapter-says-nothing", "The scene itself says nothing of it.").to_owned()));
    }
    said.extend(listed(publications_heading(), info.references.iter().map(own).collect()));
    let model = Subject::Model("1.2");
    said.push(Block::See(fixed.iter().filter(|chapter| chapter.subject == model).map(lead).collect()));
    let about = words!("chapter-scene-about", "What the scene that is open simplifies.");
    Chapter::new(Subject::Scene, words!("chapter-scene", "In this scene"), about, said)
}

/// All chapters, part by part.
#[must_use]
pub fn chapters<'a>(scene: &'a Chapter, fixed: &'a [Chapter]) -> Vec<&'a Chapter> {
    let mut all: Vec<&Chapter> = std::iter::once(scene).chain(fixed).collect();
    all.sort_by_key(|chapter| chapter.subject.part());
    all
}

/// The words that lead to a chapter.
fn lead(chapter: &Chapter) -> (Subject, String) {
    (chapter.subject, chapter.title.clone())
}

fn titled(section: &Section) -> String {
    format!("{} {}", section.number, section.title)
}

fn see(sections: &[Section]) -> Option<Block> {
    let leads = sections.iter().map(|section| (Subject::Model(section.number), titled(section)));
    (!sections.is_empty()).then(|| Block::See(leads.collect()))
}

/// Paragraphs with dots under a heading; nothing if there are none.
fn listed(heading: &str, items: Vec<String>) -> Vec<Block> {
    if items.is_empty() {
        return Vec::new();
    }
    std::iter::once(Block::Heading(heading.to_owned())).chain(items.into_iter().map(Block::Item)).collect()
}

fn publications_heading() -> &'static str {
    words!("chapter-publications", "Publications")
}

fn panels() -> Chapter {
    let said = panels::panels().into_iter().flat_map(|(name, command, text)| {
        let key = command.map(|command| words!("chapter-key", "Key: `{ $key }`.", key = command.key_text()));
        let said = std::iter::once(text.to_owned()).chain(key).collect::<Vec<_>>().join(" ");
        [Block::Heading(name.to_owned()), Block::Text(said)]
    });
    let about = words!("chapter-panels-about", "What stands where in the window.");
    Chapter::new(Subject::Panels, words!("chapter-panels", "Panels"), about, said.collect())
}

fn plots() -> Chapter {
    let over_time: Vec<&str> = PlotTab::ALL.into_iter().filter(|tab| tab.is_over_time()).map(PlotTab::label).collect();
    let how = words!(
        "chapter-over-time",
        "Those over time ({ $plots }): { $how }",
        plots = over_time.join(", "),
        how = PlotTab::over_time()
    );
    let said = PlotTab::ALL
        .into_iter()
        .flat_map(|tab| [Block::Heading(tab.label().to_owned()), Block::Text(tab.explanation().to_owned())]);
    let said = std::iter::once(Block::Text(how)).chain(said).collect();
    let about = words!("chapter-plots-about", "What each plot shows.");
    Chapter::new(Subject::Plots, words!("chapter-plots", "Plots"), about, said)
}

fn rule(rule: Rule) -> Chapter {
    let mut said = vec![Block::Text(rule.explanation().to_owned()), Block::Text(place_of(rule))];
    said.push(Block::Heading(words!("chapter-parameters", "Parameters").to_owned()));
    let facts = parameter_facts(rule);
    let rows = facts.iter().map(|parameter| {
        let value = |value| value_text(value, parameter.unit);
        vec![
            format!("`{}`", parameter.name),
            parameter.meaning.split_whitespace().collect::<Vec<_>>().join(" "),
            value(parameter.default),
            range(parameter.low, parameter.high, parameter.unit),
            in_words(parameter.source),
        ]
    });
    let head = [
        words!("chapter-name", "Name in a scene"),
        words!("chapter-meaning", "Meaning"),
        words!("chapter-default", "Default"),
        words!("chapter-range", "Range"),
        words!("chapter-source", "Source of the default"),
    ];
    let head = head.map(str::to_owned).to_vec();
    said.push(Block::Table(Table { head, rows: rows.collect() }));
    let sources = facts.iter().fold(String::new(), |text, parameter| text + "; " + parameter.source);
    if let Some(section) = section(rule.section()) {
        said.push(Block::Heading(words!("chapter-equations", "Equations, and where they come from").to_owned()));
        let about = about(blocks(section.text), rule.id());
        let words = about.iter().flat_map(Block::texts).fold(sources.clone(), |text, more| text + "; " + more);
        said.extend(about);
        said.extend(listed(publications_heading(), publications(&words)));
    }
    said.extend(see(&referred(&format!("{sources}; MODEL {}", rule.section()))));
    Chapter::new(Subject::Rule(rule), rule.label(), rule.explanation(), said)
}

/// What a rule changes and where it stands in a scene.
fn place_of(rule: Rule) -> String {
    let kind = match (rule.mechanism(), rule.receptor()) {
        (Some(Mechanism::Synaptic), Some(ReceptorKind::Excitatory)) => {
            words!("chapter-changes-excitatory", "It changes excitatory synapses.")
        }
        (Some(Mechanism::Synaptic), Some(ReceptorKind::Inhibitory)) => {
            words!("chapter-changes-inhibitory", "It changes inhibitory synapses.")
        }
        (Some(Mechanism::Synaptic), None) => words!("chapter-changes-synapses", "It changes synapses."),
        (Some(Mechanism::Intrinsic), _) => {
            words!("chapter-changes-excitability", "It changes how excitable neurons are.")
        }
        (None, _) => words!("chapter-transmission", "It is a part of transmission."),
    };
    let place =
        words!("chapter-in-a-scene", "In a scene: `{ $rule }` of a { $site }.", rule = rule.id(), site = rule.site());
    let slow = rule.is_slow().then(|| words!("chapter-slow", "It acts once a second.").to_owned());
    let needed: Vec<String> = rule.together_with().iter().map(|id| format!("`{id}`")).collect();
    let needed = (!needed.is_empty()).then(|| {
        let rules = needed.join(&format!(" {} ", words!("chapter-and", "and")));
        words!("chapter-needs", "It needs { $rules } beside it.", rules = rules)
    });
    let sentences = [kind.to_owned(), place].into_iter().chain(slow).chain(needed);
    sentences.collect::<Vec<_>>().join(" ")
}

/// A range with its unit.
fn range(low: f32, high: f32, unit: &str) -> String {
    let text = |value: f32, unit: &str| {
        let text = value_text(value.abs(), unit);
        if value < 0.0 { format!("−{text}") } else { text }
    };
    words!("chapter-from-to", "{ $low } to { $high }", low = text(low, ""), high = text(high, unit))
}

/// A source as the manual says it: its sections are chapters here.
fn in_words(source: &str) -> String {
    source.replace("MODEL ", &format!("{} ", words!("chapter-section", "section")))
}

fn variables(group: VariableGroup) -> Chapter {
    let facts: Vec<&VariableFacts> =
        Variable::all().map(Variable::facts).filter(|facts| facts.group == group).collect();
    let rows = facts.iter().map(|facts| {
        let usual = match facts.map {
            MapKind::Categorical => words!("chapter-categories", "categories").to_owned(),
            _ => range(facts.range.0, facts.range.1, facts.unit),
        };
        vec![chooser::label(facts), format!("`{}`", facts.id), usual, facts.meaning.to_owned()]
    });
    let head = [
        words!("chapter-variable", "Variable, symbol, unit"),
        words!("chapter-name", "Name in a scene"),
        words!("chapter-usual-range", "Usual range"),
        words!("chapter-meaning", "Meaning"),
    ];
    let head = head.map(str::to_owned).to_vec();
    let mut said = vec![
        Block::Text(words!(
            "chapter-variables-use",
            "Variables can colour the neurons (key `{ $key }`), and those of a neuron's own state can be recorded.",
            key = Command::ChooseColour.key_text()
        )),
        Block::Table(Table { head, rows: rows.collect() }),
    ];
    let sources = facts.iter().fold(String::new(), |text, facts| text + "; " + facts.source);
    said.extend(listed(publications_heading(), publications(&sources)));
    said.extend(see(&referred(&sources)));
    let names: Vec<&str> = facts.iter().map(|facts| facts.name).collect();
    let about = words!("chapter-variables-about", "Variables: { $names }.", names = names.join(", "));
    Chapter::new(Subject::Variables(group), group.label(), about, said)
}

fn model(section: Section) -> Chapter {
    let about = words!("chapter-model-about", "Section { $number } of the model.", number = section.number);
    Chapter::new(Subject::Model(section.number), titled(&section), about, blocks(section.text))
}

#[cfg(test)]
mod tests {
    use super::super::inline::MATHEMATICAL;
    use super::*;
    use crate::words::speak;
    use bevy_egui::egui::{Context, FontFamily, RawInput};
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_has_its_equations_and_names_a_publication() {
        for rule in Rule::ALL {
            let chapters = fixed();
            let chapter = chapters.iter().find(|chapter| chapter.subject == Subject::Rule(rule)).expect("a chapter");
            let section = section(rule.section()).expect("the section is there");
            let equation = |block: &Block| {
                block.texts().iter().any(|text| {
                    text.contains("d/dt") || text.contains("/dt") || text.contains(" = ") || text.contains('∝')
                })
            };
            assert!(blocks(section.text).iter().any(equation), "{rule:?} has no equation in {}", section.number);
            assert!(chapter.blocks.contains(&Block::Heading("Publications".to_owned())), "{rule:?} has no paper");
        }
    }

    #[test]
    fn the_manual_names_the_keys_that_are_in_force_and_is_made_once_for_them() {
        let says = |key: &str| {
            let key = format!("key `{key}`");
            fixed().iter().flat_map(|chapter| &chapter.blocks).any(|block| block.texts().concat().contains(&key))
        };
        assert!(says("V") && !says("Ctrl+J"));
        assert!(Arc::ptr_eq(&fixed(), &fixed()));
        let mut keys = OwnKeys::default();
        keys.set(Command::ChooseColour.id(), Some(crate::panel::keys::command(bevy_egui::egui::Key::J)));
        keys.put_in_force();
        assert!(says(&Command::ChooseColour.key_text()) && !says("V"));
        OwnKeys::default().put_in_force();
        assert!(says("V"));
    }

    #[test]
    fn every_letter_is_in_the_font_that_it_is_written_in() {
        let context = Context::default();
        let mut known = [BTreeSet::new(), BTreeSet::new()];
        drop(context.run_ui(RawInput::default(), |ui| {
            known = [FontFamily::Proportional, FontFamily::Monospace].map(|family| {
                ui.ctx().fonts_mut(|fonts| fonts.fonts.font(&family).characters().keys().copied().collect())
            });
        }));
        let [running, equations] = &known;
        let chapters = Language::ALL.into_iter().flat_map(|language| {
            speak(language);
            fixed().to_vec()
        });
        for chapter in chapters {
            for block in &chapter.blocks {
                for letter in block.texts().concat().chars().chain(chapter.title.chars()) {
                    let written = running.contains(&letter) && equations.contains(&letter)
                        || MATHEMATICAL.contains(letter) && equations.contains(&letter);
                    assert!(written || letter == '\n', "{letter} in {}", chapter.title);
                }
            }
        }
        speak(Language::English);
    }
}
