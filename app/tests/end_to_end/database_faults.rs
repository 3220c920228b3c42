use std::{
    net::ToSocketAddrs,
    thread,
    time::{Duration, Instant},
};

use serde_json::json;
use test_databases::TestDatabase;

use crate::{
    cases::{Case, on_postgres},
    outage::{assert_heals, in_time},
    shop::Shop,
    support::{Answer, Client, FaultProxy, PASSWORD, Started, Weather, eventually, start},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        on_postgres(a_database_that_refuses_connections_is_missed_and_found_again),
        on_postgres(a_database_that_says_nothing_is_missed_and_found_again),
        on_postgres(a_database_that_is_too_slow_is_missed_and_found_again),
        on_postgres(a_database_that_is_slow_holds_no_answer_beyond_the_bound),
        on_postgres(a_connection_that_is_cut_fails_the_request_on_it_and_no_later_one),
        on_postgres(connections_in_use_that_a_proxy_forgets_make_room_for_others),
    ]
}

const USER: &str = "grace.user";

/// How many connections wait for a lock.
const WAITING: &str =
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

/// A server whose connections to its database can fail.
pub(crate) struct Proxied {
    pub(crate) proxy: FaultProxy,
    pub(crate) started: Started,
    pub(crate) user: Client,
    pub(crate) shop: Shop,
    pub(crate) database: TestDatabase,
}

impl Proxied {
    pub(crate) fn start() -> Self {
        let database = TestDatabase::create().unwrap();
        let (proxy, url) = proxy(&database);
        let started = start(&url, &[]);
        Self { user: started.user(USER), shop: Shop::open(&started.anonymous()), proxy, started, database }
    }

    pub(crate) fn buyer(&self) -> Client {
        self.started.anonymous().with_cookie(self.shop.buyers[0].as_str())
    }

    /// An order of one, under this key.
    pub(crate) fn place_order(&self, key: &str) -> Answer {
        let call = self.buyer().call("POST", "/api/v1/orders").header("idempotency-key", key);
        call.json(&self.shop.basket(0, 1)).send()
    }
}

/// A proxy before the database's server, and the URL of the database behind it.
pub(crate) fn proxy(database: &TestDatabase) -> (FaultProxy, String) {
    let server = database.server_address().to_socket_addrs().unwrap().next().unwrap();
    let proxy = FaultProxy::to(server);
    let url = database.url_at("127.0.0.1", proxy.address().port());
    (proxy, url)
}

/// Asserts that requests that need the store get 503 in time, and others their response. Returns the slowest time.
fn assert_away(proxied: &Proxied) -> Duration {
    let (anonymous, user) = (proxied.started.anonymous(), &proxied.user);
    let unready = || {
        let answer = anonymous.get("/readyz");
        assert_eq!(answer.body["checks"]["store"], "unreachable");
        answer
    };
    let needy: [&(dyn Fn() -> Answer + Sync); 7] = [
        &|| anonymous.log_in(USER, PASSWORD),
        &|| anonymous.sign_up("grace.hopper", PASSWORD),
        &|| user.me(),
        &|| user.log_out(),
        &|| proxied.place_order("while-away"),
        &|| anonymous.get("/api/v1/products"),
        &unready,
    ];
    thread::scope(|scope| {
        let refused = |call: &(dyn Fn() -> Answer + Sync)| {
            let since = Instant::now();
            in_time(call).assert_problem(503, "unavailable");
            since.elapsed()
        };
        let calls: Vec<_> = needy.into_iter().map(|call| scope.spawn(move || refused(call))).collect();
        for path in ["/livez", "/version", "/api/v1/"] {
            in_time(|| anonymous.get(path)).assert_status(200);
        }
        // A request without a session does not need the store.
        in_time(|| anonymous.me()).assert_problem(401, "unauthenticated");
        calls.into_iter().map(|call| call.join().unwrap()).max().unwrap()
    })
}

/// Asserts that everything works, in the same process as before.
fn assert_well(proxied: &mut Proxied, round: usize) {
    let anonymous = proxied.started.anonymous();
    assert_heals(&anonymous);
    let calls: [(&dyn Fn() -> Answer, u16); 4] = [
        (&|| proxied.user.me(), 200),
        (&|| anonymous.log_in(USER, PASSWORD), 200),
        (&|| anonymous.sign_up(&format!("grace.{round}"), PASSWORD), 201),
        (&|| proxied.place_order(&format!("key-{round}")), 201),
    ];
    for (call, status) in calls {
        in_time(call).assert_status(status);
    }
    assert!(!proxied.started.server.has_ended());
}

fn fail_with(weather: Weather) {
    let mut proxied = Proxied::start();
    for round in 0..2 {
        proxied.proxy.set(weather);
        println!("{weather:?}: the slowest answer took {:?}", assert_away(&proxied));
        proxied.proxy.set(Weather::Fair);
        assert_well(&mut proxied, round);
    }
}

fn a_database_that_refuses_connections_is_missed_and_found_again() {
    fail_with(Weather::Refusing);
}

fn a_database_that_says_nothing_is_missed_and_found_again() {
    fail_with(Weather::Hanging);
}

fn a_database_that_is_too_slow_is_missed_and_found_again() {
    fail_with(Weather::Slow(Duration::from_secs(3)));
}

fn a_database_that_is_slow_holds_no_answer_beyond_the_bound() {
    let mut proxied = Proxied::start();
    for (round, delay) in [5, 100, 300, 600, 1_000].into_iter().enumerate() {
        proxied.proxy.set(Weather::Slow(Duration::from_millis(delay)));
        thread::scope(|scope| {
            let (anonymous, user) = (proxied.started.anonymous(), &proxied.user);
            let proxied = &proxied;
            let calls: [Box<dyn FnOnce() -> Answer + Send>; 4] = [
                Box::new(move || anonymous.log_in(USER, PASSWORD)),
                Box::new(move || user.me()),
                Box::new(move || proxied.place_order(&format!("slow-{delay}"))),
                Box::new(move || proxied.started.anonymous().get("/readyz")),
            ];
            for call in calls {
                scope.spawn(move || {
                    let answer = in_time(call);
                    match answer.status {
                        200 | 201 => &answer,
                        _ => answer.assert_problem(503, "unavailable"),
                    };
                });
            }
        });
        proxied.proxy.set(Weather::Fair);
        assert_well(&mut proxied, round);
        let again: [(&dyn Fn() -> Answer, u16); 2] =
            [(&|| proxied.user.me(), 200), (&|| proxied.place_order(&format!("slow-{delay}")), 201)];
        for (call, status) in again {
            call().assert_status(status);
        }
    }
}

fn a_connection_that_is_cut_fails_the_request_on_it_and_no_later_one() {
    let mut proxied = Proxied::start();
    for round in 0..3 {
        let key = format!("cut-{round}");
        let lock = proxied.database.lock_table("orders");
        thread::scope(|scope| {
            let order = scope.spawn(|| in_time(|| proxied.place_order(&key)));
            eventually("the order waits for the table", || (proxied.database.count(WAITING) == 1).then_some(()));
            proxied.proxy.cut();
            order.join().unwrap().assert_problem(503, "unavailable");
        });
        lock.release();
        assert_well(&mut proxied, round);
        let placed = proxied.place_order(&key);
        let again = proxied.place_order(&key);
        assert_eq!(placed.assert_status(201).body, again.assert_status(201).body);
        let orders = proxied.buyer().get("/api/v1/orders").body["orders"].as_array().unwrap().len();
        assert_eq!(orders, 2 * (round + 1), "one from before and one from the cut");
        let stock = proxied.started.anonymous().get(&format!("/api/v1/products/{}", proxied.shop.products[0]));
        assert_eq!(stock.body["stock"], json!(crate::shop::STOCK - i64::try_from(orders).unwrap()));
    }
}

fn connections_in_use_that_a_proxy_forgets_make_room_for_others() {
    const CONNECTIONS: usize = 10;
    let mut proxied = Proxied::start();
    for round in 0..2 {
        let lock = proxied.database.lock_table("orders");
        thread::scope(|scope| {
            let proxied = &proxied;
            let order = |number: usize| in_time(|| proxied.place_order(&format!("forgotten-{round}-{number}")));
            let orders: Vec<_> = (0..CONNECTIONS).map(|number| scope.spawn(move || order(number))).collect();
            eventually("each connection waits for the table", || {
                (proxied.database.count(WAITING) == i64::try_from(CONNECTIONS).unwrap()).then_some(())
            });
            proxied.proxy.forget();
            for order in orders {
                order.join().unwrap().assert_problem(503, "unavailable");
            }
        });
        lock.release();
        assert_well(&mut proxied, round);
    }
}
