//! Letters drawn before they are needed: the renderer gets a new one a frame late, and text would miss it for that frame.

use crate::theme::Theme;
use bevy_egui::egui::text::{LayoutJob, TextFormat};
use bevy_egui::egui::{Color32, Context, FontId};

/// A letter is drawn anew for each quarter of a pixel at which it can begin.
const PLACES: u8 = 4;
/// Letters of numbers, names and units beyond ASCII.
const BEYOND_ASCII: &str = "±×µ−–·°′…θτλΔäöüÄÖÜß„“⏷";
/// Letters that the fonts may draw as one.
const LIGATURES: [&str; 5] = ["ff", "fi", "fl", "ffi", "ffl"];

/// Draw the usual letters in the sizes of the theme.
pub fn prepare_glyphs(context: &Context, theme: &Theme) {
    let sizes = &theme.text;
    let proportional = [sizes.small, sizes.body, sizes.heading, sizes.title, sizes.badge].map(FontId::proportional);
    let pixel = 1.0 / context.pixels_per_point();
    context.fonts_mut(|fonts| {
        for font in proportional.into_iter().chain([FontId::monospace(sizes.body)]) {
            let letters = ('!'..='~').chain(BEYOND_ASCII.chars()).map(String::from);
            for letter in letters.chain(LIGATURES.map(str::to_owned)) {
                for place in 0..PLACES {
                    let mut job = LayoutJob::default();
                    let before = f32::from(place) / f32::from(PLACES) * pixel;
                    job.append(&letter, before, TextFormat::simple(font.clone(), Color32::WHITE));
                    fonts.layout_job(job);
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Scene, shipped};
    use bevy_egui::egui::{LayerId, Pos2, RawInput};

    #[test]
    fn running_numbers_need_no_new_letters() {
        assert_prepared((0..200_u32).map(|count| {
            let seconds = 0.37 * f64::from(count);
            format!("NREM, t = {seconds:.2} s, {count} min of biology, −{seconds:.1} mV ± {count}")
        }));
    }

    #[test]
    fn no_word_of_a_shipped_scene_misses_letters_when_it_first_appears() {
        let texts = shipped().iter().flat_map(|scene| {
            let scene = Scene::shipped(scene.name).expect("no faults");
            [scene.name.clone(), scene.summary.clone()].into_iter().chain(scene.honesty.clone())
        });
        assert_prepared(texts.chain(["first fire, flow, office, difference, baffled".to_owned()]));
    }

    /// Once letters are prepared, these texts need no others.
    fn assert_prepared(texts: impl Iterator<Item = String>) {
        let (context, theme) = (Context::default(), Theme::built_in());
        let new_letters = |draw: &dyn Fn(&Context)| {
            let mut drawn = false;
            let output = context.run_ui(RawInput::default(), |ui| {
                draw(ui.ctx());
                drawn = true;
            });
            assert!(drawn);
            !output.textures_delta.set.is_empty()
        };
        assert!(new_letters(&|context| prepare_glyphs(context, &theme)));
        for text in texts {
            let missing = new_letters(&|context| {
                for size in [theme.text.small, theme.text.body, theme.text.badge] {
                    let galley = context.fonts_mut(|fonts| {
                        fonts.layout_no_wrap(text.clone(), FontId::proportional(size), Color32::RED)
                    });
                    context.layer_painter(LayerId::background()).galley(Pos2::ZERO, galley, Color32::RED);
                }
            });
            assert!(!missing, "{text}");
        }
    }
}
