//! One sentence that says what happens now; the window and the films show it.

use crate::measure::Activity;
use crate::measure::replay::MemoryReplays;
use crate::modulation::BrainState;
use crate::plasticity::Rule;
use crate::simulation::{NetworkInfo, PhaseInfo, Presentation, ViewSample};

/// Below this the gate of the synaptic rules counts as shut.
const GATE_SHUT: f32 = 0.1;
/// Rules besides triplet STDP by which what fires together changes synapses.
const OTHER_SYNAPTIC: [Rule; 6] =
    [Rule::PairStdp, Rule::FullTripletStdp, Rule::VoltageStdp, Rule::Bcm, Rule::ThreeFactor, Rule::Btsp];

/// What happens now, in a sentence; `None` where there is nothing to say that the scene's own picture does not.
#[must_use]
pub fn caption(info: &NetworkInfo, sample: &ViewSample) -> Option<String> {
    if sample.stop.is_some() {
        return None;
    }
    if let Some(presentation) = sample.presentation {
        let name = info.patterns.get(presentation.pattern)?.name.as_str();
        return Some(presented(info, sample, presentation, name));
    }
    match sample.state {
        BrainState::Nrem | BrainState::Rem => Some(asleep(info, sample)),
        BrainState::Awake if info.patterns.is_empty() => None,
        BrainState::Awake => Some(waiting(info, sample)),
    }
}

/// Asleep, and no pattern: what the network does.
fn asleep(info: &NetworkInfo, sample: &ViewSample) -> String {
    let held = if sample.state_held { ", held by you" } else { "" };
    let begin = format!("{} sleep{held}", sample.state.label());
    let outside = match sample.state {
        BrainState::Rem => "nothing comes from outside",
        _ if info.patterns.is_empty() => "",
        _ => "no pattern comes from outside",
    };
    let busy = |memory: &MemoryReplays| f64::from(memory.replays) > memory.chance_high;
    let replayed = sample.state == BrainState::Nrem && sample.replay.memories.iter().any(busy);
    match (sample.activity, replayed) {
        (Activity::Swinging, true) => {
            format!("{begin}: Up and Down states take turns, and stored patterns light up again by themselves.")
        }
        (Activity::Swinging, false) => format!("{begin}: Up and Down states take turns."),
        (Activity::Steady, true) => {
            format!("{begin}: active without Down states, and stored patterns light up again by themselves.")
        }
        (Activity::Steady, false) => format!("{begin}: active without Down states."),
        (Activity::Unknown, _) if outside.is_empty() => format!("{begin}."),
        (Activity::Unknown, _) => format!("{begin}: {outside}."),
    }
}

fn presented(info: &NetworkInfo, sample: &ViewSample, presentation: Presentation, name: &str) -> String {
    let percent = f64::from(presentation.fraction.clamp(0.0, 1.0)) * 100.0;
    if presentation.frozen {
        return if presentation.fraction < 1.0 {
            format!(
                "Cue: {percent:.0} % of {name}'s inputs are active, nothing is learned. Does the rest of {name} join in? The plot Recall \
                 counts."
            )
        } else {
            format!("Test: all of {name}'s inputs are active, nothing is learned.")
        };
    }
    let on = |rule| info.rules.iter().zip(&sample.rules_enabled).any(|(present, on)| *present == rule && *on);
    let gated = on(Rule::TripletStdp);
    let synapses = if gated && sample.plasticity_gate >= GATE_SHUT {
        Some("neurons that fire together connect more strongly".to_owned())
    } else {
        let others: Vec<&str> = OTHER_SYNAPTIC.into_iter().filter(|&rule| on(rule)).map(Rule::label).collect();
        (!others.is_empty()).then(|| format!("synapses change by {}", others.join(" and ")))
    };
    let excitability = on(Rule::IntrinsicPlasticity);
    let shut = gated && sample.plasticity_gate < GATE_SHUT;
    match (synapses, excitability) {
        (Some(synapses), true) => {
            format!("Learning {name}: {synapses}, and neurons that take part become easier to excite.")
        }
        (Some(synapses), false) => format!("Learning {name}: {synapses}."),
        (None, true) if shut => format!(
            "Learning {name}: neurons that take part become easier to excite; synapses hardly change, their gate is {:.0} % open.",
            100.0 * sample.plasticity_gate
        ),
        (None, true) => {
            format!("Learning {name}: neurons that take part become easier to excite; synapses stay as they are.")
        }
        (None, false) if shut => format!(
            "Pattern {name} is presented; synapses hardly change, their gate is {:.0} % open.",
            100.0 * sample.plasticity_gate
        ),
        (None, false) => {
            format!("Pattern {name} is presented, with learning at its neurons switched off or not in this scene.")
        }
    }
}

/// Awake, and no pattern: what comes next.
fn waiting(info: &NetworkInfo, sample: &ViewSample) -> String {
    if sample.state_held {
        return "Awake, held by you: the scene waits. Present a pattern, cue a part of one, or let the scene go on."
            .to_owned();
    }
    let next = info.phases.iter().find(|phase| {
        phase.start_s > sample.timeline_s && (phase.pattern.is_some() || phase.state != BrainState::Awake)
    });
    match next {
        Some(PhaseInfo { pattern: Some(pattern), .. }) => {
            let name = info.patterns.get(*pattern).map_or("?", |pattern| pattern.name.as_str());
            format!("Awake, no input pattern. Next comes pattern {name}.")
        }
        Some(phase) => {
            format!("Awake, no input pattern. Next comes {} sleep.", phase.state.label())
        }
        None => "The scene has shown everything. Present a pattern, cue a part of one, or put the network to sleep."
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{PatternInfo, Stop};

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
        let text = |sample: &ViewSample| caption(&info, sample).unwrap_or_default();
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
        sample.state = BrainState::Nrem;
        assert!(text(&sample).starts_with("NREM sleep"));
        sample.stop = Some(Stop { time_s: 1.0, reason: String::new() });
        assert_eq!(caption(&info, &sample), None);
    }
    #[test]
    fn the_caption_of_sleep_says_what_the_network_does() {
        let (info, mut sample) = scene();
        let text = |sample: &ViewSample| caption(&info, sample).unwrap_or_default();
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
        assert_eq!(caption(&bare, &sample).as_deref(), Some("NREM sleep, held by you."));
    }

    #[test]
    fn the_caption_names_the_rules_that_the_scene_has() {
        let (mut info, mut sample) = scene();
        sample.presentation = Some(Presentation { pattern: 0, fraction: 1.0, frozen: false });
        info.rules = vec![Rule::Btsp, Rule::IntrinsicPlasticity];
        let text = caption(&info, &sample).unwrap_or_default();
        assert_eq!(
            text,
            "Learning A: synapses change by Plateau plasticity (BTSP), and neurons that take part become easier to excite."
        );
    }
}
