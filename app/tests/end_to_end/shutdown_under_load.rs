use test_databases::TestDatabase;

use crate::{
    cases::{Case, on_postgres},
    journal::{Outcome, write_during},
    ledger::Ledger,
    shop::Shop,
    short_or_long,
    support::{Signal, eventually, start},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![on_postgres(a_stop_under_load_answers_everything_that_it_does_and_closes_its_connections)]
}

const WRITERS: usize = 16;
const ANSWERS: usize = 100;

fn a_stop_under_load_answers_everything_that_it_does_and_closes_its_connections() {
    let database = TestDatabase::create().unwrap();
    let mut started = start(&database.url(), &[]);
    let shop = Shop::open(&started.anonymous());
    let mut ledger = Ledger::default();
    for round in 0..short_or_long(3, 10) {
        let server = started.anonymous();
        let (mut journal, code) = write_during(&shop, &server, &format!("r{round}"), WRITERS, |writing| {
            eventually("clients were answered", || (writing.answers() >= ANSWERS).then_some(()));
            started.server.send(Signal::TERM);
            started.server.wait().code()
        });
        assert_eq!(code, Some(0));
        eventually("its connections are closed", || (database.connections() == 0).then_some(()));
        started.server = started.workplace.start();
        // Requests without a response were not begun.
        journal.entries.retain(|entry| !matches!(entry.outcome, Outcome::Unknown));
        ledger.take(journal, &shop, &started.anonymous());
        ledger.assert_kept(&shop, &started.anonymous(), &started.workplace);
    }
}
