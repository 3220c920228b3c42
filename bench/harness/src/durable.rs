use std::time::Duration;

use crate::{
    Programs, Result,
    load::Load,
    report::{Report, Table},
    shop::{Endpoint, Shop},
    statistics::Spread,
    store::Engine,
    workplace::{Sample, Workplace},
};

/// How many clients, or loops, order at once.
const AT_ONCE: [u32; 3] = [1, 8, 32];
const SAMPLE: Sample = Sample { products: 10_000, users: 100, orders: 1_000 };
const BCRYPT_COST: u32 = 4;

/// Orders over HTTP against loops that place them with the statements of the baseline, all in turns.
pub(crate) fn run(programs: &Programs, engine: &Engine, rounds: u32, seconds: u32, report: &Report) -> Result<()> {
    let workplace = Workplace::new(programs, engine, SAMPLE, BCRYPT_COST)?;
    let (product, bare) = (workplace.start_product()?, workplace.start_bare()?);
    let shop = Shop::open(&product.origin)?;
    let lasts = Duration::from_secs(seconds.into());
    let of_product = Load::of(Endpoint::Order, &shop, &workplace, &product)?;
    let of_bare = Load::of(Endpoint::Order, &shop, &workplace, &bare)?;
    let mut table = Table::new(&[
        "at once",
        "loop without HTTP, orders/s",
        "baseline, orders/s",
        "product, orders/s",
        "product to loop (least to most)",
        "baseline to loop",
    ]);
    for at_once in AT_ONCE {
        let mut measured = Vec::new();
        for _ in 0..rounds {
            let bound = workplace.bound(&shop.user, &shop.plentiful, at_once, seconds)?;
            let product = of_product.run(&programs.oha, &product, at_once, lasts)?.per_second;
            let bare = of_bare.run(&programs.oha, &bare, at_once, lasts)?.per_second;
            measured.push((bound, product, bare));
        }
        let spread = |value: fn(&(f64, f64, f64)) -> f64| Spread::of(measured.iter().map(value));
        let Spread { least, median, most } = spread(|(bound, product, _)| product / bound);
        table.row(&[
            at_once.to_string(),
            format!("{:.0}", spread(|(bound, ..)| *bound).median),
            format!("{:.0}", spread(|(.., bare)| *bare).median),
            format!("{:.0}", spread(|(_, product, _)| *product).median),
            format!("{median:.2} ({least:.2} to {most:.2})"),
            format!("{:.2}", spread(|(bound, _, bare)| bare / bound).median),
        ]);
    }
    report.write(&format!("orders on {}", engine.name()), &table)
}
