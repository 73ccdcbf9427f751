//! Is it luck? A button on plots whose read-out can be had with other seeds; what these say stands in the plot and on the button.

use super::frame::seconds;
use crate::number_text::{estimate, significant, with_minus};
use crate::panel::style::name_for_readers;
use crate::scene::file::PlotTab;
use crate::session::{Arm, Luck, SEEDS, Session, Verdict};
use crate::study::Readout;
use crate::theme::{Colour, Theme};
use crate::words::{number, words};
use bevy_egui::egui::{Button, Color32, Ui};
use egui_plot::{FilledArea, Line, LineStyle, MarkerShape, PlotPoint, PlotPoints, PlotUi, Points, Span};

/// Opacity of the lines of the others, and of the interval of their mean.
const FAINT: f32 = 0.28;
const INTERVAL: f32 = 0.22;
/// Radius of their marks (logical pixels).
const MARK: f32 = 1.8;

/// The plot that shows a read-out.
const fn tab_of(readout: Readout) -> PlotTab {
    match readout {
        Readout::Rate(_) => PlotTab::Rates,
        Readout::Recall(_) => PlotTab::Recall,
        Readout::Threshold(_) => PlotTab::Thresholds,
        Readout::Weight(_) => PlotTab::Weights,
        Readout::Level(_) => PlotTab::Modulators,
    }
}

/// The button; with an answer, its badge. `projection` is the one that the plot shows.
pub fn luck_ui(ui: &mut Ui, session: &mut Session, tab: PlotTab, projection: Option<usize>, title: &str) {
    let Some(scene) = session.info.scene.clone() else { return };
    let own = |readout: &Readout| match readout {
        Readout::Weight(index) => tab == PlotTab::Weights && projection.is_none_or(|shown| shown == *index),
        // Levels follow the brain state, and hardly depend on the seed.
        Readout::Level(_) => false,
        other => tab_of(*other) == tab,
    };
    let readouts: Vec<Readout> = Readout::all(&scene).into_iter().filter(own).collect();
    if readouts.is_empty() || session.sample.step == 0 {
        return;
    }
    let luck = session.studies.luck.as_ref().filter(|luck| readouts.contains(&luck.readout));
    let badge = luck.map_or_else(|| words!("luck-ask", "Is it luck?").to_owned(), badge);
    let hint = luck.map_or_else(|| hint(session), |luck| about(session, luck));
    let (asked, fault) = (session.is_asking_for_luck(), luck.and_then(|luck| luck.running.fault.clone()));
    let running = luck.is_some_and(|luck| luck.running.is_running());
    let there = luck.is_some();
    let menu = ui.add_enabled_ui(!asked, |ui| {
        ui.menu_button(badge.clone(), |ui| {
            for &readout in &readouts {
                if ui.add(Button::new(readout.label(&scene)).frame(false)).clicked() {
                    session.ask_for_luck(readout);
                }
            }
            if there {
                ui.separator();
                let forget =
                    if running { words!("luck-stop", "Stop") } else { words!("luck-forget", "Hide the answer") };
                if ui.add(Button::new(forget).frame(false)).clicked() {
                    session.forget_luck();
                }
            }
        })
        .response
    });
    let response = menu.inner.on_hover_text(fault.unwrap_or(hint));
    name_for_readers(&response, !asked, &words!("luck-name", "{ $badge } ({ $title })", badge = badge, title = title));
}

/// The answer in a few letters.
fn badge(luck: &Luck) -> String {
    let (done, all) = luck.running.progress();
    match &luck.verdict {
        _ if luck.running.is_running() => {
            words!("luck-running", "{ $done } of { $all } runs", done = done.to_string(), all = all.to_string())
        }
        Some(Verdict { agree, others, .. }) if luck.is_of_pairs() => {
            words!("luck-pairs", "{ $agree } of { $others }", agree = agree.to_string(), others = others.to_string())
        }
        Some(Verdict { agree, others, .. }) => words!(
            "luck-lower",
            "higher than { $agree } of { $others }",
            agree = agree.to_string(),
            others = others.to_string()
        ),
        None => words!("luck-none", "no value").to_owned(),
    }
}

/// What the button will do.
fn hint(session: &Session) -> String {
    let until = seconds(session.sample.time_s, 1);
    if session.twin.is_some() {
        words!(
            "luck-hint-twin",
            "Does run and twin once more with { $n } other seeds until { $until }, in the background: in how many pairs is the \
             difference of the same sign?\n1 pair is an example, { $n } are evidence.",
            n = SEEDS.to_string(),
            until = until
        )
    } else {
        words!(
            "luck-hint",
            "Does this run once more with { $n } other seeds until { $until }, in the background, with all that you changed in it.\n\
             1 run is an example, { $n } are evidence.",
            n = SEEDS.to_string(),
            until = until
        )
    }
}

/// The answer in sentences.
fn about(session: &Session, luck: &Luck) -> String {
    let scene = &luck.running.study.base.scene;
    let of = words!(
        "luck-about",
        "{ $readout } at { $time }.",
        readout = luck.readout.label(scene),
        time = seconds(luck.until_s, 1)
    );
    let Some(verdict) = &luck.verdict else { return of };
    let value = |value: f64| {
        number(&with_minus(&format!("{} {}", significant(value), unit(luck.readout)))).trim_end().to_owned()
    };
    let mean = verdict.interval.map_or_else(
        || value(verdict.mean),
        |interval| number(&with_minus(&format!("{} {}", estimate(verdict.mean, interval), unit(luck.readout)))),
    );
    let told = if luck.is_of_pairs() {
        words!(
            "luck-about-pairs",
            "Difference that the change makes in the pair that you see: { $own }. In { $agree } of { $others } pairs with other \
             seeds it has the same sign; their mean: { $mean } (95 % interval).",
            own = value(verdict.own),
            agree = verdict.agree.to_string(),
            others = verdict.others.to_string(),
            mean = mean.trim_end()
        )
    } else {
        words!(
            "luck-about-runs",
            "This run (seed { $seed }): { $own }, higher than { $agree } of { $others } runs with other seeds; their mean: { $mean } \
             (95 % interval).",
            seed = session.info.seed.to_string(),
            own = value(verdict.own),
            agree = verdict.agree.to_string(),
            others = verdict.others.to_string(),
            mean = mean.trim_end()
        )
    };
    let usual = match verdict {
        _ if luck.is_of_pairs() || verdict.others < SEEDS => "",
        Verdict { agree, .. } if (1..SEEDS).contains(agree) => words!(
            "luck-usual",
            "It lies among the others, as 9 of 10 runs do: nothing says that this seed is special."
        ),
        _ => words!("luck-unusual", "It lies outside of all others, as 1 of 10 runs does by luck alone."),
    };
    let marks = words!(
        "luck-marks",
        "Faint: the other seeds. Band: 95 % interval of their mean.\n1 run is an example, { $n } are evidence.",
        n = SEEDS.to_string()
    );
    [of, told, usual.to_owned(), marks].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

const fn unit(readout: Readout) -> &'static str {
    readout.unit()
}

/// Which of run and twin a plot shows.
fn arm_of(session: &Session, tab: PlotTab) -> Arm {
    // Presentations are shown of both beside each other also where all else is a difference.
    if session.shows_difference() && tab != PlotTab::Recall {
        return Arm::Difference;
    }
    if session.twin.as_ref().is_some_and(|twin| twin.in_front) { Arm::Twin } else { Arm::Run }
}

/// The curves of the others in a plot over time, each in the colour of what it is another run of.
pub fn luck_curves(
    plot: &mut PlotUi<'_>,
    session: &Session,
    theme: &Theme,
    tab: PlotTab,
    colour: impl Fn(Readout) -> Colour,
) {
    let Some(luck) = session.studies.luck.as_ref().filter(|luck| tab_of(luck.readout) == tab) else { return };
    let arm = arm_of(session, tab);
    let colour = colour(luck.readout);
    let faint = Color32::from(colour).gamma_multiply(FAINT);
    let band = luck.band(arm);
    if band.len() > 1 {
        let times: Vec<f64> = band.iter().map(|span| span.time_s).collect();
        let [low, high]: [Vec<f64>; 2] =
            [band.iter().map(|span| span.interval.0).collect(), band.iter().map(|span| span.interval.1).collect()];
        let fill = Color32::from(colour).gamma_multiply(INTERVAL);
        plot.add(FilledArea::new("interval of the others", &times, &low, &high).fill_color(fill).allow_hover(false));
    }
    let points = |curve: &[(f64, f64)]| curve.iter().map(|&(time_s, value)| PlotPoint::new(time_s, value)).collect();
    for curve in &luck.curves(arm) {
        let line =
            Line::new("other seed", PlotPoints::Owned(points(curve))).color(faint).width(0.7 * theme.spacing.line);
        plot.line(line.allow_hover(false));
        if matches!(luck.readout, Readout::Recall(_)) {
            let marks = Points::new("other seed", PlotPoints::Owned(points(curve))).shape(MarkerShape::Circle);
            plot.points(marks.radius(MARK).color(faint).allow_hover(false));
        }
    }
    let mean = band.iter().map(|span| PlotPoint::new(span.time_s, span.mean)).collect();
    let mean =
        Line::new("mean of the others", PlotPoints::Owned(mean)).color(Color32::from(colour).gamma_multiply(0.8));
    plot.line(mean.width(0.7 * theme.spacing.line).style(LineStyle::dashed_dense()).allow_hover(false));
}

/// The values of the others in a plot over that value: a faint line each, and the interval of their mean.
pub fn luck_values(plot: &mut PlotUi<'_>, session: &Session, theme: &Theme, readout: impl Fn(Readout) -> bool) {
    let Some(luck) = session.studies.luck.as_ref().filter(|luck| readout(luck.readout)) else { return };
    let arm = arm_of(session, tab_of(luck.readout));
    if arm == Arm::Difference {
        return;
    }
    let colour = Color32::from(theme.colours.text);
    for value in luck.values(arm) {
        let line = egui_plot::VLine::new("other seed", value).color(colour.gamma_multiply(FAINT));
        plot.vline(line.width(0.7 * theme.spacing.line).allow_hover(false));
    }
    if let Some((low, high)) = luck.band(arm).last().map(|span| span.interval) {
        plot.span(Span::new("", low..=high).fill(colour.gamma_multiply(INTERVAL)).border((0.0, Color32::TRANSPARENT)));
    }
}
