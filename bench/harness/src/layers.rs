use std::{fs, path::PathBuf, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{
    Programs, Result,
    load::{Load, Measurement},
    report::{Report, Table},
    shop::{Endpoint, Shop},
    statistics::Spread,
    store::Engine,
    workplace::{Sample, Workplace},
};

/// The numbers of connections.
const CONNECTIONS: [u32; 4] = [1, 8, 32, 128];
const SAMPLE: Sample = Sample { products: 10_000, users: 1_000, orders: 1_000 };
/// The cost of a hash; the measure has only one.
const BCRYPT_COST: u32 = 4;
/// How long a server is loaded before it is measured.
const WARM_UP: Duration = Duration::from_secs(1);

/// The results of one endpoint at one number of connections.
#[derive(Serialize, Deserialize)]
pub(crate) struct Cost {
    pub(crate) endpoint: String,
    pub(crate) connections: u32,
    /// Requests a second.
    pub(crate) product: Spread,
    pub(crate) bare: Spread,
    /// Ratios of the product's throughput to the baseline's, in each pair of runs.
    pub(crate) throughput: Spread,
    /// Of the 99th percentiles.
    pub(crate) p99: Spread,
    pub(crate) product_p99_ms: Spread,
    /// Ratios of the servers' CPU time for a request, without the load generator's.
    pub(crate) computed: Spread,
    pub(crate) product_computed_us: Spread,
}

/// The file of the costs on an engine, for the plot.
pub(crate) fn kept(engine: &str) -> PathBuf {
    PathBuf::from(format!("target/bench/layers-{engine}.json"))
}

/// Loads both programs alternately, on one store.
pub(crate) fn run(programs: &Programs, engine: &Engine, pairs: u32, seconds: u32, report: &Report) -> Result<()> {
    let workplace = Workplace::new(programs, engine, SAMPLE, BCRYPT_COST)?;
    let (product, bare) = (workplace.start_product()?, workplace.start_bare()?);
    let shop = Shop::open(&product.origin)?;
    let lasts = Duration::from_secs(seconds.into());
    let mut costs = Vec::new();
    let mut table = Table::new(&[
        "endpoint",
        "connections",
        "baseline, requests/s",
        "product, requests/s",
        "throughput, ratio (least to most)",
        "p99, product",
        "p99, ratio",
        "server's CPU time a request, product",
        "CPU time, ratio",
    ]);
    for endpoint in Endpoint::ALL {
        let of_product = Load::of(endpoint, &shop, &workplace, &product)?;
        let of_bare = Load::of(endpoint, &shop, &workplace, &bare)?;
        for connections in CONNECTIONS {
            of_product.run(&programs.oha, &product, connections, WARM_UP)?;
            of_bare.run(&programs.oha, &bare, connections, WARM_UP)?;
            let mut measured = Vec::new();
            for turn in 0..pairs {
                // Each is first equally often.
                measured.push(if turn % 2 == 0 {
                    let product = of_product.run(&programs.oha, &product, connections, lasts)?;
                    (product, of_bare.run(&programs.oha, &bare, connections, lasts)?)
                } else {
                    let bare = of_bare.run(&programs.oha, &bare, connections, lasts)?;
                    (of_product.run(&programs.oha, &product, connections, lasts)?, bare)
                });
            }
            let cost = cost(endpoint, connections, &measured);
            table.row(&row(&cost));
            costs.push(cost);
        }
    }
    let kept = kept(engine.name());
    fs::create_dir_all(kept.parent().ok_or("a file without a directory")?)?;
    fs::write(kept, serde_json::to_vec_pretty(&costs)?)?;
    report.write(&format!("layers on {}", engine.name()), &table)
}

fn cost(endpoint: Endpoint, connections: u32, measured: &[(Measurement, Measurement)]) -> Cost {
    let spread = |value: fn(&(Measurement, Measurement)) -> f64| Spread::of(measured.iter().map(value));
    Cost {
        endpoint: endpoint.name().to_owned(),
        connections,
        product: spread(|(product, _)| product.per_second),
        bare: spread(|(_, bare)| bare.per_second),
        throughput: spread(|(product, bare)| product.per_second / bare.per_second),
        p99: spread(|(product, bare)| product.p99_ms / bare.p99_ms),
        product_p99_ms: spread(|(product, _)| product.p99_ms),
        computed: spread(|(product, bare)| product.computed_us / bare.computed_us),
        product_computed_us: spread(|(product, _)| product.computed_us),
    }
}

fn row(cost: &Cost) -> [String; 9] {
    let Spread { least, median, most } = cost.throughput;
    [
        cost.endpoint.clone(),
        cost.connections.to_string(),
        format!("{:.0}", cost.bare.median),
        format!("{:.0}", cost.product.median),
        format!("{median:.2} ({least:.2} to {most:.2})"),
        format!("{:.2} ms", cost.product_p99_ms.median),
        format!("{:.2}", cost.p99.median),
        format!("{:.0} µs", cost.product_computed_us.median),
        format!("{:.2}", cost.computed.median),
    ]
}
