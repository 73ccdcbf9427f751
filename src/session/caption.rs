//! One sentence that says what happens now; the window and the films show it.

use super::Session;
use crate::measure::Activity;
use crate::measure::replay::MemoryReplays;
use crate::modulation::BrainState;
use crate::plasticity::Rule;
use crate::protocol::PhaseLabel;
use crate::simulation::{NetworkInfo, PhaseInfo, Presentation, Recalled, ViewSample};
use crate::words::{number, scene_text, words};

/// Below this the gate of the synaptic rules counts as shut.
const GATE_SHUT: f32 = 0.1;
/// What came of a cue is told so long after it (s of model time).
const TOLD_S: f64 = 5.0;
/// Rules besides triplet STDP by which what fires together changes synapses.
const OTHER_SYNAPTIC: [Rule; 6] =
    [Rule::PairStdp, Rule::FullTripletStdp, Rule::VoltageStdp, Rule::Bcm, Rule::ThreeFactor, Rule::Btsp];

impl Session {
    /// What happens now, in a sentence; `None` where there is nothing to say that the scene's own picture does not.
    #[must_use]
    pub fn caption(&self) -> Option<String> {
        caption(&self.info, &self.sample, self.recalled.iter().next_back())
    }
}

/// The caption; `last` is the newest presentation that ended.
fn caption(info: &NetworkInfo, sample: &ViewSample, last: Option<&Recalled>) -> Option<String> {
    if sample.stop.is_some() {
        return None;
    }
    if let Some(presentation) = sample.presentation {
        let name = info.patterns.get(presentation.pattern)?.name.as_str();
        return Some(presented(info, sample, presentation, name));
    }
    if let PhaseLabel::Lap { track, number: lap, position: Some(position) } = &sample.phase_label {
        return Some(words!(
            "caption-lap",
            "Lap { $lap } on { $track }, now at { $metres } m: each place drives the neurons whose field is there.",
            lap = lap.to_string(),
            track = scene_text(track),
            metres = number(&format!("{:.1}", position / 100.0))
        ));
    }
    match sample.state {
        BrainState::Nrem | BrainState::Rem => Some(asleep(info, sample)),
        BrainState::Awake if info.patterns.is_empty() => None,
        BrainState::Awake => {
            let ago_s = |cue: &&Recalled| sample.time_s - cue.start_s - cue.seconds;
            let cue = last.filter(|last| last.is_cue() && ago_s(last) < TOLD_S);
            Some(cue.and_then(|cue| cue.outcome(info)).unwrap_or_else(|| waiting(info, sample)))
        }
    }
}

/// Asleep, and no pattern: what the network does.
fn asleep(info: &NetworkInfo, sample: &ViewSample) -> String {
    let state = sample.state.label();
    let sleep = if sample.state_held {
        words!("caption-sleep-held", "{ $state } sleep, held by you", state = state)
    } else {
        words!("caption-sleep", "{ $state } sleep", state = state)
    };
    let busy = |memory: &MemoryReplays| f64::from(memory.replays) > memory.chance_high;
    let replayed = sample.state == BrainState::Nrem && sample.replay.memories.iter().any(busy);
    match (sample.activity, replayed) {
        (Activity::Swinging, true) => words!(
            "caption-swinging-replay",
            "{ $sleep }: Up and Down states take turns, and stored patterns light up again by themselves.",
            sleep = sleep
        ),
        (Activity::Swinging, false) => {
            words!("caption-swinging", "{ $sleep }: Up and Down states take turns.", sleep = sleep)
        }
        (Activity::Steady, true) => words!(
            "caption-steady-replay",
            "{ $sleep }: active without Down states, and stored patterns light up again by themselves.",
            sleep = sleep
        ),
        (Activity::Steady, false) => {
            words!("caption-steady", "{ $sleep }: active without Down states.", sleep = sleep)
        }
        (Activity::Unknown, _) if sample.state == BrainState::Rem => {
            words!("caption-rem", "{ $sleep }: nothing comes from outside.", sleep = sleep)
        }
        (Activity::Unknown, _) if info.patterns.is_empty() => words!("caption-asleep", "{ $sleep }.", sleep = sleep),
        (Activity::Unknown, _) => {
            words!("caption-no-pattern", "{ $sleep }: no pattern comes from outside.", sleep = sleep)
        }
    }
}

fn presented(info: &NetworkInfo, sample: &ViewSample, presentation: Presentation, name: &str) -> String {
    if presentation.frozen {
        return tested(presentation, name);
    }
    let on = |rule| info.rules.iter().zip(&sample.rules_enabled).any(|(present, on)| *present == rule && *on);
    let gated = on(Rule::TripletStdp);
    let shut = gated && sample.plasticity_gate < GATE_SHUT;
    let excitability = on(Rule::IntrinsicPlasticity);
    if gated && !shut {
        return if excitability {
            words!(
                "caption-learning-both",
                "Learning { $name }: neurons that fire together connect more strongly, and neurons that take part become easier \
                 to excite.",
                name = name
            )
        } else {
            words!(
                "caption-learning-synapses",
                "Learning { $name }: neurons that fire together connect more strongly.",
                name = name
            )
        };
    }
    let others: Vec<&str> = OTHER_SYNAPTIC.into_iter().filter(|&rule| on(rule)).map(Rule::label).collect();
    let rules = others.join(&format!(" {} ", words!("caption-and", "and")));
    let gate = format!("{:.0}", 100.0 * sample.plasticity_gate);
    match (others.is_empty(), excitability) {
        (false, true) => words!(
            "caption-learning-rules-both",
            "Learning { $name }: synapses change by { $rules }, and neurons that take part become easier to excite.",
            name = name,
            rules = rules
        ),
        (false, false) => words!(
            "caption-learning-rules",
            "Learning { $name }: synapses change by { $rules }.",
            name = name,
            rules = rules
        ),
        (true, true) if shut => words!(
            "caption-learning-gate",
            "Learning { $name }: neurons that take part become easier to excite; synapses hardly change, their gate is { $gate } % \
             open.",
            name = name,
            gate = gate
        ),
        (true, true) => words!(
            "caption-learning-excitability",
            "Learning { $name }: neurons that take part become easier to excite; synapses stay as they are.",
            name = name
        ),
        (true, false) if shut => words!(
            "caption-presented-gate",
            "Pattern { $name } is presented; synapses hardly change, their gate is { $gate } % open.",
            name = name,
            gate = gate
        ),
        (true, false) => words!(
            "caption-presented",
            "Pattern { $name } is presented, with learning at its neurons switched off or not in this scene.",
            name = name
        ),
    }
}

/// A pattern or a part of it, as a test.
fn tested(presentation: Presentation, name: &str) -> String {
    let percent = f64::from(presentation.fraction.clamp(0.0, 1.0)) * 100.0;
    if presentation.fraction < 1.0 {
        words!(
            "caption-cue",
            "Cue: { $percent } % of { $name }'s inputs are active, nothing is learned. Does the rest of { $name } join in? The \
             plot Recall counts.",
            percent = format!("{percent:.0}"),
            name = name
        )
    } else {
        words!("caption-test", "Test: all of { $name }'s inputs are active, nothing is learned.", name = name)
    }
}

/// Awake, and no pattern: what comes next.
fn waiting(info: &NetworkInfo, sample: &ViewSample) -> String {
    if sample.state_held {
        return words!(
            "caption-awake-held",
            "Awake, held by you: the scene waits. Present a pattern, cue a part of one, or let the scene go on."
        )
        .to_owned();
    }
    let next = info.phases.iter().find(|phase| {
        let tells = phase.pattern.is_some() || phase.open.is_some() || phase.state != BrainState::Awake;
        phase.start_s > sample.timeline_s && tells && phase.is_planned(&sample.choices)
    });
    match next {
        Some(PhaseInfo { pattern: Some(pattern), .. }) => {
            let name = info.patterns.get(*pattern).map_or("?", |pattern| pattern.name.as_str());
            words!("caption-next-pattern", "Awake, no input pattern. Next comes pattern { $name }.", name = name)
        }
        Some(PhaseInfo { open: Some(_), label, .. }) => {
            let name = label.named().unwrap_or_default();
            words!(
                "caption-next-open",
                "Awake, no input pattern. What comes next is still open: { $name }.",
                name = name
            )
        }
        Some(phase) => {
            let state = phase.state.label();
            words!("caption-next-sleep", "Awake, no input pattern. Next comes { $state } sleep.", state = state)
        }
        None => words!(
            "caption-over",
            "The scene has shown everything. Present a pattern, cue a part of one, or put the network to sleep."
        )
        .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::GuardStop;
    use crate::simulation::{PatternInfo, Stop};
    use crate::words::{Language, speak};

    fn scene() -> (NetworkInfo, ViewSample) {
        let pattern = |name: &str| PatternInfo { name: name.to_owned(), members: Vec::new() };
        let phase = |start_s, state, pattern| PhaseInfo {
            start_s,
            end_s: start_s + 1.0,
            state,
            pattern,
            ..PhaseInfo::default()
        };
        let info = NetworkInfo {
            patterns: vec![pattern("A"), pattern("B")],
            phases: vec![phase(1.0, BrainState::Awake, Some(1)), phase(2.0, BrainState::Nrem, None)],
            rules: vec![Rule::TripletStdp, Rule::IntrinsicPlasticity],
            ..NetworkInfo::default()
        };
        (info, ViewSample { rules_enabled: vec![true, true], plasticity_gate: 1.0, ..ViewSample::default() })
    }

    #[test]
    fn the_caption_follows_the_phase_and_the_rules() {
        let (info, mut sample) = scene();
        let text = |sample: &ViewSample| caption(&info, sample, None).unwrap_or_default();
        assert!(text(&sample).contains("Next comes pattern B"));
        sample.timeline_s = 1.5;
        assert!(text(&sample).contains("Next comes NREM sleep"));
        sample.timeline_s = 9.0;
        assert!(text(&sample).contains("shown everything"));
        sample.presentation = Some(Presentation { pattern: 0, fraction: 1.0, frozen: false });
        assert!(text(&sample).contains("Learning A") && text(&sample).contains("easier to excite"));
        sample.plasticity_gate = 0.03;
        assert!(text(&sample).contains("hardly change") && text(&sample).contains("3 % open"));
        sample.plasticity_gate = 1.0;
        sample.rules_enabled[1] = false;
        assert!(text(&sample).contains("more strongly") && !text(&sample).contains("excite"));
        sample.rules_enabled[0] = false;
        assert!(!text(&sample).contains("Learning A"));
        sample.presentation = Some(Presentation { pattern: 1, fraction: 0.4, frozen: true });
        assert!(text(&sample).contains("40 % of B"));
        sample.presentation = None;
        sample.phase_label = PhaseLabel::Lap { track: "novel".to_owned(), number: 2, position: Some(80.0) };
        assert!(text(&sample).starts_with("Lap 2 on novel, now at 0.8 m"));
        sample.phase_label = PhaseLabel::Rest;
        sample.state = BrainState::Nrem;
        assert!(text(&sample).starts_with("NREM sleep"));
        sample.stop = Some(Stop { time_s: 1.0, reason: GuardStop::default() });
        assert_eq!(caption(&info, &sample, None), None);
    }

    #[test]
    fn the_caption_of_sleep_says_what_the_network_does() {
        let (info, mut sample) = scene();
        let text = |sample: &ViewSample| caption(&info, sample, None).unwrap_or_default();
        sample.state = BrainState::Nrem;
        assert_eq!(text(&sample), "NREM sleep: no pattern comes from outside.");
        sample.activity = Activity::Steady;
        assert_eq!(text(&sample), "NREM sleep: active without Down states.");
        sample.activity = Activity::Swinging;
        assert_eq!(text(&sample), "NREM sleep: Up and Down states take turns.");
        let memory = MemoryReplays { members: 40, replays: 3, chance: 1.0, chance_high: 3.0 };
        sample.replay.memories = vec![memory];
        assert!(!text(&sample).contains("light up"), "as often as by chance is no replay");
        sample.replay.memories[0].replays = 9;
        assert!(text(&sample).ends_with("and stored patterns light up again by themselves."));
        sample.state_held = true;
        assert!(text(&sample).starts_with("NREM sleep, held by you: Up and Down"));
        sample.state = BrainState::Rem;
        sample.activity = Activity::Unknown;
        assert_eq!(text(&sample), "REM sleep, held by you: nothing comes from outside.");
        let bare = NetworkInfo::default();
        sample.state = BrainState::Nrem;
        assert_eq!(caption(&bare, &sample, None).as_deref(), Some("NREM sleep, held by you."));
    }

    #[test]
    fn the_caption_names_the_rules_that_the_scene_has() {
        let (mut info, mut sample) = scene();
        sample.presentation = Some(Presentation { pattern: 0, fraction: 1.0, frozen: false });
        info.rules = vec![Rule::Btsp, Rule::IntrinsicPlasticity];
        let text = caption(&info, &sample, None).unwrap_or_default();
        assert_eq!(
            text,
            "Learning A: synapses change by Plateau plasticity (BTSP), and neurons that take part become easier to excite."
        );
    }

    #[test]
    fn after_a_cue_the_caption_says_who_answered() {
        let (mut info, mut sample) = scene();
        let mut cue =
            Recalled { pattern: 0, fraction: 0.4, start_s: 2.0, seconds: 1.0, shares: vec![0.62, 0.08], others: 0.01 };
        sample.time_s = 3.5;
        let text = |info: &NetworkInfo, sample: &ViewSample, cue: &Recalled| caption(info, sample, Some(cue));
        assert_eq!(text(&info, &sample, &cue).as_deref(), Some("Cue of A: 62 % of A's cells answered, 8 % of B's."));
        speak(Language::German);
        let german = text(&info, &sample, &cue);
        speak(Language::English);
        assert_eq!(german.as_deref(), Some("Hinweisreiz für A: 62 % der Zellen von A haben geantwortet, 8 % von B."));
        for name in ["C", "D", "E"] {
            info.patterns.push(PatternInfo { name: name.to_owned(), members: Vec::new() });
        }
        cue.shares.extend([0.0, 0.11, f32::NAN]);
        assert_eq!(
            text(&info, &sample, &cue).as_deref(),
            Some("Cue of A: 62 % of A's cells answered, 8 % of B's, 0 % of C's, 11 % of D's.")
        );
        cue.shares[4] = 0.05;
        assert_eq!(
            text(&info, &sample, &cue).as_deref(),
            Some("Cue of A: 62 % of A's cells answered, at most 11 % of any other memory's.")
        );
        cue.shares.truncate(1);
        assert_eq!(text(&info, &sample, &cue).as_deref(), Some("Cue of A: 62 % of A's cells answered."));
        sample.time_s = 9.0;
        assert!(text(&info, &sample, &cue).is_some_and(|text| text.contains("Next comes")), "it was told long enough");
        sample.time_s = 3.5;
        cue.fraction = 1.0;
        assert!(text(&info, &sample, &cue).is_some_and(|text| text.contains("Next comes")), "it was no cue");
    }
}
