use test_databases::{SqliteFile, TestDatabase};

use crate::{
    cases::{Case, case, on_postgres},
    journal::write_during,
    ledger::Ledger,
    shop::Shop,
    short_or_long,
    support::{Started, eventually, start},
};

const WRITERS: usize = 32;
/// The responses after which the process is killed, in each round.
const ANSWERS: usize = 120;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_killed_process_loses_nothing_that_it_acknowledged_and_keeps_nothing_that_it_refused),
        on_postgres(a_killed_process_loses_nothing_of_what_it_acknowledged_on_postgres),
    ]
}

fn a_killed_process_loses_nothing_that_it_acknowledged_and_keeps_nothing_that_it_refused() {
    let started = start("sqlite://data/tranche.db", &[]);
    let file = SqliteFile::at(&started.workplace.path("data/tranche.db"));
    kill_under_writers(started, || {}, || assert_eq!(file.integrity(), "ok"));
}

fn a_killed_process_loses_nothing_of_what_it_acknowledged_on_postgres() {
    let database = TestDatabase::create().unwrap();
    // The database may complete the process's last statement after its death.
    let settled = || {
        eventually("the server has noticed", || (database.connections() == 0).then_some(()));
    };
    kill_under_writers(start(&database.url(), &[]), settled, || {});
}

/// Kills the process repeatedly, and compares the clients' journal with the store after the next start. `settle` is
/// called while no process runs, `check` at the end of each round.
fn kill_under_writers(mut started: Started, settle: impl Fn(), check: impl Fn()) {
    let shop = Shop::open(&started.anonymous());
    let mut ledger = Ledger::default();
    for round in 0..short_or_long(3, 20) {
        let server = started.anonymous();
        let (journal, ()) = write_during(&shop, &server, &format!("r{round}"), WRITERS, |writing| {
            eventually("clients were answered", || (writing.answers() >= ANSWERS).then_some(()));
            started.server.kill();
        });
        assert!(journal.silences > 0, "no request was in flight");
        settle();
        started.server = started.workplace.start();
        ledger.take(journal, &shop, &started.anonymous());
        ledger.assert_kept(&shop, &started.anonymous(), &started.workplace);
        check();
    }
}
