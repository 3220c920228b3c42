use std::time::Instant;

use test_databases::{Shutdown, TestCluster};

use crate::{
    BOUND,
    cases::{Case, on_own_cluster},
    journal::write_during,
    ledger::Ledger,
    shop::{Shop, add_product},
    short_or_long,
    support::{eventually, start},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        on_own_cluster(a_database_that_crashes_under_load_costs_nothing_that_was_acknowledged),
        on_own_cluster(a_database_that_is_restarted_under_load_costs_nothing_that_was_acknowledged),
    ]
}

const WRITERS: usize = 16;
/// The responses before a restart, and the further ones after it.
const ANSWERS: usize = 100;

fn a_database_that_crashes_under_load_costs_nothing_that_was_acknowledged() {
    restart_under_load(Shutdown::Immediate);
}

fn a_database_that_is_restarted_under_load_costs_nothing_that_was_acknowledged() {
    restart_under_load(Shutdown::Fast);
}

fn restart_under_load(shutdown: Shutdown) {
    let cluster = TestCluster::start().unwrap();
    let database = cluster.create_database();
    let mut started = start(&database.url(), &[]);
    let (server, shop) = (started.anonymous(), Shop::open(&started.anonymous()));
    let root = server.with_cookie(shop.root.as_str());
    let mut ledger = Ledger::default();
    for round in 0..short_or_long(2, 10) {
        let (journal, recovery) = write_during(&shop, &server, &format!("r{round}"), WRITERS, |writing| {
            eventually("clients were answered", || (writing.answers() >= ANSWERS).then_some(()));
            cluster.restart(shutdown);
            let (since, before) = (Instant::now(), writing.answers());
            // A malformed call is refused only after its session was read from the store.
            eventually("the store is read again", || (add_product(&root, "", 1).status == 422).then_some(()));
            let recovery = since.elapsed();
            eventually("clients are answered again", || (writing.answers() >= before + ANSWERS).then_some(()));
            recovery
        });
        println!("round {round}: {recovery:?} after the restart the store was used again");
        assert!(recovery < BOUND, "after {recovery:?}");
        assert_eq!(journal.silences, 0, "every request gets a response");
        assert!(journal.slowest < BOUND, "after {:?}", journal.slowest);
        ledger.take(journal, &shop, &server);
        ledger.assert_kept(&shop, &server, &started.workplace);
        assert!(!started.server.has_ended());
    }
}
