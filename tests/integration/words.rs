//! What the window says in another language: every message is there, is understood, takes the same parts, and is used.

use crate::tidy::sources;
use fluent_bundle::FluentResource;
use fluent_syntax::ast::Entry;
use rheobase::panel::command::Command;
use rheobase::plasticity::{Rule, parameter_facts, word_keys};
use rheobase::scene::file::{SceneFile, Variable};
use rheobase::scene::{Scene, shipped};
use rheobase::words::{Language, messages, parts_in, row_key, scene_texts, speak, spread};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The languages that have messages of their own.
fn others() -> impl Iterator<Item = Language> {
    Language::ALL.into_iter().filter(|language| *language != Language::English)
}

/// Keys of the texts of all tables, in which a row is known by its id.
fn rows() -> BTreeSet<String> {
    let command = |command: Command| ["", "text"].map(|attribute| row_key("command", command.id(), attribute));
    Command::all().flat_map(command).chain(Variable::word_keys()).chain(word_keys()).collect()
}

/// A `words!` in the source.
struct Said {
    /// File and line.
    place: String,
    key: String,
    english: String,
    /// Names of its parts; none of a text, which is no pattern.
    parts: Option<BTreeSet<String>>,
}

/// All of them, but for those in the descriptions of `words` itself.
fn said() -> Vec<Said> {
    let files = sources().into_iter().filter(|(name, _)| !name.starts_with("words/"));
    files.flat_map(|(name, text)| said_in(&name, &text)).collect()
}

fn said_in(name: &str, text: &str) -> Vec<Said> {
    let calls = text.match_indices("words!(").map(|(start, call)| (start, &text[start + call.len()..]));
    calls
        .map(|(start, rest)| {
            let place = format!("src/{name}:{}", text[..start].lines().count());
            let unread = || panic!("{place}: key and English must be literals");
            let (key, rest) = literal(rest).unwrap_or_else(unread);
            let (english, rest) = rest.strip_prefix(',').and_then(literal).unwrap_or_else(unread);
            let parts = rest.strip_prefix(',').map(arguments).filter(|parts| !parts.is_empty());
            Said { place, key, english, parts }
        })
        .collect()
}

/// The string literal with which a text begins, and what follows it.
fn literal(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start().strip_prefix('"')?;
    let mut said = String::new();
    let mut letters = text.char_indices();
    while let Some((place, letter)) = letters.next() {
        match letter {
            '"' => return Some((said, text[place + 1..].trim_start())),
            '\\' => match letters.next()?.1 {
                'n' => said.push('\n'),
                // The line goes on where the next one begins.
                '\n' => {
                    while letters.clone().next().is_some_and(|(_, letter)| letter.is_whitespace()) {
                        letters.next();
                    }
                }
                other => said.push(other),
            },
            other => said.push(other),
        }
    }
    None
}

/// Names of the arguments `name = value` up to the bracket that closes the call.
fn arguments(text: &str) -> BTreeSet<String> {
    let (mut depth, mut argument, mut names) = (1, String::new(), BTreeSet::new());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if letter == '"'
            && let Some((_, after)) = literal(rest)
        {
            rest = after;
            continue;
        }
        rest = &rest[letter.len_utf8()..];
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && letter == ',') {
            names.extend(argument.split_once('=').map(|(name, _)| name.trim().to_owned()));
            argument.clear();
        } else {
            argument.push(letter);
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn calls_are_read_from_the_source() {
    let text = r#"
        a(words!("one", "Said “so”"));
        words!(
            "two",
            "Of { $n ->
             [one] one *[other] { $n } cells } \"x\" \
             in { $set }.",
            n = count(&cells, "a, b = c"),
            set = { let x = 1; name(x) },
        )"#;
    let [one, two] = &said_in("x.rs", text)[..] else { panic!("two calls") };
    assert_eq!((one.place.as_str(), one.key.as_str(), one.english.as_str()), ("src/x.rs:2", "one", "Said “so”"));
    assert!(one.parts.is_none() && two.english.ends_with("cells } \"x\" in { $set }."), "{}", two.english);
    assert_eq!(two.parts, Some(["n", "set"].map(str::to_owned).into()));
}

#[test]
fn every_file_of_messages_is_understood_and_read() {
    for language in others() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/words").join(language.code());
        let mut written = Vec::new();
        for entry in std::fs::read_dir(&folder).expect("the folder of a language") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|ending| ending != "ftl") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("messages are text");
            let resource =
                FluentResource::try_new(text).unwrap_or_else(|(_, faults)| panic!("{}: {faults:?}", path.display()));
            for entry in resource.entries() {
                let Entry::Message(message) = entry else { continue };
                let attributes = message.attributes.iter().map(|attribute| format!(".{}", attribute.id.name));
                let texts = message.value.iter().map(|_| String::new()).chain(attributes);
                written.extend(texts.map(|attribute| format!("{}{attribute}", message.id.name)));
            }
        }
        let mut read: Vec<String> = messages(language).into_iter().map(|(key, _)| key).collect();
        written.sort();
        read.sort();
        let once: BTreeSet<&String> = written.iter().collect();
        let twice = once.iter().filter(|key| written.iter().filter(|other| other == *key).count() > 1);
        assert_eq!(twice.count(), 0, "{}: a key stands twice", language.name());
        assert_eq!(read, written, "{}", language.name());
    }
}

#[test]
fn every_row_of_a_table_is_said_in_every_language() {
    for language in others() {
        let there: BTreeMap<String, BTreeSet<String>> = messages(language).into_iter().collect();
        let faults = rows().into_iter().filter(|key| there.get(key).is_none_or(|parts| !parts.is_empty()));
        assert_none(&faults.map(|key| format!("{}: {key}", language.name())).collect::<Vec<_>>());
    }
}

#[test]
fn every_message_of_the_code_is_a_pattern_and_is_said_in_every_language_with_the_same_parts() {
    let mut faults = Vec::new();
    let mut english: BTreeMap<String, String> = BTreeMap::new();
    let others: Vec<BTreeMap<String, BTreeSet<String>>> =
        others().map(|language| messages(language).into_iter().collect()).collect();
    for Said { place, key, english: text, parts } in said() {
        let mut fault = |what: &str| faults.push(format!("{place}: {key} {what}"));
        if english.insert(key.clone(), text.clone()).is_some_and(|other| other != text) {
            fault("has two English texts");
        }
        if text.is_empty() || text.trim() != text {
            fault("begins or ends with a space, or says nothing");
        }
        if let Some(parts) = &parts {
            if parts_in(&text) != *parts {
                fault("takes other parts than it is given");
            }
            if FluentResource::try_new(format!("{key} = {}\n", spread(&text))).is_err() {
                fault("is no pattern");
            }
        }
        for there in &others {
            match there.get(&key) {
                None => fault("is not said in another language"),
                Some(taken) if *taken != parts.clone().unwrap_or_default() => fault("takes other parts there"),
                Some(_) => {}
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn every_message_is_used() {
    let mut used = rows();
    used.extend(said().into_iter().map(|said| said.key));
    for language in others() {
        let idle = messages(language).into_iter().filter(|(key, _)| !used.contains(key));
        assert_none(&idle.map(|(key, _)| format!("{}: {key}", language.name())).collect::<Vec<_>>());
    }
}

#[test]
fn what_scenes_say_in_another_language_is_what_shipped_scenes_say() {
    fn collect(value: &serde_json::Value, texts: &mut Vec<String>) {
        match value {
            serde_json::Value::String(text) => texts.push(text.clone()),
            serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, texts)),
            serde_json::Value::Object(fields) => fields.values().for_each(|value| collect(value, texts)),
            _ => {}
        }
    }
    let mut texts = Vec::new();
    for entry in shipped() {
        let scene = Scene::shipped(entry.name).expect("a shipped scene has no faults");
        let file: &SceneFile = &scene;
        collect(&serde_json::to_value(file).expect("a scene is plain data"), &mut texts);
        texts.extend(scene.phases().iter().map(|phase| phase.label.clone()));
    }
    for language in others() {
        let files = scene_texts(language).unwrap_or_else(|fault| panic!("{}: {fault}", language.name()));
        let said = files.into_iter().flatten();
        // A part of a text may be shown alone, such as its first sentence.
        let strange = said.filter(|(text, other)| other.is_empty() || !texts.iter().any(|own| own.contains(text)));
        assert_none(&strange.map(|(text, _)| format!("{}: {text}", language.name())).collect::<Vec<_>>());
    }
}

#[test]
fn tables_follow_the_language_and_what_a_scene_says_does_not() {
    let told = || {
        let variable = Variable::Excitability.facts();
        let [rate, ..] = parameter_facts(Rule::TripletStdp)[..] else { panic!("it has a rate") };
        let of_rule = [Rule::Bcm.label(), rate.meaning.trim(), rate.source, rate.name];
        ([variable.name, variable.unit, variable.id, variable.symbol, Variable::Rate.scene_unit()], of_rule)
    };
    let english = (
        ["Learned excitability", "of ±1", "Excitability", "e", "Hz"],
        ["BCM plasticity", "Learning rate η.", "MODEL 2.6: ten times Zenke et al. 2015", "rate"],
    );
    assert_eq!(told(), english);
    speak(Language::German);
    let german = told();
    speak(Language::English);
    let expected = (
        ["Gelernte Erregbarkeit", "von ±1", "Excitability", "e", "Hz"],
        ["BCM-Plastizität", "Lernrate η.", "MODEL 2.6: zehnmal Zenke et al. 2015", "rate"],
    );
    assert_eq!(german, expected);
    assert_eq!(told(), english);
}
