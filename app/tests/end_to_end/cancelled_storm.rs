use std::{
    collections::BTreeSet,
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use test_databases::{SqliteFile, TestDatabase};

use crate::{
    cases::{Case, case, on_postgres},
    lists::list_all,
    outage::in_time,
    shop::{STOCK, Shop},
    short_or_long,
    support::{Client, Started, eventually, start},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_storm_of_cancelled_requests_doubles_nothing_on_sqlite).alone(),
        on_postgres(a_storm_of_cancelled_requests_doubles_nothing_on_postgres).alone(),
    ]
}

const CLIENTS: usize = 16;

/// The keys of orders, and the quantity of each.
struct Orders {
    keys: Vec<String>,
    quantity: i64,
}

fn a_storm_of_cancelled_requests_doubles_nothing_on_sqlite() {
    let started = start("sqlite://data/tranche.db", &[]);
    storm(&started);
    let file = SqliteFile::at(&started.workplace.path("data/tranche.db"));
    assert_eq!(file.integrity(), "ok");
}

fn a_storm_of_cancelled_requests_doubles_nothing_on_postgres() {
    let database = TestDatabase::create().unwrap();
    let started = start(&database.url(), &[]);
    storm(&started);
    assert!(database.connections() <= 10, "{} connections", database.connections());
}

/// Clients order under keys and hang up, repeatedly under the same key, for three seconds, or a minute in a long run.
/// Each order is placed once, and the stock is exact.
fn storm(started: &Started) {
    let shop = Shop::open(&started.anonymous());
    let until = Instant::now() + Duration::from_secs(u64::try_from(short_or_long(3, 60)).unwrap());
    let orders: Vec<Orders> = thread::scope(|scope| {
        let clients = (0..CLIENTS).map(|client| {
            let (started, shop) = (&started, &shop);
            scope.spawn(move || order_and_hang_up(started, shop, client, until))
        });
        let clients: Vec<_> = clients.collect();
        // Other clients get responses meanwhile.
        while Instant::now() < until {
            in_time(|| started.anonymous().get("/livez")).assert_status(200);
            in_time(|| started.anonymous().get("/api/v1/products"));
            thread::sleep(Duration::from_millis(100));
        }
        clients.into_iter().map(|client| client.join().unwrap()).collect()
    });
    assert_kept(started, &shop, &orders);
}

fn order_and_hang_up(started: &Started, shop: &Shop, client: usize, until: Instant) -> Orders {
    let quantity = 1 + i64::try_from(client % 3).unwrap();
    let mut keys = Vec::new();
    for number in 0.. {
        if Instant::now() >= until {
            break;
        }
        let key = format!("storm-{client}-{number}");
        for again in 0..4 {
            let wait = Duration::from_micros(
                u64::try_from((client * 7_919 + number * 104_729 + again * 31) % 25_000).unwrap(),
            );
            send_and_hang_up(started, shop, client, &key, quantity, wait);
        }
        keys.push(key);
    }
    Orders { keys, quantity }
}

/// Sends an order, and waits this long for a response.
fn send_and_hang_up(started: &Started, shop: &Shop, client: usize, key: &str, quantity: i64, wait: Duration) {
    let cookie = &shop.buyers[client % shop.buyers.len()];
    let body = shop.basket(0, quantity).to_string();
    let length = body.len();
    let request = format!(
        "POST /api/v1/orders HTTP/1.1\r\nHost: a\r\nCookie: {cookie}\r\nIdempotency-Key: {key}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    let mut stream = TcpStream::connect(&started.server.address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    stream.set_read_timeout(Some(wait.max(Duration::from_micros(1)))).unwrap();
    // It may have a response by then.
    let _ = stream.read(&mut [0; 64]);
}

/// Asserts that each key has one order, that there are no others, and that the stock matches them.
fn assert_kept(started: &Started, shop: &Shop, orders: &[Orders]) {
    eventually("the server is ready", || (started.anonymous().get("/readyz").status == 200).then_some(()));
    let placed_under: Vec<Vec<String>> = thread::scope(|scope| {
        let clients = orders.iter().enumerate().map(|(client, orders)| {
            let cookie = shop.buyers[client % shop.buyers.len()].as_str();
            let buyer = started.anonymous().with_cookie(cookie);
            scope.spawn(move || orders.keys.iter().map(|key| place(&buyer, shop, key, orders.quantity)).collect())
        });
        let clients: Vec<_> = clients.collect();
        clients.into_iter().map(|client| client.join().unwrap()).collect()
    });
    let keys = placed_under.iter().map(Vec::len).sum::<usize>();
    let taken: i64 =
        orders.iter().map(|of_client| i64::try_from(of_client.keys.len()).unwrap() * of_client.quantity).sum();
    let ids: BTreeSet<String> = placed_under.into_iter().flatten().collect();
    assert_eq!(ids.len(), keys, "two keys have one order");
    println!("{keys} keys");
    assert!(keys > CLIENTS, "{keys} keys");
    let root = started.anonymous().with_cookie(shop.root.as_str());
    let placed = list_all(&root, "/api/v1/orders?scope=all&pageSize=100", "orders");
    let placed: Vec<String> = placed.iter().map(|order| order["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(placed.len(), keys, "one order for each key");
    assert_eq!(placed.into_iter().collect::<BTreeSet<_>>(), ids);
    let product = started.anonymous().get(&format!("/api/v1/products/{}", shop.products[0])).body;
    assert_eq!(product["stock"].as_i64(), Some(STOCK - taken));
}

/// Places the order under the key, or gets the one that is placed.
fn place(buyer: &Client, shop: &Shop, key: &str, quantity: i64) -> String {
    let call = buyer.call("POST", "/api/v1/orders").header("idempotency-key", key);
    call.json(&shop.basket(0, quantity)).send().assert_status(201).body["id"].as_str().unwrap().to_owned()
}
