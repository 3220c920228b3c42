use std::{fs, path::Path};

use serde_json::Value;

use crate::{
    Result,
    report::{Report, Table},
    shop::text,
};

/// The folder of criterion's results.
const KEPT: &str = "target/criterion";

/// Reports the last results of `cargo bench -p functions`.
pub(crate) fn run(report: &Report) -> Result<()> {
    let mut measured = Vec::new();
    for entry in fs::read_dir(KEPT).map_err(|error| format!("{KEPT}: {error}: cargo bench -p functions"))? {
        let folder = entry?.path().join("new");
        if folder.is_dir() {
            let name = text(&read(&folder, "benchmark.json")?, "/full_id")?;
            let median = read(&folder, "estimates.json")?.pointer("/median/point_estimate").and_then(Value::as_f64);
            measured.push((name, median.ok_or("no median")?));
        }
    }
    measured.sort_by(|one, other| one.0.cmp(&other.0));
    let mut table = Table::new(&["function", "median"]);
    for (name, nanoseconds) in measured {
        table.row(&[name, format!("{:.2} µs", nanoseconds / 1_000.0)]);
    }
    report.write("functions", &table)
}

fn read(folder: &Path, name: &str) -> Result<Value> {
    Ok(serde_json::from_slice(&fs::read(folder.join(name))?)?)
}
