//! Letters that the window's fonts lack: which of them a scene has, and the search for fonts of this computer that have them.

use crate::session::Session;
use crate::simulation::NetworkInfo;
use crate::theme::{FontSearch, find_fonts, font_folders};
use crate::words::words;
use bevy_egui::egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use bevy_egui::egui::{Context, FontData, FontFamily};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// Looks for fonts when a scene is opened.
#[derive(Default)]
pub struct LetterSearch {
    /// The facts of the scene that was looked at last.
    of: Option<Arc<NetworkInfo>>,
    /// Letters for which fonts were looked for.
    asked: BTreeSet<char>,
    /// What the search finds, on a thread of its own.
    search: Option<Arc<OnceLock<FontSearch>>>,
}

impl LetterSearch {
    /// One frame: begin to look if the scene is another one, take over what was found.
    pub fn update(&mut self, context: &Context, session: &mut Session) {
        self.take_over(context, session);
        if self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, &session.info)) {
            return;
        }
        self.of = Some(Arc::clone(&session.info));
        let letters = missing(context, &texts(session)).difference(&self.asked).copied().collect::<BTreeSet<char>>();
        if letters.is_empty() {
            return;
        }
        self.asked.extend(&letters);
        let found = Arc::new(OnceLock::new());
        self.search = Some(Arc::clone(&found));
        // Reading all fonts of a computer takes about a second. Without a thread the letters stay boxes.
        let look = move || drop(found.set(find_fonts(&letters, &font_folders())));
        drop(std::thread::Builder::new().name("fonts".to_owned()).spawn(look));
    }

    fn take_over(&mut self, context: &Context, session: &mut Session) {
        let Some(found) = self.search.take_if(|search| search.get().is_some()) else { return };
        let Some(found) = found.get() else { return };
        for font in &found.fonts {
            let families = [FontFamily::Proportional, FontFamily::Monospace];
            let families = families.map(|family| InsertFontFamily { family, priority: FontPriority::Lowest });
            let mut data = FontData::from_static(font.data);
            data.index = font.index;
            let name = format!("fallback {}", session.fallback_fonts.len());
            context.add_font(FontInsert { name, data, families: families.to_vec() });
            session.fallback_fonts.push(*font);
        }
        session.missing_letters.extend(&found.missing);
    }
}

/// All that a scene may write in the window.
fn texts(session: &Session) -> Vec<&str> {
    let info = &session.info;
    let mut texts = vec![info.title.as_str(), info.summary.as_str()];
    texts.extend(info.honesty.iter().chain(&info.references).chain(&info.projections).map(String::as_str));
    texts.extend(info.populations.iter().map(|population| population.name.as_str()));
    texts.extend(info.patterns.iter().map(|pattern| pattern.name.as_str()));
    texts.extend(info.phases.iter().filter_map(|phase| phase.label.named()));
    texts
}

fn missing(context: &Context, texts: &[&str]) -> BTreeSet<char> {
    let shown = |letter: &char| !letter.is_control() && !letter.is_whitespace();
    let letters: BTreeSet<char> = texts.iter().flat_map(|text| text.chars()).filter(shown).collect();
    // Not `has_glyph`: it denies all letters of the font from which the replacement for missing ones is taken.
    context.fonts_mut(|fonts| {
        let mut font = fonts.fonts.font(&FontFamily::Proportional);
        let known = font.characters();
        letters.into_iter().filter(|letter| !known.contains_key(letter)).collect()
    })
}

/// What is said of letters that no font has; none if there are none.
#[must_use]
pub fn missing_text(session: &Session) -> Option<String> {
    let shown: String = session.missing_letters.iter().take(12).collect();
    (!shown.is_empty()).then(|| {
        words!(
            "letters-missing",
            "No font of this computer has these letters: { $letters }. They are shown as boxes.",
            letters = shown
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::file::Variable;
    use crate::simulation::ViewSample;
    use bevy_egui::egui::RawInput;

    #[test]
    fn letters_that_the_fonts_lack_are_found_in_the_names() {
        let info = NetworkInfo { title: "神経 A 😀".to_owned(), ..NetworkInfo::default() };
        let session = Session::detached(info, ViewSample::default());
        let context = Context::default();
        let mut found = BTreeSet::new();
        let output = context.run_ui(RawInput::default(), |ui| found = missing(ui.ctx(), &texts(&session)));
        drop(output);
        assert_eq!(found, BTreeSet::from(['神', '経']), "Latin letters and this emoji come with egui");
    }

    #[test]
    fn the_table_of_variables_is_written_in_letters_that_come_with_the_program() {
        let facts = Variable::all().map(Variable::facts);
        let texts: Vec<&str> = facts.flat_map(|facts| [facts.name, facts.symbol, facts.unit, facts.meaning]).collect();
        let context = Context::default();
        let mut found = BTreeSet::new();
        drop(context.run_ui(RawInput::default(), |ui| found = missing(ui.ctx(), &texts)));
        assert_eq!(found, BTreeSet::new());
    }

    #[test]
    fn a_fallback_font_shows_letters_that_were_missing() {
        let context = Context::default();
        let mut session = Session::detached(NetworkInfo::default(), ViewSample::default());
        let mut letters = LetterSearch::default();
        let hack =
            bevy_egui::egui::FontDefinitions::default().font_data.get("Hack").expect("egui has it").font.to_vec();
        let font = crate::theme::FallbackFont { data: Box::leak(hack.into_boxed_slice()), index: 0 };
        let found = OnceLock::new();
        found.set(FontSearch { fonts: vec![font], missing: BTreeSet::from(['神']) }).expect("it is new");
        letters.search = Some(Arc::new(found));
        drop(context.run_ui(RawInput::default(), |ui| letters.take_over(ui.ctx(), &mut session)));
        assert_eq!(session.fallback_fonts.len(), 1);
        assert!(missing_text(&session).is_some_and(|text| text.contains('神')));
    }
}
