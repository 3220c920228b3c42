//! The product's binary from start to end: processes, signals, files, the command line and the log. What it answers
//! over HTTP is held in the suite `http`.

mod commands;
mod life;
mod logs;
mod outage;
mod production;
mod renewal;
mod secrets;
mod shutdown;
#[path = "../support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the tests of the HTTP contract use the rest")]
mod support;
mod survival;
mod webhook_faults;
mod webhook_receiver;
mod webhooks;
