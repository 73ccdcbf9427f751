//! The chapters of the manual, made from what the program knows: rules and variables from their lists, plots from their tabs, equations
//! and publications from `MODEL.md`, notes from the scene.

use super::chapter::{Block, Chapter, Table};
use super::excerpt::about;
use super::markdown::blocks;
use super::model::{Section, publications, referred, section, sections};
use super::panels::PANELS;
use super::subject::Subject;
use crate::panel::chooser;
use crate::panel::command::Command;
use crate::panel::parameter_slider::value_text;
use crate::plasticity::{Rule, parameter_facts};
use crate::scene::file::{MapKind, Mechanism, PlotTab, ReceptorKind, Variable, VariableFacts, VariableGroup};
use crate::simulation::NetworkInfo;
use std::sync::LazyLock;

/// Chapters that are the same whatever is open.
static FIXED: LazyLock<Vec<Chapter>> = LazyLock::new(|| {
    let mut groups: Vec<VariableGroup> = Variable::all().map(|variable| variable.facts().group).collect();
    groups.dedup();
    let rules = Rule::ALL.into_iter().map(rule);
    [panels(), plots()]
        .into_iter()
        .chain(rules)
        .chain(groups.into_iter().map(variables))
        .chain(sections().map(model))
        .collect()
});

/// Chapters that are the same whatever is open.
#[must_use]
pub fn fixed() -> &'static [Chapter] {
    &FIXED
}

/// The chapter of the scene that is open: what it is, and what it simplifies.
#[must_use]
pub fn scene(info: &NetworkInfo) -> Chapter {
    let mut said = vec![Block::Text(info.title.clone())];
    said.extend((!info.summary.is_empty()).then(|| Block::Text(info.summary.clone())));
    said.push(Block::Heading("Simplified here".to_owned()));
    said.extend(info.honesty.iter().cloned().map(Block::Item));
    if info.honesty.is_empty() {
        said.push(Block::Text("The scene itself says nothing of it.".to_owned()));
    }
    said.extend(listed("Publications", info.references.clone()));
    let model = Subject::Model("1.2");
    said.push(Block::See(fixed().iter().filter(|chapter| chapter.subject == model).map(lead).collect()));
    Chapter::new(Subject::Scene, "In this scene", "What the scene that is open simplifies.", said)
}

/// All chapters, part by part.
#[must_use]
pub fn chapters(scene: &Chapter) -> Vec<&Chapter> {
    let mut all: Vec<&Chapter> = std::iter::once(scene).chain(fixed()).collect();
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

fn panels() -> Chapter {
    let said = PANELS.iter().flat_map(|&(name, command, text)| {
        let key = command.map(|command| format!(" Key: `{}`.", command.key_text()));
        [Block::Heading(name.to_owned()), Block::Text(text.to_owned() + &key.unwrap_or_default())]
    });
    Chapter::new(Subject::Panels, "Panels", "What stands where in the window.", said.collect())
}

fn plots() -> Chapter {
    let over_time: Vec<&str> = PlotTab::ALL.into_iter().filter(|tab| tab.is_over_time()).map(PlotTab::label).collect();
    let how = format!("Those over time ({}): {}", over_time.join(", "), PlotTab::OVER_TIME);
    let said = PlotTab::ALL
        .into_iter()
        .flat_map(|tab| [Block::Heading(tab.label().to_owned()), Block::Text(tab.explanation().to_owned())]);
    let said = std::iter::once(Block::Text(how)).chain(said).collect();
    Chapter::new(Subject::Plots, "Plots", "What each plot shows.", said)
}

fn rule(rule: Rule) -> Chapter {
    let mut said = vec![Block::Text(rule.explanation().to_owned()), Block::Text(place_of(rule))];
    said.push(Block::Heading("Parameters".to_owned()));
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
    let head = ["Name in a scene", "Meaning", "Default", "Range", "Source of the default"].map(str::to_owned).to_vec();
    said.push(Block::Table(Table { head, rows: rows.collect() }));
    let sources = facts.iter().fold(String::new(), |text, parameter| text + "; " + parameter.source);
    if let Some(section) = section(rule.section()) {
        said.push(Block::Heading("Equations, and where they come from".to_owned()));
        let about = about(blocks(section.text), rule.id());
        let words = about.iter().flat_map(Block::texts).fold(sources.clone(), |text, more| text + "; " + more);
        said.extend(about);
        said.extend(listed("Publications", publications(&words)));
    }
    said.extend(see(&referred(&format!("{sources}; MODEL {}", rule.section()))));
    Chapter::new(Subject::Rule(rule), rule.label(), rule.explanation(), said)
}

/// What a rule changes and where it stands in a scene.
fn place_of(rule: Rule) -> String {
    let receptor = match rule.receptor() {
        Some(ReceptorKind::Excitatory) => "excitatory ",
        Some(ReceptorKind::Inhibitory) => "inhibitory ",
        None => "",
    };
    let kind = match rule.mechanism() {
        Some(Mechanism::Synaptic) => format!("It changes {receptor}synapses"),
        Some(Mechanism::Intrinsic) => "It changes how excitable neurons are".to_owned(),
        None => "It is a part of transmission".to_owned(),
    };
    let slow = if rule.is_slow() { " It acts once a second." } else { "" };
    let beside: Vec<String> = rule.together_with().iter().map(|id| format!("`{id}`")).collect();
    let beside =
        if beside.is_empty() { String::new() } else { format!(" It needs {} beside it.", beside.join(" and ")) };
    format!("{kind}. In a scene: `{}` of a {}.{slow}{beside}", rule.id(), rule.site())
}

/// A range with its unit.
fn range(low: f32, high: f32, unit: &str) -> String {
    let text = |value: f32, unit: &str| {
        let text = value_text(value.abs(), unit);
        if value < 0.0 { format!("−{text}") } else { text }
    };
    format!("{} to {}", text(low, ""), text(high, unit))
}

/// A source as the manual says it: its sections are chapters here.
fn in_words(source: &str) -> String {
    source.replace("MODEL ", "section ")
}

fn variables(group: VariableGroup) -> Chapter {
    let facts: Vec<&VariableFacts> =
        Variable::all().map(Variable::facts).filter(|facts| facts.group == group).collect();
    let rows = facts.iter().map(|facts| {
        let usual = match facts.map {
            MapKind::Categorical => "categories".to_owned(),
            _ => range(facts.range.0, facts.range.1, facts.unit),
        };
        vec![chooser::label(facts), format!("`{}`", facts.id), usual, facts.meaning.to_owned()]
    });
    let head = ["Variable, symbol, unit", "Name in a scene", "Usual range", "Meaning"].map(str::to_owned).to_vec();
    let mut said = vec![
        Block::Text(format!(
            "Variables can colour the neurons (key `{}`), and those of a neuron's own state can be recorded.",
            Command::ChooseColour.key_text()
        )),
        Block::Table(Table { head, rows: rows.collect() }),
    ];
    let sources = facts.iter().fold(String::new(), |text, facts| text + "; " + facts.source);
    said.extend(listed("Publications", publications(&sources)));
    said.extend(see(&referred(&sources)));
    let names: Vec<&str> = facts.iter().map(|facts| facts.name).collect();
    Chapter::new(Subject::Variables(group), group.label(), format!("Variables: {}.", names.join(", ")), said)
}

fn model(section: Section) -> Chapter {
    let about = format!("Section {} of the model.", section.number);
    Chapter::new(Subject::Model(section.number), titled(&section), about, blocks(section.text))
}

#[cfg(test)]
mod tests {
    use super::super::inline::MATHEMATICAL;
    use super::*;
    use bevy_egui::egui::{Context, FontFamily, RawInput};
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_has_its_equations_and_names_a_publication() {
        for rule in Rule::ALL {
            let chapter = fixed().iter().find(|chapter| chapter.subject == Subject::Rule(rule)).expect("a chapter");
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
    fn every_letter_is_in_the_font_that_it_is_written_in() {
        let context = Context::default();
        let mut known = [BTreeSet::new(), BTreeSet::new()];
        drop(context.run_ui(RawInput::default(), |ui| {
            known = [FontFamily::Proportional, FontFamily::Monospace].map(|family| {
                ui.ctx().fonts_mut(|fonts| fonts.fonts.font(&family).characters().keys().copied().collect())
            });
        }));
        let [running, equations] = &known;
        for chapter in fixed() {
            for block in &chapter.blocks {
                for letter in block.texts().concat().chars().chain(chapter.title.chars()) {
                    let written = running.contains(&letter) && equations.contains(&letter)
                        || MATHEMATICAL.contains(letter) && equations.contains(&letter);
                    assert!(written || letter == '\n', "{letter} in {}", chapter.title);
                }
            }
        }
    }
}
