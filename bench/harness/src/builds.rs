use std::{fs, path::Path, process::Command, time::Instant};

use tempfile::NamedTempFile;

use crate::{
    Programs, Result,
    report::{Report, Table},
    statistics::Spread,
};

const INTERACTOR: &str = "features/cancel_order/src/interactor.rs";

/// Measures the time of builds, in this workspace and from scratch, and the size of the binary.
pub(crate) fn run(programs: &Programs, rounds: u32, report: &Report) -> Result<()> {
    let test = ["test", "--package", "cancel_order"];
    let workspace = Path::new("target");
    cargo(workspace, &test)?;
    let touched = (0..rounds).map(|_| {
        fs::write(INTERACTOR, fs::read(INTERACTOR)?)?;
        cargo(workspace, &test)
    });
    let Spread { least, median, most } = Spread::of(touched.collect::<Result<Vec<_>>>()?);
    let mut table = Table::new(&["metric", "target", "measured"]);
    let mut row = |metric: &str, wanted: &str, measured: String| {
        table.row(&[metric.to_owned(), wanted.to_owned(), measured]);
    };
    row(
        &format!("`cargo test -p cancel_order` after touching its interactor (median of {rounds})"),
        "at most 10 s",
        format!("{median:.1} s ({least:.1} to {most:.1})"),
    );
    for (metric, arguments) in [
        ("`cargo test -p cancel_order` from scratch", test),
        ("`cargo build -p tranche` from scratch", ["build", "--package", "tranche"]),
    ] {
        let nothing = tempfile::tempdir()?;
        row(metric, "", format!("{:.0} s", cargo(nothing.path(), &arguments)?));
    }
    row("the binary, with line numbers for backtraces", "", megabytes(&programs.product)?);
    row("the binary without them, stripped as for the image", "", stripped(&programs.product)?);
    report.write("builds", &table)
}

/// As docker/Dockerfile strips it.
fn stripped(binary: &Path) -> Result<String> {
    let stripped = NamedTempFile::new()?;
    let status = Command::new("strip").arg("--strip-debug").arg("-o").arg(stripped.path()).arg(binary).status()?;
    if !status.success() {
        return Err(format!("strip ended with {status}").into());
    }
    megabytes(stripped.path())
}

fn megabytes(file: &Path) -> Result<String> {
    let bytes = u32::try_from(fs::metadata(file)?.len())?;
    Ok(format!("{:.0} MB", f64::from(bytes) / 1e6))
}

/// Runs cargo and returns its time in seconds. The sources of other projects' crates are downloaded already.
fn cargo(target: &Path, arguments: &[&str]) -> Result<f64> {
    let since = Instant::now();
    let mut cargo = Command::new("cargo");
    let status = cargo.args(arguments).args(["--locked", "--quiet"]).env("CARGO_TARGET_DIR", target).status()?;
    if !status.success() {
        return Err(format!("cargo {} ended with {status}", arguments.join(" ")).into());
    }
    Ok(since.elapsed().as_secs_f64())
}
