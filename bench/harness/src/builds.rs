use std::{fs, path::Path, process::Command};

use tempfile::NamedTempFile;

use crate::{
    Programs, Result,
    report::{Report, Table},
    statistics::Spread,
};

const INTERACTOR: &str = "features/cancel_order/src/interactor.rs";

/// What is built after a change of the interactor, and the targets in seconds.
const AFTER_A_CHANGE: [(&[&str], &str); 2] =
    [(&["test", "--package", "cancel_order"], "at most 3 s"), (&["build", "--bin", "tranche"], "at most 10 s")];

/// What is built from scratch. A target counts processor time, which other work on the machine changes less.
const FROM_SCRATCH: [(&[&str], &str); 3] = [
    (&["test", "--package", "cancel_order"], ""),
    (&["build", "--bin", "tranche"], "at most 200 s counted"),
    (&["build", "--release", "--package", "tranche"], "at most 500 s counted"),
];

/// Measures the time of builds, in this workspace and from scratch, and the size of the binary.
pub(crate) fn run(programs: &Programs, rounds: u32, report: &Report) -> Result<()> {
    let mut table = Table::new(&["metric", "target", "measured"]);
    let workspace = Path::new("target");
    for (arguments, target) in AFTER_A_CHANGE {
        cargo(workspace, arguments)?;
        let touched = (0..rounds).map(|_| {
            fs::write(INTERACTOR, fs::read(INTERACTOR)?)?;
            Ok(cargo(workspace, arguments)?.wall)
        });
        let Spread { least, median, most } = Spread::of(touched.collect::<Result<Vec<_>>>()?);
        table.row(&[
            format!("`cargo {}` after touching an interactor (median of {rounds})", arguments.join(" ")),
            target.to_owned(),
            format!("{median:.1} s ({least:.1} to {most:.1})"),
        ]);
    }
    for (arguments, target) in FROM_SCRATCH {
        let nothing = tempfile::tempdir()?;
        let Time { wall, processor } = cargo(nothing.path(), arguments)?;
        table.row(&[
            format!("`cargo {}` from scratch", arguments.join(" ")),
            target.to_owned(),
            format!("{:.0} s counted, {wall:.0} s on the clock", processor / 2.0),
        ]);
    }
    for (metric, size) in [
        ("the binary, with line numbers for backtraces", megabytes(&programs.product)?),
        ("the binary without them, stripped as for the image", stripped(&programs.product)?),
    ] {
        table.row(&[metric.to_owned(), String::new(), size]);
    }
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

/// The seconds that a command took.
struct Time {
    /// From its start to its end.
    wall: f64,
    /// On all cores, in its own code and in the system's.
    processor: f64,
}

/// Runs cargo, measured by the shell. The sources of other projects' crates are downloaded already.
fn cargo(target: &Path, arguments: &[&str]) -> Result<Time> {
    let measured = NamedTempFile::new()?;
    let mut shell = Command::new("bash");
    shell.args(["-c", r#"exec 3>&2; TIMEFORMAT='%R %U %S'; { time "${@:2}" 2>&3; } 2>"$1""#, "bash"]);
    shell.arg(measured.path()).arg("cargo").args(arguments).arg("--locked").env("CARGO_TARGET_DIR", target);
    let status = shell.status()?;
    if !status.success() {
        return Err(format!("cargo {} ended with {status}", arguments.join(" ")).into());
    }
    let times = fs::read_to_string(measured.path())?;
    let times = times.split_whitespace().map(str::parse).collect::<std::result::Result<Vec<f64>, _>>()?;
    let [wall, user, system] = times[..] else { return Err(format!("bash measured {times:?}").into()) };
    Ok(Time { wall, processor: user + system })
}
