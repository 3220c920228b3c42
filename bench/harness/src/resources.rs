use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{
    Programs, Result,
    client::Client,
    load::{Load, Pace},
    report::{Report, Table},
    shop::{Endpoint, Shop},
    statistics::Spread,
    store::Engine,
    workplace::{Sample, Workplace},
};

const SAMPLE: Sample = Sample { products: 10_000, users: 1_000, orders: 1_000 };
const BCRYPT_COST: u32 = 12;
const STARTS: u32 = 21;
const CONNECTIONS: u32 = 256;
const LASTS: Duration = Duration::from_secs(10);
/// How often memory is sampled under load.
const LOOK: Duration = Duration::from_millis(100);

/// Measures the time of a start on an existing store, and resident memory.
pub(crate) fn run(programs: &Programs, engine: &Engine, report: &Report) -> Result<()> {
    let workplace = Workplace::new(programs, engine, SAMPLE, BCRYPT_COST)?;
    let starts = (0..STARTS).map(|_| start(&workplace)).collect::<Result<Vec<_>>>()?;
    let product = workplace.start_product()?;
    let idle = product.resident()?;
    let shop = Shop::open(&product.origin)?;
    let mut most: f64 = 0.0;
    for endpoint in Endpoint::ALL {
        let load = Load::of(endpoint, &shop, &workplace, &product)?;
        let load = load.start(&programs.oha, &product, Pace::Closed { connections: CONNECTIONS }, LASTS)?;
        let since = Instant::now();
        while since.elapsed() < LASTS {
            most = most.max(product.resident()?);
            sleep(LOOK);
        }
        load.finish()?;
    }
    let mut table = Table::new(&["metric", "target", "measured"]);
    let mut row = |metric: String, wanted: &str, measured: String| table.row(&[metric, wanted.to_owned(), measured]);
    let Spread { least, median, most: slowest } = Spread::of(starts);
    row(
        format!("start to the first 200 of `/readyz`, on an existing store (median of {STARTS})"),
        "",
        format!("{median:.0} ms ({least:.0} to {slowest:.0})"),
    );
    row("resident memory after the start".to_owned(), "at most 40 MB", format!("{idle:.1} MB"));
    row(
        format!("resident memory at {CONNECTIONS} connections, the most of all endpoints"),
        "at most 100 MB",
        format!("{most:.1} MB"),
    );
    row("resident memory after that".to_owned(), "", format!("{:.1} MB", product.resident()?));
    report.write(&format!("resources on {}", engine.name()), &table)
}

/// The time from a start until the server is ready, in milliseconds.
fn start(workplace: &Workplace) -> Result<f64> {
    let since = Instant::now();
    let product = workplace.start_product()?;
    let client = Client::new(&product.origin);
    while client.get("/readyz")?.status != 200 {}
    Ok(since.elapsed().as_secs_f64() * 1_000.0)
}
