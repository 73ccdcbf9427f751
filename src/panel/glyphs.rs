//! Letters drawn before they are needed: the renderer gets a new one a frame late, and text would miss it for that frame.

use crate::theme::Theme;
use bevy_egui::egui::text::{LayoutJob, TextFormat};
use bevy_egui::egui::{Color32, Context, FontId};

/// A letter is drawn anew for each quarter of a pixel at which it can begin.
const PLACES: u8 = 4;
/// Letters of numbers, names and units beyond ASCII.
const BEYOND_ASCII: &str = "±×µ−–·°′…θτλΔ";

/// Draw the usual letters in the sizes of the theme.
pub fn prepare_glyphs(context: &Context, theme: &Theme) {
    let sizes = &theme.text;
    let proportional = [sizes.small, sizes.body, sizes.heading, sizes.title, sizes.badge].map(FontId::proportional);
    let pixel = 1.0 / context.pixels_per_point();
    context.fonts_mut(|fonts| {
        for font in proportional.into_iter().chain([FontId::monospace(sizes.body)]) {
            for letter in ('!'..='~').chain(BEYOND_ASCII.chars()) {
                for place in 0..PLACES {
                    let mut job = LayoutJob::default();
                    let before = f32::from(place) / f32::from(PLACES) * pixel;
                    job.append(&letter.to_string(), before, TextFormat::simple(font.clone(), Color32::WHITE));
                    fonts.layout_job(job);
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::{LayerId, Pos2, RawInput};

    #[test]
    fn running_numbers_need_no_new_letters() {
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
        for count in 0..200_u32 {
            let seconds = 0.37 * f64::from(count);
            let text = format!("NREM, t = {seconds:.2} s, {count} min of biology, −{seconds:.1} mV ± {count}");
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
