//! Spikes are light: a cell that fires lights up and fades; what would flash too often is held (see `flash`).

use super::bloom::Spread;
use super::camera::OrbitCamera;
use super::flash::{FlashLimiter, Spot};
use super::places::Places;
use super::pose::FIELD_OF_VIEW;
use super::shape::NetworkShape;
use crate::session::{Session, ViewClock, Viewport3d};
use crate::simulation::ViewSample;
use crate::theme::Theme;
use bevy::math::ops;
use bevy::prelude::*;

/// Speed at which a paused picture shows another moment of the run, at most (s of model time a second of watching).
const GLANCE: f32 = 0.05;

/// Light of recent spikes, one value a neuron.
#[derive(Debug, Default)]
pub(super) struct Glow {
    /// Light of what fired, 0 to 1.
    light: Vec<f32>,
    /// The same as it is shown.
    shown: Vec<f32>,
    /// Mean of all neurons, slowly: what the network as a whole does.
    pub whole: f32,
    /// Whether something changed since the last frame.
    pub changed: bool,
    /// When each neuron fired last (s of model time); infinitely long ago if that is not known.
    last_s: Vec<f64>,
    limiter: FlashLimiter,
    /// Time of watching (s).
    watched_s: f64,
    /// Whether the run went on to something in the frame before: its last sample is no step by hand.
    went_on: bool,
    /// The film, the run and the history for which it began anew.
    of: (u32, u64, u64),
}

/// The light of the network in front, and of the other one of run and twin.
#[derive(Resource, Debug, Default)]
pub(super) struct Glows {
    /// The one in front.
    pub front: Glow,
    /// The other one.
    pub other: Glow,
}

/// Below this nothing can be seen.
const DARK: f32 = 0.01;
/// Light of a fresh spike; several together come closer to 1.
const SINGLE_SPIKE: f32 = 0.8;
/// Time in which the light of the whole network follows its neurons (s of watching).
const WHOLE_S: f32 = 0.25;
/// What is left of a change of the whole that cannot be seen any more.
const SETTLED: f32 = 0.0005;

impl Glow {
    /// Light of a neuron as shown, 0 to 1.
    pub fn of(&self, neuron: usize) -> f32 {
        self.shown.get(neuron).copied().unwrap_or(0.0)
    }

    /// How long ago a neuron fired (ms of model time), as far as its spikes are known one by one.
    pub fn age_ms(&self, neuron: usize, now_s: f64) -> f32 {
        self.last_s.get(neuron).map_or(f32::MAX, |&last| ((now_s - last) * 1000.0).min(f64::from(f32::MAX)) as f32)
    }

    /// Multiply all light by a factor.
    fn fade(&mut self, factor: f32) {
        for light in &mut self.light {
            *light *= factor;
            if *light < DARK {
                *light = 0.0;
            }
        }
    }

    /// Light up the neurons that fired since the last sample, with what is left of each spike: `decay_s` of model time after it, its
    /// light is down to 1/e. So the picture is the same however many frames are drawn.
    fn ignite(&mut self, sample: &ViewSample, decay_s: f64) {
        self.light.resize(sample.spike_counts.len(), 0.0);
        self.last_s.resize(sample.spike_counts.len(), f64::NEG_INFINITY);
        for last in &mut self.last_s {
            // Another run, or this one from an earlier moment: what was then still to come has not happened.
            if *last > sample.time_s {
                *last = f64::NEG_INFINITY;
            }
        }
        let lights = &mut self.light;
        let mut add = |neuron: usize, light: f32| {
            if let Some(known) = lights.get_mut(neuron) {
                *known = 1.0 - (1.0 - *known) * (1.0 - light);
            }
        };
        let left = |age_s: f64| SINGLE_SPIKE * ops::exp((-age_s / decay_s) as f32);
        if sample.spikes_thinned == 0 {
            for spike in &sample.spikes {
                if let Some(last) = self.last_s.get_mut(spike.neuron as usize) {
                    *last = spike.time_s;
                }
                add(spike.neuron as usize, left(sample.time_s - spike.time_s));
            }
        } else {
            // Not all spikes are known by their time: each counts as one of a moment ago.
            for (neuron, &count) in sample.spike_counts.iter().enumerate() {
                add(neuron, 1.0 - (1.0 - left(decay_s)).powi(i32::from(count)));
            }
        }
    }

    /// Let a frame pass.
    fn follow(&mut self, session: &Session, watched: &Watched<'_>) {
        let Watched { clock, theme, .. } = watched;
        let of = (clock.take, session.status.cuts(), session.history.clears);
        let cut = self.of != of;
        if cut {
            *self = Self { of, ..Self::default() };
        }
        let Some(seconds) = clock.watched_s(session.fresh, watched.delta_s) else {
            self.changed = false;
            return;
        };
        self.watched_s += f64::from(seconds);
        if clock.film_step_s.is_some() || session.status.playing {
            self.fade(ops::exp(-seconds / theme.view.glow_decay.max(0.001)));
        } else if session.fresh {
            // A paused picture keeps the spikes of its last step.
            self.fade(0.0);
        }
        if session.fresh {
            let speed = session.status.speed_asked;
            let speed = if speed.is_finite() { speed } else { session.status.speed_got };
            // A step by hand shows all that happened in it; at another moment of the run what fired just then.
            let moving = session.status.playing || clock.film_step_s.is_some() || self.went_on || cut;
            let speed = if session.status.playing || clock.film_step_s.is_some() { speed } else { speed.min(GLANCE) };
            let decay_s = if moving { f64::from(speed * theme.view.glow_decay) } else { f64::INFINITY };
            self.ignite(&session.sample, decay_s.max(f64::MIN_POSITIVE));
        }
        self.went_on = session.status.until.is_some();
        self.show(seconds, theme.brightest_light(), &(watched.spots)());
    }

    /// Show the lights, as far as they do not flash.
    fn show(&mut self, seconds: f32, full: f32, spots: &[Option<Spot>]) {
        let mut lights = self.light.clone();
        self.limiter.limit(self.watched_s, seconds, full, spots, &mut lights);
        self.changed = lights != self.shown;
        self.shown = lights;
        let mean = self.shown.iter().sum::<f32>() / (self.shown.len() as f32).max(1.0);
        let missing = mean - self.whole;
        self.whole =
            if missing.abs() < SETTLED { mean } else { self.whole + missing * (1.0 - ops::exp(-seconds / WHOLE_S)) };
    }
}

/// Fade what glows and light up what fired, in the network in front and in the other one of run and twin.
pub(super) fn fade_spikes(
    time: Res<Time>,
    clock: Res<ViewClock>,
    mut session: ResMut<Session>,
    theme: Res<Theme>,
    camera: Res<OrbitCamera>,
    shape: Res<NetworkShape>,
    places: Res<Places>,
    viewport: Res<Viewport3d>,
    spread: Res<Spread>,
    mut glows: ResMut<Glows>,
) {
    let glows = &mut *glows;
    let aspect_ratio = viewport.clear.map_or(1.0, |rect| rect.width() / rect.height().max(1.0));
    let spots = || spots(&places.now, &camera, spread.reach() * shape.neuron_radius, aspect_ratio);
    let watched = Watched { clock: &clock, theme: &theme, delta_s: time.delta_secs(), spots: &spots };
    // Looking at the other one changes nothing.
    let session = session.bypass_change_detection();
    glows.front.follow(session, &watched);
    if session.with_other(|session| glows.other.follow(session, &watched)).is_none() {
        glows.other.changed = false;
    }
}

/// What light depends on besides its network.
struct Watched<'a> {
    clock: &'a ViewClock,
    theme: &'a Theme,
    delta_s: f32,
    spots: &'a dyn Fn() -> Vec<Option<Spot>>,
}

/// Where neurons are in the picture, with the light round them; none behind the camera.
fn spots(places: &[Vec3], camera: &OrbitCamera, radius: f32, aspect_ratio: f32) -> Vec<Option<Spot>> {
    let place = camera.pose.transform();
    let from_world = place.rotation.inverse();
    let half_height = ops::tan(0.5 * FIELD_OF_VIEW);
    places
        .iter()
        .map(|&centre| {
            let seen = from_world * (centre - place.translation);
            let scale = 0.5 / (-seen.z * half_height);
            (seen.z < 0.0 && scale.is_finite()).then(|| Spot {
                centre: [0.5 + seen.x * scale / aspect_ratio, 0.5 - seen.y * scale],
                half: [radius * scale / aspect_ratio, radius * scale],
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::flash::tests::{FRAMES_PER_SECOND, field, most_changes};
    use super::*;
    use crate::simulation::SpikeEvent;

    #[test]
    fn a_single_spike_is_bright_and_fades() {
        let mut glow = Glow::default();
        let spike = |time_s, neuron| SpikeEvent { time_s, neuron };
        let sample = ViewSample {
            time_s: 1.0,
            spike_counts: vec![1, 1, 0],
            spikes: vec![spike(0.95, 1), spike(1.0, 0)],
            ..ViewSample::default()
        };
        glow.ignite(&sample, 0.05);
        assert!(glow.light[0] > 0.7 && (glow.light[1] - glow.light[0] / std::f32::consts::E).abs() < 1e-4, "older");
        glow.show(0.016, 0.8, &[None, None, None]);
        assert!(glow.changed && glow.of(0) > 0.7 && glow.of(2) == 0.0 && glow.whole > 0.0);
        glow.show(0.016, 0.8, &[None, None, None]);
        assert!(!glow.changed);
        glow.fade(0.005);
        assert_eq!(glow.light[0], 0.0);
        glow.show(0.016, 0.8, &[None, None, None]);
        assert!(glow.changed && glow.of(0) == 0.0 && glow.of(7) == 0.0);
    }

    #[test]
    fn a_network_that_fires_together_ten_times_a_second_flashes_in_no_theme() {
        let spots = field();
        for theme in [(false, false), (true, false), (true, true)].map(|(light, room)| Theme::of(light, room)) {
            let (mut glow, full) = (Glow::default(), theme.brightest_light());
            let (mut all, mut unlimited) = (Vec::new(), Vec::new());
            for frame in 0..10 * FRAMES_PER_SECOND {
                let seconds = 1.0 / FRAMES_PER_SECOND as f32;
                glow.watched_s += f64::from(seconds);
                glow.fade(ops::exp(-seconds / theme.view.glow_decay));
                let counts = if frame % 6 == 0 { vec![1; spots.len()] } else { vec![0; spots.len()] };
                let spikes = (0_u32..).zip(&counts).filter(|(_, count)| **count > 0);
                let spikes = spikes.map(|(neuron, _)| SpikeEvent { time_s: glow.watched_s, neuron }).collect();
                let sample = ViewSample { time_s: glow.watched_s, spike_counts: counts, spikes, ..default() };
                glow.ignite(&sample, 0.05);
                glow.show(seconds, full, &spots);
                let mean = |lights: &[f32]| full * lights.iter().sum::<f32>() / lights.len() as f32;
                all.push(mean(&glow.shown));
                unlimited.push(mean(&glow.light));
            }
            let light = theme.is_light();
            assert!(
                most_changes(&unlimited) > 3,
                "light: {light}; the test network flashes: {}",
                most_changes(&unlimited)
            );
            assert!(most_changes(&all) <= 3, "light: {light}: {}", most_changes(&all));
        }
    }

    #[test]
    fn a_neuron_in_the_focus_is_in_the_middle_of_the_picture_and_what_is_above_it_is_higher() {
        let camera = OrbitCamera::default();
        let focus = camera.pose.focus;
        let up = focus + camera.pose.rotation() * Vec3::Y * 20.0;
        let behind = focus + camera.pose.rotation() * Vec3::Z * 2.0 * camera.pose.distance;
        let spots = spots(&[focus, up, behind], &camera, 10.0, 2.0);
        let (middle, above) = (spots[0].expect("seen"), spots[1].expect("seen"));
        assert!((middle.centre[0] - 0.5).abs() < 1e-4 && (middle.centre[1] - 0.5).abs() < 1e-4);
        assert!((middle.half[1] / middle.half[0] - 2.0).abs() < 1e-4);
        assert!(above.centre[1] < middle.centre[1] - middle.half[1]);
        assert_eq!(spots[2], None);
    }
}
