use std::{
    io::Write,
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use test_databases::TestDatabase;

use crate::{
    BOUND,
    cases::{Case, on_postgres},
    journal::write_during,
    ledger::Ledger,
    lists::list_all,
    outage::in_time,
    shop::{STOCK, Shop},
    support::{Started, eventually, start, within},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        on_postgres(two_hundred_clients_share_two_connections).alone(),
        on_postgres(clients_that_hang_up_leave_no_connection_taken).alone(),
    ]
}

const CLIENTS: usize = 200;
const CONNECTIONS: u16 = 2;
/// The clients that hang up, and how many of them at once.
const QUITTERS: usize = 10_000;
const QUITTERS_AT_ONCE: usize = 8;
/// Longer than a slow machine needs for a crowd.
const LONG: Duration = Duration::from_mins(1);
/// The time limit of a response under no load, with much to spare.
const QUICK: Duration = Duration::from_secs(1);

fn start_with_few_connections(database: &TestDatabase) -> Started {
    start(&database.url(), &[("TRANCHE_STORE__MAX_CONNECTIONS", &CONNECTIONS.to_string())])
}

/// Asserts that the load left no trace: all connections are free, and responses are quick.
fn assert_calm(database: &TestDatabase, started: &Started, shop: &Shop) {
    eventually("no connection is taken", || {
        let taken = "SELECT count(*) FROM pg_stat_activity \
                     WHERE datname = current_database() AND application_name = 'tranche' AND state <> 'idle'";
        (database.count(taken) == 0).then_some(())
    });
    assert!(database.connections() <= CONNECTIONS.into());
    let buyer = started.anonymous().with_cookie(shop.buyers[0].as_str());
    let buy = || {
        let since = Instant::now();
        let answers = [buyer.me(), buyer.post("/api/v1/orders", &shop.basket(0, 1))];
        (answers.map(|answer| answer.status), since.elapsed())
    };
    // The server completes work whose client is gone, which holds no connection between two statements.
    within(BOUND, "answers are quick", || {
        let (statuses, took) = buy();
        assert!([[200, 201], [200, 503], [503, 201], [503, 503]].contains(&statuses), "{statuses:?}");
        (took < QUICK && statuses == [200, 201]).then_some(())
    });
    for _ in 0..20 {
        let (statuses, took) = buy();
        assert_eq!(statuses, [200, 201]);
        assert!(took < QUICK, "after {took:?}");
    }
}

fn two_hundred_clients_share_two_connections() {
    let database = TestDatabase::create().unwrap();
    let started = start_with_few_connections(&database);
    let (server, shop) = (started.anonymous(), Shop::open(&started.anonymous()));
    let (journal, ()) = write_during(&shop, &server, "crowd", CLIENTS, |writing| {
        within(LONG, "clients were answered", || (writing.answers() >= 2 * CLIENTS).then_some(()));
        in_time(|| server.get("/livez")).assert_status(200);
    });
    assert_eq!(journal.silences, 0, "every request gets a response");
    assert!(journal.slowest < BOUND, "after {:?}", journal.slowest);
    let mut ledger = Ledger::default();
    ledger.take(journal, &shop, &server);
    ledger.assert_kept(&shop, &server, &started.workplace);
    assert_calm(&database, &started, &shop);
}

fn clients_that_hang_up_leave_no_connection_taken() {
    let database = TestDatabase::create().unwrap();
    let started = start_with_few_connections(&database);
    let shop = Shop::open(&started.anonymous());
    thread::scope(|scope| {
        for quitter in 0..QUITTERS_AT_ONCE {
            let (started, shop) = (&started, &shop);
            scope.spawn(move || {
                let buyer = started.anonymous().with_cookie(shop.buyers[0].as_str());
                for number in 0..QUITTERS / QUITTERS_AT_ONCE {
                    ask_and_hang_up(&started.server.address, shop, quitter + number);
                    // One client among them waits for its response, and gets it in time.
                    if number.is_multiple_of(50) {
                        in_time(|| buyer.me()).assert_status(200);
                    }
                }
            });
        }
    });
    assert_calm(&database, &started, &shop);
    // Each interrupted order was placed or rolled back.
    let root = started.anonymous().with_cookie(shop.root.as_str());
    let orders = list_all(&root, "/api/v1/orders?scope=all&pageSize=100", "orders");
    let taken: i64 = orders.iter().map(|order| order["items"][0]["quantity"].as_i64().unwrap()).sum();
    let product = started.anonymous().get(&format!("/api/v1/products/{}", shop.products[0])).body;
    assert_eq!(product["stock"].as_i64(), Some(STOCK - taken));
}

/// Sends a request that takes the store some time, a read or a write, and does not wait for the response.
fn ask_and_hang_up(address: &str, shop: &Shop, number: usize) {
    let cookie = &shop.buyers[number % shop.buyers.len()];
    let request = if number.is_multiple_of(2) {
        format!("GET /api/v1/orders HTTP/1.1\r\nHost: a\r\nCookie: {cookie}\r\n\r\n")
    } else {
        let body = shop.basket(0, 1).to_string();
        let length = body.len();
        format!(
            "POST /api/v1/orders HTTP/1.1\r\nHost: a\r\nCookie: {cookie}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )
    };
    TcpStream::connect(address).unwrap().write_all(request.as_bytes()).unwrap();
}
