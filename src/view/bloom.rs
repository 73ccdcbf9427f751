//! How the light of spikes is spread: as a halo round each cell, which costs little, or by blurring all that shines in the picture
//! (bloom), where a graphics card does that in time.

use super::camera::{TwinCamera, WindowCamera};
use super::canvas::PanelCamera;
use super::set::ViewSet;
use crate::session::{FrameReading, Session, Shine, ViewClock, ViewOptions, ViewReport};
use bevy::camera::Hdr;
use bevy::post_process::bloom::{Bloom, BloomCompositeMode, BloomPlugin, BloomPrefilter};
use bevy::prelude::*;
use bevy::render::renderer::RenderAdapterInfo;
use wgpu_types::DeviceType;

/// Light of a fresh spike beyond white: only that is blurred.
const BEYOND_WHITE: f32 = 0.18;
/// How far the halo of a lit neuron reaches, in units of its radius: that much of the picture changes with it.
const HALO: f32 = 2.4;
/// How far blurred light reaches, in the same units.
const REACH: f32 = 5.0;
/// Longest frame with bloom, unless the user wants it (ms): 40 pictures a second.
const LONGEST_FRAME_MS: f32 = 25.0;
/// Time for which frames have to be longer (s).
const PATIENCE_S: f32 = 2.0;

/// Spreads light.
pub(super) struct LightPlugin;

impl Plugin for LightPlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins(BloomPlugin)
            .init_resource::<Spread>()
            .add_systems(Update, (judge_frames, choose_spread).chain().in_set(ViewSet::Place));
    }
}

/// How light is spread now.
#[derive(Resource, Debug, Default)]
pub(super) struct Spread {
    /// Whether the picture is blurred.
    blooms: bool,
    /// Time for which frames were too long (s).
    late_s: f32,
    /// Whether this computer is too slow for bloom.
    too_slow: bool,
}

impl Spread {
    /// Light of a fresh spike beyond white.
    pub const fn beyond_white(&self) -> f32 {
        if self.blooms { BEYOND_WHITE } else { 0.0 }
    }

    /// How far the light of a spike reaches, in units of a neuron's radius.
    pub const fn reach(&self) -> f32 {
        if self.blooms { REACH } else { HALO }
    }

    /// Whether light is spread by bloom.
    const fn wants(&self, shine: Shine, software: bool) -> bool {
        match shine {
            Shine::Automatic => !software && !self.too_slow,
            Shine::Halos => false,
            Shine::Bloom => true,
        }
    }

    /// Look at the mean of the last frames, after so many seconds.
    fn judge(&mut self, frame: FrameReading, seconds: f32) {
        let late = self.blooms && frame.whole_ms > LONGEST_FRAME_MS;
        self.late_s = if late { self.late_s + seconds } else { 0.0 };
        self.too_slow |= self.late_s > PATIENCE_S;
    }
}

/// Notice whether frames with bloom come too late. A film waits for each of its pictures, and what stands still is seldom drawn.
fn judge_frames(
    time: Res<Time<Real>>,
    clock: Res<ViewClock>,
    session: Res<Session>,
    report: Res<ViewReport>,
    mut spread: ResMut<Spread>,
) {
    if clock.film_step_s.is_none() && session.status.playing {
        spread.judge(report.frame, time.delta_secs());
    }
}

/// All cameras draw into one picture, which holds light beyond white only for bloom.
fn choose_spread(
    mut commands: Commands,
    options: Res<ViewOptions>,
    adapter: Option<Res<RenderAdapterInfo>>,
    mut spread: ResMut<Spread>,
    network: Query<Entity, Or<(With<WindowCamera>, With<TwinCamera>)>>,
    panels: Query<Entity, With<PanelCamera>>,
) {
    let software = adapter.is_none_or(|adapter| adapter.device_type == DeviceType::Cpu);
    let wanted = spread.wants(options.shine, software);
    if wanted == spread.blooms {
        return;
    }
    spread.blooms = wanted;
    for camera in &network {
        if wanted {
            commands.entity(camera).insert(bloom());
        } else {
            commands.entity(camera).remove::<(Bloom, Hdr)>();
        }
    }
    for camera in &panels {
        if wanted {
            commands.entity(camera).insert(Hdr);
        } else {
            commands.entity(camera).remove::<Hdr>();
        }
    }
}

/// Blurs what is brighter than white and adds it to the picture; all else keeps its colour.
fn bloom() -> Bloom {
    Bloom {
        intensity: 0.65,
        low_frequency_boost: 0.75,
        prefilter: BloomPrefilter { threshold: 1.0, threshold_softness: 0.0 },
        composite_mode: BloomCompositeMode::Additive,
        ..Bloom::OLD_SCHOOL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bloom_is_for_cards_that_draw_it_in_time_unless_the_user_says_otherwise() {
        let mut spread = Spread::default();
        assert!(spread.wants(Shine::Automatic, false) && !spread.wants(Shine::Automatic, true));
        assert!(spread.wants(Shine::Bloom, true) && !spread.wants(Shine::Halos, false));
        let frame = |whole_ms| FrameReading { whole_ms, main_ms: 1.0 };
        spread.judge(frame(90.0), 10.0);
        assert!(!spread.too_slow, "frames without bloom say nothing about it");
        spread.blooms = true;
        spread.judge(frame(30.0), 1.5);
        spread.judge(frame(16.7), 0.1);
        spread.judge(frame(30.0), 1.5);
        assert!(spread.wants(Shine::Automatic, false), "it was late twice for a moment");
        spread.judge(frame(30.0), 1.0);
        assert!(!spread.wants(Shine::Automatic, false) && spread.wants(Shine::Bloom, false));
    }

    #[test]
    fn light_that_blooms_is_brighter_than_white_and_counts_farther_for_flashes() {
        let halos = Spread::default();
        let blooms = Spread { blooms: true, ..Spread::default() };
        assert!(halos.beyond_white() == 0.0 && blooms.beyond_white() > 0.0);
        assert!(blooms.reach() > halos.reach());
    }
}
