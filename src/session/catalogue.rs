//! The scenes that the library offers: read once, on a thread of its own, when the library is first opened.

use super::scene_card::SceneCard;
use crate::scene::{Scene, shipped};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// The cards of all scenes, as far as they were read.
pub struct Catalogue {
    /// The scene that the program was started with if it is a user's own, then those that come with the program.
    pub cards: Vec<SceneCard>,
    reader: Option<Mutex<Receiver<SceneCard>>>,
}

impl Catalogue {
    /// Begin to read. `first` is the scene that the program was started with.
    #[must_use]
    pub fn read(first: Option<&Arc<Scene>>) -> Self {
        let own = first.filter(|scene| !is_shipped(scene)).cloned();
        let (sender, receiver) = channel();
        let thread = std::thread::Builder::new().name("scene library".to_owned()).spawn({
            let own = own.clone();
            move || {
                for card in cards(own) {
                    // A library that is gone needs no cards.
                    if sender.send(card).is_err() {
                        return;
                    }
                }
            }
        });
        match thread {
            Ok(_) => Self { cards: Vec::new(), reader: Some(Mutex::new(receiver)) },
            // The system refuses a thread: the window waits a moment instead.
            Err(_) => Self { cards: cards(own).collect(), reader: None },
        }
    }

    /// Take over what was read since the last call.
    pub fn update(&mut self) {
        let Some(reader) = &self.reader else { return };
        let ended = {
            let reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
            loop {
                match reader.try_recv() {
                    Ok(card) => self.cards.push(card),
                    Err(error) => break error == TryRecvError::Disconnected,
                }
            }
        };
        if ended {
            self.reader = None;
        }
    }

    /// Whether all scenes were read.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.reader.is_none()
    }
}

/// The cards in order; a shipped scene has no faults, a test sees to it.
fn cards(own: Option<Arc<Scene>>) -> impl Iterator<Item = SceneCard> {
    let shipped = shipped().iter().filter_map(|entry| Scene::shipped(entry.name).ok());
    own.into_iter()
        .map(|scene| SceneCard::of(scene, true))
        .chain(shipped.map(|scene| SceneCard::of(Arc::new(scene), false)))
}

/// Whether a scene came with the program and is as it came.
fn is_shipped(scene: &Scene) -> bool {
    Scene::shipped(scene.source()).is_ok_and(|shipped| shipped == *scene)
}
