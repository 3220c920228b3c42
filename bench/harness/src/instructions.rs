use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use crate::{
    Programs, Result,
    report::{Report, Table},
    server::Server,
    shop::{Endpoint, Shop},
    store::Engine,
    workplace::{Sample, Serving, Workplace},
};

const SAMPLE: Sample = Sample { products: 1_000, users: 100, orders: 100 };
/// The cost of a hash, which is no part of what is counted.
const BCRYPT_COST: u32 = 4;
/// Requests that both runs of a server answer.
const WARM_UP: usize = 50;
/// By how many requests the two runs differ.
const REQUESTS: usize = 400;

/// Counts the instructions of a request by callgrind.
///
/// Two runs of one server differ in nothing but how often the request is made; their difference, divided by the requests between
/// them, leaves out the start and the end. Unlike times, the counts of two programs may be compared on a noisy machine.
pub(crate) fn run(programs: &Programs, engine: &Engine, report: &Report) -> Result<()> {
    let workplace = Workplace::new(programs, engine, SAMPLE, BCRYPT_COST)?;
    let shop = Shop::open(&workplace.start_product()?.origin)?;
    let log = workplace.path("callgrind.log");
    let mut table = Table::new(&["endpoint", "baseline, instructions", "product, instructions", "ratio"]);
    for endpoint in Endpoint::ALL {
        let of = |serving: &Serving| {
            let count = |requests| count(serving, &log, &shop, endpoint, WARM_UP + requests);
            Result::Ok((count(REQUESTS)? - count(0)?) / f64::from(u32::try_from(REQUESTS)?))
        };
        let (bare, product) = (of(&workplace.bare_serving())?, of(&patient(workplace.product_serving()))?);
        table.row(&[
            endpoint.name().to_owned(),
            format!("{bare:.0}"),
            format!("{product:.0}"),
            format!("{:.2}", product / bare),
        ]);
    }
    report.write(&format!("instructions on {}", engine.name()), &table)
}

/// One worker, as one connection needs, and timeouts that let a server answer that takes fifty times as long.
fn patient(mut serving: Serving) -> Serving {
    serving
        .command
        .env("TRANCHE_SERVER__WORKERS", "1")
        .env("TRANCHE_SERVER__REQUEST_HEAD_TIMEOUT_SECONDS", "60")
        .env("TRANCHE_STORE__ACQUIRE_TIMEOUT_MS", "60000");
    serving
}

/// The instructions of a server from its start to its end, with that number of requests in between.
fn count(serving: &Serving, log: &Path, shop: &Shop, endpoint: Endpoint, requests: usize) -> Result<f64> {
    let server = Server::start(under_callgrind(&serving.command, log), &serving.address_file)?;
    let client = shop.client.at(&server.origin);
    let paths = shop.paths(endpoint);
    for (path, order) in paths.iter().cycle().zip(shop.orders().collect::<Vec<_>>().iter().cycle()).take(requests) {
        let (expected, answer) =
            if endpoint == Endpoint::Order { (201, client.post(path, order)?) } else { (200, client.get(path)?) };
        answer.json(expected)?;
    }
    drop(server);
    let lines = fs::read_to_string(log)?;
    let counted = lines.lines().find_map(|line| line.split_once("Collected : "));
    let (_, counted) = counted.ok_or_else(|| format!("callgrind counted nothing: {lines}"))?;
    Ok(counted.trim().parse()?)
}

/// The same command under callgrind, which writes into a log how many instructions it counted.
fn under_callgrind(command: &Command, log: &Path) -> Command {
    let mut counted = Command::new("valgrind");
    counted
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(format!("--log-file={}", log.display()))
        .arg(command.get_program())
        .args(command.get_args())
        .env_clear()
        .envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .stdout(Stdio::null());
    if let Some(directory) = command.get_current_dir() {
        counted.current_dir(directory);
    }
    counted
}
