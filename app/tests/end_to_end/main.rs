//! The product's binary from start to end: processes, signals, files, the command line and the log; faults of stores, and
//! several processes on one. What it answers over HTTP is held in the suite `http`.
//!
//! A case is a function. Those that need PostgreSQL are reported as ignored where there is none; `with-postgres.sh`, beside
//! the tests of the store, brings it. With `TRANCHE_TESTS_LONG` set, what is repeated is repeated more often.

mod absence;
mod cancelled_storm;
mod cases;
mod cluster_restarts;
mod commands;
mod commits_lost;
mod crowds;
mod database_faults;
mod dynamodb_refusals;
mod dynamodb_table;
mod earlier_stores;
mod fail_over;
mod full_disk;
mod function;
mod function_events;
mod function_timings;
mod hang_ups;
mod journal;
mod ledger;
mod life;
mod locked_file;
mod logs;
mod named_secrets;
mod newer_events;
mod outage;
mod output;
mod production;
mod refused_by_postgres;
mod renewal;
mod replaced_file;
mod replicas;
mod replicas_migrate;
mod secret_texts;
mod secrets;
mod shop;
mod shutdown;
mod shutdown_under_load;
mod silent_store;
mod slow_readers;
mod starts;
#[path = "../support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the tests of the HTTP contract use the rest")]
mod support;
mod survival;
mod unreachable_postgres;
mod unread_bodies;
mod webhook_faults;
mod webhook_receiver;
mod webhooks;
mod wrong_names;

use std::{
    env,
    sync::{PoisonError, RwLock},
    time::Duration,
};

use libtest_mimic::{Completion, Trial};

/// How long an answer may take and a server may need to recover, whatever fails.
pub(crate) const BOUND: Duration = Duration::from_secs(5);

/// Held by the cases that run: by one, or by those that may run beside others.
static MACHINE: RwLock<()> = RwLock::new(());

/// The one number, or the other where the run may take its time.
pub(crate) fn short_or_long(short: usize, long: usize) -> usize {
    if env::var_os("TRANCHE_TESTS_LONG").is_some() { long } else { short }
}

fn main() {
    let trial = |case: cases::Case| {
        Trial::ignorable_test(case.name.clone(), move || {
            if let Some(missing) = case.needs.missing() {
                return Ok(Completion::ignored_with(missing));
            }
            // One that failed alone hinders nobody.
            let _alone = case.runs_alone.then(|| MACHINE.write().unwrap_or_else(PoisonError::into_inner));
            let _beside = (!case.runs_alone).then(|| MACHINE.read().unwrap_or_else(PoisonError::into_inner));
            (case.run)();
            Ok(Completion::Completed)
        })
    };
    // Those that run alone come last: before, each would have the others wait until all that run beside each other are done.
    let mut cases = cases::all();
    cases.sort_by_key(|case| case.runs_alone);
    libtest_mimic::run(&support::arguments(), cases.into_iter().map(trial).collect()).exit()
}
