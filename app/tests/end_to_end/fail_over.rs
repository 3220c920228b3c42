use std::time::{Duration, Instant};

use test_databases::TestCluster;

use crate::{
    BOUND,
    cases::{Case, on_own_cluster},
    journal::write_during,
    ledger::Ledger,
    outage::in_time,
    shop::{Shop, add_product},
    support::{Client, FaultProxy, eventually, start, within},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        on_own_cluster(writes_follow_an_address_that_moves_to_the_promoted_standby).alone(),
        on_own_cluster(a_server_that_is_read_only_for_a_while_is_written_to_again),
        on_own_cluster(a_role_that_lost_its_rights_is_refused_and_taken_again),
    ]
}

const WRITERS: usize = 8;
/// The responses before the fail-over, and the further ones after it.
const ANSWERS: usize = 100;
/// How long a standby may need to take over.
const PROMOTION: Duration = Duration::from_secs(30);

/// The failing check of the store, if the product is not ready.
fn failing_check(server: &Client) -> Option<String> {
    let answer = in_time(|| server.get("/readyz"));
    (answer.status == 503).then(|| answer.body["checks"]["store"].as_str().unwrap().to_owned())
}

/// Waits until writes succeed and the server is ready; returns the time that took.
#[track_caller]
fn assert_writes_heal(server: &Client, root: &Client) -> Duration {
    let since = Instant::now();
    eventually("writes are taken", || (in_time(|| add_product(root, "Cup", 1)).status == 201).then_some(()));
    eventually("readiness says so", || (in_time(|| server.get("/readyz")).status == 200).then_some(()));
    let took = since.elapsed();
    assert!(took < BOUND, "after {took:?}");
    took
}

/// Asserts that writes are refused with 503, that reads succeed, and that readiness reports a read-only store.
#[track_caller]
fn assert_read_only(server: &Client, root: &Client) {
    eventually("readiness reports it", || (failing_check(server).as_deref() == Some("read-only")).then_some(()));
    in_time(|| add_product(root, "Cup", 1)).assert_problem(503, "unavailable");
    in_time(|| server.get("/api/v1/products")).assert_status(200);
    assert_eq!(failing_check(server).as_deref(), Some("read-only"));
}

/// The old primary stays up and keeps its connections, as one does behind an address that moves.
fn writes_follow_an_address_that_moves_to_the_promoted_standby() {
    let primary = TestCluster::start().unwrap();
    let standby = primary.start_standby();
    let database = primary.create_database();
    let proxy = FaultProxy::to(primary.address());
    let mut started = start(&database.url_at("127.0.0.1", proxy.address().port()), &[]);
    let (server, shop) = (started.anonymous(), Shop::open(&started.anonymous()));
    let root = server.with_cookie(shop.root.as_str());
    let (journal, ()) = write_during(&shop, &server, "fail-over", WRITERS, |writing| {
        eventually("clients were answered", || (writing.answers() >= ANSWERS).then_some(()));
        primary.set("default_transaction_read_only", "on");
        // Each was opened to the old primary, and none is cut.
        eventually("readiness reports it", || (failing_check(&server).as_deref() == Some("read-only")).then_some(()));
        standby.promote();
        proxy.redirect(standby.address());
        let since = Instant::now();
        let before = writing.answers();
        eventually("readiness is back", || (server.get("/readyz").status == 200).then_some(()));
        assert!(since.elapsed() < BOUND, "after {:?}", since.elapsed());
        println!("{:?} after the address moved, the product was ready", since.elapsed());
        within(PROMOTION, "clients are answered again", || (writing.answers() >= before + ANSWERS).then_some(()));
    });
    assert_eq!(journal.silences, 0, "every request gets a response");
    assert!(journal.slowest < BOUND, "after {:?}", journal.slowest);
    // A connection that was opened just before the address moved is closed shortly after the last refusal.
    eventually("no connection to the old primary is left", || {
        in_time(|| server.get("/readyz"));
        (database.connections() == 0).then_some(())
    });
    in_time(|| server.get("/readyz")).assert_status(200);
    let mut ledger = Ledger::default();
    ledger.take(journal, &shop, &server);
    ledger.assert_kept(&shop, &server, &started.workplace);
    assert_writes_heal(&server, &root);
    assert!(!started.server.has_ended());
}

fn a_server_that_is_read_only_for_a_while_is_written_to_again() {
    let cluster = TestCluster::start().unwrap();
    let database = cluster.create_database();
    let started = start(&database.url(), &[]);
    let (server, shop) = (started.anonymous(), Shop::open(&started.anonymous()));
    let root = server.with_cookie(shop.root.as_str());
    for _ in 0..2 {
        cluster.set("default_transaction_read_only", "on");
        assert_read_only(&server, &root);
        cluster.set("default_transaction_read_only", "off");
        assert_writes_heal(&server, &root);
    }
}

fn a_role_that_lost_its_rights_is_refused_and_taken_again() {
    const GRANT: &str = "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO shop; \
                         GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO shop";
    let cluster = TestCluster::start().unwrap();
    let database = cluster.create_database();
    database.execute(&format!("CREATE ROLE shop LOGIN; {GRANT}"));
    let started = start(&database.url_as("shop"), &[("TRANCHE_STORE__MIGRATE_ON_START", "false")]);
    let (server, shop) = (started.anonymous(), Shop::open(&started.anonymous()));
    let root = server.with_cookie(shop.root.as_str());
    for rights in ["INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public", "INSERT ON products"] {
        database.execute(&format!("REVOKE {rights} FROM shop"));
        assert_read_only(&server, &root);
        eventually("the reason is logged", || started.log().contains("INSERT on products").then_some(()));
        database.execute(GRANT);
        assert_writes_heal(&server, &root);
    }
}
