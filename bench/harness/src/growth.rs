use std::time::Duration;

use serde_json::Value;

use crate::{
    Programs, Result,
    client::Client,
    load::{Load, Measurement},
    report::{Report, Table},
    server::Server,
    shop::text,
    statistics::Spread,
    store::Engine,
    workplace::{Sample, Workplace},
};

const BCRYPT_COST: u32 = 4;
/// How many clients send requests at once while sizes are compared.
const CONNECTIONS: u32 = 8;
/// How often each of two compared servers is loaded.
const PAIRS: u32 = 5;
/// The depth at which a page is compared with the first.
const DEPTH: u32 = 100_000;
/// The most products or users of a page.
const PAGE: u32 = 100;
/// The numbers of connections.
const CROWDS: [u32; 6] = [1, 8, 32, 128, 256, 512];

/// The largest stores.
#[derive(Clone, Copy)]
pub(crate) struct Most {
    pub(crate) products: u32,
    pub(crate) users: u32,
}

/// A server on a store of this size.
struct Grown {
    // The server is dropped before its directory.
    server: Server,
    workplace: Workplace,
    cookie: String,
    products: Listed,
    users: Listed,
}

/// The content of a list.
struct Listed {
    list: &'static str,
    /// The length.
    count: u32,
    /// Ids from the whole list, one of each page.
    ids: Vec<String>,
    /// The depth and the token of the deepest page, down to [`DEPTH`].
    deep: Option<(u32, String)>,
}

/// Compares stores of growing size with the smallest, alternating.
pub(crate) fn run(programs: &Programs, engine: &Engine, most: Most, seconds: u32, report: &Report) -> Result<()> {
    let lasts = Duration::from_secs(seconds.into());
    let smallest = Grown::new(programs, engine, Sample { products: 1_000, users: 1_000, orders: 0 })?;
    let mut sizes =
        Table::new(&["requested", "requests/s", "p99", "throughput, to that of 1,000", "p99, to that of 1,000"]);
    let mut depths = Table::new(&[
        "in the store",
        "depth of the page",
        "requests/s",
        "throughput, to that of page 1",
        "p99, to that of page 1",
    ]);
    let mut products = 1_000;
    while products <= most.products {
        let grown = Grown::new(programs, engine, Sample { products, users: products.min(most.users), orders: 0 })?;
        for (one, other) in [(&grown.products, &smallest.products), (&grown.users, &smallest.users)] {
            let (of_one, of_other) = (grown.load(&one.paths())?, smallest.load(&other.paths())?);
            let measured = in_turns(programs, (&of_one, &grown.server), (&of_other, &smallest.server), lasts)?;
            sizes.row(&of_size(one, &measured));
        }
        for listed in [&grown.products, &grown.users] {
            let Some((depth, token)) = &listed.deep else { continue };
            let first = grown.load(&[format!("/api/v1/{}?pageSize=20", listed.list)])?;
            let deep = grown.load(&[format!("/api/v1/{}?pageSize=20&nextToken={token}", listed.list)])?;
            let measured = in_turns(programs, (&deep, &grown.server), (&first, &grown.server), lasts)?;
            depths.row(&of_depth(listed, *depth, &measured));
        }
        products *= 10;
    }
    let mut crowds = Table::new(&["connections", "requests/s", "median", "p99"]);
    let load = smallest.load(&smallest.products.paths())?;
    for connections in CROWDS {
        let Measurement { per_second, median_ms, p99_ms, .. } =
            load.run(&programs.oha, &smallest.server, connections, lasts)?;
        let (median, p99) = (format!("{median_ms:.2} ms"), format!("{p99_ms:.2} ms"));
        crowds.row(&[connections.to_string(), format!("{per_second:.0}"), median, p99]);
    }
    let engine = engine.name();
    report.write(&format!("size on {engine}"), &sizes)?;
    report.write(&format!("depth on {engine}"), &depths)?;
    report.write(&format!("crowds on {engine}"), &crowds)
}

impl Grown {
    fn new(programs: &Programs, engine: &Engine, sample: Sample) -> Result<Self> {
        let workplace = Workplace::new(programs, engine, sample, BCRYPT_COST)?;
        let server = workplace.start_product()?;
        let admin = Client::admin(&server.origin)?;
        let products = Listed::walk(&admin, "products", sample.products)?;
        let users = Listed::walk(&admin, "users", sample.users)?;
        Ok(Self { server, workplace, cookie: admin.cookie, products, users })
    }

    fn load(&self, paths: &[String]) -> Result<Load> {
        Load::reading(paths, &self.cookie, &self.workplace, &self.server)
    }
}

impl Listed {
    fn paths(&self) -> Vec<String> {
        self.ids.iter().map(|id| format!("/api/v1/{}/{id}", self.list)).collect()
    }

    /// Reads the whole list.
    fn walk(admin: &Client, list: &'static str, count: u32) -> Result<Self> {
        let (mut ids, mut deep) = (Vec::new(), None);
        let (mut seen, mut next) = (0, String::new());
        loop {
            let page = admin.get(&format!("/api/v1/{list}?pageSize={PAGE}{next}"))?.json(200)?;
            ids.push(text(&page, &format!("/{list}/0/id"))?);
            let Some(token) = page.get("nextToken").and_then(Value::as_str) else { break };
            seen += PAGE;
            if seen <= DEPTH {
                deep = Some((seen, token.to_owned()));
            }
            next = format!("&nextToken={token}");
        }
        Ok(Self { list, count, ids, deep })
    }
}

/// Loads two servers alternately.
fn in_turns(
    programs: &Programs,
    one: (&Load, &Server),
    other: (&Load, &Server),
    lasts: Duration,
) -> Result<Vec<(Measurement, Measurement)>> {
    let run = |(load, server): (&Load, &Server)| load.run(&programs.oha, server, CONNECTIONS, lasts);
    run(one)?;
    run(other)?;
    (0..PAIRS).map(|_| Ok((run(one)?, run(other)?))).collect()
}

fn of_size(listed: &Listed, measured: &[(Measurement, Measurement)]) -> [String; 5] {
    let [per_second, p99, throughput_ratio, p99_ratio] = medians(measured);
    [
        format!("one of {} {}", listed.count, listed.list),
        format!("{per_second:.0}"),
        format!("{p99:.2} ms"),
        format!("{throughput_ratio:.2}"),
        format!("{p99_ratio:.2}"),
    ]
}

fn of_depth(listed: &Listed, depth: u32, measured: &[(Measurement, Measurement)]) -> [String; 5] {
    let [per_second, _, throughput_ratio, p99_ratio] = medians(measured);
    [
        format!("{} {}", listed.count, listed.list),
        depth.to_string(),
        format!("{per_second:.0}"),
        format!("{throughput_ratio:.2}"),
        format!("{p99_ratio:.2}"),
    ]
}

/// Throughput and 99th percentile of the first, each also as a ratio to the second.
fn medians(measured: &[(Measurement, Measurement)]) -> [f64; 4] {
    let median = |value: fn(&(Measurement, Measurement)) -> f64| Spread::of(measured.iter().map(value)).median;
    [
        median(|(one, _)| one.per_second),
        median(|(one, _)| one.p99_ms),
        median(|(one, other)| one.per_second / other.per_second),
        median(|(one, other)| one.p99_ms / other.p99_ms),
    ]
}
