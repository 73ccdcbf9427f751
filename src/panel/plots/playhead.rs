//! The moment that is shown, in plots over time: a click goes to another, and a line says which it is when it is a past one.

use crate::session::{Session, Standpoint};
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::{Color32, FontId, Rect, Response, Stroke, Ui};
use egui_plot::{PlotPoint, PlotTransform};

/// How much of what is known to come again is seen through its veil.
const VEIL: f32 = 0.55;
/// Width from which it is said of it what it is (logical pixels).
const SAID_FROM: f32 = 60.0;

/// The moment that is shown, and the one that was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Playhead {
    /// The moment (s of model time).
    pub time_s: f64,
    /// The last one that is known (s of model time).
    known_s: f64,
    /// Whether it is a past one.
    pub is_past: bool,
    /// The one that was clicked (s of model time), and when (s of watching).
    clicked: Option<(f64, f64)>,
}

impl Playhead {
    /// The moment of now.
    pub fn follow(&mut self, session: &Session) {
        self.time_s = session.playhead_s();
        self.known_s = session.end().time_s;
        self.is_past = session.standpoint() == Standpoint::Past;
    }

    /// A click without a key held down asks for its moment, the second of a double click for none. Gives whether it did.
    pub fn click(&mut self, ui: &Ui, response: &Response, transform: &PlotTransform) -> bool {
        if response.double_clicked() {
            self.clicked = None;
        } else if response.clicked()
            && !ui.input(|input| input.modifiers.any())
            && let Some(pointer) = response.interact_pointer_pos().filter(|at| transform.frame().contains(*at))
        {
            self.clicked = Some((transform.value_from_position(pointer).x, ui.input(|input| input.time)));
            return true;
        }
        false
    }

    /// Go to the moment that was asked for, once it is sure that the click was a single one.
    pub fn go(&mut self, ui: &Ui, session: &mut Session) {
        let Some((time_s, at)) = self.clicked else { return };
        let wait_s = ui.ctx().options(|options| options.input_options.max_double_click_delay);
        let left_s = at + wait_s - ui.input(|input| input.time);
        if left_s >= 0.0 {
            ui.ctx().request_repaint_after_secs(left_s as f32 + 0.02);
            return;
        }
        self.clicked = None;
        if time_s < 0.0 {
            session
                .refuse(words!("plots-click-before", "The run begins at 0 s: there is no earlier moment.").to_owned());
        } else if time_s > session.end().time_s {
            let end = number(&format!("{:.2}", session.end().time_s));
            session.refuse(words!(
                "plots-click-not-yet",
                "The run is known up to { $end } s: what comes later can't be shown yet.",
                end = end
            ));
        } else {
            session.seek(time_s, false);
        }
    }

    /// The line at a past moment, and a veil over what is known to come again.
    pub fn paint(&self, ui: &Ui, theme: &Theme, transform: &PlotTransform) {
        if !self.is_past {
            return;
        }
        let frame = *transform.frame();
        let x = |time_s: f64| transform.position_from_point(&PlotPoint::new(time_s, 0.0)).x;
        let (now, end) = (x(self.time_s), x(self.known_s).min(frame.right()));
        let rest = Rect::from_x_y_ranges(now.max(frame.left())..=end, frame.y_range());
        if rest.width() > 0.0 {
            let painter = ui.painter_at(rest);
            painter.rect_filled(rest, 0.0, theme.colours.panel.to_egui_with_opacity(VEIL));
            if rest.width() > SAID_FROM {
                let (font, colour) = (FontId::proportional(theme.text.small), Color32::from(theme.colours.past));
                let text = words!("plots-again", "comes again");
                let galley = painter.layout_no_wrap(text.to_owned(), font, colour);
                let place = rest.right_bottom() - galley.size() - bevy_egui::egui::Vec2::splat(2.0);
                painter.galley(place, galley, colour);
            }
        }
        if (frame.left()..=frame.right() + 1.0).contains(&now) {
            let now = now.min(frame.right() - 0.5);
            let stroke = Stroke::new(theme.spacing.line, Color32::from(theme.colours.past));
            ui.painter().vline(now, frame.y_range(), stroke);
        }
    }
}
