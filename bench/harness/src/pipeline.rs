use std::{fs, path::Path};

use plotters::{
    chart::ChartBuilder,
    drawing::IntoDrawingArea,
    element::{Rectangle, Text},
    prelude::SVGBackend,
    style::{Color, RGBColor, WHITE},
};

use crate::{
    Result,
    report::{Report, Table},
};

const SIZE: (u32, u32) = (1_000, 220);
const CRITICAL: RGBColor = RGBColor(0, 114, 178);
const BESIDE: RGBColor = RGBColor(150, 160, 170);
/// A shorter step has no room for its name.
const NAMED: f64 = 0.06;

/// Steps that run one after the other, beside the other parts.
struct Part {
    name: String,
    steps: Vec<Step>,
}

struct Step {
    name: String,
    /// Seconds, from nothing.
    cold: f64,
    /// Seconds, with the target folder of the last change.
    warm: f64,
}

/// Reports how long the steps of `make ci` took, by its output from nothing and once more, and draws which parts wait for which.
pub(crate) fn run(makefile: &Path, cold: &Path, warm: &Path, into: &Path, report: &Report) -> Result<()> {
    let (cold, warm) = (fs::read_to_string(cold)?, fs::read_to_string(warm)?);
    let parts = parts(&fs::read_to_string(makefile)?, &cold, &warm)?;
    let mut table = Table::new(&["part", "step", "from nothing", "with a target folder of the last change"]);
    for part in &parts {
        for (at, step) in part.steps.iter().enumerate() {
            let name = if at == 0 { format!("`make ci-{}`", part.name) } else { String::new() };
            table.row(&[
                name,
                format!("`make {}`", step.name),
                format!("{:.0} s", step.cold),
                format!("{:.0} s", step.warm),
            ]);
        }
    }
    draw(&parts, into)?;
    report.write("pipeline", &table)
}

/// The parts as the Makefile has them (`CI_CHECKS := lint unused`).
fn parts(makefile: &str, cold: &str, warm: &str) -> Result<Vec<Part>> {
    let parts = makefile.lines().filter_map(|line| line.strip_prefix("CI_")?.split_once(" := "));
    let parts = parts.filter(|(name, _)| *name != "STEPS").map(|(name, steps)| {
        let step =
            |step: &str| Ok(Step { name: step.to_owned(), cold: seconds(cold, step)?, warm: seconds(warm, step)? });
        Ok(Part { name: name.to_lowercase(), steps: steps.split_whitespace().map(step).collect::<Result<_>>()? })
    });
    parts.collect()
}

/// How long a step took, by the output: `=== make lint: passed after 75 s ===`.
fn seconds(output: &str, step: &str) -> Result<f64> {
    let before = format!("=== make {step}: passed after ");
    let rest = output.lines().find_map(|line| line.strip_prefix(&before)).ok_or_else(|| format!("no `{before}`"))?;
    Ok(rest.trim_end_matches(" s ===").parse()?)
}

fn draw(parts: &[Part], into: &Path) -> Result<()> {
    let length = |part: &Part| part.steps.iter().map(|step| step.cold).sum::<f64>();
    let longest = parts.iter().map(length).fold(1.0, f64::max);
    let root = SVGBackend::new(into, SIZE).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .caption("make ci from nothing: its parts side by side, and what a change waits for", ("sans-serif", 16))
        .margin(12)
        .x_label_area_size(36)
        .build_cartesian_2d(0.0..longest, 0.0..f64::from(u32::try_from(parts.len())?))?;
    chart.configure_mesh().disable_y_mesh().disable_y_axis().x_desc("seconds").draw()?;
    let mut bottom = f64::from(u32::try_from(parts.len())?);
    for part in parts {
        bottom -= 1.0;
        let colour = if length(part) < longest { BESIDE } else { CRITICAL };
        let mut start = 0.0;
        for step in &part.steps {
            let end = start + step.cold;
            let corners = [(start, bottom + 0.2), (end, bottom + 0.8)];
            chart.draw_series([Rectangle::new(corners, colour.mix(0.35).filled()), Rectangle::new(corners, colour)])?;
            if step.cold > longest * NAMED {
                let label = format!("{} {:.0} s", step.name, step.cold);
                chart.draw_series([Text::new(label, (start + longest * 0.006, bottom + 0.6), ("sans-serif", 13))])?;
            }
            start = end;
        }
    }
    root.present()?;
    Ok(())
}
