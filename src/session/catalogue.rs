//! The scenes that the library offers: read once, on a thread of its own, when the library is first opened.

use super::scene_card::SceneCard;
use crate::caught::catch;
use crate::scene::{Fault, Scene, shipped};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// The cards of all scenes, as far as they were read.
pub struct Catalogue {
    /// The scene that the program was started with if it is a user's own, then those that come with the program.
    pub cards: Vec<SceneCard>,
    /// Scenes without a card, each with why.
    pub missing: Vec<String>,
    reader: Option<Mutex<Receiver<Made>>>,
}

/// A card, or which scene has none and why.
type Made = Result<SceneCard, String>;
/// What makes a card of a scene, which may be a user's own.
type Maker = fn(Arc<Scene>, bool) -> SceneCard;

impl Catalogue {
    /// Begin to read. `first` is the scene that the program was started with.
    #[must_use]
    pub fn read(first: Option<&Arc<Scene>>) -> Self {
        Self::made_by(SceneCard::of, first)
    }

    fn made_by(maker: Maker, first: Option<&Arc<Scene>>) -> Self {
        let own = first.filter(|scene| !is_shipped(scene)).cloned();
        let (sender, receiver) = channel();
        let thread = std::thread::Builder::new().name("scene library".to_owned()).spawn({
            let own = own.clone();
            move || {
                for made in cards(maker, own) {
                    // A library that is gone needs no cards.
                    if sender.send(made).is_err() {
                        return;
                    }
                }
            }
        });
        let mut catalogue = Self { cards: Vec::new(), missing: Vec::new(), reader: Some(Mutex::new(receiver)) };
        if thread.is_err() {
            // The system refuses a thread: the window waits a moment instead.
            cards(maker, own).for_each(|made| catalogue.take(made));
            catalogue.reader = None;
        }
        catalogue
    }

    fn take(&mut self, made: Made) {
        match made {
            Ok(card) => self.cards.push(card),
            Err(why) => self.missing.push(why),
        }
    }

    /// Take over what was read since the last call.
    pub fn update(&mut self) {
        let Some(reader) = self.reader.take() else { return };
        let ended = {
            let reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
            loop {
                match reader.try_recv() {
                    Ok(made) => self.take(made),
                    Err(error) => break error == TryRecvError::Disconnected,
                }
            }
        };
        self.reader = Some(reader).filter(|_| !ended);
    }

    /// Whether all scenes were read.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.reader.is_none()
    }
}

/// The cards in order. One that cannot be made takes no other with it.
fn cards(maker: Maker, own: Option<Arc<Scene>>) -> impl Iterator<Item = Made> {
    let card = move |scene: Arc<Scene>, own| {
        let name = scene.name.clone();
        catch(|| maker(scene, own)).map_err(|caught| format!("{name}: {caught}"))
    };
    let shipped = shipped().iter().map(move |entry| {
        let first = |faults: Vec<Fault>| faults.first().map_or_else(|| entry.name.to_owned(), ToString::to_string);
        Scene::shipped(entry.name).map_err(first).and_then(|scene| card(Arc::new(scene), false))
    });
    own.into_iter().map(move |scene| card(scene, true)).chain(shipped)
}

/// Whether a scene came with the program and is as it came.
fn is_shipped(scene: &Scene) -> bool {
    Scene::shipped(scene.source()).is_ok_and(|shipped| shipped == *scene)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(scene: Arc<Scene>, own: bool) -> SceneCard {
        assert!(scene.source() != "linking", "no card of this one");
        SceneCard::of(scene, own)
    }

    #[test]
    fn a_card_that_cannot_be_made_is_told_of_and_takes_no_other_with_it() {
        let mut catalogue = Catalogue::made_by(broken, None);
        while !catalogue.is_complete() {
            catalogue.update();
            std::thread::yield_now();
        }
        assert_eq!(catalogue.cards.len() + 1, shipped().len());
        let title = Scene::shipped("linking").expect("it ships").name.clone();
        assert_eq!(catalogue.missing.len(), 1);
        assert!(catalogue.missing[0].starts_with(&format!("{title}: no card of this one")), "{:?}", catalogue.missing);
    }
}
