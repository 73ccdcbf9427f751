//! Replays in words.

use crate::measure::replay::ReplayEvent;
use crate::modulation::BrainState;
use crate::session::Session;
use crate::simulation::NetworkInfo;

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
        Some("No replay: this scene has no patterns to remember.")
    } else if replay.memories.iter().all(|memory| memory.members == 0) {
        Some("No memory to look for yet. Who belongs to one is measured when a whole pattern is presented.")
    } else if replay.sleeps == 0 || (!asleep && replay.searched_s <= 0.0) {
        Some("No sleep with a memory yet: replays are looked for in NREM sleep.")
    } else if replay.searched_s <= 0.0 {
        Some("Listening: the first 2 s of a sleep set the level, then replays count.")
    } else if replay.memories.iter().all(|memory| memory.replays == 0) {
        Some(if asleep { "No replay in this sleep so far." } else { "No replay in the last sleep." })
    } else {
        None
    }
}

/// One replay: memory, time, score, size, and how often shuffled memories do the same.
pub fn replay_text(info: &NetworkInfo, replay: &ReplayEvent) -> String {
    let (own, chance) = replay.per_minute();
    format!(
        "{} replayed at {:.2} s for {:.0} ms\n{:.1} SD above shuffled memories, {} of {} cells\nIn its sleep by then: {} a \
         minute, shuffled memories {}",
        name(info, replay.pattern),
        replay.start_s,
        1000.0 * (replay.end_s - replay.start_s),
        replay.score,
        replay.cells.len(),
        replay.members,
        rate(own),
        rate(chance)
    )
}

/// A rate a minute without needless digits.
fn rate(per_minute: f64) -> String {
    if per_minute < 9.95 { format!("{per_minute:.1}") } else { format!("{per_minute:.0}") }
}
