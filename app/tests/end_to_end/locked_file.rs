use std::{
    thread,
    time::{Duration, Instant},
};

use test_databases::SqliteFile;

use crate::{
    BOUND,
    cases::{Case, case},
    journal::write_during,
    ledger::Ledger,
    shop::Shop,
    support::{eventually, start},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![case(writers_wait_for_the_lock_of_another_program).alone()]
}

const WRITERS: usize = 64;
/// How long the other program holds the lock.
const LOCKED: Duration = Duration::from_secs(3);
/// The time limit of a read, with much to spare.
const QUICK: Duration = Duration::from_secs(1);

fn writers_wait_for_the_lock_of_another_program() {
    let started = start("sqlite://data/tranche.db", &[]);
    let (server, shop) = (started.anonymous(), Shop::open(&started.anonymous()));
    let file = SqliteFile::at(&started.workplace.path("data/tranche.db"));
    let lock = file.lock();
    let (journal, before) = write_during(&shop, &server, "lock", WRITERS, |writing| {
        let locked = Instant::now();
        while locked.elapsed() < LOCKED {
            let since = Instant::now();
            server.get("/api/v1/products").assert_status(200);
            server.with_cookie(shop.root.as_str()).me().assert_status(200);
            assert!(since.elapsed() < QUICK, "a read waited for {:?}", since.elapsed());
            thread::sleep(Duration::from_millis(50));
        }
        let before = writing.answers();
        lock.release();
        eventually("writers continue", || (writing.answers() >= before + WRITERS).then_some(()));
        before
    });
    // Refusals need no lock.
    assert!(before < journal.entries.len());
    assert_eq!(journal.silences, 0, "every request gets a response");
    assert!(journal.slowest < BOUND, "after {:?}", journal.slowest);
    let mut ledger = Ledger::default();
    ledger.take(journal, &shop, &server);
    ledger.assert_kept(&shop, &server, &started.workplace);
    assert_eq!(file.integrity(), "ok");
}
