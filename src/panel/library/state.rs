//! The scene library as the user left it.

use crate::session::{Catalogue, SceneCard, Session};
use bevy_egui::egui::{ColorImage, Context, TextureHandle, TextureOptions};

/// The library as the user left it.
#[derive(Default)]
pub struct Library {
    /// Whether it is open.
    pub open: bool,
    pub(super) query: String,
    /// Card that Enter opens, by its place among those shown; none: the scene that is open now.
    pub(super) chosen: Option<usize>,
    /// Whether the chosen card is to be scrolled to.
    pub(super) follow: bool,
    pub(super) columns: usize,
    pub(super) catalogue: Option<Catalogue>,
    /// Pictures by the place of their cards in the catalogue.
    pub(super) pictures: Vec<Option<TextureHandle>>,
}

impl Library {
    /// Open it, or close it.
    pub fn toggle(&mut self, session: &Session) {
        self.open = !self.open;
        if self.open {
            self.query.clear();
            (self.chosen, self.follow) = (None, true);
            self.read(session);
        }
    }

    /// Begin to read the scenes, unless that was done before.
    pub fn read(&mut self, session: &Session) {
        self.catalogue.get_or_insert_with(|| Catalogue::read(session.started_with.as_ref()));
    }

    /// The cards, as far as they were read.
    pub fn cards(&self) -> &[SceneCard] {
        self.catalogue.as_ref().map_or(&[], |catalogue| &catalogue.cards)
    }

    /// Take over the cards that were read since the last frame, and their pictures.
    pub fn update(&mut self, context: &Context) {
        let Some(catalogue) = &mut self.catalogue else { return };
        catalogue.update();
        for card in catalogue.cards.iter_mut().skip(self.pictures.len()) {
            self.pictures.push(card.picture.take().map(|picture| {
                let image = ColorImage::from_rgba_unmultiplied([picture.width, picture.height], &picture.pixels);
                context.load_texture(card.scene.source(), image, TextureOptions::LINEAR)
            }));
        }
        if !catalogue.is_complete() {
            context.request_repaint();
        }
    }

    /// Places in the catalogue of the cards that the search leaves.
    pub(super) fn shown(&self) -> Vec<usize> {
        self.cards().iter().enumerate().filter(|(_, card)| card.matches(&self.query)).map(|(place, _)| place).collect()
    }

    /// Search for something else.
    pub(super) fn search(&mut self, query: String) {
        self.query = query;
        (self.chosen, self.follow) = (None, true);
    }
    /// Whether a card is that of the scene that is open now.
    pub(super) fn card_is(&self, place: usize, session: &Session) -> bool {
        self.cards().get(place).zip(session.info.scene.as_ref()).is_some_and(|(card, scene)| *card.scene == **scene)
    }
}
