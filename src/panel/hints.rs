//! The first things to do, one hint at a time: each goes when it was done, whoever thought of it.

use super::command::Command;
use super::inspector::NeuronPage;
use crate::session::{Session, ViewReport};
use crate::words::words;
use serde::{Deserialize, Serialize};

/// A first thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FirstStep {
    /// Select a neuron.
    Select,
    /// Ask why it fires.
    Why,
    /// Turn the network.
    Turn,
    /// Hold time still.
    Hold,
    /// Change something and take it back.
    TakeBack,
}

impl FirstStep {
    /// All of them, in their order.
    pub const ALL: [Self; 5] = [Self::Select, Self::Why, Self::Turn, Self::Hold, Self::TakeBack];

    /// The hint.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Select => words!("hint-select", "Click a neuron").to_owned(),
            Self::Why => words!("hint-why", "{ $key } tells why it fires", key = Command::Why.key_text()),
            Self::Turn => words!("hint-turn", "Drag turns the network, the wheel comes closer").to_owned(),
            Self::Hold => words!("hint-hold", "{ $key } holds time still", key = Command::TogglePlay.key_text()),
            Self::TakeBack => {
                words!("hint-take-back", "Move a slider; { $key } takes it back", key = Command::Undo.key_text())
            }
        }
    }
}

/// Which of them are left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hints {
    /// What was done once.
    done: Vec<FirstStep>,
    /// Whether the user wants none.
    off: bool,
}

impl Hints {
    /// Note what was done.
    pub fn follow(&mut self, session: &Session, page: NeuronPage, report: &ViewReport) {
        for step in FirstStep::ALL {
            let now = match step {
                FirstStep::Select => session.selected().is_some(),
                FirstStep::Why => session.selected().is_some() && page == NeuronPage::Why,
                FirstStep::Turn => report.pivot.is_some(),
                FirstStep::Hold => session.sample.step > 0 && !session.status.playing && !session.is_stopped(),
                FirstStep::TakeBack => session.undo.next_redo().is_some(),
            };
            if now && !self.done.contains(&step) {
                self.done.push(step);
            }
        }
    }

    /// The hint for now; none if all was done or nobody wants any. What needs a selected neuron waits for one.
    #[must_use]
    pub fn now(&self, session: &Session) -> Option<FirstStep> {
        let one = session.selected().is_some() && !session.selection.is_group();
        let left = |step: &FirstStep| !self.done.contains(step) && (*step != FirstStep::Why || one);
        FirstStep::ALL.into_iter().find(left).filter(|_| !self.off)
    }

    /// Want no hints while there are some, else all of them from the first.
    pub fn toggle(&mut self) {
        let left = !self.off && self.done.len() < FirstStep::ALL.len();
        *self = Self { off: left, done: if left { std::mem::take(&mut self.done) } else { Vec::new() } };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Selection;
    use crate::simulation::{NetworkInfo, SimulationCommand, ViewSample};
    use bevy::math::Vec2;

    #[test]
    fn each_hint_goes_when_it_was_done_and_all_come_back_when_asked_for() {
        let info = NetworkInfo { positions: vec![[0.0; 3]; 4], ..NetworkInfo::default() };
        let mut session = Session::detached(info, ViewSample { step: 9, input_strength: 1.0, ..ViewSample::default() });
        session.status.playing = true;
        let (mut hints, mut report, mut page) = (Hints::default(), ViewReport::default(), NeuronPage::Values);
        let mut now = |session: &Session, page, report: &ViewReport| {
            hints.follow(session, page, report);
            hints.now(session)
        };
        assert_eq!(now(&session, page, &report), Some(FirstStep::Select));
        session.selection = Selection::from(Some(2));
        assert_eq!(now(&session, page, &report), Some(FirstStep::Why));
        session.selection = Selection::default();
        assert_eq!(now(&session, page, &report), Some(FirstStep::Turn), "without a neuron it tells nothing");
        session.selection = Selection::from(Some(2));
        page = NeuronPage::Why;
        assert_eq!(now(&session, page, &report), Some(FirstStep::Turn));
        report.pivot = Some(Vec2::ZERO);
        assert_eq!(now(&session, page, &report), Some(FirstStep::Hold));
        session.status.playing = false;
        assert_eq!(now(&session, page, &report), Some(FirstStep::TakeBack));
        session.apply(SimulationCommand::SetInputStrength(2.0));
        session.undo();
        assert_eq!(now(&session, page, &report), None);
        hints.toggle();
        assert_eq!(hints.now(&session), Some(FirstStep::Select));
        hints.toggle();
        assert_eq!(hints.now(&session), None);
        hints.toggle();
        assert_eq!(hints.now(&session), Some(FirstStep::Select));
    }
}
