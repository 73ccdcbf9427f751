//! "Why?": what made the selected neuron fire, to the spike, and what moved its threshold.

use super::command::Command;
use super::reading::read;
use super::style::{TARGET, dim, heading_ui, name_for_readers, reading_ui};
use crate::measure::{SpikeCause, ThresholdParts};
use crate::number_text::{unbroken, with_minus};
use crate::session::{Session, Term, spike_sentence, spike_terms, threshold_sentence, threshold_terms};
use crate::simulation::SelectedNeuron;
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::text::{LayoutJob, TextWrapping};
use bevy_egui::egui::{
    Align2, Button, Color32, FontId, Rect, Response, RichText, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2,
};
use std::sync::Arc;

/// Senders that are named.
const SENDERS: usize = 8;
/// What is less has no bar (mV).
const WORTH_MV: f32 = 0.05;

/// The spike and the threshold; `held`: the spike that is explained while others follow, none for the newest.
pub fn why_ui(
    ui: &mut Ui,
    session: &mut Session,
    held: &mut Option<Arc<SpikeCause>>,
    theme: &Theme,
    selected: &SelectedNeuron,
) {
    held.take_if(|spike| spike.neuron != selected.neuron);
    heading_ui(ui, theme, words!("why-fired", "Why did it fire?"));
    if let Some(cause) = held.clone().or_else(|| selected.spikes_explained.last().cloned()) {
        choice_ui(ui, held, theme, &selected.spikes_explained, &cause);
        spike_ui(ui, session, theme, &cause);
    } else {
        let text = words!(
            "why-not-fired",
            "It has not fired since it was selected. Let it run, or poke it: hold { $key } and click it.",
            key = Command::Poke.key_text()
        );
        ui.label(dim(theme, text));
    }
    heading_ui(ui, theme, words!("why-threshold", "Why did its threshold move?"));
    let since = session.sample.marker_s.map_or_else(
        || words!("since-start", "the start").to_owned(),
        |at| words!("since-marker", "the marker at { $time } s", time = number(&format!("{at:.2}"))),
    );
    let moved = selected.threshold_parts.since(&selected.threshold_parts_before);
    ui.label(RichText::new(unbroken(&threshold_sentence(&moved, &since))).color(theme.colours.text));
    parts_ui(ui, theme, &moved, true);
}

/// Which of the kept spikes is explained.
fn choice_ui(
    ui: &mut Ui,
    held: &mut Option<Arc<SpikeCause>>,
    theme: &Theme,
    kept: &[Arc<SpikeCause>],
    cause: &Arc<SpikeCause>,
) {
    let earlier = kept.iter().rev().find(|other| other.time_s < cause.time_s);
    let later: Vec<&Arc<SpikeCause>> = kept.iter().filter(|other| other.time_s > cause.time_s).collect();
    ui.horizontal(|ui| {
        for (sign, name, explanation, to) in [
            (
                "◀",
                words!("spike-before", "Spike before"),
                words!("spike-before-text", "Spike before this one."),
                earlier,
            ),
            (
                "▶",
                words!("spike-after", "Spike after"),
                words!("spike-after-text", "Spike after this one."),
                later.first().copied(),
            ),
        ] {
            let button = ui.add_enabled(to.is_some(), Button::new(sign));
            name_for_readers(&button, to.is_some(), name);
            if let Some(to) = to.filter(|_| button.on_hover_text(explanation).clicked()) {
                *held = Some(Arc::clone(to));
            }
        }
        let hold = ui.selectable_label(held.is_some(), words!("spike-hold", "Hold"));
        let explanation = words!("spike-hold-text", "Keeps this spike while others follow; again shows the newest.");
        if hold.on_hover_text(explanation).clicked() {
            *held = if held.is_some() { None } else { Some(Arc::clone(cause)) };
        }
        let text = RichText::new(number(&format!("{:.4} s", cause.time_s))).color(theme.colours.text);
        ui.label(text).on_hover_text(words!("spike-time-text", "When it fired (model time)."));
    });
    if !later.is_empty() {
        let text = words!(
            "spikes-before-last",
            "{ $n -> [one] 1 spike *[other] { $n } spikes } before its last.",
            n = later.len()
        );
        ui.label(dim(theme, text));
    }
}

fn spike_ui(ui: &mut Ui, session: &mut Session, theme: &Theme, cause: &SpikeCause) {
    ui.label(RichText::new(unbroken(&spike_sentence(cause, &session.info))).color(theme.colours.text));
    let terms = spike_terms(cause, &session.info);
    let most = terms.iter().map(|term| term.millivolts.abs()).fold(0.0, f32::max);
    for term in terms.iter().filter(|term| term.millivolts.abs() >= WORTH_MV) {
        let explanation = if term.senders.is_empty() {
            words!(
                "why-term",
                "What { $cause } left of the potential above rest when the neuron fired.",
                cause = &term.spoken
            )
        } else {
            words!(
                "why-term-senders",
                "What { $cause } left of the potential above rest when the neuron fired. From { $n -> [one] 1 sender *[other] { $n } \
                 senders }.",
                cause = &term.spoken,
                n = term.senders.len()
            )
        };
        bar_ui(ui, theme, &term.name, (term.millivolts, most), Bar::Potential).on_hover_text(explanation);
    }
    senders_ui(ui, session, theme, &terms);
    let (limit, jump) = (read(cause.limit_mv, 2, "mV"), cause.jump_mv);
    reading_ui(
        ui,
        theme,
        words!("why-limit", "What it had to reach"),
        &limit,
        words!("why-limit-text", "Its threshold when it fired, with the jump after recent spikes."),
    );
    parts_ui(ui, theme, &cause.threshold, false);
    if jump.abs() >= 0.005 {
        reading_ui(
            ui,
            theme,
            words!("why-jump", "Jump after recent spikes"),
            &signed(jump, 2),
            words!("why-jump-text", "A spike raises the threshold for some milliseconds."),
        );
    }
}

/// The neurons that did most, to go on to.
fn senders_ui(ui: &mut Ui, session: &mut Session, theme: &Theme, terms: &[Term]) {
    let mut senders: Vec<(u32, f32)> = terms.iter().flat_map(|term| term.senders.iter().copied()).collect();
    if senders.is_empty() {
        return;
    }
    senders.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let text = words!("why-senders", "By one neuron, of { $n } (bars on a scale of their own):", n = senders.len());
    ui.label(dim(theme, text));
    let most = senders[0].1.abs();
    for &(sender, millivolts) in senders.iter().take(SENDERS) {
        let response = bar_ui(ui, theme, &format!("#{sender}"), (millivolts, most), Bar::Sender);
        let number = sender.to_string();
        let spoken = || words!("why-go-to-sender", "Go to sender #{ $number }", number = &number);
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, spoken()));
        if response.hovered() {
            session.pointed = Some(sender);
        }
        let explanation = words!("click-selects", "Click selects neuron #{ $number }.", number = &number);
        if response.on_hover_text(explanation).clicked() {
            session.select(Some(sender));
        }
    }
}

/// The terms of a threshold, or how far they moved.
fn parts_ui(ui: &mut Ui, theme: &Theme, parts: &ThresholdParts, moved: bool) {
    let terms = threshold_terms(parts);
    let most = terms.iter().map(|(_, millivolts)| millivolts.abs()).fold(0.0, f32::max);
    for (part, millivolts) in terms {
        if moved {
            bar_ui(ui, theme, part.label(), (millivolts, most), Bar::Threshold).on_hover_text(part.explanation());
        } else {
            reading_ui(ui, theme, part.label(), &signed(millivolts, 2), part.explanation());
        }
    }
}

fn signed(millivolts: f32, decimals: usize) -> String {
    number(&with_minus(&format!("{millivolts:+.decimals$} mV")))
}

/// What a bar tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bar {
    /// A term of a potential: what raises it brings the neuron nearer to firing.
    Potential,
    /// The same of one neuron, which can be clicked.
    Sender,
    /// A term of a threshold: what lowers it does.
    Threshold,
}

impl Bar {
    const fn decimals(self) -> usize {
        match self {
            Self::Potential => 1,
            Self::Sender | Self::Threshold => 2,
        }
    }
}

/// A name, a bar from the middle to the right (raises) or left (lowers), and the number; `most` fills the bar.
fn bar_ui(ui: &mut Ui, theme: &Theme, name: &str, (millivolts, most): (f32, f32), bar: Bar) -> Response {
    let size = theme.text.body;
    let sense = if bar == Bar::Sender { Sense::click() } else { Sense::hover() };
    let height = if bar == Bar::Sender { TARGET } else { size + 7.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), sense);
    let number_text = signed(millivolts, bar.decimals());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, format!("{name}: {number_text}")));
    if response.hovered() && bar == Bar::Sender {
        ui.painter().rect_filled(rect, theme.spacing.rounding, Color32::from(theme.colours.panel_raised));
    }
    let number = size * 5.4;
    let room = (rect.width() - number) * 0.3;
    let painter = ui.painter_at(rect);
    let zero = rect.right() - number - 0.5 * room;
    let reach = 0.5 * room * (millivolts / most.max(f32::MIN_POSITIVE)).clamp(-1.0, 1.0);
    let filled = Rect::from_two_pos(
        pos2(zero, rect.center().y - 0.2 * rect.height()),
        pos2(zero + reach, rect.center().y + 0.2 * rect.height()),
    );
    let nearer = (millivolts < 0.0) == (bar == Bar::Threshold);
    // As in the map of thresholds: warm is nearer to firing.
    let colours = theme.colours.diverging;
    painter.rect_filled(filled, 1.0, Color32::from(if nearer { colours.warm } else { colours.cool }));
    painter.vline(zero, rect.shrink2(vec2(0.0, 2.0)).y_range(), (1.0, Color32::from(theme.colours.outline)));
    let font = FontId::proportional(size);
    let text = Color32::from(theme.colours.text);
    let mut label = LayoutJob::simple_singleline(name.to_owned(), font.clone(), text);
    label.wrap = TextWrapping::truncate_at_width(zero - 0.5 * room - rect.left() - 4.0);
    let galley = painter.layout_job(label);
    painter.galley(pos2(rect.left(), rect.center().y - 0.5 * galley.size().y), galley, text);
    painter.text(rect.right_center(), Align2::RIGHT_CENTER, number_text, font, text);
    response
}
