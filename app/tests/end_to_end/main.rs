//! The product's binary from start to end: processes, signals, files, the command line and the log; faults of stores,
//! and several processes on one. The suite `http` tests its responses.
//!
//! A case is a function. Those that need PostgreSQL are reported as ignored without it; `with-postgres.sh`, beside the
//! tests of the store, starts it. With `TRANCHE_TESTS_LONG` set, repeated cases run more often.

mod absence;
mod cancelled_storm;
mod cases;
mod cluster_restarts;
mod commands;
mod commits_lost;
mod crowds;
mod data_moves;
mod data_moves_dynamodb;
mod database_faults;
mod deliveries;
mod dumps;
mod dynamodb_refusals;
mod dynamodb_table;
mod earlier_stores;
mod event_lists;
mod fail_over;
mod full_disk;
mod function;
mod function_events;
mod function_stores;
mod function_timings;
mod hang_ups;
mod journal;
mod ledger;
mod life;
mod lists;
mod locked_file;
mod logs;
mod maintenance;
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
mod service_manager;
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
mod webhook_bodies;
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

/// The time limit for a response under any fault, and for a recovery.
pub(crate) const BOUND: Duration = Duration::from_secs(5);

/// Held by the cases that run: exclusively by one, or shared.
static MACHINE: RwLock<()> = RwLock::new(());

/// The first number, or the second in a long run.
pub(crate) fn short_or_long(short: usize, long: usize) -> usize {
    if env::var_os("TRANCHE_TESTS_LONG").is_some() { long } else { short }
}

fn main() {
    let trial = |case: cases::Case| {
        Trial::ignorable_test(case.name.clone(), move || {
            if let Some(missing) = case.needs.missing() {
                return Ok(Completion::ignored_with(missing));
            }
            // A case that failed exclusively poisons the lock, which is no reason to fail others.
            let _alone = case.runs_alone.then(|| MACHINE.write().unwrap_or_else(PoisonError::into_inner));
            let _beside = (!case.runs_alone).then(|| MACHINE.read().unwrap_or_else(PoisonError::into_inner));
            (case.run)();
            Ok(Completion::Completed)
        })
    };
    // Cases that run alone come last, since each waits for all others to finish.
    let mut cases = cases::all();
    cases.sort_by_key(|case| case.runs_alone);
    libtest_mimic::run(&support::arguments(), cases.into_iter().map(trial).collect()).exit()
}
