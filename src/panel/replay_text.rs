//! Replays in words.

use crate::measure::replay::ReplayEvent;
use crate::modulation::BrainState;
use crate::session::Session;
use crate::simulation::NetworkInfo;
use crate::words::{number, words};

/// Name of a pattern.
pub fn name(info: &NetworkInfo, pattern: usize) -> &str {
    info.patterns.get(pattern).map_or("?", |pattern| pattern.name.as_str())
}

/// Whether replays can be expected here: there are patterns, and there is or was sleep.
pub fn expected(session: &Session) -> bool {
    let sleeps = || session.info.phases.iter().any(|phase| phase.state == BrainState::Nrem);
    !session.info.patterns.is_empty() && (session.sample.replay.sleeps > 0 || sleeps())
}

/// Why there is no replay to show, if there is none in this sleep or the last one.
pub fn missing(session: &Session) -> Option<&'static str> {
    let replay = &session.sample.replay;
    let asleep = session.sample.state != BrainState::Awake;
    if session.info.patterns.is_empty() {
        Some(words!("replay-no-patterns", "No replay: this scene has no patterns to remember."))
    } else if replay.memories.iter().all(|memory| memory.members == 0) {
        Some(words!(
            "replay-no-memory",
            "No memory to look for yet. Who belongs to one is measured when a whole pattern is presented."
        ))
    } else if replay.sleeps == 0 || (!asleep && replay.searched_s <= 0.0) {
        Some(words!("replay-no-sleep", "No sleep with a memory yet: replays are looked for in NREM sleep."))
    } else if replay.searched_s <= 0.0 {
        Some(words!("replay-listening", "Listening: the first 2 s of a sleep set the level, then replays count."))
    } else if replay.memories.iter().all(|memory| memory.replays == 0) {
        Some(if asleep {
            words!("replay-none-so-far", "No replay in this sleep so far.")
        } else {
            words!("replay-none", "No replay in the last sleep.")
        })
    } else {
        None
    }
}

/// Whose replay is looked for, and why these are not as many as the pattern drives.
pub fn engram_explanation() -> &'static str {
    words!(
        "replay-engram",
        "Replays are looked for among the cells that answered when the whole pattern was last presented: with at least 10 spikes/s, and \
         clearly more than before it. They are not quite those that the pattern drives most, which recall and the inspector count."
    )
}

/// How many cells of a pattern answered when it was last presented, as replays count them; none while that was not measured.
pub fn answered(session: &Session, pattern: usize) -> Option<String> {
    let members = session.sample.replay.memories.get(pattern).map_or(0, |memory| memory.members);
    (members > 0).then(|| {
        words!(
            "replay-answered",
            "{ $n -> [one] 1 cell *[other] { $n } cells } answered when it was last presented: among these replays are looked for.",
            n = members
        )
    })
}

/// One replay: memory, time, score, size, and how often shuffled memories do the same.
pub fn replay_text(info: &NetworkInfo, replay: &ReplayEvent) -> String {
    let (own, chance) = replay.per_minute();
    words!(
        "replay-text",
        "{ $name } replayed at { $time } s for { $ms } ms\n{ $score } SD above shuffled memories, { $cells } of the { $members } cells that answered\nIn \
         its sleep by then: { $own } a minute, shuffled memories { $chance }",
        name = name(info, replay.pattern),
        time = number(&format!("{:.2}", replay.start_s)),
        ms = format!("{:.0}", 1000.0 * (replay.end_s - replay.start_s)),
        score = number(&format!("{:.1}", replay.score)),
        cells = replay.cells.len(),
        members = replay.members,
        own = rate(own),
        chance = rate(chance)
    )
}

/// A rate a minute without needless digits.
fn rate(per_minute: f64) -> String {
    number(&if per_minute < 9.95 { format!("{per_minute:.1}") } else { format!("{per_minute:.0}") })
}
