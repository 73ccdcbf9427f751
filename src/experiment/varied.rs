//! What becomes of the primary expectations when one parameter after the other is a fifth smaller and a fifth larger: the plans are
//! those of [`Plan::variations`], each with the results that belong to it. No verdict rests on it.

use super::plan::Plan;
use super::reason::Comparison;
use super::report::{aligned, band_cell};
use super::results::Results;
use super::verdict::{contains, values};
use crate::number_text::{counted, significant};
use crate::scene::file::ExpectationFile;

/// What the varied runs say, in parts of which tables are made.
struct Survey {
    /// On what it rests.
    about: String,
    /// The head, the scene as it is, and a row a parameter.
    rows: Vec<Vec<String>>,
    /// The expectations that stand above the columns, by number.
    expectations: Vec<String>,
    /// How many changes do no harm.
    said: String,
}

/// The mean of an expectation over the seeds of a plan, in a cell, and whether every seed has a value and the mean is in its band.
fn outcome(plan: &Plan, results: &Results, expectation: &ExpectationFile) -> (String, bool) {
    let values = values(plan, results, expectation);
    let present: Vec<f64> = values.iter().copied().flatten().collect();
    if present.is_empty() {
        return ("no value".to_owned(), false);
    }
    let mean = present.iter().sum::<f64>() / present.len() as f64;
    let missing = values.len() - present.len();
    let inside = missing == 0 && contains(expectation.band, mean);
    let holes = if missing > 0 { format!(" ({missing} missing)") } else { String::new() };
    (format!("{}{holes}{}", significant(mean), if inside { "" } else { " out" }), inside)
}

fn survey(plan: &Plan, results: &Results, varied: &[(&Plan, &Results)]) -> Survey {
    let seeds = varied.first().map_or_else(Vec::new, |(plan, _)| plan.seeds.clone());
    let (first, count) = (seeds.first().copied().unwrap_or(0), counted(seeds.len() as u64, "seed"));
    let about = format!(
        "Each parameter alone times 0.8 and times 1.2, on {count} from {first}: the mean of each primary expectation at either; \
         \"out\" is outside its band, or without a value of some seed. No verdict rests on it, as these seeds are few."
    );
    let decisive: Vec<&ExpectationFile> = plan.decisive().collect();
    let mut head = ["parameter", "times 0.8", "times 1.2"].map(str::to_owned).to_vec();
    head.extend((1..=decisive.len()).map(|number| format!("({number})")));
    let plain = plan.with_seeds(seeds);
    let mut unchanged = vec!["as the scene says".to_owned(), "–".to_owned(), "–".to_owned()];
    unchanged.extend(decisive.iter().map(|expectation| outcome(&plain, results, expectation).0));
    let mut rows = vec![head, unchanged];
    let mut harmless = 0;
    for of_one in varied.chunk_by(|(one, _), (other, _)| path(one) == path(other)) {
        let mut row = vec![path(of_one[0].0).to_owned()];
        row.extend(of_one.iter().filter_map(|(plan, _)| Some(plan.variation.as_ref()?.value.clone())));
        let mut all_inside = vec![true; of_one.len()];
        for expectation in &decisive {
            let mut cells = Vec::new();
            for ((plan, results), all_inside) in of_one.iter().zip(&mut all_inside) {
                let (cell, inside) = outcome(plan, results, expectation);
                *all_inside &= inside;
                cells.push(cell);
            }
            row.push(cells.join(" / "));
        }
        harmless += all_inside.into_iter().filter(|&inside| inside).count();
        rows.push(row);
    }
    let leave = if harmless == 1 { "leaves" } else { "leave" };
    Survey {
        about,
        rows,
        expectations: decisive
            .iter()
            .enumerate()
            .map(|(index, expectation)| {
                let band = band_cell(expectation.band);
                format!("({}) {}, band {band}", index + 1, Comparison::of(plan, expectation))
            })
            .collect(),
        said: format!("{harmless} of {} changes {leave} every primary expectation in its band.", varied.len()),
    }
}

/// Path of the parameter that a plan varies.
fn path(plan: &Plan) -> &str {
    plan.variation.as_ref().map_or("", |variation| &variation.path)
}

/// The varied parameters for the terminal.
#[must_use]
pub fn varied_table(plan: &Plan, results: &Results, varied: &[(&Plan, &Results)]) -> String {
    let Survey { about, rows, expectations, said } = survey(plan, results, varied);
    format!("\n{about}\n\n{}\n{}\n\n{said}\n", aligned(&rows), expectations.join("\n"))
}

/// The section of a report on the varied parameters.
#[must_use]
pub fn varied_markdown(plan: &Plan, results: &Results, varied: &[(&Plan, &Results)]) -> String {
    let Survey { about, rows, expectations, said } = survey(plan, results, varied);
    let mut lines: Vec<String> = rows.iter().map(|row| format!("| {} |", row.join(" | "))).collect();
    lines.insert(1, format!("|{}", "---|".repeat(rows[0].len())));
    let (table, expectations) = (lines.join("\n"), expectations.join("  \n"));
    format!("\n## Parameters a fifth smaller and larger\n\n**{said}** {about}\n\n{table}\n\n{expectations}\n")
}
