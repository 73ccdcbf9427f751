//! What each neuron shows: fill, light, marks.

use super::fill::{fills, share};
use super::glow::{Glow, Glows};
use super::layout::bar_height;
use super::neuron_material::NeuronLook;
use super::places::Places;
use crate::scene::file::NeuronKind;
use crate::session::replay_lens::place;
use crate::session::{Session, Standing, TwinShown, ViewClock, ViewOptions};
use crate::simulation::RunnerStatus;
use crate::theme::{Colour, Theme};
use bevy::prelude::*;

/// Kinds of glyphs, as the shader numbers them.
const FORECAST: f32 = 1.0;
const HIT: f32 = 2.0;
const MISS: f32 = 3.0;
const UNFORESEEN: f32 = 4.0;

/// Outlines, as the shader numbers them: of a partner of the one under the pointer, of that one, of those that are selected.
const PARTNER: f32 = 0.75;
const HOVERED: f32 = 1.0;
const SELECTED: f32 = 2.0;

/// Light of a spike that is shown again in a replay: little enough to leave its colour, which tells the order.
const REPLAYED_SPIKE: f32 = 0.4;
/// The same where all else has stepped back.
const REPLAYED_ALONE: f32 = 0.7;
/// Speeds from which the light of single spikes begins to run together, and at which it has (model seconds a second of watching).
const RUNS_TOGETHER: (f32, f32) = (0.25, 1.0);
/// What is left of that light while a replay is lit.
const BEHIND_REPLAY: f32 = 0.15;

/// What does not change of the neurons of a network.
pub(super) struct Coats {
    /// 1 for diamonds, by neuron.
    kinds: Vec<f32>,
    /// Colour of each neuron's spikes (linear).
    hues: Vec<Vec3>,
}

impl Coats {
    /// Those of the network of a session.
    pub fn of(session: &Session, theme: &Theme) -> Self {
        let mut kinds = vec![0.0; session.info.positions.len()];
        for population in &session.info.populations {
            if population.kind == NeuronKind::Inhibitory {
                let range = population.range.start as usize..(population.range.end as usize).min(kinds.len());
                if let Some(kinds) = kinds.get_mut(range) {
                    kinds.fill(1.0);
                }
            }
        }
        let hues = hues(session, theme, &kinds);
        Self { kinds, hues }
    }
}

/// What decides a picture besides sample and glow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Marks {
    /// Version of the selection.
    selection: u64,
    selected: Option<u32>,
    hovered: Option<u32>,
    /// Neuron on which the pointer rests, once its partners are known.
    resting: Option<u32>,
    isolate: bool,
    /// Begin, pattern and age of the replay that is lit up.
    replay: Option<(f64, usize, f32)>,
    /// How far all else steps back for it.
    veil: f32,
    /// Neurons that the present stroke has touched.
    stroke: Option<usize>,
    /// Version of the forecast, if one is shown.
    forecast: Option<u64>,
    /// What is seen of run and twin.
    twin: Option<TwinShown>,
}

impl Marks {
    /// The ring under the pointer belongs to the mouse, so it is in no picture and no film.
    pub fn of(session: &Session, options: ViewOptions, clock: &ViewClock) -> Self {
        let hovered = session.hovered.filter(|_| !clock.recording);
        Self {
            selection: session.selection.version(),
            selected: session.selected(),
            hovered,
            resting: hovered.filter(|_| session.neighbours().is_some()),
            isolate: options.isolate,
            replay: session.lens.mark(),
            veil: veil(session.lens.veil(), &session.status),
            stroke: session.paint.stroke.as_ref().map(Vec::len),
            forecast: session.forecast.shown.then_some(session.forecast.version),
            twin: session.twin_shown(),
        }
    }
}

/// The difference of run and twin: only spikes that one of them has are light, in the colour of more or less.
pub(super) fn looks_apart(
    session: &Session,
    theme: &Theme,
    glows: &Glows,
    places: &Places,
    marks: Marks,
    coats: &Coats,
) -> Vec<NeuronLook> {
    let mut looks = looks(session, theme, &glows.front, places, marks, coats);
    let ends = [theme.colours.diverging.cool, theme.colours.diverging.warm].map(|end| Vec3::from(end.to_linear()));
    for (neuron, look) in looks.iter_mut().enumerate() {
        let more = glows.other.of(neuron) - glows.front.of(neuron);
        look.light = ends[usize::from(more > 0.0)].extend(more.abs());
    }
    looks
}

/// What the neurons of the one in front show.
pub(super) fn looks(
    session: &Session,
    theme: &Theme,
    glow: &Glow,
    places: &Places,
    marks: Marks,
    coats: &Coats,
) -> Vec<NeuronLook> {
    let sample = &session.sample;
    let fills = fills(session, theme);
    let no_value = Vec3::from(theme.colours.no_value.to_linear());
    let mut looks: Vec<NeuronLook> = coats
        .kinds
        .iter()
        .zip(&places.now)
        .zip(&coats.hues)
        .enumerate()
        .map(|(neuron, ((&kind, &place), &hue))| {
            let fill = fills.get(neuron).copied().unwrap_or(no_value);
            NeuronLook {
                place: place.extend(kind),
                fill: fill.extend(share(session, theme, neuron)),
                light: hue.extend(glow.of(neuron)),
                memory: Vec4::ZERO,
                glyph: Vec4::ZERO,
                bar: Vec4::ZERO,
                state: Vec4::new(0.0, sample.paint.get(neuron).copied().unwrap_or(0.0), 0.0, 0.0),
                near: places.contact(neuron).extend(glow.age_ms(neuron, sample.time_s)),
            }
        })
        .collect();
    for &neuron in &sample.lost {
        if let Some(look) = looks.get_mut(neuron as usize) {
            look.fill = no_value.extend(theme.view.dimmed);
        }
    }
    if places.risen > 0.0 {
        raise_bars(session, places.risen, &mut looks);
    }
    if let (true, Some(selected)) = (marks.isolate, marks.selected) {
        // A group stands alone, one neuron with its partners.
        let group = session.selection.is_group();
        let kept = if group { session.selection.neurons().to_vec() } else { partners(session, selected) };
        for (look, neuron) in looks.iter_mut().zip(0_u32..) {
            if kept.binary_search(&neuron).is_err() {
                look.fill.w = theme.view.dimmed;
            }
        }
    }
    if let (Some(_), Some(neighbours)) = (marks.resting, session.neighbours()) {
        for (look, neuron) in looks.iter_mut().zip(0_u32..) {
            if neighbours.binary_search(&neuron).is_ok() {
                look.state.x = PARTNER;
            } else {
                look.fill.w = look.fill.w.min(theme.view.dimmed);
            }
        }
    }
    // A stroke shows what it will do while it is drawn.
    let stroke = session.paint.stroke.iter().flatten();
    for &neuron in stroke {
        if let Some(look) = looks.get_mut(neuron as usize) {
            look.state.y = session.paint.value();
        }
    }
    light_presented(session, theme, &mut looks);
    step_back(marks.veil, theme, &mut looks);
    light_replay(session, theme, marks.veil, &mut looks);
    for (neuron, glyph) in glyphs(session, theme) {
        if let Some(look) = looks.get_mut(neuron as usize) {
            look.glyph = glyph;
        }
    }
    let hovered = marks.hovered.map(|neuron| (neuron, HOVERED));
    let selected = session.selection.neurons().iter().map(|&neuron| (neuron, SELECTED));
    for (neuron, mark) in hovered.into_iter().chain(selected) {
        if let Some(look) = looks.get_mut(neuron as usize) {
            look.fill.w = 1.0;
            look.state.x = mark;
        }
    }
    looks
}

/// Pillars from rest to threshold, and each neuron at its potential: a bead that reaches the bar when it fires.
fn raise_bars(session: &Session, risen: f32, looks: &mut [NeuronLook]) {
    let (info, sample) = (&session.info, &session.sample);
    for (neuron, look) in looks.iter_mut().enumerate() {
        let height =
            |values: &[f32]| values.get(neuron).map_or(0.0, |&millivolts| risen * bar_height(info, neuron, millivolts));
        let (threshold, start) = (height(&sample.threshold_mv), height(&info.initial_threshold));
        // After a spike the potential is reset at once; the light of the spike shows where it was.
        let bead = height(&sample.potential_mv).min(threshold);
        let bead = bead + (threshold - bead) * (1.25 * look.light.w).min(1.0);
        look.bar = look.place.truncate().extend(threshold.max(0.0));
        look.state.z = start.max(0.0);
        look.place.y += bead;
    }
}

/// The neurons that the presented pattern drives most stand in its light, and their spikes have its colour.
fn light_presented(session: &Session, theme: &Theme, looks: &mut [NeuronLook]) {
    let Some(presented) = session.sample.presentation else { return };
    let Some(pattern) = session.info.patterns.get(presented.pattern) else { return };
    let colour = Vec3::from(theme.pattern(presented.pattern).to_linear());
    for &member in &pattern.members {
        if let Some(look) = looks.get_mut(member as usize) {
            look.memory = colour.extend(1.0);
            look.light = colour.extend(look.light.w);
        }
    }
}

/// How far all else steps back for a replay that is lit, 0 to 1: in slow motion it stands out by itself.
fn veil(lens: f32, status: &RunnerStatus) -> f32 {
    let speed = if status.speed_asked.is_finite() { status.speed_asked } else { status.speed_got };
    let (from, to) = RUNS_TOGETHER;
    lens * ((speed - from) / (to - from)).clamp(0.0, 1.0)
}

/// Take light from all neurons, so that a replay is seen among them.
fn step_back(veil: f32, theme: &Theme, looks: &mut [NeuronLook]) {
    if veil > 0.0 {
        for look in looks {
            look.light.w *= 1.0 - veil * (1.0 - BEHIND_REPLAY);
            look.fill.w *= 1.0 - 0.5 * veil * (1.0 - theme.view.dimmed);
        }
    }
}

/// The cells of a replay shine in the colour of their order, for its spikes are shown again; one that the user chose dims all others.
fn light_replay(session: &Session, theme: &Theme, veil: f32, looks: &mut [NeuronLook]) {
    let Some(replay) = session.lens.shown() else { return };
    if session.lens.chosen.is_some() {
        for look in looks.iter_mut() {
            look.fill.w = theme.view.dimmed;
        }
    }
    let spike = REPLAYED_SPIKE + (REPLAYED_ALONE - REPLAYED_SPIKE) * veil;
    for cell in &replay.cells {
        let light = session.lens.light(cell);
        if light > 0.0
            && let Some(look) = looks.get_mut(cell.neuron as usize)
        {
            let colour = theme.replay_order(replay.pattern, place(replay, cell));
            let colour = Vec3::from(colour.to_linear());
            look.memory = colour.extend(0.6 * light);
            look.light = colour.extend(spike * light);
            look.fill.w = 1.0;
        }
    }
}

/// Glyphs of the forecast that is shown, with their colour and the shader's number of their kind.
fn glyphs(session: &Session, theme: &Theme) -> Vec<(u32, Vec4)> {
    if !session.forecast.shown {
        return Vec::new();
    }
    let colour = |colour: Colour| Vec3::from(colour.to_linear());
    let pattern = colour(theme.pattern(session.forecast.pattern));
    let look = |standing| match standing {
        Standing::Forecast => pattern.extend(FORECAST),
        Standing::Hit => pattern.extend(HIT),
        Standing::Miss => colour(theme.colours.text_dim).extend(MISS),
        Standing::Unforeseen => pattern.extend(UNFORESEEN),
    };
    session.forecast.standings().into_iter().map(|(cell, standing)| (cell, look(standing))).collect()
}

/// A neuron and those with which it shares a synapse, sorted.
fn partners(session: &Session, selected: u32) -> Vec<u32> {
    let mut partners = vec![selected];
    if let Some(details) = session.sample.selected.as_ref().filter(|details| details.neuron == selected) {
        partners.extend(details.incoming.iter().map(|fibre| fibre.presynaptic));
        partners.extend(details.outgoing.iter().map(|fibre| fibre.postsynaptic));
    }
    partners.sort_unstable();
    partners
}

/// Colours of the neurons' spikes (linear): of the first memory to which a neuron belongs, else of its kind.
fn hues(session: &Session, theme: &Theme, kinds: &[f32]) -> Vec<Vec3> {
    let linear = |colour: Colour| Vec3::from(colour.to_linear());
    let [excitatory, inhibitory] =
        [NeuronKind::Excitatory, NeuronKind::Inhibitory].map(|kind| linear(theme.kind(kind)));
    let mut hues: Vec<Vec3> = kinds.iter().map(|&kind| if kind > 0.5 { inhibitory } else { excitatory }).collect();
    for (index, pattern) in session.info.patterns.iter().enumerate().rev() {
        for &member in &pattern.members {
            if let Some(hue) = hues.get_mut(member as usize) {
                *hue = linear(theme.pattern(index));
            }
        }
    }
    hues
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, ViewSample};

    #[test]
    fn the_ring_under_the_pointer_is_in_no_film() {
        let mut session = Session::detached(NetworkInfo::default(), ViewSample::default());
        (session.hovered, session.selection) = (Some(3), Some(4).into());
        let options = ViewOptions::default();
        assert_eq!(Marks::of(&session, options, &ViewClock::default()).hovered, Some(3));
        let filmed = Marks::of(&session, options, &ViewClock { recording: true, ..ViewClock::default() });
        assert_eq!((filmed.hovered, filmed.selected), (None, Some(4)));
    }

    #[test]
    fn all_else_steps_back_for_a_replay_where_the_light_of_spikes_runs_together() {
        let at =
            |speed_asked, speed_got| veil(1.0, &RunnerStatus { speed_asked, speed_got, ..RunnerStatus::default() });
        assert_eq!([at(0.1, 0.1), at(5.0, 2.0), at(f32::INFINITY, 12.0)], [0.0, 1.0, 1.0], "not in slow motion");
        let lit = NeuronLook { light: Vec4::ONE, fill: Vec4::ONE, ..NeuronLook::default() };
        let mut looks = vec![lit];
        step_back(1.0, &Theme::built_in(), &mut looks);
        assert!((looks[0].light.w - BEHIND_REPLAY).abs() < 1e-6 && looks[0].fill.w < 0.8);
    }
}
