use std::{fs, path::Path};

use plotters::{
    chart::{ChartBuilder, SeriesLabelPosition},
    coord::{Shift, combinators::IntoLogRange},
    drawing::{DrawingArea, IntoDrawingArea},
    element::PathElement,
    prelude::SVGBackend,
    series::LineSeries,
    style::{Color, RGBColor, WHITE},
};

use crate::{
    Result,
    layers::{Cost, kept},
};

const SIZE: (u32, u32) = (1_000, 420);
/// Distinguishable with colour blindness too (Okabe and Ito).
const COLOURS: [RGBColor; 5] = [
    RGBColor(0, 114, 178),
    RGBColor(230, 159, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(86, 86, 86),
];
/// The engines that may have been measured.
const ENGINES: &[&str] = &["SQLite", "PostgreSQL"];
/// The target of reads.
const WANTED: f64 = 0.9;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Draws the throughput of the product to that of the baseline, by connections, for each engine that was measured.
pub(crate) fn draw(into: &Path) -> Result<()> {
    let mut measured = Vec::new();
    for engine in ENGINES {
        match fs::read(kept(engine)) {
            Ok(text) => measured.push((*engine, serde_json::from_slice::<Vec<Cost>>(&text)?)),
            Err(error) => eprintln!("{engine} is not drawn: {}: {error}", kept(engine).display()),
        }
    }
    let root = SVGBackend::new(into, SIZE).into_drawing_area();
    root.fill(&WHITE)?;
    for (area, (engine, costs)) in root.split_evenly((1, measured.len().max(1))).iter().zip(&measured) {
        draw_engine(area, engine, costs)?;
    }
    root.present()?;
    Ok(())
}

fn draw_engine(area: &Area<'_>, engine: &str, costs: &[Cost]) -> Result<()> {
    let most = costs.iter().map(|cost| cost.throughput.median).fold(1.1, f64::max);
    let mut chart = ChartBuilder::on(area)
        .caption(format!("Throughput to that of the baseline, {engine}"), ("sans-serif", 16))
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(45)
        .build_cartesian_2d((1_u32..128).log_scale(), 0.0..most)?;
    chart.configure_mesh().x_desc("connections").y_label_formatter(&|ratio| format!("{ratio:.1}")).draw()?;
    let wanted = [(1, WANTED), (128, WANTED)];
    chart.draw_series(LineSeries::new(wanted, RGBColor(200, 200, 200).stroke_width(2)))?;
    let mut endpoints: Vec<&str> = costs.iter().map(|cost| cost.endpoint.as_str()).collect();
    endpoints.dedup();
    for (endpoint, colour) in endpoints.into_iter().zip(COLOURS) {
        let points = costs.iter().filter(|cost| cost.endpoint == endpoint);
        let points = points.map(|cost| (cost.connections, cost.throughput.median));
        chart
            .draw_series(LineSeries::new(points, colour.stroke_width(2)).point_size(3))?
            .label(endpoint)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], colour.stroke_width(2)));
    }
    chart.configure_series_labels().position(SeriesLabelPosition::LowerRight).background_style(WHITE).draw()?;
    Ok(())
}
