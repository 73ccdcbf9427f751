//! From text to raw serde types, with every fault that the parser can find and not only its first.
//!
//! After a fault the text is patched in memory so that the parser gets past it, and parsed again. The value that the patch puts
//! in is never used: a text with a fault gives no scene. What was patched is remembered, so that validation leaves it alone.

mod failure;

use super::fault::{Fault, Position, nearest};
use super::file::SceneFile;
use super::outline::{Content, Field, Node, Outline, byte_at, position};
use super::repair::{Edit, Repaired, original_byte};
use crate::words::words;
use failure::{Failure, describe, is_not_a_scene, is_syntax};
use ron::Error;
use ron::extensions::Extensions;
use std::ops::Range;

/// Most faults after which parsing gives up.
const MOST_FAULTS: usize = 100;
/// Longest text that is patched; a longer one gets its first fault only.
const LONGEST_PATCHED: usize = 1 << 20;
/// Name that a repeated field is given so that the parser passes it.
const REPEATED: &str = "repeated_field";
/// Values one of which the parser accepts in almost any place.
const STAND_INS: [&str; 28] = [
    "0",
    "0.5",
    "\"\"",
    "[]",
    "()",
    "true",
    "ms(1.0)",
    "s(1.0)",
    "h(1.0)",
    "mV(1.0)",
    "nS(1.0)",
    "pA(1.0)",
    "pF(1.0)",
    "Hz(1.0)",
    "kHz(1.0)",
    "um(1.0)",
    "deg(1.0)",
    "(0.0, 0.0)",
    "AllToAll",
    "Inhibitory",
    "Constant(ms(1.0))",
    "Constant(1.0)",
    "Fire",
    "Nrem",
    "Dopamine",
    "Step(start: ms(0.0), stop: ms(1.0), amplitude: pA(0.0))",
    "All",
    "School",
];

/// What parsing gives.
pub struct Parsed {
    /// The file, if the text could be read to its end, patched or not.
    pub file: Option<SceneFile>,
    /// Faults so far.
    pub faults: Vec<Fault>,
    /// Paths of what was patched.
    pub patched: Vec<String>,
    /// Whether the repair of the text did not lead to a scene: what only validation can find would then be misleading.
    pub doubtful: bool,
}

/// Parse a text whose brackets, commas and quotation marks were repaired.
pub fn parse(original: &str, repaired: &Repaired, source: &str) -> Parsed {
    let mut parser = Parser {
        original,
        text: repaired.text.clone(),
        source,
        edits: repaired.edits.clone(),
        faults: Vec::new(),
        patched: Vec::new(),
        guessed: false,
        repaired,
        doubtful: false,
    };
    let file = parser.run();
    let mut faults = parser.faults;
    let fault = |fault: &super::repair::SyntaxFault| {
        Fault::at(source, Some(position(original, fault.byte)), "", &fault.what, &fault.hint)
    };
    let mut syntax: Vec<Fault> = repaired.faults.iter().map(fault).collect();
    if let Some(last) = syntax.last_mut().filter(|_| parser.doubtful) {
        last.hint.push(' ');
        last.hint.push_str(words!("fault-unjudged", "What follows from it could not be judged."));
    }
    faults.extend(syntax);
    Parsed { file, faults, patched: parser.patched, doubtful: parser.doubtful }
}

/// The options with which scenes are read: `x` stands for `Some(x)`.
pub fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Read a text; also gives the paths of the fields that nothing reads.
fn attempt(text: &str) -> (Result<SceneFile, Failure>, Vec<String>) {
    let mut ignored = Vec::new();
    let failure = |error: ron::error::SpannedError| {
        let byte = byte_at(text, Position { line: error.span.start.line, column: error.span.start.col });
        Failure { byte, code: error.code, at_end: text.get(byte..).is_none_or(|rest| rest.trim().is_empty()) }
    };
    let result = ron::Deserializer::from_str_with_options(text, &options()).map_err(failure).and_then(|mut reader| {
        let file = serde_ignored::deserialize(&mut reader, |path| ignored.push(plain_path(&path.to_string())))
            .map_err(|error| failure(reader.span_error(error)))?;
        reader.end().map_err(|error| failure(reader.span_error(error)))?;
        Ok(file)
    });
    (result, ignored)
}

/// `populations.0.neuron.x` as `populations[0].neuron.x`; steps that stand for wrappers are left out.
fn plain_path(path: &str) -> String {
    let mut plain = String::new();
    for step in path.split('.').map(|step| step.trim_matches('?')).filter(|step| !step.is_empty()) {
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            plain.extend(["[", step, "]"]);
        } else {
            if !plain.is_empty() {
                plain.push('.');
            }
            plain.push_str(step);
        }
    }
    plain
}

struct Parser<'a> {
    original: &'a str,
    text: String,
    source: &'a str,
    edits: Vec<Edit>,
    faults: Vec<Fault>,
    patched: Vec<String>,
    /// Whether a missing comma was put in: brackets and commas may then be at fault because of the guess.
    guessed: bool,
    repaired: &'a Repaired,
    /// Whether a fault was left out because the repair may be its cause.
    doubtful: bool,
}

impl Parser<'_> {
    fn run(&mut self) -> Option<SceneFile> {
        loop {
            let (result, ignored) = attempt(&self.text);
            match result {
                Ok(file) => {
                    self.report_ignored(&ignored, &file);
                    return Some(file);
                }
                Err(failure) => {
                    let last = self.faults.len() + 1 >= MOST_FAULTS || self.text.len() > LONGEST_PATCHED;
                    if !self.pass(&failure, &ignored) || last {
                        if let Some(fault) = self.faults.last_mut().filter(|_| !is_not_a_scene(&failure.code)) {
                            let space = if fault.hint.is_empty() { "" } else { " " };
                            fault.hint.push_str(space);
                            fault
                                .hint
                                .push_str(words!("fault-rest-unjudged", "The rest of the file could not be judged."));
                        }
                        return None;
                    }
                }
            }
        }
    }

    /// Report a failure and patch the text so that the parser gets past it; whether that worked.
    fn pass(&mut self, failure: &Failure, ignored: &[String]) -> bool {
        let text = self.text.clone();
        let outline = Outline::of(&text);
        let (nodes, path) = outline.around(failure.byte);
        let innermost = nodes.last().map_or("", |node| outline.text_of(node));
        if (self.guessed || !self.repaired.faults.is_empty())
            && is_syntax(&failure.code)
            && innermost.parse::<f64>().is_err()
        {
            self.doubtful = true;
            return false;
        }
        match &failure.code {
            Error::MissingStructField { field, .. } => {
                let enclosing = nodes.iter().rfind(|node| node.span.contains(&failure.byte));
                let Some(node) = enclosing else { return self.give_up(failure, &path, innermost) };
                let inside = outline.around(node.span.start).1;
                let path = path_of(&outline, node).unwrap_or(inside);
                self.pass_missing(field, node, &path, ignored, failure)
            }
            Error::DuplicateStructField { field, .. } => {
                let Some(repeated) = nodes.iter().find_map(|node| field_at(node, failure.byte, field)) else {
                    return self.give_up(failure, &path, innermost);
                };
                let what =
                    words!("fault-field-twice", "the field `{ $field }` stands here more than once.", field = *field);
                self.report_unless_doubtful(
                    failure.byte,
                    &path,
                    what,
                    words!("fault-field-twice-hint", "Keep one of them.").to_owned(),
                );
                self.replace(repeated.key_start..repeated.key_start + field.len(), REPEATED);
                true
            }
            Error::ExpectedDifferentStructName { expected, found }
                if text[failure.byte..].starts_with(found.as_str())
                    && (*expected == "Scene"
                        || nodes.last().is_some_and(|node| !matches!(node.content, Content::Leaf))) =>
            {
                let (what, hint) = describe(failure, innermost);
                self.report(failure.byte, &path, what, hint);
                self.patched.push(path);
                self.replace(failure.byte..failure.byte + found.len(), expected);
                // A text that does not even begin as a scene has nothing else to be told.
                *expected != "Scene"
            }
            Error::ExpectedNamedStructLike("Scene") => self.give_up(failure, "", innermost),
            Error::ExpectedComma if innermost.parse::<f64>().is_err() => {
                let (what, hint) = describe(failure, innermost);
                self.report(failure.byte, "", what, hint);
                self.guessed = true;
                self.try_replace(failure.byte..failure.byte, ",")
            }
            Error::NoSuchEnumVariant { expected, found, .. }
                if nearest(found, expected.iter().copied()).is_some()
                    && text[failure.byte..].starts_with(found.as_str()) =>
            {
                let (what, hint) = describe(failure, innermost);
                self.report(failure.byte, &path, what, hint);
                let meant = nearest(found, expected.iter().copied()).unwrap_or("");
                self.replace(failure.byte..failure.byte + found.len(), meant);
                true
            }
            _ => {
                // What is too much, and not the value before it.
                let next = outline.next_token(failure.byte);
                let too_much = text[next..].split([',', ')', '\n']).next().unwrap_or("").trim();
                let one_too_many = matches!(failure.code, Error::ExpectedStructLikeEnd) && !too_much.is_empty();
                let (what, hint) = describe(failure, if one_too_many { too_much } else { innermost });
                let at = match failure.code {
                    Error::TrailingCharacters => next,
                    Error::ExpectedStructLikeEnd if one_too_many => next,
                    _ => nodes.last().map_or(failure.byte, |node| node.span.start),
                };
                self.report(at, &path, what, hint);
                let spans: Vec<Range<usize>> =
                    nodes.iter().skip(1).rev().take(3).map(|node| node.span.clone()).collect();
                for span in spans {
                    let path = outline.around(span.start).1;
                    if self.replace_by_stand_in(span, "") {
                        self.patched.push(path);
                        return true;
                    }
                }
                false
            }
        }
    }

    fn pass_missing(&mut self, field: &str, node: &Node, path: &str, ignored: &[String], failure: &Failure) -> bool {
        let inside = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        let fields = if let Content::Fields(fields) = &node.content { fields.as_slice() } else { &[] };
        let misspelt = fields
            .iter()
            .filter(|candidate| ignored.contains(&inside(&candidate.key)))
            .find(|candidate| nearest(&candidate.key, [field]).is_some());
        if let Some(misspelt) = misspelt {
            let what = words!("fault-no-field", "there is no field `{ $field }` here.", field = &misspelt.key);
            let hint = words!("fault-field-meant", "Did you mean `{ $field }`?", field = field);
            self.report_unless_doubtful(misspelt.key_start, &inside(&misspelt.key), what, hint);
            self.replace(misspelt.key_start..misspelt.key_start + misspelt.key.len(), field);
            return true;
        }
        let what = words!("fault-field-missing", "the field `{ $field }` is missing.", field = field);
        let original = original_byte(&self.edits, node.span.start);
        let is_known = self.repaired.absent.iter().any(|(start, name)| *start == original && name == field);
        let reported = !is_known && self.report_unless_doubtful(node.span.start, path, what, String::new());
        self.patched.push(inside(field));
        let (at, before) = match (fields.last(), self.text[node.span.clone()].find('(')) {
            (Some(last), _) => (last.value.span.end, ", "),
            (None, Some(open)) => (node.span.start + open + 1, ""),
            (None, None) => return false,
        };
        // A wrapper that a path leaves out may close between the value and here.
        let at = at.max(self.text[..failure.byte].rfind(|c: char| !c.is_whitespace() && c != ',').map_or(at, |_| at));
        let end = self.text.len() - at;
        let passed = self.replace_by_stand_in(at..at, &format!("{before}{field}: "));
        let example = self.text[at..self.text.len() - end].trim_start_matches(", ");
        if let Some(fault) =
            self.faults.last_mut().filter(|_| reported && passed && example.contains('(') && !example.contains("()"))
        {
            fault.hint = words!("fault-field-missing-hint", "Add it, as in `{ $example }`.", example = example);
        }
        passed
    }

    /// Put the first stand-in that the parser accepts.
    fn replace_by_stand_in(&mut self, span: Range<usize>, before: &str) -> bool {
        STAND_INS.iter().any(|stand_in| self.try_replace(span.clone(), &format!("{before}{stand_in}")))
    }

    /// Replace, if the parser gets past it then.
    fn try_replace(&mut self, span: Range<usize>, new: &str) -> bool {
        let mut text = self.text.clone();
        text.replace_range(span.clone(), new);
        let passes = match attempt(&text).0 {
            Ok(_) => true,
            Err(failure) => {
                failure.byte > span.start + new.len()
                    || (failure.byte == span.start + new.len() && !matches!(failure.code, Error::ExpectedComma))
            }
        };
        if passes {
            self.replace(span, new);
        }
        passes
    }

    fn replace(&mut self, span: Range<usize>, new: &str) {
        self.edits.push(Edit { start: span.start, old_length: span.len(), new_length: new.len() });
        self.text.replace_range(span, new);
    }

    fn give_up(&mut self, failure: &Failure, path: &str, innermost: &str) -> bool {
        let (what, hint) = describe(failure, innermost);
        self.report(failure.byte, path, what, hint);
        false
    }

    /// Report a fault of fields unless a repaired bracket may be its cause; whether it was reported.
    fn report_unless_doubtful(&mut self, byte: usize, path: &str, what: String, hint: String) -> bool {
        let original = original_byte(&self.edits, byte);
        if self.repaired.doubtful.iter().any(|range| range.contains(&original)) {
            self.doubtful = true;
            return false;
        }
        self.report(byte, path, what, hint);
        true
    }

    fn report(&mut self, byte: usize, path: &str, what: String, hint: String) {
        let place = position(self.original, original_byte(&self.edits, byte));
        self.faults.push(Fault::at(self.source, Some(place), path, what, hint));
    }

    /// Report the fields that nothing reads; what the others are called comes from the file as it would be written.
    fn report_ignored(&mut self, ignored: &[String], file: &SceneFile) {
        if ignored.is_empty() {
            return;
        }
        let written = options().to_string_pretty(file, ron::ser::PrettyConfig::default()).unwrap_or_default();
        let text = self.text.clone();
        let (written, outline) = (Outline::of(&written), Outline::of(&text));
        for path in ignored {
            let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
            if key == REPEATED {
                continue;
            }
            let known: Vec<&str> = match written.find(parent).map(|node| &node.content) {
                Ok(Content::Fields(fields)) => fields.iter().map(|field| field.key.as_str()).collect(),
                _ => Vec::new(),
            };
            let hint = match (nearest(key, known.iter().copied()), known.as_slice()) {
                _ if key == "noise_tau" => no_noise_tau().to_owned(),
                (Some(near), _) => words!("fault-field-meant", "Did you mean `{ $field }`?", field = near),
                (None, []) => String::new(),
                (None, known) => {
                    words!("fault-fields-here", "The fields here are { $fields }.", fields = known.join(", "))
                }
            };
            let place = outline.key_position(path).map_or(0, |place| byte_at(&text, place));
            self.report_unless_doubtful(
                place,
                path,
                words!("fault-no-field", "there is no field `{ $field }` here.", field = key),
                hint,
            );
        }
    }
}

/// Why scenes no longer say how long the voltage noise lasts.
fn no_noise_tau() -> &'static str {
    words!(
        "fault-no-noise-tau",
        "Voltage noise is white noise through the membrane and lasts as long as C / g_L: leave it out. For noise \
         with a time constant of its own inject `Current(… shape: Noise(…))`."
    )
}

/// The field of a value that begins at a byte, or else the last of that name.
fn field_at<'n>(node: &'n Node, byte: usize, key: &str) -> Option<&'n Field> {
    let Content::Fields(fields) = &node.content else { return None };
    fields.iter().find(|field| field.key_start == byte && field.key == key)
}

/// Path of a value: that of its first byte, unless a value that it wraps begins there too.
fn path_of(outline: &Outline, node: &Node) -> Option<String> {
    let (_, path) = outline.around(node.span.start);
    let found = outline.find(&path).ok()?;
    (found.span == node.span || node.span.contains(&found.span.start)).then_some(path)
}
