//! One sentence that says what happens now; the window and the films show it.

use crate::modulation::BrainState;
use crate::plasticity::Rule;
use crate::simulation::{NetworkInfo, PhaseInfo, Presentation, ViewSample};

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
        BrainState::Nrem if info.patterns.is_empty() => {
            Some("NREM sleep: the network swings between active Up and silent Down states.".to_owned())
        }
        BrainState::Nrem => Some(
            "NREM sleep: Up and Down states take turns, and stored patterns can light up again by themselves."
                .to_owned(),
        ),
        BrainState::Rem => Some("REM sleep: active as when awake, but no pattern comes from outside.".to_owned()),
        BrainState::Awake if info.patterns.is_empty() => None,
        BrainState::Awake => Some(waiting(info, sample)),
    }
}

fn presented(info: &NetworkInfo, sample: &ViewSample, presentation: Presentation, name: &str) -> String {
    let percent = f64::from(presentation.fraction.clamp(0.0, 1.0)) * 100.0;
    if presentation.frozen {
        return if presentation.fraction < 1.0 {
            format!(
                "Cue: {percent:.0} % of {name}'s inputs are active, nothing is learned. Does the rest of {name} join in?"
            )
        } else {
            format!("Test: all of {name}'s inputs are active, nothing is learned.")
        };
    }
    let on = |rule| info.rules.iter().zip(&sample.rules_enabled).any(|(present, on)| *present == rule && *on);
    let what = match (on(Rule::TripletStdp), on(Rule::IntrinsicPlasticity)) {
        (true, true) => "neurons that fire together connect more strongly and become easier to excite.",
        (true, false) => "neurons that fire together connect more strongly.",
        (false, true) => "neurons that take part become easier to excite; synapses stay as they are.",
        (false, false) => return format!("Pattern {name} is presented, with learning at its neurons switched off."),
    };
    format!("Learning {name}: {what}")
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
            format!("Awake, no input pattern: background activity only. Next comes pattern {name}.")
        }
        Some(phase) => {
            format!("Awake, no input pattern: background activity only. Next comes {} sleep.", phase.state.label())
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
        let phase =
            |start_s, state, pattern| PhaseInfo { start_s, end_s: start_s + 1.0, state, label: String::new(), pattern };
        let info = NetworkInfo {
            patterns: vec![pattern("A"), pattern("B")],
            phases: vec![phase(1.0, BrainState::Awake, Some(1)), phase(2.0, BrainState::Nrem, None)],
            rules: vec![Rule::TripletStdp, Rule::IntrinsicPlasticity],
            ..NetworkInfo::default()
        };
        (info, ViewSample { rules_enabled: vec![true, true], ..ViewSample::default() })
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
}
