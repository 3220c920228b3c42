use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
    thread::{self, sleep},
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    Programs, Result,
    postgres::PostgresDatabase,
    report::{Report, Table},
    resident_memory,
    store::Engine,
    workplace::{Sample, Workplace},
};

const BCRYPT_COST: u32 = 4;
/// With their events, a million rows.
const SAMPLE: Sample = Sample { products: 265_000, users: 50_000, orders: 100_000 };
/// How often memory is sampled.
const LOOK: Duration = Duration::from_millis(20);

/// Measures a move of all data from SQLite to another store, which compares both of them at the end.
pub(crate) fn run(programs: &Programs, engine: &Engine, report: &Report) -> Result<()> {
    let Engine::Postgres(server) = engine else {
        return Err("a move needs another store: give --postgres".into());
    };
    let source = Workplace::new(programs, &Engine::Sqlite, SAMPLE, BCRYPT_COST)?;
    let target = PostgresDatabase::make(server)?;
    let since = Instant::now();
    let moved = source.product().args(["data", "move", "--to", &target.url]).stdout(Stdio::piped()).spawn()?;
    let (rows, memory) = watch(moved)?;
    let seconds = since.elapsed().as_secs_f64();
    let mut table = Table::new(&["metric", "target", "measured"]);
    let mut row =
        |metric: &str, wanted: &str, measured: String| table.row(&[metric.to_owned(), wanted.to_owned(), measured]);
    row("rows", "", rows.to_string());
    row("the move, with its comparison of both stores", "", format!("{seconds:.0} s"));
    row("rows a second", "at least 20,000", format!("{:.0}", f64::from(rows) / seconds));
    row("most resident memory", "at most 100 MB", format!("{memory:.1} MB"));
    report.write("moving", &table)
}

/// How many rows a process reports when it ends, and its most resident memory.
fn watch(mut process: Child) -> Result<(u32, f64)> {
    let output = process.stdout.take().ok_or("no output")?;
    let lines = thread::spawn(move || BufReader::new(output).lines().collect::<std::io::Result<Vec<_>>>());
    let mut most: f64 = 0.0;
    let status = loop {
        if let Some(status) = process.try_wait()? {
            break status;
        }
        // It may end meanwhile.
        most = most.max(resident_memory::of(process.id()).unwrap_or(0.0));
        sleep(LOOK);
    };
    if !status.success() {
        return Err(format!("the move ended with {status}").into());
    }
    let lines = lines.join().map_err(|_| "the output could not be read")??;
    let mut rows = 0;
    for line in lines {
        let line: Value = serde_json::from_str(&line)?;
        rows += line.get("rows").and_then(Value::as_u64).unwrap_or(0);
    }
    Ok((u32::try_from(rows)?, most))
}
