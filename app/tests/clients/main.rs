//! The clients of `clients/` against the product's binary: each takes the steps of `clients/scenario.md`, and runs the example
//! of its README, through a proxy that loses answers and refuses requests.
//!
//! Of the Rust client this needs nothing; it runs on SQLite every time. The others are programs in the folder that
//! `TEST_CLIENTS` names, which `clients/test.sh` fills, and run with everything on every store.

mod cases;
mod proxy;
#[path = "../../../clients/rust/tests/scenario/mod.rs"]
mod scenario;
#[path = "../support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the end-to-end tests use the rest")]
mod support;

fn main() {
    libtest_mimic::run(&support::arguments(), cases::all()).exit()
}
