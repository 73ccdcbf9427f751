//! The forecast's switch and its read-out: who was expected to join a memory, and who did.

use super::mark::{mark_ui, standing_mark};
use super::style::{break_row, dim, name_for_readers, pattern_button};
use crate::session::{PatternForecast, Session, Standing};
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::{RichText, Ui};

/// The row of switches, one a pattern; a second click switches the forecast off.
pub fn forecast_row_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    ui.label(dim(theme, words!("forecast", "Forecast"))).on_hover_text(words!(
        "forecast-text",
        "Marks the cells most likely to join a memory: those to which the pattern brings most current for the distance of \
         their threshold. After the pattern was presented, the marks say who joined. It only looks."
    ));
    let info = session.info.clone();
    for (pattern, facts) in info.patterns.iter().enumerate() {
        break_row(ui, pattern);
        let shown = session.forecast.shown && session.forecast.pattern == pattern;
        let button = ui.add(pattern_button(theme, pattern, &facts.name, shown)).on_hover_text(if shown {
            words!("forecast-hide", "Hides who is most likely to join { $pattern }.", pattern = &facts.name)
        } else {
            words!("forecast-show", "Shows who is most likely to join { $pattern }.", pattern = &facts.name)
        });
        let name = words!("forecast-of", "Forecast { $pattern }", pattern = &facts.name);
        name_for_readers(&button, true, &name);
        if button.clicked() {
            session.show_forecast((!shown).then_some(pattern));
        }
    }
    ui.end_row();
}

/// What the forecast says, and how right it was.
pub fn forecast_readout_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    let pattern = session.forecast.pattern;
    let Some(forecast) = session.forecast.current().cloned() else { return };
    let Some(name) = session.info.patterns.get(pattern).map(|facts| facts.name.clone()) else { return };
    let mut row = |standing, text: String| {
        ui.horizontal(|ui| {
            mark_ui(ui, theme, |painter, centre, radius| {
                standing_mark(painter, theme, pattern, standing, centre, radius);
            });
            ui.label(RichText::new(text).color(theme.colours.text));
        });
    };
    let Some(outcome) = &forecast.outcome else {
        let likely = words!(
            "forecast-likely",
            "{ $cells -> [one] 1 cell *[other] { $cells } cells } most likely to join { $pattern }",
            cells = forecast.cells.len(),
            pattern = &name
        );
        row(Standing::Forecast, likely);
        let presented = session.sample.presentation.is_some_and(|now| now.pattern == pattern);
        let state = if presented {
            words!("forecast-frozen", "Frozen while { $pattern } is presented.", pattern = &name)
        } else {
            words!("forecast-follows", "It follows the thresholds until { $pattern } is presented.", pattern = &name)
        };
        ui.label(dim(theme, state).small());
        return;
    };
    row(Standing::Hit, words!("forecast-hits", "{ $cells } forecast and joined", cells = outcome.hits.len()));
    row(Standing::Miss, words!("forecast-misses", "{ $cells } forecast, did not join", cells = outcome.misses.len()));
    row(
        Standing::Unforeseen,
        words!("forecast-unforeseen", "{ $cells } joined unforeseen", cells = outcome.unforeseen.len()),
    );
    ui.label(RichText::new(verdict(&forecast)).color(theme.colours.text)).on_hover_text(words!(
        "forecast-right-text",
        "Right: share of the forecast that joined. By chance: what a forecast by lot would reach, the share of all these cells \
         that joined. Joined: 10 spikes/s or more during the presentation."
    ));
    ui.label(dim(theme, compared(&forecast, &name)).small());
    let again = ui
        .small_button(words!("forecast-again", "Forecast again"))
        .on_hover_text(words!("forecast-again-text", "Makes a new forecast from the thresholds of now."));
    if again.clicked() {
        session.forecast_again();
    }
}

/// How right the forecast was.
fn verdict(forecast: &PatternForecast) -> String {
    let Some(outcome) = &forecast.outcome else { return String::new() };
    match outcome.precision() {
        Some(precision) => words!(
            "forecast-right",
            "Right { $right } %, by chance { $chance } %",
            right = format!("{:.0}", 100.0 * precision),
            chance = format!("{:.0}", 100.0 * outcome.chance())
        ),
        None => words!("forecast-nobody", "Nobody was forecast.").to_owned(),
    }
}

/// What it was compared with.
fn compared(forecast: &PatternForecast, name: &str) -> String {
    let which = match forecast.presentations {
        1 => words!("forecast-first-presentation", "the first presentation").to_owned(),
        count => words!("forecast-presentation", "presentation { $number }", number = count.to_string()),
    };
    let time = number(&format!("{:.1}", forecast.made_s));
    if forecast.fraction < 1.0 {
        words!(
            "forecast-compared-part",
            "Made at { $time } s, compared with { $which }, { $percent } % of { $pattern }.",
            time = time,
            which = which,
            percent = format!("{:.0}", forecast.fraction * 100.0),
            pattern = name
        )
    } else {
        words!("forecast-compared", "Made at { $time } s, compared with { $which }.", time = time, which = which)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::ForecastOutcome;

    #[test]
    fn the_verdict_names_precision_and_chance() {
        let outcome = ForecastOutcome { hits: vec![1, 2, 3], misses: vec![4], unforeseen: vec![5], others: 15 };
        let forecast = PatternForecast {
            cells: vec![1, 2, 3, 4],
            outcome: Some(outcome),
            presentations: 3,
            fraction: 0.4,
            made_s: 5.0,
        };
        assert_eq!(verdict(&forecast), "Right 75 %, by chance 20 %");
        assert_eq!(compared(&forecast, "A"), "Made at 5.0 s, compared with presentation 3, 40 % of A.");
        let none = PatternForecast { outcome: Some(ForecastOutcome::default()), ..PatternForecast::default() };
        assert_eq!(verdict(&none), "Nobody was forecast.");
    }
}
