use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    thread::{self, sleep},
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    Programs, Result,
    client::{Answer, Client},
    shop::{Endpoint, Shop, text},
    store::Engine,
    workplace::{Sample, Workplace},
};

const SAMPLE: Sample = Sample { products: 300, users: 20, orders: 20 };
const BCRYPT_COST: u32 = 4;
/// How many clients send requests at once, and how many each.
const CLIENTS: usize = 16;
const REQUESTS: usize = 50;
/// The routes that both programs have.
const ROUTES: usize = 4;
/// The timeout for a line to reach its file: a thread of its own writes it.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Compares both programs: their responses, their rows, and their logs.
pub(crate) fn run(programs: &Programs, engine: &Engine) -> Result<()> {
    let workplace = Workplace::new(programs, engine, SAMPLE, BCRYPT_COST)?;
    let (product, bare) = (workplace.start_product()?, workplace.start_bare()?);
    let shop = Shop::open(&product.origin)?;
    let baseline = shop.client.at(&bare.origin);

    for endpoint in [Endpoint::Product, Endpoint::FirstPage, Endpoint::LaterPage, Endpoint::CurrentUser] {
        for path in shop.paths(endpoint) {
            compare(&path, &shop.client.get(&path)?, &baseline.get(&path)?)?;
        }
    }
    refuse_strangers(&[&product.origin, &bare.origin])?;
    compare_orders(&shop, &baseline)?;
    for client in [&shop.client, &baseline] {
        crowd(&shop, client)?;
    }
    compare_lines(&workplace)?;
    workplace.bound(&shop.user, &shop.plentiful, 2, 1)?;
    stocks_add_up(&shop)?;
    println!("check on {}: both programs respond, write and log alike", engine.name());
    Ok(())
}

/// Compares two responses to one request, which differ in times and names alone.
fn compare(path: &str, product: &Answer, baseline: &Answer) -> Result<()> {
    let lasting = |answer: &Answer| -> BTreeMap<String, String> {
        let headers = answer.headers.clone().into_iter();
        headers.filter(|(name, _)| !matches!(name.as_str(), "date" | "x-request-id")).collect()
    };
    if product.status == 200
        && baseline.status == 200
        && product.body == baseline.body
        && lasting(product) == lasting(baseline)
    {
        return Ok(());
    }
    Err(format!("{path}: the product answered {product:?}, the baseline {baseline:?}").into())
}

/// Both verify the session.
fn refuse_strangers(origins: &[&str]) -> Result<()> {
    for origin in origins {
        let mut stranger = Client::new(origin);
        for cookie in ["", "access_token=eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.e30.c2lnbmVk"] {
            cookie.clone_into(&mut stranger.cookie);
            let status = stranger.get("/api/v1/auth/me")?.status;
            if status != 401 {
                return Err(format!("{origin} answered a request without a session with {status}").into());
            }
        }
    }
    Ok(())
}

/// An order that either program placed has the same form, in its response and afterwards, and so has its history.
fn compare_orders(shop: &Shop, baseline: &Client) -> Result<()> {
    let order = shop.orders().next().ok_or("nothing to order")?;
    let mut forms = BTreeSet::new();
    for client in [&shop.client, baseline] {
        let answer = client.post("/api/v1/orders", &order)?;
        let placed = answer.json(201)?;
        let id = text(&placed, "/id")?;
        let stored = shop.client.get(&format!("/api/v1/orders/{id}"))?;
        if stored.body != answer.body {
            return Err(format!("placed {}, found {}", answer.body, stored.body).into());
        }
        let history = shop.client.get(&format!("/api/v1/orders/{id}/events"))?.body;
        let lasting: BTreeMap<_, _> =
            answer.headers.iter().filter(|(name, _)| !matches!(name.as_str(), "date" | "x-request-id")).collect();
        let mut form = format!("{lasting:?}\n{}\n{history}", answer.body).replace(&id, "ID");
        for time in ["/createdAt", "/updatedAt"] {
            form = form.replace(&text(&placed, time)?, "TIME");
        }
        forms.insert(form);
    }
    if forms.len() == 1 { Ok(()) } else { Err(format!("orders differ: {forms:#?}").into()) }
}

/// Concurrent clients get the same responses as a single one.
fn crowd(shop: &Shop, client: &Client) -> Result<()> {
    let paths: Vec<String> = Endpoint::ALL
        .into_iter()
        .filter(|endpoint| *endpoint != Endpoint::Order)
        .flat_map(|endpoint| shop.paths(endpoint))
        .collect();
    let expected = paths.iter().map(|path| Ok((path, client.get(path)?.body))).collect::<Result<Vec<_>>>()?;
    let one = |number: usize| -> std::result::Result<(), String> {
        let client = client.apart();
        for (path, body) in expected.iter().cycle().skip(number * 7).take(REQUESTS) {
            let answer = client.get(path).map_err(|error| error.to_string())?;
            if (answer.status, &answer.body) != (200, body) {
                return Err(format!("{path}: {answer:?} and not {body}"));
            }
        }
        for order in shop.orders().skip(number).take(REQUESTS / 10) {
            let placed = client.post("/api/v1/orders", &order).and_then(|answer| answer.json(201));
            placed.map_err(|error| error.to_string())?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let one = &one;
        let clients: Vec<_> = (0..CLIENTS).map(|number| scope.spawn(move || one(number))).collect();
        for client in clients {
            client.join().map_err(|_| "a client panicked")??;
        }
        Ok(())
    })
}

/// A line about a response has the same fields in both logs, on every route.
fn compare_lines(workplace: &Workplace) -> Result<()> {
    let since = Instant::now();
    loop {
        let product = fields_by_route(&fs::read_to_string(workplace.path("product.log"))?)?;
        let baseline = fields_by_route(&fs::read_to_string(workplace.path("bare.log"))?)?;
        let alike = baseline.iter().filter(|(route, fields)| product.get(*route) == Some(fields)).count();
        if alike == baseline.len() && alike == ROUTES {
            return Ok(());
        }
        if since.elapsed() > TIMEOUT {
            return Err(format!("the product logs {product:#?}, the baseline {baseline:#?}").into());
        }
        sleep(Duration::from_millis(10));
    }
}

/// The fields of each route's last line about a response. A line that is being written has no end yet.
fn fields_by_route(log: &str) -> Result<BTreeMap<String, Vec<String>>> {
    let mut last = BTreeMap::new();
    for line in log.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
        let line: Value = serde_json::from_str(line)?;
        if line.get("target").and_then(Value::as_str) == Some("access") {
            last.insert(text(&line, "/route")?, fields("", &line));
        }
    }
    Ok(last)
}

/// The names of all fields, with their parents' names.
fn fields(prefix: &str, value: &Value) -> Vec<String> {
    match value {
        Value::Object(map) => map.iter().flat_map(|(name, value)| fields(&format!("{prefix}/{name}"), value)).collect(),
        Value::Array(items) => items.iter().flat_map(|item| fields(&format!("{prefix}/*"), item)).collect(),
        _ => vec![prefix.to_owned()],
    }
}

/// The units taken from stocks equal those in orders.
fn stocks_add_up(shop: &Shop) -> Result<()> {
    let mut taken = 0_i64;
    for id in &shop.plentiful {
        let product = shop.client.get(&format!("/api/v1/products/{id}"))?.json(200)?;
        taken += 1_000_000_000 - product.get("stock").and_then(Value::as_i64).ok_or("no stock")?;
    }
    let mut ordered = 0_i64;
    let mut next = String::new();
    loop {
        let page = shop.client.get(&format!("/api/v1/orders?pageSize=100&userId={}{next}", shop.user))?.json(200)?;
        let orders = page.get("orders").and_then(Value::as_array).ok_or("no orders")?;
        let items = orders.iter().filter_map(|order| order.get("items").and_then(Value::as_array)).flatten();
        ordered += items.filter_map(|item| item.get("quantity").and_then(Value::as_i64)).sum::<i64>();
        match page.get("nextToken").and_then(Value::as_str) {
            Some(next_token) => next = format!("&nextToken={next_token}"),
            None => break,
        }
    }
    if taken == ordered && taken > 0 { Ok(()) } else { Err(format!("{taken} were taken and {ordered} ordered").into()) }
}
