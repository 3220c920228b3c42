use std::{
    io::Write,
    net::TcpStream,
    panic::{self, AssertUnwindSafe},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;
use test_databases::TestDatabase;

use crate::{
    BOUND,
    cases::{Case, on_postgres},
    lists::list_all,
    outage::assert_heals,
    shop::{STOCK, Shop},
    support::{Started, eventually, start},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        on_postgres(clients_that_hang_up_during_a_lock_open_no_connection_beyond_the_bound).alone(),
        on_postgres(clients_that_hang_up_during_commits_leave_no_warning).alone(),
    ]
}

const CONNECTIONS: i64 = 5;
/// The clients that wait at once, and hang up together.
const CLIENTS: usize = 20;
/// How long a connection could be silent before the pool replaced it while the server still worked on it.
const LOCKED: Duration = Duration::from_secs(6);
/// The time limit of a response under no load, with much to spare.
const QUICK: Duration = Duration::from_secs(1);

fn start_with_few_connections(database: &TestDatabase) -> Started {
    start(&database.url(), &[("TRANCHE_STORE__MAX_CONNECTIONS", &CONNECTIONS.to_string())])
}

/// The most connections of the product at a time during `act`.
fn most_connections_during(database: &TestDatabase, act: impl FnOnce()) -> i64 {
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let counting = scope.spawn(|| {
            let mut most = 0;
            while !is_over.load(Ordering::Relaxed) {
                most = most.max(database.connections());
            }
            most
        });
        // The counting ends also if `act` panics; otherwise the test would wait for it and never report.
        let outcome = panic::catch_unwind(AssertUnwindSafe(act));
        is_over.store(true, Ordering::Relaxed);
        let most = counting.join().unwrap();
        outcome.unwrap_or_else(|failure| panic::resume_unwind(failure));
        most
    })
}

/// Sends an order without a key and does not read the response.
fn send_order(started: &Started, shop: &Shop, number: usize) -> TcpStream {
    let cookie = &shop.buyers[number % shop.buyers.len()];
    let body = shop.basket(0, 1).to_string();
    let length = body.len();
    let request = format!(
        "POST /api/v1/orders HTTP/1.1\r\nHost: a\r\nCookie: {cookie}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    let mut stream = TcpStream::connect(&started.server.address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

/// Asserts that interrupted orders were placed or rolled back.
fn assert_exact(started: &Started, shop: &Shop) {
    let root = started.anonymous().with_cookie(shop.root.as_str());
    // A request that the server has read, and not begun yet, may be placed between the two reads.
    eventually("what was taken is what orders have", || {
        let orders = list_all(&root, "/api/v1/orders?scope=all&pageSize=100", "orders");
        let taken: i64 = orders.iter().map(|order: &Value| order["items"][0]["quantity"].as_i64().unwrap()).sum();
        let product = started.anonymous().get(&format!("/api/v1/products/{}", shop.products[0])).body;
        (product["stock"].as_i64() == Some(STOCK - taken)).then_some(())
    });
}

/// Waits until the server has no work of disconnected clients.
fn await_idle(database: &TestDatabase) {
    eventually("no connection is in use", || {
        let in_use = "SELECT count(*) FROM pg_stat_activity \
                      WHERE datname = current_database() AND application_name = 'tranche' AND state <> 'idle'";
        (database.count(in_use) == 0).then_some(())
    });
}

fn clients_that_hang_up_during_a_lock_open_no_connection_beyond_the_bound() {
    const WAITING: &str =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let database = TestDatabase::create().unwrap();
    let started = start_with_few_connections(&database);
    let shop = Shop::open(&started.anonymous());
    let buyer = started.anonymous().with_cookie(shop.buyers[0].as_str());
    let lock = database.lock_table("orders");
    let most = most_connections_during(&database, || {
        let since = Instant::now();
        while since.elapsed() < LOCKED {
            let clients: Vec<_> = (0..CLIENTS).map(|number| send_order(&started, &shop, number)).collect();
            eventually("an order waits for the table", || (database.count(WAITING) > 0).then_some(()));
            drop(clients);
        }
        lock.release();
        let since = Instant::now();
        assert_heals(&started.anonymous());
        eventually("orders are placed", || {
            (buyer.post("/api/v1/orders", &shop.basket(0, 1)).status == 201).then_some(())
        });
        assert!(since.elapsed() < BOUND, "after {:?}", since.elapsed());
    });
    assert!((1..=CONNECTIONS).contains(&most), "{most} connections at a time");
    await_idle(&database);
    for _ in 0..10 {
        let since = Instant::now();
        buyer.post("/api/v1/orders", &shop.basket(0, 1)).assert_status(201);
        assert!(since.elapsed() < QUICK, "after {:?}", since.elapsed());
    }
    assert_exact(&started, &shop);
}

/// The end of a transaction may be on its way when its client hangs up.
fn clients_that_hang_up_during_commits_leave_no_warning() {
    const ROUNDS: usize = 400;
    let database = TestDatabase::create().unwrap();
    let started = start_with_few_connections(&database);
    let shop = Shop::open(&started.anonymous());
    let most = most_connections_during(&database, || {
        thread::scope(|scope| {
            for client in 0..4 {
                let (started, shop) = (&started, &shop);
                scope.spawn(move || {
                    for round in 0..ROUNDS {
                        let stream = send_order(started, shop, client);
                        // Each hangs up at another stage of its order.
                        thread::sleep(Duration::from_micros(u64::try_from(round).unwrap() * 37 % 15_000));
                        drop(stream);
                    }
                });
            }
        });
    });
    assert!((1..=CONNECTIONS).contains(&most), "{most} connections at a time");
    await_idle(&database);
    assert_exact(&started, &shop);
    let log = started.log();
    assert!(!log.contains("no transaction in progress"), "{log}");
    assert!(!log.contains("\"level\":\"WARN\""), "{log}");
}
