use std::{
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::{
    Programs, Result,
    client::Client,
    load::{Load, Pace},
    report::{Report, Table},
    shop::{Endpoint, Shop},
    statistics::Spread,
    store::Engine,
    workplace::{PASSWORD, Sample, Workplace},
};

const SAMPLE: Sample = Sample { products: 10_000, users: 0, orders: 0 };
/// The product's default.
const BCRYPT_COST: u32 = 12;
/// The clients that log in at once: fewer than the hasher's queue holds.
const CLIENTS: u32 = 32;
/// How often another client gets a product meanwhile.
const OTHERS: Pace = Pace::Steady { per_second: 200 };
const ROUNDS: u32 = 3;

/// Compares log-ins with the rate of hashes, and measures other requests meanwhile.
pub(crate) fn run(programs: &Programs, engine: &Engine, seconds: u32, report: &Report) -> Result<()> {
    let workplace = Workplace::new(programs, engine, SAMPLE, BCRYPT_COST)?;
    let product = workplace.start_product()?;
    let shop = Shop::open(&product.origin)?;
    let lasts = Duration::from_secs(seconds.into());
    let logging_in = Load::reading(&["/api/v1/auth/login".to_owned()], "", &workplace, &product)?
        .sending(workplace.write_lines(&sign_up(&product.origin)?)?, 200);
    let looking = Load::of(Endpoint::Product, &shop, &workplace, &product)?;
    let mut measured = Vec::new();
    for _ in 0..ROUNDS {
        let bound = hashes_per_second(lasts)?;
        let quiet = looking.start(&programs.oha, &product, OTHERS, lasts)?.finish()?;
        let flood = logging_in.start(&programs.oha, &product, Pace::Closed { connections: CLIENTS }, lasts)?;
        let flooded = looking.start(&programs.oha, &product, OTHERS, lasts)?.finish()?;
        measured.push((bound, flood.finish()?.per_second, quiet.p99_ms, flooded.p99_ms));
    }
    let spread = |value: fn(&(f64, f64, f64, f64)) -> f64| Spread::of(measured.iter().map(value)).median;
    let mut table = Table::new(&[
        "hashes/s, all cores and nothing else",
        "log-ins/s",
        "ratio",
        "p99 of a product in quiet",
        "p99 of a product meanwhile",
        "ratio",
    ]);
    table.row(&[
        format!("{:.2}", spread(|(bound, ..)| *bound)),
        format!("{:.2}", spread(|(_, log_ins, ..)| *log_ins)),
        format!("{:.2}", spread(|(bound, log_ins, ..)| log_ins / bound)),
        format!("{:.2} ms", spread(|(.., quiet, _)| *quiet)),
        format!("{:.2} ms", spread(|(.., flooded)| *flooded)),
        format!("{:.1}", spread(|(.., quiet, flooded)| flooded / quiet)),
    ]);
    report.write(&format!("log-ins on {}", engine.name()), &table)
}

/// Creates the users, and the bodies of their log-ins.
fn sign_up(origin: &str) -> Result<Vec<String>> {
    let client = Client::new(origin);
    let names = (0..CLIENTS).map(|number| format!("visitor.{number}"));
    let made = names.map(|name| {
        let credentials = json!({"username": name, "password": PASSWORD});
        client.post("/api/v1/auth/signup", &credentials)?.json(201)?;
        Ok(credentials.to_string())
    });
    made.collect()
}

/// The rate of hashes on otherwise idle cores.
fn hashes_per_second(lasts: Duration) -> Result<f64> {
    let cores = thread::available_parallelism()?.get();
    let since = Instant::now();
    let one = || -> std::result::Result<u32, bcrypt::BcryptError> {
        let mut made = 0;
        while since.elapsed() < lasts {
            bcrypt::hash_with_salt(PASSWORD, BCRYPT_COST, [7; 16])?;
            made += 1;
        }
        Ok(made)
    };
    let mut made = 0;
    thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(one)).collect();
        for thread in threads {
            made += thread.join().map_err(|_| "a thread panicked")??;
        }
        Ok::<_, Box<dyn std::error::Error>>(())
    })?;
    Ok(f64::from(made) / since.elapsed().as_secs_f64())
}
