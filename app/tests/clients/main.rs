//! The clients of `clients/` against the product's binary: each takes the steps of `clients/scenario.md`, and runs the example
//! of its README, through a proxy that loses answers and refuses requests. Its example for webhooks verifies what the product
//! delivers.
//!
//! The Rust client on SQLite needs no other program and always runs. The others are programs in the folder that `TEST_CLIENTS`
//! names, which `clients/test.sh` fills, and run with everything on every store.

mod cases;
mod proxy;
#[path = "../../../clients/rust/tests/scenario/mod.rs"]
mod scenario;
#[path = "../support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the end-to-end tests use the rest")]
mod support;
#[path = "../../../clients/rust/examples/webhook.rs"]
#[expect(dead_code, reason = "it is a program of its own, too")]
mod webhook_example;
#[path = "../end_to_end/webhook_receiver.rs"]
#[expect(dead_code, reason = "the end-to-end tests use the rest")]
mod webhook_receiver;
mod webhooks;

use std::{env, os::unix::process::CommandExt, process::Command};

fn main() {
    without_proxies();
    let trials = cases::all().into_iter().chain(webhooks::all());
    libtest_mimic::run(&support::arguments(), trials.collect()).exit()
}

/// Begins anew without the variables that name a proxy, which the Rust client obeys: it runs in this process.
fn without_proxies() {
    if support::PROXIES.iter().all(|name| env::var_os(name).is_none()) {
        return;
    }
    let mut again = Command::new(env::current_exe().unwrap());
    again.args(env::args_os().skip(1));
    for name in support::PROXIES {
        again.env_remove(name);
    }
    panic!("the tests do not begin anew: {}", again.exec());
}
