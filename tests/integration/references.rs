//! What the project refers to is there: sections of the model and of the scenes, and publications.
//!
//! `MODEL 2.6` is a section of `src/MODEL.md`, `SCENES S6` one of `src/SCENES.md`, and a publication is in the list at the end of the
//! first.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const MODEL: &str = include_str!("../../src/MODEL.md");
const SCENES: &str = include_str!("../../src/SCENES.md");

/// Where a sentence about a number or a claim can stand, and in which files.
const PLACES: [(&str, &[&str]); 5] = [
    ("src", &["rs", "md"]),
    ("tests", &["rs"]),
    ("scenes", &["ron"]),
    ("assets", &["wgsl", "ron"]),
    ("README.md", &["md"]),
];

/// All such files by their path below the project, with their text. This one is left out: it names what is not there.
fn texts() -> Vec<(String, String)> {
    fn collect(path: &Path, endings: &[&str], files: &mut Vec<PathBuf>) {
        if path.is_dir() {
            for entry in std::fs::read_dir(path).expect("a folder can be read") {
                collect(&entry.expect("an entry can be read").path(), endings, files);
            }
        } else if path.extension().is_some_and(|own| endings.iter().any(|ending| *ending == own)) {
            files.push(path.to_owned());
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for (place, endings) in PLACES {
        collect(&root.join(place), endings, &mut files);
    }
    files.sort();
    files.retain(|path| !path.ends_with(file!()));
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root).expect("a file of the project").to_string_lossy().replace('\\', "/");
            (name, std::fs::read_to_string(&path).expect("a file of text"))
        })
        .collect()
}

/// The words of a text, as if a comment were one long line.
fn words(text: &str) -> Vec<&str> {
    text.lines()
        .flat_map(|line| line.trim_start().trim_start_matches('/').trim_start_matches('!').split_whitespace())
        .collect()
}

/// The number of a section that a word begins with, such as `2.6`, `3` or `S12`.
fn number(word: &str) -> Option<&str> {
    let end = word.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(word.len());
    let number = word[..end].trim_end_matches('.');
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = match number.strip_prefix('S') {
        Some(rest) => digits(rest),
        None => number.split('.').count() <= 2 && number.split('.').all(digits),
    };
    is_number.then_some(number)
}

/// Sections that a text refers to, with the document: also those of a list ("MODEL 2.4 and 2.8"), and where a line breaks.
fn references(text: &str) -> Vec<(&'static str, String)> {
    let words = words(text);
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let Some(document) = ["MODEL", "SCENES"].into_iter().find(|document| *document == word) else { continue };
        let mut rest = words[index + 1..].iter().copied().skip_while(|word| matches!(*word, "table" | "section"));
        let mut next = rest.next();
        while let Some((word, number)) = next.and_then(|word| Some((word, number(word)?))) {
            found.push((document, number.to_owned()));
            let more = match &word[number.len()..] {
                "" => rest.next().is_some_and(|word| matches!(word, "and" | "or" | "to")),
                after => after == ",",
            };
            // What follows is another section only if it looks like nothing else.
            next = rest.next().filter(|word| more && (word.starts_with('S') || word.contains('.')));
        }
    }
    found
}

/// Numbers of the sections of a document, in order.
fn sections(document: &str) -> Vec<&str> {
    document
        .lines()
        .filter_map(|line| number(line.trim_start_matches('#').strip_prefix(' ')?).filter(|_| line.starts_with('#')))
        .collect()
}

/// Surname of the first author and year of the publications that a text names: "Song, Miller & Abbott (2000)", "de Vivo et al. 2017".
fn publications(text: &str) -> Vec<(String, u32)> {
    let words = words(text);
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        if let Some((year, author)) = year(word).and_then(|year| Some((year, first_author(&words[..index])?))) {
            found.push((author, year));
        }
    }
    found
}

/// The year from 1900 to 2099 that a word is, whatever punctuation is about it.
fn year(word: &str) -> Option<u32> {
    let word = word.trim_start_matches(['(', '"']);
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let after = &word[end..];
    let ends = !after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && !after.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    word[..end].parse().ok().filter(|year| end == 4 && ends && (1900..2100).contains(year))
}

/// The first of the authors with whom some words end.
fn first_author(words: &[&str]) -> Option<String> {
    let mut words = words.iter().rev().map(|word| word.trim_start_matches(['(', '"', '*', '[', '`'])).peekable();
    let last = words.next()?.trim_end_matches(',');
    if last == "al." {
        let name = words.nth(1).filter(|name| is_name(name))?;
        return Some(name.to_owned());
    }
    let mut first = Some(last).filter(|name| is_name(name))?;
    loop {
        while words.next_if(|word| matches!(*word, "de" | "van" | "von")).is_some() {}
        if words.next_if_eq(&"&").is_some() {
            first = words.next().map(|name| name.trim_end_matches(',')).filter(|name| is_name(name))?;
        } else if let Some(name) = words.next_if(|word| word.strip_suffix(',').is_some_and(is_name)) {
            first = name.trim_end_matches(',');
        } else {
            return Some(first.to_owned());
        }
    }
}

/// Whether a word can be a surname.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.contains(char::is_lowercase)
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
}

/// The publications in the list of sources.
fn sources() -> BTreeSet<(String, u32)> {
    list_of_sources().split("**").skip(1).step_by(2).flat_map(publications).collect()
}

fn list_of_sources() -> &'static str {
    MODEL.split_once("\n# 3 Sources").expect("the model ends with its sources").1
}

/// Place and source of every parameter that a `parameters!` table declares.
fn parameter_sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (name, text) in
        texts().into_iter().filter(|(name, text)| name.starts_with("src") && text.contains("parameters! {"))
    {
        for (line, text) in
            text.lines().enumerate().filter(|(_, text)| text.contains(" in [") && !text.trim_start().starts_with("//"))
        {
            let source = text.split_once("], \"").and_then(|(_, rest)| rest.strip_suffix("\";"));
            let place = format!("{name}:{}", line + 1);
            found.push((place, source.unwrap_or_else(|| panic!("no source in {text}")).to_owned()));
        }
    }
    found
}

/// Numbers of the models in ModelDB that a text names.
fn shared_models(text: &str) -> Vec<&str> {
    text.split("ModelDB ")
        .skip(1)
        .map(|rest| &rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())])
        .collect()
}

/// Whether a text says where a number comes from: a section, a publication or a model of the list, or nobody but us.
fn says_whence(source: &str, sources: &BTreeSet<(String, u32)>) -> bool {
    source.contains("design choice")
        || references(source).iter().any(|(document, number)| exists(document, number))
        || publications(source).iter().any(|publication| sources.contains(publication))
        || shared_models(source).iter().any(|model| shared_models(list_of_sources()).contains(model))
}

fn exists(document: &str, number: &str) -> bool {
    sections(if document == "MODEL" { MODEL } else { SCENES }).contains(&number)
}

#[test]
fn references_are_found_alone_in_lists_and_across_lines() {
    let found = |text: &str| {
        references(text).into_iter().map(|(document, number)| format!("{document} {number}")).collect::<Vec<_>>()
    };
    assert_eq!(found("(MODEL 2.6; Pfister 2006) and (SCENES S10, 3: z of 3)"), ["MODEL 2.6", "SCENES S10"]);
    assert_eq!(found("MODEL 2.4 and 2.8, options"), ["MODEL 2.4", "MODEL 2.8"]);
    assert_eq!(
        found("//! what (MODEL\n    //! 2.11, rule ii). MODEL table 2.10, SCENES 3."),
        ["MODEL 2.11", "MODEL 2.10", "SCENES 3"]
    );
    assert_eq!(
        found("source: \"MODEL 2.3: 0.50 a second\", \"SCENES S6, S12\""),
        ["MODEL 2.3", "SCENES S6", "SCENES S12"]
    );
    assert_eq!(found("triplet_change(&MODEL, 2.0); MODEL.md; SUBMODEL 2.1; const SCENES: 3"), [""; 0]);
}

#[test]
fn a_section_that_is_not_there_is_noticed() {
    assert!(exists("MODEL", "2.6") && exists("SCENES", "S6"));
    assert!(!exists("MODEL", "2.99") && !exists("MODEL", "S6") && !exists("SCENES", "S99"));
    assert_eq!(sections("# 1 A\n\n## 1.1 B\nIn 1.2 it says\n## S12 C\n#2.3\n"), ["1", "1.1", "S12"]);
}

#[test]
fn publications_are_found_by_their_first_author() {
    let found = |text: &str| {
        publications(text).into_iter().map(|(author, year)| format!("{author} {year}")).collect::<Vec<_>>()
    };
    assert_eq!(
        found("Song, Miller & Abbott (2000) and Vogels et al. 2011, as in Cone\n// & Shouval (2021)"),
        ["Song 2000", "Vogels 2011", "Cone 2021"]
    );
    assert_eq!(
        found("(de Vivo et al. 2017; Harnack & van Rossum 2015; Zenke et al., 2015)"),
        ["Vivo 2017", "Harnack 2015", "Zenke 2015"]
    );
    assert_eq!(
        found("In Bi, Poo & O'Neill 2001: seeds 2001 to 2020, Hz 2000.0, Tau 1999_u32, the year 2000"),
        ["Bi 2001"]
    );
}

#[test]
fn a_source_that_says_nothing_is_noticed() {
    let sources = sources();
    for good in
        ["MODEL 2.6", "MODEL 2.9, design choice", "Zenke et al. 2015: 150 ms", "ModelDB 144566", "design choice"]
    {
        assert!(says_whence(good, &sources), "{good}");
    }
    for bad in
        ["chosen", "MODEL 2.99", "Nobody et al. 2015", "Zenke et al. 1915", "ModelDB 1", "from the literature", ""]
    {
        assert!(!says_whence(bad, &sources), "{bad}");
    }
}

#[test]
fn every_section_that_is_referred_to_is_there() {
    let texts = texts();
    let mut faults = Vec::new();
    let mut count = 0;
    for (name, text) in &texts {
        for (document, number) in references(text) {
            count += 1;
            if !exists(document, &number) {
                faults.push(format!("{name} refers to {document} {number}, which has no section"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(count > 100, "only {count} references in {} files", texts.len());
}

#[test]
fn no_number_of_a_section_is_given_twice() {
    for (name, document) in [("MODEL", MODEL), ("SCENES", SCENES)] {
        let sections = sections(document);
        let all: BTreeSet<&str> = sections.iter().copied().collect();
        assert_eq!(all.len(), sections.len(), "{name}: {sections:?}");
    }
}

#[test]
fn every_parameter_says_where_its_default_comes_from() {
    let (parameters, sources) = (parameter_sources(), sources());
    let faults: Vec<String> = parameters
        .iter()
        .filter(|(_, source)| !says_whence(source, &sources))
        .map(|(place, source)| {
            format!("{place}: \"{source}\" is no section, no listed publication and no design choice")
        })
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(parameters.len() >= 150, "only {} parameters were found", parameters.len());
}

#[test]
fn every_publication_that_is_named_is_in_the_list_of_sources() {
    let sources = sources();
    let mut faults = BTreeSet::new();
    for (name, text) in texts() {
        let text = if name == "src/MODEL.md" { text.split("\n# 3 Sources").next().unwrap_or("") } else { &text };
        for publication in publications(text) {
            if !sources.contains(&publication) {
                faults.insert(format!("{name}: {} {} is not in the list of sources", publication.0, publication.1));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_listed_source_is_named_somewhere() {
    let texts: Vec<String> = texts()
        .into_iter()
        .map(|(name, text)| if name == "src/MODEL.md" { MODEL.replace(list_of_sources(), "") } else { text })
        .collect();
    let named: BTreeSet<(String, u32)> = texts.iter().flat_map(|text| publications(text)).collect();
    let unnamed: Vec<_> = sources().into_iter().filter(|source| !named.contains(source)).collect();
    assert_eq!(unnamed, [], "listed, and nobody names them");
    let models: BTreeSet<&str> = texts.iter().flat_map(|text| shared_models(text)).filter(|m| !m.is_empty()).collect();
    let listed: BTreeSet<&str> = shared_models(list_of_sources()).into_iter().filter(|m| !m.is_empty()).collect();
    assert_eq!(models, listed, "models in ModelDB that are named, and those that are listed");
}

#[test]
fn every_scene_that_ships_is_described() {
    for scene in rheobase::scene::shipped() {
        assert!(SCENES.contains(&format!("`{}`", scene.name)), "{} is not in src/SCENES.md", scene.name);
    }
}
