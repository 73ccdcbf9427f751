//! The way back from each choice: when what the run can go on to happened last.

use super::choice::{BURST_HZ, RunUntil};
use crate::session::Session;
use crate::simulation::{RECALLED_SHARE, Recalled, Stretch};
use crate::words::words;

impl RunUntil {
    /// The way back from it.
    pub(super) fn back_label(self) -> &'static str {
        match self {
            Self::Phase => words!("back-phase", "the begin of the phase"),
            Self::Presentation => words!("back-presentation", "the last presentation"),
            Self::BrainState => words!("back-brain-state", "where the network last fell asleep or woke"),
            Self::Replay => words!("back-replay", "the last replay"),
            Self::Recall => words!("back-recall", "the last cue that called up its memory"),
            Self::Spike => words!("back-spike", "the last spike of the selected neuron"),
            Self::Rate => words!("back-rate", "where all neurons last fired above 20 spikes/s"),
            Self::Second => words!("back-second", "1 s before"),
            Self::TenSeconds => words!("back-ten-seconds", "10 s before"),
            Self::Minute => words!("back-minute", "1 min before"),
        }
    }

    /// When it happened last before the moment that is shown (s of model time), or why there is no way back.
    pub(super) fn before(self, session: &Session) -> Result<f64, &'static str> {
        let (history, now_s) = (&session.history, session.sample.time_s);
        let before_s = now_s - f64::from(session.info.dt_ms) / 2000.0;
        let stretches = history.course.past();
        let begin = |is_one: &dyn Fn(&Stretch, &Stretch) -> bool| {
            let pairs = stretches.windows(2).map(|pair| (&pair[0], &pair[1]));
            let mut begins =
                pairs.filter(|(before, stretch)| is_one(before, stretch)).map(|(_, stretch)| stretch.start_s);
            begins.rfind(|start_s| *start_s < before_s)
        };
        let ago = |seconds: f64| (now_s >= seconds).then_some(now_s - seconds);
        let last = match self {
            Self::Phase => Some(begin(&|before, now| before.what.phase != now.what.phase).unwrap_or_default())
                .filter(|_| now_s > 0.0),
            Self::Presentation => begin(&|before, now| {
                now.what.presentation.is_some() && now.what.presentation != before.what.presentation
            }),
            Self::BrainState => begin(&|before, now| before.what.state != now.what.state),
            Self::Replay => history.replays.iter().map(|replay| replay.start_s).rfind(|start_s| *start_s < before_s),
            Self::Recall => {
                let own = |recalled: &&Recalled| recalled.shares.get(recalled.pattern).copied().unwrap_or_default();
                let called = session.recalled.iter().filter(|one| one.is_cue() && own(one) >= RECALLED_SHARE);
                called.map(|one| one.start_s + one.seconds).rfind(|end_s| *end_s < before_s)
            }
            Self::Spike => {
                let neuron = session.selected();
                if neuron.is_none() {
                    return Err(words!("until-no-neuron", "Select a neuron first."));
                }
                let own = history.spikes.iter().rev().filter(|spike| Some(spike.neuron) == neuron);
                own.map(|spike| spike.time_s).find(|time_s| *time_s < before_s)
            }
            Self::Rate => {
                let populations = &session.info.populations;
                let neurons: usize = populations.iter().map(|population| population.range.len()).sum();
                let spikes = |rates: &[f32]| {
                    rates
                        .iter()
                        .zip(populations)
                        .map(|(rate, population)| rate * population.range.len() as f32)
                        .sum::<f32>()
                };
                let fast = history.rates.iter().rev().filter(|bin| spikes(&bin.rates_hz) > BURST_HZ * neurons as f32);
                fast.map(|bin| bin.time_s).find(|time_s| *time_s < before_s)
            }
            Self::Second => ago(1.0),
            Self::TenSeconds => ago(10.0),
            Self::Minute => ago(60.0),
        };
        last.ok_or_else(|| words!("back-never", "There was none in what is kept of the run before this moment."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modulation::BrainState;
    use crate::simulation::{Happening, NetworkInfo, Presentation, SpikeEvent, ViewSample};

    #[test]
    fn each_choice_goes_back_to_where_it_happened_last() {
        let presented = Some(Presentation { pattern: 0, fraction: 1.0, frozen: false });
        let stretch = |start_s: f64, end_s: f64, state, presentation| Stretch {
            start_s,
            end_s,
            what: Happening { state, presentation, phase: Some(start_s as u64), ..Happening::default() },
            ..Stretch::default()
        };
        let (awake, nrem) = (BrainState::Awake, BrainState::Nrem);
        let course = vec![
            stretch(0.0, 10.0, awake, None),
            stretch(10.0, 12.0, awake, presented),
            stretch(12.0, 30.0, nrem, None),
            stretch(30.0, 50.0, nrem, None),
            stretch(50.0, 70.0, awake, None),
        ];
        let spikes = vec![SpikeEvent { time_s: 66.0, neuron: 1 }, SpikeEvent { time_s: 68.0, neuron: 0 }];
        let sample = ViewSample { time_s: 70.0, course, spikes, ..ViewSample::default() };
        let info = NetworkInfo { dt_ms: 0.5, positions: vec![[0.0; 3]; 2], ..NetworkInfo::default() };
        let mut session = Session::detached(info, sample);
        let before = |session: &Session, choice: RunUntil| choice.before(session).ok();
        assert_eq!(before(&session, RunUntil::Phase), Some(50.0));
        assert_eq!(before(&session, RunUntil::Presentation), Some(10.0));
        assert_eq!(before(&session, RunUntil::BrainState), Some(50.0));
        assert_eq!((before(&session, RunUntil::Second), before(&session, RunUntil::Minute)), (Some(69.0), Some(10.0)));
        for none in [RunUntil::Replay, RunUntil::Recall, RunUntil::Rate, RunUntil::Spike] {
            assert_eq!(before(&session, none), None, "{none:?}");
        }
        session.selection = Some(1).into();
        assert_eq!(before(&session, RunUntil::Spike), Some(66.0));
        session.sample.time_s = 50.0;
        assert_eq!(before(&session, RunUntil::Phase), Some(30.0), "at its begin, that of the one before");
        assert_eq!((before(&session, RunUntil::BrainState), before(&session, RunUntil::Minute)), (Some(12.0), None));
    }
}
